//! What models are measured by, against scikit-learn, statsmodels and lifelines (`scripts/reference/measure.py`, which
//! writes their versions into the fixture), R's survival (`survival.R`) and scikit-survival (`over_time.py`), and the exact
//! figures of the benchmark suite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

#[path = "support/near.rs"]
mod near;
#[path = "support/workload.rs"]
mod workload;

use bedside::learn::measure::{
    Followed, Ranked, Scored, area_over_time, bootstrap_area, brier, brier_at, brier_over_time, calibration,
    compare_areas, distances, harrell, kaplan_meier, log_loss, threshold_table, uno,
};
use bedside::math::Matrix;
use near::{all_near, list, near};
use serde_json::Value;

fn fixture(part: &str) -> Value {
    let text = include_str!("fixtures/learn/measure.json");
    serde_json::from_str::<Value>(text).unwrap()[part].take()
}

#[test]
fn discrimination_is_that_of_the_reference() {
    let r = fixture("binary");
    let (y, p, q) = (list(&r["y"]), list(&r["p"]), list(&r["q"]));
    let (p, q) = (Scored::shares(&p, &y).unwrap(), Scored::shares(&q, &y).unwrap());
    let ranked = Ranked::new(&p);
    near(ranked.auroc().unwrap(), &r["auroc"], 1e-14);
    near(ranked.average_precision().unwrap(), &r["averagePrecision"], 1e-14);
    near(brier(&p).unwrap(), &r["brier"], 1e-14);
    near(log_loss(&p).unwrap(), &r["logLoss"], 1e-13);
    near(ranked.delong().unwrap().standard_error, &r["delongError"], 1e-14);
    let apart = compare_areas(&p, &q, None).unwrap();
    near(apart.difference.standard_error, &r["differenceError"], 1e-13);
    let row = threshold_table(&ranked, &[0.3])[0];
    let [tn, fp, fn_, tp] = list(&r["confusion"])[..] else { panic!() };
    assert_eq!([row.sensitivity.count, row.sensitivity.of].map(f64::from), [tp, tp + fn_]);
    assert_eq!([row.specificity.count, row.specificity.of].map(f64::from), [tn, tn + fp]);
    assert_eq!(row.positive_value.value, tp / (tp + fp));
    assert_eq!(row.negative_value.value, tn / (tn + fn_));
}

#[test]
fn calibration_is_that_of_the_reference() {
    let r = fixture("binary");
    let (y, p) = (list(&r["y"]), list(&r["p"]));
    let found = calibration(&Scored::shares(&p, &y).unwrap()).unwrap();
    let (intercept, slope) = (found.intercept.unwrap(), found.slope.unwrap());
    all_near(&[intercept.value, intercept.standard_error], &r["intercept"], 1e-8);
    all_near(&[slope.value, slope.standard_error], &r["slope"], 1e-8);
    let curve = found.curve.unwrap();
    all_near(&curve.knots, &r["knots"], 1e-12);
    near(curve.mean_distance, &r["meanDistance"], 1e-9);
    near(curve.median_distance, &r["medianDistance"], 1e-9);
    near(curve.ninetieth_distance, &r["ninetieth"], 1e-9);
    near(curve.greatest_distance, &r["greatest"], 1e-9);
    // Between points a straight line is near enough.
    let at = |share: f64| {
        let after = curve.points.iter().position(|point| point.share >= share).unwrap();
        let (a, b) = (curve.points[after - 1], curve.points[after]);
        let part = (share - a.share) / (b.share - a.share);
        (a.observed + part * (b.observed - a.observed), a.low.unwrap() + part * (b.low.unwrap() - a.low.unwrap()))
    };
    let points: Vec<(f64, f64)> = list(&r["grid"]).into_iter().map(at).collect();
    all_near(&points.iter().map(|p| p.0).collect::<Vec<_>>(), &r["curve"], 2e-4);
    all_near(&points.iter().map(|p| p.1).collect::<Vec<_>>(), &r["curveLow"], 2e-4);
}

#[test]
fn distances_are_those_of_the_reference() {
    let r = fixture("continuous");
    let found = distances(&list(&r["said"]), &list(&r["truth"])).unwrap().unwrap();
    near(found.explained.unwrap(), &r["r2"], 1e-14);
    near(found.root_mean_square, &r["rmse"], 1e-14);
    near(found.mean_absolute, &r["mae"], 1e-14);
    near(found.median_absolute, &r["median"], 1e-14);
}

#[test]
fn times_are_measured_as_the_reference_does() {
    let r = fixture("survival");
    let (time, score, share) = (list(&r["time"]), list(&r["score"]), list(&r["share"]));
    let event: Vec<bool> = r["event"].as_array().unwrap().iter().map(|e| e.as_bool().unwrap()).collect();
    let followed = Followed::new(&time, &event).unwrap();
    let (curve, km) = (kaplan_meier(&followed), &r["kaplanMeier"]);
    let times = list(&km["times"]);
    let ends: Vec<_> = times.iter().map(|t| curve.estimate(*t)).collect();
    all_near(&ends.iter().map(|e| e.value).collect::<Vec<_>>(), &km["left"], 1e-13);
    all_near(&ends.iter().map(|e| e.low).collect::<Vec<_>>(), &km["low"], 1e-12);
    all_near(&ends.iter().map(|e| e.high).collect::<Vec<_>>(), &km["high"], 1e-12);
    near(harrell(&score, &followed).unwrap().unwrap().share.value, &r["harrell"], 1e-14);
    near(uno(&score, &followed, 15.0).unwrap().unwrap().share.value, &r["uno"], 1e-13);
    near(brier_at(&share, &followed, 8.0).unwrap(), &r["brier"], 1e-13);
    near(area_over_time(&score, &followed, &[8.0]).unwrap()[0].value, &r["area"], 1e-13);
}

