//! Cox's partial likelihood with Efron's ties (Efron, 1977): its logarithm, which way up, and how it bends.
//!
//! Of d people who have the event at one time, the l-th is taken to meet those at risk less l/d of the d. With
//! φ = S₀ − (l/d)·D₀ the sums over l of 1/φ, (l/d)/φ, 1/φ² … are five numbers a time; with them the slope is Xᵀ(δ − v),
//! and the bend Xᵀ diag(v) X less one or two outer products a time. So a walk over the rows is a product of columns
//! ([`Gram`]), and no square is kept a row.

use super::people::{People, Tie};
use crate::math::gram::{Gram, ROWS, dot, sum};
use crate::math::{exp, ln, sqrt};

/// What a walk found.
#[derive(Debug, Clone, Default)]
pub(super) struct Curve {
    /// Logarithm of the partial likelihood.
    pub(super) log: f64,
    /// Which way it rises, one a weight.
    pub(super) slope: Vec<f64>,
    /// How it bends: lower half, row by row; empty where it was not asked for.
    pub(super) bend: Vec<f64>,
    /// Steps of the baseline's cumulative hazard, one a tie.
    pub(super) steps: Vec<f64>,
}

/// Sums over the places of a tie.
#[derive(Clone, Copy, Default)]
struct Places {
    log: f64,
    first: f64,
    first_part: f64,
    second: f64,
    second_part: f64,
    second_parts: f64,
}

impl Places {
    fn of(tie: &Tie, risk: f64, dying: f64) -> Self {
        let mut sums = Self::default();
        let count = tie.events as f64;
        for place in 0..tie.events {
            let part = place as f64 / count;
            let one = 1.0 / (risk - part * dying);
            sums.log -= ln(one);
            sums.first += one;
            sums.first_part += part * one;
            sums.second += one * one;
            sums.second_part += part * one * one;
            sums.second_parts += part * part * one * one;
        }
        let times = |x: f64| x * tie.weight;
        Self {
            log: times(sums.log),
            first: times(sums.first),
            first_part: times(sums.first_part),
            second: times(sums.second),
            second_part: times(sums.second_part),
            second_parts: times(sums.second_parts),
        }
    }
}

fn part(list: &[f64], from: usize, to: usize) -> &[f64] {
    list.get(from..to).unwrap_or_default()
}

