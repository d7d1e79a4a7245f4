//! What is told of a table: the type of each column, what it may mean, and what did not fit.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::faulty::{FaultyRows, Lines};
use super::pair::Pair;
use super::reshape::Reshape;
use super::shape::Habit;
use crate::collect::csv::{Role, role};
use crate::record::{Frame, Mend};

/// A table with what was found out about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort {
    /// The cells.
    pub frame: Frame,
    /// One entry a column of the frame, in its order.
    pub columns: Vec<ColumnFound>,
    /// What should be said of the table.
    pub notes: Vec<TableNote>,
    /// What stands between two cells.
    pub separator: char,
    /// Rows that could not be read and were left out.
    pub faulty: FaultyRows,
    /// Which row of the file each row was.
    pub lines: Lines,
    /// What somebody said the cells of a column count as, by its name: a later table is to be read alike.
    pub mends: BTreeMap<String, Mend>,
    /// Filled cells that did not fit the type of their column when the table was read, in the order of rows, by its name.
    pub unread: BTreeMap<String, Vec<Unread>>,
    /// What other columns were made of those of the file: a later table is to be made alike.
    pub reshaped: Vec<Reshape>,
    /// How the file writes numbers that may be read in two ways.
    pub habit: Habit,
    /// Columns of words that were made of numbers or days: no file wrote them.
    pub(super) rewritten: BTreeSet<String>,
    /// Columns that were made of one, to be one again.
    pub(super) pairs: Vec<Pair>,
}

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum ColumnKind {
    /// Numbers.
    Number,
    /// Words.
    Word,
    /// Days.
    Day,
    /// Tells rows or people apart: no predictor.
    Id,
}

/// Which of two leading numbers is the day: 31/12/2020 or 12/31/2020.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum DayOrder {
    /// 31/12/2020.
    DayFirst,
    /// 12/31/2020.
    MonthFirst,
}

/// What is told of one column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColumnFound {
    /// The name in the frame.
    pub name: String,
    /// Its type.
    pub kind: ColumnKind,
    /// Numbers only: no cell has a fraction.
    pub whole: bool,
    /// Numbers only: a comma stands before the fraction.
    pub decimal_comma: bool,
    /// Days only: which number stands first, where the year stands last and the cells tell it.
    pub day_order: Option<DayOrder>,
    /// Cells that say nothing: blank, NA, a point, 未知 …
    pub missing: usize,
    /// Different words; 0 for other types.
    pub words: usize,
    /// What the heading may mean, where it is known.
    pub meaning: Option<Meaning>,
    /// Filled cells that did not fit the type; they count as missing.
    pub odd: usize,
    /// The first of them.
    pub odd_cells: Vec<Odd>,
    /// Somebody left it out: it stays in the table and takes no part.
    pub left_out: bool,
}

/// A cell that did not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Odd {
    /// Row of the file; the headings are row 1.
    pub row: usize,
    /// The cell as written, at most 40 characters.
    pub text: String,
}

/// A cell that did not fit, by its row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The row, from 0.
    pub row: u32,
    /// The cell as written, at most 200 characters.
    pub text: String,
}

/// What a heading means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Meaning {
    /// A concept's id, or `id`, `name`, `sex`, `birth`, `age`, `date`, `pressure`.
    pub concept: String,
    /// The unit in the heading; empty where it has none.
    pub unit: String,
}

/// Something to say of the table: a key of the catalogue (`cohort.notes.*`) and the columns it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct TableNote {
    /// `duplicateHeading`, `emptyHeading`, `numbersAsHeadings`, `ambiguousComma`, `ambiguousPoint`, `decimalComma`,
    /// `ambiguousDay`, `unitInHeading`, `unitBehind`, `numbersAmongWords`, `codes`, `fewNumbers`, `nearWords`, `pairs`.
    pub key: String,
    /// Names in the frame.
    pub columns: Vec<String>,
    /// `nearWords` only: words that may be one.
    pub pairs: Vec<WordPair>,
}

/// Two words of a column that may be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WordPair {
    /// The rarer word.
    pub word: String,
    /// Its rows.
    pub rows: usize,
    /// The other.
    pub other: String,
    /// Its rows.
    pub other_rows: usize,
}

impl TableNote {
    /// A note of columns; none where there are none.
    pub(super) fn of(key: &str, columns: Vec<String>) -> Option<Self> {
        (!columns.is_empty()).then(|| Self { key: key.to_owned(), columns, pairs: Vec::new() })
    }
}

impl Meaning {
    /// What a heading means in English or Chinese; `None` where nobody knows.
    pub fn of(heading: &str) -> Option<Self> {
        let plain = |concept: &str| Some(Self { concept: concept.to_owned(), unit: String::new() });
        match role(heading, None) {
            Role::Id => plain("id"),
            Role::Name => plain("name"),
            Role::Sex => plain("sex"),
            Role::Birth => plain("birth"),
            Role::Age => plain("age"),
            Role::Date { .. } => plain("date"),
            Role::Value { concept, unit } => Some(Self { concept: concept.to_owned(), unit }),
            Role::Pressure { unit } => Some(Self { concept: "pressure".to_owned(), unit }),
            Role::Flag { concept } => plain(concept),
            Role::Answer { input } => plain(input),
            _ => None,
        }
    }

    /// Whether the column names people or rows, and holds no value.
    pub(super) fn is_name(&self) -> bool {
        matches!(self.concept.as_str(), "id" | "name")
    }

    /// Whether the column says a day.
    pub(super) fn is_day(&self) -> bool {
        matches!(self.concept.as_str(), "birth" | "date")
    }
}
