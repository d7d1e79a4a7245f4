//! How many people a model of so many parameters needs.
//!
//! The criteria are those of Riley and others, Minimum sample size for developing a multivariable prediction model, part I
//! (continuous) and part II (binary, time to event), Statistics in Medicine 2019. Formulas of our own writing.

use crate::math::{exp, ln, sqrt};

/// What is expected of the model and known of the outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Anticipated {
    /// A number.
    Continuous {
        /// Expected adjusted R².
        r_squared: f64,
        /// Mean of the outcome.
        mean: f64,
        /// Its standard deviation.
        deviation: f64,
    },
    /// Yes or no.
    Binary {
        /// Expected R² of Cox and Snell.
        r_squared: f64,
        /// Share of people with the event.
        share: f64,
    },
    /// Time to an event.
    Survival {
        /// Expected R² of Cox and Snell.
        r_squared: f64,
        /// Events per unit of time and person.
        rate: f64,
        /// When the prediction is for.
        horizon: f64,
        /// Mean time that a person was followed.
        follow_up: f64,
    },
}

/// How many people each criterion asks for; the greatest counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SizeNeeded {
    /// So that effects shrink by no more than a tenth.
    pub shrinkage: u64,
    /// So that apparent and adjusted R² differ by no more than 0.05.
    pub optimism: u64,
    /// So that the overall risk (or the residual deviation) is precise.
    pub precision: u64,
    /// Continuous only: so that the mean is precise.
    pub mean: u64,
    /// The greatest of them.
    pub people: u64,
}

const SHRINKAGE: f64 = 0.9;
/// A model that needs more is told as needing so many.
const MOST: u64 = 1 << 40;

impl Anticipated {
    /// Where nothing is known of the model: the given share of the greatest R² there can be.
    #[must_use]
    pub fn with_share_of_most(self, part: f64) -> Self {
        match self {
            Self::Binary { share, .. } => Self::Binary { r_squared: part * most_of_share(share), share },
            Self::Survival { rate, horizon, follow_up, .. } => {
                Self::Survival { r_squared: part * most_of_rate(rate * follow_up), rate, horizon, follow_up }
            }
            Self::Continuous { mean, deviation, .. } => Self::Continuous { r_squared: part, mean, deviation },
        }
    }
}

/// The greatest R² of Cox and Snell where a share has the event.
fn most_of_share(share: f64) -> f64 {
    1.0 - exp(2.0 * (share * ln(share) + (1.0 - share) * ln(1.0 - share)))
}

/// The same for so many events a person.
fn most_of_rate(events: f64) -> f64 {
    1.0 - exp(2.0 * (events * ln(events) - events))
}

/// The least number from which `fits` holds, where it holds from there on; searched by halving.
fn least(from: u64, fits: impl Fn(f64) -> bool) -> u64 {
    let (mut low, mut high) = (from, from.max(1));
    while !fits(high as f64) {
        if high >= MOST {
            return MOST;
        }
        low = high + 1;
        high *= 2;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if fits(middle as f64) { high = middle } else { low = middle + 1 }
    }
    high
}

fn up(x: f64) -> u64 {
    if x.is_nan() { MOST } else { x.ceil().clamp(0.0, MOST as f64) as u64 }
}

