//! A record that Bedside saved: its own JSON, read back strictly.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::amend::{aside, unusable};
use super::intake::note_contradictions;
use super::json;
use super::merge::renumber;
use super::report::FileReport;
use crate::error::{Error, Kind};
use crate::record::{FactId, Kept, List, ListState, Patient};

/// What the `format` of a saved record says.
pub const SAVED_FORMAT: &str = "bedside-record";

/// The version of the saved form that this build writes and reads.
pub const SAVED_VERSION: u32 = 1;

/// What a saved file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SavedRecord {
    /// [`SAVED_FORMAT`]; it stands first, so that the sniff table finds it.
    pub format: String,
    /// [`SAVED_VERSION`].
    pub version: u32,
    /// The people.
    pub patients: Vec<Patient>,
}

impl SavedRecord {
    /// What to save of these people.
    pub fn of(patients: Vec<Patient>) -> Self {
        Self { format: SAVED_FORMAT.to_owned(), version: SAVED_VERSION, patients }
    }
}

/// Reads a saved record. Nothing of a broken one is taken: it was whole when it was written.
pub(super) fn read(file: &str, text: &str, report: &mut FileReport) -> Vec<Patient> {
    match parse(file, text) {
        Ok(saved) => {
            let patients: Vec<Patient> = saved.patients.into_iter().map(check).collect();
            for p in &patients {
                let lists = p.conditions.entries.len() + p.medications.entries.len() + p.allergies.entries.len();
                let plain = p.family.len() + p.procedures.len() + p.immunizations.len() + p.other.len();
                report.facts += u32::try_from(p.observations.len() + lists + plain).unwrap_or(u32::MAX);
                report.set_aside += u32::try_from(p.set_aside.len()).unwrap_or(u32::MAX);
            }
            patients
        }
        Err(error) => {
            report.error = Some(error);
            Vec::new()
        }
    }
}

fn parse(file: &str, text: &str) -> Result<SavedRecord, Error> {
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    let version: Version = serde_json::from_str(text).map_err(|e| told(file, text, &e))?;
    if version.version != SAVED_VERSION {
        return Err(Error::new(Kind::Unsupported, "saved.version").at(file).with("version", version.version));
    }
    serde_json::from_str(text).map_err(|e| told(file, text, &e))
}

fn told(file: &str, text: &str, error: &serde_json::Error) -> Error {
    let mut told = json::broken(file, text, error);
    if error.is_data() {
        told.key = "saved.invalid".into();
    }
    told
}

/// A saved record may be of another version or edited by hand: ids become unique, lists honest, and numbers that are not
/// finite or of no known concept are set aside whole.
fn check(mut patient: Patient) -> Patient {
    for observation in std::mem::take(&mut patient.observations) {
        match unusable(&observation) {
            Some(reason) => patient.set_aside.push(aside(Kept::Observation(Box::new(observation)), reason)),
            None => patient.observations.push(observation),
        }
    }
    let mut seen = HashSet::new();
    let mut unique = true;
    renumber(&mut patient, |id| {
        unique &= seen.insert(id);
        id
    });
    let above = seen.iter().max().map_or(0, |last| last.saturating_add(1));
    patient.next_id = patient.next_id.max(above);
    // Room for the facts to come: ids run out otherwise, and two facts share the last one.
    if !unique || patient.next_id > FactId::MAX / 2 {
        let mut next = 0;
        renumber(&mut patient, |_| {
            next += 1;
            next - 1
        });
        patient.next_id = next;
    }
    for observation in &mut patient.observations {
        observation.notes.retain(|n| n != "contradicts");
    }
    note_contradictions(&mut patient.observations);
    honest(&mut patient.conditions);
    honest(&mut patient.medications);
    honest(&mut patient.allergies);
    patient
}

/// A recorded list without an entry records nothing.
fn honest<T>(list: &mut List<T>) {
    if list.state == ListState::Recorded && list.entries.is_empty() {
        list.state = ListState::Silent;
    }
}
