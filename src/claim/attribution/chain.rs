//! Several attributions in one sentence.
//!
//! In: the drafts of a segment. Out: the same with two cues of one voice joined, media that only pass on as relays, and without a voice's own thoughts.

use super::Draft;
use crate::claim::layout::Layout;
use crate::claim::stance::Saying;
use crate::grammar::feature::{Flag, Key};
use crate::text::span::Tokens;

/// "said they believed", "dit espérer": two cues of one voice are one.
pub(super) fn stack<'a>(layout: &Layout<'a, '_>, drafts: &mut Vec<Draft<'a>>) {
    let mut at = 0;
    while at < drafts.len() {
        let merged = drafts.get(at).and_then(|outer| {
            let inner = drafts.iter().position(|d| d.segment == outer.segment && leads_into(layout, outer, d))?;
            Some((inner, outer.clone()))
        });
        if let Some((inner, outer)) = merged {
            if let Some(d) = drafts.get_mut(inner) {
                d.voices = outer.voices;
                d.via = outer.via;
                d.cue = outer.cue.zip(d.cue).map(|(a, b)| a.join(b));
                d.attribution = outer.attribution.join(d.attribution);
            }
            drafts.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Whether the content of one cue begins with another of opinion or hope, whose subject is the same voice.
fn leads_into(layout: &Layout<'_, '_>, outer: &Draft<'_>, inner: &Draft<'_>) -> bool {
    let (Some(outer_cue), Some(cue)) = (outer.cue, inner.cue) else { return false };
    let opinion = inner.lemma.is_some_and(|l| l.features.value(Key::Certainty).is_some() || l.features.value(Key::Act) == Some("hope"));
    if !opinion
        || outer.saying == Saying::Withheld
        || cue.start < outer.content.start
        || cue.start > outer.content.start + 2
        || outer_cue.start >= cue.start
        || inner.saying == Saying::Unsaid
    {
        return false;
    }
    let between = Tokens::new(outer.content.start, cue.start);
    let pronoun = between.range().all(|t| layout.analysis.value(t, Key::Person).is_some());
    pronoun && outer.lemma.is_some_and(|l| l.features.value(Key::Act) == Some("state"))
}

/// What a voice says that it thinks is part of what it says: no claim of its own.
pub(super) fn own_thoughts(drafts: &mut Vec<Draft<'_>>) {
    let spans: Vec<(Tokens, Option<Tokens>, Vec<String>)> =
        drafts.iter().map(|d| (d.content, d.cue, d.voices.iter().map(|v| v.source.name.clone()).collect())).collect();
    drafts.retain(|d| {
        let weak = d.lemma.is_some_and(|l| l.features.has(Flag::Weak));
        let thought = weak || d.lemma.is_some_and(|l| l.features.value(Key::Certainty).is_some() || l.features.value(Key::Act) == Some("hope"));
        let names: Vec<String> = d.voices.iter().map(|v| v.source.name.clone()).collect();
        // "claimed he counted": a pronoun in what is said is most likely the voice itself.
        let pronoun = d.voices.iter().all(|v| v.pronoun);
        let told_by_itself =
            spans.iter().any(|(content, cue, voices)| *cue != d.cue && d.cue.is_some_and(|c| content.covers(c)) && (*voices == names || pronoun));
        !(thought && told_by_itself)
    });
}

/// A medium that only leads up to what somebody else says passes it on.
pub(super) fn relay(drafts: &mut Vec<Draft<'_>>) {
    let mut at = 0;
    while at < drafts.len() {
        let passes = drafts.get(at).filter(|d| d.voices.iter().all(|v| v.medium)).and_then(|outer| {
            drafts.iter().position(|d| {
                d.cue != outer.cue
                    && outer.content.covers(d.content)
                    && d.cue.is_some_and(|c| outer.content.contains(c.start))
                    && (d.attribution.start <= outer.content.start + 1 || d.content.len() * 2 > outer.content.len())
                    && !d.voices.iter().any(|v| v.medium)
            })
        });
        match passes {
            Some(inner) => {
                let outer = drafts.remove(at);
                let inner = if inner > at { inner - 1 } else { inner };
                if let Some(d) = drafts.get_mut(inner) {
                    d.via.extend(outer.voices);
                    d.via.extend(outer.via);
                }
            }
            None => at += 1,
        }
    }
}
