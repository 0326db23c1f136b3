//! When two names, or the words of two voices, are the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Voice;

/// Names of one and the same: the first stands for the others.
const SAME: &[&[&str]] = &[
    &["america", "etats unis", "u s", "u s a", "united states", "united states of america", "us", "usa"],
    &["britain", "great britain", "royaume uni", "uk", "united kingdom"],
    &["cote d ivoire", "ivory coast"],
    &["artsakh", "haut karabagh", "haut karabakh", "karabakh", "nagorno karabakh"],
    &["eu", "european union", "ue", "union europeenne"],
    &["nations unies", "onu", "u n", "un", "united nations"],
    &["daech", "daesh", "ei", "etat islamique", "is", "isil", "isis", "islamic state"],
    &["palestine", "palestinian", "palestinians"],
    &["turkey", "turkiye"],
    &["czech republic", "czechia"],
    &["burma", "myanmar"],
    &["eswatini", "swaziland"],
    &["nato", "otan"],
];

const DETERMINERS: &str = "the a an le la les l un une des d du de his her its their son sa ses leur leurs ce cette ces this that these those";

/// The words of a text without accents, capitals and the determiners at its head.
pub(super) fn words(text: &str) -> Vec<String> {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    let heads = words.iter().take_while(|w| DETERMINERS.split(' ').any(|d| d == **w)).count().min(words.len().saturating_sub(1));
    words.into_iter().skip(heads).map(str::to_owned).collect()
}

/// A name in the form in which names are compared.
pub(super) fn name(text: &str) -> String {
    let plain = words(text).join(" ");
    SAME.iter().find(|group| group.contains(&plain.as_str())).map_or(plain, |group| group[0].to_owned())
}

/// Whether the words of two voices are the same: one contains the other's as a run and is not much longer.
pub(super) fn same_words(gold: &str, found: &str) -> bool {
    let (short, long) = by_length(words(gold), words(found));
    !short.is_empty() && is_run(&short, &long) && long.len() <= 2 * short.len() + 1
}

/// Whether two voices have the same name.
pub(super) fn same_name(gold: &Voice, found: &Voice) -> bool {
    let (a, b) = (name(&gold.name), name(&found.name));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b {
        return true;
    }
    let split = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (a, b) = (split(&a), split(&b));
    if gold.kind == "person" && gold.name.chars().any(char::is_uppercase) {
        return same_person(&a, &b);
    }
    if gold.kind == "country" {
        return false;
    }
    let (short, long) = by_length(a, b);
    let same_end = short.last() == long.last() || short.first() == long.first();
    is_run(&short, &long) && same_end && 2 * short.len() >= long.len()
}

/// The same surname, and no first name that contradicts.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (Some((surname, first)), Some((other_surname, other_first))) = (a.split_last(), b.split_last()) else { return false };
    let within = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
    surname == other_surname && (within(first, other_first) || within(other_first, first))
}

/// Whether every marked voice has a voice of its own that was read, and none is left over.
pub(super) fn all_match(gold: &[Voice], found: &[Voice], same: impl Fn(&Voice, &Voice) -> bool) -> bool {
    if gold.len() != found.len() {
        return false;
    }
    let mut left: Vec<&Voice> = found.iter().collect();
    gold.iter().all(|voice| left.iter().position(|other| same(voice, other)).map(|at| left.remove(at)).is_some())
}

fn by_length(a: Vec<String>, b: Vec<String>) -> (Vec<String>, Vec<String>) {
    if a.len() <= b.len() { (a, b) } else { (b, a) }
}

fn is_run(short: &[String], long: &[String]) -> bool {
    long.windows(short.len()).any(|run| run == short)
}
