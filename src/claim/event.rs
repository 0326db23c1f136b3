//! The events of which a document speaks: what kind, where, when, who takes part.
//!
//! Mentions are gathered by what the text says of them: "the armed conflict in X" and "the armed conflict that broke out on
//! 27 September" are one; "a possible meeting" is another than the talks before it.

use std::sync::Arc;

use jiff::civil::Date;

use super::actor::{Gazetteer, NameKind};
use super::entity::Entity;
use super::layout::{Layout, Place};
use super::names::NameHits;
use super::reference::Resolver;
use super::time;
use super::vocabulary::{EventKind, SourceKind};
use super::{ActorRef, Event, Party};
use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::lexicon::Lemma;
use crate::grammar::phrase::{head_lemmas, phrase_end};
use crate::grammar::segment::Segment;
use crate::grammar::time::TimeKind;
use crate::text::span::Tokens;

/// How many events back a mention may point.
const EVENTS: usize = 400;

/// The events of a document, and where each is mentioned.
#[derive(Debug, Default)]
pub struct Events {
    /// The events, in the order in which they are first mentioned.
    pub list: Vec<Event>,
    /// Mentions: the token of the head noun, the event.
    mentions: Vec<(u32, u32)>,
    heads: Vec<String>,
    /// The one that the document speaks of most.
    main: Option<u32>,
}

/// Gathers the events of a document.
#[must_use]
pub fn events(layout: &Layout<'_, '_>, names: &NameHits<'_>, gazetteer: &Gazetteer, resolver: &Resolver<'_, '_>, published: Option<Date>) -> Events {
    let reader = Reader { layout, names, gazetteer, resolver, published };
    let mut events = Events::default();
    for (number, segment) in layout.segments.iter().enumerate() {
        for (at, item) in segment.items.iter().enumerate() {
            let ItemKind::Noun(group) = item.kind else { continue };
            if let Some((kind, head)) = reader.kind(&group) {
                let mention = reader.mention(segment, Place { segment: number, item: at }, item, kind);
                events.enter(mention, head, reader.points_back(&group), group.head);
            }
        }
    }
    events.mentions.sort_unstable();
    events.main = events.most_mentioned();
    events
}

impl Events {
    /// Joins a mention to an event that is known, or opens a new one.
    fn enter(&mut self, mention: Event, head: String, points_back: bool, token: u32) {
        let same_place = |e: &Event| e.place.is_none() || mention.place.is_none() || e.place == mention.place;
        let same_time = |e: &Event| e.when.is_none() || mention.when.is_none() || e.when.as_ref().map(|w| w.from) == mention.when.as_ref().map(|w| w.from);
        let near = self.list.len().saturating_sub(EVENTS);
        let found = (near..self.list.len()).rev().find(|i| {
            let (Some(e), Some(h)) = (self.list.get(*i), self.heads.get(*i)) else { return false };
            e.kind == mention.kind && same_place(e) && same_time(e) && (*h == head || points_back || lasting(e.kind))
        });
        let at = found.unwrap_or_else(|| {
            self.list.push(mention.clone());
            self.heads.push(head);
            self.list.len() - 1
        });
        if let Some(event) = self.list.get_mut(at) {
            event.place = event.place.take().or(mention.place);
            event.when = event.when.take().or(mention.when);
            for party in mention.participants {
                if !event.participants.contains(&party) {
                    event.participants.push(party);
                }
            }
        }
        self.mentions.push((token, u32::try_from(at).unwrap_or(u32::MAX)));
    }

    /// The event that a claim is about: mentioned in its content, else in its sentence, else the one the document speaks of most.
    #[must_use]
    pub fn of(&self, content: Tokens, sentence: Tokens) -> Option<u32> {
        let inside = |span: Tokens| {
            let from = self.mentions.partition_point(|(t, _)| *t < span.start);
            self.mentions.iter().skip(from).take_while(|(t, _)| span.contains(*t)).map(|(_, e)| *e).min_by_key(|e| self.rank(*e))
        };
        // Talks of which nothing is said but that there may be some do not make a claim one about them.
        let bare = |e: &u32| {
            self.list.get(*e as usize).is_none_or(|e| e.kind == EventKind::Negotiation && e.place.is_none() && e.when.is_none() && e.participants.is_empty())
        };
        inside(content).filter(|e| !bare(e)).or_else(|| inside(sentence).filter(|e| !bare(e))).or(self.main)
    }

    fn rank(&self, event: u32) -> (bool, u32) {
        let lasts = self.list.get(event as usize).is_some_and(|e| lasting(e.kind));
        (!lasts, event)
    }

