//! What is said, without what does not belong to it.
//!
//! In: the tokens that a rule took for a content. Out: the same without marks of quotation around all of it, and without signs at its ends.

use crate::claim::layout::Layout;
use crate::text::span::Tokens;

/// The content without what does not belong to it: the marks of a quotation that is all of it, signs at its ends.
pub(super) fn content(layout: &Layout<'_, '_>, tokens: Tokens) -> Tokens {
    let analysis = layout.analysis;
    let mut span = tokens;
    for _ in 0..4 {
        let whole = analysis
            .quotations
            .iter()
            .skip(analysis.quotations.partition_point(|q| q.outer.start < span.start))
            .take_while(|q| q.outer.start == span.start)
            .find(|q| q.outer.end == span.end && !q.dash);
        if let Some(quotation) = whole {
            span = quotation.inner;
        }
        let trimmed = trim(layout, span);
        if trimmed == span {
            break;
        }
        span = trimmed;
    }
    span
}

/// Takes commas, stops and stray marks off the ends of a span. `!` and `?` stay.
fn trim(layout: &Layout<'_, '_>, span: Tokens) -> Tokens {
    let analysis = layout.analysis;
    let (mut start, mut end) = (span.range().start, span.range().end);
    let opens = |t: usize| {
        analysis
            .quotations
            .iter()
            .skip(analysis.quotations.partition_point(|q| (q.outer.start as usize) < t))
            .take_while(|q| q.outer.start as usize == t)
            .next()
    };
    let is_mark = |t: usize| analysis.language.orthography.is_quotation_mark(analysis.word(t));
    while start < end {
        let word = analysis.word(start);
        let stray = is_mark(start) && opens(start).is_none_or(|q| q.outer.range().end > end + 1);
        if matches!(word, "," | ";" | ":" | "." | "—" | "–" | "-" | "--" | ")" | "*" | "•") || stray {
            start += 1;
        } else {
            break;
        }
    }
    while start < end {
        let word = analysis.word(end - 1);
        let closes_inside = is_mark(end - 1) && analysis.quotations_at(end - 1).any(|q| q.outer.range().end == end && q.outer.range().start >= start);
        let stray = is_mark(end - 1) && !closes_inside;
        if matches!(word, "," | ";" | ":" | "." | "—" | "–" | "--" | "(" | "*") || stray {
            end -= 1;
        } else {
            break;
        }
    }
    crate::grammar::analysis::span(start, end)
}
