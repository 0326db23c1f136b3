//! Expressions of time into days, counted from the day of publication.
//!
//! | words, published on Friday 2020-11-06 | from | until |
//! | --- | --- | --- |
//! | hier, yesterday | 2020-11-05 | 2020-11-05 |
//! | a été tué mardi, was killed on Tuesday | 2020-11-03 | 2020-11-03 |
//! | se réunira mardi, will meet on Tuesday | 2020-11-10 | 2020-11-10 |
//! | les 1er et 2 novembre | 2020-11-01 | 2020-11-02 |
//! | plus tôt cette semaine | 2020-11-02 | 2020-11-05 |
//! | depuis le 27 septembre | 2020-09-27 | – |
//! | jusqu'au 9 novembre | – | 2020-11-09 |
//! | last month | 2020-10-01 | 2020-10-31 |
//! | fin octobre, late October | 2020-10-21 | 2020-10-31 |
//! | l'été 2014, summer of 2014 | 2014-06-01 | 2014-08-31 |
//! | between 27 September and 2 October | 2020-09-27 | 2020-10-02 |
//!
//! A weekday or a date without a year is the last one that is not behind the day of publication; the next one where the verb
//! beside it tells of what is to come. What is counted from another day ("la veille", "three days later") is counted from the
//! time that the text names before it.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::When;
use crate::grammar::analysis::Analysis;
use crate::grammar::feature::Flag;
use crate::grammar::time::{Bound, CalendarDate, Months, Outlook, Part, TimeExpression, TimeKind, TimeUnit};

/// How many tokens back the day may stand from which another is counted.
const ANCHOR_REACH: u32 = 80;

/// How often a day may be counted from one that is itself counted from another.
const ANCHOR_DEPTH: u8 = 4;

/// How long a time may be for others to be counted from it.
const ANCHOR_DAYS: i32 = 7;

/// The days of an expression of time; none where they cannot be told.
#[must_use]
pub fn days(analysis: &Analysis<'_>, time: &TimeExpression, published: Option<Date>) -> Option<When> {
    Clock { analysis, published }.when(time, ANCHOR_DEPTH)
}

/// First and last day.
type Days = (Date, Date);

/// From which day the times of a text are counted.
struct Clock<'a, 'b> {
    analysis: &'b Analysis<'a>,
    published: Option<Date>,
}

impl Clock<'_, '_> {
    fn when(&self, time: &TimeExpression, depth: u8) -> Option<When> {
        let ((from, until), rule) = match time.last {
            Some((kind, part)) => (self.range(time, kind, part)?, "range"),
            None => (in_part(self.days(time.kind, time, depth)?, time.part), if time.part.is_some() { "part" } else { rule_of(time.kind) }),
        };
        let from = (time.bound != Bound::Until).then_some(from);
        let until = (time.bound != Bound::Since).then_some(until);
        Some(When { from, until, text: self.analysis.bytes(time.span), rule: rule.to_owned() })
    }

