//! Parts that add up, and what is not certain.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/equation.rs"]
mod equation_support;

use bedside::explain::{between, compare, sensitivity};
use bedside::record::Comparator;
use bedside::score::{Column, InputStatus, Inputs, equation, evaluate, evaluate_many, reference};
use equation_support::*;
use proptest::prelude::*;

#[test]
fn the_reference_keeps_what_nobody_can_choose() {
    let id = "prevent-full-10y-ascvd";
    let person = person(equation(id).unwrap()).word("sex", "male").number("age", 61.0).without("hba1c");
    let twin = reference(id, &person).unwrap();
    for same in ["age", "sex", "sdi"] {
        assert_eq!(twin.get(same), person.get(same));
    }
    assert!(twin.get("hba1c").is_none());
    assert_eq!(twin.get("sbp").unwrap().value, Some(110.0));
    assert!(reference("fib4", &person).is_err());
}

fn prevent_person() -> impl Strategy<Value = Inputs> {
    let numbers = (30_u8..80, 130.0..320.0_f64, 20.0..100.0_f64, 90.0..200.0_f64, 18.5..39.9_f64, 15.0..150.0_f64);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let optional = (prop::option::of(0.1..3000.0_f64), prop::option::of(4.0..13.0_f64), prop::option::of(1_u8..=10));
    (numbers, flags, optional).prop_map(
        |((age, tc, hdl, sbp, bmi, egfr), (male, dm, smokes, treated, statin), optional)| {
            let mut inputs = Inputs::new()
                .word("sex", if male { "male" } else { "female" })
                .number("age", f64::from(age))
                .number("total_chol", tc)
                .number("hdl", hdl)
                .number("sbp", sbp)
                .number("bmi", bmi)
                .number("egfr", egfr)
                .flag("diabetes", dm)
                .word("smoking", if smokes { "current" } else { "former" })
                .flag("antihypertensive", treated)
                .flag("statin", statin);
            let (uacr, hba1c, sdi) = optional;
            for (id, x) in [("uacr", uacr), ("hba1c", hba1c), ("sdi", sdi.map(f64::from))] {
                if let Some(x) = x {
                    inputs = inputs.number(id, x);
                }
            }
            inputs
        },
    )
}

