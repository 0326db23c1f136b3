//! Who exists, and what they are called: the gazetteer that extraction is handed.
//!
//! Identities are one list; names are kept by language. The floor above fills it from Turtle; nothing here knows how.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

pub use super::vocabulary::ActorKind;
use super::vocabulary::{Resolution, SourceKind};
use crate::text::orthography::fold;

/// Somebody who can speak or be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its local name, the last part of its IRI: `armenia`.
    pub key: Arc<str>,
    /// What kind of actor.
    pub kind: ActorKind,
    /// The canonical English name.
    pub name: String,
    /// For whom it speaks always: the state of a seat of power or of a ministry. By key.
    pub speaks_for: Option<Arc<str>>,
    /// The offices that a person held.
    pub tenures: Vec<Tenure>,
}

impl Actor {
    /// Its kind as a voice.
    #[must_use]
    pub fn source_kind(&self) -> SourceKind {
        match self.kind {
            ActorKind::State | ActorKind::DeFacto | ActorKind::Government => SourceKind::Country,
            ActorKind::Person => SourceKind::Person,
            ActorKind::People => SourceKind::People,
            _ => SourceKind::Organisation,
        }
    }

    /// Whether it is a state or stands in place of one.
    #[must_use]
    pub fn is_country(&self) -> bool {
        self.source_kind() == SourceKind::Country
    }

    /// Whether it passes on what others say.
    #[must_use]
    pub fn is_medium(&self) -> bool {
        matches!(self.kind, ActorKind::Media | ActorKind::Agency)
    }
}

/// An office held for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The office, by its local name: `president`, `foreign-minister`.
    pub office: String,
    /// Of whom: the key of a state or body.
    pub of: Arc<str>,
    /// First day in office; none: not known.
    pub from: Option<Date>,
    /// Last day in office; none: still in office, or not known.
    pub until: Option<Date>,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its local name.
    pub key: Arc<str>,
    /// The canonical English name.
    pub name: String,
    /// The state in which it lies, by key.
    pub country: Option<Arc<str>>,
}

/// What a name can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The actor or place.
    pub target: Target,
    /// In which way the name stands for it.
    pub how: NameKind,
}

/// The bearer of a name, by its position in the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An actor.
    Actor(u32),
    /// A place.
    Place(u32),
}

/// In which way a name stands for its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// The usual name.
    Preferred,
    /// Another name, an acronym, a spelling.
    Alternative,
    /// The adjective of a state: "Armenian", "arménienne".
    Adjective,
    /// Those who live there or belong to it: "Armenians".
    Inhabitant,
    /// A place that stands for the state: "Yerevan".
    Metonym,
}

impl NameKind {
    /// How a voice named in this way was resolved.
    #[must_use]
    pub fn resolution(self) -> Resolution {
        match self {
            NameKind::Preferred => Resolution::Exact,
            NameKind::Alternative | NameKind::Inhabitant => Resolution::Alias,
            NameKind::Adjective => Resolution::Adjective,
            NameKind::Metonym => Resolution::Metonym,
        }
    }
}

/// The names of one language: first word → the names that begin with it, longest first.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by_first: HashMap<String, Vec<NameEntry>>,
    /// What the inhabitants of a state are called: one and several, man and woman.
    inhabitants: HashMap<u32, Vec<String>>,
}

#[derive(Clone, Debug)]
struct NameEntry {
    /// All its words, folded.
    words: Vec<String>,
    /// How the text must write it, as the name itself is written.
    case: Case,
    senses: Vec<Sense>,
}

/// How a name begins, and so how the text must write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// With a small letter: an adjective.
    Small,
    /// With a capital.
    Capital,
    /// All in capitals: an acronym.
    Upper,
}

impl Case {
    fn of(word: &str) -> Self {
        let upper = word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase);
        match word.chars().next() {
            _ if upper => Case::Upper,
            Some(c) if c.is_uppercase() => Case::Capital,
            _ => Case::Small,
        }
    }
}

/// Who exists, and what they are called in each language.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    actors: Vec<Actor>,
    places: Vec<Place>,
    by_key: HashMap<Arc<str>, u32>,
    names: BTreeMap<String, Names>,
    given_names: HashSet<String>,
}

impl Gazetteer {
    /// A gazetteer that knows nobody.
    #[must_use]
    pub fn new() -> Self {
        Gazetteer::default()
    }

    /// Adds an actor and returns its position; one of the same key is replaced.
    pub fn add_actor(&mut self, actor: Actor) -> u32 {
        if let Some(at) = self.by_key.get(&actor.key).copied() {
            if let Some(slot) = self.actors.get_mut(at as usize) {
                *slot = actor;
            }
            return at;
        }
        let at = position(self.actors.len());
        self.by_key.insert(Arc::clone(&actor.key), at);
        self.actors.push(actor);
        at
    }

