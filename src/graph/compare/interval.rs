//! The closed intervals of whole numbers that words assert.
//!
//! A missing end is not bounded. "About" is as good as a tenth: about 5,000 and 4,980 can both hold.

/// By which part of itself a figure that is said roughly may be wrong: a tenth.
pub const ROUGHLY: u64 = 10;

/// A figure as its words bound it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// Lower end; none: not bounded below.
    pub low: Option<u64>,
    /// Upper end; none: not bounded above.
    pub high: Option<u64>,
    /// Whether it is said roughly.
    pub about: bool,
}

impl Interval {
    /// The interval of a count, by its ends and its qualifier.
    #[must_use]
    pub fn new(low: Option<u64>, high: Option<u64>, qualifier: &str) -> Self {
        Interval { low, high, about: qualifier == "about" }
    }

    /// Whether any figure is given.
    #[must_use]
    pub fn is_given(self) -> bool {
        self.low.is_some() || self.high.is_some()
    }

    /// The lowest number that the words allow; what is said roughly allows a tenth less.
    #[must_use]
    pub fn least(self) -> u64 {
        let low = self.low.unwrap_or(0);
        if self.about { low - low.div_ceil(ROUGHLY).min(low) } else { low }
    }

    /// The highest number that the words allow.
    #[must_use]
    pub fn most(self) -> u64 {
        match self.high {
            Some(high) if self.about => high.saturating_add(high.div_ceil(ROUGHLY)),
            Some(high) => high,
            None => u64::MAX,
        }
    }

    /// Whether some number lies in both.
    #[must_use]
    pub fn meets(self, other: Interval) -> bool {
        self.least() <= other.most() && other.least() <= self.most()
    }

    /// How far two intervals that do not meet lie apart: the least that the higher allows less the most that the lower allows.
    /// None where they meet.
    ///
    /// ```
    /// use selon::graph::compare::interval::Interval;
    /// let exact = |n| Interval { low: Some(n), high: Some(n), about: false };
    /// let at_least = |n| Interval { low: Some(n), high: None, about: false };
    /// let about = |n| Interval { low: Some(n), high: Some(n), about: true };
    /// assert_eq!(exact(1177).gap(exact(2317)), Some(1140));
    /// assert_eq!(exact(1177).gap(at_least(5000)), Some(3823));
    /// assert_eq!(exact(6000).gap(at_least(5000)), None);
    /// assert_eq!(exact(4980).gap(about(5000)), None);
    /// assert_eq!(exact(4000).gap(about(5000)), Some(500));
    /// ```
    #[must_use]
    pub fn gap(self, other: Interval) -> Option<u64> {
        if self.meets(other) || !self.is_given() || !other.is_given() {
            return None;
        }
        let (lower, higher) = if self.most() < other.least() { (self, other) } else { (other, self) };
        Some(higher.least() - lower.most())
    }
}
