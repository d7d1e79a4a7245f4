//! A study of every kind of model carried out natively, for the package to carry out again: its file, its ONNX file, a table
//! scored by it and its reasons go to the folder of tests' leavings (`target/tmp/studies`), and
//! `tests/package/workbench.test.ts` asks the wasm for the same bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::thread;

use bedside::collect::cohort::ColumnChange;
use bedside::learn::study::Protocol;
use bedside::math::{Draws, exp, ln};
use bedside::record::date_of;
use bedside::session::workbench::{
    Dependent, OpenTable, ReadingTable, Reasoning, Shuffling, StudyModel, StudyRun, Who,
};
use serde_json::{Value, json};

const PEOPLE: u32 = 360;
/// The day that stands in the files; the package's clock is set to it.
const DAY: &str = "2026-11-29";
const KINDS: [&str; 10] =
    ["leastSquares", "elasticNet", "logistic", "firth", "cox", "hazards", "boosting", "forest", "additive", "net"];

/// Numbers of many digits, words, days, cells missing by themselves and together, a cell that cannot be.
fn people() -> String {
    let mut text = String::from("age,bmi,sbp,smoker,site,seen,happened,years,cost\n");
    for row in 0..PEOPLE {
        let normal = |stream: u32| Draws::new(31, stream).normal(row);
        let uniform = |stream: u32| Draws::new(32, stream).uniform(row);
        let (age, bmi, sbp) = (60.0 + 10.0 * normal(1), 27.0 + 4.0 * normal(2), 135.0 + 18.0 * normal(3));
        let smoker = Draws::new(33, 1).bits(row) % 3;
        let eta = -0.4 + 0.08 * (age - 60.0) + 0.05 * (bmi - 27.0) * normal(2) + if smoker == 2 { 1.1 } else { 0.0 };
        let happened = uniform(1) < 1.0 / (1.0 + exp(-eta));
        let years = (-ln(uniform(2)) * 6.0 * exp(-0.6 * eta)).clamp(0.01, 9.0);
        let cost = 900.0 + 310.7 * eta + 120.0 * normal(4);
        let gone = |stream: u32, share: f64, cell: String| if uniform(stream) < share { String::new() } else { cell };
        let age = if row == 77 { "640".to_owned() } else { gone(3, 0.05, format!("{age:.1}")) };
        let (bmi, sbp) = (gone(4, 0.1, bmi.to_string()), gone(if row % 3 == 0 { 4 } else { 5 }, 0.08, sbp.to_string()));
        let smoker = gone(6, 0.04, ["no", "former", "现在"][smoker as usize].to_owned());
        let site = ["a", "b", "\"c, d\"", "e"][(Draws::new(33, 2).bits(row) % 4) as usize];
        let seen = date_of(17_000 + (Draws::new(33, 3).bits(row) % 2500) as i32).unwrap();
        let happened = if happened { "yes" } else { "no" };
        writeln!(text, "{age},{bmi},{sbp},{smoker},{site},{seen},{happened},{years},{cost}").unwrap();
    }
    text
}

/// One study or several of a kind, by name.
fn studies(kind: &str) -> Vec<(String, Value)> {
    let yes = json!({ "yes": ["yes"] });
    let binary = json!({ "task": "binary", "column": "happened", "happened": yes });
    let survival = json!({ "task": "survival", "time": "years", "event": "happened", "happened": yes, "horizon": 5 });
    let number = json!({ "task": "continuous", "column": "cost" });
    let study = |outcome: &Value, model: Value| {
        json!({
            "question": {
                "outcome": outcome, "predictors": ["age", "bmi", "sbp", "smoker", "site", "seen"],
                "groups": ["smoker", "age"], "population": [{ "column": "years", "least": 0.02 }],
            },
            "model": model, "split": { "folds": 3, "seed": 4 },
        })
    };
    let with = |mut study: Value, more: Value| {
        for (key, value) in more.as_object().unwrap() {
            study[key] = value.clone();
        }
        study
    };
    // Everything that a pipeline does.
    let full = json!({ "pipeline": {
        "columns": [
            { "name": "age", "impute": "iterative", "indicator": true, "knots": 4 },
            { "name": "bmi", "impute": "iterative", "winsorise": 0.02, "knots": 3 },
            { "name": "sbp", "impute": "mean" },
            { "name": "smoker", "encode": { "by": "ordered", "words": ["no", "former", "现在"] } },
            { "name": "site", "encode": { "by": "target", "smooth": 3, "folds": 4 } },
            { "name": "seen", "impute": "mode", "standardise": false },
        ],
        "interactions": [["age", "smoker"], ["bmi", "sbp"]], "select": { "correlation": 0.99, "best": 12 },
    } });
    let (flat, penalised) = (json!({ "kind": kind }), json!({ "kind": kind, "penalty": 0.3 }));
    let several = match kind {
        "leastSquares" => vec![study(&number, json!({ "kind": kind, "alpha": 2.5 })), with(study(&number, flat), full)],
        "elasticNet" => vec![study(&number, json!({ "kind": kind, "alphas": 20, "folds": 3, "l1Ratio": [0.5, 1.0] }))],
        "logistic" => vec![
            with(study(&binary, flat), json!({ "recalibrate": "platt" })),
            with(study(&binary, json!({ "kind": kind, "penalty": "none" })), full),
            study(&binary, json!({ "kind": kind, "penalty": "l1", "c": 0.2 })),
        ],
        "firth" => vec![study(&binary, flat)],
        "cox" => vec![study(&survival, flat), with(study(&survival, penalised), full)],
        "hazards" => {
            vec![study(&survival, flat), with(study(&survival, json!({ "kind": kind, "stretches": 6 })), full)]
        }
        "boosting" => {
            let drawn = json!({ "kind": kind, "trees": 15, "depth": 4, "rows": 0.8, "columns": 0.7, "seed": 3 });
            let space = json!({ "model": drawn, "vary": { "depth": [1, 2], "rate": [0.1, 0.3] } });
            let search = json!({ "by": "loss", "inner": { "folds": 2 }, "spaces": [space] });
            vec![
                with(study(&binary, drawn), json!({ "monotone": { "age": 1 }, "recalibrate": "isotonic" })),
                with(study(&binary, flat), json!({ "search": search })),
                study(&number, json!({ "kind": kind, "trees": 15, "depth": 3 })),
            ]
        }
        "forest" => {
            let few = json!({ "kind": kind, "trees": 12, "minRows": 4, "seed": 8 });
            vec![study(&binary, few.clone()), study(&number, few)]
        }
        "additive" => {
            let few = json!({ "kind": kind, "turns": 25, "bags": 2, "pairs": 2, "minRows": 5 });
            vec![study(&binary, few.clone()), study(&number, few)]
        }
        "net" => {
            let net = |bend: &str| json!({ "kind": kind, "layers": [8, 4], "epochs": 6, "dropout": 0.1, "bend": bend });
            let slow = json!({ "kind": kind, "layers": [6], "epochs": 6, "optimiser": "sgd", "rate": 0.01 });
            vec![
                study(&binary, net("relu")),
                study(&binary, net("tanh")),
                study(&binary, net("logistic")),
                study(&number, slow),
            ]
        }
        _ => panic!("{kind}"),
    };
    let promised = |study: Value| {
        let survival = study["question"]["outcome"]["task"] == "survival";
        if survival { study } else { with(study, json!({ "promise": 0.9 })) }
    };
    several.into_iter().enumerate().map(|(at, study)| (format!("{kind}-{at}"), promised(study))).collect()
}

