//! Paths and standard input → documents.
//!
//! | what | is read as |
//! | --- | --- |
//! | `-`, or nothing at all | standard input: JSONL where its first line is an object, else one text |
//! | a folder | its `.txt`, `.md` and `.jsonl` files, by name, to any depth; others are named and skipped, hidden ones passed over |
//! | `….jsonl` | a document a line |
//! | any other file | one text |
//!
//! A document is known by its `id`, else its address, else the path of its file: inside the folder that was named, or its bare name.
//! A text that has none of these is known by its own hash. Files are opened one after the other, as they are wanted.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::Error;
use super::output::note;
use crate::claim::actor::Gazetteer;
use crate::claim::record::DocumentRecord;
use crate::lang;
use crate::rdf::canonical::{self, digest};
use crate::reader::Reader;
use crate::text::document::Document;

/// What to read, and what to know of documents that do not say it themselves.
#[derive(Debug, clap::Args)]
pub(super) struct InputArgs {
    /// Files, folders, or - for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Their language; auto: by a look at the text
    #[arg(long, default_value = "auto", value_parser = language)]
    lang: String,
    /// Their day of publication, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<String>,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Their title
    #[arg(long)]
    title: Option<String>,
    /// The address of the one document
    #[arg(long)]
    url: Option<String>,
    /// Go on after a document that cannot be read
    #[arg(long)]
    pub(super) keep_going: bool,
}

impl InputArgs {
    /// Whether no file, no folder and not even standard input was named.
    pub(super) fn names_nothing(&self) -> bool {
        self.paths.is_empty()
    }
}

/// A document that was found.
#[derive(Debug)]
pub(super) struct Item {
    /// The document as it was given.
    pub(super) document: Document,
}

fn language(code: &str) -> Result<String, String> {
    if code == "auto" {
        return Ok(String::new());
    }
    if lang::codes().any(|known| known == code) {
        return Ok(code.to_owned());
    }
    Err(format!("expected auto or one of {}", lang::codes().collect::<Vec<_>>().join(", ")))
}

fn day(value: &str) -> Result<String, String> {
    value.parse::<jiff::civil::Date>().map(|day| day.to_string()).map_err(|_| "expected a day, YYYY-MM-DD".to_owned())
}

/// The documents of the arguments, one after the other.
pub(super) struct Inputs {
    args: InputArgs,
    queue: VecDeque<Source>,
    lines: Option<Lines>,
    /// The first document, where it was looked at before it was taken.
    first: Option<Result<Item, Error>>,
    /// Whose path became which key.
    keys: BTreeMap<String, String>,
}

enum Source {
    Stdin,
    File { path: PathBuf, key: String },
}

/// A JSONL file that is being read.
struct Lines {
    name: String,
    reader: Box<dyn BufRead + Send>,
    line: usize,
    /// Bytes before the current line.
    offset: u64,
}

impl Inputs {
    /// Lists the files; none is opened yet.
    pub(super) fn new(args: InputArgs) -> Result<Self, Error> {
        let mut queue = VecDeque::new();
        let mut skipped = Vec::new();
        if args.paths.is_empty() {
            if io::stdin().is_terminal() {
                return Err(Error::usage("nothing to read").hint("name files or folders, or pipe a text into it"));
            }
            queue.push_back(Source::Stdin);
        }
        for path in &args.paths {
            if path == Path::new("-") {
                queue.push_back(Source::Stdin);
            } else if path.is_dir() {
                let mut files = Vec::new();
                walk(path, &mut files, &mut skipped)?;
                for file in files {
                    let key = file.strip_prefix(path).unwrap_or(&file).components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                    queue.push_back(Source::File { path: file, key });
                }
            } else {
                let key = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                queue.push_back(Source::File { path: path.clone(), key });
            }
        }
        for path in skipped {
            note(&format!("skipped {}: neither .txt, .md nor .jsonl", path.display()));
        }
        if args.url.is_some() && queue.len() > 1 {
            return Err(Error::usage("--url names one document, and there are several").hint("give each its url in JSONL"));
        }
        Ok(Inputs { args, queue, lines: None, first: None, keys: BTreeMap::new() })
    }

    /// Whether a failure is to be noted and passed over.
    pub(super) fn keeps_going(&self) -> bool {
        self.args.keep_going
    }

    /// The language of the first document, which is opened for that; none where there is none or it cannot be read.
    fn first_language(&mut self) -> Option<String> {
        self.first = self.next();
        self.first.as_ref()?.as_ref().ok().map(|item| item.document.lang.clone())
    }

