//! Whom a document speaks of: its named persons and bodies, and the descriptions by which it calls them.
//!
//! In: the segments of a title or a text, and the names found in it. Out: [`Entities`], each with all that it is called and where.

mod again;
mod agreement;
mod apposition;
mod description;
mod identity;
mod name;
mod words;

use std::collections::HashMap;
use std::sync::Arc;

use crate::claim::actor::NameKind;
use crate::claim::names::NameHits;
use crate::claim::vocabulary::SourceKind;
use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::clause::reports;
use crate::grammar::phrase::of;
use crate::grammar::segment::Segment;
use crate::text::span::Tokens;
use again::Bearers;
pub use agreement::{Gender, Number, gender_of, is_plural};
use description::{Description, describe};
use identity::{learn, new_entity, same};
pub use name::known_actor;
pub use words::{bare, surface, without_possessive, words_of};

/// Somebody, or some body, of whom a document speaks.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The fullest name that the document gives, or its words.
    pub name: String,
    /// The words of the name, folded.
    pub words: Vec<String>,
    /// What it is.
    pub kind: SourceKind,
    /// Which actor of the gazetteer, and by which kind of name first.
    pub known: Option<(Arc<str>, NameKind)>,
    /// The offices and jobs by which it is called: lemmas.
    pub roles: Vec<String>,
    /// The words of its role, where the text gives them most fully.
    pub role_words: Option<Tokens>,
    /// The state to which an adjective or place in its description assigns it.
    pub country: Option<Arc<str>>,
    /// The body to which its description assigns it: "president of the Assembly".
    pub body: Option<Arc<str>>,
    /// Gender, as far as titles and roles tell.
    pub gender: Gender,
    /// Whether it is one or several.
    pub number: Number,
    /// Whether it has a name of its own.
    pub named: bool,
    /// Whether it is a medium.
    pub medium: bool,
    /// Whether the title names it.
    pub titled: bool,
    /// Other names: an acronym in brackets behind it.
    pub aliases: Vec<Vec<String>>,
    /// The lemma of its head noun.
    pub head: String,
    /// The tokens that name it most fully.
    pub mention: Tokens,
    /// Where it is named or described.
    pub named_at: Vec<u32>,
}

/// The entities of a document, in the order in which they appear.
#[derive(Debug, Default)]
pub struct Entities {
    /// All of them.
    pub list: Vec<Entity>,
    /// For each token of a text the entity whose noun group begins there.
    at: HashMap<u32, usize>,
    /// The entities by words of their names and by actor: those that a description may be of.
    by_word: HashMap<String, Vec<usize>>,
    by_actor: HashMap<Arc<str>, Vec<usize>>,
    /// Who has a role, by its first word.
    by_role: HashMap<String, Bearers>,
    /// Where somebody is mentioned, in the order of the text: token, entity, whether as a subject.
    pub mentions: Vec<(u32, usize, bool)>,
    /// Descriptions of somebody whom the document names later: "ce porte-parole, Charles Mbuta".
    named_later: HashMap<usize, usize>,
}

