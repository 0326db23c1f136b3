//! Offices change hands: in ten articles of three weeks, "the president" and "le ministre de la Défense" are whoever held the office on that day.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::world_files;
use selon::claim::record::DocumentRecord;
use selon::claim::{ActorRef, Resolution};
use selon::rdf::gazetteer;
use selon::rdf::ontology::File;
use selon::reader::Reader;
use selon::text::document::Document;

/// Two successors take over on 29 February 2032.
const ACTORS: &str = include_str!("offices/actors.ttl");
const ARTICLES: &str = include_str!("offices/articles.jsonl");

/// The words for the office, and who they are in that article. Each article names both the one who goes and the one who comes.
const HOLDERS: [(&str, &str, &str); 10] = [
    ("1", "president", "irena-voss"),
    ("2", "ministre de la Défense", "goran-lisk"),
    ("3", "Caldoran president", "irena-voss"),
    ("4", "ministre de la Défense", "goran-lisk"),
    ("5", "présidente", "irena-voss"),
    ("6", "president", "edda-marl"),
    ("7", "ministre de la Défense", "petr-sand"),
    ("8", "Caldoran president", "edda-marl"),
    ("9", "ministre de la Défense", "petr-sand"),
    ("10", "president", "edda-marl"),
];

fn reader() -> Reader {
    let own = |lang| File { name: "tests/offices/actors.ttl", lang, content: ACTORS.as_bytes() };
    let files = [world_files(), vec![own(None), own(Some("en")), own(Some("fr"))]].concat();
    Reader::new(gazetteer::read(&files).unwrap()).unwrap()
}

#[test]
fn an_office_is_who_holds_it_on_the_day() {
    let reader = reader();
    let records: Vec<DocumentRecord> = ARTICLES.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), HOLDERS.len());
    for (record, (id, words, holder)) in records.into_iter().zip(HOLDERS) {
        let document = record.document("");
        assert_eq!(document.id, id);
        let reading = reader.read(&document);
        let source = reading.claims.iter().flat_map(|c| &c.sources).find(|s| document.slice(s.text) == words);
        let source = source.unwrap_or_else(|| panic!("article {id}: nobody is called {words:?}"));
        assert_eq!((&source.actor, source.resolution), (&ActorRef::Known(holder.into()), Resolution::Coreference), "article {id}: {words}");
    }
}

#[test]
fn the_last_day_of_one_is_followed_by_the_first_of_the_next() {
    let reader = reader();
    let record: DocumentRecord = serde_json::from_str(ARTICLES.lines().next().unwrap()).unwrap();
    let dated = record.document("");
    let day = |published: Option<&str>| {
        let document = Document { published: published.map(str::to_owned), ..dated.clone() };
        reader.read(&document).claims.first().map(|c| c.sources[0].actor.clone())
    };
    assert_eq!(day(Some("2032-02-28")), Some(ActorRef::Known("irena-voss".into())), "the last day in office");
    assert_eq!(day(Some("2032-02-29")), Some(ActorRef::Known("edda-marl".into())), "the first day in office");
}

/// Nobody in these names who holds the office; the day and the state say it.
const UNNAMED: [(&str, &str, &str, &str, Option<&str>); 10] = [
    (
        "en",
        "2032-02-20",
        "Caldora closed its border. The Caldoran president said on Friday that the truce would hold.",
        "Caldoran president",
        Some("irena-voss"),
    ),
    (
        "en",
        "2032-03-05",
        "Caldora closed its border. The Caldoran president said on Friday that the truce would hold.",
        "Caldoran president",
        Some("edda-marl"),
    ),
    (
        "fr",
        "2032-02-20",
        "La Caldorie a fermé sa frontière. Le ministre de la Défense a confirmé la mort de deux soldats.",
        "ministre de la Défense",
        Some("goran-lisk"),
    ),
    (
        "fr",
        "2032-03-05",
        "La Caldorie a fermé sa frontière. Le ministre de la Défense a confirmé la mort de deux soldats.",
        "ministre de la Défense",
        Some("petr-sand"),
    ),
    ("fr", "2032-03-05", "Le ministre caldorien de la Défense a confirmé la mort de deux soldats.", "ministre caldorien de la Défense", Some("petr-sand")),
    ("en", "2032-02-20", "The Vestrian president said that two soldiers had been killed in Caldora.", "Vestrian president", Some("matis-kern")),
    ("en", "2032-03-05", "The club president said that two players had left Caldora.", "club president", None),
    ("en", "2032-03-05", "Caldora closed its border. The president said that the truce would hold.", "president", None),
    ("fr", "2032-03-05", "Le président de la Ligue des Quatre Fleuves a affirmé que la trêve tiendrait.", "président de la Ligue des Quatre Fleuves", None),
    ("en", "2032-03-05", "A president said that two soldiers had been killed in Caldora.", "president", None),
];

#[test]
fn an_office_that_nobody_is_named_with_is_who_held_it_on_the_day() {
    let reader = reader();
    for (lang, published, text, words, holder) in UNNAMED {
        let document = Document { published: Some(published.to_owned()), ..Document::new("note", lang, text) };
        let reading = reader.read(&document);
        let source = reading.claims.iter().flat_map(|c| &c.sources).find(|s| document.slice(s.text) == words);
        let source = source.unwrap_or_else(|| panic!("{text}: nobody is called {words:?}"));
        match holder {
            Some(key) => assert_eq!((&source.actor, source.resolution), (&ActorRef::Known(key.into()), Resolution::Role), "{text}"),
            None => assert!(matches!(source.actor, ActorRef::Local(_)), "{text}"),
        }
        assert_eq!(source.name, words, "{text}");
    }
}
