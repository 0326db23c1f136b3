//! SPARQL: read only, within a time and a number of rows.
//!
//! A query sees the union of all graphs. SERVICE and updates are refused before anything runs; nothing here can reach a network.
//! The work is done in a thread of its own with a deep stack, since a store in memory stops a query only at its next step: when the
//! time is over the answer is an error, and what still runs ends at that step, or with the process.

use std::sync::mpsc;
use std::time::Duration;

use oxigraph::model::{Term, Triple};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::{Query, SparqlParser};

use super::bind::bind;
use crate::rdf::Error;
use crate::rdf::iri::Base;
use crate::rdf::vocab::PREFIXES;

/// How long a query may run and how many rows it may give.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The time.
    pub timeout: Duration,
    /// The rows, or triples of a CONSTRUCT.
    pub rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { timeout: Duration::from_secs(30), rows: 100_000 }
    }
}

/// What a query gives.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Of SELECT.
    Rows(Rows),
    /// Of ASK.
    Truth(bool),
    /// Of CONSTRUCT and DESCRIBE.
    Graph {
        /// The triples.
        triples: Vec<Triple>,
        /// Whether there were more than allowed.
        cut: bool,
    },
}

/// The rows of a SELECT.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The names of the columns, without `?`.
    pub columns: Vec<String>,
    /// A term a column, where there is one.
    pub rows: Vec<Vec<Option<Term>>>,
    /// Whether there were more rows than allowed.
    pub cut: bool,
}

/// A query that was read and found harmless.
#[derive(Clone, Debug)]
pub struct Prepared {
    // The text, since a parsed query can be nested too deep for the stack of whoever holds it.
    text: String,
    base: Base,
    bound: Vec<(String, Term)>,
}

/// A query as text.
#[cfg(feature = "remote")]
#[derive(Clone, Debug)]
pub struct Written {
    /// The text.
    pub sparql: String,
    /// Whether it names the graphs that it wants to see.
    pub names_graphs: bool,
    /// Whether it gives a graph, not rows or a truth.
    pub gives_graph: bool,
}

/// How deep a query may nest: deeper ones exhaust the parser rather than mean something.
const DEPTH: usize = 256;
/// How long a query may be, in bytes.
const LENGTH: usize = 1 << 20;
/// The stack of the thread in which a query is read and run.
const STACK: usize = 256 << 20;

/// Reads a query.
///
/// # Errors
/// Where it breaks the rules of SPARQL, with the place; where it asks for what is refused.
pub fn prepare(sparql: &str, base: &Base) -> Result<Prepared, Error> {
    if sparql.len() > LENGTH || depth(sparql) > DEPTH {
        return Err(Error::Query { message: format!("the query is longer than {LENGTH} bytes or nested deeper than {DEPTH}"), hint: None });
    }
    let prepared = Prepared { text: sparql.to_owned(), base: base.clone(), bound: Vec::new() };
    let (text, base) = (sparql.to_owned(), base.clone());
    in_thread(move || read(&text, &base).map(drop), None)?.map(|()| prepared)
}

fn read(sparql: &str, base: &Base) -> Result<Query, Error> {
    match parser(base).parse_query(sparql) {
        Ok(query) if has_service(&query) => Err(Error::Refused { what: "SERVICE" }),
        Ok(query) => Ok(query),
        Err(_) if parser(base).parse_update(sparql).is_ok() => Err(Error::Refused { what: "an update (INSERT, DELETE, LOAD, CLEAR …)" }),
        Err(error) => Err(Error::Query { message: format!("SPARQL: {error}"), hint: prefix_hint(&error.to_string()) }),
    }
}

fn parser(base: &Base) -> SparqlParser {
    let documents = format!("{}doc/", base.as_str());
    let claims = format!("{}claim/", base.as_str());
    let own = [("doc", documents.as_str()), ("claim", claims.as_str())];
    PREFIXES.iter().copied().chain(own).fold(SparqlParser::new(), |parser, (name, iri)| {
        // The prefixes are fixed and well formed; one that were not would only be missing.
        parser.clone().with_prefix(name, iri).unwrap_or(parser)
    })
}

fn prefix_hint(message: &str) -> Option<String> {
    message.to_lowercase().contains("prefix").then(|| {
        let names: Vec<&str> = PREFIXES.iter().map(|(name, _)| *name).collect();
        format!("prefixes that need no PREFIX: {}, doc, claim", names.join(", "))
    })
}

impl Prepared {
    /// Gives a variable a value, as a [term](super::bind).
    #[must_use]
    pub fn bind(mut self, variable: &str, term: Term) -> Self {
        self.bound.push((variable.to_owned(), term));
        self
    }

