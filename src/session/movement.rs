//! What a plan of movement needs to know of one person at a day.

use super::assess::{AssessOptions, prepared};
use crate::error::Error;
use crate::plan::exercise::{self, ExerciseProfile};
use crate::recommend::bridge::bridge;
use crate::record::Patient;

/// A profile for a plan of movement: limits with the facts behind them, present activity, what has to be asked. Wishes
/// are the caller's to set.
///
/// # Errors
///
/// Those of [`assess`](super::assess()): `assess.asOf`, `assess.region`.
pub fn exercise_profile(patient: &Patient, options: &AssessOptions) -> Result<ExerciseProfile, Error> {
    let (profile, region) = prepared(patient, options)?;
    let bridged = bridge(patient, &profile, region);
    Ok(exercise::exercise_profile(&bridged.facts, profile.who().age))
}
