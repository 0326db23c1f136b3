//! The Turtle files that are built in: the vocabulary, its shapes, who exists, and what they are called in each language.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term, Triple};

use super::Error;
use super::iri::{AGENT, TENURE};
use super::plain::{self, Name, Object, Statement};
use super::vocab::{other, prop};
use crate::lang;

/// The vocabulary: every class, property and word with its meaning and an example.
pub const CLAIMS: &str = include_str!("../../ontology/claims.ttl");
/// What a well-formed claim is, in SHACL Core.
pub const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

/// What the columns of the table of claims mean, in the form of CSV on the Web.
pub const COLUMNS: &str = include_str!("../../ontology/claims.csv-metadata.json");

/// A Turtle file by its name and content.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its name, for errors.
    pub name: &'a str,
    /// The language of the names in it; none: identities.
    pub lang: Option<&'a str>,
    /// What stands in it.
    pub content: &'a [u8],
}

/// Who exists, by the built-in files: identities first, then the names of each language.
#[must_use]
pub fn files() -> Vec<File<'static>> {
    let identities = [
        ("ontology/actors.ttl", include_str!("../../ontology/actors.ttl")),
        ("ontology/persons.ttl", include_str!("../../ontology/persons.ttl")),
        ("ontology/places.ttl", include_str!("../../ontology/places.ttl")),
    ];
    let mut files: Vec<File<'_>> = identities.map(|(name, content)| File { name, lang: None, content: content.as_bytes() }).into();
    for code in lang::codes() {
        for name in ["names.ttl", "places.ttl"] {
            files.extend(lang::file(code, name).map(|content| File { name, lang: Some(code), content }));
        }
    }
    files
}

/// The triples of a Turtle file.
///
/// # Errors
/// Where it breaks the rules of the syntax, with line and column.
pub fn read(file: &File<'_>) -> Result<Vec<Triple>, Error> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).without_named_graphs();
    parser.for_slice(file.content).map(|quad| quad.map(Triple::from)).collect::<Result<_, _>>().map_err(|e| syntax_error(file.name, &e.into()))
}

/// Hands over the statements of a Turtle file, without those that speak of nodes without a name.
///
/// # Errors
/// Where the file breaks the rules of the syntax, or `take` finds a statement that makes no sense.
pub fn each(file: &File<'_>, mut take: impl FnMut(Statement<'_>) -> Result<(), Error>) -> Result<(), Error> {
    let (taken, whole) = std::str::from_utf8(file.content).map_or(Ok((0, false)), |content| plain::each(content, &mut take))?;
    if whole {
        return Ok(());
    }
    // The full parser finds the same statements in the same order, and then those that are not plain.
    for triple in read(file)?.into_iter().skip(taken) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        let object = match &triple.object {
            Term::NamedNode(node) => Object::Name(Name { namespace: node.as_str(), local: "" }),
            Term::Literal(literal) => Object::Text(literal.value().into(), literal.language()),
            Term::BlankNode(_) => continue,
        };
        let name = |iri| Name { namespace: iri, local: "" };
        take(Statement { subject: name(subject.as_str()), predicate: name(triple.predicate.as_str()), object })?;
    }
    Ok(())
}

/// What a parser found wrong in a file.
#[must_use]
pub fn syntax_error(file: &str, error: &RdfParseError) -> Error {
    match error {
        RdfParseError::Syntax(e) => {
            let at = e.location().map_or((0, 0), |l| (l.start.line + 1, l.start.column + 1));
            let text = e.to_string();
            // The position stands in front already; the parser says it again.
            let message = text.split_once(": ").filter(|(head, _)| head.starts_with("Parser error")).map_or(text.as_str(), |(_, rest)| rest);
            Error::Syntax { file: file.to_owned(), line: at.0, column: at.1, message: message.to_owned() }
        }
        RdfParseError::Io(e) => Error::Io { path: file.into(), source: std::io::Error::new(e.kind(), e.to_string()) },
    }
}

/// What the built-in files say of some actors: their kind, usual names, offices, for whom they speak, who they are elsewhere.
/// Those for whom they speak, or of whom they hold an office, are described too.
///
/// # Errors
/// Where one of the files is wrong.
pub fn describe(files: &[File<'_>], actors: &BTreeSet<String>) -> Result<Vec<Triple>, Error> {
    let mut by_subject: BTreeMap<String, Vec<Triple>> = BTreeMap::new();
    for file in files {
        for triple in read(file)? {
            if let NamedOrBlankNode::NamedNode(subject) = &triple.subject {
                by_subject.entry(subject.as_str().to_owned()).or_default().push(triple);
            }
        }
    }
    let told = [
        other::PREF_LABEL,
        other::EXACT_MATCH,
        prop::ACTOR_KIND,
        prop::SPEAKS_FOR,
        prop::TENURE,
        prop::OFFICE,
        prop::OF,
        prop::FROM,
        prop::UNTIL,
        prop::LAST_KNOWN,
    ];
    let mut described = Vec::new();
    let mut open: Vec<String> = actors.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    while let Some(subject) = open.pop() {
        if !seen.insert(subject.clone()) {
            continue;
        }
        for triple in by_subject.remove(&subject).unwrap_or_default() {
            if triple.predicate != oxigraph::model::vocab::rdf::TYPE && !told.contains(&triple.predicate.as_ref()) {
                continue;
            }
            if let Term::NamedNode(object) = &triple.object
                && [AGENT, TENURE].iter().any(|namespace| object.as_str().starts_with(namespace))
            {
                open.push(object.as_str().to_owned());
            }
            described.push(triple);
        }
    }
    Ok(described)
}
