//! Whether a match is a report, where its words alone do not say so.
//!
//! In: a match and its voices. Out: yes or no: weak verbs, mere noun phrases, conditions and questions need more.

use crate::claim::layout::Layout;
use crate::claim::reference::Voice;
use crate::claim::vocabulary::{Resolution, SourceKind};
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::clause::{ClauseKind, is_attitude};
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::lexicon::Lemma;
use crate::grammar::matching::Match;
use crate::grammar::pattern::{Element, Role, Rule, Type};
use crate::grammar::phrase::head_lemmas;
use crate::grammar::segment::Segment;
use crate::grammar::tagging::VerbForm;

/// Whether a match is a report, where its words alone do not say so.
pub(super) fn plausible(layout: &Layout<'_, '_>, segment: &Segment, hit: &Match<'_>, voices: &[Voice]) -> bool {
    let analysis = layout.analysis;
    let quoted = hit.content.range().any(|t| layout.quoted(t));
    let frames = |name: &str| hit.lemma.features.list(Key::Frames).any(|f| f == name);
    let verb = segment.items.get(hit.cue.start).and_then(Item::verb);
    let weak = hit.lemma.features.has(Flag::Weak) && !hit.withheld;
    let rule = analysis.language.rules.get(hit.rule);
    // In somebody's quoted words only a plain report is one of somebody else.
    if segment.quotation.is_some() && (weak || hit.lemma.features.value(Key::Certainty).is_some()) {
        return false;
    }
    if weak && !quoted && !voices.iter().all(can_speak) {
        return false;
    }
    // "it is not clear whether": so says nobody.
    if verb.is_some_and(|v| is_attitude(analysis, v)) && neuter(layout, segment, hit) {
        return false;
    }
    // Verbs that are sayings only with quoted words, or with what they call something: "denounced the raid as a crime".
    let content = |kind: Type| rule.is_some_and(|r| r.behind.iter().any(|e| matches!(e, Element::Typed(Some(Role::Content), k, _) if *k == kind)));
    if frames("quote-only") && !frames("quote") && !frames("that") && !frames("phrase") && !quoted && !content(Type::PhraseAs) {
        return false;
    }
    let behind = |r: &&Rule| !r.before.iter().any(|e| matches!(e, Element::Typed(Some(Role::Content), Type::Around, _)));
    let bare = rule.filter(behind).is_some_and(|r| {
        r.behind
            .iter()
            .any(|e| matches!(e, Element::Typed(Some(Role::Content), Type::NounRest | Type::Predicate, _) | Element::Typed(None, Type::Preposition, _)))
    });
    let counted = hit.content.range().any(|t| analysis.quantity(t).is_some());
    // A stance with a mere noun phrase is a claim only in the words of the voice: condemned the "shameful" raid.
    if bare && !frames("phrase") && !frames("about") && !frames("predicate") && !hit.withheld && !quoted {
        return false;
    }
    // "did not give ground": only particulars are kept back by not giving them.
    if bare && hit.withheld && hit.lemma.features.has(Flag::Weak) && !particular(layout, segment, hit) {
        return false;
    }
    // "heard that": of a weak verb neither.
    if (bare || content(Type::Demonstrative)) && weak && hit.lemma.features.value(Key::Act) == Some("state") && !quoted && !counted {
        return false;
    }
    // "serait évalué par le Parlement", "a ramené l'enfant à la maison": an estimate is one of a figure.
    if hit.lemma.features.value(Key::Act) == Some("estimate") && !counted && (verb.is_some_and(|v| v.passive) || (weak && content(Type::PhraseAs))) {
        return false;
    }
    if conditional(layout, segment, hit.cue.start) {
        return false;
    }
    let before = hit.cue.start.checked_sub(1).and_then(|b| segment.items.get(b));
    let governed = before.is_some_and(|b| matches!(b.kind, ItemKind::Preposition) && analysis.has(b.span.start as usize, Flag::Of));
    match verb.map(|v| v.form) {
        Some(VerbForm::Infinitive) => !bare && !hit.lemma.features.has(Flag::Weak) || hit.withheld,
        // "people wishing to stay": says which people, not what they said.
        Some(VerbForm::Gerund) => {
            !governed && !(before.is_some_and(|b| matches!(b.kind, ItemKind::Noun(_))) && (weak || hit.lemma.features.value(Key::Act) == Some("hope")))
        }
        _ => true,
    }
}

/// Whether the voice is a pronoun for a thing.
fn neuter(layout: &Layout<'_, '_>, segment: &Segment, hit: &Match<'_>) -> bool {
    let analysis = layout.analysis;
    let subject = hit.source.as_ref().and_then(|run| segment.items.get(run.start)).map(|i| i.span);
    subject.is_some_and(|span| {
        let readings = analysis.readings(span.start as usize);
        span.len() == 1 && readings.iter().filter_map(|r| analysis.lemma(r.lemma)).any(|l| l.features.value(Key::Gender) == Some("n"))
    })
}

/// Whether what is not said begins with data, a document, losses, or something else that can be told: a name, a cause.
fn particular(layout: &Layout<'_, '_>, segment: &Segment, hit: &Match<'_>) -> bool {
    let first = segment.items.iter().find(|i| i.span.start >= hit.content.start).and_then(Item::noun);
    let told = |l: &Lemma| {
        [Flag::Data, Flag::Document, Flag::Particular].iter().any(|f| l.features.has(*f))
            || (l.class == WordClass::Noun && l.features.value(Key::Measure).is_some())
    };
    first.is_some_and(|group| head_lemmas(layout.analysis, group.head as usize).any(told))
}

/// Whether a cue stands under a condition or in a question: "if she believes", "whether he said".
fn conditional(layout: &Layout<'_, '_>, segment: &Segment, cue: usize) -> bool {
    let mut clause = segment.clauses.of_item.get(cue).and_then(|c| segment.clauses.clauses.get(*c as usize));
    // ", a-t-il répété" behind "si …" closes what is said, whatever its first words are.
    let closes = cue.checked_sub(1).and_then(|c| segment.items.get(c)).is_some_and(|i| matches!(i.kind, ItemKind::Comma))
        && segment.items.get(cue).and_then(Item::verb).is_some_and(|v| v.inverted.is_some());
    while let Some(inner) = clause.filter(|c| c.kind != ClauseKind::Incise && !closes) {
        let opener = segment.items.get(inner.start as usize).map_or(0, |i| i.span.start as usize);
        let asks = matches!(segment.items.get(inner.start as usize).map(|i| i.kind), Some(ItemKind::Subordinator | ItemKind::Complementiser))
            && layout.analysis.conditions(opener);
        if asks {
            return true;
        }
        clause = inner.parent.and_then(|p| segment.clauses.clauses.get(p as usize));
    }
    false
}

/// Whether a voice can say something by itself: somebody, a body that has a name or is one; not a mere thing.
fn can_speak(voice: &Voice) -> bool {
    voice.source.kind != SourceKind::Organisation || voice.entity.is_some() || voice.source.resolution != Resolution::Introduced
}
