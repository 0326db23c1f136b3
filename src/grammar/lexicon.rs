//! The words of a language: a table of lemmas and the paradigms that make their forms.
//!
//! `lexicon.tsv` has a lemma a line: lemma, class, paradigm, features, parted by tabs. `inflection.toml` has a paradigm a
//! table. A lemma of several words inflects its first word. See `src/lang/README.md`.

use super::error::ReadError;
use super::feature::{Features, Flag, Key, WordClass};
use super::inflection::{Form, Paradigms};
use crate::text::orthography::{Orthography, fold, fold_into};
use crate::text::strings::Strings;
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

/// What a form can be. What it can be in full lies in the lists of the lexicon, from here up to where that of the next form begins.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    readings: u32,
    expressions: u32,
    /// What the form can be, as bits.
    classes: u32,
}

/// All words of a language, by their forms.
#[derive(Debug, Default)]
pub struct Lexicon {
    lemmas: Vec<Lemma>,
    forms: Strings,
    /// One a form, and one behind the last.
    entries: Vec<Entry>,
    /// Form by form.
    readings: Vec<WordReading>,
    /// Form by form, longest first.
    expressions: Vec<Expression>,
}

/// What the lines of the table gave so far, each with its form.
#[derive(Default)]
struct Found {
    /// A form as it is looked up.
    folded: String,
    readings: Vec<(u32, WordReading)>,
    expressions: Vec<(u32, Expression)>,
}

impl Lexicon {
    /// Reads the table; `file` names it in errors.
    ///
    /// # Errors
    /// Where a line cannot be read, or names a paradigm or feature that does not exist.
    pub fn read(file: &str, content: &str, paradigms: &Paradigms, orthography: &Orthography) -> Result<Self, ReadError> {
        let mut lexicon = Lexicon::default();
        // A lemma has up to some fifty forms; what is not used is only an address.
        let mut found = Found { readings: Vec::with_capacity(content.len() / 2), ..Found::default() };
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
            let text = fold(lemma);
            let tail = words(tail, orthography);
            let id = position(lexicon.lemmas.len());
            let add = |form: &str, inflection: Form| {
                lexicon.add(&mut found, WordReading { lemma: id, form: inflection }, form, &tail, orthography);
            };
            paradigms.forms(class, head, paradigm, add).map_err(|expected| error(column(2), &expected, paradigm))?;
            lexicon.lemmas.push(Lemma { text, class, features });
        }
        lexicon.file(found);
        Ok(lexicon)
    }

    /// Notes a form of a lemma, with the words that stand behind it.
    fn add(&mut self, found: &mut Found, reading: WordReading, form: &str, tail: &[Box<str>], orthography: &Orthography) {
        if is_one_word(form) {
            if form.is_empty() {
                return;
            }
            fold_into(form, &mut found.folded);
            let first = self.forms.add(&found.folded);
            if tail.is_empty() {
                found.readings.push((first, reading));
            } else {
                found.expressions.push((first, Expression { rest: tail.to_vec(), reading }));
            }
            return;
        }
        let mut all = words(form, orthography);
        if all.is_empty() {
            return;
        }
        let first = self.forms.add(&all.remove(0));
        all.extend(tail.iter().cloned());
        if all.is_empty() {
            found.readings.push((first, reading));
        } else {
            found.expressions.push((first, Expression { rest: all, reading }));
        }
    }

    /// Puts what was found in the order of the forms; what one form has stays in the order of the table.
    fn file(&mut self, mut found: Found) {
        // Numbers of forms are dense: counting sorts them.
        let mut next = vec![0_u32; self.forms.len() + 1];
        for (form, _) in &found.readings {
            if let Some(count) = next.get_mut(*form as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut next {
            sum += *start;
            *start = sum;
        }
        let mut order = vec![0_u32; found.readings.len()];
        for (at, (form, _)) in (0..).zip(&found.readings) {
            if let Some(slot) = next.get_mut(*form as usize) {
                if let Some(place) = order.get_mut(*slot as usize) {
                    *place = at;
                }
                *slot += 1;
            }
        }
        found.expressions.sort_by_key(|(form, e)| (*form, std::cmp::Reverse(e.rest.len())));
        let mut readings = order.iter().filter_map(|at| found.readings.get(*at as usize)).peekable();
        let mut expressions = found.expressions.into_iter().peekable();
        for form in 0..position(self.forms.len()) {
            let begin = self.readings.len();
            let mut entry = Entry { readings: position(begin), expressions: position(self.expressions.len()), classes: 0 };
            while let Some((_, reading)) = readings.next_if(|(f, _)| *f == form) {
                let class = self.lemma(reading.lemma).map_or(0, |l| class_bit(l.class, reading.form));
                entry.classes |= class;
                if !self.readings.get(begin..).is_some_and(|known| known.contains(reading)) {
                    self.readings.push(*reading);
                }
            }
            while let Some((_, expression)) = expressions.next_if(|(f, _)| *f == form) {
                self.expressions.push(expression);
            }
            self.entries.push(entry);
        }
        self.entries.push(Entry { readings: position(self.readings.len()), expressions: position(self.expressions.len()), classes: 0 });
    }

    /// The entry of a form, and the one that follows it.
    fn entry(&self, form: u32) -> Option<(Entry, Entry)> {
        let at = form as usize;
        Some((*self.entries.get(at)?, *self.entries.get(at + 1)?))
    }

    /// The number of a folded form, if it is known.
    #[must_use]
    pub fn form(&self, folded: &str) -> Option<u32> {
        self.forms.number(folded)
    }

    /// How the form of a number can be taken as a word of its own.
    #[must_use]
    pub fn readings(&self, form: u32) -> &[WordReading] {
        let of = |(entry, next): (Entry, Entry)| self.readings.get(entry.readings as usize..next.readings as usize);
        self.entry(form).and_then(of).unwrap_or_default()
    }

    /// What the form of a number can be, as bits: classes and verb forms.
    #[must_use]
    pub fn classes(&self, form: u32) -> u32 {
        self.entry(form).map_or(0, |(entry, _)| entry.classes)
    }

    /// The expressions of several words that begin with this form, longest first, with their length in words.
    ///
    /// `folded` gives the folded word at a distance behind the form, `None` beyond the sentence.
    pub fn expressions<'w>(&self, form: u32, folded: impl Fn(usize) -> Option<&'w str>) -> impl Iterator<Item = (usize, WordReading)> {
        let of = |(entry, next): (Entry, Entry)| self.expressions.get(entry.expressions as usize..next.expressions as usize);
        let all = self.entry(form).and_then(of).unwrap_or_default();
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

/// Whether a form has nothing at which any language parts words.
fn is_one_word(form: &str) -> bool {
    !form.bytes().any(|b| matches!(b, b' ' | b'\'' | b'-' | b'.'))
}

/// The folded words of a form, parted as in texts.
fn words(form: &str, orthography: &Orthography) -> Vec<Box<str>> {
    if is_one_word(form) {
        return if form.is_empty() { Vec::new() } else { vec![fold(form).into_boxed_str()] };
    }
    tokens(form, orthography).iter().map(|t| fold(form.get(t.span.range()).unwrap_or_default()).into_boxed_str()).collect()
}

fn position(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
