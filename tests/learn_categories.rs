//! Words as they are, from a table's cells through a study to a file and its explanation: trees and curves ask which words a
//! row has; whatever knows numbers alone gets a column a word.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use bedside::collect::cohort::{CohortOptions, read_cohort};
use bedside::explain::model::{Against, CellValue, Neighbours, contributions};
use bedside::export::model::onnx;
use bedside::learn::study::{Protocol, Trained, Training};
use bedside::math::Draws;
use bedside::prepare::pipeline::{Encode, Impute, PipelineSettings, Source};
use bedside::record::{Cells, Column, Frame};
use bedside::score::model::{Predictor, Scorer};
use serde_json::{Value, json};

fn table(text: &str) -> Frame {
    read_cohort("table.csv", text.as_bytes(), CohortOptions::default()).unwrap().frame
}

/// Thirty wards, each with a risk of its own; the last ward has three rows, and some rows have none.
fn wards(rows: u32) -> Frame {
    spread(rows, 1.3)
}

/// The same, with risks that lie so far apart.
fn spread(rows: u32, spread: f64) -> Frame {
    let (draws, risks) = (Draws::new(5, 3), Draws::new(5, 4));
    let mut text = String::from("age,ward,sick\n");
    for row in 0..rows {
        let (age, ward) = (draws.normal(row * 5), (draws.uniform(row * 5 + 1) * 30.0) as u32);
        let margin = 0.6 * age + spread * risks.normal(ward);
        let sick = u8::from(draws.uniform(row * 5 + 2) < 1.0 / (1.0 + (-margin).exp()));
        let ward = if row % 23 == 7 { String::new() } else { format!("w{ward:02}") };
        text += &format!("{:.2},{ward},{sick}\n", 60.0 + 10.0 * age);
    }
    table(&(text + "50,rare,1\n51,rare,1\n52,rare,1\n"))
}

fn protocol(model: Value, encode: Value) -> Protocol {
    let column = |name: &str, impute: &str, encode: &Value| json!({ "name": name, "impute": impute, "standardise": false, "encode": encode });
    serde_json::from_value(json!({
        "question": {
            "outcome": { "task": "binary", "column": "sick", "happened": { "yes": ["1"] } }, "predictors": ["age", "ward"],
        },
        "pipeline": { "columns": [column("age", "median", &encode), column("ward", "leave", &encode)] },
        "model": model,
    }))
    .unwrap()
}

fn carry_out(protocol: Protocol, frame: &Frame) -> Trained {
    let mut training = Training::new(protocol, frame).unwrap();
    while !training.step().unwrap() {}
    training.finish().unwrap()
}

fn boosting() -> Value {
    json!({ "kind": "boosting", "trees": 40, "rate": 0.2 })
}

fn words() -> Value {
    json!({ "by": "categories" })
}

/// One person of each ward given, all of one age.
fn people(wards: &[&str]) -> Frame {
    let rows: String = wards.iter().map(|ward| format!("60,{ward},0\n")).collect();
    table(&(String::from("age,ward,sick\n") + &rows))
}

fn margins(scorer: &Scorer, wards: &[&str]) -> Vec<f64> {
    scorer.margins(&people(wards)).unwrap()
}

#[test]
fn many_words_are_told_apart_where_a_column_a_word_is_too_thin() {
    // Twenty rows a ward, of which folds leave fewer: too few for a leaf of their own.
    let (frame, model) = (wards(600), json!({ "kind": "boosting" }));
    let area = |encode: Value| carry_out(protocol(model.clone(), encode), &frame).evaluation.main().unwrap();
    let (as_words, a_column_each) = (area(words()), area(json!({ "by": "oneHot" })));
    println!("600 rows: as words {as_words}, a column each {a_column_each}");
    assert!(as_words > a_column_each + 0.03, "{as_words} {a_column_each}");
}

#[test]
fn many_words_that_say_nothing_cost_no_more_than_a_column_a_word() {
    let (frame, model) = (spread(1500, 0.0), json!({ "kind": "boosting" }));
    let area = |encode: Value| carry_out(protocol(model.clone(), encode), &frame).evaluation.main().unwrap();
    let (as_words, a_column_each) = (area(words()), area(json!({ "by": "oneHot" })));
    println!("nothing said: as words {as_words}, a column each {a_column_each}");
    assert!(as_words > a_column_each - 0.01, "{as_words} {a_column_each}");
}

#[test]
fn rare_and_new_words_are_as_missing_in_scores_file_and_reasons() {
    let frame = wards(900);
    let additive = json!({ "kind": "additive", "turns": 60, "bags": 2 });
    for model in [boosting(), json!({ "kind": "forest", "trees": 20 }), additive] {
        let scorer = carry_out(protocol(model.clone(), words()), &frame).scorer;
        assert_eq!(
            (scorer.pipeline.names.as_slice(), scorer.pipeline.nominal()),
            (&["age".into(), "ward".into()][..], vec![1])
        );
        let Source::Lookup { words, .. } = &scorer.pipeline.columns[1].source else { panic!() };
        assert!(words.len() == 30 && !words.iter().any(|word| word == "rare"), "{words:?}");
        let told = margins(&scorer, &["w01", "rare", "elsewhere", "", "w29"]);
        assert!(told.iter().all(|margin| margin.is_finite()) && told[1] == told[3] && told[2] == told[3], "{told:?}");
        assert!(
            (0..30)
                .map(|at| margins(&scorer, &[&format!("w{at:02}")])[0])
                .any(|margin| (margin - told[3]).abs() > 0.05)
        );
        // The file, and what it says of each person.
        let again: Scorer = serde_json::from_str(&serde_json::to_string(&scorer).unwrap()).unwrap();
        again.check().unwrap();
        assert_eq!(again, scorer);
        onnx("wards", &scorer).unwrap();
        let parts = contributions(&scorer, &frame, &Against::centre(&scorer)).unwrap();
        assert!(parts.gap < 1e-9 && parts.terms.len() >= 2, "{}", parts.gap);
        assert!(parts.parts[1].iter().any(|part| (part - parts.parts[1][0]).abs() > 0.05), "{model}");
    }
}

