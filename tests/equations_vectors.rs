//! Every visible reference case of the equations that ship, by the rules of `vectors/INDEX.json`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use bedside::score::{Assessment, Inputs, evaluate};

type Row = BTreeMap<String, String>;

fn rows(file: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// A tolerance of the index: one number, or one a column.
fn tolerance(entry: &serde_json::Value, column: &str) -> f64 {
    entry["abs"].as_f64().or_else(|| entry["abs"][column].as_f64()).unwrap_or(0.0)
}

/// Inputs of a row, by the index's own mapping of columns.
fn inputs(entry: &serde_json::Value, row: &Row) -> Inputs {
    let mut inputs = Inputs::new();
    for (column, to) in entry["inputs"].as_object().unwrap() {
        let to = to[0].as_str().unwrap();
        let id = if to.starts_with("of the equation") { column.as_str() } else { to };
        let cell = row[column].as_str();
        if cell.is_empty() {
            continue;
        }
        inputs = match cell.parse() {
            Ok(number) => inputs.number(id, number),
            Err(_) => inputs.word(id, cell),
        };
    }
    inputs
}

#[derive(Default)]
struct Count {
    compared: u32,
    not_applicable: u32,
    worst: f64,
    failed: Vec<String>,
}

/// One expected answer.
struct Case<'a> {
    name: String,
    id: &'a str,
    inputs: &'a Inputs,
    expected: &'a str,
    /// Largest difference allowed, in the unit of the column.
    allowed: f64,
    /// Turns the answer into the unit of the column.
    factor: f64,
    /// The facts file excludes the row.
    outside: bool,
}

impl Count {
    fn case(&mut self, case: &Case<'_>) {
        let Case { name, id, inputs, expected, allowed, factor, outside } = case;
        let answer = evaluate(id, inputs).unwrap().assessment;
        match (answer, expected.parse::<f64>()) {
            (Assessment::Computed { value, .. }, Ok(expected)) if !*outside => {
                let difference = (value * factor - expected).abs();
                self.compared += 1;
                self.worst = self.worst.max(difference);
                if difference > *allowed {
                    self.failed.push(format!("{name} {id}: {} for {expected}", value * factor));
                }
            }
            (Assessment::NotApplicable { .. }, Ok(_)) if *outside => self.not_applicable += 1,
            (Assessment::NotApplicable { .. }, Err(_)) => self.not_applicable += 1,
            (answer, expected) => self.failed.push(format!("{name} {id}: {answer:?} for {expected:?}")),
        }
    }

    fn done(self, file: &str) {
        eprintln!(
            "{file}: {} compared, worst difference {:e}; {} not applicable as expected; {} failed",
            self.compared,
            self.worst,
            self.not_applicable,
            self.failed.len()
        );
        assert!(self.failed.is_empty(), "{file}: {:#?}", &self.failed[..self.failed.len().min(10)]);
        assert!(self.compared > 0, "{file}: nothing compared");
    }
}

fn index() -> Option<(std::path::PathBuf, serde_json::Value)> {
    let folder = support::shared()?.join("facts/clinical/vectors");
    let text = std::fs::read_to_string(folder.join("INDEX.json")).unwrap();
    Some((folder, serde_json::from_str(&text).unwrap()))
}

fn entry(index: &serde_json::Value, file: &str) -> serde_json::Value {
    index["files"].as_array().unwrap().iter().find(|e| e["file"] == file).unwrap().clone()
}

fn prevent(file: &str) {
    let Some((folder, index)) = index() else { return };
    let entry = entry(&index, file);
    let mut count = Count::default();
    for row in rows(&folder.join(format!("{file}_visible.csv"))) {
        let (model, horizon) = (&row["model"], &row["horizon"]);
        let given = inputs(&entry, &row);
        let age: f64 = row["age"].parse().unwrap();
        let outside = horizon == "30" && age >= 60.0;
        for outcome in entry["outputs"].as_object().unwrap().keys() {
            let id = format!("prevent-{model}-{horizon}y-{outcome}");
            let name = format!("row {}", row["id"]);
            let allowed = tolerance(&entry, outcome);
            count.case(&Case { name, id: &id, inputs: &given, expected: &row[outcome], allowed, factor: 1.0, outside });
        }
    }
    count.done(file);
}

#[test]
fn prevent_as_preventr() {
    prevent("prevent_preventr");
}

#[test]
fn prevent_as_pooled_cohort() {
    prevent("prevent_pooledcohort");
}

#[test]
fn china_par() {
    let Some((folder, index)) = index() else { return };
    let entry = entry(&index, "china_par");
    let mut count = Count::default();
    for row in rows(&folder.join("china_par_visible.csv")) {
        let name = format!("row {}", row["id"]);
        let given = inputs(&entry, &row);
        let (id, expected) = ("china-par-10y-ascvd", row["risk_pct"].as_str());
        let allowed = tolerance(&entry, "risk_pct");
        count.case(&Case { name, id, inputs: &given, expected, allowed, factor: 100.0, outside: false });
    }
    count.done("china_par");
}

#[test]
fn china_par_official() {
    let Some((folder, index)) = index() else { return };
    let entry = entry(&index, "china_par_official");
    let mut count = Count::default();
    for row in rows(&folder.join("china_par_official_visible.csv")) {
        let group = if row["sex"] == "male" { "men" } else { "women" };
        let allowed = tolerance(&entry, group);
        let given = inputs(&entry, &row);
        let ideal = bedside::score::reference("china-par-10y-ascvd", &given).unwrap();
        for (column, given) in [("official_risk_pct_1dp", &given), ("official_ideal_pct_1dp", &ideal)] {
            let name = format!("row {} {column}", row["id"]);
            let (id, expected) = ("china-par-10y-ascvd", row[column].as_str());
            count.case(&Case { name, id, inputs: given, expected, allowed, factor: 100.0, outside: false });
        }
    }
    count.done("china_par_official");
}

/// Files whose columns are answers of one equation each.
fn plain(file: &str, columns: &[(&str, &str)]) {
    let Some((folder, index)) = index() else { return };
    let entry = entry(&index, file);
    let rel = entry["rel"].as_f64().unwrap_or(0.0);
    let mut count = Count::default();
    for row in rows(&folder.join(format!("{file}_visible.csv"))) {
        let given = inputs(&entry, &row);
        for (column, id) in columns {
            let name = format!("row {}", row["id"]);
            let expected = row[*column].as_str();
            let size: f64 = expected.parse().unwrap_or(0.0);
            let allowed = tolerance(&entry, column).max(rel * size.abs());
            count.case(&Case { name, id, inputs: &given, expected, allowed, factor: 1.0, outside: false });
        }
    }
    count.done(file);
}

#[test]
fn ckd_epi() {
    plain(
        "ckd_epi",
        &[
            ("egfr_cr2021", "ckd-epi-2021-creatinine"),
            ("egfr_cys2012", "ckd-epi-2012-cystatin"),
            ("egfr_crcys2021", "ckd-epi-2021-creatinine-cystatin"),
        ],
    );
}

#[test]
fn body() {
    plain("bsa_bmi", &[("bsa_mosteller", "bsa-mosteller"), ("bmi", "bmi")]);
}

#[test]
fn fib4() {
    plain("fib4", &[("fib4", "fib4")]);
}

#[test]
fn ldl() {
    plain(
        "ldl",
        &[
            ("friedewald", "ldl-friedewald"),
            ("martin_hopkins", "ldl-martin-hopkins"),
            ("sampson", "ldl-sampson"),
            ("non_hdl", "non-hdl"),
        ],
    );
}
