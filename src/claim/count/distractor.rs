//! Numbers that count nobody: shares, money, years, ages, addresses, labels, and an article before somebody who is named.
//!
//! In: a number or an article with its noun group. Out: whether it can be a figure at all.

use super::Reader;
use super::interval::Candidate;
use crate::claim::layout::{item_at, kind_at};
use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::numeral::{Bound, Quantity};
use crate::grammar::phrase::{head_lemmas, of, phrase_end};
use crate::grammar::segment::{Segment, tokens_of};

/// Signs of no language behind a number that counts no people or things: shares, money, degrees.
const SIGNS_BEHIND: [&str; 6] = ["%", "‰", "€", "$", "£", "°"];

/// Signs of no language before such a number: money, the number of a house or a case.
const SIGNS_BEFORE: [&str; 6] = ["$", "€", "£", "#", "°", "№"];

/// By how many people rates are given.
const POWERS: [u64; 5] = [100, 1000, 10_000, 100_000, 1_000_000];

impl Reader<'_, '_, '_> {
    /// Whether a quantity can be a count at all: no share, no money, no year, no address, no measure of something else.
    pub(super) fn counts(&self, segment: &Segment, at: usize, quantity: &Quantity, item: &Item) -> bool {
        let behind = quantity.span.range().end;
        let after = self.analysis.word(behind);
        let before = quantity.span.range().start.checked_sub(1);
        let only = item.span.range().all(|t| self.analysis.quantity(t).is_some() || self.analysis.has(t, Flag::Definite));
        // "entre 20 et 30 ans": what the last number of a range counts, the first counts too.
        if only && (behind..behind + 3).any(|t| self.analysis.has(t, Flag::TimeWord)) {
            return false;
        }
        if only && self.age(segment, at) {
            return false;
        }
        // "12 pour mille", "three percent": a share.
        let share = |t: usize| {
            self.analysis.has(t, Flag::Distractor)
                || self.analysis.expression(t).is_some_and(|e| e.span.range().start == t && self.analysis.expression_has(&e, Flag::Distractor))
        };
        // "le 12, rue des Tanneurs": an address.
        let address = only
            && matches!(kind_at(segment, at + 1), Some(ItemKind::Comma))
            && item_at(segment, at + 2).is_some_and(|i| i.span.range().take(2).any(share))
            && quantity.span.len() == 1;
        let signs =
            SIGNS_BEHIND.contains(&after) || before.is_some_and(|b| SIGNS_BEFORE.contains(&self.analysis.word(b)) || self.analysis.has(b, Flag::Numbering));
        let alone = item.span.end == quantity.span.end;
        // "the 2014 killing", "the 2012 deaths of": a year before what is known.
        let known = item.noun().and_then(|n| n.determiner).is_some_and(|d| self.analysis.has(d as usize, Flag::Definite));
        let dated = quantity.year && !alone && (known || item.noun().is_some_and(|n| !is_plural_form(self.analysis, n.head as usize)));
        // "to reach zero": a zero alone is none of nothing, unless a preposition hangs it on what there is none of, "fatalities at zero".
        let governed = at.checked_sub(1).is_some_and(|b| matches!(kind_at(segment, b), Some(ItemKind::Preposition)));
        let none = self.analysis.has(quantity.span.start as usize, Flag::Negation) || of(self.analysis, &segment.items, at + 1);
        let nothing = alone && quantity.high == Some(0) && !governed && !none;
        !signs && !address && !dated && !nothing && !(alone && (quantity.year || share(behind)))
    }

    /// "aged 50 and 26", "Marko Dressel, 34, …": a number that says how old somebody is.
    fn age(&self, segment: &Segment, at: usize) -> bool {
        let comma = |i: usize| matches!(kind_at(segment, i), None | Some(ItemKind::Comma | ItemKind::Stop));
        let person = at.checked_sub(2).and_then(|n| item_at(segment, n)).and_then(Item::noun).is_some_and(|n| n.name.is_some() && !n.counted);
        let aged = |i: &usize| item_at(segment, *i).is_some_and(|item| item.span.range().any(|t| self.analysis.has(t, Flag::Age)));
        let led = (at.saturating_sub(4)..at).rev().take_while(|i| !matches!(kind_at(segment, *i), Some(ItemKind::Comma | ItemKind::Stop))).any(|i| aged(&i));
        led || (person && comma(at + 1) && matches!(kind_at(segment, at - 1), Some(ItemKind::Comma)))
    }

    /// "huit Français sur dix", "95 morts pour 100.000 habitants", "one in five": a share, whichever of its two numbers this is.
    pub(super) fn is_rate(&self, segment: &Segment, candidate: &Candidate) -> bool {
        let rate = |i: usize| {
            item_at(segment, i).is_some_and(|item| matches!(item.kind, ItemKind::Preposition) && self.analysis.marked(item.span.start as usize, Flag::Rate))
        };
        let befallen = |n: &NounGroup| head_lemmas(self.analysis, n.head as usize).any(|l| l.features.value(Key::Measure).is_some());
        let before = candidate.start.checked_sub(2).filter(|b| rate(b + 1));
        let shared = before.and_then(|b| item_at(segment, b)).filter(|i| i.noun().is_some_and(|n| n.counted || befallen(n)));
        let number = |i: &Item| i.span.range().all(|t| self.analysis.quantity(t).is_some());
        shared.is_some_and(|i| self.divides(segment, candidate.start, number(i)))
            || (rate(candidate.end) && self.divides(segment, candidate.end + 1, candidate.head.is_none()))
    }

    /// "neuf morts de moins", "37 personnes tuées en moins", "12 fewer deaths": how many more or fewer they are, and not how many.
    pub(super) fn is_difference(&self, segment: &Segment, candidate: &Candidate) -> bool {
        let inside = segment.items.get(candidate.start..candidate.end).map_or(candidate.interval.number, tokens_of).range();
        let behind = (candidate.end..candidate.end + 2)
            .take_while(|i| matches!(kind_at(segment, *i), Some(ItemKind::Adverb | ItemKind::Preposition | ItemKind::Verb(_) | ItemKind::Noun(_))));
        let behind = behind.filter_map(|i| item_at(segment, i)).flat_map(|i| i.span.range());
        let differs = |t: usize| {
            let expression = self.analysis.expression(t).filter(|e| self.analysis.expression_has(e, Flag::Difference));
            // "morts en moins de deux jours", "jeunes de moins de 18 ans": a bound of something else.
            expression.map_or(self.analysis.has(t, Flag::Difference), |e| !self.analysis.has(e.span.range().end, Flag::Of))
        };
        inside.filter(|t| *t >= candidate.interval.number.range().end).chain(behind).any(differs)
    }

    /// The noun on which a figure hangs by the preposition that joins nouns.
    fn governor<'s>(&self, segment: &'s Segment, candidate: &Candidate) -> Option<&'s NounGroup> {
        let noun = candidate.start.checked_sub(2).filter(|_| of(self.analysis, &segment.items, candidate.start - 1))?;
        item_at(segment, noun).and_then(Item::noun)
    }

    /// "a mother of two", "père de trois enfants": relatives of somebody, to whom nothing happened.
    pub(super) fn is_offspring(&self, segment: &Segment, candidate: &Candidate) -> bool {
        let parent = self.governor(segment, candidate);
        let kin = |token: u32| head_lemmas(self.analysis, token as usize).any(|l| l.features.has(Flag::Kin));
        let child = |t: usize| head_lemmas(self.analysis, t).any(|l| l.features.has(Flag::Kin) || l.features.has(Flag::Civilian));
        let children = candidate.head.is_none_or(|(_, t)| child(t));
        children && parent.is_some_and(|p| !p.counted && kin(p.head))
    }

    /// "pour une population de 9 millions d'habitants", "ce pays de 44 millions d'habitants", "El Paso (680.000 habitants)": how big a place is.
    pub(super) fn is_populace(&self, segment: &Segment, candidate: &Candidate) -> bool {
        let lemmas = |t: usize| head_lemmas(self.analysis, t);
        let governor = self.governor(segment, candidate);
        governor.is_some_and(|g| lemmas(g.head as usize).any(|l| l.features.has(Flag::Populace)))
            || candidate.head.is_some_and(|(_, t)| lemmas(t).any(|l| l.features.has(Flag::Populace)))
                && !governor.is_some_and(|g| lemmas(g.head as usize).any(|l| l.features.value(Key::Measure).is_some()))
                && !self.befallen(segment, candidate)
    }

    /// What a share is of: up to ten alone, or behind a number alone any people; else a round number of people to whom nothing happened.
    /// Not "in six hours", "in 100 attacks".
    fn divides(&self, segment: &Segment, at: usize, of_number: bool) -> bool {
        let Some((item, group)) = item_at(segment, at).and_then(|i| i.noun().map(|n| (i, n))) else { return false };
        let quantity = item.span.range().find_map(|t| self.analysis.quantity(t)).filter(|q| q.bound == Bound::Exact && q.span.start == item.span.start);
        let Some((quantity, number)) = quantity.and_then(|q| q.low.map(|n| (q, n))) else { return false };
        let (small, round) = ((2..=10).contains(&number), POWERS.contains(&number));
        let of_whom = of(self.analysis, &segment.items, at + 1);
        if quantity.span == item.span && !of_whom {
            return small || round;
        }
        let mut lemmas = head_lemmas(self.analysis, group.head as usize).filter(|l| l.features.has(Flag::Unspecified));
        if of_number { (small || round) && lemmas.next().is_some() } else { round && (of_whom || lemmas.any(|l| l.features.value(Key::Measure).is_none())) }
    }

    /// "George Floyd, un quadragénaire noir", "une figure du mouvement, Tarek Haddad": somebody who is named is no figure.
    pub(super) fn named(&self, segment: &Segment, at: usize) -> bool {
        let name = |i: usize| item_at(segment, i).and_then(Item::noun).is_some_and(|n| n.name.is_some() && !n.counted);
        let comma = |i: usize| matches!(kind_at(segment, i), Some(ItemKind::Comma));
        let end = phrase_end(self.analysis, &segment.items, at, segment.items.len());
        let before = at > 1 && comma(at - 1) && (name(at - 2) || (at > 3 && comma(at - 3) && name(at - 4)));
        before || (comma(end) && name(end + 1))
    }
}

