//! Means and second moments of a part of a table: all that least squares under a penalty needs to know of it.

use super::table::{Table, is_flat};
use crate::math::gram::{Gram, ROWS, add_times};
use crate::math::sqrt;

/// Sums of products of 1, the columns and the outcome, each less a shift.
pub(super) fn sums(table: &Table<'_>, shift: &[f64], rows: &[u32]) -> Gram {
    let mut gram = Gram::new(table.x.columns() + 2);
    for rows in rows.chunks(ROWS) {
        let Some((roots, strips)) = gram.block().split_first_mut() else { break };
        roots.fill(0.0);
        roots.iter_mut().zip(rows).for_each(|(root, row)| *root = sqrt(table.weight(*row as usize)));
        let from = rows.first().filter(|_| in_a_row(rows)).map(|row| *row as usize);
        let columns = (0..table.x.columns()).map(|column| table.x.column(column)).chain([table.y]);
        for ((strip, values), shift) in strips.iter_mut().zip(columns).zip(shift) {
            strip.get_mut(rows.len()..).unwrap_or_default().fill(0.0);
            if let Some(values) = from.and_then(|from| values.get(from..from + rows.len())) {
                strip.iter_mut().zip(values).for_each(|(to, x)| *to = x - shift);
            } else {
                let picked = rows.iter().map(|row| values.get(*row as usize).copied().unwrap_or_default());
                strip.iter_mut().zip(picked).for_each(|(to, x)| *to = x - shift);
            }
            if table.weights.is_some() {
                strip.iter_mut().zip(roots.iter()).for_each(|(x, root)| *x *= root);
            }
        }
        gram.add(rows.len());
    }
    gram
}

/// Rows that follow each other.
fn in_a_row(rows: &[u32]) -> bool {
    rows.iter().zip(rows.iter().skip(1)).all(|(one, next)| one + 1 == *next)
}

/// Means and, about them, second moments, each by the sum of weights.
#[derive(Debug, Clone)]
pub(super) struct Moments {
    pub(super) columns: usize,
    pub(super) mean: Vec<f64>,
    pub(super) mean_y: f64,
    /// Column × column, row by row, both halves.
    pub(super) cross: Vec<f64>,
    /// Column × outcome.
    pub(super) with_y: Vec<f64>,
    /// Outcome × outcome.
    pub(super) y: f64,
    /// Columns whose spread is rounding only, to be looked at.
    pub(super) flat: Vec<usize>,
}

impl Moments {
    /// Of sums about `shift`; about zero where there is no intercept. `None` where a sum is no number.
    pub(super) fn of(gram: &Gram, shift: &[f64], intercept: bool) -> Option<Self> {
        let columns = gram.columns().checked_sub(2)?;
        let total = gram.at(0, 0);
        let offset = |at: usize| if intercept { gram.at(at + 1, 0) / total } else { 0.0 };
        let offsets: Vec<f64> = (0..=columns).map(offset).collect();
        let about = |i: usize, j: usize| {
            let (one, other) =
                (offsets.get(i).copied().unwrap_or_default(), offsets.get(j).copied().unwrap_or_default());
            gram.at(i + 1, j + 1) / total - one * other
        };
        let mut cross = vec![0.0; columns * columns];
        for i in 0..columns {
            for j in 0..=i {
                let entry = about(i, j);
                cross.get_mut(i * columns + j).into_iter().for_each(|to| *to = entry);
                cross.get_mut(j * columns + i).into_iter().for_each(|to| *to = entry);
            }
        }
        let is_off = |at: &usize| {
            let raw = gram.at(at + 1, at + 1);
            is_flat(about(*at, *at) * total, raw, total, shift.get(*at).copied().unwrap_or_default())
        };
        let flat: Vec<usize> = (0..columns).filter(is_off).collect();
        let mut mean: Vec<f64> = shift.iter().zip(&offsets).map(|(shift, offset)| shift + offset).collect();
        let mean_y = mean.pop()?;
        let with_y: Vec<f64> = (0..columns).map(|at| about(at, columns)).collect();
        let moments = Self { columns, mean, mean_y, cross, with_y, y: about(columns, columns), flat };
        let whole = moments.y.is_finite() && moments.cross.iter().chain(&moments.with_y).all(|x| x.is_finite());
        whole.then_some(moments)
    }

    /// Takes a column out: nothing follows from it.
    pub(super) fn drop(&mut self, column: usize) {
        let n = self.columns;
        for i in 0..n {
            for at in [i * n + column, column * n + i] {
                self.cross.get_mut(at).into_iter().for_each(|x| *x = 0.0);
            }
        }
        self.with_y.get_mut(column).into_iter().for_each(|x| *x = 0.0);
    }

    /// One row of the columns' products.
    pub(super) fn row(&self, column: usize) -> &[f64] {
        self.cross.get(column * self.columns..(column + 1) * self.columns).unwrap_or_default()
    }

    /// The intercept that belongs to weights.
    pub(super) fn intercept(&self, weights: &[f64]) -> f64 {
        weights.iter().zip(&self.mean).fold(self.mean_y, |left, (weight, mean)| left - weight * mean)
    }
}

/// Σ w·(y − ŷ)² of the rows that a table of sums holds.
pub(super) fn lost(gram: &Gram, shift: &[f64], weights: &[f64], intercept: f64) -> f64 {
    let columns = gram.columns() - 2;
    let y_shift = shift.get(columns).copied().unwrap_or_default();
    let start = weights.iter().zip(shift).fold(y_shift - intercept, |sum, (weight, shift)| sum - weight * shift);
    let some = weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0).map(|(at, weight)| (at + 1, -weight));
    let sum: Vec<(usize, f64)> = [(0, start)].into_iter().chain(some).chain([(columns + 1, 1.0)]).collect();
    let mut all = 0.0;
    for (place, (i, one)) in sum.iter().enumerate() {
        let mut row = 0.5 * one * gram.at(*i, *i);
        for (j, other) in sum.iter().take(place) {
            row += other * gram.at(*i, *j);
        }
        all += 2.0 * one * row;
    }
    all.max(0.0)
}

/// Takes `times` a column's products off what is left.
pub(super) fn take_off(left: &mut [f64], row: &[f64], times: f64) {
    add_times(left, row, -times);
}
