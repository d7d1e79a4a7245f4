//! Models of times against lifelines and statsmodels (`scripts/reference/measure.py`) and against R's survival and glmnet
//! (`scripts/reference/survival.R`), and what must not break them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

#[path = "support/near.rs"]
mod near;
#[path = "support/workload.rs"]
mod workload;

use bedside::learn::survival::{CoxSettings, HazardSettings};
use bedside::learn::{Estimator, Fitted, Outcome, Sample};
use bedside::math::{Draws, Matrix};
use bedside::score::model::{Predictor, Task};
use near::{all_near, list, near};
use serde_json::Value;

struct Table {
    x: Matrix,
    y: Outcome,
    weight: Vec<f64>,
    r: Value,
}

fn table(time: &str) -> Table {
    let text = include_str!("fixtures/learn/measure.json");
    let r = serde_json::from_str::<Value>(text).unwrap()["survival"].take();
    let event: Vec<bool> = r["event"].as_array().unwrap().iter().map(|e| e.as_bool().unwrap()).collect();
    let x = Matrix::of_columns(event.len(), list(&r["x"])).unwrap();
    Table { x, y: Outcome::Survival { time: list(&r[time]), event }, weight: list(&r["weight"]), r }
}

fn cox(x: &Matrix, y: &Outcome, settings: CoxSettings) -> Fitted {
    settings.check().unwrap().fit(Sample { x, y, weights: None }).unwrap()
}

fn weights(fitted: &Fitted) -> &[f64] {
    match &fitted.predictor {
        Predictor::Cox(model) => &model.linear.weights,
        Predictor::Hazards(model) => &model.linear.weights,
        other => panic!("{other:?}"),
    }
}

#[test]
fn cox_is_that_of_lifelines_and_statsmodels() {
    let t = table("time");
    let fitted = cox(&t.x, &t.y, CoxSettings::default());
    let found = fitted.table.clone().unwrap();
    let r = &t.r["cox"];
    all_near(&found.estimate, &r["estimate"], 1e-7);
    all_near(&found.standard_error, &r["error"], 1e-7);
    assert!((found.log_likelihood - r["log"].as_f64().unwrap()).abs() < 1e-8);
    let r = &t.r["statsmodels"];
    all_near(&found.estimate, &r["estimate"], 1e-6);
    all_near(&found.standard_error, &r["error"], 1e-6);
    assert!(fitted.notes.is_empty() && fitted.predictor.check().is_ok());
    // Weights of people are as many people.
    let r = &t.r["weighted"];
    let checked = CoxSettings::default().check().unwrap();
    let found = checked.fit(Sample { x: &t.x, y: &t.y, weights: Some(&t.weight) }).unwrap().table.unwrap();
    all_near(&found.estimate, &r["estimate"], 1e-7);
    assert!((found.log_likelihood - r["log"].as_f64().unwrap()).abs() < 1e-7);
}

#[test]
fn weights_held_down_are_those_of_lifelines() {
    let t = table("time");
    let mut x = t.x.clone();
    for (column, size) in list(&t.r["size"]).into_iter().enumerate() {
        x.column_mut(column).iter_mut().for_each(|x| *x /= size);
    }
    let ridge = cox(&x, &t.y, CoxSettings { penalty: 0.1, ..CoxSettings::default() });
    all_near(weights(&ridge), &t.r["ridge"], 1e-6);
    assert!(ridge.table.is_none());
    // lifelines rounds the corner of |w|, so its zeros are only small.
    let lasso = cox(&x, &t.y, CoxSettings { penalty: 0.05, lasso: 1.0, ..CoxSettings::default() });
    all_near(weights(&lasso), &t.r["lasso"], 5e-3);
    let strong = cox(&x, &t.y, CoxSettings { penalty: 1e3, lasso: 1.0, ..CoxSettings::default() });
    assert_eq!(weights(&strong), [0.0; 4]);
}

