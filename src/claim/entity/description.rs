//! What a noun group says of somebody.
//!
//! In: a noun group and what stands around it. Out: a [`Description`]: name, roles, kind, gender, state; none where it is of a thing.

use std::sync::Arc;

use super::agreement::{Gender, gender_of, is_plural};
use super::name::{called_name, full_name, is_person_name, known_actor, known_name, without_body};
use super::words::bare;
use crate::claim::actor::{Actor, NameKind};
use crate::claim::names::NameHits;
use crate::claim::vocabulary::SourceKind;
use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::feature::Flag;
use crate::grammar::phrase::{head_has, head_lemmas, of, past_age, phrase_end};
use crate::grammar::segment::{Segment, tokens_of};
use crate::text::span::Tokens;

/// What a noun group says of somebody.
pub(super) struct Description<'a> {
    pub(super) tokens: Tokens,
    pub(super) phrase: Tokens,
    pub(super) name: Option<Tokens>,
    pub(super) known: Option<(&'a Actor, NameKind)>,
    pub(super) roles: Vec<String>,
    pub(super) gender: Gender,
    pub(super) country: Option<Arc<str>>,
    /// The body that it names beside the name: "president of the Assembly".
    pub(super) body: Option<Arc<str>>,
    pub(super) head: String,
    pub(super) kind: SourceKind,
    pub(super) medium: bool,
    pub(super) plural: bool,
    pub(super) determined: bool,
}

/// What a noun group says of somebody; none where it is of a thing.
pub(super) fn describe<'a>(
    analysis: &Analysis<'_>,
    segment: &Segment,
    at: usize,
    item: &Item,
    group: &NounGroup,
    names: &NameHits<'a>,
) -> Option<Description<'a>> {
    let head = group.head as usize;
    // "Thousands of protesters": the protesters are somebody, their number is not.
    let number = group.counted && item.span.range().all(|t| analysis.quantity(t).is_some()) && of(analysis, &segment.items, at + 1);
    if group.pronoun || number {
        return None;
    }
    let tokens = bare(analysis, item.span, group);
    let end = phrase_end(analysis, &segment.items, at, segment.items.len());
    let phrase = segment.items.get(at..end).map_or(tokens, |run| Tokens::new(tokens.start, run.last().map_or(tokens.end, |i| i.span.end)));
    let named = known_actor(analysis, item.span, group, names);
    let own = !belongs_to(analysis, group, named.map(|(a, _)| a));
    let known = named.filter(|_| own);
    let role_tokens = role_tokens(analysis, tokens, group);
    let governing = governing_role(analysis, segment, at).filter(|_| group.name.is_some_and(|n| n.len() > 1));
    let name = group.name.filter(|_| own).map(|n| without_body(analysis, n, governing.is_some(), names));
    let person_name = name.filter(|n| is_person_name(analysis, *n, group, !role_tokens.is_empty() || governing.is_some(), known.map(|(a, _)| a)));
    let plural = is_plural(analysis, head, group);
    let kind = kind(analysis, group, known, person_name.is_some(), plural)?;
    let body_name = || body_name(analysis, segment, end, group, kind, name, phrase);
    let mut description = Description {
        tokens,
        phrase,
        name: if known.is_some() { person_name.or(known_name(names, head, group)) } else { person_name.or_else(body_name) },
        known,
        roles: role_lemmas(analysis, &role_tokens).chain(governing).collect(),
        gender: gender_of(analysis, tokens, group),
        country: country(names, tokens),
        body: body(names, phrase, known.map(|(a, _)| a)),
        head: head_lemmas(analysis, head).next().map_or_else(|| analysis.word(head).to_owned(), |l| l.text.clone()),
        kind,
        medium: is_medium(analysis, head, known.map(|(a, _)| a), name.filter(|_| kind == SourceKind::Organisation)),
        plural: plural && person_name.is_none(),
        determined: group.determiner.is_some(),
    };
    if person_name.is_some()
        && let Some((at, other)) = apposition(analysis, segment, at, end)
    {
        description.take_in(analysis, names, segment, at, &other);
    }
    Some(description)
}

impl Description<'_> {
    /// Adds what an apposition says: "Rudenko, deputy minister".
    fn take_in(&mut self, analysis: &Analysis<'_>, names: &NameHits<'_>, segment: &Segment, at: usize, group: &NounGroup) {
        let phrase = segment.items.get(at..phrase_end(analysis, &segment.items, at, segment.items.len())).map(tokens_of);
        let (Some(other), Some(phrase)) = (segment.items.get(at), phrase) else { return };
        let role = head_lemmas(analysis, group.head as usize).find(|l| l.features.has(Flag::Role) || l.features.has(Flag::Person));
        self.roles.extend(role.map(|l| l.text.clone()));
        if self.gender == Gender::Unknown {
            self.gender = gender_of(analysis, other.span, group);
        }
        if self.country.is_none() {
            self.country = country(names, other.span);
        }
        if self.body.is_none() {
            self.body = body(names, phrase, self.known.map(|(a, _)| a));
        }
    }
}

/// "le député LR": whether the name behind a person's noun is that of his body, not his own. An acronym of some letters that nobody knows is.
fn belongs_to(analysis: &Analysis<'_>, group: &NounGroup, known: Option<&Actor>) -> bool {
    let person = head_has(analysis, group.head as usize, Flag::Person) || head_has(analysis, group.head as usize, Flag::Role);
    let Some(name) = group.name.filter(|n| person && n.start > group.head) else { return false };
    let acronym = name.len() == 1 && analysis.token(name.start as usize).is_some_and(|t| t.upper && t.span.len() <= 5);
    known.map_or(acronym, |a| a.source_kind() == SourceKind::Organisation)
}

