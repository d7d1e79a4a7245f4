//! FHIR fixtures of our own: one issue per file, named by what it shows.

use bedside::collect::{ReadOptions, Reading, read};
use bedside::record::{
    ClinicalStatus, Comparator, ListState, MedicationStatus, Patient, Severity, Sex, Value, VerificationStatus,
};

use super::samples::number;
use crate::support::repository;

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(repository().join(format!("tests/fixtures/records/fhir/{name}.json"))).unwrap()
}

fn reading(name: &str) -> Reading {
    let reading = read(&[(format!("{name}.json"), bytes(name))], &ReadOptions::default());
    assert_eq!(reading.files[0].error, None, "{name}");
    reading
}

fn one(name: &str) -> Patient {
    let mut patients = reading(name).patients;
    assert_eq!(patients.len(), 1, "{name}");
    patients.remove(0)
}

fn asides(patient: &Patient) -> Vec<(&str, &str)> {
    patient.set_aside.iter().map(|s| (s.concept.as_deref().unwrap_or("-"), s.reason.as_str())).collect()
}

fn words(patient: &Patient, concept: &str) -> Vec<String> {
    let of = patient.observations.iter().filter(|o| o.concept == concept);
    of.filter_map(|o| match &o.value {
        Value::Word { word } => Some(word.clone()),
        Value::Number { .. } => None,
    })
    .collect()
}

fn close(patient: &Patient, concept: &str, expected: f64) {
    let found = number(patient, concept).unwrap();
    assert!((found - expected).abs() < 1e-4 * expected, "{concept} {found}, expected {expected}");
}

#[test]
fn bounds_errors_and_cancellations() {
    let patient = one("censored_result");
    let Value::Number { value, comparator, .. } = &patient.observations[0].value else { panic!("a number") };
    assert_eq!((*value, *comparator), (3.0, Some(Comparator::Below)));
    let patient = one("entered_in_error");
    assert!(patient.observations.is_empty() && patient.conditions.entries.is_empty());
    assert_eq!(patient.set_aside.iter().filter(|s| s.reason == "enteredInError").count(), 3);
    assert_eq!(patient.conditions.state, ListState::Silent, "an error says nothing of the list");
    assert_eq!(asides(&one("cancelled_result")), [("hdl", "cancelled"), ("sbp", "cancelled"), ("dbp", "cancelled")]);
    assert_eq!(asides(&one("race_adjusted_egfr")), [("egfr", "raceAdjusted")]);
    assert_eq!(asides(&one("excluded_method")), [("hba1c", "notThisMeasure")]);
    assert_eq!(asides(&one("no_value_with_a_reason")), [("total_chol", "noValue")]);
}

#[test]
fn pressures() {
    assert_eq!(asides(&one("panel_without_value")), [("sbp", "panelWithoutValue")]);
    for (name, expected) in [
        ("standalone_pressure", (155.0, 85.0)),
        ("pressure_in_components", (138.0, 86.0)),
        ("pressure_as_text", (138.0, 86.0)),
    ] {
        let patient = one(name);
        assert_eq!((number(&patient, "sbp").unwrap(), number(&patient, "dbp").unwrap()), expected, "{name}");
    }
    close(&one("pressure_in_kilopascals"), "sbp", 138.0114);
    let patient = one("pressure_swapped");
    assert_eq!(asides(&patient), [("sbp", "pressureSwapped"), ("dbp", "pressureSwapped")]);
    assert!(patient.observations.is_empty());
    assert_eq!(asides(&one("pressure_half_impossible")), [("sbp", "hardRange"), ("dbp", "pairRejected")]);
    let patient = one("inpatient_reading");
    let stays: Vec<bool> = patient.observations.iter().map(|o| o.inpatient).collect();
    assert_eq!(stays, [true, false]);
    assert_eq!(one("unusual_value").observations[0].notes, ["softRange"]);
}

#[test]
fn the_unit_in_the_file_decides() {
    let patient = one("mmol_under_a_mass_code");
    close(&patient, "total_chol", 197.217);
    close(&patient, "hba1c", 7.6408);
    close(&one("unit_without_a_code"), "creatinine", 1.08597);
    let patient = one("fraction_and_mmol_per_mol");
    let mut values: Vec<f64> = Vec::new();
    for o in &patient.observations {
        if let Value::Number { value, .. } = o.value {
            values.push((value * 1e4).round() / 1e4);
        }
    }
    assert_eq!(values, [6.1, 6.543]);
    let patient = one("range_value");
    assert_eq!(number(&patient, "lvef"), Some(57.5));
    assert_eq!(patient.observations[0].notes, ["meanOfRange"]);
    assert_eq!(one("reference_limit").observations[0].reference_high, Some(40.0));
    assert_eq!(one("issued_only").observations[0].notes, ["dateOfReport"]);
}

