//! A made-up table of people with numbers, words and days, some cells empty, and models of every kind fitted on it.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use bedside::learn::additive::AdditiveSettings;
use bedside::learn::linear::{LeastSquares, Logistic};
use bedside::learn::net::NetSettings;
use bedside::learn::survival::{CoxSettings, HazardSettings};
use bedside::learn::tree::{BoostingSettings, ForestSettings};
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::Draws;
use bedside::prepare::pipeline::{Encode, Impute, PipelineSettings};
use bedside::record::{Cells, Column, Frame, NO_WORD};
use bedside::score::model::{Scorer, Task};

pub(crate) const PEOPLE: u32 = 400;
pub(crate) const COLUMNS: [&str; 5] = ["age", "sbp", "smoker", "site", "seen"];

/// The table: `idle` is a column that no model reads.
pub(crate) fn table() -> Frame {
    let normal = |stream: u32| (0..PEOPLE).map(move |row| Draws::new(5, stream).normal(row));
    let gone = |stream: u32, row: u32| Draws::new(6, stream).uniform(row) < 0.06;
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
    let pick = |stream: u32, of: u32| {
        let code = move |row| if gone(stream, row) { NO_WORD } else { Draws::new(7, stream).bits(row) % of };
        (0..PEOPLE).map(code).collect()
    };
    let age = normal(1).zip(0..).map(|(z, row)| if gone(1, row) { f64::NAN } else { (60.0 + 10.0 * z).round() });
    let columns = [
        ("age", Cells::Numbers(age.collect())),
        ("sbp", Cells::Numbers(normal(2).map(|z| 135.0 + 18.0 * z).collect())),
        ("smoker", Cells::Words { codes: pick(3, 3), words: words(&["no", "former", "现在"]) }),
        ("site", Cells::Words { codes: pick(4, 4), words: words(&["a", "b", "c", "d"]) }),
        ("seen", Cells::Days((0..PEOPLE).map(|row| 15_000 + (Draws::new(8, 1).bits(row) % 3000) as i32).collect())),
        ("idle", Cells::Numbers(normal(9).collect())),
    ];
    let column = |(name, cells): (&str, Cells)| Column { name: name.to_owned(), cells };
    Frame::new(columns.into_iter().map(column).collect()).unwrap()
}

fn eta(frame: &Frame) -> Vec<f64> {
    let number = |name: &str| match &frame.column(name).unwrap().cells {
        Cells::Numbers(numbers) => numbers.iter().map(|x| if x.is_nan() { 60.0 } else { *x }).collect::<Vec<f64>>(),
        other => panic!("{other:?}"),
    };
    let Cells::Words { codes, .. } = &frame.column("smoker").unwrap().cells else { panic!() };
    let (age, sbp) = (number("age"), number("sbp"));
    let one = |row: usize| {
        let (age, sbp) = ((age[row] - 60.0) / 10.0, (sbp[row] - 135.0) / 18.0);
        -0.5 + 0.9 * age + 0.6 * sbp + 0.5 * age * sbp + if codes[row] == 2 { 1.2 } else { 0.0 }
    };
    (0..frame.rows()).map(one).collect()
}

pub(crate) fn happened(frame: &Frame) -> Vec<f64> {
    let draw = |(row, eta): (u32, f64)| f64::from(u8::from(Draws::new(9, 2).uniform(row) < 1.0 / (1.0 + (-eta).exp())));
    (0..).zip(eta(frame)).map(draw).collect()
}

fn followed(frame: &Frame) -> Outcome {
    let time = (0..).zip(eta(frame)).map(|(row, eta)| -Draws::new(9, 3).uniform(row).ln() * 6.0 * (-0.6 * eta).exp());
    let time: Vec<f64> = time.map(|t: f64| t.clamp(0.01, 10.0)).collect();
    Outcome::Survival { event: time.iter().map(|t| *t < 10.0).collect(), time }
}

/// What the pipeline does: words a column each and everything filled; or words in an order, nothing filled, nothing scaled.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Made {
    Plain,
    Curved,
    Left,
}

pub(crate) fn pipeline(made: Made) -> PipelineSettings {
    let mut settings = PipelineSettings::of(COLUMNS);
    match made {
        Made::Plain => {}
        Made::Curved => {
            settings.columns[0].indicator = true;
            settings.columns[0].impute = Impute::Iterative;
            settings.columns[1].knots = 4;
            settings.interactions = vec![["age".to_owned(), "smoker".to_owned()]];
        }
        Made::Left => {
            for column in &mut settings.columns {
                column.impute = Impute::Leave;
                column.standardise = false;
            }
            let order = |list: &[&str]| Encode::Ordered { words: list.iter().map(|word| (*word).to_owned()).collect() };
            settings.columns[2].encode = order(&["no", "former", "现在"]);
            settings.columns[3].encode = order(&["a", "b", "c", "d"]);
        }
    }
    settings
}

/// Every kind of model, by name.
pub(crate) const KINDS: [&str; 10] =
    ["logistic", "curved", "least", "cox", "hazards", "boosting", "words", "forest", "additive", "net"];

/// A model of a kind, fitted on all rows of [`table`].
pub(crate) fn scorer(kind: &str) -> Scorer {
    let frame = table();
    let made = match kind {
        "curved" => Made::Curved,
        "boosting" | "additive" => Made::Left,
        _ => Made::Plain,
    };
    let rows: Vec<u32> = (0..PEOPLE).collect();
    let (pipeline, x) = pipeline(made).check().unwrap().fit(&frame, &rows, None).unwrap();
    let binary = Outcome::Binary(happened(&frame));
    let survival = Task::Survival { horizon: 5.0 };
    let number = Outcome::Continuous(eta(&frame));
    let boosting = BoostingSettings { trees: 12, depth: 3, rate: 0.4, ..Default::default() };
    let forest = ForestSettings { trees: 8, ..Default::default() };
    let additive =
        AdditiveSettings { turns: 30, pairs: 2, bags: 2, min_rows: 5, categories: vec![2, 3], ..Default::default() };
    let net = NetSettings { layers: vec![6], epochs: 6, ..Default::default() };
    let (estimator, outcome, task): (Box<dyn Estimator>, Outcome, Task) = match kind {
        "least" => (Box::new(LeastSquares::default().check().unwrap()), number, Task::Continuous),
        "cox" => (Box::new(CoxSettings::default().check().unwrap()), followed(&frame), survival),
        "hazards" => (Box::new(HazardSettings::default().check().unwrap()), followed(&frame), survival),
        "boosting" | "words" => (Box::new(boosting.check().unwrap()), binary, Task::Binary),
        "forest" => (Box::new(forest.check().unwrap()), binary, Task::Binary),
        "additive" => (Box::new(additive.check().unwrap()), binary, Task::Binary),
        "net" => (Box::new(net.check().unwrap()), binary, Task::Binary),
        _ => (Box::new(Logistic::default().check().unwrap()), binary, Task::Binary),
    };
    let fitted = estimator.fit(Sample { x: &x, y: &outcome, weights: None }).unwrap();
    let scorer = Scorer { task, pipeline, predictor: fitted.predictor, recalibration: None };
    scorer.check().unwrap();
    scorer
}

/// The rows named, as a table.
pub(crate) fn some(frame: &Frame, rows: std::ops::Range<u32>) -> Frame {
    frame.take(&rows.collect::<Vec<u32>>())
}