    /// Runs the query.
    ///
    /// # Errors
    /// Where it fails or runs out of its time.
    pub fn run(self, store: &Store, limits: Limits) -> Result<Answer, Error> {
        let token = CancellationToken::new();
        let (store, cancel) = (store.clone(), token.clone());
        let answer = in_thread(move || self.evaluate(&store, &token, limits.rows), Some(limits.timeout));
        if answer.is_err() {
            cancel.cancel();
        }
        answer?
    }

    /// The query as text for another program: with its values, all names in full, in standard SPARQL.
    ///
    /// # Errors
    /// Never in practice: the query was read before.
    #[cfg(feature = "remote")]
    pub fn written(&self) -> Result<Written, Error> {
        let prepared = self.clone();
        in_thread(
            move || {
                let query = prepared.read()?;
                let gives_graph = matches!(query, Query::Construct { .. } | Query::Describe { .. });
                Ok(Written { gives_graph, names_graphs: query.dataset().is_some(), sparql: query.to_string() })
            },
            None,
        )?
    }

    /// The parsed query with its values.
    fn read(&self) -> Result<Query, Error> {
        Ok(self.bound.iter().fold(read(&self.text, &self.base)?, |query, (variable, term)| bind(query, variable, term)))
    }

    fn evaluate(self, store: &Store, token: &CancellationToken, most: usize) -> Result<Answer, Error> {
        let query = self.read()?;
        let own_dataset = query.dataset().is_some();
        let mut prepared = SparqlEvaluator::new().with_cancellation_token(token.clone()).for_query(query);
        if !own_dataset {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        match prepared.on_store(store).execute().map_err(failed)? {
            QueryResults::Boolean(truth) => Ok(Answer::Truth(truth)),
            QueryResults::Solutions(solutions) => {
                let columns = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
                let mut rows = Rows { columns, ..Rows::default() };
                for solution in solutions {
                    // The first error is the last word: after it the store repeats it for every row that is left.
                    let solution = solution.map_err(failed)?;
                    if rows.rows.len() == most {
                        rows.cut = true;
                        break;
                    }
                    rows.rows.push(solution.values().to_vec());
                }
                Ok(Answer::Rows(rows))
            }
            QueryResults::Graph(graph) => {
                let (mut triples, mut cut) = (Vec::new(), false);
                for triple in graph {
                    let triple = triple.map_err(failed)?;
                    if triples.len() == most {
                        cut = true;
                        break;
                    }
                    triples.push(triple);
                }
                Ok(Answer::Graph { triples, cut })
            }
        }
    }
}

fn failed(error: QueryEvaluationError) -> Error {
    match error {
        QueryEvaluationError::Cancelled => out_of_time(None),
        error => Error::Query { message: format!("SPARQL: {error}"), hint: None },
    }
}

fn out_of_time(timeout: Option<Duration>) -> Error {
    let after = timeout.map_or_else(String::new, |t| format!(" after {} s", t.as_secs_f32()));
    Error::Limit {
        message: format!("the query was stopped{after}: it ran out of its time"),
        hint: "allow it more with --timeout, or narrow it: fix the event, the speaker or the days, and add LIMIT",
    }
}

/// Does some work in a thread with a deep stack; gives up after a time, leaving the thread to itself.
fn in_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static, timeout: Option<Duration>) -> Result<T, Error> {
    let (send, receive) = mpsc::sync_channel(1);
    let thread = std::thread::Builder::new().name("query".to_owned()).stack_size(STACK);
    // Whoever waits may have given up; then nobody wants the answer.
    thread.spawn(move || _ = send.send(work())).map_err(Error::index)?;
    let answer = match timeout {
        Some(timeout) => receive.recv_timeout(timeout),
        None => receive.recv().map_err(mpsc::RecvTimeoutError::from),
    };
    answer.map_err(|e| match e {
        mpsc::RecvTimeoutError::Timeout => out_of_time(timeout),
        mpsc::RecvTimeoutError::Disconnected => Error::Query { message: "the query broke off".to_owned(), hint: None },
    })
}

/// How deep a text nests at most, wherever its brackets and repeated operators stand.
fn depth(text: &str) -> usize {
    let (mut depth, mut repeated, mut deepest) = (0_usize, 0, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match byte {
            b'!' | b'-' | b'+' | b'^' => repeated += 1,
            byte if byte.is_ascii_whitespace() => {}
            _ => repeated = 0,
        }
        deepest = deepest.max(depth + repeated);
    }
    deepest
}

fn has_service(query: &Query) -> bool {
    match query {
        Query::Select { pattern, .. } | Query::Construct { pattern, .. } | Query::Describe { pattern, .. } | Query::Ask { pattern, .. } => in_pattern(pattern),
    }
}

