//! Text into tokens. Tokens stand in order, do not overlap, and only white space stands between them.
//!
//! | text | tokens |
//! | --- | --- |
//! | `l’arrêt qu’elle` | `l’` `arrêt` `qu’` `elle` |
//! | `a-t-elle dit` | `a` `-t-elle` `dit` |
//! | `Kiev's army didn't` | `Kiev` `'s` `army` `did` `n't` |
//! | `1 177 morts` | `1 177` `morts` |
//! | `14h05, 20th, 5.5m` | `14h05` `,` `20th` `,` `5.5m` |
//! | `U.S. Gen. Ray` | `U.S.` `Gen.` `Ray` |
//! | `russes.Un homme` | `russes` `.` `Un` `homme` |

use super::orthography::{Orthography, fold_into, is_apostrophe};
use super::span::Bytes;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Letters, perhaps with figures inside.
    Word,
    /// Begins with a figure.
    Figure,
    /// Punctuation and symbols.
    Mark,
}

/// A stretch of the text that is read as one.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Bytes,
    /// What it looks like.
    pub shape: Shape,
    /// Whether white space, or nothing, stands before it.
    pub spaced: bool,
    /// Line breaks before it, at most 2; 2 parts paragraphs. The first token has 2.
    pub breaks: u8,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether all its letters are capitals, two at least.
    pub upper: bool,
}

/// Reads the tokens of a text.
#[must_use]
pub fn tokens(text: &str, orthography: &Orthography) -> Vec<Token> {
    let mut scanner = Scanner { text, orthography, at: 0, out: Vec::with_capacity(text.len() / 5), spaced: true, breaks: 2, folded: String::new() };
    scanner.run();
    scanner.out
}

struct Scanner<'a> {
    text: &'a str,
    orthography: &'a Orthography,
    at: usize,
    out: Vec<Token>,
    spaced: bool,
    breaks: u8,
    folded: String,
}

