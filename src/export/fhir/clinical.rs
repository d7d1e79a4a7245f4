//! Conditions, medicines, allergies, relatives, procedures and vaccine doses.

use serde_json::{Value, json};

use super::parts::{SUBJECT, UCUM, concept_of, kept, set, severity, status, unknown, word_of, years};
use crate::recommend::bridge::label_of;
use crate::record::{
    Allergy, ClinicalStatus, Condition, FamilyMember, Immunization, List, ListState, Medication, MedicationStatus,
    Origin, Patient, Procedure, Reaction, VerificationStatus,
};
use crate::vocab::{CONCEPT_SYSTEM, Code, NAME_SYSTEM, PartialDate, concept, medicine};

const ABSENT: &str = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
const OF_CONDITION: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const OF_ALLERGY: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";

/// Everything that is no measurement.
pub(super) fn entries(patient: &Patient, as_of: PartialDate) -> Vec<Value> {
    let mut all = list(&patient.conditions, "no-known-problems", "Condition", "code", |c| condition(c, as_of));
    let medicine = "medicationCodeableConcept";
    all.extend(list(&patient.medications, "no-known-medications", "MedicationStatement", medicine, medication));
    all.extend(list(&patient.allergies, "no-known-allergies", "AllergyIntolerance", "code", allergy));
    all.extend(patient.family.iter().map(family));
    all.extend(patient.procedures.iter().map(procedure));
    all.extend(patient.immunizations.iter().map(immunization));
    all
}

/// The entries of a list, or the statement that there are none when somebody said so.
fn list<T>(list: &List<T>, none: &str, kind: &str, field: &str, write: impl Fn(&T) -> Value) -> Vec<Value> {
    if list.state != ListState::Closed || !list.entries.is_empty() {
        return list.entries.iter().map(write).collect();
    }
    let mut out =
        json!({ "resourceType": kind, "id": none, field: { "coding": [{ "system": ABSENT, "code": none }] } });
    let who = if kind == "AllergyIntolerance" { "patient" } else { "subject" };
    let clinical = match kind {
        "Condition" => Some(status(OF_CONDITION, "active")),
        "AllergyIntolerance" => Some(status(OF_ALLERGY, "active")),
        _ => None,
    };
    let taken = (kind == "MedicationStatement").then(|| json!("active"));
    set(&mut out, [(who, Some(json!({ "reference": SUBJECT }))), ("clinicalStatus", clinical), ("status", taken)]);
    vec![out]
}

fn condition(fact: &Condition, as_of: PartialDate) -> Value {
    let mut out = json!({
        "resourceType": "Condition",
        "id": format!("fact-{}", fact.id),
        "subject": { "reference": SUBJECT },
        "code": concept_of(&understood(&fact.codes, fact.name.as_ref(), &fact.concepts, &fact.origin), named(fact.name.as_deref(), &fact.text)),
        "verificationStatus": status(
            "http://terminology.hl7.org/CodeSystem/condition-ver-status",
            verification(fact.verification),
        ),
    });
    // R4 lets nothing end that is still active: an end that does not count yet is told in words.
    let ended = fact.abatement.is_some_and(|end| end.latest() <= as_of.earliest());
    let now = match fact.clinical {
        ClinicalStatus::Unstated if ended => ClinicalStatus::Inactive,
        stated => stated,
    };
    let (over, told) = if now.is_active() { (None, fact.abatement) } else { (fact.abatement, None) };
    set(
        &mut out,
        [
            ("clinicalStatus", Some(status(OF_CONDITION, clinical(now)))),
            ("onsetDateTime", fact.onset.map(|d| json!(d))),
            ("recordedDate", fact.recorded.map(|d| json!(d))),
            ("abatementDateTime", over.map(|d| json!(d))),
            ("note", told.map(|d| json!([{ "text": format!("abatement {d}") }]))),
            ("severity", fact.severity.map(severity)),
            ("bodySite", (!fact.sites.is_empty()).then(|| fact.sites.iter().map(|s| json!({ "text": s })).collect())),
        ],
    );
    out
}

/// The codes; where there are none, the name that was picked and what the text was understood to mean.
fn understood(codes: &[Code], name: Option<&String>, concepts: &[String], origin: &Origin) -> Vec<Code> {
    if !codes.is_empty() {
        return codes.to_vec();
    }
    let own = |system: &str, code: &String| Code { system: system.to_owned(), code: code.clone(), display: None };
    let concepts = concepts.iter().filter(|_| !origin.unverified).map(|concept| own(CONCEPT_SYSTEM, concept));
    name.map(|name| own(NAME_SYSTEM, name)).into_iter().chain(concepts).collect()
}

