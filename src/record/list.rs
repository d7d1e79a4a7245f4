//! Unknown is not no: a list of conditions, medicines or allergies knows how complete it is.

use serde::{Deserialize, Serialize};

/// How much a list's silence means (`data/bridge`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum ListState {
    /// Somebody said that this is all (a form, "no known problems"): absent means no.
    Closed,
    /// At least one entry: absent counts as no, marked *presumed* wherever it decided something.
    Recorded,
    /// No entry at all, or only some that a person typed and did not call all there is: unknown.
    #[default]
    Silent,
}

/// Entries and what their silence means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct List<T> {
    /// What the list's silence means.
    pub state: ListState,
    /// The entries, refuted and past ones too, each with its status.
    pub entries: Vec<T>,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { state: ListState::Silent, entries: Vec::new() }
    }
}
