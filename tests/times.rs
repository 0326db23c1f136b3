//! Phrases with times: a table for each language says which days each of them means, and where no time may be read.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "what is read wrong can be looked at")]

use std::fs;
use std::path::PathBuf;

use jiff::civil::Date;
use selon::claim::time;
use selon::grammar::analysis::Analysis;
use selon::lang;

const NOT_READ: &str = "not read yet";

#[test]
fn english_times_are_read() {
    check("en");
}

#[test]
fn french_times_are_read() {
    check("fr");
}

/// A phrase with its day of publication, and what must be read in it.
struct Row<'a> {
    line: usize,
    published: &'a str,
    phrase: &'a str,
    expected: &'a str,
    /// Whether it stands among those that are read right.
    read: bool,
}

/// Rows of the groups are right, those below `not read yet` are wrong: who puts one right moves it up.
fn check(code: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/times/{code}.tsv"));
    let content = fs::read_to_string(&path).unwrap();
    let rows = rows(&content);
    let none = rows.iter().filter(|r| r.expected == "-").count();
    assert!(rows.len() >= 180 && none >= 30, "{code}: only {} phrases, {none} without a time", rows.len());
    let mut failures = Vec::new();
    for row in &rows {
        let found = found(code, row);
        let told = format!("tests/times/{code}.tsv:{}: {}\n    {found}, not {}", row.line, row.phrase, row.expected);
        match (found == row.expected, row.read) {
            (false, true) => failures.push(told),
            // Seen with --nocapture, and where something else fails.
            (false, false) => println!("{told}"),
            (true, false) => failures.push(format!("{}:{}: has come right: it belongs above {NOT_READ:?} now", path.display(), row.line)),
            (true, true) => {}
        }
    }
    assert!(failures.is_empty(), "{code}: {} of {} phrases are wrong\n{}", failures.len(), rows.len(), failures.join("\n"));
}

fn rows(content: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut read = true;
    for (line, text) in content.lines().enumerate().map(|(at, text)| (at + 1, text)).filter(|(_, text)| !text.is_empty()) {
        let cells: Vec<&str> = text.split('\t').collect();
        match cells.as_slice() {
            [comment] if comment.starts_with('#') => read &= *comment != format!("# --- {NOT_READ}"),
            [published, phrase, expected] => rows.push(Row { line, published, phrase, expected, read }),
            _ => panic!("line {line}: expected a day of publication, a phrase and its times: {text}"),
        }
    }
    rows
}

/// The times of a phrase, as the table writes them.
fn found(code: &str, row: &Row<'_>) -> String {
    let language = lang::language(code).unwrap().unwrap();
    let analysis = Analysis::new(row.phrase, language);
    let published = time::parse(row.published);
    let day = |day: Option<Date>| day.map_or_else(String::new, |d| d.to_string());
    let times = analysis.times.iter().filter_map(|t| time::days(&analysis, t, published)).map(|when| {
        let text = row.phrase.get(when.text.range()).unwrap();
        match (when.from, when.until) {
            (Some(from), Some(until)) if from == until => format!("{text} => {from}"),
            (from, until) => format!("{text} => {}..{}", day(from), day(until)),
        }
    });
    let times: Vec<String> = times.collect();
    if times.is_empty() { "-".to_owned() } else { times.join(" | ") }
}
