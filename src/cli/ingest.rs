//! `selon ingest`: documents into the store.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Error;
use super::actors;
use super::batch;
use super::input::{self, Inputs};
use super::output::{count, stdout};
use crate::claim::{ActorRef, Reading};
use crate::graph::project;
use crate::graph::writer::{Outcome, Prepared, Writer};
use crate::rdf;
use crate::rdf::canonical::canonical;
use crate::rdf::emit::parts;
use crate::rdf::iri::Base;
use crate::reader::Reader;

/// The arguments of `selon ingest`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: input::InputArgs,
    /// The IRI under which documents and claims are named, for a store that is made now
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
    /// Actors of one's own, in Turtle: they are added to the built-in ones, or say otherwise of them
    ///
    /// The file is kept in the store as actors.ttl, in place of the one that was there, and holds for all that is read and worked out from now on.
    #[arg(long, value_name = "FILE")]
    actors: Option<PathBuf>,
}

pub(super) fn run(store: &Path, args: Args, quiet: bool) -> Result<(), Error> {
    let wanted = args.wanted_base()?;
    let own = args.actors.as_deref().map(actors::own).transpose()?;
    let mut inputs = Inputs::new(args.input)?;
    let mut writer = Writer::open(store, &wanted.clone().unwrap_or_default())?;
    let base = writer.archive().base().clone();
    agree(&store.display().to_string(), wanted, &base)?;
    if let Some(own) = own {
        project::keep(writer.archive(), &own)?;
    }
    let reader = input::reader(&mut inputs, || project::gazetteer(writer.archive()))?;
    let done = read(inputs, quiet, &reader, &base, |prepared| writer.put(prepared));
    // What was stored before a failure stays, and is made whole.
    writer.derive(reader.gazetteer())?;
    done.report()
}

/// As [`run`], for a store at an address.
#[cfg(feature = "remote")]
pub(super) fn run_remote(address: crate::graph::remote::Address, url: &str, args: Args, quiet: bool) -> Result<(), Error> {
    let wanted = args.wanted_base()?;
    if args.actors.is_some() {
        return Err(Error::usage("--actors: a store at an address keeps no actors of one's own").hint("ingest into a folder, where they are kept"));
    }
    let mut inputs = Inputs::new(args.input)?;
    let mut writer = crate::graph::remote::Writer::open(address, &wanted.clone().unwrap_or_default())?;
    let base = writer.remote().base().clone();
    agree(url, wanted, &base)?;
    let reader = input::reader(&mut inputs, crate::rdf::gazetteer::built_in)?;
    let done = read(inputs, quiet, &reader, &base, |prepared| writer.put(prepared));
    writer.derive(reader.gazetteer())?;
    done.report()
}

impl Args {
    /// The base that was asked for.
    fn wanted_base(&self) -> Result<Option<Base>, Error> {
        let wrong = |iri: &str| Error::usage(format!("--base: expected an absolute IRI that ends in /, found {iri:?}"));
        self.base.as_deref().map(|iri| Base::new(iri).ok_or_else(|| wrong(iri))).transpose()
    }
}

/// Sees to it that the base is the one that was asked for.
fn agree(store: &str, wanted: Option<Base>, base: &Base) -> Result<(), Error> {
    if wanted.is_some_and(|wanted| wanted != *base) {
        return Err(Error::failed(format!("{store}: its base is {}", base.as_str())).hint("the base of a store is fixed when it is made"));
    }
    Ok(())
}

/// Reads documents and stores them, one by one.
fn read(inputs: Inputs, quiet: bool, reader: &Reader, base: &Base, mut put: impl FnMut(&Prepared) -> Result<Outcome, rdf::Error>) -> Done {
    let mut summary = Summary::default();
    let work = |item: &input::Item| {
        let document = canonical(&item.document);
        let reading = reader.read(&document);
        let prepared = Prepared::new(&document, &reading, base)?;
        Ok((reading, prepared))
    };
    let ended = batch::run(inputs, quiet, work, |item, (reading, prepared)| {
        summary.add(put(&prepared)?, &item.document.id, &reading);
        Ok(())
    });
    Done { summary, ended }
}

/// What was stored, and how it ended.
struct Done {
    summary: Summary,
    ended: Result<batch::Failures, Error>,
}

impl Done {
    fn report(self) -> Result<(), Error> {
        let Done { summary, ended } = self;
        if ended.is_ok() || summary.documents > 0 {
            summary.write()?;
        }
        ended?.check()
    }
}

/// What came of it all.
#[derive(Default)]
struct Summary {
    documents: usize,
    added: usize,
    replaced: usize,
    claims: usize,
    figures: usize,
    speakers: BTreeSet<String>,
}

impl Summary {
    fn add(&mut self, outcome: Outcome, document: &str, reading: &Reading) {
        self.documents += 1;
        match outcome {
            Outcome::Added => self.added += 1,
            Outcome::Replaced => self.replaced += 1,
            Outcome::Unchanged => {}
        }
        for claim in &reading.claims {
            // Those are counted that the store then has.
            let parts = parts(claim);
            self.claims += parts;
            self.figures += parts * claim.counts.len();
            // A voice that a document introduces is its own.
            self.speakers.extend(claim.sources.iter().map(|s| match &s.actor {
                ActorRef::Known(key) => key.to_string(),
                ActorRef::Local(_) => format!("{document}\n{}", s.name),
            }));
        }
    }

    fn write(&self) -> Result<(), Error> {
        let Summary { documents, added, replaced, claims, figures, speakers } = self;
        let unchanged = documents - added - replaced;
        let mut parts = Vec::new();
        for (number, what) in [(*added, "new"), (*replaced, "replaced"), (unchanged, "unchanged")] {
            if number > 0 {
                parts.push(format!("{number} {what}"));
            }
        }
        let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
        let mut out = stdout();
        writeln!(
            out,
            "{}{parts}: {}, {}, {}",
            count(*documents, "document"),
            count(*claims, "claim"),
            count(*figures, "figure"),
            count(speakers.len(), "speaker")
        )?;
        out.flush()?;
        Ok(())
    }
}
