//! What may be chosen, within which limits.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::learn::tree::settings::within;

/// Settings of an explainable boosting machine as they come; what is left out has its usual value. An unknown name is an
/// error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct AdditiveSettings {
    /// Turns of a bag, at most, for its curves and again for its surfaces, each of as many steps as there are columns or
    /// pairs; 1 to 50,000, usually 2,000.
    pub turns: u32,
    /// How much of each step counts, above 0, at most 1; usually 0.04.
    pub rate: f64,
    /// Turns that go to the columns that gain most, after each that goes to all; 0 to 100, usually 3.
    pub greed: u32,
    /// Pieces of each step, at most; 2 to 16, usually 2.
    pub leaves: u32,
    /// Rows of a piece, at least; 1 to 10^9, usually 20.
    pub min_rows: u32,
    /// Holds pieces towards 0; usually 0.
    pub l2: f64,
    /// Bins of a column; 2 to 255, usually 255.
    pub bins: u32,
    /// Bins of each side of a pair; 2 to 64, usually 32.
    pub pair_bins: u32,
    /// Pairs that get a surface, at most; 0 to 1,000, usually 0.
    pub pairs: u32,
    /// Fits on different rows held back, whose curves are averaged; 1 to 100, usually 4.
    pub bags: u32,
    /// Share of the rows held back in each bag; above 0, at most 0.5, usually 0.15.
    pub hold: f64,
    /// Turns without a gain on the rows held back after which a bag ends; 1 to 50,000, usually 50.
    pub patience: u32,
    /// Columns, by number, that hold codes of categories.
    pub categories: Vec<u32>,
    /// Seed of everything drawn.
    pub seed: u32,
}

impl Default for AdditiveSettings {
    fn default() -> Self {
        Self {
            turns: 2_000,
            rate: 0.04,
            greed: 3,
            leaves: 2,
            min_rows: 20,
            l2: 0.0,
            bins: 255,
            pair_bins: 32,
            pairs: 0,
            bags: 4,
            hold: 0.15,
            patience: 50,
            categories: Vec::new(),
            seed: 1,
        }
    }
}

/// Settings within their limits: what fitting takes.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedAdditive(pub(super) AdditiveSettings);

impl AdditiveSettings {
    /// Checks every number.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<CheckedAdditive, Error> {
        within(&[
            ("turns", f64::from(self.turns), 1.0, 50_000.0),
            ("rate", self.rate, 1e-6, 1.0),
            ("greed", f64::from(self.greed), 0.0, 100.0),
            ("leaves", f64::from(self.leaves), 2.0, 16.0),
            ("minRows", f64::from(self.min_rows), 1.0, 1e9),
            ("l2", self.l2, 0.0, 1e12),
            ("bins", f64::from(self.bins), 2.0, 255.0),
            ("pairBins", f64::from(self.pair_bins), 2.0, 64.0),
            ("pairs", f64::from(self.pairs), 0.0, 1_000.0),
            ("bags", f64::from(self.bags), 1.0, 100.0),
            ("hold", self.hold, 1e-6, 0.5),
            ("patience", f64::from(self.patience), 1.0, 50_000.0),
        ])?;
        Ok(CheckedAdditive(self))
    }
}
