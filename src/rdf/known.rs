//! The events that are known by name: wars, offensives, disasters of our time, as `ontology/events.ttl` lists them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Error;
use super::iri::{AGENT, EVENT, agent, known_event};
use super::ontology::{self, File};
use super::plain::{Name, Object, Statement};
use super::vocab::{VOC, other, prop};

/// The list that is built in.
pub const EVENTS: &str = include_str!("../../ontology/events.ttl");

/// An event that is known by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownEvent {
    /// Its IRI.
    pub iri: String,
    /// What kind of event.
    pub kind: String,
    /// Its name in English, or the first one.
    pub name: String,
    /// All that it is called, with the languages of the names.
    pub names: Vec<(String, String)>,
    /// The keys of its places: of actors or of places in the list of places.
    pub places: Vec<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day; none: still going on, or not known.
    pub until: Option<Date>,
    /// The parties, by IRI.
    pub parties: Vec<String>,
    /// Who it is elsewhere, by IRI.
    pub matches: Vec<String>,
}

/// The events that are built in, by key.
///
/// # Errors
/// Where the built-in list is wrong.
pub fn built_in() -> Result<Vec<KnownEvent>, Error> {
    read(&File { name: "ontology/events.ttl", lang: None, content: EVENTS.as_bytes() })
}

/// The events of a Turtle file, by key.
///
/// # Errors
/// Where it breaks the rules of Turtle, or says something that makes no sense.
pub fn read(file: &File<'_>) -> Result<Vec<KnownEvent>, Error> {
    let mut events: BTreeMap<String, KnownEvent> = BTreeMap::new();
    ontology::each(file, |statement| {
        let Some(key) = statement.subject.behind(EVENT) else { return Ok(()) };
        let event = events.entry(key.to_string()).or_default();
        event.iri = known_event(&key).into_string();
        event.take(file, &statement)
    })?;
    let mut events: Vec<KnownEvent> = events.into_values().collect();
    for event in &mut events {
        event.names.sort();
        event.places.sort();
        event.parties.sort();
        if event.name.is_empty() {
            event.name = event.names.first().map(|(_, name)| name.clone()).unwrap_or_default();
        }
    }
    Ok(events)
}

impl KnownEvent {
    fn take(&mut self, file: &File<'_>, statement: &Statement<'_>) -> Result<(), Error> {
        let property = &statement.predicate;
        match &statement.object {
            Object::Name(name) => self.point(property, name),
            Object::Text(text, lang) if property.is(other::PREF_LABEL) || property.is(other::ALT_LABEL) => {
                let lang = lang.unwrap_or_default().to_owned();
                // The list is written in English first; that name stands for the event in tables.
                if property.is(other::PREF_LABEL) && self.name.is_empty() {
                    self.name = text.to_string();
                }
                self.names.push((lang, text.to_string()));
            }
            Object::Text(text, _) if property.is(prop::PLACE) => self.places.push(text.to_string()),
            Object::Text(text, _) if property.is(prop::FROM) => self.from = Some(self.day(file, text)?),
            Object::Text(text, _) if property.is(prop::UNTIL) => self.until = Some(self.day(file, text)?),
            Object::Text(..) => {}
        }
        Ok(())
    }

    fn point(&mut self, property: &Name<'_>, object: &Name<'_>) {
        if property.is(prop::EVENT_KIND) {
            self.kind = object.behind(&format!("{VOC}event/")).map(|kind| kind.to_string()).unwrap_or_default();
        } else if property.is(prop::PARTICIPANT) {
            self.parties.extend(object.behind(AGENT).map(|key| agent(&key).into_string()));
        } else if property.is(other::EXACT_MATCH) {
            self.matches.push(object.iri());
        }
    }

    fn day(&self, file: &File<'_>, text: &str) -> Result<Date, Error> {
        let wrong =
            || Error::Content { file: file.name.to_owned(), subject: self.iri.clone(), expected: "a day, YYYY-MM-DD".to_owned(), found: text.to_owned() };
        text.parse().map_err(|_| wrong())
    }
}
