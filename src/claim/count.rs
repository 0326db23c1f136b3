//! Figures of people and materiel: what is counted, what happened to it, whose it is.
//!
//! | words | measure | low | high |
//! | --- | --- | --- | --- |
//! | 12 soldiers were killed · 12 morts · a tué 12 civils | killed | 12 | 12 |
//! | at least four killed and 90 injured | killed, injured | 4, 90 | –, 90 |
//! | a soldier was wounded · un policier blessé | injured | 1 | 1 |
//! | no casualties · aucun mort · pas de blessés | casualties, killed, injured | 0 | 0 |
//! | two of the attackers · 97 des 99 personnes à bord | as their verbs say | | |
//! | does not disclose its losses · how many were killed | casualties, killed | – | – |

use super::layout::{Layout, Place};
use super::names::NameHits;
use super::vocabulary::{Measure, Population, Qualifier, Scope};
use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{Item, ItemKind, NounGroup, VerbGroup};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::{Features, Flag, Key, WordClass};
use crate::grammar::lexicon::Lemma;
use crate::grammar::numeral::{Bound, Quantity};
use crate::grammar::phrase::{head_lemmas, of, phrase_end};
use crate::grammar::segment::Segment;
use crate::grammar::tagging::{Class, VerbForm};
use crate::text::span::Tokens;

/// A figure that was found in a text, before it is known in which claims it stands.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its words.
    pub tokens: Tokens,
    /// The words of the number, or of what stands for it.
    pub number: Tokens,
    /// Where its noun group stands.
    pub place: Place,
    /// What happened to those counted.
    pub measure: Option<Measure>,
    /// Lower end.
    pub low: Option<u64>,
    /// Upper end.
    pub high: Option<u64>,
    /// How it is bounded.
    pub qualifier: Qualifier,
    /// Which people.
    pub population: Population,
    /// What is counted.
    pub unit: String,
    /// Whose: keys of the gazetteer, or words.
    pub of: Vec<Owner>,
    /// For whom the figure holds.
    pub scope: Scope,
    /// Whether it adds to an earlier figure.
    pub new: bool,
    /// Whether somebody stands for himself: an article in place of a number.
    pub article: bool,
    /// Whether another figure is a part of it: the 99 of "97 of the 99".
    pub base: bool,
}

/// Whose people are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A state or body of the gazetteer, by key.
    Known(std::sync::Arc<str>),
    /// By the words of the text.
    Words(String),
    /// The voice of the claim: "its servicemen".
    Voice,
    /// The state that the document speaks of most.
    Main,
    /// The two sides of the document.
    Sides,
}

/// Finds the figures of a document, in the order of the text.
#[must_use]
pub fn figures(layout: &Layout<'_, '_>, names: &NameHits<'_>) -> Vec<Figure> {
    let reader = Reader { analysis: layout.analysis, names };
    let mut found: Vec<Figure> = Vec::new();
    for (number, segment) in layout.segments.iter().enumerate() {
        let mut here: Vec<Figure> = Vec::new();
        for at in 0..segment.items.len() {
            let place = Place { segment: number, item: at };
            if let Some(figure) = reader.figure(segment, place, &here) {
                here.push(figure);
            }
        }
        found.extend(here);
    }
    found.sort_by_key(|f| (f.tokens.start, f.tokens.end));
    found
}

/// The figure that a withheld content would have: its noun of loss without a number, or its "how many".
#[must_use]
pub fn withheld(layout: &Layout<'_, '_>, names: &NameHits<'_>, content: Tokens) -> Option<Figure> {
    let reader = Reader { analysis: layout.analysis, names };
    let (place, item, group) = layout.items_in(content).find_map(|(place, item)| {
        let group = *item.noun()?;
        let known = head_lemmas(layout.analysis, group.head as usize).any(|l| l.features.value(Key::Measure).is_some() || l.features.has(Flag::Data));
        (known && !group.counted).then_some((place, item, group))
    })?;
    let segment = layout.segment(place)?;
    let lemmas: Vec<&Lemma> = head_lemmas(layout.analysis, group.head as usize).collect();
    let interval = Interval { number: item.span, low: None, high: None, qualifier: Qualifier::Unknown, article: false };
    let candidate = Candidate { interval, start: place.item, end: place.item + 1, head: Some((place.item, group.head as usize)) };
    let measure = lemmas.iter().find_map(|l| l.features.value(Key::Measure).and_then(Measure::from_name)).or_else(|| reader.by_modifier(segment, &candidate))?;
    let end = phrase_end(layout.analysis, &segment.items, place.item, segment.items.len());
    let tokens = segment.items.get(place.item..end).map_or(item.span, crate::grammar::segment::tokens_of);
    Some(Figure {
        tokens,
        number: item.span,
        place,
        measure: Some(measure),
        low: None,
        high: None,
        qualifier: Qualifier::Unknown,
        population: reader.population(segment, &candidate, &lemmas),
        unit: "people".to_owned(),
        of: reader.owners(segment, &candidate, &lemmas),
        scope: Scope::One,
        new: false,
        article: false,
        base: false,
    })
}

