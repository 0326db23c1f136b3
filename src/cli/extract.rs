//! `selon extract`: documents in, claims out, no store.

use std::path::PathBuf;

use clap::ValueEnum;

use super::Error;
use super::actors;
use super::batch;
use super::claims::{self, write_rows};
use super::input::{self, Inputs};
use super::output::{is_terminal, stdout};
use crate::claim::Reading;
use crate::claim::actor::Gazetteer;
use crate::claim::record::record;
use crate::graph::corpus::Corpus;
use crate::graph::derive::Derivation;
use crate::graph::facts::Facts;
use crate::graph::view::{self, Filter};
use crate::rdf::canonical::canonical;
use crate::rdf::iri::Base;
use crate::rdf::own::Own;
use crate::rdf::write::{self, Syntax};
use crate::rdf::{emit, gazetteer, known, ontology};
use crate::text::document::Document;

/// The arguments of `selon extract`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: input::InputArgs,
    /// Actors of one's own, in Turtle: they are added to the built-in ones, or say otherwise of them
    #[arg(long, value_name = "FILE")]
    actors: Option<PathBuf>,
    /// A table on a terminal, JSONL in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
    /// Only claims of which the rules are sure: fewer, and nearly always with the right speaker
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line of JSON a document
    Jsonl,
    /// Turtle, all graphs in one
    Turtle,
    /// Turtle with named graphs
    Trig,
    /// A quad a line
    Nquads,
    /// A table for people
    Table,
}

pub(super) fn run(args: Args, quiet: bool) -> Result<(), Error> {
    let mut inputs = Inputs::new(args.input)?;
    let own = args.actors.as_deref().map(actors::own).transpose()?;
    let reader = input::reader(&mut inputs, || own.as_ref().map_or_else(gazetteer::built_in, Own::gazetteer))?;
    let files = match &own {
        Some(own) => own.files(),
        None => ontology::files(),
    };
    let read = |document: &Document| {
        let mut reading = reader.read(document);
        if args.strict {
            reading.keep_sure();
        }
        reading
    };
    let known = Known { gazetteer: reader.gazetteer(), files: &files };
    match args.format.unwrap_or(if is_terminal() { Format::Table } else { Format::Jsonl }) {
        Format::Jsonl => jsonl(inputs, &read, quiet),
        Format::Turtle => rdf(inputs, &read, &known, quiet, Some(Syntax::Turtle)),
        Format::Trig => rdf(inputs, &read, &known, quiet, Some(Syntax::TriG)),
        Format::Nquads => rdf(inputs, &read, &known, quiet, Some(Syntax::NQuads)),
        Format::Table => rdf(inputs, &read, &known, quiet, None),
    }
}

fn jsonl(inputs: Inputs, read: &(impl Fn(&Document) -> Reading + Sync), quiet: bool) -> Result<(), Error> {
    let mut out = stdout();
    let work = |item: &input::Item| {
        let reading = read(&item.document);
        Ok(serde_json::to_string(&record(&item.document, &reading))?)
    };
    let failures = batch::run(inputs, quiet, work, |_, line| Ok(writeln!(out, "{line}")?));
    out.flush()?;
    failures?.check()
}

/// The actors that are known, and the files that say so.
struct Known<'a> {
    gazetteer: &'a Gazetteer,
    files: &'a [ontology::File<'a>],
}

/// As RDF, or as a table without a syntax.
fn rdf(inputs: Inputs, read: &(impl Fn(&Document) -> Reading + Sync), actors: &Known<'_>, quiet: bool, syntax: Option<Syntax>) -> Result<(), Error> {
    let base = Base::default();
    let known = known::built_in()?;
    let mut derivation = Derivation::new(&base, actors.gazetteer, &known);
    let (mut quads, mut documents) = (Vec::new(), Vec::new());
    let work = |item: &input::Item| {
        let document = canonical(&item.document);
        let quads = emit::emit(&document, &read(&document), &base);
        let facts = Facts::read(&quads);
        Ok((quads, facts))
    };
    let failures = batch::run(inputs, quiet, work, |_, (of_document, facts)| {
        derivation.add(&facts);
        if syntax.is_some() {
            quads.extend(of_document);
        } else {
            documents.push(facts);
        }
        Ok(())
    })?;
    let derived: Vec<_> = derivation.finish(actors.files)?.into_iter().flat_map(|(_, quads)| quads).collect();
    let mut out = stdout();
    match syntax {
        Some(syntax) => {
            quads.extend(derived);
            write::sort(&mut quads);
            write::write(&quads, syntax, &base, &mut out)?;
        }
        None => write_rows(&mut out, &view::rows(&Corpus::new(documents, &derived), &Filter::default()), claims::Format::Table, false)?,
    }
    out.flush()?;
    failures.check()
}
