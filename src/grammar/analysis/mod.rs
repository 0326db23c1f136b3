//! A text as the grammar sees it: tokens with their folded words, dictionary forms, expressions, tags, numerals and times.

mod repair;
mod report;

use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::language::Language;
use crate::grammar::lexicon::{Lemma, LemmaId, WordReading};
use crate::grammar::numeral::{self, Quantity};
use crate::grammar::tagging::{Class, Tag, VerbForm, Words};
use crate::grammar::time::{self, TimeExpression};
use crate::text::orthography::fold_into;
use crate::text::quotation::{Quotation, quotations};
use crate::text::sentence::{Sentences, sentences};
use crate::text::span::{Bytes, Tokens};
use crate::text::token::{Shape, Token, tokens};

/// The number of a form that the dictionary does not know.
pub const UNKNOWN: u32 = u32::MAX;

/// An expression of several words that the dictionary knows.
#[derive(Clone, Copy, Debug)]
pub struct Expression {
    /// Where it stands.
    pub span: Tokens,
    /// How it is taken.
    pub reading: WordReading,
    /// How many words stand behind its first that are no part of it: "fait-il savoir", "met par ailleurs en garde".
    gap: usize,
}

/// A text as the grammar sees it.
pub struct Analysis<'a> {
    /// Its language.
    pub language: &'a Language,
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    folded: String,
    cuts: Vec<u32>,
    /// The dictionary form of each token; [`UNKNOWN`] where it has none.
    pub forms: Vec<u32>,
    /// What each token is.
    pub tags: Vec<Tag>,
    /// Expressions of several words, by their start; they do not overlap.
    pub expressions: Vec<Expression>,
    expression_at: Vec<u32>,
    /// Numerals with what bounds them, by their start.
    pub quantities: Vec<Quantity>,
    quantity_at: Vec<u32>,
    /// Expressions of time, by their start.
    pub times: Vec<TimeExpression>,
    time_at: Vec<u32>,
    /// Quoted stretches, in the order in which they open.
    pub quotations: Vec<Quotation>,
    quotation_at: Vec<u32>,
    /// Sentences and periods.
    pub sentences: Sentences,
    /// Where a name ends though another goes on behind it, in order.
    borders: Vec<u32>,
}

impl<'a> Analysis<'a> {
    /// Analyses a text.
    #[must_use]
    pub fn new(text: &'a str, language: &'a Language) -> Self {
        let tokens = tokens(text, &language.orthography);
        let quotations = quotations(text, &tokens, &language.orthography);
        let sentences = sentences(text, &tokens, &quotations, &language.orthography);
        let mut analysis = Analysis {
            language,
            text,
            folded: String::with_capacity(text.len()),
            cuts: Vec::with_capacity(tokens.len() + 1),
            forms: Vec::with_capacity(tokens.len()),
            tags: Vec::with_capacity(tokens.len()),
            expressions: Vec::new(),
            expression_at: Vec::new(),
            quantities: Vec::new(),
            quantity_at: Vec::new(),
            times: Vec::new(),
            time_at: Vec::new(),
            quotation_at: index(tokens.len(), quotations.iter().map(|q| q.outer)),
            tokens,
            quotations,
            sentences,
            borders: Vec::new(),
        };
        analysis.look_up();
        analysis.tag();
        analysis.find_expressions();
        let times = time::times(&analysis);
        analysis.time_at = index(analysis.tokens.len(), times.iter().map(|t| t.span));
        analysis.times = times;
        let quantities = numeral::quantities(&analysis);
        analysis.quantity_at = index(analysis.tokens.len(), quantities.iter().map(|q| q.span));
        analysis.quantities = quantities;
        analysis
    }

    /// Takes the words of a name for proper nouns where the tagger took them for something else: "Beijing described …".
    pub fn name(&mut self, names: impl Iterator<Item = Tokens>) {
        for at in names.flat_map(Tokens::range) {
            let capital = self.token(at).is_some_and(|t| t.capital);
            if capital
                && matches!(self.tag_at(at).class, Class::Verb | Class::Adverb | Class::Other)
                && self.time(at).is_none()
                && let Some(slot) = self.tags.get_mut(at)
            {
                *slot = Tag::word(Class::ProperNoun);
            }
        }
    }

