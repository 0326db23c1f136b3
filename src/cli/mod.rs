//! Floor 7: the command line.
//!
//! In: what people type, files, standard input. Out: tables, files, messages, an exit status. The only floor that speaks with people:
//! it decides what is a terminal, what is coloured, what an error looks like. One command a file: its arguments, its help, its function.

mod actors;
mod ask;
mod batch;
mod check;
mod claims;
mod compare;
mod completions;
mod decide;
mod diff;
mod disputes;
mod error;
mod events;
mod explain;
mod export;
mod extract;
mod graph;
mod ingest;
mod input;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod query;
mod remote;
mod remove;
mod review;
mod show;
mod stats;
mod table;
mod timeline;
mod verify;
mod vocab;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use error::{Error, Kind};

/// Reads news into claims - who says what, with which act, how many, in which words - and asks them.
#[derive(Debug, Parser)]
#[command(name = "selon", version, about, long_about = LONG, propagate_version = true, max_term_width = 100)]
pub struct Args {
    /// The store: a folder, made when missing; or the address of a SPARQL endpoint, http(s)://…
    ///
    /// At an address, ingest, remove, query, ask, export and claims work, in a selon that was built with the feature remote. A user and a password, or a token, come from
    /// `SELON_STORE_USER` and `SELON_STORE_PASSWORD`, or `SELON_STORE_TOKEN`.
    #[arg(long, global = true, env = "SELON_STORE", default_value = "selon.db", value_name = "DIR|URL")]
    pub store: PathBuf,
    /// Where the graphs of a store at an address are written, by the Graph Store Protocol; without it, that address with `store` as its last part
    #[arg(long, global = true, env = "SELON_GRAPH_STORE", value_name = "URL", hide_short_help = true)]
    pub graph_store: Option<String>,
    /// Ask a store at an address without naming its graphs: for a server that shows all its graphs by itself (Virtuoso, Neptune), once they are many
    ///
    /// A query then sees whatever else the server holds. Without it, queries see the store and nothing else.
    #[arg(long, global = true, env = "SELON_STORE_UNION", value_parser = clap::builder::FalseyValueParser::new(), hide_short_help = true)]
    pub store_union: bool,
    /// Report no progress
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

const LONG: &str = "Reads news into claims - who says what, with which act, how many, in which words - and asks them.\n\n\
    Claims are kept in a store: a folder of RDF files, one named graph a document, that any RDF tool can read. \
    A claim says that it was said, never that it is so.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads documents into the store
    ///
    /// Ingesting the same document again changes nothing. A document of a known key and another text takes the place of the old version, which is kept as history.
    Ingest(ingest::Args),
    /// Reads documents and writes their claims to standard output.
    ///
    /// Turtle, TriG and N-Quads are what the export of a store with just these documents is; offsets there count the canonical text (NFC, line ends LF).
    /// JSONL has one line a document, as it was given, and its offsets count the code points of that text.
    Extract(extract::Args),
    /// Asks the store in SPARQL. It only reads: SERVICE, LOAD and updates are refused.
    ///
    /// A query sees all graphs as one. Usual prefixes need not be declared: selon, act, measure, agent, claim, doc, nif, schema, skos, prov, xsd …
    Query(query::Args),
    /// Asks one of the named questions; alone it lists them.
    ///
    /// Values are given by the names of parameters: selon ask disagreements -p measure=injured -p "event=armed-conflict, Nagorno-Karabakh, 2020"
    Ask(ask::Args),
    /// Writes the store as one RDF file, sorted: the same claims give the same bytes.
    Export(export::Args),
    /// Lists the claims: who, which act, what, how many, when, in which document.
    Claims(claims::Args),
    /// Shows a claim: what was understood, the sentence it stands in, the rule that found it.
    Show(show::Args),
    /// Says how a claim came about: tokens, groups, clauses, mentions, rule, figures, stance, confidence. Reads its document again for that.
    ///
    /// Where the document is no longer read as it was when it was ingested, it says so and ends with status 1.
    Explain(explain::Args),
    /// Sets the figures of an event side by side: who says what, how far apart, and what cannot be compared.
    ///
    /// An issue is what exactly is counted: event, measure, population, parties, place, days. Only figures on one issue are compared; where others seem to
    /// contradict each other, the reason is said why they do not. The range is the one over all voices, never an average.
    Compare(compare::Args),
    /// Lists the figures that cannot both hold, in all events, the widest gap first.
    Disputes(disputes::Args),
    /// Shows how the figures of an event moved, voice by voice, as a table or as a drawing.
    Timeline(timeline::Args),
    /// Lists the events that documents tell, with how much is said of them.
    Events(events::Args),
    /// Shows an event: who takes part, which mentions tell it and by what they were joined, what is said of it day by day.
    Event(events::OneArgs),
    /// Lists who speaks and who is spoken of, with the claims in which they have a part.
    Actors(actors::Args),
    /// Shows an actor: names, offices, whom it speaks for, by what its mentions were resolved, and its claims; or decides which actors are one.
    Actor(actors::OneArgs),
    /// Lists what was decided about events and actors; forgets a decision.
    Decisions(decide::ListArgs),
    /// Finds out who is connected to whom through which claims.
    #[command(subcommand)]
    Graph(graph::Command),
    /// Counts what is in the store: documents, claims, figures, speakers, events, quads.
    Stats(stats::Args),
    /// Compares two stores or exports, or the store with what it was: claims that were added, changed, withdrawn. Ends with status 1 where there are any.
    ///
    /// A claim is the same where its document's key and its words are the same. Two versions of selon are compared over one corpus in the same way.
    Diff(diff::Args),
    /// Checks the store: files, texts, places of words, evidence, graphs, shapes. Lists what is wrong and then ends with status 1.
    Check(check::Args),
    /// Decides about a claim - accept, reject, correct, grade, note - or lists what was decided.
    ///
    /// Reviews stand in a graph of their own: what selon read stays as it is, byte by byte. They survive when a document is read anew; `selon review --outdated` lists those whose claim has changed since.
    Review(review::Args),
    /// Takes documents out of the store, and all that follows only from them.
    ///
    /// What they said stays as history, which nothing but `claims --as-of` looks at, unless --purge is given. Their texts are kept only where another document has the same.
    Remove(remove::Args),
    /// Reads documents again and says of each claim: in place, moved, or orphaned. Ends with status 1 unless all are in place.
    ///
    /// Without PATH it looks into the texts that the store keeps. A claim has moved only where all the words that it rests on stand elsewhere, exactly and only once.
    Verify(verify::Args),
    /// Says what the terms of the graph mean: a page to read, the Turtle itself, its shapes, a JSON-LD context.
    Vocab(vocab::Args),
    /// Writes completions for a shell to standard output.
    Completions(completions::Args),
}

