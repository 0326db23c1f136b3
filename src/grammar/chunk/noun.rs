//! Noun groups: a noun with its determiner, numeral, adjectives and apposed nouns.
//!
//! In: the token where a group may begin. Out: the group with its head, and the token behind it.

use std::ops::ControlFlow;

use super::{Chunker, NounGroup, index};
use crate::grammar::feature::{Flag, WordClass};
use crate::grammar::numeral::Quantity;
use crate::grammar::tagging::{Class, VerbForm};
use crate::text::token::Shape;

impl Chunker<'_, '_> {
    /// The noun group that begins here.
    pub(super) fn noun_group(&self, at: usize) -> Option<(usize, NounGroup)> {
        let pronoun = self.class(at) == Class::Pronoun && !self.determines(at) || self.partitive(at);
        if self.analysis.quantity(at).is_none() && pronoun {
            let group = NounGroup { head: index(at), determiner: None, name: None, pronoun: true, counted: false };
            return Some((at + 1, group));
        }
        let mut builder = NounBuilder::default();
        let mut next = at;
        while next < self.end {
            match self.noun_step(at, next, &mut builder) {
                Some(stop) => next = stop,
                None => break,
            }
        }
        // Modifiers without a noun behind them are given back, a numeral or determiner alone stands for its noun.
        let stop = builder.stop.or(builder.counted.then_some(builder.counted_end))?;
        if builder.nouns.is_empty() && !builder.counted {
            return None;
        }
        let head = if self.analysis.language.syntax.head_first { builder.nouns.first() } else { builder.nouns.last() };
        let head = head.copied().unwrap_or(stop - 1);
        let name = self.name(at, stop);
        Some((stop, NounGroup { head: index(head), determiner: builder.determiner.map(index), name, pronoun: false, counted: builder.counted }))
    }

    /// "most of us", "half of them": a word that can be a pronoun or a part, before the preposition that joins nouns.
    fn partitive(&self, at: usize) -> bool {
        !self.analysis.language.syntax.head_first
            && !matches!(self.class(at), Class::Noun | Class::Verb | Class::Preposition)
            && (self.analysis.reading(at, WordClass::Pronoun).is_some() || self.has(at, Flag::Fraction))
            && self.class(at + 1) == Class::Preposition
            && self.has(at + 1, Flag::Of)
    }

    /// Takes the next word into a noun group; gives the position behind it, or nothing where the group ends.
    fn noun_step(&self, start: usize, at: usize, builder: &mut NounBuilder) -> Option<usize> {
        if let Some(time) = self.analysis.time(at) {
            return self.time_step(time.span.range().end, builder);
        }
        if let Some(quantity) = self.analysis.quantity(at) {
            return self.quantity_step(start, at, quantity, builder);
        }
        if let ControlFlow::Break(step) = self.expression_step(start, at, builder) {
            return step;
        }
        let head_first = self.analysis.language.syntax.head_first;
        match self.class(at) {
            Class::Determiner | Class::Pronoun if (at == start || (builder.whole && builder.nouns.is_empty())) && self.determines(at) => {
                builder.determiner = Some(at);
                builder.whole = self.has(at, Flag::Whole);
                Some(at + 1)
            }
            Class::Numeral => Some(at + 1),
            // "à l'AFP Hamed Sajjadi": an acronym with an article and a name behind it are two groups.
            Class::Noun | Class::ProperNoun if head_first && self.parts_from_acronym(at, builder) => None,
            Class::Noun | Class::ProperNoun if head_first && at > start && self.analysis.parted(at) => None,
            // "South African environmental groups"
            Class::ProperNoun if !head_first && self.compound_adjective(at) => Some(at + 1),
            Class::Noun | Class::ProperNoun => Some(builder.noun(at)),
            Class::Adjective | Class::Adverb | Class::Verb => self.modifier_step(start, at, builder),
            Class::Punctuation | Class::Coordinator => self.joint_step(start, at, builder),
            Class::Particle if self.possessive(at) && !builder.nouns.is_empty() => {
                let goes_on = self.nominal(at + 1) || self.analysis.quantity(at + 1).is_some();
                let stop = builder.take(at + 1);
                if goes_on {
                    builder.nouns.clear();
                }
                Some(stop)
            }
            Class::Other if self.is_noun(at) => Some(builder.noun(at)),
            _ => self.particle_step(at, builder),
        }
    }

