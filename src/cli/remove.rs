//! `selon remove`: a document out of the store.

use std::path::Path;

use super::Error;
use super::output::stdout;
use crate::graph::archive::Archive;
use crate::graph::facts::Facts;
use crate::graph::journal;
use crate::graph::project;
use crate::graph::writer::Writer;

/// The arguments of `selon remove`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The documents: a key, or a hash, or as much of a hash as no other document begins with
    #[arg(required = true, value_name = "DOC")]
    documents: Vec<String>,
    /// Keep no history of them either: only the journal remembers that they were there
    #[arg(long)]
    purge: bool,
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let wanted = args.wanted(&known(&archive)?)?;
    let mut writer = Writer::open(store, archive.base())?;
    for (hash, key) in &wanted {
        writer.remove(hash, key, args.purge)?;
    }
    writer.derive(&project::gazetteer(&archive)?)?;
    said(&wanted)
}

/// As [`run`], for a store at an address, which has no history to keep.
#[cfg(feature = "remote")]
pub(super) fn run_remote(address: crate::graph::remote::Address, args: &Args) -> Result<(), Error> {
    let mut writer = crate::graph::remote::Writer::open(address, &crate::rdf::iri::Base::default())?;
    let wanted = args.wanted(&writer.remote().keys()?)?;
    for (hash, _) in &wanted {
        writer.remove(hash)?;
    }
    writer.derive(&crate::rdf::gazetteer::built_in()?)?;
    said(&wanted)
}

impl Args {
    /// The documents that are meant: all are found before any is removed.
    fn wanted(&self, known: &[Known]) -> Result<Vec<Known>, Error> {
        let mut wanted = self.documents.iter().map(|name| find(known, name)).collect::<Result<Vec<_>, _>>()?;
        wanted.sort();
        wanted.dedup();
        Ok(wanted)
    }
}

fn said(removed: &[Known]) -> Result<(), Error> {
    let mut out = stdout();
    for (_, key) in removed {
        writeln!(out, "{} removed", super::output::plain(key))?;
    }
    out.flush()?;
    Ok(())
}

/// A document: its hash and its key.
type Known = (String, String);

/// The documents that are there, or should be by the journal.
fn known(archive: &Archive) -> Result<Vec<Known>, Error> {
    let mut known = journal::documents(archive.folder())?;
    known.extend(
        archive.map_documents(|quads| Facts::read(&quads))?.into_iter().map(|facts| (archive.base().document(&facts.key).hash().to_owned(), facts.key)),
    );
    known.sort();
    known.dedup();
    Ok(known)
}

fn find(known: &[Known], name: &str) -> Result<Known, Error> {
    let wanted = name.strip_prefix("doc:").unwrap_or(name);
    if let Some(found) = known.iter().find(|(hash, key)| key == name || hash == wanted) {
        return Ok(found.clone());
    }
    let found: Vec<&Known> = known.iter().filter(|(hash, _)| !wanted.is_empty() && hash.starts_with(wanted)).collect();
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Error::failed(format!("there is no document {name:?}")).hint("`selon claims` names the document of each claim")),
        several => Err(Error::failed(format!("{} documents begin with {name:?}", several.len()))),
    }
}
