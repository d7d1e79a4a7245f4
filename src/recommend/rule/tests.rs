//! The checker refuses what must fail a build, and the evaluator keeps to three values.

use super::check::{FieldType, Typed, Vocabulary, cautions, check};
use super::parse::parse;
use super::{Comparison, Node, Seen, Trust, deciding};
use crate::recommend::facts::Value;
use crate::recommend::tables;
use crate::recommend::{Facts, List, Provenance, Tri};

fn vocabulary() -> Vocabulary {
    Vocabulary {
        fields: vec![
            ("sbp".to_owned(), FieldType::Number { min: 70.0, max: 260.0 }),
            ("ldl".to_owned(), FieldType::Number { min: 0.3, max: 15.0 }),
            ("smoking".to_owned(), FieldType::Words(vec!["never".to_owned(), "current".to_owned()])),
            ("pregnant".to_owned(), FieldType::Flag),
        ],
        dx: vec!["htn".to_owned()],
        medicines: vec!["statin".to_owned()],
        genes: vec!["slco1b1_poor".to_owned()],
        regions: vec!["us".to_owned(), "cn".to_owned()],
    }
}

fn build(rule: &str) -> Result<Typed, (usize, String)> {
    let checked = parse(rule).and_then(|syntax| check(&syntax, &vocabulary()));
    checked.map_err(|fault| (fault.column, fault.what))
}

#[test]
fn a_rule_that_names_something_unknown_fails_with_its_column() {
    for (rule, column, what) in [
        ("sbp >= 130 and spb < 90", 16, "unknown field `spb`"),
        ("has(hypertension)", 5, "unknown diagnosis"),
        ("not on(statins)", 8, "unknown medicine"),
        ("gene(slco1b1)", 6, "unknown gene flag"),
        ("region(uk)", 8, "unknown region"),
        ("missing(glucose)", 9, "unknown field"),
        ("takes(statin)", 1, "unknown function"),
    ] {
        let (at, found) = build(rule).unwrap_err();
        assert_eq!(at, column, "{rule}: {found}");
        assert!(found.contains(what), "{rule}: {found}");
    }
}

#[test]
fn a_rule_of_the_wrong_type_fails_with_its_column() {
    for (rule, column, what) in [
        ("smoking == sometimes", 12, "no value of `smoking`"),
        ("smoking >= current", 9, "does not suit"),
        ("sbp == high", 8, "is no number"),
        ("pregnant == 1", 10, "yes or no"),
        ("sbp", 1, "not a yes-or-no field"),
        ("smoking == 3", 12, "no value"),
        ("ldl >= 130", 8, "wrong unit"),
    ] {
        let (at, found) = build(rule).unwrap_err();
        assert_eq!(at, column, "{rule}: {found}");
        assert!(found.contains(what), "{rule}: {found}");
    }
}

#[test]
fn a_rule_that_does_not_parse_fails_with_its_column() {
    for (rule, column) in [
        ("", 1),
        ("sbp >=", 7),
        ("(sbp >= 130", 12),
        ("sbp >= 130)", 11),
        ("sbp >= 130 sbp < 90", 12),
        ("and has(htn)", 1),
        ("sbp => 130", 5),
        ("has()", 5),
        ("has(htn", 8),
        ("sbp >= or", 8),
        ("130 <= sbp", 1),
        ("has(htn) or", 12),
        ("sbp & 3", 5),
    ] {
        let (at, found) = build(rule).unwrap_err();
        assert_eq!(at, column, "{rule}: {found}");
    }
}

#[test]
fn binds_not_before_and_before_or() {
    let rule = build("not has(htn) and pregnant or sbp >= 130 and (smoking != never or ldl < 2.5)").unwrap();
    let Typed::Or(parts) = &rule else { panic!("{rule:?}") };
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0], Typed::And(vec![Typed::Not(Box::new(Typed::Has(0))), Typed::Flag(3)]));
    let Typed::And(right) = &parts[1] else { panic!("{rule:?}") };
    assert_eq!(right[0], Typed::Number { field: 0, op: super::check::Comparison::AtLeast, limit: 130.0 });
    assert!(matches!(&right[1], Typed::Or(inner) if inner.len() == 2));
}

#[test]
fn cautions_split_into_test_and_code() {
    let found = cautions("has(htn) => a; sbp >= 1 => b;").unwrap();
    assert_eq!(found, [(1, "has(htn)".to_owned(), "a".to_owned()), (16, "sbp >= 1".to_owned(), "b".to_owned())]);
    assert!(cautions("has(htn) = a").is_err());
    assert!(cautions("has(htn) => ").is_err());
}

