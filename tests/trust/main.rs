//! What makes a store fit to be trusted: its check, the life of its documents, what others read from it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

#[path = "../common/bench.rs"]
mod bench;

mod check;
mod hostile;
mod life;
mod out;
mod parquet;
mod review;
mod table;
mod tables;
mod vocab;