    /// What a time says, without its part.
    fn days(&self, kind: TimeKind, time: &TimeExpression, depth: u8) -> Option<Days> {
        match kind {
            TimeKind::Date(calendar) => of_date(calendar, self.published, time.outlook),
            TimeKind::Months(months) => of_months(months, self.published),
            TimeKind::Decade(year) => Some((Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(9)?, 12, 31).ok()?)),
            TimeKind::Day(days) => one_day(self.published?.checked_add(i64::from(days).days()).ok()?),
            TimeKind::Weekday(weekday, step) => one_day(of_weekday(weekday, step, self.published?, time.outlook)?),
            TimeKind::WeekdayOf(weekday, steps) => {
                let (monday, _) = of_unit(TimeUnit::Week, steps, self.published?)?;
                one_day(monday.checked_add(i64::from(weekday.checked_sub(1)?).days()).ok()?)
            }
            TimeKind::Unit(unit, steps) => self.present(of_unit(unit, steps, self.published?)?, time),
            TimeKind::Further(unit, steps) => of_unit(unit, steps, self.anchor(time, steps, depth)?),
            TimeKind::Past(unit, count) => Some((self.published?.checked_sub(length(unit, count)?).ok()?, self.published?)),
            TimeKind::Clock => None,
        }
    }

    /// The present week, month, year: as far as it is over, or what is left of it.
    fn present(&self, (from, until): Days, time: &TimeExpression) -> Option<Days> {
        let today = self.published?;
        let whole = time.part.is_some() || !(from..=until).contains(&today) || from == until;
        if whole {
            return Some((from, until));
        }
        if self.beside(time, Flag::Onward) {
            return Some((today.tomorrow().ok()?.min(until), until));
        }
        let limit = if self.beside(time, Flag::Earlier) { today.yesterday().ok()? } else { today };
        Some((from, if time.outlook == Outlook::Future { until } else { until.min(limit).max(from) }))
    }

    /// Whether a word with a flag stands right before: "earlier this week", "plus tard cette semaine".
    fn beside(&self, time: &TimeExpression, flag: Flag) -> bool {
        let start = time.span.range().start;
        let expression = start.checked_sub(1).and_then(|t| self.analysis.expression(t)).is_some_and(|e| self.analysis.expression_has(&e, flag));
        expression || (start.saturating_sub(2)..start).any(|t| self.analysis.has(t, flag) && !self.analysis.has(t, Flag::Locative))
    }

    /// The day from which others are counted: of the time that the text names before; what lies back may be counted from today.
    fn anchor(&self, time: &TimeExpression, steps: i32, depth: u8) -> Option<Date> {
        let at = self.analysis.times.partition_point(|t| t.span.start < time.span.start);
        let earlier = self.analysis.times.get(..at)?.iter().rev();
        let near = earlier.take_while(|t| t.span.end + ANCHOR_REACH >= time.span.start).filter(|t| !matches!(t.kind, TimeKind::Clock)).take(8);
        let found = near.filter_map(|t| self.when(t, depth.checked_sub(1)?)).find_map(|when| {
            let (from, until) = (when.from.or(when.until)?, when.until.or(when.from)?);
            let short = until.since(from).is_ok_and(|s| s.get_days() < ANCHOR_DAYS);
            short.then_some(if steps < 0 { from } else { until })
        });
        found.or(self.published.filter(|_| steps < 0))
    }

    /// From the first of one time to the last of another: the first has the year of the last where it has none.
    fn range(&self, time: &TimeExpression, last: TimeKind, part: Option<Part>) -> Option<Days> {
        let (_, until) = in_part(self.days(last, time, 0)?, part);
        let first = |back: i16| match time.kind {
            TimeKind::Date(date) if date.year.is_none() && date.month.is_some() => {
                of_date(CalendarDate { year: until.year().checked_sub(back), ..date }, self.published, time.outlook)
            }
            other => self.days(other, time, 0),
        };
        let (from, _) = in_part(first(0)?, time.part);
        if from <= until {
            return Some((from, until));
        }
        match (time.kind, time.outlook) {
            (TimeKind::Weekday(..), Outlook::Future) => Some((from, until.checked_add(1.week()).ok()?)),
            (TimeKind::Weekday(..), _) => Some((from.checked_sub(1.week()).ok()?, until)),
            _ => Some((in_part(first(1)?, time.part).0, until)).filter(|(from, until)| from <= until),
        }
    }
}

fn rule_of(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Date(_) => "date",
        TimeKind::Months(_) => "months",
        TimeKind::Decade(_) => "decade",
        TimeKind::Weekday(..) | TimeKind::WeekdayOf(..) => "weekday",
        TimeKind::Day(_) => "relative-day",
        TimeKind::Unit(..) | TimeKind::Clock => "relative-unit",
        TimeKind::Further(..) => "anchored",
        TimeKind::Past(..) => "past-units",
    }
}

#[expect(clippy::unnecessary_wraps, reason = "one of several readings that may fail")]
fn one_day(day: Date) -> Option<Days> {
    Some((day, day))
}

/// A third of a time: of a month by tens of days, of a year by four months, of others by days.
fn in_part((from, until): Days, part: Option<Part>) -> Days {
    let Some(part) = part else { return (from, until) };
    let cut = |days: i32| from.saturating_add(days.days());
    let length = until.since(from).map_or(1, |s| s.get_days() + 1);
    let (second, third) = match length {
        28..=31 => (cut(10), cut(20)),
        365 | 366 => (from.saturating_add(4.months()), from.saturating_add(8.months())),
        _ => (cut(length / 3), cut(length * 2 / 3)),
    };
    let before = |day: Date| day.saturating_sub(1.day());
    match part {
        Part::Begin => (from, before(second)),
        Part::Middle => (second, before(third)),
        Part::End => (third, until),
    }
}

fn of_date(calendar: CalendarDate, published: Option<Date>, outlook: Outlook) -> Option<Days> {
    let valid = |year: i16, month: u8, day: u8| Date::new(year, month.cast_signed(), day.cast_signed()).ok();
    let Some(month) = calendar.month else {
        let year = calendar.year?;
        return Some((valid(year, 1, 1)?, valid(year, 12, 31)?));
    };
    let in_year = |year: i16| match calendar.day {
        Some(day) => Some((valid(year, month, day)?, valid(year, month, calendar.last_day.unwrap_or(day))?)),
        None => valid(year, month, 1).map(|first| (first, first.last_of_month())),
    };
    match calendar.year {
        Some(year) => in_year(year),
        None if calendar.of_year.is_some() => in_year(i16::try_from(i32::from(published?.year()) + calendar.of_year?).ok()?),
        None => in_year(year_of(published?, calendar.step, outlook, in_year)?),
    }
}

