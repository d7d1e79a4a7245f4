//! Log odds = a + b × margin, by Newton's steps.

use crate::math::{exp, ln, logistic};

/// Steeper than this no slope is believed: the classes are told apart.
const STEEPEST: f64 = 1e3;

/// Loss of a and b: Σ w (ln(1 + e^z) − t z).
fn loss(margins: &[f64], targets: &[f64], weights: &[f64], a: f64, b: f64) -> f64 {
    margins.iter().zip(targets).zip(weights).fold(0.0, |sum, ((m, t), w)| {
        let z = a + b * m;
        sum + w * (if z > 0.0 { z + ln(1.0 + exp(-z)) } else { ln(1.0 + exp(z)) } - t * z)
    })
}

/// The a and b of the least loss; b stays 1 where it is not `free`. `None` where there is none.
pub(super) fn fit(margins: &[f64], targets: &[f64], weights: &[f64], free: bool) -> Option<(f64, f64)> {
    let (mut a, mut b) = (0.0, 1.0);
    // Near the least loss rounding hides what a step gains; the step is right all the same.
    let slack = |least: f64| least + 1e-12 * least.abs();
    let mut least = loss(margins, targets, weights, a, b);
    for _ in 0..100 {
        let mut g = [0.0; 2];
        let mut h = [0.0; 3];
        for ((m, t), w) in margins.iter().zip(targets).zip(weights) {
            let p = logistic(a + b * m);
            let (off, bow) = (w * (p - t), w * p * (1.0 - p));
            g = [g[0] + off, g[1] + off * m];
            h = [h[0] + bow, h[1] + bow * m, h[2] + bow * m * m];
        }
        let det = h[0] * h[2] - h[1] * h[1];
        let step = if free {
            if det.is_nan() || det <= 1e-12 * h[0] * h[2] {
                return None;
            }
            [(h[2] * g[0] - h[1] * g[1]) / det, (h[0] * g[1] - h[1] * g[0]) / det]
        } else {
            [g[0] / h[0], 0.0]
        };
        if !(step[0].is_finite() && step[1].is_finite()) {
            return None;
        }
        let mut share = 1.0;
        let (next_a, next_b, next) = loop {
            let (x, y) = (a - share * step[0], b - share * step[1]);
            let next = loss(margins, targets, weights, x, y);
            if next <= slack(least) || share < 1e-10 {
                break (x, y, next);
            }
            share *= 0.5;
        };
        let moved = (next_a - a).abs() + (next_b - b).abs();
        if next <= slack(least) {
            (a, b, least) = (next_a, next_b, next);
        }
        if b.abs() > STEEPEST {
            return None;
        }
        if moved <= 1e-12 * (1.0 + a.abs() + b.abs()) || share < 1e-10 {
            // Where classes are told apart the loss falls to nothing.
            let total = weights.iter().fold(0.0, |sum, w| sum + w);
            return (least > 1e-9 * total).then_some((a, b));
        }
    }
    None
}
