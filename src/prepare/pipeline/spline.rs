//! Restricted cubic splines: straight beyond the outer knots.

/// Where the knots stand among the sorted values: the quantiles of Harrell, Regression Modeling Strategies (2001 and later).
pub(crate) fn quantiles(knots: usize) -> &'static [f64] {
    match knots {
        3 => &[0.10, 0.50, 0.90],
        4 => &[0.05, 0.35, 0.65, 0.95],
        5 => &[0.05, 0.275, 0.50, 0.725, 0.95],
        6 => &[0.05, 0.23, 0.41, 0.59, 0.77, 0.95],
        7 => &[0.025, 0.1833, 0.3417, 0.50, 0.6583, 0.8167, 0.975],
        _ => &[],
    }
}

/// How many columns a spline makes.
pub(super) fn width(knots: &[f64]) -> usize {
    knots.len().saturating_sub(1).max(1)
}

/// The columns of a spline: the value itself, then one curve a knot but for the last two, over the squared width of all.
pub(super) fn columns(values: &[f64], knots: &[f64]) -> Vec<Vec<f64>> {
    let mut out = vec![values.to_vec()];
    let [inner @ .., before, last] = knots else { return out };
    let Some(first) = inner.first() else { return out };
    let cube = |x: f64| if x > 0.0 { x * x * x } else { x * 0.0 };
    let norm = (last - first) * (last - first);
    for knot in inner {
        let (a, b) = ((last - knot) / (last - before), (before - knot) / (last - before));
        let curve = |x: &f64| (cube(x - knot) - cube(x - before) * a + cube(x - last) * b) / norm;
        out.push(values.iter().map(curve).collect());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_outer_knots_it_is_straight() {
        let knots = [1.0, 2.0, 4.0, 5.0];
        let values: Vec<f64> = (0..6).map(|i| 6.0 + f64::from(i)).collect();
        let made = columns(&values, &knots);
        assert_eq!((made.len(), width(&knots)), (3, 3));
        for column in &made {
            let bend = |w: &[f64]| (w[0] - 2.0 * w[1] + w[2]).abs();
            assert!(column.windows(3).all(|w| bend(w) < 1e-9), "{column:?}");
        }
        assert_eq!(columns(&[0.5, f64::NAN], &knots)[1][0], 0.0);
        assert!(columns(&[f64::NAN], &knots)[1][0].is_nan());
    }
}
