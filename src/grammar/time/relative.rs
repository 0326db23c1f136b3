//! Times counted from a day that is known: weekdays, "yesterday", "last week", "three days ago"; and times of day.
//!
//! In: the token where one may begin. Out: the token behind it and what it says.

use super::{Found, Reader, TimeKind, TimeUnit};
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::tagging::Class;
use crate::text::token::Shape;

impl Reader<'_, '_> {
    pub(super) fn weekday(&self, at: usize) -> Option<u8> {
        let weekday = self.number_value(at, Key::Weekday).filter(|_| self.nominal(at) && !self.plural(at) && !self.in_name(at))?;
        // "Sun", "Sat": only as a part of a date or behind a preposition.
        let weak = !self.unambiguous(at, Key::Weekday);
        let before = at.checked_sub(1).filter(|b| *b >= self.start);
        let introduced = before.is_some_and(|b| self.class(b) == Class::Preposition);
        let dated = self.date(at + 1 + usize::from(self.analysis.word(at + 1) == ",")).is_some();
        (!weak || self.capital(at) && (dated || introduced && !self.capital(at + 1))).then_some(weekday)
    }

    /// "Black Friday", "vendredi saint": the dictionary knows the whole as a noun.
    fn in_name(&self, at: usize) -> bool {
        self.analysis.expression(at).is_some_and(|e| {
            let mut lemmas = self.analysis.expression_lemmas(&e);
            e.span.len() > 1 && lemmas.any(|l| l.class == WordClass::Noun && l.features.value(Key::Weekday).is_none())
        })
    }

    /// A weekday may go on with a part of the day, a step, a date, its week.
    pub(super) fn behind_weekday(&self, weekday: u8, shift: Option<i8>, from: usize) -> Found {
        let mut stop = from;
        let mut step = shift;
        if stop < self.end && self.analysis.has(stop, Flag::PartOfDay) && !self.in_name(stop) {
            stop += 1;
        }
        if let Some((behind, TimeKind::Unit(TimeUnit::Week, steps))) = self.week_behind(stop) {
            return (behind, TimeKind::WeekdayOf(weekday, steps));
        }
        if let Some(behind) = self.shift(stop) {
            step = Some(behind);
            stop += 1;
        }
        let date_from = stop + usize::from(self.analysis.word(stop) == ",");
        if let Some((stop, kind)) = self.date(date_from) {
            return (stop, kind);
        }
        (stop, TimeKind::Weekday(weekday, step))
    }

    /// The week behind a weekday: "last week", "of this week", "de la semaine dernière".
    fn week_behind(&self, at: usize) -> Option<Found> {
        let mut from = at + usize::from(self.analysis.has(at, Flag::Of));
        from += usize::from(self.analysis.has(from, Flag::Definite));
        match self.shift(from) {
            Some(step) => self.shifted_unit(from + 1, Some(step)),
            None => self.shifted_unit(from, None),
        }
    }

    /// "last week", "cette semaine", "l'année dernière".
    pub(super) fn shifted_unit(&self, from: usize, shift: Option<i8>) -> Option<Found> {
        let (stop, unit) = self.unit(from)?;
        let behind = self.shift(stop);
        let step = behind.or(shift).filter(|_| unit != TimeUnit::Hour)?;
        // "ces derniers mois": how many is not said.
        let several = self.plural(from) || from.checked_sub(1).is_some_and(|b| self.shift(b).is_some() && self.plural(b));
        (!several).then_some((stop + usize::from(behind.is_some()), TimeKind::Unit(unit, i32::from(step))))
    }

    /// A day by an expression of several words: "the day before yesterday", "la veille".
    pub(super) fn day_expression(&self, at: usize) -> Option<Found> {
        let expression = self.analysis.expression(at).filter(|e| e.span.range().start == at)?;
        let days = self.analysis.expression_lemmas(&expression).find_map(|l| l.features.value(Key::Day))?.parse().ok()?;
        let stop = self.day_part(expression.span.range().end);
        let further = self.analysis.expression_has(&expression, Flag::Anchored);
        Some((stop, if further { TimeKind::Further(TimeUnit::Day, days) } else { TimeKind::Day(days) }))
    }

    pub(super) fn relative_day(&self, at: usize) -> Option<Found> {
        let days = self.analysis.value(at, Key::Day)?.parse().ok()?;
        let further = self.analysis.has(at, Flag::Anchored);
        Some((self.day_part(at + 1), if further { TimeKind::Further(TimeUnit::Day, days) } else { TimeKind::Day(days) }))
    }

    /// Behind a part of the day.
    fn day_part(&self, at: usize) -> usize {
        at + usize::from(at < self.end && self.analysis.has(at, Flag::PartOfDay))
    }

