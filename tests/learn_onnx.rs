//! Every kind of model with its preparation as an ONNX file, beside what it answers here. The files and rows go to the
//! folder of tests' leavings (`target/tmp/onnx`); `scripts/reference/onnx.py` and `tests/tools/onnx.test.ts` run them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use bedside::export::model::onnx;
use bedside::learn::additive::AdditiveSettings;
use bedside::learn::linear::Logistic;
use bedside::learn::net::NetSettings;
use bedside::learn::recalibrate::{Way, recalibrate};
use bedside::learn::survival::{CoxSettings, HazardSettings};
use bedside::learn::tree::{BoostingSettings, ForestSettings};
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::Draws;
use bedside::prepare::pipeline::{Encode, FittedPipeline, Impute, PipelineSettings};
use bedside::record::{Cells, Column, Frame, Mend, NO_DAY, NO_WORD};
use bedside::score::model::{Axis, AxisBins, Bend, Curve, Linear, Predictor, Recalibration, Scorer, Surface, Task};
use serde_json::{Value, json};

const ROWS: u32 = 400;

/// Rows of every trap: cells missing in every column, far numbers, words that training never saw.
fn table(rows: u32, seed: u32) -> Frame {
    let draws = |stream: u32| Draws::new(seed, stream);
    let fresh = seed > 1;
    let number = |stream: u32, mean: f64, spread: f64, gaps: u32| {
        let cell = |i: u32| {
            let far = if fresh && i % 17 == stream % 17 { 9.0 } else { 1.0 };
            let gap = gaps > 0 && draws(stream + 100).bits(i) % gaps == 0;
            if gap { f64::NAN } else { mean + far * spread * draws(stream).normal(i) }
        };
        Cells::Numbers((0..rows).map(cell).collect())
    };
    let words = |stream: u32, list: &[&str], gaps: u32| {
        let known = list.len() as u32 - u32::from(!fresh);
        let code = |i: u32| {
            let gap = gaps > 0 && draws(stream + 100).bits(i) % gaps == 0;
            if gap { NO_WORD } else { draws(stream).bits(i) % known }
        };
        Cells::Words { codes: (0..rows).map(code).collect(), words: list.iter().map(|w| (*w).to_owned()).collect() }
    };
    let day = |i: u32| if i % 19 == 3 { NO_DAY } else { 18_000 + (draws(50).bits(i) % 900) as i32 };
    let columns = [
        ("age", number(1, 60.0, 12.0, 0)),
        ("bmi", number(2, 27.0, 4.0, 9)),
        ("血压", number(3, 130.0, 15.0, 7)),
        ("margin", number(4, 5.0, 1.0, 11)),
        ("seen", Cells::Days((0..rows).map(day).collect())),
        ("sex", words(5, &["female", "male", "不详"], 13)),
        ("site", words(6, &["a", "b", "c", "d", "e", "elsewhere"], 8)),
        ("stage", words(7, &["I", "II", "III", "IV", "X"], 10)),
    ];
    Frame::new(columns.map(|(name, cells)| Column { name: name.to_owned(), cells }).to_vec()).unwrap()
}

fn outcome(frame: &Frame) -> Vec<f64> {
    let Cells::Numbers(age) = &frame.column("age").unwrap().cells else { panic!() };
    let draws = Draws::new(9, 9);
    (0_u32..).zip(age).map(|(i, age)| f64::from(u8::from((age - 60.0) / 12.0 + draws.normal(i) > 0.4))).collect()
}

