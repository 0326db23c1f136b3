//! Which mentions tell one event, and in which wider event it happened.
//!
//! A mention tells a known event where its kind fits and enough speaks for it: the event's name, its place, its parties, the title of the
//! document. Its days must lie within the event's, or the document soon after. What no known event fits is joined by kind, place and day
//! - by year where it lasts; without a place or a date a mention stays alone. Every link says by what it was made.

use jiff::civil::Date;
use oxigraph::model::NamedNode;

use super::compare::relation::days_between;
use super::facts::{Event, Facts};
use crate::claim::actor::{Gazetteer, NameKind, Target};
use crate::lang;
use crate::rdf::iri::{Base, agent, agent_key};
use crate::rdf::known::KnownEvent;
use crate::text::orthography::fold;
use crate::text::token::tokens;

/// Kinds of events that last: reports of one year speak of one.
pub const LASTING: [&str; 2] = ["armed-conflict", "epidemic"];
/// Kinds of events that are in many places at once: a figure of one place is one of a part.
pub const SPREAD: [&str; 3] = ["armed-conflict", "epidemic", "disaster"];
/// Kinds of events that reports call now this, now that.
const VIOLENT: [&str; 7] = ["attack", "bombing", "shooting", "air-strike", "shelling", "abduction", "execution"];
/// Kinds of known events in which others happen.
const WIDE: [&str; 2] = ["armed-conflict", "battle"];
/// Kinds of events in which nobody is killed, wounded or driven out: a figure of victims is of something else.
const PEACEFUL: [&str; 6] = ["negotiation", "election", "sanction", "trial", "ceasefire", "aid"];
/// How many days after its end a document may still speak of a war, and of a shorter event, as the one that everybody knows.
const AFTERMATH: (i32, i32) = (400, 30);
/// How much must speak for a known event: its name alone, or its place with its parties or its kind.
const ENOUGH: u32 = 4;

/// An event that a mention tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The event.
    pub node: NamedNode,
    /// Its name, by this mention.
    pub name: String,
    /// The key of its place.
    pub place: Option<String>,
    /// By what it was found: `name`, `place`, `days`, `published`, `parties`, `kind`, `title`.
    pub joined_by: Vec<&'static str>,
    /// Whether it is a known one, and which.
    pub known: Option<usize>,
    /// The known event in which it happened.
    pub part_of: Option<usize>,
}

/// A place, or an actor that a name of a place stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What tells it from others: its key where it is known, else its name, folded.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The key of the state in which it lies.
    pub state: Option<String>,
    /// The key of the state or authority for which its name also stands.
    pub stands_for: Option<String>,
}

/// Finds the events that documents tell.
#[derive(Clone, Copy, Debug)]
pub struct Linker<'a> {
    base: &'a Base,
    gazetteer: &'a Gazetteer,
    known: &'a [KnownEvent],
}

/// What a document says as a whole that tells which event it is about.
#[derive(Debug, Default)]
pub struct Scene {
    day: Option<Date>,
    /// Keys of places and actors that the title names.
    titled: Vec<String>,
    /// The words of the title and of all mentions, folded.
    words: Vec<Vec<String>>,
    /// Who speaks, is counted, or takes part, by IRI; of places their states too.
    actors: Vec<String>,
    /// Keys of the places of its mentions.
    places: Vec<String>,
}

impl<'a> Linker<'a> {
    /// A linker that knows these events.
    #[must_use]
    pub fn new(base: &'a Base, gazetteer: &'a Gazetteer, known: &'a [KnownEvent]) -> Self {
        Linker { base, gazetteer, known }
    }

