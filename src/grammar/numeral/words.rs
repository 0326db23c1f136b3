//! Numbers in words: "twenty-three", "quatre-vingt-onze", "une trentaine", "tens of thousands".
//!
//! In: a token. Out: the number of the longest run of number words that begins there.

use super::sum::Sum;
use super::{Number, Reader};
use crate::grammar::feature::{Flag, Key, WordClass};

/// What a number word adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Unit,
    Ten,
    Hundred,
    Multiplier,
    Collective,
    Vague,
    Half,
}

impl Reader<'_, '_> {
    /// The value and role of a number word.
    pub(super) fn word_value(&self, at: usize, end: usize) -> Option<(u64, Role)> {
        if at >= end || self.analysis.time(at).is_some() {
            return None;
        }
        self.lexical_value(self.analysis.word(at))
    }

    pub(super) fn lexical_value(&self, word: &str) -> Option<(u64, Role)> {
        let lexicon = &self.analysis.language.lexicon;
        let form = lexicon.form(word)?;
        lexicon.readings(form).iter().find_map(|r| {
            let lemma = lexicon.lemma(r.lemma).filter(|l| l.class == WordClass::Numeral)?;
            let half = lemma.features.has(Flag::Half);
            let value = lemma.features.value(Key::Value).map_or(half.then_some(0), |v| v.parse().ok())?;
            let role = [
                (Flag::Ordinal, None),
                (Flag::Half, Some(Role::Half)),
                (Flag::Fraction, None),
                (Flag::Vague, Some(Role::Vague)),
                (Flag::Collective, Some(Role::Collective)),
                (Flag::Multiplier, Some(Role::Multiplier)),
                (Flag::Hundred, Some(Role::Hundred)),
                (Flag::Ten, Some(Role::Ten)),
                (Flag::Unit, Some(Role::Unit)),
            ];
            let role = role.iter().find(|(flag, _)| lemma.features.has(*flag)).and_then(|(_, role)| *role)?;
            Some((value, role))
        })
    }

    /// The number words of one token: its own, or those that its hyphens join.
    fn parts(&self, at: usize) -> Vec<(u64, Role)> {
        let word = self.analysis.word(at);
        if let Some(value) = self.lexical_value(word) {
            return vec![value];
        }
        let mut parts = Vec::new();
        let pieces: Vec<&str> = word.split('-').collect();
        let mut from = 0;
        while from < pieces.len() {
            // The longest run of pieces that is a word: `quatre-vingt` before `quatre`.
            let longest = (from + 1..=pieces.len()).rev().find_map(|to| self.lexical_value(&pieces.get(from..to)?.join("-")).map(|v| (to, v)));
            match longest {
                Some((to, value)) => {
                    parts.push(value);
                    from = to;
                }
                None if from > 0
                    && self
                        .analysis
                        .language
                        .lexicon
                        .form(pieces.get(from).copied().unwrap_or_default())
                        .is_some_and(|f| self.analysis.language.lexicon.has(f, Flag::Coordinator)) =>
                {
                    from += 1;
                }
                None => return Vec::new(),
            }
        }
        parts
    }

    /// A number that is written in words.
    pub(super) fn words(&self, at: usize, end: usize) -> Option<Number> {
        if let Some(number) = self.several(at, end) {
            return Some(number);
        }
        if let Some(number) = self.uncounted(at, end) {
            return Some(number);
        }
        let (mut sum, mut stop) = self.sum(at, self.behind_article(at, end)?, end);
        if stop == at {
            return None;
        }
        if let Some(number) = self.and_half_of(&sum, stop, end) {
            return Some(number);
        }
        if let Some(behind) = sum.last_multiplier.and_then(|_| self.and_half(stop, end)) {
            sum.add_half();
            stop = behind;
        }
        if let Some(behind) = self.of_thousands(&mut sum, stop, end) {
            stop = behind;
        }
        let value = sum.value()?;
        let about = sum.collective && self.about(stop - 1);
        (value != 1 || !self.article_like(at, stop)).then_some(Number { end: stop, value, vague: sum.vague, about, year: false })
    }

