//! Which versions of its documents a store held before, by its journal: what each one took the place of.
//!
//! A document keeps its IRI through all versions; one that was replaced has an IRI of its own, which ends in its hash. Its file is
//! the archive's, and no claim of it is in a graph.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, Quad};

use super::archive::Archive;
use super::journal::{self, Deed, Entry};
use crate::rdf::Error;
use crate::rdf::vocab::{other, prop};
use crate::rdf::write::sort;

/// A document that is in a store, with all that it was since it came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// Its key.
    pub key: String,
    /// The hashes of its versions, in the order of time; the last one is there now.
    pub versions: Vec<String>,
}

/// The lives of the documents that are there by a journal, by their hashes.
pub fn lives(entries: impl IntoIterator<Item = Entry>) -> BTreeMap<String, Life> {
    let mut lives: BTreeMap<String, Life> = BTreeMap::new();
    for entry in entries {
        if entry.deed == Deed::Removed {
            lives.remove(&entry.document);
            continue;
        }
        let life = lives.entry(entry.document).or_default();
        life.key = entry.key;
        // A file that was broken when it was replaced is kept under another hash than that under which it came in.
        if let Some(was) = entry.was.filter(|was| life.versions.last() != Some(was)) {
            life.versions.pop();
            life.versions.push(was);
        }
        if life.versions.last() != Some(&entry.version) {
            life.versions.push(entry.version);
        }
    }
    lives
}

/// The graph of history: for every document that is there, back from the version of now to the one that came in first.
///
/// # Errors
/// Where the journal or the folder cannot be read.
pub fn revisions(archive: &Archive) -> Result<Vec<Quad>, Error> {
    // Where nothing was ever replaced, the journal need not be read.
    if archive.history()?.is_empty() {
        return Ok(Vec::new());
    }
    let (base, graph) = (archive.base(), archive.base().derived("history"));
    let mut quads = Vec::new();
    for (document, life) in lives(journal::read(archive.folder())?) {
        let Some((now, before)) = life.versions.split_last() else { continue };
        let (mut node, mut seen) = (base.document_of_hash(&document), BTreeSet::from([now]));
        // A text that was changed back and forth stands where it stood last, so that the way back never goes round in a circle.
        for version in before.iter().rev().filter(|version| seen.insert(version)) {
            let older = base.version(&document, version);
            quads.push(Quad::new(node, other::WAS_REVISION_OF, older.clone(), graph.clone()));
            quads.push(Quad::new(older.clone(), prop::VERSION, Literal::from(version.as_str()), graph.clone()));
            node = older;
        }
    }
    sort(&mut quads);
    Ok(quads)
}
