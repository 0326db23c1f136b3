//! Quotations without an attribution of their own.
//!
//! In: the quotations that no draft holds. Out: drafts that give them to the voice of the same sentence, or to whoever spoke last.

use super::content::content;
use super::{Draft, Phenomenon};
use crate::claim::layout::Layout;
use crate::claim::stance::Saying;
use crate::grammar::chunk::ItemKind;
use crate::grammar::feature::Flag;
use crate::grammar::segment::Segment;
use crate::text::quotation::Quotation;
use crate::text::span::Tokens;
use crate::text::token::Shape;

/// How many drafts back whoever spoke last is looked for.
const FLOAT_REACH: usize = 24;

/// A quotation that goes on behind its attribution in the same sentence is a claim of its own.
pub(super) fn resume<'a>(layout: &Layout<'a, '_>, number: usize, segment: &Segment, drafts: &mut Vec<Draft<'a>>) {
    let loose: Vec<Quotation> = segment
        .items
        .iter()
        .filter_map(|i| if let ItemKind::Quotation(q) = i.kind { layout.analysis.quotations.get(q as usize).copied() } else { None })
        .filter(|q| !drafts.iter().any(|d| d.content.overlaps(q.inner)) && stands_apart(layout, segment, q))
        .collect();
    for quotation in loose {
        let sentences = &layout.analysis.sentences.sentences;
        let sentence = sentences.get(sentences.partition_point(|s| s.end <= quotation.outer.start)).copied();
        let near = drafts.iter().filter(|d| d.cue.is_some()).min_by_key(|d| d.attribution.start.abs_diff(quotation.outer.start)).cloned();
        let Some(mut draft) = near else { continue };
        let same_sentence = sentence.is_some_and(|s| draft.cue.is_some_and(|c| s.contains(c.start)));
        if draft.attribution.end > quotation.outer.end {
            continue;
        }
        draft.content = content(layout, quotation.outer);
        draft.rule = Phenomenon::Resumed.rule(&layout.analysis.language.code);
        draft.saying = Saying::Said;
        draft.plain = false;
        draft.segment = number;
        if !same_sentence {
            draft.cue = None;
            draft.lemma = None;
        }
        drafts.push(draft);
    }
}

/// Whether a quotation begins a sentence or follows a comma, colon or conjunction; not one that a word governs.
fn stands_apart(layout: &Layout<'_, '_>, segment: &Segment, quotation: &Quotation) -> bool {
    let before = quotation.outer.range().start.checked_sub(1).filter(|b| *b >= segment.span.range().start);
    before.is_none_or(|b| {
        matches!(layout.analysis.word(b), "," | "." | ":" | ";" | "!" | "?" | "”" | "\"" | "»" | "—" | "–") || layout.analysis.has(b, Flag::Coordinator)
    })
}

/// Quotations that stand without an attribution go to whoever spoke before them in the paragraph, or in the one before.
pub(super) fn float<'a>(layout: &Layout<'a, '_>, drafts: &mut Vec<Draft<'a>>) {
    let analysis = layout.analysis;
    let mut floating: Vec<Draft<'a>> = Vec::new();
    for (number, segment) in layout.segments.iter().enumerate().filter(|(_, s)| s.quotation.is_none()) {
        let Some(quotation) = lone_quotation(layout, segment) else { continue };
        // Drafts lie in the order of the text: what stands far before or behind cannot matter.
        let next = drafts.partition_point(|d| d.content.start < quotation.outer.end);
        let near = drafts.get(next.saturating_sub(FLOAT_REACH)..next).unwrap_or_default();
        if near.iter().any(|d| d.content.overlaps(quotation.inner) && !quotation.inner.covers(d.content.join(d.attribution))) {
            continue;
        }
        let last = floating.get(floating.len().saturating_sub(FLOAT_REACH)..).unwrap_or_default();
        let before = near
            .iter()
            .chain(last)
            .filter(|d| d.attribution.start < quotation.outer.start && !quotation.outer.covers(d.attribution))
            .max_by_key(|d| d.content.end.max(d.attribution.end))
            .cloned();
        let Some(before) = before.filter(|b| follows(layout, b, quotation.outer)) else { continue };
        let mut draft = before;
        draft.content = content(layout, quotation.outer);
        draft.cue = None;
        draft.lemma = None;
        draft.saying = Saying::Said;
        draft.prepositional = false;
        draft.plain = false;
        draft.segment = number;
        draft.rule = Phenomenon::Floating.rule(&analysis.language.code);
        draft.attribution = Tokens::new(quotation.outer.start, quotation.outer.start);
        floating.push(draft);
    }
    drafts.extend(floating);
}

/// The quotation that makes up a whole segment, a conjunction before it aside.
fn lone_quotation(layout: &Layout<'_, '_>, segment: &Segment) -> Option<Quotation> {
    let mut items = segment.items.iter().filter(|i| !matches!(i.kind, ItemKind::Stop | ItemKind::Coordinator | ItemKind::Comma | ItemKind::Mark));
    let ItemKind::Quotation(number) = items.next()?.kind else { return whole_quotation(layout, segment) };
    if items.next().is_some() {
        return None;
    }
    layout.analysis.quotations.get(number as usize).copied()
}

/// A quotation that was looked into but covers the whole segment.
fn whole_quotation(layout: &Layout<'_, '_>, segment: &Segment) -> Option<Quotation> {
    let words = |span: Tokens| span.range().filter(|t| layout.analysis.token(*t).is_some_and(|t| t.shape != Shape::Mark)).count();
    let from = layout.analysis.quotations.partition_point(|q| q.outer.start < segment.span.start);
    let quotation = layout.analysis.quotations.get(from).filter(|q| q.outer.start < segment.span.end && !q.dash)?;
    (words(quotation.inner) >= 4 && words(quotation.inner) == words(segment.span)).then_some(*quotation)
}

/// Whether a quotation follows what somebody said closely enough to be his too.
fn follows(layout: &Layout<'_, '_>, before: &Draft<'_>, quotation: Tokens) -> bool {
    let end = before.content.end.max(before.attribution.end);
    let between = end as usize..quotation.range().start;
    let paragraphs =
        between.clone().chain(std::iter::once(quotation.range().start)).filter(|t| layout.analysis.token(*t).is_some_and(|t| t.breaks >= 2)).count();
    let periods = &layout.analysis.sentences.periods;
    let sentences = periods.iter().skip(periods.partition_point(|p| p.start < end)).take_while(|p| p.end <= quotation.start).count();
    let quoted_before = before.content.range().any(|t| layout.quoted(t));
    sentences == 0 && (paragraphs == 0 || (paragraphs == 1 && quoted_before))
}
