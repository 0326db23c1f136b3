//! Floor 3: the languages that are built in, by code or by a look at the text.
//!
//! In: the folders beside this file. Out: a [`Language`]. Never: linguistic knowledge in Rust.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::grammar::error::ReadError;
use crate::grammar::language::{Files, Language};

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
