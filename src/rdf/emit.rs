//! What was read in a document, as quads: one named graph a document, no blank nodes, no clock times.
//!
//! A claim costs some thirty quads, twelve more with a figure. The content's span is described in full, so that it can be found
//! again in a changed text; other stretches are named by their IRI (`‹document›#char=begin,end`), their words stand where they are used.
//!
//! One claim of the reading is one node, but for one case: where parties accuse each other, each makes a claim of its own,
//! directed at the others.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::canonical::{digest, version};
use super::iri::{self, Base, DocumentIris, concept};
use super::vocab::{class, other, prop};
use crate::claim::{ActorRef, Claim, Count, Event, LocalActor, Party, Reading, Source, SourceKind, When};
use crate::text::document::{CodePoints, Document};
use crate::text::span::Bytes;

/// Code points of context that a content span carries on each side.
const CONTEXT: usize = 32;

/// The graph of a document, sorted. `document` must be in [canonical form](super::canonical::canonical), `reading` what was read in it.
#[must_use]
pub fn emit(document: &Document, reading: &Reading, base: &Base) -> Vec<Quad> {
    let iris = base.document(&document.id);
    let mut writer = Writer {
        document,
        reading,
        points: CodePoints::new(&document.text),
        node: iris.document(),
        graph: iris.graph(),
        iris,
        said_before: BTreeMap::new(),
        introduced: BTreeSet::new(),
        events: BTreeSet::new(),
        quads: Vec::with_capacity(16 + 40 * reading.claims.len()),
    };
    writer.document();
    writer.claims();
    writer.introduced();
    let mut quads = writer.quads;
    super::write::sort(&mut quads);
    quads
}

struct Writer<'a> {
    document: &'a Document,
    reading: &'a Reading,
    points: CodePoints,
    iris: DocumentIris,
    node: NamedNode,
    graph: NamedNode,
    /// How many claims with these words were written.
    said_before: BTreeMap<&'a str, usize>,
    /// Actors of the reading that a claim, an event or another actor points to.
    introduced: BTreeSet<u32>,
    /// Events that a claim points to.
    events: BTreeSet<u32>,
    quads: Vec<Quad>,
}

impl<'a> Writer<'a> {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    fn a(&mut self, subject: &NamedNode, class: NamedNodeRef<'_>) {
        self.add(subject, oxigraph::model::vocab::rdf::TYPE, class);
    }

    /// Words of the document, marked with its language.
    fn words(&self, words: &str) -> Literal {
        Literal::new_language_tagged_literal(words, &self.reading.lang).unwrap_or_else(|_| Literal::new_simple_literal(words))
    }

    fn span(&self, span: Bytes) -> NamedNode {
        let range = self.points.range(span);
        self.iris.span(range.start, range.end)
    }

    fn document(&mut self) {
        let (document, node) = (self.document, self.node.clone());
        self.a(&node, class::DOCUMENT);
        self.add(&node, prop::KEY, Literal::from(document.id.as_str()));
        self.add(&node, prop::VERSION, Literal::from(version(document, &self.reading.lang)));
        self.add(&node, prop::TEXT_HASH, Literal::from(digest(&[&document.text])));
        self.add(&node, prop::CODE_POINTS, number(u64::from(self.points.len())));
        if !self.reading.lang.is_empty() {
            self.add(&node, other::IN_LANGUAGE, Literal::from(self.reading.lang.as_str()));
        }
        if let Some(title) = &document.title {
            self.add(&node, other::HEADLINE, self.words(title));
        }
        if let Some(day) = document.published.as_deref().and_then(|d| d.parse::<Date>().ok()) {
            self.add(&node, other::DATE_PUBLISHED, date(day));
        }
        if let Some(publisher) = &document.publisher {
            self.add(&node, other::PUBLISHER, Literal::from(publisher.as_str()));
        }
        if let Some(url) = &document.url {
            let url = NamedNode::new(url).map_or_else(|_| Term::from(Literal::from(url.as_str())), Term::from);
            self.add(&node, other::URL, url);
        }
    }

