//! A store's folder: RDF files and texts, which are the truth.
//!
//! ```text
//! selon.toml               format, data base IRI, what made it
//! documents/3f/3fa9….nq    one file a document: its graph as sorted N-Quads; named by the hash of its key
//! texts/a7/a79b….txt       its canonical text, named by its own hash
//! history/3f/3fa9…/….nq    versions that were replaced, named by their hash
//! journal.jsonl            what was ingested and when
//! actors.ttl               actors of the store's own, where somebody has written any
//! decisions.nq             what people decided is the same, or is not
//! reviews.nq               what people decided about claims, with their names and times
//! derived/….nq             graphs made from all documents; made-from says of what; table: all that and the documents, to be read fast
//! lock                     who is writing
//! ```
//!
//! A document is there or not: its text is written first, its graph is written to another name and renamed. Whatever else is in
//! the folder is left alone.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use serde::{Deserialize, Serialize};

use super::derive::{Derived, GRAPHS};
use crate::rdf::canonical::digest;
use crate::rdf::iri::Base;
use crate::rdf::ontology::{self, syntax_error};
use crate::rdf::{Error, known, write};

/// The format of stores that this selon writes.
pub const FORMAT: u32 = 1;

/// A store's folder, open for reading.
#[derive(Clone, Debug)]
pub struct Archive {
    folder: PathBuf,
    base: Base,
}

/// `selon.toml`, as it is written.
#[derive(Debug, Serialize, Deserialize)]
struct Settings {
    /// The format of the folder.
    format: u32,
    /// The IRI under which documents and claims are named.
    base: String,
    /// What made the store.
    made_by: String,
}

/// A document's file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The hash of the document's key.
    pub hash: String,
    /// The length of its file.
    pub bytes: u64,
    /// When it was changed last, in nanoseconds since 1970; 0 where the system does not know.
    pub changed: u128,
}

impl Archive {
    /// Opens the store in a folder.
    ///
    /// # Errors
    /// Where there is none, where the folder is something else, or where its format is not known.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let wrong = |message: String, hint: &str| Error::Store { path: folder.to_owned(), message, hint: hint.to_owned() };
        let settings = match fs::read_to_string(folder.join("selon.toml")) {
            Ok(settings) => settings,
            Err(e) if e.kind() == io::ErrorKind::NotFound && !folder.exists() => {
                return Err(wrong("no store there".to_owned(), "`selon ingest FILE` makes one; --store or SELON_STORE names another"));
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound && folder.is_dir() => {
                return Err(wrong("is no store: it has no selon.toml".to_owned(), "name a folder that selon made, or one that does not exist yet"));
            }
            Err(_) if folder.is_file() => {
                return Err(wrong("is a file: a store is a folder".to_owned(), "name a folder that selon made, or one that does not exist yet"));
            }
            Err(e) => return Err(Error::io(folder.join("selon.toml"), e)),
        };
        // The format stands first and alone decides, so that a newer file may have any other fields.
        let format = settings.parse::<toml::Table>().ok().and_then(|t| t.get("format")?.as_integer());
        match format {
            Some(format) if format == i64::from(FORMAT) => {}
            Some(format) if format > i64::from(FORMAT) => {
                return Err(wrong(format!("has format {format}, and this selon knows formats up to {FORMAT}"), "use the selon that made it, or a newer one"));
            }
            _ => return Err(wrong("selon.toml names no format that is known".to_owned(), "restore the file, or ingest the documents into a new store")),
        }
        let settings: Settings = toml::from_str(&settings)
            .map_err(|e| wrong(format!("selon.toml: {}", e.message()), "restore the file, or ingest the documents into a new store"))?;
        let base = Base::new(&settings.base)
            .ok_or_else(|| wrong(format!("selon.toml: expected a base IRI that ends in /, found {:?}", settings.base), "restore the file"))?;
        Ok(Archive { folder: folder.to_owned(), base })
    }