/// Everything that a pipeline does.
fn full(frame: &Frame, y: &[f64]) -> FittedPipeline {
    let mut settings = PipelineSettings::of(frame.columns().iter().map(|column| column.name.as_str()));
    for column in &mut settings.columns {
        match column.name.as_str() {
            "bmi" => (column.knots, column.winsorise, column.impute) = (5, 0.02, Impute::Iterative),
            "血压" => (column.indicator, column.impute) = (true, Impute::Iterative),
            "margin" => (column.knots, column.impute) = (3, Impute::Mode),
            "seen" => column.impute = Impute::Mean,
            "sex" => column.indicator = true,
            "site" => column.encode = Encode::Target { smooth: 3.0, folds: 4 },
            "stage" => {
                column.encode = Encode::Ordered { words: ["I", "II", "III", "IV"].map(str::to_owned).to_vec() };
                column.standardise = false;
            }
            _ => {}
        }
    }
    let pair = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
    settings.interactions = vec![pair("age", "sex"), pair("bmi", "血压")];
    settings.select.correlation = 0.99;
    settings.check().unwrap().fit(frame, &(0..frame.rows() as u32).collect::<Vec<_>>(), Some(y)).unwrap().0
}

/// Nothing is filled or scaled: missing cells reach the model; stages are codes.
fn bare(frame: &Frame) -> FittedPipeline {
    let mut settings = PipelineSettings::of(["age", "bmi", "血压", "seen", "sex", "stage"]);
    for column in &mut settings.columns {
        (column.impute, column.standardise) = (Impute::Leave, false);
        if column.name == "stage" {
            column.encode = Encode::Ordered { words: ["I", "II", "III", "IV"].map(str::to_owned).to_vec() };
        }
    }
    settings.check().unwrap().fit(frame, &(0..frame.rows() as u32).collect::<Vec<_>>(), None).unwrap().0
}

fn numbers(list: &[f64]) -> Vec<Value> {
    list.iter().map(|x| if x.is_finite() { json!(x) } else { Value::Null }).collect()
}

/// Inputs as the file takes them.
fn inputs(frame: &Frame, pipeline: &FittedPipeline) -> Value {
    let mut all = serde_json::Map::new();
    for column in &pipeline.columns {
        let cells = match &frame.column(&column.name).unwrap().cells {
            Cells::Numbers(values) => json!({ "numbers": numbers(values) }),
            Cells::Days(days) => {
                let days: Vec<f64> =
                    days.iter().map(|day| if *day == NO_DAY { f64::NAN } else { f64::from(*day) }).collect();
                json!({ "numbers": numbers(&days) })
            }
            Cells::Words { codes, words } => {
                let word = |code: &u32| words.get(*code as usize).cloned().unwrap_or_default();
                json!({ "words": codes.iter().map(word).collect::<Vec<_>>() })
            }
        };
        all.insert(column.name.clone(), cells);
    }
    Value::Object(all)
}

/// Writes the file and what it must answer; says how many rows have an answer.
fn write(name: &str, scorer: &Scorer, people: &Frame) -> usize {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("onnx");
    std::fs::create_dir_all(&folder).unwrap();
    let file = onnx(name, scorer).unwrap();
    assert_eq!(file, onnx(name, scorer).unwrap(), "the same bytes twice");
    let (margins, answers) = (scorer.margins(people).unwrap(), scorer.answers(people).unwrap());
    let case = json!({
        "inputs": inputs(people, &scorer.pipeline), "margins": numbers(&margins), "answers": numbers(&answers),
    });
    std::fs::write(folder.join(format!("{name}.onnx")), file).unwrap();
    std::fs::write(folder.join(format!("{name}.json")), case.to_string()).unwrap();
    assert!(margins.iter().any(|m| *m != margins[0]), "{name}: rows differ");
    answers.iter().filter(|answer| answer.is_finite()).count()
}

fn scorer(task: Task, pipeline: &FittedPipeline, predictor: Predictor) -> Scorer {
    Scorer { task, pipeline: pipeline.clone(), predictor, recalibration: None }
}

