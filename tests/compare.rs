//! Figures side by side: what the ledger of an event says, where figures contradict each other, and why others do not.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

#[path = "common/bench.rs"]
mod bench;

use std::collections::{BTreeMap, BTreeSet};

use bench::Bench;
use common::{Note, example, golden, world, world_files};
use oxigraph::model::Quad;
use selon::claim::Reading;
use selon::graph::compare::ledger::{Comparison, Ledger};
use selon::graph::compare::relation::{Outcome, relate};
use selon::graph::compare::statement::statements;
use selon::graph::compare::wanted::{Wanted, events_called};
use selon::graph::corpus::Corpus;
use selon::graph::derive::Derivation;
use selon::graph::facts::Facts;
use selon::rdf::emit::emit;
use selon::rdf::iri::Base;
use selon::text::document::Document;
use serde_json::Value;

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

/// What a paper of 6 November 2020 told of the war, in short.
const BRIEF: &str = "De nouveaux combats ont eu lieu dans le Haut-Karabagh, où les forces arméniennes et azerbaïdjanaises ont fait des déclarations et \
    des contre-allégations.\\n\\nL’une ou l’autre des parties accuse également l’autre de viser des civils dans le conflit armé qui a éclaté le 27 septembre.\\n\\n\
    Les deux parties ont signalé des dizaines de morts parmi les civils. Les Arméniens ont également confirmé 1 177 décès parmi leurs militaires. \
    L’Azerbaïdjan ne divulgue pas ses pertes militaires. La Russie a estimé qu’il y aurait au moins 5 000 morts des deux côtés.";

