//! Where a fact came from.

use serde::{Deserialize, Serialize};

use crate::vocab::Code;

/// Names one fact inside one record; stable while the record lives, so that an edit or a card can point at it.
#[cfg_attr(feature = "wasm", tsify::declare)]
pub type FactId = u32;

/// File, place and code that a fact was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// Name of the file; `form` for what a person typed.
    pub file: String,
    /// Path or row inside it: `Bundle.entry[17]`, `row 4`, column name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The code (or column heading) that decided what the fact is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// The code that matched is known from memory only (`data/` says so): show the fact to confirm.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
}