    /// Adds a place and returns its position.
    pub fn add_place(&mut self, place: Place) -> u32 {
        let at = position(self.places.len());
        self.places.push(place);
        at
    }

    /// Adds a name in a language. `words` are the words as the tokens of that language part them: `l'`, `ONU`.
    pub fn add_name(&mut self, lang: &str, words: &[&str], sense: Sense) {
        let Some(first) = words.first() else { return };
        let folded: Vec<String> = words.iter().map(|w| fold(w)).collect();
        if let (Target::Actor(at), [given, _, ..]) = (sense.target, folded.as_slice())
            && self.actor(at).is_some_and(|a| a.kind == ActorKind::Person)
        {
            self.given_names.insert(given.clone());
        }
        let case = words.iter().map(|w| Case::of(w)).find(|c| *c != Case::Small).unwrap_or(Case::Small);
        let names = self.names.entry(lang.to_owned()).or_default();
        if let (Target::Actor(at), NameKind::Inhabitant, [word]) = (sense.target, sense.how, folded.as_slice()) {
            names.inhabitants.entry(at).or_default().push(word.clone());
        }
        let entries = names.by_first.entry(fold(first)).or_default();
        match entries.iter_mut().find(|e| e.words == folded && e.case == case) {
            Some(entry) if entry.senses.contains(&sense) => {}
            Some(entry) => entry.senses.push(sense),
            None => {
                let at = entries.partition_point(|e| e.words.len() >= folded.len());
                entries.insert(at, NameEntry { words: folded, case, senses: vec![sense] });
            }
        }
    }

    /// The names of a language; empty where it has none.
    #[must_use]
    pub fn names(&self, lang: &str) -> &Names {
        static NONE: std::sync::LazyLock<Names> = std::sync::LazyLock::new(Names::default);
        self.names.get(lang).unwrap_or(&NONE)
    }

    /// The actor at a position.
    #[must_use]
    pub fn actor(&self, at: u32) -> Option<&Actor> {
        self.actors.get(at as usize)
    }

    /// Whether a word for an inhabitant of a state has another beside it for several: "Norwegian" and "Norwegians", but only "Chinese".
    #[must_use]
    pub fn has_several(&self, lang: &str, state: &Actor, word: &str) -> bool {
        let called = self.by_key.get(&state.key).and_then(|at| self.names(lang).inhabitants.get(at));
        called.is_some_and(|words| words.iter().any(|w| w == word) && words.iter().any(|w| w.len() > word.len() && w.starts_with(word)))
    }

    /// The place at a position.
    #[must_use]
    pub fn place(&self, at: u32) -> Option<&Place> {
        self.places.get(at as usize)
    }

    /// Whether a word, folded, begins the name of some person: Emmanuel, Jean-Luc.
    #[must_use]
    pub fn is_given_name(&self, word: &str) -> bool {
        let known = |w: &str| self.given_names.contains(w);
        known(word) || word.split_once('-').is_some_and(|(first, _)| known(first))
    }

    /// The actor of a key.
    #[must_use]
    pub fn by_key(&self, key: &str) -> Option<&Actor> {
        self.by_key.get(key).and_then(|at| self.actor(*at))
    }

    /// All actors, in the order in which they were added.
    #[must_use]
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// Who held an office of a state or body on a day; only where exactly one did.
    #[must_use]
    pub fn holder(&self, office: &str, of: &str, on: Date) -> Option<&Actor> {
        let held = |t: &Tenure| t.office == office && &*t.of == of && t.from.is_some_and(|d| d <= on) && t.until.is_none_or(|d| on <= d);
        let mut holders = self.actors.iter().filter(|a| a.tenures.iter().any(held));
        let holder = holders.next();
        if holders.next().is_some() { None } else { holder }
    }
}

impl Names {
    /// The longest name that begins at word `at`: how many words it has, and what it can stand for.
    ///
    /// `folded` gives the folded word at a position, `capital` and `upper` whether it begins with, or is all in, capitals.
    pub fn longest<'w>(
        &self,
        at: usize,
        folded: impl Fn(usize) -> &'w str,
        capital: impl Fn(usize) -> bool,
        upper: impl Fn(usize) -> bool,
    ) -> Option<(usize, &[Sense])> {
        let entries = self.by_first.get(folded(at))?;
        // "Palestiniens" is rather who is called so than the adjective "palestiniens".
        entries
            .iter()
            .filter(|e| {
                let last = at + e.words.len() - 1;
                let case = match e.case {
                    Case::Small => true,
                    Case::Capital => (at..=last).any(&capital),
                    Case::Upper => (at..=last).any(&upper),
                };
                case && e.words.iter().enumerate().skip(1).all(|(i, w)| folded(at + i) == w)
            })
            .min_by_key(|e| (std::cmp::Reverse(e.words.len()), e.case == Case::Small))
            .map(|e| (e.words.len(), e.senses.as_slice()))
    }
}

fn position(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
