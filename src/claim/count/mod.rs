//! Figures of people and materiel: what is counted, what happened to it, whose it is.
//!
//! | words | measure | low | high |
//! | --- | --- | --- | --- |
//! | 12 soldiers were killed · 12 morts · a tué 12 civils | killed | 12 | 12 |
//! | at least four killed and 90 injured | killed, injured | 4, 90 | –, 90 |
//! | a soldier was wounded · un policier blessé | injured | 1 | 1 |
//! | no casualties · aucun mort · pas de blessés | casualties, killed, injured | 0 | 0 |
//! | two of the attackers · 97 des 99 personnes à bord | as their verbs say | | |
//! | does not disclose its losses · how many were killed | casualties, killed | – | – |

mod distractor;
mod interval;
mod measure;
mod whose;

use super::event::spreads;
use super::layout::{Layout, Place, item_at};
use super::names::NameHits;
use super::vocabulary::{Measure, Population, Qualifier, Scope};
use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::feature::{Flag, Key};
use crate::grammar::lexicon::Lemma;
use crate::grammar::phrase::{head_lemmas, of, phrase_end};
use crate::grammar::segment::{Segment, tokens_of};
use crate::text::span::Tokens;
use interval::{Candidate, near, none};
use measure::fits;

/// A figure that was found in a text, before it is known in which claims it stands.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its words.
    pub tokens: Tokens,
    /// The words of the number, or of what stands for it.
    pub number: Tokens,
    /// Where its noun group stands.
    pub place: Place,
    /// What happened to those counted.
    pub measure: Option<Measure>,
    /// Lower end.
    pub low: Option<u64>,
    /// Upper end.
    pub high: Option<u64>,
    /// How it is bounded.
    pub qualifier: Qualifier,
    /// Which people.
    pub population: Population,
    /// What is counted.
    pub unit: String,
    /// Whose: keys of the gazetteer, or words.
    pub of: Vec<Owner>,
    /// For whom the figure holds.
    pub scope: Scope,
    /// Whether it adds to an earlier figure.
    pub new: bool,
    /// Whether somebody stands for himself: an article in place of a number.
    pub article: bool,
    /// Whether another figure is a part of it: the 99 of "97 of the 99".
    pub base: bool,
}

/// Whose people are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A state or body of the gazetteer, by key.
    Known(std::sync::Arc<str>),
    /// By the words of the text.
    Words(String),
    /// The voice of the claim: "its servicemen".
    Voice,
    /// The state that the document speaks of most.
    Main,
    /// The two sides of the document.
    Sides,
}

/// Finds the figures of a document, in the order of the text.
#[must_use]
pub fn figures(layout: &Layout<'_, '_>, names: &NameHits<'_>) -> Vec<Figure> {
    let reader = Reader { analysis: layout.analysis, names };
    let disease = speaks_of_disease(layout.analysis);
    let mut found: Vec<Figure> = Vec::new();
    for (number, segment) in layout.segments.iter().enumerate() {
        let mut here: Vec<Figure> = Vec::new();
        for at in 0..segment.items.len() {
            let place = Place { segment: number, item: at };
            here.extend(reader.figure(segment, place, &here));
        }
        // Cases and patients are infected only where a disease is spoken of, or deaths beside them.
        let infected = disease || here.iter().any(|f| f.measure == Some(Measure::Killed));
        found.extend(here.into_iter().filter(|f| infected || f.measure != Some(Measure::Infected)));
    }
    found.sort_by_key(|f| (f.number.start, f.number.end));
    found
}

/// The figure that a withheld content would have: its noun of loss without a number, "the number of its wounded", "how many
/// were killed".
#[must_use]
pub fn withheld(layout: &Layout<'_, '_>, names: &NameHits<'_>, content: Tokens) -> Option<Figure> {
    let reader = Reader { analysis: layout.analysis, names };
    layout.items_in(content).find_map(|(place, _)| reader.unknown(layout.segment(place)?, place, true))
}

struct Reader<'a, 'b, 'n> {
    analysis: &'b Analysis<'a>,
    names: &'n NameHits<'n>,
}

/// Whether a text speaks of a disease that spreads.
fn speaks_of_disease(analysis: &Analysis<'_>) -> bool {
    (0..analysis.tokens.len()).any(|t| spreads(analysis, t))
}

/// More than all people alive: what is counted then are no people (United Nations, World Population Prospects 2024).
const MANKIND: u64 = 8_300_000_000;

