//! Weeks of meals: limits of every sort are met by the letter, or it is said which cannot stand together.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use bedside::plan::meals::{MealDay, MealPlace, MealPlan, MealStatus, Profile, grade, meal_catalogue, plan, swap};
use serde_json::{Value, json};

fn profiles() -> Vec<Value> {
    let file = support::repository().join("tests/fixtures/meals/profiles.json");
    let all: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    all["profiles"].as_array().unwrap().clone()
}

fn named(id: &str) -> Profile {
    Profile::read(profiles().iter().find(|one| one["id"] == id).unwrap()).unwrap()
}

fn planned(id: &str, seed: u32) -> (Profile, MealPlan) {
    let profile = named(id);
    let week = plan(&profile, seed);
    assert_eq!(week.status, MealStatus::Planned, "{id}: {:?}", week.conflict);
    assert_eq!(grade(&profile, &week.days), Vec::<String>::new(), "{id}");
    (profile, week)
}

#[test]
fn hard_profiles_are_planned_and_every_limit_holds() {
    for id in ["f01", "f03", "f08", "f13", "f17", "f20"] {
        let (_, week) = planned(id, 1);
        assert_eq!(week.days.len(), 7);
        assert!(week.limits.iter().all(|limit| limit.holds), "{id}");
        // Portions as people cook: quarters of a template, fives of grams.
        for day in &week.days {
            assert!(day.meals.iter().all(|(_, scale)| (scale * 4.0).fract() == 0.0), "{id}: {day:?}");
            assert!(day.extras.iter().all(|(_, grams)| (grams / 5.0).fract() == 0.0), "{id}: {day:?}");
        }
    }
}

#[test]
fn the_profiles_of_the_shared_data_are_planned() {
    let Some(file) = support::shared_file("facts/foods/plan_targets.json") else { return };
    let targets: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    for value in targets["profiles"].as_array().unwrap() {
        let profile = Profile::read(value).unwrap();
        let week = plan(&profile, 0);
        assert_eq!(week.status, MealStatus::Planned, "{}: {:?}", value["id"], week.conflict);
        assert_eq!(grade(&profile, &week.days), Vec::<String>::new(), "{}", value["id"]);
    }
}

#[test]
fn a_seed_gives_its_week_again_and_another_seed_another() {
    let (profile, one) = planned("f04", 1);
    assert_eq!(plan(&profile, 1), one);
    assert_ne!(plan(&profile, 2).days, one.days);
}

#[test]
fn what_cannot_stand_together_is_named_and_each_of_it_makes_room() {
    let of = |id: &str| -> Vec<(String, String)> {
        let week = plan(&named(id), 0);
        assert_eq!(week.status, MealStatus::Impossible, "{id}");
        assert!(week.days.is_empty());
        week.conflict.into_iter().map(|one| (one.demand, one.key)).collect()
    };
    let pair = |demand: &str, key: &str| (demand.to_owned(), key.to_owned());
    assert_eq!(of("i01"), [pair("min", "protein_g"), pair("energy", "energy_kcal")]);
    assert_eq!(of("i03"), [pair("flag", "vegan"), pair("min", "group:fish_g")]);
    assert!(of("i04").contains(&pair("max", "sodium_mg")));
    assert!(of("i05").contains(&pair("flag", "soy_free")));
    // Without one of the two, a vegan week or a week of fish is there.
    let mut value = profiles().into_iter().find(|one| one["id"] == "i03").unwrap();
    value["mean_per_day"] = json!({});
    assert_eq!(plan(&Profile::read(&value).unwrap(), 0).status, MealStatus::Planned);
}

#[test]
fn the_judge_sees_every_way_to_break_a_week() {
    let (profile, week) = planned("f02", 0);
    let broken = |change: &dyn Fn(&mut Vec<MealDay>)| {
        let mut days = week.days.clone();
        change(&mut days);
        grade(&profile, &days).join("; ")
    };
    assert!(broken(&|days| days.truncate(6)).contains("days"));
    assert!(broken(&|days| days[2].meals.remove(0).1 = 1.0).contains("breakfast: day 3"));
    assert!(broken(&|days| days[0].meals[0].1 = 2.5).contains("scale"));
    assert!(broken(&|days| days[0].meals[0].0 = "nothing".into()).contains("template"));
    assert!(broken(&|days| days[0].meals[1].0 = "lunch_chinese_01".into()).contains("cuisine"));
    assert!(broken(&|days| days[0].extras.push(("olive_oil".into(), 4.0))).contains("extra"));
    assert!(broken(&|days| days[0].extras.push(("almonds".into(), 30.0))).contains("food: almonds"));
    assert!(broken(&|days| days[0].extras.push(("olive_oil".into(), 200.0))).contains("energy_kcal"));
    assert!(
        broken(&|days| days.iter_mut().for_each(|d| d.extras.push(("table_salt".into(), 8.0)))).contains("sodium_mg")
    );
    let same = days_like(&week.days[0]);
    assert!(broken(&move |days| days.clone_from(&same)).contains("times"));
}

fn days_like(day: &MealDay) -> Vec<MealDay> {
    vec![day.clone(); 7]
}

