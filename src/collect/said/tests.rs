//! Cells as people write them.

use super::{allergies, conditions, medicines};
use crate::collect::intake::Intake;
use crate::collect::report::ReadOptions;
use crate::record::{ListState, MedicationStatus, Origin, Patient, VerificationStatus};

fn read(conditions_cell: &str, medicines_cell: &str) -> Patient {
    let mut intake = Intake::new(&ReadOptions::default());
    conditions(conditions_cell, None, &Origin::default(), &mut intake);
    medicines(medicines_cell, &Origin::default(), &mut intake);
    intake.finish()
}

fn found(cell: &str) -> Vec<(String, VerificationStatus)> {
    let entries = read(cell, "").conditions.entries;
    entries.iter().flat_map(|c| c.concepts.iter().map(|k| (k.clone(), c.verification))).collect()
}

#[test]
fn diagnoses() {
    use VerificationStatus::{Confirmed, Refuted, Suspected};
    let is = |concept: &str, v| (concept.to_owned(), v);
    assert_eq!(found("2型糖尿病；高血压病2级"), [is("diabetes_t2", Confirmed), is("hypertension", Confirmed)]);
    assert_eq!(
        found("否认高血压、糖尿病、冠心病史"),
        [is("hypertension", Refuted), is("diabetes", Refuted), is("ihd", Refuted)]
    );
    assert_eq!(
        found("否认高血压，有糖尿病史"),
        [is("hypertension", Refuted), is("diabetes", Confirmed)],
        "a denial ends where something is said to be there"
    );
    assert_eq!(found("无冠心病、患2型糖尿病"), [is("ihd", Refuted), is("diabetes_t2", Confirmed)]);
    assert_eq!(found("高血压待查"), [is("hypertension", Suspected)]);
    assert_eq!(found("高血压？"), [is("hypertension", Suspected)]);
    assert_eq!(found("慢性肾脏病3期\n（2024年诊断）"), [is("ckd", Confirmed)]);
    assert_eq!(
        found("Type 2 diabetes; hypertension grade 2"),
        [is("diabetes_t2", Confirmed), is("hypertension", Confirmed)]
    );
    assert_eq!(found("no diabetes"), [is("diabetes", Refuted)]);
    assert_eq!(read("无特殊", "").conditions.state, ListState::Closed);
}

#[test]
fn a_denied_allergy_denies_no_other() {
    use VerificationStatus::{Confirmed, Refuted};
    let told = |cell: &str| {
        let mut intake = Intake::new(&ReadOptions::default());
        allergies(cell, &Origin::default(), &mut intake);
        let list = intake.finish().allergies;
        (list.state, list.entries.into_iter().map(|a| (a.text, a.verification)).collect::<Vec<_>>())
    };
    let is = |text: &str, v| (text.to_owned(), v);
    assert_eq!(
        told("否认青霉素过敏，磺胺过敏"),
        (ListState::Recorded, vec![is("青霉素过敏", Refuted), is("磺胺过敏", Confirmed)])
    );
    assert_eq!(told("否认头孢过敏"), (ListState::Recorded, vec![is("头孢过敏", Refuted)]), "no word on the others");
    for none in ["否认药物、食物过敏史", "无药物过敏史", "否认", "无"] {
        assert_eq!(told(none), (ListState::Closed, Vec::new()), "{none}");
    }
    assert_eq!(told("无食物过敏史"), (ListState::Recorded, vec![is("食物过敏史", Refuted)]));
    assert_eq!(told("青霉素"), (ListState::Recorded, vec![is("青霉素", Confirmed)]));
}

#[test]
fn a_relative_is_not_the_person() {
    let patient = read("母亲糖尿病", "");
    assert!(patient.conditions.entries.is_empty());
    assert_eq!(patient.family[0].relationship[0].code, "MTH");
    let patient = read("父亲55岁前心肌梗死", "");
    assert_eq!(patient.family[0].conditions[0].onset_age, Some(54.0));
    assert_eq!(patient.family[0].conditions[0].text, "心肌梗死");
}

