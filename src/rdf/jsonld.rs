//! JSON-LD with selon's context: the names of JSON are the terms of the graph. The context stands in the file, so that nobody must ask for it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::LazyLock;

use oxigraph::io::{JsonLdProfile, JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value, json};

use super::vocab::{NS, PREFIXES, VOC};
use super::vocabulary::{Vocabulary, vocabulary};

/// The whole numbers that every reader of JSON keeps.
const SAFE: i64 = 1 << 53;

/// What the context says.
struct Context {
    written: Value,
    terms: BTreeMap<String, (String, How)>,
    classes: BTreeMap<String, String>,
    prefixes: Vec<(&'static str, &'static str)>,
}

/// How the values of a term are written.
enum How {
    Plain,
    Iri,
    Words(String, BTreeSet<String>),
    Typed(String),
    Language,
}

/// The vocabulary is built in, and read once; tests see to it that it can be.
static CONTEXT: LazyLock<Option<Context>> = LazyLock::new(|| vocabulary().ok().map(|vocabulary| Context::new(&vocabulary)));

/// Writes [sorted](super::write::sort) quads.
///
/// An IRI that the context would take for a short form of another one - its scheme is one of the prefixes - can only be written
/// without a context, and so is all that stands beside it.
pub(super) fn write(quads: &[Quad], mut out: impl Write) -> io::Result<()> {
    let mut order: Vec<&Quad> = quads.iter().collect();
    order.sort_by_cached_key(|q| (q.graph_name.to_string(), q.subject.to_string(), q.predicate.as_str().to_owned(), q.object.to_string()));
    let Some(context) = CONTEXT.as_ref().filter(|context| quads.iter().flat_map(iris).all(|iri| context.leaves(iri))) else {
        return expanded(&order, out);
    };
    write!(out, "{{\"@context\":{},\n\"@graph\":[", context.written["@context"])?;
    let mut between = "\n";
    for graph in order.chunk_by(|a, b| a.graph_name == b.graph_name) {
        let Some(first) = graph.first() else { continue };
        let name = match &first.graph_name {
            GraphName::NamedNode(name) => Some(json!(name.as_str())),
            GraphName::BlankNode(name) => Some(json!(name.to_string())),
            GraphName::DefaultGraph => None,
        };
        if let Some(name) = &name {
            write!(out, "{between}{{\"@id\":{name},\"@graph\":[")?;
            between = "\n";
        }
        for node in graph.chunk_by(|a, b| a.subject == b.subject) {
            write!(out, "{between}{}", context.node(node))?;
            between = ",\n";
        }
        if name.is_some() {
            write!(out, "]}}")?;
        }
    }
    writeln!(out, "]}}")
}

/// Expanded JSON-LD, which needs no context.
fn expanded(order: &[&Quad], mut out: impl Write) -> io::Result<()> {
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::from(JsonLdProfile::Streaming) };
    let mut writer = RdfSerializer::from_format(format).for_writer(&mut out);
    // The serializer opens a node whenever graph or subject change, so it needs them grouped.
    for quad in order {
        writer.serialize_quad(*quad)?;
    }
    writer.finish()?;
    writeln!(out)
}

/// The IRIs that a reader expands by the context.
fn iris(quad: &Quad) -> impl Iterator<Item = &str> {
    let subject = if let NamedOrBlankNode::NamedNode(node) = &quad.subject { Some(node.as_str()) } else { None };
    let graph = if let GraphName::NamedNode(node) = &quad.graph_name { Some(node.as_str()) } else { None };
    let object = match &quad.object {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::Literal(literal) => Some(literal.datatype().as_str()),
        Term::BlankNode(_) => None,
    };
    [subject, graph, object, Some(quad.predicate.as_str())].into_iter().flatten()
}

impl Context {
    fn new(vocabulary: &Vocabulary) -> Self {
        let written = vocabulary.context();
        let iri = |name: &str| format!("{NS}{}", name.split_once(':').map_or(name, |(_, local)| local));
        let local = |name: &str| name.split_once(':').map_or(name, |(_, local)| local).to_owned();
        let terms = vocabulary.properties.iter().map(|term| {
            let defined = &written["@context"][local(&term.name)];
            let how = match (term.scheme(), defined["@type"].as_str()) {
                (Some(scheme), _) => {
                    let words = vocabulary.schemes.iter().filter(|s| s.name == scheme).flat_map(|s| s.words.iter().map(|w| w.name.clone()));
                    How::Words(format!("{VOC}{scheme}/"), words.collect())
                }
                (None, Some("@id")) => How::Iri,
                (None, Some(kind)) => How::Typed(kind.replacen("xsd:", "http://www.w3.org/2001/XMLSchema#", 1)),
                (None, None) if defined["@container"] == "@language" => How::Language,
                (None, None) => How::Plain,
            };
            (iri(&term.name), (local(&term.name), how))
        });
        let terms = terms.collect();
        let classes = vocabulary.classes.iter().map(|term| (iri(&term.name), local(&term.name))).collect();
        let prefixes = PREFIXES.iter().filter(|(name, _)| written["@context"][*name]["@prefix"] == true).copied().collect();
        Context { written, terms, classes, prefixes }
    }

