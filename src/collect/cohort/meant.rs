//! Whether a heading can mean what its words say: the cells may speak against it.

use super::found::Meaning;
use crate::record::Cells;
use crate::vocab::unit::{self, UnitRow};

/// So few different whole numbers are grades or counts, unless they can be measurements.
const FEW: usize = 8;

/// Whether most numbers of a column are possible for what its heading means, in the unit that it names or in any. A number
/// that is there many times among many others, as 0 for "not measured", speaks against nothing.
pub(super) fn holds(meaning: &Meaning, cells: &Cells) -> bool {
    let (Some(units), Cells::Numbers(values)) = (unit::of(&meaning.concept), cells) else { return true };
    let named = units.find(&meaning.unit);
    let rows: Vec<&UnitRow> =
        units.rows.iter().filter(|row| named.is_none_or(|named| named.name() == row.name())).collect();
    let (low, high) = units.hard;
    let possible = |x: &f64| rows.iter().any(|row| (low..=high).contains(&row.to_canonical(*x)));
    let filled = || values.iter().filter(|x| !x.is_nan());
    let most = |all: usize, fit: usize| fit * 2 >= all;
    if is_few(values) {
        return most(filled().count(), filled().filter(|x| possible(x)).count());
    }
    let measured = || filled().filter(|x| **x != 0.0);
    most(measured().count(), measured().filter(|x| possible(x)).count())
}

/// Two to eight different whole numbers. One alone is a code.
fn is_few(values: &[f64]) -> bool {
    let mut known: Vec<f64> = Vec::new();
    for x in values.iter().filter(|x| !x.is_nan()) {
        if !known.contains(x) {
            known.push(*x);
        }
        if known.len() > FEW || *x != x.trunc() {
            return false;
        }
    }
    known.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::cohort::{CohortOptions, ColumnChange, read_cohort};

    fn means(heading: &str, values: &[f64]) -> bool {
        holds(&Meaning::of(heading).unwrap(), &Cells::Numbers(values.to_vec()))
    }

    #[test]
    fn a_meaning_holds_where_most_values_are_possible() {
        // Vessels of the Cleveland table, not calcium.
        let vessels: Vec<f64> = (0..100).map(|i| [0.0, 0.0, 0.0, 1.0, 2.0, 3.0][i % 6]).collect();
        assert!(!means("ca", &vessels));
        assert!(means("ca", &[2.2, 2.4, 2.5, 0.0, 2.1]));
        assert!(means("ca", &[9.1, 8.8, 10.2, 9.9]));
        // A second column of that heading that holds something else.
        assert!(!means("age (2)", &[1512.0, 1204.0, 1807.0, 990.0]));
        assert!(means("age (2)", &[61.0, 47.0, 560.0, 52.0]));
        // Not measured: what is told of it stays.
        assert!(means("chol", &[0.0; 40]));
        let gaps: Vec<f64> = (0..100).map(|i| if i % 3 == 0 { 180.0 + f64::from(i) } else { 0.0 }).collect();
        assert!(means("chol", &gaps));
        assert!(means("收缩压(mmHg)", &[120.0, 131.0, f64::NAN]) && !means("收缩压(mmHg)", &[1.0, 2.0, 3.0, 2.0]));
        assert!(means("sex", &[0.0, 1.0]) && means("chol", &[]));
    }

    #[test]
    fn a_meaning_is_taken_off_and_given_back() {
        let rows: String =
            (0..60).map(|i| format!("{},{},{}\n", [0, 0, 0, 1, 3][i % 5], 2.0 + i as f64 / 99.0, 40 + i)).collect();
        let mut cohort =
            read_cohort("t.csv", format!("ca,calcium,age\n{rows}").as_bytes(), CohortOptions::default()).unwrap();
        assert!(cohort.columns[0].meaning.is_none() && cohort.columns[1].meaning.is_some());
        let change =
            |name: &str, meaning| ColumnChange { name: name.into(), meaning: Some(meaning), ..ColumnChange::default() };
        cohort.change(&change("calcium", false)).unwrap();
        assert!(cohort.columns[1].meaning.is_none());
        cohort.change(&change("calcium", true)).unwrap();
        assert_eq!(cohort.columns[1].meaning, Meaning::of("calcium"));
        // Whoever says so knows better than the cells.
        cohort.change(&change("ca", true)).unwrap();
        assert_eq!(cohort.columns[0].meaning, Meaning::of("ca"));
        let rename = ColumnChange { name: "age".into(), rename: Some("SBP (mmHg)".into()), ..ColumnChange::default() };
        cohort.change(&rename).unwrap();
        assert_eq!(cohort.columns[2].meaning.as_ref().unwrap().concept, "sbp");
    }
}
