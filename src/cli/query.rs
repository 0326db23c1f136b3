//! `selon query`: SPARQL over the store.

use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;

use super::Error;
use super::output::{is_terminal, spreadsheet, stdout};
use super::table::{write_csv, write_table};
use crate::graph::answer::{self, Standard};
use crate::graph::archive::Archive;
use crate::graph::query::{self, Answer, Limits, Rows};
use crate::graph::store;
use crate::rdf::iri::Base;
use crate::rdf::write::Syntax;

/// The arguments of `selon query`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The query; - or nothing: standard input
    #[arg(value_name = "SPARQL", conflicts_with = "file")]
    sparql: Option<String>,
    /// A file with the query
    #[arg(long, value_name = "F.rq")]
    file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// How answers are written, and what a query may cost.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// A table on a terminal, CSV in a pipe, Turtle for graphs, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
    /// Leave cells of CSV and TSV as they are, even where a spreadsheet would take them for formulas
    #[arg(long)]
    raw: bool,
    /// How long the query may run, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0, value_parser = seconds)]
    timeout: f64,
    /// How many rows it may give
    #[arg(long, value_name = "ROWS", default_value_t = 100_000)]
    max_rows: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Rows as a table for people
    Table,
    /// Rows as comma-separated values
    Csv,
    /// Rows as tab-separated terms
    Tsv,
    /// Rows as SPARQL JSON
    Json,
    /// Rows as SPARQL XML
    Xml,
    /// A graph as Turtle
    Turtle,
    /// A graph as TriG
    Trig,
    /// A graph as N-Quads
    Nquads,
    /// A graph as JSON-LD
    Jsonld,
}

fn seconds(value: &str) -> Result<f64, String> {
    value.parse::<f64>().ok().filter(|s| *s > 0.0 && *s <= 86_400.0).ok_or_else(|| "expected seconds, more than 0 and at most a day".to_owned())
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let sparql = args.query()?;
    let archive = Archive::open(store)?;
    let prepared = query::prepare(&sparql, archive.base())?;
    let answer = prepared.run(&store::load(&archive)?, args.output.limits())?;
    args.output.write(&answer, archive.base())
}

impl Args {
    /// The query as it was given.
    pub(super) fn query(&self) -> Result<String, Error> {
        Ok(match (&self.sparql, &self.file) {
            (Some(sparql), _) if sparql != "-" => sparql.clone(),
            (_, Some(file)) => std::fs::read_to_string(file).map_err(|e| Error::failed(format!("{}: {e}", file.display())))?,
            _ if std::io::stdin().is_terminal() => {
                return Err(Error::usage("no query").hint("give it in quotes, with --file, or on standard input; `selon ask` has ready ones"));
            }
            _ => {
                let mut text = String::new();
                std::io::stdin().read_to_string(&mut text).map_err(|e| Error::failed(format!("standard input: {e}")))?;
                text
            }
        })
    }
}

impl OutputArgs {
    /// What the query may cost.
    pub(super) fn limits(&self) -> Limits {
        Limits { timeout: Duration::from_secs_f64(self.timeout), rows: self.max_rows }
    }

    /// Writes an answer; one that was cut off is an error after it.
    pub(super) fn write(&self, answer: &Answer, base: &Base) -> Result<(), Error> {
        let mut out = stdout();
        let cut = match answer {
            Answer::Rows(rows) => {
                self.rows(rows, base, &mut out)?;
                rows.cut
            }
            Answer::Truth(truth) => {
                self.truth(*truth, &mut out)?;
                false
            }
            Answer::Graph { triples, cut } => {
                answer::write_graph(triples, self.syntax()?, base, &mut out)?;
                *cut
            }
        };
        out.flush()?;
        if cut {
            return Err(
                Error::failed(format!("the answer was cut off after {} rows", self.max_rows)).hint("allow it more with --max-rows, or narrow the query")
            );
        }
        Ok(())
    }

    fn rows(&self, rows: &Rows, base: &Base, out: &mut dyn Write) -> Result<(), Error> {
        let head: Vec<&str> = rows.columns.iter().map(String::as_str).collect();
        match self.format.unwrap_or(if is_terminal() { Format::Table } else { Format::Csv }) {
            Format::Table => write_table(out, &head, answer::cells(rows, base))?,
            Format::Csv => write_csv(out, &head, answer::values(rows), self.raw)?,
            Format::Tsv if self.raw => answer::write_rows(rows, Standard::Tsv, out)?,
            // A spreadsheet drops the quotes that words have around them.
            Format::Tsv => answer::write_rows(&answer::with_words(rows, |words| spreadsheet(words).into_owned()), Standard::Tsv, out)?,
            Format::Json => answer::write_rows(rows, Standard::Json, out)?,
            Format::Xml => answer::write_rows(rows, Standard::Xml, out)?,
            _ => return Err(Error::usage("this query gives rows").hint("choose table, csv, tsv, json or xml, or ask with CONSTRUCT")),
        }
        Ok(())
    }

    fn truth(&self, truth: bool, out: &mut dyn Write) -> Result<(), Error> {
        match self.format {
            None | Some(Format::Table | Format::Csv) => writeln!(out, "{}", if truth { "yes" } else { "no" })?,
            Some(Format::Tsv) => answer::write_truth(truth, Standard::Tsv, out)?,
            Some(Format::Json) => answer::write_truth(truth, Standard::Json, out)?,
            Some(Format::Xml) => answer::write_truth(truth, Standard::Xml, out)?,
            Some(_) => return Err(Error::usage("this query gives yes or no").hint("choose table, csv, tsv, json or xml")),
        }
        Ok(())
    }

    fn syntax(&self) -> Result<Syntax, Error> {
        match self.format {
            None | Some(Format::Turtle) => Ok(Syntax::Turtle),
            Some(Format::Trig) => Ok(Syntax::TriG),
            Some(Format::Nquads) => Ok(Syntax::NQuads),
            Some(Format::Jsonld) => Ok(Syntax::JsonLd),
            Some(_) => Err(Error::usage("this query gives a graph").hint("choose turtle, trig, nquads or jsonld, or ask with SELECT")),
        }
    }
}
