//! The files of a store: whether they can be read, are what their names say, and belong to something.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use oxigraph::model::Quad;

use super::{Faults, Kind, Read};
use crate::claim::actor::Gazetteer;
use crate::graph::archive::{Archive, nquads, read_quads};
use crate::graph::decision::Decisions;
use crate::graph::derive::GRAPHS;
use crate::graph::facts::Facts;
use crate::graph::history::{self, Life};
use crate::graph::journal::Entry;
use crate::graph::writer::derive_from;
use crate::rdf::Error;
use crate::rdf::canonical::{self, digest};
use crate::rdf::iri::last_part;

/// The documents that can be read.
pub(super) fn documents(archive: &Archive, faults: &mut Faults) -> Result<Vec<Read>, Error> {
    let mut read = Vec::new();
    for entry in archive.documents()? {
        let path = archive.document_path(&entry.hash);
        let name = format!("documents/…/{}.nq", entry.hash);
        let quads = match read_quads(&path) {
            Ok(quads) => quads,
            Err(error) => {
                faults.of_file(Kind::File, name, without_folder(archive, &error));
                continue;
            }
        };
        let facts = Facts::read(&quads);
        if facts.iri.is_empty() {
            faults.of_file(Kind::File, name, "expected a document, found none");
            continue;
        }
        if last_part(&facts.iri) != entry.hash {
            faults.of_file(Kind::File, name.as_str(), format!("expected document {}, found {}", entry.hash, last_part(&facts.iri)));
        }
        let mut sorted = quads.clone();
        crate::rdf::write::sort(&mut sorted);
        let bytes = nquads(&path, &sorted, archive.base())?;
        if fs::read(&path).is_ok_and(|found| found != bytes) {
            faults.of_file(Kind::File, name, "is not written as selon writes it: each quad once, in order");
        }
        read.push((entry.hash, facts, quads));
    }
    Ok(read)
}

/// What an error says, without the folder in which the store lies.
fn without_folder(archive: &Archive, error: &Error) -> String {
    error.to_string().replace(&format!("{}{}", archive.folder().display(), std::path::MAIN_SEPARATOR), "")
}

/// The text of a document, where it is there and unchanged.
pub(super) fn text(archive: &Archive, facts: &Facts, faults: &mut Faults) -> Option<String> {
    match archive.text(&facts.text_hash) {
        Ok(text) => {
            if canonical::text(&text) != text {
                faults.say(Kind::Text, &facts.iri, "the text is not in canonical form");
            }
            Some(text)
        }
        Err(error) => {
            faults.say(Kind::Text, &facts.iri, without_folder(archive, &error));
            None
        }
    }
}

/// Versions that were replaced; their texts are used, where they are kept.
pub(super) fn history(archive: &Archive, used: &mut BTreeSet<String>, faults: &mut Faults) -> Result<(), Error> {
    for (document, version) in archive.history()? {
        let path = archive.history_path(&document, &version);
        let name = format!("history/…/{document}/{version}.nq");
        match read_quads(&path) {
            Ok(quads) => {
                let facts = Facts::read(&quads);
                if facts.version != version || last_part(&facts.iri) != document {
                    faults.of_file(Kind::File, name, format!("expected version {version}, found {}", facts.version));
                }
                used.insert(facts.text_hash);
            }
            // A file that was broken already when it was replaced is named by its own hash.
            Err(_) if fs::read(&path).is_ok_and(|bytes| digest(&[&String::from_utf8_lossy(&bytes)]) == version) => {}
            Err(error) => faults.of_file(Kind::File, name, without_folder(archive, &error)),
        }
    }
    Ok(())
}

/// Texts of no document.
pub(super) fn unused_texts(archive: &Archive, used: &BTreeSet<String>, faults: &mut Faults) -> Result<(), Error> {
    for hash in archive.texts()? {
        if !used.contains(&hash) {
            faults.of_file(Kind::Text, format!("texts/…/{hash}.txt"), "is the text of no document");
        }
    }
    Ok(())
}

