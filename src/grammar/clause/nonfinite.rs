//! Participles, gerunds and infinitives; and participles on which a clause rests after all: "says 12 soldiers killed".
//!
//! In: a verb's item. Out: its subject, and a clause if it has one of its own.

use super::{ClauseKind, Parser, index, reports, takes_bare_clause};
use crate::grammar::chunk::{Item, ItemKind, VerbGroup};
use crate::grammar::inflection::Tense;
use crate::grammar::phrase::phrase_end;
use crate::grammar::tagging::VerbForm;

impl Parser<'_, '_> {
    pub(super) fn nonfinite(&mut self, at: usize, verb: &VerbGroup) {
        let before = at.checked_sub(1).and_then(|b| self.kind(b));
        if verb.form == VerbForm::Gerund && matches!(before, Some(ItemKind::Comma | ItemKind::Coordinator)) && reports(self.analysis, verb) {
            self.leave_complements(at - 1);
        }
        if self.headless(at, verb) || self.past_tense(at, verb) || self.shares_auxiliary(at, verb) {
            self.out.finite.push(index(at));
            return;
        }
        // "saying two officers had been killed": a clause of its own behind the participle.
        let next = phrase_end(self.analysis, self.items, at + 1, self.items.len());
        if verb.form != VerbForm::Participle && next > at + 1 && takes_bare_clause(self.analysis, verb) && self.next_is_finite(next) {
            let subject = self.clause(self.top()).subject;
            self.set_subject(at, subject);
            self.push(ClauseKind::Complement, at + 1);
            return;
        }
        let id = self.top();
        let clause = self.clause(id);
        let behind_noun = matches!(before, Some(ItemKind::Noun(_))) && matches!(verb.form, VerbForm::Participle | VerbForm::Gerund);
        let subject = if behind_noun { at.checked_sub(1).map(index) } else { clause.subject };
        self.set_subject(at, subject);
        if clause.kind == ClauseKind::Adverbial && clause.verb.is_none() {
            self.change(id, |c| c.verb = Some(index(at)));
            let outer = self.open.iter().rev().nth(1).and_then(|p| self.clause(*p).subject);
            self.set_subject(at, subject.or(outer));
        }
    }

    /// "said forces fired", "says 12 soldiers killed": a participle that is the verb of a bare clause.
    fn headless(&mut self, at: usize, verb: &VerbGroup) -> bool {
        let frame = *self.frame();
        let Some(pending) = frame.pending.filter(|_| frame.commas_pending.is_multiple_of(2) && verb.form == VerbForm::Participle && !verb.passive) else {
            return false;
        };
        let later = (at + 1..self.items.len()).find_map(|i| match self.kind(i) {
            Some(ItemKind::Verb(v)) if v.form.is_finite() => Some(true),
            Some(
                ItemKind::Comma
                | ItemKind::Stop
                | ItemKind::Semicolon
                | ItemKind::Coordinator
                | ItemKind::Relative
                | ItemKind::Subordinator
                | ItemKind::Complementiser,
            ) => Some(false),
            _ => None,
        });
        if later == Some(true) || !self.last_verb_takes_bare_clause() {
            return false;
        }
        self.new_clause(at, verb, pending);
        true
    }

