//! Who says what: cues matched to voices and contents, quotations given to whoever spoke last.

use super::layout::Layout;
use super::reference::{Resolver, Voice};
use super::vocabulary::{Resolution, SourceKind};
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::{Flag, Key};
use crate::grammar::lexicon::Lemma;
use crate::grammar::matching::{Match, Run, readings};
use crate::grammar::pattern::{Element, Role, Type};
use crate::grammar::phrase::{head_has, is_voice, phrase_end};
use crate::grammar::segment::Segment;
use crate::grammar::tagging::VerbForm;
use crate::text::quotation::Quotation;
use crate::text::span::Tokens;
use crate::text::token::Shape;

/// A claim in the making: who says what by which words.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// The segment in which the cue, or the quotation, stands.
    pub segment: usize,
    /// What is said.
    pub content: Tokens,
    /// The words that carry the attribution.
    pub cue: Option<Tokens>,
    /// The dictionary's entry of the cue.
    pub lemma: Option<&'a Lemma>,
    /// Whether the voice withholds.
    pub withheld: bool,
    /// Whether the cue is also an estimate, where the content has a figure.
    pub estimates: bool,
    /// Whether the cue is negated.
    pub negated: bool,
    /// Whether a preposition or expression attributes.
    pub prepositional: bool,
    /// The rule, or the phenomenon, that found it.
    pub rule: String,
    /// Who says it.
    pub voices: Vec<Voice>,
    /// Through whom.
    pub via: Vec<Voice>,
    /// At whom it is directed: the items of the noun phrase with which the content begins.
    pub target: Option<Run>,
    /// The tokens from the first to the last word of the attribution.
    pub attribution: Tokens,
}

/// Finds the attributions of a document, in the order of the text.
pub fn drafts<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    for (number, segment) in layout.segments.iter().enumerate() {
        let mut here: Vec<Draft<'a>> = Vec::new();
        let mut next = 0;
        for at in 0..segment.items.len() {
            if at < next {
                continue;
            }
            let hit = readings(layout.analysis, segment, &layout.analysis.language.rules, at).find_map(|hit| {
                // "said Fico, as quoted by SITA, adding": a medium between passes on.
                let before = here.iter().rev().find(|d| !d.voices.iter().all(|v| v.medium)).or(here.last());
                Some((draft(layout, resolver, number, segment, &hit, before)?, hit.cue.end))
            });
            if let Some((draft, end)) = hit {
                if let Some(voice) = draft.voices.first() {
                    resolver.spoke(voice, draft.cue.map_or(draft.content.start, |c| c.start));
                }
                // "De source militaire, on précise que …": the fuller attribution takes in the shorter.
                here.retain(|d| !(d.prepositional && !draft.prepositional && d.cue.is_some_and(|c| c.start == draft.attribution.start)));
                here.push(draft);
                next = end;
            }
        }
        stack(layout, &mut here);
        relay(&mut here);
        own_thoughts(&mut here);
        resume(layout, number, segment, &mut here);
        drafts.extend(here);
    }
    list(layout, resolver, &mut drafts);
    let said = Said::new(layout.analysis.tokens.len(), &drafts);
    for (number, segment) in layout.segments.iter().enumerate().filter(|(_, s)| s.quotation.is_none()) {
        drafts.extend(named_speaker(layout, resolver, number, segment).filter(|d| !said.touches(d.content)));
    }
    drafts.sort_by_key(|d| (d.content.start, std::cmp::Reverse(d.content.end)));
    float(layout, &mut drafts);
    drafts.sort_by_key(|d| (d.content.start, std::cmp::Reverse(d.content.end)));
    drafts
}

/// Which tokens stand in what somebody says.
pub struct Said(Vec<bool>);

