//! Which words of a noun group are a name, and whose.
//!
//! In: the proper nouns of a group. Out: the name of a person without her body, of a body with what belongs to it; the actor of the gazetteer.

use crate::claim::actor::{Actor, NameKind};
use crate::claim::names::NameHits;
use crate::claim::vocabulary::SourceKind;
use crate::grammar::analysis::{Analysis, span};
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::{Flag, WordClass};
use crate::grammar::segment::Segment;
use crate::grammar::tagging::VerbForm;
use crate::text::span::Tokens;

/// The name behind the noun phrase of a body: "a group called Open Toll", "le mouvement « Pont libre »".
pub(super) fn called_name(analysis: &Analysis<'_>, segment: &Segment, end: usize) -> Option<Tokens> {
    let item = |i: usize| segment.items.get(i);
    let naming = item(end)
        .and_then(Item::verb)
        .is_some_and(|v| v.main_form == VerbForm::Participle && !v.auxiliary && verb_readings(analysis, v).any(|l| l.features.has(Flag::Naming)));
    if naming {
        return item(end + 1).and_then(Item::noun).and_then(|n| n.name);
    }
    let mark = |i: usize| matches!(item(i).map(|i| i.kind), Some(ItemKind::Mark));
    let close = (end + 2..segment.items.len().min(end + 8)).find(|i| mark(*i)).filter(|_| mark(end))?;
    let inner = Tokens::new(item(end + 1)?.span.start, item(close - 1)?.span.end);
    analysis.token(inner.start as usize).is_some_and(|t| t.capital).then_some(inner)
}

/// "porte-parole de PIA Abdullah Hafeez": the body that an office belongs to stands before the name of who holds it.
pub(super) fn without_body(analysis: &Analysis<'_>, name: Tokens, governed: bool, names: &NameHits<'_>) -> Tokens {
    let first = name.start as usize;
    let acronym = analysis.token(first).is_some_and(|t| t.upper);
    let known = names.actor(first).is_some_and(|(a, _)| a.source_kind() != SourceKind::Person);
    // "député LFI Éric Coquerel", "président de Renault Jean-Dominique Senard": a given name begins behind the body.
    let given = |at: u32| names.is_given_name(analysis.word(at as usize));
    if name.len() >= 3 && !given(name.start) && given(name.start + 1) && !analysis.has(first + 1, Flag::Particle) {
        return Tokens::new(name.start + 1, name.end);
    }
    let rest_upper = name.range().skip(1).all(|t| analysis.token(t).is_some_and(|t| t.upper));
    if governed && name.len() >= 3 && (acronym || known) && !rest_upper { Tokens::new(name.start + 1, name.end) } else { name }
}

/// The name of a body with what belongs to it: "Observatory for Human Rights", if all of its words are written with capitals.
pub(super) fn full_name(analysis: &Analysis<'_>, name: Tokens, phrase: Tokens) -> Tokens {
    let open = phrase.range().find(|t| analysis.word(*t) == "(").unwrap_or(phrase.range().end);
    let capital = |t: usize| analysis.token(t).is_some_and(|t| t.capital);
    let small = |t: usize| analysis.word(t).chars().count() <= 3 || analysis.has(t, Flag::Of) || analysis.has(t, Flag::Definite);
    let behind = name.range().end..open;
    let all = behind.clone().all(|t| capital(t) || small(t)) && behind.clone().last().is_none_or(capital);
    if all && name.range().all(capital) { span(name.range().start, open.max(name.range().end)) } else { name }
}

/// The actor that a noun group names: its head or its whole name is a name of the gazetteer.
#[must_use]
pub fn known_actor<'a>(analysis: &Analysis<'_>, item: Tokens, group: &NounGroup, names: &NameHits<'a>) -> Option<(&'a Actor, NameKind)> {
    let head = group.head as usize;
    let hit = names.at(head).or_else(|| group.name.and_then(|n| names.at(n.range().end.saturating_sub(1))))?;
    let (actor, how) = names.best_actor(hit)?;
    // "Georgia Smith", "Paris Hilton": a name that goes on is another name.
    let goes_on = group.name.is_some_and(|n| n.len() > hit.span.len() && (n.start < hit.span.start || n.end > hit.span.end) && !hit.span.covers(n));
    // "ministre de l'Education Jean-Michel Blanquer": what stands before the whole name of a person is his office.
    let whole = actor.source_kind() == SourceKind::Person && hit.span.len() > 1 && group.name.is_some_and(|n| n.end == hit.span.end);
    let goes_on = goes_on && !(whole && analysis.language.syntax.head_first);
    let adjective = how == NameKind::Adjective && hit.span.end < item.end;
    let later_head = hit.span.end <= group.head && !analysis.language.syntax.head_first;
    (!goes_on && !adjective && !later_head).then_some((actor, how))
}

/// The tokens by which the gazetteer knows the actor.
pub(super) fn known_name(names: &NameHits<'_>, head: usize, group: &NounGroup) -> Option<Tokens> {
    names.at(head).or_else(|| group.name.and_then(|n| names.at(n.range().end.saturating_sub(1)))).map(|hit| hit.span)
}

/// Whether a run of proper nouns names a person: a title or role stands before it, or it has two words and no sign of a body.
pub(super) fn is_person_name(analysis: &Analysis<'_>, name: Tokens, group: &NounGroup, role_before: bool, known: Option<&Actor>) -> bool {
    if let Some(actor) = known {
        return actor.source_kind() == SourceKind::Person;
    }
    let common = name.len() == 1 && analysis.reading(name.start as usize, WordClass::Noun).is_some();
    let body = common || name.range().any(|t| [Flag::Body, Flag::Media, Flag::State, Flag::Document].iter().any(|f| analysis.has(t, *f)));
    let figure = name.range().any(|t| analysis.word(t).contains(|c: char| c.is_ascii_digit()));
    if body || figure {
        return false;
    }
    if role_before {
        return true;
    }
    let determined = group.determiner.is_some();
    !determined && name.len() > 1 && (name.start..name.end).all(|t| !analysis.has(t as usize, Flag::Particle) || t > name.start)
}
