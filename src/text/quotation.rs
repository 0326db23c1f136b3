//! Quoted stretches: nested, unclosed, opened again at each paragraph, and the turns of a dialogue.

use super::orthography::Orthography;
use super::span::Tokens;
use super::token::{Shape, Token};

/// A quoted stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// All of it, its marks included.
    pub outer: Tokens,
    /// Its words, without the marks.
    pub inner: Tokens,
    /// How many quotations it lies in.
    pub depth: u8,
    /// Whether a mark closes it; else it ends where its paragraph or sentence does.
    pub closed: bool,
    /// Whether a dash opens it: a turn of a dialogue, or merely an item of a list.
    pub dash: bool,
}

/// How far ahead the closing partner of an apostrophe is looked for, in tokens.
const APOSTROPHE_REACH: usize = 60;

/// How deep quotations are followed.
const DEPTH: usize = 4;

/// Finds the quotations of a text, in the order in which they open.
#[must_use]
pub fn quotations(text: &str, tokens: &[Token], orthography: &Orthography) -> Vec<Quotation> {
    let mut reader = Reader { text, tokens, orthography, open: Vec::new(), found: Vec::new() };
    for at in 0..tokens.len() {
        reader.token(at);
    }
    reader.close_all(tokens.len());
    reader.found.sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
    reader.found
}

struct Open {
    at: usize,
    pair: usize,
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    orthography: &'a Orthography,
    open: Vec<Open>,
    found: Vec<Quotation>,
}

/// What a quotation mark does where it stands.
#[derive(PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    Either,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|t| self.text.get(t.span.range())).unwrap_or_default()
    }

    fn token(&mut self, at: usize) {
        let Some(token) = self.tokens.get(at) else { return };
        if token.breaks >= 2 {
            self.close_all(at);
            self.dialogue(at);
        }
        if token.shape != Shape::Mark {
            return;
        }
        let Some((pair, role)) = self.role(at) else { return };
        let inside = self.open.iter().rposition(|o| o.pair == pair);
        match (role, inside) {
            (Role::Closes | Role::Either, Some(level)) => self.close(level, at),
            (Role::Opens, Some(level)) if self.same_marks(pair) => {
                // Marks without direction cannot nest in themselves: the one before was never closed.
                self.give_up(level, at);
                self.open(at, pair);
            }
            (Role::Opens, _) | (Role::Either, None) => self.open(at, pair),
            // Marks of two kinds: “ closed by ", or the other way round.
            (Role::Closes, None) if self.word(at).len() != 1 || self.word(at) == "\"" => {
                if let Some(level) = self.open.len().checked_sub(1) {
                    self.close(level, at);
                }
            }
            (Role::Closes, _) => {}
        }
    }

    fn open(&mut self, at: usize, pair: usize) {
        if self.open.len() < DEPTH {
            self.open.push(Open { at, pair });
        }
    }

    fn same_marks(&self, pair: usize) -> bool {
        self.orthography.quotes.get(pair).is_some_and(|q| q.open == q.close)
    }

    /// Which pair a mark belongs to, and what it does by the white space around it.
    fn role(&self, at: usize) -> Option<(usize, Role)> {
        let word = self.word(at);
        // „so“: a mark that opens elsewhere, glued to the word before it.
        if let Some(open) = self.open.last()
            && self.orthography.quotes.get(open.pair).is_some_and(|q| q.close == word && q.open != word)
            && self.orthography.opens_quotation(word)
            && self.tokens.get(at).is_some_and(|t| !t.spaced)
        {
            return Some((open.pair, Role::Closes));
        }
        let pair = self.orthography.quotes.iter().position(|q| q.open == word || q.close == word)?;
        let marks = self.orthography.quotes.get(pair)?;
        if marks.open != marks.close {
            let role = if marks.open == word { Role::Opens } else { Role::Closes };
            if word == "’" && role == Role::Closes && !self.apostrophe_closes(at) {
                return None;
            }
            return Some((pair, role));
        }
        if word == "'" {
            let is_open = self.open.iter().any(|o| o.pair == pair);
            return if is_open && self.apostrophe_closes(at) {
                Some((pair, Role::Closes))
            } else if !is_open && self.apostrophe_opens(at) {
                Some((pair, Role::Opens))
            } else {
                None
            };
        }
        let before = self.tokens.get(at).is_some_and(|t| t.spaced) || at.checked_sub(1).is_some_and(|p| self.opens_before(p));
        let after = self.tokens.get(at + 1).is_none_or(|t| t.spaced);
        let role = match (before, after) {
            (true, false) => Role::Opens,
            (false, true) => Role::Closes,
            _ => Role::Either,
        };
        Some((pair, role))
    }

    /// Whether what stands before a mark cannot end a quotation: a bracket, a dash, an elided word.
    fn opens_before(&self, at: usize) -> bool {
        let word = self.word(at);
        matches!(word, "(" | "[" | "—" | "–" | "-" | "/") || (word.chars().count() > 1 && word.ends_with(['\'', '’']))
    }

    fn apostrophe_opens(&self, at: usize) -> bool {
        let opens = |i: usize| self.tokens.get(i).is_some_and(|t| t.spaced) || i.checked_sub(1).is_some_and(|p| self.opens_before(p));
        let followed = self.tokens.get(at + 1).is_some_and(|t| !t.spaced && t.shape != Shape::Mark);
        if !opens(at) || !followed {
            return false;
        }
        (at + 2..self.tokens.len().min(at + APOSTROPHE_REACH))
            .take_while(|i| self.tokens.get(*i).is_some_and(|t| t.breaks < 2))
            .any(|i| self.word(i) == "'" && self.apostrophe_closes(i))
    }

    fn apostrophe_closes(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| !t.spaced) && self.tokens.get(at + 1).is_none_or(|t| t.spaced || t.shape == Shape::Mark)
    }

    /// Closes the quotation at `level`, and what was left open inside it.
    fn close(&mut self, level: usize, at: usize) {
        self.open.truncate(level + 1);
        let Some(open) = self.open.pop() else { return };
        if open.at + 1 < at {
            self.found.push(Quotation {
                outer: Tokens::new(index(open.at), index(at + 1)),
                inner: Tokens::new(index(open.at + 1), index(at)),
                depth: depth(level),
                closed: true,
                dash: false,
            });
        }
    }

    /// Ends quotations that no mark closes: at the end of their first sentence where another opens in their paragraph.
    fn give_up(&mut self, level: usize, at: usize) {
        let Some(open) = self.open.get(level).map(|o| o.at) else { return };
        let end = (open + 1..at).find(|i| matches!(self.word(*i), "." | "!" | "?")).map_or(at, |i| i + 1);
        self.open.truncate(level);
        self.unclosed(open, end, level);
    }

    /// A paragraph ends: what is still open ends with it.
    fn close_all(&mut self, at: usize) {
        while let Some(open) = self.open.pop() {
            self.unclosed(open.at, at, self.open.len());
        }
    }

    fn unclosed(&mut self, open: usize, end: usize, level: usize) {
        if open + 1 < end {
            let inner = Tokens::new(index(open + 1), index(end));
            self.found.push(Quotation { outer: Tokens::new(index(open), index(end)), inner, depth: depth(level), closed: false, dash: false });
        }
    }

    /// A paragraph that a dash opens may be a turn of a dialogue.
    fn dialogue(&mut self, at: usize) {
        let followed = self.tokens.get(at + 1).is_some_and(|t| t.spaced && t.breaks == 0 && t.shape != Shape::Mark);
        if !followed || !matches!(self.word(at), "—" | "–" | "-") {
            return;
        }
        let end = (at + 1..self.tokens.len()).find(|i| self.tokens.get(*i).is_some_and(|t| t.breaks >= 1)).unwrap_or(self.tokens.len());
        self.found.push(Quotation {
            outer: Tokens::new(index(at), index(end)),
            inner: Tokens::new(index(at + 1), index(end)),
            depth: 0,
            closed: false,
            dash: true,
        });
    }
}

