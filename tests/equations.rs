//! What every equation promises: three answers, boundaries, columns, and parts that add up.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use bedside::explain::{between, compare, sensitivity};
use bedside::record::Comparator;
use bedside::score::{
    Assessment, Column, Equation, InputInfo, InputStatus, Inputs, Kept, Studied, Table, candidates, choose,
    choose_variant, equation, equations, evaluate, evaluate_many, reference,
};
use proptest::prelude::*;

/// A person inside every range of an equation.
fn person(equation: &Equation) -> Inputs {
    let mut inputs = Inputs::new();
    for input in equation.describe().inputs {
        inputs = match (input.need.as_str(), input.kind.as_str()) {
            ("exclusion", _) => inputs.flag(&input.id, false),
            (_, "word") => inputs.word(&input.id, &input.words[0].word),
            (_, "flag") => inputs.flag(&input.id, false),
            _ => inputs.number(&input.id, middle(&input)),
        };
    }
    inputs
}

fn middle(input: &InputInfo) -> f64 {
    match input.id.as_str() {
        "total_chol" => 200.0,
        "hdl" => 50.0,
        "triglycerides" => 120.0,
        _ => {
            let (low, high) = input.explore.unwrap_or((input.low.unwrap_or(1.0), input.high.unwrap_or(2.0)));
            if input.whole { ((low + high) / 2.0).floor() } else { (low + high) / 2.0 }
        }
    }
}

fn value(assessment: &Assessment) -> f64 {
    match assessment {
        Assessment::Computed { value, .. } => *value,
        other => panic!("no answer: {other:?}"),
    }
}

fn keys(assessment: &Assessment) -> Vec<(String, Option<String>)> {
    match assessment {
        Assessment::NotApplicable { reasons } => reasons.iter().map(|r| (r.key.clone(), r.input.clone())).collect(),
        other => panic!("applies: {other:?}"),
    }
}

#[test]
fn at_each_boundary_and_just_beyond() {
    let mut tried = 0;
    for equation in equations() {
        for input in equation.describe().inputs.into_iter().filter(|i| i.kind == "number") {
            let at = |x: f64| equation.evaluate(&person(equation).number(&input.id, x)).unwrap().assessment;
            let beyond = |answer: Assessment, key: &[&str]| {
                let found = keys(&answer);
                let hit =
                    found.iter().any(|(k, i)| key.contains(&k.as_str()) && i.as_deref() == Some(input.id.as_str()));
                assert!(hit, "{} {}: {found:?}", equation.id(), input.id);
            };
            let outside_range = |answer: &Assessment| match answer {
                Assessment::NotApplicable { reasons } => reasons.iter().any(|r| r.input.as_deref() == Some(&input.id)),
                _ => false,
            };
            if let Some(low) = input.low {
                if input.low_open {
                    beyond(at(low), &["belowRange"]);
                } else {
                    assert!(!outside_range(&at(low)), "{} {} at {low}", equation.id(), input.id);
                    if !input.whole {
                        beyond(at(low.next_down()), &["belowRange", "child"]);
                    }
                    beyond(at(low - 1.0), &["belowRange", "child"]);
                }
                tried += 1;
            }
            if let Some(high) = input.high {
                if input.high_open {
                    beyond(at(high), &["aboveRange"]);
                    assert!(!outside_range(&at(high.next_down())), "{} {}", equation.id(), input.id);
                } else {
                    assert!(!outside_range(&at(high)), "{} {} at {high}", equation.id(), input.id);
                    if !input.whole {
                        beyond(at(high.next_up()), &["aboveRange"]);
                    }
                    beyond(at(high + 1.0), &["aboveRange"]);
                }
                tried += 1;
            }
        }
    }
    println!("{tried} boundaries");
    assert!(tried > 500);
}

#[test]
fn every_exclusion_excludes() {
    for equation in equations() {
        for input in equation.describe().inputs.into_iter().filter(|i| i.need == "exclusion") {
            let answer = equation.evaluate(&person(equation).flag(&input.id, true)).unwrap().assessment;
            assert_eq!(keys(&answer).len(), 1, "{} {}", equation.id(), input.id);
        }
    }
    let dead = Inputs::new().flag("deceased", true).flag("existing_cvd", true).number("age", 12.0);
    let answer = evaluate("prevent-base-10y-ascvd", &dead).unwrap().assessment;
    let found: Vec<String> = keys(&answer).into_iter().map(|(k, _)| k).collect();
    assert_eq!(found, ["deceased", "existingDisease", "child"]);
}

