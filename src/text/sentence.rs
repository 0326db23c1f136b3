//! Tokens into sentences.
//!
//! A *sentence* ends at its final mark, also inside a quotation. A *period* is what a reader takes in one breath: a
//! quotation of many sentences and its attribution are one period. Paragraphs end both.

use super::orthography::{Orthography, fold};
use super::quotation::Quotation;
use super::span::Tokens;
use super::token::{Shape, Token};

/// The sentences of a text and the periods that they form; both tile the tokens.
#[derive(Clone, Debug, Default)]
pub struct Sentences {
    /// Every sentence, in order.
    pub sentences: Vec<Tokens>,
    /// Every period, in order; each is a run of whole sentences.
    pub periods: Vec<Tokens>,
}

/// A quotation longer than this, in tokens, does not hold its period together.
const QUOTATION_REACH: u32 = 1200;

/// Finds sentences and periods.
#[must_use]
pub fn sentences(text: &str, tokens: &[Token], quotations: &[Quotation], orthography: &Orthography) -> Sentences {
    let cutter = Cutter { text, tokens, orthography, wrapped: hard_wrapped(text) };
    let mut out = Sentences::default();
    let (mut sentence, mut period) = (0, 0);
    let mut quoted = Quoted { quotations, next: 0, end: 0 };
    for at in 1..=tokens.len() {
        let paragraph = at == tokens.len() || cutter.paragraph(at);
        if !paragraph && !cutter.ends_before(at) {
            continue;
        }
        out.sentences.push(span(sentence, at));
        sentence = at;
        if paragraph || !quoted.spans(index(at)) {
            out.periods.push(span(period, at));
            period = at;
        }
    }
    out
}

/// Follows the outermost quotations as the cuts move on.
struct Quoted<'a> {
    quotations: &'a [Quotation],
    next: usize,
    end: u32,
}

impl Quoted<'_> {
    /// Whether a quotation runs on across the cut before token `at`. To be asked with rising `at`.
    fn spans(&mut self, at: u32) -> bool {
        while let Some(q) = self.quotations.get(self.next).filter(|q| q.outer.start < at) {
            if !q.dash && q.outer.len() <= QUOTATION_REACH {
                self.end = self.end.max(q.outer.end);
            }
            self.next += 1;
        }
        at < self.end
    }
}

struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    orthography: &'a Orthography,
    wrapped: bool,
}

impl Cutter<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|t| self.text.get(t.span.range())).unwrap_or_default()
    }

    fn is_closer(&self, at: usize) -> bool {
        let word = self.word(at);
        matches!(word, ")" | "]") || self.orthography.closes_quotation(word)
    }

    /// Whether a paragraph begins at this token.
    fn paragraph(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return true };
        match token.breaks {
            0 => false,
            1 if self.wrapped => {
                matches!(self.word(at), "*" | "•" | "-" | "–" | "—") || at.checked_sub(1).is_some_and(|p| matches!(self.word(p), "." | ":" | "!" | "?"))
            }
            _ => true,
        }
    }

    /// Whether a sentence ends before this token.
    fn ends_before(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return true };
        // Closing marks belong to the sentence that they close.
        let closes = self.directed(at) || (!token.spaced && self.is_closer(at) && !self.opens_here(at));
        let goes_on = !token.spaced && matches!(self.word(at), "." | "!" | "?" | "..." | "…" | "," | ";" | ":");
        if token.shape == Shape::Mark && (closes || goes_on) {
            return false;
        }
        let mut last = at - 1;
        while last > 0 && self.is_closer(last) && !self.opens_here(last) && !self.tokens.get(last).is_some_and(|t| t.spaced && !self.directed(last)) {
            last -= 1;
        }
        let quoted = last + 1 < at;
        match self.word(last) {
            "." | "!" | "?" => self.opens_sentence(at, quoted),
            "..." | "…" => !quoted && self.opens_sentence(at, true),
            word if word.len() > 1 && word.ends_with('.') => token.capital && self.orthography.openers.contains(&fold(self.word(at))) && !quoted,
            _ => false,
        }
    }

    /// Whether a mark closes by its direction, so that a space before it does not make it an opening one.
    fn directed(&self, at: usize) -> bool {
        let word = self.word(at);
        // “ closes „ in some styles; it opens more often.
        (self.orthography.closes_quotation(word) && !self.orthography.opens_quotation(word)) || matches!(word, ")" | "]")
    }

    /// A quotation mark without direction, glued to what stands before it, opens a sentence when it is glued to a capital.
    fn opens_here(&self, at: usize) -> bool {
        let ended = at.checked_sub(1).is_some_and(|p| matches!(self.word(p), "." | "!" | "?") || self.is_closer(p));
        !self.directed(at) && ended && self.tokens.get(at + 1).is_some_and(|t| !t.spaced && (t.capital || t.shape == Shape::Figure))
    }

    /// Whether a sentence can begin here: a capital, a figure, an opening mark. After a closing quotation mark a small letter goes on.
    fn opens_sentence(&self, at: usize, quoted: bool) -> bool {
        let Some(token) = self.tokens.get(at) else { return true };
        match token.shape {
            Shape::Word if token.capital => true,
            Shape::Word => !quoted && token.spaced && !self.word(at).starts_with(char::is_lowercase),
            Shape::Figure => token.spaced,
            Shape::Mark => !matches!(self.word(at), "," | ";" | ":" | ")" | "]" | "-" | "–" | "—" | "%"),
        }
    }
}

