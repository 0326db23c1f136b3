//! Noun phrases into actors: names, descriptions, pronouns, both sides.
//!
//! In: a run of items that a rule took for a voice. Out: one [`Voice`] for each party that speaks.
//! A reference that stays open is left open: its own words, marked as unresolved. The wrong man is worse than none.

mod description;
mod name;
mod office;
mod party;
mod pronoun;
mod voice;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::claim::actor::{Actor, Gazetteer, NameKind};
use crate::claim::entity::{Entities, Entity, bare, without_possessive};
use crate::claim::names::NameHits;
use crate::claim::vocabulary::{Resolution, SourceKind};
use crate::claim::{LocalActor, Source};
use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::feature::Flag;
use crate::grammar::matching::Run;
use crate::grammar::phrase::{head_has, is_voice, of, phrase_end};
use crate::grammar::segment::{Segment, tokens_of};
use crate::text::span::Tokens;

/// How far back, in sentences, a pronoun or description may point.
const REACH: usize = 8;

/// How far back, in mentions, a description may point.
const MENTIONS: usize = 600;

/// Resolves the voices of one document, in the order of the text.
pub struct Resolver<'a, 'b> {
    pub(super) analysis: &'b Analysis<'a>,
    pub(super) names: &'b NameHits<'b>,
    gazetteer: &'b Gazetteer,
    entities: Entities,
    /// When the document was published.
    published: Option<Date>,
    /// The state that the document speaks of most.
    main_country: Option<Arc<str>>,
    /// The states and parties that it speaks of most, the first two of them its sides.
    sides: Vec<Arc<str>>,
    /// Who spoke, where: the token of the voice, its entity.
    spoken: Vec<(u32, usize)>,
    /// The voice that spoke last, named or not.
    pub(super) last_voice: Option<Voice>,
    /// The tokens in quotation marks: whom a speaker mentions is not who speaks next.
    quoted: Vec<bool>,
    /// What is being said: nobody in it is the antecedent of the one who says it.
    pub(super) content: Tokens,
    /// The actors that only this document introduces.
    pub(super) locals: Vec<LocalActor>,
    /// For each entity its position among them.
    local_of: HashMap<usize, u32>,
}

/// A voice as it was resolved.
#[derive(Clone, Debug)]
pub struct Voice {
    /// What goes into the claim.
    pub source: Source,
    /// The entity behind it.
    pub entity: Option<usize>,
    /// Whether it is a medium.
    pub medium: bool,
    /// Whether it is a first or second person: the speaker of a quotation, no voice of its own.
    pub speaker: bool,
    /// Whether it is a pronoun.
    pub pronoun: bool,
}

impl<'a, 'b> Resolver<'a, 'b> {
    /// A resolver for a document whose entities have been gathered.
    #[must_use]
    pub fn new(
        analysis: &'b Analysis<'a>,
        names: &'b NameHits<'b>,
        gazetteer: &'b Gazetteer,
        entities: Entities,
        countries: &[Arc<str>],
        sides: Vec<Arc<str>>,
        published: Option<Date>,
    ) -> Self {
        let main_country = countries.first().cloned();
        let mut quoted = vec![false; analysis.tokens.len()];
        for quotation in analysis.quotations.iter().filter(|q| !q.dash && q.depth == 0) {
            for slot in quoted.get_mut(quotation.inner.range()).unwrap_or_default() {
                *slot = true;
            }
        }
        Resolver {
            analysis,
            names,
            gazetteer,
            entities,
            published,
            main_country,
            sides,
            spoken: Vec::new(),
            last_voice: None,
            quoted,
            content: Tokens::new(0, 0),
            locals: Vec::new(),
            local_of: HashMap::new(),
        }
    }

    /// The state that the document speaks of most.
    #[must_use]
    pub fn main_country(&self) -> Option<&Arc<str>> {
        self.main_country.as_ref()
    }

    /// The two states of which the document speaks most.
    #[must_use]
    pub fn sides(&self) -> &[Arc<str>] {
        self.sides.get(..2).unwrap_or_default()
    }

    /// The entity whose noun group begins at a token.
    #[must_use]
    pub fn entity_at(&self, token: u32) -> Option<&Entity> {
        self.entities.at(token).and_then(|e| self.entities.list.get(e))
    }

    /// An entity of the document, by number.
    #[must_use]
    pub fn entity(&self, number: usize) -> Option<&Entity> {
        self.entities.list.get(number)
    }

    /// Notes who spoke, for the pronouns that follow.
    pub fn spoke(&mut self, voice: &Voice, token: u32) {
        self.last_voice = Some(voice.clone());
        if let Some(entity) = voice.entity {
            self.spoken.push((token, entity));
        }
    }

