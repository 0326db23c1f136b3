//! Questions with a name: the files of `ontology/queries/`.
//!
//! ```text
//! # Who disagrees about a figure, and by how much?              the question, one line
//! # param ?measure measure default killed                       a parameter: its kind, and what it is where it is not given
//! # param ?event event                                          without a default: any
//! # columns issue who1 low1 high1 who2 low2 high2 gap           what is shown, in this order
//! SELECT …
//! ```
//!
//! The stem of the file is the name. A parameter is a variable; it is [bound](super::bind) as a term, never pasted into the text.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;

use super::query::{self, Answer, Limits, Prepared};
use crate::rdf::Error;
use crate::rdf::iri::{AGENT, Base, concept};
use crate::rdf::vocab::{PREFIXES, class, other, prop, schemes};
use crate::text::orthography::fold;

/// The built-in questions, by name. A test holds this list and the folder together.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("at", include_str!("../../ontology/queries/at.rq")),
    ("denials", include_str!("../../ontology/queries/denials.rq")),
    ("disagreements", include_str!("../../ontology/queries/disagreements.rq")),
    ("disputes", include_str!("../../ontology/queries/disputes.rq")),
    ("document", include_str!("../../ontology/queries/document.rq")),
    ("figures", include_str!("../../ontology/queries/figures.rq")),
    ("implied", include_str!("../../ontology/queries/implied.rq")),
    ("latest", include_str!("../../ontology/queries/latest.rq")),
    ("mutual-accusations", include_str!("../../ontology/queries/mutual-accusations.rq")),
    ("quotes", include_str!("../../ontology/queries/quotes.rq")),
    ("relayed", include_str!("../../ontology/queries/relayed.rq")),
    ("single-voice", include_str!("../../ontology/queries/single-voice.rq")),
    ("statements", include_str!("../../ontology/queries/statements.rq")),
    ("timeline", include_str!("../../ontology/queries/timeline.rq")),
    ("weak", include_str!("../../ontology/queries/weak.rq")),
    ("withheld", include_str!("../../ontology/queries/withheld.rq")),
];

/// A question, ready to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name.
    pub name: String,
    /// The question in a sentence.
    pub title: String,
    /// What can be fixed.
    pub params: Vec<Param>,
    /// What is shown, in order; empty for a CONSTRUCT.
    pub columns: Vec<String>,
    /// The query.
    pub sparql: String,
}

/// A parameter of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// The variable, without `?`.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
    /// What it is where it is not given; none: anything.
    pub default: Option<String>,
}

/// What the values of a parameter are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An actor, by name, key or IRI.
    Actor,
    /// An event, by name or IRI.
    Event,
    /// A document, by key, hash or IRI.
    Document,
    /// A day.
    Date,
    /// A whole number.
    Integer,
    /// Any words.
    Text,
    /// A word of a closed list.
    Word(&'static str),
}

impl Kind {
    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "actor" => Kind::Actor,
            "event" => Kind::Event,
            "document" => Kind::Document,
            "date" => Kind::Date,
            "integer" => Kind::Integer,
            "text" => Kind::Text,
            // Actors and events are things; their kinds are `actorKind` and `eventKind`.
            "actorKind" => Kind::Word("actor"),
            "eventKind" => Kind::Word("event"),
            name => Kind::Word(schemes().into_iter().find(|(scheme, _)| *scheme == name)?.0),
        })
    }

    /// How a value looks, for people.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Kind::Actor => "an actor, by name".to_owned(),
            Kind::Event => "an event, by name".to_owned(),
            Kind::Document => "a document, by key or hash".to_owned(),
            Kind::Date => "a day, YYYY-MM-DD".to_owned(),
            Kind::Integer => "a whole number".to_owned(),
            Kind::Text => "words".to_owned(),
            Kind::Word(scheme) => words(scheme).join(" | "),
        }
    }
}

fn words(scheme: &str) -> Vec<&'static str> {
    schemes().into_iter().find(|(name, _)| *name == scheme).map(|(_, words)| words).unwrap_or_default()
}

/// The built-in questions.
///
/// # Errors
/// Where the header of one is wrong; a test sees to it that none is.
pub fn built_in() -> Result<Vec<Question>, Error> {
    BUILT_IN.iter().map(|(name, content)| Question::read(name, content)).collect()
}

/// The built-in question of a name.
///
/// # Errors
/// Where there is none: the nearest names are told.
pub fn find(name: &str) -> Result<Question, Error> {
    if let Some((name, content)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
        return Question::read(name, content);
    }
    let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    Err(Error::Parameter { message: format!("there is no question {name:?}"), hint: Some(format!("`selon ask` lists them: {}", names.join(", "))) })
}

