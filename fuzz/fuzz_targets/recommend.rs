//! The recommender alone: a patient as a vignette writes it, any JSON at all.
#![no_main]

use bedside::recommend::{Facts, recommend};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(patient) = serde_json::from_str::<serde_json::Value>(text) else { return };
    if let Ok(facts) = Facts::from_vignette(&patient) {
        let answer = recommend(&facts);
        let json = serde_json::to_string(&answer).expect("recommendations are JSON");
        assert!(!json.contains("NaN"));
    }
});
