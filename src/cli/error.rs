//! What went wrong, for people: where, what was expected, what to do. And with which status the process ends.

use std::io::{self, Write};
use std::process::ExitCode;

use super::output::plain;
use crate::{grammar, rdf};

/// A failure of a command.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    hints: Vec<String>,
}

/// What kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something failed or was found wanting: exit 1.
    Failed,
    /// It was asked for in a way that makes no sense: exit 2.
    Usage,
    /// Whoever read the output went away: exit 0, and not a word.
    Closed,
}

impl Error {
    /// Something failed or was found wanting.
    pub fn failed(message: impl Into<String>) -> Self {
        Error { kind: Kind::Failed, message: message.into(), hints: Vec::new() }
    }

    /// It was asked for in a way that makes no sense.
    pub fn usage(message: impl Into<String>) -> Self {
        Error { kind: Kind::Usage, message: message.into(), hints: Vec::new() }
    }

    /// The same with something that can be done about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What went wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Says it on standard error, and gives the status to end with.
    #[must_use]
    pub fn report(&self) -> ExitCode {
        if self.kind == Kind::Closed {
            return ExitCode::SUCCESS;
        }
        let mut stderr = io::stderr().lock();
        // Where even this cannot be said, the status says it.
        let _ = writeln!(stderr, "error: {}", plain(&self.message));
        for hint in &self.hints {
            let _ = writeln!(stderr, "  hint: {}", plain(hint));
        }
        ExitCode::from(match self.kind {
            Kind::Failed => 1,
            Kind::Usage => 2,
            Kind::Closed => 0,
        })
    }
}

impl From<rdf::Error> for Error {
    fn from(error: rdf::Error) -> Self {
        if let rdf::Error::Io { source, .. } = &error
            && source.kind() == io::ErrorKind::BrokenPipe
        {
            return Error { kind: Kind::Closed, message: String::new(), hints: Vec::new() };
        }
        let hints = error.hint().map(str::to_owned).into_iter().collect();
        Error { kind: Kind::Failed, message: error.to_string(), hints }
    }
}

impl From<grammar::error::ReadError> for Error {
    fn from(error: grammar::error::ReadError) -> Self {
        Error::failed(error.to_string())
    }
}

/// A failure to write output; files that are read have errors that name them.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Error { kind: Kind::Closed, message: String::new(), hints: Vec::new() };
        }
        Error::failed(format!("output: {error}"))
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        Error::from(io::Error::from(error))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::from(io::Error::from(error))
    }
}
