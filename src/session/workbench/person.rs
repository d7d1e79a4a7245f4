//! Who is explained: a row of a table at hand, or what somebody types.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::model::StudyModel;
use crate::error::{Error, Kind};
use crate::prepare::pipeline::{FittedPipeline, Source};
use crate::record::{Cells, Column, Frame, NO_DAY, NO_WORD, day_number};
use crate::vocab::PartialDate;

/// Who is explained.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Who {
    /// A row of the table that the model was trained on here, from 0.
    Row(u32),
    /// A row of the table that it scored last, from 0.
    Scored(u32),
    /// Cells by the name of their column; what is left out is missing.
    Typed(BTreeMap<String, TypedCell>),
}

/// A cell as it is typed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum TypedCell {
    /// A number.
    Number(f64),
    /// A number, a day such as `2026-11-29`, or a word, as the column asks; nothing where it is empty.
    Text(String),
}

impl TypedCell {
    fn text(&self) -> String {
        match self {
            Self::Number(x) => x.to_string(),
            Self::Text(text) => text.trim().to_owned(),
        }
    }
}

/// One row, and its place among the rows of the study where it is one of them.
pub(super) struct Person {
    pub(super) row: Frame,
    pub(super) at: Option<usize>,
}

impl Person {
    /// Finds or makes the row.
    ///
    /// # Errors
    ///
    /// `workbench.noTable` where the table is not at hand; `explain.noRow` for a row that is none or does not count;
    /// `explain.noColumn`, `explain.notNumber`, `explain.notDay` for what is typed.
    pub(super) fn of(model: &StudyModel, who: &Who) -> Result<Self, Error> {
        let none = |row: u32| Error::new(Kind::Usage, "explain.noRow").with("row", u64::from(row) + 1);
        match who {
            Who::Row(row) => {
                let asked = &model.study()?.asked;
                let at = asked.rows.binary_search(row).map_err(|_| none(*row))?;
                Ok(Self { row: asked.frame.take(&[u32::try_from(at).unwrap_or(u32::MAX)]), at: Some(at) })
            }
            Who::Scored(row) => {
                let table = model.scored.as_ref().ok_or_else(|| Error::new(Kind::Usage, "explain.notScored"))?;
                let row = Some(*row).filter(|row| (*row as usize) < table.rows()).ok_or_else(|| none(*row))?;
                Ok(Self { row: table.take(&[row]), at: None })
            }
            Who::Typed(cells) => Ok(Self { row: typed(&model.file.scorer.pipeline, cells)?, at: None }),
        }
    }
}

/// The row that is typed, in the kinds of column that the model reads.
fn typed(pipeline: &FittedPipeline, cells: &BTreeMap<String, TypedCell>) -> Result<Frame, Error> {
    if let Some(other) = cells.keys().find(|name| pipeline.columns.iter().all(|column| column.name != **name)) {
        return Err(Error::new(Kind::Usage, "explain.noColumn").with("column", other));
    }
    let mut columns = Vec::new();
    for column in &pipeline.columns {
        let text = cells.get(&column.name).map(TypedCell::text).filter(|text| !text.is_empty());
        let wrong =
            |key: &str, text: &str| Error::new(Kind::Value, key).with("column", &column.name).with("value", text);
        let cells = match (&column.source, text) {
            (Source::Number { day: false, .. }, None) => Cells::Numbers(vec![f64::NAN]),
            (Source::Number { day: false, .. }, Some(text)) => {
                let x = text.parse().ok().filter(|x: &f64| x.is_finite());
                Cells::Numbers(vec![x.ok_or_else(|| wrong("explain.notNumber", &text))?])
            }
            (Source::Number { day: true, .. }, None) => Cells::Days(vec![NO_DAY]),
            (Source::Number { day: true, .. }, Some(text)) => {
                let day = text.parse::<PartialDate>().ok().and_then(day_number);
                Cells::Days(vec![day.ok_or_else(|| wrong("explain.notDay", &text))?])
            }
            (_, None) => Cells::Words { codes: vec![NO_WORD], words: Vec::new() },
            (_, Some(word)) => Cells::Words { codes: vec![0], words: vec![word] },
        };
        if columns.iter().all(|other: &Column| other.name != column.name) {
            columns.push(Column { name: column.name.clone(), cells });
        }
    }
    Frame::new(columns).ok_or_else(|| Error::new(Kind::Malformed, "pipeline.broken").with("part", "columns"))
}
