//! The index of a store: Oxigraph in memory, made from the archive's files.

use oxigraph::model::Quad;
use oxigraph::store::Store;

use super::archive::Archive;
use super::writer;
use crate::rdf::{Error, gazetteer};

/// Loads a whole store: its documents and what is derived from them.
///
/// # Errors
/// Where a file is broken.
pub fn load(archive: &Archive) -> Result<Store, Error> {
    let store = Store::new().map_err(Error::index)?;
    let mut loader = store.bulk_loader();
    for entry in archive.documents()? {
        loader.load_quads(archive.document(&entry.hash)?).map_err(Error::index)?;
    }
    for (_, quads) in derived(archive)? {
        loader.load_quads(quads).map_err(Error::index)?;
    }
    loader.commit().map_err(Error::index)?;
    Ok(store)
}

/// The derived graphs of a store: as they are kept, or made for this once where they are out of date.
///
/// # Errors
/// Where a file is broken.
pub fn derived(archive: &Archive) -> Result<Vec<(&'static str, Vec<Quad>)>, Error> {
    match archive.derived()? {
        Some(derived) => Ok(derived),
        None => writer::derive(archive, &gazetteer::built_in()?),
    }
}

/// All quads of a store.
///
/// # Errors
/// Where a file is broken.
pub fn quads(archive: &Archive) -> Result<Vec<Quad>, Error> {
    let mut all = Vec::new();
    for entry in archive.documents()? {
        all.extend(archive.document(&entry.hash)?);
    }
    all.extend(derived(archive)?.into_iter().flat_map(|(_, quads)| quads));
    Ok(all)
}
