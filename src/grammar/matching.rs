//! Rules matched to segments: outward from each cue, the first rule of the file that fits.

use super::analysis::Analysis;
use super::chunk::{Item, ItemKind, VerbGroup};
use super::clause::{Clause, ClauseKind, verb_readings};
use super::feature::{Flag, Key, WordClass};
use super::lexicon::Lemma;
use super::pattern::{Element, Role, Rule, Type};
use super::phrase::{head_lemmas, is_voice, of, phrase_end};
use super::segment::Segment;
use super::tagging::VerbForm;
use crate::text::span::Tokens;

/// A run of items.
pub type Run = std::ops::Range<usize>;

/// A rule that fits a cue.
#[derive(Clone, Debug)]
pub struct Match<'a> {
    /// The rule, by its position in the file.
    pub rule: usize,
    /// The items of the cue.
    pub cue: Run,
    /// The entry of the dictionary by which the cue reports.
    pub lemma: &'a Lemma,
    /// Whether the cue is negated or refused, so that the voice withholds.
    pub withheld: bool,
    /// Whether the cue, in this frame, is also an estimate: of a quantity.
    pub estimates: bool,
    /// The items of the source; empty where its subject is a clitic or is left to be found.
    pub source: Option<Run>,
    /// The token of a clitic that is the subject.
    pub clitic: Option<u32>,
    /// The tokens of the content.
    pub content: Tokens,
    /// To whom, as a run of items.
    pub to: Option<Run>,
    /// Through whom, as a run of items.
    pub via: Option<Run>,
    /// The items of the whole attribution: cue, source, and what stands between.
    pub attribution: Run,
}

/// Finds the cues of a segment and the first rule that fits each.
#[must_use]
pub fn matches<'a>(analysis: &Analysis<'a>, segment: &Segment, rules: &[Rule]) -> Vec<Match<'a>> {
    let mut found: Vec<Match<'a>> = Vec::new();
    for at in 0..segment.items.len() {
        if !found.iter().any(|m| m.cue.contains(&at)) {
            found.extend(readings(analysis, segment, rules, at).next());
        }
    }
    found
}

/// The ways in which the rules read an item of a segment as a cue, in the order of the rules; nearly always none.
pub fn readings<'a: 'b, 'b>(analysis: &'b Analysis<'a>, segment: &'b Segment, rules: &'b [Rule], at: usize) -> impl Iterator<Item = Match<'a>> + 'b {
    let matcher = Matcher { analysis, segment, items: &segment.items };
    let rules = if matcher.may_be_cue(at) { rules } else { &[] };
    rules.iter().enumerate().filter_map(move |(number, rule)| matcher.rule(number, rule, at))
}

struct Matcher<'a, 'b> {
    analysis: &'b Analysis<'a>,
    segment: &'b Segment,
    items: &'b [Item],
}

/// What has been captured on the way.
#[derive(Clone, Debug, Default)]
struct Captures {
    source: Option<Run>,
    clitic: Option<u32>,
    content: Option<Content>,
    to: Option<Run>,
    via: Option<Run>,
}

/// Where the content stands.
#[derive(Clone, Debug)]
enum Content {
    Items(Run),
    /// Around the attribution, whose extent is known only at the end.
    Around,
}

/// The cue that is being matched.
struct Cue<'a> {
    at: usize,
    end: usize,
    lemma: &'a Lemma,
    withheld: bool,
}

