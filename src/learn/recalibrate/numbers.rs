//! Predicted numbers, mended on people whose numbers are known: moved, or moved and stretched by least squares.

/// a and b of `truth` ≈ a + b × `predicted` with the least sum of squares; b stays 1 where it is not `free`. `None` without
/// rows, and where one number was predicted for all and b is free.
pub fn recalibrate_numbers(free: bool, predicted: &[f64], truth: &[f64]) -> Option<(f64, f64)> {
    let n = predicted.len() as f64;
    let mean = |list: &[f64]| list.iter().sum::<f64>() / n;
    let (x, y) = (mean(predicted), mean(truth));
    let rows = || predicted.iter().zip(truth);
    let square = predicted.iter().fold(0.0, |sum, p| sum + (p - x) * (p - x));
    let both = rows().fold(0.0, |sum, (p, t)| sum + (p - x) * (t - y));
    // What rounding leaves of one number for all is no spread.
    if free && !(square > 1e-26 * n * x * x && square > 0.0) {
        return None;
    }
    let slope = if free { both / square } else { 1.0 };
    let intercept = y - slope * x;
    (predicted.len() == truth.len() && intercept.is_finite() && slope.is_finite()).then_some((intercept, slope))
}

#[cfg(test)]
mod tests {
    use super::recalibrate_numbers;

    #[test]
    fn by_hand() {
        let (said, truth) = ([1.0, 2.0, 3.0], [5.0, 7.0, 9.0]);
        assert_eq!(recalibrate_numbers(true, &said, &truth), Some((3.0, 2.0)));
        assert_eq!(recalibrate_numbers(false, &said, &truth), Some((5.0, 1.0)));
        assert_eq!(recalibrate_numbers(true, &[2.0; 3], &truth), None);
        assert_eq!(recalibrate_numbers(false, &[2.0; 3], &truth), Some((5.0, 1.0)));
        assert_eq!(recalibrate_numbers(false, &[], &[]), None);
        assert_eq!(recalibrate_numbers(true, &said, &[1.0]), None);
    }
}
