//! Tables: one row a person (wide) or one row a measurement (long), any order of columns, English or Chinese.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `headings`, `columns` | what a column may hold; what a heading means |
//! | `answers` | yes and no to what only an equation asks |
//! | `table` | separator, headings, shape, who the rows speak of |
//! | `row`, `long` | cells to facts |
//! | `template` | an empty table to fill in |

mod answers;
mod columns;
mod headings;
mod long;
mod row;
mod table;
mod template;

use super::report::{FileReport, ReadOptions};
use crate::record::Patient;

pub(super) use columns::{Role, role};
pub use table::Table;
pub use template::template;

/// Reads a whole table.
pub(super) fn read(file: &str, text: &str, options: &ReadOptions, report: &mut FileReport) -> Vec<Patient> {
    match Table::of_text(file, text, options) {
        Ok(table) => table.people(report),
        Err(error) => {
            report.error = Some(error);
            Vec::new()
        }
    }
}
