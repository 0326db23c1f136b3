//! `selon review`: what a person decides about a claim.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Subcommand;
use serde::Serialize;

use super::Error;
use super::output::stdout;
use super::show::find;
use super::table::{Format, format_or_default, write_csv, write_json, write_table};
use crate::graph::archive::Archive;
use crate::graph::corpus::Corpus;
use crate::graph::review::{self, CORRECTABLE, Review};
use crate::graph::view::claim_rows;
use crate::graph::writer::Writer;
use crate::rdf::iri::last_part;
use crate::rdf::vocab::{Verdict, schemes};

/// The arguments of `selon review`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The claim: its hash, or as much of it as no other claim begins with; alone: the reviews of this claim
    id: Option<String>,
    /// What is decided; without it, reviews are listed
    #[command(subcommand)]
    decision: Option<Decision>,
    /// Who decides
    #[arg(long, global = true, env = "SELON_REVIEWER", value_name = "NAME", allow_hyphen_values = true)]
    by: Option<String>,
    /// Which figure of the claim is meant, from 1
    #[arg(long, global = true, value_name = "N")]
    figure: Option<u64>,
    /// What is to be said beside it
    #[arg(long, global = true, value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
    /// List only those whose claim has changed since or is gone
    #[arg(long)]
    outdated: bool,
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
}

/// What can be decided.
#[derive(Debug, Subcommand)]
enum Decision {
    /// The claim is what the text says
    Accept,
    /// The text does not say so, or it is no claim
    Reject,
    /// The text says so but for one thing
    Correct {
        /// What is wrong: a column of `selon claims`
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(CORRECTABLE))]
        column: String,
        /// What should stand there; nothing, "": the text does not say
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Gives a grade
    Grade {
        /// The grade: B2 and the like in the scale admiralty; confirmed, fair, weak, contested or discounted in airwars; any word in another scale
        grade: String,
        /// The scale
        #[arg(long, default_value = "admiralty")]
        scale: String,
    },
    /// Notes something and decides nothing
    Note {
        /// What is noted
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
}

pub(super) fn run(store: &Path, args: Args) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let corpus = Corpus::read(&archive)?;
    match (&args.id, args.decision) {
        (_, None) => list(&corpus, args.id.as_deref(), args.outdated, format_or_default(args.format)),
        (None, Some(_)) => Err(Error::usage("expected a claim before what is decided about it").hint("selon review ID accept; `selon claims` lists claims")),
        (Some(id), Some(decision)) => {
            let Some(by) = args.by.filter(|by| !by.trim().is_empty()) else {
                return Err(Error::usage("a review needs the name of who decides").hint("--by NAME, or SELON_REVIEWER"));
            };
            let (document, claim) = find(&corpus, id)?;
            let rows = claim_rows(&corpus, document, claim, None);
            if let Some(figure) = args.figure.filter(|n| *n == 0 || *n > claim.counts.len() as u64) {
                return Err(Error::usage(format!("--figure: the claim has {} figures, and no figure {figure}", claim.counts.len())));
            }
            let mut made = Review {
                claim: claim.iri.clone(),
                reviewer: by,
                at: jiff::Timestamp::now(),
                verdict: Verdict::Note,
                figure: args.figure,
                correction: None,
                grade: None,
                note: args.note,
                fingerprint: review::fingerprint(&rows),
            };
            decide(&mut made, decision)?;
            let writer = Writer::open(store, archive.base())?;
            review::add(&writer, &made)?;
            Ok(())
        }
    }
}

fn decide(review: &mut Review, decision: Decision) -> Result<(), Error> {
    match decision {
        Decision::Accept => review.verdict = Verdict::Accept,
        Decision::Reject => review.verdict = Verdict::Reject,
        Decision::Correct { column, value } => {
            check_value(&column, &value)?;
            (review.verdict, review.correction) = (Verdict::Correct, Some((column, value)));
        }
        Decision::Grade { grade, scale } => {
            check_grade(&scale, &grade)?;
            (review.verdict, review.grade) = (Verdict::Grade, Some((scale, grade)));
        }
        Decision::Note { text } => {
            // Both ways to say something are heard.
            review.note = Some(review.note.take().map_or(text.clone(), |note| format!("{text}\n{note}")));
        }
    }
    Ok(())
}

