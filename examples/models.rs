//! Fits the models that ship, from the shared data sets: `cargo run --release --example models -- DATA OUT`.
//!
//! Everything is seeded, so that the same tables give the same files. What a model is chosen by is its training table
//! alone; other tables are opened once, to judge.

use std::error::Error;
use std::path::Path;

use bedside::collect::cohort::{ColumnChange, ColumnKind};
use bedside::learn::study::{Evaluation, Protocol};
use bedside::session::workbench::{Judging, OpenTable, ReadingTable, StudyModel, StudyRun};
use serde_json::{Value, json};

type Done<T> = Result<T, Box<dyn Error>>;

/// The day that stands in the files: they are made again byte by byte.
const DAY: &str = "2026-11-29";

fn open(data: &Path, name: &str) -> Done<OpenTable> {
    let bytes = std::fs::read(data.join("tabular").join(name))?;
    Ok(ReadingTable::whole(name, bytes)?)
}

fn carry_out(table: &OpenTable, name: &str, protocol: Value) -> Done<StudyModel> {
    let protocol: Protocol = serde_json::from_value(protocol)?;
    let mut run = StudyRun::begin(protocol, &table.cohort.frame, name, DAY.parse()?)?.as_changed(&table.cohort);
    while !run.step()? {}
    Ok(run.finish()?)
}

fn told(model: &StudyModel, what: &str, of: &Evaluation) {
    let head = json!({
        "model": model.file.name, "on": what, "rows": of.rows, "events": of.events, "foldMean": of.fold_mean,
    });
    let figures = match (&of.binary, &of.survival) {
        (Some(all), _) => json!({
            "area": all.area, "brier": all.brier, "expected": all.calibration.expected,
            "observed": all.calibration.observed, "slope": all.calibration.slope,
        }),
        (None, Some(all)) => json!({
            "harrell": all.harrell.as_ref().map(|c| c.share), "uno": all.uno.as_ref().map(|c| c.share),
            "scaledBrier": all.brier.as_ref().map(|brier| brier.scaled),
            "ratio": all.calibration.as_ref().map(|at| at.ratio),
        }),
        (None, None) => Value::Null,
    };
    println!("{head} {figures}");
}

fn written(out: &Path, mut model: StudyModel, file: &str, statements: &[(&str, &str)]) -> Done<()> {
    model.state(statements.iter().map(|(item, text)| ((*item).to_owned(), (*text).to_owned())).collect())?;
    std::fs::write(out.join(file), model.write()?)?;
    Ok(())
}

/// Cells of a fine-needle sample: malignant or benign.
fn cytology(data: &Path, out: &Path) -> Done<()> {
    let table = open(data, "wdbc.csv")?;
    let outcome = table.cohort.frame.columns().last().map(|column| column.name.clone()).unwrap_or_default();
    let predictors: Vec<&str> = table
        .cohort
        .frame
        .columns()
        .iter()
        .map(|column| column.name.as_str())
        .filter(|name| *name != outcome)
        .collect();
    let column = |name: &&str| json!({ "name": name, "winsorise": 0.05 });
    let columns: Vec<Value> = predictors.iter().map(column).collect();
    let protocol = json!({
        "question": { "outcome": { "task": "binary", "column": outcome, "happened": { "yes": ["M"], "no": ["B"] } }, "predictors": predictors },
        "pipeline": { "columns": columns },
        "model": { "kind": "logistic", "penalty": "l2", "c": 0.1 },
        "split": { "folds": 10, "repeats": 10 },
        "search": {
            "by": "loss",
            "inner": { "folds": 5 },
            "spaces": [{ "model": { "kind": "logistic", "penalty": "l2" }, "vary": { "c": [0.03, 0.1, 0.3, 1.0, 3.0, 10.0] } }],
        },
        "promise": 0.95,
    });
    let model = carry_out(&table, "Breast cytology", protocol)?;
    println!("{}", json!({ "model": "Breast cytology", "chosen": model.file.protocol.model }));
    told(&model, "folds", &model.file.evaluation);
    written(
        out,
        model,
        "breast-cytology.json",
        &[
            (
                "5a",
                "Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, CC BY 4.0. Wolberg, Street and Mangasarian, 1993 and 1995. 569 fine-needle samples of one hospital.",
            ),
            (
                "3b",
                "For teaching and research: the cells were measured by hand-drawn outlines in one hospital around 1990. It does not diagnose.",
            ),
        ],
    )
}

/// A table of the heart disease study: 0 means that nobody measured, grades are words.
fn heart(data: &Path, name: &str) -> Done<OpenTable> {
    let mut table = open(data, name)?;
    for column in ["chol", "trestbps"] {
        let change = ColumnChange { name: column.into(), missing_words: vec!["0".into()], ..ColumnChange::default() };
        table.change(&change)?;
    }
    for column in ["cp", "restecg"] {
        let change = ColumnChange { name: column.into(), kind: Some(ColumnKind::Word), ..ColumnChange::default() };
        table.change(&change)?;
    }
    Ok(table)
}

