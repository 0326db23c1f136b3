//! Numerals into intervals, by composition of number words, figures and what bounds them.
//!
//! | words | low | high | bound |
//! | --- | --- | --- | --- |
//! | 1,177 · 1 177 · twenty-three · quatre-vingt-onze · a hundred and four | n | n | exact |
//! | at least 40 · 60+ | n | – | at least |
//! | more than 40 · plus d'une vingtaine | n+1 | – | more than |
//! | up to 40 · jusqu'à 40 | – | n | at most |
//! | fewer than 40 · moins de 40 | – | n−1 | fewer than |
//! | about 40 · quelque 300 · une trentaine | n | n | about |
//! | 20-30 · between 20 and 30 · de 20 à 30 · two or three | a | b | between |
//! | dozens 24 · dizaines 20 · tens of thousands 20,000 | n | – | at least, vague |
//!
//! What is written as an ordinal, a date, a time of day, a share or a decimal is no numeral here.

use super::analysis::{Analysis, span};
use super::feature::{Flag, Key, WordClass};
use crate::text::span::Tokens;
use crate::text::token::Shape;

/// How words bound a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// That number.
    Exact,
    /// That number or more.
    AtLeast,
    /// More than that number.
    MoreThan,
    /// That number or fewer.
    AtMost,
    /// Fewer than that number.
    FewerThan,
    /// Roughly that number.
    About,
    /// Between two numbers.
    Between,
}

impl Bound {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "exact" => Bound::Exact,
            "at_least" => Bound::AtLeast,
            "more_than" => Bound::MoreThan,
            "at_most" => Bound::AtMost,
            "fewer_than" => Bound::FewerThan,
            "about" => Bound::About,
            "between" => Bound::Between,
            _ => return None,
        })
    }
}

/// A numeral with what bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its words, those that bound it included.
    pub span: Tokens,
    /// The words of the number alone.
    pub number: Tokens,
    /// Lower end of the interval that the words assert.
    pub low: Option<u64>,
    /// Upper end.
    pub high: Option<u64>,
    /// How the words bound it.
    pub bound: Bound,
    /// Whether the number is a plural without limit: dozens.
    pub vague: bool,
    /// Whether it is written as a figure that could also be a year.
    pub year: bool,
}

