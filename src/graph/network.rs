//! Who is connected to whom through which claims: actors, claims, events and documents as a graph without directions.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use petgraph::algo::astar;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;

use super::corpus::Corpus;
use crate::rdf::iri::last_part;

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
    index: BTreeMap<(NodeKind, String), NodeIndex>,
}

impl Network {
    /// Builds the graph; the same corpus gives the same one.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let mut network = Network { graph: UnGraph::default(), index: BTreeMap::new() };
        for (document, claim) in corpus.claims() {
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
        for actor in corpus.actors() {
            for principal in corpus.speaks_for(actor) {
                let node = network.node(NodeKind::Actor, actor, corpus.name(actor));
                network.tie(node, NodeKind::Actor, principal, corpus.name(principal), "speaks for");
            }
        }
        network
    }

    fn node(&mut self, kind: NodeKind, iri: &str, name: &str) -> NodeIndex {
        let graph = &mut self.graph;
        *self.index.entry((kind, iri.to_owned())).or_insert_with(|| graph.add_node(Node { kind, iri: iri.to_owned(), name: name.to_owned() }))
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
        let Some(start) = self.index.get(&(NodeKind::Actor, actor.to_owned())).copied() else { return Vec::new() };
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

    /// The shortest way from one actor to another. Two actors in one document are not connected by that alone, where there is another way.
    #[must_use]
    pub fn path(&self, from: &str, to: &str) -> Option<Vec<Step>> {
        let start = *self.index.get(&(NodeKind::Actor, from.to_owned()))?;
        let goal = *self.index.get(&(NodeKind::Actor, to.to_owned()))?;
        let cost = |tie: &Tie| if *tie == "in" { 10 } else { 1 };
        let (_, way) = astar(&self.graph, start, |n| n == goal, |e| cost(e.weight()), |_| 0_u32)?;
        let steps = way.windows(2).filter_map(|pair| {
            let [a, b] = pair else { return None };
            let tie = self.graph.edges_connecting(*a, *b).map(|e| *e.weight()).min()?;
            Some(Step { from: self.graph[*a].clone(), tie, to: self.graph[*b].clone() })
        });
        Some(steps.collect())
    }
}

fn other_end(edge: &petgraph::graph::EdgeReference<'_, Tie>, this: NodeIndex) -> NodeIndex {
    if edge.source() == this { edge.target() } else { edge.source() }
}

/// Nodes and ties as a drawing for Graphviz.
#[must_use]
pub fn dot(ties: &[(Node, Tie, Node)]) -> String {
    let mut nodes: Vec<&Node> = ties.iter().flat_map(|(a, _, b)| [a, b]).collect();
    nodes.sort();
    nodes.dedup();
    let mut out =
        String::from("graph selon {\n  graph [overlap=false, splines=true];\n  node [fontname=\"sans-serif\", fontsize=11, style=filled, fillcolor=white];\n");
    for (n, node) in nodes.iter().enumerate() {
        let (shape, fill) = match node.kind {
            NodeKind::Actor => ("ellipse", "lightblue"),
            NodeKind::Claim => ("note", "lightyellow"),
            NodeKind::Event => ("hexagon", "mistyrose"),
            NodeKind::Document => ("folder", "white"),
        };
        let id = last_part(&node.iri);
        let tooltip = if node.kind == NodeKind::Claim { format!("claim {id}") } else { node.iri.clone() };
        let _ = writeln!(out, "  n{n} [label={}, shape={shape}, fillcolor={fill}, tooltip={}];", quoted(&wrapped(&node.name)), quoted(&tooltip));
    }
    for (from, tie, to) in ties {
        let at = |node: &Node| nodes.binary_search(&node).unwrap_or_default();
        let _ = writeln!(out, "  n{} -- n{} [label={}, fontsize=9];", at(from), at(to), quoted(tie));
    }
    out.push_str("}\n");
    out
}

/// A DOT string: nothing in it ends it or begins an escape.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // Control characters and changes of direction draw nothing and can hide something.
            c if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Some words to a line, and an end after four lines.
fn wrapped(text: &str) -> String {
    let (mut out, mut width, mut lines) = (String::new(), 0, 1);
    for word in text.split_whitespace() {
        if width > 0 && width + word.chars().count() > 28 {
            if lines == 4 {
                out.push('…');
                break;
            }
            out.push('\n');
            (width, lines) = (0, lines + 1);
        } else if width > 0 {
            out.push(' ');
        }
        out.push_str(word);
        width += word.chars().count() + 1;
    }
    out
}
