//! One person, written in one unit or another, gets one answer: the same statuses, cautions, interactions, critical values.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use bedside::collect::{Form, ReadOptions, record_of};
use bedside::math::Draws;
use bedside::record::Patient;
use bedside::session::{AssessOptions, assess};
use bedside::vocab::unit;
use serde_json::{Value, json};

const TODAY: &str = "2026-06-15";
/// What rules, interactions, critical values and scores read.
const READ: [&str; 19] = [
    "sbp",
    "dbp",
    "weight",
    "height",
    "total_chol",
    "hdl",
    "ldl",
    "triglycerides",
    "glucose_fasting",
    "hba1c",
    "creatinine",
    "uacr",
    "potassium",
    "sodium",
    "platelets",
    "haemoglobin",
    "albumin",
    "calcium",
    "lvef",
];
const CONDITIONS: [&str; 8] = ["htn", "t2d", "ascvd", "af", "hf", "gout", "osteoporosis", "prediabetes"];
const MEDICINES: [&str; 10] = [
    "metformin",
    "lisinopril",
    "spironolactone",
    "simvastatin",
    "ibuprofen",
    "warfarin",
    "aspirin",
    "digoxin",
    "amlodipine",
    "glipizide",
];

struct Picker {
    draws: Draws,
    place: u32,
}

impl Picker {
    fn below(&mut self, n: usize) -> usize {
        self.place += 1;
        self.draws.bits(self.place) as usize % n
    }

    fn some(&mut self, of: &[&str]) -> Vec<Value> {
        of.iter().filter(|_| self.below(3) == 0).map(|name| json!({ "name": name })).collect()
    }
}

fn patient(form: &Value) -> Patient {
    let form: Form = serde_json::from_value(form.clone()).unwrap();
    record_of(&form, &ReadOptions { today: TODAY.parse().ok(), ..ReadOptions::default() })
}

/// What a person is told, line by line.
fn told(patient: &Patient) -> Vec<String> {
    let options =
        AssessOptions { as_of: TODAY.parse().ok(), country: Some("US".to_owned()), ..AssessOptions::default() };
    let list = assess(patient, &options).unwrap().recommendations;
    let cards = list.cards.iter().map(|c| format!("{} {:?} {:?} {:?}", c.action, c.status, c.cautions, c.asks));
    let held = list.held.iter().map(|h| format!("{} {:?} {}", h.action, h.status, h.clause));
    let pairs = list.interactions.iter().map(|i| format!("{} {}", i.id, i.severity));
    let critical = list.critical.iter().map(|c| format!("{} {} {}", c.id, c.urgency, c.asks));
    let mut lines: Vec<String> = cards.chain(held).chain(pairs).chain(critical).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn unit_changes_change_nothing() {
    let mut pick = Picker { draws: Draws::new(3, 1), place: 0 };
    let (mut units, mut warned, mut changed) = (BTreeSet::new(), 0, 0);
    for _ in 0..60 {
        let (mut plain, mut other) = (Vec::new(), Vec::new());
        for concept in READ {
            let Some(known) = unit::of(concept).filter(|_| pick.below(5) > 0) else { continue };
            let (least, most) = known.soft;
            let share = pick.below(1001) as f64 / 1000.0;
            let value: f64 = format!("{:.2e}", least + (most - least) * share).parse().unwrap();
            let row = &known.rows[pick.below(known.rows.len())];
            if row.ucum.is_empty() || row.only.is_some_and(|(low, high)| !(low..=high).contains(&value)) {
                continue;
            }
            plain.push(json!({ "concept": concept, "value": value, "unit": known.canonical }));
            other.push(json!({ "concept": concept, "value": row.of_canonical(value), "unit": row.ucum }));
            if row.ucum != known.canonical {
                units.insert((concept, row.ucum));
                changed += 1;
            }
        }
        let (sex, age) = (["female", "male"][pick.below(2)], 30 + pick.below(55));
        let (conditions, medicines) = (pick.some(&CONDITIONS), pick.some(&MEDICINES));
        let form = |values: &[Value]| {
            json!({ "format": "bedside-form", "version": 1, "date": TODAY, "sex": sex, "age": age, "values": values,
                "conditions": { "closed": true, "entries": conditions },
                "medicines": { "closed": true, "entries": medicines },
                "allergies": { "closed": true, "entries": [] } })
        };
        let (one, two) = (patient(&form(&plain)), patient(&form(&other)));
        // What the door asks about (a number that fits another unit better) it asks about in any unit.
        let kept = |patient: &Patient| -> BTreeSet<String> {
            patient.observations.iter().map(|o| o.concept.clone()).collect()
        };
        let both: BTreeSet<String> = kept(&one).intersection(&kept(&two)).cloned().collect();
        let only = |mut patient: Patient| {
            patient.observations.retain(|o| both.contains(&o.concept));
            patient
        };
        let (first, second) = (told(&only(one)), told(&only(two)));
        warned += first.iter().filter(|line| line.starts_with("ix")).count();
        assert_eq!(first, second, "{plain:#?} {other:#?}");
    }
    println!("{changed} values in {} other units", units.len());
    assert!(
        units.len() >= 20 && changed > 200 && warned > 20,
        "{} units, {changed} values, {warned} pairs",
        units.len()
    );
}
