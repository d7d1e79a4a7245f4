//! What FHIR R4 asks of the resources that we write, and the people whose records are written.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};

use bedside::record::Patient;
use bedside::session::{ReadOptions, read};
use serde_json::Value;

/// Every person of our fixtures and, where it is there, of the shared data.
pub(crate) fn people() -> Vec<(String, Patient)> {
    let mut files = crate::support::files_below(&crate::support::repository().join("tests/fixtures/records"), "");
    files.push(crate::support::repository().join("www/examples/person/robin-example.json"));
    if let Some(shared) = crate::support::shared() {
        files.extend(crate::support::files_below(&shared.join("data/fhir"), ".json"));
        files.extend(crate::support::files_below(&shared.join("data/fhir_variants"), ".json"));
    }
    let mut people = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        if bytes.len() > 3_000_000 {
            continue;
        }
        for (i, patient) in read(&[(name.as_str(), bytes)], &ReadOptions::default()).patients.into_iter().enumerate() {
            people.push((format!("{name} person {i}"), patient));
        }
    }
    assert!(people.len() > 60, "{}", people.len());
    people
}

/// What FHIR R4 asks of the resources that we write; each line says what and where.
pub(crate) fn faults(bundle: &Value) -> BTreeSet<String> {
    let mut faults = BTreeSet::new();
    let mut urls = BTreeSet::new();
    for entry in bundle["entry"].as_array().unwrap() {
        match entry["fullUrl"].as_str() {
            Some(url) if urls.insert(url.to_owned()) => {}
            other => _ = faults.insert(format!("fullUrl {other:?} of {}", entry["resource"]["resourceType"])),
        }
    }
    let kind_of: BTreeMap<String, String> = bundle["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| {
            (e["fullUrl"].as_str().unwrap().to_owned(), e["resource"]["resourceType"].as_str().unwrap().to_owned())
        })
        .collect();
    for entry in bundle["entry"].as_array().unwrap() {
        let resource = &entry["resource"];
        let kind = resource["resourceType"].as_str().unwrap();
        let mut fault = |what: &str| _ = faults.insert(format!("{kind}: {what}"));
        let id = resource["id"].as_str().unwrap();
        if id.len() > 64 || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.') {
            fault(&format!("id {id}"));
        }
        let required: &[&str] = match kind {
            "Observation" => &["status", "code"],
            "Condition" => &["subject"],
            "MedicationStatement" => &["status", "medicationCodeableConcept", "subject"],
            "AllergyIntolerance" => &["patient", "clinicalStatus"],
            "FamilyMemberHistory" => &["status", "patient", "relationship"],
            "Procedure" => &["status", "subject"],
            "Immunization" => &["status", "vaccineCode", "patient"],
            "RiskAssessment" => &["status", "subject"],
            "Encounter" => &["status", "class"],
            "CarePlan" => &["status", "intent", "subject"],
            "Goal" => &["lifecycleStatus", "description", "subject"],
            "ServiceRequest" => &["status", "intent", "subject"],
            _ => &[],
        };
        for name in required.iter().filter(|name| resource.get(**name).is_none()) {
            fault(&format!("no {name}"));
        }
        if kind == "Immunization"
            && !["occurrenceDateTime", "_occurrenceDateTime"].iter().any(|n| resource.get(*n).is_some())
        {
            fault("no occurrence");
        }
        let clinical = resource["clinicalStatus"]["coding"][0]["code"].as_str().unwrap_or_default();
        if kind == "Condition"
            && resource.get("abatementDateTime").is_some()
            && !["inactive", "resolved", "remission"].contains(&clinical)
        {
            fault("con-4: ended and not over");
        }
        for activity in resource["activity"].as_array().into_iter().flatten() {
            // cpl-3: "Provide a reference or detail, not both".
            if activity.get("reference").is_some() == activity.get("detail").is_some() {
                fault("cpl-3");
            }
            if activity.get("detail").is_some_and(|detail| detail.get("status").is_none()) {
                fault("an activity has no status");
            }
        }
        for (_, member, kinds) in POINTS.iter().filter(|(on, ..)| *on == kind) {
            walk(resource, &mut |name, value| {
                for reference in value.as_array().into_iter().flatten().filter(|_| name == *member) {
                    let target = reference["reference"].as_str().and_then(|url| kind_of.get(url));
                    if !target.is_some_and(|kind| kinds.contains(&kind.as_str())) {
                        fault(&format!("{member} points at {target:?}"));
                    }
                }
            });
        }
        for prediction in resource["prediction"].as_array().into_iter().flatten() {
            if !(0.0..=100.0).contains(&prediction["probabilityDecimal"].as_f64().unwrap()) {
                fault("ras-2");
            }
        }
        walk(resource, &mut |name, value| match value {
            Value::String(text) if text.trim().is_empty() => fault(&format!("empty string {name}")),
            Value::Object(period)
                if name == "effectivePeriod"
                    && period
                        .get("start")
                        .zip(period.get("end"))
                        .is_some_and(|(start, end)| start.as_str().unwrap()[..4] > end.as_str().unwrap()[..4]) =>
            {
                fault("per-1");
            }
            Value::Object(age) if name == "onsetAge" && age["value"].as_f64().unwrap() <= 0.0 => fault("age-1"),
            Value::Object(object) if object.is_empty() => fault(&format!("empty object {name}")),
            Value::Array(array) if array.is_empty() => fault(&format!("empty array {name}")),
            Value::Null => fault(&format!("null {name}")),
            Value::String(text) if name == "reference" && !urls.contains(text) => fault(&format!("reference {text}")),
            Value::Object(quantity) if quantity.get("system").is_some_and(|s| s == "http://unitsofmeasure.org") => {
                let code = quantity["code"].as_str().unwrap();
                if !ucum(code) {
                    fault(&format!("no UCUM code {code}"));
                }
            }
            _ => {}
        });
    }
    faults
}

fn walk(value: &Value, see: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                see(name, inner);
                walk(inner, see);
            }
        }
        Value::Array(array) => {
            for inner in array {
                see("item", inner);
                walk(inner, see);
            }
        }
        _ => {}
    }
}

/// What a member may point at, of those that point at several kinds or at one that is not obvious.
const POINTS: [(&str, &str, &[&str]); 6] = [
    ("CarePlan", "addresses", &["Condition"]),
    ("CarePlan", "goal", &["Goal"]),
    ("CarePlan", "reasonReference", REASONS),
    ("ServiceRequest", "reasonReference", REASONS),
    ("Goal", "addresses", &["Condition", "Observation", "MedicationStatement", "ServiceRequest", "RiskAssessment"]),
    (
        "RiskAssessment",
        "basis",
        &["Observation", "Condition", "MedicationStatement", "FamilyMemberHistory", "Encounter"],
    ),
];
const REASONS: &[&str] = &["Condition", "Observation", "DiagnosticReport", "DocumentReference"];

/// The UCUM codes that `data/units` and the equations know, and those of doses and times.
fn ucum(code: &str) -> bool {
    let known: BTreeSet<&str> = bedside::vocab::unit::all().flat_map(|u| u.rows.iter().map(|r| r.ucum)).collect();
    !code.is_empty() && (known.contains(code) || ["mg", "a", "1", "m2", "kg/m2", "mg/dL"].contains(&code))
}
