//! What is handed on: nanopublications, reviews for search engines, texts, names that are covered.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use oxigraph::model::vocab::rdf;
use serde_json::Value;

use selon::graph::writer::{Prepared, Writer};
use selon::rdf::iri::Base;
use selon::rdf::vocab::class;

use crate::bench::Bench;
use crate::common::{Note, world};

fn trig(text: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::TriG).for_slice(text.as_bytes()).map(Result::unwrap).collect()
}

/// With all that is derived, and what is known of the actors. What a name says already is not said again.
#[test]
fn a_claim_takes_forty_quads_at_most() {
    let bench = Bench::new();
    bench.run(&["ingest", concat!(env!("CARGO_MANIFEST_DIR"), "/examples/karabakh-2020")]).ok();
    let export = bench.run(&["export", "--format", "nquads"]).ok();
    let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::NQuads).for_slice(export.as_bytes()).map(Result::unwrap).collect();
    let claims = quads.iter().filter(|quad| quad.predicate == rdf::TYPE && quad.object == class::CLAIM.into()).count();
    assert!(claims >= 90, "{claims} claims");
    for graph in ["issues", "events", "principals", "actors"] {
        assert!(quads.iter().any(|quad| quad.graph_name == Base::default().derived(graph).into()), "{graph} is not among them");
    }
    assert!(quads.len() <= 40 * claims, "{} quads of {claims} claims", quads.len());
}

#[test]
fn a_nanopublication_has_its_four_graphs() {
    let bench = Bench::with_example();
    let quads = trig(&bench.run(&["export", "--format", "nanopubs"]).ok());
    let claims = bench.run(&["claims", "--format", "json"]).ok();
    let claims: BTreeSet<String> = serde_json::from_str::<Vec<Value>>(&claims).unwrap().iter().map(|row| row["iri"].as_str().unwrap().to_owned()).collect();
    let graphs: BTreeSet<String> = quads.iter().map(|quad| quad.graph_name.to_string()).collect();
    let should: BTreeSet<String> =
        claims.iter().flat_map(|claim| ["head", "assertion", "provenance", "info"].map(|part| format!("<{claim}/nanopub/{part}>"))).collect();
    assert_eq!(graphs, should);
    for claim in claims {
        let inside: Vec<&Quad> = quads.iter().filter(|quad| quad.graph_name.to_string() == format!("<{claim}/nanopub/assertion>")).collect();
        for property in ["source", "content", "act"] {
            assert!(inside.iter().any(|q| q.subject.to_string() == format!("<{claim}>") && q.predicate.as_str().ends_with(&format!("ns#{property}"))));
        }
        assert!(!inside.iter().any(|q| q.subject.to_string().contains("/claim/") && !q.subject.to_string().starts_with(&format!("<{claim}"))));
    }
}

#[test]
fn only_decisions_about_claims_as_they_are_become_claim_reviews() {
    let bench = Bench::new();
    bench.file("a.jsonl", "{\"id\": \"a\", \"lang\": \"fr\", \"published\": \"2020-11-06\", \"title\": \"Un bilan\", \"url\": \"https://news.example/a\", \"text\": \"La Russie a confirmé mardi la mort de 12 soldats.\"}\n");
    bench.run(&["ingest", "a.jsonl"]).ok();
    let reviews = || serde_json::from_str::<Vec<Value>>(&bench.run(&["export", "--format", "claimreview"]).ok()).unwrap();
    assert!(reviews().is_empty());
    let id = bench.run(&["claims"]).ok().lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    for decision in [&["accept"][..], &["grade", "contested", "--scale", "airwars", "--note", "à vérifier"], &["note", "rien"]] {
        let mut arguments = vec!["review", &id, "--by", "A. Analyst"];
        arguments.extend(decision);
        bench.run(&arguments).ok();
    }
    let found = reviews();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["@type"], "ClaimReview");
    assert_eq!(found[0]["reviewAspect"], "attribution");
    assert_eq!((&found[1]["reviewRating"]["alternateName"], &found[1]["reviewBody"]), (&Value::from("contested"), &Value::from("à vérifier")));
    assert_eq!(found[1]["itemReviewed"]["author"][0]["name"], "Russia");
    assert_eq!(found[1]["itemReviewed"]["appearance"]["url"], "https://news.example/a");
    bench.file("a.jsonl", "{\"id\": \"a\", \"lang\": \"fr\", \"text\": \"L’Arménie a confirmé mardi la mort de 12 soldats.\"}\n");
    bench.run(&["ingest", "a.jsonl"]).ok();
    assert!(reviews().is_empty());
}

