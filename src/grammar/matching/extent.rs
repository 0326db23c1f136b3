//! How far a content reaches in the clause of its cue.
//!
//! In: a cue and a run of items. Out: the run cut where another clause or attribution takes over, or its tokens without the signs at its ends.

use super::cue::reports;
use super::{Cue, Matcher, Run};
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::Flag;
use crate::grammar::segment::tokens_of;
use crate::grammar::tagging::VerbForm;
use crate::text::span::Tokens;

impl<'a> Matcher<'a, '_> {
    /// How far what begins at `from` reaches in the clause of the cue.
    pub(super) fn rest_end(&self, cue: &Cue<'a>, from: usize) -> usize {
        self.cut(cue, from..self.items.len()).end
    }

    /// A noun phrase and what hangs on it: up to a comma, unless a list goes on behind it.
    pub(super) fn noun_rest(&self, cue: &Cue<'a>, at: usize) -> Run {
        let end = self.rest_end(cue, at);
        let list = |comma: usize| {
            matches!(self.kind(comma + 1), Some(ItemKind::Noun(_)))
                && (comma + 1..end.min(comma + 8))
                    .take_while(|i| !matches!(self.kind(*i), Some(ItemKind::Verb(_))))
                    .any(|i| matches!(self.kind(i), Some(ItemKind::Coordinator)))
        };
        // "1 177 morts, dont 612 civils": what a figure is made of belongs to it.
        let part = |comma: usize| {
            self.items.get(comma + 1).is_some_and(|item| {
                let names = self.analysis.marked(item.span.start as usize, Flag::Part);
                let counted = (comma + 2..comma + 4).any(|i| self.items.get(i).and_then(Item::noun).is_some_and(|n| n.counted));
                names && counted && !matches!(item.kind, ItemKind::Noun(_))
            })
        };
        let cut = (at..end).find(|i| matches!(self.kind(*i), Some(ItemKind::Comma | ItemKind::Dash)) && !list(*i) && !part(*i)).unwrap_or(end);
        at..cut
    }

    /// Ends a run where the clause of the cue goes on with a verb of its own, an outer clause resumes, or another attribution begins.
    pub(super) fn cut(&self, cue: &Cue<'a>, run: Run) -> Run {
        let own = self.segment.clauses.of_item.get(cue.at).copied();
        for at in run.clone() {
            let Some(kind) = self.kind(at) else { break };
            let clause = self.segment.clauses.of_item.get(at).copied();
            let ends = match kind {
                ItemKind::Stop => at + 1 == self.items.len() || at > run.start + 1,
                ItemKind::Semicolon => true,
                ItemKind::Close => !self.opens_inside(&run, at),
                ItemKind::Verb(_) if self.finite(at) && clause == own && self.verb(cue.at).is_some() => at > cue.at,
                ItemKind::Verb(v) if v.form == VerbForm::Gerund && self.set_off(at) => verb_readings(self.analysis, &v).any(reports),
                ItemKind::Comma => self.attribution_follows(at + 1),
                _ => false,
            };
            if ends || !self.under(clause, own) {
                let sign = matches!(kind, ItemKind::Stop | ItemKind::Semicolon | ItemKind::Close);
                return run.start..if sign { at } else { self.back_over_joints(run.start, at) };
            }
        }
        run
    }

    fn opens_inside(&self, run: &Run, close: usize) -> bool {
        (run.start..close).any(|i| matches!(self.kind(i), Some(ItemKind::Open)))
    }

    fn set_off(&self, at: usize) -> bool {
        matches!(at.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Comma | ItemKind::Coordinator))
    }

    /// Whether an attribution like ", selon la police" stands at `at` and ends the clause.
    fn attribution_follows(&self, at: usize) -> bool {
        let attributes = self.attribution_lemmas(at).any(|l| !l.features.has(Flag::Weak));
        matches!(self.kind(at), Some(ItemKind::Preposition | ItemKind::Subordinator))
            && attributes
            && matches!(self.kind(at + 1), Some(ItemKind::Noun(_)))
            && self.has_voice(at + 1)
    }

    /// Whether a clause is, or lies in, another.
    fn under(&self, clause: Option<u32>, own: Option<u32>) -> bool {
        let (Some(mut clause), Some(own)) = (clause, own) else { return true };
        loop {
            if clause == own {
                return true;
            }
            match self.segment.clauses.clauses.get(clause as usize).and_then(|c| c.parent) {
                Some(parent) => clause = parent,
                None => return false,
            }
        }
    }

    /// Leaves out the subject, conjunctions and commas that lead over to what follows at `at`.
    fn back_over_joints(&self, start: usize, at: usize) -> usize {
        let mut end = at;
        while let Some(before) = end.checked_sub(1).filter(|b| *b > start) {
            match self.kind(before) {
                Some(ItemKind::Coordinator | ItemKind::Comma | ItemKind::Dash) => end = before,
                Some(ItemKind::Adverb) if matches!(before.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Coordinator)) => end = before,
                _ => break,
            }
        }
        end
    }

    /// The tokens of a run of items, without the signs and conjunctions at its ends.
    pub(super) fn trimmed(&self, run: Run) -> Tokens {
        let (mut start, mut end) = (run.start, run.end.min(self.items.len()));
        while start < end
            && matches!(self.kind(start), Some(ItemKind::Comma | ItemKind::Colon | ItemKind::Stop | ItemKind::Semicolon | ItemKind::Dash | ItemKind::Close))
        {
            start += 1;
        }
        while start < end
            && matches!(
                self.kind(end - 1),
                Some(ItemKind::Comma | ItemKind::Colon | ItemKind::Stop | ItemKind::Semicolon | ItemKind::Dash | ItemKind::Coordinator | ItemKind::Open)
            )
        {
            end -= 1;
        }
        let run = self.items.get(start..end).unwrap_or_default();
        tokens_of(run)
    }
}