impl Said {
    /// Marks the contents of drafts.
    #[must_use]
    pub fn new(tokens: usize, drafts: &[Draft<'_>]) -> Self {
        let mut said = vec![false; tokens];
        for draft in drafts {
            said.get_mut(draft.content.range()).unwrap_or_default().fill(true);
        }
        Said(said)
    }

    /// Whether any token of a span is said by somebody.
    #[must_use]
    pub fn touches(&self, span: Tokens) -> bool {
        self.0.get(span.range()).is_some_and(|s| s.contains(&true))
    }
}

/// "Per Russia:" over a list: every item of the list is said by whom the heading names.
fn list<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>, drafts: &mut Vec<Draft<'a>>) {
    let analysis = layout.analysis;
    let mut heading: Option<Draft<'a>> = None;
    let mut taken: Vec<bool> = vec![false; layout.segments.len()];
    for draft in drafts.iter() {
        if let Some(slot) = taken.get_mut(draft.segment) {
            *slot = true;
        }
    }
    for (number, segment) in layout.segments.iter().enumerate().filter(|(_, s)| s.quotation.is_none()) {
        let first = segment.span.range().start;
        let bullet = matches!(analysis.word(first), "*" | "•" | "-" | "–" | "—") && analysis.token(first).is_some_and(|t| t.breaks > 0);
        if let Some(found) = list_heading(layout, resolver, number, segment) {
            heading = Some(found);
        } else if !bullet {
            heading = None;
        } else if let Some(mut draft) = heading.clone() {
            draft.content = content(layout, Tokens::new(segment.span.start + 1, segment.span.end));
            draft.segment = number;
            if !draft.content.is_empty() && !taken.get(number).copied().unwrap_or(false) {
                drafts.push(draft);
            }
        }
    }
}

/// An attribution, its voice and a colon, and nothing else.
fn list_heading<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>, number: usize, segment: &Segment) -> Option<Draft<'a>> {
    let analysis = layout.analysis;
    let colon = segment.items.iter().position(|i| matches!(i.kind, ItemKind::Colon)).filter(|c| c + 1 == segment.items.len())?;
    let cue = segment.items.first()?;
    let lemma = crate::grammar::matching::attribution_lemmas(analysis, cue).next()?;
    let mut voices: Vec<Voice> = Vec::new();
    for at in (1..colon).filter(|i| matches!(segment.items.get(*i).map(|i| i.kind), Some(ItemKind::Noun(_)))) {
        let governed = matches!(segment.items.get(at - 1).map(|i| i.kind), Some(ItemKind::Preposition)) && at > 1;
        if !governed {
            let end = phrase_end(analysis, &segment.items, at, colon);
            voices.extend(
                resolver.voices(segment, &(at..end), usize::MAX).into_iter().filter(|v| !voices.iter().any(|w| w.source == v.source)).collect::<Vec<_>>(),
            );
        }
    }
    let draft = Draft {
        segment: number,
        content: Tokens::new(0, 0),
        cue: Some(cue.span),
        lemma: Some(lemma),
        withheld: false,
        estimates: false,
        negated: false,
        prepositional: true,
        rule: format!("{}/list", analysis.language.code),
        voices,
        via: Vec::new(),
        target: None,
        attribution: segment.span,
    };
    (!draft.voices.is_empty()).then_some(draft)
}

/// "Brandt: « The truce is dead »", "Radio Tolvan: up to 10 dead": a voice, a colon, and its words or figure.
fn named_speaker<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>, number: usize, segment: &Segment) -> Option<Draft<'a>> {
    let analysis = layout.analysis;
    let items = &segment.items;
    let kind = |i: usize| items.get(i).map(|i| i.kind);
    let colon = (0..items.len().min(12)).find(|i| matches!(kind(*i), Some(ItemKind::Colon)))?;
    let at = (0..colon).find(|i| matches!(kind(*i), Some(ItemKind::Noun(_))))?;
    let led = (0..at).all(|i| matches!(kind(i), Some(ItemKind::Time | ItemKind::Dash | ItemKind::Mark | ItemKind::Other)));
    let plain = (at..colon).all(|i| !matches!(kind(i), Some(ItemKind::Verb(_) | ItemKind::Quotation(_) | ItemKind::Stop | ItemKind::Time)));
    let rest = items.get(colon + 1..).filter(|r| !r.is_empty() && led && plain).map(crate::grammar::segment::tokens_of)?;
    let group = items.get(at).and_then(Item::noun).filter(|g| !g.pronoun && !g.counted)?;
    if !is_voice(analysis, group, items.get(at)) || [Flag::Document, Flag::Data].iter().any(|f| head_has(analysis, group.head as usize, *f)) {
        return None;
    }
    let whole = analysis.quotations_at(rest.range().start).any(|q| q.outer.start == rest.start && q.outer.end >= content(layout, rest).end);
    let voice = resolver.voices(segment, &(at..phrase_end(analysis, items, at, colon)), usize::MAX).into_iter().next().filter(|v| !v.speaker)?;
    let common = [Flag::Person, Flag::Role, Flag::Body, Flag::Media].iter().any(|f| head_has(analysis, group.head as usize, *f));
    let known = matches!(voice.source.actor, super::ActorRef::Known(_)) || (voice.source.kind == SourceKind::Person && voice.entity.is_some());
    let body = voice.source.kind != SourceKind::Country && (common || known);
    let counted = rest.range().any(|t| analysis.quantity(t).is_some());
    let quoted = rest.range().any(|t| layout.quoted(t)) && items.len() < 14;
    let paragraph = analysis.token(segment.span.range().start).is_some_and(|t| t.breaks > 0) || segment.span.start == 0;
    let says = whole || (paragraph && ((body && counted) || quoted));
    let head = crate::grammar::segment::tokens_of(items.get(at..colon)?);
    says.then(|| Draft {
        segment: number,
        content: content(layout, rest),
        cue: None,
        lemma: None,
        withheld: false,
        estimates: false,
        negated: false,
        prepositional: false,
        rule: format!("{}/named-speaker", analysis.language.code),
        voices: vec![voice],
        via: Vec::new(),
        target: None,
        attribution: head,
    })
    .filter(|d| !d.content.is_empty())
}

