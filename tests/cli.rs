//! The program as people use it: what it prints, with which status it ends, what it leaves in the store.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{example, golden, world};
use selon::graph::writer::{Prepared, Writer};
use selon::rdf::iri::Base;
use tempfile::TempDir;

/// A folder of its own, in which the program runs.
struct Bench {
    folder: TempDir,
}

/// What came of a run.
struct Run {
    out: String,
    err: String,
    status: i32,
}

impl Bench {
    fn new() -> Self {
        Bench { folder: TempDir::new().unwrap() }
    }

    /// A bench whose store holds the example.
    fn with_example() -> Self {
        let bench = Bench::new();
        let mut writer = Writer::open(&bench.path("selon.db"), &Base::default()).unwrap();
        for (document, reading) in example() {
            writer.put(&Prepared::new(&document, &reading, &Base::default()).unwrap()).unwrap();
        }
        writer.derive(&world()).unwrap();
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        // A program that refuses its arguments reads nothing.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { out: text(output.stdout), err: text(output.stderr), status: output.status.code().unwrap() }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_selon"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("SELON_STORE").env("COLUMNS", "140").stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// All files of the store but the journal and the lock, with what is in them.
    fn store(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        walk(&self.path("selon.db"), &mut files);
        files.retain(|path, _| !path.ends_with("journal.jsonl") && !path.ends_with("lock"));
        files.into_iter().map(|(path, bytes)| (path.strip_prefix(self.folder.path()).unwrap().to_owned(), bytes)).collect()
    }

    fn journal(&self) -> Vec<String> {
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
    fn ok(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// It failed, and said all of these words.
    #[track_caller]
    fn fails(&self, status: i32, words: &[&str]) {
        assert_eq!(self.status, status, "{}{}", self.out, self.err);
        assert!(self.err.starts_with("error: ") || status == 2, "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "expected {word:?} in: {}", self.err);
        }
    }
}

const ONE: &str = "La Russie a confirmé mardi la mort de 12 soldats.\n";
const TWO: &str = "Armenia said on Tuesday that three villages had been shelled.\n";

// --- what people see ------------------------------------------------------------------------------

#[test]
fn commands_print_what_they_always_did() {
    let bench = Bench::with_example();
    let mut transcript = String::new();
    for line in [
        "claims --format table",
        "claims --speaker Caldorie --measure killed --format csv",
        "claims --act accuse --format json",
        "claims --for caldora --document wire",
        "claims --matching (?i)SOLDIERS? --format csv",
        "show 41cee",
        "show 0383",
        "show 703ad --turtle",
        "ask disagreements --format table",
        "ask disagreements -p measure=injured",
        "ask quotes -p speaker=Voss",
        "ask quotes -p speaker=Irena\u{a0}Voss --format json",
        "query SELECT\u{a0}?act\u{a0}(COUNT(*)\u{a0}AS\u{a0}?n)\u{a0}{\u{a0}?c\u{a0}selon:act\u{a0}?act\u{a0}}\u{a0}GROUP\u{a0}BY\u{a0}?act\u{a0}ORDER\u{a0}BY\u{a0}?act --format table",
        "query ASK\u{a0}{\u{a0}?c\u{a0}selon:act\u{a0}act:hope\u{a0}}",
        "query CONSTRUCT\u{a0}{\u{a0}?c\u{a0}selon:act\u{a0}act:deny\u{a0}}\u{a0}{\u{a0}?c\u{a0}selon:act\u{a0}act:deny\u{a0}}",
        "graph neighbors Nareth",
        "graph path Nareth Vestrie --format table",
        "graph path Nareth White\u{a0}Hall --format dot",
        "actors --format table",
        "actors --kind person --min-claims 2",
        "actor Irena\u{a0}Voss --max-claims 2",
        "actor Nobody",
        "actor",
        "stats",
        "ask",
    ] {
        let arguments: Vec<String> = line.split(' ').map(|a| a.replace('\u{a0}', " ")).collect();
        let run = bench.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let typed: Vec<String> = arguments.iter().map(|a| if a.contains(' ') { format!("'{a}'") } else { a.clone() }).collect();
        transcript.push_str(&format!("$ selon {}\n{}{}", typed.join(" "), run.out, run.err));
        if run.status != 0 {
            transcript.push_str(&format!("[{}]\n", run.status));
        }
        transcript.push('\n');
    }
    golden("tests/cli/transcript.txt", &transcript);
}

#[test]
fn help_and_version_are_there() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["--version"]).ok(), format!("selon {}\n", env!("CARGO_PKG_VERSION")));
    let help = bench.run(&["--help"]).ok();
    for command in ["ingest", "extract", "query", "ask", "export", "claims", "show", "actors", "actor", "graph", "stats", "completions"] {
        assert!(help.contains(command), "{command}");
        assert!(bench.run(&[command, "--help"]).ok().contains("Usage: selon"), "{command}");
    }
    assert!(bench.run(&["completions", "bash"]).ok().contains("selon"));
    bench.run(&["shout"]).fails(2, &["unrecognized subcommand"]);
    bench.run(&["claims", "--act", "shout"]).fails(2, &["possible values", "deny"]);
    bench.run(&["extract", "--published", "yesterday", "-"]).fails(2, &["YYYY-MM-DD"]);
    bench.run(&["extract", "--lang", "xx", "-"]).fails(2, &["auto"]);
}

