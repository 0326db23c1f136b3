//! The graph: how a document is written and read back, what is derived, and what the named questions find in the example.

mod common;

use std::collections::BTreeMap;

use common::{example, world, world_files};
use selon::graph::answer;
use selon::graph::derive::Derivation;
use selon::graph::facts::Facts;
use selon::graph::query::{Answer, Limits};
use selon::graph::{question, store};
use selon::rdf::emit::emit;
use selon::rdf::iri::Base;
use selon::rdf::write::{Syntax, sort, write};

use oxigraph::model::Quad;

fn documents() -> Vec<Vec<Quad>> {
    example().iter().map(|(document, reading)| emit(document, reading, &Base::default())).collect()
}

fn derived(documents: &[Vec<Quad>]) -> BTreeMap<&'static str, Vec<Quad>> {
    let (base, gazetteer) = (Base::default(), world());
    let mut derivation = Derivation::new(&base, &gazetteer);
    documents.iter().for_each(|quads| derivation.add(&Facts::read(quads)));
    derivation.finish(&world_files()).unwrap()
}

fn all() -> Vec<Quad> {
    let documents = documents();
    let mut quads: Vec<Quad> = derived(&documents).into_values().flatten().chain(documents.into_iter().flatten()).collect();
    sort(&mut quads);
    quads
}

fn text(quads: &[Quad], syntax: Syntax) -> String {
    let mut bytes = Vec::new();
    write(quads, syntax, &Base::default(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The rows of a question, cells parted by ` | `.
fn ask(name: &str, values: &[(&str, &str)]) -> Vec<String> {
    let store = store::index([Ok(all())]).unwrap();
    let values: Vec<(String, String)> = values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let answer = question::find(name).unwrap().ask(&store, &Base::default(), &values, Limits::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
    match answer {
        Answer::Rows(rows) => answer::cells(&rows, &Base::default()).iter().map(|row| row.join(" | ")).collect(),
        Answer::Graph { triples, .. } => vec![triples.len().to_string()],
        Answer::Truth(truth) => vec![truth.to_string()],
    }
}

#[test]
fn print() {
    let quads = all();
    println!("{}", text(&quads, Syntax::TriG));
    println!("{}", text(&quads, Syntax::JsonLd));
    println!("{} quads", quads.len());
    for d in documents() { println!("{} {}", d.len(), Facts::read(&d).claims.len()); }
    for (n, d) in derived(&documents()) { println!("{n} {}", d.len()); }
    for (name, _) in question::BUILT_IN {
        println!("## {name}");
        let v: &[(&str,&str)] = match *name { "at" => &[("document","post"),("at","80")], "document" => &[("document","post")], "statements"|"quotes" => &[("speaker","Irena Voss")], _ => &[] };
        for r in ask(name, v) { println!("{r}"); }
    }
}

#[test]
fn gold() {
    for l in ["en","fr"] {
    let (mut q, mut d, mut c, mut n)=(0,0,0,0);
    let mut docs=vec![];
    for f in std::fs::read_dir("/work/shared/gold").unwrap() { let f=f.unwrap().path(); let s=f.to_string_lossy().into_owned(); if !s.contains(&format!("dev-{l}")) {continue}
      for line in std::fs::read_to_string(&f).unwrap().lines() {
        let (doc,r)=common::Note::from_gold(line).reading(&world());
        n+=r.claims.iter().map(|c|c.counts.len()).sum::<usize>();
        let e=emit(&doc,&r,&Base::default()); q+=e.len(); d+=1; c+=r.claims.len(); docs.push(e);
      } }
    let t: usize=derived(&docs).values().map(Vec::len).sum();
    println!("{l}: {d} docs {c} claims {n} counts {q} quads {} a claim, derived {t}", q as f64/c as f64);
    } 
}
