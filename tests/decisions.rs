//! What people decide about identity changes what is derived, and nothing else; and it can be forgotten.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let run = Command::new(env!("CARGO_BIN_EXE_selon")).args(arguments).current_dir(folder).env_remove("SELON_STORE").env("COLUMNS", "300").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (format!("{}{}", text(run.stdout), text(run.stderr)), run.status.code().unwrap())
}

fn store(folder: &Path) {
    let report = |id: &str, day: &str, text: &str| serde_json::json!({"id": id, "lang": "en", "published": day, "publisher": id, "text": text}).to_string();
    let lines = [
        report("one", "2016-05-03", "Police said on Tuesday that 12 people were killed in the attack in Baghdad."),
        report("two", "2016-05-04", "The interior ministry said that 30 people were killed in the blast in the Iraqi capital."),
        report("three", "2016-05-03", "The hospital said on Tuesday that 15 people were killed in the attack in Baghdad."),
    ];
    fs::write(folder.join("news.jsonl"), lines.join("\n")).unwrap();
    assert_eq!(run(folder, &["ingest", "news.jsonl"]).1, 0);
}

fn derived(folder: &Path) -> Vec<Vec<u8>> {
    ["actors", "events", "issues", "principals"].iter().map(|name| fs::read(folder.join(format!("selon.db/derived/{name}.nq"))).unwrap()).collect()
}

fn documents(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("selon.db/journal.jsonl")).unwrap()
}

/// The keys of the events, those of which most is said first.
fn events(folder: &Path) -> Vec<String> {
    let (out, _) = run(folder, &["events", "--format", "csv"]);
    out.lines().skip(1).filter_map(|line| line.rsplit('/').next()).map(str::to_owned).collect()
}

#[test]
fn a_merge_can_be_tried_kept_and_forgotten() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    store(folder);
    let (before, journal) = (derived(folder), documents(folder));
    let all = events(folder);
    assert!(all.len() > 1, "{all:?}");
    let (tried, status) = run(folder, &["event", "merge", &all[1], &all[0], "--dry-run"]);
    assert!(status == 0 && tried.contains("nothing was changed"), "{tried}");
    assert_eq!(derived(folder), before, "a trial changes nothing");
    let (kept, status) = run(folder, &["event", "merge", &all[1], &all[0]]);
    assert_eq!(status, 0, "{kept}");
    assert_eq!(events(folder).len(), all.len() - 1);
    assert_ne!(derived(folder), before);
    assert_eq!(documents(folder), journal, "no document is touched");
    let (list, _) = run(folder, &["decisions"]);
    assert!(list.contains("merge"), "{list}");
    // Who ingests anew decides nothing anew.
    run(folder, &["ingest", "news.jsonl"]);
    assert_eq!(events(folder).len(), all.len() - 1);
    assert_eq!(run(folder, &["decisions", "--forget", "1"]).1, 0);
    assert_eq!(derived(folder), before, "what is forgotten leaves no trace");
    assert_eq!(run(folder, &["decisions", "--forget", "1"]).1, 1);
}

#[test]
fn a_document_can_be_parted_from_an_event() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    store(folder);
    let all = events(folder);
    let (shown, _) = run(folder, &["event", &all[0]]);
    assert!(shown.contains("in one (") && shown.contains("in three ("), "two reports of one day tell one attack: {shown}");
    let (said, status) = run(folder, &["event", "split", &all[0], "--document", "three"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(events(folder).len(), all.len() + 1);
    let (shown, _) = run(folder, &["event", &all[0]]);
    assert!(shown.contains("in one (") && !shown.contains("in three ("), "{shown}");
    assert_eq!(run(folder, &["event", "split", &all[0], "--document", "nothing"]).1, 1);
    assert_eq!(run(folder, &["event"]).1, 2);
}

#[test]
fn actors_can_be_one() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let text =
        "Police said on Tuesday that 12 people were killed in the attack in Baghdad. The Islamic State said it was behind it. France said 12 were killed.";
    fs::write(folder.join("a.txt"), text).unwrap();
    assert_eq!(run(folder, &["ingest", "a.txt", "--lang", "en", "--published", "2016-05-03"]).1, 0);
    let (said, status) = run(folder, &["actor", "merge", "France", "Islamic State", "--dry-run"]);
    assert!(status == 0 && said.contains("claims of another principal"), "{said}");
    assert_eq!(run(folder, &["actor", "merge", "France", "France"]).1, 1);
}
