//! Many strings, each once and with a number: the keys of large tables, in one piece of memory.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

/// Strings by their numbers, which count from 0 in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    /// All of them, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// Open addressing: half of the hash above, the number and one below; 0 for none. Never full, a power of two long.
    slots: Vec<u64>,
}

impl Strings {
    /// The number of a string, which is added where it is not known yet.
    pub fn add(&mut self, string: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = hash(string);
        match self.find(string, hash) {
            Ok(number) => number,
            Err(free) => {
                let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
                self.text.push_str(string);
                self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
                if let Some(slot) = self.slots.get_mut(free) {
                    *slot = filed(hash, number);
                }
                number
            }
        }
    }

    /// The number of a string, if it was added.
    #[must_use]
    pub fn number(&self, string: &str) -> Option<u32> {
        self.find(string, hash(string)).ok()
    }

    /// The string of a number.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&str> {
        let at = number as usize;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start as usize..*self.ends.get(at)? as usize)
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The number of a string, or the slot in which it would be filed.
    fn find(&self, string: &str, hash: u64) -> Result<u32, usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = usize::try_from(hash & u64::from(u32::MAX)).unwrap_or_default() & mask;
        loop {
            match self.slots.get(at).copied().unwrap_or_default() {
                0 => return Err(at),
                slot => {
                    let number = number(slot);
                    if slot >> 32 == hash >> 32 && self.get(number) == Some(string) {
                        return Ok(number);
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        // Memory that is let go was made ready for nothing: few steps, and the last one is most of all.
        let size = (self.slots.len() * 4).max(64);
        self.slots.clear();
        self.slots.resize(size, 0);
        for at in 0..self.ends.len() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let hash = hash(self.get(at).unwrap_or_default());
            let mut free = usize::try_from(hash & u64::from(u32::MAX)).unwrap_or_default() & (size - 1);
            while self.slots.get(free).is_some_and(|slot| *slot != 0) {
                free = (free + 1) & (size - 1);
            }
            if let Some(slot) = self.slots.get_mut(free) {
                *slot = filed(hash, at);
            }
        }
    }
}

fn hash(string: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(string)
}

fn filed(hash: u64, number: u32) -> u64 {
    (hash >> 32) << 32 | (u64::from(number) + 1)
}

fn number(slot: u64) -> u32 {
    u32::try_from((slot & u64::from(u32::MAX)).saturating_sub(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_is_found_by_its_number_and_the_other_way_round() {
        let mut strings = Strings::default();
        assert_eq!(strings.number("0"), None);
        for n in 0..5000_u32 {
            assert_eq!(strings.add(&n.to_string()), n);
        }
        assert_eq!(strings.add(""), 5000);
        assert_eq!(strings.len(), 5001);
        for n in 0..5000_u32 {
            assert_eq!(strings.add(&n.to_string()), n);
            assert_eq!(strings.number(&n.to_string()), Some(n));
            assert_eq!(strings.get(n), Some(n.to_string().as_str()));
        }
        assert_eq!((strings.get(5000), strings.get(5001), strings.number("x")), (Some(""), None, None));
    }
}
