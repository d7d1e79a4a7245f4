//! What reading some files gave, file by file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::record::Patient;
use crate::vocab::PartialDate;

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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
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
    pub error: Option<Error>,
    /// Columns that a person must name (CSV mapping screen): heading, first cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmapped: Vec<Unmapped>,
    /// Facts found and not used (`Patient.setAside`).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub set_aside: u32,
    /// Facts that said the same again and were dropped.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub duplicates: u32,
    /// What the file holds and Bedside does not read, by name and count: `Claim`, `QuestionnaireResponse`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, number>"))]
    pub skipped: BTreeMap<String, u32>,
    /// Message keys (under `fileNotes`) of what a reader should know: `titleRows`, `overlongRows`, `severalPeople`, `noPerson`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// A column that no name or alias matched, or whose unit is not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Unmapped {
    /// Heading as written.
    pub heading: String,
    /// Up to three cells.
    pub examples: Vec<String>,
    /// The concept it means, where only its unit is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concept: Option<String>,
}

/// What a person said a column means: a concept id, or one of `id`, `name`, `sex`, `birth`, `age`, `date`, `conditions`,
/// `medicines`, `allergies`, `ignore`; with the unit of its numbers where the heading gives none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum Mapped {
    /// What it means.
    Means(String),
    /// What it means, and in which unit.
    #[allow(missing_docs)]
    InUnit { concept: String, unit: String },
}

/// How to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct ReadOptions {
    /// Today: a birth or a fact after it is set aside. Absent: nothing is in the future.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub today: Option<PartialDate>,
    /// What a person said of columns, by heading as written.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, Mapped>"))]
    pub mapping: BTreeMap<String, Mapped>,
}
