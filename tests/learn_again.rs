//! A model fitted again and again, and two models of one table held against each other: what comes out is what a loop
//! written out here comes to.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;

use bedside::learn::linear::{Logistic, Penalty};
use bedside::learn::measure::{Scored, compare_areas, resample_rows};
use bedside::learn::study::{Flattering, Flattery, Learning, LearningPoint, Study, Trained, Training};
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::{Draws, Matrix, Stream, logistic};
use bedside::record::{Cells, Column, Frame};
use bedside::session::workbench::{Compared, StudyModel, StudyRun};
use serde_json::{Value, json};

/// Columns of normal numbers, of which the first tells as much of the outcome as `pull` says; three rows a person.
fn table(rows: u32, columns: u32, pull: f64) -> Frame {
    let normal = |stream: u32| (0..rows).map(|row| Draws::new(23, stream).normal(row)).collect::<Vec<f64>>();
    let first = normal(1);
    let yes =
        |row: u32| f64::from(u8::from(Draws::new(24, 1).uniform(row) < logistic(pull * first[row as usize] - 0.4)));
    let mut all: Vec<(String, Vec<f64>)> = (1..=columns).map(|at| (format!("x{at}"), normal(at))).collect();
    all.push(("person".into(), (0..rows).map(|row| f64::from(row / 3)).collect()));
    all.push(("y".into(), (0..rows).map(yes).collect()));
    Frame::new(all.into_iter().map(|(name, x)| Column { name, cells: Cells::Numbers(x) }).collect()).unwrap()
}

fn numbers<'f>(frame: &'f Frame, name: &str) -> &'f [f64] {
    match &frame.column(name).unwrap().cells {
        Cells::Numbers(numbers) => numbers,
        other => panic!("{other:?}"),
    }
}

fn protocol(columns: u32) -> Value {
    let outcome = json!({ "task": "binary", "column": "y", "happened": { "yes": ["1"] } });
    let predictors: Vec<String> = (1..=columns).map(|at| format!("x{at}")).collect();
    let question = json!({ "outcome": outcome, "predictors": predictors });
    let model = json!({ "kind": "logistic", "penalty": "none" });
    json!({ "question": question, "model": model, "split": { "folds": 4, "seed": 5 } })
}

fn study(protocol: &Value, frame: &Frame) -> Arc<Study> {
    Arc::new(Study::new(serde_json::from_value(protocol.clone()).unwrap(), frame).unwrap())
}

fn trained(study: &Arc<Study>) -> Trained {
    let mut training = Training::of(Arc::clone(study));
    while !training.step().unwrap() {}
    training.finish().unwrap()
}

/// Share of pairs that stand right, equal ones by half.
fn area(answers: &[f64], y: &[f64]) -> f64 {
    let (mut right, mut pairs) = (0.0, 0.0);
    for (a, _) in answers.iter().zip(y).filter(|(_, y)| **y == 1.0) {
        for (b, _) in answers.iter().zip(y).filter(|(_, y)| **y == 0.0) {
            right += if a > b { 1.0 } else { 0.5 * f64::from(u8::from(a == b)) };
            pairs += 1.0;
        }
    }
    right / pairs
}

/// Slope of a logistic regression of the outcome on the log odds that were answered, by Newton's steps.
fn slope(margins: &[f64], y: &[f64]) -> f64 {
    let (mut a, mut b) = (0.0, 1.0);
    for _ in 0..40 {
        let (mut up, mut bend) = ([0.0; 2], [0.0; 3]);
        for (m, y) in margins.iter().zip(y) {
            let p = logistic(a + b * m);
            let (miss, w) = (y - p, p * (1.0 - p));
            up = [up[0] + miss, up[1] + miss * m];
            bend = [bend[0] + w, bend[1] + w * m, bend[2] + w * m * m];
        }
        let det = bend[0] * bend[2] - bend[1] * bend[1];
        a += (bend[2] * up[0] - bend[1] * up[1]) / det;
        b += (bend[0] * up[1] - bend[1] * up[0]) / det;
    }
    b
}

fn flattery(study: &Arc<Study>, draws: u32) -> Vec<Flattery> {
    let mut drawing = Flattering::begin(Arc::clone(study), study.protocol.model.clone(), draws).unwrap();
    while !drawing.step() {}
    assert_eq!(drawing.progress(), (draws, draws));
    drawing.finish()
}

