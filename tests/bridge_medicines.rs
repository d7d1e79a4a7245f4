//! What in a record means a medicine or an allergy of the rules.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/person.rs"]
mod person;

use bedside::recommend::Tri::{False, True, Unknown};
use bedside::record::{Medication, MedicationStatus, Reaction, VerificationStatus};
use person::*;

#[test]
fn medicines_by_word_code_and_class() {
    let taken = |person: Person, yes: &[&str], no: &[&str]| {
        let bridged = person.bridged();
        for name in yes {
            assert_eq!(tri(&bridged, name), True, "{name}");
        }
        for name in no {
            assert_eq!(tri(&bridged, name), False, "{name}");
        }
    };
    taken(
        Person::man().takes("Lisinopril 10 MG Oral Tablet"),
        &["lisinopril", "acei", "rasi_any", "antihypertensive"],
        &["arb"],
    );
    taken(Person::man().takes("captopril 25 mg"), &["acei", "rasi_any", "antihypertensive"], &["lisinopril"]);
    taken(Person::man().takes("esomeprazole 20 mg"), &["esomeprazole", "ppi"], &["omeprazole"]);
    taken(Person::man().takes("methylprednisolone 4 mg"), &["corticosteroid"], &["prednisolone"]);
    taken(
        Person::man().takes("sacubitril 24 MG / valsartan 26 MG Oral Tablet"),
        &["sacubitril_valsartan", "arni", "rasi_any"],
        &["valsartan", "arb"],
    );
    taken(Person::man().takes("ROSUVASTATIN 1A FTBL 10MG"), &["rosuvastatin", "statin"], &["atorvastatin"]);
    taken(Person::man().takes_code(ATC, "C09BX01"), &["perindopril", "amlodipine", "indapamide"], &["bisoprolol"]);
    taken(Person::man().takes_code(ATC, "M01AX05"), &[], &["nsaid"]);
    taken(Person::man().takes_code(ATC, "M01AE01"), &["ibuprofen", "nsaid"], &[]);
    taken(Person::man().takes_code(ATC, "C10BA10"), &["bempedoic_acid", "ezetimibe"], &["statin"]);
    taken(Person::man().takes("Furosemide 40 mg"), &["furosemide", "loop"], &["antihypertensive"]);
    // A product's RxCUI has no rows of its own: its name tells.
    taken(Person::man().takes_code(RXNORM, "308136"), &["amlodipine", "ccb_dhp"], &["nifedipine"]);
    taken(Person::man().takes("diclofenac 1% gel"), &[], &["diclofenac", "nsaid"]);
    taken(Person::man().takes("bowel prep solution"), &[], &["prep"]);
    taken(Person::man().takes("PrEP"), &["prep"], &[]);
    // Aspirin taken is no allergy to it.
    let aspirin = Person::man().takes_code(RXNORM, "1191").bridged();
    assert_eq!(
        (tri(&aspirin, "aspirin"), tri(&aspirin, "antiplatelet"), tri(&aspirin, "aspirin_allergy")),
        (True, True, Unknown)
    );
    let allergic =
        Person::man().takes("paracetamol").allergic_with("", |a| a.codes = vec![code(RXNORM, "1191")]).bridged();
    assert_eq!((tri(&allergic, "aspirin"), tri(&allergic, "aspirin_allergy")), (False, True));
}

#[test]
fn chinese_names_match_inside_and_the_longest_wins() {
    let taken = |text: &str, yes: &[&str], no: &[&str]| {
        let bridged = Person::man().takes(text).bridged();
        for name in yes {
            assert_eq!(tri(&bridged, name), True, "{text}: {name}");
        }
        for name in no {
            assert_eq!(tri(&bridged, name), False, "{text}: {name}");
        }
    };
    taken("苯磺酸氨氯地平片 5mg", &["amlodipine", "ccb_dhp", "antihypertensive"], &["nifedipine"]);
    taken("沙库巴曲缬沙坦钠片", &["sacubitril_valsartan", "arni"], &["valsartan", "arb"]);
    taken("缬沙坦氨氯地平片", &["valsartan", "arb", "amlodipine"], &["arni"]);
    taken("阿托伐他汀钙片", &["atorvastatin", "statin"], &["rosuvastatin"]);
    taken("血脂康胶囊", &["lovastatin", "statin"], &[]);
    taken("消渴丸", &["glibenclamide", "su"], &[]);
    taken("艾司奥美拉唑镁肠溶片", &["esomeprazole", "ppi"], &["omeprazole"]);
    taken("左旋氨氯地平", &["ccb_dhp"], &["amlodipine"]);
    taken("双氯芬酸二乙胺乳胶剂（扶他林）", &[], &["diclofenac", "nsaid"]);
}

