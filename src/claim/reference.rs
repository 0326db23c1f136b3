//! Noun phrases into actors: names, descriptions, pronouns, both sides.
//!
//! A reference that stays open is left open: its own words, marked as unresolved. The wrong man is worse than none.

use std::sync::Arc;

use jiff::civil::Date;

use super::actor::{Actor, Gazetteer, Tenure};
use super::entity::{Entities, Entity, Gender, bare, gender_of, is_plural, surface, without_possessive};
use super::names::NameHits;
use super::vocabulary::{Resolution, SourceKind};
use super::{ActorRef, LocalActor, Source};
use crate::grammar::analysis::{Analysis, span};
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::feature::{Flag, Key};
use crate::grammar::matching::Run;
use crate::grammar::phrase::{head_has, head_lemmas, is_voice, phrase_end};
use crate::grammar::segment::Segment;
use crate::grammar::tagging::{Class, VerbForm};
use crate::text::span::{Bytes, Tokens};

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
    local_of: std::collections::HashMap<usize, u32>,
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
        countries: Vec<Arc<str>>,
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
            local_of: std::collections::HashMap::new(),
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
            && let Some(whole) = segment.items.get(first.start..last.end).filter(|w| !w.is_empty()).map(crate::grammar::segment::tokens_of)
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

    /// The body or person whose name modifies a document or claim: "SEC's statement", "police estimates".
    pub fn possessor(&mut self, item: &Item, group: &NounGroup) -> Option<Voice> {
        let tokens = bare(self.analysis, item.span, group);
        let modifiers = Tokens::new(tokens.start, group.head.max(tokens.start));
        for start in modifiers.range() {
            for end in (start + 1..=modifiers.range().end).rev() {
                let words = super::entity::words_of(self.analysis, span(start, end));
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

    /// The voice of a clitic: `-t-il`.
    pub fn clitic(&mut self, token: u32) -> Voice {
        let bytes = self.analysis.tokens.get(token as usize).map_or(Bytes::new(0, 0), |t| t.span);
        let word = self.analysis.text.get(bytes.range()).unwrap_or_default();
        let from = word.rfind(['-', '‐', '‑']).map_or(0, |i| i + word.get(i..).and_then(|w| w.chars().next()).map_or(1, char::len_utf8));
        let text = Bytes::new(bytes.start + u32::try_from(from).unwrap_or(0), bytes.end);
        let pronoun = word.get(from..).unwrap_or_default().to_lowercase();
        self.pronoun(token, text, &pronoun)
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

    /// The voices of one noun phrase: usually one, each party where it says "both sides".
    fn phrase(&mut self, segment: &Segment, at: usize, end: usize) -> Vec<Voice> {
        let Some(item) = segment.items.get(at).copied() else { return Vec::new() };
        let Some(group) = item.noun().copied() else { return Vec::new() };
        let whole = segment.items.get(at..end).and_then(|run| run.last()).map_or(item.span, |last| item.span.join(last.span));
        if group.pronoun {
            let bytes = self.analysis.bytes(item.span);
            let word = self.analysis.word(item.span.start as usize).to_owned();
            return vec![self.pronoun(item.span.start, bytes, &word)];
        }
        if let Some(states) = self.several_states(&item, &group) {
            return states;
        }
        let named = self.named_apposition(segment, end, &group);
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

    /// "Armenian and Artsakh authorities": each of the states whose authorities speak.
    fn several_states(&self, item: &Item, group: &NounGroup) -> Option<Vec<Voice>> {
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
    fn named_apposition(&self, segment: &Segment, end: usize, group: &NounGroup) -> Option<(usize, usize)> {
        if group.name.is_some() || !head_has(self.analysis, group.head as usize, Flag::Person) {
            return None;
        }
        if !matches!(segment.items.get(end).map(|i| i.kind), Some(ItemKind::Comma)) {
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

    /// "la ministre du Travail Muriel Pénicaud": the person whose name ends the phrase of her office.
    fn name_at_end(&self, segment: &Segment, at: usize, end: usize, group: &NounGroup) -> Option<usize> {
        let role = head_has(self.analysis, group.head as usize, Flag::Role) || self.analysis.has(group.head as usize, Flag::Role);
        if end < at + 2 || (group.name.is_some() && !role) || !(role || head_has(self.analysis, group.head as usize, Flag::Person)) {
            return None;
        }
        let last = segment.items.get(end - 1)?;
        let name = last.noun()?.name.filter(|n| n.end == last.span.end)?;
        let entity = self.entities.at(last.span.start)?;
        let e = self.entities.list.get(entity)?;
        (e.kind == SourceKind::Person && e.named && (name.len() > 1 || !e.roles.is_empty()) && e.known.as_ref().is_none_or(|_| true)).then_some(entity)
    }

    /// "both sides", "les deux parties", "l'une ou l'autre des parties": the two parties of the document.
    fn both_sides(&mut self, group: &NounGroup, whole: Tokens) -> Option<Vec<Voice>> {
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
        if let Some(e) = self.entities.list.get_mut(entity) {
            let upper = self.analysis.token(group.head as usize).is_some_and(|t| t.upper);
            // Somebody of one name who speaks, without an article: a person.
            if e.named && e.known.is_none() && e.kind == SourceKind::Organisation && e.words.len() == 1 && group.determiner.is_none() && !upper && !e.medium {
                e.kind = SourceKind::Person;
            }
        }
        let resolution = match self.entities.list.get(entity) {
            Some(Entity { known: Some((_, how)), .. }) => how.resolution(),
            Some(e) if e.named => Resolution::Exact,
            _ => Resolution::Introduced,
        };
        let voice = self.of_entity(entity, text, resolution);
        if resolution == Resolution::Introduced { self.with_words(voice, tokens) } else { voice }
    }

    /// The state for which a government, its authorities or its side stand.
    fn state(&self, group: &NounGroup, tokens: Tokens) -> Option<Arc<str>> {
        let head = group.head as usize;
        if !head_has(self.analysis, head, Flag::State) || self.names.actor(head).is_some() {
            return None;
        }
        let named = tokens.range().find_map(|t| self.names.country(t)).map(|c| Arc::clone(&c.key));
        let plural = is_plural(self.analysis, head, group);
        let modified = tokens.len() > 1 && tokens.range().any(|t| t != head && !self.analysis.has(t, Flag::Definite));
        named.or_else(|| if modified && !plural { None } else { self.main_country.clone() })
    }

    fn country(&self, key: &Arc<str>, text: Bytes) -> Voice {
        let name = self.gazetteer.by_key(key).map_or_else(|| key.to_string(), |a| a.name.clone());
        let source = Source { text, name, kind: SourceKind::Country, actor: ActorRef::Known(Arc::clone(key)), resolution: Resolution::Adjective };
        Voice { source, entity: None, medium: false, speaker: false, pronoun: false }
    }

    /// A voice that nothing names: its own words.
    fn introduced(&mut self, group: &NounGroup, tokens: Tokens) -> Voice {
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

    fn local(&mut self, actor: LocalActor) -> u32 {
        let at = u32::try_from(self.locals.len()).unwrap_or(u32::MAX);
        self.locals.push(actor);
        at
    }

    /// The words of an unnamed voice, without what counts it.
    fn with_words(&self, mut voice: Voice, tokens: Tokens) -> Voice {
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
                || self.analysis.word(t) == "("
        };
        let end = tokens.range().skip(1).find(|t| behind(*t)).map_or(tokens.end, |t| u32::try_from(t).unwrap_or(tokens.end));
        let tokens = Tokens::new(tokens.start, end);
        let start = tokens.range().find(|t| self.analysis.quantity(*t).is_none() && !self.analysis.has(*t, Flag::Indefinite)).unwrap_or(tokens.range().start);
        Tokens::new(u32::try_from(start).unwrap_or(tokens.start), tokens.end)
    }

    /// A source from an entity.
    fn of_entity(&mut self, entity: usize, text: Bytes, resolution: Resolution) -> Voice {
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

    fn local_of(&mut self, entity: usize, e: &Entity) -> u32 {
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
    fn speaks_for_state(&self, e: &Entity) -> bool {
        let lexicon = &self.analysis.language.lexicon;
        // "Premier ministre" and "vice-ministre" are ministers of a kind.
        let words = |role: &str| role.split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
        let of_state = |word: &String| lexicon.form(word).is_some_and(|f| lexicon.has(f, Flag::StateRole));
        e.roles.iter().chain([&e.head]).any(|role| of_state(role) || words(role).iter().any(of_state))
    }

    /// Somebody named or described more fully elsewhere: "the minister", "the group", "officials".
    fn called_again(&self, item: &Item, group: &NounGroup, tokens: Tokens) -> Option<usize> {
        let head = group.head as usize;
        let definite = group.determiner.is_none_or(|d| self.analysis.has(d as usize, Flag::Definite) || self.analysis.has(d as usize, Flag::Demonstrative));
        if !definite || group.counted {
            return None;
        }
        let at = item.span.start;
        let plural = is_plural(self.analysis, head, group);
        let gender = gender_of(self.analysis, tokens, group);
        let country = tokens.range().find_map(|t| self.names.country(t)).map(|c| Arc::clone(&c.key));
        let lemma = head_lemmas(self.analysis, head).next().map_or_else(|| self.analysis.word(head).to_owned(), |l| l.text.clone());
        let person = head_has(self.analysis, head, Flag::Person) && !plural;
        let generic = head_has(self.analysis, head, Flag::Generic);
        let words = tokens.len();
        let fits = |e: &Entity| {
            let country_fits = country.is_none() || e.country.is_none() || e.country == country;
            let gender_fits = gender == Gender::Unknown || e.gender == Gender::Unknown || e.gender == gender;
            country_fits && (!person || gender_fits)
        };
        if person {
            // Without an article only at the head of a sentence, where news drops it.
            let opens = self.analysis.sentences.sentences.binary_search_by_key(&item.span.start, |s| s.start).is_ok();
            if group.determiner.is_none() && !self.analysis.language.syntax.head_first && !opens {
                return None;
            }
            let offices: Vec<&str> = head_lemmas(self.analysis, head).flat_map(|l| l.features.list(Key::Office)).collect();
            let holds = |e: &Entity| e.kind == SourceKind::Person && self.holds(e, &offices, country.as_ref());
            let in_text = self.latest(|e| e.kind == SourceKind::Person && (e.roles.iter().any(|r| self.same_head(r, &lemma)) && fits(e) || holds(e)), at);
            // "le président américain" before the document says who that is.
            let by_role = in_text.or_else(|| self.entities.list.iter().take(MENTIONS).position(|e| country.is_some() && holds(e)));
            let by_head = || self.latest(|e| e.kind == SourceKind::Person && !e.named && e.head == lemma && e.words.len() > words as usize && fits(e), at);
            let by_speech = || {
                (generic && group.determiner.is_some())
                    .then(|| {
                        self.spoken
                            .iter()
                            .rev()
                            .take(MENTIONS / 4)
                            .map(|(_, e)| *e)
                            .find(|e| self.entities.list.get(*e).is_some_and(|e| e.kind == SourceKind::Person && fits(e)))
                    })
                    .flatten()
            };
            return by_role.or_else(by_head).or_else(by_speech);
        }
        // "the Monitor" after "the Teral Human Rights Monitor"
        let word = self.analysis.word(head).to_owned();
        let is_body = head_has(self.analysis, head, Flag::Body);
        let short = |e: &Entity| {
            e.named
                && e.kind == SourceKind::Organisation
                && e.words.len() > 1
                && (e.words.last() == Some(&word) || e.words.first() == Some(&word) || (is_body && e.words.contains(&word)))
                && e.plural == plural
        };
        let called = group.determiner.is_some() || (is_body && !self.analysis.language.syntax.head_first);
        if words == 1
            && called
            && let Some(found) = self.latest(short, at)
        {
            return Some(found);
        }
        // A short description of a body or group takes the longer one of the same head: "the military" after "the Turkish military".
        let longer = |e: &Entity| !e.named && self.same_head(&e.head, &lemma) && e.words.len() > words as usize && e.plural == plural && fits(e);
        if let Some(found) = self.latest(longer, at).filter(|_| words == 1) {
            return Some(found);
        }
        let body = head_has(self.analysis, head, Flag::Body) || head_has(self.analysis, head, Flag::Media);
        if body && words == 1 && group.determiner.is_none() {
            let near = self.entities.list.len().saturating_sub(MENTIONS);
            let mut later = self.entities.list.iter().enumerate().skip(near).filter(|(_, e)| longer(e));
            return later.next().filter(|_| later.next().is_none()).map(|(i, _)| i);
        }
        if generic && (body || head_has(self.analysis, head, Flag::Media) || head_has(self.analysis, head, Flag::Document)) && group.determiner.is_some() {
            let media = head_has(self.analysis, head, Flag::Media) || !body;
            let organisation = |e: &Entity| e.kind == SourceKind::Organisation && (e.named || e.words.len() > 1) && media == e.medium && fits(e);
            let here = self.sentence_of(at);
            let near = |t: u32| here.saturating_sub(self.sentence_of(t)) <= 2;
            let spoke = self.spoken.iter().rev().find(|(t, _)| *t < at && near(*t)).map(|(_, e)| *e);
            return spoke.filter(|e| self.entities.list.get(*e).is_some_and(organisation)).or_else(|| self.latest(organisation, at));
        }
        None
    }

    /// Whether somebody whom the gazetteer knows held one of some offices when the document was published: of a state, if one is named.
    fn holds(&self, e: &Entity, offices: &[&str], of: Option<&Arc<str>>) -> bool {
        let Some(actor) = e.known.as_ref().and_then(|(key, _)| self.gazetteer.by_key(key)).filter(|_| !offices.is_empty()) else { return false };
        let in_force = |t: &Tenure| self.published.is_none_or(|day| t.from.is_none_or(|d| d <= day) && t.until.is_none_or(|d| day <= d));
        actor.tenures.iter().any(|t| offices.contains(&t.office.as_str()) && of.is_none_or(|c| *c == t.of) && in_force(t))
    }

    /// Whether a head is a noun, or an expression that ends, or begins, with it: `préfecture de police`, `foreign ministry`.
    fn same_head(&self, head: &str, lemma: &str) -> bool {
        let rest = if self.analysis.language.syntax.head_first { head.strip_prefix(lemma) } else { head.strip_suffix(lemma) };
        rest.is_some_and(|r| r.is_empty() || r.starts_with(' ') || r.ends_with(' '))
    }

    /// The entity of a kind that was mentioned, or spoke, last before a token; else one of the title.
    fn latest(&self, fits: impl Fn(&Entity) -> bool, before: u32) -> Option<usize> {
        let good = |at: usize| self.entities.list.get(at).is_some_and(&fits);
        let mentions = self.entities.mentions.get(..self.entities.mentions.partition_point(|m| m.0 < before)).unwrap_or_default();
        let mentioned = mentions.iter().rev().take(MENTIONS).find(|m| good(m.1)).map(|m| (m.0, m.1));
        let spoke = self.spoken.iter().rev().filter(|(t, _)| *t < before).take(MENTIONS / 4).find(|(_, e)| good(*e)).copied();
        mentioned.max(spoke).map(|(_, at)| at).or_else(|| self.entities.list.iter().take(MENTIONS).position(|e| e.titled && fits(e)))
    }

    /// A pronoun: the speaker of a quotation, or the likeliest of those mentioned before.
    fn pronoun(&mut self, token: u32, text: Bytes, word: &str) -> Voice {
        let lexicon = &self.analysis.language.lexicon;
        let form = lexicon.form(word);
        let value = |key: Key| form.and_then(|f| lexicon.value(f, key)).map(str::to_owned);
        let person = value(Key::Person);
        let first = matches!(person.as_deref(), Some("1" | "2")) || form.is_some_and(|f| lexicon.has(f, Flag::Nobody));
        let plural = value(Key::Number).as_deref() == Some("plural");
        let gender = value(Key::Gender);
        let found = if first { None } else { self.antecedent(token, plural, gender.as_deref()) };
        if let Some(entity) = found {
            return Voice { pronoun: true, ..self.of_entity(entity, text, Resolution::Coreference) };
        }
        let name = self.analysis.text.get(text.range()).unwrap_or_default().to_owned();
        let kind = if plural { SourceKind::People } else { SourceKind::Person };
        let local = self.local(LocalActor { name: name.clone(), kind, named: false, role: None, speaks_for: None, mention: text });
        Voice {
            source: Source { text, name, kind, actor: ActorRef::Local(local), resolution: Resolution::Unresolved },
            entity: None,
            medium: false,
            speaker: first,
            pronoun: true,
        }
    }

    /// The likeliest of those mentioned before a pronoun: subjects, speakers and persons first, the nearer the better.
    fn antecedent(&self, token: u32, plural: bool, gender: Option<&str>) -> Option<usize> {
        let here = self.sentence_of(token);
        let last_speaker = self.last_speaker(token);
        // Behind what is said the speaker is more often the one who spoke before.
        let closing = if self.content.end <= token && !self.content.is_empty() { 160 } else { 60 };
        let mut best: Option<(i64, usize)> = None;
        let mentions = self.entities.mentions.get(..self.entities.mentions.partition_point(|m| m.0 < token)).unwrap_or_default();
        let spoke = self.spoken.iter().rev().filter(|(t, _)| *t < token).map(|(t, e)| (*t, *e, true));
        for (at, number, subject) in mentions
            .iter()
            .rev()
            .copied()
            .take_while(|m| here.saturating_sub(self.sentence_of(m.0)) <= REACH)
            .chain(spoke.take_while(|m| here.saturating_sub(self.sentence_of(m.0)) <= REACH))
        {
            let Some(fit) = self.entities.list.get(number).and_then(|e| pronoun_fit(e, plural, gender, self.analysis.language.syntax.head_first)) else {
                continue;
            };
            if self.content.contains(at) || self.in_quotation(at, token) {
                continue;
            }
            let nearness = 1000 - 120 * i64::try_from(here.saturating_sub(self.sentence_of(at))).unwrap_or(0);
            let score =
                nearness + fit + if subject { 90 } else { 0 } + if last_speaker == Some(number) { closing } else { 0 } - i64::from(token - at).min(60) / 4;
            // Of equals the one named first in the document.
            if best.is_none_or(|(b, n)| score > b || (score == b && number < n)) {
                best = Some((score, number));
            }
        }
        best.map(|(_, number)| number).or_else(|| self.titled(plural, gender))
    }

    /// The one person of the title whom a pronoun fits that nobody in the text before it does.
    fn titled(&self, plural: bool, gender: Option<&str>) -> Option<usize> {
        let head_first = self.analysis.language.syntax.head_first;
        let mut fitting = self
            .entities
            .list
            .iter()
            .take(MENTIONS)
            .enumerate()
            .filter(|(_, e)| e.titled && e.named && e.kind == SourceKind::Person && pronoun_fit(e, plural, gender, head_first).is_some());
        let found = fitting.next();
        found.filter(|_| fitting.next().is_none()).map(|(i, _)| i)
    }

    /// Whether a mention stands in a quotation that the pronoun is not in.
    fn in_quotation(&self, mention: u32, pronoun: u32) -> bool {
        let quoted = |t: u32| self.quoted.get(t as usize).copied().unwrap_or(false);
        quoted(mention) && !quoted(pronoun)
    }

    fn sentence_of(&self, token: u32) -> usize {
        self.analysis.sentences.periods.partition_point(|s| s.end <= token)
    }

    /// The entity that spoke last before a token.
    fn last_speaker(&self, token: u32) -> Option<usize> {
        self.spoken.iter().rev().find(|(t, _)| *t < token).map(|(_, e)| *e)
    }
}

/// How well an entity fits a pronoun; none where it does not.
fn pronoun_fit(e: &Entity, plural: bool, gender: Option<&str>, gendered: bool) -> Option<i64> {
    let several = e.plural || e.kind == SourceKind::People;
    match (plural, gender) {
        (true, _) => match e.kind {
            SourceKind::People => Some(100),
            SourceKind::Organisation if several || !gendered => Some(60),
            SourceKind::Country if !gendered => Some(0),
            _ => None,
        },
        (false, Some("n")) => match e.kind {
            SourceKind::Organisation => Some(if e.named || e.words.len() > 1 { 80 } else { 30 }),
            SourceKind::Country => Some(40),
            _ => None,
        },
        (false, gender) => {
            let fits = match (gender, e.gender) {
                (Some("m"), Gender::Feminine) | (Some("f"), Gender::Masculine) => false,
                _ => !several,
            };
            let known = e.gender != Gender::Unknown;
            match e.kind {
                SourceKind::Person if fits => Some(if e.named { 100 } else { 60 } + if known { 20 } else { 0 }),
                // In a language with gender a body can be "he" or "she", where its gender is known.
                SourceKind::Organisation if gendered && fits && known => Some(20),
                _ => None,
            }
        }
    }
}

fn bare_words(analysis: &Analysis<'_>, whole: Tokens, group: &NounGroup) -> Tokens {
    let start = bare(analysis, whole, group).start;
    span(start as usize, whole.range().end)
}