#[test]
fn survival_at_a_time_is_that_of_lifelines() {
    let t = table("untied");
    let fitted = cox(&t.x, &t.y, CoxSettings::default());
    let first = t.x.take(&[0, 1, 2, 3, 4]);
    let horizon = t.r["at"].as_f64().unwrap();
    all_near(&fitted.predictor.answers(&first, Task::Survival { horizon }), &t.r["untiedShare"], 1e-7);
    assert!(fitted.predictor.answers(&first, Task::Survival { horizon: 1e9 }).iter().all(|p| p.is_nan()));
    let text = serde_json::to_string(&fitted.predictor).unwrap();
    assert_eq!(serde_json::from_str::<Predictor>(&text).unwrap(), fitted.predictor);
}

/// What R says of the same rows.
fn of_r() -> Value {
    serde_json::from_str(include_str!("fixtures/learn/survival.json")).unwrap()
}

#[test]
fn cox_is_that_of_coxph() {
    let (t, r) = (table("time"), of_r());
    let first = t.x.take(&[0, 1, 2, 3, 4]);
    for (name, weights) in [("cox", None), ("weighted", Some(t.weight.as_slice()))] {
        let checked = CoxSettings::default().check().unwrap();
        let fitted = checked.fit(Sample { x: &t.x, y: &t.y, weights }).unwrap();
        let found = fitted.table.clone().unwrap();
        all_near(&found.estimate, &r[name]["estimate"], 1e-9);
        all_near(&found.standard_error, &r[name]["error"], 1e-9);
        near(found.log_likelihood, &r[name]["log"], 1e-9);
        // Efron's steps of the hazard where events share a time: all times of one person, then those of the next.
        let at = |horizon: &f64| fitted.predictor.answers(&first, Task::Survival { horizon: *horizon });
        let shares: Vec<Vec<f64>> = list(&r["times"]).iter().map(at).collect();
        let left = (0..5).flat_map(|person| shares.iter().map(move |all| 1.0 - all[person]));
        all_near(&left.collect::<Vec<_>>(), &r["left"][name], 1e-9);
    }
}

#[test]
fn weights_held_down_are_those_of_glmnet() {
    let t = table("untied");
    for case in of_r()["held"].as_array().unwrap() {
        let number = |name: &str| case[name].as_f64().unwrap();
        let settings = CoxSettings { penalty: number("penalty"), lasso: number("lasso"), ..CoxSettings::default() };
        let fitted = cox(&t.x, &t.y, settings);
        all_near(weights(&fitted), &case["weights"], 1e-6);
        let none = |all: &[f64]| all.iter().map(|w| *w == 0.0).collect::<Vec<_>>();
        assert_eq!(none(weights(&fitted)), none(&list(&case["weights"])));
    }
}

#[test]
fn hazards_are_those_of_a_logistic_regression_on_rows_of_stretches() {
    let t = table("time");
    let r = &t.r["hazards"];
    let settings = HazardSettings { ends: list(&r["ends"]), ..HazardSettings::default() };
    let fitted = settings.check().unwrap().fit(Sample { x: &t.x, y: &t.y, weights: None }).unwrap();
    let found = fitted.table.clone().unwrap();
    all_near(&found.estimate, &r["estimate"], 1e-7);
    all_near(&found.standard_error, &r["error"], 1e-6);
    assert!((found.log_likelihood - r["log"].as_f64().unwrap()).abs() < 1e-7, "{}", found.log_likelihood);
    let Predictor::Hazards(model) = &fitted.predictor else { panic!() };
    // Ours are log odds of the mean person.
    let odds: Vec<f64> = model.log_odds.iter().map(|a| a.unwrap() + model.linear.intercept).collect();
    all_near(&odds, &r["odds"], 1e-6);
    // Both kinds say much the same of the same people.
    let by_cox = cox(&t.x, &t.y, CoxSettings::default());
    let task = Task::Survival { horizon: 8.0 };
    let pairs = fitted.predictor.answers(&t.x, task).into_iter().zip(by_cox.predictor.answers(&t.x, task));
    let apart = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(apart < 0.12, "{apart}");
}

