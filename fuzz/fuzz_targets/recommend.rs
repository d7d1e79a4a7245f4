//! The recommender alone: a patient as a vignette writes it, any JSON at all.
#![no_main]

use bedside::recommend::{Facts, recommend};
use serde_json::Value;

/// Whether a number that is none was written: `null` stands for it.
fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(all) => all.iter().any(has_null),
        Value::Object(all) => all.values().any(has_null),
        _ => false,
    }
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(patient) = serde_json::from_str::<Value>(text) else { return };
    if let Ok(facts) = Facts::from_vignette(&patient) {
        let answer = serde_json::to_value(recommend(&facts)).expect("recommendations are JSON");
        assert!(!has_null(&answer), "{answer}");
    }
});
