//! Name and description beside each other.
//!
//! In: "la ministre, Olga Brandt, …", "ce porte-parole, Charles Mbuta", "… Commission (SEC)", "a Boeing spokesman". Out: one entity for both,
//! or one more for the name that only modifies.

use super::agreement::Gender;
use super::description::Description;
use super::words::{bare, words_of};
use super::{Entities, Entity};
use crate::claim::actor::NameKind;
use crate::claim::names::NameHits;
use crate::claim::vocabulary::SourceKind;
use crate::grammar::analysis::{Analysis, span};
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::feature::Flag;
use crate::grammar::phrase::{head_has, head_lemmas, parted, past_age, phrase_end};
use crate::grammar::segment::Segment;

impl Entities {
    /// "La ministre, Olga Brandt, …", "Rudenko, deputy minister, …": name and description beside each other are one person.
    pub(super) fn join_apposition(&mut self, analysis: &Analysis<'_>, segment: &Segment, at: usize) {
        let comma = |i: usize| matches!(segment.items.get(i).map(|i| i.kind), Some(ItemKind::Comma));
        let start = |i: usize| segment.items.get(i).map(|i| i.span.start);
        if !matches!(segment.items.get(at).map(|i| i.kind), Some(ItemKind::Noun(_))) {
            return;
        }
        let end = phrase_end(analysis, &segment.items, at, segment.items.len());
        let end = if comma(end) { past_age(analysis, &segment.items, end) } else { end };
        let (Some(first), Some(second)) = (start(at), start(end + 1).filter(|_| comma(end))) else { return };
        let (Some(a), Some(b)) = (self.at.get(&first).copied(), self.at.get(&second).copied()) else { return };
        if parted(analysis, &segment.items, at, end) {
            return;
        }
        let after = phrase_end(analysis, &segment.items, end + 1, segment.items.len());
        let closed = after > end + 1 && !matches!(segment.items.get(after).map(|i| i.kind), Some(ItemKind::Coordinator));
        // "the commander, Abu Karim, said": a name that nobody knows is that of the person described before it.
        let role = segment.items.get(at).and_then(Item::noun).is_some_and(|n| [Flag::Role, Flag::Kin].iter().any(|f| head_has(analysis, n.head as usize, *f)));
        let describes = role && self.describes(a, first);
        let unknown = |e: &&mut Entity| e.named && e.kind == SourceKind::Organisation && e.known.is_none();
        if let Some(named) = self.list.get_mut(b).filter(|_| describes && closed && comma(after)).filter(unknown) {
            named.kind = SourceKind::Person;
        }
        let person = |e: usize| self.list.get(e).is_some_and(|e| e.kind == SourceKind::Person && e.named);
        let (name, description, token) = if person(a) && self.describes(b, second) {
            (a, b, second)
        } else if person(b) && self.describes(a, first) {
            (b, a, first)
        } else {
            return;
        };
        if !closed {
            return;
        }
        self.at.insert(token, name);
        let named_at = self.list.get_mut(description).map(|e| std::mem::take(&mut e.named_at)).unwrap_or_default();
        if let Some(e) = self.list.get_mut(name) {
            e.named_at.extend(named_at);
        }
        for mention in self.mentions.iter_mut().rev().take_while(|m| m.0 >= segment.span.start).filter(|m| m.1 == description) {
            mention.1 = name;
        }
    }

    /// Whether somebody is known by nothing but the description at a token.
    fn describes(&self, entity: usize, token: u32) -> bool {
        self.list.get(entity).is_some_and(|e| e.kind == SourceKind::Person && !e.named && e.named_at == [token])
    }

