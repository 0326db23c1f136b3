//! Rows for people, spreadsheets and programs.

use std::io::Write;

use clap::ValueEnum;
use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};
use serde::Serialize;

use super::Error;
use super::output::{is_terminal, markdown, plain, spreadsheet, width};

/// A way to write rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table for people
    Table,
    /// Comma-separated values
    Csv,
    /// JSON
    Json,
}

/// A table on a terminal, CSV in a pipe, unless something else is asked for.
pub(super) fn format_or_default(format: Option<Format>) -> Format {
    format.unwrap_or(if is_terminal() { Format::Table } else { Format::Csv })
}

/// A line under the head, and no other.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Writes a table for people.
pub(super) fn write_table(out: &mut dyn Write, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> std::io::Result<()> {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(width());
    table.set_header(head.iter().map(|h| h.to_uppercase()));
    for row in rows {
        table.add_row(row.iter().map(|cell| plain(cell)));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Writes CSV. Cells that a spreadsheet would take for formulas are made harmless, unless they are wanted raw.
pub(super) fn write_csv(out: &mut dyn Write, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>, raw: bool) -> Result<(), Error> {
    separated(b',', out, head, rows, raw)
}

/// Writes tab-separated values: as [CSV](write_csv), with tabs.
pub(super) fn write_tsv(out: &mut dyn Write, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>, raw: bool) -> Result<(), Error> {
    separated(b'\t', out, head, rows, raw)
}

fn separated(by: u8, out: &mut dyn Write, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>, raw: bool) -> Result<(), Error> {
    let mut writer = csv::WriterBuilder::new().delimiter(by).from_writer(out);
    writer.write_record(head)?;
    for row in rows {
        if raw {
            writer.write_record(&row)?;
        } else {
            writer.write_record(row.iter().map(|cell| spreadsheet(cell).into_owned()))?;
        }
    }
    writer.flush()?;
    Ok(())
}

/// Writes a table in Markdown, in which nothing is markup.
pub(super) fn write_markdown(out: &mut dyn Write, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> std::io::Result<()> {
    writeln!(out, "| {} |", head.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(head.len()))?;
    for row in rows {
        writeln!(out, "| {} |", row.iter().map(|cell| markdown(cell)).collect::<Vec<_>>().join(" | "))?;
    }
    Ok(())
}

/// Writes JSON: a list, an object a line.
pub(super) fn write_json<T: Serialize>(out: &mut dyn Write, rows: &[T]) -> Result<(), Error> {
    writeln!(out, "[")?;
    for (at, row) in rows.iter().enumerate() {
        let comma = if at + 1 < rows.len() { "," } else { "" };
        writeln!(out, "{}{comma}", serde_json::to_string(row)?)?;
    }
    writeln!(out, "]")?;
    Ok(())
}
