//! Laws of the graph: what is true of any document and of anything that could be read in it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Quad};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use selon::claim::actor::Gazetteer;
use selon::claim::vocabulary::{Act, Certainty, EventKind, Form, Measure, Polarity, Population, Qualifier, Resolution, Scope, SourceKind};
use selon::claim::{ActorRef, Claim, Count, Event, LocalActor, Party, Reading, Source};
use selon::graph::corpus::Corpus;
use selon::graph::derive::Derivation;
use selon::graph::facts::Facts;
use selon::graph::network::Network;
use selon::graph::passage::{Mark, passage};
use selon::graph::store;
use selon::graph::view::{self, Filter};
use selon::rdf::canonical::{self, canonical};
use selon::rdf::emit::emit;
use selon::rdf::iri::Base;
use selon::rdf::write::{Syntax, sort, write};
use selon::text::document::Document;
use selon::text::span::Bytes;

/// Any text that a document can have: words, marks, accents that combine, characters beyond the first plane, line ends of all kinds.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé’« »0-9.,\n]{1,80}",
        any::<String>(),
        vec(prop_oneof![Just("e\u{301}"), Just("\r\n"), Just("😀"), Just("\u{202f}"), Just("\u{200f}"), Just("\u{feff}"), Just("\"\\"), Just("word ")], 1..30)
            .prop_map(|parts| parts.concat()),
    ]
}

/// A stretch of a text, by two numbers; it falls on the borders of characters.
fn stretch(text: &str, (a, b): (u16, u16)) -> Bytes {
    let borders: Vec<u32> = text.char_indices().map(|(at, _)| at).chain([text.len()]).map(|at| u32::try_from(at).unwrap()).collect();
    let (a, b) = (borders[usize::from(a) % borders.len()], borders[usize::from(b) % borders.len()]);
    Bytes::new(a.min(b), a.max(b))
}

fn pick<T: Copy>(list: &[T], n: u8) -> T {
    list[usize::from(n) % list.len()]
}

type Numbers = (u16, u16);

/// The numbers from which a claim is made.
#[derive(Clone, Debug)]
struct Seeds {
    spans: [Numbers; 4],
    words: [u8; 6],
    sources: Vec<u8>,
    targets: Vec<u8>,
    via: Vec<u8>,
    counts: Vec<(Numbers, Option<u64>, Option<u64>, u8)>,
    event: Option<u8>,
    within: Option<u8>,
}

fn seeds() -> impl Strategy<Value = Seeds> {
    (
        any::<[Numbers; 4]>(),
        any::<[u8; 6]>(),
        vec(any::<u8>(), 0..3),
        vec(any::<u8>(), 0..3),
        vec(any::<u8>(), 0..3),
        vec(any::<(Numbers, Option<u64>, Option<u64>, u8)>(), 0..3),
        option::of(any::<u8>()),
        option::of(any::<u8>()),
    )
        .prop_map(|(spans, words, sources, targets, via, counts, event, within)| Seeds { spans, words, sources, targets, via, counts, event, within })
}

fn source(text: &str, n: u8, span: Numbers) -> Source {
    let actor = if n.is_multiple_of(2) { ActorRef::Known(format!("actor-{}", n % 8).into()) } else { ActorRef::Local(u32::from(n % 5)) };
    Source { text: stretch(text, span), name: format!("N{n}"), kind: pick(SourceKind::ALL, n), actor, resolution: pick(Resolution::ALL, n) }
}

fn claim(text: &str, seeds: &Seeds) -> Claim {
    let [content, cue, who, at] = seeds.spans;
    let voices = |list: &[u8]| list.iter().map(|n| source(text, *n, (who.0.wrapping_add(u16::from(*n)), who.1))).collect();
    Claim {
        content: stretch(text, content),
        sources: voices(&seeds.sources),
        via: voices(&seeds.via),
        cue: Some(stretch(text, cue)).filter(|c| !c.is_empty()),
        act: pick(Act::ALL, seeds.words[0]),
        form: pick(Form::ALL, seeds.words[1]),
        polarity: pick(Polarity::ALL, seeds.words[2]),
        certainty: pick(Certainty::ALL, seeds.words[3]),
        counts: seeds.counts.iter().map(|(span, low, high, n)| count(text, *span, *low, *high, *n)).collect(),
        said: None,
        event: seeds.event.map(|n| u32::from(n % 4)),
        directed_at: voices(&seeds.targets),
        within: seeds.within.map(|n| u32::from(n % 6)),
        rule: format!("rule-{}", at.0 % 7),
        confidence: seeds.words[4],
    }
}

