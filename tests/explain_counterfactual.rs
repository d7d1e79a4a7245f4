//! The smallest changes that bring another answer: against closed forms and against trying everything.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support {
    pub(crate) mod fitted;
}

use bedside::explain::model::{
    AnswerTarget, CellValue, Counterfactual, CounterfactualSettings, Movable, MoveDirection, counterfactual, ranges,
};
use bedside::record::{Cells, Frame};
use bedside::score::model::{Predictor, Recalibration, Scorer};
use support::fitted::{KINDS, scorer, table};

fn movable(column: &str) -> Movable {
    Movable { column: column.to_owned(), ..Movable::default() }
}

fn asked(scorer: &Scorer, row: usize, columns: Vec<Movable>, target: AnswerTarget, most: usize) -> Counterfactual {
    let frame = table();
    let ranges = ranges(scorer, &frame).unwrap();
    counterfactual(scorer, &frame, row, &ranges, &CounterfactualSettings { columns, target, most }).unwrap()
}

/// The row with some cells changed.
fn with(row: &Frame, changes: &[(&str, CellValue)]) -> Frame {
    let mut frame = row.clone();
    for (column, value) in changes {
        let cells = match value {
            CellValue::Number(x) => Cells::Numbers(vec![*x]),
            CellValue::Word(word) => Cells::Words { codes: vec![0], words: vec![word.clone()] },
            other => panic!("{other:?}"),
        };
        frame.set(column, cells).unwrap();
    }
    frame
}

fn number(frame: &Frame, column: &str) -> f64 {
    let Cells::Numbers(numbers) = &frame.column(column).unwrap().cells else { panic!() };
    numbers[0]
}

#[test]
fn a_weight_is_moved_exactly_as_far_as_is_needed() {
    let scorer = scorer("logistic");
    let Predictor::Linear(linear) = &scorer.predictor else { panic!() };
    let at = scorer.pipeline.names.iter().position(|name| name == "sbp").unwrap();
    let per_unit = linear.weights[at] / scorer.pipeline.scale[at];
    let spread = ranges(&scorer, &table()).unwrap().iter().find(|range| range.column == "sbp").unwrap().spread;
    let mut reached = 0;
    for row in 0..60 {
        let person = table().take(&[row]);
        let (margin, answer) = (scorer.margins(&person).unwrap()[0], scorer.answers(&person).unwrap()[0]);
        let wanted = answer * 0.8;
        let told = asked(&scorer, row as usize, vec![movable("sbp")], AnswerTarget::AtMost { answer: wanted }, 3);
        assert!(told.exact && !told.met && told.answer == answer);
        let x = number(&person, "sbp") + ((wanted / (1.0 - wanted)).ln() - margin) / per_unit;
        match told.ways.first() {
            Some(way) => {
                let CellValue::Number(to) = way.changes[0].to else { panic!() };
                assert!((to - x).abs() < 1e-6, "row {row}: {to} {x}");
                assert!((way.cost - (x - number(&person, "sbp")).abs() / spread).abs() < 1e-7);
                assert!(way.answer <= wanted && way.answer > wanted - 1e-6);
                reached += 1;
            }
            None => assert!(x < 93.0 && told.nearest.unwrap() > wanted, "row {row}: {x} {told:?}"),
        }
    }
    assert!(reached > 20, "{reached}");
}

/// Every allowed value of each column, and the cheapest of all combinations by how many columns change.
fn by_trying(
    scorer: &Scorer,
    row: &Frame,
    allowed: &[(&str, Vec<(CellValue, f64)>)],
    target: AnswerTarget,
) -> [f64; 4] {
    let met = |answer: f64| match target {
        AnswerTarget::AtMost { answer: wanted } => answer <= wanted,
        AnswerTarget::AtLeast { answer: wanted } => answer >= wanted,
    };
    let mut best = [f64::INFINITY; 4];
    let mut all: Vec<(f64, Vec<(&str, CellValue)>)> = vec![(0.0, Vec::new())];
    for (column, values) in allowed {
        let more: Vec<_> = all
            .iter()
            .flat_map(|(cost, changes)| {
                values.iter().map(move |(value, own)| {
                    let mut changes = changes.clone();
                    changes.push((*column, value.clone()));
                    (cost + own, changes)
                })
            })
            .collect();
        all.extend(more);
    }
    for (cost, changes) in all {
        if cost < best[changes.len()] && met(scorer.answers(&with(row, &changes)).unwrap()[0]) {
            best[changes.len()] = cost;
        }
    }
    best
}

