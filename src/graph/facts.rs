//! A document's graph, read back into plain structures: what [`emit`](crate::rdf::emit::emit) wrote.
//!
//! Tables, ways between actors and everything derived are made from these, so that only this file and `emit` know how a claim is spelled in RDF.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use serde::{Deserialize, Serialize};

use crate::rdf::iri::last_part;
use crate::rdf::vocab::{class, other, prop};
use crate::text::document::Document;

/// What one document's graph says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The document's IRI.
    pub iri: String,
    /// The key by which its owner knows it.
    pub key: String,
    /// The hash of its version.
    pub version: String,
    /// The hash of its text.
    pub text_hash: String,
    /// Its language.
    pub lang: String,
    /// Its headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// Its claims, by the place of their contents.
    pub claims: Vec<Claim>,
    /// The actors that it introduces, by IRI.
    pub actors: BTreeMap<String, Actor>,
    /// The events as it tells them, by IRI.
    pub events: BTreeMap<String, Event>,
}

/// A claim of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its IRI.
    pub iri: String,
    /// First code point of its content.
    pub begin: u32,
    /// First code point behind its content.
    pub end: u32,
    /// The words of its content.
    pub content: String,
    /// Who puts it forward, by IRI.
    pub sources: Vec<String>,
    /// Who passes it on, innermost first.
    pub via: Vec<String>,
    /// At whom it is directed.
    pub directed_at: Vec<String>,
    /// The words that name its actors.
    pub mentions: Vec<Mention>,
    /// The words of the attribution, and where they stand.
    pub cue: Option<(String, Option<(u32, u32)>)>,
    /// What the voice does.
    pub act: String,
    /// Whose words.
    pub form: String,
    /// Affirmed or negated.
    pub polarity: String,
    /// How sure it sounds.
    pub certainty: String,
    /// Its figures.
    pub counts: Vec<Count>,
    /// First and last day on which it can have been said.
    pub said: (Option<Date>, Option<Date>),
    /// The event that it is about, by IRI of its mention.
    pub event: Option<String>,
    /// The claim inside which it is told.
    pub within: Option<String>,
    /// The rule that found it.
    pub rule: String,
    /// How sure the rules are, in percent.
    pub confidence: u8,
}

/// Words that name an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// Where they stand, in code points.
    pub at: (u32, u32),
    /// The words.
    pub text: String,
    /// The actors that they name here, by IRI.
    pub denotes: Vec<String>,
    /// How they were resolved.
    pub resolution: String,
    /// The place in a chain of media.
    pub hop: Option<u32>,
}

/// A figure of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Its IRI.
    pub iri: String,
    /// Its words.
    pub text: String,
    /// Where they stand, in code points.
    pub at: Option<(u32, u32)>,
    /// What happened to those counted.
    pub measure: Option<String>,
    /// Lower end.
    pub low: Option<u64>,
    /// Upper end.
    pub high: Option<u64>,
    /// How the words bound it.
    pub qualifier: String,
    /// Whose people, by IRI.
    pub of: Vec<String>,
    /// Which people.
    pub population: String,
    /// What is counted.
    pub unit: String,
    /// Where.
    pub place: Option<String>,
    /// For whom it holds.
    pub scope: String,
    /// Whether it adds to an earlier figure.
    pub new: bool,
    /// The days that it covers.
    pub period: (Option<Date>, Option<Date>),
}

/// An actor that a document introduces, or its own voice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Its name or words.
    pub name: String,
    /// What it is; none for a document's own voice.
    pub kind: Option<String>,
    /// Its role.
    pub role: Option<String>,
    /// For whom it speaks, by IRI.
    pub speaks_for: Option<String>,
    /// Whether it has no name of its own.
    pub unnamed: bool,
}

/// An event as a document tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What kind.
    pub kind: String,
    /// Its words.
    pub text: String,
    /// Where.
    pub place: Option<String>,
    /// When.
    pub days: (Option<Date>, Option<Date>),
    /// Who takes part, by IRI.
    pub participants: Vec<String>,
}

impl Facts {
    /// The document that was read, of which the graph holds all but the text.
    #[must_use]
    pub fn document(&self, text: String) -> Document {
        Document {
            id: self.key.clone(),
            lang: self.lang.clone(),
            published: self.published.map(|day| day.to_string()),
            publisher: self.publisher.clone(),
            title: self.title.clone(),
            url: self.url.clone(),
            text,
        }
    }

