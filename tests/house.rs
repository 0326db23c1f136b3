//! The floors and the habits of the house: who may import whom, and what belongs together.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term, Triple};
use selon::graph::query;
use selon::graph::question::{self, Question};
use selon::lang;
use selon::rdf::iri::Base;
use selon::rdf::ontology;
use selon::rdf::vocab::{NS, VOC, class, prop, schemes};

/// The floors from below, and what each may use of those that are not simply below it.
const FLOORS: [&str; 7] = ["text", "grammar", "lang", "claim", "rdf", "graph", "cli"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

/// The Rust files of the library, by their path under `src`, without their tests.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&root().join("src"), "rs", &mut found);
    let path = |p: &Path| p.strip_prefix(root().join("src")).unwrap().to_string_lossy().into_owned();
    let code = |p: &Path| fs::read_to_string(p).unwrap().split("#[cfg(test)]").next().unwrap_or_default().to_owned();
    found.iter().filter(|p| !p.ends_with("build.rs")).map(|p| (path(p), code(p))).collect()
}

/// The lines of a file that are no comments.
fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.starts_with("//"))
}

fn floor(path: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| path.starts_with(&format!("{floor}/")))
}

#[test]
fn imports_point_down() {
    for (path, text) in sources() {
        let Some(here) = floor(&path) else { continue };
        for line in code_lines(&text) {
            for (at, other) in FLOORS.iter().enumerate() {
                assert!(at <= here || !line.contains(&format!("crate::{other}")), "{path} looks up to {other}: {line}");
            }
            // The reader puts the floors below RDF together.
            assert!(here >= 4 || !line.contains("crate::reader"), "{path} looks up to the reader: {line}");
        }
    }
}

#[test]
fn each_floor_keeps_its_own_business() {
    for (path, text) in sources() {
        let here = floor(&path);
        for line in code_lines(&text) {
            let says = |word: &str| line.contains(word);
            assert!(!(says("oxigraph") || says("spargebra")) || matches!(here, Some(4 | 5)), "{path} says oxigraph: {line}");
            assert!(!says("oxigraph::store") && !says("oxigraph::sparql") || here == Some(5), "{path} holds a store: {line}");
            assert!(!(says("ureq") || says("std::net")) || path.starts_with("graph/remote/"), "{path} calls a server: {line}");
            assert!(!(says("println!") || says("eprint")) || here == Some(6), "{path} prints: {line}");
            assert!(!says("clap::") || here == Some(6), "{path} parses arguments: {line}");
            // The graph's floor reads and writes the store; below it nobody touches files.
            assert!(!says("std::fs") && !says("File::open") || matches!(here, Some(5 | 6)), "{path} touches files: {line}");
        }
    }
}

