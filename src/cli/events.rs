//! `selon events` and `selon event`: what the documents are about.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::Error;
use super::compare::event;
use super::decide::{MergeArgs, SplitArgs, merge_events, split_event};
use super::output::{note, plain, stdout};
use super::table::{Format, format_or_default, write_csv, write_json, write_table};
use crate::graph::archive::Archive;
use crate::graph::corpus::Corpus;
use crate::graph::facts::{Claim, Facts};
use crate::graph::view;
use crate::rdf::iri::last_part;

/// The arguments of `selon events`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only those with at least so many claims
    #[arg(long, value_name = "CLAIMS", default_value_t = 1)]
    min_claims: usize,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
    /// Leave cells of CSV as they are, even where a spreadsheet would take them for formulas
    #[arg(long)]
    raw: bool,
}

/// The arguments of `selon event`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct OneArgs {
    /// The event: its name in any language, a part of it, or its key
    name: Option<String>,
    /// How many claims are shown
    #[arg(long, value_name = "CLAIMS", default_value_t = 60)]
    max_claims: usize,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What can be decided about an event.
#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Two events are one: what was said of the first is said of the second from now on
    Merge(MergeArgs),
    /// What a document tells is another event
    Split(SplitArgs),
}

/// An event as a line.
#[derive(Debug, Default, Serialize)]
struct Line {
    event: String,
    kind: String,
    place: String,
    from: String,
    until: String,
    claims: usize,
    figures: usize,
    documents: usize,
    part_of: String,
    iri: String,
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let corpus = Corpus::read(&Archive::open(store)?)?;
    let mut lines: Vec<Line> = lines(&corpus).into_iter().filter(|l| l.claims >= args.min_claims).collect();
    lines.sort_by(|a, b| (std::cmp::Reverse(a.claims), &a.event, &a.iri).cmp(&(std::cmp::Reverse(b.claims), &b.event, &b.iri)));
    let days = |l: &Line| if l.from.is_empty() && l.until.is_empty() { String::new() } else { format!("{} – {}", l.from, l.until) };
    let mut out = stdout();
    match format_or_default(args.format) {
        Format::Table => {
            let row = |l: &Line| vec![l.event.clone(), days(l), l.claims.to_string(), l.figures.to_string(), l.documents.to_string(), l.part_of.clone()];
            write_table(&mut out, &["event", "days", "claims", "figures", "documents", "in"], lines.iter().map(row))?;
        }
        Format::Csv => write_csv(
            &mut out,
            &["event", "kind", "place", "from", "until", "claims", "figures", "documents", "part_of", "iri"],
            lines.iter().map(cells),
            args.raw,
        )?,
        Format::Json => write_json(&mut out, &lines)?,
    }
    out.flush()?;
    if lines.is_empty() {
        note("no event is like that");
    }
    Ok(())
}

fn cells(line: &Line) -> Vec<String> {
    let l = line;
    vec![
        l.event.clone(),
        l.kind.clone(),
        l.place.clone(),
        l.from.clone(),
        l.until.clone(),
        l.claims.to_string(),
        l.figures.to_string(),
        l.documents.to_string(),
        l.part_of.clone(),
        l.iri.clone(),
    ]
}

fn lines(corpus: &Corpus) -> Vec<Line> {
    let mut claims: BTreeMap<&str, (usize, usize, Vec<&str>)> = BTreeMap::new();
    for (document, claim) in corpus.claims() {
        if let Some(event) = corpus.event(claim) {
            let (claims, _, documents) = claims.entry(event).or_default();
            *claims += 1;
            documents.push(&document.iri);
        }
        for question in claim.counts.iter().flat_map(|c| corpus.issues(&c.iri)).filter_map(|iri| corpus.question(iri)) {
            claims.entry(&question.event).or_default().1 += 1;
        }
    }
    let line = |(iri, happening): (&String, &crate::graph::corpus::Happening)| {
        let (claims, figures, mut documents) = claims.remove(iri.as_str()).unwrap_or_default();
        documents.dedup();
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |d| d.to_string());
        Line {
            event: corpus.name(iri).to_owned(),
            kind: happening.kind.clone(),
            place: happening.place.clone().unwrap_or_default(),
            from: day(happening.days.0),
            until: day(happening.days.1),
            claims,
            figures,
            documents: documents.len(),
            part_of: happening.part_of.first().map(|wider| corpus.name(wider).to_owned()).unwrap_or_default(),
            iri: iri.clone(),
        }
    };
    corpus.happenings().iter().map(line).collect()
}