struct Reader<'a, 'b, 'n> {
    analysis: &'b Analysis<'a>,
    names: &'n NameHits<'n>,
}

/// What is counted, before it is known what happened to it.
struct Candidate {
    interval: Interval,
    /// The items from the number to the end of what is counted.
    start: usize,
    end: usize,
    /// The item and token of the noun that says what is counted; none for a figure that stands alone.
    head: Option<(usize, usize)>,
}

struct Interval {
    number: Tokens,
    low: Option<u64>,
    high: Option<u64>,
    qualifier: Qualifier,
    article: bool,
}

/// How an item stands to a verb.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Subject,
    Object,
}

impl<'a> Reader<'a, '_, '_> {
    fn figure(&self, segment: &Segment, place: Place, before: &[Figure]) -> Option<Figure> {
        let at = place.item;
        let candidate = self.candidate(segment, at)?;
        let lemmas: Vec<&Lemma> = candidate.head.map(|(_, token)| head_lemmas(self.analysis, token).collect()).unwrap_or_default();
        let kind = self.kind(segment, &candidate, &lemmas)?;
        // The base of "97 des 99 personnes" is not what a later figure is a part of.
        let previous = before.iter().rev().find(|f| !f.base);
        let measure = self.measure(segment, at, &candidate, &lemmas, previous)?;
        let people = matches!(kind, Kind::People | Kind::Alone);
        if self.freed(segment, at, &candidate) {
            return None;
        }
        if people && measure == Measure::Destroyed {
            return None;
        }
        if candidate.interval.article && !self.article_counts(segment, at, &candidate, measure) {
            return None;
        }
        let tokens = segment.items.get(candidate.start..candidate.end).map(crate::grammar::segment::tokens_of)?;
        let start = candidate.interval.number.start.max(tokens.start.min(candidate.interval.number.start));
        let tokens = Tokens::new(start, tokens.end.max(candidate.interval.number.end));
        let inherits = matches!(kind, Kind::Alone) || self.others(segment, &candidate);
        let (mut population, mut of) = (self.population(segment, &candidate, &lemmas), self.owners(segment, &candidate, &lemmas));
        let mut unit = if let Kind::Thing(unit) = &kind { unit.clone() } else { "people".to_owned() };
        if inherits && let Some(previous) = previous {
            if population == Population::Unspecified {
                population = previous.population;
            }
            if of.is_empty() {
                of.clone_from(&previous.of);
            }
            if matches!(kind, Kind::Alone) {
                unit.clone_from(&previous.unit);
            }
        }
        if unit != "people" {
            population = Population::Unspecified;
        }
        let scope = self.scope(segment, candidate.end);
        if scope != Scope::One && of.is_empty() {
            of = vec![Owner::Sides];
        }
        Some(Figure {
            tokens,
            number: candidate.interval.number,
            place,
            measure: Some(measure),
            low: candidate.interval.low,
            high: candidate.interval.high,
            qualifier: candidate.interval.qualifier,
            population,
            unit,
            of,
            scope,
            new: self.is_new(tokens),
            article: candidate.interval.article,
            base: at.checked_sub(2).is_some_and(|n| crate::grammar::phrase::of(self.analysis, &segment.items, at - 1) && self.item(segment, n).and_then(Item::noun).is_some_and(|g| g.counted)),
        })
    }

