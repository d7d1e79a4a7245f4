//! How wrong each row is, as whole numbers that can be added in any order.

use super::histogram::{Entry, Width};
use super::split::Scale;
use crate::math::{Pair, logistic_pair};

/// What is minimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// Half the squared error.
    Squared,
    /// The logarithmic loss of a yes or no.
    Logistic,
}

/// Gradient and curvature of each row.
#[derive(Debug, Clone, Default)]
pub(super) struct Gradients {
    gradient: Vec<f64>,
    /// Empty where each is 1.
    curvature: Vec<f64>,
}

impl Gradients {
    /// Of squared errors that do not change.
    pub(super) fn set(&mut self, gradient: Vec<f64>) {
        (self.gradient, self.curvature) = (gradient, Vec::new());
    }

    /// At the rows' sums so far.
    pub(super) fn update(&mut self, loss: Loss, sums: &[f64], y: &[f64], weights: Option<&[f64]>) {
        self.gradient.resize(sums.len(), 0.0);
        match loss {
            Loss::Squared => {
                for ((g, sum), y) in self.gradient.iter_mut().zip(sums).zip(y) {
                    *g = sum - y;
                }
                if let Some(weights) = weights {
                    self.curvature.clear();
                    self.curvature.extend_from_slice(weights);
                }
            }
            Loss::Logistic => {
                self.curvature.resize(sums.len(), 0.0);
                let both = self.gradient.chunks_mut(2).zip(self.curvature.chunks_mut(2));
                for ((g, h), (sum, y)) in both.zip(sums.chunks(2).zip(y.chunks(2))) {
                    let (a, b) = (sum.first().copied().unwrap_or(0.0), sum.get(1).copied().unwrap_or(0.0));
                    let p = logistic_pair(Pair::new([a, b])).get();
                    for (((g, h), y), p) in g.iter_mut().zip(h).zip(y).zip(p) {
                        (*g, *h) = (p - y, p * (1.0 - p));
                    }
                }
                if let Some(weights) = weights {
                    self.curvature.iter_mut().zip(weights).for_each(|(h, weight)| *h *= weight);
                }
            }
        }
        if let Some(weights) = weights {
            self.gradient.iter_mut().zip(weights).for_each(|(g, weight)| *g *= weight);
        }
    }

    /// The variance of the rows' gradients for each unit of curvature.
    pub(super) fn noise(&self, rows: &[u32]) -> f64 {
        let at = |all: &[f64], row: &u32, or: f64| all.get(*row as usize).copied().unwrap_or(or);
        let (mut sum, mut squares, mut all) = (0.0, 0.0, 0.0);
        for row in rows {
            let (g, h) = (at(&self.gradient, row, 0.0), at(&self.curvature, row, 1.0));
            if h > 0.0 {
                (sum, squares, all) = (sum + g, squares + g * g / h, all + h);
            }
        }
        let noise = (squares - sum * sum / all) / all;
        if noise > 0.0 && noise.is_finite() { noise } else { 0.0 }
    }

    /// Packs the rows named into entries.
    pub(super) fn pack(&self, rows: &[u32], entries: &mut Vec<Entry>) -> Scale {
        let at = |all: &[f64], row: &u32| all.get(*row as usize).copied().unwrap_or(0.0);
        let (mut g_sum, mut g_most, mut h_sum, mut h_most) = (0.0, 0.0_f64, 0.0, 0.0_f64);
        for row in rows {
            let (g, h) = (at(&self.gradient, row).abs(), at(&self.curvature, row));
            (g_sum, h_sum) = (g_sum + g, h_sum + h);
            (g_most, h_most) = (if g > g_most { g } else { g_most }, if h > h_most { h } else { h_most });
        }
        let slack = rows.len() as f64;
        entries.clear();
        if self.curvature.is_empty() {
            let times = times(2_147_483_647.0, g_most, 549_755_813_887.0 - slack, g_sum);
            entries.extend(rows.iter().map(|row| {
                let g = whole(at(&self.gradient, row) * times);
                u64::from(g) << 32 | u64::from(*row)
            }));
            return Scale { width: Width::Ones, gradient: unit(times), curvature: 1.0 };
        }
        let g_times = times(32_767.0, g_most, 2_147_483_647.0 - slack, g_sum);
        let h_times = times(65_535.0, h_most, 4_294_967_295.0 - slack, h_sum);
        entries.extend(rows.iter().map(|row| {
            let g = whole(at(&self.gradient, row) * g_times);
            let h = whole(at(&self.curvature, row) * h_times);
            u64::from(g << 16 | h & 0xffff) << 32 | u64::from(*row)
        }));
        Scale { width: Width::Both, gradient: unit(g_times), curvature: unit(h_times) }
    }
}

