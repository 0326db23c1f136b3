//! A store at an address: any server that speaks the SPARQL 1.1 Protocol and, to be written to, the Graph Store Protocol.
//!
//! There a store is its graphs and nothing else: one a document, the derived ones, and one of its own that says under which base
//! things are named, and of which documents the derived graphs were made. Texts, history, reviews, decisions and actors of one's own
//! are a matter of a folder. Other graphs on the server are neither asked nor touched: each query names the graphs that it sees, since
//! what a server shows by itself differs from one to the next. Where that is everything, it can be [taken so](Address::as_union).
//!
//! Each graph is written whole, by one request. What is derived is put aside before the first document changes and made anew when
//! all are there, so that whoever asks meanwhile, or after a run that was cut off, is told so instead of given half of it.

mod access;
mod digest;
mod http;
mod read;
mod write;

use std::collections::BTreeSet;
use std::time::Duration;

use oxigraph::model::{NamedNode, Quad, Term};

pub use access::Credentials;
use access::is_private;
use http::{Client, checked, refused};
pub use write::{Writer, derived};

use super::corpus::Corpus;
use super::derive::GRAPHS;
use super::facts::Facts;
use super::query::{self, Answer, Limits, Rows};
use super::snapshot::Selection;
use crate::claim::actor::Gazetteer;
use crate::rdf::Error;
use crate::rdf::canonical::digest;
use crate::rdf::iri::Base;
use crate::rdf::vocab::class;

/// The graph that says what the store is, and the store itself.
const STORE: &str = "https://w3id.org/selon/store";
/// The base, in the vocabulary of data sets.
const URI_SPACE: &str = "http://rdfs.org/ns/void#uriSpace";
/// Of which documents the derived graphs were made, and by which lists.
const DERIVED_OF: &str = "http://purl.org/dc/terms/identifier";
const DERIVED_BY: &str = "http://purl.org/dc/terms/hasVersion";

/// How long a request may take that no limit was given for.
const PATIENCE: Duration = Duration::from_secs(300);

/// Where a store is, and who asks it.
#[derive(Clone, Debug)]
pub struct Address {
    queries: String,
    graphs: String,
    credentials: Credentials,
    union: bool,
}

impl Address {
    /// The address that takes queries, and the one of the Graph Store Protocol: without one, the same with `store` as its last part.
    ///
    /// # Errors
    /// Where one is no address of a server.
    pub fn new(queries: &str, graphs: Option<&str>, credentials: Credentials) -> Result<Self, Error> {
        checked(queries)?;
        let beside = || queries.rsplit_once('/').map_or_else(|| queries.to_owned(), |(before, _)| format!("{before}/store"));
        let graphs = graphs.map_or_else(beside, str::to_owned);
        checked(&graphs)?;
        Ok(Address { queries: queries.to_owned(), graphs, credentials, union: false })
    }

    /// The same, asked without the names of its graphs: a query sees all that the server holds. That takes a server whose default graph
    /// is the union of all its graphs, and is the only way where they are too many to be named.
    #[must_use]
    pub fn as_union(mut self, union: bool) -> Self {
        self.union = union;
        self
    }
}

/// A store at an address, as it was found.
#[derive(Debug)]
pub struct Remote {
    address: Address,
    client: Client,
    base: Base,
    /// The hashes of its documents' keys.
    documents: BTreeSet<String>,
    derived_of: Option<String>,
    derived_by: Option<String>,
}

impl Remote {
    /// Finds the store at an address.
    ///
    /// # Errors
    /// Where the server cannot be asked, or holds no store.
    pub fn open(address: Address) -> Result<Self, Error> {
        let mut remote = Remote::unknown(address);
        if remote.find()? {
            remote.is_union()?;
            return Ok(remote);
        }
        Err(refused(&remote.address.queries, "no store there", "`selon ingest FILE` with the same --store makes one"))
    }

    fn unknown(address: Address) -> Self {
        let client = Client::new(&address.credentials, is_private(&address.queries));
        Remote { address, client, base: Base::default(), documents: BTreeSet::new(), derived_of: None, derived_by: None }
    }

    /// Reads what the server holds; whether it holds a store.
    fn find(&mut self) -> Result<bool, Error> {
        let said = self.select(&format!("SELECT ?p ?o WHERE {{ GRAPH <{STORE}> {{ <{STORE}> ?p ?o }} }}"))?;
        let value = |property: &str| {
            let mut row = said.rows.iter().filter(|row| matches!(row.first(), Some(Some(Term::NamedNode(p))) if p.as_str() == property));
            row.next().and_then(|row| if let Some(Some(Term::Literal(o))) = row.get(1) { Some(o.value().to_owned()) } else { None })
        };
        let Some(base) = value(URI_SPACE) else { return Ok(false) };
        let wrong = || refused(&self.address.queries, &format!("expected a base IRI that ends in /, found {base:?}"), "something else wrote to its graph");
        self.base = Base::new(&base).ok_or_else(wrong)?;
        (self.derived_of, self.derived_by) = (value(DERIVED_OF), value(DERIVED_BY));
        let graphs = self.select(&format!("SELECT ?g WHERE {{ GRAPH ?g {{ ?d a <{}> }} }}", class::DOCUMENT.as_str()))?;
        let hash = |row: &Vec<Option<Term>>| {
            let Some(Some(Term::NamedNode(graph))) = row.first() else { return None };
            self.base.local(graph.as_str())?.strip_prefix("graph/doc/").map(str::to_owned)
        };
        self.documents = graphs.rows.iter().filter_map(hash).collect();
        Ok(true)
    }

