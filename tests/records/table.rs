//! Tables: the Chinese check-up sample row by row, and the forms a table can take.

use std::collections::BTreeMap;

use bedside::collect::{Mapped, ReadOptions, Reading, read, template};
use bedside::record::{Answer, ListState, MedicationStatus, Patient, VerificationStatus};

use super::samples::number;
use crate::support::shared;

fn table(text: &str) -> Reading {
    read(&[("t.csv", text)], &ReadOptions::default())
}

#[test]
fn the_check_up_table_row_by_row() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("data/zh_csv");
    let mut cells = 0;
    let mut wrong = Vec::new();
    let mut people: BTreeMap<String, Vec<Patient>> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(folder.join("expected.csv")).unwrap();
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        let (file, index) = row["file"].split_once(" row ").unwrap();
        let list = people.entry(file.to_owned()).or_insert_with(|| {
            let reading = read(&[(file, std::fs::read(folder.join(file)).unwrap())], &ReadOptions::default());
            if let Some(error) = &reading.files[0].error {
                eprintln!("{file} is not read: {error}");
            }
            reading.patients
        });
        if list.is_empty() {
            continue;
        }
        let patient = &list[index.parse::<usize>().unwrap() - 1];
        cells += compare(patient, &row, &mut wrong);
    }
    eprintln!("{cells} cells of check-up tables");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cells > 300);
}

/// Classes as `data/README.md` of the samples says: the leading value counts.
fn compare(patient: &Patient, row: &BTreeMap<String, String>, wrong: &mut Vec<String>) -> usize {
    let name = &row["file"];
    let mut cells = 0;
    let mut say = |column: &str, got: String, ok: bool| {
        cells += 1;
        if !ok {
            wrong.push(format!("{name} {column}: {got}, expected {}", row[column]));
        }
    };
    let birth = patient.birth.map(|b| b.to_string()).unwrap_or_default();
    say("birth_date", birth.clone(), birth == row["birth_date"]);
    let sex = patient.sex.map_or("missing".to_owned(), |s| format!("{s:?}").to_lowercase());
    say("sex", sex.clone(), sex == row["sex"]);
    for (column, concept) in [
        ("sbp_mmHg", "sbp"),
        ("dbp_mmHg", "dbp"),
        ("total_chol_mg_dL", "total_chol"),
        ("hdl_mg_dL", "hdl"),
        ("creatinine_mg_dL", "creatinine"),
        ("hba1c_pct", "hba1c"),
    ] {
        let aside = patient.set_aside.iter().any(|s| s.concept.as_deref() == Some(concept));
        let spoilt = patient.set_aside.iter().any(|s| s.concept.as_deref() == Some(concept) && s.reason == "spoilt");
        let found = number(patient, concept);
        let wanted = row[column].split([' ', '(']).next().unwrap();
        let ok = match (wanted, found) {
            ("ask", None) => aside && !spoilt,
            ("missing", None) => !aside || spoilt,
            (wanted, Some(found)) => wanted.parse::<f64>().is_ok_and(|w| (found - w).abs() <= 0.005 * w),
            _ => false,
        };
        say(column, format!("{found:?} aside {aside}"), ok);
    }
    let smoking = patient.observations.iter().find(|o| o.concept == "smoking").map(|o| match &o.value {
        bedside::record::Value::Word { word } => word.clone(),
        bedside::record::Value::Number { .. } => "number".into(),
    });
    let smoking = match smoking.as_deref() {
        Some("not-current") => "ask".to_owned(),
        Some(word) => word.to_owned(),
        None if patient.set_aside.iter().any(|s| s.concept.as_deref() == Some("smoking")) => "ask".into(),
        None => "missing".into(),
    };
    say("smoking", smoking.clone(), row["smoking"].split(' ').next() == Some(&smoking));
    let says = |concept: &str, verification| {
        patient
            .conditions
            .entries
            .iter()
            .any(|c| c.verification == verification && c.concepts.iter().any(|k| k == concept))
    };
    let diabetes = match () {
        () if says("diabetes_t2", VerificationStatus::Confirmed) => "type 2",
        () if says("diabetes_t1", VerificationStatus::Confirmed) => "type 1",
        () if says("diabetes", VerificationStatus::Confirmed) => "yes",
        () if says("diabetes", VerificationStatus::Refuted) || says("prediabetes", VerificationStatus::Confirmed) => {
            "no"
        }
        () if says("gestational_diabetes", VerificationStatus::Confirmed) => "no",
        () if patient.conditions.state == ListState::Closed => "no",
        () => "not recorded",
    };
    say("diabetes", diabetes.to_owned(), row["diabetes"].starts_with(diabetes));
    for concept in ["statin", "antihypertensive"] {
        let entries = &patient.medications.entries;
        let current =
            entries.iter().any(|m| m.status == MedicationStatus::Current && m.concepts.iter().any(|c| c == concept));
        let word = match patient.medications.state {
            _ if current => "yes",
            ListState::Silent => "not recorded",
            _ => "no",
        };
        let wanted = &row[concept];
        let ok = wanted.starts_with(word) && !(word == "no" && wanted.starts_with("not"));
        say(concept, word.to_owned(), ok);
    }
    cells
}

