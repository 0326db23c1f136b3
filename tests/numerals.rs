//! Numerals: every number is read as itself however it is written, and what bounds it does what the guideline's table says.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "numerals/bounds.rs"]
mod bounds;
#[path = "numerals/english.rs"]
mod english;
#[path = "numerals/french.rs"]
mod french;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use selon::grammar::analysis::Analysis;
use selon::grammar::language::Language;
use selon::grammar::numeral::{Bound, Quantity};
use selon::lang;

/// Writes a number in words.
type Spelling = fn(u64) -> String;

/// What parts the groups of three figures; none: nothing.
const ENGLISH_SEPARATORS: [&str; 5] = ["", ",", " ", "\u{a0}", "\u{202f}"];
const FRENCH_SEPARATORS: [&str; 5] = ["", " ", "\u{a0}", "\u{202f}", "."];

/// Every number up to here is tried.
const ALL_UP_TO: u64 = 10_000;
const TRILLION: u64 = 1_000_000_000_000;

/// Numbers up to a trillion: round ones, their neighbours, and some by chance.
fn large() -> Vec<u64> {
    let mut numbers = BTreeSet::new();
    for scale in (3..12).map(|zeros| 10_u64.pow(zeros)) {
        numbers.extend((1..=99).map(|times| times * scale));
        numbers.extend((1..=9).map(|times| times * 1000 * scale + scale));
        numbers.extend([scale - 1, scale + 1, scale + scale / 10, 2 * scale + 5, 71 * scale + 80, 200 * scale + 200]);
    }
    let mut chance = 0x2545_F491_4F6C_DD1D_u64;
    for digits in (4..=11).cycle().take(800) {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        numbers.insert((chance >> 20) % 10_u64.pow(digits));
    }
    numbers.into_iter().filter(|n| *n > ALL_UP_TO && *n <= TRILLION).collect()
}

fn figures(n: u64, separator: &str) -> String {
    let plain = n.to_string();
    let head = plain.len() % 3;
    let grouped: Vec<&str> = [plain.get(..head).unwrap()]
        .into_iter()
        .chain((head..plain.len()).step_by(3).map(|at| plain.get(at..at + 3).unwrap()))
        .filter(|group| !group.is_empty())
        .collect();
    grouped.join(separator)
}

fn language(code: &str) -> &'static Language {
    lang::language(code).unwrap().unwrap()
}

/// The only quantity of a phrase.
fn only(phrase: &str, language: &Language) -> Result<Quantity, String> {
    let analysis = Analysis::new(phrase, language);
    match analysis.quantities.as_slice() {
        [quantity] => Ok(*quantity),
        quantities => Err(format!("{:?}", quantities.iter().map(|q| (q.low, q.high)).collect::<Vec<_>>())),
    }
}

/// What went wrong, by class. Phrases with words that are known to be misread must still be misread.
struct Failures {
    known: &'static [&'static str],
    seen: BTreeSet<&'static str>,
    classes: BTreeMap<String, Vec<String>>,
}

impl Failures {
    fn new(known: &'static [&'static str]) -> Self {
        Failures { known, seen: BTreeSet::new(), classes: BTreeMap::new() }
    }

    fn check<T: PartialEq + Debug>(&mut self, class: &str, phrase: &str, is: &T, should: &T) {
        let known = self.known.iter().find(|words| phrase.contains(**words));
        self.seen.extend(known);
        let failure = match (is == should, known) {
            (false, None) => format!("{phrase}: {is:?}"),
            (true, Some(words)) => format!("{phrase}: has come right, so {words:?} is to be taken off the list"),
            _ => return,
        };
        self.classes.entry(class.to_owned()).or_default().push(failure);
    }

    /// Whether a phrase holds exactly one number.
    fn number(&mut self, language: &Language, class: &str, phrase: &str, n: u64) {
        let read = only(phrase, language).map(|q| (q.low, q.high, q.bound, q.vague));
        self.check(class, phrase, &read, &Ok((Some(n), Some(n), Bound::Exact, false)));
    }

    fn none(self) {
        let told = |(class, phrases): (&String, &Vec<String>)| {
            format!("{class}: {}\n  {}", phrases.len(), phrases.iter().take(12).cloned().collect::<Vec<_>>().join("\n  "))
        };
        assert!(self.classes.is_empty(), "{}", self.classes.iter().map(told).collect::<Vec<_>>().join("\n"));
        assert_eq!(self.seen.len(), self.known.len(), "only {:?} are tried", self.seen);
    }
}

