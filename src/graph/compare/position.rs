//! Statements gathered into positions, and what these are to each other: never all pairs, always neighbours in sorted order.
//!
//! A position is what a voice says on an issue with one figure on one day, however often. Per issue the positions are sorted by their
//! figures; each is related to the next one of another voice, and to the next one of its own voice in time. The widest dispute is
//! found by a tree over the days. All of it takes n log n, whatever the number of statements on one issue.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

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
pub fn tables(statements: Vec<Statement>) -> Vec<Table> {
    let mut numbers: FxHashMap<Arc<Issue>, usize> = FxHashMap::default();
    // Most statements on an issue share it: where it lies tells as much as what it says, and sooner.
    let mut shared: FxHashMap<*const Issue, usize> = FxHashMap::default();
    let mut sizes: Vec<usize> = Vec::new();
    let count = |statement: &Statement| {
        let number = *shared.entry(Arc::as_ptr(&statement.issue)).or_insert_with(|| {
            let next = numbers.len();
            *numbers.entry(Arc::clone(&statement.issue)).or_insert(next)
        });
        sizes.resize(sizes.len().max(number + 1), 0);
        sizes.get_mut(number).into_iter().for_each(|size| *size += 1);
        number
    };
    let of: Vec<usize> = statements.iter().map(count).collect();
    let mut grouped: Vec<Vec<Statement>> = sizes.into_iter().map(Vec::with_capacity).collect();
    let all = statements.len();
    for (statement, number) in statements.into_iter().zip(of) {
        if let Some(group) = grouped.get_mut(number) {
            group.push(statement);
        }
    }
    let groups = Mutex::new(grouped.into_iter());
    let mut tables = by_all(all, || {
        let mut tables = Vec::new();
        loop {
            // Nothing that is done with the lock can leave the groups in disorder.
            let next = groups.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(group) = next else { return tables };
            tables.extend(table(group));
        }
    });
    tables.sort_by(|a, b| a.issue.cmp(&b.issue));
    tables
}

/// From so many statements on, several processors are worth their while.
const MANY: usize = 5_000;

/// What several of the same make together, where there is much to do; else what one makes.
fn by_all<T: Send>(statements: usize, work: impl Fn() -> Vec<T> + Sync) -> Vec<T> {
    let processors = if statements < MANY { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
    if processors < 2 {
        return work();
    }
    thread::scope(|scope| {
        let running: Vec<_> = (0..processors).map(|_| scope.spawn(&work)).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// What is made of each table, in their order; by all processors where there is much to do.
pub fn of_each<T: Send>(tables: &[&Table], make: impl Fn(&Table) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let mut made = by_all(tables.iter().map(|table| table.positions.len()).sum(), || {
        let mut made = Vec::new();
        while let Some((at, table)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, tables.get(at)?))) {
            made.push((at, make(table)));
        }
        made
    });
    made.sort_unstable_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, made)| made).collect()
}

/// What makes one position of several statements, in the order of a table; a voice is a number that sorts like its IRI.
type Key = (u64, u64, Interval, bool, u32, Option<Date>);

fn table(group: Vec<Statement>) -> Option<Table> {
    let voices = numbered(group.iter().map(|s| &*s.voice));
    let key = |s: &Statement, voice: u32| (s.interval.least(), s.interval.most(), s.interval, s.denied, voice, s.day);
    let mut order: Vec<(Key, At, usize)> = group.iter().zip(voices).enumerate().map(|(n, (s, voice))| (key(s, voice), s.at, n)).collect();
    order.sort_unstable();
    let mut group: Vec<Option<Statement>> = group.into_iter().map(Some).collect();
    let mut positions: Vec<Position> = Vec::new();
    let mut before = None;
    for (key, at, number) in order {
        let last = positions.last_mut().filter(|_| before == Some(key));
        if let Some(last) = last {
            last.stated.push(at);
        } else if let Some(statement) = group.get_mut(number).and_then(Option::take) {
            positions.push(Position { statement, stated: vec![at] });
            before = Some(key);
        }
    }
    let issue = Arc::clone(&positions.first()?.statement.issue);
    Some(Table { issue, positions })
}

