//! Two statements: what they are to each other.
//!
//! | | one issue, … |
//! | --- | --- |
//! | contradicts | other voices, intervals that do not meet, and no growth that would explain it |
//! | corroborates | other voices, intervals that meet |
//! | updates | one voice, another figure |
//! | repeats | one voice, the same figure |
//! | denies | one denies the figure that the other gives |
//!
//! On two issues nothing is compared: there are only [reasons](Reason) why not. What only grows - the dead - is no contradiction where
//! the higher figure is the later one, unless the event was over for a month when both were given. Nor is "a man died" one with "five
//! died": who tells of one person leaves open whether there were others. Two figures that stand in what both say are parts of one statement. And where an event is known from documents alone, two figures
//! of one document are taken to be of it only where they stand near each other: reports tell of earlier events, and of others elsewhere.

use std::sync::Arc;

use jiff::civil::Date;

use super::interval::Interval;
use super::issue::{Issue, Reason};

/// The unit of figures that count people.
const PEOPLE: &str = "people";

/// Days within which it counts as one time who is there now.
pub const ONE_TIME: i32 = 7;

/// How many code points may lie between two figures of one document that are taken to be of the one event which only it tells: some
/// four sentences.
pub const NEAR: u32 = 600;

/// Where a statement stands in a corpus: positions of its document, its claim in it, its count in that; and in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The document.
    pub document: u32,
    /// The claim.
    pub claim: u32,
    /// The count.
    pub count: u32,
    /// The first code point of the figure.
    pub begin: u32,
    /// The first code point of the claim's content, and the one behind it.
    pub content: (u32, u32),
}

/// A figure that a voice gives on an issue, denies or withholds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Where it stands.
    pub at: At,
    /// What is counted.
    pub issue: Arc<Issue>,
    /// Whose position it is.
    pub voice: Arc<str>,
    /// The figure; neither end: not given.
    pub interval: Interval,
    /// Whether the figure is denied.
    pub denied: bool,
    /// The day of which the figure is, as far as it is known.
    pub day: Option<Date>,
    /// Whether the event has several parties, or lasts, and it is not said whose people are counted.
    pub open: bool,
    /// Whether the event had been over for so long that the figure no longer grew.
    pub settled: bool,
    /// How the event is known.
    pub known: Known,
}

/// How an event is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// By its name: it is in the list of events.
    #[default]
    ByName,
    /// Only by the documents that tell it.
    ByDocuments,
}

/// What a statement is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Both cannot hold.
    Contradicts {
        /// How far they are apart.
        gap: u64,
    },
    /// Both can hold, and they are of two voices.
    Corroborates,
    /// The same voice, later and with another figure.
    Updates,
    /// The same voice, earlier and with another figure.
    UpdatedBy,
    /// The same voice with the same figure.
    Repeats,
    /// It denies the figure that the other gives.
    Denies,
    /// It gives a figure that the other denies.
    DeniedBy,
}

impl Relation {
    /// Its word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Relation::Contradicts { .. } => "contradicts",
            Relation::Corroborates => "corroborates",
            Relation::Updates => "updates",
            Relation::UpdatedBy => "updated-by",
            Relation::Repeats => "repeats",
            Relation::Denies => "denies",
            Relation::DeniedBy => "denied-by",
        }
    }

    /// The same, seen from the other side.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Relation::Updates => Relation::UpdatedBy,
            Relation::UpdatedBy => Relation::Updates,
            Relation::Denies => Relation::DeniedBy,
            Relation::DeniedBy => Relation::Denies,
            same => same,
        }
    }
}

/// What comes of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What the first is to the second.
    Related(Relation),
    /// They cannot be compared; never without a reason.
    Apart(Vec<Reason>),
    /// They stand in one claim, which is nothing to itself.
    OneClaim,
}

impl Outcome {
    /// The same, seen from the other side.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Outcome::Related(relation) => Outcome::Related(relation.turned()),
            same => same,
        }
    }

    /// The gap of a contradiction.
    #[must_use]
    pub fn gap(&self) -> Option<u64> {
        match self {
            Outcome::Related(Relation::Contradicts { gap }) => Some(*gap),
            _ => None,
        }
    }
}

