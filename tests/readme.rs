//! README.md: its commands give what it shows. `BLESS=1 cargo test --test readme` writes what they give.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![cfg(unix)]

mod common;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use clap::CommandFactory;
use common::golden;

/// How wide a terminal the reader is taken to have.
const COLUMNS: &str = "110";

#[test]
fn commands_give_what_the_readme_shows() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), folder.path().join("examples")).unwrap();
    let mut readme = String::new();
    let mut lines = include_str!("../README.md").lines().peekable();
    let mut console = false;
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            console = line == "```console";
        } else if console {
            // What is shown is made anew below.
            let Some(first) = line.strip_prefix("$ ") else { continue };
            let mut command = first.to_owned();
            _ = writeln!(readme, "{line}");
            while let Some(more) = lines.peek().and_then(|l| l.strip_prefix("> ")) {
                _ = write!(command, "\n{more}");
                _ = writeln!(readme, "> {more}");
                lines.next();
            }
            readme += &run(&command, folder.path());
            continue;
        }
        _ = writeln!(readme, "{line}");
    }
    golden("README.md", &readme);
}

#[test]
fn every_command_is_in_the_readme() {
    for command in selon::cli::Args::command().get_subcommands() {
        assert!(include_str!("../README.md").contains(&format!("`{}", command.get_name())), "{}", command.get_name());
    }
}

/// What a command prints, in a shell that knows selon. All commands of the file share a folder.
fn run(command: &str, folder: &Path) -> String {
    let selon = Path::new(env!("CARGO_BIN_EXE_selon")).parent().unwrap().to_path_buf();
    let path = std::env::join_paths(std::iter::once(selon).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()))).unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec 2>&1\n{command}\n")]).current_dir(folder).env("PATH", path).env("COLUMNS", COLUMNS).env_remove("SELON_STORE");
    let output = shell.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "$ {command}\n{text}");
    text
}
