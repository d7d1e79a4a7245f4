//! A study carried out on a table, from cells as written to figures: what an analyst's protocol comes to.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use bedside::collect::cohort::{CohortOptions, read_cohort};
use bedside::learn::study::{Evaluation, Protocol, Trained, Training};
use bedside::record::Frame;
use serde_json::{Value, json};

fn protocol(from: Value) -> Protocol {
    serde_json::from_value(from).unwrap()
}

fn carry_out(from: Value, frame: &Frame) -> Trained {
    let mut training = Training::new(protocol(from), frame).unwrap();
    let mut last = 0.0;
    while !training.step().unwrap() {
        let (_, share) = training.progress();
        assert!(share >= last - 1e-9 && share <= 1.0, "{share} after {last}");
        last = share;
    }
    training.finish().unwrap()
}

fn table(text: &str) -> Frame {
    read_cohort("table.csv", text.as_bytes(), CohortOptions::default()).unwrap().frame
}

/// A made table: age and smoking raise the odds, a site says nothing.
fn made(rows: u32) -> Frame {
    let draws = bedside::math::Draws::new(21, 1);
    let mut text = String::from("id,age,smoker,site,sick,years\n");
    for row in 0..rows {
        let age = 40.0 + 30.0 * draws.uniform(row * 5);
        let smoker = draws.uniform(row * 5 + 1) < 0.3;
        let odds = (age - 55.0) / 8.0 + if smoker { 1.2 } else { -0.4 };
        let sick = draws.uniform(row * 5 + 2) < 1.0 / (1.0 + (-odds).exp());
        let years = -draws.uniform(row * 5 + 3).ln() * 4.0 / (0.5 * odds).exp();
        let age = if row % 17 == 0 { String::new() } else { format!("{age:.1}") };
        let (smoker, sick) = (if smoker { "yes" } else { "no" }, if sick { "ill" } else { "well" });
        text += &format!("{row},{age},{smoker},Site {},{sick},{:.2}\n", row % 4, years + 0.01);
    }
    table(&text)
}

fn logistic() -> Value {
    json!({
        "question": {
            "outcome": { "task": "binary", "column": "sick", "happened": { "yes": ["ill"] } },
            "predictors": ["age", "smoker"], "groups": ["smoker", "age"],
        },
        "model": { "kind": "logistic", "penalty": "none" },
        "split": { "folds": 5, "repeats": 2 },
    })
}