    fn claims(&mut self) {
        // The nodes come first, since a claim can be told inside one that stands behind it.
        let nodes: Vec<Vec<(NamedNode, Voices<'a>)>> = self.reading.claims.iter().map(|c| self.nodes(c)).collect();
        for (claim, parted) in self.reading.claims.iter().zip(&nodes) {
            let within = claim.within.and_then(|at| nodes.get(at as usize)?.first()).map(|(node, _)| node.clone());
            for (node, voices) in parted {
                self.claim(node, claim, voices);
                if let Some(outer) = within.clone().filter(|outer| outer != node) {
                    self.add(node, prop::WITHIN, outer);
                }
            }
        }
        for at in std::mem::take(&mut self.events) {
            if let Some(event) = self.reading.events.get(at as usize) {
                self.event(at, event);
            }
        }
    }

    fn nodes(&mut self, claim: &'a Claim) -> Vec<(NamedNode, Voices<'a>)> {
        let content = self.document.slice(claim.content);
        let mut parted = Vec::new();
        for voices in voices(claim) {
            let earlier = self.said_before.entry(content).or_default();
            parted.push((self.iris.claim(content, *earlier), voices));
            *earlier += 1;
        }
        parted
    }

    fn claim(&mut self, node: &NamedNode, claim: &'a Claim, voices: &Voices<'a>) {
        self.a(node, class::CLAIM);
        let document = self.node.clone();
        self.add(node, prop::IN_DOCUMENT, document);
        let content = self.content(claim.content);
        self.add(node, prop::CONTENT, content);
        if voices.sources.is_empty() {
            let voice = self.own_voice();
            self.add(node, prop::SOURCE, voice);
        }
        for source in &voices.sources {
            self.named(node, prop::SOURCE, source, None);
        }
        for (hop, medium) in (1..).zip(&claim.via) {
            self.named(node, prop::VIA, medium, Some(hop));
        }
        for target in &voices.targets {
            self.named(node, prop::DIRECTED_AT, target, None);
        }
        if let Some(cue) = claim.cue {
            self.add(node, prop::CUE, self.words(self.document.slice(cue)));
            self.add(node, prop::CUE_SPAN, self.span(cue));
        }
        self.add(node, prop::ACT, concept("act", claim.act.name()));
        self.add(node, prop::FORM, concept("form", claim.form.name()));
        self.add(node, prop::POLARITY, concept("polarity", claim.polarity.name()));
        self.add(node, prop::CERTAINTY, concept("certainty", claim.certainty.name()));
        self.days(node, claim.said.as_ref(), prop::SAID_FROM, prop::SAID_UNTIL);
        if let Some(at) = claim.event.filter(|at| self.reading.events.get(*at as usize).is_some()) {
            self.events.insert(at);
            self.add(node, prop::EVENT, self.iris.event(at as usize + 1));
        }
        self.add(node, prop::RULE, Literal::from(claim.rule.as_str()));
        self.add(node, prop::CONFIDENCE, number(u64::from(claim.confidence)));
        for (n, count) in (1..).zip(&claim.counts) {
            let counted = iri::count(node, n);
            self.add(node, prop::COUNT, counted.clone());
            self.count(&counted, count);
        }
    }

    /// The span of a content, with what it takes to find it again. Its name says of which document it is, the property that points to it what it is.
    fn content(&mut self, span: Bytes) -> NamedNode {
        let range = self.points.range(span);
        let node = self.iris.span(range.start, range.end);
        let before = self.document.text.get(..span.start as usize).unwrap_or_default();
        let behind = self.document.text.get(span.end as usize..).unwrap_or_default();
        let prefix = before.char_indices().rev().nth(CONTEXT - 1).map_or(before, |(at, _)| before.get(at..).unwrap_or_default());
        let suffix = behind.char_indices().nth(CONTEXT).map_or(behind, |(at, _)| behind.get(..at).unwrap_or_default());
        self.add(&node, other::BEGIN_INDEX, number(u64::from(range.start)));
        self.add(&node, other::END_INDEX, number(u64::from(range.end)));
        self.add(&node, other::ANCHOR_OF, Literal::from(self.document.slice(span)));
        self.add(&node, other::PREFIX, Literal::from(prefix));
        self.add(&node, other::SUFFIX, Literal::from(suffix));
        node
    }

    /// An actor that a claim names, and the words that name it.
    fn named(&mut self, claim: &NamedNode, role: NamedNodeRef<'_>, source: &'a Source, hop: Option<u64>) {
        let actor = self.actor(&source.actor, &source.name, source.kind);
        self.add(claim, role, actor.clone());
        if source.text.is_empty() {
            return;
        }
        let mention = self.span(source.text);
        self.add(claim, prop::MENTION, mention.clone());
        self.add(&mention, prop::TEXT, self.words(self.document.slice(source.text)));
        self.add(&mention, prop::DENOTES, actor);
        self.add(&mention, prop::RESOLUTION, concept("resolution", source.resolution.name()));
        if let Some(hop) = hop {
            self.add(&mention, prop::HOP, number(hop));
        }
    }

    fn own_voice(&mut self) -> NamedNode {
        let voice = self.iris.voice();
        let name = self.document.publisher.as_deref().or(self.document.title.as_deref()).unwrap_or(&self.document.id);
        self.a(&voice, class::OWN_VOICE);
        self.add(&voice, prop::NAME, Literal::from(name));
        voice
    }

    fn count(&mut self, node: &NamedNode, count: &'a Count) {
        self.a(node, if count.new { class::NEW_COUNT } else { class::COUNT });
        self.add(node, prop::TEXT, self.words(self.document.slice(count.text)));
        self.add(node, prop::SPAN, self.span(count.text));
        if let Some(measure) = count.measure {
            self.add(node, prop::MEASURE, concept("measure", measure.name()));
        }
        for (end, value) in [(prop::LOW, count.low), (prop::HIGH, count.high)] {
            if let Some(value) = value {
                self.add(node, end, number(value));
            }
        }
        self.add(node, prop::QUALIFIER, concept("qualifier", count.qualifier.name()));
        for party in &count.of {
            let actor = self.party(party);
            self.add(node, prop::OF, actor);
        }
        self.add(node, prop::POPULATION, concept("population", count.population.name()));
        self.add(node, prop::UNIT, Literal::from(count.unit.as_str()));
        if let Some(place) = &count.place {
            self.add(node, prop::PLACE, self.words(place));
        }
        self.add(node, prop::SCOPE, concept("scope", count.scope.name()));
        self.days(node, count.period.as_ref(), prop::FROM, prop::UNTIL);
    }

    fn event(&mut self, at: u32, event: &'a Event) {
        let node = self.iris.event(at as usize + 1);
        self.a(&node, class::EVENT_MENTION);
        self.add(&node, prop::EVENT_KIND, concept("event", event.kind.name()));
        self.add(&node, prop::TEXT, self.words(self.document.slice(event.mention)));
        self.add(&node, prop::SPAN, self.span(event.mention));
        if let Some(place) = &event.place {
            self.add(&node, prop::PLACE, self.words(place));
        }
        self.days(&node, event.when.as_ref(), prop::FROM, prop::UNTIL);
        for party in &event.participants {
            let actor = self.party(party);
            self.add(&node, prop::PARTICIPANT, actor);
        }
    }

    fn days(&mut self, node: &NamedNode, when: Option<&When>, from: NamedNodeRef<'_>, until: NamedNodeRef<'_>) {
        let Some(when) = when else { return };
        for (end, day) in [(from, when.from), (until, when.until)] {
            if let Some(day) = day {
                self.add(node, end, date(day));
            }
        }
    }

    fn party(&mut self, party: &'a Party) -> NamedNode {
        match &party.actor {
            Some(actor) => self.actor(actor, &party.name, SourceKind::People),
            None => self.undescribed(&party.name, SourceKind::People),
        }
    }

    fn actor(&mut self, actor: &ActorRef, name: &str, kind: SourceKind) -> NamedNode {
        match actor {
            ActorRef::Known(key) => iri::agent(key),
            ActorRef::Local(at) => match self.reading.actors.get(*at as usize) {
                Some(local) => {
                    self.introduced.insert(*at);
                    self.local(local)
                }
                None => self.undescribed(name, kind),
            },
        }
    }

    /// The node of an actor that the document introduces. One without a name is told from others by its place.
    fn local(&self, actor: &LocalActor) -> NamedNode {
        let place = if actor.named { String::new() } else { actor.mention.start.to_string() };
        self.iris.actor(&[actor.kind.name(), &actor.name, &place])
    }

    /// Somebody of whom the document gives a word and no more: "militants".
    fn undescribed(&mut self, name: &str, kind: SourceKind) -> NamedNode {
        let node = self.iris.actor(&[kind.name(), name, ""]);
        self.a(&node, class::UNNAMED_ACTOR);
        self.add(&node, prop::NAME, Literal::from(name));
        self.add(&node, prop::KIND, concept("kind", kind.name()));
        node
    }

    /// Describes the actors that were pointed to, and those for whom they speak.
    fn introduced(&mut self) {
        let mut done = BTreeSet::new();
        while let Some(at) = self.introduced.pop_first() {
            let Some(actor) = self.reading.actors.get(at as usize).filter(|_| done.insert(at)) else { continue };
            let node = self.local(actor);
            self.a(&node, if actor.named { other::AGENT } else { class::UNNAMED_ACTOR });
            self.add(&node, prop::NAME, Literal::from(actor.name.as_str()));
            self.add(&node, prop::KIND, concept("kind", actor.kind.name()));
            if !actor.mention.is_empty() {
                self.add(&node, prop::SPAN, self.span(actor.mention));
            }
            if let Some(role) = &actor.role {
                self.add(&node, prop::ROLE, self.words(role));
            }
            if let Some(principal) = &actor.speaks_for {
                let principal = self.actor(principal, "", SourceKind::Organisation);
                self.add(&node, prop::SPEAKS_FOR, principal);
            }
        }
    }
}

/// Who makes a claim, and at whom it is directed.
struct Voices<'a> {
    sources: Vec<&'a Source>,
    targets: Vec<&'a Source>,
}

/// How many claims of the graph one of a reading is: one for each of those who speak against each other, else one.
#[must_use]
pub fn parts(claim: &Claim) -> usize {
    voices(claim).len()
}

/// The voices of a claim: together, or parted where they speak against each other.
fn voices(claim: &Claim) -> Vec<Voices<'_>> {
    let mutual = claim.sources.len() > 1 && claim.directed_at.iter().any(|t| claim.sources.iter().any(|s| s.actor == t.actor));
    if !mutual {
        return vec![Voices { sources: claim.sources.iter().collect(), targets: claim.directed_at.iter().collect() }];
    }
    let against = |source: &Source| claim.directed_at.iter().filter(|t| t.actor != source.actor).collect();
    claim.sources.iter().map(|source| Voices { sources: vec![source], targets: against(source) }).collect()
}

/// A number as RDF stores keep it.
fn number(value: u64) -> Literal {
    Literal::from(i64::try_from(value).unwrap_or(i64::MAX))
}

fn date(day: Date) -> Literal {
    Literal::new_typed_literal(day.to_string(), oxigraph::model::vocab::xsd::DATE)
}
