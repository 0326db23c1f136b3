//! Who a document speaks of: its named persons and bodies, and the descriptions by which it calls them.

use std::sync::Arc;

use super::actor::{Actor, NameKind};
use super::names::NameHits;
use super::vocabulary::SourceKind;
use crate::grammar::analysis::{Analysis, span};
use crate::grammar::chunk::{Item, ItemKind, NounGroup};
use crate::grammar::clause::verb_readings;
use crate::grammar::feature::{Flag, Key};
use crate::grammar::phrase::{head_has, head_lemmas, phrase_end};
use crate::grammar::segment::Segment;
use crate::grammar::tagging::VerbForm;
use crate::text::span::Tokens;

/// Grammatical gender of a person or thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
}

/// Somebody, or some body, of whom a document speaks.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The fullest name that the document gives, or its words.
    pub name: String,
    /// The words of the name, folded.
    pub words: Vec<String>,
    /// What it is.
    pub kind: SourceKind,
    /// Which actor of the gazetteer, and by which kind of name first.
    pub known: Option<(Arc<str>, NameKind)>,
    /// The offices and jobs by which it is called: lemmas.
    pub roles: Vec<String>,
    /// The words of its role, where the text gives them most fully.
    pub role_words: Option<Tokens>,
    /// The state to which an adjective or place in its description assigns it.
    pub country: Option<Arc<str>>,
    /// Gender, as far as titles and roles tell.
    pub gender: Gender,
    /// Whether it is several.
    pub plural: bool,
    /// Whether it has a name of its own.
    pub named: bool,
    /// Whether it is a medium.
    pub medium: bool,
    /// Whether the title names it.
    pub titled: bool,
    /// Other names: an acronym in brackets behind it.
    pub aliases: Vec<Vec<String>>,
    /// The lemma of its head noun.
    pub head: String,
    /// The tokens that name it most fully.
    pub mention: Tokens,
    /// Where it is named or described.
    pub named_at: Vec<u32>,
}

/// The entities of a document, in the order in which they appear.
#[derive(Debug, Default)]
pub struct Entities {
    /// All of them.
    pub list: Vec<Entity>,
    /// For each token of a text the entity whose noun group begins there.
    at: std::collections::HashMap<u32, usize>,
    /// The entities by words of their names and by actor: those that a description may be of.
    by_word: std::collections::HashMap<String, Vec<usize>>,
    by_actor: std::collections::HashMap<Arc<str>, Vec<usize>>,
    /// Where somebody is mentioned, in the order of the text: token, entity, whether as a subject.
    pub mentions: Vec<(u32, usize, bool)>,
    /// Descriptions of somebody whom the document names later: "ce porte-parole, Charles Mbuta".
    named_later: std::collections::HashMap<usize, usize>,
}

/// What a noun group says of somebody.
struct Description<'a> {
    tokens: Tokens,
    phrase: Tokens,
    name: Option<Tokens>,
    known: Option<(&'a Actor, NameKind)>,
    roles: Vec<String>,
    gender: Gender,
    country: Option<Arc<str>>,
    head: String,
    kind: SourceKind,
    medium: bool,
    plural: bool,
    determined: bool,
}

impl Entities {
    /// Gathers the entities of a text; those of its title, if there is one, are already in.
    pub fn gather(&mut self, analysis: &Analysis<'_>, segments: &[Segment], names: &NameHits<'_>, title: bool) {
        for segment in segments {
            let subjects: Vec<u32> = segment.clauses.subjects.iter().flatten().copied().collect();
            for (at, item) in segment.items.iter().enumerate() {
                let ItemKind::Noun(group) = item.kind else { continue };
                if let Some(bearer) = self.acronym(analysis, segment, at, item) {
                    self.at.insert(item.span.start, bearer);
                    continue;
                }
                self.modifier(analysis, item, &group, names, title);
                let is_subject = |i: usize| subjects.contains(&u32::try_from(i).unwrap_or(u32::MAX));
                let number = at.checked_sub(2).and_then(|n| segment.items.get(n)).and_then(Item::noun).is_some_and(|n| n.counted)
                    && crate::grammar::phrase::of(analysis, &segment.items, at.saturating_sub(1));
                let subject = is_subject(at) || (number && is_subject(at - 2));
                if let Some(description) = describe(analysis, segment, at, item, &group, names) {
                    let entity = self.enter(analysis, &description);
                    if title {
                        if let Some(slot) = self.list.get_mut(entity) {
                            slot.titled = true;
                        }
                    } else {
                        self.at.insert(item.span.start, entity);
                        self.mentions.push((item.span.start, entity, subject));
                        if let Some(slot) = self.list.get_mut(entity) {
                            slot.named_at.push(item.span.start);
                        }
                    }
                }
            }
            for at in 0..segment.items.len() {
                self.name_described(analysis, segment, at);
                if !title {
                    self.join_apposition(analysis, segment, at);
                }
            }
        }
        self.mentions.sort_by_key(|m| m.0);
    }

