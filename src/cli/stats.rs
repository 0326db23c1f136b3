//! `selon stats`: what is in the store.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::Error;
use super::output::stdout;
use super::table::{Format, format_or_default, write_csv, write_table};
use crate::graph::archive::Archive;
use crate::graph::corpus::Corpus;

/// The arguments of `selon stats`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
}

pub(super) fn run(store_path: &Path, args: &Args) -> Result<(), Error> {
    let archive = Archive::open(store_path)?;
    let figures = figures(&archive)?;
    let mut out = stdout();
    let rows = figures.iter().map(|(name, value)| vec![name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)]);
    match format_or_default(args.format) {
        Format::Table => write_table(&mut out, &["what", "count"], rows)?,
        Format::Csv => write_csv(&mut out, &["what", "count"], rows, false)?,
        Format::Json => writeln!(out, "{}", Value::Object(figures))?,
    }
    out.flush()?;
    Ok(())
}

fn figures(archive: &Archive) -> Result<Map<String, Value>, Error> {
    let corpus = Corpus::read(archive)?;
    let quads = corpus.quads;
    let claims = corpus.claims().count();
    let mut figures = Map::new();
    let mut say = |name: &str, value: Value| figures.insert(name.to_owned(), value);
    let count = |items: BTreeSet<&str>| json!(items.len());
    say("documents", json!(corpus.documents.len()));
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for document in &corpus.documents {
        *languages.entry(if document.lang.is_empty() { "unknown" } else { &document.lang }).or_default() += 1;
    }
    for (language, documents) in languages {
        say(&format!("documents in {language}"), json!(documents));
    }
    let days: BTreeSet<_> = corpus.documents.iter().filter_map(|d| d.published).collect();
    if let Some((first, last)) = days.first().zip(days.last()) {
        say("published", json!(format!("{first} to {last}")));
    }
    say("claims", json!(claims));
    say("figures", json!(corpus.claims().map(|(_, c)| c.counts.len()).sum::<usize>()));
    say("speakers", count(corpus.claims().flat_map(|(_, c)| c.sources.iter().map(String::as_str)).collect()));
    say("actors", json!(corpus.actors().len()));
    say("events", count(corpus.claims().filter_map(|(_, c)| corpus.event(c)).collect()));
    say("issues", count(corpus.claims().flat_map(|(_, c)| c.counts.iter().flat_map(|n| corpus.issues(&n.iri)).map(String::as_str)).collect()));
    say("quads", json!(quads));
    if let Some(tenths) = (quads * 10).checked_div(claims) {
        say("quads a claim", json!(tenths as f64 / 10.0));
    }
    Ok(figures)
}
