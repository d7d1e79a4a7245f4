//! What is asked first: who somebody is, then what could stop or warn.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "recommend/people.rs"]
mod people;

use std::collections::{BTreeMap, BTreeSet};

use bedside::recommend::{Facts, List, Provenance, Question, Recommendations, Tri, catalogue, recommend};
use bedside::record::Answer;
use people::{person, said};
use proptest::prelude::*;
use serde_json::json;

fn asked<'a>(answer: &'a Recommendations, name: &str) -> Option<&'a Question> {
    answer.questions.iter().find(|question| question.name == name)
}

#[test]
fn age_and_sex_are_asked_first() {
    let first_two = |facts: &Facts| -> Vec<String> {
        recommend(facts).questions.iter().take(2).map(|question| question.name.to_string()).collect()
    };
    for facts in [Facts::from_vignette(&json!({})).unwrap(), Facts::silent()] {
        assert_eq!(BTreeSet::from_iter(first_two(&facts)), BTreeSet::from(["age".to_owned(), "sex".to_owned()]));
    }
    assert_eq!(first_two(&Facts::from_vignette(&json!({ "age": 40 })).unwrap())[0], "sex");
}

#[test]
fn what_only_an_interaction_reads_is_asked() {
    let with = |value: Tri| {
        let mut facts = Facts::from_vignette(&json!({
            "age": 60, "sex": "male", "region": "us", "meds": [{ "name": "simvastatin", "dose_mg": 20 }]
        }))
        .unwrap();
        facts.set_med("clarithromycin", value, bedside::recommend::Dosage::Unknown, Provenance::default()).unwrap();
        recommend(&facts)
    };
    let grave = |answer: &Recommendations| answer.interactions.iter().any(|one| one.severity == "contraindicated");
    assert!(grave(&with(Tri::True)) && !grave(&with(Tri::False)));
    let open = with(Tri::Unknown);
    let question = asked(&open, "clarithromycin").expect("an entry that was left open is asked about");
    assert!(question.safety && question.actions.is_empty());
    assert!(asked(&with(Tri::False), "clarithromycin").is_none());
    // A list that nobody has filled in is asked for as a list, not medicine by medicine.
    let mut silent = Facts::silent();
    silent.set_med("simvastatin", Tri::True, bedside::recommend::Dosage::Mg(20.0), Provenance::default()).unwrap();
    assert!(
        recommend(&silent).questions.iter().all(|question| !(question.kind == "med" && question.actions.is_empty()))
    );
}

#[test]
fn a_gain_that_would_be_a_loss_moves_as_much() {
    let answers = [json!({}), json!({ "age": 70, "sex": "male", "sbp": 150, "prevent_cvd_10y": 20 })];
    for facts in answers.iter().map(|patient| Facts::from_vignette(patient).unwrap()) {
        assert!(recommend(&facts).questions.iter().all(|question| question.change.benefit >= 0.0));
    }
}

/// Cautions of the cards that are shown, and grave interactions.
fn warnings(answer: &Recommendations, of: &BTreeSet<String>) -> BTreeSet<String> {
    let cards = answer.cards.iter().filter(|card| of.contains(&*card.action));
    let cautions = cards.flat_map(|card| card.cautions.iter().map(|code| format!("{} {code}", card.action)));
    let grave = answer.interactions.iter().filter(|one| one.severity == "contraindicated" || one.severity == "major");
    cautions.chain(grave.map(|one| one.id.to_string())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// A yes or no to what is not marked as a matter of safety warns of nothing.
    #[test]
    fn what_could_warn_is_marked(said in said(), close: bool) {
        let facts = person(&said, close, &catalogue());
        let before = recommend(&facts);
        let shown: BTreeSet<String> = before.cards.iter().filter(|c| !c.cautions.is_empty() || c.status != bedside::recommend::Status::NeedsData).map(|c| c.action.to_string()).collect();
        let warned = warnings(&before, &shown);
        for question in before.questions.iter().filter(|question| !question.safety && question.kind != "field") {
            for yes in [true, false] {
                let mut then = facts.clone();
                then.set_answer(&question.name, &Answer::Flag(yes), Provenance::default()).unwrap();
                let now = warnings(&recommend(&then), &shown);
                prop_assert!(now.is_subset(&warned), "{} {yes}: {:?}", question.name, now.difference(&warned));
            }
        }
    }
}

#[test]
fn a_caution_of_a_shown_step_makes_its_question_a_matter_of_safety() {
    // Whatever the record of diagnoses leaves open: the caution of a step that is shown decides.
    let mut facts = Facts::silent();
    facts.set_region("us").unwrap();
    for (field, value) in [("age", 60.0), ("sbp", 135.0), ("dbp", 82.0), ("potassium", 4.2), ("egfr", 80.0)] {
        facts.set_number(field, value, Provenance::default()).unwrap();
    }
    facts.set_word("sex", "male", Provenance::default()).unwrap();
    facts.close(List::Diagnoses, Tri::False, false);
    facts.close(List::Allergies, Tri::False, false);
    facts.set_med("warfarin", Tri::Unknown, bedside::recommend::Dosage::Unknown, Provenance::default()).unwrap();
    let answer = recommend(&facts);
    let shown: BTreeMap<&str, _> = answer.cards.iter().map(|card| (&*card.action, card.status)).collect();
    assert!(shown.contains_key("diet_dash"));
    assert!(asked(&answer, "warfarin").unwrap().safety);
}
