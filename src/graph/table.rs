//! The table of claims: all documents of a store and what is derived from them in one compact file, so that a command need not parse
//! thousands of RDF files to answer.
//!
//! ```text
//! selon table 1        what it is
//! 64 hex digits        of what it was made: the documents' files by name, length and time of change, and all that the derived graphs follow from
//! n                    how many parts; of each its length and a checksum
//! parts                documents, some to a part, so that all processors read; the last one holds what was derived
//! ```
//!
//! It is disposable. The RDF files are the truth: a table that was made from others, is of another format, or is damaged is made anew.
//! Reviews and the journal are no part of it, so that it need not be made anew for them.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::thread;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::archive::{Archive, Entry, replace};
use super::compare::origin::{Origins, mixed};
use super::corpus::Corpus;
use super::facts::Facts;
use super::store;
use crate::rdf::Error;
use crate::rdf::canonical::digest;

/// What stands first.
const MAGIC: &[u8] = b"selon table 1\n";
/// How many parts the documents are spread over.
const PARTS: usize = 16;

/// Where the table of a store is, or would be.
#[must_use]
pub fn path(archive: &Archive) -> PathBuf {
    archive.folder().join("derived").join("table")
}

/// The documents of a store with all that is derived from them: by its table where that is up to date, else by the files; then the table
/// is made anew for the next one who asks.
///
/// # Errors
/// Where a file is broken.
pub fn read(archive: &Archive) -> Result<Corpus, Error> {
    let entries = archive.documents()?;
    let key = key(archive, &entries)?;
    if let Some(corpus) = unpack(|| File::open(path(archive)), &key) {
        return Ok(corpus);
    }
    let corpus = of_files(archive)?;
    // Whoever may read a store may be forbidden to write to it; without the table it is slower, and the same. What a writer took out
    // meanwhile must not come back.
    if self::key(archive, &archive.documents()?)? == key {
        let _ = keep(archive, &key, &corpus);
    }
    Ok(corpus)
}

/// Makes the table anew where it is not up to date.
///
/// # Errors
/// Where a file is broken, or the table cannot be written.
pub fn renew(archive: &Archive) -> Result<(), Error> {
    let key = key(archive, &archive.documents()?)?;
    if File::open(path(archive)).is_ok_and(|mut table| parts(&mut table, &key).is_some()) {
        return Ok(());
    }
    keep(archive, &key, &of_files(archive)?)
}

