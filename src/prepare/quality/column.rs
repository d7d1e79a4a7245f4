//! One column: gaps, what cannot be, and whether it can tell anything.

use serde::Serialize;

use crate::math::order::sort;
use crate::record::{Cells, Column};
use crate::vocab::unit::{self, UnitRow, Units};

/// What a column is known to mean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known<'d> {
    /// A concept's id, or empty.
    pub concept: &'d str,
    /// The unit of its heading, or empty.
    pub unit: &'d str,
    /// It tells rows or people apart.
    pub id: bool,
}

/// What is told of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColumnQuality {
    /// Its name.
    pub name: String,
    /// Rows without a value.
    pub missing: usize,
    /// Different values.
    pub different: usize,
    /// All values are one, or there is none.
    pub constant: bool,
    /// Each filled row its own word or whole number, or known as such: it tells people apart and nothing else.
    pub id: bool,
    /// Values that cannot be, by the limits of the concept; rows counted.
    pub impossible: usize,
    /// Values that are rare, by the same limits.
    pub unusual: usize,
    /// The first of the impossible values, at most 20.
    pub impossible_values: Vec<ImpossibleValue>,
    /// A number such as −9, 99 or 999 that stands far outside and often: it may mean that nothing is known.
    pub code_for_missing: Option<f64>,
}

/// A value that cannot be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct ImpossibleValue {
    /// Its row, counted from 0.
    pub row: u32,
    /// The value as it stands.
    pub value: f64,
    /// The least that can be, in that unit.
    pub low: f64,
    /// The most that can be.
    pub high: f64,
    /// The unit: of the heading, or the one that the values speak for; empty where no unit allows the value, whichever it is.
    pub unit: String,
}

/// The first values that are named.
const NAMED: usize = 20;
/// Where the heading has no unit, so many of ten values must speak for one.
const SPEAK: usize = 8;

/// Looks at one column.
pub(super) fn look(column: &Column, known: Known<'_>) -> ColumnQuality {
    let rows = column.cells.len();
    let missing = (0..rows).filter(|row| column.cells.is_missing(*row)).count();
    let mut told = ColumnQuality {
        name: column.name.clone(),
        missing,
        different: 0,
        constant: false,
        id: known.id,
        impossible: 0,
        unusual: 0,
        impossible_values: Vec::new(),
        code_for_missing: None,
    };
    match &column.cells {
        Cells::Numbers(values) => {
            let mut sorted: Vec<f64> = values.iter().copied().filter(|x| !x.is_nan()).collect();
            sort(&mut sorted);
            told.different = sorted.chunk_by(|a, b| a == b).count();
            let whole = sorted.iter().all(|x| *x == x.trunc());
            told.id |= whole && sorted.len() >= 20 && told.different == rows && spaced(&sorted);
            told.code_for_missing = code_for_missing(&sorted);
            range(values, known, &mut told);
        }
        Cells::Words { codes, words } => {
            let mut seen = vec![false; words.len()];
            for code in codes {
                if let Some(seen) = seen.get_mut(*code as usize) {
                    *seen = true;
                }
            }
            told.different = seen.iter().filter(|seen| **seen).count();
            told.id |= rows >= 20 && told.different == rows;
        }
        Cells::Days(days) => {
            let mut sorted: Vec<i32> = days.iter().copied().filter(|day| *day != crate::record::NO_DAY).collect();
            sorted.sort_unstable();
            sorted.dedup();
            told.different = sorted.len();
        }
    }
    told.constant = told.different <= 1;
    told
}

/// Running numbers: mostly steps of 1.
fn spaced(sorted: &[f64]) -> bool {
    let ones = sorted.windows(2).filter(|pair| matches!(pair, [a, b] if b - a == 1.0)).count();
    ones * 10 >= sorted.len() * 9
}

/// A usual code for "not known" at an end of the column, apart from all other values and more than once.
fn code_for_missing(sorted: &[f64]) -> Option<f64> {
    const CODES: [f64; 12] = [-9.0, -99.0, -999.0, -9999.0, -1.0, 99.0, 999.0, 9999.0, 99_999.0, 88.0, 888.0, 8888.0];
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    for end in [first, last] {
        let same = sorted.iter().filter(|x| **x == end).count();
        let mut others = sorted.iter().copied().filter(|x| *x != end);
        let (low, high) = (others.next()?, others.next_back()?);
        // As far away as the others spread, at the least.
        let apart = if end < low { low - end } else { end - high };
        if same > 1 && CODES.contains(&end) && apart > (high - low) * 0.5 && apart > 1.0 {
            return Some(end);
        }
    }
    None
}