#[test]
fn a_template_filled_in_is_read_whole() {
    for (chinese, si) in [(false, false), (true, true)] {
        let headings = template(chinese, si);
        let width = headings.split(',').count();
        let mut cells = vec![String::new(); width];
        cells[0] = "7".into();
        cells[2] = if chinese { "女" } else { "female" }.into();
        cells[3] = "1960-05-06".into();
        cells[5] = "138".into();
        cells[6] = "86".into();
        let reading = table(&format!("{}{}\n", headings, cells.join(",")));
        assert_eq!(reading.files[0].error, None);
        assert!(reading.files[0].unmapped.is_empty(), "{:?}", reading.files[0].unmapped);
        assert_eq!(number(&reading.patients[0], "sbp"), Some(138.0));
    }
}

#[test]
fn rows_are_people_unless_an_identifier_says_otherwise() {
    let reading = table("sbp (mmHg),sex\n120,female\n130,male\n");
    assert_eq!(reading.patients.len(), 2);
    assert!(reading.files[0].notes.contains(&"severalPeople".to_owned()));
    let reading = table("id,date,sbp (mmHg)\n7,2020-01-01,120\n8,2020-01-01,125\n7,2021-01-01,130\n");
    assert_eq!(reading.patients.len(), 2);
    assert_eq!(reading.patients[0].observations.len(), 2);
    let reading = table("id,birth date,sbp (mmHg)\n7,1960-01-01,120\n7,1970-01-01,125\n");
    assert_eq!(reading.patients.len(), 2, "the same id with another birth is another person");
}

#[test]
fn a_long_table_of_measurements() {
    let text = "Date;Test;Result;Unit\n2024-03-01;Systolic BP;138;mmHg\n2024-03-01;Diastolic BP;86;mmHg\n2024-03-02;总胆固醇;5,2;mmol/L\n2024-03-02;Shoe size;42;\n";
    let reading = table(text);
    let patient = &reading.patients[0];
    assert_eq!(reading.patients.len(), 1);
    assert_eq!(number(patient, "sbp"), Some(138.0));
    assert!((number(patient, "total_chol").unwrap() - 201.084).abs() < 1e-9);
    assert_eq!(patient.other.len(), 1);
    let by_code =
        table("patient,loinc,value,unit,date\nA,2093-3,5.2,mmol/L,2024-01-01\nB,85354-9,138/86,mmHg,2024-01-01\n");
    assert_eq!(by_code.patients.len(), 2);
    assert_eq!(number(&by_code.patients[1], "dbp"), Some(86.0));
}

