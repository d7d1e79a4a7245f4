//! W01: a million people scored, from raw columns with gaps to shares; in columns, and row by row as JavaScript has them.

use bedside::learn::linear::Logistic;
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::{Draws, exp};
use bedside::prepare::pipeline::PipelineSettings;
use bedside::record::{Cells, Column, Frame};
use bedside::score::model::{Scorer, Task};

use super::table::workload;
use super::{Check, Work, near, work};

const ROWS: u32 = 1_000_000;
const COLUMNS: usize = 30;
/// The model is fitted on so many of the rows.
const FITTED: u32 = 100_000;

fn name(j: usize) -> String {
    format!("x{j}")
}

fn frame(columns: Vec<Vec<f64>>) -> Frame {
    let column = |(j, values): (usize, Vec<f64>)| Column { name: name(j), cells: Cells::Numbers(values) };
    Frame::new(columns.into_iter().enumerate().map(column).collect()).unwrap()
}

/// The model, and the table it scores.
fn people() -> (Scorer, Frame) {
    let n = ROWS as usize;
    let mut values = workload::latent(ROWS, COLUMNS as u32, 1, 0.6, 0.8);
    let (coin, gone) = (Draws::new(1, 3), Draws::new(1, 2));
    let happened = |(i, e): (u32, &f64)| f64::from(u8::from(coin.uniform(i) < 1.0 / (1.0 + exp(-e))));
    let y: Vec<f64> = (0..FITTED).zip(&workload::eta(ROWS, COLUMNS as u32, &values)).map(happened).collect();
    for (j, column) in values.chunks_exact_mut(n).enumerate() {
        let (at, spread) = (10.0 * (j % 7) as f64, [0.5, 1.0, 2.0, 4.0, 8.0][j % 5]);
        for (i, x) in (0_u32..).zip(column) {
            let lost = gone.bits(i * COLUMNS as u32 + j as u32) < 214_748_365;
            *x = if lost { f64::NAN } else { at + spread * *x };
        }
    }
    let frame = frame(values.chunks_exact(n).map(<[f64]>::to_vec).collect());
    let names: Vec<String> = (0..COLUMNS).map(name).collect();
    let settings = PipelineSettings::of(names.iter().map(String::as_str)).check().unwrap();
    let (pipeline, x) = settings.fit(&frame, &(0..FITTED).collect::<Vec<u32>>(), None).unwrap();
    let y = Outcome::Binary(y);
    let fitted = Logistic::default().check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
    (Scorer { task: Task::Binary, pipeline, predictor: fitted.predictor, recalibration: None }, frame)
}

fn checks(shares: &[f64]) -> Vec<Check> {
    vec![near("sumP", shares.iter().sum(), 224_363.965_6, 0.001), near("p0", shares[0], 0.212_448_6, 1e-6)]
}

/// Columns that stand in memory already.
pub(super) fn columns(_: &[u8]) -> Box<dyn Work> {
    let (scorer, frame) = people();
    work(move || scorer.answers(&frame).unwrap(), |shares: &Vec<f64>| checks(shares))
}

/// Rows one behind the other, taken apart into columns on the way.
pub(super) fn rows(_: &[u8]) -> Box<dyn Work> {
    let (scorer, table) = people();
    let mut flat = vec![0.0; ROWS as usize * COLUMNS];
    for (j, column) in table.columns().iter().enumerate() {
        let Cells::Numbers(values) = &column.cells else { continue };
        flat.iter_mut().skip(j).step_by(COLUMNS).zip(values).for_each(|(to, x)| *to = *x);
    }
    drop(table);
    let score = move || {
        let mut shares = Vec::with_capacity(ROWS as usize);
        for rows in flat.chunks(2048 * COLUMNS) {
            let column = |j| rows.iter().skip(j).step_by(COLUMNS).copied().collect();
            shares.extend(scorer.answers(&frame((0..COLUMNS).map(column).collect())).unwrap());
        }
        shares
    };
    work(score, |shares: &Vec<f64>| checks(shares))
}