/// Finds the numerals of a text.
#[must_use]
pub fn quantities(analysis: &Analysis<'_>) -> Vec<Quantity> {
    let reader = Reader { analysis };
    let mut found: Vec<Quantity> = Vec::new();
    for sentence in &analysis.sentences.sentences {
        let (mut at, end) = (sentence.range().start, sentence.range().end);
        let mut free = at;
        while at < end {
            match reader.quantity(at, free, end) {
                Some(quantity) => {
                    at = quantity.span.range().end;
                    free = at;
                    found.push(quantity);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// A number without its bounds.
#[derive(Clone, Copy, Debug)]
struct Number {
    end: usize,
    value: u64,
    vague: bool,
    about: bool,
    year: bool,
}

/// What a number word adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Unit,
    Ten,
    Hundred,
    Multiplier,
    Collective,
    Vague,
    Half,
}

struct Reader<'a, 'b> {
    analysis: &'b Analysis<'a>,
}

impl Reader<'_, '_> {
    /// The quantity whose number begins at `at`; its bounds may reach back to `free`.
    fn quantity(&self, at: usize, free: usize, end: usize) -> Option<Quantity> {
        if self.analysis.time(at).is_some() {
            return None;
        }
        let (start, before) = self.bound_before(at, free);
        let (first, shared) = match self.shared_multiplier(at, end) {
            Some((first, second)) => (first, Some(second)),
            None => (self.number(at, end).or_else(|| self.one(at, before))?, None),
        };
        let mut stop = first.end;
        let (mut low, mut high, mut bound) = (Some(first.value), Some(first.value), if first.about { Bound::About } else { Bound::Exact });
        if first.vague {
            (high, bound) = (None, Bound::AtLeast);
        }
        let second = shared.or_else(|| self.range(first.end, end, before == Some(Bound::Between))).filter(|s| s.value > first.value && !first.vague);
        let mut start = start;
        if let Some(second) = second.filter(|s| before == Some(Bound::Between) || self.joined_tightly(first, *s)) {
            stop = second.end;
            (high, bound) = (Some(second.value), Bound::Between);
            start = start.saturating_sub(usize::from(self.opens_range(start, free)));
        } else if let Some(before) = before.filter(|b| *b != Bound::Between) {
            (low, high, bound) = apply(before, first);
        }
        if let Some((behind, after)) = self.bound_behind(stop, end)
            && bound != Bound::Between
        {
            stop = behind;
            if before.is_none_or(|b| b == Bound::Between) {
                (low, high, bound) = apply(after, first);
            }
        }
        let start = if before.is_some_and(|b| b != Bound::Between || bound == Bound::Between) { start } else { at };
        Some(Quantity { span: span(start, stop), number: span(at, first.end), low, high, bound, vague: first.vague, year: first.year && before.is_none() })
    }

    /// "au moins un mort": an article that a bound makes a number.
    fn one(&self, at: usize, before: Option<Bound>) -> Option<Number> {
        let bounds = matches!(before, Some(Bound::AtLeast | Bound::AtMost | Bound::MoreThan | Bound::FewerThan | Bound::Exact));
        let one = self.lexical_value(self.analysis.word(at)).is_some_and(|(v, _)| v == 1);
        (bounds && one && self.article(at)).then_some(Number { end: at + 1, value: 1, vague: false, about: false, year: false })
    }

    /// "1.2 to 1.5 million", "entre deux et trois mille": the multiplier behind the second number is the first one's too.
    fn shared_multiplier(&self, at: usize, end: usize) -> Option<(Number, Number)> {
        let first = self.thousandths(at)?;
        let between = self.bound_before(at, at.saturating_sub(3)).1 == Some(Bound::Between);
        let sign = matches!(self.analysis.word(at + 1), "-" | "–" | "—");
        let word = self.analysis.has(at + 1, Flag::Range) || (between && self.analysis.has(at + 1, Flag::Coordinator));
        let second = self.thousandths(at + 2).filter(|s| *s > first && (sign || word))?;
        let (multiplier, _) = self.word_value(at + 3, end).filter(|(v, role)| *v >= 1000 && matches!(role, Role::Multiplier | Role::Collective))?;
        let number = |thousandths: u64, end: usize| {
            let value = thousandths.checked_mul(multiplier)?;
            (value % 1000 == 0).then_some(Number { end, value: value / 1000, vague: false, about: false, year: false })
        };
        Some((number(first, at + 1)?, number(second, at + 4)?))
    }

    /// A figure, or a number word below a hundred, in thousandths.
    fn thousandths(&self, at: usize) -> Option<u64> {
        let token = self.analysis.token(at)?;
        if token.shape == Shape::Figure {
            let (value, tail) =
                read_figures(self.analysis.word(at), &self.analysis.language.orthography.thousands, self.analysis.language.orthography.decimal)?;
            return (tail.is_empty() && value < 1_000_000).then_some(value);
        }
        let (value, role) = self.lexical_value(self.analysis.word(at))?;
        (matches!(role, Role::Unit | Role::Ten) && value < 100).then(|| value * 1000)
    }

    /// "De 12 à 15 soldats": a preposition that opens a range, where no noun governs it.
    fn opens_range(&self, start: usize, free: usize) -> bool {
        let Some(before) = start.checked_sub(1).filter(|b| *b >= free) else { return false };
        let noun = before.checked_sub(1).is_some_and(|n| {
            matches!(
                self.analysis.tag_at(n).class,
                super::tagging::Class::Noun | super::tagging::Class::ProperNoun | super::tagging::Class::Verb | super::tagging::Class::Adjective
            )
        });
        self.analysis.has(before, Flag::Of) && self.analysis.word(before).chars().count() > 1 && !noun
    }

    /// What bounds a number that begins at `at`, and where it begins: one expression or word, or two in a row.
    fn bound_before(&self, at: usize, free: usize) -> (usize, Option<Bound>) {
        let (mut start, mut bound) = (at, None);
        // "environ « 450 personnes »"
        let quotes = &self.analysis.language.orthography.quotes;
        if at > free && quotes.iter().any(|q| q.open == self.analysis.word(at - 1)) && self.bound_before(at - 1, free).1.is_some() {
            return self.bound_before(at - 1, free);
        }
        for _ in 0..2 {
            let Some(last) = start.checked_sub(1).filter(|last| *last >= free) else { break };
            let from = self.analysis.expression(last).map_or(last, |e| e.span.range().start);
            let value = match self.analysis.expression(last) {
                Some(e) if e.span.range().end == start => self.analysis.expression_lemmas(&e).find_map(|l| l.features.value(Key::Qualifier)),
                Some(_) => None,
                None => self.analysis.value(last, Key::Qualifier),
            };
            match value.and_then(Bound::from_name) {
                Some(found) if from >= free => {
                    // The word further out is the stronger: "at least some 300".
                    bound = Some(if bound.is_some() && found == Bound::Exact { bound.unwrap_or(found) } else { found });
                    start = from;
                }
                _ => break,
            }
        }
        (start, bound)
    }

    /// `60+`, `60 or more`, `60 au moins`.
    fn bound_behind(&self, at: usize, end: usize) -> Option<(usize, Bound)> {
        if at >= end {
            return None;
        }
        if self.analysis.word(at) == "+" && self.analysis.token(at).is_some_and(|t| !t.spaced) {
            return Some((at + 1, Bound::AtLeast));
        }
        // "60 et plus", not "60 et plus de cent"
        let more = self.analysis.has(at, Flag::Coordinator) && self.analysis.has(at + 1, Flag::Behind) && !self.analysis.has(at + 2, Flag::Of);
        if more && let Some(bound) = self.analysis.value(at + 1, Key::Qualifier).and_then(Bound::from_name) {
            return self.analysis.quantity_free(at + 2).then_some((at + 2, bound));
        }
        let expression = self.analysis.expression(at).filter(|e| e.span.range().start == at)?;
        let lemma = self.analysis.expression_lemmas(&expression).find(|l| l.features.has(Flag::Behind))?;
        let bound = lemma.features.value(Key::Qualifier).and_then(Bound::from_name)?;
        let behind = expression.span.range().end;
        self.analysis.quantity_free(behind).then_some((behind, bound))
    }

    /// The number behind a sign or word of range.
    fn range(&self, at: usize, end: usize, between: bool) -> Option<Number> {
        let sign = matches!(self.analysis.word(at), "-" | "–" | "—" | "--");
        let word = self.analysis.has(at, Flag::Range) || (between && self.analysis.has(at, Flag::Coordinator));
        (at + 1 < end && (sign || word)).then(|| self.number(at + 1, end)).flatten()
    }

    /// Whether two numbers without a word before them make a range: `20-30`, `20 to 30`, `two or three`.
    fn joined_tightly(&self, first: Number, second: Number) -> bool {
        second.value <= first.value.saturating_mul(20) && !(first.year && second.year)
    }

    /// The number that begins at `at`.
    fn number(&self, at: usize, end: usize) -> Option<Number> {
        let token = self.analysis.token(at)?;
        if token.shape == Shape::Figure { self.figure(at, end) } else { self.words(at, end) }
    }

    /// A number that begins with figures.
    fn figure(&self, at: usize, end: usize) -> Option<Number> {
        let word = self.analysis.word(at);
        let (thousandths, tail) = read_figures(word, &self.analysis.language.orthography.thousands, self.analysis.language.orthography.decimal)?;
        let suffix = match tail {
            "" => 1,
            "k" => 1_000,
            "m" => 1_000_000,
            "bn" => 1_000_000_000,
            _ => return None,
        };
        if suffix > 1 && at.checked_sub(1).is_some_and(|p| matches!(self.analysis.word(p), "$" | "€" | "£" | "¥")) {
            return None;
        }
        let (mut scale, mut stop) = (suffix, at + 1);
        while let Some((value, Role::Multiplier | Role::Collective | Role::Hundred)) = self.word_value(stop, end).filter(|(v, _)| *v > 1) {
            scale *= value;
            stop += 1;
            if let Some(behind) = self.and_half(stop, end) {
                let whole = thousandths.checked_mul(scale)? / 1000;
                return Some(Number { end: behind, value: whole.checked_add(value / 2)?, vague: false, about: false, year: false });
            }
        }
        let value = thousandths.checked_mul(scale)?;
        if value % 1000 != 0 {
            return None;
        }
        let value = value / 1000;
        let year = scale == 1 && word.len() == 4 && (1800..=2100).contains(&value);
        Some(Number { end: stop, value, vague: false, about: false, year })
    }

    /// "and a half", "et demi".
    fn and_half(&self, at: usize, end: usize) -> Option<usize> {
        let joined = self.analysis.has(at, Flag::Coordinator) && at + 1 < end;
        let half = (at + 1..end.min(at + 3)).find(|i| self.analysis.has(*i, Flag::Half))?;
        joined.then_some(half + 1)
    }

    /// The value and role of a number word.
    fn word_value(&self, at: usize, end: usize) -> Option<(u64, Role)> {
        if at >= end || self.analysis.time(at).is_some() {
            return None;
        }
        self.lexical_value(self.analysis.word(at))
    }

    fn lexical_value(&self, word: &str) -> Option<(u64, Role)> {
        let lexicon = &self.analysis.language.lexicon;
        let form = lexicon.form(word)?;
        lexicon.readings(form).iter().find_map(|r| {
            let lemma = lexicon.lemma(r.lemma).filter(|l| l.class == WordClass::Numeral)?;
            let half = lemma.features.has(Flag::Half);
            let value = lemma.features.value(Key::Value).map_or(half.then_some(0), |v| v.parse().ok())?;
            let role = [
                (Flag::Ordinal, None),
                (Flag::Half, Some(Role::Half)),
                (Flag::Fraction, None),
                (Flag::Vague, Some(Role::Vague)),
                (Flag::Collective, Some(Role::Collective)),
                (Flag::Multiplier, Some(Role::Multiplier)),
                (Flag::Hundred, Some(Role::Hundred)),
                (Flag::Ten, Some(Role::Ten)),
                (Flag::Unit, Some(Role::Unit)),
            ];
            let role = role.iter().find(|(flag, _)| lemma.features.has(*flag)).and_then(|(_, role)| *role)?;
            Some((value, role))
        })
    }

    /// The number words of one token: its own, or those that its hyphens join.
    fn parts(&self, at: usize) -> Vec<(u64, Role)> {
        let word = self.analysis.word(at);
        if let Some(value) = self.lexical_value(word) {
            return vec![value];
        }
        let mut parts = Vec::new();
        let pieces: Vec<&str> = word.split('-').collect();
        let mut from = 0;
        while from < pieces.len() {
            // The longest run of pieces that is a word: `quatre-vingt` before `quatre`.
            let longest = (from + 1..=pieces.len()).rev().find_map(|to| self.lexical_value(&pieces.get(from..to)?.join("-")).map(|v| (to, v)));
            match longest {
                Some((to, value)) => {
                    parts.push(value);
                    from = to;
                }
                None if from > 0
                    && self
                        .analysis
                        .language
                        .lexicon
                        .form(pieces.get(from).copied().unwrap_or_default())
                        .is_some_and(|f| self.analysis.language.lexicon.has(f, Flag::Coordinator)) =>
                {
                    from += 1
                }
                None => return Vec::new(),
            }
        }
        parts
    }

    /// A number that is written in words.
    fn words(&self, at: usize, end: usize) -> Option<Number> {
        let mut sum = Sum::default();
        let mut stop = at;
        let mut next = at;
        // "several dozen": two of them at least.
        if self.analysis.has(at, Flag::Several)
            && let Some((value, Role::Hundred | Role::Multiplier | Role::Collective)) = self.word_value(at + 1, end)
        {
            return Some(Number { end: at + 2, value: value.checked_mul(2)?, vague: true, about: false, year: false });
        }
        if self.article(at) {
            // "a hundred", "une trentaine", "half a dozen" below.
            let (_, role) = self.word_value(at + 1, end)?;
            if !matches!(role, Role::Hundred | Role::Multiplier | Role::Collective) {
                return None;
            }
            next = at + 1;
        }
        while next < end {
            let parts = self.parts(next);
            if parts.is_empty() {
                let joins = stop > at && self.analysis.has(next, Flag::Coordinator) && sum.may_join(&self.parts(next + 1));
                if joins && next + 1 < end {
                    next += 1;
                    continue;
                }
                break;
            }
            if !parts.iter().all(|(value, role)| sum.add(*value, *role)) {
                break;
            }
            next += 1;
            stop = next;
            if sum.half {
                next += usize::from(self.article(next));
            }
            if sum.closed {
                break;
            }
        }
        if stop == at {
            return None;
        }
        // "one and a half million"
        if let Some(behind) = self.and_half(stop, end).filter(|_| sum.total == 0 && sum.current.is_some_and(|c| c < 1000))
            && let Some((multiplier, Role::Multiplier)) = self.word_value(behind, end)
        {
            let value = sum.current.unwrap_or(0).checked_mul(multiplier)?.checked_add(multiplier / 2)?;
            return Some(Number { end: behind + 1, value, vague: false, about: false, year: false });
        }
        if let Some(behind) = sum.last_multiplier.and_then(|_| self.and_half(stop, end)) {
            sum.total += sum.last_multiplier.unwrap_or(0) / 2;
            stop = behind;
        }
        // "tens of thousands", "une centaine de milliers".
        if sum.closed
            && self.analysis.has(stop, Flag::Of)
            && let Some((value, Role::Vague | Role::Multiplier)) = self.word_value(stop + 1, end)
        {
            sum.scale(if self.role(stop + 1) == Some(Role::Vague) { value / 2 } else { value });
            stop += 2;
        }
        let value = sum.value()?;
        let about = sum.collective && self.about(stop - 1);
        (value != 1 || !self.article_like(at, stop)).then_some(Number { end: stop, value, vague: sum.vague, about, year: false })
    }

    fn role(&self, at: usize) -> Option<Role> {
        self.lexical_value(self.analysis.word(at)).map(|(_, role)| role)
    }

    /// Whether a collective number word is an approximation by itself: une trentaine.
    fn about(&self, at: usize) -> bool {
        self.analysis.reading(at, WordClass::Numeral).is_some_and(|(l, _)| l.features.value(Key::Qualifier) == Some("about"))
    }

    fn article(&self, at: usize) -> bool {
        self.analysis.reading(at, WordClass::Determiner).is_some_and(|(l, _)| l.features.has(Flag::Indefinite))
    }

    /// A lone "un" is more often an article than a number.
    fn article_like(&self, at: usize, stop: usize) -> bool {
        stop == at + 1 && self.article(at)
    }
}

/// The interval of one number under a bound.
fn apply(bound: Bound, number: Number) -> (Option<u64>, Option<u64>, Bound) {
    let n = number.value;
    match bound {
        _ if number.vague => (Some(n), None, Bound::AtLeast),
        Bound::Exact | Bound::Between if number.about => (Some(n), Some(n), Bound::About),
        Bound::Exact | Bound::Between => (Some(n), Some(n), Bound::Exact),
        Bound::AtLeast => (Some(n), None, bound),
        Bound::MoreThan => (Some(n.saturating_add(1)), None, bound),
        Bound::AtMost => (None, Some(n), bound),
        Bound::FewerThan => (None, Some(n.saturating_sub(1)), bound),
        Bound::About => (Some(n), Some(n), bound),
    }
}

/// Adds up number words in the order in which they are said.
#[derive(Default)]
struct Sum {
    total: u64,
    current: Option<u64>,
    last: Option<Role>,
    last_multiplier: Option<u64>,
    half: bool,
    vague: bool,
    collective: bool,
    closed: bool,
}

impl Sum {
    /// Takes a word in, or says that it does not go on this number.
    fn add(&mut self, value: u64, role: Role) -> bool {
        if self.closed {
            return false;
        }
        let current = self.current;
        match role {
            Role::Half if current.is_none() && self.total == 0 => self.half = true,
            Role::Unit => {
                let fits = match (current, self.last) {
                    (None, _) => true,
                    (Some(c), Some(Role::Ten)) => c % 10 == 0 && (value < 10 || c % 100 == 60 || c % 100 == 80) && value > 0,
                    (Some(_), Some(Role::Hundred)) => value > 0,
                    _ => false,
                };
                if !fits || self.half {
                    return false;
                }
                self.current = Some(current.unwrap_or(0) + value);
            }
            Role::Ten => {
                if self.half || !(current.is_none() || self.last == Some(Role::Hundred)) {
                    return false;
                }
                self.current = Some(current.unwrap_or(0) + value);
            }
            Role::Hundred => {
                if current.is_some_and(|c| c == 0 || c >= 100) {
                    return false;
                }
                self.current = Some(if self.half { value / 2 } else { current.unwrap_or(1) * value });
            }
            Role::Multiplier => {
                let times = if self.half && current.is_none() { value / 2 } else { current.unwrap_or(1).saturating_mul(value) };
                if (current.is_none() && self.last == Some(Role::Multiplier)) || self.last_multiplier.is_some_and(|m| m <= value) {
                    return false;
                }
                self.total = self.total.saturating_add(times);
                self.current = None;
                self.last_multiplier = Some(value);
            }
            Role::Collective => {
                if self.total > 0 {
                    return false;
                }
                self.current = Some(if self.half { value / 2 } else { current.unwrap_or(1).saturating_mul(value) });
                self.collective = true;
                self.closed = true;
            }
            Role::Vague => {
                if current.is_some() || self.total > 0 {
                    return false;
                }
                self.current = Some(value);
                self.vague = true;
                self.closed = true;
            }
            Role::Half => return false,
        }
        self.last = Some(role);
        true
    }

    /// Whether an "and" may stand before these words: "a hundred and four", "vingt et un".
    fn may_join(&self, parts: &[(u64, Role)]) -> bool {
        let Some((_, role)) = parts.first() else { return false };
        match self.last {
            Some(Role::Hundred | Role::Multiplier) => matches!(role, Role::Unit | Role::Ten),
            Some(Role::Ten) => *role == Role::Unit && parts.first().is_some_and(|(v, _)| *v == 1 || *v == 11),
            _ => false,
        }
    }

    fn scale(&mut self, by: u64) {
        self.current = self.current.map(|c| c.saturating_mul(by.max(1)));
    }

    fn value(&self) -> Option<u64> {
        if self.half && self.current.is_none() && self.total == 0 {
            return None;
        }
        Some(self.total.saturating_add(self.current.unwrap_or(0)))
    }
}

/// The figures at the head of a word in thousandths, and what follows them. None where they are no plain number.
fn read_figures<'w>(word: &'w str, thousands: &[char], decimal: char) -> Option<(u64, &'w str)> {
    let end = word.find(|c: char| !c.is_ascii_digit() && !thousands.contains(&c) && c != decimal && c != '.' && c != ',').unwrap_or(word.len());
    let (figures, tail) = word.split_at_checked(end)?;
    let mut groups: Vec<&str> = Vec::new();
    let mut separators: Vec<char> = Vec::new();
    let mut from = 0;
    for (at, c) in figures.char_indices().filter(|(_, c)| !c.is_ascii_digit()) {
        groups.push(figures.get(from..at)?);
        separators.push(c);
        from = at + c.len_utf8();
    }
    groups.push(figures.get(from..)?);
    if groups.iter().any(|g| g.is_empty()) {
        return None;
    }
    let grouped = |groups: &[&str]| groups.first().is_some_and(|g| g.len() <= 3) && groups.iter().skip(1).all(|g| g.len() == 3);
    let whole = |groups: &[&str]| groups.concat().parse::<u64>().ok()?.checked_mul(1000);
    let same = separators.windows(2).all(|w| w.first() == w.last());
    match separators.as_slice() {
        [] => Some((whole(&groups)?, tail)),
        // Three figures behind one separator are a group, whichever of the two signs it is, unless the language forbids it.
        [.., last] if same && grouped(&groups) && (thousands.contains(last) || (separators.len() > 1 && *last != decimal)) => Some((whole(&groups)?, tail)),
        [.., last] if *last == decimal || (separators.len() == 1 && matches!(last, '.' | ',')) => {
            let (fraction, before) = groups.split_last()?;
            if !(before.len() == 1 || grouped(before)) || fraction.len() > 3 {
                return None;
            }
            let scale = [1000, 100, 10, 1].get(fraction.len())?;
            Some((whole(before)?.checked_add(fraction.parse::<u64>().ok()?.checked_mul(*scale)?)?, tail))
        }
        _ => None,
    }
}
