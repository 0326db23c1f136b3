//! Writing to a store: document by document, each whole or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::archive::{Archive, nquads, read_quads, replace, write_quads};
use super::decision::Decisions;
use super::derive::{Derivation, Derived, GRAPHS};
use super::facts::Facts;
use super::journal::{Deed, Journal};
use super::lock::Lock;
use super::project;
use super::table;
use crate::claim::Reading;
use crate::claim::actor::Gazetteer;
use crate::rdf::canonical::{digest, version};
use crate::rdf::iri::Base;
use crate::rdf::ontology::File;
use crate::rdf::{Error, emit, known, ontology};
use crate::text::document::Document;

/// A store that is being written. Nobody else can write to it meanwhile; everybody can read.
#[derive(Debug)]
pub struct Writer {
    archive: Archive,
    journal: Journal,
    _lock: Lock,
}

/// A document and what was read in it, ready to be stored. Made from the document alone, so that many can be made at once.
#[derive(Clone, Debug)]
pub struct Prepared {
    hash: String,
    key: String,
    text: String,
    version: String,
    bytes: Vec<u8>,
}

impl Prepared {
    /// Prepares a document, which must be in [canonical form](crate::rdf::canonical::canonical), and what was read in it.
    ///
    /// # Errors
    /// Never in practice: memory takes all bytes.
    pub fn new(document: &Document, reading: &Reading, base: &Base) -> Result<Self, Error> {
        let hash = base.document(&document.id).hash().to_owned();
        let bytes = nquads(Path::new(&hash), &emit::emit(document, reading, base), base)?;
        Ok(Prepared { hash, key: document.id.clone(), text: document.text.clone(), version: version(document, &reading.lang), bytes })
    }
}

impl Prepared {
    /// The hash of the document's key.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The bytes of its file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Added,
    /// It took the place of an older version, or of an older reading.
    Replaced,
    /// It was there already, the same.
    Unchanged,
}

impl Writer {
    /// Opens the store in a folder for writing; makes one where there is nothing yet.
    ///
    /// # Errors
    /// Where the folder is something else, or somebody else is writing to it.
    pub fn open(folder: &Path, base: &Base) -> Result<Self, Error> {
        let archive = Archive::open_or_make(folder, base)?;
        let lock = Lock::take(folder)?;
        let journal = Journal::open(folder)?;
        Ok(Writer { archive, journal, _lock: lock })
    }

    /// The store.
    #[must_use]
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Stores a document.
    ///
    /// # Errors
    /// Where a file cannot be written; what was stored before stays whole.
    pub fn put(&mut self, prepared: &Prepared) -> Result<Outcome, Error> {
        let Prepared { hash, key, text, version, bytes } = prepared;
        let path = self.archive.document_path(hash);
        let old = fs::read(&path).ok();
        if old.as_ref() == Some(bytes) {
            // A process that was killed between the file and the journal left a line to be written.
            if !self.journal.knows(hash, version) {
                self.journal.note(Deed::Added, hash, key, version, None)?;
            }
            return Ok(Outcome::Unchanged);
        }
        self.forget_derived()?;
        let text_path = self.archive.text_path(&digest(&[text]));
        if !text_path.exists() {
            replace(&text_path, text.as_bytes())?;
        }
        // The old file is the version that was replaced, also where it is too broken to say which one it is.
        let was = old.map(|old| {
            let version = read_quads(&path).map_or_else(|_| digest(&[&String::from_utf8_lossy(&old)]), |quads| Facts::read(&quads).version);
            (version, old)
        });
        if let Some((was, old)) = was.as_ref().filter(|(was, _)| was != version) {
            replace(&self.archive.history_path(hash, was), old)?;
        }
        replace(&path, bytes)?;
        let deed = match &was {
            None => Deed::Added,
            Some((was, _)) if was == version => Deed::Reread,
            Some(_) => Deed::Replaced,
        };
        let outcome = if was.is_some() { Outcome::Replaced } else { Outcome::Added };
        self.journal.note(deed, hash, key, version, was.map(|(was, _)| was).filter(|was| was != version))?;
        Ok(outcome)
    }