#[test]
fn a_high_intensity_statin_needs_its_dose() {
    let high = |text: &str, mg: Option<f64>| {
        let bridged = Person::man().takes_with(text, |m| m.dose.mg_per_day = mg).bridged();
        assert_eq!(tri(&bridged, "statin"), True);
        tri(&bridged, "statin_high")
    };
    assert_eq!(high("atorvastatin", Some(40.0)), True);
    assert_eq!(high("atorvastatin", Some(39.9)), False);
    assert_eq!(high("atorvastatin", None), Unknown);
    assert_eq!(high("rosuvastatin", Some(20.0)), True);
    assert_eq!(high("rosuvastatin", Some(10.0)), False);
    assert_eq!(high("simvastatin", Some(80.0)), False);
    // 617311 is in the value set of high-intensity products.
    let product = Person::man().takes_code(RXNORM, "617311").bridged();
    assert_eq!((tri(&product, "atorvastatin"), tri(&product, "statin_high")), (True, True));
}

#[test]
fn past_and_uncertain_medicines() {
    let with =
        |change: fn(&mut Medication)| Person::man().takes_with("warfarin 5 mg", change).bridged().tri("warfarin");
    assert_eq!(with(|_| {}), (True, false));
    assert_eq!(with(|m| m.status = MedicationStatus::Past), (False, true));
    assert_eq!(with(|m| m.status = MedicationStatus::Uncertain), (Unknown, false));
    assert_eq!(with(|m| m.end = Some(date("2026-06-14"))), (False, true));
}

#[test]
fn allergies_by_substance_words_and_severity() {
    means(&Person::man().allergic("Penicillin"), &[("penicillin_allergy", True)]);
    means(&Person::man().allergic("青霉素"), &[("penicillin_allergy", True)]);
    means(&Person::man().allergic("Allergy to peanut").allergic("Peanut"), &[("nut_allergy", True)]);
    means(&Person::man().allergic("Pollen"), &[("penicillin_allergy", Unknown)]);
    let refuted = Person::man().allergic_with("Penicillin", |a| a.verification = VerificationStatus::Refuted);
    means(&refuted, &[("penicillin_allergy", False)]);
    let fish = Person::man().allergic("fish");
    means(&fish, &[("fish_allergy", True), ("fish_allergy_severe", Unknown)]);
    let severe = Person::man().allergic_with("fish", |a| a.high_criticality = true);
    means(&severe, &[("fish_allergy_severe", True)]);
    let anaphylaxis = Reaction { codes: vec![code(SNOMED, "39579001")], ..Reaction::default() };
    let flu = Person::man().allergic_with("Influenza vaccine", |a| a.reactions = vec![anaphylaxis.clone()]);
    means(&flu, &[("flu_vaccine_anaphylaxis", True)]);
    means(&Person::man().allergic("Influenza vaccine"), &[("flu_vaccine_anaphylaxis", Unknown)]);
    let cvx = Person::man().allergic_with("", |a| {
        a.codes = vec![code(CVX, "141")];
        a.reactions = vec![anaphylaxis];
    });
    means(&cvx, &[("flu_vaccine_anaphylaxis", True), ("vaccine_component_allergy", Unknown)]);
    means(&Person::man().allergic("Atorvastatin"), &[("statin_intolerance", True), ("statin", Unknown)]);
    let seafood = |text: &str| Person::man().has_with(ICD10CM, "Z91.013", |c| c.text = text.to_owned());
    means(&seafood("Allergy to fish"), &[("fish_allergy", True)]);
    means(&seafood("Allergy to shellfish"), &[("fish_allergy", False)]);
    means(&seafood("Allergy to seafood, unspecified"), &[("fish_allergy", Unknown)]);
    means(&Person::man().has(ICD10, "Z88.0"), &[("penicillin_allergy", True)]);
}

#[test]
fn a_nitrate_spray_is_a_nitrate_beside_sildenafil() {
    for text in [
        "Glyceryl trinitrate 400 micrograms/dose sublingual spray",
        "nitroglycerin 0.4 MG/ACTUAT Mucosal Spray",
        "nitroglycerin 0.2 mg/h transdermal patch",
        "GTN spray as needed",
        "硝酸甘油喷雾剂",
        "硝酸甘油片 舌下含服 必要时",
    ] {
        let bridged = Person::man().takes(text).takes("sildenafil 50 mg").bridged();
        assert_eq!(tri(&bridged, "nitrate"), True, "{text}");
        assert!(bedside::recommend::interaction_ids(&bridged.facts).contains(&"ix031"), "{text}");
    }
    let stopped =
        Person::man().takes_with("GTN spray", |m| m.status = MedicationStatus::Past).takes("sildenafil 50 mg");
    assert_eq!(tri(&stopped.bridged(), "nitrate"), False);
}
