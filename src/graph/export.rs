//! All that is in a store, made ready to be handed on.

use oxigraph::model::{Literal, NamedNode, Quad};
use serde_json::{Value, json};

use super::archive::Archive;
use super::corpus::Corpus;
use super::decision::Decisions;
use super::facts::Facts;
use super::review::{self, Review};
use super::view::claim_rows;
use super::writer::derive_from;
use super::{history, nanopub, redact, store};
use crate::claim::actor::Gazetteer;
use crate::rdf::Error;
use crate::rdf::vocab::{Verdict, other};

/// What is handed on.
pub type Quads = Vec<Quad>;

/// What is left out or added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The names of private persons are [covered](redact).
    pub redact_persons: bool,
    /// The texts of documents stand beside their claims, not just the quotations.
    pub with_text: bool,
}

/// The quads of a store. With names covered, what is derived is derived from what is left, and reviews say nothing in words.
///
/// # Errors
/// Where a file is broken, or a text that is wanted is missing.
pub fn quads(archive: &Archive, options: Options, gazetteer: &Gazetteer) -> Result<Vec<Quad>, Error> {
    let mut quads = if options.redact_persons { redacted(archive, gazetteer)? } else { store::quads(archive)? };
    if options.with_text {
        for facts in archive.map_documents(|quads| Facts::read(&quads))? {
            let graph = archive.base().document(&facts.key).graph();
            quads.push(Quad::new(NamedNode::new_unchecked(&facts.iri), other::IS_STRING, Literal::from(archive.text(&facts.text_hash)?), graph));
        }
    }
    Ok(quads)
}

fn redacted(archive: &Archive, gazetteer: &Gazetteer) -> Result<Vec<Quad>, Error> {
    let documents = archive.map_documents(redact::persons)?;
    let facts: Vec<Facts> = documents.iter().map(|quads| Facts::read(quads)).collect();
    let derived = derive_from(&facts, archive, gazetteer, &Decisions::read(archive)?)?.into_iter().flat_map(|(_, quads)| quads);
    let reviews = redact::reviews(archive.reviews()?);
    Ok(documents.into_iter().flatten().chain(derived).chain(reviews).chain(history::revisions(archive)?).collect())
}

/// The claims of a store as [nanopublications](nanopub).
///
/// # Errors
/// Where a file is broken.
pub fn nanopublications(archive: &Archive, options: Options) -> Result<Vec<Quad>, Error> {
    let of_document = |quads: Vec<Quad>| nanopub::of_document(&if options.redact_persons { redact::persons(quads) } else { quads });
    Ok(archive.map_documents(of_document)?.into_iter().flatten().collect())
}

/// The reviews of claims that have not changed since, each as a `ClaimReview` of schema.org. What only notes something decides nothing and is no review there.
///
/// The aspect says what was judged: `attribution`, whether the text says so; `credibility`, by a grade, whether it is to be believed.
#[must_use]
pub fn claim_reviews(corpus: &Corpus) -> Vec<Value> {
    let mut found = Vec::new();
    for (document, claim) in corpus.claims() {
        let reviews = corpus.reviews(&claim.iri);
        if reviews.is_empty() {
            continue;
        }
        let now = review::fingerprint(&claim_rows(corpus, document, claim, None));
        let who: Vec<Value> = claim.sources.iter().map(|iri| json!({ "@type": schema_type(corpus.kind(iri)), "name": corpus.name(iri) })).collect();
        for review in reviews.iter().filter(|r| r.fingerprint == now && r.verdict != Verdict::Note) {
            found.push(claim_review(document, &claim.iri, &claim.content, &who, review));
        }
    }
    found
}

fn claim_review(document: &Facts, claim: &str, content: &str, who: &[Value], review: &Review) -> Value {
    let mut article = json!({ "@type": "NewsArticle", "@id": document.iri });
    let fields = [
        ("headline", document.title.clone()),
        ("url", document.url.clone()),
        ("datePublished", document.published.map(|day| day.to_string())),
        ("publisher", document.publisher.clone()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            article[name] = if name == "publisher" { json!({ "@type": "Organization", "name": value }) } else { json!(value) };
        }
    }
    let (aspect, rating) = match (&review.grade, &review.correction) {
        (Some((scale, grade)), _) => ("credibility", json!({ "@type": "Rating", "alternateName": grade, "ratingExplanation": scale })),
        (None, Some((column, value))) => {
            let explanation = format!("{column}={value}");
            ("attribution", json!({ "@type": "Rating", "alternateName": review.verdict.name(), "ratingExplanation": explanation }))
        }
        (None, None) => ("attribution", json!({ "@type": "Rating", "alternateName": review.verdict.name() })),
    };
    let mut out = json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": content,
        "itemReviewed": { "@type": "Claim", "@id": claim, "author": who, "appearance": article },
        "author": { "@type": "Person", "name": review.reviewer },
        "datePublished": review.at.to_string(),
        "reviewAspect": aspect,
        "reviewRating": rating,
    });
    if let Some(note) = &review.note {
        out["reviewBody"] = json!(note);
    }
    out
}

/// What schema.org calls an actor of a kind.
fn schema_type(kind: &str) -> &'static str {
    match kind {
        "person" => "Person",
        "country" => "Country",
        _ => "Organization",
    }
}
