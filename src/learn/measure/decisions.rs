//! What follows from acting at a threshold: who is found, who is spared, and whether it is worth it.

use serde::{Deserialize, Serialize};

use super::{Ranked, Share};

/// A threshold and what it does; those at or above it are called positive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ThresholdRow {
    /// The threshold.
    pub threshold: f64,
    /// Called positive, of all.
    pub positive: Share,
    /// Called positive, of those where it happened.
    pub sensitivity: Share,
    /// Not called positive, of those where it did not happen.
    pub specificity: Share,
    /// It happened, of those called positive.
    pub positive_value: Share,
    /// It did not happen, of those not called positive.
    pub negative_value: Share,
}

/// What a decision at a threshold is worth, in events found per person (Vickers and Elkin, 2006).
///
/// The threshold is the exchange rate: whoever acts at 20 % takes one event found as worth four people treated in vain.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BenefitPoint {
    /// Threshold, above 0 and below 1.
    pub threshold: f64,
    /// Net benefit of acting by the model; of acting for nobody it is 0.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub model: f64,
    /// Of acting for everybody.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub everybody: f64,
    /// People spared in vain action per person, at no event missed, against acting for everybody.
    #[serde(with = "crate::math::nan")]
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub avoided: f64,
}

/// Counts of those at or above a threshold.
#[derive(Clone, Copy)]
struct Above {
    events: u64,
    others: u64,
}

/// Those at or above each threshold, in the order given.
fn above(ranked: &Ranked, thresholds: &[f64]) -> Vec<Above> {
    let mut sums = Vec::with_capacity(ranked.levels().len() + 1);
    let mut below = Above { events: 0, others: 0 };
    sums.push(below);
    for level in ranked.levels() {
        below =
            Above { events: below.events + u64::from(level.events), others: below.others + u64::from(level.others) };
        sums.push(below);
    }
    let of = |threshold: &f64| {
        let at = ranked.levels().partition_point(|level| level.score < *threshold);
        let below = sums.get(at).copied().unwrap_or(below);
        Above { events: ranked.events() - below.events, others: ranked.others() - below.others }
    };
    thresholds.iter().map(of).collect()
}

/// Sensitivity and its like at each threshold.
pub fn threshold_table(ranked: &Ranked, thresholds: &[f64]) -> Vec<ThresholdRow> {
    #[allow(clippy::cast_possible_truncation)]
    let share = |count: u64, of: u64| Share::new(count as u32, of as u32);
    let (events, others) = (ranked.events(), ranked.others());
    let row = |(threshold, above): (&f64, Above)| {
        let positive = above.events + above.others;
        let negative = events + others - positive;
        ThresholdRow {
            threshold: *threshold,
            positive: share(positive, events + others),
            sensitivity: share(above.events, events),
            specificity: share(others - above.others, others),
            positive_value: share(above.events, positive),
            negative_value: share(others - above.others, negative),
        }
    };
    thresholds.iter().zip(above(ranked, thresholds)).map(row).collect()
}

/// Net benefit at each threshold; those of 0 and below, or 1 and above, are left out. Empty without rows.
#[allow(clippy::cast_precision_loss)]
pub fn decision_curve(ranked: &Ranked, thresholds: &[f64]) -> Vec<BenefitPoint> {
    let n = (ranked.events() + ranked.others()) as f64;
    if n == 0.0 {
        return Vec::new();
    }
    let inside: Vec<f64> = thresholds.iter().copied().filter(|t| *t > 0.0 && *t < 1.0).collect();
    let point = |(threshold, above): (&f64, Above)| {
        let rate = threshold / (1.0 - threshold);
        let model = above.events as f64 / n - above.others as f64 / n * rate;
        let everybody = ranked.events() as f64 / n - ranked.others() as f64 / n * rate;
        BenefitPoint { threshold: *threshold, model, everybody, avoided: (model - everybody) / rate }
    };
    inside.iter().zip(above(ranked, &inside)).map(point).collect()
}

/// The threshold with the greatest sum of sensitivity and specificity (Youden, 1950), the higher one of equals. It
/// minds neither cost nor how rare the event is: a starting point, no advice. `None` with one class.
pub fn youden(ranked: &Ranked) -> Option<f64> {
    let (events, others) = (i128::from(ranked.events()), i128::from(ranked.others()));
    if events == 0 || others == 0 {
        return None;
    }
    let (mut best, mut at) = (i128::MIN, None);
    let mut seen = [0_i128; 2];
    for level in ranked.levels().iter().rev() {
        seen = [seen[0] + i128::from(level.events), seen[1] + i128::from(level.others)];
        let gain = seen[0] * others - seen[1] * events;
        if gain > best {
            (best, at) = (gain, Some(level.score));
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::{Ranked, Scored};
    use super::{decision_curve, threshold_table, youden};

    #[test]
    fn counts_by_hand() {
        let (p, y) = ([0.1, 0.2, 0.2, 0.6, 0.8], [0.0, 0.0, 1.0, 0.0, 1.0]);
        let ranked = Ranked::new(&Scored::shares(&p, &y).unwrap());
        let table = threshold_table(&ranked, &[0.2, 0.7, 0.9]);
        let counts = |at: usize| {
            let row = &table[at];
            [row.positive, row.sensitivity, row.specificity, row.positive_value, row.negative_value]
                .map(|s| (s.count, s.of))
        };
        assert_eq!(counts(0), [(4, 5), (2, 2), (1, 3), (2, 4), (1, 1)]);
        assert_eq!(counts(1), [(1, 5), (1, 2), (3, 3), (1, 1), (3, 4)]);
        assert_eq!(counts(2), [(0, 5), (0, 2), (3, 3), (0, 0), (3, 5)]);
        let curve = decision_curve(&ranked, &[0.0, 0.2, 0.7, 1.0]);
        assert_eq!(curve.len(), 2);
        assert!((curve[0].model - (2.0 / 5.0 - 2.0 / 5.0 * 0.25)).abs() < 1e-15);
        assert!((curve[0].everybody - (2.0 / 5.0 - 3.0 / 5.0 * 0.25)).abs() < 1e-15);
        assert!((curve[0].avoided - 0.2).abs() < 1e-15, "one of five is spared");
        assert_eq!(youden(&ranked), Some(0.8));
    }
}
