//! Where the time of one assessment goes, natively: `cargo bench --bench assess [record.json]`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::time::Instant;

use bedside::export::Known;
use bedside::record::Patient;
use bedside::session::{AssessOptions, Replies, assess};

/// Median and minimum microseconds of a piece of work.
fn timed<T>(name: &str, mut work: impl FnMut() -> T) {
    for _ in 0..50 {
        std::hint::black_box(work());
    }
    let mut took: Vec<f64> = (0..2000)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    took.sort_by(f64::total_cmp);
    println!(
        "{{\"case\":\"assess:{name}:native\",\"median_us\":{:.1},\"min_us\":{:.1}}}",
        took[took.len() / 2],
        took[0]
    );
}

fn main() {
    let path = std::env::args().skip(1).find(|arg| arg.ends_with(".json")).expect("a record as JSON");
    let text = std::fs::read_to_string(path).unwrap();
    let patient: Patient = serde_json::from_str(&text).unwrap();
    let options = AssessOptions {
        as_of: Some("2026-03-01".parse().unwrap()),
        country: Some("US".to_owned()),
        ..AssessOptions::default()
    };
    let reply = assess(&patient, &options).unwrap();
    println!("record {} bytes, reply {} bytes", text.len(), serde_json::to_string(&reply).unwrap().len());
    let mut replies = Replies::new(1);
    let first = replies.assess(&text, &options, Known::default()).unwrap();
    let known = Known { words: first.words.len(), forms: first.forms.len(), ..first.from };
    timed("tape-same-record", || replies.assess(&text, &options, known).unwrap());
    timed("read", || serde_json::from_str::<Patient>(&text).unwrap());
    timed("assess", || assess(&patient, &options).unwrap());
    timed("write", || serde_json::to_string(&reply).unwrap());
}
