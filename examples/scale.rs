//! How long it takes to relate many claims: `cargo run --release --example scale -- 1000000`
//!
//! The claims are made up, with the skew of news: a few issues on which almost everything is said, many on which little is. No chance is used,
//! so that two runs relate the same claims.

#![expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the numbers are made up, and small")]

use std::sync::Arc;
use std::time::Instant;

use jiff::civil::{Date, date};
use selon::graph::compare::interval::Interval;
use selon::graph::compare::issue::Issue;
use selon::graph::compare::position::{Table, of_each, tables};
use selon::graph::compare::relation::{At, Known, Outcome, Statement};

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let a = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let b = (a ^ (a >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        b ^ (b >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// A position among `n`, the first ones far more often: the n-th about as often as 1/n.
    fn skewed(&mut self, n: u64) -> u64 {
        let share = self.below(1_000_000) as f64 / 1_000_000.0;
        (((n as f64).powf(share) - 1.0).max(0.0)) as u64
    }
}

fn issue(number: u64) -> Issue {
    let measures = ["killed", "injured", "displaced", "missing", "captured"];
    let populations = ["military", "civilian", "unspecified"];
    let pick = |list: &[&str], at: u64| list.get(at as usize % list.len()).copied().unwrap_or_default().to_owned();
    Issue {
        event: format!("https://w3id.org/selon/id/event/{}", number / 8),
        measure: pick(&measures, number),
        population: pick(&populations, number / 5),
        unit: "people".to_owned(),
        of: vec![format!("https://w3id.org/selon/id/agent/party-{}", number % 2)],
        scope: "one".to_owned(),
        ..Issue::default()
    }
}

fn statements(count: u64) -> Vec<Statement> {
    let mut numbers = Numbers(2031);
    let issues: Vec<Arc<Issue>> = (0..(count / 10).max(1)).map(|n| Arc::new(issue(n))).collect();
    let voices: Vec<Arc<str>> = (0..(count / 50).max(2)).map(|n| format!("https://w3id.org/selon/id/agent/voice-{n}").into()).collect();
    let begin: Date = date(2031, 1, 1);
    let mut all = Vec::new();
    for n in 0..count {
        let (at, of, day) = (numbers.skewed(issues.len() as u64) as usize, numbers.skewed(voices.len() as u64) as usize, numbers.below(365));
        let low = 10 + day * 3 + numbers.below(400);
        let (low, high) = match numbers.below(5) {
            0 => (Some(low), None),
            1 => (Some(low), Some(low + numbers.below(200))),
            2 if numbers.below(20) == 0 => (None, None),
            _ => (Some(low), Some(low)),
        };
        let (Some(issue), Some(voice)) = (issues.get(at), voices.get(of)) else { continue };
        all.push(Statement {
            at: At { document: u32::try_from(n).unwrap_or(u32::MAX), claim: 0, count: 0, begin: 0, content: (0, 0) },
            issue: Arc::clone(issue),
            voice: Arc::clone(voice),
            interval: Interval { low, high, about: numbers.below(6) == 0 },
            denied: numbers.below(50) == 0,
            day: begin.checked_add(jiff::Span::new().days(i64::try_from(day).unwrap_or_default())).ok(),
            open: false,
            settled: false,
            known: Known::ByName,
        });
    }
    all
}

/// The most memory that this process has had, in megabytes; none where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// How long it takes to pick some of the statements, and to set them side by side.
#[expect(clippy::print_stdout, reason = "what it is for")]
fn related(what: &str, all: &[Statement], wanted: impl Fn(&Statement) -> bool) {
    let start = Instant::now();
    let tables = tables(all.iter().filter(|s| wanted(s)).cloned().collect());
    let pairs: usize = of_each(&tables.iter().collect::<Vec<_>>(), |t| t.neighbours().len() + usize::from(t.widest().is_some())).into_iter().sum();
    let positions: usize = tables.iter().map(|t| t.positions.len()).sum();
    println!("{what}: {positions} positions, {pairs} pairs: {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);
}

#[expect(clippy::print_stdout, reason = "what it is for")]
fn main() {
    let count = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let all = statements(count);
    println!("{} statements made up", all.len());
    let alone = all.clone();
    let start = Instant::now();
    let tables = tables(all);
    println!("{} issues, {} on the largest: {:.1} s", tables.len(), tables.iter().map(|t| t.positions.len()).max().unwrap_or(0), start.elapsed().as_secs_f64());
    let start = Instant::now();
    let (mut pairs, mut contradictions) = (0, 0);
    for pair in tables.iter().flat_map(Table::neighbours) {
        pairs += 1;
        contradictions += usize::from(matches!(pair.outcome, Outcome::Related(r) if r.name() == "contradicts"));
    }
    println!("{pairs} neighbours related, {contradictions} of them contradict each other: {:.1} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let widest = tables.iter().filter_map(Table::widest).count();
    println!("the widest dispute on each of {widest} issues: {:.1} s", start.elapsed().as_secs_f64());
    // The event of which most is said, and a document with figures on as many issues as are told of in a long report.
    let event = issue(0).event;
    related("one event", &alone, |s| s.issue.event == event);
    let issues: Vec<Arc<Issue>> = alone.iter().rev().take(20).map(|s| Arc::clone(&s.issue)).collect();
    related("the issues of a new document", &alone, |s| issues.iter().any(|issue| Arc::ptr_eq(issue, &s.issue)));
    if let Some(peak) = peak() {
        println!("memory at most: {peak} MB");
    }
}