fn depth(level: usize) -> u8 {
    u8::try_from(level).unwrap_or(u8::MAX)
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::orthography::QuotationMarks;
    use super::super::token::tokens;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let marks = |open: &str, close: &str| QuotationMarks { open: open.to_owned(), close: close.to_owned() };
        let orthography = Orthography {
            quotes: vec![marks("«", "»"), marks("“", "”"), marks("\"", "\""), marks("'", "'"), marks("``", "''")],
            elisions: ["l'", "d'"].iter().map(|s| (*s).to_owned()).collect(),
            ..Orthography::default()
        };
        let tokens = tokens(text, &orthography);
        let found: Vec<String> = quotations(text, &tokens, &orthography)
            .iter()
            .map(|q| {
                let inner = q.inner.range();
                let words = tokens[inner.start].span.join(tokens[inner.end - 1].span);
                format!("{}{}", text.get(words.range()).unwrap(), if q.closed { "" } else { "…" })
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_pair_up() {
        check("He said: \"We go.\" And \"so on\".", &["We go.", "so on"]);
        check("« Oui », dit-elle, « mais “non” ».", &["Oui", "mais “non”", "non"]);
        check("``Moi must go,'' they chanted", &["Moi must go,"]);
        check("d'\"armes lourdes\" et l'\"erreur\"", &["armes lourdes", "erreur"]);
        check("fin.\"Nous étions prêts\", dit-il", &["Nous étions prêts"]);
        check("un mot \" isolé \" ici", &["isolé"]);
    }

    #[test]
    fn apostrophes_quote_only_in_pairs() {
        check("U.N. condemns 'murderous attacks' in the students' union", &["murderous attacks"]);
        check("the students' union and the teachers' union", &[]);
        check("rock 'n roll", &[]);
    }

    #[test]
    fn unclosed_quotations_end_with_their_paragraph() {
        check("\"One two.\n\n\"Three four.\"", &["One two.…", "Three four."]);
        check("que \"tout va. Il ajoute. \"Bien\", dit-il", &["tout va.…", "Bien"]);
    }

    #[test]
    fn a_dash_opens_a_turn() {
        check("— Je pars, dit-il.\n\nIl part.", &["Je pars, dit-il.…"]);
    }
}
