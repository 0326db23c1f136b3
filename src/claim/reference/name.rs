//! Names inside a noun phrase.
//!
//! In: a phrase whose head is a role, a body or a document. Out: the person, the states or the body that it names beside or before its head.

use std::sync::Arc;

use super::{Resolver, Voice};
use crate::claim::entity::{bare, surface, without_possessive, words_of};
use crate::claim::vocabulary::{Resolution, SourceKind};
use crate::claim::{ActorRef, LocalActor, Source};
use crate::grammar::analysis::span;
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::feature::Flag;
use crate::grammar::phrase::{head_has, parted, phrase_end};
use crate::grammar::segment::Segment;
use crate::text::span::Tokens;

impl Resolver<'_, '_> {
    /// "Armenian and Artsakh authorities": each of the states whose authorities speak.
    pub(super) fn several_states(&self, item: &Item, group: &NounGroup) -> Option<Vec<Voice>> {
        let joined = item.span.range().any(|t| self.analysis.has(t, Flag::Coordinator));
        if !joined || !head_has(self.analysis, group.head as usize, Flag::State) {
            return None;
        }
        let mut keys: Vec<Arc<str>> = Vec::new();
        for token in item.span.range() {
            if let Some(country) = self.names.country(token)
                && !keys.contains(&country.key)
            {
                keys.push(Arc::clone(&country.key));
            }
        }
        let text = self.analysis.bytes(without_possessive(self.analysis, bare(self.analysis, item.span, group)));
        (keys.len() > 1).then(|| keys.iter().map(|k| self.country(k, text)).collect())
    }

    /// "the minister, Arsen Avakov, said": the name between commas behind a role is who speaks.
    pub(super) fn named_apposition(&self, segment: &Segment, at: usize, end: usize, group: &NounGroup) -> Option<(usize, usize)> {
        if group.name.is_some() || !head_has(self.analysis, group.head as usize, Flag::Person) {
            return None;
        }
        if !matches!(segment.items.get(end).map(|i| i.kind), Some(ItemKind::Comma)) || parted(self.analysis, &segment.items, at, end) {
            return None;
        }
        let next = segment.items.get(end + 1)?;
        // "…, Arsen Avakov", "…, le sénateur Jaques Wagner"
        let role = |n: &NounGroup| n.determiner.is_none() || next.span.range().any(|t| self.analysis.has(t, Flag::Role) || self.analysis.has(t, Flag::Title));
        let name = next.noun().filter(|n| n.name.is_some() && role(n))?;
        let entity = self.entities.at(next.span.start).and_then(|e| self.entities.list.get(e))?;
        (entity.kind == SourceKind::Person && entity.named && !name.counted)
            .then(|| (end + 1, phrase_end(self.analysis, &segment.items, end + 1, segment.items.len())))
    }

    /// "la ministre du Travail Muriel Pénicaud": the person whose name ends the phrase of her office; not the one of "le fils de John Wayne".
    pub(super) fn name_at_end(&self, segment: &Segment, at: usize, end: usize, group: &NounGroup) -> Option<usize> {
        let role = head_has(self.analysis, group.head as usize, Flag::Role) || self.analysis.has(group.head as usize, Flag::Role);
        if end < at + 2 || (group.name.is_some() && !role) || !(role || head_has(self.analysis, group.head as usize, Flag::Person)) {
            return None;
        }
        let last = segment.items.get(end - 1)?;
        let name = last.noun()?.name.filter(|n| n.end == last.span.end)?;
        let governed = matches!(segment.items.get(end - 2).map(|i| i.kind), Some(ItemKind::Preposition | ItemKind::Coordinator));
        let entity = self.entities.at(last.span.start)?;
        let e = self.entities.list.get(entity)?;
        let whole = governed && words_of(self.analysis, last.span) == e.words;
        (e.kind == SourceKind::Person && e.named && (name.len() > 1 || !e.roles.is_empty()) && !whole).then_some(entity)
    }

    /// The body or person whose name modifies a document or claim: "SEC's statement", "police estimates".
    pub fn possessor(&mut self, item: &Item, group: &NounGroup) -> Option<Voice> {
        let tokens = bare(self.analysis, item.span, group);
        let modifiers = Tokens::new(tokens.start, group.head.max(tokens.start));
        for start in modifiers.range() {
            for end in (start + 1..=modifiers.range().end).rev() {
                let words = words_of(self.analysis, span(start, end));
                if let Some(entity) = self.entities.by_words(&words) {
                    let text = self.analysis.bytes(without_possessive(self.analysis, span(start, end)));
                    return Some(self.of_entity(entity, text, Resolution::Alias));
                }
            }
        }
        let last = modifiers.range().rev().find(|t| head_has(self.analysis, *t, Flag::Body) || head_has(self.analysis, *t, Flag::Person))?;
        let own = span(last, last + 1);
        let text = self.analysis.bytes(own);
        let name = surface(self.analysis, own);
        let local = self.local(LocalActor { name: name.clone(), kind: SourceKind::Organisation, named: false, role: None, speaks_for: None, mention: text });
        Some(Voice {
            source: Source { text, name, kind: SourceKind::Organisation, actor: ActorRef::Local(local), resolution: Resolution::Introduced },
            entity: None,
            medium: false,
            speaker: false,
            pronoun: false,
        })
    }
}
