//! Nothing of the rows that judge reaches the rows that are fitted on: over shuffled outcomes a study with the whole
//! preparation tells nothing, nor do settings that were chosen inside, and a planted leak is caught.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use bedside::learn::linear::Logistic;
use bedside::learn::split::{Fold, Rows, SplitBy, SplitSettings};
use bedside::learn::study::{StudyQuestion, Trained, Training};
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::Draws;
use bedside::prepare::pipeline::{Encode, Impute, PipelineSettings, Select};
use bedside::prepare::quality::{LeakWhy, auroc};
use bedside::record::{Cells, Column, Frame};
use bedside::session::workbench::ReadingTable;
use serde_json::{Value, json};

const ROWS: u32 = 90;
/// Enough columns that some of them seem to tell something of the outcome: who chooses by all rows is misled.
const COLUMNS: u32 = 12;

fn table() -> Frame {
    let draws = Draws::new(6, 1);
    let number = |stream: u32| {
        let cell = |i: u32| {
            if draws.bits(stream * 7000 + i).is_multiple_of(10) { f64::NAN } else { draws.normal(stream * 9000 + i) }
        };
        Cells::Numbers((0..ROWS).map(cell).collect())
    };
    let codes = (0..ROWS).map(|i| draws.bits(77_000 + i) % 40).collect();
    let words = (0..40).map(|k| format!("w{k}")).collect();
    let mut columns: Vec<Column> =
        (0..COLUMNS).map(|j| Column { name: format!("x{j}"), cells: number(j + 1) }).collect();
    columns.push(Column { name: "word".to_owned(), cells: Cells::Words { codes, words } });
    Frame::new(columns).unwrap()
}

/// Everything that the preparation can do.
fn settings() -> PipelineSettings {
    let mut settings = PipelineSettings::of(table().columns().iter().map(|column| column.name.as_str()));
    for (at, column) in settings.columns.iter_mut().enumerate() {
        column.impute = if at < 4 { Impute::Iterative } else { Impute::Median };
        column.encode = Encode::Target { smooth: 1.0, folds: 4 };
        column.winsorise = 0.05;
    }
    settings.columns[0].knots = 4;
    settings.interactions = vec![["x1".to_owned(), "x2".to_owned()]];
    settings.select = Select { correlation: 0.9, best: 4 };
    settings
}

/// The table with an outcome, and perhaps a column more.
fn with(y: &[f64], more: Option<Vec<f64>>) -> Frame {
    let number = |(name, numbers): (&str, Vec<f64>)| Column { name: name.to_owned(), cells: Cells::Numbers(numbers) };
    let added = more.map(|more| ("after", more)).into_iter().chain([("y", y.to_vec())]);
    Frame::new(table().columns().iter().cloned().chain(added.map(number)).collect()).unwrap()
}

fn study(frame: &Frame, seed: u32, change: impl Fn(&mut Value)) -> Trained {
    let predictors: Vec<&str> =
        frame.columns().iter().map(|column| column.name.as_str()).filter(|name| *name != "y").collect();
    let outcome = json!({ "task": "binary", "column": "y", "happened": { "yes": ["1"] } });
    let mut protocol = json!({
        "question": { "outcome": outcome, "predictors": predictors },
        "model": { "kind": "logistic" },
        "split": { "folds": 3, "seed": seed },
    });
    change(&mut protocol);
    let mut training = Training::new(serde_json::from_value(protocol).unwrap(), frame).unwrap();
    while !training.step().unwrap() {}
    training.finish().unwrap()
}

/// AUROC of logistic regression where the preparation saw all rows, those that judge among them, which is the mistake.
fn mistaken(y: &[f64], seed: u32) -> f64 {
    let frame = with(y, None);
    let all: Vec<u32> = (0..ROWS).collect();
    let class: Vec<u32> = y.iter().map(|y| *y as u32).collect();
    let split = SplitSettings { seed, folds: 3, ..SplitSettings::default() }.check().unwrap();
    let folds = split.folds(Rows { rows: y.len(), class: Some(&class), ..Rows::default() }).unwrap();
    let (_, x) = settings().check().unwrap().fit(&frame, &all, Some(y)).unwrap();
    let of = |fold: &Fold| {
        let known = Outcome::Binary(y.to_vec()).take(&fold.train);
        let sample = Sample { x: &x.take(&fold.train), y: &known, weights: None };
        let fitted = Logistic::default().check().unwrap().fit(sample).unwrap();
        let event: Vec<bool> = fold.test.iter().map(|row| y[*row as usize] == 1.0).collect();
        auroc(&fitted.predictor.margins(&x.take(&fold.test)), &event).unwrap()
    };
    folds.iter().map(of).sum::<f64>() / folds.len() as f64
}

fn shuffled(seed: u32) -> Vec<f64> {
    let draws = Draws::new(seed, 9);
    let mut order: Vec<(u32, u32)> = (0..ROWS).map(|i| (draws.bits(i), i)).collect();
    order.sort_unstable();
    order.iter().map(|(_, i)| f64::from(u8::from(i % 3 == 0))).collect()
}

