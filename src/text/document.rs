//! An article as published, and the map between the bytes of its text and its code points.

use std::ops::Range;

use super::span::Bytes;

/// An article as published. Immutable: every span that selon writes points into exactly this text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The key by which its owner knows it: unique in a batch; a second document of this key is a new version.
    pub id: String,
    /// Language as a BCP 47 code; empty while unknown.
    pub lang: String,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its headline. Not read for claims, but names may be resolved from it.
    pub title: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// The plain text, paragraphs parted by a blank line.
    pub text: String,
}

impl Document {
    /// A document that has a key, a language and a text, and nothing else.
    #[must_use]
    pub fn new(id: &str, lang: &str, text: &str) -> Self {
        Document { id: id.to_owned(), lang: lang.to_owned(), text: text.to_owned(), ..Document::default() }
    }

    /// The characters of a span; the empty string where a span does not fit this text.
    #[must_use]
    pub fn slice(&self, span: Bytes) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// Converts byte offsets of one text into offsets in Unicode code points, and back.
///
/// ```
/// use selon::text::document::CodePoints;
/// let map = CodePoints::new("é€x");
/// assert_eq!(map.from_byte(2), 1);
/// assert_eq!(map.to_byte(2), Some(5));
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Code points before each block of `BLOCK` bytes.
    blocks: Vec<u32>,
    bytes: Vec<u8>,
    len: u32,
}

const BLOCK: usize = 64;

/// Whether a byte begins a character in UTF-8.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn count(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|b| begins(**b)).count()).unwrap_or(u32::MAX)
}

impl CodePoints {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut seen = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(seen);
            seen += count(block);
        }
        CodePoints { blocks, bytes: text.as_bytes().to_vec(), len: seen }
    }

    /// How many code points the text has.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The code points before byte `at`; at most the text's length.
    #[must_use]
    pub fn from_byte(&self, at: u32) -> u32 {
        let at = (at as usize).min(self.bytes.len());
        let block = at / BLOCK;
        let before = self.blocks.get(block).copied().unwrap_or(self.len);
        let rest = self.bytes.get((block * BLOCK).min(at)..at).unwrap_or_default();
        before + count(rest)
    }

    /// The byte at which code point `at` begins; none beyond the end.
    #[must_use]
    pub fn to_byte(&self, at: u32) -> Option<u32> {
        if at > self.len {
            return None;
        }
        let block = self.blocks.partition_point(|before| *before <= at).saturating_sub(1);
        let mut seen = self.blocks.get(block).copied().unwrap_or(0);
        for (i, byte) in self.bytes.iter().enumerate().skip(block * BLOCK) {
            if begins(*byte) {
                if seen == at {
                    return u32::try_from(i).ok();
                }
                seen += 1;
            }
        }
        u32::try_from(self.bytes.len()).ok()
    }

    /// A span of bytes as a range of code points.
    #[must_use]
    pub fn range(&self, span: Bytes) -> Range<u32> {
        self.from_byte(span.start)..self.from_byte(span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_code_points_agree_both_ways() {
        let text = "a’é€😀 ".repeat(40);
        let map = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            let (n, byte) = (u32::try_from(n).unwrap(), u32::try_from(byte).unwrap());
            assert_eq!(map.from_byte(byte), n);
            assert_eq!(map.to_byte(n), Some(byte));
        }
        assert_eq!(map.to_byte(map.len()), Some(u32::try_from(text.len()).unwrap()));
        assert_eq!(map.to_byte(map.len() + 1), None);
    }
}
