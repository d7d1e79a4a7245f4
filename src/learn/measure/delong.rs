//! How sure an area under the ROC curve is, and whether two differ (DeLong, DeLong and Clarke-Pearson, 1988).
//!
//! Each person with the event is placed among those without: the share of them below, equal ones by half; and the other
//! way round. The variance of the area is that of the mean of these places. Places are counted in whole numbers, in
//! one walk over sorted scores (Sun and Xu, 2014). Where a person has several rows, places are added up by person
//! (Obuchowski, 1997).

use std::collections::BTreeMap;

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

/// The area with a standard error for rows of which several are of one person (Obuchowski, 1997); `person` has one number a
/// row. `None` with fewer than two people in a class.
pub fn area_by_person(scored: &Scored<'_>, person: &[u32]) -> Option<Estimate> {
    let places = places(scored);
    let error = sqrt(variance_by_person(&places, scored.happened(), person)?);
    Some(Estimate::within(Ranked::new(scored).auroc()?, error, 0.0, 1.0))
}

/// Variance of the mean place of either class, with what a person's rows have in common. Alone, each row is a person: then
/// it is DeLong's.
fn variance_by_person(places: &[f64], happened: &[f64], person: &[u32]) -> Option<f64> {
    let mean = |class: f64| {
        let of = places.iter().zip(happened).filter(|(_, y)| **y == class);
        let (sum, count) = of.fold((0.0, 0.0), |(sum, count), (place, _)| (sum + place, count + 1.0));
        (count > 0.0).then_some((sum / count, count))
    };
    let (with, without) = (mean(1.0)?, mean(0.0)?);
    // By person: how far places lie from their mean, divided by the rows of the class, and whether there are such rows.
    let mut sums: BTreeMap<u32, [(f64, bool); 2]> = BTreeMap::new();
    for ((place, y), person) in places.iter().zip(happened).zip(person) {
        let [one, other] = sums.entry(*person).or_default();
        let (to, (mean, count)) = if *y == 1.0 { (one, with) } else { (other, without) };
        *to = (to.0 + (place - mean) / count, true);
    }
    let spread = |class: usize| {
        let of = sums.values().filter_map(|both| both.get(class)).filter(|(_, there)| *there);
        let (squares, count) = of.fold((0.0, 0.0), |(sum, count), (x, _)| (sum + x * x, count + 1.0));
        (count > 1.0).then_some(squares * count / (count - 1.0))
    };
    let count = sums.len() as f64;
    let shared: f64 = sums.values().map(|[one, other]| one.0 * other.0).sum();
    let all = spread(0)? + spread(1)? + 2.0 * shared * count / (count - 1.0);
    Some(all.max(0.0))
}

/// Compares the areas of two scores of the same people; `person` has one number a row where somebody has several rows.
/// `None` with fewer than two people in a class, or where the outcomes are not the same.
pub fn compare_areas(first: &Scored<'_>, second: &Scored<'_>, person: Option<&[u32]>) -> Option<AreaComparison> {
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
    if let Some(person) = person {
        let apart: Vec<f64> = one.iter().zip(&two).map(|(one, two)| one - two).collect();
        variance = variance_by_person(&apart, first.happened(), person)?;
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
    use super::{area_by_person, compare_areas};
    use crate::math::Draws;

    #[test]
    fn a_comparison_with_itself_and_with_chance() {
        let draws = Draws::new(4, 4);
        let y: Vec<f64> = (0..400).map(|i| f64::from(draws.uniform(i) < 0.4)).collect();
        let p: Vec<f64> = y.iter().zip(0..).map(|(y, i)| (y + draws.normal(i + 1000)) / 2.0).collect();
        let q: Vec<f64> = p.iter().zip(0..).map(|(p, i)| p + draws.normal(i + 5000)).collect();
        let (p, q) = (Scored::new(&p, &y).unwrap(), Scored::new(&q, &y).unwrap());
        let same = compare_areas(&p, &p, None).unwrap();
        assert_eq!((same.difference.value, same.p_value), (0.0, 1.0));
        let apart = compare_areas(&p, &q, None).unwrap();
        let (one, two) = (Ranked::new(&p).delong().unwrap(), Ranked::new(&q).delong().unwrap());
        assert!((apart.first - one.value).abs() < 1e-12 && (apart.second - two.value).abs() < 1e-12);
        // A correlated difference is surer than an uncorrelated one would be.
        let loose = (one.standard_error.powi(2) + two.standard_error.powi(2)).sqrt();
        assert!(apart.difference.standard_error < loose && apart.p_value < 0.01);
    }

    #[test]
    fn rows_of_a_person_count_once() {
        let draws = Draws::new(5, 1);
        let once: Vec<f64> = (0..60).map(|i| f64::from(draws.uniform(i) < 0.4)).collect();
        let scores: Vec<f64> = once.iter().zip(0..).map(|(y, i)| y + draws.normal(i + 100)).collect();
        let others: Vec<f64> = scores.iter().zip(0..).map(|(x, i)| x + draws.normal(i + 500)).collect();
        let alone = Scored::new(&scores, &once).unwrap();
        let delong = Ranked::new(&alone).delong().unwrap();
        let each: Vec<u32> = (0..60).collect();
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-14, "{a} {b}");
        near(area_by_person(&alone, &each).unwrap().standard_error, delong.standard_error);
        // Everybody thrice: as sure as once, not more.
        let thrice = |list: &[f64]| [list, list, list].concat();
        let (y, p, q) = (thrice(&once), thrice(&scores), thrice(&others));
        let person = [each.clone(), each.clone(), each].concat();
        let (p, q) = (Scored::new(&p, &y).unwrap(), Scored::new(&q, &y).unwrap());
        near(area_by_person(&p, &person).unwrap().standard_error, delong.standard_error);
        assert!(Ranked::new(&p).delong().unwrap().standard_error < 0.6 * delong.standard_error);
        let pair = compare_areas(&alone, &Scored::new(&others, &once).unwrap(), None).unwrap();
        near(compare_areas(&p, &q, Some(&person)).unwrap().p_value, pair.p_value);
        assert!(area_by_person(&alone, &[7; 60]).is_none(), "one person is no sample");
    }
}
