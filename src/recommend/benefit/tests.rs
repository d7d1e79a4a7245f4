//! By which figure a step acts, where a gain ends, what a plan counts; and draws against 20,000 of them.

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
fn no_interval_is_invented() {
    let drug = gain(&person(&json!({})), "med_bp_start");
    assert_eq!((drug.outcome.as_ref(), drug.basis.as_str(), drug.path.as_ref()), ("total_cvd", "given", "mediated"));
    assert_eq!(drug.effects, ["med_bp_start.1", "med_bp_start.2"]);
    assert_eq!((drug.low, drug.high), (None, None), "the drug's fall has no interval");
    assert!(drug.notes.iter().any(|n| n == "interval_missing"));
}

#[test]
fn each_intensity_acts_through_the_link_that_was_read_for_it() {
    let high = gain(&person(&json!({})), "med_statin_high");
    assert_eq!((high.outcome.as_ref(), high.effects[1].as_ref()), ("ascvd", "med_statin_high.2"));
    let moderate = gain(&person(&json!({ "ldl": 3.9, "diagnoses": ["t2d"] })), "med_statin_moderate");
    assert_eq!(moderate.effects, ["med_statin_moderate.1", "med_statin_moderate.2"]);
}

#[test]
fn percentages_act_on_the_ldl_that_is_left() {
    let facts = person(&json!({}));
    let both = plan(&facts, &["med_statin_high", "diet_plant_sterols"]);
    assert_eq!(both.counted.len(), 2, "{both:?}");
    close(4.0 + both.shifts[0].change, 4.0 * 0.5 * (1.0 - 0.084), 1e-12);
    let fixed = plan(&facts, &["med_statin_high", "diet_viscous_fibre"]);
    close(4.0 + fixed.shifts[0].change, (4.0 - 0.25) * 0.5, 1e-12);
}

#[test]
fn without_a_weight_a_loss_of_weight_has_no_figure() {
    let mut facts = person(&json!({ "bmi": 28 }));
    facts.set_weight(120.0);
    close(gain(&facts, "wt_5pct").mediator.unwrap().change, -6.3, 1e-12);
    facts.set_weight(f64::NAN);
    assert_eq!(no_gain(&facts, "wt_5pct"), "factor_unknown");
}