    pub(super) fn unit(&self, at: usize) -> Option<(usize, TimeUnit)> {
        let unit = match self.analysis.value(at, Key::TimeUnit).filter(|_| at < self.end)? {
            "hour" => TimeUnit::Hour,
            "day" => TimeUnit::Day,
            "weekend" => TimeUnit::Weekend,
            "week" => TimeUnit::Week,
            "month" => TimeUnit::Month,
            "year" => TimeUnit::Year,
            _ => return None,
        };
        Some((at + 1, unit))
    }

    /// How many: in figures or words.
    fn number(&self, at: usize) -> Option<i32> {
        let number: i32 = self.analysis.word(at).parse().ok().or_else(|| self.analysis.value(at, Key::Value)?.parse().ok())?;
        (at < self.end && (1..=1000).contains(&number)).then_some(number)
    }

    /// "the past three days", "ces dernières 24 heures", "les deux dernières semaines".
    pub(super) fn past_few(&self, at: usize) -> Option<Found> {
        let determined = self.analysis.has(at, Flag::Definite) || self.analysis.has(at, Flag::Demonstrative) || self.shift(at) == Some(0);
        let from = at + usize::from(determined);
        let last = |t: usize| self.shift(t) == Some(-1);
        let number = if last(from) { self.number(from + 1) } else { self.number(from).filter(|_| last(from + 1)) }?;
        let (stop, unit) = self.unit(from + 2)?;
        Some((stop, TimeKind::Past(unit, number)))
    }

    /// What says that a count goes back or on, with the token behind it.
    fn marker(&self, at: usize, flag: Flag) -> Option<(usize, bool)> {
        if at >= self.end {
            return None;
        }
        let expression = self.analysis.expression(at).filter(|e| e.span.range().start == at && self.analysis.expression_has(e, flag));
        match expression {
            Some(e) => Some((e.span.range().end, self.analysis.expression_has(&e, Flag::Earlier))),
            None => self.analysis.has(at, flag).then(|| (at + 1, self.analysis.has(at, Flag::Earlier))),
        }
    }

    /// "three days ago", "il y a trois jours", "trois jours plus tard", "depuis trois jours", "in three days".
    pub(super) fn counted(&self, at: usize) -> Option<Found> {
        let back = self.marker(at, Flag::Ago);
        let on = self.marker(at, Flag::Onward).filter(|_| back.is_none() && self.class(at) != Class::Adverb);
        let from = back.or(on).map_or(at, |(behind, _)| behind);
        let number = self.number(from)?;
        let (stop, unit) = self.unit(from + 1)?;
        if back.is_some() {
            return Some((stop, TimeKind::Unit(unit, -number)));
        }
        if let Some((stop, earlier)) = self.marker(stop, Flag::Ago) {
            return Some((stop, if earlier { TimeKind::Further(unit, -number) } else { TimeKind::Unit(unit, -number) }));
        }
        if let Some((stop, _)) = self.marker(stop, Flag::Onward).filter(|_| self.class(stop) != Class::Preposition) {
            return Some((stop, TimeKind::Further(unit, number)));
        }
        // "in three days of fighting", "dans deux jours de combats": a stretch of time.
        let stretch = self.analysis.has(stop, Flag::Of) && stop < self.end;
        if on.is_some() {
            return (!stretch && unit != TimeUnit::Hour).then_some((stop, TimeKind::Unit(unit, number)));
        }
        let since = self.before(at, &[Flag::Since]).is_some();
        (since && !stretch && self.class(stop) != Class::Noun).then_some((stop, TimeKind::Past(unit, number)))
    }

    /// Whether what is written right behind a figure says which half of the day: `4pm`.
    fn is_meridiem(&self, tail: &str) -> bool {
        let lexicon = &self.analysis.language.lexicon;
        !tail.is_empty() && lexicon.form(tail).is_some_and(|form| lexicon.has(form, Flag::Meridiem))
    }

    /// `14h05`, `03:50`, `4 a.m.`
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let token = self.analysis.token(at).filter(|t| t.shape == Shape::Figure)?;
        let word = self.analysis.word(at);
        let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (figures, tail) = word.split_at_checked(digits)?;
        let hours = &self.analysis.language.orthography.hours;
        let behind_hours = tail.strip_prefix(':').or_else(|| hours.iter().find_map(|h| tail.strip_prefix(h.as_str())));
        let minutes = behind_hours.is_some_and(|m| m.len() <= 2 && m.bytes().all(|b| b.is_ascii_digit()));
        let meridiem = at + 1 < self.end && self.analysis.has(at + 1, Flag::Meridiem);
        let spaced_hours = tail.is_empty() && token.span.len() <= 2 && hours.iter().any(|h| h == self.analysis.word(at + 1));
        if figures.len() > 2 || !(minutes || self.is_meridiem(tail) || meridiem || spaced_hours) {
            return None;
        }
        let mut stop = at + 1 + usize::from(meridiem || spaced_hours);
        if spaced_hours && self.analysis.word(stop).len() == 2 && self.analysis.word(stop).bytes().all(|b| b.is_ascii_digit()) {
            stop += 1;
        }
        Some((stop.min(self.end), TimeKind::Clock))
    }
}
