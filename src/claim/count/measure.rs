//! What happened to those counted: by the noun, a word that goes with it, the verb, the noun that governs it, the figure beside it.

use super::interval::Candidate;
use super::{Figure, Reader};
use crate::claim::vocabulary::Measure;
use crate::grammar::chunk::{Item, ItemKind, NounGroup, VerbGroup};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::{Features, Flag, Key, WordClass};
use crate::grammar::lexicon::Lemma;
use crate::grammar::phrase::{head_lemmas, of, phrase_end};
use crate::grammar::segment::Segment;
use crate::grammar::tagging::VerbForm;

/// How an item stands to a verb.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Subject,
    Object,
}

/// "passengers", "patients", "protesters" say who they are, not what happened to them here.
fn lasting(measure: Measure) -> bool {
    !matches!(measure, Measure::Present | Measure::Infected)
}

fn of_features(features: &Features) -> Option<Measure> {
    features.value(Key::Measure).and_then(Measure::from_name)
}

impl<'a> Reader<'a, '_, '_> {
    /// What happened to those counted.
    pub(super) fn measure(
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
        // Those released or rescued are not counted.
        if by_noun.is_none() && by_modifier.is_none() && self.spared(segment, at, candidate) {
            return None;
        }
        let by_verb = || self.resultative(segment, at, candidate).or_else(|| self.by_verb(segment, at, candidate, people));
        // "five of the wounded died": what happened last is what is counted.
        let died = || {
            by_noun
                .filter(|m| matches!(m, Measure::Injured | Measure::Captured | Measure::Detained | Measure::Kidnapped | Measure::Missing))
                .filter(|_| self.own_verb(segment, at, candidate))
                .and_then(|_| by_verb())
                .filter(|m| *m == Measure::Killed)
        };
        let found = died()
            .or(by_noun)
            .or(by_modifier)
            .or_else(|| self.by_label(segment, at, candidate))
            .or_else(|| self.in_hospital(segment, at, candidate))
            .or_else(|| self.by_next_figure(segment, candidate))
            .or_else(by_verb)
            .or_else(|| self.by_governor(segment, at))
            .or_else(|| self.by_infinitive(segment, candidate, people))
            .or_else(|| self.by_sub_figure(segment, at, previous))
            .or_else(|| self.by_predicate(segment, at, candidate))
            .or_else(|| self.as_attacker(segment, at, candidate, lemmas))
            .or(weak_noun)
            .or_else(|| self.existing(segment, at, lemmas, people))
            .or_else(|| self.by_figure_before(segment, at, candidate, previous))
            .or_else(|| self.by_figure_behind(segment, candidate))?;
        let found = if found == Measure::Killed && people && self.or_injured(segment, at, candidate) { Measure::Casualties } else { found };
        match (people, found) {
            (true, Measure::Destroyed) => None,
            (false, Measure::Killed) => Some(Measure::Destroyed),
            _ => Some(found),
        }
    }

    /// What is said of all of whom a figure is a part: the 99 of "97 of the 99 on board".
    pub(super) fn of_base(&self, segment: &Segment, at: usize, candidate: &Candidate, lemmas: &[&Lemma], previous: Option<&Figure>) -> Option<Measure> {
        let noun = lemmas.iter().find_map(|l| of_features(&l.features));
        noun.or_else(|| self.by_modifier(segment, candidate, true))
            .or_else(|| self.by_phrase(segment, candidate.end))
            .or_else(|| previous.and_then(|p| p.measure))
            .or_else(|| self.by_verb(segment, at, candidate, true))
    }

    /// Whether a figure is itself, and not only through a conjunction, subject or object of a verb.
    fn own_verb(&self, segment: &Segment, at: usize, candidate: &Candidate) -> bool {
        let subject = segment.clauses.subjects.iter().any(|s| s.is_some_and(|s| s as usize == at || candidate.head.is_some_and(|(h, _)| h == s as usize)));
        subject || at.checked_sub(1).is_some_and(|b| matches!(self.kind_at(segment, b), Some(ItemKind::Verb(_))))
    }

