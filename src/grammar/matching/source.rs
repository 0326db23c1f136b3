//! Who speaks: the subject of a cue, what a relative pronoun stands for, noun phrases that are voices.
//!
//! In: a cue or an item. Out: the run of items of the phrase, or whether it can speak.

use super::{Captures, Cue, Matcher, Run};
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::feature::Flag;
use crate::grammar::phrase::{head_lemmas, is_voice, phrase_end};

impl<'a> Matcher<'a, '_> {
    pub(super) fn voice(&self, at: usize) -> bool {
        self.items.get(at).and_then(Item::noun).is_some_and(|n| is_voice(self.analysis, n, self.items.get(at)))
    }

    /// Whether a noun phrase is a voice, or hangs on one: "a tally of the ministry".
    pub(super) fn has_voice(&self, at: usize) -> bool {
        let end = phrase_end(self.analysis, self.items, at, self.items.len());
        (at..end).any(|i| self.voice(i))
    }

    /// The subject of the cue: its clause knows it; of a relative pronoun, what it stands for. Gives where the attribution begins.
    pub(super) fn subject(&self, cue: &Cue<'a>, at: usize, captures: &mut Captures) -> Option<usize> {
        let verb = self.verb(cue.at)?;
        if let Some(clitic) = verb.inverted {
            captures.clitic = Some(clitic);
            return Some(at);
        }
        let item = u32::try_from(cue.at).ok()?;
        let Some(subject) = self.segment.clauses.subject(item).map(|s| s as usize) else {
            // A participle may take over the voice of the attribution before it; so may "Et a rappelé que …".
            let resumes = matches!(self.kind(0), Some(ItemKind::Coordinator)) && cue.at <= 3;
            return (!verb.form.is_finite() || resumes).then_some(at);
        };
        let noun = match self.kind(subject) {
            Some(ItemKind::Relative) => self.antecedent(subject)?,
            Some(ItemKind::Noun(_)) => subject,
            _ => return None,
        };
        if !self.voice(noun) {
            return None;
        }
        let end = phrase_end(self.analysis, self.items, noun, cue.at.max(noun + 1));
        captures.source = Some(noun..end);
        Some(if noun < cue.at { noun } else { at })
    }

    /// What a passive cue says something of: its subject, or the noun phrase behind a participle that opens the sentence.
    pub(super) fn patient(&self, cue: &Cue<'a>) -> Option<Run> {
        let subject = u32::try_from(cue.at).ok().and_then(|v| self.segment.clauses.subject(v)).map(|s| s as usize)?;
        if !matches!(self.kind(subject), Some(ItemKind::Noun(_))) {
            return None;
        }
        let limit = if subject < cue.at { cue.at } else { self.items.len() };
        Some(subject..phrase_end(self.analysis, self.items, subject, limit))
    }

    /// What a relative pronoun stands for: the noun phrase before it.
    fn antecedent(&self, relative: usize) -> Option<usize> {
        let last = (0..relative).rev().find(|i| matches!(self.kind(*i), Some(ItemKind::Noun(_))))?;
        if relative - last > 3 {
            return None;
        }
        // "the chief of the army, who said": the head of the phrase, where it is a person.
        let head = (last.saturating_sub(4)..last)
            .find(|i| matches!(self.kind(*i), Some(ItemKind::Noun(_))) && phrase_end(self.analysis, self.items, *i, relative) > last);
        let person = |i: &usize| {
            self.items
                .get(*i)
                .and_then(Item::noun)
                .is_some_and(|n| head_lemmas(self.analysis, n.head as usize).any(|l| l.features.has(Flag::Person) || l.features.has(Flag::People)))
        };
        Some(head.filter(person).unwrap_or(last))
    }

    /// Whether a noun group at `at`, without an article, is of sources: "source militaire".
    pub(super) fn sources(&self, at: usize) -> bool {
        self.items
            .get(at)
            .and_then(Item::noun)
            .is_some_and(|n| n.determiner.is_none() && head_lemmas(self.analysis, n.head as usize).any(|l| l.features.has(Flag::SourceWord)))
    }
}
