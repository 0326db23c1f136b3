//! How a lemma makes its forms: the paradigms of `inflection.toml`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::feature::WordClass;
use super::tagging::VerbForm;

/// Which form of a lemma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The verb form; none for other words.
    pub verb: Option<VerbForm>,
    /// Tense of a finite form.
    pub tense: Option<Tense>,
    /// 1 to 3; 0 where the form does not say.
    pub person: u8,
    /// Whether it is a plural; none where the form does not say.
    pub plural: Option<bool>,
    /// Whether it is feminine; none where the form does not say.
    pub feminine: Option<bool>,
}

/// Tenses that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Present.
    Present,
    /// Imperfect and past.
    Past,
    /// Future.
    Future,
}

/// The form names of the paradigm file.
const FORMS: [&str; 17] = [
    "infinitive",
    "present",
    "imperfect",
    "past",
    "future",
    "conditional",
    "subjunctive",
    "imperative",
    "present-participle",
    "past-participle",
    "singular",
    "plural",
    "ms",
    "fs",
    "mp",
    "fp",
    "positive",
];

struct Paradigm {
    strip: String,
    endings: Vec<(String, Form)>,
}

/// All paradigms of a language, by class and name.
pub struct Paradigms(FxHashMap<WordClass, FxHashMap<String, Paradigm>>);

impl Paradigms {
    /// Takes the tables of `inflection.toml`: class → name → `strip` and forms.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn new(tables: BTreeMap<String, BTreeMap<String, BTreeMap<String, toml::Value>>>) -> Result<Self, String> {
        let mut paradigms: FxHashMap<WordClass, FxHashMap<String, Paradigm>> = FxHashMap::default();
        for (class, named) in tables {
            let class = WordClass::from_name(&class).ok_or_else(|| format!("class {class}: no such class"))?;
            for (name, mut fields) in named {
                let strip = fields.remove("strip").and_then(|s| s.as_str().map(str::to_owned)).ok_or_else(|| format!("{name}: no strip"))?;
                let mut endings = Vec::new();
                for (named, value) in fields {
                    let named = FORMS.iter().find(|f| **f == named).ok_or_else(|| format!("{name}: {named} is no form"))?;
                    let list = value.as_array().ok_or_else(|| format!("{name}.{named}: no list"))?;
                    let ending = |(at, e): (usize, &toml::Value)| (e.as_str().unwrap_or_default().to_owned(), form(named, at, list.len()));
                    endings.extend(list.iter().enumerate().map(ending));
                }
                paradigms.entry(class).or_default().insert(name, Paradigm { strip, endings });
            }
        }
        Ok(Paradigms(paradigms))
    }

    /// Hands over the forms of a lemma: by a paradigm, by its principal parts (`say/says/said/said/saying`), or `-` for itself only.
    ///
    /// # Errors
    /// What was expected in place of the paradigm.
    pub fn forms(&self, class: WordClass, lemma: &str, paradigm: &str, mut take: impl FnMut(&str, Form)) -> Result<(), String> {
        if paradigm == "-" {
            let verb = (class == WordClass::Verb).then_some(VerbForm::Infinitive);
            take(lemma, Form { verb, ..Form::default() });
            return Ok(());
        }
        if paradigm.contains('/') {
            principal_parts(class, paradigm)?.into_iter().for_each(|(written, form)| take(written, form));
            return Ok(());
        }
        let found = self.0.get(&class).and_then(|named| named.get(paradigm)).ok_or("a paradigm of inflection.toml, principal parts, or -")?;
        let stem = lemma.strip_suffix(found.strip.as_str()).ok_or_else(|| format!("a paradigm for a lemma in -{}", found.strip))?;
        let mut written = stem.to_owned();
        for (ending, form) in &found.endings {
            written.truncate(stem.len());
            for part in ending.split_inclusive('&') {
                written.push_str(part.strip_suffix('&').unwrap_or(part));
                written.extend(stem.chars().next_back().filter(|_| part.ends_with('&')));
            }
            take(&written, *form);
        }
        Ok(())
    }
}

fn principal_parts(class: WordClass, parts: &str) -> Result<Vec<(&str, Form)>, String> {
    let parts: Vec<&str> = parts.split('/').collect();
    let named = |names: &[(&str, usize, usize)]| parts.iter().zip(names).map(|(p, (name, at, of))| (*p, form(name, *at, *of))).collect();
    match (class, parts.len()) {
        (WordClass::Verb, 5) => {
            let mut forms: Vec<(&str, Form)> =
                named(&[("present", 0, 2), ("present", 1, 2), ("past", 0, 1), ("past-participle", 0, 1), ("present-participle", 0, 1)]);
            forms.extend(parts.first().map(|base| (*base, form("infinitive", 0, 1))));
            Ok(forms)
        }
        (_, 2) => Ok(named(&[("singular", 0, 1), ("plural", 0, 1)])),
        (_, 4) => Ok(named(&[("ms", 0, 1), ("fs", 0, 1), ("mp", 0, 1), ("fp", 0, 1)])),
        _ => Err("principal parts: base/third person/past/past participle/-ing of a verb, singular/plural, or ms/fs/mp/fp".to_owned()),
    }
}

/// What the `at`-th of `of` endings under a name stands for.
fn form(name: &str, at: usize, of: usize) -> Form {
    let finite = |verb: VerbForm, tense: Tense| {
        let (person, plural) = match of {
            6 => (u8::try_from(at % 3 + 1).unwrap_or_default(), Some(at >= 3)),
            2 => (if at == 1 { 3 } else { 0 }, if at == 1 { Some(false) } else { None }),
            _ => (0, None),
        };
        Form { verb: Some(verb), tense: Some(tense), person, plural, feminine: None }
    };
    let nominal = |plural: Option<bool>, feminine: Option<bool>| Form { plural, feminine, ..Form::default() };
    match name {
        "infinitive" => Form { verb: Some(VerbForm::Infinitive), ..Form::default() },
        "present" => finite(VerbForm::Finite, Tense::Present),
        "imperfect" | "past" => finite(VerbForm::Finite, Tense::Past),
        "future" => finite(VerbForm::Finite, Tense::Future),
        "conditional" => finite(VerbForm::Conditional, Tense::Present),
        "subjunctive" => finite(VerbForm::Subjunctive, Tense::Present),
        "imperative" => Form { verb: Some(VerbForm::Imperative), ..Form::default() },
        "present-participle" => Form { verb: Some(VerbForm::Gerund), ..Form::default() },
        "past-participle" if of == 4 => Form { verb: Some(VerbForm::Participle), plural: Some(at >= 2), feminine: Some(at % 2 == 1), ..Form::default() },
        "past-participle" => Form { verb: Some(VerbForm::Participle), ..Form::default() },
        "singular" => nominal(Some(false), None),
        "plural" => nominal(Some(true), None),
        "ms" => nominal(Some(false), Some(false)),
        "fs" => nominal(Some(false), Some(true)),
        "mp" => nominal(Some(true), Some(false)),
        "fp" => nominal(Some(true), Some(true)),
        _ => Form::default(),
    }
}
