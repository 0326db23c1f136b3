//! `selon graph`: who is connected to whom through which claims.

use std::io::Write;
use std::path::Path;

use clap::{Subcommand, ValueEnum};

use super::Error;
use super::output::{is_terminal, note, stdout};
use super::table::{write_csv, write_table};
use crate::graph::archive::Archive;
use crate::graph::corpus::Corpus;
use crate::graph::network::{Neighbor, Network, Node, NodeKind, Step, Tie, dot};
use crate::rdf::iri::last_part;

/// Ways through the graph of actors, claims, events and documents.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// With whom does an actor share claims, and in which roles?
    Neighbors {
        /// The actor: a name in any language, or a key
        actor: String,
        #[command(flatten)]
        output: Output,
    },
    /// The shortest way from one actor to another
    Path {
        /// From whom
        from: String,
        /// To whom
        to: String,
        #[command(flatten)]
        output: Output,
    },
}

/// How the graph is written.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Output {
    /// A table on a terminal, CSV in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people
    Table,
    /// Comma-separated values
    Csv,
    /// A drawing for Graphviz
    Dot,
}

pub(super) fn run(store: &Path, command: Command) -> Result<(), Error> {
    let corpus = Corpus::read(&Archive::open(store)?)?;
    let network = Network::new(&corpus);
    match command {
        Command::Neighbors { actor, output } => {
            let iri = find(&corpus, &actor)?;
            let neighbors = network.neighbors(&iri);
            if neighbors.is_empty() {
                note(&format!("{} shares no claim with anybody", corpus.name(&iri)));
            }
            match output.format() {
                Format::Dot => drawing(&neighbor_ties(&corpus, &iri, &neighbors)),
                format => table(format, &["with", "kind", "as", "and", "claims", "through"], neighbors.iter().map(|n| neighbor_row(&corpus, n))),
            }
        }
        Command::Path { from, to, output } => {
            let (from, to) = (find(&corpus, &from)?, find(&corpus, &to)?);
            let Some(steps) = network.path(&from, &to) else {
                return Err(Error::failed(format!("no claim, event or document connects {} with {}", corpus.name(&from), corpus.name(&to))));
            };
            match output.format() {
                Format::Dot => drawing(&steps.into_iter().map(|s| (s.from, s.tie, s.to)).collect::<Vec<_>>()),
                format => table(format, &["from", "by", "to"], steps.iter().map(step_row)),
            }
        }
    }
}

impl Output {
    fn format(self) -> Format {
        self.format.unwrap_or(if is_terminal() { Format::Table } else { Format::Csv })
    }
}

/// The actor of a name, among those that stand in a claim.
fn find(corpus: &Corpus, name: &str) -> Result<String, Error> {
    let actors = corpus.actors();
    let found: Vec<&&str> = actors.iter().filter(|iri| corpus.is_called(iri, name)).collect();
    match found.as_slice() {
        [one] => Ok((**one).to_owned()),
        [] => {
            let mut names: Vec<&str> = actors.iter().map(|iri| corpus.name(iri)).collect();
            names.sort_unstable();
            names.dedup();
            names.truncate(12);
            Err(Error::failed(format!("nobody in this store is called {name:?}")).hint(format!("there are {} …", names.join(", "))))
        }
        several => Err(Error::failed(format!("{} actors are called {name:?}", several.len()))
            .hint(format!("name one by its IRI: {}", several.iter().map(|iri| format!("<{iri}>")).collect::<Vec<_>>().join(" ")))),
    }
}

fn table(format: Format, head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<(), Error> {
    let mut out = stdout();
    if format == Format::Table {
        write_table(&mut out, head, rows)?;
    } else {
        write_csv(&mut out, head, rows, false)?;
    }
    out.flush()?;
    Ok(())
}

fn drawing(ties: &[(Node, Tie, Node)]) -> Result<(), Error> {
    let mut out = stdout();
    write!(out, "{}", dot(ties))?;
    out.flush()?;
    Ok(())
}

fn neighbor_row(corpus: &Corpus, neighbor: &Neighbor) -> Vec<String> {
    let claims = neighbor.through.iter().filter(|n| n.kind == NodeKind::Claim).count();
    let shown: Vec<String> = neighbor.through.iter().take(4).map(short).collect();
    let more = neighbor.through.len().saturating_sub(4);
    let through = if more > 0 { format!("{}, {more} more", shown.join(", ")) } else { shown.join(", ") };
    let actor = &neighbor.actor;
    vec![actor.name.clone(), corpus.kind(&actor.iri).to_owned(), neighbor.ties.0.to_owned(), neighbor.ties.1.to_owned(), claims.to_string(), through]
}

fn neighbor_ties(corpus: &Corpus, iri: &str, neighbors: &[Neighbor]) -> Vec<(Node, Tie, Node)> {
    let this = Node { kind: NodeKind::Actor, iri: iri.to_owned(), name: corpus.name(iri).to_owned() };
    let mut ties = Vec::new();
    for Neighbor { actor, ties: (mine, theirs), through } in neighbors {
        for middle in through {
            ties.push((this.clone(), *mine, middle.clone()));
            ties.push((middle.clone(), *theirs, actor.clone()));
        }
        if through.is_empty() {
            ties.push((this.clone(), *mine, actor.clone()));
        }
    }
    ties.sort();
    ties.dedup();
    ties
}

fn step_row(step: &Step) -> Vec<String> {
    vec![long(&step.from), step.tie.to_owned(), long(&step.to)]
}

fn long(node: &Node) -> String {
    match node.kind {
        NodeKind::Claim => format!("{} “{}”", short(node), node.name),
        NodeKind::Document => format!("document {}", node.name),
        _ => node.name.clone(),
    }
}

fn short(node: &Node) -> String {
    match node.kind {
        NodeKind::Claim => last_part(&node.iri).get(..8).unwrap_or_default().to_owned(),
        _ => node.name.clone(),
    }
}
