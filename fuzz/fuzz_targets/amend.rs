//! Changes to a record, and what the changed record is scored and advised: a list of changes on the first line, the
//! record (or nothing: a filled-in form) below it.
#![no_main]

use bedside::session::{Amendment, AssessOptions, ReadOptions, amend, assess, read};

const FORM: &str = include_str!("../../tests/fixtures/records/form/filled_in.json");

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (changes, record) = text.split_once('\n').unwrap_or((text, ""));
    let Ok(changes) = serde_json::from_str::<Vec<Amendment>>(changes) else { return };
    let record = if record.trim().is_empty() { FORM } else { record };
    let mut reading = read(&[("r", record)], &ReadOptions::default());
    let Some(patient) = reading.patients.first_mut() else { return };
    let before = patient.clone();
    let today = "2026-03-01".parse().ok();
    if amend(patient, &changes, today).is_err() {
        assert_eq!(*patient, before, "all of the changes or none");
    }
    let _ = assess(patient, &AssessOptions { as_of: today, country: Some("US".into()), ..AssessOptions::default() });
});