#[test]
fn what_a_model_flatters_itself_by_is_harrells_loop() {
    const ROWS: u32 = 90;
    const DRAWS: u32 = 40;
    let frame = table(ROWS, 4, 1.0);
    let found = flattery(&study(&protocol(4), &frame), DRAWS);
    let x =
        Matrix::of_columns(90, (1..=4).flat_map(|at| numbers(&frame, &format!("x{at}")).to_vec()).collect()).unwrap();
    let y = numbers(&frame, "y");
    let free = Logistic { penalty: Penalty::None, ..Logistic::default() }.check().unwrap();
    let every: Vec<u32> = (0..ROWS).collect();
    // Fitted on some rows: area, Brier score and slope there, and on all.
    let judged = |rows: &[u32]| {
        let outcome = Outcome::Binary(y.to_vec()).take(rows);
        let fitted = free.fit(Sample { x: &x.take(rows), y: &outcome, weights: None }).unwrap();
        [rows, &every[..]].map(|rows| {
            let y: Vec<f64> = rows.iter().map(|row| y[*row as usize]).collect();
            let margins = fitted.predictor.margins(&x.take(rows));
            let miss = |(m, y): (&f64, &f64)| (logistic(*m) - y).powi(2);
            let brier = margins.iter().zip(&y).map(miss).sum::<f64>() / y.len() as f64;
            [area(&margins, &y), brier, slope(&margins, &y)]
        })
    };
    let apparent = judged(&every)[0];
    let mut stream = Stream::new(5, 47);
    let mut optimism = [0.0; 3];
    for _ in 0..DRAWS {
        let [own, all] = judged(&resample_rows(ROWS, &mut stream));
        (0..3).for_each(|at| optimism[at] += (own[at] - all[at]) / f64::from(DRAWS));
    }
    assert_eq!(found.len(), 3);
    for (at, (found, figure)) in found.iter().zip(["main", "brier", "slope"]).enumerate() {
        assert_eq!((found.figure.as_str(), found.draws), (figure, DRAWS));
        let want = [apparent[at], optimism[at], apparent[at] - optimism[at]];
        let got = [found.apparent, found.optimism, found.corrected];
        assert!(got.iter().zip(want).all(|(got, want)| (got - want).abs() < 1e-6), "{figure}: {got:?} {want:?}");
    }
    // The area and the slope are flattered, the loss is too small.
    assert!(found[0].optimism > 0.0 && found[1].optimism < 0.0 && found[2].optimism > 0.0, "{found:?}");
}

#[test]
fn a_model_of_noise_flatters_itself_and_most_of_that_is_taken_back() {
    let found = &flattery(&study(&protocol(8), &table(100, 8, 0.0)), 60)[0];
    assert!(found.optimism > 0.08 && found.apparent > 0.6, "{found:?}");
    assert!((found.corrected - 0.5).abs() < 0.5 * (found.apparent - 0.5), "{found:?}");
}

#[test]
fn trees_and_searches_are_not_corrected_by_draws() {
    let frame = table(60, 2, 1.0);
    let key = |change: &dyn Fn(&mut Value)| {
        let mut protocol = protocol(2);
        change(&mut protocol);
        let study = study(&protocol, &frame);
        Flattering::begin(Arc::clone(&study), study.protocol.model.clone(), 5).err().unwrap().key
    };
    assert_eq!(key(&|protocol| protocol["model"] = json!({ "kind": "forest" })), "study.flattery");
    let search = json!({ "spaces": [{ "model": { "kind": "logistic" }, "vary": { "c": [0.1, 1] } }] });
    assert_eq!(key(&|protocol| protocol["search"] = search.clone()), "study.flattery");
}

/// Whoever stands in the table three times is drawn three times, or not at all: rows drawn alone would stay behind to judge.
#[test]
fn persons_of_several_rows_are_drawn_whole() {
    let once = table(80, 5, 1.0);
    let thrice = once.take(&(0..240).map(|row| row / 3).collect::<Vec<u32>>());
    let columns = thrice.columns().iter().map(|column| match column.name.as_str() {
        "person" => {
            Column { name: "person".into(), cells: Cells::Numbers((0..240).map(|row| f64::from(row / 3)).collect()) }
        }
        _ => column.clone(),
    });
    let thrice = Frame::new(columns.collect()).unwrap();
    let found = |frame: &Frame, person: bool| {
        let mut protocol = protocol(5);
        if person {
            protocol["question"]["person"] = "person".into();
        }
        flattery(&study(&protocol, frame), 30).into_iter().map(|one| one.optimism).collect::<Vec<f64>>()
    };
    let want = found(&once, false);
    let near = |other: &[f64]| want.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-6);
    assert!(near(&found(&thrice, true)), "{want:?} {:?}", found(&thrice, true));
    assert!(found(&thrice, false)[0] < 0.7 * want[0], "the test can fail");
}

