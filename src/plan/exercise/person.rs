//! A profile from what the rules know of a person; every limit with the facts behind it, every unknown with its question.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::profile::ExerciseProfile;
use crate::recommend::{Because, Facts, Question, Tri, cautions_of, is_critical, number_of, question_of, standings};

/// Where a profile came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct MovementAbout {
    /// Code of a condition, reason or stop sign to what made it true, or left its kind open.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, Because[]>"))]
    pub because: BTreeMap<String, Vec<Because>>,
    /// Conditions whose kind only the person can tell (which joint, how severe).
    pub confirm: Vec<String>,
    /// Unknown names that would settle something, once each.
    pub asks: Vec<Question>,
    /// Names taken as no from a recorded list's silence.
    pub presumed: Vec<String>,
}

/// The actions whose cautions hold for any movement.
const ACTIONS: [&str; 4] = ["ex_aerobic", "ex_resistance", "ex_balance", "ex_pregnancy"];

/// A profile of a person of `age` whole years; wishes are the caller's to set.
pub fn exercise_profile(facts: &Facts, age: Option<i32>) -> ExerciseProfile {
    let mut profile = ExerciseProfile {
        age: age.map(f64::from),
        present_minutes: number_of("pa_min_week", facts),
        ..ExerciseProfile::default()
    };
    let mut about = MovementAbout::default();
    let mut pregnant = false;
    for standing in standings(facts) {
        let code = standing.code.to_owned();
        match standing.kind {
            "unsuitable" => {
                let known = match standing.value {
                    Tri::True => Some(true),
                    Tri::False => Some(false),
                    Tri::Unknown => None,
                };
                if known.is_none() && !standing.because.is_empty() {
                    about.confirm.push(code.clone());
                }
                pregnant |= standing.code == "pregnancy" && standing.counts;
                profile.conditions.insert(code.clone(), known);
            }
            "no_plan" if standing.counts => profile.no_plan.push(code.clone()),
            "no_vigorous" => profile.no_vigorous |= standing.counts,
            "no_heart_rate" => profile.no_heart_rate |= standing.counts,
            "stop" if standing.counts => profile.stops.push(code.clone()),
            _ => {}
        }
        if standing.counts && !standing.because.is_empty() {
            about.because.entry(code).or_insert(standing.because);
        }
        // Whether the heart rate tells anything, or hard work is safe, is asked where it is wanted.
        let asked = matches!(standing.kind, "unsuitable" | "no_plan" | "stop");
        for question in standing.asks.into_iter().filter(|_| asked) {
            if !about.asks.iter().any(|known| known.name == question.name) {
                about.asks.push(question);
            }
        }
        for name in standing.presumed {
            if !about.presumed.iter().any(|known| *known == name) {
                about.presumed.push(name.into_owned());
            }
        }
    }
    about.asks.extend(question_of("pa_min_week", facts));
    if is_critical(facts) {
        profile.no_plan.push("critical_value".to_owned());
    }
    let actions: Vec<&str> = ACTIONS.into_iter().filter(|id| pregnant || *id != "ex_pregnancy").collect();
    profile.cautions = cautions_of(&actions, facts).into_iter().map(str::to_owned).collect();
    profile.about = Some(about);
    profile
}
