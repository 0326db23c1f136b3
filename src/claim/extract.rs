//! A document into its reading: the order of the steps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::actor::{ActorKind, Gazetteer};
use super::attribution::{Draft, Phenomenon, Said, drafts};
use super::count::{Figure, Owner, figures, withheld};
use super::entity::Entities;
use super::event::{Events, events, place_in};
use super::layout::Layout;
use super::names::NameHits;
use super::reference::Resolver;
use super::stance::{self, stance};
use super::time;
use super::vocabulary::{Act, Form, Resolution, SourceKind};
use super::{ActorRef, Claim, Count, Party, Reading, Source, When};
use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::ItemKind;
use crate::grammar::clause::ClauseKind;
use crate::grammar::feature::Flag;
use crate::grammar::language::Language;
use crate::grammar::segment::segments;
use crate::grammar::time::TimeKind;
use crate::text::document::Document;
use crate::text::span::Tokens;

/// How far from its cue, in tokens, a time can say when something was said.
const SAID_REACH: usize = 14;

/// How many items before the comma say where, at the head of a sentence.
const FRONTED: usize = 6;

/// Reads the claims of a document in a language. Total: any text is read.
#[must_use]
pub fn extract(document: &Document, language: &Language, gazetteer: &Gazetteer) -> Reading {
    witnessed(document, language, gazetteer, &mut |_, _, _| {})
}

