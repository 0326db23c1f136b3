//! What is wrong with a store: files, texts, graphs, what is derived.
//!
//! | kind of fault | what should be so |
//! | --- | --- |
//! | `file` | every file of a document and of a version that was replaced can be read, is written as selon writes it, and has its name |
//! | `text` | every document has its text, unchanged and in canonical form; every text has a document |
//! | `journal` | every line can be read; what came in and was not removed is there, and so is every version of it that was replaced |
//! | `derived` | derived graphs that are said to be up to date are what follows from the documents |
//! | `version` | hashes and names are those of what they stand for |
//! | `span` | the words at every place are the words that are said to stand there |
//! | `evidence` | every claim has its content, its voice, and words that name the voice or carry the attribution |
//! | `graph` | every triple stands in one graph, that of its document; there are no nodes without a name |
//! | `orphan` | whatever a graph describes is pointed to, whatever is pointed to is described |
//! | `term` | every class and property is known |
//! | `shape` | all is as `ontology/shapes.ttl` says |
//! | `reading` | where texts are [read again](reread()): every graph is what is read in its text |
//!
//! Nothing is changed, and nothing is taken on trust: names and hashes are made anew from what they stand for.

mod evidence;
mod files;
mod reread;
mod structure;

use std::collections::BTreeSet;

use oxigraph::model::Quad;
use serde::Serialize;

use super::archive::Archive;
use super::facts::Facts;
use super::history;
use super::shape;
use crate::claim::actor::Gazetteer;
use crate::rdf::Error;
use crate::rdf::ontology::{self, File};

pub use reread::reread;

/// What a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A file that cannot be read, or is not what its name says.
    File,
    /// A text that is missing, changed or nobody's.
    Text,
    /// The journal.
    Journal,
    /// What is derived from documents.
    Derived,
    /// Hashes and names.
    Version,
    /// Words and where they stand.
    Span,
    /// What a claim rests on.
    Evidence,
    /// In which graph a triple stands.
    Graph,
    /// What nothing points to, or what is not there.
    Orphan,
    /// A word that is not in the vocabulary.
    Term,
    /// A node that is not as its shape says.
    Shape,
    /// A graph that is not what is read in its text today.
    Reading,
}

impl Kind {
    /// Its name: `span`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::File => "file",
            Kind::Text => "text",
            Kind::Journal => "journal",
            Kind::Derived => "derived",
            Kind::Version => "version",
            Kind::Span => "span",
            Kind::Evidence => "evidence",
            Kind::Graph => "graph",
            Kind::Orphan => "orphan",
            Kind::Term => "term",
            Kind::Shape => "shape",
            Kind::Reading => "reading",
        }
    }
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// What it is about.
    pub kind: Kind,
    /// The key of the document, or the name of the file; empty for what is of no document.
    pub document: String,
    /// The node, by IRI; empty for a file.
    pub node: String,
    /// What should be so, and what is.
    pub message: String,
}

/// What was checked, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many documents there are.
    pub documents: usize,
    /// How many claims.
    pub claims: usize,
    /// How many quads.
    pub quads: usize,
    /// What is wrong, sorted.
    pub faults: Vec<Fault>,
}

/// Checks a store. `gazetteer` is the list of actors from which its derived graphs were made.
///
/// # Errors
/// Where a folder cannot be listed. A file that cannot be read is a fault, no error.
pub fn check(archive: &Archive, gazetteer: &Gazetteer) -> Result<Report, Error> {
    let mut faults = Faults::default();
    let documents = files::documents(archive, &mut faults)?;
    let mut used = BTreeSet::new();
    for (hash, facts, quads) in &documents {
        faults.document.clone_from(if facts.key.is_empty() { hash } else { &facts.key });
        used.insert(facts.text_hash.clone());
        structure::check(archive.base(), facts, quads, &mut faults);
        if let Some(text) = files::text(archive, facts, &mut faults) {
            evidence::check(archive.base(), facts, quads, &text, &mut faults);
        }
    }
    faults.document.clear();
    files::history(archive, &mut used, &mut faults)?;
    files::unused_texts(archive, &used, &mut faults)?;
    files::journal(archive, &mut faults)?;
    let derived = files::derived(archive, gazetteer, &documents, &mut faults)?;
    let reviews = files::reviews(archive, &mut faults);
    let claims = documents.iter().map(|(_, facts, _)| facts.claims.len()).sum();
    let count = documents.len();
    let quads: Vec<Quad> = documents.into_iter().flat_map(|(_, _, quads)| quads).chain(derived).chain(reviews).chain(history::revisions(archive)?).collect();
    structure::across(&quads, &mut faults);
    conformance(&quads, &mut faults)?;
    faults.found.sort();
    faults.found.dedup();
    Ok(Report { documents: count, claims, quads: quads.len(), faults: faults.found })
}

fn conformance(quads: &[Quad], faults: &mut Faults) -> Result<(), Error> {
    let shapes = shape::read(&File { name: "ontology/shapes.ttl", lang: None, content: ontology::SHAPES.as_bytes() })?;
    for violation in shape::violations(&shapes, quads) {
        faults.say(Kind::Shape, &violation.focus, format!("{}: {}", violation.shape, violation.message));
    }
    Ok(())
}

/// A document that could be read: the name of its file, what its graph says, its quads.
type Read = (String, Facts, Vec<Quad>);

/// Gathers faults.
#[derive(Default)]
struct Faults {
    /// The document that is being checked.
    document: String,
    found: Vec<Fault>,
}

impl Faults {
    fn say(&mut self, kind: Kind, node: &str, message: impl Into<String>) {
        self.found.push(Fault { kind, document: self.document.clone(), node: node.to_owned(), message: message.into() });
    }

    /// A fault of a file.
    fn of_file(&mut self, kind: Kind, name: impl Into<String>, message: impl Into<String>) {
        self.found.push(Fault { kind, document: name.into(), node: String::new(), message: message.into() });
    }
}
