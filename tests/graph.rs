//! The graph: how a document is written and read back, what is derived, what the named questions find in the example.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Note, example, golden, world, world_files};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use selon::claim::Measure;
use selon::graph::corpus::Corpus;
use selon::graph::derive::Derivation;
use selon::graph::facts::Facts;
use selon::graph::network::Network;
use selon::graph::query::{Answer, Limits};
use selon::graph::view::{self, Filter};
use selon::graph::{answer, question, store};
use selon::rdf::canonical::canonical;
use selon::rdf::emit::emit;
use selon::rdf::iri::Base;
use selon::rdf::write::{Syntax, sort, write};
use selon::text::document::Document;

fn documents() -> Vec<Vec<Quad>> {
    example().iter().map(|(document, reading)| emit(document, reading, &Base::default())).collect()
}

fn derived(documents: &[Vec<Quad>]) -> Vec<Quad> {
    let (base, gazetteer) = (Base::default(), world());
    let mut derivation = Derivation::new(&base, &gazetteer, &[]);
    documents.iter().for_each(|quads| derivation.add(&Facts::read(quads)));
    derivation.finish(&world_files()).unwrap().into_iter().flat_map(|(_, quads)| quads).collect()
}

fn whole(documents: Vec<Vec<Quad>>) -> Vec<Quad> {
    let mut quads: Vec<Quad> = derived(&documents).into_iter().chain(documents.into_iter().flatten()).collect();
    sort(&mut quads);
    quads
}

fn corpus() -> Corpus {
    let documents = documents();
    let derived = derived(&documents);
    Corpus::new(documents.iter().map(|d| Facts::read(d)).collect(), &derived)
}