impl Entities {
    /// Gathers the entities of a text; those of its title, if there is one, are already in.
    pub fn gather(&mut self, analysis: &Analysis<'_>, segments: &[Segment], names: &NameHits<'_>, title: bool) {
        for segment in segments {
            let subjects: Vec<u32> = segment.clauses.subjects.iter().flatten().copied().collect();
            for (at, item) in segment.items.iter().enumerate() {
                let ItemKind::Noun(group) = item.kind else { continue };
                if let Some(bearer) = self.acronym(analysis, segment, at, item) {
                    self.at.insert(item.span.start, bearer);
                    continue;
                }
                self.modifier(analysis, item, &group, names, title);
                let is_subject = |i: usize| subjects.contains(&u32::try_from(i).unwrap_or(u32::MAX));
                let number = at.checked_sub(2).and_then(|n| segment.items.get(n)).and_then(Item::noun).is_some_and(|n| n.counted)
                    && of(analysis, &segment.items, at.saturating_sub(1));
                // ", a affirmé Anne Roux": a subject behind its verb.
                let before = (0..at).rev().find(|i| !matches!(segment.items.get(*i).map(|i| i.kind), Some(ItemKind::Adverb | ItemKind::Time)));
                let inverted = before.is_some_and(|v| {
                    let no_other = segment.clauses.subjects.get(v).is_some_and(Option::is_none);
                    no_other && segment.items.get(v).and_then(Item::verb).is_some_and(|v| v.form.is_finite() && v.inverted.is_none() && reports(analysis, v))
                });
                let subject = inverted || is_subject(at) || (number && is_subject(at - 2));
                if let Some(description) = describe(analysis, segment, at, item, &group, names) {
                    let entity = self.enter(analysis, &description);
                    if title {
                        if let Some(slot) = self.list.get_mut(entity) {
                            slot.titled = true;
                        }
                    } else {
                        self.at.insert(item.span.start, entity);
                        self.mentions.push((item.span.start, entity, subject));
                        if let Some(slot) = self.list.get_mut(entity) {
                            slot.named_at.push(item.span.start);
                        }
                    }
                }
            }
            for at in 0..segment.items.len() {
                self.name_described(analysis, segment, at);
                if !title {
                    self.join_apposition(analysis, segment, at);
                }
            }
            for at in 0..segment.items.len() {
                if !title {
                    self.call_again(analysis, segment, at);
                }
            }
        }
        self.mentions.sort_by_key(|m| m.0);
    }

    /// The entity of a name, by its words.
    #[must_use]
    pub fn by_words(&self, words: &[String]) -> Option<usize> {
        let with_word = self.by_word.get(words.last()?)?;
        with_word.iter().rev().copied().find(|at| self.list.get(*at).is_some_and(|e| e.words == words || e.aliases.iter().any(|a| a == words)))
    }

    /// The entity whose noun group begins at a token.
    #[must_use]
    pub fn at(&self, token: u32) -> Option<usize> {
        let at = self.at.get(&token).copied()?;
        Some(self.named_later.get(&at).copied().unwrap_or(at))
    }

    /// Finds the entity of a description, or makes one; takes in what the description adds.
    fn enter(&mut self, analysis: &Analysis<'_>, description: &Description<'_>) -> usize {
        let words: Vec<String> = words_of(analysis, description.name.unwrap_or(description.phrase));
        let found = self.candidates(description, &words).into_iter().find(|at| self.list.get(*at).is_some_and(|e| same(e, description, &words)));
        let at = found.unwrap_or_else(|| {
            self.list.push(new_entity(analysis, description, &words));
            self.list.len() - 1
        });
        self.index(at, &words);
        if let Some((actor, _)) = description.known {
            let of_actor = self.by_actor.entry(Arc::clone(&actor.key)).or_default();
            if !of_actor.contains(&at) {
                of_actor.push(at);
            }
        }
        if let Some(entity) = self.list.get_mut(at) {
            learn(analysis, entity, description, words);
        }
        self.note_roles(at);
        at
    }

    /// Notes by which words an entity may be called.
    fn index(&mut self, at: usize, words: &[String]) {
        for word in [words.first(), words.last()].into_iter().flatten() {
            let with_word = self.by_word.entry(word.clone()).or_default();
            if with_word.last() != Some(&at) && !with_word.contains(&at) {
                with_word.push(at);
            }
        }
    }

    /// The entities that share a first or last word, or an actor, with a description: the latest first.
    fn candidates(&self, description: &Description<'_>, words: &[String]) -> Vec<usize> {
        let by_word = [words.first(), words.last()].into_iter().flatten().filter_map(|w| self.by_word.get(w));
        let by_actor = description.known.and_then(|(actor, _)| self.by_actor.get(&actor.key));
        let mut found: Vec<usize> = by_word.chain(by_actor).flatten().copied().collect();
        found.sort_unstable_by_key(|at| std::cmp::Reverse(*at));
        found.dedup();
        found
    }
}
