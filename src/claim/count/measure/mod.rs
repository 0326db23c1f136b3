//! What happened to those counted.
//!
//! In: a figure without its measure, and the segment around it. Out: the measure that the surest evidence gives: the noun, a word that goes with it, a label,
//! the verb, the noun that governs it, the figure beside it; none where nothing says.

mod argument;
mod neighbour;
mod verb;

use crate::claim::count::interval::Candidate;
use crate::claim::count::{Figure, Reader};
use crate::claim::event::spreads;
use crate::claim::layout::{item_at, kind_at};
use crate::claim::vocabulary::Measure;
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::{Features, Flag, Key, WordClass};
use crate::grammar::lexicon::Lemma;
use crate::grammar::phrase::{head_lemmas, of, phrase_end};
use crate::grammar::segment::Segment;
use crate::grammar::tagging::VerbForm;
use verb::Relation;
use verb::own_verb;

/// Up to how many are called by a definite article because they were spoken of before.
const FEW: u64 = 10;

/// How many items before and behind a figure of patients a disease is looked for.
const REACH: usize = 20;

/// "protesters", "troops" say who they are, not what happened to them here.
fn lasting(measure: Measure) -> bool {
    measure != Measure::Present
}

/// Whether it can happen to people, or to things: things are destroyed, taken, missing or there, people are not destroyed.
pub(super) fn fits(measure: Measure, people: bool) -> bool {
    if people { measure != Measure::Destroyed } else { matches!(measure, Measure::Destroyed | Measure::Captured | Measure::Present | Measure::Missing) }
}

fn of_features(features: &Features) -> Option<Measure> {
    features.value(Key::Measure).and_then(Measure::from_name)
}

