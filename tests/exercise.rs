//! Twelve weeks of movement: one person who must get each thing, one who must not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use bedside::plan::exercise::{ExercisePlan, MovementSwap, exercise_profile, plan_exercise, swap_activity};
use bedside::recommend::Facts;
use serde_json::{Value, json};

/// A person of whom everything is known and nothing speaks against anything.
fn well() -> Value {
    json!({
        "age": 50,
        "conditions": {
            "unstable_cardiac": false, "copd_severe": false, "retinopathy": false, "knee_oa": false,
            "osteoporosis_fragile": false, "neuropathy_foot": false, "fall_risk": false, "pregnancy": false,
        },
        "presentMinutes": 0,
        "wishes": { "minutesPerDay": 60, "days": [1, 2, 3, 4, 5, 6, 7], "equipment": ["chair"] },
    })
}

fn with(changes: &[(&str, Value)]) -> Value {
    let mut profile = well();
    for (pointer, value) in changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        profile.pointer_mut(parent).unwrap()[key] = value.clone();
    }
    profile
}

fn plan(changes: &[(&str, Value)]) -> ExercisePlan {
    plan_exercise(&with(changes), 0).unwrap()
}

fn used(plan: &ExercisePlan) -> Vec<&str> {
    plan.activities.iter().map(|a| a.id.as_str()).collect()
}

fn stops(plan: &ExercisePlan) -> Vec<&str> {
    plan.stop_signs.iter().map(|sign| sign.code.as_str()).collect()
}

#[test]
fn a_short_day_holds_its_repetitions_instead_of_taking_those_of_more_sets() {
    let plan = plan(&[("/wishes/minutesPerDay", json!(30)), ("/wishes/days", json!([1, 3, 5]))]);
    let asked: Vec<(u32, u32)> = plan
        .weeks
        .iter()
        .filter_map(|week| week.sessions.iter().flat_map(|s| &s.parts).find_map(|p| p.sets.zip(p.reps)))
        .collect();
    let mut whole = vec![(1, 12), (1, 12)];
    whole.resize(12, (1, 15));
    assert_eq!(asked, whole, "the row of the last week that a day has room for");
}

#[test]
fn who_sat_still_returns_slowly_and_reaches_what_who_asks() {
    let plan = plan(&[]);
    assert_eq!(plan.status, "plan");
    let ids: Vec<&str> = plan.programmes.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["resistance_2d", "return_after_inactivity"]);
    assert_eq!(plan.weeks.len(), 12);
    let walked = |week: usize| -> u32 {
        let parts = plan.weeks[week].sessions.iter().flat_map(|s| &s.parts);
        parts.filter(|p| p.programme == "return_after_inactivity").map(|p| p.minutes).sum()
    };
    assert_eq!((walked(0), walked(11)), (15, 150), "as programmes.csv has it");
    assert_eq!(plan.weeks[0].aerobic_minutes, 0, "the first weeks are light, and light does not count");
    assert!(plan.reach.met && plan.reach.aerobic == 150 && plan.reach.strength_days == 2, "{:?}", plan.reach);
    let strong: Vec<u32> =
        plan.weeks[0].sessions.iter().filter(|s| s.parts.iter().any(|p| p.sets.is_some())).map(|s| s.day).collect();
    assert_eq!(strong, [1, 4], "strength days lie apart");
}

#[test]
fn who_moves_already_starts_where_they_stand() {
    let plan = plan(&[("/presentMinutes", json!(80))]);
    let walker = plan.programmes.iter().find(|p| p.id == "beginner_walker").unwrap();
    assert_eq!(walker.first_week, 6, "75 minutes a week is the greatest of the table not above 80");
    let minutes: Vec<u32> = plan.weeks.iter().map(|week| week.aerobic_minutes).collect();
    assert_eq!(minutes[0], 75);
    assert_eq!(minutes[11], 150, "the last week is held");
}