/// How many items before "three others" those stand of whom they are others.
const NEAR: usize = 6;

/// The unit of people.
const PEOPLE: &str = "people";

/// What kind of thing is counted.
enum Kind {
    People,
    Thing(String),
    Alone,
}

impl Reader<'_, '_, '_> {
    /// The figure whose noun group stands at a place; `before` are those of the segment before it.
    fn figure(&self, segment: &Segment, place: Place, before: &[Figure]) -> Option<Figure> {
        let at = place.item;
        let Some(candidate) = self.candidate(segment, at) else { return self.unknown(segment, place, false) };
        let lemmas: Vec<&Lemma> = candidate.head.map(|(_, token)| head_lemmas(self.analysis, token).collect()).unwrap_or_default();
        let kind = self.kind(segment, &candidate, &lemmas)?;
        // The base of "97 des 99 personnes" is not what a later figure is a part of.
        let previous = before.iter().rev().find(|f| !f.base);
        let base = self.is_base(segment, at);
        let people = !matches!(kind, Kind::Thing(_));
        if self.is_rate(segment, &candidate)
            || self.is_difference(segment, &candidate)
            || self.is_offspring(segment, &candidate)
            || self.is_populace(segment, &candidate)
        {
            return None;
        }
        if self.of_others(segment, at, &candidate, before) {
            return None;
        }
        let measure =
            if base { self.of_base(segment, at, &candidate, &lemmas, previous) } else { self.measure(segment, at, &candidate, &lemmas, previous, people) }?;
        if !fits(measure, people) || candidate.interval.low.is_some_and(|low| low > MANKIND) {
            return None;
        }
        if candidate.interval.article && (!self.article_counts(segment, at, &candidate, measure) || self.named(segment, at)) {
            return None;
        }
        let interval = self.bounded(segment, at, candidate.end, candidate.interval);
        let end = segment.items.get(candidate.start..candidate.end).map(tokens_of)?.end;
        let tokens = Tokens::new(interval.number.start, end.max(interval.number.end));
        let candidate = Candidate { interval, ..candidate };
        let (of, population) = self.whose(segment, at, &candidate, &lemmas, measure);
        let mut figure = Figure {
            tokens,
            number: candidate.interval.number,
            place,
            measure: Some(measure),
            low: candidate.interval.low,
            high: candidate.interval.high,
            qualifier: candidate.interval.qualifier,
            population,
            unit: if let Kind::Thing(unit) = &kind { unit.clone() } else { PEOPLE.to_owned() },
            of,
            scope: self.scope(segment, candidate.end),
            new: self.is_new(tokens),
            article: candidate.interval.article,
            base,
        };
        if let Some(previous) = previous.filter(|p| self.inherits(segment, &kind, &candidate, &lemmas, p, at)) {
            inherit(&mut figure, previous, matches!(kind, Kind::Alone));
        }
        if figure.unit != PEOPLE {
            figure.population = Population::Unspecified;
        }
        if figure.scope != Scope::One && figure.of.is_empty() {
            figure.of = vec![Owner::Sides];
        }
        Some(figure)
    }

    /// "One dog was killed and three others injured": others of what was counted right before, and is no people and no materiel.
    fn of_others(&self, segment: &Segment, at: usize, candidate: &Candidate, before: &[Figure]) -> bool {
        let from = at.saturating_sub(NEAR);
        let counted =
            (from..at).rev().find(|i| item_at(segment, *i).and_then(Item::noun).is_some_and(|n| n.counted)).filter(|_| self.others(segment, candidate));
        let named = candidate.head.is_some_and(|(_, t)| head_lemmas(self.analysis, t).next().is_some() && !self.analysis.has(t, Flag::Other));
        let joined = |c: usize| (c + 1..at).any(|i| matches!(item_at(segment, i).map(|i| i.kind), Some(ItemKind::Coordinator)));
        counted.is_some_and(|c| !named && joined(c) && !before.iter().any(|f| f.place.item == c))
    }

    /// Whose people, and which: by their own words, else by who suffered them.
    fn whose(&self, segment: &Segment, at: usize, candidate: &Candidate, lemmas: &[&Lemma], measure: Measure) -> (Vec<Owner>, Population) {
        let (of, population) = (self.owners(segment, candidate, lemmas), self.population(segment, candidate, lemmas));
        if measure != Measure::Casualties && !lemmas.iter().any(|l| l.features.value(Key::Measure).is_some()) {
            return (of, population);
        }
        let (whose, which) = self.sufferers(segment, at, candidate);
        let of = if of.is_empty() || of == [Owner::Main] { whose.unwrap_or(of) } else { of };
        (of, if population == Population::Unspecified { which } else { population })
    }

    /// Whether another figure is a part of the one at an item: "97 des 99 personnes".
    fn is_base(&self, segment: &Segment, at: usize) -> bool {
        at.checked_sub(2).is_some_and(|n| of(self.analysis, &segment.items, at - 1) && item_at(segment, n).and_then(Item::noun).is_some_and(|g| g.counted))
    }

    /// Whether a figure takes over whose people, and which, from the one before it.
    fn inherits(&self, segment: &Segment, kind: &Kind, candidate: &Candidate, lemmas: &[&Lemma], previous: &Figure, at: usize) -> bool {
        // "50 fighters were killed and 100 wounded": the noun says only what happened.
        let outcome = !candidate.interval.article
            && lemmas.iter().any(|l| l.features.value(Key::Measure).is_some())
            && !lemmas.iter().any(|l| l.features.has(Flag::Military) || l.features.has(Flag::Civilian));
        matches!(kind, Kind::Alone) || self.others(segment, candidate) || (outcome && near(segment, previous, at) && previous.unit == PEOPLE)
    }

    /// A figure without a number: "its losses" where they are withheld, "how many were killed", "the number of missing is unknown".
    fn unknown(&self, segment: &Segment, place: Place, withheld: bool) -> Option<Figure> {
        let at = place.item;
        let item = item_at(segment, at)?;
        let group = item.noun().filter(|g| !g.counted)?;
        let lemmas: Vec<&Lemma> = head_lemmas(self.analysis, group.head as usize).collect();
        let end = phrase_end(self.analysis, &segment.items, at, segment.items.len());
        let asks = self.how_many(item);
        let loss = lemmas.iter().any(|l| l.features.value(Key::Measure).is_some());
        let number = lemmas.iter().any(|l| l.features.has(Flag::Data));
        // "le sexe des victimes" is not their number.
        let governed = at > 1 && of(self.analysis, &segment.items, at - 1) && matches!(item_at(segment, at - 2).map(|i| i.kind), Some(ItemKind::Noun(_)));
        if !(asks || (withheld && !governed && (loss || number)) || (number && self.is_unknown(segment, at, end))) {
            return None;
        }
        let candidate = Candidate { interval: none(item.span), start: at, end: if asks { at + 1 } else { end }, head: Some((at, group.head as usize)) };
        let inside = segment.items.get(at..end).unwrap_or_default();
        let by_noun = inside
            .iter()
            .filter_map(Item::noun)
            .find_map(|n| head_lemmas(self.analysis, n.head as usize).find_map(|l| l.features.value(Key::Measure).and_then(Measure::from_name)));
        let measure = if asks {
            self.measure(segment, at, &candidate, &lemmas, None, true)
        } else {
            by_noun.or_else(|| self.by_modifier(segment, &candidate, true)).or_else(|| self.by_verb(segment, at, &candidate, true))
        }?;
        // "the army's" before the number, "of its wounded" behind it.
        let inner =
            inside.iter().filter_map(Item::noun).next_back().map(|n| head_lemmas(self.analysis, n.head as usize).collect::<Vec<_>>()).unwrap_or_default();
        let tokens = segment.items.get(at..candidate.end).map_or(item.span, tokens_of);
        Some(Figure {
            tokens,
            number: item.span,
            place,
            measure: Some(measure),
            low: None,
            high: None,
            qualifier: Qualifier::Unknown,
            population: self.population(segment, &candidate, &inner),
            unit: PEOPLE.to_owned(),
            of: self.owners(segment, &candidate, &inner),
            scope: Scope::One,
            new: false,
            article: false,
            base: false,
        })
    }
}

/// Takes over from the figure before whose people, which, and, for a figure alone, what is counted.
fn inherit(figure: &mut Figure, previous: &Figure, alone: bool) {
    if figure.population == Population::Unspecified {
        figure.population = previous.population;
    }
    if figure.of.is_empty() {
        figure.of.clone_from(&previous.of);
    }
    if alone && (figure.measure == Some(Measure::Destroyed) || figure.measure == previous.measure) {
        figure.unit.clone_from(&previous.unit);
    }
}
