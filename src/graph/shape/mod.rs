//! SHACL: what a well-formed graph is, read from Turtle, and whether a graph is so.
//!
//! In: shapes as Turtle, quads of any graphs taken as one. Out: violations. Never: a store, a file.
//!
//! Only the parts of SHACL Core that selon's own shapes use are known. Anything else is refused when the shapes are read, so that no
//! constraint is ever passed over in silence. Nothing is inferred: a node has the classes that are said of it.

mod conform;
mod read;

use oxigraph::model::{NamedNode, Term};
use regex::Regex;

pub use conform::{Violation, violations};
pub use read::read;

/// The namespace of SHACL.
const SH: &str = "http://www.w3.org/ns/shacl#";

/// Shapes with targets.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    shapes: Vec<Shape>,
}

/// A shape: which nodes it is for, how to go on from them, what must hold there.
#[derive(Clone, Debug)]
struct Shape {
    /// The last part of its name; empty for one inside another.
    name: String,
    targets: Vec<Target>,
    /// From the focus node to its values; none: the node itself.
    path: Option<Path>,
    constraints: Vec<Constraint>,
}

/// The nodes that a shape is for.
#[derive(Clone, Debug)]
enum Target {
    Class(NamedNode),
    ObjectsOf(NamedNode),
}

/// A step from a node to its values.
#[derive(Clone, Debug)]
enum Path {
    Forward(NamedNode),
    Inverse(NamedNode),
}

/// A constraint component with its parameter.
#[derive(Clone, Debug)]
enum Constraint {
    Iri,
    Datatype(NamedNode),
    Class(NamedNode),
    MinCount(usize),
    MaxCount(usize),
    MinLength(usize),
    Pattern(Regex),
    MinInclusive(i64),
    MaxInclusive(i64),
    LessThanOrEquals(NamedNode),
    In(Vec<Term>),
    HasValue(Term),
    Property(Shape),
    Node(Shape),
    Or(Vec<Shape>),
    Xone(Vec<Shape>),
    Not(Box<Shape>),
}
