//! Phrases with figures: a table for each language says what must be read in each of them, and where nothing may be read.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "what is read wrong can be looked at")]

mod common;

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use selon::claim::Count;
use selon::claim::vocabulary::{Measure, Population, Qualifier};
use selon::rdf::gazetteer;
use selon::reader::Reader;
use selon::text::document::Document;

/// Real names stand in the phrases.
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(gazetteer::built_in().unwrap()).unwrap());

const NOT_READ: &str = "not read yet";

#[test]
fn english_figures_are_read() {
    check("en");
}

#[test]
fn french_figures_are_read() {
    check("fr");
}

/// Rows of the groups are right, those below are still wrong. `BLESS=1` moves a row to where it belongs; it is a failure
/// nevertheless where one was right before.
fn check(code: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/figures/{code}.tsv"));
    let content = fs::read_to_string(&path).unwrap();
    let mut table = Table::read(&content);
    assert!(common::bless() || table.write() == content, "{}: the order of the file is not that of BLESS=1", path.display());
    let none = table.rows.iter().filter(|r| r.counts().is_empty()).count();
    assert!(table.rows.len() >= 250 && none >= 80, "{code}: only {} phrases, {none} without a count", table.rows.len());
    let (mut lost, mut won) = (Vec::new(), Vec::new());
    for row in &mut table.rows {
        let wrong = row.wrong(code);
        let told = |what: &str| format!("tests/figures/{code}.tsv:{}: {}\n    {what}", row.line, row.phrase);
        match (&wrong, row.read) {
            (Some(wrong), true) => lost.push(told(wrong)),
            // Seen with --nocapture, and where something else fails.
            (Some(wrong), false) => println!("{}", told(wrong)),
            (None, false) => won.push(told("has come right: it belongs to its group again (BLESS=1)")),
            (None, true) => {}
        }
        row.read = wrong.is_none();
    }
    if common::bless() {
        fs::write(&path, table.write()).unwrap();
        won.clear();
    }
    let read = table.rows.iter().filter(|r| r.read).count();
    let failures = [lost, won].concat();
    assert!(failures.is_empty(), "{code}: {read} of {} phrases are right\n{}", table.rows.len(), failures.join("\n"));
}

// --- the table ------------------------------------------------------------------------------------

/// A table of phrases: comments at its head, groups, and what is not read yet.
#[derive(Debug, PartialEq)]
struct Table {
    head: Vec<String>,
    groups: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, PartialEq)]
struct Row {
    line: usize,
    group: String,
    phrase: String,
    expected: String,
    /// Whether it stands among those that are read right.
    read: bool,
}

impl Table {
    fn read(content: &str) -> Self {
        let mut table = Table { head: Vec::new(), groups: Vec::new(), rows: Vec::new() };
        let mut read = true;
        for (line, text) in content.lines().enumerate().map(|(at, text)| (at + 1, text)).filter(|(_, text)| !text.is_empty()) {
            let cells: Vec<&str> = text.split('\t').collect();
            match (text.strip_prefix("# --- "), cells.as_slice()) {
                (Some(NOT_READ), _) => read = false,
                (Some(group), _) => table.groups.push(group.to_owned()),
                (None, [_]) if text.starts_with('#') && table.groups.is_empty() => table.head.push(text.to_owned()),
                (None, [phrase, expected, group @ ..]) if group.len() == usize::from(!read) => {
                    let group = group.first().copied().or(table.groups.last().map(String::as_str)).unwrap().to_owned();
                    table.rows.push(Row { line, group, phrase: (*phrase).to_owned(), expected: (*expected).to_owned(), read });
                }
                _ => panic!("line {line}: expected a group, or a phrase, its counts and, below {NOT_READ:?}, its group: {text}"),
            }
        }
        table
    }

    fn write(&self) -> String {
        let mut lines = self.head.clone();
        // A group that only rows below remember is kept at the end.
        let mut groups: Vec<&String> = self.groups.iter().collect();
        self.rows.iter().for_each(|row| {
            if !groups.contains(&&row.group) {
                groups.push(&row.group);
            }
        });
        for group in groups {
            lines.push(format!("# --- {group}"));
            lines.extend(self.rows.iter().filter(|r| r.read && r.group == *group).map(|r| format!("{}\t{}", r.phrase, r.expected)));
        }
        lines.push(format!("# --- {NOT_READ}"));
        lines.extend(self.rows.iter().filter(|r| !r.read).map(|r| format!("{}\t{}\t{}", r.phrase, r.expected, r.group)));
        lines.join("\n") + "\n"
    }
}

#[test]
fn rows_move_down_and_back() {
    let content = "# head\n# --- one\nA 1 man.\t1 man => 1..1 exact killed\nB.\t-\n# --- two\nC.\t-\n# --- not read yet\nD.\t-\ttwo\n";
    let mut table = Table::read(content);
    assert_eq!(table.write(), content);
    table.rows.iter_mut().for_each(|r| r.read = r.phrase != "B.");
    let moved = table.write();
    assert_eq!(moved, "# head\n# --- one\nA 1 man.\t1 man => 1..1 exact killed\n# --- two\nC.\t-\nD.\t-\n# --- not read yet\nB.\t-\tone\n");
    let mut table = Table::read(&moved);
    table.rows.iter_mut().for_each(|r| r.read = r.phrase != "D.");
    assert_eq!(table.write(), content);
}

