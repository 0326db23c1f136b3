//! Asking: queries with the graphs that they see, and graphs read back whole.

use std::collections::HashMap;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad, Term, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput, ReaderSolutionsParser};
use oxigraph::store::Store;

use super::http::{Given, Request, refused};
use super::{PATIENCE, Remote};
use crate::graph::query::{Answer, Limits, Prepared, Rows};
use crate::graph::question::Question;
use crate::graph::store::index;
use crate::rdf::Error;
use crate::rdf::vocab::{class, other, prop};
use crate::rdf::write::sort;

/// How many graphs are counted by a request, and how many triples are read by one: fewer than any server gives at once.
const GRAPHS_AT_ONCE: usize = 200;
const TRIPLES_AT_ONCE: usize = 5_000;

/// What a query gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Rows,
    Graph,
}

impl Remote {
    /// What a prepared query gives on the graphs of the store.
    pub(super) fn answer(&self, prepared: &Prepared, limits: Limits) -> Result<Answer, Error> {
        let written = prepared.written()?;
        let form = if written.gives_graph { Form::Graph } else { Form::Rows };
        // A query that names the graphs that it wants sees these.
        let graphs = if written.names_graphs { Vec::new() } else { self.seen() };
        self.query(&written.sparql, form, &graphs, limits)
    }

    pub(super) fn query(&self, sparql: &str, form: Form, graphs: &[NamedNode], limits: Limits) -> Result<Answer, Error> {
        let mut fields = vec![("query", sparql)];
        for graph in graphs {
            fields.extend([("default-graph-uri", graph.as_str()), ("named-graph-uri", graph.as_str())]);
        }
        let accept = if form == Form::Graph { "application/n-triples, text/turtle;q=0.5" } else { "application/sparql-results+json" };
        let url = &self.address.queries;
        let given = self.client.send(url, Request::Query { fields: &fields, accept }, limits.timeout)?;
        let broken = |error: &dyn std::fmt::Display| refused(url, &format!("the answer cannot be read: {error}"), "it broke off or is no RDF; ask again");
        if let Some(rows) = &given.cut {
            let message = format!("the server cut its answer off: it gives {rows} rows at most");
            return Err(refused(url, &message, "raise its limit (Virtuoso: ResultSetMaxRows), or ask for less"));
        }
        match form {
            Form::Graph => {
                let Given { kind, body, .. } = given;
                let format = RdfFormat::from_media_type(&kind).filter(|_| !kind.contains("json")).ok_or_else(|| unexpected(url, "a graph", &kind))?;
                let (mut triples, mut cut) = (Vec::new(), false);
                for quad in RdfParser::from_format(format).without_named_graphs().for_reader(body) {
                    let triple = Triple::from(quad.map_err(|e| broken(&e))?);
                    if triples.len() == limits.rows {
                        cut = true;
                        break;
                    }
                    triples.push(triple);
                }
                Ok(Answer::Graph { triples, cut })
            }
            Form::Rows => {
                let Given { kind, body, .. } = given;
                let format = QueryResultsFormat::from_media_type(&kind).ok_or_else(|| unexpected(url, "SPARQL results", &kind))?;
                match QueryResultsParser::from_format(format).for_reader(body).map_err(|e| broken(&e))? {
                    ReaderQueryResultsParserOutput::Boolean(truth) => Ok(Answer::Truth(truth)),
                    ReaderQueryResultsParserOutput::Solutions(solutions) => rows(solutions, limits.rows, broken).map(Answer::Rows),
                }
            }
        }
    }

    /// Asks a question with a name.
    ///
    /// # Errors
    /// As [`Question::ask`], and where the server cannot be asked.
    pub fn ask_question(&self, question: &Question, values: &[(String, String)], limits: Limits) -> Result<Answer, Error> {
        let names = || self.names();
        let prepared = question.prepare(&names, &self.base, values)?;
        Ok(question.arranged(self.ask(&prepared, limits)?))
    }

    /// What things are called, and which of them are events and issues: what values of parameters are looked up in.
    fn names(&self) -> Result<Store, Error> {
        let (event, issue) = (class::EVENT.as_str(), class::ISSUE.as_str());
        let (name, label, key) = (prop::NAME.as_str(), other::PREF_LABEL.as_str(), prop::KEY.as_str());
        let sparql = format!(
            "CONSTRUCT {{ ?s ?p ?o . ?s a ?c }} WHERE {{ VALUES ?p {{ <{name}> <{label}> <{key}> }} ?s ?p ?o . \
             OPTIONAL {{ ?s a ?c . FILTER(?c = <{event}> || ?c = <{issue}>) }} }}"
        );
        let limits = Limits { timeout: PATIENCE, rows: usize::MAX };
        let Answer::Graph { triples, .. } = self.query(&sparql, Form::Graph, &self.seen(), limits)? else { return index([]) };
        let graph = self.base.derived("names");
        index([Ok(triples.into_iter().map(|triple| triple.in_graph(graph.clone())).collect())])
    }

