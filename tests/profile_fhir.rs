//! Real-shaped FHIR bundles through reader and profile, against the shared expected values: the cell rules of the
//! shared data's README ("How a cell of `expected*.csv` is compared").

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use bedside::collect::{ReadOptions, read};
use bedside::prepare::{Input, Profile, Status};
use bedside::record::{ListState, Sex};
use bedside::vocab::PartialDate;

/// `yes (hydrochlorothiazide)` is `yes`; a word's class.
fn class(cell: &str) -> String {
    let lead = cell.split('(').next().unwrap_or("").trim().to_lowercase();
    match lead.as_str() {
        "missing" | "not recorded" | "no evidence" | "unknown" | "n/a" => "unrecorded".to_owned(),
        // `no current (gestational 2019)` says no.
        "no current" => "no".to_owned(),
        other => other.to_owned(),
    }
}

fn diabetes(input: Option<&Input>) -> String {
    match input {
        Some(i) if matches!(i.status, Status::Presumed | Status::Absent) => "unrecorded".to_owned(),
        Some(i) => i.word.as_deref().unwrap_or_default().to_owned(),
        None => "unrecorded".to_owned(),
    }
}

fn medicine(input: Option<&Input>, list: ListState) -> String {
    match (input.and_then(Input::yes), list) {
        (_, ListState::Silent) | (None, _) => "unrecorded".to_owned(),
        (Some(true), _) => "yes".to_owned(),
        (Some(false), _) => "no".to_owned(),
    }
}

fn number(cell: &str) -> Option<f64> {
    cell.split([' ', '(']).next()?.parse().ok()
}

/// Reads the files of one row as one person and compares every cell; returns what disagrees.
fn compare(row: &csv::StringRecord, heads: &csv::StringRecord, profile: &Profile) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    let mut cells = 0;
    for (head, cell) in heads.iter().zip(row) {
        let input = match head {
            "sbp_mmHg" => "sbp",
            "dbp_mmHg" => "dbp",
            "total_chol_mg_dL" => "total_chol",
            "hdl_mg_dL" => "hdl",
            "creatinine_mg_dL" => "creatinine",
            "hba1c_pct" => "hba1c",
            "bmi" => "bmi",
            "age" | "sex" | "smoking" | "diabetes" | "statin" | "antihypertensive" => head,
            _ => continue,
        };
        cells += 1;
        let found = profile.get(input);
        let shown = match input {
            "age" => profile.who().age.map_or("unrecorded".to_owned(), |a| a.to_string()),
            "sex" => match profile.who().sex {
                Some(Sex::Female) => "female".to_owned(),
                Some(Sex::Male) => "male".to_owned(),
                None => "ask".to_owned(),
            },
            "smoking" => found.and_then(|i| i.word.as_deref()).unwrap_or("unrecorded").to_owned(),
            "diabetes" => diabetes(found),
            "statin" | "antihypertensive" => medicine(found, profile.medications()),
            _ => found.and_then(|i| i.value).map_or("unrecorded".to_owned(), |v| v.to_string()),
        };
        let agrees = match (number(cell), shown.parse::<f64>()) {
            (Some(a), Ok(b)) if input == "age" => (a - b).abs() < f64::EPSILON,
            (Some(a), Ok(b)) => (a - b).abs() <= 0.005 * a.abs(),
            _ => class(cell) == shown,
        };
        if !agrees {
            wrong.push(format!("{} {head}: expected {cell}, got {shown} ({found:?})", &row[0]));
        }
    }
    (cells, wrong)
}

fn run(folder: &str, table: &str) {
    let Some(data) = support::shared() else { return };
    let folder = data.join("data").join(folder);
    let mut reader = csv::Reader::from_path(folder.join(table)).unwrap();
    let heads = reader.headers().unwrap().clone();
    let (mut cells, mut wrong, mut rows) = (0, Vec::new(), 0);
    for row in reader.records() {
        let row = row.unwrap();
        let file = folder.join(&row[0]);
        let Ok(bytes) = std::fs::read(&file) else {
            println!("not covered here: {}", &row[0]);
            continue;
        };
        let reading = read(&[(row[0].to_owned(), bytes)], &ReadOptions::default());
        let Some(patient) = reading.patients.first().filter(|_| reading.patients.len() == 1) else {
            println!("not covered here: {} ({} people)", &row[0], reading.patients.len());
            continue;
        };
        let as_of: PartialDate = row[1].parse().unwrap();
        let profile = Profile::of(patient, as_of.earliest());
        let (count, bad) = compare(&row, &heads, &profile);
        cells += count;
        rows += 1;
        wrong.extend(bad);
    }
    println!("{table}: {rows} people, {cells} cells compared, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows > 0, "nothing was compared");
}

#[test]
fn the_s_series_reads_as_expected() {
    run("fhir", "expected_s_series.csv");
}

#[test]
fn variants_that_are_read_today_read_as_expected() {
    run("fhir_variants", "expected.csv");
}

#[test]
fn every_shared_bundle_crosses_the_bridge() {
    let Some(data) = support::shared() else { return };
    let mut people = 0;
    for file in support::files_below(&data.join("data/fhir"), ".json") {
        if file.ends_with("expected.json") {
            continue;
        }
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let reading = read(&[(name.clone(), std::fs::read(&file).unwrap())], &ReadOptions::default());
        for patient in &reading.patients {
            let profile = Profile::of(patient, time::Date::from_calendar_date(2026, time::Month::June, 15).unwrap());
            let start = std::time::Instant::now();
            let bridged = bedside::recommend::bridge::bridge(patient, &profile, Some("us"));
            people += 1;
            let yes: Vec<&str> = bedside::recommend::bridge::routes()
                .iter()
                .map(|(_, name, _)| *name)
                .filter(|name| bridged.tri(name).0 == bedside::recommend::Tri::True)
                .collect();
            println!("{name}: {yes:?}; not understood {} ({:?})", bridged.not_understood.len(), start.elapsed());
        }
    }
    println!("{people} people crossed");
    assert!(people > 0);
}
