//! How long the recommender's full answer for one person takes: `cargo bench --bench recommend`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::time::Instant;

use bedside::recommend::{Facts, recommend};
use serde_json::Value;

fn main() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/recommend/vignettes.json");
    let document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let people: Vec<Facts> = document["vignettes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| Facts::from_vignette(&v["patient"]).unwrap())
        .chain([Facts::silent()])
        .collect();
    let mut times = Vec::new();
    for round in 0..200 {
        for facts in &people {
            let start = Instant::now();
            let answer = recommend(facts);
            let took = start.elapsed();
            assert_eq!(answer.cards.len() + answer.held.len(), 141);
            if round >= 20 {
                times.push(took);
            }
        }
    }
    times.sort_unstable();
    println!("full answer: median {:?}, minimum {:?}, of {}", times[times.len() / 2], times[0], times.len());
}
