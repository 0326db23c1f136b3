//! A language as the grammar uses it, and how its files are read.

use std::collections::HashMap;

use regex::Regex;
use serde::Deserialize;

use super::error::ReadError;
use super::inflection::Paradigms;
use super::lexicon::Lexicon;
use super::pattern::{self, Rule};
use super::tagging::Tagger;
use crate::text::orthography::{Orthography, QuotationMarks, fold};

/// The data files of one language: name → content.
pub type Files = HashMap<&'static str, &'static [u8]>;

/// Everything that is known of a language.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 code.
    pub code: String,
    /// How it is written.
    pub orthography: Orthography,
    /// How its sentences are built.
    pub syntax: Syntax,
    /// Its words.
    pub lexicon: Lexicon,
    /// What tells the readings of its words apart.
    pub tagger: Tagger,
    /// Its patterns of attribution.
    pub rules: Vec<Rule>,
}

/// How the sentences of a language are built.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Syntax {
    /// Whether a noun stands before its modifiers: "le président russe", not "the Russian president".
    pub head_first: bool,
    /// Whether what is said may stand without a complementiser: "said it would".
    pub bare_clauses: bool,
    /// How participles end that are written like a past tense: `ed`. Read only where a noun stands behind its modifiers.
    pub past_endings: Vec<String>,
    /// How a future ends: `ront`. Read only of finite verbs that the dictionary lacks.
    pub future_endings: Vec<String>,
}

impl Syntax {
    /// Whether a participle ends like a past tense.
    #[must_use]
    pub fn ends_like_past(&self, word: &str) -> bool {
        self.past_endings.iter().any(|e| word.ends_with(e.as_str()))
    }
}

impl Language {
    /// Reads a language from its files.
    ///
    /// # Errors
    /// Where a file is missing or cannot be read, with its line and column.
    pub fn read(code: &str, files: &Files) -> Result<Self, ReadError> {
        let (orthography, syntax) = read_orthography(code, text(code, files, "orthography.toml")?)?;
        let file = format!("{code}/inflection.toml");
        let error = |found: String| ReadError { file: file.clone(), line: 0, column: 0, expected: "paradigms by class and name".to_owned(), found };
        let paradigms = Paradigms::new(read_toml(&file, text(code, files, "inflection.toml")?)?).map_err(error)?;
        let lexicon = Lexicon::read(&format!("{code}/lexicon.tsv"), text(code, files, "lexicon.tsv")?, &paradigms, &orthography)?;
        let tagger = files.get("tagger.bin").and_then(|f| Tagger::read(f)).ok_or_else(|| ReadError {
            file: format!("{code}/tagger.bin"),
            line: 0,
            column: 0,
            expected: "the weights of a tagger".to_owned(),
            found: "something else".to_owned(),
        })?;
        let rules = pattern::read(&format!("{code}/grammar.rules"), text(code, files, "grammar.rules")?)?;
        Ok(Language { code: code.to_owned(), orthography, syntax, lexicon, tagger, rules })
    }
}

/// The ISO 639-3 code of a language, from its files; only this is read of them.
///
/// # Errors
/// Where `orthography.toml` is missing or cannot be read.
pub fn iso639_3(code: &str, files: &Files) -> Result<String, ReadError> {
    let file: OrthographyFile = read_toml(&format!("{code}/orthography.toml"), text(code, files, "orthography.toml")?)?;
    Ok(file.iso639_3)
}

/// The text of a language's file.
fn text(code: &str, files: &Files, name: &str) -> Result<&'static str, ReadError> {
    let error =
        |found: &str| ReadError { file: format!("{code}/{name}"), line: 0, column: 0, expected: "a UTF-8 text file".to_owned(), found: found.to_owned() };
    let bytes = files.get(name).ok_or_else(|| error("no such file"))?;
    std::str::from_utf8(bytes).map_err(|e| error(&format!("bytes that are no UTF-8 at offset {}", e.valid_up_to())))
}

/// `orthography.toml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrthographyFile {
    /// ISO 639-3 code, by which the language of a text is guessed.
    iso639_3: String,
    elisions: Vec<String>,
    clitics: Vec<String>,
    abbreviations: Vec<String>,
    openers: Vec<String>,
    contractions: HashMap<String, String>,
    fused: HashMap<String, String>,
    quotes: Vec<(String, String)>,
    possessives: Vec<String>,
    magnitudes: HashMap<String, u64>,
    ordinals: Vec<String>,
    hours: Vec<String>,
    decades: Vec<String>,
    day_first: bool,
    thousands: Vec<char>,
    decimal: char,
    datelines: Vec<String>,
    syntax: Syntax,
}

/// How a language parts its words, from its files: its orthography without the datelines, which only whole texts have and which take longest to read.
///
/// # Errors
/// Where `orthography.toml` is missing or cannot be read.
pub fn orthography(code: &str, files: &Files) -> Result<Orthography, ReadError> {
    let file = read_toml(&format!("{code}/orthography.toml"), text(code, files, "orthography.toml")?)?;
    Ok(of_words(file))
}

fn read_orthography(code: &str, content: &str) -> Result<(Orthography, Syntax), ReadError> {
    let name = format!("{code}/orthography.toml");
    let mut file: OrthographyFile = read_toml(&name, content)?;
    let (datelines, syntax) = (std::mem::take(&mut file.datelines), std::mem::take(&mut file.syntax));
    let datelines = datelines.iter().map(|d| dateline(&name, d)).collect::<Result<_, _>>()?;
    Ok((Orthography { datelines, ..of_words(file) }, syntax))
}

/// What the file says of words, figures and quotations.
fn of_words(file: OrthographyFile) -> Orthography {
    let folded = |list: Vec<String>| list.into_iter().map(|w| fold(&w));
    let mut clitics: Vec<String> = folded(file.clitics).collect();
    clitics.sort_by_key(|c| std::cmp::Reverse(c.chars().count()));
    Orthography {
        elisions: folded(file.elisions).collect(),
        clitics,
        abbreviations: folded(file.abbreviations).collect(),
        openers: folded(file.openers).collect(),
        contractions: file.contractions,
        fused: file.fused,
        quotes: file.quotes.into_iter().map(|(open, close)| QuotationMarks { open, close }).collect(),
        possessives: folded(file.possessives).collect(),
        magnitudes: file.magnitudes,
        ordinals: folded(file.ordinals).collect(),
        hours: folded(file.hours).collect(),
        decades: folded(file.decades).collect(),
        day_first: file.day_first,
        thousands: file.thousands,
        decimal: file.decimal,
        datelines: Vec::new(),
    }
}

/// A pattern of datelines, held to the beginning of what it is matched with.
fn dateline(file: &str, pattern: &str) -> Result<Regex, ReadError> {
    Regex::new(&format!("^(?x:{pattern})")).map_err(|e| ReadError {
        file: file.to_owned(),
        line: 0,
        column: 0,
        expected: "a regular expression for datelines".to_owned(),
        found: e.to_string(),
    })
}

/// Reads a TOML file into its structure; an error says line and column.
fn read_toml<T: serde::de::DeserializeOwned>(file: &str, content: &str) -> Result<T, ReadError> {
    toml::from_str(content).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start);
        let before = content.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        ReadError { file: file.to_owned(), line, column, expected: "the fields of this file".to_owned(), found: e.message().to_owned() }
    })
}