    /// Whether a verb frees, rescues or spares those counted.
    fn spared(&self, segment: &Segment, at: usize, candidate: &Candidate) -> bool {
        let verb = self.subject_of(segment, at, candidate).or_else(|| self.object_of(segment, at));
        verb.and_then(|v| self.item(segment, v)).and_then(Item::verb).is_some_and(|v| verb_readings(self.analysis, v).any(|l| l.features.has(Flag::Frees)))
    }

    /// "dead soldiers", "12 injured", "portés disparus": a word in the group or right behind it.
    pub(super) fn by_modifier(&self, segment: &Segment, candidate: &Candidate, people: bool) -> Option<Measure> {
        let inside = segment.items.get(candidate.start..candidate.end)?.iter().filter(|i| i.noun().is_some()).flat_map(|i| i.span.range());
        if let Some(found) = inside.into_iter().find_map(|t| self.measure_adjective(t)) {
            return Some(found);
        }
        let behind = (candidate.end..segment.items.len().min(candidate.end + 2))
            .find(|i| !matches!(self.kind_at(segment, *i), Some(ItemKind::Adverb)) || self.adjective_at(segment, *i).is_some())?;
        match self.kind_at(segment, behind)? {
            ItemKind::Adverb => self.adjective_at(segment, behind),
            ItemKind::Verb(verb) if verb.main_form == VerbForm::Participle && !verb.auxiliary => {
                self.verb_measure(&verb, Relation::Object, people).or_else(|| self.verb_measure(&verb, Relation::Subject, people))
            }
            _ => None,
        }
    }

    fn adjective_at(&self, segment: &Segment, at: usize) -> Option<Measure> {
        self.item(segment, at)?.span.range().find_map(|t| self.measure_adjective(t))
    }

    pub(super) fn measure_adjective(&self, token: usize) -> Option<Measure> {
        let (lemma, _) = self.analysis.reading(token, WordClass::Adjective)?;
        of_features(&lemma.features).filter(|_| !lemma.features.has(Flag::Weak))
    }

    /// The measure that a verb gives to its subject or object; of several the one that is surer, and that fits people or things.
    fn verb_measure(&self, verb: &VerbGroup, relation: Relation, people: bool) -> Option<Measure> {
        let fitting = |weak: bool| {
            verb_readings(self.analysis, verb).filter(move |l| l.features.has(Flag::Weak) == weak).find_map(|l| {
                let measure = of_features(&l.features).filter(|m| {
                    if people { *m != Measure::Destroyed } else { matches!(m, Measure::Destroyed | Measure::Captured | Measure::Present | Measure::Missing) }
                })?;
                let victim = l.features.value(Key::Victim).unwrap_or("object");
                (matches!((victim, relation), ("both", _) | ("subject", Relation::Subject) | ("object", Relation::Object))).then_some(measure)
            })
        };
        let killed = || if people { None } else { self.verb_measure(verb, relation, true).filter(|m| *m == Measure::Killed) };
        fitting(false).or_else(|| fitting(true)).or_else(killed)
    }

    /// By the verb whose subject or object the figure is.
    pub(super) fn by_verb(&self, segment: &Segment, at: usize, candidate: &Candidate, people: bool) -> Option<Measure> {
        if let Some(found) = self.subject_of(segment, at, candidate).and_then(|verb| self.as_subject(segment, verb, people)) {
            return Some(found);
        }
        // "a crowd of 1,000 gathered", "disperser un groupe de 200 jeunes": what holds for the crowd holds for them.
        if at.checked_sub(1).is_some_and(|b| of(self.analysis, &segment.items, b))
            && let Some(crowd) = at.checked_sub(2).filter(|c| matches!(self.kind_at(segment, *c), Some(ItemKind::Noun(n)) if !n.counted && !head_lemmas(self.analysis, n.head as usize).any(|l| l.features.value(Key::Measure).is_some())))
        {
            return self.by_verb(segment, crowd, candidate, people);
        }
        let verb = self.object_of(segment, at)?;
        let group = self.item(segment, verb).and_then(Item::verb)?;
        if group.passive {
            return None;
        }
        self.verb_measure(group, Relation::Object, people)
    }

