//! `selon claims`: the claims as a list.

use std::io::Write;
use std::path::Path;

use clap::ValueEnum;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use regex::Regex;

use super::Error;
use super::export::Redact;
use super::output::{Destination, note};
use super::table::{write_csv, write_json, write_markdown, write_table, write_tsv};
use crate::claim::Reading;
use crate::graph::archive::Archive;
use crate::graph::compare::ledger::{Comparison, FigureOrigins};
use crate::graph::compare::wanted::Wanted;
use crate::graph::corpus::Corpus;
use crate::graph::project;
use crate::graph::snapshot::{self, Selection};
use crate::graph::view::{self, Filter, Row};
use crate::rdf::ontology;
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
    /// Only claims of which the rules are sure: fewer, and nearly always with the right speaker
    #[arg(long)]
    strict: bool,
    /// That the store held then, in the versions of then: a day, to its end, or a time, in UTC
    #[arg(long, value_name = "DATE", value_parser = time)]
    as_of: Option<Timestamp>,
    /// Of documents that were published on that day or before, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    published_by: Option<Date>,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
    /// Leave cells of CSV and TSV as they are, even where a spreadsheet would take them for formulas
    #[arg(long)]
    raw: bool,
    /// Cover the names of private persons, wherever they stand
    #[arg(long, value_name = "WHOSE")]
    redact: Option<Redact>,
    #[command(flatten)]
    to: Destination,
    /// Write instead what the columns of CSV, TSV and Parquet mean: a description of the table in the form of CSV on the Web
    #[arg(long)]
    columns: bool,
}

/// A way to write claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table for people
    Table,
    /// Comma-separated values
    Csv,
    /// Tab-separated values
    Tsv,
    /// A table for people in Markdown
    Markdown,
    /// JSON
    Json,
    /// Parquet: the columns of CSV with their types, for a file or a pipe
    Parquet,
}

/// A time: a day, which is taken to its end, or a day with a time, in UTC.
pub(super) fn time(value: &str) -> Result<Timestamp, String> {
    let expected = "expected a day, YYYY-MM-DD, or a time, YYYY-MM-DDTHH:MM:SSZ";
    match value.parse::<Date>().ok().filter(|_| !value.contains('T')) {
        Some(day) => Offset::UTC.to_timestamp(day.at(23, 59, 59, 999_999_999)).map_err(|_| expected.to_owned()),
        None => value.parse().map_err(|_| expected.to_owned()),
    }
}

fn day(value: &str) -> Result<Date, String> {
    value.parse().map_err(|_| "expected a day, YYYY-MM-DD".to_owned())
}

/// The words of a closed list.
pub(super) fn words(scheme: &str) -> clap::builder::PossibleValuesParser {
    schemes().into_iter().find(|(name, _)| *name == scheme).map(|(_, words)| words).unwrap_or_default().into()
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    if args.columns {
        return args.describe();
    }
    let format = args.format()?;
    let archive = Archive::open(store)?;
    let selection = args.selection();
    // The actors are needed only where something must be derived anew.
    let corpus =
        if selection == Selection::default() { Corpus::read(&archive)? } else { snapshot::of_store(&archive, selection, &project::gazetteer(&archive)?)? };
    let origins = Comparison::new(&corpus, &Wanted::default(), |facts| archive.text(&facts.text_hash).ok()).origins();
    args.write(&corpus, Some(&origins), format)
}

/// As [`run`], for a store at an address: what it has, which is no texts, no history and no reviews.
#[cfg(feature = "remote")]
pub(super) fn run_remote(address: impl Fn() -> Result<crate::graph::remote::Address, Error>, args: &Args) -> Result<(), Error> {
    use crate::graph::remote;
    if args.columns {
        return args.describe();
    }
    let format = args.format()?;
    if args.as_of.is_some() {
        return Err(Error::usage("--as-of: a store at an address keeps no history").hint("ask the folder of a store"));
    }
    let remote = remote::Remote::open(address()?)?;
    args.write(&remote.corpus(args.selection(), &crate::rdf::gazetteer::built_in()?)?, None, format)
}

impl Args {
    /// Writes what the columns mean.
    fn describe(&self) -> Result<(), Error> {
        let mut out = self.to.open()?;
        write!(out, "{}", ontology::COLUMNS)?;
        out.flush()?;
        Ok(())
    }

    fn format(&self) -> Result<Format, Error> {
        let format = self.format.unwrap_or(if self.to.is_terminal() { Format::Table } else { Format::Csv });
        if format == Format::Parquet {
            parquet_can_be_written(self.to.is_terminal())?;
        }
        Ok(format)
    }

    fn selection(&self) -> Selection {
        Selection { as_of: self.as_of, published_by: self.published_by, redact_persons: self.redact.is_some() }
    }

    /// Writes the claims that are wanted. Without origins these cells are blank.
    fn write(&self, corpus: &Corpus, origins: Option<&FigureOrigins<'_>>, format: Format) -> Result<(), Error> {
        let filter = Filter {
            speaker: self.speaker.clone(),
            principal: self.principal.clone(),
            act: self.act.clone(),
            measure: self.measure.clone(),
            document: self.document.clone(),
            matching: self.matching.clone(),
            confidence: if self.strict { Reading::SURE } else { 0 },
        };
        let mut rows = view::rows(corpus, &filter);
        for row in &mut rows {
            row.origins = origins.zip(row.figure).and_then(|(origins, figure)| origins.get(&(row.iri.as_str(), figure)).copied());
        }
        let mut out = self.to.open()?;
        write_rows(&mut out, &rows, format, self.raw)?;
        out.flush()?;
        if rows.is_empty() {
            note("no claim is like that");
        }
        Ok(())
    }
}

/// Whether Parquet makes sense here, before anything is read for it.
fn parquet_can_be_written(for_people: bool) -> Result<(), Error> {
    if !cfg!(feature = "parquet") {
        return Err(Error::usage("--format parquet: this selon was built without it").hint("build one with it: cargo build --release --features parquet"));
    }
    if for_people {
        return Err(Error::usage("--format parquet: expected a file or a pipe, found a terminal").hint("name a file with --out"));
    }
    Ok(())
}

/// Writes claims: few columns for people, all for programs.
pub(super) fn write_rows(out: &mut dyn Write, rows: &[Row], format: Format, raw: bool) -> Result<(), Error> {
    let head = Row::columns();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    match format {
        Format::Table => write_table(out, &FOR_PEOPLE, rows.iter().map(for_people))?,
        Format::Markdown => write_markdown(out, &FOR_PEOPLE, rows.iter().map(for_people))?,
        Format::Csv => write_csv(out, &head, rows.iter().map(Row::cells), raw)?,
        Format::Tsv => write_tsv(out, &head, rows.iter().map(Row::cells), raw)?,
        Format::Json => write_json(out, rows)?,
        #[cfg(feature = "parquet")]
        Format::Parquet => out.write_all(&super::parquet::write(rows)?)?,
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => parquet_can_be_written(false)?,
    }
    Ok(())
}

/// The columns of tables for people.
const FOR_PEOPLE: [&str; 7] = ["claim", "who", "act", "what", "figure", "said", "document"];

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
