//! Expressions of time, by composition of dictionary words and figures; what day they mean is told by `claim`.
//!
//! | words | reading |
//! | --- | --- |
//! | Tuesday · mardi matin · last Tuesday · mardi dernier | weekday, steps |
//! | 27 September 2020 · September 27 · les 1er et 2 novembre · samedi 31 mai | date |
//! | November 2020 · en 2016 · octobre | month, year |
//! | yesterday · hier | days from the day of writing |
//! | last week · cette semaine · l'année dernière | unit, steps |
//! | three days ago · il y a trois jours | unit, steps back |
//! | 14h05 · 03:50 · 4 a.m. | clock |

use super::analysis::{Analysis, span};
use super::feature::{Flag, Key, WordClass};
use super::tagging::Class;
use crate::text::span::Tokens;
use crate::text::token::Shape;

/// An expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its words.
    pub span: Tokens,
    /// What it says.
    pub kind: TimeKind,
    /// Whether it is the beginning of a time that goes on: since, depuis.
    pub since: bool,
}

/// What an expression of time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A date, as far as it is given.
    Date(CalendarDate),
    /// A day of the week, 1 for Monday, and steps of a week where they are said.
    Weekday(u8, Option<i8>),
    /// Days from the day of writing.
    Day(i32),
    /// A unit of time, steps from the present one.
    Unit(TimeUnit, i32),
    /// A time of day.
    Clock,
}

/// A date, as far as it is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CalendarDate {
    /// Year.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// The last of several days of that month: "les 1er et 2 novembre".
    pub last_day: Option<u8>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TimeUnit {
    Day,
    Week,
    Month,
    Year,
}

/// Finds the expressions of time of a text.
#[must_use]
pub fn times(analysis: &Analysis<'_>) -> Vec<TimeExpression> {
    let reader = Reader { analysis };
    let mut found = Vec::new();
    for sentence in &analysis.sentences.sentences {
        let (start, end) = (sentence.range().start, sentence.range().end);
        let mut at = start;
        while at < end {
            if let Some((stop, kind)) = reader.time(at, end) {
                let since = at.checked_sub(1).filter(|p| *p >= start).is_some_and(|p| reader.analysis.has(p, Flag::Since));
                found.push(TimeExpression { span: span(at, stop), kind, since });
                at = stop;
            } else {
                at += 1;
            }
        }
    }
    found
}

struct Reader<'a, 'b> {
    analysis: &'b Analysis<'a>,
}

impl Reader<'_, '_> {
    fn time(&self, at: usize, end: usize) -> Option<(usize, TimeKind)> {
        // Determiners and steps before the word: "last Tuesday", "les 1er et 2 novembre", "cette semaine".
        let mut from = at;
        let mut shift = None;
        while from < end && from < at + 3 {
            if let Some(step) = self.shift(from) {
                shift = Some(step);
            } else if !(self.analysis.has(from, Flag::Definite) && from == at) {
                break;
            }
            from += 1;
        }
        let bare = from == at;
        if let Some(found) = self.date(from, end).or_else(|| self.month(from, end)) {
            return Some(found);
        }
        if let Some(weekday) = self.weekday(from) {
            return Some(self.after_weekday(weekday, shift, from + 1, end));
        }
        if let Some((stop, unit)) = self.unit(from, end) {
            let behind = self.shift(stop);
            let step = behind.or(shift)?;
            return Some((stop + usize::from(behind.is_some()), TimeKind::Unit(unit, i32::from(step))));
        }
        if !bare {
            return None;
        }
        self.relative_day(at, end).or_else(|| self.ago(at, end)).or_else(|| self.clock(at, end)).or_else(|| self.year_alone(at, end))
    }

    fn shift(&self, at: usize) -> Option<i8> {
        self.analysis.value(at, Key::Shift)?.parse().ok()
    }

    fn number_value(&self, at: usize, key: Key) -> Option<u8> {
        self.analysis.value(at, key)?.parse().ok()
    }

