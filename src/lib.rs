//! Reads news into claims - who says what, with which act, how many, in which words - and keeps them as a graph that can be asked.
//!
//! A text and the day on which it was published come in. What goes out is a list of claims, each with the stretches of the text that
//! it rests on; from them RDF, and from many documents a store with tables, answers to SPARQL, and ways between actors.
//! A claim says that something was said, never that it is so.
//!
//! ```
//! use selon::claim::Act;
//! use selon::rdf::gazetteer;
//! use selon::reader::Reader;
//! use selon::text::document::Document;
//!
//! let reader = Reader::new(gazetteer::built_in()?)?;
//! let text = "Armenia has confirmed 1,177 deaths among its military.";
//! let reading = reader.read(&Document::new("a note", "en", text));
//!
//! let claim = &reading.claims[0];
//! assert_eq!(claim.sources[0].name, "Armenia");
//! assert_eq!(claim.act, Act::Confirm);
//! assert_eq!(&text[claim.content.range()], "1,177 deaths among its military");
//! assert_eq!((claim.counts[0].low, claim.counts[0].high), (Some(1177), Some(1177)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The house
//!
//! Seven floors. Imports point downwards; a floor defines the data that it needs, and a floor above fills it in. So [`text`] knows
//! elision without knowing French, and [`claim`] is handed its actors without knowing Turtle. `tests/house.rs` holds all this.
//!
//! | floor | what comes in | what goes out | never |
//! | --- | --- | --- | --- |
//! | 7 [`cli`] | arguments, files, standard input | tables, files, messages, an exit status | |
//! | 6 [`graph`] | quads of documents, SPARQL, names of questions | rows, triples, tables, ways between actors | a terminal; the text of a language |
//! | 5 [`rdf`] | a document and its reading; Turtle | quads, Turtle; a gazetteer | a store, a file, a clock |
//! | 4 [`claim`] | a document, a language, a gazetteer | a [`Reading`](claim::Reading): claims, actors, events | RDF, files, an error |
//! | 3 [`lang`] | the folders in `src/lang` | a [`Language`](grammar::language::Language) | linguistic knowledge in Rust |
//! | 2 [`grammar`] | tokens, the data files of a language | readings of words, groups, clauses, numerals, matches of rules | what a claim is; a language by its name |
//! | 1 [`text`] | characters and an orthography | tokens, sentences, quotations | what a word means |
//!
//! [`reader`] stands between floors 4 and 5: it puts the languages and a gazetteer together.
//! Only floors 5 and 6 say `oxigraph`, only 6 holds a store or calls a server, only 6 and 7 touch files, only 7 prints.
//! Floors 1 and 4 have no errors, 2 and 3 only while a language's files are read: any text can be read.
//!
//! ## 1 [`text`]: what a document is made of
//!
//! [`document`](text::document) is an article as published, and the map between bytes and code points ·
//! [`span`](text::span) ranges that know what they count: bytes or tokens ·
//! [`strings`](text::strings) many strings with numbers ·
//! [`orthography`](text::orthography) how a language writes ·
//! [`token`](text::token) words, figures and marks ·
//! [`sentence`](text::sentence) sentences, and periods: what a reader takes in one breath ·
//! [`quotation`](text::quotation) what stands in quotation marks.
//!
//! ## 2 [`grammar`]: what words are here
//!
//! [`language`](grammar::language) everything that is known of a language, and how its files are read ([`error`](grammar::error) says where they are wrong) ·
//! [`feature`](grammar::feature) what a dictionary can say of a word · [`inflection`](grammar::inflection) how a lemma makes its forms ·
//! [`lexicon`](grammar::lexicon) words by their forms · [`tagging`](grammar::tagging) part of speech and verb form, by a perceptron ·
//! [`numeral`](grammar::numeral) numerals into intervals: `figure`, `words` added up by `sum`, two in a `range`, what is their `bound` ·
//! [`time`](grammar::time) expressions of time: by the `calendar`, `relative` to a day, and the `outlook` of the verb beside them · [`analysis`](grammar::analysis) a text with all of these; `repair` of tags, `report` where they hide a verb ·
//! [`chunk`](grammar::chunk) groups with their heads: `noun`, `verb`, and the `name` inside ·
//! [`clause`](grammar::clause) who is the subject of which verb, and how far a clause reaches: a `stack` of clauses, what is `opening` one, `subject`, `finite` and `nonfinite` verbs, a `bare` clause without a complementiser, an attribution that is `inserted` ·
//! [`phrase`](grammar::phrase) how far a noun phrase reaches · [`segment`](grammar::segment) runs that are parsed as one ·
//! [`pattern`](grammar::pattern) the rule language · [`matching`](grammar::matching) rules matched outward from a `cue`: a `sequence` of elements on each side, the `source`,
//! an `element` or what the cue has `governed` behind it, the `extent` of the content, what lies `around` an inserted attribution.
//!
//! ## 3 [`lang`]: the languages
//!
//! One folder a language, the same seven files in each: orthography, inflection, lexicon, rules, names, places, weights of the tagger.
//! The build script lists the folders, so that a new folder is a new language. `src/lang/README.md` says how to add one.
//!
//! ## 4 [`claim`]: who says what
//!
//! [`vocabulary`](claim::vocabulary) the closed lists: acts, measures, … · [`actor`](claim::actor) who exists, and what they are called ·
//! [`names`](claim::names) the names of a text · [`layout`](claim::layout) where each token stands · [`entity`](claim::entity) whom the document speaks of ·
//! [`reference`](mod@claim::reference) noun phrases and pronouns into actors · [`attribution`](claim::attribution) cues with voices and contents ·
//! [`stance`](mod@claim::stance) act, form, polarity, certainty · [`count`](claim::count) figures: how many, what befell them, whose they are ·
//! [`time`](claim::time) words into days · [`event`](claim::event) what the document speaks of · [`extract`](mod@claim::extract) the order of the steps ·
//! [`explain`](mod@claim::explain) how a claim came about · [`record`](mod@claim::record) the JSON shape.
//!
//! Five of them are folders, a file a phenomenon:
//!
//! | folder | files |
//! | --- | --- |
//! | `entity` | `description` what a noun group says of somebody · `identity` whether he is known already · `apposition` name and description beside each other · `again` roles of who was named just before · `name` which words are a name · `agreement` gender and number · `words` the words of spans |
//! | `reference` | `name` names inside a phrase · `party` states and sides · `description` who is called so again · `office` who held it that day · `pronoun` whom a pronoun means · `voice` what goes into a claim |
//! | `attribution` | `cue` a match into a draft · `plausible` whether it is a report · `issuer` who speaks where a document does · `colon` voices before a colon · `chain` several attributions in a sentence · `phenomenon` what no pattern carries · `quotation` quotations without one · `content` what is said, trimmed |
//! | `count` | `interval` which words are a figure, and its bounds · `distractor` numbers that count nobody · `measure` what befell them: by the noun and what stands with it, by the `verb` of which the figure is an `argument`, by a `neighbour` figure · `whose` whose people, and which |
//! | `explain` | `parse` tokens, groups, clauses · `mention` who is named · `attribution` the rule and what it took for what · `figure` from number to interval · `stance` what the rest is founded on |
//!
//! ## 5 [`rdf`]: written down
//!
//! [`vocab`](rdf::vocab) a constant a term · [`vocabulary`](mod@rdf::vocabulary) what they mean, to be read · [`ontology`](rdf::ontology) the Turtle files that are built in · [`plain`](rdf::plain) a fast reader for them ·
//! [`gazetteer`](rdf::gazetteer) Turtle into actors · [`own`](rdf::own) a user's own file of them · [`canonical`](mod@rdf::canonical) the text that offsets count · [`iri`](rdf::iri) names that follow from content ·
//! [`emit`](mod@rdf::emit) a reading into quads · [`write`](mod@rdf::write) sorted output · [`turtle`](rdf::turtle) Turtle for people, `jsonld` JSON with a context ·
//! [`known`](rdf::known) the events that are known by name · [`error`](rdf::error) what can be wrong.
//!
//! ## 6 [`graph`]: kept and asked
//!
//! [`archive`](graph::archive) a folder of RDF files, which are the truth · [`writer`](graph::writer) document by document, each whole or not at all ·
//! [`lock`](graph::lock) one writer at a time · [`journal`](graph::journal) what was done when · [`history`](graph::history) what each version took the place of · [`store`](graph::store) the index in memory ·
//! [`facts`](graph::facts) a document's graph read back · [`table`](graph::table) all of them in one file, to be read fast · [`corpus`](graph::corpus) all documents of a store · [`derive`](mod@graph::derive) what follows from all of them together ·
//! [`event`](graph::event) which mentions tell one event · [`decision`](graph::decision) what people decided is the same ·
//! [`compare`](graph::compare) figures side by side: intervals, issues, relations, positions, origins, ledgers, timelines ·
//! [`query`](graph::query) SPARQL, read only · [`bind`](mod@graph::bind) values for its variables · [`question`](graph::question) queries with a name ·
//! [`answer`](graph::answer) result files · [`view`](graph::view) claims as rows · [`passage`](mod@graph::passage) the sentence around a claim ·
//! [`excerpt`](mod@graph::excerpt) the triples of one · [`profile`](graph::profile) what is known of an actor · [`project`](graph::project) the actors of a store's own · [`verify`](mod@graph::verify) whether its words still stand there ·
//! [`check`](mod@graph::check) what is wrong with a store · [`shape`](graph::shape) SHACL, as far as it is used ·
//! [`review`](mod@graph::review) what people decided · [`export`](mod@graph::export) what is handed on, [`redact`](graph::redact) without names, as [`nanopub`](graph::nanopub)lications ·
//! `remote` (a feature) a store on a server · [`snapshot`](graph::snapshot) the documents of a time, of an export · [`diff`](mod@graph::diff) which claims came, changed, went ·
//! [`network`](graph::network) who is connected to whom, who stands where, and how that is drawn.
//!
//! ## 7 [`cli`]: the program
//!
//! One command a file: its arguments, its help, its function. Beside them the border to people: what is read, how tables look, what an error says.
//!
//! # How a claim comes about
//!
//! In [`extract`](mod@claim::extract), step by step over the whole document:
//!
//! 1. The text becomes [tokens](text::token); quotations and sentences are found among them.
//! 2. Each token is looked up in the [lexicon](grammar::lexicon) and [tagged](grammar::tagging): is "claims" a verb here? Expressions of several
//!    words, times and numerals are found.
//! 3. [Names](claim::names) of the gazetteer are found.
//! 4. Periods become [segments](grammar::segment): tokens are gathered into noun and verb [groups](grammar::chunk), these into [clauses](grammar::clause).
//! 5. The persons and bodies of the title and the text are [gathered](claim::entity) with all that they are called.
//! 6. [Events](claim::event) are gathered.
//! 7. [Rules](grammar::pattern) are matched outward from each word that can report; the first that fits gives cue, source and content. The source is
//!    [resolved](mod@claim::reference) to an actor. Quotations without an attribution of their own go to whoever [spoke last](claim::attribution).
//! 8. [Figures](claim::count) are found in the whole text.
//! 9. Each attribution becomes a claim: its [stance](mod@claim::stance), the figures inside its content and whose they are, [when](claim::time) it was said,
//!    the event, at whom it is directed. Figures that nobody is said to give are claims of the document's own.
//! 10. [`emit`](mod@rdf::emit) writes the reading as quads, a named graph a document. What depends on several documents - one event, one question,
//!     for whom a person speaks on that day - is [derived](mod@graph::derive) later and kept apart.
//!
//! # How figures come side by side
//!
//! Each mention of an event is [linked](graph::event) to a known event, or to others of its kind, place and day. Each figure answers one or several
//! [issues](graph::compare::issue): event, measure, population, unit, parties, place, days. What a voice says on an issue with one figure on one day is
//! a [position](graph::compare::position); [relations](graph::compare::relation) hold between positions of one issue, and between others there are only
//! reasons why they cannot be compared. Reprints of one text have one [origin](graph::compare::origin). Relations are worked out when they are asked
//! for and never stored: no pair of claims is ever written down.
//!
//! # Where knowledge lives
//!
//! | what | where |
//! | --- | --- |
//! | a word, a spelling, a pattern of attribution | `src/lang/<code>/` |
//! | a phenomenon that patterns cannot carry: quotation, clause borders, reference | floors 1, 2 and 4, fed by features of words |
//! | who exists | `ontology/actors.ttl`, `persons.ttl`, `places.ttl`; what they are called is a matter of languages |
//! | which wars, offensives and disasters are known by name | `ontology/events.ttl` |
//! | what a term of the graph means | `ontology/claims.ttl`; what is well formed: `shapes.ttl` |
//! | a question | `ontology/queries/` |
//!
//! # What is always so
//!
//! - Spans count bytes inside, and code points in JSON and RDF. A claim's words are the text at its span.
//! - The same documents, in any order, give the same bytes. IRIs follow from content; there are no blank nodes and, in graphs, no clock times.
//! - No language's code stands in Rust. What a language knows is data; Rust names phenomena.
//! - One concept has one name: in JSON, in Rust, in the ontology, on the command line.
pub mod claim;
pub mod cli;
pub mod grammar;
pub mod graph;
pub mod lang;
pub mod rdf;
pub mod reader;
pub mod text;
