//! A saved record, perhaps changed by hand: what is taken of it is scored, exported and read back the same.
#![no_main]

use bedside::session::{AssessOptions, ExportOptions, ReadOptions, export_as, read};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let text = format!("{{\"format\":\"bedside-record\",\"version\":1,{text}");
    let options = ReadOptions { today: "2026-03-01".parse().ok(), ..ReadOptions::default() };
    let mut reading = read(&[("s", text.as_str())], &options);
    let Some(patient) = reading.patients.first_mut() else { return };
    let assess = AssessOptions { as_of: options.today, country: Some("CN".into()), ..AssessOptions::default() };
    let how = ExportOptions { plan: true, ..ExportOptions::from(assess) };
    for kind in ["csv", "fhir", "json"] {
        let Ok(file) = export_as(kind, patient, &how) else { continue };
        let mut back = read(&[("s", file.data.as_str())], &options);
        assert_eq!(back.files[0].error, None, "{kind}: {}", file.data);
        if kind == "json" {
            assert_eq!(back.patients.len(), 1);
            assert_eq!(back.patients[0], *patient, "a record reads back as it was");
        } else {
            assert!(back.patients.pop().is_some() || kind == "csv");
        }
    }
});
