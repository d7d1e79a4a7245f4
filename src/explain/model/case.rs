//! One person: which columns raise and lower the margin most, and the keys of a plain sentence about it.

use serde::{Deserialize, Serialize};

use super::CellValue;
use super::contributions::{Against, Contributed, contributions};
use super::subject::{MarginUnit, Subject, value_at};
use crate::error::Error;
use crate::record::Frame;
use crate::score::model::{Scorer, Task};

/// Most columns that a sentence names on either side.
const NAMED: usize = 3;
/// Smaller parts than this share of the sum of all, up or down, are not named.
const SMALL: f64 = 0.05;

/// What one column, or two together, adds to a margin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CasePart {
    /// Column of the table.
    pub column: String,
    /// What stands there in the person's row.
    pub value: CellValue,
    /// The other column, where the part is of two together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// What stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with_value: Option<CellValue>,
    /// In the unit of the margin.
    pub amount: f64,
}

/// A plain sentence: `key` below `explain.case` of the catalogue, with what it names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CaseWords {
    /// `binary`, `survival` or `continuous`, then `both`, `raised`, `lowered`, `even` or `unknown`.
    pub key: String,
    /// The two or three columns that raise most, the greatest first.
    pub raisers: Vec<CasePart>,
    /// The two or three that lower most, the greatest first.
    pub lowerers: Vec<CasePart>,
}

/// One person explained: `base` of [`Cases`] and the parts add up to the margin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// Row of the table, from 0.
    pub row: usize,
    /// What the model adds up; nothing where it cannot score the row.
    pub margin: Option<f64>,
    /// What is answered: a number, or a share from 0 to 1.
    pub answer: Option<f64>,
    /// One entry a column and pair, the greatest first whatever their sign.
    pub parts: Vec<CasePart>,
    /// The sentence.
    pub words: CaseWords,
}

/// People explained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Cases {
    /// In which unit base, parts and margins are.
    pub unit: MarginUnit,
    /// The margin of what people are compared with.
    pub base: f64,
    /// The answer at that margin.
    pub base_answer: Option<f64>,
    /// By how much base and parts miss a margin at most.
    pub gap: f64,
    /// One entry a row.
    pub cases: Vec<Case>,
}

/// Explains the rows of a table, one by one.
///
/// # Errors
///
/// As [`contributions`].
pub fn cases(scorer: &Scorer, frame: &Frame, against: &Against) -> Result<Cases, Error> {
    let told = contributions(scorer, frame, against)?;
    let subject = Subject::of(scorer)?;
    let finite = |x: f64| Some(x).filter(|x| x.is_finite());
    let base_answer = subject.answers_at(&[told.base]).first().copied().and_then(finite);
    let task = match scorer.task {
        Task::Continuous => "continuous",
        Task::Binary => "binary",
        Task::Survival { .. } => "survival",
    };
    let case = |row: usize| {
        let at = |list: &[f64]| list.get(row).copied().and_then(finite);
        let (margin, answer) = (at(&told.margins), at(&told.answers));
        let parts = if margin.is_some() { parts(&told, frame, row) } else { Vec::new() };
        let words = words(task, answer, &parts);
        Case { row, margin, answer, parts, words }
    };
    let cases = (0..frame.rows()).map(case).collect();
    Ok(Cases { unit: told.unit, base: told.base, base_answer, gap: told.gap, cases })
}

fn parts(told: &Contributed, frame: &Frame, row: usize) -> Vec<CasePart> {
    let value = |name: &str| frame.column(name).map_or(CellValue::Missing, |column| value_at(&column.cells, row));
    let part = |(term, parts): (&super::TableTerm, &Vec<f64>)| CasePart {
        column: term.column.clone(),
        value: value(&term.column),
        with: term.with.clone(),
        with_value: term.with.as_deref().map(value),
        amount: parts.get(row).copied().unwrap_or(0.0),
    };
    let mut parts: Vec<CasePart> = told.terms.iter().zip(&told.parts).map(part).collect();
    parts.sort_by(|a, b| b.amount.abs().total_cmp(&a.amount.abs()));
    parts
}

/// The sentence of parts that are sorted, the greatest first.
fn words(task: &str, answer: Option<f64>, parts: &[CasePart]) -> CaseWords {
    let all: f64 = parts.iter().map(|part| part.amount.abs()).sum();
    let named = |up: bool| -> Vec<CasePart> {
        let wanted = parts.iter().filter(|part| part.amount != 0.0 && (part.amount > 0.0) == up);
        wanted.filter(|part| part.amount.abs() >= SMALL * all).take(NAMED).cloned().collect()
    };
    let (raisers, lowerers) = (named(true), named(false));
    let kind = match (answer, raisers.is_empty(), lowerers.is_empty()) {
        (None, ..) => "unknown",
        (_, false, false) => "both",
        (_, false, true) => "raised",
        (_, true, false) => "lowered",
        (_, true, true) => "even",
    };
    CaseWords { key: format!("{task}.{kind}"), raisers, lowerers }
}
