//! The plan as it is handed out: keys and numbers, no sentence.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::profile::ExerciseProfile;
use super::programmes::{Chosen, choose};
use super::share::layout;
use super::suit::{MovementAgainst, stand_ins};
use super::tables::{Tables, tables};
use super::weeks::weeks;
use crate::error::Error;

/// Twelve weeks, or why there are none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ExercisePlan {
    /// `plan`, `seeClinician`, `ageUnknown`, `under18`, `deceased`, `nothingFits`.
    pub status: String,
    /// Why a clinician comes first: `unstable_cardiac`, `very_high_pressure`, `pregnancy_complication`, `critical_value`.
    pub reasons: Vec<String>,
    /// Programmes that are in it, with the week of the table that stands first (1 is the beginning).
    pub programmes: Vec<MovementProgramme>,
    /// Weeks 1 to 12; empty unless the status is `plan`.
    pub weeks: Vec<MovementWeek>,
    /// Every activity of the plan, in the order in which it comes up.
    pub activities: Vec<MovementActivity>,
    /// Activities of the tables that something else stands in for, and why.
    pub replaced: Vec<MovementReplaced>,
    /// Wished swaps that do not suit, and why.
    pub refused: Vec<MovementReplaced>,
    /// Programmes left out, and why.
    pub left: Vec<MovementLeft>,
    /// Whether the last week reaches what WHO asks of adults.
    pub reach: MovementReach,
    /// What the heart rate is good for.
    pub heart_rate: MovementHeartRate,
    /// When to stop: general first, the person's next, then those of the activities.
    pub stop_signs: Vec<MovementStop>,
    /// Codes of cautions (words under `cautions`).
    pub cautions: Vec<String>,
    /// Where the programmes and numbers come from.
    pub sources: Vec<MovementSource>,
}

/// A programme of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementProgramme {
    /// Id in `data/exercise/programmes.csv`.
    pub id: String,
    /// Week of the table that is this plan's first, from 1: where the person's present minutes stand.
    pub first_week: u32,
}

/// One week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementWeek {
    /// 1 to 12.
    pub week: u32,
    /// All minutes, warm-up and cool-down in them.
    pub minutes: u32,
    /// Minutes of work alone.
    pub work_minutes: u32,
    /// Moderate aerobic minutes; a vigorous one counts as two. Light ones do not count.
    pub aerobic_minutes: u32,
    /// Light aerobic minutes.
    pub light_minutes: u32,
    /// Days with strength work.
    pub strength_days: u32,
    /// Minutes of work times MET.
    pub met_minutes: f64,
    /// A step of this week is our own, between figures that were read.
    pub own: bool,
    /// Sessions in the order of the days.
    pub sessions: Vec<MovementSession>,
}

/// One day's session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementSession {
    /// 1 (Monday) to 7.
    pub day: u32,
    /// Minutes of warm-up.
    pub warm_up: u32,
    /// Minutes of cool-down.
    pub cool_down: u32,
    /// All its minutes.
    pub minutes: u32,
    /// What is done, in this order.
    pub parts: Vec<MovementPart>,
}

/// One part of a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementPart {
    /// Programme it belongs to.
    pub programme: String,
    /// Activity id.
    pub activity: String,
    /// Minutes; of strength work our own estimate, of intervals with the easy time between.
    pub minutes: u32,
    /// `talk`, `light`, `lightToModerate`, `support`, `reserve`, `peak`: words under `movement.intensity`.
    pub intensity: String,
    /// How hard it feels, of 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<(u32, u32)>,
    /// Sets of each exercise, or hard intervals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<u32>,
    /// Repetitions of a set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reps: Option<u32>,
    /// Exercises, so that all major muscle groups come up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercises: Option<u32>,
    /// Minutes of one hard interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<u32>,
    /// Easy minutes between two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub easy: Option<u32>,
    /// Hard minutes of all intervals together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard_minutes: Option<u32>,
    /// This week's step is our own, between figures that were read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
}

/// An activity of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementActivity {
    /// Id in `data/exercise/activities.csv`.
    pub id: String,
    /// Multiples of resting energy use (Compendium of Physical Activities).
    pub met: f64,
    /// `light`, `moderate`, `vigorous`.
    pub band: String,
    /// `aerobic`, `strength`, `balance`, `flexibility`.
    pub kind: String,
    /// The activity that the person swapped for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<String>,
    /// Activities that suit and may take its place, nearest first.
    pub alternatives: Vec<String>,
}

