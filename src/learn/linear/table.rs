//! What linear models are fitted on, checked once: lengths, weights, outcomes; and what must be said of single columns.

use crate::error::{Error, Kind};
use crate::learn::{Coefficients, FitNote, Fitted, Outcome, Sample};
use crate::math::Matrix;
use crate::math::gram::{self, Every, ROWS, Strip};
use crate::score::model::Predictor;

/// More columns than this make more sums of products than one device should hold.
pub(super) const MOST_COLUMNS: usize = 4000;

/// A sample whose outcome and weights can be used. Cells are looked at when their sums are no number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'d> {
    pub(super) x: &'d Matrix,
    pub(super) y: &'d [f64],
    pub(super) weights: Option<&'d [f64]>,
}

impl<'d> Table<'d> {
    /// A sample whose outcome is a number.
    ///
    /// # Errors
    ///
    /// `learn.noRows`, `learn.lengths`, `learn.outcome`, `learn.notFinite`, `learn.weight`, `learn.noWeight`,
    /// `learn.tooManyColumns`.
    pub(super) fn continuous(sample: Sample<'d>) -> Result<Self, Error> {
        match sample.y {
            Outcome::Continuous(y) => Self::new(sample, y),
            _ => Err(Error::new(Kind::Usage, "learn.outcome")),
        }
    }

    /// A sample whose outcome is yes (1) or no (0).
    ///
    /// # Errors
    ///
    /// As [`Table::continuous`]; `learn.notYesNo` naming the row, `learn.oneClass`.
    pub(super) fn binary(sample: Sample<'d>) -> Result<Self, Error> {
        let Outcome::Binary(y) = sample.y else { return Err(Error::new(Kind::Usage, "learn.outcome")) };
        let table = Self::new(sample, y)?;
        if let Some(row) = y.iter().position(|y| *y != 0.0 && *y != 1.0) {
            return Err(Error::new(Kind::Value, "learn.notYesNo").with("row", row + 1));
        }
        let mut counted = y.iter().enumerate().filter(|(row, _)| table.weight(*row) > 0.0).map(|(_, y)| *y);
        let first = counted.next();
        if counted.all(|y| Some(y) == first) {
            return Err(Error::new(Kind::Value, "learn.oneClass"));
        }
        Ok(table)
    }

    fn new(sample: Sample<'d>, y: &'d [f64]) -> Result<Self, Error> {
        let Sample { x, weights, .. } = sample;
        let table = Self { x, y, weights };
        if y.is_empty() {
            return Err(Error::new(Kind::Value, "learn.noRows"));
        }
        // A table without columns has no rows of its own: the outcome counts.
        let rows = if x.columns() == 0 { y.len() } else { x.rows() };
        let weighed = weights.map_or(y.len(), <[f64]>::len);
        if rows != y.len() || weighed != y.len() {
            let wrong = Error::new(Kind::Usage, "learn.lengths").with("rows", rows);
            return Err(wrong.with("outcomes", y.len()).with("weights", weighed));
        }
        if x.columns() > MOST_COLUMNS {
            let wrong = Error::new(Kind::TooLarge, "learn.tooManyColumns");
            return Err(wrong.with("columns", x.columns()).with("most", MOST_COLUMNS));
        }
        if let Some(row) = y.iter().position(|y| !y.is_finite()) {
            return Err(Error::new(Kind::Value, "learn.outcomeNotFinite").with("row", row + 1));
        }
        if let Some(weights) = weights {
            if let Some(row) = weights.iter().position(|w| !(w.is_finite() && *w >= 0.0)) {
                return Err(Error::new(Kind::Value, "learn.weight").with("row", row + 1));
            }
            if !weights.iter().any(|w| *w > 0.0) {
                return Err(Error::new(Kind::Value, "learn.noWeight"));
            }
        }
        Ok(table)
    }

    pub(super) fn rows(&self) -> usize {
        self.y.len()
    }

    pub(super) fn every(&self, step: usize) -> Every {
        Every { rows: self.rows(), step }
    }

    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights.get(row).copied().unwrap_or_default())
    }

    /// How many rows count.
    pub(super) fn counted(&self) -> usize {
        self.weights.map_or(self.rows(), |weights| weights.iter().filter(|w| **w > 0.0).count())
    }

    /// The weights of a block's rows; 0 past the end.
    pub(super) fn load_weights(&self, every: Every, block: usize, strip: &mut Strip) {
        if let Some(weights) = self.weights {
            every.load(weights, block, 0.0, 1.0, strip);
        } else {
            let (_, count) = every.span(block);
            let (ones, rest) = strip.split_at_mut(count.min(ROWS));
            ones.fill(1.0);
            rest.fill(0.0);
        }
    }

    /// Names the first cell that is no finite number; where there is none, the numbers themselves are too large.
    pub(super) fn not_finite(&self) -> Error {
        for column in 0..self.x.columns() {
            if let Some(row) = self.x.column(column).iter().position(|x| !x.is_finite()) {
                let wrong = Error::new(Kind::Value, "learn.notFinite");
                return wrong.with("row", row + 1).with("column", column + 1);
            }
        }
        Error::new(Kind::Value, "learn.unsolved")
    }

    /// Whether all rows that count have the same number in a column.
    pub(super) fn is_constant(&self, column: usize) -> bool {
        let values = self.x.column(column);
        let mut counted = values.iter().enumerate().filter(|(row, _)| self.weight(*row) > 0.0).map(|(_, x)| *x);
        let first = counted.next();
        counted.all(|x| Some(x) == first)
    }
}

