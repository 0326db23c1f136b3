//! What follows from all documents together: whose position a claim expresses, which mentions tell one event, which counts answer
//! one question, and who the actors are that they name.
//!
//! Each kind has a graph of its own, made anew from documents and the list of actors, in the same order whatever the order of the
//! documents. No triple of these graphs stands in the graph of a document.
//!
//! Events are joined by kind, place and day - by year where they last - and by nothing else yet; a mention without a place or a date
//! stays alone. An issue is an event, a measure, a population, a unit, the parties and whether they are counted together.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::facts::{Claim, Count, Event, Facts};
use crate::claim::actor::{Gazetteer, Target, Tenure};
use crate::lang;
use crate::rdf::Error;
use crate::rdf::iri::{AGENT, Base, agent, agent_key, concept};
use crate::rdf::ontology::{self, File};
use crate::rdf::vocab::{class, prop};
use crate::rdf::write::sort;
use crate::text::orthography::fold;
use crate::text::token::tokens;

/// The derived graphs, in the order of their files.
pub const GRAPHS: [&str; 4] = ["actors", "events", "issues", "principals"];

/// The derived graphs by name, each sorted.
pub type Derived = Vec<(&'static str, Vec<Quad>)>;

/// Kinds of events that last: reports of one year speak of one.
const LASTING: [&str; 2] = ["armed-conflict", "epidemic"];

/// Makes the derived graphs, document by document; nothing is kept of a document but what goes into them.
pub struct Derivation<'a> {
    base: &'a Base,
    gazetteer: &'a Gazetteer,
    actors: BTreeSet<String>,
    events: BTreeMap<NamedNode, EventDraft>,
    issues: BTreeMap<NamedNode, IssueDraft>,
    quads: BTreeMap<&'static str, Vec<Quad>>,
}

/// An issue: its event, what is counted of whom, and whose people these are.
struct IssueDraft {
    event: NamedNode,
    counted: String,
    parties: Vec<NamedNode>,
}

/// An event, as its mentions build it up.
#[derive(Default)]
struct EventDraft {
    kind: String,
    name: String,
    place: Option<String>,
    from: Option<Date>,
    until: Option<Date>,
    participants: BTreeSet<String>,
}

impl<'a> Derivation<'a> {
    /// A derivation that has seen no document.
    #[must_use]
    pub fn new(base: &'a Base, gazetteer: &'a Gazetteer) -> Self {
        Derivation { base, gazetteer, actors: BTreeSet::new(), events: BTreeMap::new(), issues: BTreeMap::new(), quads: BTreeMap::new() }
    }

    /// Takes in a document.
    pub fn add(&mut self, facts: &Facts) {
        let mut events = BTreeMap::new();
        for (mention, event) in &facts.events {
            let node = self.event(facts, mention, event);
            self.say("events", &NamedNode::new_unchecked(mention), prop::DENOTES, node.clone());
            self.actors.extend(event.participants.iter().cloned());
            events.insert(mention.as_str(), node);
        }
        for actor in facts.actors.values() {
            self.actors.extend(actor.speaks_for.iter().cloned());
        }
        for claim in &facts.claims {
            for actor in claim.sources.iter().chain(&claim.via).chain(&claim.directed_at) {
                self.actors.insert(actor.clone());
            }
            for principal in self.principals(facts, claim) {
                self.say("principals", &NamedNode::new_unchecked(&claim.iri), prop::PRINCIPAL, NamedNode::new_unchecked(&principal));
                self.actors.insert(principal);
            }
            let event = claim.event.as_deref().and_then(|mention| events.get(mention)).cloned();
            for count in &claim.counts {
                self.actors.extend(count.of.iter().cloned());
                if let Some(event) = &event {
                    self.issue(facts, count, event);
                }
            }
        }
    }

