//! The other way round: the code to write for a concept or an answer.

use super::concept::{Place, Role, rows};
use super::{Code, System};

fn address(system: System) -> &'static str {
    match system {
        System::Loinc => "http://loinc.org",
        System::Snomed => "http://snomed.info/sct",
        System::Rxnorm => "http://www.nlm.nih.gov/research/umls/rxnorm",
        System::Atc => "http://www.whocc.no/atc",
        System::Icd10 => "http://hl7.org/fhir/sid/icd-10",
        System::Icd10Cm => "http://hl7.org/fhir/sid/icd-10-cm",
        System::AbsentUnknown | System::Other => "",
    }
}

/// The code that carries a measured concept, where the facts name a preferred one.
pub fn preferred(concept: &str) -> Option<Code> {
    let row =
        rows().find(|row| row.place == Place::Observation && row.role == Role::Preferred && row.concept == concept)?;
    Some(Code { system: address(row.system).to_owned(), code: row.code.to_owned(), display: None })
}

/// The coded answer of a concept that means `word`.
pub fn answer_for(concept: &str, word: &str) -> Option<Code> {
    let row = rows().find(|row| row.role == Role::Answer && row.concept == concept && row.meaning == word)?;
    Some(Code { system: address(row.system).to_owned(), code: row.code.to_owned(), display: None })
}