fn text(quads: &[Quad], syntax: Syntax) -> String {
    let mut bytes = Vec::new();
    write(quads, syntax, &Base::default(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn read(text: &str, format: RdfFormat) -> Vec<Quad> {
    let mut quads: Vec<Quad> = RdfParser::from_format(format).for_slice(text.as_bytes()).collect::<Result<_, _>>().unwrap();
    sort(&mut quads);
    quads
}

#[test]
fn the_example_is_written_as_it_always_was() {
    golden("tests/graph/example.trig", &text(&whole(documents()), Syntax::TriG));
}

#[test]
fn every_syntax_says_the_same() {
    let quads = whole(documents());
    assert_eq!(read(&text(&quads, Syntax::NQuads), RdfFormat::NQuads), quads);
    assert_eq!(read(&text(&quads, Syntax::TriG), RdfFormat::TriG), quads);
    assert_eq!(read(&text(&quads, Syntax::JsonLd), RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() }), quads);
    let mut merged: Vec<Quad> = quads.iter().map(|q| Quad { graph_name: oxigraph::model::GraphName::DefaultGraph, ..q.clone() }).collect();
    sort(&mut merged);
    assert_eq!(merged.len(), quads.len(), "a triple stands in two graphs");
    assert_eq!(read(&text(&quads, Syntax::Turtle), RdfFormat::Turtle), merged);
}

#[test]
fn an_index_gives_back_what_it_was_given() {
    let quads = whole(documents());
    let mut kept: Vec<Quad> = store::index([Ok(quads.clone())]).unwrap().iter().collect::<Result<_, _>>().unwrap();
    sort(&mut kept);
    assert_eq!(kept, quads);
}

#[test]
fn there_are_no_blank_nodes_and_few_types_of_literals() {
    let allowed = ["integer", "date", "string"].map(|t| format!("http://www.w3.org/2001/XMLSchema#{t}"));
    for quad in whole(documents()) {
        assert!(matches!(quad.subject, NamedOrBlankNode::NamedNode(_)), "{quad}");
        match &quad.object {
            Term::BlankNode(_) => panic!("{quad}"),
            Term::Literal(literal) => assert!(literal.language().is_some() || allowed.iter().any(|t| t == literal.datatype().as_str()), "{quad}"),
            Term::NamedNode(_) => {}
        }
    }
}

#[test]
fn the_order_of_documents_changes_nothing() {
    let straight = text(&whole(documents()), Syntax::TriG);
    for turn in 1..5 {
        let mut turned = documents();
        turned.rotate_left(turn);
        turned.swap(0, 2);
        assert_eq!(text(&whole(turned), Syntax::TriG), straight);
    }
}

#[test]
fn facts_are_what_was_read() {
    for (document, reading) in example() {
        let facts = Facts::read(&emit(&document, &reading, &Base::default()));
        assert_eq!((facts.key.as_str(), facts.lang.as_str()), (document.id.as_str(), reading.lang.as_str()));
        assert_eq!(facts.publisher, document.publisher);
        assert_eq!(facts.published.map(|d| d.to_string()), document.published);
        let contents: BTreeSet<&str> = reading.claims.iter().map(|c| document.slice(c.content)).collect();
        assert_eq!(facts.claims.iter().map(|c| c.content.as_str()).collect::<BTreeSet<_>>(), contents);
        for claim in &reading.claims {
            let written = facts.claims.iter().find(|c| c.content == document.slice(claim.content)).unwrap();
            assert_eq!(written.act, claim.act.name());
            assert_eq!(written.form, claim.form.name());
            assert_eq!(written.polarity, claim.polarity.name());
            assert_eq!(written.certainty, claim.certainty.name());
            assert_eq!(written.cue.as_ref().map(|(c, _)| c.as_str()), claim.cue.map(|c| document.slice(c)));
            assert_eq!(written.via.len(), claim.via.len());
            assert_eq!(written.said.0, claim.said.as_ref().and_then(|s| s.from));
            assert_eq!(written.counts.len(), claim.counts.len());
            for (a, b) in written.counts.iter().zip(&claim.counts) {
                assert_eq!((a.low, a.high, a.qualifier.as_str(), a.unit.as_str()), (b.low, b.high, b.qualifier.name(), b.unit.as_str()));
                assert_eq!(
                    (a.measure.as_deref(), a.population.as_str(), a.scope.as_str()),
                    (b.measure.map(Measure::name), b.population.name(), b.scope.name())
                );
                assert_eq!((a.text.as_str(), a.of.len()), (document.slice(b.text), b.of.len()));
            }
        }
    }
}

#[test]
fn parties_that_accuse_each_other_make_a_claim_each() {
    let corpus = corpus();
    let accusations: Vec<(Vec<&str>, Vec<&str>)> = corpus
        .claims()
        .filter(|(_, c)| c.act == "accuse")
        .map(|(_, c)| (c.sources.iter().map(|s| corpus.name(s)).collect(), c.directed_at.iter().map(|s| corpus.name(s)).collect()))
        .collect();
    assert_eq!(accusations.len(), 2);
    assert!(accusations.contains(&(vec!["Caldora"], vec!["Vestria"])));
    assert!(accusations.contains(&(vec!["Vestria"], vec!["Caldora"])));
}

#[test]
fn whom_an_office_holder_speaks_for_depends_on_the_day() {
    let principal = |published: &str| {
        let note = format!(
            "[[document]]\nid = \"x\"\nlang = \"en\"\npublished = \"{published}\"\ntext = \"Voss said it rained.\"\n[[document.claims]]\ncontent = \"it rained\"\nact = \"state\"\n\
             sources = [{{ text = \"Voss\", name = \"Irena Voss\", kind = \"person\" }}]"
        );
        let notes: BTreeMap<String, Vec<Note>> = toml::from_str(&note).unwrap();
        let (document, reading) = notes["document"][0].reading(&world());
        let documents = [emit(&document, &reading, &Base::default())];
        let derived = derived(&documents);
        let corpus = Corpus::new(vec![Facts::read(&documents[0])], &derived);
        let (_, claim) = corpus.claims().next().unwrap();
        corpus.name(&corpus.principals(&claim.iri)[0]).to_owned()
    };
    assert_eq!(principal("2030-01-01"), "Caldora");
    assert_eq!(principal("2028-01-01"), "Irena Voss");
    assert_eq!(principal("2033-01-01"), "Irena Voss");
}

#[test]
fn a_claim_costs_some_thirty_quads() {
    let (mut quads, mut claims) = (0, 0);
    for document in documents() {
        quads += document.len();
        claims += Facts::read(&document).claims.len();
    }
    let each = quads as f64 / claims as f64;
    // The example has a figure in two claims of three, an event in each, and one document for one claim.
    assert!((30.0..40.0).contains(&each), "{each} quads a claim");
}

#[test]
fn offsets_count_code_points_of_the_canonical_text() {
    let note = "[[document]]\nid = \"x\"\nlang = \"fr\"\ntext = \"😀\\r\\ne\u{301}te\u{301} : Voss a dit qu’il pleut.\"";
    let notes: BTreeMap<String, Vec<Note>> = toml::from_str(note).unwrap();
    let (raw, _) = notes["document"][0].reading(&world());
    let document = canonical(&raw);
    assert_eq!(document.text, "😀\nété : Voss a dit qu’il pleut.");
    assert_eq!(canonical(&document), document);
    let note =
        "[[document]]\nid = \"x\"\nlang = \"fr\"\ntext = \"😀\\nété : Voss a dit qu’il pleut.\"\n[[document.claims]]\ncontent = \"il pleut\"\nact = \"state\"";
    let notes: BTreeMap<String, Vec<Note>> = toml::from_str(note).unwrap();
    let (document, reading) = notes["document"][0].reading(&world());
    let facts = Facts::read(&emit(&document, &reading, &Base::default()));
    let claim = &facts.claims[0];
    let words: String = document.text.chars().skip(claim.begin as usize).take((claim.end - claim.begin) as usize).collect();
    assert_eq!(words, "il pleut");
    assert_eq!(claim.sources, [Base::default().document("x").voice().into_string()], "a claim without a source is the document's own");
}

#[test]
fn a_claim_keeps_its_name_when_the_text_before_it_changes() {
    let claim = |text: &str| {
        let note = format!("[[document]]\nid = \"x\"\nlang = \"en\"\ntext = \"{text}\"\n[[document.claims]]\ncontent = \"it rained\"\nact = \"state\"");
        let notes: BTreeMap<String, Vec<Note>> = toml::from_str(&note).unwrap();
        let (document, reading) = notes["document"][0].reading(&world());
        Facts::read(&emit(&document, &reading, &Base::default())).claims[0].iri.clone()
    };
    assert_eq!(claim("He said it rained."), claim("A word before. He said it rained."));
}

#[test]
fn annotated_lines_are_read_like_documents() {
    let line = r#"{"id": "g", "lang": "en", "published": null, "publisher": null, "title": null, "text": "Up to 12 tanks were lost, Vestria said.", "origin": "x", "claims": [
        {"start": 0, "end": 24, "content": "Up to 12 tanks were lost", "sources": [{"text": "Vestria", "name": "Vestria", "kind": "country"}], "via": [], "cue": "said",
        "act": "state", "form": "indirect", "polarity": "affirmed", "certainty": "certain", "counts": [{"text": "Up to 12 tanks", "measure": "destroyed", "low": null, "high": 12,
        "qualifier": "at_most", "of": ["Vestria"], "population": "unspecified", "unit": "tank", "place": null}]}]}"#;
    let (document, reading) = Note::from_gold(line).reading(&world());
    let quads = emit(&document, &reading, &Base::default());
    let corpus = Corpus::new(vec![Facts::read(&quads)], &derived(&[quads]));
    assert_eq!(view::rows(&corpus, &Filter::default()).iter().map(view::Row::figure).collect::<Vec<_>>(), ["≤ 12 tank destroyed of Vestria"]);
}

