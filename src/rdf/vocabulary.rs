//! The vocabulary as something to read: terms with their labels, meanings and examples, from the Turtle that is built in.

use std::collections::BTreeMap;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term as Object, Triple};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Error;
use super::iri::last_part;
use super::ontology::{self, File};
use super::vocab::{NS, PREFIXES, VOC};

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const SCHEMA: &str = "http://schema.org/";

/// The vocabulary: its terms in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Vocabulary {
    /// Classes.
    pub classes: Vec<Term>,
    /// Properties.
    pub properties: Vec<Term>,
    /// Closed lists.
    pub schemes: Vec<Scheme>,
}

/// A class or a property.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Term {
    /// Its short name: `selon:Claim`.
    pub name: String,
    /// Its labels, by language.
    pub labels: BTreeMap<String, String>,
    /// What it means.
    pub meaning: String,
    /// The terms of other vocabularies, or of this one, of which it is a kind.
    pub kind_of: Vec<String>,
    /// The classes that have the property.
    pub domain: Vec<String>,
    /// The classes or datatypes of its values.
    pub range: Vec<String>,
    /// An example, in Turtle.
    pub example: String,
}

/// A closed list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Scheme {
    /// Its name: `act`.
    pub name: String,
    /// Its labels, by language.
    pub labels: BTreeMap<String, String>,
    /// What it is a list of.
    pub meaning: String,
    /// Its words.
    pub words: Vec<Word>,
}

/// A word of a closed list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Word {
    /// Its name: `deny`.
    pub name: String,
    /// Its labels, by language.
    pub labels: BTreeMap<String, String>,
    /// What it means.
    pub meaning: String,
}

/// Reads the vocabulary that is built in.
///
/// # Errors
/// Where its Turtle is broken.
pub fn vocabulary() -> Result<Vocabulary, Error> {
    let triples = ontology::read(&File { name: "ontology/claims.ttl", lang: None, content: ontology::CLAIMS.as_bytes() })?;
    let reader = Reader { triples: &triples };
    let schemes = reader.of_class(&format!("{SKOS}ConceptScheme")).into_iter().map(|iri| reader.scheme(iri)).collect();
    let terms = |class: NamedNodeRef<'_>| reader.of_class(class.as_str()).into_iter().map(|iri| reader.term(iri)).collect();
    Ok(Vocabulary { classes: terms(rdfs::CLASS), properties: terms(rdf::PROPERTY), schemes })
}

impl Vocabulary {
    /// A JSON-LD context: with it the names of JSON are the terms of the graph, and the words of closed lists stand for themselves.
    #[must_use]
    pub fn context(&self) -> Value {
        let mut context = Map::new();
        context.insert("@version".to_owned(), json!(1.1));
        // Where a property has the name of a prefix, the property is meant.
        let is_property = |name: &str| self.properties.iter().any(|term| short(&term.name) == name);
        context.extend(PREFIXES.iter().filter(|(name, _)| !is_property(name)).map(|(name, iri)| ((*name).to_owned(), json!({ "@id": iri, "@prefix": true }))));
        for term in self.classes.iter().chain(&self.properties) {
            context.insert(short(&term.name).to_owned(), self.definition(term));
        }
        json!({ "@context": context })
    }

    /// How the values of a property are written in JSON: words of a list, IRIs, typed values, words in a language, or plain text.
    fn definition(&self, term: &Term) -> Value {
        if let Some(scheme) = term.scheme() {
            let list = format!("{VOC}{scheme}/");
            let mut context = Map::from_iter([("@vocab".to_owned(), json!(list))]);
            // A word of the list that has another meaning in the context (a kind `country`, a verdict `grade`) is the word here.
            let is_term = |word: &&Word| {
                let mut terms = self.classes.iter().chain(&self.properties);
                terms.any(|term| short(&term.name) == word.name) || PREFIXES.iter().any(|(name, _)| *name == word.name)
            };
            let words = self.schemes.iter().filter(|s| s.name == scheme).flat_map(|s| &s.words);
            context.extend(words.filter(is_term).map(|word| (word.name.clone(), json!(format!("{list}{}", word.name)))));
            return json!({ "@id": term.name, "@type": "@vocab", "@context": context });
        }
        let is_datatype = |range: &String| range.starts_with("xsd:") || range == "rdf:langString";
        match term.range.as_slice() {
            [range] if range == "rdf:langString" => json!({ "@id": term.name, "@container": "@language" }),
            [range] if range.starts_with("xsd:") && range != "xsd:string" => json!({ "@id": term.name, "@type": range }),
            ranges if !ranges.is_empty() && !ranges.iter().any(is_datatype) => json!({ "@id": term.name, "@type": "@id" }),
            _ => json!({ "@id": term.name }),
        }
    }
}