// --- its rows -------------------------------------------------------------------------------------

/// A count as a row expects it.
struct Expected<'a> {
    text: &'a str,
    low: Option<u64>,
    high: Option<u64>,
    qualifier: Qualifier,
    measure: Measure,
    unit: String,
    of: Option<&'a str>,
    population: Option<Population>,
}

impl Row {
    fn counts(&self) -> Vec<Expected<'_>> {
        if self.expected == "-" {
            return Vec::new();
        }
        let expected = |text| expected(text).unwrap_or_else(|| panic!("line {}: expected `text => low..high qualifier measure …`: {text}", self.line));
        self.expected.split(" | ").map(expected).collect()
    }

    /// What is wrong with the reading of the phrase.
    fn wrong(&self, code: &str) -> Option<String> {
        let document = Document { published: Some("2024-05-10".to_owned()), ..Document::new("phrase", code, &self.phrase) };
        let reading = READER.read(&document);
        // A claim inside another has its counts again: each place in the text is looked at once.
        let mut left: Vec<&Count> = Vec::new();
        for count in reading.claims.iter().flat_map(|c| &c.counts) {
            match left.iter_mut().find(|c| c.text == count.text) {
                Some(earlier) => *earlier = count,
                None => left.push(count),
            }
        }
        let mut wrong = Vec::new();
        let mut from = 0;
        for expected in self.counts() {
            let found = self.phrase.get(from..).and_then(|rest| rest.find(expected.text)).map(|at| at + from).or_else(|| self.phrase.find(expected.text));
            let start = found.unwrap_or_else(|| panic!("line {}: {:?} does not stand in the phrase", self.line, expected.text));
            let end = start + expected.text.len();
            from = end;
            let shared = |count: &Count| count.text.range().end.min(end).saturating_sub(count.text.range().start.max(start));
            let nearest = left.iter().enumerate().filter(|(_, c)| shared(c) > 0).max_by_key(|(at, c)| (shared(c), usize::MAX - at)).map(|(at, _)| at);
            match nearest.map(|at| left.remove(at)) {
                None => wrong.push(format!("no count «{}»", expected.text)),
                Some(count) => wrong.extend(expected.differs(count).map(|what| format!("«{}»: {what}", document.slice(count.text)))),
            }
        }
        let measure = |count: &Count| count.measure.map_or("no measure", Measure::name);
        wrong.extend(left.iter().map(|c| format!("a count too much: «{}» {}", document.slice(c.text), measure(c))));
        (!wrong.is_empty()).then(|| wrong.join("; "))
    }
}

/// `text => low..high qualifier measure [unit] [of=NAME] [population=NAME]`
fn expected(text: &str) -> Option<Expected<'_>> {
    let (text, rest) = text.split_once(" => ")?;
    let (rest, population) = match rest.split_once(" population=") {
        Some((rest, name)) => (rest, Some(Population::from_name(name)?)),
        None => (rest, None),
    };
    let (rest, of) = rest.split_once(" of=").map_or((rest, None), |(rest, name)| (rest, Some(name)));
    let mut words = rest.split(' ');
    let (low, high) = words.next()?.split_once("..")?;
    let end = |end: &str| if end.is_empty() { Some(None) } else { end.parse().ok().map(Some) };
    let (low, high) = (end(low)?, end(high)?);
    let (qualifier, measure) = (Qualifier::from_name(words.next()?)?, Measure::from_name(words.next()?)?);
    let unit = words.collect::<Vec<_>>().join(" ");
    let unit = if unit.is_empty() { "people".to_owned() } else { unit };
    Some(Expected { text, low, high, qualifier, measure, unit, of, population })
}

impl Expected<'_> {
    /// How a count that was read differs.
    fn differs(&self, count: &Count) -> Option<String> {
        let ends = |low: Option<u64>, high: Option<u64>| [low, high].map(|end| end.map_or_else(String::new, |n| n.to_string())).join("..");
        let (is, should) = (ends(count.low, count.high), ends(self.low, self.high));
        let mut wrong = Vec::new();
        let mut compare = |same: bool, is: &str, should: &str| {
            if !same {
                wrong.push(format!("{is}, not {should}"));
            }
        };
        compare(is == should, &is, &should);
        compare(count.qualifier == self.qualifier, count.qualifier.name(), self.qualifier.name());
        compare(count.measure == Some(self.measure), count.measure.map_or("no measure", Measure::name), self.measure.name());
        compare(count.unit == self.unit, &count.unit, &self.unit);
        let of: Vec<&str> = count.of.iter().map(|p| p.name.as_str()).collect();
        compare(self.of.is_none_or(|name| of.contains(&name)), &format!("of {}", of.join(", ")), &format!("of {}", self.of.unwrap_or_default()));
        compare(self.population.is_none_or(|p| p == count.population), count.population.name(), self.population.map_or("", Population::name));
        (!wrong.is_empty()).then(|| wrong.join(", "))
    }
}
