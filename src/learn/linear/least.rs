//! Least squares, plain or held towards zero (ridge): one walk over the rows for sums of products, then one Cholesky factor.

use serde::{Deserialize, Serialize};

use super::table::{Table, is_flat, note, whole, within};
use crate::error::{Error, Kind};
use crate::learn::{Coefficients, Estimator, Fit, FitNote, Fitted, Sample};
use crate::math::gram::{Every, Gram, ROWS, Strip, add_times, dot, rough_means, sum};
use crate::math::{dense, ln, sqrt};
use crate::score::model::{Linear, Predictor};

/// Settings of least squares: Σ w·(y − ŷ)² + alpha · Σ weight² is made least. The intercept is never held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct LeastSquares {
    /// How much weights are held towards zero, as in scikit-learn's `Ridge`; 0 for plain least squares, the usual.
    pub alpha: f64,
    /// Whether there is an intercept; usually yes.
    pub intercept: bool,
}

impl Default for LeastSquares {
    fn default() -> Self {
        Self { alpha: 0.0, intercept: true }
    }
}

/// Settings within their limits.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedLeastSquares(LeastSquares);

impl LeastSquares {
    /// Checks every number.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<CheckedLeastSquares, Error> {
        within("alpha", self.alpha, 0.0, 1e12)?;
        Ok(CheckedLeastSquares(self))
    }
}

impl Estimator for CheckedLeastSquares {
    fn key(&self) -> &'static str {
        "leastSquares"
    }

    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error> {
        let table = Table::continuous(sample)?;
        let columns = table.x.columns();
        let mut shift = if self.0.intercept { rough_means(table.x) } else { vec![0.0; columns] };
        let step = (table.rows() / 1024).max(1);
        let taken = table.y.iter().step_by(step);
        let count = taken.len() as f64;
        shift.push(if self.0.intercept { taken.sum::<f64>() / count } else { 0.0 });
        if shift.iter().any(|shift| !shift.is_finite()) {
            return Err(table.not_finite());
        }
        Ok(Box::new(Solving { table, settings: self.0.clone(), gram: Gram::new(columns + 2), shift, next: 0 }))
    }
}

/// Blocks walked in one step.
const BLOCKS: usize = 512;
/// A column of which the others explain all but this share follows from them.
const COLLINEAR: f64 = 1e-11;

struct Solving<'d> {
    table: Table<'d>,
    settings: LeastSquares,
    /// Of 1, the columns and the outcome, each less its shift and times the root of the row's weight.
    gram: Gram,
    shift: Vec<f64>,
    next: usize,
}

impl Fit for Solving<'_> {
    fn step(&mut self) -> Result<bool, Error> {
        let every = self.table.every(1);
        let end = every.blocks().min(self.next + BLOCKS);
        let mut roots = [0.0; ROWS];
        for block in self.next..end {
            self.table.load_weights(every, block, &mut roots);
            let weighed = self.table.weights.is_some();
            if weighed {
                roots.iter_mut().for_each(|w| *w = sqrt(*w));
            }
            let values = (0..self.table.x.columns()).map(|column| self.table.x.column(column)).chain([self.table.y]);
            let Some((ones, strips)) = self.gram.block().split_first_mut() else { break };
            *ones = roots;
            for ((strip, values), shift) in strips.iter_mut().zip(values).zip(&self.shift) {
                every.load(values, block, *shift, 1.0, strip);
                if weighed {
                    strip.iter_mut().zip(&roots).for_each(|(x, root)| *x *= root);
                }
            }
            self.gram.add(every.span(block).1);
        }
        self.next = end;
        Ok(end == every.blocks())
    }

    fn progress(&self) -> (usize, usize) {
        (self.next.div_ceil(BLOCKS), self.table.every(1).blocks().div_ceil(BLOCKS))
    }

    fn finish(self: Box<Self>) -> Result<Fitted, Error> {
        if self.next < self.table.every(1).blocks() {
            return Err(Error::new(Kind::Cancelled, "cancelled"));
        }
        whole(self.solve()?, &self.table)
    }
}

