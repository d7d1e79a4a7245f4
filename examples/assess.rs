//! Reads a health record and prints its scores and what to do next.
//!
//! `cargo run --example assess [FILE [YYYY-MM-DD [COUNTRY]]]`; without a file, the made-up record of the page.
use std::error::Error;
use std::{env, fs};

use bedside::collect::{ReadOptions, read};
use bedside::score::Assessment;
use bedside::session::{AssessOptions, assess};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let file = arguments
        .next()
        .unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/www/examples/person/robin-example.json").to_owned());
    let as_of = arguments.next().unwrap_or_else(|| "2026-11-01".to_owned()).parse()?;
    let country = arguments.next().unwrap_or_else(|| "US".to_owned());

    let reading = read(&[(&file, fs::read(&file)?)], &ReadOptions::default());
    for patient in &reading.patients {
        let options = AssessOptions { as_of: Some(as_of), country: Some(country.clone()), ..AssessOptions::default() };
        let assessed = assess(patient, &options)?;
        for score in &assessed.scores {
            match &score.assessment {
                Assessment::Computed { value, .. } => println!("{} {value:.4} {}", score.id, score.unit),
                Assessment::NotApplicable { reasons } => {
                    println!("{} does not apply: {}", score.id, reasons.first().map_or("", |r| &r.key))
                }
                Assessment::NeedsInput { missing } => {
                    let names: Vec<_> = missing.iter().map(|m| &*m.input).collect();
                    println!("{} needs {}", score.id, names.join(", "));
                }
            }
        }
        for card in &assessed.recommendations.cards {
            println!("{:?} {}", card.status, card.action);
        }
    }
    Ok(())
}
