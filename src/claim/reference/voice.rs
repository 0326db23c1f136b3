//! What goes into a claim.
//!
//! In: an entity, or words that nothing names. Out: a voice, and among the actors of the document whoever only it introduces.

use std::sync::Arc;

use super::{Resolver, Voice};
use crate::claim::entity::{Entity, is_plural, surface};
use crate::claim::vocabulary::{Resolution, SourceKind};
use crate::claim::{ActorRef, LocalActor, Source};
use crate::grammar::chunk::NounGroup;
use crate::grammar::feature::Flag;
use crate::grammar::tagging::{Class, VerbForm};
use crate::text::span::{Bytes, Tokens};

impl Resolver<'_, '_> {
    /// A voice that nothing names: its own words.
    pub(super) fn introduced(&mut self, group: &NounGroup, tokens: Tokens) -> Voice {
        let plural = is_plural(self.analysis, group.head as usize, group);
        let kind = if plural { SourceKind::People } else { SourceKind::Organisation };
        let name = surface(self.analysis, self.without_number(tokens));
        let local = self.local(LocalActor {
            name: name.clone(),
            kind,
            named: group.name.is_some(),
            role: None,
            speaks_for: None,
            mention: self.analysis.bytes(tokens),
        });
        let source = Source { text: self.analysis.bytes(tokens), name, kind, actor: ActorRef::Local(local), resolution: Resolution::Introduced };
        Voice { source, entity: None, medium: false, speaker: false, pronoun: false }
    }

    pub(super) fn local(&mut self, actor: LocalActor) -> u32 {
        let at = u32::try_from(self.locals.len()).unwrap_or(u32::MAX);
        self.locals.push(actor);
        at
    }

    /// The words of an unnamed voice, without what counts it.
    pub(super) fn with_words(&self, mut voice: Voice, tokens: Tokens) -> Voice {
        voice.source.name = surface(self.analysis, self.without_number(tokens));
        voice
    }

    fn without_number(&self, tokens: Tokens) -> Tokens {
        // "local councils in the city", "sources contacted by Reuters", "the Commission (SEC)": the name ends before.
        let behind = |t: usize| {
            let class = self.analysis.tag_at(t).class;
            (self.analysis.has(t, Flag::Locative) && class == Class::Preposition && !self.analysis.token(t + 1).is_some_and(|t| t.capital))
                || (class == Class::Verb && self.analysis.tag_at(t + 1).class == Class::Preposition && self.analysis.tag_at(t).form == VerbForm::Participle)
                || (class == Class::Verb && self.analysis.tag_at(t).form == VerbForm::Gerund && !self.analysis.has(t.saturating_sub(1), Flag::Definite))
                || (self.analysis.word(t) == "(" && self.analysis.word(tokens.range().end.saturating_sub(1)) == ")")
        };
        let end = tokens.range().skip(1).find(|t| behind(*t)).map_or(tokens.end, |t| u32::try_from(t).unwrap_or(tokens.end));
        let tokens = Tokens::new(tokens.start, end);
        let counted = |t: &usize| self.analysis.quantity(*t).is_some() || self.analysis.has(*t, Flag::Indefinite);
        let start = tokens.range().find(|t| !counted(t)).unwrap_or(tokens.range().start);
        // "hundreds of protesters" are protesters; "one of the authors" says nothing without its number.
        let start = match self.analysis.has(start, Flag::Of) && start > tokens.range().start {
            true if self.analysis.tag_at(start + 1).class == Class::Determiner => tokens.range().start,
            true => start + 1,
            false => start,
        };
        Tokens::new(u32::try_from(start).unwrap_or(tokens.start), tokens.end)
    }

    /// A source from an entity.
    pub(super) fn of_entity(&mut self, entity: usize, text: Bytes, resolution: Resolution) -> Voice {
        let Some(e) = self.entities.list.get(entity).cloned() else {
            let source = Source { text, name: String::new(), kind: SourceKind::People, actor: ActorRef::Local(0), resolution: Resolution::Unresolved };
            return Voice { source, entity: None, medium: false, speaker: false, pronoun: false };
        };
        let actor = match &e.known {
            Some((key, _)) => ActorRef::Known(Arc::clone(key)),
            None => ActorRef::Local(self.local_of(entity, &e)),
        };
        let known = e.known.as_ref().and_then(|(key, _)| self.gazetteer.by_key(key));
        let name = known.filter(|a| a.is_country()).map_or_else(|| e.name.clone(), |a| a.name.clone());
        Voice { source: Source { text, name, kind: e.kind, actor, resolution }, entity: Some(entity), medium: e.medium, speaker: false, pronoun: false }
    }

    pub(super) fn local_of(&mut self, entity: usize, e: &Entity) -> u32 {
        if let Some(at) = self.local_of.get(&entity) {
            return *at;
        }
        let role = e.role_words.map(|r| surface(self.analysis, r)).or_else(|| e.roles.first().cloned());
        let speaks_for = e.country.as_ref().filter(|_| self.speaks_for_state(e)).map(|c| ActorRef::Known(Arc::clone(c)));
        let actor = LocalActor { name: e.name.clone(), kind: e.kind, named: e.named, role, speaks_for, mention: self.analysis.bytes(e.mention) };
        let at = self.local(actor);
        self.local_of.insert(entity, at);
        at
    }

    /// Whether an office speaks for its state: heads of state and government, foreign and defence ministers.
    pub(super) fn speaks_for_state(&self, e: &Entity) -> bool {
        let lexicon = &self.analysis.language.lexicon;
        // "Premier ministre" and "vice-ministre" are ministers of a kind.
        let words = |role: &str| role.split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
        let of_state = |word: &String| lexicon.form(word).is_some_and(|f| lexicon.has(f, Flag::StateRole));
        e.roles.iter().chain([&e.head]).any(|role| of_state(role) || words(role).iter().any(of_state))
    }
}
