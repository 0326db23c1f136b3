//! Which words are a figure, what they count, and the interval that they assert.

use super::{Figure, Kind, Reader};
use crate::claim::actor::NameKind;
use crate::claim::entity::is_plural;
use crate::claim::layout::{item_at, kind_at};
use crate::claim::vocabulary::{Measure, Qualifier};
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::{Flag, Key};
use crate::grammar::lexicon::Lemma;
use crate::grammar::numeral::{Bound, Quantity};
use crate::grammar::phrase::{head_lemmas, of};
use crate::grammar::segment::Segment;
use crate::grammar::tagging::{Class, VerbForm};
use crate::text::span::Tokens;

/// What is counted, before it is known what happened to it.
pub(super) struct Candidate {
    pub interval: Interval,
    /// The items from the number to the end of what is counted.
    pub start: usize,
    pub end: usize,
    /// The item and token of the noun that says what is counted; none for a figure that stands alone.
    pub head: Option<(usize, usize)>,
}

/// The interval that words assert.
pub(super) struct Interval {
    pub number: Tokens,
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub qualifier: Qualifier,
    /// Whether an article stands for "one".
    pub article: bool,
}

impl Reader<'_, '_, '_> {
    /// The figure that begins at an item, with what it counts.
    pub(super) fn candidate(&self, segment: &Segment, at: usize) -> Option<Candidate> {
        let item = item_at(segment, at)?;
        let group = item.noun()?;
        let interval = self.interval(segment, at, item, group)?;
        let head = group.head as usize;
        let number_only = group.pronoun || self.analysis.quantity(head).is_some() || self.ordinal(head) || item.span.len() == 1 && self.is_article(head);
        if !number_only {
            // "a family of five": the figure behind it counts.
            let outcome = head_lemmas(self.analysis, head).any(|l| l.features.value(Key::Measure).is_some());
            let holds = of(self.analysis, &segment.items, at + 1) && matches!(kind_at(segment, at + 2), Some(ItemKind::Noun(n)) if n.counted);
            return (!(interval.article && holds && !outcome)).then_some(Candidate { interval, start: at, end: at + 1, head: Some((at, head)) });
        }
        // "quatre des blessés", where the article stands for "of the".
        if let Some(ItemKind::Noun(next)) = kind_at(segment, at + 1)
            && next.determiner.is_some_and(|d| self.analysis.has(d as usize, Flag::Of))
        {
            return Some(Candidate { interval, start: at, end: at + 2, head: Some((at + 1, next.head as usize)) });
        }
        // "une trentaine d'autres blessés": others of those who are named behind.
        let others = |i: usize| item_at(segment, i).is_some_and(|item| item.noun().is_some() && item.span.range().any(|t| self.analysis.has(t, Flag::Other)));
        if others(at + 1)
            && let Some(ItemKind::Noun(next)) = kind_at(segment, at + 2)
            && next.determiner.is_none()
            && !next.counted
        {
            return Some(Candidate { interval, start: at, end: at + 3, head: Some((at + 2, next.head as usize)) });
        }
        // "two of the attackers", "des dizaines de morts", "97 des 99 personnes": what is counted follows.
        if of(self.analysis, &segment.items, at + 1)
            && let Some(ItemKind::Noun(next)) = kind_at(segment, at + 2)
        {
            // "around 300 of them civilians"
            if let (true, Some(ItemKind::Noun(apposed))) = (next.pronoun, kind_at(segment, at + 3))
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
            return (!label && self.counts(segment, at, quantity, item)).then(|| of_quantity(quantity));
        }
        let first = item.span.start as usize;
        // "dont l'un", "l'une d'elles est morte": one of those before.
        let one = self.analysis.marked(first, Flag::One);
        let before = at.checked_sub(1).and_then(|b| item_at(segment, b));
        let governed = before.is_some_and(|b| matches!(b.kind, ItemKind::Preposition) && !self.analysis.has(b.span.start as usize, Flag::Part));
        if one && !governed && !of(self.analysis, &segment.items, at + 1) {
            return Some(fixed(item.span, 1, false));
        }
        if group.pronoun {
            let of_things = of(self.analysis, &segment.items, at + 1);
            // "la troisième personne": a noun, whatever else it can be.
            let noun = at.checked_sub(1).and_then(|b| item_at(segment, b)).is_some_and(|b| {
                let last = b.span.end.saturating_sub(1) as usize;
                self.ordinal(last) || matches!(self.analysis.tag_at(last).class, Class::Determiner | Class::Adjective | Class::Numeral)
            });
            return (!noun && self.analysis.has(first, Flag::Negation) && self.analysis.value(first, Key::Person).is_some() && !of_things)
                .then(|| fixed(item.span, 0, false));
        }
        if self.negated(segment, at, group, first) {
            let data = head_lemmas(self.analysis, group.head as usize).any(|l| l.features.has(Flag::Data));
            return Some(if data { none(item.span) } else { fixed(item.span, 0, false) });
        }
        // "un deuxième", "a second", "une grièvement blessée": one more.
        let article = group.determiner.is_some_and(|d| self.is_article(d as usize) || self.analysis.has(d as usize, Flag::Further));
        let part = at.checked_sub(1).and_then(|b| item_at(segment, b)).is_some_and(|b| self.analysis.has(b.span.start as usize, Flag::Part));
        if article && self.ordinal(group.head as usize) || item.span.len() == 1 && self.is_article(first) && (part || joined_participle(segment, at)) {
            return Some(fixed(item.span, 1, false));
        }
        // "a soldier", "un policier", "another officer": one.
        let singular = !is_plural(self.analysis, group.head as usize, group);
        let thing = head_lemmas(self.analysis, group.head as usize).any(|l| l.features.value(Key::Thing).is_some());
        (article && singular && group.name.is_none_or(|n| thing || self.names.at(n.start as usize).is_some())).then(|| fixed(item.span, 1, true))
    }

    /// "no soldiers", "n'a pas fait de victimes", "sans faire de blessé", "ni mort ni blessé": none.
    fn negated(&self, segment: &Segment, at: usize, group: &NounGroup, first: usize) -> bool {
        if self.analysis.has(first, Flag::Negation) && group.determiner == u32::try_from(first).ok() {
            return true;
        }
        let known = head_lemmas(self.analysis, group.head as usize).any(|l| l.features.value(Key::Measure).is_some());
        if !known {
            return false;
        }
        let negates = |i: usize| {
            item_at(segment, i).is_some_and(|item| {
                matches!(item.kind, ItemKind::Preposition | ItemKind::Coordinator) && self.analysis.has(item.span.start as usize, Flag::Negation)
            })
        };
        let verb = |i: usize| item_at(segment, i).and_then(Item::verb);
        let bare = group.determiner.is_none_or(|d| self.analysis.has(d as usize, Flag::Of));
        let mut before = at;
        // "n'ont pas fait de victimes": the article of negation is its own item, or the first word of the group.
        if at.checked_sub(1).is_some_and(|b| of(self.analysis, &segment.items, b)) {
            before = at - 1;
        }
        let partitive = before < at || group.determiner.is_some_and(|d| self.analysis.has(d as usize, Flag::Of));
        let Some(previous) = before.checked_sub(1) else { return false };
        let under_verb = partitive && verb(previous).is_some_and(|v| v.negated || (!v.form.is_finite() && previous.checked_sub(1).is_some_and(negates)));
        under_verb || (bare && negates(previous))
    }

    fn ordinal(&self, token: usize) -> bool {
        self.analysis.has(token, Flag::Ordinal)
    }

    fn is_article(&self, token: usize) -> bool {
        self.analysis.has(token, Flag::Indefinite) && self.analysis.value(token, Key::Value) == Some("1")
    }

    /// "how many soldiers", "combien de soldats": a number that is asked for.
    pub(super) fn how_many(&self, item: &Item) -> bool {
        self.analysis.marked(item.span.start as usize, Flag::HowMany)
    }

    /// "an unknown number of", "le nombre de morts n'est pas connu": whether a number is said to be unknown.
    pub(super) fn is_unknown(&self, segment: &Segment, at: usize, end: usize) -> bool {
        let inside = segment.items.get(at..end).unwrap_or_default().iter().flat_map(|i| i.span.range());
        if inside.into_iter().any(|t| self.analysis.has(t, Flag::Unknown)) {
            return true;
        }
        let Some(verb) = segment.clauses.subjects.iter().enumerate().position(|(v, s)| v >= end && s.is_some_and(|s| s as usize == at)) else { return false };
        let negated = item_at(segment, verb).and_then(Item::verb).is_some_and(|v| v.negated);
        let said = segment.items.get(verb..segment.items.len().min(verb + 3)).unwrap_or_default().iter().flat_map(|i| i.span.range());
        said.into_iter().any(|t| self.analysis.has(t, if negated { Flag::Known } else { Flag::Unknown }))
    }

    /// The bounds that stand not right before the number: by a verb, a threshold, or words behind what is counted.
    pub(super) fn bounded(&self, segment: &Segment, at: usize, end: usize, interval: Interval) -> Interval {
        if self.bounded_by_verb(segment, at) {
            return more_than(interval);
        }
        match self.threshold(segment, at) {
            Some(noun) if self.bounded_by_verb(segment, noun) => more_than(interval),
            Some(_) if interval.qualifier == Qualifier::Exact => Interval { high: None, qualifier: Qualifier::AtLeast, ..interval },
            _ => self.bounded_behind(segment, end, interval),
        }
    }

    /// "has exceeded 500": a verb that says that there are more.
    fn bounded_by_verb(&self, segment: &Segment, at: usize) -> bool {
        let verb = self.object_of(segment, at).and_then(|v| item_at(segment, v)).and_then(Item::verb);
        verb.is_some_and(|v| !v.passive && verb_readings(self.analysis, v).any(|l| l.features.value(Key::Qualifier) == Some("more_than")))
    }

    /// "le seuil des 20.000 morts": the item of the noun that makes a number a bound that was reached.
    fn threshold(&self, segment: &Segment, at: usize) -> Option<usize> {
        let noun = at.checked_sub(2).filter(|_| of(self.analysis, &segment.items, at - 1)).or_else(|| {
            let article = item_at(segment, at)?.noun()?.determiner?;
            at.checked_sub(1).filter(|_| self.analysis.has(article as usize, Flag::Of))
        })?;
        let group = item_at(segment, noun)?.noun()?;
        head_lemmas(self.analysis, group.head as usize).any(|l| l.features.value(Key::Qualifier) == Some("at_least")).then_some(noun)
    }

    /// "35 people at least", "70 disparus au bas mot": a bound behind what is counted.
    fn bounded_behind(&self, segment: &Segment, end: usize, interval: Interval) -> Interval {
        let bound = item_at(segment, end).and_then(|item| {
            let expression = self.analysis.expression(item.span.start as usize).filter(|e| e.span.start == item.span.start)?;
            let lemma = self.analysis.expression_lemmas(&expression).find(|l| l.features.has(Flag::Behind))?;
            lemma.features.value(Key::Qualifier)
        });
        match bound {
            Some("at_least") if interval.qualifier == Qualifier::Exact => Interval { high: None, qualifier: Qualifier::AtLeast, ..interval },
            Some("at_most") if interval.qualifier == Qualifier::Exact => Interval { low: None, qualifier: Qualifier::AtMost, ..interval },
            _ => interval,
        }
    }

    /// What kind of thing is counted; none for what is no people and no materiel.
    pub(super) fn kind(&self, segment: &Segment, candidate: &Candidate, lemmas: &[&Lemma]) -> Option<Kind> {
        let Some((item, token)) = candidate.head else { return Some(Kind::Alone) };
        let has = |flag: Flag| lemmas.iter().any(|l| l.features.has(flag));
        // Those who were spared are not counted.
        if has(Flag::Frees) {
            return None;
        }
        let people = [Flag::Person, Flag::People, Flag::Military, Flag::Civilian, Flag::Unspecified, Flag::Kin].iter().any(|f| has(*f));
        let measured = lemmas.iter().any(|l| l.features.value(Key::Measure).is_some());
        let inhabitant = self.names.actor(token).is_some_and(|(_, how)| how == NameKind::Inhabitant);
        if people || inhabitant {
            return Some(Kind::People);
        }
        if let Some(unit) = lemmas.iter().find_map(|l| l.features.value(Key::Thing)) {
            return Some(Kind::Thing(unit.replace(['_', '-'], " ")));
        }
        if measured {
            return Some(Kind::People);
        }
        if has(Flag::Other) || self.analysis.has(token, Flag::Other) {
            return Some(Kind::Alone);
        }
        let adjective = item_at(segment, item).is_some_and(|i| i.span.range().any(|t| self.measure_adjective(t).is_some()));
        (adjective && !has(Flag::Distractor)).then_some(Kind::People)
    }

    /// An article stands for "one" only where something happened to somebody.
    pub(super) fn article_counts(&self, segment: &Segment, at: usize, candidate: &Candidate, measure: Measure) -> bool {
        // "a victim", "une perte": who is called so has no other measure, and is mostly no victim of an event.
        let happened = !matches!(measure, Measure::Present | Measure::Infected | Measure::Displaced | Measure::Casualties);
        let lemma_person = candidate.head.is_some_and(|(_, t)| {
            head_lemmas(self.analysis, t).any(|l| {
                [Flag::Person, Flag::Military, Flag::Civilian, Flag::Unspecified].iter().any(|f| l.features.has(*f)) || l.features.value(Key::Thing).is_some()
            })
        });
        let number = candidate.head.is_some_and(|(_, t)| head_lemmas(self.analysis, t).any(|l| l.features.has(Flag::Data)));
        let inhabitant = candidate.head.is_some_and(|(_, t)| self.names.actor(t).is_some());
        let part = |b: usize| item_at(segment, b).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Part));
        let governed = at.checked_sub(1).is_some_and(|b| matches!(kind_at(segment, b), Some(ItemKind::Preposition)) && !part(b))
            && self.by_governor(segment, at).is_none();
        happened && (lemma_person || inhabitant) && !governed && !number
    }

    /// "14 others", "175 autres": more of those counted before.
    pub(super) fn others(&self, segment: &Segment, candidate: &Candidate) -> bool {
        let inside = segment.items.get(candidate.start..(candidate.end + 1).min(segment.items.len())).unwrap_or_default();
        inside.iter().take(1).chain(inside.last()).flat_map(|i| i.span.range()).any(|t| self.analysis.has(t, Flag::Other))
    }
}

