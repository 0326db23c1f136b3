//! `selon compare`: the figures of an event side by side.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use clap::ValueEnum;
use jiff::civil::Date;

use super::Error;
use super::claims::words;
use super::output::{is_terminal, note, stdout};
use super::table::{write_csv, write_markdown, write_table};
use crate::graph::archive::Archive;
use crate::graph::compare::ledger::{Comparison, Dispute, Entry, Ledger, Sheet};
use crate::graph::compare::wanted::{Wanted, events_called, with_parts};
use crate::graph::corpus::Corpus;

/// The arguments of `selon compare`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The event: its name in any language, a part of it, or its key; nothing: the events of which most is said
    event: Option<String>,
    #[command(flatten)]
    filter: FilterArgs,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
    /// How many events are shown where none is named
    #[arg(long, value_name = "EVENTS", default_value_t = 20)]
    max_events: usize,
    /// Leave cells of CSV as they are, even where a spreadsheet would take them for formulas
    #[arg(long)]
    raw: bool,
}

/// Which figures are wanted.
#[derive(Debug, clap::Args)]
pub(super) struct FilterArgs {
    /// Of one measure
    #[arg(long, value_parser = words("measure"))]
    measure: Option<String>,
    /// Whose people or things: a name in any language, or a key
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    /// Of one population
    #[arg(long, value_parser = words("population"))]
    population: Option<String>,
    /// As known on a day, YYYY-MM-DD: no later figure
    #[arg(long, value_name = "DAY")]
    as_of: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for people
    Table,
    /// Tables in Markdown
    Markdown,
    /// Comma-separated values, a figure a line
    Csv,
    /// JSON, an event an object
    Json,
}

impl FilterArgs {
    /// The filter, for some events or for all.
    pub(super) fn wanted(&self, events: Option<BTreeSet<String>>) -> Wanted {
        Wanted { events, measure: self.measure.clone(), of: self.of.clone(), population: self.population.clone(), as_of: self.as_of }
    }
}

/// The one event of a name, with those that happened in it.
pub(super) fn event_and_parts(corpus: &Corpus, name: &str) -> Result<BTreeSet<String>, Error> {
    Ok(with_parts(corpus, &event(corpus, name)?))
}

/// The one event of a name.
pub(super) fn event(corpus: &Corpus, name: &str) -> Result<String, Error> {
    let mut found = events_called(corpus, name);
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Error::failed(format!("no event in this store is called {name:?}")).hint("`selon events` lists them")),
        n => {
            let names: Vec<&str> = found.iter().take(6).map(|iri| corpus.name(iri)).collect();
            Err(Error::failed(format!("{n} events are called {name:?}")).hint(format!("among them {}", names.join("; "))))
        }
    }
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let corpus = Corpus::read(&archive)?;
    let events = args.event.as_deref().map(|name| event_and_parts(&corpus, name)).transpose()?;
    let wanted = args.filter.wanted(events);
    let comparison = Comparison::new(&corpus, &wanted, |facts| archive.text(&facts.text_hash).ok());
    let (ledgers, left_out) = comparison.first_ledgers(if args.event.is_none() { args.max_events } else { usize::MAX });
    let mut out = stdout();
    match args.format.unwrap_or(if is_terminal() { Format::Table } else { Format::Csv }) {
        Format::Table => people(&mut out, &ledgers, Kind::Terminal)?,
        Format::Markdown => people(&mut out, &ledgers, Kind::Markdown)?,
        Format::Csv => csv(&mut out, &ledgers, args.raw)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &ledgers)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    if ledgers.is_empty() {
        note("no figure is like that");
    } else if left_out > 0 {
        note(&format!("{left_out} more events with figures; name one, or allow more with --max-events"));
    }
    Ok(())
}

/// For whose eyes a ledger is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Terminal,
    Markdown,
}

impl Kind {
    fn heading(self, out: &mut dyn Write, level: usize, text: &str) -> Result<(), Error> {
        match self {
            Kind::Terminal => writeln!(out, "{}", super::output::plain(text))?,
            Kind::Markdown => writeln!(out, "{} {}\n", "#".repeat(level), super::output::markdown(text))?,
        }
        Ok(())
    }

    fn table(self, out: &mut dyn Write, head: &[&str], rows: Vec<Vec<String>>) -> Result<(), Error> {
        match self {
            Kind::Terminal => write_table(out, head, rows)?,
            Kind::Markdown => write_markdown(out, head, rows)?,
        }
        writeln!(out)?;
        Ok(())
    }
}