impl Question {
    /// Reads a question from its file.
    ///
    /// # Errors
    /// Where its header is wrong, with the line.
    pub fn read(name: &str, content: &str) -> Result<Self, Error> {
        let wrong = |line: usize, message: String| Error::Syntax { file: format!("{name}.rq"), line: line as u64 + 1, column: 1, message };
        let mut question = Question { name: name.to_owned(), title: String::new(), params: Vec::new(), columns: Vec::new(), sparql: content.to_owned() };
        for (at, line) in content.lines().enumerate() {
            let Some(comment) = line.strip_prefix('#').map(str::trim) else { break };
            if at == 0 {
                comment.clone_into(&mut question.title);
            } else if let Some(param) = comment.strip_prefix("param ") {
                question.params.push(Param::read(param).map_err(|message| wrong(at, message))?);
            } else if let Some(columns) = comment.strip_prefix("columns ") {
                question.columns = columns.split_whitespace().map(str::to_owned).collect();
            }
        }
        if !question.title.ends_with('?') {
            return Err(wrong(0, "expected the question in a sentence, as a comment".to_owned()));
        }
        Ok(question)
    }

    /// Asks the question. Values are given by the names of the parameters.
    ///
    /// # Errors
    /// Where a value is missing, unknown or of another kind, or the query fails.
    pub fn ask(&self, store: &Store, base: &Base, values: &[(String, String)], limits: Limits) -> Result<Answer, Error> {
        let prepared = self.prepare(&|| Ok(store.clone()), base, values)?;
        Ok(self.arranged(prepared.run(store, limits)?))
    }

    /// The query with its values; things are looked up by their names in what holds the names, which is asked for only where one is given.
    ///
    /// # Errors
    /// Where a value is missing, unknown or of another kind.
    pub fn prepare(&self, names: &dyn Fn() -> Result<Store, Error>, base: &Base, values: &[(String, String)]) -> Result<Prepared, Error> {
        let mut prepared = query::prepare(&self.sparql, base)?;
        let known = || self.params.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ");
        if let Some((name, _)) = values.iter().find(|(name, _)| self.params.iter().all(|p| p.name != *name)) {
            let hint = if self.params.is_empty() { "it has none".to_owned() } else { format!("it has {}", known()) };
            return Err(Error::Parameter { message: format!("{} has no parameter {name:?}", self.name), hint: Some(hint) });
        }
        for param in &self.params {
            let given = values.iter().rev().find(|(name, _)| *name == param.name).map(|(_, value)| value).or(param.default.as_ref());
            match given {
                Some(value) => prepared = prepared.bind(&param.name, param.term(names, base, value)?),
                None if param.required => {
                    return Err(Error::Parameter {
                        message: format!("{} needs {}", self.name, param.name),
                        hint: Some(format!("give it with -p {}=…: {}", param.name, param.kind.describe())),
                    });
                }
                None => {}
            }
        }
        Ok(prepared)
    }

    /// An answer with the columns that are shown, in their order.
    #[must_use]
    pub fn arranged(&self, mut answer: Answer) -> Answer {
        if let Answer::Rows(rows) = &mut answer
            && !self.columns.is_empty()
        {
            let order: Vec<Option<usize>> = self.columns.iter().map(|name| rows.columns.iter().position(|c| c == name)).collect();
            rows.rows = std::mem::take(&mut rows.rows).iter().map(|row| order.iter().map(|at| at.and_then(|at| row.get(at)?.clone())).collect()).collect();
            rows.columns.clone_from(&self.columns);
        }
        answer
    }
}

impl Param {
    /// `?measure measure default killed`, `?at integer required`, `?event event`.
    fn read(line: &str) -> Result<Self, String> {
        let mut parts = line.split_whitespace();
        let name = parts.next().and_then(|n| n.strip_prefix('?')).ok_or("expected a variable behind param")?;
        let kind = parts.next().ok_or("expected a kind behind the variable")?;
        let kind = Kind::read(kind).ok_or_else(|| format!("{kind:?} is no kind of parameter"))?;
        let (required, default) = match parts.next() {
            None => (false, None),
            Some("required") => (true, None),
            Some("default") => (false, Some(parts.collect::<Vec<_>>().join(" "))),
            Some(other) => return Err(format!("expected default or required, found {other:?}")),
        };
        Ok(Param { name: name.to_owned(), kind, required, default })
    }

    /// A value as a term.
    fn term(&self, names: &dyn Fn() -> Result<Store, Error>, base: &Base, value: &str) -> Result<Term, Error> {
        let wrong = || Error::Parameter { message: format!("{}: expected {}, found {value:?}", self.name, self.kind.describe()), hint: None };
        match self.kind {
            Kind::Text => Ok(Literal::from(value).into()),
            Kind::Integer => value.parse::<i64>().map(|n| Literal::from(n).into()).map_err(|_| wrong()),
            Kind::Date => value.parse::<jiff::civil::Date>().map(|d| Literal::new_typed_literal(d.to_string(), xsd::DATE).into()).map_err(|_| wrong()),
            Kind::Word(scheme) => {
                let word = value.strip_prefix(scheme).and_then(|v| v.strip_prefix(':')).unwrap_or(value);
                words(scheme).contains(&word).then(|| concept(scheme, word).into()).ok_or_else(wrong)
            }
            Kind::Actor | Kind::Event | Kind::Document => self.thing(names, base, value),
        }
    }

