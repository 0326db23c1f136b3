//! An attribution set into a main clause that has no verb yet: "14 dead, police say.", "However, he said, the bridge is closed."
//!
//! In: a verb that reports. Out: where its attribution begins, and its subject if that stands before it.

use super::{Clause, ClauseKind, Parser, verb_readings};
use crate::grammar::chunk::{Item, ItemKind, VerbGroup};
use crate::grammar::feature::Key;
use crate::grammar::lexicon::Lemma;
use crate::grammar::phrase::{is_voice, phrase_end};

/// How many items the noun phrase before a verb can have.
const REACH: usize = 7;

impl Parser<'_, '_> {
    /// "14 dead, police say.", "À défaut, avertit la Cedeao, …", "Merin, she notes, has …": where the attribution of a verb begins, and its subject if
    /// that stands before it.
    pub(super) fn inserted_report(&self, clause: Clause, at: usize, verb: &VerbGroup) -> Option<(usize, Option<usize>)> {
        let says = |l: &Lemma| l.features.value(Key::Act).is_some() && l.features.list(Key::Frames).any(|f| matches!(f, "that" | "quote"));
        if clause.kind != ClauseKind::Main || clause.verb.is_some() || verb.passive || verb.negated || !verb_readings(self.analysis, verb).any(says) {
            return None;
        }
        let before = at.checked_sub(1)?;
        // "« … », a dit le maire, appelant à …": beside a quotation it is the main clause itself.
        let quoted = (clause.start as usize..at).all(|i| !matches!(self.kind(i), Some(ItemKind::Noun(_) | ItemKind::Verb(_) | ItemKind::Adverb)));
        if quoted || matches!(before.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Quotation(_))) {
            return None;
        }
        if self.parts(before) {
            // A comma closes what stands between a subject and its verb, too.
            let odd = clause.subject.is_none() || self.frames.last().is_some_and(|f| f.commas % 2 == 1);
            return (odd && (verb.inverted.is_some() || self.voice_behind(at))).then_some((at, None));
        }
        self.voice_before(clause, at).map(|noun| (noun, Some(noun)))
    }

    /// Whether a voice that is the subject of the verb at `at` stands behind it, and then nothing but when, where and to whom: ", avertit la Cedeao, …".
    fn voice_behind(&self, at: usize) -> bool {
        let next = (at + 1..self.items.len()).find(|i| !matches!(self.kind(*i), Some(ItemKind::Adverb | ItemKind::Time)));
        let counted = |i: usize| self.items.get(i).and_then(Item::noun).is_some_and(|n| n.counted);
        next.is_some_and(|next| self.voice(next) && !counted(next) && self.closes(self.circumstances_end(next)))
    }

    /// The voice between a comma and the verb at `at` that is its subject: ", police say.", ", he said, …".
    fn voice_before(&self, clause: Clause, at: usize) -> Option<usize> {
        let noun = (at.saturating_sub(REACH)..at).find(|i| {
            let whole = matches!(self.kind(*i), Some(ItemKind::Noun(_))) && phrase_end(self.analysis, self.items, *i, at) == at;
            whole && i.checked_sub(1).is_some_and(|comma| self.parts(comma))
        })?;
        let object = matches!(self.kind(at + 1), Some(ItemKind::Noun(_)));
        let end = self.circumstances_end(at + 1);
        // "However, he said, the bridge is closed."
        let finite = |i: usize| self.items.get(i).and_then(Item::verb).is_some_and(|v| v.form.is_finite());
        let goes_on = || self.parts(end) && (end..self.items.len()).any(finite);
        let waits = clause.subject.is_some_and(|s| (s as usize) + 1 < noun) || ((clause.start as usize) + 1 < noun && goes_on());
        (waits && self.voice(noun) && !object && self.closes(end)).then_some(noun)
    }

    fn voice(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.noun().is_some_and(|n| is_voice(self.analysis, n, Some(item))))
    }

    /// Where nouns with their prepositions, times and adverbs end.
    fn circumstances_end(&self, from: usize) -> usize {
        let inside = |i: &usize| matches!(self.kind(*i), Some(ItemKind::Adverb | ItemKind::Time | ItemKind::Preposition | ItemKind::Noun(_)));
        (from..self.items.len()).find(|i| !inside(i)).unwrap_or(self.items.len())
    }

    /// Whether a sign that sets something off stands at an item.
    fn parts(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(ItemKind::Comma | ItemKind::Dash))
    }

    /// Whether an attribution ends before an item.
    fn closes(&self, at: usize) -> bool {
        self.parts(at) || matches!(self.kind(at), None | Some(ItemKind::Stop | ItemKind::Semicolon))
    }
}
