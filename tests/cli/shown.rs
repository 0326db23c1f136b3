//! What people see.

use crate::bench::Bench;
use crate::common::golden;

#[test]
fn commands_print_what_they_always_did() {
    let bench = Bench::with_example();
    let mut transcript = String::new();
    for line in [
        "claims --format table",
        "claims --speaker Caldorie --measure killed --format csv",
        "claims --act accuse --format json",
        "claims --for caldora --document wire",
        "claims --matching (?i)SOLDIERS? --format csv",
        "show 41cee",
        "show 0383",
        "show 703ad --turtle",
        "ask disagreements --format table",
        "ask disagreements -p measure=injured",
        "ask quotes -p speaker=Voss",
        "ask quotes -p speaker=Irena\u{a0}Voss --format json",
        "query SELECT\u{a0}?act\u{a0}(COUNT(*)\u{a0}AS\u{a0}?n)\u{a0}{\u{a0}?c\u{a0}selon:act\u{a0}?act\u{a0}}\u{a0}GROUP\u{a0}BY\u{a0}?act\u{a0}ORDER\u{a0}BY\u{a0}?act --format table",
        "query ASK\u{a0}{\u{a0}?c\u{a0}selon:act\u{a0}act:hope\u{a0}}",
        "query CONSTRUCT\u{a0}{\u{a0}?c\u{a0}selon:act\u{a0}act:deny\u{a0}}\u{a0}{\u{a0}?c\u{a0}selon:act\u{a0}act:deny\u{a0}}",
        "graph neighbors Nareth",
        "graph path Nareth Vestrie --format table",
        "graph path Nareth White\u{a0}Hall --format dot",
        "actors --format table",
        "actors --kind person --min-claims 2",
        "actor Irena\u{a0}Voss --max-claims 2",
        "actor Nobody",
        "actor",
        "stats",
        "ask",
    ] {
        let arguments: Vec<String> = line.split(' ').map(|a| a.replace('\u{a0}', " ")).collect();
        let run = bench.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let typed: Vec<String> = arguments.iter().map(|a| if a.contains(' ') { format!("'{a}'") } else { a.clone() }).collect();
        transcript.push_str(&format!("$ selon {}\n{}{}", typed.join(" "), run.out, run.err));
        if run.status != 0 {
            transcript.push_str(&format!("[{}]\n", run.status));
        }
        transcript.push('\n');
    }
    golden("tests/cli/transcript.txt", &transcript);
}

#[test]
fn help_and_version_are_there() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["--version"]).ok(), format!("selon {}\n", env!("CARGO_PKG_VERSION")));
    let help = bench.run(&["--help"]).ok();
    for command in ["ingest", "extract", "query", "ask", "export", "claims", "show", "explain", "actors", "actor", "graph", "stats", "completions"] {
        assert!(help.contains(command), "{command}");
        assert!(bench.run(&[command, "--help"]).ok().contains("Usage: selon"), "{command}");
    }
    assert!(bench.run(&["completions", "bash"]).ok().contains("selon"));
    bench.run(&["shout"]).fails(2, &["unrecognized subcommand"]);
    bench.run(&["claims", "--act", "shout"]).fails(2, &["possible values", "deny"]);
    bench.run(&["extract", "--published", "yesterday", "-"]).fails(2, &["YYYY-MM-DD"]);
    bench.run(&["extract", "--lang", "xx", "-"]).fails(2, &["auto"]);
}
