//! What a dictionary can say of a word: its class, flags, and values. The names are those of `lexicon.tsv`.

/// Declares a list of names: an enum and the way from its names.
macro_rules! names {
    ($(#[$doc:meta])* $list:ident { $($word:ident = $name:literal: $meaning:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $list {
            $(#[doc = $meaning] $word,)+
        }

        impl $list {
            /// Every word of the list, in its order.
            pub const ALL: &'static [$list] = &[$($list::$word,)+];

            /// Its name, as the files of a language write it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($list::$word => $name,)+ }
            }

            /// The word of this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some($list::$word),)+ _ => None }
            }

            /// All names, for a message.
            #[must_use]
            pub fn names() -> String {
                [$($name),+].join(", ")
            }
        }
    };
}

names! {
    /// The class of a word in the dictionary.
    WordClass {
        Verb = "verb": "A verb.",
        Noun = "noun": "A noun.",
        Adjective = "adjective": "An adjective or participle used as one.",
        Adverb = "adverb": "An adverb, also of several words.",
        Determiner = "determiner": "A determiner.",
        Pronoun = "pronoun": "A pronoun.",
        Preposition = "preposition": "A preposition, also of several words.",
        Conjunction = "conjunction": "A conjunction, complementiser or relative.",
        Numeral = "numeral": "A number word.",
        Particle = "particle": "A particle.",
        Phrase = "phrase": "A fixed expression.",
    }
}

