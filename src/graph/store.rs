//! The index of a store: Oxigraph in memory, made from the archive's files.

use std::sync::mpsc;

use oxigraph::model::Quad;
use oxigraph::store::Store;

use super::archive::{Archive, read_quads};
use super::decision::Decisions;
use super::derive::Derived;
use super::history;
use super::project;
use super::writer;
use crate::rdf::Error;

/// Loads a whole store: its documents, what is derived from them, reviews, which versions there were before.
///
/// # Errors
/// Where a file is broken.
pub fn load(archive: &Archive) -> Result<Store, Error> {
    let documents = archive.documents()?;
    let derived = derived(archive)?.into_iter().map(|(_, quads)| Ok(quads)).chain([archive.reviews(), history::revisions(archive)]);
    std::thread::scope(|scope| {
        // Files are read ahead of the index, which takes longer over them.
        let (send, receive) = mpsc::sync_channel(AHEAD);
        scope.spawn(move || documents.iter().map(|entry| archive.document(&entry.hash)).try_for_each(|read| send.send(read)));
        index(receive.into_iter().chain(derived))
    })
}

/// How many documents are read ahead.
const AHEAD: usize = 64;

/// An index of some quads.
///
/// # Errors
/// Where one of the parts could not be read.
pub fn index(parts: impl IntoIterator<Item = Result<Vec<Quad>, Error>>) -> Result<Store, Error> {
    let store = Store::new().map_err(Error::index)?;
    let mut loader = store.bulk_loader();
    for part in parts {
        loader.load_quads(part?).map_err(Error::index)?;
    }
    loader.commit().map_err(Error::index)?;
    Ok(store)
}

/// The derived graphs of a store: as they are kept, or made for this once where they are out of date.
///
/// # Errors
/// Where a file is broken.
pub fn derived(archive: &Archive) -> Result<Derived, Error> {
    match archive.derived()? {
        Some(derived) => Ok(derived),
        None => writer::derive(archive, &project::gazetteer(archive)?, &Decisions::read(archive)?),
    }
}

/// One of the derived graphs of a store: without a look at the others, where it is kept.
///
/// # Errors
/// Where a file is broken.
pub fn derived_graph(archive: &Archive, name: &str) -> Result<Vec<Quad>, Error> {
    if archive.is_derived()? {
        return read_quads(&archive.derived_path(name));
    }
    Ok(derived(archive)?.into_iter().find(|(graph, _)| *graph == name).map(|(_, quads)| quads).unwrap_or_default())
}

/// All quads of a store.
///
/// # Errors
/// Where a file is broken.
pub fn quads(archive: &Archive) -> Result<Vec<Quad>, Error> {
    let mut all: Vec<Quad> = archive.map_documents(|quads| quads)?.into_iter().flatten().collect();
    all.extend(derived(archive)?.into_iter().flat_map(|(_, quads)| quads));
    all.extend(archive.reviews()?);
    all.extend(history::revisions(archive)?);
    Ok(all)
}