#[test]
fn a_year_in_brackets_is_when_it_began() {
    let onset = |cell: &str| read(cell, "").conditions.entries[0].onset.map(|d| d.to_string());
    assert_eq!(onset("妊娠期糖尿病史(2019)").as_deref(), Some("2019"));
    assert_eq!(onset("高血压（2008年）").as_deref(), Some("2008"));
    assert_eq!(onset("stroke (left)"), None);
    assert_eq!(onset("高血压（3级）"), None);
}

#[test]
fn medicines_taken_stopped_and_advised() {
    use MedicationStatus::{Current, Past};
    let taken = |cell: &str| {
        let entries = read("", cell).medications.entries;
        entries.into_iter().map(|m| (m.concepts.join(" "), m.status, m.dose.mg_per_day)).collect::<Vec<_>>()
    };
    assert_eq!(
        taken("阿托伐他汀钙片20mg qn，苯磺酸氨氯地平片5mg qd"),
        [("statin".into(), Current, Some(20.0)), ("antihypertensive".into(), Current, Some(5.0))]
    );
    assert_eq!(taken("曾服瑞舒伐他汀，已停用1年"), [("statin".into(), Past, None)]);
    assert_eq!(taken("建议服用阿托伐他汀"), [("statin".into(), Past, None)]);
    assert_eq!(
        taken("停用氨氯地平，改服缬沙坦"),
        [("antihypertensive".into(), Past, None), ("acei_arb antihypertensive".into(), Current, None)],
        "one stopped medicine stops no other"
    );
    assert_eq!(
        taken("阿托伐他汀，氨氯地平已停"),
        [("statin".into(), Current, None), ("antihypertensive".into(), Past, None)]
    );
    assert_eq!(
        taken("曾用氨氯地平、阿托伐他汀"),
        [("antihypertensive".into(), Past, None), ("statin".into(), Past, None)]
    );
    assert_eq!(
        taken("atorvastatin, stopped 2 years ago"),
        [("statin".into(), Past, None)],
        "since when is no medicine of its own"
    );
    assert_eq!(
        taken("阿托伐他汀，停用布洛芬"),
        [("statin".into(), Current, None), (String::new(), Past, None)],
        "a stopped medicine without a concept is kept"
    );
    assert_eq!(read("", "无").medications.state, ListState::Closed);
}

#[test]
fn a_denial_in_a_later_clause_is_a_denial() {
    use VerificationStatus::{Confirmed, Refuted, Suspected};
    let is = |concept: &str, v| (concept.to_owned(), v);
    assert_eq!(found("hypertension, no diabetes"), [is("hypertension", Confirmed), is("diabetes", Refuted)]);
    assert_eq!(found("高血压、糖尿病、无冠心病").last(), Some(&is("ihd", Refuted)));
    assert_eq!(
        found("高血压病史10年余，糖尿病病史5年，否认冠心病"),
        [is("hypertension", Confirmed), is("diabetes", Confirmed), is("ihd", Refuted)]
    );
    assert_eq!(found("no diabetes, hypertension"), [is("diabetes", Refuted), is("hypertension", Suspected)]);
    assert_eq!(
        found("no diabetes, hypertension or stroke"),
        [is("diabetes", Refuted), is("hypertension", Refuted), is("stroke", Refuted)],
        "an or makes it one list"
    );
    assert_eq!(found("no diabetes or stroke"), [is("diabetes", Refuted), is("stroke", Refuted)]);
    assert_eq!(found("no complications, hypertension"), [is("hypertension", Confirmed)]);
    for text in
        ["without diabetes", "diabetes excluded", "Diabetes: no", "negative for diabetes", "糖尿病：无", "非糖尿病"]
    {
        assert_eq!(found(text), [is("diabetes", Refuted)], "{text}");
    }
    for text in ["risk of diabetes", "screening for diabetes", "糖尿病不排除", "diabetes not ruled out"] {
        assert_eq!(found(text), [is("diabetes", Suspected)], "{text}");
    }
}

