//! Items into clauses, in one pass with a stack: who is the subject of which verb, and how far a clause reaches.
//!
//! ```text
//! the mayor , who left , said that [ the bridge held ] , but [ police denied it ]
//! main─────── relative ─ main      complement          coordinate main
//! ```
//!
//! A clause begins at a complementiser, a relative pronoun, a subordinator, at a noun that follows a verb that takes a bare
//! clause, or behind a comma or conjunction. It ends where a verb needs a subject that an outer clause still holds.

mod bare;
mod finite;
mod inserted;
mod nonfinite;
mod opening;
mod stack;
mod subject;

use crate::grammar::analysis::Analysis;
use crate::grammar::chunk::{Item, ItemKind, VerbGroup};
use crate::grammar::feature::{Flag, Key, WordClass};
use crate::grammar::lexicon::Lemma;

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
    // An expression may have several entries, as a word does.
    let expression = verb.expression.and_then(|_| analysis.expression(verb.main as usize));
    let spelled: Vec<&Lemma> = expression.map(|e| analysis.expression_lemmas(&e).filter(|l| l.class == WordClass::Verb).collect()).unwrap_or_default();
    spelled.into_iter().chain(fits(true)).chain(fits(false))
}

/// Whether a verb group reports.
#[must_use]
pub fn reports(analysis: &Analysis<'_>, verb: &VerbGroup) -> bool {
    verb_lemma(analysis, verb).is_some_and(|l| l.features.value(Key::Act).is_some())
}

/// "is convinced", "est persuadé", "is clear": whether a verb is an expression that begins with its auxiliary and says what its subject holds.
#[must_use]
pub fn is_attitude(analysis: &Analysis<'_>, verb: &VerbGroup) -> bool {
    let expression = verb.expression.and_then(|_| analysis.expression(verb.main as usize));
    expression.is_some_and(|e| analysis.has(e.span.range().start, Flag::Passive))
}

fn takes_bare_clause(analysis: &Analysis<'_>, verb: &VerbGroup) -> bool {
    let bare = |l: &Lemma| l.features.list(Key::Frames).any(|f| matches!(f, "bare" | "object-that"));
    analysis.language.syntax.bare_clauses && verb_readings(analysis, verb).any(bare)
}

/// Whether what stands right behind a verb can be whom it is told, without a preposition: "told the paper that …".
fn addresses(analysis: &Analysis<'_>, verb: &VerbGroup) -> bool {
    let tells = |l: &Lemma| l.features.list(Key::Frames).any(|f| f == "object-that") && l.features.value(Key::Object).is_none();
    verb_readings(analysis, verb).any(tells)
}

/// Finds the clauses of a run of items.
#[must_use]
pub fn clauses(analysis: &Analysis<'_>, items: &[Item]) -> Clauses {
    let mut parser = Parser {
        analysis,
        items,
        out: Clauses { subjects: vec![None; items.len()], ..Clauses::default() },
        marks: 0,
        open: Vec::new(),
        frames: Vec::new(),
        bare: None,
    };
    parser.push(ClauseKind::Main, 0);
    for at in 0..items.len() {
        parser.step(at);
        let top = parser.top();
        // What opens a clause behind it stands in the one before.
        let clause = parser.clause(top);
        let owner = clause.parent.filter(|_| clause.start as usize > at).unwrap_or(index(top));
        parser.out.of_item.push(owner);
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
    /// Where a clause without a complementiser begins behind the verb that was read last.
    bare: Option<usize>,
}

impl Parser<'_, '_> {
    fn step(&mut self, at: usize) {
        let Some(item) = self.items.get(at).copied() else { return };
        if self.bare.take_if(|start| *start == at).is_some() {
            self.push(ClauseKind::Complement, at);
        }
        match item.kind {
            ItemKind::Noun(_) => {
                if self.modified(at) {
                    self.push(ClauseKind::Relative, at);
                }
                self.noun(at);
            }
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
}

/// Whether an item's words begin with a word that carries a flag.
#[must_use]
pub fn begins_with(analysis: &Analysis<'_>, item: &Item, flag: Flag) -> bool {
    analysis.has(item.span.start as usize, flag)
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
