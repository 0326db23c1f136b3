//! All documents of a store as plain structures, with the names of everybody in them: what tables and networks are made from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Deserializer, Serialize};

use super::archive::Archive;
use super::compare::issue::{Days, Issue};
use super::compare::origin::Origins;
use super::facts::{Claim, Event, Facts};
use super::history;
use super::review::{self, Review};
use super::table;
use crate::rdf::Error;
use crate::rdf::iri::{agent_key, last_part};
use crate::rdf::vocab::{class, other, prop};
use crate::text::orthography::fold;

/// Documents and what is derived from them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Corpus {
    /// The documents, by key.
    #[serde(skip)]
    pub documents: Vec<Facts>,
    /// How many quads were read.
    pub quads: usize,
    /// The name of each known actor, event and issue.
    #[serde(deserialize_with = "sorted")]
    names: BTreeMap<String, String>,
    /// Everything that a known actor is called, folded.
    #[serde(deserialize_with = "sorted")]
    called: BTreeMap<String, BTreeSet<String>>,
    /// What known actors are.
    #[serde(deserialize_with = "sorted")]
    kinds: BTreeMap<String, String>,
    /// Whom known actors speak for whatever the day.
    #[serde(deserialize_with = "sorted")]
    speaks_for: BTreeMap<String, Vec<String>>,
    /// Whose position a claim expresses.
    #[serde(deserialize_with = "sorted")]
    principals: BTreeMap<String, Vec<String>>,
    /// The event that a mention tells.
    #[serde(deserialize_with = "sorted")]
    events: BTreeMap<String, String>,
    /// The issues of a count.
    #[serde(deserialize_with = "sorted")]
    issues: BTreeMap<String, Vec<String>>,
    /// What was decided about a claim, by its IRI, in the order of time.
    #[serde(skip)]
    reviews: BTreeMap<String, Vec<Review>>,
    /// The issues themselves.
    #[serde(deserialize_with = "sorted")]
    questions: BTreeMap<String, Arc<Issue>>,
    /// By what mentions were found to tell their events.
    #[serde(deserialize_with = "sorted")]
    joined: BTreeMap<String, Vec<String>>,
    /// The events themselves.
    #[serde(deserialize_with = "sorted")]
    happenings: BTreeMap<String, Happening>,
    /// For each document the first one of the text that it goes back to, where that was found out for all of them.
    pub(super) origins: Option<Vec<usize>>,
}

/// An event that several documents may tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// What kind of event.
    pub kind: String,
    /// The key of its place.
    pub place: Option<String>,
    /// First and last day, as far as they are known.
    pub days: Days,
    /// Who takes part, by IRI.
    pub participants: Vec<String>,
    /// The events in which it happened, by IRI.
    pub part_of: Vec<String>,
    /// Whether it is in the list of events, and not known from documents alone.
    pub known: bool,
}

impl Corpus {
    /// Reads a store: by its [table] where that is up to date.
    ///
    /// # Errors
    /// Where a file is broken.
    pub fn read(archive: &Archive) -> Result<Self, Error> {
        let mut corpus = table::read(archive)?;
        let reviews = archive.reviews()?;
        corpus.quads += reviews.len() + history::revisions(archive)?.len();
        corpus.review(review::read(&reviews));
        Ok(corpus)
    }

    /// Puts together documents and what was derived from them.
    #[must_use]
    pub fn new(documents: Vec<Facts>, derived: &[Quad]) -> Self {
        let mut corpus = Corpus::default();
        for document in documents {
            corpus.add(document);
        }
        corpus.derived(derived);
        corpus.sort();
        corpus
    }

    pub(super) fn add(&mut self, facts: Facts) {
        for (iri, actor) in &facts.actors {
            self.names.insert(iri.clone(), actor.name.clone());
            self.kinds.extend(actor.kind.clone().map(|kind| (iri.clone(), kind)));
            self.speaks_for.extend(actor.speaks_for.clone().map(|principal| (iri.clone(), vec![principal])));
        }
        self.documents.push(facts);
    }

    pub(super) fn sort(&mut self) {
        self.documents.sort_by(|a, b| a.key.cmp(&b.key));
    }

