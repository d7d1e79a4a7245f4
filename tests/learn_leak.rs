//! Nothing of the rows that judge reaches the rows that are fitted on: over shuffled outcomes the whole preparation tells
//! nothing, and a planted leak is caught.
//!
//! The score is the simplest there is (the difference of the classes' means), so that the preparation alone is judged; an
//! estimator takes its place once it can be named here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use bedside::learn::split::{Rows, SplitSettings};
use bedside::math::{Draws, Matrix};
use bedside::prepare::pipeline::{Encode, Impute, PipelineSettings};
use bedside::prepare::quality::{LeakWhy, Target, auroc, outcome_quality};
use bedside::record::{Cells, Column, Frame};

const ROWS: u32 = 120;
/// Enough columns that some of them seem to tell something of the outcome: who chooses by all rows is misled.
const COLUMNS: u32 = 16;

fn table() -> Frame {
    let draws = Draws::new(6, 1);
    let number = |stream: u32| {
        let cell = |i: u32| {
            if draws.bits(stream * 7000 + i).is_multiple_of(10) { f64::NAN } else { draws.normal(stream * 9000 + i) }
        };
        Cells::Numbers((0..ROWS).map(cell).collect())
    };
    let codes = (0..ROWS).map(|i| draws.bits(77_000 + i) % 40).collect();
    let words = (0..40).map(|k| format!("w{k}")).collect();
    let mut columns: Vec<Column> =
        (0..COLUMNS).map(|j| Column { name: format!("x{j}"), cells: number(j + 1) }).collect();
    columns.push(Column { name: "word".to_owned(), cells: Cells::Words { codes, words } });
    Frame::new(columns).unwrap()
}

/// Difference of the classes' means as weights.
fn weights(x: &Matrix, y: &[f64]) -> Vec<f64> {
    let mean = |column: &[f64], class: f64| {
        let own: Vec<f64> = column.iter().zip(y).filter(|(_, y)| **y == class).map(|(x, _)| *x).collect();
        own.iter().sum::<f64>() / own.len() as f64
    };
    (0..x.columns()).map(|j| mean(x.column(j), 1.0) - mean(x.column(j), 0.0)).collect()
}

/// Mean AUROC of stratified folds; `apart` fits on the training rows only, otherwise on all rows, which is the mistake.
fn judged(frame: &Frame, y: &[f64], seed: u32, apart: bool) -> f64 {
    let mut settings = PipelineSettings::of(frame.columns().iter().map(|column| column.name.as_str()));
    for (at, column) in settings.columns.iter_mut().enumerate() {
        column.impute = if at < 6 { Impute::Iterative } else { Impute::Median };
        column.encode = Encode::Target { smooth: 1.0, folds: 4 };
    }
    settings.columns[0].knots = 4;
    settings.interactions = vec![["x1".to_owned(), "x2".to_owned()]];
    settings.select.best = 4;
    let pipeline = settings.check().unwrap();
    let class: Vec<u32> = y.iter().map(|y| *y as u32).collect();
    let split = SplitSettings { seed, ..SplitSettings::default() }.check().unwrap();
    let folds = split.folds(Rows { rows: y.len(), class: Some(&class), ..Rows::default() }).unwrap();
    let all: Vec<u32> = (0..ROWS).collect();
    let mut sum = 0.0;
    for fold in &folds {
        let (fitted, x) = pipeline.fit(frame, if apart { &fold.train } else { &all }, Some(y)).unwrap();
        let rows = if apart { &fold.train } else { &all };
        let known: Vec<f64> = rows.iter().map(|row| y[*row as usize]).collect();
        let w = weights(&x, &known);
        let test = fitted.transform(&frame.take(&fold.test)).unwrap();
        let score: Vec<f64> =
            (0..test.rows()).map(|row| (0..test.columns()).map(|j| w[j] * test.column(j)[row]).sum()).collect();
        let event: Vec<bool> = fold.test.iter().map(|row| y[*row as usize] == 1.0).collect();
        sum += auroc(&score, &event).unwrap();
    }
    sum / folds.len() as f64
}

fn shuffled(seed: u32) -> Vec<f64> {
    let draws = Draws::new(seed, 9);
    let mut order: Vec<(u32, u32)> = (0..ROWS).map(|i| (draws.bits(i), i)).collect();
    order.sort_unstable();
    order.iter().map(|(_, i)| f64::from(u8::from(i % 3 == 0))).collect()
}

#[test]
fn shuffled_outcomes_tell_nothing() {
    let frame = table();
    let mean = |apart: bool| {
        let all: Vec<f64> = (0..200).map(|seed| judged(&frame, &shuffled(seed), seed, apart)).collect();
        let mean = all.iter().sum::<f64>() / 200.0;
        let variance = all.iter().map(|a| (a - mean).powi(2)).sum::<f64>() / 199.0;
        (mean, (variance / 200.0).sqrt())
    };
    let (right, error) = mean(true);
    assert!((right - 0.5).abs() <= 3.0 * error, "{right} ± {error}");
    // The test can fail: fitted on all rows, the same preparation tells what it cannot know.
    let (wrong, error) = mean(false);
    assert!(wrong - 0.5 > 10.0 * error, "{wrong} ± {error}");
}

#[test]
fn a_planted_leak_is_caught() {
    let y = shuffled(1);
    let mut columns = table().columns().to_vec();
    let treated = y.iter().zip(0..).map(|(y, i)| y * 10.0 + f64::from(i % 5)).collect();
    columns.push(Column { name: "after".to_owned(), cells: Cells::Numbers(treated) });
    let told = outcome_quality(&Frame::new(columns).unwrap(), &[], Target::Binary(&y), None, None);
    let leaks: Vec<_> = told.leaks.iter().map(|leak| (leak.column.as_str(), leak.why)).collect();
    assert_eq!(leaks, [("after", LeakWhy::Values)]);
}
