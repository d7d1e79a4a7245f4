//! Several actions together, for a record or for a patient as a portal has one.

use super::assess::{AssessOptions, ready};
use crate::error::Error;
use crate::recommend::{Facts, Together};
use crate::record::Patient;

/// What `actions` would gain together: each counts once, whatever their order.
///
/// # Errors
///
/// As [`super::assess()`] for the options; `together.action` for an action that does not exist.
pub fn together(patient: &Patient, actions: &[String], options: &AssessOptions) -> Result<Together, Error> {
    let ready = ready(patient, options)?;
    let who = ready.profile.who();
    // Who gets no list has nothing to put together.
    let wanted = if who.deceased || who.child { &[] } else { actions };
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
