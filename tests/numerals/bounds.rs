//! What bounds a number, by the guideline's table: phrases with `{}` for a number and the interval that they assert.

use selon::grammar::numeral::Bound;

/// Phrases by their bound; `{}` is a number.
pub(super) type Bounds = &'static [(Bound, &'static [&'static str])];
/// Phrases with a plural that says no number, and the least that it says.
pub(super) type Plurals = &'static [(&'static str, u64)];

pub(super) const ENGLISH: Bounds = &[
    (Bound::Exact, &["{} people", "exactly {} people", "the {} people"]),
    (Bound::AtLeast, &["at least {} people", "no fewer than {} people", "not fewer than {} people", "{} or more people", "a minimum of {} people"]),
    (Bound::MoreThan, &["more than {} people", "over {} people", "in excess of {} people"]),
    (Bound::AtMost, &["up to {} people", "at most {} people", "as many as {} people", "no more than {} people", "a maximum of {} people"]),
    (Bound::FewerThan, &["fewer than {} people", "under {} people", "less than {} people"]),
    (
        Bound::About,
        &["about {} people", "around {} people", "some {} people", "nearly {} people", "almost {} people", "roughly {} people", "approximately {} people"],
    ),
];

/// With signs, which stand by figures only.
pub(super) const ENGLISH_SIGNS: Bounds = &[(Bound::AtLeast, &["{}+ people"]), (Bound::About, &["~{} people"])];

pub(super) const FRENCH: Bounds = &[
    (Bound::Exact, &["{} soldats", "les {} soldats"]),
    (Bound::AtLeast, &["au moins {} soldats", "pas moins de {} soldats", "au minimum {} soldats"]),
    (Bound::MoreThan, &["plus de {} soldats"]),
    (Bound::AtMost, &["jusqu'à {} soldats", "jusqu’à {} soldats", "au plus {} soldats", "au maximum {} soldats"]),
    (Bound::FewerThan, &["moins de {} soldats"]),
    (Bound::About, &["environ {} soldats", "quelque {} soldats", "près de {} soldats", "presque {} soldats", "à peu près {} soldats"]),
];

pub(super) const FRENCH_SIGNS: Bounds = &[(Bound::AtLeast, &["{}+ soldats"]), (Bound::About, &["~{} soldats"])];

/// Phrases with two numbers.
pub(super) const ENGLISH_RANGES: &[&str] = &["between {} and {} people", "{} to {} people"];
pub(super) const FRENCH_RANGES: &[&str] = &["entre {} et {} soldats", "de {} à {} soldats", "{} à {} soldats"];
/// With signs, which stand by figures only.
pub(super) const RANGE_SIGNS: &[&str] = &["{}-{}", "{}–{}", "{} - {}"];

/// Plurals without a number: no upper end.
pub(super) const ENGLISH_PLURALS: Plurals = &[
    ("dozens of people", 24),
    ("scores of people", 40),
    ("hundreds of people", 200),
    ("thousands of people", 2_000),
    ("tens of thousands of people", 20_000),
    ("hundreds of thousands of people", 200_000),
    ("millions of people", 2_000_000),
];
pub(super) const FRENCH_PLURALS: Plurals = &[
    ("des dizaines de personnes", 20),
    ("des centaines de personnes", 200),
    ("des milliers de personnes", 2_000),
    ("des dizaines de milliers de personnes", 20_000),
    ("des centaines de milliers de personnes", 200_000),
    ("des millions de personnes", 2_000_000),
];

/// Nouns of number: what they say, and how they bound it.
pub(super) const ENGLISH_NOUNS: &[(&str, u64, Bound)] = &[
    ("a dozen people", 12, Bound::Exact),
    ("two dozen people", 24, Bound::Exact),
    ("half a dozen people", 6, Bound::Exact),
    ("a hundred people", 100, Bound::Exact),
    ("half a million people", 500_000, Bound::Exact),
    ("1.5 million people", 1_500_000, Bound::Exact),
    ("about a dozen people", 12, Bound::About),
    ("more than two dozen people", 24, Bound::MoreThan),
    ("at least half a dozen people", 6, Bound::AtLeast),
    ("at least one person", 1, Bound::AtLeast),
    ("fewer than a thousand people", 1_000, Bound::FewerThan),
];
pub(super) const FRENCH_NOUNS: &[(&str, u64, Bound)] = &[
    ("une dizaine de personnes", 10, Bound::About),
    ("une douzaine de personnes", 12, Bound::About),
    ("une quinzaine de personnes", 15, Bound::About),
    ("une vingtaine de personnes", 20, Bound::About),
    ("une trentaine de personnes", 30, Bound::About),
    ("une quarantaine de personnes", 40, Bound::About),
    ("une cinquantaine de personnes", 50, Bound::About),
    ("une soixantaine de personnes", 60, Bound::About),
    ("une centaine de personnes", 100, Bound::About),
    ("un millier de personnes", 1_000, Bound::About),
    ("trois millions de personnes", 3_000_000, Bound::Exact),
    ("1,5 million de personnes", 1_500_000, Bound::Exact),
    ("un million et demi de personnes", 1_500_000, Bound::Exact),
    ("plus d'une centaine de personnes", 100, Bound::MoreThan),
    ("moins d'une dizaine de personnes", 10, Bound::FewerThan),
    ("au moins une vingtaine de personnes", 20, Bound::AtLeast),
    ("au moins un mort", 1, Bound::AtLeast),
    ("environ un million de personnes", 1_000_000, Bound::About),
];

/// What is taken for an article before "mille" and "cent", as "a" stands before "hundred".
pub(super) const FRENCH_MISREAD: &[&str] = &["de mille ", "quelque mille ", "de cent", "quelque cent"];
/// An "and" that is taken into the first number: "three hundred and four".
pub(super) const ENGLISH_RANGES_MISREAD: &[&str] =
    &["hundred and four hundred", "hundred and one thousand five", "thousand and fifteen thousand", "thousand and two hundred"];
pub(super) const FRENCH_RANGES_MISREAD: &[&str] = &["cents et quatre cent", "mille et quinze mille", "mille et deux cent"];

/// The interval of a bounded number, as the guideline has it.
pub(super) fn interval(bound: Bound, n: u64) -> (Option<u64>, Option<u64>) {
    match bound {
        Bound::Exact | Bound::About => (Some(n), Some(n)),
        Bound::AtLeast => (Some(n), None),
        Bound::MoreThan => (Some(n + 1), None),
        Bound::AtMost => (None, Some(n)),
        Bound::FewerThan => (None, Some(n - 1)),
        Bound::Between => panic!("a range has two numbers"),
    }
}
