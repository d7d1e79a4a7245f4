//! What a record says in part: a laboratory's `<30` decides what it settles and nothing else; what was measured too long
//! ago starts no medicine and makes no emergency.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "recommend/people.rs"]
mod people;
#[path = "support/person.rs"]
mod person;

use std::collections::{BTreeMap, BTreeSet};

use bedside::recommend::Tri::{False, True, Unknown};
use bedside::recommend::bridge::Bridged;
use bedside::recommend::{
    Card, Catalogue, Facts, FieldEntry, Provenance, Recommendations, Status, catalogue, decide, decide_all,
    interaction_ids, recommend,
};
use bedside::record::Comparator::{Above, Below};
use bedside::record::ListState;
use bedside::session::{AssessOptions, assess};
use people::{said, state};
use person::*;
use proptest::prelude::*;

fn status(bridged: &Bridged, action: &str) -> Status {
    decide(action, &bridged.facts).unwrap().0
}

fn statuses(bridged: &Bridged) -> BTreeMap<&'static str, Status> {
    decide_all(&bridged.facts).into_iter().map(|(id, status, _)| (id, status)).collect()
}

fn card<'a>(answer: &'a Recommendations, action: &str) -> Option<&'a Card> {
    answer.cards.iter().find(|card| card.action == action)
}

/// A man of 60 with closed lists: type 2 diabetes and high blood pressure, on amlodipine.
fn diabetic() -> Person {
    Person::man().lists(ListState::Closed).has(SNOMED, "44054006").has(SNOMED, "38341003").takes("amlodipine 5 mg")
}

#[test]
fn below_thirty_answers_as_twenty_nine_does() {
    let on = |person: Person| person.takes("metformin 1000 mg").takes("ibuprofen 400 mg").bridged_in("us");
    let exact = on(diabetic().measured("egfr", 29.0, TODAY));
    let bound = on(diabetic().bounded("egfr", Below, 30.0, TODAY));
    assert_eq!(status(&exact, "med_metformin_stop"), Status::Avoid);
    assert!(!interaction_ids(&exact.facts).is_empty());
    for action in ["med_metformin_stop", "med_metformin_dose", "med_nsaid_stop", "ref_nephrology"] {
        assert_eq!(status(&bound, action), status(&exact, action), "{action}");
    }
    assert_eq!(interaction_ids(&bound.facts), interaction_ids(&exact.facts));
    // What it does not settle stays open: whether it is below 20 decides an SGLT2 inhibitor.
    assert_eq!(status(&exact, "med_sglt2i"), Status::Recommend);
    assert_eq!(status(&bound, "med_sglt2i"), Status::NeedsData);
    let answer = recommend(&bound.facts);
    assert!(card(&answer, "med_sglt2i").unwrap().asks.iter().any(|name| name == "egfr"));
    assert!(answer.questions.iter().any(|question| question.name == "egfr"));
    let stop = card(&answer, "med_metformin_stop").unwrap();
    let because = stop.because.iter().find(|one| one.name == "egfr").unwrap();
    assert_eq!((because.value.as_deref(), &*because.test), (Some("<30"), "< 30"));
}

#[test]
fn a_normal_albumin_reported_as_below_the_limit_is_normal() {
    let days = ["2026-02-01", "2025-06-20"];
    let with = |add: fn(Person, &str) -> Person| {
        let person = diabetic().measured("egfr", 80.0, TODAY).measured("potassium", 4.2, TODAY);
        days.iter().fold(person, |person, day| add(person, day)).bridged_in("us")
    };
    let bound = with(|person, day| person.bounded("uacr", Below, 30.0, day));
    let exact = with(|person, day| person.measured("uacr", 29.0, day));
    assert_eq!(tri(&bound, "ckd"), False);
    assert_eq!(statuses(&bound), statuses(&exact));
    assert_eq!(status(&bound, "med_rasi_albuminuria"), Status::NotEligible);
    // Above the limit twice is kidney disease; a bound that does not settle it is a question.
    assert_eq!(tri(&with(|person, day| person.bounded("uacr", Above, 30.0, day)), "ckd"), True);
    assert_eq!(tri(&with(|person, day| person.bounded("uacr", Below, 300.0, day)), "ckd"), Unknown);
}

#[test]
fn kidney_disease_counts_what_a_bound_settles() {
    let twice = |side, bound| {
        let person = Person::man().lists(ListState::Closed);
        person.bounded("egfr", side, bound, "2026-02-01").bounded("egfr", side, bound, "2025-06-20").bridged()
    };
    assert_eq!(tri(&twice(Below, 60.0), "ckd"), True);
    assert_eq!(tri(&twice(Above, 60.0), "ckd"), False);
    assert_eq!(tri(&twice(Above, 15.0), "ckd"), Unknown);
    // The lower the creatinine, the higher the eGFR.
    let creatinine = |side, bound| {
        let person = Person::man().lists(ListState::Closed);
        person
            .bounded("creatinine", side, bound, "2026-02-01")
            .bounded("creatinine", side, bound, "2025-06-20")
            .bridged()
    };
    assert_eq!(tri(&creatinine(Below, 0.5), "ckd"), False);
    assert_eq!(tri(&creatinine(Above, 8.0), "ckd"), True);
}

