//! The ledger of an event: issue by issue who says what, how far they lie apart, and what only looks like a contradiction.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map};
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::interval::Interval;
use super::issue::{Issue, Reason};
use super::origin::Origins;
use super::position::{Pair, Position, Table, of_each, tables};
use super::relation::{Outcome, Statement};
use super::statement::{NAMED, OWN, Statements, figure, statements};
use super::wanted::Wanted;
use crate::graph::corpus::Corpus;
use crate::graph::facts::{Claim, Count, Facts};
use crate::graph::view::interval;
use crate::rdf::iri::{agent_key, last_part};

/// How the words bound a figure that is not given.
const UNKNOWN: &str = "unknown";
/// How many positions an issue may have for all its contradictions to be listed; of more, those of neighbours and the widest.
const ALL_PAIRS: usize = 200;
/// How many pairs that cannot be compared are listed for an event.
const APART: usize = 25;
/// With how many reasons two figures are too far from each other for anybody to set them against each other.
const FAR: usize = 3;
/// How many issues of an event are set against each other to say why they cannot be compared.
const ISSUES_APART: usize = 300;

/// An event with its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// The event, by name.
    pub event: String,
    /// Its IRI.
    pub iri: String,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// The wider event in which it happened.
    pub part_of: Option<String>,
    /// The issues, by name.
    pub issues: Vec<Sheet>,
    /// What cannot be compared though it could seem so.
    pub apart: Vec<Apart>,
    /// How many more pairs cannot be compared.
    pub apart_more: usize,
}

/// An issue with what is said on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// What is counted.
    pub issue: String,
    /// Who says what.
    pub entries: Vec<Entry>,
    /// How many voices give a figure.
    pub voices: usize,
    /// The lowest figure that anybody gives.
    pub low: Option<u64>,
    /// The highest, where all are bounded above.
    pub high: Option<u64>,
    /// Which figures cannot both hold, the widest gap first.
    pub disputes: Vec<Dispute>,
}

/// What a voice says on an issue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Whose position it is.
    pub who: String,
    /// Who says it, where that is somebody else.
    pub said_by: Vec<String>,
    /// What they do.
    pub act: String,
    /// Whether they deny the figure.
    pub denied: bool,
    /// Lower end.
    pub low: Option<u64>,
    /// Upper end.
    pub high: Option<u64>,
    /// How the words bound it; `unknown` where it is withheld.
    pub qualifier: String,
    /// The words.
    pub words: String,
    /// The day of which the figure is.
    pub day: Option<String>,
    /// Through how many others it came to the document.
    pub hops: usize,
    /// The documents, by key.
    pub documents: Vec<String>,
    /// How often it is stated.
    pub stated: usize,
    /// To how many independent origins that goes back.
    pub origins: usize,
    /// The claim, by hash.
    pub claim: String,
}

/// Two figures that cannot both hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dispute {
    /// The event.
    pub event: String,
    /// The issue.
    pub issue: String,
    /// How far they are apart.
    pub gap: u64,
    /// How well the voices are known: two for each that is a known actor, one for each that has a name.
    pub standing: u8,
    /// Whether one of the figures is a document's own, which names nobody for it.
    pub own_voice: bool,
    /// The lower figure.
    pub lower: Entry,
    /// The higher one.
    pub higher: Entry,
}

/// Two figures that cannot be compared, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// The issue of the first.
    pub issue: String,
    /// The first.
    pub one: Entry,
    /// The issue of the other.
    pub other_issue: String,
    /// The other.
    pub other: Entry,
    /// Why.
    pub reasons: Vec<&'static str>,
}

/// To how many independent origins each figure goes back: by its claim's IRI and its number in it, from 1.
pub type FigureOrigins<'a> = HashMap<(&'a str, usize), usize>;

/// A voice, by name, on a day.
type Side = (String, Option<String>);
/// A position with its issue.
type Placed<'a> = (&'a Table, &'a Position);

/// Everything that is compared: a corpus, its statements, and the texts behind it.
pub struct Comparison<'a> {
    corpus: &'a Corpus,
    statements: Statements,
    origins: Origins,
    tables: Vec<Table>,
}

