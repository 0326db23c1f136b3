//! Which figures somebody wants to see side by side, and the events that they name.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::issue::Issue;
use crate::graph::corpus::Corpus;
use crate::graph::facts::Count;
use crate::rdf::iri::last_part;

/// Which figures are wanted; none: all.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of which events, by IRI.
    pub events: Option<BTreeSet<String>>,
    /// Of which measure.
    pub measure: Option<String>,
    /// Whose, by name or key.
    pub of: Option<String>,
    /// Of which population.
    pub population: Option<String>,
    /// As known on a day: nothing that is later.
    pub as_of: Option<Date>,
}

impl Wanted {
    /// Whether a count answers an issue that is wanted.
    #[must_use]
    pub fn any_issue(&self, corpus: &Corpus, count: &Count) -> bool {
        corpus.issues(&count.iri).iter().filter_map(|iri| corpus.question(iri)).any(|issue| self.issue(corpus, issue))
    }

    /// Whether figures on an issue are wanted.
    #[must_use]
    pub fn issue(&self, corpus: &Corpus, issue: &Issue) -> bool {
        self.events.as_ref().is_none_or(|events| events.contains(&issue.event))
            && self.measure.as_ref().is_none_or(|measure| *measure == issue.measure)
            && self.population.as_ref().is_none_or(|population| *population == issue.population)
            && self.of.as_deref().is_none_or(|name| issue.of.iter().any(|iri| corpus.is_called(iri, name)))
    }
}

/// The events of a name, by IRI: those that are called so, in any language, or have that key; else those whose names hold it.
#[must_use]
pub fn events_called(corpus: &Corpus, name: &str) -> Vec<String> {
    let all: Vec<&String> = corpus.happenings().keys().collect();
    let exact: Vec<String> = all.iter().filter(|iri| corpus.is_called(iri, name) || last_part(iri) == name).map(|iri| (*iri).clone()).collect();
    if !exact.is_empty() {
        return exact;
    }
    all.iter().filter(|iri| corpus.is_called_like(iri, name)).map(|iri| (*iri).clone()).collect()
}

/// An event with those that happened in it.
#[must_use]
pub fn with_parts(corpus: &Corpus, event: &str) -> BTreeSet<String> {
    let parts = corpus.happenings().iter().filter(|(_, h)| h.part_of.iter().any(|wider| wider == event)).map(|(iri, _)| iri.clone());
    parts.chain(Some(event.to_owned())).collect()
}
