//! What to do next for facts given by name, without a record: diagnoses and medicines are closed lists here.
//!
//! `cargo run --example recommend`
use bedside::recommend::{Facts, recommend};
use serde_json::json;

fn main() -> Result<(), bedside::Error> {
    let facts = Facts::from_vignette(&json!({
        "region": "us", "age": 62, "sex": "male", "sbp": 152, "dbp": 90, "egfr": 71, "smoking": "current",
        "diagnoses": ["htn"], "meds": [{ "name": "ibuprofen" }]
    }))?;
    let answer = recommend(&facts);
    for card in &answer.cards {
        println!("{:?} {} {}", card.status, card.action, card.cautions.join(" "));
    }
    for question in answer.questions.iter().take(3) {
        println!("asks: {}", question.name);
    }
    Ok(())
}
