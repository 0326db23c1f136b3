//! Who stands where in the graph of actors: rank, betweenness, components, circles.

use std::collections::{BTreeMap, VecDeque};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;

use super::projection::Projection;

/// How often ranks are handed on; they hardly change any more.
const ROUNDS: usize = 60;
/// Which part of its rank an actor hands on.
const DAMPING: f64 = 0.85;
/// From how many actors ways are counted at most; of more, from every so manieth.
const STARTS: usize = 2000;

/// Where an actor stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The actor, by position in the projection.
    pub actor: usize,
    /// `PageRank`: how much is directed at it, by those at whom much is directed. All ranks are one together.
    pub rank: f64,
    /// Which share of the shortest ways between others leads through it, directions left aside.
    pub between: f64,
    /// By how many claims it does something to others.
    pub out: usize,
    /// By how many claims others do something to it.
    pub into: usize,
}

/// Where all actors stand, those of the highest rank first; and from how many of them ways were counted.
#[must_use]
pub fn standings(projection: &Projection) -> (Vec<Standing>, usize) {
    let out = projection.out();
    let ranks = ranks(&out);
    let (between, starts) = betweenness(&out);
    let mut into = vec![0; out.len()];
    for (to, weight) in out.iter().flatten() {
        if let Some(sum) = into.get_mut(*to) {
            *sum += weight;
        }
    }
    let standing = |(actor, targets): (usize, &BTreeMap<usize, usize>)| Standing {
        actor,
        rank: ranks.get(actor).copied().unwrap_or_default(),
        between: between.get(actor).copied().unwrap_or_default(),
        out: targets.values().sum(),
        into: into.get(actor).copied().unwrap_or_default(),
    };
    let mut standings: Vec<Standing> = out.iter().enumerate().map(standing).collect();
    standings.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.actor.cmp(&b.actor)));
    (standings, starts)
}

fn ranks(out: &[BTreeMap<usize, usize>]) -> Vec<f64> {
    let all = out.len() as f64;
    let mut ranks = vec![1.0 / all; out.len()];
    for _ in 0..ROUNDS {
        // Who points to nobody hands on to everybody.
        let lost: f64 = out.iter().zip(&ranks).filter(|(targets, _)| targets.is_empty()).map(|(_, rank)| rank).sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * lost) / all; out.len()];
        for (targets, rank) in out.iter().zip(&ranks) {
            let sum: usize = targets.values().sum();
            for (to, weight) in targets {
                if let Some(slot) = next.get_mut(*to) {
                    *slot += DAMPING * rank * *weight as f64 / sum as f64;
                }
            }
        }
        ranks = next;
    }
    ranks
}

/// Brandes' algorithm, directions left aside.
fn betweenness(out: &[BTreeMap<usize, usize>]) -> (Vec<f64>, usize) {
    let mut near: Vec<Vec<usize>> = out.iter().map(|targets| targets.keys().copied().collect()).collect();
    for (from, targets) in out.iter().enumerate() {
        for to in targets.keys() {
            if let Some(list) = near.get_mut(*to) {
                list.push(from);
            }
        }
    }
    for list in &mut near {
        list.sort_unstable();
        list.dedup();
    }
    let step = near.len().div_ceil(STARTS).max(1);
    let starts: Vec<usize> = (0..near.len()).step_by(step).collect();
    let mut sums = vec![0.0; near.len()];
    for start in &starts {
        for (slot, share) in sums.iter_mut().zip(shares(&near, *start)) {
            *slot += share;
        }
    }
    let pairs = (starts.len() as f64 * (near.len() as f64 - 1.0)).max(1.0);
    (sums.into_iter().map(|sum| sum / pairs).collect(), starts.len())
}

/// Of the shortest ways that begin at one actor, how many lead through each other.
fn shares(near: &[Vec<usize>], start: usize) -> Vec<f64> {
    let (mut distance, mut ways, mut order) = (vec![usize::MAX; near.len()], vec![0.0; near.len()], Vec::new());
    let mut open = VecDeque::from([start]);
    if let (Some(d), Some(w)) = (distance.get_mut(start), ways.get_mut(start)) {
        (*d, *w) = (0, 1.0);
    }
    let get = |list: &[f64], at: usize| list.get(at).copied().unwrap_or_default();
    while let Some(at) = open.pop_front() {
        order.push(at);
        let (here, ways_here) = (distance.get(at).copied().unwrap_or_default(), get(&ways, at));
        for next in near.get(at).into_iter().flatten() {
            let (Some(there), Some(ways_there)) = (distance.get_mut(*next), ways.get_mut(*next)) else { continue };
            if *there == usize::MAX {
                *there = here + 1;
                open.push_back(*next);
            }
            if *there == here + 1 {
                *ways_there += ways_here;
            }
        }
    }
    let mut shares = vec![0.0; near.len()];
    for at in order.into_iter().rev() {
        let (here, own) = (distance.get(at).copied().unwrap_or_default(), 1.0 + get(&shares, at));
        for before in near.get(at).into_iter().flatten().filter(|b| distance.get(**b).is_some_and(|d| d + 1 == here)) {
            let share = get(&ways, *before) / get(&ways, at) * own;
            if let Some(slot) = shares.get_mut(*before).filter(|_| *before != start) {
                *slot += share;
            }
        }
    }
    shares
}

/// Groups of actors that no tie connects with others: the largest first, each by position.
#[must_use]
pub fn components(projection: &Projection) -> Vec<Vec<usize>> {
    let mut sets = UnionFind::new(projection.nodes.len());
    for (from, to, _) in projection.edges.keys() {
        sets.union(*from, *to);
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..projection.nodes.len() {
        groups.entry(sets.find(at)).or_default().push(at);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
    groups
}

/// Circles among directed pairs: groups in which a way leads from each to each other, by position.
#[must_use]
pub fn circles(nodes: usize, pairs: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut graph: DiGraph<(), ()> = DiGraph::new();
    (0..nodes).for_each(|_| {
        graph.add_node(());
    });
    for (from, to) in pairs {
        graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
    }
    let mut circles: Vec<Vec<usize>> = tarjan_scc(&graph)
        .into_iter()
        .filter(|group| group.len() > 1)
        .map(|group| {
            let mut group: Vec<usize> = group.into_iter().map(NodeIndex::index).collect();
            group.sort_unstable();
            group
        })
        .collect();
    circles.sort();
    circles
}