    /// "Friday's attack", "the overnight raids"; other times stand outside.
    fn time_step(&self, stop: usize, builder: &NounBuilder) -> Option<usize> {
        let modifies = !self.analysis.language.syntax.head_first && builder.determiner.is_some() && self.nominal(stop);
        builder.nouns.is_empty().then_some(stop + usize::from(self.possessive(stop))).filter(|next| *next > stop || modifies)
    }

    /// A numeral before the noun; behind it only a figure that is a label: "Flight 103".
    fn quantity_step(&self, start: usize, at: usize, quantity: &Quantity, builder: &mut NounBuilder) -> Option<usize> {
        let stop = quantity.span.range().end;
        if at > start && !builder.nouns.is_empty() {
            let range =
                quantity.span.len() == 3 && self.analysis.token(at + 1).is_some_and(|t| !t.spaced) && self.analysis.token(at - 1).is_some_and(|t| t.capital);
            let label = (quantity.span.len() == 1 || range) && self.analysis.token(at).is_some_and(|t| t.shape == Shape::Figure) && !self.nominal(stop);
            return (label && !builder.after_adjective).then(|| builder.take(stop));
        }
        builder.counted = true;
        builder.counted_end = stop;
        Some(stop)
    }

    /// An expression of several words: a noun or determiner is taken in, what is neither ends the group. Goes on where there is none.
    fn expression_step(&self, start: usize, at: usize, builder: &mut NounBuilder) -> ControlFlow<Option<usize>> {
        let Some(expression) = self.analysis.expression(at).filter(|e| e.span.range().start == at) else { return ControlFlow::Continue(()) };
        let Some(lemma) = self.analysis.lemma(expression.reading.lemma) else { return ControlFlow::Break(None) };
        let head_first = self.analysis.language.syntax.head_first;
        let stop = expression.span.range().end.min(self.end);
        match lemma.class {
            WordClass::Noun if builder.nouns.is_empty() || !head_first => {
                builder.nouns.push(if head_first { at } else { stop - 1 });
                ControlFlow::Break(Some(builder.take(stop)))
            }
            WordClass::Noun => ControlFlow::Continue(()),
            WordClass::Determiner if at == start => {
                builder.determiner = Some(at);
                ControlFlow::Break(Some(stop))
            }
            // "le nombre de morts": behind an article "nombre de" is no determiner.
            WordClass::Determiner if builder.determiner.is_some() => ControlFlow::Continue(()),
            _ => ControlFlow::Break(None),
        }
    }

    /// An adjective, adverb or participle: before the noun, behind it, or in its place.
    fn modifier_step(&self, start: usize, at: usize, builder: &mut NounBuilder) -> Option<usize> {
        match self.class(at) {
            Class::Adjective | Class::Adverb if at == start && self.has(at, Flag::Whole) => {
                builder.whole = true;
                Some(at + 1)
            }
            Class::Adjective | Class::Verb if self.nominalised(at, builder) => Some(builder.noun(at)),
            Class::Adjective if builder.nouns.is_empty() => Some(at + 1),
            Class::Adjective if self.analysis.language.syntax.head_first => {
                builder.after_adjective = true;
                Some(builder.take(at + 1))
            }
            Class::Adjective => self.nominal(at + 1).then_some(at + 1),
            Class::Adverb if builder.nouns.is_empty() && (builder.determiner.is_some() || builder.counted) => {
                let further = builder.counted && self.has(at, Flag::Further) && self.is_noun(at + 1);
                (self.class(at + 1) == Class::Adjective || self.form(at + 1) == VerbForm::Participle || further).then_some(at + 1)
            }
            Class::Verb if self.prenominal(at) && builder.nouns.is_empty() => Some(at + 1),
            _ => self.particle_step(at, builder),
        }
    }