/// Lines that cannot be read, documents and versions that got lost.
pub(super) fn journal(archive: &Archive, faults: &mut Faults) -> Result<(), Error> {
    let content = fs::read(archive.folder().join("journal.jsonl")).unwrap_or_default();
    let content = String::from_utf8_lossy(&content);
    let mut entries = Vec::new();
    for (at, line) in content.split_inclusive('\n').enumerate() {
        match serde_json::from_str::<Entry>(line) {
            Ok(entry) => entries.push(entry),
            // A killed process can have left the beginning of a last line.
            Err(_) if !line.ends_with('\n') => {}
            Err(error) => faults.of_file(Kind::Journal, "journal.jsonl", format!("line {}: {error}", at + 1)),
        }
    }
    let documents: BTreeSet<String> = archive.documents()?.into_iter().map(|entry| entry.hash).collect();
    let kept: BTreeSet<(String, String)> = archive.history()?.into_iter().collect();
    for (hash, Life { key, versions }) in history::lives(entries) {
        let before = versions.split_last().map_or(&[][..], |(_, before)| before);
        for version in before.iter().filter(|version| !kept.contains(&(hash.clone(), (*version).clone()))) {
            faults.of_file(Kind::Journal, &key, format!("its version {version} was replaced, and is kept no longer"));
        }
        if !documents.contains(&hash) {
            faults.of_file(Kind::Journal, key, format!("came in and was not removed, but there is no document {hash}"));
        }
    }
    Ok(())
}

/// The reviews that can be read.
pub(super) fn reviews(archive: &Archive, faults: &mut Faults) -> Vec<Quad> {
    let reviews = archive.reviews().unwrap_or_else(|error| {
        faults.of_file(Kind::File, "reviews.nq", without_folder(archive, &error));
        Vec::new()
    });
    let graph = archive.base().reviews();
    for quad in reviews.iter().filter(|quad| quad.graph_name != graph.clone().into()) {
        faults.say(Kind::Graph, &quad.subject.to_string(), format!("expected in {graph}, found in {}", quad.graph_name));
    }
    reviews
}

/// The derived graphs: as they are kept where they can be read, else as they should be.
pub(super) fn derived(archive: &Archive, gazetteer: &Gazetteer, documents: &[Read], faults: &mut Faults) -> Result<Vec<Quad>, Error> {
    let decisions = Decisions::read(archive).unwrap_or_else(|error| {
        faults.of_file(Kind::File, "decisions.nq", without_folder(archive, &error));
        Decisions::default()
    });
    let should_be = derive_from(documents.iter().map(|(_, facts, _)| facts), archive, gazetteer, &decisions)?;
    let marker = fs::read_to_string(archive.folder().join("derived").join("made-from")).unwrap_or_default();
    // What is out of date is made anew when it is needed; what stands beside a document that cannot be read was made with it.
    let is_current = marker.trim() == archive.made_from()? && archive.documents()?.len() == documents.len();
    if !is_current {
        return Ok(should_be.into_iter().flat_map(|(_, quads)| quads).collect());
    }
    let mut all = Vec::new();
    for (name, quads) in should_be {
        all.extend(kept(archive, name, quads, faults));
    }
    Ok(all)
}

fn kept(archive: &Archive, name: &str, should_be: Vec<Quad>, faults: &mut Faults) -> Vec<Quad> {
    debug_assert!(GRAPHS.contains(&name));
    let file = Path::new("derived").join(format!("{name}.nq")).display().to_string();
    match read_quads(&archive.derived_path(name)) {
        Ok(kept) => {
            let lines = |quads: &[Quad]| quads.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
            let (is, should) = (lines(&kept), lines(&should_be));
            if let Some(extra) = is.difference(&should).next() {
                faults.of_file(Kind::Derived, file.as_str(), format!("{} quads do not follow from the documents: {extra}", is.difference(&should).count()));
            }
            if let Some(missing) = should.difference(&is).next() {
                faults.of_file(Kind::Derived, file, format!("{} quads are missing: {missing}", should.difference(&is).count()));
            }
            kept
        }
        Err(error) => {
            faults.of_file(Kind::Derived, file, without_folder(archive, &error));
            should_be
        }
    }
}
