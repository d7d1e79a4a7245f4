//! A study whose pieces several workers carry out comes to what it comes to on one, to the bit.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::Arc;

use bedside::collect::cohort::{CohortOptions, read_cohort};
use bedside::error::Error;
use bedside::learn::study::{Done, Piece, Protocol, Study, Trained, Training, Worker};
use bedside::math::Draws;
use bedside::record::Frame;
use serde_json::{Value, json};

/// Age raises the odds; in the last place nobody is ill.
fn made(rows: u32) -> Frame {
    let draws = Draws::new(23, 1);
    let mut text = String::from("age,smoker,site,sick,years\n");
    for row in 0..rows {
        let age = 40.0 + 30.0 * draws.uniform(row * 5);
        let smoker = if draws.uniform(row * 5 + 1) < 0.3 { "yes" } else { "no" };
        let odds = (age - 55.0) / 8.0;
        let ill = draws.uniform(row * 5 + 2) < 1.0 / (1.0 + (-odds).exp()) && row % 4 < 3;
        let years = 0.01 - draws.uniform(row * 5 + 3).ln() * 4.0 / (0.5 * odds).exp();
        text += &format!("{age:.1},{smoker},{},{},{years:.2}\n", row % 4, if ill { "ill" } else { "well" });
    }
    read_cohort("table.csv", text.as_bytes(), CohortOptions::default()).unwrap().frame
}

fn study(change: Value) -> Value {
    let mut all = json!({
        "question": {
            "outcome": { "task": "binary", "column": "sick", "happened": { "yes": ["ill"] } },
            "predictors": ["age", "smoker"], "groups": ["smoker"], "site": "site",
        },
        "model": { "kind": "logistic" }, "split": { "folds": 4, "repeats": 2 },
    });
    all.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    all
}

fn searching(how: Value, split: Value) -> Value {
    let boosting =
        json!({ "model": { "kind": "boosting", "trees": 5 }, "vary": { "depth": [1, 2], "rate": [0.3, 0.1, 0.001] } });
    // Two settings that are the same in all but name have the same figure: the first must win.
    let twins = json!({ "model": { "kind": "logistic" }, "vary": { "turns": [50, 51] } });
    let search = json!({ "how": how, "spaces": [boosting, twins], "inner": { "folds": 3 } });
    study(json!({ "split": split, "search": search }))
}

fn begun(from: &Value, frame: &Frame) -> Result<Training, Error> {
    let protocol: Protocol = serde_json::from_value(from.clone()).unwrap();
    Ok(Training::of(Arc::new(Study::new(protocol, frame)?)))
}

fn told(trained: &Trained) -> String {
    let held = (&trained.held.rows, &trained.held.margins, &trained.held.answers);
    let all = (&trained.scorer, &trained.coefficients, &trained.notes, &trained.evaluation, &trained.protocol);
    serde_json::to_string(&(all, &trained.trials, held)).unwrap()
}

fn alone(from: &Value, frame: &Frame) -> Result<Trained, Error> {
    let mut training = begun(from, frame)?;
    while !training.step()? {}
    training.finish()
}

/// Carries out a study with other workers, each of which has its own copy of it. They finish in an order that `seed` draws;
/// the last of them dies over its second piece.
fn shared(from: &Value, frame: &Frame, others: usize, seed: u32) -> Result<(Trained, usize), Error> {
    until(from, frame, others, seed, 2.0)
}

/// Stops at a share of the whole.
fn until(from: &Value, frame: &Frame, others: usize, seed: u32, stop: f64) -> Result<(Trained, usize), Error> {
    let draws = Draws::new(seed, 3);
    let mut training = begun(from, frame)?;
    let mut workers: Vec<Worker> =
        (0..others).map(|_| Worker::new(Arc::clone(begun(from, frame).unwrap().study()))).collect();
    let mut at: BTreeMap<usize, Piece> = BTreeMap::new();
    let (mut came, mut turn, mut last) = (0, 0, 0.0);
    let mut pieces = vec![0; others];
    loop {
        turn += 1;
        let who = (draws.uniform(turn) * (others + 1) as f64) as usize;
        if who == others {
            if training.step()? {
                // Who is told to wait here would wait for ever.
                assert!(!training.waits());
                break;
            }
            assert!(!training.waits() || !at.is_empty(), "waits for nobody");
        } else if let Some(piece) = at.get(&who).copied() {
            let dies = who + 1 == others && others > 1 && pieces[who] == 2;
            match workers[who].step() {
                Ok(None) if !dies => {
                    training.hear(piece, workers[who].under_way().unwrap().1);
                    continue;
                }
                Ok(Some(done)) if !dies && done.pack().is_some() => {
                    let numbers = done.pack().unwrap();
                    assert!(
                        Done::unpack(piece, &numbers[1..]).is_none() && Done::unpack(piece, &[f64::NAN; 3]).is_none()
                    );
                    training.take(piece, &numbers);
                    // Told twice, it counts once.
                    training.take(piece, &numbers);
                    came += 1;
                }
                _ => training.take_back(piece),
            }
            at.remove(&who);
        } else if let Some(piece) = training.give() {
            pieces[who] += 1;
            // As it crosses.
            let piece: Piece = serde_json::from_str(&serde_json::to_string(&piece).unwrap()).unwrap();
            workers[who].begin(piece).unwrap();
            at.insert(who, piece);
        }
        let (_, share) = training.progress();
        assert!((0.0..=1.0).contains(&share), "{share}");
        if share >= stop {
            break;
        }
        last = if pieces[others - 1] < 2 { share } else { last };
    }
    assert!(last > 0.0 || others > 1);
    Ok((training.finish()?, came))
}

