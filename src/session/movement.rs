//! What a plan of movement needs to know of one person at a day.

use super::assess::{AssessOptions, prepared};
use crate::error::Error;
use crate::plan::exercise::{self, EQUIPMENT, ExerciseProfile, MovementWishes};
use crate::recommend::bridge::bridge;
use crate::record::{Patient, Preferences};

/// A profile for a plan of movement: limits with the facts behind them, present activity, what has to be asked, and of
/// the preferences what it can use. Further wishes are the caller's to set.
///
/// # Errors
///
/// Those of [`assess`](super::assess()): `assess.asOf`, `assess.region`; of preferences that cannot be.
pub fn exercise_profile(patient: &Patient, options: &AssessOptions) -> Result<ExerciseProfile, Error> {
    let (profile, region) = prepared(patient, options)?;
    let preferences = options.preferences.as_ref().unwrap_or(&patient.preferences);
    preferences.check()?;
    let who = profile.who();
    if who.deceased {
        let age = who.age.map(f64::from);
        return Ok(ExerciseProfile { age, no_plan: vec!["deceased".to_owned()], ..ExerciseProfile::default() });
    }
    let bridged = bridge(patient, &profile, region);
    let wishes = wishes(preferences);
    Ok(ExerciseProfile { wishes, ..exercise::exercise_profile(&bridged.facts, who.age) })
}

/// Minutes, joints and things; things that no activity asks for (a blood pressure monitor) are left out.
fn wishes(preferences: &Preferences) -> MovementWishes {
    let has = preferences.equipment.as_deref().unwrap_or_default().iter();
    let usable = |thing: &&String| EQUIPMENT.contains(&thing.as_str()) && !preferences.avoid_equipment.contains(thing);
    MovementWishes {
        minutes_per_day: preferences.minutes_per_day.map(|minutes| minutes as u32),
        equipment: has.filter(usable).cloned().collect(),
        injuries: preferences.injuries.clone(),
        ..MovementWishes::default()
    }
}