/// Something that stands in for something else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementReplaced {
    /// Programme.
    pub programme: String,
    /// Activity of the table, or of the plan.
    pub from: String,
    /// What stands in for it, or was wished to.
    pub to: String,
    /// What speaks against it.
    pub why: Vec<MovementAgainst>,
}

/// A programme that is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementLeft {
    /// Programme.
    pub programme: String,
    /// Why.
    pub why: Vec<MovementAgainst>,
    /// Things any of which would make it possible, nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unlock: Vec<String>,
}

/// What the last week comes to beside what WHO asks of adults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementReach {
    /// Moderate-equivalent minutes of the last week, and the least that WHO asks.
    pub aerobic: u32,
    /// Least moderate minutes a week.
    pub aerobic_goal: u32,
    /// Days with strength work in the last week.
    pub strength_days: u32,
    /// Least days with strength work.
    pub strength_goal: u32,
    /// Both are reached.
    pub met: bool,
    /// Minutes a day from which both would be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_minutes_per_day: Option<u32>,
}

/// What the heart rate is good for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementHeartRate {
    /// `useless` (medicines, rhythm, or not known), `notMeasured` (no formula stands in for a test), `range`.
    #[serde(rename = "use")]
    pub use_: String,
    /// Beats a minute for hard intervals, from the highest rate that a test measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(u32, u32)>,
}

/// Signs to stop at, with what to do (`movement.stops`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementStop {
    /// Code.
    pub code: String,
    /// Activities it belongs to; empty: all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<String>,
    /// Nobody has checked the words against a source yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unchecked: bool,
}

/// A source of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementSource {
    /// Id in `data/exercise/sources.csv`.
    pub id: String,
    /// Citation.
    pub citation: String,
    /// Confirmed DOI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
}

/// Steps, and the most minutes a day, in which a longer day is looked for.
const LONGER: [u32; 2] = [5, 180];

/// Plans twelve weeks for a profile; `seed` breaks ties between stand-ins that are equally near.
///
/// # Errors
/// Those of [`ExerciseProfile::read`].
pub fn plan_exercise(profile: &Value, seed: u32) -> Result<ExercisePlan, Error> {
    Ok(plan(&ExerciseProfile::read(profile)?, seed))
}

pub(super) fn plan(profile: &ExerciseProfile, seed: u32) -> ExercisePlan {
    let tables = tables();
    let minutes = profile.wishes.minutes_per_day.unwrap_or(tables.minutes_per_day);
    let mut done = within(profile, tables, minutes, seed);
    if done.status == "plan" && !done.reach.met && done.reach.aerobic > 0 {
        let [step, most] = LONGER;
        let longer = (minutes / step + 1..=most / step).map(|n| n * step);
        done.reach.needs_minutes_per_day = { longer }.find(|minutes| within(profile, tables, *minutes, seed).reach.met);
    }
    done
}

fn within(profile: &ExerciseProfile, tables: &Tables, minutes: u32, seed: u32) -> ExercisePlan {
    let mut done = ExercisePlan { cautions: profile.cautions.clone(), ..ExercisePlan::default() };
    let barred = match profile.age {
        _ if profile.no_plan.iter().any(|why| why == "deceased") => Some("deceased"),
        _ if !profile.no_plan.is_empty() => Some("seeClinician"),
        _ if profile.conditions.get("unstable_cardiac").copied().flatten() == Some(true) => Some("seeClinician"),
        None => Some("ageUnknown"),
        Some(age) if age < f64::from(tables.adult_from_age) => Some("under18"),
        Some(_) => None,
    };
    if let Some(status) = barred {
        done.status = status.to_owned();
        done.reasons = profile.no_plan.clone();
        if done.reasons.is_empty() && status == "seeClinician" {
            done.reasons.push("unstable_cardiac".to_owned());
        }
        return done;
    }
    let mut chosen = choose(profile, tables, seed);
    let layout = layout(&mut chosen, profile, tables, minutes);
    done.weeks = weeks(&chosen.programmes, &layout, tables);
    done.left = chosen.left.clone();
    if chosen.programmes.is_empty() {
        done.weeks.clear();
        done.status = "nothingFits".to_owned();
        return done;
    }
    done.status = "plan".to_owned();
    done.programmes = chosen
        .programmes
        .iter()
        .map(|programme| MovementProgramme { id: programme.id.to_owned(), first_week: programme.first as u32 + 1 })
        .collect();
    done.activities = activities(&chosen, profile, tables, seed);
    let shown = |one: &MovementReplaced| chosen.programmes.iter().any(|programme| programme.id == one.programme);
    done.replaced = chosen.replaced.iter().filter(|one| shown(one)).cloned().collect();
    done.refused = chosen.refused.iter().filter(|one| shown(one)).cloned().collect();
    done.reach = reach(&done, tables);
    done.heart_rate = heart_rate(&chosen, profile);
    done.stop_signs = stop_signs(&done.activities, profile, tables);
    done.sources = sources(&chosen, tables);
    done
}