/// Name or code say more than the record took from it: its route kept it to the skin, the eye or the nose.
fn is_local(fact: &Medication) -> bool {
    let codes = fact.codes.iter().map(|c| (c.system.as_str(), c.code.as_str()));
    let says = !concept::medicine(codes).concepts.is_empty() || !medicine::named(&fact.text).concepts.is_empty();
    fact.concepts.is_empty() && says
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
        "medicationCodeableConcept": concept_of(&understood(&fact.codes, fact.name.as_ref(), &fact.concepts, &fact.origin), named(fact.name.as_deref(), &fact.text)),
    });
    let mut dosage = json!({});
    set(
        &mut dosage,
        [
            ("text", (!fact.dose.text.is_empty()).then(|| json!(fact.dose.text))),
            ("route", is_local(fact).then(|| json!({ "coding": [{ "system": CONCEPT_SYSTEM, "code": "local" }] }))),
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
    // A period may not end before it starts; of two such days the end tells more.
    let start = fact.start.filter(|start| fact.end.is_none_or(|end| start.earliest() <= end.latest()));
    set(&mut period, [("start", start.map(|d| json!(d))), ("end", fact.end.map(|d| json!(d)))]);
    set(&mut out, [("dosage", kept(dosage).map(|d| json!([d]))), ("effectivePeriod", kept(period))]);
    out
}

fn allergy(fact: &Allergy) -> Value {
    let mut out = json!({
        "resourceType": "AllergyIntolerance",
        "id": format!("fact-{}", fact.id),
        "patient": { "reference": SUBJECT },
        "code": concept_of(
            &understood(&fact.codes, fact.name.as_ref(), &[], &fact.origin),
            named(fact.name.as_deref(), &fact.text),
        ),
        "verificationStatus":
            status("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", verification(fact.verification)),
    });
    let reactions: Vec<Value> = fact.reactions.iter().map(reaction).collect();
    set(
        &mut out,
        [
            ("clinicalStatus", Some(status(OF_ALLERGY, clinical(fact.clinical)))),
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
    let condition = |found: &crate::record::FamilyCondition| {
        let mut out = json!({ "code": concept_of(&found.codes, &found.text) });
        // An age is positive in FHIR; from birth on is told in words.
        let age = found.onset_age.filter(|age| *age > 0.0).map(years);
        let birth = found.onset_age.filter(|age| *age <= 0.0).map(|_| json!("0"));
        set(&mut out, [("onsetAge", age), ("onsetString", birth)]);
        out
    };
    let conditions: Vec<Value> = fact.conditions.iter().map(condition).collect();
    let mut out = json!({
        "resourceType": "FamilyMemberHistory",
        "id": format!("fact-{}", fact.id),
        "status": "completed",
        "patient": { "reference": SUBJECT },
        "relationship": concept_of(&fact.relationship, &fact.text),
    });
    set(&mut out, [("condition", (!conditions.is_empty()).then(|| json!(conditions)))]);
    out
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
    let day = fact.date.map(|d| json!(d));
    // R4 asks for a day; one that nobody knows is told to be unknown.
    let none = day.is_none().then(unknown);
    set(&mut out, [("occurrenceDateTime", day), ("_occurrenceDateTime", none)]);
    out
}

fn named<'a>(name: Option<&'a str>, text: &'a str) -> &'a str {
    match name {
        Some(name) if text.is_empty() => label_of(name).unwrap_or(name),
        _ => text,
    }
}

fn verification(found: VerificationStatus) -> &'static str {
    match found {
        VerificationStatus::Confirmed => "confirmed",
        VerificationStatus::Suspected => "unconfirmed",
        VerificationStatus::Refuted => "refuted",
    }
}

/// Not stated counts as active, here as everywhere.
fn clinical(found: ClinicalStatus) -> &'static str {
    match found {
        ClinicalStatus::Active | ClinicalStatus::Unstated => "active",
        ClinicalStatus::Recurrence => "recurrence",
        ClinicalStatus::Relapse => "relapse",
        ClinicalStatus::Inactive => "inactive",
        ClinicalStatus::Remission => "remission",
        ClinicalStatus::Resolved => "resolved",
    }
}
