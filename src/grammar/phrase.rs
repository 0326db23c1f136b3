//! How far a noun phrase reaches, and what kind of thing its head is.

use super::analysis::Analysis;
use super::chunk::{Item, ItemKind, NounGroup};
use super::feature::{Features, Flag, WordClass};
use super::lexicon::Lemma;
use super::tagging::{Class, VerbForm};

/// The item behind the noun phrase that begins at item `at`: its noun group, and the phrases with prepositions, names in
/// brackets and coordinated parts that hang on it.
#[must_use]
pub fn phrase_end(analysis: &Analysis<'_>, items: &[Item], at: usize, limit: usize) -> usize {
    let Some(group) = items.get(at).and_then(Item::noun) else { return at };
    let unnamed = !group.pronoun
        && group.name.is_none()
        && [Flag::Person, Flag::People, Flag::Document, Flag::Data].iter().any(|f| head_has(analysis, group.head as usize, *f));
    let phrase = Phrase { analysis, items, at, limit, voice: is_voice(analysis, group, items.get(at)), unnamed };
    let mut end = at + 1;
    while end < limit {
        if phrase.is_led_up_to(end) {
            return end + 1;
        }
        match phrase.step(end) {
            Some(next) => end = next,
            None => break,
        }
    }
    end
}

/// A noun phrase that is being followed to its end.
struct Phrase<'a, 'b> {
    analysis: &'b Analysis<'a>,
    items: &'b [Item],
    /// Its first item.
    at: usize,
    /// The item that it does not reach beyond.
    limit: usize,
    /// Whether it can be somebody who speaks.
    voice: bool,
    /// Whether it is of people without a name, or of what they wrote.
    unnamed: bool,
}

impl Phrase<'_, '_> {
    fn kind(&self, at: usize) -> Option<ItemKind> {
        self.items.get(at).map(|i| i.kind)
    }

    /// The item behind what hangs on the phrase at `end`.
    fn step(&self, end: usize) -> Option<usize> {
        let (analysis, items) = (self.analysis, self.items);
        match self.kind(end)? {
            ItemKind::Preposition if hangs(analysis, items, end, self.voice) => match self.kind(end + 1)? {
                ItemKind::Noun(next) if !next.pronoun || of(analysis, items, end) => Some(end + 2),
                _ => None,
            },
            // "ministères de la Santé et du Tourisme"
            ItemKind::Coordinator => {
                let goes_on = end > self.at + 1
                    && of(analysis, items, end + 1)
                    && matches!(self.kind(end + 2), Some(ItemKind::Noun(_)))
                    && goes_on(analysis, items, self.at, end + 1);
                // "Department of Health and Social Care"
                if self.named_on(end) {
                    return Some(end + 2);
                }
                goes_on.then_some(end + 3)
            }
            // A short name or gloss in brackets: "(RAB)", "(Ouest)".
            ItemKind::Open => {
                let close = (end + 1..self.limit.min(end + 5)).find(|i| matches!(self.kind(*i), Some(ItemKind::Close)))?;
                (end + 2 == close).then_some(close + 1)
            }
            // "sources contacted by Reuters", "people familiar with the matter"
            ItemKind::Verb(verb) => {
                let participle = verb.main_form == VerbForm::Participle && !verb.auxiliary;
                (self.unnamed && participle && prepositional(items, end + 1, self.limit)).then_some(end + 3)
            }
            ItemKind::Adverb => {
                let adjective = || analysis.tag_at(items.get(end).map_or(0, |i| i.span.range().start)).class == Class::Adjective;
                (self.unnamed && adjective() && prepositional(items, end + 1, self.limit)).then_some(end + 3)
            }
            _ => None,
        }
    }

