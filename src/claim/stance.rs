//! How a voice stands to its content: act, form, polarity, certainty.
//!
//! | phenomenon | gives |
//! | --- | --- |
//! | deny | negated; the content is the thing denied |
//! | not, no, never, nobody, ne … pas, aucun in the main clause | negated |
//! | may, might, could, perhaps, pourrait, peut-être | possible |
//! | likely, believed, thinks, expects, fears, hearsay, the French conditional of hearsay | probable |
//! | "we urge", "I hope", an imperative, in quoted words | the act of those words |

use super::layout::{Layout, Place};
use super::vocabulary::{Act, Certainty, Form, Polarity};
use crate::grammar::chunk::{ItemKind, VerbGroup};
use crate::grammar::clause::{ClauseKind, verb_readings};
use crate::grammar::feature::{Flag, Key};
use crate::grammar::lexicon::Lemma;
use crate::grammar::tagging::VerbForm;
use crate::text::span::Tokens;
use crate::text::token::Shape;

/// Whether a voice says what it is said to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Saying {
    /// It does.
    #[default]
    Said,
    /// The cue is negated: "does not think".
    Unsaid,
    /// It refuses to: "did not reveal".
    Withheld,
}

/// What is known of the attribution when its stance is read.
pub struct Attribution<'a> {
    /// The dictionary's entry of the cue.
    pub lemma: Option<&'a Lemma>,
    /// Whether the voice says it.
    pub saying: Saying,
    /// Whether the cue is also an estimate, where the content has a figure.
    pub estimates: bool,
    /// The tokens of the cue.
    pub cue: Option<Tokens>,
    /// Whether the attribution is a preposition or expression: selon.
    pub prepositional: bool,
}

/// How a voice stands to its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stance {
    /// What it does.
    pub act: Act,
    /// Whose words.
    pub form: Form,
    /// Affirmed or negated.
    pub polarity: Polarity,
    /// How sure.
    pub certainty: Certainty,
}

/// Reads the stance of a claim.
#[must_use]
pub fn stance(layout: &Layout<'_, '_>, attribution: &Attribution<'_>, content: Tokens, counted: bool) -> Stance {
    let form = form(layout, content);
    let main = main_verb(layout, content);
    let mut act = act(attribution, counted);
    if form != Form::Indirect
        && let Some(performed) = performative(layout, content, main)
        && act == Act::State
    {
        act = performed;
    }
    let denies = act == Act::Deny && attribution.saying != Saying::Unsaid;
    let affirmed = act == Act::Withhold || matches!(act, Act::Ask);
    let negated = denies
        || (!affirmed
            && (attribution.saying == Saying::Unsaid && act != Act::Deny
                || main.is_some_and(|(place, verb)| clause_negated(layout, content, place, verb))
                || (main.is_none() && opens_negated(layout, content))));
    if act == Act::Deny && attribution.saying == Saying::Unsaid {
        return Stance { act: Act::State, form, polarity: Polarity::Affirmed, certainty: Certainty::Possible };
    }
    let polarity = if negated { Polarity::Negated } else { Polarity::Affirmed };
    Stance { act, form, polarity, certainty: certainty(layout, attribution, act, form, content, main) }
}

/// The act by the cue; an estimate is one only of a quantity.
fn act(attribution: &Attribution<'_>, counted: bool) -> Act {
    let Some(lemma) = attribution.lemma else { return Act::State };
    let key = if attribution.saying == Saying::Withheld { Key::NegatedAct } else { Key::Act };
    let fallback = if attribution.saying == Saying::Withheld { Act::Withhold } else { Act::State };
    let act = lemma.features.value(key).and_then(Act::from_name).unwrap_or(fallback);
    match act {
        Act::Estimate if !counted => Act::State,
        Act::State if counted && attribution.estimates => Act::Estimate,
        act => act,
    }
}

/// Whose words the content is in: all of its words quoted, some, or none.
#[must_use]
pub fn form(layout: &Layout<'_, '_>, content: Tokens) -> Form {
    let (mut inside, mut outside) = (false, false);
    for t in content.range().filter(|t| layout.analysis.token(*t).is_some_and(|t| t.shape != Shape::Mark)) {
        if layout.quoted(t) { inside = true } else { outside = true }
    }
    match (inside, outside) {
        (true, false) => Form::Direct,
        (true, true) => Form::Mixed,
        _ => Form::Indirect,
    }
}