fn activities(chosen: &Chosen, profile: &ExerciseProfile, tables: &Tables, seed: u32) -> Vec<MovementActivity> {
    let mut list: Vec<MovementActivity> = Vec::new();
    let name = |index: usize| tables.activities.get(index).map(|a| a.id.clone()).unwrap_or_default();
    for programme in &chosen.programmes {
        for ((row, index), meant) in programme.weeks.iter().zip(&programme.meant) {
            let Some(activity) = tables.activities.get(*index) else { continue };
            let others = stand_ins(profile, tables, row.activities.first().copied().unwrap_or_default(), 0.0, seed);
            let others = others.into_iter().filter(|other| other != index).map(name);
            match list.iter_mut().find(|known| known.id == activity.id) {
                // A later, harder week of the same activity may allow more.
                Some(known) => {
                    for other in others {
                        if !known.alternatives.contains(&other) {
                            known.alternatives.push(other);
                        }
                    }
                }
                None => list.push(MovementActivity {
                    id: activity.id.clone(),
                    met: activity.met,
                    band: activity.band.key().to_owned(),
                    kind: activity.kind.clone(),
                    instead_of: (meant != index).then(|| name(*meant)),
                    alternatives: others.collect(),
                }),
            }
        }
    }
    list
}

fn reach(done: &ExercisePlan, tables: &Tables) -> MovementReach {
    let (aerobic, strength_days) = done.weeks.last().map_or((0, 0), |week| (week.aerobic_minutes, week.strength_days));
    let (aerobic_goal, strength_goal) = (tables.aerobic_goal, tables.strength_goal);
    let met = aerobic >= aerobic_goal && strength_days >= strength_goal;
    MovementReach { aerobic, aerobic_goal, strength_days, strength_goal, met, needs_minutes_per_day: None }
}

fn heart_rate(chosen: &Chosen, profile: &ExerciseProfile) -> MovementHeartRate {
    if profile.no_heart_rate {
        return MovementHeartRate { use_: "useless".to_owned(), range: None };
    }
    let share = chosen.programmes.iter().flat_map(|p| &p.weeks).find_map(|(row, _)| row.peak);
    let range = profile.peak_heart_rate.zip(share).map(|(peak, (low, high))| {
        let of = |percent: u32| (peak * f64::from(percent) / 100.0).round() as u32;
        (of(low), of(high))
    });
    MovementHeartRate { use_: if range.is_some() { "range" } else { "notMeasured" }.to_owned(), range }
}

fn stop_signs(activities: &[MovementActivity], profile: &ExerciseProfile, tables: &Tables) -> Vec<MovementStop> {
    let mut signs = Vec::new();
    for (code, unchecked) in &tables.stops {
        let everywhere = code == "general" || profile.stops.contains(code);
        let of: Vec<String> = activities
            .iter()
            .filter(|activity| {
                let row = tables.activity(&activity.id).and_then(|i| tables.activities.get(i));
                row.is_some_and(|row| row.stops.contains(code))
            })
            .map(|activity| activity.id.clone())
            .collect();
        if everywhere || !of.is_empty() {
            let activities = if everywhere { Vec::new() } else { of };
            signs.push(MovementStop { code: code.clone(), activities, unchecked: *unchecked });
        }
    }
    signs.sort_by_key(|sign| (sign.code != "general", !profile.stops.contains(&sign.code)));
    signs
}

fn sources(chosen: &Chosen, tables: &Tables) -> Vec<MovementSource> {
    let rows = || chosen.programmes.iter().flat_map(|programme| &programme.weeks);
    let used = |id: &str| {
        // The Compendia gave the MET of whatever is in the plan; WHO the goal.
        ["herrmann_2024", "ainsworth_2011", "who_pa_2020"].contains(&id)
            || rows().any(|(row, _)| row.sources.iter().any(|source| source == id))
    };
    let shown = tables.sources.iter().filter(|source| used(&source.id));
    shown
        .map(|source| MovementSource {
            id: source.id.clone(),
            citation: format!("{}, {}", source.citation, source.year),
            doi: (!source.doi.is_empty()).then(|| source.doi.clone()),
        })
        .collect()
}