#[test]
fn the_suite_is_met_to_the_digit() {
    let w = workload::w05();
    assert_eq!(w.prints, [1_620_797_342, 937_535_586]);
    let mut times: Vec<f64> = w.time.iter().zip(&w.event).filter(|(_, e)| **e).map(|(t, _)| *t).collect();
    assert_eq!(times.len(), 11_435);
    times.sort_by(f64::total_cmp);
    times.dedup();
    assert_eq!(times.len(), 192);
    let y = Outcome::Survival { time: w.time, event: w.event };
    let found = cox(&w.x, &y, CoxSettings::default()).table.unwrap();
    assert!((found.log_likelihood + 103_482.583_563_650).abs() < 1e-6, "{}", found.log_likelihood);
    assert!((found.estimate[0] - 0.249_049_799_75).abs() < 1e-8, "{}", found.estimate[0]);
    assert!((found.standard_error[0] - 0.011_806_265_32).abs() < 1e-8, "{}", found.standard_error[0]);
}

fn wide_column(rows: u32) -> Vec<f64> {
    let draws = Draws::new(2, 9);
    (0..rows).map(|i| draws.normal(i)).collect()
}

fn survival(time: &[f64], event: &[bool]) -> Outcome {
    Outcome::Survival { time: time.to_vec(), event: event.to_vec() }
}

#[test]
fn columns_that_tell_much_the_same_are_unsure_but_have_an_end() {
    let draws = bedside::math::Draws::new(31, 1);
    let n = 600_u32;
    let a: Vec<f64> = (0..n).map(|i| draws.normal(i)).collect();
    let b: Vec<f64> = (0..n).map(|i| a[i as usize] + 0.02 * draws.normal(i + 1000)).collect();
    let log_hazard = |i: u32| 0.5 * a[i as usize] + 40.0 * (b[i as usize] - a[i as usize]);
    let time: Vec<f64> = (0..n).map(|i| -draws.uniform(i + 5000).ln() / log_hazard(i).exp()).collect();
    let y = Outcome::Survival { event: vec![true; time.len()], time };
    let x = Matrix::of_columns(n as usize, [a, b].concat()).unwrap();
    let fitted = cox(&x, &y, CoxSettings::default());
    assert!(fitted.notes.is_empty(), "{:?}", fitted.notes);
}

#[test]
fn odd_tables_get_a_model_or_a_reason() {
    let all: [Box<dyn Estimator>; 3] = [
        Box::new(CoxSettings::default().check().unwrap()),
        Box::new(CoxSettings { penalty: 0.1, lasso: 0.5, ..CoxSettings::default() }.check().unwrap()),
        Box::new(HazardSettings { stretches: 2, ..HazardSettings::default() }.check().unwrap()),
    ];
    let three = survival(&[1.0, 2.0, 3.0], &[true, true, false]);
    let draws = Draws::new(1, 9);
    let wide: Vec<f64> = (0..30).map(|i| draws.normal(i)).collect();
    for estimator in &all {
        let fit = |columns: Vec<f64>, y: &Outcome, w: Option<&[f64]>| {
            let x = Matrix::of_columns(y.len(), columns).unwrap();
            let fitted = estimator.fit(Sample { x: &x, y, weights: w });
            if let Ok(fitted) = &fitted {
                fitted.predictor.check().unwrap();
                let answers = fitted.predictor.answers(&x, Task::Survival { horizon: 2.0 });
                assert!(answers.iter().all(|p| (0.0..=1.0).contains(p)), "{} {answers:?}", estimator.key());
            }
            fitted
        };
        let fails = |columns: Vec<f64>, y: &Outcome, w: Option<&[f64]>| fit(columns, y, w).unwrap_err().key;
        let notes = |columns: Vec<f64>, y: &Outcome, w: Option<&[f64]>| {
            fit(columns, y, w).unwrap().notes.into_iter().map(|note| note.key).collect::<Vec<_>>()
        };
        assert_eq!(fails(vec![1.0, f64::NAN, 2.0], &three, None), "learn.notFinite");
        assert_eq!(fails(vec![1.0, f64::INFINITY, 2.0], &three, None), "learn.notFinite");
        assert_eq!(fails(vec![1.0, 2.0, 3.0], &survival(&[1.0, -2.0, 3.0], &[true; 3]), None), "learn.time");
        assert_eq!(fails(vec![1.0, 2.0, 3.0], &survival(&[1.0, 2.0, 3.0], &[false; 3]), None), "learn.noEvents");
        assert_eq!(fails(vec![1.0, 2.0, 3.0], &Outcome::Binary(vec![0.0, 1.0, 1.0]), None), "learn.needsTimes");
        assert_eq!(fails(vec![1.0, 2.0, 3.0], &three, Some(&[0.0; 3])), "learn.noEvents");
        assert_eq!(fails(vec![1.0, 2.0, 3.0], &three, Some(&[1.0, -1.0, 1.0])), "learn.notFinite");
        assert_eq!(notes(vec![7.0; 3], &three, None), ["constantColumn"]);
        fit(vec![1.0, 3.0, 2.0], &three, Some(&[1.0, 0.0, 2.0])).unwrap();
        fit(vec![1e300, 3.0, -1e300], &three, None).unwrap();
        fit(wide.clone(), &three, None).unwrap();
        fit(vec![1.0, 2.0, 3.0], &survival(&[2.0; 3], &[true; 3]), None).unwrap();
        fit(vec![1.0], &survival(&[3.0], &[true]), None).unwrap();
    }
    // The higher, the sooner, without exception: the weight has no end.
    let (time, event) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [true; 6]);
    let y = survival(&time, &event);
    let x = Matrix::of_columns(6, vec![6.0, 5.0, 4.0, 3.0, 2.0, 1.0]).unwrap();
    let keys = |fitted: Fitted| fitted.notes.into_iter().map(|note| (note.key, note.columns)).collect::<Vec<_>>();
    assert_eq!(keys(cox(&x, &y, CoxSettings::default())), [("separation".to_owned(), vec![0])]);
    // A column twice.
    let x = Matrix::of_columns(6, vec![3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 6.0, 2.0, 8.0, 2.0, 10.0, 18.0]).unwrap();
    assert_eq!(keys(cox(&x, &y, CoxSettings::default())), [("collinear".to_owned(), vec![1])]);
}

