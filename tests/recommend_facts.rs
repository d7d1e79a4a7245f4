//! Unknown is not no: what a vignette, a silent, a recorded and a closed list mean for the decisions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use bedside::recommend::{
    Card, Dosage, Facts, Held, List, Provenance, Recommendations, Status, Tri, catalogue, crisis_lines, decide,
    decide_all, list_of, never_presumed, recommend,
};
use bedside::record::Answer;
use serde_json::json;

fn plain() -> Provenance {
    Provenance::default()
}

/// A man of 60 with a heart attack on record; what his lists' silence means is the caller's.
fn after_heart_attack() -> Facts {
    let mut facts = Facts::silent();
    facts.set_region("us").unwrap();
    facts.set_number("age", 60.0, plain()).unwrap();
    facts.set_word("sex", "male", plain()).unwrap();
    facts.add_dx("mi", Tri::True, Provenance::of(&[7])).unwrap();
    facts
}

fn card<'a>(answer: &'a Recommendations, action: &str) -> &'a Card {
    answer.cards.iter().find(|c| c.action == action).unwrap_or_else(|| panic!("no card {action}"))
}

fn held<'a>(answer: &'a Recommendations, action: &str) -> &'a Held {
    answer.held.iter().find(|h| h.action == action).unwrap_or_else(|| panic!("{action} is not held"))
}

#[test]
fn a_vignette_that_cannot_be_is_refused_by_key() {
    for (patient, key, place) in [
        (json!({ "agee": 5 }), "facts.unknownKey", "agee"),
        (json!({ "age": "60" }), "facts.wrongType", "age"),
        (json!({ "age": 200 }), "facts.outOfRange", "age"),
        (json!({ "ldl": 130 }), "facts.outOfRange", "ldl"),
        (json!({ "sex": "f" }), "facts.unknownWord", "sex"),
        (json!({ "pregnant": 1 }), "facts.wrongType", "pregnant"),
        (json!({ "region": "mars" }), "facts.unknownWord", "region"),
        (json!({ "diagnoses": "htn" }), "facts.wrongType", "diagnoses"),
        (json!({ "diagnoses": [3] }), "facts.wrongType", "diagnoses[0]"),
        (json!({ "meds": ["aspirin"] }), "facts.wrongType", "meds[0]"),
        (json!({ "meds": [{ "name": "aspirin", "dose": 3 }] }), "facts.unknownKey", "meds[0].dose"),
        (json!({ "meds": [{ "name": "aspirin", "dose_mg": -1 }] }), "facts.wrongType", "meds[0].dose_mg"),
        (json!({ "meds": [{}] }), "facts.wrongType", "meds[0].name"),
        (json!({ "preferences": [] }), "facts.wrongType", "preferences"),
        (json!([]), "facts.wrongType", "patient"),
        (json!({ "age": 1e308 }), "facts.outOfRange", "age"),
    ] {
        let error = Facts::from_vignette(&patient).unwrap_err();
        assert_eq!((error.key.as_str(), error.place.as_str()), (key, place), "{patient}");
        assert!(key == "facts.unknownKey" || !error.args.is_empty(), "{patient} says nothing of what is accepted");
    }
}

#[test]
fn a_list_entry_without_a_name_in_the_rules_is_reported_and_changes_nothing() {
    let without = json!({ "region": "us", "age": 60, "sex": "male", "diagnoses": ["htn"] });
    let with = json!({ "region": "us", "age": 60, "sex": "male", "diagnoses": ["htn", "hay fever"], "meds": [{ "name": "zinc" }] });
    let (a, b) = (Facts::from_vignette(&without).unwrap(), Facts::from_vignette(&with).unwrap());
    assert_eq!(decide_all(&a), decide_all(&b));
    assert_eq!(recommend(&b).not_understood, ["hay fever", "zinc"]);
}

#[test]
fn a_silent_list_is_unknown_and_its_medicine_asks() {
    let answer = recommend(&after_heart_attack());
    // Nobody said anything about medicines: whether a statin is taken is unknown.
    assert_eq!(held(&answer, "med_statin_high").status, Status::NeedsData);
    assert_eq!(held(&answer, "med_statin_high").clause, "not_known");
    let asked: Vec<&str> = answer.questions.iter().map(|q| &*q.name).collect();
    assert!(asked.contains(&"statin_high"), "{asked:?}");
    // The heart attack gives ascvd, with its fact.
    let rehab = card(&answer, "ex_cardiac_rehab");
    assert_eq!(rehab.because.iter().find(|b| b.name == "mi").unwrap().facts, [7]);
    assert_eq!(rehab.status, Status::NeedsData, "its exclusions are unknown and it needs a clinician");
    assert!(rehab.asks.contains(&"decompensated_hf".into()));
}

