//! What leaves is valid, says the same when it is read again, and harms no spreadsheet.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "support/r4.rs"]
mod r4;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use bedside::record::Patient;
use bedside::score::Assessment;
use bedside::session::{AssessOptions, Assessed, Batch, BatchOptions, ReadOptions, assess, export_as, read};
use r4::{faults, people};
use serde_json::Value;

const DAY: &str = "2026-11-25";

fn options() -> AssessOptions {
    AssessOptions { as_of: DAY.parse().ok(), country: Some("US".to_owned()), ..AssessOptions::default() }
}

/// Scores and cards as a person sees them.
fn answers(report: &Assessed) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for score in &report.scores {
        let shown = match &score.assessment {
            Assessment::Computed { value, .. } => format!("{value:.9e}"),
            Assessment::NotApplicable { reasons } => {
                format!("not applicable {:?}", reasons.iter().map(|r| &r.key).collect::<Vec<_>>())
            }
            Assessment::NeedsInput { missing } => {
                format!("needs {:?}", missing.iter().map(|m| &m.input).collect::<Vec<_>>())
            }
        };
        all.insert(score.id.to_string(), shown);
    }
    for card in &report.recommendations.cards {
        all.insert(format!("card {}", card.action), format!("{:?} {:?}", card.status, card.cautions));
    }
    for found in &report.recommendations.interactions {
        all.insert(format!("interaction {}", found.id), found.severity.to_string());
    }
    for critical in &report.recommendations.critical {
        all.insert(
            format!("critical {}", critical.id),
            format!("{} {} {}", critical.value, critical.past, critical.asks),
        );
    }
    all
}

