//! Critical values and crisis lines.

use std::fmt::Write as _;

use super::Build;
use super::emit::{option, text};
use super::table::Table;

/// Columns of `critical_values.csv` that the crate reads.
pub(super) const COLUMNS: [&str; 11] = [
    "id",
    "record_concept",
    "unit",
    "to_canonical",
    "low_critical",
    "high_critical",
    "max_age_days",
    "asks",
    "rule",
    "urgency",
    "source",
];

/// The one row without a concept that can fire: an answer of the PHQ-9.
const PHQ9: &str = "phq9-item9";

impl Build {
    pub(super) fn critical(&mut self, table: &Table, out: &mut String) {
        let _ = writeln!(out, "pub(crate) static CRITICAL: &[CriticalRow] = &[");
        for row in &table.rows {
            self.one_of(row, "urgency", &["call_emergency_now", "same_day", "within_days"]);
            if row.get("record_concept").is_empty() && row.get("id") != PHQ9 {
                continue; // no concept can carry it: the table says "not shown"
            }
            let rule = match row.get("rule") {
                "" if row.get("id") == PHQ9 => "Phq9Item9",
                "" => "Limit",
                "albumin_corrected" => "AlbuminCorrected",
                "not_on_dialysis" => "NotOnDialysis",
                "rise_2x_of_7_to_365_days" => "Doubled",
                "rise_1_5x_of_7_days_with_potassium_over_6" => "RiseWithPotassium",
                other => {
                    self.fault(row, "rule", &format!("`{other}` is no rule that the crate knows"));
                    continue;
                }
            };
            let (low, high) = (self.number(row, "low_critical"), self.number(row, "high_critical"));
            if matches!(rule, "Limit" | "AlbuminCorrected" | "NotOnDialysis") && low.is_none() == high.is_none() {
                self.fault(row, "low_critical", "a limit needs one side");
            }
            let factor = self.number(row, "to_canonical").unwrap_or(1.0);
            let urgency = match row.get("urgency") {
                "call_emergency_now" => "CallEmergencyNow",
                "same_day" => "SameDay",
                _ => "WithinDays",
            };
            let age = self.number(row, "max_age_days").map(|days| format!("{days:.0}"));
            let _ = writeln!(
                out,
                "CriticalRow {{ id: {}, concept: {}, unit: {}, to_canonical: {factor:?}, low: {}, high: {}, \
                 max_age_days: {}, asks: {}, rule: CriticalRule::{rule}, urgency: Urgency::{urgency}, source: {} }},",
                text(row.get("id")),
                text(row.get("record_concept")),
                text(row.get("unit")),
                option(low),
                option(high),
                option(age),
                text(row.get("asks")),
                text(row.get("source")),
            );
        }
        let _ = writeln!(out, "];");
    }

    pub(super) fn crisis(&mut self, table: &Table, out: &mut String) {
        let _ = writeln!(out, "pub(crate) static CRISIS: &[CrisisRow] = &[");
        for row in &table.rows {
            let unverified = row.get("verification") == "U";
            if unverified && !row.get("number").is_empty() {
                self.fault(row, "number", "an unverified row may not carry a number");
            }
            if row.get("country_iso2").is_empty() {
                continue; // the words for everywhere else are the page's
            }
            let _ = writeln!(
                out,
                "CrisisRow {{ country: {}, name: {}, number: {}, text_line: {}, hours: {}, languages: {} }},",
                text(row.get("country_iso2")),
                text(row.get("name")),
                text(row.get("number")),
                text(row.get("text_line")),
                text(row.get("hours")),
                text(row.get("languages")),
            );
        }
        let _ = writeln!(out, "];");
    }
}
