//! How a language writes: a plain structure that the language's folder fills in.

use std::collections::{HashMap, HashSet};

use regex::Regex;

/// A pair of quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotationMarks {
    /// What opens a quotation.
    pub open: String,
    /// What closes it; the same string for marks without a direction.
    pub close: String,
}

/// How a language writes its words, figures and quotations. All words are kept [folded](fold).
#[derive(Clone, Debug, Default)]
pub struct Orthography {
    /// What is cut off before a word, with its apostrophe: `l'`, `qu'`.
    pub elisions: HashSet<String>,
    /// What is cut off behind a word, longest first: `'s`, `n't`, `-t-elle`.
    pub clitics: Vec<String>,
    /// Words that are written with a final dot: `mr.`, `gen.`.
    pub abbreviations: HashSet<String>,
    /// Words that open a sentence when they follow an abbreviation with a capital: `the`, `he`.
    pub openers: HashSet<String>,
    /// Prepositions that are written as one with an article, and what they are without it: `du` is `de`.
    pub contractions: HashMap<String, String>,
    /// Prepositions that are written as one with an article, and the article: `du` has `le` in it.
    pub fused: HashMap<String, String>,
    /// Pairs of quotation marks.
    pub quotes: Vec<QuotationMarks>,
    /// What says whose, behind a noun, as a word of its own: `'s`.
    pub possessives: Vec<String>,
    /// What is written right behind a figure and multiplies it: `m` is a million.
    pub magnitudes: HashMap<String, u64>,
    /// What makes a figure an ordinal: `th`, `er`.
    pub ordinals: HashSet<String>,
    /// What parts hours and minutes in letters: the `h` of `14h05`.
    pub hours: Vec<String>,
    /// What makes a year the first of ten: the `s` of `1990s`.
    pub decades: Vec<String>,
    /// Whether `3/4/2020` is the third of April; else such a date is read only where it can mean one day.
    pub day_first: bool,
    /// What parts groups of three figures: `,` or a space.
    pub thousands: Vec<char>,
    /// What parts whole from decimal figures.
    pub decimal: char,
    /// What stands before the first sentence of a paragraph and is no part of it, "MOSCOW, August 8 (RIA Novosti) —": matched at the paragraph's head.
    /// Where a pattern has a group, the group is the dateline.
    pub datelines: Vec<Regex>,
}

impl Orthography {
    /// Whether a word is a mark that opens a quotation, in some style.
    #[must_use]
    pub fn opens_quotation(&self, word: &str) -> bool {
        self.quotes.iter().any(|q| q.open == word)
    }

    /// Whether a word is a mark that closes a quotation, in some style.
    #[must_use]
    pub fn closes_quotation(&self, word: &str) -> bool {
        self.quotes.iter().any(|q| q.close == word)
    }

    /// Whether a word is a quotation mark.
    #[must_use]
    pub fn is_quotation_mark(&self, word: &str) -> bool {
        self.opens_quotation(word) || self.closes_quotation(word)
    }

    /// A preposition without the article that is written in one with it: `du` is `de`. Any other word as it is.
    #[must_use]
    pub fn uncontracted<'a>(&'a self, word: &'a str) -> &'a str {
        self.contractions.get(word).map_or(word, String::as_str)
    }
}

/// A word as it is looked up: lower case, with the plain apostrophe.
///
/// ```
/// assert_eq!(selon::text::orthography::fold("L’ONU"), "l'onu");
/// ```
#[must_use]
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// [`fold`] into a buffer that is emptied first.
pub fn fold_into(word: &str, folded: &mut String) {
    folded.clear();
    fold_behind(word, folded);
}

/// [`fold`] behind what is in a buffer.
pub fn fold_behind(word: &str, folded: &mut String) {
    if word.is_ascii() {
        let start = folded.len();
        folded.push_str(word);
        if let Some(behind) = folded.get_mut(start..) {
            behind.make_ascii_lowercase();
        }
        return;
    }
    for c in word.chars() {
        match c {
            '’' | 'ʼ' | '‘' => folded.push('\''),
            '‐' | '‑' => folded.push('-'),
            // Small already; so are most letters of most words.
            'a'..='z' | 'ß'..='ÿ' => folded.push(c),
            c => folded.extend(c.to_lowercase()),
        }
    }
}

/// Whether a character is an apostrophe as written inside words.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}
