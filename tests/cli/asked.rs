//! Questions, formats, and what is not there.

use std::fs;

use crate::bench::{Bench, ONE};

#[test]
fn a_query_only_reads() {
    let bench = Bench::with_example();
    let before = bench.files(&[]);
    for refused in [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <http://x.example/> a <http://x.example/> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
    ] {
        bench.run(&["query", refused]).fails(1, &["refused"]);
    }
    bench.run(&["query", "SELECT ?s {\n ?s ?p ? }"]).fails(1, &["SPARQL", "2:"]);
    bench.run(&["query", "SELECT * { ?s foo:bar ?o }"]).fails(1, &["prefixes that need no PREFIX"]);
    bench.run(&["query", "--file", "nowhere.rq"]).fails(1, &["nowhere.rq"]);
    // A graph that is asked for by FROM is looked for in the store and nowhere else.
    assert_eq!(bench.run(&["query", "SELECT * FROM <http://x.example/> { ?s ?p ?o }"]).ok(), "o,p,s\n");
    assert_eq!(bench.files(&[]), before);
}

#[test]
fn rows_and_time_have_their_limits() {
    let bench = Bench::with_example();
    let run = bench.run(&["query", "--max-rows", "2", "SELECT ?c { ?c a selon:Claim }"]);
    run.fails(1, &["cut off after 2 rows", "--max-rows"]);
    assert_eq!(run.out.lines().count(), 3);
    bench
        .run(&["query", "--timeout", "0.05", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"])
        .fails(1, &["ran out of its time", "--timeout"]);
    bench.run(&["query", "--timeout", "0", "ASK {}"]).fails(2, &["seconds"]);
}

#[test]
fn a_format_that_does_not_fit_is_refused() {
    let bench = Bench::with_example();
    bench.run(&["query", "--format", "turtle", "SELECT * { ?s ?p ?o }"]).fails(2, &["gives rows"]);
    bench.run(&["query", "--format", "csv", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"]).fails(2, &["gives a graph"]);
    assert_eq!(bench.run(&["query", "--format", "json", "ASK {}"]).ok(), "{\"head\":{},\"boolean\":true}\n");
}

#[test]
fn what_is_not_there_is_said() {
    let bench = Bench::with_example();
    bench.run(&["show", "ffff"]).fails(1, &["there is no claim \"ffff\"", "selon claims"]);
    bench.run(&["show", ""]).fails(2, &["hash of a claim"]);
    bench.run(&["graph", "neighbors", "Gondor"]).fails(1, &["nobody in this store is called \"Gondor\"", "Caldora"]);
    let run = bench.run(&["claims", "--speaker", "Gondor"]);
    assert_eq!((run.status, run.err.as_str()), (0, "no claim is like that\n"));
    bench.run(&["ask", "meaning-of-life"]).fails(1, &["no question", "disagreements"]);
    bench.run(&["ask", "quotes"]).fails(1, &["needs speaker", "-p speaker="]);
}

#[test]
fn a_file_that_is_there_is_not_overwritten() {
    let bench = Bench::with_example();
    bench.file("out.ttl", "mine");
    bench.run(&["export", "--out", "out.ttl"]).fails(1, &["out.ttl", "--force"]);
    assert_eq!(fs::read_to_string(bench.path("out.ttl")).unwrap(), "mine");
    bench.run(&["export", "--out", "out.ttl", "--force"]).ok();
    assert_eq!(fs::read_to_string(bench.path("out.ttl")).unwrap(), bench.run(&["export"]).ok());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let bench = Bench::with_example();
    let mut child = bench.command(&["export", "--format", "nquads"]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn the_store_is_where_it_is_said_to_be() {
    let bench = Bench::new();
    bench.file("a.txt", ONE);
    let status = bench.command(&["ingest", "a.txt"]).env("SELON_STORE", "by-name.db").status().unwrap();
    assert!(status.success() && bench.path("by-name.db/selon.toml").exists());
    bench.run(&["ingest", "a.txt", "--store", "other.db", "--base", "https://data.example/"]).ok();
    assert!(bench.run(&["export", "--store", "other.db"]).ok().contains("@base <https://data.example/> ."));
    bench.run(&["ingest", "a.txt", "--store", "other.db", "--base", "https://more.example/"]).fails(1, &["its base is https://data.example/"]);
    bench.run(&["ingest", "a.txt", "--store", "third.db", "--base", "data"]).fails(2, &["--base"]);
}
