//! One person through every floor, and out again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use std::collections::BTreeMap;

use bedside::plan::exercise::plan_exercise;
use bedside::recommend::Status;
use bedside::record::{Deceased, ListState, Patient, Value};
use bedside::score::{Assessment, Studied};
use bedside::session::{
    AssessOptions, Assessed, ReadOptions, Supposition, assess, catalog, evaluate, exercise_profile, export_as,
    meal_profile, read, together, what_if,
};

const PERSON: &str = include_str!("../www/examples/person/robin-example.json");

fn person() -> Patient {
    let reading = read(&[("person.json", PERSON.as_bytes())], &ReadOptions::default());
    assert_eq!(reading.patients.len(), 1, "{:?}", reading.files);
    reading.patients.into_iter().next().unwrap()
}

fn options(country: Option<&str>) -> AssessOptions {
    AssessOptions { as_of: "2026-11-25".parse().ok(), country: country.map(str::to_owned), ..AssessOptions::default() }
}

fn assessed(patient: &Patient, country: Option<&str>) -> Assessed {
    assess(patient, &options(country)).unwrap()
}

fn computed(assessed: &Assessed, id: &str) -> f64 {
    let score = assessed.scores.iter().find(|s| s.id == id).unwrap_or_else(|| panic!("no {id}"));
    match score.assessment {
        Assessment::Computed { value, .. } => value,
        ref other => panic!("{id}: {other:?}"),
    }
}

#[test]
fn the_example_is_scored_explained_and_advised() {
    let report = assessed(&person(), Some("US"));
    let headline = report.headline.as_ref().unwrap();
    assert!(headline.score.starts_with("prevent-") && headline.score.ends_with("-10y-ascvd"), "{headline:?}");
    assert_eq!(headline.studied, Some(Studied::Yes));
    assert_eq!(report.scores[0].id, headline.score);
    let attribution = report.scores[0].attribution.as_ref().unwrap();
    let sum: f64 = attribution.parts.iter().map(|p| p.amount).sum();
    assert!((sum - (attribution.person - attribution.reference)).abs() < 1e-12);
    assert!(!report.findings.is_empty());
    assert!(report.recommendations.cards.iter().any(|c| matches!(c.status, Status::Recommend | Status::Discuss)));
    assert_eq!(report.provenance.inputs_hash.len(), 64);
    assert!(!report.provenance.facts_old);
}

#[test]
fn the_region_chooses_the_equation_and_its_flag_is_told() {
    let patient = person();
    assert_eq!(assessed(&patient, Some("CN")).headline.unwrap().score, "china-par-10y-ascvd");
    let elsewhere = assessed(&patient, Some("JP")).headline.unwrap();
    assert!(elsewhere.score.starts_with("prevent-"));
    assert_eq!(elsewhere.studied, Some(Studied::No));
    let unknown = assessed(&patient, None);
    assert!(unknown.recommendations.region_unknown);
    assert_eq!(unknown.headline.unwrap().studied, None);
}

#[test]
fn the_number_to_call_is_the_countrys_and_only_when_something_cannot_wait() {
    let mut patient = person();
    let numbers = |patient: &Patient, country| -> Vec<String> {
        assessed(patient, country).numbers_to_call.into_iter().map(|line| line.number).collect()
    };
    assert!(numbers(&patient, Some("CN")).is_empty());
    let read = |patient: &mut Patient, id, concept: &str, number| {
        let mut reading = patient.observations.iter().find(|one| one.concept == "sbp").unwrap().clone();
        (reading.id, reading.concept, reading.date) = (id, concept.to_owned(), "2026-11-25".parse().ok());
        let Value::Number { value, .. } = &mut reading.value else { panic!("{reading:?}") };
        *value = number;
        patient.observations.push(reading);
    };
    read(&mut patient, 90_001, "potassium", 6.8);
    assert_eq!(numbers(&patient, Some("CN")), ["120"]);
    assert_eq!(numbers(&patient, Some("GB")), ["999"]);
    assert!(numbers(&patient, None).is_empty());
    let china = AssessOptions { region: Some("cn".to_owned()), ..options(None) };
    assert_eq!(assess(&patient, &china).unwrap().numbers_to_call[0].number, "120");
    read(&mut patient, 90_002, "phq9_item9", 1.0);
    assert_eq!(numbers(&patient, Some("CN")), ["120", "12356"]);
}

#[test]
fn old_facts_warn_after_eighteen_months() {
    let mut later = options(Some("US"));
    later.as_of = "2028-05-25".parse().ok();
    assert!(!assess(&person(), &later).unwrap().provenance.facts_old);
    later.as_of = "2028-05-26".parse().ok();
    assert!(assess(&person(), &later).unwrap().provenance.facts_old);
}

