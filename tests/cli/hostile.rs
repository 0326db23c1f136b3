//! Hostile words in what is read.

use crate::bench::{Bench, ONE};

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
