//! Small dense systems: a positive definite matrix, its factor, its solution.

/// Turns a positive definite matrix of `n` rows, kept row by row, into its Cholesky factor; only the lower half is read
/// and written. `None` where it is not positive definite or of another size.
pub(crate) fn factor(matrix: &mut [f64], n: usize) -> Option<()> {
    factored(matrix, n, None).map(|_| ())
}

/// As [`factor`], but leaves out each row whose diagonal falls to `least` once the rows before it are taken away; such a
/// row and its column become those of the identity. Returns the rows that were left out; `None` for what is no number.
pub(crate) fn factor_leaving(matrix: &mut [f64], n: usize, least: f64) -> Option<Vec<usize>> {
    factored(matrix, n, Some(least))
}

fn factored(matrix: &mut [f64], n: usize, least: Option<f64>) -> Option<Vec<usize>> {
    if matrix.len() != n * n {
        return None;
    }
    let mut left_out = Vec::new();
    for i in 0..n {
        let (before, rest) = matrix.split_at_mut(i * n);
        let row = rest.get_mut(..n)?;
        for j in 0..i {
            let other = before.get(j * n..=j * n + j)?;
            let (start, end) = row.split_at_mut(j);
            let (other, diagonal) = (other.get(..j)?, *other.get(j)?);
            let entry = end.first_mut()?;
            *entry = if left_out.contains(&j) { 0.0 } else { (*entry - dot(start, other)) / diagonal };
        }
        let (start, end) = row.split_at_mut(i);
        let entry = end.first_mut()?;
        let left = *entry - dot(start, start);
        if !left.is_finite() {
            return None;
        }
        if left > least.unwrap_or(0.0) {
            *entry = super::sqrt(left);
        } else {
            least?;
            left_out.push(i);
            start.fill(0.0);
            *entry = 1.0;
        }
    }
    Some(left_out)
}

/// Turns `right` into the x of factor · x = right: the first half of [`substitute`].
pub(crate) fn forward(factor: &[f64], right: &mut [f64]) -> Option<()> {
    let n = right.len();
    for i in 0..n {
        let row = factor.get(i * n..=i * n + i)?;
        let (before, rest) = right.split_at_mut(i);
        let x = rest.first_mut()?;
        *x = (*x - dot(row.get(..i)?, before)) / *row.get(i)?;
    }
    Some(())
}

/// The diagonal of the inverse of the matrix whose Cholesky factor this is.
pub(crate) fn inverse_diagonal(factor: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut diagonal = Vec::with_capacity(n);
    let mut unit = vec![0.0; n];
    for i in 0..n {
        unit.fill(0.0);
        *unit.get_mut(i)? = 1.0;
        forward(factor, &mut unit)?;
        diagonal.push(dot(&unit, &unit));
    }
    Some(diagonal)
}

/// Turns `right` into the x of matrix · x = right, from the matrix's Cholesky factor. `None` where sizes do not fit.
pub(crate) fn substitute(factor: &[f64], right: &mut [f64]) -> Option<()> {
    let n = right.len();
    forward(factor, right)?;
    for i in (0..n).rev() {
        let (before, rest) = right.split_at_mut(i);
        let x = rest.first_mut()?;
        let row = factor.get(i * n..=i * n + i)?;
        *x /= *row.get(i)?;
        for (y, factor) in before.iter_mut().zip(row) {
            *y -= factor * *x;
        }
    }
    Some(())
}

/// The sum of products, in order.
pub(crate) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).fold(0.0, |sum, (x, y)| sum + x * y)
}

#[cfg(test)]
mod tests {
    use super::{dot, factor, factor_leaving, inverse_diagonal, substitute};

    #[test]
    fn the_solution_gives_the_right_side_back() {
        let n = 7;
        let draws = crate::math::Draws::new(5, 5);
        let rows: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| draws.normal(i * n + j)).collect()).collect();
        let mut matrix: Vec<f64> = Vec::new();
        for (i, one) in rows.iter().enumerate() {
            for (j, other) in rows.iter().enumerate() {
                matrix.push(dot(one, other) + if i == j { 0.5 } else { 0.0 });
            }
        }
        let right: Vec<f64> = (0..n).map(|i| f64::from(i) - 2.5).collect();
        let (mut factored, mut x) = (matrix.clone(), right.clone());
        factor(&mut factored, right.len()).unwrap();
        substitute(&factored, &mut x).unwrap();
        for (row, right) in matrix.chunks(n as usize).zip(right) {
            assert!((dot(row, &x) - right).abs() < 1e-10);
        }
    }

    #[test]
    fn a_row_that_follows_from_others_is_left_out() {
        // The third row is the sum of the first two.
        let mut matrix = vec![2.0, 0.0, 0.0, 1.0, 3.0, 0.0, 3.0, 4.0, 7.0];
        assert_eq!(factor_leaving(&mut matrix, 3, 1e-12), Some(vec![2]));
        let mut right = [4.0, 7.0, 0.0];
        substitute(&matrix, &mut right).unwrap();
        assert!((right[0] - 1.0).abs() < 1e-14 && (right[1] - 2.0).abs() < 1e-14 && right[2] == 0.0);
        let diagonal = inverse_diagonal(&matrix, 3).unwrap();
        assert!((diagonal[0] - 0.6).abs() < 1e-14 && (diagonal[1] - 0.4).abs() < 1e-14);
        assert_eq!(factor_leaving(&mut [f64::NAN], 1, 0.0), None);
    }

    #[test]
    fn what_has_no_solution_says_so() {
        assert!(factor(&mut [1.0, 2.0, 2.0, 4.0], 2).is_none());
        assert!(factor(&mut [f64::NAN], 1).is_none());
        assert!(factor(&mut [1.0, 0.0], 1).is_none());
        assert!(substitute(&[1.0], &mut [1.0, 2.0]).is_none());
        assert!(factor(&mut [], 0).is_some());
    }
}
