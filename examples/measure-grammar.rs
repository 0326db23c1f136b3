//! Measures on treebanks what selon takes words for, and where it ends clauses: the readings that the rules work on, mended tags included.
//!
//! ```text
//! cargo run --release --example measure-grammar -- LANG TREEBANK.conllu… [--in "The mayor said {}."]…
//! ```
//!
//! 1. UPOS: the share of tokens with the right part of speech, and the commonest confusions.
//! 2. Verb or not: the same for those that can be a form of a reporting verb ("claims", "states", "reports").
//! 3. Extent: complement clauses behind a complementiser ("that", "que"), from there to the last word of their subtree, punctuation aside; how many
//!    are found from and to the same word, how many cover at least 80 % of what both cover (Jaccard).
//! 4. Content: sentences of the treebank put into each attribution that `--in` gives (`{}`; `{.}` where a sentence would begin), how many of them come out
//!    as what is said, word by word, and how many not at all. Those are taken that have 8 to 24 words, a subject and a finite verb, and no clause that is
//!    said itself.

#![expect(clippy::print_stdout, reason = "to print figures is all that it does")]

mod treebank;

use std::collections::HashMap;
use std::error::Error;
use std::ops::Range;

use selon::grammar::analysis::Analysis;
use selon::grammar::clause::ClauseKind;
use selon::grammar::feature::{Flag, Key, WordClass};
use selon::grammar::language::Language;
use selon::grammar::segment::segments;
use selon::grammar::tagging::{Class, VerbForm};
use selon::reader::Reader;
use selon::text::document::Document;
use treebank::Tree;

/// Of so many.
#[derive(Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn part(&self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

#[derive(Default)]
struct Figures {
    upos: Share,
    verbs: Share,
    exact: Share,
    covered: Share,
    confusions: HashMap<(&'static str, &'static str), usize>,
    taken_for: HashMap<String, usize>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [lang, behind @ ..] = arguments.as_slice() else {
        return Err("usage: measure-grammar LANG TREEBANK.conllu… [--in \"The mayor said {}.\"]…".into());
    };
    let language = selon::lang::language(lang)?.ok_or("no such language")?;
    let (mut files, mut frames) = (Vec::new(), Vec::new());
    let mut behind = behind.iter();
    while let Some(argument) = behind.next() {
        if argument == "--in" { frames.extend(behind.next()) } else { files.push(argument) }
    }
    let reader = Reader::new(selon::rdf::gazetteer::built_in()?)?;
    for file in files {
        let trees: Vec<Tree> = treebank::read(file)?.into_iter().collect();
        let mut figures = Figures::default();
        for tree in &trees {
            figures.add(tree, language);
        }
        figures.print(file);
        for frame in &frames {
            attributed(frame, &trees, &reader, lang);
        }
    }
    Ok(())
}

/// Measures how many sentences come out of an attribution as they were put into it.
fn attributed(frame: &str, trees: &[Tree], reader: &Reader, lang: &str) {
    let (mut exact, mut found) = (Share::default(), Share::default());
    for tree in trees.iter().filter(|tree| can_be_said(tree)) {
        let sentence = tree.text.trim_end_matches('.');
        let said = if frame.contains("{}") && !begins_with_name(tree) { uncapitalised(sentence) } else { sentence.to_owned() };
        let text = frame.replace("{}", &said).replace("{.}", &said);
        let reading = reader.read(&Document::new("sentence", lang, &text));
        let place = text.find(&said).map(|start| start..start + said.len());
        let of_frame = |range: Range<usize>| place.as_ref().is_some_and(|p| range.end <= p.start || range.start >= p.end);
        let claims = reading.claims.iter().filter(|c| c.sources.iter().any(|s| of_frame(s.text.range())));
        let contents: Vec<&str> = claims.filter_map(|c| text.get(c.content.range())).collect();
        exact.count(contents.iter().any(|content| content.trim_end_matches('.') == said));
        found.count(!contents.is_empty());
    }
    println!("  {frame} same words {:.3}, found at all {:.3}, of {}", exact.part(), found.part(), exact.all);
}

/// Whether somebody could say a sentence as it is: of a middling length, with a subject and a finite verb, without signs inside and without a clause that
/// is said already.
fn can_be_said(tree: &Tree) -> bool {
    let of = |node: &treebank::Node| &tree.words[node.word].readings;
    let Some(root) = tree.nodes.iter().find(|n| n.relation == "root") else { return false };
    let children = || tree.nodes.iter().filter(|n| n.head == root.id);
    let finite = |node: &treebank::Node| of(node).iter().any(|tag| tag.form.is_finite() && tag.form != VerbForm::Imperative);
    let helps = |n: &treebank::Node| n.relation.starts_with("aux") || n.relation == "cop";
    let rests = finite(root) || children().any(|n| helps(n) && finite(n));
    let joins = tree.nodes.first().is_some_and(|n| of(n).iter().any(|tag| matches!(tag.class, Class::Coordinator | Class::Interjection)));
    let said = tree.nodes.iter().any(|n| n.relation.starts_with("ccomp") || n.relation.starts_with("parataxis"));
    let plain = !tree.text.contains(|c: char| "\"“”«»:;()[]?!…".contains(c)) && tree.text.ends_with('.');
    (8..=24).contains(&tree.nodes.len()) && plain && rests && !joins && !said && children().any(|n| n.relation.starts_with("nsubj"))
}

