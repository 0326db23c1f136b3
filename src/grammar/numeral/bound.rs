//! What bounds a number: "at least", "environ", `60+`, "ou plus".
//!
//! In: a number's place. Out: a [`Bound`], how far its words reach, and the interval of a number under it.

use super::{Number, Reader};
use crate::grammar::feature::{Flag, Key};

/// How words bound a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// That number.
    Exact,
    /// That number or more.
    AtLeast,
    /// More than that number.
    MoreThan,
    /// That number or fewer.
    AtMost,
    /// Fewer than that number.
    FewerThan,
    /// Roughly that number.
    About,
    /// Between two numbers.
    Between,
}

impl Bound {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "exact" => Bound::Exact,
            "at_least" => Bound::AtLeast,
            "more_than" => Bound::MoreThan,
            "at_most" => Bound::AtMost,
            "fewer_than" => Bound::FewerThan,
            "about" => Bound::About,
            "between" => Bound::Between,
            _ => return None,
        })
    }
}

impl Reader<'_, '_> {
    /// What bounds a number that begins at `at`, and where it begins: one expression or word, or two in a row.
    pub(super) fn bound_before(&self, at: usize, free: usize) -> (usize, Option<Bound>) {
        let (mut start, mut bound) = (at, None);
        // "environ « 450 personnes »"
        if at > free && self.analysis.language.orthography.opens_quotation(self.analysis.word(at - 1)) && self.bound_before(at - 1, free).1.is_some() {
            return self.bound_before(at - 1, free);
        }
        for _ in 0..2 {
            let Some(last) = start.checked_sub(1).filter(|last| *last >= free) else { break };
            let from = self.analysis.expression(last).map_or(last, |e| e.span.range().start);
            let value = match self.analysis.expression(last) {
                Some(e) if e.span.range().end == start => self.analysis.expression_lemmas(&e).find_map(|l| l.features.value(Key::Qualifier)),
                Some(_) => None,
                None => self.analysis.value(last, Key::Qualifier),
            };
            match value.and_then(Bound::from_name) {
                Some(found) if from >= free => {
                    // The word further out is the stronger: "at least some 300".
                    bound = Some(if bound.is_some() && found == Bound::Exact { bound.unwrap_or(found) } else { found });
                    start = from;
                }
                _ => break,
            }
        }
        (start, bound)
    }

    /// `60+`, `60 or more`, `60 au moins`.
    pub(super) fn bound_behind(&self, at: usize, end: usize) -> Option<(usize, Bound)> {
        if at >= end {
            return None;
        }
        if self.analysis.word(at) == "+" && self.analysis.token(at).is_some_and(|t| !t.spaced) {
            return Some((at + 1, Bound::AtLeast));
        }
        // "60 et plus", not "60 et plus de cent"
        let more = self.analysis.has(at, Flag::Coordinator) && self.analysis.has(at + 1, Flag::Behind) && !self.analysis.has(at + 2, Flag::Of);
        if more && let Some(bound) = self.analysis.value(at + 1, Key::Qualifier).and_then(Bound::from_name) {
            return self.analysis.quantity_free(at + 2).then_some((at + 2, bound));
        }
        let expression = self.analysis.expression(at).filter(|e| e.span.range().start == at)?;
        let lemma = self.analysis.expression_lemmas(&expression).find(|l| l.features.has(Flag::Behind))?;
        let bound = lemma.features.value(Key::Qualifier).and_then(Bound::from_name)?;
        let behind = expression.span.range().end;
        self.analysis.quantity_free(behind).then_some((behind, bound))
    }
}

/// The interval of one number under a bound.
pub(super) fn apply(bound: Bound, number: Number) -> (Option<u64>, Option<u64>, Bound) {
    let n = number.value;
    match bound {
        _ if number.vague => (Some(n), None, Bound::AtLeast),
        Bound::Exact | Bound::Between if number.about => (Some(n), Some(n), Bound::About),
        Bound::Exact | Bound::Between => (Some(n), Some(n), Bound::Exact),
        Bound::AtLeast => (Some(n), None, bound),
        Bound::MoreThan => (Some(n.saturating_add(1)), None, bound),
        Bound::AtMost => (None, Some(n), bound),
        Bound::FewerThan => (None, Some(n.saturating_sub(1)), bound),
        Bound::About => (Some(n), Some(n), bound),
    }
}
