//! A FHIR R4 Bundle of a record and what was made of it, which every FHIR reader (ours too) can read back.
//!
//! Facts become the resources they came from; a computed probability becomes a `RiskAssessment`, any other computed
//! number an `Observation` under Bedside's own code system, so that nobody mistakes it for a measurement.
//! A typed answer that no FHIR resource carries (`salt_g_day`) stays in the JSON export only.

use serde_json::{Map, Value, json};

use super::report::{Assessed, Score};
use crate::recommend::bridge::label_of;
use crate::record::{
    Allergy, ClinicalStatus, Comparator, Condition, FamilyMember, Immunization, List, ListState, Medication,
    MedicationStatus, Observation, OtherFact, Patient, Procedure, Reaction, Severity, Sex, Value as Found,
    VerificationStatus,
};
use crate::score::Assessment;
use crate::vocab::{Code, EQUATION_SYSTEM, answer_for, label, preferred};

const UCUM: &str = "http://unitsofmeasure.org";
const ABSENT: &str = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
const SUBJECT: &str = "Patient/person";

/// Writes the Bundle.
pub fn bundle(patient: &Patient, report: &Assessed) -> String {
    let mut resources = vec![person(patient)];
    resources.extend(patient.observations.iter().filter_map(observation));
    resources.extend(patient.other.iter().map(other));
    resources.extend(list(&patient.conditions, "no-known-problems", "Condition", "code", condition));
    resources.extend(list(
        &patient.medications,
        "no-known-medications",
        "MedicationStatement",
        "medicationCodeableConcept",
        medication,
    ));
    resources.extend(list(&patient.allergies, "no-known-allergies", "AllergyIntolerance", "code", allergy));
    resources.extend(patient.family.iter().map(family));
    resources.extend(patient.procedures.iter().map(procedure));
    resources.extend(patient.immunizations.iter().map(immunization));
    resources.extend(report.scores.iter().filter_map(|score| result(score, report)));
    let entries: Vec<Value> = resources.into_iter().map(|resource| json!({ "resource": resource })).collect();
    let bundle = json!({
        "resourceType": "Bundle",
        "type": "collection",
        "meta": { "tag": [{
            "system": "urn:bedside:build",
            "code": report.provenance.version,
            "display": format!("facts of {}, inputs {}", report.provenance.facts_date, report.provenance.inputs_hash),
        }] },
        "entry": entries,
    });
    format!("{bundle}\n")
}

fn person(patient: &Patient) -> Value {
    let mut out = json!({ "resourceType": "Patient", "id": "person" });
    let fields = [
        ("birthDate", patient.birth.map(|d| json!(d))),
        (
            "gender",
            match patient.sex {
                Some(Sex::Female) => Some(json!("female")),
                Some(Sex::Male) => Some(json!("male")),
                None => patient.gender.as_ref().map(|g| json!(g)),
            },
        ),
        ("name", (!patient.name.is_empty()).then(|| json!([{ "text": patient.name }]))),
        ("identifier", (!patient.identifiers.is_empty()).then(|| identifiers(&patient.identifiers))),
        ("deceasedBoolean", patient.deceased.filter(|d| d.date.is_none()).map(|_| json!(true))),
        ("deceasedDateTime", patient.deceased.and_then(|d| d.date).map(|d| json!(d))),
    ];
    set(&mut out, fields);
    out
}

fn identifiers(all: &[String]) -> Value {
    all.iter().map(|id| json!({ "value": id })).collect()
}