/// Whether a pattern asks another service.
fn in_pattern(pattern: &GraphPattern) -> bool {
    use GraphPattern as P;
    match pattern {
        P::Service { .. } => true,
        P::Bgp { .. } | P::Path { .. } | P::Values { .. } => false,
        P::Join { left, right } | P::Union { left, right } | P::Minus { left, right } | P::Lateral { left, right } => in_pattern(left) || in_pattern(right),
        P::LeftJoin { left, right, expression } => in_pattern(left) || in_pattern(right) || expression.as_ref().is_some_and(in_expression),
        P::Filter { expr, inner } => in_expression(expr) || in_pattern(inner),
        P::Extend { inner, expression, .. } => in_pattern(inner) || in_expression(expression),
        P::OrderBy { inner, expression } => in_pattern(inner) || expression.iter().any(|(OrderExpression::Asc(e) | OrderExpression::Desc(e))| in_expression(e)),
        P::Group { inner, aggregates, .. } => in_pattern(inner) || aggregates.iter().any(|(_, a)| in_aggregate(a)),
        P::Graph { inner, .. } | P::Project { inner, .. } | P::Distinct { inner } | P::Reduced { inner } | P::Slice { inner, .. } => in_pattern(inner),
    }
}

fn in_aggregate(aggregate: &AggregateExpression) -> bool {
    match aggregate {
        AggregateExpression::CountSolutions { .. } => false,
        AggregateExpression::FunctionCall { expr, .. } => in_expression(expr),
    }
}

fn in_expression(expression: &Expression) -> bool {
    use Expression as E;
    match expression {
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => false,
        E::Exists(pattern) => in_pattern(pattern),
        E::Not(e) | E::UnaryPlus(e) | E::UnaryMinus(e) => in_expression(e),
        E::Or(a, b)
        | E::And(a, b)
        | E::Equal(a, b)
        | E::SameTerm(a, b)
        | E::Greater(a, b)
        | E::GreaterOrEqual(a, b)
        | E::Less(a, b)
        | E::LessOrEqual(a, b)
        | E::Add(a, b)
        | E::Subtract(a, b)
        | E::Multiply(a, b)
        | E::Divide(a, b) => in_expression(a) || in_expression(b),
        E::In(e, list) => in_expression(e) || list.iter().any(in_expression),
        E::If(a, b, c) => [a, b, c].iter().any(|e| in_expression(e)),
        E::Coalesce(list) | E::FunctionCall(_, list) => list.iter().any(in_expression),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(sparql: &str) -> Result<Answer, Error> {
        prepare(sparql, &Base::default())?.run(&Store::new().unwrap(), Limits { timeout: Duration::from_secs(5), rows: 3 })
    }

    #[test]
    fn what_reaches_out_or_writes_is_refused() {
        for refused in [
            "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",
            "SELECT * { SERVICE SILENT <http://x.example/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?s { ?a ?b ?c } } }",
            "ASK { { SELECT * { ?s ?p ?o OPTIONAL { GRAPH ?g { SERVICE <http://x.example/> {} } } } } }",
            "SELECT (COUNT(?s) AS ?n) { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <http://x.example/> {} })",
            "LOAD <http://x.example/>",
            "INSERT DATA { <http://x.example/> a <http://x.example/> }",
            "PREFIX a: <http://x.example/> DELETE WHERE { ?s ?p ?o }",
            "CLEAR ALL",
        ] {
            assert!(matches!(run(refused), Err(Error::Refused { .. })), "{refused}");
        }
    }

    #[test]
    fn the_word_service_in_a_string_harms_nobody() {
        assert!(run("SELECT (\"SERVICE <http://x.example/>\" AS ?s) {}").is_ok());
    }

    #[test]
    fn a_mistake_has_its_place() {
        let error = run("SELECT * {\n  ?s ?p }").unwrap_err().to_string();
        assert!(error.contains("2:"), "{error}");
        assert!(run(&"(".repeat(10_000)).is_err());
        assert!(run(&format!("SELECT * {{ FILTER({}true) }}", "!".repeat(100_000))).is_err());
    }

    #[test]
    fn rows_and_time_are_limited() {
        let Answer::Rows(rows) = run("SELECT * { VALUES ?a { 1 2 3 4 } }").unwrap() else { panic!("no rows") };
        assert_eq!((rows.rows.len(), rows.cut), (3, true));
        let ones = "1 ".repeat(1000);
        let endless = format!("SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {ones} }} VALUES ?b {{ {ones} }} VALUES ?c {{ {ones} }} VALUES ?d {{ {ones} }} }}");
        let prepared = prepare(&endless, &Base::default()).unwrap();
        let answer = prepared.run(&Store::new().unwrap(), Limits { timeout: Duration::from_millis(50), rows: 3 });
        assert!(matches!(answer, Err(Error::Limit { .. })));
    }
}
