//! PREVENT base, ASCVD, 10 years, for a million people: the native twin of `prevent.js`.
//!
//! `cargo bench --bench prevent` prints one JSON line: median and minimum seconds of the runs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::time::Instant;

use bedside::score::{Column, equation};

/// The people of `prevent.js`, from the same generator.
fn people(rows: usize) -> Vec<(&'static str, Vec<f64>)> {
    let mut state: u32 = 12345;
    let mut next = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state) / 4_294_967_296.0
    };
    let mut columns: Vec<(&'static str, Vec<f64>)> =
        ["sex", "age", "total_chol", "hdl", "sbp", "diabetes", "smoking", "egfr", "antihypertensive", "statin"]
            .into_iter()
            .map(|name| (name, Vec::with_capacity(rows)))
            .collect();
    for _ in 0..rows {
        let row = [
            (next() * 2.0).floor(),
            30.0 + (next() * 50.0).floor(),
            130.0 + (next() * 191.0).floor(),
            20.0 + (next() * 81.0).floor(),
            90.0 + (next() * 111.0).floor(),
            if next() < 0.2 { 1.0 } else { 0.0 },
            if next() < 0.25 { 1.0 } else { 0.0 },
            15.0 + next() * 130.0,
            if next() < 0.4 { 1.0 } else { 0.0 },
            if next() < 0.3 { 1.0 } else { 0.0 },
        ];
        for ((_, column), x) in columns.iter_mut().zip(row) {
            column.push(x);
        }
    }
    columns
}

fn main() {
    let rows = 1_000_000;
    let people = people(rows);
    let columns: Vec<(&str, Column<'_>)> = people.iter().map(|(name, x)| (*name, Column::F64(x))).collect();
    let prevent = equation("prevent-base-10y-ascvd").unwrap();
    let mut seconds = Vec::new();
    let mut sum = 0.0;
    for _ in 0..15 {
        let start = Instant::now();
        let batch = prevent.evaluate_many(rows, &columns).unwrap();
        seconds.push(start.elapsed().as_secs_f64());
        assert!(batch.codes.iter().all(|c| *c == 0));
        sum = batch.values.iter().sum();
    }
    seconds.sort_by(f64::total_cmp);
    println!(
        "{{\"case\":\"prevent-million:native\",\"median_s\":{:.6},\"min_s\":{:.6},\"runs\":{},\"check\":{{\"sum\":{sum}}}}}",
        seconds[seconds.len() / 2],
        seconds[0],
        seconds.len()
    );
}
