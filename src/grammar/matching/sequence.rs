//! The elements of a rule, one after the other, before and behind its cue.
//!
//! In: the elements of one side and where they begin. Out: where the attribution ends on that side, and what was captured on the way.

use super::{Captures, Content, Cue, Matcher, capture};
use crate::grammar::chunk::ItemKind;
use crate::grammar::feature::Key;
use crate::grammar::pattern::{Element, Role, Type};
use crate::grammar::phrase::phrase_end;

impl<'a> Matcher<'a, '_> {
    /// Matches elements before `at`, nearest first; gives the first item of the attribution.
    pub(super) fn before(&self, cue: &Cue<'a>, elements: &[Element], at: usize, captures: &mut Captures) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else { return Some(at) };
        match element {
            Element::Maybe(inner) => {
                let mut tried = captures.clone();
                if let Some(next) = self.before(cue, std::slice::from_ref(inner.as_ref()), at, &mut tried)
                    && let Some(end) = self.before(cue, rest, next, &mut tried)
                {
                    *captures = tried;
                    return Some(end);
                }
                self.before(cue, rest, at, captures)
            }
            Element::Either(choices) => choices.iter().find_map(|choice| {
                let mut tried = captures.clone();
                let reversed: Vec<Element> = choice.iter().rev().cloned().chain(rest.iter().cloned()).collect();
                let end = self.before(cue, &reversed, at, &mut tried)?;
                *captures = tried;
                Some(end)
            }),
            Element::Word(word) => {
                let before = at.checked_sub(1)?;
                let item = self.items.get(before)?;
                (item.span.len() == 1 && self.analysis.word(item.span.start as usize) == word).then(|| self.before(cue, rest, before, captures)).flatten()
            }
            Element::Typed(role, kind, _) => self.typed_before(cue, *role, *kind, rest, at, captures),
        }
    }

    fn typed_before(&self, cue: &Cue<'a>, role: Option<Role>, kind: Type, rest: &[Element], at: usize, captures: &mut Captures) -> Option<usize> {
        let before = at.checked_sub(1);
        match kind {
            Type::Subject => {
                let start = self.subject(cue, at, captures)?;
                let around = matches!(rest.first(), Some(Element::Typed(_, Type::Around, _)));
                if around && self.far(cue, captures) {
                    return None;
                }
                self.before(cue, rest, start, captures)
            }
            Type::Around => {
                captures.content = Some(Content::Around);
                self.before(cue, rest, at, captures)
            }
            Type::Clitic => {
                captures.clitic = Some(self.verb(cue.at)?.inverted?);
                self.before(cue, rest, at, captures)
            }
            Type::Patient => {
                let run = self.patient(cue)?;
                captures.content = Some(Content::Items(run.clone()));
                self.before(cue, rest, run.start.min(at), captures)
            }
            Type::Fill => {
                let mut from = at;
                loop {
                    let mut tried = captures.clone();
                    if let Some(end) = self.before(cue, rest, from, &mut tried) {
                        *captures = tried;
                        return Some(end);
                    }
                    from = from.checked_sub(1).filter(|f| matches!(self.kind(*f), Some(ItemKind::Adverb | ItemKind::Time | ItemKind::Coordinator)))?;
                }
            }
            Type::Comma => {
                let hit = matches!(self.kind(before?), Some(ItemKind::Comma | ItemKind::Dash));
                hit.then(|| self.before(cue, rest, before?, captures)).flatten()
            }
            Type::Colon => matches!(self.kind(before?), Some(ItemKind::Colon)).then(|| self.before(cue, rest, before?, captures)).flatten(),
            Type::Start => self.starts(at).then(|| self.before(cue, rest, at, captures)).flatten(),
            Type::Quotation => {
                let hit = matches!(self.kind(before?), Some(ItemKind::Quotation(_)));
                capture(captures, role, before?..at);
                hit.then(|| self.before(cue, rest, before?, captures)).flatten()
            }
            Type::Voice | Type::Phrase | Type::Group | Type::Sources => {
                let reach = at.saturating_sub(12);
                let fits = |from: &usize| {
                    matches!(self.kind(*from), Some(ItemKind::Noun(_)))
                        && phrase_end(self.analysis, self.items, *from, at) == at
                        && (kind != Type::Voice || self.voice(*from))
                        && (kind != Type::Sources || self.sources(*from))
                };
                let from = (reach..at).find(fits)?;
                capture(captures, role, from..at);
                self.before(cue, rest, from, captures)
            }
            _ => None,
        }
    }

    /// "a total higher than anything the rebels have admitted": whether the voice of an inserted attribution is not the noun phrase next to its verb.
    fn far(&self, cue: &Cue<'a>, captures: &Captures) -> bool {
        let Some(end) = captures.source.as_ref().map(|run| run.end).filter(|end| *end < cue.at) else { return false };
        let parted = (end..cue.at).any(|i| matches!(self.kind(i), Some(ItemKind::Comma | ItemKind::Open | ItemKind::Relative | ItemKind::Dash)));
        !parted && (end..cue.at).any(|i| matches!(self.kind(i), Some(ItemKind::Noun(n)) if n.determiner.is_some()))
    }

    /// Whether a sentence or clause begins at `at`: nothing but a conjunction, an adverb or a sign stands before it.
    fn starts(&self, at: usize) -> bool {
        let joint = |i: usize| matches!(self.kind(i), Some(ItemKind::Coordinator | ItemKind::Adverb | ItemKind::Mark | ItemKind::Time | ItemKind::Comma));
        (0..at).all(joint)
            || at.checked_sub(1).is_some_and(|b| matches!(self.kind(b), Some(ItemKind::Coordinator | ItemKind::Semicolon | ItemKind::Colon | ItemKind::Stop)))
    }

    /// Matches elements behind the cue; gives the item behind the attribution.
    pub(super) fn behind(&self, cue: &Cue<'a>, elements: &[Element], at: usize, captures: Captures) -> Option<(usize, Captures)> {
        let Some((element, rest)) = elements.split_first() else { return Some((at, captures)) };
        match element {
            Element::Maybe(inner) => {
                let with: Vec<Element> = std::iter::once(inner.as_ref().clone()).chain(rest.iter().cloned()).collect();
                self.behind(cue, &with, at, captures.clone()).or_else(|| self.behind(cue, rest, at, captures))
            }
            Element::Either(choices) => choices.iter().find_map(|choice| {
                let all: Vec<Element> = choice.iter().chain(rest).cloned().collect();
                self.behind(cue, &all, at, captures.clone())
            }),
            Element::Word(word) => {
                let item = self.items.get(at)?;
                let hit =
                    self.analysis.slice(item.span).to_lowercase() == *word || (item.span.len() == 1 && self.analysis.word(item.span.start as usize) == word);
                hit.then(|| self.behind(cue, rest, at + 1, captures)).flatten()
            }
            Element::Typed(_, Type::Fill, _) => {
                let mut to = at;
                for _ in 0..7 {
                    if let Some(hit) = self.behind(cue, rest, to, captures.clone()) {
                        return Some(hit);
                    }
                    to = self.filler(to)?;
                }
                None
            }
            Element::Typed(_, Type::Any, _) => {
                let mut to = at;
                while to < self.items.len() {
                    if let Some(hit) = self.behind(cue, rest, to, captures.clone()) {
                        return Some(hit);
                    }
                    if matches!(self.kind(to), Some(ItemKind::Comma | ItemKind::Colon | ItemKind::Semicolon | ItemKind::Stop)) {
                        return None;
                    }
                    to += 1;
                }
                None
            }
            // "according to Petra Hauk, the mayor, …"
            Element::Typed(_, Type::Comma, _) if self.verb(cue.at).is_none() && self.apposition(at).is_some() => {
                let close = self.apposition(at)?;
                self.behind(cue, rest, close + 1, captures)
            }
            Element::Typed(Some(Role::To), Type::Voice, _) if !self.tells(cue) => None,
            Element::Typed(role, kind, _) => {
                let run = self.typed(cue, *kind, at)?;
                let mut captures = captures;
                let end = run.end;
                if *kind == Type::Around {
                    captures.content = Some(Content::Around);
                } else {
                    capture(&mut captures, *role, run);
                }
                // What follows the content is no part of the attribution.
                let next = if *role == Some(Role::Content) { at } else { end };
                if rest.is_empty() { Some((next, captures)) } else { self.behind(cue, rest, end, captures) }
            }
        }
    }

    /// Whether whom a verb is told can stand behind it without a preposition: "a averti la presse", not "annoncé des mesures plus tôt que prévu". Where
    /// clauses do without a complementiser, any noun may stand there: "rejected claims that …".
    fn tells(&self, cue: &Cue<'a>) -> bool {
        let told = cue.lemma.features.value(Key::Object).is_none();
        self.analysis.language.syntax.bare_clauses || told && cue.lemma.features.list(Key::Frames).any(|f| matches!(f, "object-that" | "about"))
    }

    /// One adverb, time or adverbial phrase at `at`: the item behind it.
    pub(super) fn filler(&self, at: usize) -> Option<usize> {
        match self.kind(at)? {
            ItemKind::Adverb | ItemKind::Time => Some(at + 1),
            ItemKind::Preposition => match self.kind(at + 1)? {
                ItemKind::Noun(_) => Some(phrase_end(self.analysis, self.items, at + 1, self.items.len())),
                ItemKind::Time => Some(at + 2),
                _ => None,
            },
            ItemKind::Comma => {
                // ", on Monday," and the like.
                let inner = self.filler(at + 1)?;
                matches!(self.kind(inner), Some(ItemKind::Comma)).then_some(inner + 1)
            }
            ItemKind::Open => {
                let close = (at + 1..self.items.len().min(at + 8)).find(|i| matches!(self.kind(*i), Some(ItemKind::Close)))?;
                Some(close + 1)
            }
            _ => None,
        }
    }
}
