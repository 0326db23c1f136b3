//! What two figures are to each other: laws on random statements, and what neighbours in sorted order find of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::*;
use selon::graph::compare::interval::Interval;
use selon::graph::compare::issue::{Issue, Reason};
use selon::graph::compare::position::{Table, tables};
use selon::graph::compare::relation::{At, Known, Outcome, Relation, Statement, relate};

fn issue(event: &str, measure: &str) -> Issue {
    Issue {
        event: event.to_owned(),
        measure: measure.to_owned(),
        population: "military".to_owned(),
        unit: "people".to_owned(),
        of: vec!["caldora".to_owned()],
        scope: "one".to_owned(),
        ..Issue::default()
    }
}

fn day(n: i64) -> Date {
    date(2031, 9, 27).checked_add(jiff::Span::new().days(n)).unwrap()
}

fn interval() -> impl Strategy<Value = Interval> {
    let number = 0_u64..400;
    prop_oneof![
        number.clone().prop_map(|n| Interval { low: Some(n), high: Some(n), about: false }),
        number.clone().prop_map(|n| Interval { low: Some(n), high: Some(n), about: true }),
        number.clone().prop_map(|n| Interval { low: Some(n), high: None, about: false }),
        number.clone().prop_map(|n| Interval { low: None, high: Some(n), about: false }),
        (number.clone(), number).prop_map(|(a, b)| Interval { low: Some(a.min(b)), high: Some(a.max(b)), about: false }),
        Just(Interval::default()),
    ]
}

fn issues() -> impl Strategy<Value = Issue> {
    let party =
        prop_oneof![Just(vec![]), Just(vec!["caldora".to_owned()]), Just(vec!["vestria".to_owned()]), Just(vec!["caldora".to_owned(), "vestria".to_owned()])];
    let measure = prop_oneof![4 => Just("killed"), 1 => Just("casualties"), 1 => Just("missing")];
    let population = prop_oneof![3 => Just("military"), 1 => Just("civilian"), 1 => Just("unspecified")];
    let period = prop_oneof![4 => Just(None), 1 => (0_i64..3).prop_map(Some)];
    (measure, population, party, any::<bool>(), period, prop_oneof![5 => Just("war"), 1 => Just("strike")]).prop_map(
        |(measure, population, of, new, period, event)| Issue {
            population: population.to_owned(),
            scope: if of.len() > 1 { "sum" } else { "one" }.to_owned(),
            of,
            new,
            days: (period.map(day), period.map(day)),
            ..issue(event, measure)
        },
    )
}

fn said(issue: impl Strategy<Value = Issue>) -> impl Strategy<Value = Statement> {
    let when = prop_oneof![1 => Just(None), 6 => (0_i64..12).prop_map(|n| Some(day(n)))];
    (issue, 0_u32..1000, "[a-e]", interval(), prop::bool::weighted(0.1), when, prop::bool::weighted(0.3)).prop_map(
        |(issue, claim, voice, interval, denied, day, settled)| Statement {
            at: At { document: claim, claim, count: 0, begin: 0, content: (0, 0) },
            issue: Arc::new(issue),
            voice: voice.into(),
            interval,
            denied,
            day,
            open: false,
            settled,
            known: Known::ByName,
        },
    )
}

/// Many statements on one issue, no two in one claim.
fn on_one_issue() -> impl Strategy<Value = Vec<Statement>> {
    let measure = prop_oneof![3 => Just("killed"), 1 => Just("missing")];
    (measure, vec(said(Just(issue("war", "killed"))), 1..40)).prop_map(|(measure, mut all)| {
        let one = Arc::new(issue("war", measure));
        for (n, statement) in all.iter_mut().enumerate() {
            statement.at = At { document: u32::try_from(n).unwrap(), claim: 0, count: 0, begin: 0, content: (0, 0) };
            statement.issue = Arc::clone(&one);
        }
        all
    })
}

fn gap(table: &Table, first: usize, second: usize) -> Option<u64> {
    relate(&table.positions[first].statement, &table.positions[second].statement).gap()
}

/// The widest contradiction, found by trying all pairs.
fn widest_of_all(table: &Table) -> Option<u64> {
    let n = table.positions.len();
    (0..n).flat_map(|i| (0..n).map(move |j| (i, j))).filter_map(|(i, j)| gap(table, i, j)).max()
}

