//! Times by the calendar: dates, months, years, seasons, quarters, decades.
//!
//! In: the token where one may begin. Out: the token behind it and what it says.

use super::{CalendarDate, Found, Months, Reader, TimeKind, TimeUnit};
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::tagging::Class;
use crate::text::token::Shape;

/// How a date is parted that is written in figures.
const SEPARATORS: [char; 3] = ['-', '/', '.'];

/// All of a year.
pub(super) fn whole_year(year: i16) -> TimeKind {
    TimeKind::Date(CalendarDate { year: Some(year), ..CalendarDate::default() })
}

/// The year that a word of four figures is.
pub(super) fn year_of(word: &str) -> Option<i16> {
    word.parse().ok().filter(|y| word.len() == 4 && (1800..=2100).contains(y))
}

impl Reader<'_, '_> {
    pub(super) fn year(&self, at: usize) -> Option<i16> {
        if at < self.end { year_of(self.analysis.word(at)) } else { None }
    }

    /// A weekday or month is a noun here; many of their forms are other words too.
    pub(super) fn nominal(&self, at: usize) -> bool {
        let only = self.analysis.readings(at).iter().filter_map(|r| self.analysis.lemma(r.lemma)).all(|l| l.class == WordClass::Noun);
        only || matches!(self.class(at), Class::Noun | Class::ProperNoun | Class::Numeral | Class::Other) || self.analysis.word(at).ends_with('.')
    }

    fn month_value(&self, at: usize) -> Option<u8> {
        self.number_value(at, Key::Month).filter(|_| self.nominal(at))
    }

    /// Whether a name of a month or weekday is nothing else: "octobre", not "March", "Jan" or "mars".
    pub(super) fn unambiguous(&self, at: usize, key: Key) -> bool {
        let mut lemmas = self.analysis.readings(at).iter().filter_map(|r| self.analysis.lemma(r.lemma));
        lemmas.all(|l| l.features.value(key).is_some() && !l.features.has(Flag::Weak))
    }

    /// The day of the month that a figure can be: `31`, `1er`, `20th`.
    fn day(&self, at: usize) -> Option<u8> {
        let word = self.analysis.word(at);
        let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (figures, tail) = word.split_at_checked(digits)?;
        let ordinal = tail.is_empty() || self.analysis.language.orthography.ordinals.contains(tail);
        figures.parse().ok().filter(|d| ordinal && at < self.end && (1..=31).contains(d))
    }

    /// The last of several days: "1er et 2 novembre", "12-13 May", "27 au 29 septembre".
    fn last_day(&self, day: u8, at: usize) -> Option<(usize, u8)> {
        let contracted = self.analysis.language.orthography.contractions.get(self.analysis.word(at)).and_then(|w| self.analysis.language.lexicon.form(w));
        let joined = self.analysis.has(at, Flag::Coordinator)
            || matches!(self.analysis.word(at), "-" | "–")
            || self.analysis.has(at, Flag::Range)
            || contracted.is_some_and(|form| self.analysis.language.lexicon.has(form, Flag::Range));
        let next = at + 1 + usize::from(self.analysis.has(at + 1, Flag::Definite));
        let last = self.day(next).filter(|d| joined && *d > day)?;
        Some((next + 1, last))
    }

    /// The year behind a date, with its comma or preposition.
    fn year_behind(&self, at: usize) -> (usize, Option<i16>) {
        let skip = usize::from(self.analysis.word(at) == "," || self.analysis.has(at, Flag::Of));
        match self.year(at + skip) {
            Some(year) => (at + skip + 1, Some(year)),
            None => (at, None),
        }
    }

