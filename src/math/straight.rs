//! Columns turned so that none tells anything of another: modified Gram and Schmidt, twice (Giraud and others, 2005), which
//! finds what is new in a column to the last digit where sums of products have lost half of them.

use super::{dense, sqrt};

/// How turned columns come from those they were made of: column = turned · r, r being upper triangular.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Straight {
    /// One list a column that was kept: its parts along the turned columns up to its own.
    parts: Vec<Vec<f64>>,
}

/// Turns columns in place to a mean square of 1 each, by the weights of rows. A column of whose mean square all but this share
/// lies along those before it stays as it is; returns which.
pub(crate) fn straighten(columns: &mut [Vec<f64>], weights: Option<&[f64]>, least: f64) -> (Straight, Vec<usize>) {
    let product = |one: &[f64], other: &[f64]| match weights {
        None => dense::dot(one, other) / one.len().max(1) as f64,
        Some(w) => {
            let rows = one.iter().zip(other).zip(w);
            let (sum, all) = rows.fold((0.0, 0.0), |(sum, all), ((x, y), w)| (sum + w * x * y, all + w));
            sum / all
        }
    };
    let (mut parts, mut kept, mut left_out) = (Vec::<Vec<f64>>::new(), Vec::<usize>::new(), Vec::new());
    for at in 0..columns.len() {
        let (before, rest) = columns.split_at_mut(at);
        let Some(column) = rest.first_mut() else { continue };
        let mut new = column.clone();
        let whole = product(&new, &new);
        let mut own = vec![0.0; kept.len()];
        for _ in 0..2 {
            for (other, part) in kept.iter().filter_map(|other| before.get(*other)).zip(&mut own) {
                let along = product(&new, other);
                new.iter_mut().zip(other).for_each(|(x, y)| *x -= along * y);
                *part += along;
            }
        }
        let left = product(&new, &new);
        if !(left > least * whole && left.is_finite()) {
            left_out.push(at);
            continue;
        }
        let size = sqrt(left);
        new.iter_mut().for_each(|x| *x /= size);
        *column = new;
        own.push(size);
        parts.push(own);
        kept.push(at);
    }
    (Straight { parts }, left_out)
}

impl Straight {
    /// What is new in each column, as a root mean square.
    pub(crate) fn own(&self) -> impl Iterator<Item = f64> + '_ {
        self.parts.iter().filter_map(|parts| parts.last()).copied()
    }

    /// Weights of the columns, of those of the turned ones.
    pub(crate) fn back(&self, turned: &[f64]) -> Vec<f64> {
        let mut weights = turned.to_vec();
        for (at, parts) in self.parts.iter().enumerate().rev() {
            let Some((size, parts)) = parts.split_last() else { continue };
            let (before, rest) = weights.split_at_mut(at);
            let Some(weight) = rest.first_mut() else { continue };
            *weight /= size;
            before.iter_mut().zip(parts).for_each(|(other, part)| *other -= part * *weight);
        }
        weights
    }

    /// What the weight of one column is as a sum over weights of turned ones.
    pub(crate) fn sum_of(&self, column: usize) -> Vec<f64> {
        let mut sum = vec![0.0; self.parts.len()];
        for (at, parts) in self.parts.iter().enumerate() {
            let Some((size, parts)) = parts.split_last() else { continue };
            let wanted = f64::from(u8::from(at == column));
            let value = (wanted - dense::dot(parts, &sum)) / size;
            sum.get_mut(at).into_iter().for_each(|to| *to = value);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::straighten;
    use crate::math::{Draws, dense};

    #[test]
    fn turned_columns_are_apart_and_weights_come_back() {
        let draws = Draws::new(3, 3);
        let first: Vec<f64> = (0..50).map(|i| draws.normal(i)).collect();
        // The second is nearly the first, the third is their sum.
        let second: Vec<f64> = first.iter().zip(0_u32..).map(|(x, i)| x + 1e-7 * draws.normal(100 + i)).collect();
        let third = first.iter().zip(&second).map(|(x, y)| x + y).collect();
        let last = (0..50).map(|i| draws.normal(200 + i)).collect();
        let columns = [first, second, third, last];
        for weights in [None, Some((0..50).map(|i| f64::from(i % 3)).collect::<Vec<f64>>())] {
            let mut turned = columns.clone().to_vec();
            let (straight, left_out) = straighten(&mut turned, weights.as_deref(), 1e-20);
            assert_eq!(left_out, [2]);
            let turned = [&turned[0], &turned[1], &turned[3]];
            let w = weights.unwrap_or_else(|| vec![1.0; 50]);
            for (i, one) in turned.iter().enumerate() {
                for (j, other) in turned.iter().enumerate() {
                    let sum: f64 = one.iter().zip(*other).zip(&w).map(|((x, y), w)| w * x * y).sum();
                    let wanted = f64::from(u8::from(i == j));
                    assert!((sum / w.iter().sum::<f64>() - wanted).abs() < 1e-14, "{i} {j} {sum}");
                }
            }
            let back = straight.back(&[0.5, -2.0, 0.25]);
            for row in 0..50 {
                let sum = 0.5 * turned[0][row] - 2.0 * turned[1][row] + 0.25 * turned[2][row];
                let whole = back[0] * columns[0][row] + back[1] * columns[1][row] + back[2] * columns[3][row];
                assert!((sum - whole).abs() < 1e-7, "{sum} {whole}");
            }
            for (at, weight) in back.iter().enumerate() {
                let told = dense::dot(&straight.sum_of(at), &[0.5, -2.0, 0.25]);
                assert!((told - weight).abs() < 1e-9 * weight.abs().max(1.0));
            }
        }
    }
}
