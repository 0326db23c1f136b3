//! `selon export`: the store as one RDF file.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::Error;
use super::output::file_or_stdout;
use crate::graph::answer::write_store;
use crate::graph::archive::Archive;
use crate::graph::store;
use crate::rdf::write::Syntax;

/// The arguments of `selon export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The syntax
    #[arg(long, short, default_value = "turtle")]
    format: Format,
    /// The file; without it, standard output
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Turtle, all graphs in one
    Turtle,
    /// Turtle with named graphs
    Trig,
    /// A quad a line
    Nquads,
    /// JSON with a context
    Jsonld,
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let quads = store::quads(&archive)?;
    let syntax = match args.format {
        Format::Turtle => Syntax::Turtle,
        Format::Trig => Syntax::TriG,
        Format::Nquads => Syntax::NQuads,
        Format::Jsonld => Syntax::JsonLd,
    };
    let mut out = file_or_stdout(args.out.as_deref(), args.force)?;
    write_store(quads, syntax, archive.base(), &mut out)?;
    out.flush()?;
    Ok(())
}
