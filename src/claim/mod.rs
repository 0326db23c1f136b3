//! Floor 4: what selon extracts.
//!
//! In: a [`Document`](crate::text::document::Document), a language, a gazetteer of actors. Out: a [`Reading`], the claims
//! of the document with the spans that they rest on. Never: RDF, files, an error. Any text can be read.
//!
//! The words here are those of the annotation format, of `ontology/claims.ttl` and of the command line: one concept, one name.

pub mod actor;
pub mod attribution;
pub mod count;
pub mod entity;
pub mod event;
pub mod explain;
pub mod extract;
pub mod layout;
pub mod names;
pub mod record;
pub mod reference;
pub mod stance;
pub mod time;
pub mod vocabulary;

use std::sync::Arc;

use jiff::civil::Date;

use crate::text::span::Bytes;
pub use vocabulary::{Act, Certainty, EventKind, Form, Measure, Polarity, Population, Qualifier, Resolution, Scope, SourceKind};

/// Everything that was read in one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The language in which it was read, as a BCP 47 code.
    pub lang: String,
    /// The claims, by their start; of two that start together the longer first.
    pub claims: Vec<Claim>,
    /// The actors that only this document introduces; claims point to them by position.
    pub actors: Vec<LocalActor>,
    /// The events that the document speaks of; claims point to them by position.
    pub events: Vec<Event>,
}

impl Reading {
    /// The confidence, in percent, from which on a reading counts as sure.
    pub const SURE: u8 = 90;

    /// Leaves only the claims that have a voice and of which the rules are sure; what is told within one that goes stands by itself.
    pub fn keep_sure(&mut self) {
        let mut kept = 0;
        let mut places: Vec<Option<u32>> = Vec::with_capacity(self.claims.len());
        for claim in &self.claims {
            let sure = claim.confidence >= Self::SURE && !claim.sources.is_empty();
            places.push(sure.then_some(kept));
            kept += u32::from(sure);
        }
        let place = |old: u32| places.get(old as usize).copied().flatten();
        for claim in &mut self.claims {
            claim.within = claim.within.and_then(place);
        }
        let mut sure = places.iter().map(Option::is_some);
        self.claims.retain(|_| sure.next().unwrap_or(false));
    }
}

/// A content that a voice puts forward.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The proposition, without its attribution.
    pub content: Bytes,
    /// Who says it, one entry a voice; empty where the document speaks itself.
    pub sources: Vec<Source>,
    /// The media that pass it on, innermost first. Never the document's own publisher.
    pub via: Vec<Source>,
    /// The words that carry the attribution.
    pub cue: Option<Bytes>,
    /// What the voice does with the content.
    pub act: Act,
    /// Whose words the content is in.
    pub form: Form,
    /// Whether the content is affirmed or negated.
    pub polarity: Polarity,
    /// How sure the voice sounds.
    pub certainty: Certainty,
    /// The figures of people and materiel in the content.
    pub counts: Vec<Count>,
    /// When it was said, as far as the text tells.
    pub said: Option<When>,
    /// What it is about, as a position in [`Reading::events`].
    pub event: Option<u32>,
    /// At whom it is directed: the accused, those of whom something is demanded.
    pub directed_at: Vec<Source>,
    /// The claim, by position, inside which this one is told: A says that B says.
    pub within: Option<u32>,
    /// The rule that found it, `language/name`.
    pub rule: String,
    /// How often readings of this build were right when claims of random news were judged, in percent. Says nothing of truth.
    pub confidence: u8,
}

/// A voice, or anybody else whom a claim names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The words that name it here; may be a pronoun or a description.
    pub text: Bytes,
    /// Its name: countries by their common English name, persons by the fullest name that the document gives.
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
    /// Which actor it is.
    pub actor: ActorRef,
    /// How the words were resolved.
    pub resolution: Resolution,
}

/// An actor as a claim points to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorRef {
    /// An actor of the gazetteer, by its local name: `armenia`.
    Known(Arc<str>),
    /// An actor that only this document introduces, by position in [`Reading::actors`].
    Local(u32),
}

/// An actor that only this document introduces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalActor {
    /// The fullest name, or the words of an unnamed voice.
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
    /// Whether it has a name of its own; an unnamed voice is never merged across documents.
    pub named: bool,
    /// Its role as the text gives it, without its name: "vice-ministre russe des Affaires étrangères".
    pub role: Option<String>,
    /// For whom it speaks: the state of a minister, the body of a spokesman.
    pub speaks_for: Option<ActorRef>,
    /// Where the document names it most fully.
    pub mention: Bytes,
}

/// A figure of people or materiel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The words of the figure, inside the content.
    pub text: Bytes,
    /// What happened to those counted; none where neither this clause nor the one before says.
    pub measure: Option<Measure>,
    /// Lower end of the closed interval that the words assert; none: not bounded below.
    pub low: Option<u64>,
    /// Upper end; none: not bounded above.
    pub high: Option<u64>,
    /// How the words bound it.
    pub qualifier: Qualifier,
    /// Whose people or things.
    pub of: Vec<Party>,
    /// Which people.
    pub population: Population,
    /// `people`, or the thing counted: singular, English.
    pub unit: String,
    /// The most specific place named for it.
    pub place: Option<String>,
    /// Whether the figure holds for one party, each of several, or their sum.
    pub scope: Scope,
    /// Whether it adds to an earlier figure ("a further 12") instead of counting all.
    pub new: bool,
    /// The days over which, or on which, is counted.
    pub period: Option<When>,
}

/// Whose people are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its canonical name.
    pub name: String,
    /// Which actor it is, where it is one.
    pub actor: Option<ActorRef>,
}

/// Days, as an interval that may be open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// First day; none: not known.
    pub from: Option<Date>,
    /// Last day; none: still going on, or not known.
    pub until: Option<Date>,
    /// The words that say so.
    pub text: Bytes,
    /// The rule that turned words into days.
    pub rule: String,
}

/// An event that a document speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What kind of event.
    pub kind: EventKind,
    /// Where, by the name that the text gives.
    pub place: Option<String>,
    /// When, as far as the text tells.
    pub when: Option<When>,
    /// Who takes part.
    pub participants: Vec<Party>,
    /// The words that name it most fully.
    pub mention: Bytes,
}
