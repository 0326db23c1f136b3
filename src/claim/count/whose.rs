//! Whose people are counted, and which.

use super::interval::Candidate;
use super::{Owner, Reader};
use crate::claim::actor::{ActorKind, NameKind};
use crate::claim::layout::{item_at, kind_at};
use crate::claim::vocabulary::{Population, Scope, SourceKind};
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::{Features, Flag, Key};
use crate::grammar::lexicon::Lemma;
use crate::grammar::phrase::{head_lemmas, phrase_end};
use crate::grammar::segment::Segment;
use crate::text::span::Tokens;

impl Reader<'_, '_, '_> {
    /// Which people: by the noun, by an adjective, by "among its servicemen".
    pub(super) fn population(&self, segment: &Segment, candidate: &Candidate, lemmas: &[&Lemma]) -> Population {
        let of = |features: &Features| {
            if features.has(Flag::Military) {
                Some(Population::Military)
            } else if features.has(Flag::Civilian) {
                Some(Population::Civilian)
            } else {
                None
            }
        };
        // "gardes à vue" are no guards: the head of an expression says nothing by itself.
        let phrase = candidate.head.filter(|(_, t)| self.analysis.expression(*t).is_some());
        if let Some(found) = lemmas.iter().filter(|l| phrase.is_none() || l.text.contains(' ')).find_map(|l| of(&l.features)) {
            return found;
        }
        let end = phrase_end(self.analysis, &segment.items, candidate.start, segment.items.len()).max(candidate.end);
        let reach = self.partitive_end(segment, end);
        let around = segment
            .items
            .get(candidate.start..reach)
            .unwrap_or_default()
            .iter()
            .filter(|i| matches!(i.kind, ItemKind::Noun(_) | ItemKind::Adverb))
            .flat_map(|i| i.span.range());
        let around: Vec<usize> = around.collect();
        let by_word = around
            .iter()
            .filter(|t| phrase.is_none_or(|(_, head)| **t != head))
            .find_map(|t| self.analysis.readings(*t).iter().filter_map(|r| self.analysis.lemma(r.lemma)).find_map(|l| of(&l.features)));
        // "militants du PKK": members of an armed group.
        let armed = lemmas.iter().any(|l| l.features.has(Flag::Person) || l.features.has(Flag::People))
            && around.iter().any(|t| self.names.actor(*t).is_some_and(|(a, _)| matches!(a.kind, ActorKind::ArmedGroup | ActorKind::ArmedForce)));
        by_word.or(armed.then_some(Population::Military)).unwrap_or(Population::Unspecified)
    }

    /// Goes on over "parmi les civils", "among its servicemen".
    pub(super) fn partitive_end(&self, segment: &Segment, end: usize) -> usize {
        let among = item_at(segment, end).is_some_and(|i| matches!(i.kind, ItemKind::Preposition) && self.analysis.has(i.span.start as usize, Flag::Among));
        if among && matches!(kind_at(segment, end + 1), Some(ItemKind::Noun(_))) {
            phrase_end(self.analysis, &segment.items, end + 1, segment.items.len())
        } else {
            end
        }
    }

    /// Whose people: states by adjective, inhabitant or "from"; armed groups by name; fighters by their own word; the voice's own.
    pub(super) fn owners(&self, segment: &Segment, candidate: &Candidate, lemmas: &[&Lemma]) -> Vec<Owner> {
        let end = self.partitive_end(segment, phrase_end(self.analysis, &segment.items, candidate.start, segment.items.len()).max(candidate.end));
        let tokens: Vec<usize> = segment.items.get(candidate.start..end).unwrap_or_default().iter().flat_map(|i| i.span.range()).collect();
        let mut owners: Vec<Owner> = Vec::new();
        for token in &tokens {
            let Some((actor, how)) = self.names.actor(*token) else { continue };
            let belongs = matches!(how, NameKind::Adjective | NameKind::Inhabitant)
                || (actor.source_kind() == SourceKind::Organisation && !actor.is_medium())
                || self.from(*token);
            // "huit talibans": fighters called by a common word keep it.
            let common = how == NameKind::Inhabitant && !self.analysis.token(*token).is_some_and(|t| t.capital) && actor.kind == ActorKind::ArmedGroup;
            let owner = if common { Owner::Words(self.analysis.word(*token).to_owned()) } else { Owner::Known(std::sync::Arc::clone(&actor.key)) };
            if belongs && !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        if !owners.is_empty() {
            return owners;
        }
        if tokens.iter().any(|t| self.analysis.has(*t, Flag::Possessive) && self.analysis.value(*t, Key::Person) != Some("1")) {
            return vec![Owner::Voice];
        }
        let Some((_, head)) = candidate.head else { return self.owners_of_number(segment, candidate) };
        let phrase = self.analysis.expression(head);
        let has = |flag: Flag| lemmas.iter().any(|l| (phrase.is_none() || l.text.contains(' ')) && l.features.has(flag));
        if has(Flag::Irregular) {
            return vec![Owner::Words(self.plural_words(segment, candidate, head))];
        }
        if has(Flag::Military) && !has(Flag::Irregular) { vec![Owner::Main] } else { Vec::new() }
    }

    /// "Le nombre de réfugiés ukrainiens est passé de 27 300 …": a bare figure is of those whose number it is.
    fn owners_of_number(&self, segment: &Segment, candidate: &Candidate) -> Vec<Owner> {
        let clause = segment.clauses.of_item.get(candidate.start).and_then(|c| segment.clauses.clauses.get(*c as usize));
        let subject = clause.and_then(|c| c.verb).and_then(|v| segment.clauses.subject(v)).map(|s| s as usize);
        let Some((noun, group)) = subject.and_then(|s| Some((s, *item_at(segment, s)?.noun()?))).filter(|(s, g)| !g.pronoun && *s < candidate.start) else {
            return Vec::new();
        };
        let speaks = |f: &Features| [Flag::Person, Flag::Role, Flag::People, Flag::Body, Flag::State, Flag::Media].iter().any(|flag| f.has(*flag));
        let lemmas: Vec<&Lemma> = head_lemmas(self.analysis, group.head as usize).collect();
        let end = phrase_end(self.analysis, &segment.items, noun, candidate.start);
        if group.name.is_some() || lemmas.iter().any(|l| speaks(&l.features)) || end <= noun + 1 {
            return Vec::new();
        }
        let tokens = segment.items.get(noun..end).unwrap_or_default().iter().flat_map(|i| i.span.range());
        let states = tokens.filter_map(|t| self.names.actor(t)).filter(|(_, how)| matches!(how, NameKind::Adjective | NameKind::Inhabitant));
        states.map(|(actor, _)| Owner::Known(std::sync::Arc::clone(&actor.key))).take(1).collect()
    }

    /// Whether the token stands behind "from": the state where somebody is from.
    fn from(&self, token: usize) -> bool {
        (1..=2).any(|n| token.checked_sub(n).is_some_and(|b| self.analysis.has(b, Flag::Origin)))
    }

    /// "The insurgents suffered 60 casualties", "dans leurs rangs": those of whom the sentence says that they lost them.
    pub(super) fn sufferers(&self, segment: &Segment, at: usize, candidate: &Candidate) -> (Option<Vec<Owner>>, Population) {
        let verb = self.object_of(segment, at).filter(|v| {
            item_at(segment, *v).and_then(Item::verb).is_some_and(|v| !v.passive && verb_readings(self.analysis, v).any(|l| l.features.has(Flag::Suffers)))
        });
        let subject = verb.and_then(|v| u32::try_from(v).ok()).and_then(|v| segment.clauses.subject(v)).map(|s| s as usize);
        let Some((noun, group)) = subject.and_then(|s| Some((s, *item_at(segment, s)?.noun()?))).filter(|(_, g)| !g.pronoun) else {
            return (None, Population::Unspecified);
        };
        let sufferer =
            Candidate { interval: super::interval::none(candidate.interval.number), start: noun, end: noun + 1, head: Some((noun, group.head as usize)) };
        let lemmas: Vec<&Lemma> = head_lemmas(self.analysis, group.head as usize).collect();
        (Some(self.owners(segment, &sufferer, &lemmas)).filter(|o| !o.is_empty()), self.population(segment, &sufferer, &lemmas))
    }

    /// The word for those counted, as a plural: "militants".
    fn plural_words(&self, segment: &Segment, candidate: &Candidate, head: usize) -> String {
        let item = candidate.head.and_then(|(i, _)| item_at(segment, i));
        let words: Vec<&str> = item
            .map(|i| {
                i.span
                    .range()
                    .filter(|t| self.analysis.quantity(*t).is_none() && !self.analysis.has(*t, Flag::Definite))
                    .map(|t| self.analysis.word(t))
                    .collect()
            })
            .unwrap_or_default();
        if words.is_empty() { self.analysis.word(head).to_owned() } else { words.join(" ") }
    }

    /// "on both sides" is the sum over the parties, "on each side" each.
    pub(super) fn scope(&self, segment: &Segment, end: usize) -> Scope {
        let near = segment.items.get(end..segment.items.len().min(end + 3)).unwrap_or_default();
        let tokens: Vec<usize> = near.iter().take_while(|i| matches!(i.kind, ItemKind::Preposition | ItemKind::Noun(_))).flat_map(|i| i.span.range()).collect();
        if !tokens.iter().any(|t| self.analysis.has(*t, Flag::Sides)) {
            return Scope::One;
        }
        if tokens.iter().any(|t| self.analysis.has(*t, Flag::Distributive)) { Scope::Each } else { Scope::Sum }
    }

    pub(super) fn is_new(&self, tokens: Tokens) -> bool {
        let around = tokens.range().start.saturating_sub(1)..tokens.range().end + 1;
        around.into_iter().any(|t| self.analysis.has(t, Flag::Further))
    }
}
