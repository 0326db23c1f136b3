//! What grammar sees in the words of a claim: tokens, groups, clauses.

use serde::Serialize;

use super::{Scene, Words, name_of};
use crate::grammar::chunk::ItemKind;
use crate::grammar::feature::WordClass;
use crate::grammar::inflection::Form;
use crate::grammar::lexicon::WordReading;
use crate::grammar::segment::{Segment, tokens_of};
use crate::grammar::tagging::{Class, Tag};
use crate::text::span::Tokens;

/// A stretch that is parsed as one: a period, or a sentence of a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// Its words.
    pub words: Words,
    /// Whether it is a sentence of a quotation that stands for itself.
    pub quotation: bool,
    /// Its tokens; those of a quotation that stands for itself are in a stretch of their own.
    pub tokens: Vec<Token>,
    /// Its groups, and the words and signs between them.
    pub groups: Vec<Group>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
}

/// A token, and what it is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Token {
    /// The token.
    #[serde(flatten)]
    pub words: Words,
    /// Its part of speech, in the names of Universal Dependencies.
    pub tag: &'static str,
    /// The form of a verb.
    pub form: Option<String>,
    /// What the dictionary knows it, or the expression that it begins, as.
    pub readings: Vec<Reading>,
    /// What it is for the claim.
    pub parts: Vec<&'static str>,
}

/// An entry of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Its lemma; of several words where it is an expression.
    pub lemma: String,
    /// Its class in the dictionary.
    pub class: &'static str,
    /// Which of its forms.
    pub form: String,
    /// Its features, as the dictionary writes them.
    pub features: String,
    /// Whether it agrees with the tag.
    pub fits: bool,
}

/// A group, or a word or sign between groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its words.
    pub words: Words,
    /// What it is.
    pub kind: String,
    /// The clause in which it stands, by number.
    pub clause: usize,
    /// The head of a noun group, the main verb of a verb group.
    pub head: Option<String>,
    /// The name at the end of a noun group.
    pub name: Option<String>,
    /// What else it is: pronoun, counted; the form of a verb, passive, negated, …
    pub traits: Vec<String>,
    /// The subject of a verb group.
    pub subject: Option<String>,
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// What kind.
    pub kind: String,
    /// Its words.
    pub words: Words,
    /// The clause around it, by number.
    pub parent: Option<u32>,
    /// Its subject.
    pub subject: Option<String>,
    /// Its first verb.
    pub verb: Option<String>,
}

