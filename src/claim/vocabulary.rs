//! The closed lists of the claim model. Every name is the one of the annotation format and of the ontology.

/// Declares a closed list: an enum, its names, and the way back from a name.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $list:ident { $($(#[$word_doc:meta])* $word:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $list {
            $($(#[$word_doc])* $word,)+
        }

        impl $list {
            /// Every word of the list, in its order.
            pub const ALL: &'static [$list] = &[$($list::$word,)+];

            /// Its name, the same in every place where it is written.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($list::$word => $name,)+ }
            }

            /// The word of this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some($list::$word),)+ _ => None }
            }
        }
    };
}

vocabulary! {
    /// What a voice does with the content.
    Act {
        /// Says, reports, adds, explains, claims, insists, argues.
        State = "state",
        /// Confirms, acknowledges, admits, concedes.
        Confirm = "confirm",
        /// Denies, rejects or dismisses a claim, rules out.
        Deny = "deny",
        /// Estimates a quantity.
        Estimate = "estimate",
        /// Accuses, blames, alleges against.
        Accuse = "accuse",
        /// Warns, threatens.
        Warn = "warn",
        /// Promises, vows, assures of one's own future doings.
        Promise = "promise",
        /// Calls for, urges, orders, asks to.
        Demand = "demand",
        /// Hopes, wishes.
        Hope = "hope",
        /// Asks a question.
        Ask = "ask",
        /// Declines to say, does not disclose.
        Withhold = "withhold",
    }
}

vocabulary! {
    /// Whose words the content is in.
    Form {
        /// All of it is quoted.
        Direct = "direct",
        /// Some of it is quoted.
        Mixed = "mixed",
        /// None of it is quoted.
        Indirect = "indirect",
    }
}

vocabulary! {
    /// Whether the content is affirmed or negated.
    Polarity {
        /// Affirmed.
        Affirmed = "affirmed",
        /// Negated.
        Negated = "negated",
    }
}

vocabulary! {
    /// How sure the voice sounds.
    Certainty {
        /// Said without a hedge.
        Certain = "certain",
        /// Likely, believed, hearsay.
        Probable = "probable",
        /// May, might, could.
        Possible = "possible",
    }
}

vocabulary! {
    /// What happened to those counted.
    Measure {
        /// Dead: killed, bodies found, lives lost.
        Killed = "killed",
        /// Wounded, in hospital.
        Injured = "injured",
        /// Missing.
        Missing = "missing",
        /// Taken prisoner.
        Captured = "captured",
        /// Arrested, detained.
        Detained = "detained",
        /// Fled, evacuated, refugees.
        Displaced = "displaced",
        /// Abducted, held hostage.
        Kidnapped = "kidnapped",
        /// Dead and wounded together; losses and victims without more.
        Casualties = "casualties",
        /// Materiel or buildings lost.
        Destroyed = "destroyed",
        /// Taking part, deployed, on board, protesting.
        Present = "present",
        /// Infected.
        Infected = "infected",
    }
}

vocabulary! {
    /// How the words bound a figure.
    Qualifier {
        /// That number.
        Exact = "exact",
        /// That number or more.
        AtLeast = "at_least",
        /// That number or fewer.
        AtMost = "at_most",
        /// That number, roughly.
        About = "about",
        /// From one number to another.
        Between = "between",
        /// Withheld, or said to be unknown.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// Which people are counted.
    Population {
        /// Soldiers, police, fighters.
        Military = "military",
        /// Civilians, children, journalists, aid and medical workers.
        Civilian = "civilian",
        /// People of whom no more is said; all materiel.
        Unspecified = "unspecified",
    }
}

vocabulary! {
    /// For whom a figure holds.
    Scope {
        /// For one party, or for all without parting them.
        One = "one",
        /// For each of several parties.
        Each = "each",
        /// For several parties together.
        Sum = "sum",
    }
}

vocabulary! {
    /// What a voice is.
    SourceKind {
        /// A state, or those who stand for it.
        Country = "country",
        /// One person, named or not.
        Person = "person",
        /// A body: a ministry, an army, a medium, an armed group.
        Organisation = "organisation",
        /// An unnamed group of people.
        People = "people",
    }
}

vocabulary! {
    /// How words were resolved to an actor.
    Resolution {
        /// By its name.
        Exact = "exact",
        /// By another of its names.
        Alias = "alias",
        /// By the adjective of a state: "the Armenian side".
        Adjective = "adjective",
        /// By a place that stands for it: "Yerevan".
        Metonym = "metonym",
        /// By the office that somebody held on that day.
        Role = "role",
        /// By an earlier mention in the document: a pronoun, a surname, a description.
        Coreference = "coreference",
        /// By the words alone: a voice that the document introduces.
        Introduced = "introduced",
        /// Not at all: a pronoun or description that stays open.
        Unresolved = "unresolved",
    }
}

vocabulary! {
    /// What kind of event a claim is about.
    EventKind {
        /// A war or lasting conflict.
        ArmedConflict = "armed-conflict",
        /// A battle, clash or offensive.
        Battle = "battle",
        /// A strike from the air.
        AirStrike = "air-strike",
        /// Shelling.
        Shelling = "shelling",
        /// A bombing or explosion.
        Bombing = "bombing",
        /// Another attack.
        Attack = "attack",
        /// A shooting.
        Shooting = "shooting",
        /// An abduction.
        Abduction = "abduction",
        /// An execution.
        Execution = "execution",
        /// A ceasefire.
        Ceasefire = "ceasefire",
        /// Talks, a meeting, a summit.
        Negotiation = "negotiation",
        /// An election.
        Election = "election",
        /// A protest.
        Protest = "protest",
        /// A sanction.
        Sanction = "sanction",
        /// A mobilisation.
        Mobilisation = "mobilisation",
        /// Aid.
        Aid = "aid",
        /// A withdrawal.
        Withdrawal = "withdrawal",
        /// An accident.
        Accident = "accident",
        /// A disaster of nature.
        Disaster = "disaster",
        /// An epidemic.
        Epidemic = "epidemic",
        /// An arrest.
        Arrest = "arrest",
        /// A trial.
        Trial = "trial",
    }
}

vocabulary! {
    /// What kind of actor the gazetteer knows.
    ActorKind {
        /// A state.
        State = "state",
        /// Authorities in place that few states recognise.
        DeFacto = "deFacto",
        /// A government as a body of its own.
        Government = "government",
        /// A ministry.
        Ministry = "ministry",
        /// A seat of power that speaks for its state: Kremlin, Élysée.
        Office = "office",
        /// Armed forces or police of a state.
        ArmedForce = "armedForce",
        /// An armed group.
        ArmedGroup = "armedGroup",
        /// A person.
        Person = "person",
        /// A medium.
        Media = "media",
        /// A news agency.
        Agency = "agency",
        /// An organisation of states.
        Intergovernmental = "intergovernmental",
        /// An organisation of the civil society, a monitor.
        Ngo = "ngo",
        /// A party or movement.
        Party = "party",
        /// A company.
        Company = "company",
        /// A people that is no state.
        People = "people",
        /// Another body.
        Other = "other",
    }
}