/// The year of a date that has none.
fn year_of(published: Date, step: Option<i8>, outlook: Outlook, days: impl Fn(i16) -> Option<Days>) -> Option<i16> {
    let year = published.year();
    let back = || (0..5).map(|back| year - back);
    let on = || (0..5).map(|on| year + on);
    match (step, outlook) {
        (Some(-1), _) => back().find(|y| days(*y).is_some_and(|(_, until)| until < published)),
        (Some(1), _) => on().find(|y| days(*y).is_some_and(|(from, _)| from > published)),
        (None, Outlook::Future) => on().find(|y| days(*y).is_some_and(|(_, until)| until >= published)),
        _ => {
            // A few days ahead are announced, not remembered; a whole month that is told of was.
            let limit = published.checked_add(31.days()).ok()?;
            let told = |(from, until): Days| from <= published || (from <= limit && (from == until || outlook != Outlook::Past));
            back().find(|y| days(*y).is_some_and(told))
        }
    }
}

/// A season or quarter; the last one that is over or has begun where no year is given.
fn of_months(months: Months, published: Option<Date>) -> Option<Days> {
    let in_year = |year: i16| {
        let from = Date::new(year, months.first.cast_signed(), 1).ok()?;
        Some((from, from.checked_add(i64::from(months.count).months()).ok()?.yesterday().ok()?))
    };
    if let Some(year) = months.year {
        return in_year(year);
    }
    let today = published?;
    let back = |reach: i16| (-1..5).map(move |back| today.year() + reach - back);
    match months.step? {
        -1 => back(0).filter_map(in_year).find(|(_, until)| *until < today),
        1 => (-1..3).filter_map(|on| in_year(today.year() + on)).find(|(from, _)| *from > today),
        _ => back(-1).filter_map(in_year).find(|(from, _)| *from <= today),
    }
}

fn of_weekday(weekday: u8, step: Option<i8>, published: Date, outlook: Outlook) -> Option<Date> {
    let today = published.weekday().to_monday_one_offset();
    let back = i64::from((today - i8::try_from(weekday).ok()?).rem_euclid(7));
    let back = match (step, outlook) {
        (Some(1), _) => back - 7,
        (Some(-1), _) if back == 0 => 7,
        (None | Some(0), Outlook::Future) if back > 0 => back - 7,
        _ => back,
    };
    published.checked_sub(back.days()).ok()
}

/// A unit of time, steps from the one in which a day lies.
fn of_unit(unit: TimeUnit, steps: i32, day: Date) -> Option<Days> {
    let steps = i64::from(steps);
    let add = |day: Date, span: Span| day.checked_add(span).ok();
    let monday = || add(day, (-i64::from(day.weekday().to_monday_zero_offset())).days());
    match unit {
        // Whole days only: "48 hours ago", "three hours later".
        TimeUnit::Hour => one_day(add(day, (steps / 24).days())?),
        TimeUnit::Day => one_day(add(day, steps.days())?),
        TimeUnit::Week => {
            let from = add(monday()?, steps.weeks())?;
            Some((from, add(from, 6.days())?))
        }
        TimeUnit::Weekend => {
            // On Monday this one is over and still "this"; a weekend that has begun is no last one.
            let this = if day.weekday().to_monday_zero_offset() == 0 { add(monday()?, (-2).days())? } else { add(monday()?, 5.days())? };
            let last = if this < day { this } else { add(this, (-1).weeks())? };
            let from = match steps {
                -1 if day.weekday().to_monday_zero_offset() < 5 => last,
                0 => this,
                1 if this <= day => add(monday()?, 5.days())?,
                steps => add(this, steps.weeks())?,
            };
            Some((from, from.tomorrow().ok()?))
        }
        TimeUnit::Month => {
            let from = add(day.first_of_month(), steps.months())?;
            Some((from, from.last_of_month()))
        }
        TimeUnit::Year => {
            let year = i16::try_from(i64::from(day.year()) + steps).ok()?;
            Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
    }
}

/// How long some units are.
fn length(unit: TimeUnit, count: i32) -> Option<Span> {
    let span = Span::new();
    match unit {
        TimeUnit::Hour => span.try_days((count + 23) / 24),
        TimeUnit::Day => span.try_days(count),
        TimeUnit::Weekend | TimeUnit::Week => span.try_weeks(count),
        TimeUnit::Month => span.try_months(count),
        TimeUnit::Year => span.try_years(count),
    }
    .ok()
}

/// The day of an ISO date, `YYYY-MM-DD`.
#[must_use]
pub fn parse(day: &str) -> Option<Date> {
    day.get(..10).and_then(|d| d.parse().ok())
}