impl People {
    /// Risks of each row, and what their sums say of each tie.
    fn risks(&self, weights: &[f64]) -> (Curve, Vec<f64>, Vec<Places>) {
        let margins = self.margins(weights);
        let most = margins.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b));
        let mut log = 0.0;
        for tie in &self.ties {
            let events = part(&margins, tie.start, tie.start + tie.events);
            let weights = part(&self.weight, tie.start, tie.start + tie.events);
            log += events.iter().zip(weights).map(|(margin, w)| w * (margin - most)).sum::<f64>();
        }
        // The greatest risk is 1: nothing overflows, and the likelihood does not mind a factor.
        let risks: Vec<f64> = margins.iter().zip(&self.weight).map(|(m, w)| w * exp(m - most)).collect();
        let mut places = vec![Places::default(); self.ties.len()];
        let mut at_risk = 0.0;
        for (tie, places) in self.ties.iter().zip(&mut places).rev() {
            at_risk += sum(part(&risks, tie.start, tie.end));
            *places = Places::of(tie, at_risk, sum(part(&risks, tie.start, tie.start + tie.events)));
            log -= places.log;
        }
        let steps = places.iter().map(|places| places.first * exp(-most)).collect();
        (Curve { log, steps, ..Curve::default() }, risks, places)
    }

    /// The whole walk.
    pub(super) fn walk(&self, weights: &[f64]) -> Curve {
        let (mut curve, risks, places) = self.risks(weights);
        // v: how much of each row's risk the events used up.
        let mut used = vec![0.0; self.rows()];
        let mut left = vec![0.0; self.rows()];
        let mut passed = 0.0;
        for (tie, places) in self.ties.iter().zip(&places) {
            passed += places.first;
            for at in tie.start..tie.end {
                let event = at < tie.start + tie.events;
                let factor = if event { passed - places.first_part } else { passed };
                if let (Some(used), Some(risk)) = (used.get_mut(at), risks.get(at)) {
                    *used = risk * factor;
                }
            }
            for at in tie.start..tie.start + tie.events {
                if let (Some(left), Some(weight)) = (left.get_mut(at), self.weight.get(at)) {
                    *left = *weight;
                }
            }
        }
        left.iter_mut().zip(&used).for_each(|(left, used)| *left -= used);
        curve.slope = self.columns.iter().map(|column| dot(column, &left)).collect();
        curve.bend = self.bend(&mut used, &risks, &places);
        curve
    }

    fn bend(&self, used: &mut [f64], risks: &[f64], places: &[Places]) -> Vec<f64> {
        let n = self.columns.len();
        used.iter_mut().for_each(|v| *v = sqrt(v.max(0.0)));
        let mut rows = Gram::new(n);
        for from in (0..used.len()).step_by(ROWS) {
            let to = (from + ROWS).min(used.len());
            for (strip, column) in rows.block().iter_mut().zip(&self.columns) {
                let (filled, rest) = strip.split_at_mut(to - from);
                let values = part(column, from, to).iter().zip(part(used, from, to));
                filled.iter_mut().zip(values).for_each(|(to, (x, root))| *to = x * root);
                rest.fill(0.0);
            }
            rows.add(to - from);
        }
        // Sums of columns over those at risk and over those who have the event, one a tie.
        let tied = self.ties.iter().any(|tie| tie.events > 1);
        let (mut means, mut dying) = (Gram::new(n), Gram::new(n));
        let mut sums = vec![0.0; n];
        for (ties, places) in self.ties.rchunks(ROWS).zip(places.rchunks(ROWS)) {
            means.block().iter_mut().for_each(|strip| strip.fill(0.0));
            dying.block().iter_mut().for_each(|strip| strip.fill(0.0));
            let strips = means.block().iter_mut().zip(dying.block()).zip(self.columns.iter().zip(&mut sums));
            for ((mean, die), (column, at_risk)) in strips {
                let slots = mean.iter_mut().zip(die.iter_mut());
                for ((tie, places), (mean, die)) in ties.iter().zip(places).rev().zip(slots) {
                    *at_risk += dot(part(column, tie.start, tie.end), part(risks, tie.start, tie.end));
                    if tie.events > 1 {
                        let last = tie.start + tie.events;
                        let events = dot(part(column, tie.start, last), part(risks, tie.start, last));
                        // A·S·S − B·(S·D + D·S) + C·D·D, its square completed.
                        let ratio = places.second_part / places.second;
                        let rest = places.second_parts - places.second_part * ratio;
                        *mean = sqrt(places.second) * (*at_risk - ratio * events);
                        *die = sqrt(rest.max(0.0)) * events;
                    } else {
                        *mean = sqrt(places.second) * *at_risk;
                    }
                }
            }
            means.add(ties.len());
            if tied {
                dying.add(ties.len());
            }
        }
        let mut bend = vec![0.0; n * n];
        for (i, line) in bend.chunks_mut(n.max(1)).enumerate() {
            for (j, to) in line.iter_mut().enumerate() {
                *to = rows.at(i, j) - means.at(i, j) - dying.at(i, j);
            }
        }
        bend
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::People;
    use crate::learn::{Outcome, Sample};
    use crate::math::{Draws, Matrix};

    fn people(weights: bool) -> People {
        let draws = Draws::new(21, 1);
        let n = 300;
        let x = Matrix::of_columns(n, (0..3 * n as u32).map(|i| draws.normal(i)).collect()).unwrap();
        let time = (0..n as u32).map(|i| 1.0 + (draws.uniform(i + 5000) * 25.0).floor()).collect();
        let event = (0..n as u32).map(|i| !draws.bits(i + 9000).is_multiple_of(3)).collect();
        let w: Vec<f64> = (0..n as u32).map(|i| f64::from(draws.bits(i + 7000) % 4)).collect();
        let y = Outcome::Survival { time, event };
        People::new(Sample { x: &x, y: &y, weights: weights.then_some(&w) }).unwrap()
    }

    /// Efron's formula as it is printed, pair by pair.
    fn plain(people: &People, b: &[f64]) -> f64 {
        let margin = |i: usize| people.columns.iter().zip(b).map(|(c, b)| c[i] * b).sum::<f64>();
        let risk = |i: usize| people.weight[i] * margin(i).exp();
        let mut log = 0.0;
        for i in 0..people.rows() {
            log += if people.event[i] { people.weight[i] * margin(i) } else { 0.0 };
        }
        for time in (1..=25).map(f64::from) {
            let dying: Vec<usize> =
                (0..people.rows()).filter(|i| people.event[*i] && people.time[*i] == time).collect();
            let at_risk: f64 = (0..people.rows()).filter(|i| people.time[*i] >= time).map(risk).sum();
            let dead: f64 = dying.iter().map(|i| risk(*i)).sum();
            let weight = dying.iter().map(|i| people.weight[*i]).sum::<f64>() / dying.len().max(1) as f64;
            for l in 0..dying.len() {
                log -= weight * (at_risk - l as f64 / dying.len() as f64 * dead).ln();
            }
        }
        log
    }

    #[test]
    fn the_likelihood_its_slope_and_bend_are_those_of_the_formula() {
        for weights in [false, true] {
            let people = people(weights);
            let b = [0.3, -0.5, 0.2];
            let curve = people.walk(&b);
            assert!((curve.log - plain(&people, &b)).abs() < 1e-9, "{} {}", curve.log, plain(&people, &b));
            let step = 1e-4;
            let moved = |i: usize, by: f64| {
                let mut b = b;
                b[i] += by;
                b
            };
            for i in 0..3 {
                let rise = (plain(&people, &moved(i, step)) - plain(&people, &moved(i, -step))) / (2.0 * step);
                assert!((curve.slope[i] - rise).abs() < 1e-5, "{i}: {} {rise}", curve.slope[i]);
                for j in 0..3 {
                    let slopes = [step, -step].map(|by| people.walk(&moved(j, by)).slope[i]);
                    let bend = (slopes[1] - slopes[0]) / (2.0 * step);
                    assert!((curve.bend[i * 3 + j] - bend).abs() < 1e-5, "{i} {j}: {} {bend}", curve.bend[i * 3 + j]);
                }
            }
        }
    }
}