#[test]
fn linear_models_with_everything_a_pipeline_does() {
    let (frame, people) = (table(ROWS, 1), table(120, 2));
    let y = outcome(&frame);
    let pipeline = full(&frame, &y);
    let x = pipeline.transform(&frame).unwrap();
    let outcome = Outcome::Binary(y.clone());
    let sample = Sample { x: &x, y: &outcome, weights: None };
    let fitted = Logistic::default().check().unwrap().fit(sample).unwrap();
    let plain = scorer(Task::Binary, &pipeline, fitted.predictor);
    assert_eq!(write("logistic", &plain, &people), 120);
    assert_eq!(write("number", &Scorer { task: Task::Continuous, ..plain.clone() }, &people), 120);
    let margins = plain.margins(&frame).unwrap();
    for (name, way) in [("platt", Way::Platt), ("isotonic", Way::Isotonic)] {
        let recalibration = Some(recalibrate(way, &margins, &y, None).unwrap());
        write(name, &Scorer { recalibration, ..plain.clone() }, &people);
    }
    // Words that count as another, cells that say nothing, numbers that cannot be.
    let mut mended = plain.clone();
    for (column, same, ends) in [
        ("sex", vec![("不详", ""), ("Male", "male")], (None, None)),
        ("site", vec![("elsewhere", "b"), ("a", "none of them")], (None, None)),
        ("stage", vec![("X", "II"), ("I", "")], (None, None)),
        ("age", Vec::new(), (Some(50.0), Some(75.0))),
        ("seen", vec![("2019-05-01", ""), ("2020-02-29", "")], (None, None)),
        ("血压", Vec::new(), (Some(110.0), None)),
    ] {
        let same = same.into_iter().map(|(written, other)| (written.to_owned(), other.to_owned())).collect();
        mended.pipeline.mends.insert(column.to_owned(), Mend { same, least: ends.0, most: ends.1 });
    }
    let mut people_there = people.clone();
    let mut seen = people.column("seen").unwrap().cells.clone();
    let Cells::Days(days) = &mut seen else { panic!() };
    (days[0], days[1]) = (18_017, 18_321);
    people_there.set("seen", seen).unwrap();
    assert_eq!(write("mended", &mended, &people_there), 120);
    let moved = mended.margins(&people_there).unwrap().into_iter().zip(plain.margins(&people_there).unwrap());
    assert!(moved.filter(|(a, b)| a != b).count() > 60);
    // A missing cell that nothing fills leaves the row without an answer.
    let bare = bare(&frame);
    let weights = (1..=bare.names.len()).map(|i| 0.1 / i as f64).collect();
    let linear = Predictor::Linear(Linear { weights, intercept: -1.5 });
    let answered = write("bare", &scorer(Task::Binary, &bare, linear), &people);
    assert!((20..110).contains(&answered), "{answered}");
}

#[test]
fn shares_up_to_a_time() {
    let (frame, people) = (table(ROWS, 1), table(120, 2));
    let y = outcome(&frame);
    let pipeline = full(&frame, &y);
    let x = pipeline.transform(&frame).unwrap();
    let draws = Draws::new(3, 3);
    let time: Vec<f64> = (0_u32..).zip(&y).map(|(i, y)| 0.1 + (12.0 - 6.0 * y) * draws.uniform(i)).collect();
    let outcome = Outcome::Survival { time, event: y.iter().map(|y| *y == 1.0).collect() };
    let sample = Sample { x: &x, y: &outcome, weights: None };
    let task = Task::Survival { horizon: 4.5 };
    let cox = CoxSettings::default().check().unwrap().fit(sample).unwrap().predictor;
    let cox = scorer(task, &pipeline, cox);
    assert_eq!(write("cox", &cox, &people), 120);
    let line = Some(Recalibration::Line { intercept: 0.3, slope: 0.8 });
    write("cox-line", &Scorer { recalibration: line, ..cox.clone() }, &people);
    let settings = HazardSettings { stretches: 5, ..HazardSettings::default() };
    let hazards = settings.check().unwrap().fit(sample).unwrap().predictor;
    assert_eq!(write("hazards", &scorer(task, &pipeline, hazards), &people), 120);
    // What has no baseline cannot answer, and says so instead of writing a file of nothing.
    let linear = Predictor::Linear(Linear { weights: vec![0.1; x.columns()], intercept: 0.0 });
    assert_eq!(onnx("x", &scorer(task, &pipeline, linear)).unwrap_err().key, "export.onnxTask");
}

