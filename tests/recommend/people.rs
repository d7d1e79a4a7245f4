//! Random people for properties: statements about names that the rules know, in silent or recorded lists.

#![allow(dead_code)]

use bedside::recommend::{Catalogue, Dosage, Facts, List, Provenance, Tri};
use proptest::prelude::*;

const ROWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/recommend/actions.csv");

/// Id, eligible and exclude of every action.
pub(crate) fn rules() -> Vec<(String, String, String)> {
    let mut reader = csv::Reader::from_path(ROWS).unwrap();
    let rows = reader.records().map(|r| r.unwrap());
    rows.map(|r| (r[0].to_owned(), r[6].to_owned(), r[7].to_owned())).collect()
}

/// One statement about a person: which name, and a number that picks its value.
pub(crate) type Said = (prop::sample::Index, u32);

pub(crate) fn state(facts: &mut Facts, names: &Catalogue, said: &Said) {
    let all = names.fields.len() + names.names.len();
    let index = said.0.index(all);
    let pick = said.1 as usize;
    let from = Provenance::default();
    if let Some(field) = names.fields.get(index) {
        match field.kind.as_str() {
            "number" => {
                let (min, max) = field.range.unwrap();
                let value = (min + (max - min) * f64::from(said.1 % 1001) / 1000.0).round().clamp(min, max);
                facts.set_number(&field.name, value, from).unwrap();
            }
            "enum" => facts.set_word(&field.name, &field.values[pick % field.values.len()], from).unwrap(),
            _ => facts.set_flag(&field.name, pick.is_multiple_of(2), from).unwrap(),
        }
        return;
    }
    let name = &names.names[index - names.fields.len()];
    let value = Tri::from(pick.is_multiple_of(2));
    match name.kind.as_str() {
        "dx" | "allergy" => facts.set_dx(&name.name, value, from).unwrap(),
        "gene" => facts.set_gene(&name.name, value, from).unwrap(),
        "food" => facts.set_food(&name.name, value, from).unwrap(),
        _ => facts.set_med(&name.name, value, Dosage::Mg(f64::from(said.1 % 100)), from).unwrap(),
    }
}

pub(crate) fn person(said: &[Said], close: bool, names: &Catalogue) -> Facts {
    let mut facts = Facts::silent();
    facts.set_region(["us", "cn", "eu"][said.len() % 3]).unwrap();
    if close {
        for list in [List::Diagnoses, List::Allergies, List::Medicines] {
            facts.close(list, Tri::False, true);
        }
    }
    for one in said {
        state(&mut facts, names, one);
    }
    facts
}

pub(crate) fn said() -> impl Strategy<Value = Vec<Said>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u32>()), 0..60)
}
