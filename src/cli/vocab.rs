//! `selon vocab`: what the terms of the graph mean.

use std::collections::BTreeMap;
use std::io::Write;

use clap::ValueEnum;

use super::Error;
use super::output::stdout;
use super::table::write_csv;
use crate::rdf::ontology;
use crate::rdf::vocabulary::{Scheme, Term, Vocabulary, vocabulary};

/// The arguments of `selon vocab`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The form
    #[arg(long, short, default_value = "page")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page to read, in Markdown
    Page,
    /// A row a term
    Csv,
    /// JSON
    Json,
    /// The vocabulary itself: RDFS and SKOS in Turtle
    Turtle,
    /// What a well-formed graph is: SHACL in Turtle
    Shapes,
    /// A JSON-LD context
    Context,
}

pub(super) fn run(args: &Args) -> Result<(), Error> {
    let mut out = stdout();
    match args.format {
        Format::Page => page(&mut out, &vocabulary()?)?,
        Format::Csv => csv(&mut out, &vocabulary()?)?,
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&vocabulary()?)?)?,
        Format::Turtle => write!(out, "{}", ontology::CLAIMS)?,
        Format::Shapes => write!(out, "{}", ontology::SHAPES)?,
        Format::Context => writeln!(out, "{}", serde_json::to_string_pretty(&vocabulary()?.context())?)?,
    }
    out.flush()?;
    Ok(())
}

fn page(out: &mut dyn Write, vocabulary: &Vocabulary) -> std::io::Result<()> {
    writeln!(out, "# The vocabulary of claims\n")?;
    writeln!(out, "{} classes, {} properties, {} closed lists.", vocabulary.classes.len(), vocabulary.properties.len(), vocabulary.schemes.len())?;
    writeln!(out, "A claim says that something was said, never that it is so.")?;
    for (head, terms) in [("Classes", &vocabulary.classes), ("Properties", &vocabulary.properties)] {
        writeln!(out, "\n## {head}")?;
        terms.iter().try_for_each(|term| describe(out, term))?;
    }
    writeln!(out, "\n## Closed lists")?;
    vocabulary.schemes.iter().try_for_each(|scheme| list(out, scheme))
}

fn describe(out: &mut dyn Write, term: &Term) -> std::io::Result<()> {
    writeln!(out, "\n### {}\n\n*{}*\n\n{}", term.name, labels(&term.labels), term.meaning)?;
    let facts = [("Kind of", &term.kind_of), ("Of", &term.domain), ("Values", &term.range)];
    let facts: Vec<String> = facts.iter().filter(|(_, names)| !names.is_empty()).map(|(what, names)| format!("{what}: {}.", names.join(", "))).collect();
    if !facts.is_empty() {
        writeln!(out, "\n{}", facts.join(" "))?;
    }
    writeln!(out, "\n    {}", term.example)
}

fn list(out: &mut dyn Write, scheme: &Scheme) -> std::io::Result<()> {
    writeln!(out, "\n### {}\n\n*{}*\n\n{}\n", scheme.name, labels(&scheme.labels), scheme.meaning)?;
    scheme.words.iter().try_for_each(|word| writeln!(out, "- **{}** ({}): {}", word.name, labels(&word.labels), word.meaning))
}

/// The labels in the order of their languages.
fn labels(labels: &BTreeMap<String, String>) -> String {
    labels.iter().map(|(lang, label)| format!("{label} [{lang}]")).collect::<Vec<_>>().join(" · ")
}

fn csv(out: &mut dyn Write, vocabulary: &Vocabulary) -> Result<(), Error> {
    let mut rows = Vec::new();
    let mut add = |name: &str, kind: &str, of: &BTreeMap<String, String>, meaning: &str| {
        rows.push(vec![name.to_owned(), kind.to_owned(), labels(of), meaning.to_owned()]);
    };
    vocabulary.classes.iter().for_each(|t| add(&t.name, "class", &t.labels, &t.meaning));
    vocabulary.properties.iter().for_each(|t| add(&t.name, "property", &t.labels, &t.meaning));
    for scheme in &vocabulary.schemes {
        scheme.words.iter().for_each(|word| add(&format!("{}:{}", scheme.name, word.name), "word", &word.labels, &word.meaning));
    }
    write_csv(out, &["term", "kind", "labels", "meaning"], rows, false)
}