    fn open(&mut self, source: Source) -> Option<Result<Item, Error>> {
        match source {
            Source::Stdin => self.stdin(),
            Source::File { path, key } if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl")) => {
                let name = path.display().to_string();
                match File::open(&path) {
                    Ok(file) => {
                        self.lines = Some(Lines { name, reader: Box::new(BufReader::with_capacity(1 << 16, file)), line: 0, offset: 0 });
                        self.keys.insert(key, path.display().to_string());
                        None
                    }
                    Err(e) => Some(Err(unreadable(&name, &e))),
                }
            }
            Source::File { path, key } => Some(self.file(&path, &key)),
        }
    }

    fn stdin(&mut self) -> Option<Result<Item, Error>> {
        let name = "standard input".to_owned();
        let mut bytes = Vec::new();
        if let Err(e) = io::stdin().lock().read_to_end(&mut bytes) {
            return Some(Err(unreadable(&name, &e)));
        }
        let first = bytes.split(|b| *b == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
        if serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(first).is_ok() {
            self.lines = Some(Lines { name, reader: Box::new(io::Cursor::new(bytes)), line: 0, offset: 0 });
            return None;
        }
        Some(text(&name, bytes, 0).and_then(|text| {
            let key = self.args.url.clone().unwrap_or_else(|| text_key(&text));
            Ok(Item { document: self.document(&name, DocumentRecord { text, ..DocumentRecord::default() }, &key)? })
        }))
    }

    fn file(&mut self, path: &Path, key: &str) -> Result<Item, Error> {
        let name = path.display().to_string();
        if let Some(other) = self.keys.insert(key.to_owned(), name.clone()).filter(|other| *other != name) {
            return Err(Error::failed(format!("{other} and {name} have the same key {key:?}: the one would replace the other"))
                .hint("name the folder that holds both, so that their keys are their paths in it"));
        }
        let bytes = std::fs::read(path).map_err(|e| unreadable(&name, &e))?;
        let record = DocumentRecord { text: text(&name, bytes, 0)?, ..DocumentRecord::default() };
        Ok(Item { document: self.document(&name, record, key)? })
    }

    /// A document with what the arguments know of it.
    fn document(&self, origin: &str, record: DocumentRecord, key: &str) -> Result<Document, Error> {
        let args = &self.args;
        let or = |said: Option<String>, given: &Option<String>| said.filter(|s| !s.is_empty()).or_else(|| given.clone());
        let record = DocumentRecord {
            lang: Some(language_of(origin, or(record.lang, &Some(args.lang.clone())), &record.text)?),
            published: or(record.published, &args.published),
            publisher: or(record.publisher, &args.publisher),
            title: or(record.title, &args.title),
            url: or(record.url, &args.url),
            ..record
        };
        Ok(record.document(key))
    }

    /// The next document of the open JSONL file; none at its end.
    fn next_line(&mut self) -> Option<Result<Item, Error>> {
        loop {
            let lines = self.lines.as_mut()?;
            let mut bytes = Vec::new();
            match lines.reader.read_until(b'\n', &mut bytes) {
                Ok(0) => {
                    self.lines = None;
                    return None;
                }
                Ok(_) => {}
                Err(e) => {
                    let error = unreadable(&lines.name, &e);
                    self.lines = None;
                    return Some(Err(error));
                }
            }
            lines.line += 1;
            let (offset, origin) = (lines.offset, format!("{}:{}", lines.name, lines.line));
            lines.offset += bytes.len() as u64;
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            return Some(line(&origin, bytes, offset).and_then(|record| {
                let key = text_key(&record.text);
                Ok(Item { document: self.document(&origin, record, &key)? })
            }));
        }
    }
}

/// A reader, made while the first document is opened and its language is read: each takes about as long as the other.
pub(super) fn reader<E: Into<Error> + Send>(inputs: &mut Inputs, gazetteer: impl FnOnce() -> Result<Gazetteer, E> + Send) -> Result<Reader, Error> {
    std::thread::scope(|scope| {
        let gazetteer = scope.spawn(gazetteer);
        // A mistake in a file of the language is said by whoever reads the document.
        _ = inputs.first_language().map(|code| lang::language(&code));
        let lost = |_| Err(Error::failed("the list of actors was lost while it was read"));
        let gazetteer = gazetteer.join().map_or_else(lost, |gazetteer| gazetteer.map_err(Into::into))?;
        Ok(Reader::new(gazetteer)?)
    })
}

