//! Figures: from the words of a number to an interval, what befell those counted, and whose they are.

use serde::Serialize;

use super::stance::days;
use super::{Scene, Words, name_of};
use crate::claim::Count;
use crate::claim::count::{self, Owner, withheld};
use crate::claim::vocabulary::{Measure, Qualifier};
use crate::grammar::feature::Key;
use crate::text::span::Tokens;

/// A figure of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Its words.
    pub words: Words,
    /// Its number as grammar reads it; none where a word stands for it: "a soldier", "no casualties", "its losses".
    pub numeral: Option<Numeral>,
    /// Lower end of the interval that is asserted.
    pub low: Option<u64>,
    /// Upper end.
    pub high: Option<u64>,
    /// How it is bounded, the verb and the words behind the figure included.
    pub qualifier: &'static str,
    /// What happened to those counted.
    pub measure: Option<&'static str>,
    /// The words of its stretch that can say what happened, each with what it says.
    pub measured_by: Vec<String>,
    /// What is counted.
    pub unit: String,
    /// Which people.
    pub population: &'static str,
    /// Whose.
    pub of: Vec<String>,
    /// By what they were found to be theirs.
    pub of_by: Vec<String>,
    /// Whether it holds for one, each or all of them.
    pub scope: &'static str,
    /// Whether it adds to an earlier figure.
    pub new: bool,
    /// Where.
    pub place: Option<String>,
    /// The words that say over which days is counted, and the days.
    pub period: Option<String>,
}

/// A number with what bounds it, before verbs and nouns are looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Numeral {
    /// The words of the number alone.
    pub number: Words,
    /// With the words that bound it.
    pub bounded: Words,
    /// How they bound it.
    pub bound: String,
    /// Lower end.
    pub low: Option<u64>,
    /// Upper end.
    pub high: Option<u64>,
}

impl Scene<'_, '_, '_> {
    pub(super) fn figure(&self, count: &Count) -> Figure {
        let analysis = self.writer.layout.analysis;
        let tokens = self.tokens(count.text);
        let found = self.writer.figures.iter().find(|f| f.tokens.overlaps(tokens) && f.number.overlaps(tokens) && self.is_of(f, count)).cloned();
        // What is withheld is no figure of the text; it is read out of what the claim says.
        let open = count.qualifier == Qualifier::Unknown;
        let found = found.or_else(|| withheld(self.writer.layout, self.writer.names, self.tokens(self.claim.content)).filter(|_| open));
        let numeral = tokens.range().find_map(|t| analysis.quantity(t)).map(|quantity| Numeral {
            number: self.words(quantity.number),
            bounded: self.words(quantity.span),
            bound: name_of(quantity.bound),
            low: quantity.low,
            high: quantity.high,
        });
        Figure {
            words: self.words_at(count.text),
            numeral,
            low: count.low,
            high: count.high,
            qualifier: count.qualifier.name(),
            measure: count.measure.map(Measure::name),
            measured_by: found.as_ref().map(|f| self.measured_by(f)).unwrap_or_default(),
            unit: count.unit.clone(),
            population: count.population.name(),
            of: count.of.iter().map(|party| party.name.clone()).collect(),
            of_by: found.iter().flat_map(|f| &f.of).map(|owner| self.owner(owner, count)).collect(),
            scope: count.scope.name(),
            new: count.new,
            place: count.place.clone(),
            period: count.period.as_ref().map(days),
        }
    }

    fn is_of(&self, figure: &count::Figure, count: &Count) -> bool {
        self.writer.layout.analysis.bytes(figure.tokens).overlaps(count.text) && (figure.low, figure.high) == (count.low, count.high)
    }

    /// The words of a figure's segment whose entries have a measure.
    fn measured_by(&self, figure: &count::Figure) -> Vec<String> {
        let analysis = self.writer.layout.analysis;
        let Some(segment) = self.writer.layout.segment(figure.place) else { return Vec::new() };
        let says = |t: usize| {
            let position = u32::try_from(t).ok()?;
            let measure = analysis.value(t, Key::Measure)?;
            Some(format!("{} ({measure})", analysis.slice(Tokens::new(position, position + 1))))
        };
        segment.span.range().filter_map(says).collect()
    }

    fn owner(&self, owner: &Owner, count: &Count) -> String {
        let by = match owner {
            Owner::Known(key) => {
                let name = self.writer.gazetteer.by_key(key).map_or_else(|| key.to_string(), |a| a.name.clone());
                format!("named beside it: {name}")
            }
            Owner::Words(words) => format!("the words “{words}”"),
            Owner::Voice => "the voice of the claim".to_owned(),
            Owner::Main => "the state of which the document speaks most".to_owned(),
            Owner::Sides => "the two states of which the document speaks most".to_owned(),
        };
        // A document may speak of no state, or of no two.
        if count.of.is_empty() { format!("{by}: there is none") } else { by }
    }
}
