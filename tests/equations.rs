//! What every equation promises: three answers, boundaries, bands, and which one is chosen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/equation.rs"]
mod equation_support;

use bedside::score::{
    Assessment, InputStatus, Inputs, Studied, candidates, choose, choose_variant, equation, equations, evaluate,
};
use equation_support::*;

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
    assert_eq!(missing.iter().map(|m| &*m.input).collect::<Vec<_>>(), ["urban", "family_history"]);
    let unknown = evaluate(id, &base.word("sex", "other")).unwrap().assessment;
    let Assessment::NeedsInput { missing } = unknown else { panic!("{unknown:?}") };
    assert_eq!(missing.iter().map(|m| &*m.input).collect::<Vec<_>>(), ["sex"]);
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
    assert_eq!(missing.iter().map(|m| (&*m.input, m.range)).collect::<Vec<_>>(), [("hdl", None), ("sbp", None)]);
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
    assert_eq!((low.variant, &*low.set_aside[0].key), ("base", "belowRange"));
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
