//! `selon timeline`: how each voice's figures moved.

use std::path::{Path, PathBuf};

use super::Error;
use super::compare::{FilterArgs, event};
use super::output::{file_or_stdout, note, stdout};
use super::table::{Format, format_or_default, write_csv, write_json, write_table};
use crate::graph::archive::Archive;
use crate::graph::compare::ledger::Comparison;
use crate::graph::compare::plot;
use crate::graph::compare::timeline::{Point, Timeline, timelines};
use crate::graph::corpus::Corpus;

/// The arguments of `selon timeline`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The event: its name in any language, a part of it, or its key
    event: String,
    #[command(flatten)]
    filter: FilterArgs,
    /// Draw it into a file, - for standard output, as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Overwrite a drawing that is there already
    #[arg(long, requires = "svg")]
    force: bool,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short, conflicts_with = "svg")]
    format: Option<Format>,
    /// Leave cells of CSV as they are, even where a spreadsheet would take them for formulas
    #[arg(long)]
    raw: bool,
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let corpus = Corpus::read(&archive)?;
    let wanted = args.filter.wanted(Some([event(&corpus, &args.event)?].into()));
    let comparison = Comparison::new(&corpus, &wanted, |facts| archive.text(&facts.text_hash).ok());
    let timelines = timelines(&comparison);
    if timelines.is_empty() {
        note("no figure is like that");
    }
    if let Some(path) = &args.svg {
        let drawing = plot::svg(&timelines).map_err(|e| Error::failed(format!("the drawing failed: {e}")))?;
        let mut out = file_or_stdout(Some(path), args.force)?;
        out.write_all(drawing.as_bytes())?;
        out.flush()?;
        let more = timelines.len().saturating_sub(plot::PANELS);
        if more > 0 {
            note(&format!("{more} more issues are not drawn; narrow them with --measure, --of or --population"));
        }
        return Ok(());
    }
    let mut out = stdout();
    match format_or_default(args.format) {
        Format::Table => write_table(&mut out, &["issue", "who", "day", "figure", "moved", "words", "document"], timelines.iter().flat_map(people))?,
        Format::Csv => {
            let head = ["event", "issue", "who", "day", "low", "high", "qualifier", "moved", "words", "document", "claim"];
            write_csv(&mut out, &head, timelines.iter().flat_map(cells), args.raw)?;
        }
        Format::Json => write_json(&mut out, &timelines)?,
    }
    out.flush()?;
    Ok(())
}

fn moved(point: &Point) -> String {
    point.moved.map_or_else(String::new, |n| format!("{n:+}"))
}

fn people(timeline: &Timeline) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for track in &timeline.voices {
        for point in &track.points {
            let issue = if rows.is_empty() { timeline.issue.clone() } else { String::new() };
            let (entry, document) = (&point.entry, point.entry.documents.first().cloned().unwrap_or_default());
            rows.push(vec![issue, entry.voice(), entry.day.clone().unwrap_or_default(), entry.figure(), moved(point), format!("“{}”", entry.words), document]);
        }
    }
    rows
}

fn cells(timeline: &Timeline) -> Vec<Vec<String>> {
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    let points = timeline.voices.iter().flat_map(|track| &track.points);
    let cells = points.map(|point| {
        let entry = &point.entry;
        vec![
            timeline.event.clone(),
            timeline.issue.clone(),
            entry.voice(),
            entry.day.clone().unwrap_or_default(),
            number(entry.low),
            number(entry.high),
            entry.qualifier.clone(),
            moved(point),
            entry.words.clone(),
            entry.documents.join("; "),
            entry.claim.clone(),
        ]
    });
    cells.collect()
}