fn people(out: &mut dyn Write, ledgers: &[Ledger], kind: Kind) -> Result<(), Error> {
    for ledger in ledgers {
        kind.heading(out, 2, &title(ledger))?;
        let rows = ledger.issues.iter().flat_map(sheet_rows).collect();
        kind.table(out, &["issue", "who", "figure", "words", "day", "hops", "document", "origins"], rows)?;
        let mut disputes: Vec<&Dispute> = ledger.issues.iter().flat_map(|s| &s.disputes).collect();
        disputes.sort_by_key(|d| std::cmp::Reverse(d.gap));
        if !disputes.is_empty() {
            kind.heading(out, 3, "Disputes: these figures cannot both hold")?;
            let rows = disputes.iter().map(|d| vec![d.gap.to_string(), d.issue.clone(), said(&d.lower), said(&d.higher)]).collect();
            kind.table(out, &["gap", "issue", "lower", "higher"], rows)?;
        }
        if !ledger.apart.is_empty() {
            kind.heading(out, 3, "Not comparable, and why")?;
            let rows = ledger
                .apart
                .iter()
                .map(|a| vec![format!("{}: {}", a.issue, said(&a.one)), format!("{}: {}", a.other_issue, said(&a.other)), a.reasons.join("; ")]);
            kind.table(out, &["figure", "and", "because of"], rows.collect())?;
            if ledger.apart_more > 0 {
                kind.heading(out, 4, &format!("… and {} more pairs", ledger.apart_more))?;
            }
        }
    }
    Ok(())
}

fn title(ledger: &Ledger) -> String {
    let days = match (&ledger.from, &ledger.until) {
        (None, None) => String::new(),
        (from, until) => format!(" ({} – {})", from.as_deref().unwrap_or("…"), until.as_deref().unwrap_or("…")),
    };
    let part_of = ledger.part_of.as_ref().map(|wider| format!(", in: {wider}")).unwrap_or_default();
    format!("{}{days}{part_of}", ledger.event)
}

/// Who says what on an issue, and the range at the end.
fn sheet_rows(sheet: &Sheet) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = sheet.entries.iter().map(|entry| row(String::new(), entry)).collect();
    if let Some(first) = rows.first_mut().and_then(|row| row.first_mut()) {
        first.clone_from(&sheet.issue);
    }
    if sheet.voices > 1 {
        let mut range = vec![String::new(); 8];
        for (cell, text) in range.iter_mut().skip(1).zip([format!("range over {} voices", sheet.voices), sheet.range()]) {
            *cell = text;
        }
        rows.push(range);
    }
    rows
}

fn row(issue: String, entry: &Entry) -> Vec<String> {
    let more = entry.stated - 1;
    let document = entry.documents.first().cloned().unwrap_or_default();
    let documents = if more > 0 { format!("{document} (+{more})") } else { document };
    let day = entry.day.clone().unwrap_or_default();
    vec![issue, entry.voice(), entry.figure(), format!("“{}”", entry.words), day, entry.hops.to_string(), documents, entry.origins.to_string()]
}

/// A figure with whose it is: `Caldora: 1,177 (2031-11-06)`.
fn said(entry: &Entry) -> String {
    let day = entry.day.as_ref().map(|day| format!(" ({day})")).unwrap_or_default();
    format!("{}: {}{day}", entry.voice(), entry.figure())
}

const COLUMNS: [&str; 21] = [
    "row",
    "event",
    "issue",
    "who",
    "said_by",
    "act",
    "denied",
    "low",
    "high",
    "qualifier",
    "words",
    "day",
    "hops",
    "documents",
    "stated",
    "origins",
    "claim",
    "against",
    "against_claim",
    "gap",
    "reasons",
];

/// A figure a line; then the range of each issue, the disputes, and what cannot be compared.
fn csv(out: &mut dyn Write, ledgers: &[Ledger], raw: bool) -> Result<(), Error> {
    let mut rows = Vec::new();
    for ledger in ledgers {
        for sheet in &ledger.issues {
            for entry in &sheet.entries {
                let kind = if entry.low.or(entry.high).is_some() { "figure" } else { "withheld" };
                rows.push(line(kind, ledger, &sheet.issue, entry, None, None, ""));
            }
            if sheet.voices > 1 {
                let range = Entry { low: sheet.low, high: sheet.high, stated: sheet.voices, ..Entry::default() };
                rows.push(line("range", ledger, &sheet.issue, &range, None, None, ""));
            }
            rows.extend(sheet.disputes.iter().map(|d| line("dispute", ledger, &sheet.issue, &d.lower, Some((&d.higher, &d.issue)), Some(d.gap), "")));
        }
        rows.extend(ledger.apart.iter().map(|a| line("apart", ledger, &a.issue, &a.one, Some((&a.other, &a.other_issue)), None, &a.reasons.join("; "))));
    }
    write_csv(out, &COLUMNS, rows, raw)
}

fn line(kind: &str, ledger: &Ledger, issue: &str, entry: &Entry, other: Option<(&Entry, &String)>, gap: Option<u64>, reasons: &str) -> Vec<String> {
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    let against = other.map(|(other, issue)| format!("{issue}: {}", said(other))).unwrap_or_default();
    vec![
        kind.to_owned(),
        ledger.event.clone(),
        issue.to_owned(),
        entry.who.clone(),
        entry.said_by.join("; "),
        entry.act.clone(),
        if entry.denied { "yes" } else { "" }.to_owned(),
        number(entry.low),
        number(entry.high),
        entry.qualifier.clone(),
        entry.words.clone(),
        entry.day.clone().unwrap_or_default(),
        entry.hops.to_string(),
        entry.documents.join("; "),
        entry.stated.to_string(),
        entry.origins.to_string(),
        entry.claim.clone(),
        against,
        other.map(|(other, _)| other.claim.clone()).unwrap_or_default(),
        number(gap),
        reasons.to_owned(),
    ]
}