pub(super) fn one(store: &Path, args: &OneArgs) -> Result<(), Error> {
    match (&args.command, &args.name) {
        (Some(Command::Merge(merge)), _) => merge_events(store, merge),
        (Some(Command::Split(split)), _) => split_event(store, split),
        (None, Some(name)) => show(store, name, args),
        (None, None) => Err(Error::usage("which event?").hint("`selon events` lists them")),
    }
}

fn show(store: &Path, name: &str, args: &OneArgs) -> Result<(), Error> {
    let corpus = Corpus::read(&Archive::open(store)?)?;
    let iri = event(&corpus, name)?;
    let mut out = stdout();
    describe(&mut out, &corpus, &iri)?;
    let mut claims: Vec<(&Facts, &Claim)> = corpus.claims().filter(|(_, c)| corpus.event(c) == Some(&iri)).collect();
    claims.sort_by_key(|(document, claim)| (document.day(claim).is_none(), document.day(claim), &document.key, claim.begin));
    let more = claims.len().saturating_sub(args.max_claims);
    let rows = claims.into_iter().take(args.max_claims).map(|(document, claim)| row(&corpus, document, claim));
    writeln!(out)?;
    write_table(&mut out, &["day", "who", "act", "what", "figure", "document", "claim"], rows)?;
    out.flush()?;
    if more > 0 {
        note(&format!("{more} more claims; --max-claims shows them"));
    }
    Ok(())
}

fn describe(out: &mut dyn std::io::Write, corpus: &Corpus, iri: &str) -> Result<(), Error> {
    let Some(happening) = corpus.happenings().get(iri) else { return Ok(()) };
    let names = |iris: &[String]| iris.iter().map(|iri| corpus.name(iri)).collect::<Vec<_>>().join("; ");
    let parts: Vec<String> = corpus.happenings().iter().filter(|(_, h)| h.part_of.iter().any(|w| w == iri)).map(|(part, _)| part.clone()).collect();
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "…".to_owned(), |d| d.to_string());
    let days = if happening.days == (None, None) { String::new() } else { format!("{} – {}", day(happening.days.0), day(happening.days.1)) };
    let told: Vec<String> = corpus
        .told_by(iri)
        .map(|(document, event, by)| {
            let by = if by.is_empty() { "alone".to_owned() } else { by.join(", ") };
            format!("“{}” in {} ({by})", event.text, document.key)
        })
        .collect();
    let mut line = |name: &str, value: &str| if value.is_empty() { Ok(()) } else { writeln!(out, "{name:<12} {}", plain(value)) };
    line("event", corpus.name(iri))?;
    line("iri", iri)?;
    line("kind", &happening.kind)?;
    line("place", happening.place.as_deref().unwrap_or_default())?;
    line("days", &days)?;
    line("parties", &names(&happening.participants))?;
    line("part of", &names(&happening.part_of))?;
    line("parts", &names(&parts))?;
    for (n, told) in told.iter().enumerate() {
        line(if n == 0 { "told by" } else { "" }, told)?;
    }
    Ok(())
}

/// A claim as a line of what is said.
pub(super) fn row(corpus: &Corpus, document: &Facts, claim: &Claim) -> Vec<String> {
    let rows = view::claim_rows(corpus, document, claim, None);
    let figures: Vec<String> = rows.iter().filter(|r| r.qualifier.is_some()).map(view::Row::figure).collect();
    let who = rows.first().map(|r| r.who.join(", ")).unwrap_or_default();
    let day = document.day(claim).map_or_else(String::new, |d| d.to_string());
    let short = last_part(&claim.iri).get(..8).unwrap_or_default().to_owned();
    vec![day, who, claim.act.clone(), claim.content.clone(), figures.join("; "), document.key.clone(), short]
}
