//! Columns of many people answer as one person alone does, to the bit.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/equation.rs"]
mod equation_support;

use bedside::score::{Assessment, Column, InputInfo, Inputs, Kept, Table, equations, evaluate, evaluate_many};
use equation_support::*;

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
                        (code.key.as_str(), &*code.input),
                        ("missing", &*missing[0].input),
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

#[test]
fn an_infinite_number_in_a_column_is_no_answer() {
    for equation in equations() {
        let (known, person) = (equation.describe().inputs, person(equation));
        let plain = |input: &InputInfo| {
            let used = person.get(&input.id).unwrap();
            used.value
                .unwrap_or_else(|| input.words.iter().find(|w| Some(&*w.word) == used.word.as_deref()).unwrap().code)
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
