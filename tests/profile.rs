//! Which value counts, how old it may be, and what a list's silence means to a score.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/person.rs"]
mod person;

use bedside::prepare::{Profile, Status};
use bedside::record::{
    Answer, ClinicalStatus, Comparator, Deceased, ListState, MedicationStatus, Sex, Value, VerificationStatus,
};
use person::*;

fn close(a: Option<f64>, b: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() < 1e-9)
}

#[test]
fn the_latest_day_counts_by_the_mean_of_that_day() {
    let person = Person::man()
        .measured("sbp", 180.0, "2026-01-01")
        .measured("sbp", 140.0, "2026-05-01")
        .measured("sbp", 150.0, "2026-05-01")
        .measured("sbp", 90.0, "2026-06-16");
    let profile = person.profile();
    let sbp = profile.get("sbp").unwrap();
    assert!(close(sbp.value, 145.0));
    assert_eq!(sbp.status, Status::Found);
    assert_eq!(sbp.notes, ["meanOfDay"]);
    assert_eq!(sbp.facts, [1, 2]);
    assert_eq!(sbp.earlier.iter().map(|e| e.value).collect::<Vec<_>>(), [180.0]);
    assert_eq!(sbp.unit(), "mm[Hg]");
    let later = profile.future();
    assert_eq!((later.len(), later[0].id, later[0].reason.as_str()), (1, 3, "afterAsOf"));
}

#[test]
fn old_values_are_used_and_marked_or_dropped() {
    let edge = Person::man().measured("sbp", 130.0, "2025-06-15").profile();
    assert_eq!(edge.get("sbp").unwrap().status, Status::Found);
    let old = Person::man().measured("sbp", 130.0, "2025-06-14").profile();
    let sbp = old.get("sbp").unwrap();
    assert!(close(sbp.value, 130.0) && sbp.status == Status::Old && sbp.notes == ["old"]);
    let pregnancy = Person::woman("1996-01-01").answered("pregnancy_status", "pregnant", "2025-06-01").profile();
    let status = pregnancy.get("pregnancy_status").unwrap();
    assert!(status.value.is_none() && status.word.is_none() && status.notes == ["tooOld"]);
    let never_ages = Person::man().measured("lpa", 90.0, "2001-01-01").profile();
    assert_eq!(never_ages.get("lpa").unwrap().status, Status::Found);
}

#[test]
fn height_ages_fast_in_those_who_grow() {
    let grown = Person::man().measured("height", 180.0, "2024-01-01").profile();
    assert_eq!(grown.get("height").unwrap().status, Status::Found);
    let growing = Person::new(Sex::Male, "2008-01-01").measured("height", 170.0, "2025-01-01").profile();
    assert_eq!(growing.get("height").unwrap().status, Status::Old);
}

#[test]
fn what_was_typed_corrects_the_file_and_counts_as_of_today() {
    let typed = Person::man().measured("sbp", 170.0, TODAY).observed(|o| {
        o.date = None;
        o.origin.file = "form".to_owned();
    });
    let profile = typed.profile();
    let sbp = profile.get("sbp").unwrap();
    assert!(close(sbp.value, 120.0) && sbp.status == Status::Entered && sbp.date == Some(date(TODAY)));
}

#[test]
fn undated_values_count_only_when_nothing_has_a_date() {
    let alone = Person::man().observed(|o| o.date = None).profile();
    assert_eq!(alone.get("sbp").unwrap().notes, ["undated"]);
    let beside = Person::man().observed(|o| o.date = None).measured("sbp", 150.0, "2020-01-01").profile();
    assert!(close(beside.number("sbp"), 150.0));
}

#[test]
fn a_bound_is_used_and_marked() {
    let person = Person::man().observed(|o| {
        o.concept = "uacr".to_owned();
        o.value = match o.value.clone() {
            Value::Number { given, .. } => Value::Number { value: 3.0, given, comparator: Some(Comparator::Below) },
            word => word,
        };
    });
    let profile = person.profile();
    let uacr = profile.get("uacr").unwrap();
    assert!(close(uacr.value, 3.0) && uacr.comparator == Some(Comparator::Below) && uacr.notes == ["bounded"]);
}

#[test]
fn age_is_whole_years_and_says_when_it_is_not_certain() {
    let who = |birth: &str, as_of: &str| *Profile::of(&Person::new(Sex::Female, birth).0, day(as_of)).who();
    assert_eq!(who("1959-06-15", TODAY).age, Some(67));
    assert_eq!(who("1959-06-16", TODAY).age, Some(66));
    let partial = who("1959", TODAY);
    assert_eq!((partial.age, partial.age_at_most, partial.age_uncertain()), (Some(66), Some(67), true));
    assert!(who("2030-01-01", TODAY).age_impossible && who("1800-01-01", TODAY).age_impossible);
    assert!(who("2009-01-01", TODAY).child && !who("2008-06-15", TODAY).child);
    let mut given = Person::man();
    (given.0.birth, given.0.age) = (None, Some((50, Some(date("2024-06-15")))));
    let who = *given.profile().who();
    assert_eq!((who.age, who.age_at_most), (Some(52), Some(53)));
    given.0.age = Some((-3, None));
    assert!(given.profile().who().age_impossible);
}

