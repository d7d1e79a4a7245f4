//! Why one person has this answer, natively, by kind of model: a JSON line a part. `cargo bench --bench explain [-- kind…]`
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant;

use bedside::explain::model::{Against, Movable, Neighbours, cases, ranges};
use bedside::math::Draws;
use bedside::record::{Cells, Column, Frame};
use bedside::session::workbench::{Reasoning, StudyRun, Who};
use serde_json::json;

const ROWS: u32 = 5000;
const NUMBERS: u32 = 12;

/// Made-up people: twelve numbers, two columns of words, and an outcome by a rule with a product in it.
fn table() -> Frame {
    let normal = |stream: u32, row: u32| Draws::new(3, stream).normal(row);
    let mut columns: Vec<Column> = (0..NUMBERS)
        .map(|at| Column {
            name: format!("x{at}"),
            cells: Cells::Numbers((0..ROWS).map(|row| (normal(at, row) * 100.0).round() / 10.0 + 50.0).collect()),
        })
        .collect();
    for at in 0..2 {
        let codes = (0..ROWS).map(|row| Draws::new(4, at).bits(row) % 4).collect();
        let words = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        columns.push(Column { name: format!("w{at}"), cells: Cells::Words { codes, words } });
    }
    let happened = |row: u32| {
        let x = |at: u32| normal(at, row);
        let eta = -0.7 + x(0) + 0.7 * x(1) + 0.5 * x(0) * x(1) - 0.6 * x(2) + 0.3 * x(3);
        u32::from(Draws::new(5, 0).uniform(row) < 1.0 / (1.0 + (-eta).exp()))
    };
    let words = ["no", "yes"].map(str::to_owned).to_vec();
    columns.push(Column { name: "y".into(), cells: Cells::Words { codes: (0..ROWS).map(happened).collect(), words } });
    Frame::new(columns).unwrap()
}

fn told<T>(kind: &str, what: &str, runs: u32, mut work: impl FnMut() -> T) -> T {
    let mut seconds: Vec<f64> = Vec::new();
    let mut last = None;
    for _ in 0..runs {
        let began = Instant::now();
        last = Some(work());
        seconds.push(began.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    let median = seconds.get(seconds.len() / 2).copied().unwrap();
    println!("{}", json!({ "case": format!("explain:{kind}:{what}"), "median_s": median, "runs": runs }));
    last.unwrap()
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let frame = table();
    let predictors: Vec<String> = frame.columns().iter().map(|c| c.name.clone()).filter(|name| name != "y").collect();
    for (kind, model) in [
        ("logistic", json!({ "kind": "logistic" })),
        ("forest", json!({ "kind": "forest" })),
        ("boosting", json!({ "kind": "boosting" })),
        ("net", json!({ "kind": "net", "epochs": 5 })),
    ] {
        if !asked.is_empty() && !asked.iter().any(|one| one == kind) {
            continue;
        }
        let protocol = json!({
            "question": { "outcome": { "task": "binary", "column": "y", "happened": { "yes": ["yes"] } }, "predictors": predictors },
            "model": model, "split": { "folds": 2 },
        });
        let mut run =
            StudyRun::begin(serde_json::from_value(protocol).unwrap(), &frame, "bench", "2026-11-29".parse().unwrap())
                .unwrap();
        while !run.step().unwrap() {}
        let model = run.finish().unwrap();
        let scorer = &model.file.scorer;
        let person = frame.take(&[7]);
        let against = told(kind, "means", 3, || Against::table(scorer, &frame, 0, 1).unwrap());
        told(kind, "ranges", 3, || ranges(scorer, &frame).unwrap());
        told(kind, "parts", 3, || cases(scorer, &person, &against).unwrap());
        told(kind, "near", 3, || Neighbours::of(scorer, &frame).unwrap().nearest(&frame, 7, 5, Some(7)).unwrap());
        let movable = |count: u32| -> Vec<Movable> {
            (0..count).map(|at| Movable { column: format!("x{at}"), ..Movable::default() }).collect()
        };
        let answer = scorer.answers(&person).unwrap().first().copied().unwrap();
        for (count, part) in [(3, 0.7), (8, 0.7), (8, 0.01)] {
            let case = told(kind, &format!("case of {count}, to {part}"), 3, || {
                let mut reasoning = Reasoning::begin(&model, &Who::Row(7), movable(count), answer * part).unwrap();
                while !reasoning.step().unwrap() {}
                reasoning.finish()
            });
            let ways = case
                .counterfactual
                .map(|found| found.ways.iter().map(|w| (w.changes.len(), w.cost)).collect::<Vec<_>>());
            println!("{}", json!({ "ways": ways }));
        }
    }
}
