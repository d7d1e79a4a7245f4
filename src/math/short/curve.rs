//! Curves that networks bend sums with.

use super::exp;

/// 1 / (1 + e^-x).
#[inline(always)]
pub(crate) fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// What is below zero becomes zero.
pub(crate) fn relu(values: &mut [f32]) {
    for x in values {
        *x = if *x > 0.0 { *x } else { 0.0 };
    }
}

/// [`logistic`] of each.
pub(crate) fn logistic_all(values: &mut [f32]) {
    for x in values {
        *x = logistic(*x);
    }
}

/// The hyperbolic tangent of each, within 3e-7.
pub(crate) fn tanh_all(values: &mut [f32]) {
    for x in values {
        *x = 1.0 - 2.0 / (exp(*x + *x) + 1.0);
    }
}

/// Shares that add up to 1, from the log odds of each row of `width` numbers; the greatest is taken off first.
pub fn softmax(values: &mut [f32], width: usize) {
    for row in values.chunks_exact_mut(width.max(1)) {
        let most = row.iter().fold(f32::NEG_INFINITY, |most, x| if *x > most { *x } else { most });
        for x in row.iter_mut() {
            *x = exp(*x - most);
        }
        let sum = row.iter().fold(0.0_f32, |sum, x| sum + x);
        for x in row {
            *x /= sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{logistic_all, relu, softmax, tanh_all};

    #[test]
    fn curves_follow_their_formulas() {
        let xs: Vec<f32> = (-4000..=4000).map(|k| k as f32 * 0.01).collect();
        let (mut a, mut b, mut c) = (xs.clone(), xs.clone(), xs.clone());
        logistic_all(&mut a);
        tanh_all(&mut b);
        relu(&mut c);
        for (((x, a), b), c) in xs.iter().zip(a).zip(b).zip(c) {
            let x = f64::from(*x);
            assert!((f64::from(a) - 1.0 / (1.0 + libm::exp(-x))).abs() < 2e-7, "{x}");
            assert!((f64::from(b) - libm::tanh(x)).abs() < 3e-7, "{x}");
            assert_eq!(f64::from(c), x.max(0.0));
        }
    }

    #[test]
    fn shares_of_a_row_add_up_to_one() {
        let mut rows = [1000.0, 1000.0, -1000.0, 0.0, 1.0, 2.0];
        softmax(&mut rows, 3);
        assert!((rows[0] - 0.5).abs() < 1e-6 && rows[2] < 1e-30);
        let e = std::f32::consts::E;
        assert!((rows[3] - 1.0 / (1.0 + e + e * e)).abs() < 1e-6);
        softmax(&mut [], 0);
    }
}