#[test]
fn too_few_minutes_are_said_with_the_number_that_would_do() {
    let plan = plan(&[("/wishes/minutesPerDay", json!(20)), ("/wishes/days", json!([1, 3, 5]))]);
    assert!(!plan.reach.met);
    let needs = plan.reach.needs_minutes_per_day.unwrap();
    let longer = self::plan(&[("/wishes/minutesPerDay", json!(needs)), ("/wishes/days", json!([1, 3, 5]))]);
    assert!(longer.reach.met, "{needs} minutes");
    let shorter = self::plan(&[("/wishes/minutesPerDay", json!(needs - 5)), ("/wishes/days", json!([1, 3, 5]))]);
    assert!(!shorter.reach.met, "{needs} is the least of steps of five");
}

#[test]
fn balance_comes_from_65_or_after_a_fall() {
    let has = |plan: &ExercisePlan| plan.programmes.iter().any(|p| p.id == "tai_chi_balance");
    assert!(!has(&plan(&[])));
    assert!(has(&plan(&[("/age", json!(65))])));
    assert!(has(&plan(&[("/conditions/fall_risk", json!(true))])));
    let first = plan(&[("/age", json!(70))]);
    assert!(used(&first).contains(&"tai_chi_seated"), "the first weeks have a chair");
    assert_eq!(first.weeks[11].strength_days, 2);
}

#[test]
fn a_clinician_comes_first() {
    for (changes, reason) in [
        (("/conditions/unstable_cardiac", json!(true)), "unstable_cardiac"),
        (("/noPlan", json!(["very_high_pressure"])), "very_high_pressure"),
        (("/noPlan", json!(["critical_value"])), "critical_value"),
    ] {
        let plan = plan(&[changes]);
        assert_eq!((plan.status.as_str(), plan.weeks.len()), ("seeClinician", 0));
        assert_eq!(plan.reasons, [reason]);
    }
    assert_eq!(plan(&[("/age", json!(17))]).status, "under18");
    assert_eq!(plan(&[("/age", Value::Null)]).status, "ageUnknown");
}

#[test]
fn unknown_is_not_no() {
    let plan = plan_exercise(&json!({ "age": 50 }), 0).unwrap();
    assert_eq!(plan.status, "plan");
    assert!(plan.activities.iter().all(|a| a.band == "light"), "only light movement until the heart is known of");
    assert!(!plan.reach.met && plan.reach.aerobic == 0 && plan.reach.needs_minutes_per_day.is_none());
    let strength = plan.left.iter().find(|left| left.programme == "resistance_2d").unwrap();
    assert!(strength.why.iter().any(|why| why.name == "unstable_cardiac" && why.unknown));
}

#[test]
fn a_joint_to_spare_changes_the_activity_or_names_what_would() {
    let knee = plan(&[("/wishes/injuries", json!(["knee"]))]);
    let walking = knee.left.iter().find(|left| left.programme == "return_after_inactivity").unwrap();
    assert!(walking.why.iter().any(|why| why.kind == "joint" && why.name == "knee"));
    assert!(walking.unlock.contains(&"pool".to_owned()), "{:?}", walking.unlock);
    let pool = plan(&[("/wishes/injuries", json!(["knee", "hip"])), ("/wishes/equipment", json!(["pool", "mat"]))]);
    assert!(pool.replaced.iter().any(|r| r.to == "water_walking_light"), "{:?}", pool.replaced);
    assert!(stops(&pool).contains(&"water"));
}

#[test]
fn a_sore_foot_carries_no_weight() {
    let plan = plan(&[
        ("/cautions", json!(["non_weight_bearing"])),
        ("/conditions/neuropathy_foot", json!(true)),
        ("/wishes/equipment", json!(["stationary_bike", "chair"])),
    ]);
    assert!(used(&plan).contains(&"stationary_bike_25_50_w"), "{:?}", used(&plan));
}

