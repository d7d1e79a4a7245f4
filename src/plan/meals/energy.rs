//! The energy of a person's days, and the weight that protein follows.

use serde::Serialize;

use super::limits::ENERGY;
use super::person::Body;
use crate::recommend::{Facts, number_of};

/// Where the energy of a day comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MealEnergy {
    /// What keeps the weight: EER 2023, kcal a day.
    pub keeps: f64,
    /// What is planned, kcal a day.
    pub target: f64,
    /// `inactive`, `lowActive`, `active`, `veryActive`.
    pub activity: String,
    /// Nobody said how active: taken from the minutes of movement a week, or as inactive.
    pub taken: bool,
    /// `keep`, `lose`, `gain`, as planned.
    pub goal: String,
}

/// Energy below the estimate to lose weight, kcal a day (action `wt_intensive`: 500 to 750).
const LOSE: f64 = 500.0;
/// The least that is planned without a clinician, kcal a day; our own default.
const LEAST: f64 = 1200.0;
/// From this age on losing weight is for a clinician to plan; our own default.
const OLD: f64 = 75.0;
/// Above the estimate to gain weight, as a share; our own default.
const GAIN: f64 = 0.1;
/// Protein follows the weight at this body mass index where the person weighs more; our own default.
const LEAN: f64 = 25.0;

/// EER 2023 for adults, and what the goal makes of it.
pub(super) fn energy(
    facts: &Facts,
    body: Body,
    (height, weight): (Option<f64>, Option<f64>),
    activity: Option<&'static str>,
    goal: &str,
) -> Option<MealEnergy> {
    let (age, male, height, weight) = (body.age?, body.male?, height?, weight?);
    // WHO's 150 minutes a week part who does little from who does some; a reading of ours.
    let moves = number_of("pa_min_week", facts).is_some_and(|minutes| minutes >= 150.0);
    let level = activity.unwrap_or(if moves { "lowActive" } else { "inactive" });
    let row = ENERGY.iter().find(|row| row.male == male && row.activity == level)?;
    let keeps = row.constant + row.per_kg * weight + row.per_cm * height + row.per_year * age;
    let lean = bmi(height, weight) < 22.0;
    let (target, goal) = match goal {
        "lose" if !lean && age < OLD => ((keeps - LOSE).max(LEAST.min(keeps)), "lose"),
        "gain" => (keeps * (1.0 + GAIN), "gain"),
        _ => (keeps, "keep"),
    };
    let tens = |kcal: f64| (kcal / 10.0).round() * 10.0;
    Some(MealEnergy {
        keeps: tens(keeps),
        target: tens(target),
        activity: level.to_owned(),
        taken: activity.is_none(),
        goal: goal.to_owned(),
    })
}

pub(super) fn bmi(height: f64, weight: f64) -> f64 {
    let metres = height / 100.0;
    weight / (metres * metres)
}

/// The weight that protein follows.
pub(super) fn lean((height, weight): (f64, f64)) -> f64 {
    let metres = height / 100.0;
    weight.min(LEAN * metres * metres)
}