#[test]
fn a_bound_of_potassium_raises_no_false_alarm_and_hides_no_true_one() {
    let on = |person: Person| person.takes("lisinopril 10 mg").bridged_in("us");
    let review = |bridged: &Bridged| status(bridged, "med_rasi_hyperk_review");
    assert_eq!(review(&on(diabetic().bounded("potassium", Below, 5.5, TODAY))), Status::NotEligible);
    assert_eq!(review(&on(diabetic().bounded("potassium", Above, 5.5, TODAY))), Status::Recommend);
    let above = on(diabetic().bounded("potassium", Above, 5.5, TODAY));
    assert_eq!(tri(&above, "hyperkalaemia"), True);
    let urgent = |bridged: &Bridged| status(bridged, "urgent_assessment");
    assert_eq!(urgent(&on(diabetic().bounded("potassium", Above, 6.0, TODAY))), Status::Recommend);
    assert_eq!(urgent(&above), Status::NeedsData);
}

#[test]
fn bounds_of_one_day_that_pull_both_ways_say_nothing() {
    let urgent = |person: Person| status(&person.bridged_in("us"), "urgent_assessment");
    let calm = || Person::man().lists(ListState::Closed).measured("potassium", 4.0, TODAY);
    let both = calm().bounded("sbp", Above, 185.0, TODAY).bounded("sbp", Below, 200.0, TODAY);
    assert_eq!(urgent(both.measured("dbp", 80.0, TODAY)), Status::NeedsData);
    let one = calm().bounded("sbp", Above, 185.0, TODAY).measured("sbp", 195.0, TODAY);
    assert_eq!(urgent(one.measured("dbp", 80.0, TODAY)), Status::Recommend);
    let labs = |first, second| {
        let person = diabetic().bounded("egfr", first, 50.0, TODAY).bounded("egfr", second, 50.0, TODAY);
        status(&person.measured("hba1c", 8.5, TODAY).bridged_in("us"), "med_metformin_start")
    };
    assert_eq!((labs(Above, Above), labs(Above, Below)), (Status::Recommend, Status::NeedsData));
}

#[test]
fn an_emergency_is_of_today() {
    let pressed = |day: &str| {
        let person = Person::man().lists(ListState::Closed).measured("sbp", 205.0, day).measured("dbp", 125.0, day);
        recommend(&person.bridged_in("us").facts)
    };
    assert_eq!(pressed(TODAY).cards[0].action, "urgent_assessment");
    let old = pressed("2015-01-01");
    assert!(!old.cards.iter().any(|card| card.urgent) && old.critical.is_empty());
    let held = old.held.iter().find(|held| held.action == "urgent_assessment").unwrap();
    assert_eq!((held.status, &*held.clause), (Status::NeedsData, "not_known"));
    assert!(held.because.iter().any(|one| one.name == "sbp" && one.old == Some(date("2015-01-01"))));
    let asked = old.questions.iter().find(|question| question.name == "sbp").unwrap();
    assert!(asked.safety);
    let potassium = |day: &str| {
        recommend(&diabetic().takes("spironolactone 25 mg").measured("potassium", 6.8, day).bridged_in("us").facts)
    };
    assert!(potassium(TODAY).cards[0].urgent);
    let old = potassium("2024-01-01");
    assert!(!old.cards.iter().any(|card| card.urgent));
    assert!(old.questions.iter().any(|question| question.name == "potassium" && question.safety));
}

#[test]
fn no_medicine_rests_on_what_was_measured_too_long_ago() {
    let start = |day: &str, egfr: f64| {
        let person = diabetic().measured("hba1c", 8.5, TODAY).measured("egfr", egfr, day);
        recommend(&person.bridged_in("us").facts)
    };
    let metformin = |answer: &Recommendations| card(answer, "med_metformin_start").map(|card| card.status);
    assert_eq!(metformin(&start(TODAY, 80.0)), Some(Status::Recommend));
    // Neither a good nor a bad old value answers.
    for egfr in [80.0, 25.0] {
        let old = start("2012-01-01", egfr);
        assert_eq!(metformin(&old), Some(Status::NeedsData));
        assert_eq!(card(&old, "med_metformin_start").unwrap().asks, ["egfr"]);
        assert!(old.questions.iter().any(|question| question.name == "egfr"));
    }
    let all = |day: &str| {
        let measured =
            [("potassium", 4.2), ("egfr", 75.0), ("uacr", 400.0), ("hba1c", 8.5), ("sbp", 165.0), ("dbp", 95.0)];
        let person = measured.iter().fold(diabetic(), |person, (concept, value)| person.measured(concept, *value, day));
        recommend(&person.bridged_in("us").facts)
    };
    let medicines = [
        ("med_rasi_albuminuria", "uacr"),
        ("med_sglt2i", "egfr"),
        ("med_metformin_start", "hba1c"),
        ("med_bp_intensify", "sbp"),
        ("med_hba1c_intensify", "hba1c"),
    ];
    let (now, old) = (all(TODAY), all("2014-01-01"));
    for (action, asks) in medicines {
        assert_eq!(card(&now, action).unwrap().status, Status::Recommend, "{action}");
        let card = card(&old, action).unwrap();
        assert_eq!(card.status, Status::NeedsData, "{action}");
        assert!(card.asks.iter().any(|name| name == asks), "{action} asks {:?}", card.asks);
        assert!(old.questions.iter().any(|question| question.name == asks), "{asks}");
    }
    // What is no medicine stands, and says how old its reason is.
    for (answer, since) in [(&now, None), (&old, Some(date("2014-01-01")))] {
        let dash = card(answer, "diet_sodium").unwrap();
        assert_eq!(dash.status, Status::Recommend);
        assert_eq!(dash.because.iter().find(|one| one.name == "sbp").unwrap().old, since);
    }
}

