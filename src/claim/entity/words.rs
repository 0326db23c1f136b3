//! The words of spans.
//!
//! In: a span of tokens. Out: the same without its determiner or possessive; its text; its folded words.

use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::NounGroup;
use crate::grammar::feature::Flag;
use crate::text::span::Tokens;

/// The text of a name, without a possessive at its end.
#[must_use]
pub fn surface(analysis: &Analysis<'_>, tokens: Tokens) -> String {
    analysis.slice(without_possessive(analysis, tokens)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A span without a possessive mark at its end.
#[must_use]
pub fn without_possessive(analysis: &Analysis<'_>, tokens: Tokens) -> Tokens {
    let last = tokens.range().end.saturating_sub(1);
    if tokens.len() > 1 && analysis.has(last, Flag::Possessive) && analysis.word(last).starts_with('\'') {
        Tokens::new(tokens.start, tokens.end - 1)
    } else {
        tokens
    }
}

/// The folded words of a span, without a possessive at its end.
#[must_use]
pub fn words_of(analysis: &Analysis<'_>, tokens: Tokens) -> Vec<String> {
    without_possessive(analysis, tokens).range().map(|t| analysis.word(t).to_owned()).collect()
}

/// The tokens of a noun group without its determiner.
#[must_use]
pub fn bare(analysis: &Analysis<'_>, item: Tokens, group: &NounGroup) -> Tokens {
    let mut start = group.determiner.map_or(item.start, |d| d.max(item.start) + 1).min(item.end.saturating_sub(1));
    if group.determiner.is_some_and(|d| analysis.expression(d as usize).is_some_and(|e| e.span.start == d)) {
        start = group.determiner.and_then(|d| analysis.expression(d as usize)).map_or(start, |e| e.span.end.min(item.end.saturating_sub(1)));
    }
    Tokens::new(start, item.end)
}
