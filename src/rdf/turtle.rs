//! Turtle and TriG for people: sorted, a block a subject, the type first, short names.

use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedOrBlankNode, Quad, Term};

use super::iri::Base;
use super::vocab::PREFIXES;

/// Writes quads as Turtle, all graphs in one.
///
/// # Errors
/// Where `out` refuses.
pub fn turtle(quads: &[Quad], base: &Base, out: impl Write) -> io::Result<()> {
    let mut printer = Printer { out, base, indent: "" };
    printer.head(quads)?;
    printer.blocks(&mut quads.iter().collect())
}

/// Writes quads as TriG.
///
/// # Errors
/// Where `out` refuses.
pub fn trig(quads: &[Quad], base: &Base, out: impl Write) -> io::Result<()> {
    let mut printer = Printer { out, base, indent: "  " };
    printer.head(quads)?;
    let mut order: Vec<(String, &Quad)> = quads.iter().map(|q| (q.graph_name.to_string(), q)).collect();
    order.sort_by(|a, b| a.0.cmp(&b.0));
    for graph in order.chunk_by(|a, b| a.0 == b.0) {
        let mut members: Vec<&Quad> = graph.iter().map(|(_, q)| *q).collect();
        printer.graph(&mut members)?;
    }
    Ok(())
}

struct Printer<'a, W> {
    out: W,
    base: &'a Base,
    indent: &'static str,
}

impl<W: Write> Printer<'_, W> {
    /// The base, and the prefixes that are used.
    fn head(&mut self, quads: &[Quad]) -> io::Result<()> {
        writeln!(self.out, "@base <{}> .", self.base.as_str())?;
        for (name, iri) in PREFIXES {
            if quads.iter().any(|q| uses(q, iri)) {
                writeln!(self.out, "@prefix {name}: <{iri}> .")?;
            }
        }
        Ok(())
    }

    fn graph(&mut self, quads: &mut Vec<&Quad>) -> io::Result<()> {
        let name = match quads.first().map(|q| &q.graph_name) {
            Some(oxigraph::model::GraphName::NamedNode(name)) => self.iri(name.as_str()),
            Some(oxigraph::model::GraphName::BlankNode(name)) => name.to_string(),
            _ => String::new(),
        };
        writeln!(self.out, "\n{name}{}{{", if name.is_empty() { "" } else { " " })?;
        self.blocks(quads)?;
        writeln!(self.out, "}}")
    }

    fn blocks(&mut self, quads: &mut Vec<&Quad>) -> io::Result<()> {
        quads.sort_by_cached_key(|q| (self.subject_key(&q.subject), q.predicate != rdf::TYPE, self.iri(q.predicate.as_str()), order(&q.object)));
        quads.dedup_by(|a, b| a.subject == b.subject && a.predicate == b.predicate && a.object == b.object);
        for (n, block) in quads.chunk_by(|a, b| a.subject == b.subject).enumerate() {
            if n > 0 || self.indent.is_empty() {
                writeln!(self.out)?;
            }
            self.block(block)?;
        }
        Ok(())
    }

    fn block(&mut self, block: &[&Quad]) -> io::Result<()> {
        let Some(first) = block.first() else { return Ok(()) };
        write!(self.out, "{}{}", self.indent, self.subject(&first.subject))?;
        for (n, list) in block.chunk_by(|a, b| a.predicate == b.predicate).enumerate() {
            let Some(quad) = list.first() else { continue };
            let predicate = if quad.predicate == rdf::TYPE { "a".to_owned() } else { self.iri(quad.predicate.as_str()) };
            match n {
                0 => write!(self.out, " {predicate} ")?,
                _ => write!(self.out, " ;\n{}  {predicate} ", self.indent)?,
            }
            for (m, quad) in list.iter().enumerate() {
                write!(self.out, "{}{}", if m > 0 { ", " } else { "" }, self.term(&quad.object))?;
            }
        }
        writeln!(self.out, " .")
    }

    /// Sorts a thing before its parts: `claim/8d21` before `claim/8d21/count/1`.
    fn subject_key(&self, subject: &NamedOrBlankNode) -> String {
        let written = self.subject(subject);
        written.trim_end_matches('>').to_owned()
    }

    fn subject(&self, subject: &NamedOrBlankNode) -> String {
        match subject {
            NamedOrBlankNode::NamedNode(node) => self.iri(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        }
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.iri(node.as_str()),
            Term::Literal(literal) => self.literal(literal),
            Term::BlankNode(node) => node.to_string(),
        }
    }

    fn literal(&self, literal: &Literal) -> String {
        let value = literal.value();
        if literal.datatype() == xsd::INTEGER && is_integer(value) {
            return value.to_owned();
        }
        if literal.language().is_some() || literal.datatype() == xsd::STRING {
            return literal.to_string();
        }
        let quoted = Literal::new_simple_literal(value);
        format!("{quoted}^^{}", self.iri(literal.datatype().as_str()))
    }

    /// An IRI by its prefix, by the base, or in full.
    fn iri(&self, iri: &str) -> String {
        for (name, namespace) in PREFIXES {
            if let Some(local) = iri.strip_prefix(namespace).filter(|l| is_local(l)) {
                return format!("{name}:{local}");
            }
        }
        match self.base.local(iri).filter(|l| is_relative(l)) {
            Some(local) => format!("<{local}>"),
            None => oxigraph::model::NamedNodeRef::new_unchecked(iri).to_string(),
        }
    }
}

/// Objects in the order in which people expect them: numbers by value, all else by spelling.
fn order(term: &Term) -> (i128, String) {
    let integer = match term {
        Term::Literal(literal) if literal.datatype() == xsd::INTEGER => literal.value().parse().ok(),
        Term::Literal(_) | Term::NamedNode(_) | Term::BlankNode(_) => None,
    };
    (integer.unwrap_or(i128::MAX), term.to_string())
}

fn uses(quad: &Quad, namespace: &str) -> bool {
    let with = |iri: &str| iri.strip_prefix(namespace).is_some_and(is_local);
    let object = match &quad.object {
        Term::NamedNode(node) => with(node.as_str()),
        Term::Literal(literal) => literal.language().is_none() && literal.datatype() != xsd::STRING && with(literal.datatype().as_str()),
        Term::BlankNode(_) => false,
    };
    object
        || (quad.predicate != rdf::TYPE && with(quad.predicate.as_str()))
        || matches!(&quad.subject, NamedOrBlankNode::NamedNode(node) if with(node.as_str()))
}

/// Whether a part of an IRI can stand behind a prefix without escapes: letters, figures, `-` and `_` only.
fn is_local(local: &str) -> bool {
    !local.is_empty() && !local.starts_with('-') && local.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether a part of an IRI means the same when it is resolved against the base.
fn is_relative(local: &str) -> bool {
    !local.is_empty() && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/#=,".contains(&b)) && !local.starts_with(['/', '#']) && !local.contains("//")
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}
