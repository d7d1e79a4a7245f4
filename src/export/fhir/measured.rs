//! Measurements and answers.

use serde_json::{Value, json};

use super::parts::{SUBJECT, concept_of, quantity, set, years};
use crate::record::{Comparator, Observation, OtherFact, Patient, Value as Found};
use crate::vocab::concept::{self, Role};
use crate::vocab::{Code, EQUATION_SYSTEM, System, answer_for, label, preferred};

/// The stay that inpatient measurements belong to, before references become addresses.
const STAY: &str = "Encounter/stay";

/// Everything measured or answered.
pub(super) fn entries(patient: &Patient) -> Vec<Value> {
    let mut all: Vec<Value> = patient.observations.iter().map(observation).collect();
    all.extend(patient.other.iter().map(other));
    all.extend(age(patient));
    all.extend(stay(patient));
    all
}

fn observation(fact: &Observation) -> Value {
    let mut out = json!({
        "resourceType": "Observation",
        "id": format!("fact-{}", fact.id),
        "status": "final",
        "subject": { "reference": SUBJECT },
        "code": measured_code(&fact.concept, fact.origin.code.as_ref()),
    });
    match &fact.value {
        Found::Number { value, given, comparator } => {
            let mut number = quantity(&fact.concept, *value, Some((given.value, &given.unit)));
            let sign = comparator.map(|bound| if bound == Comparator::Below { "<" } else { ">" });
            set(&mut number, [("comparator", sign.map(|s| json!(s)))]);
            set(&mut out, [("valueQuantity", Some(number))]);
        }
        Found::Word { word } => {
            let answer = answer_for(&fact.concept, word);
            set(&mut out, [("valueCodeableConcept", Some(concept_of(answer.as_slice(), word)))]);
        }
    }
    let limit = fact.reference_high.map(|high| json!([{ "high": quantity(&fact.concept, high, None) }]));
    set(
        &mut out,
        [
            ("effectiveDateTime", fact.date.map(|d| json!(d))),
            ("referenceRange", limit),
            ("encounter", fact.inpatient.then(|| json!({ "reference": STAY }))),
        ],
    );
    out
}

/// The stay in which inpatient measurements were taken; nothing else is known of it.
fn stay(patient: &Patient) -> Option<Value> {
    patient.observations.iter().any(|o| o.inpatient).then(|| {
        json!({
            "resourceType": "Encounter",
            "id": "stay",
            "status": "finished",
            "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP" },
            "subject": { "reference": SUBJECT },
        })
    })
}

/// An age without a birth date, which FHIR's Patient has no room for.
fn age(patient: &Patient) -> Option<Value> {
    let (age, day) = patient.age.filter(|_| patient.birth.is_none())?;
    let mut out = json!({
        "resourceType": "Observation",
        "id": "age",
        "status": "final",
        "subject": { "reference": SUBJECT },
        "code": { "coding": [{ "system": EQUATION_SYSTEM, "code": "age" }], "text": "Age" },
        "valueQuantity": years(age),
    });
    set(&mut out, [("effectiveDateTime", day.map(|d| json!(d)))]);
    Some(out)
}

/// The code as the file had it where it is a code of this very measurement (a panel's is none), else the concept's
/// preferred code.
fn measured_code(id: &str, found: Option<&Code>) -> Value {
    let text = label::of(id).map_or(id, |l| l.en);
    let own = |code: &&Code| {
        let row = concept::observation(System::of(&code.system), &code.code);
        code.system.starts_with("http") && row.is_some_and(|row| row.concept == id && row.role != Role::Panel)
    };
    concept_of(found.filter(own).cloned().or_else(|| preferred(id)).as_slice(), text)
}

fn other(fact: &OtherFact) -> Value {
    let mut out = json!({
        "resourceType": "Observation",
        "id": format!("fact-{}", fact.id),
        "status": "final",
        "subject": { "reference": SUBJECT },
        "code": concept_of(fact.origin.code.as_slice(), &fact.text),
    });
    let number = fact.value.map(|value| {
        let mut number = json!({ "value": value });
        set(&mut number, [("unit", (!fact.unit.trim().is_empty()).then(|| json!(fact.unit)))]);
        number
    });
    let word = fact.word.as_ref().filter(|w| !w.trim().is_empty());
    set(
        &mut out,
        [
            ("valueQuantity", number),
            ("valueString", word.map(|w| json!(w))),
            ("effectiveDateTime", fact.date.map(|d| json!(d))),
        ],
    );
    out
}
