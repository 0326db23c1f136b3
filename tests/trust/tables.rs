//! The table of claims keeps what it promises, and two tables are compared.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use selon::graph::corpus::Corpus;
use selon::graph::diff::{Change, differences};
use selon::graph::view::{self, Filter, Row};
use serde_json::Value;

use crate::bench::Bench;

const ONE: &str = "La Russie a confirmé mardi la mort de 12 soldats.\n";
const TWO: &str = "Armenia said on Tuesday that three villages had been shelled.\n";

fn described() -> Vec<Value> {
    let described: Value = serde_json::from_str(selon::rdf::ontology::COLUMNS).unwrap();
    described["tableSchema"]["columns"].as_array().unwrap().clone()
}

#[test]
fn the_columns_are_those_that_are_described() {
    let names: Vec<String> = described().iter().map(|c| c["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(Row::columns(), names);
    assert!(described().iter().all(|c| c["titles"] == c["name"] && c["dc:description"].as_str().is_some_and(|d| d.len() > 10)));
    assert_eq!(Bench::new().run(&["claims", "--columns"]).ok(), selon::rdf::ontology::COLUMNS);
    // Version 1: these names in this order, whatever comes behind them.
    let first = "claim iri figure document url text_hash lang publisher published who kind principal via directed_at cue act form polarity certainty content \
        begin end measure low high qualifier words words_begin words_end new of population unit place scope from until said_from said_until event within rule \
        confidence";
    assert!(names.join(" ").starts_with(first), "{}", names.join(" "));
}

#[test]
fn cells_have_the_types_that_are_described() {
    let bench = Bench::with_example();
    for (format, delimiter) in [("csv", b','), ("tsv", b'\t')] {
        let out = bench.run(&["claims", "--format", format, "--raw"]).ok();
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(out.as_bytes());
        let mut keys = Vec::new();
        for record in reader.deserialize::<BTreeMap<String, String>>() {
            let record = record.unwrap();
            for column in described() {
                let (name, cell) = (column["name"].as_str().unwrap(), &record[column["name"].as_str().unwrap()]);
                assert!(column["required"] != true || !cell.is_empty(), "{name} is empty");
                let fits = match column["datatype"].as_str().unwrap() {
                    "integer" | "nonNegativeInteger" => cell.parse::<u64>().is_ok(),
                    "date" => cell.parse::<jiff::civil::Date>().is_ok(),
                    "boolean" => cell == "true" || cell == "false",
                    "anyURI" => cell.contains("://"),
                    _ => true,
                };
                assert!(cell.is_empty() || fits, "{name}: {cell}");
            }
            keys.push((record["claim"].clone(), record["figure"].clone()));
        }
        let rows = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), rows, "a row is known by its claim and its figure");
    }
    assert!(bench.run(&["claims", "--format", "markdown"]).ok().starts_with("| claim | who |"));
}

fn rows(bench: &Bench) -> Vec<Row> {
    view::rows(&Corpus::read(&bench.archive()).unwrap(), &Filter::default())
}

#[test]
fn differences_are_what_came_changed_went() {
    let old = rows(&Bench::with_example());
    assert_eq!(differences(&old, &old), []);
    let mut new = old.clone();
    let gone = new.remove(0);
    let at = new.iter().position(|row| row.low.is_some() && row.claim != gone.claim).unwrap();
    new[at].low = Some(1);
    new[at].begin += 100;
    let found = differences(&old, &new);
    assert_eq!(found.len(), 2, "{found:#?}");
    let changed = found.iter().find(|d| d.change == Change::Changed).unwrap();
    assert_eq!((changed.column.as_str(), changed.now.as_str(), &changed.claim), ("low", "1", &new[at].claim));
    assert!(found.iter().any(|d| d.change == Change::Withdrawn && d.claim == gone.claim));
    let back = differences(&new, &old);
    assert!(back.iter().any(|d| d.change == Change::Added && d.claim == gone.claim));
}

#[test]
fn stores_and_exports_are_compared() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).file("b.txt", TWO);
    let ingest = |store: &str, files: &[&str]| {
        let mut arguments = vec!["--store", store, "ingest", "--published", "2020-11-06"];
        arguments.extend(files);
        bench.run(&arguments).ok()
    };
    ingest("old.db", &["a.txt"]);
    ingest("new.db", &["a.txt", "b.txt"]);
    assert_eq!(bench.run(&["diff", "old.db", "old.db", "--format", "table"]).ok(), "");
    let out = bench.run(&["diff", "old.db", "new.db"]).ends(1, &["1 added, 0 changed, 0 withdrawn"]);
    assert!(out.contains("added,") && out.contains("three villages"), "{out}");
    bench.run(&["diff", "new.db", "old.db"]).ends(1, &["0 added, 0 changed, 1 withdrawn"]);
    for (format, ending) in [("nquads", "nq"), ("trig", "trig"), ("jsonld", "jsonld")] {
        for store in ["old", "new"] {
            bench.run(&["--store", &format!("{store}.db"), "export", "--format", format, "--out", &format!("{store}.{ending}")]).ok();
        }
        assert_eq!(bench.run(&["diff", "new.db", &format!("new.{ending}"), "--format", "table"]).ok(), "", "{format}");
        bench.run(&["diff", &format!("old.{ending}"), &format!("new.{ending}")]).ends(1, &["1 added"]);
    }
    bench.run(&["diff", "old.db", "a.txt"]).ends(1, &["named graphs", "selon export"]);
    bench.run(&["diff", "old.db"]).ends(2, &["<B>"]);
    bench.run(&["diff"]).ends(2, &["<A>"]);
}

#[test]
fn what_the_store_held_then() {
    let bench = Bench::new();
    let now = || jiff::Timestamp::now().to_string();
    let pause = || sleep(Duration::from_millis(20));
    let claims = |options: &[&str]| -> usize {
        let mut arguments = vec!["claims", "--format", "csv"];
        arguments.extend(options);
        bench.run(&arguments).out.lines().skip(1).count()
    };
    let before = now();
    pause();
    bench.file("a.txt", ONE);
    bench.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
    pause();
    let one = now();
    pause();
    bench.file("b.txt", TWO).file("a.txt", ONE.replace("12", "13"));
    bench.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
    bench.run(&["ingest", "b.txt", "--published", "2020-11-10"]).ok();
    pause();
    let two = now();
    pause();
    bench.run(&["remove", "b.txt"]).ok();
    assert_eq!([claims(&["--as-of", &before]), claims(&["--as-of", &one]), claims(&["--as-of", &two]), claims(&[])], [0, 1, 2, 1]);
    assert!(bench.run(&["claims", "--as-of", &one]).ok().contains("12 soldats"));
    assert!(bench.run(&["claims", "--as-of", &two]).ok().contains("13 soldats"));
    assert_eq!(claims(&["--as-of", "2999-01-01"]), 1);
    assert_eq!(claims(&["--as-of", &two, "--published-by", "2020-11-09"]), 1);
    assert_eq!(claims(&["--published-by", "2020-11-05"]), 0);
    bench.run(&["diff", "--since", &two]).ends(1, &["0 added, 0 changed, 1 withdrawn"]);
    bench.run(&["diff", "--since", &one]).ends(1, &["1 added, 0 changed, 1 withdrawn"]);
    bench.run(&["claims", "--as-of", "yesterday"]).ends(2, &["YYYY-MM-DD"]);
    bench.run(&["remove", "a.txt", "--purge"]).ok();
    bench.run(&["claims", "--as-of", &one]).ends(1, &["a.txt", "kept no longer"]);
}