    /// Reads the quads of a document's graph. What it does not know it passes over.
    #[must_use]
    pub fn read(quads: &[Quad]) -> Self {
        let graph = Graph::new(quads);
        let Some(document) = graph.of_class(class::DOCUMENT).next() else { return Facts::default() };
        let mut facts = Facts {
            iri: document.iri.to_owned(),
            key: document.text(prop::KEY).unwrap_or_default(),
            version: document.text(prop::VERSION).unwrap_or_default(),
            text_hash: document.text(prop::TEXT_HASH).unwrap_or_default(),
            lang: document.text(other::IN_LANGUAGE).unwrap_or_default(),
            title: document.text(other::HEADLINE),
            published: document.date(other::DATE_PUBLISHED),
            publisher: document.text(other::PUBLISHER),
            url: document.text(other::URL),
            ..Facts::default()
        };
        facts.claims = graph.of_class(class::CLAIM).map(|node| claim(&graph, &node)).collect();
        facts.claims.sort_by(|a, b| (a.begin, std::cmp::Reverse(a.end), &a.iri).cmp(&(b.begin, std::cmp::Reverse(b.end), &b.iri)));
        for class in [other::AGENT, class::UNNAMED_ACTOR, class::OWN_VOICE] {
            for node in graph.of_class(class) {
                facts.actors.insert(node.iri.to_owned(), actor(&node, class == class::UNNAMED_ACTOR));
            }
        }
        facts.events = graph.of_class(class::EVENT_MENTION).map(|node| (node.iri.to_owned(), event(&node))).collect();
        facts
    }

    /// The day on which a claim was made, as far as its document tells: by its words, else the day of publication.
    #[must_use]
    pub fn day(&self, claim: &Claim) -> Option<Date> {
        claim.said.0.or(claim.said.1).or(self.published)
    }
}

fn claim(graph: &Graph<'_>, node: &Node<'_>) -> Claim {
    let content = node.iri(prop::CONTENT).and_then(|iri| graph.node(&iri));
    let (begin, end) = content.as_ref().and_then(|c| code_points(c.iri)).unwrap_or_default();
    let mut mentions: Vec<Mention> = node.iris(prop::MENTION).iter().filter_map(|iri| graph.node(iri)).map(|n| mention(&n)).collect();
    mentions.sort();
    let mut via = node.iris(prop::VIA);
    let hop = |iri: &String| mentions.iter().find(|m| m.hop.is_some() && m.denotes.contains(iri)).and_then(|m| m.hop);
    via.sort_by_key(|iri| (hop(iri), iri.clone()));
    let mut counts: Vec<Count> = node.iris(prop::COUNT).iter().filter_map(|iri| graph.node(iri)).map(|n| count(&n)).collect();
    counts.sort_by_key(|c| last_part(&c.iri).parse::<u32>().unwrap_or(u32::MAX));
    Claim {
        iri: node.iri.to_owned(),
        begin,
        end,
        content: content.and_then(|c| c.text(other::ANCHOR_OF)).unwrap_or_default(),
        sources: node.iris(prop::SOURCE),
        via,
        directed_at: node.iris(prop::DIRECTED_AT),
        mentions,
        cue: node.text(prop::CUE).map(|cue| (cue, node.iri(prop::CUE_SPAN).and_then(|iri| code_points(&iri)))),
        act: node.word(prop::ACT),
        form: node.word(prop::FORM),
        polarity: node.word(prop::POLARITY),
        certainty: node.word(prop::CERTAINTY),
        counts,
        said: (node.date(prop::SAID_FROM), node.date(prop::SAID_UNTIL)),
        event: node.iri(prop::EVENT),
        within: node.iri(prop::WITHIN),
        rule: node.text(prop::RULE).unwrap_or_default(),
        confidence: node.number(prop::CONFIDENCE).and_then(|n| u8::try_from(n).ok()).unwrap_or_default(),
    }
}

fn mention(node: &Node<'_>) -> Mention {
    Mention {
        at: code_points(node.iri).unwrap_or_default(),
        text: node.text(prop::TEXT).unwrap_or_default(),
        denotes: node.iris(prop::DENOTES),
        resolution: node.word(prop::RESOLUTION),
        hop: node.number(prop::HOP).and_then(|n| u32::try_from(n).ok()),
    }
}