#[test]
fn intervals_need_a_base_and_a_clean_sheet() {
    let fit = [("/wishes/goals", json!(["fitness", "move", "strength"])), ("/presentMinutes", json!(200))];
    let ready = plan(&fit);
    let part = ready.weeks[11].sessions.iter().flat_map(|s| &s.parts).find(|p| p.interval.is_some()).unwrap();
    assert_eq!((part.sets, part.interval, part.easy, part.minutes), (Some(4), Some(4), Some(3), 25));
    assert_eq!(ready.heart_rate.use_, "notMeasured", "no formula stands in for a test");
    let measured = plan(&[fit[0].clone(), fit[1].clone(), ("/peakHeartRate", json!(180))]);
    assert_eq!(measured.heart_rate.range, Some((153, 171)));
    let slowed = plan(&[fit[0].clone(), fit[1].clone(), ("/peakHeartRate", json!(180)), ("/noHeartRate", json!(true))]);
    assert_eq!((slowed.heart_rate.use_.as_str(), slowed.heart_rate.range), ("useless", None));
    for (change, name) in [
        (("/presentMinutes", json!(100)), "base"),
        (("/noVigorous", json!(true)), "vigorous"),
        (("/conditions/knee_oa", Value::Null), "knee_oa"),
    ] {
        let barred = plan(&[fit[0].clone(), fit[1].clone(), change]);
        let left = barred.left.iter().find(|left| left.programme == "interval_fit").unwrap();
        assert!(left.why.iter().any(|why| why.name == name), "{name}");
    }
}

#[test]
fn stop_signs_are_those_of_the_person_and_of_the_activities() {
    let plan = plan(&[("/stops", json!(["glucose"])), ("/presentMinutes", json!(30))]);
    assert_eq!(stops(&plan)[..2], ["general", "glucose"]);
    let foot = plan.stop_signs.iter().find(|sign| sign.code == "foot").unwrap();
    assert!(foot.activities.contains(&"brisk_walking_5_6_6_3_km_h".to_owned()));
    assert!(plan.stop_signs.iter().all(|sign| sign.unchecked));
}

#[test]
fn a_swap_is_kept_and_taken_back() {
    let profile = with(&[("/wishes/equipment", json!(["bicycle", "chair"])), ("/presentMinutes", json!(30))]);
    let swap = |profile: &Value, from: &str, to: Option<&str>| {
        swap_activity(profile, &MovementSwap { activity: from.to_owned(), to: to.map(str::to_owned) }, 0)
    };
    let walk = "walking_moderate_pace_4_5_5_5_km_h";
    let ride = "leisure_cycling_under_16_km_h";
    let done = swap(&profile, walk, Some(ride)).unwrap();
    assert!(used(&done.plan).contains(&ride) && !used(&done.plan).contains(&walk));
    let kept = serde_json::to_value(&done.profile).unwrap();
    let back = swap(&kept, ride, Some(walk)).unwrap();
    assert!(used(&back.plan).contains(&walk) && back.profile.wishes.instead.is_empty());
    assert!(swap(&profile, walk, None).is_ok());
    let key = |result: Result<_, bedside::Error>| {
        result.map(|_: bedside::plan::exercise::MovementSwapped| ()).unwrap_err().key
    };
    assert_eq!(key(swap(&profile, walk, Some("running_8_km_h"))), "movement.unsuitable");
    assert_eq!(key(swap(&profile, walk, Some("swimming_leisurely"))), "movement.unsuitable");
    assert_eq!(key(swap(&profile, "jogging_general", None)), "movement.notPlanned");
    assert_eq!(key(swap(&profile, "no such", None)), "movement.unknownActivity");
}

