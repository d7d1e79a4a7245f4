//! What a study promises of its answers holds as often as it says.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use bedside::export::model::Conformal;
use bedside::learn::study::Protocol;
use bedside::math::{Draws, logistic};
use bedside::record::{Cells, Column, Frame};
use bedside::session::workbench::{StudyModel, StudyRun};
use serde_json::{Value, json};

const PEOPLE: u32 = 1000;

fn people() -> Frame {
    let draws = |stream: u32| (0..PEOPLE).map(move |k| Draws::new(5, stream).normal(k));
    let x: Vec<f64> = draws(1).collect();
    let y: Vec<f64> = x.iter().zip(draws(2)).map(|(x, e)| 3.0 * x + e).collect();
    let happened = |(k, x): (u32, &f64)| f64::from(u8::from(Draws::new(5, 3).uniform(k) < logistic(2.0 * x - 1.0)));
    let event: Vec<f64> = (0..PEOPLE).zip(&x).map(happened).collect();
    let column = |(name, values): (&str, Vec<f64>)| Column { name: name.to_owned(), cells: Cells::Numbers(values) };
    Frame::new([("x", x), ("y", y), ("event", event)].map(column).to_vec()).unwrap()
}

fn study(outcome: &Value, kind: &str, promise: f64) -> Result<StudyModel, bedside::Error> {
    let question = json!({ "outcome": outcome, "predictors": ["x"] });
    let protocol = json!({ "question": question, "model": { "kind": kind }, "promise": promise });
    let protocol: Protocol = serde_json::from_value(protocol).unwrap();
    let mut run = StudyRun::begin(protocol, &people(), "promise", "2026-11-29".parse().unwrap())?;
    while !run.step()? {}
    run.finish()
}

#[test]
fn intervals_are_as_wide_as_the_promise_asks() {
    let number = json!({ "task": "continuous", "column": "y" });
    for (promise, half_width) in [(0.5, 0.674), (0.9, 1.645), (0.95, 1.960)] {
        let model = study(&number, "leastSquares", promise).unwrap();
        let Some(Conformal::Band(band)) = model.file.conformal else { panic!("no band") };
        assert!((band.misses - (1.0 - promise)).abs() < 1e-12);
        // The noise is normal, of spread 1.
        assert!((band.reach.unwrap() - half_width).abs() < 0.1, "{promise}: {:?}", band.reach);
    }
}

#[test]
fn sets_hold_either_answer_as_often_as_promised() {
    let event = json!({ "task": "binary", "column": "event", "happened": { "yes": ["1"] } });
    let model = study(&event, "logistic", 0.9).unwrap();
    let Some(Conformal::Sets(sets)) = model.file.conformal else { panic!("no sets") };
    assert!((sets.misses - 0.1).abs() < 1e-12);
    // Nobody at even odds is sure of either, and whoever is far from even is sure of one.
    let at = |share| sets.classes(share);
    assert!(at(0.4).no && at(0.4).yes);
    assert!(at(0.01).no && !at(0.01).yes && at(0.99).yes && !at(0.99).no);
}

#[test]
fn a_promise_that_nobody_could_mean_is_refused() {
    let number = json!({ "task": "continuous", "column": "y" });
    for promise in [0.1, 0.995, -1.0] {
        let error = study(&number, "leastSquares", promise).unwrap_err();
        assert_eq!(error.key, "learn.setting", "{promise}");
        assert_eq!(error.args["name"], "promise");
    }
}
