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
                    from += 1
                }
                None => return Vec::new(),
            }
        }
        parts
    }

    /// A number that is written in words.
    pub(super) fn words(&self, at: usize, end: usize) -> Option<Number> {
        let mut sum = Sum::default();
        let mut stop = at;
        let mut next = at;
        // "several dozen": two of them at least.
        if self.analysis.has(at, Flag::Several)
            && let Some((value, Role::Hundred | Role::Multiplier | Role::Collective)) = self.word_value(at + 1, end)
        {
            return Some(Number { end: at + 2, value: value.checked_mul(2)?, vague: true, about: false, year: false });
        }
        if self.article(at) {
            // "a hundred", "une trentaine", "half a dozen" below.
            let (_, role) = self.word_value(at + 1, end)?;
            if !matches!(role, Role::Hundred | Role::Multiplier | Role::Collective) {
                return None;
            }
            next = at + 1;
        }
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
            if sum.half {
                next += usize::from(self.article(next));
            }
            if sum.closed {
                break;
            }
        }
        if stop == at {
            return None;
        }
        // "one and a half million"
        if let Some(behind) = self.and_half(stop, end).filter(|_| sum.total == 0 && sum.current.is_some_and(|c| c < 1000))
            && let Some((multiplier, Role::Multiplier)) = self.word_value(behind, end)
        {
            let value = sum.current.unwrap_or(0).checked_mul(multiplier)?.checked_add(multiplier / 2)?;
            return Some(Number { end: behind + 1, value, vague: false, about: false, year: false });
        }
        if let Some(behind) = sum.last_multiplier.and_then(|_| self.and_half(stop, end)) {
            sum.total += sum.last_multiplier.unwrap_or(0) / 2;
            stop = behind;
        }
        // "tens of thousands", "une centaine de milliers".
        if sum.closed
            && self.analysis.has(stop, Flag::Of)
            && let Some((value, Role::Vague | Role::Multiplier)) = self.word_value(stop + 1, end)
        {
            sum.scale(if self.role(stop + 1) == Some(Role::Vague) { value / 2 } else { value });
            stop += 2;
        }
        let value = sum.value()?;
        let about = sum.collective && self.about(stop - 1);
        (value != 1 || !self.article_like(at, stop)).then_some(Number { end: stop, value, vague: sum.vague, about, year: false })
    }

    fn role(&self, at: usize) -> Option<Role> {
        self.lexical_value(self.analysis.word(at)).map(|(_, role)| role)
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
