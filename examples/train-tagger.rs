//! Learns the weights of a language's tagger from treebanks in CoNLL-U and writes `tagger.bin`; or measures them.
//!
//! ```text
//! cargo run --release --example train-tagger -- LANG OUT.bin TREEBANK.conllu… [--test TREEBANK.conllu…]
//! ```
//!
//! An averaged perceptron (Collins 2002), greedy from left to right on its own tags, trained on selon's own tokens.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program at a terminal, with figures out and progress beside them")]

#[expect(dead_code, reason = "a tagger needs no trees")]
mod treebank;

use std::collections::HashMap;
use std::error::Error;

use selon::grammar::language::Language;
use selon::grammar::lexicon::Lexicon;
use selon::grammar::tagging::{DIRECT, Features, START, Tag, Tagger, Words};
use selon::text::orthography::{Orthography, fold};
use selon::text::span::Tokens;
use selon::text::token::{Token, tokens};
use treebank::Tree;

const EPOCHS: usize = 12;
/// Features whose largest weight stays below this, in the file's units, are left out.
const PRUNE: i32 = 12;
/// Of a hundred words, this many are learned as if they had never been seen, so that unknown words are read well too.
const FORGET: u64 = 12;
/// A word seen this often with one tag only is filed with it.
const DIRECT_SEEN: usize = 30;

struct Sentence {
    text: String,
    tokens: Vec<Token>,
    folded: Vec<String>,
    lexical: Vec<u32>,
    tags: Vec<Tag>,
}

impl Words for Sentence {
    fn folded(&self, at: usize) -> &str {
        self.folded.get(at).map_or("", String::as_str)
    }

    fn lexical(&self, at: usize) -> u32 {
        self.lexical.get(at).copied().unwrap_or(0)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [lang, out, files @ ..] = arguments.as_slice() else {
        return Err("usage: train-tagger LANG OUT.bin TREEBANK.conllu… [--test TREEBANK.conllu…]".into());
    };
    let language = selon::lang::language(lang)?.ok_or("no such language")?;
    let split = files.iter().position(|f| f == "--test").unwrap_or(files.len());
    let (train, test) = files.split_at(split);
    if !train.is_empty() {
        let sentences = read(train, language)?;
        std::fs::write(out, learn(&sentences))?;
    }
    let bytes: &'static [u8] = Box::leak(std::fs::read(out)?.into_boxed_slice());
    let tagger = Tagger::read(bytes).ok_or("the weights cannot be read back")?;
    eprintln!("{out}: {} bytes", bytes.len());
    for file in test.iter().skip(1) {
        measure(&tagger, file, &read(std::slice::from_ref(file), language)?);
    }
    Ok(())
}

fn read(files: &[String], language: &Language) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let mut sentences = Vec::new();
    for file in files {
        sentences.extend(treebank::read(file)?.into_iter().filter_map(|tree| sentence(tree, &language.orthography, &language.lexicon)));
    }
    Ok(sentences)
}

/// One sentence of a treebank on selon's tokens.
fn sentence(tree: Tree, orthography: &Orthography, lexicon: &Lexicon) -> Option<Sentence> {
    let tokens = tokens(&tree.text, orthography);
    let tags = tree.tags(&tokens)?;
    let text = tree.text;
    let folded: Vec<String> = tokens.iter().map(|t| fold(text.get(t.span.range()).unwrap_or_default())).collect();
    let lexical = folded.iter().map(|w| lexicon.form(w).map_or(0, |form| lexicon.classes(form))).collect();
    Some(Sentence { text, tokens, folded, lexical, tags })
}

