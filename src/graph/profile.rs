//! What a store knows of an actor: what it is called, what offices it holds, how often it speaks, and by what its mentions were resolved.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use super::archive::Archive;
use super::corpus::Corpus;
use super::facts::Claim;
use super::store;
use crate::rdf::Error;
use crate::rdf::iri::last_part;
use crate::rdf::vocab::{other, prop};

/// In how many claims an actor has which part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Claims that it puts forward.
    pub says: usize,
    /// Claims of others that express its position.
    pub expressed: usize,
    /// Claims that it passes on.
    pub passes_on: usize,
    /// Claims that are directed at it.
    pub target: usize,
    /// Figures of its people.
    pub figures: usize,
    /// Documents in which it has any of these parts.
    pub documents: usize,
}

/// An office that an actor holds or held.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    /// First day, as it is written.
    pub from: String,
    /// Last day; empty: still held, or not known.
    pub until: String,
    /// Which office, by local name.
    pub office: String,
    /// Of whom, by IRI.
    pub of: String,
    /// Until when it is known that it was still held.
    pub last_known: String,
}

/// Words that name an actor, and how they were resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Called {
    /// The words.
    pub text: String,
    /// How they were resolved.
    pub resolution: String,
}

/// What a store knows of an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Its usual names with their languages.
    pub names: BTreeSet<(String, String)>,
    /// The same elsewhere, by IRI.
    pub same_as: BTreeSet<String>,
    /// Its offices, the earliest first.
    pub offices: BTreeSet<Office>,
    /// Its roles, as documents give them.
    pub roles: BTreeSet<String>,
    /// For whom it speaks whatever the day, by IRI.
    pub speaks_for: BTreeSet<String>,
    /// The words that name it, with the number of mentions and of documents.
    pub called: BTreeMap<Called, (usize, usize)>,
}

impl Profile {
    /// Gathers what is known of an actor.
    ///
    /// # Errors
    /// Where a file of the store is broken.
    pub fn read(archive: &Archive, corpus: &Corpus, iri: &str) -> Result<Self, Error> {
        let mut profile = Profile { speaks_for: corpus.speaks_for(iri).iter().cloned().collect(), ..Profile::default() };
        let mut tenures = BTreeSet::new();
        let quads = store::derived_graph(archive, "actors")?;
        for quad in &quads {
            if is(&quad.subject, iri) {
                profile.say(quad, &mut tenures);
            }
        }
        let mut offices: BTreeMap<&str, Office> = BTreeMap::new();
        for quad in &quads {
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject
                && tenures.contains(subject.as_str())
            {
                offices.entry(subject.as_str()).or_default().say(quad);
            }
        }
        profile.offices = offices.into_values().collect();
        profile.mentions(corpus, iri);
        Ok(profile)
    }

    fn say(&mut self, quad: &Quad, tenures: &mut BTreeSet<String>) {
        let predicate = quad.predicate.as_ref();
        match &quad.object {
            Term::Literal(name) if predicate == other::PREF_LABEL => {
                self.names.insert((name.language().unwrap_or_default().to_owned(), name.value().to_owned()));
            }
            Term::NamedNode(node) if predicate == other::EXACT_MATCH => _ = self.same_as.insert(node.as_str().to_owned()),
            Term::NamedNode(node) if predicate == prop::TENURE => _ = tenures.insert(node.as_str().to_owned()),
            _ => {}
        }
    }

    fn mentions(&mut self, corpus: &Corpus, iri: &str) {
        for document in &corpus.documents {
            if let Some(actor) = document.actors.get(iri) {
                self.roles.extend(actor.role.clone());
                self.speaks_for.extend(actor.speaks_for.clone());
            }
            // One place may serve several claims.
            let mentions = document.claims.iter().flat_map(|c| &c.mentions).filter(|m| m.denotes.iter().any(|d| d == iri));
            let places: BTreeSet<_> = mentions.map(|m| (m.at, &m.text, &m.resolution)).collect();
            let mut here = BTreeSet::new();
            for (_, text, resolution) in places {
                let called = Called { text: text.clone(), resolution: resolution.clone() };
                let entry = self.called.entry(called.clone()).or_default();
                entry.0 += 1;
                entry.1 += usize::from(here.insert(called));
            }
        }
    }
}

impl Office {
    fn say(&mut self, quad: &Quad) {
        let predicate = quad.predicate.as_ref();
        match &quad.object {
            Term::NamedNode(node) if predicate == prop::OFFICE => last_part(node.as_str()).clone_into(&mut self.office),
            Term::NamedNode(node) if predicate == prop::OF => node.as_str().clone_into(&mut self.of),
            Term::Literal(day) if predicate == prop::FROM => day.value().clone_into(&mut self.from),
            Term::Literal(day) if predicate == prop::UNTIL => day.value().clone_into(&mut self.until),
            Term::Literal(day) if predicate == prop::LAST_KNOWN => day.value().clone_into(&mut self.last_known),
            _ => {}
        }
    }
}

fn is(subject: &NamedOrBlankNode, iri: &str) -> bool {
    matches!(subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == iri)
}

/// Whether an actor has a part in a claim: as a voice or its principal, as a medium, as a target, by figures of its people.
#[must_use]
pub fn takes_part(corpus: &Corpus, claim: &Claim, iri: &str) -> bool {
    let has = |list: &[String]| list.iter().any(|actor| actor == iri);
    has(&claim.sources) || has(&claim.via) || has(&claim.directed_at) || has(corpus.principals(&claim.iri)) || claim.counts.iter().any(|c| has(&c.of))
}

/// In how many claims each actor has which part, by IRI.
#[must_use]
pub fn parts(corpus: &Corpus) -> BTreeMap<String, Parts> {
    let mut all: BTreeMap<String, Parts> = BTreeMap::new();
    for document in &corpus.documents {
        let mut here: BTreeSet<&str> = BTreeSet::new();
        for claim in &document.claims {
            let mut count = |actors: BTreeSet<&'_ String>, add: fn(&mut Parts)| {
                for actor in actors {
                    add(all.entry(actor.clone()).or_default());
                }
            };
            let principals: BTreeSet<&String> = corpus.principals(&claim.iri).iter().filter(|p| !claim.sources.contains(p)).collect();
            count(claim.sources.iter().collect(), |p| p.says += 1);
            count(principals, |p| p.expressed += 1);
            count(claim.via.iter().collect(), |p| p.passes_on += 1);
            count(claim.directed_at.iter().collect(), |p| p.target += 1);
            for figure in &claim.counts {
                count(figure.of.iter().collect(), |p| p.figures += 1);
            }
            let lists = [&claim.sources, &claim.via, &claim.directed_at].into_iter().flatten();
            here.extend(lists.chain(corpus.principals(&claim.iri)).chain(claim.counts.iter().flat_map(|c| &c.of)).map(String::as_str));
        }
        for actor in here {
            all.entry(actor.to_owned()).or_default().documents += 1;
        }
    }
    all
}
