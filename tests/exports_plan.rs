//! The plan as FHIR drafts: valid, never more than a proposal, never what the plan hides, and nothing to a reader.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "support/r4.rs"]
mod r4;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use bedside::export::bundle;
use bedside::recommend::{Card, Status};
use bedside::record::Patient;
use bedside::session::{AssessOptions, Assessed, ExportOptions, ReadOptions, assess, export_as, read};
use r4::{faults, people};
use serde_json::Value;

fn options() -> ExportOptions {
    let assess =
        AssessOptions { as_of: "2026-11-25".parse().ok(), country: Some("US".to_owned()), ..AssessOptions::default() };
    ExportOptions { plan: true, ..assess.into() }
}

fn robin() -> Patient {
    let bytes = std::fs::read(support::repository().join("www/examples/person/robin-example.json")).unwrap();
    read(&[("person.json", bytes)], &ReadOptions::default()).patients.remove(0)
}

fn resources(bundle: &Value) -> Vec<Value> {
    bundle["entry"].as_array().unwrap().iter().map(|entry| entry["resource"].clone()).collect()
}

/// The drafts of a report alone.
fn drafts(report: &Assessed) -> Vec<Value> {
    let text = bundle(&Patient::default(), report, Some(&BTreeMap::new()));
    let all = resources(&serde_json::from_str(&text).unwrap());
    all.into_iter().filter(|r| ["CarePlan", "Goal", "ServiceRequest"].contains(&kind(r))).collect()
}

fn kind(resource: &Value) -> &str {
    resource["resourceType"].as_str().unwrap()
}

/// Actions named anywhere in some resources.
fn actions(resources: &[Value]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for resource in resources {
        let mut see = |code: &Value| {
            for coding in code["coding"].as_array().into_iter().flatten() {
                found.insert(coding["code"].as_str().unwrap().to_owned());
            }
        };
        see(&resource["code"]);
        see(&resource["description"]);
        for activity in resource["activity"].as_array().into_iter().flatten() {
            see(&activity["detail"]["code"]);
        }
    }
    found
}