    /// Opens the store in a folder, or makes one where there is nothing yet.
    ///
    /// # Errors
    /// As [`open`](Archive::open).
    pub fn open_or_make(folder: &Path, base: &Base) -> Result<Self, Error> {
        // A process that was killed while it made the store can have left the one file that it had begun.
        let empty = match fs::read_dir(folder) {
            Ok(mut entries) => entries.all(|e| e.is_ok_and(|e| e.file_name() == "selon.toml.new")),
            Err(e) => e.kind() == io::ErrorKind::NotFound,
        };
        if empty {
            fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
            let settings = Settings { format: FORMAT, base: base.as_str().to_owned(), made_by: concat!("selon ", env!("CARGO_PKG_VERSION")).to_owned() };
            let settings = toml::to_string(&settings).map_err(|e| Error::io(folder, io::Error::other(e)))?;
            replace(&folder.join("selon.toml"), settings.as_bytes())?;
        }
        Archive::open(folder)
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The IRI under which documents and claims are named.
    #[must_use]
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The documents, by hash.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn documents(&self) -> Result<Vec<Entry>, Error> {
        let mut entries = Vec::new();
        for shelf in list(&self.folder.join("documents"))? {
            for path in list(&shelf)? {
                let Some(hash) = stem(&path, ".nq") else { continue };
                let about = fs::metadata(&path).map_err(|e| Error::io(&path, e))?;
                let changed = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map_or(0, |since| since.as_nanos());
                entries.push(Entry { hash, bytes: about.len(), changed });
            }
        }
        entries.sort();
        Ok(entries)
    }

    /// Where a document's graph is, or would be.
    #[must_use]
    pub fn document_path(&self, hash: &str) -> PathBuf {
        self.folder.join("documents").join(shelf(hash)).join(format!("{hash}.nq"))
    }

    /// Where a text is, or would be, by its hash.
    #[must_use]
    pub fn text_path(&self, hash: &str) -> PathBuf {
        self.folder.join("texts").join(shelf(hash)).join(format!("{hash}.txt"))
    }

    /// Where a version that was replaced is kept.
    #[must_use]
    pub fn history_path(&self, hash: &str, version: &str) -> PathBuf {
        self.folder.join("history").join(shelf(hash)).join(hash).join(format!("{version}.nq"))
    }

    /// Where a derived graph is, or would be.
    #[must_use]
    pub fn derived_path(&self, name: &str) -> PathBuf {
        self.folder.join("derived").join(format!("{name}.nq"))
    }

    /// The hashes of the texts that are kept, used or not.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn texts(&self) -> Result<Vec<String>, Error> {
        let mut hashes = Vec::new();
        for shelf in list(&self.folder.join("texts"))? {
            hashes.extend(list(&shelf)?.iter().filter_map(|path| stem(path, ".txt")));
        }
        Ok(hashes)
    }

    /// The versions that were replaced or removed: the document's hash and the version's.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn history(&self) -> Result<Vec<(String, String)>, Error> {
        let mut versions = Vec::new();
        for folder in list(&self.folder.join("history"))?.iter().map(|shelf| list(shelf)).collect::<Result<Vec<_>, _>>()?.concat() {
            let Some(document) = stem(&folder, "") else { continue };
            versions.extend(list(&folder)?.iter().filter_map(|path| Some((document.clone(), stem(path, ".nq")?))));
        }
        Ok(versions)
    }

    /// Where reviews are, or would be.
    #[must_use]
    pub fn reviews_path(&self) -> PathBuf {
        self.folder.join("reviews.nq")
    }

    /// The graph of reviews; empty where nobody has made any.
    ///
    /// # Errors
    /// Where its file cannot be read or is broken.
    pub fn reviews(&self) -> Result<Vec<Quad>, Error> {
        let path = self.reviews_path();
        if path.exists() { read_quads(&path) } else { Ok(Vec::new()) }
    }

    /// A document's graph.
    ///
    /// # Errors
    /// Where its file is missing or broken.
    pub fn document(&self, hash: &str) -> Result<Vec<Quad>, Error> {
        read_quads(&self.document_path(hash))
    }

    /// Reads all documents, by all processors, and makes something of each; what comes of it stands in the order of the documents.
    ///
    /// # Errors
    /// Where a file is broken: of several the first.
    pub fn map_documents<T: Send>(&self, make: impl Fn(Vec<Quad>) -> T + Sync) -> Result<Vec<T>, Error> {
        let entries = self.documents()?;
        let one = |entry: &Entry| self.document(&entry.hash).map(&make);
        let threads = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, 16);
        if threads == 1 || entries.len() < 16 {
            return entries.iter().map(one).collect();
        }
        let parts: Vec<Result<Vec<T>, Error>> = std::thread::scope(|scope| {
            let part = |part| scope.spawn(move || entries_of(part, one));
            let running: Vec<_> = entries.chunks(entries.len().div_ceil(threads)).map(part).collect();
            running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(Error::Index("a document was lost while it was read".into())))).collect()
        });
        let mut all = Vec::with_capacity(entries.len());
        for part in parts {
            all.extend(part?);
        }
        Ok(all)
    }

    /// A text by its hash.
    ///
    /// # Errors
    /// Where it is missing, or no longer the text of that hash.
    pub fn text(&self, hash: &str) -> Result<String, Error> {
        let path = self.text_path(hash);
        let text = fs::read_to_string(&path).map_err(|e| Error::io(&path, e))?;
        if digest(&[&text]) != hash {
            return Err(Error::Store {
                path,
                message: "is not the text that was stored".to_owned(),
                hint: "restore the file, or ingest the document again".to_owned(),
            });
        }
        Ok(text)
    }

    /// The derived graphs by name; none where they are missing or were made from other documents.
    ///
    /// # Errors
    /// Where a file cannot be read or is broken.
    pub fn derived(&self) -> Result<Option<Derived>, Error> {
        if !self.is_derived()? {
            return Ok(None);
        }
        GRAPHS.iter().map(|name| read_quads(&self.derived_path(name)).map(|quads| (*name, quads))).collect::<Result<_, _>>().map(Some)
    }

    /// Whether the derived graphs that are kept were made from the documents that are there.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn is_derived(&self) -> Result<bool, Error> {
        let made_from = fs::read_to_string(self.folder.join("derived").join("made-from")).unwrap_or_default();
        Ok(made_from.trim() == self.made_from()?)
    }

    /// A digest of what the derived graphs are made from: the documents' files by name and length, the lists of actors and events, the decisions.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn made_from(&self) -> Result<String, Error> {
        self.made_from_documents(&self.documents()?)
    }

    /// The same, where the documents were looked up before.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn made_from_documents(&self, documents: &[Entry]) -> Result<String, Error> {
        let mut parts = vec![format!("{FORMAT} {}", env!("CARGO_PKG_VERSION"))];
        parts.extend(ontology::files().iter().map(|f| digest(&[&String::from_utf8_lossy(f.content)])));
        parts.extend(fs::read(super::project::path(self)).ok().map(|own| digest(&[&String::from_utf8_lossy(&own)])));
        parts.push(digest(&[known::EVENTS]));
        parts.push(digest(&[&fs::read_to_string(super::decision::path(self)).unwrap_or_default()]));
        parts.extend(documents.iter().map(|e| format!("{} {}", e.hash, e.bytes)));
        Ok(digest(&parts.iter().map(String::as_str).collect::<Vec<_>>()))
    }
}