    /// The derived graphs by name, each sorted.
    ///
    /// # Errors
    /// Where a file of the ontology is wrong.
    pub fn finish(mut self, files: &[File<'_>]) -> Result<Derived, Error> {
        for (node, IssueDraft { event, counted, parties }) in std::mem::take(&mut self.issues) {
            let event = self.events.get(&event).map_or("", |e| &e.name);
            let name = Literal::from(format!("{counted}; {event}"));
            for party in parties {
                self.say("issues", &node, prop::OF, party);
            }
            self.say("issues", &node, prop::NAME, name);
        }
        for (node, event) in std::mem::take(&mut self.events) {
            self.describe_event(&node, event);
        }
        self.describe_actors(files)?;
        for name in GRAPHS {
            sort(self.quads.entry(name).or_default());
        }
        Ok(self.quads.into_iter().collect())
    }

    fn say(&mut self, graph: &'static str, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let name = self.base.derived(graph);
        self.quads.entry(graph).or_default().push(Quad::new(subject.clone(), predicate.into_owned(), object, name));
    }

    /// Whose positions a claim expresses.
    fn principals(&self, facts: &Facts, claim: &Claim) -> BTreeSet<String> {
        let day = facts.day(claim);
        claim.sources.iter().map(|source| self.principal(facts, source, day)).collect()
    }

    fn principal(&self, facts: &Facts, actor: &str, day: Option<Date>) -> String {
        let mut seen = BTreeSet::new();
        let mut at = actor.to_owned();
        while seen.insert(at.clone()) {
            let next = match agent_key(&at) {
                Some(key) => {
                    self.gazetteer.by_key(key).and_then(|a| a.speaks_for.clone().or_else(|| self.holds(&a.tenures, day))).map(|key| agent(&key).into_string())
                }
                None => facts.actors.get(&at).and_then(|a| a.speaks_for.clone()),
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// For whom an office-holder speaks on a day: a state before any other body. Without a day, only where all offices are of one.
    fn holds(&self, tenures: &[Tenure], day: Option<Date>) -> Option<std::sync::Arc<str>> {
        let in_office = |t: &&Tenure| day.is_none_or(|day| t.from.is_some_and(|from| from <= day) && t.until.is_none_or(|until| day <= until));
        let mut of: Vec<_> =
            tenures.iter().filter(in_office).map(|t| (!self.gazetteer.by_key(&t.of).is_some_and(crate::claim::actor::Actor::is_country), &t.of)).collect();
        of.sort();
        of.dedup();
        let (_, first) = of.first()?;
        (day.is_some() || of.len() == 1).then(|| (*first).clone())
    }

    /// The event that a mention tells.
    fn event(&mut self, facts: &Facts, mention: &str, event: &Event) -> NamedNode {
        let place = event.place.as_deref().map(|place| self.place(&facts.lang, place));
        let lasting = LASTING.contains(&event.kind.as_str());
        let day = event.days.0.or_else(|| facts.published.filter(|_| lasting));
        let when = day.map(|day| if lasting { day.year().to_string() } else { day.to_string() });
        let (node, name) = match (&place, &when) {
            (Some((key, called)), Some(when)) => (self.base.event(&[&event.kind, key, when]), format!("{}, {called}, {when}", event.kind)),
            _ => (self.base.event(&[&event.kind, mention]), format!("{}: {}", event.kind, event.text)),
        };
        let draft = self.events.entry(node.clone()).or_default();
        draft.kind.clone_from(&event.kind);
        // Places are called in many ways; of several names the first in the alphabet stays, whoever came first.
        if draft.name.is_empty() || name < draft.name {
            draft.name = name;
        }
        draft.place = draft.place.take().or(place.map(|(key, _)| key));
        draft.from = [draft.from, event.days.0].into_iter().flatten().min();
        draft.until = [draft.until, event.days.1].into_iter().flatten().max();
        draft.participants.extend(event.participants.iter().cloned());
        node
    }

    /// What tells a place from others, and its name: its key where it is known by that name in that language, else the name itself.
    fn place(&self, lang: &str, name: &str) -> (String, String) {
        let unknown = || (fold(name), name.to_owned());
        let Ok(Some(language)) = lang::language(lang) else { return unknown() };
        let tokens = tokens(name, &language.orthography);
        let words: Vec<String> = tokens.iter().filter_map(|t| name.get(t.span.range())).map(fold).collect();
        let word = |at: usize| words.get(at).map_or("", String::as_str);
        match self.gazetteer.names(lang).longest(0, word, |_| true, |_| true) {
            Some((len, senses)) if len == words.len() => senses.first().and_then(|s| self.known(s.target)).unwrap_or_else(unknown),
            _ => unknown(),
        }
    }

    fn known(&self, target: Target) -> Option<(String, String)> {
        match target {
            Target::Actor(at) => self.gazetteer.actor(at).map(|a| (a.key.to_string(), a.name.clone())),
            Target::Place(at) => self.gazetteer.place(at).map(|p| (p.key.to_string(), p.name.clone())),
        }
    }

    /// The issue that a count answers. An additional figure is no answer to how many there are in all.
    fn issue(&mut self, facts: &Facts, count: &Count, event: &NamedNode) {
        let Some(measure) = count.measure.as_deref().filter(|_| !count.new) else { return };
        let mut of: Vec<String> = count.of.clone();
        of.sort();
        let mut key = vec![event.as_str(), measure, &count.population, &count.unit, &count.scope];
        key.extend(of.iter().map(String::as_str));
        let node = self.base.issue(&key);
        self.say("issues", &NamedNode::new_unchecked(&count.iri), prop::ISSUE, node.clone());
        if self.issues.contains_key(&node) {
            return;
        }
        self.say("issues", &node, rdf::TYPE, class::ISSUE);
        self.say("issues", &node, prop::ON_EVENT, event.clone());
        for (property, scheme, word) in
            [(prop::MEASURE, "measure", measure), (prop::POPULATION, "population", &count.population), (prop::SCOPE, "scope", &count.scope)]
        {
            self.say("issues", &node, property, concept(scheme, word));
        }
        self.say("issues", &node, prop::UNIT, Literal::from(count.unit.as_str()));
        let parties: Vec<String> = of.iter().map(|party| self.actor_name(facts, party)).collect();
        let whose = match (parties.is_empty(), count.scope.as_str()) {
            (true, _) => String::new(),
            (false, "each") => format!(" of each of {}", parties.join(", ")),
            (false, _) => format!(" of {}", parties.join(" + ")),
        };
        let counted = match (count.population.as_str(), count.unit.as_str()) {
            ("unspecified", unit) => unit.to_owned(),
            (population, "people") => population.to_owned(),
            (population, unit) => format!("{population} {unit}"),
        };
        let draft =
            IssueDraft { event: event.clone(), counted: format!("{measure}, {counted}{whose}"), parties: of.iter().map(NamedNode::new_unchecked).collect() };
        self.issues.insert(node, draft);
    }

    fn actor_name(&self, facts: &Facts, iri: &str) -> String {
        match agent_key(iri) {
            Some(key) => self.gazetteer.by_key(key).map_or_else(|| key.to_owned(), |a| a.name.clone()),
            None => facts.actors.get(iri).map_or_else(|| iri.to_owned(), |a| a.name.clone()),
        }
    }

    fn describe_event(&mut self, node: &NamedNode, event: EventDraft) {
        self.say("events", node, rdf::TYPE, class::EVENT);
        self.say("events", node, prop::NAME, Literal::from(event.name));
        self.say("events", node, prop::EVENT_KIND, concept("event", &event.kind));
        if let Some(place) = event.place {
            self.say("events", node, prop::PLACE, Literal::from(place));
        }
        for (end, day) in [(prop::FROM, event.from), (prop::UNTIL, event.until)] {
            if let Some(day) = day {
                self.say("events", node, end, Literal::new_typed_literal(day.to_string(), xsd::DATE));
            }
        }
        for participant in event.participants {
            self.say("events", node, prop::PARTICIPANT, NamedNode::new_unchecked(participant));
        }
    }

    /// What is known of the actors that were named: those that a document introduces are described there.
    fn describe_actors(&mut self, files: &[File<'_>]) -> Result<(), Error> {
        let named: BTreeSet<String> = std::mem::take(&mut self.actors).into_iter().filter(|iri| iri.starts_with(AGENT)).collect();
        if named.is_empty() {
            return Ok(());
        }
        let mut described = named.clone();
        for triple in ontology::describe(files, &named)? {
            if let oxigraph::model::NamedOrBlankNode::NamedNode(subject) = &triple.subject {
                described.extend(Some(subject.as_str().to_owned()).filter(|s| s.starts_with(AGENT)));
                self.say("actors", subject, triple.predicate.as_ref(), triple.object.clone());
            }
        }
        for iri in described {
            let Some(key) = agent_key(&iri) else { continue };
            let node = agent(key);
            match self.gazetteer.by_key(key) {
                Some(actor) => {
                    let (name, kind) = (actor.name.clone(), actor.source_kind());
                    self.say("actors", &node, prop::NAME, Literal::from(name));
                    self.say("actors", &node, prop::KIND, concept("kind", kind.name()));
                }
                None => self.say("actors", &node, prop::NAME, Literal::from(key)),
            }
        }
        Ok(())
    }
}
