//! Verbs that report, where the tagger saw a noun: by what stands around them.
//!
//! In: a word that can be such a verb. Out: whether it is one.

use super::Analysis;
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::inflection::Tense;
use crate::grammar::lexicon::{Lemma, WordReading};
use crate::grammar::tagging::{Class, VerbForm};
use crate::text::token::Shape;

impl Analysis<'_> {
    /// "fait-il savoir", "« … », juge le ministre", "the minister points out": what can be a finite verb that reports is one, by what stands around it alone.
    pub(super) fn declares(&self, at: usize) -> bool {
        let tag = self.tag_at(at);
        if self.finite_at(at) {
            return false;
        }
        let finite = || self.readings(at).iter().filter(|r| r.form.verb == Some(VerbForm::Finite));
        let reports = |r: &WordReading| self.lemma(r.lemma).is_some_and(|l| l.features.value(Key::Act).is_some());
        if self.inverted_subject(at + 1) && self.word(at + 1).starts_with('-') && finite().next().is_some() {
            return true;
        }
        if !matches!(tag.class, Class::Noun | Class::Adjective | Class::Adverb | Class::Preposition | Class::Other) {
            return false;
        }
        // "les témoins l'accusent": behind a pronoun what can be nothing but a verb is one.
        let only = !self.readings(at).is_empty() && self.lemmas(at).all(|l| l.class == WordClass::Verb);
        let object = self.has(at - 1, Flag::Clitic) && at > 1 && matches!(self.tag_at(at - 2).class, Class::Noun | Class::ProperNoun | Class::Pronoun);
        if only && object && finite().any(reports) && !self.verb_since_boundary(at) {
            return true;
        }
        let incise = self.word(at - 1) == "," && at > 1 && self.closes_quotation(at - 2);
        if incise && self.tag_at(at + 1).class == Class::Determiner && finite().any(reports) {
            return true;
        }
        // "Hale juge « faux » l'accord", "Peskov, son porte-parole, parle de propos": no noun without its article, where no verb has come yet.
        let bare = tag.class == Class::Noun && (matches!(self.tag_at(at - 1).class, Class::Noun | Class::ProperNoun) || self.word(at - 1) == ",");
        if self.language.syntax.head_first && bare && !self.token(at).is_some_and(|t| t.capital) && self.declares_bare(at) {
            return true;
        }
        // Behind a lone noun a third person with its particle, or before a colon and a quotation; the sentence has no other verb before it.
        let alone = self.tag_at(at).class == Class::Noun && !self.token(at).is_some_and(|t| t.capital) && !self.language.syntax.head_first;
        if alone && self.goes_on(at) {
            return true;
        }
        // "points out": the verb may be known only together with its particle.
        let particle = self.spelled(at, WordClass::Verb).is_some_and(|(_, r)| third_person(&r));
        if !alone || !(particle || finite().any(third_person)) || !self.one(at - 1) || self.verb_since_boundary(at) {
            return false;
        }
        let quotes = self.word(at + 1) == ":" && self.opens_quotation(at + 2) && finite().any(|r| third_person(r) && reports(r));
        // "appeals for calm", "hopes to win", "notes that": what the verb asks for follows, and no other verb does that the noun could be the subject of.
        let led = finite().filter(|r| third_person(r)).filter_map(|r| self.lemma(r.lemma)).any(|l| {
            let has = |frame: &str| l.features.list(Key::Frames).any(|f| f == frame);
            let preposition = has("about") && l.features.list(Key::Prepositions).any(|p| p == self.word(at + 1));
            let infinitive =
                (has("infinitive") || l.features.has(Flag::Refusal)) && self.has(at + 1, Flag::Infinitive) && self.tag_at(at + 1).class == Class::Particle;
            let that = has("that") && self.complementises(at + 1);
            (preposition || infinitive || that) && self.verbs_until_boundary(at + 1) == usize::from(that)
        });
        quotes || particle || led
    }

    /// Whether a word without an article before it, that can be a third person that reports, has what that asks for behind it, and is the only verb.
    fn declares_bare(&self, at: usize) -> bool {
        let next = self.language.orthography.uncontracted(self.word(at + 1));
        let led = self.third_persons(at).any(|l| {
            let quotes = self.opens_quotation(at + 1) && l.features.list(Key::Frames).any(|f| matches!(f, "quote" | "as" | "that"));
            quotes || l.features.list(Key::Prepositions).any(|p| p == next)
        });
        led && !self.verb_since_boundary(at) && self.verbs_until_boundary(at) == 0
    }

    /// "says she has slept and jokes that …", "accuses the army and demands access": whether a present form behind a conjunction goes on with another that reports.
    fn goes_on(&self, at: usize) -> bool {
        let third = |i: usize| self.third_persons(i).next().is_some();
        let before = (at.saturating_sub(40)..at).rev().take_while(|i| !matches!(self.word(*i), "." | ";" | ":" | "!" | "?"));
        let reported = || before.clone().any(|i| self.tag_at(i).class == Class::Verb && self.tag_at(i).form == VerbForm::Finite && third(i));
        let led = self.complementises(at + 1) || matches!(self.tag_at(at + 1).class, Class::Determiner | Class::Noun);
        self.has(at - 1, Flag::Coordinator) && third(at) && led && self.verbs_until_boundary(at + 1) == usize::from(self.complementises(at + 1)) && reported()
    }

    /// The verbs that report and of which a word can be a third person.
    fn third_persons(&self, at: usize) -> impl Iterator<Item = &Lemma> {
        let readings = self.readings(at).iter().filter(|r| third_person(r));
        readings.filter_map(|r| self.lemma(r.lemma)).filter(|l| l.features.value(Key::Act).is_some())
    }

    /// Whether a word is a noun or name in the singular.
    fn one(&self, at: usize) -> bool {
        let noun = || self.readings(at).iter().filter(|r| self.lemma(r.lemma).is_some_and(|l| l.class == WordClass::Noun));
        let singular = noun().next().is_some() && noun().all(|r| r.form.plural != Some(true));
        match self.tag_at(at).class {
            Class::Noun => singular,
            Class::ProperNoun => noun().next().is_none() || singular,
            _ => false,
        }
    }

    /// "le président estime que …", "qui juge …": a word taken for a noun where only a verb that reports makes a clause.
    pub(super) fn lost_report(&self, at: usize) -> bool {
        let reports = |l: &Lemma| l.features.value(Key::Act).is_some();
        let tells = |l: &Lemma| reports(l) || l.features.value(Key::Measure).is_some();
        let lemmas = |class: WordClass, form: Option<VerbForm>| {
            self.readings(at)
                .iter()
                .filter(move |r| form.is_none() || r.form.verb == form)
                .filter_map(|r| self.lemma(r.lemma))
                .filter(move |l| l.class == class)
        };
        if !lemmas(WordClass::Verb, Some(VerbForm::Finite)).any(tells) {
            return false;
        }
        let filler = |i: &usize| matches!(self.tag_at(*i).class, Class::Adverb | Class::Particle) || self.has(*i, Flag::Clitic);
        // "juge quant à lui que": behind an adverb of several words.
        let behind = at + 1 + self.expression_length(at + 1, WordClass::Adverb);
        let Some(before) = (at.saturating_sub(3)..at).rev().find(|i| !filler(i)) else { return false };
        if self.tag_at(before).class == Class::Relative && self.tag_at(before + 1).class != Class::Determiner {
            return true;
        }
        let opens = (behind..behind + 3).find(|i| !filler(i)).is_some_and(|i| self.complementises(i) && self.tag_at(i).class != Class::Relative);
        // "The Monitor reports 23 cases": the sentence has no other verb, and an object follows.
        let next = at + 1 + usize::from(self.has(at + 1, Flag::Direction));
        // "troops shot and killed a man"
        let joined = self.has(at + 1, Flag::Coordinator)
            && self.tag_at(at + 2).class == Class::Verb
            && self.tag_at(at + 2).form == VerbForm::Finite
            && !self.language.syntax.head_first;
        let begins = || !self.verb_since_boundary(at.saturating_sub(1)) || self.follows_report(at);
        if joined && matches!(self.tag_at(before).class, Class::Noun | Class::ProperNoun) && before + 1 == at && begins() {
            return true;
        }
        // "Nine people died and 300 were wounded"
        let past = self.readings(at).iter().any(|r| r.form.verb == Some(VerbForm::Finite) && r.form.tense == Some(Tense::Past));
        let ends = matches!(self.tag_at(at + 1).class, Class::Coordinator | Class::Preposition | Class::Punctuation | Class::Subordinator);
        if past && ends && before + 1 == at && self.tag_at(before).class == Class::Noun && !self.verb_since_boundary(at) && !self.language.syntax.head_first {
            return true;
        }
        // "“We won,” Hale joked.": between a quotation and a stop.
        let incise = matches!(self.word(at + 1), "." | ",") && lemmas(WordClass::Verb, Some(VerbForm::Finite)).any(reports);
        let named = matches!(self.tag_at(before).class, Class::Noun | Class::ProperNoun) || self.token(before).is_some_and(|t| t.capital);
        if incise && named && before + 1 == at && self.follows_quotation(at) {
            return true;
        }
        let object = self.tokens.get(next).is_some_and(|t| t.shape == Shape::Figure) || matches!(self.tag_at(next).class, Class::Determiner | Class::Numeral);
        if object
            && matches!(self.tag_at(before).class, Class::Noun | Class::ProperNoun)
            && before + 1 == at
            && !self.verb_since_boundary(at)
            && !self.verb_until_boundary(at)
        {
            return true;
        }
        if !lemmas(WordClass::Verb, Some(VerbForm::Finite)).any(reports) {
            return false;
        }
        let noun_reports = lemmas(WordClass::Noun, None).any(reports);
        let subject = matches!(self.tag_at(before).class, Class::Noun | Class::ProperNoun | Class::Adjective | Class::Pronoun);
        opens && subject && !(noun_reports && self.language.syntax.bare_clauses) && !self.verb_since_boundary(at)
    }

    /// "said troops shot and killed": whether only a short noun group stands between a verb that reports and a word.
    fn follows_report(&self, at: usize) -> bool {
        let group = |i: &usize| matches!(self.tag_at(*i).class, Class::Noun | Class::ProperNoun | Class::Adjective | Class::Determiner | Class::Numeral);
        let from = (at.saturating_sub(6)..at).rev().take_while(group).last().unwrap_or(at);
        from < at && from > 0 && self.has_frame(from - 1, "bare")
    }

    /// Whether only a short noun group stands between a closing quotation mark and a word.
    fn follows_quotation(&self, at: usize) -> bool {
        let group = |i: &usize| matches!(self.tag_at(*i).class, Class::Noun | Class::ProperNoun | Class::Adjective | Class::Determiner);
        let from = (at.saturating_sub(6)..at).rev().take_while(group).last().unwrap_or(at);
        from < at && from > 0 && self.closes_quotation(from - 1)
    }

    fn closes_quotation(&self, at: usize) -> bool {
        self.language.orthography.closes_quotation(self.word(at))
    }
}

/// Whether a form is a third person of the present.
fn third_person(reading: &WordReading) -> bool {
    reading.form.verb == Some(VerbForm::Finite) && reading.form.tense == Some(Tense::Present) && reading.form.person == 3
}
