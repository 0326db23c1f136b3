//! `selon check` finds every fault that is planted, and none where none is.

use std::fs;
use std::path::Path;

use selon::graph::check::{self, Kind, Report};
use selon::graph::shape;
use selon::rdf::iri::Base;
use selon::rdf::ontology::{self, File};

use crate::bench::Bench;
use crate::common::world;

fn report(bench: &Bench) -> Report {
    check::check(&bench.archive(), &world()).unwrap()
}

fn hash(key: &str) -> String {
    Base::default().document(key).hash().to_owned()
}

/// The bench with a fault in the graph of a document: its lines are changed, and put in order again.
fn with_lines(key: &str, change: impl Fn(&mut Vec<String>)) -> Bench {
    let bench = Bench::with_example();
    let path = bench.archive().document_path(&hash(key));
    let mut lines: Vec<String> = fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    let before = lines.clone();
    change(&mut lines);
    assert_ne!(lines, before, "no fault was planted");
    lines.sort();
    fs::write(path, lines.join("\n") + "\n").unwrap();
    bench
}

/// In the first line in which some words stand, others take the place of a part of it.
fn replaced(key: &str, line: &str, part: &str, by: &str) -> Bench {
    with_lines(key, |lines| {
        let found = lines.iter_mut().find(|l| l.contains(line) && l.contains(part)).unwrap_or_else(|| panic!("no line has {line} and {part}"));
        *found = found.replacen(part, by, 1);
    })
}

fn without(key: &str, line: &str) -> Bench {
    with_lines(key, |lines| {
        let at = lines.iter().position(|l| l.contains(line)).unwrap_or_else(|| panic!("no line has {line}"));
        lines.remove(at);
    })
}

#[track_caller]
fn finds(bench: &Bench, kind: Kind, words: &str) {
    let found = report(bench).faults;
    assert!(found.iter().any(|f| f.kind == kind && f.message.contains(words)), "expected {kind:?} with {words:?} among {found:#?}");
}

#[test]
fn nothing_is_wrong_with_what_selon_writes() {
    let report = report(&Bench::with_example());
    assert_eq!(report.faults, []);
    assert_eq!(report.documents, 5);
    let bench = Bench::new();
    bench.file("one.txt", "La Russie a confirmé mardi la mort de 12 soldats.\r\n").file("two.txt", "“No,” Armenia said — 😀 e\u{301} \u{200f}.\n");
    bench.run(&["ingest", "one.txt", "two.txt", "--lang", "fr", "--quiet"]).ok();
    let run = bench.run(&["check"]);
    assert!(run.err.contains("nothing is wrong"), "{}", run.err);
    assert_eq!((run.out.as_str(), run.status), ("", 0));
}

#[test]
fn a_fault_is_listed_and_ends_with_1() {
    let bench = Bench::new();
    bench.file("one.txt", "La Russie a confirmé mardi la mort de 12 soldats.\n");
    bench.run(&["ingest", "one.txt", "--published", "2020-11-06"]).ok();
    let text = bench.archive().texts().unwrap().remove(0);
    fs::remove_file(bench.archive().text_path(&text)).unwrap();
    let out = bench.run(&["check"]).ends(1, &["1 fault"]);
    assert!(out.starts_with("kind,document,node,message\r\n") || out.starts_with("kind,document,node,message\n"), "{out}");
    assert!(out.contains("text,one.txt,"), "{out}");
    let json = bench.run(&["check", "--format", "json"]).ends(1, &[]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()[0]["kind"], "text");
}

/// A figure that was changed by hand is well formed; only whoever reads the text again sees it.
#[test]
fn a_graph_that_is_not_what_its_text_says() {
    let bench = Bench::new();
    let jsonl = "{\"id\": \"a\", \"title\": \"Un bilan\", \"url\": \"https://news.example/a b\", \"publisher\": \"Le Courrier\", \"text\": \"La Russie a confirmé mardi la mort de 12 soldats.\\r\\n\"}\n";
    bench.file("one.jsonl", jsonl).file("two.txt", "Armenia said on Tuesday that 3 villages had been shelled.\n");
    bench.run(&["ingest", "one.jsonl", "two.txt", "--published", "2020-11-06"]).ok();
    bench.run(&["check", "--reread", "--quiet"]).ok();
    let path = bench.archive().document_path(&hash("a"));
    let graph = fs::read_to_string(&path).unwrap();
    assert!(graph.contains("\"12\"^^"));
    fs::write(&path, graph.replace("\"12\"^^", "\"13\"^^")).unwrap();
    bench.run(&["check", "--quiet"]).ok();
    let out = bench.run(&["check", "--reread"]).ends(1, &["1 fault"]);
    assert!(out.contains("reading,a,"), "{out}");
}

#[test]
fn faults_of_files() {
    let bench = Bench::with_example();
    fs::write(bench.archive().document_path(&hash("post")), "<a> <b> .\n").unwrap();
    finds(&bench, Kind::File, "documents/");

    let bench = Bench::with_example();
    fs::rename(bench.archive().document_path(&hash("post")), bench.archive().document_path(&hash("wire"))).unwrap();
    finds(&bench, Kind::File, "expected document");
    finds(&bench, Kind::Journal, "came in and was not removed");

    let bench = Bench::with_example();
    let path = bench.archive().document_path(&hash("post"));
    let mut lines: Vec<String> = fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    lines.reverse();
    fs::write(path, lines.join("\n") + "\n").unwrap();
    finds(&bench, Kind::File, "as selon writes it");

    let bench = Bench::with_example();
    fs::write(bench.store().join("journal.jsonl"), "no line\n").unwrap();
    finds(&bench, Kind::Journal, "line 1");

    let bench = Bench::with_example();
    let path = bench.archive().derived_path("principals");
    let content = fs::read_to_string(&path).unwrap();
    fs::write(&path, content.split_once('\n').unwrap().1).unwrap();
    finds(&bench, Kind::Derived, "1 quads are missing");
}