#[test]
fn a_rare_group_without_events_has_a_weight_without_end() {
    let keys = |fitted: Fitted| fitted.notes.into_iter().map(|note| (note.key, note.columns)).collect::<Vec<_>>();
    let (time, event): (Vec<f64>, Vec<bool>) = (0..200).map(|i| (f64::from(1 + i % 23), i % 3 == 0 && i != 99)).unzip();
    let y = survival(&time, &event);
    let rare: Vec<f64> = (0..200).map(|i| f64::from(u8::from(i == 99 || i == 100 || i == 101))).collect();
    let x = Matrix::of_columns(200, [rare, wide_column(200)].concat()).unwrap();
    assert_eq!(keys(cox(&x, &y, CoxSettings::default())), [("separation".to_owned(), vec![0])]);
    let stretches = HazardSettings { stretches: 4, ..HazardSettings::default() }.check().unwrap();
    let fitted = stretches.fit(Sample { x: &x, y: &y, weights: None }).unwrap();
    assert_eq!(keys(fitted), [("separation".to_owned(), vec![0])]);
    let held = cox(&x, &y, CoxSettings { penalty: 0.01, ..CoxSettings::default() });
    assert!(weights(&held)[0] < 0.0 && keys(held).is_empty());
}

#[test]
fn settings_beyond_their_limits_are_refused_by_name() {
    let wrong = |text: &str| serde_json::from_str::<CoxSettings>(text).map(|s| s.check().unwrap_err().to_string());
    assert_eq!(wrong(r#"{"penalty":-1}"#).unwrap(), "learn.setting least=0 most=1000000 name=penalty value=-1");
    assert_eq!(wrong(r#"{"lasso":2}"#).unwrap(), "learn.setting least=0 most=1 name=lasso value=2");
    assert!(wrong(r#"{"ties":"breslow"}"#).is_err());
    let wrong = |settings: HazardSettings| settings.check().unwrap_err().key;
    assert_eq!(wrong(HazardSettings { ends: vec![2.0, 1.0], ..HazardSettings::default() }), "learn.ends");
    assert_eq!(wrong(HazardSettings { stretches: 0, ..HazardSettings::default() }), "learn.setting");
}
