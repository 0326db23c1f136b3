//! Whether a graph is as its shapes say, and where it is not.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};

use super::{Constraint, Path, Shape, Shapes, Target};
use crate::rdf::iri::last_part;

/// A node that is not as a shape says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The node.
    pub focus: String,
    /// The shape, by the last part of its name.
    pub shape: String,
    /// What should hold: `low: at most 1 value, found 2`.
    pub message: String,
}

/// Where quads, of whatever graphs, are not as the shapes say; sorted.
#[must_use]
pub fn violations(shapes: &Shapes, quads: &[Quad]) -> Vec<Violation> {
    let data = Data::new(quads);
    let mut found = BTreeSet::new();
    for shape in &shapes.shapes {
        for focus in data.targets(shape) {
            let mut messages = Vec::new();
            data.validate(shape, &focus, &mut messages);
            found.extend(messages.into_iter().map(|message| Violation { focus: name(&focus), shape: shape.name.clone(), message }));
        }
    }
    found.into_iter().collect()
}

/// The triples of all graphs, by subject and by object.
struct Data<'a> {
    forward: HashMap<Term, Vec<(&'a NamedNode, &'a Term)>>,
    inverse: HashMap<&'a Term, Vec<(&'a NamedNode, &'a NamedOrBlankNode)>>,
}

impl<'a> Data<'a> {
    fn new(quads: &'a [Quad]) -> Self {
        let mut data = Data { forward: HashMap::new(), inverse: HashMap::new() };
        for quad in quads {
            let said = data.forward.entry(quad.subject.clone().into()).or_default();
            // A triple is one, in however many graphs it stands.
            if said.contains(&(&quad.predicate, &quad.object)) {
                continue;
            }
            said.push((&quad.predicate, &quad.object));
            if !matches!(quad.object, Term::Literal(_)) {
                data.inverse.entry(&quad.object).or_default().push((&quad.predicate, &quad.subject));
            }
        }
        data
    }

