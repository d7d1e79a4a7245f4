//! Food allergies reach the week of meals: those that a record or a portal names are left out, by code, by English and by
//! Chinese words; what is not understood is handed on as it is written, and never dropped.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/person.rs"]
mod person;

use bedside::plan::meals::{MealProfile, MealStatus, Profile, meal_catalogue, plan};
use bedside::record::{Patient, VerificationStatus};
use bedside::session::meal_profile;
use person::*;
use serde_json::{Value, json};

fn of(patient: &Patient) -> MealProfile {
    let options = json!({ "asOf": TODAY, "height": 165, "weight": 68 });
    meal_profile(&serde_json::to_value(patient).unwrap(), &options).unwrap()
}

fn said(texts: &[&str]) -> MealProfile {
    of(&texts.iter().fold(Person::man(), |person, text| person.allergic(text)).0)
}

fn portal(diagnoses: &[&str]) -> MealProfile {
    let who = json!({ "age": 50, "sex": "male", "diagnoses": diagnoses });
    meal_profile(&who, &json!({ "height": 178, "weight": 80 })).unwrap()
}

/// Flags that every food must have, and the codes of foods and groups left out.
fn left_out(made: &MealProfile) -> Vec<String> {
    let allergies =
        made.reasons.iter().filter(|reason| reason.kind == "flag" || reason.code == "fish" || reason.code == "sesame");
    allergies.map(|reason| reason.code.clone()).collect()
}

fn settled(made: &MealProfile, codes: &[&str], what: &str) {
    assert_eq!(left_out(made), codes, "{what}");
    assert!(made.not_understood.is_empty(), "{what}: {:?}", made.not_understood);
    assert!(!made.unsure.iter().any(|code| code == "food_allergy"), "{what}");
}

fn open(made: &MealProfile, texts: &[&str]) {
    assert_eq!(made.not_understood, texts);
    assert!(made.unsure.iter().any(|code| code == "food_allergy"), "{texts:?}");
}

#[test]
fn words_of_both_languages_leave_out_what_they_name() {
    for (text, code) in [
        ("Cow's milk protein", "milk"),
        ("Dairy", "milk"),
        ("Allergy to cheese", "milk"),
        ("牛奶", "milk"),
        ("牛奶蛋白过敏", "milk"),
        ("乳清蛋白", "milk"),
        ("Egg", "egg"),
        ("Eggs (edible) (substance)", "egg"),
        ("鸡蛋过敏", "egg"),
        ("蛋", "egg"),
        ("Shellfish", "shellfish"),
        ("shrimp", "shellfish"),
        ("oysters and mussels", "shellfish"),
        ("虾", "shellfish"),
        ("螃蟹", "shellfish"),
        ("鱿鱼", "shellfish"),
        ("wheat", "wheat"),
        ("Gluten", "wheat"),
        ("小麦", "wheat"),
        ("Sesame seed", "sesame"),
        ("芝麻", "sesame"),
        ("Tree nuts and peanuts", "nuts"),
        ("Hazelnut", "nuts"),
        ("花生，核桃", "nuts"),
        ("Soybean", "soy"),
        ("豆腐", "soy"),
        ("Salmon", "fish"),
        ("鲈鱼", "fish"),
        ("Lactose intolerance", "lactose"),
    ] {
        settled(&said(&[text]), &[code], text);
    }
    let many = said(&["Milk; eggs / wheat, sesame, severe hives"]);
    assert_eq!(left_out(&many), ["milk", "egg", "wheat", "sesame"]);
    assert!(many.not_understood.is_empty());
    settled(&said(&["鱼虾"]), &["shellfish", "fish"], "both");
    settled(&said(&["Seafood"]), &["shellfish", "fish"], "both");
    settled(&said(&["海鲜"]), &["shellfish", "fish"], "both");
}

#[test]
fn codes_leave_out_what_they_name() {
    for (system, number, codes) in [
        (SNOMED, "425525006", &["milk"][..]),
        (SNOMED, "3718001", &["milk"]),
        (SNOMED, "102263004", &["egg"]),
        (SNOMED, "91930004", &["egg"]),
        (SNOMED, "735029006", &["shellfish"]),
        (SNOMED, "300913006", &["shellfish"]),
        (SNOMED, "412071004", &["wheat"]),
        (SNOMED, "735971005", &["fish"]),
        (SNOMED, "442571000124108", &["nuts"]),
        (SNOMED, "256355007", &["soy"]),
    ] {
        let coded = Person::man().allergic_with("as coded", |allergy| allergy.codes = vec![code(system, number)]);
        settled(&of(&coded.0), codes, number);
    }
    for (number, codes) in [
        ("Z91.011", &["milk"][..]),
        ("Z91.012", &["egg"]),
        ("Z91.010", &["nuts"]),
        ("T78.02XA", &["shellfish"]),
        ("T78.05XA", &["nuts", "sesame"]),
        ("T78.07XA", &["milk"]),
        ("T78.08XD", &["egg"]),
    ] {
        settled(&of(&Person::man().has(ICD10CM, number).0), codes, number);
    }
    // A code of seafood does not say which: it is asked, and the text may say it.
    let seafood = |text: &str| of(&Person::man().has_with(ICD10CM, "Z91.013", |c| c.text = text.to_owned()).0);
    open(&seafood("Allergy to seafood, unspecified"), &["Allergy to seafood, unspecified"]);
    settled(&seafood("Allergy to shellfish"), &["shellfish"], "the text says it");
}