#[test]
fn hostile_profiles_are_told_where() {
    for (profile, key, place) in [
        (json!(null), "movement.wrongType", "profile"),
        (json!([]), "movement.wrongType", "profile"),
        (json!({ "agee": 1 }), "movement.unknownKey", "profile.agee"),
        (json!({ "age": -1 }), "movement.outOfRange", "profile.age"),
        (json!({ "age": 1e300 }), "movement.outOfRange", "profile.age"),
        (json!({ "age": "50" }), "movement.wrongType", "profile.age"),
        (json!({ "conditions": { "gout": true } }), "movement.unknownKey", "profile.conditions.gout"),
        (json!({ "conditions": { "knee_oa": 1 } }), "movement.wrongType", "profile.conditions.knee_oa"),
        (json!({ "noPlan": ["tired"] }), "movement.unknownWord", "profile.noPlan[0]"),
        (json!({ "wishes": { "minutesPerDay": 1e9 } }), "movement.outOfRange", "profile.wishes.minutesPerDay"),
        (json!({ "wishes": { "days": [1, 9] } }), "movement.outOfRange", "profile.wishes.days[1]"),
        (json!({ "wishes": { "equipment": ["rocket"] } }), "movement.unknownWord", "profile.wishes.equipment[0]"),
        (json!({ "wishes": { "place": "moon" } }), "movement.unknownWord", "profile.wishes.place"),
        (json!({ "wishes": { "avoid": ["x".repeat(9999)] } }), "movement.unknownActivity", "profile.wishes.avoid"),
        (json!({ "wishes": { "instead": { "a": "b" } } }), "movement.unknownActivity", "profile.wishes.instead.a"),
    ] {
        let error = plan_exercise(&profile, 0).unwrap_err();
        assert_eq!((error.key.as_str(), error.place.as_str()), (key, place), "{profile}");
    }
}

fn facts(patient: Value) -> Facts {
    Facts::from_vignette(&patient).unwrap()
}

#[test]
fn a_profile_says_what_a_person_has_and_why() {
    let profile = exercise_profile(
        &facts(json!({
            "age": 72, "sex": "female", "sbp": 150, "dbp": 80, "pa_min_week": 20, "falls_last_year": 2,
            "diagnoses": ["osteoarthritis", "copd", "t2d"], "meds": [{ "name": "bisoprolol" }, { "name": "gliclazide" }],
        })),
        Some(72),
    );
    let about = profile.about.as_ref().unwrap();
    assert_eq!(profile.conditions["fall_risk"], Some(true));
    assert_eq!(profile.conditions["knee_oa"], None, "which joint is not known");
    assert_eq!(about.confirm, ["copd_severe", "knee_oa"]);
    assert_eq!(about.because["fall_risk"][0].name, "falls_last_year");
    assert_eq!(profile.conditions["unstable_cardiac"], Some(false));
    assert!(profile.no_heart_rate, "a beta blocker");
    assert!(profile.no_vigorous, "72 years, diabetes");
    assert_eq!(profile.stops, ["glucose"]);
    assert!(profile.cautions.contains(&"hypoglycaemia_plan".to_owned()));
    assert!(profile.cautions.contains(&"supervised_start".to_owned()));
    assert_eq!(profile.present_minutes, Some(20.0));
    let round = serde_json::to_value(&profile).unwrap();
    assert_eq!(plan_exercise(&round, 0).unwrap().status, "plan");
}

#[test]
fn what_stops_every_action_stops_the_plan() {
    for patient in [
        json!({ "age": 60, "sex": "male", "diagnoses": ["unstable_angina"] }),
        json!({ "age": 60, "sex": "male", "diagnoses": ["mi_recent"] }),
        json!({ "age": 60, "sex": "male", "sbp": 185 }),
        json!({ "age": 60, "sex": "male", "dbp": 112 }),
        json!({ "age": 60, "sex": "male", "potassium": 6.8 }),
        json!({ "age": 30, "sex": "female", "pregnant": true, "diagnoses": ["placenta_praevia"] }),
    ] {
        let profile = exercise_profile(&facts(patient.clone()), Some(60));
        let plan = plan_exercise(&serde_json::to_value(&profile).unwrap(), 0).unwrap();
        assert_eq!(plan.status, "seeClinician", "{patient}");
    }
}

#[test]
fn a_silent_record_asks() {
    let profile = exercise_profile(&Facts::silent(), None);
    let about = profile.about.as_ref().unwrap();
    assert!(profile.conditions.values().all(Option::is_none));
    assert!(profile.no_heart_rate && profile.no_vigorous);
    assert_eq!(profile.stops, ["glucose", "pregnancy", "eye"]);
    let asked: Vec<&str> = about.asks.iter().map(|question| &*question.name).collect();
    for name in ["unstable_angina", "pregnant", "sbp", "osteoporosis", "pa_min_week", "insulin"] {
        assert!(asked.contains(&name), "{name}: {asked:?}");
    }
}