    /// The measure for the subject of a verb, and of the infinitives and participles that follow it.
    fn as_subject(&self, segment: &Segment, verb: usize, people: bool) -> Option<Measure> {
        let mut at = verb;
        for _ in 0..4 {
            let group = self.item(segment, at).and_then(Item::verb)?;
            let intransitive = !group.auxiliary && !matches!(self.kind_at(segment, at + 1), Some(ItemKind::Noun(_) | ItemKind::Mark | ItemKind::Quotation(_)));
            let participle = self.analysis.readings(group.main as usize).iter().any(|r| r.form.verb == Some(VerbForm::Participle));
            // "11 servicemen wounded": a past tense without an object is a participle.
            let object = group.passive
                || (group.main_form == VerbForm::Participle && !group.auxiliary)
                || (participle && intransitive && self.verb_measure(group, Relation::Subject, people).is_none());
            let relation = if object { Relation::Object } else { Relation::Subject };
            if let Some(found) =
                self.verb_measure(group, relation, people).or_else(|| object.then(|| self.verb_measure(group, Relation::Subject, people)).flatten())
            {
                return Some(found);
            }
            if !object && self.verb_measure(group, Relation::Object, people).is_some() && group.form.is_finite() {
                return None;
            }
            at = (at + 1..segment.items.len().min(at + 4)).find(|i| matches!(self.kind_at(segment, *i), Some(ItemKind::Verb(v)) if !v.form.is_finite()))?;
            let leads =
                (verb + 1..at).all(|i| matches!(self.kind_at(segment, i), Some(ItemKind::Adverb | ItemKind::Time | ItemKind::Verb(_) | ItemKind::Preposition)));
            if !leads {
                return None;
            }
        }
        None
    }

    /// "were found dead", "sont portés disparus", "est dans un état critique": what the verb says that they are.
    fn resultative(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        let verb = self.subject_of(segment, at, candidate)?;
        let behind = (verb + 1..segment.items.len().min(verb + 3)).find(|i| !matches!(self.kind_at(segment, *i), Some(ItemKind::Time)))?;
        self.by_phrase(segment, behind)
            .or_else(|| self.adjective_at(segment, behind).filter(|_| matches!(self.kind_at(segment, behind), Some(ItemKind::Adverb))))
    }

    /// "on board", "à bord", "in critical condition": an expression at an item that says what they are.
    fn by_phrase(&self, segment: &Segment, at: usize) -> Option<Measure> {
        let first = self.item(segment, at)?.span.start as usize;
        let expression = self.analysis.expression(first).filter(|e| e.span.range().start == first)?;
        self.analysis.expression_lemmas(&expression).find_map(|l| of_features(&l.features))
    }

    /// "Tués : 215", "militaires tués, 3 748": a figure alone behind its label.
    fn by_label(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        let label =
            at.checked_sub(2).filter(|_| candidate.head.is_none() && matches!(self.kind_at(segment, at - 1), Some(ItemKind::Colon | ItemKind::Comma)))?;
        let opens = (0..label).rev().take(2).all(|i| !matches!(self.kind_at(segment, i), Some(ItemKind::Verb(v)) if v.form.is_finite()));
        let ends = matches!(self.kind_at(segment, candidate.end), None | Some(ItemKind::Stop | ItemKind::Semicolon | ItemKind::Comma | ItemKind::Open));
        if !opens || !ends {
            return None;
        }
        match self.kind_at(segment, label)? {
            ItemKind::Verb(verb) if !verb.form.is_finite() => self.verb_measure(&verb, Relation::Object, true),
            ItemKind::Noun(noun) if !noun.counted => {
                head_lemmas(self.analysis, noun.head as usize).find_map(|l| of_features(&l.features)).or_else(|| self.adjective_at(segment, label))
            }
            ItemKind::Adverb => self.adjective_at(segment, label),
            _ => None,
        }
    }