    /// The known events.
    #[must_use]
    pub fn known(&self) -> &'a [KnownEvent] {
        self.known
    }

    /// What a document says as a whole.
    #[must_use]
    pub fn scene(&self, facts: &Facts) -> Scene {
        if self.known.is_empty() {
            return Scene::default();
        }
        let title = facts.title.as_deref().unwrap_or_default();
        let mut words: Vec<Vec<String>> = vec![folded(&facts.lang, title)];
        let mut places = Vec::new();
        for event in facts.events.values() {
            words.push(folded(&facts.lang, &event.text));
            places.extend(self.place(&facts.lang, event).into_iter().flat_map(|found| Some(found.key).into_iter().chain(found.stands_for)));
        }
        let named = |words: &Vec<String>| self.named(&facts.lang, words);
        let titled: Vec<String> = words.first().map(named).unwrap_or_default();
        places.extend(words.iter().skip(1).flat_map(|w| self.named(&facts.lang, w)));
        let mut actors: Vec<String> = facts.events.values().flat_map(|e| e.participants.iter().cloned()).collect();
        for claim in &facts.claims {
            let counted = claim.counts.iter().flat_map(|c| c.of.iter());
            actors.extend(claim.sources.iter().chain(&claim.directed_at).chain(counted).map(|iri| self.speaks_for(facts, iri)));
        }
        actors.extend(titled.iter().map(|key| agent(key).into_string()));
        actors.sort();
        actors.dedup();
        Scene { day: facts.published, titled, words, actors, places }
    }

    /// The known event that a document as a whole is about; of several the one for which most speaks, where it is one.
    #[must_use]
    pub fn context(&self, scene: &Scene) -> Option<usize> {
        let mut best: Option<(u32, usize)> = None;
        let mut tied = false;
        for (at, known) in self.known.iter().enumerate().filter(|(_, k)| in_reach(k, scene.day)) {
            let placed = known.places.iter().any(|p| scene.titled.contains(p) || scene.places.contains(p));
            let named = scene.words.iter().any(|w| is_called(known, w));
            let parties = known.parties.iter().filter(|p| scene.actors.contains(p)).count() > 1;
            let points = 3 * u32::from(placed) + 4 * u32::from(named) + 2 * u32::from(parties);
            match best {
                _ if points < ENOUGH => {}
                Some((most, _)) if points < most => {}
                Some((most, _)) if points == most => tied = true,
                _ => (best, tied) = (Some((points, at)), false),
            }
        }
        best.filter(|_| !tied).map(|(_, at)| at)
    }

    /// The event that a mention tells.
    #[must_use]
    pub fn link(&self, facts: &Facts, scene: &Scene, context: Option<usize>, mention: &str, event: &Event) -> Link {
        let place = self.place(&facts.lang, event).or_else(|| self.place_in_words(&facts.lang, event));
        if let Some(link) = self.known_link(facts, scene, context, event, place.as_ref()) {
            return link;
        }
        let lasting = LASTING.contains(&event.kind.as_str());
        // "In August" is no day: attacks of one month are many.
        let exact = event.days.0.filter(|day| event.days.1.is_none_or(|until| until == *day));
        // What is told without a day, in a town, is of the day on which it is told: ten papers of one day tell one attack.
        let town = place.as_ref().is_some_and(|found| found.state.is_some());
        let told = facts.published.filter(|_| lasting || (town && event.days == (None, None)));
        let day = if lasting { event.days.0 } else { exact }.or(told);
        let dated = if event.days.0.is_some() { "days" } else { "published" };
        let when = day.map(|day| if lasting { day.year().to_string() } else { day.to_string() });
        let (node, name, joined_by) = match (&place, &when) {
            (Some(Found { key, name: called, .. }), Some(when)) => {
                (self.base.event(&[&event.kind, key, when]), format!("{}, {called}, {when}", event.kind), vec![dated, "kind", "place"])
            }
            _ => (self.base.event(&[&event.kind, mention]), format!("{}: {}", event.kind, event.text), Vec::new()),
        };
        let part_of = self.wider(scene, context, event, place.as_ref());
        Link { node, name, place: place.map(|found| found.key), joined_by, known: None, part_of }
    }

    fn known_link(&self, facts: &Facts, scene: &Scene, context: Option<usize>, event: &Event, place: Option<&Found>) -> Option<Link> {
        let words = folded(&facts.lang, &event.text);
        let mut best: Option<(u32, usize, Vec<&'static str>)> = None;
        for (at, known) in self.known.iter().enumerate() {
            if !same_kind(&known.kind, &event.kind) || !in_time(known, event, scene.day) {
                continue;
            }
            let mut joined_by = vec!["kind"];
            let mut points = 1;
            let mut say = |holds: bool, by: &'static str, worth: u32| {
                if holds {
                    joined_by.push(by);
                    points += worth;
                }
            };
            say(event.days.0.is_some(), "days", 1);
            say(is_called(known, &words), "name", 4);
            say(place.is_some_and(|found| known.places.contains(&found.key)), "place", 3);
            say(known.parties.iter().filter(|p| event.participants.contains(p)).count() > 1, "parties", 2);
            say(place.is_none() && context == Some(at), "title", 3);
            if points >= ENOUGH && best.as_ref().is_none_or(|(most, ..)| points > *most) {
                best = Some((points, at, joined_by));
            }
        }
        let (_, at, mut joined_by) = best?;
        joined_by.sort_unstable();
        let known = self.known.get(at)?;
        Some(Link {
            node: NamedNode::new_unchecked(&known.iri),
            name: known.name.clone(),
            place: known.places.first().cloned(),
            joined_by,
            known: Some(at),
            part_of: None,
        })
    }

    /// The known event in which one happened: it lasts, its days fit, and the place lies in it or the document is about it.
    fn wider(&self, scene: &Scene, context: Option<usize>, event: &Event, place: Option<&Found>) -> Option<usize> {
        if !VIOLENT.contains(&event.kind.as_str()) && event.kind != "battle" {
            return None;
        }
        let fits = |known: &KnownEvent| WIDE.contains(&known.kind.as_str()) && known.kind != event.kind && in_time(known, event, scene.day);
        let there = |known: &KnownEvent, place: &Found| {
            known.places.iter().any(|p| *p == place.key || place.state.as_ref() == Some(p) || place.stands_for.as_ref() == Some(p))
        };
        // Of several the one that began last: the battle before the war.
        let by_place = |place: &Found| {
            let all = self.known.iter().enumerate().filter(|(_, k)| fits(k) && there(k, place));
            all.max_by_key(|(_, k)| k.from).map(|(at, _)| at)
        };
        place.and_then(by_place).or_else(|| context.filter(|at| self.known.get(*at).is_some_and(fits)))
    }

    /// What tells the place of an event from others, and its name.
    fn place(&self, lang: &str, event: &Event) -> Option<Found> {
        event.place.as_deref().map(|place| self.place_called(lang, place))
    }

    /// The place that the words of a mention name: "the Ganja strike".
    fn place_in_words(&self, lang: &str, event: &Event) -> Option<Found> {
        if self.known.is_empty() {
            return None;
        }
        let words = folded(lang, &event.text);
        (0..words.len()).find_map(|at| self.sense(lang, &words, at)).map(|(_, place)| place)
    }

    /// What tells a place from others, and its name: its key where it is known by that name in that language, else the name itself.
    #[must_use]
    pub fn place_called(&self, lang: &str, name: &str) -> Found {
        let words = folded(lang, name);
        match self.sense(lang, &words, 0) {
            Some((len, found)) if len == words.len() => found,
            _ => Found { key: fold(name), name: name.to_owned(), state: None, stands_for: None },
        }
    }

    fn sense(&self, lang: &str, words: &[String], at: usize) -> Option<(usize, Found)> {
        let word = |at: usize| words.get(at).map_or("", String::as_str);
        let (len, senses) = self.gazetteer.names(lang).longest(at, word, |_| true, |_| true)?;
        // A capital is a place here, whatever state it stands for elsewhere.
        let sense = senses.iter().find(|s| s.how != NameKind::Metonym).or(senses.first())?;
        let stands_for = senses.iter().filter(|s| s.how == NameKind::Metonym && s.target != sense.target).find_map(|s| self.known_place(s.target));
        let found = self.known_place(sense.target)?;
        Some((len, Found { stands_for: stands_for.map(|actor| actor.key), ..found }))
    }

    fn known_place(&self, target: Target) -> Option<Found> {
        match target {
            Target::Actor(at) => self.gazetteer.actor(at).map(|a| Found { key: a.key.to_string(), name: a.name.clone(), state: None, stands_for: None }),
            Target::Place(at) => self.gazetteer.place(at).map(|p| Found {
                key: p.key.to_string(),
                name: p.name.clone(),
                state: p.country.as_ref().map(ToString::to_string),
                stands_for: None,
            }),
        }
    }

    /// The keys of all that words name.
    fn named(&self, lang: &str, words: &[String]) -> Vec<String> {
        let mut keys = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.sense(lang, words, at) {
                Some((len, found)) => {
                    keys.push(found.key);
                    keys.extend(found.stands_for);
                    at += len.max(1);
                }
                None => at += 1,
            }
        }
        keys
    }

    /// For whom an actor speaks, whatever the day; itself where that is not known.
    fn speaks_for(&self, facts: &Facts, iri: &str) -> String {
        let next = match agent_key(iri) {
            Some(key) => self.gazetteer.by_key(key).and_then(|a| a.speaks_for.clone()).map(|key| agent(&key).into_string()),
            None => facts.actors.get(iri).and_then(|a| a.speaks_for.clone()),
        };
        next.unwrap_or_else(|| iri.to_owned())
    }
}