#[test]
fn a_swapped_meal_is_another_and_the_week_still_holds() {
    let (profile, week) = planned("f12", 3);
    for (day, index, seed) in [(0, 0, 1), (3, 1, 2), (6, 2, 3)] {
        let next = swap(&profile, &week.days, MealPlace { day, index }, seed).unwrap();
        assert_eq!(grade(&profile, &next.days), Vec::<String>::new());
        assert_ne!(next.days[day].meals[index].0, week.days[day].meals[index].0);
        let others = |days: &[MealDay]| {
            days.iter().enumerate().filter(|(at, _)| *at != day).map(|(_, d)| d.clone()).collect::<Vec<_>>()
        };
        assert_eq!(others(&next.days), others(&week.days), "the other days stay");
    }
    let no = |days: &[MealDay], day, index| swap(&profile, days, MealPlace { day, index }, 0).unwrap_err();
    assert_eq!(no(&week.days, 7, 0).key, "meals.noSuchMeal");
    assert_eq!(no(&week.days, 0, 9).place, "days[0].meals[9]");
    assert_eq!(no(&[], 0, 0).key, "meals.noSuchMeal");
}

#[test]
fn wishes_bend_the_week_and_break_no_limit() {
    let mut value = profiles().into_iter().find(|one| one["id"] == "f04").unwrap();
    value["prefer"] = json!({ "minutes": 15, "without": ["oven"], "dislikes": ["egg", "banana"] });
    let profile = Profile::read(&value).unwrap();
    let week = plan(&profile, 0);
    assert_eq!(grade(&profile, &week.days), Vec::<String>::new());
    let catalogue = meal_catalogue();
    let meals: Vec<_> = week
        .days
        .iter()
        .flat_map(|day| &day.meals)
        .map(|(id, _)| catalogue.meals.iter().find(|meal| meal.id == id).unwrap())
        .collect();
    assert!(meals.iter().all(|meal| meal.equipment != "oven"));
    assert!(!meals.iter().any(|meal| meal.parts.iter().any(|(food, _)| *food == "banana" || food.starts_with("egg_"))));
    let slow = meals.iter().filter(|meal| meal.minutes > 20.0).count();
    assert!(slow <= 7, "{slow} of {} meals take long", meals.len());
}

#[test]
fn a_profile_that_cannot_be_is_refused_with_its_place() {
    let base = json!({
        "cuisines": ["western"],
        "energy_kcal": { "target": 2000, "tolerance": 0.1, "scope": "each_day" },
        "each_day": {}, "mean_per_day": {}
    });
    let refused = |change: Value| {
        let mut profile = base.clone();
        for (key, value) in change.as_object().unwrap() {
            profile[key] = value.clone();
        }
        let error = Profile::read(&profile).unwrap_err();
        (error.key, error.place)
    };
    let said = |key: &str, place: &str| (format!("meals.{key}"), place.to_owned());
    assert_eq!(refused(json!({ "cuisines": [] })), said("missing", "cuisines"));
    assert_eq!(refused(json!({ "cuisines": ["martian"] })), said("unknownWord", "cuisines"));
    assert_eq!(refused(json!({ "cuisines": "western" })), said("wrongType", "cuisines"));
    assert_eq!(refused(json!({ "energy_kcal": { "target": null } })), said("wrongType", "energy_kcal.target"));
    assert_eq!(refused(json!({ "energy_kcal": {} })), said("missing", "energy_kcal.target"));
    assert_eq!(
        refused(json!({ "energy_kcal": { "target": 2000, "scope": "week" } })),
        said("unknownWord", "energy_kcal.scope")
    );
    assert_eq!(refused(json!({ "energy_kcal": { "target": -5 } })), said("outOfRange", "energy_kcal.target"));
    assert_eq!(refused(json!({ "each_day": { "magic_mg": { "max": 1 } } })), said("unknownKey", "each_day.magic_mg"));
    assert_eq!(
        refused(json!({ "each_day": { "sodium_mg": { "most": 1 } } })),
        said("unknownKey", "each_day.sodium_mg.most")
    );
    assert_eq!(refused(json!({ "each_day": { "sodium_mg": {} } })), said("missing", "each_day.sodium_mg.max"));
    assert_eq!(
        refused(json!({ "each_day": { "sodium_mg": { "min": 3, "max": 2 } } })),
        said("minAboveMax", "each_day.sodium_mg")
    );
    assert_eq!(
        refused(json!({ "mean_per_day": { "fibre_g": { "min": 1e9 } } })),
        said("outOfRange", "mean_per_day.fibre_g.min")
    );
    assert_eq!(
        refused(json!({ "mean_per_day": { "group:stone_g": { "max": 1 } } })),
        said("unknownKey", "mean_per_day.group:stone_g")
    );
    assert_eq!(refused(json!({ "require_flags": { "tasty": 1 } })), said("unknownKey", "require_flags.tasty"));
    assert_eq!(refused(json!({ "require_flags": { "vegan": 2 } })), said("unknownWord", "require_flags.vegan"));
    assert_eq!(refused(json!({ "forbid_foods": ["gravel"] })), said("unknownWord", "forbid_foods"));
    assert_eq!(refused(json!({ "forbid_groups": [7] })), said("wrongType", "forbid_groups"));
    assert_eq!(refused(json!({ "surprise": 1 })), said("unknownKey", "profile.surprise"));
    assert_eq!(refused(json!({ "prefer": { "minutes": 0 } })), said("outOfRange", "prefer.minutes"));
    assert_eq!(Profile::read(&json!([1])).unwrap_err().key, "meals.wrongType");
    // What is past any reach, but can be said, is impossible rather than refused.
    let mut far = base.clone();
    far["energy_kcal"] = json!({ "target": 900_000 });
    assert_eq!(plan(&Profile::read(&far).unwrap(), 0).status, MealStatus::Impossible);
}

#[test]
fn the_tables_hold_together() {
    let catalogue = meal_catalogue();
    assert_eq!((catalogue.foods.len(), catalogue.meals.len()), (500, 202));
    for meal in &catalogue.meals {
        assert!(meal.kcal > 0.0 && !meal.en.is_empty() && !meal.zh.is_empty(), "{}", meal.id);
    }
}