/// A column that is used: its place, where it lies, how far it spreads.
struct Used {
    column: usize,
    /// Mean; 0 without an intercept.
    centre: f64,
    /// Mean less shift.
    offset: f64,
    /// Root of the sum of squares about the centre.
    norm: f64,
}

impl Solving<'_> {
    fn solve(&self) -> Result<Fitted, Error> {
        let columns = self.table.x.columns();
        let total = self.gram.at(0, 0);
        let intercept = self.settings.intercept;
        let (mut used, mut constant) = (Vec::new(), Vec::new());
        for (column, shift) in self.shift.iter().take(columns).enumerate() {
            let raw = self.gram.at(column + 1, column + 1);
            if !raw.is_finite() {
                return Err(self.table.not_finite());
            }
            let offset = if intercept { self.gram.at(column + 1, 0) / total } else { 0.0 };
            let square = raw - total * offset * offset;
            if is_flat(square, raw, total, *shift) && (square <= 0.0 || (intercept && self.table.is_constant(column))) {
                constant.push(column);
            } else {
                used.push(Used { column, centre: shift + offset, offset, norm: sqrt(square) });
            }
        }
        let of_y = columns + 1;
        let y_offset = if intercept { self.gram.at(of_y, 0) / total } else { 0.0 };
        let y_centre = self.shift.last().copied().unwrap_or_default() + y_offset;
        // Correlations, so that no unit of measurement decides what is near to nothing.
        let n = used.len();
        let mut matrix = vec![0.0; n * n];
        let mut right = Vec::with_capacity(n);
        for ((i, one), row) in used.iter().enumerate().zip(matrix.chunks_exact_mut(n.max(1))) {
            for ((j, other), entry) in used.iter().enumerate().zip(row).take(i + 1) {
                let product = self.gram.at(one.column + 1, other.column + 1) - total * one.offset * other.offset;
                *entry = if i == j {
                    1.0 + self.settings.alpha / (one.norm * one.norm)
                } else {
                    product / (one.norm * other.norm)
                };
            }
            right.push((self.gram.at(of_y, one.column + 1) - total * one.offset * y_offset) / one.norm);
        }
        let left_out = dense::factor_leaving(&mut matrix, n, COLLINEAR).ok_or_else(|| self.table.not_finite())?;
        let keep = |right: &mut [f64]| {
            left_out.iter().for_each(|at| right.get_mut(*at).into_iter().for_each(|x| *x = 0.0));
        };
        keep(&mut right);
        let explained = right.clone();
        let unsolved = || Error::new(Kind::Value, "learn.unsolved");
        dense::substitute(&matrix, &mut right).ok_or_else(unsolved)?;
        let spread = self.gram.at(of_y, of_y) - total * y_offset * y_offset;
        let held: f64 =
            used.iter().zip(&right).map(|(one, x)| self.settings.alpha * (x / one.norm) * (x / one.norm)).sum();
        // Σ r² = Σ y² − bᵀXᵀy − alpha·Σ b².
        let mut lost = spread - dot(&explained, &right) - held;
        let least = (0..n)
            .filter(|i| !left_out.contains(i))
            .filter_map(|i| matrix.get(i * n + i))
            .fold(1.0, |a: f64, b| a.min(*b));
        let mut rest = 0.0;
        // Sums of products know half the digits only where columns nearly follow from each other, or where next to nothing
        // is left: the residuals themselves say what the weights still lack.
        if self.table.rows().saturating_mul(n + 1) <= 2_000_000 || least * least < 1e-5 || lost < 1e-8 * spread {
            for round in 0..4 {
                let (mut more, now, left) = self.residuals(&used, &right, y_centre);
                (lost, rest) = (now, left / total);
                if round == 3 {
                    break;
                }
                for ((more, one), x) in more.iter_mut().zip(&used).zip(&right) {
                    *more = *more / one.norm - self.settings.alpha * x / (one.norm * one.norm);
                }
                keep(&mut more);
                dense::substitute(&matrix, &mut more).ok_or_else(unsolved)?;
                let size = |x: &[f64]| dot(x, x);
                let small = size(&more) <= 1e-31 * size(&right);
                right.iter_mut().zip(&more).for_each(|(x, more)| *x += more);
                if small {
                    (_, lost, rest) = self.residuals(&used, &right, y_centre);
                    rest /= total;
                    break;
                }
            }
        }
        let mut weights = vec![0.0; columns];
        let mut at_zero = if intercept { y_centre + rest } else { 0.0 };
        for (one, x) in used.iter().zip(&right) {
            if let Some(weight) = weights.get_mut(one.column) {
                *weight = x / one.norm;
                at_zero -= *weight * one.centre;
            }
        }
        let mut notes: Vec<FitNote> = Vec::new();
        note(&mut notes, "constantColumn", constant);
        let names = left_out.iter().filter_map(|at| used.get(*at)).map(|one| one.column).collect();
        note(&mut notes, "collinear", names);
        let table = if self.settings.alpha > 0.0 {
            None
        } else {
            self.uncertain(&used, &left_out, &matrix, lost.max(0.0), &weights, at_zero)
        };
        Ok(Fitted { predictor: Predictor::Linear(Linear { weights, intercept: at_zero }), table, notes })
    }

    /// Xᵀr, Σ r² and Σ r of scaled weights, about the centres.
    fn residuals(&self, used: &[Used], scaled: &[f64], y_centre: f64) -> (Vec<f64>, f64, f64) {
        let every: Every = self.table.every(1);
        let mut strips: Vec<Strip> = vec![[0.0; ROWS]; used.len()];
        let (mut products, mut squares, mut left) = (vec![0.0; used.len()], 0.0, 0.0);
        let (mut r, mut w) = ([0.0; ROWS], [0.0; ROWS]);
        for block in 0..every.blocks() {
            every.load(self.table.y, block, y_centre, 1.0, &mut r);
            self.table.load_weights(every, block, &mut w);
            for ((one, x), strip) in used.iter().zip(scaled).zip(&mut strips) {
                every.load(self.table.x.column(one.column), block, one.centre, 1.0, strip);
                add_times(&mut r, strip, -(x / one.norm));
            }
            let mut weighed = r;
            weighed.iter_mut().zip(&w).for_each(|(r, w)| *r *= w);
            squares += dot(&weighed, &r);
            left += sum(&weighed);
            products.iter_mut().zip(&strips).for_each(|(to, strip)| *to += dot(strip, &weighed));
        }
        (products, squares, left)
    }

    /// Standard errors as the field has them: what is left over, by the rows that count less the weights that were fitted.
    fn uncertain(
        &self,
        used: &[Used],
        left_out: &[usize],
        factor: &[f64],
        lost: f64,
        weights: &[f64],
        at_zero: f64,
    ) -> Option<Coefficients> {
        let rows = self.table.counted();
        let fitted = used.len() - left_out.len() + usize::from(self.settings.intercept);
        let free = rows.checked_sub(fitted).filter(|free| *free > 0)? as f64;
        let each = lost / free;
        let diagonal = dense::inverse_diagonal(factor, used.len())?;
        let mut standard_error = vec![0.0; weights.len()];
        for (at, (one, inverse)) in used.iter().zip(diagonal).enumerate() {
            if let (false, Some(to)) = (left_out.contains(&at), standard_error.get_mut(one.column)) {
                *to = sqrt(each * inverse) / one.norm;
            }
        }
        let mut estimate = weights.to_vec();
        if self.settings.intercept {
            let mut far: Vec<f64> = used.iter().map(|one| one.centre / one.norm).collect();
            left_out.iter().for_each(|at| far.get_mut(*at).into_iter().for_each(|x| *x = 0.0));
            dense::forward(factor, &mut far)?;
            estimate.push(at_zero);
            standard_error.push(sqrt(each * (1.0 / self.gram.at(0, 0) + dot(&far, &far))));
        }
        let rows = rows as f64;
        let logs = self.table.weights.map_or(0.0, |all| all.iter().filter(|w| **w > 0.0).map(|w| ln(*w)).sum::<f64>());
        let log_likelihood = 0.5 * logs - 0.5 * rows * (ln(std::f64::consts::TAU * lost / rows) + 1.0);
        Some(Coefficients { estimate, standard_error, log_likelihood })
    }
}
