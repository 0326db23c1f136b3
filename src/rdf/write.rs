//! Quads as text, in an order of their own: the same graph gives the same bytes, however it was made.

use std::io::{self, Write};

use oxigraph::io::{JsonLdProfile, JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::Quad;

use super::iri::Base;
use super::turtle;

/// A syntax in which graphs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Turtle: for reading. All graphs in one.
    Turtle,
    /// Turtle with named graphs.
    TriG,
    /// A quad a line.
    NQuads,
    /// JSON with a context.
    JsonLd,
}

/// Sorts quads and drops those that stand there twice.
pub fn sort(quads: &mut Vec<Quad>) {
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
}

/// Writes [sorted](sort) quads.
///
/// # Errors
/// Where `out` refuses.
pub fn write(quads: &[Quad], syntax: Syntax, base: &Base, out: impl Write) -> io::Result<()> {
    match syntax {
        Syntax::Turtle => turtle::turtle(quads, base, out),
        Syntax::TriG => turtle::trig(quads, base, out),
        Syntax::NQuads => nquads(quads, out),
        Syntax::JsonLd => jsonld(quads, out),
    }
}

fn nquads(quads: &[Quad], mut out: impl Write) -> io::Result<()> {
    for quad in quads {
        writeln!(out, "{quad} .")?;
    }
    Ok(())
}

/// Expanded JSON-LD, which needs no context.
fn jsonld(quads: &[Quad], mut out: impl Write) -> io::Result<()> {
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::from(JsonLdProfile::Streaming) };
    let mut writer = RdfSerializer::from_format(format).for_writer(&mut out);
    // The serializer opens a node whenever graph or subject change, so it needs them grouped.
    let mut order: Vec<&Quad> = quads.iter().collect();
    order.sort_by_cached_key(|q| (q.graph_name.to_string(), q.subject.to_string(), q.predicate.as_str().to_owned(), q.object.to_string()));
    for quad in order {
        writer.serialize_quad(quad)?;
    }
    writer.finish()?;
    writeln!(out)
}