/// A value of a closed list, a number or a day is written as in the table of claims; nothing at all means that the text does not say.
fn check_value(column: &str, value: &str) -> Result<(), Error> {
    let wrong = |expected: String| Err(Error::usage(format!("{column}: expected {expected}, found {value:?}")));
    match column {
        _ if value.is_empty() => Ok(()),
        "low" | "high" if value.parse::<u64>().is_err() => wrong("a whole number".to_owned()),
        "new" if !["true", "false"].contains(&value) => wrong("true or false".to_owned()),
        "said_from" | "said_until" if value.parse::<jiff::civil::Date>().is_err() => wrong("a day, YYYY-MM-DD".to_owned()),
        _ => match schemes().into_iter().find(|(name, _)| *name == column && column != "event") {
            Some((_, words)) if column != "kind" && !words.contains(&value) => wrong(format!("one of {}", words.join(", "))),
            _ => Ok(()),
        },
    }
}

fn check_grade(scale: &str, grade: &str) -> Result<(), Error> {
    let is_admiralty = || matches!(grade.as_bytes(), [b'A'..=b'F', b'1'..=b'6']);
    let expected = match scale {
        "admiralty" if !is_admiralty() => "A to F for the source, 1 to 6 for what it says, as in B2",
        "airwars" if !["confirmed", "fair", "weak", "contested", "discounted"].contains(&grade) => "confirmed, fair, weak, contested or discounted",
        _ if scale.is_empty() || grade.is_empty() => "a scale and a grade",
        _ => return Ok(()),
    };
    Err(Error::usage(format!("grade: expected {expected}, found {grade:?}")).hint("--scale names another scale"))
}

/// A review in the list.
#[derive(Serialize)]
struct Row {
    /// The claim's hash.
    claim: String,
    /// What became of the claim: as it was, changed, withdrawn.
    state: &'static str,
    verdict: &'static str,
    figure: Option<u64>,
    said: String,
    note: String,
    reviewer: String,
    at: String,
    /// The words of the claim; empty where it is gone.
    content: String,
}

fn list(corpus: &Corpus, id: Option<&str>, outdated: bool, format: Format) -> Result<(), Error> {
    let only = id.map(|id| find(corpus, id)).transpose()?.map(|(_, claim)| claim.iri.clone());
    let now: BTreeMap<&str, (String, String)> = corpus
        .claims()
        .filter(|(_, claim)| !corpus.reviews(&claim.iri).is_empty())
        .map(|(document, claim)| (claim.iri.as_str(), (review::fingerprint(&claim_rows(corpus, document, claim, None)), claim.content.clone())))
        .collect();
    let rows: Vec<Row> = corpus
        .all_reviews()
        .filter(|r| only.as_ref().is_none_or(|only| r.claim == *only))
        .map(|r| row(r, now.get(r.claim.as_str())))
        .filter(|row| !outdated || row.state != "as it was")
        .collect();
    let mut out = stdout();
    match format {
        Format::Json => write_json(&mut out, &rows)?,
        Format::Table => write_table(&mut out, &HEAD, rows.iter().map(cells))?,
        Format::Csv => write_csv(&mut out, &HEAD, rows.iter().map(cells), false)?,
    }
    out.flush()?;
    Ok(())
}

const HEAD: [&str; 9] = ["claim", "state", "verdict", "figure", "said", "note", "reviewer", "at", "content"];

fn row(review: &Review, now: Option<&(String, String)>) -> Row {
    let correction = review.correction.as_ref().map(|(column, value)| format!("{column}={value}"));
    let grade = review.grade.as_ref().map(|(scale, grade)| format!("{scale}:{grade}"));
    Row {
        claim: last_part(&review.claim).to_owned(),
        state: match now {
            None => "withdrawn",
            Some((fingerprint, _)) if *fingerprint == review.fingerprint => "as it was",
            Some(_) => "changed",
        },
        verdict: review.verdict.name(),
        figure: review.figure,
        said: correction.or(grade).unwrap_or_default(),
        note: review.note.clone().unwrap_or_default(),
        reviewer: review.reviewer.clone(),
        at: review.at.to_string(),
        content: now.map(|(_, content)| content.clone()).unwrap_or_default(),
    }
}

fn cells(row: &Row) -> Vec<String> {
    let figure = row.figure.map(|n| n.to_string()).unwrap_or_default();
    let words = [row.said.clone(), row.note.clone(), row.reviewer.clone(), row.at.clone(), row.content.clone()];
    [row.claim.clone(), row.state.to_owned(), row.verdict.to_owned(), figure].into_iter().chain(words).collect()
}
