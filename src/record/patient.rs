//! One person's record: what collect writes and everything above reads.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Allergy, Condition, FactId, FamilyMember, Immunization, List, Medication, Observation, Origin, OtherFact,
    Preferences, Procedure, SetAside,
};
use crate::vocab::{Code, PartialDate};

/// Sex as equations use it. Absent, `other` and `unknown` are all "ask".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum Sex {
    Female,
    Male,
}

/// The record says that the person has died.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Deceased {
    /// When, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
}

/// An answer to a question of an equation or of the recommender that no record concept carries
/// (`salt_g_day`, `north`, `wants_psa`, a confirmed presumption such as `hcm = false`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    Flag(bool),
    /// A number in the unit of the field.
    Number(f64),
    /// One of the field's words.
    Word(String),
}

/// Everything known about one person.
///
/// Plain data: it crosses to JavaScript as it is, may be saved, merged and read back, and carries
/// no reference to the files it came from beyond their names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Patient {
    /// Identifiers of the person in the files, to tell two people apart.
    pub identifiers: Vec<String>,
    /// Name as written; shown to tell two people apart and nowhere else.
    pub name: String,
    /// Date of birth.
    pub birth: Option<PartialDate>,
    /// Age in whole years when the file gave an age and no birth date, with the day it was true of.
    pub age: Option<(i32, Option<PartialDate>)>,
    /// Sex for clinical use; `None` when absent, other or unknown: ask where an equation needs it.
    pub sex: Option<Sex>,
    /// The word the record used when it was neither female nor male (`other`, `unknown`).
    pub gender: Option<String>,
    /// Set when the record says that the person has died.
    pub deceased: Option<Deceased>,
    /// Race and ethnicity codes as written; never defaulted.
    pub race: Vec<Code>,
    /// Where the demographic facts came from.
    pub origin: Origin,
    /// Measurements and answers that a concept covers.
    pub observations: Vec<Observation>,
    /// Problem list and history.
    pub conditions: List<Condition>,
    /// Medicines.
    pub medications: List<Medication>,
    /// Allergies and intolerances.
    pub allergies: List<Allergy>,
    /// Relatives.
    pub family: Vec<FamilyMember>,
    /// Procedures.
    pub procedures: Vec<Procedure>,
    /// Vaccine doses.
    pub immunizations: Vec<Immunization>,
    /// Numbers and words that no concept covers.
    pub other: Vec<OtherFact>,
    /// What was found and not used, with the reason.
    pub set_aside: Vec<SetAside>,
    /// Answers by field name.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, Answer>"))]
    pub answers: BTreeMap<String, Answer>,
    /// Actions that the person declined, each with the reason given.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub declined: BTreeMap<String, String>,
    /// What the person would rather do.
    #[serde(skip_serializing_if = "Preferences::is_empty")]
    pub preferences: Preferences,
    /// Names of the files read.
    pub files: Vec<String>,
    /// The next free fact id.
    pub next_id: FactId,
}

impl Patient {
    /// Hands out the next fact id.
    pub fn fresh_id(&mut self) -> FactId {
        let id = self.next_id;
        self.next_id = id.saturating_add(1);
        id
    }
}
