//! What a plan of movement is made for: limits, present activity, wishes. Read strictly, each fault with its place.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::person::MovementAbout;
use super::tables::tables;
use crate::error::{Error, Kind};
use crate::record::JOINTS;

/// Codes of `unsuitable_with` (`data/exercise/activities.csv`).
pub(super) const CONDITIONS: [&str; 8] = [
    "unstable_cardiac",
    "copd_severe",
    "retinopathy",
    "knee_oa",
    "osteoporosis_fragile",
    "neuropathy_foot",
    "fall_risk",
    "pregnancy",
];
/// Things that make an activity possible: the whole engine knows their names without the tables.
pub const EQUIPMENT: [&str; 42] = [
    "ball",
    "balls",
    "barbell",
    "bat_ball",
    "bicycle",
    "board",
    "boat",
    "boots",
    "bowling",
    "chair",
    "climbing",
    "console",
    "dumbbells",
    "e_bike",
    "elliptical",
    "garden_tools",
    "gloves_bag",
    "golf",
    "gym",
    "horse",
    "household",
    "kettlebells",
    "mat",
    "mini_trampoline",
    "mountain_bike",
    "mower",
    "poles",
    "pool",
    "racket",
    "rake",
    "rope",
    "rower",
    "skates",
    "skis",
    "snowshoes",
    "spade",
    "stairs",
    "stationary_bike",
    "step",
    "table_tennis",
    "treadmill",
    "walker",
];
/// What a plan may be for.
pub(super) const GOALS: [&str; 4] = ["move", "strength", "balance", "fitness"];
const NO_PLAN: [&str; 5] =
    ["unstable_cardiac", "very_high_pressure", "pregnancy_complication", "critical_value", "deceased"];
const STOPS: [&str; 3] = ["glucose", "pregnancy", "eye"];
const KEYS: &str =
    "about, age, cautions, conditions, noHeartRate, noPlan, noVigorous, peakHeartRate, presentMinutes, stops, wishes";
const WISH_KEYS: &str = "avoid, days, equipment, goals, injuries, instead, lowImpact, minutesPerDay, place";

/// One person, as the planner sees them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct ExerciseProfile {
    /// Whole years; nobody is planned for without it, nor under 18.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<f64>,
    /// `unstable_cardiac`, `copd_severe`, `retinopathy`, `knee_oa`, `osteoporosis_fragile`, `neuropathy_foot`, `fall_risk`,
    /// `pregnancy`: yes, no, or null (unknown, as a name that is absent). Unknown counts as yes until it is answered.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, boolean | null>"))]
    pub conditions: BTreeMap<String, Option<bool>>,
    /// Why there is no plan before a clinician has seen the person: `unstable_cardiac`, `very_high_pressure`,
    /// `pregnancy_complication`, `critical_value`; or that there is nobody to plan for: `deceased`.
    pub no_plan: Vec<String>,
    /// No vigorous work: not known to be safe.
    pub no_vigorous: bool,
    /// The heart rate says nothing (medicines that slow it, atrial fibrillation), or it is not known whether it does.
    pub no_heart_rate: bool,
    /// Highest heart rate that a test measured, beats a minute. Nothing computes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_heart_rate: Option<f64>,
    /// Stop signs that hold for every activity of this person: `glucose`, `pregnancy`, `eye`.
    pub stops: Vec<String>,
    /// Codes of cautions (words under `cautions`).
    pub cautions: Vec<String>,
    /// Moderate-equivalent minutes a week now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present_minutes: Option<f64>,
    /// What the person has time, things and liking for.
    pub wishes: MovementWishes,
    /// Where the above came from; no plan depends on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<MovementAbout>,
}

/// What the person has time, things and liking for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct MovementWishes {
    /// Most minutes on one day, warm-up and cool-down in them; 40 where nobody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_per_day: Option<u32>,
    /// Days of the week that are free, 1 (Monday) to 7; Monday to Friday where nobody said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<u32>,
    /// Things at hand (`equipmentIds`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub equipment: Vec<String>,
    /// `indoor` or `outdoor`; anywhere where nobody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Joints to spare: `knee`, `hip`, `ankle`, `shoulder`, `back`, `wrist`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub injuries: Vec<String>,
    /// No jumps and no blows.
    pub low_impact: bool,
    /// `move`, `strength`, `balance`, `fitness`; the first two, and balance from 65 or after a fall, where nobody said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<String>,
    /// Activities never to plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<String>,
    /// Activity of the plan to the one wanted in its place.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub instead: BTreeMap<String, String>,
}

impl ExerciseProfile {
    /// Reads a profile; absent parts are unknown or unwished.
    ///
    /// # Errors
    /// `movement.unknownKey`, `movement.wrongType`, `movement.outOfRange`, `movement.unknownWord` (kind `Value`), each
    /// with its place (`profile.wishes.days`) and what is accepted.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let mut profile = Self::default();
        for (key, value) in object("profile", value)? {
            let place = format!("profile.{key}");
            match key.as_str() {
                "age" => profile.age = range(&place, take(&place, value)?, 0.0, 130.0)?,
                "conditions" => profile.conditions = conditions(&place, value)?,
                "noPlan" => profile.no_plan = words(&place, value, &NO_PLAN)?,
                "noVigorous" => profile.no_vigorous = take(&place, value)?,
                "noHeartRate" => profile.no_heart_rate = take(&place, value)?,
                "peakHeartRate" => profile.peak_heart_rate = range(&place, take(&place, value)?, 60.0, 240.0)?,
                "stops" => profile.stops = words(&place, value, &STOPS)?,
                "cautions" => profile.cautions = take(&place, value)?,
                "presentMinutes" => profile.present_minutes = range(&place, take(&place, value)?, 0.0, 10_080.0)?,
                "wishes" => profile.wishes = wishes(&place, value)?,
                "about" => profile.about = take(&place, value)?,
                _ => return Err(unknown_key(&place, key, KEYS)),
            }
        }
        Ok(profile)
    }

    /// Whether a condition counts: yes, or not known.
    pub(super) fn counts(&self, condition: &str) -> bool {
        self.conditions.get(condition).copied().flatten() != Some(false)
    }
}