#[test]
fn a_learning_curve_ends_where_the_folds_stand() {
    let study = study(&protocol(6), &table(172, 6, 0.8));
    let mut learning = Learning::begin(Arc::clone(&study), study.protocol.model.clone());
    while !learning.step() {}
    assert_eq!(learning.progress(), (24, 24));
    let points: Vec<LearningPoint> = learning.finish();
    // Of each class the share of its rows, at least ten of them.
    let Outcome::Binary(y) = &study.asked.outcome else { panic!() };
    let rows_at = |share: f64| {
        let of = |train: &Vec<u32>| {
            let class = |class: f64| train.iter().filter(|row| y[**row as usize] == class).count();
            [0.0, 1.0].map(|y| ((class(y) as f64 * share).ceil() as usize).max(10).min(class(y))).iter().sum::<usize>()
        };
        let all: Vec<f64> = study.folds.iter().map(|fold| of(&fold.train) as f64).collect();
        (all.iter().sum::<f64>() / all.len() as f64).round() as usize
    };
    let wanted = [0.1, 0.2, 0.35, 0.55, 0.75, 1.0].map(rows_at);
    assert_eq!(points.iter().map(|point| point.rows).collect::<Vec<_>>(), wanted);
    assert!(wanted[0] == 20 && wanted[5] == 129, "{wanted:?}");
    // The last point is the study's own folds.
    let evaluation = trained(&study).evaluation;
    let last = points.last().unwrap();
    assert!((last.test - evaluation.fold_mean.unwrap()).abs() < 1e-12, "{last:?}");
    let folds: Vec<f64> = evaluation.folds.into_iter().flatten().collect();
    let squares: f64 = folds.iter().map(|area| (area - last.test).powi(2)).sum();
    assert!((last.standard_error.unwrap() - (squares / 3.0 / 4.0).sqrt()).abs() < 1e-12, "{last:?}");
    // Rows that were learned are told better than others, the less so the more there are.
    let apart: Vec<f64> = points.iter().map(|point| point.train - point.test).collect();
    assert!(apart.iter().all(|apart| *apart > 0.0) && apart[0] > 2.0 * apart[5], "{apart:?}");
    assert!(points[0].test < last.test);
}

fn model(change: impl Fn(&mut Value), frame: &Frame) -> StudyModel {
    let mut protocol = protocol(1);
    change(&mut protocol);
    let day = "2026-11-29".parse().unwrap();
    let mut run = StudyRun::begin(serde_json::from_value(protocol).unwrap(), frame, "one", day).unwrap();
    while !run.step().unwrap() {}
    run.finish().unwrap()
}

/// Each row's share of pairs that stand right.
fn places(answers: &[f64], y: &[f64]) -> Vec<f64> {
    let place = |(a, own): (&f64, &f64)| {
        let others = answers.iter().zip(y).filter(|(_, y)| *y != own);
        let right = others.map(|(b, _)| if a == b { 0.5 } else { f64::from(u8::from((a > b) == (*own == 1.0))) });
        let right: Vec<f64> = right.collect();
        right.iter().sum::<f64>() / right.len() as f64
    };
    answers.iter().zip(y).map(place).collect()
}

