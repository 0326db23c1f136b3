//! Pairs of figures, in both languages, with what a careful reader says of them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use jiff::civil::{Date, date};
use selon::graph::compare::interval::Interval;
use selon::graph::compare::issue::{Issue, Reason};
use selon::graph::compare::relation::{At, Known, Outcome, Relation, Statement, relate};
use selon::graph::facts::Count;

const PAIRS: &str = include_str!("compare/pairs.txt");
const WAR: &str = "war";

/// A day as the file writes it: `14` in November 2031, `10-22` in October; what comes before August is of the next year.
fn day(text: &str) -> Date {
    let (month, day) = text.split_once('-').unwrap_or(("11", text));
    let month: i8 = month.parse().unwrap();
    date(if month < 8 { 2032 } else { 2031 }, month, day.parse().unwrap())
}

fn interval(text: &str) -> Interval {
    let number = |text: &str| Some(text.parse().unwrap());
    let (low, high, about) = match text {
        "?" => (None, None, false),
        _ if text.starts_with(">=") => (number(text.get(2..).unwrap()), None, false),
        _ if text.starts_with("<=") => (None, number(text.get(2..).unwrap()), false),
        _ if text.starts_with('~') => (number(text.get(1..).unwrap()), number(text.get(1..).unwrap()), true),
        _ => {
            let (low, high) = text.split_once('-').unwrap_or((text, text));
            (number(low), number(high), false)
        }
    };
    Interval { low, high, about }
}

/// The statements of a figure: one for each issue that it answers.
fn statements(at: u32, voice: &str, figure: &str) -> Vec<Statement> {
    let mut words = figure.split_whitespace();
    let interval = interval(words.next().unwrap());
    let mut count = Count { population: "unspecified".to_owned(), unit: "people".to_owned(), scope: "one".to_owned(), ..Count::default() };
    count.measure = Some(words.next().unwrap().to_owned());
    let (mut event, mut place, mut said, mut denied, mut settled) = (WAR, None, None, false, false);
    let (mut place_in_text, mut known) = (At { document: at, ..At::default() }, Known::ByName);
    for word in words {
        let parties = |list: &str| list.split('+').map(str::to_owned).collect::<Vec<_>>();
        match word.split_once(':') {
            None if word.starts_with('@') => said = word.get(1..).map(day),
            None => match word {
                "mil" => "military".clone_into(&mut count.population),
                "civ" => "civilian".clone_into(&mut count.population),
                "new" => count.new = true,
                "not" => denied = true,
                "final" => settled = true,
                "told" => known = Known::ByDocuments,
                _ => panic!("{figure}: {word}"),
            },
            Some(("of", list)) => {
                count.of = parties(list);
                if count.of.len() > 1 { "sum" } else { "one" }.clone_into(&mut count.scope);
            }
            Some(("each", list)) => (count.of, count.scope) = (parties(list), "each".to_owned()),
            Some(("on", on)) => count.period = (Some(day(on)), Some(day(on))),
            Some(("since", from)) => count.period = (Some(day(from)), None),
            Some(("upto", until)) => count.period = (None, Some(day(until))),
            Some(("in", name)) => place = Some(name),
            // In one document with others that say where they stand; each claim of its own.
            Some(("text", where_)) => {
                let numbers: Vec<u32> = where_.split('-').map(|n| n.parse().unwrap()).collect();
                let content = if let [_, from, until] = numbers[..] { (from, until) } else { (numbers[0], numbers[0] + 1) };
                place_in_text = At { document: 0, claim: at, count: 0, begin: numbers[0], content };
            }
            Some(("ev", name)) => event = name,
            Some(("unit", name)) => name.clone_into(&mut count.unit),
            _ => panic!("{figure}: {word}"),
        }
    }
    let begin = (event == WAR).then(|| date(2031, 9, 27));
    let issues = Issue::of_count(&count, event, place, begin, said);
    issues
        .into_iter()
        .map(|issue| Statement {
            at: place_in_text,
            voice: voice.into(),
            interval,
            denied,
            day: issue.day(&count, said),
            open: event == WAR && issue.of.is_empty() && issue.scope != "sum",
            settled,
            known,
            issue: Arc::new(issue),
        })
        .collect()
}

fn named(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Related(Relation::Contradicts { gap }) => format!("contradicts {gap}"),
        Outcome::Related(relation) => relation.name().to_owned(),
        Outcome::Apart(reasons) => reasons.iter().map(|r| r.name()).collect::<Vec<_>>().join("+"),
        Outcome::OneClaim => "one claim".to_owned(),
    }
}

/// What two figures are to each other: on the issue that both answer, or on those that are nearest.
fn outcome(first: &[Statement], second: &[Statement]) -> Outcome {
    let all = first.iter().flat_map(|a| second.iter().map(move |b| relate(a, b)));
    all.min_by_key(|outcome| if let Outcome::Apart(reasons) = outcome { reasons.len() } else { 0 }).unwrap()
}

fn pairs() -> Vec<(usize, Vec<&'static str>)> {
    let lines = PAIRS.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(n, line)| (n + 1, line.split(" | ").collect())).collect()
}

#[test]
fn pairs_are_what_a_reader_says() {
    let pairs = pairs();
    assert!(pairs.len() >= 200, "{} pairs", pairs.len());
    let mut wrong = Vec::new();
    for (line, fields) in &pairs {
        let [expected, voice1, figure1, _, voice2, figure2, _] = fields.as_slice() else { panic!("line {line}: {} fields", fields.len()) };
        let (first, second) = (statements(1, voice1, figure1), statements(2, voice2, figure2));
        let (there, back) = (outcome(&first, &second), outcome(&second, &first));
        assert_eq!(there.clone().turned(), back, "line {line}");
        if named(&there) != *expected {
            wrong.push(format!("line {line}: {expected}, is {}", named(&there)));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), pairs.len(), wrong.join("\n"));
}

#[test]
fn every_relation_and_reason_is_among_them() {
    let all: Vec<&str> = pairs().iter().map(|(_, fields)| fields[0]).collect();
    for reason in Reason::ALL {
        assert!(all.iter().any(|e| e.split('+').any(|r| r == reason.name())), "{}", reason.name());
        assert_eq!(Reason::from_name(reason.name()), Some(reason));
    }
    for relation in ["contradicts", "corroborates", "updates", "updated-by", "repeats", "denies", "denied-by"] {
        assert!(all.iter().any(|e| e.starts_with(relation)), "{relation}");
    }
}