impl<'a> Comparison<'a> {
    /// Sets side by side what is wanted of a corpus. `text` gives the text of a document, where it is there.
    #[must_use]
    pub fn new(corpus: &'a Corpus, wanted: &Wanted, text: impl Fn(&Facts) -> Option<String>) -> Self {
        let counts = |facts: &Facts| facts.claims.iter().flat_map(|c| &c.counts).any(|count| wanted.any_issue(corpus, count));
        let relevant: Vec<bool> = corpus.documents.iter().map(counts).collect();
        let is_relevant = |n: usize| relevant.get(n).copied().unwrap_or_default();
        let origins = corpus.origins().unwrap_or_else(|| {
            let texts = corpus.documents.iter().enumerate().map(|(n, facts)| if is_relevant(n) { text(facts) } else { None });
            Origins::new(&texts.collect::<Vec<_>>())
        });
        let mut found = statements(corpus, |n, _| is_relevant(n), |n| origins.origin(n));
        found.list.retain(|s| wanted.issue(corpus, &s.issue) && wanted.as_of.is_none_or(|day| s.day.is_none_or(|d| d <= day)));
        let tables = tables(std::mem::take(&mut found.list));
        Comparison { corpus, statements: found, origins, tables }
    }

    /// The issues with their positions.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The ledgers, an event each; those of which most is said first.
    #[must_use]
    pub fn ledgers(&self) -> Vec<Ledger> {
        self.first_ledgers(usize::MAX).0
    }

    /// The ledgers of so many events, those of which most is said first; and how many there are besides.
    #[must_use]
    pub fn first_ledgers(&self, most: usize) -> (Vec<Ledger>, usize) {
        let mut by_event: BTreeMap<&str, Vec<&Table>> = BTreeMap::new();
        for table in &self.tables {
            by_event.entry(&table.issue.event).or_default().push(table);
        }
        let mut events: Vec<(&str, Vec<&Table>)> = by_event.into_iter().collect();
        events.sort_by_key(|(iri, tables)| (std::cmp::Reverse(tables.iter().map(|t| t.positions.len()).sum::<usize>()), self.corpus.name(iri)));
        let left_out = events.len().saturating_sub(most);
        (events.into_iter().take(most).map(|(iri, tables)| self.ledger(iri, &tables)).collect(), left_out)
    }

    fn ledger(&self, iri: &str, tables: &[&Table]) -> Ledger {
        let happening = self.corpus.happenings().get(iri);
        let day = |day: Option<Date>| day.map(|d| d.to_string());
        let (apart, apart_more) = self.apart(tables);
        let mut issues: Vec<Sheet> = of_each(tables, |table| self.sheet(table));
        issues.sort_by(|a, b| a.issue.cmp(&b.issue));
        Ledger {
            event: self.corpus.name(iri).to_owned(),
            iri: iri.to_owned(),
            from: day(happening.and_then(|h| h.days.0)),
            until: day(happening.and_then(|h| h.days.1)),
            part_of: happening.and_then(|h| h.part_of.first()).map(|wider| self.corpus.name(wider).to_owned()),
            issues,
            apart,
            apart_more,
        }
    }

    fn sheet(&self, table: &Table) -> Sheet {
        let voices: BTreeSet<&Arc<str>> = table.figures().map(|(_, s)| &s.voice).collect();
        let range = table.range().unwrap_or_default();
        let mut positions: Vec<&Position> = table.positions.iter().collect();
        positions.sort_by_key(|p| (!p.statement.interval.is_given(), p.statement.day, p.statement.at));
        Sheet {
            issue: self.label(&table.issue),
            entries: positions.into_iter().map(|p| self.entry(p)).collect(),
            voices: voices.len(),
            low: range.low,
            high: range.high,
            disputes: self.disputes(table),
        }
    }

    /// What is counted, for people, without its event.
    #[must_use]
    pub fn label(&self, issue: &Issue) -> String {
        issue.label(|party| self.corpus.name(party))
    }

