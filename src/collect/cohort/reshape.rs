//! Changes that make other columns of those of a file: kept in mind, so that a later file is read alike.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::change::ColumnChange;
use super::found::{Cohort, DayOrder};

/// What somebody made of a column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "did", deny_unknown_fields)]
pub enum Reshape {
    /// It has another name.
    Renamed {
        /// Before.
        column: String,
        /// Since then.
        name: String,
    },
    /// Its two numbers a cell are two columns.
    Divided {
        /// Before.
        column: String,
        /// Since then.
        names: [String; 2],
    },
    /// Its days are written in this order.
    Ordered {
        /// Its name.
        column: String,
        /// Which number stands first.
        order: DayOrder,
    },
}

impl Reshape {
    /// Those that lead to one of some columns, in their order.
    pub fn leading_to(all: &[Self], columns: &[&str]) -> Vec<Self> {
        let mut wanted: BTreeSet<&str> = columns.iter().copied().collect();
        let mut kept = Vec::new();
        for one in all.iter().rev() {
            let (before, leads) = match one {
                Self::Renamed { column, name } => (column, wanted.contains(name.as_str())),
                Self::Divided { column, names } => (column, names.iter().any(|name| wanted.contains(name.as_str()))),
                Self::Ordered { column, .. } => (column, wanted.contains(column.as_str())),
            };
            if leads {
                wanted.insert(before);
                kept.push(one.clone());
            }
        }
        kept.reverse();
        kept
    }

    /// The change that does it.
    fn change(&self) -> ColumnChange {
        let of = |name: &String| ColumnChange { name: name.clone(), ..ColumnChange::default() };
        match self {
            Self::Renamed { column, name } => ColumnChange { rename: Some(name.clone()), ..of(column) },
            Self::Divided { column, names } => ColumnChange { divide: Some(names.clone()), ..of(column) },
            Self::Ordered { column, order } => ColumnChange { day_order: Some(*order), ..of(column) },
        }
    }

    /// What it makes.
    fn made(&self) -> Vec<&str> {
        match self {
            Self::Renamed { name, .. } => vec![name],
            Self::Divided { names, .. } => names.iter().map(String::as_str).collect(),
            Self::Ordered { .. } => Vec::new(),
        }
    }
}

impl Cohort {
    /// Does the same to this table, as far as it holds the columns from before and not yet those made of them; whoever needs
    /// a column that is not there then says so.
    pub fn reshape(&mut self, all: &[Reshape]) {
        for one in all {
            if one.made().iter().all(|name| self.frame.column(name).is_none()) {
                let _ = self.change(&one.change());
            }
        }
    }

    /// Keeps in mind what a change did; a column that is one again was never two.
    pub(super) fn remember(&mut self, change: &ColumnChange, name: &str) {
        if let Some(order) = change.day_order {
            self.reshaped.push(Reshape::Ordered { column: change.name.clone(), order });
        }
        if name != change.name {
            self.reshaped.push(Reshape::Renamed { column: change.name.clone(), name: name.to_owned() });
        }
    }

    /// Columns are one again, as before they were divided.
    pub(super) fn forget_divided(&mut self, column: &str) {
        let divided = |one: &Reshape| matches!(one, Reshape::Divided { column: of, .. } if of == column);
        let Some(at) = self.reshaped.iter().rposition(divided) else { return };
        let Reshape::Divided { names, .. } = self.reshaped.remove(at) else { return };
        // What was made of the two since is gone with them.
        let mut gone: BTreeSet<String> = names.into();
        let mut kept = self.reshaped.split_off(at);
        kept.retain(|one| match one {
            Reshape::Renamed { column, name } if gone.contains(column) => {
                gone.insert(name.clone());
                false
            }
            _ => true,
        });
        self.reshaped.append(&mut kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::cohort::{CohortOptions, read_cohort};

    fn read() -> Cohort {
        let mut text = String::from("bp,seen,a\n");
        for row in 0..30 {
            text += &format!("{}/{},0{}/0{}/2020,{row}\n", 120 + row, 70 + row % 9, row % 9 + 1, row % 8 + 1);
        }
        read_cohort("t.csv", text.as_bytes(), CohortOptions::default()).unwrap()
    }

    fn changed() -> Cohort {
        let mut cohort = read();
        let of = |name: &str| ColumnChange { name: name.into(), ..ColumnChange::default() };
        let names = ["upper".to_owned(), "lower".to_owned()];
        cohort.change(&ColumnChange { divide: Some(names), ..of("bp") }).unwrap();
        cohort.change(&ColumnChange { rename: Some("sys".into()), ..of("upper") }).unwrap();
        cohort.change(&ColumnChange { day_order: Some(DayOrder::MonthFirst), ..of("seen") }).unwrap();
        cohort
    }

    #[test]
    fn another_file_is_made_the_same() {
        let first = changed();
        let mut other = read();
        other.reshape(&first.reshaped);
        assert_eq!(other.frame, first.frame);
        // One that is so already stays.
        other.reshape(&first.reshaped);
        assert_eq!(other.frame, first.frame);
        assert_eq!(
            serde_json::to_string(&first.reshaped[2]).unwrap(),
            r#"{"did":"ordered","column":"seen","order":"monthFirst"}"#
        );
    }

    #[test]
    fn only_what_leads_to_a_column_is_kept() {
        let all = changed().reshaped;
        assert_eq!(Reshape::leading_to(&all, &["sys"]), all[..2]);
        assert_eq!(Reshape::leading_to(&all, &["lower"]), all[..1]);
        assert_eq!(Reshape::leading_to(&all, &["seen"]), all[2..]);
        assert!(Reshape::leading_to(&all, &["a"]).is_empty());
    }

    #[test]
    fn what_is_one_again_was_never_two() {
        let mut cohort = changed();
        cohort.change(&ColumnChange { name: "lower".into(), unite: true, ..ColumnChange::default() }).unwrap();
        assert_eq!(cohort.reshaped, changed().reshaped[2..]);
    }
}
