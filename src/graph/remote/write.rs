//! Writing: graphs put in place and taken out, and what follows from all of them.

use std::collections::BTreeMap;
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::http::Request;
use super::{Address, DERIVED_BY, DERIVED_OF, PATIENCE, Remote, STORE, URI_SPACE};
use crate::claim::actor::Gazetteer;
use crate::graph::archive::nquads;
use crate::graph::decision::Decisions;
use crate::graph::derive::Derived;
use crate::graph::facts::Facts;
use crate::graph::writer::{Outcome, Prepared, derive_with};
use crate::rdf::canonical::digest;
use crate::rdf::iri::Base;
use crate::rdf::ontology::{self, syntax_error};
use crate::rdf::write::{self, Syntax};
use crate::rdf::{Error, known};

/// A store at an address that is being written. Nothing keeps others from writing to it meanwhile but the user.
#[derive(Debug)]
pub struct Writer {
    remote: Remote,
    /// What was read in the documents of this run, by hash; the others are read back when it is needed.
    facts: BTreeMap<String, Facts>,
    changed: bool,
}

impl Writer {
    /// Opens the store at an address for writing; makes one where there is nothing yet, under a base.
    ///
    /// # Errors
    /// Where the server cannot be asked.
    pub fn open(address: Address, base: &Base) -> Result<Self, Error> {
        let mut remote = Remote::unknown(address);
        if !remote.find()? {
            remote.base = base.clone();
        }
        Ok(Writer { remote, facts: BTreeMap::new(), changed: false })
    }

    /// The store.
    #[must_use]
    pub fn remote(&self) -> &Remote {
        &self.remote
    }

    /// Stores a document: its graph takes the place of the one that was there.
    ///
    /// # Errors
    /// Where the server cannot be asked or refuses; what was stored before stays whole.
    pub fn put(&mut self, prepared: &Prepared) -> Result<Outcome, Error> {
        let (hash, graph) = (prepared.hash().to_owned(), self.remote.document_graph(prepared.hash()));
        let quads = read(prepared)?;
        self.facts.insert(hash.clone(), Facts::read(&quads));
        let is_there = self.remote.documents.contains(&hash);
        if is_there {
            let old = self.remote.read_graphs(std::slice::from_ref(&graph))?.concat();
            if nquads(Path::new(&hash), &old, &self.remote.base)? == prepared.bytes() {
                return Ok(Outcome::Unchanged);
            }
        }
        self.begin()?;
        self.remote.put_graph(&graph, &quads)?;
        self.remote.documents.insert(hash);
        Ok(if is_there { Outcome::Replaced } else { Outcome::Added })
    }

    /// Takes a document out. Nothing of it stays: a store at an address has no history.
    ///
    /// # Errors
    /// Where the server cannot be asked or refuses.
    pub fn remove(&mut self, hash: &str) -> Result<(), Error> {
        self.begin()?;
        self.remote.delete_graph(&self.remote.document_graph(hash))?;
        self.remote.documents.remove(hash);
        self.facts.remove(hash);
        Ok(())
    }

    /// Makes the derived graphs anew, where they are not those of the documents.
    ///
    /// # Errors
    /// Where the server cannot be asked or refuses.
    pub fn derive(&mut self, gazetteer: &Gazetteer) -> Result<(), Error> {
        let by = lists();
        let (now, before) = (self.remote.of_documents(), (self.remote.derived_of.clone(), self.remote.derived_by.clone()));
        if !self.changed && before == (Some(now.clone()), Some(by.clone())) {
            return Ok(());
        }
        self.begin()?;
        let others: Vec<String> = self.remote.documents.iter().filter(|hash| !self.facts.contains_key(*hash)).cloned().collect();
        let graphs: Vec<NamedNode> = others.iter().map(|hash| self.remote.document_graph(hash)).collect();
        for (hash, quads) in others.into_iter().zip(self.remote.read_graphs(&graphs)?) {
            self.facts.insert(hash, Facts::read(&quads));
        }
        for (name, quads) in derived(self.facts.values(), &self.remote.base, gazetteer)? {
            self.remote.put_graph(&self.remote.base.derived(name), &quads)?;
        }
        (self.remote.derived_of, self.remote.derived_by) = (Some(now), Some(by));
        self.changed = false;
        self.remote.put_settings()
    }

    /// What is derived is out of date from the first change on, also if nobody comes to make it anew.
    fn begin(&mut self) -> Result<(), Error> {
        if !self.changed {
            (self.remote.derived_of, self.remote.derived_by) = (None, None);
            self.remote.put_settings()?;
            self.changed = true;
        }
        Ok(())
    }
}

impl Remote {
    /// Writes down what the store is.
    fn put_settings(&self) -> Result<(), Error> {
        let said = [(URI_SPACE, Some(self.base.as_str())), (DERIVED_OF, self.derived_of.as_deref()), (DERIVED_BY, self.derived_by.as_deref())];
        let lines: String = said.iter().filter_map(|(property, value)| Some(format!("<{STORE}> <{property}> \"{}\" .\n", (*value)?))).collect();
        self.put(&NamedNode::new_unchecked(STORE), lines.as_bytes())
    }

    /// Puts a graph in place, whole. An empty one is none.
    fn put_graph(&self, graph: &NamedNode, quads: &[Quad]) -> Result<(), Error> {
        if quads.is_empty() {
            return self.delete_graph(graph);
        }
        // A line a triple, which is Turtle that every server reads.
        let triples: Vec<Quad> = quads.iter().map(|quad| Quad { graph_name: oxigraph::model::GraphName::DefaultGraph, ..quad.clone() }).collect();
        let mut bytes = Vec::new();
        write::write(&triples, Syntax::NQuads, &self.base, &mut bytes).map_err(|e| Error::io(graph.as_str(), e))?;
        self.put(graph, &bytes)
    }

    fn put(&self, graph: &NamedNode, content: &[u8]) -> Result<(), Error> {
        self.client.send(&self.graph_url(graph), Request::Put(content), PATIENCE).map(drop)
    }

    fn delete_graph(&self, graph: &NamedNode) -> Result<(), Error> {
        self.client.send(&self.graph_url(graph), Request::Delete, PATIENCE).map(drop)
    }

    fn graph_url(&self, graph: &NamedNode) -> String {
        let graphs = &self.address.graphs;
        format!("{graphs}{}graph={}", if graphs.contains('?') { '&' } else { '?' }, utf8_percent_encode(graph.as_str(), NON_ALPHANUMERIC))
    }
}

/// The quads of a document that was prepared.
fn read(prepared: &Prepared) -> Result<Vec<Quad>, Error> {
    RdfParser::from_format(RdfFormat::NQuads)
        .lenient()
        .for_slice(prepared.bytes())
        .collect::<Result<_, _>>()
        .map_err(|e| syntax_error(prepared.hash(), &e.into()))
}

/// What follows from documents where nobody decided anything and nobody brought actors of their own.
///
/// # Errors
/// Where a file of the ontology is broken.
pub fn derived<'a>(documents: impl IntoIterator<Item = &'a Facts>, base: &Base, gazetteer: &Gazetteer) -> Result<Derived, Error> {
    derive_with(documents, base, gazetteer, Decisions::default(), &ontology::files())
}

/// A digest of the lists by which graphs are derived, and of who derives them.
fn lists() -> String {
    let files: Vec<String> = ontology::files().iter().map(|f| digest(&[&String::from_utf8_lossy(f.content)])).collect();
    let parts: Vec<&str> = [env!("CARGO_PKG_VERSION"), known::EVENTS].into_iter().chain(files.iter().map(String::as_str)).collect();
    digest(&parts)
}