    /// A quotation mark or conjunction inside the group: a "100% air shield", "Securities and Exchange Commission".
    fn joint_step(&self, start: usize, at: usize, builder: &NounBuilder) -> Option<usize> {
        let head_first = self.analysis.language.syntax.head_first;
        match self.class(at) {
            Class::Punctuation if at > start && self.is_quotation_mark(at) && self.mark_inside(at, builder) => Some(at + 1),
            Class::Coordinator if !head_first && self.joins_name(at) && !builder.nouns.is_empty() => Some(at + 1),
            // "arméniennes et azerbaïdjanaises", "dead and wounded soldiers"
            Class::Coordinator if at > start && self.class(at - 1) == Class::Adjective && self.class(at + 1) == Class::Adjective => {
                let joins = if head_first { builder.after_adjective && !self.is_noun(at + 2) } else { builder.nouns.is_empty() && self.is_noun(at + 2) };
                joins.then_some(at + 1)
            }
            _ => self.particle_step(at, builder),
        }
    }

    fn particle_step(&self, at: usize, builder: &NounBuilder) -> Option<usize> {
        (self.particle(at) && !builder.nouns.is_empty()).then_some(at + 1)
    }

    fn parts_from_acronym(&self, at: usize, builder: &NounBuilder) -> bool {
        let upper = |i: usize| self.analysis.token(i).is_some_and(|t| t.upper);
        let acronym = builder.nouns.last().is_some_and(|n| *n + 1 == at && upper(*n) && !self.has(*n, Flag::Generic)) && builder.nouns.len() == 1;
        acronym && builder.determiner.is_some() && !upper(at) && self.analysis.token(at).is_some_and(|t| t.capital)
    }

    /// Whether a quotation mark stands between the words of one group: before its noun, and a word of it behind.
    fn mark_inside(&self, at: usize, builder: &NounBuilder) -> bool {
        let begun = builder.determiner.is_some() || builder.counted || self.class(at - 1) == Class::Adjective;
        let opens = builder.nouns.is_empty() && begun;
        let goes_on =
            self.nominal(at + 1) || self.analysis.quantity(at + 1).is_some() || (self.class(at + 1) == Class::Adverb && self.class(at + 2) == Class::Adjective);
        opens && goes_on && self.analysis.token(at).is_some_and(|t| t.breaks == 0)
    }

    /// Whether a word stands before a noun and says which: an article, a possessive.
    fn determines(&self, at: usize) -> bool {
        // "l'ambassade des États-Unis": behind a noun an article that can be "of the" is a preposition.
        let behind_noun = at > 0 && self.is_noun(at - 1) && self.has(at, Flag::Of) && self.analysis.token(at).is_some_and(|t| t.breaks == 0);
        (self.class(at) == Class::Determiner && !behind_noun) || (self.class(at) == Class::Pronoun && self.has(at, Flag::Possessive) && self.nominal(at + 1))
    }

    /// Whether a name and an adjective with a capital make one adjective before a noun.
    fn compound_adjective(&self, at: usize) -> bool {
        let capital = |i: usize| self.analysis.token(i).is_some_and(|t| t.capital && !t.upper);
        capital(at) && capital(at + 1) && self.class(at + 1) == Class::Adjective && self.nominal(at + 2)
    }

    /// "the dead", "les blessés": an adjective or participle that stands for a noun.
    fn nominalised(&self, at: usize, builder: &NounBuilder) -> bool {
        let determined = builder.nouns.is_empty() && (builder.determiner.is_some() || builder.counted);
        let capital = self.class(at) == Class::Adjective && self.analysis.token(at).is_some_and(|t| t.capital);
        let known = capital || self.analysis.reading(at, WordClass::Noun).is_some();
        determined && known && !self.nominal(at + 1)
    }

    /// Whether a noun, or what can stand before one, is here.
    fn nominal(&self, at: usize) -> bool {
        self.analysis.time(at).is_none() && (self.is_noun(at) || matches!(self.class(at), Class::Adjective | Class::Numeral))
            || (self.class(at) == Class::Verb && self.is_noun(at + 1) && matches!(self.form(at), VerbForm::Participle | VerbForm::Gerund))
    }
}

/// What a noun group has gathered.
#[derive(Default)]
pub(super) struct NounBuilder {
    determiner: Option<usize>,
    whole: bool,
    counted: bool,
    counted_end: usize,
    nouns: Vec<usize>,
    after_adjective: bool,
    stop: Option<usize>,
}

impl NounBuilder {
    /// Takes a noun in; gives the position behind it.
    fn noun(&mut self, at: usize) -> usize {
        self.nouns.push(at);
        self.take(at + 1)
    }

    /// The group reaches to here at least.
    fn take(&mut self, stop: usize) -> usize {
        self.stop = Some(stop);
        stop
    }
}
