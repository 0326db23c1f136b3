//! What people decided about who and what is the same: kept beside the documents, never in their graphs.
//!
//! `decisions.nq` in the store's folder holds them as RDF: an event or actor that is replaced by another (`dcterms:isReplacedBy`), and a
//! mention that tells an event of its own (`selon:denotes`). They change what is derived, and nothing else; whoever forgets one has the
//! graphs that were there before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};

use super::archive::{Archive, read_quads, write_quads};
use crate::rdf::Error;
use crate::rdf::vocab::{other, prop};

/// The decisions of a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Events and actors, by IRI, and what replaces them.
    replaced: BTreeMap<String, String>,
    /// Mentions, by IRI, and the event that they tell.
    told: BTreeMap<String, String>,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// One event or actor is another.
    Merge {
        /// The one that goes, by IRI.
        from: String,
        /// The one that stays.
        into: String,
    },
    /// A mention tells an event of its own.
    Split {
        /// The mention, by IRI.
        mention: String,
        /// Its event.
        event: String,
    },
}

impl Decisions {
    /// The decisions of a store; none where nothing was decided.
    ///
    /// # Errors
    /// Where the file is broken.
    pub fn read(archive: &Archive) -> Result<Self, Error> {
        let path = path(archive);
        if !path.exists() {
            return Ok(Decisions::default());
        }
        let mut decisions = Decisions::default();
        for quad in read_quads(&path)? {
            let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (&quad.subject, &quad.object) else { continue };
            let (subject, object) = (subject.as_str().to_owned(), object.as_str().to_owned());
            if quad.predicate == other::REPLACED_BY {
                decisions.replaced.insert(subject, object);
            } else if quad.predicate == prop::DENOTES {
                decisions.told.insert(subject, object);
            }
        }
        Ok(decisions)
    }

    /// Writes them down. Only whoever writes to the store may do so.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn write(&self, archive: &Archive) -> Result<(), Error> {
        let graph = archive.base().derived("decisions");
        let quad = |subject: &str, predicate: oxigraph::model::NamedNodeRef<'_>, object: &str| {
            Quad::new(NamedNode::new_unchecked(subject), predicate.into_owned(), NamedNode::new_unchecked(object), graph.clone())
        };
        let mut quads: Vec<Quad> = self.replaced.iter().map(|(from, into)| quad(from, other::REPLACED_BY, into)).collect();
        quads.extend(self.told.iter().map(|(mention, event)| quad(mention, prop::DENOTES, event)));
        crate::rdf::write::sort(&mut quads);
        write_quads(&path(archive), &quads, archive.base())
    }

    /// Adds a decision.
    pub fn add(&mut self, decision: Decision) {
        match decision {
            Decision::Merge { from, into } => {
                // What was merged the other way round before is so no longer.
                if self.stays(&into) == from {
                    self.replaced.remove(&into);
                }
                self.replaced.insert(from, into);
            }
            Decision::Split { mention, event } => _ = self.told.insert(mention, event),
        }
    }

    /// Forgets a decision; false where there is none like it.
    pub fn forget(&mut self, decision: &Decision) -> bool {
        match decision {
            Decision::Merge { from, .. } => self.replaced.remove(from).is_some(),
            Decision::Split { mention, .. } => self.told.remove(mention).is_some(),
        }
    }

    /// All of them, in order.
    #[must_use]
    pub fn list(&self) -> Vec<Decision> {
        let merges = self.replaced.iter().map(|(from, into)| Decision::Merge { from: from.clone(), into: into.clone() });
        let splits = self.told.iter().map(|(mention, event)| Decision::Split { mention: mention.clone(), event: event.clone() });
        merges.chain(splits).collect()
    }

    /// The event or actor that stands for one: itself, where nothing was decided.
    #[must_use]
    pub fn stays<'a>(&'a self, iri: &'a str) -> &'a str {
        let (mut at, mut seen) = (iri, BTreeSet::new());
        while let Some(next) = self.replaced.get(at).filter(|_| seen.insert(at)) {
            at = next;
        }
        at
    }

    /// The event that a mention tells, where it was worked out to be `event`.
    #[must_use]
    pub fn event<'a>(&'a self, mention: &str, event: &'a str) -> &'a str {
        self.stays(self.told.get(mention).map_or(event, String::as_str))
    }
}

/// Where the decisions of a store are.
#[must_use]
pub fn path(archive: &Archive) -> PathBuf {
    archive.folder().join("decisions.nq")
}
