//! Names and words that mean something to whatever shows them: inert in every output, intact in JSON and RDF.

use std::collections::BTreeSet;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::Term;
use serde_json::{Value, json};

use selon::graph::writer::{Prepared, Writer};
use selon::rdf::iri::Base;

use crate::bench::Bench;
use crate::common::{Note, world};

const HOSTILE: [&str; 18] = [
    "=HYPERLINK(\"http://evil.example\",\"Click\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\n=1+1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]><x/>",
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "\u{202e}gnp.exe\u{2066}x\u{200f}",
    "He said \"it's\" \\ `done`",
    "line\nbreak\u{2028}and\u{85}more",
    "| a | b |\n| --- | --- |",
    "[here](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "\"];} graph { a -- b; [label=\"",
    "${HOME} $(id) {{7*7}} %n%s",
    "<http://evil.example/> . <a> <b> \"",
];

/// A store in which a hostile text is the name of a voice, its words, what it says, and the title, publisher and key of its document.
fn bench() -> Bench {
    let bench = Bench::new();
    let mut writer = Writer::open(&bench.store(), &Base::default()).unwrap();
    for (number, hostile) in HOSTILE.iter().enumerate() {
        let text = format!("First {hostile} — said that 1{hostile}2 people had died.");
        let claim = json!({
            "content": format!("1{hostile}2 people"), "cue": "said", "act": "state", "via": [],
            "sources": [{ "text": hostile, "name": hostile, "kind": "person" }],
            "counts": [{ "text": format!("1{hostile}2 people"), "measure": "killed", "low": 12, "high": 12, "qualifier": "exact", "unit": hostile, "place": hostile }]
        });
        let note = json!({ "id": format!("{hostile}{number}"), "lang": "en", "published": "2031-11-06", "publisher": hostile, "title": hostile, "text": text, "claims": [claim] });
        let (document, reading) = Note::from_gold(&note.to_string()).reading(&world());
        writer.put(&Prepared::new(&document, &reading, &Base::default()).unwrap()).unwrap();
    }
    writer.derive(&world()).unwrap();
    bench
}

