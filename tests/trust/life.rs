//! The life of a document in the store: it comes in, changes, is looked for again, goes.

use std::collections::BTreeSet;
use std::fs;

use selon::graph::facts::Facts;
use selon::graph::writer::Writer;
use selon::rdf::iri::Base;

use crate::bench::Bench;
use crate::common::world;

const ONE: &str = "La Russie a confirmé mardi la mort de 12 soldats.\n";
const TWO: &str = "Armenia said on Tuesday that three villages had been shelled.\n";

#[test]
fn remove_after_ingest_is_as_if_never_ingested() {
    for key in ["post", "courrier", "wire", "presse", "denial"] {
        let (bench, other) = (Bench::with_example(), Bench::new());
        other.put_example(|id| id != key);
        let mut writer = Writer::open(&bench.store(), &Base::default()).unwrap();
        writer.remove(Base::default().document(key).hash(), key, false).unwrap();
        writer.derive(&world()).unwrap();
        assert_eq!(bench.files(&["history"]), other.files(&[]), "{key}");
        assert_eq!(bench.archive().history().unwrap().len(), 1);
        // Once more changes nothing, but for the purge of its history.
        writer.remove(Base::default().document(key).hash(), key, true).unwrap();
        writer.derive(&world()).unwrap();
        assert_eq!(bench.files(&[]), other.files(&[]), "{key}");
    }
}

#[test]
fn remove_leaves_the_texts_of_others() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).file("b.txt", ONE).file("c.txt", TWO);
    bench.run(&["ingest", "a.txt", "b.txt", "c.txt", "--published", "2020-11-06"]).ok();
    assert_eq!(bench.archive().texts().unwrap().len(), 2);
    assert_eq!(bench.run(&["remove", "a.txt"]).ok(), "a.txt removed\n");
    assert_eq!(bench.archive().texts().unwrap().len(), 2);
    bench.run(&["remove", "b.txt"]).ok();
    assert_eq!(bench.archive().texts().unwrap().len(), 1);
    bench.run(&["check", "--quiet"]).ok();
    let journal = fs::read_to_string(bench.store().join("journal.jsonl")).unwrap();
    assert_eq!(journal.lines().filter(|line| line.contains("\"removed\"")).count(), 2);
}

#[test]
fn remove_takes_old_versions_along() {
    let bench = Bench::new();
    bench.file("a.txt", ONE);
    bench.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
    bench.file("a.txt", TWO);
    bench.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
    bench.run(&["check", "--quiet"]).ok();
    assert_eq!(bench.archive().texts().unwrap().len(), 2);
    bench.run(&["remove", "a.txt", "--purge"]).ok();
    assert_eq!((bench.archive().texts().unwrap().len(), bench.archive().history().unwrap().len()), (0, 0));
    assert!(!bench.run(&["export"]).ok().contains("a.txt"));
    // It can come back.
    bench.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
    bench.run(&["check", "--quiet"]).ok();
}

/// The graph of history, a quad a line, without what all have in common.
fn history(bench: &Bench) -> Vec<String> {
    let (graph, base) = (format!(" {} .", Base::default().derived("history")), Base::default());
    let export = bench.run(&["export", "--format", "nquads"]).ok();
    let lines = export.lines().filter_map(|line| line.strip_suffix(&graph));
    lines.map(|line| line.replace(base.as_str(), "").replace("http://www.w3.org/ns/prov#", "prov:").replace("https://w3id.org/selon/ns#", "selon:")).collect()
}

#[test]
fn a_changed_document_says_what_it_took_the_place_of() {
    let bench = Bench::new();
    let document = Base::default().document("a.txt").hash().to_owned();
    let ingest = |text: &str| {
        bench.file("a.txt", text);
        bench.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
        bench.run(&["check", "--quiet"]).ok();
        Facts::read(&bench.archive().document(&document).unwrap()).version
    };
    let revision = |of: Option<&str>, older: &str| {
        let of = of.map_or_else(String::new, |of| format!("/version/{of}"));
        format!("<doc/{document}{of}> <prov:wasRevisionOf> <doc/{document}/version/{older}>")
    };
    let hash = |version: &str| format!("<doc/{document}/version/{version}> <selon:version> \"{version}\"");
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    bench.file("b.txt", TWO);
    bench.run(&["ingest", "b.txt", "--published", "2020-11-06"]).ok();
    let one = ingest(ONE);
    assert_eq!(history(&bench), [""; 0]);
    let two = ingest(TWO);
    assert_ne!(one, two);
    assert_eq!(history(&bench), sorted(vec![revision(None, &one), hash(&one)]));
    // The same once more is no revision.
    ingest(TWO);
    assert_eq!(history(&bench).len(), 2);
    let three = ingest(&ONE.replace("12", "13"));
    assert_eq!(history(&bench), sorted(vec![revision(None, &two), revision(Some(&two), &one), hash(&one), hash(&two)]));
    // It can be asked, and is counted like all else.
    let sparql = "SELECT ?before { ?d selon:key \"a.txt\" . ?d <http://www.w3.org/ns/prov#wasRevisionOf>+/selon:version ?before }";
    let rows = bench.run(&["query", sparql, "--format", "csv"]).ok();
    assert_eq!(rows.lines().skip(1).map(str::trim).collect::<BTreeSet<_>>(), BTreeSet::from([one.as_str(), two.as_str()]));
    let quads = bench.run(&["stats", "--format", "json"]).ok();
    let quads = serde_json::from_str::<serde_json::Value>(&quads).unwrap()["quads"].as_u64().unwrap();
    assert_eq!(quads, bench.run(&["export", "--format", "nquads"]).ok().lines().count() as u64);
    // Changed back, it does not go round in a circle.
    assert_eq!(ingest(TWO), two);
    assert_eq!(history(&bench), sorted(vec![revision(None, &three), revision(Some(&three), &one), hash(&one), hash(&three)]));
    // A version that was lost is missed.
    let lost = bench.archive().history_path(&document, &one);
    let kept = fs::read(&lost).unwrap();
    fs::remove_file(&lost).unwrap();
    let faults = bench.run(&["check"]).ends(1, &["2 faults"]);
    assert!(
        faults.contains(&format!("journal,a.txt,,\"its version {one} was replaced, and is kept no longer\"")) && faults.contains("is the text of no document"),
        "{faults}"
    );
    fs::write(&lost, kept).unwrap();
    // Taken out, nothing in any graph speaks of it; come back, it begins anew.
    bench.run(&["remove", "a.txt"]).ok();
    assert!(!bench.run(&["export", "--format", "nquads"]).ok().contains(&document));
    assert_eq!(bench.archive().history().unwrap().len(), 3);
    ingest(ONE);
    assert_eq!(history(&bench), [""; 0]);
}

