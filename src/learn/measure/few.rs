//! Logistic regression on a handful of columns, for calibration: Newton's method with the whole covariance.

use crate::math::{dense, exp, ln};

/// Most columns; a few knots and an intercept.
pub(super) const MOST: usize = 6;
/// Steps at most.
const STEPS: usize = 60;
/// Log odds beyond this mean that the columns tell the classes apart.
const FAR: f64 = 60.0;

/// Weights with their covariance, row by row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Few {
    pub(super) weights: Vec<f64>,
    pub(super) covariance: Vec<f64>,
}

impl Few {
    /// Standard error of one weight.
    pub(super) fn error(&self, at: usize) -> f64 {
        crate::math::sqrt(self.covariance.get(at * (self.weights.len() + 1)).copied().unwrap_or(f64::NAN))
    }

    /// The sum for one row, and its variance.
    pub(super) fn at(&self, row: &[f64]) -> (f64, f64) {
        let n = self.weights.len();
        let spread = self.covariance.chunks(n.max(1)).zip(row).map(|(line, x)| x * dense::dot(line, row));
        (dense::dot(&self.weights, row), spread.sum())
    }
}

/// Fits y on rows of `columns` numbers each (an intercept is a column of ones), with an offset of each row. `None` where
/// there is no answer: one class, columns that follow from each other or tell the classes apart.
pub(super) fn logistic(columns: usize, rows: &[f64], offset: Option<&[f64]>, y: &[f64]) -> Option<Few> {
    if columns == 0 || columns > MOST || rows.len() != columns * y.len() {
        return None;
    }
    let mut weights = vec![0.0; columns];
    let mut last = f64::INFINITY;
    let mut step: Vec<f64> = Vec::new();
    for _ in 0..STEPS {
        let walk = walk(columns, rows, offset, y, &weights);
        if !walk.loss.is_finite() || walk.farthest > FAR {
            return None;
        }
        if walk.loss > last + 1e-12 * last.abs() {
            // Too far: half the way back.
            step.iter_mut().for_each(|step| *step *= 0.5);
            weights.iter_mut().zip(&step).for_each(|(w, step)| *w -= step);
            continue;
        }
        let mut factor = walk.bend;
        // A column that the others explain but for one part in 10^10 follows from them.
        let diagonal: Vec<f64> = factor.iter().step_by(columns + 1).copied().collect();
        dense::factor(&mut factor, columns)?;
        let left = factor.iter().step_by(columns + 1);
        if left.zip(&diagonal).any(|(left, all)| left * left <= 1e-10 * all) {
            return None;
        }
        step = walk.slope.clone();
        dense::substitute(&factor, &mut step)?;
        let gain = dense::dot(&step, &walk.slope);
        weights.iter_mut().zip(&step).for_each(|(w, step)| *w += step);
        last = walk.loss;
        if gain < 1e-14 * (1.0 + last) {
            let mut covariance = vec![0.0; columns * columns];
            for (at, line) in covariance.chunks_mut(columns).enumerate() {
                line.iter_mut().enumerate().for_each(|(j, x)| *x = f64::from(j == at));
                dense::substitute(&factor, line)?;
            }
            // Nothing left to lose, or weights that could be anything: the columns tell the classes apart.
            let flat = covariance.iter().step_by(columns + 1).any(|variance| *variance > 1e6);
            let apart = flat || last < 1e-8 * y.len() as f64;
            return (!apart).then_some(Few { weights, covariance });
        }
    }
    None
}

struct Walk {
    loss: f64,
    slope: Vec<f64>,
    bend: Vec<f64>,
    farthest: f64,
}

/// Log loss, its slope downhill and how it bends.
fn walk(columns: usize, rows: &[f64], offset: Option<&[f64]>, y: &[f64], weights: &[f64]) -> Walk {
    let mut all = Walk { loss: 0.0, slope: vec![0.0; columns], bend: vec![0.0; columns * columns], farthest: 0.0 };
    let mut bends = [[0.0; MOST]; MOST];
    let mut slopes = [0.0; MOST];
    for (at, (row, y)) in rows.chunks_exact(columns).zip(y).enumerate() {
        let margin = dense::dot(row, weights) + offset.and_then(|o| o.get(at)).copied().unwrap_or_default();
        let away = exp(-margin.abs());
        let near = 1.0 / (1.0 + away);
        let p = if margin >= 0.0 { near } else { away * near };
        let right = if *y == 1.0 { margin } else { -margin };
        all.loss += ln(1.0 + away) - right.min(0.0);
        all.farthest = all.farthest.max(margin.abs());
        let (residual, bend) = (y - p, away * near * near);
        for ((slope, line), x) in slopes.iter_mut().zip(&mut bends).zip(row) {
            *slope += residual * x;
            let times = bend * x;
            line.iter_mut().zip(row).for_each(|(sum, x)| *sum += times * x);
        }
    }
    all.slope.iter_mut().zip(slopes).for_each(|(to, x)| *to = x);
    for (to, line) in all.bend.chunks_mut(columns).zip(bends) {
        to.iter_mut().zip(line).for_each(|(to, x)| *to = x);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::logistic;

    #[test]
    fn what_has_no_answer_says_so() {
        let ones = [1.0; 4];
        assert!(logistic(1, &ones, None, &[1.0; 4]).is_none(), "one class");
        let apart = [1.0, -2.0, 1.0, -1.0, 1.0, 1.0, 1.0, 2.0];
        assert!(logistic(2, &apart, None, &[0.0, 0.0, 1.0, 1.0]).is_none(), "told apart");
        let twice = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0];
        assert!(logistic(2, &twice, None, &[0.0, 1.0, 1.0, 0.0]).is_none(), "one follows from the other");
        let fit = logistic(1, &ones, None, &[0.0, 1.0, 1.0, 1.0]).unwrap();
        assert!((fit.weights[0] - 3.0_f64.ln()).abs() < 1e-12);
        assert!((fit.error(0) - (1.0_f64 / 0.75).sqrt()).abs() < 1e-9);
    }
}
