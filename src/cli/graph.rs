//! `selon graph`: who is connected to whom through which claims.

use std::path::Path;

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::Error;
use super::claims::words;
use super::compare::event_and_parts;
use super::output::{is_terminal, note, stdout};
use super::table::{write_csv, write_table};
use crate::graph::archive::Archive;
use crate::graph::compare::ledger::Comparison;
use crate::graph::compare::wanted::Wanted;
use crate::graph::corpus::Corpus;
use crate::graph::network::chain::{self, Chain};
use crate::graph::network::draw::Drawing;
use crate::graph::network::measure::{circles, components, standings};
use crate::graph::network::projection::Projection;
use crate::graph::network::select::Select;
use crate::graph::network::{Neighbor, Network, Node, NodeKind, Step, Tie};
use crate::rdf::iri::last_part;

/// Ways through the graph of actors, claims, events and documents.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// With whom does an actor share claims, and in which roles?
    Neighbors {
        /// The actor: a name in any language, or a key
        actor: String,
        /// Over how many actors the way may lead
        #[arg(long, value_name = "STEPS", default_value_t = 1)]
        depth: usize,
        #[command(flatten)]
        output: Output,
    },
    /// The shortest ways from one actor to another: all of them
    Path {
        /// From whom
        from: String,
        /// To whom
        to: String,
        #[command(flatten)]
        output: Output,
    },
    /// Who stands in the middle: rank and betweenness among actors that accuse, pass on, contradict, speak for each other
    Central {
        #[command(flatten)]
        output: Output,
    },
    /// Groups of actors that nothing connects with others
    Components {
        #[command(flatten)]
        output: Output,
    },
    /// Chains of attribution, from the voice to the publisher, and circles among them
    Sources {
        #[command(flatten)]
        output: Output,
    },
    /// How large the graph is, and how it hangs together
    Stats {
        #[command(flatten)]
        output: Output,
    },
}

/// Of which claims the graph is made, and how it is written.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// Of claims about one event, or about what happened in it
    #[arg(long, value_name = "NAME")]
    event: Option<String>,
    /// Of claims in which somebody stands, in any role
    #[arg(id = "of_actor", long = "with", value_name = "NAME")]
    actor: Option<String>,
    /// Of claims of one act
    #[arg(long, value_parser = words("act"))]
    act: Option<String>,
    /// Of claims made on a day or later, YYYY-MM-DD
    #[arg(id = "from_day", long = "since", value_name = "DAY")]
    from: Option<Date>,
    /// Of claims made on a day or earlier
    #[arg(long = "until", value_name = "DAY")]
    until: Option<Date>,
    /// How many nodes are drawn, or rows shown, at most
    #[arg(long, value_name = "NODES", default_value_t = 100)]
    cap: usize,
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
    /// JSON, a row an object
    Json,
    /// A drawing for Graphviz
    Dot,
    /// `GraphML`, for yEd, Cytoscape, networkx
    Graphml,
    /// GEXF, for Gephi
    Gexf,
    /// A drawing
    Svg,
}

/// What a command has found: rows, and the same as a drawing.
struct Found {
    head: &'static [&'static str],
    rows: Vec<Vec<String>>,
    drawing: Drawing,
}

pub(super) fn run(store: &Path, command: Command) -> Result<(), Error> {
    let corpus = Corpus::read(&Archive::open(store)?)?;
    match command {
        Command::Neighbors { actor, depth, output } => {
            let select = output.select(&corpus)?;
            output.write(neighbors(&corpus, &select, &actor, depth.max(1))?)
        }
        Command::Path { from, to, output } => {
            let select = output.select(&corpus)?;
            output.write(path(&corpus, &select, &from, &to, output.cap)?)
        }
        Command::Central { output } => {
            let projection = projection(&corpus, &output.select(&corpus)?);
            output.write(central(&corpus, &projection))
        }
        Command::Components { output } => {
            let projection = projection(&corpus, &output.select(&corpus)?);
            output.write(groups(&projection))
        }
        Command::Sources { output } => {
            let chains = chain::chains(&corpus, &output.select(&corpus)?);
            output.write(sources(&chains))
        }
        Command::Stats { output } => {
            let select = output.select(&corpus)?;
            output.write(stats(&corpus, &select))
        }
    }
}

impl Output {
    fn select(&self, corpus: &Corpus) -> Result<Select, Error> {
        Ok(Select {
            events: self.event.as_deref().map(|name| event_and_parts(corpus, name)).transpose()?,
            actor: self.actor.as_deref().map(|name| find(corpus, name)).transpose()?,
            act: self.act.clone(),
            from: self.from,
            until: self.until,
        })
    }

