//! The rows of one bag: those that steps are worked out on, then those held back; their sums so far and how wrong each is.

use super::line::Pull;
use crate::math::{Pair, exp, ln, logistic_pair};

/// Rows of a bag.
#[derive(Debug, Clone)]
pub(super) struct Bag {
    /// How many of the rows steps are worked out on; the others are held back.
    pub(super) used: usize,
    /// Whether the outcome is a yes or no.
    pub(super) binary: bool,
    /// Outcomes.
    pub(super) y: Vec<f64>,
    /// Weights; empty where all are 1.
    pub(super) weights: Vec<f64>,
    /// The sum of each row so far.
    pub(super) sums: Vec<f64>,
}

impl Bag {
    /// Adds the step of each row's bin to its sum.
    pub(super) fn add<B: Copy + Into<usize>>(&mut self, bins: &[B], steps: &[f64]) {
        for (sum, bin) in self.sums.iter_mut().zip(bins) {
            *sum += steps.get((*bin).into()).copied().unwrap_or(0.0);
        }
    }

    /// Sums gradient and curvature of the rows in use by bin.
    pub(super) fn pulls<B: Copy + Into<usize>>(&self, bins: &[B], pulls: &mut [Pull]) {
        pulls.fill([0.0; 2]);
        let mut put = |bin: usize, g: f64, h: f64| {
            if let Some(pull) = pulls.get_mut(bin) {
                *pull = [pull[0] + g, pull[1] + h];
            }
        };
        let used = bins.get(..self.used).unwrap_or(bins);
        let rows = self.sums.chunks(2).zip(self.y.chunks(2)).zip(used.chunks(2));
        let mut weights = self.weights.iter();
        for ((sums, y), bins) in rows {
            let second = sums.get(1).or(sums.first());
            let sum = [sums.first(), second].map(|sum| sum.copied().unwrap_or(0.0));
            let (value, curvature) = if self.binary {
                let p = logistic_pair(Pair::new(sum)).get();
                (p, p.map(|p| p * (1.0 - p)))
            } else {
                (sum, [1.0; 2])
            };
            for (((bin, y), value), h) in bins.iter().zip(y).zip(value).zip(curvature) {
                let weight = weights.next().copied().unwrap_or(1.0);
                put((*bin).into(), weight * (value - y), weight * h);
            }
        }
    }

    /// Mean loss of the rows held back.
    pub(super) fn loss(&self) -> f64 {
        let (mut lost, mut all) = (0.0, 0.0);
        for (at, (sum, y)) in self.sums.iter().zip(&self.y).enumerate().skip(self.used) {
            let weight = self.weights.get(at).copied().unwrap_or(1.0);
            let loss = if self.binary {
                // ln(1 + e^-m) for the margin m towards the truth.
                let m = if *y == 1.0 { *sum } else { -sum };
                if m > 0.0 { ln(1.0 + exp(-m)) } else { ln(1.0 + exp(m)) - m }
            } else {
                (sum - y) * (sum - y)
            };
            (lost, all) = (lost + weight * loss, all + weight);
        }
        if all > 0.0 { lost / all } else { 0.0 }
    }

    /// How many rows in use each bin has.
    pub(super) fn counts<B: Copy + Into<usize>>(&self, bins: &[B], width: usize) -> Vec<u32> {
        let mut counts = vec![0; width];
        for bin in bins.get(..self.used).unwrap_or(bins) {
            if let Some(count) = counts.get_mut((*bin).into()) {
                *count += 1;
            }
        }
        counts
    }
}
