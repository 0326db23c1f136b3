//! The canonical form of a document: the text that offsets in RDF count.
//!
//! | rule | why |
//! | --- | --- |
//! | Unicode in NFC | "é" is one character, however it was typed |
//! | line ends are LF | a file read on another system keeps its offsets |
//! | no byte order mark | it is no part of the text |
//!
//! Nothing else is touched: no-break spaces, marks without width and blanks stay, since they are part of what was published.

use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::text::document::Document;

/// The document with its text in canonical form, and its other fields in NFC.
#[must_use]
pub fn canonical(document: &Document) -> Document {
    let field = |f: &Option<String>| f.as_deref().map(nfc);
    Document {
        id: nfc(&document.id),
        lang: document.lang.clone(),
        published: document.published.clone(),
        publisher: field(&document.publisher),
        title: field(&document.title),
        url: document.url.clone(),
        text: text(&document.text),
    }
}

/// A text in canonical form.
///
/// ```
/// assert_eq!(selon::rdf::canonical::text("\u{feff}Ere\u{0301}van\r\n"), "Erévan\n");
/// ```
#[must_use]
pub fn text(raw: &str) -> String {
    let raw = raw.trim_start_matches('\u{feff}');
    if raw.contains('\r') { nfc(&raw.replace("\r\n", "\n").replace('\r', "\n")) } else { nfc(raw) }
}

fn nfc(raw: &str) -> String {
    if is_nfc_quick(raw.chars()) == IsNormalized::Yes { raw.to_owned() } else { raw.nfc().collect() }
}

/// SHA-256 of some parts in lower-case hexadecimal; the parts are kept apart by a separator that no text has a use for.
#[must_use]
pub fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            hash.update([0x1f]);
        }
        hash.update(part.as_bytes());
    }
    hex(&hash.finalize())
}

/// Bytes as lower-case hexadecimal figures.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|n| char::from_digit(u32::from(n), 16)).collect()
}

/// The hash of what makes a version of a document: text, title, date, publisher, language.
#[must_use]
pub fn version(document: &Document, lang: &str) -> String {
    let field = |f: &'_ Option<String>| f.clone().unwrap_or_default();
    digest(&[&document.text, &field(&document.title), &field(&document.published), &field(&document.publisher), lang])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_made_of_five_fields() {
        let base = Document::new("a", "", "Text.");
        let other = |change: fn(&mut Document)| {
            let mut document = base.clone();
            change(&mut document);
            version(&document, "en")
        };
        let same = version(&base, "en");
        assert_eq!(same, other(|d| d.id = "b".to_owned()));
        assert_ne!(same, other(|d| d.text.push(' ')));
        assert_ne!(same, other(|d| d.title = Some("T".to_owned())));
        assert_ne!(same, version(&base, "fr"));
        assert_ne!(other(|d| d.title = Some("T".to_owned())), other(|d| d.publisher = Some("T".to_owned())));
    }

    #[test]
    fn line_ends_and_accents_become_one() {
        assert_eq!(text("a\r\nb\rc\n"), "a\nb\nc\n");
        assert_eq!(text("e\u{301}"), "é");
        assert_eq!(text("1\u{202f}177 \u{feff}x"), "1\u{202f}177 \u{feff}x");
    }
}
