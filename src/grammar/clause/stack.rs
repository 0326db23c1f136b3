//! The open clauses as a stack: opened, closed, what they have gathered.
//!
//! In: where a clause begins or ends, a verb with its subject. Out: the clauses, in the parser.

use super::{Clause, ClauseKind, Frame, ItemId, Parser, index};
use crate::grammar::chunk::{Item, ItemKind};

impl Parser<'_, '_> {
    pub(super) fn top(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    pub(super) fn clause(&self, id: usize) -> Clause {
        self.out.clauses.get(id).copied().unwrap_or(Clause { kind: ClauseKind::Main, start: 0, end: 0, parent: None, subject: None, verb: None })
    }

    pub(super) fn change(&mut self, id: usize, change: impl FnOnce(&mut Clause)) {
        if let Some(clause) = self.out.clauses.get_mut(id) {
            change(clause);
        }
    }

    pub(super) fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "one was pushed if there was none")]
        &mut self.frames[last]
    }

    pub(super) fn push(&mut self, kind: ClauseKind, start: usize) {
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

    pub(super) fn close(&mut self, id: usize, end: usize) {
        self.change(id, |c| c.end = index(end).max(c.start));
    }

    /// Closes the innermost clause before item `end`.
    pub(super) fn pop(&mut self, end: usize) {
        self.pop_at(end, true);
    }

    /// Closes the innermost clause; the comma that ends it, if it has been seen, parts words of the clause around it.
    pub(super) fn pop_at(&mut self, end: usize, seen: bool) {
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

    pub(super) fn kind(&self, at: usize) -> Option<ItemKind> {
        self.items.get(at).map(|i| i.kind)
    }

    pub(super) fn count_comma(&mut self) {
        let frame = self.frame();
        frame.commas += 1;
        frame.commas_pending += 1;
        frame.commas_appositive += 1;
    }

    /// A full stop in all but name: what follows is a new independent clause.
    pub(super) fn restart(&mut self, at: usize) {
        if at + 1 >= self.items.len() {
            return;
        }
        while self.open.len() > 1 {
            self.pop(at);
        }
        self.new_main(at, at + 1);
    }

    /// Closes the open independent clause at `end` and opens another at `start`.
    pub(super) fn new_main(&mut self, end: usize, start: usize) {
        let id = self.top();
        self.close(id, end);
        self.open.clear();
        self.frames.clear();
        self.push(ClauseKind::Main, start);
        // Its subject may have been read already, as part of the clause before it.
        let new = index(self.out.clauses.len() - 1);
        for slot in self.out.of_item.get_mut(start..).unwrap_or_default() {
            if *slot == index(id) {
                *slot = new;
            }
        }
    }

    pub(super) fn set_subject(&mut self, verb: usize, subject: Option<ItemId>) {
        if let Some(slot) = self.out.subjects.get_mut(verb) {
            *slot = subject;
        }
    }

    /// Takes a verb into the innermost clause.
    pub(super) fn take(&mut self, at: usize, subject: Option<ItemId>) {
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
        frame.commas_pending = 0;
        frame.last_verb = Some(at);
        let takes = subject.and_then(|_| self.items.get(at)).and_then(Item::verb);
        self.bare = takes.and_then(|verb| self.bare_from(at, verb));
    }
}
