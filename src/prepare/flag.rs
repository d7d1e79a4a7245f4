//! Yes, no or unknown of conditions and medicines: what entries say, and what a list's silence means.

use std::borrow::Cow;

use time::Date;

use super::input::{Input, Status};
use super::value::is_future;
use crate::record::{
    ClinicalStatus, Condition, FactId, ListState, Medication, MedicationStatus, Patient, VerificationStatus,
};
use crate::vocab::medicine;

/// Concepts where having had it once counts for good; the others count while they are active.
const EVER: &[&str] = &["mi", "stroke", "tia", "ihd", "pad", "heart_failure", "af"];

/// Everything said of one concept, before the list's silence speaks.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) yes: Vec<FactId>,
    pub(crate) no: Vec<FactId>,
    pub(crate) unsure: Vec<FactId>,
    pub(crate) notes: Vec<&'static str>,
    pub(crate) typed: bool,
}

impl Said {
    /// Yes outweighs unknown outweighs no; silence is what the list's state makes of it.
    pub(crate) fn settle(self, id: impl Into<Cow<'static, str>>, list: ListState) -> Input {
        let found = if self.typed { Status::Entered } else { Status::Found };
        let mut input = if !self.yes.is_empty() {
            Input::flag(id, Some(true), found, self.yes)
        } else if !self.unsure.is_empty() {
            Input::flag(id, None, Status::Absent, self.unsure)
        } else if !self.no.is_empty() {
            Input::flag(id, Some(false), found, self.no)
        } else {
            match list {
                ListState::Closed => Input::flag(id, Some(false), Status::Found, Vec::new()),
                ListState::Recorded => Input::flag(id, Some(false), Status::Presumed, Vec::new()),
                ListState::Silent => Input::absent(id),
            }
        };
        for note in self.notes {
            input.note(note);
        }
        input
    }
}

/// Whether an entry had begun by the day of assessment (a date that is not known counts as begun).
pub(crate) fn has_begun(condition: &Condition, as_of: Date) -> bool {
    !is_future(condition.onset.or(condition.recorded), as_of)
}

/// Whether a condition is active on the day of assessment: its status, or an end that has passed.
pub fn is_active(condition: &Condition, as_of: Date) -> bool {
    let ended = condition.abatement.is_some_and(|end| end.latest() <= as_of);
    let unsaid = condition.clinical == ClinicalStatus::Unstated;
    condition.clinical.is_active() && !(unsaid && ended)
}

fn means_condition(condition: &Condition, concept: &str) -> bool {
    let named = |name: &String| name == concept || medicine::concepts_of_name("dx", name).any(|c| c == concept);
    condition.concepts.iter().any(|c| c == concept) || condition.name.as_ref().is_some_and(named)
}

/// What the problem list says of a concept.
pub(crate) fn condition(patient: &Patient, concept: &str, as_of: Date) -> Said {
    let mut said = Said::default();
    for entry in patient.conditions.entries.iter().filter(|c| has_begun(c, as_of)) {
        if !means_condition(entry, concept) {
            // A broader code, or a name among other words, may mean it: that is no "no".
            if entry.verification != VerificationStatus::Refuted && entry.asks.iter().any(|c| c == concept) {
                said.unsure.push(entry.id);
                said.notes.push("suspected");
            }
            continue;
        }
        said.typed |= entry.origin.file == "form";
        if entry.origin.unverified {
            said.notes.push("unverifiedCode");
        }
        match entry.verification {
            VerificationStatus::Refuted => said.no.push(entry.id),
            VerificationStatus::Suspected => {
                said.unsure.push(entry.id);
                said.notes.push("suspected");
            }
            VerificationStatus::Confirmed => {
                if EVER.contains(&concept) || concept.starts_with("cancer_") || is_active(entry, as_of) {
                    said.yes.push(entry.id);
                } else if concept.starts_with("diabetes") && entry.clinical != ClinicalStatus::Resolved {
                    // Remission or inactive: whether a score should still count it is the clinician's to say.
                    said.unsure.push(entry.id);
                    said.notes.push("remission");
                } else {
                    said.no.push(entry.id);
                }
            }
        }
    }
    said
}

/// Whether a medicine is taken on the day of assessment: `None` when it is uncertain.
pub fn is_taken(medication: &Medication, as_of: Date) -> Option<bool> {
    if is_future(medication.start, as_of) {
        return Some(false);
    }
    let ended = medication.end.is_some_and(|end| end.latest() < as_of);
    match medication.status {
        MedicationStatus::Current => Some(!ended),
        // It was stopped later than the day asked about.
        MedicationStatus::Past => Some(!ended && medication.end.is_some() && medication.start.is_some()),
        MedicationStatus::Uncertain => {
            if ended {
                Some(false)
            } else {
                None
            }
        }
    }
}

fn means_medicine(entry: &Medication, concept: &str) -> bool {
    let named = |name: &String| {
        name == concept
            || medicine::concepts_of_name("class", name).any(|c| c == concept)
            || medicine::named(&name.replace('_', " ")).concepts.contains(&concept)
    };
    entry.concepts.iter().any(|c| c == concept) || entry.name.as_ref().is_some_and(named)
}

/// What the medicine list says of a concept.
pub(crate) fn medicines(patient: &Patient, concept: &str, as_of: Date) -> Said {
    let mut said = Said::default();
    for entry in patient.medications.entries.iter().filter(|m| means_medicine(m, concept)) {
        said.typed |= entry.origin.file == "form";
        match is_taken(entry, as_of) {
            Some(true) => {
                said.yes.push(entry.id);
                if entry.origin.unverified {
                    said.notes.push("unverifiedCode");
                }
            }
            Some(false) => said.no.push(entry.id),
            None => said.unsure.push(entry.id),
        }
    }
    said
}
