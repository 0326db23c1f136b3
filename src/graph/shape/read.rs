//! Turtle → shapes. What is not known is refused.

use std::collections::HashMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use regex::Regex;

use super::{Constraint, Path, SH, Shape, Shapes, Target};
use crate::rdf::Error;
use crate::rdf::iri::last_part;
use crate::rdf::ontology::{self, File};

/// How deep shapes may stand in each other; a shape inside itself would never end.
const DEPTH: usize = 16;

/// Reads shapes.
///
/// # Errors
/// Where the file breaks the rules of Turtle, a parameter makes no sense, or a part of SHACL is used that is not known here.
pub fn read(file: &File<'_>) -> Result<Shapes, Error> {
    let mut reader = Reader { file: file.name.to_owned(), said: HashMap::new() };
    let mut named = Vec::new();
    for triple in ontology::read(file)? {
        if triple.predicate == rdf::TYPE && matches!(&triple.object, Term::NamedNode(class) if class.as_str() == format!("{SH}NodeShape")) {
            named.push(Term::from(triple.subject.clone()));
        }
        reader.said.entry(triple.subject).or_default().push((triple.predicate, triple.object));
    }
    let shapes = named.iter().map(|node| reader.shape(node, 0)).collect::<Result<Vec<_>, _>>()?;
    Ok(Shapes { shapes: shapes.into_iter().filter(|shape| !shape.targets.is_empty()).collect() })
}

struct Reader {
    file: String,
    said: HashMap<NamedOrBlankNode, Vec<(NamedNode, Term)>>,
}

impl Reader {
    fn wrong(&self, subject: &str, expected: &str, found: &impl ToString) -> Error {
        Error::Content { file: self.file.clone(), subject: subject.to_owned(), expected: expected.to_owned(), found: found.to_string() }
    }

    fn said(&self, node: &Term) -> &[(NamedNode, Term)] {
        let node = match node {
            Term::NamedNode(node) => NamedOrBlankNode::from(node.clone()),
            Term::BlankNode(node) => NamedOrBlankNode::from(node.clone()),
            Term::Literal(_) => return &[],
        };
        self.said.get(&node).map_or(&[], Vec::as_slice)
    }

    fn shape(&self, node: &Term, depth: usize) -> Result<Shape, Error> {
        let name = if let Term::NamedNode(node) = node { last_part(node.as_str()).to_owned() } else { String::new() };
        if depth > DEPTH {
            return Err(self.wrong(&name, "a shape that ends", &"a shape inside itself"));
        }
        if self.said(node).is_empty() {
            return Err(self.wrong(&node.to_string(), "a shape", &"nothing that is said of it"));
        }
        let mut shape = Shape { name, targets: Vec::new(), path: None, constraints: Vec::new() };
        for (predicate, object) in self.said(node) {
            if *predicate == rdf::TYPE {
                continue;
            }
            let Some(word) = predicate.as_str().strip_prefix(SH) else { return Err(self.wrong(&shape.name, "a term of SHACL", predicate)) };
            match word {
                "targetClass" => shape.targets.push(Target::Class(self.iri(word, object)?)),
                "targetObjectsOf" => shape.targets.push(Target::ObjectsOf(self.iri(word, object)?)),
                "path" => shape.path = Some(self.path(object)?),
                _ => shape.constraints.push(self.constraint(word, object, depth)?),
            }
        }
        Ok(shape)
    }

    fn constraint(&self, word: &str, object: &Term, depth: usize) -> Result<Constraint, Error> {
        let inner = |node: &Term| self.shape(node, depth + 1);
        let several = || self.list(word, object)?.iter().map(inner).collect::<Result<Vec<_>, _>>();
        Ok(match word {
            "nodeKind" if matches!(object, Term::NamedNode(kind) if kind.as_str() == format!("{SH}IRI")) => Constraint::Iri,
            "datatype" => Constraint::Datatype(self.iri(word, object)?),
            "class" => Constraint::Class(self.iri(word, object)?),
            "minCount" => Constraint::MinCount(self.number(word, object)?),
            "maxCount" => Constraint::MaxCount(self.number(word, object)?),
            "minLength" => Constraint::MinLength(self.number(word, object)?),
            "minInclusive" => Constraint::MinInclusive(self.number(word, object)?),
            "maxInclusive" => Constraint::MaxInclusive(self.number(word, object)?),
            "pattern" => Constraint::Pattern(Regex::new(text(object)).map_err(|e| self.wrong(word, "a regular expression", &e))?),
            "lessThanOrEquals" => Constraint::LessThanOrEquals(self.iri(word, object)?),
            "in" => Constraint::In(self.list(word, object)?),
            "hasValue" => Constraint::HasValue(object.clone()),
            "property" => Constraint::Property(inner(object)?),
            "node" => Constraint::Node(inner(object)?),
            "or" => Constraint::Or(several()?),
            "xone" => Constraint::Xone(several()?),
            "not" => Constraint::Not(Box::new(inner(object)?)),
            _ => return Err(self.wrong(&format!("sh:{word}"), "a part of SHACL that is known here", object)),
        })
    }

