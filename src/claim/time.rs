//! Expressions of time into days, counted from the day of publication.
//!
//! | words, published on Friday 2020-11-06 | from | until |
//! | --- | --- | --- |
//! | hier, yesterday | 2020-11-05 | 2020-11-05 |
//! | mardi, Tuesday | 2020-11-03 | 2020-11-03 |
//! | les 1er et 2 novembre | 2020-11-01 | 2020-11-02 |
//! | plus tôt cette semaine | 2020-11-02 | 2020-11-05 |
//! | depuis le 27 septembre | 2020-09-27 | – |
//! | last month | 2020-10-01 | 2020-10-31 |
//!
//! A weekday or a date without a year is the last one that is not behind the day of publication.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::When;
use crate::grammar::analysis::Analysis;
use crate::grammar::feature::Flag;
use crate::grammar::time::{CalendarDate, TimeExpression, TimeKind, TimeUnit};

/// The days of an expression of time; none where they cannot be told.
#[must_use]
pub fn days(analysis: &Analysis<'_>, time: &TimeExpression, published: Option<Date>) -> Option<When> {
    let (from, until, rule) = match time.kind {
        TimeKind::Date(calendar) => {
            let (from, until) = of_date(calendar, published)?;
            (from, until, "date")
        }
        TimeKind::Day(days) => {
            let day = published?.checked_add(i64::from(days).days()).ok()?;
            (day, day, "relative-day")
        }
        TimeKind::Weekday(weekday, step) => {
            let day = of_weekday(weekday, step, published?)?;
            (day, day, "weekday")
        }
        TimeKind::Unit(unit, steps) => {
            let (from, until) = of_unit(unit, steps, published?, earlier(analysis, time))?;
            (from, until, "relative-unit")
        }
        TimeKind::Clock => return None,
    };
    let until = (!time.since).then_some(until);
    Some(When { from: Some(from), until, text: analysis.bytes(time.span), rule: rule.to_owned() })
}

/// Whether "earlier" stands right before.
fn earlier(analysis: &Analysis<'_>, time: &TimeExpression) -> bool {
    let before = time.span.range().start.saturating_sub(2)..time.span.range().start;
    before.into_iter().any(|t| analysis.has(t, Flag::Earlier))
}

fn of_date(calendar: CalendarDate, published: Option<Date>) -> Option<(Date, Date)> {
    let valid = |year: i16, month: u8, day: u8| Date::new(year, month.cast_signed(), day.cast_signed()).ok();
    match (calendar.year, calendar.month, calendar.day) {
        (year, Some(month), Some(day)) => {
            let year = match year {
                Some(year) => year,
                None => recent_year(published?, |y| valid(y, month, day))?,
            };
            let last = calendar.last_day.unwrap_or(day);
            Some((valid(year, month, day)?, valid(year, month, last)?))
        }
        (year, Some(month), None) => {
            let year = match year {
                Some(year) => year,
                None => recent_year(published?, |y| valid(y, month, 1))?,
            };
            let first = valid(year, month, 1)?;
            Some((first, first.last_of_month()))
        }
        (Some(year), None, None) => Some((valid(year, 1, 1)?, valid(year, 12, 31)?)),
        _ => None,
    }
}

/// The last year in which a date does not lie behind the day of publication.
fn recent_year(published: Date, at: impl Fn(i16) -> Option<Date>) -> Option<i16> {
    let year = published.year();
    // A few days ahead are announced, not remembered.
    let limit = published.checked_add(31.days()).ok()?;
    (0..5).map(|back| year - back).chain([year]).find(|y| at(*y).is_some_and(|d| d <= limit))
}

fn of_weekday(weekday: u8, step: Option<i8>, published: Date) -> Option<Date> {
    let today = published.weekday().to_monday_one_offset();
    let back = i64::from((today - i8::try_from(weekday).ok()?).rem_euclid(7));
    let back = match step {
        Some(1) => back - 7,
        Some(-1) if back == 0 => 7,
        _ => back,
    };
    published.checked_sub(back.days()).ok()
}

fn of_unit(unit: TimeUnit, steps: i32, published: Date, earlier: bool) -> Option<(Date, Date)> {
    let steps = i64::from(steps);
    let add = |day: Date, span: Span| day.checked_add(span).ok();
    let (from, until) = match unit {
        TimeUnit::Day => {
            let day = add(published, steps.days())?;
            (day, day)
        }
        TimeUnit::Week => {
            let monday = add(published, (-i64::from(published.weekday().to_monday_zero_offset())).days())?;
            let from = add(monday, steps.weeks())?;
            (from, add(from, 6.days())?)
        }
        TimeUnit::Month => {
            let from = add(published.first_of_month(), steps.months())?;
            (from, from.last_of_month())
        }
        TimeUnit::Year => {
            let year = i16::try_from(i64::from(published.year()) + steps).ok()?;
            (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
        }
    };
    let limit = if earlier { published.yesterday().ok()? } else { published };
    Some((from, if steps == 0 { until.min(limit).max(from) } else { until }))
}

/// The day of an ISO date, `YYYY-MM-DD`.
#[must_use]
pub fn parse(day: &str) -> Option<Date> {
    day.get(..10).and_then(|d| d.parse().ok())
}