/// The first finite verb of the content that stands in no subordinate clause.
fn main_verb<'b>(layout: &Layout<'_, 'b>, content: Tokens) -> Option<(Place, &'b VerbGroup)> {
    let mut fallback = None;
    for (place, item) in layout.items_in(content) {
        let Some(verb) = item.verb() else { continue };
        if !verb.form.is_finite() {
            continue;
        }
        let subordinate = layout.clause(place).is_some_and(|c| {
            let opens_inside = layout
                .segment(place)
                .and_then(|s| s.items.get(c.start as usize))
                .is_some_and(|i| i.span.start >= content.start && (i.span.start > content.start || c.kind == ClauseKind::Adverbial));
            matches!(c.kind, ClauseKind::Relative | ClauseKind::Adverbial | ClauseKind::Parenthesis | ClauseKind::Incise) && opens_inside
        });
        if !subordinate {
            return Some((place, verb));
        }
        fallback = fallback.or(Some((place, verb)));
    }
    fallback
}

/// Whether a clause is negated: its verb, its subject, or what it says there is none of.
fn clause_negated(layout: &Layout<'_, '_>, content: Tokens, place: Place, verb: &VerbGroup) -> bool {
    if verb.negated {
        return true;
    }
    let Some(segment) = layout.segment(place) else { return false };
    let negative = |item: usize| {
        segment.items.get(item).is_some_and(|i| {
            content.contains(i.span.start)
                && layout.analysis.has(i.span.start as usize, Flag::Negation)
                && !layout.analysis.has(i.span.start as usize, Flag::SecondNegation)
                && !matches!(i.kind, ItemKind::Preposition)
        })
    };
    let subject = u32::try_from(place.item).ok().and_then(|v| segment.clauses.subject(v));
    let behind = (place.item + 1..segment.items.len().min(place.item + 3)).find(|i| matches!(segment.items.get(*i).map(|i| i.kind), Some(ItemKind::Noun(_))));
    let copular = verb_readings(layout.analysis, verb).any(|l| l.features.has(Flag::Copula)) || layout.analysis.has(verb.main as usize, Flag::Passive);
    let never = place.item.checked_sub(1).is_some_and(|b| matches!(segment.items.get(b).map(|i| i.kind), Some(ItemKind::Adverb)) && negative(b));
    subject.is_some_and(|s| negative(s as usize)) || never || (copular || !layout.analysis.language.syntax.head_first) && behind.is_some_and(negative)
}

/// A content without a verb that opens with a negation: "no casualties", "ne pas entrer".
fn opens_negated(layout: &Layout<'_, '_>, content: Tokens) -> bool {
    let first = layout.items_in(content).find(|(_, i)| !matches!(i.kind, ItemKind::Mark | ItemKind::Adverb | ItemKind::Preposition));
    let negative_noun = first.is_some_and(|(_, i)| matches!(i.kind, ItemKind::Noun(_)) && layout.analysis.has(i.span.start as usize, Flag::Negation));
    let infinitive = layout.items_in(content).find_map(|(_, i)| i.verb().copied()).is_some_and(|v| v.negated);
    negative_noun || infinitive
}

/// The act of quoted words that perform it: "we urge", "I can confirm", an imperative.
fn performative(layout: &Layout<'_, '_>, content: Tokens, main: Option<(Place, &VerbGroup)>) -> Option<Act> {
    let (place, verb) = main?;
    if verb.form == VerbForm::Imperative && layout.item(place).is_some_and(|i| i.span.start <= content.start + 3) {
        return Some(Act::Demand);
    }
    let segment = layout.segment(place)?;
    let subject = segment.clauses.subject(u32::try_from(place.item).ok()?);
    let first_person =
        subject.and_then(|s| segment.items.get(s as usize)).is_some_and(|i| layout.analysis.value(i.span.start as usize, Key::Person) == Some("1"));
    if !first_person || verb.negated {
        return None;
    }
    let acts = verb_readings(layout.analysis, verb).filter_map(|l| l.features.value(Key::Act)).filter_map(Act::from_name);
    acts.into_iter().find(|a| matches!(a, Act::Demand | Act::Hope | Act::Confirm | Act::Promise | Act::Warn | Act::Deny))
}

