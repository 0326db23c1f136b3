//! How a claim comes about: what the reader saw in its words, and on what each part of the claim rests.
//!
//! In: a document and a claim that was read in it. Out: an [`Explanation`]. The document is read once more, and the steps of
//! [`extract`](mod@super::extract) are looked at where that claim is made; nothing is worked out in another way here.

mod attribution;
mod figure;
mod mention;
mod parse;
mod stance;

use serde::Serialize;

use super::Claim;
use super::actor::Gazetteer;
use super::attribution::Draft;
use super::extract::{Writer, witnessed};
use crate::grammar::language::Language;
use crate::text::document::{CodePoints, Document};
use crate::text::span::{Bytes, Tokens};
pub use attribution::{Attribution, Part, Taken};
pub use figure::{Figure, Numeral};
pub use mention::Mention;
pub use parse::{Clause, Group, Reading, Stretch, Token};
pub use stance::Reason;

/// How a claim comes about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The stretches in which its words stand, each parsed as one.
    pub stretches: Vec<Stretch>,
    /// Who and what is named in them.
    pub mentions: Vec<Mention>,
    /// The rule, or the phenomenon, that found it, and what it took for what.
    pub attribution: Attribution,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// What its act, form, polarity and certainty rest on, its days and its event.
    pub stance: Vec<Reason>,
    /// What its confidence rests on.
    pub confidence: Vec<Reason>,
}

/// Words of the document, and where they stand in code points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// The first code point.
    pub begin: u32,
    /// The first code point behind.
    pub end: u32,
}

/// Reads a document again and says how a claim comes about; none where it does not.
#[must_use]
pub fn explain(document: &Document, language: &Language, gazetteer: &Gazetteer, claim: &Claim) -> Option<Explanation> {
    let points = CodePoints::new(&document.text);
    let mut found = None;
    let mut witness = |writer: &Writer<'_, '_>, draft: Option<&Draft<'_>>, made: &Claim| {
        if found.is_none() && made.content == claim.content && made.cue == claim.cue {
            found = Some(Scene { writer, draft, claim, points: &points }.explanation());
        }
    };
    witnessed(document, language, gazetteer, &mut witness);
    found
}

/// A claim where it is made.
struct Scene<'s, 'a, 'b> {
    writer: &'s Writer<'a, 'b>,
    draft: Option<&'s Draft<'s>>,
    claim: &'s Claim,
    points: &'s CodePoints,
}

impl Scene<'_, '_, '_> {
    fn explanation(&self) -> Explanation {
        let numbers = self.stretch_numbers();
        Explanation {
            stretches: numbers.iter().filter_map(|number| self.stretch(*number)).collect(),
            mentions: self.mentions(&numbers),
            attribution: self.attribution(),
            figures: self.claim.counts.iter().map(|count| self.figure(count)).collect(),
            stance: self.stance(),
            confidence: self.confidence(),
        }
    }

    /// The segments, by number, in which the words of the claim stand.
    fn stretch_numbers(&self) -> Vec<usize> {
        let claim = self.claim;
        let voices = claim.sources.iter().chain(&claim.via).chain(&claim.directed_at).map(|source| source.text);
        let spans = voices.chain(claim.cue).chain([claim.content]).chain(claim.counts.iter().map(|c| c.text));
        let mut numbers: Vec<usize> =
            spans.flat_map(|span| self.tokens(span).range()).filter_map(|t| self.writer.layout.place(t)).map(|place| place.segment).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The tokens that stand in a stretch of bytes.
    fn tokens(&self, bytes: Bytes) -> Tokens {
        let tokens = &self.writer.layout.analysis.tokens;
        let position = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let start = tokens.partition_point(|t| t.span.end <= bytes.start);
        let end = tokens.partition_point(|t| t.span.start < bytes.end);
        Tokens::new(position(start), position(end.max(start)))
    }

    fn words(&self, tokens: Tokens) -> Words {
        self.words_at(self.writer.layout.analysis.bytes(tokens))
    }

    fn words_at(&self, bytes: Bytes) -> Words {
        let range = self.points.range(bytes);
        let text = self.writer.layout.analysis.text.get(bytes.range()).unwrap_or_default();
        Words { text: text.to_owned(), begin: range.start, end: range.end }
    }

    /// The words of an item.
    fn item(&self, segment: usize, item: usize) -> Option<Words> {
        self.writer.layout.segments.get(segment)?.items.get(item).map(|item| self.words(item.span))
    }

    /// What the words at a token are for the claim.
    fn parts(&self, token: usize) -> Vec<&'static str> {
        let claim = self.claim;
        let at = self.writer.layout.analysis.token(token).map_or(Bytes::new(0, 0), |t| t.span);
        let within = |span: Bytes| !at.is_empty() && span.overlaps(at);
        let all = [
            ("source", claim.sources.iter().any(|s| within(s.text))),
            ("via", claim.via.iter().any(|s| within(s.text))),
            ("cue", claim.cue.is_some_and(within)),
            ("directed_at", claim.directed_at.iter().any(|s| within(s.text))),
            ("content", within(claim.content)),
            ("figure", claim.counts.iter().any(|c| within(c.text))),
            ("said", claim.said.as_ref().is_some_and(|said| within(said.text))),
        ];
        all.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
    }
}

/// The name of a variant as it is written everywhere else: `AtLeast` is `at_least`.
fn name_of(variant: impl std::fmt::Debug) -> String {
    let mut name = String::new();
    for c in format!("{variant:?}").chars().take_while(|c| c.is_alphanumeric()) {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    name
}