    /// Whether the name of a body goes on behind a conjunction: common nouns, all with capitals, as before it.
    fn named_on(&self, conjunction: usize) -> bool {
        let analysis = self.analysis;
        let capital = |t: usize| analysis.token(t).is_some_and(|t| t.capital && !t.upper);
        let common =
            |t: usize| analysis.readings(t).iter().filter_map(|r| analysis.lemma(r.lemma)).any(|l| matches!(l.class, WordClass::Noun | WordClass::Adjective));
        let all = |i: usize| self.items.get(i).is_some_and(|i| i.noun().is_some() && i.span.range().all(|t| capital(t) && common(t)));
        let first = conjunction.checked_sub(3).filter(|first| *first >= self.at).and_then(|first| self.items.get(first)).and_then(Item::noun);
        let body = first.is_some_and(|n| head_has(analysis, n.head as usize, Flag::Body) && capital(n.head as usize));
        body && of(analysis, self.items, conjunction - 2) && all(conjunction - 1) && all(conjunction + 1)
    }

    /// "porte-parole du ministère Kianouche Jahanpour": whether the name that a role leads up to stands at `end`.
    fn is_led_up_to(&self, end: usize) -> bool {
        let Some(item) = self.items.get(end).filter(|_| self.voice && end > self.at + 1) else { return false };
        item.noun().is_some_and(|n| n.determiner.is_none() && !n.pronoun && !n.counted && n.name == Some(item.span))
    }
}

/// The comma behind an age between commas: "Marta Dvel, 34, a mother", "Marta Dvel, 34 ans, boulangère"; else the comma itself.
#[must_use]
pub fn past_age(analysis: &Analysis<'_>, items: &[Item], comma: usize) -> usize {
    let age = items.get(comma + 1).is_some_and(|i| {
        let word = |t: usize| analysis.quantity(t).is_some() || analysis.has(t, Flag::Age) || analysis.has(t, Flag::TimeWord);
        i.span.len() <= 3 && i.span.range().all(word) && i.span.range().any(|t| analysis.quantity(t).is_some() || analysis.time(t).is_some())
    });
    let closed = matches!(items.get(comma + 2).map(|i| i.kind), Some(ItemKind::Comma));
    if age && closed { comma + 2 } else { comma }
}

/// Whether a finite verb comes next, adverbs and times aside.
#[must_use]
pub fn next_is_finite(items: &[Item], from: usize) -> bool {
    let next = items.get(from..).unwrap_or_default().iter().take(4).find(|i| !matches!(i.kind, ItemKind::Adverb | ItemKind::Time));
    next.and_then(Item::verb).is_some_and(|v| v.form.is_finite())
}

/// "according to the mayor, John Smith has left": whether the noun phrase behind the comma at `comma` is the subject of a verb, not what the phrase at
/// `at` is called: that one hangs on a preposition, so that the verb cannot be its.
#[must_use]
pub fn parted(analysis: &Analysis<'_>, items: &[Item], at: usize, comma: usize) -> bool {
    let kind = |i: usize| items.get(i).map(|i| i.kind);
    let is_comma = |i: usize| matches!(kind(i), Some(ItemKind::Comma));
    let phrase = |i: usize| phrase_end(analysis, items, i, items.len());
    let finite = |from: usize| next_is_finite(items, from);
    if !matches!(at.checked_sub(1).and_then(kind), Some(ItemKind::Preposition)) {
        return false;
    }
    let end = phrase(comma + 1);
    match kind(end) {
        Some(ItemKind::Coordinator) => matches!(kind(end + 1), Some(ItemKind::Noun(_))) && finite(phrase(end + 1)),
        // ", John Smith, 34, has left", ", John Smith, a baker, has left", ", John Smith, who ran, has left"
        Some(ItemKind::Comma) => {
            let from = past_age(analysis, items, end);
            let closing = match kind(from + 1) {
                _ if from > end => Some(from),
                Some(ItemKind::Noun(_)) => Some(phrase(from + 1)).filter(|i| is_comma(*i)),
                Some(ItemKind::Adverb) => Some(from + 2).filter(|i| is_comma(*i)),
                Some(ItemKind::Relative | ItemKind::Verb(_)) => (from + 2..items.len().min(from + 16)).find(|i| is_comma(*i)),
                _ => None,
            };
            closing.is_some_and(|close| finite(close + 1))
        }
        _ => finite(end),
    }
}

