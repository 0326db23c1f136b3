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
use crate::rdf::canonical::canonical;
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
    let wanted = args
        .base
        .map(|iri| Base::new(&iri).ok_or_else(|| Error::usage(format!("--base: expected an absolute IRI that ends in /, found {iri:?}"))))
        .transpose()?;
    let inputs = Inputs::new(args.input)?;
    let own = args.actors.as_deref().map(actors::own).transpose()?;
    let mut writer = Writer::open(store, &wanted.clone().unwrap_or_default())?;
    let base = writer.archive().base().clone();
    if wanted.is_some_and(|wanted| wanted != base) {
        return Err(Error::failed(format!("{}: its base is {}", store.display(), base.as_str())).hint("the base of a store is fixed when it is made"));
    }
    if let Some(own) = own {
        project::keep(writer.archive(), &own)?;
    }
    let reader = Reader::new(project::gazetteer(writer.archive())?)?;
    let mut summary = Summary::default();
    let work = |item: &input::Item| {
        let document = canonical(&item.document);
        let reading = reader.read(&document);
        let prepared = Prepared::new(&document, &reading, &base)?;
        Ok((reading, prepared))
    };
    let done = batch::run(inputs, quiet, work, |item, (reading, prepared)| {
        summary.add(writer.put(&prepared)?, &item.document.id, &reading);
        Ok(())
    });
    // What was stored before a failure stays, and is made whole.
    writer.derive(reader.gazetteer())?;
    let failures = match done {
        Ok(failures) => failures,
        Err(error) => {
            if summary.documents > 0 {
                summary.write()?;
            }
            return Err(error);
        }
    };
    summary.write()?;
    failures.check()
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
        self.claims += reading.claims.len();
        for claim in &reading.claims {
            self.figures += claim.counts.len();
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
