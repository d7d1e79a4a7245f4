//! What a person types: the form document, and changes to a record.

use bedside::collect::{Amendment, Form, ListName, ReadOptions, SavedRecord, amend, read, record_of};
use bedside::record::{Answer, Kept, ListState, Patient, Value, VerificationStatus};
use bedside::vocab::PartialDate;

use super::samples::number;

const FORM: &str = r#"{"format":"bedside-form","version":1,"date":"2026-07-15","sex":"female","age":59,
  "values":[{"concept":"total_chol","value":5.6,"unit":"mmol/L"},{"concept":"sbp","value":138,"unit":"mm[Hg]","date":"2026-07-10"},
    {"concept":"smoking","word":"former"},{"concept":"hdl","value":51,"unit":"mmHg"}],
  "answers":{"diabetes":"type2","north":true,"salt_g_day":8},
  "conditions":{"closed":true,"entries":[{"name":"htn","text":"Hypertension"}]},
  "medicines":{"closed":false,"entries":[{"name":"amlodipine","text":"Amlodipine","mgPerDay":5},{"text":"some herbal tea"}]},
  "allergies":{"closed":true,"entries":[]}}"#;

fn form() -> Patient {
    let reading = read(&[("form", FORM)], &ReadOptions::default());
    assert_eq!(reading.files[0].error, None);
    reading.patients.into_iter().next().unwrap()
}

fn day(text: &str) -> Option<PartialDate> {
    text.parse().ok()
}

fn change(patient: &mut Patient, json: &str) -> Result<(), String> {
    let amendment: Amendment = serde_json::from_str(json).unwrap();
    amend(patient, &[amendment], day("2026-11-25")).map_err(|e| e.key)
}

#[test]
fn a_form_document_is_a_record() {
    let patient = form();
    assert!((number(&patient, "total_chol").unwrap() - 216.552).abs() < 1e-9);
    assert_eq!(patient.age, Some((59, day("2026-07-15"))));
    assert_eq!(patient.set_aside[0].reason, "unitUnknown");
    let concepts: Vec<&str> =
        patient.conditions.entries.iter().flat_map(|c| c.concepts.iter().map(String::as_str)).collect();
    assert_eq!(concepts, ["diabetes_t2", "hypertension"]);
    assert_eq!(patient.conditions.state, ListState::Closed);
    assert_eq!(patient.medications.state, ListState::Silent, "left open");
    assert_eq!(patient.medications.entries[0].concepts, ["antihypertensive"]);
    assert_eq!(patient.medications.entries[0].dose.mg_per_day, Some(5.0));
    assert_eq!(patient.allergies.state, ListState::Closed);
    assert_eq!(patient.answers.get("salt_g_day"), Some(&Answer::Number(8.0)));
    let same: Form = serde_json::from_str(FORM).unwrap();
    assert_eq!(record_of(&same, &ReadOptions::default()), patient);
}

