//! Results that come first and alone (`data/recommend/critical_values.csv`).
//!
//! A row fires at a value at or beyond its limit when its context holds; the most urgent row of a concept is shown. A
//! row that asks something first ("do you feel unwell?") is handed out as its question until it is answered. A value
//! older than its row allows is a past result that is asked about, for [`PAST_DAYS`] days, and never an alarm.

mod context;
mod readings;

pub(crate) use readings::item9;
pub use readings::{QUESTIONS, Reading, Readings};

use super::because::facts_of;
use super::card::Critical;
use super::facts::Tri;
use super::rule::Seen;
use super::tables::{CRITICAL, CriticalRow, CriticalRule, Urgency, dx_at};
use context::{Asked, History, Hit};

/// How long an old critical result is still asked about; our own choice.
pub const PAST_DAYS: i64 = 90;

/// What fired or asks, most urgent first.
pub(crate) fn fired(seen: &Seen) -> Vec<Critical> {
    let history = History::of(&seen.facts.readings);
    let mut rows: Vec<&CriticalRow> = CRITICAL.iter().collect();
    rows.sort_by_key(|row| row.urgency); // stable: the table's order within an urgency
    let mut found: Vec<(Urgency, Critical)> = Vec::new();
    for row in rows {
        let Some(hit) = hit(row, &history, seen) else { continue };
        let asks = match context::asked(row, seen) {
            Asked::No => continue,
            // A small, well person may live at a low reading: only a high one is worth a question later.
            _ if hit.past && !matches!(row.asks, "" | "repeated_after_5_minutes") => continue,
            _ if hit.past => match past(row, &seen.facts.readings) {
                Some(asks) => asks,
                None => continue,
            },
            Asked::Unanswered => row.asks,
            Asked::Yes => "",
        };
        let same = |critical: &Critical| critical.concept == row.concept && !row.concept.is_empty();
        // One row a concept: a question stands until it is answered, what has fired silences the milder rows.
        if found.iter().any(|(_, c)| same(c) && (c.asks.is_empty() || !asks.is_empty() || hit.past)) {
            continue;
        }
        found.push((row.urgency, shown(row, &hit, asks)));
    }
    found.sort_by_key(|(urgency, critical)| (critical.past, !critical.asks.is_empty(), *urgency));
    found.into_iter().map(|(_, critical)| critical).collect()
}

/// What a past result still asks: `None` once it was measured again, nothing more once somebody said that it was not.
fn past(row: &CriticalRow, readings: &Readings) -> Option<&'static str> {
    let asks = if row.max_age_days == Some(0) { "measured_now" } else { "checked_again" };
    match readings.answers.get(asks) {
        Some(true) => None,
        Some(false) if asks == "checked_again" => Some(""),
        _ => Some(asks),
    }
}

fn hit(row: &CriticalRow, history: &History, seen: &Seen) -> Option<Hit> {
    match row.rule {
        CriticalRule::Limit => history.latest(row).filter(|hit| beyond(row, hit.value)),
        CriticalRule::AlbuminCorrected => {
            history.latest(row).map(|hit| history.corrected(hit)).filter(|hit| beyond(row, hit.value))
        }
        CriticalRule::NotOnDialysis => history
            .latest(row)
            .filter(|hit| beyond(row, hit.value) && !on_dialysis(seen))
            .filter(|hit| !history.stable_beyond(row, hit, |value| beyond(row, value))),
        CriticalRule::Doubled => history.doubled(row).filter(|_| !on_dialysis(seen)),
        CriticalRule::RiseWithPotassium => history.risen_with_potassium(row),
        CriticalRule::Phq9Item9 => seen.facts.readings.phq9_item9.filter(|answer| *answer > 0).map(|answer| Hit {
            value: f64::from(answer),
            date: None,
            fact: None,
            past: false,
        }),
    }
}

/// Only a known yes keeps a kidney alarm quiet.
fn on_dialysis(seen: &Seen) -> bool {
    seen.dx(dx_at::DIALYSIS).value == Tri::True
}

fn beyond(row: &CriticalRow, value: f64) -> bool {
    row.low.is_some_and(|low| value <= low) || row.high.is_some_and(|high| value >= high)
}

fn shown(row: &CriticalRow, hit: &Hit, asks: &str) -> Critical {
    let urgency = match row.urgency {
        Urgency::CallEmergencyNow => "call_emergency_now",
        Urgency::SameDay => "same_day",
        Urgency::WithinDays => "within_days",
    };
    Critical {
        id: row.id.to_owned(),
        concept: row.concept.to_owned(),
        value: hit.value,
        unit: row.unit.to_owned(),
        urgency: urgency.to_owned(),
        asks: asks.to_owned(),
        past: hit.past,
        date: hit.date,
        facts: facts_of(hit.fact),
        source: row.source.to_owned(),
    }
}

#[cfg(test)]
mod tests;
