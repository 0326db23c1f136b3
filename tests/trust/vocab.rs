//! The vocabulary can be read, and has the words that everything else uses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use selon::graph::facts::Facts;
use selon::rdf::vocab::{class, prop, schemes};
use selon::rdf::vocabulary::vocabulary;
use serde_json::{Value, json};

use crate::bench::Bench;

#[test]
fn the_page_has_every_term_in_every_language() {
    let page = Bench::new().run(&["vocab"]).ok();
    for term in class::ALL.iter().chain(prop::ALL) {
        assert!(page.contains(&format!("\n### selon:{}\n", term.as_str().rsplit('#').next().unwrap())), "{term}");
    }
    for (_, word) in schemes().iter().flat_map(|(scheme, words)| words.iter().map(move |word| (scheme, word))) {
        assert!(page.contains(&format!("\n- **{word}** (")), "{word}");
    }
    assert!(page.contains("*affirmation") || page.contains("affirmation [fr]"));
    let csv = Bench::new().run(&["vocab", "--format", "csv"]).ok();
    assert_eq!(
        csv::Reader::from_reader(csv.as_bytes()).records().count(),
        class::ALL.len() + prop::ALL.len() + schemes().iter().map(|(_, w)| w.len()).sum::<usize>()
    );
    for (format, content) in [("turtle", selon::rdf::ontology::CLAIMS), ("shapes", selon::rdf::ontology::SHAPES)] {
        assert_eq!(Bench::new().run(&["vocab", "--format", format]).ok(), content);
    }
}

/// What the annotated articles call things, by the names of the lists.
fn annotated() -> (BTreeMap<&'static str, BTreeSet<String>>, BTreeSet<String>) {
    let (mut words, mut fields): (BTreeMap<&str, BTreeSet<String>>, _) = (BTreeMap::new(), BTreeSet::new());
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold")).unwrap().map(|e| e.unwrap().path()) {
        for line in fs::read_to_string(&file).unwrap().lines().filter(|_| file.extension().is_some_and(|e| e == "jsonl")) {
            let document: Value = serde_json::from_str(line).unwrap();
            for claim in document["claims"].as_array().unwrap() {
                let parts = [&claim["sources"], &claim["via"], &claim["counts"]];
                let nodes = parts.iter().flat_map(|p| p.as_array().unwrap()).chain([claim]);
                for (name, value) in nodes.flat_map(|node| node.as_object().unwrap()) {
                    fields.insert(name.clone());
                    if let Some((scheme, _)) = schemes().into_iter().find(|(scheme, _)| scheme == name) {
                        words.entry(scheme).or_default().extend(value.as_str().map(str::to_owned));
                    }
                }
            }
        }
    }
    (words, fields)
}

#[test]
fn annotated_articles_and_vocabulary_have_the_same_words() {
    let (words, fields) = annotated();
    let known: BTreeMap<_, _> = schemes().into_iter().collect();
    for scheme in ["act", "certainty", "form", "kind", "measure", "polarity", "population", "qualifier"] {
        let all: BTreeSet<String> = known[scheme].iter().map(|w| (*w).to_owned()).collect();
        assert_eq!(words[scheme], all, "{scheme}");
    }
    // What the graph calls otherwise: the ends of a span, and what has a name in the plural where there can be several.
    let other = [("start", "beginIndex"), ("end", "endIndex"), ("sources", "source"), ("counts", "count")];
    let terms: BTreeSet<&str> = prop::ALL.iter().map(|term| term.as_str().rsplit('#').next().unwrap()).chain(["beginIndex", "endIndex"]).collect();
    for field in fields {
        let name = other.iter().find(|(json, _)| *json == field).map_or(field.as_str(), |(_, graph)| graph);
        assert!(terms.contains(name), "{field} is no property");
    }
}

#[test]
fn properties_name_the_lists_of_their_words() {
    for term in vocabulary().unwrap().properties {
        assert_eq!(term.scheme().is_some(), term.range == ["skos:Concept"], "{}", term.name);
        assert!(term.scheme().is_none_or(|scheme| schemes().iter().any(|(name, _)| *name == scheme)), "{}", term.name);
    }
}

