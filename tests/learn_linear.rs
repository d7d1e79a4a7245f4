//! Linear models against scikit-learn, statsmodels, firthmodels and R's glmnet (versions in the fixtures), and against what
//! breaks them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

mod support;

use bedside::learn::linear::{ElasticNet, Firth, Intervals, LeastSquares, Logistic, Penalty};
use bedside::learn::{Estimator, Fit, Fitted, Outcome, Sample};
use bedside::math::{Draws, Matrix, normal_quantile};
use bedside::score::model::{Linear, Predictor};
use serde_json::Value;

const ROWS: usize = 400;
const COLUMNS: usize = 6;
const SEED: u32 = 21;

/// The drawn table of `scripts/reference/linear.py`.
struct Drawn {
    x: Matrix,
    standard: Matrix,
    y: Outcome,
    yes: Outcome,
    weights: Vec<f64>,
    positive: Vec<f64>,
}

fn drawn() -> Drawn {
    let (z, noise) = (Draws::new(SEED, 1), Draws::new(SEED, 4));
    let (coin, weight, other) = (Draws::new(SEED, 3), Draws::new(SEED, 5), Draws::new(SEED, 6));
    let mut x = Matrix::zeros(ROWS, COLUMNS);
    let (mut y, mut yes) = (Vec::new(), Vec::new());
    for i in 0..ROWS {
        let mut before = 0.0;
        let mut e = -1.5;
        for j in 0..COLUMNS {
            let draw = z.normal((i * COLUMNS + j) as u32);
            before = if j == 0 { draw } else { 0.6 * before + 0.8 * draw };
            e += [0.5, -0.4, 0.3, -0.2, 0.1, 0.0][j % 6] * before;
            x.column_mut(j)[i] = 10.0 * (j % 7) as f64 + 2.0_f64.powi((j % 5) as i32 - 1) * before;
        }
        y.push(e + noise.normal(i as u32));
        yes.push(f64::from(u8::from(coin.uniform(i as u32) < 1.0 / (1.0 + (-e).exp()))));
    }
    let mut standard = x.clone();
    for j in 0..COLUMNS {
        let mean = x.column(j).iter().sum::<f64>() / ROWS as f64;
        let spread = (x.column(j).iter().map(|v| (v - mean).powi(2)).sum::<f64>() / ROWS as f64).sqrt();
        standard.column_mut(j).iter_mut().for_each(|v| *v = (*v - mean) / spread);
    }
    let each = |f: &dyn Fn(u32) -> f64| (0..ROWS as u32).map(f).collect();
    Drawn {
        x,
        standard,
        y: Outcome::Continuous(y),
        yes: Outcome::Binary(yes),
        weights: each(&|i| (4.0 * weight.uniform(i)).floor()),
        positive: each(&|i| 0.5 + other.uniform(i)),
    }
}

impl Drawn {
    fn sample<'d>(&'d self, y: &'d Outcome, weighted: bool) -> Sample<'d> {
        Sample { x: &self.x, y, weights: weighted.then_some(&self.weights) }
    }
}

fn reference() -> Value {
    fixture("linear.json")
}

