//! The model that is explained, checked, and which columns of the matrix belong to which column of the table.

use serde::{Deserialize, Serialize};

use super::CellValue;
use crate::error::{Error, Kind};
use crate::math::Matrix;
use crate::prepare::pipeline::{FittedPipeline, Origin};
use crate::record::{Cells, Column, Frame, NO_DAY, NO_WORD};
use crate::score::model::{Cox, Hazards, LeafKind, Linear, Predictor, Scorer, Task, Trees};

/// What is explained together: a column of the table, or what two columns do together beyond what each does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TableTerm {
    /// Column of the table.
    pub column: String,
    /// The other column of a pair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
}

/// In which unit a margin and its parts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum MarginUnit {
    /// The unit of the outcome's column.
    Number,
    /// Natural logarithm of the odds; of each stretch of time where there are stretches.
    LogOdds,
    /// Natural logarithm of the hazard, beside that of the mean person.
    LogHazard,
    /// A share from 0 to 1.
    Share,
}

/// A scorer that was checked.
pub(super) struct Subject<'m> {
    pub(super) scorer: &'m Scorer,
    /// One entry a column of the matrix.
    pub(super) origins: Vec<Origin>,
    /// Columns of the table in the pipeline's order, then pairs.
    pub(super) terms: Vec<TableTerm>,
    /// Places of both columns of each pair, in the pipeline.
    pub(super) pairs: Vec<[usize; 2]>,
    /// The term of each column of the matrix.
    pub(super) of: Vec<usize>,
    /// Turns a margin, its only column, into the answer; none where a margin is the answer.
    link: Option<Scorer>,
}

/// Rows that walk trees one by one.
const FEW: usize = 64;

/// A scorer whose only column is the margin of another one.
fn link(scorer: &Scorer) -> Option<Scorer> {
    let linear = Linear { weights: vec![1.0], intercept: 0.0 };
    let predictor = match &scorer.predictor {
        Predictor::Cox(cox) => Predictor::Cox(Cox { linear, baseline: cox.baseline.clone() }),
        Predictor::Hazards(model) => Predictor::Hazards(Hazards { linear, ..model.clone() }),
        Predictor::Trees(trees) if trees.leaves == LeafKind::Answers && scorer.task == Task::Binary => return None,
        _ => Predictor::Linear(linear),
    };
    let pipeline = FittedPipeline {
        version: scorer.pipeline.version,
        columns: Vec::new(),
        regressions: Vec::new(),
        center: Vec::new(),
        scale: Vec::new(),
        interactions: Vec::new(),
        kept: Vec::new(),
        names: Vec::new(),
        mends: std::collections::BTreeMap::new(),
    };
    Some(Scorer { task: scorer.task, pipeline, predictor, recalibration: scorer.recalibration.clone() })
}

impl<'m> Subject<'m> {
    /// Checks a scorer, whoever wrote it.
    ///
    /// # Errors
    ///
    /// What [`Scorer::check`] refuses; `explain.columns` where the pipeline makes another number of columns than it says.
    pub(super) fn of(scorer: &'m Scorer) -> Result<Self, Error> {
        scorer.check()?;
        let origins = scorer.pipeline.origins();
        let wanted = scorer.predictor.columns();
        if origins.len() != wanted {
            let other = Error::new(Kind::Malformed, "explain.columns");
            return Err(other.with("columns", origins.len()).with("wanted", wanted));
        }
        let names: Vec<&str> = scorer.pipeline.columns.iter().map(|column| column.name.as_str()).collect();
        let mut subject = Self {
            scorer,
            of: Vec::with_capacity(origins.len()),
            terms: names.iter().map(|name| TableTerm { column: (*name).to_owned(), with: None }).collect(),
            pairs: Vec::new(),
            link: link(scorer),
            origins,
        };
        for at in 0..subject.origins.len() {
            let Some(origin) = subject.origins.get(at).copied() else { continue };
            let term = origin.with.map_or(origin.column, |with| subject.pair(origin.column, with));
            subject.of.push(term);
        }
        if let Predictor::Additive(model) = &scorer.predictor {
            for surface in &model.surfaces {
                subject.together(surface.one.column as usize, surface.other.column as usize);
            }
        }
        Ok(subject)
    }

    /// The term of two columns of the matrix together.
    pub(super) fn together(&mut self, one: usize, other: usize) -> usize {
        let term = |column: usize| self.of.get(column).copied().unwrap_or(0);
        let (one, other) = (term(one), term(other));
        if one == other {
            return one;
        }
        // A surface over a product has no pair of its own: it stays with the product.
        let singles = self.pipeline().columns.len();
        match (one < singles, other < singles) {
            (true, true) => self.pair(one, other),
            (false, _) => one,
            (true, false) => other,
        }
    }

    /// The term of two columns of the table.
    fn pair(&mut self, one: usize, other: usize) -> usize {
        if one == other {
            return one;
        }
        let (one, other) = (one.min(other), one.max(other));
        let singles = self.pipeline().columns.len();
        if let Some(at) = self.pairs.iter().position(|pair| *pair == [one, other]) {
            return singles + at;
        }
        let name = |at: usize| self.pipeline().columns.get(at).map(|column| column.name.clone()).unwrap_or_default();
        self.terms.push(TableTerm { column: name(one), with: Some(name(other)) });
        self.pairs.push([one, other]);
        self.terms.len() - 1
    }

