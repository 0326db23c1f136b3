//! `selon verify`: whether the words of claims still stand in their documents.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::Error;
use super::input::{InputArgs, Inputs};
use super::output::{count, note, stdout};
use super::table::{Format, format_or_default, write_csv, write_json, write_table};
use crate::graph::archive::Archive;
use crate::graph::facts::Facts;
use crate::graph::verify::{Standing, Version, standing};
use crate::rdf::canonical::canonical;
use crate::rdf::iri::last_part;

/// The arguments of `selon verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
}

/// A claim, and where its words are.
#[derive(Debug, Serialize)]
struct Row {
    /// The claim's hash.
    claim: String,
    /// The key of its document.
    document: String,
    /// In place, moved or orphaned.
    standing: &'static str,
    /// Where the content was, in code points.
    begin: u32,
    end: u32,
    /// Where it is; empty where it is nowhere.
    now_begin: Option<u32>,
    now_end: Option<u32>,
    /// The words of the content.
    content: String,
    /// Why it is orphaned.
    why: String,
}

pub(super) fn run(store: &Path, args: Args) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let (mut rows, mut unknown) = (Vec::new(), 0);
    if args.input.names_nothing() {
        for facts in archive.map_documents(|quads| Facts::read(&quads))? {
            let text = archive.text(&facts.text_hash)?;
            verify(&facts, &text, &text, &mut rows);
        }
        rows.sort_by(|a: &Row, b: &Row| a.document.cmp(&b.document));
    } else {
        let known: BTreeMap<String, Facts> = archive.map_documents(|quads| Facts::read(&quads))?.into_iter().map(|facts| (facts.key.clone(), facts)).collect();
        for item in Inputs::new(args.input)? {
            let document = canonical(&item?.document);
            if let Some(facts) = known.get(&document.id) {
                verify(facts, &archive.text(&facts.text_hash)?, &document.text, &mut rows);
            } else {
                note(&format!("{}: is not in the store", document.id));
                unknown += 1;
            }
        }
    }
    write(&rows, format_or_default(args.format))?;
    judge(&rows, unknown)
}

fn verify(facts: &Facts, old: &str, new: &str, rows: &mut Vec<Row>) {
    let (old, new) = (Version::new(old), Version::new(new));
    for claim in &facts.claims {
        let found = standing(&old, &new, claim);
        let now = match found {
            Standing::InPlace => Some((claim.begin, claim.end)),
            Standing::Moved { begin, end } => Some((begin, end)),
            Standing::Orphaned { .. } => None,
        };
        rows.push(Row {
            claim: last_part(&claim.iri).to_owned(),
            document: facts.key.clone(),
            standing: found.name(),
            begin: claim.begin,
            end: claim.end,
            now_begin: now.map(|(begin, _)| begin),
            now_end: now.map(|(_, end)| end),
            content: claim.content.clone(),
            why: if let Standing::Orphaned { why } = found { why } else { String::new() },
        });
    }
}

fn write(rows: &[Row], format: Format) -> Result<(), Error> {
    let mut out = stdout();
    let place = |at: Option<u32>| at.map(|at| at.to_string()).unwrap_or_default();
    match format {
        Format::Table => {
            let cells =
                |row: &Row| vec![row.claim.chars().take(8).collect(), row.standing.to_owned(), row.content.clone(), row.why.clone(), row.document.clone()];
            write_table(&mut out, &["claim", "standing", "content", "why", "document"], rows.iter().map(cells))?;
        }
        Format::Json => write_json(&mut out, rows)?,
        Format::Csv => {
            let head = ["claim", "document", "standing", "begin", "end", "now_begin", "now_end", "content", "why"];
            let cells = |r: &Row| {
                let places = [place(Some(r.begin)), place(Some(r.end)), place(r.now_begin), place(r.now_end)];
                let mut cells = vec![r.claim.clone(), r.document.clone(), r.standing.to_owned()];
                cells.extend(places);
                cells.extend([r.content.clone(), r.why.clone()]);
                cells
            };
            write_csv(&mut out, &head, rows.iter().map(cells), false)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// Says what was found wanting.
fn judge(rows: &[Row], unknown: usize) -> Result<(), Error> {
    let standing = |name: &str| rows.iter().filter(|row| row.standing == name).count();
    let (moved, orphaned) = (standing("moved"), standing("orphaned"));
    if moved + orphaned + unknown == 0 {
        return Ok(());
    }
    let mut found = vec![format!("{}: {} in place, {moved} moved, {orphaned} orphaned", count(rows.len(), "claim"), standing("in place"))];
    if unknown > 0 {
        found.push(format!("{} not in the store", count(unknown, "document")));
    }
    Err(Error::failed(found.join("; ")).hint("`selon ingest` reads what has changed anew"))
}