// --- documents in ---------------------------------------------------------------------------------

#[test]
fn the_same_document_again_changes_nothing() {
    let bench = Bench::new();
    bench.file("a.txt", ONE);
    let run = bench.run(&["ingest", "a.txt", "--lang", "fr", "--published", "2020-11-06"]);
    assert!(run.out.starts_with("1 document (1 new): "), "{}", run.out);
    let before = bench.store();
    for _ in 0..2 {
        assert!(bench.run(&["ingest", "a.txt", "--lang", "fr", "--published", "2020-11-06"]).ok().starts_with("1 document (1 unchanged): "));
    }
    assert_eq!(bench.store(), before);
    assert_eq!(bench.journal(), ["added"]);
}

#[test]
fn a_new_version_replaces_the_old_one_and_keeps_it() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).run(&["ingest", "a.txt"]).ok();
    let fresh = Bench::new();
    fresh.file("a.txt", TWO).run(&["ingest", "a.txt"]).ok();
    assert!(bench.file("a.txt", TWO).run(&["ingest", "a.txt"]).ok().starts_with("1 document (1 replaced): "));
    assert_eq!(bench.journal(), ["added", "replaced"]);
    assert_eq!(bench.run(&["export"]).ok(), fresh.run(&["export"]).ok());
    assert_eq!(bench.store().keys().filter(|path| path.components().any(|c| c.as_os_str() == "history")).count(), 1);
}

#[test]
fn the_order_of_documents_changes_nothing() {
    let (one, two) = (Bench::new(), Bench::new());
    for bench in [&one, &two] {
        bench.file("a.txt", ONE).file("b.txt", TWO).file("c/d.txt", ONE);
    }
    one.run(&["ingest", "a.txt", "b.txt", "c"]).ok();
    two.run(&["ingest", "c"]).ok();
    two.run(&["ingest", "b.txt", "a.txt"]).ok();
    assert_eq!(one.store(), two.store());
    for format in ["turtle", "trig", "nquads", "jsonld"] {
        assert_eq!(one.run(&["export", "--format", format]).ok(), two.run(&["export", "--format", format]).ok());
    }
}

