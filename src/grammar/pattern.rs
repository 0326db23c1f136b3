//! The rule language of `grammar.rules`.
//!
//! ```text
//! rule verb-that                                  # the name appears in `explain` and in the graph
//!     <source:subject> <cue:verb that> fill <content:that-clause>
//!   + The mayor said on Monday that the bridge held.      source=mayor content=«the bridge held»
//!   - The report that he read was long.
//! ```
//!
//! A rule is anchored at its cue; elements before and behind it match the items of the segment outward from there. The first
//! rule of a file that fits a cue wins. An element is
//!
//! | written | matches |
//! | --- | --- |
//! | `<role:type words>` | an item or run of items of a type, captured under a role |
//! | `type words` | the same without a capture |
//! | `"word"` | a word, folded |
//! | `element?` | the element, or nothing |
//! | `(a \| b)` | one of two or more runs of elements |
//!
//! Roles: `cue`, `source`, `content`, `to`, `via`, `target`. Types are those of [`Type`].

use super::error::ReadError;

/// A rule: a pattern around a cue, with its examples.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name, unique in its language.
    pub name: String,
    /// The line on which it begins.
    pub line: usize,
    /// The elements before the cue, nearest first.
    pub before: Vec<Element>,
    /// What the cue is.
    pub cue: Type,
    /// The words behind the type of the cue: its frames.
    pub frames: Vec<String>,
    /// The elements behind the cue, nearest first.
    pub behind: Vec<Element>,
    /// Sentences that it must match, and must not.
    pub examples: Vec<Example>,
}

/// A sentence that a rule must match, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whether it must match.
    pub positive: bool,
    /// The sentence.
    pub sentence: String,
    /// What a positive example must give: field and value.
    pub expected: Vec<(String, String)>,
    /// The line on which it stands.
    pub line: usize,
}

/// What captures are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The words that carry the attribution.
    Cue,
    /// Who says it.
    Source,
    /// What is said.
    Content,
    /// To whom it is said.
    To,
    /// The medium that passes it on.
    Via,
    /// At whom it is directed.
    Target,
}

/// An element of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A typed element, perhaps captured.
    Typed(Option<Role>, Type, Vec<String>),
    /// A word.
    Word(String),
    /// An element that may be missing.
    Maybe(Box<Element>),
    /// One of several runs of elements.
    Either(Vec<Vec<Element>>),
}

macro_rules! types {
    ($($(#[$doc:meta])* $word:ident = $name:literal,)+) => {
        /// What an element can be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Type { $($(#[$doc])* $word,)+ }
        impl Type {
            fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Type::$word),)+ _ => None }
            }
            const NAMES: &'static [&'static str] = &[$($name),+];
        }
    };
}

types! {
    /// A verb group that reports in one of the frames; not negated into something else.
    Verb = "verb",
    /// The same in the passive.
    Passive = "passive",
    /// A verb group that is negated or refused, of a verb that then withholds, in one of the frames.
    Withheld = "withheld",
    /// A noun that reports, in one of the frames.
    Noun = "noun",
    /// A preposition or expression that attributes: according to.
    Attribution = "attribution",
    /// A noun group that is a document or data.
    Document = "document",
    /// The subject of the cue, wherever it stands.
    Subject = "subject",
    /// A pronoun behind the cue that is its subject: `-t-il`.
    Clitic = "clitic",
    /// What a passive cue says something of: its subject, or the noun before it.
    Patient = "patient",
    /// A noun phrase: a noun group with what hangs on it.
    Phrase = "phrase",
    /// A noun phrase that can be a voice: a person, body, state, people, medium.
    Voice = "voice",
    /// A noun group alone.
    Group = "group",
    /// A pronoun that points back to what was said: that, cela.
    Demonstrative = "demonstrative",
    /// Adverbs, times and adverbial phrases, as few as will do, perhaps none.
    Fill = "fill",
    /// Anything, as few as will do, up to a comma at most.
    Any = "any",
    /// A clause behind a complementiser.
    ThatClause = "that-clause",
    /// A clause without a complementiser.
    BareClause = "bare-clause",
    /// A question that is reported, its question word left out if it is a complementiser.
    Question = "question",
    /// An infinitive with what hangs on it.
    Infinitive = "infinitive",
    /// A present participle with what hangs on it.
    Gerund = "gerund",
    /// Everything to the end of the sentence.
    Sentence = "sentence",
    /// Everything to the end of the clause.
    Rest = "rest",
    /// A noun phrase and what hangs on it, to the next comma that begins something else.
    NounRest = "noun-rest",
    /// The same with words in quotation marks in it.
    NounQuoted = "noun-quoted",
    /// A noun phrase and an infinitive with what hangs on it.
    PhraseInfinitive = "phrase-infinitive",
    /// A noun phrase, a preposition of the cue, and what hangs on it.
    PhraseOf = "phrase-of",
    /// A noun phrase and what is said of it.
    PhraseAs = "phrase-as",
    /// A predicate: adjective, participle, phrase.
    Predicate = "predicate",
    /// What is said of a noun before the clause: "which they accused of **failing**".
    GapOf = "gap-of",
    /// A clause whose subject is a noun before it: "who the army said **was bruised**".
    BareGap = "bare-gap",
    /// A noun phrase of sources without an article: "de **source militaire**".
    Sources = "sources",
    /// A quotation that stands for itself.
    Quotation = "quotation",
    /// Words in quotation marks inside a sentence.
    Quoted = "quoted",
    /// What stands around an attribution that is set off by commas.
    Around = "around",
    /// A preposition of the cue.
    Preposition = "preposition",
    /// An infinitive marker.
    Marker = "marker",
    /// A comma or dash.
    Comma = "comma",
    /// A colon.
    Colon = "colon",
    /// The first item of the segment.
    Start = "start",
    /// The end of the segment, its final stop aside.
    End = "end",
}