    pub(super) fn derived(&mut self, quads: &[Quad]) {
        let mut questions: BTreeMap<&str, Issue> = BTreeMap::new();
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            let (subject, predicate) = (subject.as_str(), quad.predicate.as_ref());
            self.derived_triple(subject, predicate, &quad.object);
            let GraphName::NamedNode(graph) = &quad.graph_name else { continue };
            match last_part(graph.as_str()) {
                "issues" if predicate != prop::ISSUE => issue_triple(questions.entry(subject).or_default(), predicate, &quad.object),
                "events" if predicate != prop::DENOTES && predicate != prop::JOINED_BY => {
                    event_triple(self.happenings.entry(subject.to_owned()).or_default(), predicate, &quad.object);
                }
                _ => {}
            }
        }
        // What an issue counts is what its counts count; only they say it.
        for count in self.documents.iter().flat_map(|d| &d.claims).flat_map(|c| &c.counts) {
            for iri in self.issues.get(&count.iri).into_iter().flatten() {
                if let Some(issue) = questions.get_mut(iri.as_str()).filter(|issue| issue.unit.is_empty()) {
                    issue.unit.clone_from(&count.unit);
                }
            }
        }
        self.questions.extend(questions.into_iter().map(|(iri, mut issue)| {
            issue.of.sort();
            (iri.to_owned(), Arc::new(issue))
        }));
    }

    fn derived_triple(&mut self, subject: &str, predicate: NamedNodeRef<'_>, object: &Term) {
        match object {
            Term::Literal(literal) if predicate == prop::NAME => {
                self.called.entry(subject.to_owned()).or_default().insert(fold(literal.value()));
                self.names.insert(subject.to_owned(), literal.value().to_owned());
            }
            Term::Literal(literal) if predicate == prop::JOINED_BY => self.joined.entry(subject.to_owned()).or_default().push(literal.value().to_owned()),
            Term::Literal(literal) if predicate == other::PREF_LABEL => {
                self.called.entry(subject.to_owned()).or_default().insert(fold(literal.value()));
            }
            Term::NamedNode(node) => {
                let node = node.as_str().to_owned();
                match () {
                    () if predicate == prop::KIND => _ = self.kinds.insert(subject.to_owned(), last_part(&node).to_owned()),
                    () if predicate == prop::SPEAKS_FOR => self.speaks_for.entry(subject.to_owned()).or_default().push(node),
                    () if predicate == prop::PRINCIPAL => self.principals.entry(subject.to_owned()).or_default().push(node),
                    () if predicate == prop::DENOTES => _ = self.events.insert(subject.to_owned(), node),
                    () if predicate == prop::ISSUE => self.issues.entry(subject.to_owned()).or_default().push(node),
                    () => {}
                }
            }
            _ => {}
        }
    }

    /// The text that each document goes back to, where that is known without a look at the texts.
    #[must_use]
    pub fn origins(&self) -> Option<Origins> {
        self.origins.clone().map(Origins::known)
    }

    /// All claims with their documents, in order.
    pub fn claims(&self) -> impl Iterator<Item = (&Facts, &Claim)> {
        self.documents.iter().flat_map(|d| d.claims.iter().map(move |c| (d, c)))
    }

    /// The name of an actor, event or issue; the end of its IRI where it has none.
    #[must_use]
    pub fn name<'a>(&'a self, iri: &'a str) -> &'a str {
        self.names.get(iri).map_or_else(|| last_part(iri), String::as_str)
    }

    /// What an actor is, as a voice; empty where nobody says.
    #[must_use]
    pub fn kind(&self, iri: &str) -> &str {
        self.kinds.get(iri).map_or("", String::as_str)
    }

    /// Whom an actor speaks for whatever the day.
    #[must_use]
    pub fn speaks_for(&self, iri: &str) -> &[String] {
        self.speaks_for.get(iri).map_or(&[], Vec::as_slice)
    }

    /// Whose position a claim expresses.
    #[must_use]
    pub fn principals(&self, claim: &str) -> &[String] {
        self.principals.get(claim).map_or(&[], Vec::as_slice)
    }

    /// The event of a claim.
    #[must_use]
    pub fn event(&self, claim: &Claim) -> Option<&str> {
        claim.event.as_ref().and_then(|mention| self.events.get(mention)).map(String::as_str)
    }

    /// The issues of a count, by IRI.
    #[must_use]
    pub fn issues(&self, count: &str) -> &[String] {
        self.issues.get(count).map_or(&[], Vec::as_slice)
    }

    /// An issue, by IRI.
    #[must_use]
    pub fn question(&self, issue: &str) -> Option<&Arc<Issue>> {
        self.questions.get(issue)
    }

    /// The issues, by IRI.
    #[must_use]
    pub fn questions(&self) -> &BTreeMap<String, Arc<Issue>> {
        &self.questions
    }

    /// The events that documents tell, by IRI.
    #[must_use]
    pub fn happenings(&self) -> &BTreeMap<String, Happening> {
        &self.happenings
    }

    /// The mentions that tell an event, by IRI, with their documents.
    pub fn mentions_of<'a>(&'a self, event: &'a str) -> impl Iterator<Item = (&'a Facts, &'a str)> {
        let mentions = self.documents.iter().flat_map(|d| d.events.keys().map(move |iri| (d, iri.as_str())));
        mentions.filter(move |(_, iri)| self.events.get(*iri).is_some_and(|e| e == event))
    }

    /// The mentions that tell an event, with their documents and by what they were found to tell it.
    pub fn told_by<'a>(&'a self, event: &'a str) -> impl Iterator<Item = (&'a Facts, &'a Event, &'a [String])> {
        let mentions = self.documents.iter().flat_map(|d| d.events.iter().map(move |(iri, mention)| (d, iri, mention)));
        mentions
            .filter(move |(_, iri, _)| self.events.get(*iri).is_some_and(|e| e == event))
            .map(|(document, iri, mention)| (document, mention, self.joined.get(iri).map_or(&[][..], Vec::as_slice)))
    }

    /// Takes in reviews.
    pub fn review(&mut self, reviews: Vec<Review>) {
        for review in reviews {
            self.reviews.entry(review.claim.clone()).or_default().push(review);
        }
        self.reviews.values_mut().for_each(|reviews| reviews.sort_by_key(|review| review.at));
    }

    /// The reviews of a claim, in the order of time.
    #[must_use]
    pub fn reviews(&self, claim: &str) -> &[Review] {
        self.reviews.get(claim).map_or(&[], Vec::as_slice)
    }

    /// All reviews, by claim, in the order of time.
    pub fn all_reviews(&self) -> impl Iterator<Item = &Review> {
        self.reviews.values().flatten()
    }

    /// Whether an actor is called so, in any of its languages, however it is capitalised; or has that key or IRI.
    #[must_use]
    pub fn is_called(&self, iri: &str, wanted: &str) -> bool {
        let folded = fold(wanted);
        iri == wanted.trim_start_matches('<').trim_end_matches('>')
            || agent_key(iri) == Some(wanted)
            || self.names.get(iri).is_some_and(|name| fold(name) == folded)
            || self.called.get(iri).is_some_and(|names| names.contains(&folded))
    }

    /// Whether one of the names of an actor or event holds these words, however they are capitalised.
    #[must_use]
    pub fn is_called_like(&self, iri: &str, wanted: &str) -> bool {
        let folded = fold(wanted);
        let own = self.names.get(iri).is_some_and(|name| fold(name).contains(&folded));
        own || self.called.get(iri).is_some_and(|names| names.iter().any(|name| name.contains(&folded)))
    }

    /// All actors of all claims, by IRI.
    #[must_use]
    pub fn actors(&self) -> BTreeSet<&str> {
        // Most stand in many claims; only those that are left are put in order.
        let mut actors = FxHashSet::default();
        for (_, claim) in self.claims() {
            let lists = [&claim.sources, &claim.via, &claim.directed_at];
            actors.extend(lists.into_iter().flatten().map(String::as_str));
            actors.extend(claim.counts.iter().flat_map(|c| c.of.iter().map(String::as_str)));
            actors.extend(self.principals(&claim.iri).iter().map(String::as_str));
        }
        for event in self.documents.iter().flat_map(|d| d.events.values()) {
            actors.extend(event.participants.iter().map(String::as_str));
        }
        actors.into_iter().collect()
    }
}

