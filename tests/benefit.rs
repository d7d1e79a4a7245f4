//! What actions gain: through a record, together, and with other values; and the facts' own checks.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

mod support;

use std::collections::BTreeMap;

use bedside::recommend::{Facts, Gain, Links, Recommendations, recommend, remaining};
use bedside::record::Patient;
use bedside::session::{
    AssessOptions, Form, ReadOptions, Supposition, TogetherWishes, WhatIf, assess, read, together, together_of,
    together_on, what_if,
};
use serde_json::{Value, json};

fn options() -> AssessOptions {
    AssessOptions { as_of: "2026-03-01".parse().ok(), country: Some("US".to_owned()), ..AssessOptions::default() }
}

/// A woman of 62 with these values, everything else answered.
fn record(values: &str, more: &str) -> Patient {
    let rest = r#"{"concept":"hdl","value":1.2,"unit":"mmol/L"},{"concept":"egfr","value":88},
        {"concept":"potassium","value":4.2,"unit":"mmol/L"},{"concept":"height","value":165},
        {"concept":"weight","value":76}"#;
    form(&format!("{values},{rest}"), more)
}

/// A woman of 62 with these values alone.
fn form(values: &str, more: &str) -> Patient {
    let text = format!(
        r#"{{"format":"bedside-form","version":1,"date":"2026-03-01","sex":"female","age":62,
            "values":[{values}],
            "answers":{{"diabetes":false,"antihypertensive":false,"statin":false{more}}},
            "conditions":{{"closed":true,"entries":[]}},"medicines":{{"closed":true}},"allergies":{{"closed":true}}}}"#
    );
    let _: Form = serde_json::from_str(&text).unwrap();
    read(&[("form.json", text.as_bytes())], &ReadOptions { today: options().as_of, ..ReadOptions::default() })
        .patients
        .remove(0)
}

const PLAIN: &str = r#"{"concept":"sbp","value":152},{"concept":"dbp","value":92},
    {"concept":"total_chol","value":6.4,"unit":"mmol/L"},{"concept":"ldl","value":4.3,"unit":"mmol/L"},
    {"concept":"smoking","word":"current"}"#;

fn gain(list: &Recommendations, action: &str) -> Gain {
    let card = list.cards.iter().find(|c| c.action == action).unwrap_or_else(|| panic!("no card {action}"));
    card.gain.clone().unwrap_or_else(|| panic!("{action}: {:?}", card.no_gain))
}

fn suppose(patient: &Patient, changes: &[(&str, Value)]) -> WhatIf {
    let changes: BTreeMap<String, Supposition> =
        changes.iter().map(|(id, to)| ((*id).to_owned(), serde_json::from_value(to.clone()).unwrap())).collect();
    what_if(patient, &changes, &options()).unwrap()
}

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}

#[test]
fn gains_act_on_the_scores_that_the_page_shows() {
    let patient = record(PLAIN, "");
    let report = assess(&patient, &options()).unwrap();
    let share = |id: &str| match &report.scores.iter().find(|s| s.id == id).unwrap().assessment {
        bedside::score::Assessment::Computed { value, .. } => *value,
        other => panic!("{id}: {other:?}"),
    };
    let drug = gain(&report.recommendations, "med_bp_start");
    assert_eq!(drug.basis, "prevent-base-10y-total_cvd");
    assert_eq!(drug.baseline, share("prevent-base-10y-total_cvd"));
    close(drug.after / drug.baseline, 0.8162, 5e-5);
    let fat = gain(&report.recommendations, "diet_satfat");
    assert_eq!((fat.basis.as_str(), fat.path.as_ref()), ("prevent-base-10y-ascvd", "direct"));
    assert_eq!(fat.baseline, share("prevent-base-10y-ascvd"));
    // Each gain names rows that the card shows, and sources.
    for card in &report.recommendations.cards {
        for id in card.gain.iter().flat_map(|g| &g.effects) {
            assert!(card.effects.iter().any(|e| e.id == *id), "{}: {id}", card.action);
        }
        assert!(card.gain.as_ref().is_none_or(|g| !g.sources.is_empty() && card.no_gain.is_none()));
    }
}

