//! What was ingested, replaced and removed, and when: the only clock times of a store.

use std::collections::{BTreeMap, HashMap};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::rdf::Error;

/// What happened to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    /// It came in.
    Added,
    /// A new version took the place of an old one.
    Replaced,
    /// The same version was read anew and gave another graph.
    Reread,
    /// It was taken out.
    Removed,
}

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When, in UTC.
    pub at: jiff::Timestamp,
    /// What.
    pub deed: Deed,
    /// The document's hash.
    pub document: String,
    /// Its key.
    pub key: String,
    /// The version that stands there now; of a document that was removed, the one that stood there.
    pub version: String,
    /// The version that stood there before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Which selon did it.
    pub by: String,
}

/// The journal of a store, open for writing.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// The last known version of each document.
    versions: HashMap<String, String>,
}

/// The entries of a store's journal.
///
/// # Errors
/// Where it cannot be read; a last line that was cut off by a killed process is passed over.
pub fn read(folder: &Path) -> Result<Vec<Entry>, Error> {
    let path = folder.join("journal.jsonl");
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(Error::io(path, e)),
    };
    let mut entries = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line.map_err(|e| Error::io(&path, e))?;
        entries.extend(serde_json::from_str(&line).ok());
    }
    Ok(entries)
}

/// The documents that are in a store by its journal: hash and key.
///
/// # Errors
/// As [`read`].
pub fn documents(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut there = BTreeMap::new();
    for entry in read(folder)? {
        if entry.deed == Deed::Removed {
            there.remove(&entry.document)
        } else {
            there.insert(entry.document, entry.key)
        };
    }
    Ok(there.into_iter().collect())
}

impl Journal {
    /// Opens the journal of a store.
    ///
    /// # Errors
    /// Where it cannot be read or written.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let mut versions = HashMap::new();
        for entry in read(folder)? {
            if entry.deed == Deed::Removed {
                versions.remove(&entry.document)
            } else {
                versions.insert(entry.document, entry.version)
            };
        }
        let path = folder.join("journal.jsonl");
        let file = OpenOptions::new().create(true).append(true).open(&path).map_err(|e| Error::io(&path, e))?;
        Ok(Journal { path, file, versions })
    }

    /// Whether the journal knows that this version of a document came in.
    #[must_use]
    pub fn knows(&self, document: &str, version: &str) -> bool {
        self.versions.get(document).is_some_and(|v| v == version)
    }

    /// Writes down what was done.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn note(&mut self, deed: Deed, document: &str, key: &str, version: &str, was: Option<String>) -> Result<(), Error> {
        let entry = Entry {
            at: jiff::Timestamp::now(),
            deed,
            document: document.to_owned(),
            key: key.to_owned(),
            version: version.to_owned(),
            was,
            by: concat!("selon ", env!("CARGO_PKG_VERSION")).to_owned(),
        };
        let mut line = serde_json::to_string(&entry).map_err(|e| Error::io(&self.path, e.into()))?;
        line.push('\n');
        // One write a line, so that a killed process leaves whole lines.
        self.file.write_all(line.as_bytes()).map_err(|e| Error::io(&self.path, e))?;
        if deed == Deed::Removed {
            self.versions.remove(&entry.document)
        } else {
            self.versions.insert(entry.document, entry.version)
        };
        Ok(())
    }
}