/// The words of a noun group, outside of its name, that are an office or title.
fn role_tokens(analysis: &Analysis<'_>, tokens: Tokens, group: &NounGroup) -> Vec<usize> {
    let in_name = |t: usize| group.name.is_some_and(|n| n.contains(u32::try_from(t).unwrap_or(u32::MAX)));
    tokens.range().filter(|t| !in_name(*t) && (analysis.has(*t, Flag::Role) || analysis.has(*t, Flag::Title))).collect()
}

fn role_lemmas(analysis: &Analysis<'_>, tokens: &[usize]) -> impl Iterator<Item = String> {
    tokens.iter().filter_map(|t| head_lemmas(analysis, *t).find(|l| l.features.has(Flag::Role) || l.features.has(Flag::Title))).map(|l| l.text.clone())
}

/// The state that a word of a span names.
fn country(names: &NameHits<'_>, tokens: Tokens) -> Option<Arc<str>> {
    tokens.range().find_map(|t| names.country(t)).map(|c| Arc::clone(&c.key))
}

/// The body that a word of a span names, other than the one that is described.
fn body(names: &NameHits<'_>, tokens: Tokens, own: Option<&Actor>) -> Option<Arc<str>> {
    let bodies = tokens.range().filter_map(|t| names.actor(t)).map(|(a, _)| a).filter(|a| a.source_kind() == SourceKind::Organisation);
    bodies.filter(|a| own.is_none_or(|own| own.key != a.key)).map(|a| Arc::clone(&a.key)).next()
}

/// What the head of a noun group is; none for a thing.
fn kind(analysis: &Analysis<'_>, group: &NounGroup, known: Option<(&Actor, NameKind)>, person_name: bool, plural: bool) -> Option<SourceKind> {
    let has = |flag: Flag| head_has(analysis, group.head as usize, flag);
    match known {
        Some((actor, how)) if !matches!(how, NameKind::Adjective) => Some(actor.source_kind()),
        _ if person_name => Some(SourceKind::Person),
        _ if has(Flag::Body) || has(Flag::Media) || has(Flag::State) => Some(SourceKind::Organisation),
        _ if has(Flag::Person) || has(Flag::People) => Some(if plural { SourceKind::People } else { SourceKind::Person }),
        _ => group.name.map(|_| SourceKind::Organisation),
    }
}

/// The name of a body or group: what it is called behind its noun phrase, or its proper nouns.
fn body_name(
    analysis: &Analysis<'_>,
    segment: &Segment,
    end: usize,
    group: &NounGroup,
    kind: SourceKind,
    name: Option<Tokens>,
    phrase: Tokens,
) -> Option<Tokens> {
    let common = [Flag::Body, Flag::Media].iter().any(|f| head_has(analysis, group.head as usize, *f));
    let called = called_name(analysis, segment, end).filter(|_| kind == SourceKind::Organisation || kind == SourceKind::People);
    let own = name.filter(|n| kind == SourceKind::Organisation && (!common || n.start == phrase.start));
    called.or(own.map(|n| full_name(analysis, n, phrase)))
}

/// Whether somebody is a medium: by the gazetteer, by its noun, or by a word of its name.
fn is_medium(analysis: &Analysis<'_>, head: usize, known: Option<&Actor>, name: Option<Tokens>) -> bool {
    known.is_some_and(Actor::is_medium) || head_has(analysis, head, Flag::Media) || name.is_some_and(|n| n.range().any(|t| analysis.has(t, Flag::Media)))
}

/// The office that a name ends: "la ministre du Travail Muriel Pénicaud".
fn governing_role(analysis: &Analysis<'_>, segment: &Segment, at: usize) -> Option<String> {
    let before = at.checked_sub(1).filter(|b| matches!(segment.items.get(*b).map(|i| i.kind), Some(ItemKind::Preposition)))?;
    let verb = (before.saturating_sub(6)..before)
        .rev()
        .find(|i| matches!(segment.items.get(*i).map(|i| i.kind), Some(ItemKind::Verb(_) | ItemKind::Comma)))
        .map_or(0, |v| v + 1);
    let head = (before.saturating_sub(6).max(verb)..before)
        .rev()
        .filter_map(|i| segment.items.get(i).and_then(Item::noun))
        .find(|n| head_has(analysis, n.head as usize, Flag::Role))?;
    let reaches = head.name.is_none();
    reaches.then(|| head_lemmas(analysis, head.head as usize).next().map(|l| l.text.clone())).flatten()
}

/// A noun phrase beside a name, parted by a comma, that says who its bearer is: "Rudenko, deputy minister".
fn apposition(analysis: &Analysis<'_>, segment: &Segment, at: usize, end: usize) -> Option<(usize, NounGroup)> {
    let describes = |at: usize| {
        let group = segment.items.get(at).and_then(Item::noun)?;
        let head = group.head as usize;
        (head_has(analysis, head, Flag::Role) || head_has(analysis, head, Flag::Person)).then_some((at, *group))
    };
    let comma = |i: usize| matches!(segment.items.get(i).map(|i| i.kind), Some(ItemKind::Comma));
    let behind = comma(end).then(|| past_age(analysis, &segment.items, end) + 1).and_then(describes);
    behind.or_else(|| {
        let before = at.checked_sub(1).filter(|b| comma(*b))?;
        let from = (before.saturating_sub(8)..before)
            .find(|i| phrase_end(analysis, &segment.items, *i, before) == before && matches!(segment.items.get(*i).map(|i| i.kind), Some(ItemKind::Noun(_))))?;
        describes(from).filter(|(_, g)| g.name.is_none())
    })
}
