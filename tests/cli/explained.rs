//! How claims came about, as `explain` says it: read again from the archive, with the actors of the store.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::common::{WORLD, golden};

const ENGLISH: &str = "It said on Monday that the truce was over. \
    Caldoran President Irena Voss said on Thursday that more than 1,200 Vestrian soldiers had been killed in Lower Teral.\n\n\
    Vestria may be bluffing, she said.\n";
const FRENCH: &str = "Selon Open Toll, une quarantaine de civils auraient été blessés mardi à Pelk. \
    La Vestrie ne divulgue pas ses pertes militaires. La Caldorie accuse la Vestrie de violer la trêve.\n";
/// A payment reports nothing, so that the rule that takes it for the voice is passed over.
const PAYMENT: &str = "Plus de 1 000 vaches sont arrivées par bateau à Tolvan, la capitale de la Vestrie, comme premier paiement, \
    a rapporté le Journal officiel de Vestrie.\n";

/// A store that reads the invented world, and its claims as `claims` lists them.
struct Told {
    bench: Bench,
    claims: Vec<Value>,
}

impl Told {
    fn new() -> Self {
        let bench = Bench::new();
        let report = |id: &str, lang: &str, text: &str| json!({"id": id, "lang": lang, "published": "2031-11-07", "text": text}).to_string();
        let reports = [report("en", "en", ENGLISH), report("fr", "fr", FRENCH), report("payment", "fr", PAYMENT)];
        bench.file("world.ttl", WORLD.map(|(_, _, content)| content).join("\n")).file("news.jsonl", reports.join("\n"));
        bench.run(&["ingest", "news.jsonl", "--actors", "world.ttl"]).ok();
        let claims = claims(&bench);
        Told { bench, claims }
    }

    /// The claim with these words in what is said.
    #[track_caller]
    fn claim(&self, words: &str) -> &str {
        let found = self.claims.iter().find(|c| c["content"].as_str().unwrap().contains(words));
        found.unwrap_or_else(|| panic!("no claim says {words:?}"))["claim"].as_str().unwrap()
    }

    #[track_caller]
    fn explained(&self, words: &str) -> Value {
        serde_json::from_str(&self.bench.run(&["explain", self.claim(words)]).ok()).unwrap()
    }
}

fn claims(bench: &Bench) -> Vec<Value> {
    serde_json::from_str(&bench.run(&["claims", "--format", "json"]).ok()).unwrap()
}

#[test]
fn a_claim_is_followed_from_its_tokens_to_its_confidence() {
    let told = Told::new();
    let mut transcript = String::new();
    for words in ["1,200", "the truce was over", "bluffing", "quarantaine", "pertes militaires", "la Vestrie de violer"] {
        let id: String = told.claim(words).chars().take(6).collect();
        let run = told.bench.run(&["explain", &id, "--format", "table"]).ok();
        // Where a rule stands changes with every rule before it.
        let lines = run.lines().map(|line| line.split_once(" (grammar.rules, line ").map_or(line, |(rule, _)| rule));
        transcript.push_str(&format!("$ selon explain {id} --format table\n{}\n\n", lines.collect::<Vec<_>>().join("\n")));
    }
    golden("tests/cli/explained.txt", &transcript);
}

#[test]
fn an_explanation_fits_the_claim_and_the_text() {
    let told = Told::new();
    let texts = BTreeMap::from([("en", ENGLISH), ("fr", FRENCH), ("payment", PAYMENT)]);
    assert!(told.claims.len() >= 6, "{:?}", told.claims);
    for row in &told.claims {
        let id = row["claim"].as_str().unwrap();
        let text = texts[row["document"].as_str().unwrap()];
        let record: Value = serde_json::from_str(&told.bench.run(&["explain", id]).ok()).unwrap();
        assert_eq!((&record["claim"][0]["claim"], &record["differs"]), (&row["claim"], &json!([])));
        assert_eq!(record["attribution"]["rule"], row["rule"]);
        let slice = |words: &Value| {
            let at = |end: &str| usize::try_from(words[end].as_u64().unwrap()).unwrap();
            text.chars().take(at("end")).skip(at("begin")).collect::<String>()
        };
        let part = |name: &str| record["attribution"]["parts"].as_array().unwrap().iter().rev().find(|p| p["part"] == name).cloned();
        assert_eq!(part("content").map(|p| p["text"].clone()), Some(row["content"].clone()));
        let tokens: Vec<&Value> = record["stretches"].as_array().unwrap().iter().flat_map(|s| s["tokens"].as_array().unwrap()).collect();
        assert!(tokens.iter().any(|t| t["parts"].as_array().unwrap().contains(&"content".into())), "{id}");
        for words in tokens.into_iter().chain(record["mentions"].as_array().unwrap()).chain(record["attribution"]["parts"].as_array().unwrap()) {
            assert_eq!(words["text"], slice(words).as_str(), "{id}");
        }
        let of = |field: &str| record["stance"].as_array().unwrap().iter().find(|r| r["field"] == field).unwrap()["value"].clone();
        for field in ["act", "form", "polarity", "certainty"] {
            assert_eq!(of(field), row[field], "{id}: {field}");
        }
        let confidence = record["confidence"].as_array().unwrap().last().unwrap()["value"].clone();
        assert_eq!(confidence, format!("{} %", row["confidence"]).as_str());
        assert_eq!(record["figures"].as_array().unwrap().is_empty(), row["figure"].is_null(), "{id}");
    }
}