    /// Sees to it that the server shows all graphs by itself, where that was said of it: the one that says what the store is is a named one.
    fn is_union(&self) -> Result<(), Error> {
        if !self.address.union || !self.select(&format!("SELECT ?o WHERE {{ <{STORE}> <{URI_SPACE}> ?o }}"))?.rows.is_empty() {
            return Ok(());
        }
        let message = "its default graph is not the union of its graphs";
        Err(refused(&self.address.queries, message, "ask without --store-union, or set the server so (Oxigraph: --union-default-graph)"))
    }

    /// The graphs that a query sees: those of the store, unless the server shows them by itself.
    fn seen(&self) -> Vec<NamedNode> {
        if self.address.union { Vec::new() } else { self.graphs() }
    }

    /// The IRI under which documents and claims are named.
    #[must_use]
    pub fn base(&self) -> &Base {
        &self.base
    }

    fn document_graph(&self, hash: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}graph/doc/{hash}", self.base.as_str()))
    }

    /// The graphs of the store: of documents, then the derived ones.
    fn graphs(&self) -> Vec<NamedNode> {
        self.documents.iter().map(|hash| self.document_graph(hash)).chain(GRAPHS.iter().map(|name| self.base.derived(name))).collect()
    }

    /// A digest of which documents there are.
    fn of_documents(&self) -> String {
        digest(&self.documents.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Sees to it that the derived graphs are those of the documents.
    fn is_whole(&self) -> Result<(), Error> {
        if self.derived_of.as_deref() == Some(self.of_documents().as_str()) {
            return Ok(());
        }
        let message = "somebody is writing to it, or was cut off: what follows from all its documents is not there yet";
        Err(refused(&self.address.queries, message, "wait, or make it whole with `selon ingest` or `selon remove`"))
    }

    /// Asks a query that was prepared.
    ///
    /// # Errors
    /// Where the store is not whole, where the query fails, or where the server gives no answer that can be read.
    pub fn ask(&self, prepared: &query::Prepared, limits: Limits) -> Result<Answer, Error> {
        self.is_whole()?;
        self.answer(prepared, limits)
    }

    /// The documents that are there: hash and key.
    ///
    /// # Errors
    /// Where the server cannot be asked.
    pub fn keys(&self) -> Result<Vec<(String, String)>, Error> {
        let rows = self.select(&format!("SELECT ?d ?key WHERE {{ GRAPH ?g {{ ?d <{}> ?key }} }}", crate::rdf::vocab::prop::KEY.as_str()))?;
        let pair = |row: &Vec<Option<Term>>| match row.as_slice() {
            [Some(Term::NamedNode(document)), Some(Term::Literal(key))] => {
                Some((self.base.local(document.as_str())?.strip_prefix("doc/")?.to_owned(), key.value().to_owned()))
            }
            _ => None,
        };
        Ok(rows.rows.iter().filter_map(pair).collect())
    }

    /// What a query of selon's own gives, from all that the server holds.
    fn select(&self, sparql: &str) -> Result<Rows, Error> {
        let limits = Limits { timeout: PATIENCE, rows: usize::MAX };
        match self.query(sparql, read::Form::Rows, &[], limits)? {
            Answer::Rows(rows) => Ok(rows),
            _ => Ok(Rows::default()),
        }
    }

    /// The quads of the documents, a graph each, in the order of their hashes; then those of the derived graphs.
    ///
    /// # Errors
    /// Where the store is not whole, or the server does not give all that it has.
    pub fn read(&self) -> Result<(Vec<Vec<Quad>>, Vec<Quad>), Error> {
        self.is_whole()?;
        let mut graphs = self.read_graphs(&self.graphs())?;
        let derived = graphs.split_off(self.documents.len());
        Ok((graphs, derived.into_iter().flatten().collect()))
    }

    /// The documents that are wanted, with what follows from them. A server keeps no history, no texts and no reviews, so that nothing is known of those.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn corpus(&self, selection: Selection, gazetteer: &Gazetteer) -> Result<Corpus, Error> {
        let (documents, mut derived) = self.read()?;
        let mut documents: Vec<Facts> = documents.into_iter().map(selection.reading()).collect();
        selection.keep(&mut documents);
        if selection != Selection::default() {
            derived = write::derived(&documents, &self.base, gazetteer)?.into_iter().flat_map(|(_, quads)| quads).collect();
        }
        Ok(Corpus::new(documents, &derived))
    }
}
