//! The names of private persons, out of what is handed on.
//!
//! A private person is one whom a document introduces by name and who is not in the list of actors. Every word of the name is covered wherever
//! it stands in the document's graph: in quotations and the words around them, in titles, in what else is said of the person.
//! Offsets and hashes stay, so that whoever has the texts can still find the place - and whoever guesses a name can confirm the guess. A name
//! that nobody of a claim has, inside a quotation, is not known to be one and stays.

use std::collections::BTreeSet;

use oxigraph::model::{Literal, Quad, Term};

use super::facts::Graph;
use crate::rdf::vocab::{other, prop, schemes};
use crate::text::orthography::fold;

/// What stands where a name stood.
pub const COVER: &str = "▮▮▮";

/// Words of a name that are covered only as a part of the whole name: initials, particles.
const SHORTEST: usize = 3;

/// The quads of a document's graph without the names of private persons.
#[must_use]
pub fn persons(mut quads: Vec<Quad>) -> Vec<Quad> {
    let names = names(&quads);
    if names.is_empty() {
        return quads;
    }
    let words = words(&names);
    for quad in &mut quads {
        // Keys, hashes and numbers are no words; an address may well have a name in it.
        if [prop::KEY, prop::VERSION, prop::TEXT_HASH].contains(&quad.predicate.as_ref()) {
            continue;
        }
        match &quad.object {
            Term::Literal(literal) => {
                let covered = cover(literal.value(), &names, &words);
                if covered != literal.value() {
                    let tagged = literal.language().and_then(|lang| Literal::new_language_tagged_literal(&covered, lang).ok());
                    quad.object = tagged.unwrap_or_else(|| Literal::from(covered)).into();
                }
            }
            Term::NamedNode(address) if quad.predicate == other::URL => {
                let covered = cover(address.as_str(), &names, &words);
                if covered != address.as_str() {
                    quad.object = Literal::from(covered).into();
                }
            }
            _ => {}
        }
    }
    quads
}

/// The names of the persons whom a document introduces.
fn names(quads: &[Quad]) -> BTreeSet<String> {
    let graph = Graph::new(quads);
    let persons = graph.of_class(other::AGENT).filter(|node| node.word(prop::KIND) == "person");
    let mut names: BTreeSet<String> = persons.filter_map(|node| node.text(prop::NAME)).collect();
    // A voice without a name of its own is one by its words, and a word that begins small is no name.
    names.retain(|name| name.chars().any(char::is_uppercase));
    names
}

fn words(names: &BTreeSet<String>) -> BTreeSet<String> {
    let parts = names.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    parts.filter(|part| part.chars().count() >= SHORTEST && part.chars().next().is_some_and(char::is_uppercase)).map(fold).collect()
}

/// A text in which names, and whole words of names, are covered.
fn cover(text: &str, names: &BTreeSet<String>, words: &BTreeSet<String>) -> String {
    let mut text = text.to_owned();
    for name in names {
        text = text.replace(name.as_str(), COVER);
    }
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().map(Some).chain([None]) {
        if let Some(c) = c.filter(|c| c.is_alphanumeric()) {
            word.push(c);
            continue;
        }
        out.push_str(if words.contains(&fold(&word)) { COVER } else { &word });
        word.clear();
        out.extend(c);
    }
    // What stood between the words of a name says nothing more.
    let (twice, once) = (format!("{COVER} {COVER}"), COVER);
    while out.contains(&twice) {
        out = out.replace(&twice, once);
    }
    out
}

/// The graph of reviews without what people wrote in words of their own.
#[must_use]
pub fn reviews(quads: Vec<Quad>) -> Vec<Quad> {
    let mut kept = quads;
    kept.retain(|quad| quad.predicate != other::NOTE);
    for quad in kept.iter_mut().filter(|quad| quad.predicate == prop::VALUE) {
        if matches!(&quad.object, Term::Literal(value) if may_name(value.value())) {
            quad.object = Literal::from(COVER).into();
        }
    }
    kept
}

/// Whether a corrected value may be a name: it is no number, no day and no word of a closed list.
pub(super) fn may_name(value: &str) -> bool {
    let is_word = || schemes().iter().any(|(_, words)| words.contains(&value)) || ["", "true", "false", "people"].contains(&value);
    value.parse::<f64>().is_err() && value.parse::<jiff::civil::Date>().is_err() && !is_word()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_their_words_are_covered_and_nothing_else() {
        let names = BTreeSet::from(["Jean de La Roche-Dupont".to_owned(), "Élodie M.".to_owned()]);
        let words = words(&names);
        let covered = |text: &str| cover(text, &names, &words);
        assert_eq!(covered("Jean de La Roche-Dupont a dit"), "▮▮▮ a dit");
        assert_eq!(covered("M. Dupont, dit JEAN."), "M. ▮▮▮, dit ▮▮▮.");
        assert_eq!(covered("Jean Dupont a vu Élodie"), "▮▮▮ a vu ▮▮▮");
        assert_eq!(covered("Jeanne Dupontel de la roseraie"), "Jeanne Dupontel de la roseraie");
    }
}
