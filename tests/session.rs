//! One person through every floor, and out again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use bedside::recommend::Status;
use bedside::record::{ListState, Patient, Value};
use bedside::score::{Assessment, Studied};
use bedside::session::{
    AssessOptions, Assessed, Batch, BatchOptions, RESULTS, ReadOptions, assess, catalog, evaluate, export_as, read,
};

const PERSON: &str = include_str!("../www/examples/person/robin-example.json");

fn person() -> Patient {
    let reading = read(&[("person.json", PERSON.as_bytes())], &ReadOptions::default());
    assert_eq!(reading.patients.len(), 1, "{:?}", reading.files);
    reading.patients.into_iter().next().unwrap()
}

fn options(country: Option<&str>) -> AssessOptions {
    AssessOptions { as_of: "2026-11-25".parse().ok(), country: country.map(str::to_owned), ..AssessOptions::default() }
}

fn assessed(patient: &Patient, country: Option<&str>) -> Assessed {
    assess(patient, &options(country)).unwrap()
}

fn computed(assessed: &Assessed, id: &str) -> f64 {
    let score = assessed.scores.iter().find(|s| s.id == id).unwrap_or_else(|| panic!("no {id}"));
    match score.assessment {
        Assessment::Computed { value, .. } => value,
        ref other => panic!("{id}: {other:?}"),
    }
}

#[test]
fn the_example_is_scored_explained_and_advised() {
    let report = assessed(&person(), Some("US"));
    let headline = report.headline.as_ref().unwrap();
    assert!(headline.score.starts_with("prevent-") && headline.score.ends_with("-10y-ascvd"), "{headline:?}");
    assert_eq!(headline.studied, Some(Studied::Yes));
    assert_eq!(report.scores[0].id, headline.score);
    let attribution = report.scores[0].attribution.as_ref().unwrap();
    let sum: f64 = attribution.parts.iter().map(|p| p.amount).sum();
    assert!((sum - (attribution.person - attribution.reference)).abs() < 1e-12);
    assert!(!report.findings.is_empty());
    assert!(report.recommendations.cards.iter().any(|c| matches!(c.status, Status::Recommend | Status::Discuss)));
    assert_eq!(report.provenance.inputs_hash.len(), 64);
    assert!(!report.provenance.facts_old);
}

#[test]
fn the_region_chooses_the_equation_and_its_flag_is_told() {
    let patient = person();
    assert_eq!(assessed(&patient, Some("CN")).headline.unwrap().score, "china-par-10y-ascvd");
    let elsewhere = assessed(&patient, Some("JP")).headline.unwrap();
    assert!(elsewhere.score.starts_with("prevent-"));
    assert_eq!(elsewhere.studied, Some(Studied::No));
    let unknown = assessed(&patient, None);
    assert!(unknown.recommendations.region_unknown);
    assert_eq!(unknown.headline.unwrap().studied, None);
}

#[test]
fn the_number_to_call_is_the_countrys_and_only_when_something_cannot_wait() {
    let mut patient = person();
    let numbers = |patient: &Patient, country| -> Vec<String> {
        assessed(patient, country).numbers_to_call.into_iter().map(|line| line.number).collect()
    };
    assert!(numbers(&patient, Some("CN")).is_empty());
    let read = |patient: &mut Patient, id, concept: &str, number| {
        let mut reading = patient.observations.iter().find(|one| one.concept == "sbp").unwrap().clone();
        (reading.id, reading.concept, reading.date) = (id, concept.to_owned(), "2026-11-25".parse().ok());
        let Value::Number { value, .. } = &mut reading.value else { panic!("{reading:?}") };
        *value = number;
        patient.observations.push(reading);
    };
    read(&mut patient, 90_001, "potassium", 6.8);
    assert_eq!(numbers(&patient, Some("CN")), ["120"]);
    assert_eq!(numbers(&patient, Some("GB")), ["999"]);
    assert!(numbers(&patient, None).is_empty());
    let china = AssessOptions { region: Some("cn".to_owned()), ..options(None) };
    assert_eq!(assess(&patient, &china).unwrap().numbers_to_call[0].number, "120");
    read(&mut patient, 90_002, "phq9_item9", 1.0);
    assert_eq!(numbers(&patient, Some("CN")), ["120", "12356"]);
}

