//! A graph as a graph: in which one each triple stands, what points to what, which words it uses.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};

use super::{Faults, Kind};
use crate::graph::facts::{Facts, code_points};
use crate::rdf::iri::Base;
use crate::rdf::vocab::{class, other, prop};

/// What can be seen in the graph of one document.
pub(super) fn check(base: &Base, facts: &Facts, quads: &[Quad], faults: &mut Faults) {
    let graph = GraphName::from(base.document(&facts.key).graph());
    let mut described = BTreeSet::from([facts.iri.as_str()]);
    let mut pointed_to = BTreeSet::new();
    for quad in quads {
        if quad.graph_name != graph {
            faults.say(Kind::Graph, &quad.subject.to_string(), format!("expected in {graph}, found in {}", quad.graph_name));
        }
        match &quad.subject {
            NamedOrBlankNode::NamedNode(subject) => _ = described.insert(subject.as_str()),
            NamedOrBlankNode::BlankNode(_) => faults.say(Kind::Graph, &quad.subject.to_string(), "expected an IRI, found a node without a name"),
        }
        match &quad.object {
            Term::NamedNode(object) if quad.predicate != rdf::TYPE && quad.predicate != other::URL => _ = pointed_to.insert(object.as_str()),
            Term::BlankNode(_) => faults.say(Kind::Graph, &quad.object.to_string(), "expected an IRI, found a node without a name"),
            _ => {}
        }
    }
    let claims: BTreeSet<&str> = facts.claims.iter().map(|claim| claim.iri.as_str()).collect();
    for node in described.iter().filter(|node| **node != facts.iri && !claims.contains(*node) && !pointed_to.contains(*node)) {
        faults.say(Kind::Orphan, node, "nothing in its graph points to it");
    }
    // Stretches that are only named need no description; the words stand where they are used.
    let own = |iri: &str| base.local(iri).is_some_and(|local| local.starts_with("claim/") || local.starts_with("doc/")) && code_points(iri).is_none();
    for node in pointed_to.iter().filter(|node| own(node) && !described.contains(*node)) {
        faults.say(Kind::Orphan, node, "is pointed to, but not described");
    }
    cycles(facts, faults);
}

/// Claims that are told inside each other.
fn cycles(facts: &Facts, faults: &mut Faults) {
    let outer = |iri: &str| facts.claims.iter().find(|claim| claim.iri == iri).and_then(|claim| claim.within.as_deref());
    for claim in &facts.claims {
        let (mut at, mut steps) = (claim.within.as_deref(), 0);
        while let Some(iri) = at.filter(|_| steps <= facts.claims.len()) {
            if iri == claim.iri {
                faults.say(Kind::Orphan, &claim.iri, "is told inside itself");
                break;
            }
            (at, steps) = (outer(iri), steps + 1);
        }
    }
}

/// What can be seen in all graphs together.
pub(super) fn across(quads: &[Quad], faults: &mut Faults) {
    // Equal triples have equal hashes; which triples of one hash are equal is seen by looking.
    let mut order: Vec<(u64, &Quad)> = quads.iter().map(|quad| (hash(quad), quad)).collect();
    order.sort_by_key(|(hash, _)| *hash);
    for group in order.chunk_by(|(one, _), (two, _)| one == two).filter(|group| group.len() > 1) {
        for (at, (_, one)) in group.iter().enumerate() {
            let again = |two: &&Quad| (&one.subject, &one.predicate, &one.object) == (&two.subject, &two.predicate, &two.object);
            for (_, two) in group.iter().skip(at + 1).filter(|(_, two)| again(two) && one.graph_name != two.graph_name) {
                let mut graphs = [one.graph_name.to_string(), two.graph_name.to_string()];
                graphs.sort();
                faults.say(Kind::Graph, &one.subject.to_string(), format!("{} {} stands in {}", one.predicate, one.object, graphs.join(" and ")));
            }
        }
    }
    let properties: BTreeSet<&str> = prop::ALL.iter().chain(other::ALL).map(|term| term.as_str()).chain([rdf::TYPE.as_str()]).collect();
    let classes: BTreeSet<&str> = class::ALL.iter().chain(other::ALL).map(|term| term.as_str()).collect();
    for quad in quads {
        if !properties.contains(quad.predicate.as_str()) {
            faults.say(Kind::Term, &quad.subject.to_string(), format!("the property {} is not known", quad.predicate));
        }
        if let Term::NamedNode(class) = &quad.object
            && quad.predicate == rdf::TYPE
            && !classes.contains(class.as_str())
        {
            faults.say(Kind::Term, &quad.subject.to_string(), format!("the class {class} is not known"));
        }
    }
}

fn hash(quad: &Quad) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&quad.subject, &quad.predicate, &quad.object).hash(&mut hasher);
    hasher.finish()
}