#[test]
fn two_models_are_held_against_each_other_on_the_rows_that_both_answered() {
    let frame = table(240, 3, 1.2);
    let y = numbers(&frame, "y");
    // One knows the column that tells, of part of the people; the other knows two that do not, of another part.
    let own = model(|study| study["question"]["population"] = json!([{ "column": "x2", "least": -1.0 }]), &frame);
    let less = model(
        |study| {
            study["question"]["predictors"] = json!(["x2", "x3"]);
            study["question"]["population"] = json!([{ "column": "x3", "most": 1.2 }]);
        },
        &frame,
    );
    let (one, two) = (own.held().unwrap(), less.held().unwrap());
    let answer = |judged: &bedside::session::workbench::Judged, row: u32| {
        judged.rows.iter().position(|known| *known == row).map(|at| judged.answers[at])
    };
    let mut both: Vec<(f64, f64, f64, u32)> = Vec::new();
    for row in 0..240 {
        if let (Some(a), Some(b)) = (answer(&one, row), answer(&two, row)) {
            both.push((a, b, y[row as usize], row));
        }
    }
    let (a, b): (Vec<f64>, Vec<f64>) = both.iter().map(|(a, b, ..)| (*a, *b)).unzip();
    let y: Vec<f64> = both.iter().map(|(.., y, _)| *y).collect();
    assert!(both.len() < one.rows.len() && both.len() < two.rows.len() && both.len() > 100);

    let cut = 0.4;
    let found = own.compare(&two, cut).unwrap();
    let near = |got: f64, want: f64| assert!((got - want).abs() < 1e-12, "{got} {want}");
    assert_eq!(found.rows, both.len());
    near(found.own.unwrap(), area(&a, &y));
    near(found.other.unwrap(), area(&b, &y));
    // DeLong: the variance of the mean difference of places, class by class.
    let areas = found.areas.unwrap();
    near(areas.first, area(&a, &y));
    near(areas.second, area(&b, &y));
    let apart: Vec<f64> = places(&a, &y).iter().zip(places(&b, &y)).map(|(a, b)| a - b).collect();
    let variance = |class: f64| {
        let of: Vec<f64> = apart.iter().zip(&y).filter(|(_, y)| **y == class).map(|(x, _)| *x).collect();
        let (n, mean) = (of.len() as f64, of.iter().sum::<f64>() / of.len() as f64);
        of.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0) / n
    };
    near(areas.difference.value, area(&a, &y) - area(&b, &y));
    near(areas.difference.standard_error, (variance(1.0) + variance(0.0)).sqrt());
    assert!(areas.difference.low > 0.0 && areas.p_value < 0.01, "{areas:?}");
    // From the other model to this one: of events up less down, of others down less up.
    let moved = |class: f64, sign: f64| {
        let of: Vec<f64> = both
            .iter()
            .filter(|(.., y, _)| *y == class)
            .map(|(a, b, ..)| f64::from(u8::from(*a >= cut)) - f64::from(u8::from(*b >= cut)))
            .collect();
        sign * of.iter().sum::<f64>() / of.len() as f64
    };
    let moves = found.reclassification.unwrap();
    near(moves.events.value, moved(1.0, 1.0));
    near(moves.others.value, moved(0.0, -1.0));
    assert!(moves.net.value > 0.1 && moves.discrimination.value > 0.0, "{moves:?}");
    let mean = |of: &[f64], class: f64| {
        let of: Vec<f64> = of.iter().zip(&y).filter(|(_, y)| **y == class).map(|(x, _)| *x).collect();
        of.iter().sum::<f64>() / of.len() as f64
    };
    let distance = |of: &[f64]| mean(of, 1.0) - mean(of, 0.0);
    near(moves.discrimination.value, distance(&a) - distance(&b));
    // The other way round, everything is turned.
    let turned: Compared = less.compare(&one, cut).unwrap();
    let other = turned.areas.unwrap();
    near(other.difference.value, -areas.difference.value);
    near(other.p_value, areas.p_value);
    near(turned.reclassification.unwrap().net.value, -moves.net.value);

    // Where persons are named, their rows count together.
    let named = model(
        |study| {
            study["question"]["population"] = json!([{ "column": "x2", "least": -1.0 }]);
            study["question"]["person"] = json!("person");
        },
        &frame,
    );
    let judged = named.held().unwrap();
    let found = named.compare(&two, cut).unwrap();
    let a: Vec<f64> = both.iter().map(|(.., row)| answer(&judged, *row).unwrap()).collect();
    let persons: Vec<u32> = both.iter().map(|(.., row)| row / 3).collect();
    let (first, second) = (Scored::new(&a, &y).unwrap(), Scored::new(&b, &y).unwrap());
    let want = compare_areas(&first, &second, Some(&persons)).unwrap();
    assert_eq!(found.areas.unwrap(), want);
    assert_ne!(want, compare_areas(&first, &second, None).unwrap());

    // Another table is no other answer to this one.
    let elsewhere = model(|_| (), &table(240, 3, 1.0)).held().unwrap();
    assert_eq!(own.compare(&elsewhere, cut).unwrap_err().key, "workbench.otherRows");
}