    /// The voices of a run of items: one for each coordinated part. `cue` is the item of the cue.
    pub fn voices(&mut self, segment: &Segment, run: &Run, cue: usize) -> Vec<Voice> {
        let parts = self.parts(segment, run, cue);
        if let (Some(first), Some(last), Some(group)) = (parts.first(), parts.last(), segment.items.get(run.start).and_then(Item::noun).copied())
            && let Some(whole) = segment.items.get(first.start..last.end).filter(|w| !w.is_empty()).map(tokens_of)
            && let Some(sides) = self.both_sides(&group, whole)
        {
            return sides;
        }
        let mut voices: Vec<Voice> = Vec::new();
        for part in parts {
            for voice in self.phrase(segment, part.start, part.end) {
                if voices.iter().all(|v| v.source != voice.source) {
                    voices.push(voice);
                }
            }
        }
        voices
    }

    /// The coordinated parts of a run of items that leads up to the cue, or follows it.
    fn parts(&self, segment: &Segment, run: &Run, cue: usize) -> Vec<Run> {
        let items = &segment.items;
        let mut parts = vec![run.clone()];
        let mut at = run.end;
        let leading = run.start < cue;
        let noun = |i: usize| items.get(i).and_then(Item::noun).is_some_and(|n| leading || is_voice(self.analysis, n, items.get(i)));
        while let Some(ItemKind::Coordinator | ItemKind::Comma) = items.get(at).map(|i| i.kind) {
            let next = at
                + 1
                + usize::from(
                    matches!(items.get(at).map(|i| i.kind), Some(ItemKind::Comma)) && matches!(items.get(at + 1).map(|i| i.kind), Some(ItemKind::Coordinator)),
                );
            if !noun(next) {
                break;
            }
            let end = phrase_end(self.analysis, items, next, if next < cue { cue } else { items.len() });
            parts.push(next..end);
            at = end;
        }
        if self.describes_first(segment, &parts) {
            parts.truncate(1);
            return parts;
        }
        let chained = |from: usize, to: usize| items.get(from..to).is_some_and(|between| between.iter().any(|i| matches!(i.kind, ItemKind::Coordinator)));
        let leads_up = run.start < cue
            && at <= cue
            && items.get(at..cue).is_some_and(|rest| rest.iter().all(|i| matches!(i.kind, ItemKind::Adverb | ItemKind::Time | ItemKind::Comma)));
        let follows = run.start > cue && !items.get(at).and_then(Item::verb).is_some_and(|v| v.form.is_finite());
        if (leads_up || follows) && chained(run.end, at) {
            return parts;
        }
        parts.truncate(1);
        parts
    }

    /// "Anne Roux, founder and director of the trust, …": what stands behind a person's name and a comma says who she is.
    fn describes_first(&self, segment: &Segment, parts: &[Run]) -> bool {
        let item = |run: &Run| segment.items.get(run.start).copied();
        let person = |e: &Entity| e.kind == SourceKind::Person && e.named;
        let named = |run: &Run| item(run).and_then(|i| self.entities.at(i.span.start)).and_then(|e| self.entities.list.get(e)).is_some_and(person);
        let [first, second, ..] = parts else { return false };
        let set_off = matches!(segment.items.get(first.end).map(|i| i.kind), Some(ItemKind::Comma));
        // A role; or words before a role that ends the list: "UK and Ireland head of the firm".
        let role = |run: &Run| {
            item(run)
                .and_then(|i| i.noun().copied())
                .is_some_and(|n| n.name.is_none_or(|name| name.end <= n.head) && head_has(self.analysis, n.head as usize, Flag::Role))
        };
        let bare = |run: &Run| item(run).and_then(|i| i.noun().copied()).is_some_and(|n| n.determiner.is_none());
        set_off && named(first) && !named(second) && (role(second) || parts.last().is_some_and(|last| role(last) && bare(last)))
    }

    /// The voices of one noun phrase: usually one, each party where it says "both sides".
    fn phrase(&mut self, segment: &Segment, at: usize, end: usize) -> Vec<Voice> {
        let Some(item) = segment.items.get(at).copied() else { return Vec::new() };
        let Some(group) = item.noun().copied() else { return Vec::new() };
        let whole = segment.items.get(at..end).and_then(|run| run.last()).map_or(item.span, |last| item.span.join(last.span));
        // "l'un des auteurs, Anne Roux, …": one of those named, or described, behind it; nobody mentioned before.
        let one = group.pronoun && self.analysis.marked(item.span.start as usize, Flag::One) && of(self.analysis, &segment.items, at + 1);
        if one {
            let among = segment.items.get(at + 2).and_then(Item::noun).copied();
            return match among.and_then(|g| self.named_apposition(segment, at, end, &g)) {
                Some((name_at, name_end)) => self.phrase(segment, name_at, name_end),
                None => vec![self.introduced(&group, whole)],
            };
        }
        if group.pronoun {
            let bytes = self.analysis.bytes(item.span);
            let word = self.analysis.word(item.span.start as usize).to_owned();
            return vec![self.pronoun(item.span.start, bytes, &word)];
        }
        if let Some(states) = self.several_states(&item, &group) {
            return states;
        }
        let named = self.named_apposition(segment, at, end, &group);
        if let Some((name_at, name_end)) = named {
            return self.phrase(segment, name_at, name_end);
        }
        let tokens = without_possessive(self.analysis, Tokens::new(bare(self.analysis, item.span, &group).start, whole.end));
        if let Some(entity) = self.name_at_end(segment, at, end, &group) {
            let text = self.analysis.bytes(tokens);
            return vec![self.of_entity(entity, text, Resolution::Exact)];
        }
        vec![self.noun(&item, &group, tokens)]
    }