#[test]
fn names_help_only_where_no_standard_code_speaks() {
    let patient = one("local_code_with_a_name");
    close(&patient, "total_chol", 201.084);
    assert!(patient.observations[0].origin.unverified);
    assert_eq!(patient.observations.len(), 1, "a LOINC code that means urine is no fasting glucose");
    assert_eq!(patient.other.len(), 1);
    let patient = one("other_facts");
    assert_eq!((patient.other.len(), patient.other[0].value, patient.other[0].unit.as_str()), (2, Some(16.0), "/min"));
    assert_eq!(patient.other[1].word.as_deref(), Some("Blood group A Rh(D) positive"));
}

#[test]
fn conditions_and_their_statuses() {
    let verifications: Vec<_> =
        one("refuted_and_suspected").conditions.entries.iter().map(|c| c.verification).collect();
    use VerificationStatus::{Refuted, Suspected};
    assert_eq!(verifications, [Refuted, Suspected, Suspected]);
    let patient = one("resolved_condition");
    assert!(patient.conditions.entries.iter().all(|c| c.clinical == ClinicalStatus::Resolved));
    assert_eq!(patient.conditions.entries[0].abatement.unwrap().to_string(), "2020-05-01");
    let stroke = one("bleeding_stroke");
    assert_eq!(stroke.conditions.entries[0].concepts, ["stroke"]);
    assert_eq!(
        stroke.conditions.entries[0].codes[0].code, "I61.9",
        "the code stays, so that rules can tell bleeding apart"
    );
    let found: Vec<String> = one("prefix_boundaries").conditions.entries.iter().map(|c| c.concepts.join(" ")).collect();
    assert_eq!(found, ["mi", "", "diabetes_t2", ""], "an address that is not ICD-10 is no prefix of it");
    let asked = one("broader_code_asks");
    assert_eq!(
        (asked.conditions.entries[0].concepts.len(), asked.conditions.entries[0].asks.as_slice()),
        (0, &["severe_mental_illness".to_owned()][..])
    );
    let family = one("family_history");
    assert_eq!(family.family[0].conditions[0].onset_age, Some(49.0));
    assert_eq!(family.conditions.entries[0].concepts, ["fh_premature_chd"]);
}

#[test]
fn lists_know_how_complete_they_are() {
    let states = |p: &Patient| (p.conditions.state, p.medications.state, p.allergies.state);
    use ListState::{Closed, Recorded, Silent};
    assert_eq!(states(&one("none_known")), (Closed, Closed, Closed));
    assert_eq!(states(&one("none_known_and_one_listed")), (Recorded, Silent, Silent));
    assert_eq!(states(&one("no_information")), (Silent, Silent, Silent));
    assert_eq!(states(&one("document_section_empty")), (Closed, Silent, Silent));
    assert_eq!(states(&one("censored_result")), (Silent, Silent, Silent));
}

#[test]
fn medicines() {
    assert_eq!(one("contained_medication").medications.entries[0].concepts, ["antihypertensive"]);
    assert_eq!(one("referenced_medication").medications.entries[0].concepts, ["statin"]);
    use MedicationStatus::{Current, Past, Uncertain};
    let patient = one("medicine_statuses");
    let statuses: Vec<_> = patient.medications.entries.iter().map(|m| m.status).collect();
    assert_eq!(statuses, [Current, Past, Uncertain, Past, Uncertain, Past, Current, Uncertain, Past]);
    assert_eq!(patient.medications.entries[0].dose.mg_per_day, Some(5.0));
    assert_eq!(patient.medications.entries[6].end.unwrap().to_string(), "2024-05-30");
    let statuses: Vec<_> = one("r5_adherence").medications.entries.iter().map(|m| m.status).collect();
    assert_eq!(statuses, [Current, Past, Uncertain]);
    assert_eq!(one("dose_with_timing").medications.entries[0].dose.mg_per_day, Some(80.0));
    let patient = one("as_needed_and_on_the_skin");
    assert!(patient.medications.entries.iter().all(|m| m.concepts.is_empty()));
    assert!(patient.medications.entries[0].as_needed);
    let routes = one("routes_of_one_medicine");
    let found: Vec<String> = routes.medications.entries.iter().map(|m| m.concepts.join(" ")).collect();
    assert_eq!(found, ["", "corticosteroid_systemic"], "by mouth too is in the blood, skin or not");
}

#[test]
fn a_reference_without_its_target_loses_no_medicine() {
    let patient = one("reference_without_its_target");
    let texts: Vec<&str> = patient.medications.entries.iter().map(|m| m.text.as_str()).collect();
    assert_eq!(texts, ["Warfarin 5 mg tablet", "atorvastatin 20 mg"]);
    assert_eq!(patient.medications.entries[1].concepts, ["statin"]);
    let aside: Vec<_> = patient.set_aside.iter().map(|s| (s.text.as_str(), s.reason.as_str())).collect();
    assert_eq!(
        aside,
        [("Medication/nameless", "unnamed"), ("Condition", "unnamed"), ("AllergyIntolerance", "unnamed")],
        "what names nothing is shown, not lost"
    );
}

