//! Bad input: what is said, and that what was stored stays whole.

use std::fs;

use selon::graph::writer::Writer;
use selon::rdf::iri::Base;

use crate::bench::{Bench, ONE, TWO};

#[test]
fn what_cannot_be_read_is_said_and_what_was_stored_stays() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).run(&["ingest", "a.txt"]).ok();
    let before = bench.files(&[]);
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
    let after = bench.files(&[]);
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
    let before = bench.files(&[]);
    bench.run(&["ingest", "a.txt"]).fails(1, &["is being written by process", &std::process::id().to_string()]);
    assert!(bench.run(&["claims"]).status == 0, "readers need not wait");
    assert_eq!(bench.files(&[]), before);
    drop(writer);
    bench.run(&["ingest", "a.txt"]).ok();
}

#[test]
fn a_killed_run_leaves_nothing_half_done() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).run(&["ingest", "a.txt"]).ok();
    let whole = bench.files(&[]);
    // Killed between the document and the journal: the journal catches up, and nothing else changes.
    fs::write(bench.path("selon.db/journal.jsonl"), "").unwrap();
    bench.run(&["ingest", "a.txt"]).ok();
    assert_eq!((bench.journal(), bench.files(&[])), (vec!["added".to_owned()], whole.clone()));
    // Killed while it derived: readers derive for themselves, the next writer for good.
    fs::remove_dir_all(bench.path("selon.db/derived")).unwrap();
    let exported = bench.run(&["export"]).ok();
    bench.run(&["ingest", "a.txt"]).ok();
    assert_eq!(bench.files(&[]), whole);
    assert_eq!(bench.run(&["export"]).ok(), exported);
    // Killed while it wrote: a file under another name is nobody's document.
    let document = whole.keys().find(|p| p.extension().is_some_and(|e| e == "nq") && p.components().any(|c| c.as_os_str() == "documents")).unwrap();
    fs::write(bench.store().join(document).with_extension("nq.new"), "<half").unwrap();
    assert_eq!(bench.run(&["export"]).ok(), exported);
    // Killed while the store was made.
    let other = Bench::new();
    other.file("a.txt", ONE).file("selon.db/selon.toml.new", "form").run(&["ingest", "a.txt"]).ok();
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).run(&["ingest", "a.txt"]).ok();
    let document = bench.files(&[]).into_keys().find(|p| p.components().any(|c| c.as_os_str() == "documents")).unwrap();
    let document = bench.store().join(document);
    let content = fs::read_to_string(&document).unwrap();
    fs::write(&document, content.replacen("<https", "https", 3)).unwrap();
    bench.run(&["claims"]).fails(1, &[".nq:", ":1"]);
    assert!(bench.run(&["ingest", "a.txt"]).ok().starts_with("1 document (1 replaced)"), "ingesting it again mends it");
    bench.run(&["claims"]);
    let text = bench.files(&[]).into_keys().find(|p| p.components().any(|c| c.as_os_str() == "texts")).unwrap();
    fs::write(bench.store().join(text), "Something else.").unwrap();
    let shown = bench.run(&["show", "0"]);
    assert_ne!(shown.status, 0);
}