    /// "killed or wounded", "morts et blessés": both together.
    fn or_injured(&self, segment: &Segment, at: usize, candidate: &Candidate) -> bool {
        let injured = |i: usize| match self.kind_at(segment, i) {
            Some(ItemKind::Verb(v)) if v.main_form == VerbForm::Participle => self.verb_measure(&v, Relation::Object, true) == Some(Measure::Injured),
            Some(ItemKind::Noun(n)) if !n.counted && n.determiner.is_none() => {
                head_lemmas(self.analysis, n.head as usize).any(|l| of_features(&l.features) == Some(Measure::Injured))
            }
            Some(ItemKind::Adverb) => self.adjective_at(segment, i) == Some(Measure::Injured),
            _ => false,
        };
        let joined = |i: usize| matches!(self.kind_at(segment, i), Some(ItemKind::Coordinator)) && injured(i + 1);
        let verb = self
            .subject_of(segment, at, candidate)
            .or_else(|| matches!(self.kind_at(segment, candidate.end), Some(ItemKind::Verb(_))).then_some(candidate.end));
        joined(candidate.end) || verb.is_some_and(|v| joined(v + 1))
    }

    /// "Ils étaient 3 000 à manifester": what they did stands behind the number.
    fn by_infinitive(&self, segment: &Segment, candidate: &Candidate, people: bool) -> Option<Measure> {
        let preposition = candidate.head.is_none() && matches!(self.kind_at(segment, candidate.end), Some(ItemKind::Preposition));
        let at = candidate.end + usize::from(preposition);
        let verb = self.item(segment, at).and_then(Item::verb).filter(|v| preposition && v.form == VerbForm::Infinitive)?;
        self.verb_measure(verb, Relation::Subject, people)
    }

    /// "Il y avait 24 000 personnes", "there were 200 people": they were there. So are those whom somebody counts: "a recensé
    /// 65 000 personnes".
    fn existing(&self, segment: &Segment, at: usize, lemmas: &[&Lemma], people: bool) -> Option<Measure> {
        let verb = self.object_of(segment, at).filter(|_| people && lemmas.iter().any(|l| l.features.has(Flag::Unspecified)))?;
        let near = segment.items.get(verb.saturating_sub(1)..=verb)?;
        let exists = near.iter().flat_map(|i| i.span.range()).any(|t| self.analysis.has(t, Flag::Existential));
        let counts = self.item(segment, verb).and_then(Item::verb).is_some_and(|v| {
            !v.passive && verb_readings(self.analysis, v).any(|l| l.features.value(Key::Act) == Some("estimate") || l.features.has(Flag::Tally))
        });
        (exists || counts).then_some(Measure::Present)
    }

    /// "Four bombers killed six": those who do it are there.
    fn as_attacker(&self, segment: &Segment, at: usize, candidate: &Candidate, lemmas: &[&Lemma]) -> Option<Measure> {
        let fighters = lemmas.iter().any(|l| l.features.has(Flag::Military)) && !candidate.interval.article;
        let verb = self.subject_of(segment, at, candidate).filter(|_| fighters)?;
        let group = self.item(segment, verb).and_then(Item::verb)?;
        (!group.passive && (self.verb_measure(group, Relation::Object, true).is_some() || self.verb_measure(group, Relation::Object, false).is_some()))
            .then_some(Measure::Present)
    }

