//! A clause behind a verb that takes one without a complementiser: "said people who felt harmed should call".
//!
//! In: the verb. Out: the item at which the clause begins, found by looking ahead for a subject and its finite verb. A clause that is not seen from there,
//! such as one with a participle for its verb, is still opened by [`finite`](super::finite) when a verb turns up that has no other place.

use super::{Parser, addresses, reports, takes_bare_clause, verb_readings};
use crate::grammar::chunk::{Item, ItemKind, NounGroup, VerbGroup};
use crate::grammar::feature::{Flag, Key};
use crate::grammar::phrase::{head_has, head_lemmas, phrase_end};
use crate::grammar::tagging::VerbForm;

/// How many items ahead a subject and its verb are looked for.
const REACH: usize = 40;

impl Parser<'_, '_> {
    /// Where the clause begins that a verb at `at` takes, if one follows.
    pub(super) fn bare_from(&self, at: usize, verb: &VerbGroup) -> Option<usize> {
        if verb.passive || !takes_bare_clause(self.analysis, verb) {
            return None;
        }
        let acts = || verb_readings(self.analysis, verb).filter(|l| l.features.value(Key::Act).is_some());
        let frame = |name: &str| acts().any(|l| l.features.list(Key::Frames).any(|f| f == name));
        let addressed = addresses(self.analysis, verb);
        let opens = |from: usize| self.opens_bare(from) && self.clause_ahead(from, addressed, frame);
        // "told the nation 28 people were killed", "told Reuters by phone they were leaving": of two noun phrases in a row the first is whom it is told.
        let told = phrase_end(self.analysis, self.items, at + 1, self.items.len());
        let behind = (addressed && told > at + 1).then(|| self.behind_circumstances(at, told)).flatten();
        if let Some(from) = behind.filter(|from| matches!(self.kind(*from), Some(ItemKind::Noun(_))) && opens(*from)) {
            return Some(from);
        }
        self.behind_circumstances(at, at + 1).filter(|from| opens(*from))
    }

    /// Whether a clause can begin at an item.
    fn opens_bare(&self, from: usize) -> bool {
        let Some(first) = self.items.get(from) else { return false };
        let asks = self.analysis.has(first.span.start as usize, Flag::Interrogative) && !matches!(first.kind, ItemKind::Subordinator);
        let opens = match first.kind {
            ItemKind::Noun(_) | ItemKind::Adverb | ItemKind::Preposition | ItemKind::Other | ItemKind::Subordinator | ItemKind::Time => true,
            ItemKind::Verb(verb) => !verb.form.is_finite(),
            _ => false,
        };
        // "that today we …": a complementiser that was taken for a pronoun.
        let that = first.span.len() == 1 && self.analysis.complementises(first.span.start as usize) && !self.next_is_finite(from + 1);
        opens && !asks && !that
    }

