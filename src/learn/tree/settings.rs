//! What may be chosen, within which limits.

use serde::{Deserialize, Serialize};

use crate::error::{self, Error};

/// Settings of gradient boosting as they come; what is left out has its usual value. An unknown name is an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct BoostingSettings {
    /// Trees, at most; 1 to 10,000, usually 100.
    pub trees: u32,
    /// How much of each tree counts, above 0, at most 1; usually 0.1.
    pub rate: f64,
    /// Questions from root to leaf, at most; 1 to 64, usually 6.
    pub depth: u32,
    /// Leaves of a tree, at most; 2 to 65,536, usually 64. Where they bind, the most gainful split comes first.
    pub leaves: u32,
    /// Rows of a leaf, at least; 1 to 10^9, usually 20.
    pub min_rows: u32,
    /// What a split must gain; usually 0.
    pub min_gain: f64,
    /// Holds leaves towards 0; usually 1.
    pub l2: f64,
    /// Bins of a column; 2 to 255, usually 255.
    pub bins: u32,
    /// Share of the rows that each tree is grown on; above 0, at most 1, usually 1.
    pub rows: f64,
    /// Share of the columns that each tree may ask about; above 0, at most 1, usually 1.
    pub columns: f64,
    /// 1 a column that may only raise the answer, −1 one that may only lower it, 0 any other; columns beyond the list are
    /// free.
    pub monotone: Vec<i8>,
    /// Columns, by number, that hold codes of categories.
    pub categories: Vec<u32>,
    /// Trees without a gain on the rows held back after which it ends; 0, the usual, for never.
    pub patience: u32,
    /// Share of the rows held back for that; above 0, at most 0.5, usually 0.1.
    pub hold: f64,
    /// Seed of everything drawn.
    pub seed: u32,
}

impl Default for BoostingSettings {
    fn default() -> Self {
        Self {
            trees: 100,
            rate: 0.1,
            depth: 6,
            leaves: 64,
            min_rows: 20,
            min_gain: 0.0,
            l2: 1.0,
            bins: 255,
            rows: 1.0,
            columns: 1.0,
            monotone: Vec::new(),
            categories: Vec::new(),
            patience: 0,
            hold: 0.1,
            seed: 1,
        }
    }
}

/// Settings of a random forest as they come; what is left out has its usual value. An unknown name is an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ForestSettings {
    /// Trees; 1 to 10,000, usually 300.
    pub trees: u32,
    /// Questions from root to leaf, at most; 1 to 64, usually 64.
    pub depth: u32,
    /// Rows of a leaf, at least; 1 to 10^9, usually 5.
    pub min_rows: u32,
    /// Columns that each node may ask about; 0, the usual, for the square root of their number (a third, for a number to
    /// predict).
    pub tries: u32,
    /// Bins of a column; 2 to 255, usually 255.
    pub bins: u32,
    /// Columns, by number, that hold codes of categories.
    pub categories: Vec<u32>,
    /// Seed of everything drawn.
    pub seed: u32,
}

impl Default for ForestSettings {
    fn default() -> Self {
        Self { trees: 300, depth: 64, min_rows: 5, tries: 0, bins: 255, categories: Vec::new(), seed: 1 }
    }
}

/// Settings of boosting within their limits: what fitting takes.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedBoosting(pub(super) BoostingSettings);

/// Settings of a forest within their limits: what fitting takes.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedForest(pub(super) ForestSettings);

/// Refuses the first number outside its limits.
pub(in crate::learn) fn within(limits: &[(&str, f64, f64, f64)]) -> Result<(), Error> {
    for (name, value, least, most) in limits {
        // Not a number is within no limits.
        if !(value >= least && value <= most) {
            let wrong = Error::new(error::Kind::Value, "learn.setting").with("name", name).with("value", value);
            return Err(wrong.with("least", least).with("most", most));
        }
    }
    Ok(())
}

impl BoostingSettings {
    /// Checks every number.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<CheckedBoosting, Error> {
        within(&[
            ("trees", f64::from(self.trees), 1.0, 10_000.0),
            ("rate", self.rate, 1e-6, 1.0),
            ("depth", f64::from(self.depth), 1.0, 64.0),
            ("leaves", f64::from(self.leaves), 2.0, 65_536.0),
            ("minRows", f64::from(self.min_rows), 1.0, 1e9),
            ("minGain", self.min_gain, 0.0, 1e12),
            ("l2", self.l2, 0.0, 1e12),
            ("bins", f64::from(self.bins), 2.0, 255.0),
            ("rows", self.rows, 1e-6, 1.0),
            ("columns", self.columns, 1e-6, 1.0),
            ("hold", self.hold, 1e-6, 0.5),
        ])?;
        for direction in &self.monotone {
            within(&[("monotone", f64::from(*direction), -1.0, 1.0)])?;
        }
        Ok(CheckedBoosting(self))
    }
}

impl ForestSettings {
    /// Checks every number.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<CheckedForest, Error> {
        within(&[
            ("trees", f64::from(self.trees), 1.0, 10_000.0),
            ("depth", f64::from(self.depth), 1.0, 64.0),
            ("minRows", f64::from(self.min_rows), 1.0, 1e9),
            ("tries", f64::from(self.tries), 0.0, 1e6),
            ("bins", f64::from(self.bins), 2.0, 255.0),
        ])?;
        Ok(CheckedForest(self))
    }
}
