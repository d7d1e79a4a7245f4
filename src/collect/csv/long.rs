//! One row of a long table: a code or name, a number, its unit and its day.

use super::columns::{self, Role};
use super::row::{self, Place};
use super::table::Column;
use crate::collect::cell::{self, Cell};
use crate::collect::intake::{Intake, Measured};
use crate::vocab::concept::{self, Role as CodeRole};
use crate::vocab::{Code, System};

/// Takes a row in.
pub(super) fn take(columns: &[Column], record: &csv::StringRecord, place: &Place<'_>, intake: &mut Intake) {
    let cells = || columns.iter().zip(record.iter()).map(|(c, cell)| (c, cell.trim()));
    let cell = |role: &Role| cells().find(|(c, _)| c.role == *role).map(|(_, cell)| cell).unwrap_or_default();
    let date = cells().find_map(|(c, cell)| row::when(c, cell, place, intake));
    row::who(cells(), date, place, intake);
    let (code, test, result) = (cell(&Role::Code), cell(&Role::Test), cell(&Role::Result));
    if matches!(cell::read(result), Cell::Empty | Cell::NotMeasured) {
        return;
    }
    if code.is_empty() && test.is_empty() {
        let heading = cells().find(|(c, _)| c.role == Role::Result).map(|(c, _)| c.heading.clone());
        let text = heading.unwrap_or_default();
        let fact = Measured { origin: place.origin(&text), text, date, ..Measured::default() };
        return intake.aside_words(&fact, result, "unnamed");
    }
    let mut fact = Measured {
        text: if test.is_empty() { code.to_owned() } else { test.to_owned() },
        date,
        moment: date.map(|d| d.to_string()).unwrap_or_default(),
        origin: place.origin(test),
        ..Measured::default()
    };
    let mut unit = cell(&Role::Unit).to_owned();
    let known = concept::observation(System::Loinc, code);
    if !code.is_empty() {
        let system = if code.contains('-') { "http://loinc.org" } else { "" };
        fact.origin.code = Some(Code { system: system.into(), code: code.to_owned(), display: None });
    }
    match known.map(|row| (row.role, row)) {
        Some((CodeRole::Preferred | CodeRole::Accepted, row)) => {
            fact.concept = row.concept;
            fact.origin.unverified = row.unverified;
        }
        Some((CodeRole::Exclude, _)) => return intake.aside_words(&fact, result, "notThisMeasure"),
        Some((CodeRole::ExcludeUseCreatinine, _)) => return intake.aside_words(&fact, result, "raceAdjusted"),
        _ => match columns::role(test, None) {
            Role::Value { concept, unit: own } => {
                fact.concept = concept;
                if unit.is_empty() {
                    unit = own;
                }
            }
            Role::Pressure { .. } => {}
            _ if matches!(cell::read(result), Cell::Pair { .. }) && known.is_some() => {}
            _ => return keep(fact, result, &unit, intake),
        },
    }
    if let (Cell::Pair { first, second, unit: own }, true) = (cell::read(result), matches!(fact.concept, "" | "sbp")) {
        let unit = if own.is_empty() { unit } else { own };
        let half = |concept, value| Measured { concept, value, unit: unit.clone(), ..fact.clone() };
        intake.pressure(half("sbp", first), half("dbp", second));
        return;
    }
    row::value(fact, result, &unit, intake);
}

/// Keeps what no concept covers, with the unit of its own column.
fn keep(mut fact: Measured, result: &str, unit: &str, intake: &mut Intake) {
    if !unit.is_empty() {
        fact.text = format!("{} ({unit})", fact.text);
    }
    row::other(fact, result, intake);
}