fn fixture(name: &str) -> Value {
    let path = support::repository().join("tests/fixtures/learn").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

fn linear(fitted: &Fitted) -> &Linear {
    let Predictor::Linear(linear) = &fitted.predictor else { panic!("a linear model is linear") };
    linear
}

fn near(what: &str, own: &[f64], expected: &[f64], within: f64) {
    assert_eq!(own.len(), expected.len(), "{what}");
    for (at, (own, expected)) in own.iter().zip(expected).enumerate() {
        assert!((own - expected).abs() <= within * (1.0 + expected.abs()), "{what} {at}: {own} for {expected}");
    }
}

fn agrees(what: &str, fitted: &Fitted, expected: &Value, within: f64) {
    near(what, &linear(fitted).weights, &numbers(&expected["weights"]), within);
    near(what, &[linear(fitted).intercept], &[expected["intercept"].as_f64().unwrap()], within);
    if let Some(errors) = expected.get("standardErrors") {
        let table = fitted.table.as_ref().unwrap();
        near(what, &table.standard_error, &numbers(errors), within);
        near(what, &[table.log_likelihood], &[expected["logLikelihood"].as_f64().unwrap()], within);
    }
}

fn notes(fitted: &Fitted) -> Vec<(&str, &[usize])> {
    fitted.notes.iter().map(|note| (note.key.as_str(), note.columns.as_slice())).collect()
}

#[test]
fn least_squares_and_ridge_are_those_of_statsmodels_and_scikit_learn() {
    let (data, reference) = (drawn(), reference());
    let fit = |alpha: f64, intercept: bool, sample: Sample<'_>| {
        LeastSquares { alpha, intercept }.check().unwrap().fit(sample).unwrap()
    };
    agrees("plain", &fit(0.0, true, data.sample(&data.y, false)), &reference["leastSquares"], 1e-10);
    let weighted = Sample { x: &data.x, y: &data.y, weights: Some(&data.positive) };
    agrees("weighted", &fit(0.0, true, weighted), &reference["leastSquaresWeighted"], 1e-10);
    let ridge = fit(30.0, true, data.sample(&data.y, true));
    agrees("ridge", &ridge, &reference["ridgeWeighted"], 1e-10);
    assert!(ridge.table.is_none());
    agrees("through zero", &fit(30.0, false, data.sample(&data.y, false)), &reference["ridgeThroughZero"], 1e-10);
}

#[test]
fn lasso_and_elastic_net_are_those_of_scikit_learn() {
    let (data, reference) = (drawn(), reference());
    for case in reference["elasticNet"].as_array().unwrap() {
        let settings = ElasticNet {
            alpha: case["alpha"].as_f64(),
            l1_ratio: vec![case["l1Ratio"].as_f64().unwrap()],
            tolerance: 1e-12,
            ..ElasticNet::default()
        };
        let sample = data.sample(&data.y, case["weighted"] == true);
        let fitted = settings.check().unwrap().fit(sample).unwrap();
        agrees(&case.to_string(), &fitted, case, 1e-8);
        let zeros = numbers(&case["weights"]).iter().map(|w| *w == 0.0).collect::<Vec<_>>();
        assert_eq!(linear(&fitted).weights.iter().map(|w| *w == 0.0).collect::<Vec<_>>(), zeros);
    }
    let settings = ElasticNet { l1_ratio: vec![0.7], alphas: 20, tolerance: 1e-12, ..ElasticNet::default() };
    let path = settings.check().unwrap().path(data.sample(&data.y, false)).unwrap();
    near(
        "alphas",
        &path.iter().map(|step| step.alpha).collect::<Vec<_>>(),
        &numbers(&reference["path"]["alphas"]),
        1e-12,
    );
    for (step, expected) in path.iter().zip(reference["path"]["weights"].as_array().unwrap()) {
        near("path", &step.weights, &numbers(expected), 1e-8);
        assert!(step.gap < 1e-9 && step.converged);
    }
}

/// A logistic model under both penalties, held against what another program found for the same case.
fn sparse_logistic(data: &Drawn, case: &Value) -> Fitted {
    let settings = Logistic {
        penalty: Penalty::ElasticNet,
        c: case["c"].as_f64().unwrap(),
        l1_ratio: case["l1Ratio"].as_f64().unwrap(),
        ..Logistic::default()
    };
    let sample = Sample { x: &data.standard, ..data.sample(&data.yes, case["weighted"] == true) };
    let fitted = settings.check().unwrap().fit(sample).unwrap();
    agrees(&case.to_string(), &fitted, case, 1e-6);
    fitted
}

