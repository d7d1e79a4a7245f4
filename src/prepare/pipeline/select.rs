//! Which of the made columns are kept.

use super::settings::Select;

/// Mean and population standard deviation of what is there; (0, 0) where nothing is.
pub(super) fn moments(values: &[f64]) -> (f64, f64) {
    let mut count = 0.0;
    let mut sum = 0.0;
    for x in values.iter().filter(|x| !x.is_nan()) {
        sum += x;
        count += 1.0;
    }
    if count == 0.0 {
        return (0.0, 0.0);
    }
    let mean = sum / count;
    let squares = values.iter().filter(|x| !x.is_nan()).fold(0.0, |sum, x| sum + (x - mean) * (x - mean));
    (mean, crate::math::sqrt(squares / count))
}

/// The correlation of the rows where both are there; 0 where one does not vary.
pub(super) fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let both: Vec<(f64, f64)> =
        one.iter().zip(other).filter(|(a, b)| !(a.is_nan() || b.is_nan())).map(|(a, b)| (*a, *b)).collect();
    let n = both.len() as f64;
    let (a, b) = both.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x / n, b + y / n));
    let sums = both.iter().fold((0.0, 0.0, 0.0), |(xx, yy, xy), (x, y)| {
        (xx + (x - a) * (x - a), yy + (y - b) * (y - b), xy + (x - a) * (y - b))
    });
    let bound = crate::math::sqrt(sums.0 * sums.1);
    if bound > 0.0 { sums.2 / bound } else { 0.0 }
}

/// The numbers of the columns that are kept, rising; those of `nominal` correlate with nothing and are kept beside the rest.
pub(super) fn kept(columns: &[Vec<f64>], nominal: &[bool], outcome: Option<&[f64]>, select: Select) -> Vec<usize> {
    let is_nominal = |at: &usize| nominal.get(*at) == Some(&true);
    let varies = |column: &[f64]| {
        let mut seen = column.iter().filter(|x| !x.is_nan());
        seen.next().is_some_and(|first| seen.any(|x| x != first))
    };
    let mut kept: Vec<usize> = Vec::new();
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| varies(column)) {
        let alike =
            |other: &usize| columns.get(*other).is_some_and(|o| correlation(o, column).abs() > select.correlation);
        let free = select.correlation >= 1.0 || is_nominal(&at);
        if free || !kept.iter().filter(|other| !is_nominal(other)).any(alike) {
            kept.push(at);
        }
    }
    if let (Some(outcome), true) = (outcome, select.best > 0 && kept.len() > select.best) {
        let mut order: Vec<(f64, usize)> = kept
            .iter()
            .filter(|at| !is_nominal(at))
            .map(|at| (-columns.get(*at).map_or(0.0, |column| correlation(column, outcome).abs()), *at))
            .collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let best = order.into_iter().take(select.best).map(|(_, at)| at);
        kept = kept.iter().copied().filter(is_nominal).chain(best).collect();
        kept.sort_unstable();
    }
    kept
}
