//! The table of claims as Parquet, read back: the columns of the CSV, with types.

#[cfg(not(feature = "parquet"))]
#[test]
fn without_the_feature_it_says_how_to_get_it() {
    let bench = crate::bench::Bench::with_example();
    bench.run(&["claims", "--format", "parquet", "--out", "a.parquet"]).fails(2, &["built without it", "--features parquet"]);
    assert!(!bench.path("a.parquet").exists());
}

#[cfg(feature = "parquet")]
pub(crate) mod read {
    use std::collections::BTreeSet;
    use std::fs::File;

    use jiff::civil::date;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    use serde_json::Value;

    use crate::bench::Bench;

    /// The rows of a file: columns by name.
    pub(crate) fn rows(bench: &Bench, name: &str) -> Vec<Vec<(String, Field)>> {
        let reader = SerializedFileReader::new(File::open(bench.path(name)).unwrap()).unwrap();
        reader.into_iter().map(|row| row.unwrap().into_columns()).collect()
    }

    /// A field as it stands in CSV.
    fn cell(field: &Field) -> String {
        match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            Field::Long(number) => number.to_string(),
            Field::Bool(truth) => truth.to_string(),
            Field::Date(days) => date(1970, 1, 1).checked_add(jiff::ToSpan::days(*days)).unwrap().to_string(),
            Field::ListInternal(list) => list.elements().iter().map(cell).collect::<Vec<_>>().join("; "),
            other => panic!("{other:?} is no type of a column"),
        }
    }

    #[test]
    fn it_says_what_csv_says_in_the_types_that_are_described() {
        let bench = Bench::with_example();
        bench.run(&["claims", "--format", "parquet", "--out", "a.parquet"]).ok();
        let csv = bench.run(&["claims", "--raw", "--format", "csv"]).ok();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let there: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        let here = rows(&bench, "a.parquet");
        assert!(here.iter().all(|row| row.iter().map(|(name, _)| name).eq(&head)));
        assert_eq!(here.iter().map(|row| row.iter().map(|(_, field)| cell(field)).collect::<Vec<_>>()).collect::<Vec<_>>(), there);

        let described: Value = serde_json::from_str(selon::rdf::ontology::COLUMNS).unwrap();
        let mut seen = BTreeSet::new();
        for (at, column) in described["tableSchema"]["columns"].as_array().unwrap().iter().enumerate() {
            for field in here.iter().map(|row| &row[at].1) {
                let fits = match (field, column["datatype"].as_str().unwrap(), column.get("separator").is_some()) {
                    (Field::Null, _, _) => column["required"] != true,
                    (Field::ListInternal(_), "string", true)
                    | (Field::Long(_), "integer" | "nonNegativeInteger", false)
                    | (Field::Date(_), "date", false)
                    | (Field::Bool(_), "boolean", false)
                    | (Field::Str(_), "string" | "anyURI" | "language", false) => {
                        seen.insert(column["datatype"].to_string());
                        true
                    }
                    _ => false,
                };
                assert!(fits, "{}: {field:?}", column["name"]);
            }
        }
        assert_eq!(seen.len(), 7, "the example has values of every type: {seen:?}");
        // Again, the same bytes; a file that is there is left alone.
        bench.run(&["claims", "--format", "parquet", "--out", "b.parquet"]).ok();
        assert_eq!(std::fs::read(bench.path("a.parquet")).unwrap(), std::fs::read(bench.path("b.parquet")).unwrap());
        bench.run(&["claims", "--format", "parquet", "--out", "a.parquet"]).fails(1, &["there already", "--force"]);
    }

    #[test]
    fn an_empty_table_has_its_columns() {
        let bench = Bench::with_example();
        bench.run(&["claims", "--format", "parquet", "--out", "a.parquet", "--speaker", "Nobody"]).ends(0, &["no claim is like that"]);
        let reader = SerializedFileReader::new(File::open(bench.path("a.parquet")).unwrap()).unwrap();
        let columns = reader.metadata().file_metadata().schema().get_fields().len();
        assert_eq!((reader.metadata().file_metadata().num_rows(), columns), (0, selon::graph::view::Row::columns().len()));
    }
}
