//! What stands in a cell of the table, as it is told to the page.

use serde::{Deserialize, Serialize};

use crate::record::{Cells, NO_DAY, NO_WORD};

/// A cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "kind", content = "value")]
pub enum CellValue {
    /// A number, in the unit of its column.
    Number(f64),
    /// A word, as the table has it.
    Word(String),
    /// Days since 1970-01-01.
    Day(i32),
    /// Nothing.
    Missing,
}

impl CellValue {
    /// Not a number that is infinite or none.
    pub(super) fn is_finite(&self) -> bool {
        !matches!(self, Self::Number(x) if !x.is_finite())
    }

    /// A column in which every row has this value, of the type of `like`; `None` where the types differ.
    pub(super) fn everywhere(&self, like: &Cells) -> Option<Cells> {
        let rows = like.len();
        Some(match (self, like) {
            (Self::Number(x), Cells::Numbers(_)) => Cells::Numbers(vec![*x; rows]),
            (Self::Day(day), Cells::Days(_)) => Cells::Days(vec![*day; rows]),
            (Self::Word(word), Cells::Words { .. }) => Cells::Words { codes: vec![0; rows], words: vec![word.clone()] },
            (Self::Missing, Cells::Numbers(_)) => Cells::Numbers(vec![f64::NAN; rows]),
            (Self::Missing, Cells::Days(_)) => Cells::Days(vec![NO_DAY; rows]),
            (Self::Missing, Cells::Words { .. }) => Cells::Words { codes: vec![NO_WORD; rows], words: Vec::new() },
            _ => return None,
        })
    }
}