    /// "La ministre, Olga Brandt, …", "Rudenko, deputy minister, …": name and description beside each other are one person.
    fn join_apposition(&mut self, analysis: &Analysis<'_>, segment: &Segment, at: usize) {
        let comma = |i: usize| matches!(segment.items.get(i).map(|i| i.kind), Some(ItemKind::Comma));
        let start = |i: usize| segment.items.get(i).map(|i| i.span.start);
        if !matches!(segment.items.get(at).map(|i| i.kind), Some(ItemKind::Noun(_))) {
            return;
        }
        let end = phrase_end(analysis, &segment.items, at, segment.items.len());
        let (Some(first), Some(second)) = (start(at), start(end + 1).filter(|_| comma(end))) else { return };
        let (Some(a), Some(b)) = (self.at.get(&first).copied(), self.at.get(&second).copied()) else { return };
        let after = phrase_end(analysis, &segment.items, end + 1, segment.items.len());
        let closed = after > end + 1 && !matches!(segment.items.get(after).map(|i| i.kind), Some(ItemKind::Coordinator));
        let person = |e: usize| self.list.get(e).is_some_and(|e| e.kind == SourceKind::Person && e.named);
        let described = |e: usize, token: u32| self.list.get(e).is_some_and(|e| e.kind == SourceKind::Person && !e.named && e.named_at == [token]);
        let (name, description, token) = if person(a) && described(b, second) {
            (a, b, second)
        } else if person(b) && described(a, first) {
            (b, a, first)
        } else {
            return;
        };
        if !closed {
            return;
        }
        self.at.insert(token, name);
        let named_at = self.list.get_mut(description).map(|e| std::mem::take(&mut e.named_at)).unwrap_or_default();
        if let Some(e) = self.list.get_mut(name) {
            e.named_at.extend(named_at);
        }
        for mention in self.mentions.iter_mut().rev().take_while(|m| m.0 >= segment.span.start).filter(|m| m.1 == description) {
            mention.1 = name;
        }
    }

    /// "ce porte-parole, Charles Mbuta": the description that this points back to is of the person named here.
    fn name_described(&mut self, analysis: &Analysis<'_>, segment: &Segment, at: usize) {
        let noun = |i: usize| segment.items.get(i).and_then(Item::noun);
        let Some(group) = noun(at).filter(|g| g.name.is_none() && g.determiner.is_some_and(|d| analysis.has(d as usize, Flag::Demonstrative))) else { return };
        let head = group.head as usize;
        let end = phrase_end(analysis, &segment.items, at, segment.items.len());
        let comma = matches!(segment.items.get(end).map(|i| i.kind), Some(ItemKind::Comma));
        let Some(name) = segment.items.get(end + 1).filter(|_| comma && head_has(analysis, head, Flag::Person)).and_then(|i| self.at(i.span.start)) else {
            return;
        };
        let Some(lemma) = head_lemmas(analysis, head).next().map(|l| l.text.clone()) else { return };
        let begins = |e: &Entity| e.head == lemma || e.head.split(' ').next() == Some(lemma.as_str()) || e.roles.contains(&lemma);
        let earlier = (self.list.len().saturating_sub(200)..self.list.len())
            .rev()
            .find(|at| self.list.get(*at).is_some_and(|e| e.kind == SourceKind::Person && !e.named && e.words.len() > 1 && begins(e)));
        if let Some(earlier) = earlier.filter(|e| *e != name && self.list.get(name).is_some_and(|n| n.named && n.kind == SourceKind::Person)) {
            self.named_later.insert(earlier, name);
        }
    }