fn range(values: &[f64], known: Known<'_>, told: &mut ColumnQuality) {
    let Some(units) = unit::of(known.concept) else { return };
    let unit = unit_of(values, known.unit, units);
    if unit.is_none() && !known.unit.is_empty() {
        return;
    }
    // Where nobody knows the unit, only what cannot be in any of them.
    let all: Vec<&UnitRow> = unit.map_or_else(|| units.rows.iter().collect(), |unit| vec![unit]);
    let end = |hard: f64, wider: fn(f64, f64) -> f64| all.iter().map(|unit| unit.of_canonical(hard)).reduce(wider);
    let (Some(low), Some(high)) = (end(units.hard.0, f64::min), end(units.hard.1, f64::max)) else { return };
    let outside =
        |value: f64, (low, high): (f64, f64)| all.iter().all(|unit| !(low..=high).contains(&unit.to_canonical(value)));
    for (value, row) in values.iter().copied().zip(0_u32..).filter(|(value, _)| !value.is_nan()) {
        if outside(value, units.hard) {
            told.impossible += 1;
            if told.impossible_values.len() < NAMED {
                let unit = unit.map(|unit| unit.name().to_owned()).unwrap_or_default();
                told.impossible_values.push(ImpossibleValue { row, value, low, high, unit });
            }
        } else if outside(value, units.soft) {
            told.unusual += 1;
        }
    }
}

/// The unit of a column: that of its heading, or the one that most of its values speak for; `None` where nobody knows.
fn unit_of<'u>(values: &[f64], heading: &str, units: &'u Units) -> Option<&'u UnitRow> {
    if !heading.is_empty() {
        return units.find(heading);
    }
    let there = values.iter().filter(|value| !value.is_nan()).count();
    let bare = |unit: &&UnitRow| {
        let same = |found: &UnitRow| found.name() == unit.name();
        values.iter().filter(|value| units.find_bare(**value).is_some_and(same)).count() * 10 >= there * SPEAK
    };
    units.rows.iter().find(bare).filter(|_| there > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(list: Vec<f64>) -> Column {
        Column { name: "x".to_owned(), cells: Cells::Numbers(list) }
    }

    #[test]
    fn what_cannot_be_is_counted_by_the_limits_of_the_concept() {
        let known = Known { concept: "sbp", unit: "mmHg", id: false };
        let told = look(&numbers(vec![120.0, 9000.0, f64::NAN, 131.0]), known);
        assert_eq!((told.impossible, told.missing), (1, 1));
        let value = &told.impossible_values[0];
        assert_eq!((value.row, value.value, value.low, value.high), (1, 9000.0, 50.0, 300.0));
        // No unit in the heading: most values speak for years.
        let known = Known { concept: "age", ..Known::default() };
        let told = look(&numbers(vec![61.0, 47.0, 52.0, 33.0, 70.0, 999.0]), known);
        assert_eq!((told.impossible, told.impossible_values[0].high), (1, 120.0));
        let known = Known { concept: "sbp", unit: "furlong", id: false };
        assert_eq!(look(&numbers(vec![9000.0]), known).impossible, 0);
        // Nobody measures 0 mmol/L, nor 0 mg/dL.
        let told = look(&numbers(vec![0.0; 9]), Known { concept: "total_chol", ..Known::default() });
        assert_eq!((told.impossible, told.impossible_values[0].unit.as_str()), (9, ""));
        assert_eq!(look(&numbers(vec![f64::NAN]), Known { concept: "sbp", ..Known::default() }).impossible, 0);
    }

    #[test]
    fn constants_ids_and_codes_are_seen() {
        assert!(look(&numbers(vec![4.0; 5]), Known::default()).constant);
        assert!(look(&numbers(vec![f64::NAN; 5]), Known::default()).constant);
        assert!(look(&numbers((0..50).map(f64::from).collect()), Known::default()).id);
        let mut ages: Vec<f64> = (0..50).map(|i| 40.0 + f64::from(i % 30)).collect();
        assert_eq!(look(&numbers(ages.clone()), Known::default()).code_for_missing, None);
        (ages[3], ages[9]) = (999.0, 999.0);
        assert_eq!(look(&numbers(ages), Known::default()).code_for_missing, Some(999.0));
    }
}
