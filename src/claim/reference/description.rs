//! Descriptions of somebody named, or described more fully, elsewhere.
//!
//! In: "the minister", "the group", "officials". Out: the entity that is called so again, if one is the likeliest.

use std::sync::Arc;

use super::{MENTIONS, Resolver};
use crate::claim::actor::Tenure;
use crate::claim::entity::{Entity, Gender, Number, gender_of, is_plural};
use crate::claim::vocabulary::SourceKind;
use crate::grammar::chunk::{Item, NounGroup};
use crate::grammar::feature::{Flag, Key};
use crate::grammar::lexicon::Lemma;
use crate::grammar::phrase::{head_has, head_lemmas};
use crate::text::span::Tokens;

/// What a description says of whoever it is of.
struct Called {
    at: u32,
    head: usize,
    lemma: String,
    words: usize,
    determined: bool,
    plural: bool,
    person: bool,
    gender: Gender,
    country: Option<Arc<str>>,
    /// The body that it names: "le chef de l'Otan".
    body: Option<Arc<str>>,
}

impl Called {
    /// Whether state, and of a person gender, do not speak against an entity.
    fn fits(&self, e: &Entity) -> bool {
        let country = self.country.is_none() || e.country.is_none() || e.country == self.country;
        let gender = self.gender == Gender::Unknown || e.gender == Gender::Unknown || e.gender == self.gender;
        country && (!self.person || gender)
    }
}

impl Resolver<'_, '_> {
    /// Somebody named or described more fully elsewhere: "the minister", "the group", "officials".
    pub(super) fn called_again(&self, item: &Item, group: &NounGroup, tokens: Tokens) -> Option<usize> {
        let head = group.head as usize;
        let definite = group.determiner.is_none_or(|d| self.analysis.has(d as usize, Flag::Definite) || self.analysis.has(d as usize, Flag::Demonstrative));
        if !definite || group.counted {
            return None;
        }
        let plural = is_plural(self.analysis, head, group);
        let called = Called {
            at: item.span.start,
            head,
            lemma: head_lemmas(self.analysis, head).next().map_or_else(|| self.analysis.word(head).to_owned(), |l| l.text.clone()),
            words: tokens.len() as usize,
            determined: group.determiner.is_some(),
            plural,
            person: head_has(self.analysis, head, Flag::Person) && !plural,
            gender: gender_of(self.analysis, tokens, group),
            country: tokens.range().find_map(|t| self.names.country(t)).map(|c| Arc::clone(&c.key)),
            body: tokens.range().find_map(|t| self.names.actor(t)).filter(|(a, _)| !a.is_country()).map(|(a, _)| Arc::clone(&a.key)),
        };
        if called.person {
            return self.person_again(&called);
        }
        self.name_again(&called).or_else(|| self.body_again(&called)).or_else(|| self.speaker_again(&called).filter(|_| group.name.is_none()))
    }

    /// "the minister", "le président américain": by office, by a longer description, or because he spoke.
    fn person_again(&self, called: &Called) -> Option<usize> {
        // Without an article only at the head of a sentence, where news drops it.
        let opens = self.analysis.sentences.sentences.binary_search_by_key(&called.at, |s| s.start).is_ok();
        if !called.determined && !self.analysis.language.syntax.head_first && !opens {
            return None;
        }
        let offices: Vec<&str> = head_lemmas(self.analysis, called.head).flat_map(|l| l.features.list(Key::Office)).collect();
        let person = |e: &Entity| e.kind == SourceKind::Person;
        let of = called.country.as_ref().or(called.body.as_ref());
        let holds = |e: &Entity| person(e) && self.holds(e, &offices, of);
        // "le chef de l'Otan" is nobody of whom another body, or none, was said.
        let in_body = |e: &Entity| called.body.is_none() || e.body == called.body;
        let in_role = |e: &Entity| in_body(e) && e.roles.iter().any(|r| self.is_called(r, &called.lemma)) && called.fits(e);
        let longer = |e: &Entity| person(e) && !e.named && e.head == called.lemma && e.words.len() > called.words && called.fits(e);
        self.latest(|e| person(e) && in_role(e) || holds(e), called.at)
            // "le président américain" before the document says who that is.
            .or_else(|| self.entities.list.iter().take(MENTIONS).position(|e| of.is_some() && holds(e)))
            .or_else(|| self.latest(longer, called.at))
            .or_else(|| {
                let generic = head_has(self.analysis, called.head, Flag::Generic) && called.determined && called.body.is_none();
                let mut spoke = self.spoken.iter().rev().take(MENTIONS / 4).filter(|_| generic).map(|(_, e)| *e);
                spoke.find(|e| self.entities.list.get(*e).is_some_and(|e| person(e) && called.fits(e)))
            })
    }

