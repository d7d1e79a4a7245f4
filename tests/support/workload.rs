//! Tables of the benchmark suite, drawn bit for bit as its data generator says.

#![allow(dead_code)]

use bedside::math::{Draws, Matrix, exp, ln, sqrt};

/// Correlated columns: column after column of `rows`.
pub(crate) fn latent(rows: u32, columns: u32, seed: u32, rho: f64, sig: f64) -> Vec<f64> {
    let draws = Draws::new(seed, 1);
    let mut all = vec![0.0; (rows * columns) as usize];
    for i in 0..rows {
        let mut last = 0.0;
        for j in 0..columns {
            let z = draws.normal(i * columns + j);
            last = if j == 0 { z } else { rho * last + sig * z };
            all[(j * rows + i) as usize] = last;
        }
    }
    all
}

/// The sum that decides outcomes.
pub(crate) fn eta(rows: u32, columns: u32, x: &[f64]) -> Vec<f64> {
    const B: [f64; 6] = [0.5, -0.4, 0.3, -0.2, 0.1, 0.0];
    let mut eta = vec![-1.5; rows as usize];
    for j in 0..columns {
        for (e, x) in eta.iter_mut().zip(&x[(j * rows) as usize..((j + 1) * rows) as usize]) {
            *e += B[(j % 6) as usize] * x;
        }
    }
    eta
}

/// Columns less their mean, by their population standard deviation.
pub(crate) fn std(rows: u32, x: &mut [f64]) {
    for column in x.chunks_mut(rows as usize) {
        let mean = column.iter().sum::<f64>() / f64::from(rows);
        let spread = column.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(rows);
        let sd = sqrt(spread);
        column.iter_mut().for_each(|x| *x = (*x - mean) / sd);
    }
}

/// W05: columns, times, events, and the score that W05c ranks by.
pub(crate) struct Followed {
    pub(crate) x: Matrix,
    pub(crate) time: Vec<f64>,
    pub(crate) event: Vec<bool>,
    pub(crate) score: Vec<f64>,
    /// Fingerprints of the columns before they are brought to one size, and of the times.
    pub(crate) prints: [u32; 2],
}

/// W05 of the suite.
pub(crate) fn w05() -> Followed {
    let (rows, columns) = (20_000, 20);
    let mut x = latent(rows, columns, 5, 0.6, 0.8);
    let plain = Matrix::of_columns(rows as usize, x.clone()).unwrap();
    let risk = eta(rows, columns, &x);
    std(rows, &mut x);
    // The suite's C ranks by the sum of the columns brought to one size.
    let score = eta(rows, columns, &x);
    let (first, second) = (Draws::new(5, 5), Draws::new(5, 6));
    let (mut time, mut event) = (Vec::new(), Vec::new());
    for (i, eta) in (0..rows).zip(&risk) {
        let t = -ln(first.uniform(i)) / (0.1 * exp(0.5 * (eta + 1.5)));
        let c = 20.0 * second.uniform(i);
        time.push((10.0 * if t < c { t } else { c }).ceil() / 10.0);
        event.push(t <= c);
    }
    let prints = [fp_rows(&plain), fp(&time)];
    Followed { x: Matrix::of_columns(rows as usize, x).unwrap(), time, event, score, prints }
}

/// W10: scores of four digits, and outcomes.
pub(crate) fn w10(rows: u32) -> (Vec<f64>, Vec<f64>) {
    let (first, second, third) = (Draws::new(10, 1), Draws::new(10, 3), Draws::new(10, 4));
    let (mut s, mut y) = (Vec::new(), Vec::new());
    for i in 0..rows {
        let e = -1.5 + 1.3 * first.normal(i);
        y.push(f64::from(second.uniform(i) < 1.0 / (1.0 + exp(-e))));
        s.push((1e4 / (1.0 + exp(-(0.8 * e + 0.7 * third.normal(i)))) + 0.5).floor() / 1e4);
    }
    (s, y)
}

/// The fingerprint of numbers.
pub(crate) fn fp(values: &[f64]) -> u32 {
    let words = values.iter().flat_map(|x| [x.to_bits() as u32, (x.to_bits() >> 32) as u32]);
    words.enumerate().fold(0, |sum: u32, (k, word)| sum.wrapping_add(word.wrapping_mul((k % 65521) as u32 + 1)))
}

/// The same of a table as the suite has it, row after row.
pub(crate) fn fp_rows(x: &Matrix) -> u32 {
    let row_major: Vec<f64> =
        (0..x.rows()).flat_map(|i| (0..x.columns()).map(move |j| (i, j))).map(|(i, j)| x.column(j)[i]).collect();
    fp(&row_major)
}
