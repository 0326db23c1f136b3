//! Items into clauses, in one pass with a stack: who is the subject of which verb, and how far a clause reaches.
//!
//! ```text
//! the mayor , who left , said that [ the bridge held ] , but [ police denied it ]
//! main─────── relative ─ main      complement          coordinate main
//! ```
//!
//! A clause begins at a complementiser, a relative pronoun, a subordinator, at a noun that follows a verb that takes a bare
//! clause, or behind a comma or conjunction. It ends where a verb needs a subject that an outer clause still holds.

use super::analysis::Analysis;
use super::chunk::{Item, ItemKind, VerbGroup};
use super::feature::{Flag, Key, WordClass};
use super::lexicon::Lemma;
use super::tagging::VerbForm;

/// An item by its position in its segment.
pub type ItemId = u32;

/// What kind of clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// An independent clause.
    Main,
    /// What is said, behind a complementiser or bare.
    Complement,
    /// A relative clause.
    Relative,
    /// Another subordinate clause.
    Adverbial,
    /// What stands in brackets.
    Parenthesis,
    /// An attribution set between commas: ", he said,".
    Incise,
}

/// A clause.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// What kind.
    pub kind: ClauseKind,
    /// Its first item; its complementiser or pronoun included.
    pub start: ItemId,
    /// The item behind its last.
    pub end: ItemId,
    /// The clause around it.
    pub parent: Option<u32>,
    /// Its subject.
    pub subject: Option<ItemId>,
    /// Its first verb.
    pub verb: Option<ItemId>,
}

/// The clauses of a run of items.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    /// All clauses, in the order in which they open.
    pub clauses: Vec<Clause>,
    /// The clause in which each item stands.
    pub of_item: Vec<u32>,
    /// The subject of each verb item.
    pub subjects: Vec<Option<ItemId>>,
    /// The verb items on which a clause rests though their form does not show it: "says 12 soldiers killed", "ont fui et accusé".
    pub finite: Vec<ItemId>,
}

impl Clauses {
    /// The clause in which an item stands.
    #[must_use]
    pub fn at(&self, item: ItemId) -> Option<&Clause> {
        self.of_item.get(item as usize).and_then(|c| self.clauses.get(*c as usize))
    }

    /// Whether a clause rests on a verb item.
    #[must_use]
    pub fn is_finite(&self, item: ItemId, verb: &VerbGroup) -> bool {
        verb.form.is_finite() || self.finite.contains(&item)
    }

    /// The subject of a verb item.
    #[must_use]
    pub fn subject(&self, verb: ItemId) -> Option<ItemId> {
        self.subjects.get(verb as usize).copied().flatten()
    }
}

/// The dictionary's entry of a verb group's main verb: of the whole expression if it is one.
#[must_use]
pub fn verb_lemma<'a>(analysis: &Analysis<'a>, verb: &VerbGroup) -> Option<&'a Lemma> {
    match verb.expression {
        Some(lemma) => analysis.lemma(lemma),
        None => verb_readings(analysis, verb).next(),
    }
}

/// All entries that the main verb can be of, those that report first.
pub fn verb_readings<'a>(analysis: &Analysis<'a>, verb: &VerbGroup) -> impl Iterator<Item = &'a Lemma> {
    let readings = analysis.readings(verb.main as usize);
    let fits = move |reports: bool| {
        readings.iter().filter_map(move |r| {
            let lemma = analysis.lemma(r.lemma).filter(|l| l.class == WordClass::Verb)?;
            (lemma.features.value(Key::Act).is_some() == reports).then_some(lemma)
        })
    };
    verb.expression.and_then(|e| analysis.lemma(e)).into_iter().chain(fits(true)).chain(fits(false))
}

/// Whether a verb group reports.
#[must_use]
pub fn reports(analysis: &Analysis<'_>, verb: &VerbGroup) -> bool {
    verb_lemma(analysis, verb).is_some_and(|l| l.features.value(Key::Act).is_some())
}

fn takes_bare_clause(analysis: &Analysis<'_>, verb: &VerbGroup) -> bool {
    let bare = |l: &Lemma| l.features.list(Key::Frames).any(|f| matches!(f, "bare" | "object-that"));
    analysis.language.syntax.bare_clauses && verb_readings(analysis, verb).any(bare)
}

