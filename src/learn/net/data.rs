//! A sample, checked, scaled and laid row after row in short numbers.

use super::NetSettings;
use crate::error::{Error, Kind};
use crate::learn::Sample;
use crate::learn::tree::sample::{Checked, check};
use crate::math::{Draws, short::whole, sqrt};

/// The stream that chooses the rows held back.
const HELD: u32 = 10;

/// What a network is fitted on.
#[derive(Debug, Clone)]
pub(super) struct Data {
    /// Row after row, filled up to `width` with zeros.
    pub(super) x: Vec<f32>,
    /// Columns, raised to eights.
    pub(super) width: usize,
    /// Outcome of each row; a number is centred and scaled.
    pub(super) y: Vec<f32>,
    /// How much each row counts, 1 in the mean.
    pub(super) weights: Vec<f32>,
    /// Whether the outcome is a yes or no.
    pub(super) binary: bool,
    /// Centre and spread of each column; empty where they stay as they are.
    pub(super) centre: Vec<f64>,
    pub(super) spread: Vec<f64>,
    /// Centre and spread of the outcome.
    pub(super) level: (f64, f64),
    /// Rows to fit on.
    pub(super) fit: Vec<u32>,
    /// Rows held back.
    pub(super) held: Vec<u32>,
    /// Columns of one value.
    pub(super) constant: Vec<usize>,
}

/// The outcome of a row, counted from 0, is no number, or becomes none where it is scaled.
fn odd_outcome(row: usize) -> Error {
    Error::new(Kind::Value, "learn.outcomeNotFinite").with("row", row + 1)
}

/// The same of a number of a row and a column.
fn odd(row: usize, column: usize) -> Error {
    Error::new(Kind::Value, "learn.notFinite").with("row", row + 1).with("column", column + 1)
}

/// Mean, and the root of the mean squared distance from it.
fn spread_of(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().fold(0.0, |sum, x| sum + x) / n;
    let square = values.iter().fold(0.0, |sum, x| sum + (x - mean) * (x - mean)) / n;
    (mean, sqrt(square))
}

impl Data {
    /// Reads a sample.
    ///
    /// # Errors
    ///
    /// As those of trees; `learn.notFinite` also where a number is missing, and `learn.noColumns`.
    pub(super) fn read(sample: Sample<'_>, settings: &NetSettings) -> Result<Self, Error> {
        let (rows, columns) = (sample.x.rows(), sample.x.columns());
        let Checked { y, binary, .. } = check(sample)?;
        if columns == 0 {
            return Err(Error::new(Kind::Value, "learn.noColumns"));
        }
        let mut weights = sample.weights.map_or_else(|| vec![1.0; rows], <[f64]>::to_vec);
        let total = |class: f64| y.iter().zip(&weights).filter(|(y, _)| **y == class).fold(0.0, |sum, (_, w)| sum + w);
        let (no, yes) = (total(0.0), total(1.0));
        if binary && settings.balance {
            let factors = [(no + yes) / (2.0 * no), (no + yes) / (2.0 * yes)];
            weights.iter_mut().zip(y).for_each(|(w, y)| *w *= if *y == 1.0 { factors[1] } else { factors[0] });
        }
        let mean = weights.iter().fold(0.0, |sum, w| sum + w) / rows as f64;
        let level = if binary { (0.0, 1.0) } else { some_spread(spread_of(y)) };
        let width = whole(columns, 8);
        let mut data = Self {
            x: vec![0.0; rows * width],
            width,
            y: y.iter().map(|y| ((y - level.0) / level.1) as f32).collect(),
            weights: weights.iter().map(|w| (w / mean) as f32).collect(),
            binary,
            centre: Vec::new(),
            spread: Vec::new(),
            level,
            fit: Vec::new(),
            held: Vec::new(),
            constant: Vec::new(),
        };
        if let Some(row) = data.y.iter().position(|y| !y.is_finite()) {
            return Err(odd_outcome(row));
        }
        for column in 0..columns {
            data.lay(sample.x.column(column), column, settings.scale)?;
        }
        data.hold(rows, settings);
        Ok(data)
    }

    /// Lays one column into the rows.
    fn lay(&mut self, from: &[f64], column: usize, scale: bool) -> Result<(), Error> {
        if let Some(row) = from.iter().position(|x| !x.is_finite()) {
            return Err(odd(row, column));
        }
        if from.iter().all(|x| from.first() == Some(x)) {
            self.constant.push(column);
        }
        let (centre, spread) = if scale { some_spread(spread_of(from)) } else { (0.0, 1.0) };
        if scale {
            self.centre.push(centre);
            self.spread.push(spread);
        }
        let places = self.x.get_mut(column..).unwrap_or(&mut []).iter_mut().step_by(self.width);
        for (row, (place, x)) in places.zip(from).enumerate() {
            *place = ((x - centre) / spread) as f32;
            if !place.is_finite() {
                return Err(odd(row, column));
            }
        }
        Ok(())
    }

    /// Chooses the rows held back, the same share of each class.
    fn hold(&mut self, rows: usize, settings: &NetSettings) {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        let draws = Draws::new(settings.seed, HELD);
        let classes: &[Option<f32>] = if self.binary { &[Some(0.0), Some(1.0)] } else { &[None] };
        if settings.patience == 0 {
            self.fit = (0..rows).collect();
            return;
        }
        for class in classes {
            let of = |row: &u32| class.is_none_or(|class| self.y.get(*row as usize) == Some(&class));
            let mut members: Vec<u32> = (0..rows).filter(of).collect();
            members.sort_by_key(|row| draws.bits(*row));
            let held = (members.len() as f64 * settings.held) as usize;
            let (back, fit) = members.split_at(held.min(members.len()));
            self.held.extend_from_slice(back);
            self.fit.extend_from_slice(fit);
        }
        self.held.sort_unstable();
        self.fit.sort_unstable();
    }
}

/// A spread of zero becomes one: such a column is centred and says nothing. One that is no number stays, and is refused where
/// the rows are laid.
fn some_spread((mean, spread): (f64, f64)) -> (f64, f64) {
    (mean, if spread == 0.0 { 1.0 } else { spread })
}