fn observation(fact: &Observation) -> Option<Value> {
    let code = measured_code(&fact.concept, fact.origin.code.as_ref());
    let mut out = json!({
        "resourceType": "Observation",
        "id": format!("fact-{}", fact.id),
        "status": "final",
        "subject": { "reference": SUBJECT },
        "code": code,
    });
    match &fact.value {
        Found::Number { value, given, comparator } => {
            let (shown, unit) = if given.unit.is_empty() {
                (*value, canonical_unit(&fact.concept))
            } else {
                (given.value, given.unit.as_str())
            };
            let mut quantity = json!({ "value": shown, "unit": unit, "system": UCUM, "code": unit });
            if let Some(bound) = comparator {
                let sign = if *bound == Comparator::Below { "<" } else { ">" };
                set(&mut quantity, [("comparator", Some(json!(sign)))]);
            }
            set(&mut out, [("valueQuantity", Some(quantity))]);
        }
        Found::Word { word } => {
            let answer = answer_for(&fact.concept, word)?;
            set(&mut out, [("valueCodeableConcept", Some(json!({ "coding": [coding(&answer)], "text": word })))]);
        }
    }
    set(&mut out, [("effectiveDateTime", fact.date.map(|d| json!(d)))]);
    Some(out)
}

fn canonical_unit(concept: &str) -> &'static str {
    crate::vocab::unit::of(concept).map_or("", |u| u.canonical)
}

/// The code as the file had it when it is a standard one, else the concept's preferred code.
fn measured_code(id: &str, found: Option<&Code>) -> Value {
    let text = label::of(id).map_or(id, |l| l.en);
    let standard = found.filter(|code| code.system.starts_with("http")).cloned().or_else(|| preferred(id));
    match standard {
        Some(code) => json!({ "coding": [coding(&code)], "text": text }),
        None => json!({ "text": text }),
    }
}

fn other(fact: &OtherFact) -> Value {
    let mut out = json!({
        "resourceType": "Observation",
        "id": format!("fact-{}", fact.id),
        "status": "final",
        "subject": { "reference": SUBJECT },
        "code": concept_of(fact.origin.code.as_slice(), &fact.text),
    });
    let quantity = fact.value.map(|value| json!({ "value": value, "unit": fact.unit }));
    set(
        &mut out,
        [
            ("valueQuantity", quantity),
            ("valueString", fact.word.as_ref().map(|w| json!(w))),
            ("effectiveDateTime", fact.date.map(|d| json!(d))),
        ],
    );
    out
}

/// The entries of a list, or the statement that there are none when somebody said so.
fn list<T>(list: &List<T>, none: &str, kind: &str, field: &str, write: impl Fn(&T) -> Value) -> Vec<Value> {
    if list.state == ListState::Closed && list.entries.is_empty() {
        let mut out = json!({ "resourceType": kind, "id": none });
        let code = json!({ "coding": [{ "system": ABSENT, "code": none }] });
        let who = if kind == "AllergyIntolerance" { "patient" } else { "subject" };
        set(&mut out, [(field, Some(code)), (who, Some(json!({ "reference": SUBJECT })))]);
        if kind == "MedicationStatement" {
            set(&mut out, [("status", Some(json!("active")))]);
        }
        return vec![out];
    }
    list.entries.iter().map(write).collect()
}

fn condition(fact: &Condition) -> Value {
    let mut out = json!({
        "resourceType": "Condition",
        "id": format!("fact-{}", fact.id),
        "subject": { "reference": SUBJECT },
        "code": concept_of(&fact.codes, named( fact.name.as_deref(), &fact.text)),
        "verificationStatus": status("http://terminology.hl7.org/CodeSystem/condition-ver-status", verification(fact.verification)),
    });
    set(
        &mut out,
        [
            ("clinicalStatus", clinical(fact.clinical, "condition-clinical")),
            ("onsetDateTime", fact.onset.map(|d| json!(d))),
            ("recordedDate", fact.recorded.map(|d| json!(d))),
            ("abatementDateTime", fact.abatement.map(|d| json!(d))),
            ("severity", fact.severity.map(severity)),
            ("bodySite", (!fact.sites.is_empty()).then(|| fact.sites.iter().map(|s| json!({ "text": s })).collect())),
        ],
    );
    out
}

