//! What a word is here: its part of speech and verb form, by an averaged perceptron.
//!
//! Weights are data (`tagger.bin` in a language's folder), made by `examples/train-tagger.rs` from treebanks. The file is
//! used as it lies: nothing is parsed at start-up.
//!
//! Layout, all numbers little-endian: `SELONTAG`, count of tags (u32), then a (class, form) byte pair a tag; count of buckets
//! (u32, a power of two); bytes of weights (u32); the buckets, each a key (u32, 0 for none) and an offset into the weights
//! (u32); the weights: at each offset a count (u8) and as many (tag u8, weight i8) pairs; count 255 marks a word that always
//! has the tag that follows.

use crate::text::span::Tokens;
use crate::text::token::{Shape, Token};

/// Parts of speech: those of Universal Dependencies, relative pronouns apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Class {
    Adjective,
    Preposition,
    Adverb,
    Auxiliary,
    Coordinator,
    Determiner,
    Interjection,
    Noun,
    Numeral,
    Particle,
    Pronoun,
    Relative,
    ProperNoun,
    Punctuation,
    Subordinator,
    Symbol,
    Verb,
    Other,
}

impl Class {
    /// All classes with their names in Universal Dependencies.
    pub const UPOS: [(Class, &'static str); 18] = [
        (Class::Adjective, "ADJ"),
        (Class::Preposition, "ADP"),
        (Class::Adverb, "ADV"),
        (Class::Auxiliary, "AUX"),
        (Class::Coordinator, "CCONJ"),
        (Class::Determiner, "DET"),
        (Class::Interjection, "INTJ"),
        (Class::Noun, "NOUN"),
        (Class::Numeral, "NUM"),
        (Class::Particle, "PART"),
        (Class::Pronoun, "PRON"),
        (Class::Relative, "PRON"),
        (Class::ProperNoun, "PROPN"),
        (Class::Punctuation, "PUNCT"),
        (Class::Subordinator, "SCONJ"),
        (Class::Symbol, "SYM"),
        (Class::Verb, "VERB"),
        (Class::Other, "X"),
    ];

    /// Its name in Universal Dependencies.
    #[must_use]
    pub fn upos(self) -> &'static str {
        Class::UPOS.iter().find(|(c, _)| *c == self).map_or("X", |(_, name)| name)
    }
}

/// The form of a verb or auxiliary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbForm {
    /// No verb.
    None,
    /// Finite, indicative.
    Finite,
    /// Finite, conditional.
    Conditional,
    /// Finite, subjunctive.
    Subjunctive,
    /// Imperative.
    Imperative,
    /// Infinitive.
    Infinitive,
    /// Past participle.
    Participle,
    /// Present participle and gerund.
    Gerund,
}

impl VerbForm {
    const ALL: [VerbForm; 8] = [
        VerbForm::None,
        VerbForm::Finite,
        VerbForm::Conditional,
        VerbForm::Subjunctive,
        VerbForm::Imperative,
        VerbForm::Infinitive,
        VerbForm::Participle,
        VerbForm::Gerund,
    ];

    /// Whether a clause can rest on it.
    #[must_use]
    pub fn is_finite(self) -> bool {
        matches!(self, VerbForm::Finite | VerbForm::Conditional | VerbForm::Subjunctive | VerbForm::Imperative)
    }
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// Part of speech.
    pub class: Class,
    /// Verb form.
    pub form: VerbForm,
}

impl Tag {
    /// A word that is no verb.
    #[must_use]
    pub fn word(class: Class) -> Self {
        Tag { class, form: VerbForm::None }
    }

    /// As two bytes of the weights file.
    #[must_use]
    pub fn bytes(self) -> [u8; 2] {
        let class = Class::UPOS.iter().position(|(c, _)| *c == self.class).unwrap_or_default();
        let form = VerbForm::ALL.iter().position(|f| *f == self.form).unwrap_or_default();
        [u8::try_from(class).unwrap_or_default(), u8::try_from(form).unwrap_or_default()]
    }

    fn from_bytes(class: u8, form: u8) -> Option<Self> {
        Some(Tag { class: Class::UPOS.get(usize::from(class))?.0, form: *VerbForm::ALL.get(usize::from(form))? })
    }
}

/// How many features a word has beside the tags before it.
const STATIC: usize = 23;

/// How many features a word has in all.
pub const FEATURES: usize = STATIC + 7;

/// What the features are made of, a word.
#[derive(Clone, Copy, Default)]
struct Traits {
    word: u32,
    suffixes: [u32; 4],
    prefix: u32,
    shape: u32,
    /// What the dictionary says that it can be, as a number.
    lexical: u32,
}

