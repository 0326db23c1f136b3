//! Numerals into intervals, by composition of number words, figures and what bounds them.
//!
//! | words | low | high | bound |
//! | --- | --- | --- | --- |
//! | 1,177 · 1 177 · twenty-three · quatre-vingt-onze · a hundred and four | n | n | exact |
//! | at least 40 · 60+ | n | – | at least |
//! | more than 40 · plus d'une vingtaine | n+1 | – | more than |
//! | up to 40 · jusqu'à 40 | – | n | at most |
//! | fewer than 40 · moins de 40 | – | n−1 | fewer than |
//! | about 40 · quelque 300 · une trentaine | n | n | about |
//! | 20-30 · between 20 and 30 · de 20 à 30 · two or three | a | b | between |
//! | dozens 24 · dizaines 20 · tens of thousands 20,000 | n | – | at least, vague |
//!
//! What is written as an ordinal, a date, a time of day, a share or a decimal is no numeral here.

mod bound;
mod figure;
mod range;
mod sum;
mod words;

use crate::grammar::analysis::{Analysis, span};
use crate::text::span::Tokens;
use crate::text::token::Shape;
pub use bound::Bound;
use bound::apply;
use range::{in_thousands, joined_tightly};

/// A numeral with what bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its words, those that bound it included.
    pub span: Tokens,
    /// The words of the number alone.
    pub number: Tokens,
    /// Lower end of the interval that the words assert.
    pub low: Option<u64>,
    /// Upper end.
    pub high: Option<u64>,
    /// How the words bound it.
    pub bound: Bound,
    /// Whether the number is a plural without limit: dozens.
    pub vague: bool,
    /// Whether it is written as a figure that could also be a year.
    pub year: bool,
}

/// Finds the numerals of a text.
#[must_use]
pub fn quantities(analysis: &Analysis<'_>) -> Vec<Quantity> {
    let reader = Reader { analysis };
    let mut found: Vec<Quantity> = Vec::new();
    for sentence in &analysis.sentences.sentences {
        let (mut at, end) = (sentence.range().start, sentence.range().end);
        let mut free = at;
        while at < end {
            match reader.quantity(at, free, end) {
                Some(quantity) => {
                    at = quantity.span.range().end;
                    free = at;
                    found.push(quantity);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// A number without its bounds.
#[derive(Clone, Copy, Debug)]
struct Number {
    end: usize,
    value: u64,
    vague: bool,
    about: bool,
    year: bool,
}

struct Reader<'a, 'b> {
    analysis: &'b Analysis<'a>,
}

impl Reader<'_, '_> {
    /// The quantity whose number begins at `at`; its bounds may reach back to `free`.
    fn quantity(&self, at: usize, free: usize, end: usize) -> Option<Quantity> {
        if self.analysis.time(at).is_some() {
            return None;
        }
        let (start, before) = self.bound_before(at, free);
        let (first, shared) = match self.shared_multiplier(at, end) {
            Some((first, second)) => (first, Some(second)),
            None => (self.number(at, end).or_else(|| self.one(at, before))?, None),
        };
        let mut stop = first.end;
        let (mut low, mut high, mut bound) = (Some(first.value), Some(first.value), if first.about { Bound::About } else { Bound::Exact });
        if first.vague {
            (high, bound) = (None, Bound::AtLeast);
        }
        let second = shared.or_else(|| self.range(first.end, end, before == Some(Bound::Between))).filter(|s| s.value > first.value && !first.vague);
        let mut opened = at;
        // "8 à 10.000 décès": the thousands of the second number are the first one's too.
        let first = second.and_then(|s| in_thousands(first, s)).unwrap_or(first);
        if let Some(second) = second.filter(|s| before == Some(Bound::Between) || joined_tightly(first, *s)) {
            stop = second.end;
            (low, high, bound) = (Some(first.value), Some(second.value), Bound::Between);
            opened = at.saturating_sub(usize::from(self.opens_range(at, free)));
        } else if let Some(before) = before.filter(|b| *b != Bound::Between) {
            (low, high, bound) = apply(before, first);
        }
        if let Some((behind, after)) = self.bound_behind(stop, end)
            && bound != Bound::Between
        {
            stop = behind;
            if before.is_none_or(|b| b == Bound::Between) {
                (low, high, bound) = apply(after, first);
            }
        }
        let start = if before.is_some_and(|b| b != Bound::Between || bound == Bound::Between) { start } else { opened };
        Some(Quantity { span: span(start, stop), number: span(at, first.end), low, high, bound, vague: first.vague, year: first.year && before.is_none() })
    }

    /// "au moins un mort": an article that a bound makes a number.
    fn one(&self, at: usize, before: Option<Bound>) -> Option<Number> {
        let bounds = matches!(before, Some(Bound::AtLeast | Bound::AtMost | Bound::MoreThan | Bound::FewerThan | Bound::Exact));
        let one = self.lexical_value(self.analysis.word(at)).is_some_and(|(v, _)| v == 1);
        (bounds && one && self.article(at)).then_some(Number { end: at + 1, value: 1, vague: false, about: false, year: false })
    }

    /// The number that begins at `at`.
    fn number(&self, at: usize, end: usize) -> Option<Number> {
        let token = self.analysis.token(at)?;
        if token.shape == Shape::Figure { self.figure(at, end) } else { self.words(at, end) }
    }
}