#[test]
fn a_new_value_sets_the_same_days_aside_and_keeps_it() {
    let mut patient = form();
    change(&mut patient, r#"{"op":"setValue","concept":"sbp","value":130,"unit":"mmHg","date":"2026-07-10"}"#).unwrap();
    assert_eq!(number(&patient, "sbp"), Some(130.0));
    let aside = patient.set_aside.iter().find(|s| s.reason == "replaced").unwrap().clone();
    change(&mut patient, &format!(r#"{{"op":"restore","fact":{}}}"#, aside.id)).unwrap();
    assert_eq!(number(&patient, "sbp"), Some(134.0), "both stand again");
    assert!(!patient.set_aside.iter().any(|s| s.id == aside.id));
}

#[test]
fn what_cannot_be_changes_nothing() {
    let mut patient = form();
    let before = patient.clone();
    for (json, key) in [
        (r#"{"op":"set","concept":"sbp","value":1380,"unit":"mmHg"}"#, "value.hardRange"),
        (r#"{"op":"set","concept":"sbp","value":138,"unit":"mmol/L"}"#, "value.unitUnknown"),
        (r#"{"op":"set","concept":"smoking","word":"sometimes"}"#, "amend.word"),
        (r#"{"op":"set","concept":"birth","word":"2030-01-01"}"#, "value.birthImpossible"),
        (r#"{"op":"set","concept":"age","value":-3}"#, "value.ageImpossible"),
        (r#"{"op":"setAside","fact":9999}"#, "amend.noFact"),
        (r#"{"op":"restore","fact":9999}"#, "amend.noFact"),
    ] {
        assert_eq!(change(&mut patient, json), Err(key.to_owned()), "{json}");
    }
    let aside = patient.set_aside[0].id;
    assert_eq!(
        change(&mut patient, &format!(r#"{{"op":"restore","fact":{aside}}}"#)),
        Err("amend.cannotRestore".into())
    );
    assert_eq!(patient, before);
}

#[test]
fn a_fact_set_aside_is_mended_with_another_unit() {
    let mut patient = form();
    let aside = patient.set_aside[0].id;
    change(&mut patient, &format!(r#"{{"op":"edit","fact":{aside},"value":51,"unit":"mg/dL"}}"#)).unwrap();
    assert_eq!(number(&patient, "hdl"), Some(51.0));
    assert!(patient.set_aside.is_empty());
}

#[test]
fn confirming_answering_closing_adding() {
    let mut patient = form();
    change(&mut patient, r#"{"op":"confirm","concept":"sbp"}"#).unwrap();
    let newest = patient.observations.iter().filter(|o| o.concept == "sbp").max_by_key(|o| o.date).unwrap();
    assert_eq!((newest.date, newest.notes.as_slice()), (day("2026-11-25"), &["confirmed".to_owned()][..]));
    change(&mut patient, r#"{"op":"confirm","concept":"stroke"}"#).unwrap();
    assert_eq!(patient.answers.get("stroke"), Some(&Answer::Flag(false)));
    change(&mut patient, r#"{"op":"answer","name":"hcm","value":false}"#).unwrap();
    change(&mut patient, r#"{"op":"answer","name":"hcm"}"#).unwrap();
    assert!(!patient.answers.contains_key("hcm"));
    change(&mut patient, r#"{"op":"close","list":"medicines"}"#).unwrap();
    assert_eq!(patient.medications.state, ListState::Closed);
    change(&mut patient, r#"{"op":"add","list":"conditions","entry":{"name":"stroke","text":"Stroke"}}"#).unwrap();
    assert!(
        patient
            .conditions
            .entries
            .iter()
            .any(|c| c.concepts == ["stroke"] && c.verification == VerificationStatus::Confirmed)
    );
    let id = patient.conditions.entries.last().unwrap().id;
    change(&mut patient, &format!(r#"{{"op":"setAside","fact":{id}}}"#)).unwrap();
    assert!(!patient.conditions.entries.iter().any(|c| c.id == id));
    change(&mut patient, r#"{"op":"setWord","concept":"smoking","word":"current"}"#).unwrap();
    let words = patient.observations.iter().filter(|o| matches!(&o.value, Value::Word { word } if word == "current"));
    assert_eq!(words.count(), 1);
    change(&mut patient, r#"{"op":"decline","action":"x","reason":"cost"}"#).unwrap();
    assert_eq!(patient.declined.get("x").map(String::as_str), Some("cost"));
    amend(&mut patient, &[Amendment::Open { list: ListName::Medicines }], None).unwrap();
    assert_eq!(patient.medications.state, ListState::Silent, "only typed entries");
}

#[test]
fn a_saved_record_reads_back_as_it_was() {
    let patient = form();
    let text = serde_json::to_string(&SavedRecord::of(vec![patient.clone()])).unwrap();
    let reading = read(&[("saved.json", text.as_str())], &ReadOptions::default());
    assert_eq!(reading.files[0].format, "bedside-record");
    let mut back = reading.patients.into_iter().next().unwrap();
    assert_eq!(back.files.pop().as_deref(), Some("saved.json"));
    assert_eq!(back.observations, patient.observations);
    assert_eq!(back.answers, patient.answers);
    assert_eq!(back.conditions, patient.conditions);
    for (text, key) in [
        (text.replace("\"version\":1", "\"version\":9"), "saved.version"),
        (text.replace("\"patients\":[{", "\"patients\":[7,{"), "saved.invalid"),
        (text[..text.len() - 20].to_owned(), "json.truncated"),
    ] {
        let reading = read(&[("saved.json", text)], &ReadOptions::default());
        assert_eq!(reading.files[0].error.as_ref().map(|e| e.key.as_str()), Some(key));
        assert!(reading.patients.is_empty());
    }
}

#[test]
fn a_number_of_another_version_is_kept() {
    let mut patient = form();
    let mut newer = patient.observations.iter().find(|o| o.concept == "sbp").unwrap().clone();
    newer.concept = "of_another_version".into();
    newer.id = patient.next_id;
    patient.next_id += 1;
    patient.observations.push(newer.clone());
    let opened = |patient: &Patient| {
        let text = serde_json::to_string(&SavedRecord::of(vec![patient.clone()])).unwrap();
        read(&[("saved.json", text.as_str())], &ReadOptions::default()).patients.remove(0)
    };
    let mut back = opened(&patient);
    assert!(back.observations.iter().all(|o| o.concept != newer.concept));
    let aside = back.set_aside.last().unwrap().clone();
    assert_eq!((&*aside.reason, aside.id), ("noConcept", newer.id));
    assert_eq!(aside.kept, Some(Kept::Observation(Box::new(newer))));
    let again = change(&mut back, &format!(r#"{{"op":"restore","fact":{}}}"#, aside.id));
    assert_eq!(again.unwrap_err(), "amend.cannotRestore");
    assert_eq!(opened(&back).set_aside.last(), Some(&aside), "saved again it is still there");
}
