//! `selon event merge`, `event split`, `actor merge`, `decisions`: what people decide about who and what is the same.

use std::path::Path;

use super::Error;
use super::output::{note, stdout};
use super::table::write_table;
use crate::graph::archive::Archive;
use crate::graph::compare::ledger::Comparison;
use crate::graph::compare::wanted::Wanted;
use crate::graph::corpus::Corpus;
use crate::graph::decision::{Decision, Decisions};
use crate::graph::project;
use crate::graph::store;
use crate::graph::writer::{self, Writer};

/// The arguments of `selon event merge` and of `selon actor merge`.
#[derive(Debug, clap::Args)]
pub(super) struct MergeArgs {
    /// The one that goes
    from: String,
    /// The one that stays
    into: String,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// The arguments of `selon event split`.
#[derive(Debug, clap::Args)]
pub(super) struct SplitArgs {
    /// The event
    event: String,
    /// The key of the document whose mentions of it tell an event of their own
    #[arg(long, value_name = "KEY")]
    document: String,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// The arguments of `selon decisions`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Forget the decision of this number
    #[arg(long, value_name = "NUMBER")]
    forget: Option<usize>,
}

pub(super) fn merge_events(store: &Path, args: &MergeArgs) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let corpus = Corpus::read(&archive)?;
    let (from, into) = (super::compare::event(&corpus, &args.from)?, super::compare::event(&corpus, &args.into)?);
    decide(store, &archive, &corpus, vec![merge(from, into)?], args.dry_run)
}

pub(super) fn merge_actors(store: &Path, args: &MergeArgs) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let corpus = Corpus::read(&archive)?;
    let (from, into) = (super::graph::find(&corpus, &args.from)?, super::graph::find(&corpus, &args.into)?);
    decide(store, &archive, &corpus, vec![merge(from, into)?], args.dry_run)
}

fn merge(from: String, into: String) -> Result<Decision, Error> {
    if from == into {
        return Err(Error::failed("these are one already"));
    }
    Ok(Decision::Merge { from, into })
}

pub(super) fn split_event(store: &Path, args: &SplitArgs) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let corpus = Corpus::read(&archive)?;
    let event = super::compare::event(&corpus, &args.event)?;
    let mentions = corpus.mentions_of(&event).filter(|(document, _)| document.key == args.document);
    let mentions: Vec<String> = mentions.map(|(_, mention)| mention.to_owned()).collect();
    let Some(first) = mentions.first() else {
        return Err(Error::failed(format!("the document {:?} does not tell that event", args.document)).hint("`selon event NAME` lists the documents that do"));
    };
    let own = archive.base().event(&["apart", first]).into_string();
    let decisions = mentions.iter().map(|mention| Decision::Split { mention: mention.clone(), event: own.clone() });
    decide(store, &archive, &corpus, decisions.collect(), args.dry_run)
}

pub(super) fn decisions(store: &Path, args: &ListArgs) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let mut decisions = Decisions::read(&archive)?;
    let list = decisions.list();
    if let Some(number) = args.forget {
        let decision = number.checked_sub(1).and_then(|at| list.get(at)).ok_or_else(|| Error::failed(format!("there is no decision {number}")))?;
        decisions.forget(decision);
        return keep(store, &archive, &decisions);
    }
    let row = |(n, decision): (usize, &Decision)| match decision {
        Decision::Merge { from, into } => vec![(n + 1).to_string(), "merge".to_owned(), from.clone(), into.clone()],
        Decision::Split { mention, event } => vec![(n + 1).to_string(), "split".to_owned(), mention.clone(), event.clone()],
    };
    let mut out = stdout();
    write_table(&mut out, &["number", "decision", "of", "into"], list.iter().enumerate().map(row))?;
    out.flush()?;
    if list.is_empty() {
        note("nothing was decided");
    }
    Ok(())
}

/// Says what decisions change, and keeps them unless it is only a trial.
fn decide(store: &Path, archive: &Archive, before: &Corpus, added: Vec<Decision>, dry_run: bool) -> Result<(), Error> {
    let mut decisions = Decisions::read(archive)?;
    added.into_iter().for_each(|decision| decisions.add(decision));
    let derived: Vec<_> = writer::derive(archive, &project::gazetteer(archive)?, &decisions)?.into_iter().flat_map(|(_, quads)| quads).collect();
    let after = Corpus::new(before.documents.clone(), &derived);
    let mut out = stdout();
    write_table(&mut out, &["what", "before", "after"], changes(before, &after))?;
    out.flush()?;
    if dry_run {
        note("nothing was changed");
        return Ok(());
    }
    keep(store, archive, &decisions)
}

fn changes(before: &Corpus, after: &Corpus) -> Vec<Vec<String>> {
    let moved = before.claims().filter(|(_, c)| before.event(c) != after.event(c)).count();
    let voices = before.claims().filter(|(_, c)| before.principals(&c.iri) != after.principals(&c.iri)).count();
    let issues = |corpus: &Corpus| corpus.questions().len();
    let disputes = |corpus: &Corpus| Comparison::new(corpus, &Wanted::default(), |_| None).all_disputes().len();
    let row = |what: &str, before: usize, after: usize| vec![what.to_owned(), before.to_string(), after.to_string()];
    vec![
        row("events", before.happenings().len(), after.happenings().len()),
        row("issues", issues(before), issues(after)),
        row("disputes", disputes(before), disputes(after)),
        vec!["claims of another event".to_owned(), String::new(), moved.to_string()],
        vec!["claims of another principal".to_owned(), String::new(), voices.to_string()],
    ]
}

fn keep(store: &Path, archive: &Archive, decisions: &Decisions) -> Result<(), Error> {
    let mut writer = Writer::open(store, archive.base())?;
    writer.decide(decisions)?;
    writer.derive(&project::gazetteer(archive)?)?;
    // What is derived is read once, so that nothing is kept that cannot be read.
    store::derived(archive)?;
    Ok(())
}
