//! What the critical values look at: dated measurements and the answers to their questions.

use std::collections::BTreeMap;

use crate::record::{Answer, Comparator, FactId, Patient, Value};
use crate::vocab::PartialDate;

/// One measurement, canonical unit of its concept (`data/units`).
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Concept id.
    pub concept: String,
    /// Value, canonical unit.
    pub value: f64,
    /// Only a bound was reported.
    pub comparator: Option<Comparator>,
    /// Its day.
    pub date: Option<PartialDate>,
    /// Its fact.
    pub fact: Option<FactId>,
}

/// What rows ask before they fire; the last two ask about a past result.
pub const QUESTIONS: [&str; 7] = [
    "symptoms_of_high_pressure",
    "repeated_after_5_minutes",
    "pregnant_or_6_weeks_after",
    "symptoms_of_shock",
    "symptoms_of_heart_rate",
    "checked_again",
    "measured_now",
];

/// Name of the answer that carries item 9 of the PHQ-9.
const PHQ9_ITEM9: &str = "phq9_item9";

/// Item 9 in whole points. Anything above 0 asks for help: no answer is too odd to be heard.
pub(crate) fn item9(points: f64) -> u8 {
    (0..=3).find(|whole| f64::from(*whole) >= points).unwrap_or(3)
}

/// Every reading that a critical value may need, and what was answered.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Readings {
    /// Day of assessment; without it no row can tell whether a reading is recent, and none fires.
    pub as_of: Option<time::Date>,
    /// A value without a day was measured today (a portal, a vignette); otherwise it is left out.
    pub undated_is_today: bool,
    /// Measurements, in any order.
    pub list: Vec<Reading>,
    /// Answers to the questions of [`QUESTIONS`].
    pub answers: BTreeMap<String, bool>,
    /// Answer to item 9 of the PHQ-9 (0–3), where it was asked.
    pub phq9_item9: Option<u8>,
}

impl Readings {
    /// Every number of a record, with the answers to the rows' questions.
    pub fn of(patient: &Patient, as_of: time::Date) -> Self {
        let mut readings = Self { as_of: Some(as_of), ..Self::default() };
        for observation in &patient.observations {
            if let Value::Number { value, comparator, .. } = &observation.value {
                readings.list.push(Reading {
                    concept: observation.concept.clone(),
                    value: *value,
                    comparator: *comparator,
                    date: observation.date,
                    fact: Some(observation.id),
                });
            }
        }
        for (name, answer) in &patient.answers {
            match answer {
                Answer::Flag(value) if QUESTIONS.contains(&name.as_str()) => {
                    readings.answers.insert(name.clone(), *value);
                }
                Answer::Number(points) if name == PHQ9_ITEM9 => {
                    readings.phq9_item9 = Some(item9(*points));
                }
                _ => {}
            }
        }
        readings
    }
}