#[test]
fn thirty_years_end_at_sixty() {
    let at = |age: f64| {
        evaluate("prevent-base-30y-ascvd", &person(equation("prevent-base-30y-ascvd").unwrap()).number("age", age))
    };
    assert!(matches!(at(59.0).unwrap().assessment, Assessment::Computed { .. }));
    assert_eq!(keys(&at(60.0).unwrap().assessment), [("aboveRange".to_owned(), Some("age".to_owned()))]);
}

#[test]
fn each_outcome_asks_only_for_what_it_reads() {
    let all = person(equation("prevent-base-10y-ascvd").unwrap());
    for outcome in ["total_cvd", "ascvd", "chd", "stroke"] {
        let answer = evaluate(&format!("prevent-base-10y-{outcome}"), &all.clone().without("bmi")).unwrap();
        assert!(matches!(answer.assessment, Assessment::Computed { .. }), "{outcome}");
    }
    let heart = evaluate("prevent-base-10y-heart_failure", &all.clone().without("bmi")).unwrap().assessment;
    let Assessment::NeedsInput { missing } = heart else { panic!("{heart:?}") };
    assert_eq!(missing[0].input, "bmi");
    let (low, high) = missing[0].range.unwrap();
    assert!(low < high && low > 0.0 && high < 1.0);
    let without = evaluate("prevent-base-10y-heart_failure", &all.without("total_chol").without("hdl")).unwrap();
    assert!(matches!(without.assessment, Assessment::Computed { .. }));
}

#[test]
fn women_are_not_asked_what_only_men_have_in_china_par() {
    let id = "china-par-10y-ascvd";
    let base = person(equation(id).unwrap()).without("urban").without("family_history");
    assert!(matches!(
        evaluate(id, &base.clone().word("sex", "female")).unwrap().assessment,
        Assessment::Computed { .. }
    ));
    let men = evaluate(id, &base.clone().word("sex", "male")).unwrap().assessment;
    let Assessment::NeedsInput { missing } = men else { panic!("{men:?}") };
    assert_eq!(missing.iter().map(|m| m.input.as_str()).collect::<Vec<_>>(), ["urban", "family_history"]);
    let unknown = evaluate(id, &base.word("sex", "other")).unwrap().assessment;
    let Assessment::NeedsInput { missing } = unknown else { panic!("{unknown:?}") };
    assert_eq!(missing.iter().map(|m| m.input.as_str()).collect::<Vec<_>>(), ["sex"]);
}

#[test]
fn sex_unknown_says_how_far_it_could_move() {
    let id = "ckd-epi-2021-creatinine";
    let base = Inputs::new().number("age", 60.0).number("creatinine", 1.1);
    let each = ["female", "male"].map(|s| value(&evaluate(id, &base.clone().word("sex", s)).unwrap().assessment));
    let Assessment::NeedsInput { missing } = evaluate(id, &base).unwrap().assessment else { panic!() };
    assert_eq!(missing[0].range, Some((each[0].min(each[1]), each[0].max(each[1]))));
}

#[test]
fn two_missing_inputs_have_no_range() {
    let id = "prevent-base-10y-ascvd";
    let base = person(equation(id).unwrap()).without("sbp").without("hdl");
    let Assessment::NeedsInput { missing } = evaluate(id, &base).unwrap().assessment else { panic!() };
    assert_eq!(missing.iter().map(|m| (m.input.as_str(), m.range)).collect::<Vec<_>>(), [("hdl", None), ("sbp", None)]);
}

#[test]
fn values_that_are_none_are_refused() {
    let id = "prevent-base-10y-ascvd";
    let base = person(equation(id).unwrap());
    for (input, bad, key) in [
        ("sbp", f64::NAN, "equation.notFinite"),
        ("sbp", f64::INFINITY, "equation.notFinite"),
        ("diabetes", 2.0, "equation.notYesNo"),
        ("smoking", 3.0, "equation.unknownWord"),
    ] {
        assert_eq!(evaluate(id, &base.clone().number(input, bad)).unwrap_err().key, key);
    }
    assert_eq!(evaluate(id, &base.clone().word("sex", "femal")).unwrap_err().key, "equation.unknownWord");
    assert_eq!(evaluate(id, &base.clone().word("age", "old")).unwrap_err().key, "equation.notNumber");
    assert_eq!(keys(&evaluate(id, &base.clone().number("sbp", 1e308)).unwrap().assessment)[0].0, "aboveRange");
    assert_eq!(evaluate("prevent-base-11y-ascvd", &base).unwrap_err().key, "equation.unknown");
    let full = person(equation("prevent-full-10y-ascvd").unwrap());
    assert_eq!(evaluate("prevent-full-10y-ascvd", &full.number("sdi", 4.5)).unwrap_err().key, "equation.notWhole");
}