#[test]
fn extract_writes_what_a_store_would_export() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).file("b.txt", TWO).run(&["ingest", "a.txt", "b.txt"]).ok();
    for format in ["turtle", "trig", "nquads"] {
        assert_eq!(bench.run(&["extract", "b.txt", "a.txt", "--format", format]).ok(), bench.run(&["export", "--format", format]).ok());
    }
    let lines = bench.run(&["extract", "a.txt", "b.txt"]).ok();
    assert_eq!(lines, bench.run(&["extract", "a.txt", "b.txt"]).ok());
    let documents: Vec<serde_json::Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(documents.iter().map(|d| d["id"].as_str().unwrap()).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
    assert_eq!(documents[0]["text"], ONE);
}

#[test]
fn folders_lines_and_standard_input_are_read() {
    let bench = Bench::new();
    bench.file("in/a.txt", ONE).file("in/deep/b.md", TWO).file("in/photo.jpg", [0xff, 0xd8]).file("in/.hidden", "x");
    bench.file(
        "in/c.jsonl",
        format!(
            "{{\"id\": \"one\", \"lang\": \"fr\", \"text\": {:?}}}\n\n{{\"text\": {:?}, \"published\": \"2020-11-06\", \"claims\": [1]}}\n",
            ONE.trim(),
            TWO.trim()
        ),
    );
    let run = bench.run(&["ingest", "in"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.starts_with("4 documents (4 new)"), "{}", run.out);
    assert_eq!(run.err, "skipped in/photo.jpg: neither .txt, .md nor .jsonl\n");
    let keys = bench.run(&["query", "SELECT ?key { ?d selon:key ?key } ORDER BY ?key"]).ok();
    let keys: Vec<&str> = keys.lines().skip(1).collect();
    assert_eq!(keys[..3], ["a.txt", "deep/b.md", "one"]);
    assert!(keys[3].starts_with("text:"));

    let text = bench.run_with(&["extract", "--url", "http://x.example/1", "--publisher", "X", "--title", "T", "-"], ONE.as_bytes()).ok();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&document["id"], &document["publisher"], &document["title"]), (&"http://x.example/1".into(), &"X".into(), &"T".into()));
    let lines = bench.run_with(&["extract"], b"{\"id\": \"a\", \"text\": \"One.\"}\n{\"id\": \"b\", \"text\": \"Two.\"}").ok();
    assert_eq!(lines.lines().count(), 2);
}

#[test]
fn many_documents_come_out_in_order() {
    let bench = Bench::new();
    let lines: Vec<String> = (0..600).map(|n| format!("{{\"id\": \"{n}\", \"lang\": \"en\", \"text\": \"Number {n} said that it rained.\"}}")).collect();
    let out = bench.file("many.jsonl", lines.join("\n")).run(&["extract", "many.jsonl"]).ok();
    let ids: Vec<String> = out.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, (0..600).map(|n| n.to_string()).collect::<Vec<_>>());
}

// --- actors of one's own --------------------------------------------------------------------------

const OWN: &str = "@prefix : <https://w3id.org/selon/id/agent/> .\n@prefix actor: <https://w3id.org/selon/voc/actor/> .\n\
    @prefix selon: <https://w3id.org/selon/ns#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
    :toll-front selon:actorKind actor:armedGroup ; skos:prefLabel \"Toll Front\"@en, \"Front du Toll\"@fr .\n";

#[test]
fn actors_of_ones_own_are_known_to_the_store_from_then_on() {
    let bench = Bench::new();
    bench.file("own.ttl", OWN).file("a.txt", "Le Front du Toll a revendiqué mardi la mort de 12 soldats.\n");
    bench.file("b.txt", "The Toll Front said on Tuesday that three villages had been shelled.\n");
    let actor = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["claims"][0]["sources"][0]["actor"].clone();
    assert_eq!(actor(&bench.run(&["extract", "a.txt", "--actors", "own.ttl"]).ok()), "toll-front");
    assert_ne!(actor(&bench.run(&["extract", "a.txt"]).ok()), "toll-front");
    bench.run(&["ingest", "a.txt", "--actors", "own.ttl"]).ok();
    bench.run(&["ingest", "b.txt"]).ok();
    let list = bench.run(&["actors"]).ok();
    assert!(list.lines().any(|l| l.starts_with("Toll Front,organisation,true,2,")), "{list}");
    assert!(bench.run(&["actor", "Front du Toll"]).ok().contains("Toll Front (en)"));
    assert_eq!(bench.run(&["check"]).status, 0);
    let turtle = |command: &[&str]| bench.run(command).ok();
    assert_eq!(turtle(&["extract", "b.txt", "a.txt", "--actors", "own.ttl", "--format", "trig"]), turtle(&["export", "--format", "trig"]));
}

