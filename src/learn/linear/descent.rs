//! Least squares under a penalty, column by column, on products of columns that were summed once (covariance updates).

use super::moments::{Moments, take_off};
use super::sparse::soften;
use crate::math::gram::dot;
use crate::math::sqrt;

/// Weights under way from one penalty to the next, smaller one.
pub(super) struct Descent<'m> {
    of: &'m Moments,
    pub(super) weights: Vec<f64>,
    /// How much each column still says about what is left.
    left: Vec<f64>,
    active: Vec<usize>,
    is_active: Vec<bool>,
}

/// How a descent ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ended {
    /// Duality gap by the sum of weights: the loss is at most this far above its least.
    pub(super) gap: f64,
    /// Whether weights stood still.
    pub(super) still: bool,
}

impl<'m> Descent<'m> {
    pub(super) fn new(of: &'m Moments) -> Self {
        let n = of.columns;
        Self { of, weights: vec![0.0; n], left: of.with_y.clone(), active: Vec::new(), is_active: vec![false; n] }
    }

    /// The least l1 under which all weights are 0.
    pub(super) fn most(of: &Moments) -> f64 {
        of.with_y.iter().fold(0.0, |most, x| most.max(x.abs()))
    }

    /// Goes down until no step changes the answers by more than `tolerance` spreads of the outcome.
    ///
    /// Sweeps over all columns only find who joins; between them the columns that joined are settled among themselves.
    pub(super) fn settle(&mut self, l1: f64, l2: f64, tolerance: f64, most: usize) -> Ended {
        let bar = tolerance * sqrt(self.of.y);
        let mut sweeps = 0;
        let mut still = false;
        while sweeps < most && !still {
            sweeps += self.among_active(l1, l2, bar, most - sweeps);
            still = self.over_all(l1, l2) <= bar;
            sweeps += 1;
        }
        Ended { gap: self.gap(l1, l2), still }
    }

    /// One sweep over all columns; the largest change of the answers.
    fn over_all(&mut self, l1: f64, l2: f64) -> f64 {
        let mut size = 0.0_f64;
        for j in 0..self.of.columns {
            let row = self.of.row(j);
            let (Some(diagonal), Some(weight), Some(says)) = (row.get(j), self.weights.get_mut(j), self.left.get(j))
            else {
                continue;
            };
            if *diagonal <= 0.0 {
                continue;
            }
            let new = soften(says + diagonal * *weight, l1) / (diagonal + l2);
            let change = new - *weight;
            if change != 0.0 {
                *weight = new;
                take_off(&mut self.left, row, change);
                size = size.max(change.abs() * sqrt(*diagonal));
                if let Some(is_active) = self.is_active.get_mut(j).filter(|is_active| !**is_active) {
                    *is_active = true;
                    self.active.push(j);
                }
            }
        }
        size
    }

    /// Sweeps over the columns that joined, on a small table of their own; how many sweeps.
    fn among_active(&mut self, l1: f64, l2: f64, bar: f64, most: usize) -> usize {
        let n = self.active.len();
        if n == 0 {
            return 0;
        }
        let pick = |all: &[f64]| -> Vec<f64> {
            self.active.iter().map(|j| all.get(*j).copied().unwrap_or_default()).collect()
        };
        let (mut weights, mut left) = (pick(&self.weights), pick(&self.left));
        let old = weights.clone();
        let mut small = Vec::with_capacity(n * n);
        for i in &self.active {
            let row = self.of.row(*i);
            small.extend(self.active.iter().map(|j| row.get(*j).copied().unwrap_or_default()));
        }
        let diagonal: Vec<f64> = small.iter().step_by(n + 1).copied().collect();
        let roots: Vec<f64> = diagonal.iter().map(|x| sqrt(*x)).collect();
        let times: Vec<f64> = diagonal.iter().map(|x| 1.0 / (x + l2)).collect();
        let mut sweeps = 0;
        while sweeps < most {
            sweeps += 1;
            let mut size = 0.0_f64;
            let each = weights.iter_mut().zip(&diagonal).zip(roots.iter().zip(&times)).zip(small.chunks_exact(n));
            for (j, (((weight, diagonal), (root, times)), row)) in each.enumerate() {
                let says = left.get(j).copied().unwrap_or_default();
                let change = soften(says + diagonal * *weight, l1) * times - *weight;
                if change != 0.0 {
                    *weight += change;
                    take_off(&mut left, row, change);
                    size = size.max(change.abs() * root);
                }
            }
            if size <= bar {
                break;
            }
        }
        for ((j, new), old) in self.active.iter().zip(&weights).zip(&old) {
            if new != old {
                take_off(&mut self.left, self.of.row(*j), new - old);
            }
            self.weights.get_mut(*j).into_iter().for_each(|weight| *weight = *new);
        }
        // Who left stays out until a sweep over all finds it again.
        let (all, is_active) = (&self.weights, &mut self.is_active);
        self.active.retain(|j| {
            let stays = all.get(*j).is_some_and(|weight| *weight != 0.0);
            is_active.get_mut(*j).into_iter().for_each(|is_active| *is_active = stays);
            stays
        });
        sweeps
    }

    /// The duality gap by the sum of weights, as scikit-learn has it.
    fn gap(&self, l1: f64, l2: f64) -> f64 {
        let (w, of) = (&self.weights, self.of);
        let with_y = dot(&of.with_y, w);
        let lost = (of.y - with_y - dot(&self.left, w)).max(0.0);
        let steepest = self.left.iter().zip(w).fold(0.0_f64, |most, (left, w)| most.max((left - l2 * w).abs()));
        let share = if steepest > l1 { l1 / steepest } else { 1.0 };
        let sizes: f64 = w.iter().map(|w| w.abs()).sum();
        let bowl = 0.5 * lost * (1.0 + share * share) + l1 * sizes - share * (of.y - with_y);
        (bowl + 0.5 * l2 * (1.0 + share * share) * dot(w, w)).max(0.0)
    }
}
