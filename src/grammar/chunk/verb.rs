//! Verb groups: auxiliaries, negation and clitics with the main verb they lead to.
//!
//! In: the token where a group may begin. Out: the group and the token behind it.

use super::{Chunker, VerbGroup, index};
use crate::grammar::feature::{Flag, WordClass};
use crate::grammar::tagging::{Class, VerbForm};

impl Chunker<'_, '_> {
    /// The verb group that begins here.
    pub(super) fn verb_group(&self, at: usize) -> Option<(usize, VerbGroup)> {
        let mut reflexive = false;
        let mut negated = false;
        let mut first = at;
        // "ne l'a", "s'est", "to not": what stands before the first verb and belongs to it.
        while first < self.end && first < at + 5 && !self.is_verb(first) {
            let clitic = self.has(first, Flag::Clitic) && matches!(self.class(first), Class::Pronoun | Class::Other | Class::Determiner);
            let negation = self.has(first, Flag::Negation) && matches!(self.class(first), Class::Adverb | Class::Particle);
            let marker = self.has(first, Flag::Infinitive) && self.class(first) == Class::Particle;
            let adverb = first > at && self.class(first) == Class::Adverb;
            if !(clitic || negation || marker || adverb) {
                return None;
            }
            reflexive |= clitic && self.has(first, Flag::Reflexive);
            negated |= negation;
            first += 1;
        }
        if !self.is_verb(first) || (self.prenominal(first) && first == at) || self.analysis.quantity(first).is_some() {
            return None;
        }
        let mut group = VerbGroup {
            main: index(first),
            form: self.form(first),
            main_form: self.form(first),
            passive: false,
            negated,
            reflexive,
            auxiliary: self.class(first) == Class::Auxiliary,
            inverted: None,
            expression: None,
        };
        let stop = self.verb_chain(first, &mut group);
        group.passive &= !group.reflexive;
        // Of an expression the main verb is any word: "a fait savoir".
        group.expression = self.analysis.expression(group.main as usize).filter(|e| e.span.range().start >= at).and_then(|e| {
            let lemma = self.analysis.lemma(e.reading.lemma)?;
            (lemma.class == WordClass::Verb).then_some(e.reading.lemma)
        });
        let stop = group.expression.and_then(|_| self.analysis.expression(group.main as usize)).map_or(stop, |e| stop.max(e.span.range().end.min(self.end)));
        Some((stop, group))
    }

    /// Goes on from the first verb through auxiliaries, adverbs and negation to the main verb; gives the end of the group.
    fn verb_chain(&self, first: usize, group: &mut VerbGroup) -> usize {
        let mut stop = first + 1;
        let mut at = first + 1;
        let mut last = first;
        while at < self.end {
            if self.is_verb(at) && self.continues(last, at) {
                group.passive |= self.has(last, Flag::Passive) && self.form(at) == VerbForm::Participle;
                group.main = index(at);
                group.main_form = self.form(at);
                last = at;
                at += 1;
                stop = at;
            } else if self.analysis.inverted_subject(at) && group.inverted.is_none() {
                group.inverted = Some(index(at));
                at += 1;
                stop = at;
            } else if matches!(self.class(at), Class::Adverb | Class::Particle) && self.negates(group, at) {
                group.negated = true;
                at += 1;
                stop = at;
            } else if let Some(behind) = self.inserted(last, at) {
                at = behind;
            } else {
                break;
            }
        }
        stop
    }

    /// Some negations belong to the verb only together with another before it: "ne … plus".
    fn negates(&self, group: &VerbGroup, at: usize) -> bool {
        // "will not only provide": that and more.
        if self.analysis.expression(at).is_some_and(|e| self.analysis.expression_has(&e, Flag::Negation) && self.analysis.expression_has(&e, Flag::Weak)) {
            return false;
        }
        // "affirme n'avoir perdu": a negation that leans on the next verb.
        self.has(at, Flag::Negation) && !self.has(at, Flag::Clitic) && (group.negated || !self.has(at, Flag::SecondNegation))
    }

    /// Whether the verb at `at` goes on the group whose last verb is at `last`.
    fn continues(&self, last: usize, at: usize) -> bool {
        let nonfinite = matches!(self.form(at), VerbForm::Participle | VerbForm::Gerund | VerbForm::Infinitive);
        if self.class(last) != Class::Auxiliary || !nonfinite {
            return false;
        }
        self.form(at) != VerbForm::Infinitive || !self.has(last, Flag::Passive)
    }

    /// Adverbs, or a short insertion between commas, on the way from an auxiliary to its verb.
    fn inserted(&self, last: usize, at: usize) -> Option<usize> {
        if self.class(last) != Class::Auxiliary {
            return None;
        }
        let behind = match self.analysis.expression(at).filter(|e| e.span.range().start == at) {
            Some(e) if self.analysis.lemma(e.reading.lemma).is_some_and(|l| matches!(l.class, WordClass::Adverb | WordClass::Phrase)) => e.span.range().end,
            _ if self.class(at) == Class::Adverb => at + 1,
            _ if self.analysis.word(at) == "," => {
                let close = (at + 2..self.end.min(at + 8)).find(|i| self.analysis.word(*i) == ",")?;
                let inside = (at + 1..close).all(|i| !self.is_verb(i));
                return (inside && self.is_verb(close + 1) && self.continues(last, close + 1)).then_some(close + 1);
            }
            _ => return None,
        };
        // Only adverbs that lead to a verb of this group belong to it.
        let mut next = behind;
        while next < self.end && next < behind + 6 {
            if self.is_verb(next) {
                return self.continues(last, next).then_some(behind);
            }
            let adverbial = matches!(
                self.class(next),
                Class::Adverb | Class::Particle | Class::Preposition | Class::Determiner | Class::Noun | Class::Adjective | Class::Pronoun
            );
            if !adverbial && self.analysis.word(next) != "," {
                return None;
            }
            next += 1;
        }
        None
    }

    /// A participle that stands before its noun: "armed men", "the proposed law".
    pub(super) fn prenominal(&self, at: usize) -> bool {
        let participle = self.class(at) == Class::Verb && matches!(self.form(at), VerbForm::Participle | VerbForm::Gerund);
        let compound = self.analysis.word(at).contains('-');
        let led = at.checked_sub(1).is_some_and(|p| {
            matches!(self.class(p), Class::Determiner | Class::Adjective | Class::Numeral | Class::Preposition) || self.has(p, Flag::Possessive)
        });
        participle && !self.analysis.language.syntax.head_first && self.is_noun(at + 1) && (led || compound)
    }
}
