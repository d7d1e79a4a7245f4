//! A model among other people, mended there: against lifelines and statsmodels (`scripts/reference/mending.py`, which
//! writes their versions into the fixture), and a whole validation of each task.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

#[path = "support/near.rs"]
mod near;

use bedside::collect::cohort::{CohortOptions, read_cohort};
use bedside::export::model::card;
use bedside::learn::measure::{Followed, calibration_at, slope_of_numbers};
use bedside::learn::recalibrate::{Way, recalibrate_numbers, recalibrate_up_to};
use bedside::learn::study::Evaluation;
use bedside::math::Draws;
use bedside::session::workbench::{ExternalTold, Judging, StudyModel, StudyRun};
use near::{all_near, list, near};
use serde_json::{Value, json};

fn fixture(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn shares_up_to_a_time_are_mended_and_measured_as_the_reference_does() {
    let r = fixture(include_str!("fixtures/learn/mending.json"));
    let people = fixture(include_str!("fixtures/learn/measure.json"))["survival"].take();
    let (time, tied, share) = (list(&people["untied"]), list(&people["time"]), list(&people["share"]));
    let event: Vec<bool> = people["event"].as_array().unwrap().iter().map(|e| e.as_bool().unwrap()).collect();
    let (at, earlier) = (r["at"].as_f64().unwrap(), r["earlier"].as_f64().unwrap());
    let found = calibration_at(&share, &Followed::new(&time, &event).unwrap(), at, 10).unwrap().unwrap();
    let slope = found.slope.unwrap();
    all_near(&[slope.value, slope.standard_error], &r["slope"], 1e-7);
    let (curve, want) = (found.curve.unwrap(), &r["curve"]);
    all_near(&curve.knots, &want["knots"], 1e-12);
    near(curve.mean_distance, &want["mean"], 1e-7);
    near(curve.median_distance, &want["median"], 1e-7);
    near(curve.ninetieth_distance, &want["ninetieth"], 1e-7);
    near(curve.greatest_distance, &want["greatest"], 1e-7);
    let mend = |way, time: &[f64], at| recalibrate_up_to(way, &share, time, &event, at).unwrap();
    let (level, both) = (mend(Way::Intercept, &time, at), mend(Way::Slope, &time, at));
    near(level.intercept, &r["level"]["intercept"], 1e-12);
    near(both.intercept, &r["both"]["intercept"], 1e-7);
    near(both.slope, &r["slope"][0], 1e-7);
    let eight = |mend: &dyn Fn(f64) -> f64| share[..8].iter().map(|share| mend(*share)).collect::<Vec<_>>();
    all_near(&eight(&|share| level.share(share, at)), &r["level"]["shares"], 1e-12);
    all_near(&eight(&|share| level.share(share, earlier)), &r["level"]["earlier"], 1e-12);
    all_near(&eight(&|share| both.share(share, at)), &r["both"]["shares"], 1e-7);
    all_near(&eight(&|share| both.share(share, earlier)), &r["both"]["earlier"], 1e-7);
    let (level, both, want) = (mend(Way::Intercept, &tied, 8.0), mend(Way::Slope, &tied, 8.0), &r["ties"]);
    near(level.intercept, &want["level"], 1e-12);
    near(both.intercept, &want["both"], 1e-7);
    near(both.slope, &want["slope"][0], 1e-7);
    near(both.slope, &want["statsmodels"], 1e-7);
}

#[test]
fn numbers_are_mended_as_the_reference_does() {
    let r = fixture(include_str!("fixtures/learn/mending.json"))["numbers"].take();
    let people = fixture(include_str!("fixtures/learn/measure.json"))["continuous"].take();
    let (said, truth) = (list(&people["said"]), list(&people["truth"]));
    let (intercept, slope) = recalibrate_numbers(true, &said, &truth).unwrap();
    near(intercept, &r["intercept"], 1e-13);
    let found = slope_of_numbers(&said, &truth).unwrap();
    assert!((found.value - slope).abs() < 1e-15);
    all_near(&[found.value, found.standard_error], &r["slope"], 1e-13);
}

/// Patients whose hazard, odds and pressure follow age and a marker: in the other place the hazard is `often` times as
/// high, the marker says only `pull` of what it said, and nobody is followed beyond `seen` years.
fn patients(stream: u32, rows: u32, often: f64, pull: f64, seen: f64) -> String {
    let draws = Draws::new(33, stream);
    let mut text = String::from("person,age,marker,died,years,pressure\n");
    for row in 0..rows {
        let (age, marker) = (60.0 + 8.0 * draws.normal(row), draws.normal(row + 10_000));
        let risk = pull * (0.05 * (age - 60.0) + 0.8 * marker);
        let dies = -draws.uniform(row + 20_000).ln() / (0.08 * often * risk.exp());
        let last = (0.5 + 9.5 * draws.uniform(row + 30_000)).min(seen);
        let pressure = 120.0 + 5.0 * often + 12.0 * risk + 6.0 * draws.normal(row + 40_000);
        let (died, years) = (if dies <= last { "yes" } else { "no" }, dies.min(last));
        text += &format!("p{},{age:.1},{marker:.3},{died},{years:.4},{pressure:.1}\n", row / 2);
    }
    text
}

fn model(outcome: &Value, kind: &Value) -> StudyModel {
    let frame =
        read_cohort("here.csv", patients(1, 900, 1.0, 1.0, 20.0).as_bytes(), CohortOptions::default()).unwrap().frame;
    let protocol = json!({
        "question": { "outcome": outcome, "predictors": ["age", "marker"], "person": "person" },
        "model": kind, "split": { "folds": 3 },
    });
    let protocol = serde_json::from_value(protocol).unwrap();
    let mut run = StudyRun::begin(protocol, &frame, "here", "2026-11-29".parse().unwrap()).unwrap();
    while !run.step().unwrap() {}
    run.finish().unwrap()
}

fn judged(model: &mut StudyModel, text: String) -> ExternalTold {
    let mut judging = Judging::begin(model, "there.csv", text.into_bytes()).unwrap();
    let mut last = 0.0;
    while !judging.step().unwrap() {
        assert!(judging.progress() >= last && judging.progress() <= 1.0);
        last = judging.progress();
    }
    let (told, kept) = judging.finish();
    model.keep(kept.unwrap()).unwrap();
    told
}

fn after<'t>(told: &'t ExternalTold, by: &str) -> &'t Evaluation {
    &told.after.iter().find(|mended| mended.by == by).unwrap().evaluation
}

