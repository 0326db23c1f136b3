//! The triples of one claim: its own, and those of what only it is about.

use std::collections::BTreeSet;

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
    let quads = archive.document(last_part(&document.iri))?;
    let mut wanted = BTreeSet::from([claim.iri.clone()]);
    // Two steps: from the claim to its parts, from these to actors and to those for whom they speak.
    let mut open = vec![claim.iri.clone()];
    while let Some(subject) = open.pop() {
        for quad in quads.iter().filter(|q| is(&q.subject, &subject) && q.predicate != prop::IN_DOCUMENT && q.predicate != prop::WITHIN) {
            if let Term::NamedNode(object) = &quad.object
                && object.as_str() != document.iri
                && wanted.insert(object.as_str().to_owned())
            {
                open.push(object.as_str().to_owned());
            }
        }
    }
    let of_wanted = |quad: &Quad| matches!(&quad.subject, NamedOrBlankNode::NamedNode(s) if wanted.contains(s.as_str()));
    let mut excerpt: Vec<Quad> = quads.into_iter().filter(of_wanted).collect();
    for (_, derived) in store::derived(archive)? {
        let told = |q: &Quad| [prop::PRINCIPAL, prop::ISSUE, prop::DENOTES].contains(&q.predicate.as_ref());
        excerpt.extend(derived.into_iter().filter(|q| of_wanted(q) && told(q)));
    }
    Ok(excerpt)
}

fn is(subject: &NamedOrBlankNode, iri: &str) -> bool {
    matches!(subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == iri)
}
