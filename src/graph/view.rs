//! What people look at: claims as rows, figures as they are said.

use regex::Regex;
use serde::Serialize;
use serde_json::{Map, Value};

use super::corpus::Corpus;
use super::facts::{Claim, Count, Facts};
use super::review;
use crate::rdf::iri::last_part;
use crate::text::orthography::fold;

/// What stands between the members of a list in a cell.
const SEPARATOR: &str = "; ";

/// A claim, or one figure of a claim with several, as a row. A field is empty where the text does not say.
///
/// Its fields in their order are the columns of the table of claims, which `ontology/claims.csv-metadata.json` promises to others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The claim's hash, by which commands know it.
    pub claim: String,
    /// Its IRI.
    pub iri: String,
    /// Which figure of the claim, from 1.
    pub figure: Option<usize>,
    /// The key of its document.
    pub document: String,
    /// Where the document stands.
    pub url: Option<String>,
    /// The hash of the document's text, in which the offsets count.
    pub text_hash: String,
    /// The document's language.
    pub lang: String,
    /// Who published the document.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Who says it.
    pub who: Vec<String>,
    /// What these are.
    pub kind: Vec<String>,
    /// Whose positions these voices express.
    pub principal: Vec<String>,
    /// Who passes it on, innermost first.
    pub via: Vec<String>,
    /// At whom it is directed.
    pub directed_at: Vec<String>,
    /// The words that carry the attribution.
    pub cue: Option<String>,
    /// What the voice does.
    pub act: String,
    /// Whose words.
    pub form: String,
    /// Affirmed or negated.
    pub polarity: String,
    /// How sure it sounds.
    pub certainty: String,
    /// The words of the content.
    pub content: String,
    /// First code point of the content.
    pub begin: u32,
    /// First code point behind it.
    pub end: u32,
    /// What happened to those counted.
    pub measure: Option<String>,
    /// Lower end.
    pub low: Option<u64>,
    /// Upper end.
    pub high: Option<u64>,
    /// How the words bound the figure.
    pub qualifier: Option<String>,
    /// The words of the figure.
    pub words: Option<String>,
    /// First code point of these words.
    pub words_begin: Option<u32>,
    /// First code point behind them.
    pub words_end: Option<u32>,
    /// Whether the figure adds to an earlier one instead of counting all.
    pub new: Option<bool>,
    /// Whose people.
    pub of: Vec<String>,
    /// Which people.
    pub population: Option<String>,
    /// What is counted.
    pub unit: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// For whom the figure holds.
    pub scope: Option<String>,
    /// First day that the figure covers.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// First day on which it can have been said.
    pub said_from: Option<String>,
    /// Last day.
    pub said_until: Option<String>,
    /// The event that it is about.
    pub event: Option<String>,
    /// The hash of the claim inside which it is told.
    pub within: Option<String>,
    /// The rule that found it.
    pub rule: String,
    /// How sure the rule is of its reading, in percent.
    pub confidence: u8,
    /// What was decided about the claim: accept, reject, correct; outdated where it has changed since.
    pub review: Option<String>,
    /// Who decided.
    pub reviewer: Option<String>,
    /// What should stand in other columns.
    pub correction: Vec<String>,
    /// The last grade in each scale.
    pub grade: Vec<String>,
    /// What was noted.
    pub note: Vec<String>,
    /// To how many independent origins the figure goes back, from this voice on this day; only where texts were compared for it.
    pub origins: Option<usize>,
}

/// Which claims are wanted; none: all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// By whom, by name or key.
    pub speaker: Option<String>,
    /// For whom they speak, by name or key.
    pub principal: Option<String>,
    /// The act.
    pub act: Option<String>,
    /// The measure of one of its figures.
    pub measure: Option<String>,
    /// The document, by key or the beginning of its hash.
    pub document: Option<String>,
    /// What the words of its content match.
    pub matching: Option<Regex>,
    /// How sure the rules are at least, in percent.
    pub confidence: u8,
}

