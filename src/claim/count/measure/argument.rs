//! Of which verb a figure is subject or object.
//!
//! In: the item of a figure. Out: the verb: its own, that of the figures it is joined to, that of a relative clause behind it.

use crate::claim::count::Reader;
use crate::claim::count::interval::Candidate;
use crate::claim::layout::{item_at, kind_at};
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::feature::Flag;
use crate::grammar::phrase::phrase_end;
use crate::grammar::segment::Segment;

impl Reader<'_, '_, '_> {
    /// The verb of which a figure is the subject: itself, as part of a coordination, or through a relative clause.
    pub(in crate::claim::count) fn subject_of(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<usize> {
        let mut first = at;
        for _ in 0..6 {
            let own = |s: &Option<u32>| s.is_some_and(|s| s as usize == first || (first == at && candidate.head.is_some_and(|(h, _)| h == s as usize)));
            // "600, including 136 children, were killed": the finite verb, if there is one.
            let verbs = || segment.clauses.subjects.iter().enumerate().filter(|(v, s)| *v > first && own(s)).map(|(v, _)| v);
            let finite = verbs().find(|v| {
                item_at(segment, *v)
                    .and_then(Item::verb)
                    .is_some_and(|g| g.form.is_finite() || segment.clauses.finite.contains(&u32::try_from(*v).unwrap_or(u32::MAX)))
            });
            if let Some(verb) = finite.or_else(|| verbs().next()) {
                return Some(verb);
            }
            // "80 people who were executed", "28 who were killed"
            if first == at
                && let Some(verb) = relative_verb(segment, candidate.end)
            {
                return Some(verb);
            }
            let joint = first.checked_sub(1).filter(|j| self.joint(segment, *j))?;
            first = (joint.saturating_sub(5)..joint)
                .find(|i| matches!(kind_at(segment, *i), Some(ItemKind::Noun(_))) && phrase_end(self.analysis, &segment.items, *i, joint) == joint)?;
        }
        None
    }

    /// Whether an item joins nouns: a conjunction, a comma, "along with".
    pub(super) fn joint(&self, segment: &Segment, at: usize) -> bool {
        let Some(item) = item_at(segment, at) else { return false };
        let along = || self.analysis.marked(item.span.start as usize, Flag::Joint);
        matches!(item.kind, ItemKind::Coordinator | ItemKind::Comma)
            || (matches!(item.kind, ItemKind::Preposition | ItemKind::Subordinator | ItemKind::Adverb) && along())
    }

    /// The verb of which a figure is the object: nothing but nouns joined to it stands between.
    pub(in crate::claim::count) fn object_of(&self, segment: &Segment, at: usize) -> Option<usize> {
        let mut before = at;
        for _ in 0..24 {
            before = before.checked_sub(1)?;
            match kind_at(segment, before)? {
                ItemKind::Verb(_) => return Some(before),
                _ if self.joint(segment, before) => {
                    let joint = before;
                    // "…, killing several villagers, an official said": who has a verb of his own is in no list.
                    if finite_verb(segment, at).is_some() {
                        return None;
                    }
                    let noun = (joint.saturating_sub(7)..joint)
                        .find(|i| matches!(kind_at(segment, *i), Some(ItemKind::Noun(_))) && phrase_end(self.analysis, &segment.items, *i, joint) == joint);
                    match noun {
                        Some(noun) => before = noun,
                        None if matches!(kind_at(segment, joint), Some(ItemKind::Coordinator))
                            && matches!(joint.checked_sub(1).and_then(|v| kind_at(segment, v)), Some(ItemKind::Verb(_))) =>
                        {
                            return Some(joint - 1);
                        }
                        None => return None,
                    }
                }
                ItemKind::Adverb | ItemKind::Mark | ItemKind::Time => {}
                _ => return None,
            }
        }
        None
    }
}

/// The finite verb of which an item itself is the subject.
fn finite_verb(segment: &Segment, at: usize) -> Option<usize> {
    let own = |s: &Option<u32>| s.is_some_and(|s| s as usize == at);
    segment
        .clauses
        .subjects
        .iter()
        .enumerate()
        .filter(|(v, s)| *v > at && own(s))
        .map(|(v, _)| v)
        .find(|v| item_at(segment, *v).and_then(Item::verb).is_some_and(|g| g.form.is_finite()))
}

/// The verb of a relative clause that begins at an item.
pub(super) fn relative_verb(segment: &Segment, at: usize) -> Option<usize> {
    matches!(kind_at(segment, at), Some(ItemKind::Relative))
        .then(|| segment.clauses.subjects.iter().position(|s| s.is_some_and(|s| s as usize == at)))
        .flatten()
}