#[test]
fn nothing_cheaper_is_found_by_trying_everything() {
    let mut ways = 0;
    for kind in ["logistic", "cox", "curved", "boosting", "words", "additive", "net"] {
        let scorer = scorer(kind);
        let found = ranges(&scorer, &table()).unwrap();
        let spread = |column: &str| found.iter().find(|range| range.column == column).unwrap().spread;
        for row in [3, 8, 21, 50, 77] {
            let person = table().take(&[row]);
            let CellValue::Word(smoker) = told_word(&person, "smoker") else { continue };
            let stepped = |column: &str, low: f64, high: f64, step: f64| {
                let (own, mut x) = (number(&person, column), low);
                let mut values = Vec::new();
                while x <= high {
                    values.push((CellValue::Number(x), (x - own).abs() / spread(column)));
                    x += step;
                }
                values.retain(|(_, cost)| *cost > 0.0);
                let movable = Movable { low: Some(low), high: Some(high), step: Some(step), ..movable(column) };
                (values, movable)
            };
            if number(&person, "age").is_nan() {
                continue;
            }
            let (ages, age) = stepped("age", 45.0, 75.0, 5.0);
            let (pressures, sbp) = stepped("sbp", 100.0, 170.0, 10.0);
            let others = ["no", "former", "现在"].into_iter().filter(|word| *word != smoker);
            let words: Vec<(CellValue, f64)> = others.map(|word| (CellValue::Word(word.to_owned()), 1.0)).collect();
            let answer = scorer.answers(&person).unwrap()[0];
            for target in
                [AnswerTarget::AtMost { answer: answer * 0.7 }, AnswerTarget::AtLeast { answer: answer * 1.2 }]
            {
                let columns = vec![age.clone(), sbp.clone(), movable("smoker")];
                let told = asked(&scorer, row as usize, columns, target, 3);
                let allowed = [("age", ages.clone()), ("sbp", pressures.clone()), ("smoker", words.clone())];
                let best = by_trying(&scorer, &person, &allowed, target);
                let cost = |count: usize| {
                    let costs = told.ways.iter().filter(|way| way.changes.len() <= count).map(|way| way.cost);
                    costs.fold(f64::INFINITY, f64::min)
                };
                let least = |count: usize| best[1..=count].iter().copied().fold(f64::INFINITY, f64::min);
                for count in 1..=3 {
                    // More columns are told only where they are worth it: a hundredth less.
                    let (cost, least) = (cost(count), least(count));
                    assert!(
                        cost <= least / 0.99 + 1e-9 && cost >= least - 1e-9,
                        "{kind} {row} {count}: {cost} {least}"
                    );
                }
                assert!((cost(1) - best[1]).abs() < 1e-9 || cost(1) == best[1], "{kind} {row}: {told:?} {best:?}");
                let adds_up = ["logistic", "cox"].contains(&kind);
                assert_eq!(told.exact, adds_up, "{kind} {row}");
                ways += told.ways.len();
            }
        }
    }
    assert!(ways > 60, "{ways}");
}

fn told_word(frame: &Frame, column: &str) -> CellValue {
    let Cells::Words { codes, words } = &frame.column(column).unwrap().cells else { panic!() };
    words.get(codes[0] as usize).map_or(CellValue::Missing, |word| CellValue::Word(word.clone()))
}

