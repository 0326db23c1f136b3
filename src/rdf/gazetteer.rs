//! Turtle → [`Gazetteer`]: who exists by `ontology/`, what they are called by `src/lang/*/names.ttl`.

use std::collections::HashMap;
use std::sync::Arc;

use super::Error;
use super::iri::{AGENT, PLACE, TENURE, last_part};
use super::ontology::{self, File};
use super::plain::{Name, Object, Statement};
use super::vocab::{other, prop};
use crate::claim::actor::{Actor, Gazetteer, NameKind, Place, Sense, Target, Tenure};
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
        // Names are parted into words by their languages, which take longer to read than all identities do.
        for code in names.iter().filter_map(|f| f.lang) {
            scope.spawn(move || lang::language(code).is_ok());
        }
        identities.into_iter().try_for_each(|file| reader.identities(file))?;
        reader.canonical_names(&names)?;
        reader.people()
    })?;
    for file in names {
        reader.names(file)?;
    }
    Ok(reader.gazetteer)
}

#[derive(Default)]
struct Reader {
    gazetteer: Gazetteer,
    targets: HashMap<(bool, String), Target>,
    drafts: Vec<Draft>,
    by_key: HashMap<(bool, String), usize>,
    tenures: HashMap<String, TenureDraft>,
    /// The language of canonical names: the one in which the identities are named.
    canonical: Option<String>,
}

/// What the files say of a node, before it is known what the node is.
#[derive(Default)]
struct Draft {
    file: String,
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
}

impl Reader {
    fn identities(&mut self, file: &File<'_>) -> Result<(), Error> {
        ontology::each(file, |statement| {
            let subject = statement.subject;
            if let (None, Object::Text(_, Some(lang))) = (&self.canonical, &statement.object) {
                self.canonical = Some((*lang).to_owned());
            }
            if let Some(key) = subject.behind(AGENT) {
                self.draft(file, &key, false).say(&statement);
            } else if let Some(key) = subject.behind(PLACE) {
                self.draft(file, &key, true).say(&statement);
            } else if let Some(key) = subject.behind(TENURE) {
                self.tenures.entry(key.clone().into_owned()).or_default().say(file, &key, &statement)?;
            }
            Ok(())
        })
    }

    fn draft(&mut self, file: &File<'_>, key: &str, place: bool) -> &mut Draft {
        // Statements of one subject stand together, so it is mostly the last one.
        let last = self.drafts.last().filter(|d| d.key == key && d.place == place).map(|_| self.drafts.len() - 1);
        let at = last.unwrap_or_else(|| {
            *self.by_key.entry((place, key.to_owned())).or_insert_with(|| {
                self.drafts.push(Draft { file: file.name.to_owned(), key: key.to_owned(), place, ..Draft::default() });
                self.drafts.len() - 1
            })
        });
        &mut self.drafts[at]
    }

