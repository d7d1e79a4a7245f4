//! Form documents and changes to the record they make.
#![no_main]

use bedside::collect::{Amendment, ReadOptions, amend, read};

libfuzzer_sys::fuzz_target!(|parts: (&str, &str)| {
    let text = format!("{{\"format\":\"bedside-form\",\"version\":1,{}}}", parts.0);
    let mut reading = read(&[("form", text.as_str())], &ReadOptions::default());
    if let Ok(changes) = serde_json::from_str::<Vec<Amendment>>(parts.1)
        && let Some(patient) = reading.patients.first_mut()
    {
        let _ = amend(patient, &changes, None);
    }
});
