//! Explainable boosting against interpret, by its promises, and where tables are poor.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

mod support {
    pub(crate) mod clin;
}

use bedside::learn::additive::AdditiveSettings;
use bedside::learn::{Estimator, Fitted, Outcome, Sample};
use bedside::math::{Draws, Matrix};
use bedside::score::model::{Additive, AxisBins, Predictor, Task};
use support::clin::{clin, judge};

fn model(fitted: &Fitted) -> &Additive {
    match &fitted.predictor {
        Predictor::Additive(model) => model,
        other => panic!("{other:?}"),
    }
}

fn fit(settings: AdditiveSettings, x: &Matrix, y: &Outcome) -> Fitted {
    let fitted = settings.check().unwrap().fit(Sample { x, y, weights: None }).unwrap();
    model(&fitted).check().unwrap();
    fitted
}

#[test]
fn curves_do_as_well_as_those_of_interpret_and_pairs_add_to_them() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/learn/trees.json");
    let reference: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (x, y) = clin(5_000, 8, 6, true);
    let (train, test): (Vec<u32>, Vec<u32>) = ((0..2_500).collect(), (2_500..5_000).collect());
    let (test_x, fit_y) = (x.take(&test), Outcome::Binary(y[..2_500].to_vec()));
    let mut losses = Vec::new();
    for (name, pairs) in [("additive", 0), ("additivePairs", 3)] {
        let settings = AdditiveSettings { bags: 4, pairs, ..Default::default() };
        let fitted = fit(settings, &x.take(&train), &fit_y);
        let (auc, loss) = judge(&fitted.predictor.margins(&test_x), &y[2_500..]);
        let theirs = |what: &str| reference[name][what].as_f64().unwrap();
        let (their_auc, their_loss) = (theirs("auroc"), theirs("logLoss"));
        assert!(
            auc > their_auc - 0.006 && loss < their_loss + 0.003,
            "{name} {auc} {loss}, they {their_auc} {their_loss}"
        );
        losses.push(loss);
    }
    assert!(losses[1] < losses[0]);
}

#[test]
fn a_planted_pair_is_found_and_only_what_is_shared_lies_in_its_surface() {
    let draws = Draws::new(8, 1);
    let n = 3_000;
    let x = Matrix::of_columns(n, (0..n as u32 * 4).map(|i| draws.normal(i)).collect()).unwrap();
    let target = |i: usize| {
        let [a, b, c] = [0, 1, 2].map(|column| x.column(column)[i]);
        2.0 * b + if (a > 0.0) == (c > 0.0) { 1.0 } else { -1.0 }
    };
    let y: Vec<f64> = (0..n).map(target).collect();
    let settings = AdditiveSettings { bags: 2, pairs: 1, ..Default::default() };
    let fitted = fit(settings, &x, &Outcome::Continuous(y.clone()));
    let found = model(&fitted);
    let surface = &found.surfaces[0];
    assert_eq!((surface.one.column, surface.other.column), (0, 2));
    let answers = fitted.predictor.answers(&x, Task::Continuous);
    let error = answers.iter().zip(&y).map(|(a, y)| (a - y) * (a - y)).sum::<f64>() / n as f64;
    // The pair alone has variance 1; its borders lie inside one of 32 bins of each side.
    assert!(error < 0.1, "{error}");
    // Terms add up to the margin in their order, each has mean 0 over the table.
    let terms = found.terms(&x);
    for (row, answer) in answers.iter().enumerate() {
        assert_eq!(terms.iter().fold(found.intercept, |sum, term| sum + term[row]), *answer);
    }
    for term in &terms {
        assert!((term.iter().sum::<f64>() / n as f64).abs() < 1e-9);
    }
    assert_eq!(found.curves[0].spread.len(), found.curves[0].values.len());
}

#[test]
fn categories_have_values_of_their_own() {
    let draws = Draws::new(5, 1);
    let codes: Vec<f64> = (0..3_000).map(|i| f64::from(draws.bits(i) % 6) * 7.0).collect();
    let y: Vec<f64> = codes.iter().map(|code| ((code / 7.0) as u32 * 5 % 7).into()).collect();
    let x = Matrix::of_columns(3_000, codes).unwrap();
    let settings = AdditiveSettings { bags: 1, rate: 0.3, categories: vec![0], ..Default::default() };
    let fitted = fit(settings, &x, &Outcome::Continuous(y.clone()));
    let answers = fitted.predictor.answers(&x, Task::Continuous);
    assert!(answers.iter().zip(&y).all(|(a, y)| (a - y).abs() < 0.01));
    assert_eq!(model(&fitted).curves[0].axis.bins, AxisBins::Codes(vec![0, 7, 14, 21, 28, 35]));
}

#[test]
fn poor_tables_are_borne() {
    let nan = f64::NAN;
    let yes_no = Outcome::Binary(vec![0.0, 1.0, 0.0, 1.0, 1.0, 0.0]);
    let numbers = Outcome::Continuous(vec![1e200, -1e200, 3.0, 0.0, 1e-300, 2.0]);
    let tables = [
        vec![nan; 6],
        vec![7.0; 6],
        vec![1.0, 2.0, nan, 4.0, 5.0, 6.0, 0.0, 0.0, 0.0, 1.0, 1.0, nan],
        (0..120).map(f64::from).collect(),
        vec![f64::MAX, -f64::MAX, f64::MIN_POSITIVE, 0.0, -0.0, nan],
    ];
    for values in tables {
        let x = Matrix::of_columns(6, values).unwrap();
        for y in [&yes_no, &numbers] {
            for weights in [None, Some(&[0.0, 1.0, 1.0, 0.5, 0.0, 2.0][..])] {
                let settings = AdditiveSettings {
                    bags: 2,
                    pairs: 3,
                    turns: 60,
                    min_rows: 1,
                    categories: vec![1],
                    ..Default::default()
                };
                let fitted = settings.check().unwrap().fit(Sample { x: &x, y, weights }).unwrap();
                model(&fitted).check().unwrap();
                assert!(fitted.predictor.margins(&x).iter().all(|margin| margin.is_finite()));
            }
        }
    }
    let x = Matrix::of_columns(3, vec![1.0, 3.0, 5.0]).unwrap();
    let y = Outcome::Continuous(vec![2.0, 4.0, 6.0]);
    let settings = AdditiveSettings { rate: 1.0, min_rows: 1, turns: 100, hold: 1e-6, bags: 1, ..Default::default() };
    let answers = fit(settings, &x, &y).predictor.answers(&x, Task::Continuous);
    assert!(answers.iter().zip([2.0, 4.0, 6.0]).all(|(a, y)| (a - y).abs() < 1e-6), "{answers:?}");
}