fn certainty(layout: &Layout<'_, '_>, attribution: &Attribution<'_>, act: Act, form: Form, content: Tokens, main: Option<(Place, &VerbGroup)>) -> Certainty {
    if matches!(act, Act::Withhold | Act::Ask) {
        return Certainty::Certain;
    }
    let analysis = layout.analysis;
    if let Some((place, verb)) = main {
        if modal(layout, verb, place) {
            return Certainty::Possible;
        }
        if let Some(hedge) = hedge(layout, place, content).or_else(|| hedging_verb(layout, verb)) {
            return hedge;
        }
        let conditional = verb.form == VerbForm::Conditional;
        if conditional && form == Form::Indirect && (attribution.prepositional || act == Act::Estimate || attribution.cue.is_none()) {
            return Certainty::Probable;
        }
        // "I think it would …": the opinion of the speaker himself.
        if form != Form::Indirect && own_opinion(layout, place, verb) {
            return Certainty::Probable;
        }
        if verb.passive && verb_readings(analysis, verb).any(|l| l.features.value(Key::Certainty) == Some("probable")) {
            return Certainty::Probable;
        }
    }
    attribution.lemma.and_then(less_than_certain).unwrap_or(Certainty::Certain)
}

/// "may", "could", "pourrait": the first word of the verb group.
fn modal(layout: &Layout<'_, '_>, verb: &VerbGroup, place: Place) -> bool {
    let Some(item) = layout.item(place) else { return false };
    let possible = |t: usize| {
        layout
            .analysis
            .readings(t)
            .iter()
            .filter_map(|r| layout.analysis.lemma(r.lemma))
            .any(|l| l.features.has(Flag::Modal) && l.features.value(Key::Certainty) == Some("possible"))
    };
    let finite = verb.form.is_finite();
    finite && item.span.range().take(3).any(possible) && (!layout.analysis.language.syntax.head_first || verb.form == VerbForm::Conditional)
}

/// "seemed a textbook example", "semble terminée": a verb that joins as "be" does, but less surely.
fn hedging_verb(layout: &Layout<'_, '_>, verb: &VerbGroup) -> Option<Certainty> {
    verb_readings(layout.analysis, verb).filter(|l| l.features.has(Flag::Copula)).find_map(less_than_certain)
}

/// How sure a word of the dictionary makes what is said, where it is less than certain.
fn less_than_certain(lemma: &Lemma) -> Option<Certainty> {
    lemma.features.value(Key::Certainty).and_then(Certainty::from_name).filter(|c| *c != Certainty::Certain)
}

/// A hedging adverb or expression in the main clause.
fn hedge(layout: &Layout<'_, '_>, place: Place, content: Tokens) -> Option<Certainty> {
    let segment = layout.segment(place)?;
    let clause = segment.clauses.of_item.get(place.item)?;
    let near = segment.items.iter().enumerate().filter(|(i, item)| segment.clauses.of_item.get(*i) == Some(clause) && content.covers(item.span));
    for (i, item) in near {
        let first = item.span.start as usize;
        let lemmas: Vec<&Lemma> = match layout.analysis.expression(first).filter(|e| e.span.start == item.span.start) {
            Some(e) => layout.analysis.expression_lemmas(&e).collect(),
            None => layout.analysis.readings(first).iter().filter_map(|r| layout.analysis.lemma(r.lemma)).collect(),
        };
        let close = i.abs_diff(place.item) <= 4;
        if !close || !matches!(item.kind, ItemKind::Adverb) {
            // Adverbs inside the verb group count too.
            if i == place.item
                && let Some(found) = item.span.range().find_map(|t| hedge_of(layout, t))
            {
                return Some(found);
            }
            continue;
        }
        for lemma in lemmas {
            if lemma.features.has(Flag::Hearsay) {
                return Some(Certainty::Probable);
            }
            if let Some(hedge) = less_than_certain(lemma) {
                return Some(hedge);
            }
        }
    }
    None
}

fn hedge_of(layout: &Layout<'_, '_>, token: usize) -> Option<Certainty> {
    use crate::grammar::feature::WordClass;
    let lemma = layout.analysis.reading(token, WordClass::Adverb).map(|(l, _)| l)?;
    less_than_certain(lemma).or_else(|| lemma.features.has(Flag::Hearsay).then_some(Certainty::Probable))
}

/// "I think", "nous craignons": a verb of opinion in the first person.
fn own_opinion(layout: &Layout<'_, '_>, place: Place, verb: &VerbGroup) -> bool {
    let Some(segment) = layout.segment(place) else { return false };
    let subject = u32::try_from(place.item).ok().and_then(|v| segment.clauses.subject(v));
    let first = subject.and_then(|s| segment.items.get(s as usize)).is_some_and(|i| layout.analysis.value(i.span.start as usize, Key::Person) == Some("1"));
    first && verb_readings(layout.analysis, verb).any(|l| l.features.value(Key::Certainty) == Some("probable"))
}