#[test]
fn no_language_is_named_in_code() {
    for (path, text) in sources() {
        for line in code_lines(&text) {
            for code in lang::codes() {
                assert!(!line.contains(&format!("\"{code}\"")), "{path} names the language {code}: {line}");
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut found = Vec::new();
    for folder in ["src", "tests"] {
        files(&root().join(folder), "rs", &mut found);
    }
    for path in found {
        assert!(fs::read_to_string(&path).unwrap().starts_with("//! "), "{}", path.display());
    }
}

// --- the ontology ---------------------------------------------------------------------------------

fn triples(content: &str) -> Vec<Triple> {
    RdfParser::from_format(RdfFormat::Turtle).for_slice(content.as_bytes()).map(|q| Triple::from(q.unwrap())).collect()
}

fn subject(triple: &Triple) -> String {
    match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

fn of_class(triples: &[Triple], class: NamedNodeRef<'_>) -> BTreeSet<String> {
    triples.iter().filter(|t| t.predicate == rdf::TYPE && t.object == Term::from(class)).map(subject).collect()
}

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

fn skos(name: &str) -> String {
    format!("{SKOS}{name}")
}

#[test]
fn constants_and_ontology_have_the_same_terms() {
    let triples = triples(ontology::CLAIMS);
    let names = |terms: &[NamedNodeRef<'_>]| terms.iter().map(|t| t.as_str().to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(of_class(&triples, rdfs::CLASS), names(class::ALL), "classes");
    assert_eq!(of_class(&triples, rdf::PROPERTY), names(prop::ALL), "properties");
}

#[test]
fn every_term_has_labels_a_comment_and_an_example() {
    let triples = triples(ontology::CLAIMS);
    let told = |term: &str, predicate: &str| -> Vec<&Term> {
        triples.iter().filter(|t| subject(t) == term && t.predicate.as_str() == predicate).map(|t| &t.object).collect()
    };
    let languages = |objects: &[&Term]| {
        objects.iter().filter_map(|o| if let Term::Literal(l) = o { l.language().map(str::to_owned) } else { None }).collect::<BTreeSet<_>>()
    };
    let all: BTreeSet<String> = lang::codes().map(str::to_owned).collect();
    for term in class::ALL.iter().chain(prop::ALL) {
        let term = term.as_str();
        assert_eq!(languages(&told(term, rdfs::LABEL.as_str())), all, "labels of {term}");
        assert_eq!(told(term, rdfs::COMMENT.as_str()).len(), 1, "comment of {term}");
        let examples = told(term, &skos("example"));
        assert_eq!(examples.len(), 1, "example of {term}");
        let Term::Literal(example) = examples[0] else { panic!("example of {term}") };
        assert!(example.value().contains(&term.replace(NS, "selon:")), "the example of {term} does not show it");
    }
}

#[test]
fn the_examples_of_terms_are_turtle() {
    let prefixes = selon::rdf::vocab::PREFIXES.iter().map(|(name, iri)| format!("@prefix {name}: <{iri}> .")).collect::<Vec<_>>().join("\n");
    for triple in triples(ontology::CLAIMS).iter().filter(|t| t.predicate.as_str() == skos("example")) {
        let Term::Literal(example) = &triple.object else { continue };
        let turtle = format!("@base <{}> .\n{prefixes}\n{}", Base::default().as_str(), example.value());
        let read: Result<Vec<_>, _> = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes()).collect();
        assert!(read.is_ok_and(|quads| !quads.is_empty()), "{}", example.value());
    }
}

#[test]
fn rust_and_ontology_have_the_same_lists() {
    let triples = triples(ontology::CLAIMS);
    let mut here: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for triple in triples.iter().filter(|t| t.predicate.as_str() == skos("inScheme")) {
        let Term::NamedNode(scheme) = &triple.object else { panic!("{triple}") };
        let word = subject(triple);
        assert!(word.starts_with(&format!("{}/", scheme.as_str())), "{word}");
        here.entry(scheme.as_str().replace(VOC, "")).or_default().insert(word.rsplit('/').next().unwrap().to_owned());
    }
    let there: BTreeMap<String, BTreeSet<String>> =
        schemes().into_iter().map(|(name, words)| (name.to_owned(), words.into_iter().map(str::to_owned).collect())).collect();
    assert_eq!(here, there);
    for word in here.iter().flat_map(|(scheme, words)| words.iter().map(move |w| format!("{VOC}{scheme}/{w}"))) {
        for (predicate, count) in [("prefLabel", lang::codes().count()), ("definition", 1)] {
            assert_eq!(triples.iter().filter(|t| subject(t) == word && t.predicate.as_str() == skos(predicate)).count(), count, "{predicate} of {word}");
        }
    }
}

#[test]
fn shapes_know_the_same_lists_and_no_other_terms() {
    let triples = triples(ontology::SHAPES);
    let named: BTreeSet<String> = triples.iter().filter_map(|t| if let Term::NamedNode(n) = &t.object { Some(n.as_str().to_owned()) } else { None }).collect();
    for (scheme, words) in schemes() {
        for word in words {
            assert!(named.contains(&format!("{VOC}{scheme}/{word}")), "shapes.ttl lacks {scheme}/{word}");
        }
    }
    let known: BTreeSet<&str> = class::ALL.iter().chain(prop::ALL).map(|t| t.as_str()).collect();
    for name in named.iter().filter(|n| n.starts_with(NS)) {
        assert!(known.contains(name.as_str()), "shapes.ttl speaks of {name}");
    }
}

#[test]
fn json_names_are_graph_names() {
    // What Rust and JSON call `directed_at` the graph calls `directedAt`.
    let record = include_str!("../src/claim/record.rs");
    for name in [
        "act",
        "form",
        "polarity",
        "certainty",
        "cue",
        "via",
        "within",
        "rule",
        "confidence",
        "directed_at",
        "measure",
        "low",
        "high",
        "qualifier",
        "of",
        "population",
        "unit",
        "place",
        "scope",
        "text",
        "name",
        "kind",
        "resolution",
        "role",
        "speaks_for",
        "event",
        "content",
    ] {
        assert!(record.contains(&format!("    {name}: ")), "{name} is no field of the record");
        let mut parts = name.split('_');
        let graph = parts.next().unwrap().to_owned() + &parts.map(|p| p.split_at(1)).map(|(first, rest)| first.to_uppercase() + rest).collect::<String>();
        assert!(prop::ALL.iter().any(|p| p.as_str() == format!("{NS}{graph}")), "{graph} is no property");
    }
}

// --- questions ------------------------------------------------------------------------------------

#[test]
fn the_folder_of_questions_and_the_program_know_the_same() {
    let mut found = Vec::new();
    files(&root().join("ontology/queries"), "rq", &mut found);
    let folder: Vec<String> = found.iter().map(|p| p.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(folder, question::BUILT_IN.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn every_question_has_its_header_and_can_be_asked() {
    let mut titles = BTreeSet::new();
    for Question { name, title, params, columns, sparql } in question::built_in().unwrap() {
        assert!(title.len() <= 100 && titles.insert(title.clone()), "{name}: {title}");
        query::prepare(&sparql, &Base::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let body: String = sparql.lines().filter(|l| !l.starts_with('#')).collect::<Vec<_>>().join("\n");
        for param in params {
            assert!(body.contains(&format!("?{}", param.name)), "{name}: ?{} is not asked for", param.name);
        }
        assert!(!columns.is_empty() || body.contains("CONSTRUCT"), "{name}: no columns");
        for column in columns {
            assert!(body.split("WHERE").next().unwrap().contains(&format!("?{column}")), "{name}: ?{column} is not selected");
        }
    }
}
