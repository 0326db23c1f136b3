//! Documents that are not simply those of a store as it is: those that it held at a time, those that were published by a day, those
//! of an export. What follows from all of them is derived anew, from these and no others.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Quad};

use super::archive::{Archive, read_quads};
use super::corpus::Corpus;
use super::decision::Decisions;
use super::facts::Facts;
use super::journal::{self, Deed};
use super::redact;
use super::review::{self, Review};
use super::view::claim_rows;
use super::writer::derive_from;
use crate::claim::actor::Gazetteer;
use crate::rdf::Error;
use crate::rdf::ontology::syntax_error;

/// Which documents of a store are wanted, and how; by default all that are there now, as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Those that the store held then, by its journal, in the versions of then.
    pub as_of: Option<Timestamp>,
    /// Those that were published on this day or before; a document without a day is not among them.
    pub published_by: Option<Date>,
    /// The names of private persons are [covered](redact).
    pub redact_persons: bool,
}

impl Selection {
    /// How a document's graph is read: with its names or without.
    pub(super) fn reading(self) -> fn(Vec<Quad>) -> Facts {
        if self.redact_persons { |quads| Facts::read(&redact::persons(quads)) } else { |quads| Facts::read(&quads) }
    }

    /// Leaves the documents that were published by then.
    pub(super) fn keep(self, documents: &mut Vec<Facts>) {
        if let Some(day) = self.published_by {
            documents.retain(|facts| facts.published.is_some_and(|published| published <= day));
        }
    }
}

/// The corpus of a store at some time. A version is read as it was read last: the journal knows versions of texts, not of readings.
///
/// # Errors
/// Where a file is broken, or the version of then was purged.
pub fn of_store(archive: &Archive, selection: Selection, gazetteer: &Gazetteer) -> Result<Corpus, Error> {
    if selection == Selection::default() {
        return Corpus::read(archive);
    }
    let read = selection.reading();
    let mut documents = match selection.as_of {
        None => archive.map_documents(read)?,
        Some(time) => held(archive, time, read)?,
    };
    selection.keep(&mut documents);
    let mut reviews = review::read(&archive.reviews()?);
    reviews.retain(|review| selection.as_of.is_none_or(|time| review.at <= time));
    let derived: Vec<Quad> = derive_from(&documents, archive, gazetteer, &Decisions::read(archive)?)?.into_iter().flat_map(|(_, quads)| quads).collect();
    let mut corpus = Corpus::new(documents, &derived);
    if selection.redact_persons && !reviews.is_empty() {
        let whole = of_store(archive, Selection { redact_persons: false, ..selection }, gazetteer)?;
        redact_reviews(&mut reviews, &whole, &corpus);
    }
    corpus.review(reviews);
    Ok(corpus)
}

/// Takes from reviews what may name somebody. A claim whose names are covered is the same claim: what was known of it is known of what is left of it.
fn redact_reviews(reviews: &mut [Review], whole: &Corpus, covered: &Corpus) {
    let fingerprints = |corpus: &Corpus| -> BTreeMap<String, String> {
        let reviewed = corpus.claims().filter(|(_, claim)| reviews.iter().any(|review| review.claim == claim.iri));
        reviewed.map(|(document, claim)| (claim.iri.clone(), review::fingerprint(&claim_rows(corpus, document, claim, None)))).collect()
    };
    let (before, after) = (fingerprints(whole), fingerprints(covered));
    for review in reviews {
        if let Some(now) = after.get(&review.claim).filter(|_| before.get(&review.claim) == Some(&review.fingerprint)) {
            review.fingerprint.clone_from(now);
        }
        review.note = None;
        if let Some((_, value)) = review.correction.as_mut().filter(|(_, value)| redact::may_name(value)) {
            redact::COVER.clone_into(value);
        }
    }
}

/// The documents that a store held at a time.
fn held(archive: &Archive, time: Timestamp, read: fn(Vec<Quad>) -> Facts) -> Result<Vec<Facts>, Error> {
    let mut versions = BTreeMap::new();
    for entry in journal::read(archive.folder())?.into_iter().filter(|entry| entry.at <= time) {
        if entry.deed == Deed::Removed {
            versions.remove(&entry.document)
        } else {
            versions.insert(entry.document, (entry.version, entry.key))
        };
    }
    let mut documents = Vec::new();
    for (document, (version, key)) in versions {
        let now = read_quads(&archive.document_path(&document)).map(read).unwrap_or_default();
        if now.version == version {
            documents.push(now);
            continue;
        }
        let path = archive.history_path(&document, &version);
        if !path.exists() {
            let message = format!("the version of {key} that was there then is kept no longer");
            return Err(Error::Store {
                path: archive.folder().to_owned(),
                message,
                hint: "choose a time before it came in, or after it was removed".to_owned(),
            });
        }
        documents.push(read(read_quads(&path)?));
    }
    Ok(documents)
}

/// The corpus of an export with named graphs: N-Quads, TriG or JSON-LD, by the ending of its name. What is derived is taken as it stands there.
///
/// # Errors
/// Where the file cannot be read, breaks the rules of its syntax, or is of a kind that names no graphs.
pub fn of_export(path: &Path) -> Result<Corpus, Error> {
    let name = path.display().to_string();
    let format = match path.extension().and_then(|ending| ending.to_str()) {
        Some("nq") => RdfFormat::NQuads,
        Some("trig") => RdfFormat::TriG,
        Some("jsonld") => RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() },
        _ => {
            let message = "is neither a store nor an export with named graphs".to_owned();
            let hint = "name the folder of a store, or a file that `selon export` wrote as .nq, .trig or .jsonld".to_owned();
            return Err(Error::Store { path: path.to_owned(), message, hint });
        }
    };
    let content = fs::read(path).map_err(|e| Error::io(path, e))?;
    let mut graphs: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
    for quad in RdfParser::from_format(format).for_slice(&content) {
        let quad = quad.map_err(|e| syntax_error(&name, &e.into()))?;
        let graph = if let GraphName::NamedNode(graph) = &quad.graph_name { graph.as_str().to_owned() } else { String::new() };
        graphs.entry(graph).or_default().push(quad);
    }
    let (mut documents, mut derived) = (Vec::new(), Vec::new());
    for quads in graphs.into_values() {
        let facts = Facts::read(&quads);
        if facts.iri.is_empty() { derived.extend(quads) } else { documents.push(facts) }
    }
    let mut corpus = Corpus::new(documents, &derived);
    corpus.review(review::read(&derived));
    Ok(corpus)
}