#[test]
fn products_of_shift_and_link_are_those_of_20_000_draws() {
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

/// The share that a trial's arms differ by, times what stopping is worth to people with heart disease, in outline.
#[test]
fn a_medicine_to_stop_smoking_is_worth_what_stopping_is_worth() {
    let smoker = json!({ "smoking": "current", "prevent_cvd_10y": null, "prevent_ascvd_10y": null });
    let answer = recommend(&person(&smoker));
    let card = answer.cards.iter().find(|c| c.action == "smk_varenicline").unwrap();
    assert_eq!(card.no_gain.as_deref(), Some("no_trial_of_stopping"));
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
fn a_direct_effect_brings_its_printed_interval_back() {
    let mut facts = person(&json!({ "diagnoses": ["htn"], "prevent_cvd_10y": null, "prevent_ascvd_10y": null }));
    facts.set_baseline("stroke", 0.08, GIVEN, 10, None).unwrap();
    let swap = gain(&facts, "diet_salt_substitute");
    assert_eq!((swap.path.as_ref(), swap.effects.as_slice()), ("direct", &["diet_salt_substitute.1".into()][..]));
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

/// A fall counts down to the lowest target, once, for one step and for all: nothing jumps there.
#[test]
fn what_falls_below_the_lowest_target_adds_nothing() {
    let at = |sbp: f64| person(&json!({ "sbp": sbp, "dbp": 92, "salt_g_day": 9, "diagnoses": ["t2d"] }));
    let steps = ["med_bp_start", "diet_dash", "diet_sodium", "ex_aerobic"];
    let mut before = 0.0;
    for sbp in [119.9, 120.0, 120.1, 121.0, 123.0, 127.0, 131.0, 150.0] {
        let (facts, room) = (at(sbp), 0.8_f64.powf((sbp - 120.0).max(0.0) / 10.0));
        let whole = plan(&facts, &steps);
        assert!(whole.reduction >= before - 1e-15 && whole.after >= whole.baseline * room - 1e-15, "{sbp}: {whole:?}");
        before = whole.reduction;
        for one in &whole.counted {
            assert!(one.alone <= whole.baseline * (1.0 - room) + 1e-15, "{sbp}: {one:?}");
        }
        if sbp <= 120.0 {
            assert_eq!(no_gain(&facts, "med_bp_start"), "at_target");
            assert!(whole.counted.is_empty());
        }
    }
    let near = gain(&at(124.0), "med_bp_start");
    close(near.mediator.as_ref().unwrap().change, -4.0, 1e-12);
    close(near.after / near.baseline, 0.8_f64.powf(0.4), 1e-12);
    assert!(near.notes.iter().any(|n| n == "below_lowest_target"));
    // The slider gives the same.
    let fall = Links::of(&at(124.0)).fall("sbp", 124.0, 114.9, "total_cvd").unwrap();
    close(remaining(&[fall]).0, near.after / near.baseline, 1e-12);
    let joint = plan(&at(131.0), &steps);
    close(joint.shifts[0].change, -11.0, 1e-12);
    close(joint.after / joint.baseline, 0.8_f64.powf(1.1), 1e-12);
    assert!(joint.notes.iter().any(|n| n == "below_lowest_target"));
    // LDL the same: 40 % of 1.5 are 0.6, but only 0.1 count.
    let low = gain(&person(&json!({ "ldl": 1.5, "diagnoses": ["t2d"] })), "med_statin_moderate");
    close(low.after / low.baseline, 0.79_f64.powf(0.1), 1e-9);
    // The interval, too, ends where the fall does.
    let dash = gain(&at(122.0), "diet_dash");
    let (lowest, highest) = (dash.low.unwrap(), dash.high.unwrap());
    assert!(lowest < dash.reduction && dash.reduction < highest, "{dash:?}");
    assert!(highest <= dash.baseline * (1.0 - 0.76_f64.powf(0.2)), "{dash:?}");
}

#[test]
fn measuring_at_home_counts_nothing_beside_the_medicine_it_works_through() {
    let facts = person(&json!({ "diagnoses": ["htn"] }));
    let drug = gain(&facts, "med_bp_start");
    let both = plan(&facts, &["mon_home_bp", "med_bp_start"]);
    close(both.after, drug.after, 1e-15);
    let left = both.left.iter().find(|one| one.action == "mon_home_bp").unwrap();
    assert_eq!((left.why.as_ref(), left.with.as_deref()), ("works_through", Some("med_bp_start")));
    assert_eq!(plan(&facts, &["mon_home_bp", "diet_dash"]).counted.len(), 2);
    let groups = ACTIONS.iter().flat_map(|a| a.figures).map(|f| f.through).filter(|through| !through.is_empty());
    for through in groups {
        assert!(ACTIONS.iter().any(|a| a.overlap_group == through), "effect_use.csv: no group {through}");
    }
}

#[test]
fn after_a_bleed_in_the_brain_no_first_event_is_a_baseline() {
    assert_eq!(no_gain(&person(&json!({ "diagnoses": ["ich"] })), "med_bp_start"), "existing_disease");
}

#[test]
fn an_answer_about_salt_moves_no_card_where_nobody_has_a_baseline() {
    let of = |salt: serde_json::Value| {
        let nobody = json!({ "prevent_cvd_10y": null, "prevent_ascvd_10y": null, "salt_g_day": salt });
        let answer = recommend(&person(&nobody));
        let card = answer.cards.iter().find(|c| c.action == "diet_sodium").unwrap();
        (card.rank[0].clone(), card.no_gain.clone())
    };
    assert_eq!(of(json!(null)), of(json!(9)));
    assert_eq!(of(json!(null)), ("trial".into(), Some("no_baseline".into())));
}

#[test]
fn help_to_stop_stands_by_how_many_stop() {
    let answer = recommend(&person(&json!({ "smoking": "current", "diagnoses": ["mi"], "bmi": 25, "ldl": 2 })));
    let at = |action: &str| answer.cards.iter().position(|c| c.action == action).unwrap();
    let (varenicline, bupropion) = (at("smk_varenicline"), at("smk_bupropion"));
    assert!(varenicline < bupropion, "{varenicline} {bupropion}");
    assert_eq!(answer.cards[varenicline].rank, answer.cards[bupropion].rank);
}

#[test]
fn ten_years_are_not_promised_to_whom_fewer_are_left() {
    let short = json!({ "age": 90, "life_expectancy_y": 1, "prevent_cvd_10y": 30 });
    assert_eq!(no_gain(&person(&short), "med_bp_start"), "fewer_years");
    assert!(plan(&person(&short), &["med_bp_start"]).outcome.is_empty());
    assert!(gain(&person(&json!({ "life_expectancy_y": 10 })), "med_bp_start").reduction > 0.0);
}

#[test]
fn given_risks_that_contradict_each_other_are_no_baseline() {
    let wrong = person(&json!({ "prevent_cvd_10y": 8, "prevent_ascvd_10y": 9 }));
    assert_eq!(no_gain(&wrong, "med_bp_start"), "risks_contradict");
    assert_eq!(plan(&wrong, &["med_bp_start"]).left[0].why, "risks_contradict");
    assert!(gain(&person(&json!({ "prevent_cvd_10y": 9, "prevent_ascvd_10y": 9 })), "med_bp_start").reduction > 0.0);
}

#[test]
fn harm_that_a_trial_counted_stands_beside_the_gain() {
    let takes = |dx: &[&str]| {
        let facts = person(&json!({
            "tg": 2.5, "ldl": 2.0, "meds": [{ "name": "atorvastatin", "dose_mg": 40 }], "n_cv_risk_factors": 2,
            "diagnoses": dx,
        }));
        recommend(&facts).cards.into_iter().find(|c| c.action == "med_icosapent").unwrap()
    };
    let card = takes(&["t2d"]);
    let harm = card.harm.as_ref().unwrap();
    close(harm.increase, 0.01, 1e-12);
    assert_eq!((harm.outcome.as_ref(), harm.source.id.as_ref(), harm.years), ("af_hospital", "reduceit_2019", 4.9));
    assert!(card.gain.is_some());
    // Known fibrillation makes it larger; disease takes the gain's figure and leaves the harm's.
    let known = takes(&["mi", "af"]);
    close(known.harm.unwrap().increase, 0.062, 1e-12);
    assert!(known.gain.is_none());
    assert!(recommend(&person(&json!({}))).cards.iter().all(|c| c.harm.is_none()));
}