/// Finds the clauses of a run of items.
#[must_use]
pub fn clauses(analysis: &Analysis<'_>, items: &[Item]) -> Clauses {
    let mut parser =
        Parser { analysis, items, out: Clauses { subjects: vec![None; items.len()], ..Clauses::default() }, marks: 0, open: Vec::new(), frames: Vec::new() };
    parser.push(ClauseKind::Main, 0);
    for at in 0..items.len() {
        parser.step(at);
        let top = parser.top();
        parser.out.of_item.push(index(top));
    }
    let end = items.len();
    while parser.open.len() > 1 {
        parser.pop(end);
    }
    parser.close(parser.top(), end);
    parser.out.fronted(items);
    parser.out
}

impl Clauses {
    /// Verbs that stand before the subject of their clause, without one of their own, have that subject: "Denying it, the army said …".
    fn fronted(&mut self, items: &[Item]) {
        for (at, item) in items.iter().enumerate() {
            let nonfinite = item.verb().is_some_and(|v| !v.form.is_finite());
            if nonfinite && self.subjects.get(at).is_some_and(Option::is_none) {
                let subject = self.of_item.get(at).and_then(|c| self.clauses.get(*c as usize)).filter(|c| c.kind == ClauseKind::Main).and_then(|c| c.subject);
                if let Some(slot) = self.subjects.get_mut(at) {
                    *slot = subject;
                }
            }
        }
    }
}

/// What is being gathered of an open clause.
#[derive(Clone, Copy, Debug, Default)]
struct Frame {
    /// A noun that may be the subject in place of the first, because a comma parts the two.
    rival: Option<usize>,
    /// A noun behind the verb: an object, or the subject of a clause to come.
    pending: Option<usize>,
    /// A noun behind the pending one, parted from it by a comma: what it is called, or a subject itself.
    appositive: Option<usize>,
    /// Commas since the appositive.
    commas_appositive: u32,
    /// A noun joined to the pending one by a conjunction.
    joined: Option<usize>,
    /// Commas since the subject or rival.
    commas: u32,
    /// Commas since the pending noun.
    commas_pending: u32,
    /// The last verb that was taken in.
    last_verb: Option<usize>,
    /// A gerund right behind a verb that takes a bare clause: perhaps its subject.
    gerund: Option<usize>,
}

struct Parser<'a, 'b> {
    analysis: &'b Analysis<'a>,
    items: &'b [Item],
    out: Clauses,
    /// Quotation marks so far.
    marks: u32,
    /// The open clauses, outermost first.
    open: Vec<usize>,
    frames: Vec<Frame>,
}

