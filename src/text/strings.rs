//! Many strings, each once and with a number: the keys of large tables, in one piece of memory.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

/// Strings by their numbers, which count from 0 in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    /// All of them, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// Their numbers, by the hashes of what they stand for.
    numbers: HashTable<u32>,
}

impl Strings {
    /// The number of a string, which is added where it is not known yet.
    pub fn add(&mut self, string: &str) -> u32 {
        if let Some(known) = self.number(string) {
            return known;
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.push_str(string);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        let (text, ends) = (&self.text, &self.ends);
        self.numbers.insert_unique(hash(string), number, |other| hash(part(text, ends, *other).unwrap_or_default()));
        number
    }

    /// The number of a string, if it was added.
    #[must_use]
    pub fn number(&self, string: &str) -> Option<u32> {
        self.numbers.find(hash(string), |number| self.get(*number) == Some(string)).copied()
    }

    /// The string of a number.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&str> {
        part(&self.text, &self.ends, number)
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
}

/// The string of a number in a text of strings that end there.
fn part<'a>(text: &'a str, ends: &[u32], number: u32) -> Option<&'a str> {
    let at = number as usize;
    let start = at.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied())?;
    text.get(start as usize..*ends.get(at)? as usize)
}

fn hash(string: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(string)
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