/// Learns the weights and lays them out as the tagger reads them.
fn learn(sentences: &[Sentence]) -> Vec<u8> {
    let mut tags: Vec<Tag> = sentences.iter().flat_map(|s| s.tags.iter().copied()).collect();
    tags.sort_unstable();
    tags.dedup();
    let number = |tag: &Tag| tags.binary_search(tag).unwrap_or_default();
    let direct = direct(sentences);
    let mut model = Model { weights: HashMap::new(), now: 0, tags: tags.len() };
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for epoch in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            order.swap(i, usize::try_from(random % (i as u64 + 1)).unwrap_or_default());
        }
        let (mut right, mut all) = (0_usize, 0_usize);
        for at in &order {
            let sentence = &sentences[*at];
            let features = Features::new(&sentence.tokens, whole(sentence), sentence);
            let (mut before, mut before2) = (START, START);
            for i in 0..features.len() {
                let gold = number(&sentence.tags[i]);
                let guess = if let Some(tag) = direct.get(&features.direct_key(i)) {
                    number(tag)
                } else {
                    let mut keys = features.keys(i, before, before2);
                    random ^= random << 13;
                    random ^= random >> 7;
                    random ^= random << 17;
                    if random % 100 < FORGET {
                        Features::LEXICAL.iter().for_each(|at| keys[*at] = 0);
                    }
                    let guess = model.best(&keys);
                    model.learn(&keys, gold, guess);
                    guess
                };
                right += usize::from(guess == gold);
                all += 1;
                before2 = before;
                before = u32::try_from(guess).unwrap_or(START);
            }
        }
        eprintln!("epoch {}: {:.4}", epoch + 1, right as f64 / all as f64);
    }
    let direct = direct.iter().map(|(key, tag)| (*key, number(tag))).collect();
    layout(&tags, &model, direct)
}

/// The words that are seen often and always with one tag.
fn direct(sentences: &[Sentence]) -> HashMap<u32, Tag> {
    let mut seen: HashMap<u32, HashMap<Tag, usize>> = HashMap::new();
    for sentence in sentences {
        let features = Features::new(&sentence.tokens, whole(sentence), sentence);
        for (i, tag) in sentence.tags.iter().enumerate() {
            *seen.entry(features.direct_key(i)).or_default().entry(*tag).or_default() += 1;
        }
    }
    let sure = |tags: HashMap<Tag, usize>| {
        let all: usize = tags.values().sum();
        tags.into_iter().find(|(_, n)| all >= DIRECT_SEEN && *n * 1000 >= all * 998).map(|(tag, _)| tag)
    };
    seen.into_iter().filter_map(|(key, tags)| Some((key, sure(tags)?))).collect()
}

fn whole(sentence: &Sentence) -> Tokens {
    Tokens::new(0, u32::try_from(sentence.tokens.len()).unwrap_or_default())
}

#[derive(Default, Clone, Copy)]
struct Weight {
    value: i32,
    sum: i64,
    since: i64,
}

struct Model {
    weights: HashMap<u32, Vec<(u8, Weight)>>,
    now: i64,
    tags: usize,
}

impl Model {
    fn best(&self, keys: &[u32]) -> usize {
        let mut scores = vec![0_i32; self.tags];
        for key in keys {
            for (tag, weight) in self.weights.get(key).into_iter().flatten() {
                scores[usize::from(*tag)] += weight.value;
            }
        }
        scores.iter().enumerate().max_by_key(|(at, s)| (**s, std::cmp::Reverse(*at))).map_or(0, |(at, _)| at)
    }

    fn learn(&mut self, keys: &[u32], gold: usize, guess: usize) {
        self.now += 1;
        if gold == guess {
            return;
        }
        for key in keys.iter().filter(|k| **k != 0) {
            for (tag, by) in [(gold, 1), (guess, -1)] {
                let tag = u8::try_from(tag).unwrap_or_default();
                let row = self.weights.entry(*key).or_default();
                let at = row.iter().position(|(t, _)| *t == tag).unwrap_or_else(|| {
                    row.push((tag, Weight::default()));
                    row.len() - 1
                });
                let weight = &mut row[at].1;
                weight.sum += i64::from(weight.value) * (self.now - weight.since);
                weight.since = self.now;
                weight.value += by;
            }
        }
    }
}

