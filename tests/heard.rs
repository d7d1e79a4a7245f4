//! One question has one answer, whoever asks; a list that was left open says nothing of the rest; no value of a record is
//! overruled by silence.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "support/person.rs"]
mod person;

use bedside::recommend::{Card, Status, Tri};
use bedside::record::{Answer, ListState, Patient, Sex};
use bedside::score::Assessment;
use bedside::session::{Amendment, AssessOptions, Assessed, ReadOptions, amend, assess, read};
use person::{Person, TODAY, tri};

/// A form of a woman of 58 with the numbers of a score, the other parts as given.
fn form(rest: &str) -> Patient {
    let text = format!(
        r#"{{"format":"bedside-form","version":1,"date":"{TODAY}","sex":"female","age":58,"values":[
            {{"concept":"sbp","value":148}},{{"concept":"total_chol","value":210}},{{"concept":"hdl","value":50}},
            {{"concept":"egfr","value":88}},{{"concept":"bmi","value":27}},{{"concept":"smoking","word":"never"}}],{rest}}}"#
    );
    let mut reading = read(&[("form.json", text.as_bytes())], &ReadOptions::default());
    assert!(reading.files[0].error.is_none(), "{:?}", reading.files[0].error);
    reading.patients.remove(0)
}

fn assessed(patient: &Patient) -> Assessed {
    let options = AssessOptions { as_of: TODAY.parse().ok(), country: Some("US".into()), ..AssessOptions::default() };
    assess(patient, &options).unwrap()
}

fn answer(patient: &mut Patient, name: &str, yes: bool) {
    let one = Amendment::Answer { name: name.to_owned(), value: Some(Answer::Flag(yes)) };
    amend(patient, &[one], TODAY.parse().ok()).unwrap();
}

fn asked(report: &Assessed) -> Vec<&str> {
    report.recommendations.questions.iter().map(|q| &*q.name).collect()
}

fn card<'a>(report: &'a Assessed, action: &str) -> &'a Card {
    let found = report.recommendations.cards.iter().find(|c| c.action == action);
    found.unwrap_or_else(|| panic!("no card {action}"))
}

/// What the first score still asks for.
fn missing(report: &Assessed) -> Vec<String> {
    match &report.scores[0].assessment {
        Assessment::NeedsInput { missing } => missing.iter().map(|m| m.input.to_string()).collect(),
        Assessment::Computed { .. } => Vec::new(),
        Assessment::NotApplicable { reasons } => panic!("{reasons:?}"),
    }
}

const NO_MEDICINES: &str = r#""answers":{"antihypertensive":false,"statin":false}"#;

#[test]
fn what_a_score_was_answered_no_rule_asks_again() {
    let mut patient = form(NO_MEDICINES);
    let report = assessed(&patient);
    assert_eq!(missing(&report), ["diabetes", "existing_cvd", "heart_failure"]);
    let names = asked(&report);
    assert!(names.contains(&"ascvd") && names.contains(&"hf"), "{names:?}");
    assert!(!names.contains(&"existing_cvd") && !names.contains(&"heart_failure"), "one question each: {names:?}");
    let shared = report.recommendations.questions.iter().find(|q| q.name == "ascvd").unwrap();
    assert!(!shared.scores.is_empty() && !shared.actions.is_empty(), "{shared:?}");
    for name in ["existing_cvd", "heart_failure", "diabetes"] {
        answer(&mut patient, name, false);
    }
    let report = assessed(&patient);
    assert_eq!(missing(&report), [] as [&str; 0]);
    for name in ["ascvd", "hf", "mi", "t2d", "t1d", "existing_cvd", "heart_failure", "diabetes"] {
        assert!(!asked(&report).contains(&name), "{name}");
    }
}

#[test]
fn what_a_rule_was_answered_no_score_asks_again() {
    let mut patient = form(NO_MEDICINES);
    for name in ["ascvd", "hf", "t1d", "t2d"] {
        answer(&mut patient, name, false);
    }
    assert_eq!(missing(&assessed(&patient)), [] as [&str; 0]);
    answer(&mut patient, "t2d", true);
    let report = assessed(&patient);
    let used = report.scores[0].inputs.iter().find(|i| i.id == "diabetes").unwrap();
    assert_eq!(used.value, Some(1.0));
    answer(&mut patient, "ascvd", true);
    assert!(matches!(assessed(&patient).scores[0].assessment, Assessment::NotApplicable { .. }));
}

