//! Figures that have their measure from a figure beside them.
//!
//! In: a figure, and the one before or behind it. Out: the measure of the other, where this one is a part of it or joined to it.

use super::{lasting, of_features};
use crate::claim::count::interval::{Candidate, near};
use crate::claim::count::{Figure, Reader};
use crate::claim::layout::{item_at, kind_at};
use crate::claim::vocabulary::Measure;
use crate::grammar::chunk::ItemKind;
use crate::grammar::feature::Flag;
use crate::grammar::phrase::{head_lemmas, of};
use crate::grammar::segment::Segment;

/// How many items of a list of parts are looked back over.
const LIST: usize = 12;

impl Reader<'_, '_, '_> {
    /// "14 puis 29 blessés": a figure alone right before one that says what both count.
    pub(super) fn by_next_figure(&self, segment: &Segment, candidate: &Candidate) -> Option<Measure> {
        let joint = candidate.head.is_none() && matches!(kind_at(segment, candidate.end), Some(ItemKind::Adverb | ItemKind::Coordinator));
        let next = joint.then_some(candidate.end + 1)?;
        let next = if of(self.analysis, &segment.items, next) { next + 1 } else { next };
        self.figure_noun(segment, next)
    }

    /// A figure alone with one behind it that says what is counted.
    pub(super) fn by_figure_behind(&self, segment: &Segment, candidate: &Candidate) -> Option<Measure> {
        if candidate.head.is_some() {
            return None;
        }
        let joint = |i: usize| matches!(kind_at(segment, i), Some(ItemKind::Coordinator | ItemKind::Comma | ItemKind::Adverb | ItemKind::Preposition));
        let next = (candidate.end..segment.items.len().min(candidate.end + 4)).find(|i| !joint(*i)).filter(|i| *i > candidate.end)?;
        self.figure_noun(segment, next)
    }

    fn figure_noun(&self, segment: &Segment, at: usize) -> Option<Measure> {
        let noun = item_at(segment, at)?.noun().filter(|n| n.counted && self.analysis.quantity(n.head as usize).is_none())?;
        head_lemmas(self.analysis, noun.head as usize).find_map(|l| of_features(&l.features)).filter(|m| lasting(*m))
    }

    /// "including three children", "dont trois enfants": part of the figure before.
    pub(super) fn by_sub_figure(&self, segment: &Segment, at: usize, previous: Option<&Figure>) -> Option<Measure> {
        let previous = previous?;
        let mut before = at.checked_sub(1)?;
        // "around 300 of them civilians", "dont 612 civils, 431 militaires et un pompier": the parts stand in a list.
        for _ in 0..LIST {
            if !matches!(kind_at(segment, before), Some(ItemKind::Coordinator | ItemKind::Comma | ItemKind::Noun(_))) {
                break;
            }
            before = before.checked_sub(1)?;
        }
        let item = item_at(segment, before)?;
        let part = self.analysis.marked(item.span.start as usize, Flag::Part);
        part.then_some(previous.measure).flatten()
    }

    /// "97 personnes à bord, dont huit", "12 killed and 40": a figure alone takes the measure of the one it is joined to.
    pub(super) fn by_figure_before(&self, segment: &Segment, at: usize, candidate: &Candidate, previous: Option<&Figure>) -> Option<Measure> {
        let previous = previous?;
        // "were killed along with ten soldiers"
        let along = at.checked_sub(1).and_then(|b| item_at(segment, b)).is_some_and(|i| self.analysis.marked(i.span.start as usize, Flag::Joint));
        if along && previous.place.item < at && !matches!(kind_at(segment, candidate.end), Some(ItemKind::Verb(_) | ItemKind::Relative)) {
            return previous.measure;
        }
        let alone = candidate.head.is_none();
        let joined =
            previous.place.item < at && (previous.place.item + 1..at).all(|i| !matches!(kind_at(segment, i), Some(ItemKind::Stop | ItemKind::Semicolon)));
        let of_them = candidate.end == at + 3;
        let own_verb = matches!(kind_at(segment, candidate.end), Some(ItemKind::Verb(_)))
            || at.checked_sub(1).is_some_and(|b| matches!(kind_at(segment, b), Some(ItemKind::Verb(v)) if !v.passive));
        (alone && joined && !own_verb && (of_them || self.others(segment, candidate) || near(segment, previous, at))).then_some(previous.measure).flatten()
    }
}
