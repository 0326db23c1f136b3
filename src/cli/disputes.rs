//! `selon disputes`: the figures that cannot both hold, all events together.

use std::path::Path;

use clap::ValueEnum;

use super::Error;
use super::compare::{FilterArgs, event_and_parts};
use super::output::{note, stdout};
use super::table::{Format, format_or_default, write_csv, write_json, write_table};
use crate::graph::archive::Archive;
use crate::graph::compare::ledger::{Comparison, Dispute};
use crate::graph::corpus::Corpus;

/// The arguments of `selon disputes`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Of one event: its name in any language, a part of it, or its key
    #[arg(long, value_name = "NAME")]
    event: Option<String>,
    #[command(flatten)]
    filter: FilterArgs,
    /// With figures that documents give in their own words too, without a source: often they are of something else
    #[arg(long)]
    own_voice: bool,
    /// By which the first stands first
    #[arg(long, default_value = "gap")]
    by: Order,
    /// How many are shown
    #[arg(long, value_name = "DISPUTES", default_value_t = 50)]
    limit: usize,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
    /// Leave cells of CSV as they are, even where a spreadsheet would take them for formulas
    #[arg(long)]
    raw: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Order {
    /// How far the figures are apart
    Gap,
    /// How many times the higher is the lower
    Factor,
    /// Whether the voices are known, have a name, or have none; then the gap
    Standing,
}

const COLUMNS: [&str; 15] = [
    "gap",
    "factor",
    "standing",
    "event",
    "issue",
    "lower_who",
    "lower",
    "lower_words",
    "lower_day",
    "lower_claim",
    "higher_who",
    "higher",
    "higher_words",
    "higher_day",
    "higher_claim",
];

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let corpus = Corpus::read(&archive)?;
    let events = args.event.as_deref().map(|name| event_and_parts(&corpus, name)).transpose()?;
    let comparison = Comparison::new(&corpus, &args.filter.wanted(events), |facts| archive.text(&facts.text_hash).ok());
    let mut disputes = comparison.all_disputes();
    let found = disputes.len();
    disputes.retain(|d| args.own_voice || !d.own_voice);
    let own = found - disputes.len();
    match args.by {
        Order::Gap => {}
        Order::Factor => disputes.sort_by(|a, b| b.factor().total_cmp(&a.factor())),
        Order::Standing => disputes.sort_by_key(|d| std::cmp::Reverse(d.standing)),
    }
    let all = disputes.len();
    disputes.truncate(args.limit);
    let mut out = stdout();
    match format_or_default(args.format) {
        Format::Table => write_table(&mut out, &["gap", "issue", "lower", "higher", "claims"], disputes.iter().map(for_people))?,
        Format::Csv => write_csv(&mut out, &COLUMNS, disputes.iter().map(cells), args.raw)?,
        Format::Json => write_json(&mut out, &disputes)?,
    }
    out.flush()?;
    match all {
        0 if own == 0 => note("no two figures of different voices on one issue contradict each other"),
        _ if all > disputes.len() => note(&format!("{} more; --limit shows them", all - disputes.len())),
        _ => {}
    }
    if own > 0 {
        note(&format!("{own} with figures that documents give in their own words; --own-voice shows them"));
    }
    Ok(())
}

fn for_people(dispute: &Dispute) -> Vec<String> {
    let side = |entry: &crate::graph::compare::ledger::Entry| {
        let day = entry.day.as_ref().map(|day| format!(", {day}")).unwrap_or_default();
        format!("{}: {} (“{}”{day})", entry.voice(), entry.figure(), entry.words)
    };
    let short = |claim: &str| claim.get(..8).unwrap_or(claim).to_owned();
    vec![
        dispute.gap.to_string(),
        format!("{}; {}", dispute.issue, dispute.event),
        side(&dispute.lower),
        side(&dispute.higher),
        format!("{} {}", short(&dispute.lower.claim), short(&dispute.higher.claim)),
    ]
}

fn cells(dispute: &Dispute) -> Vec<String> {
    let mut cells =
        vec![dispute.gap.to_string(), format!("{:.1}", dispute.factor()), dispute.standing.to_string(), dispute.event.clone(), dispute.issue.clone()];
    for entry in [&dispute.lower, &dispute.higher] {
        cells.extend([entry.voice(), entry.figure(), entry.words.clone(), entry.day.clone().unwrap_or_default(), entry.claim.clone()]);
    }
    cells
}
