//! Statements gathered into positions, and what these are to each other: never all pairs, always neighbours in sorted order.
//!
//! A position is what a voice says on an issue with one figure on one day, however often. Per issue the positions are sorted by their
//! figures; each is related to the next one of another voice, and to the next one of its own voice in time. The widest dispute is
//! found by a tree over the days. All of it takes n log n, whatever the number of statements on one issue.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::interval::Interval;
use super::issue::Issue;
use super::relation::{At, Known, ONE_TIME, Outcome, Statement, days_between, near, relate};

/// What a voice says on an issue: one figure on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The first statement of it.
    pub statement: Statement,
    /// Where it is stated, in order.
    pub stated: Vec<At>,
}

/// An issue with all positions on it, sorted by their figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What is counted.
    pub issue: Arc<Issue>,
    /// The positions.
    pub positions: Vec<Position>,
}

/// Two positions of a table and what the first is to the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The first, by place in the table.
    pub first: usize,
    /// The second.
    pub second: usize,
    /// What it is.
    pub outcome: Outcome,
}

/// Gathers statements by issue, and on each issue by voice, figure and day. The order of the statements changes nothing.
#[must_use]
pub fn tables(mut statements: Vec<Statement>) -> Vec<Table> {
    let mut numbers: HashMap<Arc<Issue>, usize> = HashMap::new();
    let mut tables: Vec<Table> = Vec::new();
    statements.sort_by_key(|s| s.at);
    let mut grouped: Vec<Vec<Statement>> = Vec::new();
    for statement in statements {
        let number = *numbers.entry(Arc::clone(&statement.issue)).or_insert_with(|| {
            grouped.push(Vec::new());
            grouped.len() - 1
        });
        if let Some(group) = grouped.get_mut(number) {
            group.push(statement);
        }
    }
    for group in grouped {
        tables.extend(table(group));
    }
    tables.sort_by(|a, b| a.issue.cmp(&b.issue));
    tables
}

fn table(mut group: Vec<Statement>) -> Option<Table> {
    let key = |s: &Statement| (s.interval.least(), s.interval.most(), s.interval, s.denied, Arc::clone(&s.voice), s.day);
    group.sort_by_cached_key(|s| (key(s), s.at));
    let issue = Arc::clone(&group.first()?.issue);
    let mut positions: Vec<Position> = Vec::new();
    for statement in group {
        match positions.last_mut() {
            Some(last) if key(&last.statement) == key(&statement) => last.stated.push(statement.at),
            _ => positions.push(Position { stated: vec![statement.at], statement }),
        }
    }
    Some(Table { issue, positions })
}

impl Position {
    /// What it is to another: by those two of their statements that stand near each other, where any do.
    #[must_use]
    pub fn relate(&self, other: &Position) -> Outcome {
        let (a, b) = (&self.statement, &other.statement);
        if a.known == Known::ByName || near(a.at, b.at) {
            return relate(a, b);
        }
        let nearest = self.stated.iter().find_map(|at| other.stated.iter().find(|to| near(*at, **to)).map(|to| (*at, *to)));
        match nearest {
            Some((at, to)) => relate(&Statement { at, ..a.clone() }, &Statement { at: to, ..b.clone() }),
            None => relate(a, b),
        }
    }
}

impl Table {
    /// The positions that give a figure and do not deny it.
    pub fn figures(&self) -> impl Iterator<Item = (usize, &Statement)> {
        self.positions.iter().map(|p| &p.statement).enumerate().filter(|(_, s)| s.interval.is_given() && !s.denied)
    }

    /// The range over all who give a figure: the lowest lower end, the highest upper end, each where it is bounded. Never an average.
    #[must_use]
    pub fn range(&self) -> Option<Interval> {
        let figures: Vec<Interval> = self.figures().map(|(_, s)| s.interval).collect();
        let low = figures.iter().filter_map(|i| i.low.or(i.high)).min()?;
        let high = if figures.iter().any(|i| i.high.is_none()) { None } else { figures.iter().filter_map(|i| i.high).max() };
        Some(Interval { low: Some(low), high, about: false })
    }

    /// Each position with the next one of another voice, by figure, and with the next one of its own voice, in time.
    #[must_use]
    pub fn neighbours(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut by_voice: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut voices: Vec<&str> = Vec::new();
        let mut before: Option<usize> = None;
        for (at, statement) in self.figures() {
            if let Some(other) = before.filter(|o| self.positions.get(*o).is_some_and(|p| p.statement.voice != statement.voice)) {
                pairs.extend(self.pair(other, at));
            }
            before = Some(at);
            let own = by_voice.entry(&statement.voice).or_default();
            if own.is_empty() {
                voices.push(&statement.voice);
            }
            own.push(at);
        }
        for voice in voices {
            let own = by_voice.entry(voice).or_default();
            own.sort_by_key(|at| self.positions.get(*at).map(|p| (p.statement.day, p.statement.at)));
            let steps: Vec<(usize, usize)> = own.windows(2).filter_map(|w| Some((*w.get(1)?, *w.first()?))).collect();
            pairs.extend(steps.into_iter().filter_map(|(later, earlier)| self.pair(later, earlier)));
        }
        pairs.sort_by_key(|p| (p.first, p.second));
        pairs
    }

