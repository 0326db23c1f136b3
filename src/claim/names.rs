//! The names of the gazetteer in a text.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::actor::{Actor, Gazetteer, NameKind, Place, Sense, Target};
use super::vocabulary::ActorKind;
use crate::grammar::analysis::{Analysis, span};
use crate::text::span::Tokens;

/// A name of the gazetteer where it stands in a text.
#[derive(Clone, Debug)]
pub struct NameHit {
    /// Its tokens.
    pub span: Tokens,
    /// What it can stand for.
    pub senses: Vec<Sense>,
}

/// All names of the gazetteer in a text, by their start; of two that overlap the first and longer.
pub struct NameHits<'a> {
    gazetteer: &'a Gazetteer,
    hits: Vec<NameHit>,
    at: Vec<u32>,
    /// How often the text names each state in a way that can mean no other.
    named: BTreeMap<Arc<str>, u32>,
}

impl<'a> NameHits<'a> {
    /// Finds the names in one pass.
    #[must_use]
    pub fn new(analysis: &Analysis<'_>, gazetteer: &'a Gazetteer) -> Self {
        let names = gazetteer.names(&analysis.language.code);
        let capital = |i: usize| analysis.token(i).is_some_and(|t| t.capital);
        let upper = |i: usize| analysis.token(i).is_some_and(|t| t.upper);
        let (mut hits, mut at) = (Vec::new(), vec![u32::MAX; analysis.tokens.len()]);
        let mut token = 0;
        while token < analysis.tokens.len() {
            // "du Monde" names "Le Monde": the article is one word with the preposition before it, and only the rest is the name.
            let article = analysis.language.orthography.fused.get(analysis.word(token)).map(String::as_str);
            let fused = article.and_then(|article| names.longest(token, |i| if i == token { article } else { analysis.word(i) }, capital, upper));
            let whole = || names.longest(token, |i| analysis.word(i), capital, upper).map(|(length, senses)| (token, length, senses));
            let found = fused.filter(|(length, _)| *length > 1).map(|(length, senses)| (token + 1, length - 1, senses)).or_else(whole);
            let Some((start, length, senses)) = found else {
                token += 1;
                continue;
            };
            let number = u32::try_from(hits.len()).unwrap_or(u32::MAX);
            for slot in at.get_mut(start..start + length).unwrap_or_default() {
                *slot = number;
            }
            hits.push(NameHit { span: span(start, start + length), senses: senses.to_vec() });
            token = start + length;
        }
        let mut names = NameHits { gazetteer, hits, at, named: BTreeMap::new() };
        names.named = names.states_named();
        names
    }

    /// The states that are named beyond doubt, by themselves, their capitals, their places.
    fn states_named(&self) -> BTreeMap<Arc<str>, u32> {
        let mut named = BTreeMap::new();
        for hit in &self.hits {
            let mut states = hit.senses.iter().filter_map(|sense| self.state_of(*sense));
            if let Some(first) = states.next()
                && states.all(|other| other == first)
            {
                *named.entry(Arc::clone(first)).or_default() += 1;
            }
        }
        named
    }

