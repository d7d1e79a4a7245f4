//! Named rules about a person that are no actions (`data/exercise/person.csv`, `data/foods/limits.csv`) to Rust source.

use std::fmt::Write as _;

use super::Build;
use super::emit::text;
use super::table::{Row, Table};

/// Kinds of rules about movement.
pub(super) const MOVEMENT: [&str; 5] = ["unsuitable", "no_plan", "no_vigorous", "no_heart_rate", "stop"];
/// Kinds of rules about meals.
pub(super) const MEALS: [&str; 6] = ["refuse", "limit", "flag", "group", "foods", "note"];

pub(super) const COLUMNS: [&str; 7] = ["kind", "code", "rule", "maybe", "unknown", "verification", "note"];

impl Build {
    pub(super) fn standings(&mut self, name: &str, kinds: &[&str], table: &Table, out: &mut String) {
        let _ = writeln!(out, "pub(crate) static {name}: &[StandingRow] = &[");
        for row in &table.rows {
            self.one_of(row, "kind", kinds);
            self.one_of(row, "unknown", &["yes", "no"]);
            self.one_of(row, "verification", &["V2", "V1", "G", "U"]);
            if row.get("rule").is_empty() && row.get("maybe").is_empty() {
                self.fault(row, "rule", "neither rule nor maybe");
            }
            let (rule, maybe) = (self.optional(row, "rule"), self.optional(row, "maybe"));
            let _ = writeln!(
                out,
                "StandingRow {{ kind: {}, code: {}, rule: {rule}, maybe: {maybe}, unknown_counts: {} }},",
                text(row.get("kind")),
                text(row.get("code")),
                row.get("unknown") == "yes",
            );
        }
        let _ = writeln!(out, "];");
    }

    fn optional(&mut self, row: &Row, column: &str) -> String {
        let rule = row.get(column).to_owned();
        if rule.is_empty() { "None".to_owned() } else { format!("Some({})", self.rule(row, column, &rule, 0)) }
    }
}
