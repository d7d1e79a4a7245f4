//! Promises of every plan: nothing unsuitable, nothing missing, inside the minutes, growing as the tables grow.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use bedside::plan::exercise::{ExercisePlan, equipment_ids, plan_exercise};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const CONDITIONS: [&str; 8] = [
    "unstable_cardiac",
    "copd_severe",
    "retinopathy",
    "knee_oa",
    "osteoporosis_fragile",
    "neuropathy_foot",
    "fall_risk",
    "pregnancy",
];
const JOINTS: [&str; 6] = ["knee", "hip", "ankle", "shoulder", "back", "wrist"];

type Rows = Vec<BTreeMap<String, String>>;

fn rows(name: &str) -> Rows {
    let mut reader = csv::Reader::from_path(format!("{}/data/exercise/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn list(cell: &str) -> Vec<&str> {
    cell.split('|').filter(|part| !part.is_empty()).collect()
}

fn people() -> impl Strategy<Value = Value> {
    let things = equipment_ids();
    let count = things.len();
    (
        (18_u32..=100, prop::collection::vec(prop::option::weighted(0.8, prop::bool::weighted(0.2)), 8)),
        (prop::bool::weighted(0.3), prop::bool::weighted(0.3), prop::option::of(0_u32..400)),
        (prop::option::of(0_u32..200), 0_u32..128, prop::collection::vec(prop::bool::weighted(0.3), count)),
        (0_u32..64, 0_usize..4, prop::bool::ANY, 0_u32..16, prop::bool::weighted(0.2)),
    )
        .prop_map(move |((age, conditions), (vigorous, heart, now), (minutes, days, has), (joints, place, low, goals, foot))| {
            let bits = |mask: u32, n: usize| (0..n).filter(move |i| mask & (1 << i) != 0);
            let conditions: Map<String, Value> = CONDITIONS
                .iter()
                .zip(conditions)
                // A known unstable heart has no plan at all; it is tested beside.
                .map(|(name, value)| ((*name).to_owned(), json!(value.filter(|v| !*v || *name != "unstable_cardiac"))))
                .collect();
            let joints: Vec<&str> = bits(joints & joints.rotate_right(2) & 63, 6).map(|i| JOINTS[i]).collect();
            let goals: Vec<&str> = bits(goals, 4).map(|i| ["move", "strength", "balance", "fitness"][i]).collect();
            json!({
                "age": age, "conditions": conditions, "noVigorous": vigorous, "noHeartRate": heart,
                "presentMinutes": now,
                "cautions": if foot { vec!["non_weight_bearing"] } else { Vec::new() },
                "wishes": {
                    "minutesPerDay": minutes,
                    "days": bits(days, 7).map(|i| i + 1).collect::<Vec<_>>(),
                    "equipment": things.iter().zip(has).filter(|(_, has)| *has).map(|(thing, _)| thing).collect::<Vec<_>>(),
                    "injuries": joints,
                    "place": (place > 0).then_some(["", "indoor", "outdoor", "both"][place]),
                    "lowImpact": low,
                    "goals": goals,
                },
            })
        })
}

/// What speaks against an activity of a plan, by the tables alone.
fn wrong(profile: &Value, activity: &BTreeMap<String, String>, serves: &Rows) -> Option<String> {
    let wishes = &profile["wishes"];
    let names = |value: &Value| -> Vec<String> {
        value.as_array().map(|a| a.iter().map(|v| v.as_str().unwrap().to_owned()).collect()).unwrap_or_default()
    };
    for condition in list(&activity["unsuitable_with"]) {
        if profile["conditions"][condition] != json!(false) {
            return Some(format!("unsuitable with {condition}"));
        }
    }
    for joint in list(&activity["joints_loaded"]) {
        if names(&wishes["injuries"]).iter().any(|spared| spared == joint) {
            return Some(format!("loads {joint}"));
        }
        if joint == "ankle" && names(&profile["cautions"]).contains(&"non_weight_bearing".to_owned()) {
            return Some("weight on the foot".to_owned());
        }
    }
    let has = names(&wishes["equipment"]);
    let served = match serves.iter().find(|row| row["requirement"] == activity["equipment"]) {
        Some(row) => {
            row["any_of"].is_empty() || list(&row["any_of"]).iter().any(|thing| has.iter().any(|h| h == thing))
        }
        None => has.contains(&activity["equipment"]),
    };
    if !served {
        return Some(format!("needs {}", activity["equipment"]));
    }
    if let Some(place) = wishes["place"].as_str()
        && place != "both"
        && activity["place"] != "both"
        && activity["place"] != place
    {
        return Some(format!("is {}", activity["place"]));
    }
    if wishes["lowImpact"] == json!(true) && activity["impact"] == "high" {
        return Some("high impact".to_owned());
    }
    None
}

fn check(profile: &Value, plan: &ExercisePlan) {
    let (activities, serves, table) = (rows("activities.csv"), rows("equipment.csv"), rows("programmes.csv"));
    let row_of = |id: &str| activities.iter().find(|row| row["id"] == id).unwrap();
    let most = profile["wishes"]["minutesPerDay"].as_u64().unwrap_or(40) as u32;
    let mut days: Vec<u64> =
        profile["wishes"]["days"].as_array().unwrap().iter().map(|d| d.as_u64().unwrap()).collect();
    if days.is_empty() {
        days = vec![1, 2, 3, 4, 5];
    }
    for activity in &plan.activities {
        assert_eq!(wrong(profile, row_of(&activity.id), &serves), None, "{}", activity.id);
        for other in &activity.alternatives {
            assert_eq!(wrong(profile, row_of(other), &serves), None, "alternative {other}");
            assert_eq!(row_of(other)["kind"], activity.kind);
        }
    }
    let mut before: BTreeMap<String, u32> = BTreeMap::new();
    for week in &plan.weeks {
        let mut now: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for session in &week.sessions {
            assert!(days.contains(&u64::from(session.day)), "day {} is not free", session.day);
            let sum = session.warm_up + session.cool_down + session.parts.iter().map(|p| p.minutes).sum::<u32>();
            assert!(session.minutes == sum && sum <= most, "{sum} minutes of {most}");
            for part in &session.parts {
                assert!(plan.activities.iter().any(|a| a.id == part.activity), "{} is not listed", part.activity);
                let entry = now.entry(part.programme.clone()).or_default();
                entry.0 += if part.programme == "resistance_2d" {
                    part.sets.unwrap()
                } else {
                    part.hard_minutes.unwrap_or(part.minutes)
                };
                entry.1 += 1;
            }
        }
        for included in &plan.programmes {
            let (amount, sessions) = now.get(&included.id).copied().unwrap_or_default();
            let at = (included.first_week + week.week - 1).min(12).to_string();
            let row = table.iter().find(|row| row["programme"] == included.id && row["week"] == at).unwrap();
            let number = |column: &str| row[column].parse::<u32>().unwrap_or(0);
            let allowed = number("sessions_per_week")
                * number("work_min").max(number("sets").max(1) * u32::from(row["work_min"].is_empty()));
            assert!(amount <= allowed, "{} week {}: {amount} of {allowed}", included.id, week.week);
            let earlier = before.insert(included.id.clone(), amount).unwrap_or_default();
            assert!(amount >= earlier, "{} shrinks in week {}", included.id, week.week);
            if included.id == "resistance_2d" || included.id == "tai_chi_balance" {
                assert!(sessions <= number("sessions_per_week"));
            }
        }
    }
    let last = plan.weeks.last();
    let vigorous = plan.activities.iter().any(|a| a.band == "vigorous");
    assert!(!vigorous || profile["noVigorous"] == json!(false), "hard work that is not known to be safe");
    assert!(profile["noHeartRate"] == json!(false) || plan.heart_rate.range.is_none());
    if plan.status == "plan" {
        let last = last.unwrap();
        assert_eq!(plan.reach.met, last.aerobic_minutes >= 150 && last.strength_days >= 2);
        assert_eq!(plan.stop_signs[0].code, "general");
    } else {
        assert!(plan.weeks.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_plan_keeps_its_promises(profile in people(), seed in 0_u32..1000) {
        let plan = plan_exercise(&profile, seed).unwrap();
        check(&profile, &plan);
        prop_assert_eq!(&plan, &plan_exercise(&profile, seed).unwrap(), "the same again");
        if let Some(minutes) = plan.reach.needs_minutes_per_day {
            let mut longer = profile;
            longer["wishes"]["minutesPerDay"] = json!(minutes);
            prop_assert!(plan_exercise(&longer, seed).unwrap().reach.met);
        }
    }
}

#[test]
fn each_condition_keeps_out_each_activity_it_forbids() {
    let things = equipment_ids();
    for condition in CONDITIONS {
        for known in [json!(true), Value::Null] {
            for goals in [vec!["move"], vec!["strength"], vec!["balance"], vec!["fitness"]] {
                let mut conditions: Map<String, Value> =
                    CONDITIONS.iter().map(|c| ((*c).to_owned(), json!(false))).collect();
                conditions.insert(condition.to_owned(), known.clone());
                let profile = json!({
                    "age": 50, "conditions": conditions, "presentMinutes": 200,
                    "wishes": { "minutesPerDay": 90, "days": [1, 2, 3, 4, 5, 6, 7], "equipment": things, "goals": goals },
                });
                let plan = plan_exercise(&profile, 0).unwrap();
                if condition == "unstable_cardiac" && known == json!(true) {
                    assert_eq!(plan.status, "seeClinician");
                }
                check(&profile, &plan);
            }
        }
    }
}

#[test]
fn nobody_asks_for_an_activity_that_does_not_suit() {
    // Each activity is wished in the place of each planned one: it is planned where it suits, and refused elsewhere.
    let ids = bedside::plan::exercise::activity_ids();
    for wish in ids {
        let instead: Map<String, Value> = [
            "walking_slow_pace_3_2_3_9_km_h",
            "walking_moderate_pace_4_5_5_5_km_h",
            "home_exercise_general",
            "tai_chi_and_qigong_general",
        ]
        .iter()
        .map(|from| ((*from).to_owned(), json!(wish)))
        .collect();
        let profile = json!({
            "age": 70, "conditions": { "unstable_cardiac": false, "knee_oa": true, "fall_risk": true, "pregnancy": false, "copd_severe": false, "retinopathy": false, "neuropathy_foot": false, "osteoporosis_fragile": true },
            "wishes": { "minutesPerDay": 60, "days": [1, 3, 5, 6], "equipment": equipment_ids(), "instead": instead },
        });
        check(&profile, &plan_exercise(&profile, 0).unwrap());
    }
}
