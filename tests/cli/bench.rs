//! A folder of its own for each test, and the program that runs in it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::common::{example, world};
use selon::graph::writer::{Prepared, Writer};
use selon::rdf::iri::Base;
use tempfile::TempDir;

/// A folder of its own, in which the program runs.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
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
        let mut writer = Writer::open(&bench.path("selon.db"), &Base::default()).unwrap();
        for (document, reading) in example() {
            writer.put(&Prepared::new(&document, &reading, &Base::default()).unwrap()).unwrap();
        }
        writer.derive(&world()).unwrap();
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
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

    /// All files of the store but the journal and the lock, with what is in them.
    pub(crate) fn store(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        walk(&self.path("selon.db"), &mut files);
        files.retain(|path, _| !path.ends_with("journal.jsonl") && !path.ends_with("lock"));
        files.into_iter().map(|(path, bytes)| (path.strip_prefix(self.folder.path()).unwrap().to_owned(), bytes)).collect()
    }

    pub(crate) fn journal(&self) -> Vec<String> {
        let deed = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["deed"].as_str().unwrap().to_owned();
        fs::read_to_string(self.path("selon.db/journal.jsonl")).unwrap_or_default().lines().map(deed).collect()
    }
}

fn walk(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, files) } else { _ = files.insert(path.clone(), fs::read(&path).unwrap()) }
    }
}

impl Run {
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// It failed, and said all of these words.
    #[track_caller]
    pub(crate) fn fails(&self, status: i32, words: &[&str]) {
        assert_eq!(self.status, status, "{}{}", self.out, self.err);
        assert!(self.err.starts_with("error: ") || status == 2, "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "expected {word:?} in: {}", self.err);
        }
    }
}

pub(crate) const ONE: &str = "La Russie a confirmé mardi la mort de 12 soldats.\n";
pub(crate) const TWO: &str = "Armenia said on Tuesday that three villages had been shelled.\n";
