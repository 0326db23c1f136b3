//! By which rule or phenomenon a claim was found, and what it took for what.

use serde::Serialize;

use super::{Scene, Words};
use crate::claim::attribution::{Draft, Phenomenon};
use crate::grammar::matching::{Match, Run, readings};
use crate::grammar::pattern::Rule;
use crate::grammar::segment::{Segment, tokens_of};

/// What found a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attribution {
    /// The rule or the phenomenon, `language/name`.
    pub rule: String,
    /// Where the rule stands in the language's `grammar.rules`, by line; none where it is no rule but a phenomenon.
    pub line: Option<usize>,
    /// A sentence that the rule is for, or what the phenomenon is.
    pub meaning: String,
    /// The entry of the dictionary by which the cue reports, with its features.
    pub entry: Option<String>,
    /// What was taken for what, in the order of the text.
    pub parts: Vec<Part>,
    /// Rules before it that fit the cue as well, but by which nobody reports here.
    pub passed_over: Vec<String>,
}

/// Words that were taken for a part of the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Which part.
    pub part: &'static str,
    /// The words.
    #[serde(flatten)]
    pub words: Words,
    /// By what they were taken for it.
    pub taken: Taken,
}

/// By what words were taken for a part of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// The rule captured them.
    Captured,
    /// They are what is left of what the rule captured, without what does not belong to it at its ends.
    Trimmed,
    /// They were found where the rule leaves the part open, joined with another cue, or found without a rule.
    Found,
}

impl Scene<'_, '_, '_> {
    pub(super) fn attribution(&self) -> Attribution {
        let rules = &self.writer.layout.analysis.language.rules;
        let name = self.claim.rule.split_once('/').map_or(self.claim.rule.as_str(), |(_, name)| name);
        let rule = rules.iter().find(|rule| rule.name == name);
        let fitting = self.fitting(rules, name);
        let hit = fitting.iter().find(|(_, fits)| *fits == name).map(|(hit, _)| hit);
        let passed_over = if hit.is_some() { fitting.iter().map(|(_, fits)| (*fits).to_owned()).take_while(|fits| fits != name).collect() } else { Vec::new() };
        let example = rule.and_then(|rule| rule.examples.iter().find(|e| e.positive)).map(|e| e.sentence.clone());
        let phenomenon = || Phenomenon::ALL.into_iter().find(|p| p.name() == name).map(|p| p.meaning().to_owned());
        Attribution {
            rule: self.claim.rule.clone(),
            line: rule.map(|rule| rule.line),
            meaning: example.or_else(phenomenon).unwrap_or_default(),
            entry: self.draft.and_then(|d| d.lemma).map(|l| format!("{} ({}): {}", l.text, l.class.name(), l.features)),
            parts: self.captured(hit),
            passed_over,
        }
    }

    /// The ways in which the rules fit the item of the cue that the rule of the claim fits, each with the name of its rule.
    fn fitting<'r>(&self, rules: &'r [Rule], wanted: &str) -> Vec<(Match<'_>, &'r str)> {
        let Some((draft, cue)) = self.draft.and_then(|d| d.cue.map(|cue| (d, cue))) else { return Vec::new() };
        let Some(segment) = self.segment(draft) else { return Vec::new() };
        // "it said it expected to …": the words of two cues that were joined.
        let items = segment.items.iter().enumerate().filter(|(_, item)| cue.covers(item.span)).map(|(at, _)| at);
        let fitting = |at: usize| -> Vec<(Match<'_>, &'r str)> {
            let hits = readings(self.writer.layout.analysis, segment, rules, at);
            hits.filter_map(|hit| rules.get(hit.rule).map(|rule| (hit, rule.name.as_str()))).collect()
        };
        items.map(fitting).find(|fits| fits.iter().any(|(_, name)| *name == wanted)).unwrap_or_default()
    }

    fn segment(&self, draft: &Draft<'_>) -> Option<&Segment> {
        self.writer.layout.segments.get(draft.segment)
    }

    /// What the rule captured, and what was found where it left a part open.
    fn captured(&self, hit: Option<&Match<'_>>) -> Vec<Part> {
        let claim = self.claim;
        let mut parts: Vec<Part> = Vec::new();
        let words = |run: Option<&Run>| {
            let run = self.segment(self.draft?)?.items.get(run?.clone())?;
            Some(self.words(tokens_of(run)))
        };
        let taken = |part, words: Option<Words>| words.map(|words| Part { part, words, taken: Taken::Captured });
        if let Some(hit) = hit {
            parts.extend(taken("source", words(hit.source.as_ref())));
            parts.extend(taken("source", hit.clitic.map(|t| self.words(crate::text::span::Tokens::new(t, t + 1)))));
            parts.extend(taken("cue", words(Some(&hit.cue))));
            parts.extend(taken("to", words(hit.to.as_ref())));
            parts.extend(taken("via", words(hit.via.as_ref())));
            parts.extend(taken("content", Some(self.words(hit.content))));
        }
        // Voices that the rule left open, that were taken over from another cue, that stand beside the attribution.
        for (part, sources) in [("source", &claim.sources), ("via", &claim.via), ("directed_at", &claim.directed_at)] {
            for words in sources.iter().map(|s| self.words_at(s.text)).filter(|words| !words.text.is_empty()) {
                let captured = |p: &Part| p.part == part && p.words.begin < words.end && words.begin < p.words.end;
                if !parts.iter().any(captured) {
                    parts.push(Part { part, words, taken: Taken::Found });
                }
            }
        }
        for (part, words) in claim.cue.map(|cue| ("cue", self.words_at(cue))).into_iter().chain([("content", self.words_at(claim.content))]) {
            if parts.iter().all(|p| p.part != part || p.words != words) {
                let within = |p: &Part| p.part == part && p.words.begin <= words.begin && words.end <= p.words.end;
                let taken = if parts.iter().any(within) { Taken::Trimmed } else { Taken::Found };
                parts.push(Part { part, words, taken });
            }
        }
        parts.sort_by_key(|p| (p.words.begin, p.words.end));
        parts
    }
}