impl<'a> Matcher<'a, '_> {
    fn kind(&self, at: usize) -> Option<ItemKind> {
        self.items.get(at).map(|i| i.kind)
    }

    fn verb(&self, at: usize) -> Option<&VerbGroup> {
        self.items.get(at).and_then(Item::verb)
    }

    /// Whether an item can be a cue at all; most cannot.
    fn may_be_cue(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(ItemKind::Verb(verb)) => {
                verb_readings(self.analysis, &verb).any(|l| reports(l) || l.features.has(Flag::Refusal) || (verb.negated && l.features.has(Flag::Willing)))
            }
            Some(ItemKind::Noun(noun)) => {
                head_lemmas(self.analysis, noun.head as usize).any(|l| reports(l) || l.features.has(Flag::Document) || l.features.has(Flag::Data))
            }
            Some(ItemKind::Preposition | ItemKind::Adverb | ItemKind::Subordinator) => self.attribution_lemmas(at).next().is_some(),
            _ => false,
        }
    }

    fn attribution_lemmas(&self, at: usize) -> impl Iterator<Item = &'a Lemma> {
        self.items.get(at).into_iter().flat_map(|item| attribution_lemmas(self.analysis, item))
    }

    fn rule(&self, number: usize, rule: &Rule, at: usize) -> Option<Match<'a>> {
        self.cues(rule, at).into_iter().find_map(|cue| {
            let mut captures = Captures::default();
            let start = self.before(&cue, &rule.before, cue.at, &mut captures)?;
            let (end, captures) = self.behind(&cue, &rule.behind, cue.end, captures)?;
            let end = end.max(cue.end);
            let content = match captures.content.clone()? {
                Content::Items(run) => self.trimmed(run),
                Content::Around => self.around(&cue, start, end)?,
            };
            (!content.is_empty()).then(|| Match {
                rule: number,
                cue: cue.at..cue.end,
                lemma: cue.lemma,
                withheld: cue.withheld,
                estimates: self.estimates(rule, cue.at),
                source: captures.source,
                clitic: captures.clitic,
                content,
                to: captures.to,
                via: captures.via,
                attribution: start..end,
            })
        })
    }

    /// Whether the verb at `at` has a reading as an estimate in a frame of the rule.
    fn estimates(&self, rule: &Rule, at: usize) -> bool {
        let framed = |l: &Lemma| l.features.list(Key::Frames).any(|f| rule.frames.iter().any(|r| r == f));
        self.verb(at).is_some_and(|v| verb_readings(self.analysis, v).any(|l| l.features.value(Key::Act) == Some("estimate") && framed(l)))
    }

    /// The ways in which the item at `at` is the cue of a rule: one for each entry of the dictionary that has its frames.
    fn cues(&self, rule: &Rule, at: usize) -> Vec<Cue<'a>> {
        let plain = |l: &&Lemma| l.features.list(Key::Frames).all(|f| f != "source");
        let framed = |l: &&Lemma| (rule.frames.is_empty() && plain(l)) || l.features.list(Key::Frames).any(|f| rule.frames.iter().any(|r| r == f));
        let cue = |lemma: &'a Lemma| Cue { at, end: at + 1, lemma, withheld: false };
        match (rule.cue, self.kind(at)) {
            (Type::Verb, Some(ItemKind::Verb(verb))) if !verb.passive && (verb.main_form != VerbForm::Participle || verb.auxiliary || self.finite(at)) => {
                // "told the crowd": what stands behind a verb that is told to somebody is not who says it.
                let inverted =
                    matches!(rule.behind.iter().find(|e| !matches!(e, Element::Typed(None, Type::Fill, _))), Some(Element::Typed(Some(Role::Source), _, _)));
                let told = |l: &Lemma| inverted && l.features.value(Key::Object).is_none() && l.features.list(Key::Frames).any(|f| f == "object-that");
                let fits = |l: &&Lemma| {
                    framed(l)
                        && reports(l)
                        && !told(l)
                        && !l.features.has(Flag::Refusal)
                        && l.features.has(Flag::Reflexive) == (verb.reflexive && reflexive_known(self.analysis, &verb))
                        && may_be_negated(l, &verb)
                };
                verb_readings(self.analysis, &verb).filter(fits).map(cue).collect()
            }
            // A participle without an auxiliary, "rejected by …", says less: "seen by", "set out by" are no reports.
            (Type::Passive, Some(ItemKind::Verb(verb))) if verb.passive || (verb.main_form == VerbForm::Participle && !verb.auxiliary) => {
                let fits = |l: &&Lemma| framed(l) && reports(l) && !verb.negated && (verb.passive || l.features.value(Key::Act) != Some("state"));
                verb_readings(self.analysis, &verb).filter(fits).map(cue).collect()
            }
            (Type::Withheld, Some(ItemKind::Verb(verb))) => self.withheld(rule, at, &verb, framed),
            (Type::Noun, Some(ItemKind::Noun(noun))) => head_lemmas(self.analysis, noun.head as usize).filter(|l| framed(l) && reports(l)).map(cue).collect(),
            (Type::Document, Some(ItemKind::Noun(noun))) => {
                head_lemmas(self.analysis, noun.head as usize).filter(|l| l.features.has(Flag::Document) || l.features.has(Flag::Data)).map(cue).collect()
            }
            (Type::Attribution, Some(ItemKind::Preposition | ItemKind::Adverb | ItemKind::Subordinator)) => {
                self.attribution_lemmas(at).filter(framed).map(cue).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a clause rests on the verb at an item.
    fn finite(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|v| u32::try_from(at).is_ok_and(|i| self.segment.clauses.is_finite(i, v)))
    }

    /// "did not disclose", "declined to say", "sans préciser": the verb that is negated or refused, and its entry.
    fn withheld(&self, rule: &Rule, at: usize, verb: &VerbGroup, framed: impl Fn(&&Lemma) -> bool) -> Vec<Cue<'a>> {
        let question = rule.behind.iter().any(|e| matches!(e, Element::Typed(Some(Role::Content), Type::Question, _)));
        let says = |l: &Lemma| l.features.value(Key::Act) == Some("state") && l.features.list(Key::Frames).any(|f| matches!(f, "that" | "quote" | "whether"));
        let withholds = |l: &&Lemma| (l.features.value(Key::NegatedAct).is_some() || (question && says(l))) && framed(l);
        let cue = |end: usize| move |lemma: &'a Lemma| Cue { at, end, lemma, withheld: true };
        let without = at.checked_sub(1).is_some_and(|p| {
            matches!(self.kind(p), Some(ItemKind::Preposition)) && self.items.get(p).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Negation))
        });
        if (verb.negated || (without && !verb.form.is_finite())) && !verb.passive {
            let direct: Vec<Cue<'a>> = verb_readings(self.analysis, verb).filter(withholds).map(cue(at + 1)).collect();
            if !direct.is_empty() {
                return direct;
            }
        }
        let unwilling = verb.negated && verb_readings(self.analysis, verb).any(|l| l.features.has(Flag::Willing));
        if unwilling || (!verb.negated && verb_readings(self.analysis, verb).any(|l| l.features.has(Flag::Refusal))) {
            // "s'est refusé à tout commentaire": the refusal is all that is said.
            let refuses = |l: &&Lemma| {
                l.features.has(Flag::Refusal)
                    && l.features.value(Key::Act) == Some("withhold")
                    && rule.frames.iter().any(|f| f == "about")
                    && framed(l)
                    && l.features.has(Flag::Reflexive) == verb.reflexive
            };
            let direct: Vec<Cue<'a>> =
                verb_readings(self.analysis, verb).filter(refuses).map(|lemma| Cue { at, end: at + 1, lemma, withheld: false }).collect();
            if !direct.is_empty() {
                return direct;
            }
            let next = (at + 1..self.items.len().min(at + 4)).find(|i| matches!(self.kind(*i), Some(ItemKind::Verb(_))));
            if let Some((next, inner)) = next.and_then(|n| self.verb(n).map(|v| (n, v)))
                && !inner.form.is_finite()
            {
                return verb_readings(self.analysis, inner).filter(withholds).map(cue(next + 1)).collect();
            }
        }
        Vec::new()
    }

    /// Matches elements before `at`, nearest first; gives the first item of the attribution.
    fn before(&self, cue: &Cue<'a>, elements: &[Element], at: usize, captures: &mut Captures) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else { return Some(at) };
        match element {
            Element::Maybe(inner) => {
                let mut tried = captures.clone();
                if let Some(next) = self.before(cue, std::slice::from_ref(inner.as_ref()), at, &mut tried)
                    && let Some(end) = self.before(cue, rest, next, &mut tried)
                {
                    *captures = tried;
                    return Some(end);
                }
                self.before(cue, rest, at, captures)
            }
            Element::Either(choices) => choices.iter().find_map(|choice| {
                let mut tried = captures.clone();
                let reversed: Vec<Element> = choice.iter().rev().cloned().chain(rest.iter().cloned()).collect();
                let end = self.before(cue, &reversed, at, &mut tried)?;
                *captures = tried;
                Some(end)
            }),
            Element::Word(word) => {
                let before = at.checked_sub(1)?;
                let item = self.items.get(before)?;
                (item.span.len() == 1 && self.analysis.word(item.span.start as usize) == word).then(|| self.before(cue, rest, before, captures)).flatten()
            }
            Element::Typed(role, kind, _) => self.typed_before(cue, *role, *kind, rest, at, captures),
        }
    }

    fn typed_before(&self, cue: &Cue<'a>, role: Option<Role>, kind: Type, rest: &[Element], at: usize, captures: &mut Captures) -> Option<usize> {
        let before = at.checked_sub(1);
        match kind {
            Type::Subject => {
                let start = self.subject(cue, at, captures)?;
                self.before(cue, rest, start, captures)
            }
            Type::Around => {
                captures.content = Some(Content::Around);
                self.before(cue, rest, at, captures)
            }
            Type::Clitic => {
                captures.clitic = Some(self.verb(cue.at)?.inverted?);
                self.before(cue, rest, at, captures)
            }
            Type::Patient => {
                let run = self.patient(cue)?;
                captures.content = Some(Content::Items(run.clone()));
                self.before(cue, rest, run.start.min(at), captures)
            }
            Type::Fill => {
                let mut from = at;
                loop {
                    let mut tried = captures.clone();
                    if let Some(end) = self.before(cue, rest, from, &mut tried) {
                        *captures = tried;
                        return Some(end);
                    }
                    from = from.checked_sub(1).filter(|f| matches!(self.kind(*f), Some(ItemKind::Adverb | ItemKind::Time | ItemKind::Coordinator)))?;
                }
            }
            Type::Comma => {
                let hit = matches!(self.kind(before?), Some(ItemKind::Comma | ItemKind::Dash));
                hit.then(|| self.before(cue, rest, before?, captures)).flatten()
            }
            Type::Colon => matches!(self.kind(before?), Some(ItemKind::Colon)).then(|| self.before(cue, rest, before?, captures)).flatten(),
            Type::Start => self.starts(at).then(|| self.before(cue, rest, at, captures)).flatten(),
            Type::Quotation => {
                let hit = matches!(self.kind(before?), Some(ItemKind::Quotation(_)));
                capture(captures, role, before?..at);
                hit.then(|| self.before(cue, rest, before?, captures)).flatten()
            }
            Type::Voice | Type::Phrase | Type::Group | Type::Sources => {
                let reach = at.saturating_sub(12);
                let fits = |from: &usize| {
                    matches!(self.kind(*from), Some(ItemKind::Noun(_)))
                        && phrase_end(self.analysis, self.items, *from, at) == at
                        && (kind != Type::Voice || self.voice(*from))
                        && (kind != Type::Sources || self.sources(*from))
                };
                let from = (reach..at).find(fits)?;
                capture(captures, role, from..at);
                self.before(cue, rest, from, captures)
            }
            _ => None,
        }
    }

    /// Whether a sentence or clause begins at `at`: nothing but a conjunction, an adverb or a sign stands before it.
    fn starts(&self, at: usize) -> bool {
        let joint = |i: usize| matches!(self.kind(i), Some(ItemKind::Coordinator | ItemKind::Adverb | ItemKind::Mark | ItemKind::Time | ItemKind::Comma));
        (0..at).all(joint)
            || at.checked_sub(1).is_some_and(|b| matches!(self.kind(b), Some(ItemKind::Coordinator | ItemKind::Semicolon | ItemKind::Colon | ItemKind::Stop)))
    }

    fn voice(&self, at: usize) -> bool {
        self.items.get(at).and_then(Item::noun).is_some_and(|n| is_voice(self.analysis, n, self.items.get(at)))
    }

    /// Whether a noun phrase is a voice, or hangs on one: "a tally of the ministry".
    fn has_voice(&self, at: usize) -> bool {
        let end = phrase_end(self.analysis, self.items, at, self.items.len());
        (at..end).any(|i| self.voice(i))
    }

    /// The subject of the cue: its clause knows it; of a relative pronoun, what it stands for. Gives where the attribution begins.
    fn subject(&self, cue: &Cue<'a>, at: usize, captures: &mut Captures) -> Option<usize> {
        let verb = self.verb(cue.at)?;
        if let Some(clitic) = verb.inverted {
            captures.clitic = Some(clitic);
            return Some(at);
        }
        let item = u32::try_from(cue.at).ok()?;
        let Some(subject) = self.segment.clauses.subject(item).map(|s| s as usize) else {
            // A participle may take over the voice of the attribution before it; so may "Et a rappelé que …".
            let resumes = matches!(self.kind(0), Some(ItemKind::Coordinator)) && cue.at <= 3;
            return (!verb.form.is_finite() || resumes).then_some(at);
        };
        let noun = match self.kind(subject) {
            Some(ItemKind::Relative) => self.antecedent(subject)?,
            Some(ItemKind::Noun(_)) => subject,
            _ => return None,
        };
        if !self.voice(noun) {
            return None;
        }
        let end = phrase_end(self.analysis, self.items, noun, cue.at.max(noun + 1));
        captures.source = Some(noun..end);
        Some(if noun < cue.at { noun } else { at })
    }

    /// What a passive cue says something of: its subject, or the noun phrase behind a participle that opens the sentence.
    fn patient(&self, cue: &Cue<'a>) -> Option<Run> {
        let subject = u32::try_from(cue.at).ok().and_then(|v| self.segment.clauses.subject(v)).map(|s| s as usize)?;
        if !matches!(self.kind(subject), Some(ItemKind::Noun(_))) {
            return None;
        }
        let limit = if subject < cue.at { cue.at } else { self.items.len() };
        Some(subject..phrase_end(self.analysis, self.items, subject, limit))
    }

    /// What a relative pronoun stands for: the noun phrase before it.
    fn antecedent(&self, relative: usize) -> Option<usize> {
        let last = (0..relative).rev().find(|i| matches!(self.kind(*i), Some(ItemKind::Noun(_))))?;
        if relative - last > 3 {
            return None;
        }
        // "the chief of the army, who said": the head of the phrase, where it is a person.
        let head = (last.saturating_sub(4)..last)
            .find(|i| matches!(self.kind(*i), Some(ItemKind::Noun(_))) && phrase_end(self.analysis, self.items, *i, relative) > last);
        let person = |i: &usize| {
            self.items
                .get(*i)
                .and_then(Item::noun)
                .is_some_and(|n| head_lemmas(self.analysis, n.head as usize).any(|l| l.features.has(Flag::Person) || l.features.has(Flag::People)))
        };
        Some(head.filter(person).unwrap_or(last))
    }

    /// Matches elements behind the cue; gives the item behind the attribution.
    fn behind(&self, cue: &Cue<'a>, elements: &[Element], at: usize, captures: Captures) -> Option<(usize, Captures)> {
        let Some((element, rest)) = elements.split_first() else { return Some((at, captures)) };
        match element {
            Element::Maybe(inner) => {
                let with: Vec<Element> = std::iter::once(inner.as_ref().clone()).chain(rest.iter().cloned()).collect();
                self.behind(cue, &with, at, captures.clone()).or_else(|| self.behind(cue, rest, at, captures))
            }
            Element::Either(choices) => choices.iter().find_map(|choice| {
                let all: Vec<Element> = choice.iter().chain(rest).cloned().collect();
                self.behind(cue, &all, at, captures.clone())
            }),
            Element::Word(word) => {
                let item = self.items.get(at)?;
                let hit =
                    self.analysis.slice(item.span).to_lowercase() == *word || (item.span.len() == 1 && self.analysis.word(item.span.start as usize) == word);
                hit.then(|| self.behind(cue, rest, at + 1, captures)).flatten()
            }
            Element::Typed(_, Type::Fill, _) => {
                let mut to = at;
                for _ in 0..7 {
                    if let Some(hit) = self.behind(cue, rest, to, captures.clone()) {
                        return Some(hit);
                    }
                    to = self.filler(to)?;
                }
                None
            }
            Element::Typed(_, Type::Any, _) => {
                let mut to = at;
                while to < self.items.len() {
                    if let Some(hit) = self.behind(cue, rest, to, captures.clone()) {
                        return Some(hit);
                    }
                    if matches!(self.kind(to), Some(ItemKind::Comma | ItemKind::Colon | ItemKind::Semicolon | ItemKind::Stop)) {
                        return None;
                    }
                    to += 1;
                }
                None
            }
            Element::Typed(role, kind, _) => {
                let run = self.typed(cue, *kind, at)?;
                let mut captures = captures;
                let end = run.end;
                if *kind == Type::Around {
                    captures.content = Some(Content::Around);
                } else {
                    capture(&mut captures, *role, run);
                }
                // What follows the content is no part of the attribution.
                let next = if *role == Some(Role::Content) { at } else { end };
                if rest.is_empty() { Some((next, captures)) } else { self.behind(cue, rest, end, captures) }
            }
        }
    }

    /// One adverb, time or adverbial phrase at `at`: the item behind it.
    fn filler(&self, at: usize) -> Option<usize> {
        match self.kind(at)? {
            ItemKind::Adverb | ItemKind::Time => Some(at + 1),
            ItemKind::Preposition => match self.kind(at + 1)? {
                ItemKind::Noun(_) => Some(phrase_end(self.analysis, self.items, at + 1, self.items.len())),
                ItemKind::Time => Some(at + 2),
                _ => None,
            },
            ItemKind::Comma => {
                // ", on Monday," and the like.
                let inner = self.filler(at + 1)?;
                matches!(self.kind(inner), Some(ItemKind::Comma)).then_some(inner + 1)
            }
            ItemKind::Open => {
                let close = (at + 1..self.items.len().min(at + 8)).find(|i| matches!(self.kind(*i), Some(ItemKind::Close)))?;
                Some(close + 1)
            }
            _ => None,
        }
    }

    /// The run of items of a type that begins at `at`; a capture of content is this run.
    fn typed(&self, cue: &Cue<'a>, kind: Type, at: usize) -> Option<Run> {
        let items = self.items.len();
        let noun = matches!(self.kind(at), Some(ItemKind::Noun(_)));
        match kind {
            Type::Group => noun.then_some(at..at + 1),
            // "ni l'effectif ni la position"
            Type::Phrase
                if cue.withheld
                    && matches!(self.kind(at), Some(ItemKind::Coordinator))
                    && self.items.get(at).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Negation)) =>
            {
                Some(at..self.rest_end(cue, at))
            }
            // "sans préciser de date"
            Type::Phrase
                if cue.withheld && of(self.analysis, self.items, at) && matches!(self.kind(at + 1), Some(ItemKind::Noun(n)) if n.determiner.is_none()) =>
            {
                Some(at + 1..phrase_end(self.analysis, self.items, at + 1, items))
            }
            Type::Phrase => noun.then(|| at..phrase_end(self.analysis, self.items, at, items)),
            // "de multiples sources": an article that looks like a preposition.
            Type::Voice if !noun && of(self.analysis, self.items, at) && matches!(self.kind(at + 1), Some(ItemKind::Noun(n)) if n.determiner.is_none()) => {
                self.has_voice(at + 1).then(|| at + 1..phrase_end(self.analysis, self.items, at + 1, items))
            }
            // "pour l'arrivée des secours": a weak word attributes only to what speaks itself.
            Type::Voice if cue.lemma.features.has(Flag::Weak) && self.verb(cue.at).is_none() => {
                (noun && self.voice(at)).then(|| at..phrase_end(self.analysis, self.items, at, items))
            }
            Type::Voice => (noun && self.has_voice(at)).then(|| at..phrase_end(self.analysis, self.items, at, items)),
            Type::Demonstrative => {
                let item = self.items.get(at)?;
                (noun && self.analysis.has(item.span.start as usize, Flag::Demonstrative) && item.span.len() == 1).then_some(at..at + 1)
            }
            Type::Comma => matches!(self.kind(at), Some(ItemKind::Comma | ItemKind::Dash)).then_some(at..at + 1),
            Type::Colon => matches!(self.kind(at), Some(ItemKind::Colon)).then_some(at..at + 1),
            Type::End => (at >= items || matches!(self.kind(at), Some(ItemKind::Stop))).then_some(at..at),
            Type::Around => Some(at..at),
            Type::Quotation => matches!(self.kind(at), Some(ItemKind::Quotation(_))).then_some(at..at + 1),
            Type::Quoted => self.quoted(cue, at),
            Type::ThatClause => self.opens_complement(cue, at).then(|| at + 1..self.complement_end(cue, at)),
            Type::BareClause => {
                let clause = self.clause_from(at).filter(|c| c.kind == ClauseKind::Complement)?;
                noun.then(|| at..clause.end as usize).map(|run| self.cut(cue, run))
            }
            Type::Question => self.question(cue, at),
            Type::Infinitive => self.infinitive(cue, at).map(|from| from..self.rest_end(cue, from)),
            Type::Gerund => self.verb(at).filter(|v| v.form == VerbForm::Gerund).map(|_| at..self.rest_end(cue, at)),
            Type::Sentence => (at < items).then_some(at..items),
            Type::Rest => (at < items && !matches!(self.kind(at), Some(ItemKind::Comma | ItemKind::Stop))).then(|| at..self.rest_end(cue, at)),
            Type::NounRest => noun.then(|| self.noun_rest(cue, at)),
            Type::NounQuoted => noun
                .then(|| self.noun_rest(cue, at))
                .filter(|run| (run.start..run.end.min(phrase_end(self.analysis, self.items, at, items) + 1)).any(|i| self.has_mark(i))),
            Type::PhraseInfinitive => self.phrase_infinitive(cue, at),
            Type::PhraseOf => self.phrase_of(cue, at),
            Type::GapOf => self.preposition(cue, at).then(|| at + 1..self.rest_end(cue, at + 1)).filter(|run| run.start < run.end),
            Type::BareGap => self.bare_gap(cue, at).then(|| at..self.rest_end(cue, at + 1)),
            Type::Sources => self.sources(at).then(|| at..phrase_end(self.analysis, self.items, at, items)),
            Type::PhraseAs => self.phrase_as(cue, at),
            Type::Predicate => self.predicate(cue, at),
            Type::Preposition => self.preposition(cue, at).then_some(at..at + 1),
            Type::Marker => self.marker(cue, at).then_some(at..at + 1),
            _ => None,
        }
    }

    /// Whether an item is, or holds, a quotation mark.
    fn has_mark(&self, at: usize) -> bool {
        let is_mark = |t: usize| self.analysis.language.orthography.quotes.iter().any(|q| q.open == self.analysis.word(t) || q.close == self.analysis.word(t));
        self.items.get(at).is_some_and(|i| matches!(i.kind, ItemKind::Mark | ItemKind::Quotation(_)) || i.span.range().any(is_mark))
    }

    /// Whether a complementiser stands at `at`, also one that looks like a relative pronoun.
    fn opens_complement(&self, cue: &Cue<'a>, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        match item.kind {
            ItemKind::Complementiser => true,
            ItemKind::Relative if self.clause_from(at).is_some_and(|c| c.kind == ClauseKind::Complement) => true,
            // Behind nothing but adverbs and times no noun is there that it could be relative to.
            ItemKind::Relative => {
                self.analysis.complementises(item.span.start as usize) && (cue.end..at).all(|i| !matches!(self.kind(i), Some(ItemKind::Noun(_))))
            }
            _ => false,
        }
    }

    /// The clause whose first item is `at`.
    fn clause_from(&self, at: usize) -> Option<&Clause> {
        self.segment.clauses.clauses.iter().find(|c| c.start as usize == at && c.kind != ClauseKind::Main)
    }

    /// Whether a finite verb stands at `at` whose subject is the relative pronoun that opens the clause of the cue.
    fn bare_gap(&self, cue: &Cue<'a>, at: usize) -> bool {
        let relative = self
            .segment
            .clauses
            .of_item
            .get(cue.at)
            .and_then(|c| self.segment.clauses.clauses.get(*c as usize))
            .is_some_and(|c| c.kind == ClauseKind::Relative || matches!(self.kind(c.start as usize), Some(ItemKind::Relative)));
        relative && self.verb(at).is_some_and(|v| v.form.is_finite())
    }

    /// Whether a noun group at `at`, without an article, is of sources: "source militaire".
    fn sources(&self, at: usize) -> bool {
        self.items
            .get(at)
            .and_then(Item::noun)
            .is_some_and(|n| n.determiner.is_none() && head_lemmas(self.analysis, n.head as usize).any(|l| l.features.has(Flag::SourceWord)))
    }

    /// Words in quotation marks that begin at `at`, with what goes on behind them in the clause.
    fn quoted(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        matches!(self.kind(at), Some(ItemKind::Mark)).then(|| at..self.rest_end(cue, at + 1))
    }

    /// The end of the complement that the complementiser at `at` opens.
    fn complement_end(&self, cue: &Cue<'a>, at: usize) -> usize {
        let end = self.clause_from(at).map_or(self.items.len(), |c| c.end as usize);
        self.cut(cue, at..end).end
    }

    /// A reported question: behind a complementiser only what follows it, else with its question word.
    fn question(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        let item = self.items.get(at)?;
        let first = item.span.start as usize;
        // "questioned them when they returned": a time, unless it stands right behind the cue.
        if at > cue.end && self.analysis.has(first, Flag::Subordinator) && !self.analysis.has(first, Flag::Whether) {
            return None;
        }
        let asks = self.analysis.has(first, Flag::Interrogative)
            || self.analysis.has(first, Flag::Whether)
            || self.analysis.expression(first).is_some_and(|e| self.analysis.expression_has(&e, Flag::Whether));
        let opens = matches!(
            item.kind,
            ItemKind::Subordinator | ItemKind::Relative | ItemKind::Complementiser | ItemKind::Adverb | ItemKind::Noun(_) | ItemKind::Other
        );
        (asks && opens).then(|| at..self.rest_end(cue, at + 1))
    }

    /// Whether the preposition at `at` is one that the cue asks for.
    fn preposition(&self, cue: &Cue<'a>, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        let first = item.span.start as usize;
        let word = self.analysis.word(first);
        let same = |p: &str| self.same_preposition(p, word) || self.analysis.slice(item.span).eq_ignore_ascii_case(&p.replace('_', " "));
        matches!(item.kind, ItemKind::Preposition | ItemKind::Subordinator | ItemKind::Adverb | ItemKind::Other)
            && cue.lemma.features.list(Key::Prepositions).any(same)
    }

    /// Whether a word is a preposition or one of its contractions: `de` is also `d'`, `du`, `des`.
    fn same_preposition(&self, preposition: &str, word: &str) -> bool {
        preposition == word || self.analysis.language.orthography.contractions.get(word).is_some_and(|c| c == preposition)
    }

    /// Whether an infinitive marker that the cue asks for stands at `at` as an item of its own.
    fn marker(&self, cue: &Cue<'a>, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        let word = self.analysis.word(item.span.start as usize);
        matches!(item.kind, ItemKind::Preposition) && cue.lemma.features.list(Key::Marker).any(|m| self.same_preposition(m, word))
    }

    /// The infinitive at `at`, its marker as the cue asks for it: where its content begins.
    fn infinitive(&self, cue: &Cue<'a>, at: usize) -> Option<usize> {
        let is_infinitive = |i: usize| self.verb(i).is_some_and(|v| v.form == VerbForm::Infinitive);
        let markers = cue.lemma.features.value(Key::Marker);
        if self.marker(cue, at) {
            let quoted = usize::from(matches!(self.kind(at + 1), Some(ItemKind::Mark)));
            return is_infinitive(at + 1 + quoted).then_some(at + 1);
        }
        let bare = markers.is_none_or(|m| m.split(',').any(|m| m == "none"));
        let quoted = usize::from(matches!(self.kind(at), Some(ItemKind::Mark)));
        (bare && is_infinitive(at + quoted)).then_some(at)
    }

    /// Skips the preposition that the cue wants before its addressee.
    fn addressee(&self, cue: &Cue<'a>, at: usize) -> Option<usize> {
        match cue.lemma.features.value(Key::Object) {
            None => Some(at),
            Some(list) => {
                let item = self.items.get(at)?;
                let word = self.analysis.word(item.span.start as usize);
                (matches!(item.kind, ItemKind::Preposition) && list.split(',').any(|p| self.same_preposition(p, word))).then_some(at + 1)
            }
        }
    }

    /// "urged the government to scrap taxes": the content begins with the addressee.
    fn phrase_infinitive(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        let from = self.addressee(cue, at)?;
        let asks = self.items.get(from).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Interrogative));
        if asks || !matches!(self.kind(from), Some(ItemKind::Noun(_))) {
            return None;
        }
        let mut next = phrase_end(self.analysis, self.items, from, self.items.len());
        for _ in 0..6 {
            if self.infinitive(cue, next).is_some() {
                return Some(from..self.rest_end(cue, next));
            }
            // "the government and the rebels to stop"
            next = if matches!(self.kind(next), Some(ItemKind::Coordinator | ItemKind::Comma)) && matches!(self.kind(next + 1), Some(ItemKind::Noun(_))) {
                phrase_end(self.analysis, self.items, next + 1, self.items.len())
            } else {
                self.filler(next)?
            };
        }
        None
    }

    /// "accused Trump of lying": the content begins with the accused.
    fn phrase_of(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        if !matches!(self.kind(at), Some(ItemKind::Noun(_))) {
            return None;
        }
        let limit = self.rest_end(cue, at);
        let reach = (at + 1..limit.min(at + 24)).find(|i| self.preposition(cue, *i))?;
        (reach < limit).then_some(at..limit)
    }

    /// "described it as a mistake", "juge l'accord mort": the content begins with what is judged.
    fn phrase_as(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        // "les considérant comme un secret": what is judged is a pronoun in the verb group.
        let clitic = self
            .items
            .get(cue.at)
            .is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Clitic) && !self.analysis.has(i.span.start as usize, Flag::Reflexive));
        if clitic && self.preposition(cue, at) && matches!(self.kind(at + 1), Some(ItemKind::Noun(_) | ItemKind::Adverb | ItemKind::Mark)) {
            return Some(at..self.rest_end(cue, at + 1));
        }
        if !matches!(self.kind(at), Some(ItemKind::Noun(_))) {
            return None;
        }
        let limit = self.rest_end(cue, at);
        let end = phrase_end(self.analysis, self.items, at, limit);
        if cue.lemma.features.value(Key::Prepositions).is_some() {
            let reach = (at + 1..limit.min(at + 24)).find(|i| self.preposition(cue, *i))?;
            return (reach < limit).then_some(at..limit);
        }
        // "described the embargo as a product of the Cold War"
        let likeness = |i: &usize| {
            self.items
                .get(*i)
                .is_some_and(|item| !matches!(item.kind, ItemKind::Noun(_) | ItemKind::Verb(_)) && self.analysis.has(item.span.start as usize, Flag::Likeness))
        };
        if (at + 1..limit.min(at + 16)).find(likeness).is_some_and(|i| i + 1 < limit) {
            return Some(at..limit);
        }
        let predicate = match self.kind(end)? {
            ItemKind::Adverb | ItemKind::Mark | ItemKind::Quotation(_) => true,
            ItemKind::Verb(v) => v.form == VerbForm::Participle,
            ItemKind::Noun(n) => n.determiner.is_some(),
            _ => false,
        };
        (predicate && end < limit).then_some(at..limit)
    }

    /// "prêt à rester", "favorable à une acquisition", "en faveur de": what one says of oneself.
    fn predicate(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        let fits = match self.kind(at)? {
            ItemKind::Adverb | ItemKind::Mark => true,
            ItemKind::Verb(v) => v.form == VerbForm::Participle,
            ItemKind::Preposition => matches!(self.kind(at + 1), Some(ItemKind::Noun(_))),
            ItemKind::Noun(n) => !n.pronoun,
            _ => false,
        };
        fits.then(|| at..self.rest_end(cue, at))
    }

    /// How far what begins at `from` reaches in the clause of the cue.
    fn rest_end(&self, cue: &Cue<'a>, from: usize) -> usize {
        self.cut(cue, from..self.items.len()).end
    }

    /// A noun phrase and what hangs on it: up to a comma, unless a list goes on behind it.
    fn noun_rest(&self, cue: &Cue<'a>, at: usize) -> Run {
        let end = self.rest_end(cue, at);
        let list = |comma: usize| {
            matches!(self.kind(comma + 1), Some(ItemKind::Noun(_)))
                && (comma + 1..end.min(comma + 8))
                    .take_while(|i| !matches!(self.kind(*i), Some(ItemKind::Verb(_))))
                    .any(|i| matches!(self.kind(i), Some(ItemKind::Coordinator)))
        };
        let cut = (at..end).find(|i| matches!(self.kind(*i), Some(ItemKind::Comma | ItemKind::Dash)) && !list(*i)).unwrap_or(end);
        at..cut
    }

    /// Ends a run where the clause of the cue goes on with a verb of its own, an outer clause resumes, or another attribution begins.
    fn cut(&self, cue: &Cue<'a>, run: Run) -> Run {
        let own = self.segment.clauses.of_item.get(cue.at).copied();
        for at in run.clone() {
            let Some(kind) = self.kind(at) else { break };
            let clause = self.segment.clauses.of_item.get(at).copied();
            let ends = match kind {
                ItemKind::Stop => at + 1 == self.items.len() || at > run.start + 1,
                ItemKind::Semicolon => true,
                ItemKind::Close => !self.opens_inside(&run, at),
                ItemKind::Verb(_) if self.finite(at) && clause == own && self.verb(cue.at).is_some() => at > cue.at,
                ItemKind::Verb(v) if v.form == VerbForm::Gerund && self.set_off(at) => verb_readings(self.analysis, &v).any(reports),
                ItemKind::Comma => self.attribution_follows(at + 1),
                _ => false,
            };
            if ends || !self.under(clause, own) {
                return run.start..self.back_over_joints(run.start, at);
            }
        }
        run
    }

    fn opens_inside(&self, run: &Run, close: usize) -> bool {
        (run.start..close).any(|i| matches!(self.kind(i), Some(ItemKind::Open)))
    }

    fn set_off(&self, at: usize) -> bool {
        matches!(at.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Comma | ItemKind::Coordinator))
    }

    /// Whether an attribution like ", selon la police" stands at `at` and ends the clause.
    fn attribution_follows(&self, at: usize) -> bool {
        let attributes = self.attribution_lemmas(at).any(|l| !l.features.has(Flag::Weak));
        matches!(self.kind(at), Some(ItemKind::Preposition | ItemKind::Subordinator))
            && attributes
            && matches!(self.kind(at + 1), Some(ItemKind::Noun(_)))
            && self.has_voice(at + 1)
    }

    /// Whether a clause is, or lies in, another.
    fn under(&self, clause: Option<u32>, own: Option<u32>) -> bool {
        let (Some(mut clause), Some(own)) = (clause, own) else { return true };
        loop {
            if clause == own {
                return true;
            }
            match self.segment.clauses.clauses.get(clause as usize).and_then(|c| c.parent) {
                Some(parent) => clause = parent,
                None => return false,
            }
        }
    }

    /// Leaves out the subject, conjunctions and commas that lead over to what follows at `at`.
    fn back_over_joints(&self, start: usize, at: usize) -> usize {
        let mut end = at;
        while let Some(before) = end.checked_sub(1).filter(|b| *b > start) {
            match self.kind(before) {
                Some(ItemKind::Coordinator | ItemKind::Comma | ItemKind::Dash) => end = before,
                Some(ItemKind::Adverb) if matches!(before.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Coordinator)) => end = before,
                _ => break,
            }
        }
        end
    }

    /// What stands around an attribution that commas set off, or a quotation beside it.
    fn around(&self, cue: &Cue<'a>, start: usize, end: usize) -> Option<Tokens> {
        let clause = self.segment.clauses.of_item.get(cue.at).and_then(|c| self.segment.clauses.clauses.get(*c as usize))?;
        if self.verb(cue.at).is_some() && !self.finite(cue.at) {
            return None;
        }
        // "qui, selon lui, ment": a relative clause; at the end of a sentence an attribution is of all of it.
        let closing = matches!(self.kind(end), None | Some(ItemKind::Stop)) && cue.at > clause.start as usize + 2;
        if self.verb(cue.at).is_none() && clause.kind == ClauseKind::Relative && (clause.start as usize) < cue.at && !closing {
            return Some(self.trimmed(clause.start as usize..clause.end as usize));
        }
        let before = start.checked_sub(1)?;
        let closed = match self.kind(before)? {
            ItemKind::Comma | ItemKind::Dash | ItemKind::Quotation(_) | ItemKind::Mark | ItemKind::Stop => true,
            _ => clause.kind == ClauseKind::Incise || (self.verb(cue.at).is_none() && !cue.lemma.features.has(Flag::Weak)),
        };
        if !closed {
            return None;
        }
        // An attribution that is the main clause itself closes only a quotation, or another main clause before it.
        let main_verb = clause.kind == ClauseKind::Main && clause.verb.is_some_and(|v| v as usize == cue.at);
        let from = self.region_start(start);
        let quotation = |run: &Run| run.clone().any(|i| matches!(self.kind(i), Some(ItemKind::Quotation(_))));
        let other_clause = |run: &Run| {
            let own = self.segment.clauses.of_item.get(cue.at);
            run.clone().any(|i| {
                self.verb(i).is_some_and(|v| v.form.is_finite())
                    && self.segment.clauses.at(u32::try_from(i).unwrap_or(u32::MAX)).is_some_and(|c| c.kind == ClauseKind::Main)
                    && self.segment.clauses.of_item.get(i) != own
            })
        };
        if main_verb && self.verb(cue.at).is_some() && !quotation(&(from..start)) && !other_clause(&(from..start)) {
            return None;
        }
        if let Some(fragment) = self.fragment(cue, start) {
            return Some(fragment);
        }
        let quoted = |run: &Run| {
            self.items
                .get(run.clone())
                .filter(|r| !r.is_empty())
                .map(super::segment::tokens_of)
                .is_some_and(|t| self.analysis.quotations_at(t.range().start).any(|q| q.outer.covers(t) && q.inner.len() > 3))
        };
        let finite = |run: Run| quoted(&run) || run.into_iter().any(|i| self.finite(i) || matches!(self.kind(i), Some(ItemKind::Quotation(_))));
        let behind = self.behind_incise(end);
        let head = from..before + usize::from(!matches!(self.kind(before), Some(ItemKind::Comma | ItemKind::Dash)));
        let tail = behind.clone().filter(|b| b.start < b.end);
        if finite(head.clone()) {
            let goes_on = tail.clone().filter(|t| matches!(self.kind(t.start), Some(ItemKind::Coordinator)) && self.shares_subject(t.start + 1));
            let whole = goes_on.map_or(head.clone(), |t| head.start..t.end);
            return Some(self.trimmed(whole));
        }
        let Some(tail) = tail.filter(|t| finite(t.clone())) else { return self.verbless(cue, head) };
        let waits = head
            .clone()
            .any(|i| matches!(self.kind(i), Some(ItemKind::Noun(_))) && !matches!(i.checked_sub(1).and_then(|p| self.kind(p)), Some(ItemKind::Preposition)));
        Some(self.trimmed(if waits && !head.is_empty() { head.start..tail.end } else { tail }))
    }

    /// "Faux, répond l'entourage", "Onze blessés, selon la police": words without a verb that open the sentence and that only an
    /// attribution follows.
    fn verbless(&self, cue: &Cue<'a>, head: Run) -> Option<Tokens> {
        let ungoverned = |i: usize| !matches!(i.checked_sub(1).and_then(|p| self.kind(p)), Some(ItemKind::Preposition));
        let says = head.clone().any(|i| {
            matches!(self.kind(i), Some(ItemKind::Noun(n)) if ungoverned(i) && !n.pronoun)
                || (self.verb(cue.at).is_some() && matches!(self.kind(i), Some(ItemKind::Adverb | ItemKind::Mark)))
        });
        let counted = head.clone().any(|i| self.items.get(i).is_some_and(|i| i.span.range().any(|t| self.analysis.quantity(t).is_some())));
        let alone = (0..self.items.len()).all(|i| i == cue.at || !self.finite(i));
        let opens = self
            .items
            .get(head.start)
            .is_some_and(|i| self.analysis.token(i.span.start as usize).is_some_and(|t| t.capital || t.shape == crate::text::token::Shape::Figure));
        (says && opens && alone && (counted || self.verb(cue.at).is_some() || head.start == 0)).then(|| self.trimmed(head))
    }

    /// "24 000 selon la police, 60 000 selon la CGT": a figure alone behind the attribution before it.
    fn fragment(&self, cue: &Cue<'a>, start: usize) -> Option<Tokens> {
        if self.verb(cue.at).is_some() {
            return None;
        }
        let before = (0..start)
            .rev()
            .find(|i| matches!(self.kind(*i), Some(ItemKind::Preposition)) && self.attribution_lemmas(*i).any(|l| !l.features.has(Flag::Weak)))?;
        let end = phrase_end(self.analysis, self.items, before + 1, start);
        let joint = |i: usize| matches!(self.kind(i), Some(ItemKind::Comma | ItemKind::Coordinator | ItemKind::Semicolon));
        let from = (end..start).find(|i| !joint(*i)).filter(|f| *f > end)?;
        let verbless = (from..start).all(|i| !matches!(self.kind(i), Some(ItemKind::Verb(v)) if v.form.is_finite()));
        let counted = (from..start).any(|i| self.items.get(i).is_some_and(|i| i.span.range().any(|t| self.analysis.quantity(t).is_some())));
        (verbless && counted).then(|| self.trimmed(from..start))
    }

    /// Whether a verb stands at `at` without a subject of its own.
    fn shares_subject(&self, at: usize) -> bool {
        let next = (at..self.items.len().min(at + 3)).find(|i| !matches!(self.kind(*i), Some(ItemKind::Adverb | ItemKind::Time)));
        next.and_then(|n| self.verb(n)).is_some_and(|v| v.form.is_finite())
    }

    /// Where the sentence that an attribution closes began: behind the attribution before it.
    fn region_start(&self, start: usize) -> usize {
        let quoted = |i: usize| {
            self.items.get(i).is_some_and(|item| {
                self.analysis.quotations_at(item.span.start as usize).any(|q| q.inner.contains(item.span.start) && q.outer.start >= self.segment.span.start)
            })
        };
        let colon = (0..start).rev().find(|i| matches!(self.kind(*i), Some(ItemKind::Semicolon | ItemKind::Colon)) && !quoted(*i));
        // "Explosion à Arvik : 14 victimes, indique la police": what it is about stands before a colon in headlines.
        let topic = |c: &usize| {
            let left = 0..*c;
            let report = |i: usize| {
                self.items
                    .get(i)
                    .and_then(Item::noun)
                    .is_some_and(|n| [Flag::Document, Flag::Data].iter().any(|f| head_lemmas(self.analysis, n.head as usize).any(|l| l.features.has(*f))))
            };
            matches!(self.kind(*c), Some(ItemKind::Colon))
                && *c <= 6
                && left.clone().all(|i| !matches!(self.kind(i), Some(ItemKind::Verb(_) | ItemKind::Quotation(_) | ItemKind::Stop)) && !report(i))
        };
        colon.filter(|c| !topic(c)).map_or(0, |c| c + 1)
    }

    /// What goes on behind an attribution: the items after the comma that closes it.
    fn behind_incise(&self, end: usize) -> Option<Run> {
        let comma = (end..self.items.len()).find(|i| matches!(self.kind(*i), Some(ItemKind::Comma | ItemKind::Dash | ItemKind::Stop | ItemKind::Semicolon)))?;
        if !matches!(self.kind(comma), Some(ItemKind::Comma | ItemKind::Dash)) {
            return None;
        }
        let stop = (comma + 1..self.items.len()).find(|i| matches!(self.kind(*i), Some(ItemKind::Semicolon))).unwrap_or(self.items.len());
        Some(comma + 1..stop)
    }

    /// The tokens of a run of items, without the signs and conjunctions at its ends.
    fn trimmed(&self, run: Run) -> Tokens {
        let (mut start, mut end) = (run.start, run.end.min(self.items.len()));
        while start < end
            && matches!(self.kind(start), Some(ItemKind::Comma | ItemKind::Colon | ItemKind::Stop | ItemKind::Semicolon | ItemKind::Dash | ItemKind::Close))
        {
            start += 1;
        }
        while start < end
            && matches!(
                self.kind(end - 1),
                Some(ItemKind::Comma | ItemKind::Colon | ItemKind::Stop | ItemKind::Semicolon | ItemKind::Dash | ItemKind::Coordinator | ItemKind::Open)
            )
        {
            end -= 1;
        }
        let run = self.items.get(start..end).unwrap_or_default();
        super::segment::tokens_of(run)
    }
}

