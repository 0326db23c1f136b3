//! The examples beside the rules: every rule of every language reads its `+` sentences, and leaves its `-` sentences alone.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::BTreeSet;

use selon::claim::record::record;
use selon::grammar::pattern::{Example, Rule};
use selon::lang;
use selon::reader::Reader;
use selon::text::document::Document;
use serde_json::Value;

#[test]
fn rules_do_what_their_examples_say() {
    let reader = Reader::new(common::world()).unwrap();
    let mut failures = Vec::new();
    for code in lang::codes() {
        for (rule, example) in examples(code) {
            if let Some(wrong) = wrong(&reader, code, rule, example) {
                failures.push(told(code, rule, example, &wrong));
            }
        }
    }
    assert!(failures.is_empty(), "{} examples fail\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn rules_have_examples_of_both_kinds() {
    for code in lang::codes() {
        for rule in &lang::language(code).unwrap().unwrap().rules {
            let kinds: BTreeSet<bool> = rule.examples.iter().map(|e| e.positive).collect();
            assert_eq!(kinds.len(), 2, "src/lang/{code}/grammar.rules:{}: {} needs a + and a - example", rule.line, rule.name);
        }
    }
}

fn examples(code: &str) -> Vec<(&'static Rule, &'static Example)> {
    let rules = &lang::language(code).unwrap().unwrap().rules;
    rules.iter().flat_map(|rule| rule.examples.iter().map(move |e| (rule, e))).collect()
}

fn told(code: &str, rule: &Rule, example: &Example, wrong: &str) -> String {
    format!("src/lang/{code}/grammar.rules:{}: {}: {}\n    {wrong}", example.line, rule.name, example.sentence)
}

/// What is wrong with the reading of an example.
fn wrong(reader: &Reader, code: &str, rule: &Rule, example: &Example) -> Option<String> {
    let document = Document::new("example", code, &example.sentence);
    let reading = reader.read(&document);
    let read = serde_json::to_value(record(&document, &reading)).unwrap();
    let claims = read["claims"].as_array().unwrap();
    let name = format!("{code}/{}", rule.name);
    let of_rule: Vec<&Value> = claims.iter().filter(|c| c["rule"] == name.as_str()).collect();
    match (example.positive, of_rule.as_slice()) {
        (false, []) => None,
        (false, [claim, ..]) => Some(format!("gives a claim: {}", summary(claim))),
        (true, []) => Some(format!("gives no claim by this rule; claims: [{}]", claims.iter().map(summary).collect::<Vec<_>>().join(", "))),
        (true, of_rule) => {
            let missed = |claim: &Value| {
                example.expected.iter().filter(|(field, value)| !holds(reader, claim, field, value)).map(|(f, v)| format!("{f}={v}")).collect::<Vec<_>>()
            };
            let closest = of_rule.iter().map(|c| (missed(c), c)).min_by_key(|(missed, _)| missed.len())?;
            (!closest.0.is_empty()).then(|| format!("expected {}, is {}", closest.0.join(" "), summary(closest.1)))
        }
    }
}

/// Whether a claim has in a field what an example expects.
fn holds(reader: &Reader, claim: &Value, field: &str, expected: &str) -> bool {
    match field {
        "source" => claim["sources"].as_array().unwrap().iter().any(|source| is_voice(reader, source, expected)),
        "via" => claim["via"].as_array().unwrap().iter().any(|source| is_voice(reader, source, expected)),
        "content" | "cue" | "act" | "form" | "polarity" | "certainty" => claim[field] == expected,
        _ => panic!("an example expects the field {field}, which this test does not know"),
    }
}

/// A voice is named by its words, by its name in the document, or by that of its actor.
fn is_voice(reader: &Reader, voice: &Value, expected: &str) -> bool {
    let actor = voice["actor"].as_str().and_then(|key| reader.gazetteer().by_key(key));
    let names = [voice["text"].as_str(), voice["name"].as_str(), actor.map(|a| a.name.as_str())];
    let same = |name: &str| name.to_lowercase() == expected.to_lowercase();
    // "President Voss", a title before the name, is the voice Voss.
    names.iter().flatten().any(|name| same(name) || name.ends_with(&format!(" {expected}")))
}

fn summary(claim: &Value) -> String {
    let sources: Vec<String> =
        claim["sources"].as_array().unwrap().iter().map(|s| format!("{}={}", s["text"].as_str().unwrap(), s["name"].as_str().unwrap())).collect();
    let text = |field: &str| claim[field].as_str().unwrap_or("none").to_owned();
    let rest: Vec<String> = ["act", "form", "polarity", "certainty"].iter().map(|f| text(f)).collect();
    format!("{} [{}] «{}» cue «{}» {}", text("rule"), sources.join(", "), text("content"), text("cue"), rest.join(" "))
}
