//! Logistic regression: settings and what they begin.

use serde::{Deserialize, Serialize};

use super::newton::Newton;
use super::rows::Rows;
use super::sparse::Sparse;
use super::table::{Scaling, Table, within};
use crate::error::Error;
use crate::learn::{Estimator, Fit, Fitted, Sample};
use crate::score::model::Linear;

/// What holds weights towards zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Penalty {
    /// Nothing: weights come with standard errors.
    None,
    /// The sum of squares.
    #[default]
    L2,
    /// The sum of sizes: some weights become 0.
    L1,
    /// Both, shared by `l1Ratio`.
    ElasticNet,
}

/// Settings of logistic regression: c · Σ w · log loss + penalty is made least, as in scikit-learn's
/// `LogisticRegression`. The penalty is l1Ratio · Σ |weight| + (1 − l1Ratio) / 2 · Σ weight²; the intercept is never held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Logistic {
    /// What holds weights towards zero; usually `l2`.
    pub penalty: Penalty,
    /// How much the rows count against the penalty, above 0; usually 1.
    pub c: f64,
    /// Share of the sum of sizes, 0 to 1, read for `elasticNet`; usually 0.5.
    pub l1_ratio: f64,
    /// Whether there is an intercept; usually yes.
    pub intercept: bool,
    /// How far, in spreads of the columns, weights may be from where they would end; usually 1e-9.
    pub tolerance: f64,
    /// Walks over the rows at most; usually 100.
    pub turns: u32,
}

impl Default for Logistic {
    fn default() -> Self {
        Self { penalty: Penalty::L2, c: 1.0, l1_ratio: 0.5, intercept: true, tolerance: 1e-9, turns: 100 }
    }
}

/// Settings within their limits.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedLogistic(Logistic);

impl Logistic {
    /// Checks every number.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<CheckedLogistic, Error> {
        within("c", self.c, 1e-12, 1e12)?;
        within("l1Ratio", self.l1_ratio, 0.0, 1.0)?;
        within("tolerance", self.tolerance, 1e-12, 0.1)?;
        within("turns", f64::from(self.turns), 1.0, 10_000.0)?;
        Ok(CheckedLogistic(self))
    }
}

impl Estimator for CheckedLogistic {
    fn key(&self) -> &'static str {
        "logistic"
    }

    fn begin<'d>(&self, sample: Sample<'d>) -> Result<Box<dyn Fit + 'd>, Error> {
        self.begin_at(sample, None)
    }
}

impl CheckedLogistic {
    /// Begins from weights that are near, such as those of another fold: the end is the same, the way shorter.
    ///
    /// # Errors
    ///
    /// As [`Estimator::begin`].
    pub fn begin_at<'d>(&self, sample: Sample<'d>, near: Option<&Linear>) -> Result<Box<dyn Fit + 'd>, Error> {
        let table = Table::binary(sample)?;
        let settings = &self.0;
        let rows = Rows { table, scaling: Scaling::of(&table, settings.intercept)?, intercept: settings.intercept };
        let start = near.map(|near| rows.scaled(&near.weights, near.intercept));
        let held = 1.0 / settings.c;
        let (l1, l2) = match settings.penalty {
            Penalty::None => (0.0, 0.0),
            Penalty::L2 => (0.0, held),
            Penalty::L1 => (held, 0.0),
            Penalty::ElasticNet => (held * settings.l1_ratio, held * (1.0 - settings.l1_ratio)),
        };
        Ok(if l1 > 0.0 {
            Box::new(Sparse::new(rows, l1, l2, settings.tolerance, settings.turns, start))
        } else {
            Box::new(Newton::new(rows, l2, settings.tolerance, settings.turns, start))
        })
    }

    /// Fits to the end from weights that are near.
    ///
    /// # Errors
    ///
    /// As [`Estimator::fit`].
    pub fn fit_from(&self, sample: Sample<'_>, near: &Linear) -> Result<Fitted, Error> {
        let mut fit = self.begin_at(sample, Some(near))?;
        while !fit.step()? {}
        fit.finish()
    }
}