fn wishes(place: &str, value: &Value) -> Result<MovementWishes, Error> {
    let mut wishes = MovementWishes::default();
    for (key, value) in object(place, value)? {
        let place = format!("{place}.{key}");
        match key.as_str() {
            "minutesPerDay" => {
                let minutes: Option<f64> = range(&place, take(&place, value)?, 0.0, 1_440.0)?;
                wishes.minutes_per_day = minutes.map(|m| m as u32);
            }
            "days" => {
                let days: Vec<f64> = take(&place, value)?;
                for (i, day) in days.into_iter().enumerate() {
                    let place = format!("{place}[{i}]");
                    let day = range(&place, Some(day), 1.0, 7.0)?.unwrap_or(1.0) as u32;
                    if !wishes.days.contains(&day) {
                        wishes.days.push(day);
                    }
                }
                wishes.days.sort_unstable();
            }
            "equipment" => wishes.equipment = words(&place, value, &EQUIPMENT)?,
            "place" => {
                let word: Option<String> = take(&place, value)?;
                wishes.place = match word.as_deref() {
                    None | Some("both") => None,
                    Some(word) => Some(one_of(&place, word, &["indoor", "outdoor", "both"])?),
                };
            }
            "injuries" => wishes.injuries = words(&place, value, &JOINTS)?,
            "lowImpact" => wishes.low_impact = take(&place, value)?,
            "goals" => wishes.goals = words(&place, value, &GOALS)?,
            "avoid" => {
                let ids: Vec<String> = take(&place, value)?;
                wishes.avoid = ids.into_iter().map(|id| activity(&place, id)).collect::<Result<_, _>>()?;
            }
            "instead" => {
                for (from, to) in take::<BTreeMap<String, String>>(&place, value)? {
                    let place = format!("{place}.{from}");
                    wishes.instead.insert(activity(&place, from)?, activity(&place, to)?);
                }
            }
            _ => return Err(unknown_key(&place, key, WISH_KEYS)),
        }
    }
    Ok(wishes)
}

fn conditions(place: &str, value: &Value) -> Result<BTreeMap<String, Option<bool>>, Error> {
    let mut known = BTreeMap::new();
    for (key, value) in object(place, value)? {
        let place = format!("{place}.{key}");
        if !CONDITIONS.contains(&key.as_str()) {
            return Err(unknown_key(&place, key, &CONDITIONS.join(", ")));
        }
        known.insert(key.clone(), take(&place, value)?);
    }
    Ok(known)
}

fn object<'v>(place: &str, value: &'v Value) -> Result<&'v Map<String, Value>, Error> {
    value.as_object().ok_or_else(|| wrong_type(place, value, "{ }"))
}

fn take<T: DeserializeOwned>(place: &str, value: &Value) -> Result<T, Error> {
    T::deserialize(value).map_err(|problem| wrong_type(place, value, &problem.to_string()))
}

/// A number between `min` and `max`; JSON has no NaN, and null is unknown.
fn range(place: &str, value: Option<f64>, min: f64, max: f64) -> Result<Option<f64>, Error> {
    match value {
        Some(number) if !(min..=max).contains(&number) => Err(Error::new(Kind::Value, "movement.outOfRange")
            .at(place)
            .with("value", number)
            .with("min", min)
            .with("max", max)),
        _ => Ok(value),
    }
}

fn words(place: &str, value: &Value, accepted: &[&str]) -> Result<Vec<String>, Error> {
    let list: Vec<String> = take(place, value)?;
    let mut kept = Vec::with_capacity(list.len().min(accepted.len()));
    for (i, word) in list.iter().enumerate() {
        let word = one_of(&format!("{place}[{i}]"), word, accepted)?;
        if !kept.contains(&word) {
            kept.push(word);
        }
    }
    Ok(kept)
}

fn one_of(place: &str, word: &str, accepted: &[&str]) -> Result<String, Error> {
    match accepted.iter().find(|known| **known == word) {
        Some(known) => Ok((*known).to_owned()),
        None => Err(Error::new(Kind::Value, "movement.unknownWord")
            .at(place)
            .with("value", short(word))
            .with("accepted", accepted.join(", "))),
    }
}

pub(super) fn activity(place: &str, id: String) -> Result<String, Error> {
    match tables().activity(&id) {
        Some(_) => Ok(id),
        None => Err(Error::new(Kind::Value, "movement.unknownActivity").at(place).with("value", short(&id))),
    }
}

fn unknown_key(place: &str, key: &str, accepted: &str) -> Error {
    Error::new(Kind::Value, "movement.unknownKey").at(place).with("name", short(key)).with("accepted", accepted)
}

fn wrong_type(place: &str, value: &Value, accepted: &str) -> Error {
    Error::new(Kind::Value, "movement.wrongType")
        .at(place)
        .with("value", short(&value.to_string()))
        .with("accepted", accepted)
}

fn short(text: &str) -> String {
    if text.chars().count() > 40 { text.chars().take(40).chain(['…']).collect() } else { text.to_owned() }
}
