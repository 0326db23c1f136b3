//! Who is connected to whom through which claims: actors, claims, events and documents as a graph without directions.
//!
//! Beside it the graph of actors alone ([`projection`]), who stands where in it ([`measure`]), the chains of attribution ([`chain`]), of which
//! claims all these are made ([`select`]), and how they are written for other programs and for the eye ([`draw`]).

pub mod chain;
pub mod draw;
pub mod measure;
pub mod projection;
pub mod select;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::dijkstra;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;

use self::select::Select;
use super::corpus::Corpus;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// Somebody.
    Actor,
    /// A claim.
    Claim,
    /// An event that several documents may tell.
    Event,
    /// A document.
    Document,
}

impl NodeKind {
    /// Its word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            NodeKind::Actor => "actor",
            NodeKind::Claim => "claim",
            NodeKind::Event => "event",
            NodeKind::Document => "document",
        }
    }
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its IRI.
    pub iri: String,
    /// Its name; of a claim: what it says.
    pub name: String,
}

/// How two nodes are connected, said from the claim or the event: `source`, `directed at`, `about`, `in`…
pub type Tie = &'static str;

/// Whom somebody is connected to, and through what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbor {
    /// The other actor.
    pub actor: Node,
    /// What the first is in the claims, and what the other.
    pub ties: (Tie, Tie),
    /// Through which nodes: claims or events; none where the one speaks for the other.
    pub through: Vec<Node>,
}

/// One step of a way: from a node by a tie to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// From.
    pub from: Node,
    /// How.
    pub tie: Tie,
    /// To.
    pub to: Node,
}

/// The graph of a corpus.
#[derive(Clone, Debug)]
pub struct Network {
    graph: UnGraph<Node, Tie>,
    /// Where each node is, by kind and IRI.
    index: [FxHashMap<String, NodeIndex>; 4],
}