#[test]
fn death_counts_from_its_day() {
    let mut person = Person::man();
    person.0.deceased = Some(Deceased { date: Some(date("2026-06-14")) });
    assert!(person.profile().who().deceased);
    person.0.deceased = Some(Deceased { date: Some(date("2026-06-16")) });
    assert!(!person.profile().who().deceased);
    person.0.deceased = Some(Deceased { date: None });
    assert!(person.profile().who().deceased);
}

#[test]
fn a_bmi_on_a_limit_is_on_it() {
    for (height, weight, bmi) in [(160.0, 102.4, 40.0), (160.0, 47.36, 18.5), (155.0, 96.1, 40.0), (170.0, 86.7, 30.0)]
    {
        let person =
            Person::man().measured("height", height, "2026-03-01").measured("weight", weight, "2026-03-01").profile();
        assert_eq!(person.number("bmi"), Some(bmi));
    }
}

#[test]
fn bmi_is_computed_where_none_is_stated_or_both_parts_are_newer() {
    let base = || Person::man().measured("weight", 104.0, "2026-03-01").measured("height", 184.0, "2026-03-01");
    let computed = base().profile();
    let bmi = computed.get("bmi").unwrap();
    assert!(close(bmi.value, 104.0 / (1.84 * 1.84)) && bmi.status == Status::Derived && bmi.facts == [0, 1]);
    let older = base().measured("bmi", 24.0, "2026-01-01").profile();
    assert!(close(older.number("bmi"), 104.0 / (1.84 * 1.84)));
    assert_eq!(older.get("bmi").unwrap().notes, ["recomputed", "contradicts"]);
    let same_day = base().measured("bmi", 24.0, "2026-03-01").profile();
    assert!(close(same_day.number("bmi"), 24.0));
    assert_eq!(same_day.get("bmi").unwrap().notes, ["contradicts"]);
    let agrees = base().measured("bmi", 30.0, "2026-03-01").profile();
    assert!(agrees.get("bmi").unwrap().notes.is_empty());
}

#[test]
fn egfr_is_recomputed_and_a_contradiction_is_used_by_nothing() {
    let base = || Person::man().measured("creatinine", 1.19, "2026-03-01");
    let mut contradicted = base().measured("egfr", 155.0, "2026-03-01").profile();
    assert!(close(contradicted.creatinine_for_egfr(), 1.19));
    contradicted.set_egfr(70.0);
    let egfr = contradicted.get("egfr").unwrap();
    assert!(close(egfr.value, 70.0) && egfr.status == Status::Derived);
    assert_eq!(egfr.notes, ["recomputed"]);
    let stated = contradicted.stated_egfr().unwrap();
    assert!(close(stated.value, 155.0) && stated.notes == ["contradicts"]);
    let mut newer = base().measured("egfr", 68.0, "2026-04-01").profile();
    newer.set_egfr(70.0);
    assert!(close(newer.number("egfr"), 68.0));
    let mut agrees = base().measured("egfr", 72.0, "2026-03-01").profile();
    agrees.set_egfr(70.0);
    assert_eq!(agrees.get("egfr").unwrap().notes, ["recomputed"]);
    assert!(agrees.stated_egfr().unwrap().notes.is_empty());
    let mut sexless = base();
    sexless.0.sex = None;
    assert!(sexless.profile().creatinine_for_egfr().is_none());
}

#[test]
fn smoking_words_of_one_day_must_agree() {
    let twice = |a: &str, b: &str| {
        let person = Person::man().answered("smoking", a, "2026-01-01").answered("smoking", b, "2026-01-01");
        let input = person.profile().get("smoking").unwrap().clone();
        (input.word, input.value, input.notes)
    };
    assert_eq!(twice("never", "unknown"), (Some("never".into()), Some(0.0), vec![]));
    assert_eq!(twice("never", "not-current"), (Some("never".into()), Some(0.0), vec![]));
    assert_eq!(twice("never", "current"), (None, None, vec!["contradicts".into()]));
    let current = Person::man().answered("smoking", "never", "2020-01-01").answered("smoking", "current", "2026-01-01");
    assert_eq!(current.profile().yes("smoking"), Some(true));
}

