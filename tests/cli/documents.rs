//! Documents and actors that come in.

use crate::bench::{Bench, ONE, TWO};

#[test]
fn the_same_document_again_changes_nothing() {
    let bench = Bench::new();
    bench.file("a.txt", ONE);
    let run = bench.run(&["ingest", "a.txt", "--lang", "fr", "--published", "2020-11-06"]);
    assert!(run.out.starts_with("1 document (1 new): "), "{}", run.out);
    let before = bench.files(&[]);
    for _ in 0..2 {
        assert!(bench.run(&["ingest", "a.txt", "--lang", "fr", "--published", "2020-11-06"]).ok().starts_with("1 document (1 unchanged): "));
    }
    assert_eq!(bench.files(&[]), before);
    assert_eq!(bench.journal(), ["added"]);
}

#[test]
fn a_new_version_replaces_the_old_one_and_keeps_it() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).run(&["ingest", "a.txt"]).ok();
    let fresh = Bench::new();
    fresh.file("a.txt", TWO).run(&["ingest", "a.txt"]).ok();
    assert!(bench.file("a.txt", TWO).run(&["ingest", "a.txt"]).ok().starts_with("1 document (1 replaced): "));
    assert_eq!(bench.journal(), ["added", "replaced"]);
    // But for the graph of history, the graph is the one of a store that never had the old version.
    let lines = |bench: &Bench| bench.run(&["export", "--format", "nquads"]).ok().lines().map(str::to_owned).collect::<Vec<_>>();
    let (history, rest): (Vec<String>, Vec<String>) = lines(&bench).into_iter().partition(|line| line.ends_with("/graph/history> ."));
    assert_eq!(rest, lines(&fresh));
    assert_eq!(history.len(), 2, "what it took the place of, and the hash of that");
    assert_eq!(bench.files(&[]).keys().filter(|path| path.components().any(|c| c.as_os_str() == "history")).count(), 1);
}

#[test]
fn the_order_of_documents_changes_nothing() {
    let (one, two) = (Bench::new(), Bench::new());
    for bench in [&one, &two] {
        bench.file("a.txt", ONE).file("b.txt", TWO).file("c/d.txt", ONE);
    }
    one.run(&["ingest", "a.txt", "b.txt", "c"]).ok();
    two.run(&["ingest", "c"]).ok();
    two.run(&["ingest", "b.txt", "a.txt"]).ok();
    assert_eq!(one.files(&[]), two.files(&[]));
    for format in ["turtle", "trig", "nquads", "jsonld"] {
        assert_eq!(one.run(&["export", "--format", format]).ok(), two.run(&["export", "--format", format]).ok());
    }
}

#[test]
fn extract_writes_what_a_store_would_export() {
    let bench = Bench::new();
    bench.file("a.txt", ONE).file("b.txt", TWO).run(&["ingest", "a.txt", "b.txt"]).ok();
    for format in ["turtle", "trig", "nquads"] {
        assert_eq!(bench.run(&["extract", "b.txt", "a.txt", "--format", format]).ok(), bench.run(&["export", "--format", format]).ok());
    }
    let lines = bench.run(&["extract", "a.txt", "b.txt"]).ok();
    assert_eq!(lines, bench.run(&["extract", "a.txt", "b.txt"]).ok());
    let documents: Vec<serde_json::Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(documents.iter().map(|d| d["id"].as_str().unwrap()).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
    assert_eq!(documents[0]["text"], ONE);
}

#[test]
fn folders_lines_and_standard_input_are_read() {
    let bench = Bench::new();
    bench.file("in/a.txt", ONE).file("in/deep/b.md", TWO).file("in/photo.jpg", [0xff, 0xd8]).file("in/.hidden", "x");
    bench.file(
        "in/c.jsonl",
        format!(
            "{{\"id\": \"one\", \"lang\": \"fr\", \"text\": {:?}}}\n\n{{\"text\": {:?}, \"published\": \"2020-11-06\", \"claims\": [1]}}\n",
            ONE.trim(),
            TWO.trim()
        ),
    );
    let run = bench.run(&["ingest", "in"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.starts_with("4 documents (4 new)"), "{}", run.out);
    assert_eq!(run.err, "skipped in/photo.jpg: neither .txt, .md nor .jsonl\n");
    let keys = bench.run(&["query", "SELECT ?key { ?d selon:key ?key } ORDER BY ?key"]).ok();
    let keys: Vec<&str> = keys.lines().skip(1).collect();
    assert_eq!(keys[..3], ["a.txt", "deep/b.md", "one"]);
    assert!(keys[3].starts_with("text:"));

    let text = bench.run_with(&["extract", "--url", "http://x.example/1", "--publisher", "X", "--title", "T", "-"], ONE.as_bytes()).ok();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&document["id"], &document["publisher"], &document["title"]), (&"http://x.example/1".into(), &"X".into(), &"T".into()));
    let lines = bench.run_with(&["extract"], b"{\"id\": \"a\", \"text\": \"One.\"}\n{\"id\": \"b\", \"text\": \"Two.\"}").ok();
    assert_eq!(lines.lines().count(), 2);
}

