//! Another activity in the place of one: the wish is kept in the profile, the plan is made anew.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{ExercisePlan, plan};
use super::profile::{ExerciseProfile, activity};
use crate::error::{Error, Kind};

/// What to swap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MovementSwap {
    /// An activity of the plan.
    pub activity: String,
    /// One of its alternatives; absent: the nearest that is not in the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// The profile with the wish, and its plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementSwapped {
    /// The profile, to be given to the next call.
    pub profile: ExerciseProfile,
    /// The plan.
    pub plan: ExercisePlan,
}

/// Swaps one activity of the profile's plan.
///
/// # Errors
/// Those of [`ExerciseProfile::read`]; `movement.notPlanned` when the activity is not in the plan, `movement.noOther`
/// when nothing else suits, `movement.unsuitable` when the wished one does not.
pub fn swap_activity(profile: &Value, swap: &MovementSwap, seed: u32) -> Result<MovementSwapped, Error> {
    let mut profile = ExerciseProfile::read(profile)?;
    let from = activity("swap.activity", swap.activity.clone())?;
    let now = plan(&profile, seed);
    let fault = |key: &str, value: &str| Error::new(Kind::Value, key).at("swap").with("value", value);
    let planned = now.activities.iter().find(|a| a.id == from).ok_or_else(|| fault("movement.notPlanned", &from))?;
    let to = match &swap.to {
        Some(to) => activity("swap.to", to.clone())?,
        None => {
            let fresh = |other: &&String| !now.activities.iter().any(|a| a.id == **other);
            planned.alternatives.iter().find(fresh).cloned().ok_or_else(|| fault("movement.noOther", &from))?
        }
    };
    let original = planned.instead_of.clone().unwrap_or_else(|| from.clone());
    if to != original && !planned.alternatives.contains(&to) {
        return Err(fault("movement.unsuitable", &to));
    }
    if to == original {
        profile.wishes.instead.remove(&original);
    } else {
        profile.wishes.instead.insert(original, to);
    }
    let plan = plan(&profile, seed);
    Ok(MovementSwapped { profile, plan })
}
