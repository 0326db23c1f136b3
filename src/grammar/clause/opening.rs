//! Words and signs that open or close a clause: complementisers, relative pronouns, prepositions that are conjunctions, commas.
//!
//! In: their item. Out: clauses opened and closed on the stack.

use super::{ClauseKind, Frame, Parser, addresses, index, reports, verb_readings};
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::feature::{Flag, Key};
use crate::grammar::lexicon::Lemma;
use crate::grammar::phrase::phrase_end;

impl Parser<'_, '_> {
    /// Whether the sentence has neither subject nor verb yet.
    fn leads_up(&self) -> bool {
        self.open.first().is_some_and(|c| {
            let clause = self.clause(*c);
            clause.kind == ClauseKind::Main && clause.subject.is_none() && clause.verb.is_none()
        })
    }

    pub(super) fn comma(&mut self, at: usize) {
        let id = self.top();
        let clause = self.clause(id);
        let outer_waits = self.open.len() > 1 && self.open.iter().rev().nth(1).is_some_and(|p| self.clause(*p).verb.is_none());
        match clause.kind {
            // A fronted adverbial clause ends at its comma; so does an attribution between commas.
            ClauseKind::Adverbial if clause.verb.is_some() && outer_waits => self.pop(at),
            ClauseKind::Incise if clause.verb.is_some() => self.pop(at),
            // "Rejetant les accusations qui …, les autorités": what leads up to the subject of the sentence ends at its comma.
            ClauseKind::Relative | ClauseKind::Complement if clause.verb.is_some() && self.leads_up() => {
                while self.open.len() > 2 {
                    self.pop_at(at, false);
                }
                self.pop(at);
            }
            // ", dont le ministre,": a part of the subject that has no verb.
            ClauseKind::Relative if clause.verb.is_none() && outer_waits && self.opened_by_part(clause.start as usize) => self.pop(at),
            // "…, dont 605 hier, a annoncé le ministère": nor has what an attribution follows.
            ClauseKind::Relative if clause.verb.is_none() && self.opened_by_part(clause.start as usize) && self.reports_next(at + 1) => self.pop(at),
            _ => self.count_comma(),
        }
    }

    /// Whether a finite verb that reports stands at an item, and its subject behind it.
    fn reports_next(&self, at: usize) -> bool {
        let behind = (at + 1..self.items.len()).find(|i| !matches!(self.kind(*i), Some(ItemKind::Adverb | ItemKind::Time)));
        self.items.get(at).and_then(Item::verb).is_some_and(|v| v.form.is_finite() && reports(self.analysis, v))
            && matches!(behind.and_then(|i| self.kind(i)), Some(ItemKind::Noun(_)))
    }

    fn opened_by_part(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Part))
    }

    /// "after the Journal reported that …": a preposition that can be a conjunction, before a noun phrase and its verb.
    pub(super) fn subordinates(&self, at: usize) -> bool {
        let can = self.items.get(at).is_some_and(|i| i.span.len() == 1 && self.analysis.has(i.span.start as usize, Flag::Subordinator));
        if !can || !matches!(self.kind(at + 1), Some(ItemKind::Noun(_))) || self.analysis.language.syntax.head_first {
            return false;
        }
        let end = phrase_end(self.analysis, self.items, at + 1, self.items.len());
        self.next_is_finite(end)
    }

    pub(super) fn complementiser(&mut self, at: usize) {
        let coordinated = matches!(at.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Coordinator | ItemKind::Comma));
        let level = self.open.iter().rposition(|c| self.clause(*c).kind == ClauseKind::Complement);
        match level.filter(|_| coordinated) {
            // "that A and that B": the same complement goes on.
            Some(level) => {
                while self.open.len() > level + 1 {
                    self.pop(at.saturating_sub(1));
                }
                let id = self.top();
                self.change(id, |c| c.subject = None);
                self.change(id, |c| c.verb = None);
                *self.frame() = Frame::default();
            }
            None => self.push(ClauseKind::Complement, at),
        }
    }

    /// "told the radio that all …": behind a verb that is told to somebody, "that" opens what is said. So it does in "a dit lundi à la radio que tout …",
    /// where the verb has no object that a relative clause could be of.
    pub(super) fn is_complementiser(&mut self, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        let frame = *self.frame();
        let has = |l: &Lemma, frame: &str| l.features.list(Key::Frames).any(|f| f == frame);
        // "exigeons de la Caldorie qu'elle livre …"
        let says = |l: &Lemma| (has(l, "that") && !has(l, "phrase")) || (has(l, "subjunctive") && self.analysis.language.syntax.head_first);
        let objectless = frame.last_verb.filter(|v| frame.pending.is_none() && v + 1 < at).and_then(|v| self.items.get(v)).and_then(Item::verb);
        if let Some(verb) = objectless.filter(|_| self.analysis.complementises(item.span.start as usize) && !self.next_is_finite(at + 1)) {
            return verb_readings(self.analysis, verb).any(says);
        }
        let told = |l: &Lemma| l.features.list(Key::Frames).any(|f| f == "object-that");
        let last = frame.last_verb.and_then(|v| self.items.get(v).and_then(Item::verb).map(|verb| (v, verb)));
        let Some((verb_at, verb)) = last else { return false };
        let one_phrase = frame.pending.is_some_and(|p| p == verb_at + 1);
        // "told the BBC that strike action could follow": behind such a verb "that" is no relative pronoun, whatever the next word is taken for.
        let thing = verb_readings(self.analysis, verb).any(|l| l.features.list(Key::Frames).any(|f| matches!(f, "that" | "phrase")));
        let surely =
            !thing && addresses(self.analysis, verb) && self.analysis.complementises(item.span.start as usize) && !self.analysis.language.syntax.head_first;
        self.analysis.has(item.span.start as usize, Flag::Complementiser)
            && one_phrase
            && verb_readings(self.analysis, verb).any(told)
            && (surely || !self.next_is_finite(at + 1))
    }

    pub(super) fn relative(&mut self, at: usize) {
        self.push(ClauseKind::Relative, at);
        if self.next_is_finite(at + 1) || matches!(self.kind(at + 1), Some(ItemKind::Comma)) {
            let id = self.top();
            self.change(id, |c| c.subject = Some(index(at)));
        }
    }

    /// Closes clauses from the innermost outward until no complement is open.
    pub(super) fn leave_complements(&mut self, end: usize) {
        while self.open.len() > 1 && self.open.iter().any(|c| self.clause(*c).kind == ClauseKind::Complement) {
            self.pop(end);
        }
    }
}