/// The traits of the words of one sentence, from which the features of each are made.
pub struct Features {
    traits: Vec<Traits>,
}

const OUTSIDE: Traits = Traits { word: 1, suffixes: [1; 4], prefix: 1, shape: 1, lexical: 1 };

/// The words of a text as the tagger asks for them.
pub trait Words {
    /// The folded word of a token.
    fn folded(&self, at: usize) -> &str;
    /// What the dictionary says that a token can be, as a number.
    fn lexical(&self, at: usize) -> u32;
}

impl Features {
    /// Takes the traits of the tokens of a sentence.
    pub fn new(tokens: &[Token], sentence: Tokens, words: &impl Words) -> Self {
        let traits = sentence
            .range()
            .filter_map(|at| tokens.get(at).map(|t| Traits::of(t, words.folded(at), at == sentence.range().start, words.lexical(at))))
            .collect();
        Features { traits }
    }

    /// How many words the sentence has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.traits.len()
    }

    /// Whether the sentence is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.traits.is_empty()
    }

    fn traits(&self, at: isize) -> Traits {
        usize::try_from(at).ok().and_then(|at| self.traits.get(at)).copied().unwrap_or(OUTSIDE)
    }

    /// The key under which the tag of a word that has but one is filed.
    #[must_use]
    pub fn direct_key(&self, at: usize) -> u32 {
        let t = self.traits.get(at).copied().unwrap_or(OUTSIDE);
        key(0, t.word, t.shape & 3)
    }

    /// Which of the features know the word itself, so that a learner can do without them now and then.
    pub const LEXICAL: [usize; 4] = [0, 13, 14, 27];

    /// The keys of all features of word `at`, given the two tags before it (as their numbers in the model).
    #[must_use]
    pub fn keys(&self, at: usize, before: u32, before2: u32) -> [u32; FEATURES] {
        let i = isize::try_from(at).unwrap_or_default();
        let t = self.traits(i);
        let (p, p2, n, n2) = (self.traits(i - 1), self.traits(i - 2), self.traits(i + 1), self.traits(i + 2));
        [
            key(1, t.word, 0),
            key(2, t.suffixes[0], 0),
            key(3, t.suffixes[1], 0),
            key(4, t.suffixes[2], 0),
            key(5, t.suffixes[3], 0),
            key(6, t.prefix, t.suffixes[1]),
            key(7, t.shape, 0),
            key(8, p.word, 0),
            key(9, p2.word, 0),
            key(10, n.word, 0),
            key(11, n2.word, 0),
            key(12, n.suffixes[2], 0),
            key(13, p.suffixes[2], t.suffixes[1]),
            key(14, t.word, n.word),
            key(15, p.word, t.word),
            key(16, n.shape, t.suffixes[1]),
            key(17, t.suffixes[1], n.suffixes[1]),
            key(18, t.shape, t.suffixes[2]),
            key(19, p.shape << 16 | t.shape, n.shape),
            key(25, p.word, n.word),
            key(26, before, t.shape),
            key(27, t.lexical, t.suffixes[1]),
            key(28, t.lexical, n.lexical),
            key(29, p.lexical, t.lexical),
            key(30, before, t.lexical),
            key(20, before, 0),
            key(21, before, before2),
            key(22, before, t.word),
            key(23, before, t.suffixes[2]),
            key(24, before, n.word),
        ]
    }
}

impl Traits {
    fn of(token: &Token, folded: &str, first: bool, lexical: u32) -> Self {
        let figure = token.shape == Shape::Figure;
        let word = if figure { figure_class(folded) } else { hash(folded) };
        let mut suffixes = [word; 4];
        if !figure {
            let mut cuts = folded.char_indices().rev();
            for suffix in &mut suffixes {
                match cuts.next() {
                    Some((cut, _)) => *suffix = hash(folded.get(cut..).unwrap_or_default()),
                    None => break,
                }
            }
        }
        let shape = u32::from(token.capital)
            | u32::from(first) << 1
            | u32::from(folded.contains('-')) << 2
            | u32::from(token.upper) << 3
            | u32::from(folded.ends_with('.')) << 4
            | (token.shape as u32) << 5;
        let prefix = hash(folded.chars().next().map_or("", |c| folded.get(..c.len_utf8()).unwrap_or_default()));
        Traits { word, suffixes, prefix, shape: shape + 2, lexical: lexical.wrapping_add(2) }
    }
}