#[test]
fn a_yes_to_a_score_is_one_to_the_rules() {
    let mut patient = form(NO_MEDICINES);
    answer(&mut patient, "existing_cvd", true);
    answer(&mut patient, "heart_failure", true);
    let report = assessed(&patient);
    assert!(!asked(&report).contains(&"ascvd") && !asked(&report).contains(&"hf"));
    let statin = report.recommendations.cards.iter().any(|c| c.action == "med_statin_high");
    assert!(statin, "narrowed arteries ask for a statin");
}

#[test]
fn the_newest_answer_counts_under_either_name() {
    let mut patient = form(NO_MEDICINES);
    for (first, second) in [("existing_cvd", "ascvd"), ("heart_failure", "hf"), ("diabetes", "t2d")] {
        answer(&mut patient, first, false);
        answer(&mut patient, second, true);
        assert!(!patient.answers.contains_key(first), "{first}");
        answer(&mut patient, first, false);
        assert_eq!(patient.answers.get(second), None, "{second}");
    }
}

#[test]
fn a_suspected_stroke_is_settled_by_an_answer_and_a_bleeding_is_not() {
    use bedside::record::VerificationStatus;
    let with = |code: &str| {
        let person = Person(form(NO_MEDICINES)).has_with(person::SNOMED, code, |c| {
            c.verification = VerificationStatus::Suspected;
        });
        let mut patient = person.0;
        for name in ["ascvd", "hf", "t1d", "t2d"] {
            answer(&mut patient, name, false);
        }
        missing(&assessed(&patient))
    };
    assert_eq!(with("415070008"), [] as [&str; 0]);
    assert_eq!(with("274100004"), ["existing_cvd"]);
}

#[test]
fn a_no_to_a_class_is_one_to_its_parts() {
    let bridged = Person(form(NO_MEDICINES)).bridged();
    for name in ["statin_high", "simvastatin", "acei", "arb", "thiazide", "lisinopril"] {
        assert_eq!(tri(&bridged, name), Tri::False, "{name}");
    }
    assert_eq!(tri(&bridged, "nsaid"), Tri::Unknown);
}

