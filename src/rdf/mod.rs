//! Floor 5: what was read, as RDF; and RDF files, as what reading needs.
//!
//! In: a [`Document`](crate::text::document::Document) and its [`Reading`](crate::claim::Reading), or the Turtle of
//! `ontology/` and of the language folders. Out: quads, Turtle, a [`Gazetteer`](crate::claim::actor::Gazetteer).
//! Never: a store, a query, a file, a clock. The same document gives the same quads, and the same quads the same bytes.

pub mod canonical;
pub mod emit;
pub mod error;
pub mod gazetteer;
pub mod iri;
mod jsonld;
pub mod known;
pub mod ontology;
pub mod own;
pub mod plain;
pub mod turtle;
pub mod vocab;
pub mod vocabulary;
pub mod write;

pub use error::Error;