#[test]
fn a_mistake_among_actors_of_ones_own_is_said_with_its_place() {
    let bench = Bench::new();
    bench
        .file("a.txt", TWO)
        .file("own.ttl", format!("{OWN}:toll-front skos:prefLable \"Front\"@en .\n"))
        .file("cut.ttl", format!("{OWN}:toll-front skos:prefLabel\n"));
    for command in ["extract", "ingest"] {
        bench.run(&[command, "a.txt", "--actors", "own.ttl"]).fails(1, &["own.ttl:", "prefLable"]);
        bench.run(&[command, "a.txt", "--actors", "cut.ttl"]).fails(1, &["cut.ttl:"]);
        bench.run(&[command, "a.txt", "--actors", "none.ttl"]).fails(1, &["none.ttl", "No such file"]);
    }
    bench.run(&["ingest", "a.txt"]).ok();
    bench.file("selon.db/actors.ttl", "nonsense").run(&["ingest", "a.txt"]).fails(1, &["actors.ttl:1:"]);
}

// --- bad input ------------------------------------------------------------------------------------

#[test]
fn what_cannot_be_read_is_said_and_what_was_stored_stays() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).run(&["ingest", "a.txt"]).ok();
    let before = bench.store();
    bench
        .file("empty.txt", " \n")
        .file("binary.txt", b"ab\0cd")
        .file("latin.txt", b"d\xe9j\xe0")
        .file("bad.jsonl", "{\"id\": \"x\", \"text\": \"Fine.\"}\nnot json\n");
    bench
        .file("day.jsonl", "{\"text\": \"Fine.\", \"published\": \"2020-13-45\"}")
        .file("none.jsonl", "{\"id\": \"x\"}")
        .file("bytes.jsonl", b"{\"text\": \"ok\"}\n{\"text\": \"d\xe9j\xe0\"}\n");
    for (file, words) in [
        ("empty.txt", &["empty.txt: is empty"][..]),
        ("binary.txt", &["binary.txt", "binary", "offset 2"]),
        ("latin.txt", &["latin.txt", "UTF-8", "offset 1", "iconv"]),
        ("missing.txt", &["missing.txt", "No such file"]),
        ("bad.jsonl", &["bad.jsonl:2", "expected a document"]),
        ("day.jsonl", &["day.jsonl:1", "published", "YYYY-MM-DD"]),
        ("none.jsonl", &["none.jsonl:1", "missing field `text`", "\"text\""]),
        ("bytes.jsonl", &["bytes.jsonl:2", "UTF-8", "offset 26"]),
    ] {
        bench.run(&["extract", file]).fails(1, words);
        bench.run(&["ingest", file]).fails(1, words);
    }
    // What came before a failure was stored; nothing else changed.
    let after = bench.store();
    assert!(before.iter().all(|(path, bytes)| path.components().any(|c| c.as_os_str() == "derived") || after.get(path) == Some(bytes)));
    assert!(bench.run(&["stats"]).ok().contains("documents,3"));
}

