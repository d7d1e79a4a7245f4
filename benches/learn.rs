//! The workloads of models natively: prints a JSON line a case; one whose check fails has no time.
//!
//! `cargo bench --bench learn [-- case…]`; W15 needs the shared data (`BEDSIDE_SHARED`, else `../shared`). The same in wasm
//! beside other programs: `npm run bench -- learn`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::indexing_slicing)]

mod cases;

use std::time::Instant;

use cases::{CASES, told};

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let folder = std::env::var("BEDSIDE_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    for (name, runs, begin) in CASES.iter().filter(|(name, ..)| asked.is_empty() || asked.iter().any(|one| one == name))
    {
        let Ok(input) = std::fs::read(if name.starts_with("W15") {
            format!("{folder}/data/tabular/wdbc.csv")
        } else {
            "Cargo.toml".to_owned()
        }) else {
            println!(r#"{{"case":"{name}:native","skipped":"no shared data"}}"#);
            continue;
        };
        let mut work = begin(&input);
        // The first run warms up.
        work.run();
        let timed = |_| {
            let began = Instant::now();
            work.run();
            began.elapsed().as_secs_f64()
        };
        let mut seconds: Vec<f64> = (0..*runs).map(timed).collect();
        seconds.sort_by(f64::total_cmp);
        let (check, wrong) = told(&work.checks());
        if wrong.is_empty() {
            let (median, least) = (seconds[seconds.len() / 2], seconds[0]);
            println!(r#"{{"case":"{name}:native","median_s":{median},"min_s":{least},"runs":{runs},"check":{check}}}"#);
        } else {
            println!(r#"{{"case":"{name}:native","failed":"{wrong}","check":{check}}}"#);
        }
    }
}
