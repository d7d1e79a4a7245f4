//! The models that ship: the figures that their files keep, whether the table in `data/models/README.md` says the same,
//! and, where the shared data is here, whether tables of other hospitals and the training tables themselves bear them out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use bedside::collect::cohort::{ColumnChange, ColumnKind};
use bedside::learn::measure::Estimate;
use bedside::learn::study::{Evaluation, Protocol};
use bedside::score::model::Scorer;
use bedside::session::workbench::{Judging, OpenTable, ReadingTable, StudyModel, StudyRun, open_shipped};
use serde_json::json;
use support::{repository, shared_file};

/// A figure within its interval, which is no point and no shrug.
fn within(figure: &Estimate) -> &Estimate {
    assert!(figure.low < figure.value && figure.value < figure.high && figure.high - figure.low < 0.5, "{figure:?}");
    figure
}

fn area(of: &Evaluation) -> &Estimate {
    within(of.binary.as_ref().unwrap().area.as_ref().unwrap())
}

fn folds(of: &Evaluation, folds: usize, repeats: usize) -> f64 {
    let all: Vec<f64> = of.folds.iter().map(|fold| fold.unwrap()).collect();
    assert_eq!((all.len(), of.folds_of_repeat, of.stopped), (folds * repeats, folds, false));
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    assert!((mean - of.fold_mean.unwrap()).abs() < 1e-12 && !of.flattering, "{mean}");
    mean
}

#[test]
fn breast_cytology_tells_nearly_all_apart() {
    let file = open_shipped("breast-cytology").unwrap().file;
    assert_eq!((file.evaluation.rows, file.evaluation.events), (569, 212));
    assert!(folds(&file.evaluation, 10, 10) >= 0.995);
    assert!(area(&file.evaluation).low > 0.98);
}

#[test]
fn heart_disease_was_judged_on_two_other_hospitals() {
    let file = open_shipped("heart-disease").unwrap().file;
    assert_eq!((file.evaluation.rows, file.evaluation.events), (303, 139));
    assert!(folds(&file.evaluation, 5, 10) > 0.86 && area(&file.evaluation).low > 0.8);
    let found: Vec<_> = file.external.iter().map(|one| (one.name.as_str(), one.evaluation.rows)).collect();
    assert_eq!(found, [("heart_hungarian.csv", 294), ("heart_switzerland.csv", 123)]);
    let least = [0.86, 0.72];
    for (external, least) in file.external.iter().zip(least) {
        let figures = external.evaluation.binary.as_ref().unwrap();
        assert!(area(&external.evaluation).value > least, "{}", external.name);
        // Ranking travels, the level does not: that is said in figures.
        let calibration = &figures.calibration;
        assert!((calibration.expected - calibration.observed).abs() > 0.05, "{}", external.name);
        assert!(calibration.intercept.is_some() && calibration.slope.is_some() && !figures.decisions.is_empty());
    }
}

#[test]
fn recurrence_orders_people_by_time() {
    let file = open_shipped("breast-cancer-recurrence").unwrap().file;
    let figures = file.evaluation.survival.as_ref().unwrap();
    assert_eq!((file.evaluation.rows, file.evaluation.events), (2982, 1518));
    assert!(folds(&file.evaluation, 5, 5) > 0.68);
    let (harrell, uno) = (figures.harrell.as_ref().unwrap(), figures.uno.as_ref().unwrap());
    assert!(within(&harrell.share).low > 0.67 && within(&uno.share).low > 0.67);
    let at = figures.calibration.as_ref().unwrap();
    assert!(at.ratio.low < 1.0 && at.ratio.high > 1.0, "{:?}", at.ratio);
    assert!(figures.brier.as_ref().unwrap().scaled > 0.1);
}

fn text(figure: &Estimate) -> String {
    format!("{:.3} ({:.3}–{:.3})", figure.value, figure.low, figure.high)
}

/// A line of the table in the folder's README.
fn line(model: &str, on: &str, of: &Evaluation) -> String {
    let folds = of.fold_mean.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.3}"));
    let figures = match (&of.binary, &of.survival) {
        (Some(all), _) => {
            let Some(slope) = &all.calibration.slope else { panic!() };
            let (expected, observed) = (all.calibration.expected, all.calibration.observed);
            let area = all.area.as_ref().unwrap();
            [format!("AUROC {}", text(area)), format!("{expected:.3} / {observed:.3}"), text(slope)]
        }
        (None, Some(all)) => {
            let at = all.calibration.as_ref().unwrap();
            let (slope, c) = (at.slope.as_ref().unwrap(), &all.harrell.as_ref().unwrap().share);
            [format!("C {}", text(c)), format!("{:.3} / {:.3}", at.expected, at.observed.value), text(slope)]
        }
        _ => panic!("{model}"),
    };
    let [main, level, slope] = figures;
    format!("| {model} | {on} | {} ({}) | {folds} | {main} | {level} | {slope} |", of.rows, of.events)
}

#[test]
fn the_table_in_the_readme_is_what_the_files_say() {
    let readme = std::fs::read_to_string(repository().join("data/models/README.md")).unwrap();
    let mut lines = Vec::new();
    for (id, own) in [
        ("breast-cytology", "own rows, 10 × 10 folds"),
        ("heart-disease", "own rows, 10 × 5 folds"),
        ("breast-cancer-recurrence", "own rows, 5 × 5 folds"),
    ] {
        let file = open_shipped(id).unwrap().file;
        lines.push(line(id, own, &file.evaluation));
        lines.extend(file.external.iter().map(|one| line(id, &format!("`{}`", one.name), &one.evaluation)));
    }
    let wanted = lines.join("\n");
    assert!(readme.contains(&format!("\n{wanted}\n")), "data/models/README.md lacks these lines:\n{wanted}");
    assert_eq!(readme.matches("AUROC 0.").count() + readme.matches("| C 0.").count(), lines.len());
}

