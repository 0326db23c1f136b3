//! Floor 6: the store, what is asked of it, and what follows from all documents together.
//!
//! In: quads of documents, SPARQL, names of questions. Out: rows, triples, tables, ways between actors.
//! Never: the text of a language, a terminal, a process's exit.
//!
//! The [archive] is the truth: a folder of RDF files. The [index](store) is made from it and can be thrown away. What depends on several
//! documents or on the list of actors is [derived](mod@derive), never edited.

pub mod answer;
pub mod archive;
pub mod bind;
pub mod check;
pub mod compare;
pub mod corpus;
pub mod decision;
pub mod derive;
pub mod diff;
pub mod event;
pub mod excerpt;
pub mod export;
pub mod facts;
pub mod history;
pub mod journal;
pub mod lock;
pub mod nanopub;
pub mod network;
pub mod passage;
pub mod profile;
pub mod project;
pub mod query;
pub mod question;
pub mod redact;
#[cfg(feature = "remote")]
pub mod remote;
pub mod review;
pub mod shape;
pub mod snapshot;
pub mod store;
pub mod table;
pub mod verify;
pub mod view;
pub mod writer;

pub use crate::rdf::Error;
