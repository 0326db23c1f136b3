//! A match of a rule into a draft.
//!
//! In: cue, source, content as a rule captured them. Out: a draft with its voices, through whom they speak and at whom it is directed; none where nobody speaks.

use super::Draft;
use super::content::content;
use super::issuer::issuer;
use super::plausible::plausible;
use crate::claim::layout::Layout;
use crate::claim::reference::{Resolver, Voice};
use crate::claim::stance::Saying;
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::{Flag, Key};
use crate::grammar::matching::{Match, Run};
use crate::grammar::pattern::{Element, Role, Type};
use crate::grammar::phrase::{head_lemmas, of, phrase_end};
use crate::grammar::segment::{Segment, tokens_of};
use crate::grammar::tagging::VerbForm;

/// A match with its voices; nothing where nobody speaks.
pub(super) fn draft<'a>(
    layout: &Layout<'a, '_>,
    resolver: &mut Resolver<'a, '_>,
    number: usize,
    segment: &Segment,
    hit: &Match<'a>,
    before: Option<&Draft<'a>>,
) -> Option<Draft<'a>> {
    let analysis = layout.analysis;
    let cue_items = segment.items.get(hit.cue.clone())?;
    let cue = tokens_of(cue_items);
    let verb = cue_items.first().and_then(Item::verb);
    if hit.source.as_ref().is_some_and(|run| share(layout, segment, run)) {
        return None;
    }
    resolver.content = hit.content;
    let mut voices = speakers(layout, resolver, segment, hit, before);
    if voices.is_empty() || !plausible(layout, segment, hit, &voices) {
        return None;
    }
    let mut via: Vec<Voice> = relays(resolver, segment, hit);
    if let Some(cited) = cited(resolver, segment, hit)
        && voices.iter().all(|v| v.medium)
    {
        via.splice(0..0, voices.drain(..));
        voices = vec![cited];
    }
    // A medium that says it itself passes nothing on.
    via.retain(|v| voices.iter().all(|voice| voice.source.name != v.source.name));
    let rule = layout.analysis.language.rules.get(hit.rule).map_or_else(String::new, |r| format!("{}/{}", analysis.language.code, r.name));
    let attribution = segment.items.get(hit.attribution.start.min(hit.cue.start)..hit.attribution.end.max(hit.cue.end)).map_or(cue, tokens_of);
    let saying = match (hit.withheld, verb.is_some_and(|v| v.negated)) {
        (true, _) => Saying::Withheld,
        (false, true) => Saying::Unsaid,
        (false, false) => Saying::Said,
    };
    Some(Draft {
        segment: number,
        content: content(layout, hit.content),
        cue: Some(cue),
        lemma: Some(hit.lemma),
        saying,
        estimates: hit.estimates,
        prepositional: verb.is_none(),
        plain: voices.len() == 1 && is_plain(layout, segment, hit),
        rule,
        voices,
        via,
        target: target(layout, segment, hit),
        attribution,
    })
    .filter(|d| !d.content.is_empty())
}

/// Whether a finite verb stands beside its voice, and what is said is a whole clause, or all that stands around, or a quotation.
fn is_plain(layout: &Layout<'_, '_>, segment: &Segment, hit: &Match<'_>) -> bool {
    let finite = segment.items.get(hit.cue.clone()).and_then(<[Item]>::first).and_then(Item::verb).is_some_and(|v| v.form.is_finite());
    let whole = |e: &Element| matches!(e, Element::Typed(Some(Role::Content), Type::ThatClause | Type::BareClause | Type::Around | Type::Quotation, _));
    let said = layout.analysis.language.rules.get(hit.rule).is_some_and(|r| r.before.iter().chain(&r.behind).any(whole));
    let light = |i: usize| matches!(segment.items.get(i).map(|i| i.kind), Some(ItemKind::Adverb | ItemKind::Time));
    let beside = |run: &Run| {
        let between = if run.end <= hit.cue.start { run.end..hit.cue.start } else { hit.cue.end..run.start };
        between.into_iter().all(light)
    };
    finite && said && hit.source.as_ref().is_some_and(beside)
}

