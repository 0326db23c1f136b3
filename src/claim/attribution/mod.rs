//! Who says what: cues matched to voices and contents, quotations given to whoever spoke last.
//!
//! In: the layout of a document and a resolver of its voices. Out: a [`Draft`] for each attribution, in the order of the text.

mod chain;
mod colon;
mod content;
mod cue;
mod issuer;
mod phenomenon;
mod plausible;
mod quotation;

use crate::claim::layout::Layout;
use crate::claim::reference::{Resolver, Voice};
use crate::claim::stance::Saying;
use crate::grammar::feature::WordClass;
use crate::grammar::lexicon::Lemma;
use crate::grammar::matching::{Run, readings};
use crate::text::span::Tokens;
use chain::{own_thoughts, relay, stack};
use colon::{list, named_speaker};
use cue::draft;
pub use phenomenon::Phenomenon;
use quotation::{float, resume};

/// A claim in the making: who says what by which words.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// The segment in which the cue, or the quotation, stands.
    pub segment: usize,
    /// What is said.
    pub content: Tokens,
    /// The words that carry the attribution.
    pub cue: Option<Tokens>,
    /// The dictionary's entry of the cue.
    pub lemma: Option<&'a Lemma>,
    /// Whether the voice says it.
    pub saying: Saying,
    /// Whether the cue is also an estimate, where the content has a figure.
    pub estimates: bool,
    /// Whether a preposition or expression attributes.
    pub prepositional: bool,
    /// Whether it is the plainest of attributions: one voice beside a finite verb, and a whole clause or quotation that is said.
    pub plain: bool,
    /// The rule, or the phenomenon, that found it.
    pub rule: String,
    /// Who says it.
    pub voices: Vec<Voice>,
    /// Through whom.
    pub via: Vec<Voice>,
    /// At whom it is directed: the items of the noun phrase with which the content begins.
    pub target: Option<Run>,
    /// The tokens from the first to the last word of the attribution.
    pub attribution: Tokens,
}

impl Draft<'_> {
    /// A draft without a cue: what voices put forward by where it stands.
    #[must_use]
    pub fn without_cue(segment: usize, content: Tokens, attribution: Tokens, rule: String, voices: Vec<Voice>) -> Self {
        Draft {
            segment,
            content,
            cue: None,
            lemma: None,
            saying: Saying::Said,
            estimates: false,
            prepositional: false,
            plain: false,
            rule,
            voices,
            via: Vec::new(),
            target: None,
            attribution,
        }
    }
}

/// Finds the attributions of a document, in the order of the text.
pub fn drafts<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    for (number, segment) in layout.segments.iter().enumerate() {
        let mut here: Vec<Draft<'a>> = Vec::new();
        let mut next = 0;
        for at in 0..segment.items.len() {
            if at < next {
                continue;
            }
            let hit = readings(layout.analysis, segment, &layout.analysis.language.rules, at).find_map(|hit| {
                // "said Fico, as quoted by SITA, adding": a medium between passes on.
                let before = here.iter().rev().find(|d| !d.voices.iter().all(|v| v.medium)).or(here.last());
                Some((draft(layout, resolver, number, segment, &hit, before)?, hit.cue.end))
            });
            if let Some((draft, end)) = hit {
                if let Some(voice) = draft.voices.first() {
                    resolver.spoke(voice, draft.cue.map_or(draft.content.start, |c| c.start));
                }
                // "De source militaire, on précise que …", "a-t-on appris de source militaire": the fuller attribution takes in the shorter.
                here.retain(|d| !(d.prepositional && !draft.prepositional && d.cue.is_some_and(|c| c.start == draft.attribution.start)));
                let within =
                    |d: &Draft<'_>| !d.prepositional && draft.cue.is_some_and(|c| d.attribution.covers(c) && d.cue.is_some_and(|outer| outer.end <= c.start));
                let preposition = draft.lemma.is_some_and(|l| l.class != WordClass::Noun);
                if !(draft.prepositional && preposition && here.iter().any(within)) {
                    here.push(draft);
                }
                next = end;
            }
        }
        stack(layout, &mut here);
        relay(&mut here);
        own_thoughts(&mut here);
        resume(layout, number, segment, &mut here);
        drafts.extend(here);
    }
    list(layout, resolver, &mut drafts);
    let said = Said::new(layout.analysis.tokens.len(), &drafts);
    for (number, segment) in layout.segments.iter().enumerate().filter(|(_, s)| s.quotation.is_none()) {
        drafts.extend(named_speaker(layout, resolver, number, segment).filter(|d| !said.touches(d.content)));
    }
    drafts.sort_by_key(|d| (d.content.start, std::cmp::Reverse(d.content.end)));
    float(layout, &mut drafts);
    drafts.sort_by_key(|d| (d.content.start, std::cmp::Reverse(d.content.end)));
    drafts
}

/// Which tokens stand in what somebody says.
pub struct Said(Vec<bool>);

impl Said {
    /// Marks the contents of drafts.
    #[must_use]
    pub fn new(tokens: usize, drafts: &[Draft<'_>]) -> Self {
        let mut said = vec![false; tokens];
        for draft in drafts {
            said.get_mut(draft.content.range()).unwrap_or_default().fill(true);
        }
        Said(said)
    }

    /// Whether any token of a span is said by somebody.
    #[must_use]
    pub fn touches(&self, span: Tokens) -> bool {
        self.0.get(span.range()).is_some_and(|s| s.contains(&true))
    }
}