fn opened() -> OpenTable {
    let mut table = ReadingTable::whole("people.csv", people().into_bytes()).unwrap();
    let change: ColumnChange = serde_json::from_value(json!({ "name": "age", "least": 0, "most": 120 })).unwrap();
    table.change(&change).unwrap();
    table
}

fn carried_out(name: &str, protocol: &Value, table: &OpenTable) -> StudyModel {
    let protocol: Protocol = serde_json::from_value(protocol.clone()).unwrap_or_else(|why| panic!("{name}: {why}"));
    let run = StudyRun::begin(protocol, &table.cohort.frame, name, DAY.parse().unwrap());
    let mut run = run.unwrap_or_else(|why| panic!("{name}: {why}")).as_changed(&table.cohort);
    while !run.step().unwrap() {}
    run.finish().unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// What it is told by, and what is told of its reasons: as the test of the package asks.
fn reasons(model: &StudyModel) -> Value {
    let movable = serde_json::from_value(json!([{ "column": "age" }, { "column": "smoker" }, { "column": "bmi" }]));
    let mut person = Reasoning::begin(model, &Who::Row(5), movable.unwrap(), 0.35).unwrap();
    while !person.step().unwrap() {}
    let mut importance = Shuffling::begin(model, serde_json::from_value(json!({ "repeats": 2 })).unwrap()).unwrap();
    while !importance.step().unwrap() {}
    let mut age = Dependent::begin(model, "age", serde_json::from_value(json!({})).unwrap()).unwrap();
    while !age.step().unwrap() {}
    json!({
        "told": model.told(), "person": person.finish(), "importance": importance.finish(), "age": age.finish(),
    })
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("studies")
}

fn write(kind: &str) {
    let table = opened();
    for (name, protocol) in studies(kind) {
        let mut model = carried_out(&name, &protocol, &table);
        let (text, onnx) = (model.write().unwrap(), model.onnx().unwrap());
        let reasons = reasons(&model).to_string();
        let scored = model.score("people.csv", people().into_bytes()).unwrap();
        assert_eq!((scored.rows, scored.answered), (PEOPLE as usize, PEOPLE as usize), "{name}");
        let found: Vec<f64> = model.file.scorer.answers(&table.cohort.frame).unwrap();
        assert!(found.iter().any(|answer| (answer - found[0]).abs() > 1e-3), "{name}: everybody has one answer");
        let keep =
            |ending: &str, bytes: &[u8]| std::fs::write(folder().join(format!("{name}{ending}")), bytes).unwrap();
        keep(".protocol.json", protocol.to_string().as_bytes());
        keep(".model.json", text.as_bytes());
        keep(".onnx", &onnx);
        keep(".reasons.json", reasons.as_bytes());
        keep(".scored.csv", scored.csv.as_bytes());
    }
}

#[test]
fn a_study_of_every_kind_is_written_for_the_package() {
    drop(std::fs::remove_dir_all(folder()));
    std::fs::create_dir_all(folder()).unwrap();
    std::fs::write(folder().join("people.csv"), people()).unwrap();
    thread::scope(|scope| {
        let all: Vec<_> = KINDS.iter().map(|kind| scope.spawn(move || write(kind))).collect();
        all.into_iter().for_each(|one| one.join().unwrap());
    });
    // None was forgotten: the kinds that settings know are those that stand here.
    let known = |kind: &str| {
        let settings = serde_json::from_value::<bedside::learn::ModelSettings>(json!({ "kind": kind }));
        serde_json::to_value(settings.unwrap()).unwrap()["kind"].as_str().unwrap().to_owned()
    };
    let kinds: BTreeSet<String> = KINDS.iter().map(|kind| known(kind)).collect();
    let why = serde_json::from_value::<bedside::learn::ModelSettings>(json!({ "kind": "oracle" })).unwrap_err();
    let said: BTreeSet<String> = why.to_string().split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert_eq!(kinds, said, "{why}");
}
