//! Which activities suit a person, and what stands in for one that does not: the same kind, no harder.

use serde::{Deserialize, Serialize};

use super::profile::{CONDITIONS, ExerciseProfile};
use super::tables::{Activity, Band, Tables};
use crate::math::Draws;

/// What speaks against an activity, or leaves a programme out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MovementAgainst {
    /// `condition`, `joint`, `weight`, `equipment`, `place`, `impact`, `avoided`, `harder`, `kind`, `time`, `gate`.
    pub kind: String,
    /// Which one, where there are several: a condition, a joint, a thing that is missing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Nobody knows whether the condition is there: it counts until it is answered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unknown: bool,
}

impl MovementAgainst {
    pub(super) fn new(kind: &str, name: &str) -> Self {
        Self { kind: kind.to_owned(), name: name.to_owned(), unknown: false }
    }
}

/// What speaks against an activity for this person; empty when it suits.
pub(super) fn against(profile: &ExerciseProfile, tables: &Tables, activity: &Activity) -> Vec<MovementAgainst> {
    let mut found = limits(profile, activity);
    if !tables.equipped(activity, &profile.wishes.equipment) {
        found.push(MovementAgainst::new("equipment", &activity.equipment));
    }
    found
}

/// As [`against`], whatever things the person has.
pub(super) fn limits(profile: &ExerciseProfile, activity: &Activity) -> Vec<MovementAgainst> {
    let wishes = &profile.wishes;
    let mut found = Vec::new();
    for condition in CONDITIONS.iter().filter(|c| activity.unsuitable.iter().any(|u| u == *c)) {
        if profile.counts(condition) {
            let unknown = profile.conditions.get(*condition).copied().flatten().is_none();
            found.push(MovementAgainst { unknown, ..MovementAgainst::new("condition", condition) });
        }
    }
    let loads = |joint: &str| activity.joints.iter().any(|loaded| loaded == joint);
    found.extend(wishes.injuries.iter().filter(|joint| loads(joint)).map(|joint| MovementAgainst::new("joint", joint)));
    // Our own reading of "no weight on the foot": nothing that loads the ankle.
    if loads("ankle") && profile.cautions.iter().any(|code| code == "non_weight_bearing") {
        found.push(MovementAgainst::new("weight", "foot"));
    }
    if wishes.place.as_deref().is_some_and(|place| activity.place != "both" && activity.place != place) {
        found.push(MovementAgainst::new("place", &activity.place));
    }
    if wishes.low_impact && activity.high_impact {
        found.push(MovementAgainst::new("impact", ""));
    }
    if wishes.avoid.contains(&activity.id) {
        found.push(MovementAgainst::new("avoided", ""));
    }
    found
}

/// Activities that may stand where `meant` stands, best first: they suit, are of its kind and no harder a band, or of at
/// most `most` MET.
pub(super) fn stand_ins(profile: &ExerciseProfile, tables: &Tables, meant: usize, most: f64, seed: u32) -> Vec<usize> {
    ranked(tables, meant, seed, |activity, original| {
        (activity.band <= original.band || activity.met <= most) && against(profile, tables, activity).is_empty()
    })
}

/// Activities of the kind of `meant` that are `wanted` beside it, nearest first.
fn ranked(tables: &Tables, meant: usize, seed: u32, wanted: impl Fn(&Activity, &Activity) -> bool) -> Vec<usize> {
    let Some(original) = tables.activities.get(meant) else { return Vec::new() };
    let same = tables.activities.iter().enumerate().filter(|(_, activity)| activity.kind == original.kind);
    let fitting = same.filter(|(_, activity)| wanted(activity, original));
    let mut found: Vec<(Rank, usize)> = fitting.map(|(i, activity)| (rank(activity, original, i, seed), i)).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, i)| i).collect()
}

/// Not offered unasked, harder than meant, distance in tenths of a MET, joints loaded, the seed's throw.
type Rank = (bool, bool, u32, usize, u32);

fn rank(activity: &Activity, meant: &Activity, index: usize, seed: u32) -> Rank {
    let tenths = ((activity.met - meant.met).abs() * 10.0).round() as u32;
    (!activity.offered, activity.met > meant.met, tenths, activity.joints.len(), Draws::new(seed, 0).bits(index as u32))
}

/// Things that would let something stand where `meant` stands, nearest first, at most three.
pub(super) fn unlocks(profile: &ExerciseProfile, tables: &Tables, meant: usize, most: f64) -> Vec<String> {
    let found = ranked(tables, meant, 0, |activity, original| {
        let mild = activity.band <= original.band || activity.met <= most;
        mild && activity.offered && limits(profile, activity).is_empty()
    });
    let mut things: Vec<String> = Vec::new();
    for thing in found.iter().filter_map(|i| tables.activities.get(*i)).flat_map(|a| tables.wanted(a)) {
        if !things.contains(&thing) && !profile.wishes.equipment.contains(&thing) && things.len() < 3 {
            things.push(thing);
        }
    }
    things
}

/// Whether `activity` may be done where `meant` stands, wished or not.
pub(super) fn may_replace(
    profile: &ExerciseProfile,
    tables: &Tables,
    activity: usize,
    meant: usize,
) -> Vec<MovementAgainst> {
    let (Some(activity), Some(meant)) = (tables.activities.get(activity), tables.activities.get(meant)) else {
        return vec![MovementAgainst::new("kind", "")];
    };
    let mut found = against(profile, tables, activity);
    if activity.kind != meant.kind {
        found.push(MovementAgainst::new("kind", &activity.kind));
    }
    if activity.band > meant.band {
        found.push(MovementAgainst::new("harder", activity.band.key()));
    }
    found
}

/// The vigorous band needs more than a suitable activity; see `programmes`.
pub(super) fn is_vigorous(activity: &Activity) -> bool {
    activity.band == Band::Vigorous
}