#[test]
fn none_known_closes_a_list_only_while_it_stands_alone() {
    let states = |p: &Patient| (p.conditions.state, p.medications.state, p.allergies.state);
    use ListState::{Closed, Recorded, Silent};
    assert_eq!(states(&one("withdrawn_none_known")), (Silent, Silent, Silent));
    assert_eq!(states(&one("none_known_beside_entries")), (Recorded, Recorded, Closed));
}

#[test]
fn two_people_are_never_one() {
    let found = reading("two_patients");
    assert_eq!(found.patients.len(), 2);
    assert_eq!(found.patients.iter().map(|p| p.observations.len()).collect::<Vec<_>>(), [1, 1]);
    assert!(
        found.files[0].notes.iter().any(|n| n == "severalPeople")
            && found.files[0].notes.iter().any(|n| n == "noPerson")
    );
    assert_eq!(reading("about_another_person").patients.len(), 2);
    assert_eq!(one("no_patient_resource").observations.len(), 1);
}

#[test]
fn pages_of_one_search_are_one_person() {
    let files: Vec<_> = ["pages_1", "pages_2"].iter().map(|n| (format!("{n}.json"), bytes(n))).collect();
    let found = read(&files, &ReadOptions::default());
    assert_eq!(found.patients.len(), 1);
    assert_eq!(found.patients[0].observations.len(), 3);
    assert_eq!(found.patients[0].files.len(), 2);
    let mut ids: Vec<u32> = found.patients[0].observations.iter().map(|o| o.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    let twice = [files[0].clone(), files[0].clone()];
    let found = read(&twice, &ReadOptions::default());
    assert_eq!((found.patients.len(), found.patients[0].observations.len()), (1, 1));
    assert_eq!(found.files[1].duplicates, 1);
}

#[test]
fn sex_birth_and_death() {
    for (name, sex, gender) in [
        ("gender_other", None, Some("other")),
        ("gender_unknown", None, Some("unknown")),
        ("sex_for_clinical_use", Some(Sex::Female), None),
        ("sex_at_birth", Some(Sex::Female), Some("other")),
        ("sex_specified_asks", None, None),
        ("type_comes_last", Some(Sex::Female), None),
    ] {
        let patient = one(name);
        assert_eq!((patient.sex, patient.gender.as_deref()), (sex, gender), "{name}");
    }
    assert_eq!(one("birth_month_only").birth.unwrap().to_string(), "1959-03");
    assert_eq!(one("deceased").deceased.unwrap().date.unwrap().to_string(), "2023-05-06");
    let race: Vec<_> = one("race_codes").race.into_iter().map(|c| c.code).collect();
    assert_eq!(race, ["2028-9", "2034-7"]);
}

#[test]
fn told_twice_and_told_differently() {
    let found = reading("told_twice");
    let patient = &found.patients[0];
    let count = |id: &str| patient.observations.iter().filter(|o| o.concept == id).count();
    assert_eq!((count("total_chol"), patient.conditions.entries.len(), found.files[0].duplicates), (1, 1, 2));
    assert_eq!(count("sbp"), 2, "two readings of a day that agree are two readings");
    let patient = one("smoking_contradicts");
    assert!(patient.observations.iter().all(|o| o.notes == ["contradicts"]));
    assert_eq!(words(&one("smoking_in_words"), "smoking"), ["former", "never"]);
    assert_eq!(asides(&one("smoking_not_decided")), [("smoking", "answerUnknown")]);
}

#[test]
fn odd_json_is_still_a_record() {
    let found = reading("wrong_types");
    let patient = &found.patients[0];
    assert_eq!(number(patient, "sbp"), Some(138.0));
    assert_eq!(patient.conditions.entries[0].concepts, ["asthma"]);
    let patient = one("list_of_resources");
    assert_eq!((patient.sex, number(&patient, "sbp")), (Some(Sex::Female), Some(138.0)));
}

#[test]
fn what_is_not_read_is_counted_by_name() {
    let found = reading("not_read");
    let skipped: Vec<_> = found.files[0].skipped.iter().map(|(k, n)| (k.as_str(), *n)).collect();
    assert_eq!(skipped, [("Claim", 2), ("QuestionnaireResponse", 1), ("RiskAssessment", 1)]);
    let patient = one("not_done");
    assert_eq!((patient.procedures.len(), patient.immunizations.len()), (1, 0));
    assert_eq!(patient.set_aside.iter().filter(|s| s.reason == "notDone").count(), 2);
    let allergy = &one("allergy_with_reaction").allergies.entries[0];
    assert!(allergy.high_criticality);
    assert_eq!(allergy.reactions[0].severity, Some(Severity::Severe));
}

#[test]
fn every_fixture_is_used_by_a_test() {
    let source = include_str!("fhir.rs");
    for entry in std::fs::read_dir(repository().join("tests/fixtures/records/fhir")).unwrap().flatten() {
        let name = entry.path().file_stem().unwrap().to_string_lossy().into_owned();
        assert!(source.contains(&format!("\"{name}\"")), "{name} is tested by nothing");
    }
}
