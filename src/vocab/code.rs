//! A standard identifier: a code in a code system.

use serde::{Deserialize, Serialize};

/// A code with its system's address (as FHIR writes it) and, where the file gave one, its display text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Code {
    /// Address of the code system, for example `http://loinc.org`; empty for a local code.
    pub system: String,
    /// The code itself.
    pub code: String,
    /// The text that travelled with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}