#[test]
fn a_recorded_list_is_presumed_and_says_so_but_never_for_bleeding_or_allergy() {
    let mut facts = after_heart_attack();
    facts.close(List::Diagnoses, Tri::False, true);
    facts.close(List::Medicines, Tri::False, true);
    facts.close(List::Allergies, Tri::False, true);
    let answer = recommend(&facts);
    let rehab = card(&answer, "ex_cardiac_rehab");
    assert_eq!(rehab.status, Status::Recommend);
    assert!(rehab.presumed.contains(&"decompensated_hf".into()), "{:?}", rehab.presumed);
    let aspirin = card(&answer, "med_aspirin_secondary");
    assert_eq!(aspirin.status, Status::NeedsData);
    let asks: BTreeSet<&str> = aspirin.asks.iter().map(|name| &**name).collect();
    assert_eq!(asks, BTreeSet::from(["active_bleeding", "aspirin_allergy", "bleeding_disorder"]));
    assert!(aspirin.presumed.contains(&"antiplatelet".into()));
    assert!(aspirin.cautions.is_empty(), "an asking card carries no advice yet");
    // Answered with no, it is shown; one yes blocks it, with the answer as reason.
    for name in ["active_bleeding", "aspirin_allergy", "bleeding_disorder"] {
        facts.set_answer(name, &Answer::Flag(false), plain()).unwrap();
    }
    assert_eq!(card(&recommend(&facts), "med_aspirin_secondary").status, Status::Recommend);
    facts.set_dx("aspirin_allergy", Tri::True, Provenance::of(&[9])).unwrap();
    let answer = recommend(&facts);
    let aspirin = held(&answer, "med_aspirin_secondary");
    assert_eq!((aspirin.status, &*aspirin.clause), (Status::Blocked, "exclude"));
    assert_eq!((&*aspirin.because[0].name, &*aspirin.because[0].kind), ("aspirin_allergy", "allergy"));
    assert_eq!(aspirin.because[0].facts, [9]);
}

#[test]
fn pregnancy_and_its_kin_are_never_taken_as_no_from_silence() {
    for name in ["pregnant", "breastfeeding", "trying_to_conceive", "angioedema", "gi_bleed", "ich", "mechanical_valve"]
    {
        assert!(never_presumed(name), "{name}");
    }
    assert!(catalogue().names.iter().filter(|n| n.kind == "allergy").all(|n| n.never_presumed));
    let mut facts = Facts::silent();
    for list in [List::Diagnoses, List::Medicines, List::Allergies] {
        facts.close(list, Tri::False, true);
    }
    facts.set_region("us").unwrap();
    facts.set_number("age", 45.0, plain()).unwrap();
    facts.set_number("ldl", 5.2, plain()).unwrap();
    facts.set_word("sex", "female", plain()).unwrap();
    let asks = card(&recommend(&facts), "med_statin_high").asks.clone();
    assert_eq!(asks, ["pregnant", "trying_to_conceive", "breastfeeding"]);
    // A man, or a woman of 55, is not asked.
    facts.set_number("age", 55.0, plain()).unwrap();
    assert!(card(&recommend(&facts), "med_statin_high").asks.is_empty());
    facts.set_number("age", 45.0, plain()).unwrap();
    facts.set_word("sex", "male", plain()).unwrap();
    assert_eq!(card(&recommend(&facts), "med_statin_high").status, Status::Recommend);
}

#[test]
fn an_unknown_dose_leaves_the_class_unknown_and_a_known_one_decides() {
    let mut facts = after_heart_attack();
    facts.close(List::Diagnoses, Tri::False, false);
    facts.close(List::Medicines, Tri::False, true);
    let status = |facts: &Facts| decide("med_statin_high", facts).unwrap().0;
    facts.set_med("atorvastatin", Tri::True, Dosage::Unknown, plain()).unwrap();
    assert_eq!(status(&facts), Status::NeedsData);
    facts.set_med("atorvastatin", Tri::True, Dosage::Mg(40.0), plain()).unwrap();
    assert_eq!(status(&facts), Status::NotEligible);
    facts.set_med("atorvastatin", Tri::True, Dosage::Mg(39.9), plain()).unwrap();
    assert_eq!(status(&facts), Status::Recommend);
    facts.set_med("atorvastatin", Tri::Unknown, Dosage::Mg(40.0), plain()).unwrap();
    assert_eq!(status(&facts), Status::NeedsData, "on hold: whether it is taken is unknown");
}

