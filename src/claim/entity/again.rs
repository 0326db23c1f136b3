//! Roles by which somebody named just before is called for the first time.
//!
//! In: "Le ministre a ajouté …" right after "Jean Roux a estimé …", where nobody was said to be a minister. Out: one entity for both.

use super::{Entities, Entity, Gender, Number};
use crate::claim::vocabulary::SourceKind;
use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::Item;
use crate::grammar::feature::{Flag, Key};
use crate::grammar::phrase::{head_has, head_lemmas};
use crate::grammar::segment::Segment;

/// How far back, in sentences, a role without a complement points; one with a complement points to the sentence before.
const REACH: usize = 2;

impl Entities {
    /// Notes by which roles somebody is known, by the first word of each.
    pub(super) fn note_roles(&mut self, at: usize) {
        let Some(entity) = self.list.get(at) else { return };
        let described = (!entity.named && entity.kind == SourceKind::Person).then_some(&entity.head);
        let roles: Vec<String> = described.into_iter().chain(&entity.roles).map(|role| first_word(role).to_owned()).collect();
        roles.into_iter().for_each(|role| self.bears(role, at));
    }

    fn bears(&mut self, role: String, at: usize) {
        let bearers = self.by_role.entry(role).or_insert(Bearers { first: at, others: false });
        bearers.others |= bearers.first != at;
    }

    /// A role with a definite article, as a subject, that nobody had so far: it is that of the one person who is named without a role, as the subject of
    /// a sentence just before. A head of state or government needs no such introduction, so that "le président" points to nobody.
    pub(super) fn call_again(&mut self, analysis: &Analysis<'_>, segment: &Segment, at: usize) {
        let Some(item) = segment.items.get(at).filter(|_| segment.quotation.is_none()) else { return };
        let token = item.span.start;
        let Some(role) = self.at.get(&token).copied() else { return };
        let back = self.mentions.iter().rev().take_while(|m| m.0 >= segment.span.start).position(|m| *m == (token, role, true));
        let Some(mention) = back.map(|back| self.mentions.len() - 1 - back) else { return };
        let Some(entity) = self.list.get(role).filter(|e| e.kind == SourceKind::Person && !e.named && e.named_at == [token]) else { return };
        let held = first_word(&entity.head).to_owned();
        if !is_role(analysis, item) || self.by_role.get(&held) != Some(&Bearers { first: role, others: false }) {
            return;
        }
        let reach = if entity.words.len() <= 2 { REACH } else { 1 };
        let here = sentence_of(analysis, token);
        let fits = |e: &Entity| e.number == Number::Singular && (e.gender == Gender::Unknown || entity.gender == Gender::Unknown || e.gender == entity.gender);
        let mut named: Vec<usize> = self
            .mentions
            .iter()
            .rev()
            .skip_while(|m| sentence_of(analysis, m.0) >= here)
            .take_while(|m| sentence_of(analysis, m.0) + reach >= here)
            .filter(|m| m.2 && analysis.quotations_at(m.0 as usize).all(|q| q.dash))
            .map(|m| m.1)
            .filter(|at| self.list.get(*at).is_some_and(|e| e.kind == SourceKind::Person && e.named && fits(e)))
            .collect();
        named.sort_unstable();
        named.dedup();
        let [person] = named.as_slice() else { return };
        let (head, gender) = (entity.head.clone(), entity.gender);
        let Some(bearer) = self.list.get_mut(*person).filter(|e| e.roles.is_empty() && e.known.is_none()) else { return };
        bearer.roles.push(head);
        bearer.named_at.push(token);
        if bearer.gender == Gender::Unknown {
            bearer.gender = gender;
        }
        self.at.insert(token, *person);
        self.bears(held, *person);
        if let Some(mention) = self.mentions.get_mut(mention) {
            mention.1 = *person;
        }
        if let Some(described) = self.list.get_mut(role) {
            described.named_at.clear();
        }
    }
}

/// Who has a role, or is called by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bearers {
    /// The first of them.
    first: usize,
    /// Whether there are others.
    others: bool,
}

/// Whether a noun group is a role with a definite article or demonstrative that does not stand for one man of the state.
fn is_role(analysis: &Analysis<'_>, item: &Item) -> bool {
    let Some(group) = item.noun() else { return false };
    let head = group.head as usize;
    let definite = group.determiner.is_some_and(|d| analysis.has(d as usize, Flag::Definite) || analysis.has(d as usize, Flag::Demonstrative));
    let office = head_lemmas(analysis, head).any(|l| l.features.value(Key::Office).is_some());
    definite && !group.counted && head_has(analysis, head, Flag::Role) && !office
}

/// A role without what it is qualified by: a general director is a director.
fn first_word(role: &str) -> &str {
    role.split(' ').next().unwrap_or_default()
}

fn sentence_of(analysis: &Analysis<'_>, token: u32) -> usize {
    analysis.sentences.sentences.partition_point(|s| s.end <= token)
}