#[test]
fn two_conditions_joined_by_a_word_are_two() {
    use VerificationStatus::Confirmed;
    let is = |concept: &str| (concept.to_owned(), Confirmed);
    assert_eq!(found("type 2 diabetes and hypertension"), [is("diabetes_t2"), is("hypertension")]);
    assert_eq!(found("高血压合并糖尿病"), [is("hypertension"), is("diabetes")]);
    assert_eq!(found("s/p CABG 2015"), [is("ihd")]);
    assert_eq!(found("心脏搭桥术后"), [is("ihd")]);
    assert_eq!(found("家族性高胆固醇血症"), [is("familial_hypercholesterolaemia")], "no relative's");
}

#[test]
fn what_is_said_of_others_is_not_said_of_the_person() {
    for text in ["no family history of diabetes", "denies family history of stroke", "否认糖尿病家族史"] {
        let patient = read(text, "");
        let person = patient.conditions.entries.iter().flat_map(|c| &c.concepts);
        assert!(person.clone().all(|c| c.starts_with("fh_")), "{text}: {:?}", person.collect::<Vec<_>>());
        assert!(patient.family.is_empty(), "{text}");
    }
    let patient = read("wife has diabetes", "wife takes metformin");
    assert!(patient.conditions.entries.is_empty() && patient.medications.entries.is_empty());
    assert_eq!(patient.set_aside.iter().map(|s| s.reason.as_str()).collect::<Vec<_>>(), ["aboutAnother"; 2]);
    let patient = read("母亲高血压，本人糖尿病", "");
    assert_eq!((patient.family.len(), patient.conditions.entries.len()), (1, 1));
    assert_eq!(read("Father had MI at 50", "").family[0].conditions[0].onset_age, Some(50.0));
}

#[test]
fn nobody_asked_is_not_no() {
    for text in ["unknown", "n/a", "-", "不详", "未知"] {
        let patient = read(text, text);
        let states = (patient.conditions.state, patient.medications.state);
        assert_eq!(states, (ListState::Silent, ListState::Silent), "{text}");
        assert_eq!(allergy_list(text).0, ListState::Silent, "{text}");
    }
    assert_eq!(read("no known problems", "no current medications").medications.state, ListState::Closed);
    assert_eq!(read("身体健康，否认慢性病", "目前未服药").conditions.state, ListState::Closed);
}

fn allergy_list(cell: &str) -> (ListState, Vec<(String, VerificationStatus, String)>) {
    let mut intake = Intake::new(&ReadOptions::default());
    allergies(cell, &Origin::default(), &mut intake);
    let list = intake.finish().allergies;
    let reaction = |a: &crate::record::Allergy| a.reactions.first().map(|r| r.text.clone()).unwrap_or_default();
    (list.state, list.entries.iter().map(|a| (a.text.clone(), a.verification, reaction(a))).collect())
}

#[test]
fn an_allergy_is_its_substance_with_a_reaction() {
    use VerificationStatus::{Confirmed, Refuted, Suspected};
    for (cell, text, verification, reaction) in [
        ("青霉素（皮疹）", "青霉素", Confirmed, "皮疹"),
        ("aspirin: hives", "aspirin", Confirmed, "hives"),
        ("penicillin intolerance (nausea)", "penicillin", Confirmed, "nausea"),
        ("allergic to latex", "latex", Confirmed, ""),
        ("对青霉素过敏", "青霉素过敏", Confirmed, ""),
        ("?penicillin", "penicillin", Suspected, ""),
        ("no penicillin allergy", "penicillin allergy", Refuted, ""),
        ("penicillin: no", "penicillin", Refuted, ""),
        ("tolerates penicillin", "penicillin", Refuted, ""),
        ("青霉素皮试阴性", "青霉素", Refuted, ""),
        ("对青霉素不过敏", "青霉素", Refuted, ""),
    ] {
        let expected = vec![(text.to_owned(), verification, reaction.to_owned())];
        assert_eq!(allergy_list(cell), (ListState::Recorded, expected), "{cell}");
    }
    assert_eq!(allergy_list("No known drug allergies").0, ListState::Closed);
    assert_eq!(allergy_list("no known food allergies").0, ListState::Recorded);
}

