//! `selon check`: what is wrong with a store.

use std::path::Path;

use super::Error;
use super::output::{note, stdout};
use super::table::{Format, format_or_default, write_csv, write_json, write_table};
use crate::graph::archive::Archive;
use crate::graph::check::{self, Fault};
use crate::rdf::gazetteer;
use crate::reader::Reader;

/// The arguments of `selon check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Read every text again as well: are the graphs what this selon reads in them?
    #[arg(long)]
    reread: bool,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
}

pub(super) fn run(store: &Path, args: &Args, quiet: bool) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let mut report = check::check(&archive, &gazetteer::built_in()?)?;
    // What is broken already cannot be read again.
    if args.reread && report.faults.is_empty() {
        let reader = Reader::new(gazetteer::built_in()?)?;
        report.faults = check::reread(&archive, |document| reader.read(document))?;
    }
    let mut out = stdout();
    let head = ["kind", "document", "node", "message"];
    let rows = report.faults.iter().map(cells);
    match format_or_default(args.format) {
        Format::Json => write_json(&mut out, &report.faults)?,
        _ if report.faults.is_empty() => {}
        Format::Table => write_table(&mut out, &head, rows)?,
        Format::Csv => write_csv(&mut out, &head, rows, false)?,
    }
    out.flush()?;
    let checked = format!("{} documents, {} claims, {} quads", report.documents, report.claims, report.quads);
    match report.faults.len() {
        0 => {
            if !quiet {
                note(&format!("{checked}: nothing is wrong"));
            }
            Ok(())
        }
        1 => Err(Error::failed(format!("{checked}: one fault"))),
        several => Err(Error::failed(format!("{checked}: {several} faults"))),
    }
}

fn cells(fault: &Fault) -> Vec<String> {
    vec![fault.kind.name().to_owned(), fault.document.clone(), fault.node.clone(), fault.message.clone()]
}
