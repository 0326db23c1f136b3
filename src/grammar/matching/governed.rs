//! What the dictionary's entry of a cue asks for: prepositions, infinitives with their markers, an object and what is said of it.
//!
//! In: a cue and an item. Out: the run of items, if it is what the cue governs.

use super::{Cue, Matcher, Run};
use crate::grammar::chunk::ItemKind;
use crate::grammar::feature::{Flag, Key};
use crate::grammar::phrase::phrase_end;
use crate::grammar::tagging::VerbForm;

impl<'a> Matcher<'a, '_> {
    /// Whether the preposition at `at` is one that the cue asks for.
    pub(super) fn preposition(&self, cue: &Cue<'a>, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        let first = item.span.start as usize;
        let word = self.analysis.word(first);
        let same = |p: &str| self.same_preposition(p, word) || self.analysis.slice(item.span).eq_ignore_ascii_case(&p.replace('_', " "));
        matches!(item.kind, ItemKind::Preposition | ItemKind::Subordinator | ItemKind::Adverb | ItemKind::Other)
            && cue.lemma.features.list(Key::Prepositions).any(same)
    }

    /// Whether a word is a preposition or one of its contractions: `de` is also `d'`, `du`, `des`.
    fn same_preposition(&self, preposition: &str, word: &str) -> bool {
        preposition == word || preposition == self.analysis.language.orthography.uncontracted(word)
    }

    /// Whether an infinitive marker that the cue asks for stands at `at` as an item of its own.
    pub(super) fn marker(&self, cue: &Cue<'a>, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        let word = self.analysis.word(item.span.start as usize);
        matches!(item.kind, ItemKind::Preposition) && cue.lemma.features.list(Key::Marker).any(|m| self.same_preposition(m, word))
    }

    /// The infinitive at `at`, its marker as the cue asks for it: where its content begins.
    pub(super) fn infinitive(&self, cue: &Cue<'a>, at: usize) -> Option<usize> {
        let is_infinitive = |i: usize| self.verb(i).is_some_and(|v| v.form == VerbForm::Infinitive);
        let markers = cue.lemma.features.value(Key::Marker);
        if self.marker(cue, at) {
            let quoted = usize::from(matches!(self.kind(at + 1), Some(ItemKind::Mark)));
            return is_infinitive(at + 1 + quoted).then_some(at + 1);
        }
        let bare = markers.is_none_or(|m| m.split(',').any(|m| m == "none"));
        let quoted = usize::from(matches!(self.kind(at), Some(ItemKind::Mark)));
        (bare && is_infinitive(at + quoted)).then_some(at)
    }

    /// Skips the preposition that the cue wants before its addressee.
    fn addressee(&self, cue: &Cue<'a>, at: usize) -> Option<usize> {
        match cue.lemma.features.value(Key::Object) {
            None => Some(at),
            Some(list) => {
                let item = self.items.get(at)?;
                let word = self.analysis.word(item.span.start as usize);
                (matches!(item.kind, ItemKind::Preposition) && list.split(',').any(|p| self.same_preposition(p, word))).then_some(at + 1)
            }
        }
    }

    /// "urged the government to scrap taxes": the content begins with the addressee.
    pub(super) fn phrase_infinitive(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        let from = self.addressee(cue, at)?;
        let asks = self.items.get(from).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Interrogative));
        if asks || !matches!(self.kind(from), Some(ItemKind::Noun(_))) {
            return None;
        }
        let mut next = phrase_end(self.analysis, self.items, from, self.items.len());
        for _ in 0..6 {
            if self.infinitive(cue, next).is_some() {
                return Some(from..self.rest_end(cue, next));
            }
            // "à Roux, son collègue, de": what stands between commas says who it is.
            let comma = |i: usize| matches!(self.kind(i), Some(ItemKind::Comma));
            if comma(next) && self.infinitive(cue, next + 1).is_some() {
                return Some(from..self.rest_end(cue, next + 1));
            }
            // "à quiconque a vu la scène de", "à ceux qui l'ont vue de": a relative clause says whom.
            if matches!(self.kind(next), Some(ItemKind::Relative)) && self.analysis.language.syntax.head_first {
                let reach = (next + 1..self.items.len().min(next + 12))
                    .take_while(|i| !comma(*i))
                    .find(|i| self.marker(cue, *i) && self.infinitive(cue, *i).is_some())?;
                return Some(from..self.rest_end(cue, reach));
            }
            // "the government and the rebels to stop"
            next = if matches!(self.kind(next), Some(ItemKind::Coordinator | ItemKind::Comma)) && matches!(self.kind(next + 1), Some(ItemKind::Noun(_))) {
                phrase_end(self.analysis, self.items, next + 1, self.items.len())
            } else {
                self.filler(next)?
            };
        }
        None
    }

    /// "accused Trump of lying": the content begins with the accused.
    pub(super) fn phrase_of(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        if !matches!(self.kind(at), Some(ItemKind::Noun(_))) {
            return None;
        }
        let limit = self.rest_end(cue, at);
        let reach = (at + 1..limit.min(at + 24)).find(|i| self.preposition(cue, *i))?;
        (reach < limit).then_some(at..limit)
    }

    /// "described it as a mistake", "juge l'accord mort": the content begins with what is judged.
    pub(super) fn phrase_as(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        // "les considérant comme un secret": what is judged is a pronoun in the verb group.
        let clitic = self
            .items
            .get(cue.at)
            .is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Clitic) && !self.analysis.has(i.span.start as usize, Flag::Reflexive));
        if clitic && self.preposition(cue, at) && matches!(self.kind(at + 1), Some(ItemKind::Noun(_) | ItemKind::Adverb | ItemKind::Mark)) {
            return Some(at..self.rest_end(cue, at + 1));
        }
        if !matches!(self.kind(at), Some(ItemKind::Noun(_))) {
            return None;
        }
        let limit = self.rest_end(cue, at);
        let end = phrase_end(self.analysis, self.items, at, limit);
        if cue.lemma.features.value(Key::Prepositions).is_some() {
            let reach = (at + 1..limit.min(at + 24)).find(|i| self.preposition(cue, *i))?;
            return (reach < limit).then_some(at..limit);
        }
        // "described the embargo as a product of the Cold War"
        let likeness = |i: &usize| {
            self.items
                .get(*i)
                .is_some_and(|item| !matches!(item.kind, ItemKind::Noun(_) | ItemKind::Verb(_)) && self.analysis.has(item.span.start as usize, Flag::Likeness))
        };
        // Behind a comma it gives the reason: "condemned the raid, as it broke the truce".
        if (at + 1..limit.min(at + 16)).find(likeness).is_some_and(|i| i + 1 < limit && !matches!(self.kind(i - 1), Some(ItemKind::Comma))) {
            return Some(at..limit);
        }
        let predicate = match self.kind(end)? {
            ItemKind::Adverb | ItemKind::Mark | ItemKind::Quotation(_) => true,
            ItemKind::Verb(v) => v.form == VerbForm::Participle,
            ItemKind::Noun(n) => n.determiner.is_some(),
            _ => false,
        };
        (predicate && end < limit).then_some(at..limit)
    }

    /// "prêt à rester", "favorable à une acquisition", "en faveur de": what one says of oneself.
    pub(super) fn predicate(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        let fits = match self.kind(at)? {
            ItemKind::Adverb | ItemKind::Mark => true,
            ItemKind::Verb(v) => v.form == VerbForm::Participle,
            ItemKind::Preposition => matches!(self.kind(at + 1), Some(ItemKind::Noun(_))),
            ItemKind::Noun(n) => !n.pronoun,
            _ => false,
        };
        fits.then(|| at..self.rest_end(cue, at))
    }
}