#[test]
fn a_medicine_that_is_not_taken_is_not_taken() {
    use MedicationStatus::{Current, Past, Uncertain};
    let statuses =
        |cell: &str| -> Vec<MedicationStatus> { read("", cell).medications.entries.iter().map(|m| m.status).collect() };
    for cell in [
        "no statin",
        "never took statins",
        "refuses statin",
        "declined statin",
        "d/c atorvastatin",
        "Statin: no",
        "他汀：否",
        "从未服用他汀",
        "停服阿托伐他汀2年",
        "阿托伐他汀20mg qn 停",
        "ex-statin user",
        "simvastatin 20mg (2015-2017)",
        "allergic to atorvastatin",
        "atorvastatin, not taking",
    ] {
        assert_eq!(statuses(cell), [Past], "{cell}");
    }
    for cell in ["atorvastatin - held", "on hold: atorvastatin", "will start atorvastatin", "statins?", "拟服用他汀"]
    {
        assert_eq!(statuses(cell), [Uncertain], "{cell}");
    }
    assert_eq!(statuses("Statin: yes"), [Current]);
    assert_eq!(statuses("已停用阿托伐他汀改瑞舒伐他汀"), [Past, Current]);
    assert_eq!(statuses("atorvastatin switched to rosuvastatin"), [Past, Current]);
    assert_eq!(statuses("stopped metformin, lisinopril 10 mg"), [Past, Uncertain]);
    assert_eq!(statuses("aspirin, atorvastatin, not taking"), [Uncertain, Past]);
    assert_eq!(statuses("aspirin and atorvastatin"), [Current, Current]);
}