/// `scripts/reference/linear.R` asks glmnet for what `ElasticNet` and `Logistic` say that they do.
#[test]
fn lasso_and_elastic_net_are_those_of_glmnet() {
    let (data, reference) = (drawn(), fixture("glmnet.json"));
    let zeros = |all: &[f64]| all.iter().map(|w| *w == 0.0).collect::<Vec<_>>();
    for case in reference["elasticNet"].as_array().unwrap() {
        let settings = ElasticNet {
            alpha: case["alpha"].as_f64(),
            l1_ratio: vec![case["l1Ratio"].as_f64().unwrap()],
            tolerance: 1e-12,
            ..ElasticNet::default()
        };
        let standardized = case["standardized"] == true;
        let x = if standardized { &data.standard } else { &data.x };
        let sample = Sample { x, ..data.sample(&data.y, case["weighted"] == true) };
        let fitted = settings.check().unwrap().fit(sample).unwrap();
        let expected = numbers(&case["weights"]);
        assert_eq!(zeros(&linear(&fitted).weights), zeros(&expected));
        if standardized {
            // glmnet gives them back for the columns as they came.
            let spread = |j: usize| (data.x.column(j)[0] - data.x.column(j)[1]) / (x.column(j)[0] - x.column(j)[1]);
            let own: Vec<f64> = linear(&fitted).weights.iter().enumerate().map(|(j, w)| w / spread(j)).collect();
            near("standardized", &own, &expected, 1e-8);
        } else {
            agrees(&case.to_string(), &fitted, case, 1e-8);
        }
    }
    let path = &reference["path"];
    let settings = ElasticNet {
        l1_ratio: vec![path["l1Ratio"].as_f64().unwrap()],
        alphas: 20,
        tolerance: 1e-12,
        ..ElasticNet::default()
    };
    let own = settings.check().unwrap().path(data.sample(&data.y, false)).unwrap();
    near("alphas", &own.iter().map(|step| step.alpha).collect::<Vec<_>>(), &numbers(&path["alphas"]), 1e-12);
    let expected = path["weights"].as_array().unwrap();
    assert_eq!(own.len(), expected.len());
    own.iter().zip(expected).for_each(|(step, expected)| near("path", &step.weights, &numbers(expected), 1e-8));
    for case in reference["logistic"].as_array().unwrap() {
        let fitted = sparse_logistic(&data, case);
        assert_eq!(zeros(&linear(&fitted).weights), zeros(&numbers(&case["weights"])));
    }
}

#[test]
fn cross_validation_chooses_as_scikit_learn_does() {
    let (data, reference) = (drawn(), reference());
    let expected = &reference["choice"];
    let settings = ElasticNet { l1_ratio: vec![0.5, 0.9, 1.0], seed: None, tolerance: 1e-11, ..ElasticNet::default() };
    let checked = settings.check().unwrap();
    let sample = data.sample(&data.y, false);
    let mut choosing = checked.choosing(sample, &checked.parts(ROWS)).unwrap();
    while !choosing.step().unwrap() {}
    let held: Vec<f64> = choosing.held().iter().map(|held| held.error).collect();
    let errors: Vec<f64> = expected["errors"].as_array().unwrap().iter().flat_map(numbers).collect();
    near("errors", &held, &errors, 1e-9);
    assert!((choosing.chosen().unwrap().alpha / expected["alpha"].as_f64().unwrap() - 1.0).abs() < 1e-12);
    agrees("chosen", &Box::new(choosing).finish().unwrap(), expected, 1e-8);
    // The sparsest within one standard error holds more, and says no less of itself.
    let sparsest = ElasticNet { sparsest: true, seed: None, ..ElasticNet::default() }.check().unwrap();
    let mut choosing = sparsest.choosing(sample, &sparsest.parts(ROWS)).unwrap();
    while !choosing.step().unwrap() {}
    assert!(choosing.chosen().unwrap().alpha > expected["alpha"].as_f64().unwrap());
}

