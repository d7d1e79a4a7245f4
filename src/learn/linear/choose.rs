//! Which alpha: paths on all parts of the rows but one, judged on that one, by sums alone. No row is read twice.

use serde::{Deserialize, Serialize};

use super::elastic::{ElasticNet, Ground, PathStep, alphas, last, walk};
use super::moments::{Moments, lost, sums};
use super::table::whole;
use crate::error::{Error, Kind};
use crate::learn::{Fit, Fitted, Sample};
use crate::math::gram::Gram;
use crate::math::sqrt;

/// More numbers than this in all tables of sums together take too much memory.
const MOST_SUMS: usize = 50_000_000;

/// How well one alpha did on the parts held out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct HeldError {
    /// Share of the sum of sizes.
    pub l1_ratio: f64,
    /// How much weights were held.
    pub alpha: f64,
    /// Mean squared error, the mean of the parts.
    pub error: f64,
    /// Standard error of that mean.
    pub standard_error: f64,
}

/// A choice and its fit under way: first the sums of each part, then a path for each part and ratio, then the model.
pub struct Choosing<'d> {
    settings: ElasticNet,
    ground: Ground<'d>,
    parts: Vec<Vec<u32>>,
    grams: Vec<Gram>,
    whole: Option<(Moments, Vec<usize>)>,
    /// Alphas of each ratio.
    grids: Vec<Vec<f64>>,
    /// Errors by ratio, part and alpha.
    errors: Vec<Vec<Vec<f64>>>,
    without: Vec<Moments>,
    walked: usize,
    held: Vec<HeldError>,
    fitted: Option<PathStep>,
}

impl<'d> Choosing<'d> {
    pub(super) fn new(settings: ElasticNet, sample: Sample<'d>, parts: &[u32]) -> Result<Self, Error> {
        let ground = Ground::new(sample, settings.intercept)?;
        let rows = ground.table.rows();
        if parts.len() != rows {
            let wrong = Error::new(Kind::Usage, "learn.lengths").with("rows", parts.len());
            return Err(wrong.with("outcomes", rows).with("weights", rows));
        }
        let choose = settings.alpha.is_none() || settings.l1_ratio.len() > 1;
        let mut lists: Vec<Vec<u32>> = Vec::new();
        if choose {
            let mut names: Vec<u32> = parts.to_vec();
            names.sort_unstable();
            names.dedup();
            for (row, part) in (0..).zip(parts) {
                let at = names.binary_search(part).unwrap_or_default();
                lists.resize_with(names.len(), Vec::new);
                lists.get_mut(at).into_iter().for_each(|list| list.push(row));
            }
            // A part without weight can judge nothing.
            lists.retain(|list| list.iter().any(|row| ground.table.weight(*row as usize) > 0.0));
            if lists.len() < 2 {
                return Err(Error::new(Kind::Value, "learn.fewRows").with("rows", rows));
            }
        } else {
            lists.push((0..rows as u32).collect());
        }
        let wide = ground.table.x.columns() + 2;
        if wide * wide * (2 * lists.len() + 1) > MOST_SUMS.max(wide * wide * 3) {
            let most = sqrt((MOST_SUMS / (2 * lists.len() + 1)) as f64) as usize;
            let wrong = Error::new(Kind::TooLarge, "learn.tooManyColumns");
            return Err(wrong.with("columns", wide - 2).with("most", most));
        }
        Ok(Self {
            settings,
            ground,
            parts: lists,
            grams: Vec::new(),
            whole: None,
            grids: Vec::new(),
            errors: Vec::new(),
            without: Vec::new(),
            walked: 0,
            held: Vec::new(),
            fitted: None,
        })
    }

    /// How each alpha did, ratio by ratio; empty before the end, or where alpha was given.
    pub fn held(&self) -> &[HeldError] {
        &self.held
    }

    /// The model chosen with its alpha; none before the end.
    pub fn chosen(&self) -> Option<&PathStep> {
        self.fitted.as_ref()
    }

    fn gather(&mut self) -> Result<(), Error> {
        let rows = self.parts.get(self.grams.len()).map_or(&[][..], Vec::as_slice);
        self.grams.push(sums(&self.ground.table, &self.ground.shift, rows));
        if self.grams.len() < self.parts.len() {
            return Ok(());
        }
        let settings = &self.settings;
        let all = |skip: Option<usize>| {
            let mut kept = self.grams.iter().enumerate().filter(|(at, _)| Some(*at) != skip).map(|(_, gram)| gram);
            let first = kept.next()?.clone();
            Some(kept.fold(first, |mut sum, gram| {
                sum.merge(gram);
                sum
            }))
        };
        let none = || Error::new(Kind::Value, "learn.fewRows").with("rows", self.ground.table.rows());
        let whole = self.ground.moments(&all(None).ok_or_else(none)?, settings.intercept)?;
        if self.parts.len() > 1 {
            for part in 0..self.parts.len() {
                let gram = all(Some(part)).ok_or_else(none)?;
                let mut moments = Moments::of(&gram, &self.ground.shift, settings.intercept)
                    .ok_or_else(|| self.ground.table.not_finite())?;
                // What is flat in a part says nothing there.
                moments.flat.clone().into_iter().for_each(|at| moments.drop(at));
                self.without.push(moments);
            }
        }
        let given =
            |ratio: &f64| settings.alpha.map_or_else(|| alphas(&whole.0, *ratio, settings), |alpha| vec![alpha]);
        self.grids = settings.l1_ratio.iter().map(given).collect();
        self.errors = vec![Vec::new(); self.grids.len()];
        self.whole = Some(whole);
        Ok(())
    }

