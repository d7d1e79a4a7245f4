//! Good input with one JSON value changed at a time: an answer or a sentence in both languages, never a panic and
//! never silence. `fuzz/` does the same for minutes; this runs in seconds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use std::collections::BTreeMap;

use bedside::Error;
use bedside::recommend::{Facts, recommend};
use bedside::record::Patient;
use bedside::session::{
    Amendment, AssessOptions, InputValue, ReadOptions, Reading, amend, assess, evaluate, export_as, read,
};
use serde_json::{Value, json};
use support::{files_below, repository};

/// What a value is changed into, as JSON text; the last two are no JSON.
fn changes() -> Vec<String> {
    let mut texts: Vec<String> = [
        "null",
        "[]",
        "{}",
        "\"\"",
        "true",
        "0",
        "-0",
        "-1",
        "1e308",
        "5e-324",
        "2147483647",
        "4294967294",
        "4294967295",
        "18446744073709551616",
        "\"abc\"",
        "\"9999-12-31\"",
        "\"0000\"",
        "\"-3\"",
        "\"\\ud800\"",
        "\"\\u0000\\u202e<img src=x onerror=alert(1)>\"",
        "[null,[[]],{\"a\":1}]",
        "{\"__proto__\":{\"value\":1},\"value\":1,\"value\":2}",
        "1e999",
        "NaN",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push(format!("\"{}\"", "长".repeat(20_000)));
    texts.push(format!("{}1{}", "[".repeat(100), "]".repeat(100)));
    texts.push(format!("{}1{}", "{\"a\":".repeat(5000), "}".repeat(5000)));
    texts
}

/// Every place in a JSON value.
fn places(value: &Value, at: &str, out: &mut Vec<String>) {
    out.push(at.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, v)| places(v, &format!("{at}/{key}"), out)),
        Value::Array(list) => list.iter().enumerate().for_each(|(i, v)| places(v, &format!("{at}/{i}"), out)),
        _ => {}
    }
}

const MARK: &str = "\u{1}changed";

/// Our own documents say first what they are.
fn text_of(value: &Value) -> String {
    let Some(map) = value.as_object() else { return value.to_string() };
    let own = ["format", "version"].into_iter().filter(|name| map.contains_key(*name));
    let rest = map.keys().map(String::as_str).filter(|key| !["format", "version"].contains(key));
    let members: Vec<String> = own.chain(rest).map(|key| format!("{}:{}", json!(key), map[key])).collect();
    format!("{{{}}}", members.join(","))
}

/// `value` with each of its values changed, `most` changes a place, other ones at each place.
fn mutants(value: &Value, most: usize) -> Vec<String> {
    let changes = changes();
    let mut all = Vec::new();
    places(value, "", &mut all);
    let mut out = Vec::new();
    for (nth, place) in all.iter().enumerate() {
        let mut changed = value.clone();
        *changed.pointer_mut(place).unwrap() = json!(MARK);
        let text = text_of(&changed);
        let mark = json!(MARK).to_string();
        assert!(text.contains(&mark), "{place}");
        out.extend(
            (0..most.min(changes.len())).map(|i| text.replace(&mark, &changes[(nth * most + i) % changes.len()])),
        );
    }
    out
}

/// The sentences of both languages.
struct Words([Value; 2]);

impl Words {
    fn load() -> Self {
        Self(["en", "zh"].map(|language| {
            let path = repository().join(format!("www/locales/{language}/errors.json"));
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
        }))
    }

    /// Every key has its sentence, and every place in it a value.
    fn say(&self, key: &str, args: &BTreeMap<String, String>, about: &str) {
        for language in &self.0 {
            let found = language.pointer(&format!("/{}", key.replace('.', "/"))).and_then(Value::as_str);
            let sentence = found.unwrap_or_else(|| panic!("no sentence {key} for {}", clip(about)));
            let open = sentence.split('{').skip(1).filter_map(|rest| rest.split('}').next());
            for name in open.filter(|name| *name != "place") {
                assert!(args.contains_key(name), "{key} lacks {name}: {}", clip(about));
            }
        }
    }

    fn tell(&self, error: &Error, about: &str) {
        self.say(&error.key, &error.args, about);
    }