#[test]
fn trees_with_missing_cells_and_categories() {
    let (frame, people) = (table(ROWS, 1), table(120, 2));
    let bare = bare(&frame);
    let x = bare.transform(&frame).unwrap();
    let y = Outcome::Binary(outcome(&frame));
    let sample = Sample { x: &x, y: &y, weights: None };
    let stage = bare.names.iter().position(|name| name == "stage").unwrap() as u32;
    let settings =
        BoostingSettings { trees: 30, depth: 5, min_rows: 5, categories: vec![stage], ..BoostingSettings::default() };
    let boosted = settings.check().unwrap().fit(sample).unwrap().predictor;
    let Predictor::Trees(trees) = &boosted else { panic!() };
    assert!(!trees.sets.is_empty(), "no set of categories was asked about");
    assert_eq!(write("boosting", &scorer(Task::Binary, &bare, boosted), &people), 120);
    // Sums so great that single precision would show: a cost of some 10,000, with small differences between trees.
    let Cells::Numbers(age) = &frame.column("age").unwrap().cells else { panic!() };
    let draws = Draws::new(8, 8);
    let cost = (0_u32..).zip(age).map(|(i, age)| 300.0 * age - 4000.0 + 900.0 * draws.normal(i)).collect();
    let cost = Outcome::Continuous(cost);
    let settings = BoostingSettings { trees: 60, min_rows: 5, ..BoostingSettings::default() };
    let costs = settings.check().unwrap().fit(Sample { x: &x, y: &cost, weights: None }).unwrap().predictor;
    assert_eq!(write("boosting-cost", &scorer(Task::Continuous, &bare, costs), &people), 120);
    let settings = ForestSettings { trees: 25, categories: vec![stage], ..ForestSettings::default() };
    let forest = settings.check().unwrap().fit(sample).unwrap().predictor;
    assert_eq!(write("forest", &scorer(Task::Binary, &bare, forest), &people), 120);
}

#[test]
fn words_as_they_are() {
    let (frame, people) = (table(ROWS, 1), table(120, 2));
    let mut settings = PipelineSettings::of(["age", "bmi", "sex", "site"]);
    for column in &mut settings.columns {
        (column.impute, column.encode) = (Impute::Leave, Encode::Categories);
    }
    settings.columns[2].impute = Impute::Mode;
    let rows: Vec<u32> = (0..ROWS).collect();
    let (pipeline, x) = settings.check().unwrap().fit(&frame, &rows, None).unwrap();
    let categories = pipeline.nominal();
    assert_eq!(categories, [2, 3]);
    // Sites tell something, in no order of their letters.
    let Cells::Words { codes, .. } = &frame.column("site").unwrap().cells else { panic!() };
    let y = outcome(&frame).into_iter().zip(codes).map(|(y, code)| if code % 2 == 1 { 1.0 - y } else { y }).collect();
    let y = Outcome::Binary(y);
    let sample = Sample { x: &x, y: &y, weights: None };
    let boosting = BoostingSettings { trees: 20, min_rows: 5, categories: categories.clone(), ..Default::default() };
    let boosted = boosting.check().unwrap().fit(sample).unwrap().predictor;
    assert!(matches!(&boosted, Predictor::Trees(trees) if !trees.sets.is_empty()));
    assert_eq!(write("boosting-words", &scorer(Task::Binary, &pipeline, boosted), &people), 120);
    let additive = AdditiveSettings { turns: 20, bags: 1, min_rows: 5, pairs: 1, categories, ..Default::default() };
    let curves = additive.check().unwrap().fit(sample).unwrap().predictor;
    assert_eq!(write("additive-words", &scorer(Task::Binary, &pipeline, curves), &people), 120);
}

