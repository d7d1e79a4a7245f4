//! Measured and answered facts.

use serde::{Deserialize, Serialize};

use super::{FactId, Origin};
use crate::vocab::PartialDate;

/// A value and unit exactly as the file gave them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Given {
    /// The number as written.
    pub value: f64,
    /// The unit as written (its UCUM code where the file had one).
    pub unit: String,
}

/// A laboratory's `<5` or `>300`: the bound is used and marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Comparator {
    /// Below the bound (`<`, `<=`).
    Below,
    /// Above the bound (`>`, `>=`).
    Above,
}

impl Comparator {
    /// The side on which a number lies that falls where this one rises.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Below => Self::Above,
            Self::Above => Self::Below,
        }
    }

    /// The side on which a sum or a mean lies, by the bounds among its parts; `None` where they pull both ways, or
    /// where there is none.
    pub fn of_all(bounds: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut bounds = bounds.into_iter();
        let first = bounds.next()?;
        bounds.all(|bound| bound == first).then_some(first)
    }
}

/// What was found for a concept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Value {
    /// A number in the concept's canonical unit (`data/units`).
    Number {
        /// The number, canonical unit.
        value: f64,
        /// What the file said.
        given: Given,
        /// Set when the laboratory gave only a bound.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comparator: Option<Comparator>,
    },
    /// One of the concept's words: `never`, `former`, `current`; `pregnant`, `not-pregnant`; `unknown`.
    Word {
        /// The word.
        word: String,
    },
}

/// One measurement or answer of one concept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Observation {
    /// Names the fact inside its record.
    pub id: FactId,
    /// Concept id of `data/concepts`.
    pub concept: String,
    /// The value.
    #[serde(flatten)]
    pub value: Value,
    /// Day of the measurement; `None` when the file gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Upper reference limit sent with the same observation, canonical unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_high: Option<f64>,
    /// Taken during an inpatient or emergency stay.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inpatient: bool,
    /// Message keys of what a reader should know: `softRange`, `unitFixed`, `meanOfPanel`, …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where it came from.
    pub origin: Origin,
}

/// A number or word that no concept covers: kept, shown, used by no score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OtherFact {
    /// Names the fact inside its record.
    pub id: FactId,
    /// What the file calls it.
    pub text: String,
    /// The number, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The words, where it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// Unit as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Where it came from; its code decides equality.
    pub origin: Origin,
}