    fn pair(&self, first: usize, second: usize) -> Option<Pair> {
        let (a, b) = (self.positions.get(first)?, self.positions.get(second)?);
        Some(Pair { first, second, outcome: a.relate(b) })
    }

    /// All contradictions, one by one, the widest for each position first met; there can be as many as pairs.
    pub fn contradictions(&self) -> impl Iterator<Item = Pair> {
        self.figures().flat_map(move |(low, lower)| {
            let higher = self.figures().skip_while(move |(at, _)| *at <= low).filter(move |(_, h)| lower.interval.most() < h.interval.least());
            higher.filter_map(move |(at, _)| self.pair(low, at)).filter(|pair| pair.outcome.gap().is_some())
        })
    }

    /// The contradiction with the widest gap.
    #[must_use]
    pub fn widest(&self) -> Option<Pair> {
        let timed = Timed::new(self);
        let mut best: Option<(u64, Pair)> = None;
        for (low, statement) in self.figures() {
            for at in timed.against(statement) {
                let Some(pair) = self.pair(low, at) else { continue };
                let Some(gap) = pair.outcome.gap() else { continue };
                if best.as_ref().is_none_or(|(widest, _)| gap > *widest) {
                    best = Some((gap, pair));
                }
            }
        }
        best.map(|(_, pair)| pair)
    }
}

/// The highest figures of two voices, so that one is left for whoever asks. Holds the claims too: none contradicts itself.
#[derive(Clone, Copy, Debug, Default)]
struct Highest<'a>([Option<(u64, &'a Statement, usize)>; 3]);

impl<'a> Highest<'a> {
    fn one(at: usize, statement: &'a Statement) -> Self {
        Highest([Some((statement.interval.least(), statement, at)), None, None])
    }

    /// The best of both; a voice is kept once, but where one claim has several voices a third stands in for it.
    fn with(self, other: Highest<'a>) -> Self {
        let mut all: Vec<_> = self.0.into_iter().chain(other.0).flatten().collect();
        all.sort_by(|a, b| (b.0, a.2).cmp(&(a.0, b.2)));
        let mut kept: [Option<(u64, &Statement, usize)>; 3] = [None; 3];
        let mut free = 0;
        for one in all {
            let known = kept.iter().flatten().any(|k| k.1.voice == one.1.voice);
            if let Some(slot) = kept.get_mut(free).filter(|_| !known) {
                *slot = Some(one);
                free += 1;
            }
        }
        Highest(kept)
    }
}

/// The figures of a table by their days, under a tree of the highest.
struct Timed<'a> {
    days: Vec<Date>,
    tree: Vec<Highest<'a>>,
    leaves: usize,
    undated: Highest<'a>,
    settled: Highest<'a>,
    only_grows: bool,
}

impl<'a> Timed<'a> {
    fn new(table: &'a Table) -> Self {
        let mut dated: Vec<(Date, usize, &Statement)> = Vec::new();
        let (mut undated, mut settled) = (Highest::default(), Highest::default());
        for (at, statement) in table.figures() {
            match statement.day {
                Some(day) => dated.push((day, at, statement)),
                None => undated = undated.with(Highest::one(at, statement)),
            }
            if statement.settled {
                settled = settled.with(Highest::one(at, statement));
            }
        }
        dated.sort_by_key(|(day, at, _)| (*day, *at));
        let leaves = dated.len().next_power_of_two();
        let mut tree = vec![Highest::default(); 2 * leaves];
        for (n, (_, at, statement)) in dated.iter().enumerate() {
            if let Some(leaf) = tree.get_mut(leaves + n) {
                *leaf = Highest::one(*at, statement);
            }
        }
        for n in (1..leaves).rev() {
            let both = tree.get(2 * n).copied().unwrap_or_default().with(tree.get(2 * n + 1).copied().unwrap_or_default());
            if let Some(node) = tree.get_mut(n) {
                *node = both;
            }
        }
        Timed { days: dated.into_iter().map(|(day, ..)| day).collect(), tree, leaves, undated, settled, only_grows: table.issue.only_grows() }
    }

    /// The highest figures that a figure can contradict: of its time, or earlier where they only grow.
    fn against(&self, statement: &Statement) -> Vec<usize> {
        let from_until = match statement.day {
            None => (0, self.days.len()),
            Some(day) if self.only_grows => (0, self.days.partition_point(|d| *d <= day)),
            Some(day) => {
                let from = self.days.partition_point(|d| days_between(*d, day) > ONE_TIME);
                (from, self.days.partition_point(|d| days_between(day, *d) <= ONE_TIME))
            }
        };
        let mut highest = self.within(from_until).with(self.undated);
        if statement.settled {
            highest = highest.with(self.settled);
        }
        highest.0.into_iter().flatten().map(|(_, _, at)| at).collect()
    }

    fn within(&self, (from, until): (usize, usize)) -> Highest<'a> {
        let (mut from, mut until, mut highest) = (from + self.leaves, until + self.leaves, Highest::default());
        let node = |n: usize| self.tree.get(n).copied().unwrap_or_default();
        while from < until {
            if from % 2 == 1 {
                highest = highest.with(node(from));
                from += 1;
            }
            if until % 2 == 1 {
                until -= 1;
                highest = highest.with(node(until));
            }
            (from, until) = (from / 2, until / 2);
        }
        highest
    }
}
