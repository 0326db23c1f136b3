//! The life of a document in the store: it comes in, changes, is looked for again, goes.

use std::fs;

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
