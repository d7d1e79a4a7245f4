//! The shared FHIR samples: every latest value by LOINC code, and the careful reading of the s-series.

use std::collections::BTreeMap;
use std::path::Path;

use bedside::collect::{ReadOptions, read};
use bedside::record::{ListState, Patient, Sex, Value};
use bedside::vocab::{PartialDate, System, unit};

use crate::support::shared;

pub(crate) fn one(path: &Path) -> Patient {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let reading = read(&[(name, bytes)], &ReadOptions::default());
    assert_eq!(reading.files[0].error, None, "{}", path.display());
    assert_eq!(reading.patients.len(), 1, "{}", path.display());
    reading.patients.into_iter().next().unwrap()
}

fn is_loinc(code: Option<&bedside::vocab::Code>, wanted: &str) -> bool {
    code.is_some_and(|c| System::of(&c.system) == System::Loinc && c.code == wanted)
}

/// Canonical or plain values of one LOINC code on its latest day.
fn latest(patient: &Patient, loinc: &str) -> Vec<(Option<String>, f64, String)> {
    let mut found: Vec<(Option<PartialDate>, Option<String>, f64, String)> = Vec::new();
    for o in patient.observations.iter().filter(|o| is_loinc(o.origin.code.as_ref(), loinc)) {
        if let Value::Number { value, .. } = &o.value {
            found.push((o.date, Some(o.concept.clone()), *value, String::new()));
        }
    }
    for o in patient.other.iter().filter(|o| is_loinc(o.origin.code.as_ref(), loinc)) {
        if let Some(value) = o.value {
            found.push((o.date, None, value, o.unit.clone()));
        }
    }
    let last = found.iter().map(|f| f.0).max().flatten();
    found.into_iter().filter(|f| f.0 == last).map(|(_, c, v, u)| (c, v, u)).collect()
}

#[test]
fn every_latest_value_of_the_bundles() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("data/fhir");
    let expected: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    let (mut files, mut values) = (0, 0);
    for bundle in expected.as_array().unwrap() {
        let name = bundle["file"].as_str().unwrap();
        let patient = one(&folder.join(name));
        files += 1;
        assert_eq!(patient.birth.unwrap().to_string(), bundle["birthDate"].as_str().unwrap(), "{name}");
        let sex = if bundle["gender"] == "female" { Sex::Female } else { Sex::Male };
        assert_eq!(patient.sex, Some(sex), "{name}");
        for (code, quantity) in bundle["loinc_quantities"].as_object().unwrap() {
            let wanted = quantity["latest_value"].as_f64().unwrap();
            let unit_written = quantity["unit"].as_str().unwrap_or_default();
            let found = latest(&patient, code);
            if found.is_empty() {
                let aside = patient.set_aside.iter().any(|s| is_loinc(s.origin.code.as_ref(), code));
                assert!(aside, "{name} {code}: nothing found");
                continue;
            }
            values += 1;
            let close = found.iter().any(|(concept, value, _)| {
                let wanted = match concept {
                    Some(concept) => match unit::to_canonical(concept, wanted, unit_written) {
                        Ok(canonical) => canonical,
                        Err(error) => panic!("{name} {code}: {error}"),
                    },
                    None => wanted,
                };
                (value - wanted).abs() <= 0.005 * wanted.abs().max(1e-9)
            });
            assert!(close, "{name} {code}: {found:?}, expected {wanted} {unit_written}");
        }
    }
    eprintln!("{files} bundles, {values} latest values");
    assert!(files >= 8 && values > 100);
}

#[test]
fn the_careful_reading_of_the_s_series_and_r5() {
    let Some(shared) = shared() else { return };
    let mut cells = 0;
    for table in ["fhir/expected_s_series.csv", "fhir_variants/expected.csv"] {
        let path = shared.join("data").join(table);
        let folder = path.parent().unwrap().to_path_buf();
        let mut reader = csv::Reader::from_path(&path).unwrap();
        for row in reader.deserialize::<BTreeMap<String, String>>() {
            let row = row.unwrap();
            if !row["file"].ends_with(".json") {
                continue;
            }
            cells += check(&one(&folder.join(&row["file"])), &row);
        }
    }
    eprintln!("{cells} cells");
    assert!(cells >= 80);
}