#[test]
fn an_empty_document_is_only_described() {
    let quads = emit(&Document::new("x", "", ""), &selon::claim::Reading::default(), &Base::default());
    assert_eq!(quads.len(), 5);
    assert!(Facts::read(&quads).claims.is_empty());
}

/// Values for the parameters that must be given.
fn values(name: &str) -> Vec<(String, String)> {
    let given: &[(&str, &str)] = match name {
        "at" => &[("document", "post"), ("at", "80")],
        "document" => &[("document", "post")],
        "statements" => &[("speaker", "Caldora"), ("from", "2031-10-01"), ("until", "2031-11-10")],
        "quotes" => &[("speaker", "Irena Voss")],
        "timeline" => &[("of", "Caldorie"), ("event", "armed-conflict, Lower Teral, 2031")],
        _ => &[],
    };
    given.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
}

#[test]
fn each_question_finds_what_is_in_the_example() {
    let store = store::index([Ok(whole(documents()))]).unwrap();
    let mut answers = String::new();
    for question in question::built_in().unwrap() {
        let answer = question.ask(&store, &Base::default(), &values(&question.name), Limits::default()).unwrap_or_else(|e| panic!("{}: {e}", question.name));
        let given: Vec<String> = values(&question.name).iter().map(|(n, v)| format!(" -p {n}={v:?}")).collect();
        answers.push_str(&format!("## {}\nselon ask {}{}\n", question.title, question.name, given.concat()));
        match answer {
            Answer::Rows(rows) => {
                assert!(!rows.rows.is_empty(), "{}: no row", question.name);
                answers.push_str(&format!("{}\n", rows.columns.join(" | ")));
                answer::cells(&rows, &Base::default()).iter().for_each(|row| answers.push_str(&format!("{}\n", row.join(" | "))));
            }
            Answer::Graph { triples, .. } => answers.push_str(&format!("{} triples\n", triples.len())),
            Answer::Truth(truth) => answers.push_str(&format!("{truth}\n")),
        }
        answers.push('\n');
    }
    golden("tests/graph/answers.txt", &answers);
}

