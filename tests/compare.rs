//! Figures side by side: what the ledger of an event says, where figures contradict each other, and why others do not.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

#[path = "common/bench.rs"]
mod bench;

use std::collections::BTreeMap;

use bench::Bench;
use common::{Note, example, golden, world, world_files};
use oxigraph::model::Quad;
use selon::claim::Reading;
use selon::graph::compare::ledger::{Comparison, Ledger};
use selon::graph::compare::wanted::{Wanted, events_called};
use selon::graph::corpus::Corpus;
use selon::graph::derive::Derivation;
use selon::graph::facts::Facts;
use selon::rdf::emit::emit;
use selon::rdf::iri::Base;
use selon::text::document::Document;

fn corpus(documents: &[(Document, Reading)]) -> Corpus {
    let (base, gazetteer) = (Base::default(), world());
    let quads: Vec<Vec<Quad>> = documents.iter().map(|(document, reading)| emit(document, reading, &base)).collect();
    let mut derivation = Derivation::new(&base, &gazetteer, &[]);
    let facts: Vec<Facts> = quads.iter().map(|q| Facts::read(q)).collect();
    facts.iter().for_each(|f| derivation.add(f));
    let derived: Vec<Quad> = derivation.finish(&world_files()).unwrap().into_iter().flat_map(|(_, quads)| quads).collect();
    Corpus::new(facts, &derived)
}

fn ledgers(documents: &[(Document, Reading)], wanted: &Wanted) -> Vec<Ledger> {
    let texts: BTreeMap<String, String> = documents.iter().map(|(d, _)| (d.id.clone(), d.text.clone())).collect();
    Comparison::new(&corpus(documents), wanted, |facts| texts.get(&facts.key).cloned()).ledgers()
}

/// The figures of an issue, as people read them.
fn figures(ledger: &Ledger, issue: &str) -> Vec<String> {
    let sheet = ledger.issues.iter().find(|s| s.issue == issue);
    sheet.map(|s| s.entries.iter().map(|e| format!("{}: {}", e.who, e.figure())).collect()).unwrap_or_default()
}

#[test]
fn each_figure_stands_on_its_own_issue() {
    let ledgers = ledgers(&example(), &Wanted::default());
    assert_eq!(ledgers.len(), 1);
    let war = &ledgers[0];
    assert_eq!(figures(war, "killed, military of Caldora"), ["Caldora: 1,177", "Caldora: 1,177", "Caldora: 2,317", "Open Toll: 1,500 – 1,700"]);
    assert_eq!(figures(war, "killed, people of Caldora + Vestria"), ["Caldora: ≈ 5,000", "Nareth: ≥ 5,000"]);
    assert_eq!(figures(war, "casualties, military of Vestria"), ["Vestria: not given"]);
    assert_eq!(figures(war, "killed, people of Vestria"), ["Caldora: ≥ 2,001"], "what holds for each of two holds for the one");
    let sheet = war.issues.iter().find(|s| s.issue == "killed, military of Caldora").unwrap();
    assert_eq!((sheet.voices, sheet.low, sheet.high), (2, Some(1177), Some(2317)));
}

#[test]
fn a_dispute_has_its_gap_and_what_is_none_its_reasons() {
    let ledgers = ledgers(&example(), &Wanted::default());
    let war = &ledgers[0];
    let disputes: Vec<(u64, &str, &str)> = war.issues.iter().flat_map(|s| &s.disputes).map(|d| (d.gap, d.lower.who.as_str(), d.higher.who.as_str())).collect();
    // Open Toll counted later than Caldora's first figure; it can have grown. It differs with the one of the same day.
    assert_eq!(disputes, [(617, "Open Toll", "Caldora")]);
    let reasons = |one: &str, other: &str| {
        let pair = war.apart.iter().find(|a| {
            let sides = [a.issue.as_str(), a.other_issue.as_str()];
            sides.contains(&one) && sides.contains(&other) && (one != other || sides[0] == sides[1])
        });
        pair.map(|a| a.reasons.clone()).unwrap_or_default()
    };
    let (soldiers, both) = ("killed, military of Caldora", "killed, people of Caldora + Vestria");
    assert_eq!(reasons(soldiers, both), ["another population", "several parties together against one"]);
    assert_eq!(reasons(soldiers, soldiers), ["a later count, which can have grown"]);
    assert_eq!(reasons("casualties, military of Vestria", "killed, military of Vestria"), ["no figure is given", "casualties against killed or injured"]);
}