    /// Parts the names of two where they stand side by side: "a dit sur RTL | Anne Roux". Takes the tokens at which the second begins, in order.
    pub fn part(&mut self, names: impl Iterator<Item = u32>) {
        self.borders.extend(names);
    }

    /// Whether the name of another begins at a token.
    #[must_use]
    pub fn parted(&self, at: usize) -> bool {
        u32::try_from(at).is_ok_and(|at| self.borders.binary_search(&at).is_ok())
    }

    fn look_up(&mut self) {
        let mut word = String::new();
        self.cuts.push(0);
        for token in &self.tokens {
            fold_into(self.text.get(token.span.range()).unwrap_or_default(), &mut word);
            self.folded.push_str(&word);
            self.cuts.push(u32::try_from(self.folded.len()).unwrap_or(u32::MAX));
            self.forms.push(self.language.lexicon.form(&word).unwrap_or(UNKNOWN));
        }
    }

    fn tag(&mut self) {
        let mut tags = Vec::with_capacity(self.tokens.len());
        for sentence in &self.sentences.sentences {
            self.language.tagger.tag(&self.tokens, *sentence, self, &mut tags);
        }
        self.tags = tags;
        self.repair();
    }

    fn find_expressions(&mut self) {
        let mut found = Vec::new();
        for sentence in &self.sentences.sentences {
            let mut at = sentence.range().start;
            while at < sentence.range().end {
                let longest = self.expression_from(at, sentence.range().end);
                at = longest.map_or(at + 1, |e| e.span.range().end);
                found.extend(longest);
            }
        }
        self.expression_at = index(self.tokens.len(), found.iter().map(|e| e.span));
        self.expressions = found;
    }

    /// How many words the expression of a class at `at` has: the adverb "quant à lui"; none if there is none.
    fn expression_length(&self, at: usize, class: WordClass) -> usize {
        self.spelled(at, class).map_or(0, |(length, _)| length)
    }

    /// The longest expression of a class that begins at `at`, with its length in words: the verb "points out".
    fn spelled(&self, at: usize, class: WordClass) -> Option<(usize, WordReading)> {
        let form = self.forms.get(at)?;
        let word = |distance: usize| (at + distance < self.tokens.len()).then(|| self.word(at + distance));
        let fits = |r: &WordReading| self.language.lexicon.lemma(r.lemma).is_some_and(|l| l.class == class);
        self.language.lexicon.expressions(*form, word).find(|(_, r)| fits(r))
    }

    /// "met par ailleurs en garde", "fait-il savoir": the expression of a verb, with an adverb or its subject behind its first word.
    fn parted_expression(&self, at: usize, end: usize) -> Option<Expression> {
        if !matches!(self.tag_at(at).class, Class::Verb | Class::Auxiliary) {
            return None;
        }
        let single = usize::from(self.tag_at(at + 1).class == Class::Adverb && self.reading(at + 1, WordClass::Adverb).is_some());
        let gap = if self.inverted_subject(at + 1) { 1 } else { self.expression_length(at + 1, WordClass::Adverb).max(single) };
        let word = |distance: usize| {
            let at = at + distance + if distance > 0 { gap } else { 0 };
            (at < end).then(|| self.word(at))
        };
        let is_verb = |r: &WordReading| self.language.lexicon.lemma(r.lemma).is_some_and(|l| l.class == WordClass::Verb);
        let (length, reading) = self.language.lexicon.expressions(*self.forms.get(at)?, word).find(|(_, r)| gap > 0 && is_verb(r))?;
        Some(Expression { span: span(at, at + length + gap), reading, gap })
    }

    fn expression_from(&self, at: usize, end: usize) -> Option<Expression> {
        let form = *self.forms.get(at)?;
        let verbal = self.tag_at(at).class;
        let word = |distance: usize| (at + distance < end).then(|| self.word(at + distance));
        let mut best = None;
        for (length, reading) in self.language.lexicon.expressions(form, word) {
            let class = self.language.lexicon.lemma(reading.lemma).map(|l| l.class);
            let fits = match class {
                // The verb of an expression must be a verb here.
                Some(WordClass::Verb) => matches!(verbal, Class::Verb | Class::Auxiliary),
                // "les deux" stands for a noun only where none follows.
                Some(WordClass::Pronoun) => !matches!(self.tag_at(at + length).class, Class::Noun | Class::ProperNoun | Class::Adjective | Class::Numeral),
                _ => true,
            };
            if fits {
                best = best.or(Some(Expression { span: span(at, at + length), reading, gap: 0 }));
            }
        }
        best.or_else(|| self.parted_expression(at, end))
    }