/// The rules of a language, in their order.
///
/// # Errors
/// Where a line cannot be read, with its column.
pub fn read(file: &str, content: &str) -> Result<Vec<Rule>, ReadError> {
    let mut rules: Vec<Rule> = Vec::new();
    let mut pending: Option<(String, usize, String)> = None;
    for (at, raw) in content.lines().enumerate() {
        let number = at + 1;
        let line = raw.split(" #").next().unwrap_or_default();
        let error = |expected: &str, found: &str| ReadError {
            file: file.to_owned(),
            line: number,
            column: column(raw, found),
            expected: expected.to_owned(),
            found: format!("{found:?}"),
        };
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some(name) = trimmed.strip_prefix("rule ") {
            if let Some((name, line, _)) = &pending {
                return Err(ReadError {
                    file: file.to_owned(),
                    line: *line,
                    column: 1,
                    expected: format!("a pattern for the rule {name}"),
                    found: "another rule".to_owned(),
                });
            }
            let name = name.trim();
            if rules.iter().any(|r| r.name == name) {
                return Err(error("a name that no other rule has", name));
            }
            pending = Some((name.to_owned(), number, String::new()));
        } else if let Some(sentence) = trimmed.strip_prefix("+ ").or_else(|| trimmed.strip_prefix("- ")) {
            let rule = rules.last_mut().filter(|_| pending.is_none()).ok_or_else(|| error("a pattern before its examples", trimmed))?;
            rule.examples.push(example(sentence, trimmed.starts_with('+'), number));
        } else {
            let (name, line, _) = pending.take().ok_or_else(|| error("`rule NAME`, an example (+ or -), or a comment", trimmed))?;
            rules.push(pattern(name, line, trimmed).map_err(|(expected, found)| error(&expected, &found))?);
        }
    }
    match pending {
        Some((name, line, _)) => Err(ReadError {
            file: file.to_owned(),
            line,
            column: 1,
            expected: format!("a pattern for the rule {name}"),
            found: "the end of the file".to_owned(),
        }),
        None => Ok(rules),
    }
}

fn column(line: &str, found: &str) -> usize {
    line.find(found).map_or(1, |at| line.get(..at).unwrap_or_default().chars().count() + 1)
}

/// A sentence, then two blanks or a tab, then `field=value` or `field=«value»`.
fn example(text: &str, positive: bool, line: usize) -> Example {
    let cut = text.find("  ").or_else(|| text.find('\t')).unwrap_or(text.len());
    let (sentence, mut fields) = text.split_at_checked(cut).unwrap_or((text, ""));
    let mut expected = Vec::new();
    while let Some((field, rest)) = fields.trim_start().split_once('=') {
        let (value, rest) = match rest.strip_prefix('«') {
            Some(quoted) => quoted.split_once('»').unwrap_or((quoted, "")),
            None => rest.split_once(' ').unwrap_or((rest, "")),
        };
        expected.push((field.to_owned(), value.trim().to_owned()));
        fields = rest;
    }
    Example { positive, sentence: sentence.trim().to_owned(), expected, line }
}

type Wrong = (String, String);

/// Reads the line of a pattern.
fn pattern(name: String, line: usize, text: &str) -> Result<Rule, Wrong> {
    let mut words = Words { text };
    let elements = words.sequence(None)?;
    let is_cue = |e: &Element| matches!(e, Element::Typed(Some(Role::Cue), ..));
    let at = elements.iter().position(is_cue).ok_or(("one <cue:…>".to_owned(), text.to_owned()))?;
    if elements.iter().filter(|e| is_cue(e)).count() > 1 {
        return Err(("one <cue:…>, not two".to_owned(), text.to_owned()));
    }
    let behind = elements.get(at + 1..).unwrap_or_default().to_vec();
    let before = elements.get(..at).unwrap_or_default().iter().rev().cloned().collect();
    let Some(Element::Typed(_, cue, frames)) = elements.get(at).cloned() else { return Err(("one <cue:…>".to_owned(), text.to_owned())) };
    Ok(Rule { name, line, before, cue, frames, behind, examples: Vec::new() })
}

