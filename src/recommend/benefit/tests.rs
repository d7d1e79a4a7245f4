//! Arithmetic of the facts' ten checks, through the functions that cards use; and draws against 20,000 of them.

use serde_json::json;

use super::draw::{product, stream};
use super::*;
use crate::math::{exp, ln, normal_quantile};
use crate::recommend::tables::{ACTIONS, Figure, LINKS};
use crate::recommend::{Facts, recommend};

fn row(id: &str) -> &'static Figure {
    ACTIONS.iter().flat_map(|a| a.figures).find(|f| f.id == id).unwrap_or_else(|| panic!("no effect {id}"))
}

/// A man of 62 with high pressure and high LDL, and what is changed of him.
fn person(change: &serde_json::Value) -> Facts {
    let mut patient = json!({
        "region": "us", "age": 62, "sex": "male", "sbp": 150, "dbp": 92, "ldl": 4.0, "egfr": 85, "potassium": 4.2,
        "smoking": "never", "bmi": 26, "prevent_cvd_10y": 14, "prevent_ascvd_10y": 12, "diagnoses": [], "meds": [],
    });
    for (key, value) in change.as_object().unwrap() {
        patient[key] = value.clone();
    }
    Facts::from_vignette(&patient).unwrap()
}

fn gain(facts: &Facts, action: &str) -> Gain {
    let answer = recommend(facts);
    let card = answer.cards.iter().find(|c| c.action == action).unwrap_or_else(|| panic!("no card {action}"));
    card.gain.clone().unwrap_or_else(|| panic!("{action}: {:?}", card.no_gain))
}

fn no_gain(facts: &Facts, action: &str) -> String {
    let answer = recommend(facts);
    let card = answer.cards.iter().find(|c| c.action == action).unwrap_or_else(|| panic!("no card {action}"));
    assert!(card.gain.is_none(), "{:?}", card.gain);
    card.no_gain.clone().unwrap().into_owned()
}

fn plan(facts: &Facts, actions: &[&str]) -> Together {
    together(facts, &actions.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>()).unwrap()
}

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}

#[test]
fn c1_a_pressure_drug_and_c2_dash_act_through_pressure() {
    let facts = person(&json!({}));
    let drug = gain(&facts, "med_bp_start");
    assert_eq!((drug.outcome.as_ref(), drug.basis.as_str(), drug.path.as_ref()), ("total_cvd", "given", "mediated"));
    close(drug.after / drug.baseline, 0.8162, 5e-5);
    close(drug.after * 100.0, 11.427, 5e-4);
    close(drug.reduction * 100.0, 2.573, 5e-4);
    close(drug.nnt.unwrap(), 38.9, 0.05);
    assert_eq!(drug.effects, ["med_bp_start.1", "med_bp_start.2"]);
    assert_eq!((drug.low, drug.high), (None, None), "the drug's fall has no interval: none is invented");
    assert!(drug.notes.iter().any(|n| n == "interval_missing"));
    let dash = gain(&facts, "diet_dash");
    close(dash.after / dash.baseline, 0.9311, 5e-5);
    close(dash.after * 100.0, 13.035, 5e-4);
    close(dash.reduction * 100.0, 0.965, 5e-4);
    close(dash.nnt.unwrap(), 103.6, 0.05);
}

#[test]
fn c3_and_c4_statins_act_through_ldl() {
    let high = gain(&person(&json!({})), "med_statin_high");
    assert_eq!(high.outcome, "ascvd");
    assert_eq!(high.mediator.as_ref().unwrap().change, -2.0);
    close(high.after / high.baseline, 0.6084, 5e-5);
    close(high.after * 100.0, 7.301, 5e-4);
    close(high.nnt.unwrap(), 21.3, 0.05);
    let moderate = gain(&person(&json!({ "ldl": 3.9, "diagnoses": ["t2d"] })), "med_statin_moderate");
    assert_eq!(moderate.effects, ["med_statin_moderate.1", "med_statin_moderate.2"]);
    close(moderate.after / moderate.baseline, 0.6923, 5e-5);
    close(moderate.reduction * 100.0, 3.692, 5e-4);
    close(moderate.nnt.unwrap(), 27.1, 0.05);
}