#[test]
fn in_china_gains_act_on_china_par() {
    let china = AssessOptions { country: Some("CN".to_owned()), ..options() };
    let more = r#","north":true,"urban":true,"family_history":false"#;
    let values = format!(r#"{PLAIN},{{"concept":"waist","value":88}}"#);
    let report = assess(&record(&values, more), &china).unwrap();
    let dash = gain(&report.recommendations, "diet_dash");
    assert_eq!(dash.basis, "china-par-10y-ascvd", "{:?}", report.scores.iter().map(|s| &s.id).collect::<Vec<_>>());
    assert!(dash.notes.iter().any(|n| n == "heart_failure_not_counted"));
}

#[test]
fn units_change_no_gain() {
    let other = PLAIN
        .replace(r#""value":6.4,"unit":"mmol/L""#, r#""value":247.488,"unit":"mg/dL""#)
        .replace(r#""value":4.3,"unit":"mmol/L""#, r#""value":166.281,"unit":"mg/dL""#);
    let of = |values: &str| assess(&record(values, ""), &options()).unwrap().recommendations;
    let (si, us) = (of(PLAIN), of(&other));
    for (a, b) in si.cards.iter().zip(&us.cards) {
        assert_eq!(a.action, b.action);
        assert_eq!((a.gain.is_some(), &a.no_gain), (b.gain.is_some(), &b.no_gain), "{}", a.action);
        if let (Some(a), Some(b)) = (&a.gain, &b.gain) {
            close(a.reduction, b.reduction, 1e-9);
        }
    }
}

#[test]
fn several_actions_of_a_record_are_computed_together() {
    let patient = record(PLAIN, "");
    let list = assess(&patient, &options()).unwrap().recommendations;
    let (drug, fat) = (gain(&list, "med_bp_start"), gain(&list, "diet_satfat"));
    let actions =
        ["diet_satfat".to_owned(), "med_bp_start".to_owned(), "scr_crc".to_owned(), "ex_isometric".to_owned()];
    let plan = together(&patient, &actions, &options()).unwrap();
    assert_eq!(plan.basis, drug.basis);
    assert_eq!(plan.counted.iter().map(|c| c.action.as_ref()).collect::<Vec<_>>(), ["diet_satfat", "med_bp_start"]);
    // Fat acts on the ASCVD part of the whole.
    let within = plan.baseline - fat.baseline * (1.0 - 0.83);
    close(plan.after, within * drug.after / drug.baseline, 1e-12);
    assert!(plan.reduction < drug.reduction + fat.reduction && plan.reduction > drug.reduction);
    let why: BTreeMap<&str, &str> = plan.left.iter().map(|l| (l.action.as_ref(), l.why.as_ref())).collect();
    assert_eq!(why["scr_crc"], "no_figure");
    assert_eq!(why["ex_isometric"], "upper_bound_only");
    let wishes = TogetherWishes { outcome: Some("ascvd".to_owned()) };
    let narrow = together_on(&patient, &actions, &options(), &wishes).unwrap();
    assert_eq!((narrow.outcome.as_ref(), narrow.baseline), ("ascvd", fat.baseline));
    assert!(narrow.reduction > 0.0 && narrow.baseline < plan.baseline);
    let error = together(&patient, &["no_such".to_owned()], &options()).unwrap_err();
    assert_eq!((error.key.as_str(), error.args["action"].as_str()), ("together.action", "no_such"));
}

#[test]
fn a_fall_that_trials_know_moves_the_answer_with_an_interval() {
    let patient = record(PLAIN, "");
    let still = suppose(&patient, &[]);
    let score = still.score.unwrap();
    assert_eq!((score.baseline, score.outline, score.low), (score.after, false, None));
    assert_eq!(still.recommendations, assess(&patient, &options()).unwrap().recommendations);

    let lower = suppose(&patient, &[("sbp", json!(132))]).score.unwrap();
    assert_eq!(lower.id, "prevent-base-10y-ascvd");
    close(lower.after / lower.baseline, 0.8_f64.powi(2), 1e-12);
    close(lower.low.unwrap() / lower.baseline, 0.77_f64.powi(2), 1e-12);
    close(lower.high.unwrap() / lower.baseline, 0.83_f64.powi(2), 1e-12);
    assert!(!lower.outline && lower.notes.is_empty());

    // Below the lowest target nothing more is promised, and that is said.
    let lowest = suppose(&patient, &[("sbp", json!(105))]).score.unwrap();
    close(lowest.after / lowest.baseline, 0.8_f64.powf(3.2), 1e-12);
    assert_eq!(lowest.notes, ["below_lowest_target"]);

    // 166.281 mg/dL are 4.3 mmol/L: 2 mmol/L less.
    let ldl = suppose(&patient, &[("ldl", json!(88.941))]).score.unwrap();
    close(ldl.after / ldl.baseline, 0.79_f64.powi(2), 1e-9);
    assert!(!ldl.outline);
    // Total cholesterol that falls alone is LDL that falls.
    let total = suppose(&patient, &[("total_chol", json!(170.148))]).score.unwrap();
    close(total.after, ldl.after, 1e-9);

    let both = suppose(&patient, &[("sbp", json!(132)), ("ldl", json!(88.941))]).score.unwrap();
    close(both.after / both.baseline, 0.64 * 0.79_f64.powi(2), 1e-9);
    assert!(both.low.unwrap() < both.after && both.after < both.high.unwrap());
}

#[test]
fn what_no_trial_links_moves_it_in_outline_only() {
    let patient = record(PLAIN, "");
    let stopped = suppose(&patient, &[("smoking", json!("former"))]);
    let score = stopped.score.unwrap();
    assert!(score.outline && score.low.is_none() && score.after < score.baseline);
    assert!(stopped.recommendations.cards.iter().all(|c| c.action != "smk_counselling"));
    let both = suppose(&patient, &[("smoking", json!("former")), ("sbp", json!(132))]).score.unwrap();
    assert!(both.outline);
    close(both.after, score.after * 0.64, 1e-12);
    // A rise is no trial's: people with higher pressure, as the equation has them.
    let higher = suppose(&patient, &[("sbp", json!(170))]).score.unwrap();
    assert!(higher.outline && higher.after > higher.baseline);
    // A factor of the rules that no equation reads changes the list, not the answer.
    let salty = suppose(&patient, &[("salt_g_day", json!(12))]);
    assert!(!salty.score.as_ref().unwrap().outline);
    assert_eq!(gain(&salty.recommendations, "diet_sodium").effects[0], "diet_sodium.4");
}

#[test]
fn the_list_of_other_values_acts_on_the_moved_risks() {
    let patient = record(PLAIN, "");
    let lower = suppose(&patient, &[("sbp", json!(142))]);
    let score = lower.score.unwrap();
    let fat = gain(&lower.recommendations, "diet_satfat");
    close(fat.baseline, score.after, 1e-15);
    let before = gain(&assess(&patient, &options()).unwrap().recommendations, "diet_dash");
    let after = gain(&lower.recommendations, "diet_dash");
    close(after.baseline / before.baseline, 0.8, 1e-12);
    // LDL acts on the ASCVD part of the whole.
    let ldl = suppose(&patient, &[("ldl", json!(127.611))]);
    let whole = gain(&ldl.recommendations, "diet_dash");
    close(before.baseline - whole.baseline, 0.21 * ldl.score.unwrap().baseline, 1e-9);
}

/// Risks of one person belong together: what was not stated moves with what was, in the list, the plan and the slider.
#[test]
fn a_stated_risk_takes_the_others_with_it() {
    let (plain, stated) = (record(PLAIN, ""), record(PLAIN, r#","prevent_cvd_10y":5"#));
    let list = |patient: &Patient| assess(patient, &options()).unwrap().recommendations;
    let (before, after) = (list(&plain), list(&stated));
    let (drug, fat) = (gain(&after, "med_bp_start"), gain(&after, "diet_satfat"));
    assert_eq!((drug.basis.as_str(), drug.baseline), ("given", 0.05));
    let ratio = 0.05 / gain(&before, "med_bp_start").baseline;
    close(fat.baseline, gain(&before, "diet_satfat").baseline * ratio, 1e-12);
    assert!(fat.basis == "given" && fat.notes.iter().any(|n| n == "scaled_with_given"), "{fat:?}");
    assert!(!drug.notes.iter().any(|n| n == "scaled_with_given"));
    let plan = together(&stated, &["diet_satfat".to_owned()], &options()).unwrap();
    close(plan.reduction, fat.reduction, 1e-12);
    // Other values move the stated risk by what they move the score.
    let lower = suppose(&stated, &[("sbp", json!(132))]);
    close(gain(&lower.recommendations, "diet_dash").baseline, 0.05 * 0.64, 1e-12);
    close(gain(&lower.recommendations, "diet_satfat").baseline, fat.baseline * 0.64, 1e-12);
    // A stated ASCVD alone takes the whole with it; two that contradict each other are refused.
    let part = list(&record(PLAIN, r#","prevent_ascvd_10y":3"#));
    let share = gain(&before, "diet_satfat").baseline / gain(&before, "med_bp_start").baseline;
    close(0.03 / gain(&part, "med_bp_start").baseline, share, 1e-12);
    let wrong = list(&record(PLAIN, r#","prevent_cvd_10y":3,"prevent_ascvd_10y":5"#));
    let card = wrong.cards.iter().find(|c| c.action == "diet_satfat").unwrap();
    assert_eq!((card.gain.as_ref(), card.no_gain.as_deref()), (None, Some("risks_contradict")));
    // In China the score counts heart attack and stroke; beside a stated PREVENT total it has no place.
    let china = AssessOptions { country: Some("CN".to_owned()), ..options() };
    let more = r#","north":true,"urban":true,"family_history":false,"prevent_cvd_10y":5"#;
    let list = assess(&record(&format!(r#"{PLAIN},{{"concept":"waist","value":88}}"#), more), &china).unwrap();
    let fat = list.recommendations.cards.iter().find(|c| c.action == "diet_satfat").unwrap();
    assert_eq!((fat.gain.as_ref(), fat.no_gain.as_deref()), (None, Some("no_baseline")));
}

#[test]
fn what_cannot_be_tried_out_is_said() {
    let patient = record(PLAIN, "");
    let wrong = |id: &str, to: Supposition| {
        what_if(&patient, &BTreeMap::from([(id.to_owned(), to)]), &options()).unwrap_err().key
    };
    assert_eq!(wrong("luck", Supposition::Number(1.0)), "whatIf.concept");
    assert_eq!(wrong("smoking", Supposition::Word("twice".to_owned())), "amend.word");
    assert!(wrong("sbp", Supposition::Number(1e9)).starts_with("value."));
    // A person with heart disease has no score to move, but a list.
    let ill = record(PLAIN, r#","mi":true"#);
    let answer = suppose(&ill, &[("sbp", json!(130))]);
    assert!(answer.score.is_none() && !answer.recommendations.cards.is_empty());
}

/// The ten checks of the facts, through cards and plans.
#[test]
fn the_facts_own_checks_hold() {
    let Some(file) = support::shared_file("facts/recommend/counterfactual_checks.json") else { return };
    let document: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let checks: BTreeMap<&str, &Value> =
        document["checks"].as_array().unwrap().iter().map(|c| (c["id"].as_str().unwrap(), c)).collect();
    assert_eq!(checks.len(), 10, "a check was added: judge it here");
    let number = |check: &str, path: &str| checks[check].pointer(path).unwrap().as_f64().unwrap();
    let person = |more: Value| -> Value {
        let mut patient = json!({
            "region": "us", "age": 62, "sex": "male", "sbp": 150, "dbp": 92, "ldl": 4.0, "egfr": 85, "potassium": 4.2,
            "smoking": "never", "bmi": 26,
        });
        for (key, value) in more.as_object().unwrap() {
            patient[key] = value.clone();
        }
        patient
    };
    let card = |patient: &Value, action: &str| gain(&recommend(&Facts::from_vignette(patient).unwrap()), action);
    let on_ldl = |ldl: f64, meds: Value| {
        person(json!({ "prevent_ascvd_10y": 12, "ldl": ldl, "meds": meds, "diagnoses": ["fh"] }))
    };
    let judge = |check: &str, baseline: f64, after: f64| {
        close(baseline * 100.0, number(check, "/input/baseline_pct"), 1e-9);
        close(after / baseline, number(check, "/expected/rr"), 5e-5);
        close(after * 100.0, number(check, "/expected/new_risk_pct"), 0.01);
        close((baseline - after) * 100.0, number(check, "/expected/arr_pct_points"), 0.01);
        close(1.0 / (baseline - after), number(check, "/expected/nnt"), 0.05);
    };
    let on = |check: &str| person(json!({ "prevent_cvd_10y": number(check, "/input/baseline_pct") }));
    let (c1, c2) = (card(&on("C1"), "med_bp_start"), card(&on("C2"), "diet_dash"));
    judge("C1", c1.baseline, c1.after);
    judge("C2", c2.baseline, c2.after);
    let c3 = person(json!({ "prevent_ascvd_10y": 12, "ldl": number("C3", "/input/ldl") }));
    let high = card(&c3, "med_statin_high");
    judge("C3", high.baseline, high.after);
    let c4 = person(json!({ "prevent_ascvd_10y": 12, "ldl": 3.9, "diagnoses": ["t2d"] }));
    let moderate = card(&c4, "med_statin_moderate");
    judge("C4", moderate.baseline, moderate.after);
    let both = together_of(&c3, &["med_bp_start".to_owned(), "med_statin_high".to_owned()]).unwrap();
    judge("C5", both.baseline, both.after);
    // One after the other: what the statin leaves is what the second medicine acts on. Nobody is offered both at once, nor
    // the second at an LDL of 2.0, so the same shares are judged from an LDL of 5.6 on.
    let fall = |gain: Gain| gain.mediator.unwrap().change;
    let left = 5.6 + fall(card(&on_ldl(5.6, json!([])), "med_statin_high"));
    let taking = json!([{ "name": "rosuvastatin", "dose_mg": 40 }]);
    let share = (left + fall(card(&on_ldl(left, taking), "med_ezetimibe"))) / 5.6;
    let (from, to) = (number("C6", "/input/ldl"), number("C6", "/expected/ldl_after"));
    close(from * share, to, 1e-12);
    let ill = Facts::from_vignette(&person(json!({ "diagnoses": ["mi"] }))).unwrap();
    let whole = Links::of(&ill).fall("ldl", from, from * share, "ascvd").unwrap();
    close(remaining(&[whole]).0, number("C6", "/expected/rr"), 5e-5);
    // 5 % of 120 kg are the 6 kg of the check.
    let heavy = form(
        r#"{"concept":"sbp","value":150},{"concept":"height","value":206},{"concept":"weight","value":120}"#,
        &format!(r#","prevent_cvd_10y":{},"ancestry":"other""#, number("C7", "/input/baseline_pct")),
    );
    let loss = gain(&assess(&heavy, &options()).unwrap().recommendations, "wt_5pct");
    close(loss.mediator.as_ref().unwrap().change, 1.05 * number("C7", "/input/kg"), 1e-9);
    judge("C7", loss.baseline, loss.after);
    let within = number("C8", "/expected/relative_tolerance");
    for (found, path) in [
        (c2.reduction, "/expected/arr_pct_points_median"),
        (c2.low.unwrap(), "/expected/lo"),
        (c2.high.unwrap(), "/expected/hi"),
    ] {
        close(found * 100.0, number("C8", path), number("C8", path) * within);
    }
    let smoker = Facts::from_vignette(&person(json!({ "smoking": "current" }))).unwrap();
    let list = recommend(&smoker);
    let effects = &list.cards.iter().find(|c| c.action == "smk_varenicline").unwrap().effects;
    let extra = effects[0].extra.unwrap();
    close(extra, number("C9", "/expected/extra_quit"), 1e-9);
    close(1.0 / extra, number("C9", "/expected/nnt_extra_quit"), 0.05);
    let stroke = json!({ "stroke": number("C10", "/input/baseline_stroke_pct") });
    let swap = card(&person(json!({ "diagnoses": ["htn"], "risks": stroke })), "diet_salt_substitute");
    close(swap.baseline * 100.0, number("C10", "/input/baseline_stroke_pct"), 1e-9);
    close(swap.after / swap.baseline, number("C10", "/expected/rr"), 5e-5);
    close(swap.after * 100.0, number("C10", "/expected/new_risk_pct"), 0.01);
    close(swap.reduction * 100.0, number("C10", "/expected/arr_pct_points"), 0.01);
    close(swap.nnt.unwrap(), number("C10", "/expected/nnt"), 0.05);
    assert!(swap.mediator.is_none(), "the pressure was multiplied in");
}

/// Every key that a gain may speak has its sentence in both languages.
#[test]
fn every_figure_note_and_reason_has_words() {
    let column = |file: &str, name: &str| -> Vec<String> {
        let mut table = csv::Reader::from_path(support::repository().join("data/recommend").join(file)).unwrap();
        let at = table.headers().unwrap().iter().position(|h| h == name).unwrap();
        table.records().map(|r| r.unwrap()[at].to_owned()).filter(|cell| !cell.is_empty()).collect()
    };
    let said = |text: &str| -> Vec<String> {
        let source = std::fs::read_to_string(support::repository().join("src/recommend/benefit").join(text)).unwrap();
        let keys = source
            .split('"')
            .skip(1)
            .step_by(2)
            .filter(|s| !s.is_empty() && s.bytes().all(|b| b == b'_' || b.is_ascii_lowercase()));
        keys.map(str::to_owned).collect()
    };
    let act = said("act.rs");
    let reasons: Vec<&String> = act
        .iter()
        .filter(|key| key.contains('_') || *key == "observational")
        .filter(|key| *key != "salt_g_day" && *key != "total_cvd")
        .collect();
    let mut notes = column("effect_use.csv", "note");
    for cell in column("outcomes.csv", "baselines") {
        notes.extend(cell.split(';').filter_map(|one| one.split_once('=').map(|(_, note)| note.to_owned())));
    }
    let ours = ["cohort", "below_lowest_target", "interval_missing", "unverified", "ascvd_part", "scaled_with_given"];
    notes.extend(ours.map(str::to_owned));
    for language in ["en", "zh"] {
        let mut words: Vec<Value> = Vec::new();
        for file in ["cards.json", "gain.json"] {
            let path = support::repository().join("www/locales").join(language).join(file);
            words.push(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap());
        }
        let has = |room: &str, key: &str| {
            words.iter().any(|file| file.pointer(room).and_then(|r| r.get(key)).is_some_and(|w| w.as_str() != Some("")))
        };
        assert!(reasons.len() >= 13, "{reasons:?}");
        for key in &reasons {
            assert!(has("/gain/no", key), "{language}: gain.no.{key}");
        }
        for key in ["same_group", "works_through", "not_shown", "warning"] {
            assert!(has("/gain/no", key), "{language}: gain.no.{key}");
        }
        for key in &notes {
            assert!(has("/gain/notes", key), "{language}: gain.notes.{key}");
        }
        for id in column("effects.csv", "effect_id") {
            assert!(has("/effects/of", &id), "{language}: effects.of.{id}");
        }
        for outcome in column("harms.csv", "outcome") {
            assert!(has("/harms", &outcome), "{language}: harms.{outcome}");
        }
        for target in column("effects.csv", "target") {
            assert!(has("/targets", &target), "{language}: targets.{target}");
        }
    }
}