    /// A thing in the store, by IRI, key or name.
    fn thing(&self, names: &dyn Fn() -> Result<Store, Error>, base: &Base, value: &str) -> Result<Term, Error> {
        if let Some(node) = written_iri(value, base) {
            return Ok(node.into());
        }
        let store = &names()?;
        let found = match self.kind {
            Kind::Document => documents(store, base, value)?,
            Kind::Event => named(store, value, &|iri| is_a(store, iri, class::EVENT))?,
            _ => {
                let known = NamedNode::new(format!("{AGENT}{value}")).ok();
                match known.filter(|node| store.quads_for_pattern(Some(node.as_ref().into()), Some(prop::NAME), None, None).next().is_some()) {
                    Some(node) => vec![node],
                    None => named(store, value, &|iri| !is_a(store, iri, class::EVENT) && !is_a(store, iri, class::ISSUE))?,
                }
            }
        };
        match found.as_slice() {
            [one] => Ok(one.clone().into()),
            [] => {
                Err(Error::Parameter { message: format!("{}: nothing in this store is called {value:?}", self.name), hint: Some(self.examples(store, value)?) })
            }
            several => {
                let list: Vec<String> = several.iter().map(ToString::to_string).collect();
                Err(Error::Parameter {
                    message: format!("{}: {} things are called {value:?}", self.name, several.len()),
                    hint: Some(format!("name one by its IRI: {}", list.join(" "))),
                })
            }
        }
    }

    /// Some names that would do: those that have the value in them, else the first.
    fn examples(&self, store: &Store, value: &str) -> Result<String, Error> {
        let property = if self.kind == Kind::Document { prop::KEY } else { prop::NAME };
        let wanted = |iri: NamedNodeRef<'_>| match self.kind {
            Kind::Document => true,
            Kind::Event => is_a(store, iri, class::EVENT),
            _ => !is_a(store, iri, class::EVENT) && !is_a(store, iri, class::ISSUE),
        };
        let mut names = Vec::new();
        for quad in store.quads_for_pattern(None, Some(property), None, None) {
            let quad = quad.map_err(Error::index)?;
            if let (NamedOrBlankNode::NamedNode(subject), Term::Literal(name)) = (&quad.subject, &quad.object)
                && wanted(subject.as_ref())
            {
                names.push(name.value().to_owned());
            }
        }
        names.sort_by_key(|name| (!fold(name).contains(&fold(value)), name.clone()));
        names.dedup();
        let more = names.len().saturating_sub(8);
        let list = names.iter().take(8).map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
        Ok(match (names.is_empty(), more) {
            (true, _) => "the store has none".to_owned(),
            (_, 0) => format!("there are {list}"),
            _ => format!("there are {list} and {more} more"),
        })
    }
}

/// `<http://…>`, `http://…` or `prefix:name`.
fn written_iri(value: &str, base: &Base) -> Option<NamedNode> {
    let bare = value.strip_prefix('<').and_then(|v| v.strip_suffix('>')).unwrap_or(value);
    if bare.contains("://") {
        return NamedNode::new(bare).ok();
    }
    let (prefix, local) = value.split_once(':')?;
    let own = [("doc", format!("{}doc/", base.as_str())), ("claim", format!("{}claim/", base.as_str()))];
    let mut known = PREFIXES.iter().map(|(name, iri)| (*name, (*iri).to_owned())).chain(own);
    let (_, namespace) = known.find(|(name, _)| *name == prefix)?;
    NamedNode::new(format!("{namespace}{local}")).ok()
}

fn is_a(store: &Store, node: NamedNodeRef<'_>, class: NamedNodeRef<'_>) -> bool {
    store.quads_for_pattern(Some(node.into()), Some(oxigraph::model::vocab::rdf::TYPE), Some(class.into()), None).next().is_some()
}

/// Things of a name in any of their languages, however it is capitalised.
fn named(store: &Store, name: &str, wanted: &dyn Fn(NamedNodeRef<'_>) -> bool) -> Result<Vec<NamedNode>, Error> {
    let folded = fold(name);
    let mut found = Vec::new();
    for property in [prop::NAME, other::PREF_LABEL] {
        for quad in store.quads_for_pattern(None, Some(property), None, None) {
            let quad = quad.map_err(Error::index)?;
            if let (NamedOrBlankNode::NamedNode(subject), Term::Literal(literal)) = (quad.subject, quad.object)
                && fold(literal.value()) == folded
                && wanted(subject.as_ref())
            {
                found.push(subject);
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Documents of a key, or whose hash begins so.
fn documents(store: &Store, base: &Base, value: &str) -> Result<Vec<NamedNode>, Error> {
    let mut by_key = Vec::new();
    let mut by_hash = Vec::new();
    for quad in store.quads_for_pattern(None, Some(prop::KEY), None, None) {
        let quad = quad.map_err(Error::index)?;
        let (NamedOrBlankNode::NamedNode(subject), Term::Literal(key)) = (quad.subject, quad.object) else { continue };
        if key.value() == value {
            by_key.push(subject);
        } else if base.local(subject.as_str()).and_then(|l| l.strip_prefix("doc/")).is_some_and(|hash| hash.starts_with(value)) {
            by_hash.push(subject);
        }
    }
    Ok(if by_key.is_empty() { by_hash } else { by_key })
}
