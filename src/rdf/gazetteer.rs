//! Turtle → [`Gazetteer`]: who exists by `ontology/`, what they are called by `src/lang/*/names.ttl`.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Error;
use super::iri::{AGENT, PLACE, TENURE, last_part};
use super::ontology::{self, File};
use super::plain::{self, Object, Statement};
use super::vocab::{other, prop};
use crate::claim::actor::{Actor, Gazetteer, Name, NameKind, Place, Sense, Target, Tenure};
use crate::claim::vocabulary::ActorKind;
use crate::lang;
use crate::text::orthography::Orthography;
use crate::text::token::tokens;
use jiff::civil::Date;

/// The actors that are built in.
///
/// # Errors
/// Where a built-in file is wrong.
pub fn built_in() -> Result<Gazetteer, Error> {
    read(&ontology::files())
}

/// The actors of some Turtle files: first those that say who exists, then those that say what they are called.
///
/// # Errors
/// Where a file breaks the rules of Turtle, says something that makes no sense, or names a language that is not built in.
pub fn read(files: &[File<'_>]) -> Result<Gazetteer, Error> {
    let (identities, names): (Vec<&File<'_>>, Vec<&File<'_>>) = files.iter().partition(|f| f.lang.is_none());
    let mut reader = Reader::default();
    std::thread::scope(|scope| {
        // Names are parted into words by their languages, which takes as long as reading who exists.
        let parted = scope.spawn(|| names.iter().map(|file| parted_names(file)).collect::<Result<Vec<_>, _>>());
        identities.into_iter().try_for_each(|file| reader.identities(file))?;
        let parted = parted.join().unwrap_or_else(|_| Err(Error::Index("a list of names was lost while it was read".into())))?;
        let of_file: Vec<_> = names.iter().copied().zip(parted).collect();
        reader.canonical_names(&of_file);
        reader.people()?;
        of_file.into_iter().try_for_each(|(file, names)| reader.names(file, names))?;
        Ok(reader.gazetteer)
    })
}

/// A name of an actor or a place, parted into words.
struct PartedName<'a> {
    place: bool,
    key: Cow<'a, str>,
    how: NameKind,
    name: Name,
    /// The usual name of a place, as it is written.
    usual: Option<Cow<'a, str>>,
}

impl PartedName<'_> {
    fn into_owned(self) -> PartedName<'static> {
        PartedName { key: Cow::Owned(self.key.into_owned()), usual: self.usual.map(|name| Cow::Owned(name.into_owned())), ..self }
    }
}

/// The names of a file, each parted into words as the tokens of its language part them.
fn parted_names<'a>(file: &File<'a>) -> Result<Vec<PartedName<'a>>, Error> {
    let Some(code) = file.lang else { return Ok(Vec::new()) };
    let orthography = &lang::orthography(code)?.ok_or_else(|| Error::Content {
        file: file.name.to_owned(),
        subject: code.to_owned(),
        expected: "a language that is built in".to_owned(),
        found: "none of that code".to_owned(),
    })?;
    let mut names = Vec::with_capacity(file.content.len() / 48);
    let content = std::str::from_utf8(file.content).unwrap_or_default();
    let (_, whole) = plain::each::<Error>(content, |statement| {
        names.extend(parted(statement, code, orthography));
        Ok(())
    })?;
    if !whole || content.len() < file.content.len() {
        names.clear();
        ontology::each(file, |statement| {
            names.extend(parted(statement, code, orthography).map(PartedName::into_owned));
            Ok(())
        })?;
    }
    Ok(names)
}

fn parted<'a>(statement: Statement<'a>, code: &str, orthography: &Orthography) -> Option<PartedName<'a>> {
    let how = name_kind(&statement.predicate)?;
    let Object::Text(name, lang) = statement.object else { return None };
    if lang.is_some_and(|lang| lang != code) {
        return None;
    }
    let subject = statement.subject;
    let (place, key) = subject.behind(AGENT).map(|key| (false, key)).or_else(|| subject.behind(PLACE).map(|key| (true, key)))?;
    let parted = name_of(&name, orthography)?;
    Some(PartedName { place, key, how, name: parted, usual: (place && how == NameKind::Preferred).then_some(name) })
}

