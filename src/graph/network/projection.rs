//! Actors and what they do to each other: who accuses, contradicts, passes on, speaks for whom, and by how many claims.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::draw::{Drawing, Line};
use super::select::Select;
use super::{Node, NodeKind};
use crate::graph::corpus::Corpus;

/// The graph of actors: directed, one edge a pair and a tie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    /// The actors, by IRI.
    pub nodes: Vec<Node>,
    /// From whom to whom, by position: the tie and by how many claims.
    pub edges: BTreeMap<(usize, usize, String), usize>,
}

impl Projection {
    /// The actors of the claims that are wanted. `contradictions` are pairs of voices, by IRI, that contradict each other.
    #[must_use]
    pub fn new(corpus: &Corpus, select: &Select, contradictions: &[(String, String)]) -> Self {
        // Counted by hash, since most ties stand in many claims; put in order only then.
        let mut ties: FxHashMap<(&str, &str, &str), usize> = FxHashMap::default();
        let mut actors: FxHashSet<&str> = FxHashSet::default();
        for (document, claim) in select.claims(corpus) {
            let mut tie = |from, tie, to| count_tie(&mut ties, from, tie, to);
            actors.extend(claim.sources.iter().map(String::as_str).filter(|iri| !iri.ends_with("#voice")));
            for source in &claim.sources {
                claim.directed_at.iter().for_each(|target| tie(source, &claim.act, target));
                // Of several who speak together, nobody is known to speak for the others.
                corpus.principals(&claim.iri).iter().filter(|_| claim.sources.len() == 1).for_each(|principal| tie(source, "speaks for", principal));
                // The medium next to the voice passes it on; the next one passes on the medium.
                let mut said = source;
                for medium in &claim.via {
                    tie(medium, "passes on", said);
                    said = medium;
                }
            }
            let outer = claim.within.as_deref().and_then(|iri| document.claims.iter().find(|c| c.iri == iri));
            for reporter in outer.iter().flat_map(|c| &c.sources) {
                claim.sources.iter().for_each(|source| tie(reporter, "reports", source));
            }
        }
        contradictions.iter().for_each(|(one, other)| count_tie(&mut ties, one, "contradicts", other));
        actors.extend(ties.keys().flat_map(|(from, _, to)| [*from, *to]));
        let mut actors: Vec<&str> = actors.into_iter().collect();
        actors.sort_unstable();
        let nodes = actors.iter().map(|iri| Node { kind: NodeKind::Actor, iri: (*iri).to_owned(), name: corpus.name(iri).to_owned() }).collect();
        let order: FxHashMap<&str, usize> = actors.iter().enumerate().map(|(at, iri)| (*iri, at)).collect();
        let place = |iri: &str| order.get(iri).copied();
        let edges = ties.iter().filter_map(|((from, tie, to), count)| Some(((place(from)?, place(to)?, (*tie).to_owned()), *count))).collect();
        Projection { nodes, edges }
    }

    /// Whom each actor points to, with the weight of all ties together.
    #[must_use]
    pub fn out(&self) -> Vec<BTreeMap<usize, usize>> {
        let mut out = vec![BTreeMap::new(); self.nodes.len()];
        for ((from, to, _), count) in &self.edges {
            if let Some(targets) = out.get_mut(*from) {
                *targets.entry(*to).or_default() += count;
            }
        }
        out
    }

    /// The graph as something that can be drawn, actors in a given order: those that stand first stay where not all can be drawn.
    #[must_use]
    pub fn drawing(&self, order: &[usize]) -> Drawing {
        let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(place, at)| (*at, place)).collect();
        let line = |((from, to, tie), count): (&(usize, usize, String), &usize)| {
            let label = if *count > 1 { format!("{tie} ({count})") } else { tie.clone() };
            Some(Line { from: *place.get(from)?, to: *place.get(to)?, label, weight: *count, directed: true })
        };
        Drawing { nodes: order.iter().filter_map(|at| self.nodes.get(*at).cloned()).collect(), lines: self.edges.iter().filter_map(line).collect() }
    }
}

/// Counts a claim for a tie; nobody is tied to itself.
fn count_tie<'a>(ties: &mut FxHashMap<(&'a str, &'a str, &'a str), usize>, from: &'a str, tie: &'a str, to: &'a str) {
    if from != to {
        *ties.entry((from, tie, to)).or_default() += 1;
    }
}
