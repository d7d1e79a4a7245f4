//! Several actions together, for a record or for a patient as a portal has one.

use serde::{Deserialize, Serialize};

use super::assess::{AssessOptions, ready};
use crate::error::Error;
use crate::recommend::{Facts, Together};
use crate::record::Patient;

/// What a joint picture is to be about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct TogetherWishes {
    /// `ascvd`, `total_cvd`: the outcome that is counted, so that it can stand beside an answer about the same. Absent: the
    /// widest that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// What `actions` would gain together: each counts once, whatever their order.
///
/// # Errors
///
/// As [`super::assess()`] for the options; `together.action` for an action that does not exist.
pub fn together(patient: &Patient, actions: &[String], options: &AssessOptions) -> Result<Together, Error> {
    together_on(patient, actions, options, &TogetherWishes::default())
}

/// The same, counted on one outcome; where the person has no baseline of it nothing counts, and `left` says so.
///
/// # Errors
///
/// As [`together`].
pub fn together_on(
    patient: &Patient,
    actions: &[String],
    options: &AssessOptions,
    wishes: &TogetherWishes,
) -> Result<Together, Error> {
    let mut ready = ready(patient, options)?;
    let who = ready.profile.who();
    // Who gets no list has nothing to put together.
    let wanted = if who.deceased || who.child { &[] } else { actions };
    if let Some(outcome) = &wishes.outcome {
        ready.bridged.facts.basis.baselines.retain(|baseline| baseline.outcome() == outcome);
    }
    crate::recommend::together(&ready.bridged.facts, wanted)
}

/// The same for a patient as `recommend` takes one.
///
/// # Errors
///
/// As [`Facts::from_vignette`]; `together.action` for an action that does not exist.
pub fn together_of(patient: &serde_json::Value, actions: &[String]) -> Result<Together, Error> {
    crate::recommend::together(&Facts::from_vignette(patient)?, actions)
}