#[test]
fn silence_is_no_only_where_the_list_says_so() {
    let flag = |state: ListState, id: &str| {
        let profile = Person::man().lists(state).profile();
        let input = profile.get(id).unwrap().clone();
        (input.yes(), input.status)
    };
    for id in ["statin", "antihypertensive", "diabetes", "heart_failure", "mi"] {
        assert_eq!(flag(ListState::Closed, id), (Some(false), Status::Found), "{id}");
        assert_eq!(flag(ListState::Recorded, id), (Some(false), Status::Presumed), "{id}");
        assert_eq!(flag(ListState::Silent, id), (None, Status::Absent), "{id}");
    }
}

#[test]
fn diabetes_by_type_and_what_says_no() {
    let diabetes = |person: Person| {
        let input = person.profile().get("diabetes").unwrap().clone();
        (input.word.unwrap_or_default().into_owned(), input.status)
    };
    let t2 = || Person::man().has(SNOMED, "44054006");
    assert_eq!(diabetes(t2()), ("type 2".to_owned(), Status::Found));
    assert_eq!(diabetes(t2().has(SNOMED, "15777000")), ("type 2".to_owned(), Status::Found));
    assert_eq!(diabetes(Person::man().has(ICD10, "E10.9")), ("type 1".to_owned(), Status::Found));
    assert_eq!(diabetes(Person::man().has(ICD10, "E14.9")), ("yes".to_owned(), Status::Found));
    assert_eq!(diabetes(Person::man().has(SNOMED, "15777000")), ("no".to_owned(), Status::Found));
    assert_eq!(diabetes(Person::man().has(ICD10, "I10")), ("no".to_owned(), Status::Presumed));
    let refuted = Person::man().has_with(ICD10, "E11", |c| c.verification = VerificationStatus::Refuted);
    assert_eq!(diabetes(refuted), ("no".to_owned(), Status::Found));
    let suspected = Person::man().has_with(ICD10, "E11", |c| c.verification = VerificationStatus::Suspected);
    assert_eq!(diabetes(suspected), (String::new(), Status::Absent));
    let remission = Person::man().has_with(ICD10, "E11", |c| c.clinical = ClinicalStatus::Remission);
    assert_eq!(diabetes(remission), (String::new(), Status::Absent));
    let gestational = Person::woman("1980-01-01").since(ICD10, "O24.4", "2014-01-01");
    assert_eq!(diabetes(gestational), ("no".to_owned(), Status::Found));
    let insulin = Person::man().has(ICD10, "I10").takes("insulin glargine 100 U/mL");
    assert_eq!(diabetes(insulin), (String::new(), Status::Absent));
    let mut named = Person::man().lists(ListState::Closed).has_with("", "", |c| c.name = Some("t2d".to_owned()));
    assert_eq!(diabetes(Person(named.0.clone())), ("type 2".to_owned(), Status::Found));
    named.0.answers.insert("diabetes".to_owned(), Answer::Flag(false));
    assert_eq!(diabetes(named), ("no".to_owned(), Status::Entered));
}

#[test]
fn medicines_count_while_they_are_taken() {
    let statin = |change: fn(&mut bedside::record::Medication)| {
        let profile = Person::man().takes_with("atorvastatin 20 mg", change).profile();
        profile.yes("statin")
    };
    assert_eq!(statin(|_| {}), Some(true));
    assert_eq!(statin(|m| m.end = Some(date("2026-06-15"))), Some(true));
    assert_eq!(statin(|m| m.end = Some(date("2026-06-14"))), Some(false));
    assert_eq!(statin(|m| m.start = Some(date("2026-06-16"))), Some(false));
    assert_eq!(statin(|m| m.status = MedicationStatus::Past), Some(false));
    assert_eq!(statin(|m| m.status = MedicationStatus::Uncertain), None);
    let stopped_later = |m: &mut bedside::record::Medication| {
        m.status = MedicationStatus::Past;
        (m.start, m.end) = (Some(date("2025-01-01")), Some(date("2026-06-20")));
    };
    assert_eq!(statin(stopped_later), Some(true));
}

#[test]
fn heart_disease_of_the_past_stays_and_a_whole_group_is_asked_at_once() {
    let person = Person::man().has_with(ICD10, "I21.9", |c| c.clinical = ClinicalStatus::Resolved);
    let profile = person.profile();
    assert_eq!(profile.yes("mi"), Some(true));
    let cvd = |p: &Profile| {
        let any = p.any("existing_cvd", &["ihd", "mi", "stroke", "tia", "pad"]);
        (any.yes(), any.status)
    };
    assert_eq!(cvd(&profile), (Some(true), Status::Found));
    assert_eq!(cvd(&Person::man().has(ICD10, "J45").profile()), (Some(false), Status::Presumed));
    assert_eq!(cvd(&Person::man().profile()), (None, Status::Absent));
    let hypertension = Person::man().has_with(ICD10, "I10", |c| c.clinical = ClinicalStatus::Resolved).profile();
    assert_eq!(hypertension.yes("hypertension"), Some(false));
}
