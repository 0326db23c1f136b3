//! Readings without a reader: annotated documents, as gold JSON or as TOML, made into what the reader would give.

#![allow(dead_code, reason = "each test file uses a part of this")]

use std::collections::BTreeMap;

use jiff::civil::Date;
use selon::claim::actor::Gazetteer;
use selon::claim::vocabulary::{Act, Certainty, EventKind, Form, Measure, Polarity, Population, Qualifier, Resolution, Scope, SourceKind};
use selon::claim::{ActorRef, Claim, Count, Event, LocalActor, Party, Reading, Source, When};
use selon::rdf::gazetteer;
use selon::rdf::ontology::File;
use selon::text::document::{CodePoints, Document};
use selon::text::span::Bytes;
use serde::Deserialize;

pub(crate) const WORLD: [(&str, Option<&str>, &str); 3] = [
    ("tests/world/actors.ttl", None, include_str!("../world/actors.ttl")),
    ("tests/world/names.en.ttl", Some("en"), include_str!("../world/names.en.ttl")),
    ("tests/world/names.fr.ttl", Some("fr"), include_str!("../world/names.fr.ttl")),
];

/// The files of the invented world.
pub(crate) fn world_files() -> Vec<File<'static>> {
    WORLD.iter().map(|(name, lang, content)| File { name, lang: *lang, content: content.as_bytes() }).collect()
}

/// Who exists in the invented world.
pub(crate) fn world() -> Gazetteer {
    gazetteer::read(&world_files()).unwrap()
}

/// The five documents of the example, read.
pub(crate) fn example() -> Vec<(Document, Reading)> {
    #[derive(Deserialize)]
    struct Notes {
        document: Vec<Note>,
    }
    let notes: Notes = toml::from_str(include_str!("../graph/example.toml")).unwrap();
    notes.document.iter().map(|note| note.reading(&world())).collect()
}

/// A document with its claims, as they are annotated.
#[derive(Debug, Deserialize)]
pub(crate) struct Note {
    id: String,
    lang: String,
    published: Option<String>,
    publisher: Option<String>,
    title: Option<String>,
    text: String,
    #[serde(default)]
    events: Vec<EventNote>,
    #[serde(default)]
    claims: Vec<ClaimNote>,
}

#[derive(Debug, Deserialize)]
struct ClaimNote {
    start: Option<u32>,
    content: String,
    #[serde(default)]
    sources: Vec<SourceNote>,
    #[serde(default)]
    via: Vec<SourceNote>,
    #[serde(default)]
    directed_at: Vec<SourceNote>,
    cue: Option<String>,
    act: String,
    #[serde(default = "indirect")]
    form: String,
    #[serde(default = "affirmed")]
    polarity: String,
    #[serde(default = "certain")]
    certainty: String,
    #[serde(default)]
    counts: Vec<CountNote>,
    said: Option<DaysNote>,
    event: Option<u32>,
    within: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct SourceNote {
    text: String,
    name: String,
    kind: String,
}

#[derive(Debug, Deserialize)]
struct CountNote {
    text: String,
    measure: Option<String>,
    low: Option<u64>,
    high: Option<u64>,
    qualifier: String,
    #[serde(default)]
    of: Vec<String>,
    #[serde(default = "unspecified")]
    population: String,
    #[serde(default = "people")]
    unit: String,
    place: Option<String>,
    scope: Option<String>,
    #[serde(default)]
    new: bool,
}

#[derive(Debug, Deserialize)]
struct DaysNote {
    from: Option<String>,
    until: Option<String>,
    text: String,
}

#[derive(Debug, Deserialize)]
struct EventNote {
    kind: String,
    text: String,
    place: Option<String>,
    from: Option<String>,
    #[serde(default)]
    participants: Vec<String>,
}

fn indirect() -> String {
    "indirect".to_owned()
}
fn affirmed() -> String {
    "affirmed".to_owned()
}
fn certain() -> String {
    "certain".to_owned()
}
fn unspecified() -> String {
    "unspecified".to_owned()
}
fn people() -> String {
    "people".to_owned()
}

impl Note {
    /// Reads a line of a gold file.
    pub(crate) fn from_gold(line: &str) -> Self {
        serde_json::from_str(line).unwrap()
    }

    /// The document and its reading. Names of the gazetteer become its actors, others are introduced by the document.
    pub(crate) fn reading(&self, gazetteer: &Gazetteer) -> (Document, Reading) {
        let document = Document {
            id: self.id.clone(),
            lang: self.lang.clone(),
            published: self.published.clone(),
            publisher: self.publisher.clone(),
            title: self.title.clone(),
            url: None,
            text: self.text.clone(),
        };
        let mut reader = Noted { text: &self.text, points: CodePoints::new(&self.text), gazetteer, actors: Vec::new(), by_name: BTreeMap::new() };
        let events = self.events.iter().map(|e| reader.event(e)).collect();
        let claims = self.claims.iter().map(|c| reader.claim(c, &self.lang)).collect();
        let reading = Reading { lang: self.lang.clone(), claims, actors: reader.actors, events };
        (document, reading)
    }
}

struct Noted<'a> {
    text: &'a str,
    points: CodePoints,
    gazetteer: &'a Gazetteer,
    actors: Vec<LocalActor>,
    by_name: BTreeMap<String, u32>,
}

