//! Issues: what exactly is counted, and what tells two such questions apart.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::graph::facts::Count;

/// Measures that count who is there now; all others count what has happened up to a day, and only grow.
const NOW: [&str; 6] = ["present", "missing", "displaced", "captured", "detained", "kidnapped"];
/// Measures that casualties take in.
const HARMED: [&str; 2] = ["killed", "injured"];

/// First and last day, where they are known.
pub type Days = (Option<Date>, Option<Date>);

/// What exactly is counted. Only figures on one issue can be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Issue {
    /// The event, by IRI.
    pub event: String,
    /// What happened to those counted.
    pub measure: String,
    /// Which people.
    pub population: String,
    /// What is counted: `people`, or a thing.
    pub unit: String,
    /// Whose, by IRI, sorted; empty where nobody says.
    pub of: Vec<String>,
    /// For one party, for each of several that are not named, or for all together: `one`, `each`, `sum`.
    pub scope: String,
    /// Where, by name; none: in the whole event.
    pub place: Option<String>,
    /// Whether what is new is counted, and not all.
    pub new: bool,
    /// The days within the event that it covers; none: from the beginning on.
    pub days: Days,
}

/// Why two figures cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// One of them is withheld, or said to be unknown.
    NotGiven,
    /// Other events.
    OtherEvent,
    /// Dead and wounded together against one of the two.
    CasualtiesAgainstPart,
    /// Something else befell those counted.
    OtherMeasure,
    /// Other things are counted.
    OtherUnit,
    /// Other people: soldiers, civilians, or all.
    OtherPopulation,
    /// Several parties together against one of them.
    SumAgainstOne,
    /// The people of other parties.
    OtherParty,
    /// Whose people they are is not said of both, where there are several parties.
    PartyNotSaid,
    /// Another place, or a part of it.
    OtherPlace,
    /// What is new against what has come together.
    NewAgainstTotal,
    /// Other days are covered.
    OtherPeriod,
    /// The higher figure is of a later day: it can have grown.
    LaterCount,
    /// One of them only denies a figure.
    Denied,
    /// Both stand in one document, far from each other, and only it tells the event: figures of other events slip in.
    EventNotSaid,
    /// One tells of one person; whether there were others it leaves open.
    OneOfThem,
    /// Both claims hold both figures.
    SaidTogether,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Reason; 17] = [
        Reason::NotGiven,
        Reason::OtherEvent,
        Reason::CasualtiesAgainstPart,
        Reason::OtherMeasure,
        Reason::OtherUnit,
        Reason::OtherPopulation,
        Reason::SumAgainstOne,
        Reason::OtherParty,
        Reason::PartyNotSaid,
        Reason::OtherPlace,
        Reason::NewAgainstTotal,
        Reason::OtherPeriod,
        Reason::LaterCount,
        Reason::Denied,
        Reason::EventNotSaid,
        Reason::OneOfThem,
        Reason::SaidTogether,
    ];

    /// Its word in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Reason::NotGiven => "not-given",
            Reason::OtherEvent => "other-event",
            Reason::CasualtiesAgainstPart => "casualties-against-part",
            Reason::OtherMeasure => "other-measure",
            Reason::OtherUnit => "other-unit",
            Reason::OtherPopulation => "other-population",
            Reason::SumAgainstOne => "sum-against-one",
            Reason::OtherParty => "other-party",
            Reason::PartyNotSaid => "party-not-said",
            Reason::OtherPlace => "other-place",
            Reason::NewAgainstTotal => "new-against-total",
            Reason::OtherPeriod => "other-period",
            Reason::LaterCount => "later-count",
            Reason::Denied => "denied",
            Reason::EventNotSaid => "event-not-said",
            Reason::OneOfThem => "one-of-them",
            Reason::SaidTogether => "said-together",
        }
    }

    /// The reason of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Reason::ALL.into_iter().find(|r| r.name() == name)
    }

    /// It, said to people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Reason::NotGiven => "no figure is given",
            Reason::OtherEvent => "another event",
            Reason::CasualtiesAgainstPart => "casualties against killed or injured",
            Reason::OtherMeasure => "another measure",
            Reason::OtherUnit => "other things are counted",
            Reason::OtherPopulation => "another population",
            Reason::SumAgainstOne => "several parties together against one",
            Reason::OtherParty => "other parties",
            Reason::PartyNotSaid => "whose they are is not said",
            Reason::OtherPlace => "another place",
            Reason::NewAgainstTotal => "new against cumulative",
            Reason::OtherPeriod => "another period",
            Reason::LaterCount => "a later count, which can have grown",
            Reason::Denied => "one only denies a figure",
            Reason::EventNotSaid => "that both are of one event is not said",
            Reason::OneOfThem => "one person is told of, perhaps not all",
            Reason::SaidTogether => "both say both figures",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl Issue {
    /// The issues that a count of an event answers: one for each of several parties of whom each it holds. None where the text does
    /// not say what befell those counted.
    ///
    /// `place` is the place within the event, by name; `begin` the first day of the event, `day` the one on which it was said.
    #[must_use]
    pub fn of_count(count: &Count, event: &str, place: Option<&str>, begin: Option<Date>, day: Option<Date>) -> Vec<Issue> {
        let Some(measure) = count.measure.as_deref() else { return Vec::new() };
        let (from, until) = count.period;
        // What is new is so on its days; a count since the beginning is one of all.
        let days = match (count.new, from) {
            (true, None) => (until.or(day), until.or(day)),
            (true, Some(_)) => (from, until),
            (false, Some(first)) if begin != Some(first) && (begin.is_some_and(|begin| begin < first) || until == Some(first)) => (from, until),
            (false, _) => (None, None),
        };
        let mut of = count.of.clone();
        of.sort();
        of.dedup();
        let issue = Issue {
            event: event.to_owned(),
            measure: measure.to_owned(),
            population: count.population.clone(),
            unit: count.unit.clone(),
            of: Vec::new(),
            scope: count.scope.clone(),
            place: place.map(str::to_owned),
            new: count.new,
            days,
        };
        if count.scope == "each" && !of.is_empty() {
            return of.into_iter().map(|party| Issue { of: vec![party], scope: "one".to_owned(), ..issue.clone() }).collect();
        }
        vec![Issue { of, ..issue }]
    }

    /// The day of which a count on it is: by the text, where it counts up to a day; else the one on which it was said.
    #[must_use]
    pub fn day(&self, count: &Count, said: Option<Date>) -> Option<Date> {
        match count.period {
            // "Since the beginning" counts up to when it is said.
            (Some(_), _) if self.days == (None, None) => said,
            (_, until) => until.or(said),
        }
    }

    /// Why figures on this issue and on another cannot be compared; empty where they can.
    #[must_use]
    pub fn apart(&self, other: &Issue) -> Vec<Reason> {
        if self == other {
            return Vec::new();
        }
        let mut reasons = Vec::new();
        if self.event != other.event {
            reasons.push(Reason::OtherEvent);
        }
        if self.measure != other.measure {
            let whole_and_part = |a: &Issue, b: &Issue| a.measure == "casualties" && HARMED.contains(&b.measure.as_str());
            let part = whole_and_part(self, other) || whole_and_part(other, self);
            reasons.push(if part { Reason::CasualtiesAgainstPart } else { Reason::OtherMeasure });
        }
        if self.unit != other.unit {
            reasons.push(Reason::OtherUnit);
        }
        if self.population != other.population {
            reasons.push(Reason::OtherPopulation);
        }
        reasons.extend(self.other_parties(other));
        if self.place != other.place {
            reasons.push(Reason::OtherPlace);
        }
        if self.new != other.new {
            reasons.push(Reason::NewAgainstTotal);
        } else if self.days != other.days {
            reasons.push(Reason::OtherPeriod);
        }
        reasons
    }

    fn other_parties(&self, other: &Issue) -> Option<Reason> {
        if self.scope != other.scope && [&self.scope, &other.scope].contains(&&"sum".to_owned()) {
            return Some(Reason::SumAgainstOne);
        }
        if self.of == other.of {
            return (self.scope != other.scope).then_some(Reason::PartyNotSaid);
        }
        let (few, many) = if self.of.len() <= other.of.len() { (&self.of, &other.of) } else { (&other.of, &self.of) };
        Some(match few.len() {
            0 => Reason::PartyNotSaid,
            n if n < many.len() && few.iter().all(|party| many.contains(party)) => Reason::SumAgainstOne,
            _ => Reason::OtherParty,
        })
    }

    /// Whether its figures only grow: the dead, not those who are missing.
    #[must_use]
    pub fn only_grows(&self) -> bool {
        !NOW.contains(&self.measure.as_str())
    }

    /// What makes it another issue than others, for its name.
    #[must_use]
    pub fn key(&self) -> Vec<String> {
        let day = |day: Option<Date>| day.map_or_else(String::new, |d| d.to_string());
        let mut key = vec![self.event.clone(), self.measure.clone(), self.population.clone(), self.unit.clone(), self.scope.clone()];
        key.push(self.place.clone().unwrap_or_default());
        key.push(if self.new { "new" } else { "all" }.to_owned());
        key.extend([day(self.days.0), day(self.days.1)]);
        key.extend(self.of.iter().cloned());
        key
    }

    /// What is counted, for people: `killed, military of Caldora`. `name` gives the names of parties.
    #[must_use]
    pub fn label<'a>(&'a self, name: impl Fn(&'a str) -> &'a str) -> String {
        let counted = match (self.population.as_str(), self.unit.as_str()) {
            ("unspecified", unit) => unit.to_owned(),
            (population, "people") => population.to_owned(),
            (population, unit) => format!("{population} {unit}"),
        };
        let parties: Vec<&str> = self.of.iter().map(|party| name(party)).collect();
        let mut label = format!("{}, {}{counted}", self.measure, if self.new { "new, " } else { "" });
        match (parties.is_empty(), self.scope.as_str()) {
            (true, "each") => label.push_str(" of each"),
            (true, "sum") => label.push_str(" of all together"),
            (true, _) => {}
            (false, _) => label.push_str(&format!(" of {}", parties.join(" + "))),
        }
        if let Some(place) = &self.place {
            label.push_str(&format!(", in {place}"));
        }
        match self.days {
            (None, None) => {}
            (Some(from), Some(until)) if from == until => label.push_str(&format!(", {from}")),
            (from, until) => {
                let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |d| d.to_string());
                label.push_str(&format!(", {} – {}", day(from), day(until)));
            }
        }
        label
    }
}