/// Each voice as a number, smaller where its IRI comes first.
fn numbered<'a>(voices: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let mut list: Vec<&str> = Vec::new();
    let found: Vec<u32> = voices
        .map(|voice| {
            *known.entry(voice).or_insert_with(|| {
                list.push(voice);
                u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
            })
        })
        .collect();
    let mut sorted: Vec<(&str, usize)> = list.into_iter().zip(0..).collect();
    sorted.sort_unstable();
    let mut ranks = vec![0; sorted.len()];
    for (rank, (_, number)) in (0..).zip(sorted) {
        if let Some(slot) = ranks.get_mut(number) {
            *slot = rank;
        }
    }
    found.into_iter().map(|number| ranks.get(number as usize).copied().unwrap_or_default()).collect()
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
        let mut before: Option<usize> = None;
        for (at, statement) in self.figures() {
            if let Some(other) = before.filter(|o| self.positions.get(*o).is_some_and(|p| p.statement.voice != statement.voice)) {
                pairs.extend(self.pair(other, at));
            }
            before = Some(at);
        }
        let voices = numbered(self.figures().map(|(_, statement)| &*statement.voice));
        let mut in_time: Vec<_> = self.figures().zip(voices).map(|((at, statement), voice)| (voice, statement.day, statement.at, at)).collect();
        in_time.sort_unstable();
        let steps = in_time.windows(2).filter_map(|w| Some((w.first()?, w.get(1)?))).filter(|(earlier, later)| earlier.0 == later.0);
        pairs.extend(steps.filter_map(|(earlier, later)| self.pair(later.3, earlier.3)));
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
        // Whom a figure can contradict follows from its day and from whether it is settled: that is looked up once.
        let mut of_day: FxHashMap<(Option<Date>, bool), Highest> = FxHashMap::default();
        let mut best: Option<(u64, Pair)> = None;
        for (low, statement) in self.figures() {
            let highest = *of_day.entry((statement.day, statement.settled)).or_insert_with(|| timed.against(statement));
            for one in highest.0.into_iter().flatten() {
                // If they contradict each other, their gap is that of their intervals.
                let gap = self.positions.get(one.at).and_then(|other| statement.interval.gap(other.statement.interval));
                if gap.is_none_or(|gap| best.as_ref().is_some_and(|(widest, _)| gap <= *widest)) {
                    continue;
                }
                let Some(pair) = self.pair(low, one.at) else { continue };
                if let Some(gap) = pair.outcome.gap() {
                    best = Some((gap, pair));
                }
            }
        }
        best.map(|(_, pair)| pair)
    }
}

/// A figure among the highest.
#[derive(Clone, Copy, Debug)]
struct High {
    least: u64,
    voice: u32,
    /// Its position, by place in the table.
    at: usize,
}

/// The highest figures of two voices, the highest first, so that one is left for whoever asks. Holds the claims too: none contradicts itself.
#[derive(Clone, Copy, Debug, Default)]
struct Highest([Option<High>; 3]);

impl Highest {
    fn one(at: usize, statement: &Statement, voice: u32) -> Self {
        Highest([Some(High { least: statement.interval.least(), voice, at }), None, None])
    }

    /// The best of both; a voice is kept once, but where one claim has several voices a third stands in for it.
    fn with(self, other: Highest) -> Self {
        let mut kept: [Option<High>; 3] = [None; 3];
        let (mut ours, mut others) = (self.0.into_iter().flatten().peekable(), other.0.into_iter().flatten().peekable());
        let mut free = 0;
        while free < kept.len() {
            let mine = match (ours.peek(), others.peek()) {
                (Some(one), Some(other)) => (other.least, one.at) < (one.least, other.at),
                (one, _) => one.is_some(),
            };
            let Some(one) = (if mine { ours.next() } else { others.next() }) else { break };
            let known = kept.iter().flatten().any(|k| k.voice == one.voice);
            if let Some(slot) = kept.get_mut(free).filter(|_| !known) {
                *slot = Some(one);
                free += 1;
            }
        }
        Highest(kept)
    }
}

/// The figures of a table by their days, under a tree of the highest.
struct Timed {
    days: Vec<Date>,
    tree: Vec<Highest>,
    leaves: usize,
    undated: Highest,
    settled: Highest,
    only_grows: bool,
}

impl Timed {
    fn new(table: &Table) -> Self {
        let mut dated: Vec<(Date, usize, Highest)> = Vec::new();
        let (mut undated, mut settled) = (Highest::default(), Highest::default());
        let voices = numbered(table.figures().map(|(_, statement)| &*statement.voice));
        for ((at, statement), voice) in table.figures().zip(voices) {
            let one = Highest::one(at, statement, voice);
            match statement.day {
                Some(day) => dated.push((day, at, one)),
                None => undated = undated.with(one),
            }
            if statement.settled {
                settled = settled.with(one);
            }
        }
        dated.sort_unstable_by_key(|(day, at, _)| (*day, *at));
        let leaves = dated.len().next_power_of_two();
        let mut tree = vec![Highest::default(); 2 * leaves];
        for (n, (.., one)) in dated.iter().enumerate() {
            if let Some(leaf) = tree.get_mut(leaves + n) {
                *leaf = *one;
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
    fn against(&self, statement: &Statement) -> Highest {
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
        highest
    }

    fn within(&self, (from, until): (usize, usize)) -> Highest {
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
