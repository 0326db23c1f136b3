//! A store at an address: which commands work there, and who asks.

use std::path::Path;

use super::{Args, Command, Error};

/// The address, where a store is given by one.
pub(super) fn url(store: &Path) -> Option<&str> {
    let store = store.to_str()?;
    let scheme = store.split_once("://")?.0;
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")).then_some(store)
}

/// Runs a command on the store at an address.
pub(super) fn run(url: &str, args: Args) -> Result<(), Error> {
    match args.command {
        // These need no store at all.
        Command::Extract(command) => super::extract::run(command, args.quiet),
        Command::Vocab(command) => super::vocab::run(&command),
        Command::Completions(command) => super::completions::run(&command),
        _ => there::run(url, args),
    }
}

fn needs_files() -> Error {
    Error::usage("this command needs the files of a store, and so a store that is a folder")
        .hint("name a folder with --store, and ingest the documents there, too")
        .hint("with a store at an address: ingest, remove, query, ask, export, claims")
}

#[cfg(not(feature = "remote"))]
mod there {
    use super::{Args, Command, Error, needs_files};

    pub(super) fn run(_url: &str, args: Args) -> Result<(), Error> {
        let Args { command, .. } = args;
        match command {
            Command::Ingest(_) | Command::Remove(_) | Command::Query(_) | Command::Ask(_) | Command::Export(_) | Command::Claims(_) => {
                Err(Error::usage("--store http(s)://…: this selon was built without stores at an address")
                    .hint("build one with them: cargo build --release --features remote"))
            }
            _ => Err(needs_files()),
        }
    }
}

#[cfg(feature = "remote")]
mod there {
    use std::env;

    use super::{Args, Command, Error, needs_files};
    use crate::cli::{ask, claims, export, ingest, query, remove};
    use crate::graph::query::prepare;
    use crate::graph::remote::{Address, Credentials, Remote};

    pub(super) fn run(url: &str, args: Args) -> Result<(), Error> {
        let Args { graph_store, store_union, command, quiet, .. } = args;
        let address = || Ok::<_, Error>(Address::new(url, graph_store.as_deref(), credentials()?)?.as_union(store_union));
        match command {
            Command::Ingest(command) => ingest::run_remote(address()?, url, command, quiet),
            Command::Remove(command) => remove::run_remote(address()?, &command),
            Command::Export(command) => export::run_remote(address()?, &command),
            Command::Claims(command) => claims::run_remote(address, &command),
            Command::Query(command) => asked(address()?, &command),
            Command::Ask(command) => answered(address, &command),
            _ => Err(needs_files()),
        }
    }

    fn asked(address: Address, args: &query::Args) -> Result<(), Error> {
        let sparql = args.query()?;
        let remote = Remote::open(address)?;
        let answer = remote.ask(&prepare(&sparql, remote.base())?, args.output.limits())?;
        args.output.write(&answer, remote.base())
    }

    fn answered(address: impl Fn() -> Result<Address, Error>, args: &ask::Args) -> Result<(), Error> {
        let Some(question) = args.question()? else { return Ok(()) };
        let remote = Remote::open(address()?)?;
        let answer = remote.ask_question(&question, &args.params, args.output.limits())?;
        args.output.write(&answer, remote.base())
    }

    /// Who asks: from the environment, and from nowhere else.
    fn credentials() -> Result<Credentials, Error> {
        let value = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        match (value("SELON_STORE_USER"), value("SELON_STORE_PASSWORD"), value("SELON_STORE_TOKEN")) {
            (None, None, None) => Ok(Credentials::None),
            (Some(name), Some(password), None) => Ok(Credentials::User { name, password }),
            (None, None, Some(token)) => Ok(Credentials::Token(token)),
            _ => Err(Error::usage("expected SELON_STORE_USER with SELON_STORE_PASSWORD, or SELON_STORE_TOKEN alone")),
        }
    }
}