    /// "des millions": two of them at least, where the word can also be a multiplier, "cinq millions", and nothing says of how many.
    fn uncounted(&self, at: usize, end: usize) -> Option<Number> {
        let word = at + usize::from(self.article(at));
        let multiplies = self.word_value(word, end).is_some_and(|(_, role)| role == Role::Multiplier);
        let form = self.analysis.language.lexicon.form(self.analysis.word(word)).filter(|_| multiplies)?;
        let lexicon = &self.analysis.language.lexicon;
        let vague = lexicon.readings(form).iter().filter_map(|r| lexicon.lemma(r.lemma)).find(|l| l.features.has(Flag::Vague))?;
        let more = self.word_value(word + 1, end).is_some();
        let value = vague.features.value(Key::Value)?.parse().ok().filter(|_| !more)?;
        Some(Number { end: word + 1, value, vague: true, about: false, year: false })
    }

    /// "several dozen": two of them at least.
    fn several(&self, at: usize, end: usize) -> Option<Number> {
        let (value, role) = self.analysis.has(at, Flag::Several).then(|| self.word_value(at + 1, end)).flatten()?;
        let counted = matches!(role, Role::Hundred | Role::Multiplier | Role::Collective);
        let value = value.checked_mul(2).filter(|_| counted)?;
        Some(Number { end: at + 2, value, vague: true, about: false, year: false })
    }

    /// Where the number words begin: behind the article of "a hundred", "une trentaine"; none where an article belongs to no number.
    fn behind_article(&self, at: usize, end: usize) -> Option<usize> {
        if !self.article(at) {
            return Some(at);
        }
        let (_, role) = self.word_value(at + 1, end)?;
        matches!(role, Role::Hundred | Role::Multiplier | Role::Collective).then_some(at + 1)
    }

    /// The sum of the number words from `next` on, and the token behind them; `at` where there are none.
    fn sum(&self, at: usize, mut next: usize, end: usize) -> (Sum, usize) {
        let mut sum = Sum::default();
        let mut stop = at;
        while next < end {
            let parts = self.parts(next);
            if parts.is_empty() {
                let joins = stop > at && self.analysis.has(next, Flag::Coordinator) && sum.may_join(&self.parts(next + 1));
                if joins && next + 1 < end {
                    next += 1;
                    continue;
                }
                break;
            }
            if !parts.iter().all(|(value, role)| sum.add(*value, *role)) {
                break;
            }
            next += 1;
            stop = next;
            // "half a dozen"
            if sum.half {
                next += usize::from(self.article(next));
            }
            if sum.closed() {
                break;
            }
        }
        (sum, stop)
    }

    /// "one and a half million"
    fn and_half_of(&self, sum: &Sum, stop: usize, end: usize) -> Option<Number> {
        let behind = self.and_half(stop, end).filter(|_| sum.total == 0 && sum.current.is_some_and(|c| c < 1000))?;
        let (multiplier, _) = self.word_value(behind, end).filter(|(_, role)| *role == Role::Multiplier)?;
        let value = sum.current.unwrap_or(0).checked_mul(multiplier)?.checked_add(multiplier / 2)?;
        Some(Number { end: behind + 1, value, vague: false, about: false, year: false })
    }

    /// "tens of thousands", "une centaine de milliers": scales the sum; gives the token behind.
    fn of_thousands(&self, sum: &mut Sum, stop: usize, end: usize) -> Option<usize> {
        let of = sum.closed() && self.analysis.has(stop, Flag::Of);
        let (value, role) = of.then(|| self.word_value(stop + 1, end)).flatten()?;
        match role {
            Role::Vague => sum.scale(value / 2),
            Role::Multiplier => sum.scale(value),
            _ => return None,
        }
        Some(stop + 2)
    }

    /// Whether a collective number word is an approximation by itself: une trentaine.
    pub(super) fn about(&self, at: usize) -> bool {
        self.analysis.reading(at, WordClass::Numeral).is_some_and(|(l, _)| l.features.value(Key::Qualifier) == Some("about"))
    }

    pub(super) fn article(&self, at: usize) -> bool {
        self.analysis.reading(at, WordClass::Determiner).is_some_and(|(l, _)| l.features.has(Flag::Indefinite))
    }

    /// A lone "un" is more often an article than a number.
    fn article_like(&self, at: usize, stop: usize) -> bool {
        stop == at + 1 && self.article(at)
    }
}
