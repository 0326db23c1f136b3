//! Floor 1: what a document is made of.
//!
//! In: the characters of an article and an [`Orthography`](orthography::Orthography), which says how a language writes.
//! Out: tokens that tile the text, sentences, quoted stretches; all as spans into the text.
//! Never: a word's meaning, a language by its name, an error. Any Unicode text is read.

pub mod document;
pub mod orthography;
pub mod quotation;
pub mod sentence;
pub mod span;
pub mod strings;
pub mod token;