    /// The quads of some graphs, sorted, in the order of the graphs. A server may give less than it has without a word, so all are counted first.
    ///
    /// Each is asked for as a graph: Virtuoso takes eight times as long for the same as rows.
    pub(super) fn read_graphs(&self, graphs: &[NamedNode]) -> Result<Vec<Vec<Quad>>, Error> {
        let mut found = Vec::new();
        for some in graphs.chunks(GRAPHS_AT_ONCE) {
            let counted = self.counted(some)?;
            for graph in some {
                found.push(self.read_graph(graph, counted.get(graph.as_str()).copied().unwrap_or_default())?);
            }
        }
        Ok(found)
    }

    fn counted(&self, graphs: &[NamedNode]) -> Result<HashMap<String, usize>, Error> {
        let list: Vec<String> = graphs.iter().map(ToString::to_string).collect();
        let rows = self.select(&format!("SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g", list.join(" ")))?;
        let pair = |row: &Vec<Option<Term>>| match row.as_slice() {
            [Some(Term::NamedNode(graph)), Some(Term::Literal(number))] => Some((graph.as_str().to_owned(), number.value().parse().ok()?)),
            _ => None,
        };
        Ok(rows.rows.iter().filter_map(pair).collect())
    }

    /// The quads of a graph that has so many: in parts, where they are more than a server may give at once.
    fn read_graph(&self, graph: &NamedNode, expected: usize) -> Result<Vec<Quad>, Error> {
        if expected == 0 {
            return Ok(Vec::new());
        }
        let mut quads = Vec::new();
        for part in parts(expected) {
            let filter = if part.is_empty() { String::new() } else { format!(" FILTER(STRSTARTS(MD5(STR(?s)), \"{part}\"))") };
            let sparql = format!("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }}{filter} }}");
            let limits = Limits { timeout: PATIENCE, rows: usize::MAX };
            if let Answer::Graph { triples, .. } = self.query(&sparql, Form::Graph, &[], limits)? {
                quads.extend(triples.into_iter().map(|triple| triple.in_graph(graph.clone())));
            }
        }
        if quads.len() == expected {
            sort(&mut quads);
            return Ok(quads);
        }
        let message = format!("gave {} of the {expected} triples of {graph}", quads.len());
        Err(refused(&self.address.queries, &message, "raise its limit of rows (Virtuoso: ResultSetMaxRows); or somebody is writing to it: ask again"))
    }
}

/// How the hashes of subjects begin, part by part, so that no part has too many triples; one part with all of them where they are few.
fn parts(triples: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    while triples > parts.len() * TRIPLES_AT_ONCE {
        parts = parts.iter().flat_map(|part| "0123456789abcdef".chars().map(move |digit| format!("{part}{digit}"))).collect();
    }
    parts
}

fn rows<R: std::io::Read>(solutions: ReaderSolutionsParser<R>, most: usize, broken: impl Fn(&dyn std::fmt::Display) -> Error) -> Result<Rows, Error> {
    let columns = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
    let mut rows = Rows { columns, ..Rows::default() };
    for solution in solutions {
        let solution = solution.map_err(|e| broken(&e))?;
        if rows.rows.len() == most {
            rows.cut = true;
            break;
        }
        rows.rows.push(solution.values().to_vec());
    }
    Ok(rows)
}

fn unexpected(url: &str, expected: &str, found: &str) -> Error {
    let found = if found.is_empty() { "nothing that says what it is" } else { found };
    refused(url, &format!("expected {expected}, found {found}"), "name the address that takes SPARQL queries, such as …/query or …/sparql, with --store")
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn no_part_is_too_large_and_all_hashes_have_one() {
        assert_eq!(parts(5_000), [""]);
        assert_eq!((parts(5_001).len(), parts(80_000).len(), parts(80_001).len(), parts(1_000_000).len()), (16, 16, 256, 256));
        assert_eq!((parts(90_000)[0].as_str(), parts(90_000)[255].as_str()), ("00", "ff"));
    }
}
