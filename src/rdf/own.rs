//! Actors of one's own: a Turtle file that adds to the built-in ones, or says otherwise of them.
//!
//! One file says both who exists and what they are called, in any of the languages, in the words of `ontology/actors.ttl` and
//! `src/lang/*/names.ttl`. Whatever is wrong in it is said with line and column.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term, Triple};

use super::Error;
use super::gazetteer;
use super::iri::{AGENT, PLACE, TENURE, last_part};
use super::ontology::{self, File};
use super::vocab::{NS, other, prop};
use crate::claim::actor::Gazetteer;
use crate::lang;

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// What names somebody; each needs a language.
const NAMES: [NamedNodeRef<'_>; 5] = [other::PREF_LABEL, other::ALT_LABEL, prop::ADJECTIVE, prop::INHABITANT, prop::METONYM];

/// What else can be said in such a file.
const OTHERS: [NamedNodeRef<'_>; 12] = [
    rdf::TYPE,
    other::EXACT_MATCH,
    prop::ACTOR_KIND,
    prop::SPEAKS_FOR,
    prop::TENURE,
    prop::OFFICE,
    prop::OF,
    prop::FROM,
    prop::UNTIL,
    prop::LAST_KNOWN,
    prop::COUNTRY,
    prop::GENDER,
];

/// A file of actors of one's own.
#[derive(Clone, Debug)]
pub struct Own {
    file: String,
    content: Vec<u8>,
}

impl Own {
    /// A file by its name and content.
    ///
    /// # Errors
    /// Where it breaks the rules of Turtle, or says what makes no sense: with line and column.
    pub fn new(file: &str, content: Vec<u8>) -> Result<Self, Error> {
        let own = Own { file: file.to_owned(), content };
        let triples = ontology::read(&own.identities())?;
        triples.iter().try_for_each(|triple| own.check(triple))?;
        let gazetteer = own.gazetteer()?;
        triples.iter().try_for_each(|triple| own.check_link(triple, &gazetteer))?;
        Ok(own)
    }

    /// What stands in it.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// The built-in files, and this one behind them: once for who exists, once for the names of each language.
    #[must_use]
    pub fn files(&self) -> Vec<File<'_>> {
        let mut files = ontology::files();
        files.push(self.identities());
        files.extend(lang::codes().map(|code| File { lang: Some(code), ..self.identities() }));
        files
    }

    /// The built-in actors together with these.
    ///
    /// # Errors
    /// Where somebody is named of whom nothing else is said.
    pub fn gazetteer(&self) -> Result<Gazetteer, Error> {
        gazetteer::read(&self.files()).map_err(|error| self.located(error))
    }

    fn identities(&self) -> File<'_> {
        File { name: &self.file, lang: None, content: &self.content }
    }

    fn check(&self, triple: &Triple) -> Result<(), Error> {
        let subject = match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str(),
            NamedOrBlankNode::BlankNode(_) => return Err(self.wrong("", "[", &format!("actors with a name, such as <{AGENT}armenia>"), "a node without one")),
        };
        if ![AGENT, PLACE, TENURE].iter().any(|namespace| subject.starts_with(namespace)) {
            return Err(self.wrong(last_part(subject), "", &format!("a name in <{AGENT}>, <{PLACE}> or <{TENURE}>"), &format!("<{subject}>")));
        }
        let predicate = triple.predicate.as_ref();
        // Notes and sources in other vocabularies are nobody's business; a mistyped word of these two is.
        let ours = [NS, SKOS].iter().any(|namespace| predicate.as_str().starts_with(namespace));
        if ours && !NAMES.contains(&predicate) && !OTHERS.contains(&predicate) {
            let known: Vec<&str> = NAMES.iter().chain(&OTHERS).map(|p| local(p.as_str())).collect();
            return Err(self.wrong(last_part(subject), local(predicate.as_str()), &known.join(", "), local(predicate.as_str())));
        }
        match &triple.object {
            Term::Literal(name) if NAMES.contains(&predicate) => {
                let lang = name.language().unwrap_or_default();
                if lang::codes().any(|code| code == lang) {
                    return Ok(());
                }
                let known: Vec<String> = lang::codes().map(|code| format!("@{code}")).collect();
                Err(self.wrong(last_part(subject), name.value(), &format!("a name with a language that is built in ({})", known.join(", ")), &name.to_string()))
            }
            other if NAMES.contains(&predicate) => Err(self.wrong(last_part(subject), local(predicate.as_str()), "a name as a string", &other.to_string())),
            _ => Ok(()),
        }
    }

    /// Whoever is spoken for, or whose office is held, must exist.
    fn check_link(&self, triple: &Triple, gazetteer: &Gazetteer) -> Result<(), Error> {
        let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (&triple.subject, &triple.object) else { return Ok(()) };
        let links = [prop::SPEAKS_FOR, prop::OF, prop::COUNTRY].contains(&triple.predicate.as_ref());
        let known = object.as_str().strip_prefix(AGENT).is_some_and(|key| gazetteer.by_key(key).is_some());
        if links && !known {
            return Err(self.wrong(last_part(subject.as_str()), last_part(object.as_str()), "an actor that is described", object.as_str()));
        }
        Ok(())
    }

    /// What makes no sense in this file, with its place.
    fn located(&self, error: Error) -> Error {
        match error {
            Error::Content { file, subject, expected, found } if file == self.file => self.wrong(&subject, &found, &expected, &found),
            other => other,
        }
    }

    /// A mistake: what stands behind the first mention of a subject.
    fn wrong(&self, subject: &str, word: &str, expected: &str, found: &str) -> Error {
        let (line, column) = self.place(subject, word);
        let subject = if subject.is_empty() { String::new() } else { format!("{subject}: ") };
        Error::Syntax { file: self.file.clone(), line, column, message: format!("{subject}expected {expected}; found {found}") }
    }

    /// Line and column of a word behind a subject; of the subject where the word does not stand there.
    fn place(&self, subject: &str, word: &str) -> (u64, u64) {
        let text = String::from_utf8_lossy(&self.content);
        let comments = |line: &str| if line.trim_start().starts_with('#') { " ".repeat(line.len()) } else { line.to_owned() };
        let bare: Vec<String> = text.split('\n').map(comments).collect();
        let bare = bare.join("\n");
        let opens = |at: usize| bare.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '/'));
        let closes = |at: usize| bare.get(at..).and_then(|rest| rest.chars().next()).is_none_or(|c| !c.is_alphanumeric() && c != '-');
        let from = bare.match_indices(subject).map(|(at, _)| at).find(|at| opens(*at) && closes(at + subject.len())).unwrap_or_default();
        let at = bare.get(from..).and_then(|rest| rest.find(word)).map_or(from, |behind| from + behind);
        let before = bare.get(..at).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (before.matches('\n').count() as u64 + 1, column as u64)
    }
}

