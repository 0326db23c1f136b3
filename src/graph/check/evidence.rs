//! A document's graph against its text: whether words stand where they are said to stand, and whether each claim has what it rests on.

use oxigraph::model::Quad;

use super::{Faults, Kind};
use crate::graph::facts::{Claim, Facts, Graph, Mention, Node, code_points};
use crate::rdf::canonical::digest;
use crate::rdf::iri::{Base, last_part};
use crate::rdf::vocab::{other, prop};
use crate::text::document::CodePoints;

/// Checks a document's graph against its text.
pub(super) fn check(base: &Base, facts: &Facts, quads: &[Quad], text: &str, faults: &mut Faults) {
    let mut checker = Checker { facts, text, points: CodePoints::new(text), faults };
    let graph = Graph::new(quads);
    checker.document(base, &graph);
    for node in graph.nodes() {
        checker.node(&node);
    }
    for claim in &facts.claims {
        checker.claim(base, claim);
    }
}

struct Checker<'a> {
    facts: &'a Facts,
    text: &'a str,
    points: CodePoints,
    faults: &'a mut Faults,
}

impl<'a> Checker<'a> {
    /// The words at a stretch of the document; none where it is no such stretch.
    fn at(&self, (begin, end): (u32, u32)) -> Option<&'a str> {
        if begin > end {
            return None;
        }
        self.text.get(self.points.to_byte(begin)? as usize..self.points.to_byte(end)? as usize)
    }

    /// Checks that some words stand at the stretch that an IRI names.
    fn stands(&mut self, node: &str, span: &str, words: &str) {
        let found = code_points(span).filter(|_| span.starts_with(&format!("{}#", self.facts.iri))).and_then(|at| self.at(at));
        match found {
            None => self.faults.say(Kind::Span, node, format!("{span} is no stretch of the document")),
            Some(found) if found != words => self.faults.say(Kind::Span, node, format!("expected {words:?} at {}, found {found:?}", last_part(span))),
            Some(_) => {}
        }
    }

    fn document(&mut self, base: &Base, graph: &Graph<'_>) {
        let facts = self.facts;
        let mut expect = |what: &str, is: &str, should: &str| {
            if is != should {
                self.faults.say(Kind::Version, &facts.iri, format!("{what}: expected {should}, found {is}"));
            }
        };
        expect("IRI", &facts.iri, base.document(&facts.key).document().as_str());
        let field = |f: &Option<String>| f.clone().unwrap_or_default();
        let published = facts.published.map(|day| day.to_string()).unwrap_or_default();
        expect("version", &facts.version, &digest(&[self.text, &field(&facts.title), &published, &field(&facts.publisher), &facts.lang]));
        let length = graph.node(&facts.iri).and_then(|node| node.number(prop::CODE_POINTS)).unwrap_or_default();
        expect("code points", &length.to_string(), &self.points.len().to_string());
    }

    /// Checks the words and places of whatever has any.
    fn node(&mut self, node: &Node<'_>) {
        if let Some((begin, end)) = code_points(node.iri) {
            let words = node.text(other::ANCHOR_OF).or_else(|| node.text(prop::TEXT));
            self.stands(node.iri, node.iri, &words.unwrap_or_default());
            if node.objects(other::ANCHOR_OF).next().is_some() {
                self.content(node, begin, end);
            }
        } else if let (Some(span), Some(words)) = (node.iri(prop::SPAN), node.text(prop::TEXT)) {
            self.stands(node.iri, &span, &words);
        } else if let Some(span) = node.iri(prop::SPAN)
            && code_points(&span).and_then(|at| self.at(at)).is_none()
        {
            self.faults.say(Kind::Span, node.iri, format!("{span} is no stretch of the document"));
        }
        if let (Some(span), Some(words)) = (node.iri(prop::CUE_SPAN), node.text(prop::CUE)) {
            self.stands(node.iri, &span, &words);
        }
    }

    /// Checks what it takes to find a content again.
    fn content(&mut self, node: &Node<'_>, begin: u32, end: u32) {
        if (node.number(other::BEGIN_INDEX), node.number(other::END_INDEX)) != (Some(begin.into()), Some(end.into())) {
            self.faults.say(Kind::Span, node.iri, "begins and ends elsewhere than its name says");
        }
        let before = self.at((0, begin)).unwrap_or_default();
        let behind = self.at((end, self.points.len())).unwrap_or_default();
        if !node.text(other::PREFIX).is_some_and(|prefix| before.ends_with(&prefix)) || !node.text(other::SUFFIX).is_some_and(|s| behind.starts_with(&s)) {
            self.faults.say(Kind::Span, node.iri, "other words stand around it than prefix and suffix say");
        }
    }

    fn claim(&mut self, base: &Base, claim: &Claim) {
        let iris = base.document(&self.facts.key);
        if !(0..self.facts.claims.len()).any(|earlier| iris.claim(&claim.content, earlier).as_str() == claim.iri) {
            self.faults.say(Kind::Version, &claim.iri, "is not the name of its words");
        }
        if claim.content.is_empty() {
            self.faults.say(Kind::Evidence, &claim.iri, "has no words");
        }
        let own_voice = claim.sources.iter().all(|source| *source == iris.voice().as_str());
        let named = claim.mentions.iter().any(|mention| mention.denotes.iter().any(|actor| claim.sources.contains(actor)));
        if !own_voice && claim.cue.is_none() && !named {
            self.faults.say(Kind::Evidence, &claim.iri, "no words name its voice or carry the attribution");
        }
        if claim.cue.as_ref().is_some_and(|(_, at)| at.is_none()) {
            self.faults.say(Kind::Evidence, &claim.iri, "its cue stands nowhere");
        }
        for count in claim.counts.iter().filter(|count| count.at.is_none_or(|(begin, end)| begin < claim.begin || claim.end < end)) {
            self.faults.say(Kind::Evidence, &count.iri, "its words stand outside the content of its claim");
        }
        let actors =
            |mention: &&Mention| !mention.denotes.iter().any(|actor| [&claim.sources, &claim.via, &claim.directed_at].iter().any(|list| list.contains(actor)));
        for mention in claim.mentions.iter().filter(actors) {
            self.faults.say(Kind::Evidence, &claim.iri, format!("{:?} names nobody of the claim", mention.text));
        }
    }
}
