//! Three answers, not one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::record::{Comparator, FactId};
use crate::vocab::PartialDate;

/// Why an equation does not apply, as a message key (`reasons.*`) with the values its sentence names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// `belowRange`, `aboveRange`, `existingDisease`, `deceased`, `child`, `sexNotCovered`, …
    pub key: Cow<'static, str>,
    /// The input it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Cow<'static, str>>,
    /// Values that the sentence names: `value`, `limit`, `unit`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub args: BTreeMap<String, String>,
}

/// An input that must be known before there is an answer, and how far it could move it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Missing {
    /// Input id.
    pub input: Cow<'static, str>,
    /// Lowest and highest answer over the input's studied range, the others held; `None` while others are missing too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
}

/// An interval and what it covers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Interval {
    /// Lower end, unit of the answer.
    pub low: f64,
    /// Upper end, unit of the answer.
    pub high: f64,
    /// `confidence95`, `chance95`, `inputs`.
    pub kind: Cow<'static, str>,
}

/// The answer of one equation for one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "answer")]
pub enum Assessment {
    /// A number in the equation's unit, full precision.
    #[serde(rename_all = "camelCase")]
    Computed {
        /// The number.
        value: f64,
        /// Published interval, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interval: Option<Interval>,
    },
    /// The equation was not made for this person.
    #[serde(rename_all = "camelCase")]
    NotApplicable {
        /// All reasons, the most telling first.
        reasons: Vec<Reason>,
    },
    /// Something must be known first.
    #[serde(rename_all = "camelCase")]
    NeedsInput {
        /// What is missing, the most telling first.
        missing: Vec<Missing>,
    },
}

/// How an input came to have its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum InputStatus {
    /// In the record, recent enough.
    Found,
    /// In the record, older than `data/concepts/recency.csv` allows: confirm.
    Old,
    /// Typed by the person or clinician.
    Entered,
    /// Computed from other facts (age, BMI, eGFR).
    Derived,
    /// Not in a recorded list, taken as no; one tap corrects it.
    Presumed,
    /// Unknown; the equation has a published term for that.
    Absent,
}

/// One input as the equation used it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct InputUsed {
    /// Input id: a concept id, or one the equation defines itself.
    pub id: Cow<'static, str>,
    /// The number used, canonical unit of the input; yes is 1, no is 0; `None` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The word, where the input is one (`female`, `current`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<Cow<'static, str>>,
    /// Canonical unit.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub unit: Cow<'static, str>,
    /// How it came to have its value.
    pub status: InputStatus,
    /// Day of the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Only a bound was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparator: Option<Comparator>,
    /// The facts behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactId>,
}

/// Whether an equation was derived or tested where the person lives (`regions.csv`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Studied {
    /// Derived or validated with people living there.
    Yes,
    /// Rates adjusted to there.
    Recalibrated,
    /// Neither, or tested there and found poor: said before the number.
    No,
}
