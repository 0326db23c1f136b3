//! Gender and number of noun groups.
//!
//! In: a noun group. Out: its gender as far as titles, roles and determiners show it, and whether it is of several.

use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::NounGroup;
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::text::span::Tokens;

/// Grammatical gender of a person or thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
}

/// The gender that titles, roles and determiners of a noun group show.
pub fn gender_of(analysis: &Analysis<'_>, tokens: Tokens, group: &NounGroup) -> Gender {
    let from_value = |value: Option<&str>| match value {
        Some("m") => Gender::Masculine,
        Some("f") => Gender::Feminine,
        _ => Gender::Unknown,
    };
    let determiner = group.determiner.map(|d| from_value(analysis.value(d as usize, Key::Gender))).unwrap_or_default();
    if determiner != Gender::Unknown {
        return determiner;
    }
    for token in tokens.range() {
        for reading in analysis.readings(token) {
            let Some(lemma) = analysis.lemma(reading.lemma) else { continue };
            let person = [Flag::Person, Flag::Role, Flag::Title, Flag::Kin, Flag::Body, Flag::Media].iter().any(|f| lemma.features.has(*f));
            if !person {
                continue;
            }
            let of_form = match reading.form.feminine {
                Some(true) => Gender::Feminine,
                Some(false) => Gender::Masculine,
                None => Gender::Unknown,
            };
            let flagged = match (lemma.features.has(Flag::Masculine), lemma.features.has(Flag::Feminine)) {
                (true, false) => Gender::Masculine,
                (false, true) => Gender::Feminine,
                _ => from_value(lemma.features.value(Key::Gender)),
            };
            let gender = if of_form == Gender::Unknown { flagged } else { of_form };
            if gender != Gender::Unknown {
                return gender;
            }
        }
    }
    Gender::Unknown
}

/// Whether a noun group is of several: by its numeral, determiner or form.
pub fn is_plural(analysis: &Analysis<'_>, head: usize, group: &NounGroup) -> bool {
    if let Some(number) = group.determiner.and_then(|d| analysis.value(d as usize, Key::Number)) {
        return number == "plural";
    }
    if group.counted {
        return analysis
            .quantity(head)
            .or_else(|| (head.saturating_sub(4)..head).rev().find_map(|t| analysis.quantity(t)))
            .is_none_or(|q| q.low != Some(1) || q.high != Some(1));
    }
    let forms: Vec<Option<bool>> =
        analysis.readings(head).iter().filter(|r| analysis.lemma(r.lemma).is_some_and(|l| l.class == WordClass::Noun)).map(|r| r.form.plural).collect();
    if forms.is_empty() {
        analysis.word(head).ends_with('s') && group.name.is_none()
    } else {
        forms.iter().all(|f| *f == Some(true))
            || analysis.readings(head).iter().any(|r| analysis.lemma(r.lemma).is_some_and(|l| l.features.value(Key::Number) == Some("plural")))
    }
}