/// Figures are told apart by what they look like, not by their value.
fn figure_class(folded: &str) -> u32 {
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    if digits == folded.len() {
        hash(if digits == 4 { "#4" } else { "#" })
    } else {
        let tail = folded.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{A0}' | '\u{202F}'));
        hash(if tail.is_empty() { "#," } else { tail })
    }
}

/// FNV-1a.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811C_9DC5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// The key of a feature: its template and two values, well mixed; never 0.
fn key(template: u32, a: u32, b: u32) -> u32 {
    let mut h = u64::from(template).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (u64::from(a) << 32 | u64::from(b));
    h = (h ^ (h >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    h = (h ^ (h >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    u32::try_from((h ^ (h >> 32)) & 0xFFFF_FFFF).unwrap_or_default().max(1)
}

/// The most tags that a model may have.
const MOST_TAGS: usize = 64;

/// The mark of a word that always has one tag.
pub const DIRECT: u8 = 255;

/// A tagger: the weights of a language, used where they lie.
#[derive(Debug)]
pub struct Tagger {
    tags: Vec<Tag>,
    buckets: &'static [u8],
    mask: usize,
    weights: &'static [u8],
}

impl Tagger {
    /// Takes the weights file; none where it is not one, or is damaged.
    #[must_use]
    pub fn read(file: &'static [u8]) -> Option<Self> {
        let rest = file.strip_prefix(b"SELONTAG")?;
        let (count, rest) = number(rest)?;
        let (tags, rest) = rest.split_at_checked(count * 2)?;
        let tags: Option<Vec<Tag>> = tags.chunks_exact(2).map(|pair| Tag::from_bytes(*pair.first()?, *pair.get(1)?)).collect();
        let (buckets, rest) = number(rest)?;
        let (size, rest) = number(rest)?;
        let (table, weights) = rest.split_at_checked(buckets.checked_mul(8)?)?;
        if !buckets.is_power_of_two() || weights.len() != size || !(1..=MOST_TAGS).contains(&count) {
            return None;
        }
        Some(Tagger { tags: tags?, buckets: table, mask: buckets - 1, weights })
    }

    /// The tags of the words of one sentence, appended to `out`.
    pub fn tag(&self, tokens: &[Token], sentence: Tokens, words: &impl Words, out: &mut Vec<Tag>) {
        let features = Features::new(tokens, sentence, words);
        let (mut before, mut before2) = (START, START);
        for at in 0..features.len() {
            let best = self.direct(features.direct_key(at)).unwrap_or_else(|| self.best(&features.keys(at, before, before2)));
            out.push(self.tags.get(best).copied().unwrap_or(Tag::word(Class::Other)));
            before2 = before;
            before = u32::try_from(best).unwrap_or(START);
        }
    }

    fn direct(&self, key: u32) -> Option<usize> {
        let entry = self.weights_of(key)?;
        (*entry.first()? == DIRECT).then(|| usize::from(entry.get(1).copied().unwrap_or_default()))
    }

    fn best(&self, keys: &[u32]) -> usize {
        let mut scores = [0_i32; MOST_TAGS];
        for key in keys {
            let Some((count, pairs)) = self.weights_of(*key).and_then(<[u8]>::split_first) else { continue };
            for pair in pairs.chunks_exact(2).take(usize::from(*count)) {
                if let [tag, weight] = pair
                    && let Some(score) = scores.get_mut(usize::from(*tag))
                {
                    *score += i32::from(weight.cast_signed());
                }
            }
        }
        let scores = scores.get(..self.tags.len()).unwrap_or_default();
        // The first of the best: ties are broken by the order of the tags.
        scores.iter().enumerate().max_by_key(|(at, score)| (**score, std::cmp::Reverse(*at))).map_or(0, |(at, _)| at)
    }

    /// The weights filed under a key, from their count on.
    fn weights_of(&self, key: u32) -> Option<&'static [u8]> {
        let mut at = key as usize & self.mask;
        for _ in 0..64 {
            let (found, rest) = self.buckets.get(at * 8..at * 8 + 8)?.split_at_checked(4)?;
            match number(found)?.0 {
                0 => return None,
                found if found == key as usize => return self.weights.get(number(rest)?.0..),
                _ => at = (at + 1) & self.mask,
            }
        }
        None
    }
}

/// The number of the tag before the first word.
pub const START: u32 = 0xFFFF;

fn number(bytes: &'static [u8]) -> Option<(usize, &'static [u8])> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    Some((usize::try_from(u32::from_le_bytes(*head)).ok()?, rest))
}