fn name_of(name: &str, orthography: &Orthography) -> Option<Name> {
    // Most names are letters and blanks, which every language parts in the same way.
    if name.chars().all(|c| c.is_alphabetic() || c == ' ') {
        return Name::new(name.split(' ').filter(|word| !word.is_empty()));
    }
    Name::new(tokens(name, orthography).iter().filter_map(|t| name.get(t.span.range())))
}

#[derive(Default)]
struct Reader {
    gazetteer: Gazetteer,
    actors: FxHashMap<String, Target>,
    places: FxHashMap<String, Target>,
    drafts: Vec<Draft>,
    by_key: FxHashMap<(bool, String), usize>,
    tenures: FxHashMap<String, TenureDraft>,
    /// The language of canonical names: the one in which the identities are named.
    canonical: Option<String>,
}

/// What the files say of a node, before it is known what the node is.
#[derive(Default)]
struct Draft {
    file: Arc<str>,
    key: String,
    place: bool,
    kind: Option<String>,
    name: Option<String>,
    speaks_for: Vec<String>,
    tenures: Vec<String>,
    country: Option<String>,
}

#[derive(Default)]
struct TenureDraft {
    office: String,
    of: String,
    from: Option<Date>,
    until: Option<Date>,
    /// A day on which the source still has the person in office.
    last_known: Option<Date>,
}

/// Offices that several persons hold at once.
const SHARED: [&str; 1] = ["vice-president"];

impl Reader {
    fn identities(&mut self, file: &File<'_>) -> Result<(), Error> {
        let name: Arc<str> = file.name.into();
        ontology::each(file, |statement| {
            let subject = statement.subject;
            if let (None, Object::Text(_, Some(lang))) = (&self.canonical, &statement.object) {
                self.canonical = Some((*lang).to_owned());
            }
            // The usual name is that of the canonical language, where it has one.
            let foreign = matches!(&statement.object, Object::Text(_, Some(lang)) if self.canonical.as_deref() != Some(*lang))
                && statement.predicate.is(other::PREF_LABEL);
            if let Some(key) = subject.behind(AGENT) {
                let draft = self.draft(&name, &key, false);
                if !(foreign && draft.name.is_some()) {
                    draft.say(file, &statement);
                }
            } else if let Some(key) = subject.behind(PLACE) {
                let draft = self.draft(&name, &key, true);
                if !(foreign && draft.name.is_some()) {
                    draft.say(file, &statement);
                }
            } else if let Some(key) = subject.behind(TENURE) {
                self.tenures.entry(key.clone().into_owned()).or_default().say(file, &key, &statement)?;
            }
            Ok(())
        })
    }

    fn draft(&mut self, file: &Arc<str>, key: &str, place: bool) -> &mut Draft {
        // Statements of one subject stand together, so it is mostly the last one.
        let last = self.drafts.last().filter(|d| d.key == key && d.place == place).map(|_| self.drafts.len() - 1);
        let at = last.unwrap_or_else(|| {
            *self.by_key.entry((place, key.to_owned())).or_insert_with(|| {
                self.drafts.push(Draft { file: Arc::clone(file), key: key.to_owned(), place, ..Draft::default() });
                self.drafts.len() - 1
            })
        });
        &mut self.drafts[at]
    }

    /// Places are named by the languages only; the canonical one gives them the name that the list of actors gives to actors.
    fn canonical_names(&mut self, of_file: &[(&File<'_>, Vec<PartedName<'_>>)]) {
        for (_, names) in of_file.iter().filter(|(file, _)| file.lang == self.canonical.as_deref()) {
            for name in names {
                if let Some(usual) = &name.usual
                    && let Some(draft) = self.by_key.get(&(true, name.key.clone().into_owned())).and_then(|at| self.drafts.get_mut(*at))
                {
                    draft.name.get_or_insert_with(|| usual.clone().into_owned());
                }
            }
        }
    }