    /// Whether an IRI is left as it is: its scheme is no prefix.
    fn leaves(&self, iri: &str) -> bool {
        iri.split_once(':').is_none_or(|(scheme, behind)| behind.starts_with("//") || !self.prefixes.iter().any(|(prefix, _)| *prefix == scheme))
    }

    fn node(&self, quads: &[&Quad]) -> Value {
        let mut node = Map::new();
        if let Some(first) = quads.first() {
            let id = match &first.subject {
                NamedOrBlankNode::NamedNode(id) => id.as_str().to_owned(),
                NamedOrBlankNode::BlankNode(id) => id.to_string(),
            };
            node.insert("@id".to_owned(), json!(id));
        }
        for said in quads.chunk_by(|a, b| a.predicate == b.predicate) {
            let Some(first) = said.first() else { continue };
            let objects: Vec<&Term> = said.iter().map(|quad| &quad.object).collect();
            let (key, value) = self.entry(&first.predicate, &objects);
            node.insert(key, value);
        }
        Value::Object(node)
    }

    /// A property with its values: as its term has them, where it has one and all of them are of its kind; else in so many words.
    fn entry(&self, predicate: &NamedNode, objects: &[&Term]) -> (String, Value) {
        let short = if *predicate == rdf::TYPE {
            all(objects, |object| self.class(object)).map(|classes| ("@type".to_owned(), classes))
        } else {
            self.terms.get(predicate.as_str()).and_then(|(key, how)| Some((key.clone(), how.values(objects)?)))
        };
        short.unwrap_or_else(|| (self.key(predicate), one_or_all(objects.iter().map(|object| in_words(object)).collect())))
    }

    fn class(&self, object: &Term) -> Option<Value> {
        let Term::NamedNode(class) = object else { return None };
        Some(json!(self.classes.get(class.as_str()).map_or(class.as_str(), String::as_str)))
    }

    /// A property by the prefix of its vocabulary, which no term stands for.
    fn key(&self, predicate: &NamedNode) -> String {
        let is_plain = |local: &str| !local.is_empty() && local.chars().all(|c| c.is_ascii_alphanumeric());
        let short = |(name, iri): &(&str, &str)| predicate.as_str().strip_prefix(iri).filter(|local| is_plain(local)).map(|local| format!("{name}:{local}"));
        self.prefixes.iter().find_map(short).unwrap_or_else(|| predicate.as_str().to_owned())
    }
}

impl How {
    fn values(&self, objects: &[&Term]) -> Option<Value> {
        match self {
            How::Plain => all(objects, |object| literal(object).filter(|l| l.datatype() == xsd::STRING).map(|l| json!(l.value()))),
            How::Iri => all(objects, |object| if let Term::NamedNode(node) = object { Some(json!(node.as_str())) } else { None }),
            How::Words(list, words) => all(objects, |object| {
                let Term::NamedNode(node) = object else { return None };
                node.as_str().strip_prefix(list.as_str()).filter(|word| words.contains(*word)).map(|word| json!(word))
            }),
            How::Typed(kind) => all(objects, |object| {
                let literal = literal(object).filter(|l| l.datatype().as_str() == kind)?;
                let number = literal.value().parse::<i64>().ok().filter(|n| n.abs() < SAFE && n.to_string() == literal.value());
                Some(number.filter(|_| literal.datatype() == xsd::INTEGER).map_or_else(|| json!(literal.value()), |number| json!(number)))
            }),
            How::Language => {
                let mut by_language: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
                for object in objects {
                    let literal = literal(object)?;
                    by_language.entry(literal.language()?).or_default().push(json!(literal.value()));
                }
                Some(Value::Object(by_language.into_iter().map(|(language, words)| (language.to_owned(), one_or_all(words))).collect()))
            }
        }
    }
}

fn literal(object: &Term) -> Option<&Literal> {
    if let Term::Literal(literal) = object { Some(literal) } else { None }
}

fn all(objects: &[&Term], value: impl Fn(&Term) -> Option<Value>) -> Option<Value> {
    objects.iter().map(|object| value(object)).collect::<Option<Vec<Value>>>().map(one_or_all)
}

fn one_or_all(mut values: Vec<Value>) -> Value {
    if values.len() == 1 { values.remove(0) } else { Value::Array(values) }
}

fn in_words(object: &Term) -> Value {
    match object {
        Term::NamedNode(node) => json!({ "@id": node.as_str() }),
        Term::BlankNode(node) => json!({ "@id": node.to_string() }),
        Term::Literal(literal) => match (literal.language(), literal.datatype()) {
            (Some(language), _) => json!({ "@value": literal.value(), "@language": language }),
            (None, kind) if kind == xsd::STRING => json!(literal.value()),
            (None, kind) => json!({ "@value": literal.value(), "@type": kind.as_str() }),
        },
    }
}
