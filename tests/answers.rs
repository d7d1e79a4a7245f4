//! What a record says, and what a person answers, is heard by every score; what cannot be is told and stops nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use bedside::record::{ListState, Patient};
use bedside::score::Assessment;
use bedside::session::{
    AssessOptions, Assessed, Batch, BatchOptions, ReadOptions, assess, catalog, evaluate, export_as, read,
};

const PERSON: &str = include_str!("../www/examples/person/robin-example.json");

fn person() -> Patient {
    read(&[("person.json", PERSON.as_bytes())], &ReadOptions::default()).patients.remove(0)
}

fn options(country: Option<&str>) -> AssessOptions {
    AssessOptions { as_of: "2026-11-25".parse().ok(), country: country.map(str::to_owned), ..AssessOptions::default() }
}

fn assessed(patient: &Patient, country: Option<&str>) -> Assessed {
    assess(patient, &options(country)).unwrap()
}

const HEADS: &str = "id,age,sex,sbp,total_chol (mg/dL),hdl (mg/dL),egfr,diabetes,statin,antihypertensive,冠心病,脑卒中,外周动脉疾病,心衰";

#[test]
fn who_does_not_smoke_now_is_scored_whatever_they_did_before() {
    let csv = format!("{HEADS},是否吸烟\n1,55,female,138,210,50,88,no,no,no,无,无,无,无,否\n");
    let reading = read(&[("clinic.csv", csv.as_bytes())], &ReadOptions::default());
    let report = assessed(&reading.patients[0], Some("US"));
    let never = csv.replace("否\n", "从不\n");
    let reading = read(&[("clinic.csv", never.as_bytes())], &ReadOptions::default());
    assert_eq!(report.scores[0].assessment, assessed(&reading.patients[0], Some("US")).scores[0].assessment);
    assert!(matches!(report.scores[0].assessment, Assessment::Computed { .. }), "{:?}", report.scores[0].assessment);
    let options = BatchOptions { assess: options(Some("US")), ..BatchOptions::default() };
    let mut batch = Batch::begin("clinic.csv", csv.as_bytes(), &options).unwrap();
    assert!(batch.step(9).unwrap());
    assert_eq!(batch.finish().unwrap().answered, 1);
}

#[test]
fn what_does_not_apply_is_not_explained() {
    use bedside::session::InputValue::{Flag, Number, Word};
    let mut inputs = std::collections::BTreeMap::from([
        ("age".to_owned(), Some(Number(80.0))),
        ("sex".to_owned(), Some(Word("female".to_owned()))),
        ("total_chol".to_owned(), Some(Number(200.0))),
        ("hdl".to_owned(), Some(Number(45.0))),
        ("sbp".to_owned(), Some(Number(160.0))),
        ("diabetes".to_owned(), Some(Flag(true))),
        ("smoking".to_owned(), Some(Word("never".to_owned()))),
        ("egfr".to_owned(), Some(Number(90.0))),
        ("antihypertensive".to_owned(), Some(Flag(true))),
        ("statin".to_owned(), Some(Flag(false))),
    ]);
    let answer = evaluate("prevent-base-10y-ascvd", &inputs).unwrap();
    assert!(matches!(answer.assessment, Assessment::NotApplicable { .. }));
    assert!(answer.contributions.is_none() && answer.attribution.is_none());
    inputs.insert("age".to_owned(), Some(Number(79.0)));
    assert!(evaluate("prevent-base-10y-ascvd", &inputs).unwrap().attribution.is_some());
}