    fn path(&self, object: &Term) -> Result<Path, Error> {
        match (object, self.said(object)) {
            (Term::NamedNode(node), _) => Ok(Path::Forward(node.clone())),
            (_, [(predicate, Term::NamedNode(node))]) if predicate.as_str() == format!("{SH}inversePath") => Ok(Path::Inverse(node.clone())),
            _ => Err(self.wrong("sh:path", "a property or its inverse", object)),
        }
    }

    fn iri(&self, word: &str, object: &Term) -> Result<NamedNode, Error> {
        if let Term::NamedNode(node) = object { Ok(node.clone()) } else { Err(self.wrong(&format!("sh:{word}"), "an IRI", object)) }
    }

    fn number<T: std::str::FromStr>(&self, word: &str, object: &Term) -> Result<T, Error> {
        text(object).parse().map_err(|_| self.wrong(&format!("sh:{word}"), "a whole number", object))
    }

    /// The members of an RDF list.
    fn list(&self, word: &str, object: &Term) -> Result<Vec<Term>, Error> {
        let (mut members, mut at) = (Vec::new(), object.clone());
        while !matches!(&at, Term::NamedNode(node) if *node == rdf::NIL) {
            let part = |wanted| self.said(&at).iter().find(|(predicate, _)| *predicate == wanted).map(|(_, object)| object.clone());
            let Some((first, rest)) = part(rdf::FIRST).zip(part(rdf::REST)) else { return Err(self.wrong(&format!("sh:{word}"), "a list", object)) };
            members.push(first);
            at = rest;
        }
        Ok(members)
    }
}

fn text(term: &Term) -> &str {
    match term {
        Term::Literal(literal) => literal.value(),
        Term::NamedNode(node) => node.as_str(),
        Term::BlankNode(node) => node.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(turtle: &str) -> Result<Shapes, Error> {
        let content = format!("@prefix sh: <{SH}> . @prefix : <http://x.example/> .\n{turtle}");
        read(&File { name: "shapes.ttl", lang: None, content: content.as_bytes() })
    }

    #[test]
    fn the_built_in_shapes_are_known() {
        let file = File { name: "ontology/shapes.ttl", lang: None, content: ontology::SHAPES.as_bytes() };
        assert!(read(&file).unwrap().shapes.len() > 8);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        assert!(shapes(":s a sh:NodeShape ; sh:targetClass :c ; sh:property [ sh:path :p ; sh:minCount 1 ] .").is_ok());
        for other in [
            ":s a sh:NodeShape ; sh:targetClass :c ; sh:closed true .",
            ":s a sh:NodeShape ; sh:targetClass :c ; sh:nodeKind sh:Literal .",
            ":s a sh:NodeShape ; sh:targetClass :c ; sh:property [ sh:path ( :p :q ) ] .",
            ":s a sh:NodeShape ; sh:targetClass :c ; sh:node :t .",
            ":s a sh:NodeShape ; sh:targetClass :c ; sh:node :s .",
            ":s a sh:NodeShape ; sh:targetClass :c ; sh:property [ sh:path :p ; sh:minCount \"one\" ] .",
            ":s a sh:NodeShape ; sh:targetClass :c ; sh:property [ sh:path :p ; sh:pattern \"[\" ] .",
            ":s a sh:NodeShape ; sh:targetClass :c ; :other true .",
        ] {
            assert!(shapes(other).is_err(), "{other}");
        }
    }
}