impl Term {
    /// The closed list from which the values of a property are, by its name.
    #[must_use]
    pub fn scheme(&self) -> Option<&str> {
        let (_, behind) = self.meaning.split_once("From the scheme ")?;
        behind.split([';', '.']).next()
    }
}

fn short(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// An IRI by its prefix, where one is known.
fn prefixed(iri: &str) -> String {
    PREFIXES.iter().find_map(|(name, namespace)| Some(format!("{name}:{}", iri.strip_prefix(namespace)?))).unwrap_or_else(|| iri.to_owned())
}

struct Reader<'a> {
    triples: &'a [Triple],
}

impl<'a> Reader<'a> {
    fn of_class(&self, class: &str) -> Vec<&'a str> {
        let is_class = |t: &&Triple| t.predicate == rdf::TYPE && matches!(&t.object, Object::NamedNode(node) if node.as_str() == class);
        self.triples.iter().filter(is_class).filter_map(subject).collect()
    }

    fn objects(&self, iri: &str, predicate: &str) -> impl Iterator<Item = &'a Object> {
        self.triples.iter().filter(move |t| t.predicate.as_str() == predicate && subject(t) == Some(iri)).map(|t| &t.object)
    }

    fn text(&self, iri: &str, predicate: &str) -> String {
        let literal = self.objects(iri, predicate).find_map(|o| if let Object::Literal(literal) = o { Some(literal.value().to_owned()) } else { None });
        literal.unwrap_or_default()
    }

    fn labels(&self, iri: &str, predicate: &str) -> BTreeMap<String, String> {
        let label = |o: &Object| if let Object::Literal(l) = o { Some((l.language()?.to_owned(), l.value().to_owned())) } else { None };
        self.objects(iri, predicate).filter_map(label).collect()
    }

    fn names(&self, iri: &str, predicate: &str) -> Vec<String> {
        self.objects(iri, predicate).filter_map(|o| if let Object::NamedNode(node) = o { Some(prefixed(node.as_str())) } else { None }).collect()
    }

    fn term(&self, iri: &str) -> Term {
        let broader = [rdfs::SUB_CLASS_OF, rdfs::SUB_PROPERTY_OF].iter().flat_map(|predicate| self.names(iri, predicate.as_str()));
        Term {
            name: iri.strip_prefix(NS).map_or_else(|| iri.to_owned(), |local| format!("selon:{local}")),
            labels: self.labels(iri, rdfs::LABEL.as_str()),
            meaning: self.text(iri, rdfs::COMMENT.as_str()),
            kind_of: broader.collect(),
            domain: self.names(iri, &format!("{SCHEMA}domainIncludes")),
            range: self.names(iri, &format!("{SCHEMA}rangeIncludes")),
            example: self.text(iri, &format!("{SKOS}example")),
        }
    }

    fn scheme(&self, iri: &str) -> Scheme {
        let is_inside = |t: &&Triple| t.predicate.as_str() == format!("{SKOS}inScheme") && matches!(&t.object, Object::NamedNode(n) if n.as_str() == iri);
        let word = |word: &str| Word {
            name: last_part(word).to_owned(),
            labels: self.labels(word, &format!("{SKOS}prefLabel")),
            meaning: self.text(word, &format!("{SKOS}definition")),
        };
        Scheme {
            name: iri.strip_prefix(VOC).unwrap_or(iri).to_owned(),
            labels: self.labels(iri, &format!("{SKOS}prefLabel")),
            meaning: self.text(iri, &format!("{SKOS}definition")),
            words: self.triples.iter().filter(is_inside).filter_map(subject).map(word).collect(),
        }
    }
}

fn subject(triple: &Triple) -> Option<&str> {
    if let NamedOrBlankNode::NamedNode(node) = &triple.subject { Some(node.as_str()) } else { None }
}
