//! Bad input: every file gets an answer, nothing read before a break is lost, nothing panics.

use std::path::Path;

use bedside::collect::{ReadOptions, Reading, read};

use crate::support::repository;

fn key(name: &str, bytes: &[u8]) -> String {
    let reading = read(&[(name, bytes)], &ReadOptions::default());
    reading.files[0].error.as_ref().map(|e| e.key.clone()).unwrap_or_default()
}

#[test]
fn each_bad_file_is_told_by_name() {
    let deep = format!("{{\"resourceType\":{}", "[".repeat(5000));
    let brackets = "[".repeat(1_000_000);
    let nested = format!(r#"{{"resourceType":"Bundle","entry":[{}"#, r#"{"resource":{"entry":["#.repeat(200));
    for (name, bytes, expected) in [
        ("empty.json", &b""[..], "format.empty"),
        ("blank.csv", b" \r\n ", "format.empty"),
        ("cut.json", br#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Pati"#, "json.truncated"),
        ("comma.json", br#"{"resourceType":"Patient",,}"#, "json.syntax"),
        ("nan.json", br#"{"resourceType":"Observation","valueQuantity":{"value":NaN}}"#, "json.syntax"),
        ("huge.json", br#"{"resourceType":"Observation","valueQuantity":{"value":1e999}}"#, "json.number"),
        ("null.csv", b"name,sex,age\nA\0nn,female,58\n", "format.nulls"),
        ("unknown.csv", b"foo,bar,baz\n1,2,3\n", "csv.unknownColumns"),
        ("two.json", br#"{"resourceType":"Patient"} {"resourceType":"Patient"}"#, "json.trailing"),
        ("deep.json", deep.as_bytes(), "json.truncated"),
        ("brackets.json", brackets.as_bytes(), "json.tooDeep"),
        ("nested.json", nested.as_bytes(), "json.tooDeep"),
        ("photo.json", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "format.jpeg"),
        ("record.json", b"PK\x03\x04\x14\x00\x00\x00", "format.zip"),
        ("latin1.csv", b"name,sex\nJos\xe9,male\n", "text.notUtf8"),
        ("head.csv", b"name,sex\n", "csv.noRows"),
        ("words.txt", b"hello there", "format.text"),
        ("other.json", br#"{"hello":1}"#, "format.otherJson"),
        ("list.json", br#"[1,2,3]"#, "format.otherJson"),
        ("record.xml", br#"<Patient xmlns="http://hl7.org/fhir"/>"#, "format.fhirXml"),
        ("form.json", br#"{"format":"bedside-form","version":7}"#, "form.version"),
        ("form2.json", br#"{"format":"bedside-form","version":1,"colour":1}"#, "form.invalid"),
    ] {
        assert_eq!(key(name, bytes), expected, "{name}");
    }
}

#[test]
fn a_break_keeps_what_stands_before_it_and_says_where() {
    let text = r#"{"resourceType":"Bundle","entry":[
      {"resource":{"resourceType":"Patient","id":"1","birthDate":"1960-01-02"}},
      {"resource":{"resourceType":"Observation","code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},
        "subject":{"reference":"Patient/1"},"valueQuantity":{"value":138,"code":"mm[Hg]"}}},
      {"resource":{"resourceType":"Observation","code":{"codin"#;
    let reading = read(&[("cut.json", text)], &ReadOptions::default());
    assert_eq!(reading.patients.len(), 1);
    assert_eq!(reading.patients[0].observations.len(), 1);
    let error = reading.files[0].error.as_ref().unwrap();
    assert_eq!(error.args["byte"], text.len().to_string());
    assert_eq!(error.args["line"], "5");
    assert_eq!(error.place, format!("cut.json, byte {}", text.len()));
}

#[test]
fn a_row_that_a_wrong_byte_cuts_is_not_read() {
    let text = b"id,sex,age,sbp (mmHg)\n1,female,58,148\n2,male,60,13\xff8\n3,male,70,120\n";
    let reading = read(&[("cut.csv", text)], &ReadOptions::default());
    assert_eq!(reading.files[0].error.as_ref().unwrap().key, "text.notUtf8");
    assert_eq!(reading.patients.len(), 1);
    assert_eq!(reading.patients[0].observations.len(), 1);
}

#[test]
fn half_a_character_does_not_cost_the_record() {
    let text = r#"{"resourceType":"Patient","name":[{"text":"Ana \ud83d"}],"birthDate":"1960-01-02"}"#;
    let reading = read(&[("ana.json", text)], &ReadOptions::default());
    assert_eq!(reading.files[0].error, None);
    assert_eq!(reading.patients[0].name, "Ana \u{fffd}");
}

#[test]
fn impossible_values_are_set_aside() {
    let observation = |code: &str, value: &str| {
        format!(
            r#"{{"resourceType":"Observation","code":{{"coding":[{{"system":"http://loinc.org","code":"{code}"}}]}},"valueQuantity":{value}}}"#
        )
    };
    for (code, value, reason) in [
        ("8480-6", r#"{"value":1e308,"code":"mm[Hg]"}"#, "hardRange"),
        ("8480-6", r#"{"value":-3,"code":"mm[Hg]"}"#, "hardRange"),
        ("8480-6", r#"{"value":138,"code":"mmol/L"}"#, "unitUnknown"),
        ("2093-3", r#"{"value":5.2,"code":"mg/dL"}"#, "unitLooksLike"),
        ("2093-3", r#"{"value":200,"code":"mg/dL","unit":"mmol/L"}"#, "unitContradicts"),
        ("2160-0", r#"{"value":95}"#, "unitMissing"),
        ("2160-0", r#"{"unit":"mg/dL"}"#, "noValue"),
    ] {
        let text = observation(code, value);
        let reading = read(&[("o.json", text.as_str())], &ReadOptions::default());
        assert_eq!(reading.files[0].error, None);
        assert_eq!(reading.patients[0].set_aside[0].reason, reason, "{value}");
        assert!(reading.patients[0].observations.is_empty(), "{value}");
    }
}

#[test]
fn births_and_ages_that_cannot_be() {
    let options = ReadOptions { today: "2026-11-25".parse().ok(), ..ReadOptions::default() };
    let born = read(&[("p.json", r#"{"resourceType":"Patient","birthDate":"2031-01-01"}"#)], &options);
    assert_eq!((born.patients[0].birth, born.patients[0].set_aside[0].reason.as_str()), (None, "birthImpossible"));
    for age in ["-3", "130", "abc"] {
        let text = format!("id,age,sex\n1,{age},male\n");
        let reading = read(&[("t.csv", text)], &options);
        assert_eq!(
            (reading.patients[0].age, reading.patients[0].set_aside[0].reason.as_str()),
            (None, "ageImpossible"),
            "{age}"
        );
    }
}

/// All files of our own that show something, and the built-in examples.
pub(crate) fn own_files() -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for folder in ["tests/fixtures/records", "www/examples/person", "www/examples/table"] {
        gather(&repository().join(folder), &mut out);
    }
    assert!(out.len() > 20, "{} files", out.len());
    out
}

fn gather(folder: &Path, out: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, out);
        } else {
            out.push((path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()));
        }
    }
}

/// An answer is a record or a sentence; never silence.
fn answers(reading: &Reading) -> bool {
    let file = &reading.files[0];
    let said = file.error.is_some() || !file.unmapped.is_empty() || !file.skipped.is_empty() || !file.notes.is_empty();
    said || !reading.patients.is_empty()
}

#[test]
fn a_file_cut_anywhere_always_answers() {
    for (name, bytes) in own_files() {
        let step = (bytes.len() / 400).max(1);
        for length in (0..bytes.len()).step_by(step) {
            let reading = read(&[(name.as_str(), &bytes[..length])], &ReadOptions::default());
            assert!(answers(&reading), "{name} cut at {length}");
        }
    }
}

#[test]
fn a_flipped_bit_never_panics() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    for (name, bytes) in own_files() {
        for _ in 0..150 {
            let mut changed = bytes.clone();
            for _ in 0..=next() % 3 {
                let at = usize::try_from(next() % changed.len() as u64).unwrap();
                changed[at] ^= 1 << (next() % 8);
            }
            let reading = read(&[(name.as_str(), changed)], &ReadOptions::default());
            assert_eq!(reading.files.len(), 1);
        }
    }
}