#[test]
fn every_bundle_is_valid_r4() {
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    for (name, patient) in people() {
        let file = export_as("fhir", &patient, &options().into()).unwrap();
        for fault in faults(&serde_json::from_str(&file.data).unwrap()) {
            wrong.entry(fault).or_insert_with(|| name.clone());
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_record_gives_the_same_answers_when_its_bundle_is_read() {
    let mut wrong = Vec::new();
    for (name, mut patient) in people() {
        // What a person does not want to do is no fact about them that FHIR has a place for; the JSON export keeps it.
        patient.declined.clear();
        let before = answers(&assess(&patient, &options()).unwrap());
        let file = export_as("fhir", &patient, &options().into()).unwrap();
        let back = read(&[(file.name.as_str(), file.data.as_bytes())], &ReadOptions::default());
        assert_eq!(back.patients.len(), 1, "{name}");
        let after = answers(&assess(&back.patients[0], &options()).unwrap());
        let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for key in keys.into_iter().filter(|k| before.get(*k) != after.get(*k)) {
            wrong.push(format!("{name}: {key}: {:?} became {:?}", before.get(key), after.get(key)));
        }
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_a_file_may_say_and_r4_may_not_still_goes_out_valid() {
    use bedside::record::{
        ClinicalStatus, Condition, FamilyCondition, FamilyMember, Immunization, Medication, OtherFact,
    };
    let mut patient =
        Patient { sex: None, gender: Some("nonbinary".into()), age: Some((50, None)), ..Patient::default() };
    let day = |text: &str| text.parse().ok();
    for clinical in [ClinicalStatus::Unstated, ClinicalStatus::Active, ClinicalStatus::Remission] {
        for abatement in [day("2020-01-01"), day("2030-01-01"), None] {
            let id = patient.fresh_id();
            patient.conditions.entries.push(Condition {
                id,
                text: "x".into(),
                clinical,
                abatement,
                ..Condition::default()
            });
        }
    }
    let (start, end) = (day("2021-01-01"), day("2020-01-01"));
    let id = patient.fresh_id();
    patient.medications.entries.push(Medication { id, start, end, ..Medication::default() });
    let id = patient.fresh_id();
    patient.immunizations.push(Immunization { id, ..Immunization::default() });
    let born = FamilyCondition { text: "x".into(), onset_age: Some(0.0), ..FamilyCondition::default() };
    let conditions = vec![born];
    let id = patient.fresh_id();
    patient.family.push(FamilyMember { id, conditions, ..FamilyMember::default() });
    let id = patient.fresh_id();
    patient.other.push(OtherFact {
        id,
        text: "x".into(),
        value: Some(1.0),
        word: None,
        unit: String::new(),
        date: None,
        origin: Default::default(),
    });
    let file = export_as("fhir", &patient, &options().into()).unwrap();
    let faults = faults(&serde_json::from_str(&file.data).unwrap());
    assert!(faults.is_empty(), "{faults:#?}");
    let back = read(&[("b.json", file.data.as_bytes())], &ReadOptions::default()).patients.remove(0);
    assert_eq!(back.age, patient.age);
    assert_eq!(back.family[0].conditions[0].onset_age, Some(0.0));
}

#[test]
fn a_risk_is_told_in_percent_as_r4_asks() {
    let bytes = std::fs::read(support::repository().join("www/examples/person/robin-example.json")).unwrap();
    let patient = read(&[("person.json", bytes)], &ReadOptions::default()).patients.remove(0);
    let report = assess(&patient, &options()).unwrap();
    let Assessment::Computed { value, .. } = report.scores[0].assessment else { panic!("no answer") };
    let bundle: Value = serde_json::from_str(&export_as("fhir", &patient, &options().into()).unwrap().data).unwrap();
    let risks = bundle["entry"].as_array().unwrap().iter().map(|e| &e["resource"]);
    let risk = risks.into_iter().find(|r| r["method"]["text"] == *report.scores[0].id).unwrap();
    assert!((risk["prediction"][0]["probabilityDecimal"].as_f64().unwrap() - value * 100.0).abs() < 1e-12);
    assert!(risk["basis"].as_array().unwrap().len() > 3);
}

#[test]
fn an_identifier_keeps_its_system_and_a_reference_is_none() {
    let text = r#"{"resourceType":"Patient","id":"a","birthDate":"1960-01-02","gender":"female",
        "identifier":[{"system":"urn:oid:1.2.3","value":"A|7"}]}"#;
    let first = read(&[("a.json", text.as_bytes())], &ReadOptions::default()).patients.remove(0);
    let file = export_as("fhir", &first, &options().into()).unwrap();
    let bundle: Value = serde_json::from_str(&file.data).unwrap();
    let person = &bundle["entry"][0]["resource"]["identifier"];
    assert_eq!(*person, serde_json::json!([{ "system": "urn:oid:1.2.3", "value": "A|7" }]));
    let both = read(&[("a.json", text.as_bytes()), ("b.json", file.data.as_bytes())], &ReadOptions::default());
    assert_eq!(both.patients.len(), 1, "the export is of the same person");
}

#[test]
fn a_cell_is_never_a_formula() {
    let csv = "name,age,sex,sbp,total_chol (mg/dL),hdl (mg/dL),egfr,smoking,diabetes,statin,antihypertensive,=1+1\n\
        =HYPERLINK(\"http://x\"),55,female,138,210,50,88,never,no,no,no,-5\n\
        \"\tx\",56,female,138,210,50,88,never,no,no,no,+1.5e3\n\
        @SUM(A1),57,female,138,210,50,88,never,no,no,no,++\n\
        +86 138,58,female,138,210,50,88,never,no,no,no,-\n\
        ＝1+1,59,female,138,210,50,88,never,no,no,no,-0.5%\n";
    let batch = BatchOptions { assess: options(), ..BatchOptions::default() };
    let mut batch = Batch::begin("clinic.csv", csv.as_bytes(), &batch).unwrap();
    assert!(batch.step(9).unwrap());
    let done = batch.finish().unwrap();
    assert_eq!(done.answered, 5);
    let text = String::from_utf8(done.csv).unwrap();
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(&rows.headers().unwrap()[11], "'=1+1");
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    let names: Vec<&str> = rows.iter().map(|r| &r[0]).collect();
    assert_eq!(names, ["'=HYPERLINK(\"http://x\")", "'\tx", "'@SUM(A1)", "'+86 138", "'＝1+1"]);
    let last: Vec<&str> = rows.iter().map(|r| &r[11]).collect();
    assert_eq!(last, ["-5", "+1.5e3", "++", "-", "-0.5%"], "numbers and plain signs stay");

    let file = "=cmd|' /C calc'!A0.csv";
    let patient =
        read(&[(file, "年龄,性别,收缩压\n55,女,138\n".as_bytes())], &ReadOptions::default()).patients.remove(0);
    let table = export_as("csv", &patient, &options().into()).unwrap().data;
    let cells = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes()).into_records();
    for cell in cells.map(Result::unwrap).flat_map(|r| r.iter().map(str::to_owned).collect::<Vec<_>>()) {
        assert!(!cell.starts_with(['=', '@', '\t', '\r']), "{cell}");
    }
    assert!(table.contains("'=cmd"));
}

const PRESSURE: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[
    {"resource":{"resourceType":"Patient","id":"a","name":[{"text":"Ada"}],"birthDate":"1960-01-02","gender":"female"}},
    {"resource":{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/a"},"effectiveDateTime":"2026-01-01",
     "code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":138,"code":"mm[Hg]","system":"http://unitsofmeasure.org"}}}]}"#;

#[test]
fn a_hash_knows_facts_not_the_files_they_came_in() {
    let lipids = PRESSURE.replace("8480-6", "2085-9").replace("138", "50").replace("mm[Hg]", "mg/dL");
    let (a, b) = (PRESSURE.as_bytes(), lipids.as_bytes());
    let hash = |files: &[(&str, &[u8])], options: &AssessOptions| {
        let reading = read(files, &ReadOptions::default());
        assert_eq!(reading.patients.len(), 1);
        assess(&reading.patients[0], options).unwrap().provenance.inputs_hash
    };
    let both = hash(&[("a", a), ("b", b)], &options());
    assert_eq!(both, hash(&[("b", b), ("a", a)], &options()), "the order of files");
    assert_eq!(both, hash(&[("x", a), ("y", b)], &options()), "their names");
    assert_eq!(both, hash(&[("a", a), ("b", b), ("c", a)], &options()), "a file given twice");
    assert_ne!(both, hash(&[("a", a)], &options()));
    let other = PRESSURE.replace("138", "139");
    assert_ne!(both, hash(&[("a", other.as_bytes()), ("b", b)], &options()), "a value");
    let later = PRESSURE.replace("2026-01-01", "2026-01-02");
    assert_ne!(both, hash(&[("a", later.as_bytes()), ("b", b)], &options()), "a day");
    let no = AssessOptions { declined: vec!["b".into(), "a".into()], ..options() };
    let on = AssessOptions { declined: vec!["a".into(), "b".into(), "a".into()], ..options() };
    assert_eq!(hash(&[("a", a)], &no), hash(&[("a", a)], &on));
    assert_ne!(hash(&[("a", a)], &no), hash(&[("a", a)], &options()));
}

#[test]
fn every_name_that_can_be_picked_survives_its_bundle() {
    use bedside::prepare::Profile;
    use bedside::recommend::bridge::{bridge, pickers};
    use bedside::record::{Allergy, Condition, ListState, Medication, Origin, Sex};
    let all = pickers();
    let typed = || Origin { file: "form".to_owned(), ..Origin::default() };
    let person = || Patient { sex: Some(Sex::Female), birth: "1960-01-02".parse().ok(), ..Patient::default() };
    let mut people: Vec<(String, Patient)> = Vec::new();
    for pick in &all.conditions {
        let form = format!(
            r#"{{"format":"bedside-form","version":1,"date":"{DAY}","sex":"female","age":60,"conditions":{{"entries":[{{"name":"{}"}}]}}}}"#,
            pick.name
        );
        people.push((
            pick.name.clone(),
            read(&[("form.json", form.as_bytes())], &ReadOptions::default()).patients.remove(0),
        ));
        let mut patient = person();
        patient.conditions.state = ListState::Recorded;
        patient.conditions.entries.push(Condition {
            name: Some(pick.name.clone()),
            text: pick.zh.clone(),
            origin: typed(),
            ..Condition::default()
        });
        people.push((pick.name.clone(), patient));
    }
    for pick in &all.medicines {
        let mut patient = person();
        patient.medications.state = ListState::Recorded;
        patient.medications.entries.push(Medication {
            name: Some(pick.name.clone()),
            origin: typed(),
            ..Medication::default()
        });
        people.push((pick.name.clone(), patient));
    }
    for pick in &all.allergies {
        let mut patient = person();
        patient.allergies.state = ListState::Recorded;
        patient.allergies.entries.push(Allergy {
            name: Some(pick.name.clone()),
            origin: typed(),
            ..Allergy::default()
        });
        people.push((pick.name.clone(), patient));
    }
    let day = DAY.parse::<bedside::vocab::PartialDate>().unwrap().earliest();
    let said = |patient: &Patient, name: &str| bridge(patient, &Profile::of(patient, day), Some("us")).tri(name);
    let mut lost = Vec::new();
    for (name, patient) in &people {
        let before = said(patient, name);
        let file = export_as("fhir", patient, &options().into()).unwrap();
        let back = read(&[(file.name.as_str(), file.data.as_bytes())], &ReadOptions::default()).patients.remove(0);
        let after = said(&back, name);
        if before.0 != after.0 {
            lost.push(format!("{name}: {before:?} became {after:?}"));
        }
    }
    assert!(lost.is_empty(), "{} of {}: {lost:#?}", lost.len(), people.len());
}

#[test]
fn a_bundle_beside_its_record_adds_nothing() {
    let mut wrong = Vec::new();
    for (name, patient) in people() {
        let known = !patient.name.is_empty() || patient.birth.is_some();
        let json = export_as("json", &patient, &options().into()).unwrap().data;
        let fhir = export_as("fhir", &patient, &options().into()).unwrap().data;
        let both = read(&[("a.json", json.as_bytes()), ("b.json", fhir.as_bytes())], &ReadOptions::default());
        if !known || both.patients.len() != 1 {
            continue;
        }
        let before = answers(&assess(&patient, &options()).unwrap());
        let after = answers(&assess(&both.patients[0], &options()).unwrap());
        let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for key in keys.into_iter().filter(|k| before.get(*k) != after.get(*k)) {
            wrong.push(format!("{name}: {key}: {:?} became {:?}", before.get(key), after.get(key)));
        }
        let count = |p: &Patient| {
            [
                p.observations.len(),
                p.conditions.entries.len(),
                p.medications.entries.len(),
                p.allergies.entries.len(),
                p.procedures.len(),
                p.family.len(),
                p.immunizations.len(),
                p.other.len(),
            ]
        };
        if count(&patient) != count(&both.patients[0]) {
            wrong.push(format!("{name}: {:?} facts became {:?}", count(&patient), count(&both.patients[0])));
        }
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}
