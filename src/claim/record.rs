//! The JSON shape of documents and claims: one object a line, as in the annotation format, with further fields beside.
//!
//! Offsets in this shape count Unicode code points of `text`, half open; inside selon they count bytes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ActorRef, Claim, Count, Event, Party, Reading, Source, When};
use crate::text::document::{CodePoints, Document};
use crate::text::span::Bytes;

/// A document as one line of JSON. An incoming `claims` field is ignored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// The key by which its owner knows it.
    #[serde(default)]
    pub id: Option<String>,
    /// BCP 47 code.
    #[serde(default)]
    pub lang: Option<String>,
    /// `YYYY-MM-DD`.
    #[serde(default)]
    pub published: Option<String>,
    /// Who published it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Its headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The plain text.
    pub text: String,
}

impl DocumentRecord {
    /// The document of this record; `key` serves where it has no `id`.
    #[must_use]
    pub fn document(self, key: &str) -> Document {
        Document {
            id: self.id.filter(|id| !id.is_empty()).or_else(|| self.url.clone()).unwrap_or_else(|| key.to_owned()),
            lang: self.lang.unwrap_or_default(),
            published: self.published,
            publisher: self.publisher,
            title: self.title,
            url: self.url,
            text: self.text,
        }
    }
}

/// A document with its claims as one line of JSON.
#[derive(Debug, Serialize)]
pub struct ReadingRecord<'a> {
    id: &'a str,
    lang: &'a str,
    published: Option<&'a str>,
    publisher: Option<&'a str>,
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    text: &'a str,
    claims: Vec<ClaimRecord<'a>>,
}

/// A claim as JSON; see the annotation format for the fields up to `counts`.
#[derive(Debug, Serialize)]
pub struct ClaimRecord<'a> {
    start: u32,
    end: u32,
    content: &'a str,
    sources: Vec<SourceRecord<'a>>,
    via: Vec<SourceRecord<'a>>,
    cue: Option<&'a str>,
    act: &'static str,
    form: &'static str,
    polarity: &'static str,
    certainty: &'static str,
    counts: Vec<CountRecord<'a>>,
    said: Option<WhenRecord<'a>>,
    event: Option<EventRecord<'a>>,
    directed_at: Vec<SourceRecord<'a>>,
    within: Option<u32>,
    rule: &'a str,
    confidence: u8,
}

#[derive(Debug, Serialize)]
struct SourceRecord<'a> {
    text: &'a str,
    name: &'a str,
    kind: &'static str,
    actor: Option<&'a str>,
    resolution: &'static str,
    role: Option<&'a str>,
    speaks_for: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct CountRecord<'a> {
    text: &'a str,
    measure: Option<&'static str>,
    low: Option<u64>,
    high: Option<u64>,
    qualifier: &'static str,
    of: Vec<&'a str>,
    population: &'static str,
    unit: &'a str,
    place: Option<&'a str>,
    scope: &'static str,
    new: bool,
    period: Option<WhenRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct WhenRecord<'a> {
    from: Option<Date>,
    until: Option<Date>,
    text: &'a str,
    rule: &'a str,
}

#[derive(Debug, Serialize)]
struct EventRecord<'a> {
    kind: &'static str,
    place: Option<&'a str>,
    when: Option<WhenRecord<'a>>,
    participants: Vec<&'a str>,
    text: &'a str,
}

/// The record of a document and what was read in it.
#[must_use]
pub fn record<'a>(document: &'a Document, reading: &'a Reading) -> ReadingRecord<'a> {
    let writer = Writer { document, reading, points: CodePoints::new(&document.text) };
    ReadingRecord {
        id: &document.id,
        lang: &reading.lang,
        published: document.published.as_deref(),
        publisher: document.publisher.as_deref(),
        title: document.title.as_deref(),
        url: document.url.as_deref(),
        text: &document.text,
        claims: reading.claims.iter().map(|c| writer.claim(c)).collect(),
    }
}

struct Writer<'a> {
    document: &'a Document,
    reading: &'a Reading,
    points: CodePoints,
}

impl<'a> Writer<'a> {
    fn words(&self, span: Bytes) -> &'a str {
        self.document.slice(span)
    }

    fn claim(&self, claim: &'a Claim) -> ClaimRecord<'a> {
        let range = self.points.range(claim.content);
        ClaimRecord {
            start: range.start,
            end: range.end,
            content: self.words(claim.content),
            sources: self.sources(&claim.sources),
            via: self.sources(&claim.via),
            cue: claim.cue.map(|c| self.words(c)),
            act: claim.act.name(),
            form: claim.form.name(),
            polarity: claim.polarity.name(),
            certainty: claim.certainty.name(),
            counts: claim.counts.iter().map(|c| self.count(c)).collect(),
            said: claim.said.as_ref().map(|w| self.when(w)),
            event: claim.event.and_then(|e| self.reading.events.get(e as usize)).map(|e| self.event(e)),
            directed_at: self.sources(&claim.directed_at),
            within: claim.within,
            rule: &claim.rule,
            confidence: claim.confidence,
        }
    }

    fn sources(&self, sources: &'a [Source]) -> Vec<SourceRecord<'a>> {
        sources.iter().map(|s| self.source(s)).collect()
    }

    fn source(&self, source: &'a Source) -> SourceRecord<'a> {
        let local = self.local(&source.actor);
        SourceRecord {
            text: self.words(source.text),
            name: &source.name,
            kind: source.kind.name(),
            actor: known(&source.actor),
            resolution: source.resolution.name(),
            role: local.and_then(|l| l.role.as_deref()),
            speaks_for: local.and_then(|l| l.speaks_for.as_ref()).and_then(|a| self.actor_name(a)),
        }
    }

    fn local(&self, actor: &ActorRef) -> Option<&'a super::LocalActor> {
        match actor {
            ActorRef::Local(at) => self.reading.actors.get(*at as usize),
            ActorRef::Known(_) => None,
        }
    }

    fn actor_name(&self, actor: &'a ActorRef) -> Option<&'a str> {
        self.local(actor).map(|l| l.name.as_str()).or_else(|| known(actor))
    }

    fn count(&self, count: &'a Count) -> CountRecord<'a> {
        CountRecord {
            text: self.words(count.text),
            measure: count.measure.map(super::Measure::name),
            low: count.low,
            high: count.high,
            qualifier: count.qualifier.name(),
            of: names(&count.of),
            population: count.population.name(),
            unit: &count.unit,
            place: count.place.as_deref(),
            scope: count.scope.name(),
            new: count.new,
            period: count.period.as_ref().map(|w| self.when(w)),
        }
    }

    fn when(&self, when: &'a When) -> WhenRecord<'a> {
        WhenRecord { from: when.from, until: when.until, text: self.words(when.text), rule: &when.rule }
    }

    fn event(&self, event: &'a Event) -> EventRecord<'a> {
        EventRecord {
            kind: event.kind.name(),
            place: event.place.as_deref(),
            when: event.when.as_ref().map(|w| self.when(w)),
            participants: names(&event.participants),
            text: self.words(event.mention),
        }
    }
}

fn known(actor: &ActorRef) -> Option<&str> {
    match actor {
        ActorRef::Known(name) => Some(name),
        ActorRef::Local(_) => None,
    }
}

fn names(parties: &[Party]) -> Vec<&str> {
    parties.iter().map(|p| p.name.as_str()).collect()
}