#[test]
fn where_nothing_is_said_trees_take_words_and_sums_take_columns() {
    let frame = wards(400);
    let usual = |model: Value| {
        let mut protocol = protocol(model, words());
        protocol.pipeline.columns.clear();
        carry_out(protocol, &frame)
    };
    let logistic = json!({ "kind": "logistic", "c": 0.5 });
    let (trees, sum) = (usual(boosting()), usual(logistic.clone()));
    assert_eq!(trees.protocol.pipeline.columns[1].encode, Encode::Categories);
    assert_eq!(sum.protocol.pipeline.columns[1].encode, Encode::OneHot);
    let Predictor::Trees(model) = &trees.scorer.predictor else { panic!() };
    assert!(!model.sets.is_empty() && model.categories.len() == 1);
    // A model of numbers alone is the same whichever is asked for, and says which it had.
    let mut asked = protocol(logistic.clone(), words());
    asked.pipeline.columns[1].impute = Impute::Mode;
    let mut plain = protocol(logistic, json!({ "by": "oneHot" }));
    plain.pipeline.columns[1].impute = Impute::Mode;
    let (asked, plain) = (carry_out(asked, &frame), carry_out(plain, &frame));
    assert_eq!((asked.scorer, asked.protocol.pipeline), (plain.scorer, plain.protocol.pipeline));
}

#[test]
fn a_product_takes_columns_and_a_choice_of_columns_leaves_words_in() {
    let frame = wards(700);
    let mut settings = PipelineSettings::of(["age", "ward"]);
    settings.columns[1].encode = Encode::Categories;
    settings.select.best = 1;
    let rows: Vec<u32> = (0..700).collect();
    let y: Vec<f64> = (0..703).map(|row| f64::from(row % 2)).collect();
    let (fitted, x) = settings.clone().check().unwrap().fit(&frame, &rows, Some(&y)).unwrap();
    // Codes are whole numbers, never scaled.
    assert!(fitted.names == ["age", "ward"] && fitted.nominal() == [1]);
    assert!(x.column(1).iter().all(|code| code.fract() == 0.0 && *code >= 0.0), "the most frequent word fills gaps");
    settings.interactions = vec![["age".to_owned(), "ward".to_owned()]];
    settings.select.best = 0;
    let (fitted, _) = settings.check().unwrap().fit(&frame, &rows, Some(&y)).unwrap();
    assert!(fitted.nominal().is_empty() && fitted.names.iter().any(|name| name.starts_with("age × ward = ")));
}

#[test]
fn people_of_any_two_wards_are_equally_far_apart() {
    let frame = wards(400);
    let scorer = carry_out(protocol(boosting(), words()), &frame).scorer;
    let near = Neighbours::of(&scorer, &frame).unwrap();
    let all = near.nearest(&people(&["w05"]), 0, 400, None).unwrap();
    let own = |row: usize| match &frame.column("ward").unwrap().cells {
        Cells::Words { codes, words } => words.get(codes[row] as usize).cloned(),
        _ => None,
    };
    let age = |row: usize| match &frame.column("age").unwrap().cells {
        Cells::Numbers(numbers) => numbers[row],
        _ => f64::NAN,
    };
    let spread = |row: usize| all.iter().find(|one| one.row == row).map(|one| one.distance * one.distance);
    let of_age = |row: &usize| (age(*row) - 60.0).abs() < 1.0;
    let squares = |same: bool| -> Vec<f64> {
        let rows = (0..400).filter(of_age).filter(|row| own(*row).is_some_and(|ward| (ward == "w05") == same));
        rows.filter_map(spread).collect()
    };
    // Two random people are 2 squared spreads apart on average, in words as in numbers: here 2 / (1 − 1/30).
    assert!(squares(false).len() > 10 && squares(false).iter().all(|square| (2.0..2.2).contains(square)));
    assert!(squares(true).iter().all(|square| *square < 0.1));
    assert!(all[0].apart.iter().all(|apart| apart.own != CellValue::Missing));
}

#[test]
fn a_word_of_few_rows_does_not_tell_their_outcome() {
    let words: Vec<String> = ["often", "seldom"].map(str::to_owned).to_vec();
    let codes: Vec<u32> = (0..30).map(|row| u32::from(row < 4)).collect();
    let frame = Frame::new(vec![Column { name: "word".into(), cells: Cells::Words { codes, words } }]).unwrap();
    let y: Vec<f64> = (0..30).map(|row| f64::from(u8::from(row < 4 || row % 3 == 0))).collect();
    let mut settings = PipelineSettings::of(["word"]);
    settings.columns[0].encode = Encode::Target { smooth: 0.0, folds: 3 };
    let rows: Vec<u32> = (0..30).collect();
    let (fitted, _) = settings.check().unwrap().fit(&frame, &rows, Some(&y)).unwrap();
    let Source::Lookup { words, values, other, fill, .. } = &fitted.columns[0].source else { panic!() };
    let mean = Some(y.iter().sum::<f64>() / 30.0);
    assert_eq!((words.as_slice(), values.len(), *other), (&["often".to_owned()][..], 1, mean));
    // No row has a gap: what stands for one tells nothing either.
    assert_eq!(*fill, mean);
}
