//! Expressions of time, by composition of dictionary words and figures; what days they mean is told by `claim`.
//!
//! | words | reading | file |
//! | --- | --- | --- |
//! | 27 September 2020 · September 27 · les 1er et 2 novembre · samedi 31 mai · 27/09/2020 · 2020-09-27 | date | `calendar` |
//! | November 2020 · en 2016 · octobre · l'été 2014 · the first quarter of 2020 · the 1990s | months, year, decade | `calendar` |
//! | Tuesday · mardi matin · last Tuesday · mardi dernier · Tuesday last week | weekday, steps | `relative` |
//! | yesterday · hier · la veille | days from the day of writing, or from the day spoken of | `relative` |
//! | last week · cette semaine · l'année dernière | unit, steps | `relative` |
//! | three days ago · il y a trois jours · trois jours plus tard · in three days | unit, steps | `relative` |
//! | the past three days · ces dernières 24 heures | as many units before the day of writing | `relative` |
//! | 14h05 · 03:50 · 4 a.m. | clock | `relative` |
//! | early 2020 · fin octobre · at the end of the month | a part of one of these | here |
//! | between 27 September and 9 November · du 3 au 5 mai · from Monday to Friday | a range of two of these | here |
//! | since Tuesday · depuis 2014 · until March · d'ici fin mai | one end of what goes on | here |
//!
//! Whether a verb beside it tells of what was or of what is to come (`outlook`) decides which Tuesday is meant.

mod calendar;
mod outlook;
mod relative;

use super::analysis::{Analysis, span};
use super::feature::{Flag, Key};
use super::tagging::Class;
use crate::text::span::Tokens;

/// An expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its words.
    pub span: Tokens,
    /// What it says; of a range, what its beginning says.
    pub kind: TimeKind,
    /// Which part of that is meant.
    pub part: Option<Part>,
    /// The end of a range.
    pub last: Option<(TimeKind, Option<Part>)>,
    /// Whether it is one end of a time that goes on.
    pub bound: Bound,
    /// Whether what is told of it lies ahead.
    pub outlook: Outlook,
}

/// What an expression of time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A date, as far as it is given.
    Date(CalendarDate),
    /// Some months: a season, a quarter.
    Months(Months),
    /// Ten years, by the first.
    Decade(i16),
    /// A day of the week, 1 for Monday, and steps of a week where they are said.
    Weekday(u8, Option<i8>),
    /// A day of the week, and in which week: steps from the present one.
    WeekdayOf(u8, i32),
    /// Days from the day of writing.
    Day(i32),
    /// A unit of time, steps from the present one.
    Unit(TimeUnit, i32),
    /// A unit of time, steps from the one spoken of before.
    Further(TimeUnit, i32),
    /// The last few units before the day of writing.
    Past(TimeUnit, i32),
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
    /// Steps of a year where they are said: "last March".
    pub step: Option<i8>,
    /// The year by steps from the present one: "March last year".
    pub of_year: Option<i32>,
}

/// Some months of a year that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    /// The first, 1 to 12.
    pub first: u8,
    /// How many; they may reach into the year behind.
    pub count: u8,
    /// The year of the first.
    pub year: Option<i16>,
    /// Steps of a year where they are said: "l'été dernier".
    pub step: Option<i8>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TimeUnit {
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Year,
}

/// Which part of a time is meant: each is a third.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Part {
    Begin,
    Middle,
    End,
}

/// Whether a time is the whole, or one end of a time that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Nothing more is said.
    Whole,
    /// From then on: since, depuis.
    Since,
    /// Up to then: until, jusqu'à.
    Until,
}

/// Whether what is told of a time lies ahead of the day of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// It was.
    Past,
    /// It is to come.
    Future,
    /// The words do not say.
    Open,
}

/// A time that was read: where its words end, what it says.
type Found = (usize, TimeKind);

/// The two ends that a range may have words for.
type Moment = (usize, TimeKind, Option<Part>);

