//! `selon actors` and `selon actor`: who speaks, who is spoken of, and by what they were found to be who they are.

use std::path::Path;

use serde::Serialize;

use super::Error;
use super::decide::{MergeArgs, merge_actors};
use super::events::row;
use super::graph::find;
use super::output::{note, plain, stdout};
use super::table::{Format, format_or_default, write_csv, write_json, write_table};
use crate::graph::archive::Archive;
use crate::graph::corpus::Corpus;
use crate::graph::facts::{Claim, Facts};
use crate::graph::profile::{self, Office, Parts, Profile};
use crate::rdf::iri::agent_key;
use crate::rdf::own::Own;

/// The arguments of `selon actors`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only those who put forward at least so many claims
    #[arg(long, value_name = "CLAIMS", default_value_t = 0)]
    min_claims: usize,
    /// Only those of a kind: country, person, organisation …
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
    /// Leave cells of CSV as they are, even where a spreadsheet would take them for formulas
    #[arg(long)]
    raw: bool,
}

/// The arguments of `selon actor`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct OneArgs {
    /// The actor: its name in any language, its key, or its IRI
    name: Option<String>,
    /// How many claims are shown
    #[arg(long, value_name = "CLAIMS", default_value_t = 60)]
    max_claims: usize,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What can be decided about an actor.
#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Two actors are one: whoever speaks for the first speaks for the second from now on
    Merge(MergeArgs),
}

/// An actor as a line.
#[derive(Debug, Serialize)]
struct Line {
    actor: String,
    kind: String,
    /// Whether it is known, or introduced by a document.
    known: bool,
    claims: usize,
    expressed: usize,
    passed_on: usize,
    target: usize,
    figures: usize,
    documents: usize,
    iri: String,
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let corpus = Corpus::read(&Archive::open(store)?)?;
    let mut lines: Vec<Line> = profile::parts(&corpus).into_iter().map(|(iri, parts)| line(&corpus, iri, parts)).collect();
    lines.retain(|l| l.claims >= args.min_claims && args.kind.as_ref().is_none_or(|kind| *kind == l.kind));
    let weight = |l: &Line| std::cmp::Reverse((l.claims + l.expressed, l.claims, l.passed_on + l.target + l.figures));
    lines.sort_by(|a, b| (weight(a), &a.actor, &a.iri).cmp(&(weight(b), &b.actor, &b.iri)));
    let mut out = stdout();
    match format_or_default(args.format) {
        Format::Table => {
            let row = |l: &Line| [vec![l.actor.clone(), l.kind.clone()], numbers(l)].concat();
            write_table(&mut out, &["actor", "kind", "claims", "expressed", "passed on", "target", "figures", "documents"], lines.iter().map(row))?;
        }
        Format::Csv => {
            let row = |l: &Line| [vec![l.actor.clone(), l.kind.clone(), l.known.to_string()], numbers(l), vec![l.iri.clone()]].concat();
            let head = ["actor", "kind", "known", "claims", "expressed", "passed_on", "target", "figures", "documents", "iri"];
            write_csv(&mut out, &head, lines.iter().map(row), args.raw)?;
        }
        Format::Json => write_json(&mut out, &lines)?,
    }
    out.flush()?;
    if lines.is_empty() {
        note("no actor is like that");
    }
    Ok(())
}

fn line(corpus: &Corpus, iri: String, parts: Parts) -> Line {
    Line {
        actor: corpus.name(&iri).to_owned(),
        kind: corpus.kind(&iri).to_owned(),
        known: agent_key(&iri).is_some(),
        claims: parts.says,
        expressed: parts.expressed,
        passed_on: parts.passes_on,
        target: parts.target,
        figures: parts.figures,
        documents: parts.documents,
        iri,
    }
}

fn numbers(l: &Line) -> Vec<String> {
    [l.claims, l.expressed, l.passed_on, l.target, l.figures, l.documents].iter().map(usize::to_string).collect()
}

/// A file of actors of one's own.
pub(super) fn own(file: &Path) -> Result<Own, Error> {
    let content = std::fs::read(file).map_err(|source| crate::rdf::Error::io(file, source))?;
    Ok(Own::new(&file.display().to_string(), content)?)
}

