//! The Bundle: the person, their facts, what was computed, and addresses that references can reach.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::parts::{coding, set};
use super::{clinical, drafts::drafts, measured, result::result};
use crate::collect::REFERENCE;
use crate::export::report::Assessed;
use crate::record::{Patient, Sex};

/// Writes the Bundle; with its plan as drafts where `plan` gives the actions' titles.
pub fn bundle(patient: &Patient, report: &Assessed, plan: Option<&BTreeMap<String, String>>) -> String {
    let mut resources = vec![person(patient)];
    resources.extend(measured::entries(patient));
    resources.extend(clinical::entries(patient, report.as_of));
    let facts = resources.iter().filter_map(fact).collect();
    resources.extend(report.scores.iter().filter_map(|score| result(score, report, &facts)));
    resources.extend(plan.into_iter().flat_map(|titles| drafts(report, &facts, titles)));
    let seed = &report.provenance.inputs_hash;
    let entry = |mut resource: Value| {
        point(&mut resource, seed);
        json!({ "fullUrl": address(seed, &name(&resource)), "resource": resource })
    };
    let bundle = json!({
        "resourceType": "Bundle",
        "type": "collection",
        "meta": { "tag": [{
            "system": "urn:bedside:build",
            "code": report.provenance.version,
            "display": format!("facts of {}, inputs {seed}", report.provenance.facts_date),
        }] },
        "entry": resources.into_iter().map(entry).collect::<Vec<_>>(),
    });
    format!("{bundle}\n")
}

/// `Observation/fact-7`.
fn name(resource: &Value) -> String {
    let member = |name: &str| resource.get(name).and_then(Value::as_str).unwrap_or_default();
    format!("{}/{}", member("resourceType"), member("id"))
}

/// A fact's number and the resource that carries it.
fn fact(resource: &Value) -> Option<(u32, String)> {
    let number = resource.get("id")?.as_str()?.strip_prefix("fact-")?.parse().ok()?;
    Some((number, name(resource)))
}

/// References become the addresses of their targets.
fn point(value: &mut Value, seed: &str) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(target) if name == "reference" => *target = address(seed, target),
                    inner => point(inner, seed),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| point(inner, seed)),
        _ => {}
    }
}

/// An address inside this Bundle: a UUID (RFC 9562, version 8) made of its facts and the resource's name.
fn address(seed: &str, name: &str) -> String {
    let digest = Sha256::digest(format!("{seed} {name}"));
    let mut bits = digest.iter().take(16).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    bits = bits & !(0xF << 76) | 8 << 76;
    bits = bits & !(0b11 << 62) | 0b10 << 62;
    let hex = format!("{bits:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn person(patient: &Patient) -> Value {
    let mut out = json!({ "resourceType": "Patient", "id": "person" });
    let said = |text: &str| (!text.trim().is_empty()).then(|| json!(text));
    let gender = match patient.sex {
        Some(Sex::Female) => Some(json!("female")),
        Some(Sex::Male) => Some(json!("male")),
        // R4 knows two more words.
        None => patient.gender.as_ref().map(|g| json!(if g == "unknown" { "unknown" } else { "other" })),
    };
    let identifiers: Vec<Value> =
        patient.identifiers.iter().filter(|i| !i.starts_with(REFERENCE)).map(|i| identifier(i)).collect();
    let fields = [
        ("birthDate", patient.birth.map(|d| json!(d))),
        ("gender", gender),
        ("name", said(&patient.name).map(|text| json!([{ "text": text }]))),
        ("identifier", (!identifiers.is_empty()).then(|| json!(identifiers))),
        ("deceasedBoolean", patient.deceased.filter(|d| d.date.is_none()).map(|_| json!(true))),
        ("deceasedDateTime", patient.deceased.and_then(|d| d.date).map(|d| json!(d))),
        ("extension", ethnicity(patient)),
    ];
    set(&mut out, fields);
    out
}

/// `system|value`, as the reader keeps them.
fn identifier(kept: &str) -> Value {
    match kept.split_once('|') {
        Some((system, value)) if !system.is_empty() => json!({ "system": system, "value": value }),
        Some((_, value)) => json!({ "value": value }),
        None => json!({ "value": kept }),
    }
}

/// Race and ethnicity codes of any system, as written; a profile's own extension would claim more of them.
fn ethnicity(patient: &Patient) -> Option<Value> {
    let codes: Vec<Value> =
        patient.race.iter().map(|code| json!({ "url": "code", "valueCoding": coding(code) })).collect();
    (!codes.is_empty()).then(|| json!([{ "url": "urn:bedside:ethnicity", "extension": codes }]))
}
