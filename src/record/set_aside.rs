//! What was found and not used, and why: nothing is dropped in silence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Allergy, Condition, FactId, Given, Medication, Observation, Origin};
use crate::vocab::PartialDate;

/// A fact that no score may use, with the reason as a message key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SetAside {
    /// Names the fact inside its record.
    pub id: FactId,
    /// Concept id when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concept: Option<String>,
    /// What it is, as the file says it.
    pub text: String,
    /// Value and unit as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shown: String,
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Message key under `setAside` in the page's catalogues: `enteredInError`, `hardRange`, `unitUnknown`, …
    pub reason: String,
    /// Values that the sentence names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub args: BTreeMap<String, String>,
    /// Value and unit as written, so that a person can mend them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Given>,
    /// The whole fact, where it was good enough to be restored as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
    /// Where it came from.
    pub origin: Origin,
}

/// A fact that can go back to its list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "list", content = "fact")]
pub enum Kept {
    /// A measurement or answer.
    Observation(Box<Observation>),
    /// A condition.
    Condition(Box<Condition>),
    /// A medicine.
    Medication(Box<Medication>),
    /// An allergy.
    Allergy(Box<Allergy>),
}
