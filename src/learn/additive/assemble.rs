//! The model of a fit: means of the bags, each term with nothing in it that belongs to a simpler one.

use super::fit::AdditiveFit;
use super::pure::{centre, purify};
use crate::learn::tree::bins::Borders;
use crate::math::sqrt;
use crate::score::model::{Additive, Axis, AxisBins, Curve, Surface};

impl AdditiveFit {
    /// The mean of the bags' values of one kind of term, and their standard deviation.
    pub(super) fn mean(&self, kind: usize, term: usize) -> (Vec<f64>, Vec<f64>) {
        let bags: Vec<&[f64]> =
            self.bags.iter().filter_map(|bag| bag.get(kind)?.get(term)).map(|values| &**values).collect();
        let count = bags.len().max(1) as f64;
        let width = bags.first().map_or(0, |values| values.len());
        let at = |bin: usize| bags.iter().map(move |bag| bag.get(bin).copied().unwrap_or(0.0));
        let means: Vec<f64> = (0..width).map(|bin| at(bin).sum::<f64>() / count).collect();
        let spread =
            |(bin, mean): (usize, &f64)| sqrt(at(bin).map(|v| (v - mean) * (v - mean)).sum::<f64>() / (count - 1.0));
        let spreads = if bags.len() > 1 { means.iter().enumerate().map(spread).collect() } else { Vec::new() };
        (means, spreads)
    }

    fn axis(&self, column: usize, ends: Option<&[usize]>) -> Axis {
        let bins = match (self.borders.get(column), ends) {
            (Some(Borders::Numbers(borders)), None) => AxisBins::Borders(borders.clone()),
            (Some(Borders::Codes(codes)), _) => AxisBins::Codes(codes.clone()),
            // The last two ends are those of the numbers and of missing.
            (Some(Borders::Numbers(borders)), Some(ends)) => {
                let inner = ends.get(..ends.len().saturating_sub(2)).unwrap_or(&[]);
                AxisBins::Borders(inner.iter().filter_map(|end| borders.get(*end).copied()).collect())
            }
            (None, _) => AxisBins::Borders(Vec::new()),
        };
        Axis { column: column as u32, bins }
    }

    fn weights(&self) -> Vec<f64> {
        if self.all.weights.is_empty() { vec![1.0; self.all.y.len()] } else { self.all.weights.clone() }
    }

    /// The model: means of the bags, with nothing in a surface that belongs to a curve.
    pub(super) fn model(&self) -> Additive {
        let weights = self.weights();
        let mut curves: Vec<Curve> = (0..self.columns.len())
            .map(|column| {
                let (values, spread) = self.mean(0, column);
                Curve { axis: self.axis(column, None), values, spread }
            })
            .collect();
        let rows: Vec<u32> = (0..weights.len() as u32).collect();
        let mut surfaces = Vec::new();
        for (term, couple) in self.pairs.iter().enumerate() {
            let (mut values, _) = self.mean(1, term);
            if values.is_empty() {
                continue;
            }
            let mut cells = vec![0.0; values.len()];
            for (cell, weight) in self.cells(couple, &rows).into_iter().zip(&weights) {
                if let Some(to) = cells.get_mut(usize::from(cell)) {
                    *to += weight;
                }
            }
            let taken = purify(&mut values, &cells, couple.shape[1]);
            for ((column, ends), taken) in couple.columns.iter().zip(&couple.ends).zip([taken.0, taken.1]) {
                let Some(curve) = curves.get_mut(*column) else { continue };
                for (bin, value) in curve.values.iter_mut().enumerate() {
                    *value += taken.get(ends.partition_point(|end| *end < bin)).copied().unwrap_or(0.0);
                }
            }
            let [one, other] = &couple.ends;
            let [first, second] = couple.columns;
            surfaces.push(Surface { one: self.axis(first, Some(one)), other: self.axis(second, Some(other)), values });
        }
        let mut intercept = self.base;
        for (curve, bins) in curves.iter_mut().zip(&self.columns) {
            let mut share = vec![0.0; curve.values.len()];
            for (bin, weight) in bins.iter().zip(&weights) {
                if let Some(to) = share.get_mut(usize::from(*bin)) {
                    *to += weight;
                }
            }
            intercept += self.unit * centre(&mut curve.values, &share);
        }
        let curve_values = curves.iter_mut().flat_map(|curve| curve.values.iter_mut().chain(&mut curve.spread));
        let surface_values = surfaces.iter_mut().flat_map(|surface| &mut surface.values);
        curve_values.chain(surface_values).for_each(|value| *value *= self.unit);
        Additive { columns: self.wide as u32, intercept, curves, surfaces }
    }
}
