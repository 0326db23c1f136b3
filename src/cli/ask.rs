//! `selon ask`: questions with a name.

use std::path::Path;

use super::Error;
use super::output::stdout;
use super::query::OutputArgs;
use super::table::write_table;
use crate::graph::archive::Archive;
use crate::graph::question::{self, Param, Question};
use crate::graph::store;

/// The arguments of `selon ask`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The question's name
    name: Option<String>,
    /// A value: an actor, an event, a day, a word of a closed list
    #[arg(long = "param", short, value_name = "NAME=VALUE", value_parser = pair)]
    pub(super) params: Vec<(String, String)>,
    /// Print the query instead of asking it
    #[arg(long)]
    show_sparql: bool,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

fn pair(value: &str) -> Result<(String, String), String> {
    value.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).ok_or_else(|| "expected name=value".to_owned())
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let Some(question) = args.question()? else { return Ok(()) };
    let archive = Archive::open(store)?;
    let answer = question.ask(&store::load(&archive)?, archive.base(), &args.params, args.output.limits())?;
    args.output.write(&answer, archive.base())
}

impl Args {
    /// The question that is to be asked; none where only something about questions was wanted, and written.
    pub(super) fn question(&self) -> Result<Option<Question>, Error> {
        let Some(name) = &self.name else { return list().map(|()| None) };
        let question = question::find(name)?;
        if !self.show_sparql {
            return Ok(Some(question));
        }
        let mut out = stdout();
        write!(out, "{}", question.sparql)?;
        out.flush()?;
        Ok(None)
    }
}

fn list() -> Result<(), Error> {
    let rows = question::built_in()?.into_iter().map(|q: Question| {
        let params: Vec<String> = q.params.iter().map(shown).collect();
        vec![q.name, q.title, params.join("\u{a0} ")]
    });
    let mut out = stdout();
    write_table(&mut out, &["name", "question", "parameters"], rows)?;
    out.flush()?;
    Ok(())
}

/// A parameter in a list: `measure=killed`, `speaker!` where it must be given.
fn shown(param: &Param) -> String {
    match (&param.default, param.required) {
        (Some(default), _) => format!("{}={default}", param.name),
        (None, true) => format!("{}!", param.name),
        (None, false) => param.name.clone(),
    }
}
