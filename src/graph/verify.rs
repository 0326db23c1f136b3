//! Claims against a text that may have changed since: do their words still stand there?
//!
//! A claim rests on its content, its cue, the words that name its actors and those of its figures. It is in place where all of these stand
//! where they stood, and moved where all of them stand as far from each other as they did, at one other place only. Nothing that
//! merely looks alike is taken for it: not other words of the same meaning, not the same words said by somebody else, and not one
//! of several places with the same words unless the words around them are the same as well.

use std::collections::BTreeSet;

use super::facts::Claim;
use crate::text::document::CodePoints;

/// Code points around a content that tell it from the same words elsewhere.
const CONTEXT: usize = 32;

/// Where the words of a claim are in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Where they were.
    InPlace,
    /// All of them at another place.
    Moved {
        /// First code point of the content there.
        begin: u32,
        /// First code point behind it.
        end: u32,
    },
    /// Nowhere, or nobody can tell where.
    Orphaned {
        /// Why.
        why: String,
    },
}

impl Standing {
    /// Its name: `in place`, `moved`, `orphaned`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Standing::InPlace => "in place",
            Standing::Moved { .. } => "moved",
            Standing::Orphaned { .. } => "orphaned",
        }
    }
}

/// A text in canonical form, ready to be looked through.
#[derive(Debug)]
pub struct Version<'a> {
    text: &'a str,
    points: CodePoints,
}

impl<'a> Version<'a> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Version { text, points: CodePoints::new(text) }
    }

    /// The words at a range of code points; none where the text ends before.
    fn at(&self, begin: u32, end: u32) -> Option<&'a str> {
        self.text.get(self.points.to_byte(begin)? as usize..self.points.to_byte(end)? as usize)
    }

    /// The code points at which some words begin, also where they overlap.
    fn places(&self, words: &str) -> Vec<u32> {
        let (mut places, mut from) = (Vec::new(), 0);
        while let Some(found) = self.text.get(from..).filter(|_| !words.is_empty()).and_then(|rest| rest.find(words)) {
            let at = from + found;
            places.extend(u32::try_from(at).ok().map(|at| self.points.from_byte(at)));
            from = at + self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
        places
    }

    /// What stands before and behind a range.
    fn around(&self, begin: u32, end: u32) -> (Vec<char>, Vec<char>) {
        let before = self.at(0, begin).unwrap_or_default().chars().rev().take(CONTEXT).collect();
        let behind = self.at(end, self.points.len()).unwrap_or_default().chars().take(CONTEXT).collect();
        (before, behind)
    }
}

/// Where the words of a claim are in `new`, that was read in `old`.
#[must_use]
pub fn standing(old: &Version<'_>, new: &Version<'_>, claim: &Claim) -> Standing {
    let evidence = evidence(claim);
    let stands_by = |by: i64| {
        evidence.iter().all(|((begin, end), words)| shifted(*begin, by).zip(shifted(*end, by)).and_then(|(b, e)| new.at(b, e)) == Some(words.as_str()))
    };
    if stands_by(0) {
        return Standing::InPlace;
    }
    let there = new.places(&claim.content);
    let whole: Vec<u32> = there.iter().copied().filter(|at| stands_by(i64::from(*at) - i64::from(claim.begin))).collect();
    let end = |begin: u32| begin + (claim.end - claim.begin);
    // Words that stand, or stood, several times are only told from each other by what is around them.
    let several = whole.len() > 1 || old.places(&claim.content).len() > 1;
    let around = old.around(claim.begin, claim.end);
    // Where the old text begins or ends nearby, there is less to compare.
    let is_same = |begin: u32| {
        let (before, behind) = new.around(begin, end(begin));
        before.starts_with(&around.0) && behind.starts_with(&around.1)
    };
    let same: Vec<u32> = whole.iter().copied().filter(|begin| !several || is_same(*begin)).collect();
    match (there.as_slice(), whole.as_slice(), same.as_slice()) {
        (_, _, [begin]) => Standing::Moved { begin: *begin, end: end(*begin) },
        ([], ..) => orphaned("its words stand there no longer"),
        (_, [], _) => orphaned("its words stand there, but not those that name its voice, carry the attribution or give its figure"),
        _ => orphaned("its words stand there several times, or did"),
    }
}