/// What stands behind the last `/` or `#`.
fn local(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "@prefix : <https://w3id.org/selon/id/agent/> .\n@prefix actor: <https://w3id.org/selon/voc/actor/> .\n\
        @prefix selon: <https://w3id.org/selon/ns#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n";

    fn read(body: &str) -> Result<Own, Error> {
        Own::new("own.ttl", format!("{HEAD}{body}").into_bytes())
    }

    #[test]
    fn actors_are_added_and_built_in_ones_get_names() {
        let own = read(
            ":toll-front selon:actorKind actor:armedGroup ; skos:prefLabel \"Toll Front\"@en, \"Front du Toll\"@fr ; selon:speaksFor :armenia .\n\
             :armenia skos:altLabel \"Hayastan\"@en .\n",
        )
        .unwrap();
        let gazetteer = own.gazetteer().unwrap();
        let front = gazetteer.by_key("toll-front").unwrap();
        assert_eq!((front.name.as_str(), front.speaks_for.as_deref()), ("Toll Front", Some("armenia")));
        assert_eq!(gazetteer.by_key("armenia").unwrap().name, "Armenia");
    }

    #[test]
    fn what_is_said_of_a_built_in_actor_takes_the_place_of_what_was() {
        let own = read(":kremlin selon:speaksFor :armenia .\n:france skos:prefLabel \"Hexagon\"@en .\n").unwrap();
        let gazetteer = own.gazetteer().unwrap();
        assert_eq!(gazetteer.by_key("kremlin").unwrap().speaks_for.as_deref(), Some("armenia"));
        assert_eq!(gazetteer.by_key("france").unwrap().name, "Hexagon");
    }

    #[test]
    fn a_mistake_is_said_with_its_place() {
        for (body, place, words) in [
            (":x skos:prefLable \"X\"@en .", "own.ttl:5:9:", "prefLabel"),
            (":x a :y ;\n  skos:prefLabel \"X\" .", "own.ttl:6:19:", "@en"),
            (":x selon:actorKind actor:dragon ; skos:prefLabel \"X\"@en .", "own.ttl:5:26:", "a kind of actor"),
            (":x selon:actorKind actor:ngo ; skos:prefLabel \"X\"@en ; selon:speaksFor :nobody .", "own.ttl:5:73:", "nobody"),
            ("# :x is below\n:x selon:actorKind actor:ngo .", "own.ttl:6:2:", "skos:prefLabel"),
            (":x selon:actorKind actor:ngo", "own.ttl:5:", ""),
            ("<http://elsewhere.example/x> selon:actorKind actor:ngo .", "own.ttl:5:27:", "id/agent/"),
        ] {
            let error = read(body).unwrap_err().to_string();
            assert!(error.starts_with(place) && error.contains(words), "{body}\n{error}");
        }
    }
}
