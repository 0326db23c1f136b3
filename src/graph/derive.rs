//! What follows from all documents together: whose position a claim expresses, which mentions tell one event, which counts answer
//! one question, and who the actors are that they name.
//!
//! Each kind has a graph of its own, made anew from documents and the list of actors, in the same order whatever the order of the
//! documents. No triple of these graphs stands in the graph of a document.
//!
//! What tells an event stands in [`event`](super::event), what makes an issue in [`compare::issue`](super::compare::issue).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::compare::issue::Issue;
use super::decision::Decisions;
use super::event::{Link, Linker, SPREAD, can_count};
use super::facts::{Claim, Count, Event, Facts};
use crate::claim::actor::{Gazetteer, Tenure};
use crate::rdf::Error;
use crate::rdf::iri::{AGENT, Base, agent, agent_key, concept};
use crate::rdf::known::KnownEvent;
use crate::rdf::ontology::{self, File};
use crate::rdf::vocab::{class, other, prop};
use crate::rdf::write::sort;

/// The derived graphs, in the order of their files.
pub const GRAPHS: [&str; 4] = ["actors", "events", "issues", "principals"];

/// The derived graphs by name, each sorted.
pub type Derived = Vec<(&'static str, Vec<Quad>)>;

/// Makes the derived graphs, document by document; nothing is kept of a document but what goes into them.
pub struct Derivation<'a> {
    base: &'a Base,
    gazetteer: &'a Gazetteer,
    linker: Linker<'a>,
    decisions: Decisions,
    actors: BTreeSet<String>,
    events: BTreeMap<NamedNode, EventDraft>,
    issues: BTreeMap<NamedNode, (Issue, String)>,
    quads: BTreeMap<&'static str, Vec<Quad>>,
}

/// An event as far as its figures depend on it: by what one document tells, so that the order of documents changes nothing.
#[derive(Clone)]
struct Stage {
    kind: String,
    node: NamedNode,
    places: Vec<String>,
    begin: Option<Date>,
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
    part_of: BTreeSet<usize>,
}

impl<'a> Derivation<'a> {
    /// A derivation that has seen no document, and knows these events by name.
    #[must_use]
    pub fn new(base: &'a Base, gazetteer: &'a Gazetteer, known: &'a [KnownEvent]) -> Self {
        Derivation {
            base,
            gazetteer,
            linker: Linker::new(base, gazetteer, known),
            decisions: Decisions::default(),
            actors: BTreeSet::new(),
            events: BTreeMap::new(),
            issues: BTreeMap::new(),
            quads: BTreeMap::new(),
        }
    }

    /// The same, as people decided who and what is one.
    #[must_use]
    pub fn decided(mut self, decisions: Decisions) -> Self {
        self.decisions = decisions;
        self
    }

    /// Takes in a document.
    pub fn add(&mut self, facts: &Facts) {
        let scene = self.linker.scene(facts);
        let context = self.linker.context(&scene);
        let mut events = BTreeMap::new();
        for (mention, event) in &facts.events {
            let link = self.as_decided(mention, self.linker.link(facts, &scene, context, mention, event));
            self.mentioned(mention, event, &link);
            let told = match link.known.and_then(|at| self.known_stage(at)) {
                Some(known) => known,
                None => self.told_stage(facts, mention, event, link),
            };
            events.insert(mention.as_str(), told);
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
            let told = claim.event.as_deref().and_then(|mention| events.get(mention)).cloned();
            for count in &claim.counts {
                self.actors.extend(count.of.iter().cloned());
                let told = told.clone().filter(|stage| can_count(&stage.kind, count.measure.as_deref()));
                if let Some(stage) = told.or_else(|| context.and_then(|at| self.known_stage(at))) {
                    self.issues(facts, claim, count, &stage);
                }
            }
        }
    }