/// Compares raw latest values and classes; what the profile derives (age, BMI) is its own test.
pub(crate) fn check(patient: &Patient, row: &BTreeMap<String, String>) -> usize {
    let name = &row["file"];
    assert_eq!(patient.birth.unwrap().to_string(), row["birth_date"], "{name}");
    assert_eq!(format!("{:?}", patient.sex.unwrap()).to_lowercase(), row["sex"], "{name}");
    let mut cells = 2;
    for (column, concept) in [
        ("sbp_mmHg", "sbp"),
        ("dbp_mmHg", "dbp"),
        ("total_chol_mg_dL", "total_chol"),
        ("hdl_mg_dL", "hdl"),
        ("creatinine_mg_dL", "creatinine"),
        ("hba1c_pct", "hba1c"),
    ] {
        let found = number(patient, concept);
        let wanted = row[column].split(' ').next().unwrap().parse::<f64>().ok();
        match (found, wanted) {
            (Some(found), Some(wanted)) => {
                assert!((found - wanted).abs() <= 0.005 * wanted, "{name} {column}: {found}, expected {wanted}");
            }
            (found, wanted) => assert_eq!(found, wanted, "{name} {column} ({})", row[column]),
        }
        cells += 1;
    }
    let word = patient.observations.iter().filter(|o| o.concept == "smoking").max_by_key(|o| o.date);
    let word = word.map(|o| match &o.value {
        Value::Word { word } => word.clone(),
        Value::Number { .. } => panic!("a number for smoking"),
    });
    let wanted = Some(row["smoking"].clone()).filter(|w| w != "missing");
    assert_eq!(word, wanted, "{name} smoking");
    let active = |concept: &str| {
        use bedside::record::VerificationStatus::Confirmed;
        let entries =
            patient.conditions.entries.iter().filter(|c| c.clinical.is_active() && c.verification == Confirmed);
        entries.filter(|c| c.concepts.iter().any(|c| c == concept)).count() > 0
    };
    let diabetes = match () {
        () if active("diabetes_t2") => "type 2",
        () if active("diabetes_t1") => "type 1",
        () if active("diabetes") => "yes",
        () => "no",
    };
    let wanted = &row["diabetes"];
    let agrees = wanted.starts_with(diabetes)
        || wanted.starts_with("not recorded") && diabetes == "no"
        || wanted.starts_with("yes") && diabetes.starts_with("type");
    assert!(agrees, "{name} diabetes {diabetes}, expected {wanted}");
    for concept in ["statin", "antihypertensive"] {
        let current =
            patient.medications.entries.iter().any(|m| {
                m.status == bedside::record::MedicationStatus::Current && m.concepts.iter().any(|c| c == concept)
            });
        let word = if current { "yes" } else { "no" };
        assert!(row[concept].starts_with(word), "{name} {concept} {word}, expected {}", row[concept]);
        cells += 1;
    }
    assert_eq!(patient.medications.state, ListState::Recorded, "{name}");
    cells + 2
}

pub(crate) fn number(patient: &Patient, concept: &str) -> Option<f64> {
    let numbers = patient.observations.iter().filter(|o| o.concept == concept).filter_map(|o| match &o.value {
        Value::Number { value, .. } => Some((o.date, *value)),
        Value::Word { .. } => None,
    });
    let numbers: Vec<_> = numbers.collect();
    let last = numbers.iter().map(|n| n.0).max()?;
    let day: Vec<f64> = numbers.iter().filter(|n| n.0 == last).map(|n| n.1).collect();
    Some(day.iter().sum::<f64>() / day.len() as f64)
}

#[test]
fn the_built_in_examples_are_read_whole() {
    let folder = crate::support::repository().join("www/examples");
    let person = one(&folder.join("person/robin-example.json"));
    for concept in ["sbp", "dbp", "total_chol", "hdl", "creatinine", "hba1c", "uacr", "height", "weight", "platelets"] {
        assert!(number(&person, concept).is_some(), "{concept}");
    }
    let mut reasons: Vec<&str> = person.set_aside.iter().map(|s| s.reason.as_str()).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["enteredInError", "enteredInError", "enteredInError", "unitUnknown"]);
    // A strength times tablets a day, and milligrams three times a day.
    let doses: Vec<_> = person.medications.entries.iter().filter_map(|m| m.dose.mg_per_day).collect();
    assert!(doses.contains(&5.0) && doses.contains(&1200.0), "{doses:?}");
    let bytes = std::fs::read(folder.join("table/clinic-of-200.csv")).unwrap();
    let reading = read(&[("clinic-of-200.csv", bytes)], &ReadOptions::default());
    let file = &reading.files[0];
    assert_eq!((reading.patients.len(), file.error.as_ref(), file.unmapped.len()), (200, None, 0));
    let mut reasons: Vec<&str> =
        reading.patients.iter().flat_map(|p| p.set_aside.iter().map(|s| s.reason.as_str())).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["hardRange", "unitLooksLike"]);
}
