//! Pronouns and clitics.
//!
//! In: "he", "elle", "-t-il", with their number and gender. Out: the likeliest of those mentioned or heard before; none rather than a wrong one.

use super::{MENTIONS, REACH, Resolver, Voice};
use crate::claim::entity::{Entity, Gender, Number};
use crate::claim::vocabulary::{Resolution, SourceKind};
use crate::claim::{ActorRef, LocalActor, Source};
use crate::grammar::feature::{Flag, Key};
use crate::text::span::Bytes;

impl Resolver<'_, '_> {
    /// The voice of a clitic: `-t-il`.
    pub fn clitic(&mut self, token: u32) -> Voice {
        let bytes = self.analysis.tokens.get(token as usize).map_or(Bytes::new(0, 0), |t| t.span);
        let word = self.analysis.text.get(bytes.range()).unwrap_or_default();
        let from = word.rfind(['-', '‐', '‑']).map_or(0, |i| i + word.get(i..).and_then(|w| w.chars().next()).map_or(1, char::len_utf8));
        let text = Bytes::new(bytes.start + u32::try_from(from).unwrap_or(0), bytes.end);
        let pronoun = word.get(from..).unwrap_or_default().to_lowercase();
        self.pronoun(token, text, &pronoun)
    }

    /// A pronoun: the speaker of a quotation, or the likeliest of those mentioned before.
    pub(super) fn pronoun(&mut self, token: u32, text: Bytes, word: &str) -> Voice {
        let lexicon = &self.analysis.language.lexicon;
        let form = lexicon.form(word);
        let value = |key: Key| form.and_then(|f| lexicon.value(f, key)).map(str::to_owned);
        let person = value(Key::Person);
        let first = matches!(person.as_deref(), Some("1" | "2")) || form.is_some_and(|f| lexicon.has(f, Flag::Nobody));
        let plural = value(Key::Number).as_deref() == Some("plural");
        let gender = value(Key::Gender);
        let found = if first { None } else { self.antecedent(token, plural, gender.as_deref()) };
        if let Some(entity) = found {
            return Voice { pronoun: true, ..self.of_entity(entity, text, Resolution::Coreference) };
        }
        let name = self.analysis.text.get(text.range()).unwrap_or_default().to_owned();
        let kind = if plural { SourceKind::People } else { SourceKind::Person };
        let local = self.local(LocalActor { name: name.clone(), kind, named: false, role: None, speaks_for: None, mention: text });
        Voice {
            source: Source { text, name, kind, actor: ActorRef::Local(local), resolution: Resolution::Unresolved },
            entity: None,
            medium: false,
            speaker: first,
            pronoun: true,
        }
    }

    /// The likeliest of those mentioned before a pronoun: subjects, speakers and persons first, the nearer the better.
    pub(super) fn antecedent(&self, token: u32, plural: bool, gender: Option<&str>) -> Option<usize> {
        let here = self.sentence_of(token);
        let last_speaker = self.last_speaker(token);
        // Behind what is said the speaker is more often the one who spoke before.
        let closing = if self.content.end <= token && !self.content.is_empty() { 160 } else { 60 };
        let mut best: Option<(i64, usize)> = None;
        let mentions = self.entities.mentions.get(..self.entities.mentions.partition_point(|m| m.0 < token)).unwrap_or_default();
        let spoke = self.spoken.iter().rev().filter(|(t, _)| *t < token).map(|(t, e)| (*t, *e, true));
        for (at, number, subject) in mentions
            .iter()
            .rev()
            .copied()
            .take_while(|m| here.saturating_sub(self.sentence_of(m.0)) <= REACH)
            .chain(spoke.take_while(|m| here.saturating_sub(self.sentence_of(m.0)) <= REACH))
        {
            let Some(fit) = self.entities.list.get(number).and_then(|e| {
                let gendered = self.analysis.language.syntax.head_first;
                // "détaille l'état-major. … affirme-t-il": a body of unknown gender, where it has just spoken.
                let spoke = last_speaker == Some(number)
                    && gendered
                    && !plural
                    && e.kind == SourceKind::Organisation
                    && e.gender == Gender::Unknown
                    && e.number != Number::Plural;
                pronoun_fit(e, plural, gender, gendered).or(spoke.then_some(0))
            }) else {
                continue;
            };
            if self.content.contains(at) || self.in_quotation(at, token) {
                continue;
            }
            let nearness = 1000 - 120 * i64::try_from(here.saturating_sub(self.sentence_of(at))).unwrap_or(0);
            let score =
                nearness + fit + if subject { 90 } else { 0 } + if last_speaker == Some(number) { closing } else { 0 } - i64::from(token - at).min(60) / 4;
            // Of equals the one named first in the document.
            if best.is_none_or(|(b, n)| score > b || (score == b && number < n)) {
                best = Some((score, number));
            }
        }
        best.map(|(_, number)| number).or_else(|| self.titled(plural, gender))
    }

    /// The one person of the title whom a pronoun fits that nobody in the text before it does.
    pub(super) fn titled(&self, plural: bool, gender: Option<&str>) -> Option<usize> {
        let head_first = self.analysis.language.syntax.head_first;
        let mut fitting = self
            .entities
            .list
            .iter()
            .take(MENTIONS)
            .enumerate()
            .filter(|(_, e)| e.titled && e.named && e.kind == SourceKind::Person && pronoun_fit(e, plural, gender, head_first).is_some());
        let found = fitting.next();
        found.filter(|_| fitting.next().is_none()).map(|(i, _)| i)
    }

    /// Whether a mention stands in a quotation that the pronoun is not in.
    fn in_quotation(&self, mention: u32, pronoun: u32) -> bool {
        let quoted = |t: u32| self.quoted.get(t as usize).copied().unwrap_or(false);
        quoted(mention) && !quoted(pronoun)
    }
}

/// How well an entity fits a pronoun; none where it does not.
fn pronoun_fit(e: &Entity, plural: bool, gender: Option<&str>, gendered: bool) -> Option<i64> {
    let several = e.number == Number::Plural || e.kind == SourceKind::People;
    match (plural, gender) {
        (true, _) => match e.kind {
            SourceKind::People => Some(100),
            SourceKind::Organisation if several || !gendered => Some(60),
            SourceKind::Country if !gendered => Some(0),
            _ => None,
        },
        (false, Some("n")) => match e.kind {
            SourceKind::Organisation => Some(if e.named || e.words.len() > 1 { 80 } else { 30 }),
            SourceKind::Country => Some(40),
            _ => None,
        },
        (false, gender) => {
            let fits = match (gender, e.gender) {
                (Some("m"), Gender::Feminine) | (Some("f"), Gender::Masculine) => false,
                _ => !several,
            };
            let known = e.gender != Gender::Unknown;
            match e.kind {
                SourceKind::Person if fits => Some(if e.named { 100 } else { 60 } + if known { 20 } else { 0 }),
                // In a language with gender a body can be "he" or "she", where its gender is known.
                SourceKind::Organisation if gendered && fits && known => Some(20),
                _ => None,
            }
        }
    }
}
