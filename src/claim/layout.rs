//! Where each token stands among segments, items and clauses, and what stands around it.

use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::clause::Clause;
use crate::grammar::segment::{Segment, tokens_of};
use crate::text::span::Tokens;

/// A place among the items of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The segment, by number.
    pub segment: usize,
    /// The item in it.
    pub item: usize,
}

/// The segments of a document, and where each token stands in them.
pub struct Layout<'a, 'b> {
    /// The analysed text.
    pub analysis: &'b Analysis<'a>,
    /// Its segments.
    pub segments: &'b [Segment],
    places: Vec<Option<Place>>,
    quoted: Vec<bool>,
}

impl<'a, 'b> Layout<'a, 'b> {
    /// Notes for each token the innermost segment and item.
    #[must_use]
    pub fn new(analysis: &'b Analysis<'a>, segments: &'b [Segment]) -> Self {
        let mut places = vec![None; analysis.tokens.len()];
        for (segment, s) in segments.iter().enumerate() {
            for (item, i) in s.items.iter().enumerate() {
                for slot in places.get_mut(i.span.range()).unwrap_or_default() {
                    *slot = Some(Place { segment, item });
                }
            }
        }
        let mut quoted = vec![false; analysis.tokens.len()];
        for quotation in analysis.quotations.iter().filter(|q| !q.dash && q.depth == 0) {
            for slot in quoted.get_mut(quotation.inner.range()).unwrap_or_default() {
                *slot = true;
            }
        }
        Layout { analysis, segments, places, quoted }
    }

    /// Whether a token stands in quotation marks.
    #[must_use]
    pub fn quoted(&self, token: usize) -> bool {
        self.quoted.get(token).copied().unwrap_or(false)
    }

    /// Where a token stands.
    #[must_use]
    pub fn place(&self, token: usize) -> Option<Place> {
        self.places.get(token).copied().flatten()
    }

    /// The segment at a place.
    #[must_use]
    pub fn segment(&self, place: Place) -> Option<&'b Segment> {
        self.segments.get(place.segment)
    }

    /// The item at a place.
    #[must_use]
    pub fn item(&self, place: Place) -> Option<&'b Item> {
        self.segment(place)?.items.get(place.item)
    }

    /// The clause at a place.
    #[must_use]
    pub fn clause(&self, place: Place) -> Option<&'b Clause> {
        self.segment(place)?.clauses.at(u32::try_from(place.item).ok()?)
    }

    /// The tokens of a clause, its final signs aside.
    #[must_use]
    pub fn clause_tokens(&self, place: Place) -> Option<Tokens> {
        let segment = self.segment(place)?;
        let clause = self.clause(place)?;
        let (mut start, mut end) = (clause.start as usize, (clause.end as usize).min(segment.items.len()));
        let sign = |i: usize| {
            matches!(
                segment.items.get(i).map(|i| i.kind),
                Some(
                    ItemKind::Comma
                        | ItemKind::Stop
                        | ItemKind::Colon
                        | ItemKind::Semicolon
                        | ItemKind::Dash
                        | ItemKind::Open
                        | ItemKind::Close
                        | ItemKind::Other
                )
            )
        };
        while start < end && sign(start) {
            start += 1;
        }
        while start < end && (sign(end - 1) || matches!(segment.items.get(end - 1).map(|i| i.kind), Some(ItemKind::Coordinator))) {
            end -= 1;
        }
        segment.items.get(start..end).filter(|run| !run.is_empty()).map(tokens_of)
    }

    /// The items that lie in a span of tokens, with their places, in order.
    pub fn items_in(&self, span: Tokens) -> impl Iterator<Item = (Place, &'b Item)> {
        let mut last = None;
        span.range().filter_map(move |t| {
            let place = self.place(t)?;
            if last == Some(place) {
                return None;
            }
            last = Some(place);
            self.item(place).map(|item| (place, item))
        })
    }
}

/// An item of a segment.
#[must_use]
pub fn item_at(segment: &Segment, at: usize) -> Option<&Item> {
    segment.items.get(at)
}

/// The kind of an item of a segment.
#[must_use]
pub fn kind_at(segment: &Segment, at: usize) -> Option<ItemKind> {
    segment.items.get(at).map(|i| i.kind)
}
