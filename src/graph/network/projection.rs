//! Actors and what they do to each other: who accuses, contradicts, passes on, speaks for whom, and by how many claims.

use std::collections::{BTreeMap, BTreeSet};

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
        let mut ties: BTreeMap<(String, String, String), usize> = BTreeMap::new();
        let mut actors: BTreeSet<String> = BTreeSet::new();
        let mut tie = |from: &str, tie: &str, to: &str| {
            if from != to {
                *ties.entry((from.to_owned(), to.to_owned(), tie.to_owned())).or_default() += 1;
            }
        };
        for (document, claim) in select.claims(corpus) {
            actors.extend(claim.sources.iter().filter(|iri| !iri.ends_with("#voice")).cloned());
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
        contradictions.iter().for_each(|(one, other)| tie(one, "contradicts", other));
        actors.extend(ties.keys().flat_map(|(from, to, _)| [from.clone(), to.clone()]));
        let nodes: Vec<Node> = actors.iter().map(|iri| Node { kind: NodeKind::Actor, iri: iri.clone(), name: corpus.name(iri).to_owned() }).collect();
        let order: BTreeMap<&String, usize> = actors.iter().enumerate().map(|(at, iri)| (iri, at)).collect();
        let place = |iri: &String| order.get(iri).copied();
        let edges = ties.iter().filter_map(|((from, to, tie), count)| Some(((place(from)?, place(to)?, tie.clone()), *count))).collect();
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
