//! Claims as nanopublications: small graphs that are cited one by one. Of each claim what it says, where it comes from, and who made that of it.
//!
//! The assertion is that a voice says so in a document, never that it is so. There are no clock times, so that the same claims give the same bytes.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::excerpt;
use super::facts::Facts;
use crate::rdf::iri::Base;
use crate::rdf::vocab::{prop, publication};

/// The nanopublications of the claims of a document, four graphs each.
#[must_use]
pub fn of_document(quads: &[Quad]) -> Vec<Quad> {
    let facts = Facts::read(quads);
    facts.claims.iter().flat_map(|claim| of_claim(quads, &facts, &claim.iri, &claim.rule)).collect()
}

fn of_claim(quads: &[Quad], facts: &Facts, claim: &str, rule: &str) -> Vec<Quad> {
    let part = |name: &str| NamedNode::new_unchecked(format!("{claim}/nanopub{name}"));
    let (whole, head, assertion, provenance, about) = (part(""), part("/head"), part("/assertion"), part("/provenance"), part("/info"));
    let software = Base::software();
    let mut out: Vec<Quad> = excerpt::closure(quads, &facts.iri, claim).into_iter().map(|quad| Quad { graph_name: assertion.clone().into(), ..quad }).collect();
    let mut say = |graph: &NamedNode, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term| {
        out.push(Quad::new(subject.clone(), predicate.into_owned(), object, graph.clone()));
    };
    say(&head, &whole, rdf::TYPE, publication::NANOPUBLICATION.into());
    say(&head, &whole, publication::HAS_ASSERTION, assertion.clone().into());
    say(&head, &whole, publication::HAS_PROVENANCE, provenance.clone().into());
    say(&head, &whole, publication::HAS_PUBLICATION_INFO, about.clone().into());
    let document = NamedNode::new_unchecked(&facts.iri);
    say(&provenance, &assertion, publication::WAS_DERIVED_FROM, document.clone().into());
    say(&provenance, &document, prop::TEXT_HASH, Literal::from(facts.text_hash.as_str()).into());
    say(&provenance, &document, prop::KEY, Literal::from(facts.key.as_str()).into());
    say(&provenance, &assertion, prop::RULE, Literal::from(rule).into());
    say(&about, &whole, publication::WAS_ATTRIBUTED_TO, software.clone().into());
    say(&about, &software, rdf::TYPE, publication::SOFTWARE_AGENT.into());
    say(&about, &software, prop::NAME, Literal::from(concat!("selon ", env!("CARGO_PKG_VERSION"))).into());
    out
}