#[test]
fn old_facts_warn_after_eighteen_months() {
    let mut later = options(Some("US"));
    later.as_of = "2028-05-25".parse().ok();
    assert!(!assess(&person(), &later).unwrap().provenance.facts_old);
    later.as_of = "2028-05-26".parse().ok();
    assert!(assess(&person(), &later).unwrap().provenance.facts_old);
}

#[test]
fn the_day_must_be_stated_and_whole() {
    for as_of in [None, "2026".parse().ok(), "2026-11".parse().ok()] {
        let error = assess(&person(), &AssessOptions { as_of, ..AssessOptions::default() }).unwrap_err();
        assert_eq!(error.key, "assess.asOf");
    }
    let nowhere = AssessOptions { region: Some("moon".to_owned()), ..options(None) };
    assert_eq!(assess(&person(), &nowhere).unwrap_err().key, "assess.region");
}

#[test]
fn a_silent_record_is_asked_about_existing_disease_and_a_child_is_told_so() {
    let mut patient = person();
    patient.conditions.entries.clear();
    patient.conditions.state = ListState::Silent;
    let report = assessed(&patient, Some("US"));
    match &report.scores[0].assessment {
        Assessment::NeedsInput { missing } => {
            assert!(missing.iter().any(|m| m.input == "existing_cvd"), "{missing:?}");
        }
        other => panic!("{other:?}"),
    }
    patient.birth = "2012-01-01".parse().ok();
    match &assessed(&patient, Some("US")).scores[0].assessment {
        Assessment::NotApplicable { reasons } => assert_eq!(reasons[0].key, "child"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_hash_changes_with_its_inputs_only() {
    let patient = person();
    let first = assessed(&patient, Some("US")).provenance.inputs_hash;
    assert_eq!(first, assessed(&patient, Some("US")).provenance.inputs_hash);
    assert_ne!(first, assessed(&patient, Some("GB")).provenance.inputs_hash);
}

#[test]
fn what_is_exported_reads_back_in_with_the_same_answers() {
    let patient = person();
    let before = assessed(&patient, Some("US"));
    for kind in ["fhir", "json"] {
        let file = export_as(kind, &patient, &options(Some("US"))).unwrap();
        let reading = read(&[(file.name.as_str(), file.data.as_bytes())], &ReadOptions::default());
        assert!(reading.files[0].error.is_none(), "{kind}: {:?}", reading.files[0].error);
        assert_eq!(reading.patients.len(), 1, "{kind}");
        let after = assessed(&reading.patients[0], Some("US"));
        for score in &before.scores {
            let again =
                after.scores.iter().find(|s| s.id == score.id).unwrap_or_else(|| panic!("{kind}: {}", score.id));
            match (&score.assessment, &again.assessment) {
                (Assessment::Computed { value: a, .. }, Assessment::Computed { value: b, .. }) => {
                    assert!((a - b).abs() <= 1e-9 * a.abs(), "{kind} {}: {a} {b}", score.id);
                }
                (a, b) => assert_eq!(std::mem::discriminant(a), std::mem::discriminant(b), "{kind} {}", score.id),
            }
        }
        let shown = |report: &Assessed| {
            let mut ids: Vec<_> = report.recommendations.cards.iter().map(|c| (c.action.clone(), c.status)).collect();
            ids.sort_by(|a, b| a.0.cmp(&b.0));
            ids
        };
        assert_eq!(shown(&before), shown(&after), "{kind}");
    }
    let table = export_as("csv", &patient, &options(Some("US"))).unwrap();
    let rows = csv::Reader::from_reader(table.data.trim_start_matches('\u{feff}').as_bytes()).into_records().count();
    assert!(rows > before.scores.len() + before.findings.len());
    assert_eq!(export_as("pdf", &patient, &options(None)).unwrap_err().key, "export.kind");
}

#[test]
fn the_shared_samples_go_out_and_come_back() {
    let Some(shared) = support::shared() else { return };
    for path in support::files_below(&shared.join("data/fhir"), ".json") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "expected.json" {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let patient = read(&[(name.as_str(), bytes.as_slice())], &ReadOptions::default()).patients.remove(0);
        let options = options(Some("US"));
        let before = assess(&patient, &options).unwrap();
        let file = export_as("fhir", &patient, &options).unwrap();
        let back = read(&[(file.name.as_str(), file.data.as_bytes())], &ReadOptions::default());
        let after = assess(&back.patients[0], &options).unwrap();
        let answers = |r: &Assessed| -> Vec<(String, String)> {
            let shown = |a: &Assessment| match a {
                Assessment::Computed { value, .. } => format!("{value:.9e}"),
                Assessment::NotApplicable { .. } => "notApplicable".to_owned(),
                Assessment::NeedsInput { missing } => {
                    format!("{:?}", missing.iter().map(|m| &m.input).collect::<Vec<_>>())
                }
            };
            r.scores.iter().map(|s| (s.id.clone(), shown(&s.assessment))).collect()
        };
        assert_eq!(answers(&before), answers(&after), "{name}");
    }
}

#[test]
fn evaluate_takes_units_and_names_what_it_does_not_know() {
    use bedside::session::InputValue::{Flag, Number, Quantity, Word};
    let quantity = |value: f64, unit: &str| Some(Quantity { value, unit: unit.to_owned() });
    let mut inputs = std::collections::BTreeMap::from([
        ("age".to_owned(), Some(Number(50.0))),
        ("sex".to_owned(), Some(Word("female".to_owned()))),
        ("total_chol".to_owned(), quantity(200.0, "mg/dL")),
        ("hdl".to_owned(), quantity(45.0, "mg/dL")),
        ("sbp".to_owned(), Some(Number(160.0))),
        ("diabetes".to_owned(), Some(Flag(true))),
        ("smoking".to_owned(), Some(Number(0.0))),
        ("egfr".to_owned(), Some(Number(90.0))),
        ("antihypertensive".to_owned(), Some(Flag(true))),
        ("statin".to_owned(), Some(Flag(false))),
        ("potassium".to_owned(), Some(Number(4.1))),
    ]);
    let answer = |inputs: &std::collections::BTreeMap<_, _>| match evaluate("prevent-base-10y-ascvd", inputs) {
        Ok(evaluated) => match evaluated.assessment {
            Assessment::Computed { value, .. } => value,
            other => panic!("{other:?}"),
        },
        Err(error) => panic!("{error}"),
    };
    let in_mg = answer(&inputs);
    inputs.insert("total_chol".to_owned(), quantity(200.0 / 38.67, "mmol/L"));
    assert!((answer(&inputs) - in_mg).abs() < 1e-12);
    inputs.insert("total_chol".to_owned(), quantity(200.0, "furlong"));
    let wrong = evaluate("prevent-base-10y-ascvd", &inputs).unwrap_err();
    assert_eq!(wrong.key, "units.unknown");
    inputs.insert("total_chol".to_owned(), Some(Number(200.0)));
    inputs.insert("shoe_size".to_owned(), Some(Number(39.0)));
    assert_eq!(evaluate("prevent-base-10y-ascvd", &inputs).unwrap_err().key, "equation.unknownInput");
}

#[test]
fn a_table_is_scored_row_by_row_and_a_cancel_keeps_what_is_done() {
    let csv = "id,age,sex,sbp,total_chol (mg/dL),hdl (mg/dL),egfr,smoking,diabetes,statin,antihypertensive\n\
        1,55,female,138,210,50,88,never,no,no,no\n\
        2,25,male,120,180,50,95,never,no,no,no\n\
        3,60,male,,200,45,90,never,no,no,no\n\
        4,61,male,150,200,45,90,current,yes,no,yes\n";
    let options = BatchOptions { assess: options(Some("US")), ..BatchOptions::default() };
    let mut batch = Batch::begin("clinic.csv", csv.as_bytes(), &options).unwrap();
    assert!(!batch.step(3).unwrap());
    assert_eq!(batch.progress(), (3, 4));
    let done = batch.finish().unwrap();
    assert_eq!((done.rows, done.answered), (3, 1), "{}", String::from_utf8_lossy(&done.csv));
    let text = String::from_utf8(done.csv).unwrap();
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads = rows.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|h| h == name).unwrap();
    assert!(RESULTS.iter().all(|name| heads.iter().any(|h| h == *name)));
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    assert!(rows[0][at(RESULTS[0])].parse::<f64>().unwrap() > 0.0);
    assert_eq!(&rows[0][at("bedside_reason")], "");
    assert_eq!(&rows[1][at("bedside_reason")], "belowRange:age");
    assert_eq!(&rows[2][at("bedside_reason")], "needs sbp");
    assert_eq!(rows[0][0].to_owned() + &rows[2][0], "13", "the table's own cells stay as they were");
}

#[test]
fn the_catalogue_offers_only_what_works() {
    let catalog = catalog();
    assert!(catalog.equations.iter().all(|e| bedside::score::equation(&e.id).is_ok()));
    assert!(catalog.countries.iter().any(|c| c.country == "CN" && c.region == "cn"));
    assert!(!catalog.formats.is_empty() && !catalog.actions.is_empty() && !catalog.pickers.conditions.is_empty());
    let _ = computed(&assessed(&person(), Some("US")), "bmi");
}

#[test]
fn a_batch_takes_tables_only() {
    let options = BatchOptions { assess: options(Some("US")), ..BatchOptions::default() };
    let refusal = |bytes: &[u8]| Batch::begin("file", bytes, &options).err().map(|e| e.key);
    for (bytes, key) in [
        (br#"{"resourceType":"Patient","id":"a"}"#.as_slice(), "csv.notTable"),
        (b"<ClinicalDocument/>", "format.ccda"),
        (b"", "format.empty"),
        (b"\xff\xd8\xff\xe0JFIF", "format.jpeg"),
    ] {
        assert_eq!(refusal(bytes).as_deref(), Some(key));
    }
    assert_eq!(refusal(b"age,sex\n55,female\n"), None);
}

/// The assessment of the cardiovascular headline after a change of the example.
fn headline_of(change: impl FnOnce(&mut Patient)) -> Assessment {
    let mut patient = person();
    change(&mut patient);
    assessed(&patient, Some("US")).scores[0].assessment.clone()
}

#[test]
fn a_stent_without_a_diagnosis_is_existing_disease() {
    use bedside::record::{ClinicalStatus, Condition, Procedure, VerificationStatus};
    use bedside::vocab::Code;
    let excluded =
        |a: &Assessment| matches!(a, Assessment::NotApplicable { reasons } if reasons[0].key == "existingDisease");
    let asked = |a: &Assessment| matches!(a, Assessment::NeedsInput { missing } if missing.iter().any(|m| m.input == "existing_cvd"));
    let sct = |code: &str| vec![Code { system: "http://snomed.info/sct".into(), code: code.into(), display: None }];
    let underwent = |code: &str, date: &str| Procedure {
        id: 900,
        codes: sct(code),
        date: date.parse().ok(),
        ..Procedure::default()
    };
    assert!(matches!(headline_of(|_| {}), Assessment::Computed { .. }));
    for code in ["415070008", "232717009"] {
        assert!(excluded(&headline_of(|p| p.procedures.push(underwent(code, "2020-01-01")))), "{code}");
    }
    let later = headline_of(|p| p.procedures.push(underwent("415070008", "2027-01-01")));
    assert!(matches!(later, Assessment::Computed { .. }), "after the day asked about: {later:?}");
    let told = |text: &str, code: &str, change: fn(&mut Condition)| {
        let mut entry = Condition {
            id: 901,
            text: text.into(),
            codes: if code.is_empty() { Vec::new() } else { sct(code) },
            ..Condition::default()
        };
        change(&mut entry);
        headline_of(|p| p.conditions.entries.push(entry))
    };
    assert!(excluded(&told("PCI", "", |_| {})));
    assert!(excluded(&told("", "48447003", |c| c.clinical = ClinicalStatus::Resolved)), "heart failure that is over");
    assert!(excluded(&told("", "233819005", |c| c.clinical = ClinicalStatus::Resolved)), "an angina that is over");
    assert!(asked(&told("", "415070008", |c| c.verification = VerificationStatus::Suspected)));
    assert!(asked(&told("", "274100004", |_| {})), "a bleeding in the skull may be a stroke or an injury");
    let refuted = told("PCI", "", |c| c.verification = VerificationStatus::Refuted);
    assert!(matches!(refuted, Assessment::Computed { .. }), "{refuted:?}");
}

#[test]
fn an_answer_about_existing_disease_is_heard() {
    use bedside::record::Answer;
    let answered = |answers: &[(&str, bool)]| {
        headline_of(|p| {
            p.conditions.entries.clear();
            p.conditions.state = ListState::Silent;
            p.answers.extend(answers.iter().map(|(name, yes)| ((*name).to_owned(), Answer::Flag(*yes))));
        })
    };
    let no = answered(&[("existing_cvd", false), ("heart_failure", false), ("diabetes", false)]);
    assert!(matches!(no, Assessment::Computed { .. }), "{no:?}");
    for name in ["existing_cvd", "pci", "ascvd", "hfref"] {
        let yes = answered(&[(name, true), ("diabetes", false)]);
        assert!(matches!(yes, Assessment::NotApplicable { .. }), "{name}: {yes:?}");
    }
}

#[test]
fn a_table_row_that_only_suspects_disease_is_not_scored() {
    let table = "id,sex,age,sbp (mmHg),total cholesterol (mmol/L),hdl (mmol/L),egfr,smoking,diabetes,statin,antihypertensive,diagnosis\n\
                 1,female,58,138,5.2,1.3,88,never,no,no,no,hypertension\n\
                 2,female,58,138,5.2,1.3,88,never,no,no,no,suspected MI\n\
                 3,female,58,138,5.2,1.3,88,never,no,no,no,PCI\n";
    let options = BatchOptions { assess: options(Some("US")), ..BatchOptions::default() };
    let mut batch = Batch::begin("t.csv", table.as_bytes(), &options).unwrap();
    while !batch.step(10).unwrap() {}
    let done = batch.finish().unwrap();
    let text = String::from_utf8(done.csv).unwrap();
    let reasons: Vec<&str> = text.lines().skip(1).filter_map(|l| l.rsplit(',').next()).collect();
    assert_eq!(reasons, ["", "needs existing_cvd", "existingDisease:existing_cvd"]);
}

const HEADS: &str = "id,age,sex,sbp,total_chol (mg/dL),hdl (mg/dL),egfr,diabetes,statin,antihypertensive,冠心病,脑卒中,外周动脉疾病,心衰";

#[test]
fn who_does_not_smoke_now_is_scored_whatever_they_did_before() {
    let csv = format!("{HEADS},是否吸烟\n1,55,female,138,210,50,88,no,no,no,无,无,无,无,否\n");
    let reading = read(&[("clinic.csv", csv.as_bytes())], &ReadOptions::default());
    let report = assessed(&reading.patients[0], Some("US"));
    let never = csv.replace("否\n", "从不\n");
    let reading = read(&[("clinic.csv", never.as_bytes())], &ReadOptions::default());
    assert_eq!(report.scores[0].assessment, assessed(&reading.patients[0], Some("US")).scores[0].assessment);
    assert!(matches!(report.scores[0].assessment, Assessment::Computed { .. }), "{:?}", report.scores[0].assessment);
    let options = BatchOptions { assess: options(Some("US")), ..BatchOptions::default() };
    let mut batch = Batch::begin("clinic.csv", csv.as_bytes(), &options).unwrap();
    assert!(batch.step(9).unwrap());
    assert_eq!(batch.finish().unwrap().answered, 1);
}

#[test]
fn what_does_not_apply_is_not_explained() {
    use bedside::session::InputValue::{Flag, Number, Word};
    let mut inputs = std::collections::BTreeMap::from([
        ("age".to_owned(), Some(Number(80.0))),
        ("sex".to_owned(), Some(Word("female".to_owned()))),
        ("total_chol".to_owned(), Some(Number(200.0))),
        ("hdl".to_owned(), Some(Number(45.0))),
        ("sbp".to_owned(), Some(Number(160.0))),
        ("diabetes".to_owned(), Some(Flag(true))),
        ("smoking".to_owned(), Some(Word("never".to_owned()))),
        ("egfr".to_owned(), Some(Number(90.0))),
        ("antihypertensive".to_owned(), Some(Flag(true))),
        ("statin".to_owned(), Some(Flag(false))),
    ]);
    let answer = evaluate("prevent-base-10y-ascvd", &inputs).unwrap();
    assert!(matches!(answer.assessment, Assessment::NotApplicable { .. }));
    assert!(answer.contributions.is_none() && answer.attribution.is_none());
    inputs.insert("age".to_owned(), Some(Number(79.0)));
    assert!(evaluate("prevent-base-10y-ascvd", &inputs).unwrap().attribution.is_some());
}

#[test]
fn a_child_is_told_the_age() {
    let mut patient = person();
    patient.birth = "2012-01-01".parse().ok();
    match &assessed(&patient, Some("US")).scores[0].assessment {
        Assessment::NotApplicable { reasons } => assert_eq!(reasons[0].args["value"], "14"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_an_old_creatinine_could_change_is_told() {
    let mut patient = person();
    patient.observations.retain(|o| o.concept != "egfr");
    let mut creatinine = patient.observations.iter_mut().filter(|o| o.concept == "creatinine");
    creatinine.by_ref().for_each(|o| o.date = "2020-10-01".parse().ok());
    let report = assessed(&patient, Some("US"));
    let score = &report.scores[0];
    assert!(matches!(score.assessment, Assessment::Computed { .. }), "{:?}", score.assessment);
    let old = score.sensitivity.iter().find(|s| s.input == "egfr").unwrap_or_else(|| panic!("{:?}", score.sensitivity));
    assert_eq!(old.why, "old");
    assert!(old.low < old.high);
}

#[test]
fn a_list_whose_last_entry_is_set_aside_is_silent_again() {
    use bedside::session::{Amendment, amend};
    let mut patient = person();
    let today = "2026-11-25".parse().ok();
    let change = |patient: &mut Patient, json: String| {
        let one: Amendment = serde_json::from_str(&json).unwrap();
        amend(patient, &[one], today).unwrap();
    };
    let ids: Vec<u32> = patient.conditions.entries.iter().map(|c| c.id).collect();
    patient.conditions.state = ListState::Recorded;
    for id in &ids {
        change(&mut patient, format!(r#"{{"op":"setAside","fact":{id}}}"#));
    }
    assert_eq!(patient.conditions.state, ListState::Silent);
    match &assessed(&patient, Some("US")).scores[0].assessment {
        Assessment::NeedsInput { missing } => assert!(missing.iter().any(|m| m.input == "existing_cvd")),
        other => panic!("{other:?}"),
    }
    for id in &ids {
        change(&mut patient, format!(r#"{{"op":"restore","fact":{id}}}"#));
    }
    assert_eq!(patient.conditions.state, ListState::Recorded);
    let first = assessed(&person(), Some("US"));
    let again = assessed(&patient, Some("US"));
    assert_eq!(first.scores, again.scores);
    assert_eq!(first.provenance.inputs_hash, again.provenance.inputs_hash, "back where it was");
}

#[test]
fn a_number_is_never_answered_with_yes_or_no() {
    let mut patient = person();
    let before = assessed(&patient, Some("US")).scores[0].assessment.clone();
    for (name, yes) in [("egfr", true), ("total_chol", false)] {
        patient.answers.insert(name.to_owned(), bedside::record::Answer::Flag(yes));
    }
    assert_eq!(before, assessed(&patient, Some("US")).scores[0].assessment);
}

#[test]
fn a_word_that_cannot_be_stops_only_the_equations_that_read_it() {
    let mut patient = person();
    patient.answers.insert("smoking".to_owned(), bedside::record::Answer::Word("sometimes".to_owned()));
    let report = assessed(&patient, Some("US"));
    match &report.scores[0].assessment {
        Assessment::NotApplicable { reasons } => {
            assert_eq!((reasons[0].key.as_str(), reasons[0].input.as_deref()), ("notAllowed", Some("smoking")));
        }
        other => panic!("{other:?}"),
    }
    let _ = computed(&report, "bmi");
}

#[test]
fn a_pregnancy_of_the_problem_list_keeps_equations_away_that_were_not_made_for_it() {
    let text = PERSON.replace("1967-04-12", "1994-04-12").replace("59621000", "77386006");
    let mut patient = read(&[("person.json", text.as_bytes())], &ReadOptions::default()).patients.remove(0);
    patient.observations.retain(|o| o.concept != "pregnancy_status");
    for condition in &mut patient.conditions.entries {
        condition.onset = "2026-09-01".parse().ok();
    }
    let report = assessed(&patient, Some("US"));
    let kidney = report.scores.iter().find(|s| s.id == "ckd-epi-2021-creatinine").unwrap();
    match &kidney.assessment {
        Assessment::NotApplicable { reasons } => assert_eq!(reasons[0].key, "pregnant"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bypass_among_the_procedures_is_existing_disease() {
    use bedside::record::{Origin, Procedure};
    let mut patient = person();
    let code =
        bedside::vocab::Code { system: "http://snomed.info/sct".into(), code: "232717009".into(), display: None };
    let (id, date) = (patient.fresh_id(), "2019-05-01".parse().ok());
    patient.procedures.push(Procedure { id, codes: vec![code], text: "CABG".into(), date, origin: Origin::default() });
    match &assessed(&patient, Some("US")).scores[0].assessment {
        Assessment::NotApplicable { reasons } => assert_eq!(reasons[0].key, "existingDisease"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_answer_about_existing_disease_is_heard() {
    use bedside::record::Answer;
    let mut patient = person();
    patient.conditions.entries.clear();
    patient.conditions.state = ListState::Silent;
    let mut with = |cvd: bool| {
        for (name, value) in [("existing_cvd", cvd), ("heart_failure", false), ("diabetes", true)] {
            patient.answers.insert(name.to_owned(), Answer::Flag(value));
        }
        assessed(&patient, Some("US")).scores[0].assessment.clone()
    };
    assert!(matches!(with(false), Assessment::Computed { .. }), "{:?}", with(false));
    assert!(matches!(with(true), Assessment::NotApplicable { .. }), "{:?}", with(true));
}

#[test]
fn every_question_of_a_score_can_be_answered_until_it_answers() {
    use bedside::session::{Amendment, amend};
    let equations = catalog().equations.into_iter().filter(|e| e.question == "cardiovascular");
    let inputs: std::collections::BTreeMap<String, bedside::score::InputInfo> =
        equations.flat_map(|e| e.inputs).map(|i| (i.id.clone(), i)).collect();
    for country in ["US", "CN", "JP"] {
        for sex in ["female", "male"] {
            let mut patient = Patient::default();
            let mut asked = Vec::new();
            for _ in 0..40 {
                let report = assessed(&patient, Some(country));
                let wanted = report.scores.iter().find_map(|score| match &score.assessment {
                    Assessment::NeedsInput { missing } if score.question == "cardiovascular" => {
                        missing.first().map(|m| m.input.clone())
                    }
                    _ => None,
                });
                let Some(name) = wanted else { break };
                assert!(!asked.contains(&name), "{country}: {name} is asked again");
                let input = &inputs[&name];
                let change = match (name.as_str(), input.kind.as_str()) {
                    ("sex", _) => format!(r#"{{"op":"set","concept":"sex","word":"{sex}"}}"#),
                    ("age", _) => r#"{"op":"set","concept":"age","value":50}"#.to_owned(),
                    (_, "flag") => format!(r#"{{"op":"answer","name":"{name}","value":false}}"#),
                    (_, "word") => format!(r#"{{"op":"set","concept":"{name}","word":"never"}}"#),
                    _ => {
                        let value = (input.low.unwrap() * input.high.unwrap()).sqrt();
                        format!(r#"{{"op":"set","concept":"{name}","value":{value},"unit":"{}"}}"#, input.unit)
                    }
                };
                let one: Amendment = serde_json::from_str(&change).unwrap();
                amend(&mut patient, &[one], "2026-11-25".parse().ok()).unwrap_or_else(|e| panic!("{name}: {e}"));
                asked.push(name);
            }
            let report = assessed(&patient, Some(country));
            for score in report.scores.iter().filter(|s| s.question == "cardiovascular") {
                assert!(matches!(score.assessment, Assessment::Computed { .. }), "{}: {:?}", score.id, score.assessment);
            }
            assert!(asked.len() > 8, "{asked:?}");
        }
    }
}

#[test]
fn every_question_of_the_plan_falls_silent_once_it_is_answered() {
    use bedside::record::Answer;
    let fields = catalog().fields;
    for country in ["US", "CN"] {
        let mut base = person();
        base.birth = "1980-01-01".parse().ok();
        base.observations.clear();
        base.medications = Default::default();
        base.allergies = Default::default();
        base.conditions = Default::default();
        let questions = assessed(&base, Some(country)).recommendations.questions;
        assert!(questions.len() > 30, "{}", questions.len());
        let mut again = Vec::new();
        for question in questions.iter().filter(|q| q.kind != "input") {
            let field = fields.iter().find(|f| f.name == question.name);
            let answer = match field.map(|f| (f.kind.as_str(), f)) {
                Some(("number", f)) => Answer::Number(f.range.map_or(1.0, |(low, high)| low + (high - low) / 4.0)),
                Some(("enum", f)) => Answer::Word(f.values[0].clone()),
                _ => Answer::Flag(false),
            };
            let mut patient = base.clone();
            patient.answers.insert(question.name.clone(), answer);
            let left = assessed(&patient, Some(country)).recommendations.questions;
            if left.iter().any(|q| q.name == question.name && q.kind == question.kind) {
                again.push(&question.name);
            }
        }
        assert!(again.is_empty(), "{country}: asked again {again:?}");
    }
}