    /// A noun phrase that is no pronoun.
    fn noun(&mut self, item: &Item, group: &NounGroup, tokens: Tokens) -> Voice {
        let text = self.analysis.bytes(tokens);
        // "la même source", "le communiqué": whoever spoke last.
        let same = item.span.range().any(|t| self.analysis.has(t, Flag::Same));
        let document = tokens.len() == 1
            && head_has(self.analysis, group.head as usize, Flag::Document)
            && ![Flag::Data, Flag::Media].iter().any(|f| head_has(self.analysis, group.head as usize, *f));
        let known = group.determiner.is_some_and(|d| self.analysis.has(d as usize, Flag::Definite) || self.analysis.has(d as usize, Flag::Demonstrative));
        if (same || (document && known))
            && let Some(last) = self.last_voice.clone().filter(|v| v.source.resolution != Resolution::Unresolved)
        {
            return Voice { source: Source { text, resolution: Resolution::Coreference, ..last.source }, ..last };
        }
        if let Some(state) = self.state(group, tokens) {
            return self.country(&state, text);
        }
        if let Some(country) = self.one_inhabitant(group, tokens) {
            let from = |e: &Entity| e.kind == SourceKind::Person && e.country.as_ref() == Some(&country);
            return match self.latest(from, item.span.start) {
                Some(person) => self.of_entity(person, text, Resolution::Coreference),
                None => self.introduced(group, tokens),
            };
        }
        let Some(entity) = self.entities.at(item.span.start) else { return self.introduced(group, tokens) };
        if group.counted
            && self.entities.list.get(entity).and_then(|e| e.known.as_ref()).and_then(|(key, _)| self.gazetteer.by_key(key)).is_some_and(Actor::is_country)
        {
            return self.introduced(group, tokens);
        }
        if !self.entities.list.get(entity).is_some_and(|e| e.named)
            && let Some(earlier) = self.called_again(item, group, tokens)
        {
            return self.of_entity(earlier, text, Resolution::Coreference);
        }
        if !self.entities.list.get(entity).is_some_and(|e| e.named)
            && let Some(holder) = self.holder(group, tokens)
            && let Some(e) = self.entities.list.get_mut(entity)
        {
            e.known = Some((holder, NameKind::Preferred));
        }
        if let Some(e) = self.entities.list.get_mut(entity) {
            let upper = self.analysis.token(group.head as usize).is_some_and(|t| t.upper);
            // Somebody of one name who speaks, without an article: a person.
            if e.named && e.known.is_none() && e.kind == SourceKind::Organisation && e.words.len() == 1 && group.determiner.is_none() && !upper && !e.medium {
                e.kind = SourceKind::Person;
            }
        }
        let resolution = match self.entities.list.get(entity) {
            Some(Entity { known: Some(_), named: false, kind: SourceKind::Person, .. }) => Resolution::Role,
            Some(Entity { known: Some((_, how)), .. }) => how.resolution(),
            Some(e) if e.named => Resolution::Exact,
            _ => Resolution::Introduced,
        };
        let voice = self.of_entity(entity, text, resolution);
        if matches!(resolution, Resolution::Introduced | Resolution::Role) { self.with_words(voice, tokens) } else { voice }
    }

    /// The entity of a kind that was mentioned, or spoke, last before a token; else one of the title.
    fn latest(&self, fits: impl Fn(&Entity) -> bool, before: u32) -> Option<usize> {
        let good = |at: usize| self.entities.list.get(at).is_some_and(&fits);
        let mentions = self.entities.mentions.get(..self.entities.mentions.partition_point(|m| m.0 < before)).unwrap_or_default();
        let mentioned = mentions.iter().rev().take(MENTIONS).find(|m| good(m.1)).map(|m| (m.0, m.1));
        let spoke = self.spoken.iter().rev().filter(|(t, _)| *t < before).take(MENTIONS / 4).find(|(_, e)| good(*e)).copied();
        mentioned.max(spoke).map(|(_, at)| at).or_else(|| self.entities.list.iter().take(MENTIONS).position(|e| e.titled && fits(e)))
    }

    fn sentence_of(&self, token: u32) -> usize {
        self.analysis.sentences.periods.partition_point(|s| s.end <= token)
    }

    /// The entity that spoke last before a token.
    fn last_speaker(&self, token: u32) -> Option<usize> {
        self.spoken.iter().rev().find(|(t, _)| *t < token).map(|(_, e)| *e)
    }
}
