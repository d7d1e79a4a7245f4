//! What a surface says of one column alone belongs to that column's curve, and what a curve says of everybody to the
//! intercept: the terms become unique, and the sums stay as they are (Lengerich and others, 2020).

/// Takes the weighted mean of every row and column out of a surface, in turn until nothing moves; what was taken, by row and
/// by column.
pub(super) fn purify(values: &mut [f64], weights: &[f64], columns: usize) -> (Vec<f64>, Vec<f64>) {
    let rows = values.len().checked_div(columns).unwrap_or(0);
    let (mut by_row, mut by_column) = (vec![0.0; rows], vec![0.0; columns]);
    for _ in 0..200 {
        let mut moved = 0.0_f64;
        for (row, total) in by_row.iter_mut().enumerate() {
            let cells = row * columns..(row + 1) * columns;
            let (Some(values), Some(weights)) = (values.get_mut(cells.clone()), weights.get(cells)) else { continue };
            let mean = mean(values.iter().copied().zip(weights.iter().copied()));
            values.iter_mut().for_each(|value| *value -= mean);
            *total += mean;
            moved = moved.max(mean.abs());
        }
        for (column, total) in by_column.iter_mut().enumerate() {
            let cells = values.iter().skip(column).step_by(columns).copied();
            let mean = mean(cells.zip(weights.iter().skip(column).step_by(columns).copied()));
            values.iter_mut().skip(column).step_by(columns).for_each(|value| *value -= mean);
            *total += mean;
            moved = moved.max(mean.abs());
        }
        if moved < 1e-12 {
            break;
        }
    }
    (by_row, by_column)
}

/// Takes the weighted mean out of a curve; the mean.
pub(super) fn centre(values: &mut [f64], weights: &[f64]) -> f64 {
    let mean = mean(values.iter().copied().zip(weights.iter().copied()));
    values.iter_mut().for_each(|value| *value -= mean);
    mean
}

/// The weighted mean; 0 where nothing weighs.
fn mean(all: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, weight) = all.fold((0.0, 0.0), |(sum, all), (value, weight)| (sum + value * weight, all + weight));
    if weight > 0.0 { sum / weight } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{centre, purify};

    #[test]
    fn nothing_is_left_of_single_columns_and_sums_stay() {
        let before = [1.0, 2.0, 4.0, 3.0, 9.0, -2.0];
        let weights = [1.0, 2.0, 3.0, 1.0, 0.0, 5.0];
        let mut values = before;
        let (rows, columns) = purify(&mut values, &weights, 3);
        for (at, value) in values.iter().enumerate() {
            assert!((value + rows[at / 3] + columns[at % 3] - before[at]).abs() < 1e-12);
        }
        for row in 0..2 {
            let left: f64 = (0..3).map(|column| values[row * 3 + column] * weights[row * 3 + column]).sum();
            assert!(left.abs() < 1e-9, "{left}");
        }
        let mut curve = [1.0, 2.0, 6.0];
        assert_eq!(centre(&mut curve, &[1.0, 0.0, 1.0]), 3.5);
        assert_eq!(curve, [-2.5, -1.5, 2.5]);
    }
}
