//! Two lists of claims: which came in, which went, which say something else now.
//!
//! A claim is the same where its document's key and its words are the same. Where it stands in the text is no part of what it says.

use std::collections::BTreeMap;

use serde::Serialize;

use super::view::Row;

/// Columns that say where a claim stands, or only repeat its name.
const PLACES: [&str; 8] = ["claim", "iri", "figure", "text_hash", "begin", "end", "words_begin", "words_end"];

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It was not there before.
    Added,
    /// It says something else.
    Changed,
    /// It is there no longer.
    Withdrawn,
}

impl Change {
    /// Its name: `added`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Changed => "changed",
            Change::Withdrawn => "withdrawn",
        }
    }
}

/// A difference: a claim that came or went, or one column of a claim that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What became of the claim.
    pub change: Change,
    /// Its hash.
    pub claim: String,
    /// The key of its document.
    pub document: String,
    /// Who says it.
    pub who: String,
    /// Its words.
    pub content: String,
    /// The figure that changed, from 1.
    pub figure: Option<usize>,
    /// The column that changed; empty for a claim that came or went. For a figure that came or went: `words`.
    pub column: String,
    /// What stood there before.
    pub was: String,
    /// What stands there now.
    pub now: String,
}

/// The differences between two lists of claims, in the order of documents and of their claims.
#[must_use]
pub fn differences(old: &[Row], new: &[Row]) -> Vec<Difference> {
    let (before, after) = (by_claim(old), by_claim(new));
    let mut found = Vec::new();
    for (claim, rows) in &before {
        match after.get(claim) {
            None => found.extend(rows.first().map(|row| difference(Change::Withdrawn, row))),
            Some(now) => found.extend(changes(rows, now)),
        }
    }
    for (claim, rows) in &after {
        if !before.contains_key(claim) {
            found.extend(rows.first().map(|row| difference(Change::Added, row)));
        }
    }
    found.sort_by(|a, b| (&a.document, &a.claim, a.figure).cmp(&(&b.document, &b.claim, b.figure)));
    found
}

fn by_claim(rows: &[Row]) -> BTreeMap<&str, Vec<&Row>> {
    let mut by_claim: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        by_claim.entry(&row.claim).or_default().push(row);
    }
    by_claim
}

fn difference(change: Change, row: &Row) -> Difference {
    Difference {
        change,
        claim: row.claim.clone(),
        document: row.document.clone(),
        who: row.who.join("; "),
        content: row.content.clone(),
        figure: None,
        column: String::new(),
        was: String::new(),
        now: String::new(),
    }
}

/// What changed in a claim: in each of its figures, and whatever is the same for all of them once.
fn changes(old: &[&Row], new: &[&Row]) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    for at in 0..old.len().max(new.len()) {
        match (old.get(at), new.get(at)) {
            (Some(was), Some(now)) => {
                for change in columns(was, now) {
                    if !found.iter().any(|f| (&f.column, &f.was, &f.now) == (&change.column, &change.was, &change.now)) {
                        found.push(change);
                    }
                }
            }
            (was, now) => {
                let words = |row: Option<&&Row>| row.and_then(|row| row.words.clone()).unwrap_or_default();
                let row = now.or(was);
                let figure = row.and_then(|row| row.figure);
                let change = row.map(|row| difference(Change::Changed, row));
                found.extend(change.map(|change| Difference { figure, column: "words".to_owned(), was: words(was), now: words(now), ..change }));
            }
        }
    }
    found
}

fn columns(was: &Row, now: &Row) -> Vec<Difference> {
    let cells = was.cells().into_iter().zip(now.cells());
    let names = Row::columns();
    let changed = names.iter().zip(cells).filter(|(name, (was, now))| !PLACES.contains(&name.as_str()) && was != now);
    changed
        .map(|(name, (before, after))| Difference { figure: now.figure, column: name.clone(), was: before, now: after, ..difference(Change::Changed, now) })
        .collect()
}