fn is_active(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The outcome of a command that has something to say.
fn out(bench: &Bench, arguments: &[&str]) -> String {
    let run = bench.run(arguments);
    assert!(run.status == 0 && !run.out.is_empty(), "{arguments:?}: {}{}", run.out, run.err);
    assert!(!run.err.contains(is_active), "{arguments:?}: {:?}", run.err);
    run.out
}

fn claims(bench: &Bench) -> Vec<Value> {
    serde_json::from_str(&out(bench, &["claims", "--format", "json"])).unwrap()
}

#[test]
fn the_store_is_sound() {
    bench().run(&["check", "--quiet"]).ok();
}

#[test]
fn nothing_active_reaches_a_terminal() {
    let bench = bench();
    let rows = claims(&bench);
    for arguments in
        [&["claims", "--format", "table"][..], &["claims", "--format", "markdown"], &["verify", "--format", "table"], &["stats", "--format", "table"]]
    {
        let out = out(&bench, arguments);
        assert!(!out.contains(is_active), "{arguments:?}: {out:?}");
    }
    let ask = "SELECT ?name ?text { ?source selon:name ?name . ?mention selon:denotes ?source ; selon:text ?text }";
    assert!(!out(&bench, &["query", ask, "--format", "table"]).contains(is_active));
    for row in &rows {
        let (id, name) = (row["claim"].as_str().unwrap(), row["who"][0].as_str().unwrap());
        assert!(!out(&bench, &["show", id]).contains(is_active));
        bench.run(&["review", id, "note", name, "--by", name]).ok();
        // Messages repeat what was typed.
        let refused = bench.run(&["show", name]);
        assert!(refused.status != 0 && !refused.err.contains(is_active), "{:?}", refused.err);
    }
    assert!(!out(&bench, &["review", "--format", "table"]).contains(is_active));
}

#[test]
fn no_cell_is_a_formula() {
    let bench = bench();
    let id = claims(&bench)[0]["claim"].as_str().unwrap().to_owned();
    bench.run(&["review", &id, "note", HOSTILE[0], "--by", HOSTILE[3]]).ok();
    let ask = "SELECT ?name ?title { ?source selon:name ?name ; selon:inDocument ?d . ?d schema:headline ?title }";
    let commands: [(&[&str], u8); 7] = [
        (&["claims", "--format", "csv"], b','),
        (&["claims", "--format", "tsv"], b'\t'),
        (&["verify", "--format", "csv"], b','),
        (&["review", "--format", "csv"], b','),
        (&["query", ask, "--format", "csv"], b','),
        (&["query", ask, "--format", "tsv"], b'\t'),
        (&["graph", "neighbors", "<script>alert(1)</script>", "--format", "csv"], b','),
    ];
    for (arguments, delimiter) in commands {
        let out = bench.run(arguments).out;
        for record in csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(out.as_bytes()).records() {
            for cell in &record.unwrap() {
                let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.parse::<f64>().is_err();
                assert!(!is_formula, "{arguments:?}: {cell:?}");
            }
        }
    }
}

#[test]
fn markdown_and_drawings_stay_what_they_are() {
    let bench = bench();
    let page = out(&bench, &["claims", "--format", "markdown"]);
    for line in page.lines() {
        assert!(!line.contains(['<', '>']), "{line}");
        let bars = line.char_indices().filter(|(at, c)| *c == '|' && !line.get(..*at).unwrap().ends_with('\\')).count();
        assert_eq!(bars, 8, "{line}");
        assert!(!line.replace("\\]", "").contains("](") && !line.contains("://"), "{line}");
    }
    // The quotes of a drawing open and close in each line.
    for row in claims(&bench) {
        let drawing = bench.run(&["graph", "neighbors", row["who"][0].as_str().unwrap(), "--format", "dot"]).out;
        for line in drawing.lines() {
            let quotes = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
            assert_eq!(quotes % 2, 0, "{line}");
        }
    }
}

#[test]
fn all_is_intact_in_json_and_rdf() {
    let bench = bench();
    let whole: BTreeSet<String> = HOSTILE.iter().map(|h| (*h).to_owned()).collect();
    let rows = claims(&bench);
    let names: BTreeSet<String> = rows.iter().map(|row| row["who"][0].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, whole);
    assert!(!out(&bench, &["claims", "--format", "json"]).contains(|c: char| c.is_ascii_control() && c != '\n'));
    let raw = out(&bench, &["claims", "--raw"]);
    let who: BTreeSet<String> = csv::Reader::from_reader(raw.as_bytes()).records().map(|r| r.unwrap()[9].to_owned()).collect();
    assert_eq!(who, whole);
    #[cfg(feature = "parquet")]
    {
        bench.run(&["claims", "--format", "parquet", "--out", "a.parquet"]).ok();
        let fields = crate::parquet::read::rows(&bench, "a.parquet").into_iter().flatten().filter(|(name, _)| name == "unit");
        assert_eq!(fields.map(|(_, field)| if let parquet::record::Field::Str(unit) = field { unit } else { String::new() }).collect::<BTreeSet<_>>(), whole);
    }
    let formats = [
        ("turtle", RdfFormat::Turtle),
        ("trig", RdfFormat::TriG),
        ("nquads", RdfFormat::NQuads),
        ("jsonld", RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
        ("nanopubs", RdfFormat::TriG),
    ];
    for (name, format) in formats {
        let content = out(&bench, &["export", "--format", name]);
        let quads: Vec<_> = RdfParser::from_format(format).for_slice(content.as_bytes()).map(|q| q.unwrap_or_else(|e| panic!("{name}: {e}"))).collect();
        let literal = |q: &oxigraph::model::Quad| if let Term::Literal(l) = &q.object { Some(l.value().to_owned()) } else { None };
        let names: BTreeSet<String> = quads.iter().filter(|q| q.predicate.as_str().ends_with("ns#name")).filter_map(literal).collect();
        assert!(whole.is_subset(&names), "{name}: {:?}", whole.difference(&names).collect::<Vec<_>>());
    }
    let ask = "SELECT DISTINCT ?name { ?source selon:name ?name }";
    let json: Value = serde_json::from_str(&out(&bench, &["query", ask, "--format", "json"])).unwrap();
    let names: BTreeSet<String> = json["results"]["bindings"].as_array().unwrap().iter().map(|b| b["name"]["value"].as_str().unwrap().to_owned()).collect();
    assert!(whole.is_subset(&names));
    let xml = out(&bench, &["query", ask, "--format", "xml"]);
    assert!(!xml.contains("<script") && !xml.contains("]]>") && !xml.contains(|c: char| c.is_ascii_control() && !matches!(c, '\n' | '\t' | '\r')));
}
