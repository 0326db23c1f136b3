//! `selon claims`: the claims as a list.

use std::io::Write;
use std::path::Path;

use regex::Regex;

use super::Error;
use super::output::{note, stdout};
use super::table::{Format, format_or_default, write_csv, write_json, write_table};
use crate::graph::archive::Archive;
use crate::graph::corpus::Corpus;
use crate::graph::view::{self, Filter, Row};
use crate::rdf::vocab::schemes;

/// The arguments of `selon claims`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// By whom: a name in any language, or a key
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// By anyone who speaks for them: a name or a key
    #[arg(long = "for", value_name = "NAME")]
    principal: Option<String>,
    /// Of one act
    #[arg(long, value_parser = words("act"))]
    act: Option<String>,
    /// With a figure of one measure
    #[arg(long, value_parser = words("measure"))]
    measure: Option<String>,
    /// Of one document: its key, or the beginning of its hash
    #[arg(long, value_name = "KEY")]
    document: Option<String>,
    /// Whose words match a regular expression; (?i) before it: in any case
    #[arg(long, value_name = "REGEX")]
    matching: Option<Regex>,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
    /// Leave cells of CSV as they are, even where a spreadsheet would take them for formulas
    #[arg(long)]
    raw: bool,
}

/// The words of a closed list.
pub(super) fn words(scheme: &str) -> clap::builder::PossibleValuesParser {
    schemes().into_iter().find(|(name, _)| *name == scheme).map(|(_, words)| words).unwrap_or_default().into()
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let corpus = Corpus::read(&Archive::open(store)?)?;
    let filter = Filter {
        speaker: args.speaker.clone(),
        principal: args.principal.clone(),
        act: args.act.clone(),
        measure: args.measure.clone(),
        document: args.document.clone(),
        matching: args.matching.clone(),
    };
    let rows = view::rows(&corpus, &filter);
    let mut out = stdout();
    write_rows(&mut out, &rows, format_or_default(args.format), args.raw)?;
    out.flush()?;
    if rows.is_empty() {
        note("no claim is like that");
    }
    Ok(())
}

/// Writes claims: few columns for people, all for programs.
pub(super) fn write_rows(out: &mut dyn Write, rows: &[Row], format: Format, raw: bool) -> Result<(), Error> {
    match format {
        Format::Table => write_table(out, &["claim", "who", "act", "what", "figure", "said", "document"], rows.iter().map(for_people))?,
        Format::Csv => {
            let head = columns();
            write_csv(out, &head.iter().map(String::as_str).collect::<Vec<_>>(), rows.iter().map(|row| cells(row, &head)), raw)?;
        }
        Format::Json => write_json(out, rows)?,
    }
    Ok(())
}

fn for_people(row: &Row) -> Vec<String> {
    let mut who = row.who.join(", ");
    if !row.via.is_empty() {
        who = format!("{who} (via {})", row.via.join(", "));
    }
    if !row.directed_at.is_empty() {
        who = format!("{who} → {}", row.directed_at.join(", "));
    }
    // A denial is negated by itself.
    let negated = (row.polarity == "negated" && row.act != "deny").then_some("negated");
    let hedged = (row.certainty != "certain").then_some(row.certainty.as_str());
    let act: Vec<&str> = [Some(row.act.as_str()), negated, hedged].into_iter().flatten().collect();
    let claim = row.claim.get(..8).unwrap_or(&row.claim).to_owned();
    vec![claim, who, act.join(", "), shortened(&row.content, 120), row.figure(), row.said(), row.document.clone()]
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}

/// The names of all columns: the fields of a row, in their order.
fn columns() -> Vec<String> {
    fields(&Row::default()).map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
}

fn cells(row: &Row, head: &[String]) -> Vec<String> {
    let fields = fields(row).unwrap_or_default();
    let cell = |name: &String| match fields.get(name) {
        None | Some(serde_json::Value::Null) => String::new(),
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Array(list)) => list.iter().map(|v| v.as_str().unwrap_or_default()).collect::<Vec<_>>().join("; "),
        Some(other) => other.to_string(),
    };
    head.iter().map(cell).collect()
}

fn fields(row: &Row) -> Option<serde_json::Map<String, serde_json::Value>> {
    match serde_json::to_value(row) {
        Ok(serde_json::Value::Object(fields)) => Some(fields),
        _ => None,
    }
}