fn medication(fact: &Medication) -> Value {
    let status = match fact.status {
        MedicationStatus::Current => "active",
        MedicationStatus::Past => "stopped",
        MedicationStatus::Uncertain => "unknown",
    };
    let mut out = json!({
        "resourceType": "MedicationStatement",
        "id": format!("fact-{}", fact.id),
        "status": status,
        "subject": { "reference": SUBJECT },
        "medicationCodeableConcept": concept_of(&fact.codes, named( fact.name.as_deref(), &fact.text)),
    });
    let mut dosage = json!({});
    set(
        &mut dosage,
        [
            ("text", (!fact.dose.text.is_empty()).then(|| json!(fact.dose.text))),
            ("asNeededBoolean", fact.as_needed.then_some(json!(true))),
            (
                "timing",
                fact.dose.mg_per_day.map(|_| json!({ "repeat": { "frequency": 1, "period": 1, "periodUnit": "d" } })),
            ),
            (
                "doseAndRate",
                fact.dose
                    .mg_per_day
                    .map(|mg| json!([{ "doseQuantity": { "value": mg, "unit": "mg", "system": UCUM, "code": "mg" } }])),
            ),
        ],
    );
    let mut period = json!({});
    set(&mut period, [("start", fact.start.map(|d| json!(d))), ("end", fact.end.map(|d| json!(d)))]);
    set(&mut out, [("dosage", kept(dosage).map(|d| json!([d]))), ("effectivePeriod", kept(period))]);
    out
}

fn allergy(fact: &Allergy) -> Value {
    let mut out = json!({
        "resourceType": "AllergyIntolerance",
        "id": format!("fact-{}", fact.id),
        "patient": { "reference": SUBJECT },
        "code": concept_of(&fact.codes, named( fact.name.as_deref(), &fact.text)),
        "verificationStatus":
            status("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", verification(fact.verification)),
    });
    let reactions: Vec<Value> = fact.reactions.iter().map(reaction).collect();
    set(
        &mut out,
        [
            ("clinicalStatus", clinical(fact.clinical, "allergyintolerance-clinical")),
            ("criticality", fact.high_criticality.then_some(json!("high"))),
            ("reaction", (!reactions.is_empty()).then(|| json!(reactions))),
        ],
    );
    out
}

fn reaction(found: &Reaction) -> Value {
    let mut out = json!({ "manifestation": [concept_of(&found.codes, &found.text)] });
    set(&mut out, [("severity", found.severity.map(|s| json!(word_of(s))))]);
    out
}

fn family(fact: &FamilyMember) -> Value {
    let conditions: Vec<Value> = fact
        .conditions
        .iter()
        .map(|found| {
            let mut out = json!({ "code": concept_of(&found.codes, &found.text) });
            let age = found.onset_age.map(|age| json!({ "value": age, "unit": "a", "system": UCUM, "code": "a" }));
            set(&mut out, [("onsetAge", age)]);
            out
        })
        .collect();
    json!({
        "resourceType": "FamilyMemberHistory",
        "id": format!("fact-{}", fact.id),
        "status": "completed",
        "patient": { "reference": SUBJECT },
        "relationship": concept_of(&fact.relationship, &fact.text),
        "condition": conditions,
    })
}

fn procedure(fact: &Procedure) -> Value {
    let mut out = json!({
        "resourceType": "Procedure",
        "id": format!("fact-{}", fact.id),
        "status": "completed",
        "subject": { "reference": SUBJECT },
        "code": concept_of(&fact.codes, &fact.text),
    });
    set(&mut out, [("performedDateTime", fact.date.map(|d| json!(d)))]);
    out
}

fn immunization(fact: &Immunization) -> Value {
    let mut out = json!({
        "resourceType": "Immunization",
        "id": format!("fact-{}", fact.id),
        "status": "completed",
        "patient": { "reference": SUBJECT },
        "vaccineCode": concept_of(&fact.codes, &fact.text),
    });
    set(&mut out, [("occurrenceDateTime", fact.date.map(|d| json!(d)))]);
    out
}

