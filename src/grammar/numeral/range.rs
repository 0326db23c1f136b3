//! Two numbers as one range: `20-30`, "between 20 and 30", "1.2 to 1.5 million".
//!
//! In: the place of the first number. Out: the second, or both where they share a multiplier.

use super::bound::Bound;
use super::figure::read_figures;
use super::words::Role;
use super::{Number, Reader};
use crate::grammar::feature::Flag;
use crate::grammar::tagging::Class;
use crate::text::token::Shape;

impl Reader<'_, '_> {
    /// "1.2 to 1.5 million", "entre deux et trois mille": the multiplier behind the second number is the first one's too.
    pub(super) fn shared_multiplier(&self, at: usize, end: usize) -> Option<(Number, Number)> {
        let first = self.thousandths(at)?;
        let between = self.bound_before(at, at.saturating_sub(3)).1 == Some(Bound::Between);
        let sign = matches!(self.analysis.word(at + 1), "-" | "–" | "—");
        let word = self.analysis.has(at + 1, Flag::Range) || (between && self.analysis.has(at + 1, Flag::Coordinator));
        let second = self.thousandths(at + 2).filter(|s| *s > first && (sign || word))?;
        let (multiplier, _) = self.word_value(at + 3, end).filter(|(v, role)| *v >= 1000 && matches!(role, Role::Multiplier | Role::Collective))?;
        let number = |thousandths: u64, end: usize| {
            let value = thousandths.checked_mul(multiplier)?;
            (value % 1000 == 0).then_some(Number { end, value: value / 1000, vague: false, about: false, year: false })
        };
        Some((number(first, at + 1)?, number(second, at + 4)?))
    }

    /// A figure, or a number word below a hundred, in thousandths.
    fn thousandths(&self, at: usize) -> Option<u64> {
        let token = self.analysis.token(at)?;
        if token.shape == Shape::Figure {
            let (value, tail) =
                read_figures(self.analysis.word(at), &self.analysis.language.orthography.thousands, self.analysis.language.orthography.decimal)?;
            return (tail.is_empty() && value < 1_000_000).then_some(value);
        }
        let (value, role) = self.lexical_value(self.analysis.word(at))?;
        (matches!(role, Role::Unit | Role::Ten) && value < 100).then(|| value * 1000)
    }

    /// "De 12 à 15 soldats": a preposition that opens a range, where no noun governs it.
    pub(super) fn opens_range(&self, start: usize, free: usize) -> bool {
        let Some(before) = start.checked_sub(1).filter(|b| *b >= free) else { return false };
        let noun =
            before.checked_sub(1).is_some_and(|n| matches!(self.analysis.tag_at(n).class, Class::Noun | Class::ProperNoun | Class::Verb | Class::Adjective));
        self.analysis.has(before, Flag::Of) && self.analysis.word(before).chars().count() > 1 && !noun
    }

    /// The number behind a sign or word of range.
    pub(super) fn range(&self, at: usize, end: usize, between: bool) -> Option<Number> {
        let sign = matches!(self.analysis.word(at), "-" | "–" | "—" | "--");
        let word = self.analysis.has(at, Flag::Range) || (between && self.analysis.has(at, Flag::Coordinator));
        (at + 1 < end && (sign || word)).then(|| self.number(at + 1, end)).flatten()
    }
}

/// Whether two numbers without a word before them make a range: `20-30`, `20 to 30`, `two or three`.
pub(super) fn joined_tightly(first: Number, second: Number) -> bool {
    second.value <= first.value.saturating_mul(20) && !(first.year && second.year)
}

/// The first number of "8 to 10,000", which has the thousands of the second: only where it would else be more than a hundred times less.
pub(super) fn in_thousands(first: Number, second: Number) -> Option<Number> {
    let thousands = second.value / 1000;
    let short = first.value < 1000 && first.value < thousands && first.value.saturating_mul(100) < second.value;
    (short && second.value.is_multiple_of(1000) && thousands < 1000 && !first.about).then_some(Number { value: first.value * 1000, ..first })
}