/// What a statement is to another.
#[must_use]
pub fn relate(a: &Statement, b: &Statement) -> Outcome {
    if (a.at.document, a.at.claim) == (b.at.document, b.at.claim) {
        return Outcome::OneClaim;
    }
    let mut reasons = if Arc::ptr_eq(&a.issue, &b.issue) { Vec::new() } else { a.issue.apart(&b.issue) };
    if !a.interval.is_given() || !b.interval.is_given() {
        reasons.insert(0, Reason::NotGiven);
    }
    if !reasons.is_empty() {
        return Outcome::Apart(reasons);
    }
    if a.known == Known::ByDocuments && !near(a.at, b.at) {
        return Outcome::Apart(vec![Reason::EventNotSaid]);
    }
    match (a.denied, b.denied) {
        (true, false) if a.interval.meets(b.interval) => Outcome::Related(Relation::Denies),
        (false, true) if a.interval.meets(b.interval) => Outcome::Related(Relation::DeniedBy),
        (false, false) if a.voice == b.voice => Outcome::Related(one_voice(a, b)),
        // Each side of a war counts its own dead where it does not say whose they are.
        (false, false) if a.open || b.open => Outcome::Apart(vec![Reason::PartyNotSaid]),
        (false, false) => two_voices(a, b),
        _ => Outcome::Apart(vec![Reason::Denied]),
    }
}

fn one_voice(a: &Statement, b: &Statement) -> Relation {
    let one_day = a.day == b.day;
    if a.interval == b.interval || (one_day && a.interval.meets(b.interval)) {
        Relation::Repeats
    } else if (a.day, a.at) > (b.day, b.at) {
        Relation::Updates
    } else {
        Relation::UpdatedBy
    }
}

fn two_voices(a: &Statement, b: &Statement) -> Outcome {
    let Some(gap) = a.interval.gap(b.interval) else { return Outcome::Related(Relation::Corroborates) };
    let (lower, higher) = if a.interval.most() < b.interval.least() { (a, b) } else { (b, a) };
    if lower.tells_of_one() {
        return Outcome::Apart(vec![Reason::OneOfThem]);
    }
    if said_together(a.at, b.at) {
        return Outcome::Apart(vec![Reason::SaidTogether]);
    }
    match in_time(lower, higher) {
        Ok(()) => Outcome::Related(Relation::Contradicts { gap }),
        Err(reason) => Outcome::Apart(vec![reason]),
    }
}

/// Whether both claims hold both figures: two parts of one sentence, whoever says it.
fn said_together(a: At, b: At) -> bool {
    let holds = |claim: At, figure: At| (claim.content.0..claim.content.1).contains(&figure.begin);
    a.document == b.document && holds(a, b) && holds(b, a)
}

/// Whether two places are in other documents, or near each other in one.
#[must_use]
pub fn near(a: At, b: At) -> bool {
    a.document != b.document || a.begin.abs_diff(b.begin) <= NEAR
}

impl Statement {
    /// Whether it is of a single person.
    fn tells_of_one(&self) -> bool {
        self.issue.unit == PEOPLE && (self.interval.low, self.interval.high) == (Some(1), Some(1))
    }
}

/// Whether the time between two figures explains that they differ, and how.
fn in_time(lower: &Statement, higher: &Statement) -> Result<(), Reason> {
    let (Some(low), Some(high)) = (lower.day, higher.day) else { return Ok(()) };
    if !lower.issue.only_grows() {
        return if days_between(low, high).abs() <= ONE_TIME { Ok(()) } else { Err(Reason::OtherPeriod) };
    }
    if low < high && !(lower.settled && higher.settled) { Err(Reason::LaterCount) } else { Ok(()) }
}

/// How many days lie between two; negative where the second is the earlier one.
#[must_use]
pub fn days_between(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days())
}