#[test]
fn the_language_of_a_text_is_told_by_a_look_at_it() {
    let bench = Bench::new();
    let (en, fr) = ("Armenia confirms 1,177 military deaths.", "La Russie estime à 5 000 le nombre de morts.");
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(&bench.run_with(&["extract", "-"], text.as_bytes()).ok()).unwrap()["lang"].clone();
    assert_eq!((read(en), read(fr)), ("en".into(), "fr".into()));
    let german =
        "Der Präsident sagte am Dienstag, dass die Armee mehr als hundert Soldaten verloren habe, und dass niemand die Verantwortung dafür übernehmen wolle.";
    bench.run_with(&["extract", "-"], german.as_bytes()).fails(1, &["standard input", "en or fr", "German", "--lang"]);
    bench.run_with(&["extract", "-"], b"1 177").fails(1, &["standard input", "cannot be told", "--lang"]);
    bench.file("a.jsonl", "{\"text\": \"Hallo\", \"lang\": \"de\"}").run(&["extract", "a.jsonl"]).fails(1, &["a.jsonl:1", "en or fr", "\"de\""]);
}

#[test]
fn a_batch_goes_on_where_it_is_told_to() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).file("b.txt", b"\xff").file("c.txt", TWO);
    bench.run(&["ingest", "a.txt", "b.txt", "c.txt"]).fails(1, &["b.txt"]);
    assert!(bench.run(&["stats"]).ok().contains("documents,1"));
    let run = bench.run(&["ingest", "--keep-going", "a.txt", "b.txt", "c.txt"]);
    run.fails(1, &["b.txt", "one document could not be read"]);
    assert!(run.out.starts_with("2 documents (1 new, 1 unchanged)"), "{}", run.out);
}

#[test]
fn two_files_of_one_key_are_not_confused() {
    let bench = Bench::new();
    bench.file("x/a.txt", ONE).file("y/a.txt", TWO);
    bench.run(&["ingest", "x/a.txt", "y/a.txt"]).fails(1, &["same key \"a.txt\"", "folder that holds both"]);
    bench.run(&["ingest", "--url", "http://x.example/", "x", "y"]).fails(2, &["--url"]);
}

#[test]
fn a_folder_that_is_something_else_is_left_alone() {
    let bench = Bench::new();
    bench
        .file("a.txt", ONE)
        .file("home/letter.txt", "Dear all")
        .file("file.db", "x")
        .file("new/selon.toml", "format = 99\nfancy = true\n")
        .file("odd/selon.toml", "hello");
    for (store, words) in [
        ("home", &["home", "is no store"][..]),
        ("file.db", &["file.db", "a store is a folder"]),
        ("new", &["new", "format 99", "newer"]),
        ("odd", &["odd", "no format that is known"]),
    ] {
        bench.run(&["ingest", "a.txt", "--store", store]).fails(1, words);
        bench.run(&["claims", "--store", store]).fails(1, words);
    }
    assert_eq!(fs::read_dir(bench.path("home")).unwrap().count(), 1);
    bench.run(&["claims", "--store", "nowhere"]).fails(1, &["nowhere", "no store there", "selon ingest"]);
    assert!(!bench.path("nowhere").exists());
}

#[test]
fn a_second_writer_is_told_who_the_first_is() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).run(&["ingest", "a.txt"]).ok();
    let writer = Writer::open(&bench.path("selon.db"), &Base::default()).unwrap();
    let before = bench.store();
    bench.run(&["ingest", "a.txt"]).fails(1, &["is being written by process", &std::process::id().to_string()]);
    assert!(bench.run(&["claims"]).status == 0, "readers need not wait");
    assert_eq!(bench.store(), before);
    drop(writer);
    bench.run(&["ingest", "a.txt"]).ok();
}

