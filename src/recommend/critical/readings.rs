//! What the critical values look at: dated measurements and the answers to their questions.

use std::collections::BTreeMap;

use crate::record::FactId;
use crate::vocab::PartialDate;

/// One measurement, canonical unit of its concept (`data/units`).
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Concept id.
    pub concept: String,
    /// Value, canonical unit.
    pub value: f64,
    /// Its day.
    pub date: Option<PartialDate>,
    /// Its fact.
    pub fact: Option<FactId>,
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
    /// Answers to the rows' questions, by key: `symptoms_of_high_pressure`, `repeated_after_5_minutes`,
    /// `pregnant_or_6_weeks_after`, `symptoms_of_shock`, `symptoms_of_heart_rate`.
    pub answers: BTreeMap<String, bool>,
    /// Answer to item 9 of the PHQ-9 (0–3), where it was asked.
    pub phq9_item9: Option<u8>,
}