proptest! {
    #[test]
    fn parts_add_up_on_both_scales(inputs in prevent_person()) {
        for outcome in ["ascvd", "heart_failure", "total_cvd"] {
            let equation = equation(&format!("prevent-full-10y-{outcome}")).unwrap();
            let Some(both) = compare(equation, &inputs).unwrap() else { panic!("no comparison") };
            let whole: f64 = both.attribution.parts.iter().map(|p| p.amount).sum();
            let answer = value(&equation.evaluate(&inputs).unwrap().assessment);
            prop_assert_eq!(answer.to_bits(), both.attribution.person.to_bits());
            prop_assert!((whole - (both.attribution.person - both.attribution.reference)).abs() < 1e-12);
            let whole: f64 = both.contributions.parts.iter().map(|p| p.amount).sum();
            prop_assert!((whole - (both.contributions.person - both.contributions.reference)).abs() < 1e-12);
            // Age and sex are the reference's own: they have no part.
            prop_assert!(both.attribution.parts.iter().all(|p| p.input != "age" && p.input != "sex" && p.input != "sdi"));
        }
    }

    #[test]
    fn the_other_way_round_every_part_turns_its_sign(inputs in prevent_person()) {
        let equation = equation("prevent-full-10y-ascvd").unwrap();
        let twin = equation.reference(&inputs).unwrap();
        let there = between(equation, &inputs, &twin).unwrap().unwrap().attribution;
        let back = between(equation, &twin, &inputs).unwrap().unwrap().attribution;
        for part in &there.parts {
            let other = back.parts.iter().find(|p| p.input == part.input).unwrap();
            prop_assert!((part.amount + other.amount).abs() < 1e-13);
        }
    }

    #[test]
    fn single_and_many_agree(inputs in prevent_person()) {
        let id = "prevent-full-10y-stroke";
        let named: Vec<(String, f64)> = inputs.iter().map(|i| {
            let word = |w: &str| f64::from(u8::from(w == "male" || w == "current"));
            (i.id.to_string(), i.value.unwrap_or_else(|| word(i.word.as_deref().unwrap())))
        }).collect();
        let columns: Vec<(&str, Column<'_>)> = named.iter().map(|(n, x)| (n.as_str(), Column::Same(*x))).collect();
        let batch = evaluate_many(id, 3, &columns).unwrap();
        let one = value(&evaluate(id, &inputs).unwrap().assessment);
        prop_assert!(batch.values.iter().all(|v| v.to_bits() == one.to_bits()));
    }
}

#[test]
fn an_interaction_is_shared_equally_on_the_predictors_scale() {
    // x = ... + b1 bp + b2 high + b3 bp high: the joint term goes half to each.
    let id = "prevent-base-10y-ascvd";
    let person = person(equation(id).unwrap())
        .word("sex", "female")
        .number("age", 55.0)
        .number("total_chol", 170.0)
        .number("hdl", 50.0)
        .number("sbp", 150.0)
        .flag("antihypertensive", true)
        .number("egfr", 90.0);
    let parts = compare(equation(id).unwrap(), &person).unwrap().unwrap().contributions;
    assert_eq!(parts.scale, "logOdds");
    // Woman of 55 (age term 0): sbp from 110 to 150 moves its term from -1 to 1, and joins the drug's -0.0395762.
    let (main, drug, joint) = (0.3592852, 0.2265309, -0.0395762);
    let sbp = main * 2.0 + joint * 2.0 / 2.0;
    let treated = drug - joint + joint * 2.0 / 2.0;
    let amount = |id: &str| parts.parts.iter().find(|p| p.input == id).unwrap().amount;
    assert!((amount("sbp") - sbp).abs() < 1e-12, "{} {sbp}", amount("sbp"));
    assert!((amount("antihypertensive") - treated).abs() < 1e-12);
}

#[test]
fn the_difference_of_cholesterols_is_split_as_it_should() {
    // Higher total cholesterol pushes up, higher HDL pushes down, though one term reads both.
    let id = "prevent-base-10y-ascvd";
    let person = person(equation(id).unwrap()).number("total_chol", 260.0).number("hdl", 70.0);
    let parts = compare(equation(id).unwrap(), &person).unwrap().unwrap().attribution.parts;
    let amount = |id: &str| parts.iter().find(|p| p.input == id).unwrap().amount;
    assert!(amount("total_chol") > 0.0 && amount("hdl") < 0.0);
}

#[test]
fn china_par_explains_itself() {
    let id = "china-par-10y-ascvd";
    for sex in ["female", "male"] {
        let person = person(equation(id).unwrap())
            .word("sex", sex)
            .word("smoking", "current")
            .flag("diabetes", true)
            .flag("antihypertensive", true)
            .number("waist", 101.0)
            .number("sbp", 166.0)
            .flag("family_history", true);
        let both = compare(equation(id).unwrap(), &person).unwrap().unwrap();
        assert_eq!(both.contributions.scale, "logHazard");
        let whole: f64 = both.attribution.parts.iter().map(|p| p.amount).sum();
        assert!((whole - (both.attribution.person - both.attribution.reference)).abs() < 1e-12);
        assert!(both.attribution.parts.iter().all(|p| p.input != "waist" || !p.modifiable));
    }
    assert!(compare(equation("fib4").unwrap(), &person(equation("fib4").unwrap())).unwrap().is_none());
}

#[test]
fn what_is_not_certain_could_move_the_answer() {
    let base = equation("prevent-base-10y-ascvd").unwrap();
    let mut inputs = person(base);
    let mut presumed = inputs.get("statin").unwrap().clone();
    presumed.status = InputStatus::Presumed;
    inputs.insert(presumed);
    let mut old = inputs.get("sbp").unwrap().clone();
    old.status = InputStatus::Old;
    inputs.insert(old);
    let mut bounded = inputs.get("egfr").unwrap().clone();
    (bounded.value, bounded.comparator) = (Some(90.0), Some(Comparator::Above));
    inputs.insert(bounded);
    let answer = value(&base.evaluate(&inputs).unwrap().assessment);
    let all = sensitivity(base, &inputs).unwrap();
    let why: Vec<(&str, &str)> = all.iter().map(|s| (&*s.input, &*s.why)).collect();
    for expected in [
        ("sbp", "old"),
        ("statin", "presumed"),
        ("egfr", "bounded"),
        ("uacr", "absent"),
        ("hba1c", "absent"),
        ("sdi", "absent"),
    ] {
        assert!(why.contains(&expected), "{why:?}");
    }
    assert!(all.iter().all(|s| s.low <= answer && answer <= s.high && s.low < s.high));
    let sbp = all.iter().find(|s| s.input == "sbp").unwrap();
    let at = |x: f64| value(&base.evaluate(&inputs.clone().number("sbp", x)).unwrap().assessment);
    // Below 110 the equation's risk rises again: the lowest answer is at the hinge.
    assert_eq!((sbp.low, sbp.high), (at(110.0), at(200.0)));
    assert!(all.windows(2).all(|w| w[0].high - w[0].low >= w[1].high - w[1].low));
}
