//! `selon export`: the store as one file.

use std::path::Path;

use clap::ValueEnum;

use super::Error;
use super::output::Destination;
use super::table::write_json;
use crate::graph::answer::write_store;
use crate::graph::archive::Archive;
use crate::graph::export::{self, Options};
use crate::graph::project;
use crate::graph::snapshot::{self, Selection};
use crate::rdf::iri::Base;
use crate::rdf::write::Syntax;

/// The arguments of `selon export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The syntax
    #[arg(long, short, default_value = "turtle")]
    format: Format,
    #[command(flatten)]
    to: Destination,
    /// Cover the names of private persons, wherever they stand. Who guesses a name can still confirm it by hashes
    #[arg(long, value_name = "WHOSE")]
    redact: Option<Redact>,
    /// Put the texts of documents beside their claims; without it, quotations only
    #[arg(long, conflicts_with = "redact")]
    with_text: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Turtle, all graphs in one
    Turtle,
    /// Turtle with named graphs
    Trig,
    /// A quad a line
    Nquads,
    /// JSON-LD with the context of `selon vocab --format context` in it: the names of JSON are the terms of the graph
    Jsonld,
    /// Nanopublications in TriG, one a claim
    Nanopubs,
    /// The reviews of claims as `ClaimReview` of schema.org, a list in JSON
    Claimreview,
}

/// Whose names are covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Redact {
    /// Persons whom a document names and who are not in the list of actors
    Persons,
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let gazetteer = project::gazetteer(&archive)?;
    let options = Options { redact_persons: args.redact.is_some(), with_text: args.with_text };
    let plain = |syntax| Ok::<_, Error>((export::quads(&archive, options, &gazetteer)?, syntax));
    let (quads, syntax) = match args.format {
        Format::Turtle => plain(Syntax::Turtle)?,
        Format::Trig => plain(Syntax::TriG)?,
        Format::Nquads => plain(Syntax::NQuads)?,
        Format::Jsonld => plain(Syntax::JsonLd)?,
        Format::Nanopubs | Format::Claimreview if args.with_text => {
            return Err(Error::usage("--with-text: expected a format of the whole graph").hint("turtle, trig, nquads or jsonld"));
        }
        Format::Nanopubs => (export::nanopublications(&archive, options)?, Syntax::TriG),
        Format::Claimreview => {
            let corpus = snapshot::of_store(&archive, Selection { redact_persons: options.redact_persons, ..Selection::default() }, &gazetteer)?;
            let mut out = args.to.open()?;
            write_json(&mut out, &export::claim_reviews(&corpus))?;
            out.flush()?;
            return Ok(());
        }
    };
    args.write(quads, syntax, archive.base())
}

/// As [`run`], for a store at an address: what it has, which is no texts and no reviews.
#[cfg(feature = "remote")]
pub(super) fn run_remote(address: crate::graph::remote::Address, args: &Args) -> Result<(), Error> {
    use crate::graph::{facts::Facts, nanopub, redact, remote};
    let lacks = |what: &str| Error::usage(format!("{what}: a store at an address keeps no such thing")).hint("export from the folder of a store");
    let syntax = match args.format {
        _ if args.with_text => return Err(lacks("--with-text")),
        Format::Claimreview => return Err(lacks("--format claimreview")),
        Format::Turtle => Syntax::Turtle,
        Format::Trig | Format::Nanopubs => Syntax::TriG,
        Format::Nquads => Syntax::NQuads,
        Format::Jsonld => Syntax::JsonLd,
    };
    let remote = remote::Remote::open(address)?;
    let (mut documents, mut derived) = remote.read()?;
    if args.redact.is_some() {
        documents = documents.into_iter().map(redact::persons).collect();
        let facts: Vec<Facts> = documents.iter().map(|quads| Facts::read(quads)).collect();
        derived = remote::derived(&facts, remote.base(), &crate::rdf::gazetteer::built_in()?)?.into_iter().flat_map(|(_, quads)| quads).collect();
    }
    let quads = match args.format {
        Format::Nanopubs => documents.iter().flat_map(|quads| nanopub::of_document(quads)).collect(),
        _ => documents.into_iter().flatten().chain(derived).collect(),
    };
    args.write(quads, syntax, remote.base())
}

impl Args {
    fn write(&self, quads: export::Quads, syntax: Syntax, base: &Base) -> Result<(), Error> {
        let mut out = self.to.open()?;
        write_store(quads, syntax, base, &mut out)?;
        out.flush()?;
        Ok(())
    }
}