    /// The item behind what tells when and where it was said: "on Tuesday", "in a statement". What a comma closes belongs to what is said, unless it is a time.
    fn behind_circumstances(&self, at: usize, from: usize) -> Option<usize> {
        let mut from = from;
        let mut phrases = None;
        loop {
            let next = match self.kind(from)? {
                ItemKind::Time => from + 1,
                ItemKind::Preposition if self.subordinates(from) => break,
                ItemKind::Preposition if matches!(self.kind(from + 1), Some(ItemKind::Time)) => from + 2,
                ItemKind::Adverb if self.items.get(from).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Earlier)) => from + 1,
                // "in a statement", of several words.
                ItemKind::Adverb if self.items.get(from).is_some_and(|i| i.span.len() > 1) => {
                    let medium = |t: usize| head_has(self.analysis, t, Flag::Document) || head_has(self.analysis, t, Flag::Media);
                    let tells = self.items.get(from).is_some_and(|i| i.span.range().any(medium));
                    if phrases.is_none() && !tells {
                        phrases = Some(from);
                    }
                    from + 1
                }
                // "early on Sunday"
                ItemKind::Adverb if matches!((self.kind(from + 1), self.kind(from + 2)), (Some(ItemKind::Preposition), Some(ItemKind::Time))) => from + 3,
                ItemKind::Preposition if matches!(self.kind(from + 1), Some(ItemKind::Noun(_))) => {
                    let medium = |flag: Flag| self.items.get(from + 1).and_then(Item::noun).is_some_and(|n| head_has(self.analysis, n.head as usize, flag));
                    if phrases.is_none() && !medium(Flag::Document) && !medium(Flag::Media) {
                        phrases = Some(from);
                    }
                    phrase_end(self.analysis, self.items, from + 1, self.items.len())
                }
                // "through television and newspapers, people …"
                ItemKind::Coordinator if phrases.is_some() && matches!(self.kind(from + 2), Some(ItemKind::Comma)) => from + 2,
                ItemKind::Comma if from > at + 1 => return Some(phrases.unwrap_or(from + 1)),
                _ => break,
            };
            from = next;
        }
        Some(from)
    }

    /// Whether a subject and a finite verb of its own follow from `from`, before the sentence ends. A verb that takes a noun phrase or an infinitive as
    /// well (`frame` knows) has an object first, and what a conjunction joins to it may be the subject of another clause.
    fn clause_ahead(&self, from: usize, addressed: bool, frame: impl Fn(&str) -> bool) -> bool {
        let (mut subject, mut joined, mut verbs) = (false, false, false);
        // Finite verbs that clauses inside will take.
        let mut inner = 0u32;
        let mut commas = 0u32;
        let mut at = from;
        while at < self.items.len().min(from + REACH) {
            let Some(item) = self.items.get(at) else { break };
            let has = |flag: Flag| self.analysis.has(item.span.start as usize, flag);
            match item.kind {
                ItemKind::Adverb | ItemKind::Noun(_) | ItemKind::Other if at > from && has(Flag::Interrogative) => return false,
                ItemKind::Noun(_) if subject && !verbs && self.contact(at) => inner += 1,
                ItemKind::Noun(_) if inner == 0 => subject |= at == from || !self.governed(at),
                ItemKind::Verb(verb) if verb.form.is_finite() && inner > 0 => {
                    inner -= 1;
                    verbs = true;
                }
                ItemKind::Verb(verb) if verb.form.is_finite() => {
                    let own = matches!(self.kind(at.saturating_sub(1)), Some(ItemKind::Noun(_)));
                    let parted = commas > 0 && self.resumed(at, &verb, commas) || joined && frame("phrase") || commas == 1 && self.behind_comma(at);
                    return subject && (own || self.coordinated_verb(at).is_none()) && !parted;
                }
                ItemKind::Verb(verb) if verb.form == VerbForm::Gerund && at == from => (subject, verbs) = (true, true),
                // "told police to leave": what is said is the infinitive.
                ItemKind::Verb(verb) if verb.form == VerbForm::Infinitive && inner == 0 && frame("object-infinitive") => return false,
                ItemKind::Subordinator if self.items.get(at + 1).and_then(Item::verb).is_some_and(|v| !v.form.is_finite()) => {}
                // "told the paper that …", "said in a statement that …", "asked her why …": what is said begins there.
                ItemKind::Complementiser | ItemKind::Relative
                    if self.analysis.complementises(item.span.start as usize)
                        && !self.named_by_noun(at)
                        && (addressed || matches!(self.kind(at - 1), Some(ItemKind::Noun(_))) && self.governed(at - 1)) =>
                {
                    return false;
                }
                ItemKind::Subordinator if subject && has(Flag::Interrogative) && frame("whether") && !self.behind_comma(at) => {
                    return false;
                }
                ItemKind::Relative | ItemKind::Complementiser | ItemKind::Subordinator => inner += 1,
                ItemKind::Preposition if self.subordinates(at) => inner += 1,
                ItemKind::Coordinator if inner == 0 && (self.begins_anew(at) || commas <= 1 && self.behind_comma(at)) => return false,
                ItemKind::Comma if inner == 0 && subject => commas += 1,
                ItemKind::Coordinator => joined |= subject,
                ItemKind::Open => at = (at..self.items.len()).find(|i| matches!(self.kind(*i), Some(ItemKind::Close))).unwrap_or(at),
                ItemKind::Stop | ItemKind::Semicolon | ItemKind::Colon | ItemKind::Close => return false,
                _ => {}
            }
            at += 1;
        }
        false
    }

    /// "reports that", "the claim that": whether the noun before a complementiser is one that says what.
    fn named_by_noun(&self, at: usize) -> bool {
        let noun = at.checked_sub(1).filter(|b| !self.governed(*b)).and_then(|b| self.items.get(b)).and_then(Item::noun);
        noun.is_some_and(|n| head_lemmas(self.analysis, n.head as usize).any(|l| l.features.list(Key::Frames).any(|f| f == "that")))
    }

    /// "the biases they may carry": whether a noun stands right behind another, as the subject of a relative clause without a pronoun.
    fn contact(&self, at: usize) -> bool {
        let time = |n: &NounGroup| [Flag::TimeWord, Flag::PartOfDay].iter().any(|f| self.analysis.has(n.head as usize, *f));
        let noun = |i: &usize| self.items.get(*i).and_then(Item::noun).is_some_and(|n| !n.pronoun && !time(n));
        let start = (0..at).rev().take(6).find(|i| noun(i) && phrase_end(self.analysis, self.items, *i, at) == at);
        let group = self.items.get(at).and_then(Item::noun);
        let subject = group.is_some_and(|n| n.pronoun || n.name.is_some() || n.determiner.is_some());
        start.is_some() && subject && self.next_is_finite(at + 1)
    }

    /// Whether a noun opens a relative clause without a pronoun that says which the waiting subject before it is: another finite verb is left for that.
    pub(super) fn modified(&self, at: usize) -> bool {
        let clause = self.clause(self.top());
        if self.analysis.language.syntax.head_first || clause.verb.is_some() || clause.subject.is_none() || !self.contact(at) {
            return false;
        }
        let verbs = (at + 1..self.items.len().min(at + REACH))
            .take_while(|i| {
                let opens = matches!(self.kind(*i), Some(ItemKind::Relative | ItemKind::Complementiser | ItemKind::Subordinator | ItemKind::Coordinator));
                !opens && !matches!(self.kind(*i), Some(ItemKind::Comma | ItemKind::Stop | ItemKind::Semicolon | ItemKind::Colon | ItemKind::Dash))
            })
            .filter(|i| self.items.get(*i).and_then(Item::verb).is_some_and(|v| v.form.is_finite()));
        verbs.count() > 1
    }

    /// "but it was unclear": whether a conjunction is followed by a pronoun and its verb; not in "my friend and I went".
    fn begins_anew(&self, at: usize) -> bool {
        let third =
            |t: usize| self.analysis.readings(t).iter().filter_map(|r| self.analysis.lemma(r.lemma)).all(|l| l.features.value(Key::Person) != Some("1"));
        self.items.get(at + 1).and_then(Item::noun).is_some_and(|n| n.pronoun && third(n.head as usize)) && self.next_is_finite(at + 2)
    }

    /// Whether a comma stands right before an item.
    pub(super) fn behind_comma(&self, at: usize) -> bool {
        matches!(at.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Comma))
    }

    /// ", the ministry said.", ", also claimed …": whether a verb that reports stands behind a comma, with its subject alone and then nothing more, or
    /// without one.
    fn resumed(&self, at: usize, verb: &VerbGroup, commas: u32) -> bool {
        let ends = commas == 1 || matches!(self.kind(at + 1), None | Some(ItemKind::Stop | ItemKind::Time | ItemKind::Comma));
        let comma = (0..at).rev().find(|i| matches!(self.kind(*i), Some(ItemKind::Comma | ItemKind::Dash)));
        let behind = |comma: usize| {
            let subject = ends && phrase_end(self.analysis, self.items, comma + 1, at) == at;
            subject || (comma + 1..at).all(|i| !matches!(self.kind(i), Some(ItemKind::Noun(_))))
        };
        reports(self.analysis, verb) && comma.is_some_and(behind)
    }
}
