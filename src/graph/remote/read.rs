//! Asking: queries with the graphs that they see, and graphs read back whole.

use std::collections::HashMap;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput, ReaderSolutionsParser};
use oxigraph::store::Store;

use super::http::{Given, Request, refused};
use super::{PATIENCE, Remote};
use crate::graph::query::{Answer, Limits, Prepared, Rows};
use crate::graph::question::Question;
use crate::graph::store::index;
use crate::rdf::Error;
use crate::rdf::vocab::{class, other, prop};

/// How many graphs are counted by a request, and how many quads are read by one: fewer than any server gives at once.
const GRAPHS_AT_ONCE: usize = 200;
const QUADS_AT_ONCE: usize = 5_000;

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

    /// The quads of some graphs, in their order, some graphs a request. A server may give less than it has without a word, so all are counted first.
    pub(super) fn read_graphs(&self, graphs: &[NamedNode]) -> Result<Vec<Vec<Quad>>, Error> {
        let mut found: HashMap<String, Vec<Quad>> = HashMap::new();
        for some in graphs.chunks(GRAPHS_AT_ONCE) {
            let counted = self.counted(some)?;
            let (mut batch, mut size): (Vec<&NamedNode>, usize) = (Vec::new(), 0);
            for graph in some {
                let count = counted.get(graph.as_str()).copied().unwrap_or_default();
                if size + count > QUADS_AT_ONCE && !batch.is_empty() {
                    self.read_batch(&batch, size, &mut found)?;
                    batch.clear();
                    size = 0;
                }
                if count > 0 {
                    batch.push(graph);
                    size += count;
                }
            }
            if !batch.is_empty() {
                self.read_batch(&batch, size, &mut found)?;
            }
        }
        Ok(graphs.iter().map(|graph| found.remove(graph.as_str()).unwrap_or_default()).collect())
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

    fn read_batch(&self, graphs: &[&NamedNode], expected: usize, found: &mut HashMap<String, Vec<Quad>>) -> Result<(), Error> {
        let list: Vec<String> = graphs.iter().map(ToString::to_string).collect();
        let rows = self.select(&format!("SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {} }} GRAPH ?g {{ ?s ?p ?o }} }}", list.join(" ")))?;
        let mut got = 0;
        for row in rows.rows {
            let Ok([Some(Term::NamedNode(graph)), Some(Term::NamedNode(subject)), Some(Term::NamedNode(predicate)), Some(object)]) = <[_; 4]>::try_from(row)
            else {
                continue;
            };
            got += 1;
            found.entry(graph.as_str().to_owned()).or_default().push(Quad::new(NamedOrBlankNode::from(subject), predicate, object, graph));
        }
        if got == expected {
            return Ok(());
        }
        let message = format!("gave {got} of the {expected} triples of {}", list.join(", "));
        Err(refused(&self.address.queries, &message, "raise its limit of rows (Virtuoso: ResultSetMaxRows); or somebody is writing to it: ask again"))
    }
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
