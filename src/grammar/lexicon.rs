//! The words of a language: a table of lemmas and the paradigms that make their forms.
//!
//! `lexicon.tsv` has a lemma a line: lemma, class, paradigm, features, parted by tabs. `inflection.toml` has a paradigm a
//! table. A lemma of several words inflects its first word. See `src/lang/README.md`.

use std::collections::HashMap;

use super::error::ReadError;
use super::feature::{Features, Flag, Key, WordClass};
use super::inflection::{Form, Paradigms};
use crate::text::orthography::{Orthography, fold};
use crate::text::token::tokens;

/// A lemma by its position in the lexicon.
pub type LemmaId = u32;

/// A word of the dictionary.
#[derive(Clone, Debug)]
pub struct Lemma {
    /// As it is written in the table, folded.
    pub text: String,
    /// Its class.
    pub class: WordClass,
    /// What is known of it.
    pub features: Features,
}

/// One way to take a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordReading {
    /// Of which lemma.
    pub lemma: LemmaId,
    /// Which of its forms.
    pub form: Form,
}

/// An expression of several words that begins with a form.
#[derive(Clone, Debug)]
struct Expression {
    /// The words behind the first, folded.
    rest: Vec<Box<str>>,
    reading: WordReading,
}

/// What a form can be.
#[derive(Clone, Debug, Default)]
struct Entry {
    readings: Vec<WordReading>,
    /// What the form can be, as bits.
    classes: u32,
    /// Longest first.
    expressions: Vec<Expression>,
}

/// All words of a language, by their forms.
#[derive(Debug, Default)]
pub struct Lexicon {
    lemmas: Vec<Lemma>,
    forms: HashMap<Box<str>, u32>,
    entries: Vec<Entry>,
}