#[test]
fn curves_and_surfaces() {
    let (frame, people) = (table(ROWS, 1), table(120, 2));
    let bare = bare(&frame);
    let x = bare.transform(&frame).unwrap();
    let y = Outcome::Binary(outcome(&frame));
    let stage = bare.names.iter().position(|name| name == "stage").unwrap() as u32;
    let settings = AdditiveSettings {
        turns: 20,
        bags: 1,
        bins: 32,
        pairs: 2,
        pair_bins: 8,
        min_rows: 5,
        categories: vec![stage],
        ..AdditiveSettings::default()
    };
    let fitted = settings.check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
    let Predictor::Additive(mut model) = fitted.predictor else { panic!() };
    // A curve of codes and a surface of both kinds, whatever the fit chose.
    let axis = |column: u32, bins: AxisBins| Axis { column, bins };
    let codes = axis(stage, AxisBins::Codes(vec![0, 2, 3]));
    let borders = axis(0, AxisBins::Borders(vec![50.0, 60.0]));
    model.curves.push(Curve { axis: codes.clone(), values: vec![0.3, -0.2, 0.1, 0.7], spread: Vec::new() });
    model.curves.push(Curve {
        axis: axis(1, AxisBins::Borders(Vec::new())),
        values: vec![0.01, 0.4],
        spread: Vec::new(),
    });
    model.surfaces.push(Surface { one: borders, other: codes, values: (0..16).map(|i| f64::from(i) * 0.03).collect() });
    model.check().unwrap();
    assert_eq!(write("additive", &scorer(Task::Binary, &bare, Predictor::Additive(model)), &people), 120);
}

#[test]
fn networks_of_every_bend() {
    let (frame, people) = (table(ROWS, 1), table(120, 2));
    let y = outcome(&frame);
    let pipeline = full(&frame, &y);
    let x = pipeline.transform(&frame).unwrap();
    let y = Outcome::Binary(y);
    let sample = Sample { x: &x, y: &y, weights: None };
    for (name, bend) in [("net-relu", Bend::Relu), ("net-tanh", Bend::Tanh), ("net-logistic", Bend::Logistic)] {
        let settings = NetSettings { layers: vec![16, 8], bend, epochs: 8, ..NetSettings::default() };
        let net = settings.check().unwrap().fit(sample).unwrap().predictor;
        assert_eq!(write(name, &scorer(Task::Binary, &pipeline, net), &people), 120);
    }
    let bare = bare(&frame);
    let filled = frame.take(&(0..ROWS).filter(|row| whole(&frame, *row)).collect::<Vec<_>>());
    let (x, y) = (bare.transform(&filled).unwrap(), Outcome::Binary(outcome(&filled)));
    let settings = NetSettings { layers: vec![6], epochs: 4, ..NetSettings::default() };
    let net = settings.check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap().predictor;
    let answered = write("net-bare", &scorer(Task::Binary, &bare, net), &people);
    assert!((20..110).contains(&answered), "{answered}");
}

fn whole(frame: &Frame, row: u32) -> bool {
    frame
        .columns()
        .iter()
        .all(|column| column.name == "margin" || column.name == "site" || !column.cells.is_missing(row as usize))
}

#[test]
fn a_model_without_columns_is_refused() {
    let frame = Frame::new(vec![Column { name: "same".into(), cells: Cells::Numbers(vec![1.0; 5]) }]).unwrap();
    let (pipeline, _) = PipelineSettings::of(["same"]).check().unwrap().fit(&frame, &[0, 1, 2], None).unwrap();
    let none = Predictor::Linear(Linear { weights: Vec::new(), intercept: 1.0 });
    assert_eq!(onnx("x", &scorer(Task::Binary, &pipeline, none)).unwrap_err().key, "export.onnxColumns");
    let two = Predictor::Linear(Linear { weights: vec![1.0], intercept: 1.0 });
    assert_eq!(onnx("x", &scorer(Task::Binary, &pipeline, two)).unwrap_err().key, "model.broken");
}
