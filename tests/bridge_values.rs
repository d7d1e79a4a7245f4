//! Numbers, windows and counts of a record as the rules read them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/person.rs"]
mod person;

use bedside::recommend::Tri::{False, True, Unknown};
use person::*;

#[test]
fn units_cross_once_with_six_digits() {
    let person = Person::man()
        .measured("ldl", 100.542, TODAY)
        .measured("triglycerides", 150.569, TODAY)
        .measured("glucose_fasting", 126.112, TODAY)
        .measured("hba1c", 6.5, TODAY);
    let bridged = person.bridged();
    assert_eq!(bridged.number("ldl"), Some(2.6));
    assert_eq!(bridged.number("tg"), Some(1.7));
    assert_eq!(bridged.number("fpg"), Some(7.0));
    assert_eq!(bridged.number("hba1c"), Some(6.5));
    let random = Person::man().measured("glucose_random", 200.0, TODAY).bridged();
    assert_eq!(random.number("fpg"), None);
    let mass = Person::man().measured("lpa_mass", 50.0, TODAY).bridged();
    assert_eq!(mass.number("lpa_nmol"), None);
}

#[test]
fn pressure_is_the_mean_of_the_last_readings_outside_hospital() {
    let base = || Person::man().measured("sbp", 150.0, "2026-06-01").measured("dbp", 90.0, "2026-06-01");
    assert_eq!(base().bridged().number("sbp"), Some(150.0));
    let two = base().measured("sbp", 130.0, "2026-05-01").measured("dbp", 80.0, "2026-05-01").measured(
        "sbp",
        200.0,
        "2026-04-01",
    );
    assert_eq!((two.bridged().number("sbp"), two.bridged().number("dbp")), (Some(140.0), Some(85.0)));
    let same_day = base().measured("sbp", 140.0, "2026-06-01").measured("sbp", 100.0, "2026-05-01");
    assert_eq!(same_day.bridged().number("sbp"), Some(145.0));
    let old = base().measured("sbp", 100.0, "2025-06-14");
    assert_eq!(old.bridged().number("sbp"), Some(150.0));
    let ward = base().observed(|o| {
        (o.id, o.inpatient, o.date) = (99, true, Some(date("2026-06-10")));
    });
    assert_eq!(ward.bridged().number("sbp"), Some(150.0));
}

#[test]
fn alt_needs_its_own_limit() {
    let alt = |limit| {
        let person = Person::man().observed(|o| {
            o.concept = "alt".to_owned();
            o.reference_high = limit;
        });
        person.bridged().number("alt_x_uln")
    };
    assert_eq!(alt(Some(40.0)), Some(3.0));
    assert_eq!(alt(None), None);
}

#[test]
fn months_since_and_screenings() {
    let person = Person::woman("1970-01-01")
        .measured("hba1c", 6.0, "2025-06-15")
        .measured("hdl", 50.0, "2026-03-15")
        .underwent(SNOMED, "73761001", "2016-06-15")
        .other(LOINC, "24606-6", "2025-12-15", |_| {})
        .other(LOINC, "16128-1", "2001-01-01", |f| f.word = Some("negative".to_owned()))
        .measured("ast", 30.0, "2026-05-01")
        .measured("alt", 30.0, "2026-05-31")
        .measured("platelets", 200.0, "2026-05-15");
    let bridged = person.bridged();
    for (field, months) in [("m_since_hba1c", 12.0), ("m_since_lipids", 3.0), ("m_since_mammogram", 6.0)] {
        assert_eq!(bridged.number(field), Some(months), "{field}");
    }
    assert!(bridged.number("m_since_fib4").is_some_and(|m| (0.4..0.6).contains(&m)));
    assert_eq!(bridged.number("m_since_psa"), None);
    assert_eq!((tri(&bridged, "crc_up_to_date"), tri(&bridged, "hcv_tested")), (True, True));
    let late = Person::man().underwent(SNOMED, "73761001", "2016-06-14").bridged();
    assert!(!late.is_stated("crc_up_to_date"));
    let positive =
        Person::man().other(LOINC, "29771-3", "2026-05-01", |f| f.word = Some("Positive".to_owned())).bridged();
    assert!(positive.is_stated("crc_up_to_date") && tri(&positive, "crc_up_to_date") == False);
    let pap = |day: &str| Person::woman("1980-01-01").other(LOINC, "10524-7", day, |_| {}).bridged();
    assert!(pap("2023-06-15").is_stated("cervical_due"));
    assert_eq!(tri(&pap("2023-06-14"), "cervical_due"), Unknown);
}