/// Letters, figures and the marks that combine with them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{FE0F}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// White space, and characters without width that stand between words.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    fn starts(&self, at: usize, prefix: &str) -> bool {
        self.text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(prefix.as_bytes()))
    }

    fn run(&mut self) {
        while let Some(c) = self.char_at(self.at) {
            if is_blank(c) {
                self.spaced = true;
                if c == '\n' || c == '\u{2029}' {
                    self.breaks = (self.breaks + 1).min(2);
                }
                self.at += c.len_utf8();
            } else if c.is_ascii_digit() {
                let end = self.figure(self.at);
                self.push(end, Shape::Figure);
            } else if is_word(c) || (matches!(c, '@' | '#') && self.char_at(self.at + 1).is_some_and(is_word)) {
                self.word();
            } else {
                let end = self.mark(c);
                self.push(end, Shape::Mark);
            }
        }
    }

    fn push(&mut self, end: usize, shape: Shape) {
        let word = self.text.get(self.at..end).unwrap_or_default();
        let capital = word.starts_with(char::is_uppercase);
        let upper = capital && word.chars().filter(|c| c.is_uppercase()).nth(1).is_some() && !word.contains(char::is_lowercase);
        let span = Bytes::new(offset(self.at), offset(end));
        self.out.push(Token { span, shape, spaced: self.spaced, breaks: self.breaks, capital, upper });
        self.at = end;
        self.spaced = false;
        self.breaks = 0;
    }

    /// The end of the mark that begins here: one character, or a run that is one sign.
    fn mark(&self, c: char) -> usize {
        for sign in ["...", "``", "''", "---", "--"] {
            if self.starts(self.at, sign) {
                return self.at + sign.len();
            }
        }
        self.at + c.len_utf8()
    }

    /// Reads a word and pushes it, its elision and its clitic apart.
    fn word(&mut self) {
        if ["http://", "https://", "www."].iter().any(|p| self.starts(self.at, p)) {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let len = rest.find(is_blank).unwrap_or(rest.len());
            let len = rest.get(..len).unwrap_or_default().trim_end_matches(['.', ',', ')', ';', '"', '»', '”']).len();
            self.push(self.at + len.max(1), Shape::Word);
            return;
        }
        let end = match self.word_end(self.at) {
            WordEnd::Elision(end) => {
                self.push(end, Shape::Word);
                return;
            }
            WordEnd::Word(end) => end,
        };
        let word = self.text.get(self.at..end).unwrap_or_default();
        match self.clitic(word) {
            // "a t-il": what is left of the word is a letter of the clitic.
            Some(cut) if cut > 0 && self.orthography.clitics.iter().any(|c| c.strip_prefix('-') == Some(self.folded.as_str())) => {
                self.push(end, Shape::Word);
            }
            Some(cut) if cut > 0 => {
                self.push(self.at + cut, Shape::Word);
                self.push(end, Shape::Word);
            }
            _ => self.push(end, Shape::Word),
        }
    }

    /// Where in the word its clitic begins, if it has one.
    fn clitic(&mut self, word: &str) -> Option<usize> {
        if !word.contains(|c: char| is_apostrophe(c) || is_hyphen(c)) {
            return None;
        }
        fold_into(word, &mut self.folded);
        let clitic = self.orthography.clitics.iter().find(|c| self.folded.ends_with(c.as_str()))?;
        // Folding may change lengths, so the cut is counted in characters from the end.
        word.char_indices().rev().nth(clitic.chars().count().checked_sub(1)?).map(|(at, _)| at)
    }

    fn word_end(&mut self, from: usize) -> WordEnd {
        let mut at = from;
        if self.char_at(at).is_some_and(|c| matches!(c, '@' | '#')) {
            at += 1;
        }
        loop {
            let Some(c) = self.char_at(at) else { return WordEnd::Word(at) };
            let next = self.char_at(at + c.len_utf8());
            let goes_on = next.is_some_and(is_word);
            if is_word(c) {
                at += c.len_utf8();
            } else if is_apostrophe(c) {
                let end = at + c.len_utf8();
                fold_into(self.text.get(from..end).unwrap_or_default(), &mut self.folded);
                if self.orthography.elisions.contains(self.folded.as_str()) {
                    return WordEnd::Elision(end);
                }
                if !goes_on {
                    return WordEnd::Word(at);
                }
                at = end;
            } else if (is_hyphen(c) || matches!(c, '&' | '@')) && goes_on {
                at += c.len_utf8();
            } else if c == '.' {
                match self.dot(from, at, next) {
                    Dot::Inside => at += 1,
                    Dot::Closes => return WordEnd::Word(at + 1),
                    Dot::Outside => return WordEnd::Word(at),
                }
            } else {
                return WordEnd::Word(at);
            }
        }
    }

    /// Whether a dot belongs to the word before it: in acronyms, initials, abbreviations, addresses.
    fn dot(&mut self, from: usize, at: usize, next: Option<char>) -> Dot {
        let word = self.text.get(from..at).unwrap_or_default();
        let last = word.rsplit(['.', '-', '\'', '’']).next().unwrap_or_default();
        let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
        match next {
            Some(c) if is_word(c) => {
                let rest = self.text.get(at + 1..).unwrap_or_default();
                let rest_single = rest.chars().nth(1).is_none_or(|c| !is_word(c));
                let domain = c.is_lowercase() && !last.is_empty() && rest.split(|c| !is_word(c)).next().is_some_and(|d| (2..=4).contains(&d.len()));
                if (single && (rest_single || word.contains('.'))) || (domain && word.is_ascii()) {
                    return Dot::Inside;
                }
                if single && last.chars().all(char::is_uppercase) && c.is_uppercase() {
                    return Dot::Closes;
                }
                self.abbreviation(from, at)
            }
            Some(c) if is_hyphen(c) && (single || word.contains('.')) => Dot::Inside,
            _ if single && word.contains('.') => Dot::Closes,
            // An initial: one capital letter before another word.
            Some(' ' | '\u{A0}' | '\u{202F}') if single && last.chars().all(char::is_uppercase) => Dot::Closes,
            _ => self.abbreviation(from, at),
        }
    }

    fn abbreviation(&mut self, from: usize, at: usize) -> Dot {
        fold_into(self.text.get(from..=at).unwrap_or_default(), &mut self.folded);
        if self.orthography.abbreviations.contains(self.folded.as_str()) { Dot::Closes } else { Dot::Outside }
    }

    /// The end of the figure that begins here, with its separators, letters and hyphenated words.
    fn figure(&self, from: usize) -> usize {
        let mut at = from + self.digits(from);
        let mut grouped = at - from <= 3;
        let mut separator = None;
        loop {
            let Some(c) = self.char_at(at) else { return at };
            let behind = at + c.len_utf8();
            let digits = self.digits(behind);
            let groups = digits == 3 && grouped && separator.is_none_or(|s| s == c) && self.orthography.thousands.contains(&c);
            if groups || (digits > 0 && matches!(c, '.' | ',' | ':' | '/')) {
                at = behind + digits;
                grouped = groups;
                separator = Some(c);
            } else if (is_hyphen(c) && self.char_at(behind).is_some_and(char::is_alphabetic)) || c.is_alphabetic() {
                return self.letters(at);
            } else {
                return at;
            }
        }
    }

    fn letters(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(c) = self.char_at(at) {
            let behind = at + c.len_utf8();
            if is_word(c) || (is_hyphen(c) && self.char_at(behind).is_some_and(is_word)) {
                at = behind;
            } else {
                break;
            }
        }
        at
    }

    fn digits(&self, from: usize) -> usize {
        self.text.as_bytes().get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
    }
}