    /// "ce porte-parole, Charles Mbuta": the description that this points back to is of the person named here.
    pub(super) fn name_described(&mut self, analysis: &Analysis<'_>, segment: &Segment, at: usize) {
        let noun = |i: usize| segment.items.get(i).and_then(Item::noun);
        let Some(group) = noun(at).filter(|g| g.name.is_none() && g.determiner.is_some_and(|d| analysis.has(d as usize, Flag::Demonstrative))) else { return };
        let head = group.head as usize;
        let end = phrase_end(analysis, &segment.items, at, segment.items.len());
        let comma = matches!(segment.items.get(end).map(|i| i.kind), Some(ItemKind::Comma));
        let Some(name) = segment.items.get(end + 1).filter(|_| comma && head_has(analysis, head, Flag::Person)).and_then(|i| self.at(i.span.start)) else {
            return;
        };
        let Some(lemma) = head_lemmas(analysis, head).next().map(|l| l.text.clone()) else { return };
        let begins = |e: &Entity| e.head == lemma || e.head.split(' ').next() == Some(lemma.as_str()) || e.roles.contains(&lemma);
        let earlier = (self.list.len().saturating_sub(200)..self.list.len())
            .rev()
            .find(|at| self.list.get(*at).is_some_and(|e| e.kind == SourceKind::Person && !e.named && e.words.len() > 1 && begins(e)));
        if let Some(earlier) = earlier.filter(|e| *e != name && self.list.get(name).is_some_and(|n| n.named && n.kind == SourceKind::Person)) {
            self.named_later.insert(earlier, name);
        }
    }

    /// An acronym in brackets is another name of what stands before it: "Securities and Exchange Commission (SEC)".
    pub(super) fn acronym(&mut self, analysis: &Analysis<'_>, segment: &Segment, at: usize, item: &Item) -> Option<usize> {
        let kind = |i: Option<usize>| i.and_then(|i| segment.items.get(i)).map(|i| i.kind);
        let upper = item.span.len() == 1 && analysis.token(item.span.start as usize).is_some_and(|t| t.upper);
        let bracketed = matches!(kind(at.checked_sub(1)), Some(ItemKind::Open)) && matches!(kind(Some(at + 1)), Some(ItemKind::Close));
        if !upper || !bracketed {
            return None;
        }
        let open = at - 1;
        let bearer = (open.saturating_sub(6)..open)
            .find(|i| matches!(kind(Some(*i)), Some(ItemKind::Noun(_))) && phrase_end(analysis, &segment.items, *i, open) == open)?;
        let entity = segment.items.get(bearer).and_then(|i| self.at(i.span.start))?;
        let alias = words_of(analysis, item.span);
        self.index(entity, &alias);
        self.list.get_mut(entity)?.aliases.push(alias);
        Some(entity)
    }

    /// A name that stands before its noun is somebody too: "a Boeing spokesman", "Foreign Ministry sources".
    pub(super) fn modifier(&mut self, analysis: &Analysis<'_>, item: &Item, group: &NounGroup, names: &NameHits<'_>, title: bool) {
        let head = group.head as usize;
        if group.pronoun || analysis.language.syntax.head_first || !(head_has(analysis, head, Flag::Person) || head_has(analysis, head, Flag::Document)) {
            return;
        }
        let tokens = bare(analysis, item.span, group);
        let capital =
            |t: &usize| analysis.token(*t).is_some_and(|t| t.capital) && names.actor(*t).is_none_or(|(a, how)| !a.is_country() || how != NameKind::Adjective);
        let run: Vec<usize> = tokens.range().take_while(|t| *t < head).skip_while(|t| !capital(t)).take_while(capital).collect();
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        if *last + 1 >= tokens.range().end
            || analysis.has(*first, Flag::Title)
            || analysis.has(*first, Flag::Role)
            || *first == tokens.range().start && analysis.token(*first).is_some_and(|t| t.breaks > 0)
        {
            return;
        }
        let name = span(*first, *last + 1);
        let known = names.at(*first).filter(|h| h.span == name).and_then(|h| names.best_actor(h));
        if known.is_some_and(|(a, _)| a.is_country()) {
            return;
        }
        let description = Description {
            tokens: name,
            phrase: name,
            name: Some(name),
            known,
            roles: Vec::new(),
            gender: Gender::Unknown,
            country: None,
            body: None,
            head: analysis.word(*last).to_owned(),
            kind: known.map_or(SourceKind::Organisation, |(a, _)| a.source_kind()),
            medium: known.is_some_and(|(a, _)| a.is_medium()),
            plural: false,
            determined: true,
        };
        let entity = self.enter(analysis, &description);
        if !title {
            self.mentions.push((name.start, entity, false));
        }
    }
}