/// Finds the expressions of time of a text.
#[must_use]
pub fn times(analysis: &Analysis<'_>) -> Vec<TimeExpression> {
    let mut found = Vec::new();
    for sentence in &analysis.sentences.sentences {
        let reader = Reader { analysis, start: sentence.range().start, end: sentence.range().end };
        let mut at = reader.start;
        while at < reader.end {
            match reader.expression(at) {
                Some(time) => {
                    at = time.span.range().end;
                    found.push(time);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Reads the times of a sentence.
struct Reader<'a, 'b> {
    analysis: &'b Analysis<'a>,
    start: usize,
    end: usize,
}

impl Reader<'_, '_> {
    /// The whole expression that begins here: a time, perhaps with another that ends it.
    fn expression(&self, at: usize) -> Option<TimeExpression> {
        let (mut stop, kind, part) = self.moment(at)?;
        let bound = self.bound(at);
        let last = self.range_end(at, stop, kind);
        if let Some((behind, _, _)) = last {
            stop = behind;
        }
        let ranges = last.is_some() || matches!(kind, TimeKind::Date(CalendarDate { last_day: Some(_), .. }));
        let bound = if ranges { Bound::Whole } else { bound };
        let outlook = outlook::outlook(self.analysis, self.start, at, stop, self.end);
        if bound == Bound::Whole && last.is_none() && self.lasts(at, kind) {
            return None;
        }
        Some(TimeExpression { span: span(at, stop), kind, part, last: last.map(|(_, kind, part)| (kind, part)), bound, outlook })
    }

    /// "killed in three days": how long it took, and not when.
    fn lasts(&self, at: usize, kind: TimeKind) -> bool {
        matches!(kind, TimeKind::Unit(_, steps) if steps > 0)
            && self.analysis.has(at, Flag::Onward)
            && outlook::outlook(self.analysis, self.start, at, at + 1, self.end) == Outlook::Past
    }

    /// A time, or a part of one: "early 2020", "à la fin du mois", "mid-October".
    fn moment(&self, at: usize) -> Option<Moment> {
        let from = at + usize::from(self.analysis.has(at, Flag::Definite));
        if let Some((behind, part)) = self.part(from) {
            let skip = usize::from(self.analysis.has(behind, Flag::Of) && behind < self.end);
            let (stop, kind) = self.divisible(behind + skip)?;
            return Some((stop, kind, Some(part)));
        }
        if let Some(found) = self.hyphenated(from) {
            return Some(found);
        }
        self.time(at).map(|(stop, kind)| (stop, kind, None))
    }

    /// A word that names a part of a time.
    fn part(&self, at: usize) -> Option<(usize, Part)> {
        if at >= self.end {
            return None;
        }
        // Whatever other expression it stands in: "by the end of the year".
        let lexicon = &self.analysis.language.lexicon;
        let word = |distance: usize| (at + distance < self.end).then(|| self.analysis.word(at + distance));
        let in_expression = self.analysis.forms.get(at).and_then(|form| {
            lexicon.expressions(*form, word).find_map(|(length, reading)| Some((at + length, lexicon.lemma(reading.lemma)?.features.value(Key::Part)?)))
        });
        let (behind, name) = in_expression.or_else(|| Some((at + 1, self.analysis.value(at, Key::Part)?)))?;
        Some((behind, part_of_name(name)?))
    }

    /// What can have parts: months, years, and units that are this one or counted from this one.
    fn divisible(&self, at: usize) -> Option<Found> {
        if at >= self.end {
            return None;
        }
        if self.counted(at).is_some() {
            return None;
        }
        let named = self.year(at).map(|year| (at + 1, calendar::whole_year(year)));
        let found = named.or_else(|| self.time(at)).or_else(|| self.present_unit(at))?;
        let (_, kind) = found;
        let divisible = match kind {
            TimeKind::Date(date) => date.day.is_none(),
            TimeKind::Unit(unit, _) => matches!(unit, TimeUnit::Week | TimeUnit::Month | TimeUnit::Year),
            TimeKind::Months(_) | TimeKind::Decade(_) => true,
            _ => false,
        };
        divisible.then_some(found)
    }

    /// "the end of the month", "fin de semaine": the present one; "fin du mois d'octobre": the one that is named.
    fn present_unit(&self, at: usize) -> Option<Found> {
        let (stop, unit) = self.unit(at + usize::from(self.analysis.has(at, Flag::Definite))).filter(|(stop, _)| !self.plural(stop - 1))?;
        let next = stop + usize::from(self.analysis.has(stop, Flag::Of));
        let year = || self.year(next).filter(|_| unit == TimeUnit::Year).map(|year| (next + 1, calendar::whole_year(year)));
        let month = || self.month(next, None, false).filter(|_| unit == TimeUnit::Month);
        let other = next > stop && next < self.end;
        year().or_else(month).or_else(|| (!other).then_some((stop, TimeKind::Unit(unit, 0))))
    }

    /// "mid-October", "mi-2020": a part and its time in one word.
    fn hyphenated(&self, at: usize) -> Option<Moment> {
        let lexicon = &self.analysis.language.lexicon;
        let (first, rest) = self.analysis.word(at).split_once('-').filter(|_| at < self.end)?;
        let part = part_of_name(lexicon.value(lexicon.form(first)?, Key::Part)?)?;
        if let Some(year) = calendar::year_of(rest) {
            return Some((at + 1, calendar::whole_year(year), Some(part)));
        }
        let month = lexicon.value(lexicon.form(rest)?, Key::Month)?.parse().ok()?;
        let (stop, kind) = self.behind_month(month, None, at + 1);
        Some((stop, kind, Some(part)))
    }

    /// A time without parts and ranges.
    fn time(&self, at: usize) -> Option<Found> {
        if self.again(at) {
            return None;
        }
        let whole = self
            .day_expression(at)
            .or_else(|| self.past_few(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.numeric(at + usize::from(self.analysis.has(at, Flag::Definite))));
        if whole.is_some() {
            return whole;
        }
        // Determiners and steps before the word: "last Tuesday", "les 1er et 2 novembre", "cette semaine".
        let mut from = at;
        let mut shift = None;
        while from < self.end && from < at + 3 {
            if let Some(step) = self.shift(from) {
                shift = Some(step);
            } else if !(self.analysis.has(from, Flag::Definite) && from == at) {
                break;
            }
            from += 1;
        }
        let found = self.date(from).or_else(|| self.month(from, shift, from > at)).or_else(|| self.months(from, shift)).or_else(|| self.decade(from));
        if found.is_some() {
            return found;
        }
        if let Some(weekday) = self.weekday(from) {
            return Some(self.behind_weekday(weekday, shift, from + 1));
        }
        if let Some(found) = self.shifted_unit(from, shift) {
            return Some(found);
        }
        if from > at {
            return None;
        }
        self.relative_day(at).or_else(|| self.clock(at)).or_else(|| self.year_alone(at))
    }

    /// "every Tuesday", "tous les mardis": no one time is meant.
    fn again(&self, at: usize) -> bool {
        (at.saturating_sub(2).max(self.start)..=at).any(|t| self.analysis.marked(t, Flag::Recurrent))
    }

    /// What stands before a time, determiners and joining prepositions left out, has a flag.
    fn before(&self, at: usize, flags: &[Flag]) -> Option<Flag> {
        let expression_has = |t: usize, flag: Flag| self.analysis.expression(t).is_some_and(|e| self.analysis.expression_has(&e, flag));
        for t in (self.start.max(at.saturating_sub(3))..=at).rev() {
            // The time's own determiner may be the end of the preposition: "jusqu'au".
            let found = flags.iter().find(|f| (t < at && self.analysis.has(t, **f)) || expression_has(t, **f));
            if found.is_some() {
                return found.copied();
            }
            if t < at && !self.analysis.has(t, Flag::Definite) && !self.analysis.has(t, Flag::Of) && self.shift(t).is_none() {
                return None;
            }
        }
        None
    }

    fn bound(&self, at: usize) -> Bound {
        match self.before(at, &[Flag::Since, Flag::Until]) {
            Some(Flag::Since) => Bound::Since,
            Some(Flag::Until) => Bound::Until,
            _ => Bound::Whole,
        }
    }

    /// The time that ends a range: "… to Friday", "… au 5 mai", "entre … et …".
    fn range_end(&self, at: usize, stop: usize, first: TimeKind) -> Option<Moment> {
        let opened = self.before(at, &[Flag::Since, Flag::Between, Flag::Of]);
        let expression = self.analysis.expression(stop).filter(|e| e.span.range().start == stop && self.analysis.expression_has(e, Flag::Until));
        let word = self.analysis.word(stop);
        let contracted = self.analysis.language.orthography.contractions.get(word).and_then(|w| self.analysis.language.lexicon.form(w));
        let ranges = self.analysis.has(stop, Flag::Range) || contracted.is_some_and(|form| self.analysis.language.lexicon.has(form, Flag::Range));
        let joined = self.analysis.has(stop, Flag::Coordinator) && opened == Some(Flag::Between);
        let until = expression.is_some() || self.analysis.has(stop, Flag::Until) || (ranges && !self.analysis.has(stop, Flag::Coordinator));
        let dash = matches!(word, "-" | "–" | "—") && !matches!(first, TimeKind::Clock);
        if stop >= self.end || !(joined || until || dash) {
            return None;
        }
        let behind = expression.map_or(stop + 1, |e| e.span.range().end);
        let next = self.moment(behind).or_else(|| {
            let year = self.year(behind).filter(|_| matches!(first, TimeKind::Date(d) if d.month.is_none()))?;
            Some((behind + 1, calendar::whole_year(year), None))
        })?;
        same_sort(first, next.1).then_some(next)
    }

    fn shift(&self, at: usize) -> Option<i8> {
        if at < self.end { self.analysis.value(at, Key::Shift)?.parse().ok() } else { None }
    }

    fn number_value(&self, at: usize, key: Key) -> Option<u8> {
        if at < self.end { self.analysis.value(at, key)?.parse().ok() } else { None }
    }

    fn class(&self, at: usize) -> Class {
        self.analysis.tag_at(at).class
    }

    fn capital(&self, at: usize) -> bool {
        at < self.end && self.analysis.token(at).is_some_and(|t| t.capital)
    }

    /// Whether all that is known of a form says that it is a plural.
    fn plural(&self, at: usize) -> bool {
        let mut numbers = self.analysis.readings(at).iter().filter_map(|r| r.form.plural).peekable();
        numbers.peek().is_some() && numbers.all(|plural| plural)
    }
}

fn part_of_name(name: &str) -> Option<Part> {
    match name {
        "begin" => Some(Part::Begin),
        "middle" => Some(Part::Middle),
        "end" => Some(Part::End),
        _ => None,
    }
}

/// Whether two times can be the ends of one range.
fn same_sort(first: TimeKind, last: TimeKind) -> bool {
    match (first, last) {
        (TimeKind::Date(a), TimeKind::Date(b)) => a.day.is_some() == b.day.is_some() && (a.month.is_some() == b.month.is_some()),
        (TimeKind::Weekday(..) | TimeKind::Day(_), TimeKind::Weekday(..) | TimeKind::Day(_)) => true,
        _ => false,
    }
}