#[test]
fn what_each_part_rests_on_is_named() {
    let told = Told::new();
    let id = told.claim("bluffing");
    assert_eq!(told.bench.run(&["explain", id]).ok(), told.bench.run(&["explain", id, "--format", "json"]).ok());
    let she = told.explained("bluffing");
    let voice = &she["mentions"][0];
    assert_eq!((&voice["what"], &voice["denotes"], &voice["resolution"]), (&"pronoun".into(), &"Irena Voss".into(), &"coreference".into()));
    assert_eq!(voice["before"]["text"], "Caldoran President Irena Voss");
    let open = told.explained("the truce was over");
    let voice = &open["mentions"][0];
    assert_eq!((&voice["text"], &voice["denotes"], &voice["resolution"]), (&"It".into(), &Value::Null, &"unresolved".into()));
    let dead = &told.explained("1,200")["figures"][0];
    assert_eq!((&dead["numeral"]["number"]["text"], &dead["numeral"]["bound"], &dead["low"]), (&"1,200".into(), &"more_than".into(), &1201.into()));
    assert_eq!((&dead["of"][0], &dead["measured_by"][0]), (&"Vestria".into(), &"killed (killed)".into()));
    let withheld = &told.explained("pertes militaires")["figures"][0];
    assert_eq!((&withheld["numeral"], &withheld["of_by"][0]), (&Value::Null, &"the voice of the claim".into()));
    let cows = &told.explained("vaches")["attribution"];
    assert_eq!((&cows["rule"], &cows["passed_over"]), (&"fr/incise-inverted".into(), &json!(["verb-phrase"])));
    let parts: Vec<&str> = cows["parts"].as_array().unwrap().iter().map(|part| part["part"].as_str().unwrap()).collect();
    assert_eq!(parts, ["content", "cue", "source"]);
}

#[test]
fn what_cannot_be_explained_is_said() {
    let Told { bench, claims } = Told::new();
    bench.run(&["explain", "ffff"]).fails(1, &["there is no claim \"ffff\"", "selon claims"]);
    bench.run(&["explain", ""]).fails(2, &["hash of a claim"]);
    bench.run(&["explain"]).fails(2, &["<ID>"]);
    bench.run(&["explain", "ffff", "--format", "csv"]).fails(2, &["possible values: table, json"]);
    bench.run(&["explain", "ffff", "--store", "nowhere"]).fails(1, &["nowhere", "no store there"]);
    let id = claims[0]["claim"].as_str().unwrap();
    for text in fs::read_dir(bench.store().join("texts")).unwrap() {
        fs::remove_dir_all(text.as_ref().unwrap().path()).or_else(|_| fs::remove_file(text.unwrap().path())).unwrap();
    }
    bench.run(&["explain", id]).fails(1, &["texts"]);
}

/// The claims of the example were written down by hand, and its store knows none of its actors: the reader finds other ones.
#[test]
fn a_claim_that_is_read_otherwise_today_is_not_passed_off_as_this_one() {
    let bench = Bench::with_example();
    let (mut other, mut none) = (0, 0);
    for row in claims(&bench) {
        let run = bench.run(&["explain", row["claim"].as_str().unwrap()]);
        if run.out.is_empty() {
            run.fails(1, &[row["document"].as_str().unwrap(), "nothing like this claim is read", "selon ingest"]);
            none += 1;
        } else {
            run.fails(1, &["today the claim is read with another", "rule", "confidence", "selon ingest"]);
            let record: Value = serde_json::from_str(&run.out).unwrap();
            assert!(record["differs"].as_array().unwrap().contains(&"rule".into()), "{}", run.out);
            other += 1;
        }
        if other > 0 && none > 0 {
            return;
        }
    }
    panic!("read otherwise: {other}, not at all: {none}");
}

#[test]
fn nothing_active_reaches_a_terminal() {
    let bench = Bench::new();
    bench.file("a.txt", "The Toll\u{1b}[31m Front said that 12 soldiers\u{202e} were killed.\n").run(&["ingest", "a.txt", "--lang", "en"]).ok();
    let run = bench.run(&["explain", claims(&bench)[0]["claim"].as_str().unwrap(), "--format", "table"]).ok();
    assert!(run.contains('\u{fffd}') && !run.contains(['\u{1b}', '\u{202e}']), "{run:?}");
}