/// Whether the lines of a text are cut at a column, so that one line break is no more than a space.
fn hard_wrapped(text: &str) -> bool {
    let (mut lines, mut filled) = (0_u32, 0_u32);
    for line in text.lines().filter(|l| !l.trim().is_empty()).take(200) {
        lines += 1;
        let length = line.chars().count();
        if (55..=100).contains(&length) && !line.trim_end().ends_with(['.', '!', '?', '"', '»', '”', ':']) {
            filled += 1;
        }
    }
    lines >= 4 && filled * 2 > lines
}

fn span(start: usize, end: usize) -> Tokens {
    Tokens::new(index(start), index(end))
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::orthography::QuotationMarks;
    use super::super::quotation::quotations;
    use super::super::token::tokens;
    use super::*;

    fn check(text: &str, sentences_expected: &str, periods_expected: usize) {
        let marks = |open: &str, close: &str| QuotationMarks { open: open.to_owned(), close: close.to_owned() };
        let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect();
        let orthography = Orthography {
            quotes: vec![marks("«", "»"), marks("“", "”"), marks("\"", "\""), marks("„", "“")],
            abbreviations: words(&["mr.", "m."]),
            openers: words(&["the", "he"]),
            ..Orthography::default()
        };
        let tokens = tokens(text, &orthography);
        let quotations = quotations(text, &tokens, &orthography);
        let found = sentences(text, &tokens, &quotations, &orthography);
        let shown: Vec<&str> =
            found.sentences.iter().map(|s| text.get(tokens[s.range().start].span.join(tokens[s.range().end - 1].span).range()).unwrap()).collect();
        assert_eq!(shown.join(" ¦ "), sentences_expected);
        assert_eq!(found.periods.len(), periods_expected, "{text}");
    }

    #[test]
    fn sentences_end_at_final_marks() {
        check("It fell. Mr. Brown left. No", "It fell. ¦ Mr. Brown left. ¦ No", 3);
        check("He left the U.S. The army stayed. The U.S. Army came.", "He left the U.S. ¦ The army stayed. ¦ The U.S. Army came.", 3);
        check("agences russes.Un porte-parole a dit 3.5 ou 4.", "agences russes. ¦ Un porte-parole a dit 3.5 ou 4.", 2);
        check("« Quoi ? » dit-il. Fin.", "« Quoi ? » dit-il. ¦ Fin.", 2);
        check("dit la police.\"Nous sommes\" ici.", "dit la police. ¦ \"Nous sommes\" ici.", 2);
        check("It fell. “We go,” he said.", "It fell. ¦ “We go,” he said.", 2);
        check("„Wir gehen.“ Er ging.", "„Wir gehen.“ ¦ Er ging.", 2);
        check("pas de terme.\". \"On dit\" oui", "pas de terme.\". ¦ \"On dit\" oui", 2);
    }

    #[test]
    fn a_quotation_holds_its_period_together() {
        check("\"We go. We stay. We see,\" he said. Then he left.", "\"We go. ¦ We stay. ¦ We see,\" he said. ¦ Then he left.", 2);
    }

    #[test]
    fn paragraphs_end_everything() {
        check("One\n\nTwo\n* three", "One ¦ Two ¦ * three", 3);
    }
}
