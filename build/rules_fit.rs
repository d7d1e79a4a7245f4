//! What each action asks of a person: cost, time, tablets, equipment, joints. Every action has one row.

use std::collections::BTreeMap;

use super::Build;
use super::emit::text;
use super::table::Table;

/// Columns of `action_fit.csv`.
pub(super) const COLUMNS: [&str; 9] =
    ["action", "cost", "minutes_day", "pills_day", "visits_year", "equipment", "joints", "other_ways", "cuisine"];

impl Build {
    /// Source of each action's row, by id.
    pub(super) fn fits(&mut self, table: &Table, actions: &[String]) -> BTreeMap<String, String> {
        let mut fits = BTreeMap::new();
        for row in &table.rows {
            self.index(row, "action", actions, "action", row.get("action"));
            self.one_of(row, "cost", &["1", "2", "3"]);
            self.one_of(row, "other_ways", &["yes", "no"]);
            self.one_of(row, "cuisine", &["", "chinese", "mediterranean", "south_asian", "western"]);
            let minutes = self.number(row, "minutes_day").unwrap_or_default();
            let pills = self.number(row, "pills_day").unwrap_or_default();
            let visits = self.number(row, "visits_year").unwrap_or_default();
            if !(0.0..=240.0).contains(&minutes) || !(-10.0..=10.0).contains(&pills) || visits < 0.0 {
                self.fault(row, "minutes_day", "minutes, tablets or visits that cannot be");
            }
            let joints = ["ankle", "back", "hip", "knee", "shoulder", "wrist"];
            let list = |cell: &str| cell.split('|').filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>();
            if let Some(joint) = list(row.get("joints")).iter().find(|j| !joints.contains(&j.as_str())) {
                self.fault(row, "joints", &format!("`{joint}` is none of {}", joints.join(", ")));
            }
            let source = format!(
                "Fit {{ cost: {}, minutes: {minutes:?}, pills: {pills:?}, equipment: &{:?}, joints: &{:?}, \
                 other_ways: {}, cuisine: {} }}",
                row.get("cost"),
                list(row.get("equipment")),
                list(row.get("joints")),
                row.get("other_ways") == "yes",
                text(row.get("cuisine")),
            );
            if fits.insert(row.get("action").to_owned(), source).is_some() {
                self.fault(row, "action", "appears twice");
            }
        }
        for action in actions.iter().filter(|action| !fits.contains_key(*action)) {
            self.faults.push(format!("action_fit.csv: no row for {action}"));
        }
        fits
    }
}
