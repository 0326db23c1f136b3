//! Whether what is told of a time was, or is to come: by the verb that stands nearest.
//!
//! | words | outlook |
//! | --- | --- |
//! | met on Tuesday · ont été tués mardi · may have died on Tuesday | past |
//! | will meet on Tuesday · se réuniront mardi · doit se rendre mardi · is due on Tuesday | future |
//! | meets on Tuesday · reçoit mardi | open |

use super::Outlook;
use crate::grammar::analysis::Analysis;
use crate::grammar::feature::{Flag, Key};
use crate::grammar::inflection::Tense;
use crate::grammar::tagging::{Class, VerbForm};

/// How far the verb of a time may stand from it.
const REACH: usize = 12;

/// How far before a verb its auxiliaries may begin.
const AUXILIARIES: usize = 5;

/// The outlook of a time in its sentence: by the verb before it, else by the one behind.
pub(super) fn outlook(analysis: &Analysis<'_>, start: usize, from: usize, to: usize, end: usize) -> Outlook {
    let tells = |t: &usize| matches!(analysis.tag_at(*t).class, Class::Verb | Class::Auxiliary) || analysis.has(*t, Flag::Ahead);
    let before = (start.max(from.saturating_sub(REACH))..from).rev().take_while(|t| !matches!(analysis.word(*t), ";" | ":")).find(tells);
    let behind = || (to..end.min(to + REACH)).take_while(|t| !matches!(analysis.word(*t), ";" | ":")).find(tells);
    match before {
        Some(verb) => of_verb(analysis, start, verb),
        // "On Tuesday they have been freed": what the auxiliary leads to.
        None => behind().map_or(Outlook::Open, |first| of_verb(analysis, to, chain_end(analysis, first, end))),
    }
}

/// The last verb that follows an auxiliary at once.
fn chain_end(analysis: &Analysis<'_>, first: usize, end: usize) -> usize {
    let mut last = first;
    for t in first + 1..end.min(first + AUXILIARIES) {
        match analysis.tag_at(t).class {
            Class::Verb | Class::Auxiliary => last = t,
            Class::Adverb | Class::Particle | Class::Pronoun => {}
            _ => break,
        }
    }
    last
}

fn of_verb(analysis: &Analysis<'_>, start: usize, verb: usize) -> Outlook {
    if analysis.has(verb, Flag::Ahead) {
        return Outlook::Future;
    }
    let group: Vec<usize> = auxiliaries(analysis, start, verb);
    let ahead = group.iter().any(|t| points_ahead(analysis, *t));
    match analysis.tag_at(verb).form {
        VerbForm::Participle => of_participle(analysis, &group, ahead),
        VerbForm::Infinitive if ahead || analysis.has(verb, Flag::Modal) => Outlook::Future,
        VerbForm::Infinitive => governor(analysis, start, verb),
        VerbForm::Conditional => Outlook::Future,
        VerbForm::Finite => of_finite(analysis, verb, ahead),
        _ => Outlook::Open,
    }
}

/// The verbs right before a verb, nearest first; adverbs and clitics stand between.
fn auxiliaries(analysis: &Analysis<'_>, start: usize, verb: usize) -> Vec<usize> {
    let near = (start.max(verb.saturating_sub(AUXILIARIES))..verb).rev();
    let inside =
        |t: &usize| matches!(analysis.tag_at(*t).class, Class::Adverb | Class::Particle | Class::Pronoun | Class::Auxiliary | Class::Verb | Class::Preposition);
    near.take_while(inside).filter(|t| matches!(analysis.tag_at(*t).class, Class::Auxiliary | Class::Verb)).collect()
}

/// Whether a verb says of the one behind it that it is to come: a modal, a promise, "is to", "va".
fn points_ahead(analysis: &Analysis<'_>, at: usize) -> bool {
    let act = analysis.value(at, Key::Act);
    analysis.has(at, Flag::Ahead) || analysis.has(at, Flag::Modal) || matches!(act, Some("promise" | "demand" | "hope" | "warn"))
}

fn of_participle(analysis: &Analysis<'_>, group: &[usize], ahead: bool) -> Outlook {
    // "may have been killed", "auraient été tués": told of what was, however unsure.
    let perfect = |t: &usize| {
        let form = analysis.tag_at(*t).form;
        analysis.tag_at(*t).class == Class::Auxiliary && !analysis.has(*t, Flag::Passive) && !analysis.has(*t, Flag::Modal) && form != VerbForm::Gerund
    };
    let future = |t: &usize| tense(analysis, *t) == Some(Tense::Future);
    if group.iter().any(future) || (ahead && !group.iter().any(perfect)) {
        return Outlook::Future;
    }
    let conditional = group.iter().any(|t| analysis.tag_at(*t).form == VerbForm::Conditional);
    if conditional && !group.iter().any(perfect) { Outlook::Open } else { Outlook::Past }
}

fn of_finite(analysis: &Analysis<'_>, verb: usize, ahead: bool) -> Outlook {
    match tense(analysis, verb) {
        Some(Tense::Future) => Outlook::Future,
        _ if ahead || analysis.has(verb, Flag::Modal) => Outlook::Future,
        Some(Tense::Past) => Outlook::Past,
        _ => Outlook::Open,
    }
}

/// An infinitive lies ahead where nothing that was governs it: "ministers to meet", "failed to meet".
fn governor(analysis: &Analysis<'_>, start: usize, verb: usize) -> Outlook {
    let near = (start.max(verb.saturating_sub(REACH))..verb).rev();
    let found = near.take(REACH).find(|t| matches!(analysis.tag_at(*t).class, Class::Verb | Class::Auxiliary) || analysis.has(*t, Flag::Ahead));
    match found {
        // "is to meet" says as much as a modal.
        Some(t) if points_ahead(analysis, t) || (analysis.tag_at(t).class == Class::Auxiliary && analysis.has(t, Flag::Passive)) => Outlook::Future,
        Some(t) if analysis.tag_at(t).form == VerbForm::Participle || tense(analysis, t) == Some(Tense::Past) => Outlook::Past,
        Some(_) => Outlook::Open,
        None => Outlook::Future,
    }
}

/// The tense of a finite form; past where it can be both: "set", "dit". Of a word that the dictionary lacks its ending tells.
fn tense(analysis: &Analysis<'_>, at: usize) -> Option<Tense> {
    let mut tenses = analysis.readings(at).iter().filter(|r| r.form.verb == Some(VerbForm::Finite)).filter_map(|r| r.form.tense).peekable();
    let Some(first) = tenses.peek().copied() else { return by_ending(analysis, at) };
    Some(if tenses.any(|t| t == Tense::Past) { Tense::Past } else { first })
}

fn by_ending(analysis: &Analysis<'_>, at: usize) -> Option<Tense> {
    let syntax = &analysis.language.syntax;
    let finite = analysis.tag_at(at).class == Class::Verb && analysis.tag_at(at).form == VerbForm::Finite;
    let word = analysis.word(at);
    match () {
        () if !finite => None,
        () if syntax.future_endings.iter().any(|e| word.ends_with(e.as_str())) => Some(Tense::Future),
        () if syntax.ends_like_past(word) => Some(Tense::Past),
        () => None,
    }
}