/// Whether figures of a measure can be of an event of that kind: talks have guests, but no dead.
#[must_use]
pub fn can_count(kind: &str, measure: Option<&str>) -> bool {
    measure == Some("present") || !PEACEFUL.contains(&kind)
}

fn same_kind(known: &str, kind: &str) -> bool {
    known == kind || (VIOLENT.contains(&known) && VIOLENT.contains(&kind))
}

/// Whether a document of that day can be about the event: while it goes on, or in its aftermath.
fn in_reach(known: &KnownEvent, day: Option<Date>) -> bool {
    let Some(day) = day else { return false };
    let aftermath = if LASTING.contains(&known.kind.as_str()) { AFTERMATH.0 } else { AFTERMATH.1 };
    known.from.is_none_or(|from| from <= day) && known.until.is_none_or(|until| days_between(until, day) <= aftermath)
}

/// Whether the days that a mention names lie in the event; without any, whether the document can be about it.
fn in_time(known: &KnownEvent, event: &Event, published: Option<Date>) -> bool {
    match event.days.0.or(event.days.1) {
        Some(day) => known.from.is_none_or(|from| from <= day) && known.until.is_none_or(|until| day <= until),
        None => in_reach(known, published),
    }
}

/// The words of a text, folded, as its language parts them.
fn folded(lang: &str, text: &str) -> Vec<String> {
    match lang::language(lang) {
        Ok(Some(language)) => tokens(text, &language.orthography).iter().filter_map(|t| text.get(t.span.range())).map(fold).collect(),
        _ => text.split_whitespace().map(fold).collect(),
    }
}

/// Whether words hold one of the names of an event.
fn is_called(known: &KnownEvent, words: &[String]) -> bool {
    known.names.iter().any(|(lang, name)| {
        let name = folded(lang, name);
        !name.is_empty() && words.windows(name.len()).any(|w| w == name)
    })
}