#[test]
fn a_column_nobody_knows_is_asked_about_and_then_read() {
    let text = "ID,Kreatinin,Sockenfarbe\n1,95,blau\n";
    let reading = table(text);
    let headings: Vec<&str> = reading.files[0].unmapped.iter().map(|u| u.heading.as_str()).collect();
    assert_eq!(headings, ["Kreatinin", "Sockenfarbe"]);
    let mapping = BTreeMap::from([
        ("Kreatinin".to_owned(), Mapped::InUnit { concept: "creatinine".into(), unit: "umol/L".into() }),
        ("Sockenfarbe".to_owned(), Mapped::Means("ignore".into())),
    ]);
    let reading = read(&[("t.csv", text)], &ReadOptions { mapping, ..ReadOptions::default() });
    assert!(reading.files[0].unmapped.is_empty());
    assert!((number(&reading.patients[0], "creatinine").unwrap() - 1.0747).abs() < 1e-3);
}

#[test]
fn a_number_without_a_unit_is_asked_about() {
    let reading = table("id,creatinine,sbp\n1,116,138\n");
    let unmapped = &reading.files[0].unmapped;
    assert_eq!((unmapped.len(), unmapped[0].concept.as_deref()), (1, Some("creatinine")));
    assert_eq!(reading.patients[0].set_aside[0].reason, "unitMissing");
    assert_eq!(number(&reading.patients[0], "sbp"), Some(138.0), "no other unit could give 138");
}

#[test]
fn where_a_person_lives_and_what_runs_in_the_family() {
    let reading = table(
        "编号,南北方,居住地(城市/农村),心脑血管病家族史,家族史\n1,北方,农村,有,糖尿病\n2,南方,城乡结合部,不详,\n3,未查,,否,\n",
    );
    let [first, second, third] = &reading.patients[..] else { panic!("three people") };
    let answers = |p: &Patient| p.answers.iter().map(|(id, a)| (id.clone(), a.clone())).collect::<Vec<_>>();
    let said = |id: &str, yes| (id.to_owned(), Answer::Flag(yes));
    assert_eq!(answers(first), [said("family_history", true), said("north", true), said("urban", false)]);
    assert_eq!(answers(second), [said("north", false)]);
    let aside: Vec<_> = second.set_aside.iter().map(|s| (&*s.reason, &*s.shown, &*s.origin.place)).collect();
    assert_eq!(aside, [("answerUnknown", "城乡结合部", "row 2"), ("answerUnknown", "不详", "row 2")]);
    assert_eq!(answers(third), [said("family_history", false)]);
    assert!(third.set_aside.is_empty(), "nothing was asked");
    let asked: Vec<&str> = reading.files[0].unmapped.iter().map(|u| u.heading.as_str()).collect();
    assert_eq!(asked, ["家族史"], "another family history may be anything");
}

#[test]
fn answers_of_one_person_that_differ_answer_nothing() {
    let reading = table("id,north,urban\n1,north,urban\n1,south,urban\n1,yes,\n");
    let [person] = &reading.patients[..] else { panic!("one person") };
    assert_eq!(person.answers.keys().collect::<Vec<_>>(), ["urban"]);
    let aside: Vec<_> = person.set_aside.iter().map(|s| (&*s.reason, &*s.shown, &*s.origin.place)).collect();
    assert_eq!(aside, [("answersDiffer", "south", "row 2"), ("answersDiffer", "yes", "row 3")]);
}

#[test]
fn yes_and_no_columns() {
    let reading = table("id,diabetes,是否高血压,statin,smoking\n1,no,是,yes,never\n2,type 2,否,0,否\n");
    let [first, second] = &reading.patients[..] else { panic!("two people") };
    assert_eq!(first.conditions.entries[0].verification, VerificationStatus::Refuted);
    assert_eq!(first.conditions.entries[1].concepts, ["hypertension"]);
    assert_eq!(first.medications.entries[0].status, MedicationStatus::Current);
    assert_eq!(second.conditions.entries[0].concepts, ["diabetes_t2"]);
    assert_eq!(second.medications.entries[0].status, MedicationStatus::Past);
}

