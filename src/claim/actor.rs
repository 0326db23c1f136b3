//! Who exists, and what they are called: the gazetteer that extraction is handed.
//!
//! Identities are one list; names are kept by language. The floor above fills it from Turtle; nothing here knows how.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

pub use super::vocabulary::ActorKind;
use super::vocabulary::{Resolution, SourceKind};
use crate::text::orthography::fold_behind;
use crate::text::strings::Strings;

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
    /// A day on which the source still has the person in office, where it does not give the last.
    pub last_known: Option<Date>,
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

/// The names of one language.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The first words of names.
    first: Strings,
    /// By the number of their first word, longest first.
    entries: Vec<Vec<NameEntry>>,
    /// What the inhabitants of a state are called: one and several, man and woman.
    inhabitants: FxHashMap<u32, Vec<String>>,
}

/// A name as it is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// All its words, folded, parted by [`PARTED`].
    words: String,
    /// How many they are.
    count: usize,
    /// How the text must write it, as the name itself is written.
    case: Case,
    /// Whether its first word is a short one before another with a capital: an article, whose capital a sentence gives it too.
    led: bool,
}

/// How many letters an article has at most.
const ARTICLE: usize = 3;

/// What parts the words of a name: no word has it inside.
const PARTED: char = '\n';

impl Name {
    /// A name by its words, as the tokens of its language part them: `l'`, `ONU`. None where it has none.
    #[must_use]
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut name = Name { words: String::with_capacity(24), count: 0, case: Case::Small, led: false };
        let mut short = false;
        for word in words {
            if name.count > 0 {
                name.words.push(PARTED);
            }
            fold_behind(word, &mut name.words);
            name.count += 1;
            let case = Case::of(word);
            if name.count == 1 {
                short = case == Case::Capital && word.chars().count() <= ARTICLE;
            }
            name.led |= short && name.count > 1 && case != Case::Small;
            if name.case == Case::Small {
                name.case = case;
            }
        }
        (name.count > 0).then_some(name)
    }

    /// The first of its words.
    #[must_use]
    pub fn first(&self) -> &str {
        self.words.split(PARTED).next().unwrap_or_default()
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words.replace(PARTED, " "))
    }
}

#[derive(Clone, Debug)]
struct NameEntry {
    name: Name,
    senses: Senses,
}

/// What a name can stand for: most stand for one only.
#[derive(Clone, Debug)]
enum Senses {
    One([Sense; 1]),
    Several(Vec<Sense>),
}

impl Senses {
    fn as_slice(&self) -> &[Sense] {
        match self {
            Senses::One(one) => one,
            Senses::Several(several) => several,
        }
    }

    fn push(&mut self, sense: Sense) {
        match self {
            Senses::One([one]) => *self = Senses::Several(vec![*one, sense]),
            Senses::Several(several) => several.push(sense),
        }
    }
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
        let upper = !word.chars().any(char::is_lowercase) && word.chars().filter(|c| c.is_uppercase()).count() > 1;
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
    by_key: FxHashMap<Arc<str>, u32>,
    names: BTreeMap<String, Names>,
    given_names: Strings,
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

    /// Adds a name in a language.
    pub fn add_name(&mut self, lang: &str, name: Name, sense: Sense) {
        if let Target::Actor(at) = sense.target
            && name.count > 1
            && self.actor(at).is_some_and(|a| a.kind == ActorKind::Person)
        {
            self.given_names.add(name.first());
        }
        if !self.names.contains_key(lang) {
            self.names.insert(lang.to_owned(), Names::default());
        }
        let Some(names) = self.names.get_mut(lang) else { return };
        if let (Target::Actor(at), NameKind::Inhabitant, 1) = (sense.target, sense.how, name.count) {
            names.inhabitants.entry(at).or_default().push(name.words.clone());
        }
        let first = names.first.add(name.first()) as usize;
        if first == names.entries.len() {
            names.entries.push(Vec::with_capacity(1));
        }
        let Some(entries) = names.entries.get_mut(first) else { return };
        match entries.iter_mut().find(|e| e.name.words == name.words && e.name.case == name.case) {
            Some(entry) if entry.senses.as_slice().contains(&sense) => {}
            Some(entry) => entry.senses.push(sense),
            None => {
                let at = entries.partition_point(|e| e.name.count >= name.count);
                entries.insert(at, NameEntry { name, senses: Senses::One([sense]) });
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
        let known = |w: &str| self.given_names.number(w).is_some();
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

    /// Who held an office of a state or body on a day; only where exactly one is known to have done so.
    #[must_use]
    pub fn holder(&self, office: &str, of: &str, on: Date) -> Option<&Actor> {
        let held = |t: &Tenure| t.office == office && &*t.of == of && t.from.is_some_and(|d| d <= on) && t.last_known.or(t.until).is_none_or(|d| on <= d);
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
        let entries = self.entries.get(self.first.number(folded(at))? as usize)?;
        // "Palestiniens" is rather who is called so than the adjective "palestiniens".
        entries
            .iter()
            .filter(|e| {
                let last = at + e.name.count - 1;
                let case = match e.name.case {
                    Case::Small => true,
                    // "Les républicains" begins a sentence, "Les Républicains" are a party.
                    Case::Capital => (at + usize::from(e.name.led)..=last).any(&capital),
                    Case::Upper => (at..=last).any(&upper),
                };
                case && e.name.words.split(PARTED).enumerate().skip(1).all(|(i, w)| folded(at + i) == w)
            })
            .min_by_key(|e| (std::cmp::Reverse(e.name.count), e.name.case == Case::Small))
            .map(|e| (e.name.count, e.senses.as_slice()))
    }
}

fn position(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
