//! Words by the outcome of their rows. In training a row's word is told by rows of other folds, so its own outcome never
//! reaches it.

use crate::math::Draws;

/// The mean outcome of each word, drawn to the mean of all; and that mean. Rows of a code beyond the words count for the
/// latter alone.
pub(super) fn means(
    codes: &[usize],
    words: usize,
    outcome: &[f64],
    smooth: f64,
    keep: impl Fn(usize) -> bool,
) -> (Vec<f64>, f64) {
    let mut sums = vec![(0.0, 0.0); words];
    let (mut all, mut count) = (0.0, 0.0);
    for (row, (code, y)) in codes.iter().zip(outcome).enumerate() {
        if keep(row) {
            all += y;
            count += 1.0;
            if let Some((sum, n)) = sums.get_mut(*code) {
                *sum += y;
                *n += 1.0;
            }
        }
    }
    let mean = if count > 0.0 { all / count } else { 0.0 };
    let told = |(sum, n): &(f64, f64)| if n + smooth > 0.0 { (sum + smooth * mean) / (n + smooth) } else { mean };
    (sums.iter().map(told).collect(), mean)
}

/// The inner fold of each row.
pub(super) fn inner(rows: usize, folds: usize, seed: u32) -> Vec<usize> {
    let draws = Draws::new(seed, 500);
    let mut order: Vec<(u32, usize)> = (0..rows).zip(0_u32..).map(|(row, at)| (draws.bits(at), row)).collect();
    order.sort_unstable();
    let mut places = vec![0; rows];
    for (at, (_, row)) in order.iter().enumerate() {
        if let Some(place) = places.get_mut(*row) {
            *place = at % folds.max(1);
        }
    }
    places
}

/// The value of each training row, from the rows of other folds.
pub(super) fn out_of_fold(
    codes: &[usize],
    words: usize,
    outcome: &[f64],
    smooth: f64,
    folds: usize,
    seed: u32,
) -> Vec<f64> {
    let places = inner(codes.len(), folds, seed);
    let mut out = vec![0.0; codes.len()];
    for fold in 0..folds {
        let (told, mean) = means(codes, words, outcome, smooth, |row| places.get(row) != Some(&fold));
        for ((place, code), to) in places.iter().zip(codes).zip(&mut out) {
            if *place == fold {
                *to = told.get(*code).copied().unwrap_or(mean);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_one_row_says_nothing_of_it() {
        // Each row its own word: means of all rows know the outcome, those of other folds do not.
        let codes: Vec<usize> = (0..100).collect();
        let outcome: Vec<f64> = (0..100).map(|i| f64::from(i % 2)).collect();
        let (told, _) = means(&codes, 100, &outcome, 0.0, |_| true);
        assert_eq!(told, outcome);
        let apart = out_of_fold(&codes, 100, &outcome, 0.0, 5, 1);
        assert!(apart.iter().all(|x| (0.4..0.6).contains(x)));
    }
}