/// Where each column lies and how far it spreads, so that fitting works on numbers of one size.
#[derive(Debug, Clone)]
pub(super) struct Scaling {
    /// Columns that are used.
    pub(super) used: Vec<usize>,
    /// Mean of each used column; 0 where there is no intercept that could take it up.
    pub(super) mean: Vec<f64>,
    /// 1 / spread of each used column.
    pub(super) scale: Vec<f64>,
    /// Columns of one value beside an intercept, or of nothing but 0.
    pub(super) constant: Vec<usize>,
}

impl Scaling {
    /// Of the rows that count.
    ///
    /// # Errors
    ///
    /// `learn.notFinite` naming the cell.
    pub(super) fn of(table: &Table<'_>, intercept: bool) -> Result<Self, Error> {
        let total = table.weights.map_or(table.rows() as f64, gram::sum);
        let shifts = if intercept { gram::rough_means(table.x) } else { vec![0.0; table.x.columns()] };
        let mut scaling = Self { used: Vec::new(), mean: Vec::new(), scale: Vec::new(), constant: Vec::new() };
        for (column, shift) in shifts.into_iter().enumerate() {
            let (first, second) = gram::moments(table.x.column(column), table.weights, shift);
            if !second.is_finite() {
                return Err(table.not_finite());
            }
            let offset = if intercept { first / total } else { 0.0 };
            let square = second - total * offset * offset;
            if is_flat(square, second, total, shift) && (square <= 0.0 || (intercept && table.is_constant(column))) {
                scaling.constant.push(column);
            } else {
                scaling.used.push(column);
                scaling.mean.push(shift + offset);
                scaling.scale.push(crate::math::sqrt(total / square));
            }
        }
        Ok(scaling)
    }

    /// Leaves out columns, by their place among those used.
    pub(super) fn leave(&mut self, out: &[usize]) {
        for at in out.iter().rev() {
            self.used.remove(*at);
            self.mean.remove(*at);
            self.scale.remove(*at);
        }
    }

    /// Weights and intercept for the columns as they are, of those for the scaled columns.
    pub(super) fn back(&self, columns: usize, scaled: &[f64], intercept: f64) -> (Vec<f64>, f64) {
        let mut weights = vec![0.0; columns];
        let mut intercept = intercept;
        for (((column, mean), scale), weight) in self.used.iter().zip(&self.mean).zip(&self.scale).zip(scaled) {
            if let Some(to) = weights.get_mut(*column) {
                *to = weight * scale;
                intercept -= *to * mean;
            }
        }
        (weights, intercept)
    }
}

/// Whether a sum of squares about the mean is so small that rounding may be all there is to it.
pub(super) fn is_flat(square: f64, raw: f64, total: f64, shift: f64) -> bool {
    !(square > 1e-12 * raw && square > 1e-16 * total * shift * shift)
}

/// What was fitted, where all of it is a number; a table of standard errors that is none is left out.
///
/// # Errors
///
/// `learn.notFinite` naming the cell, or `learn.unsolved` where numbers are so large that their squares are none.
pub(super) fn whole(mut fitted: Fitted, table: &Table<'_>) -> Result<Fitted, Error> {
    let Predictor::Linear(linear) = &fitted.predictor else { return Ok(fitted) };
    if !linear.weights.iter().chain([&linear.intercept]).all(|weight| weight.is_finite()) {
        return Err(table.not_finite());
    }
    let numbers = |all: &Coefficients| {
        all.log_likelihood.is_finite() && all.standard_error.iter().chain(&all.estimate).all(|x| x.is_finite())
    };
    fitted.table = fitted.table.filter(numbers);
    Ok(fitted)
}

/// A note of columns, where there are any.
pub(super) fn note(notes: &mut Vec<FitNote>, key: &str, mut columns: Vec<usize>) {
    if !columns.is_empty() {
        columns.sort_unstable();
        notes.push(FitNote { key: key.to_owned(), columns });
    }
}

/// `learn.setting` where a number of the settings lies outside its limits; not a number does.
pub(super) fn within(name: &str, value: f64, least: f64, most: f64) -> Result<(), Error> {
    if value >= least && value <= most {
        return Ok(());
    }
    let wrong = Error::new(Kind::Value, "learn.setting").with("name", name).with("value", value);
    Err(wrong.with("least", least).with("most", most))
}
