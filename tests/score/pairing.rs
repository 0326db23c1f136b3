//! Which marked claim is which claim that was read.

use std::collections::BTreeSet;

use super::{Claim, speakers, voices};

/// Two claims that are one, by position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) gold: usize,
    pub(super) found: usize,
    /// What the contents share, of all that they cover.
    pub(super) jaccard: f64,
}

/// Pairs claims one to one whose contents share more than half of the shorter and at least 0.3 of both. The best come first:
/// those that agree on the speaker, on his words, on the content.
pub(super) fn pairs(gold: &[Claim], found: &[Claim]) -> Vec<Pair> {
    let mut candidates = Vec::new();
    for (g, a) in gold.iter().enumerate() {
        for (f, b) in found.iter().enumerate() {
            let (cover, jaccard) = overlap(a, b);
            if cover > 0.5 && jaccard >= 0.3 {
                candidates.push((speakers(a, b), voices(a, b), Pair { gold: g, found: f, jaccard }));
            }
        }
    }
    candidates
        .sort_by(|(s1, v1, a), (s2, v2, b)| (s2, v2).cmp(&(s1, v1)).then(b.jaccard.total_cmp(&a.jaccard)).then((a.gold, a.found).cmp(&(b.gold, b.found))));
    let (mut taken_gold, mut taken_found) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, _, pair) in candidates {
        if !taken_gold.contains(&pair.gold) && !taken_found.contains(&pair.found) {
            taken_gold.insert(pair.gold);
            taken_found.insert(pair.found);
            pairs.push(pair);
        }
    }
    pairs.sort_by_key(|p| p.gold);
    pairs
}

/// What two contents share, of the shorter and of both together.
fn overlap(a: &Claim, b: &Claim) -> (f64, f64) {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let (long, short) = (a.end - a.start, b.end - b.start);
    if shared == 0 { (0.0, 0.0) } else { (shared as f64 / long.min(short) as f64, shared as f64 / (long + short - shared) as f64) }
}