    /// A weekday or month is a noun here; many of their forms are other words too.
    fn nominal(&self, at: usize) -> bool {
        let only = self.analysis.readings(at).iter().filter_map(|r| self.analysis.lemma(r.lemma)).all(|l| l.class == WordClass::Noun);
        only || matches!(self.analysis.tag_at(at).class, Class::Noun | Class::ProperNoun | Class::Numeral | Class::Other)
            || self.analysis.word(at).ends_with('.')
    }

    fn weekday(&self, at: usize) -> Option<u8> {
        self.number_value(at, Key::Weekday).filter(|_| self.nominal(at))
    }

    fn month_value(&self, at: usize) -> Option<u8> {
        self.number_value(at, Key::Month).filter(|_| self.nominal(at))
    }

    /// The day of the month that a figure can be: `31`, `1er`, `20th`.
    fn day(&self, at: usize) -> Option<u8> {
        let word = self.analysis.word(at);
        let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (figures, tail) = word.split_at_checked(digits)?;
        let ordinal = tail.is_empty() || self.analysis.language.orthography.ordinals.contains(tail);
        figures.parse().ok().filter(|d| ordinal && (1..=31).contains(d))
    }

    fn year(&self, at: usize) -> Option<i16> {
        let word = self.analysis.word(at);
        word.parse().ok().filter(|y| word.len() == 4 && (1800..=2100).contains(y))
    }

    /// The year behind a date, with its comma or preposition.
    fn year_behind(&self, at: usize, end: usize) -> (usize, Option<i16>) {
        let skip = usize::from(self.analysis.word(at) == "," || self.analysis.has(at, Flag::Of));
        match self.year(at + skip).filter(|_| at + skip < end) {
            Some(year) => (at + skip + 1, Some(year)),
            None => (at, None),
        }
    }

    /// A weekday may go on with a part of the day, a step, a date.
    fn after_weekday(&self, weekday: u8, shift: Option<i8>, from: usize, end: usize) -> (usize, TimeKind) {
        let mut stop = from;
        let mut step = shift;
        if stop < end && self.analysis.has(stop, Flag::PartOfDay) {
            stop += 1;
        }
        if let Some(behind) = self.shift(stop).filter(|_| stop < end) {
            step = Some(behind);
            stop += 1;
        }
        let date_from = stop + usize::from(self.analysis.word(stop) == ",");
        if let Some((stop, kind)) = self.date(date_from, end) {
            return (stop, kind);
        }
        (stop, TimeKind::Weekday(weekday, step))
    }

    /// A day and a month in either order, with the year if it is given.
    fn date(&self, at: usize, end: usize) -> Option<(usize, TimeKind)> {
        if let Some(day) = self.day(at) {
            // "1er et 2 novembre", "12-13 May"
            let joined =
                self.analysis.has(at + 1, Flag::Coordinator) || matches!(self.analysis.word(at + 1), "-" | "–") || self.analysis.has(at + 1, Flag::Range);
            let last = if joined { self.day(at + 2).filter(|d| *d > day) } else { None };
            let mut from = if last.is_some() { at + 3 } else { at + 1 };
            from += usize::from(self.analysis.has(from, Flag::Of));
            let month = self.month_value(from).filter(|_| from < end)?;
            let (stop, year) = self.year_behind(from + 1, end);
            return Some((stop, TimeKind::Date(CalendarDate { year, month: Some(month), day: Some(day), last_day: last })));
        }
        let month = self.month_value(at)?;
        let day = self.day(at + 1).filter(|_| at + 1 < end && self.analysis.token(at + 1).is_some_and(|t| t.shape == Shape::Figure))?;
        let (stop, year) = self.year_behind(at + 2, end);
        Some((stop, TimeKind::Date(CalendarDate { year, month: Some(month), day: Some(day), last_day: None })))
    }

    /// A month, perhaps with its year or a step.
    fn month(&self, at: usize, end: usize) -> Option<(usize, TimeKind)> {
        let month = self.month_value(at)?;
        let (mut stop, year) = self.year_behind(at + 1, end);
        if year.is_none() && self.shift(stop).is_some_and(|_| stop < end) {
            stop += 1;
        }
        Some((stop, TimeKind::Date(CalendarDate { year, month: Some(month), ..CalendarDate::default() })))
    }

