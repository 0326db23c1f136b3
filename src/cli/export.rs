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
    /// JSON-LD, expanded; `selon vocab --format context` has a context to compact it with
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
    let mut out = args.to.open()?;
    write_store(quads, syntax, archive.base(), &mut out)?;
    out.flush()?;
    Ok(())
}