    pub(super) fn pipeline(&self) -> &'m FittedPipeline {
        &self.scorer.pipeline
    }

    /// Margins and answers of rows of the matrix; each row is added up once.
    pub(super) fn scored(&self, x: &Matrix) -> (Vec<f64>, Vec<f64>) {
        self.scored_by(x, None)
    }

    /// The same by trees that stand for the model's own for these rows.
    pub(super) fn scored_by(&self, x: &Matrix, trees: Option<&Trees>) -> (Vec<f64>, Vec<f64>) {
        let margins = match (trees, &self.scorer.predictor) {
            (Some(trees), _) | (None, Predictor::Trees(trees)) => summed(trees, x),
            (None, predictor) => predictor.margins(x),
        };
        let answers = self.answers_at(&margins);
        (margins, answers)
    }

    /// The answers at margins, whatever rows they are of.
    pub(super) fn answers_at(&self, margins: &[f64]) -> Vec<f64> {
        match &self.link {
            Some(link) => {
                let x = Matrix::of_columns(margins.len(), margins.to_vec()).unwrap_or_else(|| Matrix::zeros(0, 1));
                link.answers_of(&x)
            }
            // A forest's margin is its share already.
            None => match &self.scorer.recalibration {
                Some(recalibration) => recalibration.shares(margins),
                None => margins.to_vec(),
            },
        }
    }

    /// Whether the margin is a sum of what single columns of the table add, for rows in which no number is missing.
    pub(super) fn adds_up(&self) -> bool {
        let kind = match &self.scorer.predictor {
            Predictor::Linear(_) | Predictor::Cox(_) | Predictor::Hazards(_) | Predictor::Additive(_) => true,
            Predictor::Trees(_) | Predictor::Net(_) => false,
        };
        kind && self.pairs.is_empty()
    }

    /// Whether the margin is straight in a column's numbers, for rows in which no number is missing.
    pub(super) fn is_straight(&self, column: usize) -> bool {
        self.adds_up()
            && !matches!(self.scorer.predictor, Predictor::Additive(_))
            && self.pipeline().is_straight(column)
    }

    /// In which unit margins are.
    pub(super) fn unit(&self) -> MarginUnit {
        match (&self.scorer.predictor, self.scorer.task) {
            (Predictor::Cox(_), _) => MarginUnit::LogHazard,
            (Predictor::Hazards(_), _) => MarginUnit::LogOdds,
            (_, Task::Continuous) => MarginUnit::Number,
            (Predictor::Trees(trees), _) if trees.leaves == LeafKind::Answers => MarginUnit::Share,
            _ => MarginUnit::LogOdds,
        }
    }

    /// The columns of the table that the pipeline reads, of some rows.
    ///
    /// # Errors
    ///
    /// `pipeline.noColumn`.
    pub(super) fn frame(&self, frame: &Frame, rows: Option<&[u32]>) -> Result<Frame, Error> {
        let mut columns: Vec<Column> = Vec::new();
        for column in &self.pipeline().columns {
            let found = frame.column(&column.name);
            let found =
                found.ok_or_else(|| Error::new(Kind::Value, "pipeline.noColumn").with("column", &column.name))?;
            if columns.iter().all(|other| other.name != found.name) {
                let cells = rows.map_or_else(|| found.cells.clone(), |rows| found.cells.take(rows));
                columns.push(Column { name: found.name.clone(), cells });
            }
        }
        Frame::new(columns).ok_or_else(|| Error::new(Kind::Malformed, "pipeline.broken").with("part", "columns"))
    }

    /// The place of a column of the table in the pipeline.
    ///
    /// # Errors
    ///
    /// `explain.noColumn`.
    pub(super) fn place(&self, name: &str) -> Result<usize, Error> {
        let found = self.pipeline().columns.iter().position(|column| column.name == name);
        found.ok_or_else(|| Error::new(Kind::Usage, "explain.noColumn").with("column", name))
    }
}

fn summed(trees: &Trees, x: &Matrix) -> Vec<f64> {
    // Few rows walk the trees one by one: the same sums, without making tables for many rows first.
    if x.rows() > FEW || x.columns() < trees.columns as usize {
        return trees.margins(x);
    }
    let mut row = Vec::new();
    let walk = |at| {
        x.row_into(at, &mut row);
        trees.walk(&row)
    };
    (0..x.rows()).map(walk).collect()
}

/// What stands in one cell; [`CellValue::Missing`] for a row that is none.
pub(super) fn value_at(cells: &Cells, row: usize) -> CellValue {
    match cells {
        Cells::Numbers(numbers) => {
            numbers.get(row).filter(|x| !x.is_nan()).map_or(CellValue::Missing, |x| CellValue::Number(*x))
        }
        Cells::Words { codes, words } => {
            let word = codes.get(row).filter(|code| **code != NO_WORD).and_then(|code| words.get(*code as usize));
            word.map_or(CellValue::Missing, |word| CellValue::Word(word.clone()))
        }
        Cells::Days(days) => {
            days.get(row).filter(|day| **day != NO_DAY).map_or(CellValue::Missing, |day| CellValue::Day(*day))
        }
    }
}

/// The number of a cell; `None` for words, days and nothing.
pub(super) fn number_at(cells: &Cells, row: usize) -> Option<f64> {
    match cells {
        Cells::Numbers(numbers) => numbers.get(row).copied().filter(|x| x.is_finite()),
        _ => None,
    }
}
