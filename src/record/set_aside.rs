//! What was found and not used, and why: nothing is dropped in silence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FactId, Origin};
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
    /// Where it came from.
    pub origin: Origin,
}
