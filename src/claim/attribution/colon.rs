//! Voices before a colon.
//!
//! In: "Per Russia:" over a list, "Brandt: « The truce is dead »". Out: drafts without a verb of saying.

use super::content::content;
use super::{Draft, Phenomenon};
use crate::claim::ActorRef;
use crate::claim::layout::Layout;
use crate::claim::reference::{Resolver, Voice};
use crate::claim::vocabulary::SourceKind;
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::feature::Flag;
use crate::grammar::matching::attribution_lemmas;
use crate::grammar::phrase::{head_has, is_voice, phrase_end};
use crate::grammar::segment::{Segment, tokens_of};
use crate::text::span::Tokens;

/// "Per Russia:" over a list: every item of the list is said by whom the heading names.
pub(super) fn list<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>, drafts: &mut Vec<Draft<'a>>) {
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
    let lemma = attribution_lemmas(analysis, cue).next()?;
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
    if voices.is_empty() {
        return None;
    }
    let rule = Phenomenon::List.rule(&analysis.language.code);
    let draft = Draft::without_cue(number, Tokens::new(0, 0), segment.span, rule, voices);
    Some(Draft { cue: Some(cue.span), lemma: Some(lemma), prepositional: true, ..draft })
}

/// "Brandt: « The truce is dead »", "Radio Tolvan: up to 10 dead": a voice, a colon, and its words or figure.
pub(super) fn named_speaker<'a>(layout: &Layout<'a, '_>, resolver: &mut Resolver<'a, '_>, number: usize, segment: &Segment) -> Option<Draft<'a>> {
    let analysis = layout.analysis;
    let items = &segment.items;
    let kind = |i: usize| items.get(i).map(|i| i.kind);
    let colon = (0..items.len().min(12)).find(|i| matches!(kind(*i), Some(ItemKind::Colon)))?;
    let at = (0..colon).find(|i| matches!(kind(*i), Some(ItemKind::Noun(_))))?;
    let led = (0..at).all(|i| matches!(kind(i), Some(ItemKind::Time | ItemKind::Dash | ItemKind::Mark | ItemKind::Other)));
    let plain = (at..colon).all(|i| !matches!(kind(i), Some(ItemKind::Verb(_) | ItemKind::Quotation(_) | ItemKind::Stop | ItemKind::Time)));
    let rest = items.get(colon + 1..).filter(|r| !r.is_empty() && led && plain).map(tokens_of)?;
    let group = items.get(at).and_then(Item::noun).filter(|g| !g.pronoun && !g.counted)?;
    if !is_voice(analysis, group, items.get(at)) || [Flag::Document, Flag::Data].iter().any(|f| head_has(analysis, group.head as usize, *f)) {
        return None;
    }
    let whole = analysis.quotations_at(rest.range().start).any(|q| q.outer.start == rest.start && q.outer.end >= content(layout, rest).end);
    let voice = resolver.voices(segment, &(at..phrase_end(analysis, items, at, colon)), usize::MAX).into_iter().next().filter(|v| !v.speaker)?;
    let common = [Flag::Person, Flag::Role, Flag::Body, Flag::Media].iter().any(|f| head_has(analysis, group.head as usize, *f));
    let known = matches!(voice.source.actor, ActorRef::Known(_)) || (voice.source.kind == SourceKind::Person && voice.entity.is_some());
    let body = voice.source.kind != SourceKind::Country && (common || known);
    let counted = rest.range().any(|t| analysis.quantity(t).is_some());
    let quoted = rest.range().any(|t| layout.quoted(t)) && items.len() < 14;
    let paragraph = analysis.token(segment.span.range().start).is_some_and(|t| t.breaks > 0) || segment.span.start == 0;
    let says = whole || (paragraph && ((body && counted) || quoted));
    let head = tokens_of(items.get(at..colon)?);
    let rule = Phenomenon::NamedSpeaker.rule(&analysis.language.code);
    says.then(|| Draft::without_cue(number, content(layout, rest), head, rule, vec![voice])).filter(|d| !d.content.is_empty())
}