/// From the text to the ledger, beside the example articles: rival figures of one war, of which none contradicts another, and two that do.
#[test]
fn the_war_of_2020_has_its_rows_its_reasons_and_its_dispute() {
    let bench = Bench::new();
    bench.file("brief.jsonl", format!("{{\"id\": \"brief\", \"lang\": \"fr\", \"published\": \"2020-11-06\", \"text\": \"{BRIEF}\"}}\n"));
    bench.run(&["ingest", concat!(env!("CARGO_MANIFEST_DIR"), "/examples/karabakh-2020"), "brief.jsonl"]).ok();

    let json = |arguments: &[&str]| serde_json::from_str::<Vec<Value>>(&bench.run(arguments).ok()).unwrap();
    let war = json(&["compare", "Nagorno-Karabakh war of 2020", "--format", "json"]).remove(0);
    let rows: Vec<String> = war["issues"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|sheet| sheet["entries"].as_array().unwrap().iter().map(move |e| (sheet, e)))
        .filter(|(_, entry)| entry["documents"].as_array().unwrap().contains(&"brief".into()))
        .map(|(sheet, entry)| format!("{}: {}: {} – {}", sheet["issue"].as_str().unwrap(), entry["who"].as_str().unwrap(), entry["low"], entry["high"]))
        .collect();
    let (withheld, dozens) = ("casualties, military of Azerbaijan", "killed, civilian");
    let (soldiers, both) = ("killed, military of Armenia", "killed, people of Armenia + Azerbaijan");
    let expected = [
        format!("{withheld}: Azerbaijan: null – null"),
        format!("{dozens}: Armenia: 20 – null"),
        format!("{dozens}: Azerbaijan: 20 – null"),
        format!("{soldiers}: Armenia: 1177 – 1177"),
        format!("{both}: Russia: 5000 – null"),
    ];
    assert_eq!(rows, expected);

    let corpus = Corpus::read(&bench.archive()).unwrap();
    let comparison = Comparison::new(&corpus, &Wanted::default(), |_| None);
    let told = statements(&corpus, |_, facts| facts.key == "brief", |document| document).list;
    let reasons = |one: &str, other: &str| -> BTreeSet<String> {
        let of = |issue: &str| told.iter().filter(|s| comparison.label(&s.issue) == issue).collect::<Vec<_>>();
        let (ones, others) = (of(one), of(other));
        assert!(!ones.is_empty() && !others.is_empty(), "{one}, {other}");
        let pairs = ones.iter().flat_map(|a| others.iter().map(move |b| relate(a, b)));
        pairs
            .flat_map(|outcome| if let Outcome::Apart(reasons) = outcome { reasons } else { panic!("{one}, {other}: {outcome:?}") })
            .map(|r| r.to_string())
            .collect()
    };
    for (one, other, expected) in [
        (soldiers, both, &["another population", "several parties together against one"][..]),
        (soldiers, withheld, &["casualties against killed or injured", "no figure is given", "other parties"]),
        (soldiers, dozens, &["another population", "whose they are is not said"]),
        (withheld, both, &["another population", "casualties against killed or injured", "no figure is given", "several parties together against one"]),
        (withheld, dozens, &["another population", "casualties against killed or injured", "no figure is given", "whose they are is not said"]),
        (dozens, both, &["another population", "several parties together against one"]),
    ] {
        assert_eq!(reasons(one, other), expected.iter().map(|r| (*r).to_owned()).collect(), "{one}, {other}");
    }

    let disputes = json(&["disputes", "--own-voice", "--format", "json"]);
    assert!(disputes.iter().all(|d| !d.to_string().contains("\"brief\"")), "{disputes:#?}");
    let fighters = disputes.iter().find(|d| d["issue"] == "present, military of Syria").unwrap();
    let side = |name: &str| (fighters[name]["who"].as_str().unwrap(), fighters[name]["words"].as_str().unwrap(), fighters[name]["day"].as_str().unwrap());
    assert_eq!(side("lower"), ("Syrian Observatory for Human Rights", "850 Syrian fighters", "2020-10-02"));
    assert_eq!(side("higher"), ("Armenia", "about 4,000 Syrian fighters", "2020-09-28"));
    // "About" leaves a tenth.
    assert_eq!(fighters["gap"], 3600 - 850);
    let sheet = war["issues"].as_array().unwrap().iter().find(|sheet| sheet["issue"] == fighters["issue"]).unwrap();
    assert!(sheet["disputes"].as_array().unwrap().contains(fighters), "{sheet:#}");
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

/// A march of which two voices tell, with the figures that each gives; all on one day, as far as the text says.
fn march(figures: &[(&str, &str, u64)]) -> Vec<(Document, Reading)> {
    let text = figures.iter().map(|(voice, words, _)| format!("{words} marched, {voice} said. ")).collect::<Vec<_>>().concat();
    let claims = figures
        .iter()
        .map(|(voice, words, n)| {
            format!(
                "[[document.claims]]\ncontent = \"{words} marched\"\nact = \"state\"\nevent = 0\n\
                 sources = [{{ text = \"{voice}\", name = \"{voice}\", kind = \"organisation\" }}]\n\
                 counts = [{{ text = \"{words}\", measure = \"present\", low = {n}, high = {n}, qualifier = \"exact\" }}]\n"
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let note = format!(
        "[[document]]\nid = \"march\"\nlang = \"en\"\npublished = \"2031-11-06\"\ntext = {text:?}\n\
         events = [{{ kind = \"protest\", text = \"marched\" }}]\n{claims}"
    );
    let notes: BTreeMap<String, Vec<Note>> = toml::from_str(&note).unwrap();
    vec![notes["document"][0].reading(&world())]
}

#[test]
fn a_dispute_is_between_the_figures_that_are_nearest_to_each_other() {
    let gaps = |figures: &[(&str, &str, u64)]| {
        let corpus = corpus(&march(figures));
        Comparison::new(&corpus, &Wanted::default(), |_| None).all_disputes().iter().map(|d| d.gap).collect::<Vec<_>>()
    };
    let (police, union) = ("the police", "the union");
    assert_eq!(gaps(&[(police, "19,000 people", 19_000), (union, "100,000 people", 100_000)]), [81_000]);
    // What the police said of the march of last week.
    assert_eq!(gaps(&[(police, "19,000 people", 19_000), (police, "13,000 people", 13_000), (union, "100,000 people", 100_000)]), [81_000]);
    // "2,200 marched, the police said, 4,000 according to the union": who is read to say both is in dispute all the same.
    assert_eq!(gaps(&[(police, "2,200 people", 2200), (police, "4,000 people", 4000), (union, "4,000 people", 4000)]), [1800]);
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
