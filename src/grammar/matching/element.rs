//! A type of the rule language, found at an item behind the cue: clauses, questions, quoted words, phrases.
//!
//! In: a type and the item where it has to begin. Out: its run of items.

use super::{Cue, Matcher, Run};
use crate::grammar::chunk::ItemKind;
use crate::grammar::clause::{Clause, ClauseKind};
use crate::grammar::feature::Flag;
use crate::grammar::pattern::Type;
use crate::grammar::phrase::{of, phrase_end};
use crate::grammar::tagging::VerbForm;

impl<'a> Matcher<'a, '_> {
    /// The run of items of a type that begins at `at`; a capture of content is this run.
    pub(super) fn typed(&self, cue: &Cue<'a>, kind: Type, at: usize) -> Option<Run> {
        self.sign(cue, kind, at).or_else(|| self.phrase(cue, kind, at)).or_else(|| self.stretch(cue, kind, at))
    }

    /// A type that is one item or none: a sign, a small word, the end of the sentence.
    fn sign(&self, cue: &Cue<'a>, kind: Type, at: usize) -> Option<Run> {
        match kind {
            Type::Demonstrative => {
                let item = self.items.get(at)?;
                (matches!(item.kind, ItemKind::Noun(_)) && self.analysis.has(item.span.start as usize, Flag::Demonstrative) && item.span.len() == 1)
                    .then_some(at..at + 1)
            }
            Type::Comma => matches!(self.kind(at), Some(ItemKind::Comma | ItemKind::Dash)).then_some(at..at + 1),
            Type::Colon => matches!(self.kind(at), Some(ItemKind::Colon)).then_some(at..at + 1),
            Type::End => (at >= self.items.len() || matches!(self.kind(at), Some(ItemKind::Stop))).then_some(at..at),
            Type::Around => Some(at..at),
            Type::Quotation => matches!(self.kind(at), Some(ItemKind::Quotation(_))).then_some(at..at + 1),
            Type::Preposition => self.preposition(cue, at).then_some(at..at + 1),
            Type::Marker => self.marker(cue, at).then_some(at..at + 1),
            _ => None,
        }
    }

    /// A type that is a noun phrase.
    fn phrase(&self, cue: &Cue<'a>, kind: Type, at: usize) -> Option<Run> {
        let items = self.items.len();
        let noun = matches!(self.kind(at), Some(ItemKind::Noun(_)));
        match kind {
            Type::Group => noun.then_some(at..at + 1),
            // "ni l'effectif ni la position"
            Type::Phrase
                if cue.withheld
                    && matches!(self.kind(at), Some(ItemKind::Coordinator))
                    && self.items.get(at).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Negation)) =>
            {
                Some(at..self.rest_end(cue, at))
            }
            // "sans préciser de date"
            Type::Phrase
                if cue.withheld && of(self.analysis, self.items, at) && matches!(self.kind(at + 1), Some(ItemKind::Noun(n)) if n.determiner.is_none()) =>
            {
                Some(at + 1..phrase_end(self.analysis, self.items, at + 1, items))
            }
            Type::Phrase => noun.then(|| at..phrase_end(self.analysis, self.items, at, items)),
            // "de multiples sources": an article that looks like a preposition.
            Type::Voice if !noun && of(self.analysis, self.items, at) && matches!(self.kind(at + 1), Some(ItemKind::Noun(n)) if n.determiner.is_none()) => {
                self.has_voice(at + 1).then(|| at + 1..phrase_end(self.analysis, self.items, at + 1, items))
            }
            // "pour l'arrivée des secours": a weak word attributes only to what speaks itself.
            Type::Voice if cue.lemma.features.has(Flag::Weak) && self.verb(cue.at).is_none() => {
                (noun && self.voice(at)).then(|| at..phrase_end(self.analysis, self.items, at, items))
            }
            Type::Voice => (noun && self.has_voice(at)).then(|| at..phrase_end(self.analysis, self.items, at, items)),
            Type::Sources => self.sources(at).then(|| at..phrase_end(self.analysis, self.items, at, items)),
            _ => None,
        }
    }

    /// A type that reaches as far as the clause lets it: what is said, or asked, or wanted.
    fn stretch(&self, cue: &Cue<'a>, kind: Type, at: usize) -> Option<Run> {
        let items = self.items.len();
        let noun = matches!(self.kind(at), Some(ItemKind::Noun(_)));
        match kind {
            Type::Quoted => self.quoted(cue, at),
            Type::ThatClause => self.opens_complement(cue, at).then(|| at + 1..self.complement_end(cue, at)),
            Type::BareClause => {
                let clause = self.clause_from(at).filter(|c| c.kind == ClauseKind::Complement)?;
                let that = matches!(self.kind(at), Some(ItemKind::Complementiser | ItemKind::Relative));
                (!that && clause.verb.is_some()).then_some(at..clause.end as usize).map(|run| self.cut(cue, run))
            }
            Type::Question => self.question(cue, at),
            Type::Infinitive => self.infinitive(cue, at).map(|from| from..self.rest_end(cue, from)),
            Type::Gerund => self.verb(at).filter(|v| v.form == VerbForm::Gerund).map(|_| at..self.rest_end(cue, at)),
            Type::Sentence => (at < items).then_some(at..items),
            Type::Rest => (at < items && !matches!(self.kind(at), Some(ItemKind::Comma | ItemKind::Stop))).then(|| at..self.rest_end(cue, at)),
            Type::NounRest => noun.then(|| self.noun_rest(cue, at)),
            Type::NounQuoted => noun
                .then(|| self.noun_rest(cue, at))
                .filter(|run| (run.start..run.end.min(phrase_end(self.analysis, self.items, at, items) + 1)).any(|i| self.has_mark(i))),
            Type::PhraseInfinitive => self.phrase_infinitive(cue, at),
            Type::PhraseOf => self.phrase_of(cue, at),
            Type::GapOf => self.preposition(cue, at).then(|| at + 1..self.rest_end(cue, at + 1)).filter(|run| run.start < run.end),
            Type::BareGap => self.bare_gap(cue, at).then(|| at..self.rest_end(cue, at + 1)),
            Type::PhraseAs => self.phrase_as(cue, at),
            Type::Predicate => self.predicate(cue, at),
            _ => None,
        }
    }

    /// Whether an item is, or holds, a quotation mark.
    fn has_mark(&self, at: usize) -> bool {
        let is_mark = |t: usize| self.analysis.language.orthography.is_quotation_mark(self.analysis.word(t));
        self.items.get(at).is_some_and(|i| matches!(i.kind, ItemKind::Mark | ItemKind::Quotation(_)) || i.span.range().any(is_mark))
    }

    /// Whether a complementiser stands at `at`, also one that looks like a relative pronoun.
    fn opens_complement(&self, cue: &Cue<'a>, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        // "said reports that … were false": what is said has begun before it.
        if self.segment.clauses.clauses.iter().any(|c| c.kind == ClauseKind::Complement && (cue.end..at).contains(&(c.start as usize))) {
            return false;
        }
        match item.kind {
            ItemKind::Complementiser => true,
            ItemKind::Relative if self.clause_from(at).is_some_and(|c| c.kind == ClauseKind::Complement) => true,
            // Behind nothing but adverbs and times no noun is there that it could be relative to.
            ItemKind::Relative => {
                self.analysis.complementises(item.span.start as usize) && (cue.end..at).all(|i| !matches!(self.kind(i), Some(ItemKind::Noun(_))))
            }
            _ => false,
        }
    }

    /// The clause whose first item is `at`.
    fn clause_from(&self, at: usize) -> Option<&Clause> {
        self.segment.clauses.clauses.iter().find(|c| c.start as usize == at && c.kind != ClauseKind::Main)
    }

    /// Whether a finite verb stands at `at` whose subject is the relative pronoun that opens the clause of the cue.
    fn bare_gap(&self, cue: &Cue<'a>, at: usize) -> bool {
        let relative = self
            .segment
            .clauses
            .of_item
            .get(cue.at)
            .and_then(|c| self.segment.clauses.clauses.get(*c as usize))
            .is_some_and(|c| c.kind == ClauseKind::Relative || matches!(self.kind(c.start as usize), Some(ItemKind::Relative)));
        relative && self.verb(at).is_some_and(|v| v.form.is_finite())
    }

    /// Words in quotation marks that begin at `at`, with what goes on behind them in the clause.
    fn quoted(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        matches!(self.kind(at), Some(ItemKind::Mark)).then(|| at..self.rest_end(cue, at + 1))
    }

    /// The end of the complement that the complementiser at `at` opens.
    fn complement_end(&self, cue: &Cue<'a>, at: usize) -> usize {
        let end = self.clause_from(at).map_or(self.items.len(), |c| c.end as usize);
        self.cut(cue, at..end).end
    }

    /// A reported question: behind a complementiser only what follows it, else with its question word.
    fn question(&self, cue: &Cue<'a>, at: usize) -> Option<Run> {
        let item = self.items.get(at)?;
        let first = item.span.start as usize;
        // "questioned them when they returned": a time, unless it stands right behind the cue.
        if at > cue.end && self.analysis.has(first, Flag::Subordinator) && !self.analysis.has(first, Flag::Whether) {
            return None;
        }
        // "said businesses who felt harmed should call": a noun between the two is what a clause is about.
        let clause_of = |i: usize| self.segment.clauses.of_item.get(i);
        let about = |i: usize| i > cue.at && matches!(self.kind(i), Some(ItemKind::Noun(_))) && clause_of(i) != clause_of(cue.at);
        // "demande à ceux qui l'ont vu de …": whom the cue is directed at.
        let whom = || matches!(item.kind, ItemKind::Relative) && self.phrase_infinitive(cue, cue.end).is_some();
        if at.checked_sub(1).is_some_and(about) || whom() {
            return None;
        }
        // "said if the river rises, the bridge will close": a clause that goes on behind it.
        if matches!(item.kind, ItemKind::Subordinator) && self.clause_from(at).is_some_and(|c| c.kind == ClauseKind::Complement) {
            return None;
        }
        let asks = self.analysis.has(first, Flag::Interrogative) || self.analysis.marked(first, Flag::Whether);
        let opens = matches!(
            item.kind,
            ItemKind::Subordinator | ItemKind::Relative | ItemKind::Complementiser | ItemKind::Adverb | ItemKind::Noun(_) | ItemKind::Other
        );
        (asks && opens).then(|| at..self.rest_end(cue, at + 1))
    }
}