#[test]
fn a_child_is_told_the_age() {
    let mut patient = person();
    patient.birth = "2012-01-01".parse().ok();
    match &assessed(&patient, Some("US")).scores[0].assessment {
        Assessment::NotApplicable { reasons } => assert_eq!(reasons[0].args["value"], "14"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_an_old_creatinine_could_change_is_told() {
    let mut patient = person();
    patient.observations.retain(|o| o.concept != "egfr");
    let mut creatinine = patient.observations.iter_mut().filter(|o| o.concept == "creatinine");
    creatinine.by_ref().for_each(|o| o.date = "2020-10-01".parse().ok());
    let report = assessed(&patient, Some("US"));
    let score = &report.scores[0];
    assert!(matches!(score.assessment, Assessment::Computed { .. }), "{:?}", score.assessment);
    let old = score.sensitivity.iter().find(|s| s.input == "egfr").unwrap_or_else(|| panic!("{:?}", score.sensitivity));
    assert_eq!(old.why, "old");
    assert!(old.low < old.high);
}

#[test]
fn a_list_whose_last_entry_is_set_aside_is_silent_again() {
    use bedside::session::{Amendment, amend};
    let mut patient = person();
    let today = "2026-11-25".parse().ok();
    let change = |patient: &mut Patient, json: String| {
        let one: Amendment = serde_json::from_str(&json).unwrap();
        amend(patient, &[one], today).unwrap();
    };
    let ids: Vec<u32> = patient.conditions.entries.iter().map(|c| c.id).collect();
    patient.conditions.state = ListState::Recorded;
    for id in &ids {
        change(&mut patient, format!(r#"{{"op":"setAside","fact":{id}}}"#));
    }
    assert_eq!(patient.conditions.state, ListState::Silent);
    let saved = export_as("json", &patient, &options(None).into()).unwrap().data;
    let old = saved.replacen(r#""conditions":{"state":"silent""#, r#""conditions":{"state":"recorded""#, 1);
    assert_ne!(saved, old);
    let back = read(&[("old.json", old.as_bytes())], &ReadOptions::default()).patients.remove(0);
    assert_eq!(back.conditions.state, ListState::Silent, "as an earlier version saved it");
    match &assessed(&patient, Some("US")).scores[0].assessment {
        Assessment::NeedsInput { missing } => assert!(missing.iter().any(|m| m.input == "existing_cvd")),
        other => panic!("{other:?}"),
    }
    for id in &ids {
        change(&mut patient, format!(r#"{{"op":"restore","fact":{id}}}"#));
    }
    assert_eq!(patient.conditions.state, ListState::Recorded);
    let first = assessed(&person(), Some("US"));
    let again = assessed(&patient, Some("US"));
    assert_eq!(first.scores, again.scores);
    assert_eq!(first.provenance.inputs_hash, again.provenance.inputs_hash, "back where it was");
}

#[test]
fn a_number_is_never_answered_with_yes_or_no() {
    let mut patient = person();
    let before = assessed(&patient, Some("US")).scores[0].assessment.clone();
    for (name, yes) in [("egfr", true), ("total_chol", false)] {
        patient.answers.insert(name.to_owned(), bedside::record::Answer::Flag(yes));
    }
    assert_eq!(before, assessed(&patient, Some("US")).scores[0].assessment);
}

#[test]
fn a_word_that_cannot_be_stops_only_the_equations_that_read_it() {
    let mut patient = person();
    patient.answers.insert("smoking".to_owned(), bedside::record::Answer::Word("sometimes".to_owned()));
    let report = assessed(&patient, Some("US"));
    match &report.scores[0].assessment {
        Assessment::NotApplicable { reasons } => {
            assert_eq!((&*reasons[0].key, reasons[0].input.as_deref()), ("notAllowed", Some("smoking")));
        }
        other => panic!("{other:?}"),
    }
    let bmi = report.scores.iter().find(|s| s.id == "bmi").unwrap();
    assert!(matches!(bmi.assessment, Assessment::Computed { .. }));
}

#[test]
fn a_pregnancy_of_the_problem_list_keeps_equations_away_that_were_not_made_for_it() {
    let text = PERSON.replace("1967-04-12", "1994-04-12").replace("59621000", "77386006");
    let mut patient = read(&[("person.json", text.as_bytes())], &ReadOptions::default()).patients.remove(0);
    patient.observations.retain(|o| o.concept != "pregnancy_status");
    for condition in &mut patient.conditions.entries {
        condition.onset = "2026-09-01".parse().ok();
    }
    let report = assessed(&patient, Some("US"));
    let kidney = report.scores.iter().find(|s| s.id == "ckd-epi-2021-creatinine").unwrap();
    match &kidney.assessment {
        Assessment::NotApplicable { reasons } => assert_eq!(reasons[0].key, "pregnant"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bypass_among_the_procedures_is_existing_disease() {
    use bedside::record::{Origin, Procedure};
    let mut patient = person();
    let code =
        bedside::vocab::Code { system: "http://snomed.info/sct".into(), code: "232717009".into(), display: None };
    let (id, date) = (patient.fresh_id(), "2019-05-01".parse().ok());
    patient.procedures.push(Procedure { id, codes: vec![code], text: "CABG".into(), date, origin: Origin::default() });
    match &assessed(&patient, Some("US")).scores[0].assessment {
        Assessment::NotApplicable { reasons } => assert_eq!(reasons[0].key, "existingDisease"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_answer_about_existing_disease_is_heard() {
    use bedside::record::Answer;
    let mut patient = person();
    patient.conditions.entries.clear();
    patient.conditions.state = ListState::Silent;
    let mut with = |cvd: bool| {
        for (name, value) in [("existing_cvd", cvd), ("heart_failure", false), ("diabetes", true)] {
            patient.answers.insert(name.to_owned(), Answer::Flag(value));
        }
        assessed(&patient, Some("US")).scores[0].assessment.clone()
    };
    assert!(matches!(with(false), Assessment::Computed { .. }), "{:?}", with(false));
    assert!(matches!(with(true), Assessment::NotApplicable { .. }), "{:?}", with(true));
}

#[test]
fn every_question_of_a_score_can_be_answered_until_it_answers() {
    use bedside::session::{Amendment, amend};
    let equations = catalog().equations.into_iter().filter(|e| e.question == "cardiovascular");
    let inputs: std::collections::BTreeMap<String, bedside::score::InputInfo> =
        equations.flat_map(|e| e.inputs).map(|i| (i.id.clone(), i)).collect();
    for country in ["US", "CN", "JP"] {
        for sex in ["female", "male"] {
            let mut patient = Patient::default();
            let mut asked = Vec::new();
            for _ in 0..40 {
                let report = assessed(&patient, Some(country));
                let wanted = report.scores.iter().find_map(|score| match &score.assessment {
                    Assessment::NeedsInput { missing } if score.question == "cardiovascular" => {
                        missing.first().map(|m| m.input.clone())
                    }
                    _ => None,
                });
                let Some(name) = wanted else { break };
                assert!(!asked.contains(&name), "{country}: {name} is asked again");
                let input = &inputs[&*name];
                let change = match (&*name, input.kind.as_str()) {
                    ("sex", _) => format!(r#"{{"op":"set","concept":"sex","word":"{sex}"}}"#),
                    ("age", _) => r#"{"op":"set","concept":"age","value":50}"#.to_owned(),
                    (_, "flag") => format!(r#"{{"op":"answer","name":"{name}","value":false}}"#),
                    (_, "word") => format!(r#"{{"op":"set","concept":"{name}","word":"never"}}"#),
                    _ => {
                        let value = (input.low.unwrap() * input.high.unwrap()).sqrt();
                        format!(r#"{{"op":"set","concept":"{name}","value":{value},"unit":"{}"}}"#, input.unit)
                    }
                };
                let one: Amendment = serde_json::from_str(&change).unwrap();
                amend(&mut patient, &[one], "2026-11-25".parse().ok()).unwrap_or_else(|e| panic!("{name}: {e}"));
                asked.push(name);
            }
            let report = assessed(&patient, Some(country));
            for score in report.scores.iter().filter(|s| s.question == "cardiovascular") {
                assert!(
                    matches!(score.assessment, Assessment::Computed { .. }),
                    "{}: {:?}",
                    score.id,
                    score.assessment
                );
            }
            assert!(asked.len() > 8, "{asked:?}");
        }
    }
}

#[test]
fn every_question_of_the_plan_falls_silent_once_it_is_answered() {
    use bedside::record::Answer;
    let fields = catalog().fields;
    for country in ["US", "CN"] {
        let mut base = person();
        base.birth = "1980-01-01".parse().ok();
        base.observations.clear();
        base.medications = Default::default();
        base.allergies = Default::default();
        base.conditions = Default::default();
        let questions = assessed(&base, Some(country)).recommendations.questions;
        assert!(questions.len() > 30, "{}", questions.len());
        let mut again = Vec::new();
        for question in questions.iter().filter(|q| q.kind != "input") {
            let field = fields.iter().find(|f| f.name == question.name);
            let answer = match field.map(|f| (f.kind.as_str(), f)) {
                Some(("number", f)) => Answer::Number(f.range.map_or(1.0, |(low, high)| low + (high - low) / 4.0)),
                Some(("enum", f)) => Answer::Word(f.values[0].clone()),
                _ => Answer::Flag(false),
            };
            let mut patient = base.clone();
            patient.answers.insert(question.name.to_string(), answer);
            let left = assessed(&patient, Some(country)).recommendations.questions;
            if left.iter().any(|q| q.name == question.name && q.kind == question.kind) {
                again.push(&question.name);
            }
        }
        assert!(again.is_empty(), "{country}: asked again {again:?}");
    }
}