impl Filter {
    /// Whether a claim is wanted.
    #[must_use]
    pub fn wants(&self, corpus: &Corpus, document: &Facts, claim: &Claim) -> bool {
        let any = |iris: &[String], name: &str| iris.iter().any(|iri| corpus.is_called(iri, name));
        let named = |name: &str| claim.mentions.iter().any(|m| fold(&m.text) == fold(name) && m.denotes.iter().any(|d| claim.sources.contains(d)));
        self.speaker.as_deref().is_none_or(|name| any(&claim.sources, name) || named(name))
            && self.principal.as_deref().is_none_or(|name| any(corpus.principals(&claim.iri), name))
            && self.act.as_ref().is_none_or(|act| *act == claim.act)
            && self.measure.as_deref().is_none_or(|measure| claim.counts.iter().any(|c| c.measure.as_deref() == Some(measure)))
            && claim.confidence >= self.confidence
            && self.matching.as_ref().is_none_or(|pattern| pattern.is_match(&claim.content))
            && self.document.as_deref().is_none_or(|key| document.key == key || last_part(&document.iri).starts_with(key))
    }
}

/// The rows of the claims that are wanted, in the order of documents and of their texts.
#[must_use]
pub fn rows(corpus: &Corpus, filter: &Filter) -> Vec<Row> {
    corpus.claims().filter(|(d, c)| filter.wants(corpus, d, c)).flat_map(|(d, c)| claim_rows(corpus, d, c, filter.measure.as_deref())).collect()
}

/// The rows of one claim: one for each of its figures, or of those with a measure.
#[must_use]
pub fn claim_rows(corpus: &Corpus, document: &Facts, claim: &Claim, measure: Option<&str>) -> Vec<Row> {
    let names = |iris: &[String]| iris.iter().map(|iri| corpus.name(iri).to_owned()).collect();
    let row = Row {
        claim: last_part(&claim.iri).to_owned(),
        iri: claim.iri.clone(),
        document: document.key.clone(),
        url: document.url.clone(),
        text_hash: document.text_hash.clone(),
        lang: document.lang.clone(),
        publisher: document.publisher.clone(),
        published: document.published.map(|d| d.to_string()),
        who: names(&claim.sources),
        kind: claim.sources.iter().map(|iri| corpus.kind(iri).to_owned()).collect(),
        principal: names(corpus.principals(&claim.iri)),
        via: names(&claim.via),
        directed_at: names(&claim.directed_at),
        cue: claim.cue.as_ref().map(|(words, _)| words.clone()),
        act: claim.act.clone(),
        form: claim.form.clone(),
        polarity: claim.polarity.clone(),
        certainty: claim.certainty.clone(),
        content: claim.content.clone(),
        begin: claim.begin,
        end: claim.end,
        said_from: claim.said.0.map(|d| d.to_string()),
        said_until: claim.said.1.map(|d| d.to_string()),
        event: corpus.event(claim).map(|iri| corpus.name(iri).to_owned()),
        within: claim.within.as_deref().map(|iri| last_part(iri).to_owned()),
        rule: claim.rule.clone(),
        confidence: claim.confidence,
        ..Row::default()
    };
    let counted = (1..).zip(&claim.counts).map(|(number, count)| Row { figure: Some(number), ..with_count(row.clone(), count, names(&count.of)) });
    let mut rows: Vec<Row> = counted.collect();
    if rows.is_empty() {
        rows.push(row);
    }
    // A review is of the claim as a whole, whichever of its figures are wanted.
    review::annotate(&mut rows, corpus.reviews(&claim.iri));
    let is_wanted = |row: &Row| measure.is_none() || row.measure.as_deref() == measure;
    if rows.iter().any(is_wanted) {
        rows.retain(is_wanted);
    } else {
        rows.truncate(1);
    }
    rows
}

fn with_count(row: Row, count: &Count, of: Vec<String>) -> Row {
    Row {
        measure: count.measure.clone(),
        low: count.low,
        high: count.high,
        qualifier: Some(count.qualifier.clone()),
        words: Some(count.text.clone()),
        words_begin: count.at.map(|(begin, _)| begin),
        words_end: count.at.map(|(_, end)| end),
        new: Some(count.new),
        of,
        population: Some(count.population.clone()),
        unit: Some(count.unit.clone()),
        place: count.place.clone(),
        scope: Some(count.scope.clone()),
        from: count.period.0.map(|d| d.to_string()),
        until: count.period.1.map(|d| d.to_string()),
        ..row
    }
}

