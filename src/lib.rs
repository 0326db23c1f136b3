//! selon
pub mod claim;
pub mod cli;
pub mod grammar;
pub mod graph;
pub mod lang;
pub mod rdf;
pub mod reader;
pub mod text;