/// One more than a number, and no end.
pub(super) fn more_than(interval: Interval) -> Interval {
    match interval.qualifier {
        Qualifier::Exact => Interval { low: interval.low.map(|n| n.saturating_add(1)), high: None, qualifier: Qualifier::AtLeast, ..interval },
        _ => interval,
    }
}

fn fixed(number: Tokens, n: u64, article: bool) -> Interval {
    Interval { number, low: Some(n), high: Some(n), qualifier: Qualifier::Exact, article }
}

/// No bounds at all.
pub(super) fn none(number: Tokens) -> Interval {
    Interval { number, low: None, high: None, qualifier: Qualifier::Unknown, article: false }
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

/// "… et une grièvement blessée": an article alone behind a conjunction, a participle behind it.
fn joined_participle(segment: &Segment, at: usize) -> bool {
    let joined = at.checked_sub(1).is_some_and(|b| matches!(kind_at(segment, b), Some(ItemKind::Coordinator | ItemKind::Comma)));
    let next = (at + 1..segment.items.len().min(at + 3)).find(|i| !matches!(kind_at(segment, *i), Some(ItemKind::Adverb)));
    joined && next.and_then(|n| item_at(segment, n)).and_then(Item::verb).is_some_and(|v| v.main_form == VerbForm::Participle && !v.auxiliary)
}

/// Whether the figure before stands in the same coordination.
pub(super) fn near(segment: &Segment, previous: &Figure, at: usize) -> bool {
    at.saturating_sub(previous.place.item) <= 10
        && (previous.place.item + 1..at).any(|i| matches!(kind_at(segment, i), Some(ItemKind::Coordinator | ItemKind::Comma)))
}