    fn hear(&self, reading: &Reading, about: &str) {
        let file = &reading.files[0];
        // Nobody in it, and nothing wrong with it, is a sentence of the page's own (`read.nothing`).
        assert!(file.facts == 0 || !reading.patients.is_empty(), "facts of nobody: {}", clip(about));
        assert!(file.error.is_some() || !file.format.is_empty(), "neither a format nor a sentence: {}", clip(about));
        if let Some(error) = &file.error {
            self.tell(error, about);
        }
        for aside in reading.patients.iter().flat_map(|patient| &patient.set_aside) {
            // A saved record may name a reason that nobody knows; the page has a word for that.
            if file.format != "bedside-record" {
                let args = aside
                    .args
                    .iter()
                    .map(|(k, v)| (k.clone(), v.clone()))
                    .chain([("value".into(), aside.shown.clone())]);
                self.say(&format!("setAside.{}", aside.reason), &args.collect(), about);
            }
        }
    }
}

fn clip(text: &str) -> String {
    text.chars().take(1500).collect()
}

fn fixtures(kind: &str) -> Vec<Value> {
    let files = files_below(&repository().join("tests/fixtures/records").join(kind), ".json");
    assert!(!files.is_empty(), "{kind}");
    files.iter().map(|file| serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()).collect()
}

fn today() -> AssessOptions {
    AssessOptions { as_of: "2026-11-25".parse().ok(), country: Some("US".to_owned()), ..AssessOptions::default() }
}

fn options() -> ReadOptions {
    ReadOptions { today: today().as_of, ..ReadOptions::default() }
}

/// Scores, advises and exports what was read; the export is read again.
fn use_of(patient: &Patient, words: &Words, about: &str) {
    for kind in ["json", "fhir"] {
        match export_as(kind, patient, &today().into()) {
            Ok(file) => {
                let back = read(&[("back", file.data.as_str())], &options());
                assert_eq!(back.files[0].error, None, "{kind} of {}", clip(about));
                assert_eq!(back.patients.len(), 1, "{kind} of {}", clip(about));
            }
            Err(error) => words.tell(&error, about),
        }
    }
}

/// Reads every mutant of the fixtures of a kind and uses every `each`th record.
fn reads(kind: &str, most: usize, each: usize) {
    let words = Words::load();
    let mut used = 0;
    for (nth, text) in fixtures(kind).iter().flat_map(|value| mutants(value, most)).enumerate() {
        let reading = read(&[("f.json", text.as_str())], &options());
        words.hear(&reading, &text);
        if let Some(patient) = reading.patients.first().filter(|_| nth % each == 0) {
            use_of(patient, &words, &text);
            used += 1;
        }
    }
    assert!(used > 5, "{used}");
}

#[test]
fn a_changed_fhir_record_is_read_or_told() {
    reads("fhir", 5, 211);
}

#[test]
fn a_changed_form_is_read_or_told() {
    reads("form", 30, 7);
}

#[test]
fn a_changed_saved_record_is_read_or_told() {
    reads("saved", 30, 61);
}

#[test]
fn changed_amendments_are_made_whole_or_not_at_all() {
    let words = Words::load();
    let form = fixtures("form").remove(0);
    let patient = read(&[("form", text_of(&form))], &options()).patients.remove(0);
    let amendments = json!([
        { "op": "set", "concept": "sbp", "value": 128, "unit": "mm[Hg]", "date": "2026-02-01" },
        { "op": "set", "concept": "smoking", "word": "current" },
        { "op": "set", "concept": "birth", "word": "1960-02-29" },
        { "op": "set", "concept": "age", "value": 61 },
        { "op": "set", "concept": "sex", "word": "female" },
        { "op": "edit", "fact": 0, "value": 141, "unit": "mm[Hg]" },
        { "op": "setAside", "fact": 1 },
        { "op": "restore", "fact": 1 },
        { "op": "confirm", "concept": "smoking" },
        { "op": "answer", "name": "salt_g_day", "value": 9.5 },
        { "op": "decline", "action": "diet_dash", "reason": "cost" },
        { "op": "accept", "action": "diet_dash" },
        { "op": "close", "list": "conditions" },
        { "op": "add", "list": "medicines", "entry": { "name": "amlodipine", "mgPerDay": 5, "dose": "5 mg twice daily", "onset": "2020-03" } }
    ]);
    let (mut made, mut refused) = (0, 0);
    for one in amendments.as_array().unwrap() {
        for (nth, text) in mutants(&json!([one]), 30).into_iter().enumerate() {
            let Ok(changes) = serde_json::from_str::<Vec<Amendment>>(&text) else { continue };
            let mut changed = patient.clone();
            match amend(&mut changed, &changes, today().as_of) {
                Ok(()) => {
                    made += 1;
                    if nth % 13 == 0 {
                        assess(&changed, &today()).unwrap();
                    }
                }
                Err(error) => {
                    refused += 1;
                    words.tell(&error, &text);
                    assert_eq!(changed, patient, "{}", clip(&text));
                }
            }
        }
    }
    assert!(made > 100 && refused > 40, "{made} made, {refused} refused");
}