#[test]
fn logistic_models_are_those_of_statsmodels_and_scikit_learn() {
    let (data, reference) = (drawn(), reference());
    let free = Logistic { penalty: Penalty::None, ..Logistic::default() }.check().unwrap();
    agrees("free", &free.fit(data.sample(&data.yes, false)).unwrap(), &reference["logistic"], 1e-8);
    agrees("weighted", &free.fit(data.sample(&data.yes, true)).unwrap(), &reference["logisticWeighted"], 1e-8);
    let held = Logistic { c: 0.03, ..Logistic::default() }.check().unwrap();
    let fitted = held.fit(data.sample(&data.yes, true)).unwrap();
    agrees("held", &fitted, &reference["logisticL2"], 1e-8);
    assert!(fitted.table.is_none() && fitted.notes.is_empty());
    let near_start = held.fit_from(data.sample(&data.yes, true), linear(&fitted)).unwrap();
    agrees("held, from near", &near_start, &reference["logisticL2"], 1e-8);
    for case in reference["logisticSparse"].as_array().unwrap() {
        let fitted = sparse_logistic(&data, case);
        assert!(linear(&fitted).weights.contains(&0.0));
    }
}

/// The first rows and columns of the drawn table; where wanted the first column tells yes from no without a mistake.
fn few(data: &Drawn, rows: usize, separated: bool) -> (Matrix, Outcome) {
    let kept: Vec<u32> = (0..rows as u32).collect();
    let x = Matrix::of_columns(rows, data.x.take(&kept).values()[..3 * rows].to_vec()).unwrap();
    let yes = x.column(0).iter().map(|x| f64::from(u8::from(*x > 0.1))).collect();
    let y = if separated { Outcome::Binary(yes) } else { data.yes.take(&kept) };
    (x, y)
}

#[test]
fn firth_is_that_of_firthmodels_separated_or_not() {
    let (data, reference) = (drawn(), reference());
    for case in reference["firth"].as_array().unwrap() {
        let rows = case["rows"].as_u64().unwrap() as usize;
        let (x, y) = few(&data, rows, case["separated"] == true);
        let weights = (case["weighted"] == true).then_some(&data.weights[..rows]);
        let sample = Sample { x: &x, y: &y, weights };
        let fit = Firth::default().check().unwrap().fit_with_intervals(sample).unwrap();
        agrees(&case.to_string(), &fit.fitted, case, 1e-6);
        for (at, expected) in case["intervals"].as_array().unwrap().iter().enumerate() {
            near("interval", &[fit.intervals[at].low, fit.intervals[at].high], &numbers(expected), 1e-4);
        }
        for (test, p) in fit.tests.iter().zip(numbers(&case["pvalues"])) {
            assert!((test.sqrt() - normal_quantile(1.0 - 0.5 * p)).abs() < 1e-3, "{test} for p = {p}");
        }
        let wald = Firth { intervals: Intervals::Wald, ..Firth::default() }.check().unwrap();
        let wald = wald.fit_with_intervals(sample).unwrap();
        let table = wald.fitted.table.unwrap();
        near("Wald", &[wald.intervals[1].high], &[table.estimate[1] + 1.959964 * table.standard_error[1]], 1e-6);
    }
}

fn table(columns: &[&[f64]]) -> Matrix {
    Matrix::of_columns(columns[0].len(), columns.concat()).unwrap()
}

#[test]
fn three_rows_on_a_line_fit_exactly() {
    let (x, y) = (table(&[&[1.0, 3.0, 5.0]]), Outcome::Continuous(vec![2.0, 4.0, 6.0]));
    let fitted = LeastSquares::default().check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
    assert_eq!(fitted.predictor.margins(&x), [2.0, 4.0, 6.0]);
    assert!(fitted.notes.is_empty());
}

