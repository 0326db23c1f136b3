//! A folder of its own for each test, and the program that runs in it.

#![allow(dead_code, reason = "each test file uses a part of this")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use selon::graph::archive::Archive;
use selon::graph::writer::{Prepared, Writer};
use selon::rdf::iri::Base;
use tempfile::TempDir;

use crate::common::{example, world};

/// A folder, with a store in it or not.
pub(crate) struct Bench {
    folder: TempDir,
}

/// What came of a run.
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) status: i32,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Bench { folder: TempDir::new().unwrap() }
    }

    /// A bench whose store holds the example.
    pub(crate) fn with_example() -> Self {
        let bench = Bench::new();
        bench.put_example(|_| true);
        bench
    }

    /// Puts some documents of the example into the store, by their keys.
    pub(crate) fn put_example(&self, wanted: impl Fn(&str) -> bool) {
        let mut writer = Writer::open(&self.store(), &Base::default()).unwrap();
        for (document, reading) in example().iter().filter(|(document, _)| wanted(&document.id)) {
            writer.put(&Prepared::new(document, reading, &Base::default()).unwrap()).unwrap();
        }
        writer.derive(&world()).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.path("selon.db")
    }

    pub(crate) fn archive(&self) -> Archive {
        Archive::open(&self.store()).unwrap()
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        // A program that refuses its arguments reads nothing.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { out: text(output.stdout), err: text(output.stderr), status: output.status.code().unwrap() }
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_selon"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("SELON_STORE").env("COLUMNS", "140").stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// All files of the store with what is in them, but for the journal, the lock, the table of claims and what is passed over.
    pub(crate) fn files(&self, passed_over: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        walk(&self.store(), &mut files);
        let is_passed_over =
            |path: &Path| ["journal.jsonl", "lock", "derived/table"].iter().chain(passed_over).any(|name| path.starts_with(self.store().join(name)));
        files.into_iter().filter(|(path, _)| !is_passed_over(path)).map(|(path, bytes)| (path.strip_prefix(self.store()).unwrap().to_owned(), bytes)).collect()
    }

    /// What was done to the store, deed by deed.
    pub(crate) fn journal(&self) -> Vec<String> {
        let deed = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["deed"].as_str().unwrap().to_owned();
        fs::read_to_string(self.store().join("journal.jsonl")).unwrap_or_default().lines().map(deed).collect()
    }
}

fn walk(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, files) } else { _ = files.insert(path.clone(), fs::read(&path).unwrap()) }
    }
}

impl Run {
    /// It did what it was asked for and said nothing aside.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// It ended with a status, and said all of these words aside. Gives what it printed.
    #[track_caller]
    pub(crate) fn ends(&self, status: i32, words: &[&str]) -> String {
        assert_eq!(self.status, status, "{}{}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "expected {word:?} in: {}", self.err);
        }
        self.out.clone()
    }

    /// It ended with a status, and the first that it said aside was the error, with all of these words.
    #[track_caller]
    pub(crate) fn fails(&self, status: i32, words: &[&str]) {
        self.ends(status, words);
        assert!(self.err.starts_with("error: ") || status == 2, "{}", self.err);
    }
}

pub(crate) const ONE: &str = "La Russie a confirmé mardi la mort de 12 soldats.\n";
pub(crate) const TWO: &str = "Armenia said on Tuesday that three villages had been shelled.\n";