#[test]
fn a_killed_run_leaves_nothing_half_done() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).run(&["ingest", "a.txt"]).ok();
    let whole = bench.store();
    // Killed between the document and the journal: the journal catches up, and nothing else changes.
    fs::write(bench.path("selon.db/journal.jsonl"), "").unwrap();
    bench.run(&["ingest", "a.txt"]).ok();
    assert_eq!((bench.journal(), bench.store()), (vec!["added".to_owned()], whole.clone()));
    // Killed while it derived: readers derive for themselves, the next writer for good.
    fs::remove_dir_all(bench.path("selon.db/derived")).unwrap();
    let exported = bench.run(&["export"]).ok();
    bench.run(&["ingest", "a.txt"]).ok();
    assert_eq!(bench.store(), whole);
    assert_eq!(bench.run(&["export"]).ok(), exported);
    // Killed while it wrote: a file under another name is nobody's document.
    let document = whole.keys().find(|p| p.extension().is_some_and(|e| e == "nq") && p.components().any(|c| c.as_os_str() == "documents")).unwrap();
    fs::write(bench.path("").join(document).with_extension("nq.new"), "<half").unwrap();
    assert_eq!(bench.run(&["export"]).ok(), exported);
    // Killed while the store was made.
    let other = Bench::new();
    other.file("a.txt", ONE).file("selon.db/selon.toml.new", "form").run(&["ingest", "a.txt"]).ok();
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).run(&["ingest", "a.txt"]).ok();
    let document = bench.store().into_keys().find(|p| p.components().any(|c| c.as_os_str() == "documents")).unwrap();
    let document = bench.path("").join(document);
    let content = fs::read_to_string(&document).unwrap();
    fs::write(&document, content.replacen("<https", "https", 3)).unwrap();
    bench.run(&["claims"]).fails(1, &[".nq:", ":1"]);
    assert!(bench.run(&["ingest", "a.txt"]).ok().starts_with("1 document (1 replaced)"), "ingesting it again mends it");
    bench.run(&["claims"]);
    let text = bench.store().into_keys().find(|p| p.components().any(|c| c.as_os_str() == "texts")).unwrap();
    fs::write(bench.path("").join(text), "Something else.").unwrap();
    let shown = bench.run(&["show", "0"]);
    assert_ne!(shown.status, 0);
}

// --- questions ------------------------------------------------------------------------------------

#[test]
fn a_query_only_reads() {
    let bench = Bench::with_example();
    let before = bench.store();
    for refused in [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <http://x.example/> a <http://x.example/> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
    ] {
        bench.run(&["query", refused]).fails(1, &["refused"]);
    }
    bench.run(&["query", "SELECT ?s {\n ?s ?p ? }"]).fails(1, &["SPARQL", "2:"]);
    bench.run(&["query", "SELECT * { ?s foo:bar ?o }"]).fails(1, &["prefixes that need no PREFIX"]);
    bench.run(&["query", "--file", "nowhere.rq"]).fails(1, &["nowhere.rq"]);
    // A graph that is asked for by FROM is looked for in the store and nowhere else.
    assert_eq!(bench.run(&["query", "SELECT * FROM <http://x.example/> { ?s ?p ?o }"]).ok(), "o,p,s\n");
    assert_eq!(bench.store(), before);
}