    /// One path without a part, judged on it.
    fn judge(&mut self) {
        let (ratio_at, part) = (self.walked / self.parts.len(), self.walked % self.parts.len());
        self.walked += 1;
        let (Some(ratio), Some(grid)) = (self.settings.l1_ratio.get(ratio_at), self.grids.get(ratio_at)) else {
            return;
        };
        let (Some(without), Some(gram)) = (self.without.get(part), self.grams.get(part)) else { return };
        let of = |step: &PathStep| lost(gram, &self.ground.shift, &step.weights, step.intercept) / gram.at(0, 0);
        let errors = walk(without, *ratio, grid, &self.settings).iter().map(of).collect();
        if let Some(all) = self.errors.get_mut(ratio_at) {
            all.push(errors);
        }
    }

    /// The best, or the sparsest as good as it; then its model on all rows.
    fn choose(&mut self) {
        let weighed = self.ground.table.weights.is_some();
        let shares: Vec<f64> = self.grams.iter().map(|gram| if weighed { gram.at(0, 0) } else { 1.0 }).collect();
        let total: f64 = shares.iter().sum();
        for ((ratio, grid), errors) in self.settings.l1_ratio.iter().zip(&self.grids).zip(&self.errors) {
            for (at, alpha) in grid.iter().enumerate() {
                let each: Vec<f64> = errors.iter().filter_map(|part| part.get(at).copied()).collect();
                let mean = each.iter().zip(&shares).map(|(error, share)| error * share).sum::<f64>() / total;
                let count = each.len() as f64;
                let spread = each.iter().map(|error| (error - mean) * (error - mean)).sum::<f64>() / (count - 1.0);
                let held =
                    HeldError { l1_ratio: *ratio, alpha: *alpha, error: mean, standard_error: sqrt(spread / count) };
                self.held.push(held);
            }
        }
        let best = self.held.iter().min_by(|one, other| one.error.total_cmp(&other.error)).cloned();
        let chosen = best.map(|best| {
            let bar = if self.settings.sparsest { best.error + best.standard_error } else { best.error };
            let good = |held: &&HeldError| held.l1_ratio == best.l1_ratio && held.error <= bar;
            let found = self.held.iter().filter(good).max_by(|one, other| one.alpha.total_cmp(&other.alpha));
            found.map_or((best.l1_ratio, best.alpha), |held| (held.l1_ratio, held.alpha))
        });
        let given = (self.settings.l1_ratio.first().copied().unwrap_or(1.0), self.settings.alpha.unwrap_or_default());
        let (ratio, alpha) = chosen.unwrap_or(given);
        if let Some((moments, _)) = &self.whole {
            // Along the path, as the judged ones came: each begins near.
            let grid =
                self.settings.l1_ratio.iter().zip(&self.grids).find(|(one, _)| **one == ratio).map(|(_, grid)| grid);
            let mut until: Vec<f64> = grid.into_iter().flatten().copied().filter(|one| *one > alpha).collect();
            until.push(alpha);
            self.fitted = walk(moments, ratio, &until, &self.settings).pop();
        }
    }
}

impl Fit for Choosing<'_> {
    fn step(&mut self) -> Result<bool, Error> {
        if self.whole.is_none() {
            self.gather()?;
        } else if self.parts.len() > 1 && self.walked < self.parts.len() * self.grids.len() {
            self.judge();
        } else if self.fitted.is_none() {
            self.choose();
        }
        Ok(self.fitted.is_some())
    }

    fn progress(&self) -> (usize, usize) {
        let paths = if self.parts.len() > 1 { self.parts.len() * self.settings.l1_ratio.len() } else { 0 };
        (self.grams.len() + self.walked + usize::from(self.fitted.is_some()), self.parts.len() + paths + 1)
    }

    fn finish(self: Box<Self>) -> Result<Fitted, Error> {
        let constant = self.whole.map(|(_, constant)| constant).unwrap_or_default();
        let step = self.fitted.ok_or_else(|| Error::new(Kind::Cancelled, "cancelled"))?;
        whole(last(&step, constant), &self.ground.table)
    }
}