#[test]
fn c5_a_plan_multiplies_and_never_adds() {
    let mut facts = person(&json!({}));
    // One baseline for both, as the check has it.
    facts.basis.baselines.retain(|b| b.outcome() == "ascvd");
    let both = plan(&facts, &["med_statin_high", "med_bp_start"]);
    close(both.after / both.baseline, 0.4966, 5e-5);
    close(both.after * 100.0, 5.959, 5e-4);
    close(both.reduction * 100.0, 6.041, 5e-4);
    close(both.nnt.unwrap(), 16.6, 0.05);
}

#[test]
fn c6_a_second_drug_acts_on_the_ldl_that_is_left() {
    let facts = person(&json!({ "diagnoses": ["fh"], "meds": [{ "name": "simvastatin", "dose_mg": 20 }] }));
    // Nobody starts both at once here: the plan's own parts, as the two rows give them.
    let both = combine::joint_change(4.0, &[row("med_statin_high.1"), row("med_ezetimibe.1")]);
    close(4.0 + both, 1.5, 1e-12);
    close(exp(-both * ln(row("med_statin_high.2").mean)), 0.5373, 5e-5);
    assert!(gain(&facts, "med_ezetimibe").reduction > 0.0);
}

#[test]
fn c7_weight_acts_per_kilogram() {
    let mut facts = person(&json!({ "bmi": 28, "prevent_cvd_10y": 10 }));
    facts.set_weight(120.0); // 5 % of it are 6 kg
    let loss = gain(&facts, "wt_5pct");
    close(loss.mediator.as_ref().unwrap().change, -6.3, 1e-12);
    close(loss.after / loss.baseline, 0.8689, 5e-5);
    close(loss.reduction * 100.0, 1.311, 5e-4);
    close(loss.nnt.unwrap(), 76.3, 0.05);
    facts.set_weight(f64::NAN);
    assert_eq!(no_gain(&facts, "wt_5pct"), "factor_unknown");
}