/// Whether the preposition at `at` goes on a list of a noun phrase: the same words, or a name, behind it: an article that can be
/// "of the" may as well begin another noun phrase.
fn goes_on(analysis: &Analysis<'_>, items: &[Item], from: usize, at: usize) -> bool {
    let word = |i: usize| items.get(i).map(|i| analysis.word(i.span.start as usize));
    let name = items.get(at + 1).is_some_and(|i| analysis.token(i.span.start as usize).is_some_and(|t| t.capital));
    let article = items
        .get(at)
        .is_some_and(|i| analysis.readings(i.span.start as usize).iter().filter_map(|r| analysis.lemma(r.lemma)).any(|l| l.class == WordClass::Determiner));
    name || !article || (from..at).any(|i| of(analysis, items, i) && word(i) == word(at))
}

/// Whether a preposition and its noun stand at `at`.
fn prepositional(items: &[Item], at: usize, limit: usize) -> bool {
    at + 1 < limit
        && matches!(items.get(at).map(|i| i.kind), Some(ItemKind::Preposition))
        && matches!(items.get(at + 1).map(|i| i.kind), Some(ItemKind::Noun(_)))
}

/// Whether the preposition at `at` hangs what follows on the noun before it.
fn hangs(analysis: &Analysis<'_>, items: &[Item], at: usize, voice: bool) -> bool {
    if of(analysis, items, at) {
        return true;
    }
    // "spokesman for the governor", "ambassador to Bangladesh": only people and bodies take other prepositions along.
    // "a source close to the talks"
    let close = items.get(at).is_some_and(|i| i.span.len() > 1 && analysis.tag_at(i.span.start as usize).class == Class::Adjective);
    if voice && close {
        return true;
    }
    let short = items.get(at).is_some_and(|i| i.span.len() == 1);
    let next = items.get(at + 1);
    let time = next.and_then(Item::noun).is_some_and(|n| analysis.time(n.head as usize).is_some());
    voice && short && !time && items.get(at).is_some_and(|i| analysis.has(i.span.start as usize, Flag::Hanging))
}

/// Whether the preposition is the one that joins nouns.
#[must_use]
pub fn of(analysis: &Analysis<'_>, items: &[Item], at: usize) -> bool {
    items.get(at).is_some_and(|i| matches!(i.kind, ItemKind::Preposition) && analysis.has(i.span.start as usize, Flag::Of))
}

/// The dictionary's entries of a noun group's head, as a noun; those of an expression first.
pub fn head_lemmas<'a>(analysis: &Analysis<'a>, head: usize) -> impl Iterator<Item = &'a Lemma> {
    let expression = analysis.expression(head);
    let of_expression = expression.into_iter().flat_map(|e| analysis.expression_lemmas(&e).collect::<Vec<_>>());
    let of_word = analysis.readings(head).iter().filter_map(|r| analysis.lemma(r.lemma));
    of_expression.chain(of_word).filter(|l| l.class == WordClass::Noun)
}

/// Whether any entry of a head noun has a flag.
#[must_use]
pub fn head_has(analysis: &Analysis<'_>, head: usize, flag: Flag) -> bool {
    head_lemmas(analysis, head).any(|l| l.features.has(flag))
}

/// Whether a noun group can be somebody who speaks.
#[must_use]
pub fn is_voice(analysis: &Analysis<'_>, group: &NounGroup, item: Option<&Item>) -> bool {
    if group.pronoun {
        return true;
    }
    let speaks = |f: &Features| {
        [Flag::Person, Flag::People, Flag::Body, Flag::State, Flag::Media, Flag::Role, Flag::Kin, Flag::Spokes, Flag::Document, Flag::Data]
            .iter()
            .any(|flag| f.has(*flag))
    };
    if head_lemmas(analysis, group.head as usize).any(|l| speaks(&l.features)) || group.name.is_some() || group.counted {
        return true;
    }
    item.is_some_and(|i| i.span.range().any(|t| analysis.token(t).is_some_and(|t| t.capital && t.breaks == 0)))
}