#[test]
fn strict_keeps_what_is_sure_and_what_is_told_within_it() {
    let bench = Bench::new();
    bench.file("a.txt", "A neighbour said that Armenia said that Russia said that the bridge fell. He said that it rained.\n");
    let read = |strict: &[&str]| {
        let out = bench.run(&[&["extract", "a.txt", "--lang", "en"], strict].concat()).ok();
        let document: serde_json::Value = serde_json::from_str(&out).unwrap();
        let claim = |c: &serde_json::Value| (c["sources"][0]["name"].as_str().unwrap().to_owned(), c["within"].as_u64());
        document["claims"].as_array().unwrap().iter().map(claim).collect::<Vec<_>>()
    };
    let all = read(&[]);
    assert_eq!(all.len(), 4, "{all:?}");
    assert_eq!(all[2], ("Russia".to_owned(), Some(1)));
    // Who is only described, or called by a pronoun, may be somebody else.
    assert_eq!(read(&["--strict"]), [("Armenia".to_owned(), None), ("Russia".to_owned(), Some(0))]);
    bench.run(&["ingest", "a.txt", "--lang", "en"]).ok();
    let kept = bench.run(&["claims", "--strict", "--format", "json"]).ok();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&kept).unwrap().as_array().unwrap().len(), 2, "{kept}");
}

#[test]
fn many_documents_come_out_in_order() {
    let bench = Bench::new();
    let lines: Vec<String> = (0..600).map(|n| format!("{{\"id\": \"{n}\", \"lang\": \"en\", \"text\": \"Number {n} said that it rained.\"}}")).collect();
    let out = bench.file("many.jsonl", lines.join("\n")).run(&["extract", "many.jsonl"]).ok();
    let ids: Vec<String> = out.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, (0..600).map(|n| n.to_string()).collect::<Vec<_>>());
}

const OWN: &str = "@prefix : <https://w3id.org/selon/id/agent/> .\n@prefix actor: <https://w3id.org/selon/voc/actor/> .\n\
    @prefix selon: <https://w3id.org/selon/ns#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
    :toll-front selon:actorKind actor:armedGroup ; skos:prefLabel \"Toll Front\"@en, \"Front du Toll\"@fr .\n";

#[test]
fn actors_of_ones_own_are_known_to_the_store_from_then_on() {
    let bench = Bench::new();
    bench.file("own.ttl", OWN).file("a.txt", "Le Front du Toll a revendiqué mardi la mort de 12 soldats.\n");
    bench.file("b.txt", "The Toll Front said on Tuesday that three villages had been shelled.\n");
    let actor = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["claims"][0]["sources"][0]["actor"].clone();
    assert_eq!(actor(&bench.run(&["extract", "a.txt", "--actors", "own.ttl"]).ok()), "toll-front");
    assert_ne!(actor(&bench.run(&["extract", "a.txt"]).ok()), "toll-front");
    bench.run(&["ingest", "a.txt", "--actors", "own.ttl"]).ok();
    bench.run(&["ingest", "b.txt"]).ok();
    let list = bench.run(&["actors"]).ok();
    assert!(list.lines().any(|l| l.starts_with("Toll Front,organisation,true,2,")), "{list}");
    assert!(bench.run(&["actor", "Front du Toll"]).ok().contains("Toll Front (en)"));
    assert_eq!(bench.run(&["check"]).status, 0);
    let turtle = |command: &[&str]| bench.run(command).ok();
    assert_eq!(turtle(&["extract", "b.txt", "a.txt", "--actors", "own.ttl", "--format", "trig"]), turtle(&["export", "--format", "trig"]));
}

#[test]
fn a_mistake_among_actors_of_ones_own_is_said_with_its_place() {
    let bench = Bench::new();
    bench
        .file("a.txt", TWO)
        .file("own.ttl", format!("{OWN}:toll-front skos:prefLable \"Front\"@en .\n"))
        .file("cut.ttl", format!("{OWN}:toll-front skos:prefLabel\n"));
    for command in ["extract", "ingest"] {
        bench.run(&[command, "a.txt", "--actors", "own.ttl"]).fails(1, &["own.ttl:", "prefLable"]);
        bench.run(&[command, "a.txt", "--actors", "cut.ttl"]).fails(1, &["cut.ttl:"]);
        bench.run(&[command, "a.txt", "--actors", "none.ttl"]).fails(1, &["none.ttl", "No such file"]);
    }
    bench.run(&["ingest", "a.txt"]).ok();
    bench.file("selon.db/actors.ttl", "nonsense").run(&["ingest", "a.txt"]).fails(1, &["actors.ttl:1:"]);
}
