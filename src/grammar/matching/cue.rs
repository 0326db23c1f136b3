//! Which items are cues: the verb, noun or preposition of a rule, negated and refused ones too.
//!
//! In: a rule and an item. Out: the dictionary's entries by which the item reports in one of the rule's frames.

use super::{Cue, Matcher};
use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{ItemKind, VerbGroup};
use crate::grammar::clause::{is_attitude, verb_readings};
use crate::grammar::feature::{Flag, Key};
use crate::grammar::lexicon::Lemma;
use crate::grammar::pattern::{Element, Role, Rule, Type};
use crate::grammar::phrase::head_lemmas;
use crate::grammar::tagging::VerbForm;

impl<'a> Matcher<'a, '_> {
    /// Whether an item can be a cue at all; most cannot.
    pub(super) fn may_be_cue(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(ItemKind::Verb(verb)) => verb_readings(self.analysis, &verb).any(|l| {
                reports(l) || l.features.has(Flag::Refusal) || (verb.negated && (l.features.has(Flag::Willing) || l.features.value(Key::NegatedAct).is_some()))
            }),
            Some(ItemKind::Noun(noun)) => {
                head_lemmas(self.analysis, noun.head as usize).any(|l| reports(l) || l.features.has(Flag::Document) || l.features.has(Flag::Data))
            }
            Some(ItemKind::Preposition | ItemKind::Adverb | ItemKind::Subordinator) => self.attribution_lemmas(at).next().is_some(),
            _ => false,
        }
    }

    /// Whether the verb at `at` can be an estimate.
    pub(super) fn estimates(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|v| verb_readings(self.analysis, v).any(|l| l.features.value(Key::Act) == Some("estimate")))
    }

    /// The ways in which the item at `at` is the cue of a rule: one for each entry of the dictionary that has its frames.
    pub(super) fn cues(&self, rule: &Rule, at: usize) -> Vec<Cue<'a>> {
        let plain = |l: &&Lemma| l.features.list(Key::Frames).all(|f| f != "source");
        let framed = |l: &&Lemma| (rule.frames.is_empty() && plain(l)) || l.features.list(Key::Frames).any(|f| rule.frames.iter().any(|r| r == f));
        let cue = |lemma: &'a Lemma| Cue { at, end: at + 1, lemma, withheld: false };
        match (rule.cue, self.kind(at)) {
            (Type::Verb, Some(ItemKind::Verb(verb)))
                if (!verb.passive || is_attitude(self.analysis, &verb)) && (verb.main_form != VerbForm::Participle || verb.auxiliary || self.finite(at)) =>
            {
                // "told the crowd": what stands behind a verb that is told to somebody is not who says it, unless it needs nobody: "avertit le maire".
                let inverted =
                    matches!(rule.behind.iter().find(|e| !matches!(e, Element::Typed(None, Type::Fill, _))), Some(Element::Typed(Some(Role::Source), _, _)));
                let has = |l: &Lemma, frame: &str| l.features.list(Key::Frames).any(|f| f == frame);
                let told = |l: &Lemma| inverted && l.features.value(Key::Object).is_none() && has(l, "object-that") && !(has(l, "that") && has(l, "quote"));
                let fits = |l: &&Lemma| {
                    framed(l)
                        && reports(l)
                        && !told(l)
                        && (!verb.passive || l.text.contains(' '))
                        && !l.features.has(Flag::Refusal)
                        && l.features.has(Flag::Reflexive) == (verb.reflexive && reflexive_known(self.analysis, &verb))
                        && may_be_negated(l, &verb)
                };
                verb_readings(self.analysis, &verb).filter(fits).map(cue).collect()
            }
            // A participle without an auxiliary, "rejected by …", says less: "seen by", "set out by" are no reports.
            (Type::Passive, Some(ItemKind::Verb(verb))) if verb.passive || (verb.main_form == VerbForm::Participle && !verb.auxiliary) => {
                let fits = |l: &&Lemma| {
                    framed(l)
                        && reports(l)
                        && !verb.negated
                        && (verb.passive || matches!(l.features.value(Key::Act), Some("confirm" | "deny" | "accuse" | "estimate" | "promise")))
                };
                verb_readings(self.analysis, &verb).filter(fits).map(cue).collect()
            }
            (Type::Withheld, Some(ItemKind::Verb(verb))) => self.withheld(rule, at, &verb, framed),
            (Type::Noun, Some(ItemKind::Noun(noun))) => head_lemmas(self.analysis, noun.head as usize).filter(|l| framed(l) && reports(l)).map(cue).collect(),
            (Type::Document, Some(ItemKind::Noun(noun))) => {
                head_lemmas(self.analysis, noun.head as usize).filter(|l| l.features.has(Flag::Document) || l.features.has(Flag::Data)).map(cue).collect()
            }
            (Type::Attribution, Some(ItemKind::Preposition | ItemKind::Adverb | ItemKind::Subordinator)) => {
                self.attribution_lemmas(at).filter(framed).map(cue).collect()
            }
            _ => Vec::new(),
        }
    }

    /// "did not disclose", "declined to say", "sans préciser": the verb that is negated or refused, and its entry.
    pub(super) fn withheld(&self, rule: &Rule, at: usize, verb: &VerbGroup, framed: impl Fn(&&Lemma) -> bool) -> Vec<Cue<'a>> {
        let question = rule.behind.iter().any(|e| matches!(e, Element::Typed(Some(Role::Content), Type::Question, _)));
        let says = |l: &Lemma| l.features.value(Key::Act) == Some("state") && l.features.list(Key::Frames).any(|f| matches!(f, "that" | "quote" | "whether"));
        let withholds = |l: &&Lemma| (l.features.value(Key::NegatedAct).is_some() || (question && says(l))) && framed(l);
        let cue = |end: usize| move |lemma: &'a Lemma| Cue { at, end, lemma, withheld: true };
        let without = at.checked_sub(1).is_some_and(|p| {
            matches!(self.kind(p), Some(ItemKind::Preposition)) && self.items.get(p).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Negation))
        });
        if (verb.negated || (without && !verb.form.is_finite())) && !verb.passive {
            let direct: Vec<Cue<'a>> = verb_readings(self.analysis, verb).filter(withholds).map(cue(at + 1)).collect();
            if !direct.is_empty() {
                return direct;
            }
        }
        let unwilling = verb.negated && verb_readings(self.analysis, verb).any(|l| l.features.has(Flag::Willing));
        if unwilling || (!verb.negated && verb_readings(self.analysis, verb).any(|l| l.features.has(Flag::Refusal))) {
            // "s'est refusé à tout commentaire": the refusal is all that is said.
            let refuses = |l: &&Lemma| {
                l.features.has(Flag::Refusal)
                    && l.features.value(Key::Act) == Some("withhold")
                    && rule.frames.iter().any(|f| f == "about")
                    && framed(l)
                    && l.features.has(Flag::Reflexive) == verb.reflexive
            };
            let direct: Vec<Cue<'a>> =
                verb_readings(self.analysis, verb).filter(refuses).map(|lemma| Cue { at, end: at + 1, lemma, withheld: false }).collect();
            if !direct.is_empty() {
                return direct;
            }
            let next = (at + 1..self.items.len().min(at + 4)).find(|i| matches!(self.kind(*i), Some(ItemKind::Verb(_))));
            if let Some((next, inner)) = next.and_then(|n| self.verb(n).map(|v| (n, v)))
                && !inner.form.is_finite()
            {
                // "refuse de confirmer que": whoever refuses to say it withholds it.
                let told = |l: &&Lemma| withholds(l) || (l.features.value(Key::Act) == Some("confirm") && reports(l) && framed(l));
                return verb_readings(self.analysis, inner).filter(told).map(cue(next + 1)).collect();
            }
        }
        Vec::new()
    }
}

/// A verb may be reported as negated only where that says what its subject holds: opinions, and denials.
fn may_be_negated(lemma: &Lemma, verb: &VerbGroup) -> bool {
    !verb.negated || lemma.features.value(Key::Certainty).is_some() || lemma.features.value(Key::Act) == Some("deny")
}

/// Whether the dictionary has the verb with a reflexive pronoun: else the pronoun is an object.
fn reflexive_known(analysis: &Analysis<'_>, verb: &VerbGroup) -> bool {
    verb_readings(analysis, verb).any(|l| l.features.has(Flag::Reflexive))
}

pub(super) fn reports(lemma: &Lemma) -> bool {
    lemma.features.value(Key::Act).is_some()
}
