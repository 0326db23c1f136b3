//! Who and what is named in the words of a claim, and by what it was found to be whom.

use std::sync::Arc;

use serde::Serialize;

use super::{Scene, Words};
use crate::claim::actor::{Sense, Target};
use crate::claim::entity::Entity;
use crate::claim::names::NameHit;
use crate::claim::reference::Voice;
use crate::claim::vocabulary::Resolution;
use crate::claim::{ActorRef, Source};
use crate::grammar::chunk::Item;

/// Words that stand for somebody or some place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// The words.
    #[serde(flatten)]
    pub words: Words,
    /// The part that it has in the claim; none where it only stands beside.
    pub part: Option<&'static str>,
    /// Name, pronoun, description.
    pub what: &'static str,
    /// Whom or what the words stand for; none where that is open.
    pub denotes: Option<String>,
    /// What that is: a kind of voice, or a place.
    pub kind: Option<String>,
    /// How the words were resolved.
    pub resolution: Option<&'static str>,
    /// The latest words before by which the document calls it.
    pub before: Option<Words>,
    /// What else the name can stand for.
    pub rivals: Vec<String>,
}

impl Scene<'_, '_, '_> {
    /// The voices of the claim, then who else is named in some segments, in the order of the text.
    pub(super) fn mentions(&self, segments: &[usize]) -> Vec<Mention> {
        let claim = self.claim;
        let (said, passed) = self.draft.map_or((&[][..], &[][..]), |d| (d.voices.as_slice(), d.via.as_slice()));
        let mut mentions: Vec<Mention> = claim.sources.iter().map(|s| self.voice("source", s, said)).collect();
        mentions.extend(claim.via.iter().map(|s| self.voice("via", s, passed)));
        mentions.extend(claim.directed_at.iter().map(|s| self.voice("directed_at", s, said)));
        let voiced: Vec<(u32, u32)> = mentions.iter().map(|m| (m.words.begin, m.words.end)).collect();
        let mut beside: Vec<Mention> = segments.iter().flat_map(|number| self.beside(*number)).collect();
        beside.retain(|m| !voiced.contains(&(m.words.begin, m.words.end)));
        beside.sort_by_key(|m| (m.words.begin, m.words.end));
        mentions.extend(beside);
        mentions
    }

    fn voice(&self, part: &'static str, source: &Source, voices: &[Voice]) -> Mention {
        let tokens = self.tokens(source.text);
        let voice = voices.iter().find(|v| v.source == *source);
        let entity = voice.and_then(|v| v.entity).and_then(|e| self.writer.resolver.entity(e));
        let group = self.writer.layout.items_in(tokens).find_map(|(_, item)| item.noun().copied());
        let what = match group {
            _ if voice.is_some_and(|v| v.pronoun) => "pronoun",
            Some(g) if g.pronoun => "pronoun",
            Some(g) if g.name.is_some() => "name",
            _ if self.writer.names.at(tokens.range().start).is_some() => "name",
            _ => "description",
        };
        let open = source.resolution == Resolution::Unresolved;
        Mention {
            words: self.words_at(source.text),
            part: Some(part),
            what,
            denotes: (!open).then(|| self.bearer_of(source)),
            kind: Some(source.kind.name().to_owned()),
            resolution: Some(source.resolution.name()),
            before: entity.filter(|_| source.resolution == Resolution::Coreference).and_then(|e| self.called_before(e, tokens.start)),
            rivals: Vec::new(),
        }
    }

    /// Whom a voice is: by the usual name of those who are known.
    fn bearer_of(&self, source: &Source) -> String {
        let key = if let ActorRef::Known(key) = &source.actor { Some(key) } else { None };
        self.usual(key, &source.name)
    }

    fn usual(&self, key: Option<&Arc<str>>, otherwise: &str) -> String {
        key.and_then(|key| self.writer.gazetteer.by_key(key)).map_or_else(|| otherwise.to_owned(), |actor| actor.name.clone())
    }

    /// The latest words before a token by which the document calls somebody.
    fn called_before(&self, entity: &Entity, token: u32) -> Option<Words> {
        let before = entity.named_at.iter().copied().filter(|at| *at < token).max()?;
        let place = self.writer.layout.place(before as usize)?;
        self.item(place.segment, place.item)
    }

    /// The names of a segment, and whom its noun groups speak of.
    fn beside(&self, number: usize) -> Vec<Mention> {
        let Some(segment) = self.writer.layout.segments.get(number) else { return Vec::new() };
        let innermost = |token: u32| self.writer.layout.place(token as usize).is_some_and(|place| place.segment == number);
        let hits = self.writer.names.all().iter().filter(|hit| segment.span.covers(hit.span) && innermost(hit.span.start));
        let mut found: Vec<Mention> = hits.map(|hit| self.named(hit)).collect();
        for item in &segment.items {
            let described = self.described(item).filter(|m| found.iter().all(|f| (f.words.begin, f.words.end) != (m.words.begin, m.words.end)));
            found.extend(described);
        }
        found
    }

    /// A name of the gazetteer.
    fn named(&self, hit: &NameHit) -> Mention {
        let names = self.writer.names;
        let best = names.best_actor(hit);
        let place = names.place(hit.span.start as usize);
        let (denotes, kind, resolution) = match (best, place) {
            (Some((actor, how)), _) => (Some(actor.name.clone()), Some(actor.source_kind().name().to_owned()), Some(how.resolution().name())),
            (None, Some(place)) => (Some(place.name.clone()), Some("place".to_owned()), Some(Resolution::Exact.name())),
            (None, None) => (None, None, None),
        };
        let mut rivals: Vec<String> = hit.senses.iter().filter_map(|sense| self.bearer(*sense)).collect();
        rivals.retain(|rival| Some(rival) != denotes.as_ref());
        rivals.sort_unstable();
        rivals.dedup();
        Mention { words: self.words(hit.span), part: None, what: "name", denotes, kind, resolution, before: None, rivals }
    }

    fn bearer(&self, sense: Sense) -> Option<String> {
        match sense.target {
            Target::Actor(at) => self.writer.gazetteer.actor(at).map(|a| a.name.clone()),
            Target::Place(at) => self.writer.gazetteer.place(at).map(|p| p.name.clone()),
        }
    }

    /// A noun group that speaks of somebody, or a pronoun.
    fn described(&self, item: &Item) -> Option<Mention> {
        let group = item.noun()?;
        let mention =
            |what| Mention { words: self.words(item.span), part: None, what, denotes: None, kind: None, resolution: None, before: None, rivals: Vec::new() };
        if group.pronoun {
            return Some(mention("pronoun"));
        }
        let entity = self.writer.resolver.entity_at(item.span.start)?;
        let resolution = match &entity.known {
            Some((_, how)) => how.resolution(),
            None if entity.named => Resolution::Exact,
            None => Resolution::Introduced,
        };
        Some(Mention {
            denotes: Some(self.usual(entity.known.as_ref().map(|(key, _)| key), &entity.name)),
            kind: Some(entity.kind.name().to_owned()),
            resolution: Some(resolution.name()),
            before: self.called_before(entity, item.span.start),
            ..mention(if group.name.is_some() { "name" } else { "description" })
        })
    }
}