/// Averages, scales to bytes, prunes, and writes the file.
fn layout(tags: &[Tag], model: &Model, direct: HashMap<u32, usize>) -> Vec<u8> {
    let now = model.now;
    let average = |w: &Weight| (w.sum + i64::from(w.value) * (now - w.since)) as f64 / now as f64;
    let largest = model.weights.values().flatten().map(|(_, w)| average(w).abs()).fold(1e-9, f64::max);
    let scale = 127.0 / largest.min(12.0);
    #[expect(clippy::cast_possible_truncation, reason = "a whole number between -127 and 127")]
    let scaled = |w: &Weight| (average(w) * scale).round().clamp(-127.0, 127.0) as i32;
    let mut rows: Vec<(&u32, &Vec<(u8, Weight)>)> = model.weights.iter().collect();
    rows.sort_unstable_by_key(|(key, _)| **key);
    let mut entries: Vec<(u32, Vec<u8>)> = Vec::new();
    for (key, row) in rows {
        let mut pairs: Vec<(u8, i32)> = row.iter().map(|(tag, w)| (*tag, scaled(w))).filter(|(_, w)| w.abs() >= 2).collect();
        if pairs.iter().all(|(_, w)| w.abs() < PRUNE) {
            continue;
        }
        pairs.sort_unstable();
        let mut bytes = vec![u8::try_from(pairs.len()).unwrap_or(254).min(254)];
        bytes.extend(pairs.iter().flat_map(|(tag, w)| [*tag, i8::try_from(*w).unwrap_or_default().cast_unsigned()]));
        entries.push((*key, bytes));
    }
    entries.extend(direct.into_iter().map(|(key, tag)| (key, vec![DIRECT, u8::try_from(tag).unwrap_or_default()])));
    entries.sort_unstable();
    let buckets = (entries.len() * 5 / 3).next_power_of_two();
    let (mut table, mut weights) = (vec![(0_u32, 0_u32); buckets], Vec::<u8>::new());
    for (key, bytes) in &entries {
        let mut at = *key as usize & (buckets - 1);
        while table[at].0 != 0 {
            at = (at + 1) & (buckets - 1);
        }
        table[at] = (*key, u32::try_from(weights.len()).unwrap_or_default());
        weights.extend(bytes);
    }
    let mut file = b"SELONTAG".to_vec();
    let number = |n: usize| u32::try_from(n).unwrap_or_default().to_le_bytes();
    file.extend(number(tags.len()));
    file.extend(tags.iter().flat_map(|t| t.bytes()));
    file.extend(number(buckets));
    file.extend(number(weights.len()));
    file.extend(table.iter().flat_map(|(key, at)| [key.to_le_bytes(), at.to_le_bytes()].concat()));
    file.extend(weights);
    file
}

/// Prints the share of right parts of speech, and the commonest confusions.
fn measure(tagger: &Tagger, file: &str, sentences: &[Sentence]) {
    let (mut right, mut all, mut exact) = (0_usize, 0_usize, 0_usize);
    let mut confusions: HashMap<(String, String), (usize, String)> = HashMap::new();
    for sentence in sentences {
        let mut out = Vec::new();
        tagger.tag(&sentence.tokens, whole(sentence), sentence, &mut out);
        for (i, (gold, found)) in sentence.tags.iter().zip(&out).enumerate() {
            all += 1;
            exact += usize::from(gold == found);
            if gold.class.upos() == found.class.upos() {
                right += 1;
            } else {
                let entry = confusions.entry((gold.class.upos().to_owned(), found.class.upos().to_owned())).or_default();
                entry.0 += 1;
                if entry.1.len() < 70 {
                    entry.1 += &format!(" {}", sentence.text.get(sentence.tokens[i].span.range()).unwrap_or_default());
                }
            }
        }
    }
    println!("{file}: UPOS {:.4}, with verb forms {:.4}, of {all} tokens", right as f64 / all as f64, exact as f64 / all as f64);
    let mut confusions: Vec<_> = confusions.into_iter().collect();
    confusions.sort_by_key(|(pair, (n, _))| (std::cmp::Reverse(*n), pair.clone()));
    for ((gold, found), (n, words)) in confusions.iter().take(12) {
        println!("  {n:4} {gold} read as {found}:{words}");
    }
}
