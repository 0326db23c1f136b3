//! Which documents go back to one text: reprints and light rewrites count as one origin, however many outlets print them.
//!
//! A text is the set of its runs of five words. Two texts are one where they share half of all their runs, or where the shorter one has
//! three quarters of its runs from the longer. Candidates are found by `MinHash` in bands, so that not every text meets every other, and are then
//! compared run by run: the shares are exact.

use std::collections::HashMap;

/// How many words make a run.
const RUN: usize = 5;
/// How many bands of hashes a text has.
const BANDS: usize = 48;
/// How many hashes make a band.
const ROWS: usize = 2;
/// Which part of the runs of two texts they share where they are one, in percent.
pub const SHARED: u64 = 50;
/// Which part of the runs of the shorter text stands in the longer where they are one, in percent.
pub const CONTAINED: u64 = 75;

/// Why two documents are taken for one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The document that comes first.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// How many runs of words they share.
    pub shared: u64,
    /// How many runs the shorter one has.
    pub shorter: u64,
    /// How many runs there are in both together.
    pub together: u64,
}

/// Documents by the texts that they go back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// For each document the first one of its text.
    of: Vec<usize>,
    /// What joined them: of each document one other, where there is one.
    pub evidence: Vec<Evidence>,
}

impl Origins {
    /// Gathers texts, given in the order of their documents; one that is not there is its own.
    #[must_use]
    pub fn new(texts: &[Option<String>]) -> Self {
        let runs: Vec<Vec<u64>> = texts.iter().map(|text| text.as_deref().map(runs).unwrap_or_default()).collect();
        let mut origins = Origins { of: (0..texts.len()).collect(), evidence: Vec::new() };
        // Of the texts that share a band, each is compared with the first of each origin among them: copies of copies meet one text, not all.
        let mut bands: HashMap<(usize, [u64; ROWS]), Vec<usize>> = HashMap::new();
        for (document, own) in runs.iter().enumerate().filter(|(_, runs)| !runs.is_empty()) {
            for band in signature(own).into_iter().enumerate() {
                let met = bands.entry(band).or_default();
                for other in met.iter().copied() {
                    if origins.origin(other) != origins.origin(document)
                        && let Some(evidence) = runs.get(other).and_then(|theirs| evidence((other, theirs), (document, own)))
                    {
                        origins.join(evidence);
                    }
                }
                if !met.iter().any(|other| origins.origin(*other) == origins.origin(document)) {
                    met.push(document);
                }
            }
        }
        origins
    }

    /// What was found out before, without the evidence.
    #[must_use]
    pub fn known(of: Vec<usize>) -> Self {
        Origins { of, evidence: Vec::new() }
    }

    /// For each document the first one of its text.
    #[must_use]
    pub fn all(&self) -> Vec<usize> {
        (0..self.of.len()).map(|document| self.origin(document)).collect()
    }

    /// The first document of the text that a document goes back to.
    #[must_use]
    pub fn origin(&self, document: usize) -> usize {
        let mut at = document;
        while let Some(next) = self.of.get(at).copied().filter(|next| *next != at) {
            at = next;
        }
        at
    }

    /// How many texts some documents go back to.
    #[must_use]
    pub fn count(&self, documents: impl IntoIterator<Item = usize>) -> usize {
        let mut origins: Vec<usize> = documents.into_iter().map(|d| self.origin(d)).collect();
        origins.sort_unstable();
        origins.dedup();
        origins.len()
    }

    fn join(&mut self, evidence: Evidence) {
        let (a, b) = (self.origin(evidence.first), self.origin(evidence.second));
        if let Some(slot) = self.of.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
        self.evidence.push(evidence);
    }
}

/// The runs of a text, hashed, sorted, each once.
fn runs(text: &str) -> Vec<u64> {
    let words: Vec<u64> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(|w| hash(w.chars().flat_map(char::to_lowercase))).collect();
    let run = |words: &[u64]| words.iter().fold(0, |all, word| mixed(all ^ *word));
    let mut runs: Vec<u64> = if words.len() < RUN { vec![run(&words)] } else { words.windows(RUN).map(run).collect() };
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// The lowest hashes of a text under several orders, band by band.
fn signature(runs: &[u64]) -> Vec<[u64; ROWS]> {
    let lowest = |order: usize| runs.iter().map(|run| mixed(run ^ mixed(order as u64))).min().unwrap_or_default();
    (0..BANDS).map(|band| std::array::from_fn(|row| lowest(band * ROWS + row))).collect()
}

/// What two texts share, where it is enough to take them for one.
fn evidence((first, a): (usize, &[u64]), (second, b): (usize, &[u64])) -> Option<Evidence> {
    let (mut i, mut j, mut shared) = (0, 0, 0_u64);
    while let Some((x, y)) = a.get(i).zip(b.get(j)) {
        shared += u64::from(x == y);
        (i, j) = (i + usize::from(x <= y), j + usize::from(y <= x));
    }
    let shorter = a.len().min(b.len()) as u64;
    let together = (a.len() + b.len()) as u64 - shared;
    let enough = shared * 100 >= together * SHARED || shared * 100 >= shorter * CONTAINED;
    enough.then_some(Evidence { first, second, shared, shorter, together })
}

/// FNV-1a over characters.
fn hash(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3))
}

/// The finishing steps of `SplitMix64`: every bit depends on every other.
#[must_use]
pub fn mixed(value: u64) -> u64 {
    let a = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let b = (a ^ (a >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let c = (b ^ (b >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    c ^ (c >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "The defence ministry of Caldora said on Friday that 1,177 of its soldiers had been killed since the fighting in Lower Teral \
        broke out in September, the highest figure that it has given so far. Vestria does not divulge its losses. The front has moved little for a week, \
        and talks in Merin ended without a result on Thursday, according to two diplomats who took part in them and asked not to be named.";

    /// The wire with a small edit of its own in each copy: a word, a headline, a sentence cut.
    fn copy(n: usize) -> String {
        let words: Vec<&str> = WIRE.split(' ').collect();
        let mut edited: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        let place = (n * 7) % words.len();
        edited[place] = format!("word{n}");
        match n % 3 {
            0 => format!("Daily {n}. {}", edited.join(" ")),
            1 => edited.iter().take(words.len() - 12).cloned().collect::<Vec<_>>().join(" "),
            _ => edited.join(" "),
        }
    }

    #[test]
    fn forty_copies_are_one_origin() {
        let copies: Vec<Option<String>> = (0..40).map(|n| Some(copy(n))).collect();
        let origins = Origins::new(&copies);
        assert_eq!(origins.count(0..40), 1);
        assert_eq!(origins.evidence.len(), 39);
        assert!(origins.evidence.iter().all(|e| e.shared <= e.shorter && e.shorter <= e.together));
    }

    #[test]
    fn two_newsrooms_are_two() {
        let own = "Twelve hundred families in Caldora have been told that a son will not return. The ministry's toll rose again on Friday, to 1,177 soldiers killed \
            since September; what Vestria has lost nobody in the capital can say. Our reporters counted the new graves in three villages of Lower Teral.";
        let origins = Origins::new(&[Some(WIRE.to_owned()), Some(own.to_owned()), Some(copy(5)), None, None]);
        assert_eq!(origins.count([0, 1]), 2);
        assert_eq!(origins.count([0, 2]), 1);
        assert_eq!(origins.count([3, 4]), 2, "texts that are not there are not one");
    }
}