    fn state_of(&self, sense: Sense) -> Option<&'a Arc<str>> {
        match sense.target {
            Target::Actor(at) => self.gazetteer.actor(at).and_then(|a| if a.is_country() { Some(&a.key) } else { a.speaks_for.as_ref() }),
            Target::Place(at) => self.gazetteer.place(at).and_then(|p| p.country.as_ref()),
        }
    }

    /// Of several states of one name - two are called Congo - the one that the text names otherwise too; none where it names neither or both alike.
    fn in_doubt(&self, states: &[(&'a Actor, NameKind)]) -> Option<(&'a Actor, NameKind)> {
        let times = |key: &Arc<str>| self.named.get(key).copied().unwrap_or_default();
        let most = states.iter().map(|(a, _)| times(&a.key)).max().filter(|n| *n > 0)?;
        let mut best = states.iter().filter(|(a, _)| times(&a.key) == most);
        best.next().filter(|_| best.next().is_none()).copied()
    }

    /// Whether a word, folded, begins the name of some person.
    #[must_use]
    pub fn is_given_name(&self, word: &str) -> bool {
        self.gazetteer.is_given_name(word)
    }

    /// The name that covers a token.
    #[must_use]
    pub fn at(&self, token: usize) -> Option<&NameHit> {
        self.at.get(token).and_then(|n| self.hits.get(*n as usize))
    }

    /// Where a name of two words or more begins right behind that of a medium: "sur RTL Anne Roux".
    #[must_use]
    pub fn behind_media(&self, analysis: &Analysis<'_>) -> Vec<u32> {
        let capital = |at: u32| analysis.token(at as usize).is_some_and(|t| t.capital && t.breaks == 0);
        let medium = |hit: &&NameHit| self.best_actor(hit).is_some_and(|(actor, _)| actor.is_medium());
        let ends = self.hits.iter().filter(medium).map(|hit| hit.span.end);
        ends.filter(|end| capital(*end) && capital(end + 1) && self.at(*end as usize).is_none_or(|h| h.span.start == *end)).collect()
    }

    /// All names, in order.
    #[must_use]
    pub fn all(&self) -> &[NameHit] {
        &self.hits
    }

    /// The actor that the name at a token stands for, and in which way: the best of its senses.
    #[must_use]
    pub fn actor(&self, token: usize) -> Option<(&'a Actor, NameKind)> {
        self.at(token).and_then(|hit| self.best_actor(hit))
    }

    /// The best of the senses of a name that are actors: by the way in which it is named, then by the gazetteer's order.
    #[must_use]
    pub fn best_actor(&self, hit: &NameHit) -> Option<(&'a Actor, NameKind)> {
        let rank = |kind: NameKind| match kind {
            NameKind::Preferred => 0,
            NameKind::Alternative => 1,
            NameKind::Inhabitant => 2,
            NameKind::Adjective => 3,
            NameKind::Metonym => 4,
        };
        let actors = hit.senses.iter().filter_map(|s| match s.target {
            Target::Actor(at) => self.gazetteer.actor(at).map(|a| (a, s.how)),
            Target::Place(_) => None,
        });
        let actors: Vec<(&'a Actor, NameKind)> = actors.collect();
        // Usual and other names weigh the same here: what one state is usually called another is called too.
        let class = |how: NameKind| rank(how).max(1);
        let best = actors.iter().copied().min_by_key(|(actor, how)| (!actor.is_country(), rank(*how)))?;
        let rival = |(a, how): &(&'a Actor, NameKind)| a.kind == ActorKind::State && a.key != best.0.key && class(*how) == class(best.1);
        let mut rivals: Vec<_> = actors.iter().copied().filter(rival).collect();
        rivals.push(best);
        // A capital stands for the state of today, whatever others it was the capital of.
        if best.0.kind == ActorKind::State && best.1 != NameKind::Metonym && rivals.len() > 1 { self.in_doubt(&rivals) } else { Some(best) }
    }

    /// The place that the name at a token stands for.
    #[must_use]
    pub fn place(&self, token: usize) -> Option<&'a Place> {
        self.at(token)?.senses.iter().find_map(|s| match s.target {
            Target::Place(at) => self.gazetteer.place(at),
            Target::Actor(_) => None,
        })
    }

    /// The state that a name at a token belongs to: itself, that of an adjective or inhabitant, that of a place.
    #[must_use]
    pub fn country(&self, token: usize) -> Option<&'a Actor> {
        let actor = self.actor(token).map(|(a, _)| a);
        if let Some(country) = actor.filter(|a| a.is_country()) {
            return Some(country);
        }
        let of_place = self.place(token).and_then(|p| p.country.as_deref());
        of_place.or_else(|| actor.and_then(|a| a.speaks_for.as_deref())).and_then(|key| self.gazetteer.by_key(key)).filter(|a| a.is_country())
    }
}