#[test]
fn hinges_meet() {
    let id = "prevent-base-10y-total_cvd";
    let base = person(equation(id).unwrap());
    for (input, hinge) in [("sbp", 110.0_f64), ("egfr", 60.0)] {
        let at = |x: f64| value(&evaluate(id, &base.clone().number(input, x)).unwrap().assessment);
        let (below, on, above) = (at(hinge.next_down()), at(hinge), at(hinge.next_up()));
        assert!((below - on).abs() < 1e-15 && (above - on).abs() < 1e-15, "{input}");
        let slope = |a: f64, b: f64| (at(b) - at(a)) / (b - a);
        assert!((slope(hinge - 1.0, hinge) - slope(hinge, hinge + 1.0)).abs() > 1e-6, "{input} bends");
    }
}

#[test]
fn absent_optional_inputs_use_their_own_term() {
    let id = "prevent-full-10y-ascvd";
    let all = person(equation(id).unwrap());
    let known = evaluate(id, &all).unwrap();
    let absent = evaluate(id, &all.without("uacr")).unwrap();
    assert_ne!(value(&known.assessment), value(&absent.assessment));
    let uacr = absent.inputs.iter().find(|i| i.id == "uacr").unwrap();
    assert_eq!((uacr.status, uacr.value), (InputStatus::Absent, None));
}

#[test]
fn bands_as_published() {
    let g = |creatinine: f64| {
        let inputs = Inputs::new().word("sex", "male").number("age", 60.0).number("creatinine", creatinine);
        evaluate("ckd-epi-2021-creatinine", &inputs).unwrap().band.unwrap()
    };
    assert_eq!([0.8, 1.2, 1.6, 2.2, 3.5, 6.0].map(g), ["G1", "G2", "G3a", "G3b", "G4", "G5"]);
    let fib = |age: f64, ast: f64| {
        let inputs = Inputs::new().number("age", age).number("ast", ast).number("alt", 25.0).number("platelets", 200.0);
        evaluate("fib4", &inputs).unwrap().band.unwrap()
    };
    // 1.6 is indeterminate at 50 and low at 70; exactly 2.67 is not yet high.
    assert_eq!(fib(50.0, 32.0), "indeterminate");
    assert_eq!(fib(70.0, 1.6 * 1000.0 / 70.0), "low");
    assert_eq!(fib(60.0, 44.5), "indeterminate");
    assert_eq!(fib(60.0, 60.0), "high");
    let bmi = evaluate("bmi", &Inputs::new().number("height", 180.0).number("weight", 81.0)).unwrap();
    assert_eq!(value(&bmi.assessment), 25.0);
}

#[test]
fn china_par_says_when_age_was_not_studied() {
    let id = "china-par-10y-ascvd";
    let at = |age: f64| evaluate(id, &person(equation(id).unwrap()).number("age", age)).unwrap();
    assert_eq!(at(30.0).notes[0].key, "outsideStudied");
    assert!(at(35.0).notes.is_empty() && at(74.0).notes.is_empty());
    assert_eq!(at(75.0).notes[0].args["high"], "74");
}

#[test]
fn only_what_a_person_can_change_is_modifiable() {
    for equation in equations() {
        for input in equation.describe().inputs.into_iter().filter(|i| i.modifiable) {
            let allowed = ["sbp", "total_chol", "smoking", "bmi", "uacr", "hba1c"];
            assert!(allowed.contains(&input.id.as_str()), "{} {}", equation.id(), input.id);
        }
    }
}

// ---- columns -------------------------------------------------------------------------------------

fn next(state: &mut u32) -> f64 {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    f64::from(*state) / 4_294_967_296.0
}

