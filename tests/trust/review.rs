//! What people decide about claims: kept apart, carried along, told when its claim has changed.

use std::collections::BTreeMap;

use crate::bench::Bench;

const ONE: &str = "La Russie a confirmé mardi la mort de 12 soldats.\n";

fn ingested(text: &str) -> Bench {
    let bench = Bench::new();
    bench.file("a.txt", text);
    bench.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
    bench
}

fn again(bench: &Bench, text: &str) {
    bench.file("a.txt", text);
    bench.run(&["ingest", "a.txt", "--published", "2020-11-06"]).ok();
}

/// The rows of a command that writes CSV, by the names of their columns.
fn rows(bench: &Bench, arguments: &[&str]) -> Vec<BTreeMap<String, String>> {
    let out = bench.run(arguments).ok();
    csv::Reader::from_reader(out.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

fn claim(bench: &Bench) -> String {
    rows(bench, &["claims"])[0]["claim"].clone()
}

#[test]
fn a_review_changes_nothing_that_selon_read() {
    let bench = ingested(ONE);
    let (id, before) = (claim(&bench), bench.files(&[]));
    bench.run(&["review", &id, "accept", "--by", "A. Analyst"]).ok();
    bench.run(&["review", id.get(..8).unwrap(), "grade", "B2", "--by", "A. Analyst"]).ok();
    bench.run(&["review", &id, "grade", "fair", "--scale", "airwars", "--by", "B"]).ok();
    bench.run(&["review", &id, "correct", "low", "10", "--figure", "1", "--by", "B", "--note", "\"environ\""]).ok();
    bench.run(&["review", &id, "note", "=à voir\n| <b>", "--by", "B"]).ok();
    assert_eq!(bench.files(&["reviews.nq"]), before);
    bench.run(&["check", "--quiet"]).ok();

    let row = &rows(&bench, &["claims", "--raw"])[0];
    assert_eq!((row["review"].as_str(), row["reviewer"].as_str(), row["correction"].as_str()), ("correct", "B", "low=10"));
    assert_eq!((row["grade"].as_str(), row["note"].as_str(), row["low"].as_str()), ("admiralty:B2; airwars:fair", "\"environ\"; =à voir\n| <b>", "12"));
    for format in ["turtle", "trig", "nquads", "jsonld"] {
        assert!(bench.run(&["export", "--format", format]).ok().contains("A. Analyst"), "{format}");
    }
    let ask = "SELECT ?by { ?review selon:reviews ?claim ; selon:verdict verdict:accept ; selon:reviewer ?by . ?claim a selon:Claim }";
    assert!(bench.run(&["query", ask]).ok().contains("A. Analyst"));
    let listed = rows(&bench, &["review"]);
    assert_eq!(listed.iter().map(|row| row["verdict"].as_str()).collect::<Vec<_>>(), ["accept", "grade", "grade", "correct", "note"]);
    assert!(listed.iter().all(|row| row["state"] == "as it was"));
    assert!(bench.run(&["show", &id]).ok().contains("correct, by B"));
}

#[test]
fn reviews_survive_and_tell_when_their_claim_has_changed() {
    let bench = ingested(ONE);
    let id = claim(&bench);
    bench.run(&["review", &id, "accept", "--by", "A"]).ok();
    let outdated = || rows(&bench, &["review", "--outdated"]);
    again(&bench, ONE);
    assert!(outdated().is_empty());
    // A paragraph before it moves the claim and changes nothing in it.
    again(&bench, &format!("Un communiqué.\n\n{ONE}"));
    assert!(outdated().is_empty());
    assert_eq!(rows(&bench, &["claims"])[0]["review"], "accept");
    again(&bench, &ONE.replace("La Russie", "L’Arménie"));
    assert_eq!((claim(&bench), outdated()[0]["state"].as_str()), (id.clone(), "changed"));
    assert_eq!(rows(&bench, &["claims"])[0]["review"], "outdated");
    again(&bench, "Rien.\n");
    assert_eq!(outdated()[0]["state"], "withdrawn");
    bench.run(&["check", "--quiet"]).ok();
    again(&bench, ONE);
    assert_eq!(rows(&bench, &["claims"])[0]["review"], "accept");
}

#[test]
fn reviews_are_of_their_time() {
    let bench = ingested(ONE);
    let id = claim(&bench);
    std::thread::sleep(std::time::Duration::from_millis(20));
    let before = jiff::Timestamp::now().to_string();
    std::thread::sleep(std::time::Duration::from_millis(20));
    bench.run(&["review", &id, "reject", "--by", "A"]).ok();
    assert_eq!(rows(&bench, &["claims", "--as-of", &before])[0]["review"], "");
    assert_eq!(rows(&bench, &["claims"])[0]["review"], "reject");
    bench.run(&["diff", "--since", &before]).ends(1, &["0 added, 1 changed, 0 withdrawn"]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let bench = ingested(ONE);
    let id = claim(&bench);
    let refused = |arguments: &[&str], words: &[&str]| {
        let mut all = vec!["review", id.as_str()];
        all.extend(arguments);
        bench.run(&all).ends(2, words)
    };
    refused(&["accept"], &["--by NAME", "SELON_REVIEWER"]);
    refused(&["grade", "G9", "--by", "A"], &["A to F", "G9"]);
    refused(&["grade", "perhaps", "--scale", "airwars", "--by", "A"], &["contested"]);
    refused(&["correct", "colour", "red", "--by", "A"], &["possible values", "act"]);
    refused(&["correct", "act", "shout", "--by", "A"], &["one of", "deny"]);
    refused(&["correct", "low", "ten", "--by", "A"], &["whole number"]);
    refused(&["accept", "--figure", "7", "--by", "A"], &["no figure 7"]);
    bench.run(&["review", "accept", "--by", "A"]).ends(2, &["expected a claim"]);
    bench.run(&["review", "ffff", "accept", "--by", "A"]).ends(1, &["there is no claim"]);
    assert!(!bench.store().join("reviews.nq").exists());
}

#[test]
fn the_check_sees_reviews() {
    let bench = ingested(ONE);
    let id = claim(&bench);
    bench.run(&["review", &id, "grade", "B2", "--by", "A"]).ok();
    let path = bench.store().join("reviews.nq");
    let good = std::fs::read_to_string(&path).unwrap();
    let without: String = good.split_inclusive('\n').filter(|line| !line.contains("ns#scale>")).collect();
    for (bad, words) in [(without, "shape"), (good.replace("verdict/grade", "verdict/praise"), "verdict"), ("x\n".to_owned(), "reviews.nq")] {
        std::fs::write(&path, bad).unwrap();
        assert!(bench.run(&["check"]).ends(1, &["fault"]).contains(words), "{words}");
    }
}