/// Whether a noun can be a plural, or is not known.
fn is_plural_form(analysis: &Analysis<'_>, head: usize) -> bool {
    let mut forms = analysis.readings(head).iter().filter(|r| analysis.lemma(r.lemma).is_some_and(|l| l.class == WordClass::Noun)).peekable();
    forms.peek().is_none() || forms.any(|r| r.form.plural != Some(false))
}

#[cfg(test)]
mod tests {
    use crate::claim::actor::Gazetteer;
    use crate::claim::count::figures;
    use crate::claim::layout::Layout;
    use crate::claim::names::NameHits;
    use crate::grammar::analysis::Analysis;
    use crate::grammar::feature::Flag;
    use crate::grammar::segment::segments;
    use crate::lang;

    /// The words of the numbers that count something in a text.
    fn numbers(code: &str, text: &str) -> Vec<String> {
        let language = lang::language(code).unwrap().unwrap();
        let gazetteer = Gazetteer::new();
        let analysis = Analysis::new(text, language);
        let names = NameHits::new(&analysis, &gazetteer);
        let segments = segments(&analysis);
        figures(&Layout::new(&analysis, &segments), &names).iter().map(|f| analysis.slice(f.number).to_owned()).collect()
    }

    #[test]
    fn numbers_that_name_or_pay_count_nothing() {
        assert_eq!(numbers("en", "Three people were killed by bus no. 12."), ["Three"]);
        assert_eq!(numbers("en", "Police said three people were killed and $500 stolen."), ["three"]);
        assert_eq!(numbers("fr", "L'accident du n° 12 a tué trois personnes."), ["trois"]);
    }

    #[test]
    fn every_numbering_is_one_word() {
        for language in lang::codes().filter_map(|code| lang::language(code).unwrap()) {
            let lexicon = &language.lexicon;
            for lemma in lexicon.lemmas().iter().filter(|l| l.features.has(Flag::Numbering)) {
                assert!(lexicon.form(&lemma.text).is_some_and(|f| lexicon.has(f, Flag::Numbering)), "{}: {}", language.code, lemma.text);
            }
        }
    }
}
