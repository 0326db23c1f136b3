//! Tokens into items: noun groups and verb groups with their heads, and the words and signs between them.

mod name;
mod noun;
mod verb;

use crate::grammar::analysis::{Analysis, span};
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::lexicon::LemmaId;
use crate::grammar::tagging::{Class, VerbForm};
use crate::text::span::Tokens;
use crate::text::token::Shape;

/// A group, or a word or sign between groups.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Its tokens.
    pub span: Tokens,
    /// What it is.
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Clone, Copy, Debug)]
pub enum ItemKind {
    /// A noun with what belongs to it, or a pronoun.
    Noun(NounGroup),
    /// A verb with its auxiliaries, negation and clitics.
    Verb(VerbGroup),
    /// An adverb or adverbial expression.
    Adverb,
    /// A preposition.
    Preposition,
    /// Opens a clause that is what is said.
    Complementiser,
    /// Opens a relative clause.
    Relative,
    /// Opens another subordinate clause.
    Subordinator,
    /// Joins equals.
    Coordinator,
    /// An expression of time.
    Time,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// A dash between words.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation that stands for itself, by its number.
    Quotation(u32),
    /// An opening or closing quotation mark inside a sentence.
    Mark,
    /// `.` `!` `?`
    Stop,
    /// Anything else.
    Other,
}

/// A noun group.
#[derive(Clone, Copy, Debug)]
pub struct NounGroup {
    /// The token of its head.
    pub head: u32,
    /// Its determiner.
    pub determiner: Option<u32>,
    /// Its name at the end: the tokens of a run of proper nouns.
    pub name: Option<Tokens>,
    /// Whether it is a pronoun.
    pub pronoun: bool,
    /// Whether it has a numeral.
    pub counted: bool,
}

/// A verb group.
#[expect(clippy::struct_excessive_bools, reason = "each is there or not, whatever the others are")]
#[derive(Clone, Copy, Debug)]
pub struct VerbGroup {
    /// The token of its main verb.
    pub main: u32,
    /// The form of its first verb: what the whole group can be.
    pub form: VerbForm,
    /// The form of its main verb.
    pub main_form: VerbForm,
    /// Whether it is a passive.
    pub passive: bool,
    /// Whether it is negated.
    pub negated: bool,
    /// Whether it has a reflexive pronoun.
    pub reflexive: bool,
    /// Whether it begins with an auxiliary.
    pub auxiliary: bool,
    /// The token of a pronoun behind it that is its subject: `-t-il`.
    pub inverted: Option<u32>,
    /// The expression of several words that it is, if it is one.
    pub expression: Option<LemmaId>,
}

impl Item {
    /// The noun group, if it is one.
    #[must_use]
    pub fn noun(&self) -> Option<&NounGroup> {
        if let ItemKind::Noun(noun) = &self.kind { Some(noun) } else { None }
    }

    /// The verb group, if it is one.
    #[must_use]
    pub fn verb(&self) -> Option<&VerbGroup> {
        if let ItemKind::Verb(verb) = &self.kind { Some(verb) } else { None }
    }
}

/// Parts a run of tokens into items. `opaque` gives the number and the tokens of a quotation that begins at a token and
/// is not looked into.
#[must_use]
pub fn items(analysis: &Analysis<'_>, tokens: Tokens, opaque: impl Fn(usize) -> Option<(u32, Tokens)>) -> Vec<Item> {
    let chunker = Chunker { analysis, end: tokens.range().end };
    let mut items = Vec::with_capacity(tokens.len() as usize / 2);
    let mut at = tokens.range().start;
    while at < chunker.end {
        let (stop, kind) = match opaque(at) {
            Some((number, outer)) => (outer.range().end.min(chunker.end), ItemKind::Quotation(number)),
            None => chunker.item(at),
        };
        let stop = stop.max(at + 1);
        items.push(Item { span: span(at, stop), kind });
        at = stop;
    }
    items
}

struct Chunker<'a, 'b> {
    analysis: &'b Analysis<'a>,
    end: usize,
}

impl Chunker<'_, '_> {
    fn class(&self, at: usize) -> Class {
        if at < self.end { self.analysis.tag_at(at).class } else { Class::Punctuation }
    }

    fn form(&self, at: usize) -> VerbForm {
        if at < self.end { self.analysis.tag_at(at).form } else { VerbForm::None }
    }

    fn is_verb(&self, at: usize) -> bool {
        matches!(self.class(at), Class::Verb | Class::Auxiliary)
    }

    fn is_noun(&self, at: usize) -> bool {
        matches!(self.class(at), Class::Noun | Class::ProperNoun)
            || (self.class(at) == Class::Other && self.analysis.token(at).is_some_and(|t| t.shape == Shape::Word))
    }

    fn has(&self, at: usize, flag: Flag) -> bool {
        at < self.end && self.analysis.has(at, flag)
    }

