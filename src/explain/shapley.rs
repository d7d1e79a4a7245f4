//! Exact Shapley values of a function of subsets.

/// Most inputs that are taken apart exactly: 2^12 evaluations.
pub(super) const MOST: usize = 12;

/// Shapley values of `count` players, from the worth of each of the 2^count subsets.
///
/// They sum to the worth of all less the worth of none; players who add the same to every subset get
/// the same; who never changes anything gets nothing.
///
/// Shapley LS. A value for n-person games. 1953.
pub(super) fn shapley(worth: &[f64], count: usize) -> Vec<f64> {
    // weights[k] = k! (count - 1 - k)! / count!
    let weights: Vec<f64> = (0..count)
        .map(|k| {
            let choose = (0..k).fold(1.0, |c, j| c * (count - 1 - j) as f64 / (j + 1) as f64);
            1.0 / (count as f64 * choose)
        })
        .collect();
    let one = |player: usize| {
        let bit = 1 << player;
        let without = worth.iter().enumerate().filter(|(subset, _)| subset & bit == 0);
        without
            .map(|(subset, low)| {
                let weight = weights.get(subset.count_ones() as usize).copied().unwrap_or(0.0);
                let high = worth.get(subset | bit).copied().unwrap_or(*low);
                weight * (high - low)
            })
            .sum()
    };
    (0..count).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::shapley;

    #[test]
    fn a_product_is_shared_equally() {
        // worth = 3a + 5b + 4ab
        assert_eq!(shapley(&[0.0, 3.0, 5.0, 12.0], 2), vec![5.0, 7.0]);
    }

    #[test]
    fn gloves() {
        // One left glove, two right ones: 2/3, 1/6, 1/6.
        let worth = [0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0];
        let [left, a, b] = shapley(&worth, 3).try_into().unwrap();
        for (got, want) in [(left, 2.0 / 3.0), (a, 1.0 / 6.0), (b, 1.0 / 6.0)] {
            assert!((got - want).abs() < 1e-15);
        }
    }
}