/// Reads as [`extract`] does, and shows each claim to a witness, with the attribution that it is made from - none where the document
/// speaks itself - and all that is known of the document.
pub(super) fn witnessed(
    document: &Document,
    language: &Language,
    gazetteer: &Gazetteer,
    witness: &mut dyn FnMut(&Writer<'_, '_>, Option<&Draft<'_>>, &Claim),
) -> Reading {
    let mut analysis = Analysis::new(&document.text, language);
    let names = NameHits::new(&analysis, gazetteer);
    analysis.name(names.all().iter().map(|h| h.span));
    analysis.part(names.behind_media(&analysis).into_iter());
    let segments = segments(&analysis);
    let title = document.title.as_deref().map(|t| Analysis::new(t, language));
    let mut entities = Entities::default();
    let mut weights: BTreeMap<Arc<str>, (u32, u32)> = BTreeMap::new();
    if let Some(title) = &title {
        let title_names = NameHits::new(title, gazetteer);
        entities.gather(title, &crate::grammar::segment::segments(title), &title_names, true);
        weigh(&title_names, 3, &mut weights);
    }
    entities.gather(&analysis, &segments, &names, false);
    weigh(&names, 1, &mut weights);
    let layout = Layout::new(&analysis, &segments);
    let published = document.published.as_deref().and_then(time::parse);
    let mut resolver = Resolver::new(&analysis, &names, gazetteer, entities, &ranked(weights), sides(&analysis, &names), published);
    let events = events(&layout, &names, gazetteer, &resolver, published);
    let drafts = drafts(&layout, &mut resolver);
    let figures = figures(&layout, &names);
    let mut writer = Writer { layout: &layout, resolver, names: &names, gazetteer, figures, events, published };
    let mut claims: Vec<Claim> = drafts.iter().map(|d| writer.claim(d)).collect();
    same_occasion(&mut claims);
    drafts.iter().zip(&claims).for_each(|(draft, claim)| witness(&writer, Some(draft), claim));
    let own = writer.own_voice(&drafts);
    own.iter().for_each(|claim| witness(&writer, None, claim));
    claims.extend(own);
    claims.sort_by_key(|c| (c.content.start, std::cmp::Reverse(c.content.end), c.cue.map(|c| c.start)));
    claims.dedup_by(|a, b| a.content == b.content && a.cue == b.cue);
    nest(&mut claims);
    Reading { lang: language.code.clone(), claims, actors: writer.resolver.locals, events: writer.events.list }
}

/// What a voice goes on to say, with nobody else in between, it says on the same occasion.
fn same_occasion(claims: &mut [Claim]) {
    let mut last: Option<(Vec<ActorRef>, When)> = None;
    for claim in claims.iter_mut().filter(|c| !c.sources.is_empty()) {
        let voices: Vec<ActorRef> = claim.sources.iter().map(|s| s.actor.clone()).collect();
        match (&claim.said, &last) {
            (None, Some((before, when))) if *before == voices => claim.said = Some(When { rule: "same-occasion".to_owned(), ..when.clone() }),
            _ => {}
        }
        last = claim.said.clone().map(|w| (voices, w));
    }
}

/// Counts how often each state is named, and where first.
fn weigh(names: &NameHits<'_>, weight: u32, weights: &mut BTreeMap<Arc<str>, (u32, u32)>) {
    for hit in names.all() {
        if let Some(country) = names.country(hit.span.start as usize) {
            let entry = weights.entry(Arc::clone(&country.key)).or_insert((0, hit.span.start));
            entry.0 += weight;
        }
    }
}

/// The two states that the document most often names in one breath: "l'Arménie et l'Azerbaïdjan". None where it does not.
fn sides(analysis: &Analysis<'_>, names: &NameHits<'_>) -> Vec<Arc<str>> {
    let mut pairs: BTreeMap<(Arc<str>, Arc<str>), u32> = BTreeMap::new();
    for pair in names.all().windows(2) {
        let [first, second] = pair else { continue };
        let between = first.span.range().end..second.span.range().start;
        let joined = between.len() <= 4 && between.clone().any(|t| analysis.has(t, Flag::Coordinator));
        let (Some(a), Some(b)) = (names.country(first.span.start as usize), names.country(second.span.start as usize)) else { continue };
        if joined && a.key != b.key {
            let (a, b) = if a.key < b.key { (a, b) } else { (b, a) };
            *pairs.entry((Arc::clone(&a.key), Arc::clone(&b.key))).or_default() += 1;
        }
    }
    let best = pairs.into_iter().max_by_key(|(pair, n)| (*n, std::cmp::Reverse(pair.clone())));
    best.map(|((a, b), _)| vec![a, b]).unwrap_or_default()
}

/// The states by weight, the first named first among equals.
fn ranked(weights: BTreeMap<Arc<str>, (u32, u32)>) -> Vec<Arc<str>> {
    let mut ranked: Vec<(Arc<str>, (u32, u32))> = weights.into_iter().collect();
    ranked.sort_by_key(|(key, (weight, first))| (std::cmp::Reverse(*weight), *first, Arc::clone(key)));
    ranked.into_iter().map(|(key, _)| key).collect()
}

/// Says of each claim inside which other it is told.
fn nest(claims: &mut [Claim]) {
    let spans: Vec<_> = claims.iter().map(|c| (c.content, c.cue, !c.sources.is_empty())).collect();
    let mut open: Vec<usize> = Vec::new();
    for (at, claim) in claims.iter_mut().enumerate() {
        while open.last().and_then(|o| spans.get(*o)).is_some_and(|(content, _, _)| content.end <= claim.content.start) {
            open.pop();
        }
        let holds = |o: &&usize| {
            spans.get(**o).is_some_and(|(content, cue, voiced)| {
                *voiced && content.covers(claim.content) && claim.cue.is_some_and(|c| content.covers(c)) && *cue != claim.cue
            })
        };
        claim.within = open.iter().rev().find(holds).and_then(|o| u32::try_from(*o).ok());
        open.push(at);
    }
}

/// What is known of a document when its claims are written.
pub(super) struct Writer<'a, 'b> {
    pub(super) layout: &'b Layout<'a, 'b>,
    pub(super) resolver: Resolver<'a, 'b>,
    pub(super) names: &'b NameHits<'b>,
    pub(super) gazetteer: &'b Gazetteer,
    pub(super) figures: Vec<Figure>,
    pub(super) events: Events,
    published: Option<Date>,
}

impl<'a> Writer<'a, '_> {
    /// A claim from its draft.
    fn claim(&mut self, draft: &Draft<'a>) -> Claim {
        let analysis = self.layout.analysis;
        let inside: Vec<Figure> = self.figures_in(draft.content);
        let attribution =
            stance::Attribution { lemma: draft.lemma, saying: draft.saying, estimates: draft.estimates, cue: draft.cue, prepositional: draft.prepositional };
        let quantity = |t: usize| analysis.quantity(t).is_some() && analysis.time(t).is_none();
        let stance = stance(self.layout, &attribution, draft.content, !inside.is_empty() || draft.content.range().any(quantity));
        let sources: Vec<_> = draft.voices.iter().map(|v| v.source.clone()).collect();
        let mut counts: Vec<Count> = inside.iter().map(|f| self.count(f, draft)).collect();
        if stance.act == Act::Withhold && counts.is_empty() {
            counts.extend(self.withheld_figure(draft));
        }
        let content = analysis.bytes(draft.content);
        let confidence = confidence(draft, &sources);
        Claim {
            content,
            sources,
            via: draft.via.iter().map(|v| v.source.clone()).collect(),
            cue: draft.cue.map(|c| analysis.bytes(c)),
            act: stance.act,
            form: stance.form,
            polarity: stance.polarity,
            certainty: stance.certainty,
            counts,
            said: self.said(draft),
            event: self.event(draft),
            directed_at: self.directed_at(draft),
            within: None,
            rule: draft.rule.clone(),
            confidence,
        }
    }

    fn figures_in(&self, content: Tokens) -> Vec<Figure> {
        let from = self.figures.partition_point(|f| f.number.start < content.start);
        self.figures.iter().skip(from).take_while(|f| f.number.start < content.end).filter(|f| content.covers(f.number)).cloned().collect()
    }

    fn count(&self, figure: &Figure, draft: &Draft<'a>) -> Count {
        let analysis = self.layout.analysis;
        let inside = Tokens::new(figure.tokens.start.max(draft.content.start), figure.tokens.end.min(draft.content.end));
        Count {
            text: analysis.bytes(inside),
            measure: figure.measure,
            low: figure.low,
            high: figure.high,
            qualifier: figure.qualifier,
            of: self.parties(figure, draft),
            population: figure.population,
            unit: figure.unit.clone(),
            place: self.place(figure),
            scope: figure.scope,
            new: figure.new,
            period: self.period(figure),
        }
    }

    /// The place named in the clause of a figure; else that at the head of the sentence: "In Washington, police said four people died".
    fn place(&self, figure: &Figure) -> Option<String> {
        let segment = self.layout.segment(figure.place)?;
        let clause = self.layout.clause(figure.place)?;
        let here = place_in(self.layout, self.names, segment, clause.start as usize..clause.end as usize);
        let head = segment
            .items
            .iter()
            .position(|i| matches!(i.kind, ItemKind::Comma))
            .filter(|end| *end <= FRONTED && *end < figure.place.item && matches!(segment.items.first().map(|i| i.kind), Some(ItemKind::Preposition)));
        here.or_else(|| place_in(self.layout, self.names, segment, 0..head?))
    }

    /// The days named in the clause of a figure.
    fn period(&self, figure: &Figure) -> Option<When> {
        let analysis = self.layout.analysis;
        let clause = self.layout.clause_tokens(figure.place)?;
        clause.range().find_map(|t| analysis.time(t).and_then(|t| time::days(analysis, t, self.published)))
    }

    /// When it was said: the time that stands nearest to the cue, outside of what is said.
    fn said(&self, draft: &Draft<'a>) -> Option<When> {
        let analysis = self.layout.analysis;
        let cue = draft.cue?;
        let segment = self.layout.segments.get(draft.segment)?.span;
        let near = segment.range().filter(|t| !draft.content.contains(u32::try_from(*t).unwrap_or(u32::MAX)));
        let distance = |t: usize| if t < cue.range().start { cue.range().start - t } else { t.saturating_sub(cue.range().end) };
        let time = near
            .filter(|t| distance(*t) <= SAID_REACH && self.beside(draft, *t))
            .filter_map(|t| analysis.time(t).filter(|w| !matches!(w.kind, TimeKind::Clock)).map(|w| (distance(t), w)))
            .min_by_key(|(d, _)| *d)?;
        time::days(analysis, time.1, self.published)
    }

    /// Whether no other clause stands between a token and the attribution.
    fn beside(&self, draft: &Draft<'a>, token: usize) -> bool {
        let Some(cue) = draft.cue else { return false };
        let clause = |t: usize| self.layout.place(t).and_then(|p| self.layout.segment(p)?.clauses.of_item.get(p.item).copied());
        let main = |t: usize| self.layout.place(t).and_then(|p| self.layout.clause(p)).is_some_and(|c| c.kind == ClauseKind::Main);
        draft.attribution.contains(u32::try_from(token).unwrap_or(u32::MAX))
            || clause(token) == clause(cue.range().start)
            || main(token) && token < cue.range().start
    }

    fn event(&self, draft: &Draft<'a>) -> Option<u32> {
        let sentence = self.layout.segments.get(draft.segment).map_or(draft.content, |s| s.span);
        self.events.of(draft.content, sentence)
    }

    /// At whom a claim is directed; where two sides accuse "the other", each accuses the other.
    fn directed_at(&mut self, draft: &Draft<'a>) -> Vec<Source> {
        let (Some(run), Some(segment)) = (&draft.target, self.layout.segments.get(draft.segment)) else { return Vec::new() };
        let other = segment
            .items
            .get(run.start)
            .is_some_and(|i| i.span.range().any(|t| self.layout.analysis.has(t, Flag::Other)) && i.noun().is_some_and(|n| n.pronoun || n.name.is_none()));
        if other && let [a, b] = draft.voices.as_slice() {
            return vec![b.source.clone(), a.source.clone()];
        }
        self.resolver.voices(segment, run, usize::MAX).into_iter().map(|v| v.source).collect()
    }

    /// The figure that a voice withholds: "its losses", "how many were killed". It has no bounds.
    fn withheld_figure(&self, draft: &Draft<'a>) -> Option<Count> {
        let figure = withheld(self.layout, self.names, draft.content)?;
        Some(self.count(&figure, draft))
    }

    fn parties(&self, figure: &Figure, draft: &Draft<'a>) -> Vec<Party> {
        let known = |key: &Arc<str>| Party {
            name: self.gazetteer.by_key(key).map_or_else(|| key.to_string(), |a| a.name.clone()),
            actor: Some(ActorRef::Known(Arc::clone(key))),
        };
        let mut parties: Vec<Party> = Vec::new();
        for owner in &figure.of {
            match owner {
                // An army's dead are its state's.
                Owner::Known(key) => parties
                    .push(known(self.gazetteer.by_key(key).filter(|a| a.kind == ActorKind::ArmedForce).and_then(|a| a.speaks_for.as_ref()).unwrap_or(key))),
                Owner::Words(words) => parties.push(Party { name: words.clone(), actor: None }),
                Owner::Main => parties.extend(self.resolver.main_country().map(known)),
                Owner::Voice => parties.extend(draft.voices.iter().take(1).filter_map(|v| self.own_side(&v.source))),
                Owner::Sides => parties.extend(self.resolver.sides().iter().map(known)),
            }
        }
        // "Treize militaires français" are named by the adjective and may be by the context too: nobody stands twice.
        let mut named = BTreeSet::new();
        parties.retain(|p| named.insert(p.name.clone()));
        parties
    }

    /// Whose "our soldiers" are: the side that speaks or is spoken for, not one man's and not a newspaper's.
    fn own_side(&self, source: &Source) -> Option<Party> {
        let known = match &source.actor {
            ActorRef::Known(key) => self.gazetteer.by_key(key),
            ActorRef::Local(_) => None,
        };
        let side = known.and_then(|a| a.speaks_for.as_ref()).and_then(|key| self.gazetteer.by_key(key));
        match source.kind {
            SourceKind::Person | SourceKind::People => side.map(|a| Party { name: a.name.clone(), actor: Some(ActorRef::Known(Arc::clone(&a.key))) }),
            _ if known.is_some_and(super::actor::Actor::is_medium) => None,
            _ => Some(Party { name: source.name.clone(), actor: Some(source.actor.clone()) }),
        }
    }

    /// The text's own figures: a claim for each clause that has some and that nobody else says.
    fn own_voice(&mut self, drafts: &[Draft<'a>]) -> Vec<Claim> {
        let analysis = self.layout.analysis;
        let mut claims: Vec<(Tokens, Claim)> = Vec::new();
        let said = Said::new(analysis.tokens.len(), drafts);
        let mut in_segment: BTreeMap<usize, Vec<&Draft<'a>>> = BTreeMap::new();
        for draft in drafts {
            in_segment.entry(draft.segment).or_default().push(draft);
        }
        for figure in self.figures.clone() {
            if said.touches(figure.number) {
                continue;
            }
            let here = in_segment.get(&figure.place.segment).map(Vec::as_slice).unwrap_or_default();
            let Some(content) = self.own_clause(&figure, here) else { continue };
            let draft = own_draft(content, figure.place.segment, &analysis.language.code);
            let count = self.count(&figure, &draft);
            if let Some((_, claim)) = claims.iter_mut().rev().take(8).find(|(c, _)| *c == content) {
                claim.counts.push(count);
                continue;
            }
            let mut claim = self.claim(&draft);
            claim.act = Act::State;
            claim.form = Form::Indirect;
            claim.counts = vec![count];
            claims.push((content, claim));
        }
        claims.into_iter().map(|(_, c)| c).collect()
    }

    /// The smallest finite clause with the figure, cut off where an attribution begins.
    fn own_clause(&self, figure: &Figure, drafts: &[&Draft<'a>]) -> Option<Tokens> {
        let mut place = figure.place;
        let segment = self.layout.segment(place)?;
        for _ in 0..6 {
            let clause = self.layout.clause(place)?;
            if clause.verb.is_some() || !matches!(clause.kind, ClauseKind::Parenthesis | ClauseKind::Adverbial | ClauseKind::Relative | ClauseKind::Complement)
            {
                break;
            }
            let Some(before) = (clause.start as usize).checked_sub(1).filter(|b| *b < segment.items.len()) else { break };
            place.item = before;
        }
        let mut tokens = self.layout.clause_tokens(place)?;
        let whole = tokens;
        for draft in drafts.iter().filter(|d| d.attribution.overlaps(whole)) {
            if draft.attribution.start > figure.number.end {
                tokens = Tokens::new(tokens.start, draft.attribution.start.min(tokens.end));
            } else if draft.content.end <= figure.number.start && draft.attribution.end <= figure.number.start {
                tokens = Tokens::new(draft.attribution.end.max(draft.content.end).min(tokens.end), tokens.end);
            }
        }
        tokens.covers(figure.number).then_some(tokens)
    }
}

/// How sure a reading is: how often, in percent, a claim found in this way is one and has the right speaker. Counted on 600 claims of
/// random news, read one by one: of 122 plain ones whose voice is named 115 were right, of 142 others that name it 112, of 126 that
/// only describe it 85, of 199 that need the text before 112, of 3 that stayed open none. What nobody is said to say is as the second.
fn confidence(draft: &Draft<'_>, sources: &[Source]) -> u8 {
    sources.iter().map(|source| sureness(draft.plain, source.resolution)).min().unwrap_or_else(|| sureness(draft.plain, Resolution::Exact))
}

/// How sure an attribution, plain or not, is whose voice was resolved in a way.
pub(super) fn sureness(plain: bool, resolution: Resolution) -> u8 {
    match resolution {
        Resolution::Exact | Resolution::Alias | Resolution::Metonym | Resolution::Role | Resolution::Adjective => {
            if plain {
                94
            } else {
                79
            }
        }
        Resolution::Introduced => 67,
        Resolution::Coreference => 56,
        Resolution::Unresolved => 5,
    }
}

/// A draft of what the document says itself.
fn own_draft<'a>(content: Tokens, segment: usize, code: &str) -> Draft<'a> {
    Draft::without_cue(segment, content, Tokens::new(content.start, content.start), Phenomenon::OwnFigure.rule(code), Vec::new())
}
