//! Finite verbs: of the clause that is open, of one around it, or of a new one.
//!
//! In: a verb's item. Out: its subject, and the clauses that it opens and closes.

use super::{Clause, ClauseKind, Parser, index, reports, takes_bare_clause, verb_lemma};
use crate::grammar::chunk::{Item, ItemKind, VerbGroup};
use crate::grammar::feature::Key;
use crate::grammar::tagging::VerbForm;

impl Parser<'_, '_> {
    /// Whether a conjunction stands right before a verb, adverbs aside.
    pub(super) fn coordinated_verb(&self, at: usize) -> Option<usize> {
        let before = (0..at).rev().find(|i| !matches!(self.kind(*i), Some(ItemKind::Adverb | ItemKind::Time)))?;
        matches!(self.kind(before), Some(ItemKind::Coordinator)).then_some(before)
    }

    pub(super) fn finite(&mut self, at: usize, verb: &VerbGroup) {
        loop {
            let id = self.top();
            let clause = self.clause(id);
            if let Some((from, subject)) = self.inserted_report(clause, at, verb) {
                self.push(ClauseKind::Incise, from);
                self.take(at, subject.map(index));
                return;
            }
            if clause.verb.is_none() {
                let subject = verb.inverted.is_none().then(|| self.waiting_subject(at)).flatten();
                self.take(at, subject);
                return;
            }
            if let Some(coordinator) = self.coordinated_verb(at) {
                self.coordinate(at, verb, coordinator);
                return;
            }
            if self.restrictive(clause) {
                self.pop(at);
                continue;
            }
            let frame = *self.frame();
            let appositive = frame.appositive.filter(|_| frame.commas_appositive == 0);
            let even = frame.commas_pending.is_multiple_of(2);
            if let Some(joined) = frame.joined.filter(|_| even && verb.inverted.is_none()) {
                // "said police and soldiers were …" has one subject of two; "denied it and police said …" has two clauses.
                // ", officials and residents said."
                let closing = frame.pending.is_some_and(|p| self.closes_with(p, joined, at));
                let one = (self.last_verb_takes_bare_clause() && !reports(self.analysis, verb)) || (closing && reports(self.analysis, verb));
                self.new_clause(at, verb, if one { frame.pending.unwrap_or(joined) } else { joined });
                return;
            }
            if let Some(pending) = appositive.or(frame.pending.filter(|_| even)).filter(|_| verb.inverted.is_none()) {
                self.new_clause(at, verb, pending);
                return;
            }
            if self.open.len() > 1 && self.can_leave() {
                let comma = self.behind_comma(at);
                self.pop(if comma { at - 1 } else { at });
                continue;
            }
            if self.mistaken_participle(at) {
                return;
            }
            // ", said X": an attribution whose subject follows.
            self.push(ClauseKind::Incise, at);
        }
    }

    /// Whether two nouns that a conjunction joins stand behind a comma, and a verb with nothing behind it ends the sentence.
    fn closes_with(&self, pending: usize, joined: usize, verb: usize) -> bool {
        let comma = matches!(pending.checked_sub(1).and_then(|c| self.kind(c)), Some(ItemKind::Comma));
        let between = (pending..joined).filter(|i| matches!(self.kind(*i), Some(ItemKind::Coordinator))).count() == 1
            && (pending..verb)
                .all(|i| matches!(self.kind(i), Some(ItemKind::Noun(_) | ItemKind::Coordinator | ItemKind::Preposition | ItemKind::Time | ItemKind::Adverb)));
        let ends = matches!(self.kind(verb + 1), None | Some(ItemKind::Stop | ItemKind::Time | ItemKind::Comma));
        comma && between && ends
    }

    /// "the man who left the house said": the object of a relative clause is no subject while the noun before it waits for its verb.
    fn restrictive(&self, clause: Clause) -> bool {
        let by_pronoun =
            clause.kind == ClauseKind::Relative && clause.subject.and_then(|s| self.kind(s as usize)).is_some_and(|k| matches!(k, ItemKind::Relative));
        let no_comma = self.frames.last().is_some_and(|f| f.commas_pending == 0 && f.joined.is_none());
        let outer = self.open.iter().rev().nth(1).map(|p| self.clause(*p));
        by_pronoun && no_comma && outer.is_some_and(|o| o.verb.is_none() && o.subject.is_some())
    }

    /// Whether some outer clause still waits for a verb.
    fn can_leave(&self) -> bool {
        self.open.iter().rev().skip(1).any(|c| self.clause(*c).verb.is_none())
            || self.open.last().is_some_and(|c| matches!(self.clause(*c).kind, ClauseKind::Relative))
                && self.frames.iter().rev().skip(1).any(|f| f.pending.is_some())
    }

