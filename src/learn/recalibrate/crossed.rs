//! Rows recalibrated by other rows: what a recalibration is worth where it was not fitted.

use super::{Way, recalibrate};
use crate::error::Error;
use crate::learn::split::{Fold, Rows, SplitSettings};

/// Parts that judge in turns, at most.
const PARTS: usize = 10;

/// Who mends and who judges, in turns: each class evenly, all rows of a person together, and somebody of the rarer class in
/// every part.
///
/// # Errors
///
/// `learn.splitRows` where there are too few rows.
pub fn turns(rows: Rows<'_>) -> Result<Vec<Fold>, Error> {
    let rarer = rows.class.map(|class| {
        let some = class.iter().filter(|class| **class > 0).count();
        some.min(class.len() - some)
    });
    let folds = rarer.unwrap_or(PARTS).clamp(2, PARTS);
    SplitSettings { folds, ..SplitSettings::default() }.check()?.folds(rows)
}

/// The share of each row by a recalibration that was fitted on the others: parts of the rows are left out in turns, each
/// class evenly, all rows of a person together.
///
/// # Errors
///
/// As [`recalibrate`]; `learn.splitRows` where there are too few rows.
pub fn crossed(way: Way, margins: &[f64], y: &[f64], person: Option<&[u32]>) -> Result<Vec<f64>, Error> {
    let class: Vec<u32> = y.iter().map(|y| u32::from(*y == 1.0)).collect();
    let mut shares = vec![f64::NAN; y.len()];
    for fold in turns(Rows { rows: y.len(), class: Some(&class), person, ..Rows::default() })? {
        let pick = |list: &[f64]| -> Vec<f64> {
            fold.train.iter().filter_map(|row| list.get(*row as usize).copied()).collect()
        };
        let mend = recalibrate(way, &pick(margins), &pick(y), None)?;
        for row in &fold.test {
            if let (Some(share), Some(margin)) = (shares.get_mut(*row as usize), margins.get(*row as usize)) {
                *share = mend.share(*margin);
            }
        }
    }
    Ok(shares)
}

#[cfg(test)]
mod tests {
    use super::{Way, crossed};
    use crate::learn::recalibrate::recalibrate;
    use crate::math::Draws;

    #[test]
    fn shares_that_no_row_bent_towards_itself() {
        // Margins that say nothing: steps fitted on the rows themselves would seem to.
        let (margins, seen) = (Draws::new(4, 1), Draws::new(4, 2));
        let margins: Vec<f64> = (0..300).map(|k| margins.normal(k)).collect();
        let y: Vec<f64> = (0..300).map(|k| f64::from(u8::from(seen.uniform(k) < 0.4))).collect();
        let brier = |shares: &[f64]| shares.iter().zip(&y).map(|(p, y)| (p - y) * (p - y)).sum::<f64>() / 300.0;
        let own = recalibrate(Way::Isotonic, &margins, &y, None).unwrap().shares(&margins);
        let honest = crossed(Way::Isotonic, &margins, &y, None).unwrap();
        assert!(brier(&own) < brier(&honest) - 0.01, "{} {}", brier(&own), brier(&honest));
    }

    #[test]
    fn rows_of_a_person_never_mend_each_other() {
        let margins: Vec<f64> = (0..40).map(f64::from).collect();
        let y: Vec<f64> = (0..40).map(|k| f64::from(u8::from(k % 3 == 0))).collect();
        let pairs: Vec<u32> = (0..40).map(|k| k / 2).collect();
        let shares = crossed(Way::Platt, &margins, &y, Some(&pairs)).unwrap();
        let mut moved = margins.clone();
        moved[0] = 30.0;
        let after = crossed(Way::Platt, &moved, &y, Some(&pairs)).unwrap();
        assert_eq!(after[1], shares[1]);
        assert!(after[2..].iter().zip(&shares[2..]).any(|(a, b)| a != b));
    }
}
