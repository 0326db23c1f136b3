//! The words of the graph, one constant a term. What they mean in full, in two languages and with examples: `ontology/claims.ttl`.

use oxigraph::model::NamedNodeRef;

/// The namespace of classes and properties.
pub const NS: &str = "https://w3id.org/selon/ns#";
/// Where the words of the closed lists live: `‹VOC›act/deny`.
pub const VOC: &str = "https://w3id.org/selon/voc/";

/// Declares terms of one namespace, and the list of them.
macro_rules! terms {
    ($namespace:literal: $($(#[doc = $doc:literal])+ $name:ident = $local:literal;)+) => {
        $($(#[doc = $doc])+ pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));)+
        /// Every term above.
        pub const ALL: &[NamedNodeRef<'static>] = &[$($name),+];
    };
}

/// Classes.
pub mod class {
    use super::NamedNodeRef;

    terms! { "https://w3id.org/selon/ns#":
        /// A text as it was published, in canonical form.
        DOCUMENT = "Document";
        /// A content that a voice puts forward at one place of one document.
        CLAIM = "Claim";
        /// A figure of people or materiel, as the interval that its words assert.
        COUNT = "Count";
        /// A count that adds to an earlier one instead of counting all.
        NEW_COUNT = "NewCount";
        /// An event as one document tells it.
        EVENT_MENTION = "EventMention";
        /// An event that several documents may tell.
        EVENT = "Event";
        /// A question that counts answer: how many, of whom, in which event.
        ISSUE = "Issue";
        /// A question how many were added, on some days, to those counted before.
        NEW_ISSUE = "NewIssue";
        /// An actor without a name of its own, known by the words of one document.
        UNNAMED_ACTOR = "UnnamedActor";
        /// A document as the voice of its own sentences.
        OWN_VOICE = "OwnVoice";
        /// A place on the map.
        PLACE = "Place";
        /// What a person decided about a claim.
        REVIEW = "Review";
    }
}

/// Properties.
pub mod prop {
    use super::NamedNodeRef;

    terms! { "https://w3id.org/selon/ns#":
        /// The key by which its owner knows a document.
        KEY = "key";
        /// The hash of what makes a version of a document.
        VERSION = "version";
        /// SHA-256 of a document's canonical text.
        TEXT_HASH = "textHash";
        /// How many code points a text has.
        CODE_POINTS = "codePoints";

        /// The document in which a claim stands.
        IN_DOCUMENT = "inDocument";
        /// The span of a claim's proposition.
        CONTENT = "content";
        /// Who puts a claim forward.
        SOURCE = "source";
        /// Who passes a claim on.
        VIA = "via";
        /// At whom a claim is directed.
        DIRECTED_AT = "directedAt";
        /// Words of the claim's sentence that name one of its actors.
        MENTION = "mention";
        /// The words that carry the attribution.
        CUE = "cue";
        /// Where these words stand.
        CUE_SPAN = "cueSpan";
        /// What the voice does with the content.
        ACT = "act";
        /// Whose words the content is in.
        FORM = "form";
        /// Whether the content is affirmed or negated.
        POLARITY = "polarity";
        /// How sure the voice sounds.
        CERTAINTY = "certainty";
        /// A figure in the content.
        COUNT = "count";
        /// First day on which the claim can have been made.
        SAID_FROM = "saidFrom";
        /// Last day on which the claim can have been made.
        SAID_UNTIL = "saidUntil";
        /// What a claim is about, as its document tells it.
        EVENT = "event";
        /// The claim inside which this one is told.
        WITHIN = "within";
        /// The rule that found a claim.
        RULE = "rule";
        /// How sure the rules are of their reading, in percent.
        CONFIDENCE = "confidence";
        /// Whose position a claim expresses.
        PRINCIPAL = "principal";

        /// Words as they stand in the text.
        TEXT = "text";
        /// Where the words of a node stand.
        SPAN = "span";
        /// The actor or event that words stand for.
        DENOTES = "denotes";
        /// How words were resolved to an actor.
        RESOLUTION = "resolution";
        /// How many media stand between a voice and the reader's document; 1 is the one next to the voice.
        HOP = "hop";

        /// What happened to those counted.
        MEASURE = "measure";
        /// Lower end of the closed interval.
        LOW = "low";
        /// Upper end of the closed interval.
        HIGH = "high";
        /// How the words bound a figure.
        QUALIFIER = "qualifier";
        /// Whose people or things; of whom an office is held.
        OF = "of";
        /// Which people.
        POPULATION = "population";
        /// What is counted.
        UNIT = "unit";
        /// The place that a count or an event names.
        PLACE = "place";
        /// For whom a figure of several parties holds.
        SCOPE = "scope";
        /// First day of a tenure, an event or a counted period.
        FROM = "from";
        /// Last day of a tenure, an event or a counted period.
        UNTIL = "until";
        /// The question that a count answers.
        ISSUE = "issue";
        /// The event of an issue.
        ON_EVENT = "onEvent";

        /// What kind of event.
        EVENT_KIND = "eventKind";
        /// The wider event in which an event happened.
        PART_OF = "partOf";
        /// By what a mention was found to tell an event.
        JOINED_BY = "joinedBy";
        /// Who takes part in an event.
        PARTICIPANT = "participant";

        /// The canonical name.
        NAME = "name";
        /// What an actor is as a voice.
        KIND = "kind";
        /// What kind of actor, for actors of the gazetteer.
        ACTOR_KIND = "actorKind";
        /// The role of an actor as a document gives it.
        ROLE = "role";
        /// Whose position an actor voices.
        SPEAKS_FOR = "speaksFor";
        /// An office that a person held.
        TENURE = "tenure";
        /// A day on which a tenure still lasted, where its end is not known.
        LAST_KNOWN = "lastKnown";
        /// The office of a tenure.
        OFFICE = "office";
        /// An adjective of a state.
        ADJECTIVE = "adjective";
        /// A word for those who live in a state or belong to it.
        INHABITANT = "inhabitant";
        /// A place that stands for a state.
        METONYM = "metonym";
        /// The grammatical gender of a name.
        GENDER = "gender";
        /// The state in which a place lies.
        COUNTRY = "country";
        /// Degrees north of the equator.
        LATITUDE = "latitude";
        /// Degrees east of Greenwich.
        LONGITUDE = "longitude";

        /// The claim that is reviewed.
        REVIEWS = "reviews";
        /// Who reviewed it.
        REVIEWER = "reviewer";
        /// What was decided.
        VERDICT = "verdict";
        /// The scale of a grade.
        SCALE = "scale";
        /// The grade, as its scale writes it.
        GRADE = "grade";
        /// The column that is corrected.
        CORRECTS = "corrects";
        /// What should stand there.
        VALUE = "value";
        /// Which figure is meant, from 1.
        FIGURE = "figure";
        /// The hash of what the claim said when it was reviewed.
        FINGERPRINT = "fingerprint";
    }
}

/// The terms that selon uses of vocabularies that are not its own.
pub mod other {
    use super::NamedNodeRef;

    terms! { "":
        /// A whole text.
        IS_STRING = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString";
        /// First code point inside.
        BEGIN_INDEX = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex";
        /// First code point behind.
        END_INDEX = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#endIndex";
        /// The words of a span.
        ANCHOR_OF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf";
        /// The words before a span, to find it again in a changed text.
        PREFIX = "http://www.w3.org/ns/oa#prefix";
        /// The words behind a span.
        SUFFIX = "http://www.w3.org/ns/oa#suffix";
        /// Somebody who can speak or be counted.
        AGENT = "http://www.w3.org/ns/prov#Agent";
        /// Day of publication.
        DATE_PUBLISHED = "http://schema.org/datePublished";
        /// Who published it, by name.
        PUBLISHER = "http://schema.org/publisher";
        /// Title of a document.
        HEADLINE = "http://schema.org/headline";
        /// Language of a document.
        IN_LANGUAGE = "http://schema.org/inLanguage";
        /// Where a document stands.
        URL = "http://schema.org/url";
        /// The usual name of an actor in a language.
        PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel";
        /// Another name of an actor.
        ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel";
        /// What is said in words beside a decision.
        NOTE = "http://www.w3.org/2004/02/skos/core#note";
        /// The version of a document that this one took the place of.
        WAS_REVISION_OF = "http://www.w3.org/ns/prov#wasRevisionOf";
        /// When a review was made.
        GENERATED_AT_TIME = "http://www.w3.org/ns/prov#generatedAtTime";
        /// What stands for a thing that was merged into another.
        REPLACED_BY = "http://purl.org/dc/terms/isReplacedBy";
        /// The same thing elsewhere, as in Wikidata.
        EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch";
    }
}

/// The terms of nanopublications, which stand in no store.
pub mod publication {
    use super::NamedNodeRef;

    terms! { "":
        /// A claim with where it comes from and who made it.
        NANOPUBLICATION = "http://www.nanopub.org/nschema#Nanopublication";
        /// The graph of what it says.
        HAS_ASSERTION = "http://www.nanopub.org/nschema#hasAssertion";
        /// The graph of where that comes from.
        HAS_PROVENANCE = "http://www.nanopub.org/nschema#hasProvenance";
        /// The graph of who made it.
        HAS_PUBLICATION_INFO = "http://www.nanopub.org/nschema#hasPublicationInfo";
        /// What an assertion was read in.
        WAS_DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom";
        /// What made a publication.
        WAS_ATTRIBUTED_TO = "http://www.w3.org/ns/prov#wasAttributedTo";
        /// A program.
        SOFTWARE_AGENT = "http://www.w3.org/ns/prov#SoftwareAgent";
    }
}

/// The prefixes that Turtle is written with and that queries may use without declaring them.
pub const PREFIXES: &[(&str, &str)] = &[
    ("selon", NS),
    ("act", "https://w3id.org/selon/voc/act/"),
    ("actor", "https://w3id.org/selon/voc/actor/"),
    ("agent", "https://w3id.org/selon/id/agent/"),
    ("certainty", "https://w3id.org/selon/voc/certainty/"),
    ("event", "https://w3id.org/selon/voc/event/"),
    ("form", "https://w3id.org/selon/voc/form/"),
    ("kind", "https://w3id.org/selon/voc/kind/"),
    ("measure", "https://w3id.org/selon/voc/measure/"),
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("office", "https://w3id.org/selon/id/office/"),
    ("place", "https://w3id.org/selon/id/place/"),
    ("polarity", "https://w3id.org/selon/voc/polarity/"),
    ("population", "https://w3id.org/selon/voc/population/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("qualifier", "https://w3id.org/selon/voc/qualifier/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("resolution", "https://w3id.org/selon/voc/resolution/"),
    ("schema", "http://schema.org/"),
    ("scope", "https://w3id.org/selon/voc/scope/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("tenure", "https://w3id.org/selon/id/tenure/"),
    ("verdict", "https://w3id.org/selon/voc/verdict/"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The closed lists: the name of the scheme and its words. One list for the ontology, the tests and the command line.
#[must_use]
pub fn schemes() -> Vec<(&'static str, Vec<&'static str>)> {
    use crate::claim::vocabulary as v;
    macro_rules! scheme {
        ($name:literal, $list:ident) => {
            ($name, v::$list::ALL.iter().map(|w| w.name()).collect())
        };
    }
    vec![
        scheme!("act", Act),
        scheme!("actor", ActorKind),
        scheme!("certainty", Certainty),
        scheme!("event", EventKind),
        scheme!("form", Form),
        scheme!("kind", SourceKind),
        scheme!("measure", Measure),
        scheme!("polarity", Polarity),
        scheme!("population", Population),
        scheme!("qualifier", Qualifier),
        scheme!("resolution", Resolution),
        scheme!("scope", Scope),
        ("verdict", Verdict::ALL.iter().map(|w| w.name()).collect()),
    ]
}

/// What a reviewer decides about a claim: a list of its own, since reading a text decides none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The claim is what the text says.
    Accept,
    /// The text does not say so, or it is no claim.
    Reject,
    /// The text says so but for one thing.
    Correct,
    /// The claim or its source is given a grade.
    Grade,
    /// Something is noted, nothing decided.
    Note,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Verdict; 5] = [Verdict::Accept, Verdict::Reject, Verdict::Correct, Verdict::Grade, Verdict::Note];

    /// Its word: `accept`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
            Verdict::Correct => "correct",
            Verdict::Grade => "grade",
            Verdict::Note => "note",
        }
    }

    /// The verdict of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}