impl Parser<'_, '_> {
    fn top(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn clause(&self, id: usize) -> Clause {
        self.out.clauses.get(id).copied().unwrap_or(Clause { kind: ClauseKind::Main, start: 0, end: 0, parent: None, subject: None, verb: None })
    }

    fn change(&mut self, id: usize, change: impl FnOnce(&mut Clause)) {
        if let Some(clause) = self.out.clauses.get_mut(id) {
            change(clause);
        }
    }

    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "one was pushed if there was none")]
        &mut self.frames[last]
    }

    fn push(&mut self, kind: ClauseKind, start: usize) {
        let parent = self.open.last().map(|p| index(*p));
        self.open.push(self.out.clauses.len());
        self.frames.push(Frame::default());
        self.out.clauses.push(Clause { kind, start: index(start), end: index(start), parent, subject: None, verb: None });
        // What the clause begins with may have been read already, as part of the clause around it.
        let id = index(self.out.clauses.len() - 1);
        for slot in self.out.of_item.get_mut(start..).unwrap_or_default() {
            if Some(*slot) == parent {
                *slot = id;
            }
        }
    }

    fn close(&mut self, id: usize, end: usize) {
        self.change(id, |c| c.end = index(end).max(c.start));
    }

    /// Closes the innermost clause before item `end`.
    fn pop(&mut self, end: usize) {
        self.pop_at(end, true);
    }

    /// Closes the innermost clause; the comma that ends it, if it has been seen, parts words of the clause around it.
    fn pop_at(&mut self, end: usize, seen: bool) {
        if self.open.len() > 1
            && let Some(id) = self.open.pop()
        {
            self.frames.pop();
            self.close(id, end);
            if seen && matches!(self.kind(end), Some(ItemKind::Comma | ItemKind::Dash)) {
                self.count_comma();
            }
        }
    }

    fn kind(&self, at: usize) -> Option<ItemKind> {
        self.items.get(at).map(|i| i.kind)
    }

    fn step(&mut self, at: usize) {
        let Some(item) = self.items.get(at).copied() else { return };
        match item.kind {
            ItemKind::Noun(_) => self.noun(at),
            ItemKind::Verb(verb) if verb.form.is_finite() => self.finite(at, &verb),
            ItemKind::Verb(verb) => self.nonfinite(at, &verb),
            ItemKind::Complementiser => self.complementiser(at),
            ItemKind::Relative if self.is_complementiser(at) => self.complementiser(at),
            ItemKind::Relative => self.relative(at),
            ItemKind::Subordinator => self.push(ClauseKind::Adverbial, at),
            ItemKind::Preposition if self.subordinates(at) => self.push(ClauseKind::Adverbial, at),
            ItemKind::Comma | ItemKind::Dash => self.comma(at),
            ItemKind::Open => self.push(ClauseKind::Parenthesis, at),
            ItemKind::Close => {
                if let Some(level) = self.open.iter().rposition(|c| self.clause(*c).kind == ClauseKind::Parenthesis) {
                    while self.open.len() > level {
                        self.pop_at(at + 1, false);
                    }
                }
            }
            ItemKind::Mark => self.marks += 1,
            ItemKind::Colon | ItemKind::Semicolon | ItemKind::Stop if self.marks % 2 == 1 => self.comma(at),
            ItemKind::Colon | ItemKind::Semicolon | ItemKind::Stop => self.restart(at),
            _ => {}
        }
    }

    /// Whether the sentence has neither subject nor verb yet.
    fn leads_up(&self) -> bool {
        self.open.first().is_some_and(|c| {
            let clause = self.clause(*c);
            clause.kind == ClauseKind::Main && clause.subject.is_none() && clause.verb.is_none()
        })
    }

    fn count_comma(&mut self) {
        let frame = self.frame();
        frame.commas += 1;
        frame.commas_pending += 1;
        frame.commas_appositive += 1;
    }

    /// A full stop in all but name: what follows is a new independent clause.
    fn restart(&mut self, at: usize) {
        if at + 1 >= self.items.len() {
            return;
        }
        while self.open.len() > 1 {
            self.pop(at);
        }
        self.new_main(at, at + 1);
    }

    /// Closes the open independent clause at `end` and opens another at `start`.
    fn new_main(&mut self, end: usize, start: usize) {
        let id = self.top();
        self.close(id, end);
        self.open.clear();
        self.frames.clear();
        self.push(ClauseKind::Main, start);
    }

    fn comma(&mut self, at: usize) {
        let id = self.top();
        let clause = self.clause(id);
        let outer_waits = self.open.len() > 1 && self.open.iter().rev().nth(1).is_some_and(|p| self.clause(*p).verb.is_none());
        match clause.kind {
            // A fronted adverbial clause ends at its comma; so does an attribution between commas.
            ClauseKind::Adverbial if clause.verb.is_some() && outer_waits => self.pop(at),
            ClauseKind::Incise if clause.verb.is_some() => self.pop(at),
            // "Rejetant les accusations qui …, les autorités": what leads up to the subject of the sentence ends at its comma.
            ClauseKind::Relative | ClauseKind::Complement if clause.verb.is_some() && self.leads_up() => {
                while self.open.len() > 2 {
                    self.pop_at(at, false);
                }
                self.pop(at);
            }
            // ", dont le ministre,": a part of the subject that has no verb.
            ClauseKind::Relative if clause.verb.is_none() && outer_waits && self.opened_by_part(clause.start as usize) => self.pop(at),
            _ => self.count_comma(),
        }
    }

    fn opened_by_part(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|i| self.analysis.has(i.span.start as usize, Flag::Part))
    }

    /// Whether the noun at `at` hangs on a preposition, itself or through a conjunction.
    fn governed(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match self.kind(before) {
            Some(ItemKind::Preposition) => !self.subordinates(before),
            Some(ItemKind::Coordinator | ItemKind::Comma) => {
                let noun = before.checked_sub(1).filter(|b| matches!(self.kind(*b), Some(ItemKind::Noun(_))));
                let coordinated = matches!(self.kind(before), Some(ItemKind::Coordinator));
                let verb_next = self.next_is_finite(at + 1);
                coordinated && !verb_next && noun.is_some_and(|n| self.governed(n))
            }
            _ => false,
        }
    }

    /// "after the Journal reported that …": a preposition that can be a conjunction, before a noun phrase and its verb.
    fn subordinates(&self, at: usize) -> bool {
        let can = self.items.get(at).is_some_and(|i| i.span.len() == 1 && self.analysis.has(i.span.start as usize, Flag::Subordinator));
        if !can || !matches!(self.kind(at + 1), Some(ItemKind::Noun(_))) || self.analysis.language.syntax.head_first {
            return false;
        }
        let end = super::phrase::phrase_end(self.analysis, self.items, at + 1, self.items.len());
        self.next_is_finite(end)
    }

    /// Whether a finite verb comes next, adverbs and times aside.
    fn next_is_finite(&self, from: usize) -> bool {
        let next = (from..self.items.len().min(from + 4)).find(|i| !matches!(self.kind(*i), Some(ItemKind::Adverb | ItemKind::Time)));
        next.and_then(|n| self.items.get(n)).and_then(Item::verb).is_some_and(|v| v.form.is_finite())
    }

    fn noun(&mut self, at: usize) {
        if self.governed(at) || self.items.get(at).is_some_and(|i| begins_with(self.analysis, i, Flag::ObjectForm) && i.span.len() == 1) {
            return;
        }
        let id = self.top();
        let clause = self.clause(id);
        let coordinated = matches!(at.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Coordinator));
        if clause.verb.is_some() {
            let object = at
                .checked_sub(1)
                .and_then(|b| self.items.get(b))
                .and_then(Item::verb)
                .is_some_and(|v| !v.form.is_finite() && Some(at - 1) != self.frames.last().and_then(|f| f.last_verb));
            if object && self.frame().pending.is_some() {
                return;
            }
            let pending = self.frame().pending;
            let adjoining = pending.is_some_and(|p| self.adjoins(p, at, false));
            let joining = pending.is_some_and(|p| self.adjoins(p, at, true));
            // ", monitors and volunteers said": a list that a comma sets off has one subject.
            if coordinated && self.frame().commas_appositive == 0 && self.frame().appositive.is_some_and(|a| self.adjoins(a, at, true)) {
                return;
            }
            if joining && coordinated && self.frame().commas_pending == 0 {
                self.frame().joined = Some(at);
                return;
            }
            let frame = self.frame();
            if adjoining && frame.commas_pending == 1 {
                frame.appositive = Some(at);
                frame.commas_appositive = 0;
            } else {
                frame.pending = Some(at);
                frame.appositive = None;
                frame.joined = None;
                frame.commas_pending = 0;
            }
            return;
        }
        // "Rejecting the claims": the object of what leads up to the subject.
        let object =
            at.checked_sub(1).and_then(|b| self.items.get(b)).and_then(Item::verb).is_some_and(|v| matches!(v.form, VerbForm::Gerund | VerbForm::Infinitive));
        if clause.subject.is_none() && object {
            return;
        }
        if clause.subject.is_none() {
            self.change(id, |c| c.subject = Some(index(at)));
            self.frame().commas = 0;
        } else if !coordinated {
            let frame = self.frame();
            frame.rival = Some(at);
            // A comma opened it; another must close it, or it is the subject itself.
            frame.commas_pending = 0;
        }
    }

    /// Whether nothing but a comma, or a conjunction, stands between the phrase of one noun and another.
    fn adjoins(&self, noun: usize, next: usize, conjunction: bool) -> bool {
        let Some(joint) = next.checked_sub(1) else { return false };
        let fits = matches!((self.kind(joint), conjunction), (Some(ItemKind::Comma | ItemKind::Dash), false) | (Some(ItemKind::Coordinator), true));
        fits && super::phrase::phrase_end(self.analysis, self.items, noun, joint) == joint
    }

    fn complementiser(&mut self, at: usize) {
        let coordinated = matches!(at.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Coordinator | ItemKind::Comma));
        let level = self.open.iter().rposition(|c| self.clause(*c).kind == ClauseKind::Complement);
        match level.filter(|_| coordinated) {
            // "that A and that B": the same complement goes on.
            Some(level) => {
                while self.open.len() > level + 1 {
                    self.pop(at.saturating_sub(1));
                }
                let id = self.top();
                self.change(id, |c| c.subject = None);
                self.change(id, |c| c.verb = None);
                *self.frame() = Frame::default();
            }
            None => self.push(ClauseKind::Complement, at),
        }
    }

    /// "told the radio that all …": behind a verb that is told to somebody, "that" opens what is said.
    fn is_complementiser(&mut self, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        let frame = *self.frame();
        let told = |l: &Lemma| l.features.list(Key::Frames).any(|f| f == "object-that");
        let last = frame.last_verb.and_then(|v| self.items.get(v).and_then(Item::verb).map(|verb| (v, verb)));
        let Some((verb_at, verb)) = last else { return false };
        let one_phrase = frame.pending.is_some_and(|p| p == verb_at + 1);
        self.analysis.has(item.span.start as usize, Flag::Complementiser)
            && one_phrase
            && verb_readings(self.analysis, verb).any(told)
            && !self.next_is_finite(at + 1)
    }

    fn relative(&mut self, at: usize) {
        self.push(ClauseKind::Relative, at);
        if self.next_is_finite(at + 1) || matches!(self.kind(at + 1), Some(ItemKind::Comma)) {
            let id = self.top();
            self.change(id, |c| c.subject = Some(index(at)));
        }
    }

    fn nonfinite(&mut self, at: usize, verb: &VerbGroup) {
        let before = at.checked_sub(1).and_then(|b| self.kind(b));
        if verb.form == VerbForm::Gerund && matches!(before, Some(ItemKind::Comma | ItemKind::Coordinator)) && reports(self.analysis, verb) {
            self.leave_complements(at - 1);
        }
        if self.headless(at, verb) || self.past_tense(at, verb) || self.shares_auxiliary(at, verb) {
            self.out.finite.push(index(at));
            return;
        }
        let behind_verb = self.frame().last_verb.is_some_and(|v| (v + 1..at).all(|i| matches!(self.kind(i), Some(ItemKind::Adverb | ItemKind::Time))));
        if verb.form == VerbForm::Gerund && behind_verb && self.last_verb_takes_bare_clause() {
            self.frame().gerund = Some(at);
        }
        // "saying two officers had been killed": a clause of its own behind the participle.
        let next = super::phrase::phrase_end(self.analysis, self.items, at + 1, self.items.len());
        if verb.form != VerbForm::Participle && next > at + 1 && takes_bare_clause(self.analysis, verb) && self.next_is_finite(next) {
            let subject = self.clause(self.top()).subject;
            self.set_subject(at, subject);
            self.push(ClauseKind::Complement, at + 1);
            return;
        }
        let id = self.top();
        let clause = self.clause(id);
        let behind_noun = matches!(before, Some(ItemKind::Noun(_))) && matches!(verb.form, VerbForm::Participle | VerbForm::Gerund);
        let subject = if behind_noun { at.checked_sub(1).map(index) } else { clause.subject };
        self.set_subject(at, subject);
        if clause.kind == ClauseKind::Adverbial && clause.verb.is_none() {
            self.change(id, |c| c.verb = Some(index(at)));
            let outer = self.open.iter().rev().nth(1).and_then(|p| self.clause(*p).subject);
            self.set_subject(at, subject.or(outer));
        }
    }

    /// "said forces fired", "says 12 soldiers killed": a participle that is the verb of a bare clause.
    fn headless(&mut self, at: usize, verb: &VerbGroup) -> bool {
        let frame = *self.frame();
        let Some(pending) = frame.pending.filter(|_| frame.commas_pending % 2 == 0 && verb.form == VerbForm::Participle && !verb.passive) else { return false };
        let later = (at + 1..self.items.len()).find_map(|i| match self.kind(i) {
            Some(ItemKind::Verb(v)) if v.form.is_finite() => Some(true),
            Some(
                ItemKind::Comma
                | ItemKind::Stop
                | ItemKind::Semicolon
                | ItemKind::Coordinator
                | ItemKind::Relative
                | ItemKind::Subordinator
                | ItemKind::Complementiser,
            ) => Some(false),
            _ => None,
        });
        if later == Some(true) || !self.last_verb_takes_bare_clause() {
            return false;
        }
        self.new_clause(at, verb, pending);
        true
    }

    /// A participle without an auxiliary that looks like a past tense and is the only verb that its subject can have.
    fn past_tense(&mut self, at: usize, verb: &VerbGroup) -> bool {
        if verb.form != VerbForm::Participle || verb.auxiliary || self.analysis.language.syntax.head_first || !self.may_be_past(verb) {
            return false;
        }
        let before = (0..at).rev().find(|i| !matches!(self.kind(*i), Some(ItemKind::Adverb | ItemKind::Time | ItemKind::Mark)));
        let noun_before = before.is_some_and(|b| matches!(self.kind(b), Some(ItemKind::Noun(_))));
        let clause = self.clause(self.top());
        if clause.verb.is_none() {
            if clause.subject.is_none() || matches!(before.and_then(|b| self.kind(b)), Some(ItemKind::Preposition)) || !self.lacks_verb(at) {
                return false;
            }
            self.finite(at, verb);
            return true;
        }
        // ", police added.": an attribution at the end.
        let frame = *self.frame();
        let subject = frame.appositive.or(frame.pending);
        let set_off = subject.and_then(|s| s.checked_sub(1)).is_some_and(|c| matches!(self.kind(c), Some(ItemKind::Comma | ItemKind::Mark)));
        let ends = matches!(self.kind(at + 1), None | Some(ItemKind::Stop | ItemKind::Comma | ItemKind::Time | ItemKind::Mark));
        if noun_before && set_off && ends && reports(self.analysis, verb) {
            self.finite(at, verb);
            return true;
        }
        false
    }

    /// "ont rejeté … et accusé": a participle behind a conjunction that shares the auxiliary before it.
    fn shares_auxiliary(&mut self, at: usize, verb: &VerbGroup) -> bool {
        if verb.form != VerbForm::Participle || verb.auxiliary {
            return false;
        }
        let Some(coordinator) = self.coordinated_verb(at) else { return false };
        let level = self.frames.iter().rposition(|f| {
            f.last_verb
                .and_then(|v| self.items.get(v))
                .and_then(Item::verb)
                .is_some_and(|v| v.auxiliary && v.main_form == VerbForm::Participle && v.passive == verb.passive)
        });
        let Some(level) = level.filter(|_| {
            matches!(
                self.kind(at + 1),
                Some(ItemKind::Noun(_) | ItemKind::Complementiser | ItemKind::Preposition | ItemKind::Adverb | ItemKind::Quotation(_) | ItemKind::Mark)
            )
        }) else {
            return false;
        };
        while self.open.len() > level + 1 {
            self.pop(coordinator);
        }
        let subject = self.clause(self.top()).subject;
        self.take(at, subject);
        true
    }

    /// Whether a form is written the same as a past tense.
    fn may_be_past(&self, verb: &VerbGroup) -> bool {
        let main = verb.main as usize;
        let known = self.analysis.readings(main).iter().any(|r| r.form.verb.is_some());
        let past = self.analysis.readings(main).iter().any(|r| r.form.verb == Some(VerbForm::Finite) && r.form.tense == Some(super::inflection::Tense::Past));
        past || (!known && self.analysis.word(main).ends_with("ed"))
    }

    /// Whether no finite verb follows that the waiting subject could have.
    fn lacks_verb(&self, at: usize) -> bool {
        for i in at + 1..self.items.len().min(at + 40) {
            match self.kind(i) {
                Some(ItemKind::Complementiser | ItemKind::Relative | ItemKind::Subordinator | ItemKind::Stop | ItemKind::Semicolon) => return true,
                Some(ItemKind::Verb(v)) if v.form.is_finite() => {
                    let before = (0..i).rev().find(|b| !matches!(self.kind(*b), Some(ItemKind::Adverb | ItemKind::Time | ItemKind::Mark)));
                    return match before.and_then(|b| self.kind(b)) {
                        Some(ItemKind::Coordinator) => true,
                        // A noun of its own behind a comma: another clause.
                        Some(ItemKind::Noun(_)) => before
                            .and_then(|b| b.checked_sub(1))
                            .is_some_and(|c| matches!(self.kind(c), Some(ItemKind::Comma | ItemKind::Coordinator | ItemKind::Mark))),
                        _ => false,
                    };
                }
                _ => {}
            }
        }
        true
    }

    /// Closes clauses from the innermost outward until no complement is open.
    fn leave_complements(&mut self, end: usize) {
        while self.open.len() > 1 && self.open.iter().any(|c| self.clause(*c).kind == ClauseKind::Complement) {
            self.pop(end);
        }
    }

    fn set_subject(&mut self, verb: usize, subject: Option<ItemId>) {
        if let Some(slot) = self.out.subjects.get_mut(verb) {
            *slot = subject;
        }
    }

    /// Takes a verb into the innermost clause.
    fn take(&mut self, at: usize, subject: Option<ItemId>) {
        let id = self.top();
        self.change(id, |c| {
            c.verb = c.verb.or(Some(index(at)));
            c.subject = subject.or(c.subject);
        });
        self.set_subject(at, subject);
        let frame = self.frame();
        frame.pending = None;
        frame.appositive = None;
        frame.joined = None;
        frame.gerund = None;
        frame.commas_pending = 0;
        frame.last_verb = Some(at);
    }

    /// The subject of an innermost clause that waits for its verb, which stands at `at`.
    fn waiting_subject(&mut self, at: usize) -> Option<ItemId> {
        let clause = self.clause(self.top());
        let frame = *self.frame();
        match (clause.subject, frame.rival) {
            (Some(subject), Some(rival)) if frame.commas_pending == 0 && frame.commas > 0 && !self.list_from(rival) => {
                // "Le RHDP, le parti au pouvoir a appelé …": what a name is called, its second comma left out.
                let named = self.items.get(subject as usize).and_then(Item::noun).is_some_and(|n| n.name.is_some());
                let called = self
                    .items
                    .get(rival)
                    .and_then(Item::noun)
                    .is_some_and(|n| n.name.is_none() && n.determiner.is_some_and(|d| self.analysis.has(d as usize, Flag::Definite)));
                let beside = super::phrase::phrase_end(self.analysis, self.items, subject as usize, rival) + 1 == rival;
                let goes_on = matches!(
                    (at + 1..self.items.len()).find(|i| !matches!(self.kind(*i), Some(ItemKind::Time | ItemKind::Adverb))).and_then(|i| self.kind(i)),
                    Some(ItemKind::Noun(_) | ItemKind::Complementiser | ItemKind::Verb(_))
                );
                Some(if named && called && beside && goes_on { subject } else { index(rival) })
            }
            (subject, _) => subject,
        }
    }

    /// "laborers, students and politicians": whether a list goes on behind a noun.
    fn list_from(&self, noun: usize) -> bool {
        let end = super::phrase::phrase_end(self.analysis, self.items, noun, self.items.len());
        matches!(self.kind(end), Some(ItemKind::Coordinator)) && matches!(self.kind(end + 1), Some(ItemKind::Noun(_)))
    }

    /// Whether a conjunction stands right before a verb, adverbs aside.
    fn coordinated_verb(&self, at: usize) -> Option<usize> {
        let before = (0..at).rev().find(|i| !matches!(self.kind(*i), Some(ItemKind::Adverb | ItemKind::Time)))?;
        matches!(self.kind(before), Some(ItemKind::Coordinator)).then_some(before)
    }

    fn finite(&mut self, at: usize, verb: &VerbGroup) {
        loop {
            let id = self.top();
            let clause = self.clause(id);
            if clause.verb.is_none() {
                let subject = verb.inverted.is_none().then(|| self.waiting_subject(at)).flatten();
                self.take(at, subject);
                return;
            }
            if let Some(coordinator) = self.coordinated_verb(at) {
                self.coordinate(at, verb, coordinator);
                return;
            }
            if self.restrictive(clause) {
                self.pop(at);
                continue;
            }
            let frame = *self.frame();
            let appositive = frame.appositive.filter(|_| frame.commas_appositive == 0);
            let even = frame.commas_pending % 2 == 0;
            if let Some(joined) = frame.joined.filter(|_| even && verb.inverted.is_none()) {
                // "said police and soldiers were …" has one subject of two; "denied it and police said …" has two clauses.
                let one = self.last_verb_takes_bare_clause() && !reports(self.analysis, verb);
                self.new_clause(at, verb, if one { frame.pending.unwrap_or(joined) } else { joined });
                return;
            }
            if let Some(pending) = appositive.or(frame.pending.filter(|_| even)).filter(|_| verb.inverted.is_none()) {
                self.new_clause(at, verb, pending);
                return;
            }
            if let Some(gerund) = frame.gerund {
                self.push(ClauseKind::Complement, gerund);
                self.take(at, Some(index(gerund)));
                return;
            }
            if self.open.len() > 1 && self.can_leave() {
                let comma = matches!(at.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Comma));
                self.pop(if comma { at - 1 } else { at });
                continue;
            }
            if self.mistaken_participle(at) {
                return;
            }
            // ", said X": an attribution whose subject follows.
            self.push(ClauseKind::Incise, at);
        }
    }

    /// "the man who left the house said": the object of a relative clause is no subject while the noun before it waits for its verb.
    fn restrictive(&self, clause: Clause) -> bool {
        let by_pronoun =
            clause.kind == ClauseKind::Relative && clause.subject.and_then(|s| self.kind(s as usize)).is_some_and(|k| matches!(k, ItemKind::Relative));
        let no_comma = self.frames.last().is_some_and(|f| f.commas_pending == 0 && f.joined.is_none());
        let outer = self.open.iter().rev().nth(1).map(|p| self.clause(*p));
        by_pronoun && no_comma && outer.is_some_and(|o| o.verb.is_none() && o.subject.is_some())
    }

    /// Whether some outer clause still waits for a verb.
    fn can_leave(&self) -> bool {
        self.open.iter().rev().skip(1).any(|c| self.clause(*c).verb.is_none())
            || self.open.last().is_some_and(|c| matches!(self.clause(*c).kind, ClauseKind::Relative))
                && self.frames.iter().rev().skip(1).any(|f| f.pending.is_some())
    }

    /// "sources contacted by Reuters said": the first verb was a participle, the second is the verb of the clause.
    fn mistaken_participle(&mut self, at: usize) -> bool {
        let Some(last) = self.frame().last_verb else { return false };
        let Some(verb) = self.items.get(last).and_then(Item::verb) else { return false };
        let adjacent_comma = matches!(at.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Comma));
        let ambiguous = !verb.auxiliary && self.analysis.word(verb.main as usize).ends_with("ed");
        if !ambiguous || adjacent_comma || self.analysis.language.syntax.head_first {
            return false;
        }
        let id = self.top();
        let subject = self.clause(id).subject;
        self.change(id, |c| c.verb = None);
        self.take(at, subject);
        true
    }

    /// A verb behind a conjunction shares the subject of a verb before it.
    fn coordinate(&mut self, at: usize, verb: &VerbGroup, coordinator: usize) {
        if reports(self.analysis, verb) && !verb_lemma(self.analysis, verb).is_some_and(|l| l.features.value(Key::Certainty).is_some()) {
            // "said that … and added": it goes on with the clause that reports, not with what is reported.
            let reporting = self.open.iter().position(|c| {
                let verb = self.clause(*c).verb.and_then(|v| self.items.get(v as usize)).and_then(Item::verb);
                verb.is_some_and(|v| reports(self.analysis, v))
            });
            if let Some(level) = reporting {
                while self.open.len() > level + 1 {
                    self.pop(coordinator);
                }
            }
        }
        let subject = self.clause(self.top()).subject;
        self.take(at, subject);
    }

    /// A verb with a noun before it that the clause does not need: the subject of a new clause.
    fn new_clause(&mut self, at: usize, verb: &VerbGroup, pending: usize) {
        let mut cut = pending;
        while let Some(before) =
            cut.checked_sub(1).filter(|b| matches!(self.kind(*b), Some(ItemKind::Coordinator | ItemKind::Comma | ItemKind::Adverb | ItemKind::Mark)))
        {
            cut = before;
        }
        let conjunction = (cut..pending).find(|i| matches!(self.kind(*i), Some(ItemKind::Coordinator)));
        let comma = (cut..pending).any(|i| matches!(self.kind(i), Some(ItemKind::Comma)));
        let report = reports(self.analysis, verb);
        if conjunction.is_none() && comma && report {
            self.push(ClauseKind::Incise, pending);
        } else if conjunction.is_some() && report {
            while self.open.len() > 1 {
                self.pop(cut);
            }
            self.new_main(cut, pending);
        } else if conjunction.is_some() || comma {
            self.coordinate_clause(cut, pending);
        } else if self.last_verb_takes_bare_clause() {
            self.push(ClauseKind::Complement, pending);
        } else if self.open.len() > 1 && self.can_leave() {
            self.pop(pending);
            let id = self.top();
            self.change(id, |c| c.subject = Some(index(pending)));
        } else if matches!(pending.checked_sub(1).and_then(|b| self.kind(b)), Some(ItemKind::Noun(_))) {
            self.push(ClauseKind::Relative, pending);
        } else {
            self.push(ClauseKind::Complement, pending);
        }
        self.take(at, Some(index(pending)));
    }

    fn last_verb_takes_bare_clause(&mut self) -> bool {
        let last = self.frame().last_verb;
        last.and_then(|v| self.items.get(v)).and_then(Item::verb).is_some_and(|v| takes_bare_clause(self.analysis, v))
    }

    /// An independent clause behind a conjunction or comma: inside the complement that is open, else beside the main clause.
    fn coordinate_clause(&mut self, cut: usize, pending: usize) {
        let complement = self.open.iter().rposition(|c| matches!(self.clause(*c).kind, ClauseKind::Complement | ClauseKind::Parenthesis));
        if let Some(level) = complement {
            while self.open.len() > level + 1 {
                self.pop(cut);
            }
        } else {
            while self.open.len() > 1 {
                self.pop(cut);
            }
            self.new_main(cut, pending);
        }
    }
}

/// Whether an item's words begin with a word that carries a flag.
#[must_use]
pub fn begins_with(analysis: &Analysis<'_>, item: &Item, flag: Flag) -> bool {
    analysis.has(item.span.start as usize, flag)
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
