//! How figures move: voice by voice, day by day.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::ledger::{Comparison, Entry};
use super::position::{Position, Table};

/// An issue over time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The event.
    pub event: String,
    /// What is counted.
    pub issue: String,
    /// The voices, those that speak first before others.
    pub voices: Vec<Track>,
}

/// What a voice says over time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Track {
    /// The voice.
    pub who: String,
    /// Its figures, by day.
    pub points: Vec<Point>,
}

/// A figure on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The figure.
    #[serde(flatten)]
    pub entry: Entry,
    /// How far it lies above the voice's figure before; below zero where it lies below. None where one of them has no end to compare.
    pub moved: Option<i64>,
    /// The day, to draw it.
    #[serde(skip)]
    pub on: Option<Date>,
}

/// The issues over time; those with most figures first. What nobody dates stands last.
#[must_use]
pub fn timelines(comparison: &Comparison<'_>) -> Vec<Timeline> {
    let mut tables: Vec<&Table> = comparison.tables().iter().filter(|t| t.figures().next().is_some()).collect();
    tables.sort_by_key(|t| std::cmp::Reverse(t.positions.len()));
    tables.into_iter().map(|table| timeline(comparison, table)).collect()
}

fn timeline(comparison: &Comparison<'_>, table: &Table) -> Timeline {
    let mut voices: BTreeMap<&Arc<str>, Vec<&Position>> = BTreeMap::new();
    for position in table.positions.iter().filter(|p| p.statement.interval.is_given() && !p.statement.denied) {
        voices.entry(&position.statement.voice).or_default().push(position);
    }
    let when = |p: &Position| (p.statement.day.is_none(), p.statement.day, p.statement.at);
    let mut tracks: Vec<Vec<&Position>> = voices.into_values().collect();
    tracks.iter_mut().for_each(|track| track.sort_by_key(|p| when(p)));
    tracks.sort_by_key(|track| track.first().map(|p| when(p)));
    Timeline {
        event: comparison.name(&table.issue.event).to_owned(),
        issue: comparison.label(&table.issue),
        voices: tracks.into_iter().map(|track| self::track(comparison, &track)).collect(),
    }
}

fn track(comparison: &Comparison<'_>, positions: &[&Position]) -> Track {
    let mut before: Option<u64> = None;
    let mut points = Vec::new();
    for position in positions {
        let entry = comparison.entry(position);
        let end = entry.low.or(entry.high);
        let moved = before.zip(end).and_then(|(a, b)| i64::try_from(b).ok()?.checked_sub(i64::try_from(a).ok()?));
        before = end;
        points.push(Point { entry, moved, on: position.statement.day });
    }
    Track { who: points.first().map(|p| p.entry.who.clone()).unwrap_or_default(), points }
}