    fn write(&self, found: Found) -> Result<(), Error> {
        let format = self.format.unwrap_or(if is_terminal() { Format::Table } else { Format::Csv });
        let mut out = stdout();
        let left_out = match format {
            Format::Table | Format::Csv | Format::Json => {
                let Found { head, mut rows, .. } = found;
                let left_out = rows.len().saturating_sub(self.cap);
                rows.truncate(self.cap);
                match format {
                    Format::Table => write_table(&mut out, head, rows)?,
                    Format::Csv => write_csv(&mut out, head, rows, false)?,
                    _ => super::table::write_json(&mut out, &rows.iter().map(|row| object(head, row)).collect::<Vec<_>>())?,
                }
                left_out
            }
            _ => {
                let (drawing, left_out) = found.drawing.capped(self.cap);
                let bytes = match format {
                    Format::Dot => drawing.dot().into_bytes(),
                    Format::Graphml => drawing.graphml()?,
                    Format::Gexf => drawing.gexf()?,
                    _ => drawing.svg().map_err(Error::failed)?.into_bytes(),
                };
                out.write_all(&bytes)?;
                left_out
            }
        };
        out.flush()?;
        if left_out > 0 {
            note(&format!("{left_out} more are left out; --cap shows more, --event, --with, --act and days narrow the graph"));
        }
        Ok(())
    }
}

fn object(head: &[&str], row: &[String]) -> Value {
    Value::Object(head.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), json!(cell))).collect())
}

/// The graph of actors, with the voices that contradict each other.
fn projection(corpus: &Corpus, select: &Select) -> Projection {
    let wanted = Wanted { events: select.events.clone(), as_of: select.until, ..Wanted::default() };
    let contradictions = if select.act.is_none() { Comparison::new(corpus, &wanted, |_| None).contradicting() } else { Vec::new() };
    let of_actor = |pair: &(String, String)| select.actor.as_ref().is_none_or(|actor| pair.0 == *actor || pair.1 == *actor);
    Projection::new(corpus, select, &contradictions.into_iter().filter(of_actor).collect::<Vec<_>>())
}