#[test]
fn constant_and_collinear_columns_are_left_out_and_named() {
    let a = [1.0, 2.0, 3.0, 4.0, 5.5, 7.0];
    let twice = a.map(|x| 2.0 * x + 1.0);
    let x = table(&[&[7.5; 6], &a, &[0.1, 0.2, 0.1, 0.4, 0.1, 0.6], &twice]);
    let y = Outcome::Continuous(vec![1.0, 2.5, 2.0, 4.5, 5.0, 8.0]);
    let sample = Sample { x: &x, y: &y, weights: None };
    let fitted = LeastSquares::default().check().unwrap().fit(sample).unwrap();
    assert_eq!(notes(&fitted), [("constantColumn", &[0][..]), ("collinear", &[3])]);
    assert_eq!((linear(&fitted).weights[0], linear(&fitted).weights[3]), (0.0, 0.0));
    let table = fitted.table.unwrap();
    assert!(table.standard_error[1] > 0.0 && table.standard_error[3] == 0.0);
    let yes = Outcome::Binary(vec![0.0, 1.0, 0.0, 1.0, 0.0, 1.0]);
    let sample = Sample { x: &x, y: &yes, weights: None };
    let free = Logistic { penalty: Penalty::None, ..Logistic::default() }.check().unwrap();
    let names: Vec<_> = free.fit(sample).unwrap().notes.into_iter().map(|note| (note.key, note.columns)).collect();
    assert!(
        names.contains(&("constantColumn".to_owned(), vec![0])) && names.contains(&("collinear".to_owned(), vec![3]))
    );
    for fitted in [
        Logistic::default().check().unwrap().fit(sample).unwrap(),
        Logistic { penalty: Penalty::L1, ..Logistic::default() }.check().unwrap().fit(sample).unwrap(),
    ] {
        assert_eq!(notes(&fitted), [("constantColumn", &[0][..])]);
    }
    let fitted = Firth::default().check().unwrap().fit(sample).unwrap();
    assert_eq!(notes(&fitted), [("constantColumn", &[0][..]), ("collinear", &[3])]);
    // Rows of no weight do not make a column vary.
    let x = self::table(&[&[7.5, 7.5, 7.5, 7.5, 9.0], &[1.0, 2.0, 3.0, 5.0, 8.0]]);
    let y = Outcome::Continuous(vec![1.0, 2.0, 3.5, 5.0, 99.0]);
    let sample = Sample { x: &x, y: &y, weights: Some(&[1.0, 1.0, 1.0, 1.0, 0.0]) };
    let fitted = LeastSquares::default().check().unwrap().fit(sample).unwrap();
    assert_eq!(notes(&fitted), [("constantColumn", &[0][..])]);
}

#[test]
fn separation_is_seen_whole_and_in_part() {
    let free = Logistic { penalty: Penalty::None, ..Logistic::default() }.check().unwrap();
    let other = [0.3, -0.1, 0.7, 0.2, -0.5, 0.4, 0.1, -0.3];
    let fit = |column: [f64; 8], yes: [f64; 8]| {
        let (x, y) = (table(&[&other, &column]), Outcome::Binary(yes.to_vec()));
        free.fit(Sample { x: &x, y: &y, weights: None }).unwrap()
    };
    let yes = [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0];
    let whole = fit([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], yes);
    assert_eq!((notes(&whole), whole.table.is_none()), (vec![("separation", &[1][..])], true));
    let touching = fit([1.0, 2.0, 3.0, 4.0, 4.0, 6.0, 7.0, 8.0], yes);
    assert_eq!((notes(&touching), touching.table.is_none()), (vec![("separation", &[1][..])], true));
    // A yes-or-no column all of whose yes had the event.
    let share = fit([0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0]);
    assert_eq!(notes(&share), [("separation", &[1][..])]);
    let mixed = fit([1.0, 2.0, 6.0, 5.0, 4.0, 3.0, 7.0, 8.0], yes);
    assert!(mixed.notes.is_empty() && mixed.table.is_some());
}

