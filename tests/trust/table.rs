//! The table of claims makes answers faster and never others.

use std::fs;

use selon::graph::table;

use crate::bench::{Bench, ONE, TWO};

/// What reads the table; what each prints.
const COMMANDS: [&[&str]; 16] = [
    &["claims", "--format", "json"],
    &["claims", "--measure", "killed"],
    &["stats"],
    &["compare"],
    &["compare", "--format", "json"],
    &["disputes", "--own-voice", "--format", "json"],
    &["timeline", "Lower Teral", "--measure", "killed"],
    &["events"],
    &["event", "Lower Teral"],
    &["actors"],
    &["actor", "Caldora"],
    &["graph", "neighbors", "Nareth"],
    &["graph", "central"],
    &["graph", "stats"],
    &["graph", "sources"],
    &["export", "--format", "trig"],
];

fn answers(bench: &Bench) -> Vec<(String, String)> {
    let answer = |arguments: &&[&str]| {
        let run = bench.run(arguments);
        assert_eq!(run.status, 0, "{arguments:?}: {}", run.err);
        (run.out, run.err)
    };
    COMMANDS.iter().map(answer).collect()
}

#[test]
fn with_a_table_or_a_damaged_one_or_none_the_same_is_said() {
    let bench = Bench::with_example();
    let path = table::path(&bench.archive());
    let good = fs::read(&path).unwrap();
    let with = answers(&bench);
    assert_eq!(fs::read(&path).unwrap(), good, "what is up to date is not written again");

    fs::remove_file(&path).unwrap();
    assert_eq!(answers(&bench), with);
    assert_eq!(fs::read(&path).unwrap(), good, "the first who misses it makes it");

    let mut damaged = good.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0x10;
    for bytes in [&damaged[..], &good[..good.len() - 1], b"selon table 1\n", b""] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(answers(&bench), with);
        assert_eq!(fs::read(&path).unwrap(), good);
    }

    // Where it cannot be written, it is done without.
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(answers(&bench), with);
}

#[test]
fn a_table_follows_the_documents() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).file("b.txt", TWO).run(&["ingest", "a.txt", "b.txt"]).ok();
    let claims = || bench.run(&["claims"]).ok();
    assert!(claims().contains("12 soldats"));

    // The same length, and other words: only its time tells.
    let document = bench.files(&[]).into_iter().find(|(path, bytes)| path.starts_with("documents") && String::from_utf8_lossy(bytes).contains("12 soldats"));
    let (document, bytes) = document.unwrap();
    let path = bench.store().join(document);
    fs::write(&path, String::from_utf8_lossy(&bytes).replace("12 soldats", "13 soldats")).unwrap();
    assert!(claims().contains("13 soldats"));
    fs::write(&path, bytes).unwrap();
    assert!(claims().contains("12 soldats"));

    let table = || String::from_utf8_lossy(&fs::read(table::path(&bench.archive())).unwrap()).contains("12 soldats");
    assert!(table());
    bench.run(&["remove", "a.txt", "--purge"]).ends(0, &[]);
    assert!(!table(), "what was purged stands nowhere any more");
    assert!(!claims().contains("soldats"));
}

#[test]
fn a_review_is_seen_though_the_table_does_not_hold_it() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).run(&["ingest", "a.txt"]).ok();
    let before = fs::read(table::path(&bench.archive())).unwrap();
    let claims: Vec<serde_json::Value> = serde_json::from_str(&bench.run(&["claims", "--format", "json"]).ok()).unwrap();
    bench.run(&["review", claims[0]["claim"].as_str().unwrap(), "accept", "--by", "Ada"]).ends(0, &[]);
    assert!(bench.run(&["claims"]).ok().contains("Ada"));
    assert_eq!(fs::read(table::path(&bench.archive())).unwrap(), before);
}
