//! Gender and number of noun groups.
//!
//! In: a noun group. Out: its gender as far as titles, roles and determiners show it, and whether it is of several.

use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::NounGroup;
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::text::span::Tokens;

/// How many letters an ending of the dictionary may have.
const LONGEST_ENDING: usize = 3;

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

/// Whether it is one or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// One.
    Singular,
    /// Several.
    Plural,
}

impl Number {
    /// From whether it is several.
    #[must_use]
    pub fn new(several: bool) -> Self {
        if several { Number::Plural } else { Number::Singular }
    }
}

/// The gender that titles, roles and determiners of a noun group show.
#[must_use]
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
#[must_use]
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
        group.name.is_none() && ends_as_plural(analysis, analysis.word(head))
    } else {
        forms.iter().all(|f| *f == Some(true))
            || analysis.readings(head).iter().any(|r| analysis.lemma(r.lemma).is_some_and(|l| l.features.value(Key::Number) == Some("plural")))
    }
}

/// Whether a word that the dictionary lacks ends as plurals do. The dictionary has such endings behind a hyphen: `-s`.
fn ends_as_plural(analysis: &Analysis<'_>, word: &str) -> bool {
    let lexicon = &analysis.language.lexicon;
    let Some(hyphen) = lexicon.form("-") else { return false };
    let plural = |ending: &str| {
        let endings = lexicon.expressions(hyphen, |at| (at == 1).then_some(ending)).filter_map(|(_, r)| lexicon.lemma(r.lemma));
        endings.into_iter().any(|l| l.features.has(Flag::Ending) && l.features.value(Key::Number) == Some("plural"))
    };
    word.char_indices().rev().take(LONGEST_ENDING).filter_map(|(at, _)| word.get(at..)).any(plural)
}

#[cfg(test)]
mod tests {
    use super::ends_as_plural;
    use crate::grammar::analysis::Analysis;
    use crate::lang;

    #[test]
    fn words_that_the_dictionary_lacks_show_their_number_by_their_ending() {
        for language in lang::codes().filter_map(|code| lang::language(code).unwrap()) {
            let analysis = Analysis::new("snorgs", language);
            assert!(ends_as_plural(&analysis, "snorgs"), "{}", language.code);
            assert!(!ends_as_plural(&analysis, "snorg"), "{}", language.code);
        }
    }
}