#[test]
fn a_wrong_value_is_said() {
    let store = store::index([Ok(whole(documents()))]).unwrap();
    let ask = |name: &str, values: &[(&str, &str)]| {
        let values: Vec<(String, String)> = values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let error = question::find(name).and_then(|q| q.ask(&store, &Base::default(), &values, Limits::default())).unwrap_err();
        format!("{error}; {}", error.hint().unwrap_or_default())
    };
    assert!(ask("quotes", &[]).contains("needs speaker"));
    assert!(ask("quotes", &[("speaker", "Gondor")]).contains("nothing in this store is called"));
    assert!(ask("disagreements", &[("measure", "dead")]).contains("killed | injured"));
    assert!(ask("disagreements", &[("foo", "x")]).contains("event, measure, population"));
    assert!(ask("statements", &[("speaker", "Caldora"), ("from", "yesterday")]).contains("YYYY-MM-DD"));
    assert!(ask("nothing", &[]).contains("there is no question"));
    // A value is a term, whatever stands in it.
    assert!(ask("quotes", &[("speaker", "\" } ; DROP ALL #")]).contains("nothing in this store is called"));
}

#[test]
fn a_name_in_any_language_is_found() {
    let corpus = corpus();
    let speaker = |name: &str| view::rows(&corpus, &Filter { speaker: Some(name.to_owned()), ..Filter::default() }).len();
    assert_eq!(speaker("Caldora"), 4);
    assert_eq!(speaker("caldorie"), 4);
    assert_eq!(speaker("Nobody"), 0);
    let for_caldora = Filter { principal: Some("caldora".to_owned()), ..Filter::default() };
    assert_eq!(view::rows(&corpus, &for_caldora).len(), 8);
    let killed = Filter { measure: Some("killed".to_owned()), act: Some("confirm".to_owned()), ..Filter::default() };
    assert_eq!(
        view::rows(&corpus, &killed).iter().map(view::Row::figure).collect::<Vec<_>>(),
        ["1,177 killed of Caldora (military)", "1,177 killed of Caldora (military)"]
    );
}

#[test]
fn ways_lead_from_one_actor_to_another() {
    let network = Network::new(&corpus());
    let agent = |key: &str| format!("https://w3id.org/selon/id/agent/{key}");
    let way = network.path(&agent("nareth"), &agent("vestria")).unwrap();
    assert_eq!(
        way.iter().map(|s| (s.from.name.as_str(), s.tie)).collect::<Vec<_>>(),
        [("Nareth", "source"), ("there would be at least 5,000 dead on both sides", "counted")]
    );
    assert_eq!(way, network.path(&agent("nareth"), &agent("vestria")).unwrap());
    assert!(network.path(&agent("nareth"), &agent("nobody")).is_none());
    let with: Vec<(String, &str, &str)> = network.neighbors(&agent("nareth")).iter().map(|n| (n.actor.name.clone(), n.ties.0, n.ties.1)).collect();
    assert_eq!(with, [("Caldora".to_owned(), "source", "counted"), ("Vestria".to_owned(), "source", "counted")]);
}
