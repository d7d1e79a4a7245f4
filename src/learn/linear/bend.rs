//! How the ground bends, as a factor that steps are solved with: scaled to a diagonal of 1, columns that follow from
//! others left out.

use crate::math::{dense, sqrt};

/// A Cholesky factor of a scaled matrix.
#[derive(Debug, Clone, Default)]
pub(super) struct Bend {
    factor: Vec<f64>,
    /// Roots of the diagonal.
    roots: Vec<f64>,
    pub(super) left_out: Vec<usize>,
}

impl Bend {
    /// Of a matrix kept row by row, of which the lower half counts; `gone` are left out from the start.
    pub(super) fn new(mut matrix: Vec<f64>, gone: &[usize], least: f64) -> Option<Self> {
        let n = sqrt(matrix.len() as f64) as usize;
        let roots: Vec<f64> =
            (0..n).map(|i| matrix.get(i * n + i).copied().filter(|entry| *entry > 0.0).map_or(1.0, sqrt)).collect();
        for (i, (row, root)) in matrix.chunks_exact_mut(n.max(1)).zip(&roots).enumerate() {
            for (j, (entry, other)) in row.iter_mut().zip(&roots).enumerate().take(i + 1) {
                *entry /= root * other;
                if gone.contains(&i) || gone.contains(&j) {
                    *entry = 0.0;
                }
            }
        }
        let left_out = dense::factor_leaving(&mut matrix, n, least)?;
        Some(Self { factor: matrix, roots, left_out })
    }

    /// The step down a slope; 0 for what is left out.
    pub(super) fn step(&self, slope: &[f64]) -> Option<Vec<f64>> {
        let mut step: Vec<f64> = slope.iter().zip(&self.roots).map(|(slope, root)| slope / root).collect();
        self.left_out.iter().for_each(|at| step.get_mut(*at).into_iter().for_each(|x| *x = 0.0));
        dense::substitute(&self.factor, &mut step)?;
        step.iter_mut().zip(&self.roots).for_each(|(step, root)| *step /= root);
        step.iter().all(|step| step.is_finite()).then_some(step)
    }

    /// Roots of the inverse's diagonal: standard errors; 0 for what is left out.
    pub(super) fn errors(&self) -> Option<Vec<f64>> {
        let diagonal = dense::inverse_diagonal(&self.factor, self.roots.len())?;
        let mut errors: Vec<f64> = diagonal.iter().zip(&self.roots).map(|(x, root)| sqrt(*x) / root).collect();
        self.left_out.iter().for_each(|at| errors.get_mut(*at).into_iter().for_each(|x| *x = 0.0));
        Some(errors)
    }

    /// The standard error of a sum of weights.
    pub(super) fn error_of(&self, sum: &[f64]) -> Option<f64> {
        let mut far = self.half(sum.iter().copied())?;
        far.iter_mut().for_each(|x| *x *= *x);
        Some(sqrt(far.iter().sum()))
    }

    /// The first half of solving: factor · x = values / roots.
    fn half(&self, values: impl Iterator<Item = f64>) -> Option<Vec<f64>> {
        let mut half: Vec<f64> = values.zip(&self.roots).map(|(x, root)| x / root).collect();
        self.left_out.iter().for_each(|at| half.get_mut(*at).into_iter().for_each(|x| *x = 0.0));
        dense::forward(&self.factor, &mut half)?;
        Some(half)
    }

    /// One row of the factor and its column's root, to solve many rows at once.
    pub(super) fn row(&self, at: usize) -> (&[f64], f64) {
        let n = self.roots.len();
        let row = self.factor.get(at * n..=at * n + at).unwrap_or_default();
        (row, self.roots.get(at).copied().unwrap_or(1.0))
    }

    /// The logarithm of the determinant of the matrix, without what is left out.
    pub(super) fn log_determinant(&self) -> f64 {
        let n = self.roots.len();
        let kept = (0..n).filter(|at| !self.left_out.contains(at));
        kept.map(|at| {
            let (row, root) = self.row(at);
            2.0 * (crate::math::ln(row.last().copied().unwrap_or(1.0)) + crate::math::ln(root))
        })
        .sum()
    }
}