#[test]
fn a_changed_vignette_is_advised_or_told() {
    let words = Words::load();
    let text = std::fs::read_to_string(repository().join("tests/fixtures/recommend/vignettes.json")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    let (mut advised, mut refused) = (0, 0);
    for vignette in all["vignettes"].as_array().unwrap().iter().take(12) {
        for text in mutants(&vignette["patient"], 6) {
            let Ok(patient) = serde_json::from_str::<Value>(&text) else { continue };
            match Facts::from_vignette(&patient) {
                Ok(facts) => {
                    let _ = recommend(&facts);
                    advised += 1;
                }
                Err(error) => {
                    refused += 1;
                    words.tell(&error, &text);
                }
            }
        }
    }
    assert!(advised > 20 && refused > 100, "{advised} advised, {refused} refused");
}

#[test]
fn changed_inputs_of_an_equation_are_answered_or_told() {
    let words = Words::load();
    let inputs = json!({
        "age": 55, "sex": "female", "total_chol": { "value": 5.2, "unit": "mmol/L" }, "hdl": 50, "sbp": 138, "diabetes": false,
        "smoking": "never", "egfr": 90, "antihypertensive": true, "statin": 0, "bmi": 27.5, "existing_cvd": false
    });
    let mut refused = 0;
    for (nth, text) in mutants(&inputs, 30).into_iter().enumerate() {
        let Ok(inputs) = serde_json::from_str::<BTreeMap<String, Option<InputValue>>>(&text) else { continue };
        for id in ["prevent-base-10y-ascvd", "china-par-10y-ascvd", "bmi"].into_iter().skip(nth % 3).take(1) {
            if let Err(error) = evaluate(id, &inputs) {
                refused += 1;
                words.tell(&error, &text);
            }
        }
    }
    assert!(refused > 10, "{refused}");
}

#[test]
fn the_ends_of_the_calendar_and_of_the_numbers_hold() {
    // A pregnancy of eight weeks in the last week of the calendar.
    let record = r#"{"resourceType":"Bundle","type":"collection","entry":[
      {"resource":{"resourceType":"Patient","id":"a","gender":"female","birthDate":"9970-01-01"}},
      {"resource":{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/a"},"effectiveDateTime":"9999-12-31",
        "code":{"coding":[{"system":"http://loinc.org","code":"18185-9"}]},"valueQuantity":{"value":0,"code":"wk","unit":"wk"}}}]}"#;
    let patient = read(&[("last.json", record)], &ReadOptions::default()).patients.remove(0);
    let last = AssessOptions { as_of: "9999-12-31".parse().ok(), ..AssessOptions::default() };
    assess(&patient, &last).unwrap();

    // An age above every number, of an earlier day.
    let saved = r#"{"format":"bedside-record","version":1,"patients":[{"age":[2147483647,"2021-05-04"]}]}"#;
    let patient = read(&[("saved.json", saved)], &ReadOptions::default()).patients.remove(0);
    assert!(assess(&patient, &today()).unwrap().person.age.is_none());

    // Facts that are added to a record whose ids have run out.
    let saved = r#"{"format":"bedside-record","version":1,"patients":[{"nextId":4294967294}]}"#;
    let mut patient = read(&[("saved.json", saved)], &ReadOptions::default()).patients.remove(0);
    let gout = r#"{"op":"add","list":"conditions","entry":{"text":"gout"}}"#;
    let changes: Vec<Amendment> = serde_json::from_str(&format!("[{gout},{gout},{gout},{gout}]")).unwrap();
    amend(&mut patient, &changes, None).unwrap();
    let ids: std::collections::BTreeSet<u32> = patient.conditions.entries.iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), 4);
}
