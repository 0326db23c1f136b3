//! The graph of actors and claims: ways, standings, chains, and that nothing in a name breaks what is written of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::BTreeMap;

use common::{example, world, world_files};
use oxigraph::model::Quad;
use proptest::collection::vec;
use proptest::prelude::*;
use selon::graph::corpus::Corpus;
use selon::graph::derive::Derivation;
use selon::graph::facts::Facts;
use selon::graph::network::chain::{self, chains};
use selon::graph::network::draw::{Drawing, Line};
use selon::graph::network::measure::{circles, components, standings};
use selon::graph::network::projection::Projection;
use selon::graph::network::select::Select;
use selon::graph::network::{Network, Node, NodeKind};
use selon::rdf::emit::emit;
use selon::rdf::iri::Base;

fn corpus() -> Corpus {
    let (base, gazetteer) = (Base::default(), world());
    let quads: Vec<Vec<Quad>> = example().iter().map(|(document, reading)| emit(document, reading, &base)).collect();
    let mut derivation = Derivation::new(&base, &gazetteer, &[]);
    let facts: Vec<Facts> = quads.iter().map(|q| Facts::read(q)).collect();
    facts.iter().for_each(|f| derivation.add(f));
    let derived: Vec<Quad> = derivation.finish(&world_files()).unwrap().into_iter().flat_map(|(_, quads)| quads).collect();
    Corpus::new(facts, &derived)
}

fn agent(key: &str) -> String {
    format!("https://w3id.org/selon/id/agent/{key}")
}

fn node(name: &str) -> Node {
    Node { kind: NodeKind::Actor, iri: format!("x:{name}"), name: name.to_owned() }
}

/// A graph of actors with ties from and to.
fn projection(actors: usize, ties: &[(usize, usize)]) -> Projection {
    let nodes = (0..actors).map(|n| node(&n.to_string())).collect();
    let mut edges: BTreeMap<(usize, usize, String), usize> = BTreeMap::new();
    for (from, to) in ties.iter().filter(|(from, to)| from != to) {
        *edges.entry((*from, *to, "accuse".to_owned())).or_default() += 1;
    }
    Projection { nodes, edges }
}

#[test]
fn all_shortest_ways_are_found() {
    let network = Network::new(&corpus());
    let ways = network.paths(&agent("caldora"), &agent("vestria"), 50);
    assert!(ways.len() > 1, "they share several claims");
    assert!(ways.iter().all(|way| way.len() == ways[0].len() && way[0].from.name == "Caldora" && way.last().unwrap().to.name == "Vestria"));
    assert!(ways.windows(2).all(|pair| pair[0] != pair[1]));
    assert_eq!(network.paths(&agent("caldora"), &agent("vestria"), 1), [ways[0].clone()]);
    let near: Vec<usize> = network.reached(&agent("nareth"), 2).iter().map(|(steps, ..)| *steps).collect();
    assert!(near.contains(&1) && near.contains(&2), "{near:?}");
}

#[test]
fn claims_can_be_chosen() {
    let corpus = corpus();
    let count = |select: &Select| select.claims(&corpus).count();
    assert_eq!(count(&Select::default()), corpus.claims().count());
    assert_eq!(count(&Select { act: Some("accuse".to_owned()), ..Select::default() }), 2);
    assert_eq!(count(&Select { actor: Some(agent("nareth")), ..Select::default() }), 1);
    assert_eq!(count(&Select { until: Some("2031-10-31".parse().unwrap()), ..Select::default() }), 2);
}

#[test]
fn who_accuses_whom_is_a_tie() {
    let corpus = corpus();
    let projection = Projection::new(&corpus, &Select::default(), &[(agent("open-toll"), agent("caldora"))]);
    let tie = |from: &str, to: &str, tie: &str| {
        let at = |key: &str| projection.nodes.iter().position(|n| n.iri == agent(key)).unwrap();
        projection.edges.get(&(at(from), at(to), tie.to_owned())).copied()
    };
    assert_eq!(tie("caldora", "vestria", "accuse"), Some(1));
    assert_eq!(tie("vestria", "caldora", "accuse"), Some(1));
    assert_eq!(tie("open-toll", "caldora", "contradicts"), Some(1));
    assert!(tie("irena-voss", "caldora", "speaks for").is_some());
}