    /// A tenure of which only the beginning is known ends, at the latest, when the next holder of that office begins.
    fn close_tenures(&mut self) {
        let mut begun: FxHashMap<(&str, &str), Vec<Date>> = FxHashMap::default();
        for held in self.tenures.values().filter(|t| !SHARED.contains(&t.office.as_str())) {
            begun.entry((&held.office, &held.of)).or_default().extend(held.from);
        }
        let next = |held: &TenureDraft| {
            let known = held.last_known.or(held.from)?;
            begun.get(&(held.office.as_str(), held.of.as_str()))?.iter().copied().filter(|from| Some(*from) > held.from && *from >= known).min()
        };
        let ends: Vec<(String, Date)> = self.tenures.iter().filter(|(_, t)| t.until.is_none()).filter_map(|(key, t)| Some((key.clone(), next(t)?))).collect();
        for (key, end) in ends {
            if let Some(held) = self.tenures.get_mut(&key) {
                held.until = Some(end);
            }
        }
    }

    /// Drafts become actors and places.
    fn people(&mut self) -> Result<(), Error> {
        self.close_tenures();
        for draft in std::mem::take(&mut self.drafts) {
            let name = draft.name.clone().ok_or_else(|| draft.wrong("a skos:prefLabel", "none"))?;
            let key: Arc<str> = draft.key.as_str().into();
            if draft.place {
                let country = draft.country.as_deref().map(Into::into);
                let at = self.gazetteer.add_place(Place { key, name, country });
                self.places.insert(draft.key, Target::Place(at));
                continue;
            }
            let kind = draft.kind.as_deref().ok_or_else(|| draft.wrong("a selon:actorKind", "none"))?;
            let kind = ActorKind::from_name(kind).ok_or_else(|| draft.wrong("a kind of actor", kind))?;
            let mut tenures = Vec::with_capacity(draft.tenures.len());
            for tenure in &draft.tenures {
                let held = self.tenures.remove(tenure).ok_or_else(|| draft.wrong("a tenure that is described", tenure))?;
                tenures.push(Tenure { office: held.office, of: held.of.as_str().into(), from: held.from, until: held.until, last_known: held.last_known });
            }
            // Whom an office-holder speaks for depends on the day; only what no tenure explains holds always.
            let always = |principal: &&String| tenures.iter().all(|t: &Tenure| *t.of != ***principal);
            let speaks_for = draft.speaks_for.iter().find(always).map(|p| p.as_str().into());
            let at = self.gazetteer.add_actor(Actor { key, kind, name, speaks_for, tenures });
            self.actors.insert(draft.key, Target::Actor(at));
        }
        Ok(())
    }

    fn names(&mut self, file: &File<'_>, names: Vec<PartedName<'_>>) -> Result<(), Error> {
        let Some(code) = file.lang else { return Ok(()) };
        for name in names {
            let bearers = if name.place { &self.places } else { &self.actors };
            let Some(target) = bearers.get(name.key.as_ref()).copied() else {
                return Err(Error::Content {
                    file: file.name.to_owned(),
                    subject: name.key.into_owned(),
                    expected: "an actor or place that is described".to_owned(),
                    found: format!("only its name {:?}", name.name.to_string()),
                });
            };
            self.gazetteer.add_name(code, name.name, Sense { target, how: name.how });
        }
        Ok(())
    }
}

impl Draft {
    fn say(&mut self, file: &File<'_>, statement: &Statement<'_>) {
        let predicate = statement.predicate;
        match &statement.object {
            Object::Name(object) => {
                let local = || last_part(if object.local.is_empty() { object.namespace } else { object.local }).to_owned();
                // What a later file says takes the place of what an earlier one said.
                if predicate.is(prop::SPEAKS_FOR) && *self.file != *file.name {
                    self.speaks_for.clear();
                    self.file = file.name.into();
                }
                match () {
                    () if predicate.is(prop::ACTOR_KIND) => self.kind = Some(local()),
                    () if predicate.is(prop::SPEAKS_FOR) => self.speaks_for.push(local()),
                    () if predicate.is(prop::TENURE) => self.tenures.push(local()),
                    () if predicate.is(prop::COUNTRY) => self.country = Some(local()),
                    () => {}
                }
            }
            Object::Text(text, _) if predicate.is(other::PREF_LABEL) => self.name = Some(text.clone().into_owned()),
            Object::Text(..) => {}
        }
    }