impl Row {
    /// The names of the columns, in their order.
    #[must_use]
    pub fn columns() -> Vec<String> {
        Row::default().fields().keys().cloned().collect()
    }

    /// What stands in the columns: lists with semicolons between their members, nothing where nothing is known.
    #[must_use]
    pub fn cells(&self) -> Vec<String> {
        let cell = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Array(list) => list.iter().map(|v| v.as_str().unwrap_or_default()).collect::<Vec<_>>().join(SEPARATOR),
            other => other.to_string(),
        };
        self.fields().values().map(cell).collect()
    }

    /// The columns by name, as JSON has their values.
    #[must_use]
    pub fn fields(&self) -> Map<String, Value> {
        // A row is an object, and of values that JSON has.
        if let Ok(Value::Object(fields)) = serde_json::to_value(self) { fields } else { Map::new() }
    }

    /// The figure for people: `≥ 5,000 killed of Caldora + Vestria (military)`; empty where there is none.
    #[must_use]
    pub fn figure(&self) -> String {
        let Some(qualifier) = &self.qualifier else { return String::new() };
        let number = interval(self.low, self.high, qualifier);
        let unit = self.unit.as_deref().filter(|u| *u != "people");
        let joint = if self.scope.as_deref() == Some("each") { " and of " } else { " + " };
        let of = (!self.of.is_empty()).then(|| format!("of {}", self.of.join(joint)));
        let population = self.population.as_deref().filter(|p| *p != "unspecified").map(|p| format!("({p})"));
        let what: Vec<&str> = [unit, self.measure.as_deref(), of.as_deref(), population.as_deref()].into_iter().flatten().collect();
        match (what.is_empty(), self.low.or(self.high)) {
            (true, _) => number,
            (false, Some(_)) => format!("{number} {}", what.join(" ")),
            (false, None) => format!("{}: {number}", what.join(" ")),
        }
    }

    /// When it was said: the days of the text, else nothing.
    #[must_use]
    pub fn said(&self) -> String {
        match (&self.said_from, &self.said_until) {
            (Some(from), Some(until)) if from == until => from.clone(),
            (None, None) => String::new(),
            (from, until) => format!("{} – {}", from.as_deref().unwrap_or("…"), until.as_deref().unwrap_or("…")),
        }
    }
}

/// An interval as people write it.
///
/// ```
/// use selon::graph::view::interval;
/// assert_eq!(interval(Some(1177), Some(1177), "exact"), "1,177");
/// assert_eq!(interval(Some(5000), None, "at_least"), "≥ 5,000");
/// assert_eq!(interval(None, Some(199), "at_most"), "≤ 199");
/// assert_eq!(interval(Some(300), Some(300), "about"), "≈ 300");
/// assert_eq!(interval(Some(1500), Some(1700), "between"), "1,500 – 1,700");
/// assert_eq!(interval(None, None, "unknown"), "not given");
/// ```
#[must_use]
pub fn interval(low: Option<u64>, high: Option<u64>, qualifier: &str) -> String {
    match (low, high) {
        (None, None) => "not given".to_owned(),
        (Some(low), None) => format!("≥ {}", grouped(low)),
        (None, Some(high)) => format!("≤ {}", grouped(high)),
        (Some(low), Some(high)) if low == high => format!("{}{}", if qualifier == "about" { "≈ " } else { "" }, grouped(low)),
        (Some(low), Some(high)) => format!("{} – {}", grouped(low), grouped(high)),
    }
}

/// A number with its thousands parted.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A text for drawings: without what XML does not allow or what nobody sees.
pub(super) fn harmless(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) && c != '\n' || matches!(c, '\u{FFFE}' | '\u{FFFF}') { '\u{FFFD}' } else { c }).collect()
}

/// Control characters and changes of direction draw nothing and can hide something.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