fn begins_with_name(tree: &Tree) -> bool {
    let upper = tree.text.split_whitespace().next().is_some_and(|word| !word.chars().any(char::is_lowercase));
    upper || tree.words.first().is_some_and(|word| word.readings.iter().any(|tag| tag.class == Class::ProperNoun))
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl Figures {
    fn add(&mut self, tree: &Tree, language: &Language) {
        let analysis = Analysis::new(&tree.text, language);
        let Some(tags) = tree.tags(&analysis.tokens) else { return };
        let is_verb = |class: Class| matches!(class, Class::Verb | Class::Auxiliary);
        for (at, gold) in tags.iter().enumerate() {
            let found = analysis.tag_at(at);
            let same = gold.class.upos() == found.class.upos();
            self.upos.count(same);
            if !same {
                *self.confusions.entry((gold.class.upos(), found.class.upos())).or_default() += 1;
            }
            let reports = analysis
                .readings(at)
                .iter()
                .filter_map(|r| analysis.lemma(r.lemma))
                .any(|l| l.class == WordClass::Verb && l.features.value(Key::Act).is_some());
            if reports {
                let right = is_verb(gold.class) == is_verb(found.class);
                self.verbs.count(right);
                if !right {
                    *self.taken_for.entry(analysis.word(at).to_owned()).or_default() += 1;
                }
            }
        }
        let found = complements(&analysis);
        for expected in expected(tree, &analysis) {
            let best = found.iter().find(|f| f.start == expected.start);
            self.exact.count(best.is_some_and(|f| f.end == expected.end));
            self.covered.count(best.is_some_and(|f| {
                let (shared, both) = (f.end.min(expected.end) - f.start, f.end.max(expected.end) - f.start);
                shared * 10 >= both * 8
            }));
        }
    }

    fn print(self, file: &str) {
        println!("{file}");
        println!("  UPOS {:.4} of {}", self.upos.part(), self.upos.all);
        println!("  verb or not, forms of reporting verbs {:.4} of {}", self.verbs.part(), self.verbs.all);
        println!("  complement clauses: same words {:.3}, overlap of 80 % {:.3}, of {}", self.exact.part(), self.covered.part(), self.covered.all);
        let most = |rows: Vec<(String, usize)>| {
            let mut rows = rows;
            rows.sort_by_key(|(words, n)| (std::cmp::Reverse(*n), words.clone()));
            rows.iter().take(8).map(|(words, n)| format!("{words} {n}")).collect::<Vec<_>>().join(", ")
        };
        println!("  confusions: {}", most(self.confusions.into_iter().map(|((gold, found), n)| (format!("{gold} as {found}"), n)).collect()));
        println!("  reporting or not: {}", most(self.taken_for.into_iter().collect()));
    }
}

/// Complement clauses of a treebank that a complementiser opens, in bytes.
fn expected(tree: &Tree, analysis: &Analysis<'_>) -> Vec<Range<usize>> {
    let at = |word: usize| tree.words[word].start;
    tree.nodes
        .iter()
        .filter(|node| node.relation.starts_with("ccomp"))
        .filter_map(|clause| {
            let mark = tree.nodes.iter().find(|n| n.head == clause.id && n.relation == "mark")?;
            let token = (0..analysis.tokens.len()).find(|t| analysis.tokens[*t].span.start as usize == at(mark.word))?;
            analysis.has(token, Flag::Complementiser).then_some(())?;
            let last = tree.nodes.iter().filter(|n| n.relation != "punct" && tree.under(n, clause.id)).map(|n| tree.words[n.word].end).max()?;
            Some(at(mark.word)..last)
        })
        .collect()
}

/// Complement clauses as selon finds them, in bytes, without the marks at their end.
fn complements(analysis: &Analysis<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for segment in segments(analysis) {
        for clause in segment.clauses.clauses.iter().filter(|c| c.kind == ClauseKind::Complement) {
            let Some(items) = segment.items.get(clause.start as usize..clause.end as usize) else { continue };
            let tokens = items.first().zip(items.last()).map(|(first, last)| first.span.range().start..last.span.range().end);
            let words = tokens.into_iter().flatten().filter(|t| analysis.tag_at(*t).class != Class::Punctuation);
            let spans: Vec<_> = words.filter_map(|t| analysis.token(t)).map(|t| t.span.range()).collect();
            found.extend(spans.first().zip(spans.last()).map(|(first, last)| first.start..last.end));
        }
    }
    found
}
