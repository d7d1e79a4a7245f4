//! Curves of a very skewed column, whose made columns tell nearly the same, against peers that were given an orthogonal basis
//! of the same curves (`scripts/reference/knots.py`).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use bedside::learn::linear::Firth;
use bedside::learn::survival::CoxSettings;
use bedside::learn::{Estimator, FitNote, Fitted, Outcome, Sample};
use bedside::math::{Draws, Matrix};
use bedside::prepare::pipeline::PipelineSettings;
use bedside::record::{Cells, Column, Frame};
use serde_json::Value;

const SEED: u32 = 31;
const ROWS: u32 = 400;

fn drawn(stream: u32, of: impl Fn(Draws, u32) -> f64) -> Vec<f64> {
    (0..ROWS).map(|i| of(Draws::new(SEED, stream), i)).collect()
}

fn matrix(knots: u64) -> Matrix {
    let a = drawn(1, |draws, i| draws.normal(i));
    let skew = drawn(2, |draws, i| (100.0 * (2.5 * draws.normal(i)).exp() + 0.5).floor() / 100.0);
    let columns = [("a", a), ("skew", skew)];
    let columns = columns.map(|(name, values)| Column { name: name.to_owned(), cells: Cells::Numbers(values) });
    let mut settings = PipelineSettings::of(["a", "skew"]);
    settings.columns.iter_mut().for_each(|column| column.knots = knots as usize);
    let rows: Vec<u32> = (0..ROWS).collect();
    settings.check().unwrap().fit(&Frame::new(columns.to_vec()).unwrap(), &rows, None).unwrap().1
}

fn survival() -> Outcome {
    let a = drawn(1, |draws, i| draws.normal(i));
    let seen = drawn(3, |draws, i| 2.0 + 18.0 * draws.uniform(i));
    let came = drawn(4, |draws, i| -draws.uniform(i).ln() * 8.0 * (-1.2 * a[i as usize]).exp());
    let time = came.iter().zip(&seen).map(|(came, seen)| (came.min(*seen) * 10.0).ceil() / 10.0).collect();
    Outcome::Survival { time, event: came.iter().zip(&seen).map(|(came, seen)| came <= seen).collect() }
}

fn yes() -> Outcome {
    let a = drawn(1, |draws, i| draws.normal(i));
    let chance = |i: u32| 1.0 / (1.0 + (-a[i as usize]).exp());
    Outcome::Binary(drawn(5, |draws, i| f64::from(u8::from(draws.uniform(i) < chance(i)))))
}

fn reference(kind: &str) -> Vec<Value> {
    let text = include_str!("fixtures/learn/knots.json");
    serde_json::from_str::<Value>(text).unwrap()[kind].as_array().unwrap().clone()
}

/// The first margins, and the greatest by which they miss the reference's.
fn miss(fitted: &Fitted, x: &Matrix, wanted: &Value) -> f64 {
    let margins = fitted.predictor.margins(x);
    let wanted: Vec<f64> = wanted.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
    margins.iter().zip(wanted).fold(0.0, |most: f64, (got, want)| most.max((got - want).abs()))
}

fn keys(notes: &[FitNote]) -> Vec<&str> {
    notes.iter().map(|note| note.key.as_str()).collect()
}

#[test]
fn cox_finds_the_top_whatever_the_columns_tell_alike() {
    for r in reference("cox") {
        let x = matrix(r["knots"].as_u64().unwrap());
        let y = survival();
        let fitted = CoxSettings::default().check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
        let log = fitted.table.as_ref().unwrap().log_likelihood;
        let (apart, miss) = (log - r["log"].as_f64().unwrap(), miss(&fitted, &x, &r["margins"]));
        println!("{} {:?} {apart:e} {miss:e}", r["knots"], fitted.notes);
        assert!(apart.abs() < 1e-7 && miss < 1e-4, "{} knots: {apart:e} {miss:e}", r["knots"]);
        assert_eq!(keys(&fitted.notes), [""; 0]);
    }
}

#[test]
fn firth_finds_the_top_whatever_the_columns_tell_alike() {
    for r in reference("firth") {
        let x = matrix(r["knots"].as_u64().unwrap());
        let y = yes();
        let fitted = Firth::default().check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
        let miss = miss(&fitted, &x, &r["margins"]);
        println!("{} {:?} {miss:e}", r["knots"], fitted.notes);
        assert!(miss < 1e-5, "{} knots: {miss:e}", r["knots"]);
        assert_eq!(keys(&fitted.notes), [""; 0]);
    }
}
