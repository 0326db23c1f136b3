//! Answers as text: as standard result files, or as cells of a table.

use std::io::Write;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNodeRef, Quad, Term, Triple};
use oxigraph::sparql::Variable;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::query::Rows;
use crate::rdf::Error;
use crate::rdf::iri::Base;
use crate::rdf::vocab::{PREFIXES, VOC};
use crate::rdf::write::{self, Syntax, sort};

/// A standard syntax of SPARQL results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// Tab-separated, terms in full.
    Tsv,
    /// JSON.
    Json,
    /// XML.
    Xml,
}

impl Standard {
    fn format(self) -> QueryResultsFormat {
        match self {
            Standard::Tsv => QueryResultsFormat::Tsv,
            Standard::Json => QueryResultsFormat::Json,
            Standard::Xml => QueryResultsFormat::Xml,
        }
    }
}

/// Writes rows as a standard result file.
///
/// # Errors
/// Where `out` refuses.
pub fn write_rows(rows: &Rows, standard: Standard, mut out: impl Write) -> std::io::Result<()> {
    let variables: Vec<Variable> = rows.columns.iter().map(Variable::new_unchecked).collect();
    let mut writer = QueryResultsSerializer::from_format(standard.format()).serialize_solutions_to_writer(&mut out, variables.clone())?;
    for row in &rows.rows {
        let row: Vec<Option<Term>> = row.iter().map(|term| term.as_ref().map(|t| if standard == Standard::Xml { for_xml(t) } else { t.clone() })).collect();
        writer.serialize(variables.iter().zip(&row).filter_map(|(v, t)| Some((v.as_ref(), t.as_ref()?.as_ref()))))?;
    }
    writer.finish()?;
    if standard == Standard::Tsv { Ok(()) } else { writeln!(out) }
}

/// A term without the characters that no XML file may have, in whatever way they are written.
fn for_xml(term: &Term) -> Term {
    let forbidden = |c: char| (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    match term {
        Term::Literal(literal) if literal.value().contains(forbidden) => relabelled(literal, literal.value().replace(forbidden, "\u{FFFD}")),
        term => term.clone(),
    }
}

/// Rows with other words in place of those that they have; numbers and days stay.
#[must_use]
pub fn with_words(rows: &Rows, words: impl Fn(&str) -> String) -> Rows {
    let changed = |term: &Term| match term {
        Term::Literal(literal) if literal.language().is_some() || literal.datatype() == xsd::STRING => relabelled(literal, words(literal.value())),
        term => term.clone(),
    };
    let cells = |row: &Vec<Option<Term>>| row.iter().map(|term| term.as_ref().map(changed)).collect();
    Rows { rows: rows.rows.iter().map(cells).collect(), ..rows.clone() }
}

/// A literal with another value, of the same language or type.
fn relabelled(literal: &Literal, value: String) -> Term {
    let tagged = literal.language().and_then(|lang| Literal::new_language_tagged_literal(&value, lang).ok());
    tagged.unwrap_or_else(|| Literal::new_typed_literal(value, literal.datatype())).into()
}

/// Writes yes or no as a standard result file.
///
/// # Errors
/// Where `out` refuses.
pub fn write_truth(truth: bool, standard: Standard, mut out: impl Write) -> std::io::Result<()> {
    QueryResultsSerializer::from_format(standard.format()).serialize_boolean_to_writer(&mut out, truth)?;
    writeln!(out)
}

/// Writes triples as a graph.
///
/// # Errors
/// Where `out` refuses.
pub fn write_graph(triples: &[Triple], syntax: Syntax, base: &Base, out: impl Write) -> std::io::Result<()> {
    let mut quads: Vec<Quad> = triples.iter().map(|t| t.clone().in_graph(GraphName::DefaultGraph)).collect();
    sort(&mut quads);
    write::write(&quads, syntax, base, out)
}

/// Rows as plain values: IRIs in full, literals without language and type.
#[must_use]
pub fn values(rows: &Rows) -> Vec<Vec<String>> {
    let value = |term: &Option<Term>| match term {
        None => String::new(),
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::BlankNode(node)) => node.to_string(),
    };
    rows.rows.iter().map(|row| row.iter().map(value).collect()).collect()
}

/// Rows for people: short names for IRIs, the bare words of closed lists.
#[must_use]
pub fn cells(rows: &Rows, base: &Base) -> Vec<Vec<String>> {
    let cell = |term: &Option<Term>| match term {
        None => String::new(),
        Some(Term::NamedNode(node)) => short(node.as_ref(), base),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::BlankNode(node)) => node.to_string(),
    };
    rows.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}

fn short(node: NamedNodeRef<'_>, base: &Base) -> String {
    let iri = node.as_str();
    if let Some(word) = iri.strip_prefix(VOC).and_then(|rest| rest.split_once('/')).map(|(_, word)| word) {
        return word.to_owned();
    }
    for kind in ["claim", "doc"] {
        if let Some(local) = base.local(iri).and_then(|l| l.strip_prefix(kind)).and_then(|l| l.strip_prefix('/')) {
            return format!("{kind}:{local}");
        }
    }
    let prefixed = PREFIXES.iter().find_map(|(name, namespace)| Some(format!("{name}:{}", iri.strip_prefix(namespace)?)));
    prefixed.unwrap_or_else(|| format!("<{iri}>"))
}

/// All quads of a store as one file.
///
/// # Errors
/// Where `out` refuses.
pub fn write_store(mut quads: Vec<Quad>, syntax: Syntax, base: &Base, out: impl Write) -> Result<(), Error> {
    sort(&mut quads);
    write::write(&quads, syntax, base, out).map_err(|e| Error::io("output", e))
}
