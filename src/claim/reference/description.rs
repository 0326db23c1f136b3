//! Descriptions of somebody named, or described more fully, elsewhere.
//!
//! In: "the minister", "the group", "officials". Out: the entity that is called so again, if one is the likeliest.

use std::sync::Arc;

use super::{MENTIONS, Resolver};
use crate::claim::actor::Tenure;
use crate::claim::entity::{Entity, Gender, gender_of, is_plural};
use crate::claim::vocabulary::SourceKind;
use crate::grammar::chunk::{Item, NounGroup};
use crate::grammar::feature::{Flag, Key};
use crate::grammar::phrase::{head_has, head_lemmas};
use crate::text::span::Tokens;

impl Resolver<'_, '_> {
    /// Somebody named or described more fully elsewhere: "the minister", "the group", "officials".
    pub(super) fn called_again(&self, item: &Item, group: &NounGroup, tokens: Tokens) -> Option<usize> {
        let head = group.head as usize;
        let definite = group.determiner.is_none_or(|d| self.analysis.has(d as usize, Flag::Definite) || self.analysis.has(d as usize, Flag::Demonstrative));
        if !definite || group.counted {
            return None;
        }
        let at = item.span.start;
        let plural = is_plural(self.analysis, head, group);
        let gender = gender_of(self.analysis, tokens, group);
        let country = tokens.range().find_map(|t| self.names.country(t)).map(|c| Arc::clone(&c.key));
        let lemma = head_lemmas(self.analysis, head).next().map_or_else(|| self.analysis.word(head).to_owned(), |l| l.text.clone());
        let person = head_has(self.analysis, head, Flag::Person) && !plural;
        let generic = head_has(self.analysis, head, Flag::Generic);
        let words = tokens.len();
        let fits = |e: &Entity| {
            let country_fits = country.is_none() || e.country.is_none() || e.country == country;
            let gender_fits = gender == Gender::Unknown || e.gender == Gender::Unknown || e.gender == gender;
            country_fits && (!person || gender_fits)
        };
        if person {
            // Without an article only at the head of a sentence, where news drops it.
            let opens = self.analysis.sentences.sentences.binary_search_by_key(&item.span.start, |s| s.start).is_ok();
            if group.determiner.is_none() && !self.analysis.language.syntax.head_first && !opens {
                return None;
            }
            let offices: Vec<&str> = head_lemmas(self.analysis, head).flat_map(|l| l.features.list(Key::Office)).collect();
            let holds = |e: &Entity| e.kind == SourceKind::Person && self.holds(e, &offices, country.as_ref());
            let in_text = self.latest(|e| e.kind == SourceKind::Person && (e.roles.iter().any(|r| self.same_head(r, &lemma)) && fits(e) || holds(e)), at);
            // "le président américain" before the document says who that is.
            let by_role = in_text.or_else(|| self.entities.list.iter().take(MENTIONS).position(|e| country.is_some() && holds(e)));
            let by_head = || self.latest(|e| e.kind == SourceKind::Person && !e.named && e.head == lemma && e.words.len() > words as usize && fits(e), at);
            let by_speech = || {
                (generic && group.determiner.is_some())
                    .then(|| {
                        self.spoken
                            .iter()
                            .rev()
                            .take(MENTIONS / 4)
                            .map(|(_, e)| *e)
                            .find(|e| self.entities.list.get(*e).is_some_and(|e| e.kind == SourceKind::Person && fits(e)))
                    })
                    .flatten()
            };
            return by_role.or_else(by_head).or_else(by_speech);
        }
        // "the Monitor" after "the Teral Human Rights Monitor"
        let word = self.analysis.word(head).to_owned();
        let is_body = head_has(self.analysis, head, Flag::Body);
        let short = |e: &Entity| {
            e.named
                && e.kind == SourceKind::Organisation
                && e.words.len() > 1
                && (e.words.last() == Some(&word) || e.words.first() == Some(&word) || (is_body && e.words.contains(&word)))
                && e.plural == plural
        };
        let called = group.determiner.is_some() || (is_body && !self.analysis.language.syntax.head_first);
        if words == 1
            && called
            && let Some(found) = self.latest(short, at)
        {
            return Some(found);
        }
        // A short description of a body or group takes the longer one of the same head: "the military" after "the Turkish military".
        let longer = |e: &Entity| !e.named && self.same_head(&e.head, &lemma) && e.words.len() > words as usize && e.plural == plural && fits(e);
        if let Some(found) = self.latest(longer, at).filter(|_| words == 1) {
            return Some(found);
        }
        let body = head_has(self.analysis, head, Flag::Body) || head_has(self.analysis, head, Flag::Media);
        if body && words == 1 && group.determiner.is_none() {
            let near = self.entities.list.len().saturating_sub(MENTIONS);
            let mut later = self.entities.list.iter().enumerate().skip(near).filter(|(_, e)| longer(e));
            return later.next().filter(|_| later.next().is_none()).map(|(i, _)| i);
        }
        if generic && (body || head_has(self.analysis, head, Flag::Media) || head_has(self.analysis, head, Flag::Document)) && group.determiner.is_some() {
            let media = head_has(self.analysis, head, Flag::Media) || !body;
            let organisation = |e: &Entity| e.kind == SourceKind::Organisation && (e.named || e.words.len() > 1) && media == e.medium && fits(e);
            let here = self.sentence_of(at);
            let near = |t: u32| here.saturating_sub(self.sentence_of(t)) <= 2;
            let spoke = self.spoken.iter().rev().find(|(t, _)| *t < at && near(*t)).map(|(_, e)| *e);
            return spoke.filter(|e| self.entities.list.get(*e).is_some_and(organisation)).or_else(|| self.latest(organisation, at));
        }
        None
    }

    /// Whether somebody whom the gazetteer knows held one of some offices when the document was published: of a state, if one is named.
    fn holds(&self, e: &Entity, offices: &[&str], of: Option<&Arc<str>>) -> bool {
        let Some(actor) = e.known.as_ref().and_then(|(key, _)| self.gazetteer.by_key(key)).filter(|_| !offices.is_empty()) else { return false };
        let in_force = |t: &Tenure| self.published.is_none_or(|day| t.from.is_none_or(|d| d <= day) && t.until.is_none_or(|d| day <= d));
        actor.tenures.iter().any(|t| offices.contains(&t.office.as_str()) && of.is_none_or(|c| *c == t.of) && in_force(t))
    }

    /// Whether a head is a noun, or an expression that ends, or begins, with it: `préfecture de police`, `foreign ministry`.
    fn same_head(&self, head: &str, lemma: &str) -> bool {
        let rest = if self.analysis.language.syntax.head_first { head.strip_prefix(lemma) } else { head.strip_suffix(lemma) };
        rest.is_some_and(|r| r.is_empty() || r.starts_with(' ') || r.ends_with(' '))
    }
}