#[test]
fn the_middle_of_a_star_is_central() {
    let (standings, starts) = standings(&projection(5, &[(1, 0), (2, 0), (3, 0), (4, 0)]));
    assert_eq!((standings[0].actor, standings[0].into, standings[0].out, starts), (0, 4, 0, 5));
    assert!((standings.iter().map(|s| s.rank).sum::<f64>() - 1.0).abs() < 1e-9);
    // All twelve ways between the four others lead through it, of twenty between any two.
    assert!((standings[0].between - 12.0 / 20.0).abs() < 1e-9);
    assert!(standings.iter().skip(1).all(|s| s.between == 0.0));
    let line = projection(4, &[(0, 1), (2, 3)]);
    assert_eq!(components(&line), [vec![0, 1], vec![2, 3]]);
    assert_eq!(circles(4, [(0, 1), (1, 2), (2, 0), (2, 3)].into_iter()), [vec![0, 1, 2]]);
}

#[test]
fn chains_lead_from_the_voice_to_the_publisher() {
    let corpus = corpus();
    let chains = chains(&corpus, &Select::default());
    let names: Vec<&str> = chains[0].links.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(names, ["Irena Voss", "Caldora News Agency", "Radio Tolvan", "Le Courrier de Mérin"]);
    let (drawing, circles) = chain::graph(&chains);
    assert!(circles.is_empty() && drawing.lines.iter().all(|l| l.directed));
}

fn drawing(names: &[&str]) -> Drawing {
    let lines = (1..names.len()).map(|to| Line { from: 0, to, label: names[to].to_owned(), weight: 1, directed: true }).collect();
    Drawing { nodes: names.iter().map(|n| node(n)).collect(), lines }
}

#[test]
fn nothing_in_a_name_breaks_a_drawing() {
    let hostile = drawing(&[
        "a",
        "\"]; } digraph { x",
        "<script>alert(1)</script>",
        "]]> & <!-- --> &#0;",
        "b\u{0}\u{1b}[31m\u{202e}c\u{ffff}",
        "back\\slash\\",
        "'\"><img onerror=x>",
    ]);
    let dot = hostile.dot();
    assert_eq!(dot.lines().count(), 1 + 2 + 7 + 6 + 1, "{dot}");
    for bytes in [hostile.graphml().unwrap(), hostile.gexf().unwrap(), hostile.svg().unwrap().into_bytes()] {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("<script") && !text.contains("<img") && !text.contains("<!--"), "{text}");
        assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{ffff}')));
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Text(text) => drop(text.unescape().unwrap()),
                _ => {}
            }
        }
    }
}

#[test]
fn what_is_too_much_is_left_out_and_counted() {
    let (small, left_out) = drawing(&["a", "b", "c", "d"]).capped(2);
    assert_eq!((small.nodes.len(), small.lines.len(), left_out), (2, 1, 2));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_graph_can_be_drawn(nodes in 1_usize..14, ties in vec((0_usize..14, 0_usize..14), 0..30)) {
        let lines = ties.iter().filter(|(a, b)| *a < nodes && *b < nodes).map(|(a, b)| Line { from: *a, to: *b, label: "says".to_owned(), weight: 1, directed: true });
        let drawing = Drawing { nodes: (0..nodes).map(|n| node(&format!("actor {n}"))).collect(), lines: lines.collect() };
        let svg = drawing.svg();
        prop_assert!(svg.is_ok());
        prop_assert!(drawing.svg() == svg, "another drawing");
    }

    #[test]
    fn ranks_are_one_together(nodes in 1_usize..20, ties in vec((0_usize..20, 0_usize..20), 0..60)) {
        let ties: Vec<(usize, usize)> = ties.into_iter().filter(|(a, b)| *a < nodes && *b < nodes).collect();
        let projection = projection(nodes, &ties);
        let (standings, _) = standings(&projection);
        prop_assert!((standings.iter().map(|s| s.rank).sum::<f64>() - 1.0).abs() < 1e-6);
        prop_assert!(standings.iter().all(|s| (0.0..=1.0).contains(&s.between)));
        prop_assert_eq!(components(&projection).iter().map(Vec::len).sum::<usize>(), nodes);
    }
}
