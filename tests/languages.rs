//! One article in two languages, in our own words about the facts of November 2020: the same speakers, events, figures and days come out of
//! both, and what is said in both lands on one issue.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use jiff::civil::Date;
use oxigraph::model::{Quad, Term};
use selon::claim::actor::Gazetteer;
use selon::claim::{Act, ActorRef, Certainty, EventKind, Form, Measure, Polarity, Population, Qualifier, Reading, Scope, When};
use selon::graph::derive::Derivation;
use selon::graph::facts::Facts;
use selon::rdf::emit::emit;
use selon::rdf::iri::Base;
use selon::rdf::{gazetteer, known, ontology};
use selon::reader::Reader;
use selon::text::document::Document;

const FRENCH: &str = "La Russie met tout en œuvre pour que cesse au plus vite le conflit armé au Haut-Karabagh, a affirmé hier le président russe \
Vladimir Poutine.

« Ce que l'on cherche à obtenir par les armes peut s'obtenir par la négociation », a ajouté le dirigeant russe.

Poutine a rappelé que la Russie restait en contact avec l'Arménie et l'Azerbaïdjan.

Comme le Kremlin l'avait annoncé plus tôt cette semaine, Poutine a eu des entretiens téléphoniques avec le Premier ministre arménien Nikol \
Pachinian et le président azerbaïdjanais Ilham Aliev respectivement les 1er et 2 novembre. Le vice-ministre russe des Affaires étrangères, \
Andrei Rudenko, a averti mardi qu'il était trop tôt pour parler d'une rencontre entre les dirigeants de l'Arménie et de l'Azerbaïdjan.

Les deux parties ont signalé des centaines de morts parmi les civils dans le conflit armé qui a éclaté le 27 septembre. Les Arméniens ont \
également confirmé 1 177 morts parmi leurs militaires. L'Azerbaïdjan ne divulgue pas ses pertes militaires. La Russie a estimé qu'il y avait \
au moins 5 000 morts des deux côtés.";

const ENGLISH: &str = "Russia is doing all it can to bring the armed conflict in Nagorno-Karabakh to an end as soon as possible, Russian President \
Vladimir Putin said yesterday.

\"What is sought by arms can be obtained by negotiation,\" the Russian leader added.

Putin recalled that Russia remained in contact with Armenia and Azerbaijan.

As the Kremlin had announced earlier this week, Putin had telephone talks with Armenian Prime Minister Nikol Pashinyan and Azerbaijani \
President Ilham Aliyev on 1 and 2 November respectively. Russian Deputy Foreign Minister Andrei Rudenko warned on Tuesday that it was too early \
to speak of a meeting between the leaders of Armenia and Azerbaijan.

Both sides have reported hundreds of deaths among civilians in the armed conflict that broke out on 27 September. The Armenians have also \
confirmed 1,177 deaths among their military. Azerbaijan does not disclose its military losses. Russia has estimated that there were at least \
5,000 deaths on both sides.";

type Days = Option<(Option<Date>, Option<Date>)>;
type Figure = (Option<Measure>, Option<u64>, Option<u64>, Qualifier, Vec<String>, Population, String, Scope);

/// What a claim says, without the words of a language.
#[derive(Debug, PartialEq)]
struct Said {
    sources: Vec<String>,
    stance: (Act, Form, Polarity, Certainty),
    day: Days,
    event: Option<(EventKind, Days, Vec<String>)>,
    figures: Vec<Figure>,
}

fn said(reading: &Reading) -> Vec<Said> {
    let actor = |actor: &ActorRef| match actor {
        ActorRef::Known(key) => key.to_string(),
        ActorRef::Local(at) => reading.actors[*at as usize].name.clone(),
    };
    let days = |when: Option<&When>| when.map(|w| (w.from, w.until));
    let claims = reading.claims.iter().map(|c| Said {
        sources: c.sources.iter().map(|s| actor(&s.actor)).collect(),
        stance: (c.act, c.form, c.polarity, c.certainty),
        day: days(c.said.as_ref()),
        event: c.event.map(|at| &reading.events[at as usize]).map(|e| {
            let parties = e.participants.iter().map(|p| p.actor.as_ref().map_or_else(|| p.name.clone(), actor));
            (e.kind, days(e.when.as_ref()), parties.collect())
        }),
        figures: c
            .counts
            .iter()
            .map(|n| (n.measure, n.low, n.high, n.qualifier, n.of.iter().map(|p| p.name.clone()).collect(), n.population, n.unit.clone(), n.scope))
            .collect(),
    });
    claims.collect()
}

fn readings(gazetteer: &Gazetteer) -> Vec<(Document, Reading)> {
    let reader = Reader::new(gazetteer.clone()).unwrap();
    let documents =
        [("fr", FRENCH), ("en", ENGLISH)].map(|(code, text)| Document { published: Some("2020-11-06".to_owned()), ..Document::new(code, code, text) });
    documents.map(|document| (reader.read(&document), document)).map(|(reading, document)| (document, reading)).into()
}

#[test]
fn an_article_says_the_same_in_both_languages() {
    let readings = readings(&gazetteer::built_in().unwrap());
    let (french, english) = (said(&readings[0].1), said(&readings[1].1));
    assert_eq!(french, english);
    let voices: Vec<&str> = french.iter().flat_map(|c| &c.sources).map(String::as_str).collect();
    let putin = "vladimir-putin";
    assert_eq!(
        voices,
        [putin, putin, putin, "kremlin", "Andrei Rudenko", "armenia", "azerbaijan", "armenia", "azerbaijan", "russia"],
        "each claim has the voice that a reader would give it"
    );
    let figures: Vec<_> = french.iter().flat_map(|c| &c.figures).map(|f| (f.1, f.2)).collect();
    assert_eq!(figures, [(Some(200), None), (Some(1177), Some(1177)), (None, None), (Some(5000), None)]);
}

#[test]
fn what_is_said_in_both_languages_lands_on_one_issue() {
    let (base, gazetteer, events) = (Base::default(), gazetteer::built_in().unwrap(), known::built_in().unwrap());
    let documents: Vec<Vec<Quad>> = readings(&gazetteer).iter().map(|(document, reading)| emit(document, reading, &base)).collect();
    let mut derivation = Derivation::new(&base, &gazetteer, &events);
    documents.iter().for_each(|quads| derivation.add(&Facts::read(quads)));
    let derived: Vec<Quad> = derivation.finish(&ontology::files()).unwrap().into_iter().flat_map(|(_, quads)| quads).collect();
    // The figures of each issue.
    let mut issues: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for quad in derived.iter().filter(|q| q.predicate.as_str().ends_with("ns#issue")) {
        if let Term::NamedNode(issue) = &quad.object {
            issues.entry(issue.as_str().to_owned()).or_default().push(quad.subject.to_string());
        }
    }
    assert_eq!(issues.len(), 4, "civilians, soldiers of each side, all dead: {issues:?}");
    for (issue, figures) in &issues {
        let in_document = |quads: &[Quad]| figures.iter().filter(|f| quads.iter().any(|q| q.subject.to_string() == **f)).count();
        assert_eq!(documents.iter().map(|d| in_document(d)).collect::<Vec<_>>(), [1, 1], "{issue}: one figure of each language");
    }
}