fn count(node: &Node<'_>) -> Count {
    Count {
        iri: node.iri.to_owned(),
        text: node.text(prop::TEXT).unwrap_or_default(),
        at: node.iri(prop::SPAN).and_then(|iri| code_points(&iri)),
        measure: Some(node.word(prop::MEASURE)).filter(|m| !m.is_empty()),
        low: node.number(prop::LOW),
        high: node.number(prop::HIGH),
        qualifier: node.word(prop::QUALIFIER),
        of: node.iris(prop::OF),
        population: node.word(prop::POPULATION),
        unit: node.text(prop::UNIT).unwrap_or_default(),
        place: node.text(prop::PLACE),
        scope: node.word(prop::SCOPE),
        new: node.is(class::NEW_COUNT),
        period: (node.date(prop::FROM), node.date(prop::UNTIL)),
    }
}

fn actor(node: &Node<'_>, unnamed: bool) -> Actor {
    Actor {
        name: node.text(prop::NAME).unwrap_or_default(),
        kind: Some(node.word(prop::KIND)).filter(|k| !k.is_empty()),
        role: node.text(prop::ROLE),
        speaks_for: node.iri(prop::SPEAKS_FOR),
        unnamed,
    }
}

fn event(node: &Node<'_>) -> Event {
    Event {
        kind: node.word(prop::EVENT_KIND),
        text: node.text(prop::TEXT).unwrap_or_default(),
        place: node.text(prop::PLACE),
        days: (node.date(prop::FROM), node.date(prop::UNTIL)),
        participants: node.iris(prop::PARTICIPANT),
    }
}

/// The code points that the IRI of a span names: `…#char=25,58`.
#[must_use]
pub fn code_points(iri: &str) -> Option<(u32, u32)> {
    let (begin, end) = iri.rsplit_once("#char=")?.1.split_once(',')?;
    Some((begin.parse().ok()?, end.parse().ok()?))
}

/// Quads by their subjects.
pub(super) struct Graph<'a> {
    by_subject: HashMap<&'a str, Vec<&'a Quad>>,
    /// Subjects in the order of the quads, so that nothing depends on a hash.
    order: Vec<&'a str>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(quads: &'a [Quad]) -> Self {
        let mut graph = Graph { by_subject: HashMap::new(), order: Vec::new() };
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            let said = graph.by_subject.entry(subject.as_str()).or_default();
            if said.is_empty() {
                graph.order.push(subject.as_str());
            }
            said.push(quad);
        }
        graph
    }

    pub(super) fn node(&self, iri: &str) -> Option<Node<'a>> {
        self.by_subject.get_key_value(iri).map(|(iri, said)| Node { iri, said: said.clone() })
    }

    /// All subjects, in the order of the quads.
    pub(super) fn nodes(&self) -> impl Iterator<Item = Node<'a>> {
        self.order.iter().filter_map(|iri| self.node(iri))
    }

    pub(super) fn of_class(&self, class: NamedNodeRef<'static>) -> impl Iterator<Item = Node<'a>> {
        self.nodes().filter(move |n| n.is(class))
    }
}

/// A subject and what is said of it.
pub(super) struct Node<'a> {
    pub(super) iri: &'a str,
    pub(super) said: Vec<&'a Quad>,
}

impl<'a> Node<'a> {
    pub(super) fn objects(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'a Term> {
        self.said.iter().filter(move |q| q.predicate.as_ref() == property).map(|q| &q.object)
    }

    pub(super) fn is(&self, class: NamedNodeRef<'_>) -> bool {
        self.objects(oxigraph::model::vocab::rdf::TYPE).any(|t| matches!(t, Term::NamedNode(n) if n.as_ref() == class))
    }

    pub(super) fn text(&self, property: NamedNodeRef<'_>) -> Option<String> {
        self.objects(property).next().map(|term| match term {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => node.as_str().to_owned(),
            Term::BlankNode(node) => node.to_string(),
        })
    }

    pub(super) fn iris(&self, property: NamedNodeRef<'_>) -> Vec<String> {
        let mut iris: Vec<String> =
            self.objects(property).filter_map(|t| if let Term::NamedNode(n) = t { Some(n.as_str().to_owned()) } else { None }).collect();
        iris.sort();
        iris
    }

    pub(super) fn iri(&self, property: NamedNodeRef<'_>) -> Option<String> {
        self.iris(property).into_iter().next()
    }

    /// The last part of a concept's IRI: `deny`.
    pub(super) fn word(&self, property: NamedNodeRef<'_>) -> String {
        self.iri(property).map(|iri| last_part(&iri).to_owned()).unwrap_or_default()
    }

    pub(super) fn number(&self, property: NamedNodeRef<'_>) -> Option<u64> {
        self.text(property)?.parse().ok()
    }

    pub(super) fn date(&self, property: NamedNodeRef<'_>) -> Option<Date> {
        self.text(property)?.parse().ok()
    }
}