#[test]
fn the_day_must_be_stated_and_whole() {
    for as_of in [None, "2026".parse().ok(), "2026-11".parse().ok()] {
        let error = assess(&person(), &AssessOptions { as_of, ..AssessOptions::default() }).unwrap_err();
        assert_eq!(error.key, "assess.asOf");
    }
    let nowhere = AssessOptions { region: Some("moon".to_owned()), ..options(None) };
    assert_eq!(assess(&person(), &nowhere).unwrap_err().key, "assess.region");
}

#[test]
fn a_silent_record_is_asked_about_existing_disease_and_a_child_is_told_so() {
    let mut patient = person();
    patient.conditions.entries.clear();
    patient.conditions.state = ListState::Silent;
    let report = assessed(&patient, Some("US"));
    match &report.scores[0].assessment {
        Assessment::NeedsInput { missing } => {
            assert!(missing.iter().any(|m| m.input == "existing_cvd"), "{missing:?}");
        }
        other => panic!("{other:?}"),
    }
    patient.birth = "2012-01-01".parse().ok();
    match &assessed(&patient, Some("US")).scores[0].assessment {
        Assessment::NotApplicable { reasons } => assert_eq!(reasons[0].key, "child"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_hash_changes_with_its_inputs_only() {
    let patient = person();
    let first = assessed(&patient, Some("US")).provenance.inputs_hash;
    assert_eq!(first, assessed(&patient, Some("US")).provenance.inputs_hash);
    assert_ne!(first, assessed(&patient, Some("GB")).provenance.inputs_hash);
}

#[test]
fn what_is_exported_reads_back_in_with_the_same_answers() {
    let patient = person();
    let before = assessed(&patient, Some("US"));
    for kind in ["fhir", "json"] {
        let file = export_as(kind, &patient, &options(Some("US")).into()).unwrap();
        let reading = read(&[(file.name.as_str(), file.data.as_bytes())], &ReadOptions::default());
        assert!(reading.files[0].error.is_none(), "{kind}: {:?}", reading.files[0].error);
        assert_eq!(reading.patients.len(), 1, "{kind}");
        let after = assessed(&reading.patients[0], Some("US"));
        for score in &before.scores {
            let again =
                after.scores.iter().find(|s| s.id == score.id).unwrap_or_else(|| panic!("{kind}: {}", score.id));
            match (&score.assessment, &again.assessment) {
                (Assessment::Computed { value: a, .. }, Assessment::Computed { value: b, .. }) => {
                    assert!((a - b).abs() <= 1e-9 * a.abs(), "{kind} {}: {a} {b}", score.id);
                }
                (a, b) => assert_eq!(std::mem::discriminant(a), std::mem::discriminant(b), "{kind} {}", score.id),
            }
        }
        let shown = |report: &Assessed| {
            let mut ids: Vec<_> = report.recommendations.cards.iter().map(|c| (c.action.clone(), c.status)).collect();
            ids.sort_by(|a, b| a.0.cmp(&b.0));
            ids
        };
        assert_eq!(shown(&before), shown(&after), "{kind}");
    }
    let table = export_as("csv", &patient, &options(Some("US")).into()).unwrap();
    let rows = csv::Reader::from_reader(table.data.trim_start_matches('\u{feff}').as_bytes()).into_records().count();
    assert!(rows > before.scores.len() + before.findings.len());
    assert_eq!(export_as("pdf", &patient, &options(None).into()).unwrap_err().key, "export.kind");
}

#[test]
fn the_shared_samples_go_out_and_come_back() {
    let Some(shared) = support::shared() else { return };
    for path in support::files_below(&shared.join("data/fhir"), ".json") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "expected.json" {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let patient = read(&[(name.as_str(), bytes.as_slice())], &ReadOptions::default()).patients.remove(0);
        let options = options(Some("US"));
        let before = assess(&patient, &options).unwrap();
        let file = export_as("fhir", &patient, &options.clone().into()).unwrap();
        let back = read(&[(file.name.as_str(), file.data.as_bytes())], &ReadOptions::default());
        let after = assess(&back.patients[0], &options).unwrap();
        let answers = |r: &Assessed| -> Vec<(String, String)> {
            let shown = |a: &Assessment| match a {
                Assessment::Computed { value, .. } => format!("{value:.9e}"),
                Assessment::NotApplicable { .. } => "notApplicable".to_owned(),
                Assessment::NeedsInput { missing } => {
                    format!("{:?}", missing.iter().map(|m| &m.input).collect::<Vec<_>>())
                }
            };
            r.scores.iter().map(|s| (s.id.to_string(), shown(&s.assessment))).collect()
        };
        assert_eq!(answers(&before), answers(&after), "{name}");
    }
}

#[test]
fn evaluate_takes_units_and_names_what_it_does_not_know() {
    use bedside::session::InputValue::{Flag, Number, Quantity, Word};
    let quantity = |value: f64, unit: &str| Some(Quantity { value, unit: unit.to_owned() });
    let mut inputs = std::collections::BTreeMap::from([
        ("age".to_owned(), Some(Number(50.0))),
        ("sex".to_owned(), Some(Word("female".to_owned()))),
        ("total_chol".to_owned(), quantity(200.0, "mg/dL")),
        ("hdl".to_owned(), quantity(45.0, "mg/dL")),
        ("sbp".to_owned(), Some(Number(160.0))),
        ("diabetes".to_owned(), Some(Flag(true))),
        ("smoking".to_owned(), Some(Number(0.0))),
        ("egfr".to_owned(), Some(Number(90.0))),
        ("antihypertensive".to_owned(), Some(Flag(true))),
        ("statin".to_owned(), Some(Flag(false))),
        ("potassium".to_owned(), Some(Number(4.1))),
    ]);
    let answer = |inputs: &std::collections::BTreeMap<_, _>| match evaluate("prevent-base-10y-ascvd", inputs) {
        Ok(evaluated) => match evaluated.assessment {
            Assessment::Computed { value, .. } => value,
            other => panic!("{other:?}"),
        },
        Err(error) => panic!("{error}"),
    };
    let in_mg = answer(&inputs);
    inputs.insert("total_chol".to_owned(), quantity(200.0 / 38.67, "mmol/L"));
    assert!((answer(&inputs) - in_mg).abs() < 1e-12);
    inputs.insert("total_chol".to_owned(), quantity(200.0, "furlong"));
    let wrong = evaluate("prevent-base-10y-ascvd", &inputs).unwrap_err();
    assert_eq!(wrong.key, "units.unknown");
    inputs.insert("total_chol".to_owned(), Some(Number(200.0)));
    inputs.insert("shoe_size".to_owned(), Some(Number(39.0)));
    assert_eq!(evaluate("prevent-base-10y-ascvd", &inputs).unwrap_err().key, "equation.unknownInput");
}

#[test]
fn the_catalogue_offers_only_what_works() {
    let catalog = catalog();
    assert!(catalog.equations.iter().all(|e| bedside::score::equation(&e.id).is_ok()));
    assert!(catalog.countries.iter().any(|c| c.country == "CN" && c.region == "cn"));
    assert!(!catalog.formats.is_empty() && !catalog.actions.is_empty() && !catalog.pickers.conditions.is_empty());
    let _ = computed(&assessed(&person(), Some("US")), "bmi");
}

/// The assessment of the cardiovascular headline after a change of the example.
fn headline_of(change: impl FnOnce(&mut Patient)) -> Assessment {
    let mut patient = person();
    change(&mut patient);
    assessed(&patient, Some("US")).scores[0].assessment.clone()
}

#[test]
fn a_stent_without_a_diagnosis_is_existing_disease() {
    use bedside::record::{ClinicalStatus, Condition, Procedure, VerificationStatus};
    use bedside::vocab::Code;
    let excluded =
        |a: &Assessment| matches!(a, Assessment::NotApplicable { reasons } if reasons[0].key == "existingDisease");
    let asked = |a: &Assessment| matches!(a, Assessment::NeedsInput { missing } if missing.iter().any(|m| m.input == "existing_cvd"));
    let sct = |code: &str| vec![Code { system: "http://snomed.info/sct".into(), code: code.into(), display: None }];
    let underwent = |code: &str, date: &str| Procedure {
        id: 900,
        codes: sct(code),
        date: date.parse().ok(),
        ..Procedure::default()
    };
    assert!(matches!(headline_of(|_| {}), Assessment::Computed { .. }));
    for code in ["415070008", "232717009"] {
        assert!(excluded(&headline_of(|p| p.procedures.push(underwent(code, "2020-01-01")))), "{code}");
    }
    let later = headline_of(|p| p.procedures.push(underwent("415070008", "2027-01-01")));
    assert!(matches!(later, Assessment::Computed { .. }), "after the day asked about: {later:?}");
    let told = |text: &str, code: &str, change: fn(&mut Condition)| {
        let mut entry = Condition {
            id: 901,
            text: text.into(),
            codes: if code.is_empty() { Vec::new() } else { sct(code) },
            ..Condition::default()
        };
        change(&mut entry);
        headline_of(|p| p.conditions.entries.push(entry))
    };
    assert!(excluded(&told("PCI", "", |_| {})));
    assert!(excluded(&told("", "48447003", |c| c.clinical = ClinicalStatus::Resolved)), "heart failure that is over");
    assert!(excluded(&told("", "233819005", |c| c.clinical = ClinicalStatus::Resolved)), "an angina that is over");
    assert!(asked(&told("", "415070008", |c| c.verification = VerificationStatus::Suspected)));
    assert!(asked(&told("", "274100004", |_| {})), "a bleeding in the skull may be a stroke or an injury");
    let refuted = told("PCI", "", |c| c.verification = VerificationStatus::Refuted);
    assert!(matches!(refuted, Assessment::Computed { .. }), "{refuted:?}");
}

#[test]
fn an_answer_about_existing_disease_is_heard() {
    use bedside::record::Answer;
    let answered = |answers: &[(&str, bool)]| {
        headline_of(|p| {
            p.conditions.entries.clear();
            p.conditions.state = ListState::Silent;
            p.answers.extend(answers.iter().map(|(name, yes)| ((*name).to_owned(), Answer::Flag(*yes))));
        })
    };
    let no = answered(&[("existing_cvd", false), ("heart_failure", false), ("diabetes", false)]);
    assert!(matches!(no, Assessment::Computed { .. }), "{no:?}");
    for name in ["existing_cvd", "pci", "ascvd", "hfref"] {
        let yes = answered(&[(name, true), ("diabetes", false)]);
        assert!(matches!(yes, Assessment::NotApplicable { .. }), "{name}: {yes:?}");
    }
}

#[test]
fn a_name_among_other_words_is_asked_about_not_presumed() {
    use bedside::record::Condition;
    let hint = |asks: &str| {
        let entry = Condition { id: 902, text: "x".into(), asks: vec![asks.to_owned()], ..Condition::default() };
        headline_of(|p| p.conditions.entries.push(entry))
    };
    assert!(matches!(hint("gout"), Assessment::Computed { .. }));
    match hint("stroke") {
        Assessment::NeedsInput { missing } => assert!(missing.iter().any(|m| m.input == "existing_cvd"), "{missing:?}"),
        other => panic!("{other:?}"),
    }
}

/// Neither a child nor who has died gets a plan for adults: no card, no question, and why.
#[test]
fn a_child_and_the_dead_get_no_list_and_are_told_why() {
    let full = assessed(&person(), Some("US")).recommendations;
    assert!(full.no_list.is_none() && !full.cards.is_empty());
    let mut child = person();
    child.birth = "2018-01-01".parse().ok();
    let mut dead = person();
    dead.deceased = Some(Deceased { date: None });
    for (patient, why) in [(&child, "child"), (&dead, "deceased")] {
        let report = assessed(patient, Some("US"));
        let list = &report.recommendations;
        assert_eq!(list.no_list.as_deref(), Some(why));
        assert!(list.cards.is_empty() && list.questions.is_empty() && list.held.is_empty(), "{why}");
        assert!(
            report.presumed.iter().all(|name| report.scores.iter().any(|s| s.inputs.iter().any(|i| i.id == *name)))
        );
        // Nor by another door: tried out, put together, a week of meals, twelve weeks of movement.
        let tried =
            what_if(patient, &BTreeMap::from([("sbp".to_owned(), Supposition::Number(120.0))]), &options(Some("US")));
        assert!(tried.unwrap().recommendations.cards.is_empty());
        let joint = together(patient, &["med_bp_start".to_owned()], &options(Some("US"))).unwrap();
        assert!(joint.counted.is_empty() && joint.left.is_empty());
        let movement = exercise_profile(patient, &options(Some("US"))).unwrap();
        let plan = plan_exercise(&serde_json::to_value(&movement).unwrap(), 1).unwrap();
        assert_eq!(plan.status, if why == "child" { "under18" } else { "deceased" });
        let record = serde_json::to_value(patient).unwrap();
        let meals = meal_profile(&record, &serde_json::to_value(options(Some("US"))).unwrap()).unwrap();
        assert!(meals.profile.is_none() && meals.cannot.iter().any(|reason| reason.code == why), "{:?}", meals.cannot);
    }
    // What cannot wait is told at any age, and so are medicines that harm each other; nothing is told of the dead.
    let urgent = |mut patient: Patient| {
        let form = r#"{"format":"bedside-form","version":1,"date":"2026-11-25","sex":"male","age":9,
            "values":[{"concept":"potassium","value":6.9,"unit":"mmol/L"}]}"#;
        let form = read(&[("k.json", form.as_bytes())], &ReadOptions::default()).patients.remove(0);
        patient.observations.extend(form.observations);
        assessed(&patient, Some("US")).recommendations
    };
    assert_eq!(urgent(child).critical[0].concept, "potassium");
    assert!(urgent(dead).critical.is_empty());
}