fn issue_triple(issue: &mut Issue, predicate: NamedNodeRef<'_>, object: &Term) {
    match object {
        Term::NamedNode(node) => {
            let word = || last_part(node.as_str()).to_owned();
            match () {
                () if predicate == rdf::TYPE => issue.new = node.as_ref() == class::NEW_ISSUE,
                () if predicate == prop::ON_EVENT => node.as_str().clone_into(&mut issue.event),
                () if predicate == prop::MEASURE => issue.measure = word(),
                () if predicate == prop::POPULATION => issue.population = word(),
                () if predicate == prop::SCOPE => issue.scope = word(),
                () if predicate == prop::OF => issue.of.push(node.as_str().to_owned()),
                () => {}
            }
        }
        Term::Literal(literal) if predicate == prop::PLACE => issue.place = Some(literal.value().to_owned()),
        Term::Literal(literal) => day(&mut issue.days, predicate, literal.value()),
        Term::BlankNode(_) => {}
    }
}

fn event_triple(event: &mut Happening, predicate: NamedNodeRef<'_>, object: &Term) {
    match object {
        Term::NamedNode(node) if predicate == prop::EVENT_KIND => last_part(node.as_str()).clone_into(&mut event.kind),
        Term::NamedNode(node) if predicate == prop::PARTICIPANT => event.participants.push(node.as_str().to_owned()),
        Term::NamedNode(node) if predicate == prop::PART_OF => event.part_of.push(node.as_str().to_owned()),
        Term::Literal(literal) if predicate == prop::PLACE => event.place = Some(literal.value().to_owned()),
        // Those of the list have names in languages; what documents tell has one that is made up for it.
        Term::Literal(_) if predicate == other::PREF_LABEL => event.known = true,
        Term::Literal(literal) => day(&mut event.days, predicate, literal.value()),
        _ => {}
    }
}

fn day(days: &mut Days, predicate: NamedNodeRef<'_>, value: &str) {
    if predicate == prop::FROM {
        days.0 = value.parse().ok();
    } else if predicate == prop::UNTIL {
        days.1 = value.parse().ok();
    }
}

/// A map whose entries stand in order: it is made at once, and not entry by entry.
fn sorted<'de, D: Deserializer<'de>, K: Ord + Deserialize<'de>, V: Deserialize<'de>>(from: D) -> Result<BTreeMap<K, V>, D::Error> {
    Ok(Vec::<(K, V)>::deserialize(from)?.into_iter().collect())
}