    /// "were taken to hospital", "ont été soignées sur place": carried or treated, so injured.
    fn in_hospital(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        let verb = self.subject_of(segment, at, candidate).or_else(|| self.object_of(segment, at))?;
        let mut reach = verb..segment.items.len().min(verb + 9);
        let clause = segment.clauses.of_item.get(verb);
        let conveys =
            |i: &usize| self.item(segment, *i).and_then(Item::verb).is_some_and(|v| verb_readings(self.analysis, v).any(|l| l.features.has(Flag::Conveys)));
        let hospital = |i: &usize| {
            segment.clauses.of_item.get(*i) == clause
                && self.item(segment, *i).is_some_and(|item| item.span.range().any(|t| self.analysis.has(t, Flag::Hospital)))
        };
        (reach.clone().take(4).any(|i| conveys(&i)) && reach.any(|i| hospital(&i))).then_some(Measure::Injured)
    }

    /// "14 puis 29 blessés": a figure alone right before one that says what both count.
    fn by_next_figure(&self, segment: &Segment, candidate: &Candidate) -> Option<Measure> {
        let joint = candidate.head.is_none() && matches!(self.kind_at(segment, candidate.end), Some(ItemKind::Adverb | ItemKind::Coordinator));
        let next = joint.then_some(candidate.end + 1)?;
        let next = if of(self.analysis, &segment.items, next) { next + 1 } else { next };
        self.figure_noun(segment, next)
    }

    /// A figure alone with one behind it that says what is counted.
    fn by_figure_behind(&self, segment: &Segment, candidate: &Candidate) -> Option<Measure> {
        if candidate.head.is_some() {
            return None;
        }
        let joint = |i: usize| matches!(self.kind_at(segment, i), Some(ItemKind::Coordinator | ItemKind::Comma | ItemKind::Adverb | ItemKind::Preposition));
        let next = (candidate.end..segment.items.len().min(candidate.end + 4)).find(|i| !joint(*i)).filter(|i| *i > candidate.end)?;
        self.figure_noun(segment, next)
    }

    fn figure_noun(&self, segment: &Segment, at: usize) -> Option<Measure> {
        let noun = self.item(segment, at)?.noun().filter(|n| n.counted && self.analysis.quantity(n.head as usize).is_none())?;
        head_lemmas(self.analysis, noun.head as usize).find_map(|l| of_features(&l.features)).filter(|m| lasting(*m))
    }