    /// "the Monitor" after "the Teral Human Rights Monitor".
    fn name_again(&self, called: &Called) -> Option<usize> {
        let word = self.analysis.word(called.head).to_owned();
        let body = head_has(self.analysis, called.head, Flag::Body);
        if called.words != 1 || !(called.determined || (body && !self.analysis.language.syntax.head_first)) {
            return None;
        }
        let short = |e: &Entity| {
            e.named
                && e.kind == SourceKind::Organisation
                && e.words.len() > 1
                && (e.words.last() == Some(&word) || e.words.first() == Some(&word) || (body && e.words.contains(&word)))
                && e.number == Number::new(called.plural)
        };
        self.latest(short, called.at)
    }

    /// A short description of a body or group takes the longer one of the same head: "the military" after "the Turkish military".
    fn body_again(&self, called: &Called) -> Option<usize> {
        if called.words != 1 {
            return None;
        }
        let longer =
            |e: &Entity| !e.named && self.same_head(&e.head, &called.lemma) && e.words.len() > 1 && e.number == Number::new(called.plural) && called.fits(e);
        if let Some(found) = self.latest(longer, called.at) {
            return Some(found);
        }
        if called.determined || !self.is_body(called) {
            return None;
        }
        // Without an article: the one that comes later, if there is but one.
        let near = self.entities.list.len().saturating_sub(MENTIONS);
        let mut later = self.entities.list.iter().enumerate().skip(near).filter(|(_, e)| longer(e));
        later.next().filter(|_| later.next().is_none()).map(|(i, _)| i)
    }

    /// "the agency", "the group", "le rapport": the medium or body that spoke, or was mentioned, last.
    fn speaker_again(&self, called: &Called) -> Option<usize> {
        let has = |flag: Flag| head_has(self.analysis, called.head, flag);
        let body = self.is_body(called);
        if !called.determined || called.words > 2 || !has(Flag::Generic) || !(body || has(Flag::Document)) {
            return None;
        }
        let media = has(Flag::Media) || !body;
        let of_state = |e: &Entity| called.country.is_none() || e.country == called.country;
        // One capital alone may be anybody.
        let is_body =
            |e: &Entity| e.named && (e.known.is_some() || e.words.len() > 1 || self.analysis.token(e.mention.start as usize).is_some_and(|t| t.upper));
        let organisation = |e: &Entity| {
            e.kind == SourceKind::Organisation && (is_body(e) || self.same_head(&e.head, &called.lemma)) && media == e.medium && called.fits(e) && of_state(e)
        };
        let here = self.sentence_of(called.at);
        let near = |t: u32| here.saturating_sub(self.sentence_of(t)) <= 2;
        let spoke = self.spoken.iter().rev().find(|(t, _)| *t < called.at && near(*t)).map(|(_, e)| *e);
        spoke.filter(|e| self.entities.list.get(*e).is_some_and(organisation)).or_else(|| self.latest(organisation, called.at))
    }

    fn is_body(&self, called: &Called) -> bool {
        head_has(self.analysis, called.head, Flag::Body) || head_has(self.analysis, called.head, Flag::Media)
    }

    /// Whether somebody whom the gazetteer knows held one of some offices when the document was published: of a state, if one is named.
    fn holds(&self, e: &Entity, offices: &[&str], of: Option<&Arc<str>>) -> bool {
        let Some(actor) = e.known.as_ref().and_then(|(key, _)| self.gazetteer.by_key(key)).filter(|_| !offices.is_empty()) else { return false };
        let in_force = |t: &Tenure| self.published.is_none_or(|day| t.from.is_none_or(|d| d <= day) && t.until.is_none_or(|d| day <= d));
        actor.tenures.iter().any(|t| offices.contains(&t.office.as_str()) && of.is_none_or(|c| *c == t.of) && in_force(t))
    }

    /// Whether somebody in a role can be called by a noun: the same, or one that says less: a colonel is an officer.
    fn is_called(&self, role: &str, lemma: &str) -> bool {
        let lexicon = &self.analysis.language.lexicon;
        let words: Vec<&str> = role.split(' ').collect();
        let form = words.first().and_then(|w| lexicon.form(w));
        let says = |l: &Lemma| l.text == role && l.features.list(Key::Is).any(|i| i == lemma);
        let single = |f: u32| lexicon.readings(f).iter().filter_map(|r| lexicon.lemma(r.lemma)).any(says);
        let several = |f: u32| lexicon.expressions(f, |at| words.get(at).copied()).filter_map(|(_, r)| lexicon.lemma(r.lemma)).any(says);
        self.same_head(role, lemma) || form.is_some_and(|f| single(f) || several(f))
    }

    /// Whether a head is a noun, or an expression that ends, or begins, with it: `préfecture de police`, `foreign ministry`.
    fn same_head(&self, head: &str, lemma: &str) -> bool {
        let rest = if self.analysis.language.syntax.head_first { head.strip_prefix(lemma) } else { head.strip_suffix(lemma) };
        rest.is_some_and(|r| r.is_empty() || r.starts_with(' ') || r.ends_with(' '))
    }
}