#[test]
fn a_denial_ends_where_something_happened() {
    use VerificationStatus::{Confirmed, Refuted, Suspected};
    let mut wrong = Vec::new();
    for (cell, last) in [
        ("否认高血压病史，2015年因心梗行PCI", Confirmed),
        ("否认糖尿病、高血压，脑梗死后遗症", Confirmed),
        ("否认糖尿病、高血压，脑卒中后遗症", Confirmed),
        ("Denies hypertension, MI 2015 with stent", Confirmed),
        ("否认高血压，糖尿病10年", Confirmed),
        ("Denies HTN, T2DM x 10 years", Confirmed),
        ("Denies hypertension, stroke", Suspected),
        ("否认高血压，糖尿病", Suspected),
        ("no diabetes, hypertension, stroke", Suspected),
        ("否认高血压，糖尿病、冠心病", Suspected),
        ("denies diabetes or stroke", Refuted),
        ("否认1型糖尿病、2型糖尿病", Refuted),
        ("否认高血压或糖尿病", Refuted),
        ("denies diabetes, hypertension or stroke", Refuted),
        ("T2DM: no, hypertension", Confirmed),
        ("chest pain, MI ruled out, AF", Confirmed),
        ("nil except HTN", Confirmed),
        ("No past medical history except hypertension", Confirmed),
        ("Nil apart from hypertension", Confirmed),
        ("not only diabetes but hypertension", Confirmed),
        ("nil except stroke", Confirmed),
        ("No diabetes but hypertension", Confirmed),
        ("否认高血压，但有糖尿病", Confirmed),
        ("除高血压外均否认", Confirmed),
        ("除高血压外无殊", Confirmed),
        ("否认除高血压外的其他疾病", Confirmed),
        ("breast cancer triple negative", Confirmed),
        ("乳腺癌三阴性", Confirmed),
        ("lung cancer EGFR negative", Confirmed),
        ("PAD with pulses absent", Confirmed),
        ("stroke unknown", Suspected),
        ("heart failure unknown", Suspected),
        ("mother and patient had stroke", Suspected),
        ("wife reports he had a stroke", Suspected),
    ] {
        let list = read(cell, "").conditions;
        let seen = list.entries.last().map(|c| c.verification);
        if (seen, list.state) != (Some(last), ListState::Recorded) {
            wrong.push((cell, seen, list.state));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(found("not only diabetes but hypertension").iter().all(|(_, v)| *v == Confirmed));
    for (cell, one) in [("高血压(父)", 0), ("糖尿病，其父高血压", 1), ("grandpa had MI", 0)] {
        let patient = read(cell, "");
        assert_eq!((patient.conditions.entries.len(), patient.family.len()), (one, 1), "{cell}");
    }
}

#[test]
fn an_exception_is_no_denial() {
    use VerificationStatus::{Confirmed, Refuted, Suspected};
    for cell in [
        "No known allergies except penicillin",
        "Denies allergies other than penicillin",
        "none known, except penicillin",
        "除青霉素外无药物过敏",
    ] {
        let (state, entries) = allergy_list(cell);
        assert_eq!(state, ListState::Recorded, "{cell}");
        let last = entries.last().map(|(_, v, _)| *v);
        assert_eq!(last, Some(Confirmed), "{cell}: {entries:?}");
        assert_eq!(entries.len(), 1, "{cell}: {entries:?}");
    }
    let verified = |cell: &str| allergy_list(cell).1.into_iter().map(|(_, v, _)| v).collect::<Vec<_>>();
    assert_eq!(verified("denies latex, penicillin: anaphylaxis"), [Refuted, Confirmed]);
    assert_eq!(verified("否认乳胶、青霉素：过敏性休克"), [Refuted, Confirmed]);
    assert_eq!(verified("denies latex, penicillin"), [Refuted, Suspected]);
    assert_eq!(verified("penicillin unknown"), [Suspected]);
    assert_eq!(verified("NKDA; latex"), [Confirmed]);
    assert_eq!(verified("No known allergies. Penicillin"), [Confirmed]);
    assert_eq!(verified("Denies latex. Penicillin - rash"), [Refuted, Confirmed]);
    assert_eq!(verified("St. John's wort"), [Confirmed]);
    let statuses = |cell: &str| {
        let list = read("", cell).medications;
        (list.state, list.entries.iter().map(|m| m.status).collect::<Vec<_>>())
    };
    use MedicationStatus::{Current, Past, Uncertain};
    for (cell, expected) in [
        ("no medications except aspirin", vec![Current]),
        ("nil except metformin", vec![Current]),
        ("除阿司匹林外未服药", vec![Current]),
        ("aspirin 100mg 未停", vec![Current]),
        ("未规律服用阿司匹林", vec![Uncertain]),
        ("insulin until 2020 then metformin", vec![Past, Current]),
        ("aspirin until further review", vec![Uncertain]),
    ] {
        assert_eq!(statuses(cell), (ListState::Recorded, expected), "{cell}");
    }
}

#[test]
fn words_of_one_diagnosis_that_deny_more_than_a_name_ask() {
    for text in ["no history except hypertension", "wife reports he had a stroke", "no hypertension on treatment"] {
        let told = super::condition(text);
        assert!(told.concept.is_none() && told.asks.is_some(), "{text}: {told:?}");
    }
    assert_eq!(super::condition("no diabetes").verification, VerificationStatus::Refuted);
}

#[test]
fn a_story_is_set_aside_at_once() {
    let long = "stroke and ".repeat(6000);
    for cell in [&*long, &*"中风和".repeat(6000)] {
        let patient = read(cell, cell);
        assert!(patient.conditions.entries.is_empty() && patient.medications.entries.is_empty());
        assert_eq!(patient.set_aside.iter().map(|s| s.reason.as_str()).collect::<Vec<_>>(), ["tooLong"; 2]);
        assert_eq!(allergy_list(cell), (ListState::Silent, Vec::new()));
    }
}