fn entries_of<T>(entries: &[Entry], one: impl Fn(&Entry) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    entries.iter().map(one).collect()
}

/// The quads of an N-Quads file.
///
/// # Errors
/// Where it cannot be read, or breaks the rules of the syntax.
pub fn read_quads(path: &Path) -> Result<Vec<Quad>, Error> {
    let content = fs::read(path).map_err(|e| Error::io(path, e))?;
    // The files are selon's own, so that names need not be checked letter by letter each time.
    RdfParser::from_format(RdfFormat::NQuads)
        .lenient()
        .for_slice(&content)
        .collect::<Result<_, _>>()
        .map_err(|e| syntax_error(&path.display().to_string(), &e.into()))
}

/// Writes quads to a file: whole, or not at all.
///
/// # Errors
/// Where the system refuses.
pub fn write_quads(path: &Path, quads: &[Quad], base: &Base) -> Result<(), Error> {
    replace(path, &nquads(path, quads, base)?)
}

/// Quads as the bytes of their file.
///
/// # Errors
/// Never in practice: memory takes all bytes.
pub fn nquads(path: &Path, quads: &[Quad], base: &Base) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    write::write(quads, write::Syntax::NQuads, base, &mut bytes).map_err(|e| Error::io(path, e))?;
    Ok(bytes)
}

/// Writes a file: whole, or not at all.
///
/// # Errors
/// Where the system refuses.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = folder.join(name);
    let written = fs::File::create(&new).and_then(|mut file| file.write_all(bytes)).and_then(|()| fs::rename(&new, path));
    written.map_err(|e| {
        // What is left of a failed try is in nobody's way, but neither of use.
        let _ = fs::remove_file(&new);
        Error::io(path, e)
    })
}

/// The entries of a folder, sorted; none where it does not exist.
fn list(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let io = |e| Error::io(folder, e);
    match fs::read_dir(folder) {
        Ok(entries) => {
            let mut paths: Vec<PathBuf> = entries.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>().map_err(io)?;
            paths.retain(|p| !p.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.')));
            paths.sort();
            Ok(paths)
        }
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(Vec::new()),
        Err(e) => Err(io(e)),
    }
}

/// The name of a file without its ending; none where it has another one.
fn stem(path: &Path, ending: &str) -> Option<String> {
    path.file_name()?.to_str()?.strip_suffix(ending).map(str::to_owned)
}

/// The folder of a hash: its first two figures.
fn shelf(hash: &str) -> &str {
    hash.get(..2).unwrap_or(hash)
}