#[test]
fn implications_carry_yes_doubt_and_a_plain_no() {
    let mut facts = Facts::silent();
    facts.set_region("us").unwrap();
    facts.set_number("age", 70.0, plain()).unwrap();
    facts.add_med("aspirin", Tri::True, Dosage::Unknown, plain()).unwrap();
    facts.set_flag("pregnant", false, plain()).unwrap();
    let status = |facts: &Facts| decide("med_aspirin_primary_avoid", facts).unwrap().0;
    facts.close(List::Diagnoses, Tri::False, true);
    assert_eq!(status(&facts), Status::Avoid);
    facts.add_dx("stroke_recent", Tri::Unknown, plain()).unwrap();
    assert_eq!(status(&facts), Status::NeedsData, "a suspected stroke leaves ascvd unknown");
    facts.add_dx("stroke_recent", Tri::True, plain()).unwrap();
    assert_eq!(status(&facts), Status::NotEligible);
    // Nothing known, then a plain no about the whole: its parts are answered too.
    let mut facts = Facts::silent();
    facts.set_region("us").unwrap();
    facts.set_number("age", 70.0, plain()).unwrap();
    facts.add_med("aspirin", Tri::True, Dosage::Unknown, plain()).unwrap();
    facts.set_flag("pregnant", false, plain()).unwrap();
    assert_eq!(status(&facts), Status::NeedsData);
    facts.set_answer("ascvd", &Answer::Flag(false), plain()).unwrap();
    assert_eq!(status(&facts), Status::Avoid);
}

#[test]
fn a_single_value_makes_ckd_in_a_vignette_only() {
    let vignette = Facts::from_vignette(&json!({ "region": "us", "age": 50, "sex": "male", "egfr": 59 })).unwrap();
    assert_eq!(decide("diet_sodium", &vignette).unwrap().0, Status::Recommend);
    let mut record = Facts::silent();
    record.set_number("age", 50.0, plain()).unwrap();
    record.set_number("egfr", 59.0, plain()).unwrap();
    record.close(List::Diagnoses, Tri::False, true);
    assert_eq!(decide("diet_sodium", &record).unwrap().0, Status::NeedsData);
}

#[test]
fn without_a_region_its_rows_do_not_apply_and_the_answer_says_so() {
    let answer = recommend(&Facts::from_vignette(&json!({ "age": 50, "sex": "male" })).unwrap());
    assert!(answer.region_unknown);
    let held = held(&answer, "scr_crc");
    assert_eq!((&*held.clause, held.because[0].value.as_deref()), ("region", None));
}

/// Rows of a table of `data/recommend`.
fn rows(table: &str) -> usize {
    let path = format!("{}/data/recommend/{table}.csv", env!("CARGO_MANIFEST_DIR"));
    csv::Reader::from_path(path).unwrap().records().count()
}

#[test]
fn every_action_is_answered_once() {
    for facts in [Facts::silent(), after_heart_attack()] {
        let answer = recommend(&facts);
        let mut ids: Vec<&str> = answer.cards.iter().map(|c| &*c.action).collect();
        ids.extend(answer.held.iter().map(|h| &*h.action));
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!((ids.len(), unique.len()), (rows("actions"), rows("actions")));
        for held in &answer.held {
            assert!(held.clause == "declined" || !held.because.is_empty(), "{} has no reason", held.action);
        }
    }
}

#[test]
fn of_a_group_where_one_is_enough_the_others_name_it() {
    let answer = recommend(
        &Facts::from_vignette(&json!({ "region": "us", "age": 50, "sex": "male", "smoking": "current" })).unwrap(),
    );
    let group: Vec<&Card> = answer.cards.iter().filter(|c| c.overlap_group == "smoking_drug").collect();
    assert_eq!(group.len(), 3);
    assert_eq!(group[0].alternative_to, None);
    assert!(group[1..].iter().all(|c| c.alternative_to.as_ref() == Some(&group[0].action)));
}

#[test]
fn fields_of_later_equations_are_never_asked_and_estimates_come_last() {
    let answer = recommend(&after_heart_attack());
    let never = ["kfre_5y", "pce_10y", "score2_band", "cn_risk_band", "cha2ds2vasc", "breast_5y_risk"];
    assert!(answer.questions.iter().all(|q| !never.contains(&&*q.name)));
    let last = answer.questions.last().unwrap();
    assert_eq!((&*last.name, &*last.kind), ("life_expectancy_y", "field"));
    assert!(answer.questions.iter().all(|q| !q.actions.is_empty() && q.change.actions == q.actions.len()));
}

