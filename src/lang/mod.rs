//! Floor 3: the languages that are built in, by code or by a look at the text.
//!
//! In: the folders beside this file. Out: a [`Language`]. Never: linguistic knowledge in Rust.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::grammar::error::ReadError;
use crate::grammar::language::{Files, Language, iso639_3};
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

/// The built-in language that a text is most probably written in; none where it has no word to tell by.
///
/// # Errors
/// Where a file of a language is wrong, or its `iso639_3` is not known.
pub fn guess(text: &str) -> Result<Option<&'static str>, ReadError> {
    static DETECTOR: OnceLock<Result<(Detector, Vec<(Lang, &'static str)>), ReadError>> = OnceLock::new();
    let (detector, known) = DETECTOR.get_or_init(detector).as_ref().map_err(Clone::clone)?;
    let found = detector.detect_lang(beginning(text));
    Ok(found.and_then(|found| known.iter().find(|(lang, _)| *lang == found)).map(|(_, code)| *code))
}

/// The English name of another language, where the text is surely written in one that is not built in.
///
/// # Errors
/// As [`guess`].
pub fn foreign(text: &str) -> Result<Option<&'static str>, ReadError> {
    let names = FOLDERS.iter().map(|folder| folder.lang()).collect::<Result<Vec<_>, _>>()?;
    let found = whatlang::detect(beginning(text)).filter(|info| info.is_reliable() && info.confidence() >= 0.99);
    Ok(found.map(|info| info.lang()).filter(|lang| !names.contains(lang)).map(|lang| lang.eng_name()))
}

/// Enough of a text to tell its language by.
fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(4096)).unwrap_or(text)
}

fn detector() -> Result<(Detector, Vec<(Lang, &'static str)>), ReadError> {
    let known = FOLDERS.iter().map(|folder| Ok((folder.lang()?, folder.code))).collect::<Result<Vec<_>, ReadError>>()?;
    Ok((Detector::with_allowlist(known.iter().map(|(lang, _)| *lang).collect()), known))
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