#[test]
fn a_study_is_judged_on_rows_it_did_not_see() {
    let frame = made(1200);
    let trained = carry_out(logistic(), &frame);
    let figures = trained.evaluation.binary.as_ref().unwrap();
    assert_eq!((trained.evaluation.rows, trained.evaluation.folds.len()), (1200, 10));
    let area = figures.area.as_ref().unwrap();
    assert!(area.low < area.value && area.value < area.high && area.value > 0.72 && area.value < 0.9, "{area:?}");
    assert!((trained.evaluation.fold_mean.unwrap() - area.value).abs() < 0.02);
    let slope = figures.calibration.slope.as_ref().unwrap();
    assert!(slope.low < 1.0 && slope.high > 1.0, "{slope:?}");
    assert_eq!(figures.subgroups.iter().map(|group| group.table.groups.len()).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(figures.histogram.iter().flatten().sum::<u32>(), 1200);
    assert_eq!(trained.scorer.pipeline.names.len(), 2);
    assert!(trained.coefficients.is_some());
    // The same protocol and table, the same bytes.
    let again = carry_out(logistic(), &frame);
    let text = |all: &Trained| serde_json::to_string(&(&all.scorer, &all.evaluation, &all.protocol)).unwrap();
    assert!(text(&again) == text(&trained), "two bytes differ");
    // What stands in a file reads back the same, figures that are none among them.
    let evaluation: Evaluation = serde_json::from_str(&serde_json::to_string(&trained.evaluation).unwrap()).unwrap();
    assert!(serde_json::to_string(&evaluation).unwrap() == serde_json::to_string(&trained.evaluation).unwrap());
}

#[test]
fn every_kind_of_model_goes_through_the_same_study() {
    let frame = made(600);
    for kind in ["logistic", "firth", "boosting", "forest", "additive", "net"] {
        let mut study = logistic();
        study["model"] = match kind {
            "net" => json!({ "kind": kind, "layers": [8], "epochs": 20 }),
            "boosting" | "forest" => json!({ "kind": kind, "trees": 30 }),
            _ => json!({ "kind": kind }),
        };
        study["split"] = json!({ "folds": 3 });
        let trained = carry_out(study, &frame);
        let area = trained.evaluation.main().unwrap();
        assert!(area > 0.65 && area < 0.95, "{kind}: {area}");
        trained.scorer.check().unwrap();
        assert!(trained.scorer.answers(&frame).unwrap().iter().all(|share| (0.0..=1.0).contains(share)), "{kind}");
    }
    for kind in ["cox", "hazards"] {
        let outcome = json!({ "task": "survival", "time": "years", "event": "sick", "happened": { "yes": ["ill"] }, "horizon": 3 });
        let question = json!({ "outcome": outcome, "predictors": ["age", "smoker"], "groups": ["smoker"] });
        let trained =
            carry_out(json!({ "question": question, "model": { "kind": kind }, "split": { "folds": 3 } }), &frame);
        let figures = trained.evaluation.survival.as_ref().unwrap();
        assert!(figures.harrell.as_ref().unwrap().share.value > 0.6, "{kind}");
        assert!(figures.brier.as_ref().unwrap().scaled > 0.0 && figures.risk_groups.len() == 3, "{kind}");
    }
    for kind in ["leastSquares", "elasticNet", "boosting", "forest", "additive", "net"] {
        let question =
            json!({ "outcome": { "task": "continuous", "column": "years" }, "predictors": ["age", "smoker"] });
        let model =
            if kind == "net" { json!({ "kind": kind, "layers": [8], "epochs": 20 }) } else { json!({ "kind": kind }) };
        let trained = carry_out(json!({ "question": question, "model": model, "split": { "folds": 3 } }), &frame);
        assert!(trained.evaluation.continuous.is_some(), "{kind}");
    }
}

#[test]
fn the_smallest_table_is_fitted_exactly() {
    let question = json!({ "outcome": { "task": "continuous", "column": "y" }, "predictors": ["x", "same"] });
    let study =
        json!({ "question": question, "model": { "kind": "leastSquares" }, "split": { "by": "random", "folds": 3 } });
    let frame = table("x,same,y\n1,7,2\n3,7,4\n5,7,6\n");
    let trained = carry_out(study, &frame);
    let answers = trained.scorer.answers(&frame).unwrap();
    assert!(answers.iter().zip([2.0, 4.0, 6.0]).all(|(got, want)| (got - want).abs() < 1e-12), "{answers:?}");
}

#[test]
fn what_a_study_cannot_bear_is_said() {
    let frame = made(60);
    let key = |change: &dyn Fn(&mut Value)| {
        let mut study = logistic();
        change(&mut study);
        match serde_json::from_value::<Protocol>(study) {
            Ok(protocol) => Training::new(protocol, &frame).err().map_or_else(|| "none".to_owned(), |error| error.key),
            Err(_) => "unread".to_owned(),
        }
    };
    assert_eq!(key(&|_| ()), "none");
    assert_eq!(key(&|study| study["question"]["predictors"] = json!([])), "study.noPredictors");
    assert_eq!(key(&|study| study["question"]["predictors"] = json!(["age", "age"])), "study.predictorTwice");
    assert_eq!(key(&|study| study["question"]["predictors"] = json!(["sick"])), "study.outcomeAsPredictor");
    assert_eq!(key(&|study| study["question"]["predictors"] = json!(["height"])), "study.noColumn");
    assert_eq!(key(&|study| study["question"]["outcome"]["happened"] = json!({})), "study.happened");
    assert_eq!(key(&|study| study["model"] = json!({ "kind": "cox" })), "study.unsuited");
    assert_eq!(key(&|study| study["model"] = json!({ "kind": "logistic", "c": -1 })), "learn.setting");
    assert_eq!(key(&|study| study["version"] = json!(2)), "study.version");
    assert_eq!(key(&|study| study["colour"] = json!(2)), "unread");
    assert_eq!(
        key(&|study| study["question"]["population"] = json!([{ "column": "age", "least": 99 }])),
        "study.nobody"
    );
    assert_eq!(key(&|study| study["split"] = json!({ "folds": 1000 })), "learn.setting");
    assert_eq!(key(&|study| study["pipeline"] = json!({ "columns": [{ "name": "site" }] })), "study.notPredictor");
}

#[test]
fn an_outcome_with_typos_leaves_rows_out_and_says_so() {
    let frame = table("x,y\n1,ill\n2,well\n3,il\n4,\n5,ill\n6,well\n7,ill\n8,well\n9,ill\n10,well\n");
    let happened = json!({ "yes": ["ill"], "no": ["well"] });
    let question = json!({ "outcome": { "task": "binary", "column": "y", "happened": happened }, "predictors": ["x"] });
    let study = json!({ "question": question, "model": { "kind": "logistic" }, "split": { "folds": 2 } });
    let training = Training::new(protocol(study), &frame).unwrap();
    let asked = &training.study().asked;
    assert_eq!((asked.rows.len(), asked.left_out[0].why.as_str(), asked.left_out[0].rows), (8, "outcome", 2));
}

#[test]
fn a_predictor_held_to_one_way_never_goes_the_other() {
    let frame = made(500);
    let mut study = logistic();
    study["monotone"] = json!({ "age": 1 });
    assert_eq!(Training::new(protocol(study.clone()), &frame).err().unwrap().key, "study.monotone");
    study["model"] = json!({ "kind": "boosting", "trees": 60, "minRows": 5 });
    study["split"] = json!({ "folds": 2 });
    let rising = |study: Value| {
        let trained = carry_out(study, &frame);
        let rows: String = (30..90).map(|age| format!("{age},yes\n")).collect();
        let answers = trained.scorer.answers(&table(&format!("age,smoker\n{rows}"))).unwrap();
        answers.windows(2).all(|pair| pair[0] <= pair[1])
    };
    assert!(rising(study.clone()));
    study["monotone"] = json!({});
    assert!(!rising(study), "the test can fail");
}

fn searching(how: Value) -> Value {
    let mut study = logistic();
    study["model"] = json!({ "kind": "boosting" });
    study["split"] = json!({ "folds": 3 });
    let boosting =
        json!({ "model": { "kind": "boosting", "trees": 20 }, "vary": { "depth": [1, 3], "rate": [0.3, 0.001] } });
    let plain = json!({ "model": { "kind": "firth" } });
    study["search"] = json!({ "how": how, "spaces": [boosting, plain], "inner": { "folds": 3 }, "by": "loss" });
    study
}

#[test]
fn settings_are_chosen_inside_folds_and_the_best_wins() {
    let frame = made(400);
    let trained = carry_out(searching(json!({ "by": "grid" })), &frame);
    assert_eq!(trained.trials.len(), 5);
    let figure = |at: usize| trained.trials[at].figure.unwrap_or_else(|| panic!("{:?}", trained.trials[at]));
    let best = (0..5).max_by(|a, b| figure(*a).total_cmp(&figure(*b))).unwrap();
    assert_eq!(trained.protocol.model, trained.trials[best].model);
    assert_eq!(
        (trained.evaluation.rows, trained.evaluation.flattering, trained.evaluation.stopped),
        (400, false, false)
    );
    let halved = carry_out(searching(json!({ "by": "halving", "draws": 9 })), &frame);
    let rows: Vec<usize> = halved.trials.iter().map(|trial| trial.rows).collect();
    assert!(rows.first() < rows.last() && halved.trials.len() > 5, "{rows:?}");
}

#[test]
fn who_stops_early_keeps_the_best_so_far() {
    let frame = made(400);
    let nothing = Training::new(protocol(searching(json!({ "by": "grid" }))), &frame).unwrap();
    assert_eq!(nothing.finish().unwrap_err().key, "cancelled");
    let stopped_at = |share: f64| {
        let mut training = Training::new(protocol(searching(json!({ "by": "grid" }))), &frame).unwrap();
        while training.progress().1 < share {
            training.step().unwrap();
        }
        training.finish().unwrap()
    };
    let early = stopped_at(0.12);
    assert!(
        early.evaluation.stopped && early.evaluation.flattering && early.trials.len() < 5,
        "{:?}",
        early.trials.len()
    );
    let later = stopped_at(0.6);
    assert!(later.evaluation.stopped && !later.evaluation.flattering && later.evaluation.rows < 400);
}