/// The actor of a name, among those that stand in a claim.
pub(super) fn find(corpus: &Corpus, name: &str) -> Result<String, Error> {
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

fn neighbors(corpus: &Corpus, select: &Select, actor: &str, depth: usize) -> Result<Found, Error> {
    let iri = find(corpus, actor)?;
    let network = Network::of(corpus, select);
    let reached = network.reached(&iri, depth);
    if reached.is_empty() {
        note(&format!("{} shares no claim with anybody", corpus.name(&iri)));
    }
    let mut ties: Vec<(Node, Tie, Node)> = Vec::new();
    let mut rows = Vec::new();
    for (steps, from, neighbor) in &reached {
        ties.extend(neighbor_ties(from, neighbor));
        let mut row = vec![steps.to_string(), from.name.clone()];
        row.extend(neighbor_row(corpus, neighbor));
        rows.push(row);
    }
    ties.sort();
    ties.dedup();
    let head = &["steps", "from", "with", "kind", "as", "and", "claims", "through"];
    Ok(Found { head, rows, drawing: Drawing::of_ties(&ties) })
}

fn neighbor_row(corpus: &Corpus, neighbor: &Neighbor) -> Vec<String> {
    let claims = neighbor.through.iter().filter(|n| n.kind == NodeKind::Claim).count();
    let shown: Vec<String> = neighbor.through.iter().take(4).map(short).collect();
    let more = neighbor.through.len().saturating_sub(4);
    let through = if more > 0 { format!("{}, {more} more", shown.join(", ")) } else { shown.join(", ") };
    let actor = &neighbor.actor;
    vec![actor.name.clone(), corpus.kind(&actor.iri).to_owned(), neighbor.ties.0.to_owned(), neighbor.ties.1.to_owned(), claims.to_string(), through]
}

fn neighbor_ties(this: &Node, neighbor: &Neighbor) -> Vec<(Node, Tie, Node)> {
    let Neighbor { actor, ties: (mine, theirs), through } = neighbor;
    if through.is_empty() {
        return vec![(this.clone(), *mine, actor.clone())];
    }
    through.iter().flat_map(|middle| [(this.clone(), *mine, middle.clone()), (middle.clone(), *theirs, actor.clone())]).collect()
}

fn path(corpus: &Corpus, select: &Select, from: &str, to: &str, most: usize) -> Result<Found, Error> {
    let (from, to) = (find(corpus, from)?, find(corpus, to)?);
    let ways = Network::of(corpus, select).paths(&from, &to, most);
    if ways.is_empty() {
        return Err(Error::failed(format!("no claim, event or document connects {} with {}", corpus.name(&from), corpus.name(&to))));
    }
    let mut ties: Vec<(Node, Tie, Node)> = ways.iter().flatten().map(|s| (s.from.clone(), s.tie, s.to.clone())).collect();
    ties.sort();
    ties.dedup();
    let row = |way: usize, step: &Step| vec![way.to_string(), long(&step.from), step.tie.to_owned(), long(&step.to)];
    let rows = ways.iter().zip(1..).flat_map(|(way, n)| way.iter().map(move |step| row(n, step))).collect();
    Ok(Found { head: &["way", "from", "by", "to"], rows, drawing: Drawing::of_ties(&ties) })
}

fn central(corpus: &Corpus, projection: &Projection) -> Found {
    let (standings, starts) = standings(projection);
    if starts < projection.nodes.len() {
        note(&format!("betweenness is estimated from the ways that begin at {starts} of {} actors", projection.nodes.len()));
    }
    let rows = standings.iter().filter_map(|s| projection.nodes.get(s.actor).map(|node| (s, node)));
    let rows = rows.map(|(s, node)| {
        let kind = corpus.kind(&node.iri).to_owned();
        vec![node.name.clone(), kind, format!("{:.5}", s.rank), format!("{:.5}", s.between), s.out.to_string(), s.into.to_string()]
    });
    let order: Vec<usize> = standings.iter().map(|s| s.actor).collect();
    Found { head: &["actor", "kind", "rank", "betweenness", "does", "is_done_to"], rows: rows.collect(), drawing: projection.drawing(&order) }
}

fn groups(projection: &Projection) -> Found {
    let groups = components(projection);
    let name = |at: &usize| projection.nodes.get(*at).map_or("", |n| n.name.as_str());
    let row = |(n, group): (usize, &Vec<usize>)| {
        let shown: Vec<&str> = group.iter().take(8).map(name).collect();
        let more = group.len().saturating_sub(8);
        let names = if more > 0 { format!("{}, {more} more", shown.join(", ")) } else { shown.join(", ") };
        vec![(n + 1).to_string(), group.len().to_string(), names]
    };
    let order: Vec<usize> = groups.iter().flatten().copied().collect();
    Found { head: &["component", "actors", "names"], rows: groups.iter().enumerate().map(row).collect(), drawing: projection.drawing(&order) }
}

fn sources(chains: &[Chain]) -> Found {
    let (drawing, circles) = chain::graph(chains);
    for circle in &circles {
        let names: Vec<&str> = circle.iter().map(|n| n.name.as_str()).collect();
        note(&format!("a circle: {} pass each other on", names.join(", ")));
    }
    let row = |chain: &Chain| {
        let names: Vec<&str> = chain.links.iter().map(|n| n.name.as_str()).collect();
        vec![names.join(" → "), (chain.links.len() - 1).to_string(), chain.claims.to_string()]
    };
    Found { head: &["chain", "hops", "claims"], rows: chains.iter().map(row).collect(), drawing }
}

fn stats(corpus: &Corpus, select: &Select) -> Found {
    let network = Network::of(corpus, select);
    let projection = projection(corpus, select);
    let groups = components(&projection);
    let mut rows: Vec<(String, usize)> = network.counts();
    rows.push(("actors that do something to each other".to_owned(), projection.nodes.len()));
    let mut ties: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for ((_, _, tie), claims) in &projection.edges {
        *ties.entry(tie).or_default() += claims;
    }
    rows.extend(ties.into_iter().map(|(tie, claims)| (format!("between actors: {tie}"), claims)));
    rows.push(("components".to_owned(), groups.len()));
    rows.push(("actors in the largest".to_owned(), groups.first().map_or(0, Vec::len)));
    rows.push(("circles".to_owned(), circles(projection.nodes.len(), projection.edges.keys().map(|(from, to, _)| (*from, *to))).len()));
    let order: Vec<usize> = groups.iter().flatten().copied().collect();
    Found { head: &["what", "count"], rows: rows.into_iter().map(|(what, count)| vec![what, count.to_string()]).collect(), drawing: projection.drawing(&order) }
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