#[test]
fn a_table_of_truth_in_three_values() {
    let (t, u, f) = (Tri::True, Tri::Unknown, Tri::False);
    for (a, b, and, or) in [(t, u, u, t), (f, u, f, u), (u, u, u, u), (t, f, f, t), (t, t, t, t), (f, f, f, f)] {
        assert_eq!((a.and(b), b.and(a)), (and, and));
        assert_eq!((a.or(b), b.or(a)), (or, or));
    }
    assert_eq!((t.not(), u.not(), f.not()), (f, u, t));
}

/// Of a bound: yes where every number on its side says yes, no where every one says no, else unknown.
#[test]
fn a_bound_decides_what_all_numbers_on_its_side_decide() {
    let ops = [
        Comparison::AtLeast,
        Comparison::AtMost,
        Comparison::Above,
        Comparison::Below,
        Comparison::Equal,
        Comparison::NotEqual,
    ];
    let numbers = || (-40..=40).map(|n| f64::from(n) / 4.0);
    for (op, bound, limit) in ops.iter().flat_map(|op| (-3..=3).flat_map(move |b| (-3..=3).map(move |l| (*op, b, l)))) {
        let (bound, limit) = (f64::from(bound), f64::from(limit));
        for (value, side) in [
            (Value::Below(bound), numbers().filter(|x| *x < bound).collect::<Vec<_>>()),
            (Value::Above(bound), numbers().filter(|x| *x > bound).collect()),
        ] {
            let answers: Vec<bool> = side.iter().map(|x| op.holds(*x, limit)).collect();
            let wanted = match (answers.contains(&true), answers.contains(&false)) {
                (true, false) => Tri::True,
                (false, true) => Tri::False,
                _ => Tri::Unknown,
            };
            assert_eq!(op.of(value, limit), wanted, "{value:?} {op:?} {limit}");
        }
    }
}

/// An old value decides where all are trusted, and is missing where only recent ones are.
#[test]
fn an_old_value_is_unknown_to_who_wants_recent_ones() {
    let field = tables::field("egfr").unwrap();
    let mut facts = Facts::silent();
    let old = Provenance { old: "2015-01-01".parse().ok(), ..Provenance::default() };
    facts.set_number("egfr", 80.0, old.clone()).unwrap();
    facts.set_number("prevent_cvd_10y", 8.0, old).unwrap();
    let seen = Seen::of(&facts);
    let low = Node::Number { field, op: Comparison::Below, limit: 30.0 };
    let missing = Node::Missing(field);
    assert_eq!((low.read(&seen, Trust::All), low.read(&seen, Trust::Recent)), (Tri::False, Tri::Unknown));
    assert_eq!((missing.read(&seen, Trust::All), missing.read(&seen, Trust::Recent)), (Tri::False, Tri::True));
    // Nobody can be asked for what an equation fills.
    assert!(seen.is_old(field) && !seen.is_old(tables::field("prevent_cvd_10y").unwrap()));
}

#[test]
fn missing_and_known_are_never_unknown() {
    let field = tables::field("egfr").unwrap();
    let mut facts = Facts::silent();
    let missing = Node::Missing(field);
    let low = Node::Number { field, op: Comparison::Below, limit: 30.0 };
    let seen = Seen::of(&facts);
    assert_eq!((missing.holds(&seen), Node::Known(field).holds(&seen)), (Tri::True, Tri::False));
    assert_eq!(low.holds(&seen), Tri::Unknown);
    facts.set_number("egfr", 29.9, Provenance::default()).unwrap();
    let seen = Seen::of(&facts);
    assert_eq!((missing.holds(&seen), low.holds(&seen)), (Tri::False, Tri::True));
}

#[test]
fn traces_the_leaves_that_decided() {
    static HTN_OR_SBP: [Node; 2] = [Node::Has(0), Node::Number { field: 0, op: Comparison::AtLeast, limit: 50.0 }];
    static BOTH: [Node; 2] = [Node::Or(&HTN_OR_SBP), Node::Not(&Node::On(0))];
    let mut facts = Facts::silent();
    facts.set_number("age", 60.0, Provenance::default()).unwrap();
    facts.close(List::Medicines, Tri::False, true);
    let seen = Seen::of(&facts);
    let rule = Node::And(&BOTH);
    assert_eq!(rule.holds(&seen), Tri::True);
    assert_eq!(deciding(&rule, &seen), [HTN_OR_SBP[1], Node::On(0)]);
    assert!(seen.presumes(&Node::On(0)));
    // Unknown: the leaf that keeps it so.
    let mut facts = Facts::silent();
    facts.close(List::Medicines, Tri::False, false);
    facts.set_number("age", 40.0, Provenance::default()).unwrap();
    let seen = Seen::of(&facts);
    assert_eq!(rule.holds(&seen), Tri::Unknown);
    assert_eq!(deciding(&rule, &seen), [Node::Has(0)]);
}