    /// The verb of which a figure is the subject: itself, as part of a coordination, or through a relative clause.
    pub(super) fn subject_of(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<usize> {
        let mut first = at;
        for _ in 0..6 {
            let own = |s: &Option<u32>| s.is_some_and(|s| s as usize == first || (first == at && candidate.head.is_some_and(|(h, _)| h == s as usize)));
            // "600, including 136 children, were killed": the finite verb, if there is one.
            let verbs = || segment.clauses.subjects.iter().enumerate().filter(|(v, s)| *v > first && own(s)).map(|(v, _)| v);
            let finite = verbs().find(|v| {
                self.item(segment, *v)
                    .and_then(Item::verb)
                    .is_some_and(|g| g.form.is_finite() || segment.clauses.finite.contains(&u32::try_from(*v).unwrap_or(u32::MAX)))
            });
            if let Some(verb) = finite.or_else(|| verbs().next()) {
                return Some(verb);
            }
            // "80 people who were executed", "28 who were killed"
            if first == at
                && let Some(verb) = self.relative_verb(segment, candidate.end)
            {
                return Some(verb);
            }
            let joint = first.checked_sub(1).filter(|j| self.joint(segment, *j))?;
            first = (joint.saturating_sub(5)..joint)
                .find(|i| matches!(self.kind_at(segment, *i), Some(ItemKind::Noun(_))) && phrase_end(self.analysis, &segment.items, *i, joint) == joint)?;
        }
        None
    }

    /// The verb of a relative clause that begins at an item.
    fn relative_verb(&self, segment: &Segment, at: usize) -> Option<usize> {
        matches!(self.kind_at(segment, at), Some(ItemKind::Relative))
            .then(|| segment.clauses.subjects.iter().position(|s| s.is_some_and(|s| s as usize == at)))
            .flatten()
    }

    /// Whether an item joins nouns: a conjunction, a comma, "along with".
    fn joint(&self, segment: &Segment, at: usize) -> bool {
        let Some(item) = self.item(segment, at) else { return false };
        let first = item.span.start as usize;
        let along = || self.analysis.has(first, Flag::Joint) || self.analysis.expression(first).is_some_and(|e| self.analysis.expression_has(&e, Flag::Joint));
        matches!(item.kind, ItemKind::Coordinator | ItemKind::Comma)
            || (matches!(item.kind, ItemKind::Preposition | ItemKind::Subordinator | ItemKind::Adverb) && along())
    }

    /// The verb of which a figure is the object: nothing but nouns joined to it stands between.
    pub(super) fn object_of(&self, segment: &Segment, at: usize) -> Option<usize> {
        let mut before = at;
        for _ in 0..24 {
            before = before.checked_sub(1)?;
            match self.kind_at(segment, before)? {
                ItemKind::Verb(_) => return Some(before),
                _ if self.joint(segment, before) => {
                    let joint = before;
                    let noun = (joint.saturating_sub(7)..joint).find(|i| {
                        matches!(self.kind_at(segment, *i), Some(ItemKind::Noun(_))) && phrase_end(self.analysis, &segment.items, *i, joint) == joint
                    });
                    match noun {
                        Some(noun) => before = noun,
                        None if matches!(self.kind_at(segment, joint), Some(ItemKind::Coordinator))
                            && matches!(joint.checked_sub(1).and_then(|v| self.kind_at(segment, v)), Some(ItemKind::Verb(_))) =>
                        {
                            return Some(joint - 1);
                        }
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
    pub(super) fn by_governor(&self, segment: &Segment, at: usize) -> Option<Measure> {
        let measure_of = |noun: &NounGroup| {
            let weak_too = head_lemmas(self.analysis, noun.head as usize).find_map(|l| of_features(&l.features));
            weak_too.or_else(|| (noun.head.saturating_sub(1)..=noun.head).find_map(|t| self.measure_adjective(t as usize)))
        };
        // "la mort d'une femme et de deux enfants": the noun before the first of a list.
        let mut governed = at;
        for _ in 0..4 {
            let Some(preposition) = governed.checked_sub(1).filter(|b| of(self.analysis, &segment.items, *b)) else { break };
            match preposition.checked_sub(1).and_then(|n| self.kind_at(segment, n)) {
                Some(ItemKind::Noun(noun)) if measure_of(&noun).is_some() && !noun.counted => return measure_of(&noun),
                Some(ItemKind::Coordinator | ItemKind::Comma) => {
                    let Some(noun) = (0..preposition - 1).rev().take(4).find(|i| {
                        matches!(self.kind_at(segment, *i), Some(ItemKind::Noun(_))) && i.checked_sub(1).is_some_and(|b| of(self.analysis, &segment.items, b))
                    }) else {
                        break;
                    };
                    governed = noun;
                }
                _ => break,
            }
        }
        // A figure alone behind "the toll stands at", "portant le bilan à": the measure noun of the clause before it, or right behind it.
        let alone = self.item(segment, at).is_some_and(|i| i.span.range().all(|t| self.analysis.quantity(t).is_some()));
        let clause = segment.clauses.of_item.get(at);
        // "put the death toll at at least 60 people"
        let estimated = at.checked_sub(1).is_some_and(|b| matches!(self.kind_at(segment, b), Some(ItemKind::Preposition)))
            && (at.saturating_sub(8)..at).any(|i| {
                self.item(segment, i)
                    .and_then(Item::verb)
                    .is_some_and(|v| verb_readings(self.analysis, v).any(|l| l.features.value(Key::Act) == Some("estimate")))
            });
        if !alone && !estimated {
            return None;
        }
        let counted = |i: &usize| match self.kind_at(segment, *i) {
            Some(ItemKind::Noun(noun))
                if head_lemmas(self.analysis, noun.head as usize).any(|l| l.features.has(Flag::Data) || l.features.value(Key::Measure).is_some()) =>
            {
                let phrase = segment.items.get(*i..phrase_end(self.analysis, &segment.items, *i, segment.items.len())).unwrap_or_default();
                phrase.iter().filter_map(Item::noun).find_map(&measure_of)
            }
            _ => None,
        };
        let before = (0..at).rev().take(10).filter(|i| segment.clauses.of_item.get(*i) == clause).find_map(|i| counted(&i));
        before.or_else(|| {
            (at + 1..segment.items.len().min(at + 2))
                .find_map(|i| counted(&i).filter(|_| matches!(self.kind_at(segment, i), Some(ItemKind::Noun(n)) if !n.counted)))
        })
    }

    /// "were dead", "were among the dead", "were on board": what a figure is said to be.
    fn by_predicate(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        let on_board = (candidate.end..segment.items.len().min(candidate.end + 2)).find_map(|i| self.by_phrase(segment, i));
        let verb = self.subject_of(segment, at, candidate);
        let said = verb.and_then(|v| {
            let group = self.item(segment, v).and_then(Item::verb)?;
            let joins =
                verb_readings(self.analysis, group).any(|l| [Flag::Copula, Flag::Passive, Flag::Suffers, Flag::Part].iter().any(|f| l.features.has(*f)));
            let mut reach = (v + 1..segment.items.len().min(v + 5)).take_while(|_| joins);
            reach.find_map(|i| match self.kind_at(segment, i)? {
                ItemKind::Adverb => self.adjective_at(segment, i).or_else(|| self.by_phrase(segment, i)),
                ItemKind::Noun(noun) => head_lemmas(self.analysis, noun.head as usize).find_map(|l| of_features(&l.features)),
                _ => self.by_phrase(segment, i),
            })
        });
        said.or(on_board).or_else(|| self.among(segment, at))
    }

    /// "The wounded included two officers", "among the dead were two": the measure noun on the other side of the verb.
    fn among(&self, segment: &Segment, at: usize) -> Option<Measure> {
        let verb = self.object_of(segment, at)?;
        let joins = self
            .item(segment, verb)
            .and_then(Item::verb)
            .is_some_and(|v| verb_readings(self.analysis, v).any(|l| [Flag::Copula, Flag::Passive, Flag::Part].iter().any(|f| l.features.has(*f))));
        (0..verb).rev().take(6).filter(|_| joins).find_map(|i| match self.kind_at(segment, i) {
            Some(ItemKind::Noun(noun)) => {
                head_lemmas(self.analysis, noun.head as usize).find_map(|l| of_features(&l.features)).filter(|m| !matches!(m, Measure::Present))
            }
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
        let part = self.analysis.has(item.span.start as usize, Flag::Part)
            || self.analysis.expression(item.span.start as usize).is_some_and(|e| self.analysis.expression_has(&e, Flag::Part));
        part.then_some(previous.measure).flatten()
    }

    /// "97 personnes à bord, dont huit", "12 killed and 40": a figure alone takes the measure of the one it is joined to.
    fn by_figure_before(&self, segment: &Segment, at: usize, candidate: &Candidate, previous: Option<&Figure>) -> Option<Measure> {
        let previous = previous?;
        let alone = candidate.head.is_none();
        let joined =
            previous.place.item < at && (previous.place.item + 1..at).all(|i| !matches!(self.kind_at(segment, i), Some(ItemKind::Stop | ItemKind::Semicolon)));
        let of_them = candidate.end == at + 3;
        let own_verb = matches!(self.kind_at(segment, candidate.end), Some(ItemKind::Verb(_)));
        (alone && joined && !own_verb && (of_them || self.others(segment, candidate) || self.near(segment, previous, at))).then_some(previous.measure).flatten()
    }
}