    /// Takes a document out: its graph, and its texts unless another document has the same. What it said stays in the history,
    /// as its replaced versions do; with `purge` that goes as well, and only the journal remembers that it was there.
    ///
    /// # Errors
    /// Where a file cannot be removed; then the document is still there, or the same can be asked for again.
    pub fn remove(&mut self, hash: &str, key: &str, purge: bool) -> Result<(), Error> {
        self.forget_derived()?;
        let path = self.archive.document_path(hash);
        let bytes = fs::read(&path).unwrap_or_default();
        let mut now = read_quads(&path).map(|quads| Facts::read(&quads)).unwrap_or_default();
        if now.version.is_empty() {
            now.version = digest(&[&String::from_utf8_lossy(&bytes)]);
        }
        let versions: Vec<String> = self.archive.history()?.into_iter().filter(|(document, _)| document == hash).map(|(_, version)| version).collect();
        let mut texts: BTreeSet<String> = versions.iter().filter_map(|version| self.text_of(hash, version)).collect();
        texts.insert(now.text_hash);
        if purge {
            versions.iter().try_for_each(|version| forget(&self.archive.history_path(hash, version)))?;
        } else if !bytes.is_empty() {
            replace(&self.archive.history_path(hash, &now.version), &bytes)?;
        }
        forget(&path)?;
        for used in self.archive.map_documents(|quads| Facts::read(&quads).text_hash)? {
            texts.remove(&used);
        }
        // What others said before is theirs while they are there.
        let there: BTreeSet<String> = self.archive.documents()?.into_iter().map(|entry| entry.hash).collect();
        for (document, version) in self.archive.history()?.into_iter().filter(|(document, _)| there.contains(document)) {
            if let Some(used) = self.text_of(&document, &version) {
                texts.remove(&used);
            }
        }
        texts.iter().filter(|text| !text.is_empty()).try_for_each(|text| forget(&self.archive.text_path(text)))?;
        self.journal.note(Deed::Removed, hash, key, &now.version, None)
    }

    /// The text of a version that was replaced, by its hash.
    fn text_of(&self, document: &str, version: &str) -> Option<String> {
        read_quads(&self.archive.history_path(document, version)).ok().map(|quads| Facts::read(&quads).text_hash)
    }

    /// Makes the derived graphs anew, where they are not those of the documents.
    ///
    /// # Errors
    /// Where a document's file is broken, or a file cannot be written.
    pub fn derive(&mut self, gazetteer: &Gazetteer) -> Result<(), Error> {
        let marker = self.archive.folder().join("derived").join("made-from");
        let made_from = self.archive.made_from()?;
        let there = GRAPHS.iter().all(|name| self.archive.derived_path(name).exists());
        if there && fs::read_to_string(&marker).is_ok_and(|old| old.trim() == made_from) {
            return table::renew(&self.archive);
        }
        self.forget_derived()?;
        for (name, quads) in derive(&self.archive, gazetteer, &Decisions::read(&self.archive)?)? {
            write_quads(&self.archive.derived_path(name), &quads, self.archive.base())?;
        }
        replace(&marker, format!("{made_from}\n").as_bytes())?;
        table::renew(&self.archive)
    }

    /// Keeps what people decided. What is derived must be made anew after it.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn decide(&mut self, decisions: &Decisions) -> Result<(), Error> {
        self.forget_derived()?;
        decisions.write(&self.archive)
    }

    /// What is derived is out of date from the first change on, also if nobody comes to make it anew.
    fn forget_derived(&self) -> Result<(), Error> {
        remove_file(&table::path(&self.archive))?;
        remove_file(&self.archive.folder().join("derived").join("made-from"))
    }
}

/// Removes a file and the folders that are empty then, up to two above it: as if it had never been written.
fn forget(path: &Path) -> Result<(), Error> {
    remove_file(path)?;
    // A folder with anything else in it stays.
    let _ = path.ancestors().skip(1).take(2).try_for_each(fs::remove_dir);
    Ok(())
}

/// Removes a file that may not be there.
fn remove_file(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::io(path, e)),
        _ => Ok(()),
    }
}

/// The derived graphs of a store, made from its documents as people decided.
///
/// # Errors
/// Where a document's file is broken.
pub fn derive(archive: &Archive, gazetteer: &Gazetteer, decisions: &Decisions) -> Result<Derived, Error> {
    let documents = archive.map_documents(|quads| Facts::read(&quads))?;
    derive_from(&documents, archive, gazetteer, decisions)
}

/// The derived graphs of some documents, as people decided.
///
/// # Errors
/// Where a file of the ontology is broken.
pub fn derive_from<'a>(
    documents: impl IntoIterator<Item = &'a Facts>,
    archive: &Archive,
    gazetteer: &Gazetteer,
    decisions: &Decisions,
) -> Result<Derived, Error> {
    match project::own(archive)? {
        Some(own) => derive_with(documents, archive.base(), gazetteer, decisions.clone(), &own.files()),
        None => derive_with(documents, archive.base(), gazetteer, decisions.clone(), &ontology::files()),
    }
}

/// The derived graphs of some documents, under a base, by some lists of actors.
///
/// # Errors
/// Where a file of the ontology is broken.
pub fn derive_with<'a>(
    documents: impl IntoIterator<Item = &'a Facts>,
    base: &Base,
    gazetteer: &Gazetteer,
    decisions: Decisions,
    files: &[File<'_>],
) -> Result<Derived, Error> {
    let known = known::built_in()?;
    let mut derivation = Derivation::new(base, gazetteer, &known).decided(decisions);
    documents.into_iter().for_each(|facts| derivation.add(facts));
    derivation.finish(files)
}
