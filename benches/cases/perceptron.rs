//! W07, W08: a perceptron 30-64-32-1 learned, and a million rows scored, in short numbers.

use std::rc::Rc;

use bedside::learn::net::NetSettings;
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::{Draws, Matrix, logistic};
use bedside::score::model::{Net, Predictor, Task};

use super::table::clin::{clin, judge};
use super::table::{rows, standardise};
use super::{Check, Work, most, near, work};

const COLUMNS: usize = 30;
const MILLION: u32 = 1_000_000;

fn settings(epochs: usize) -> NetSettings {
    NetSettings { seed: 7, epochs, penalty: 0.0, patience: 0, scale: false, ..NetSettings::default() }
}

pub(super) fn learn(_: &[u8]) -> Box<dyn Work> {
    let (mut table, y) = clin(120_000, COLUMNS, 6, false);
    standardise(&mut table);
    for j in 0..COLUMNS {
        table.column_mut(j).iter_mut().for_each(|x| *x = f64::from(*x as f32));
    }
    let (x, test_x) = (rows(&table, 0, 100_000), rows(&table, 100_000, 120_000));
    let (y, test_y) = (Outcome::Binary(y[..100_000].to_vec()), y[100_000..].to_vec());
    let checked = settings(10).check().unwrap();
    let run = move || checked.fit(Sample { x: &x, y: &y, weights: None }).unwrap();
    work(run, move |fitted| {
        let (area, lost) = judge(&fitted.predictor.margins(&test_x), &test_y);
        vec![near("auroc", area, 0.7938, 0.0015), near("logLoss", lost, 0.4184, 0.001)]
    })
}

/// W07's network before it learned anything: one step at a pace too small to move a weight of that size.
fn first_network() -> Net {
    let x = Matrix::zeros(2, COLUMNS);
    let y = Outcome::Binary(vec![0.0, 1.0]);
    let still = NetSettings { rate: 1e-8, layers: vec![64, 32], ..settings(1) };
    let fitted = still.check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
    let Predictor::Net(net) = fitted.predictor else { unreachable!() };
    net
}

/// Rows in short numbers, one after the other.
fn short_rows() -> Vec<f32> {
    let draws = Draws::new(1, 1);
    let mut all = Vec::with_capacity(MILLION as usize * COLUMNS);
    for i in 0..MILLION {
        let mut last = 0.0;
        for j in 0..COLUMNS as u32 {
            let z = draws.normal(i * COLUMNS as u32 + j);
            last = if j == 0 { z } else { 0.6 * last + 0.8 * z };
            all.push(last as f32);
        }
    }
    all
}

fn judged(sum: f64) -> Check {
    near("sum", sum, 448_608.959, 0.05)
}

pub(super) fn score_rows(_: &[u8]) -> Box<dyn Work> {
    let (net, rows) = (Rc::new(first_network()), Rc::new(short_rows()));
    let (held, kept) = (net.clone(), rows.clone());
    work(
        move || net.row_shares(&rows).unwrap(),
        move |shares| {
            let sum = shares.iter().map(|p| f64::from(*p)).sum();
            vec![judged(sum), most("maxError", worst(&held, &kept, shares), 1e-5)]
        },
    )
}

pub(super) fn score_columns(_: &[u8]) -> Box<dyn Work> {
    let model = Predictor::Net(first_network());
    let mut columns = Matrix::zeros(MILLION as usize, COLUMNS);
    let rows = short_rows();
    for j in 0..COLUMNS {
        columns.column_mut(j).iter_mut().zip(rows.chunks_exact(COLUMNS)).for_each(|(to, row)| *to = f64::from(row[j]));
    }
    work(move || model.answers(&columns, Task::Binary), |shares| vec![judged(shares.iter().sum())])
}

/// The greatest distance from the formula in long numbers, over the first 20,000 rows.
fn worst(net: &Net, rows: &[f32], shares: &[f32]) -> f64 {
    let mut most: f64 = 0.0;
    for (row, share) in rows.chunks_exact(COLUMNS).zip(shares).take(20_000) {
        let mut h: Vec<f64> = row.iter().map(|x| f64::from(*x)).collect();
        for (i, layer) in net.layers.iter().enumerate() {
            let sums = layer.weights.chunks_exact(layer.inputs).zip(&layer.biases);
            let sums = sums.map(|(w, b)| w.iter().zip(&h).fold(f64::from(*b), |sum, (w, h)| sum + f64::from(*w) * h));
            h = sums.map(|x| if i + 1 < net.layers.len() { x.max(0.0) } else { x }).collect();
        }
        most = most.max((logistic(h[0]) - f64::from(*share)).abs());
    }
    most
}