    /// The event with most mentions, lasting ones first; talks and the like only where there is nothing else.
    fn most_mentioned(&self) -> Option<u32> {
        let mut counts: Vec<usize> = vec![0; self.list.len()];
        for (_, event) in &self.mentions {
            if let Some(count) = counts.get_mut(*event as usize) {
                *count += 1;
            }
        }
        let lasts = |at: usize| self.list.get(at).is_some_and(|e| lasting(e.kind));
        let all = counts.iter().enumerate().filter(|(at, count)| **count > 1 || self.list.len() == 1 || lasts(*at));
        all.max_by_key(|(at, count)| (lasts(*at), **count, std::cmp::Reverse(*at))).and_then(|(at, _)| u32::try_from(at).ok())
    }
}

/// Whether a document that speaks of one of these speaks of it throughout.
fn lasting(kind: EventKind) -> bool {
    matches!(kind, EventKind::ArmedConflict | EventKind::Epidemic | EventKind::Disaster)
}

struct Reader<'a, 'b, 'n> {
    layout: &'n Layout<'a, 'b>,
    names: &'n NameHits<'n>,
    gazetteer: &'n Gazetteer,
    resolver: &'n Resolver<'a, 'b>,
    published: Option<Date>,
}

impl Reader<'_, '_, '_> {
    /// The kind of event that a noun names, and its lemma.
    fn kind(&self, group: &NounGroup) -> Option<(EventKind, String)> {
        if group.pronoun {
            return None;
        }
        head_lemmas(self.layout.analysis, group.head as usize).filter(|l| !l.features.has(Flag::Weak)).find_map(|l| {
            let kind = l.features.value(Key::Event).and_then(EventKind::from_name)?;
            Some((kind, l.text.clone()))
        })
    }

    /// "ces appels", "the attack": of an event that was named before.
    fn points_back(&self, group: &NounGroup) -> bool {
        group.determiner.is_some_and(|d| self.layout.analysis.has(d as usize, Flag::Definite) || self.layout.analysis.has(d as usize, Flag::Demonstrative))
    }

    fn mention(&self, segment: &Segment, place: Place, item: &Item, kind: EventKind) -> Event {
        let analysis = self.layout.analysis;
        let end = phrase_end(analysis, &segment.items, place.item, segment.items.len());
        let phrase = segment.items.get(place.item..end).map_or(item.span, crate::grammar::segment::tokens_of);
        // What a relative clause says of it: "le conflit qui a éclaté le 27 septembre".
        let reach = relative_end(segment, end);
        let near = segment.items.get(place.item..reach).filter(|r| !r.is_empty()).map_or(phrase, crate::grammar::segment::tokens_of);
        let began = near.end > phrase.end && near.range().any(|t| analysis.has(t, Flag::Begins));
        let in_clause = || {
            own_items(segment, place.item)
                .flat_map(|(_, i)| i.span.range())
                .filter_map(|t| analysis.time(t))
                .max_by_key(|t| matches!(t.kind, TimeKind::Date(_)))
        };
        let mut when = near
            .range()
            .find_map(|t| analysis.time(t))
            .or_else(|| in_clause().filter(|_| !lasting(kind)))
            .and_then(|t| time::days(analysis, t, self.published));
        if began && let Some(when) = when.as_mut() {
            when.until = None;
        }
        if lasting(kind) && !began {
            when = None;
        }
        Event {
            kind,
            place: self.place(segment, place.item),
            when,
            participants: self.participants(kind, segment, place.item),
            mention: analysis.bytes(phrase),
        }
    }

    /// The place named behind an event noun: "in X", "au X".
    fn place(&self, segment: &Segment, at: usize) -> Option<String> {
        place_in(self.layout, self.names, segment, at + 1..segment.items.len().min(at + 8))
    }

    /// Who takes part: the parties that the clause of talks names; the two sides of a war.
    fn participants(&self, kind: EventKind, segment: &Segment, at: usize) -> Vec<Party> {
        let party = |key: &Arc<str>| Party {
            name: self.gazetteer.by_key(key).map_or_else(|| key.to_string(), |a| a.name.clone()),
            actor: Some(ActorRef::Known(Arc::clone(key))),
        };
        match kind {
            EventKind::ArmedConflict | EventKind::Ceasefire => self.resolver.sides().iter().map(party).collect(),
            EventKind::Negotiation => {
                let mut parties: Vec<Party> = Vec::new();
                let mut add = |p: Party| {
                    if !parties.contains(&p) {
                        parties.push(p);
                    }
                };
                for (i, item) in own_items(segment, at).filter(|(i, _)| *i != at) {
                    let Some(group) = item.noun() else { continue };
                    if self.is_place(segment, i) {
                        continue;
                    }
                    if group.counted && item.span.range().any(|t| self.layout.analysis.quantity(t).is_some_and(|q| q.low == Some(2) && q.high == Some(2))) {
                        self.resolver.last_two(item.span.start).into_iter().map(|e| self.of_entity(e)).for_each(&mut add);
                    } else if let Some(entity) =
                        self.resolver.entity_at(item.span.start).filter(|e| e.named && !e.medium && (e.known.is_some() || e.kind == SourceKind::Person))
                    {
                        add(self.of_entity(entity));
                    }
                }
                parties
            }
            _ => Vec::new(),
        }
    }

    fn of_entity(&self, entity: &Entity) -> Party {
        let known = entity.known.as_ref().map(|(key, _)| key);
        let actor = known.and_then(|key| self.gazetteer.by_key(key));
        let name = actor.filter(|a| a.is_country()).map_or_else(|| entity.name.clone(), |a| a.name.clone());
        Party { name, actor: known.map(|key| ActorRef::Known(Arc::clone(key))) }
    }

    /// Whether a noun stands behind a preposition of place.
    fn is_place(&self, segment: &Segment, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|b| segment.items.get(b));
        before.is_some_and(|b| matches!(b.kind, ItemKind::Preposition) && b.span.range().any(|t| self.layout.analysis.has(t, Flag::Locative)))
    }
}

