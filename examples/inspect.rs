//! Shows how selon sees a text before any claim is read: items with their clauses, the subject of each verb, numerals,
//! and the rules that match.
//!
//! ```text
//! echo "The mayor said the bridge held." | cargo run --example inspect -- en
//! ```

#![expect(clippy::print_stdout, reason = "to show is all that it does")]

use std::error::Error;
use std::io::Read;

use selon::grammar::analysis::Analysis;
use selon::grammar::chunk::ItemKind;
use selon::grammar::matching::matches;
use selon::grammar::segment::segments;

fn main() -> Result<(), Box<dyn Error>> {
    let lang = std::env::args().nth(1).ok_or("usage: inspect LANG < TEXT")?;
    let language = selon::lang::language(&lang)?.ok_or("no such language")?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let analysis = Analysis::new(&text, language);
    for segment in segments(&analysis) {
        println!("── {} ({:?})", analysis.slice(segment.span).replace('\n', " "), segment.quotation);
        for (at, item) in segment.items.iter().enumerate() {
            let clause = segment.clauses.of_item[at] as usize;
            let kind = match item.kind {
                ItemKind::Noun(n) => format!("noun head={} name={}", analysis.word(n.head as usize), n.name.map_or("", |s| analysis.slice(s))),
                ItemKind::Verb(v) => {
                    let subject = segment.clauses.subjects[at].and_then(|s| segment.items.get(s as usize)).map_or("-", |s| analysis.slice(s.span));
                    let flags = [(v.passive, "passive"), (v.negated, "negated"), (v.reflexive, "reflexive"), (v.inverted.is_some(), "inverted")];
                    let flags: Vec<&str> = flags.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect();
                    format!("verb main={} {:?} {} subject={subject}", analysis.word(v.main as usize), v.form, flags.join(" "))
                }
                other => format!("{other:?}").to_lowercase(),
            };
            println!("{:>3} {:indent$}{:?} [{}] {kind}", clause, "", segment.clauses.clauses[clause].kind, analysis.slice(item.span), indent = 0);
        }
        for quantity in analysis.quantities.iter().filter(|q| segment.span.covers(q.span)) {
            println!("    # «{}» {:?}..{:?} {:?}", analysis.slice(quantity.span), quantity.low, quantity.high, quantity.bound);
        }
        for hit in matches(&analysis, &segment, &language.rules) {
            let rule = language.rules.get(hit.rule).map_or("", |r| r.name.as_str());
            println!("    ▸ {rule}: items {:?}, source {:?}, content «{}»", hit.cue, hit.source, analysis.slice(hit.content));
        }
    }
    Ok(())
}
