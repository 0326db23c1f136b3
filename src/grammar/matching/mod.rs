//! Rules matched to segments: outward from each cue, the first rule of the file that fits.
//!
//! In: a segment with its items and clauses, and the rules of a language. Out: a [`Match`] a cue: the runs of items of cue, source and
//! addressee, and the tokens of the content.
//!
//! `cue` tells which items can be cues, `sequence` walks along the elements of a rule, `source` and `element` say what an element is in
//! the text, `governed` what the cue's entry asks for; `extent` says where contents end, `around` what an inserted attribution is of.

mod apposition;
mod around;
mod cue;
mod element;
mod extent;
mod governed;
mod sequence;
mod source;

use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{Item, ItemKind, VerbGroup};
use crate::grammar::feature::WordClass;
use crate::grammar::lexicon::Lemma;
use crate::grammar::pattern::{Role, Rule};
use crate::grammar::phrase::of;
use crate::grammar::segment::Segment;
use crate::text::span::Tokens;
use cue::reports;

/// A run of items.
pub type Run = std::ops::Range<usize>;

/// A rule that fits a cue.
#[derive(Clone, Debug)]
pub struct Match<'a> {
    /// The rule, by its position in the file.
    pub rule: usize,
    /// The items of the cue.
    pub cue: Run,
    /// The entry of the dictionary by which the cue reports.
    pub lemma: &'a Lemma,
    /// Whether the cue is negated or refused, so that the voice withholds.
    pub withheld: bool,
    /// Whether the cue can also be an estimate: of a quantity.
    pub estimates: bool,
    /// The items of the source; empty where its subject is a clitic or is left to be found.
    pub source: Option<Run>,
    /// The token of a clitic that is the subject.
    pub clitic: Option<u32>,
    /// The tokens of the content.
    pub content: Tokens,
    /// To whom, as a run of items.
    pub to: Option<Run>,
    /// Through whom, as a run of items.
    pub via: Option<Run>,
    /// The items of the whole attribution: cue, source, and what stands between.
    pub attribution: Run,
}

/// Finds the cues of a segment and the first rule that fits each.
#[must_use]
pub fn matches<'a>(analysis: &Analysis<'a>, segment: &Segment, rules: &[Rule]) -> Vec<Match<'a>> {
    let mut found: Vec<Match<'a>> = Vec::new();
    for at in 0..segment.items.len() {
        if !found.iter().any(|m| m.cue.contains(&at)) {
            found.extend(readings(analysis, segment, rules, at).next());
        }
    }
    found
}

/// The ways in which the rules read an item of a segment as a cue, in the order of the rules; nearly always none.
pub fn readings<'a: 'b, 'b>(analysis: &'b Analysis<'a>, segment: &'b Segment, rules: &'b [Rule], at: usize) -> impl Iterator<Item = Match<'a>> + 'b {
    let matcher = Matcher { analysis, segment, items: &segment.items };
    let rules = if matcher.may_be_cue(at) { rules } else { &[] };
    rules.iter().enumerate().filter_map(move |(number, rule)| matcher.rule(number, rule, at))
}

struct Matcher<'a, 'b> {
    analysis: &'b Analysis<'a>,
    segment: &'b Segment,
    items: &'b [Item],
}

/// What has been captured on the way.
#[derive(Clone, Debug, Default)]
struct Captures {
    source: Option<Run>,
    clitic: Option<u32>,
    content: Option<Content>,
    to: Option<Run>,
    via: Option<Run>,
}

/// Where the content stands.
#[derive(Clone, Debug)]
enum Content {
    Items(Run),
    /// Around the attribution, whose extent is known only at the end.
    Around,
}

/// The cue that is being matched.
struct Cue<'a> {
    at: usize,
    end: usize,
    lemma: &'a Lemma,
    withheld: bool,
}

impl<'a> Matcher<'a, '_> {
    fn kind(&self, at: usize) -> Option<ItemKind> {
        self.items.get(at).map(|i| i.kind)
    }

    fn verb(&self, at: usize) -> Option<&VerbGroup> {
        self.items.get(at).and_then(Item::verb)
    }

    fn attribution_lemmas(&self, at: usize) -> impl Iterator<Item = &'a Lemma> {
        self.items.get(at).into_iter().flat_map(|item| attribution_lemmas(self.analysis, item))
    }

    fn rule(&self, number: usize, rule: &Rule, at: usize) -> Option<Match<'a>> {
        self.cues(rule, at).into_iter().find_map(|cue| {
            let mut captures = Captures::default();
            let start = self.before(&cue, &rule.before, cue.at, &mut captures)?;
            let (end, captures) = self.behind(&cue, &rule.behind, cue.end, captures)?;
            let end = end.max(cue.end);
            let content = match captures.content.clone()? {
                Content::Items(run) => self.trimmed(run),
                Content::Around => self.around(&cue, start, end)?,
            };
            (!content.is_empty()).then(|| Match {
                rule: number,
                cue: cue.at..cue.end,
                lemma: cue.lemma,
                withheld: cue.withheld,
                estimates: self.estimates(cue.at),
                source: captures.source,
                clitic: captures.clitic,
                content,
                to: captures.to,
                via: captures.via,
                attribution: start..end,
            })
        })
    }

    /// Whether a clause rests on the verb at an item.
    fn finite(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|v| u32::try_from(at).is_ok_and(|i| self.segment.clauses.is_finite(i, v)))
    }
}

/// The entries of a preposition or expression that attributes: according to, selon.
pub fn attribution_lemmas<'a>(analysis: &Analysis<'a>, item: &Item) -> impl Iterator<Item = &'a Lemma> {
    let span = item.span.range();
    let expression = analysis.expression(span.start).filter(|e| e.span.range() == span);
    let many = expression.into_iter().flat_map(|e| analysis.expression_lemmas(&e).collect::<Vec<_>>());
    let one = analysis.readings(span.start).iter().filter_map(|r| analysis.lemma(r.lemma)).filter(move |_| span.len() == 1);
    many.chain(one).filter(|l| l.class != WordClass::Verb && l.class != WordClass::Noun && reports(l))
}

fn capture(captures: &mut Captures, role: Option<Role>, run: Run) {
    match role {
        Some(Role::Source) => captures.source = Some(run),
        Some(Role::Content) => captures.content = Some(Content::Items(run)),
        Some(Role::To) => captures.to = Some(run),
        Some(Role::Via) => captures.via = Some(run),
        _ => {}
    }
}

/// Whether an item of a segment is joined to the one before by "of".
#[must_use]
pub fn hangs_by_of(analysis: &Analysis<'_>, items: &[Item], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|p| of(analysis, items, p))
}
