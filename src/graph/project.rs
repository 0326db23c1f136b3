//! The actors of a store: those that are built in, and those of `actors.ttl` in the store's folder, which people write.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::archive::{Archive, replace};
use crate::claim::actor::Gazetteer;
use crate::rdf::own::Own;
use crate::rdf::{Error, gazetteer};

/// Where a store's own actors are.
#[must_use]
pub fn path(archive: &Archive) -> PathBuf {
    archive.folder().join("actors.ttl")
}

/// A store's own actors; none where nobody has written any.
///
/// # Errors
/// Where the file cannot be read, or is wrong: with line and column.
pub fn own(archive: &Archive) -> Result<Option<Own>, Error> {
    let path = path(archive);
    match fs::read(&path) {
        Ok(content) => Own::new(&path.display().to_string(), content).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(path, error)),
    }
}

/// All actors that a store knows.
///
/// # Errors
/// Where a file is wrong.
pub fn gazetteer(archive: &Archive) -> Result<Gazetteer, Error> {
    match own(archive)? {
        Some(own) => own.gazetteer(),
        None => gazetteer::built_in(),
    }
}

/// Keeps a file as the store's own actors, in place of what was there.
///
/// # Errors
/// Where it cannot be written.
pub fn keep(archive: &Archive, own: &Own) -> Result<(), Error> {
    replace(&path(archive), own.content())
}