/// Supposing an answer sees what stating it would let the rules see, and leaves no trace.
mod supposing {
    use crate::recommend::facts::Facts;
    use crate::recommend::rule::{Seen, Supposed, Undo};
    use crate::recommend::tables::{DX, FIELDS, FieldKind, GENES, MEDICINES};
    use crate::recommend::{Dosage, List, Provenance, Tri};

    fn stated(facts: &Facts, answer: Supposed) -> Facts {
        let (mut facts, from) = (facts.clone(), Provenance::default());
        let said = match answer {
            Supposed::Number(i, value) => facts.set_number(FIELDS[i].name, value, from),
            Supposed::Word(i, word) => match FIELDS[i].kind {
                FieldKind::Words(words) => facts.set_word(FIELDS[i].name, words[word], from),
                _ => unreachable!(),
            },
            Supposed::Flag(i, flag) => facts.set_flag(FIELDS[i].name, flag, from),
            Supposed::Dx(i, yes) => facts.set_dx(DX[i].name, yes.into(), from),
            Supposed::Medicine(i, yes) => facts.set_med(MEDICINES[i].name, yes.into(), Dosage::Unknown, from),
            Supposed::Gene(i, yes) => facts.set_gene(GENES[i], yes.into(), from),
        };
        said.unwrap();
        facts
    }

    /// All that rules can read.
    fn view(seen: &Seen) -> String {
        let dx: Vec<Tri> = (0..DX.len()).map(|i| seen.dx(i).value).collect();
        let medicines: Vec<Tri> = (0..MEDICINES.len()).map(|i| seen.medicine(i).value).collect();
        let genes: Vec<Tri> = (0..GENES.len()).map(|i| seen.gene(i).value).collect();
        let old: Vec<bool> = (0..FIELDS.len()).map(|i| seen.is_old(i)).collect();
        format!("{:?} {old:?} {dx:?} {medicines:?} {genes:?}", seen.values())
    }

    fn people() -> Vec<Facts> {
        let from = Provenance::default;
        let silent = Facts::silent();
        let mut woman = Facts::silent();
        woman.set_word("sex", "female", from()).unwrap();
        woman.close(List::Diagnoses, Tri::False, true);
        woman.close(List::Medicines, Tri::False, true);
        let mut suspected = Facts::silent();
        suspected.set_number("age", 60.0, from()).unwrap();
        suspected.set_dx("stroke_recent", Tri::Unknown, from()).unwrap();
        suspected.add_med("atorvastatin", Tri::Unknown, Dosage::Mg(40.0), from()).unwrap();
        let mut vignette = Facts::from_vignette(&serde_json::json!({ "age": 50, "region": "us" })).unwrap();
        vignette.set_number("sbp", 150.0, from()).unwrap();
        let mut aged = Facts::silent();
        let old = Provenance { old: "2015-01-01".parse().ok(), ..Provenance::default() };
        aged.set_number("egfr", 80.0, old.clone()).unwrap();
        aged.set_bound("uacr", crate::record::Comparator::Below, 30.0, old).unwrap();
        vec![silent, woman, suspected, vignette, aged]
    }

    #[test]
    fn an_answer_is_seen_as_if_it_were_stated_and_leaves_no_trace() {
        for facts in people() {
            let (mut seen, mut undo) = (Seen::of(&facts), Undo::default());
            let before = view(&seen);
            let mut answers: Vec<Supposed> = (0..GENES.len()).map(|i| Supposed::Gene(i, true)).collect();
            for (i, field) in FIELDS.iter().enumerate().filter(|(i, _)| !seen.is_known(*i) || seen.is_old(*i)) {
                match field.kind {
                    FieldKind::Number { min, max } => {
                        answers.extend([min, max, (min + max) / 2.0].map(|v| Supposed::Number(i, v)));
                    }
                    FieldKind::Words(words) => answers.extend((0..words.len()).map(|w| Supposed::Word(i, w))),
                    FieldKind::Flag => answers.extend([true, false].map(|yes| Supposed::Flag(i, yes))),
                }
            }
            for i in (0..DX.len()).filter(|i| seen.dx(*i).value == Tri::Unknown) {
                answers.extend([true, false].map(|yes| Supposed::Dx(i, yes)));
            }
            for i in (0..MEDICINES.len()).filter(|i| seen.medicine(*i).value == Tri::Unknown) {
                answers.extend([true, false].map(|yes| Supposed::Medicine(i, yes)));
            }
            for answer in answers {
                seen.suppose(answer, &mut undo);
                let with = stated(&facts, answer);
                assert_eq!(view(&seen), view(&Seen::of(&with)), "{answer:?}");
                seen.restore(&mut undo);
                assert_eq!(view(&seen), before, "{answer:?} left a trace");
            }
        }
    }
}
