//! States and parties to a conflict.
//!
//! In: "the government", "both sides", "the two countries", "les deux dirigeants". Out: the states and persons for whom that stands in this document.

use std::sync::Arc;

use super::{MENTIONS, Resolver, Voice};
use crate::claim::actor::NameKind;
use crate::claim::entity::{Entity, bare, is_plural};
use crate::claim::vocabulary::{Resolution, SourceKind};
use crate::claim::{ActorRef, Source};
use crate::grammar::analysis::{Analysis, span};
use crate::grammar::chunk::NounGroup;
use crate::grammar::feature::Flag;
use crate::grammar::phrase::head_has;
use crate::text::span::{Bytes, Tokens};

impl Resolver<'_, '_> {
    /// "both sides", "les deux parties", "l'une ou l'autre des parties": the two parties of the document.
    pub(super) fn both_sides(&mut self, group: &NounGroup, whole: Tokens) -> Option<Vec<Voice>> {
        let last_noun = whole.range().rev().find(|t| self.analysis.has(*t, Flag::Sides))?;
        let two = self.analysis.quantity(last_noun.saturating_sub(1)).is_some_and(|q| q.low == Some(2) && q.high == Some(2));
        let only = !self.analysis.has(last_noun, Flag::Body);
        let both = only || whole.range().any(|t| self.analysis.has(t, Flag::Whole) || self.analysis.has(t, Flag::Coordinator));
        let sides = if self.analysis.has(last_noun, Flag::Nation) { self.last_two_states(whole.start) } else { self.sides.iter().take(2).cloned().collect() };
        if !(two || both) || sides.len() < 2 {
            return None;
        }
        let bytes = self.analysis.bytes(bare_words(self.analysis, whole, group));
        let voices = sides.iter().filter_map(|key| {
            let actor = self.gazetteer.by_key(key)?;
            let source = Source {
                text: bytes,
                name: actor.name.clone(),
                kind: actor.source_kind(),
                actor: ActorRef::Known(Arc::clone(key)),
                resolution: Resolution::Coreference,
            };
            Some(Voice { source, entity: None, medium: false, speaker: false, pronoun: false })
        });
        Some(voices.collect())
    }

    /// The two states that were named last before a token, in the order of the text: "the two countries".
    fn last_two_states(&self, token: u32) -> Vec<Arc<str>> {
        let mut found: Vec<Arc<str>> = Vec::new();
        let before = self.names.all().iter().rev().filter(|h| h.span.end <= token).filter_map(|h| self.names.country(h.span.start as usize));
        for state in before.take(12) {
            if !found.contains(&state.key) {
                found.push(Arc::clone(&state.key));
            }
            if found.len() == 2 {
                break;
            }
        }
        found.reverse();
        found
    }

    /// The last two named persons in office who were mentioned before a token: "les deux dirigeants".
    #[must_use]
    pub fn last_two(&self, token: u32) -> Vec<&Entity> {
        let periods = &self.analysis.sentences.periods;
        let here = periods.get(periods.partition_point(|p| p.end <= token)).map_or(token, |p| p.start);
        let in_office = |e: &&Entity| e.kind == SourceKind::Person && e.named && self.speaks_for_state(e);
        let mentions = self.entities.mentions.get(..self.entities.mentions.partition_point(|m| m.0 < here)).unwrap_or_default();
        let mut persons: Vec<usize> = Vec::new();
        for (_, at, _) in mentions.iter().rev().take(MENTIONS) {
            if self.entities.list.get(*at).is_some_and(|e| in_office(&e)) && !persons.contains(at) {
                persons.push(*at);
            }
            if persons.len() == 2 {
                break;
            }
        }
        persons.into_iter().rev().filter_map(|at| self.entities.list.get(at)).collect()
    }

    /// The state for which a government, its authorities or its side stand.
    pub(super) fn state(&self, group: &NounGroup, tokens: Tokens) -> Option<Arc<str>> {
        let head = group.head as usize;
        if !head_has(self.analysis, head, Flag::State) || self.names.actor(head).is_some() {
            return None;
        }
        let named = tokens.range().find_map(|t| self.names.country(t)).map(|c| Arc::clone(&c.key));
        let plural = is_plural(self.analysis, head, group);
        let modified = tokens.len() > 1 && tokens.range().any(|t| t != head && !self.analysis.has(t, Flag::Definite));
        named.or_else(|| if modified && !plural { None } else { self.main_country.clone() })
    }

    /// The state of a single person who is called by it alone: "the Norwegian", not "the British".
    pub(super) fn one_inhabitant(&self, group: &NounGroup, tokens: Tokens) -> Option<Arc<str>> {
        let definite = group.determiner.is_some_and(|d| self.analysis.has(d as usize, Flag::Definite));
        let (actor, how) = self.names.actor(group.head as usize).filter(|(a, _)| a.is_country())?;
        let one = matches!(how, NameKind::Inhabitant | NameKind::Adjective) && !is_plural(self.analysis, group.head as usize, group);
        (definite && tokens.len() == 1 && one && self.gazetteer.has_several(&self.analysis.language.code, actor, self.analysis.word(group.head as usize)))
            .then(|| Arc::clone(&actor.key))
    }

    pub(super) fn country(&self, key: &Arc<str>, text: Bytes) -> Voice {
        let name = self.gazetteer.by_key(key).map_or_else(|| key.to_string(), |a| a.name.clone());
        let source = Source { text, name, kind: SourceKind::Country, actor: ActorRef::Known(Arc::clone(key)), resolution: Resolution::Adjective };
        Voice { source, entity: None, medium: false, speaker: false, pronoun: false }
    }
}

fn bare_words(analysis: &Analysis<'_>, whole: Tokens, group: &NounGroup) -> Tokens {
    let start = bare(analysis, whole, group).start;
    span(start as usize, whole.range().end)
}
