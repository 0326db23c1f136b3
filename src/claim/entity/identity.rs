//! Whether a description is of somebody known already, and what is learned from it.
//!
//! In: an entity and a description. Out: whether they are the same; the entity with what the description adds.

use std::sync::Arc;

use super::Entity;
use super::agreement::{Gender, Number};
use super::description::Description;
use super::words::surface;
use crate::claim::vocabulary::SourceKind;
use crate::grammar::analysis::Analysis;
use crate::grammar::feature::Flag;
use crate::text::span::Tokens;

/// Whether a description speaks of an entity that is known already.
pub(super) fn same(entity: &Entity, description: &Description<'_>, words: &[String]) -> bool {
    if entity.aliases.iter().any(|a| a == words) {
        return true;
    }
    if let Some((actor, _)) = description.known {
        return entity.known.as_ref().is_some_and(|(key, _)| *key == actor.key);
    }
    if description.name.is_none() {
        return !entity.named && entity.words == words;
    }
    if !entity.named && !entity.aliases.iter().any(|a| a == words) || entity.number != Number::new(description.plural) {
        return false;
    }
    let lone = words.len() == 1 && !description.determined;
    if entity.kind == SourceKind::Person && (description.kind == SourceKind::Person || lone) {
        return same_person(&entity.words, words);
    }
    entity.words == words || entity.aliases.iter().any(|a| a == words)
}

/// Whether two names can be of one person: the same surname and no first name that speaks against it.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    match (long.last(), short.last()) {
        (Some(last), Some(other)) if last == other => short.iter().all(|w| long.contains(w)),
        // A first name alone.
        _ => short.len() == 1 && long.len() > 1 && long.first() == short.first(),
    }
}

pub(super) fn new_entity(analysis: &Analysis<'_>, description: &Description<'_>, words: &[String]) -> Entity {
    let name = description.name.unwrap_or(description.phrase);
    let generic = name.len() > 1 && description.known.is_some() && analysis.has(name.start as usize, Flag::Generic);
    Entity {
        name: surface(analysis, if generic { Tokens::new(name.start + 1, name.end) } else { name }),
        words: words.to_vec(),
        kind: description.kind,
        known: None,
        roles: Vec::new(),
        role_words: None,
        country: None,
        body: None,
        gender: Gender::Unknown,
        number: Number::new(description.plural),
        named: description.name.is_some() || description.known.is_some(),
        medium: description.medium,
        titled: false,
        aliases: Vec::new(),
        head: description.head.clone(),
        mention: description.phrase,
        named_at: Vec::new(),
    }
}

pub(super) fn learn(analysis: &Analysis<'_>, entity: &mut Entity, description: &Description<'_>, words: Vec<String>) {
    if let Some((actor, how)) = description.known {
        entity.known.get_or_insert((Arc::clone(&actor.key), how));
    }
    let generic = description.known.is_none() && description.name.is_some_and(|n| analysis.has(n.start as usize, Flag::Generic));
    if entity.named && entity.kind != SourceKind::Country && words.len() > entity.words.len() && !generic {
        entity.name = surface(analysis, description.name.unwrap_or(description.tokens));
        entity.words = words;
        entity.mention = description.phrase;
    }
    for role in &description.roles {
        if !entity.roles.contains(role) {
            entity.roles.push(role.clone());
        }
    }
    if !description.roles.is_empty() && entity.role_words.is_none() {
        entity.role_words = description.name.filter(|n| n.start > description.tokens.start).map(|n| Tokens::new(description.tokens.start, n.start));
    }
    if entity.country.is_none() {
        entity.country.clone_from(&description.country);
    }
    if entity.body.is_none() {
        entity.body.clone_from(&description.body);
    }
    if entity.gender == Gender::Unknown {
        entity.gender = description.gender;
    }
}
