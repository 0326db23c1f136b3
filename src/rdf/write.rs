//! Quads as text, in an order of their own: the same graph gives the same bytes, however it was made.

use std::io::{self, Write};

use oxigraph::model::Quad;

use super::iri::Base;
use super::{jsonld, turtle};

/// A syntax in which graphs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Turtle: for reading. All graphs in one.
    Turtle,
    /// Turtle with named graphs.
    TriG,
    /// A quad a line.
    NQuads,
    /// JSON with [the context](super::vocabulary::Vocabulary::context) in it.
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
        Syntax::JsonLd => jsonld::write(quads, out),
    }
}

fn nquads(quads: &[Quad], mut out: impl Write) -> io::Result<()> {
    for quad in quads {
        writeln!(out, "{quad} .")?;
    }
    Ok(())
}