#[test]
fn what_is_not_understood_is_told_as_it_is_written() {
    open(&said(&["Kiwi fruit", "猕猴桃"]), &["Kiwi fruit", "猕猴桃"]);
    let half = said(&["Milk and kiwi"]);
    assert_eq!(left_out(&half), ["milk"]);
    open(&half, &["Milk and kiwi"]);
    let coded = Person::man().allergic_with("Food allergy", |allergy| allergy.codes = vec![code(SNOMED, "414285001")]);
    open(&of(&coded.0), &["Food allergy"]);
    let other = Person::man().has_with(ICD10CM, "Z91.018", |c| c.text = "Allergy to other foods".to_owned());
    open(&of(&other.0), &["Allergy to other foods"]);
    // Coconut milk is no dairy, and nobody said that it is.
    open(&said(&["coconut milk"]), &["coconut milk"]);
    assert!(left_out(&said(&["coconut milk"])).is_empty());
    // Suspected: nobody is sure, so it is asked.
    let suspected = Person::man().allergic_with("Egg", |allergy| allergy.verification = VerificationStatus::Suspected);
    open(&of(&suspected.0), &["Egg"]);
}

#[test]
fn what_is_no_food_or_over_is_not_asked() {
    for text in [
        "Penicillin",
        "House dust mite",
        "Grass pollen",
        "Latex",
        "Atorvastatin",
        "Lisinopril",
        "青霉素",
        "花粉",
        "尘螨",
        "头孢",
    ] {
        settled(&said(&[text]), &[], text);
    }
    for text in [
        "No known food allergy (situation)",
        "Denies food allergies",
        "否认食物过敏",
        "无食物过敏史",
        "No milk allergy",
    ] {
        settled(&said(&[text]), &[], text);
    }
    settled(&said(&["Egg, no milk allergy"]), &["egg"], "one of them");
    open(&said(&["无花果"]), &["无花果"]);
    let refuted = Person::man().allergic_with("Egg", |allergy| allergy.verification = VerificationStatus::Refuted);
    settled(&of(&refuted.0), &[], "refuted");
    let over =
        Person::man().allergic_with("Kiwi", |allergy| allergy.clinical = bedside::record::ClinicalStatus::Resolved);
    settled(&of(&over.0), &[], "over");
    settled(
        &of(&Person::man().has_with(ICD10, "J30", |c| c.text = "Allergic rhinitis".to_owned()).0),
        &[],
        "hay fever",
    );
}

#[test]
fn a_portal_may_name_allergies_in_its_own_words() {
    settled(&portal(&["milk_allergy", "egg_allergy"]), &["milk", "egg"], "names of the rules");
    settled(&portal(&["peanut_allergy", "shrimp_allergy"]), &["nuts", "shellfish"], "other names");
    settled(&portal(&["dairy_intolerance"]), &["milk"], "an intolerance");
    open(&portal(&["kiwi_allergy", "htn"]), &["kiwi_allergy"]);
    settled(&portal(&["dust_mite_allergy", "unheard_of"]), &[], "no food");
}

#[test]
fn no_food_of_a_week_goes_against_an_allergy() {
    let catalogue = meal_catalogue();
    for (text, wrong) in [
        ("Cow's milk protein", &["milk", "cheese", "yogurt", "butter_salted"][..]),
        ("Egg", &["egg_whole", "egg_white"]),
        ("Shellfish", &["shrimp", "crab", "oyster_sauce", "clams", "squid"]),
        ("wheat", &["whole_wheat", "bread", "pasta_cooked"]),
        ("Sesame", &["sesame", "tahini", "hummus"]),
    ] {
        let made = said(&[text]);
        let profile = Profile::read(made.profile.as_ref().unwrap()).unwrap();
        let week = plan(&profile, 1);
        assert_eq!(week.status, MealStatus::Planned, "{text}: {:?}", week.conflict);
        let foods = week.days.iter().flat_map(|day| {
            let parts = day.meals.iter().flat_map(|(id, _)| {
                catalogue
                    .meals
                    .iter()
                    .find(|meal| meal.id == *id)
                    .unwrap()
                    .parts
                    .iter()
                    .map(|(food, _)| food.to_string())
            });
            parts.chain(day.extras.iter().map(|(food, _)| food.clone())).collect::<Vec<_>>()
        });
        let (allowed_milks, foods): (Vec<String>, Vec<String>) = foods.partition(|food| {
            ["soy_milk", "almond_milk", "rice_milk", "coconut_milk", "milkfish"].iter().any(|ok| food.starts_with(ok))
        });
        let found: Vec<&String> = foods.iter().filter(|food| wrong.iter().any(|word| food.contains(word))).collect();
        let gluten_free = |food: &str| food.contains("gluten_free") || food.contains("buckwheat");
        assert!(found.iter().all(|food| gluten_free(food)), "{text}: {found:?} beside {allowed_milks:?}");
    }
}

#[test]
fn the_recommender_still_says_that_it_does_not_know_a_portals_name() {
    let facts = bedside::recommend::Facts::from_vignette(&json!({ "diagnoses": ["kiwi_allergy"] })).unwrap();
    let list = serde_json::to_value(bedside::recommend::recommend(&facts)).unwrap();
    assert_eq!(list["notUnderstood"], Value::from(vec!["kiwi_allergy"]));
}