/// People that a model of `parameters` needs; `None` where what is expected cannot be.
pub fn needed(expected: Anticipated, parameters: usize) -> Option<SizeNeeded> {
    let p = parameters.max(1) as f64;
    let of = |shrinkage: u64, optimism: u64, precision: u64, mean: u64| {
        let people = shrinkage.max(optimism).max(precision).max(mean);
        Some(SizeNeeded { shrinkage, optimism, precision, mean, people })
    };
    let shrink = |r2: f64, s: f64| up(p / ((s - 1.0) * ln(1.0 - r2 / s)));
    let sound = |r2: f64, most: f64| r2 > 0.0 && r2 < most && r2 < SHRINKAGE;
    match expected {
        Anticipated::Binary { r_squared, share } => {
            let most = most_of_share(share);
            if !(share > 0.0 && share < 1.0 && sound(r_squared, most)) {
                return None;
            }
            let small = r_squared / (r_squared + 0.05 * most);
            let precision = up((1.96 / 0.05) * (1.96 / 0.05) * share * (1.0 - share));
            of(shrink(r_squared, SHRINKAGE), shrink(r_squared, small), precision, 0)
        }
        Anticipated::Survival { r_squared, rate, horizon, follow_up } => {
            let events = rate * follow_up;
            let most = most_of_rate(events);
            if !(rate > 0.0 && horizon > 0.0 && follow_up > 0.0 && horizon.is_finite() && sound(r_squared, most)) {
                return None;
            }
            let small = r_squared / (r_squared + 0.05 * most);
            let (one, two) = (shrink(r_squared, SHRINKAGE), shrink(r_squared, small));
            // The upper end of the rate's interval moves the risk at the horizon by no more than 0.05.
            let precise = |n: f64| {
                let upper = rate + 1.96 * sqrt(rate / (n * follow_up));
                exp(-rate * horizon) - exp(-upper * horizon) <= 0.05
            };
            of(one, two, least(1, precise), 0)
        }
        Anticipated::Continuous { r_squared, mean, deviation } => {
            if !(sound(r_squared, 1.0) && deviation > 0.0 && deviation.is_finite() && mean.is_finite()) {
                return None;
            }
            let shrunk = |n: f64| 1.0 + (p - 2.0) / (n * ln(1.0 - (r_squared * (n - p - 1.0) + p) / (n - 1.0)));
            let from = parameters as u64 + 2;
            let one = least(from, |n| shrunk(n) >= SHRINKAGE);
            let two = up(1.0 + p * (1.0 - r_squared) / 0.05);
            // A mean near 0 has no relative precision: left out. The normal quantile stands for Student's.
            let error = |n: f64| 1.96 * deviation * sqrt((1.0 - r_squared) / n);
            let precise = |n: f64| (mean.abs() + error(n)) / mean.abs() <= 1.1;
            let four = if mean.abs() > deviation * 0.01 { least(from, precise) } else { 0 };
            of(one, two, 234 + parameters as u64, four)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formulas_give_what_a_script_of_our_own_gives() {
        // `scripts/reference/size.py` works the formulas out on its own way; no figure here is quoted from a paper.
        let text = include_str!("../../../tests/fixtures/learn/size.json");
        let all: serde_json::Value = serde_json::from_str(text).unwrap();
        for case in all["cases"].as_array().unwrap() {
            let of = |name: &str| case[name].as_f64().unwrap();
            let expected = match case["outcome"].as_str().unwrap() {
                "binary" => Anticipated::Binary { r_squared: of("r2"), share: of("share") },
                "survival" => Anticipated::Survival {
                    r_squared: of("r2"),
                    rate: of("rate"),
                    horizon: of("horizon"),
                    follow_up: of("followUp"),
                },
                _ => Anticipated::Continuous { r_squared: of("r2"), mean: of("mean"), deviation: of("deviation") },
            };
            let size = needed(expected, of("parameters") as usize).unwrap();
            let found = [size.shrinkage, size.optimism, size.precision, size.mean].map(|people| people as f64);
            let want: Vec<f64> = case["people"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
            assert_eq!(found.to_vec(), want, "{case}");
            assert_eq!(size.people as f64, want.iter().fold(0.0, |a: f64, b| a.max(*b)));
        }
    }

    #[test]
    fn what_cannot_be_has_no_size() {
        let binary = Anticipated::Binary { r_squared: 0.288, share: 0.174 };
        assert!(needed(Anticipated::Binary { r_squared: 0.9, share: 0.1 }, 5).is_none());
        assert!(needed(Anticipated::Binary { r_squared: 0.1, share: 0.0 }, 5).is_none());
        assert!(needed(binary.with_share_of_most(0.15), 10).is_some());
    }
}
