//! What reads documents: the languages that are built in and a gazetteer, put together.

use crate::claim::actor::Gazetteer;
use crate::claim::explain::{Explanation, explain};
use crate::claim::extract::extract;
use crate::claim::{Claim, Reading};
use crate::grammar::error::ReadError;
use crate::text::document::Document;

/// Reads documents into claims. Holds no state between documents: the same document gives the same reading.
#[derive(Debug)]
pub struct Reader {
    gazetteer: Gazetteer,
}

impl Reader {
    /// A reader that knows these actors.
    ///
    /// # Errors
    /// Where a file of a built-in language is wrong.
    pub fn new(gazetteer: Gazetteer) -> Result<Self, ReadError> {
        Ok(Reader { gazetteer })
    }

    /// The actors it knows.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Reads a document; there is nothing to read in a language that is not built in.
    #[must_use]
    pub fn read(&self, document: &Document) -> Reading {
        match crate::lang::language(&document.lang) {
            Ok(Some(language)) => extract(document, language, &self.gazetteer),
            _ => Reading { lang: document.lang.clone(), ..Reading::default() },
        }
    }

    /// How a claim comes about that is [read](Reader::read) in a document; none where nothing like it is.
    #[must_use]
    pub fn explain(&self, document: &Document, claim: &Claim) -> Option<Explanation> {
        let language = crate::lang::language(&document.lang).ok().flatten()?;
        explain(document, language, &self.gazetteer, claim)
    }
}
