//! How sure an area under the ROC curve is, and whether two differ (DeLong, DeLong and Clarke-Pearson, 1988).
//!
//! Each person with the event is placed among those without: the share of them below, equal ones by half; and the other
//! way round. The variance of the area is that of the mean of these places. Places are counted in whole numbers, in
//! one walk over sorted scores (Sun and Xu, 2014).

use serde::{Deserialize, Serialize};

use super::sample::{Estimate, Scored};
use super::{Ranked, z95};
use crate::math::{normal_share, order, sqrt};

impl Ranked {
    /// Area under the ROC curve with DeLong's standard error and 95 % interval, cut at 0 and 1. `None` with fewer than
    /// two people in a class.
    #[allow(clippy::cast_precision_loss)]
    pub fn delong(&self) -> Option<Estimate> {
        let (events, others) = (self.events(), self.others());
        if events < 2 || others < 2 {
            return None;
        }
        // Twice the places, so that halves are whole; sums and sums of squares of each class.
        let (mut one, mut two) = ([0_u128; 2], [0_u128; 2]);
        let (mut events_below, mut others_below) = (0_u64, 0_u64);
        for level in self.levels() {
            let (with, without) = (u64::from(level.events), u64::from(level.others));
            if with > 0 {
                let place = 2 * others_below + without;
                one[0] += u128::from(place * with);
                one[1] += u128::from(place) * u128::from(place * with);
            }
            if without > 0 {
                let place = 2 * (events - events_below - with) + with;
                two[0] += u128::from(place * without);
                two[1] += u128::from(place) * u128::from(place * without);
            }
            events_below += with;
            others_below += without;
        }
        // n Σc² − (Σc)² is whole and exact; the variance of the mean of c / 2m is that by n² (n − 1) 4m².
        let part = |[sum, squares]: [u128; 2], n: u64, m: u64| {
            let above = (squares * u128::from(n)).saturating_sub(sum * sum);
            let (n, m) = (n as f64, m as f64);
            above as f64 / (n * n) / (n - 1.0) / (4.0 * m * m)
        };
        let variance = part(one, events, others) + part(two, others, events);
        Some(Estimate::within(self.auroc()?, sqrt(variance), 0.0, 1.0))
    }
}

/// Two areas of the same people beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AreaComparison {
    /// Area of the first scores.
    pub first: f64,
    /// Area of the second.
    pub second: f64,
    /// First less second, with DeLong's interval.
    pub difference: Estimate,
    /// Chance of a difference at least so large where there is none; 1 where both order everybody alike.
    pub p_value: f64,
}

/// Compares the areas of two scores of the same people. `None` with fewer than two people in a class, or where the
/// outcomes are not the same.
pub fn compare_areas(first: &Scored<'_>, second: &Scored<'_>) -> Option<AreaComparison> {
    if first.happened() != second.happened() || first.events() < 2 || first.others() < 2 {
        return None;
    }
    let (one, two) = (places(first), places(second));
    let class = |places: &[f64], class: f64| {
        places.iter().zip(first.happened()).filter(|(_, y)| **y == class).map(|(x, _)| *x).collect::<Vec<_>>()
    };
    let (mut areas, mut variance) = ([0.0; 2], 0.0);
    for y in [1.0, 0.0] {
        let (a, b) = (class(&one, y), class(&two, y));
        let count = a.len() as f64;
        areas = [a.iter().sum::<f64>() / count, b.iter().sum::<f64>() / count];
        let apart = areas[0] - areas[1];
        let squares: f64 = a.iter().zip(&b).map(|(a, b)| (a - b - apart) * (a - b - apart)).sum();
        variance += squares / (count - 1.0) / count;
    }
    let [first, second] = areas;
    let error = sqrt(variance);
    let difference = Estimate::within(first - second, error, -1.0, 1.0);
    let p_value = if error > 0.0 { 2.0 * normal_share(-(difference.value / error).abs()) } else { 1.0 };
    Some(AreaComparison { first, second, difference, p_value })
}

/// Each person's place among those of the other class, 0 to 1: 1 where the pair always stands right.
fn places(scored: &Scored<'_>) -> Vec<f64> {
    let rows = order::order(scored.scores());
    let at = |list: &[f64], row: u32| list.get(row as usize).copied().unwrap_or_default();
    let (events, others) = (f64::from(scored.events()), f64::from(scored.others()));
    let mut places = vec![0.0; scored.rows()];
    let mut below = [0.0, 0.0];
    for run in rows.chunk_by(|a, b| at(scored.scores(), *a) == at(scored.scores(), *b)) {
        let with: f64 = run.iter().map(|row| at(scored.happened(), *row)).sum();
        let without = run.len() as f64 - with;
        for row in run {
            let place = if at(scored.happened(), *row) == 1.0 {
                (below[1] + 0.5 * without) / others
            } else {
                (events - below[0] - 0.5 * with) / events
            };
            if let Some(to) = places.get_mut(*row as usize) {
                *to = place;
            }
        }
        below = [below[0] + with, below[1] + without];
    }
    places
}

/// The interval of an area on the scale of log odds, which stays within 0 and 1 without being cut: better for few people.
pub fn logit_interval(area: &Estimate) -> Estimate {
    if !(area.value > 0.0 && area.value < 1.0) {
        return *area;
    }
    let odds = crate::math::ln(area.value / (1.0 - area.value));
    let margin = z95() * area.standard_error / (area.value * (1.0 - area.value));
    Estimate { low: crate::math::logistic(odds - margin), high: crate::math::logistic(odds + margin), ..*area }
}

#[cfg(test)]
mod tests {
    use super::super::{Ranked, Scored};
    use super::compare_areas;
    use crate::math::Draws;

    #[test]
    fn a_comparison_with_itself_and_with_chance() {
        let draws = Draws::new(4, 4);
        let y: Vec<f64> = (0..400).map(|i| f64::from(draws.uniform(i) < 0.4)).collect();
        let p: Vec<f64> = y.iter().zip(0..).map(|(y, i)| (y + draws.normal(i + 1000)) / 2.0).collect();
        let q: Vec<f64> = p.iter().zip(0..).map(|(p, i)| p + draws.normal(i + 5000)).collect();
        let (p, q) = (Scored::new(&p, &y).unwrap(), Scored::new(&q, &y).unwrap());
        let same = compare_areas(&p, &p).unwrap();
        assert_eq!((same.difference.value, same.p_value), (0.0, 1.0));
        let apart = compare_areas(&p, &q).unwrap();
        let (one, two) = (Ranked::new(&p).delong().unwrap(), Ranked::new(&q).delong().unwrap());
        assert!((apart.first - one.value).abs() < 1e-12 && (apart.second - two.value).abs() < 1e-12);
        // A correlated difference is surer than an uncorrelated one would be.
        let loose = (one.standard_error.powi(2) + two.standard_error.powi(2)).sqrt();
        assert!(apart.difference.standard_error < loose && apart.p_value < 0.01);
    }
}
