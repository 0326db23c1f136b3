//! Nouns: which can be the subject of the clause that is open, and which of a clause to come.
//!
//! In: a noun's item. Out: the subject of a clause, or what its frame has pending.

use super::{ItemId, Parser, begins_with, index};
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::feature::Flag;
use crate::grammar::phrase::{next_is_finite, phrase_end};
use crate::grammar::tagging::VerbForm;

impl Parser<'_, '_> {
    /// Whether the noun at `at` hangs on a preposition, itself or through a conjunction.
    pub(super) fn governed(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match self.kind(before) {
            Some(ItemKind::Preposition) => !self.subordinates(before),
            Some(ItemKind::Coordinator | ItemKind::Comma) => {
                let noun = before.checked_sub(1).filter(|b| matches!(self.kind(*b), Some(ItemKind::Noun(_))));
                let coordinated = matches!(self.kind(before), Some(ItemKind::Coordinator));
                let verb_next = self.next_is_finite(at + 1);
                coordinated && !verb_next && noun.is_some_and(|n| self.governed(n))
            }
            _ => false,
        }
    }

    /// Whether a finite verb comes next, adverbs and times aside.
    pub(super) fn next_is_finite(&self, from: usize) -> bool {
        next_is_finite(self.items, from)
    }

    pub(super) fn noun(&mut self, at: usize) {
        if self.governed(at) || self.items.get(at).is_some_and(|i| begins_with(self.analysis, i, Flag::ObjectForm) && i.span.len() == 1) {
            return;
        }
        let id = self.top();
        let clause = self.clause(id);
        let coordinated = matches!(at.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Coordinator));
        if clause.verb.is_some() {
            let object = at
                .checked_sub(1)
                .and_then(|b| self.items.get(b))
                .and_then(Item::verb)
                .is_some_and(|v| !v.form.is_finite() && Some(at - 1) != self.frames.last().and_then(|f| f.last_verb));
            if object && self.frame().pending.is_some() {
                return;
            }
            let pending = self.frame().pending;
            let adjoining = pending.is_some_and(|p| self.adjoins(p, at, false));
            let joining = pending.is_some_and(|p| self.adjoins(p, at, true));
            // ", monitors and volunteers said": a list that a comma sets off has one subject.
            if coordinated && self.frame().commas_appositive == 0 && self.frame().appositive.is_some_and(|a| self.adjoins(a, at, true)) {
                return;
            }
            if joining && coordinated && self.frame().commas_pending == 0 {
                self.frame().joined = Some(at);
                return;
            }
            let frame = self.frame();
            if adjoining && frame.commas_pending == 1 {
                frame.appositive = Some(at);
                frame.commas_appositive = 0;
            } else {
                frame.pending = Some(at);
                frame.appositive = None;
                frame.joined = None;
                frame.commas_pending = 0;
            }
            return;
        }
        // "Rejecting the claims": the object of what leads up to the subject.
        let object =
            at.checked_sub(1).and_then(|b| self.items.get(b)).and_then(Item::verb).is_some_and(|v| matches!(v.form, VerbForm::Gerund | VerbForm::Infinitive));
        // "saying two officers had been killed" opens a clause of its own with them.
        if clause.subject.is_none() && object && (clause.start as usize) < at {
            return;
        }
        if clause.subject.is_none() {
            self.change(id, |c| c.subject = Some(index(at)));
            self.frame().commas = 0;
        } else if !coordinated {
            let frame = self.frame();
            frame.rival = Some(at);
            // A comma opened it; another must close it, or it is the subject itself.
            frame.commas_pending = 0;
        }
    }

    /// Whether nothing but a comma, or a conjunction, stands between the phrase of one noun and another.
    fn adjoins(&self, noun: usize, next: usize, conjunction: bool) -> bool {
        let Some(joint) = next.checked_sub(1) else { return false };
        let fits = matches!((self.kind(joint), conjunction), (Some(ItemKind::Comma | ItemKind::Dash), false) | (Some(ItemKind::Coordinator), true));
        fits && phrase_end(self.analysis, self.items, noun, joint) == joint
    }

    /// The subject of an innermost clause that waits for its verb, which stands at `at`.
    pub(super) fn waiting_subject(&mut self, at: usize) -> Option<ItemId> {
        let clause = self.clause(self.top());
        let frame = *self.frame();
        match (clause.subject, frame.rival) {
            (Some(subject), Some(rival)) if frame.commas_pending == 0 && frame.commas > 0 && !self.list_from(rival) => {
                // "Le RHDP, le parti au pouvoir a appelé …": what a name is called, its second comma left out.
                let named = self.items.get(subject as usize).and_then(Item::noun).is_some_and(|n| n.name.is_some());
                let called = self
                    .items
                    .get(rival)
                    .and_then(Item::noun)
                    .is_some_and(|n| n.name.is_none() && n.determiner.is_some_and(|d| self.analysis.has(d as usize, Flag::Definite)));
                let beside = phrase_end(self.analysis, self.items, subject as usize, rival) + 1 == rival;
                let goes_on = matches!(
                    (at + 1..self.items.len()).find(|i| !matches!(self.kind(*i), Some(ItemKind::Time | ItemKind::Adverb))).and_then(|i| self.kind(i)),
                    Some(ItemKind::Noun(_) | ItemKind::Complementiser | ItemKind::Verb(_))
                );
                Some(if named && called && beside && goes_on { subject } else { index(rival) })
            }
            (subject, _) => subject,
        }
    }

    /// "laborers, students and politicians": whether a list goes on behind a noun.
    fn list_from(&self, noun: usize) -> bool {
        let end = phrase_end(self.analysis, self.items, noun, self.items.len());
        matches!(self.kind(end), Some(ItemKind::Coordinator)) && matches!(self.kind(end + 1), Some(ItemKind::Noun(_)))
    }
}
