//! The table of claims as Parquet: the columns that `ontology/claims.csv-metadata.json` describes, with the types that it gives them.

use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::Value;

use super::Error;
use crate::graph::view::Row;
use crate::rdf::ontology;

/// How many rows stand together: what a reader takes in at once.
const GROUP: usize = 1 << 17;

/// A column, as it is described.
struct Column {
    name: String,
    kind: Kind,
    list: bool,
    required: bool,
}

/// What the values of a column are.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Integer,
    Day,
    Truth,
}

/// Rows as the bytes of a Parquet file. What is blank in CSV is null here; texts are as they are, since no reader takes them for formulas.
pub(super) fn write(rows: &[Row]) -> Result<Vec<u8>, Error> {
    let described: Value = serde_json::from_str(ontology::COLUMNS)?;
    let columns: Vec<Column> = described["tableSchema"]["columns"].as_array().into_iter().flatten().map(Column::read).collect();
    let fields: String = columns.iter().map(Column::declared).collect();
    let schema = parse_message_type(&format!("message claims {{ {fields} }}"))?;
    let version = described["schema:version"].as_str().map(str::to_owned);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![KeyValue::new("selon.columns".to_owned(), version)]))
        .build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties))?;
    for rows in rows.chunks(GROUP) {
        let cells: Vec<_> = rows.iter().map(Row::fields).collect();
        let mut group = file.next_row_group()?;
        for column in &columns {
            let Some(mut writer) = group.next_column()? else { break };
            column.write(&mut writer, cells.iter().map(|row| row.get(&column.name).unwrap_or(&Value::Null)))?;
            writer.close()?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(bytes)
}

impl Column {
    fn read(described: &Value) -> Self {
        let kind = match described["datatype"].as_str() {
            Some("integer" | "nonNegativeInteger") => Kind::Integer,
            Some("date") => Kind::Day,
            Some("boolean") => Kind::Truth,
            _ => Kind::Text,
        };
        let name = described["name"].as_str().unwrap_or_default().to_owned();
        Column { name, kind, list: described.get("separator").is_some(), required: described["required"] == true }
    }

    /// The column in the language of schemas.
    fn declared(&self) -> String {
        let Column { name, .. } = self;
        let may_lack = if self.required { "REQUIRED" } else { "OPTIONAL" };
        let (physical, logical) = match self.kind {
            Kind::Text => ("BYTE_ARRAY", "(STRING)"),
            Kind::Integer => ("INT64", ""),
            Kind::Day => ("INT32", "(DATE)"),
            Kind::Truth => ("BOOLEAN", ""),
        };
        if self.list {
            format!("{may_lack} group {name} (LIST) {{ REPEATED group list {{ REQUIRED {physical} element {logical}; }} }} ")
        } else {
            format!("{may_lack} {physical} {name} {logical}; ")
        }
    }

    fn write<'a>(&self, writer: &mut SerializedColumnWriter<'_>, cells: impl Iterator<Item = &'a Value>) -> Result<(), Error> {
        let wrong = |value: &Value| Error::failed(format!("{}: {value} does not fit into the column", self.name));
        match self.kind {
            Kind::Text => self.fill::<ByteArrayType>(writer, cells, |v| v.as_str().map(ByteArray::from).ok_or_else(|| wrong(v))),
            Kind::Integer => self.fill::<Int64Type>(writer, cells, |v| v.as_i64().ok_or_else(|| wrong(v))),
            Kind::Day => self.fill::<Int32Type>(writer, cells, |v| v.as_str().and_then(days).ok_or_else(|| wrong(v))),
            Kind::Truth => self.fill::<BoolType>(writer, cells, |v| v.as_bool().ok_or_else(|| wrong(v))),
        }
    }

    /// Writes cells with their levels: how much of each is there, and whether it begins a new row.
    fn fill<'a, T: DataType>(
        &self,
        writer: &mut SerializedColumnWriter<'_>,
        cells: impl Iterator<Item = &'a Value>,
        value: impl Fn(&Value) -> Result<T::T, Error>,
    ) -> Result<(), Error> {
        let there = i16::from(!self.required) + i16::from(self.list);
        let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
        for cell in cells {
            let members = if let Value::Array(members) = cell { members.as_slice() } else { std::slice::from_ref(cell) };
            let blank = |v: &Value| v.is_null() || (!self.required && v.as_str() == Some(""));
            if members.iter().all(blank) {
                defined.push(0);
                repeated.push(0);
                continue;
            }
            for (at, member) in members.iter().enumerate() {
                values.push(value(member)?);
                defined.push(there);
                repeated.push(i16::from(at > 0));
            }
        }
        let (defined, repeated) = ((there > 0).then_some(&defined[..]), self.list.then_some(&repeated[..]));
        writer.typed::<T>().write_batch(&values, defined, repeated)?;
        Ok(())
    }
}

/// A day, as it is written, in days from 1970-01-01.
fn days(day: &str) -> Option<i32> {
    let day: Date = day.parse().ok()?;
    i32::try_from(day.duration_since(date(1970, 1, 1)).as_hours() / 24).ok()
}

impl From<parquet::errors::ParquetError> for Error {
    fn from(error: parquet::errors::ParquetError) -> Self {
        Error::failed(format!("Parquet: {error}"))
    }
}