/// A match with its voices; nothing where nobody speaks.
fn draft<'a>(
    layout: &Layout<'a, '_>,
    resolver: &mut Resolver<'a, '_>,
    number: usize,
    segment: &Segment,
    hit: &Match<'a>,
    before: Option<&Draft<'a>>,
) -> Option<Draft<'a>> {
    let analysis = layout.analysis;
    let cue_items = segment.items.get(hit.cue.clone())?;
    let cue = crate::grammar::segment::tokens_of(cue_items);
    let verb = cue_items.first().and_then(Item::verb);
    resolver.content = hit.content;
    let mut voices = match (taken_over(segment, hit, before), &hit.source, hit.clitic) {
        (Some(voices), _, _) => voices,
        (None, Some(run), _) => issuer(layout, resolver, segment, run, hit.cue.start),
        (None, None, Some(clitic)) => vec![resolver.clitic(clitic)],
        (None, None, None) if matches!(segment.items.first().map(|i| i.kind), Some(ItemKind::Coordinator)) && before.is_none() => {
            resolver.last_voice.clone().into_iter().collect()
        }
        (None, None, None) => before.map(|d| d.voices.clone()).unwrap_or_default(),
    };
    voices.retain(|v| !v.speaker);
    if voices.is_empty() {
        return None;
    }
    if !plausible(layout, segment, hit, &voices) {
        return None;
    }
    let mut via: Vec<Voice> = relays(resolver, segment, hit);
    if let Some(cited) = cited(resolver, segment, hit)
        && voices.iter().all(|v| v.medium)
    {
        via.splice(0..0, voices.drain(..));
        voices = vec![cited];
    }
    let rule = layout.analysis.language.rules.get(hit.rule).map_or_else(String::new, |r| format!("{}/{}", analysis.language.code, r.name));
    let attribution =
        segment.items.get(hit.attribution.start.min(hit.cue.start)..hit.attribution.end.max(hit.cue.end)).map_or(cue, crate::grammar::segment::tokens_of);
    Some(Draft {
        segment: number,
        content: content(layout, hit.content),
        cue: Some(cue),
        lemma: Some(hit.lemma),
        withheld: hit.withheld,
        estimates: hit.estimates,
        negated: verb.is_some_and(|v| v.negated) && !hit.withheld,
        prepositional: verb.is_none(),
        rule,
        voices,
        via,
        target: target(layout, segment, hit),
        attribution,
    })
    .filter(|d| !d.content.is_empty())
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
fn target(layout: &Layout<'_, '_>, segment: &Segment, hit: &Match<'_>) -> Option<Run> {
    let rule = layout.analysis.language.rules.get(hit.rule)?;
    let directed = rule.behind.iter().any(|e| matches!(e, Element::Typed(Some(Role::Content), Type::PhraseOf | Type::PhraseInfinitive, _)));
    let at = segment.items.iter().position(|i| i.span.start >= hit.content.start).filter(|_| directed)?;
    matches!(segment.items.get(at).map(|i| i.kind), Some(ItemKind::Noun(_)))
        .then(|| at..phrase_end(layout.analysis, &segment.items, at, segment.items.len()))
        .or_else(|| hit.to.clone())
}