#[test]
fn more_columns_than_rows_is_borne() {
    let (rows, columns) = (12, 40);
    let draws = Draws::new(8, 8);
    let x = Matrix::of_columns(rows, (0..(rows * columns) as u32).map(|i| draws.normal(i)).collect()).unwrap();
    let y = Outcome::Continuous(x.column(3).iter().map(|x| 2.0 * x + 1.0).collect());
    let yes = Outcome::Binary(x.column(3).iter().enumerate().map(|(i, _)| f64::from(u8::from(i % 3 == 0))).collect());
    let sample = Sample { x: &x, y: &y, weights: None };
    let exact = LeastSquares::default().check().unwrap().fit(sample).unwrap();
    assert!(exact.notes.iter().any(|note| note.key == "collinear" && note.columns.len() == columns - rows + 1));
    assert!(exact.table.is_none());
    let Outcome::Continuous(y) = &y else { panic!() };
    near("exact", &exact.predictor.margins(&x), y, 1e-9);
    let ridge = LeastSquares { alpha: 1.0, intercept: true }.check().unwrap().fit(sample).unwrap();
    assert!(ridge.notes.is_empty());
    let lasso = ElasticNet { alpha: Some(0.1), ..ElasticNet::default() }.check().unwrap().fit(sample).unwrap();
    assert!(linear(&lasso).weights[3] > 1.5 && linear(&lasso).weights.iter().filter(|w| **w != 0.0).count() < 6);
    ElasticNet::default().check().unwrap().fit(sample).unwrap();
    let sample = Sample { x: &x, y: &yes, weights: None };
    for penalty in [Penalty::L2, Penalty::L1, Penalty::ElasticNet, Penalty::None] {
        let fitted = Logistic { penalty, ..Logistic::default() }.check().unwrap().fit(sample).unwrap();
        assert_eq!(fitted.notes.iter().any(|note| note.key == "separation"), penalty == Penalty::None);
    }
    Firth::default().check().unwrap().fit(sample).unwrap();
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let data = drawn();
    let estimators: Vec<(Box<dyn Estimator>, &Outcome)> = vec![
        (Box::new(LeastSquares::default().check().unwrap()), &data.y),
        (Box::new(ElasticNet::default().check().unwrap()), &data.y),
        (Box::new(Logistic::default().check().unwrap()), &data.yes),
        (Box::new(Logistic { penalty: Penalty::L1, ..Logistic::default() }.check().unwrap()), &data.yes),
        (Box::new(Firth::default().check().unwrap()), &data.yes),
    ];
    for (estimator, y) in &estimators {
        let failing = |sample: Sample<'_>| {
            let error = estimator.fit(sample).unwrap_err();
            (error.key, error.args.into_values().collect::<Vec<_>>())
        };
        let key = |sample: Sample<'_>| failing(sample).0;
        let good = Sample { x: &data.x, y, weights: None };
        for value in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            let mut x = data.x.clone();
            x.column_mut(2)[17] = value;
            assert_eq!(failing(Sample { x: &x, ..good }), ("learn.notFinite".into(), vec!["3".into(), "18".into()]));
        }
        let binary = matches!(y, Outcome::Binary(_));
        let other = if binary { &data.y } else { &data.yes };
        assert_eq!(key(Sample { y: other, ..good }), "learn.outcome");
        let none = if binary { Outcome::Binary(Vec::new()) } else { Outcome::Continuous(Vec::new()) };
        assert_eq!(key(Sample { x: &Matrix::zeros(0, 2), y: &none, weights: None }), "learn.noRows");
        assert_eq!(key(Sample { x: &Matrix::zeros(9, 2), ..good }), "learn.lengths");
        assert_eq!(key(Sample { weights: Some(&[0.0; ROWS]), ..good }), "learn.noWeight");
        assert_eq!(key(Sample { weights: Some(&[-1.0; ROWS]), ..good }), "learn.weight");
        assert_eq!(key(Sample { weights: Some(&[1.0; 3]), ..good }), "learn.lengths");
        if binary {
            assert_eq!(key(Sample { y: &Outcome::Binary(vec![1.0; ROWS]), ..good }), "learn.oneClass");
            assert_eq!(key(Sample { y: &Outcome::Binary(vec![0.5; ROWS]), ..good }), "learn.notYesNo");
        } else {
            assert_eq!(key(Sample { y: &Outcome::Continuous(vec![f64::NAN; ROWS]), ..good }), "learn.outcomeNotFinite");
            let same = Outcome::Continuous(vec![3.0; ROWS]);
            let fitted = estimator.fit(Sample { y: &same, ..good }).unwrap();
            near("one value", &fitted.predictor.margins(&data.x), &[3.0; ROWS], 1e-12);
        }
        // Numbers whose squares are none.
        let huge = Matrix::of_columns(ROWS, data.x.values().iter().map(|x| x * 1e200).collect()).unwrap();
        let _ = estimator.fit(Sample { x: &huge, ..good });
        // No columns at all: the intercept.
        let fitted = estimator.fit(Sample { x: &Matrix::zeros(ROWS, 0), ..good }).unwrap();
        assert!(linear(&fitted).weights.is_empty() && linear(&fitted).intercept.is_finite());
        // Three rows.
        let three = [0, 1, 2];
        let some = if binary { Outcome::Binary(vec![0.0, 1.0, 0.0]) } else { y.take(&three) };
        let fitted = estimator.fit(Sample { x: &data.x.take(&three), y: &some, weights: None }).unwrap();
        assert!(linear(&fitted).weights.iter().all(|w| w.is_finite()));
    }
    assert_eq!(LeastSquares { alpha: -1.0, intercept: true }.check().unwrap_err().key, "learn.setting");
    assert_eq!(Logistic { c: f64::NAN, ..Logistic::default() }.check().unwrap_err().args["name"], "c");
    assert_eq!(
        ElasticNet { l1_ratio: vec![0.0], ..ElasticNet::default() }.check().unwrap_err().args["name"],
        "l1Ratio"
    );
    assert_eq!(Firth { level: 1.0, ..Firth::default() }.check().unwrap_err().args["name"], "level");
    assert!(serde_json::from_str::<Logistic>(r#"{"penalty":"l1","c":0.5}"#).is_ok());
    assert!(serde_json::from_str::<Logistic>(r#"{"lambda":0.5}"#).is_err());
}

#[test]
fn units_and_weights_do_not_change_what_is_found() {
    let data = drawn();
    // Millions and millionths; a far-off origin.
    let mut x = data.x.clone();
    x.column_mut(1).iter_mut().for_each(|x| *x = *x * 1e6 + 1e9);
    x.column_mut(2).iter_mut().for_each(|x| *x *= 1e-6);
    let free = Logistic { penalty: Penalty::None, ..Logistic::default() }.check().unwrap();
    let plain = LeastSquares::default().check().unwrap();
    let fits: [(&dyn Estimator, &Outcome); 2] = [(&free, &data.yes), (&plain, &data.y)];
    for (estimator, y) in fits {
        let one = estimator.fit(data.sample(y, true)).unwrap();
        let other = estimator.fit(Sample { x: &x, ..data.sample(y, true) }).unwrap();
        let (one_weights, other_weights) = (&linear(&one).weights, &linear(&other).weights);
        near("millions", &[other_weights[1] * 1e6], &[one_weights[1]], 1e-8);
        near("millionths", &[other_weights[2] * 1e-6], &[one_weights[2]], 1e-8);
        // A weight of 2 is a row twice, a weight of 0 no row.
        let rows: Vec<u32> = (0..ROWS as u32).flat_map(|i| vec![i; data.weights[i as usize] as usize]).collect();
        let (x, y) = (data.x.take(&rows), y.take(&rows));
        let twice = estimator.fit(Sample { x: &x, y: &y, weights: None }).unwrap();
        near("rows", &linear(&twice).weights, one_weights, 1e-9);
    }
    // A large table goes by a few rows first and ends at the same place as from near.
    let draws = Draws::new(5, 5);
    let x = Matrix::of_columns(60_000, (0..120_000).map(|i| draws.normal(i)).collect()).unwrap();
    let yes =
        (0..60_000).map(|i| f64::from(u8::from(draws.normal(200_000 + i as u32) < x.column(0)[i] - 1.0))).collect();
    let y = Outcome::Binary(yes);
    let sample = Sample { x: &x, y: &y, weights: None };
    let one = free.fit(sample).unwrap();
    let other = free.fit_from(sample, &Linear { weights: vec![0.0; 2], intercept: 0.0 }).unwrap();
    near("few first", &linear(&one).weights, &linear(&other).weights, 1e-9);
}