    /// Which figures on an issue cannot both hold, the widest gap first.
    #[must_use]
    pub fn disputes(&self, table: &Table) -> Vec<Dispute> {
        let mut pairs: Vec<Pair> = if table.positions.len() <= ALL_PAIRS {
            table.contradictions().collect()
        } else {
            let mut pairs: Vec<Pair> = table.neighbours().into_iter().filter(|p| p.outcome.gap().is_some()).collect();
            let widest = table.widest().filter(|w| !pairs.iter().any(|p| (p.first, p.second) == (w.first, w.second)));
            pairs.extend(widest);
            pairs
        };
        pairs.sort_by_key(|p| (std::cmp::Reverse(p.outcome.gap()), p.first, p.second));
        pairs.iter().filter_map(|pair| self.dispute(table, pair)).collect()
    }

    /// All disputes, the widest gap first; of two voices on one issue only one.
    ///
    /// A voice that gives several figures on one day gives all but one of them of something else, whatever was read: against another
    /// voice stands the one that is nearest to it. Of several days the widest gap counts.
    #[must_use]
    pub fn all_disputes(&self) -> Vec<Dispute> {
        let mut all: Vec<Dispute> = Vec::new();
        for table in &self.tables {
            let mut of_days: BTreeMap<[Side; 2], Dispute> = BTreeMap::new();
            // The widest come first, so that the nearest stay.
            for dispute in self.disputes(table) {
                let mut sides = [&dispute.lower, &dispute.higher].map(|entry| (entry.who.clone(), entry.day.clone()));
                sides.sort();
                of_days.insert(sides, dispute);
            }
            let mut of_voices: BTreeMap<[String; 2], Dispute> = BTreeMap::new();
            for (sides, dispute) in of_days {
                match of_voices.entry(sides.map(|(who, _)| who)) {
                    btree_map::Entry::Vacant(slot) => _ = slot.insert(dispute),
                    btree_map::Entry::Occupied(mut slot) if slot.get().gap < dispute.gap => _ = slot.insert(dispute),
                    btree_map::Entry::Occupied(_) => {}
                }
            }
            all.extend(of_voices.into_values());
        }
        all.sort_by(|a, b| (b.gap, b.standing, &a.event, &a.issue).cmp(&(a.gap, a.standing, &b.event, &b.issue)));
        all
    }

    /// The pairs of voices that contradict each other on some issue, by IRI of the actors; once for each issue. Documents' own voices are left out.
    #[must_use]
    pub fn contradicting(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for table in &self.tables {
            let found: Vec<Pair> = if table.positions.len() <= ALL_PAIRS { table.contradictions().collect() } else { table.widest().into_iter().collect() };
            let voice = |at: usize| table.positions.get(at).and_then(|p| self.actor(&p.statement));
            let mut voices: Vec<(String, String)> = found.iter().filter_map(|pair| voice(pair.first).zip(voice(pair.second))).collect();
            voices.sort();
            voices.dedup();
            pairs.extend(voices);
        }
        pairs
    }

    /// The actor whose voice a statement is.
    fn actor(&self, statement: &Statement) -> Option<String> {
        if statement.voice.starts_with(OWN) {
            return None;
        }
        if !statement.voice.starts_with(NAMED) {
            return Some(statement.voice.to_string());
        }
        self.stands(statement).and_then(|(_, claim, _)| claim.sources.first().cloned())
    }

    /// The name of an actor or event.
    #[must_use]
    pub fn name<'n>(&'n self, iri: &'n str) -> &'n str {
        self.corpus.name(iri)
    }

    fn dispute(&self, table: &Table, pair: &Pair) -> Option<Dispute> {
        let (a, b) = (table.positions.get(pair.first)?, table.positions.get(pair.second)?);
        let (lower, higher) = if a.statement.interval.most() < b.statement.interval.least() { (a, b) } else { (b, a) };
        Some(Dispute {
            event: self.corpus.name(&table.issue.event).to_owned(),
            issue: self.label(&table.issue),
            gap: pair.outcome.gap()?,
            own_voice: [lower, higher].iter().any(|p| p.statement.voice.starts_with(OWN)),
            standing: standing(&lower.statement.voice) + standing(&higher.statement.voice),
            lower: self.entry(lower),
            higher: self.entry(higher),
        })
    }