#[test]
fn a_list_of_a_form_that_was_left_open_is_not_known() {
    let lists = r#""medicines":{"entries":[{"name":"lisinopril","text":"Lisinopril"},{"name":"ibuprofen","text":"Ibuprofen"}]}"#;
    let mut patient = form(lists);
    let report = assessed(&patient);
    let statin = report.scores[0].inputs.iter().find(|i| i.id == "statin").unwrap();
    assert_eq!(statin.value, None);
    assert!(!report.presumed.iter().any(|name| name == "statin"), "{:?}", report.presumed);
    assert!(missing(&report).contains(&"statin".to_owned()));
    assert!(report.recommendations.cards.iter().all(|card| card.presumed.is_empty()));
    let bridged = |patient: &Patient| Person(patient.clone()).bridged();
    assert_eq!(tri(&bridged(&patient), "simvastatin"), Tri::Unknown);
    assert_eq!(tri(&bridged(&patient), "lisinopril"), Tri::True);
    assert_eq!(tri(&bridged(&patient), "acei"), Tri::True);
    let changes = |json: &str, patient: &mut Patient| {
        amend(patient, &[serde_json::from_str(json).unwrap()], TODAY.parse().ok()).unwrap();
    };
    changes(r#"{"op":"add","list":"medicines","entry":{"name":"amlodipine","text":"Amlodipine"}}"#, &mut patient);
    assert_eq!(tri(&bridged(&patient), "simvastatin"), Tri::Unknown, "one more typed entry is no list");
    changes(r#"{"op":"close","list":"medicines"}"#, &mut patient);
    assert_eq!(tri(&bridged(&patient), "simvastatin"), Tri::False);
    changes(r#"{"op":"open","list":"medicines"}"#, &mut patient);
    assert_eq!(tri(&bridged(&patient), "simvastatin"), Tri::Unknown);
}

#[test]
fn an_open_list_stays_open_when_it_is_saved_or_joined() {
    let patient = form(r#""medicines":{"entries":[{"name":"lisinopril","text":"Lisinopril"}]}"#);
    assert_eq!(patient.medications.state, ListState::Silent);
    let options = AssessOptions { as_of: TODAY.parse().ok(), ..AssessOptions::default() };
    let saved = bedside::session::export_as("json", &patient, &options.into()).unwrap().data;
    let back = read(&[("saved.json", saved.as_bytes())], &ReadOptions::default()).patients.remove(0);
    assert_eq!((back.medications.state, back.medications.entries.len()), (ListState::Silent, 1));
}

#[test]
fn a_sugar_value_is_stronger_than_silence() {
    let of = |person: Person, name: &str| tri(&person.bridged(), name);
    let man = || Person::man().lists(ListState::Recorded);
    assert_eq!(of(man().measured("hba1c", 5.6, "2026-06-01"), "prediabetes"), Tri::False);
    for state in [ListState::Recorded, ListState::Closed, ListState::Silent] {
        let person = Person::man().lists(state).measured("hba1c", 6.1, "2026-06-01");
        assert_eq!(of(person, "prediabetes"), Tri::Unknown, "{state:?}");
    }
    assert_eq!(of(man().measured("hba1c", 5.7, "2026-06-01"), "prediabetes"), Tri::Unknown);
    assert_eq!(of(man().measured("glucose_fasting", 100.0, "2026-06-01"), "prediabetes"), Tri::Unknown);
    assert_eq!(of(man().measured("glucose_fasting", 99.0, "2026-06-01"), "prediabetes"), Tri::False);
    for name in ["t1d", "t2d"] {
        assert_eq!(of(man().measured("hba1c", 6.5, "2026-06-01"), name), Tri::Unknown, "{name}");
        assert_eq!(of(man().measured("hba1c", 6.4, "2026-06-01"), name), Tri::False, "{name}");
    }
    let diabetic = man().has(person::ICD10, "E11.9").measured("hba1c", 6.1, "2026-06-01");
    assert_eq!(of(diabetic, "prediabetes"), Tri::False);
    let profile = man().measured("hba1c", 7.4, "2026-06-01").profile();
    let diabetes = profile.get("diabetes").unwrap();
    assert_eq!((diabetes.value, diabetes.notes[0].as_ref()), (None, "diabetesValue"));
    let mut denied = man().measured("hba1c", 6.1, "2026-06-01");
    answer(&mut denied.0, "prediabetes", false);
    assert_eq!(of(denied, "prediabetes"), Tri::False, "an answer counts");
}

#[test]
fn who_takes_a_blood_pressure_medicine_and_has_130_is_not_presumed_to_be_well() {
    let with = |sbp: f64, medicine: &str| {
        let person = Person::man().lists(ListState::Recorded).takes(medicine).measured("sbp", sbp, "2026-06-01");
        tri(&person.bridged(), "htn")
    };
    assert_eq!(with(148.0, "lisinopril 10 mg"), Tri::Unknown);
    assert_eq!(with(124.0, "lisinopril 10 mg"), Tri::False);
    assert_eq!(with(148.0, "paracetamol 500 mg"), Tri::False);
}

#[test]
fn nothing_recorded_of_a_screening_brings_the_card_that_asks_when() {
    let closed = r#""answers":{},"conditions":{"closed":true},"medicines":{"closed":true,"entries":[{"name":"lisinopril","text":"Lisinopril"}]},"allergies":{"closed":true}"#;
    let report = assessed(&form(closed));
    assert_eq!(card(&report, "scr_crc").status, Status::Recommend);
    for (action, field) in [("scr_breast", "m_since_mammogram"), ("mon_potassium", "m_since_potassium")] {
        let card = card(&report, action);
        assert_eq!(card.status, Status::NeedsData);
        assert_eq!(card.asks[0], field);
        assert!(!card.because.is_empty(), "{action}");
        assert!(card.because.iter().all(|b| b.value.is_some()), "what holds: {:?}", card.because);
    }
    let held = report.recommendations.held.iter().find(|h| h.action == "ex_resistance").unwrap();
    assert_eq!((held.status, &*held.clause), (Status::NeedsData, "not_known"));
    let held = report.recommendations.held.iter().find(|h| h.action == "scr_prostate").unwrap();
    assert_eq!(&*held.clause, "eligible");
}

#[test]
fn no_reason_rests_on_what_could_not_be_otherwise() {
    let reasons = |sex: Sex, birth: &str| -> Vec<String> {
        let person = Person::new(sex, birth).lists(ListState::Closed).measured("sbp", 152.0, "2026-06-01");
        let report = assessed(&person.0);
        report.recommendations.cards.iter().flat_map(|c| &c.because).map(|b| b.name.to_string()).collect()
    };
    assert!(!reasons(Sex::Male, "1979-01-01").contains(&"pregnant".to_owned()));
    assert!(!reasons(Sex::Female, "1968-01-01").contains(&"pregnant".to_owned()));
    let mut young = Person::woman("1990-01-01").lists(ListState::Closed).measured("sbp", 152.0, "2026-06-01").0;
    answer(&mut young, "pregnant", false);
    let report = assessed(&young);
    let said = report.recommendations.cards.iter().flat_map(|c| &c.because).any(|b| b.name == "pregnant");
    assert!(said, "an answer is a reason");
}
