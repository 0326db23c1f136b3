//! The room where claims are set side by side: which of them speak of one thing, and whether they can both hold.
//!
//! In: the claims of a [corpus](super::corpus). Out: issues with their positions, relations with their gaps, and for what looks like
//! a contradiction and is none, the reasons. Never: a verdict on who is right, an average, a table of all pairs.
//!
//! | step | what it does |
//! | --- | --- |
//! | [`interval`] | the figures that words assert: do they meet, how far apart are they? |
//! | [`issue`] | what exactly is counted; what tells two questions apart |
//! | [`relation`] | two statements: contradicts, corroborates, updates, repeats, denies - or not comparable, and why |
//! | [`position`] | statements gathered by issue and voice; neighbours and the widest dispute, found in sorted order |
//! | [`origin`] | which documents go back to one text |
//! | [`statement`] | the figures of a corpus as statements |
//! | [`wanted`] | which figures are asked for |
//! | [`ledger`] | the figures of an event as people read them |
//! | [`timeline`], [`plot`] | how figures move, in rows and as a drawing |

pub mod interval;
pub mod issue;
pub mod ledger;
pub mod origin;
pub mod plot;
pub mod position;
pub mod relation;
pub mod statement;
pub mod timeline;
pub mod wanted;