/// Whether a match is a report, where its words alone do not say so.
fn plausible(layout: &Layout<'_, '_>, segment: &Segment, hit: &Match<'_>, voices: &[Voice]) -> bool {
    let analysis = layout.analysis;
    let quoted = hit.content.range().any(|t| layout.quoted(t));
    let frames = |name: &str| hit.lemma.features.list(Key::Frames).any(|f| f == name);
    let verb = segment.items.get(hit.cue.start).and_then(Item::verb);
    let weak = hit.lemma.features.has(Flag::Weak) && !hit.withheld;
    // In somebody's quoted words only a plain report is one of somebody else.
    if segment.quotation.is_some() && (weak || hit.lemma.features.value(Key::Certainty).is_some()) {
        return false;
    }
    if weak && !quoted && !voices.iter().all(can_speak) {
        return false;
    }
    // Verbs that are sayings only with quoted words.
    if frames("quote-only") && !frames("quote") && !frames("that") && !frames("phrase") && !quoted {
        return false;
    }
    let rule = analysis.language.rules.get(hit.rule);
    let bare = rule.is_some_and(|r| {
        r.behind
            .iter()
            .any(|e| matches!(e, Element::Typed(Some(Role::Content), Type::NounRest | Type::Predicate, _) | Element::Typed(None, Type::Preposition, _)))
    });
    let counted = hit.content.range().any(|t| analysis.quantity(t).is_some());
    // A stance with a mere noun phrase is a claim only in the words of the voice: condemned the "shameful" raid.
    if bare && !frames("phrase") && !frames("about") && !frames("predicate") && !hit.withheld && !quoted {
        return false;
    }
    if bare && weak && hit.lemma.features.value(Key::Act) == Some("state") && !quoted && !counted {
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

/// Whether a cue stands under a condition or in a question: "if she believes", "whether he said".
fn conditional(layout: &Layout<'_, '_>, segment: &Segment, cue: usize) -> bool {
    let mut clause = segment.clauses.of_item.get(cue).and_then(|c| segment.clauses.clauses.get(*c as usize));
    while let Some(inner) = clause {
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

/// The voices of a source; a document speaks for its issuer.
fn issuer<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>, segment: &Segment, run: &Run, cue: usize) -> Vec<Voice> {
    let analysis = layout.analysis;
    let document = segment.items.get(run.start).and_then(Item::noun).is_some_and(|n| {
        head_has(analysis, n.head as usize, Flag::Document) || head_has(analysis, n.head as usize, Flag::Data) || !is_voice(analysis, n, None)
    });
    if let Some(inner) = document.then(|| issuing_phrase(layout, segment, run)).flatten() {
        let inner = resolver.voices(segment, &inner, cue);
        if inner.iter().any(|v| v.source.resolution != Resolution::Unresolved) {
            return inner;
        }
    }
    if document
        && let Some(item) = segment.items.get(run.start)
        && let Some(group) = item.noun()
        && let Some(voice) = resolver.possessor(item, group)
    {
        return vec![voice];
    }
    let voices = resolver.voices(segment, run, cue);
    // "initial reports", "data": nobody speaks, unless the document is one that was named before.
    let nobody = |v: &Voice| v.source.resolution == Resolution::Introduced && !v.medium;
    if document && voices.iter().all(nobody) && !definite(layout, segment, run) { Vec::new() } else { voices }
}

/// Who issued a document, by the phrase behind it: "a statement from X", "un bilan donné par X".
fn issuing_phrase(layout: &Layout<'_, '_>, segment: &Segment, run: &Run) -> Option<Run> {
    let preposition = |i: usize| matches!(segment.items.get(i).map(|i| i.kind), Some(ItemKind::Preposition));
    let participle = |i: usize| segment.items.get(i).and_then(Item::verb).is_some_and(|v| v.main_form == VerbForm::Participle && !v.auxiliary);
    let adverb = |i: usize| matches!(segment.items.get(i).map(|i| i.kind), Some(ItemKind::Adverb | ItemKind::Time));
    let mut at = run.start + 1;
    while adverb(at) || participle(at) {
        at += 1;
    }
    let noun = at + 1;
    let voice = |i: usize| segment.items.get(i).and_then(Item::noun).is_some_and(|n| !n.pronoun && is_voice(layout.analysis, n, segment.items.get(i)));
    (preposition(at) && voice(noun)).then(|| noun..phrase_end(layout.analysis, &segment.items, noun, segment.items.len()))
}

/// Whether a noun phrase has a definite article and is no plural.
fn definite(layout: &Layout<'_, '_>, segment: &Segment, run: &Run) -> bool {
    let group = segment.items.get(run.start).and_then(Item::noun);
    group.is_some_and(|g| {
        g.determiner.is_some_and(|d| layout.analysis.has(d as usize, Flag::Definite)) && !super::entity::is_plural(layout.analysis, g.head as usize, g)
    })
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
            && !in_source(at)
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

/// The content without what does not belong to it: the marks of a quotation that is all of it, signs at its ends.
fn content(layout: &Layout<'_, '_>, tokens: Tokens) -> Tokens {
    let analysis = layout.analysis;
    let mut span = tokens;
    for _ in 0..4 {
        let whole = analysis
            .quotations
            .iter()
            .skip(analysis.quotations.partition_point(|q| q.outer.start < span.start))
            .take_while(|q| q.outer.start == span.start)
            .find(|q| q.outer.end == span.end && !q.dash);
        if let Some(quotation) = whole {
            span = quotation.inner;
        }
        let trimmed = trim(layout, span);
        if trimmed == span {
            break;
        }
        span = trimmed;
    }
    span
}

/// Takes commas, stops and stray marks off the ends of a span. `!` and `?` stay.
fn trim(layout: &Layout<'_, '_>, span: Tokens) -> Tokens {
    let analysis = layout.analysis;
    let (mut start, mut end) = (span.range().start, span.range().end);
    let opens = |t: usize| {
        analysis
            .quotations
            .iter()
            .skip(analysis.quotations.partition_point(|q| (q.outer.start as usize) < t))
            .take_while(|q| q.outer.start as usize == t)
            .next()
    };
    let is_mark = |t: usize| analysis.language.orthography.quotes.iter().any(|q| q.open == analysis.word(t) || q.close == analysis.word(t));
    while start < end {
        let word = analysis.word(start);
        let stray = is_mark(start) && opens(start).is_none_or(|q| q.outer.range().end > end + 1);
        if matches!(word, "," | ";" | ":" | "." | "—" | "–" | "-" | "--" | ")" | "*" | "•") || stray {
            start += 1;
        } else {
            break;
        }
    }
    while start < end {
        let word = analysis.word(end - 1);
        let closes_inside = is_mark(end - 1) && analysis.quotations_at(end - 1).any(|q| q.outer.range().end == end && q.outer.range().start >= start);
        let stray = is_mark(end - 1) && !closes_inside;
        if matches!(word, "," | ";" | ":" | "." | "—" | "–" | "--" | "(" | "*") || stray {
            end -= 1;
        } else {
            break;
        }
    }
    crate::grammar::analysis::span(start, end)
}

/// "said they believed", "dit espérer": two cues of one voice are one.
fn stack<'a>(layout: &Layout<'a, '_>, drafts: &mut Vec<Draft<'a>>) {
    let mut at = 0;
    while at < drafts.len() {
        let merged = drafts.get(at).and_then(|outer| {
            let inner = drafts.iter().position(|d| d.segment == outer.segment && leads_into(layout, outer, d))?;
            Some((inner, outer.clone()))
        });
        if let Some((inner, outer)) = merged {
            if let Some(d) = drafts.get_mut(inner) {
                d.voices = outer.voices;
                d.via = outer.via;
                d.cue = outer.cue.zip(d.cue).map(|(a, b)| a.join(b));
                d.attribution = outer.attribution.join(d.attribution);
            }
            drafts.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Whether the content of one cue begins with another of opinion or hope, whose subject is the same voice.
fn leads_into(layout: &Layout<'_, '_>, outer: &Draft<'_>, inner: &Draft<'_>) -> bool {
    let (Some(outer_cue), Some(cue)) = (outer.cue, inner.cue) else { return false };
    let opinion = inner.lemma.is_some_and(|l| l.features.value(Key::Certainty).is_some() || l.features.value(Key::Act) == Some("hope"));
    if !opinion || outer.withheld || cue.start < outer.content.start || cue.start > outer.content.start + 2 || outer_cue.start >= cue.start || inner.negated {
        return false;
    }
    let between = Tokens::new(outer.content.start, cue.start);
    let pronoun = between.range().all(|t| layout.analysis.value(t, Key::Person).is_some());
    pronoun && outer.lemma.is_some_and(|l| l.features.value(Key::Act) == Some("state"))
}

/// What a voice says that it thinks is part of what it says: no claim of its own.
fn own_thoughts(drafts: &mut Vec<Draft<'_>>) {
    let spans: Vec<(Tokens, Option<Tokens>, Vec<String>)> =
        drafts.iter().map(|d| (d.content, d.cue, d.voices.iter().map(|v| v.source.name.clone()).collect())).collect();
    drafts.retain(|d| {
        let weak = d.lemma.is_some_and(|l| l.features.has(Flag::Weak));
        let thought = weak || d.lemma.is_some_and(|l| l.features.value(Key::Certainty).is_some() || l.features.value(Key::Act) == Some("hope"));
        let names: Vec<String> = d.voices.iter().map(|v| v.source.name.clone()).collect();
        // "claimed he counted": a pronoun in what is said is most likely the voice itself.
        let pronoun = d.voices.iter().all(|v| v.pronoun);
        let told_by_itself =
            spans.iter().any(|(content, cue, voices)| *cue != d.cue && d.cue.is_some_and(|c| content.covers(c)) && (*voices == names || pronoun));
        !(thought && told_by_itself)
    });
}

/// A medium that only leads up to what somebody else says passes it on.
fn relay(drafts: &mut Vec<Draft<'_>>) {
    let mut at = 0;
    while at < drafts.len() {
        let passes = drafts.get(at).filter(|d| d.voices.iter().all(|v| v.medium)).and_then(|outer| {
            drafts.iter().position(|d| {
                d.cue != outer.cue
                    && outer.content.covers(d.content)
                    && d.cue.is_some_and(|c| outer.content.contains(c.start))
                    && (d.attribution.start <= outer.content.start + 1 || d.content.len() * 2 > outer.content.len())
                    && !d.voices.iter().any(|v| v.medium)
            })
        });
        match passes {
            Some(inner) => {
                let outer = drafts.remove(at);
                let inner = if inner > at { inner - 1 } else { inner };
                if let Some(d) = drafts.get_mut(inner) {
                    d.via.extend(outer.voices);
                    d.via.extend(outer.via);
                }
            }
            None => at += 1,
        }
    }
}

/// A quotation that goes on behind its attribution in the same sentence is a claim of its own.
fn resume<'a>(layout: &Layout<'a, '_>, number: usize, segment: &Segment, drafts: &mut Vec<Draft<'a>>) {
    let loose: Vec<Quotation> = segment
        .items
        .iter()
        .filter_map(|i| if let ItemKind::Quotation(q) = i.kind { layout.analysis.quotations.get(q as usize).copied() } else { None })
        .filter(|q| !drafts.iter().any(|d| d.content.overlaps(q.inner)) && stands_apart(layout, segment, q))
        .collect();
    for quotation in loose {
        let sentences = &layout.analysis.sentences.sentences;
        let sentence = sentences.get(sentences.partition_point(|s| s.end <= quotation.outer.start)).copied();
        let near = drafts.iter().filter(|d| d.cue.is_some()).min_by_key(|d| d.attribution.start.abs_diff(quotation.outer.start)).cloned();
        let Some(mut draft) = near else { continue };
        let same_sentence = sentence.is_some_and(|s| draft.cue.is_some_and(|c| s.contains(c.start)));
        if draft.attribution.end > quotation.outer.end {
            continue;
        }
        draft.content = content(layout, quotation.outer);
        draft.rule = format!("{}/resumed", layout.analysis.language.code);
        draft.withheld = false;
        draft.negated = false;
        draft.segment = number;
        if !same_sentence {
            draft.cue = None;
            draft.lemma = None;
        }
        drafts.push(draft);
    }
}

/// Whether a quotation begins a sentence or follows a comma, colon or conjunction; not one that a word governs.
fn stands_apart(layout: &Layout<'_, '_>, segment: &Segment, quotation: &Quotation) -> bool {
    let before = quotation.outer.range().start.checked_sub(1).filter(|b| *b >= segment.span.range().start);
    before.is_none_or(|b| {
        matches!(layout.analysis.word(b), "," | "." | ":" | ";" | "!" | "?" | "”" | "\"" | "»" | "—" | "–") || layout.analysis.has(b, Flag::Coordinator)
    })
}

/// How many drafts back whoever spoke last is looked for.
const FLOAT_REACH: usize = 24;

/// Quotations that stand without an attribution go to whoever spoke before them in the paragraph, or in the one before.
fn float<'a>(layout: &Layout<'a, '_>, drafts: &mut Vec<Draft<'a>>) {
    let analysis = layout.analysis;
    let mut floating: Vec<Draft<'a>> = Vec::new();
    for (number, segment) in layout.segments.iter().enumerate().filter(|(_, s)| s.quotation.is_none()) {
        let Some(quotation) = lone_quotation(layout, segment) else { continue };
        // Drafts lie in the order of the text: what stands far before or behind cannot matter.
        let next = drafts.partition_point(|d| d.content.start < quotation.outer.end);
        let near = drafts.get(next.saturating_sub(FLOAT_REACH)..next).unwrap_or_default();
        if near.iter().any(|d| d.content.overlaps(quotation.inner) && !quotation.inner.covers(d.content.join(d.attribution))) {
            continue;
        }
        let last = floating.get(floating.len().saturating_sub(FLOAT_REACH)..).unwrap_or_default();
        let before = near
            .iter()
            .chain(last)
            .filter(|d| d.attribution.start < quotation.outer.start && !quotation.outer.covers(d.attribution))
            .max_by_key(|d| d.content.end.max(d.attribution.end))
            .cloned();
        let Some(before) = before.filter(|b| follows(layout, b, quotation.outer)) else { continue };
        let mut draft = before;
        draft.content = content(layout, quotation.outer);
        draft.cue = None;
        draft.lemma = None;
        draft.withheld = false;
        draft.negated = false;
        draft.prepositional = false;
        draft.segment = number;
        draft.rule = format!("{}/floating", analysis.language.code);
        draft.attribution = Tokens::new(quotation.outer.start, quotation.outer.start);
        floating.push(draft);
    }
    drafts.extend(floating);
}

/// The quotation that makes up a whole segment, a conjunction before it aside.
fn lone_quotation(layout: &Layout<'_, '_>, segment: &Segment) -> Option<Quotation> {
    let mut items = segment.items.iter().filter(|i| !matches!(i.kind, ItemKind::Stop | ItemKind::Coordinator | ItemKind::Comma | ItemKind::Mark));
    let ItemKind::Quotation(number) = items.next()?.kind else { return whole_quotation(layout, segment) };
    if items.next().is_some() {
        return None;
    }
    layout.analysis.quotations.get(number as usize).copied()
}

/// A quotation that was looked into but covers the whole segment.
fn whole_quotation(layout: &Layout<'_, '_>, segment: &Segment) -> Option<Quotation> {
    let words = |span: Tokens| span.range().filter(|t| layout.analysis.token(*t).is_some_and(|t| t.shape != Shape::Mark)).count();
    let from = layout.analysis.quotations.partition_point(|q| q.outer.start < segment.span.start);
    let quotation = layout.analysis.quotations.get(from).filter(|q| q.outer.start < segment.span.end && !q.dash)?;
    (words(quotation.inner) >= 4 && words(quotation.inner) == words(segment.span)).then_some(*quotation)
}

/// Whether a quotation follows what somebody said closely enough to be his too.
fn follows(layout: &Layout<'_, '_>, before: &Draft<'_>, quotation: Tokens) -> bool {
    let end = before.content.end.max(before.attribution.end);
    let between = end as usize..quotation.range().start;
    let paragraphs =
        between.clone().chain(std::iter::once(quotation.range().start)).filter(|t| layout.analysis.token(*t).is_some_and(|t| t.breaks >= 2)).count();
    let periods = &layout.analysis.sentences.periods;
    let sentences = periods.iter().skip(periods.partition_point(|p| p.start < end)).take_while(|p| p.end <= quotation.start).count();
    let quoted_before = before.content.range().any(|t| layout.quoted(t));
    sentences == 0 && (paragraphs == 0 || (paragraphs == 1 && quoted_before))
}