    /// An acronym in brackets is another name of what stands before it: "Securities and Exchange Commission (SEC)".
    fn acronym(&mut self, analysis: &Analysis<'_>, segment: &Segment, at: usize, item: &Item) -> Option<usize> {
        let kind = |i: Option<usize>| i.and_then(|i| segment.items.get(i)).map(|i| i.kind);
        let upper = item.span.len() == 1 && analysis.token(item.span.start as usize).is_some_and(|t| t.upper);
        let bracketed = matches!(kind(at.checked_sub(1)), Some(ItemKind::Open)) && matches!(kind(Some(at + 1)), Some(ItemKind::Close));
        if !upper || !bracketed {
            return None;
        }
        let open = at - 1;
        let bearer = (open.saturating_sub(6)..open)
            .find(|i| matches!(kind(Some(*i)), Some(ItemKind::Noun(_))) && phrase_end(analysis, &segment.items, *i, open) == open)?;
        let entity = segment.items.get(bearer).and_then(|i| self.at(i.span.start))?;
        let alias = words_of(analysis, item.span);
        self.index(entity, &alias);
        self.list.get_mut(entity)?.aliases.push(alias);
        Some(entity)
    }

    /// A name that stands before its noun is somebody too: "a Boeing spokesman", "Foreign Ministry sources".
    fn modifier(&mut self, analysis: &Analysis<'_>, item: &Item, group: &NounGroup, names: &NameHits<'_>, title: bool) {
        let head = group.head as usize;
        if group.pronoun || analysis.language.syntax.head_first || !(head_has(analysis, head, Flag::Person) || head_has(analysis, head, Flag::Document)) {
            return;
        }
        let tokens = bare(analysis, item.span, group);
        let capital =
            |t: &usize| analysis.token(*t).is_some_and(|t| t.capital) && names.actor(*t).is_none_or(|(a, how)| !a.is_country() || how != NameKind::Adjective);
        let run: Vec<usize> = tokens.range().take_while(|t| *t < head).skip_while(|t| !capital(t)).take_while(capital).collect();
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        if *last + 1 >= tokens.range().end
            || analysis.has(*first, Flag::Title)
            || analysis.has(*first, Flag::Role)
            || *first == tokens.range().start && analysis.token(*first).is_some_and(|t| t.breaks > 0)
        {
            return;
        }
        let name = span(*first, *last + 1);
        let known = names.at(*first).filter(|h| h.span == name).and_then(|h| names.best_actor(h));
        if known.is_some_and(|(a, _)| a.is_country()) {
            return;
        }
        let description = Description {
            tokens: name,
            phrase: name,
            name: Some(name),
            known,
            roles: Vec::new(),
            gender: Gender::Unknown,
            country: None,
            head: analysis.word(*last).to_owned(),
            kind: known.map_or(SourceKind::Organisation, |(a, _)| a.source_kind()),
            medium: known.is_some_and(|(a, _)| a.is_medium()),
            plural: false,
            determined: true,
        };
        let entity = self.enter(analysis, &description);
        if !title {
            self.mentions.push((name.start, entity, false));
        }
    }

    /// The entity of a name, by its words.
    #[must_use]
    pub fn by_words(&self, words: &[String]) -> Option<usize> {
        let with_word = self.by_word.get(words.last()?)?;
        with_word.iter().rev().copied().find(|at| self.list.get(*at).is_some_and(|e| e.words == words || e.aliases.iter().any(|a| a == words)))
    }

    /// The entity whose noun group begins at a token.
    #[must_use]
    pub fn at(&self, token: u32) -> Option<usize> {
        let at = self.at.get(&token).copied()?;
        Some(self.named_later.get(&at).copied().unwrap_or(at))
    }

