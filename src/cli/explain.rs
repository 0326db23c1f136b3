//! `selon explain`: how a claim came about, from its tokens to its confidence.

use std::io::Write;
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;

use super::Error;
use super::output::{is_terminal, plain, stdout};
use super::show::{describe, find};
use super::table::write_table;
use crate::claim::explain::{Attribution, Clause, Explanation, Figure, Group, Mention, Reading, Reason, Stretch, Taken, Token, Words};
use crate::graph::archive::Archive;
use crate::graph::corpus::Corpus;
use crate::graph::facts::{Claim, Facts};
use crate::graph::project;
use crate::graph::view::{self, interval};
use crate::rdf::emit::emit;
use crate::reader::Reader;
use crate::text::document::{CodePoints, Document};

/// The arguments of `selon explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The claim: its hash, or as much of it as no other claim begins with
    id: String,
    /// Tables on a terminal, JSON in a pipe, unless something else is asked for
    #[arg(long, short)]
    format: Option<Format>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for people
    Table,
    /// One object of JSON
    Json,
}

/// An explanation as one object.
#[derive(Serialize)]
struct Record<'a> {
    /// The claim as the store has it, a row a figure.
    claim: &'a [view::Row],
    /// The fields in which today's reading is another one.
    differs: &'a [&'static str],
    #[serde(flatten)]
    explanation: &'a Explanation,
}

pub(super) fn run(store: &Path, args: &Args) -> Result<(), Error> {
    let archive = Archive::open(store)?;
    let corpus = Corpus::read(&archive)?;
    let (facts, claim) = find(&corpus, &args.id)?;
    let document = facts.document(archive.text(&facts.text_hash)?);
    let reader = Reader::new(project::gazetteer(&archive)?)?;
    let Some((today, explanation)) = reread(&reader, &archive, &document, claim) else {
        return Err(Error::failed(format!("{}: today nothing like this claim is read in it", facts.key)).hint(ANEW));
    };
    let differs = differences(claim, &today);
    let mut out = stdout();
    match args.format.unwrap_or(if is_terminal() { Format::Table } else { Format::Json }) {
        Format::Table => tables(&mut out, &corpus, facts, claim, &explanation)?,
        Format::Json => {
            let record = Record { claim: &view::claim_rows(&corpus, facts, claim, None), differs: &differs, explanation: &explanation };
            writeln!(out, "{}", serde_json::to_string(&record)?)?;
        }
    }
    out.flush()?;
    if differs.is_empty() { Ok(()) } else { Err(Error::failed(format!("today the claim is read with another {}", differs.join(", "))).hint(ANEW)) }
}

const ANEW: &str = "this selon reads otherwise than the one that ingested it; `selon ingest` reads the document anew";

/// The claim as it is read today, and how it comes about; none where it is not read any more.
fn reread(reader: &Reader, archive: &Archive, document: &Document, claim: &Claim) -> Option<(Claim, Explanation)> {
    let reading = reader.read(document);
    let today = Facts::read(&emit(document, &reading, archive.base())).claims.into_iter().find(|today| today.iri == claim.iri)?;
    let points = CodePoints::new(&document.text);
    let place = |span| {
        let range = points.range(span);
        (range.start, range.end)
    };
    let cue = today.cue.as_ref().and_then(|(_, at)| *at);
    let made = reading.claims.iter().find(|made| place(made.content) == (today.begin, today.end) && made.cue.map(place) == cue)?;
    let explanation = reader.explain(document, made)?;
    Some((today, explanation))
}

/// In which fields two readings of a claim are not the same.
fn differences(kept: &Claim, today: &Claim) -> Vec<&'static str> {
    let fields = [
        ("place", (kept.begin, kept.end) == (today.begin, today.end)),
        ("source", kept.sources == today.sources),
        ("via", kept.via == today.via),
        ("directed_at", kept.directed_at == today.directed_at),
        ("mention", kept.mentions == today.mentions),
        ("cue", kept.cue == today.cue),
        ("act", kept.act == today.act),
        ("form", kept.form == today.form),
        ("polarity", kept.polarity == today.polarity),
        ("certainty", kept.certainty == today.certainty),
        ("figure", kept.counts == today.counts),
        ("said", kept.said == today.said),
        ("event", kept.event == today.event),
        ("within", kept.within == today.within),
        ("rule", kept.rule == today.rule),
        ("confidence", kept.confidence == today.confidence),
    ];
    fields.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
}

// --- for people -----------------------------------------------------------------------------------

fn tables(out: &mut dyn Write, corpus: &Corpus, facts: &Facts, claim: &Claim, explanation: &Explanation) -> Result<(), Error> {
    for stretch in &explanation.stretches {
        writeln!(out, "“{}”", plain(&stretch.words.text))?;
        writeln!(out)?;
        parse(out, stretch)?;
    }
    write_table(out, &["mention", "part", "is a", "for", "kind", "resolution", "before it", "or"], explanation.mentions.iter().map(mention))?;
    writeln!(out)?;
    attribution(out, &explanation.attribution)?;
    if !explanation.figures.is_empty() {
        let head = ["figure", "number", "interval", "measure", "said by", "of", "whose", "found by", "where, when"];
        write_table(out, &head, explanation.figures.iter().map(figure))?;
        writeln!(out)?;
    }
    let reasons = explanation.stance.iter().chain(&explanation.confidence);
    write_table(
        out,
        &["field", "is", "rests on"],
        reasons.map(|Reason { field, value, rests_on }| vec![(*field).to_owned(), value.clone(), rests_on.clone()]),
    )?;
    writeln!(out)?;
    describe(out, corpus, facts, claim)
}

