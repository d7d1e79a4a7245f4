//! Whatever a model's file and a table hold, explanations end, and say something or why not.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support {
    pub(crate) mod fitted;
}

use std::sync::OnceLock;

use bedside::explain::model::{
    Against, AnswerTarget, CounterfactualSettings, Dependence, DependenceSettings, Importance, ImportanceSettings,
    Movable, Neighbours, cases, contributions, counterfactual, curves, ranges,
};
use bedside::record::{Cells, Frame};
use bedside::score::model::Scorer;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::fitted::{COLUMNS, KINDS, scorer, some, table};

fn files() -> &'static Vec<Value> {
    static FILES: OnceLock<Vec<Value>> = OnceLock::new();
    FILES.get_or_init(|| KINDS.iter().map(|kind| serde_json::to_value(scorer(kind)).unwrap()).collect())
}

/// Paths of all parts of a file; of a long list only some parts.
fn paths(value: &Value, path: &str, into: &mut Vec<String>) {
    into.push(path.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| paths(inner, &format!("{path}/{key}"), into)),
        Value::Array(list) => {
            let some = list.iter().enumerate().filter(|(at, _)| *at < 4 || at + 1 == list.len());
            some.for_each(|(at, inner)| paths(inner, &format!("{path}/{at}"), into));
        }
        _ => {}
    }
}

fn changed(file: &mut Value, at: usize, how: u8) {
    let mut all = Vec::new();
    paths(file, "", &mut all);
    let Some(part) = file.pointer_mut(&all[at % all.len()]) else { return };
    match (how, &mut *part) {
        (0, Value::Array(list)) => drop(list.pop()),
        (1, Value::Array(list)) => list.extend(list.first().cloned()),
        (2, Value::Array(list)) => list.clear(),
        (3, Value::Array(list)) => list.reverse(),
        (0..=3, Value::Object(map)) => {
            let key = map.keys().nth(usize::from(how)).cloned();
            key.and_then(|key| map.remove(&key));
        }
        _ => {
            let numbers = [0.0, -1.0, 1e308, -1e308, 5e-324, 0.5, 3.0];
            *part = match how {
                0..=6 => json!(numbers[usize::from(how)]),
                7 => json!(4_294_967_295_u32),
                8 => Value::Null,
                9 => json!(0),
                10 => json!(1),
                11 => json!(2),
                _ => json!("现在"),
            };
        }
    }
}

/// A few people with numbers that break formulas.
fn people(odd: &[(u8, usize, f64)]) -> Frame {
    let mut frame = some(&table(), 0..12);
    for (column, row, x) in odd {
        let name = COLUMNS[usize::from(column % 2)];
        let Cells::Numbers(mut numbers) = frame.column(name).unwrap().cells.clone() else { panic!() };
        numbers[row % 12] = *x;
        frame.set(name, Cells::Numbers(numbers)).unwrap();
    }
    frame
}

/// Everything that can be asked; gives how much was answered.
fn ask(scorer: &Scorer, frame: &Frame) -> usize {
    let mut answered = 0;
    let against = [Against::centre(scorer)].into_iter().chain(Against::table(scorer, frame, 5, 0));
    for against in against {
        answered += usize::from(contributions(scorer, frame, &against).is_ok());
        answered += usize::from(cases(scorer, frame, &against).is_ok());
    }
    answered += usize::from(curves(scorer).is_ok());
    let settings = ImportanceSettings { repeats: 1, seed: 0 };
    if let Ok(mut running) = Importance::begin(scorer, frame, settings, |margins, _| margins.iter().sum()) {
        while let Ok(false) = running.step() {}
        running.finish();
        answered += 1;
    }
    for column in COLUMNS {
        let settings = DependenceSettings { points: 3, ..Default::default() };
        if let Ok(mut running) = Dependence::begin(scorer, frame, column, settings) {
            while let Ok(false) = running.step() {}
            running.finish();
            answered += 1;
        }
    }
    if let Ok(near) = Neighbours::of(scorer, frame) {
        answered += usize::from(near.nearest(frame, 1, 3, Some(1)).is_ok());
    }
    if let Ok(ranges) = ranges(scorer, frame) {
        let columns =
            ["age", "sbp", "smoker"].map(|column| Movable { column: column.to_owned(), ..Movable::default() });
        for target in [AnswerTarget::AtMost { answer: 0.3 }, AnswerTarget::AtLeast { answer: 0.6 }] {
            let settings = CounterfactualSettings { columns: columns.to_vec(), target, most: 2 };
            answered += usize::from(counterfactual(scorer, frame, 2, &ranges, &settings).is_ok());
        }
    }
    answered
}

#[test]
fn a_sound_model_answers_all() {
    for file in files() {
        let scorer: Scorer = serde_json::from_value(file.clone()).unwrap();
        assert!(ask(&scorer, &some(&table(), 0..12)) >= 14);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn a_file_changed_by_hand_never_breaks_it(
        kind in 0..KINDS.len(),
        edits in prop::collection::vec((any::<usize>(), 0..13_u8), 0..4),
        odd in prop::collection::vec((any::<u8>(), any::<usize>(), prop_oneof![
            Just(1e308), Just(-1e308), Just(f64::INFINITY), Just(f64::NAN), Just(5e-324), -1e9..1e9_f64,
        ]), 0..4),
    ) {
        let mut file = files()[kind].clone();
        for (at, how) in edits {
            changed(&mut file, at, how);
        }
        if let Ok(scorer) = serde_json::from_value::<Scorer>(file) {
            ask(&scorer, &people(&odd));
        }
    }
}