    fn objects(&self, node: &Term, property: &NamedNode) -> impl Iterator<Item = &'a Term> {
        self.forward.get(node).into_iter().flatten().filter(move |(p, _)| *p == property).map(|(_, object)| *object)
    }

    fn subjects(&self, node: &Term, property: &NamedNode) -> impl Iterator<Item = Term> {
        self.inverse.get(node).into_iter().flatten().filter(move |(p, _)| *p == property).map(|(_, subject)| Term::from((*subject).clone()))
    }

    /// The nodes that a shape is for, in an order of their own.
    fn targets(&self, shape: &Shape) -> Vec<Term> {
        let mut targets = BTreeMap::new();
        for target in &shape.targets {
            let found: Vec<Term> = match target {
                Target::Class(class) => self.subjects(&class.clone().into(), &rdf::TYPE.into_owned()).collect(),
                Target::ObjectsOf(property) => self.forward.keys().flat_map(|node| self.objects(node, property)).cloned().collect(),
            };
            targets.extend(found.into_iter().map(|node| (node.to_string(), node)));
        }
        targets.into_values().collect()
    }

    fn values(&self, shape: &Shape, focus: &Term) -> Vec<Term> {
        match &shape.path {
            None => vec![focus.clone()],
            Some(Path::Forward(property)) => self.objects(focus, property).cloned().collect(),
            Some(Path::Inverse(property)) => self.subjects(focus, property).collect(),
        }
    }

    fn conforms(&self, shape: &Shape, focus: &Term) -> bool {
        let mut messages = Vec::new();
        self.validate(shape, focus, &mut messages);
        messages.is_empty()
    }

    fn validate(&self, shape: &Shape, focus: &Term, messages: &mut Vec<String>) {
        let values = self.values(shape, focus);
        let place = match &shape.path {
            None => String::new(),
            Some(Path::Forward(property)) => format!("{}: ", last_part(property.as_str())),
            Some(Path::Inverse(property)) => format!("is {} of: ", last_part(property.as_str())),
        };
        for constraint in &shape.constraints {
            if let Constraint::Property(inner) = constraint {
                values.iter().for_each(|value| self.validate(inner, value, messages));
            } else if let Some(message) = self.fault(constraint, focus, &values) {
                messages.push(format!("{place}{message}"));
            }
        }
    }

    /// What a constraint finds wrong with the values of a node.
    fn fault(&self, constraint: &Constraint, focus: &Term, values: &[Term]) -> Option<String> {
        match constraint {
            Constraint::MinCount(least) => (values.len() < *least).then(|| format!("expected at least {least}, found {}", values.len())),
            Constraint::MaxCount(most) => (values.len() > *most).then(|| format!("expected at most {most}, found {}", values.len())),
            Constraint::HasValue(wanted) => (!values.contains(wanted)).then(|| format!("expected {}", name(wanted))),
            Constraint::LessThanOrEquals(property) => {
                let others: Vec<&Term> = self.objects(focus, property).collect();
                let worse = |value: &&Term| others.iter().any(|other| !is_at_most(value, other));
                values.iter().find(worse).map(|value| format!("{} is above {}", name(value), last_part(property.as_str())))
            }
            _ => values.iter().find_map(|value| self.fault_of_value(constraint, value)),
        }
    }

    fn fault_of_value(&self, constraint: &Constraint, value: &Term) -> Option<String> {
        let expected = |what: String| Some(format!("expected {what}, found {}", name(value)));
        match constraint {
            Constraint::Iri if !matches!(value, Term::NamedNode(_)) => expected("an IRI".to_owned()),
            Constraint::Datatype(datatype) if !has_datatype(value, datatype) => expected(last_part(datatype.as_str()).to_owned()),
            Constraint::Class(class) if !self.objects(value, &rdf::TYPE.into_owned()).any(|c| matches!(c, Term::NamedNode(c) if c == class)) => {
                expected(format!("a {}", last_part(class.as_str())))
            }
            Constraint::MinLength(least) if text(value).is_none_or(|text| text.chars().count() < *least) => expected(format!("at least {least} characters")),
            Constraint::Pattern(pattern) if text(value).is_none_or(|text| !pattern.is_match(text)) => expected(pattern.as_str().to_owned()),
            Constraint::MinInclusive(least) if number(value).is_none_or(|n| n < *least) => expected(format!("at least {least}")),
            Constraint::MaxInclusive(most) if number(value).is_none_or(|n| n > *most) => expected(format!("at most {most}")),
            Constraint::In(list) if !list.contains(value) => expected("a word of its list".to_owned()),
            Constraint::Node(shape) => {
                let mut inner = Vec::new();
                self.validate(shape, value, &mut inner);
                inner.into_iter().next()
            }
            Constraint::Or(shapes) if !shapes.iter().any(|shape| self.conforms(shape, value)) => expected("one of several forms".to_owned()),
            Constraint::Xone(shapes) if shapes.iter().filter(|shape| self.conforms(shape, value)).count() != 1 => {
                expected("exactly one of several forms".to_owned())
            }
            Constraint::Not(shape) if self.conforms(shape, value) => expected("another form".to_owned()),
            _ => None,
        }
    }
}

/// A term for people.
fn name(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

fn text(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::Literal(literal) => Some(literal.value()),
        Term::BlankNode(_) => None,
    }
}

fn number(term: &Term) -> Option<i64> {
    if let Term::Literal(literal) = term { literal.value().parse().ok().filter(|_| literal.datatype() == xsd::INTEGER) } else { None }
}

/// Whether a literal has a datatype, and is written as that type is.
fn has_datatype(term: &Term, datatype: &NamedNode) -> bool {
    let Term::Literal(literal) = term else { return false };
    let well_formed = match literal.datatype() {
        xsd::INTEGER => literal.value().parse::<i128>().is_ok(),
        xsd::DATE => literal.value().parse::<jiff::civil::Date>().is_ok(),
        xsd::DATE_TIME => literal.value().parse::<jiff::Timestamp>().is_ok(),
        _ => true,
    };
    literal.datatype() == *datatype && well_formed
}

/// Whether one value is no greater than another; two that cannot be compared are not.
fn is_at_most(value: &Term, other: &Term) -> bool {
    let (Term::Literal(value), Term::Literal(other)) = (value, other) else { return false };
    if value.datatype() != other.datatype() {
        return false;
    }
    match value.datatype() {
        xsd::INTEGER => value.value().parse::<i128>().ok().zip(other.value().parse::<i128>().ok()).is_some_and(|(a, b)| a <= b),
        // Days that are written YYYY-MM-DD are in the order of their letters.
        xsd::DATE => value.value() <= other.value(),
        _ => false,
    }
}