fn numbers() -> impl Iterator<Item = u64> {
    (0..=ALL_UP_TO).chain(large())
}

fn in_figures(code: &str, separators: &[&str], noun: &str) {
    let mut failures = Failures::new(&[]);
    for n in numbers() {
        // Without groups one way to write it is all.
        for separator in separators.iter().take(if n < 1000 { 1 } else { separators.len() }) {
            failures.number(language(code), &format!("{separator:?}"), &format!("{} {noun}", figures(n, separator)), n);
        }
    }
    failures.none();
}

#[test]
fn figures_are_read_in_english() {
    in_figures("en", &ENGLISH_SEPARATORS, "people");
}

#[test]
fn figures_are_read_in_french() {
    in_figures("fr", &FRENCH_SEPARATORS, "personnes");
}

fn in_words(code: &str, spellings: &[(&str, Spelling)], noun: impl Fn(u64) -> &'static str, known: &'static [&'static str]) {
    let mut failures = Failures::new(known);
    for n in numbers() {
        // Ways of spelling that differ in nothing here are one.
        let mut seen = BTreeSet::new();
        for (style, spelling) in spellings {
            let words = spelling(n);
            if seen.insert(words.clone()) && !ARTICLES.contains(&words.as_str()) {
                failures.number(language(code), style, &format!("{words} {}", noun(n)), n);
            }
        }
    }
    failures.none();
}

#[test]
fn words_are_read_in_english() {
    in_words("en", &english::SPELLINGS, |_| "people", &[]);
}

#[test]
fn words_are_read_in_french() {
    // "deux millions de soldats", "deux millions mille soldats"
    let of = |n: u64| n > 0 && n.is_multiple_of(1_000_000);
    in_words("fr", &french::SPELLINGS, |n| if of(n) { "de soldats" } else { "soldats" }, MISREAD_WORDS);
    in_words("fr", &french::FEMININE, |n| if of(n) { "de personnes" } else { "personnes" }, MISREAD_WORDS);
}

/// What is an article as well as a number.
const ARTICLES: [&str; 2] = ["un", "une"];

/// One is a number in English. In French it is an article, which only a bound makes a number; the claims tell who is counted by it.
#[test]
fn an_article_is_no_number() {
    for (code, phrase, n) in [("en", "one person", Some(1)), ("en", "a person", None), ("fr", "un soldat", None), ("fr", "une personne", None)] {
        let analysis = Analysis::new(phrase, language(code));
        assert_eq!(analysis.quantities.iter().map(|q| q.low).collect::<Vec<_>>(), n.iter().map(|n| Some(*n)).collect::<Vec<_>>(), "{phrase}");
    }
    for (code, phrase, n) in [("en", "at least one person", 1), ("fr", "au moins un soldat", 1), ("fr", "plus d'une personne", 2)] {
        assert_eq!(only(phrase, language(code)).unwrap().low, Some(n), "{phrase}");
    }
}

/// A thousand without "un" before it, behind millions or before milliards.
const MISREAD_WORDS: &[&str] = &["million mille ", "millions mille ", "million-mille", "millions-mille", "mille milliards", "mille-milliards"];

// --- bounds ---------------------------------------------------------------------------------------

const BOUNDED: [u64; 14] = [2, 3, 7, 12, 40, 99, 100, 300, 1_000, 1_177, 2_000, 15_000, 250_000, 1_200_000];
const RANGES: [(u64, u64); 8] = [(2, 3), (3, 11), (20, 30), (99, 101), (300, 450), (1_200, 1_500), (10_000, 15_000), (200_000, 250_000)];

fn bounded(code: &str, bounds: bounds::Bounds, writings: &[String], n: u64, failures: &mut Failures) {
    for (bound, phrases) in bounds {
        for phrase in *phrases {
            for written in writings {
                // "près d'un million"
                let text = phrase.replace("{}", written).replace(" de un ", " d'un ");
                let read = only(&text, language(code)).map(|q| (q.low, q.high, q.bound, q.vague));
                let (low, high) = bounds::interval(*bound, n);
                failures.check(phrase, &text, &read, &Ok((low, high, *bound, false)));
            }
        }
    }
}

fn all_bounded(code: &str, separators: &[&str], spellings: &[(&str, Spelling)], words: bounds::Bounds, signs: bounds::Bounds, known: &'static [&'static str]) {
    let mut failures = Failures::new(known);
    for n in BOUNDED {
        let figures: Vec<String> = separators.iter().take(if n < 1000 { 1 } else { separators.len() }).map(|s| figures(n, s)).collect();
        let spelled: Vec<String> = spellings.iter().map(|(_, spelling)| spelling(n)).collect();
        bounded(code, signs, &figures, n, &mut failures);
        bounded(code, words, &[figures, spelled].concat(), n, &mut failures);
    }
    failures.none();
}