#[test]
fn rows_and_time_have_their_limits() {
    let bench = Bench::with_example();
    let run = bench.run(&["query", "--max-rows", "2", "SELECT ?c { ?c a selon:Claim }"]);
    run.fails(1, &["cut off after 2 rows", "--max-rows"]);
    assert_eq!(run.out.lines().count(), 3);
    bench
        .run(&["query", "--timeout", "0.05", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"])
        .fails(1, &["ran out of its time", "--timeout"]);
    bench.run(&["query", "--timeout", "0", "ASK {}"]).fails(2, &["seconds"]);
}

#[test]
fn a_format_that_does_not_fit_is_refused() {
    let bench = Bench::with_example();
    bench.run(&["query", "--format", "turtle", "SELECT * { ?s ?p ?o }"]).fails(2, &["gives rows"]);
    bench.run(&["query", "--format", "csv", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"]).fails(2, &["gives a graph"]);
    assert_eq!(bench.run(&["query", "--format", "json", "ASK {}"]).ok(), "{\"head\":{},\"boolean\":true}\n");
}

#[test]
fn what_is_not_there_is_said() {
    let bench = Bench::with_example();
    bench.run(&["show", "ffff"]).fails(1, &["there is no claim \"ffff\"", "selon claims"]);
    bench.run(&["show", ""]).fails(2, &["hash of a claim"]);
    bench.run(&["graph", "neighbors", "Gondor"]).fails(1, &["nobody in this store is called \"Gondor\"", "Caldora"]);
    let run = bench.run(&["claims", "--speaker", "Gondor"]);
    assert_eq!((run.status, run.err.as_str()), (0, "no claim is like that\n"));
    bench.run(&["ask", "meaning-of-life"]).fails(1, &["no question", "disagreements"]);
    bench.run(&["ask", "quotes"]).fails(1, &["needs speaker", "-p speaker="]);
}

#[test]
fn a_file_that_is_there_is_not_overwritten() {
    let bench = Bench::with_example();
    bench.file("out.ttl", "mine");
    bench.run(&["export", "--out", "out.ttl"]).fails(1, &["out.ttl", "--force"]);
    assert_eq!(fs::read_to_string(bench.path("out.ttl")).unwrap(), "mine");
    bench.run(&["export", "--out", "out.ttl", "--force"]).ok();
    assert_eq!(fs::read_to_string(bench.path("out.ttl")).unwrap(), bench.run(&["export"]).ok());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let bench = Bench::with_example();
    let mut child = bench.command(&["export", "--format", "nquads"]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn the_store_is_where_it_is_said_to_be() {
    let bench = Bench::new();
    bench.file("a.txt", ONE);
    let status = bench.command(&["ingest", "a.txt"]).env("SELON_STORE", "by-name.db").status().unwrap();
    assert!(status.success() && bench.path("by-name.db/selon.toml").exists());
    bench.run(&["ingest", "a.txt", "--store", "other.db", "--base", "https://data.example/"]).ok();
    assert!(bench.run(&["export", "--store", "other.db"]).ok().contains("@base <https://data.example/> ."));
    bench.run(&["ingest", "a.txt", "--store", "other.db", "--base", "https://more.example/"]).fails(1, &["its base is https://data.example/"]);
    bench.run(&["ingest", "a.txt", "--store", "third.db", "--base", "data"]).fails(2, &["--base"]);
}

// --- hostile words --------------------------------------------------------------------------------

#[test]
fn hostile_words_are_inert_for_people_and_whole_for_programs() {
    let hostile = "=HYPERLINK(\"x\")\u{1b}]52;c;x\u{7}\u{202e}<script>]]>";
    let bench = Bench::new();
    let record = serde_json::json!({"id": hostile, "text": ONE, "lang": "fr", "publisher": hostile, "title": hostile});
    bench.file("a.jsonl", record.to_string()).run(&["ingest", "a.jsonl"]).ok();
    let table = bench.run(&["query", "--format", "table", "SELECT ?key { ?d selon:key ?key }"]).ok();
    assert!(!table.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{table:?}");
    let csv = bench.run(&["query", "SELECT ?key { ?d selon:key ?key }"]).ok();
    assert!(csv.contains("'=HYPERLINK"), "{csv}");
    let raw = bench.run(&["query", "--raw", "SELECT ?key { ?d selon:key ?key }"]).ok();
    assert!(raw.contains("\"=HYPERLINK"), "{raw}");
    let json: serde_json::Value = serde_json::from_str(&bench.run(&["query", "--format", "json", "SELECT ?key { ?d selon:key ?key }"]).ok()).unwrap();
    assert_eq!(json["results"]["bindings"][0]["key"]["value"], hostile);
    let missing = bench.run(&["extract", "no\u{1b}[31m.txt"]);
    assert!(!missing.err.contains('\u{1b}'), "{:?}", missing.err);
    let xml = bench.run(&["query", "--format", "xml", "SELECT ?key { ?d selon:key ?key }"]).ok();
    assert!(xml.contains("&lt;script&gt;") && !xml.contains('\u{1b}'), "{xml:?}");
}