impl Network {
    /// The graph of all claims.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        Network::of(corpus, &Select::default())
    }

    /// The graph of the claims that are wanted; the same corpus gives the same one.
    #[must_use]
    pub fn of(corpus: &Corpus, select: &Select) -> Self {
        let mut network = Network { graph: UnGraph::default(), index: Default::default() };
        for (document, claim) in select.claims(corpus) {
            let node = network.node(NodeKind::Claim, &claim.iri, &claim.content);
            let title = document.title.as_deref().unwrap_or(&document.key);
            network.tie(node, NodeKind::Document, &document.iri, title, "in");
            for (actors, tie) in [(&claim.sources, "source"), (&claim.via, "via"), (&claim.directed_at, "directed at")] {
                for actor in actors {
                    network.tie(node, NodeKind::Actor, actor, corpus.name(actor), tie);
                }
            }
            for party in claim.counts.iter().flat_map(|c| &c.of) {
                network.tie(node, NodeKind::Actor, party, corpus.name(party), "counted");
            }
            if let Some(event) = corpus.event(claim) {
                let event_node = network.tie(node, NodeKind::Event, event, corpus.name(event), "about");
                for party in claim.event.iter().filter_map(|e| document.events.get(e)).flat_map(|e| &e.participants) {
                    network.tie(event_node, NodeKind::Actor, party, corpus.name(party), "participant");
                }
            }
            if let Some(outer) = claim.within.as_deref().and_then(|iri| document.claims.iter().find(|c| c.iri == iri)) {
                network.tie(node, NodeKind::Claim, &outer.iri, &outer.content, "within");
            }
        }
        let there: Vec<&str> = corpus.actors().into_iter().filter(|iri| network.find(NodeKind::Actor, iri).is_some()).collect();
        for actor in there {
            for principal in corpus.speaks_for(actor) {
                let node = network.node(NodeKind::Actor, actor, corpus.name(actor));
                network.tie(node, NodeKind::Actor, principal, corpus.name(principal), "speaks for");
            }
        }
        network
    }

    fn node(&mut self, kind: NodeKind, iri: &str, name: &str) -> NodeIndex {
        if let Some(known) = self.find(kind, iri) {
            return known;
        }
        let node = self.graph.add_node(Node { kind, iri: iri.to_owned(), name: name.to_owned() });
        if let Some(index) = self.index.get_mut(kind as usize) {
            index.insert(iri.to_owned(), node);
        }
        node
    }

    fn find(&self, kind: NodeKind, iri: &str) -> Option<NodeIndex> {
        self.index.get(kind as usize)?.get(iri).copied()
    }

    fn tie(&mut self, from: NodeIndex, kind: NodeKind, iri: &str, name: &str, tie: Tie) -> NodeIndex {
        let to = self.node(kind, iri, name);
        if !self.graph.edges_connecting(from, to).any(|e| *e.weight() == tie) {
            self.graph.add_edge(from, to, tie);
        }
        to
    }

    /// Whom an actor is connected to: first those with whom it shares most claims.
    #[must_use]
    pub fn neighbors(&self, actor: &str) -> Vec<Neighbor> {
        let Some(start) = self.find(NodeKind::Actor, actor) else { return Vec::new() };
        let mut found: BTreeMap<(Node, Tie, Tie), Vec<Node>> = BTreeMap::new();
        for edge in self.graph.edges(start) {
            let middle = other_end(&edge, start);
            if self.graph[middle].kind == NodeKind::Actor {
                found.entry((self.graph[middle].clone(), edge.weight(), edge.weight())).or_default();
                continue;
            }
            for next in self.graph.edges(middle) {
                let far = other_end(&next, middle);
                if far != start && self.graph[far].kind == NodeKind::Actor {
                    found.entry((self.graph[far].clone(), edge.weight(), next.weight())).or_default().push(self.graph[middle].clone());
                }
            }
        }
        let mut neighbors: Vec<Neighbor> = found
            .into_iter()
            .map(|((actor, mine, theirs), mut through)| {
                through.sort();
                Neighbor { actor, ties: (mine, theirs), through }
            })
            .collect();
        neighbors.sort_by_key(|n| std::cmp::Reverse(n.through.len()));
        neighbors
    }

    /// Whom an actor is connected to over so many others: how many steps away, from whom, and how. Each is reached once, by the fewest steps.
    #[must_use]
    pub fn reached(&self, actor: &str, depth: usize) -> Vec<(usize, Node, Neighbor)> {
        let Some(start) = self.find(NodeKind::Actor, actor).map(|at| self.graph[at].clone()) else { return Vec::new() };
        let mut known = BTreeSet::from([start.clone()]);
        let mut found = Vec::new();
        let mut border = vec![start];
        for steps in 1..=depth {
            let mut next = Vec::new();
            for from in border {
                for neighbor in self.neighbors(&from.iri).into_iter().filter(|n| !known.contains(&n.actor)) {
                    next.push(neighbor.actor.clone());
                    found.push((steps, from.clone(), neighbor));
                }
            }
            next.sort();
            next.dedup();
            known.extend(next.iter().cloned());
            border = next;
        }
        found
    }

    /// The shortest way from one actor to another; of several the first.
    #[must_use]
    pub fn path(&self, from: &str, to: &str) -> Option<Vec<Step>> {
        self.paths(from, to, 1).into_iter().next()
    }

    /// All shortest ways from one actor to another, so many at most. Two actors in one document are not connected by that alone, where there is
    /// another way.
    #[must_use]
    pub fn paths(&self, from: &str, to: &str, most: usize) -> Vec<Vec<Step>> {
        let node = |iri: &str| self.find(NodeKind::Actor, iri);
        let (Some(start), Some(goal)) = (node(from), node(to)) else { return Vec::new() };
        let cost = |tie: Tie| if tie == "in" { 10_u32 } else { 1 };
        let far = dijkstra(&self.graph, start, Some(goal), |e| cost(e.weight()));
        if !far.contains_key(&goal) {
            return Vec::new();
        }
        // From the goal back: a node lies on a shortest way where the way to it and the tie from it add up.
        let mut ways: Vec<Vec<Step>> = Vec::new();
        let mut open: Vec<(NodeIndex, Vec<Step>)> = vec![(goal, Vec::new())];
        while let Some((at, steps)) = open.pop() {
            if at == start {
                ways.push(steps.into_iter().rev().collect());
                if ways.len() == most {
                    break;
                }
                continue;
            }
            let mut before: Vec<(Node, Tie, NodeIndex)> = self
                .graph
                .edges(at)
                .map(|edge| (other_end(&edge, at), *edge.weight()))
                .filter(|(node, tie)| far.get(node).zip(far.get(&at)).is_some_and(|(a, b)| a + cost(tie) == *b))
                .map(|(node, tie)| (self.graph[node].clone(), tie, node))
                .collect();
            before.sort();
            before.dedup_by(|a, b| a.2 == b.2);
            for (node, tie, index) in before.into_iter().rev() {
                let mut longer = steps.clone();
                longer.push(Step { from: node, tie, to: self.graph[at].clone() });
                open.push((index, longer));
            }
        }
        ways
    }

    /// How many nodes there are of each kind, and how many ties of each.
    #[must_use]
    pub fn counts(&self) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<(bool, String), usize> = BTreeMap::new();
        for node in self.graph.node_weights() {
            *counts.entry((false, format!("{}s", node.kind.name()))).or_default() += 1;
        }
        for tie in self.graph.edge_weights() {
            *counts.entry((true, format!("tie: {tie}"))).or_default() += 1;
        }
        counts.into_iter().map(|((_, what), count)| (what, count)).collect()
    }
}

fn other_end(edge: &petgraph::graph::EdgeReference<'_, Tie>, this: NodeIndex) -> NodeIndex {
    if edge.source() == this { edge.target() } else { edge.source() }
}
