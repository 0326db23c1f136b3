//! The program as people use it: what it prints, with which status it ends, what it leaves in the store.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

#[path = "../common/bench.rs"]
mod bench;

mod asked;
mod documents;
mod explained;
mod hostile;
mod refused;
mod shown;