#[test]
fn every_plan_is_valid_r4_and_only_ever_proposed() {
    let mut wrong = Vec::new();
    let mut seen = BTreeMap::<String, usize>::new();
    for (name, patient) in people() {
        let file = export_as("fhir", &patient, &options()).unwrap();
        let bundle: Value = serde_json::from_str(&file.data).unwrap();
        wrong.extend(faults(&bundle).into_iter().map(|fault| format!("{name}: {fault}")));
        for resource in resources(&bundle) {
            *seen.entry(kind(&resource).to_owned()).or_default() += 1;
            let proposed = match kind(&resource) {
                "CarePlan" | "ServiceRequest" => resource["status"] == "draft" && resource["intent"] == "proposal",
                "Goal" => resource["lifecycleStatus"] == "proposed",
                "MedicationRequest" | "NutritionOrder" | "Appointment" | "Task" => false,
                _ => true,
            };
            let begun = |activity: &Value| activity.get("detail").is_some_and(|d| d["status"] != "not-started");
            if !proposed || resource["activity"].as_array().into_iter().flatten().any(begun) {
                wrong.push(format!("{name}: {resource}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for kind in ["CarePlan", "Goal", "ServiceRequest"] {
        assert!(seen[kind] > 20, "{kind}: {seen:?}");
    }
}

#[test]
fn drafts_hold_what_the_plan_shows_and_nothing_else() {
    let mut medicines = 0;
    for (name, patient) in people() {
        // The day of the newest value: years later, old values would start no medicine.
        let newest = patient.observations.iter().filter_map(|o| o.date).filter(|date| date.is_full()).max();
        let options = options().assess;
        let report = assess(&patient, &AssessOptions { as_of: newest.or(options.as_of), ..options }).unwrap();
        let shown: BTreeMap<&str, &Card> =
            report.recommendations.cards.iter().map(|card| (&*card.action, card)).collect();
        let drafted = drafts(&report);
        for action in actions(&drafted) {
            let card = shown.get(action.as_str()).unwrap_or_else(|| panic!("{name}: {action} is not on the plan"));
            assert_ne!(card.status, Status::NeedsData, "{name}: {action}");
            assert!(card.verification != "U" || card.urgent || card.status == Status::Avoid, "{name}: {action}");
        }
        let requested = drafted.iter().filter(|r| kind(r) == "ServiceRequest").cloned().collect::<Vec<_>>();
        for action in actions(&requested) {
            assert_ne!(
                shown[action.as_str()].status,
                Status::Avoid,
                "{name}: a request for what is warned of, {action}"
            );
            medicines += usize::from(shown[action.as_str()].category == "medication-review");
        }
        for held in &report.recommendations.held {
            assert!(!actions(&drafted).contains(&*held.action), "{name}: {}", held.action);
        }
    }
    assert!(medicines > 20, "only {medicines} medicine cards were seen");
}

/// A report whose one medicine card is as `change` makes it.
fn with_medicine(change: impl Fn(&mut Card)) -> Vec<Value> {
    let mut report = assess(&robin(), &options().assess).unwrap();
    let cards = &mut report.recommendations.cards;
    let at = cards.iter().position(|c| c.category == "medication-review" && c.status != Status::Avoid).unwrap();
    let mut card = cards.remove(at);
    (card.status, card.verification, card.urgent, card.alternative_to) = (Status::Recommend, "V2".into(), false, None);
    card.clinician_required = true;
    change(&mut card);
    *cards = vec![card];
    report.recommendations.critical.clear();
    drafts(&report)
}

#[test]
fn a_medicine_that_is_blocked_hidden_or_unsure_becomes_no_request() {
    let shown = with_medicine(|_| {});
    assert_eq!(shown.iter().map(kind).collect::<Vec<_>>(), ["CarePlan", "ServiceRequest"]);
    assert!(with_medicine(|card| card.verification = "U".into()).is_empty());
    for status in [Status::Blocked, Status::NeedsData, Status::NotEligible, Status::Declined] {
        assert!(with_medicine(|card| card.status = status).is_empty(), "{status:?}");
    }
    assert!(with_medicine(|card| card.alternative_to = Some("another".into())).is_empty());
    let avoid = with_medicine(|card| card.status = Status::Avoid);
    assert_eq!(avoid.iter().map(kind).collect::<Vec<_>>(), ["CarePlan"]);
    assert_eq!(avoid[0]["activity"][0]["detail"]["doNotPerform"], true);
}

#[test]
fn what_is_urgent_stands_alone_here_too() {
    let mut report = assess(&robin(), &options().assess).unwrap();
    report.recommendations.critical.clear();
    assert!(actions(&drafts(&report)).len() > 3);
    report.recommendations.cards[1].urgent = true;
    let action = report.recommendations.cards[1].action.clone();
    let alone = drafts(&report);
    assert_eq!(actions(&alone), BTreeSet::from([action.into_owned()]));
    let request = alone.iter().find(|r| kind(r) == "ServiceRequest").unwrap();
    assert_eq!(request["priority"], "urgent");
    report.person.deceased = true;
    assert!(drafts(&report).is_empty());
}

#[test]
fn a_reader_takes_no_draft_for_a_fact() {
    let patient = robin();
    let plain = export_as("fhir", &patient, &options().assess.into()).unwrap();
    let planned = export_as("fhir", &patient, &options()).unwrap();
    assert!(!plain.data.contains("CarePlan") && planned.data.contains("CarePlan"));
    let back = |data: &str| read(&[("a.json", data.as_bytes())], &ReadOptions::default()).patients.remove(0);
    let (mut with, without) = (back(&planned.data), back(&plain.data));
    with.files = without.files.clone();
    assert_eq!(serde_json::to_value(with).unwrap(), serde_json::to_value(without).unwrap());
}

#[test]
fn titles_are_the_readers_words_and_only_fhir_holds_the_plan() {
    let patient = robin();
    let report = assess(&patient, &options().assess).unwrap();
    let action = report.recommendations.cards.iter().find(|c| c.status == Status::Recommend).unwrap().action.clone();
    let titles = BTreeMap::from([(action.into_owned(), "每日食盐少于5克".to_owned())]);
    let told = ExportOptions { titles, ..options() };
    assert!(export_as("fhir", &patient, &told).unwrap().data.contains("每日食盐少于5克"));
    for kind in ["json", "csv"] {
        assert!(!export_as(kind, &patient, &told).unwrap().data.contains("每日食盐少于5克"), "{kind}");
    }
}
