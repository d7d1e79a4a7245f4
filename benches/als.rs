//! W13 natively: weighted ALS over 20,000 people × 2,000 actions, one million draws; W13b: the best ten for everyone.
//! Prints JSON lines; the twin of `als` in `cases.mjs`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant;

use bedside::learn::factor::{Cell, Sparse, Weights, factoring, top};
use bedside::math::Draws;

fn median(seconds: &[f64]) -> f64 {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn line(name: &str, seconds: &[f64], check: &str) {
    let least = seconds.iter().copied().fold(f64::INFINITY, f64::min);
    let runs = seconds.len();
    println!(
        r#"{{"case":"{name}:native","median_s":{},"min_s":{least},"runs":{runs},"check":{check}}}"#,
        median(seconds)
    );
}

fn main() {
    let (people, actions) = (Draws::new(13, 7), Draws::new(13, 8));
    let cells: Vec<Cell> = (0..1_000_000)
        .map(|i| {
            let u = actions.uniform(i);
            Cell { row: (20_000.0 * people.uniform(i)) as u32, column: (2_000.0 * (u * u)) as u32, good: 1.0, bad: 0.0 }
        })
        .collect();
    let weights = Weights { rank: 32, keep: 0.1, sweeps: 10, steps: 3, seed: 13 };
    let (mut fits, mut tops) = (Vec::new(), Vec::new());
    let mut check = String::new();
    for _ in 0..5 {
        let began = Instant::now();
        let table = Sparse::new(20_000, 2_000, &cells, 10.0).unwrap();
        let seen = table.cells();
        let mut fit = factoring(table, weights).unwrap();
        while !fit.step(usize::MAX) {}
        fits.push(began.elapsed().as_secs_f64());
        let loss = fit.loss();
        check = format!(r#"{{"cells":{seen},"loss":{loss}}}"#);
        if seen != 968_171 || loss > 0.1313 {
            println!(r#"{{"case":"W13:native","failed":"cells {seen}, loss {loss}"}}"#);
            return;
        }
        let [x, y] = fit.lists();
        let began = Instant::now();
        let best = top(&x, &y, 10);
        tops.push(began.elapsed().as_secs_f64());
        assert_eq!(best.columns.len(), 200_000);
    }
    line("W13", &fits, &check);
    line("W13b", &tops, "{}");
}
