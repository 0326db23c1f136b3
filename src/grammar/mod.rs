//! Floor 2: what words are here, and how patterns over them are written and matched.
//!
//! In: tokens and the data files of a language. Out: readings of words, groups, clauses, numerals, matches of rules.
//! Never: a language by its name, what a claim is. Errors only while a language's files are read.

pub mod analysis;
pub mod chunk;
pub mod clause;
pub mod error;
pub mod feature;
pub mod inflection;
pub mod language;
pub mod lexicon;
pub mod matching;
pub mod numeral;
pub mod pattern;
pub mod phrase;
pub mod segment;
pub mod tagging;
pub mod time;