    /// A day and a month in either order, with the year if it is given.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        if let Some(day) = self.day(at) {
            let last = self.last_day(day, at + 1);
            let mut from = last.map_or(at + 1, |(behind, _)| behind);
            from += usize::from(self.analysis.has(from, Flag::Of));
            let month = self.month_value(from)?;
            let (stop, year) = self.year_behind(from + 1);
            let date = CalendarDate { year, month: Some(month), day: Some(day), last_day: last.map(|(_, d)| d), ..CalendarDate::default() };
            return Some(self.step_behind(date, stop));
        }
        let month = self.month_value(at)?;
        let day = self.day(at + 1).filter(|_| self.analysis.token(at + 1).is_some_and(|t| t.shape == Shape::Figure))?;
        // "September 27-29", but not "September 27 and 12 others".
        let last = self.last_day(day, at + 2).filter(|(behind, _)| !self.counts(*behind) && self.month_value(*behind).is_none());
        let (stop, year) = self.year_behind(last.map_or(at + 2, |(behind, _)| behind));
        let date = CalendarDate { year, month: Some(month), day: Some(day), last_day: last.map(|(_, d)| d), ..CalendarDate::default() };
        Some(self.step_behind(date, stop))
    }

    /// Whether a word is what a figure before it counts.
    fn counts(&self, at: usize) -> bool {
        at < self.end && matches!(self.class(at), Class::Noun | Class::Adjective)
    }

    /// "le 3 mars dernier": the step behind a date without a year.
    fn step_behind(&self, date: CalendarDate, at: usize) -> Found {
        if date.year.is_some() {
            return (at, TimeKind::Date(date));
        }
        let of = at + usize::from(self.analysis.has(at, Flag::Of));
        let of = of + usize::from(self.analysis.has(of, Flag::Definite));
        let unit = self.shift(of).map_or_else(|| self.shifted_unit(of, None), |step| self.shifted_unit(of + 1, Some(step)));
        if let Some((stop, TimeKind::Unit(TimeUnit::Year, steps))) = unit {
            return (stop, TimeKind::Date(CalendarDate { of_year: Some(steps), ..date }));
        }
        match self.shift(at).filter(|s| *s != 0) {
            Some(step) => (at + 1, TimeKind::Date(CalendarDate { step: Some(step), ..date })),
            None => (at, TimeKind::Date(date)),
        }
    }

    /// A month, perhaps with its year or a step; alone where nothing else can be meant.
    pub(super) fn month(&self, at: usize, shift: Option<i8>, determined: bool) -> Option<Found> {
        let month = self.month_value(at)?;
        let (stop, kind) = self.behind_month(month, shift, at + 1);
        let TimeKind::Date(date) = kind else { return None };
        let alone = date.year.is_none() && date.step.is_none() && date.of_year.is_none();
        (!alone || self.month_alone(at, determined)).then_some((stop, kind))
    }

    /// What stands behind a month: its year, a step.
    pub(super) fn behind_month(&self, month: u8, shift: Option<i8>, at: usize) -> Found {
        let (stop, year) = self.year_behind(at);
        self.step_behind(CalendarDate { year, month: Some(month), step: shift.filter(|_| year.is_none()), ..CalendarDate::default() }, stop)
    }

    /// "in May" is a month, "May said", "Jan Smith" and "with Theresa May" are none.
    fn month_alone(&self, at: usize, determined: bool) -> bool {
        let before = at.checked_sub(1).filter(|b| *b >= self.start);
        let introduced = before.is_some_and(|b| {
            let joins = self.analysis.has(b, Flag::Since) || self.analysis.has(b, Flag::Until) || self.analysis.has(b, Flag::Of);
            joins || self.class(b) == Class::Preposition || self.analysis.value(b, Key::Part).is_some()
        });
        if self.unambiguous(at, Key::Month) {
            let named = before.is_some_and(|b| self.class(b) == Class::ProperNoun && self.capital(b)) || (self.capital(at + 1) && self.capital(at));
            return introduced || (!determined && !named);
        }
        // "to May", "for May" speak of somebody, "from March to May" does not.
        let spoken_of = before.is_some_and(|b| {
            let times = self.analysis.has(b, Flag::Locative) || self.analysis.has(b, Flag::Since) || (b > self.start && self.month_value(b - 1).is_some());
            self.analysis.has(b, Flag::Hanging) && !times
        });
        introduced && !spoken_of && !(self.analysis.has(at, Flag::Weak) && self.capital(at + 1))
    }

    /// A season or a part of the year by number: "l'été 2014", "last summer", "the first quarter of 2020".
    pub(super) fn months(&self, at: usize, shift: Option<i8>) -> Option<Found> {
        let (behind, first, count) = self.season(at).or_else(|| self.numbered(at))?;
        let (stop, year) = self.year_behind(behind);
        let step = shift.or_else(|| self.shift(stop)).filter(|_| year.is_none());
        let stop = stop + usize::from(shift.is_none() && step.is_some());
        (year.is_some() || step.is_some()).then_some((stop, TimeKind::Months(Months { first, count, year, step })))
    }

    fn season(&self, at: usize) -> Option<(usize, u8, u8)> {
        let first = self.number_value(at, Key::Season).filter(|_| self.class(at) != Class::Auxiliary)?;
        Some((at + 1, first, 3))
    }

    /// "first quarter", "premier semestre".
    fn numbered(&self, at: usize) -> Option<(usize, u8, u8)> {
        let count: u8 = match self.analysis.value(at + 1, Key::TimeUnit).filter(|_| at + 1 < self.end)? {
            "quarter" => 3,
            "half-year" => 6,
            _ => return None,
        };
        let spelt = || self.number_value(at, Key::Value).filter(|_| self.analysis.has(at, Flag::Ordinal));
        let figure = || self.day(at).filter(|_| !self.analysis.word(at).ends_with(|c: char| c.is_ascii_digit()));
        let number = spelt().or_else(figure).filter(|n| *n >= 1 && n.checked_mul(count).is_some_and(|m| m <= 12))?;
        Some((at + 2, (number - 1) * count + 1, count))
    }

    /// "the 1990s", "les années 1990".
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let round = |word: &str| year_of(word).filter(|y| y % 10 == 0);
        let endings = &self.analysis.language.orthography.decades;
        let ending = endings.iter().find_map(|e| round(self.analysis.word(at).strip_suffix(e.as_str())?)).filter(|_| at < self.end);
        if let Some(year) = ending {
            return Some((at + 1, TimeKind::Decade(year)));
        }
        let years = at < self.end && self.analysis.value(at, Key::TimeUnit) == Some("year") && self.plural(at);
        let year = round(self.analysis.word(at + 1)).filter(|_| years && at + 1 < self.end)?;
        Some((at + 2, TimeKind::Decade(year)))
    }

    /// A year behind a preposition, "in 2016", "depuis 2014", or behind the word: "l'année 2020".
    pub(super) fn year_alone(&self, at: usize) -> Option<Found> {
        let year = self.year(at)?;
        let before = at.checked_sub(1).filter(|b| *b >= self.start)?;
        let named = self.analysis.value(before, Key::TimeUnit) == Some("year") && !self.plural(before);
        let opens = self.analysis.has(before, Flag::Since) || self.analysis.has(before, Flag::Until) || self.analysis.has(before, Flag::Between);
        let bounds = !opens && self.qualified(before);
        let prepositional = self.class(before) == Class::Preposition || opens;
        let counted = self.counts(at + 1) && self.analysis.value(at + 1, Key::TimeUnit).is_none()
            || (self.class(at + 1) == Class::ProperNoun && at + 1 < self.end && !self.analysis.has(before, Flag::Locative));
        (named || prepositional && !counted && !bounds).then_some((at + 1, whole_year(year)))
    }

    /// "more than 2000", "plus de 2000", "à 2000": a figure and no year.
    fn qualified(&self, before: usize) -> bool {
        let expression =
            self.analysis.expression(before).is_some_and(|e| self.analysis.expression_lemmas(&e).any(|l| l.features.value(Key::Qualifier).is_some()));
        expression || self.analysis.value(before, Key::Qualifier).is_some() || self.analysis.has(before, Flag::Range)
    }

    /// A date in figures: `2020-09-27`, `27/09/2020`; where day and month cannot be told apart, as the language writes them.
    pub(super) fn numeric(&self, at: usize) -> Option<Found> {
        let token = self.analysis.token(at).filter(|t| t.shape == Shape::Figure && at < self.end)?;
        let from = token.span.range().start;
        let rest = self.analysis.text.get(from..)?;
        let len = rest.find(|c: char| !c.is_ascii_digit() && !SEPARATORS.contains(&c)).unwrap_or(rest.len());
        let written = rest.get(..len)?.trim_end_matches(SEPARATORS);
        let stop = (at..self.end.min(at + 5)).find(|t| self.analysis.token(*t).is_some_and(|t| t.span.range().end == from + written.len()))? + 1;
        let separator = SEPARATORS.into_iter().find(|s| written.contains(*s))?;
        let parts: Vec<&str> = written.split(separator).collect();
        let [first, second, third] = parts.as_slice() else { return None };
        let small = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
        let (year, month, day) = match (year_of(first), year_of(third)) {
            (Some(year), None) => (year, small(second)?, small(third)?),
            (None, Some(year)) => match (small(first)?, small(second)?) {
                (day, month) if day > 12 || self.analysis.language.orthography.day_first || day == month => (year, month, day),
                (month, day) if day > 12 => (year, month, day),
                _ => return None,
            },
            _ => return None,
        };
        let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
        let date = CalendarDate { year: Some(year), month: Some(month), day: Some(day), ..CalendarDate::default() };
        valid.then_some((stop, TimeKind::Date(date)))
    }
}
