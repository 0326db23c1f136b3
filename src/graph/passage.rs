//! The sentence around a claim, cut where the words begin and end on which the claim rests.

use super::facts::Claim;
use crate::lang;
use crate::text::document::CodePoints;
use crate::text::quotation::quotations;
use crate::text::sentence::sentences;
use crate::text::token::tokens;

/// What words do in a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// They are what is put forward.
    Content,
    /// They name somebody.
    Actor,
    /// They carry the attribution.
    Cue,
    /// They are a figure.
    Figure,
}

/// A piece of a marked text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Words.
    Text(String),
    /// Here the words of a role begin.
    Open(Role),
    /// Here they end; the roles that are still open.
    Close(Role, Vec<Role>),
}

/// A stretch in bytes.
type Stretch = (usize, usize);

/// The sentences that a claim's words stand in, with these words marked. Spans that cross another one are left unmarked.
#[must_use]
pub fn passage(text: &str, lang: &str, claim: &Claim) -> Vec<Mark> {
    let points = CodePoints::new(text);
    let byte = |at: u32| points.to_byte(at).map_or(text.len(), |b| b as usize);
    let mut spans: Vec<(Stretch, Role)> = vec![((byte(claim.begin), byte(claim.end)), Role::Content)];
    let mut add = |(begin, end): (u32, u32), role| spans.push(((byte(begin), byte(end)), role));
    claim.mentions.iter().for_each(|m| add(m.at, Role::Actor));
    claim.cue.iter().filter_map(|(_, at)| *at).for_each(|at| add(at, Role::Cue));
    claim.counts.iter().filter_map(|c| c.at).for_each(|at| add(at, Role::Figure));
    spans.sort_by_key(|((begin, end), role)| (*begin, std::cmp::Reverse(*end), *role as u8));
    let from = spans.iter().map(|((begin, _), _)| *begin).min().unwrap_or(0);
    let until = spans.iter().map(|((_, end), _)| *end).max().unwrap_or(0);
    cut(text, around(text, lang, (from, until)), &spans)
}

/// The sentences that a stretch touches; its paragraphs where the language is not built in.
fn around(text: &str, lang: &str, (from, until): Stretch) -> Stretch {
    let Ok(Some(language)) = lang::language(lang) else {
        let before = text.get(..from).and_then(|t| t.rfind("\n\n")).map_or(0, |at| at + 2);
        let behind = text.get(until..).and_then(|t| t.find("\n\n")).map_or(text.len(), |at| until + at);
        return (before, behind);
    };
    let tokens = tokens(text, &language.orthography);
    let quoted = quotations(text, &tokens, &language.orthography);
    let (mut begin, mut end) = (from, until);
    for sentence in sentences(text, &tokens, &quoted, &language.orthography).sentences {
        let Some((first, last)) = tokens.get(sentence.range()).and_then(|t| t.first().zip(t.last())) else { continue };
        let (first, last) = (first.span.start as usize, last.span.end as usize);
        if first < until && from < last {
            begin = begin.min(first);
            end = end.max(last);
        }
    }
    (begin, end)
}

fn cut(text: &str, (begin, end): Stretch, spans: &[(Stretch, Role)]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut open: Vec<(usize, Role)> = Vec::new();
    let mut at = begin;
    let words = |marks: &mut Vec<Mark>, from: usize, to: usize| marks.extend(text.get(from..to).filter(|t| !t.is_empty()).map(|t| Mark::Text(t.to_owned())));
    let close_until = |marks: &mut Vec<Mark>, open: &mut Vec<(usize, Role)>, at: &mut usize, limit: usize| {
        while let Some((close, role)) = open.pop_if(|(close, _)| *close <= limit) {
            words(marks, *at, close);
            *at = close.max(*at);
            marks.push(Mark::Close(role, open.iter().map(|(_, r)| *r).collect()));
        }
    };
    for ((from, to), role) in spans {
        close_until(&mut marks, &mut open, &mut at, *from);
        // A span that would end behind the one it lies in cannot be marked, nor one that is marked with its own role.
        if from == to || open.last().is_some_and(|(close, outer)| close < to || outer == role) {
            continue;
        }
        words(&mut marks, at, *from);
        at = *from;
        open.push((*to, *role));
        marks.push(Mark::Open(*role));
    }
    close_until(&mut marks, &mut open, &mut at, usize::MAX);
    words(&mut marks, at, end);
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::facts::{Count, Mention};

    #[test]
    fn words_are_marked_in_their_sentence() {
        let text = "Before. Les Arméniens ont confirmé 1 177 décès. After.";
        let at = |words: &str| {
            let begin = text.split(words).next().unwrap().chars().count();
            (u32::try_from(begin).unwrap(), u32::try_from(begin + words.chars().count()).unwrap())
        };
        let (begin, end) = at("1 177 décès");
        let claim = Claim {
            begin,
            end,
            cue: Some(("ont confirmé".to_owned(), Some(at("ont confirmé")))),
            mentions: vec![Mention { at: at("Les Arméniens"), ..Mention::default() }],
            counts: vec![Count { at: Some(at("1 177")), ..Count::default() }],
            ..Claim::default()
        };
        let shown: String = passage(text, lang::codes().nth(1).unwrap(), &claim)
            .into_iter()
            .map(|mark| match mark {
                Mark::Text(text) => text,
                Mark::Open(role) => format!("[{role:?} "),
                Mark::Close(..) => "]".to_owned(),
            })
            .collect();
        assert_eq!(shown, "[Actor Les Arméniens] [Cue ont confirmé] [Content [Figure 1 177] décès].");
    }
}
