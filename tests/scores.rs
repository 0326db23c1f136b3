//! How well articles are read: the scores on marked documents may not fall below those of `gold/scores.toml`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;
mod score;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::slice::from_ref;
use std::{fs, thread};

use score::{Claim, Count, Document, FIELDS, METRICS, Scores, Tally, Voice, score};
use selon::claim::record::{DocumentRecord, record};
use selon::rdf::{gazetteer, ontology};
use selon::reader::Reader;

/// What rounding to three decimals may hide.
const TOLERANCE: f64 = 0.0005;

const HEAD: &str = "# Scores that may not fall, by language and metric; what each one counts stands in ../score/mod.rs.\n# BLESS=1 cargo test --test scores raises those that have risen. To lower one, write it here and say why in the commit.\n";

/// By language and metric.
type Floor = BTreeMap<String, BTreeMap<String, f64>>;

#[test]
fn scores_do_not_fall() {
    // Some documents speak of the real world, others of the invented one.
    let files = [ontology::files(), common::world_files()].concat();
    let reader = Reader::new(gazetteer::read(&files).unwrap()).unwrap();
    let scores: Vec<(&str, Scores)> = thread::scope(|scope| {
        let threads: Vec<_> = selon::lang::codes().map(|code| (code, scope.spawn(|| scores(&reader, &lines(code))))).collect();
        threads.into_iter().map(|(code, thread)| (code, thread.join().unwrap())).collect()
    });
    let path = folder().join("scores.toml");
    let floor: Floor = toml::from_str(&fs::read_to_string(&path).unwrap_or_default()).unwrap();
    let mut fallen = Vec::new();
    for (code, scores) in &scores {
        for metric in METRICS.iter().chain(&FIELDS) {
            let (is, was) = (scores.get(metric), at(&floor, code, metric));
            if is < was - TOLERANCE {
                fallen.push(format!("{code}: {metric} has fallen from {was:.3} to {is:.3}"));
            }
        }
    }
    if common::bless() {
        fs::write(&path, raised(&floor, &scores)).unwrap();
    }
    let table: Vec<String> = scores.iter().map(|(code, scores)| format!("{code}\n{}", scores.table())).collect();
    // Seen with --nocapture, and where a score has fallen.
    println!("{}", table.join("\n"));
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/gold")
}

fn lines(code: &str) -> String {
    fs::read_to_string(folder().join(format!("{code}.jsonl"))).unwrap()
}

/// Reads the documents of a gold file, which are one object a line, and scores what was read.
fn scores(reader: &Reader, lines: &str) -> Scores {
    let gold: Vec<Document> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found: Vec<Document> = lines
        .lines()
        .map(|line| {
            let document = serde_json::from_str::<DocumentRecord>(line).unwrap().document("");
            serde_json::from_value(serde_json::to_value(record(&document, &reader.read(&document))).unwrap()).unwrap()
        })
        .collect();
    score(&gold, &found)
}

fn at(floor: &Floor, code: &str, metric: &str) -> f64 {
    floor.get(code).and_then(|metrics| metrics.get(metric)).copied().unwrap_or(0.0)
}

/// The file with every score that has risen; none falls.
fn raised(floor: &Floor, scores: &[(&str, Scores)]) -> String {
    let language = |(code, scores): &(&str, Scores)| {
        let lines: Vec<String> =
            METRICS.iter().chain(&FIELDS).map(|metric| format!("{metric} = {:.3}\n", scores.get(metric).max(at(floor, code, metric)))).collect();
        format!("\n[{code}]\n{}", lines.concat())
    };
    HEAD.to_owned() + &scores.iter().map(language).collect::<String>()
}

#[test]
fn every_language_has_its_documents() {
    for code in selon::lang::codes() {
        let documents: Vec<DocumentRecord> = lines(code).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(documents.len() >= 36 && documents.iter().all(|d| d.lang.as_deref() == Some(code)), "{code}: {}", documents.len());
    }
}

// --- the scores themselves ------------------------------------------------------------------------

const TEXT: &str = "Caldora said 12 soldiers died. Hale said 3 trains were late, he told the Post.";

fn document(claims: &[Claim]) -> [Document; 1] {
    [Document { id: "a".to_owned(), text: TEXT.to_owned(), claims: claims.to_vec() }]
}

fn claim(content: &str, name: &str, kind: &str) -> Claim {
    let start = TEXT.find(content).unwrap();
    let word = str::to_owned;
    let sources = vec![Voice { text: word(name.rsplit(' ').next().unwrap()), name: word(name), kind: word(kind) }];
    let (act, form, polarity, certainty) = (word("state"), word("indirect"), word("affirmed"), word("certain"));
    Claim { start, end: start + content.len(), sources, cue: Some(word("said")), act, form, polarity, certainty, ..Claim::default() }
}

fn count(text: &str, low: u64, of: &[&str]) -> Count {
    let of = of.iter().map(|o| (*o).to_owned()).collect();
    Count {
        text: text.to_owned(),
        measure: Some("killed".to_owned()),
        low: Some(low),
        high: Some(low),
        qualifier: "exact".to_owned(),
        of,
        population: Some("military".to_owned()),
    }
}

fn whole(score: f64) -> bool {
    (score - 1.0).abs() < 1e-9
}

fn soldiers() -> Claim {
    claim("12 soldiers died", "Caldora", "country")
}

fn trains() -> Claim {
    claim("3 trains were late", "Tomas Hale", "person")
}