    /// "sources contacted by Reuters said": the first verb was a participle, the second is the verb of the clause.
    fn mistaken_participle(&mut self, at: usize) -> bool {
        let Some(last) = self.frame().last_verb else { return false };
        let Some(verb) = self.items.get(last).and_then(Item::verb) else { return false };
        let adjacent_comma = self.behind_comma(at);
        let ambiguous = !verb.auxiliary && self.analysis.language.syntax.ends_like_past(self.analysis.word(verb.main as usize));
        if !ambiguous || adjacent_comma || self.analysis.language.syntax.head_first {
            return false;
        }
        let id = self.top();
        let subject = self.clause(id).subject;
        self.change(id, |c| c.verb = None);
        self.take(at, subject);
        true
    }

    /// A verb behind a conjunction shares the subject of a verb before it.
    fn coordinate(&mut self, at: usize, verb: &VerbGroup, coordinator: usize) {
        if reports(self.analysis, verb) && verb_lemma(self.analysis, verb).is_none_or(|l| l.features.value(Key::Certainty).is_none()) {
            // "said that … and added": it goes on with the clause that reports, not with what is reported.
            let reporting = self.open.iter().position(|c| self.clause_reports(*c));
            if let Some(level) = reporting {
                while self.open.len() > level + 1 {
                    self.pop(coordinator);
                }
            }
        }
        let subject = self.clause(self.top()).subject;
        self.take(at, subject);
    }

    /// Whether the verb of a clause reports.
    pub(super) fn clause_reports(&self, id: usize) -> bool {
        let verb = self.clause(id).verb.and_then(|v| self.items.get(v as usize)).and_then(Item::verb);
        verb.is_some_and(|v| reports(self.analysis, v))
    }

    /// A verb with a noun before it that the clause does not need: the subject of a new clause.
    pub(super) fn new_clause(&mut self, at: usize, verb: &VerbGroup, pending: usize) {
        let mut cut = pending;
        while let Some(before) =
            cut.checked_sub(1).filter(|b| matches!(self.kind(*b), Some(ItemKind::Coordinator | ItemKind::Comma | ItemKind::Adverb | ItemKind::Mark)))
        {
            cut = before;
        }
        let conjunction = (cut..pending).find(|i| matches!(self.kind(*i), Some(ItemKind::Coordinator)));
        let comma = (cut..pending).any(|i| matches!(self.kind(i), Some(ItemKind::Comma)));
        let report = reports(self.analysis, verb) && !verb.passive;
        if conjunction.is_none() && comma && report {
            self.push(ClauseKind::Incise, pending);
        } else if conjunction.is_some() && report {
            while self.open.len() > 1 {
                self.pop(cut);
            }
            self.new_main(cut, pending);
        } else if conjunction.is_some() || comma {
            self.coordinate_clause(cut, pending);
        } else if self.last_verb_takes_bare_clause() {
            self.push(ClauseKind::Complement, self.described_from(pending));
        } else if self.open.len() > 1 && self.can_leave() {
            self.pop(pending);
            let id = self.top();
            self.change(id, |c| c.subject = Some(index(pending)));
        } else if matches!(pending.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Noun(_))) {
            self.push(ClauseKind::Relative, pending);
        } else {
            self.push(ClauseKind::Complement, pending);
        }
        self.take(at, Some(index(pending)));
    }

    /// Where the words begin that stand before a noun, right behind the last verb: "said corrected figures set …".
    fn described_from(&self, noun: usize) -> usize {
        let verb = self.frames.last().and_then(|f| f.last_verb).unwrap_or(noun);
        let describes = |i: usize| match self.kind(i) {
            Some(ItemKind::Verb(verb)) => !verb.auxiliary && matches!(verb.form, VerbForm::Participle | VerbForm::Gerund),
            Some(ItemKind::Adverb | ItemKind::Other) => true,
            _ => false,
        };
        if (verb + 1..noun).all(describes) { verb.saturating_add(1).min(noun) } else { noun }
    }

    pub(super) fn last_verb_takes_bare_clause(&mut self) -> bool {
        let last = self.frame().last_verb;
        last.and_then(|v| self.items.get(v)).and_then(Item::verb).is_some_and(|v| takes_bare_clause(self.analysis, v))
    }

    /// An independent clause behind a conjunction or comma: inside the complement that is open, else beside the main clause.
    fn coordinate_clause(&mut self, cut: usize, pending: usize) {
        let complement = self.open.iter().rposition(|c| matches!(self.clause(*c).kind, ClauseKind::Complement | ClauseKind::Parenthesis));
        if let Some(level) = complement {
            while self.open.len() > level + 1 {
                self.pop(cut);
            }
        } else {
            while self.open.len() > 1 {
                self.pop(cut);
            }
            self.new_main(cut, pending);
        }
    }
}
