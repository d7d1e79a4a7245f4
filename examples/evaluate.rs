//! One published equation by itself, with units: an answer, a reason why there is none, or what is missing.
//!
//! `cargo run --example evaluate`
use std::collections::BTreeMap;

use bedside::session::{InputValue, evaluate};

fn main() -> Result<(), bedside::Error> {
    let quantity = |value, unit: &str| Some(InputValue::Quantity { value, unit: unit.to_owned() });
    let mut woman = BTreeMap::from([
        ("age".to_owned(), Some(InputValue::Number(55.0))),
        ("sex".to_owned(), Some(InputValue::Word("female".to_owned()))),
        ("creatinine".to_owned(), quantity(80.0, "umol/L")),
    ]);
    println!("{:?}", evaluate("ckd-epi-2021-creatinine", &woman)?.assessment);

    woman.insert("age".to_owned(), Some(InputValue::Number(12.0)));
    println!("{:?}", evaluate("ckd-epi-2021-creatinine", &woman)?.assessment);

    woman.remove("age");
    println!("{:?}", evaluate("ckd-epi-2021-creatinine", &woman)?.assessment);
    Ok(())
}