    /// Finds the entity of a description, or makes one; takes in what the description adds.
    fn enter(&mut self, analysis: &Analysis<'_>, description: &Description<'_>) -> usize {
        let words: Vec<String> = words_of(analysis, description.name.unwrap_or(description.phrase));
        let found = self.candidates(description, &words).into_iter().find(|at| self.list.get(*at).is_some_and(|e| same(e, description, &words)));
        let at = found.unwrap_or_else(|| {
            self.list.push(new_entity(analysis, description, &words));
            self.list.len() - 1
        });
        self.index(at, &words);
        if let Some((actor, _)) = description.known {
            let of_actor = self.by_actor.entry(Arc::clone(&actor.key)).or_default();
            if !of_actor.contains(&at) {
                of_actor.push(at);
            }
        }
        if let Some(entity) = self.list.get_mut(at) {
            learn(analysis, entity, description, words);
        }
        at
    }
}

impl Entities {
    /// Notes by which words an entity may be called.
    fn index(&mut self, at: usize, words: &[String]) {
        for word in [words.first(), words.last()].into_iter().flatten() {
            let with_word = self.by_word.entry(word.clone()).or_default();
            if with_word.last() != Some(&at) && !with_word.contains(&at) {
                with_word.push(at);
            }
        }
    }

    /// The entities that share a first or last word, or an actor, with a description: the latest first.
    fn candidates(&self, description: &Description<'_>, words: &[String]) -> Vec<usize> {
        let by_word = [words.first(), words.last()].into_iter().flatten().filter_map(|w| self.by_word.get(w));
        let by_actor = description.known.and_then(|(actor, _)| self.by_actor.get(&actor.key));
        let mut found: Vec<usize> = by_word.chain(by_actor).flatten().copied().collect();
        found.sort_unstable_by_key(|at| std::cmp::Reverse(*at));
        found.dedup();
        found
    }
}

/// Whether a description speaks of an entity that is known already.
fn same(entity: &Entity, description: &Description<'_>, words: &[String]) -> bool {
    if entity.aliases.iter().any(|a| a == words) {
        return true;
    }
    if let Some((actor, _)) = description.known {
        return entity.known.as_ref().is_some_and(|(key, _)| *key == actor.key);
    }
    if description.name.is_none() {
        return !entity.named && entity.words == words;
    }
    if !entity.named && !entity.aliases.iter().any(|a| a == words) || entity.plural != description.plural {
        return false;
    }
    let lone = words.len() == 1 && !description.determined;
    if entity.kind == SourceKind::Person && (description.kind == SourceKind::Person || lone) {
        return same_person(&entity.words, words);
    }
    entity.words == words || entity.aliases.iter().any(|a| a == words)
}

/// Whether two names can be of one person: the same surname and no first name that speaks against it.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    match (long.last(), short.last()) {
        (Some(last), Some(other)) if last == other => short.iter().all(|w| long.contains(w)),
        // A first name alone.
        _ => short.len() == 1 && long.len() > 1 && long.first() == short.first(),
    }
}

fn new_entity(analysis: &Analysis<'_>, description: &Description<'_>, words: &[String]) -> Entity {
    let name = description.name.unwrap_or(description.phrase);
    let generic = name.len() > 1 && description.known.is_some() && analysis.has(name.start as usize, Flag::Generic);
    Entity {
        name: surface(analysis, if generic { Tokens::new(name.start + 1, name.end) } else { name }),
        words: words.to_vec(),
        kind: description.kind,
        known: None,
        roles: Vec::new(),
        role_words: None,
        country: None,
        gender: Gender::Unknown,
        plural: description.plural,
        named: description.name.is_some() || description.known.is_some(),
        medium: description.medium,
        titled: false,
        aliases: Vec::new(),
        head: description.head.clone(),
        mention: description.phrase,
        named_at: Vec::new(),
    }
}

fn learn(analysis: &Analysis<'_>, entity: &mut Entity, description: &Description<'_>, words: Vec<String>) {
    if let Some((actor, how)) = description.known {
        entity.known.get_or_insert((Arc::clone(&actor.key), how));
    }
    let generic = description.known.is_none() && description.name.is_some_and(|n| analysis.has(n.start as usize, Flag::Generic));
    if entity.named && entity.kind != SourceKind::Country && words.len() > entity.words.len() && !generic {
        entity.name = surface(analysis, description.name.unwrap_or(description.tokens));
        entity.words = words;
        entity.mention = description.phrase;
    }
    for role in &description.roles {
        if !entity.roles.contains(role) {
            entity.roles.push(role.clone());
        }
    }
    if !description.roles.is_empty() && entity.role_words.is_none() {
        entity.role_words = description.name.filter(|n| n.start > description.tokens.start).map(|n| Tokens::new(description.tokens.start, n.start));
    }
    if entity.country.is_none() {
        entity.country.clone_from(&description.country);
    }
    if entity.gender == Gender::Unknown {
        entity.gender = description.gender;
    }
}

