//! What act, form, polarity, certainty, days, event and confidence of a claim rest on.

use serde::Serialize;

use super::Scene;
use crate::claim::When;
use crate::claim::extract::sureness;
use crate::claim::stance::Saying;
use crate::claim::vocabulary::{Act, Polarity};
use crate::grammar::feature::{Flag, Key};
use crate::grammar::tagging::VerbForm;
use crate::text::span::Tokens;
use crate::text::token::Shape;

/// A part of a claim that stands in no words of its own, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What is said of the claim.
    pub field: &'static str,
    /// What it is.
    pub value: String,
    /// What the text has for it.
    pub rests_on: String,
}

fn reason(field: &'static str, value: impl Into<String>, rests_on: String) -> Reason {
    Reason { field, value: value.into(), rests_on }
}

impl Scene<'_, '_, '_> {
    pub(super) fn stance(&self) -> Vec<Reason> {
        let claim = self.claim;
        let mut reasons = vec![
            reason("act", claim.act.name(), self.act()),
            reason("form", claim.form.name(), self.form()),
            reason("polarity", claim.polarity.name(), self.polarity()),
            reason("certainty", claim.certainty.name(), self.certainty()),
        ];
        if let Some(said) = &claim.said {
            reasons.push(reason("said", days(said), format!("“{}”, by {}", self.words_at(said.text).text, said.rule)));
        }
        if let Some(event) = claim.event.and_then(|at| self.writer.events.list.get(at as usize)) {
            let place = event.place.as_deref().map(|place| format!(", {place}")).unwrap_or_default();
            reasons.push(reason("event", format!("{}{place}", event.kind.name()), format!("“{}”", self.words_at(event.mention).text)));
        }
        reasons
    }

    fn act(&self) -> String {
        let Some((draft, lemma)) = self.draft.and_then(|d| d.lemma.map(|lemma| (d, lemma))) else {
            return "no cue: what has none is stated".to_owned();
        };
        let key = if draft.saying == Saying::Withheld { Key::NegatedAct } else { Key::Act };
        let entry = match lemma.features.value(key) {
            Some(value) => format!("“{}” has {}={value}", lemma.text, key.name()),
            None => format!("“{}” has no {}", lemma.text, key.name()),
        };
        let saying = match draft.saying {
            Saying::Said => "",
            Saying::Unsaid => "; the cue is negated",
            Saying::Withheld => "; the voice refuses to say it",
        };
        let otherwise = lemma.features.value(key).and_then(Act::from_name).is_some_and(|act| act != self.claim.act);
        let turned = match (otherwise, self.claim.act) {
            (false, _) => "",
            (true, Act::Estimate) => "; it can also be an estimate, and a quantity is said",
            (true, Act::State) => "; what is said has no quantity that could be estimated",
            (true, _) => "; the quoted words do it themselves",
        };
        format!("{entry}{saying}{turned}")
    }

    fn form(&self) -> String {
        if self.draft.is_none() {
            return "the document's own words".to_owned();
        }
        let layout = self.writer.layout;
        let content = self.tokens(self.claim.content);
        let words = || content.range().filter(|t| layout.analysis.token(*t).is_some_and(|t| t.shape != Shape::Mark));
        format!("{} of {} words stand in quotation marks", words().filter(|t| layout.quoted(*t)).count(), words().count())
    }

    /// The words of the content for which a property holds.
    fn in_content(&self, is: impl Fn(usize) -> bool) -> Vec<String> {
        let analysis = self.writer.layout.analysis;
        let content = self.tokens(self.claim.content).range();
        let word = |t: usize| u32::try_from(t).ok().map(|t| format!("“{}”", analysis.slice(Tokens::new(t, t + 1))));
        content.filter(|t| is(*t)).filter_map(word).collect()
    }

    fn polarity(&self) -> String {
        let analysis = self.writer.layout.analysis;
        let negations = self.in_content(|t| analysis.has(t, Flag::Negation));
        let unsaid = self.draft.is_some_and(|d| d.saying == Saying::Unsaid);
        let mut grounds = Vec::new();
        if self.claim.act == Act::Deny && !unsaid {
            grounds.push("the act denies the content".to_owned());
        }
        if unsaid {
            grounds.push("the cue is negated".to_owned());
        }
        match (negations.is_empty(), self.claim.polarity) {
            (true, _) => grounds.push("no word of the content negates".to_owned()),
            (false, Polarity::Negated) => grounds.push(format!("the content has {}", negations.join(", "))),
            (false, Polarity::Affirmed) => grounds.push(format!("{} negates no main clause of the content, or is undone", negations.join(", "))),
        }
        grounds.join("; ")
    }

    fn certainty(&self) -> String {
        let analysis = self.writer.layout.analysis;
        let hedged = |t: usize| analysis.value(t, Key::Certainty).is_some() || analysis.has(t, Flag::Hearsay);
        let conditional = |t: usize| analysis.tag_at(t).form == VerbForm::Conditional;
        let mut seen = Vec::new();
        if let Some((lemma, value)) = self.draft.and_then(|d| d.lemma).and_then(|l| l.features.value(Key::Certainty).map(|value| (l, value))) {
            seen.push(format!("“{}” has certainty={value}", lemma.text));
        }
        let hedges = self.in_content(hedged);
        if !hedges.is_empty() {
            seen.push(format!("the content has {}, which can hedge", hedges.join(", ")));
        }
        let conditionals = self.in_content(conditional);
        if !conditionals.is_empty() {
            seen.push(format!("the content has {} in the conditional", conditionals.join(", ")));
        }
        if seen.is_empty() { "neither the cue nor a word of the content hedges".to_owned() } else { seen.join("; ") }
    }

    /// How the confidence comes about: the least sure of the voices counts.
    pub(super) fn confidence(&self) -> Vec<Reason> {
        let plain = self.draft.is_some_and(|d| d.plain);
        let kind = if plain { "one voice beside a finite verb, and a whole clause or quotation that is said" } else { "not the plainest of attributions" };
        let percent = |resolution| format!("{} %", sureness(plain, resolution));
        // Of a voice that is not named it makes no difference how plain the attribution is.
        let counts = |resolution| sureness(true, resolution) != sureness(false, resolution);
        let mut reasons: Vec<Reason> = self
            .claim
            .sources
            .iter()
            .map(|source| {
                let how = format!("“{}” is {}", self.words_at(source.text).text, source.resolution.name());
                let how = if counts(source.resolution) { format!("{how}; {kind}") } else { how };
                reason("voice", percent(source.resolution), how)
            })
            .collect();
        let whole = if reasons.is_empty() { format!("the document's own words: {kind}") } else { "the least sure of its voices".to_owned() };
        reasons.push(reason("confidence", format!("{} %", self.claim.confidence), whole));
        reasons
    }
}

/// Days, as an interval that may be open.
pub(super) fn days(when: &When) -> String {
    match (when.from, when.until) {
        (Some(from), Some(until)) if from == until => from.to_string(),
        (from, until) => {
            let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "…".to_owned(), |d| d.to_string());
            format!("{} – {}", day(from), day(until))
        }
    }
}
