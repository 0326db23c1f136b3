//! Claims that were read against claims that people marked: precision, recall and F1 of what matters, by field.
//!
//! Claims are paired one to one by the overlap of their contents. Then:
//!
//! | metric | counts | right where |
//! | --- | --- | --- |
//! | detection | all claims, those of the text's own voice too | paired |
//! | voice | claims with a source | paired, and the words of every source found |
//! | speaker | claims with a source | paired, and the name of every source right |
//! | span | claims with a source | speaker, and the contents almost the same |
//! | figure | each count that is read in the text, wherever it was filed | same place, measure, low and high |
//! | attributed | each count of each claim | figure, in a claim that is paired and whose speaker is right |
//! | ledger | each count of each claim | attributed, and qualifier, `of` and population right |
//!
//! On paired claims: act, form, polarity, certainty as F1 averaged over the values that are marked at least three times, so that
//! a constant answer scores low; via and cue as the share that is right.

#![allow(dead_code, reason = "claims are read whole, and each test looks at a part")]

mod names;
mod pairing;

use std::collections::BTreeMap;

use serde::Deserialize;

use names::{all_match, name, same_name, same_words, words};
use pairing::pairs;

/// A document with its claims, as marked or as read. Offsets count code points.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) claims: Vec<Claim>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Claim {
    pub(crate) start: usize,
    pub(crate) end: usize,
    #[serde(default)]
    pub(crate) sources: Vec<Voice>,
    #[serde(default)]
    pub(crate) via: Vec<Voice>,
    pub(crate) cue: Option<String>,
    pub(crate) act: String,
    pub(crate) form: String,
    pub(crate) polarity: String,
    pub(crate) certainty: String,
    #[serde(default)]
    pub(crate) counts: Vec<Count>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Voice {
    pub(crate) text: String,
    pub(crate) name: String,
    pub(crate) kind: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Count {
    pub(crate) text: String,
    pub(crate) measure: Option<String>,
    pub(crate) low: Option<u64>,
    pub(crate) high: Option<u64>,
    pub(crate) qualifier: String,
    #[serde(default)]
    pub(crate) of: Vec<String>,
    pub(crate) population: Option<String>,
}

/// How many are right, marked and found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) right: usize,
    pub(crate) gold: usize,
    pub(crate) found: usize,
}

impl Tally {
    pub(crate) fn f1(self) -> f64 {
        if self.gold + self.found == 0 { 1.0 } else { 2.0 * self.right as f64 / (self.gold + self.found) as f64 }
    }
}

/// The metrics that are tallies, in the order in which they are shown.
pub(crate) const METRICS: [&str; 7] = ["detection", "voice", "speaker", "span", "figure", "attributed", "ledger"];
/// The fields of paired claims.
pub(crate) const FIELDS: [&str; 6] = ["act", "form", "polarity", "certainty", "via", "cue"];

/// The scores of some documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    /// By metric.
    pub(crate) tallies: BTreeMap<&'static str, Tally>,
    /// By field: each marked value with the one that was read.
    values: BTreeMap<&'static str, Vec<(String, String)>>,
    /// By field: whether it is right.
    hits: BTreeMap<&'static str, Vec<bool>>,
}

/// Scores what was read against what is marked; the two lists hold the same documents in the same order.
pub(crate) fn score(gold: &[Document], found: &[Document]) -> Scores {
    let mut scores = Scores::default();
    for (gold, found) in gold.iter().zip(found) {
        assert_eq!((&gold.id, &gold.text), (&found.id, &found.text));
        scores.add(gold, found);
    }
    scores
}

impl Scores {
    /// The score of a metric or field, between 0 and 1; 1 where there is nothing to be found.
    pub(crate) fn get(&self, metric: &str) -> f64 {
        if let Some(tally) = self.tallies.get(metric) {
            return tally.f1();
        }
        if let Some(values) = self.values.get(metric) {
            return macro_f1(values);
        }
        let hits = self.hits.get(metric).map_or(&[][..], Vec::as_slice);
        if hits.is_empty() { 1.0 } else { hits.iter().filter(|h| **h).count() as f64 / hits.len() as f64 }
    }

    /// The scores as people read them.
    pub(crate) fn table(&self) -> String {
        let mut lines = Vec::new();
        for metric in METRICS {
            let tally = self.tallies.get(metric).copied().unwrap_or_default();
            let share = |of: usize| if of == 0 { 0.0 } else { tally.right as f64 / of as f64 };
            let Tally { right, gold, found } = tally;
            let (precision, recall) = (share(found), share(gold));
            lines.push(format!("  {metric:11} P {precision:.3}  R {recall:.3}  F1 {:.3}  ({right} right, {gold} marked, {found} found)", tally.f1()));
        }
        let fields: Vec<String> = FIELDS.iter().map(|f| format!("{f} {:.3}", self.get(f))).collect();
        lines.push(format!("  {}", fields.join("  ")));
        lines.join("\n")
    }

    fn tally(&mut self, metric: &'static str, right: usize, gold: usize, found: usize) {
        let tally = self.tallies.entry(metric).or_default();
        *tally = Tally { right: tally.right + right, gold: tally.gold + gold, found: tally.found + found };
    }