pub(super) fn one(store: &Path, args: &OneArgs) -> Result<(), Error> {
    match (&args.command, &args.name) {
        (Some(Command::Merge(merge)), _) => merge_actors(store, merge),
        (None, Some(name)) => show(store, name, args.max_claims),
        (None, None) => Err(Error::usage("which actor?").hint("`selon actors` lists them")),
    }
}

fn show(store: &Path, name: &str, max: usize) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let corpus = Corpus::read(&archive)?;
    let iri = find(&corpus, name)?;
    let profile = Profile::read(&archive, &corpus, &iri)?;
    let mut out = stdout();
    describe(&mut out, &corpus, &iri, &profile)?;
    called(&mut out, &profile)?;
    let mut claims: Vec<(&Facts, &Claim)> = corpus.claims().filter(|(_, c)| profile::takes_part(&corpus, c, &iri)).collect();
    claims.sort_by_key(|(document, claim)| (document.day(claim).is_none(), document.day(claim), &document.key, claim.begin));
    let more = claims.len().saturating_sub(max);
    writeln!(out)?;
    let rows = claims.into_iter().take(max).map(|(document, claim)| row(&corpus, document, claim));
    write_table(&mut out, &["day", "who", "act", "what", "figure", "document", "claim"], rows)?;
    out.flush()?;
    if more > 0 {
        note(&format!("{more} more claims; --max-claims shows them"));
    }
    Ok(())
}

fn describe(out: &mut dyn std::io::Write, corpus: &Corpus, iri: &str, profile: &Profile) -> Result<(), Error> {
    let list = |words: Vec<String>| words.join("; ");
    let mut line = |name: &str, value: &str| if value.is_empty() { Ok(()) } else { writeln!(out, "{name:<12} {}", plain(value)) };
    line("actor", corpus.name(iri))?;
    line("iri", iri)?;
    line("kind", corpus.kind(iri))?;
    line("names", &list(profile.names.iter().map(|(lang, name)| format!("{name} ({lang})")).collect()))?;
    line("roles", &list(profile.roles.iter().cloned().collect()))?;
    line("same as", &list(profile.same_as.iter().cloned().collect()))?;
    line("speaks for", &list(profile.speaks_for.iter().map(|iri| corpus.name(iri).to_owned()).collect()))?;
    for (n, held) in profile.offices.iter().enumerate() {
        line(if n == 0 { "offices" } else { "" }, &office(corpus, held))?;
    }
    let parts = profile::parts(corpus).remove(iri).unwrap_or_default();
    let counted = [
        (parts.says, "put forward"),
        (parts.expressed, "by others for it"),
        (parts.passes_on, "passed on"),
        (parts.target, "directed at it"),
        (parts.figures, "figures of its people"),
    ];
    line("claims", &list(counted.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect()))?;
    Ok(())
}

fn office(corpus: &Corpus, held: &Office) -> String {
    let until = match (held.until.as_str(), held.last_known.as_str()) {
        ("", "") => "…".to_owned(),
        ("", known) => format!("… (still on {known})"),
        (until, _) => until.to_owned(),
    };
    format!("{} of {}, {} – {until}", held.office, corpus.name(&held.of), if held.from.is_empty() { "…" } else { &held.from })
}

/// The words that name it, and how each was resolved: the commonest first.
fn called(out: &mut dyn std::io::Write, profile: &Profile) -> Result<(), Error> {
    if profile.called.is_empty() {
        return Ok(());
    }
    let mut rows: Vec<_> = profile.called.iter().collect();
    rows.sort_by_key(|(called, (mentions, _))| (std::cmp::Reverse(*mentions), *called));
    writeln!(out)?;
    let row = |(called, (mentions, documents)): (&profile::Called, &(usize, usize))| {
        vec![called.text.clone(), called.resolution.clone(), mentions.to_string(), documents.to_string()]
    };
    write_table(out, &["called", "resolved by", "mentions", "documents"], rows.into_iter().map(row))?;
    Ok(())
}
