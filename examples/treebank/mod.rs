//! Sentences of a treebank in CoNLL-U, with the place of each word in the text.

use selon::grammar::tagging::{Class, Tag, VerbForm};
use selon::text::token::Token;

/// A sentence of a treebank.
pub(crate) struct Tree {
    /// Its text.
    pub(crate) text: String,
    /// What is written as one, in order.
    pub(crate) words: Vec<Word>,
    /// Its syntactic words, in order: `do` and `n't` are two of one written word.
    pub(crate) nodes: Vec<Node>,
}

/// What is written as one, with bytes from `start` to `end`.
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) readings: Vec<Tag>,
}

/// A syntactic word in its tree.
pub(crate) struct Node {
    /// The written word that it is of, by its place.
    pub(crate) word: usize,
    pub(crate) id: usize,
    pub(crate) head: usize,
    pub(crate) relation: String,
}

/// Reads the sentences of a file.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn read(file: &str) -> std::io::Result<Vec<Tree>> {
    Ok(std::fs::read_to_string(file)?.split("\n\n").filter_map(tree).collect())
}

fn tree(block: &str) -> Option<Tree> {
    let text = block.lines().find_map(|l| l.strip_prefix("# text = "))?.to_owned();
    let (mut words, mut nodes): (Vec<Word>, Vec<Node>) = (Vec::new(), Vec::new());
    let (mut at, mut inside) = (0, 0_usize);
    for line in block.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, _, features, head, relation, ..] = columns.as_slice() else { continue };
        if id.contains('.') {
            continue;
        }
        if inside == 0 {
            let start = at + text.get(at..)?.find(form)?;
            at = start + form.len();
            words.push(Word { start, end: at, readings: Vec::new() });
        }
        if let Some((first, last)) = id.split_once('-') {
            inside = last.parse::<usize>().ok()? - first.parse::<usize>().ok()? + 1;
            continue;
        }
        inside = inside.saturating_sub(1);
        words.last_mut()?.readings.push(tag(upos, features));
        nodes.push(Node { word: words.len() - 1, id: id.parse().ok()?, head: head.parse().ok()?, relation: (*relation).to_owned() });
    }
    Some(Tree { text, words, nodes })
}

impl Tree {
    /// The tag of each of selon's tokens: where the treebank parts words otherwise, a token takes the tag of the last word that it
    /// covers, a contraction (`du`) that of the first. Nothing where a token covers no word.
    pub(crate) fn tags(&self, tokens: &[Token]) -> Option<Vec<Tag>> {
        let mut seen = vec![0_usize; self.words.len()];
        tokens
            .iter()
            .map(|token| {
                let (start, end) = (token.span.start as usize, token.span.end as usize);
                let overlapping: Vec<usize> = (0..self.words.len()).filter(|w| self.words[*w].start < end && start < self.words[*w].end).collect();
                let spoken = |w: &&usize| self.words[**w].readings.iter().any(|t| t.class != Class::Punctuation);
                let at = *overlapping.iter().rev().find(spoken).or(overlapping.last())?;
                // The n-th token inside a word of several readings takes the n-th: `do` and `n't` of "don't".
                let word = &self.words[at];
                let tag = word.readings.get(seen[at]).or(word.readings.last()).copied();
                seen[at] += 1;
                tag
            })
            .collect()
    }

    /// Whether a node is another, or hangs under it.
    pub(crate) fn under(&self, node: &Node, head: usize) -> bool {
        let (mut id, mut steps) = (node.id, 0);
        while id != head && id != 0 && steps <= self.nodes.len() {
            id = self.nodes.iter().find(|n| n.id == id).map_or(0, |n| n.head);
            steps += 1;
        }
        id == head
    }
}

fn tag(upos: &str, features: &str) -> Tag {
    let has = |feature: &str| features.split('|').any(|f| f == feature);
    let class = match upos {
        "PRON" if has("PronType=Rel") => Class::Relative,
        _ => Class::UPOS.iter().find(|(_, name)| *name == upos).map_or(Class::Other, |(class, _)| *class),
    };
    if !matches!(class, Class::Verb | Class::Auxiliary) {
        return Tag::word(class);
    }
    let form = if has("VerbForm=Inf") {
        VerbForm::Infinitive
    } else if has("VerbForm=Ger") || (has("VerbForm=Part") && has("Tense=Pres")) {
        VerbForm::Gerund
    } else if has("VerbForm=Part") {
        VerbForm::Participle
    } else if has("Mood=Cnd") {
        VerbForm::Conditional
    } else if has("Mood=Sub") {
        VerbForm::Subjunctive
    } else if has("Mood=Imp") {
        VerbForm::Imperative
    } else {
        VerbForm::Finite
    };
    Tag { class, form }
}