    fn wrong(&self, expected: &str, found: &str) -> Error {
        Error::Content { file: self.file.to_string(), subject: self.key.clone(), expected: expected.to_owned(), found: found.to_owned() }
    }
}

impl TenureDraft {
    fn say(&mut self, file: &File<'_>, key: &str, statement: &Statement<'_>) -> Result<(), Error> {
        let predicate = statement.predicate;
        match &statement.object {
            Object::Name(object) => {
                let local = last_part(if object.local.is_empty() { object.namespace } else { object.local });
                if predicate.is(prop::OFFICE) {
                    local.clone_into(&mut self.office);
                } else if predicate.is(prop::OF) {
                    local.clone_into(&mut self.of);
                }
            }
            Object::Text(text, _) if [prop::FROM, prop::UNTIL, prop::LAST_KNOWN].iter().any(|p| predicate.is(*p)) => {
                let day = text.parse::<Date>().map_err(|_| Error::Content {
                    file: file.name.to_owned(),
                    subject: key.to_owned(),
                    expected: "a day, YYYY-MM-DD".to_owned(),
                    found: text.clone().into_owned(),
                })?;
                if predicate.is(prop::FROM) {
                    self.from = Some(day);
                } else if predicate.is(prop::UNTIL) {
                    self.until = Some(day);
                } else {
                    self.last_known = Some(day);
                }
            }
            Object::Text(..) => {}
        }
        Ok(())
    }
}

fn name_kind(predicate: &plain::Name<'_>) -> Option<NameKind> {
    [
        (other::PREF_LABEL, NameKind::Preferred),
        (other::ALT_LABEL, NameKind::Alternative),
        (prop::ADJECTIVE, NameKind::Adjective),
        (prop::INHABITANT, NameKind::Inhabitant),
        (prop::METONYM, NameKind::Metonym),
    ]
    .into_iter()
    .find_map(|(named, how)| predicate.is(named).then_some(how))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenure_without_an_end_ends_when_the_next_begins() {
        let content = "@prefix : <https://w3id.org/selon/id/agent/> .\n@prefix actor: <https://w3id.org/selon/voc/actor/> .\n\
            @prefix office: <https://w3id.org/selon/id/office/> .\n@prefix selon: <https://w3id.org/selon/ns#> .\n\
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix tenure: <https://w3id.org/selon/id/tenure/> .\n\
            :x selon:actorKind actor:state ; skos:prefLabel \"X\"@en .\n\
            :a selon:actorKind actor:person ; skos:prefLabel \"A\"@en ; selon:tenure tenure:a .\n\
            :b selon:actorKind actor:person ; skos:prefLabel \"B\"@en ; selon:tenure tenure:b .\n\
            :c selon:actorKind actor:person ; skos:prefLabel \"C\"@en ; selon:tenure tenure:c .\n\
            tenure:a selon:office office:president ; selon:of :x ; selon:from \"2001-01-01\" .\n\
            tenure:b selon:office office:president ; selon:of :x ; selon:from \"2005-01-01\" ; selon:lastKnown \"2006-01-01\" .\n\
            tenure:c selon:office office:vice-president ; selon:of :x ; selon:from \"2001-01-01\" .\n";
        let gazetteer = read(&[File { name: "x.ttl", lang: None, content: content.as_bytes() }]).unwrap();
        let holder = |day: &str| gazetteer.holder("president", "x", day.parse().unwrap()).map(|a| a.key.to_string());
        assert_eq!(holder("2000-12-31"), None);
        assert_eq!(holder("2003-07-01").as_deref(), Some("a"));
        assert_eq!(holder("2006-01-01").as_deref(), Some("b"));
        // After the last day that the source knows of, nobody is known to hold it.
        assert_eq!(holder("2010-07-01"), None);
    }
}