/// Takes a pattern apart.
struct Words<'a> {
    text: &'a str,
}

impl Words<'_> {
    /// Elements up to the end, or to `)` or `|`.
    fn sequence(&mut self, close: Option<char>) -> Result<Vec<Element>, Wrong> {
        let mut elements = Vec::new();
        loop {
            self.text = self.text.trim_start();
            let Some(next) = self.text.chars().next() else {
                return if close.is_none() { Ok(elements) } else { Err((")".to_owned(), "the end of the line".to_owned())) };
            };
            if close.is_some() && matches!(next, ')' | '|') {
                return Ok(elements);
            }
            let element = self.element(next)?;
            let element = match self.text.strip_prefix('?') {
                Some(rest) => {
                    self.text = rest;
                    Element::Maybe(Box::new(element))
                }
                None => element,
            };
            elements.push(element);
        }
    }

    fn element(&mut self, first: char) -> Result<Element, Wrong> {
        match first {
            '<' => {
                let inside = self.take_to('>').ok_or(("> behind <".to_owned(), self.text.to_owned()))?;
                let (role, typed) = inside.split_once(':').ok_or(("<role:type>".to_owned(), inside.clone()))?;
                let role = role_from_name(role).ok_or(("a role: cue, source, content, to, via, target".to_owned(), role.to_owned()))?;
                let (kind, words) = typed_words(typed)?;
                Ok(Element::Typed(Some(role), kind, words))
            }
            '"' => {
                let word = self.take_to('"').ok_or(("a closing \"".to_owned(), self.text.to_owned()))?;
                Ok(Element::Word(word))
            }
            '(' => {
                self.text = self.text.get(1..).unwrap_or_default();
                let mut choices = Vec::new();
                loop {
                    choices.push(self.sequence(Some(')'))?);
                    let closed = self.text.starts_with(')');
                    self.text = self.text.get(1..).unwrap_or_default();
                    if closed {
                        return Ok(Element::Either(choices));
                    }
                }
            }
            _ => {
                let end = self.text.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(self.text.len());
                let (word, rest) = self.text.split_at_checked(end).unwrap_or((self.text, ""));
                let (kind, words) = typed_words(if word.is_empty() { self.text } else { word })?;
                self.text = rest;
                Ok(Element::Typed(None, kind, words))
            }
        }
    }

    /// What stands between the mark that is next and `close`.
    fn take_to(&mut self, close: char) -> Option<String> {
        let inside = self.text.get(1..)?;
        let (found, rest) = inside.split_once(close)?;
        self.text = rest;
        Some(found.to_owned())
    }
}

fn typed_words(text: &str) -> Result<(Type, Vec<String>), Wrong> {
    let mut parts = text.split_whitespace();
    let name = parts.next().unwrap_or_default();
    let kind = Type::from_name(name).ok_or_else(|| (format!("a type ({})", Type::NAMES.join(", ")), name.to_owned()))?;
    Ok((kind, parts.flat_map(|p| p.split(',')).filter(|p| !p.is_empty()).map(str::to_owned).collect()))
}

fn role_from_name(name: &str) -> Option<Role> {
    Some(match name {
        "cue" => Role::Cue,
        "source" => Role::Source,
        "content" => Role::Content,
        "to" => Role::To,
        "via" => Role::Via,
        "target" => Role::Target,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_anchored_at_its_cue() {
        let rules = read(
            "x.rules",
            "# c\nrule verb-that\n    <source:subject> <cue:verb that,bare> <to:voice>? fill ( colon | \"that\" ) <content:that-clause>\n  + A said that B.  source=A content=«B c»\n  - A B.\n",
        )
        .unwrap();
        let rule = &rules[0];
        assert_eq!((rule.name.as_str(), rule.cue, rule.frames.len(), rule.before.len(), rule.behind.len()), ("verb-that", Type::Verb, 2, 1, 4));
        assert_eq!(rule.examples[0].expected, [("source".to_owned(), "A".to_owned()), ("content".to_owned(), "B c".to_owned())]);
        assert!(!rule.examples[1].positive);
    }

    #[test]
    fn mistakes_are_placed() {
        let error = read("x.rules", "rule a\n    <cue:verb that> <content:clausee>\n").unwrap_err();
        assert_eq!((error.line, error.column), (2, 30));
        let error = read("x.rules", "rule a\nrule b\n").unwrap_err();
        assert_eq!(error.line, 1);
        let error = read("x.rules", "  + Nothing before it.\n").unwrap_err();
        assert!(error.expected.contains("pattern"), "{error}");
    }
}