    /// A participle without an auxiliary that looks like a past tense and is the only verb that its subject can have.
    fn past_tense(&mut self, at: usize, verb: &VerbGroup) -> bool {
        if verb.form != VerbForm::Participle || verb.auxiliary || self.analysis.language.syntax.head_first || !self.may_be_past(verb) {
            return false;
        }
        let before = (0..at).rev().find(|i| !matches!(self.kind(*i), Some(ItemKind::Adverb | ItemKind::Time | ItemKind::Mark)));
        let noun_before = before.is_some_and(|b| matches!(self.kind(b), Some(ItemKind::Noun(_))));
        let clause = self.clause(self.top());
        if clause.verb.is_none() {
            if clause.subject.is_none() || matches!(before.and_then(|b| self.kind(b)), Some(ItemKind::Preposition)) || !self.lacks_verb(at) {
                return false;
            }
            self.finite(at, verb);
            return true;
        }
        // "said the bridge had fallen, and promised help": a comma and a conjunction lead back to who said the one.
        let led_back = self.coordinated_verb(at).is_some_and(|c| c.checked_sub(1).is_some_and(|b| matches!(self.kind(b), Some(ItemKind::Comma))));
        let governs = matches!(self.kind(at + 1), Some(ItemKind::Noun(_) | ItemKind::Complementiser | ItemKind::Verb(_)));
        if led_back && governs && reports(self.analysis, verb) && self.open.iter().any(|c| self.clause_reports(*c)) {
            self.finite(at, verb);
            return true;
        }
        // ", police added.": an attribution at the end.
        let frame = *self.frame();
        let subject = frame.appositive.or(frame.pending);
        let set_off = subject.and_then(|s| s.checked_sub(1)).is_some_and(|c| matches!(self.kind(c), Some(ItemKind::Comma | ItemKind::Mark)));
        let ends = matches!(self.kind(at + 1), None | Some(ItemKind::Stop | ItemKind::Comma | ItemKind::Time | ItemKind::Mark));
        if noun_before && set_off && ends && reports(self.analysis, verb) {
            self.finite(at, verb);
            return true;
        }
        false
    }

    /// "ont rejeté … et accusé": a participle behind a conjunction that shares the auxiliary before it.
    fn shares_auxiliary(&mut self, at: usize, verb: &VerbGroup) -> bool {
        if verb.form != VerbForm::Participle || verb.auxiliary {
            return false;
        }
        let Some(coordinator) = self.coordinated_verb(at) else { return false };
        let level = self.frames.iter().rposition(|f| {
            f.last_verb
                .and_then(|v| self.items.get(v))
                .and_then(Item::verb)
                .is_some_and(|v| v.auxiliary && v.main_form == VerbForm::Participle && v.passive == verb.passive)
        });
        let Some(level) = level.filter(|_| {
            matches!(
                self.kind(at + 1),
                Some(ItemKind::Noun(_) | ItemKind::Complementiser | ItemKind::Preposition | ItemKind::Adverb | ItemKind::Quotation(_) | ItemKind::Mark)
            )
        }) else {
            return false;
        };
        while self.open.len() > level + 1 {
            self.pop(coordinator);
        }
        let subject = self.clause(self.top()).subject;
        self.take(at, subject);
        true
    }

    /// Whether a form is written the same as a past tense.
    fn may_be_past(&self, verb: &VerbGroup) -> bool {
        let main = verb.main as usize;
        let known = self.analysis.readings(main).iter().any(|r| r.form.verb.is_some());
        let past = self.analysis.readings(main).iter().any(|r| r.form.verb == Some(VerbForm::Finite) && r.form.tense == Some(Tense::Past));
        past || (!known && self.analysis.language.syntax.ends_like_past(self.analysis.word(main)))
    }

    /// Whether no finite verb follows that the waiting subject could have.
    fn lacks_verb(&self, at: usize) -> bool {
        for i in at + 1..self.items.len().min(at + 40) {
            match self.kind(i) {
                // "blamed human error, saying the jet had been taken …"
                Some(ItemKind::Verb(v)) if v.form == VerbForm::Gerund && takes_bare_clause(self.analysis, &v) => return true,
                Some(ItemKind::Complementiser | ItemKind::Relative | ItemKind::Subordinator | ItemKind::Stop | ItemKind::Semicolon) => return true,
                Some(ItemKind::Verb(v)) if v.form.is_finite() => {
                    let before = (0..i).rev().find(|b| !matches!(self.kind(*b), Some(ItemKind::Adverb | ItemKind::Time | ItemKind::Mark)));
                    return match before.and_then(|b| self.kind(b)) {
                        Some(ItemKind::Coordinator) => true,
                        // A noun of its own behind a comma: another clause.
                        Some(ItemKind::Noun(_)) => before
                            .and_then(|b| b.checked_sub(1))
                            .is_some_and(|c| matches!(self.kind(c), Some(ItemKind::Comma | ItemKind::Coordinator | ItemKind::Mark))),
                        _ => false,
                    };
                }
                _ => {}
            }
        }
        true
    }
}
