//! Tokens into items: noun groups and verb groups with their heads, and the words and signs between them.

use super::analysis::{Analysis, span};
use super::feature::{Flag, Key, WordClass};
use super::lexicon::LemmaId;
use super::tagging::{Class, VerbForm};
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
            word if self.analysis.language.orthography.quotes.iter().any(|q| q.open == word || q.close == word) => ItemKind::Mark,
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

    /// Whether a sign that ends a clause follows.
    fn stands_alone(&self, at: usize) -> bool {
        at + 1 >= self.end || matches!(self.analysis.word(at + 1), "," | "." | ";" | "!" | "?" | ")")
    }

    /// The verb group that begins here.
    fn verb_group(&self, at: usize) -> Option<(usize, VerbGroup)> {
        let mut reflexive = false;
        let mut negated = false;
        let mut first = at;
        // "ne l'a", "s'est", "to not": what stands before the first verb and belongs to it.
        while first < self.end && first < at + 5 && !self.is_verb(first) {
            let clitic = self.has(first, Flag::Clitic) && matches!(self.class(first), Class::Pronoun | Class::Other | Class::Determiner);
            let negation = self.has(first, Flag::Negation) && matches!(self.class(first), Class::Adverb | Class::Particle);
            let marker = self.has(first, Flag::Infinitive) && self.class(first) == Class::Particle;
            let adverb = first > at && self.class(first) == Class::Adverb;
            if !(clitic || negation || marker || adverb) {
                return None;
            }
            reflexive |= clitic && self.has(first, Flag::Reflexive);
            negated |= negation;
            first += 1;
        }
        if !self.is_verb(first) || (self.prenominal(first) && first == at) || self.analysis.quantity(first).is_some() {
            return None;
        }
        let mut group = VerbGroup {
            main: index(first),
            form: self.form(first),
            main_form: self.form(first),
            passive: false,
            negated,
            reflexive,
            auxiliary: self.class(first) == Class::Auxiliary,
            inverted: None,
            expression: None,
        };
        let stop = self.verb_chain(first, &mut group);
        group.passive &= !group.reflexive;
        // Of an expression the main verb is any word: "a fait savoir".
        group.expression = self.analysis.expression(group.main as usize).filter(|e| e.span.range().start >= at).and_then(|e| {
            let lemma = self.analysis.lemma(e.reading.lemma)?;
            (lemma.class == WordClass::Verb).then_some(e.reading.lemma)
        });
        let stop = group.expression.and_then(|_| self.analysis.expression(group.main as usize)).map_or(stop, |e| stop.max(e.span.range().end.min(self.end)));
        Some((stop, group))
    }

    /// Goes on from the first verb through auxiliaries, adverbs and negation to the main verb; gives the end of the group.
    fn verb_chain(&self, first: usize, group: &mut VerbGroup) -> usize {
        let mut stop = first + 1;
        let mut at = first + 1;
        let mut last = first;
        while at < self.end {
            if self.is_verb(at) && self.continues(last, at) {
                group.passive |= self.has(last, Flag::Passive) && self.form(at) == VerbForm::Participle;
                group.main = index(at);
                group.main_form = self.form(at);
                last = at;
                at += 1;
                stop = at;
            } else if self.is_inverted_subject(at) && group.inverted.is_none() {
                group.inverted = Some(index(at));
                at += 1;
                stop = at;
            } else if matches!(self.class(at), Class::Adverb | Class::Particle) && self.negates(group, at) {
                group.negated = true;
                at += 1;
                stop = at;
            } else if let Some(behind) = self.inserted(last, at) {
                at = behind;
            } else {
                break;
            }
        }
        stop
    }

    /// Some negations belong to the verb only together with another before it: "ne … plus".
    fn negates(&self, group: &VerbGroup, at: usize) -> bool {
        // "affirme n'avoir perdu": a negation that leans on the next verb.
        self.has(at, Flag::Negation) && !self.has(at, Flag::Clitic) && (group.negated || !self.has(at, Flag::SecondNegation))
    }

    /// Whether the verb at `at` goes on the group whose last verb is at `last`.
    fn continues(&self, last: usize, at: usize) -> bool {
        let nonfinite = matches!(self.form(at), VerbForm::Participle | VerbForm::Gerund | VerbForm::Infinitive);
        if self.class(last) != Class::Auxiliary || !nonfinite {
            return false;
        }
        self.form(at) != VerbForm::Infinitive || !self.has(last, Flag::Passive)
    }

    fn is_inverted_subject(&self, at: usize) -> bool {
        let word = self.analysis.word(at);
        word.starts_with('-') && word.len() > 1 && self.analysis.language.orthography.clitics.iter().any(|c| c == word)
    }

    /// Adverbs, or a short insertion between commas, on the way from an auxiliary to its verb.
    fn inserted(&self, last: usize, at: usize) -> Option<usize> {
        if self.class(last) != Class::Auxiliary {
            return None;
        }
        let behind = match self.analysis.expression(at).filter(|e| e.span.range().start == at) {
            Some(e) if self.analysis.lemma(e.reading.lemma).is_some_and(|l| matches!(l.class, WordClass::Adverb | WordClass::Phrase)) => e.span.range().end,
            _ if self.class(at) == Class::Adverb => at + 1,
            _ if self.analysis.word(at) == "," => {
                let close = (at + 2..self.end.min(at + 8)).find(|i| self.analysis.word(*i) == ",")?;
                let inside = (at + 1..close).all(|i| !self.is_verb(i));
                return (inside && self.is_verb(close + 1) && self.continues(last, close + 1)).then_some(close + 1);
            }
            _ => return None,
        };
        // Only adverbs that lead to a verb of this group belong to it.
        let mut next = behind;
        while next < self.end && next < behind + 6 {
            if self.is_verb(next) {
                return self.continues(last, next).then_some(behind);
            }
            let adverbial = matches!(
                self.class(next),
                Class::Adverb | Class::Particle | Class::Preposition | Class::Determiner | Class::Noun | Class::Adjective | Class::Pronoun
            );
            if !adverbial && self.analysis.word(next) != "," {
                return None;
            }
            next += 1;
        }
        None
    }

    /// A participle that stands before its noun: "armed men", "the proposed law".
    fn prenominal(&self, at: usize) -> bool {
        let participle = self.class(at) == Class::Verb && matches!(self.form(at), VerbForm::Participle | VerbForm::Gerund);
        let compound = self.analysis.word(at).contains('-');
        let led = at.checked_sub(1).is_some_and(|p| {
            matches!(self.class(p), Class::Determiner | Class::Adjective | Class::Numeral | Class::Preposition) || self.has(p, Flag::Possessive)
        });
        participle && !self.analysis.language.syntax.head_first && self.is_noun(at + 1) && (led || compound)
    }

    fn possessive(&self, at: usize) -> bool {
        at < self.end && self.class(at) == Class::Particle && matches!(self.analysis.word(at), "'s" | "'")
    }

    /// The noun group that begins here.
    fn noun_group(&self, at: usize) -> Option<(usize, NounGroup)> {
        if self.analysis.quantity(at).is_none() && self.class(at) == Class::Pronoun && !self.determines(at) {
            let group = NounGroup { head: index(at), determiner: None, name: None, pronoun: true, counted: false };
            return Some((at + 1, group));
        }
        let mut builder = NounBuilder::default();
        let mut next = at;
        while next < self.end {
            match self.noun_step(at, next, &mut builder) {
                Some(stop) => next = stop,
                None => break,
            }
        }
        // Modifiers without a noun behind them are given back, a numeral or determiner alone stands for its noun.
        let stop = builder.stop.or(builder.counted.then_some(builder.counted_end))?;
        if builder.nouns.is_empty() && !builder.counted {
            return None;
        }
        let head = if self.analysis.language.syntax.head_first { builder.nouns.first() } else { builder.nouns.last() };
        let head = head.copied().unwrap_or(stop - 1);
        let name = self.name(at, stop);
        Some((stop, NounGroup { head: index(head), determiner: builder.determiner.map(index), name, pronoun: false, counted: builder.counted }))
    }

    /// Takes the next word into a noun group; gives the position behind it, or nothing where the group ends.
    fn noun_step(&self, start: usize, at: usize, builder: &mut NounBuilder) -> Option<usize> {
        if let Some(time) = self.analysis.time(at) {
            // "Friday's attack", "the overnight raids"; other times stand outside.
            let stop = time.span.range().end;
            let modifies = !self.analysis.language.syntax.head_first && builder.determiner.is_some() && self.nominal(stop);
            return builder.nouns.is_empty().then_some(stop + usize::from(self.possessive(stop))).filter(|next| *next > stop || modifies);
        }
        if let Some(quantity) = self.analysis.quantity(at) {
            let stop = quantity.span.range().end;
            if at > start && !builder.nouns.is_empty() {
                let range = quantity.span.len() == 3
                    && self.analysis.token(at + 1).is_some_and(|t| !t.spaced)
                    && self.analysis.token(at - 1).is_some_and(|t| t.capital);
                let label = (quantity.span.len() == 1 || range) && self.analysis.token(at).is_some_and(|t| t.shape == Shape::Figure) && !self.nominal(stop);
                return (label && !builder.after_adjective).then(|| builder.take(stop));
            }
            builder.counted = true;
            builder.counted_end = stop;
            return Some(stop);
        }
        if let Some(expression) = self.analysis.expression(at).filter(|e| e.span.range().start == at) {
            let lemma = self.analysis.lemma(expression.reading.lemma)?;
            let stop = expression.span.range().end.min(self.end);
            if lemma.class == WordClass::Noun && (builder.nouns.is_empty() || !self.analysis.language.syntax.head_first) {
                let head = if self.analysis.language.syntax.head_first { at } else { stop - 1 };
                builder.nouns.push(head);
                return Some(builder.take(stop));
            }
            if lemma.class == WordClass::Determiner && at == start {
                builder.determiner = Some(at);
                return Some(stop);
            }
            if lemma.class != WordClass::Noun {
                return None;
            }
        }
        let head_first = self.analysis.language.syntax.head_first;
        match self.class(at) {
            Class::Determiner | Class::Pronoun if (at == start || (builder.whole && builder.nouns.is_empty())) && self.determines(at) => {
                builder.determiner = Some(at);
                builder.whole = self.has(at, Flag::Whole);
                Some(at + 1)
            }
            Class::Numeral => Some(at + 1),
            // "à l'AFP Hamed Sajjadi": an acronym with an article and a name behind it are two groups.
            Class::Noun | Class::ProperNoun if head_first && self.parts_from_acronym(at, builder) => None,
            Class::Noun | Class::ProperNoun => {
                builder.nouns.push(at);
                Some(builder.take(at + 1))
            }
            Class::Adjective | Class::Adverb if at == start && self.has(at, Flag::Whole) => {
                builder.whole = true;
                Some(at + 1)
            }
            Class::Adjective | Class::Verb if self.nominalised(at, builder) => {
                builder.nouns.push(at);
                Some(builder.take(at + 1))
            }
            Class::Adjective if builder.nouns.is_empty() => Some(at + 1),
            Class::Adjective if head_first => {
                builder.after_adjective = true;
                Some(builder.take(at + 1))
            }
            Class::Adjective => self.nominal(at + 1).then_some(at + 1),
            // a "100% air shield", "Securities and Exchange Commission"
            Class::Punctuation if at > start && self.is_quotation_mark(at) && self.mark_inside(at, builder) => Some(at + 1),
            Class::Coordinator if !head_first && self.joins_name(at) && !builder.nouns.is_empty() => Some(at + 1),
            // "arméniennes et azerbaïdjanaises", "dead and wounded soldiers"
            Class::Coordinator if at > start && self.class(at - 1) == Class::Adjective && self.class(at + 1) == Class::Adjective && at > start => {
                let joins = if head_first { builder.after_adjective && !self.is_noun(at + 2) } else { builder.nouns.is_empty() && self.is_noun(at + 2) };
                joins.then_some(at + 1)
            }
            Class::Adverb if builder.nouns.is_empty() && (builder.determiner.is_some() || builder.counted) => {
                let further = builder.counted && self.has(at, Flag::Further) && self.is_noun(at + 1);
                (self.class(at + 1) == Class::Adjective || self.form(at + 1) == VerbForm::Participle || further).then_some(at + 1)
            }
            Class::Verb if self.prenominal(at) && builder.nouns.is_empty() => Some(at + 1),
            Class::Particle if self.possessive(at) && !builder.nouns.is_empty() => {
                let goes_on = self.nominal(at + 1) || self.analysis.quantity(at + 1).is_some();
                let stop = builder.take(at + 1);
                if goes_on {
                    builder.nouns.clear();
                }
                Some(stop)
            }
            Class::Other if self.is_noun(at) => {
                builder.nouns.push(at);
                Some(builder.take(at + 1))
            }
            _ if self.particle(at) && !builder.nouns.is_empty() => Some(at + 1),
            _ => None,
        }
    }

    fn parts_from_acronym(&self, at: usize, builder: &NounBuilder) -> bool {
        let upper = |i: usize| self.analysis.token(i).is_some_and(|t| t.upper);
        let acronym = builder.nouns.last().is_some_and(|n| *n + 1 == at && upper(*n) && !self.has(*n, Flag::Generic)) && builder.nouns.len() == 1;
        acronym && builder.determiner.is_some() && !upper(at) && self.analysis.token(at).is_some_and(|t| t.capital)
    }

    fn is_quotation_mark(&self, at: usize) -> bool {
        let word = self.analysis.word(at);
        at < self.end && self.analysis.language.orthography.quotes.iter().any(|q| q.open == word || q.close == word)
    }

    /// Whether a quotation mark stands between the words of one group: before its noun, and a word of it behind.
    fn mark_inside(&self, at: usize, builder: &NounBuilder) -> bool {
        let begun = builder.determiner.is_some() || builder.counted || self.class(at - 1) == Class::Adjective;
        let opens = builder.nouns.is_empty() && begun;
        let goes_on =
            self.nominal(at + 1) || self.analysis.quantity(at + 1).is_some() || (self.class(at + 1) == Class::Adverb && self.class(at + 2) == Class::Adjective);
        opens && goes_on && self.analysis.token(at).is_some_and(|t| t.breaks == 0)
    }

    /// "the Securities and Exchange Commission": a conjunction inside the name of a body.
    fn joins_name(&self, at: usize) -> bool {
        let proper = |i: usize| self.is_noun(i) && self.analysis.token(i).is_some_and(|t| t.capital);
        let end = (at + 1..self.end.min(at + 6)).find(|i| !proper(*i)).unwrap_or(at + 1);
        at > 0 && proper(at - 1) && !self.has(at - 1, Flag::Body) && end > at + 2 && self.has(end - 1, Flag::Body)
    }

    /// Whether a word stands before a noun and says which: an article, a possessive.
    fn determines(&self, at: usize) -> bool {
        // "l'ambassade des États-Unis": behind a noun an article that can be "of the" is a preposition.
        let behind_noun = at > 0 && self.is_noun(at - 1) && self.has(at, Flag::Of) && self.analysis.token(at).is_some_and(|t| t.breaks == 0);
        (self.class(at) == Class::Determiner && !behind_noun) || (self.class(at) == Class::Pronoun && self.has(at, Flag::Possessive) && self.nominal(at + 1))
    }

    /// "the dead", "les blessés": an adjective or participle that stands for a noun.
    fn nominalised(&self, at: usize, builder: &NounBuilder) -> bool {
        let determined = builder.nouns.is_empty() && (builder.determiner.is_some() || builder.counted);
        let capital = self.class(at) == Class::Adjective && self.analysis.token(at).is_some_and(|t| t.capital);
        let known = capital || self.analysis.reading(at, WordClass::Noun).is_some();
        determined && known && !self.nominal(at + 1)
    }

    /// Whether a noun, or what can stand before one, is here.
    fn nominal(&self, at: usize) -> bool {
        self.analysis.time(at).is_none() && (self.is_noun(at) || matches!(self.class(at), Class::Adjective | Class::Numeral))
            || (self.class(at) == Class::Verb && self.is_noun(at + 1) && self.form(at) == VerbForm::Participle)
    }

    /// A small word inside a name: "Zeid Ra'ad al Hussein", "Charles de Gaulle".
    fn particle(&self, at: usize) -> bool {
        let proper = |i: usize| self.class(i) == Class::ProperNoun && self.analysis.token(i).is_some_and(|t| t.capital);
        let behind = at.checked_sub(1).is_some_and(|b| proper(b) || (self.has(b, Flag::Particle) && b.checked_sub(1).is_some_and(proper)));
        self.has(at, Flag::Particle) && behind && (proper(at + 1) || (self.has(at + 1, Flag::Particle) && proper(at + 2)))
    }

    /// The run of capitals that ends a group, its titles and offices left out.
    fn name(&self, start: usize, stop: usize) -> Option<Tokens> {
        let common = |i: usize| [Flag::Role, Flag::Title, Flag::Body, Flag::Person].iter().any(|f| self.has(i, *f));
        let capital = |i: usize| {
            self.analysis.token(i).is_some_and(|t| {
                t.shape == Shape::Word
                    && self.analysis.text.get(t.span.range()).is_some_and(|w| {
                        w.starts_with(char::is_uppercase)
                            || w.split(['-', '\'', '’'])
                                .next()
                                .is_some_and(|p| self.analysis.language.lexicon.form(p).is_some_and(|f| self.analysis.language.lexicon.has(f, Flag::Particle)))
                                && w.contains(char::is_uppercase)
                    })
            })
        };
        // "ministre du Travail": an office of several words is no name.
        let office = |i: usize| {
            self.analysis.expression(i).is_some_and(|e| e.span.range().start < i && self.analysis.expression_lemmas(&e).any(|l| l.features.has(Flag::Role)))
        };
        let proper = |i: usize| self.particle(i) || (capital(i) && !office(i) && !matches!(self.class(i), Class::Determiner | Class::Pronoun));
        let end = (start..stop).rev().find(|i| !self.possessive(*i)).map_or(stop, |i| i + 1);
        let from = (start..end).rev().take_while(|i| proper(*i)).last()?;
        // "news channel Cable TV": capitals behind a small word are a name, whatever their words.
        let set_off = !self.analysis.language.syntax.head_first
            && from > start
            && end - from > 1
            && self.analysis.token(from - 1).is_some_and(|t| t.shape == Shape::Word && !t.capital)
            && self.is_noun(from - 1)
            && !self.has(from, Flag::Role)
            && !self.has(from, Flag::Title);
        let from = if set_off { from } else { (from..end).find(|i| !common(*i))? };
        // "Acting District Commander Yau Siu-kei": the name begins behind the last office.
        let office = (from..end.saturating_sub(1)).rev().find(|i| self.has(*i, Flag::Role) || self.has(*i, Flag::Title));
        let from =
            office.map_or(from, |o| if (o + 1..end).any(|i| [Flag::Body, Flag::Media, Flag::Role].iter().any(|f| self.has(i, *f))) { from } else { o + 1 });
        // "Travail Muriel Pénicaud", "Human Rights Zeid Ra'ad": common nouns that a longer name follows.
        let noun = |i: usize| self.analysis.reading(i, WordClass::Noun).is_some() || self.analysis.expression(i).is_some();
        let from = (from..end).find(|i| !noun(*i)).filter(|i| end - i >= 2 && *i > from).unwrap_or(from);
        Some(span(from, end))
    }
}

/// What a noun group has gathered.
#[derive(Default)]
struct NounBuilder {
    determiner: Option<usize>,
    whole: bool,
    counted: bool,
    counted_end: usize,
    nouns: Vec<usize>,
    after_adjective: bool,
    stop: Option<usize>,
}

impl NounBuilder {
    /// The group reaches to here at least.
    fn take(&mut self, stop: usize) -> usize {
        self.stop = Some(stop);
        stop
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
