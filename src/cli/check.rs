//! `selon check`: what is wrong with a store.

use std::path::Path;

use super::Error;
use super::output::{count, note, stdout};
use super::table::{Format, format_or_default, write_csv, write_json, write_table};
use crate::graph::archive::Archive;
use crate::graph::check::{self, Fault};
use crate::graph::project;
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
    let mut report = check::check(&archive, &project::gazetteer(&archive)?)?;
    // What is broken already cannot be read again.
    if args.reread && report.faults.is_empty() {
        let reader = Reader::new(project::gazetteer(&archive)?)?;
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
    let checked = [(report.documents, "document"), (report.claims, "claim"), (report.quads, "quad")].map(|(number, what)| count(number, what)).join(", ");
    if !report.faults.is_empty() {
        return Err(Error::failed(format!("{checked}: {}", count(report.faults.len(), "fault"))));
    }
    if !quiet {
        note(&format!("{checked}: nothing is wrong"));
    }
    Ok(())
}

fn cells(fault: &Fault) -> Vec<String> {
    vec![fault.kind.name().to_owned(), fault.document.clone(), fault.node.clone(), fault.message.clone()]
}
