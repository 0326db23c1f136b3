//! Number words added up in the order in which they are said.
//!
//! In: value and role of each word. Out: whether it goes on the number, and the number.

use super::words::Role;

/// Adds up number words in the order in which they are said.
#[derive(Default)]
pub(super) struct Sum {
    pub(super) total: u64,
    pub(super) current: Option<u64>,
    last: Option<Role>,
    pub(super) last_multiplier: Option<u64>,
    pub(super) half: bool,
    pub(super) vague: bool,
    pub(super) collective: bool,
}

impl Sum {
    /// Takes a word in, or says that it does not go on this number.
    pub(super) fn add(&mut self, value: u64, role: Role) -> bool {
        if self.closed() {
            return false;
        }
        let current = self.current;
        match role {
            Role::Half if current.is_none() && self.total == 0 => self.half = true,
            Role::Unit => {
                if self.half || !self.takes_unit(value) {
                    return false;
                }
                self.current = Some(current.unwrap_or(0) + value);
            }
            Role::Ten => {
                if self.half || !(current.is_none() || self.last == Some(Role::Hundred)) {
                    return false;
                }
                self.current = Some(current.unwrap_or(0) + value);
            }
            Role::Hundred => {
                if current.is_some_and(|c| c == 0 || c >= 100) {
                    return false;
                }
                self.current = Some(if self.half { value / 2 } else { current.unwrap_or(1) * value });
            }
            Role::Multiplier => {
                if (current.is_none() && self.last == Some(Role::Multiplier)) || self.last_multiplier.is_some_and(|m| m <= value) {
                    return false;
                }
                self.multiply(value);
            }
            Role::Collective => {
                if self.total > 0 {
                    return false;
                }
                self.current = Some(if self.half { value / 2 } else { current.unwrap_or(1).saturating_mul(value) });
                self.collective = true;
            }
            Role::Vague => {
                if current.is_some() || self.total > 0 {
                    return false;
                }
                self.current = Some(value);
                self.vague = true;
            }
            Role::Half => return false,
        }
        self.last = Some(role);
        true
    }

    /// Whether the number is complete: nothing goes on "dozens" or "une trentaine".
    pub(super) fn closed(&self) -> bool {
        self.vague || self.collective
    }

    /// Whether a number below twenty goes on what has been said: "twenty-one", "soixante-quinze", "a hundred (and) four".
    fn takes_unit(&self, value: u64) -> bool {
        match (self.current, self.last) {
            (None, _) => true,
            (Some(c), Some(Role::Ten)) => c % 10 == 0 && (value < 10 || c % 100 == 60 || c % 100 == 80) && value > 0,
            (Some(_), Some(Role::Hundred)) => value > 0,
            _ => false,
        }
    }

    /// Adds so many thousands or millions: as many as have been said since the last, else one, or half of one.
    fn multiply(&mut self, by: u64) {
        let times = if self.half && self.current.is_none() { by / 2 } else { self.current.unwrap_or(1).saturating_mul(by) };
        self.total = self.total.saturating_add(times);
        self.current = None;
        self.last_multiplier = Some(by);
    }

    /// The multiplier again by half: "deux millions et demi".
    pub(super) fn add_half(&mut self) {
        self.total += self.last_multiplier.unwrap_or(0) / 2;
    }

    /// Whether an "and" may stand before these words: "a hundred and four", "vingt et un".
    pub(super) fn may_join(&self, parts: &[(u64, Role)]) -> bool {
        let Some((_, role)) = parts.first() else { return false };
        match self.last {
            Some(Role::Hundred | Role::Multiplier) => matches!(role, Role::Unit | Role::Ten),
            Some(Role::Ten) => *role == Role::Unit && parts.first().is_some_and(|(v, _)| *v == 1 || *v == 11),
            _ => false,
        }
    }

    pub(super) fn scale(&mut self, by: u64) {
        self.current = self.current.map(|c| c.saturating_mul(by.max(1)));
    }

    pub(super) fn value(&self) -> Option<u64> {
        if self.half && self.current.is_none() && self.total == 0 {
            return None;
        }
        Some(self.total.saturating_add(self.current.unwrap_or(0)))
    }
}