#[test]
fn texts_go_along_only_on_demand() {
    let bench = Bench::new();
    let text = "La Russie a confirmé mardi la mort de 12 soldats. Il faisait froid.\n";
    bench.file("a.txt", text);
    bench.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
    for format in ["turtle", "trig", "nquads", "jsonld"] {
        let holds = |options: &[&str]| {
            let mut arguments = vec!["export", "--format", format];
            arguments.extend(options);
            bench.run(&arguments).ok().contains("12 soldats. Il faisait froid.\\n\"")
        };
        assert_eq!((holds(&[]), holds(&["--with-text"])), (false, true), "{format}");
    }
    bench.run(&["export", "--with-text", "--redact", "persons"]).ends(2, &["--redact"]);
    bench.run(&["export", "--with-text", "--format", "nanopubs"]).ends(2, &["whole graph"]);
}

/// A private person speaks, is quoted about, and stands in the title; a known one speaks as well.
const NOTE: &str = r#"{"id": "n", "lang": "en", "published": "2031-11-06", "title": "Maud Perlin speaks", "text": "Maud Perlin, a baker, said that twelve people had died. Irena Voss said that Perlin was wrong and that the Perlinois knew.", "claims": [
 {"content": "twelve people had died", "sources": [{"text": "Maud Perlin", "name": "Maud Perlin", "kind": "person"}], "via": [], "cue": "said", "act": "state", "counts": []},
 {"content": "Perlin was wrong and that the Perlinois knew", "sources": [{"text": "Irena Voss", "name": "Irena Voss", "kind": "person"}], "via": [], "cue": "said", "act": "state", "counts": []}]}"#;

#[test]
fn names_of_private_persons_are_covered_everywhere() {
    let bench = Bench::new();
    let mut writer = Writer::open(&bench.store(), &Base::default()).unwrap();
    let (document, reading) = Note::from_gold(NOTE).reading(&world());
    writer.put(&Prepared::new(&document, &reading, &Base::default()).unwrap()).unwrap();
    writer.derive(&world()).unwrap();
    drop(writer);
    let id = serde_json::from_str::<Value>(&bench.run(&["claims", "--format", "json"]).ok()).unwrap()[0]["claim"].as_str().unwrap().to_owned();
    bench.run(&["review", &id, "correct", "who", "Maud Perlin the elder", "--by", "A", "--note", "Ask Maud Perlin"]).ok();
    let exports = ["turtle", "trig", "nquads", "jsonld", "nanopubs", "claimreview"].map(|format| vec!["export", "--format", format]);
    let lists = ["table", "csv", "tsv", "markdown", "json"].map(|format| vec!["claims", "--format", format]);
    for mut arguments in exports.into_iter().chain(lists) {
        assert!(bench.run(&arguments).ok().contains("Perlin"), "{arguments:?}");
        arguments.extend(["--redact", "persons"]);
        let out = bench.run(&arguments).ok();
        assert!(!out.replace("Perlinois", "").contains("Perlin") && !out.contains("Maud"), "{arguments:?}: {out}");
        assert!(out.contains("▮▮▮"), "{arguments:?}: {out}");
    }
    // Whom the list of actors knows stays; the built-in one knows nobody of this world but by key.
    assert!(bench.run(&["claims", "--redact", "persons"]).ok().contains("irena-voss"));
    let row = &serde_json::from_str::<Value>(&bench.run(&["claims", "--redact", "persons", "--format", "json"]).ok()).unwrap()[0];
    assert_eq!((&row["review"], &row["claim"]), (&Value::from("correct"), &Value::from(id)));
}
