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
use crate::grammar::phrase::{head_has, head_lemmas, of, phrase_end};
use crate::grammar::segment::Segment;
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
    if group.pronoun {
        return None;
    }
    let head = group.head as usize;
    // "Thousands of protesters": the protesters are somebody, their number is not.
    if group.counted && item.span.range().all(|t| analysis.quantity(t).is_some()) && of(analysis, &segment.items, at + 1) {
        return None;
    }
    let tokens = bare(analysis, item.span, group);
    let end = phrase_end(analysis, &segment.items, at, segment.items.len());
    let phrase = segment.items.get(at..end).map_or(tokens, |run| Tokens::new(tokens.start, run.last().map_or(tokens.end, |i| i.span.end)));
    let known = known_actor(analysis, item.span, group, names);
    let role_tokens: Vec<usize> = tokens
        .range()
        .filter(|t| {
            group.name.is_none_or(|n| !n.contains(u32::try_from(*t).unwrap_or(u32::MAX))) && (analysis.has(*t, Flag::Role) || analysis.has(*t, Flag::Title))
        })
        .collect();
    let mut roles: Vec<String> = role_tokens
        .iter()
        .filter_map(|t| head_lemmas(analysis, *t).find(|l| l.features.has(Flag::Role) || l.features.has(Flag::Title)))
        .map(|l| l.text.clone())
        .collect();
    let governing = governing_role(analysis, segment, at).filter(|_| group.name.is_some_and(|n| n.len() > 1));
    roles.extend(governing.clone());
    let mut gender = gender_of(analysis, tokens, group);
    let mut country = tokens.range().find_map(|t| names.country(t)).map(|c| Arc::clone(&c.key));
    let name = group.name.map(|n| without_body(analysis, n, governing.is_some(), names));
    let person_name = name.filter(|n| is_person_name(analysis, *n, group, !role_tokens.is_empty() || governing.is_some(), known.map(|(a, _)| a)));
    if person_name.is_some()
        && let Some(apposition) = apposition(analysis, segment, at, end)
    {
        let (other, other_group) = apposition;
        roles.extend(
            head_lemmas(analysis, other_group.head as usize)
                .filter(|l| l.features.has(Flag::Role) || l.features.has(Flag::Person))
                .map(|l| l.text.clone())
                .take(1),
        );
        if gender == Gender::Unknown {
            gender = gender_of(analysis, other.span, &other_group);
        }
        country = country.or_else(|| other.span.range().find_map(|t| names.country(t)).map(|c| Arc::clone(&c.key)));
    }
    let has = |flag: Flag| head_has(analysis, head, flag);
    let acronym = group.name.is_some_and(|n| n.len() == 1 && analysis.token(n.start as usize).is_some_and(|t| t.upper));
    let plural = is_plural(analysis, head, group);
    let kind = match known {
        Some((actor, how)) if !matches!(how, NameKind::Adjective) => actor.source_kind(),
        _ if person_name.is_some() => SourceKind::Person,
        _ if has(Flag::Body) || has(Flag::Media) || has(Flag::State) => SourceKind::Organisation,
        _ if has(Flag::Person) || has(Flag::People) => {
            if plural {
                SourceKind::People
            } else {
                SourceKind::Person
            }
        }
        _ if acronym || group.name.is_some() => SourceKind::Organisation,
        _ => return None,
    };
    let organisation = name
        .filter(|_| kind == SourceKind::Organisation && !has(Flag::Body) && !has(Flag::Media))
        .or_else(|| name.filter(|n| kind == SourceKind::Organisation && n.start == tokens.start));
    let called = called_name(analysis, segment, end).filter(|_| kind == SourceKind::Organisation || kind == SourceKind::People);
    let named = person_name.or(called).or(organisation.map(|n| full_name(analysis, n, phrase)));
    Some(Description {
        tokens,
        phrase,
        name: if known.is_some() { person_name.or(known_name(names, head, group)) } else { named },
        known,
        roles,
        gender,
        country,
        head: head_lemmas(analysis, head).next().map_or_else(|| analysis.word(head).to_owned(), |l| l.text.clone()),
        kind,
        medium: known.is_some_and(|(a, _)| a.is_medium())
            || has(Flag::Media)
            || (kind == SourceKind::Organisation && name.is_some_and(|n| n.range().any(|t| analysis.has(t, Flag::Media)))),
        plural: plural && person_name.is_none(),
        determined: group.determiner.is_some(),
    })
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
fn apposition<'b>(analysis: &Analysis<'_>, segment: &'b Segment, at: usize, end: usize) -> Option<(&'b Item, NounGroup)> {
    let describes = |item: &'b Item| {
        let ItemKind::Noun(group) = item.kind else { return None };
        let head = group.head as usize;
        (head_has(analysis, head, Flag::Role) || head_has(analysis, head, Flag::Person)).then_some((item, group))
    };
    let comma = |i: usize| matches!(segment.items.get(i).map(|i| i.kind), Some(ItemKind::Comma));
    let behind = comma(end).then(|| segment.items.get(end + 1)).flatten().and_then(describes);
    behind.or_else(|| {
        let before = at.checked_sub(1).filter(|b| comma(*b))?;
        let from = (before.saturating_sub(8)..before)
            .find(|i| phrase_end(analysis, &segment.items, *i, before) == before && matches!(segment.items.get(*i).map(|i| i.kind), Some(ItemKind::Noun(_))))?;
        segment.items.get(from).and_then(describes).filter(|(_, g)| g.name.is_none())
    })
}
