//! What every resource is made of: codes, quantities in UCUM, and a word for what is not known.

use serde_json::{Map, Value, json};

use crate::record::Severity;
use crate::vocab::{Code, unit};

pub(super) const UCUM: &str = "http://unitsofmeasure.org";
/// The person, before references become addresses.
pub(super) const SUBJECT: &str = "Patient/person";

/// A number in the unit it was written in, with the UCUM code of that unit; in the canonical unit where it has none (斤).
pub(super) fn quantity(concept: &str, canonical: f64, given: Option<(f64, &str)>) -> Value {
    let units = unit::of(concept);
    let written = given.and_then(|(value, unit)| {
        let row = units?.find(unit).filter(|row| !row.ucum.is_empty())?;
        Some(json!({ "value": value, "unit": unit, "system": UCUM, "code": row.ucum }))
    });
    let unit = units.map_or("1", |u| u.canonical);
    written.unwrap_or_else(|| json!({ "value": canonical, "unit": unit, "system": UCUM, "code": unit }))
}

/// A duration or age in years.
pub(super) fn years(value: impl Into<f64>) -> Value {
    json!({ "value": value.into(), "unit": "a", "system": UCUM, "code": "a" })
}

/// What a required member holds when nobody knows.
pub(super) fn unknown() -> Value {
    json!({ "extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "unknown",
    }] })
}

/// A CodeableConcept; one that holds nothing says that it is unknown.
pub(super) fn concept_of(codes: &[Code], text: &str) -> Value {
    let codes: Vec<Value> = codes.iter().filter(|c| !c.code.trim().is_empty()).map(coding).collect();
    let mut out = json!({});
    set(
        &mut out,
        [
            ("coding", (!codes.is_empty()).then(|| json!(codes))),
            ("text", (!text.trim().is_empty()).then(|| json!(text))),
        ],
    );
    kept(out).unwrap_or_else(unknown)
}

pub(super) fn coding(code: &Code) -> Value {
    let mut out = json!({ "code": code.code });
    let said = |text: &str| (!text.trim().is_empty()).then(|| json!(text));
    set(&mut out, [("system", said(&code.system)), ("display", code.display.as_deref().and_then(said))]);
    out
}

pub(super) fn status(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}

pub(super) fn severity(found: Severity) -> Value {
    let (code, text) = match found {
        Severity::Mild => ("255604002", "mild"),
        Severity::Moderate => ("6736007", "moderate"),
        Severity::Severe => ("24484000", "severe"),
    };
    json!({ "coding": [{ "system": "http://snomed.info/sct", "code": code }], "text": text })
}

pub(super) fn word_of(found: Severity) -> &'static str {
    match found {
        Severity::Mild => "mild",
        Severity::Moderate => "moderate",
        Severity::Severe => "severe",
    }
}

/// Adds the fields that have a value.
pub(super) fn set<const N: usize>(object: &mut Value, fields: [(&str, Option<Value>); N]) {
    if let Value::Object(map) = object {
        for (name, value) in fields {
            if let Some(value) = value {
                map.insert(name.to_owned(), value);
            }
        }
    }
}

pub(super) fn kept(object: Value) -> Option<Value> {
    object.as_object().is_some_and(|o: &Map<String, Value>| !o.is_empty()).then_some(object)
}