    /// The folded word of a token; the empty string beyond the text.
    #[must_use]
    pub fn word(&self, at: usize) -> &str {
        match (self.cuts.get(at), self.cuts.get(at + 1)) {
            (Some(start), Some(end)) => self.folded.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => "",
        }
    }

    /// The token at a position.
    #[must_use]
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The tag of a token; `Other` beyond the text.
    #[must_use]
    pub fn tag_at(&self, at: usize) -> Tag {
        self.tags.get(at).copied().unwrap_or(Tag { class: Class::Other, form: VerbForm::None })
    }

    /// The characters of a span of tokens, from the first to the last.
    #[must_use]
    pub fn slice(&self, tokens: Tokens) -> &'a str {
        self.text.get(self.bytes(tokens).range()).unwrap_or_default()
    }

    /// The bytes from the first to the last token of a span; empty for an empty span.
    #[must_use]
    pub fn bytes(&self, tokens: Tokens) -> Bytes {
        if tokens.is_empty() {
            let at = self.tokens.get(tokens.start as usize).map_or(0, |t| t.span.start);
            return Bytes::new(at, at);
        }
        match (self.tokens.get(tokens.start as usize), self.tokens.get(tokens.end as usize - 1)) {
            (Some(first), Some(last)) => Bytes::new(first.span.start, last.span.end),
            _ => Bytes::new(0, 0),
        }
    }

    /// How a token can be taken as a word of its own.
    #[must_use]
    pub fn readings(&self, at: usize) -> &'a [WordReading] {
        self.forms.get(at).map_or(&[], |form| self.language.lexicon.readings(*form))
    }

    /// A lemma of the dictionary.
    #[must_use]
    pub fn lemma(&self, id: LemmaId) -> Option<&'a Lemma> {
        self.language.lexicon.lemma(id)
    }

    /// The first reading of a token in a word class.
    #[must_use]
    pub fn reading(&self, at: usize, class: WordClass) -> Option<(&'a Lemma, WordReading)> {
        self.readings(at).iter().find_map(|r| self.lemma(r.lemma).filter(|l| l.class == class).map(|l| (l, *r)))
    }

    /// Whether a token is a pronoun that stands behind its verb: `-t-elle`.
    #[must_use]
    pub fn inverted_subject(&self, at: usize) -> bool {
        let word = self.word(at);
        let clitics = &self.language.orthography.clitics;
        // "a t-il dit": the hyphen before it is often left out.
        let bare = || word.contains('-') && clitics.iter().any(|c| c.strip_prefix('-') == Some(word));
        word.len() > 1 && if word.starts_with('-') { clitics.iter().any(|c| c == word) } else { bare() }
    }

    /// Whether any reading of a token has a flag.
    #[must_use]
    pub fn has(&self, at: usize, flag: Flag) -> bool {
        self.forms.get(at).is_some_and(|form| self.language.lexicon.has(*form, flag))
    }

    /// Whether a word, or the expression of several words in which it stands, has a flag.
    #[must_use]
    pub fn marked(&self, at: usize, flag: Flag) -> bool {
        self.has(at, flag) || self.expression(at).is_some_and(|e| self.expression_has(&e, flag))
    }

    /// The quotations in which a token stands, or whose mark it is, innermost first.
    pub fn quotations_at(&self, at: usize) -> impl Iterator<Item = &Quotation> {
        let innermost = covering(&self.quotation_at, at);
        // Nested at most a few deep, each opens behind the one around it.
        let depth = innermost.and_then(|q| self.quotations.get(q)).map_or(0, |q| usize::from(q.depth) + 1);
        innermost.into_iter().flat_map(|q| (0..=q).rev()).filter_map(|q| self.quotations.get(q)).filter(move |q| q.outer.range().contains(&at)).take(depth)
    }

    /// Whether a word opens a condition that is also a question: if, whether, si.
    #[must_use]
    pub fn conditions(&self, at: usize) -> bool {
        let asks = |l: &Lemma| l.features.has(Flag::Complementiser) && (l.features.has(Flag::Whether) || l.features.has(Flag::Interrogative));
        let pronoun = |l: &Lemma| l.class == WordClass::Pronoun || l.class == WordClass::Adverb && l.features.has(Flag::Interrogative);
        let lemmas = || self.readings(at).iter().filter_map(|r| self.lemma(r.lemma));
        lemmas().any(asks) && !lemmas().any(pronoun)
    }

    /// Whether a word opens what is said, and no question or condition.
    #[must_use]
    pub fn complementises(&self, at: usize) -> bool {
        let conjunctions = self.readings(at).iter().filter_map(|r| self.lemma(r.lemma)).filter(|l| l.class == WordClass::Conjunction);
        conjunctions.into_iter().any(|l| l.features.has(Flag::Complementiser) && !l.features.has(Flag::Whether) && !l.features.has(Flag::Interrogative))
    }

    /// A value of the first reading of a token that has it.
    #[must_use]
    pub fn value(&self, at: usize, key: Key) -> Option<&'a str> {
        self.forms.get(at).and_then(|form| self.language.lexicon.value(*form, key))
    }

    /// The expression that covers a token.
    #[must_use]
    pub fn expression(&self, at: usize) -> Option<Expression> {
        covering(&self.expression_at, at).and_then(|i| self.expressions.get(i)).copied()
    }

    /// Whether any reading of an expression has a flag.
    #[must_use]
    pub fn expression_has(&self, expression: &Expression, flag: Flag) -> bool {
        self.expression_lemmas(expression).any(|l| l.features.has(flag))
    }

    /// All entries of the dictionary that an expression can be.
    pub fn expression_lemmas(&self, expression: &Expression) -> impl Iterator<Item = &'a Lemma> {
        let start = expression.span.range().start;
        let form = self.forms.get(start).copied().unwrap_or(UNKNOWN);
        let (length, gap) = (expression.span.len() as usize - expression.gap, expression.gap);
        let word = move |distance: usize| (distance < length).then(|| self.word(start + distance + if distance > 0 { gap } else { 0 }));
        self.language.lexicon.expressions(form, word).filter(move |(len, _)| *len == length).filter_map(|(_, r)| self.lemma(r.lemma))
    }

    /// The numeral that covers a token.
    #[must_use]
    pub fn quantity(&self, at: usize) -> Option<&Quantity> {
        covering(&self.quantity_at, at).and_then(|i| self.quantities.get(i))
    }

    /// Whether no figure stands at a position, so that a bound before it belongs to the number before.
    #[must_use]
    pub fn quantity_free(&self, at: usize) -> bool {
        self.token(at).is_none_or(|t| t.shape != Shape::Figure) && !self.has(at, Flag::Unit)
    }

    /// The expression of time that covers a token.
    #[must_use]
    pub fn time(&self, at: usize) -> Option<&TimeExpression> {
        covering(&self.time_at, at).and_then(|i| self.times.get(i))
    }
}

impl Words for Analysis<'_> {
    fn folded(&self, at: usize) -> &str {
        self.word(at)
    }

    fn lexical(&self, at: usize) -> u32 {
        self.forms.get(at).map_or(0, |form| self.language.lexicon.classes(*form))
    }
}

const NOTHING: u32 = u32::MAX;

/// For each token the number of the span that covers it.
fn index(tokens: usize, spans: impl Iterator<Item = Tokens>) -> Vec<u32> {
    let mut at = vec![NOTHING; tokens];
    for (number, span) in spans.enumerate() {
        for slot in at.get_mut(span.range()).unwrap_or_default() {
            *slot = u32::try_from(number).unwrap_or(NOTHING);
        }
    }
    at
}

fn covering(index: &[u32], at: usize) -> Option<usize> {
    index.get(at).filter(|i| **i != NOTHING).map(|i| *i as usize)
}

/// A span of tokens from positions.
#[must_use]
pub fn span(start: usize, end: usize) -> Tokens {
    Tokens::new(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}
