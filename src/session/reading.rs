//! What reading files gave.

use serde::{Deserialize, Serialize};

use crate::record::Patient;

/// What reading some files gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The people found. One: go on. Several: ask which, never merge.
    pub patients: Vec<Patient>,
    /// A report per file.
    pub files: Vec<FileReport>,
}

/// What one file gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FileReport {
    /// File name.
    pub file: String,
    /// Format id of `catalog().formats`; empty when it was not recognised.
    pub format: String,
    /// Facts kept.
    pub facts: u32,
    /// What went wrong, if anything; facts read before it are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<crate::Error>,
    /// Columns that a person must name (CSV mapping screen): heading, first cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmapped: Vec<Unmapped>,
}

/// A column that no name or alias matched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Unmapped {
    /// Heading as written.
    pub heading: String,
    /// Up to three cells.
    pub examples: Vec<String>,
}