#[test]
fn columns_agree_with_single_people_to_the_bit() {
    for equation in equations() {
        let infos = equation.describe().inputs;
        let rows = 1100;
        let mut state = 7;
        let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
        for info in &infos {
            let mut column = Vec::with_capacity(rows);
            for row in 0..rows {
                // The first blocks are in order, so that the quick path is taken too.
                let (gap, off) = if row < 520 { (0.0, 0.0) } else { (0.03, 0.03) };
                let u = next(&mut state);
                let x = match info.kind.as_str() {
                    "word" => info.words[(u * info.words.len() as f64) as usize].code,
                    "flag" if info.need == "exclusion" => f64::from(next(&mut state) < off),
                    "flag" => f64::from(u < 0.4),
                    _ => {
                        let (low, high) = match info.explore {
                            Some(range) => range,
                            None => (info.low.unwrap(), info.high.unwrap()),
                        };
                        let x = low + u * (high - low);
                        let x = if next(&mut state) < off { if u < 0.5 { low - 9.0 } else { high * 100.0 } } else { x };
                        if info.whole || info.id == "age" { x.round() } else { x }
                    }
                };
                column.push(if next(&mut state) < gap { f64::NAN } else { x });
            }
            columns.push((info.id.clone(), column));
        }
        let given: Vec<(&str, Column<'_>)> = columns.iter().map(|(n, c)| (n.as_str(), Column::F64(c))).collect();
        let batch = equation.evaluate_many(rows, &given).unwrap();
        let codes = equation.codes();
        let (mut answers, mut refusals) = (0, 0);
        for row in 0..rows {
            let mut inputs = Inputs::new();
            for (name, column) in &columns {
                if !column[row].is_nan() {
                    inputs = inputs.number(name, column[row]);
                }
            }
            let code = codes.iter().find(|c| c.code == batch.codes[row]);
            match equation.evaluate(&inputs).unwrap().assessment {
                Assessment::Computed { value, .. } => {
                    assert_eq!(batch.codes[row], 0);
                    assert_eq!(value.to_bits(), batch.values[row].to_bits(), "{} row {row}", equation.id());
                    answers += 1;
                }
                Assessment::NotApplicable { reasons } => {
                    let code = code.unwrap();
                    let key = |k: &str| if k == "child" { "belowRange".to_owned() } else { k.to_owned() };
                    let hit = |r: &bedside::score::Reason| {
                        key(&r.key) == code.key && r.input.clone().unwrap_or_default() == code.input
                    };
                    assert!(reasons.iter().any(hit), "{} row {row}: {code:?} {reasons:?}", equation.id());
                    assert!(batch.values[row].is_nan());
                    refusals += 1;
                }
                Assessment::NeedsInput { missing } => {
                    let code = code.unwrap();
                    assert_eq!(
                        (code.key.as_str(), &code.input),
                        ("missing", &missing[0].input),
                        "{} row {row}",
                        equation.id()
                    );
                    assert!(batch.values[row].is_nan());
                    refusals += 1;
                }
            }
        }
        assert!(answers > 0, "{}", equation.id());
        assert!(refusals > 0, "{}", equation.id());
    }
}

#[test]
fn columns_of_bytes_and_singles_and_one_value() {
    let id = "prevent-base-10y-ascvd";
    let rows = 300;
    let sex: Vec<u8> = (0..rows).map(|i| [0, 1, 255][i % 3]).collect();
    let sbp: Vec<f32> = (0..rows).map(|i| 100.0 + (i % 90) as f32).collect();
    let zero = vec![0_u8; rows];
    let columns = [
        ("sex", Column::U8(&sex)),
        ("age", Column::Same(55.0)),
        ("total_chol", Column::Same(213.0)),
        ("hdl", Column::Same(50.0)),
        ("sbp", Column::F32(&sbp)),
        ("diabetes", Column::U8(&zero)),
        ("smoking", Column::Same(1.0)),
        ("egfr", Column::Same(80.0)),
        ("antihypertensive", Column::U8(&zero)),
        ("statin", Column::Same(0.0)),
    ];
    let batch = evaluate_many(id, rows, &columns).unwrap();
    for row in 0..rows {
        let inputs = Inputs::new()
            .number("age", 55.0)
            .number("total_chol", 213.0)
            .number("hdl", 50.0)
            .number("sbp", f64::from(sbp[row]))
            .flag("diabetes", false)
            .word("smoking", "current")
            .number("egfr", 80.0)
            .flag("antihypertensive", false)
            .flag("statin", false);
        let inputs = match sex[row] {
            0 => inputs.word("sex", "female"),
            1 => inputs.word("sex", "male"),
            _ => inputs,
        };
        match evaluate(id, &inputs).unwrap().assessment {
            Assessment::Computed { value, .. } => assert_eq!(value.to_bits(), batch.values[row].to_bits()),
            _ => assert_eq!((sex[row], batch.codes[row]), (255, 1)),
        }
    }
    assert_eq!(evaluate_many(id, rows, &[("sbp", Column::U8(&zero[..5]))]).unwrap_err().key, "equation.columnLength");
    assert_eq!(evaluate_many(id, rows, &[("nothing", Column::Same(1.0))]).unwrap_err().key, "equation.unknownInput");
    assert!(evaluate_many(id, 0, &[]).unwrap().values.is_empty());
    assert!(evaluate_many(id, 3, &[]).unwrap().codes.iter().all(|c| *c == 1));
}

// ---- explanations --------------------------------------------------------------------------------

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
            (i.id.clone(), i.value.unwrap_or_else(|| word(i.word.as_deref().unwrap())))
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
    let why: Vec<(&str, &str)> = all.iter().map(|s| (s.input.as_str(), s.why.as_str())).collect();
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

// ---- choice --------------------------------------------------------------------------------------

#[test]
fn the_models_of_prevent_by_what_is_known() {
    let base = person(equation("prevent-base-10y-ascvd").unwrap());
    let of = |inputs: &Inputs| choose_variant("prevent", inputs).unwrap();
    assert_eq!(of(&base).variant, "base");
    assert_eq!(of(&base.clone().number("uacr", 30.0)).variant, "uacr");
    assert_eq!(of(&base.clone().number("hba1c", 6.0)).variant, "hba1c");
    assert_eq!(of(&base.clone().number("sdi", 3.0)).variant, "sdi");
    assert_eq!(of(&base.clone().number("uacr", 30.0).number("sdi", 3.0)).variant, "full");
    // A value no model takes does not choose one, and says why.
    let low = of(&base.number("uacr", 0.05));
    assert_eq!((low.variant, low.set_aside[0].key.as_str()), ("base", "belowRange"));
    assert_eq!(choose_variant("fib4", &Inputs::new()), None);
}

#[test]
fn the_headline_by_region() {
    let inputs = person(equation("china-par-10y-ascvd").unwrap()).number("egfr", 90.0).flag("statin", false);
    let pick = |region: Option<&str>, country: Option<&str>, inputs: &Inputs| {
        choose("cardiovascular", "ascvd", Some(10), region, country, inputs).unwrap()
    };
    let china = pick(Some("cn"), Some("CN"), &inputs);
    assert_eq!((china.equation.id(), china.studied), ("china-par-10y-ascvd", Some(Studied::Yes)));
    let us = pick(Some("us"), None, &inputs);
    assert_eq!((us.equation.id(), us.studied), ("prevent-base-10y-ascvd", Some(Studied::Yes)));
    // The first choice does not ship: passed over, and the flag of what answers is said.
    let uk = pick(Some("uk"), Some("GB"), &inputs);
    assert_eq!((uk.equation.family(), uk.studied), ("prevent", Some(Studied::No)));
    assert!(uk.passed_over.contains(&("qrisk3".to_owned(), "notShipped".to_owned())));
    // Not in the age range of China-PAR: the next that ships.
    let young = pick(Some("cn"), None, &inputs.clone().number("waist", 140.0));
    assert_eq!((young.equation.family(), young.studied), ("prevent", Some(Studied::No)));
    assert!(young.passed_over.contains(&("china_par".to_owned(), "notApplicable".to_owned())));
    // Nothing applies: the first that ships says why.
    let sick = pick(Some("cn"), None, &inputs.clone().flag("existing_cvd", true));
    assert_eq!(sick.equation.family(), "china_par");
    // Nobody said where: no flag.
    assert_eq!(pick(None, None, &inputs).studied, None);
    // A country's own row wins over its region, and brings its region along.
    let samoa = pick(Some("us"), Some("AS"), &inputs);
    assert_eq!(samoa.studied, Some(Studied::No));
    assert_eq!(pick(None, Some("CN"), &inputs).equation.family(), "china_par");
    assert!(choose("lung", "cancer", None, Some("us"), None, &inputs).is_none());
    let order: Vec<Studied> = candidates("cardiovascular", "cn", None).iter().map(|c| c.studied).collect();
    assert!(order.windows(2).all(|w| w[0] <= w[1]));
}

#[test]
fn an_infinite_number_in_a_column_is_no_answer() {
    for equation in equations() {
        let (known, person) = (equation.describe().inputs, person(equation));
        let plain = |input: &InputInfo| {
            let used = person.get(&input.id).unwrap();
            used.value.unwrap_or_else(|| input.words.iter().find(|w| Some(&w.word) == used.word.as_ref()).unwrap().code)
        };
        for odd in known.iter().filter(|input| input.kind == "number") {
            for infinite in [f64::INFINITY, f64::NEG_INFINITY] {
                let value = |input: &InputInfo| if input.id == odd.id { infinite } else { plain(input) };
                let columns: Vec<Vec<f64>> = known.iter().map(|input| vec![value(input); 300]).collect();
                let views: Vec<(&str, Column<'_>)> = known
                    .iter()
                    .zip(&columns)
                    .map(|(input, column)| (input.id.as_str(), Column::F64(column)))
                    .collect();
                let many = equation.evaluate_many(300, &views).unwrap();
                let none = many.codes.iter().zip(&many.values).all(|(code, value)| *code != 0 && value.is_nan());
                assert!(none, "{} {} {infinite}", equation.id(), odd.id);
            }
        }
    }
}

#[test]
fn a_table_that_is_kept_answers_as_columns_do() {
    let rows = 1_001;
    let at = |k: usize, row: usize| ((row * (7 + 2 * k) + 3 * k) % 1_000) as f64 / 1_000.0;
    for equation in equations() {
        let inputs = equation.describe().inputs;
        let column = |k: usize, input: &InputInfo, spoilt: bool| -> Vec<f64> {
            let (low, high) = (input.low.unwrap_or(1.0), input.high.unwrap_or(300.0));
            let draw = |row: usize| match input.kind.as_str() {
                "number" if input.whole => (low + (high - low) * at(k, row)).floor(),
                "number" => low + (high - low) * at(k, row),
                _ if input.need == "exclusion" => 0.0,
                _ => f64::from(u8::from(at(k, row) > 0.6)),
            };
            let bad = [f64::NAN, -0.5, 2.0, 1e9, f64::INFINITY];
            // Some blocks are left as they were drawn.
            let spoil = |row: usize| spoilt && row > 500 && (row + 31 * k).is_multiple_of(97);
            (0..rows).map(|row| if spoil(row) { bad[(row + k) % bad.len()] } else { draw(row) }).collect()
        };
        for spoilt in [false, true] {
            let drawn: Vec<Vec<f64>> = inputs.iter().enumerate().map(|(k, i)| column(k, i, spoilt)).collect();
            let named = || inputs.iter().map(|i| i.id.clone()).zip(drawn.iter().cloned());
            let columns: Vec<(&str, Column<'_>)> =
                inputs.iter().zip(&drawn).map(|(i, x)| (i.id.as_str(), Column::F64(x))).collect();
            let given = equation.evaluate_many(rows, &columns).unwrap();
            let table = Table::new(named().map(|(id, x)| (id, Kept::F64(x))).collect()).unwrap();
            let kept = table.evaluate(equation).unwrap();
            assert_eq!(given.codes, kept.codes, "{}", equation.id());
            let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&given.values), bits(&kept.values), "{}", equation.id());
            // And one row at a time, where nothing is skipped at a glance.
            for row in (0..rows).step_by(13) {
                let one: Vec<(&str, Column<'_>)> =
                    inputs.iter().zip(&drawn).map(|(i, x)| (i.id.as_str(), Column::F64(&x[row..=row]))).collect();
                let alone = equation.evaluate_many(1, &one).unwrap();
                assert_eq!(
                    (alone.codes[0], alone.values[0].to_bits()),
                    (given.codes[row], given.values[row].to_bits())
                );
            }
        }
    }
    let odd = vec![("age".to_owned(), Kept::F64(vec![50.0])), ("sex".to_owned(), Kept::U8(vec![0, 1]))];
    assert_eq!(Table::new(odd).unwrap_err().key, "equation.columnLength");
}