/// A computed answer; `None` for the other two answers.
fn result(score: &Score, report: &Assessed) -> Option<Value> {
    let Assessment::Computed { value, .. } = score.assessment else { return None };
    let code = json!({ "coding": [{ "system": EQUATION_SYSTEM, "code": score.id }], "text": score.id });
    let basis: Vec<Value> = score
        .inputs
        .iter()
        .flat_map(|input| &input.facts)
        .map(|fact| json!({ "reference": format!("Observation/fact-{fact}") }))
        .collect();
    let id = format!("score-{}", score.id);
    if score.unit == "probability" {
        let mut prediction = json!({ "outcome": { "text": score.outcome }, "probabilityDecimal": value });
        let when = score
            .horizon_years
            .map(|years| json!({ "high": { "value": years, "unit": "a", "system": UCUM, "code": "a" } }));
        set(&mut prediction, [("whenRange", when)]);
        let mut out = json!({
            "resourceType": "RiskAssessment",
            "id": id,
            "status": "final",
            "subject": { "reference": SUBJECT },
            "occurrenceDateTime": report.as_of,
            "method": code,
            "prediction": [prediction],
        });
        set(&mut out, [("basis", (!basis.is_empty()).then(|| json!(basis)))]);
        return Some(out);
    }
    Some(json!({
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "subject": { "reference": SUBJECT },
        "code": code,
        "effectiveDateTime": report.as_of,
        "valueQuantity": { "value": value, "unit": score.unit, "system": UCUM, "code": score.unit },
    }))
}

fn named<'a>(name: Option<&'a str>, text: &'a str) -> &'a str {
    match name {
        Some(name) if text.is_empty() => label_of(name).unwrap_or(name),
        _ => text,
    }
}

fn concept_of(codes: &[Code], text: &str) -> Value {
    let mut out = json!({});
    set(
        &mut out,
        [
            ("coding", (!codes.is_empty()).then(|| codes.iter().map(coding).collect())),
            ("text", (!text.is_empty()).then(|| json!(text))),
        ],
    );
    out
}

fn coding(code: &Code) -> Value {
    let mut out = json!({ "code": code.code });
    set(
        &mut out,
        [
            ("system", (!code.system.is_empty()).then(|| json!(code.system))),
            ("display", code.display.as_ref().map(|d| json!(d))),
        ],
    );
    out
}

fn status(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}

fn verification(found: VerificationStatus) -> &'static str {
    match found {
        VerificationStatus::Confirmed => "confirmed",
        VerificationStatus::Suspected => "unconfirmed",
        VerificationStatus::Refuted => "refuted",
    }
}

fn clinical(found: ClinicalStatus, system: &str) -> Option<Value> {
    let code = match found {
        ClinicalStatus::Active => "active",
        ClinicalStatus::Recurrence => "recurrence",
        ClinicalStatus::Relapse => "relapse",
        ClinicalStatus::Inactive => "inactive",
        ClinicalStatus::Remission => "remission",
        ClinicalStatus::Resolved => "resolved",
        ClinicalStatus::Unstated => return None,
    };
    Some(status(&format!("http://terminology.hl7.org/CodeSystem/{system}"), code))
}

fn severity(found: Severity) -> Value {
    let (code, text) = match found {
        Severity::Mild => ("255604002", "mild"),
        Severity::Moderate => ("6736007", "moderate"),
        Severity::Severe => ("24484000", "severe"),
    };
    json!({ "coding": [{ "system": "http://snomed.info/sct", "code": code }], "text": text })
}

fn word_of(found: Severity) -> &'static str {
    match found {
        Severity::Mild => "mild",
        Severity::Moderate => "moderate",
        Severity::Severe => "severe",
    }
}

/// Adds the fields that have a value.
fn set<const N: usize>(object: &mut Value, fields: [(&str, Option<Value>); N]) {
    if let Value::Object(map) = object {
        for (name, value) in fields {
            if let Some(value) = value {
                map.insert(name.to_owned(), value);
            }
        }
    }
}

fn kept(object: Value) -> Option<Value> {
    object.as_object().is_some_and(|o: &Map<String, Value>| !o.is_empty()).then_some(object)
}