    /// What a voice says, for people.
    #[must_use]
    pub fn entry(&self, position: &Position) -> Entry {
        let Some((_, claim, count)) = self.stands(&position.statement) else { return Entry::default() };
        let who = self.statements.names.get(&position.statement.voice).cloned().unwrap_or_default();
        let sources: Vec<String> = claim.sources.iter().map(|iri| self.corpus.name(iri).to_owned()).collect();
        let said = figure(claim, count);
        let documents: BTreeSet<u32> = position.stated.iter().map(|at| at.document).collect();
        let keys = documents.iter().filter_map(|d| self.corpus.documents.get(*d as usize)).map(|facts| facts.key.clone());
        Entry {
            said_by: if sources.contains(&who) { Vec::new() } else { sources },
            who,
            act: claim.act.clone(),
            denied: position.statement.denied,
            low: said.low,
            high: said.high,
            qualifier: if said.is_given() { count.qualifier.clone() } else { UNKNOWN.to_owned() },
            words: count.text.clone(),
            day: position.statement.day.map(|d| d.to_string()),
            hops: claim.via.len() + usize::from(claim.within.is_some()),
            documents: keys.collect(),
            stated: position.stated.len(),
            origins: self.origins_of(position),
            claim: last_part(&claim.iri).to_owned(),
        }
    }

    /// To how many origins a position goes back: texts, and agencies through which several texts have it.
    fn origins_of(&self, position: &Position) -> usize {
        let mut origins: BTreeSet<String> = BTreeSet::new();
        for at in &position.stated {
            let claim = self.corpus.documents.get(at.document as usize).and_then(|d| d.claims.get(at.claim as usize));
            let agency = claim.and_then(|c| c.via.first()).map(|iri| self.corpus.name(iri).to_owned());
            origins.insert(agency.unwrap_or_else(|| format!("text {}", self.origins.origin(at.document as usize))));
        }
        origins.len()
    }

    /// To how many independent origins each figure that is on an issue goes back: of several positions that it states, the one with the most.
    #[must_use]
    pub fn origins(&self) -> FigureOrigins<'a> {
        let corpus = self.corpus;
        let mut origins = HashMap::new();
        for position in self.tables.iter().flat_map(|table| &table.positions) {
            let number = self.origins_of(position);
            for at in &position.stated {
                let claim = corpus.documents.get(at.document as usize).and_then(|d| d.claims.get(at.claim as usize));
                let most: Option<&mut usize> = claim.map(|claim| origins.entry((claim.iri.as_str(), at.count as usize + 1)).or_default());
                most.into_iter().for_each(|most| *most = number.max(*most));
            }
        }
        origins
    }

    fn stands(&self, statement: &Statement) -> Option<(&Facts, &Claim, &Count)> {
        let facts = self.corpus.documents.get(statement.at.document as usize)?;
        let claim = facts.claims.get(statement.at.claim as usize)?;
        Some((facts, claim, claim.counts.get(statement.at.count as usize)?))
    }

    /// What cannot be compared though it could seem so: figures of one measure and unit that do not meet, or of which one is withheld.
    fn apart(&self, tables: &[&Table]) -> (Vec<Apart>, usize) {
        let mut found: Vec<(Vec<Reason>, u64, Placed<'_>, Placed<'_>)> = Vec::new();
        let tables = tables.get(..tables.len().min(ISSUES_APART)).unwrap_or(tables);
        for (n, table) in tables.iter().enumerate() {
            for pair in table.neighbours() {
                if let (Outcome::Apart(reasons), Some(a), Some(b)) = (pair.outcome, table.positions.get(pair.first), table.positions.get(pair.second)) {
                    let gap = a.statement.interval.gap(b.statement.interval).unwrap_or(0);
                    found.push((reasons, gap, (table, a), (table, b)));
                }
            }
            for other in tables.iter().skip(n + 1) {
                let mut reasons = table.issue.apart(&other.issue);
                let strange = |r: &Reason| matches!(r, Reason::OtherMeasure | Reason::OtherUnit);
                let new = (table.issue.new || other.issue.new) && reasons != [Reason::NewAgainstTotal];
                if reasons.len() > FAR || reasons.iter().any(strange) || new {
                    continue;
                }
                let Some((gap, a, b)) = farthest(table, other) else { continue };
                if !a.statement.interval.is_given() || !b.statement.interval.is_given() {
                    reasons.insert(0, Reason::NotGiven);
                }
                found.push((reasons, gap, (table, a), (other, b)));
            }
        }
        found.sort_by_key(|(reasons, gap, (_, a), (_, b))| (reasons.len(), std::cmp::Reverse(*gap), a.statement.at, b.statement.at));
        let more = found.len().saturating_sub(APART);
        let apart = found.into_iter().take(APART).map(|(reasons, _, (table, a), (other, b))| Apart {
            issue: self.label(&table.issue),
            one: self.entry(a),
            other_issue: self.label(&other.issue),
            other: self.entry(b),
            reasons: reasons.into_iter().map(Reason::words).collect(),
        });
        (apart.collect(), more)
    }
}

