//! The values that one column takes, spread as its rows are.

use super::CellValue;
use super::subject::value_at;
use crate::math::order;
use crate::record::Cells;

/// Numbers outside these shares of the rows are left out: few people say little about what happens there.
pub(super) const TAILS: [f64; 2] = [0.01, 0.99];
/// Most words of a grid, the most frequent.
const WORDS: usize = 30;

/// The finite numbers of a column, sorted.
pub(super) fn sorted(cells: &Cells) -> Vec<f64> {
    let mut numbers: Vec<f64> = match cells {
        Cells::Numbers(numbers) => numbers.iter().copied().filter(|x| x.is_finite()).collect(),
        Cells::Days(days) => {
            days.iter().filter(|day| **day != crate::record::NO_DAY).map(|day| f64::from(*day)).collect()
        }
        Cells::Words { .. } => Vec::new(),
    };
    order::sort(&mut numbers);
    numbers
}

/// Whether every number is whole.
pub(super) fn whole(sorted: &[f64]) -> bool {
    sorted.iter().all(|x| x.floor() == *x)
}

/// Words of a column with how many rows have each, the most frequent first.
pub(super) fn words(cells: &Cells) -> Vec<(String, usize)> {
    let Cells::Words { codes, words } = cells else { return Vec::new() };
    let mut counts = vec![0_usize; words.len()];
    for code in codes {
        if let Some(count) = counts.get_mut(*code as usize) {
            *count += 1;
        }
    }
    let mut found: Vec<(String, usize)> = words.iter().cloned().zip(counts).filter(|(_, count)| *count > 0).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found
}

/// Up to `points` values of a column, rising: every number that occurs where they are few, else quantiles; words, the most
/// frequent first.
pub(super) fn grid(cells: &Cells, points: usize) -> Vec<CellValue> {
    if matches!(cells, Cells::Words { .. }) {
        return words(cells).into_iter().take(WORDS).map(|(word, _)| CellValue::Word(word)).collect();
    }
    let sorted = sorted(cells);
    let [low, high] = TAILS.map(|share| order::quantile(&sorted, share));
    let mut distinct: Vec<f64> = sorted.iter().copied().filter(|x| *x >= low && *x <= high).collect();
    distinct.dedup();
    if distinct.len() > points {
        let step = |i: usize| TAILS[0] + (TAILS[1] - TAILS[0]) * i as f64 / points.saturating_sub(1).max(1) as f64;
        let at = (0..points).map(|i| order::quantile(&sorted, step(i)));
        distinct = if whole(&sorted) { at.map(f64::round).collect() } else { at.collect() };
        distinct.dedup();
    }
    let day = matches!(cells, Cells::Days(_));
    #[allow(clippy::cast_possible_truncation)]
    let value = |x: f64| if day { CellValue::Day(x as i32) } else { CellValue::Number(x) };
    distinct.into_iter().map(value).collect()
}

/// Rows at or next to each value of a grid: each number belongs to the nearest one.
pub(super) fn rows_near(cells: &Cells, grid: &[CellValue]) -> Vec<usize> {
    let mut counts = vec![0; grid.len()];
    let number = |value: &CellValue| match value {
        CellValue::Number(x) => Some(*x),
        CellValue::Day(day) => Some(f64::from(*day)),
        _ => None,
    };
    let numbers: Vec<f64> = grid.iter().filter_map(number).collect();
    for row in 0..cells.len() {
        let value = value_at(cells, row);
        let at = match number(&value) {
            Some(x) => {
                let above = numbers.partition_point(|g| *g < x);
                let far = |at: usize| numbers.get(at).map_or(f64::INFINITY, |g| (g - x).abs());
                Some(if above > 0 && far(above - 1) <= far(above) { above - 1 } else { above })
            }
            None => grid.iter().position(|g| *g == value),
        };
        if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    counts
}