#[test]
fn filters_and_the_day_narrow_a_ledger() {
    let issues = |wanted: &Wanted| ledgers(&example(), wanted).iter().flat_map(|l| l.issues.iter().map(|s| s.issue.clone())).collect::<Vec<_>>();
    let of = Wanted { of: Some("Caldorie".to_owned()), population: Some("military".to_owned()), ..Wanted::default() };
    assert_eq!(issues(&of), ["killed, military of Caldora"]);
    let withheld = Wanted { measure: Some("casualties".to_owned()), ..Wanted::default() };
    assert_eq!(issues(&withheld), ["casualties, military of Vestria"]);
    let early = Wanted { as_of: Some("2031-10-31".parse().unwrap()), ..Wanted::default() };
    assert!(!issues(&early).contains(&"killed, military of Caldora".to_owned()));
    let corpus = corpus(&example());
    assert_eq!(events_called(&corpus, "lower teral").len(), 1);
    assert!(events_called(&corpus, "Upper Teral").is_empty());
}

/// A report of the death toll in words of its own, after a beginning that copies share.
fn report(id: &str, publisher: &str, text: &str) -> (Document, Reading) {
    let note = format!(
        "[[document]]\nid = \"{id}\"\nlang = \"en\"\npublished = \"2031-11-06\"\npublisher = \"{publisher}\"\ntext = {text:?}\n\
         events = [{{ kind = \"armed-conflict\", text = \"war in Lower Teral\", place = \"Lower Teral\" }}]\n\
         [[document.claims]]\ncontent = \"1,177 soldiers were killed\"\nact = \"state\"\nevent = 0\n\
         counts = [{{ text = \"1,177 soldiers\", measure = \"killed\", low = 1177, high = 1177, qualifier = \"exact\", of = [\"Caldora\"], population = \"military\" }}]"
    );
    let notes: BTreeMap<String, Vec<Note>> = toml::from_str(&note).unwrap();
    notes["document"][0].reading(&world())
}

const WIRE: &str = "In the war in Lower Teral 1,177 soldiers were killed by the end of October, more than ever before in a month of this war. The front has \
    hardly moved for weeks, the roads to the north are cut, and the talks in Merin ended on Thursday without a date for the next round.";
const OWN: &str = "We counted graves in nine villages. Behind the war in Lower Teral stand families: 1,177 soldiers were killed, and in Pelk alone forty \
    houses wait for somebody who does not come. The mayor has stopped going to the station.";

#[test]
fn forty_copies_are_one_origin_and_two_newsrooms_two() {
    let words: Vec<&str> = WIRE.split(' ').collect();
    let copy = |n: usize| {
        let mut edited: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        let at = 25 + n % (words.len() - 25);
        edited[at] = format!("edit{n}");
        report(&format!("copy-{n:02}"), &format!("Paper {n}"), &edited.join(" "))
    };
    let copies: Vec<(Document, Reading)> = (0..40).map(copy).collect();
    let alone = ledgers(&copies, &Wanted::default());
    let entries = &alone[0].issues[0].entries;
    assert_eq!(entries.iter().map(|e| (e.stated, e.documents.len(), e.origins)).collect::<Vec<_>>(), [(40, 40, 1)], "forty copies are one voice");
    let with: Vec<(Document, Reading)> = copies.into_iter().chain(Some(report("own", "Other Paper", OWN))).collect();
    let sheet = &ledgers(&with, &Wanted::default())[0].issues[0];
    assert_eq!(sheet.entries.iter().map(|e| e.origins).sum::<usize>(), 2);
    assert_eq!(sheet.voices, 2);
}

#[test]
fn the_order_of_documents_changes_nothing() {
    let straight = serde_json::to_string(&ledgers(&example(), &Wanted::default())).unwrap();
    for turn in 1..5 {
        let mut turned = example();
        turned.rotate_left(turn);
        assert_eq!(serde_json::to_string(&ledgers(&turned, &Wanted::default())).unwrap(), straight);
    }
}

/// What the program prints, command by command.
#[test]
fn the_transcript_is_what_it_was() {
    let bench = Bench::with_example();
    let mut transcript = String::new();
    for line in include_str!("compare/commands.txt").lines() {
        let arguments = words(line);
        let mut command = bench.command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let run = command.env("COLUMNS", "160").output().unwrap();
        let (out, err) = (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap());
        transcript.push_str(&format!("$ selon {line}\n{out}{err}"));
        if run.status.code() != Some(0) {
            transcript.push_str(&format!("status {}\n", run.status.code().unwrap()));
        }
        transcript.push('\n');
    }
    golden("tests/compare/transcript.txt", &transcript);
}

/// The words of a command line; quotes hold blanks together.
fn words(line: &str) -> Vec<String> {
    line.split('"')
        .enumerate()
        .flat_map(|(n, part)| if n % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() })
        .collect()
}