proptest! {
    #[test]
    fn both_sides_say_the_same(a in said(issues()), b in said(issues())) {
        prop_assert_eq!(relate(&a, &b).turned(), relate(&b, &a));
    }

    #[test]
    fn nothing_contradicts_itself(a in said(issues())) {
        prop_assert_eq!(relate(&a, &a), Outcome::OneClaim);
        // Nor the same words of the same voice at another place.
        let again = Statement { at: At { document: 5000, ..a.at }, ..a.clone() };
        match relate(&a, &again) {
            Outcome::Related(Relation::Repeats) => prop_assert!(a.interval.is_given() && !a.denied),
            Outcome::Apart(reasons) => prop_assert!(reasons == [Reason::NotGiven] || (a.denied && reasons == [Reason::Denied])),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn no_voice_contradicts_itself(a in said(issues()), b in said(issues())) {
        let b = Statement { voice: Arc::clone(&a.voice), ..b };
        prop_assert_eq!(relate(&a, &b).gap(), None);
    }

    #[test]
    fn what_contradicts_has_no_number_in_common(a in said(issues()), b in said(issues())) {
        match relate(&a, &b) {
            Outcome::Related(Relation::Contradicts { gap }) => {
                prop_assert!(gap > 0 && !a.interval.meets(b.interval) && a.issue == b.issue && a.voice != b.voice);
            }
            Outcome::Related(Relation::Corroborates) => prop_assert!(a.interval.meets(b.interval) && a.voice != b.voice),
            Outcome::Apart(reasons) => prop_assert!(!reasons.is_empty()),
            _ => {}
        }
    }

    #[test]
    fn an_issue_is_not_apart_from_itself(a in issues(), b in issues()) {
        prop_assert!(a.apart(&a).is_empty());
        prop_assert_eq!(a.apart(&b), b.apart(&a));
        prop_assert_eq!(a.apart(&b).is_empty(), a == b);
        prop_assert_eq!(a.key() == b.key(), a == b);
    }

    #[test]
    fn the_order_of_statements_changes_nothing(all in vec(said(issues()), 0..30), turn in 0_usize..30) {
        let mut all = all;
        all.sort_by_key(|s| s.at);
        all.dedup_by_key(|s| s.at);
        let straight = tables(all.clone());
        if !all.is_empty() {
            let by = turn % all.len();
            all.rotate_left(by);
            all.reverse();
        }
        prop_assert_eq!(tables(all), straight);
    }

    #[test]
    fn what_is_said_of_other_things_changes_nothing(all in on_one_issue(), other in said(Just(issue("flood", "injured")))) {
        let alone = tables(all.clone());
        let with: Vec<Table> = tables(all.into_iter().chain(Some(other)).collect());
        prop_assert_eq!(with.len(), alone.len() + 1);
        let same = with.iter().find(|t| t.issue == alone[0].issue).unwrap();
        prop_assert_eq!(same, &alone[0]);
        prop_assert_eq!(same.neighbours(), alone[0].neighbours());
    }

    #[test]
    fn the_widest_dispute_is_found(all in on_one_issue()) {
        let table = &tables(all)[0];
        prop_assert_eq!(table.widest().and_then(|pair| pair.outcome.gap()), widest_of_all(table));
    }

    #[test]
    fn all_contradictions_can_be_told(all in on_one_issue()) {
        let table = &tables(all)[0];
        let n = table.positions.len();
        let tried = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).filter(|(i, j)| gap(table, *i, *j).is_some()).count();
        prop_assert_eq!(table.contradictions().count(), tried);
    }

    #[test]
    fn neighbours_are_few(all in on_one_issue()) {
        let table = &tables(all)[0];
        prop_assert!(table.neighbours().len() <= 2 * table.positions.len());
    }
}

#[test]
fn the_range_is_no_average() {
    let statement = |n: u32, voice: &str, interval| Statement {
        at: At { document: n, ..At::default() },
        issue: Arc::new(issue("war", "killed")),
        voice: voice.into(),
        interval,
        denied: false,
        day: None,
        open: false,
        settled: false,
        known: Known::ByName,
    };
    let exact = |n| Interval { low: Some(n), high: Some(n), about: false };
    let mut all = vec![statement(0, "a", exact(1177)), statement(1, "b", exact(2317)), statement(2, "c", Interval::default())];
    assert_eq!(tables(all.clone())[0].range(), Some(Interval { low: Some(1177), high: Some(2317), about: false }));
    all.push(statement(3, "d", Interval { low: Some(1500), high: None, about: false }));
    assert_eq!(tables(all)[0].range(), Some(Interval { low: Some(1177), high: None, about: false }), "at least 1,500 has no upper end");
}