/// The entries of a preposition or expression that attributes: according to, selon.
pub fn attribution_lemmas<'a>(analysis: &Analysis<'a>, item: &Item) -> impl Iterator<Item = &'a Lemma> {
    let span = item.span.range();
    let expression = analysis.expression(span.start).filter(|e| e.span.range() == span);
    let many = expression.into_iter().flat_map(|e| analysis.expression_lemmas(&e).collect::<Vec<_>>());
    let one = analysis.readings(span.start).iter().filter_map(|r| analysis.lemma(r.lemma)).filter(move |_| span.len() == 1);
    many.chain(one).filter(|l| l.class != WordClass::Verb && l.class != WordClass::Noun && reports(l))
}

/// A verb may be reported as negated only where that says what its subject holds: opinions, and denials.
fn may_be_negated(lemma: &Lemma, verb: &VerbGroup) -> bool {
    !verb.negated || lemma.features.value(Key::Certainty).is_some() || lemma.features.value(Key::Act) == Some("deny")
}

/// Whether the dictionary has the verb with a reflexive pronoun: else the pronoun is an object.
fn reflexive_known(analysis: &Analysis<'_>, verb: &VerbGroup) -> bool {
    verb_readings(analysis, verb).any(|l| l.features.has(Flag::Reflexive))
}

fn reports(lemma: &Lemma) -> bool {
    lemma.features.value(Key::Act).is_some()
}

fn capture(captures: &mut Captures, role: Option<Role>, run: Run) {
    match role {
        Some(Role::Source) => captures.source = Some(run),
        Some(Role::Content) => captures.content = Some(Content::Items(run)),
        Some(Role::To) => captures.to = Some(run),
        Some(Role::Via) => captures.via = Some(run),
        _ => {}
    }
}

/// Whether an item of a segment is joined to the one before by "of".
#[must_use]
pub fn hangs_by_of(analysis: &Analysis<'_>, items: &[Item], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|p| of(analysis, items, p))
}
