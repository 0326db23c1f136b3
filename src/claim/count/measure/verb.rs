//! What verbs say of those counted.
//!
//! In: a verb and how the figure stands to it. Out: the measure that the verb, its predicate or what follows it gives.

use super::argument::relative_verb;
use super::{fits, of_features};
use crate::claim::count::Reader;
use crate::claim::count::interval::Candidate;
use crate::claim::layout::{item_at, kind_at};
use crate::claim::vocabulary::Measure;
use crate::grammar::chunk::{Item, ItemKind, VerbGroup};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::{Flag, Key};
use crate::grammar::lexicon::Lemma;
use crate::grammar::phrase::{head_lemmas, of};
use crate::grammar::segment::Segment;
use crate::grammar::tagging::{Class, VerbForm};

/// How an item stands to a verb.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Subject,
    Object,
}

impl Reader<'_, '_, '_> {
    /// The measure that a verb gives to its subject or object; of several the one that is surer, and that fits people or things.
    pub(super) fn verb_measure(&self, verb: &VerbGroup, relation: Relation, people: bool) -> Option<Measure> {
        let fitting = |weak: bool| {
            verb_readings(self.analysis, verb).filter(move |l| l.features.has(Flag::Weak) == weak && self.used_so(l, verb)).find_map(|l| {
                let measure = of_features(&l.features).filter(|m| fits(*m, people))?;
                let victim = l.features.value(Key::Victim).unwrap_or("object");
                (matches!((victim, relation), ("both", _) | ("subject", Relation::Subject) | ("object", Relation::Object))).then_some(measure)
            })
        };
        let killed = || if people { None } else { self.verb_measure(verb, relation, true).filter(|m| *m == Measure::Killed) };
        fitting(false).or_else(|| fitting(true)).or_else(killed)
    }

    /// Whether a verb stands as an entry wants it: with a reflexive pronoun ("se sont rassemblés", not "a retrouvé"), with nothing behind it ("se sont
    /// rendus", not "se sont rendus à la mairie").
    fn used_so(&self, lemma: &Lemma, verb: &VerbGroup) -> bool {
        let main = verb.main as usize;
        let goes_on =
            |t: usize| matches!(self.analysis.tag_at(t).class, Class::Preposition | Class::Determiner | Class::Noun | Class::ProperNoun | Class::Numeral);
        let there = |t: usize| self.analysis.has(t, Flag::Existential);
        let participle = verb.main_form == VerbForm::Participle && !verb.auxiliary;
        (verb.reflexive || participle || !lemma.features.has(Flag::Reflexive))
            && !(lemma.features.has(Flag::Alone) && (goes_on(main + 1) || main.checked_sub(1).is_some_and(there) || main.checked_sub(2).is_some_and(there)))
    }

    /// By the verb whose subject or object the figure is.
    pub(in crate::claim::count) fn by_verb(&self, segment: &Segment, at: usize, candidate: &Candidate, people: bool) -> Option<Measure> {
        if let Some(found) = self.subject_of(segment, at, candidate).and_then(|verb| self.as_subject(segment, verb, people)) {
            return Some(found);
        }
        // "a crowd of 1,000 gathered", "disperser un groupe de 200 jeunes": what holds for the crowd holds for them.
        if at.checked_sub(1).is_some_and(|b| of(self.analysis, &segment.items, b))
            && let Some(crowd) = at.checked_sub(2).filter(|c| matches!(kind_at(segment, *c), Some(ItemKind::Noun(n)) if !n.counted && !head_lemmas(self.analysis, n.head as usize).any(|l| l.features.value(Key::Measure).is_some())))
        {
            return self.by_verb(segment, crowd, candidate, people);
        }
        let verb = self.object_of(segment, at)?;
        let group = item_at(segment, verb).and_then(Item::verb)?;
        if group.passive {
            return None;
        }
        self.verb_measure(group, Relation::Object, people)
    }

    /// The measure for the subject of a verb, and of the infinitives and participles that follow it.
    fn as_subject(&self, segment: &Segment, verb: usize, people: bool) -> Option<Measure> {
        let mut at = verb;
        for _ in 0..4 {
            let group = item_at(segment, at).and_then(Item::verb)?;
            let intransitive = !group.auxiliary && !matches!(kind_at(segment, at + 1), Some(ItemKind::Noun(_) | ItemKind::Mark | ItemKind::Quotation(_)));
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
            at = (at + 1..segment.items.len().min(at + 4)).find(|i| matches!(kind_at(segment, *i), Some(ItemKind::Verb(v)) if !v.form.is_finite()))?;
            let leads =
                (verb + 1..at).all(|i| matches!(kind_at(segment, i), Some(ItemKind::Adverb | ItemKind::Time | ItemKind::Verb(_) | ItemKind::Preposition)));
            if !leads {
                return None;
            }
        }
        None
    }

    /// "were found dead", "sont portés disparus", "est dans un état critique": what the verb says that they are.
    pub(super) fn resultative(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        let verb = self.subject_of(segment, at, candidate)?;
        let behind = (verb + 1..segment.items.len().min(verb + 3)).find(|i| !matches!(kind_at(segment, *i), Some(ItemKind::Time)))?;
        self.by_phrase(segment, behind).or_else(|| self.adjective_at(segment, behind).filter(|_| matches!(kind_at(segment, behind), Some(ItemKind::Adverb))))
    }

    /// "Ils étaient 3 000 à manifester", "forced 800 people to flee": what they did stands behind the number.
    pub(super) fn by_infinitive(&self, segment: &Segment, at: usize, candidate: &Candidate, people: bool) -> Option<Measure> {
        let preposition = matches!(kind_at(segment, candidate.end), Some(ItemKind::Preposition));
        let behind = candidate.end + usize::from(preposition);
        let verb = item_at(segment, behind).and_then(Item::verb).filter(|v| v.form == VerbForm::Infinitive)?;
        let own = if candidate.head.is_none() { preposition } else { self.object_of(segment, at).is_some() };
        if !own {
            return None;
        }
        self.verb_measure(verb, Relation::Subject, people)
    }

    /// "Il y avait 24 000 personnes", "there were 200 people": they were there. So are those whom somebody counts: "a recensé
    /// 65 000 personnes".
    pub(super) fn existing(&self, segment: &Segment, at: usize, lemmas: &[&Lemma], people: bool) -> Option<Measure> {
        let verb = self.object_of(segment, at).filter(|_| people && lemmas.iter().any(|l| l.features.has(Flag::Unspecified)))?;
        let near = segment.items.get(verb.saturating_sub(1)..=verb)?;
        let exists = !lemmas.iter().any(|l| l.features.value(Key::Measure).is_some())
            && near.iter().flat_map(|i| i.span.range()).any(|t| self.analysis.has(t, Flag::Existential));
        let counts = item_at(segment, verb).and_then(Item::verb).is_some_and(|v| {
            // "l'entreprise compte 9 500 employés": in a present tense that is how many there always are.
            let counted = v.auxiliary || self.analysis.readings(v.main as usize).iter().any(|r| r.form.verb == Some(VerbForm::Participle));
            !v.passive && verb_readings(self.analysis, v).any(|l| l.features.value(Key::Act) == Some("estimate") || counted && l.features.has(Flag::Tally))
        });
        (exists || counts).then_some(Measure::Present)
    }

    /// "were dead", "were among the dead", "were on board": what a figure is said to be.
    pub(super) fn by_predicate(&self, segment: &Segment, at: usize, candidate: &Candidate) -> Option<Measure> {
        let on_board = (candidate.end..segment.items.len().min(candidate.end + 2)).find_map(|i| self.by_phrase(segment, i));
        let verb = self.subject_of(segment, at, candidate);
        let said = verb.and_then(|v| {
            let group = item_at(segment, v).and_then(Item::verb)?;
            let joins =
                verb_readings(self.analysis, group).any(|l| [Flag::Copula, Flag::Passive, Flag::Suffers, Flag::Part].iter().any(|f| l.features.has(*f)));
            let mut reach = (v + 1..segment.items.len().min(v + 5)).take_while(|_| joins);
            reach.find_map(|i| match kind_at(segment, i)? {
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
        let joins = item_at(segment, verb)
            .and_then(Item::verb)
            .is_some_and(|v| verb_readings(self.analysis, v).any(|l| [Flag::Copula, Flag::Passive, Flag::Part].iter().any(|f| l.features.has(*f))));
        (0..verb).rev().take(6).filter(|_| joins).find_map(|i| match kind_at(segment, i) {
            Some(ItemKind::Noun(noun)) => {
                head_lemmas(self.analysis, noun.head as usize).find_map(|l| of_features(&l.features)).filter(|m| !matches!(m, Measure::Present))
            }
            _ => None,
        })
    }

    /// "killed or wounded", "morts et blessés": both together.
    pub(super) fn or_injured(&self, segment: &Segment, at: usize, candidate: &Candidate) -> bool {
        let injured = |i: usize| match kind_at(segment, i) {
            Some(ItemKind::Verb(v)) if v.main_form == VerbForm::Participle => self.verb_measure(&v, Relation::Object, true) == Some(Measure::Injured),
            Some(ItemKind::Noun(n)) if !n.counted && n.determiner.is_none() => {
                head_lemmas(self.analysis, n.head as usize).any(|l| of_features(&l.features) == Some(Measure::Injured))
            }
            Some(ItemKind::Adverb) => self.adjective_at(segment, i) == Some(Measure::Injured),
            _ => false,
        };
        let joined = |i: usize| matches!(kind_at(segment, i), Some(ItemKind::Coordinator)) && injured(i + 1);
        let verb =
            self.subject_of(segment, at, candidate).or_else(|| matches!(kind_at(segment, candidate.end), Some(ItemKind::Verb(_))).then_some(candidate.end));
        joined(candidate.end) || verb.is_some_and(|v| joined(v + 1))
    }

    /// "two of whom were wounded": the verb of the relative clause behind the figure.
    pub(super) fn of_whom(&self, segment: &Segment, candidate: &Candidate, people: bool) -> Option<Measure> {
        let relative = candidate.end + 1;
        if !of(self.analysis, &segment.items, candidate.end) || !matches!(kind_at(segment, relative), Some(ItemKind::Relative)) {
            return None;
        }
        let verb = (relative + 1..segment.items.len().min(relative + 4)).find(|i| matches!(kind_at(segment, *i), Some(ItemKind::Verb(_))))?;
        self.as_subject(segment, verb, people)
    }

    /// Whether a verb of its own, or a word that goes with it, says what befell those counted.
    pub(in crate::claim::count) fn befallen(&self, segment: &Segment, candidate: &Candidate) -> bool {
        let own = own_verb(segment, candidate.start, candidate) || relative_verb(segment, candidate.end).is_some();
        self.by_modifier(segment, candidate, true).is_some() || own && self.by_verb(segment, candidate.start, candidate, true).is_some()
    }

    /// "25 students who were not injured", "40 members did not take part": whether the verb says that it did not befall them. Not where none are counted.
    pub(super) fn denied(&self, segment: &Segment, at: usize, candidate: &Candidate, people: bool) -> bool {
        let none = candidate.interval.high == Some(0);
        // Not "ont manifesté non loin de là".
        let negated = |i: &&Item| i.verb().is_some_and(|v| v.negated && (i.span.start..v.main).any(|t| self.analysis.has(t as usize, Flag::Negation)));
        let verb = self.subject_of(segment, at, candidate).filter(|_| !none).and_then(|v| item_at(segment, v)).filter(negated).and_then(Item::verb);
        verb.is_some_and(|v| [Relation::Subject, Relation::Object].into_iter().any(|r| self.verb_measure(v, r, people).is_some()))
    }

    /// Whether a verb frees, rescues or spares those counted.
    pub(super) fn spared(&self, segment: &Segment, at: usize, candidate: &Candidate) -> bool {
        let group = |v: usize| item_at(segment, v).and_then(Item::verb);
        // "200 manifestants ont bloqué le port": who does it is not the one to whom it is done.
        let freed = |v: &VerbGroup| v.passive || !v.auxiliary && v.main_form == VerbForm::Participle;
        let subject = self.subject_of(segment, at, candidate).filter(|v| group(*v).is_some_and(freed));
        let verb = subject.or_else(|| self.object_of(segment, at).filter(|v| group(*v).is_some_and(|v| !v.passive)));
        // "la libération de quatre otages"
        let governor = at.checked_sub(2).filter(|_| of(self.analysis, &segment.items, at - 1)).and_then(|n| item_at(segment, n)).and_then(Item::noun);
        governor.is_some_and(|n| head_lemmas(self.analysis, n.head as usize).any(|l| l.features.has(Flag::Frees)))
            || verb.and_then(|v| item_at(segment, v)).and_then(Item::verb).is_some_and(|v| verb_readings(self.analysis, v).any(|l| l.features.has(Flag::Frees)))
    }
}

/// Whether a figure is itself, and not only through a conjunction, subject or object of a verb.
pub(super) fn own_verb(segment: &Segment, at: usize, candidate: &Candidate) -> bool {
    let subject = segment.clauses.subjects.iter().any(|s| s.is_some_and(|s| s as usize == at || candidate.head.is_some_and(|(h, _)| h == s as usize)));
    subject || at.checked_sub(1).is_some_and(|b| matches!(kind_at(segment, b), Some(ItemKind::Verb(_))))
}
