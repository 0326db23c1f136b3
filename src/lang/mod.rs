//! Floor 3: the languages that are built in, by code or by a look at the text.
//!
//! In: the folders beside this file. Out: a [`Language`]. Never: linguistic knowledge in Rust.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::grammar::error::ReadError;
use crate::grammar::language::{self, Files, Language, iso639_3};
use crate::text::orthography::Orthography;
use whatlang::{Detector, Lang};

/// A language's folder as the build found it.
struct Folder {
    code: &'static str,
    files: &'static [(&'static str, &'static [u8])],
}

static FOLDERS: &[Folder] = include!(concat!(env!("OUT_DIR"), "/folders.rs"));

/// The codes of the languages that are built in, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    FOLDERS.iter().map(|f| f.code)
}

/// A file of a language's folder.
#[must_use]
pub fn file(code: &str, name: &str) -> Option<&'static [u8]> {
    FOLDERS.iter().find(|f| f.code == code)?.files.iter().find(|(n, _)| *n == name).map(|(_, content)| *content)
}

/// The language of a code, read once; none where no such language is built in.
///
/// # Errors
/// Where one of its files is wrong.
pub fn language(code: &str) -> Result<Option<&'static Language>, ReadError> {
    static READ: OnceLock<BTreeMap<&'static str, OnceLock<Result<Language, ReadError>>>> = OnceLock::new();
    let slots = READ.get_or_init(|| FOLDERS.iter().map(|f| (f.code, OnceLock::new())).collect());
    let Some((slot, folder)) = slots.get(code).zip(FOLDERS.iter().find(|f| f.code == code)) else { return Ok(None) };
    let files = || folder.files.iter().copied().collect::<Files>();
    slot.get_or_init(|| Language::read(folder.code, &files())).as_ref().map(Some).map_err(Clone::clone)
}

/// How the language of a code parts its words, without its dictionary: that is enough for lists of names. None where no such language is built in.
///
/// # Errors
/// Where its orthography is wrong.
pub fn orthography(code: &str) -> Result<Option<Orthography>, ReadError> {
    let folder = FOLDERS.iter().find(|f| f.code == code);
    folder.map(|folder| language::orthography(code, &folder.files.iter().copied().collect())).transpose()
}

/// The built-in language that a text is most probably written in; none where it has no word to tell by.
///
/// # Errors
/// Where a file of a language is wrong, or its `iso639_3` is not known.
pub fn guess(text: &str) -> Result<Option<&'static str>, ReadError> {
    let known = detectable()?;
    let detector = Detector::with_allowlist(known.iter().map(|(lang, _)| *lang).collect());
    let found = detector.detect_lang(beginning(text));
    Ok(found.and_then(|found| known.iter().find(|(lang, _)| *lang == found)).map(|(_, code)| *code))
}

/// The English name of another language, where the text is surely written in one that is not built in.
///
/// # Errors
/// As [`guess`].
pub fn foreign(text: &str) -> Result<Option<&'static str>, ReadError> {
    let known = detectable()?;
    let found = whatlang::detect(beginning(text)).filter(|info| info.is_reliable() && info.confidence() >= 0.99);
    Ok(found.map(|info| info.lang()).filter(|lang| known.iter().all(|(k, _)| k != lang)).map(Lang::eng_name))
}

/// Enough of a text to tell its language by.
fn beginning(text: &str) -> &str {
    text.char_indices().nth(4096).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// What the languages are to whoever tells them apart, with their codes.
fn detectable() -> Result<&'static [(Lang, &'static str)], ReadError> {
    static KNOWN: OnceLock<Result<Vec<(Lang, &'static str)>, ReadError>> = OnceLock::new();
    KNOWN.get_or_init(|| FOLDERS.iter().map(|folder| Ok((folder.lang()?, folder.code))).collect()).as_deref().map_err(Clone::clone)
}

impl Folder {
    fn lang(&self) -> Result<Lang, ReadError> {
        let code = iso639_3(self.code, &self.files.iter().copied().collect())?;
        Lang::from_code(&code).ok_or_else(|| ReadError {
            file: format!("{}/orthography.toml", self.code),
            line: 0,
            column: 0,
            expected: "iso639_3: a language that can be told by a look at a text".to_owned(),
            found: code,
        })
    }
}