#[test]
fn several_workers_come_to_what_one_comes_to() {
    let frame = made(240);
    let inner = json!({ "how": { "by": "grid" }, "spaces": [{ "model": { "kind": "cox" }, "vary": { "penalty": [0.0, 0.1, 1.0] } }], "inner": { "folds": 2 } });
    let times =
        json!({ "task": "survival", "time": "years", "event": "sick", "happened": { "yes": ["ill"] }, "horizon": 3 });
    let question = json!({ "outcome": times, "predictors": ["age", "smoker"] });
    let studies = [
        study(json!({})),
        searching(json!({ "by": "grid" }), json!({ "folds": 3 })),
        searching(json!({ "by": "halving", "draws": 8 }), json!({ "folds": 3 })),
        // One fold alone: nearly all there is to share is the choosing.
        searching(json!({ "by": "random", "draws": 6 }), json!({ "by": "stratified", "folds": 1 })),
        json!({ "question": question, "model": { "kind": "cox" }, "split": { "folds": 3 }, "search": inner }),
    ];
    for (number, from) in studies.iter().enumerate() {
        let one = told(&alone(from, &frame).unwrap());
        for (others, seed) in [(1, 1), (2, 2), (3, 3)] {
            let (several, came) = shared(from, &frame, others, seed).unwrap();
            assert!(told(&several) == one, "study {number} with {others} more");
            assert!(came > 1, "study {number} with {others} more: {came} pieces");
        }
    }
}

#[test]
fn who_stops_several_workers_keeps_the_best_so_far() {
    let frame = made(240);
    for how in [json!({ "by": "grid" }), json!({ "by": "halving", "draws": 8 })] {
        let from = searching(how, json!({ "folds": 3 }));
        for (seed, stop) in [(1, 0.15), (2, 0.3), (3, 0.5), (4, 0.9)] {
            let (stopped, _) = until(&from, &frame, 3, seed, stop).unwrap();
            assert!(stopped.evaluation.stopped && !stopped.trials.is_empty(), "{stop}");
            let best = stopped.trials.iter().filter_map(|trial| trial.figure).fold(f64::MIN, f64::max);
            assert!(
                stopped.trials.iter().any(|trial| trial.figure == Some(best) || trial.model == stopped.protocol.model)
            );
        }
    }
}

#[test]
fn several_workers_end_in_the_error_that_one_ends_in() {
    let frame = made(160);
    // The fourth site has nobody ill, so it cannot judge; without it, each of the others is fitted on two.
    let failing = [
        study(
            json!({ "question": { "outcome": { "task": "binary", "column": "smoker", "happened": { "yes": ["yes"] } }, "predictors": ["age"], "population": [{ "column": "sick", "words": ["ill"] }], "site": "sick" }, "split": { "by": "site" } }),
        ),
        study(
            json!({ "question": { "outcome": { "task": "binary", "column": "sick", "happened": { "yes": ["ill"] } }, "predictors": ["age"], "population": [{ "column": "age", "most": 47.0 }], "site": "site" }, "split": { "by": "site" }, "model": { "kind": "boosting" },
            "search": { "how": { "by": "grid" }, "spaces": [{ "model": { "kind": "boosting" }, "vary": { "trees": [5, 6] } }], "inner": { "by": "stratified", "folds": 40 } } }),
        ),
    ];
    for from in &failing {
        let one = alone(from, &frame).unwrap_err();
        for (others, seed) in [(1, 4), (3, 5)] {
            assert_eq!(shared(from, &frame, others, seed).map(|_| ()).unwrap_err(), one);
        }
    }
}

#[test]
fn a_piece_that_a_study_does_not_have_is_refused() {
    let training = begun(&searching(json!({ "by": "grid" }), json!({ "folds": 3 })), &made(120)).unwrap();
    let mut worker = Worker::new(Arc::clone(training.study()));
    for odd in [
        json!({ "at": 9, "round": 0, "candidate": 0 }),
        json!({ "at": 0, "round": 7, "candidate": 0 }),
        json!({ "at": 0, "round": 0, "candidate": 70 }),
        json!({ "at": 9 }),
    ] {
        let piece: Piece = serde_json::from_value(odd.clone()).unwrap();
        assert_eq!(worker.begin(piece).unwrap_err().key, "engine.argument", "{odd}");
        assert_eq!(worker.step().unwrap_err().key, "cancelled", "{odd}");
    }
}

#[test]
fn a_search_in_which_nothing_has_a_figure_ends_and_says_so() {
    // Whoever smokes is somebody else at every place: no inner fold holds both.
    let mut text = String::from("age,site,sick\n");
    for row in 0..40 {
        text += &format!("{},{},{}\n", 40 + row, row % 4, if row % 4 < 2 { "ill" } else { "well" });
    }
    let frame = read_cohort("table.csv", text.as_bytes(), CohortOptions::default()).unwrap().frame;
    let question = json!({ "outcome": { "task": "binary", "column": "sick", "happened": { "yes": ["ill"] } }, "predictors": ["age"], "site": "site" });
    let search = json!({ "how": { "by": "grid" }, "spaces": [{ "model": { "kind": "logistic" }, "vary": { "turns": [20, 30] } }], "inner": { "by": "site" } });
    let from =
        json!({ "question": question, "model": { "kind": "logistic" }, "split": { "folds": 3 }, "search": search });
    assert_eq!(alone(&from, &frame).unwrap_err().key, "study.noAnswer");
}
