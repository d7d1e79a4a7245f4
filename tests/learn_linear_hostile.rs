//! Whatever numbers a table holds, linear models end, and say a number or why not.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use bedside::learn::linear::{ElasticNet, Firth, Intervals, LeastSquares, Logistic, Penalty};
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::Matrix;
use proptest::prelude::*;

/// Numbers that tables hold and that break formulas.
fn cell() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => -3.0..3.0_f64,
        4 => (0..3_i32).prop_map(f64::from),
        1 => Just(1e9),
        1 => Just(1e-9),
        1 => Just(-1e150),
        1 => Just(1e300),
        1 => Just(5e-324),
    ]
}

/// A column: drawn, of one value, or the same as the one before.
fn table() -> impl Strategy<Value = (usize, Vec<f64>, Vec<f64>, Vec<f64>, bool)> {
    (1..14_usize, 0..7_usize).prop_flat_map(|(rows, columns)| {
        let values = prop::collection::vec((0..5_u8, prop::collection::vec(cell(), rows), cell()), columns);
        let values = values.prop_map(|columns| {
            let mut all: Vec<Vec<f64>> = Vec::new();
            for (kind, drawn, one) in columns {
                let before = all.last().cloned();
                all.push(match (kind, before) {
                    (0, _) => vec![one; drawn.len()],
                    (1, Some(before)) => before.iter().map(|x| 2.0 * x).collect(),
                    _ => drawn,
                });
            }
            all.concat()
        });
        let weights = prop::collection::vec(prop_oneof![Just(0.0), Just(1.0), 0.0..5.0_f64, Just(1e-200)], rows);
        (Just(rows), values, prop::collection::vec(cell(), rows), weights, any::<bool>())
    })
}

fn estimators(intercept: bool) -> Vec<(Box<dyn Estimator>, bool)> {
    let logistic = |penalty| {
        let checked = Logistic { penalty, intercept, ..Logistic::default() }.check().unwrap();
        (Box::new(checked) as Box<dyn Estimator>, true)
    };
    let net = |alpha| {
        let checked = ElasticNet { alpha, intercept, turns: 2000, ..ElasticNet::default() }.check().unwrap();
        (Box::new(checked) as Box<dyn Estimator>, false)
    };
    vec![
        (Box::new(LeastSquares { alpha: 0.0, intercept }.check().unwrap()), false),
        (Box::new(LeastSquares { alpha: 0.5, intercept }.check().unwrap()), false),
        net(Some(0.1)),
        net(Some(0.0)),
        net(None),
        logistic(Penalty::None),
        logistic(Penalty::L2),
        logistic(Penalty::L1),
        logistic(Penalty::ElasticNet),
        (Box::new(Firth { intercept, ..Firth::default() }.check().unwrap()), true),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_fit_ends_with_numbers_or_a_reason((rows, values, y, weights, intercept) in table()) {
        let x = if values.is_empty() { Matrix::zeros(rows, 0) } else { Matrix::of_columns(rows, values).unwrap() };
        let yes: Vec<f64> = y.iter().map(|y| f64::from(u8::from(*y > 0.5))).collect();
        let (number, yes) = (Outcome::Continuous(y), Outcome::Binary(yes));
        for weights in [None, Some(weights.as_slice())] {
            for (estimator, binary) in estimators(intercept) {
                let sample = Sample { x: &x, y: if binary { &yes } else { &number }, weights };
                match estimator.fit(sample) {
                    Ok(fitted) => {
                        let bedside::score::model::Predictor::Linear(linear) = &fitted.predictor else { panic!("a linear model is linear") };
                        prop_assert_eq!(linear.weights.len(), x.columns());
                        let whole = linear.weights.iter().chain([&linear.intercept]).all(|w| w.is_finite());
                        prop_assert!(whole, "{} {:?} {:?}", estimator.key(), linear, fitted.notes);
                        if let Some(table) = fitted.table {
                            prop_assert!(table.standard_error.iter().all(|e| *e >= 0.0), "{} {:?}", estimator.key(), table);
                        }
                    }
                    Err(error) => prop_assert!(error.key.starts_with("learn."), "{}", error),
                }
            }
            let firth = Firth { intercept, intervals: Intervals::Profile, ..Firth::default() }.check().unwrap();
            if let Ok(fit) = firth.fit_with_intervals(Sample { x: &x, y: &yes, weights }) {
                prop_assert!(fit.intervals.iter().all(|one| one.low <= one.high), "{:?}", fit.intervals);
            }
        }
    }
}
