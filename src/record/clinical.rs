//! Conditions, medicines, allergies, family history, procedures and immunisations, as read.

use serde::{Deserialize, Serialize};

use super::{FactId, Origin};
use crate::vocab::{Code, PartialDate};

/// FHIR `clinicalStatus`; `Unstated` counts as active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum ClinicalStatus {
    Active,
    Recurrence,
    Relapse,
    Inactive,
    Remission,
    Resolved,
    #[default]
    Unstated,
}

impl ClinicalStatus {
    /// Active, recurring, relapsing or not stated.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Active | Self::Recurrence | Self::Relapse | Self::Unstated)
    }
}

/// FHIR `verificationStatus`; entered-in-error never reaches a record (it is set aside).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum VerificationStatus {
    /// Confirmed, or not stated.
    #[default]
    Confirmed,
    /// Unconfirmed, provisional or differential: unknown, not yes.
    Suspected,
    /// Said not to be there: closes the name as no.
    Refuted,
}

/// How bad a reaction or a condition was said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum Severity {
    Mild,
    Moderate,
    Severe,
}

/// One condition of the problem list, or a history entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// Names the fact inside its record.
    pub id: FactId,
    /// Codes as written.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// Text as written (`code.text`, else the first display).
    #[serde(default)]
    pub text: String,
    /// Name of the recommender's vocabulary when a form or vignette gave it directly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Concept ids of `data/concepts` that its codes mean (`diabetes_t2`, `stroke`), set by the reader.
    #[serde(default)]
    pub concepts: Vec<String>,
    /// Concept ids that its codes only hint at (a broader code): ask, never decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<String>,
    /// Clinical status.
    #[serde(default)]
    pub clinical: ClinicalStatus,
    /// Verification status.
    #[serde(default)]
    pub verification: VerificationStatus,
    /// Start of the condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<PartialDate>,
    /// Day it was written down: only a lower bound for its start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<PartialDate>,
    /// End of the condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abatement: Option<PartialDate>,
    /// Severity where stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Body sites, as text and code display (`left`, `bilateral`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<String>,
    /// Where it came from.
    pub origin: Origin,
}

/// Whether a medicine is taken now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum MedicationStatus {
    /// Taken now (active, or no status and no end).
    #[default]
    Current,
    /// Stopped, completed, ended before the day of assessment, not taken.
    Past,
    /// Intended, on hold or unknown: ask.
    Uncertain,
}

/// A dose as far as it could be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Dose {
    /// Milligrams a day, when amount and frequency are both certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mg_per_day: Option<f64>,
    /// The dosage as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// One medicine of Medication*, a form or a vignette.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Medication {
    /// Names the fact inside its record.
    pub id: FactId,
    /// Codes as written.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// Text as written.
    #[serde(default)]
    pub text: String,
    /// Ingredient or class name of the recommender's vocabulary when given directly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Concept ids of `data/concepts` that its codes and text mean (`statin`, `antihypertensive`), set by the reader.
    #[serde(default)]
    pub concepts: Vec<String>,
    /// Whether it is taken now.
    #[serde(default)]
    pub status: MedicationStatus,
    /// Dose.
    #[serde(default)]
    pub dose: Dose,
    /// As needed, or a short course: not a regular medicine.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_needed: bool,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDate>,
    /// Where it came from.
    pub origin: Origin,
}

/// A reaction of an allergy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Reaction {
    /// Codes of the manifestation.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// Text of the manifestation.
    #[serde(default)]
    pub text: String,
    /// How bad.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
}

/// One allergy or intolerance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Allergy {
    /// Names the fact inside its record.
    pub id: FactId,
    /// Codes as written.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// Text as written.
    #[serde(default)]
    pub text: String,
    /// Name of the recommender's vocabulary when given directly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Clinical status.
    #[serde(default)]
    pub clinical: ClinicalStatus,
    /// Verification status.
    #[serde(default)]
    pub verification: VerificationStatus,
    /// FHIR `criticality` is high.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub high_criticality: bool,
    /// Reactions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// Where it came from.
    pub origin: Origin,
}

/// A condition of a relative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FamilyCondition {
    /// Codes as written.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// Text as written.
    #[serde(default)]
    pub text: String,
    /// Age at onset, years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset_age: Option<f64>,
}

/// A relative and what they had.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FamilyMember {
    /// Names the fact inside its record.
    pub id: FactId,
    /// Relationship codes (v3-RoleCode) as written.
    #[serde(default)]
    pub relationship: Vec<Code>,
    /// Relationship text.
    #[serde(default)]
    pub text: String,
    /// What they had.
    #[serde(default)]
    pub conditions: Vec<FamilyCondition>,
    /// Where it came from.
    pub origin: Origin,
}

/// A procedure that was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Procedure {
    /// Names the fact inside its record.
    pub id: FactId,
    /// Codes as written.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// Text as written.
    #[serde(default)]
    pub text: String,
    /// Day it was done (or ended).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Where it came from.
    pub origin: Origin,
}

/// A vaccine dose that was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Immunization {
    /// Names the fact inside its record.
    pub id: FactId,
    /// Codes as written.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// Text as written.
    #[serde(default)]
    pub text: String,
    /// Day it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Where it came from.
    pub origin: Origin,
}