#[test]
fn odd_but_honest_tables() {
    let wide: String = (0..10_000).map(|i| format!("c{i},")).collect();
    let cells: String = (0..10_000).map(|i| format!("{i},")).collect();
    let reading = table(&format!("{wide}sbp (mmHg)\r\n{cells}138\r\n"));
    assert_eq!(number(&reading.patients[0], "sbp"), Some(138.0));
    let reading = table("name,diagnosis\n\"Ada\",\"高血压\n（2024年）\"\n");
    assert_eq!(reading.patients[0].conditions.entries[0].concepts, ["hypertension"]);
    let reading = table("id,sbp (mmHg)\n1,138\n2,\"120\n3,110\n");
    assert_eq!(reading.files[0].error.as_ref().map(|e| e.key.as_str()), Some("csv.openQuote"));
    assert_eq!(reading.patients.len(), 1, "what stands before the open quote is kept");
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("id,收缩压(mmHg)\n1,138\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let reading = read(&[("t.csv", utf16)], &ReadOptions::default());
    assert_eq!(number(&reading.patients[0], "sbp"), Some(138.0));
}

#[test]
fn rows_of_one_person_fill_gaps_and_tell_what_they_contradict() {
    let table_of = |text: &str| table(text).patients;
    let long = "id,sex,date,test,value,unit\n1,male,2024-01-01,sbp,138,mmHg\n1,,2024-01-01,dbp,80,mmHg\n";
    let people = table_of(long);
    assert_eq!((people.len(), people[0].observations.len()), (1, 2), "a blank sex is nobody else");
    let long = "date,sex,birth date,test,value,unit\n2024-01-01,male,1960-01-01,sbp,138,mmHg\n\
                2024-02-01,female,1961-01-01,sbp,140,mmHg\n2024-02-01,,,,150,mmHg\n";
    let people = table_of(long);
    let told: Vec<_> =
        people[0].set_aside.iter().map(|s| (s.reason.as_str(), s.shown.as_str(), s.origin.place.as_str())).collect();
    assert_eq!(
        told,
        [
            ("differsFromEarlier", "female", "row 2"),
            ("differsFromEarlier", "1961-01-01", "row 2"),
            ("unnamed", "150", "row 3")
        ]
    );
    let twice = table_of("id,sex,sex\n1,male,female\n");
    assert_eq!(twice[0].set_aside[0].reason, "differsFromEarlier");
    let year = table_of("id,birth date,birth date\n1,1960-05-06,1960\n");
    assert!(year[0].set_aside.is_empty(), "a year agrees with a day in it");
}

#[test]
fn a_pressure_column_in_english_and_a_flag_behind_a_number() {
    let reading =
        table("id,BP (mmHg),total cholesterol (mmol/L),hba1c (%)\n1,138/86,5.2 H,7.1 偏高\n2,86/138,5.2 mmol/L H,7\n");
    assert_eq!((number(&reading.patients[0], "sbp"), number(&reading.patients[0], "dbp")), (Some(138.0), Some(86.0)));
    assert!((number(&reading.patients[0], "total_chol").unwrap() - 201.084).abs() < 1e-9);
    assert_eq!(number(&reading.patients[0], "hba1c"), Some(7.1));
    assert_eq!(reading.patients[1].set_aside[0].reason, "pressureSwapped");
}

#[test]
fn a_row_with_more_cells_than_headings_is_not_read() {
    let reading = table("name,weight,height,sbp\nKim,70,160,120\nLee, A,80,170,140\nPark,75,165,130,,\n");
    let error = reading.files[0].error.as_ref().unwrap();
    assert_eq!((&*error.key, &*error.args["rows"]), ("csv.overlong", "2"));
    let found: Vec<_> = reading.patients.iter().map(|p| (&*p.name, number(p, "sbp"))).collect();
    assert_eq!(found, [("Kim", Some(120.0)), ("Park", Some(130.0))], "blank cells too many shift nothing");
    // Every line ends in a separator.
    let reading = table("name,sbp,hr,\nKim,120,60,\nLee, A,140,70,\n");
    assert_eq!(reading.files[0].error.as_ref().unwrap().args["rows"], "2");
    assert_eq!(reading.patients.len(), 1);
    let long = table("test,value,unit,date\nsbp,138,mmHg,2024-01-01\ncreatinine, serum,95,umol/L,2024-01-01\n");
    assert_eq!(long.files[0].error.as_ref().unwrap().args["rows"], "2");
    assert_eq!((long.patients.len(), number(&long.patients[0], "sbp")), (1, Some(138.0)));
    let rows = "Lee, A,120\n".repeat(12);
    let reading = table(&format!("name,sbp\n{rows}"));
    assert_eq!(reading.files[0].error.as_ref().unwrap().args["rows"], "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 …");
    assert!(reading.patients.is_empty());
    let both = table("name,sbp\nKim,120\nLee, A,130\n\"Ann,120\n");
    assert_eq!(both.files[0].error.as_ref().unwrap().key, "csv.openQuote");
    assert_eq!(both.files[0].notes, ["overlongRows"]);
}

#[test]
fn quotes_that_do_not_pair_cost_nobody_above_them() {
    let told = |text: &str| {
        let reading = table(text);
        let error = reading.files[0].error.as_ref().map(|e| (e.key.clone(), e.args["row"].clone()));
        let people: Vec<_> = reading.patients.iter().map(|p| (p.name.clone(), number(p, "sbp"))).collect();
        (people, error)
    };
    let person = |name: &str, sbp: f64| (name.to_owned(), Some(sbp));
    let open = |row: &str| Some(("csv.openQuote".to_owned(), row.to_owned()));
    let head = "name,sbp,remark\n";
    let inch = told(&format!("{head}Ann,120,scar 5\" left\nBea,130,\n"));
    assert_eq!(inch, (vec![person("Ann", 120.0), person("Bea", 130.0)], None), "within a cell a quote is a letter");
    let even = told("name,sbp\nKim,110\n\"Ann,120\nBea,130\n\"Dan,150\n");
    assert_eq!(even, (vec![person("Kim", 110.0)], open("2")));
    let behind = told(&format!("{head}Kim,110,\nAnn,120,\"five\" inch\nBea,130,\n"));
    assert_eq!(behind, (vec![person("Kim", 110.0)], open("2")));
    let odd = told("name,sbp\n\nKim,110\nAnn,\"120\nBea,130\n");
    assert_eq!(odd, (vec![person("Kim", 110.0)], open("2")));
    let fair = told("name;sbp;remark\n\"Kim \"\"K\"\"\" ;110;\"a\n\"\"b\"\"\"\r\n\"\";120;\"x;y\"");
    assert_eq!(fair, (vec![person("Kim \"K\"", 110.0), person("", 120.0)], None));
}

#[test]
fn the_separator_is_that_of_the_headings() {
    for text in
        ["id;sbp;chol\n1;120,5;5,2\n", "weight;sbp;chol\n78,5;120,5;5,2\n", "Praxis\nid;sbp;chol\n1;120,5;5,2\n"]
    {
        let reading = table(text);
        assert_eq!(reading.files[0].error, None, "{text}");
        assert_eq!(number(&reading.patients[0], "sbp"), Some(120.5), "{text}");
    }
    let reading = table("\"sbp (mmHg)\",\"remark; other\"\n120,a\n");
    assert_eq!(number(&reading.patients[0], "sbp"), Some(120.0));
}

#[test]
fn a_comma_behind_a_zero_is_decimal() {
    let reading = table("id;uacr (mg/mmol);medicines\n1;0,125;digoxin 0,125 mg once daily, metoprolol 47,5 mg daily\n");
    let patient = &reading.patients[0];
    assert!((number(patient, "uacr").unwrap() - 1.105).abs() < 1e-2, "{:?}", number(patient, "uacr"));
    let taken: Vec<_> = patient.medications.entries.iter().map(|m| (m.text.trim(), m.dose.mg_per_day)).collect();
    assert_eq!(taken, [("digoxin 0,125 mg once daily", Some(0.125)), ("metoprolol 47,5 mg daily", Some(47.5))]);
    let bare = table("id,medicines\n1,metoprolol\n");
    assert_eq!(patient.medications.entries[1].concepts, bare.patients[0].medications.entries[0].concepts);
}