/// What the store held on a day, by its journal, in the versions of that day.
#[test]
fn the_version_of_the_day_before_is_still_there() {
    let bench = Bench::new();
    let days = ["2021-03-01T09:00:00Z", "2021-03-02T09:00:00Z", "2021-03-03T09:00:00Z"];
    for text in [ONE.to_owned(), ONE.replace("12", "13"), TWO.to_owned()] {
        bench.file("a.txt", text);
        bench.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
    }
    bench.run(&["remove", "a.txt"]).ok();
    // The clock is the journal's: as if a day had passed between them.
    let path = bench.store().join("journal.jsonl");
    let journal = fs::read_to_string(&path).unwrap();
    let dated = journal.lines().zip(days.iter().chain(["2021-03-05T09:00:00Z"].iter())).map(|(line, day)| {
        let mut entry: serde_json::Value = serde_json::from_str(line).unwrap();
        entry["at"] = (*day).into();
        format!("{entry}\n")
    });
    fs::write(&path, dated.collect::<String>()).unwrap();
    let contents = |day: &str| -> Vec<String> {
        let claims = bench.run(&["claims", "--as-of", day, "--format", "json"]).out;
        let claims: Vec<serde_json::Value> = serde_json::from_str(&claims).unwrap();
        claims.iter().map(|row| row["content"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(contents("2021-02-28"), [""; 0]);
    assert_eq!(contents("2021-03-01"), ["la mort de 12 soldats"]);
    assert_eq!(contents("2021-03-02"), ["la mort de 13 soldats"]);
    assert_eq!(contents("2021-03-02T08:59:59Z"), ["la mort de 12 soldats"]);
    assert_eq!(contents("2021-03-04"), ["three villages had been shelled"]);
    assert_eq!(contents("2021-03-06"), [""; 0]);
}

#[test]
fn what_is_not_there_cannot_be_removed() {
    let bench = Bench::with_example();
    let before = bench.files(&[]);
    bench.run(&["remove", "post", "nothing"]).ends(1, &["there is no document \"nothing\"", "hint"]);
    assert_eq!(bench.files(&[]), before);
    bench.run(&["remove"]).ends(2, &["DOC"]);
}

#[test]
fn verify_tells_what_stands_where_it_stood() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).file("b.txt", TWO);
    bench.run(&["ingest", "a.txt", "b.txt", "--published", "2020-11-06"]).ok();
    assert!(bench.run(&["verify"]).ok().lines().skip(1).all(|line| line.contains(",in place,")));
    // Other line ends and other ways to write an accent are the same text.
    bench.file("a.txt", ONE.replace('\n', "\r\n").replace('é', "e\u{301}"));
    bench.run(&["verify", "a.txt", "b.txt"]).ok();

    bench.file("a.txt", format!("Un chapeau. 😀\n\n{ONE}"));
    let out = bench.run(&["verify", "a.txt"]).ends(1, &["0 in place, 1 moved, 0 orphaned", "ingest"]);
    assert!(out.contains(",moved,"), "{out}");
    bench.file("a.txt", ONE.replace("12 soldats", "13 soldats"));
    let out = bench.run(&["verify", "a.txt"]).ends(1, &["0 moved, 1 orphaned"]);
    assert!(out.contains(",orphaned,") && out.contains("its words stand there no longer"), "{out}");
    bench.file("a.txt", ONE.replace("La Russie", "Le Japon "));
    bench.run(&["verify", "a.txt"]).ends(1, &["0 moved, 1 orphaned"]);
    bench.file("c.txt", ONE);
    bench.run(&["verify", "c.txt"]).ends(1, &["c.txt: is not in the store"]);
}

#[test]
fn ingest_three_times_is_ingest_once() {
    let (once, thrice) = (Bench::new(), Bench::new());
    for (bench, times) in [(&once, 1), (&thrice, 3)] {
        bench.file("a.txt", ONE).file("b.txt", TWO);
        for _ in 0..times {
            bench.run(&["ingest", "a.txt", "b.txt", "--published", "2020-11-06"]).ok();
        }
    }
    assert_eq!(once.files(&[]), thrice.files(&[]));
    assert_eq!(once.archive().history().unwrap(), []);
    // A changed document replaces what was read in it, and nothing of others.
    let before = thrice.files(&["derived", "history", "texts"]);
    thrice.file("a.txt", ONE.replace("12", "13"));
    thrice.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
    let after = thrice.files(&["derived", "history", "texts"]);
    assert_eq!(before.iter().filter(|(path, bytes)| after.get(*path) != Some(bytes)).count(), 1);
}