names! {
    /// What a word is or is not.
    Flag {
        Person = "person": "Somebody.",
        Role = "role": "An office or job that can stand before a name, or alone for its holder.",
        Title = "title": "Stands before a name.",
        Spokes = "spokes": "Speaks for a body.",
        StateRole = "state-role": "Speaks for a state.",
        People = "people": "An unnamed group of people.",
        Kin = "kin": "A relative of somebody.",
        Military = "military": "Counted as military.",
        Civilian = "civilian": "Counted as civilian.",
        Unspecified = "unspecified": "Counted as people of whom no more is said.",
        Body = "body": "An organisation.",
        State = "state": "Stands for the state itself.",
        Media = "media": "A medium.",
        Document = "document": "A document that speaks for its issuer; of a verb: what documents do.",
        Data = "data": "Data that speak for their issuer.",
        Particular = "particular": "What can be told or kept back: name, cause, whereabouts.",
        Light = "light": "A verb that has its meaning from its object: leave … dead.",
        Unit = "unit": "A number from 0 to 19.",
        Ten = "ten": "A number of tens.",
        Hundred = "hundred": "Hundred.",
        Multiplier = "multiplier": "Thousand, million, billion.",
        Collective = "collective": "A noun for a number: dozen, trentaine.",
        Vague = "vague": "A plural for a number without limit: dozens.",
        Ordinal = "ordinal": "First, second.",
        Fraction = "fraction": "Half, third.",
        Half = "half": "Half.",
        Exact = "exact": "Says that a number is exact or a total.",
        Distractor = "distractor": "A unit of what is no count of people or things.",
        Hearsay = "hearsay": "Says that this is hearsay.",
        Negation = "negation": "Negates.",
        SecondNegation = "second-negation": "Negates a verb only together with a negation before it.",
        Refusal = "refusal": "Refuses or declines to do what follows.",
        Reflexive = "reflexive": "Used with a reflexive pronoun.",
        Alone = "alone": "A verb that means this only where nothing follows: se rendre.",
        Difference = "difference": "Says that a number is how many more or fewer they are: de moins, fewer.",
        Populace = "populace": "Those who live somewhere: counted alone they are how big it is.",
        Weak = "weak": "A report only where more speaks for it.",
        Coordinator = "coordinator": "Joins equals.",
        Subordinator = "subordinator": "Opens a subordinate clause.",
        Relative = "relative": "Opens a relative clause.",
        Complementiser = "complementiser": "Opens a clause that is what is said.",
        Infinitive = "infinitive-marker": "Stands before an infinitive.",
        Demonstrative = "demonstrative": "Points back to something said before.",
        Possessive = "possessive": "Says whose.",
        Definite = "definite": "Says that the thing is known.",
        Indefinite = "indefinite": "Says that the thing is new.",
        Masculine = "m": "Masculine.",
        Feminine = "f": "Feminine.",
        Both = "mf": "Masculine or feminine.",
        Neuter = "n": "A thing or body.",
        Particle = "particle": "A word inside names: de, al, van.",
        Modal = "modal": "A modal verb.",
        Time = "time": "Says when.",
        PartOfDay = "part-of-day": "Morning, night.",
        SeasonWord = "season": "A season or feast.",
        TimeWord = "unit-of-time": "A unit of time.",
        Interrogative = "interrogative": "Asks.",
        Whether = "whether": "Opens a question that is reported.",
        Auxiliary = "auxiliary": "Helps another verb.",
        Copula = "copula": "Joins a subject with what it is.",
        ObjectForm = "object": "A pronoun that is no subject.",
        Meridiem = "meridiem": "a.m., p.m.",
        Ago = "ago": "Counts time back from now: ago, il y a.",
        Since = "since": "From then on: since, depuis.",
        Clitic = "clitic": "A pronoun that stands in the verb group: se, lui, en.",
        Passive = "passive": "The auxiliary of the passive: be, être.",
        Whole = "whole": "Stands before a determiner: all, both, tous.",
        Range = "range": "Stands between the ends of a range: to, à, or.",
        Of = "of": "The preposition that joins nouns: of, de.",
        Hanging = "hanging": "A preposition that hangs a phrase on a person or body: for, to, at.",
        Generic = "generic": "A noun by which somebody named before is called again.",
        Sides = "sides": "The parties to a conflict.",
        SourceWord = "source": "A source: source, sources.",
        Likeness = "likeness": "Says what something is held to be: as, comme.",
        Willing = "willing": "A verb that, negated, refuses what follows: want to, be able to.",
        Several = "several": "Two or more of the number behind it.",
        HowMany = "how-many": "Asks for a number: how many, combien de.",
        Unknown = "unknown": "Says that something is not known.",
        Known = "known": "Says that something is known.",
        Direction = "direction": "Goes with verbs: down, up, off.",
        Existential = "existential": "Says that something is there: there, y.",
        Tally = "tally": "A verb that counts: count, recenser.",
        One = "one": "A pronoun that stands for one of those before it.",
        Age = "age": "Says how old: aged, âgé.",
        Nation = "nation": "A noun for a state: country, pays.",
        Same = "same": "The same as before.",
        Cites = "cites": "Names whom a medium cites.",
        Nobody = "nobody": "A pronoun that stands for nobody in particular: on, one.",
        Locative = "locative": "A preposition that says where.",
        Earlier = "earlier": "Says that it was before now.",
        Begins = "begins": "A verb that says that something began.",
        Joint = "joint": "Joins a noun to one before: along with, ainsi que.",
        Conveys = "conveys": "A verb that carries or treats people.",
        Hospital = "hospital": "Where the injured are taken.",
        Frees = "frees": "A verb that frees or rescues.",
        Suffers = "suffers": "A verb whose object befalls its subject: have, suffer.",
        Part = "part": "Names a part of the figure before: including, dont.",
        Naming = "naming": "A verb that gives a name: called, baptisé.",
        Among = "among": "Says of which people: among, parmi.",
        Irregular = "irregular": "Fighters of no state.",
        Origin = "origin": "Says where somebody is from.",
        Distributive = "distributive": "Each of several.",
        Further = "further": "Adds to a figure before.",
        Other = "other": "More of those counted before.",
        Behind = "behind": "A bound that stands behind its number: or more.",
        Numbering = "numbering": "Stands before a number that names something: no. 5, n° 5.",
        Until = "until": "Up to then: until, jusqu'à.",
        Between = "between": "Opens a range of two times: between, entre.",
        Onward = "onward": "Counts time on: later, plus tard, dans.",
        Anchored = "anchored": "Counts from the day spoken of before, not from that of writing: the next day, la veille.",
        Recurrent = "recurrent": "Says that something comes again and again: every, tous les.",
        Ahead = "ahead": "Says that something is still to come: due, prévu, va.",
        Rate = "rate": "Stands before what a figure is measured by: per, out of, sur.",
        Ending = "ending": "No word but the end of words that the dictionary lacks: -s.",
    }
}