fn opened(name: &str, changes: &[ColumnChange]) -> Option<OpenTable> {
    let bytes = std::fs::read(shared_file(&format!("data/tabular/{name}"))?).unwrap();
    let mut table = ReadingTable::whole(name, bytes).unwrap();
    changes.iter().for_each(|change| drop(table.change(change).unwrap()));
    Some(table)
}

/// 0 means that nobody measured.
fn zeros() -> [ColumnChange; 2] {
    let missing = || vec!["0".to_owned()];
    ["chol", "trestbps"].map(|name| ColumnChange { name: name.into(), missing_words: missing(), ..Default::default() })
}

fn as_words(name: &str) -> ColumnChange {
    ColumnChange { name: name.into(), kind: Some(ColumnKind::Word), ..Default::default() }
}

/// A table of the heart disease study as `examples/models.rs` reads it.
fn heart(name: &str) -> Option<OpenTable> {
    let [chol, trestbps] = zeros();
    opened(name, &[chol, trestbps, as_words("cp"), as_words("restecg")])
}

fn judged(model: &StudyModel, table: &OpenTable) -> Evaluation {
    Judging::on(model, table).unwrap().finish().0.before
}

/// Figures with every digit.
fn written(of: &Evaluation) -> String {
    serde_json::to_string(of).unwrap()
}

#[test]
fn other_hospitals_give_the_figures_that_are_kept() {
    let model = open_shipped("heart-disease").unwrap();
    for external in &model.file.external {
        // As the file is written: that a 0 says nothing is known to the model.
        let Some(table) = opened(&external.name, &[]) else { return };
        assert_eq!(written(&judged(&model, &table)), written(&external.evaluation), "{}", external.name);
    }
}

fn fitted(table: &OpenTable, protocol: Protocol) -> StudyModel {
    let run = StudyRun::begin(protocol, &table.cohort.frame, "again", "2026-11-29".parse().unwrap());
    let mut run = run.unwrap().as_changed(&table.cohort);
    while !run.step().unwrap() {}
    run.finish().unwrap()
}

#[test]
fn the_weights_that_ship_are_those_of_the_tables() {
    let tables = [
        ("breast-cytology", opened("wdbc.csv", &[])),
        ("heart-disease", heart("heart_cleveland.csv")),
        ("breast-cancer-recurrence", opened("rotterdam.csv", &[as_words("grade")])),
    ];
    for (id, table) in tables {
        let Some(table) = table else { return };
        let kept = open_shipped(id).unwrap().file;
        let mut protocol = Protocol { search: None, promise: None, ..kept.protocol.clone() };
        (protocol.split.folds, protocol.split.repeats) = (2, 1);
        let again = fitted(&table, protocol).file;
        let scorer = |of: &Scorer| serde_json::to_string(of).unwrap();
        assert_eq!(scorer(&again.scorer), scorer(&kept.scorer), "{id}");
        assert_eq!(again.left_out, kept.left_out, "{id}");
    }
}

/// A table of the heart disease study with a column of 0 and 1 for each of the four kinds of chest pain.
fn kinds_of_pain(name: &str) -> Option<OpenTable> {
    let text = std::fs::read_to_string(shared_file(&format!("data/tabular/{name}"))?).unwrap();
    let widened = |line: &str| {
        let (age, rest) = line.split_once(',').unwrap();
        let [sex, pain, rest] = rest.splitn(3, ',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let four = ["1", "2", "3", "4"].map(|kind| match pain {
            "cp" => format!("cp{kind}"),
            _ => u8::from(pain == kind).to_string(),
        });
        format!("{age},{sex},{},{rest}\n", four.join(","))
    };
    let text: String = text.lines().map(widened).collect();
    let mut table = ReadingTable::whole(name, text.into_bytes()).unwrap();
    zeros().iter().for_each(|change| drop(table.change(change).unwrap()));
    Some(table)
}

/// What another program found, by the README of the shared data: a penalised model (C = 0.1) of ten predictors, medians where
/// they are missing, zeros as missing. It does not say that all columns were standardised and chest pain had a column a
/// kind; of the ways of preparing these columns that we tried, this one alone gives its figures.
#[test]
fn a_plain_model_of_cleveland_travels_as_another_program_found() {
    let names = ["age", "sex", "trestbps", "chol", "fbs", "restecg", "thalach", "exang", "oldpeak"];
    let names: Vec<&str> = names.into_iter().chain(["cp1", "cp2", "cp3", "cp4"]).collect();
    let protocol = json!({
        "question": {
            "outcome": { "task": "binary", "column": "target", "happened": { "above": 0 } }, "predictors": names,
        },
        "model": { "kind": "logistic", "penalty": "l2", "c": 0.1 }, "split": { "folds": 2 },
    });
    let Some(cleveland) = kinds_of_pain("heart_cleveland.csv") else { return };
    let model = fitted(&cleveland, serde_json::from_value(protocol).unwrap());
    let found = [
        ("heart_cleveland.csv", ["0.898", "0.459", "0.459"]),
        ("heart_hungarian.csv", ["0.881", "0.415", "0.361"]),
        ("heart_switzerland.csv", ["0.764", "0.670", "0.935"]),
    ];
    for (name, found) in found {
        let all = judged(&model, &kinds_of_pain(name).unwrap());
        let calibration = &all.binary.as_ref().unwrap().calibration;
        let figures = [area(&all).value, calibration.expected, calibration.observed];
        assert_eq!(figures.map(|figure| format!("{figure:.3}")), found, "{name}: {figures:?}");
    }
}
