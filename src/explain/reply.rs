//! What an explanation holds.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One additive part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Input id.
    pub input: Cow<'static, str>,
    /// Its share: predictor scale in [`Contributions`], unit of the answer in [`Attribution`].
    pub amount: f64,
    /// The reference profile's value (canonical unit; yes is 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<f64>,
    /// The person can change it.
    pub modifiable: bool,
}

/// Exact contributions on the predictor's own scale: coefficient × (term − reference's term), summed by input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Contributions {
    /// `logOdds`, `logHazard`, `log`, `identity`.
    pub scale: Cow<'static, str>,
    /// Predictor of the reference profile.
    pub reference: f64,
    /// Predictor of the person.
    pub person: f64,
    /// Parts; terms of several inputs are shared equally and their sum is exact.
    pub parts: Vec<Part>,
}

/// Exact Shapley values over the inputs, in the unit of the answer; they sum to `person - reference`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Attribution {
    /// Answer of the reference profile (same age and sex, optimal values).
    pub reference: f64,
    /// Answer of the person.
    pub person: f64,
    /// Largest first.
    pub parts: Vec<Part>,
}

/// How far the answer could move if one absent, presumed, old or bounded input were known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Sensitivity {
    /// Input id.
    pub input: Cow<'static, str>,
    /// `absent`, `presumed`, `old`, `bounded`.
    pub why: Cow<'static, str>,
    /// Lowest answer over the input's plausible values.
    pub low: f64,
    /// Highest answer.
    pub high: f64,
}