fn until_five() -> Value {
    json!({ "task": "survival", "time": "years", "event": "died", "happened": { "yes": ["yes"] }, "horizon": 5 })
}

#[test]
fn its_own_table_is_no_other_table() {
    let outcome = json!({ "task": "binary", "column": "died", "happened": { "yes": ["yes"] } });
    let model = model(&outcome, &json!({ "kind": "logistic" }));
    let own = patients(1, 900, 1.0, 1.0, 20.0);
    let judge = |model: &StudyModel, text: &str| {
        let mut judging = Judging::begin(model, "there.csv", text.as_bytes().to_vec()).unwrap();
        while !judging.step().unwrap() {}
        judging.finish()
    };
    let (told, kept) = judge(&model, &own);
    assert_eq!((told.own_rows, kept), (900, None));
    // Half of it, in another order, and with a new column.
    let mut lines: Vec<&str> = own.lines().collect();
    let head = lines.remove(0);
    lines.reverse();
    let half = format!("new,{head}\n") + &lines[..450].iter().map(|line| format!("1,{line}\n")).collect::<String>();
    assert_eq!(judge(&model, &half).0.own_rows, 450);
    // A model that was read back knows the whole table by its counts.
    let opened = StudyModel::open(&model.write().unwrap()).unwrap();
    assert_eq!(judge(&opened, &own).0.own_rows, 900);
    let other = patients(2, 900, 1.0, 1.0, 20.0);
    for model in [&model, &opened] {
        let (told, kept) = judge(model, &other);
        assert_eq!(told.own_rows, 0);
        assert_eq!(kept.unwrap().evaluation.rows, 900);
    }
}