    fn item(&self, at: usize) -> (usize, ItemKind) {
        if let Some(time) = self.analysis.time(at).filter(|t| t.span.range().start == at && !self.possessive(t.span.range().end)) {
            return (time.span.range().end, ItemKind::Time);
        }
        if self.analysis.token(at).is_some_and(|t| t.shape == Shape::Mark) && self.analysis.quantity(at).is_none() {
            return (at + 1, self.mark(at));
        }
        if let Some(found) = self.expression(at) {
            return found;
        }
        if let Some((stop, verb)) = self.verb_group(at) {
            return (stop, ItemKind::Verb(verb));
        }
        if let Some((stop, noun)) = self.noun_group(at) {
            return (stop, ItemKind::Noun(noun));
        }
        (at + 1, self.word(at))
    }

    fn mark(&self, at: usize) -> ItemKind {
        match self.analysis.word(at) {
            "," => ItemKind::Comma,
            ":" => ItemKind::Colon,
            ";" => ItemKind::Semicolon,
            "(" | "[" | "{" => ItemKind::Open,
            ")" | "]" | "}" => ItemKind::Close,
            "—" | "–" | "--" | "---" => ItemKind::Dash,
            "-" if self.analysis.token(at).is_some_and(|t| t.spaced) => ItemKind::Dash,
            "." | "!" | "?" | "…" | "..." => ItemKind::Stop,
            word if self.analysis.language.orthography.is_quotation_mark(word) => ItemKind::Mark,
            _ => ItemKind::Other,
        }
    }

    /// An expression of several words that is no noun and no verb.
    fn expression(&self, at: usize) -> Option<(usize, ItemKind)> {
        let expression = self.analysis.expression(at).filter(|e| e.span.range().start == at && e.span.range().end <= self.end)?;
        if self.analysis.quantity(at).is_some() {
            return None;
        }
        let kind = self.analysis.expression_lemmas(&expression).find_map(|lemma| match lemma.class {
            WordClass::Adverb | WordClass::Phrase if lemma.features.value(Key::Qualifier).is_none() => Some(ItemKind::Adverb),
            WordClass::Preposition => Some(ItemKind::Preposition),
            WordClass::Conjunction if lemma.features.has(Flag::Coordinator) => Some(ItemKind::Coordinator),
            WordClass::Conjunction if lemma.features.has(Flag::Complementiser) => Some(ItemKind::Complementiser),
            WordClass::Conjunction => Some(ItemKind::Subordinator),
            WordClass::Pronoun if lemma.features.has(Flag::Relative) => Some(ItemKind::Relative),
            WordClass::Pronoun => Some(ItemKind::Noun(NounGroup { head: index(at), determiner: None, name: None, pronoun: true, counted: false })),
            _ => None,
        })?;
        Some((expression.span.range().end, kind))
    }

    /// A word that is in no group.
    fn word(&self, at: usize) -> ItemKind {
        match self.class(at) {
            // "au cours desquels"
            Class::Preposition if self.has(at, Flag::Relative) && !self.has(at, Flag::Of) => ItemKind::Relative,
            Class::Preposition => ItemKind::Preposition,
            Class::Coordinator => ItemKind::Coordinator,
            Class::Relative => ItemKind::Relative,
            // "denied that, saying …": nothing follows that it could open.
            Class::Subordinator if self.analysis.complementises(at) && self.stands_alone(at) => {
                ItemKind::Noun(NounGroup { head: index(at), determiner: None, name: None, pronoun: true, counted: false })
            }
            Class::Subordinator if self.analysis.complementises(at) => ItemKind::Complementiser,
            Class::Subordinator => ItemKind::Subordinator,
            // "those killed", "some of them": a determiner that stands for its noun.
            Class::Determiner if self.has(at, Flag::Of) => ItemKind::Preposition,
            Class::Determiner if self.has(at, Flag::Demonstrative) || self.has(at, Flag::Indefinite) || self.has(at, Flag::Whole) => {
                ItemKind::Noun(NounGroup { head: index(at), determiner: None, name: None, pronoun: true, counted: false })
            }
            Class::Adverb | Class::Particle | Class::Adjective => ItemKind::Adverb,
            _ => ItemKind::Other,
        }
    }

    /// Whether a sign that ends a clause follows, and no more than that: "that, whatever he chose, he would …" goes on behind what is set in.
    fn stands_alone(&self, at: usize) -> bool {
        if at + 1 >= self.end {
            return true;
        }
        match self.analysis.word(at + 1) {
            "," => {
                let pronoun = self.analysis.reading(at, WordClass::Pronoun).is_some_and(|(l, _)| l.features.has(Flag::Demonstrative));
                let goes_on = (at + 2..self.end).take_while(|i| !matches!(self.analysis.word(*i), ";" | ":")).any(|i| self.analysis.word(i) == ",");
                let adds = self.class(at + 2) == Class::Coordinator || self.analysis.tag_at(at + 2).form == VerbForm::Gerund;
                pronoun && (adds || !goes_on)
            }
            word => matches!(word, "." | ";" | "!" | "?" | ")"),
        }
    }

    fn possessive(&self, at: usize) -> bool {
        at < self.end && self.class(at) == Class::Particle && {
            let word = self.analysis.word(at);
            self.analysis.language.orthography.possessives.iter().any(|p| p == word)
        }
    }

    fn is_quotation_mark(&self, at: usize) -> bool {
        at < self.end && self.analysis.language.orthography.is_quotation_mark(self.analysis.word(at))
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
