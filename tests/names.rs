//! Forms of names: a table for each language says which actor each of them is in its sentence, or that it is none that is known.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "what is taken for somebody else can be looked at")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use oxigraph::model::Term;
use selon::claim::ActorRef;
use selon::claim::names::NameHits;
use selon::grammar::analysis::Analysis;
use selon::lang;
use selon::rdf::{gazetteer, ontology};
use selon::reader::Reader;
use selon::text::document::Document;

const NOT_READ: &str = "# --- not read yet";

#[test]
fn english_names_are_known() {
    check("en");
}

#[test]
fn french_names_are_known() {
    check("fr");
}

#[test]
fn voices_have_their_names() {
    let content = fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/names/voices.tsv")).unwrap();
    let reader = Reader::new(gazetteer::built_in().unwrap()).unwrap();
    let rows: Vec<_> = content.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>()).collect();
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let [code, marked, expected] = row.as_slice() else { panic!("expected a language, a text and a name: {row:?}") };
            let (start, end) = (marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
            let text = marked.replace(['[', ']'], "");
            let reading = reader.read(&Document::new("phrase", code, &text));
            let mut voices = reading.claims.iter().flat_map(|c| &c.sources);
            let voice = voices.find(|s| s.text.range().start < end && start < s.text.range().end);
            let name = voice.map_or("nobody", |s| s.name.as_str());
            (name != *expected).then(|| format!("{marked}\n    {name}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} voices are wrong\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// Who exists stands in one list and what they are called in others: both give the same usual name, and only one.
#[test]
fn the_lists_agree_on_usual_names() {
    let mut usual: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in ontology::files().iter().filter(|f| f.lang.is_none_or(|lang| lang == "en")) {
        for triple in ontology::read(file).unwrap().iter().filter(|t| t.predicate.as_str().ends_with("#prefLabel")) {
            let Term::Literal(name) = &triple.object else { panic!("{triple}") };
            usual.entry(triple.subject.to_string()).or_default().insert(name.value().to_owned());
        }
    }
    let several: Vec<_> = usual.iter().filter(|(_, names)| names.len() != 1).collect();
    assert!(usual.len() > 4000 && several.is_empty(), "{} are named, differently: {several:?}", usual.len());
}

/// Rows of the groups are right, those below `not read yet` are wrong: who puts one right moves it up.
fn check(code: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/names/{code}.tsv"));
    let content = fs::read_to_string(path).unwrap();
    let reader = Reader::new(gazetteer::built_in().unwrap()).unwrap();
    let (mut rows, mut right) = (0, true);
    let mut failures = Vec::new();
    for (line, text) in content.lines().enumerate().map(|(at, text)| (at + 1, text)) {
        right &= text != NOT_READ;
        let Some((sentence, expected)) = text.split_once('\t').filter(|_| !text.starts_with('#')) else {
            assert!(text.starts_with('#'), "line {line}: expected a sentence and the key of an actor: {text}");
            continue;
        };
        rows += 1;
        let found = found(&reader, code, sentence);
        let told = format!("tests/names/{code}.tsv:{line}: {sentence}\n    {found}, not {expected}");
        match (found == expected, right) {
            (false, true) => failures.push(told),
            // Seen with --nocapture, and where something else fails.
            (false, false) => println!("{told}"),
            (true, false) => failures.push(format!("tests/names/{code}.tsv:{line}: has come right: it belongs to its group now")),
            (true, true) => {}
        }
    }
    assert!(rows >= 300, "{code}: only {rows} names");
    assert!(failures.is_empty(), "{code}: {} of {rows} names are wrong\n{}", failures.len(), failures.join("\n"));
}

/// The actor that the words in brackets are: as a voice, where they are one, else as a name.
fn found(reader: &Reader, code: &str, sentence: &str) -> String {
    let (start, end) = (sentence.find('[').unwrap(), sentence.find(']').unwrap() - 1);
    let text = sentence.replace(['[', ']'], "");
    let document = Document { published: Some("2024-05-10".to_owned()), ..Document::new("phrase", code, &text) };
    let reading = reader.read(&document);
    let mut voices = reading.claims.iter().flat_map(|c| &c.sources);
    let voice = voices.find(|s| s.text.range().start < end && start < s.text.range().end);
    let key = match voice.map(|s| &s.actor) {
        Some(ActorRef::Known(key)) => Some(key.to_string()),
        Some(ActorRef::Local(_)) => None,
        None => {
            let analysis = Analysis::new(&text, lang::language(code).unwrap().unwrap());
            let names = NameHits::new(&analysis, reader.gazetteer());
            let token = analysis.tokens.iter().position(|t| t.span.range().end > start).unwrap();
            names.actor(token).map(|(actor, _)| actor.key.to_string())
        }
    };
    key.unwrap_or_else(|| "-".to_owned())
}
