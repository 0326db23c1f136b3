//! What can be wrong with RDF, a store or a query, and where.

use std::io;
use std::path::PathBuf;

/// An error of floors 5 and 6. Messages say where, what was expected, what was found.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An RDF file that breaks the rules of its syntax.
    #[error("{file}:{line}:{column}: {message}")]
    Syntax {
        /// The file.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Column in characters, from 1.
        column: u64,
        /// What is wrong there.
        message: String,
    },
    /// An RDF file that is well written but says what makes no sense here.
    #[error("{file}: {subject}: expected {expected}, found {found}")]
    Content {
        /// The file.
        file: String,
        /// The thing that it is said of.
        subject: String,
        /// What should be said.
        expected: String,
        /// What is said.
        found: String,
    },
    /// A file or folder that cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A language's data that cannot be read.
    #[error(transparent)]
    Language(#[from] crate::grammar::error::ReadError),
    /// A folder that is no store, or no store that can be used.
    #[error("{}: {message}", path.display())]
    Store {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
        /// What to do.
        hint: String,
    },
    /// A query that breaks the rules of SPARQL.
    #[error("{message}")]
    Query {
        /// What is wrong, and where.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// A query that asks for what is refused: SERVICE, LOAD, an update.
    #[error("{what} is refused: a query only reads this store")]
    Refused {
        /// What was asked for.
        what: &'static str,
    },
    /// A query that ran out of its time or rows.
    #[error("{message}")]
    Limit {
        /// Which limit.
        message: String,
        /// How to raise it.
        hint: &'static str,
    },
    /// A parameter of a question that is missing, unknown or malformed.
    #[error("{message}")]
    Parameter {
        /// What is wrong with it.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// The index failed.
    #[error("the index failed: {0}")]
    Index(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A file or folder that the system refuses.
    pub fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Error::Io { path: path.into(), source }
    }

    /// A failure of the index.
    pub fn index(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Error::Index(Box::new(source))
    }

    /// What to do about it, where there is something to do.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        match self {
            Error::Store { hint, .. } => Some(hint),
            Error::Query { hint, .. } | Error::Parameter { hint, .. } => hint.as_deref(),
            Error::Refused { .. } => Some("ask with SELECT, ASK, CONSTRUCT or DESCRIBE; what is stored changes by `selon ingest` only"),
            Error::Limit { hint, .. } => Some(hint),
            _ => None,
        }
    }
}