fn heart_disease(data: &Path, out: &Path) -> Done<()> {
    let table = heart(data, "heart_cleveland.csv")?;
    let boosting = json!({
        "model": { "kind": "boosting", "trees": 100, "rate": 0.05, "minRows": 10 },
        "vary": { "depth": [1, 2, 3], "trees": [60, 120] },
    });
    let protocol = json!({
        "question": {
            "outcome": { "task": "binary", "column": "target", "happened": { "above": 0 } },
            "predictors": ["age", "sex", "cp", "trestbps", "chol", "fbs", "restecg", "thalach", "exang", "oldpeak"],
            "groups": ["sex", "age"],
        },
        "model": { "kind": "logistic", "penalty": "l2", "c": 0.1 },
        "split": { "folds": 5, "repeats": 10 },
        "search": {
            "by": "loss",
            "inner": { "folds": 5, "repeats": 3 },
            "spaces": [
                { "model": { "kind": "logistic", "penalty": "l2" }, "vary": { "c": [0.01, 0.03, 0.1, 0.3, 1.0] } },
                { "model": { "kind": "firth" } },
                boosting,
                { "model": { "kind": "additive" } },
            ],
        },
        "promise": 0.9,
    });
    let mut model = carry_out(&table, "Heart disease", protocol)?;
    println!("{}", json!({ "model": "Heart disease", "chosen": model.file.protocol.model }));
    told(&model, "folds", &model.file.evaluation);
    for (place, name) in [("Hungarian", "heart_hungarian.csv"), ("Switzerland", "heart_switzerland.csv")] {
        let mut judging = Judging::on(&model, &heart(data, name)?)?;
        while !judging.step()? {}
        let (all, kept) = judging.finish();
        told(&model, place, &all.before);
        for mended in &all.after {
            told(&model, &format!("{place}, {}", mended.by), &mended.evaluation);
        }
        kept.map_or(Ok(()), |kept| model.keep(kept))?;
    }
    written(
        out,
        model,
        "heart-disease.json",
        &[
            (
                "5a",
                "Heart Disease, UCI Machine Learning Repository, CC BY 4.0. Detrano and others, 1989. Fitted on 303 people sent for coronary angiography in Cleveland; judged on people of a Hungarian and a Swiss hospital. A cholesterol or blood pressure of 0 counts as not measured.",
            ),
            (
                "3b",
                "For teaching and research: people who were sent for angiography in the 1980s. It does not diagnose, and its chances do not hold elsewhere without recalibration.",
            ),
        ],
    )
}

fn recurrence(data: &Path, out: &Path) -> Done<()> {
    let mut table = open(data, "rotterdam.csv")?;
    let change = ColumnChange { name: "grade".into(), kind: Some(ColumnKind::Word), ..ColumnChange::default() };
    table.change(&change)?;
    let plain =
        |name: &str, knots: u32| json!({ "name": name, "knots": knots, "standardise": true, "winsorise": 0.01 });
    let word = |name: &str| json!({ "name": name });
    let protocol = json!({
        "question": {
            "outcome": { "task": "survival", "time": "rtime", "event": "recur", "happened": { "yes": ["1"] }, "horizon": 1826.25 },
            "predictors": ["age", "meno", "size", "grade", "nodes", "pgr", "er", "hormon", "chemo"],
            "groups": ["meno", "grade"],
        },
        "pipeline": { "columns": [plain("age", 4), word("meno"), word("size"), word("grade"), plain("nodes", 4), plain("pgr", 4), plain("er", 4), word("hormon"), word("chemo")] },
        "model": { "kind": "cox" },
        "split": { "folds": 5, "repeats": 5 },
    });
    let model = carry_out(&table, "Breast cancer recurrence", protocol)?;
    told(&model, "folds", &model.file.evaluation);
    written(
        out,
        model,
        "breast-cancer-recurrence.json",
        &[
            (
                "5a",
                "Rotterdam tumour bank, as shipped with R's survival package. Royston and Altman, 2013, BMC Medical Research Methodology 13:33. 2,982 people with primary breast cancer; the table itself is not shipped.",
            ),
            (
                "3b",
                "For teaching and research: people who were operated on in one region between 1978 and 1993, before treatments of today. It does not decide on treatment.",
            ),
        ],
    )
}

fn main() -> Done<()> {
    let mut args = std::env::args().skip(1);
    let (Some(data), Some(out)) = (args.next(), args.next()) else { return Err("models DATA OUT".into()) };
    let (data, out) = (Path::new(&data), Path::new(&out));
    std::fs::create_dir_all(out)?;
    cytology(data, out)?;
    heart_disease(data, out)?;
    recurrence(data, out)
}