fn parse(out: &mut dyn Write, stretch: &Stretch) -> Result<(), Error> {
    write_table(out, &["token", "tag", "in the dictionary", "part"], stretch.tokens.iter().map(token))?;
    writeln!(out)?;
    write_table(out, &["clause", "group", "kind", "head", "traits", "subject"], stretch.groups.iter().map(group))?;
    writeln!(out)?;
    write_table(out, &["clause", "kind", "words", "in", "subject", "verb"], stretch.clauses.iter().enumerate().map(clause))?;
    writeln!(out)?;
    Ok(())
}

/// Of several readings those that fit the tag, or all where none does, since then the reader asks all of them.
fn token(token: &Token) -> Vec<String> {
    let fit = token.readings.iter().any(|r| r.fits);
    let mut entries: Vec<Vec<&Reading>> = Vec::new();
    for reading in token.readings.iter().filter(|r| r.fits || !fit) {
        let same = entries.iter_mut().find(|e| e.iter().all(|r| (&r.lemma, r.class) == (&reading.lemma, reading.class)));
        match same {
            Some(entry) => entry.push(reading),
            None => entries.push(vec![reading]),
        }
    }
    let tag = token.form.as_deref().map_or_else(|| token.tag.to_owned(), |form| format!("{} {form}", token.tag));
    vec![token.words.text.clone(), tag, entries.iter().map(|e| entry(e)).collect::<Vec<_>>().join(" / "), token.parts.join(", ")]
}

/// The readings of one lemma: what their forms have in common, and their features, each set once.
fn entry(readings: &[&Reading]) -> String {
    let Some(first) = readings.first() else { return String::new() };
    let common = |form: &str, other: &str| form.split(' ').zip(other.split(' ')).take_while(|(a, b)| a == b).map(|(a, _)| a).collect::<Vec<_>>().join(" ");
    let form = readings.iter().fold(first.form.clone(), |form, r| common(&form, &r.form));
    let mut features: Vec<&str> = Vec::new();
    for reading in readings.iter().filter(|r| !r.features.is_empty()) {
        if !features.contains(&reading.features.as_str()) {
            features.push(&reading.features);
        }
    }
    let form = if form.is_empty() { String::new() } else { format!(", {form}") };
    format!("{} ({}{form}) {}", first.lemma, first.class, features.join("; ")).trim_end().to_owned()
}

fn group(group: &Group) -> Vec<String> {
    let name = group.name.as_ref().map(|name| format!("name {name}"));
    let traits: Vec<String> = group.traits.iter().cloned().chain(name).collect();
    let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
    vec![group.clause.to_string(), group.words.text.clone(), group.kind.clone(), cell(&group.head), traits.join(", "), cell(&group.subject)]
}

fn clause((number, clause): (usize, &Clause)) -> Vec<String> {
    let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let parent = clause.parent.map(|p| p.to_string()).unwrap_or_default();
    vec![number.to_string(), clause.kind.clone(), clause.words.text.clone(), parent, cell(&clause.subject), cell(&clause.verb)]
}

fn mention(mention: &Mention) -> Vec<String> {
    let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
    vec![
        mention.words.text.clone(),
        mention.part.unwrap_or_default().to_owned(),
        mention.what.to_owned(),
        cell(&mention.denotes),
        cell(&mention.kind),
        mention.resolution.unwrap_or_default().to_owned(),
        mention.before.as_ref().map(|words| words.text.clone()).unwrap_or_default(),
        mention.rivals.join("; "),
    ]
}

fn attribution(out: &mut dyn Write, attribution: &Attribution) -> Result<(), Error> {
    let mut line = |name: &str, value: &str| if value.is_empty() { Ok(()) } else { writeln!(out, "{name:<12} {}", plain(value)) };
    let place = attribution.line.map(|line| format!(" (grammar.rules, line {line})")).unwrap_or_default();
    line("rule", &format!("{}{place}", attribution.rule))?;
    line(if attribution.line.is_some() { "as in" } else { "that is" }, &attribution.meaning)?;
    line("entry", attribution.entry.as_deref().unwrap_or_default())?;
    line("passed over", &attribution.passed_over.join(", "))?;
    writeln!(out)?;
    let rows = attribution.parts.iter().map(|part| {
        let Words { text, begin, end } = &part.words;
        let taken = match part.taken {
            Taken::Captured => "by the rule",
            Taken::Trimmed => "of that, trimmed",
            Taken::Found => "beside the rule",
        };
        vec![part.part.to_owned(), text.clone(), format!("{begin} – {end}"), taken.to_owned()]
    });
    write_table(out, &["part", "words", "code points", "taken"], rows)?;
    writeln!(out)?;
    Ok(())
}

fn figure(figure: &Figure) -> Vec<String> {
    let numeral = figure.numeral.as_ref().map(|n| format!("{}: {} ({})", n.bounded.text, interval(n.low, n.high, &n.bound), n.bound));
    let more = [Some(figure.population).filter(|p| *p != "unspecified"), Some("new").filter(|_| figure.new)];
    let unit: Vec<&str> = std::iter::once(figure.unit.as_str()).chain(more.into_iter().flatten()).collect();
    let around: Vec<String> = figure.place.iter().chain(&figure.period).cloned().collect();
    let whose = if figure.of.is_empty() { String::new() } else { format!("{} ({})", figure.of.join("; "), figure.scope) };
    vec![
        figure.words.text.clone(),
        numeral.unwrap_or_default(),
        format!("{} ({})", interval(figure.low, figure.high, figure.qualifier), figure.qualifier),
        figure.measure.unwrap_or_default().to_owned(),
        figure.measured_by.join(", "),
        unit.join(", "),
        whose,
        figure.of_by.join("; "),
        around.join("; "),
    ]
}