impl Iterator for Inputs {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            if let Some(item) = self.next_line() {
                return Some(item);
            }
            let source = self.queue.pop_front()?;
            if let Some(item) = self.open(source) {
                return Some(item);
            }
        }
    }
}

/// The files of a folder that can be read, by name; what cannot is listed apart.
fn walk(folder: &Path, files: &mut Vec<PathBuf>, skipped: &mut Vec<PathBuf>) -> Result<(), Error> {
    let failed = |e: io::Error| unreadable(&folder.display().to_string(), &e);
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).map_err(failed)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>().map_err(failed)?;
    entries.sort();
    for path in entries {
        if path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.')) {
            continue;
        }
        let kind = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        // A link to a folder could lead back here.
        if path.is_dir() && !path.is_symlink() {
            walk(&path, files, skipped)?;
        } else if path.is_file() && matches!(kind.as_deref(), Some("txt" | "md" | "jsonl")) {
            files.push(path);
        } else {
            skipped.push(path);
        }
    }
    Ok(())
}

fn unreadable(name: &str, error: &io::Error) -> Error {
    let failed = Error::failed(format!("{name}: {error}"));
    if error.kind() == io::ErrorKind::NotFound { failed.hint("check the path") } else { failed }
}

/// Bytes as a text; `offset` is where they begin in their file.
fn text(name: &str, bytes: Vec<u8>, offset: u64) -> Result<String, Error> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(Error::failed(format!("{name}: is longer than 4 GB")).hint("part it into its articles, one a line of JSONL"));
    }
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        return Err(Error::failed(format!("{name}: is binary: a zero byte at offset {}", offset + at as u64)).hint("selon reads UTF-8 text and JSONL"));
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = offset + e.utf8_error().valid_up_to() as u64;
        Error::failed(format!("{name}: expected UTF-8, found a byte that is none at offset {at}"))
            .hint("convert it first, as with `iconv -f WINDOWS-1252 -t UTF-8`")
    })?;
    if canonical::text(&text).trim().is_empty() {
        return Err(Error::failed(format!("{name}: is empty")));
    }
    Ok(text)
}

/// The language that a document is read in: the one that is said, else the one that it looks like.
fn language_of(origin: &str, said: Option<String>, text: &str) -> Result<String, Error> {
    let known = || lang::codes().collect::<Vec<_>>().join(" or ");
    let hint = || format!("leave it out, or give --lang {}", lang::codes().collect::<Vec<_>>().join("|"));
    match said.filter(|code| !code.is_empty()) {
        Some(code) if lang::codes().any(|known| known == code) => Ok(code),
        Some(code) => Err(Error::failed(format!("{origin}: lang: expected {}, found {code:?}", known())).hint(hint())),
        None => {
            if let Some(name) = lang::foreign(text)? {
                return Err(Error::failed(format!("{origin}: expected a text in {}, found {name}", known())).hint(hint()));
            }
            lang::guess(text)?.map(str::to_owned).ok_or_else(|| Error::failed(format!("{origin}: its language cannot be told")).hint(hint()))
        }
    }
}

/// A line of JSONL as the record of a document.
fn line(origin: &str, bytes: Vec<u8>, offset: u64) -> Result<DocumentRecord, Error> {
    let raw = text(origin, bytes, offset)?;
    let raw = raw.trim_start_matches('\u{feff}');
    let record: DocumentRecord = serde_json::from_str(raw).map_err(|e| {
        Error::failed(format!("{origin}: expected a document, found {e}")).hint(
            "a document is an object with at least a \"text\", and \"id\", \"lang\", \"published\", \"publisher\", \"title\", \"url\" where they are known",
        )
    })?;
    if let Some(published) = record.published.as_deref().filter(|p| p.parse::<jiff::civil::Date>().is_err()) {
        return Err(Error::failed(format!("{origin}: published: expected a day, YYYY-MM-DD, or null, found {published:?}")));
    }
    if canonical::text(&record.text).trim().is_empty() {
        return Err(Error::failed(format!("{origin}: its text is empty")));
    }
    Ok(record)
}

/// The key of a text that has no other.
fn text_key(text: &str) -> String {
    let mut hash = digest(&[&canonical::text(text)]);
    hash.truncate(32);
    format!("text:{hash}")
}
