//! Which claims a graph is made of.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::graph::corpus::Corpus;
use crate::graph::facts::{Claim, Facts};

/// Which claims are wanted; none: all.
#[derive(Clone, Debug, Default)]
pub struct Select {
    /// About these events, by IRI.
    pub events: Option<BTreeSet<String>>,
    /// In which somebody stands: as a voice, a principal, an addressee, a medium or a party, by IRI.
    pub actor: Option<String>,
    /// Of one act.
    pub act: Option<String>,
    /// Made on a day or later; what nobody dates is left out.
    pub from: Option<Date>,
    /// Made on a day or earlier.
    pub until: Option<Date>,
}

impl Select {
    /// Whether a claim is wanted.
    #[must_use]
    pub fn wants(&self, corpus: &Corpus, document: &Facts, claim: &Claim) -> bool {
        let day = document.day(claim);
        let named = |actor: &String| {
            let lists = [&claim.sources, &claim.via, &claim.directed_at];
            lists.into_iter().any(|list| list.contains(actor))
                || corpus.principals(&claim.iri).contains(actor)
                || claim.counts.iter().any(|count| count.of.contains(actor))
        };
        self.events.as_ref().is_none_or(|events| corpus.event(claim).is_some_and(|event| events.contains(event)))
            && self.act.as_ref().is_none_or(|act| *act == claim.act)
            && self.from.is_none_or(|from| day.is_some_and(|day| from <= day))
            && self.until.is_none_or(|until| day.is_some_and(|day| day <= until))
            && self.actor.as_ref().is_none_or(named)
    }

    /// The claims that are wanted, with their documents, in order.
    pub fn claims<'a>(&'a self, corpus: &'a Corpus) -> impl Iterator<Item = (&'a Facts, &'a Claim)> {
        corpus.claims().filter(|(document, claim)| self.wants(corpus, document, claim))
    }
}