/// How many units one is, so that neither a row nor the sum leaves its part of the number.
fn times(row: f64, most: f64, all: f64, sum: f64) -> f64 {
    if most > 0.0 { (row / most).min(all / sum).min(1e300) } else { 0.0 }
}

fn unit(times: f64) -> f64 {
    if times > 0.0 { 1.0 / times } else { 0.0 }
}

/// The nearest whole number, as its 32 bits.
#[inline(always)]
fn whole(x: f64) -> u32 {
    // Adding 1.5 × 2^52 rounds and leaves the number in the low bits.
    (x + 6_755_399_441_055_744.0).to_bits() as u32
}

#[cfg(test)]
mod tests {
    use super::{Gradients, Loss, whole};
    use crate::math::{Draws, logistic};

    #[test]
    fn whole_numbers_round_to_the_nearest() {
        for (x, want) in [(0.0, 0), (1.4, 1), (-1.6, -2), (-32767.0, -32767), (2_147_483_647.0, i32::MAX)] {
            assert_eq!(whole(x) as i32, want);
        }
    }

    #[test]
    fn sums_of_packed_rows_are_close_to_the_true_ones() {
        let (n, draws) = (10_001_u32, Draws::new(2, 2));
        let sums: Vec<f64> = (0..n).map(|i| 2.0 * draws.normal(i)).collect();
        let y: Vec<f64> = (0..n).map(|i| f64::from(draws.bits(i + 77_777) & 1)).collect();
        let weights: Vec<f64> = (0..n).map(|i| draws.uniform(i + 999_999)).collect();
        let rows: Vec<u32> = (0..n).collect();
        for loss in [Loss::Squared, Loss::Logistic] {
            for weights in [None, Some(&*weights)] {
                let mut gradients = Gradients::default();
                gradients.update(loss, &sums, &y, weights);
                let mut entries = Vec::new();
                let scale = gradients.pack(&rows, &mut entries);
                let sum = entries.iter().fold(0_u64, |sum, e| sum.wrapping_add(scale.width.addend(*e)));
                let got = (
                    scale.width.gradient(sum) as f64 * scale.gradient,
                    scale.width.curvature(sum) as f64 * scale.curvature,
                );
                let mut want = (0.0, 0.0);
                for (i, (sum, y)) in sums.iter().zip(&y).enumerate() {
                    let w = weights.map_or(1.0, |w| w[i]);
                    let p = logistic(*sum);
                    want.0 += w * if loss == Loss::Squared { sum - y } else { p - y };
                    want.1 += w * if loss == Loss::Squared { 1.0 } else { p * (1.0 - p) };
                }
                assert!((got.0 - want.0).abs() < 0.02 && (got.1 - want.1).abs() < 0.02, "{got:?} {want:?}");
            }
        }
    }

    #[test]
    fn no_gradient_at_all_is_packed_too() {
        let mut gradients = Gradients::default();
        gradients.update(Loss::Squared, &[1.0, 1.0], &[1.0, 1.0], None);
        let mut entries = Vec::new();
        assert_eq!(gradients.pack(&[0, 1], &mut entries).gradient, 0.0);
        assert_eq!(entries, [0, 1]);
    }
}