    /// The derived graphs by name, each sorted.
    ///
    /// # Errors
    /// Where a file of the ontology is wrong.
    pub fn finish(mut self, files: &[File<'_>]) -> Result<Derived, Error> {
        for (node, (issue, counted)) in std::mem::take(&mut self.issues) {
            let event = self.events.get(&NamedNode::new_unchecked(&issue.event)).map_or("", |e| &e.name);
            let name = Literal::from(format!("{counted}; {event}"));
            self.describe_issue(&node, &issue);
            self.say("issues", &node, prop::NAME, name);
        }
        let wider: BTreeSet<usize> = self.events.values().flat_map(|e| e.part_of.iter().copied()).collect();
        for at in wider {
            self.known_event(Some(at));
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
        claim.sources.iter().map(|source| self.decisions.stays(&self.principal(facts, source, day)).to_owned()).collect()
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

    /// A link as people decided it.
    fn as_decided(&self, mention: &str, mut link: Link) -> Link {
        let event = self.decisions.event(mention, link.node.as_str());
        if event == link.node.as_str() {
            return link;
        }
        let known = self.linker.known().iter().position(|k| k.iri == event);
        // What was merged into another event has no say in its name; what was parted from others has its own.
        if self.decisions.stays(link.node.as_str()) == event {
            link.name.clear();
        }
        link.node = NamedNode::new_unchecked(event);
        link.known = known;
        link.joined_by = vec!["decision"];
        link
    }

    /// Takes in a mention and the event that it tells.
    fn mentioned(&mut self, mention: &str, event: &Event, link: &Link) {
        let node = NamedNode::new_unchecked(mention);
        self.say("events", &node, prop::DENOTES, link.node.clone());
        for by in &link.joined_by {
            self.say("events", &node, prop::JOINED_BY, Literal::from(*by));
        }
        self.actors.extend(event.participants.iter().cloned());
        if self.known_event(link.known).is_some() {
            return;
        }
        let draft = self.events.entry(link.node.clone()).or_default();
        draft.kind.clone_from(&event.kind);
        // Places are called in many ways; of several names the first in the alphabet stays, whoever came first.
        if draft.name.is_empty() || (!link.name.is_empty() && link.name < draft.name) {
            draft.name.clone_from(&link.name);
        }
        draft.place = draft.place.take().or(link.place.clone());
        draft.from = [draft.from, event.days.0].into_iter().flatten().min();
        draft.until = [draft.until, event.days.1].into_iter().flatten().max();
        draft.participants.extend(event.participants.iter().cloned());
        draft.part_of.extend(link.part_of);
    }

    /// The node of a known event, which is described from now on.
    fn known_event(&mut self, at: Option<usize>) -> Option<NamedNode> {
        let known = self.linker.known().get(at?)?;
        let node = NamedNode::new_unchecked(self.decisions.stays(&known.iri));
        let known = self.linker.known().iter().find(|k| k.iri == node.as_str()).unwrap_or(known);
        self.events.entry(node.clone()).or_insert_with(|| EventDraft {
            kind: known.kind.clone(),
            name: known.name.clone(),
            place: known.places.first().cloned(),
            from: known.from,
            until: known.until,
            participants: known.parties.iter().cloned().collect(),
            part_of: BTreeSet::new(),
        });
        self.actors.extend(known.parties.iter().cloned());
        Some(node)
    }

    /// A known event, as far as its figures depend on it.
    fn known_stage(&mut self, at: usize) -> Option<Stage> {
        let node = self.known_event(Some(at))?;
        let known = self.linker.known().get(at)?;
        Some(Stage { kind: known.kind.clone(), node, places: known.places.clone(), begin: known.from })
    }

    /// An event that only documents tell, as far as its figures depend on it. Where nothing is said of the event itself, the one place and
    /// the one day that its figures have are its own: "18,000 marched in Paris on Thursday; the union says that there were 100,000".
    fn told_stage(&self, facts: &Facts, mention: &str, event: &Event, link: Link) -> Stage {
        let mut stage = Stage { kind: event.kind.clone(), node: link.node, places: link.place.into_iter().collect(), begin: event.days.0 };
        if !link.joined_by.is_empty() || SPREAD.contains(&event.kind.as_str()) {
            return stage;
        }
        let counts = || facts.claims.iter().filter(|c| c.event.as_deref() == Some(mention)).flat_map(|c| &c.counts);
        if stage.places.is_empty() {
            let places: BTreeSet<&str> = counts().filter_map(|c| c.place.as_deref()).collect();
            let keys: BTreeSet<String> = places.into_iter().map(|name| self.linker.place_called(&facts.lang, name).key).collect();
            stage.places.extend(only(keys));
        }
        if stage.begin.is_none() {
            let days: BTreeSet<Date> = counts().filter_map(|c| c.period.0.filter(|day| c.period.1 == Some(*day))).collect();
            stage.begin = only(days);
        }
        stage
    }

    /// The issues that a count answers: several where it holds for each of several parties.
    fn issues(&mut self, facts: &Facts, claim: &Claim, count: &Count, stage: &Stage) {
        let place = count.place.as_deref().map(|place| self.linker.place_called(&facts.lang, place));
        let place = place.filter(|found| !stage.places.contains(&found.key)).map(|found| found.name);
        for issue in Issue::of_count(count, stage.node.as_str(), place.as_deref(), stage.begin, facts.day(claim)) {
            let key = issue.key();
            let node = self.base.issue(&key.iter().map(String::as_str).collect::<Vec<_>>());
            self.say("issues", &NamedNode::new_unchecked(&count.iri), prop::ISSUE, node.clone());
            if !self.issues.contains_key(&node) {
                let names: BTreeMap<&str, String> = issue.of.iter().map(|party| (party.as_str(), self.actor_name(facts, party))).collect();
                let label = issue.label(|iri| names.get(iri).map_or(iri, String::as_str));
                self.issues.insert(node, (issue, label));
            }
        }
    }

    fn describe_issue(&mut self, node: &NamedNode, issue: &Issue) {
        self.say("issues", node, rdf::TYPE, if issue.new { class::NEW_ISSUE } else { class::ISSUE });
        self.say("issues", node, prop::ON_EVENT, NamedNode::new_unchecked(&issue.event));
        for (property, scheme, word) in
            [(prop::MEASURE, "measure", &issue.measure), (prop::POPULATION, "population", &issue.population), (prop::SCOPE, "scope", &issue.scope)]
        {
            self.say("issues", node, property, concept(scheme, word));
        }
        for party in &issue.of {
            self.say("issues", node, prop::OF, NamedNode::new_unchecked(party));
        }
        if let Some(place) = &issue.place {
            self.say("issues", node, prop::PLACE, Literal::from(place.as_str()));
        }
        self.say_days("issues", node, issue.days);
    }

    fn say_days(&mut self, graph: &'static str, node: &NamedNode, days: (Option<Date>, Option<Date>)) {
        for (end, day) in [(prop::FROM, days.0), (prop::UNTIL, days.1)] {
            if let Some(day) = day {
                self.say(graph, node, end, Literal::new_typed_literal(day.to_string(), xsd::DATE));
            }
        }
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
        self.say_days("events", node, (event.from, event.until));
        for participant in event.participants {
            self.say("events", node, prop::PARTICIPANT, NamedNode::new_unchecked(participant));
        }
        for at in event.part_of {
            if let Some(wider) = self.linker.known().get(at) {
                self.say("events", node, prop::PART_OF, NamedNode::new_unchecked(&wider.iri));
            }
        }
        let Some(known) = self.linker.known().iter().find(|k| k.iri == node.as_str()) else { return };
        for (lang, name) in &known.names {
            let label = Literal::new_language_tagged_literal(name, lang).unwrap_or_else(|_| Literal::from(name.as_str()));
            self.say("events", node, other::PREF_LABEL, label);
        }
        for same in &known.matches {
            self.say("events", node, other::EXACT_MATCH, NamedNode::new_unchecked(same));
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

/// The one that a set holds; none where it holds several, or none.
fn only<T>(set: BTreeSet<T>) -> Option<T> {
    let mut all = set.into_iter();
    all.next().filter(|_| all.next().is_none())
}