/// How well a voice is known: a known actor, somebody with a name, or neither.
fn standing(voice: &str) -> u8 {
    match (agent_key(voice), voice.starts_with(NAMED)) {
        (Some(_), _) => 2,
        (None, true) => 1,
        _ => 0,
    }
}

/// The positions of two issues that seem to contradict each other most; none where all meet.
fn farthest<'t>(table: &'t Table, other: &'t Table) -> Option<(u64, &'t Position, &'t Position)> {
    let ends = |t: &'t Table| {
        let figures: Vec<usize> = t.figures().map(|(at, _)| at).collect();
        let lowest = figures.iter().min_by_key(|at| t.positions.get(**at).map(|p| p.statement.interval.most())).copied();
        [lowest, figures.last().copied()].into_iter().flatten().filter_map(|at| t.positions.get(at)).collect::<Vec<_>>()
    };
    let withheld = |t: &'t Table| t.positions.iter().find(|p| !p.statement.interval.is_given());
    let mut best: Option<(u64, &Position, &Position)> = None;
    for a in ends(table) {
        for b in ends(other) {
            if let Some(gap) = a.statement.interval.gap(b.statement.interval)
                && best.is_none_or(|(widest, ..)| gap > widest)
            {
                best = Some((gap, a, b));
            }
        }
    }
    let silent = || match (withheld(table), withheld(other)) {
        (Some(a), None) => ends(other).first().map(|b| (0, a, *b)),
        (None, Some(b)) => ends(table).first().map(|a| (0, *a, b)),
        _ => None,
    };
    best.or_else(silent)
}

impl Dispute {
    /// How many times the higher figure is the lower one; of nothing: the higher itself.
    #[must_use]
    pub fn factor(&self) -> f64 {
        let (lower, higher) = (self.lower.high.unwrap_or(0).max(1), self.higher.low.unwrap_or(0));
        higher as f64 / lower as f64
    }
}

impl Entry {
    /// The figure for people: `≥ 5,000`.
    #[must_use]
    pub fn figure(&self) -> String {
        let figure = interval(self.low, self.high, &self.qualifier);
        if self.denied { format!("not {figure}") } else { figure }
    }

    /// Whose it is and who says it: `Russia (Vladimir Putin)`.
    #[must_use]
    pub fn voice(&self) -> String {
        if self.said_by.is_empty() { self.who.clone() } else { format!("{} ({})", self.who, self.said_by.join(", ")) }
    }
}

impl Sheet {
    /// The range over all who give a figure, for people.
    #[must_use]
    pub fn range(&self) -> String {
        let range = Interval { low: self.low, high: self.high, about: false };
        interval(range.low, range.high, "exact")
    }
}
