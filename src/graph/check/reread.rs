//! Whether the graphs of documents are what is read in their texts today.

use std::fs;

use super::{Fault, Kind};
use crate::claim::Reading;
use crate::graph::archive::Archive;
use crate::graph::facts::Facts;
use crate::graph::writer::Prepared;
use crate::rdf::Error;
use crate::text::document::Document;

/// Reads every text again. A graph that is another one was changed by hand, or read by another selon.
///
/// # Errors
/// Where a file is broken or a text is missing.
pub fn reread(archive: &Archive, read: impl Fn(&Document) -> Reading + Sync) -> Result<Vec<Fault>, Error> {
    let one = |facts: Facts| -> Result<Option<Fault>, Error> {
        let document = facts.document(archive.text(&facts.text_hash)?);
        let prepared = Prepared::new(&document, &read(&document), archive.base())?;
        let path = archive.document_path(prepared.hash());
        let kept = fs::read(&path).map_err(|e| Error::io(&path, e))?;
        let (kept, now) = (String::from_utf8_lossy(&kept), String::from_utf8_lossy(prepared.bytes()));
        if kept == now {
            return Ok(None);
        }
        let other = kept.lines().zip(now.lines()).find(|(kept, now)| kept != now);
        let message = other.map_or_else(|| "quads are missing or too many".to_owned(), |(kept, now)| format!("today reads {now}, found {kept}"));
        Ok(Some(Fault { kind: Kind::Reading, document: facts.key, node: facts.iri, message }))
    };
    let found: Vec<Option<Fault>> = archive.map_documents(|quads| one(Facts::read(&quads)))?.into_iter().collect::<Result<_, _>>()?;
    Ok(found.into_iter().flatten().collect())
}