fn count(text: &str, span: Numbers, low: Option<u64>, high: Option<u64>, n: u8) -> Count {
    Count {
        text: stretch(text, span),
        measure: (n > 20).then(|| pick(Measure::ALL, n)),
        low: low.map(|l| l / 4),
        high: high.map(|h| h / 4),
        qualifier: pick(Qualifier::ALL, n),
        of: (0..n % 3).map(|i| Party { name: format!("P{i}"), actor: (i == 1).then(|| ActorRef::Local(u32::from(n % 4))) }).collect(),
        population: pick(Population::ALL, n),
        unit: "people".to_owned(),
        place: n.is_multiple_of(2).then(|| "Somewhere".to_owned()),
        scope: pick(Scope::ALL, n),
        new: n.is_multiple_of(7),
        period: None,
    }
}

/// A document and anything that could be read in it.
fn readings() -> impl Strategy<Value = (Document, Reading)> {
    (
        texts(),
        "[a-z]{1,3}",
        option::of(texts()),
        vec(seeds(), 0..4),
        prop_oneof![Just(String::new()), Just("fr".to_owned()), Just("en".to_owned()), Just("not a tag".to_owned())],
    )
        .prop_map(|(text, id, title, claims, lang)| {
            let document = canonical(&Document { title, ..Document::new(&id, &lang, &text) });
            let text = &document.text;
            let actors = (0..4_u8).map(|n| LocalActor {
                name: format!("L{n}"),
                kind: pick(SourceKind::ALL, n),
                named: n % 2 == 0,
                role: None,
                speaks_for: (n > 1).then(|| ActorRef::Local(u32::from(n))),
                mention: stretch(text, (u16::from(n), 9)),
            });
            let events = (0..3_u8).map(|n| Event {
                kind: pick(EventKind::ALL, n * 5),
                place: Some(format!("Place{n}")),
                when: None,
                participants: Vec::new(),
                mention: stretch(text, (0, u16::from(n))),
            });
            let reading = Reading { lang, claims: claims.iter().map(|s| claim(text, s)).collect(), actors: actors.collect(), events: events.collect() };
            (document, reading)
        })
}

fn derived(documents: &[Vec<Quad>]) -> Vec<Quad> {
    let (base, gazetteer) = (Base::default(), Gazetteer::new());
    let mut derivation = Derivation::new(&base, &gazetteer, &[]);
    documents.iter().for_each(|quads| derivation.add(&Facts::read(quads)));
    derivation.finish(&[]).unwrap().into_iter().flat_map(|(_, quads)| quads).collect()
}

