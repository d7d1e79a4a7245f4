//! Gauss and Legendre's points and weights on 0 to 1: with m points polynomials up to degree 2m − 1 are integrated exactly.

/// A point and its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    /// Between 0 and 1.
    pub(super) at: f64,
    /// All weights sum to 1.
    pub(super) weight: f64,
}

/// Legendre's polynomial of a degree at `x`, and the one of the degree before.
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut now, mut before) = (1.0, 0.0);
    for k in 1..=degree {
        let k = k as f64;
        (now, before) = (((2.0 * k - 1.0) * x * now - (k - 1.0) * before) / k, now);
    }
    (now, before)
}

/// The points of one, two, … up to `most` points.
///
/// Between two neighbouring roots of one degree, and outside the last ones, lies one root of the next.
pub(super) fn rules(most: usize) -> Vec<Vec<Point>> {
    let mut roots: Vec<f64> = Vec::new();
    let mut rules = Vec::new();
    for degree in 1..=most {
        let ends: Vec<f64> = [-1.0].into_iter().chain(roots.iter().copied()).chain([1.0]).collect();
        roots = ends.windows(2).map(|two| root(degree, two)).collect();
        let point = |x: &f64| {
            // weight = 2 (1 − x²) / (m P_{m−1}(x))², halved for the interval 0 to 1.
            let (_, before) = legendre(degree, *x);
            let slope = degree as f64 * before;
            Point { at: 0.5 + 0.5 * x, weight: (1.0 - x * x) / (slope * slope) }
        };
        rules.push(roots.iter().map(point).collect());
    }
    rules
}

/// The root between two ends, by halving.
fn root(degree: usize, ends: &[f64]) -> f64 {
    let [mut low, mut high] = [ends.first().copied().unwrap_or(-1.0), ends.get(1).copied().unwrap_or(1.0)];
    let sign = legendre(degree, low).0 < 0.0;
    for _ in 0..64 {
        let middle = 0.5 * (low + high);
        if (legendre(degree, middle).0 < 0.0) == sign { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::rules;

    #[test]
    fn powers_are_integrated_exactly() {
        for (points, rule) in rules(32).iter().enumerate() {
            assert_eq!(rule.len(), points + 1);
            for power in 0..2 * rule.len() {
                let sum: f64 = rule.iter().map(|p| p.weight * p.at.powi(power as i32)).sum();
                assert!((sum * (power + 1) as f64 - 1.0).abs() < 1e-12, "{} points, power {power}: {sum}", points + 1);
            }
        }
    }
}
