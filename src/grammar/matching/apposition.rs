//! What is put beside a name between commas: "according to Petra Hauk, the mayor of Dostova, …".
//!
//! In: the comma behind a name. Out: the comma behind its apposition, so that what is said begins there.

use super::Matcher;
use crate::grammar::chunk::{Item, ItemKind};
use crate::grammar::feature::Flag;
use crate::grammar::phrase::{head_has, past_age, phrase_end};
use crate::grammar::tagging::VerbForm;

/// How many items an apposition has at most.
const REACH: usize = 14;

impl Matcher<'_, '_> {
    /// The comma that closes the apposition, or the relative clause, that the comma at `comma` opens behind a name.
    pub(super) fn apposition(&self, comma: usize) -> Option<usize> {
        if !matches!(self.kind(comma), Some(ItemKind::Comma)) {
            return None;
        }
        if let Some(close) = self.name_behind(comma) {
            return Some(close);
        }
        if !self.names(comma.checked_sub(1)?) {
            return None;
        }
        let aged = past_age(self.analysis, self.items, comma);
        if aged > comma && self.clause_begins(aged + 1) && !self.describes(aged + 1) {
            return Some(aged);
        }
        let from = aged + 1;
        let behind = match self.kind(from)? {
            ItemKind::Relative => from + 1,
            // "selon franceinfo, citant les pompiers, …"
            ItemKind::Verb(verb) if verb.form == VerbForm::Gerund => from + 1,
            ItemKind::Noun(_) if self.describes(from) => phrase_end(self.analysis, self.items, from, self.items.len()),
            _ => return None,
        };
        // Up to the next comma; only a relative clause has a finite verb.
        let mut relative = behind == from + 1 && matches!(self.kind(from), Some(ItemKind::Relative));
        for at in behind..self.items.len().min(from + REACH) {
            match self.kind(at)? {
                ItemKind::Comma => return self.clause_begins(at + 1).then_some(at),
                ItemKind::Relative => relative = true,
                ItemKind::Verb(verb) if verb.form.is_finite() && !relative => return None,
                ItemKind::Stop | ItemKind::Colon | ItemKind::Semicolon => return None,
                _ => {}
            }
        }
        None
    }

    /// "according to the mayor of Dostova, Petra Hauk, the bridge is closed": the comma behind the name of whom a role before the comma is of.
    fn name_behind(&self, comma: usize) -> Option<usize> {
        let first = (comma.saturating_sub(REACH)..comma).find(|i| phrase_end(self.analysis, self.items, *i, comma) == comma)?;
        let role = self.describes(first) && !self.names(first);
        let close = phrase_end(self.analysis, self.items, comma + 1, self.items.len());
        let name = self.items.get(comma + 1).and_then(Item::noun).is_some_and(|n| n.name.is_some() && n.determiner.is_none() && !n.counted);
        (role && name && matches!(self.kind(close), Some(ItemKind::Comma)) && self.clause_begins(close + 1)).then_some(close)
    }

    /// Whether an item ends with a name.
    fn names(&self, at: usize) -> bool {
        self.items.get(at).and_then(Item::noun).is_some_and(|n| n.name.is_some())
    }

    /// Whether a noun group says who somebody is: an office, a job, a body; no number of people.
    fn describes(&self, at: usize) -> bool {
        self.items.get(at).and_then(Item::noun).is_some_and(|n| {
            let has = |flag: Flag| head_has(self.analysis, n.head as usize, flag);
            !n.counted && !n.pronoun && (has(Flag::Role) || has(Flag::Title) || has(Flag::Body) || has(Flag::Media))
        })
    }

    /// Whether a clause of its own begins at an item: a subject that no further comma parts from its verb.
    fn clause_begins(&self, at: usize) -> bool {
        let Some(start) = (at..self.items.len().min(at + 4)).find(|i| matches!(self.kind(*i), Some(ItemKind::Noun(_)))) else { return false };
        let end = phrase_end(self.analysis, self.items, start, self.items.len());
        !matches!(self.kind(end), Some(ItemKind::Comma))
            && (end..self.items.len().min(end + 8)).any(|i| matches!(self.kind(i), Some(ItemKind::Verb(v)) if v.form.is_finite()))
    }
}
