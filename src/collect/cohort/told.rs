//! What a page is told of a table: types, notes, pictures, the first rows.

use serde::Serialize;

use super::faulty::FaultyRows;
use super::found::{Cohort, ColumnFound, TableNote};
use super::picture::{Picture, picture};
use crate::record::{Cells, date_of};

/// Rows of a preview at most.
pub const PREVIEW: usize = 20;

/// A table without its cells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CohortTold {
    /// Rows below the headings.
    pub rows: usize,
    /// What stands between two cells.
    pub separator: char,
    /// Each column, in the order of the file.
    pub columns: Vec<ColumnFound>,
    /// A picture of each column.
    pub pictures: Vec<Picture>,
    /// What should be said.
    pub notes: Vec<TableNote>,
    /// Rows that could not be read and were left out.
    pub faulty: FaultyRows,
    /// Where rows of the table and rows of the file are counted apart: a row of the table, from 0, its row of the file, and how
    /// many rows of the file it is from one to the next from there on.
    #[cfg_attr(feature = "wasm", tsify(type = "[number, number, number][]"))]
    pub lines: Vec<[u32; 3]>,
    /// Columns made of one: the first and the second, which `unite` of a change takes back.
    #[cfg_attr(feature = "wasm", tsify(type = "[string, string][]"))]
    pub made_of_one: Vec<[String; 2]>,
    /// The first rows as text, a list a row; an empty text where nothing is.
    pub preview: Vec<Vec<String>>,
}

impl Cohort {
    /// What a page is told of the table.
    pub fn told(&self) -> CohortTold {
        CohortTold {
            rows: self.frame.rows(),
            separator: self.separator,
            columns: self.columns.clone(),
            pictures: self.frame.columns().iter().map(picture).collect(),
            notes: self.notes.clone(),
            faulty: self.faulty.clone(),
            lines: self.lines.told(),
            made_of_one: self.pairs.iter().map(|pair| pair.names.clone()).collect(),
            preview: self.preview(PREVIEW),
        }
    }

    /// The first rows as text, at most 20.
    pub fn preview(&self, rows: usize) -> Vec<Vec<String>> {
        let columns = self.frame.columns();
        let row = |row| columns.iter().map(|column| cell_text(&column.cells, row).unwrap_or_default()).collect();
        (0..rows.min(PREVIEW).min(self.frame.rows())).map(row).collect()
    }
}

/// A cell as text: a number as short as it reads back, a day as 2020-01-31.
pub(super) fn cell_text(cells: &Cells, row: usize) -> Option<String> {
    if cells.is_missing(row) {
        return None;
    }
    match cells {
        Cells::Numbers(values) => values.get(row).map(f64::to_string),
        Cells::Words { codes, words } => words.get(*codes.get(row)? as usize).cloned(),
        Cells::Days(days) => date_of(*days.get(row)?).map(|date| date.to_string()),
    }
}
