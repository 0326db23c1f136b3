//! Tags put right where dictionary and neighbours know better than the tagger.
//!
//! In: the tags of a text. Out: the same tags, a participle behind its auxiliary, a verb that reports, a noun between two verbs corrected.

use super::Analysis;
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::inflection::Tense;
use crate::grammar::lexicon::Lemma;
use crate::grammar::tagging::{Class, Tag, VerbForm};
use crate::text::token::Shape;

impl Analysis<'_> {
    /// Puts the tags right, word by word from left to right; the first reason that applies is taken.
    pub(super) fn repair(&mut self) {
        for at in 0..self.tokens.len() {
            if self.opening_noun(at) {
                self.retag(at, Tag::word(Class::Noun));
            } else if self.opening_adjective(at) {
                self.retag(at, Tag::word(Class::Adjective));
            }
        }
        for at in 1..self.tokens.len() {
            let tag = self.tag_at(at);
            if self.declares(at) {
                self.retag(at, Tag { class: Class::Verb, form: VerbForm::Finite });
            } else if let Some(class) = self.misread(at) {
                let form = if class == Class::Verb { VerbForm::Finite } else { VerbForm::None };
                self.retag(at, Tag { class, form });
            } else if tag.class == Class::Verb
                && let Some(auxiliary) = self.auxiliary_of(at)
            {
                // "a toujours nié", "a pour sa part fait savoir": the auxiliary and its participle, whatever stands between.
                self.retag(auxiliary, Tag { class: Class::Auxiliary, form: self.tag_at(auxiliary).form });
                self.retag(at, Tag { class: Class::Verb, form: VerbForm::Participle });
            } else if self.governed_gerund(at) {
                self.retag(at, Tag::word(Class::Noun));
            } else if matches!(tag.class, Class::Adjective | Class::Adverb | Class::Noun | Class::Other) {
                if self.lost_report(at) {
                    self.retag(at, Tag { class: Class::Verb, form: VerbForm::Finite });
                } else if self.lost_participle(at) {
                    self.retag(at, Tag { class: Class::Verb, form: VerbForm::Participle });
                }
            }
        }
        for at in 0..self.tokens.len() {
            if self.opening_name(at) || self.first_name(at) {
                self.retag(at, Tag::word(Class::ProperNoun));
            }
        }
    }

    fn retag(&mut self, at: usize, tag: Tag) {
        if let Some(slot) = self.tags.get_mut(at) {
            *slot = tag;
        }
    }

    /// The class of a word that the word beside it, or the dictionary alone, makes another than the tagger says.
    fn misread(&self, at: usize) -> Option<Class> {
        let tag = self.tag_at(at);
        // "governor Kyrylenko": conjunctions are few and all in the dictionary; what is none there is a noun.
        if tag.class == Class::Coordinator && self.reading(at, WordClass::Noun).is_some() && self.reading(at, WordClass::Conjunction).is_none() {
            return Some(Class::Noun);
        }
        // "Otto Renn": so are prepositions, determiners, pronouns and auxiliaries; an unknown word with a capital is none.
        let closed = matches!(
            tag.class,
            Class::Preposition
                | Class::Determiner
                | Class::Pronoun
                | Class::Relative
                | Class::Auxiliary
                | Class::Coordinator
                | Class::Subordinator
                | Class::Particle
        );
        let capital = |i: usize| self.token(i).is_some_and(|t| t.capital);
        let plain = self.token(at).is_some_and(|t| t.shape == Shape::Word);
        if closed && plain && capital(at) && self.readings(at).is_empty() && self.expression(at).is_none() {
            return Some(Class::ProperNoun);
        }
        // "WHO explained": no relative pronoun is written in capitals where other words are not.
        let shouted = self.token(at).is_some_and(|t| self.text.get(t.span.range()).is_some_and(|w| w.chars().count() > 1 && w.chars().all(char::is_uppercase)));
        if tag.class == Class::Relative && shouted && capital(at) && !capital(at + 1) {
            return Some(Class::ProperNoun);
        }
        // "said reports that …": of two finite verbs side by side the second is a noun, if it can be one.
        let finite = |t: Tag| t.class == Class::Verb && t.form == VerbForm::Finite;
        if finite(tag) && finite(self.tag_at(at - 1)) && self.reading(at, WordClass::Noun).is_some() {
            return Some(Class::Noun);
        }
        // "warns pressures on it grow": behind a verb that takes a bare clause no present form begins one.
        let third = || self.readings(at).iter().any(|r| r.form.verb == Some(VerbForm::Finite) && r.form.plural == Some(false));
        if finite(tag) && finite(self.tag_at(at - 1)) && third() && self.language.syntax.bare_clauses && self.has_frame(at - 1, "bare") {
            return Some(Class::Noun);
        }
        // "the best care": what stands between article and noun describes the noun.
        let article = |i: usize| self.tag_at(i).class == Class::Determiner && (self.has(i, Flag::Definite) || self.has(i, Flag::Indefinite));
        let inside = article(at - 1) && self.tag_at(at + 1).class == Class::Noun && !self.language.syntax.head_first;
        if tag.class == Class::Adverb && inside {
            return Some(Class::Adjective);
        }
        // "CNN affiliate BFMTV reported": behind the name of one, no base form is its verb.
        if finite(tag) && self.disagrees(at) {
            return Some(Class::Noun);
        }
        // "Acting District Commander": before a title a participle is a part of it.
        if tag.form == VerbForm::Gerund && self.reading(at, WordClass::Adjective).is_some() && capital(at) && capital(at + 1) {
            return Some(Class::Adjective);
        }
        // "minister Eluned Morgan": an unknown capital before a name is no verb.
        let unknown = tag.class == Class::Verb && self.readings(at).is_empty() && capital(at) && !self.opens(at);
        if unknown && capital(at + 1) && self.tag_at(at + 1).class == Class::ProperNoun {
            return Some(Class::ProperNoun);
        }
        // "Labour housing spokeswoman Jane Roe": before a role without an article no gerund has an object.
        let role = self.has(at + 1, Flag::Role) && self.tag_at(at + 1).class == Class::Noun && self.tag_at(at + 2).class == Class::ProperNoun;
        if tag.form == VerbForm::Gerund && role && !self.language.syntax.head_first && self.tag_at(at - 1).class != Class::Auxiliary {
            return Some(Class::Adjective);
        }
        // "The Met warned": behind an article a finite verb with a capital is a name.
        let article = self.tag_at(at - 1).class == Class::Determiner && self.has(at - 1, Flag::Definite);
        if matches!(tag.class, Class::Verb | Class::Auxiliary) && tag.form == VerbForm::Finite && article && capital(at) {
            return Some(Class::ProperNoun);
        }
        // "a group that monitors the conflict"
        let object = matches!(self.tag_at(at + 1).class, Class::Determiner) && self.has(at + 1, Flag::Definite);
        let relative = self.has(at - 1, Flag::Relative) && at > 1 && matches!(self.tag_at(at - 2).class, Class::Noun | Class::ProperNoun);
        let third = || self.readings(at).iter().any(|r| r.form.verb == Some(VerbForm::Finite));
        if tag.class == Class::Noun && object && relative && third() && !self.language.syntax.head_first {
            return Some(Class::Verb);
        }
        // "a lui-même averti": between auxiliary and participle it stands for nobody.
        let adverb = tag.class == Class::Pronoun && self.reading(at, WordClass::Adverb).is_some() && self.tag_at(at - 1).class == Class::Auxiliary;
        if adverb {
            return Some(Class::Adverb);
        }
        // "évalue le nombre": before a noun the clitic is an article.
        let article = tag.class == Class::Pronoun && self.has(at, Flag::Clitic) && self.reading(at, WordClass::Determiner).is_some();
        if article && matches!(self.tag_at(at + 1).class, Class::Noun | Class::ProperNoun) && self.reading(at + 1, WordClass::Verb).is_none() {
            return Some(Class::Determiner);
        }
        if self.opens_what_is_said(at) {
            return Some(Class::Subordinator);
        }
        // A word that the dictionary has only as an adverb is one.
        let only_adverb = matches!(tag.class, Class::Noun | Class::Verb | Class::Adjective)
            && !inside
            && !self.readings(at).is_empty()
            && self.readings(at).iter().filter_map(|r| self.lemma(r.lemma)).all(|l| l.class == WordClass::Adverb);
        only_adverb.then_some(Class::Adverb)
    }

    /// "a dit qu'à ce moment, il …", "affirme que, si …": right behind a verb that reports what a clause says, whatever
    /// stands between it and its subject. "N'a dit que deux mots" is no such clause: half of a negation, and no other half.
    fn opens_what_is_said(&self, at: usize) -> bool {
        let only = (at.saturating_sub(5)..at).any(|i| self.has(i, Flag::Negation)) && !(at.saturating_sub(4)..at).any(|i| self.has(i, Flag::SecondNegation));
        let taken = matches!(self.tag_at(at).class, Class::Adverb | Class::Pronoun | Class::Noun | Class::ProperNoun | Class::Relative | Class::Other);
        taken
            && self.language.syntax.head_first
            && self.complementises(at)
            && self.tag_at(at - 1).class == Class::Verb
            && self.has_frame(at - 1, "that")
            && !only
    }

    /// Whether a word can be a verb that reports with a frame.
    pub(super) fn has_frame(&self, at: usize, frame: &str) -> bool {
        self.lemmas(at).any(|l| l.class == WordClass::Verb && l.features.value(Key::Act).is_some() && l.features.list(Key::Frames).any(|f| f == frame))
    }

    pub(super) fn lemmas(&self, at: usize) -> impl Iterator<Item = &Lemma> {
        self.readings(at).iter().filter_map(|r| self.lemma(r.lemma))
    }

    /// Whether a sentence, a clause or a quotation begins at a word.
    fn opens(&self, at: usize) -> bool {
        at == 0 || self.token(at).is_some_and(|t| t.breaks > 0) || self.tag_at(at - 1).class == Class::Punctuation
    }

    /// "Hale s'est dit prêt": where a noun needs its article, a capital right before a finite verb is a name; so is one inside a sentence: "…," Hale said.
    fn opening_name(&self, at: usize) -> bool {
        let capital = self.token(at).is_some_and(|t| t.capital && t.shape == Shape::Word);
        // "AbScent said", "Earnest said": neither an unknown word nor an adjective can open a sentence right before its report.
        let lone = matches!(self.tag_at(at).class, Class::Adverb | Class::Adjective)
            && self.lemmas(at).all(|l| l.class == WordClass::Adjective)
            && !self.token(at + 1).is_some_and(|t| t.capital);
        let reported = self.tag_at(at + 1).form == VerbForm::Finite && self.has_frame(at + 1, "that");
        if capital && lone && reported && self.opens(at) {
            return true;
        }
        let inside = at > 0 && !matches!(self.word(at - 1), "." | "!" | "?" | ":") && self.token(at).is_some_and(|t| t.breaks == 0);
        if !capital || !self.opens(at) || !(self.language.syntax.head_first || inside) || self.tag_at(at).class != Class::Adjective {
            return false;
        }
        let behind = (at + 1..at + 4).find(|i| !self.has(*i, Flag::Clitic));
        behind.is_some_and(|i| self.finite_at(i))
    }

    /// "Will Marsh said", "chief Chase Bell", "Hyun-woo Park": a capital before a name, that is no word of a sentence there, is a part of the name.
    fn first_name(&self, at: usize) -> bool {
        let capital = |i: usize| self.token(i).is_some_and(|t| t.capital && t.shape == Shape::Word);
        let tag = self.tag_at(at);
        let alone = at == 0 || !capital(at - 1);
        if !alone || !capital(at) || !capital(at + 1) || self.tag_at(at + 1).class != Class::ProperNoun || self.expression(at).is_some() {
            return false;
        }
        let unknown = self.readings(at).is_empty() && matches!(tag.class, Class::Adjective | Class::Adverb | Class::Noun | Class::Other | Class::Verb);
        let begins =
            at == 0 || self.token(at).is_some_and(|t| t.breaks > 0) || matches!(self.word(at - 1), "." | "!" | "?" | ":") || self.opens_quotation(at - 1);
        if begins {
            let next = self.tag_at(at + 2);
            let declares = next.class == Class::Verb && next.form == VerbForm::Finite || matches!(self.word(at + 2), "," | "(");
            return (unknown && self.word(at).contains('-')) || (tag.class == Class::Auxiliary && declares && !self.language.syntax.head_first);
        }
        let verb = tag.class == Class::Verb && !matches!(tag.form, VerbForm::Participle | VerbForm::Gerund);
        unknown || (!self.language.syntax.head_first && (verb || matches!(tag.class, Class::Auxiliary | Class::Interjection | Class::Other)))
    }

    /// "Fire chief Otto Renn said …": no command, where a noun and then a finite verb follow.
    fn opening_noun(&self, at: usize) -> bool {
        let tag = self.tag_at(at);
        self.opens(at)
            && !self.language.syntax.head_first
            && tag.class == Class::Verb
            && matches!(tag.form, VerbForm::Finite | VerbForm::Imperative | VerbForm::Infinitive)
            && self.reading(at, WordClass::Noun).is_some()
            && matches!(self.tag_at(at + 1).class, Class::Noun | Class::ProperNoun)
            && self.verb_until_boundary(at + 1)
    }

    /// "Seules quatre personnes": a known adjective that opens a sentence, before a numeral or an article, is no name.
    fn opening_adjective(&self, at: usize) -> bool {
        let classes = || self.lemmas(at).map(|l| l.class);
        self.opens(at)
            && matches!(self.tag_at(at).class, Class::ProperNoun | Class::Noun)
            && matches!(self.tag_at(at + 1).class, Class::Numeral | Class::Determiner)
            && classes().next().is_some()
            && classes().all(|c| matches!(c, WordClass::Adjective | WordClass::Adverb))
    }

    /// Whether a word that can be a noun stands as a base form behind a name, and is no report: "Reuters report" is one.
    fn disagrees(&self, at: usize) -> bool {
        let verbs = || self.readings(at).iter().filter(|r| r.form.verb.is_some());
        let base = verbs().all(|r| r.form.verb != Some(VerbForm::Finite) || (r.form.tense == Some(Tense::Present) && r.form.plural != Some(false)))
            && verbs().any(|r| r.form.verb == Some(VerbForm::Infinitive));
        !self.language.syntax.head_first
            && base
            && self.tag_at(at - 1).class == Class::ProperNoun
            && self.token(at).is_some_and(|t| !t.capital)
            && self.reading(at, WordClass::Noun).is_some()
            && !verbs().filter_map(|r| self.lemma(r.lemma)).any(|l| l.features.value(Key::Act).is_some())
    }

    /// "de l'opposant": behind a preposition and an article no participle can stand.
    fn governed_gerund(&self, at: usize) -> bool {
        let tag = self.tag_at(at);
        let governed = at > 1 && self.has(at - 1, Flag::Definite) && self.tag_at(at - 2).class == Class::Preposition;
        tag.form == VerbForm::Gerund && tag.class == Class::Verb && governed && self.language.syntax.head_first
    }

    /// An auxiliary asks for a participle: what the dictionary knows as one is one there, whatever the tagger says.
    fn lost_participle(&self, at: usize) -> bool {
        let participle = self.readings(at).iter().any(|r| r.form.verb == Some(VerbForm::Participle));
        let between = |i: usize| matches!(self.tag_at(i).class, Class::Adverb | Class::Particle) || self.inverted_subject(i);
        let auxiliary = (at.saturating_sub(4)..at).rev().find(|i| !between(*i));
        // "are reports", not "had been hurt": a plural right behind "be" is a noun.
        let plural = self.readings(at).iter().any(|r| r.form.plural == Some(true));
        let noun = self.tag_at(at).class == Class::Noun && plural && auxiliary.is_some_and(|i| i + 1 == at && self.has(i, Flag::Passive));
        participle && !noun && auxiliary.is_some_and(|i| self.tag_at(i).class == Class::Auxiliary)
    }

    /// Whether a word is taken for a finite verb.
    pub(super) fn finite_at(&self, at: usize) -> bool {
        let tag = self.tag_at(at);
        matches!(tag.class, Class::Verb | Class::Auxiliary) && tag.form.is_finite()
    }

    /// Whether a quotation can begin with a word.
    pub(super) fn opens_quotation(&self, at: usize) -> bool {
        self.language.orthography.opens_quotation(self.word(at))
    }

    /// How many finite verbs stand between a word and the next sign that ends a sentence or parts two.
    pub(super) fn verbs_until_boundary(&self, at: usize) -> usize {
        let ends = |i: &usize| matches!(self.word(*i), "." | ";" | ":" | "!" | "?");
        (at + 1..(at + 40).min(self.tokens.len())).take_while(|i| !ends(i)).filter(|i| self.finite_at(*i)).count()
    }

    /// Whether a finite verb stands between a word and the next sign that ends a clause.
    pub(super) fn verb_until_boundary(&self, at: usize) -> bool {
        for i in at + 1..(at + 30).min(self.tokens.len()) {
            if self.finite_at(i) {
                return true;
            }
            if matches!(self.tag_at(i).class, Class::Relative | Class::Subordinator) || matches!(self.word(i), "." | ";" | ":" | "!" | "?" | ",") {
                return false;
            }
        }
        false
    }

    /// The auxiliary of what can be a participle: before it, with neither a verb nor a sign nor another subject between.
    fn auxiliary_of(&self, at: usize) -> Option<usize> {
        let participle = self.readings(at).iter().any(|r| r.form.verb == Some(VerbForm::Participle));
        let form = self.tag_at(at).form;
        if !participle || !matches!(form, VerbForm::Finite | VerbForm::Participle) {
            return None;
        }
        for i in (at.saturating_sub(5)..at).rev() {
            let tag = self.tag_at(i);
            let helps = self
                .readings(i)
                .iter()
                .filter_map(|r| self.lemma(r.lemma))
                .any(|l| l.class == WordClass::Verb && l.features.has(Flag::Auxiliary) && !l.features.has(Flag::Modal));
            // "a-t-elle dit"
            if self.inverted_subject(i) {
                continue;
            }
            let pro = matches!(tag.class, Class::Pronoun) && !self.has(i, Flag::Clitic);
            if matches!(tag.class, Class::Verb | Class::Auxiliary) {
                let far = i + 1 < at && form == VerbForm::Finite;
                let plain = (i + 1..at)
                    .all(|j| matches!(self.tag_at(j).class, Class::Adverb | Class::Particle) || self.has(j, Flag::Clitic) || self.inverted_subject(j));
                return (helps && tag.form.is_finite() && (plain || (far && self.language.syntax.head_first))).then_some(i);
            }
            if pro || matches!(tag.class, Class::Punctuation | Class::Relative | Class::Subordinator | Class::Coordinator) {
                return None;
            }
        }
        None
    }

    /// Whether a finite verb stands between the last word or sign that begins a clause and a word.
    pub(super) fn verb_since_boundary(&self, at: usize) -> bool {
        for i in (at.saturating_sub(30)..at).rev() {
            if self.finite_at(i) {
                return true;
            }
            if matches!(self.tag_at(i).class, Class::Relative | Class::Subordinator) || matches!(self.word(i), "." | ";" | ":" | "!" | "?") {
                return false;
            }
        }
        false
    }
}
