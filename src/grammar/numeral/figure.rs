//! Numbers in figures: `1,177`, `5.5m`, "2.5 million", "3 millions et demi".
//!
//! In: a token that begins with a figure. Out: its number with the multipliers behind it; none for a decimal or a unit.

use super::words::Role;
use super::{Number, Reader};
use crate::grammar::feature::Flag;

impl Reader<'_, '_> {
    /// A number that begins with figures.
    pub(super) fn figure(&self, at: usize, end: usize) -> Option<Number> {
        let word = self.analysis.word(at);
        let (thousandths, tail) = read_figures(word, &self.analysis.language.orthography.thousands, self.analysis.language.orthography.decimal)?;
        let suffix = if tail.is_empty() { 1 } else { *self.analysis.language.orthography.magnitudes.get(tail)? };
        if suffix > 1 && at.checked_sub(1).is_some_and(|p| matches!(self.analysis.word(p), "$" | "€" | "£" | "¥")) {
            return None;
        }
        let (mut scale, mut stop) = (suffix, at + 1);
        while let Some((value, Role::Multiplier | Role::Collective | Role::Hundred)) = self.word_value(stop, end).filter(|(v, _)| *v > 1) {
            scale *= value;
            stop += 1;
            if let Some(behind) = self.and_half(stop, end) {
                let whole = thousandths.checked_mul(scale)? / 1000;
                return Some(Number { end: behind, value: whole.checked_add(value / 2)?, vague: false, about: false, year: false });
            }
        }
        let value = thousandths.checked_mul(scale)?;
        if value % 1000 != 0 {
            return None;
        }
        let value = value / 1000;
        let year = scale == 1 && word.len() == 4 && (1800..=2100).contains(&value);
        Some(Number { end: stop, value, vague: false, about: false, year })
    }

    /// "and a half", "et demi".
    pub(super) fn and_half(&self, at: usize, end: usize) -> Option<usize> {
        let joined = self.analysis.has(at, Flag::Coordinator) && at + 1 < end;
        let half = (at + 1..end.min(at + 3)).find(|i| self.analysis.has(*i, Flag::Half))?;
        joined.then_some(half + 1)
    }
}

/// The figures at the head of a word in thousandths, and what follows them. None where they are no plain number.
pub(super) fn read_figures<'w>(word: &'w str, thousands: &[char], decimal: char) -> Option<(u64, &'w str)> {
    let end = word.find(|c: char| !c.is_ascii_digit() && !thousands.contains(&c) && c != decimal && c != '.' && c != ',').unwrap_or(word.len());
    let (figures, tail) = word.split_at_checked(end)?;
    let mut groups: Vec<&str> = Vec::new();
    let mut separators: Vec<char> = Vec::new();
    let mut from = 0;
    for (at, c) in figures.char_indices().filter(|(_, c)| !c.is_ascii_digit()) {
        groups.push(figures.get(from..at)?);
        separators.push(c);
        from = at + c.len_utf8();
    }
    groups.push(figures.get(from..)?);
    if groups.iter().any(|g| g.is_empty()) {
        return None;
    }
    let grouped = |groups: &[&str]| groups.first().is_some_and(|g| g.len() <= 3) && groups.iter().skip(1).all(|g| g.len() == 3);
    let whole = |groups: &[&str]| groups.concat().parse::<u64>().ok()?.checked_mul(1000);
    let same = separators.windows(2).all(|w| w.first() == w.last());
    match separators.as_slice() {
        [] => Some((whole(&groups)?, tail)),
        // Three figures behind one separator are a group, whichever of the two signs it is, unless the language forbids it.
        [.., last] if same && grouped(&groups) && (thousands.contains(last) || (separators.len() > 1 && *last != decimal)) => Some((whole(&groups)?, tail)),
        [.., last] if *last == decimal || (separators.len() == 1 && matches!(last, '.' | ',')) => {
            let (fraction, before) = groups.split_last()?;
            if !(before.len() == 1 || grouped(before)) || fraction.len() > 3 {
                return None;
            }
            let scale = [1000, 100, 10, 1].get(fraction.len())?;
            Some((whole(before)?.checked_add(fraction.parse::<u64>().ok()?.checked_mul(*scale)?)?, tail))
        }
        _ => None,
    }
}
