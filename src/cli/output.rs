//! The border to people: what is a terminal, what may be coloured, and which characters may pass.

use std::borrow::Cow;
use std::fs::OpenOptions;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::Error;

/// Where a command writes.
pub(super) type Out = Box<dyn Write>;

/// Standard output, buffered.
pub(super) fn stdout() -> Out {
    Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
}

/// A file, or standard output. A file that exists is left alone unless it may be overwritten.
pub(super) fn file_or_stdout(path: Option<&Path>, force: bool) -> Result<Out, Error> {
    let Some(path) = path.filter(|p| *p != Path::new("-")) else { return Ok(stdout()) };
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    match options.open(path) {
        Ok(file) => Ok(Box::new(BufWriter::new(file))),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Err(Error::failed(format!("{}: is there already", path.display())).hint("--force overwrites it")),
        Err(e) => Err(Error::failed(format!("{}: {e}", path.display()))),
    }
}

/// Where a command writes what may be long: a file, or standard output.
#[derive(Debug, clap::Args)]
pub(super) struct Destination {
    /// The file; without it, standard output
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
}

impl Destination {
    /// Opens it, as [`file_or_stdout`].
    pub(super) fn open(&self) -> Result<Out, Error> {
        file_or_stdout(self.out.as_deref(), self.force)
    }

    /// Whether a person reads it at once.
    pub(super) fn is_terminal(&self) -> bool {
        self.out.as_deref().is_none_or(|path| path == Path::new("-")) && is_terminal()
    }
}

/// Whether a person reads the output at once.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether output may be coloured: on a terminal that can, unless `NO_COLOR` says no.
pub(super) fn is_coloured() -> bool {
    is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

/// How many columns a table may take.
pub(super) fn width() -> u16 {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns.or_else(|| terminal_size::terminal_size().filter(|_| is_terminal()).map(|(width, _)| width.0)).unwrap_or(140).clamp(40, 400)
}

/// A text that a terminal can be shown: control characters, and marks that change the direction of writing, become `�`.
/// Line breaks and tabs become blanks.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| is_active(c) || matches!(c, '\n' | '\t')) {
        text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { harmless(c) }).collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// As [`plain`], but lines stay lines.
pub(super) fn plain_lines(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { harmless(c) }).collect()
}

fn harmless(c: char) -> char {
    if c == '\t' {
        ' '
    } else if is_active(c) {
        '\u{FFFD}'
    } else {
        c
    }
}

/// Whether a character does something to a terminal instead of standing in it.
fn is_active(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it, unless it is a number.
pub(super) fn spreadsheet(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.parse::<f64>().is_err() { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// A text in which no Markdown, and no HTML that Markdown lets pass, does anything: marks are escaped, lines become one.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '!' | '$' => out.extend(['\\', c]),
            '@' => out.push_str("&#64;"),
            c => out.push(c),
        }
    }
    // An address becomes a link by itself.
    out.replace("://", "&#58;//").replace("www.", "www&#46;")
}

/// How many there are of something: `1 claim`, `2 claims`.
pub(super) fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// Says something aside, on standard error.
pub(super) fn note(text: &str) {
    // Nobody may be listening; then there is nothing to be done.
    let _ = writeln!(io::stderr(), "{}", plain(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_active_reaches_a_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c\u{9b}d\ne"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}d e");
        assert_eq!(plain("« 1\u{202f}177 »"), "« 1\u{202f}177 »");
        assert_eq!(plain_lines("a\r\nb"), "a\u{fffd}\nb");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+cmd", "-cmd|x", "@SUM(A1)", "\tx", "- a dialogue"] {
            assert_eq!(spreadsheet(formula), format!("'{formula}"));
        }
        for cell in ["-12", "+5.5", "a=b", "", "12"] {
            assert_eq!(spreadsheet(cell), cell);
        }
    }
}
