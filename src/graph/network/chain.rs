//! Chains of attribution: from the voice over the media that pass its claim on to who publishes the document.

use std::collections::BTreeMap;

use super::draw::{Drawing, Line};
use super::measure::circles;
use super::select::Select;
use super::{Node, NodeKind};
use crate::graph::corpus::Corpus;

/// A chain, and how many claims came along it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Its links, from the voice outwards; the last one publishes.
    pub links: Vec<Node>,
    /// How many claims came along it.
    pub claims: usize,
}

/// The chains of the claims that are wanted: the longest first, then those along which most came. A document's own words have none.
#[must_use]
pub fn chains(corpus: &Corpus, select: &Select) -> Vec<Chain> {
    let mut found: BTreeMap<Vec<Node>, usize> = BTreeMap::new();
    let actor = |iri: &String| Node { kind: NodeKind::Actor, iri: iri.clone(), name: corpus.name(iri).to_owned() };
    for (document, claim) in select.claims(corpus) {
        let publisher = document.publisher.as_deref().unwrap_or(&document.key);
        for source in claim.sources.iter().filter(|iri| !iri.ends_with("#voice")) {
            let mut links = vec![actor(source)];
            let mut inside = claim;
            // Who reports a claim stands between its voice and the document.
            while let Some(outer) = inside.within.as_deref().and_then(|iri| document.claims.iter().find(|c| c.iri == iri)) {
                links.extend(outer.sources.iter().take(1).map(actor));
                if links.len() > document.claims.len() {
                    break;
                }
                inside = outer;
            }
            links.extend(claim.via.iter().map(actor));
            links.push(Node { kind: NodeKind::Document, iri: format!("publisher:{publisher}"), name: publisher.to_owned() });
            links.dedup();
            *found.entry(links).or_default() += 1;
        }
    }
    let mut chains: Vec<Chain> = found.into_iter().map(|(links, claims)| Chain { links, claims }).collect();
    chains.sort_by_key(|c| (std::cmp::Reverse(c.links.len()), std::cmp::Reverse(c.claims)));
    chains
}

/// The links of all chains as one graph, and the circles in it: who passes on whom who passes on them.
#[must_use]
pub fn graph(chains: &[Chain]) -> (Drawing, Vec<Vec<Node>>) {
    let mut places: BTreeMap<&Node, usize> = BTreeMap::new();
    let mut nodes: Vec<Node> = Vec::new();
    let mut weights: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for chain in chains {
        let mut before: Option<usize> = None;
        for link in &chain.links {
            let place = *places.entry(link).or_insert_with(|| {
                nodes.push(link.clone());
                nodes.len() - 1
            });
            if let Some(before) = before.filter(|b| *b != place) {
                *weights.entry((before, place)).or_default() += chain.claims;
            }
            before = Some(place);
        }
    }
    let circles = circles(nodes.len(), weights.keys().copied());
    let named = circles.iter().map(|circle| circle.iter().filter_map(|at| nodes.get(*at).cloned()).collect()).collect();
    let lines = weights.into_iter().map(|((from, to), weight)| Line { from, to, label: weight.to_string(), weight, directed: true }).collect();
    (Drawing { nodes, lines }, named)
}