names! {
    /// A property of a word that has a value.
    Key {
        Act = "act": "The act of a reporting verb or noun.",
        Frames = "frames": "What may follow or surround a reporting word.",
        Prepositions = "prep": "The prepositions of the frame `about`.",
        Object = "object": "The preposition before the addressee.",
        Marker = "marker": "The infinitive marker.",
        Certainty = "certainty": "How sure a verb or hedge sounds.",
        NegatedAct = "negated-act": "The act where the verb is negated or refused.",
        Measure = "measure": "What happened to those counted.",
        Victim = "victim": "Where those counted stand: subject, object, both.",
        Value = "value": "The number.",
        Qualifier = "qualifier": "How it bounds a number.",
        Thing = "unit": "The thing counted, singular, in English.",
        Event = "event": "The kind of event.",
        Is = "is": "What else somebody in a role can be called: a colonel is an officer.",
        Office = "office": "The offices that a noun calls their holders by, by local name.",
        Weekday = "weekday": "1 for Monday to 7.",
        Month = "month": "1 to 12.",
        Day = "day": "Days from today.",
        TimeUnit = "unit-of-time": "hour, day, weekend, week, month, quarter, half-year, year.",
        Person = "person": "1, 2 or 3.",
        Number = "number": "singular, plural.",
        Gender = "gender": "m, f, n.",
        Part = "part": "Which part of a time: begin, middle, end.",
        Season = "season": "The first month of a season, 1 to 12.",
        Shift = "shift": "Steps from the present one: last -1, this 0, next 1.",
    }
}

/// What is known of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    flags: u128,
    values: Vec<(Key, Box<str>)>,
}

/// A feature that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFeature {
    /// What may stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl Features {
    /// Reads features parted by blanks: flags and `key=value`.
    ///
    /// # Errors
    /// Where a flag or key does not exist.
    pub fn read(text: &str) -> Result<Self, UnknownFeature> {
        let mut features = Features::default();
        for word in text.split_whitespace() {
            if let Some((key, value)) = word.split_once('=') {
                let key = Key::from_name(key).ok_or_else(|| UnknownFeature { expected: format!("a key ({})", Key::names()), found: key.to_owned() })?;
                features.values.push((key, value.into()));
            } else {
                let flag = Flag::from_name(word).ok_or_else(|| UnknownFeature { expected: format!("a flag ({})", Flag::names()), found: word.to_owned() })?;
                features.flags |= bit(flag);
            }
        }
        Ok(features)
    }

    /// Whether it has the flag.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags & bit(flag) != 0
    }

    /// The value of a key.
    #[must_use]
    pub fn value(&self, key: Key) -> Option<&str> {
        self.values.iter().find(|(k, _)| *k == key).map(|(_, v)| &**v)
    }

    /// The values of a key that are parted by commas.
    pub fn list(&self, key: Key) -> impl Iterator<Item = &str> {
        self.value(key).unwrap_or_default().split(',').filter(|v| !v.is_empty())
    }
}

/// As they are written in the dictionary: flags, then keys with their values.
impl std::fmt::Display for Features {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let flags = Flag::ALL.iter().filter(|flag| self.has(**flag)).map(|flag| flag.name().to_owned());
        let values = self.values.iter().map(|(key, value)| format!("{}={value}", key.name()));
        f.write_str(&flags.chain(values).collect::<Vec<_>>().join(" "))
    }
}

fn bit(flag: Flag) -> u128 {
    1 << (flag as u128)
}
