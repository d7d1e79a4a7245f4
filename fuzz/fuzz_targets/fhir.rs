//! Text that claims to be FHIR, and the record it makes: it crosses as JSON and comes back the same.
#![no_main]

use bedside::collect::{ReadOptions, SavedRecord, read};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let text = format!("{{\"resourceType\":\"Bundle\",\"entry\":[{text}]}}");
    let reading = read(&[("f.json", text.as_str())], &ReadOptions::default());
    let saved = SavedRecord::of(reading.patients);
    let json = serde_json::to_string(&saved).expect("a record is JSON");
    let back: SavedRecord = serde_json::from_str(&json).expect("a record reads back");
    assert_eq!(back.patients.len(), saved.patients.len());
});
