//! Computed answers: a probability as a `RiskAssessment`, any other number as an `Observation` under Bedside's own code
//! system, so that nobody mistakes it for a measurement.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::parts::{SUBJECT, UCUM, set, years};
use crate::export::report::{Assessed, Score};
use crate::score::Assessment;
use crate::vocab::EQUATION_SYSTEM;

/// A computed answer; `None` for the other two answers. `facts` names the resource of each fact that was written.
pub(super) fn result(score: &Score, report: &Assessed, facts: &BTreeMap<u32, String>) -> Option<Value> {
    let Assessment::Computed { value, .. } = score.assessment else { return None };
    let code = json!({ "coding": [{ "system": EQUATION_SYSTEM, "code": score.id }], "text": score.id });
    // An id has no underscore in FHIR.
    let id = format!("score-{}", score.id.replace('_', "-"));
    if score.unit != "probability" {
        return Some(json!({
            "resourceType": "Observation",
            "id": id,
            "status": "final",
            "subject": { "reference": SUBJECT },
            "code": code,
            "effectiveDateTime": report.as_of,
            "valueQuantity": { "value": value, "unit": score.unit, "system": UCUM, "code": score.unit },
        }));
    }
    let mut named: Vec<&String> = score.inputs.iter().flat_map(|i| &i.facts).filter_map(|f| facts.get(f)).collect();
    named.sort_unstable();
    named.dedup();
    let basis: Vec<Value> = named.into_iter().map(|name| json!({ "reference": name })).collect();
    // R4: "decimal values are expressed as percentages as well (max = 100)".
    let mut prediction = json!({ "outcome": { "text": score.outcome }, "probabilityDecimal": value * 100.0 });
    let when = score.horizon_years.map(|horizon| json!({ "high": years(horizon) }));
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
    Some(out)
}
