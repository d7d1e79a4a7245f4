//! The made-up clinic of the benchmarks, drawn by place (the same bits in every language), and how well margins tell.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)]

use bedside::math::{Draws, Matrix, exp, ln, logistic};

const B: [f64; 6] = [0.5, -0.4, 0.3, -0.2, 0.1, 0.0];

/// The table of the workload: raw units with 5 % missing where `missing`, and the outcome.
pub(crate) fn clin(n: usize, p: usize, seed: u32, missing: bool) -> (Matrix, Vec<f64>) {
    let (numbers, gone, label) = (Draws::new(seed, 1), Draws::new(seed, 2), Draws::new(seed, 3));
    let mut values = vec![0.0; n * p];
    let mut y = vec![0.0; n];
    let mut x = vec![0.0; p];
    for i in 0..n {
        let mut eta = -1.5;
        for j in 0..p {
            let z = numbers.normal((i * p + j) as u32);
            x[j] = if j == 0 { z } else { 0.6 * x[j - 1] + 0.8 * z };
            eta += B[j % 6] * x[j];
            let raw = 10.0 * (j % 7) as f64 + 2.0_f64.powi((j % 5) as i32 - 1) * x[j];
            let lost = missing && gone.bits((i * p + j) as u32) < 214_748_365;
            values[j * n + i] = if lost { f64::NAN } else { raw };
        }
        eta += if x[0] > 0.5 { 0.8 * x[1] } else { -0.5 * x[2] };
        eta += 0.5 * (x[3] * x[3] - 1.0);
        eta -= 0.6 * x[4].abs();
        y[i] = f64::from(u8::from(label.uniform(i as u32) < 1.0 / (1.0 + exp(-eta))));
    }
    (Matrix::of_columns(n, values).unwrap(), y)
}

/// Area under the curve by ranks, and mean logarithmic loss.
pub(crate) fn judge(margins: &[f64], y: &[f64]) -> (f64, f64) {
    let mut order: Vec<usize> = (0..y.len()).collect();
    order.sort_by(|a, b| margins[*a].total_cmp(&margins[*b]));
    let (mut ranks, mut at) = (0.0, 0);
    while at < order.len() {
        let end = (at..order.len()).find(|i| margins[order[*i]] != margins[order[at]]).unwrap_or(order.len());
        let events = order[at..end].iter().filter(|i| y[**i] == 1.0).count();
        ranks += events as f64 * (at + end + 1) as f64 / 2.0;
        at = end;
    }
    let events = y.iter().filter(|y| **y == 1.0).count() as f64;
    let auc = (ranks - events * (events + 1.0) / 2.0) / (events * (y.len() as f64 - events));
    let loss =
        margins.iter().zip(y).map(|(m, y)| -ln(if *y == 1.0 { logistic(*m) } else { logistic(-m) })).sum::<f64>();
    (auc, loss / y.len() as f64)
}
