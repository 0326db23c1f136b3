//! `selon show`: a claim with its sentence, the words marked that it rests on.

use std::io::Write;
use std::path::Path;

use super::Error;
use super::output::{is_coloured, plain, plain_lines, stdout};
use crate::graph::archive::Archive;
use crate::graph::corpus::Corpus;
use crate::graph::facts::{Claim, Facts};
use crate::graph::passage::{Mark, Role, passage};
use crate::graph::view;
use crate::graph::{answer, excerpt};
use crate::rdf::iri::last_part;
use crate::rdf::write::Syntax;

/// The arguments of `selon show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The claim: its hash, or as much of it as no other claim begins with
    id: String,
    /// Write its triples as Turtle instead
    #[arg(long)]
    turtle: bool,
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let corpus = Corpus::read(&archive)?;
    let (document, claim) = find(&corpus, &args.id)?;
    let mut out = stdout();
    if args.turtle {
        answer::write_store(excerpt::of_claim(&archive, document, claim)?, Syntax::Turtle, archive.base(), &mut out)?;
    } else {
        let text = archive.text(&document.text_hash)?;
        describe(&mut out, &corpus, document, claim)?;
        writeln!(out)?;
        writeln!(out, "{}", marked(&text, document, claim))?;
    }
    out.flush()?;
    Ok(())
}

/// The claim of an id: a hash, its beginning, `claim:…` or an IRI.
pub(super) fn find<'a>(corpus: &'a Corpus, id: &str) -> Result<(&'a Facts, &'a Claim), Error> {
    let wanted = last_part(id.trim().trim_matches(['<', '>']));
    let wanted = wanted.strip_prefix("claim:").unwrap_or(wanted);
    if wanted.is_empty() {
        return Err(Error::usage("expected the hash of a claim"));
    }
    let found: Vec<_> = corpus.claims().filter(|(_, c)| last_part(&c.iri).starts_with(wanted)).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Error::failed(format!("there is no claim {wanted:?}")).hint("`selon claims` lists them")),
        several => {
            let list: Vec<&str> = several.iter().take(5).map(|(_, c)| last_part(&c.iri)).collect();
            Err(Error::failed(format!("{} claims begin with {wanted:?}", several.len())).hint(format!("among them {}", list.join(", "))))
        }
    }
}

/// A claim with all that was understood, a line a field.
pub(super) fn describe(out: &mut dyn Write, corpus: &Corpus, document: &Facts, claim: &Claim) -> Result<(), Error> {
    let mut line = |name: &str, value: &str| if value.is_empty() { Ok(()) } else { writeln!(out, "{name:<12} {}", plain(value)) };
    let names = |iris: &[String]| iris.iter().map(|iri| said_of(corpus, claim, iri)).collect::<Vec<_>>().join("; ");
    line("claim", last_part(&claim.iri))?;
    line("who", &names(&claim.sources))?;
    line("for", &corpus.principals(&claim.iri).iter().filter(|p| !claim.sources.contains(p)).map(|iri| corpus.name(iri)).collect::<Vec<_>>().join("; "))?;
    line("via", &names(&claim.via))?;
    line("directed at", &names(&claim.directed_at))?;
    line("act", &claim.act)?;
    line("form", &format!("{}, {}, {}", claim.form, claim.polarity, claim.certainty))?;
    line("content", &claim.content)?;
    line("cue", claim.cue.as_ref().map_or("", |(cue, _)| cue))?;
    let rows = view::claim_rows(corpus, document, claim, None);
    for row in rows.iter().filter(|r| r.qualifier.is_some()) {
        let place = row.place.as_deref().map_or(String::new(), |p| format!(", in {p}"));
        line("figure", &format!("{}{place}: “{}”", row.figure(), row.words.as_deref().unwrap_or_default()))?;
    }
    line("said", &rows.first().map(view::Row::said).unwrap_or_default())?;
    line("event", corpus.event(claim).map_or("", |iri| corpus.name(iri)))?;
    if let Some(outer) = &claim.within {
        line("within", last_part(outer))?;
    }
    if let Some(row) = rows.first() {
        line("review", &[row.review.as_deref(), row.reviewer.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", by "))?;
        line("correction", &rows.iter().flat_map(|r| r.correction.clone()).collect::<Vec<_>>().join("; "))?;
        line("grade", &row.grade.join("; "))?;
        line("note", &row.note.join("; "))?;
    }
    let published = document.published.map(|d| format!(", {d}")).unwrap_or_default();
    let publisher = document.publisher.as_deref().map(|p| format!(", {p}")).unwrap_or_default();
    line("document", &format!("{}{publisher}{published}", document.key))?;
    line("place", &format!("code points {} to {}", claim.begin, claim.end))?;
    line("rule", &format!("{} ({} %)", claim.rule, claim.confidence))?;
    Ok(())
}

/// An actor's name, with the words that stand for it here and how they were resolved.
fn said_of(corpus: &Corpus, claim: &Claim, iri: &str) -> String {
    let name = corpus.name(iri);
    match claim.mentions.iter().find(|m| m.denotes.iter().any(|d| d == iri)) {
        Some(mention) if mention.text != name => format!("{name} (“{}”, {})", mention.text, mention.resolution),
        _ => name.to_owned(),
    }
}

/// The sentence around a claim with its words marked: by styles on a terminal, by brackets elsewhere.
fn marked(text: &str, document: &Facts, claim: &Claim) -> String {
    let coloured = is_coloured();
    let mut out = String::new();
    for piece in passage(text, &document.lang, claim) {
        match piece {
            Mark::Text(text) => out.push_str(&plain_lines(&text)),
            Mark::Open(role) => out.push_str(if coloured { style(role) } else { bracket(role) }),
            Mark::Close(_, open) if coloured => {
                out.push_str("\u{1b}[0m");
                out.extend(open.iter().map(|role| style(*role)));
            }
            Mark::Close(..) => out.push(']'),
        }
    }
    out
}

fn style(role: Role) -> &'static str {
    match role {
        Role::Content => "\u{1b}[4m",
        Role::Actor => "\u{1b}[1;36m",
        Role::Cue => "\u{1b}[35m",
        Role::Figure => "\u{1b}[1;33m",
    }
}

fn bracket(role: Role) -> &'static str {
    match role {
        Role::Content => "[content: ",
        Role::Actor => "[who: ",
        Role::Cue => "[cue: ",
        Role::Figure => "[figure: ",
    }
}