impl Scene<'_, '_, '_> {
    /// A segment, by number.
    pub(super) fn stretch(&self, number: usize) -> Option<Stretch> {
        let segment = self.writer.layout.segments.get(number)?;
        let innermost = |t: &usize| self.writer.layout.place(*t).is_some_and(|place| place.segment == number);
        Some(Stretch {
            words: self.words(segment.span),
            quotation: segment.quotation.is_some(),
            tokens: segment.span.range().filter(innermost).map(|t| self.token(t)).collect(),
            groups: (0..segment.items.len()).filter_map(|at| self.group(segment, at)).collect(),
            clauses: self.clauses(number, segment),
        })
    }

    fn token(&self, at: usize) -> Token {
        let analysis = self.writer.layout.analysis;
        let tag = analysis.tag_at(at);
        let spelled = analysis.expression(at).filter(|e| e.span.range().start == at);
        let expression = spelled.into_iter().flat_map(|e| {
            let form = form_words(e.reading.form);
            let reading = |lemma: &crate::grammar::lexicon::Lemma| Reading {
                lemma: lemma.text.clone(),
                class: lemma.class.name(),
                form: form.clone(),
                features: lemma.features.to_string(),
                fits: true,
            };
            analysis.expression_lemmas(&e).map(reading).collect::<Vec<_>>()
        });
        let single = analysis.readings(at).iter().filter_map(|r| self.reading(tag, *r));
        Token {
            words: self.words_at(analysis.token(at).map_or_else(|| crate::text::span::Bytes::new(0, 0), |t| t.span)),
            tag: tag.class.upos(),
            form: matches!(tag.class, Class::Verb | Class::Auxiliary).then(|| name_of(tag.form)),
            readings: expression.chain(single).collect(),
            parts: self.parts(at),
        }
    }

    fn reading(&self, tag: Tag, reading: WordReading) -> Option<Reading> {
        let lemma = self.writer.layout.analysis.lemma(reading.lemma)?;
        let same_form = reading.form.verb.is_none_or(|form| form == tag.form);
        Some(Reading {
            lemma: lemma.text.clone(),
            class: lemma.class.name(),
            form: form_words(reading.form),
            features: lemma.features.to_string(),
            fits: agrees(tag.class, lemma.class) && same_form,
        })
    }

    fn group(&self, segment: &Segment, at: usize) -> Option<Group> {
        let analysis = self.writer.layout.analysis;
        let item = segment.items.get(at)?;
        let word = |token: u32| analysis.slice(Tokens::new(token, token + 1)).to_owned();
        let number = u32::try_from(at).ok()?;
        let named = |pairs: &[(bool, &str)]| pairs.iter().filter(|(is, _)| *is).map(|(_, name)| (*name).to_owned()).collect::<Vec<_>>();
        let mut group = Group {
            words: self.words(item.span),
            kind: name_of(item.kind),
            clause: segment.clauses.of_item.get(at).map_or(0, |c| *c as usize),
            head: None,
            name: None,
            traits: Vec::new(),
            subject: None,
        };
        match item.kind {
            ItemKind::Noun(noun) => {
                group.head = Some(word(noun.head));
                group.name = noun.name.map(|name| analysis.slice(name).to_owned());
                group.traits = named(&[(noun.pronoun, "pronoun"), (noun.counted, "counted")]);
            }
            ItemKind::Verb(verb) => {
                group.head = Some(word(verb.main));
                group.traits = vec![name_of(verb.form)];
                let rests = !verb.form.is_finite() && segment.clauses.is_finite(number, &verb);
                group.traits.extend(named(&[
                    (rests, "stands_for_finite"),
                    (verb.passive, "passive"),
                    (verb.negated, "negated"),
                    (verb.reflexive, "reflexive"),
                    (verb.inverted.is_some(), "inverted"),
                ]));
                group.subject = segment.clauses.subject(number).and_then(|s| segment.items.get(s as usize)).map(|s| analysis.slice(s.span).to_owned());
            }
            _ => {}
        }
        Some(group)
    }

    fn clauses(&self, number: usize, segment: &Segment) -> Vec<Clause> {
        let text = |item: u32| self.item(number, item as usize).map(|words| words.text);
        let clause = |clause: &crate::grammar::clause::Clause| {
            let run = segment.items.get(clause.start as usize..clause.end as usize).unwrap_or_default();
            Clause {
                kind: name_of(clause.kind),
                words: self.words(tokens_of(run)),
                parent: clause.parent,
                subject: clause.subject.and_then(text),
                verb: clause.verb.and_then(text),
            }
        };
        segment.clauses.clauses.iter().map(clause).collect()
    }
}

/// Whether a class of the dictionary can be what the tagger says.
fn agrees(tag: Class, class: WordClass) -> bool {
    match class {
        WordClass::Verb => matches!(tag, Class::Verb | Class::Auxiliary),
        WordClass::Noun => matches!(tag, Class::Noun | Class::ProperNoun),
        WordClass::Adjective => tag == Class::Adjective,
        WordClass::Adverb => matches!(tag, Class::Adverb | Class::Particle),
        WordClass::Determiner => tag == Class::Determiner,
        WordClass::Pronoun => matches!(tag, Class::Pronoun | Class::Relative),
        WordClass::Preposition => tag == Class::Preposition,
        WordClass::Conjunction => matches!(tag, Class::Coordinator | Class::Subordinator | Class::Relative),
        WordClass::Numeral => tag == Class::Numeral,
        WordClass::Particle => tag == Class::Particle,
        WordClass::Phrase => true,
    }
}

/// A form in words.
fn form_words(form: Form) -> String {
    let verb = form.verb.map(name_of);
    let tense = form.tense.map(name_of);
    let person = (form.person > 0).then(|| form.person.to_string());
    let number = form.plural.map(|plural| if plural { "plural" } else { "singular" }.to_owned());
    let gender = form.feminine.map(|feminine| if feminine { "f" } else { "m" }.to_owned());
    [verb, tense, person, number, gender].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