#[test]
fn bounds_hold_in_english() {
    all_bounded("en", &ENGLISH_SEPARATORS, &english::SPELLINGS, bounds::ENGLISH, bounds::ENGLISH_SIGNS, &[]);
}

#[test]
fn bounds_hold_in_french() {
    all_bounded("fr", &FRENCH_SEPARATORS, &french::SPELLINGS, bounds::FRENCH, bounds::FRENCH_SIGNS, bounds::FRENCH_MISREAD);
}

fn ranges(code: &str, words: &[&str], noun: &str, separator: &str, spelling: Spelling, known: &'static [&'static str]) {
    let mut failures = Failures::new(known);
    let mut check = |phrase: &str, a: &str, b: &str, ends: (u64, u64)| {
        let text = phrase.replacen("{}", a, 1).replacen("{}", b, 1);
        let read = only(&text, language(code)).map(|q| (q.low, q.high, q.bound));
        failures.check(phrase, &text, &read, &Ok((Some(ends.0), Some(ends.1), Bound::Between)));
    };
    for (a, b) in RANGES {
        for phrase in words {
            check(phrase, &figures(a, separator), &figures(b, separator), (a, b));
            check(phrase, &spelling(a), &spelling(b), (a, b));
        }
        for phrase in bounds::RANGE_SIGNS {
            check(&format!("{phrase} {noun}"), &figures(a, separator), &figures(b, separator), (a, b));
        }
    }
    failures.none();
}

#[test]
fn ranges_have_two_ends_in_english() {
    ranges("en", bounds::ENGLISH_RANGES, "people", ",", english::SPELLINGS[0].1, bounds::ENGLISH_RANGES_MISREAD);
}

#[test]
fn ranges_have_two_ends_in_french() {
    ranges("fr", bounds::FRENCH_RANGES, "soldats", "\u{202f}", french::SPELLINGS[0].1, bounds::FRENCH_RANGES_MISREAD);
}

#[test]
fn nouns_of_number_say_what_the_table_says() {
    let mut failures = Failures::new(&[]);
    for (code, plurals, nouns) in [("en", bounds::ENGLISH_PLURALS, bounds::ENGLISH_NOUNS), ("fr", bounds::FRENCH_PLURALS, bounds::FRENCH_NOUNS)] {
        for (phrase, least) in plurals {
            let read = only(phrase, language(code)).map(|q| (q.low, q.high, q.vague));
            failures.check(code, phrase, &read, &Ok((Some(*least), None, true)));
        }
        for (phrase, n, bound) in nouns {
            let read = only(phrase, language(code)).map(|q| (q.low, q.high));
            failures.check(code, phrase, &read, &Ok(bounds::interval(*bound, *n)));
        }
    }
    failures.none();
}
