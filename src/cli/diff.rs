//! `selon diff`: which claims came, changed, went.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::Error;
use super::claims::time;
use super::output::stdout;
use super::table::{Format, format_or_default, write_csv, write_json, write_table};
use crate::graph::archive::Archive;
use crate::graph::corpus::Corpus;
use crate::graph::diff::{Change, Difference, differences};
use crate::graph::project;
use crate::graph::snapshot::{self, Selection};
use crate::graph::view::{self, Filter, Row};

/// The arguments of `selon diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Before: a store, or an export as .nq, .trig or .jsonld
    #[arg(value_name = "A", required_unless_present = "since", requires = "b")]
    a: Option<PathBuf>,
    /// After: the same
    #[arg(value_name = "B")]
    b: Option<PathBuf>,
    /// Compare the store as it was then with the store as it is: a day, to its end, or a time, in UTC
    #[arg(long, value_name = "DATE", value_parser = time, conflicts_with = "a")]
    since: Option<Timestamp>,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let (old, new) = match (&args.a, &args.b, args.since) {
        (Some(a), Some(b), _) => (read(a)?, read(b)?),
        (_, _, since) => {
            let archive = Archive::open(store)?;
            (snapshot::of_store(&archive, Selection { as_of: since, ..Selection::default() }, &project::gazetteer(&archive)?)?, Corpus::read(&archive)?)
        }
    };
    let rows = |corpus: &Corpus| -> Vec<Row> { view::rows(corpus, &Filter::default()) };
    let found = differences(&rows(&old), &rows(&new));
    write(&found, format_or_default(args.format))?;
    judge(&found)
}

/// A store, or an export of one.
fn read(path: &Path) -> Result<Corpus, Error> {
    let read = if path.is_file() { snapshot::of_export(path)? } else { Corpus::read(&Archive::open(path)?)? };
    Ok(read)
}

fn write(found: &[Difference], format: Format) -> Result<(), Error> {
    let mut out = stdout();
    match format {
        Format::Table if found.is_empty() => {}
        Format::Table => {
            let cells = |d: &Difference| {
                let claim = d.claim.chars().take(8).collect();
                vec![d.change.name().to_owned(), claim, d.who.clone(), d.content.clone(), d.column.clone(), d.was.clone(), d.now.clone(), d.document.clone()]
            };
            write_table(&mut out, &["change", "claim", "who", "what", "column", "was", "now", "document"], found.iter().map(cells))?;
        }
        Format::Json => write_json(&mut out, found)?,
        Format::Csv => {
            let head = ["change", "claim", "document", "who", "content", "figure", "column", "was", "now"];
            let cells = |d: &Difference| {
                let figure = d.figure.map(|n| n.to_string()).unwrap_or_default();
                let mut cells = vec![d.change.name().to_owned(), d.claim.clone(), d.document.clone(), d.who.clone(), d.content.clone(), figure];
                cells.extend([d.column.clone(), d.was.clone(), d.now.clone()]);
                cells
            };
            write_csv(&mut out, &head, found.iter().map(cells), false)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// Says how many claims differ.
fn judge(found: &[Difference]) -> Result<(), Error> {
    if found.is_empty() {
        return Ok(());
    }
    let count = |change: Change| {
        let mut claims: Vec<&str> = found.iter().filter(|d| d.change == change).map(|d| d.claim.as_str()).collect();
        claims.dedup();
        claims.len()
    };
    let counts = [Change::Added, Change::Changed, Change::Withdrawn].map(|change| format!("{} {}", count(change), change.name()));
    Err(Error::failed(format!("claims differ: {}", counts.join(", "))))
}