#[test]
fn only_named_columns_move_and_only_as_far_as_they_may() {
    let mut ways = 0;
    for kind in KINDS {
        let scorer = scorer(kind);
        let all = ranges(&scorer, &table()).unwrap();
        let sbp = all.iter().find(|range| range.column == "sbp").unwrap();
        for row in 0..25 {
            let person = table().take(&[row]);
            let answer = scorer.answers(&person).unwrap()[0];
            let target = AnswerTarget::AtMost { answer: answer - 0.15 * answer.abs() };
            let columns =
                vec![Movable { direction: MoveDirection::Down, ..movable("sbp") }, movable("smoker"), movable("seen")];
            let told = asked(&scorer, row as usize, columns, target, 2);
            assert_eq!(told.left_out[0].why, "day", "{kind}");
            assert!(told.ways.is_empty() == told.nearest.is_some(), "{kind} {row}: {told:?}");
            for way in &told.ways {
                let mut changes = Vec::new();
                for change in &way.changes {
                    assert!(["sbp", "smoker"].contains(&change.column.as_str()), "{kind}: {change:?}");
                    assert!(change.from != change.to && change.cost > 0.0);
                    if let (CellValue::Number(from), CellValue::Number(to)) = (&change.from, &change.to) {
                        assert!(to < from && (sbp.low..=sbp.high).contains(to), "{kind}: {change:?}");
                    }
                    changes.push((change.column.as_str(), change.to.clone()));
                }
                let then = scorer.answers(&with(&person, &changes)).unwrap()[0];
                assert!(then == way.answer, "{kind} {row}: {then} {}", way.answer);
                let AnswerTarget::AtMost { answer: wanted } = target else { panic!() };
                assert!(then <= wanted, "{kind} {row}");
                assert!(way.changes.len() <= 2);
                ways += 1;
            }
        }
    }
    assert!(ways > 100, "{ways}");
}

#[test]
fn what_cannot_be_reached_is_said() {
    for kind in KINDS {
        let scorer = scorer(kind);
        let told = asked(&scorer, 0, vec![movable("age"), movable("sbp")], AnswerTarget::AtMost { answer: -1e9 }, 3);
        assert!(told.ways.is_empty() && told.nearest.unwrap() <= told.answer, "{kind}");
        assert!(told.exact == ["logistic", "least", "cox", "hazards"].contains(&kind), "{kind}");
        let told = asked(&scorer, 0, vec![movable("age")], AnswerTarget::AtLeast { answer: -1e9 }, 3);
        assert!(told.met && told.ways.is_empty(), "{kind}");
    }
    let scorer = scorer("logistic");
    // Turned around by a recalibration: a smaller margin is then a greater chance, and the search still keeps its word.
    let turned = Scorer { recalibration: Some(Recalibration::Line { intercept: 0.0, slope: -1.0 }), ..scorer.clone() };
    let answer = turned.answers(&table().take(&[1])).unwrap()[0];
    let told =
        asked(&turned, 1, vec![movable("sbp"), movable("age")], AnswerTarget::AtMost { answer: answer - 0.05 }, 2);
    assert!(!told.exact && told.ways.iter().all(|way| way.answer <= answer - 0.05) && !told.ways.is_empty());
    let found = ranges(&scorer, &table()).unwrap();
    let target = AnswerTarget::AtMost { answer: 0.1 };
    let try_it = |columns: Vec<Movable>, most, row| {
        counterfactual(&scorer, &table(), row, &found, &CounterfactualSettings { columns, target, most })
            .unwrap_err()
            .key
    };
    assert_eq!(try_it(vec![movable("idle")], 3, 0), "explain.noColumn");
    assert_eq!(try_it(vec![movable("age")], 4, 0), "explain.setting");
    assert_eq!(try_it(vec![movable("age"), movable("age")], 2, 0), "explain.setting");
    assert_eq!(try_it(vec![Movable { step: Some(0.0), ..movable("age") }], 2, 0), "explain.setting");
    assert_eq!(try_it(vec![movable("age")], 1, 400), "explain.noRow");
}

#[test]
fn the_questions_are_read_from_text() {
    let text = r#"{ "columns": [{ "column": "sbp", "direction": "down", "step": 5 }], "target": { "target": "atMost", "answer": 0.2 } }"#;
    let settings: CounterfactualSettings = serde_json::from_str(text).unwrap();
    assert_eq!((settings.most, settings.columns[0].step), (3, Some(5.0)));
    assert_eq!(settings.target, AnswerTarget::AtMost { answer: 0.2 });
    assert!(serde_json::from_str::<CounterfactualSettings>(&text.replace("step", "stop")).is_err());
}
