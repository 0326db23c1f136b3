//! What people decided about claims. It stands in a graph of its own and changes nothing in those of documents.
//!
//! A review knows by a fingerprint what the claim said when it was made. It stays when its document is read anew, also where the claim
//! says something else then or is gone: that is told, not decided.

use jiff::Timestamp;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::archive::write_quads;
use super::facts::{Graph, Node};
use super::view::Row;
use super::writer::Writer;
use crate::rdf::Error;
use crate::rdf::canonical::digest;
use crate::rdf::iri::{Base, concept};
use crate::rdf::vocab::{Verdict, class, other, prop};
use crate::rdf::write::sort;

/// The columns that say what a claim says, and not where it stands, what follows from other documents, or how it was found.
const SAID: [&str; 24] = [
    "document",
    "who",
    "kind",
    "via",
    "directed_at",
    "cue",
    "act",
    "form",
    "polarity",
    "certainty",
    "content",
    "measure",
    "low",
    "high",
    "qualifier",
    "words",
    "new",
    "of",
    "population",
    "unit",
    "place",
    "scope",
    "said_from",
    "said_until",
];

/// The columns that can be corrected.
pub const CORRECTABLE: [&str; 21] = [
    "who",
    "kind",
    "via",
    "directed_at",
    "act",
    "form",
    "polarity",
    "certainty",
    "measure",
    "low",
    "high",
    "qualifier",
    "new",
    "of",
    "population",
    "unit",
    "place",
    "scope",
    "said_from",
    "said_until",
    "event",
];

/// A decision of a person about a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The claim, by IRI.
    pub claim: String,
    /// Who decided.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub verdict: Verdict,
    /// Which figure is meant, from 1; none: the claim.
    pub figure: Option<u64>,
    /// The column that is corrected, and what should stand there.
    pub correction: Option<(String, String)>,
    /// The scale and the grade.
    pub grade: Option<(String, String)>,
    /// What is said beside it.
    pub note: Option<String>,
    /// The hash of what the claim said then.
    pub fingerprint: String,
}

impl Review {
    /// The review as quads of the graph of reviews.
    #[must_use]
    pub fn quads(&self, base: &Base) -> Vec<Quad> {
        let at = self.at.to_string();
        let pair = |pair: &Option<(String, String)>| pair.clone().unwrap_or_default();
        let ((column, value), (scale, grade)) = (pair(&self.correction), pair(&self.grade));
        let figure = self.figure.map(|n| n.to_string()).unwrap_or_default();
        let note = self.note.as_deref().unwrap_or_default();
        let node = base.review(&[&self.claim, &self.reviewer, &at, self.verdict.name(), &figure, &column, &value, &scale, &grade, note]);
        let mut quads = Vec::new();
        let mut say = |predicate: NamedNodeRef<'_>, object: Term| quads.push(Quad::new(node.clone(), predicate.into_owned(), object, base.reviews()));
        say(rdf::TYPE, class::REVIEW.into());
        say(prop::REVIEWS, NamedNode::new_unchecked(&self.claim).into());
        say(prop::REVIEWER, Literal::from(self.reviewer.as_str()).into());
        say(other::GENERATED_AT_TIME, Literal::new_typed_literal(at, xsd::DATE_TIME).into());
        say(prop::VERDICT, concept("verdict", self.verdict.name()).into());
        say(prop::FINGERPRINT, Literal::from(self.fingerprint.as_str()).into());
        if let Some(figure) = self.figure {
            say(prop::FIGURE, Literal::from(i64::try_from(figure).unwrap_or(i64::MAX)).into());
        }
        let said = [
            (self.correction.is_some(), [(prop::CORRECTS, column), (prop::VALUE, value)]),
            (self.grade.is_some(), [(prop::SCALE, scale), (prop::GRADE, grade)]),
        ];
        for (predicate, text) in said.into_iter().filter(|(is_said, _)| *is_said).flat_map(|(_, pair)| pair) {
            say(predicate, Literal::from(text).into());
        }
        if let Some(note) = &self.note {
            say(other::NOTE, Literal::from(note.as_str()).into());
        }
        quads
    }
}

/// The reviews that stand in some quads. One without a claim, a time or a verdict is passed over.
#[must_use]
pub fn read(quads: &[Quad]) -> Vec<Review> {
    Graph::new(quads).of_class(class::REVIEW).filter_map(|node| review(&node)).collect()
}

fn review(node: &Node<'_>) -> Option<Review> {
    Some(Review {
        claim: node.iri(prop::REVIEWS)?,
        reviewer: node.text(prop::REVIEWER).unwrap_or_default(),
        at: node.text(other::GENERATED_AT_TIME)?.parse().ok()?,
        verdict: Verdict::from_name(&node.word(prop::VERDICT))?,
        figure: node.number(prop::FIGURE),
        correction: node.text(prop::CORRECTS).zip(node.text(prop::VALUE)),
        grade: node.text(prop::SCALE).zip(node.text(prop::GRADE)),
        note: node.text(other::NOTE),
        fingerprint: node.text(prop::FINGERPRINT).unwrap_or_default(),
    })
}

/// Adds a review to those of a store.
///
/// # Errors
/// Where the reviews that are there are broken, or the file cannot be written.
pub fn add(writer: &Writer, review: &Review) -> Result<(), Error> {
    let archive = writer.archive();
    let mut quads = archive.reviews()?;
    quads.extend(review.quads(archive.base()));
    sort(&mut quads);
    write_quads(&archive.reviews_path(), &quads, archive.base())
}

/// The hash of what a claim says, by all of its rows.
#[must_use]
pub fn fingerprint(rows: &[Row]) -> String {
    let names = Row::columns();
    let said = rows.iter().flat_map(|row| names.iter().zip(row.cells()).filter(|(name, _)| SAID.contains(&name.as_str())).map(|(_, cell)| cell));
    digest(&said.collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>())
}

/// Writes beside a claim what was decided about it: the last decision, the last correction of each column, the last grade of each scale, all notes.
pub(super) fn annotate(rows: &mut [Row], reviews: &[Review]) {
    if reviews.is_empty() {
        return;
    }
    let now = fingerprint(rows);
    let decided = |r: &&Review| matches!(r.verdict, Verdict::Accept | Verdict::Reject | Verdict::Correct);
    let last = reviews.iter().rfind(decided);
    let notes: Vec<String> = reviews.iter().filter_map(|r| r.note.clone()).collect();
    let grades = last_of_each(reviews.iter().filter_map(|r| r.grade.as_ref()).map(|(scale, grade)| (scale.clone(), format!("{scale}:{grade}"))));
    for row in rows {
        let of_row = |r: &&Review| r.figure.is_none_or(|figure| row.figure.is_some_and(|n| n as u64 == figure)) && r.fingerprint == now;
        let corrections =
            reviews.iter().filter(of_row).filter_map(|r| r.correction.as_ref()).map(|(column, value)| (column.clone(), format!("{column}={value}")));
        row.correction = last_of_each(corrections);
        row.review = last.map(|r| if r.fingerprint == now { r.verdict.name() } else { "outdated" }.to_owned());
        row.reviewer = last.map(|r| r.reviewer.clone());
        row.grade.clone_from(&grades);
        row.note.clone_from(&notes);
    }
}

/// The last text of each name, in the order of names.
fn last_of_each(said: impl Iterator<Item = (String, String)>) -> Vec<String> {
    said.collect::<std::collections::BTreeMap<_, _>>().into_values().collect()
}