/// Mean and its standard error.
fn mean(all: &[f64]) -> (f64, f64) {
    let n = all.len() as f64;
    let mean = all.iter().sum::<f64>() / n;
    (mean, (all.iter().map(|a| (a - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt())
}

#[test]
fn shuffled_outcomes_tell_nothing() {
    let pipeline = serde_json::to_value(settings()).unwrap();
    let judged = |seed| {
        let y = shuffled(seed);
        let trained = study(&with(&y, None), seed, |protocol| protocol["pipeline"] = pipeline.clone());
        assert_eq!((trained.evaluation.folds.len(), trained.protocol.pipeline.select.best), (3, 4));
        trained.evaluation.fold_mean.unwrap()
    };
    let (right, error) = mean(&(0..200).map(judged).collect::<Vec<f64>>());
    assert!((right - 0.5).abs() <= 3.0 * error, "{right} ± {error}");
    // The test can fail: fitted on all rows, the same preparation tells what it cannot know.
    let (wrong, error) = mean(&(0..40).map(|seed| mistaken(&shuffled(seed), seed)).collect::<Vec<f64>>());
    assert!(wrong - 0.5 > 5.0 * error, "{wrong} ± {error}");
}

#[test]
fn settings_chosen_inside_folds_tell_nothing_of_shuffled_outcomes() {
    let search = json!({
        "spaces": [{
            "model": { "kind": "boosting", "trees": 4, "minRows": 5, "columns": 0.3 },
            "vary": { "depth": [1, 3], "l2": [0, 9], "seed": [1, 2] },
        }],
        "inner": { "folds": 2 },
    });
    let judged = |seed| {
        let trained = study(&with(&shuffled(seed), None), seed, |protocol| {
            protocol["model"] = json!({ "kind": "boosting" });
            protocol["search"] = search.clone();
        });
        assert!(trained.trials.len() == 8 && !trained.evaluation.flattering);
        let best = trained.trials.iter().filter_map(|trial| trial.figure).fold(f64::MIN, f64::max);
        (trained.evaluation.fold_mean.unwrap(), best)
    };
    let (outer, inner): (Vec<f64>, Vec<f64>) = (0..30).map(judged).unzip();
    let (right, error) = mean(&outer);
    assert!((right - 0.5).abs() <= 3.0 * error, "{right} ± {error}");
    // The test can fail: the rows that chose the settings flatter them.
    let (flattered, error) = mean(&inner);
    assert!(flattered - 0.5 > 4.0 * error, "{flattered} ± {error}");
}

#[test]
fn what_became_of_the_rows_that_judge_changes_no_bit_of_their_answers() {
    let pipeline = serde_json::to_value(settings()).unwrap();
    let search = json!({
        "spaces": [
            { "model": { "kind": "boosting", "trees": 4, "minRows": 5 }, "vary": { "columns": [0.2, 0.4, 1] } },
            { "model": { "kind": "logistic" }, "vary": { "c": [0.01, 1] } },
        ],
        "inner": { "folds": 2 },
    });
    // Parted at random: who judges does not hang on the outcome.
    let answers = |y: &[f64]| {
        let trained = study(&with(y, None), 4, |protocol| {
            protocol["pipeline"] = pipeline.clone();
            protocol["search"] = search.clone();
            protocol["split"]["by"] = json!("random");
        });
        assert_eq!(trained.held.rows.len(), ROWS as usize);
        trained.held.answers
    };
    let y = shuffled(3);
    let before = answers(&y);
    let split = SplitSettings { by: SplitBy::Random, seed: 4, folds: 3, ..SplitSettings::default() }.check().unwrap();
    for fold in split.folds(Rows { rows: y.len(), ..Rows::default() }).unwrap() {
        let mut other = y.clone();
        fold.test.iter().for_each(|row| other[*row as usize] = 1.0 - other[*row as usize]);
        let after = answers(&other);
        let same = |row: &u32| before[*row as usize].to_bits() == after[*row as usize].to_bits();
        assert!(fold.test.iter().all(same) && !fold.train.iter().all(same));
    }
}

#[test]
fn a_planted_leak_is_caught() {
    let y = shuffled(1);
    let treated: Vec<f64> = y.iter().zip(0..).map(|(y, i)| y * 10.0 + f64::from(i % 5)).collect();
    let trained = study(&with(&y, Some(treated.clone())), 1, |protocol| {
        protocol["question"]["predictors"] = json!(["after", "x0", "x1"]);
    });
    assert!(trained.evaluation.fold_mean.unwrap() > 0.99, "{:?}", trained.evaluation.folds);
    // Before anything is fitted the page is told.
    let line = |row: usize| format!("{},{},{}\n", treated[row], row * 7 % 11, y[row]);
    let text = "after,other,y\n".to_owned() + &(0..y.len()).map(line).collect::<String>();
    let table = ReadingTable::whole("t.csv", text.into_bytes()).unwrap();
    let question = StudyQuestion { predictors: vec!["after".into(), "other".into()], ..trained.protocol.question };
    let leaks = table.ask(&question, trained.protocol.split, None).unwrap().leaks;
    assert_eq!(
        leaks.iter().map(|leak| (leak.column.as_str(), leak.why)).collect::<Vec<_>>(),
        [("after", LeakWhy::Values)]
    );
}
