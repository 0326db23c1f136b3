//! Who speaks where a document does.
//!
//! In: the noun phrase of a source. Out: its voices; for "a statement from X", "SEC's report" those of the issuer; none for mere data.

use crate::claim::entity::is_plural;
use crate::claim::layout::Layout;
use crate::claim::reference::{Resolver, Voice};
use crate::claim::vocabulary::Resolution;
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::feature::Flag;
use crate::grammar::matching::Run;
use crate::grammar::phrase::{head_has, is_voice, phrase_end};
use crate::grammar::segment::Segment;
use crate::grammar::tagging::VerbForm;

/// The voices of a source; a document speaks for its issuer.
pub(super) fn issuer<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>, segment: &Segment, run: &Run, cue: usize) -> Vec<Voice> {
    let analysis = layout.analysis;
    let named = |n: &NounGroup| n.name.is_some_and(|name| name.range().contains(&(n.head as usize)));
    let document = segment.items.get(run.start).and_then(Item::noun).filter(|n| !named(n)).is_some_and(|n| {
        head_has(analysis, n.head as usize, Flag::Document) || head_has(analysis, n.head as usize, Flag::Data) || !is_voice(analysis, n, None)
    });
    if let Some(inner) = document.then(|| issuing_phrase(layout, segment, run, cue)).flatten() {
        let inner = resolver.voices(segment, &inner, cue);
        if inner.iter().any(|v| v.source.resolution != Resolution::Unresolved) {
            return inner;
        }
    }
    if document
        && let Some(item) = segment.items.get(run.start)
        && let Some(group) = item.noun()
        && let Some(voice) = resolver.possessor(item, group)
    {
        return vec![voice];
    }
    let voices = resolver.voices(segment, run, cue);
    // "initial reports", "data": nobody speaks, unless the document is one that was named before.
    let nobody = |v: &Voice| v.source.resolution == Resolution::Introduced && !v.medium;
    if document && voices.iter().all(nobody) && !definite(layout, segment, run) { Vec::new() } else { voices }
}

/// Who issued a document, by the phrase behind it: "a statement from X", "un bilan donné par X".
fn issuing_phrase(layout: &Layout<'_, '_>, segment: &Segment, run: &Run, cue: usize) -> Option<Run> {
    let preposition = |i: usize| matches!(segment.items.get(i).map(|i| i.kind), Some(ItemKind::Preposition));
    let participle = |i: usize| segment.items.get(i).and_then(Item::verb).is_some_and(|v| v.main_form == VerbForm::Participle && !v.auxiliary);
    let adverb = |i: usize| matches!(segment.items.get(i).map(|i| i.kind), Some(ItemKind::Adverb | ItemKind::Time));
    let mut at = run.start + 1;
    while adverb(at) || (participle(at) && at != cue) {
        at += 1;
    }
    let noun = at + 1;
    let voice = |i: usize| segment.items.get(i).and_then(Item::noun).is_some_and(|n| !n.pronoun && is_voice(layout.analysis, n, segment.items.get(i)));
    (preposition(at) && voice(noun)).then(|| noun..phrase_end(layout.analysis, &segment.items, noun, segment.items.len()))
}

/// Whether a noun phrase has a definite article and is no plural.
fn definite(layout: &Layout<'_, '_>, segment: &Segment, run: &Run) -> bool {
    let group = segment.items.get(run.start).and_then(Item::noun);
    group.is_some_and(|g| g.determiner.is_some_and(|d| layout.analysis.has(d as usize, Flag::Definite)) && !is_plural(layout.analysis, g.head as usize, g))
}