    /// A year behind a preposition: "in 2016", "en 2016", "depuis 2014".
    fn year_alone(&self, at: usize, end: usize) -> Option<(usize, TimeKind)> {
        let year = self.year(at)?;
        let before = at.checked_sub(1).map(|p| self.analysis.tag_at(p).class);
        let counted = at + 1 < end && matches!(self.analysis.tag_at(at + 1).class, Class::Noun | Class::ProperNoun | Class::Adjective);
        (before == Some(Class::Preposition) && !counted).then_some((at + 1, TimeKind::Date(CalendarDate { year: Some(year), ..CalendarDate::default() })))
    }

    fn relative_day(&self, at: usize, end: usize) -> Option<(usize, TimeKind)> {
        let (stop, days) = match self.analysis.expression(at).filter(|e| e.span.range().start == at) {
            Some(e) => (e.span.range().end, self.analysis.expression_lemmas(&e).find_map(|l| l.features.value(Key::Day))?),
            None => (at + 1, self.analysis.value(at, Key::Day)?),
        };
        let part = stop < end && self.analysis.has(stop, Flag::PartOfDay);
        Some((stop + usize::from(part), TimeKind::Day(days.parse().ok()?)))
    }

    fn unit(&self, at: usize, end: usize) -> Option<(usize, TimeUnit)> {
        let unit = match self.analysis.value(at, Key::TimeUnit).filter(|_| at < end)? {
            "day" => TimeUnit::Day,
            "week" => TimeUnit::Week,
            "month" => TimeUnit::Month,
            "year" => TimeUnit::Year,
            _ => return None,
        };
        Some((at + 1, unit))
    }

    /// "three days ago", "il y a trois jours".
    fn ago(&self, at: usize, end: usize) -> Option<(usize, TimeKind)> {
        let marker = |at: usize| {
            let expression = self.analysis.expression(at).filter(|e| e.span.range().start == at);
            if expression.is_some_and(|e| self.analysis.expression_has(&e, Flag::Ago)) {
                expression.map(|e| e.span.range().end)
            } else {
                self.analysis.has(at, Flag::Ago).then_some(at + 1)
            }
        };
        let before = marker(at);
        let from = before.unwrap_or(at);
        let count: i32 = self.analysis.word(from).parse().ok().or_else(|| self.analysis.value(from, Key::Value)?.parse().ok())?;
        let (stop, unit) = self.unit(from + 1, end)?;
        let stop = if before.is_some() { stop } else { marker(stop).filter(|_| stop < end)? };
        Some((stop, TimeKind::Unit(unit, count.checked_neg()?)))
    }

    /// Whether what is written right behind a figure says which half of the day: `4pm`.
    fn is_meridiem(&self, tail: &str) -> bool {
        let lexicon = &self.analysis.language.lexicon;
        !tail.is_empty() && lexicon.form(tail).is_some_and(|form| lexicon.has(form, Flag::Meridiem))
    }

    /// `14h05`, `03:50`, `4 a.m.`
    fn clock(&self, at: usize, end: usize) -> Option<(usize, TimeKind)> {
        let token = self.analysis.token(at).filter(|t| t.shape == Shape::Figure)?;
        let word = self.analysis.word(at);
        let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (figures, tail) = word.split_at_checked(digits)?;
        let hours = &self.analysis.language.orthography.hours;
        let behind_hours = tail.strip_prefix(':').or_else(|| hours.iter().find_map(|h| tail.strip_prefix(h.as_str())));
        let minutes = behind_hours.is_some_and(|m| m.len() <= 2 && m.bytes().all(|b| b.is_ascii_digit()));
        let meridiem = at + 1 < end && self.analysis.has(at + 1, Flag::Meridiem);
        let spaced_hours = tail.is_empty() && token.span.len() <= 2 && hours.iter().any(|h| h == self.analysis.word(at + 1));
        if figures.len() > 2 || !(minutes || self.is_meridiem(tail) || meridiem || spaced_hours) {
            return None;
        }
        let mut stop = at + 1 + usize::from(meridiem || spaced_hours);
        if spaced_hours && self.analysis.word(stop).len() == 2 && self.analysis.word(stop).bytes().all(|b| b.is_ascii_digit()) {
            stop += 1;
        }
        Some((stop.min(end), TimeKind::Clock))
    }
}