impl Reader<'_, '_, '_> {
    /// What happened to those counted.
    pub(in crate::claim::count) fn measure(
        &self,
        segment: &Segment,
        at: usize,
        candidate: &Candidate,
        lemmas: &[&Lemma],
        previous: Option<&Figure>,
        people: bool,
    ) -> Option<Measure> {
        let by_noun = lemmas.iter().filter(|l| !l.features.has(Flag::Weak)).find_map(|l| of_features(&l.features)).filter(|m| lasting(*m));
        let weak_noun = lemmas.iter().find_map(|l| of_features(&l.features));
        let by_modifier = self.by_modifier(segment, candidate, people);
        // Those released or rescued are not counted, hostages and saved lives neither.
        let held = |m: Measure| matches!(m, Measure::Kidnapped | Measure::Captured | Measure::Detained | Measure::Killed);
        if by_noun.is_none_or(held) && by_modifier.is_none_or(held) && self.spared(segment, at, candidate) {
            return None;
        }
        if self.denied(segment, at, candidate, people) {
            return None;
        }
        if let Some(found) = self.of_whom(segment, candidate, people) {
            return Some(found);
        }
        // "one of 60,000 prisoners", "one protester told": who somebody is, not what befell one.
        let single = candidate.interval.low == Some(1) && candidate.interval.high == Some(1) && !candidate.interval.article;
        let by_noun = by_noun.filter(|m| !(single && (held(*m) || matches!(m, Measure::Displaced | Measure::Casualties))));
        let weak_noun = weak_noun.filter(|m| !single || lasting(*m)).filter(|m| *m != Measure::Infected || self.disease_near(segment, at));
        let by_verb = || self.resultative(segment, at, candidate).or_else(|| self.by_verb(segment, at, candidate, people));
        // "five of the wounded died": what happened last is what is counted.
        let died = || {
            by_noun
                .filter(|m| matches!(m, Measure::Injured | Measure::Captured | Measure::Detained | Measure::Kidnapped | Measure::Missing | Measure::Casualties))
                .filter(|_| own_verb(segment, at, candidate))
                .and_then(|_| by_verb())
                .filter(|m| *m == Measure::Killed)
        };
        // "four more victims were taken to hospital"
        let treated = || self.in_hospital(segment, at, candidate).filter(|_| by_noun.or(by_modifier).is_none_or(|m| m == Measure::Casualties));
        let found = died()
            .or_else(treated)
            .or(by_noun)
            .or(by_modifier)
            .or_else(|| self.by_label(segment, at, candidate))
            .or_else(|| self.by_next_figure(segment, candidate))
            .or_else(by_verb)
            .or_else(|| self.by_governor(segment, at))
            .or_else(|| self.by_infinitive(segment, at, candidate, people))
            .or_else(|| self.by_sub_figure(segment, at, previous))
            .or_else(|| self.by_predicate(segment, at, candidate))
            .or_else(|| self.as_attacker(segment, at, candidate, lemmas))
            .or(weak_noun)
            .or_else(|| self.existing(segment, at, lemmas, people))
            .or_else(|| self.by_figure_before(segment, at, candidate, previous))
            .or_else(|| self.by_figure_behind(segment, candidate))?;
        // "les deux hommes s'affrontent": a few who are known are only spoken of again.
        let aboard = || by_modifier.or_else(|| self.by_predicate(segment, at, candidate)).is_some();
        if found == Measure::Present
            && weak_noun.is_none()
            && !aboard()
            && candidate.interval.high.is_some_and(|n| n <= FEW)
            && self.is_definite(segment, candidate)
        {
            return None;
        }
        let found = if found == Measure::Killed && people && self.or_injured(segment, at, candidate) { Measure::Casualties } else { found };
        Some(if found == Measure::Killed && !people { Measure::Destroyed } else { found })
    }

    /// Whether a figure begins with a definite article: "the two men".
    fn is_definite(&self, segment: &Segment, candidate: &Candidate) -> bool {
        item_at(segment, candidate.start).and_then(Item::noun).and_then(|n| n.determiner).is_some_and(|d| self.analysis.has(d as usize, Flag::Definite))
    }

    /// Whether an item stands near the name of a disease that spreads: other patients are not infected.
    fn disease_near(&self, segment: &Segment, at: usize) -> bool {
        let near = segment.items.get(at.saturating_sub(REACH)..segment.items.len().min(at + REACH)).unwrap_or_default();
        near.iter().flat_map(|i| i.span.range()).any(|t| spreads(self.analysis, t))
    }

    /// What is said of all of whom a figure is a part: the 99 of "97 of the 99 on board".
    pub(in crate::claim::count) fn of_base(
        &self,
        segment: &Segment,
        at: usize,
        candidate: &Candidate,
        lemmas: &[&Lemma],
        previous: Option<&Figure>,
    ) -> Option<Measure> {
        let noun = lemmas.iter().find_map(|l| of_features(&l.features));
        noun.or_else(|| self.by_modifier(segment, candidate, true))
            .or_else(|| self.by_phrase(segment, candidate.end))
            .or_else(|| previous.and_then(|p| p.measure))
            .or_else(|| self.by_verb(segment, at, candidate, true))
    }

    /// "dead soldiers", "12 injured", "portés disparus": a word in the group or right behind it.
    pub(in crate::claim::count) fn by_modifier(&self, segment: &Segment, candidate: &Candidate, people: bool) -> Option<Measure> {
        let inside = segment.items.get(candidate.start..candidate.end)?.iter().filter(|i| i.noun().is_some()).flat_map(|i| i.span.range());
        if let Some(found) = inside.into_iter().find_map(|t| self.measure_adjective(t)) {
            return Some(found);
        }
        let behind = (candidate.end..segment.items.len().min(candidate.end + 2))
            .find(|i| !matches!(kind_at(segment, *i), Some(ItemKind::Adverb)) || self.adjective_at(segment, *i).is_some())?;
        match kind_at(segment, behind)? {
            ItemKind::Adverb => self.adjective_at(segment, behind),
            ItemKind::Verb(verb) if verb.main_form == VerbForm::Participle && !verb.auxiliary => {
                self.verb_measure(&verb, Relation::Object, people).or_else(|| self.verb_measure(&verb, Relation::Subject, people))
            }
            _ => None,
        }
    }

    fn adjective_at(&self, segment: &Segment, at: usize) -> Option<Measure> {
        item_at(segment, at)?.span.range().find_map(|t| self.measure_adjective(t))
    }

    pub(in crate::claim::count) fn measure_adjective(&self, token: usize) -> Option<Measure> {
        let (lemma, _) = self.analysis.reading(token, WordClass::Adjective)?;
        of_features(&lemma.features).filter(|_| !lemma.features.has(Flag::Weak))
    }

    /// "on board", "à bord", "in critical condition": an expression at an item that says what they are.
    fn by_phrase(&self, segment: &Segment, at: usize) -> Option<Measure> {
        let first = item_at(segment, at)?.span.start as usize;
        let expression = self.analysis.expression(first).filter(|e| e.span.range().start == first)?;
        self.analysis.expression_lemmas(&expression).find_map(|l| of_features(&l.features))
    }

    /// "Tués : 215", "militaires tués, 3 748": a figure alone behind its label.
    fn by_label(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        let label = at.checked_sub(2).filter(|_| candidate.head.is_none() && matches!(kind_at(segment, at - 1), Some(ItemKind::Colon | ItemKind::Comma)))?;
        let opens = (0..label).rev().take(2).all(|i| !matches!(kind_at(segment, i), Some(ItemKind::Verb(v)) if v.form.is_finite()));
        let ends = matches!(kind_at(segment, candidate.end), None | Some(ItemKind::Stop | ItemKind::Semicolon | ItemKind::Comma | ItemKind::Open));
        if !opens || !ends {
            return None;
        }
        match kind_at(segment, label)? {
            ItemKind::Verb(verb) if !verb.form.is_finite() => self.verb_measure(&verb, Relation::Object, true),
            ItemKind::Noun(noun) if !noun.counted => {
                head_lemmas(self.analysis, noun.head as usize).find_map(|l| of_features(&l.features)).or_else(|| self.adjective_at(segment, label))
            }
            ItemKind::Adverb => self.adjective_at(segment, label),
            _ => None,
        }
    }

    /// "évalue à 5 000 le nombre de morts": the noun phrase right behind a figure that stands alone.
    fn of_number(&self, segment: &Segment, at: usize, measure_of: impl Fn(&NounGroup) -> Option<Measure>) -> Option<Measure> {
        let number =
            item_at(segment, at).and_then(Item::noun).filter(|n| !n.counted && n.determiner.is_some_and(|d| self.analysis.has(d as usize, Flag::Definite)))?;
        let phrase = segment.items.get(at..phrase_end(self.analysis, &segment.items, at, segment.items.len())).unwrap_or_default();
        measure_of(number).or_else(|| phrase.iter().filter_map(Item::noun).find_map(&measure_of))
    }

    /// "the deaths of 12 people", "un bilan de 450", "the toll at 450": the noun that governs the figure.
    pub(in crate::claim::count) fn by_governor(&self, segment: &Segment, at: usize) -> Option<Measure> {
        let measure_of = |noun: &NounGroup| {
            let weak_too = head_lemmas(self.analysis, noun.head as usize).find_map(|l| of_features(&l.features));
            weak_too.or_else(|| (noun.head.saturating_sub(1)..=noun.head).find_map(|t| self.measure_adjective(t as usize)))
        };
        // "la mort d'une femme et de deux enfants": the noun before the first of a list.
        let mut governed = at;
        for _ in 0..4 {
            let Some(preposition) = governed.checked_sub(1).filter(|b| of(self.analysis, &segment.items, *b)) else { break };
            match preposition.checked_sub(1).and_then(|n| kind_at(segment, n)) {
                Some(ItemKind::Noun(noun)) if measure_of(&noun).is_some() && !noun.counted => return measure_of(&noun),
                Some(ItemKind::Coordinator | ItemKind::Comma) => {
                    let Some(noun) = (0..preposition - 1).rev().take(4).find(|i| {
                        matches!(kind_at(segment, *i), Some(ItemKind::Noun(_))) && i.checked_sub(1).is_some_and(|b| of(self.analysis, &segment.items, b))
                    }) else {
                        break;
                    };
                    governed = noun;
                }
                _ => break,
            }
        }
        // A figure alone behind "the toll stands at", "portant le bilan à": the measure noun of the clause before it, or right behind it.
        let alone = item_at(segment, at).is_some_and(|i| i.span.range().all(|t| self.analysis.quantity(t).is_some() || self.analysis.has(t, Flag::Definite)));
        let clause = segment.clauses.of_item.get(at);
        // "put the death toll at at least 60 people"
        let estimated = at.checked_sub(1).is_some_and(|b| matches!(kind_at(segment, b), Some(ItemKind::Preposition)))
            && (at.saturating_sub(8)..at).any(|i| {
                item_at(segment, i)
                    .and_then(Item::verb)
                    .is_some_and(|v| verb_readings(self.analysis, v).any(|l| l.features.value(Key::Act) == Some("estimate")))
            });
        if !alone && !estimated {
            return None;
        }
        let counted = |i: &usize| match kind_at(segment, *i) {
            Some(ItemKind::Noun(noun))
                if head_lemmas(self.analysis, noun.head as usize).any(|l| l.features.has(Flag::Data) || l.features.value(Key::Measure).is_some()) =>
            {
                let phrase = segment.items.get(*i..phrase_end(self.analysis, &segment.items, *i, segment.items.len())).unwrap_or_default();
                phrase.iter().filter_map(Item::noun).find_map(&measure_of)
            }
            _ => None,
        };
        let before = (0..at).rev().take(16).filter(|i| segment.clauses.of_item.get(*i) == clause).find_map(|i| counted(&i));
        before.or_else(|| self.of_number(segment, at + 1, measure_of).filter(|_| estimated))
    }

    /// "Four bombers killed six": those who do it are there.
    fn as_attacker(&self, segment: &Segment, at: usize, candidate: &Candidate, lemmas: &[&Lemma]) -> Option<Measure> {
        let fighters = lemmas.iter().any(|l| l.features.has(Flag::Military)) && !candidate.interval.article;
        let verb = self.subject_of(segment, at, candidate).filter(|_| fighters)?;
        let group = item_at(segment, verb).and_then(Item::verb)?;
        (!group.passive && (self.verb_measure(group, Relation::Object, true).is_some() || self.verb_measure(group, Relation::Object, false).is_some()))
            .then_some(Measure::Present)
    }

    /// "were taken to hospital", "ont été soignées sur place": carried or treated, so injured.
    fn in_hospital(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        let verb = self.subject_of(segment, at, candidate).or_else(|| self.object_of(segment, at))?;
        let mut reach = verb..segment.items.len().min(verb + 9);
        let clause = segment.clauses.of_item.get(verb);
        let conveys =
            |i: &usize| item_at(segment, *i).and_then(Item::verb).is_some_and(|v| verb_readings(self.analysis, v).any(|l| l.features.has(Flag::Conveys)));
        let hospital = |i: &usize| {
            segment.clauses.of_item.get(*i) == clause
                && item_at(segment, *i).is_some_and(|item| item.span.range().any(|t| self.analysis.has(t, Flag::Hospital)))
        };
        (reach.clone().take(4).any(|i| conveys(&i)) && reach.any(|i| hospital(&i))).then_some(Measure::Injured)
    }
}