impl Lexicon {
    /// Reads the table; `file` names it in errors.
    ///
    /// # Errors
    /// Where a line cannot be read, or names a paradigm or feature that does not exist.
    pub fn read(file: &str, content: &str, paradigms: &Paradigms, orthography: &Orthography) -> Result<Self, ReadError> {
        let mut lexicon = Lexicon::default();
        for (number, line) in content.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let error = |column: usize, expected: &str, found: &str| ReadError {
                file: file.to_owned(),
                line: number + 1,
                column,
                expected: expected.to_owned(),
                found: format!("{found:?}"),
            };
            let columns: Vec<&str> = line.split('\t').collect();
            let [lemma, class, paradigm, rest @ ..] = columns.as_slice() else {
                return Err(error(0, "lemma, class, paradigm, features parted by tabs", line));
            };
            let column = |n: usize| columns.iter().take(n).map(|c| c.chars().count() + 1).sum::<usize>() + 1;
            let class = WordClass::from_name(class).ok_or_else(|| error(column(1), &format!("a class ({})", WordClass::names()), class))?;
            let features = Features::read(rest.first().copied().unwrap_or_default()).map_err(|f| error(column(3), &f.expected, &f.found))?;
            let (head, tail) = lemma.split_once(' ').unwrap_or((lemma, ""));
            let forms = paradigms.forms(class, head, paradigm).map_err(|expected| error(column(2), &expected, paradigm))?;
            lexicon.add(lemma, class, features, &forms, tail, orthography);
        }
        Ok(lexicon)
    }

    fn add(&mut self, text: &str, class: WordClass, features: Features, forms: &[(String, Form)], tail: &str, orthography: &Orthography) {
        let lemma = position(self.lemmas.len());
        self.lemmas.push(Lemma { text: fold(text), class, features });
        let tail = words(tail, orthography);
        for (form, inflection) in forms {
            let mut all = words(form, orthography);
            if all.is_empty() {
                continue;
            }
            let first = all.remove(0);
            all.extend(tail.iter().cloned());
            let reading = WordReading { lemma, form: *inflection };
            let entry = self.entry(first);
            if all.is_empty() {
                entry.classes |= class_bit(class, *inflection);
                if !entry.readings.contains(&reading) {
                    entry.readings.push(reading);
                }
            } else {
                let at = entry.expressions.partition_point(|e| e.rest.len() >= all.len());
                entry.expressions.insert(at, Expression { rest: all, reading });
            }
        }
    }

    fn entry(&mut self, form: Box<str>) -> &mut Entry {
        let next = position(self.entries.len());
        let at = *self.forms.entry(form).or_insert(next) as usize;
        if at == self.entries.len() {
            self.entries.push(Entry::default());
        }
        // The position was made just now or earlier from this very list.
        #[expect(clippy::indexing_slicing, reason = "the position comes from this list")]
        &mut self.entries[at]
    }

    /// The number of a folded form, if it is known.
    #[must_use]
    pub fn form(&self, folded: &str) -> Option<u32> {
        self.forms.get(folded).copied()
    }

    /// How the form of a number can be taken as a word of its own.
    #[must_use]
    pub fn readings(&self, form: u32) -> &[WordReading] {
        self.entries.get(form as usize).map(|e| e.readings.as_slice()).unwrap_or_default()
    }

    /// What the form of a number can be, as bits: classes and verb forms.
    #[must_use]
    pub fn classes(&self, form: u32) -> u32 {
        self.entries.get(form as usize).map_or(0, |e| e.classes)
    }

    /// The expressions of several words that begin with this form, longest first, with their length in words.
    ///
    /// `folded` gives the folded word at a distance behind the form, `None` beyond the sentence.
    pub fn expressions<'w>(&self, form: u32, folded: impl Fn(usize) -> Option<&'w str>) -> impl Iterator<Item = (usize, WordReading)> {
        let all = self.entries.get(form as usize).map(|e| e.expressions.as_slice()).unwrap_or_default();
        let fits = move |e: &&Expression| e.rest.iter().enumerate().all(|(i, w)| folded(i + 1).is_some_and(|f| same_word(f, w)));
        all.iter().filter(fits).map(|e| (e.rest.len() + 1, e.reading))
    }

    /// The lemma of a number.
    #[must_use]
    pub fn lemma(&self, id: LemmaId) -> Option<&Lemma> {
        self.lemmas.get(id as usize)
    }

    /// Whether any reading of this form has a flag.
    #[must_use]
    pub fn has(&self, form: u32, flag: Flag) -> bool {
        self.readings(form).iter().any(|r| self.lemma(r.lemma).is_some_and(|l| l.features.has(flag)))
    }

    /// A value of the first reading of this form that has it.
    #[must_use]
    pub fn value(&self, form: u32, key: Key) -> Option<&str> {
        self.readings(form).iter().find_map(|r| self.lemma(r.lemma)?.features.value(key))
    }

    /// All lemmas, in the order of the table.
    #[must_use]
    pub fn lemmas(&self) -> &[Lemma] {
        &self.lemmas
    }

    /// How many forms are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether no form is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }
}

/// A class as a bit; the forms of verbs are told apart.
fn class_bit(class: WordClass, form: Form) -> u32 {
    match form.verb {
        Some(verb) => 1 << (16 + verb as u32),
        None => 1 << (class as u32),
    }
}

/// Whether two words are the same but for an elision: `d'` and `de`, `qu'` and `que`.
fn same_word(a: &str, b: &str) -> bool {
    let elided = |short: &str, long: &str| short.strip_suffix('\'').is_some_and(|s| long.strip_prefix(s).is_some_and(|rest| rest.chars().count() == 1));
    a == b || elided(a, b) || elided(b, a)
}

/// The folded words of a form, parted as in texts.
fn words(form: &str, orthography: &Orthography) -> Vec<Box<str>> {
    if !form.contains([' ', '\'', '-', '.']) {
        return if form.is_empty() { Vec::new() } else { vec![fold(form).into_boxed_str()] };
    }
    tokens(form, orthography).iter().map(|t| fold(form.get(t.span.range()).unwrap_or_default()).into_boxed_str()).collect()
}

fn position(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
