//! What explanations need to know of the people a model was fitted on where their table is not at hand: figures of whole
//! columns, and no row.

use serde::{Deserialize, Serialize};

use super::contributions::Against;
use super::dependence::{Dependence, DependenceReply, DependenceSettings, GridPoint};
use super::movable::{ColumnRange, ranges};
use super::subject::Subject;
use super::{CellValue, grid};
use crate::error::Error;
use crate::prepare::pipeline::FEW;
use crate::record::{Cells, Frame};
use crate::score::model::Scorer;

/// People that a kept curve is the mean of, drawn by a seed where there are more. Our own choice.
const PEOPLE: usize = 300;
/// Values of a kept curve.
const POINTS: usize = 20;
/// Columns that a curve is kept of, the pipeline's first. Our own choice: more make a large file and a long end of training.
const CURVES: usize = 40;

/// The training table, as far as explanations need it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Background {
    /// The mean of each column of the matrix.
    pub means: Vec<f64>,
    /// What is plausible in each column of numbers.
    pub ranges: Vec<ColumnRange>,
    /// What the model answers on average while one column moves.
    pub curves: Vec<KeptCurve>,
}

/// What the model answers on average while one column moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeptCurve {
    /// Column of the table.
    pub column: String,
    /// People that the mean is of.
    pub people: usize,
    /// Numbers and days rising; words, the most frequent first.
    pub points: Vec<GridPoint>,
}

/// The [`FEW`]th least and greatest number or day; `None` of words, and where so few are there that they would overlap.
fn inner(cells: &Cells) -> Option<[f64; 2]> {
    let sorted = grid::sorted(cells);
    let ends = [*sorted.get(FEW - 1)?, *sorted.get(sorted.len().checked_sub(FEW)?)?];
    (ends[0] <= ends[1]).then_some(ends)
}

/// Whether enough rows stand behind a point: a word of [`FEW`] rows, a number with as many on its either side.
fn common(cells: &Cells, point: &GridPoint) -> bool {
    let between = |x: f64| inner(cells).is_some_and(|[low, high]| x >= low && x <= high);
    match point.value {
        CellValue::Number(x) => between(x),
        CellValue::Day(day) => between(f64::from(day)),
        _ => point.near >= FEW,
    }
}

impl Background {
    /// Of the table that a model was fitted on.
    ///
    /// # Errors
    ///
    /// What [`Scorer::check`] and the pipeline refuse.
    pub fn of(scorer: &Scorer, frame: &Frame) -> Result<Self, Error> {
        let Against { means, .. } = Against::table(scorer, frame, 0, 0)?;
        let settings = DependenceSettings { points: POINTS, lines: 0, rows: PEOPLE, ..DependenceSettings::default() };
        let mut curves = Vec::new();
        let columns = scorer.pipeline.columns.iter().enumerate();
        let read = columns.filter(|(at, _)| scorer.pipeline.reads(*at)).map(|(_, column)| column.name.as_str());
        for column in read.take(CURVES) {
            // An empty column has no values to take.
            let Ok(mut moving) = Dependence::begin(scorer, frame, column, settings) else { continue };
            while !moving.step()? {}
            let told = moving.finish();
            let column = frame.column(column).map(|column| &column.cells);
            let points =
                told.points.into_iter().filter(|point| column.is_some_and(|cells| common(cells, point))).collect();
            curves.push(KeptCurve { column: told.column, people: told.rows, points });
        }
        curves.retain(|curve: &KeptCurve| !curve.points.is_empty());
        let ranges = ranges(scorer, frame)?.into_iter().filter_map(|range| {
            let [low, high] = inner(&frame.column(&range.column)?.cells)?;
            Some(ColumnRange { low: range.low.max(low), high: range.high.min(high), ..range })
        });
        Ok(Self { means, ranges: ranges.collect(), curves })
    }

    /// What people are compared with.
    pub fn against(&self) -> Against {
        Against { means: self.means.clone(), rows: None }
    }

    /// The kept curve of a column, without lines of single people; `None` where none was kept.
    ///
    /// # Errors
    ///
    /// `explain.noColumn`; what [`Scorer::check`] refuses.
    pub fn dependence(&self, scorer: &Scorer, column: &str) -> Result<Option<DependenceReply>, Error> {
        let subject = Subject::of(scorer)?;
        subject.place(column)?;
        let kept = self.curves.iter().find(|curve| curve.column == column);
        Ok(kept.map(|KeptCurve { column, people, points }| DependenceReply {
            column: column.clone(),
            unit: subject.unit(),
            rows: *people,
            points: points.clone(),
            lines: Vec::new(),
        }))
    }

    /// Whether it belongs to a model: as many means as the matrix has columns, its own columns, and numbers that are numbers.
    pub fn fits(&self, scorer: &Scorer) -> bool {
        let known = |name: &String| scorer.pipeline.columns.iter().any(|column| column.name == *name);
        let range = |range: &ColumnRange| {
            let ordered = range.low <= range.high && range.low.is_finite() && range.high.is_finite();
            known(&range.column) && ordered && range.spread >= 0.0 && range.spread.is_finite()
        };
        let point = |point: &GridPoint| point.mean.is_none_or(f64::is_finite) && point.value.is_finite();
        let curve = |curve: &KeptCurve| {
            known(&curve.column) && (1..=200).contains(&curve.points.len()) && curve.points.iter().all(point)
        };
        self.means.len() == scorer.pipeline.names.len()
            && self.means.iter().all(|mean| mean.is_finite())
            && self.ranges.iter().all(range)
            && self.curves.iter().all(curve)
    }
}