    /// Places are named by the languages only; the canonical one gives them the name that the list of actors gives to actors.
    fn canonical_names(&mut self, names: &[&File<'_>]) -> Result<(), Error> {
        if self.drafts.iter().all(|d| d.name.is_some()) {
            return Ok(());
        }
        for file in names.iter().filter(|f| f.lang == self.canonical.as_deref()) {
            ontology::each(file, |statement| {
                if let (Some(key), Object::Text(name, _)) = (statement.subject.behind(PLACE), &statement.object)
                    && statement.predicate.is(other::PREF_LABEL)
                    && let Some(draft) = self.by_key.get(&(true, key.into_owned())).and_then(|at| self.drafts.get_mut(*at))
                {
                    draft.name.get_or_insert_with(|| name.clone().into_owned());
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Drafts become actors and places.
    fn people(&mut self) -> Result<(), Error> {
        for draft in std::mem::take(&mut self.drafts) {
            let name = draft.name.clone().ok_or_else(|| draft.wrong("a skos:prefLabel", "none"))?;
            let key: Arc<str> = draft.key.as_str().into();
            if draft.place {
                let country = draft.country.as_deref().map(Into::into);
                let at = self.gazetteer.add_place(Place { key, name, country });
                self.targets.insert((true, draft.key), Target::Place(at));
                continue;
            }
            let kind = draft.kind.as_deref().ok_or_else(|| draft.wrong("a selon:actorKind", "none"))?;
            let kind = ActorKind::from_name(kind).ok_or_else(|| draft.wrong("a kind of actor", kind))?;
            let mut tenures = Vec::with_capacity(draft.tenures.len());
            for tenure in &draft.tenures {
                let held = self.tenures.remove(tenure).ok_or_else(|| draft.wrong("a tenure that is described", tenure))?;
                tenures.push(Tenure { office: held.office, of: held.of.as_str().into(), from: held.from, until: held.until });
            }
            // Whom an office-holder speaks for depends on the day; only what no tenure explains holds always.
            let always = |principal: &&String| tenures.iter().all(|t: &Tenure| *t.of != ***principal);
            let speaks_for = draft.speaks_for.iter().find(always).map(|p| p.as_str().into());
            let at = self.gazetteer.add_actor(Actor { key, kind, name, speaks_for, tenures });
            self.targets.insert((false, draft.key), Target::Actor(at));
        }
        Ok(())
    }

    fn names(&mut self, file: &File<'_>) -> Result<(), Error> {
        let Some(code) = file.lang else { return Ok(()) };
        let language = lang::language(code)?.ok_or_else(|| Error::Content {
            file: file.name.to_owned(),
            subject: code.to_owned(),
            expected: "a language that is built in".to_owned(),
            found: "none of that code".to_owned(),
        })?;
        ontology::each(file, |statement| {
            let Object::Text(name, _) = &statement.object else { return Ok(()) };
            let Some(how) = name_kind(&statement.predicate) else { return Ok(()) };
            let subject = statement.subject;
            let key = subject.behind(AGENT).map(|key| (false, key.into_owned())).or_else(|| subject.behind(PLACE).map(|key| (true, key.into_owned())));
            let target = key.and_then(|key| self.targets.get(&key)).copied();
            let target = target.ok_or_else(|| Error::Content {
                file: file.name.to_owned(),
                subject: subject.iri(),
                expected: "an actor or place that is described".to_owned(),
                found: format!("only its name {name:?}"),
            })?;
            self.name(code, &language.orthography, name, Sense { target, how });
            Ok(())
        })
    }

    fn name(&mut self, code: &str, orthography: &Orthography, name: &str, sense: Sense) {
        // Most names are letters and blanks, which every language parts in the same way.
        if name.chars().all(|c| c.is_alphabetic() || c == ' ') {
            let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
            return self.gazetteer.add_name(code, &words, sense);
        }
        let tokens = tokens(name, orthography);
        let words: Vec<&str> = tokens.iter().filter_map(|t| name.get(t.span.range())).collect();
        self.gazetteer.add_name(code, &words, sense);
    }
}

impl Draft {
    fn say(&mut self, statement: &Statement<'_>) {
        let predicate = statement.predicate;
        match &statement.object {
            Object::Name(object) => {
                let local = last_part(if object.local.is_empty() { object.namespace } else { object.local }).to_owned();
                match () {
                    () if predicate.is(prop::ACTOR_KIND) => self.kind = Some(local),
                    () if predicate.is(prop::SPEAKS_FOR) => self.speaks_for.push(local),
                    () if predicate.is(prop::TENURE) => self.tenures.push(local),
                    () if predicate.is(prop::COUNTRY) => self.country = Some(local),
                    () => {}
                }
            }
            Object::Text(text, _) if predicate.is(other::PREF_LABEL) => self.name = Some(text.clone().into_owned()),
            Object::Text(..) => {}
        }
    }

    fn wrong(&self, expected: &str, found: &str) -> Error {
        Error::Content { file: self.file.clone(), subject: self.key.clone(), expected: expected.to_owned(), found: found.to_owned() }
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
            Object::Text(text, _) if predicate.is(prop::FROM) || predicate.is(prop::UNTIL) => {
                let day = text.parse::<Date>().map_err(|_| Error::Content {
                    file: file.name.to_owned(),
                    subject: key.to_owned(),
                    expected: "a day, YYYY-MM-DD".to_owned(),
                    found: text.clone().into_owned(),
                })?;
                if predicate.is(prop::FROM) { self.from = Some(day) } else { self.until = Some(day) }
            }
            Object::Text(..) => {}
        }
        Ok(())
    }
}

fn name_kind(predicate: &Name<'_>) -> Option<NameKind> {
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
