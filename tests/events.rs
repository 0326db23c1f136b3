//! The list of known events: what it says can be meant, and documents are joined to it by what they say.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use selon::claim::vocabulary::EventKind;
use selon::grammar::language::Language;
use selon::graph::corpus::Corpus;
use selon::graph::derive::Derivation;
use selon::graph::facts::Facts;
use selon::lang;
use selon::rdf::iri::{Base, agent_key};
use selon::rdf::known::{self, KnownEvent};
use selon::rdf::{emit, gazetteer, ontology};
use selon::reader::Reader;
use selon::text::document::Document;

#[test]
fn the_list_speaks_of_what_is_known() {
    let gazetteer = gazetteer::built_in().unwrap();
    let places = include_str!("../ontology/places.ttl");
    let there = |key: &str| gazetteer.by_key(key).is_some() || places.contains(&format!("\nplace:{key} "));
    let codes: BTreeSet<String> = lang::codes().map(str::to_owned).collect();
    let events = known::built_in().unwrap();
    assert!(events.len() >= 40, "{}", events.len());
    for KnownEvent { iri, kind, name, names, places, from, until, parties, .. } in &events {
        assert!(EventKind::from_name(kind).is_some(), "{iri}: {kind}");
        assert!(!name.is_empty() && names.iter().map(|(lang, _)| lang.clone()).collect::<BTreeSet<_>>() == codes, "{iri}: names");
        assert!(places.iter().all(|key| there(key)), "{iri}: {places:?}");
        assert!(parties.iter().all(|iri| agent_key(iri).is_some_and(|key| gazetteer.by_key(key).is_some())), "{iri}: {parties:?}");
        assert!(from.is_some() && until.is_none_or(|until| from.unwrap() <= until), "{iri}: {from:?} {until:?}");
        assert!(!places.is_empty() || parties.len() > 1 || *kind == "disaster", "{iri}: nothing but its name tells it");
    }
    let all: Vec<&String> = events.iter().flat_map(|e| e.names.iter().map(|(_, name)| name)).collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "two events of one name");
}

/// The names of the events that a text tells, each with its wider event.
fn events(lang: &str, published: &str, title: &str, text: &str) -> Vec<(String, Option<String>)> {
    let _: Option<&Language> = lang::language(lang).unwrap();
    let (base, known) = (Base::default(), known::built_in().unwrap());
    let reader = Reader::new(gazetteer::built_in().unwrap()).unwrap();
    let mut document = Document::new("x", lang, text);
    document.published = Some(published.to_owned());
    document.title = Some(title.to_owned());
    let facts = Facts::read(&emit::emit(&document, &reader.read(&document), &base));
    let mut derivation = Derivation::new(&base, reader.gazetteer(), &known);
    derivation.add(&facts);
    let derived: Vec<_> = derivation.finish(&ontology::files()).unwrap().into_iter().flat_map(|(_, quads)| quads).collect();
    let corpus = Corpus::new(vec![facts], &derived);
    let wider = |iri: &String| corpus.happenings()[iri].part_of.first().map(|w| corpus.name(w).to_owned());
    corpus.happenings().keys().filter(|iri| corpus.told_by(iri).next().is_some()).map(|iri| (corpus.name(iri).to_owned(), wider(iri))).collect()
}

const KARABAKH: &str = "Nagorno-Karabakh war of 2020";

#[test]
fn a_war_is_known_by_its_place_and_days() {
    let text = "Armenia said on Friday that 1,177 of its soldiers had been killed in the armed conflict in Nagorno-Karabakh. Azerbaijan gives no figure.";
    assert_eq!(events("en", "2020-11-06", "The toll", text), [(KARABAKH.to_owned(), None)]);
    let text = "L’Arménie a déclaré vendredi que 1 177 de ses soldats avaient été tués dans le conflit armé au Haut-Karabagh.";
    assert_eq!(events("fr", "2020-11-06", "Le bilan", text), [(KARABAKH.to_owned(), None)]);
    let text = "Armenia said on Friday that 100 of its soldiers had been killed in the armed conflict in Nagorno-Karabakh.";
    let earlier = events("en", "2016-05-06", "The toll", text);
    assert_eq!(earlier, [("Nagorno-Karabakh clashes of April 2016".to_owned(), None)], "another war of the same place");
    let between = events("en", "2019-05-06", "The toll", text);
    assert_eq!(between, [("armed-conflict, Nagorno-Karabakh, 2019".to_owned(), None)], "a year in which there was none that is known");
}

#[test]
fn an_attack_stands_inside_a_war() {
    let text = "Armenia said on Friday that 12 civilians had been killed in an air strike in Stepanakert. The war in Nagorno-Karabakh goes on.";
    let told = events("en", "2020-10-09", "Strike on Stepanakert", text);
    let strike = told.iter().find(|(name, _)| name.starts_with("air-strike")).unwrap();
    assert_eq!(strike.1.as_deref(), Some(KARABAKH));
}