#[test]
fn vaccines_count_by_product_and_season() {
    let given = |cvx: &[(&str, &str)]| cvx.iter().fold(Person::man(), |p, (c, d)| p.vaccinated(c, d)).bridged();
    assert!(given(&[("141", "2025-07-01")]).is_stated("vax_flu_season"));
    assert!(!given(&[("141", "2025-06-30")]).is_stated("vax_flu_season"));
    assert!(given(&[("216", "2022-01-01")]).is_stated("vax_pneumo_complete"));
    assert!(given(&[("133", "2022-01-01"), ("33", "2022-02-26")]).is_stated("vax_pneumo_complete"));
    assert!(!given(&[("133", "2022-01-01"), ("33", "2022-02-25")]).is_stated("vax_pneumo_complete"));
    assert!(given(&[("189", "2022-01-01"), ("189", "2022-02-01")]).is_stated("vax_hepb_complete"));
    assert!(!given(&[("43", "2022-01-01"), ("43", "2022-02-01")]).is_stated("vax_hepb_complete"));
    assert_eq!(given(&[("187", "2022-01-01"), ("187", "2022-06-01")]).number("vax_zoster_doses"), Some(2.0));
    assert_eq!(given(&[("121", "2015-01-01")]).number("vax_zoster_doses"), Some(0.0));
    assert_eq!(given(&[("115", "2016-06-15"), ("9", "2010-01-01")]).number("y_since_tdap"), Some(10.0));
}

#[test]
fn women_and_habits() {
    let uterus = Person::woman("1970-01-01").underwent(SNOMED, "236888001", "2010-01-01").bridged();
    assert_eq!((tri(&uterus, "has_cervix"), uterus.is_stated("has_cervix")), (False, true));
    let kept = Person::woman("1970-01-01").has(ICD10CM, "Z90.711").bridged();
    assert_eq!((tri(&kept, "has_cervix"), kept.is_stated("has_cervix")), (True, false));
    assert_eq!(Person::woman("1970-01-01").has(ICD10CM, "N95.1").bridged().word("menopause"), Some("post"));
    let feeding = |day: &str| Person::woman("1994-01-01").since(ICD10, "Z39.1", day);
    means(&feeding("2026-03-15"), &[("breastfeeding", True)]);
    means(&feeding("2026-03-14"), &[("breastfeeding", Unknown)]);
    let drinks = Person::man().other(LOINC, "74013-4", "2026-01-01", |f| f.value = Some(2.0));
    assert_eq!(drinks.bridged_in("us").number("alcohol_g_day"), Some(28.0));
    assert_eq!(drinks.bridged_in("cn").number("alcohol_g_day"), Some(20.0));
    assert_eq!(drinks.bridged().number("alcohol_g_day"), None);
    let smoker = Person::man().answered("smoking", "former", "2026-01-01");
    assert_eq!(smoker.bridged().word("smoking"), Some("former"));
    let unclear = Person::man().answered("smoking", "not-current", "2026-01-01");
    assert_eq!(unclear.bridged().word("smoking"), None);
}

#[test]
fn counts_and_scores() {
    let years = |change: fn(&mut bedside::record::Condition)| {
        Person::man().has_with(ICD10, "E11", change).bridged().number("diabetes_years")
    };
    assert_eq!(years(|c| c.onset = Some(date("2020-06-15"))), Some(6.0));
    assert_eq!(years(|c| c.recorded = Some(date("2020-06-15"))), Some(6.0));
    assert_eq!(years(|c| c.recorded = Some(date("2022-06-15"))), None);
    let medicines = Person::man()
        .takes("atorvastatin 20 mg")
        .takes("Atorvastatin")
        .takes("unknown herb")
        .takes_with("ibuprofen", |m| m.as_needed = true);
    assert_eq!(medicines.bridged().number("n_meds"), Some(2.0));
    assert_eq!(Person::man().bridged().number("n_meds"), None);
    let woman = Person::woman("1950-01-01").has(ICD10, "I48").has(ICD10, "I10").has(ICD10, "I63.9").bridged();
    // Woman 1, 76 years 2, hypertension 1, stroke 2.
    assert_eq!(woman.number("cha2ds2vasc"), Some(6.0));
    assert_eq!(Person::man().bridged().number("cha2ds2vasc"), None);
}