#[test]
fn c8_the_interval_is_that_of_20_000_draws() {
    let dash = gain(&person(&json!({})), "diet_dash");
    let (low, high) = (dash.low.unwrap() * 100.0, dash.high.unwrap() * 100.0);
    close(low, 0.66, 0.066);
    close(high, 1.3, 0.13);
    close(dash.reduction * 100.0, 0.96, 0.096);
    // Every product of a shift and its link, against plain draws of its own.
    let mut state = 1_u64;
    let mut uniform = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        #[allow(clippy::cast_precision_loss)]
        let u = ((state >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0;
        normal_quantile(u)
    };
    let mut compared = 0;
    for shift in ACTIONS.iter().flat_map(|a| a.figures).filter(|f| f.mediator.is_some()) {
        for link in LINKS.iter().filter(|l| l.mediator == shift.mediator && shift.row != l.row) {
            let Some((low, high)) = product(shift, link) else { continue };
            let (a, b) = (draw::Spread::of(shift), draw::Spread::of(link));
            let mut draws: Vec<f64> = (0..20_000).map(|_| a.at(uniform()) * b.at(uniform())).collect();
            draws.sort_by(f64::total_cmp);
            // The 20,000 themselves miss their percentile by half a percent of the width; of 160, the worst by 2 or 3.
            let width = high - low;
            close(low, crate::math::percentile(&draws, 0.025), width * 0.03);
            close(high, crate::math::percentile(&draws, 0.975), width * 0.03);
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn c9_a_medicine_to_stop_smoking_is_worth_what_stopping_is_worth() {
    let smoker = json!({ "smoking": "current", "prevent_cvd_10y": null, "prevent_ascvd_10y": null });
    let answer = recommend(&person(&smoker));
    let card = answer.cards.iter().find(|c| c.action == "smk_varenicline").unwrap();
    let effect = &card.effects[0];
    let extra = effect.treated.unwrap() - effect.control.unwrap();
    close(extra, 0.145, 1e-12);
    close(1.0 / extra, 6.9, 0.05);
    assert_eq!(card.no_gain.as_deref(), Some("no_trial_of_stopping"));
    // With disease and a stated risk of death, the cohorts' figure of stopping, in outline.
    let mut facts = person(&json!({ "smoking": "current", "diagnoses": ["mi"] }));
    assert_eq!(no_gain(&facts, "smk_varenicline"), "existing_disease");
    facts.set_baseline("all_cause_mortality", 0.2, GIVEN, 10, None).unwrap();
    let stop = gain(&facts, "smk_varenicline");
    assert!(stop.outline && stop.path == "behaviour" && stop.notes.iter().any(|n| n == "cohort"));
    close(stop.reduction, 0.2 * 0.145 * (1.0 - 0.64), 1e-12);
    assert!(stop.low.unwrap() < stop.reduction && stop.reduction < stop.high.unwrap());
    assert_eq!(plan(&facts, &["smk_varenicline"]).left[0].why, "observational");
}

#[test]
fn c10_salt_substitute_counts_its_stroke_ratio_and_never_its_pressure_too() {
    let mut facts = person(&json!({ "diagnoses": ["htn"], "prevent_cvd_10y": null, "prevent_ascvd_10y": null }));
    facts.set_baseline("stroke", 0.08, GIVEN, 10, None).unwrap();
    let swap = gain(&facts, "diet_salt_substitute");
    assert_eq!((swap.path.as_ref(), swap.effects.as_slice()), ("direct", &["diet_salt_substitute.1".into()][..]));
    assert!(swap.mediator.is_none());
    close(swap.after * 100.0, 6.88, 1e-9);
    close(swap.reduction * 100.0, 1.12, 1e-9);
    close(swap.nnt.unwrap(), 89.3, 0.05);
    // The printed interval comes back.
    close(swap.low.unwrap(), 0.08 * 0.04, 1e-12);
    close(swap.high.unwrap(), 0.08 * 0.23, 1e-12);
    // Not his age: the trial is about others, and only the pressure counts.
    let young = person(&json!({ "age": 45, "diagnoses": ["htn"] }));
    assert_eq!(gain(&young, "diet_salt_substitute").path, "mediated");
}

#[test]
fn a_row_keeps_its_draws_wherever_it_appears() {
    assert_eq!(stream(row("diet_dash.3")), stream(row("diet_dash.3")));
    close(stream(row("med_bp_start.2")).iter().map(|x| exp(*x)).fold(0.0, f64::max), 0.85, 0.02);
    close(ln(row("med_bp_start.2").mean), draw::Spread::of(row("med_bp_start.2")).mean, 0.0);
}

#[test]
fn what_cannot_be_computed_says_why() {
    let ill = person(&json!({ "diagnoses": ["mi"] }));
    assert_eq!(no_gain(&ill, "med_statin_high"), "existing_disease");
    let nobody = person(&json!({ "prevent_cvd_10y": null, "prevent_ascvd_10y": null, "ldl": 5.0 }));
    assert_eq!(no_gain(&nobody, "med_statin_high"), "no_baseline");
    assert_eq!(no_gain(&nobody, "scr_crc"), "no_figure");
    let cn = person(&json!({ "region": "cn" }));
    assert_eq!(no_gain(&cn, "diet_cn_hearthealthy"), "upper_bound_only");
    assert_eq!(no_gain(&person(&json!({ "fibre_g_day": 10 })), "diet_fibre_wholegrain"), "observational");
    assert_eq!(no_gain(&person(&json!({ "salt_g_day": 4 })), "diet_sodium"), "at_target");
    assert_eq!(no_gain(&person(&json!({ "sbp": 118, "dbp": 84 })), "diet_dash"), "at_target");
    assert_eq!(no_gain(&person(&json!({ "diagnoses": ["t2d"] })), "diet_low_gi"), "factor_without_link");
    assert_eq!(
        no_gain(&person(&json!({ "ldl": null, "diagnoses": ["t2d"] })), "med_statin_moderate"),
        "factor_unknown"
    );
    // A statin already: the fall from none is not theirs.
    let taking = json!({ "ldl": 5.0, "meds": [{ "name": "simvastatin", "dose_mg": 20 }] });
    assert_eq!(no_gain(&person(&taking), "med_statin_high"), "not_for_this_person");
}

#[test]
fn known_salt_counts_and_an_average_does_not() {
    let salty = gain(&person(&json!({ "salt_g_day": 9 })), "diet_sodium");
    assert_eq!(salty.effects[0], "diet_sodium.4");
    close(salty.mediator.unwrap().change, -1.10 * 4.0 * 0.3422, 1e-12);
    assert_eq!(gain(&person(&json!({})), "diet_sodium").effects[0], "diet_sodium.3");
    assert_eq!(gain(&person(&json!({ "diagnoses": ["htn"] })), "diet_sodium").effects[0], "diet_sodium.2");
}

#[test]
fn a_vaccine_of_one_season_acts_on_one_year() {
    let flu = gain(&person(&json!({})), "vax_flu");
    close(flu.reduction, 0.12 * 0.34 / 10.0, 1e-12);
    close(flu.low.unwrap(), 0.12 * 0.17 / 10.0, 1e-12);
    assert!(flu.notes.iter().any(|n| n == "low_risk_trials_unsure"));
}

#[test]
fn a_plan_lies_between_its_best_part_and_the_sum() {
    let facts = person(&json!({ "smoking": "current", "salt_g_day": 9, "pa_min_week": 30 }));
    let answer = recommend(&facts);
    let with: Vec<(&str, f64)> = answer
        .cards
        .iter()
        .filter_map(|c| Some((&*c.action, c.gain.as_ref().filter(|g| !g.outline)?.reduction)))
        .collect();
    assert!(with.len() > 6, "{with:?}");
    for (i, (a, alone)) in with.iter().enumerate() {
        close(plan(&facts, &[a]).reduction, *alone, 1e-15);
        for (b, other) in &with[i + 1..] {
            let (both, swapped) = (plan(&facts, &[a, b]), plan(&facts, &[b, a, b]));
            assert_eq!(both, swapped, "{a} {b}");
            assert!(both.reduction >= alone.max(*other) - 1e-15, "{a} {b}");
            assert!(both.reduction <= alone + other + 1e-15, "{a} {b}");
            assert!(both.reduction < alone + other || both.counted.len() < 2, "{a} {b} added");
        }
    }
    let all: Vec<&str> = with.iter().map(|w| w.0).collect();
    let whole = plan(&facts, &all);
    assert!(whole.reduction < whole.baseline && whole.reduction <= with.iter().map(|w| w.1).sum());
    let (mut left, mut groups) = (0, std::collections::BTreeSet::new());
    for one in &whole.counted {
        let group = ACTIONS.iter().find(|a| a.id == one.action).unwrap().overlap_group;
        assert!(group.is_empty() || groups.insert(group), "{group} counts twice");
    }
    for one in &whole.left {
        assert_eq!(one.why, "same_group");
        assert!(whole.counted.iter().any(|c| Some(&c.action) == one.with.as_ref()));
        left += 1;
    }
    assert_eq!(left + whole.counted.len(), with.len());
    assert!(together(&facts, &["no_such".to_owned()]).is_err());
}

#[test]
fn a_plans_interval_holds_its_own_gain() {
    let facts = person(&json!({}));
    let two = plan(&facts, &["diet_dash", "med_statin_high"]);
    let (low, high) = (two.low.unwrap(), two.high.unwrap());
    assert!(low < two.reduction && two.reduction < high, "{two:?}");
    let one = plan(&facts, &["diet_dash"]);
    let card = gain(&facts, "diet_dash");
    assert_eq!((one.low, one.high), (card.low, card.high));
    // A part without an interval leaves the plan without one.
    let three = plan(&facts, &["diet_dash", "med_bp_start"]);
    assert!(three.low.is_none() && three.notes.iter().any(|n| n == "interval_missing"));
}

#[test]
fn declining_one_action_changes_no_other_gain() {
    let mut facts = person(&json!({}));
    let before = recommend(&facts);
    facts.decline("diet_dash");
    let after = recommend(&facts);
    for card in after.cards {
        let same = before.cards.iter().find(|c| c.action == card.action).unwrap();
        assert_eq!((&same.gain, &same.effects), (&card.gain, &card.effects));
    }
    assert_eq!(plan(&facts, &["diet_dash"]).left[0].why, "not_shown");
}
