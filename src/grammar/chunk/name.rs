//! Names inside noun groups: which capitals are one, and the small words in them.
//!
//! In: a noun group's tokens. Out: the tokens of its name; where a name goes on or another begins.

use super::Chunker;
use crate::grammar::analysis::span;
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::tagging::Class;
use crate::text::span::Tokens;
use crate::text::token::Shape;

impl Chunker<'_, '_> {
    /// "the Securities and Exchange Commission": a conjunction inside the name of a body.
    pub(super) fn joins_name(&self, at: usize) -> bool {
        let proper = |i: usize| self.is_noun(i) && self.analysis.token(i).is_some_and(|t| t.capital);
        // "Procter & Gamble"
        if self.analysis.word(at) == "&" && at > 0 && proper(at - 1) && proper(at + 1) {
            return true;
        }
        let end = (at + 1..self.end.min(at + 6)).find(|i| !proper(*i)).unwrap_or(at + 1);
        at > 0 && proper(at - 1) && !self.has(at - 1, Flag::Body) && end > at + 2 && self.has(end - 1, Flag::Body)
    }

    /// A small word inside a name: "Zeid Ra'ad al Hussein", "Charles de Gaulle".
    pub(super) fn particle(&self, at: usize) -> bool {
        let proper = |i: usize| self.class(i) == Class::ProperNoun && self.analysis.token(i).is_some_and(|t| t.capital);
        let behind = at.checked_sub(1).is_some_and(|b| proper(b) || (self.has(b, Flag::Particle) && b.checked_sub(1).is_some_and(proper)));
        self.has(at, Flag::Particle) && behind && (proper(at + 1) || (self.has(at + 1, Flag::Particle) && proper(at + 2)))
    }

    /// Whether a word is a noun in the plural and nothing else: no title.
    fn only_plural(&self, at: usize) -> bool {
        let mut forms = self.analysis.readings(at).iter().map(|r| r.form.plural).peekable();
        forms.peek().is_some() && forms.all(|f| f == Some(true))
    }

    /// "Multi-billionaire": a word of two, the last of which is somebody.
    fn compound_of_person(&self, at: usize) -> bool {
        let lexicon = &self.analysis.language.lexicon;
        let last = self.analysis.word(at).rsplit_once('-').map(|(_, last)| last);
        last.and_then(|w| lexicon.form(w)).is_some_and(|f| lexicon.has(f, Flag::Person))
    }

    /// The run of capitals that ends a group, its titles and offices left out.
    pub(super) fn name(&self, start: usize, stop: usize) -> Option<Tokens> {
        let titled = |i: usize| (self.has(i, Flag::Role) || self.has(i, Flag::Title)) && !self.only_plural(i);
        let common = |i: usize| titled(i) || self.has(i, Flag::Body) || self.has(i, Flag::Person) || self.compound_of_person(i);
        let capital = |i: usize| {
            self.analysis.token(i).is_some_and(|t| {
                t.shape == Shape::Word
                    && self.analysis.text.get(t.span.range()).is_some_and(|w| {
                        w.starts_with(char::is_uppercase)
                            || w.split(['-', '\'', '’'])
                                .next()
                                .is_some_and(|p| self.analysis.language.lexicon.form(p).is_some_and(|f| self.analysis.language.lexicon.has(f, Flag::Particle)))
                                && w.contains(char::is_uppercase)
                    })
            })
        };
        // "ministre du Travail": an office of several words is no name.
        let office = |i: usize| {
            self.analysis.expression(i).is_some_and(|e| e.span.range().start < i && self.analysis.expression_lemmas(&e).any(|l| l.features.has(Flag::Role)))
        };
        // "the newly installed Prime Minister": nor is one whose words are no offices by themselves.
        let begins_office = |i: usize| {
            self.analysis
                .expression(i)
                .is_some_and(|e| self.analysis.expression_lemmas(&e).any(|l| l.features.has(Flag::Role) || l.features.value(Key::Office).is_some()))
        };
        // "Deux Palestiniens"
        let numeral = |i: usize| self.class(i) == Class::Numeral || (i == start && self.analysis.quantity(i).is_some());
        let joint = |i: usize| i > start && i + 1 < stop && self.analysis.word(i) == "&" && capital(i - 1) && capital(i + 1);
        let proper = |i: usize| {
            joint(i) || self.particle(i) || (capital(i) && !office(i) && !numeral(i) && !matches!(self.class(i), Class::Determiner | Class::Pronoun))
        };
        let end = (start..stop).rev().find(|i| !self.possessive(*i)).map_or(stop, |i| i + 1);
        let from = (start..end).rev().take_while(|i| proper(*i)).last()?;
        // "news channel Cable TV": capitals behind a small word are a name, whatever their words.
        let set_off = !self.analysis.language.syntax.head_first
            && from > start
            && end - from > 1
            && self.analysis.token(from - 1).is_some_and(|t| t.shape == Shape::Word && !t.capital)
            && self.is_noun(from - 1)
            && !self.has(from, Flag::Role)
            && !begins_office(from)
            && !self.has(from, Flag::Title);
        let own = if set_off { from } else { (from..end).find(|i| !common(*i) && !begins_office(*i))? };
        // "Public Health Wales", "Community Housing Trust": what a common noun goes on from is the name of a body.
        let body = !self.analysis.language.syntax.head_first && own > from && own < end && !(from..own).any(titled);
        let from = if body && self.analysis.reading(own, WordClass::Noun).is_some() && end - own > 1 { from } else { own };
        // "Acting District Commander Yau Siu-kei": the name begins behind the last office.
        let office = (from..end.saturating_sub(1)).rev().find(|i| titled(*i));
        let from =
            office.map_or(from, |o| if (o + 1..end).any(|i| [Flag::Body, Flag::Media, Flag::Role].iter().any(|f| self.has(i, *f))) { from } else { o + 1 });
        // "Travail Muriel Pénicaud", "Human Rights Zeid Ra'ad": common nouns that a longer name follows.
        let noun = |i: usize| self.analysis.reading(i, WordClass::Noun).is_some() || self.analysis.expression(i).is_some();
        let from = (from..end).find(|i| !noun(*i)).filter(|i| end - i >= 2 && *i > from && !noun(end - 1)).unwrap_or(from);
        Some(span(from, end))
    }
}
