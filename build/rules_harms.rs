//! What an action may do besides its good, as a trial's two arms counted it.

use std::fmt::Write as _;

use super::Build;
use super::emit::{option, text};
use super::table::Table;

pub(super) const COLUMNS: [&str; 9] =
    ["action", "outcome", "population", "control", "treated", "years", "source", "verification", "reason"];

impl Build {
    pub(super) fn harms(&mut self, table: &Table, actions: &Table, out: &mut String) {
        let (actions, sources): (Vec<String>, _) =
            (actions.rows.iter().map(|row| row.get("id").to_owned()).collect(), self.sources.clone());
        let _ = writeln!(out, "pub(crate) static HARMS: &[HarmRow] = &[");
        for row in &table.rows {
            self.index(row, "action", &actions, "action", row.get("action"));
            self.one_of(row, "verification", &["V2", "V1", "G", "U"]);
            let source = self.index(row, "source", &sources, "source", row.get("source"));
            let population = match row.get("population") {
                "any" => None,
                rule => Some(self.rule(row, "population", rule, 0)),
            };
            let [control, treated, years] =
                ["control", "treated", "years"].map(|column| self.number(row, column).unwrap_or_default());
            if !(0.0 <= control && control < treated && treated <= 1.0 && years > 0.0) {
                self.fault(row, "treated", "a harm is more people of those treated, as shares, within some years");
            }
            let _ = writeln!(
                out,
                "HarmRow {{ action: {}, outcome: {}, population: {}, control: {control:?}, treated: {treated:?}, \
                 years: {years:?}, source: {source}, verification: {} }},",
                text(row.get("action")),
                text(row.get("outcome")),
                option(population),
                text(row.get("verification")),
            );
        }
        let _ = writeln!(out, "];");
    }
}
