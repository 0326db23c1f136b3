//! The triples of one claim: its own, and those of what only it is about.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use super::archive::Archive;
use super::facts::{Claim, Facts};
use super::store;
use crate::rdf::Error;
use crate::rdf::iri::last_part;
use crate::rdf::vocab::prop;

/// Everything that is said of a claim, of its figures, its content, the words that name its actors, and the actors and the event
/// that its document introduces; with its principal and issues.
///
/// # Errors
/// Where a file is broken.
pub fn of_claim(archive: &Archive, document: &Facts, claim: &Claim) -> Result<Vec<Quad>, Error> {
    let mut excerpt = closure(&archive.document(last_part(&document.iri))?, &document.iri, &claim.iri);
    let told_of: BTreeSet<String> = excerpt.iter().flat_map(|quad| [subject(quad), object(quad)]).flatten().map(str::to_owned).collect();
    for (_, derived) in store::derived(archive)? {
        let told = |q: &Quad| [prop::PRINCIPAL, prop::ISSUE, prop::DENOTES].contains(&q.predicate.as_ref());
        excerpt.extend(derived.into_iter().filter(|q| told(q) && subject(q).is_some_and(|s| told_of.contains(s))));
    }
    Ok(excerpt)
}

/// What the graph of a document says of a claim and of all that the claim points to, but not of the document and of other claims.
#[must_use]
pub fn closure(quads: &[Quad], document: &str, claim: &str) -> Vec<Quad> {
    let mut by_subject: BTreeMap<&str, Vec<&Quad>> = BTreeMap::new();
    for quad in quads {
        if let Some(subject) = subject(quad) {
            by_subject.entry(subject).or_default().push(quad);
        }
    }
    let mut wanted = BTreeSet::from([claim]);
    let mut open = vec![claim];
    while let Some(node) = open.pop() {
        for quad in by_subject.get(node).into_iter().flatten().filter(|q| q.predicate != prop::IN_DOCUMENT && q.predicate != prop::WITHIN) {
            open.extend(object(quad).filter(|object| *object != document && wanted.insert(object)));
        }
    }
    quads.iter().filter(|quad| subject(quad).is_some_and(|s| wanted.contains(s))).cloned().collect()
}

fn subject(quad: &Quad) -> Option<&str> {
    if let NamedOrBlankNode::NamedNode(node) = &quad.subject { Some(node.as_str()) } else { None }
}

fn object(quad: &Quad) -> Option<&str> {
    if let Term::NamedNode(node) = &quad.object { Some(node.as_str()) } else { None }
}