/// The text of a name, without a possessive at its end.
pub fn surface(analysis: &Analysis<'_>, tokens: Tokens) -> String {
    analysis.slice(without_possessive(analysis, tokens)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A span without a possessive mark at its end.
pub fn without_possessive(analysis: &Analysis<'_>, tokens: Tokens) -> Tokens {
    let last = tokens.range().end.saturating_sub(1);
    if tokens.len() > 1 && analysis.has(last, Flag::Possessive) && analysis.word(last).starts_with('\'') {
        Tokens::new(tokens.start, tokens.end - 1)
    } else {
        tokens
    }
}

/// The folded words of a span, without a possessive at its end.
pub fn words_of(analysis: &Analysis<'_>, tokens: Tokens) -> Vec<String> {
    without_possessive(analysis, tokens).range().map(|t| analysis.word(t).to_owned()).collect()
}

/// What a noun group says of somebody; none where it is of a thing.
fn describe<'a>(analysis: &Analysis<'_>, segment: &Segment, at: usize, item: &Item, group: &NounGroup, names: &NameHits<'a>) -> Option<Description<'a>> {
    if group.pronoun {
        return None;
    }
    let head = group.head as usize;
    // "Thousands of protesters": the protesters are somebody, their number is not.
    if group.counted && item.span.range().all(|t| analysis.quantity(t).is_some()) && crate::grammar::phrase::of(analysis, &segment.items, at + 1) {
        return None;
    }
    let tokens = bare(analysis, item.span, group);
    let end = phrase_end(analysis, &segment.items, at, segment.items.len());
    let phrase = segment.items.get(at..end).map_or(tokens, |run| Tokens::new(tokens.start, run.last().map_or(tokens.end, |i| i.span.end)));
    let known = known_actor(analysis, item.span, group, names);
    let role_tokens: Vec<usize> = tokens
        .range()
        .filter(|t| {
            group.name.is_none_or(|n| !n.contains(u32::try_from(*t).unwrap_or(u32::MAX))) && (analysis.has(*t, Flag::Role) || analysis.has(*t, Flag::Title))
        })
        .collect();
    let mut roles: Vec<String> = role_tokens
        .iter()
        .filter_map(|t| head_lemmas(analysis, *t).find(|l| l.features.has(Flag::Role) || l.features.has(Flag::Title)))
        .map(|l| l.text.clone())
        .collect();
    let governing = governing_role(analysis, segment, at).filter(|_| group.name.is_some_and(|n| n.len() > 1));
    roles.extend(governing.clone());
    let mut gender = gender_of(analysis, tokens, group);
    let mut country = tokens.range().find_map(|t| names.country(t)).map(|c| Arc::clone(&c.key));
    let name = group.name.map(|n| without_body(analysis, n, governing.is_some(), names));
    let person_name = name.filter(|n| is_person_name(analysis, *n, group, !role_tokens.is_empty() || governing.is_some(), known.map(|(a, _)| a)));
    if person_name.is_some()
        && let Some(apposition) = apposition(analysis, segment, at, end)
    {
        let (other, other_group) = apposition;
        roles.extend(
            head_lemmas(analysis, other_group.head as usize)
                .filter(|l| l.features.has(Flag::Role) || l.features.has(Flag::Person))
                .map(|l| l.text.clone())
                .take(1),
        );
        if gender == Gender::Unknown {
            gender = gender_of(analysis, other.span, &other_group);
        }
        country = country.or_else(|| other.span.range().find_map(|t| names.country(t)).map(|c| Arc::clone(&c.key)));
    }
    let has = |flag: Flag| head_has(analysis, head, flag);
    let acronym = group.name.is_some_and(|n| n.len() == 1 && analysis.token(n.start as usize).is_some_and(|t| t.upper));
    let plural = is_plural(analysis, head, group);
    let kind = match known {
        Some((actor, how)) if !matches!(how, NameKind::Adjective) => actor.source_kind(),
        _ if person_name.is_some() => SourceKind::Person,
        _ if has(Flag::Body) || has(Flag::Media) || has(Flag::State) => SourceKind::Organisation,
        _ if has(Flag::Person) || has(Flag::People) => {
            if plural {
                SourceKind::People
            } else {
                SourceKind::Person
            }
        }
        _ if acronym || group.name.is_some() => SourceKind::Organisation,
        _ => return None,
    };
    let organisation = name
        .filter(|_| kind == SourceKind::Organisation && !has(Flag::Body) && !has(Flag::Media))
        .or_else(|| name.filter(|n| kind == SourceKind::Organisation && n.start == tokens.start));
    let called = called_name(analysis, segment, end).filter(|_| kind == SourceKind::Organisation || kind == SourceKind::People);
    let named = person_name.or(called).or(organisation.map(|n| full_name(analysis, n, phrase)));
    Some(Description {
        tokens,
        phrase,
        name: if known.is_some() { person_name.or(known_name(names, head, group)) } else { named },
        known,
        roles,
        gender,
        country,
        head: head_lemmas(analysis, head).next().map_or_else(|| analysis.word(head).to_owned(), |l| l.text.clone()),
        kind,
        medium: known.is_some_and(|(a, _)| a.is_medium())
            || has(Flag::Media)
            || (kind == SourceKind::Organisation && name.is_some_and(|n| n.range().any(|t| analysis.has(t, Flag::Media)))),
        plural: plural && person_name.is_none(),
        determined: group.determiner.is_some(),
    })
}

/// The name behind the noun phrase of a body: "a group called Open Toll", "le mouvement « Pont libre »".
fn called_name(analysis: &Analysis<'_>, segment: &Segment, end: usize) -> Option<Tokens> {
    let item = |i: usize| segment.items.get(i);
    let naming = item(end)
        .and_then(Item::verb)
        .is_some_and(|v| v.main_form == VerbForm::Participle && !v.auxiliary && verb_readings(analysis, v).any(|l| l.features.has(Flag::Naming)));
    if naming {
        return item(end + 1).and_then(Item::noun).and_then(|n| n.name);
    }
    let mark = |i: usize| matches!(item(i).map(|i| i.kind), Some(ItemKind::Mark));
    let close = (end + 2..segment.items.len().min(end + 8)).find(|i| mark(*i)).filter(|_| mark(end))?;
    let inner = Tokens::new(item(end + 1)?.span.start, item(close - 1)?.span.end);
    analysis.token(inner.start as usize).is_some_and(|t| t.capital).then_some(inner)
}

/// "porte-parole de PIA Abdullah Hafeez": the body that an office belongs to stands before the name of who holds it.
fn without_body(analysis: &Analysis<'_>, name: Tokens, governed: bool, names: &NameHits<'_>) -> Tokens {
    let first = name.start as usize;
    let acronym = analysis.token(first).is_some_and(|t| t.upper);
    let known = names.actor(first).is_some_and(|(a, _)| a.source_kind() != SourceKind::Person);
    // "député LFI Éric Coquerel", "président de Renault Jean-Dominique Senard": a given name begins behind the body.
    let given = |at: u32| names.is_given_name(analysis.word(at as usize));
    if name.len() >= 3 && !given(name.start) && given(name.start + 1) && !analysis.has(first + 1, Flag::Particle) {
        return Tokens::new(name.start + 1, name.end);
    }
    let rest_upper = name.range().skip(1).all(|t| analysis.token(t).is_some_and(|t| t.upper));
    if governed && name.len() >= 3 && (acronym || known) && !rest_upper { Tokens::new(name.start + 1, name.end) } else { name }
}

/// The name of a body with what belongs to it: "Observatory for Human Rights", if all of its words are written with capitals.
fn full_name(analysis: &Analysis<'_>, name: Tokens, phrase: Tokens) -> Tokens {
    let open = phrase.range().find(|t| analysis.word(*t) == "(").unwrap_or(phrase.range().end);
    let capital = |t: usize| analysis.token(t).is_some_and(|t| t.capital);
    let small = |t: usize| analysis.word(t).chars().count() <= 3 || analysis.has(t, Flag::Of) || analysis.has(t, Flag::Definite);
    let behind = name.range().end..open;
    let all = behind.clone().all(|t| capital(t) || small(t)) && behind.clone().last().is_none_or(capital);
    if all && name.range().all(capital) { span(name.range().start, open.max(name.range().end)) } else { name }
}

/// The tokens of a noun group without its determiner.
pub fn bare(analysis: &Analysis<'_>, item: Tokens, group: &NounGroup) -> Tokens {
    let mut start = group.determiner.map_or(item.start, |d| d.max(item.start) + 1).min(item.end.saturating_sub(1));
    if group.determiner.is_some_and(|d| analysis.expression(d as usize).is_some_and(|e| e.span.start == d)) {
        start = group.determiner.and_then(|d| analysis.expression(d as usize)).map_or(start, |e| e.span.end.min(item.end.saturating_sub(1)));
    }
    Tokens::new(start, item.end)
}

/// The actor that a noun group names: its head or its whole name is a name of the gazetteer.
pub fn known_actor<'a>(analysis: &Analysis<'_>, item: Tokens, group: &NounGroup, names: &NameHits<'a>) -> Option<(&'a Actor, NameKind)> {
    let head = group.head as usize;
    let hit = names.at(head).or_else(|| group.name.and_then(|n| names.at(n.range().end.saturating_sub(1))))?;
    let (actor, how) = names.best_actor(hit)?;
    // "Georgia Smith", "Paris Hilton": a name that goes on is another name.
    let goes_on = group.name.is_some_and(|n| n.len() > hit.span.len() && (n.start < hit.span.start || n.end > hit.span.end) && !actor_covers(hit.span, n));
    let adjective = how == NameKind::Adjective && hit.span.end < item.end;
    let later_head = hit.span.end <= group.head && !analysis.language.syntax.head_first;
    (!goes_on && !adjective && !later_head).then_some((actor, how))
}

/// The tokens by which the gazetteer knows the actor.
fn known_name(names: &NameHits<'_>, head: usize, group: &NounGroup) -> Option<Tokens> {
    names.at(head).or_else(|| group.name.and_then(|n| names.at(n.range().end.saturating_sub(1)))).map(|hit| hit.span)
}

fn actor_covers(hit: Tokens, name: Tokens) -> bool {
    hit.covers(name)
}

/// Whether a run of proper nouns names a person: a title or role stands before it, or it has two words and no sign of a body.
fn is_person_name(analysis: &Analysis<'_>, name: Tokens, group: &NounGroup, role_before: bool, known: Option<&Actor>) -> bool {
    if let Some(actor) = known {
        return actor.source_kind() == SourceKind::Person;
    }
    let common = name.len() == 1 && analysis.reading(name.start as usize, crate::grammar::feature::WordClass::Noun).is_some();
    let body = common || name.range().any(|t| [Flag::Body, Flag::Media, Flag::State, Flag::Document].iter().any(|f| analysis.has(t, *f)));
    let figure = name.range().any(|t| analysis.word(t).contains(|c: char| c.is_ascii_digit()));
    if body || figure {
        return false;
    }
    if role_before {
        return true;
    }
    let determined = group.determiner.is_some();
    !determined && name.len() > 1 && (name.start..name.end).all(|t| !analysis.has(t as usize, Flag::Particle) || t > name.start)
}

/// The office that a name ends: "la ministre du Travail Muriel Pénicaud".
fn governing_role(analysis: &Analysis<'_>, segment: &Segment, at: usize) -> Option<String> {
    let before = at.checked_sub(1).filter(|b| matches!(segment.items.get(*b).map(|i| i.kind), Some(ItemKind::Preposition)))?;
    let verb = (before.saturating_sub(6)..before)
        .rev()
        .find(|i| matches!(segment.items.get(*i).map(|i| i.kind), Some(ItemKind::Verb(_) | ItemKind::Comma)))
        .map_or(0, |v| v + 1);
    let head = (before.saturating_sub(6).max(verb)..before)
        .rev()
        .filter_map(|i| segment.items.get(i).and_then(Item::noun))
        .find(|n| head_has(analysis, n.head as usize, Flag::Role))?;
    let reaches = head.name.is_none();
    reaches.then(|| head_lemmas(analysis, head.head as usize).next().map(|l| l.text.clone())).flatten()
}

/// A noun phrase beside a name, parted by a comma, that says who its bearer is: "Rudenko, deputy minister".
fn apposition<'b>(analysis: &Analysis<'_>, segment: &'b Segment, at: usize, end: usize) -> Option<(&'b Item, NounGroup)> {
    let describes = |item: &'b Item| {
        let ItemKind::Noun(group) = item.kind else { return None };
        let head = group.head as usize;
        (head_has(analysis, head, Flag::Role) || head_has(analysis, head, Flag::Person)).then_some((item, group))
    };
    let comma = |i: usize| matches!(segment.items.get(i).map(|i| i.kind), Some(ItemKind::Comma));
    let behind = comma(end).then(|| segment.items.get(end + 1)).flatten().and_then(describes);
    behind.or_else(|| {
        let before = at.checked_sub(1).filter(|b| comma(*b))?;
        let from = (before.saturating_sub(8)..before)
            .find(|i| phrase_end(analysis, &segment.items, *i, before) == before && matches!(segment.items.get(*i).map(|i| i.kind), Some(ItemKind::Noun(_))))?;
        segment.items.get(from).and_then(describes).filter(|(_, g)| g.name.is_none())
    })
}