/// What a table is made from, as a digest. A file that was changed without becoming longer has another time.
fn key(archive: &Archive, entries: &[Entry]) -> Result<String, Error> {
    let mut made_from = vec![archive.made_from_documents(entries)?];
    made_from.extend(entries.iter().map(|e| e.changed.to_string()));
    Ok(digest(&made_from.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// The same, by the files.
///
/// # Errors
/// Where a file is broken.
pub fn of_files(archive: &Archive) -> Result<Corpus, Error> {
    let mut corpus = Corpus::default();
    for (facts, quads) in archive.map_documents(|quads| (Facts::read(&quads), quads.len()))? {
        corpus.add(facts);
        corpus.quads += quads;
    }
    for (_, quads) in store::derived(archive)? {
        corpus.derived(&quads);
        corpus.quads += quads.len();
    }
    corpus.sort();
    let texts: Vec<Option<String>> = corpus.documents.iter().map(|facts| archive.text(&facts.text_hash).ok()).collect();
    corpus.origins = Some(Origins::new(&texts).all());
    Ok(corpus)
}

fn keep(archive: &Archive, key: &str, corpus: &Corpus) -> Result<(), Error> {
    let path = path(archive);
    let Some(bytes) = pack(corpus, key) else {
        return Err(Error::Store { path, message: "cannot be written".to_owned(), hint: "report it, please: a bug in selon".to_owned() });
    };
    // Several readers may do this at once; each writes under a name of its own.
    let own = path.with_extension(std::process::id().to_string());
    replace(&own, &bytes)?;
    fs::rename(&own, &path).map_err(|e| {
        let _ = fs::remove_file(&own);
        Error::io(&path, e)
    })
}

/// A corpus as the bytes of a table.
fn pack(corpus: &Corpus, key: &str) -> Option<Vec<u8>> {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for documents in corpus.documents.chunks(corpus.documents.len().div_ceil(PARTS).max(1)) {
        parts.push(encode(&documents)?);
    }
    parts.push(encode(corpus)?);
    let mut bytes = [MAGIC, key.as_bytes()].concat();
    bytes.extend(number(parts.len()));
    for part in &parts {
        bytes.extend(number(part.len()));
        bytes.extend(checksum(part).to_le_bytes());
    }
    parts.iter().for_each(|part| bytes.extend(part));
    Some(bytes)
}

/// Reads a table, part by part, so that never all of it is in memory beside what is made of it.
fn unpack<T: Read + Seek + Send>(open: impl Fn() -> io::Result<T> + Sync, key: &str) -> Option<Corpus> {
    let parts = parts(&mut open().ok()?, key)?;
    let (last, documents) = parts.split_last()?;
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let read = |some: &[Part]| -> Option<Vec<Facts>> {
        let (mut table, mut bytes, mut facts) = (open().ok()?, Vec::new(), Vec::new());
        for part in some {
            facts.extend(part.read::<Vec<Facts>>(&mut table, &mut bytes)?);
        }
        Some(facts)
    };
    thread::scope(|scope| {
        let running: Vec<_> = documents.chunks(documents.len().div_ceil(processors).max(1)).map(|some| scope.spawn(move || read(some))).collect();
        let mut corpus: Corpus = last.read(&mut open().ok()?, &mut Vec::new())?;
        for thread in running {
            corpus.documents.extend(thread.join().ok()??);
        }
        Some(corpus)
    })
}

/// Where a part of a table lies, and what its bytes come to.
#[derive(Clone, Copy, Debug)]
struct Part {
    begin: u64,
    length: usize,
    sum: u64,
}

impl Part {
    fn read<T: DeserializeOwned>(&self, table: &mut (impl Read + Seek), bytes: &mut Vec<u8>) -> Option<T> {
        table.seek(SeekFrom::Start(self.begin)).ok()?;
        bytes.resize(self.length, 0);
        table.read_exact(bytes).ok()?;
        if checksum(bytes) == self.sum { postcard::from_bytes(bytes).ok() } else { None }
    }
}

/// The parts of a table that was made from what the key stands for; none where it was made from something else, or lacks anything.
fn parts(table: &mut (impl Read + Seek), key: &str) -> Option<Vec<Part>> {
    let head = [MAGIC, key.as_bytes()].concat();
    let mut found = vec![0; head.len()];
    table.read_exact(&mut found).ok()?;
    let mut next = || {
        let mut number = [0; 8];
        table.read_exact(&mut number).ok()?;
        Some(u64::from_le_bytes(number))
    };
    let count = next().filter(|count| found == head && *count <= PARTS as u64 + 1)?;
    let mut begin = head.len() as u64 + 8 + count * 16;
    let mut parts = Vec::new();
    for _ in 0..count {
        let (length, sum) = (next()?, next()?);
        parts.push(Part { begin, length: usize::try_from(length).ok()?, sum });
        begin = begin.checked_add(length)?;
    }
    (table.seek(SeekFrom::End(0)).ok()? == begin).then_some(parts)
}

fn number(number: usize) -> [u8; 8] {
    (number as u64).to_le_bytes()
}

fn encode<T: Serialize + ?Sized>(value: &T) -> Option<Vec<u8>> {
    postcard::to_allocvec(value).ok()
}

/// A sum that changes with every bit: damage is found, forgery is not looked for, since whoever can write the table can write the documents.
fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| mixed(sum ^ u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| mixed(sum ^ u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn corpus() -> Corpus {
        let mut corpus = Corpus::default();
        corpus.quads = 7;
        corpus.documents = (0..40).map(|n| Facts { key: format!("document {n:02}"), ..Facts::default() }).collect();
        corpus
    }

    fn keys(corpus: &Corpus) -> Vec<String> {
        corpus.documents.iter().map(|d| d.key.clone()).collect()
    }

    fn back(bytes: &[u8], key: &str) -> Option<Corpus> {
        unpack(|| Ok(Cursor::new(bytes)), key)
    }

    #[test]
    fn what_was_packed_comes_back() {
        let key = digest(&["made from"]);
        let bytes = pack(&corpus(), &key).unwrap_or_default();
        let same = back(&bytes, &key).unwrap_or_default();
        assert_eq!((keys(&same), same.quads), (keys(&corpus()), 7));
        let empty = pack(&Corpus::default(), &key).unwrap_or_default();
        assert_eq!(back(&empty, &key).map(|corpus| corpus.documents.len()), Some(0));
    }

    #[test]
    fn what_is_damaged_or_of_others_is_no_table() {
        let key = digest(&["made from"]);
        let bytes = pack(&corpus(), &key).unwrap_or_default();
        assert!(back(&bytes, &digest(&["made from others"])).is_none());
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(back(&damaged, &key).is_none(), "byte {at}");
            assert!(back(&bytes[..at], &key).is_none(), "cut at {at}");
        }
        assert!(back(&[&bytes[..], &[0]].concat(), &key).is_none());
    }
}