/// The tallies of a document: right, marked, found.
fn check(gold: &[Claim], found: &[Claim], expected: &[(&str, usize, usize, usize)]) -> Scores {
    let scores = score(&document(gold), &document(found));
    for (metric, right, gold, found) in expected {
        assert_eq!(scores.tallies[metric], Tally { right: *right, gold: *gold, found: *found }, "{metric}");
    }
    scores
}

#[test]
fn what_is_marked_and_read_alike_is_right() {
    let mut claim = soldiers();
    claim.counts = vec![count("12 soldiers", 12, &["Caldora"])];
    let claims = [claim, trains()];
    let scores = check(
        &claims,
        &claims,
        &[("detection", 2, 2, 2), ("speaker", 2, 2, 2), ("span", 2, 2, 2), ("figure", 1, 1, 1), ("attributed", 1, 1, 1), ("ledger", 1, 1, 1)],
    );
    assert!(METRICS.iter().chain(&FIELDS).all(|m| whole(scores.get(m))), "{}", scores.table());
    check(&[], &[], &[("detection", 0, 0, 0)]);
}

#[test]
fn what_is_missing_or_too_much_counts_against() {
    let scores = check(&[soldiers(), trains()], &[soldiers()], &[("detection", 1, 2, 1), ("voice", 1, 2, 1)]);
    assert!((scores.get("detection") - 2.0 / 3.0).abs() < 1e-9);
    let scores = check(&[], &[soldiers()], &[("detection", 0, 0, 1), ("speaker", 0, 0, 1)]);
    assert!(whole(1.0 - scores.get("detection")));
}

#[test]
fn contents_are_paired_by_what_they_share() {
    // Two words of three are not the span, and one word of six is not the claim.
    check(&[trains()], &[claim("3 trains were", "Tomas Hale", "person")], &[("detection", 1, 1, 1), ("speaker", 1, 1, 1), ("span", 0, 1, 1)]);
    check(&[trains()], &[claim("late, he told the Post", "Tomas Hale", "person")], &[("detection", 0, 1, 1)]);
    // Of two with the same content the one with the right speaker.
    check(&[trains()], &[claim("3 trains were late", "Caldora", "country"), trains()], &[("detection", 1, 1, 2), ("speaker", 1, 1, 2)]);
}

#[test]
fn a_name_is_right_and_words_are_found() {
    let voice = |name: &str, kind: &str| claim("12 soldiers died", name, kind);
    for (gold, kind, found, right) in [
        ("Tomas Hale", "person", "Hale", 1),
        ("Tomas Hale", "person", "Anna Hale", 0),
        ("Tomas Hale", "person", "Tomas", 0),
        ("United States", "country", "USA", 1),
        ("Caldora", "country", "North Caldora", 0),
        ("Türkiye", "country", "Turkey", 1),
        ("the Ministry of Defence", "organisation", "Ministry of Defence", 1),
        ("Ministry of Defence", "organisation", "Defence", 0),
        ("witnesses", "people", "several witnesses", 1),
    ] {
        assert_eq!(score(&document(&[voice(gold, kind)]), &document(&[voice(found, kind)])).tallies["speaker"].right, right, "{gold} {found}");
    }
    // His words are found, his name is wrong: a pronoun that went to the wrong man.
    let (mut he, mut she) = (voice("Tomas Hale", "person"), voice("Goran Lisk", "person"));
    (he.sources[0].text, she.sources[0].text) = ("he".to_owned(), "he".to_owned());
    check(&[he], &[she], &[("voice", 1, 1, 1), ("speaker", 0, 1, 1)]);
}

#[test]
fn a_figure_is_right_by_itself_and_in_its_claim() {
    let with = |mut claim: Claim, counts: &[Count]| {
        claim.counts = counts.to_vec();
        claim
    };
    let gold = with(soldiers(), &[count("12 soldiers", 12, &["Caldora"])]);
    // Whose they are is wrong.
    check(from_ref(&gold), &[with(soldiers(), &[count("12", 12, &[])])], &[("figure", 1, 1, 1), ("attributed", 1, 1, 1), ("ledger", 0, 1, 1)]);
    // Who says it is wrong.
    let other = with(claim("12 soldiers died", "Vestria", "country"), &[count("12 soldiers", 12, &["Caldora"])]);
    check(from_ref(&gold), &[other], &[("figure", 1, 1, 1), ("attributed", 0, 1, 1), ("ledger", 0, 1, 1)]);
    // The number is wrong.
    check(from_ref(&gold), &[with(soldiers(), &[count("12 soldiers", 13, &["Caldora"])])], &[("figure", 0, 1, 1), ("attributed", 0, 1, 1)]);
    // Two claims about one figure: the text has it once.
    let again = with(claim("Caldora said 12 soldiers died", "Caldora", "country"), &gold.counts.clone());
    check(&[gold.clone(), again.clone()], &[gold, again], &[("figure", 1, 1, 1), ("attributed", 2, 2, 2)]);
}

#[test]
fn a_constant_answer_scores_low() {
    let acts = |acts: &[&str]| -> Vec<Document> {
        let claims = acts.iter().map(|act| (*act).to_owned()).map(|act| Claim { act, ..soldiers() });
        claims.enumerate().map(|(n, claim)| Document { id: n.to_string(), text: TEXT.to_owned(), claims: vec![claim] }).collect()
    };
    // Of "deny" and "state" the first is never found, the second with four that are not; "ask" is too rare to count.
    let gold = acts(&["deny", "deny", "deny", "state", "state", "state", "ask"]);
    let scores = score(&gold, &acts(&["state"; 7]));
    let state = 2.0 * 3.0 / (3.0 + 7.0);
    assert!((scores.get("act") - state / 2.0).abs() < 1e-9, "{}", scores.get("act"));
    assert!(whole(scores.get("form")));
}
