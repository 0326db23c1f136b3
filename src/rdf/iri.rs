//! Names of things: IRIs that follow from content, so that the same document always gives the same ones.
//!
//! | thing | IRI, under the base | made of |
//! | --- | --- | --- |
//! | document | `doc/3fa9…` | its key |
//! | its named graph | `graph/doc/3fa9…` | its key |
//! | a stretch of its text | `doc/3fa9…#char=25,58` | code points |
//! | its own voice | `doc/3fa9…#voice` | |
//! | an actor that it introduces | `doc/3fa9…/actor/71c0…` | kind, name; where it has no name, also its place |
//! | an event as it tells it | `doc/3fa9…/event/1` | position |
//! | a version of it that was replaced | `doc/3fa9…/version/a79b…` | text, title, day, publisher, language |
//! | claim | `claim/8d21…` | the document's key, the words of the content, a number where they are said twice |
//! | count | `claim/8d21…/count/1` | position |
//! | event, issue | `event/…`, `issue/…` | what tells one from another |
//! | review | `review/…` | all that it says, with its time |
//!
//! A claim's IRI holds neither offsets nor what was understood: a paragraph inserted before it and a better reader leave it as it is.

use oxigraph::model::NamedNode;

use super::canonical::digest;

/// The base of data that is given none of its own.
pub const BASE: &str = "https://w3id.org/selon/id/";
/// Where known actors live, whatever the base of the data.
pub const AGENT: &str = "https://w3id.org/selon/id/agent/";
/// Where places live.
pub const PLACE: &str = "https://w3id.org/selon/id/place/";
/// Where known events live, whatever the base of the data.
pub const EVENT: &str = "https://w3id.org/selon/id/event/";
/// Where the tenures of offices live.
pub const TENURE: &str = "https://w3id.org/selon/id/tenure/";

/// The IRI under which documents, claims and all that is made from them are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

impl Default for Base {
    fn default() -> Self {
        Base(BASE.to_owned())
    }
}

impl Base {
    /// A base of one's own; none where it is no absolute IRI that ends in `/`.
    #[must_use]
    pub fn new(iri: &str) -> Option<Self> {
        (iri.ends_with('/') && NamedNode::new(iri).is_ok()).then(|| Base(iri.to_owned()))
    }

    /// The IRI itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names in and around the document of a key.
    #[must_use]
    pub fn document(&self, key: &str) -> DocumentIris {
        DocumentIris { base: self.0.clone(), hash: short(&[key]), key: key.to_owned() }
    }

    /// The document of a hash, as it stands in the name of its file.
    #[must_use]
    pub fn document_of_hash(&self, hash: &str) -> NamedNode {
        node(format!("{}doc/{hash}", self.0))
    }

    /// A version of a document that was replaced: the hashes of both.
    #[must_use]
    pub fn version(&self, document: &str, version: &str) -> NamedNode {
        node(format!("{}doc/{document}/version/{version}", self.0))
    }

    /// An event that several documents may speak of, by what tells it from others.
    #[must_use]
    pub fn event(&self, key: &[&str]) -> NamedNode {
        node(format!("{}event/{}", self.0, short(key)))
    }

    /// A question that claims answer, by what tells it from others.
    #[must_use]
    pub fn issue(&self, key: &[&str]) -> NamedNode {
        node(format!("{}issue/{}", self.0, short(key)))
    }

    /// A review, by what tells it from others.
    #[must_use]
    pub fn review(&self, key: &[&str]) -> NamedNode {
        node(format!("{}review/{}", self.0, short(key)))
    }

    /// The graph of reviews.
    #[must_use]
    pub fn reviews(&self) -> NamedNode {
        node(format!("{}graph/reviews", self.0))
    }

    /// The program that read the documents, in its version.
    #[must_use]
    pub fn software() -> NamedNode {
        node(concat!("https://w3id.org/selon/software/", env!("CARGO_PKG_VERSION")).to_owned())
    }

    /// A graph of what is derived from all documents.
    #[must_use]
    pub fn derived(&self, name: &str) -> NamedNode {
        node(format!("{}graph/{name}", self.0))
    }

    /// The part of an IRI behind the base; none where it lies elsewhere.
    #[must_use]
    pub fn local<'a>(&self, iri: &'a str) -> Option<&'a str> {
        iri.strip_prefix(self.0.as_str())
    }
}

/// The names in and around one document.
#[derive(Clone, Debug)]
pub struct DocumentIris {
    base: String,
    hash: String,
    key: String,
}

impl DocumentIris {
    /// The hash of the document's key, as it stands in IRIs and file names.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> NamedNode {
        node(format!("{}doc/{}", self.base, self.hash))
    }

    /// Its named graph.
    #[must_use]
    pub fn graph(&self) -> NamedNode {
        node(format!("{}graph/doc/{}", self.base, self.hash))
    }

    /// The document as a voice.
    #[must_use]
    pub fn voice(&self) -> NamedNode {
        node(format!("{}doc/{}#voice", self.base, self.hash))
    }

    /// A stretch of its text, in code points.
    #[must_use]
    pub fn span(&self, begin: u32, end: u32) -> NamedNode {
        node(format!("{}doc/{}#char={begin},{end}", self.base, self.hash))
    }

    /// An actor that the document introduces, by what tells it from others.
    #[must_use]
    pub fn actor(&self, key: &[&str]) -> NamedNode {
        node(format!("{}doc/{}/actor/{}", self.base, self.hash, short(key)))
    }

    /// An event as the document tells it, by its number from 1.
    #[must_use]
    pub fn event(&self, number: usize) -> NamedNode {
        node(format!("{}doc/{}/event/{number}", self.base, self.hash))
    }

    /// A claim: the words of its content, and how many claims with the same words stand before it.
    #[must_use]
    pub fn claim(&self, content: &str, earlier: usize) -> NamedNode {
        node(format!("{}claim/{}", self.base, short(&[&self.key, content, &earlier.to_string()])))
    }
}

/// A count of a claim, by its number from 1.
#[must_use]
pub fn count(claim: &NamedNode, number: usize) -> NamedNode {
    node(format!("{}/count/{number}", claim.as_str()))
}

/// An actor of the gazetteer.
#[must_use]
pub fn agent(key: &str) -> NamedNode {
    node(format!("{AGENT}{key}"))
}

/// An event of the list of known ones.
#[must_use]
pub fn known_event(key: &str) -> NamedNode {
    node(format!("{EVENT}{key}"))
}

/// The key of an actor of the gazetteer.
#[must_use]
pub fn agent_key(iri: &str) -> Option<&str> {
    iri.strip_prefix(AGENT)
}

/// A word of a closed list: `concept("act", "deny")`.
#[must_use]
pub fn concept(scheme: &str, word: &str) -> NamedNode {
    node(format!("{}{scheme}/{word}", super::vocab::VOC))
}

/// The part of an IRI behind its last `/` or `#`.
#[must_use]
pub fn last_part(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

/// 96 bits of a hash: enough for 10^9 things without a clash, short enough to read.
fn short(parts: &[&str]) -> String {
    let mut hash = digest(parts);
    hash.truncate(24);
    hash
}

/// A name that is well formed by the way it was made: a checked base and characters that IRIs allow.
fn node(iri: String) -> NamedNode {
    NamedNode::new_unchecked(iri)
}
