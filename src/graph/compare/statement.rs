//! The figures of a corpus as statements: who says what on which issue.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::interval::Interval;
use super::issue::{Days, Issue};
use super::relation::{At, Known, Statement, days_between};
use crate::graph::corpus::{Corpus, Happening};
use crate::graph::event::LASTING;
use crate::graph::facts::{Claim, Count, Facts};
use crate::text::orthography::fold;

/// Acts that put a figure forward, or withhold it. What somebody promises, demands, hopes or asks is no figure of what is.
const SAYING: [&str; 7] = ["state", "confirm", "deny", "estimate", "accuse", "warn", "withhold"];
/// The act of who says that they do not say.
const WITHHOLD: &str = "withhold";
/// Days after the end of an event from which on its figures are taken for final.
pub const FINAL: i32 = 30;

/// How the key of a voice begins that a document introduces by its name.
pub const NAMED: &str = "name ";

/// How the key of a document's own voice begins.
pub const OWN: &str = "text ";

/// The statements of a corpus, and what the voices in them are called.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    /// The statements, in the order of the documents.
    pub list: Vec<Statement>,
    /// The name of each voice.
    pub names: BTreeMap<Arc<str>, String>,
}

/// The statements of the documents that are wanted, by position. `origin` says which text a document's own words come from: what reprints
/// of one text say of themselves is said by one voice.
#[must_use]
pub fn statements(corpus: &Corpus, wanted: impl Fn(usize, &Facts) -> bool, origin: impl Fn(usize) -> usize) -> Statements {
    let mut found = Statements::default();
    for (document, facts) in corpus.documents.iter().enumerate().filter(|(n, facts)| wanted(*n, facts)) {
        for (claim_at, claim) in facts.claims.iter().enumerate().filter(|(_, c)| SAYING.contains(&c.act.as_str())) {
            let voices = found.voices(corpus, facts, claim, origin(document));
            for (count_at, count) in claim.counts.iter().enumerate() {
                let begin = count.at.map_or(claim.begin, |(begin, _)| begin);
                let at = At { document: short(document), claim: short(claim_at), count: short(count_at), begin, content: (claim.begin, claim.end) };
                found.count(corpus, facts, claim, count, at, &voices);
            }
        }
    }
    found
}

impl Statements {
    fn count(&mut self, corpus: &Corpus, facts: &Facts, claim: &Claim, count: &Count, at: At, voices: &[Arc<str>]) {
        for issue in corpus.issues(&count.iri).iter().filter_map(|iri| corpus.question(iri)) {
            let event = corpus.happenings().get(&issue.event);
            let over = event.map_or((None, None), |e| e.days);
            let open = event.is_some_and(|e| is_open(issue, e));
            let day = issue.day(count, facts.day(claim));
            for voice in voices {
                self.list.push(Statement {
                    at,
                    issue: Arc::clone(issue),
                    voice: Arc::clone(voice),
                    interval: figure(claim, count),
                    denied: claim.polarity == "negated",
                    day,
                    open,
                    settled: is_settled(over, day),
                    known: if event.is_some_and(|e| e.known) { Known::ByName } else { Known::ByDocuments },
                });
            }
        }
    }

    /// The voices of a claim: whose positions it expresses.
    fn voices(&mut self, corpus: &Corpus, facts: &Facts, claim: &Claim, origin: usize) -> Vec<Arc<str>> {
        let principals = corpus.principals(&claim.iri);
        let mut voices: Vec<Arc<str>> = if principals.is_empty() { &claim.sources } else { principals }
            .iter()
            .map(|iri| {
                let (key, name) = voice(corpus, facts, iri, origin);
                let key: Arc<str> = self.names.get_key_value(key.as_str()).map_or_else(|| key.into(), |(known, _)| Arc::clone(known));
                self.names.entry(Arc::clone(&key)).or_insert(name);
                key
            })
            .collect();
        voices.sort();
        voices.dedup();
        voices
    }
}

/// The figure that a claim puts forward. Who declines to name any of four dead does not put their number at four.
#[must_use]
pub fn figure(claim: &Claim, count: &Count) -> Interval {
    if claim.act == WITHHOLD { Interval::default() } else { Interval::new(count.low, count.high, &count.qualifier) }
}

/// Whether figures on an issue can be of anybody: where an event has several parties or lasts, and it is said neither whose nor where.
fn is_open(issue: &Issue, event: &Happening) -> bool {
    let wide = event.participants.len() > 1 || LASTING.contains(&event.kind.as_str());
    wide && issue.of.is_empty() && issue.place.is_none() && issue.scope != "sum"
}

/// Whether the figures of an event were final on a day.
fn is_settled(event: Days, day: Option<Date>) -> bool {
    event.1.zip(day).is_some_and(|(until, day)| days_between(until, day) > FINAL)
}

/// What tells a voice from others across documents, and its name. Somebody without a name is nobody's equal elsewhere.
fn voice(corpus: &Corpus, facts: &Facts, iri: &str, origin: usize) -> (String, String) {
    let name = corpus.name(iri).to_owned();
    if iri.ends_with("#voice") {
        return (format!("{OWN}{origin}"), name);
    }
    match facts.actors.get(iri) {
        Some(actor) if !actor.unnamed => (format!("{NAMED}{}", fold(&actor.name)), name),
        _ => (iri.to_owned(), name),
    }
}

fn short(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
