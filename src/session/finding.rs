//! The review sheet: what was found, by concept, with code, day and origin.

use crate::export::{Earlier, Finding};
use crate::prepare::{Input, Profile, Status};
use crate::record::{FactId, Origin, Patient};
use crate::score::{InputStatus, InputUsed};

/// An input of the profile as an equation used it.
pub(crate) fn used(input: &Input) -> InputUsed {
    InputUsed {
        id: input.id.clone(),
        value: input.value,
        word: input.word.clone(),
        unit: input.unit().into(),
        status: match input.status {
            Status::Found => InputStatus::Found,
            Status::Old => InputStatus::Old,
            Status::Entered => InputStatus::Entered,
            Status::Derived => InputStatus::Derived,
            Status::Presumed => InputStatus::Presumed,
            Status::Absent => InputStatus::Absent,
        },
        date: input.date,
        comparator: input.comparator,
        facts: input.facts.clone(),
    }
}

/// Every concept that some fact, answer or computation speaks of. A list's silence is no finding.
pub(crate) fn findings(patient: &Patient, profile: &Profile) -> Vec<Finding> {
    let known = |input: &&Input| {
        let said = input.value.is_some() || input.word.is_some() || !input.facts.is_empty();
        said && input.status != Status::Presumed && !(input.facts.is_empty() && input.status == Status::Found)
    };
    let mut found: Vec<Finding> = profile.inputs().filter(known).map(|input| finding(patient, input)).collect();
    // The eGFR as the file stated it stands beside the one computed from creatinine.
    let stated =
        profile.stated_egfr().filter(|stated| profile.get("egfr").is_none_or(|used| used.facts != stated.facts));
    found.extend(stated.map(|input| finding(patient, input)));
    found
}

fn finding(patient: &Patient, input: &Input) -> Finding {
    let origin = input.facts.last().and_then(|fact| origin_of(patient, *fact));
    let from = origin.map_or_else(String::new, |o| [o.file.as_str(), o.place.as_str()].join(", "));
    Finding {
        concept: input.id.clone(),
        input: used(input),
        notes: input.notes.clone(),
        earlier: input.earlier.iter().map(|e| Earlier { date: e.date, value: e.value, fact: e.fact }).collect(),
        from: from.trim_end_matches(", ").to_owned(),
        code: origin.and_then(|o| o.code.as_ref()).map_or_else(String::new, |code| shown(&code.system, &code.code)),
    }
}

/// `LOINC 8480-6`: the system's usual short name before the code.
fn shown(system: &str, code: &str) -> String {
    let short = match system {
        "http://loinc.org" => "LOINC",
        "http://www.nlm.nih.gov/research/umls/rxnorm" => "RxNorm",
        "http://www.whocc.no/atc" => "ATC",
        "http://hl7.org/fhir/sid/icd-10-cm" => "ICD-10-CM",
        other if other.starts_with("http://snomed.info/sct") => "SNOMED CT",
        other if other.contains("icd-10") => "ICD-10",
        _ => "",
    };
    format!("{short} {code}").trim_start().to_owned()
}

/// The origin of a fact, wherever it stands in the record.
fn origin_of(patient: &Patient, fact: FactId) -> Option<&Origin> {
    let of_observation = patient.observations.iter().find(|o| o.id == fact).map(|o| &o.origin);
    of_observation
        .or_else(|| patient.conditions.entries.iter().find(|c| c.id == fact).map(|c| &c.origin))
        .or_else(|| patient.medications.entries.iter().find(|m| m.id == fact).map(|m| &m.origin))
        .or_else(|| patient.allergies.entries.iter().find(|a| a.id == fact).map(|a| &a.origin))
        .or_else(|| patient.family.iter().find(|f| f.id == fact).map(|f| &f.origin))
        .or_else(|| patient.procedures.iter().find(|p| p.id == fact).map(|p| &p.origin))
        .or_else(|| patient.immunizations.iter().find(|i| i.id == fact).map(|i| &i.origin))
}