/// Age and sex first; then what could stop something or bring a warning; what an earlier question may settle comes behind.
#[test]
fn questions_of_safety_come_first_and_covered_ones_behind() {
    for facts in [Facts::silent(), after_heart_attack()] {
        let answer = recommend(&facts);
        let asked = &answer.questions[..answer.questions.len() - 1]; // the estimate comes last
        assert!(asked.iter().any(|q| q.safety) && asked.iter().any(|q| q.covered));
        let says_who = |q: &bedside::recommend::Question| ["age", "sex"].contains(&&*q.name);
        assert!(asked.iter().map(|q| (!says_who(q), !q.safety)).is_sorted());
        assert!(asked.iter().map(|q| q.covered).is_sorted());
        for (i, question) in asked.iter().enumerate().filter(|(_, q)| !says_who(q)) {
            let within = |other: &&bedside::recommend::Question| {
                question.actions.iter().all(|action| other.actions.contains(action))
            };
            let earlier = asked[..i].iter().find(within);
            assert_eq!(question.covered, !question.safety && earlier.is_some(), "{question:?}");
        }
    }
}

/// An unknown that could block what is shown stands before the many that could only add.
#[test]
fn an_unknown_potassium_is_asked_before_habits() {
    let answer = recommend(
        &Facts::from_vignette(&json!({ "region": "us", "age": 60, "sex": "male", "sbp": 135, "egfr": 90 })).unwrap(),
    );
    let first = &answer.questions[0];
    assert!(first.safety && first.actions.contains(&"diet_dash".into()), "{first:?}");
    assert_eq!(first.name, "potassium");
}

/// Each question can matter: with every other unknown answered in some way, one of its answers changes something.
#[test]
fn a_question_is_unknown_and_its_actions_read_it() {
    let answer = recommend(&after_heart_attack());
    let mut reader =
        csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/data/recommend/actions.csv")).unwrap();
    let rules: Vec<(String, String)> = reader
        .records()
        .map(|r| r.unwrap())
        .map(|r| (r[0].to_owned(), format!("{} ; {} ; {}", &r[6], &r[7], &r[9])))
        .collect();
    for question in answer.questions.iter().filter(|q| q.name != "life_expectancy_y") {
        for action in &question.actions {
            let (_, rule) = rules.iter().find(|(id, _)| id == action).unwrap();
            let named = rule.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == question.name);
            assert!(named, "{action} does not read {}", question.name);
        }
    }
}

#[test]
fn names_know_their_lists_and_countries_their_numbers() {
    assert_eq!(list_of("mi"), Some(List::Diagnoses));
    assert_eq!(list_of("nut_allergy"), Some(List::Allergies));
    assert_eq!(list_of("statin"), Some(List::Medicines));
    assert_eq!(list_of("sbp"), None);
    assert!(crisis_lines("us").iter().any(|line| line.number == "988"));
    assert!(crisis_lines("zz").is_empty());
    let catalogue = catalogue();
    assert_eq!((catalogue.actions.len(), catalogue.fields.len()), (rows("actions"), rows("fields")));
}

/// A card says that it is about medicines exactly where `action_medicines.csv` says so, whatever its category.
#[test]
fn a_card_about_medicines_says_so() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/recommend/action_medicines.csv");
    let listed: BTreeSet<String> = std::fs::read_to_string(file)
        .unwrap()
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .map(str::to_owned)
        .collect();
    let mut people: Vec<serde_json::Value> = Vec::new();
    for file in ["vignettes.json", "own_vignettes.json"] {
        let file = format!("{}/tests/fixtures/recommend/{file}", env!("CARGO_MANIFEST_DIR"));
        let vignettes: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        collect(&vignettes, &mut people);
    }
    people.push(json!({ "region": "us", "age": 45, "sex": "female", "smoking": "current", "bmi": 38 }));
    let mut seen = BTreeSet::new();
    for patient in people {
        let Ok(facts) = Facts::from_vignette(&patient) else { continue };
        for card in recommend(&facts).cards {
            assert_eq!(card.medicine, listed.contains(card.action.as_ref()), "{}", card.action);
            if card.medicine {
                seen.insert(card.action.to_string());
            }
        }
    }
    for action in ["smk_varenicline", "smk_bupropion", "smk_nrt_combo", "wt_glp1_obesity", "med_statin_moderate"] {
        assert!(seen.contains(action), "{action} among {seen:?}");
    }
    assert!(seen.len() > 12, "{} of {}", seen.len(), listed.len());
}

/// Every patient inside a file of vignettes, wherever it stands.
fn collect(value: &serde_json::Value, into: &mut Vec<serde_json::Value>) {
    match value {
        serde_json::Value::Object(members) => {
            into.extend(members.get("patient").cloned());
            members.values().for_each(|member| collect(member, into));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        _ => {}
    }
}
