//! One CSV table of facts, its rows addressed by column name.

use std::collections::BTreeMap;
use std::path::Path;

/// One row; an absent column reads as empty (the absence itself is a fault of [`Table::open`]).
pub(crate) struct Row {
    pub(crate) file: String,
    /// Row as a spreadsheet counts it: the heading is 1.
    pub(crate) number: usize,
    cells: BTreeMap<String, String>,
}

impl Row {
    pub(crate) fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// A table with its rows.
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
}

impl Table {
    /// Reads a table that must have the `columns`; what is wrong goes to `faults`.
    pub(crate) fn open(folder: &Path, name: &str, columns: &[&str], faults: &mut Vec<String>) -> Self {
        let mut rows = Vec::new();
        let mut reader = match csv::Reader::from_path(folder.join(name)) {
            Ok(reader) => reader,
            Err(error) => {
                faults.push(format!("{name}: {error}"));
                return Self { rows };
            }
        };
        let heading = reader.headers().cloned().unwrap_or_default();
        for column in columns {
            if !heading.iter().any(|h| h == *column) {
                faults.push(format!("{name}: no column {column}"));
            }
        }
        for (i, record) in reader.records().enumerate() {
            match record {
                Ok(record) => rows.push(Row {
                    file: name.to_owned(),
                    number: i + 2,
                    cells: heading.iter().zip(record.iter()).map(|(h, c)| (h.to_owned(), c.to_owned())).collect(),
                }),
                Err(error) => faults.push(format!("{name}, row {}: {error}", i + 2)),
            }
        }
        Self { rows }
    }
}