    fn item<'s>(&self, segment: &'s Segment, at: usize) -> Option<&'s Item> {
        segment.items.get(at)
    }

    fn kind_at(&self, segment: &Segment, at: usize) -> Option<ItemKind> {
        segment.items.get(at).map(|i| i.kind)
    }

    /// The figure that begins at an item, with what it counts.
    fn candidate(&self, segment: &Segment, at: usize) -> Option<Candidate> {
        let item = self.item(segment, at)?;
        let group = item.noun()?;
        let interval = self.interval(segment, at, item, group)?;
        let head = group.head as usize;
        let number_only = group.pronoun || self.analysis.quantity(head).is_some();
        if !number_only {
            return Some(Candidate { interval, start: at, end: at + 1, head: Some((at, head)) });
        }
        // "quatre des blessés", where the article stands for "of the".
        if let Some(ItemKind::Noun(next)) = self.kind_at(segment, at + 1)
            && next.determiner.is_some_and(|d| self.analysis.has(d as usize, Flag::Of))
        {
            return Some(Candidate { interval, start: at, end: at + 2, head: Some((at + 1, next.head as usize)) });
        }
        // "two of the attackers", "des dizaines de morts", "97 des 99 personnes": what is counted follows.
        if of(self.analysis, &segment.items, at + 1)
            && let Some(ItemKind::Noun(next)) = self.kind_at(segment, at + 2)
        {
            // "around 300 of them civilians"
            if let (true, Some(ItemKind::Noun(apposed))) = (next.pronoun, self.kind_at(segment, at + 3))
                && apposed.determiner.is_none()
                && !apposed.pronoun
            {
                return Some(Candidate { interval, start: at, end: at + 4, head: Some((at + 3, apposed.head as usize)) });
            }
            let head = (!next.pronoun).then_some((at + 2, next.head as usize));
            return Some(Candidate { interval, start: at, end: at + 3, head });
        }
        Some(Candidate { interval, start: at, end: at + 1, head: None })
    }

    /// The interval that a noun group's numeral, article or negation asserts.
    fn interval(&self, segment: &Segment, at: usize, item: &Item, group: &NounGroup) -> Option<Interval> {
        if let Some(quantity) = item.span.range().find_map(|t| self.analysis.quantity(t)) {
            // "Boeing 737-800", "vol 302": a number behind its noun is a label.
            let label = (item.span.start..quantity.span.start).any(|t| matches!(self.analysis.tag_at(t as usize).class, Class::Noun | Class::ProperNoun));
            return (!label && self.counts(quantity, item)).then(|| of_quantity(quantity));
        }
        if group.pronoun {
            let first = item.span.start as usize;
            let of_things = of(self.analysis, &segment.items, at + 1);
            return (self.analysis.has(first, Flag::Negation) && self.analysis.value(first, Key::Person).is_some() && !of_things).then(|| fixed(item.span, 0, false));
        }
        let first = item.span.start as usize;
        let negated = self.analysis.has(first, Flag::Negation) && group.determiner == Some(item.span.start);
        let under_negation = at.checked_sub(1).is_some_and(|b| of(self.analysis, &segment.items, b)) && at.checked_sub(2).and_then(|v| self.item(segment, v)).and_then(Item::verb).is_some_and(|v| v.negated);
        let of_negation = group.determiner.is_some_and(|d| self.analysis.has(d as usize, Flag::Of)) && at.checked_sub(1).and_then(|v| self.item(segment, v)).and_then(Item::verb).is_some_and(|v| v.negated);
        if negated || under_negation || of_negation {
            let known = head_lemmas(self.analysis, group.head as usize).any(|l| l.features.value(Key::Measure).is_some());
            return (negated || known).then(|| fixed(item.span, 0, false));
        }
        // "a soldier", "un policier", "another officer": one.
        let article = group.determiner.is_some_and(|d| self.analysis.has(d as usize, Flag::Indefinite) && self.analysis.value(d as usize, Key::Number) != Some("plural"));
        let singular = !crate::claim::entity::is_plural(self.analysis, group.head as usize, group);
        (article && singular && group.name.is_none_or(|n| self.names.at(n.start as usize).is_some())).then(|| fixed(item.span, 1, true))
    }

    /// Whether a quantity can be a count at all: no share, no money, no year, no measure of something else.
    fn counts(&self, quantity: &Quantity, item: &Item) -> bool {
        let behind = quantity.span.range().end;
        let after = self.analysis.word(behind);
        let before = quantity.span.range().start.checked_sub(1).map(|p| self.analysis.word(p)).unwrap_or_default();
        // "entre 20 et 30 ans": what the last number of a range counts, the first counts too.
        let unit_behind = (behind..behind + 3).any(|t| self.analysis.has(t, Flag::TimeWord)) && item.span.range().all(|t| self.analysis.quantity(t).is_some());
        if unit_behind {
            return false;
        }
        let signs = matches!(after, "%" | "€" | "$" | "£" | "°") || matches!(before, "$" | "€" | "£" | "#" | "n°" | "no.");
        let alone = item.span == quantity.span || item.span.end == quantity.span.end;
        !signs && !(quantity.year && alone)
    }

    /// Those released or rescued are not counted.
    fn freed(&self, segment: &Segment, at: usize, candidate: &Candidate) -> bool {
        let verb = self.subject_of(segment, at, candidate).or_else(|| self.object_of(segment, at));
        verb.and_then(|v| self.item(segment, v)).and_then(Item::verb).is_some_and(|v| verb_readings(self.analysis, v).any(|l| l.features.has(Flag::Frees)))
    }

    /// What kind of thing is counted; none for what is no people and no materiel.
    fn kind(&self, segment: &Segment, candidate: &Candidate, lemmas: &[&Lemma]) -> Option<Kind> {
        let Some((item, token)) = candidate.head else { return Some(Kind::Alone) };
        let has = |flag: Flag| lemmas.iter().any(|l| l.features.has(flag));
        let people = [Flag::Person, Flag::People, Flag::Military, Flag::Civilian, Flag::Unspecified, Flag::Kin].iter().any(|f| has(*f));
        let measured = lemmas.iter().any(|l| l.features.value(Key::Measure).is_some());
        let inhabitant = self.names.actor(token).is_some_and(|(_, how)| how == super::actor::NameKind::Inhabitant);
        if people || inhabitant {
            return Some(Kind::People);
        }
        if let Some(unit) = lemmas.iter().find_map(|l| l.features.value(Key::Thing)) {
            return Some(Kind::Thing(unit.replace('_', " ")));
        }
        if measured {
            return Some(Kind::People);
        }
        if has(Flag::Other) || self.analysis.has(token, Flag::Other) {
            return Some(Kind::Alone);
        }
        let adjective = self.item(segment, item).is_some_and(|i| i.span.range().any(|t| self.measure_adjective(t).is_some()));
        (adjective && !has(Flag::Distractor)).then_some(Kind::People)
    }

    /// An article stands for "one" only where something happened to somebody.
    fn article_counts(&self, segment: &Segment, at: usize, candidate: &Candidate, measure: Measure) -> bool {
        let happened = !matches!(measure, Measure::Present | Measure::Infected | Measure::Displaced);
        let lemma_person = candidate.head.is_some_and(|(_, t)| head_lemmas(self.analysis, t).any(|l| [Flag::Person, Flag::Military, Flag::Civilian, Flag::Unspecified].iter().any(|f| l.features.has(*f)) || l.features.value(Key::Thing).is_some()));
        let inhabitant = candidate.head.is_some_and(|(_, t)| self.names.actor(t).is_some());
        let part = |b: usize| self.item(segment, b).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Part));
        let governed = at.checked_sub(1).is_some_and(|b| matches!(self.kind_at(segment, b), Some(ItemKind::Preposition)) && !part(b));
        happened && (lemma_person || inhabitant) && !governed
    }

    /// What happened to those counted: by the noun, a word that goes with it, the verb, the noun that governs it, the figure before.
    fn measure(&self, segment: &Segment, at: usize, candidate: &Candidate, lemmas: &[&Lemma], previous: Option<&Figure>) -> Option<Measure> {
        // "passengers", "patients", "protesters" say who they are, not what happened to them here.
        let occasional = |m: &Measure| !matches!(m, Measure::Present | Measure::Infected);
        let strong = |features: &Features| if features.has(Flag::Weak) { None } else { features.value(Key::Measure).and_then(Measure::from_name).filter(occasional) };
        let by_noun = lemmas.iter().find_map(|l| strong(&l.features));
        let weak_noun = lemmas.iter().find_map(|l| l.features.value(Key::Measure).and_then(Measure::from_name));
        by_noun
            .or_else(|| self.by_modifier(segment, candidate))
            .or_else(|| self.in_hospital(segment, at, candidate))
            .or_else(|| self.by_verb(segment, at, candidate))
            .or_else(|| self.by_governor(segment, at))
            .or_else(|| self.by_sub_figure(segment, at, previous))
            .or_else(|| self.by_predicate(segment, at, candidate))
            .or_else(|| self.as_attacker(segment, at, candidate, lemmas))
            .or(weak_noun)
            .or_else(|| self.by_figure_before(segment, at, candidate, previous))
            .or_else(|| self.by_figure_behind(segment, candidate))
    }

    /// "dead soldiers", "12 injured", "portés disparus": a word in the group or right behind it.
    fn by_modifier(&self, segment: &Segment, candidate: &Candidate) -> Option<Measure> {
        let inside = segment.items.get(candidate.start..candidate.end)?.iter().filter(|i| i.noun().is_some()).flat_map(|i| i.span.range());
        if let Some(found) = inside.into_iter().find_map(|t| self.measure_adjective(t)) {
            return Some(found);
        }
        let behind = self.item(segment, candidate.end)?;
        match behind.kind {
            ItemKind::Adverb => behind.span.range().find_map(|t| self.measure_adjective(t)),
            ItemKind::Verb(verb) if verb.main_form == VerbForm::Participle && !verb.auxiliary => self.verb_measure(&verb, Relation::Object),
            _ => None,
        }
    }

    fn measure_adjective(&self, token: usize) -> Option<Measure> {
        let (lemma, _) = self.analysis.reading(token, WordClass::Adjective)?;
        lemma.features.value(Key::Measure).and_then(Measure::from_name).filter(|_| !lemma.features.has(Flag::Weak))
    }

    /// The measure that a verb gives to its subject or object.
    fn verb_measure(&self, verb: &VerbGroup, relation: Relation) -> Option<Measure> {
        verb_readings(self.analysis, verb).find_map(|l| {
            let measure = l.features.value(Key::Measure).and_then(Measure::from_name)?;
            let victim = l.features.value(Key::Victim).unwrap_or("object");
            (matches!((victim, relation), ("both", _) | ("subject", Relation::Subject) | ("object", Relation::Object))).then_some(measure)
        })
    }

    /// By the verb whose subject or object the figure is.
    fn by_verb(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        if let Some(found) = self.subject_of(segment, at, candidate).and_then(|verb| self.as_subject(segment, verb)) {
            return Some(found);
        }
        // "a crowd of 1,000 gathered", "disperser un groupe de 200 jeunes": what holds for the crowd holds for them.
        if at.checked_sub(1).is_some_and(|b| of(self.analysis, &segment.items, b))
            && let Some(crowd) = at.checked_sub(2).filter(|c| matches!(self.kind_at(segment, *c), Some(ItemKind::Noun(n)) if !n.counted && !head_lemmas(self.analysis, n.head as usize).any(|l| l.features.value(Key::Measure).is_some())))
        {
            return self.by_verb(segment, crowd, candidate);
        }
        let verb = self.object_of(segment, at)?;
        let group = self.item(segment, verb).and_then(Item::verb)?;
        if group.passive {
            return None;
        }
        self.verb_measure(group, Relation::Object)
    }

    /// The measure for the subject of a verb, and of the infinitives and participles that follow it.
    fn as_subject(&self, segment: &Segment, verb: usize) -> Option<Measure> {
        let mut at = verb;
        for _ in 0..4 {
            let group = self.item(segment, at).and_then(Item::verb)?;
            let intransitive = !group.auxiliary && !matches!(self.kind_at(segment, at + 1), Some(ItemKind::Noun(_) | ItemKind::Mark | ItemKind::Quotation(_)));
            let participle = self.analysis.readings(group.main as usize).iter().any(|r| r.form.verb == Some(VerbForm::Participle));
            // "11 servicemen wounded": a past tense without an object is a participle.
            let relation = if group.passive || (group.main_form == VerbForm::Participle && !group.auxiliary) || (participle && intransitive && self.verb_measure(group, Relation::Subject).is_none()) { Relation::Object } else { Relation::Subject };
            if let Some(found) = self.verb_measure(group, relation).or_else(|| (relation == Relation::Object).then(|| self.verb_measure(group, Relation::Subject)).flatten()) {
                return Some(found);
            }
            if relation == Relation::Subject && self.verb_measure(group, Relation::Object).is_some() && group.form.is_finite() {
                return None;
            }
            at = (at + 1..segment.items.len().min(at + 4)).find(|i| match self.kind_at(segment, *i) {
                Some(ItemKind::Verb(v)) => !v.form.is_finite(),
                _ => false,
            })?;
            let leads = (verb + 1..at).all(|i| matches!(self.kind_at(segment, i), Some(ItemKind::Adverb | ItemKind::Time | ItemKind::Verb(_) | ItemKind::Preposition)));
            if !leads {
                return None;
            }
        }
        None
    }

    /// "Four bombers killed six": those who do it are there.
    fn as_attacker(&self, segment: &Segment, at: usize, candidate: &Candidate, lemmas: &[&Lemma]) -> Option<Measure> {
        let fighters = lemmas.iter().any(|l| l.features.has(Flag::Military)) && !candidate.interval.article;
        let verb = self.subject_of(segment, at, candidate).filter(|_| fighters)?;
        let group = self.item(segment, verb).and_then(Item::verb)?;
        (!group.passive && self.verb_measure(group, Relation::Object).is_some()).then_some(Measure::Present)
    }

    /// "were taken to hospital", "ont été soignées sur place": carried or treated, so injured.
    fn in_hospital(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        let verb = self.subject_of(segment, at, candidate).or_else(|| self.object_of(segment, at))?;
        let mut reach = verb..segment.items.len().min(verb + 9);
        let clause = segment.clauses.of_item.get(verb);
        let conveys = |i: &usize| self.item(segment, *i).and_then(Item::verb).is_some_and(|v| verb_readings(self.analysis, v).any(|l| l.features.has(Flag::Conveys)));
        let hospital = |i: &usize| segment.clauses.of_item.get(*i) == clause && self.item(segment, *i).is_some_and(|item| item.span.range().any(|t| self.analysis.has(t, Flag::Hospital)));
        (reach.clone().take(4).any(|i| conveys(&i)) && reach.any(|i| hospital(&i))).then_some(Measure::Injured)
    }

    /// "37 puis 76 blessés": a figure alone before one that says what it counts.
    fn by_figure_behind(&self, segment: &Segment, candidate: &Candidate) -> Option<Measure> {
        if candidate.head.is_some() {
            return None;
        }
        let joint = |i: usize| matches!(self.kind_at(segment, i), Some(ItemKind::Coordinator | ItemKind::Comma | ItemKind::Adverb | ItemKind::Preposition));
        let next = (candidate.end..segment.items.len().min(candidate.end + 4)).find(|i| !joint(*i)).filter(|i| *i > candidate.end)?;
        let item = self.item(segment, next)?;
        let noun = item.noun().filter(|n| n.counted && self.analysis.quantity(n.head as usize).is_none())?;
        head_lemmas(self.analysis, noun.head as usize).find_map(|l| l.features.value(Key::Measure).and_then(Measure::from_name))
    }

    /// The verb of which a figure is the subject: itself, as part of a coordination, or through a relative clause.
    fn subject_of(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<usize> {
        let mut first = at;
        for _ in 0..6 {
            let own = |s: &Option<u32>| s.is_some_and(|s| s as usize == first || (first == at && candidate.head.is_some_and(|(h, _)| h == s as usize)));
            if let Some(verb) = segment.clauses.subjects.iter().enumerate().position(|(v, s)| v > first && own(s)) {
                return Some(verb);
            }
            // "80 people who were executed", "28 who were killed"
            if first == at
                && let Some(verb) = self.relative_verb(segment, candidate.end)
            {
                return Some(verb);
            }
            let joint = first.checked_sub(1).filter(|j| self.joint(segment, *j))?;
            first = (joint.saturating_sub(5)..joint).find(|i| matches!(self.kind_at(segment, *i), Some(ItemKind::Noun(_))) && phrase_end(self.analysis, &segment.items, *i, joint) == joint)?;
        }
        None
    }

    /// The verb of a relative clause that begins at an item.
    fn relative_verb(&self, segment: &Segment, at: usize) -> Option<usize> {
        matches!(self.kind_at(segment, at), Some(ItemKind::Relative)).then(|| segment.clauses.subjects.iter().position(|s| s.is_some_and(|s| s as usize == at))).flatten()
    }

    /// Whether an item joins nouns: a conjunction, a comma, "along with".
    fn joint(&self, segment: &Segment, at: usize) -> bool {
        let Some(item) = self.item(segment, at) else { return false };
        let first = item.span.start as usize;
        let along = || self.analysis.has(first, Flag::Joint) || self.analysis.expression(first).is_some_and(|e| self.analysis.expression_has(&e, Flag::Joint));
        matches!(item.kind, ItemKind::Coordinator | ItemKind::Comma) || (matches!(item.kind, ItemKind::Preposition | ItemKind::Subordinator | ItemKind::Adverb) && along())
    }

    /// The verb of which a figure is the object: nothing but nouns joined to it stands between.
    fn object_of(&self, segment: &Segment, at: usize) -> Option<usize> {
        let mut before = at;
        for _ in 0..24 {
            before = before.checked_sub(1)?;
            match self.kind_at(segment, before)? {
                ItemKind::Verb(_) => return Some(before),
                _ if self.joint(segment, before) => {
                    let joint = before;
                    let noun = (joint.saturating_sub(7)..joint).find(|i| matches!(self.kind_at(segment, *i), Some(ItemKind::Noun(_))) && phrase_end(self.analysis, &segment.items, *i, joint) == joint);
                    match noun {
                        Some(noun) => before = noun,
                        None if matches!(self.kind_at(segment, joint), Some(ItemKind::Coordinator)) && matches!(joint.checked_sub(1).and_then(|v| self.kind_at(segment, v)), Some(ItemKind::Verb(_))) => return Some(joint - 1),
                        None => return None,
                    }
                }
                ItemKind::Adverb | ItemKind::Mark | ItemKind::Time => {}
                _ => return None,
            }
        }
        None
    }

    /// "the deaths of 12 people", "un bilan de 450", "the toll at 450": the noun that governs the figure.
    fn by_governor(&self, segment: &Segment, at: usize) -> Option<Measure> {
        let measure_of = |noun: &NounGroup| {
            let weak_too = head_lemmas(self.analysis, noun.head as usize).find_map(|l| l.features.value(Key::Measure).and_then(Measure::from_name));
            weak_too.or_else(|| (noun.head.saturating_sub(1)..=noun.head).find_map(|t| self.measure_adjective(t as usize)))
        };
        if at.checked_sub(1).is_some_and(|b| of(self.analysis, &segment.items, b))
            && let Some(ItemKind::Noun(noun)) = at.checked_sub(2).and_then(|n| self.kind_at(segment, n))
            && let Some(found) = measure_of(&noun)
        {
            return Some(found);
        }
        // A figure alone behind "the toll stands at", "portant le bilan à": the measure noun of the clause before it.
        let alone = self.item(segment, at).is_some_and(|i| i.span.range().all(|t| self.analysis.quantity(t).is_some()));
        let clause = segment.clauses.of_item.get(at);
        if !alone {
            return None;
        }
        (0..at).rev().take(10).filter(|i| segment.clauses.of_item.get(*i) == clause).find_map(|i| match self.kind_at(segment, i) {
            Some(ItemKind::Noun(noun)) if head_lemmas(self.analysis, noun.head as usize).any(|l| l.features.has(Flag::Data) || l.features.value(Key::Measure).is_some()) => measure_of(&noun),
            _ => None,
        })
    }

    /// "were dead", "were among the dead", "on board", "à bord": what a figure is said to be.
    fn by_predicate(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        let on_board = (candidate.end..segment.items.len().min(candidate.end + 2)).find_map(|i| {
            let item = self.item(segment, i)?;
            let first = item.span.start as usize;
            let lemmas: Vec<&Lemma> = self.analysis.expression(first).map(|e| self.analysis.expression_lemmas(&e).collect()).unwrap_or_default();
            lemmas.iter().find_map(|l| l.features.value(Key::Measure).and_then(Measure::from_name))
        });
        let verb = self.subject_of(segment, at, candidate);
        let said = verb.and_then(|v| {
            let group = self.item(segment, v).and_then(Item::verb)?;
            let joins = verb_readings(self.analysis, group).any(|l| l.features.has(Flag::Copula) || l.features.has(Flag::Passive) || l.features.has(Flag::Suffers));
            let reach = v + 1..segment.items.len().min(v + 5);
            let mut words = reach.filter_map(|i| self.item(segment, i));
            words.find_map(|item| match item.kind {
                ItemKind::Adverb if joins => item.span.range().find_map(|t| self.measure_adjective(t)),
                ItemKind::Noun(noun) => head_lemmas(self.analysis, noun.head as usize).find_map(|l| l.features.value(Key::Measure).and_then(Measure::from_name)).filter(|_| joins),
                _ => None,
            })
        });
        said.or(on_board).or_else(|| self.among(segment, at))
    }

    /// "The wounded included two officers", "among the dead were two": the measure noun on the other side of the verb.
    fn among(&self, segment: &Segment, at: usize) -> Option<Measure> {
        let verb = self.object_of(segment, at)?;
        (0..verb).rev().take(6).find_map(|i| match self.kind_at(segment, i) {
            Some(ItemKind::Noun(noun)) => head_lemmas(self.analysis, noun.head as usize).find_map(|l| l.features.value(Key::Measure).and_then(Measure::from_name)).filter(|m| !matches!(m, Measure::Present)),
            _ => None,
        })
    }

    /// "including three children", "dont trois enfants": part of the figure before.
    fn by_sub_figure(&self, segment: &Segment, at: usize, previous: Option<&Figure>) -> Option<Measure> {
        let previous = previous?;
        let mut before = at.checked_sub(1)?;
        // "around 300 of them civilians", "dont au moins trois enfants et un pompier"
        while matches!(self.kind_at(segment, before), Some(ItemKind::Coordinator | ItemKind::Comma | ItemKind::Noun(_))) && before > previous.place.item {
            before = before.checked_sub(1)?;
        }
        let item = self.item(segment, before)?;
        let part = self.analysis.has(item.span.start as usize, Flag::Part) || self.analysis.expression(item.span.start as usize).is_some_and(|e| self.analysis.expression_has(&e, Flag::Part));
        part.then_some(previous.measure).flatten()
    }

    /// "97 personnes à bord, dont huit", "12 killed and 40": a figure alone takes the measure of the one it is joined to.
    fn by_figure_before(&self, segment: &Segment, at: usize, candidate: &Candidate, previous: Option<&Figure>) -> Option<Measure> {
        let previous = previous?;
        let alone = candidate.head.is_none();
        let joined = previous.place.item < at && (previous.place.item + 1..at).all(|i| !matches!(self.kind_at(segment, i), Some(ItemKind::Stop | ItemKind::Semicolon)));
        let of_them = candidate.end == at + 3;
        let own_verb = matches!(self.kind_at(segment, candidate.end), Some(ItemKind::Verb(_)));
        (alone && joined && !own_verb && (of_them || self.others(segment, candidate) || self.near(segment, previous, at))).then_some(previous.measure).flatten()
    }

    /// Whether the figure before stands in the same coordination.
    fn near(&self, segment: &Segment, previous: &Figure, at: usize) -> bool {
        at - previous.place.item <= 10 && (previous.place.item + 1..at).any(|i| matches!(self.kind_at(segment, i), Some(ItemKind::Coordinator | ItemKind::Comma)))
    }

    /// "14 others", "175 autres": more of those counted before.
    fn others(&self, segment: &Segment, candidate: &Candidate) -> bool {
        let inside = segment.items.get(candidate.start..(candidate.end + 1).min(segment.items.len())).unwrap_or_default();
        inside.iter().take(1).chain(inside.last()).flat_map(|i| i.span.range()).any(|t| self.analysis.has(t, Flag::Other))
    }

    /// Which people: by the noun, by an adjective, by "among its servicemen".
    fn population(&self, segment: &Segment, candidate: &Candidate, lemmas: &[&Lemma]) -> Population {
        let of = |features: &Features| {
            if features.has(Flag::Military) {
                Some(Population::Military)
            } else if features.has(Flag::Civilian) {
                Some(Population::Civilian)
            } else {
                None
            }
        };
        if let Some(found) = lemmas.iter().find_map(|l| of(&l.features)) {
            return found;
        }
        let end = phrase_end(self.analysis, &segment.items, candidate.start, segment.items.len()).max(candidate.end);
        let reach = self.partitive_end(segment, end);
        let around = segment.items.get(candidate.start..reach).unwrap_or_default().iter().filter(|i| matches!(i.kind, ItemKind::Noun(_) | ItemKind::Adverb)).flat_map(|i| i.span.range());
        around.into_iter().find_map(|t| self.analysis.readings(t).iter().filter_map(|r| self.analysis.lemma(r.lemma)).find_map(|l| of(&l.features))).unwrap_or(Population::Unspecified)
    }

    /// Goes on over "parmi les civils", "among its servicemen".
    fn partitive_end(&self, segment: &Segment, end: usize) -> usize {
        let among = self.item(segment, end).is_some_and(|i| matches!(i.kind, ItemKind::Preposition) && self.analysis.has(i.span.start as usize, Flag::Among));
        if among && matches!(self.kind_at(segment, end + 1), Some(ItemKind::Noun(_))) { phrase_end(self.analysis, &segment.items, end + 1, segment.items.len()) } else { end }
    }

    /// Whose people: states by adjective, inhabitant or "from"; armed groups by name; fighters by their own word; the voice's own.
    fn owners(&self, segment: &Segment, candidate: &Candidate, lemmas: &[&Lemma]) -> Vec<Owner> {
        let end = self.partitive_end(segment, phrase_end(self.analysis, &segment.items, candidate.start, segment.items.len()).max(candidate.end));
        let tokens: Vec<usize> = segment.items.get(candidate.start..end).unwrap_or_default().iter().flat_map(|i| i.span.range()).collect();
        let mut owners: Vec<Owner> = Vec::new();
        for token in &tokens {
            let Some((actor, how)) = self.names.actor(*token) else { continue };
            let belongs = matches!(how, super::actor::NameKind::Adjective | super::actor::NameKind::Inhabitant) || (actor.source_kind() == super::vocabulary::SourceKind::Organisation && !actor.is_medium()) || self.from(segment, *token);
            let owner = Owner::Known(std::sync::Arc::clone(&actor.key));
            if belongs && !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        if !owners.is_empty() {
            return owners;
        }
        if tokens.iter().any(|t| self.analysis.has(*t, Flag::Possessive) && self.analysis.value(*t, Key::Person) != Some("1")) {
            return vec![Owner::Voice];
        }
        let Some((_, head)) = candidate.head else { return Vec::new() };
        let has = |flag: Flag| lemmas.iter().any(|l| l.features.has(flag));
        if has(Flag::Irregular) {
            return vec![Owner::Words(self.plural_words(segment, candidate, head))];
        }
        if has(Flag::Military) && !has(Flag::Irregular) { vec![Owner::Main] } else { Vec::new() }
    }

    /// Whether the token stands behind "from": the state where somebody is from.
    fn from(&self, segment: &Segment, token: usize) -> bool {
        let before = token.checked_sub(1).map(|b| b);
        let _ = segment;
        before.is_some_and(|b| self.analysis.has(b, Flag::Origin)) || token.checked_sub(2).is_some_and(|b| self.analysis.has(b, Flag::Origin))
    }

    /// The word for those counted, as a plural: "militants".
    fn plural_words(&self, segment: &Segment, candidate: &Candidate, head: usize) -> String {
        let item = candidate.head.and_then(|(i, _)| self.item(segment, i));
        let words: Vec<&str> = item.map(|i| i.span.range().filter(|t| self.analysis.quantity(*t).is_none() && !self.analysis.has(*t, Flag::Definite)).map(|t| self.analysis.word(t)).collect()).unwrap_or_default();
        if words.is_empty() { self.analysis.word(head).to_owned() } else { words.join(" ") }
    }

    /// "on both sides" is the sum over the parties, "on each side" each.
    fn scope(&self, segment: &Segment, end: usize) -> Scope {
        let near = segment.items.get(end..segment.items.len().min(end + 3)).unwrap_or_default();
        let tokens: Vec<usize> = near.iter().take_while(|i| matches!(i.kind, ItemKind::Preposition | ItemKind::Noun(_))).flat_map(|i| i.span.range()).collect();
        if !tokens.iter().any(|t| self.analysis.has(*t, Flag::Sides)) {
            return Scope::One;
        }
        if tokens.iter().any(|t| self.analysis.has(*t, Flag::Distributive)) { Scope::Each } else { Scope::Sum }
    }

    fn is_new(&self, tokens: Tokens) -> bool {
        let around = tokens.range().start.saturating_sub(1)..tokens.range().end + 1;
        around.into_iter().any(|t| self.analysis.has(t, Flag::Further))
    }
}

/// What kind of thing is counted.
enum Kind {
    People,
    Thing(String),
    Alone,
}

fn fixed(number: Tokens, n: u64, article: bool) -> Interval {
    Interval { number, low: Some(n), high: Some(n), qualifier: Qualifier::Exact, article }
}

fn of_quantity(quantity: &Quantity) -> Interval {
    let qualifier = match quantity.bound {
        Bound::Exact => Qualifier::Exact,
        Bound::AtLeast | Bound::MoreThan => Qualifier::AtLeast,
        Bound::AtMost | Bound::FewerThan => Qualifier::AtMost,
        Bound::About => Qualifier::About,
        Bound::Between => Qualifier::Between,
    };
    Interval { number: quantity.span, low: quantity.low, high: quantity.high, qualifier, article: false }
}