/// Runs selon on the arguments of this process.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way too; a reader that went away is no failure of theirs.
            let failed = error.print().is_err_and(|e| e.kind() != std::io::ErrorKind::BrokenPipe);
            return ExitCode::from(if failed { 1 } else { u8::try_from(error.exit_code()).unwrap_or(2) });
        }
    };
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error.report(),
    }
}

/// Runs a command.
///
/// # Errors
/// Where it fails, or is asked for what makes no sense.
pub fn run(args: Args) -> Result<(), Error> {
    if let Some(url) = remote::url(&args.store).map(str::to_owned) {
        return remote::run(&url, args);
    }
    let store = &args.store;
    match args.command {
        Command::Ingest(command) => ingest::run(store, command, args.quiet),
        Command::Extract(command) => extract::run(command, args.quiet),
        Command::Query(command) => query::run(store, &command),
        Command::Ask(command) => ask::run(store, &command),
        Command::Export(command) => export::run(store, &command),
        Command::Claims(command) => claims::run(store, &command),
        Command::Show(command) => show::run(store, &command),
        Command::Explain(command) => explain::run(store, &command),
        Command::Compare(command) => compare::run(store, &command),
        Command::Disputes(command) => disputes::run(store, &command),
        Command::Timeline(command) => timeline::run(store, &command),
        Command::Events(command) => events::run(store, &command),
        Command::Event(command) => events::one(store, &command),
        Command::Actors(command) => actors::run(store, &command),
        Command::Actor(command) => actors::one(store, &command),
        Command::Decisions(command) => decide::decisions(store, &command),
        Command::Graph(command) => graph::run(store, command),
        Command::Stats(command) => stats::run(store, &command),
        Command::Diff(command) => diff::run(store, &command),
        Command::Check(command) => check::run(store, &command, args.quiet),
        Command::Review(command) => review::run(store, command),
        Command::Remove(command) => remove::run(store, &command),
        Command::Verify(command) => verify::run(store, command),
        Command::Vocab(command) => vocab::run(&command),
        Command::Completions(command) => completions::run(&command),
    }
}
