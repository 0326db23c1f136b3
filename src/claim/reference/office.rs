//! The holder of an office whom the document does not name: "the French president", "le ministre de la Défense".
//!
//! In: a description that is an office and nothing else. Out: who held it on the day of publication, if the gazetteer knows one who did.

use std::sync::Arc;

use super::Resolver;
use crate::claim::entity::is_plural;
use crate::grammar::chunk::NounGroup;
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::lexicon::Lemma;
use crate::grammar::tagging::Class;
use crate::text::span::Tokens;

impl Resolver<'_, '_> {
    /// Who held an office when the document was published: of the state that the description names; of an office that only states have,
    /// else of the one that the document speaks of most. Nobody where it says anything else: "the club's president", "the former president".
    pub(super) fn holder(&self, group: &NounGroup, tokens: Tokens) -> Option<Arc<str>> {
        let day = self.published?;
        let definite = |d: u32| self.analysis.has(d as usize, Flag::Definite) || self.analysis.has(d as usize, Flag::Demonstrative);
        if group.name.is_some() || group.counted || !group.determiner.is_none_or(definite) || is_plural(self.analysis, group.head as usize, group) {
            return None;
        }
        let states = |t: &usize| self.names.actor(*t).is_some_and(|(actor, _)| actor.is_country());
        let state = tokens.range().find(states).and_then(|t| self.names.country(t)).map(|c| &c.key);
        // "le ministre russe de la Défense", "the president of Russia": the office is what is left without the state.
        let mut words: Vec<usize> = tokens.range().filter(|t| !states(t)).collect();
        let possessive = |t: &usize| self.analysis.language.orthography.possessives.iter().any(|p| p == self.analysis.word(*t));
        words.retain(|t| !possessive(t));
        while words.last().is_some_and(|t| matches!(self.analysis.tag_at(*t).class, Class::Preposition | Class::Determiner)) {
            words.pop();
        }
        let offices = self.office(&words)?;
        let [office] = offices.as_slice() else { return None };
        // A court, a club and a company have presidents too; nobody else has a minister of defence.
        let of = state.or(self.main_country.as_ref().filter(|_| words.len() > 1))?;
        self.gazetteer.holder(office, of, day).map(|actor| Arc::clone(&actor.key))
    }

    /// The offices that words name, all of them together.
    fn office(&self, words: &[usize]) -> Option<Vec<&str>> {
        let lexicon = &self.analysis.language.lexicon;
        let form = lexicon.form(self.analysis.word(*words.first()?))?;
        let single = lexicon.readings(form).iter().filter(|_| words.len() == 1).copied();
        let several = lexicon.expressions(form, |at| words.get(at).map(|t| self.analysis.word(*t))).filter(|(len, _)| *len == words.len()).map(|(_, r)| r);
        let offices = |lemma: &Lemma| lemma.features.list(Key::Office).next().is_some() && lemma.class == WordClass::Noun;
        let lemma = single.chain(several).filter_map(|reading| lexicon.lemma(reading.lemma)).find(|lemma| offices(lemma))?;
        Some(lemma.features.list(Key::Office).collect())
    }
}
