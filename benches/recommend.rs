//! The recommender natively: one person's full list, and 100,000 people at the rules' limits, each decided as `check.py`
//! decides, with `check.py` timed on some of them in the same run. `cargo bench --bench recommend [-- one|many]` prints a
//! line of JSON a case; `BEDSIDE_PATIENTS` asks for fewer people.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../tests/recommend/like_check_py.rs"]
mod like_check_py;
#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

use bedside::recommend::{Facts, decide_all, interaction_ids, recommend};
use serde_json::{Value, json};

/// People that one run of `check.py` answers for; the answers of more would not fit memory at once.
const CHUNK: usize = 2000;
/// People that `check.py` is timed on.
const SAMPLE: usize = 300;

fn one() -> Value {
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
                times.push(took.as_secs_f64());
            }
        }
    }
    times.sort_unstable_by(f64::total_cmp);
    json!({ "case": "recommendOne:native", "median_s": times[times.len() / 2], "min_s": times[0], "runs": times.len() })
}

fn many() -> Value {
    let count = std::env::var("BEDSIDE_PATIENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000_usize);
    let people = like_check_py::patients(SAMPLE, 1);
    let each = |work: &dyn Fn(&Facts)| {
        let facts: Vec<Facts> = people.iter().map(|p| Facts::from_vignette(p).unwrap()).collect();
        let start = Instant::now();
        for _ in 0..20 {
            facts.iter().for_each(work);
        }
        start.elapsed().as_secs_f64() / (20 * SAMPLE) as f64
    };
    let decided = each(&|facts| {
        std::hint::black_box((decide_all(facts), interaction_ids(facts)));
    });
    let listed = each(&|facts| {
        std::hint::black_box(recommend(facts));
    });
    let Some(shared) = support::shared() else {
        return json!({ "case": "recommendMany:native", "failed": "no shared data, so no check.py", "decided_s": decided });
    };
    let folder = shared.join("facts");
    let Some(python) = like_check_py::seconds_of_check_py(&folder, &people) else {
        return json!({ "case": "recommendMany:native", "failed": "no python3", "decided_s": decided });
    };
    // Panics where one status, caution or interaction differs; a region is always set.
    let start = Instant::now();
    let chunks = count.div_ceil(CHUNK);
    std::thread::scope(|scope| {
        for lane in 0..2 {
            let folder = &folder;
            scope.spawn(move || {
                for chunk in (lane..chunks).step_by(2) {
                    let size = CHUNK.min(count - chunk * CHUNK);
                    like_check_py::compare(folder, size, 1_000_000 + chunk as u64).unwrap();
                }
            });
        }
    });
    json!({
        "case": "recommendMany:native", "people": count, "equal": true, "seconds_comparing": start.elapsed().as_secs_f64(),
        "check_py_s": python, "decided_s": decided, "listed_s": listed,
        "times_check_py": python / decided, "times_check_py_full_list": python / listed,
    })
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|arg| arg == name);
    if wanted("one") {
        println!("{}", one());
    }
    if wanted("many") {
        println!("{}", many());
    }
}