/// The gender that titles, roles and determiners of a noun group show.
pub fn gender_of(analysis: &Analysis<'_>, tokens: Tokens, group: &NounGroup) -> Gender {
    let from_value = |value: Option<&str>| match value {
        Some("m") => Gender::Masculine,
        Some("f") => Gender::Feminine,
        _ => Gender::Unknown,
    };
    let determiner = group.determiner.map(|d| from_value(analysis.value(d as usize, Key::Gender))).unwrap_or_default();
    if determiner != Gender::Unknown {
        return determiner;
    }
    for token in tokens.range() {
        for reading in analysis.readings(token) {
            let Some(lemma) = analysis.lemma(reading.lemma) else { continue };
            let person = [Flag::Person, Flag::Role, Flag::Title, Flag::Kin, Flag::Body, Flag::Media].iter().any(|f| lemma.features.has(*f));
            if !person {
                continue;
            }
            let of_form = match reading.form.feminine {
                Some(true) => Gender::Feminine,
                Some(false) => Gender::Masculine,
                None => Gender::Unknown,
            };
            let flagged = match (lemma.features.has(Flag::Masculine), lemma.features.has(Flag::Feminine)) {
                (true, false) => Gender::Masculine,
                (false, true) => Gender::Feminine,
                _ => from_value(lemma.features.value(Key::Gender)),
            };
            let gender = if of_form == Gender::Unknown { flagged } else { of_form };
            if gender != Gender::Unknown {
                return gender;
            }
        }
    }
    Gender::Unknown
}