/// Whose claim a noun is: "Mr Long's claim that …", "l'affirmation du ministre selon laquelle …".
fn whose<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>, segment: &Segment, at: usize) -> Vec<Voice> {
    let Some((item, group)) = segment.items.get(at).zip(noun(segment, at)) else { return Vec::new() };
    if let Some(voice) = resolver.possessor(item, group) {
        return vec![voice];
    }
    let owner = at + 2;
    if !of(layout.analysis, &segment.items, at + 1) || noun(segment, owner).is_none_or(|n| n.pronoun) {
        return Vec::new();
    }
    resolver.voices(segment, &(owner..phrase_end(layout.analysis, &segment.items, owner, segment.items.len())), usize::MAX)
}

fn noun(segment: &Segment, at: usize) -> Option<&NounGroup> {
    segment.items.get(at).and_then(Item::noun)
}

/// "54% said", "54 percent of voters said": a share is nobody.
fn share(layout: &Layout<'_, '_>, segment: &Segment, run: &Run) -> bool {
    let Some(item) = segment.items.get(run.start) else { return false };
    let Some(group) = item.noun().filter(|n| n.counted) else { return false };
    let sign = |t: usize| matches!(layout.analysis.word(t), "%" | "‰");
    // "54 percent", not "two parties": a word that is nothing but a unit.
    let mut lemmas = head_lemmas(layout.analysis, group.head as usize).peekable();
    let unit = lemmas.peek().is_some() && lemmas.all(|l| l.features.has(Flag::Distractor));
    unit || item.span.range().any(sign) || sign(item.span.range().end)
}

/// Who speaks in a match: its source, its clitic, or whoever spoke in the draft before.
fn speakers<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>, segment: &Segment, hit: &Match<'a>, before: Option<&Draft<'a>>) -> Vec<Voice> {
    let mut voices = match (taken_over(segment, hit, before), &hit.source, hit.clitic) {
        (Some(voices), _, _) => voices,
        (None, Some(run), _) => issuer(layout, resolver, segment, run, hit.cue.start),
        (None, None, Some(clitic)) => vec![resolver.clitic(clitic)],
        // "denied Mr Long's claim that …": whose claim it is, and nobody else's.
        (None, None, None) if noun(segment, hit.cue.start).is_some() => whose(layout, resolver, segment, hit.cue.start),
        (None, None, None) if matches!(segment.items.first().map(|i| i.kind), Some(ItemKind::Coordinator)) && before.is_none() => {
            resolver.last_voice.clone().into_iter().collect()
        }
        (None, None, None) => before.map(|d| d.voices.clone()).unwrap_or_default(),
    };
    voices.retain(|v| !v.speaker);
    voices
}

/// "a-t-il regretté, en annonçant …": a participle behind an attribution goes on with its voice.
fn taken_over(segment: &Segment, hit: &Match<'_>, before: Option<&Draft<'_>>) -> Option<Vec<Voice>> {
    let gerund = segment.items.get(hit.cue.start).and_then(Item::verb).is_some_and(|v| v.form == VerbForm::Gerund);
    let before = before.filter(|b| gerund && b.content.end <= b.attribution.start.max(b.cue.map_or(0, |c| c.start)))?;
    // "with state media confirming …" has a subject of its own.
    let own = hit.cue.start.checked_sub(1).is_some_and(|b| {
        matches!(segment.items.get(b).map(|i| i.kind), Some(ItemKind::Noun(_)))
            && segment.clauses.subjects.get(hit.cue.start).copied().flatten() == u32::try_from(b).ok()
            && b.checked_sub(1).is_some_and(|p| matches!(segment.items.get(p).map(|i| i.kind), Some(ItemKind::Preposition)))
    });
    if own {
        return None;
    }
    let cue = segment.items.get(hit.cue.start)?.span.start;
    let between = segment.items.iter().filter(|i| i.span.start >= before.attribution.end && i.span.start < cue);
    let plain = between
        .into_iter()
        .all(|i| !i.verb().is_some_and(|v| v.form.is_finite()) && !matches!(i.kind, ItemKind::Relative | ItemKind::Subordinator | ItemKind::Stop));
    plain.then(|| before.voices.clone())
}

