//! A text into segments: runs of items that are parsed as one. A period is a segment; so is each sentence of a quotation
//! that stands for itself, which the segment around it holds as one item.

use super::analysis::{Analysis, span};
use super::chunk::{Item, items};
use super::clause::{Clauses, clauses};
use super::tagging::Class;
use crate::text::span::Tokens;

/// A run of items that is parsed as one.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Its tokens.
    pub span: Tokens,
    /// Its items.
    pub items: Vec<Item>,
    /// Their clauses.
    pub clauses: Clauses,
    /// The quotation, by number, whose words these are.
    pub quotation: Option<u32>,
    /// The period in which it lies, by number.
    pub period: u32,
}

/// Parts a text into segments; those of a quotation follow the one that holds it.
#[must_use]
pub fn segments(analysis: &Analysis<'_>) -> Vec<Segment> {
    let mut cutter = Cutter { analysis, opaque: opaque(analysis), out: Vec::new() };
    for (number, period) in analysis.sentences.periods.iter().enumerate() {
        let start = dateline(analysis, *period);
        cutter.cut(Tokens::new(index(start), period.end), None, index(number));
    }
    cutter.out
}

/// Where a paragraph's first sentence begins behind its dateline: "MOSCOW, August 8 (RIA Novosti) —".
fn dateline(analysis: &Analysis<'_>, period: Tokens) -> usize {
    let start = period.range().start;
    let Some(first) = analysis.token(start).filter(|t| t.breaks >= 1 && t.capital) else { return start };
    let from = first.span.range().start;
    let head = analysis.text.get(from..).unwrap_or_default();
    let found = analysis.language.orthography.datelines.iter().find_map(|d| d.captures(head));
    let Some(end) = found.and_then(|f| f.get(1).or_else(|| f.get(0)).map(|m| from + m.end())) else { return start };
    period.range().find(|t| analysis.token(*t).is_some_and(|t| t.span.range().start >= end)).unwrap_or(start)
}

struct Cutter<'a, 'b> {
    analysis: &'b Analysis<'a>,
    /// The numbers of the quotations that stand for themselves, by their first token.
    opaque: Vec<u32>,
    out: Vec<Segment>,
}

impl Cutter<'_, '_> {
    fn cut(&mut self, tokens: Tokens, quotation: Option<u32>, period: u32) {
        let inside = |at: usize| {
            let from = self.opaque.partition_point(|q| self.outer(*q).start < index(at));
            let candidates = self.opaque.get(from..).unwrap_or_default().iter();
            candidates
                .take_while(|q| self.outer(**q).start == index(at))
                .find(|q| Some(**q) != quotation && tokens.covers(self.outer(**q)))
                .map(|q| (*q, self.outer(*q)))
        };
        let items = items(self.analysis, tokens, inside);
        let clauses = clauses(self.analysis, &items);
        let held: Vec<u32> = items.iter().filter_map(|i| if let super::chunk::ItemKind::Quotation(q) = i.kind { Some(q) } else { None }).collect();
        self.out.push(Segment { span: tokens, items, clauses, quotation, period });
        for number in held {
            self.cut_quotation(number, period);
        }
    }

    fn outer(&self, number: u32) -> Tokens {
        self.analysis.quotations.get(number as usize).map_or(Tokens::new(0, 0), |q| q.outer)
    }

    fn cut_quotation(&mut self, number: u32, period: u32) {
        let Some(inner) = self.analysis.quotations.get(number as usize).map(|q| q.inner) else { return };
        let sentences = &self.analysis.sentences.sentences;
        let from = sentences.partition_point(|s| s.end <= inner.start);
        let within: Vec<Tokens> = sentences
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|s| s.start < inner.end)
            .map(|s| Tokens::new(s.start.max(inner.start), s.end.min(inner.end)))
            .filter(|s| !s.is_empty())
            .collect();
        for sentence in within {
            self.cut(sentence, Some(number), period);
        }
    }
}

/// Which quotations stand for themselves: they hold a whole sentence or a clause of their own.
fn opaque(analysis: &Analysis<'_>) -> Vec<u32> {
    let stands = |q: &crate::text::quotation::Quotation| {
        if q.dash {
            return false;
        }
        let inner = q.inner.range();
        let finite = inner.clone().any(|i| matches!(analysis.tag_at(i).class, Class::Verb | Class::Auxiliary) && analysis.tag_at(i).form.is_finite());
        let ends_inside = analysis
            .sentences
            .sentences
            .iter()
            .skip(analysis.sentences.sentences.partition_point(|s| s.end <= q.inner.start))
            .take_while(|s| s.end < q.inner.end)
            .next()
            .is_some();
        let opens = q.outer.range().start;
        let period = analysis.sentences.periods.partition_point(|p| p.end <= q.outer.start);
        let first = analysis.sentences.periods.get(period).is_some_and(|p| p.start == q.outer.start);
        let before = opens.checked_sub(1);
        let capital = analysis.token(inner.start).is_some_and(|t| t.capital);
        let introduced = before.is_some_and(|b| matches!(analysis.word(b), ":" | ","));
        let reported = before.is_some_and(|b| matches!(analysis.tag_at(b).class, Class::Verb | Class::ProperNoun | Class::Pronoun | Class::Noun)) && capital;
        // "103 blessés signalés", a tweeté le service: a headline in quotation marks that an attribution closes.
        let comma = |t: usize| analysis.word(t) == ",";
        // «Rentrez chez vous», demande le maire: a few words are enough where a verb follows at once.
        let end = q.outer.range().end;
        let verb = |t: usize| matches!(analysis.tag_at(t).class, Class::Verb | Class::Auxiliary) && analysis.tag_at(t).form.is_finite();
        let closed = first && ((inner.len() >= 5 && (comma(end) || inner.clone().last().is_some_and(comma))) || (comma(end) && verb(end + 1)));
        ends_inside || closed || (finite && (first || introduced || reported))
    };
    analysis.quotations.iter().enumerate().filter(|(_, q)| stands(q)).map(|(n, _)| index(n)).collect()
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The tokens of a run of items.
#[must_use]
pub fn tokens_of(items: &[Item]) -> Tokens {
    match (items.first(), items.last()) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => span(0, 0),
    }
}
