//! Laws of counts: whatever a text says, a count stands in its claim and its interval is one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;
use selon::claim::record::DocumentRecord;
use selon::claim::vocabulary::Qualifier;
use selon::claim::{Claim, Count};
use selon::reader::Reader;
use selon::text::document::Document;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(common::world()).unwrap());

/// What is wrong with the counts of a document.
fn broken(document: &Document) -> Vec<String> {
    let reading = READER.read(document);
    let told = |claim: &Claim, count: &Count| {
        let law = law_broken(document, claim, count)?;
        Some(format!(
            "{law}: «{}» {:?}..{:?} {} in «{}»",
            document.slice(count.text),
            count.low,
            count.high,
            count.qualifier.name(),
            document.slice(claim.content)
        ))
    };
    reading.claims.iter().flat_map(|claim| claim.counts.iter().filter_map(move |count| told(claim, count))).collect()
}

fn law_broken(document: &Document, claim: &Claim, count: &Count) -> Option<&'static str> {
    let interval = match (count.qualifier, count.low, count.high) {
        (Qualifier::Exact | Qualifier::About, Some(low), Some(high)) => low == high,
        (Qualifier::Between, Some(low), Some(high)) => low < high,
        (Qualifier::AtLeast, Some(_), None) | (Qualifier::AtMost, None, Some(_)) | (Qualifier::Unknown, None, None) => true,
        _ => false,
    };
    match () {
        () if count.text.is_empty() || document.text.get(count.text.range()).is_none() => Some("a count has no words"),
        () if !claim.content.covers(count.text) => Some("a count stands outside its claim"),
        () if !interval => Some("an interval is not what its qualifier says"),
        () => None,
    }
}

#[test]
fn laws_hold_in_articles_and_phrases() {
    let read = |path: String| fs::read_to_string(format!("{}/tests/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut failures = Vec::new();
    for code in selon::lang::codes() {
        let articles =
            read(format!("gold/{code}.jsonl")).lines().map(|line| serde_json::from_str::<DocumentRecord>(line).unwrap().document("")).collect::<Vec<_>>();
        let phrases =
            read(format!("figures/{code}.tsv")).lines().map(|line| Document::new("phrase", code, line.split('\t').next().unwrap())).collect::<Vec<_>>();
        failures.extend(articles.iter().chain(&phrases).flat_map(broken));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

const ENGLISH: &[&str] = &[
    "The army said",
    "said Hale",
    "according to the army",
    "Voss denied that",
    "declined to say",
    "“",
    "”",
    "at least",
    "more than",
    "up to",
    "fewer than",
    "about",
    "no",
    "no fewer than",
    "between",
    "and",
    "or",
    "to",
    "-",
    "–",
    "a",
    "an",
    "the",
    "one",
    "two",
    "dozens",
    "dozen",
    "half",
    "hundred",
    "hundreds",
    "thousand",
    "million",
    "of",
    "of them",
    "of whom",
    "including",
    "another",
    "more",
    "soldiers",
    "people",
    "civilians",
    "tanks",
    "Vestrian soldiers",
    "children",
    "houses",
    "dead",
    "wounded",
    "losses",
    "of its",
    "were killed",
    "was killed",
    "killed",
    "were wounded",
    "are missing",
    "were arrested",
    "died",
    "have fled",
    "how many",
    "an unknown number of",
    "in Pelk",
    "on Monday",
    "in 2024",
    "aged",
    "years old",
    "percent",
    "$",
    ",",
    ";",
    ":",
    "(",
    ")",
    ".",
    "\n\n",
    "+",
    "~",
    "%",
];

const FRENCH: &[&str] = &[
    "L'armée a affirmé que",
    "a dit Hale",
    "selon l'armée",
    "Voss a démenti que",
    "n'a pas précisé",
    "«",
    "»",
    "au moins",
    "plus de",
    "plus d'une",
    "jusqu'à",
    "moins de",
    "environ",
    "quelque",
    "aucun",
    "pas de",
    "entre",
    "et",
    "ou",
    "à",
    "de",
    "-",
    "–",
    "un",
    "une",
    "le",
    "les",
    "des",
    "deux",
    "dizaines",
    "dizaine",
    "centaine",
    "cent",
    "cents",
    "mille",
    "milliers",
    "million",
    "et demi",
    "d'entre eux",
    "dont",
    "autres",
    "nouveaux",
    "soldats",
    "personnes",
    "civils",
    "chars",
    "soldats vestriens",
    "enfants",
    "maisons",
    "morts",
    "blessés",
    "pertes",
    "ses",
    "ont été tués",
    "a été tué",
    "tués",
    "a fait",
    "sont portés disparus",
    "ont été arrêtés",
    "ont fui",
    "combien de",
    "un nombre inconnu de",
    "à Pelk",
    "lundi",
    "en 2024",
    "âgés de",
    "ans",
    "pour cent",
    "€",
    ",",
    ";",
    ":",
    "(",
    ")",
    ".",
    "\n\n",
    "+",
    "~",
    "%",
];

/// Texts of words that have to do with figures, in any order.
fn texts(code: &'static str, words: &'static [&'static str]) -> impl Strategy<Value = Document> {
    let number = prop_oneof![0_u64..30, 100_u64..3_000, any::<u64>()].prop_map(|n| n.to_string());
    let word = prop_oneof![4 => select(words).prop_map(str::to_owned), 1 => number, 1 => Just("1,177".to_owned()), 1 => Just("12\u{a0}500".to_owned())];
    proptest::collection::vec(word, 1..40).prop_map(move |words| Document::new("words", code, &words.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws_hold_in_any_english(document in texts("en", ENGLISH)) {
        prop_assert_eq!(broken(&document), Vec::<String>::new(), "{}", document.text);
    }

    #[test]
    fn laws_hold_in_any_french(document in texts("fr", FRENCH)) {
        prop_assert_eq!(broken(&document), Vec::<String>::new(), "{}", document.text);
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>(), words in texts("en", ENGLISH), french in any::<bool>()) {
        let document = Document::new("text", if french { "fr" } else { "en" }, &format!("{text} {} {text}", words.text));
        prop_assert_eq!(broken(&document), Vec::<String>::new(), "{}", document.text);
    }
}
