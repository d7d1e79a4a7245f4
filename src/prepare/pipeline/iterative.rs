//! Missing numbers from the other numbers: a ridge regression for each column, in turns.

use serde::{Deserialize, Serialize};

use crate::math::dense;

/// A column as a weighted sum of the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Regression {
    /// The column that is filled, by its number among the settings' columns.
    pub column: usize,
    /// The columns it is filled from.
    pub others: Vec<usize>,
    /// The weight of each.
    pub weights: Vec<f64>,
    /// What is added.
    pub intercept: f64,
}

/// Turns while fitting and while filling.
pub(crate) const TURNS: usize = 5;
/// The penalty, as a share of each column's own sum of squares.
const RIDGE: f64 = 1e-3;

/// Fits the regressions of the columns `wanted`; `numbers` has NaN where nothing is, `fills` what stands there at first.
pub(super) fn fit(numbers: &[Option<Vec<f64>>], fills: &[f64], wanted: &[usize]) -> Vec<Regression> {
    let mut filled = start(numbers, fills);
    let known: Vec<usize> = numbers.iter().enumerate().filter(|(_, n)| n.is_some()).map(|(at, _)| at).collect();
    let mut fitted: Vec<Regression> = Vec::new();
    for _ in 0..TURNS {
        fitted.clear();
        for column in wanted {
            let others: Vec<usize> = known.iter().copied().filter(|at| at != column).collect();
            let Some(Some(observed)) = numbers.get(*column) else { continue };
            if let Some(regression) = ridge(*column, others, observed, &filled) {
                fill(&regression, observed, &mut filled);
                fitted.push(regression);
            }
        }
    }
    fitted
}

/// Fills what is missing.
pub(super) fn apply(regressions: &[Regression], numbers: &mut [Option<Vec<f64>>], fills: &[f64]) {
    if regressions.is_empty() {
        return;
    }
    let mut filled = start(numbers, fills);
    for _ in 0..TURNS {
        for regression in regressions {
            if let Some(Some(observed)) = numbers.get(regression.column) {
                fill(regression, observed, &mut filled);
            }
        }
    }
    for regression in regressions {
        if let (Some(Some(to)), Some(from)) = (numbers.get_mut(regression.column), filled.get(regression.column)) {
            to.clone_from(from);
        }
    }
}

fn start(numbers: &[Option<Vec<f64>>], fills: &[f64]) -> Vec<Vec<f64>> {
    let filled = |(values, fill): (&Option<Vec<f64>>, &f64)| {
        let values = values.as_deref().unwrap_or_default();
        values.iter().map(|x| if x.is_nan() { *fill } else { *x }).collect()
    };
    numbers.iter().zip(fills).map(filled).collect()
}

fn fill(regression: &Regression, observed: &[f64], filled: &mut [Vec<f64>]) {
    let empty: Vec<usize> = observed.iter().enumerate().filter(|(_, x)| x.is_nan()).map(|(row, _)| row).collect();
    let told: Vec<f64> = empty
        .iter()
        .map(|row| {
            regression.others.iter().zip(&regression.weights).fold(regression.intercept, |sum, (other, weight)| {
                sum + weight * filled.get(*other).and_then(|values| values.get(*row)).copied().unwrap_or(0.0)
            })
        })
        .collect();
    let Some(column) = filled.get_mut(regression.column) else { return };
    for (row, value) in empty.into_iter().zip(told) {
        if let Some(cell) = column.get_mut(row) {
            *cell = value;
        }
    }
}

fn ridge(column: usize, others: Vec<usize>, observed: &[f64], filled: &[Vec<f64>]) -> Option<Regression> {
    let rows: Vec<usize> = observed.iter().enumerate().filter(|(_, x)| !x.is_nan()).map(|(row, _)| row).collect();
    if rows.len() < 3 {
        return None;
    }
    let of = |values: &[f64]| -> (f64, Vec<f64>) {
        let taken: Vec<f64> = rows.iter().filter_map(|row| values.get(*row).copied()).collect();
        let mean = taken.iter().sum::<f64>() / rows.len() as f64;
        (mean, taken.iter().map(|x| x - mean).collect())
    };
    let (mean, y) = of(observed);
    let x: Vec<(f64, Vec<f64>)> =
        others.iter().map(|other| of(filled.get(*other).map_or(&[], Vec::as_slice))).collect();
    let n = x.len();
    let mut gram = vec![0.0; n * n];
    let mut weights: Vec<f64> = x.iter().map(|(_, x)| dense::dot(x, &y)).collect();
    for (i, (_, one)) in x.iter().enumerate() {
        for (j, (_, other)) in x.iter().enumerate().take(i + 1) {
            let sum = dense::dot(one, other);
            if let Some(entry) = gram.get_mut(i * n + j) {
                // A column of one value has no sum of squares: 1 keeps its weight at 0.
                *entry = if i == j { if sum > 0.0 { sum * (1.0 + RIDGE) } else { 1.0 } } else { sum };
            }
        }
    }
    dense::factor(&mut gram, n)?;
    dense::substitute(&gram, &mut weights)?;
    let intercept = x.iter().zip(&weights).fold(mean, |sum, ((mean, _), weight)| sum - mean * weight);
    let finite = intercept.is_finite() && weights.iter().all(|w| w.is_finite());
    finite.then_some(Regression { column, others, weights, intercept })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_others_tell_is_filled_from_them() {
        let x: Vec<f64> = (0..50).map(f64::from).collect();
        let mut y: Vec<f64> = x.iter().map(|x| 3.0 * x + 1.0).collect();
        y[7] = f64::NAN;
        let mut numbers = vec![Some(x), Some(y), None];
        let fills = [24.5, 74.5, 0.0];
        let regressions = fit(&numbers, &fills, &[1]);
        apply(&regressions, &mut numbers, &fills);
        let told = numbers[1].as_ref().unwrap()[7];
        assert!((told - 22.0).abs() < 0.2, "{told}");
    }
}
