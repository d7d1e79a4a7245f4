//! Networks and recalibration beside what numpy, scikit-learn and statsmodels give (`scripts/reference/net.py`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use bedside::learn::net::NetSettings;
use bedside::learn::recalibrate::{Way, recalibrate};
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::Matrix;
use bedside::score::model::Recalibration;
use serde_json::Value;

fn fixture(part: &str) -> Value {
    let path = support::repository().join("tests/fixtures/learn/net.json");
    let all: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    all[part].clone()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

fn near(got: f64, want: f64, within: f64) {
    assert!((got - want).abs() <= within, "{got} {want}");
}

#[test]
fn three_epochs_lead_where_numpy_goes() {
    let reference = fixture("training");
    let x = Matrix::of_columns(64, numbers(&reference["x"])).unwrap();
    let y = Outcome::Binary(numbers(&reference["y"]));
    let settings = NetSettings {
        layers: vec![7],
        rate: 0.01,
        batch: 16,
        epochs: 3,
        penalty: 0.01,
        patience: 0,
        scale: false,
        seed: 3,
        ..NetSettings::default()
    };
    let fitted = settings.check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
    for (got, want) in fitted.predictor.margins(&x).iter().zip(numbers(&reference["margins"])) {
        near(*got, want, 2e-5);
    }
}

#[test]
fn recalibration_is_that_of_the_references() {
    let reference = fixture("recalibration");
    let (margins, y) = (numbers(&reference["margins"]), numbers(&reference["y"]));
    let fit = |way| recalibrate(way, &margins, &y, None).unwrap();
    let line = |way| match fit(way) {
        Recalibration::Line { intercept, slope } => [intercept, slope],
        Recalibration::Steps(_) => panic!("{way:?}"),
    };
    for (got, want) in line(Way::Slope).into_iter().zip(numbers(&reference["slope"])) {
        near(got, want, 1e-8);
    }
    near(line(Way::Intercept)[0], reference["intercept"].as_f64().unwrap(), 1e-8);
    // scikit-learn stops its search earlier.
    for (got, want) in line(Way::Platt).into_iter().zip(numbers(&reference["platt"])) {
        near(got, want, 1e-4);
    }
    let steps = fit(Way::Isotonic);
    for (at, want) in numbers(&reference["at"]).into_iter().zip(numbers(&reference["isotonic"])) {
        near(steps.share(at), want, 1e-12);
    }
}