/// Followed people of the fixture: their times of that name, whether each is an event, and scores.
fn people(time: &str) -> (Vec<f64>, Vec<bool>, Vec<f64>) {
    let r = fixture("survival");
    let event = r["event"].as_array().unwrap().iter().map(|e| e.as_bool().unwrap()).collect();
    (list(&r[time]), event, list(&r["score"]))
}

#[test]
fn concordance_and_who_is_left_are_those_of_r() {
    let r: Value = serde_json::from_str(include_str!("fixtures/learn/survival.json")).unwrap();
    let (time, event, score) = people("time");
    let followed = Followed::new(&time, &event).unwrap();
    let (found, want) = (harrell(&score, &followed).unwrap().unwrap(), &r["harrell"]);
    near(found.share.value, &want["share"], 1e-14);
    near(found.share.standard_error, &want["error"], 1e-12);
    near(found.pairs, &want["pairs"], 0.0);
    near(found.equal, &want["equal"], 0.0);
    let want = &r["uno"];
    let found = uno(&score, &followed, want["until"].as_f64().unwrap()).unwrap().unwrap();
    near(found.share.value, &want["share"], 1e-13);
    near(found.share.standard_error, &want["error"], 1e-12);
    let (curve, km) = (kaplan_meier(&followed), &r["kaplanMeier"]);
    let ends: Vec<_> = list(&km["times"]).iter().map(|t| curve.estimate(*t)).collect();
    let each = |of: fn(&bedside::learn::measure::Estimate) -> f64| ends.iter().map(of).collect::<Vec<_>>();
    all_near(&each(|e| e.value), &km["left"], 1e-13);
    all_near(&each(|e| e.standard_error), &km["error"], 1e-13);
    all_near(&each(|e| e.low), &km["low"], 1e-12);
    all_near(&each(|e| e.high), &km["high"], 1e-12);
}

#[test]
fn times_are_measured_as_scikit_survival_does() {
    let all: Value = serde_json::from_str(include_str!("fixtures/learn/over_time.json")).unwrap();
    for name in ["untied", "time"] {
        let (r, (time, event, score)) = (&all[name], people(name));
        let followed = Followed::new(&time, &event).unwrap();
        let times = list(&r["times"]);
        let column = |time: &f64| score.iter().map(|score| 1.0 - (-0.06 * time * score.exp()).exp()).collect();
        let shares = times.iter().flat_map(|time| -> Vec<f64> { column(time) }).collect();
        let shares = Matrix::of_columns(score.len(), shares).unwrap();
        let brier = brier_over_time(&shares, &followed, &times).unwrap();
        all_near(&brier.model.iter().map(|at| at.value).collect::<Vec<_>>(), &r["brier"], 1e-13);
        near(brier.integrated, &r["integrated"], 1e-13);
        let areas = area_over_time(&score, &followed, &times).unwrap();
        all_near(&areas.iter().map(|at| at.value).collect::<Vec<_>>(), &r["area"], 1e-13);
        let (found, want) = (harrell(&score, &followed).unwrap().unwrap(), &r["harrell"]);
        near(found.share.value, &want["share"], 1e-14);
        near(found.pairs, &want["pairs"], 0.0);
        near(found.equal, &want["equal"], 0.0);
        let want = &r["uno"];
        let found = uno(&score, &followed, want["until"].as_f64().unwrap()).unwrap().unwrap();
        near(found.share.value, &want["share"], 1e-13);
    }
}

#[test]
fn the_suite_is_met_to_the_digit() {
    let (s, y) = workload::w10(100_000);
    assert_eq!((workload::fp(&s), y.iter().sum::<f64>()), (2_572_726_636, 24_320.0));
    let ranked = Ranked::new(&Scored::new(&s, &y).unwrap());
    let delong = ranked.delong().unwrap();
    assert!((delong.value - 0.746_335_774_123_821_2).abs() < 1e-12, "{}", delong.value);
    assert!((delong.standard_error - 0.001_771_453_575_5).abs() < 1e-10, "{}", delong.standard_error);
    let boot = bootstrap_area(&ranked, 1000, 10).unwrap();
    assert!((boot.standard_error / 0.00177 - 1.0).abs() < 0.1, "{boot:?}");
    assert!((boot.low - 0.7429).abs() < 6e-4 && (boot.high - 0.7498).abs() < 6e-4, "{boot:?}");
    let w05 = workload::w05();
    let followed = Followed::new(&w05.time, &w05.event).unwrap();
    let harrell = harrell(&w05.score, &followed).unwrap().unwrap().share.value;
    assert!((harrell - 0.621_183_436_873_3).abs() < 1e-10, "{harrell}");
}