/// Plain JSON with the context is the graph that it looks like.
#[test]
fn the_context_makes_a_graph_of_json() {
    let context: Value = serde_json::from_str(&Bench::new().run(&["vocab", "--format", "context"]).ok()).unwrap();
    let mut document = json!({
        "@id": "https://w3id.org/selon/id/claim/c",
        "@type": "Claim",
        "act": "deny",
        "polarity": "negated",
        "source": "agent:armenia",
        "cue": { "fr": "a démenti" },
        "saidFrom": "2020-11-06",
        "count": { "@id": "https://w3id.org/selon/id/claim/c/count/1", "@type": "Count", "measure": "killed", "low": 12, "qualifier": "exact" }
    });
    document["@context"] = context["@context"].clone();
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    let mut lines: Vec<String> = RdfParser::from_format(format).for_slice(document.to_string().as_bytes()).map(|q| q.unwrap().to_string()).collect();
    lines.sort();
    let (ns, id, voc) = ("https://w3id.org/selon/ns#", "https://w3id.org/selon/id/", "https://w3id.org/selon/voc/");
    let (rdf, xsd) = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2001/XMLSchema#");
    let mut should = vec![
        format!("<{id}claim/c> <{rdf}> <{ns}Claim>"),
        format!("<{id}claim/c> <{ns}act> <{voc}act/deny>"),
        format!("<{id}claim/c> <{ns}polarity> <{voc}polarity/negated>"),
        format!("<{id}claim/c> <{ns}source> <{id}agent/armenia>"),
        format!("<{id}claim/c> <{ns}cue> \"a démenti\"@fr"),
        format!("<{id}claim/c> <{ns}saidFrom> \"2020-11-06\"^^<{xsd}date>"),
        format!("<{id}claim/c> <{ns}count> <{id}claim/c/count/1>"),
        format!("<{id}claim/c/count/1> <{rdf}> <{ns}Count>"),
        format!("<{id}claim/c/count/1> <{ns}measure> <{voc}measure/killed>"),
        format!("<{id}claim/c/count/1> <{ns}qualifier> <{voc}qualifier/exact>"),
        format!("<{id}claim/c/count/1> <{ns}low> \"12\"^^<{xsd}integer>"),
    ];
    should.sort();
    assert_eq!(lines, should);
}

/// A word of a list is that word, whatever else has its name.
#[test]
fn the_context_knows_all_words_of_all_lists() {
    let vocabulary = selon::rdf::vocabulary::vocabulary().unwrap();
    let context = vocabulary.context();
    let (mut asked, mut double) = (0, Vec::new());
    for (property, scheme) in vocabulary.properties.iter().filter_map(|p| Some((p, p.scheme()?))) {
        let name = property.name.strip_prefix("selon:").unwrap();
        for word in vocabulary.schemes.iter().filter(|s| s.name == scheme).flat_map(|s| &s.words) {
            let document = json!({ "@context": context["@context"], "@id": "http://x.example/", name: word.name }).to_string();
            let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
            let found: Vec<String> = RdfParser::from_format(format).for_slice(document.as_bytes()).map(|q| q.unwrap().object.to_string()).collect();
            assert_eq!(found, [format!("<https://w3id.org/selon/voc/{scheme}/{}>", word.name)], "{name}");
            asked += 1;
            double.extend(context["@context"].get(&word.name).map(|_| word.name.clone()));
        }
    }
    assert!(
        asked > 90 && double.contains(&"country".to_owned()) && double.contains(&"grade".to_owned()),
        "{asked} words, of which {double:?} have two meanings"
    );
}

/// What is exported has the context in it and the names of its terms, and is the same graph.
#[test]
fn exported_json_has_the_names_of_the_context() {
    let bench = Bench::with_example();
    let text = bench.run(&["export", "--format", "jsonld"]).ok();
    let json: Value = serde_json::from_str(&text).unwrap();
    let context: Value = serde_json::from_str(&bench.run(&["vocab", "--format", "context"]).ok()).unwrap();
    assert_eq!(json["@context"], context["@context"]);
    let nodes = || json["@graph"].as_array().unwrap().iter().flat_map(|graph| graph["@graph"].as_array().unwrap());
    let claim = nodes().find(|node| node["@type"] == "Claim" && node["act"] == "confirm").unwrap();
    assert!(claim["source"].is_string() && claim["cue"]["fr"].is_string() && claim["confidence"].is_u64(), "{claim:#}");
    assert!(nodes().any(|node| node["kind"] == "country") && nodes().any(|node| node["nif:anchorOf"].is_string()));
    let read = |text: &str, format: RdfFormat| -> std::collections::BTreeSet<String> {
        RdfParser::from_format(format).for_slice(text.as_bytes()).map(|q| q.unwrap().to_string()).collect()
    };
    let quads = read(&bench.run(&["export", "--format", "nquads"]).ok(), RdfFormat::NQuads);
    assert_eq!(read(&text, RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }), quads);
    // An IRI that looks like a short form of another one is left what it is.
    let odd = bench.run(&["query", "CONSTRUCT { <act:deny> a <agent:x> } WHERE {}", "--format", "jsonld"]).ok();
    assert!(odd.contains("\"act:deny\"") && !odd.contains("@context"), "{odd}");
}

/// Fewer quads a claim make everything faster. What grows with the claims is counted: the graphs of documents, and whose positions claims express;
/// actors, events and issues are described once, however many claims there are of them.
#[test]
fn a_claim_costs_at_most_36_quads() {
    let bench = Bench::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/karabakh-2020");
    bench.run(&["ingest", &examples.display().to_string(), "--quiet"]).ok();
    let archive = bench.archive();
    let sizes = archive.map_documents(|quads| (quads.len(), Facts::read(&quads).claims.len())).unwrap();
    let principals = fs::read_to_string(archive.derived_path("principals")).unwrap().lines().count();
    let quads = sizes.iter().map(|(quads, _)| quads).sum::<usize>() + principals;
    let claims: usize = sizes.iter().map(|(_, claims)| claims).sum();
    assert!(quads <= 36 * claims, "{quads} quads for {claims} claims");
}