fn text(quads: &[Quad], syntax: Syntax) -> String {
    let mut bytes = Vec::new();
    write(quads, syntax, &Base::default(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn read(text: &str, format: RdfFormat) -> Vec<Quad> {
    let mut quads: Vec<Quad> = RdfParser::from_format(format).for_slice(text.as_bytes()).collect::<Result<_, _>>().unwrap_or_else(|e| panic!("{e}\n{text}"));
    sort(&mut quads);
    quads
}

proptest! {
    #[test]
    fn canonical_form_is_canonical(raw in texts()) {
        let once = canonical::text(&raw);
        prop_assert_eq!(canonical::text(&once), once.clone());
        let mark = once.starts_with('\u{feff}') || once.contains('\r');
        prop_assert!(!mark);
    }

    #[test]
    fn the_same_document_gives_the_same_graph_and_every_syntax_says_it((document, reading) in readings()) {
        let quads = emit(&document, &reading, &Base::default());
        prop_assert_eq!(&quads, &emit(&document, &reading, &Base::default()));
        prop_assert_eq!(&read(&text(&quads, Syntax::NQuads), RdfFormat::NQuads), &quads);
        prop_assert_eq!(&read(&text(&quads, Syntax::TriG), RdfFormat::TriG), &quads);
        prop_assert_eq!(&read(&text(&quads, Syntax::JsonLd), RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }), &quads);
        let mut flat: Vec<Quad> = quads.iter().map(|q| Quad { graph_name: GraphName::DefaultGraph, ..q.clone() }).collect();
        sort(&mut flat);
        prop_assert_eq!(&read(&text(&quads, Syntax::Turtle), RdfFormat::Turtle), &flat);
        let mut kept: Vec<Quad> = store::index([Ok(quads.clone())]).unwrap().iter().collect::<Result<_, _>>().unwrap();
        sort(&mut kept);
        // The index writes languages in small letters; nothing else may differ.
        prop_assert_eq!(kept, quads);
    }

    #[test]
    fn every_span_has_the_words_that_it_names((document, reading) in readings()) {
        let facts = Facts::read(&emit(&document, &reading, &Base::default()));
        let characters: Vec<char> = document.text.chars().collect();
        let words = |begin: u32, end: u32| characters[begin as usize..end as usize].iter().collect::<String>();
        for claim in &facts.claims {
            prop_assert_eq!(&claim.content, &words(claim.begin, claim.end));
            prop_assert!(!claim.sources.is_empty());
            if let Some((cue, Some((begin, end)))) = &claim.cue {
                prop_assert_eq!(cue, &words(*begin, *end));
            }
            for mention in &claim.mentions {
                prop_assert_eq!(&mention.text, &words(mention.at.0, mention.at.1));
                prop_assert!(!mention.denotes.is_empty());
            }
            for count in &claim.counts {
                let (begin, end) = count.at.unwrap();
                prop_assert_eq!(&count.text, &words(begin, end));
            }
        }
        let parted: usize = reading.claims.iter().map(|c| if c.sources.len() > 1 && c.directed_at.iter().any(|t| c.sources.iter().any(|s| s.actor == t.actor)) { c.sources.len() } else { 1 }).sum();
        prop_assert_eq!(facts.claims.len(), parted);
    }

    #[test]
    fn the_order_of_documents_changes_nothing(documents in vec(readings(), 1..4), turn in 0_usize..4) {
        // Documents of one key are versions of one another and never stand together.
        let keys: BTreeSet<&str> = documents.iter().map(|(d, _)| d.id.as_str()).collect();
        prop_assume!(keys.len() == documents.len());
        let graphs: Vec<Vec<Quad>> = documents.iter().map(|(d, r)| emit(d, r, &Base::default())).collect();
        let mut turned = graphs.clone();
        turned.rotate_left(turn % graphs.len());
        let straight = derived(&graphs);
        prop_assert_eq!(&straight, &derived(&turned));
        // A triple stands in one graph.
        let all: Vec<&Quad> = straight.iter().chain(graphs.iter().flatten()).collect();
        let triples: BTreeSet<String> = all.iter().map(|q| format!("{} {} {}", q.subject, q.predicate, q.object)).collect();
        prop_assert_eq!(triples.len(), all.len());
    }

    #[test]
    fn everything_can_be_looked_at((document, reading) in readings()) {
        let quads = emit(&document, &reading, &Base::default());
        let corpus = Corpus::new(vec![Facts::read(&quads)], &derived(&[quads]));
        for row in view::rows(&corpus, &Filter::default()) {
            prop_assert!(row.figure().is_empty() == row.qualifier.is_none());
        }
        for (facts, claim) in corpus.claims() {
            let shown: String = passage(&document.text, &facts.lang, claim).into_iter().filter_map(|m| if let Mark::Text(t) = m { Some(t) } else { None }).collect();
            prop_assert!(document.text.contains(&shown), "{:?} is no part of the text", shown);
        }
        let network = Network::new(&corpus);
        for actor in corpus.actors() {
            for neighbor in network.neighbors(actor) {
                prop_assert!(network.path(actor, &neighbor.actor.iri).is_some());
            }
        }
    }
}