/// Where a relative clause ends that begins right behind an item.
fn relative_end(segment: &Segment, end: usize) -> usize {
    let skip = (end..segment.items.len()).take_while(|i| matches!(segment.items.get(*i).map(|i| i.kind), Some(ItemKind::Adverb | ItemKind::Comma))).count();
    match segment.items.get(end + skip).map(|i| i.kind) {
        Some(ItemKind::Relative) => u32::try_from(end + skip).ok().and_then(|i| segment.clauses.at(i)).map_or(end, |c| c.end as usize),
        _ => end,
    }
}

/// The items of the clause in which an item stands, without those of clauses inside it.
fn own_items(segment: &Segment, at: usize) -> impl Iterator<Item = (usize, &Item)> {
    let own = segment.clauses.of_item.get(at).copied();
    segment.items.iter().enumerate().filter(move |(i, _)| segment.clauses.of_item.get(*i).copied() == own)
}

/// Whether a word means a disease that spreads: "lié au Covid-19" says no place, and patients near it are infected.
pub(super) fn spreads(analysis: &Analysis<'_>, token: usize) -> bool {
    let infects = |l: &Lemma| l.class != WordClass::Noun && l.features.value(Key::Measure) == Some("infected") && !l.features.has(Flag::Weak);
    let spreads = |l: &Lemma| l.features.value(Key::Event) == Some("epidemic") || infects(l);
    analysis.readings(token).iter().filter_map(|r| analysis.lemma(r.lemma)).any(spreads)
        || analysis.expression(token).is_some_and(|e| analysis.expression_lemmas(&e).any(spreads))
}

/// The most specific place that a preposition introduces in a run of items.
#[must_use]
pub fn place_in(layout: &Layout<'_, '_>, names: &NameHits<'_>, segment: &Segment, run: std::ops::Range<usize>) -> Option<String> {
    let analysis = layout.analysis;
    let mut country: Option<String> = None;
    for at in run {
        let Some(item) = segment.items.get(at) else { break };
        if matches!(item.kind, ItemKind::Stop | ItemKind::Semicolon) {
            break;
        }
        let ItemKind::Noun(group) = item.kind else { continue };
        let locative = at
            .checked_sub(1)
            .and_then(|b| segment.items.get(b))
            .is_some_and(|b| matches!(b.kind, ItemKind::Preposition) && b.span.range().any(|t| analysis.has(t, Flag::Locative)));
        if !locative || group.pronoun || analysis.time(item.span.start as usize).is_some() {
            continue;
        }
        let name = item.span.range().find(|t| names.at(*t).is_some());
        let capital = group.name.is_some();
        if let Some(token) = name {
            let words = names.at(token).map_or(item.span, |h| h.span);
            let text = analysis.slice(words).to_owned();
            match names.actor(token) {
                _ if names.place(token).is_some() => return Some(text),
                None => return Some(text),
                // "in Palestinian attacks", "à la télévision vénézuélienne VTV": an adjective and a body are no places.
                Some((actor, how)) if actor.is_country() && !matches!(how, NameKind::Adjective | NameKind::Inhabitant) => country = country.or(Some(text)),
                Some(_) => {}
            }
        } else if capital && !item.span.range().any(|t| spreads(analysis, t)) {
            return group.name.map(|n| analysis.slice(n).to_owned());
        }
    }
    country
}