#[test]
fn a_model_of_times_travels_and_is_mended_by_level_and_slope() {
    for kind in [json!({ "kind": "cox" }), json!({ "kind": "hazards" })] {
        let mut model = model(&until_five(), &kind);
        let own = model.file.evaluation.survival.clone().unwrap().calibration.unwrap();
        assert!(own.slope.is_some_and(|slope| slope.low < 1.0 && slope.high > 1.0), "{:?}", own.slope);
        let told = judged(&mut model, patients(2, 800, 3.0, 0.5, 20.0));
        assert_eq!(told.after.iter().map(|one| one.by.as_str()).collect::<Vec<_>>(), ["intercept", "slope", "refit"]);
        assert!(told.without.is_empty());
        let figures = |one: &Evaluation| one.survival.clone().unwrap();
        let at = |one: &Evaluation| figures(one).calibration.unwrap();
        let before = &told.before;
        assert!(at(before).ratio.low > 1.15 && at(before).slope.unwrap().high < 0.8, "{:?}", at(before).ratio);
        let (level, both) = (after(&told, "intercept"), after(&told, "slope"));
        assert!((at(level).ratio.value - 1.0).abs() < 0.02, "{:?}", at(level).ratio);
        assert!(at(level).slope.unwrap().high < 0.8, "a level mends no slope");
        assert!((at(both).ratio.value - 1.0).abs() < 0.08 && at(both).slope.unwrap().high > 1.0);
        let distance = |one: &Evaluation| at(one).curve.unwrap().mean_distance;
        assert!(distance(before) > distance(level) && distance(level) > distance(both));
        // Mending moves no rank, and the error over time falls with it.
        let share = |one: &Evaluation| figures(one).harrell.unwrap().share.value;
        assert_eq!((share(before), share(level)), (share(both), share(both)));
        let brier = |one: &Evaluation| figures(one).brier.unwrap().integrated;
        assert!(brier(before) > brier(level) && brier(level) > brier(both), "{kind}");
        let line = told.after[1].line.unwrap();
        assert!((line.slope - 0.5).abs() < 0.12 && told.after[0].line.unwrap().slope == 1.0, "{line:?}");
        assert!(told.after[2].line.is_none());
        // The card has the slope and the distances, here and there.
        let card = card(&model.file);
        for id in ["calibration", "external"] {
            let section = card.sections.iter().find(|section| section.id == id).unwrap();
            for key in ["card.slope", "card.curveDistances"] {
                assert!(section.lines.iter().any(|line| line.key == key), "{id} {key}");
            }
        }
        assert_eq!(model.told().external[0].name, "there.csv");
        // As text: what cannot be told is not a number, which equals nothing.
        let external = |model: &StudyModel| serde_json::to_string(&model.told().external).unwrap();
        assert_eq!(external(&StudyModel::open(&model.write().unwrap()).unwrap()), external(&model));
    }
}

#[test]
fn who_was_not_followed_so_long_mends_nothing_and_that_is_said() {
    let mut model = model(&until_five(), &json!({ "kind": "cox" }));
    let told = judged(&mut model, patients(3, 200, 1.0, 1.0, 3.0));
    assert_eq!(told.without, ["intercept", "slope", "refit"]);
    assert!(told.after.is_empty());
    assert!(told.before.survival.unwrap().calibration.unwrap().observed.value.is_nan());
}

#[test]
fn numbers_and_yes_or_no_are_mended_too() {
    let mut numbers = model(&json!({ "task": "continuous", "column": "pressure" }), &json!({ "kind": "leastSquares" }));
    let told = judged(&mut numbers, patients(4, 400, 2.0, 0.5, 20.0));
    let figures = |one: &Evaluation| one.continuous.clone().unwrap();
    let before = figures(&told.before);
    assert!((before.distances.bias + 5.0).abs() < 1.0 && before.slope.unwrap().high < 0.7, "{:?}", before.slope);
    let (level, both) = (figures(after(&told, "intercept")), figures(after(&told, "slope")));
    assert!(
        level.distances.bias.abs() < 0.1 && (level.slope.unwrap().value - before.slope.unwrap().value).abs() < 0.02
    );
    assert!(both.distances.bias.abs() < 0.1 && (both.slope.unwrap().value - 1.0).abs() < 0.05);
    assert!(both.distances.root_mean_square < level.distances.root_mean_square);
    assert!(told.after.iter().all(|one| one.by == "refit" || one.line.is_some()));

    let died = json!({ "task": "binary", "column": "died", "happened": { "yes": ["yes"] } });
    let mut yes = model(&died, &json!({ "kind": "logistic", "penalty": "none" }));
    let told = judged(&mut yes, patients(5, 800, 2.0, 0.5, 20.0));
    let at = |one: &Evaluation| one.binary.clone().unwrap().calibration;
    assert!(at(&told.before).ratio.low > 1.1);
    assert!((at(after(&told, "slope")).ratio.value - 1.0).abs() < 0.02);
    assert_eq!(told.after.len(), 3);
}