/// Whether a noun group is of several: by its numeral, determiner or form.
pub fn is_plural(analysis: &Analysis<'_>, head: usize, group: &NounGroup) -> bool {
    if let Some(number) = group.determiner.and_then(|d| analysis.value(d as usize, Key::Number)) {
        return number == "plural";
    }
    if group.counted {
        return analysis
            .quantity(head)
            .or_else(|| (head.saturating_sub(4)..head).rev().find_map(|t| analysis.quantity(t)))
            .is_none_or(|q| q.low != Some(1) || q.high != Some(1));
    }
    let forms: Vec<Option<bool>> = analysis
        .readings(head)
        .iter()
        .filter(|r| analysis.lemma(r.lemma).is_some_and(|l| l.class == crate::grammar::feature::WordClass::Noun))
        .map(|r| r.form.plural)
        .collect();
    if forms.is_empty() {
        analysis.word(head).ends_with('s') && group.name.is_none()
    } else {
        forms.iter().all(|f| *f == Some(true))
            || analysis.readings(head).iter().any(|r| analysis.lemma(r.lemma).is_some_and(|l| l.features.value(Key::Number) == Some("plural")))
    }
}

/// The span of one token.
#[must_use]
pub fn token_span(token: usize) -> Tokens {
    span(token, token + 1)
}