fn orphaned(why: &str) -> Standing {
    Standing::Orphaned { why: why.to_owned() }
}

/// The words on which a claim rests, with their places.
fn evidence(claim: &Claim) -> BTreeSet<((u32, u32), String)> {
    let content = ((claim.begin, claim.end), claim.content.clone());
    let cue = claim.cue.iter().filter_map(|(words, at)| Some(((*at)?, words.clone())));
    let mentions = claim.mentions.iter().map(|mention| (mention.at, mention.text.clone()));
    let counts = claim.counts.iter().filter_map(|count| Some((count.at?, count.text.clone())));
    std::iter::once(content).chain(cue).chain(mentions).chain(counts).collect()
}

fn shifted(at: u32, by: i64) -> Option<u32> {
    u32::try_from(i64::from(at) + by).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::facts::Mention;

    const OLD: &str = "News. 😀 Caldora said that 12 soldiers had died. Vestria said nothing.";

    fn claim(content: &str) -> Claim {
        let old = Version::new(OLD);
        let place = |words: &str| {
            let begin = *old.places(words).first().unwrap();
            (begin, begin + u32::try_from(words.chars().count()).unwrap())
        };
        let (begin, end) = place(content);
        let mention = Mention { at: place("Caldora"), text: "Caldora".to_owned(), ..Mention::default() };
        Claim { begin, end, content: content.to_owned(), mentions: vec![mention], cue: Some(("said".to_owned(), Some(place("said")))), ..Claim::default() }
    }

    fn stands(new: &str) -> Standing {
        standing(&Version::new(OLD), &Version::new(new), &claim("12 soldiers had died"))
    }

    #[test]
    fn in_place_moved_or_orphaned() {
        assert_eq!(stands(OLD), Standing::InPlace);
        assert_eq!(stands(&OLD.replace("Vestria said nothing", "Vestria confirmed it")), Standing::InPlace);
        assert_eq!(stands(&format!("e\u{301}. {OLD}")), Standing::Moved { begin: 30, end: 50 });
        assert_eq!(stands(&OLD.replace("News. ", "")), Standing::Moved { begin: 20, end: 40 });
    }

    #[test]
    fn nothing_that_looks_alike_is_taken_for_it() {
        for new in [
            OLD.replace("12 soldiers had died", "13 soldiers had died"),
            OLD.replace("12 soldiers had died", "12 soldiers have died"),
            OLD.replace("12 soldiers", "12\u{a0}soldiers"),
            OLD.replace("Caldora", "Vestria"),
            OLD.replace("Caldora", "Nareth"),
            OLD.replace("said that", "denied that"),
            format!("Caldora denied that 12 soldiers had died. {}", OLD.replace("12 soldiers", "13 soldiers")),
            format!("Well. {OLD} Caldora said that 12 soldiers had died."),
            String::new(),
        ] {
            let found = stands(&new);
            let is_the_same = matches!(&found, Standing::Moved { .. }) && new.contains("News. 😀 Caldora said that 12 soldiers had died. Vestria");
            assert!(matches!(found, Standing::Orphaned { .. }) || is_the_same, "{new}: {found:?}");
        }
    }

    #[test]
    fn of_several_places_the_one_with_the_same_words_around_it() {
        let twice = format!("Well, in an early report Caldora said that 12 soldiers had died, as we wrote. {OLD}");
        assert!(matches!(stands(&twice), Standing::Moved { .. }));
        let changed = twice.replace("News. 😀 ", "");
        assert!(matches!(stands(&changed), Standing::Orphaned { .. }));
    }
}