impl Noted<'_> {
    /// Where some words stand: the place that is nearest to another.
    fn find(&self, words: &str, near: u32) -> Option<Bytes> {
        let at = self.text.match_indices(words).map(|(at, _)| u32::try_from(at).unwrap()).min_by_key(|at| at.abs_diff(near))?;
        Some(Bytes::new(at, at + u32::try_from(words.len()).unwrap()))
    }

    fn claim(&mut self, note: &ClaimNote, lang: &str) -> Claim {
        let start = note.start.and_then(|at| self.points.to_byte(at)).unwrap_or_else(|| self.find(&note.content, 0).expect(&note.content).start);
        let content = Bytes::new(start, start + u32::try_from(note.content.len()).unwrap());
        assert_eq!(self.text.get(content.range()), Some(note.content.as_str()));
        Claim {
            content,
            sources: self.sources(&note.sources, start),
            via: self.sources(&note.via, start),
            cue: note.cue.as_ref().and_then(|cue| self.find(cue, start)),
            act: Act::from_name(&note.act).unwrap(),
            form: Form::from_name(&note.form).unwrap(),
            polarity: Polarity::from_name(&note.polarity).unwrap(),
            certainty: Certainty::from_name(&note.certainty).unwrap(),
            counts: note.counts.iter().map(|c| self.count(c, content)).collect(),
            said: note.said.as_ref().map(|said| When {
                from: said.from.as_deref().map(day),
                until: said.until.as_deref().map(day),
                text: self.find(&said.text, start).expect(&said.text),
                rule: "noted".to_owned(),
            }),
            event: note.event,
            directed_at: self.sources(&note.directed_at, start),
            within: note.within,
            rule: format!("{lang}/noted"),
            confidence: 100,
        }
    }

    fn sources(&mut self, notes: &[SourceNote], near: u32) -> Vec<Source> {
        notes
            .iter()
            .map(|note| {
                let kind = SourceKind::from_name(&note.kind).unwrap();
                let text = self.find(&note.text, near).unwrap_or(Bytes::new(0, 0));
                let actor = self.actor(&note.name, kind, text);
                let resolution = match actor {
                    ActorRef::Known(_) if note.text == note.name => Resolution::Exact,
                    ActorRef::Known(_) => Resolution::Alias,
                    ActorRef::Local(_) => Resolution::Introduced,
                };
                Source { text, name: note.name.clone(), kind, actor, resolution }
            })
            .collect()
    }

    fn actor(&mut self, name: &str, kind: SourceKind, mention: Bytes) -> ActorRef {
        if let Some(actor) = self.gazetteer.actors().iter().find(|a| a.name == name) {
            return ActorRef::Known(actor.key.clone());
        }
        let at = *self.by_name.entry(name.to_owned()).or_insert_with(|| {
            let named = kind != SourceKind::People && name.chars().next().is_some_and(char::is_uppercase);
            self.actors.push(LocalActor { name: name.to_owned(), kind, named, role: None, speaks_for: None, mention });
            u32::try_from(self.actors.len() - 1).unwrap()
        });
        ActorRef::Local(at)
    }

    fn party(&self, name: &str) -> Party {
        let actor = self.gazetteer.actors().iter().find(|a| a.name == name).map(|a| ActorRef::Known(a.key.clone()));
        Party { name: name.to_owned(), actor }
    }

    fn count(&self, note: &CountNote, content: Bytes) -> Count {
        let inside = self.text.get(content.range()).unwrap();
        let at = content.start + u32::try_from(inside.find(&note.text).expect(&note.text)).unwrap();
        let scope = note.scope.as_deref().map_or(if note.of.len() > 1 { Scope::Sum } else { Scope::One }, |s| Scope::from_name(s).unwrap());
        Count {
            text: Bytes::new(at, at + u32::try_from(note.text.len()).unwrap()),
            measure: note.measure.as_deref().map(|m| Measure::from_name(m).unwrap()),
            low: note.low,
            high: note.high,
            qualifier: Qualifier::from_name(&note.qualifier).unwrap(),
            of: note.of.iter().map(|name| self.party(name)).collect(),
            population: Population::from_name(&note.population).unwrap(),
            unit: note.unit.clone(),
            place: note.place.clone(),
            scope,
            new: note.new,
            period: None,
        }
    }

    fn event(&self, note: &EventNote) -> Event {
        let mention = self.find(&note.text, 0).expect(&note.text);
        let when = note.from.as_deref().map(|from| When { from: Some(day(from)), until: None, text: mention, rule: "noted".to_owned() });
        Event {
            kind: EventKind::from_name(&note.kind).unwrap(),
            place: note.place.clone(),
            when,
            participants: note.participants.iter().map(|name| self.party(name)).collect(),
            mention,
        }
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Whether the files that hold what should be are to be written as it is.
pub(crate) fn bless() -> bool {
    std::env::var_os("BLESS").is_some_and(|v| v == "1")
}

/// Compares a text with the file that holds what it should be; `BLESS=1` writes the file instead.
pub(crate) fn golden(path: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if bless() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some((at, (is, should))) = text.lines().zip(expected.lines()).enumerate().find(|(_, (a, b))| a != b) {
        panic!("{}:{}\n  should be: {should}\n  is:        {is}", path.display(), at + 1);
    }
    assert_eq!(text.lines().count(), expected.lines().count(), "{}: lines", path.display());
}