enum WordEnd {
    Elision(usize),
    Word(usize),
}

enum Dot {
    Inside,
    Closes,
    Outside,
}

/// A byte offset as the spans keep it; a text beyond 4 GiB is cut there.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orthography() -> Orthography {
        let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect();
        Orthography {
            elisions: words(&["l'", "qu'", "d'"]),
            clitics: ["-t-elle", "-il", "n't", "'s"].iter().map(|s| (*s).to_owned()).collect(),
            abbreviations: words(&["mr.", "gen.", "m."]),
            thousands: vec![',', '.', ' ', '\u{A0}', '\u{202F}', '\''],
            decimal: '.',
            ..Orthography::default()
        }
    }

    fn check(text: &str, expected: &str) {
        let found: Vec<&str> = tokens(text, &orthography()).iter().map(|t| text.get(t.span.range()).unwrap()).collect();
        assert_eq!(found.join("¦"), expected, "{text}");
    }

    #[test]
    fn words_part_from_elisions_and_clitics() {
        check("l’arrêt qu’elle", "l’¦arrêt¦qu’¦elle");
        check("a-t-elle dit-il", "a¦-t-elle¦dit¦-il");
        check("Kiev's army didn't", "Kiev¦'s¦army¦did¦n't");
        check("Zeid Ra'ad, O’Brien aujourd'hui", "Zeid¦Ra'ad¦,¦O’Brien¦aujourd'hui");
        check("students' union", "students¦'¦union");
    }

    #[test]
    fn dots_belong_to_abbreviations_only() {
        check("U.S. Gen. Ray", "U.S.¦Gen.¦Ray");
        check("U.S.-led J. Smith", "U.S.-led¦J.¦Smith");
        check("russes.Un homme", "russes¦.¦Un¦homme");
        check("see amazon.com.", "see¦amazon.com¦.");
        check("the end.\"On dit", "the¦end¦.¦\"¦On¦dit");
        check("https://a.b/c?d. x", "https://a.b/c?d¦.¦x");
    }

    #[test]
    fn figures_keep_their_separators() {
        check("1 177 morts, 1\u{202F}177", "1 177¦morts¦,¦1\u{202F}177");
        check("2016 200 morts", "2016¦200¦morts");
        check("14h05, 20th, 5.5m 12-year-old", "14h05¦,¦20th¦,¦5.5m¦12-year-old");
        check("20-30, 100,000–150,000", "20¦-¦30¦,¦100,000¦–¦150,000");
        check("60+ $200m 3,825[12]", "60¦+¦$¦200m¦3,825¦[¦12¦]");
        check("03:50 12/05/2020 3.5.", "03:50¦12/05/2020¦3.5¦.");
    }
}