/// The noun phrase with which the content begins, where the rule says that it is the accused or the addressee.
pub(super) fn target(layout: &Layout<'_, '_>, segment: &Segment, hit: &Match<'_>) -> Option<Run> {
    let rule = layout.analysis.language.rules.get(hit.rule)?;
    let directed = rule.behind.iter().any(|e| matches!(e, Element::Typed(Some(Role::Content), Type::PhraseOf | Type::PhraseInfinitive, _)));
    let at = segment.items.iter().position(|i| i.span.start >= hit.content.start).filter(|_| directed)?;
    matches!(segment.items.get(at).map(|i| i.kind), Some(ItemKind::Noun(_)))
        .then(|| at..phrase_end(layout.analysis, &segment.items, at, segment.items.len()))
        .or_else(|| hit.to.clone())
}

/// The media to whom, or through whom, it was said: in the attribution, or right behind it.
fn relays<'a>(resolver: &mut Resolver<'a, '_>, segment: &Segment, hit: &Match<'a>) -> Vec<Voice> {
    let mut via: Vec<Voice> = Vec::new();
    let mut add = |voice: Voice| {
        if voice.medium && !via.iter().any(|v: &Voice| v.source.name == voice.source.name) {
            via.push(voice);
        }
    };
    if let Some(to) = &hit.to {
        resolver.voices(segment, to, usize::MAX).into_iter().for_each(&mut add);
    }
    let in_source = |i: usize| hit.source.as_ref().is_some_and(|s| s.contains(&i));
    // "dit une source à la télévision": behind its verb a voice is followed by whom it told.
    let analysis = resolver.analysis;
    let addressed = |i: usize| {
        let word = segment.items.get(i).map_or("", |item| analysis.word(item.span.start as usize));
        let plain = analysis.language.orthography.uncontracted(word);
        hit.lemma.features.list(Key::Object).any(|p| p == plain) && hit.source.as_ref().is_some_and(|s| s.start > hit.cue.start)
    };
    let tail = (hit.attribution.end..segment.items.len()).find(|i| {
        !matches!(
            segment.items.get(*i).map(|i| i.kind),
            Some(ItemKind::Preposition | ItemKind::Noun(_) | ItemKind::Adverb | ItemKind::Time | ItemKind::Verb(_))
        )
    });
    let reach = if hit.attribution.end > hit.cue.end || hit.source.is_some() { tail.unwrap_or(segment.items.len()) } else { hit.attribution.end };
    for at in hit.cue.end..reach.max(hit.attribution.end) {
        let behind_preposition = at.checked_sub(1).is_some_and(|b| matches!(segment.items.get(b).map(|i| i.kind), Some(ItemKind::Preposition)));
        let inside_content = segment.items.get(at).is_some_and(|i| hit.content.overlaps(i.span));
        if behind_preposition
            && (!in_source(at) || addressed(at - 1))
            && !inside_content
            && matches!(segment.items.get(at).map(|i| i.kind), Some(ItemKind::Noun(n)) if !n.pronoun && !n.determiner.is_some_and(|d| resolver.analysis.has(d as usize, Flag::Possessive)))
        {
            resolver.voices(segment, &(at..at + 1), usize::MAX).into_iter().for_each(&mut add);
        }
    }
    via
}

/// Whom a medium cites: "NTV said, citing the military".
fn cited<'a>(resolver: &mut Resolver<'a, '_>, segment: &Segment, hit: &Match<'a>) -> Option<Voice> {
    let cites = |i: &usize| {
        let verb = segment.items.get(*i).and_then(Item::verb);
        verb.is_some_and(|v| verb_readings(resolver.analysis, v).any(|l| l.features.has(Flag::Cites)))
    };
    let at = (0..segment.items.len()).filter(|i| !hit.cue.contains(i)).find(cites)?;
    let noun = (at + 1..segment.items.len().min(at + 3)).find(|i| matches!(segment.items.get(*i).map(|i| i.kind), Some(ItemKind::Noun(_))))?;
    let end = phrase_end(resolver.analysis, &segment.items, noun, segment.items.len());
    resolver.voices(segment, &(noun..end), usize::MAX).into_iter().next()
}