#[test]
fn faults_of_texts() {
    let text_of = |bench: &Bench| bench.archive().text_path(&bench.archive().texts().unwrap().remove(0));
    let bench = Bench::with_example();
    fs::remove_file(text_of(&bench)).unwrap();
    finds(&bench, Kind::Text, "texts/");

    let bench = Bench::with_example();
    fs::write(text_of(&bench), "Another text.").unwrap();
    finds(&bench, Kind::Text, "is not the text that was stored");

    let bench = Bench::with_example();
    let stray = bench.archive().text_path(&"0".repeat(64));
    fs::create_dir_all(stray.parent().unwrap()).unwrap();
    fs::write(stray, "").unwrap();
    finds(&bench, Kind::Text, "of no document");
}

#[test]
fn faults_of_hashes_and_names() {
    finds(&replaced("post", "ns#version>", "\"", "\"0"), Kind::Version, "version: expected");
    finds(&replaced("post", "ns#codePoints>", "> \"", "> \"1"), Kind::Version, "code points: expected");
    finds(&with_lines("post", |lines| lines.iter_mut().for_each(|l| *l = l.replace("/claim/", "/claim/0"))), Kind::Version, "not the name of its words");
    finds(&replaced("post", "ns#key>", "\"post\"", "\"mail\""), Kind::Version, "IRI: expected");
}

#[test]
fn faults_of_places() {
    finds(&replaced("post", "nif-core#anchorOf>", "> \"", "> \"x"), Kind::Span, "expected \"x");
    finds(&replaced("post", "nif-core#beginIndex>", "> \"", "> \"9"), Kind::Span, "elsewhere than its name");
    finds(&replaced("post", "oa#prefix>", "> \"", "> \"x"), Kind::Span, "other words stand around it");
    finds(&replaced("post", "ns#cue>", "> \"", "> \"x"), Kind::Span, "expected \"x");
    finds(&replaced("post", "ns#cueSpan>", "char=", "char=9999"), Kind::Span, "is no stretch");
    finds(&replaced("wire", "/count/1> <https://w3id.org/selon/ns#text>", "> \"", "> \"x"), Kind::Span, "expected \"x");
}

#[test]
fn faults_of_evidence_and_graphs() {
    let alone = with_lines("post", |lines| lines.retain(|l| !l.contains("ns#cue") && !l.contains("ns#mention>")));
    finds(&alone, Kind::Evidence, "no words name its voice");
    finds(&replaced("post", "ns#denotes>", "agent/", "agent/x-"), Kind::Evidence, "names nobody");
    finds(&without("post", "ns#content>"), Kind::Evidence, "has no words");
    finds(&without("post", "ns#mention>"), Kind::Orphan, "nothing in its graph points to it");
    finds(&with_lines("wire", |lines| lines.retain(|l| !l.split(' ').next().unwrap().ends_with("/count/1>"))), Kind::Orphan, "not described");
    let graph = format!("graph/doc/{}", hash("post"));
    finds(&replaced("post", "ns#act>", &graph, "graph/doc/0"), Kind::Graph, "expected in");
    let nameless = format!("_:b <https://w3id.org/selon/ns#name> \"x\" <https://w3id.org/selon/id/{graph}> .");
    finds(&with_lines("post", |lines| lines.push(nameless.clone())), Kind::Graph, "without a name");
}

#[test]
fn faults_of_words_and_shapes() {
    finds(&replaced("post", "ns#act>", "ns#act>", "ns#deed>"), Kind::Term, "ns#deed");
    finds(&replaced("post", "ns#act>", "voc/act/", "voc/act/un"), Kind::Shape, "act: expected a word of its list");
    finds(&without("post", "ns#act>"), Kind::Shape, "act: expected at least 1");
    finds(&replaced("post", "ns#confidence>", "\"100\"", "\"101\""), Kind::Shape, "confidence: expected at most 100");
    finds(&without("post", "datePublished>"), Kind::Version, "version");
}

#[test]
fn a_triple_stands_in_one_graph() {
    let bench = Bench::with_example();
    let derived = fs::read_to_string(bench.archive().derived_path("actors")).unwrap();
    let line = derived.lines().find(|l| l.contains("ns#name>")).unwrap();
    let path = bench.archive().document_path(&hash("post"));
    let mut lines: Vec<String> = fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    lines.push(line.replace("graph/actors", &format!("graph/doc/{}", hash("post"))));
    lines.sort();
    fs::write(path, lines.join("\n") + "\n").unwrap();
    finds(&bench, Kind::Graph, "stands in");
}

/// `tests/rdf_check.py` asks the same of pySHACL.
#[test]
fn the_small_graphs_that_are_kept_are_judged_as_they_should_be() {
    let shapes = shape::read(&File { name: "shapes.ttl", lang: None, content: ontology::SHAPES.as_bytes() }).unwrap();
    for (folder, good) in [("valid", true), ("invalid", false)] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graph").join(folder);
        let mut judged = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let content = fs::read(&path).unwrap();
            let triples = ontology::read(&File { name: "small.ttl", lang: None, content: &content }).unwrap();
            let quads: Vec<_> = triples.into_iter().map(|t| t.in_graph(oxigraph::model::GraphName::DefaultGraph)).collect();
            let violations = shape::violations(&shapes, &quads);
            assert_eq!(violations.is_empty(), good, "{}: {violations:#?}", path.display());
            judged += 1;
        }
        assert!(judged >= if good { 4 } else { 20 }, "{judged}");
    }
}