#[test]
fn a_warning_stands_on_an_old_value_and_says_so() {
    let answer =
        recommend(&diabetic().takes("metformin 1000 mg").measured("egfr", 25.0, "2020-01-01").bridged_in("us").facts);
    let stop = card(&answer, "med_metformin_stop").unwrap();
    assert_eq!((stop.status, stop.because.iter().find_map(|one| one.old)), (Status::Avoid, Some(date("2020-01-01"))));
}

#[test]
fn a_missing_value_is_missing_when_it_is_too_old() {
    // Without an LDL the statin is advised in diabetes; an old one may not keep it back.
    let statin = |person: Person| status(&person.bridged_in("us"), "med_statin_moderate");
    assert_eq!(statin(diabetic()), Status::Recommend);
    assert_eq!(statin(diabetic().measured("ldl", 120.0, TODAY)), Status::Recommend);
    assert_eq!(statin(diabetic().measured("ldl", 120.0, "2015-01-01")), Status::Recommend);
}

#[test]
fn a_risk_of_old_values_says_how_old_they_are() {
    let mut person = Person::man().lists(ListState::Closed).measured("sbp", 150.0, "2023-01-01");
    for (concept, value) in [("total_chol", 220.0), ("hdl", 45.0), ("egfr", 85.0), ("bmi", 27.0)] {
        person = person.measured(concept, value, TODAY);
    }
    let person = person.answered("smoking", "never", TODAY);
    let options =
        AssessOptions { as_of: Some(date(TODAY)), country: Some("US".to_owned()), ..AssessOptions::default() };
    let answer = assess(&person.0, &options).unwrap();
    let cards = answer.recommendations.cards.iter().flat_map(|card| &card.because);
    let risks: BTreeSet<_> = cards.filter(|one| one.name.starts_with("prevent_")).map(|one| one.old).collect();
    assert_eq!(risks, BTreeSet::from([Some(date("2023-01-01"))]));
}

/// A person of such statements, every number that can be asked for old, or taken away.
fn aged(said: &[people::Said], names: &Catalogue, close: bool, known: bool) -> Facts {
    let mut facts = people::person(said, close, names);
    let since = Provenance { old: Some(date("2012-01-01")), ..Provenance::default() };
    for one in said {
        let index = one.0.index(names.fields.len() + names.names.len());
        let measured = |field: &&FieldEntry| field.kind == "number" && field.asked && field.name != "age";
        let Some(field) = names.fields.get(index).filter(measured) else { continue };
        state(&mut facts, names, one);
        let (min, max) = field.range.unwrap();
        let value = (min + (max - min) * f64::from(one.1 % 1001) / 1000.0).round().clamp(min, max);
        if known {
            facts.set_number(&field.name, value, since.clone()).unwrap();
        } else {
            facts.set_unknown(&field.name, since.clone()).unwrap();
        }
    }
    facts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Whatever was measured long ago: no medicine and no emergency is shown that would not be shown without it; all the
    /// rest is as if it were of today.
    #[test]
    fn old_values_show_no_medicine(said in said(), close: bool) {
        let names = catalogue();
        let decided = |facts: &Facts| -> BTreeMap<&str, Status> {
            decide_all(facts).into_iter().map(|(id, status, _)| (id, status)).collect()
        };
        let fresh = decided(&people::person(&said, close, &names));
        let [old, without] = [true, false].map(|known| decided(&aged(&said, &names, close, known)));
        for action in &names.actions {
            let id = action.id.as_str();
            if !(action.clinician_required && action.kind != "avoid") && id != "urgent_assessment" {
                prop_assert_eq!(old[id], fresh[id], "{}", id);
            } else if matches!(old[id], Status::Recommend | Status::Discuss) {
                prop_assert_eq!(old[id], without[id], "{}", id);
            }
        }
    }
}