    fn add(&mut self, gold: &Document, found: &Document) {
        let pairs = pairs(&gold.claims, &found.claims);
        let voiced = |claims: &[Claim]| claims.iter().filter(|c| !c.sources.is_empty()).count();
        let counts = |claims: &[Claim]| claims.iter().map(|c| c.counts.len()).sum::<usize>();
        self.tally("detection", pairs.len(), gold.claims.len(), found.claims.len());
        for metric in ["voice", "speaker", "span"] {
            self.tally(metric, 0, voiced(&gold.claims), voiced(&found.claims));
        }
        for metric in ["attributed", "ledger"] {
            self.tally(metric, 0, counts(&gold.claims), counts(&found.claims));
        }
        for pair in pairs {
            self.pair(&gold.claims[pair.gold], &found.claims[pair.found], pair.jaccard);
        }
        let (marked, read) = (figures(gold), figures(found));
        self.tally("figure", matched(&marked, &read), marked.len(), read.len());
    }

    /// What is right in a claim that is paired.
    fn pair(&mut self, gold: &Claim, found: &Claim, jaccard: f64) {
        let speaker = speakers(gold, found);
        if !gold.sources.is_empty() {
            self.tally("voice", voices(gold, found).into(), 0, 0);
            self.tally("speaker", speaker.into(), 0, 0);
            self.tally("span", (speaker && jaccard >= 0.8).into(), 0, 0);
        }
        for (field, marked, read) in [
            ("act", &gold.act, &found.act),
            ("form", &gold.form, &found.form),
            ("polarity", &gold.polarity, &found.polarity),
            ("certainty", &gold.certainty, &found.certainty),
        ] {
            self.values.entry(field).or_default().push((marked.clone(), read.clone()));
        }
        self.hits.entry("via").or_default().push(all_match(&gold.via, &found.via, |a, b| same_words(&a.name, &b.name)));
        let (marked, read) = (words(gold.cue.as_deref().unwrap_or_default()), words(found.cue.as_deref().unwrap_or_default()));
        self.hits.entry("cue").or_default().push(marked.iter().any(|w| read.contains(w)) || marked.is_empty() && read.is_empty());
        let mut left: Vec<&Count> = found.counts.iter().collect();
        for count in &gold.counts {
            let whole = left.iter().position(|c| ledger(c) == ledger(count));
            let Some(at) = whole.or_else(|| left.iter().position(|c| figure(c) == figure(count))) else { continue };
            left.remove(at);
            self.tally("attributed", speaker.into(), 0, 0);
            self.tally("ledger", (speaker && whole.is_some()).into(), 0, 0);
        }
    }
}

/// Whether every source's words are found and no others.
fn voices(gold: &Claim, found: &Claim) -> bool {
    all_match(&gold.sources, &found.sources, |a, b| same_words(&a.text, &b.text))
}

/// Whether every source has the right name and there are no others.
fn speakers(gold: &Claim, found: &Claim) -> bool {
    all_match(&gold.sources, &found.sources, same_name)
}

type Figure<'a> = (Option<&'a str>, Option<u64>, Option<u64>);

fn figure(count: &Count) -> Figure<'_> {
    (count.measure.as_deref(), count.low, count.high)
}

fn ledger(count: &Count) -> (Figure<'_>, &str, Vec<String>, Option<&str>) {
    let mut of: Vec<String> = count.of.iter().map(|o| name(o)).collect();
    of.sort();
    (figure(count), &count.qualifier, of, count.population.as_deref())
}

/// The figures of a document with their places in the text, each once however many claims repeat it.
fn figures(document: &Document) -> Vec<((usize, usize), Figure<'_>)> {
    let mut found: Vec<((usize, usize), Figure<'_>)> = Vec::new();
    for claim in &document.claims {
        let content: String = document.text.chars().skip(claim.start).take(claim.end - claim.start).collect();
        for count in &claim.counts {
            let at = content.find(&count.text).map(|at| claim.start + content.split_at(at).0.chars().count());
            let span = at.map_or((claim.start, claim.end), |at| (at, at + count.text.chars().count()));
            if !found.iter().any(|(other, f)| *f == figure(count) && overlap(*other, span)) {
                found.push((span, figure(count)));
            }
        }
    }
    found
}

/// How many of the marked figures were read in their places.
fn matched(marked: &[((usize, usize), Figure<'_>)], read: &[((usize, usize), Figure<'_>)]) -> usize {
    let mut left: Vec<_> = read.iter().collect();
    let mut right = 0;
    for (span, figure) in marked {
        if let Some(at) = left.iter().position(|(other, f)| f == figure && overlap(*other, *span)) {
            left.remove(at);
            right += 1;
        }
    }
    right
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// F1 averaged over the values that are marked at least three times.
fn macro_f1(values: &[(String, String)]) -> f64 {
    let mut marked: BTreeMap<&str, usize> = BTreeMap::new();
    values.iter().for_each(|(gold, _)| *marked.entry(gold).or_default() += 1);
    let count = |right: &dyn Fn(&(String, String)) -> bool| values.iter().filter(|v| right(v)).count();
    let scores: Vec<f64> = marked
        .into_iter()
        .filter(|(_, gold)| *gold >= 3)
        .map(|(value, gold)| Tally { right: count(&|(a, b)| a == value && b == value), gold, found: count(&|(_, b)| b == value) }.f1())
        .collect();
    if scores.is_empty() { 1.0 } else { scores.iter().sum::<f64>() / scores.len() as f64 }
}
