//! What stands around an attribution that is set into its content: "…, he said, …", "…, selon la police".
//!
//! In: a cue with the extent of its attribution. Out: the tokens of the sentence that it is of.

use super::{Cue, Matcher, Run};
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::clause::ClauseKind;
use crate::grammar::feature::Flag;
use crate::grammar::phrase::{head_lemmas, phrase_end};
use crate::grammar::segment::tokens_of;
use crate::text::span::Tokens;

impl<'a> Matcher<'a, '_> {
    /// What stands around an attribution that commas set off, or a quotation beside it.
    pub(super) fn around(&self, cue: &Cue<'a>, start: usize, end: usize) -> Option<Tokens> {
        let clause = self.segment.clauses.of_item.get(cue.at).and_then(|c| self.segment.clauses.clauses.get(*c as usize))?;
        if self.verb(cue.at).is_some() && !self.finite(cue.at) {
            return None;
        }
        // "qui, selon lui, ment": a relative clause; at the end of a sentence an attribution is of all of it.
        let closing = matches!(self.kind(end), None | Some(ItemKind::Stop)) && cue.at > clause.start as usize + 2;
        if self.verb(cue.at).is_none() && clause.kind == ClauseKind::Relative && (clause.start as usize) < cue.at && !closing {
            return Some(self.trimmed(clause.start as usize..clause.end as usize));
        }
        let before = start.checked_sub(1)?;
        let closed = match self.kind(before)? {
            ItemKind::Comma | ItemKind::Dash | ItemKind::Quotation(_) | ItemKind::Mark | ItemKind::Stop => true,
            _ => clause.kind == ClauseKind::Incise || (self.verb(cue.at).is_none() && !cue.lemma.features.has(Flag::Weak)),
        };
        if !closed {
            return None;
        }
        // An attribution that is the main clause itself closes only a quotation, or another main clause before it.
        let main_verb = clause.kind == ClauseKind::Main && clause.verb.is_some_and(|v| v as usize == cue.at);
        let from = self.region_start(start);
        let quotation = |run: &Run| run.clone().any(|i| matches!(self.kind(i), Some(ItemKind::Quotation(_))));
        let other_clause = |run: &Run| {
            let own = self.segment.clauses.of_item.get(cue.at);
            run.clone().any(|i| {
                self.verb(i).is_some_and(|v| v.form.is_finite())
                    && self.segment.clauses.at(u32::try_from(i).unwrap_or(u32::MAX)).is_some_and(|c| c.kind == ClauseKind::Main)
                    && self.segment.clauses.of_item.get(i) != own
            })
        };
        if main_verb && self.verb(cue.at).is_some() && !quotation(&(from..start)) && !other_clause(&(from..start)) {
            return None;
        }
        if let Some(fragment) = self.fragment(cue, start) {
            return Some(fragment);
        }
        let quoted = |run: &Run| {
            self.items
                .get(run.clone())
                .filter(|r| !r.is_empty())
                .map(tokens_of)
                .is_some_and(|t| self.analysis.quotations_at(t.range().start).any(|q| q.outer.covers(t) && q.inner.len() > 3))
        };
        let finite = |run: Run| quoted(&run) || run.into_iter().any(|i| self.finite(i) || matches!(self.kind(i), Some(ItemKind::Quotation(_))));
        let behind = self.behind_incise(end);
        let head = from..before + usize::from(!matches!(self.kind(before), Some(ItemKind::Comma | ItemKind::Dash)));
        // "…, répond l'entourage, qui …": a relative clause is of the voice.
        let tail = behind.clone().filter(|b| b.start < b.end && !matches!(self.kind(b.start), Some(ItemKind::Relative)));
        if finite(head.clone()) {
            let goes_on = tail.clone().filter(|t| matches!(self.kind(t.start), Some(ItemKind::Coordinator)) && self.shares_subject(t.start + 1));
            let whole = goes_on.map_or(head.clone(), |t| head.start..t.end);
            return Some(self.trimmed(whole));
        }
        let Some(tail) = tail.filter(|t| finite(t.clone())) else { return self.verbless(cue, head) };
        let waits = head
            .clone()
            .any(|i| matches!(self.kind(i), Some(ItemKind::Noun(_))) && !matches!(i.checked_sub(1).and_then(|p| self.kind(p)), Some(ItemKind::Preposition)));
        Some(self.trimmed(if waits && !head.is_empty() { head.start..tail.end } else { tail }))
    }

    /// "Faux, répond l'entourage", "Onze blessés, selon la police": words without a verb that open the sentence and that only an
    /// attribution follows.
    fn verbless(&self, cue: &Cue<'a>, head: Run) -> Option<Tokens> {
        let ungoverned = |i: usize| !matches!(i.checked_sub(1).and_then(|p| self.kind(p)), Some(ItemKind::Preposition));
        let says = head.clone().any(|i| {
            matches!(self.kind(i), Some(ItemKind::Noun(n)) if ungoverned(i) && !n.pronoun)
                || (self.verb(cue.at).is_some() && matches!(self.kind(i), Some(ItemKind::Adverb | ItemKind::Mark)))
        });
        let counted = head.clone().any(|i| self.items.get(i).is_some_and(|i| i.span.range().any(|t| self.analysis.quantity(t).is_some())));
        let alone = (head.start..cue.at).all(|i| !self.finite(i));
        let opens = self
            .items
            .get(head.start)
            .is_some_and(|i| self.analysis.token(i.span.start as usize).is_some_and(|t| t.capital || t.shape == crate::text::token::Shape::Figure));
        (says && opens && alone && (counted || self.verb(cue.at).is_some() || head.start == 0)).then(|| self.trimmed(head))
    }

    /// "24 000 selon la police, 60 000 selon la CGT": a figure alone behind the attribution before it.
    fn fragment(&self, cue: &Cue<'a>, start: usize) -> Option<Tokens> {
        if self.verb(cue.at).is_some() {
            return None;
        }
        let before = (0..start)
            .rev()
            .find(|i| matches!(self.kind(*i), Some(ItemKind::Preposition)) && self.attribution_lemmas(*i).any(|l| !l.features.has(Flag::Weak)))?;
        let end = phrase_end(self.analysis, self.items, before + 1, start);
        let joint = |i: usize| matches!(self.kind(i), Some(ItemKind::Comma | ItemKind::Coordinator | ItemKind::Semicolon));
        let from = (end..start).find(|i| !joint(*i)).filter(|f| *f > end)?;
        let verbless = (from..start).all(|i| !matches!(self.kind(i), Some(ItemKind::Verb(v)) if v.form.is_finite()));
        let counted = (from..start).any(|i| self.items.get(i).is_some_and(|i| i.span.range().any(|t| self.analysis.quantity(t).is_some())));
        (verbless && counted).then(|| self.trimmed(from..start))
    }

    /// Whether a verb stands at `at` without a subject of its own.
    fn shares_subject(&self, at: usize) -> bool {
        let next = (at..self.items.len().min(at + 3)).find(|i| !matches!(self.kind(*i), Some(ItemKind::Adverb | ItemKind::Time)));
        next.and_then(|n| self.verb(n)).is_some_and(|v| v.form.is_finite())
    }

    /// Where the sentence that an attribution closes began: behind the attribution before it.
    fn region_start(&self, start: usize) -> usize {
        let quoted = |i: usize| {
            self.items.get(i).is_some_and(|item| {
                self.analysis.quotations_at(item.span.start as usize).any(|q| q.inner.contains(item.span.start) && q.outer.start >= self.segment.span.start)
            })
        };
        let colon = (0..start).rev().find(|i| matches!(self.kind(*i), Some(ItemKind::Semicolon | ItemKind::Colon)) && !quoted(*i));
        // "Explosion à Arvik : 14 victimes, indique la police": what it is about stands before a colon in headlines.
        let topic = |c: &usize| {
            let left = 0..*c;
            let report = |i: usize| {
                self.items
                    .get(i)
                    .and_then(Item::noun)
                    .is_some_and(|n| [Flag::Document, Flag::Data].iter().any(|f| head_lemmas(self.analysis, n.head as usize).any(|l| l.features.has(*f))))
            };
            matches!(self.kind(*c), Some(ItemKind::Colon))
                && *c <= 6
                && left.clone().all(|i| !matches!(self.kind(i), Some(ItemKind::Verb(_) | ItemKind::Quotation(_) | ItemKind::Stop)) && !report(i))
        };
        colon.filter(|c| !topic(c)).map_or(0, |c| c + 1)
    }

    /// What goes on behind an attribution: the items after the comma that closes it.
    fn behind_incise(&self, end: usize) -> Option<Run> {
        let comma = (end..self.items.len()).find(|i| matches!(self.kind(*i), Some(ItemKind::Comma | ItemKind::Dash | ItemKind::Stop | ItemKind::Semicolon)))?;
        if !matches!(self.kind(comma), Some(ItemKind::Comma | ItemKind::Dash)) {
            return None;
        }
        let stop = (comma + 1..self.items.len()).find(|i| matches!(self.kind(*i), Some(ItemKind::Semicolon))).unwrap_or(self.items.len());
        Some(comma + 1..stop)
    }
}
