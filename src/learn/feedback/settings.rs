//! What may be chosen, within which limits.

use serde::{Deserialize, Serialize};

use crate::error::{self, Error};

/// Which model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum ModelKind {
    /// ŷ = Σ wᵢ·xᵢ.
    #[default]
    Linear,
    /// Likeness to what the person took up.
    Content,
    /// Weighted matrix factorisation.
    Implicit,
}

/// What the linear model answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Target {
    /// That the person takes it up.
    #[default]
    Accepted,
    /// That the person does it.
    Done,
}

/// What is held back to measure on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Holding {
    /// The last rows of every person: people the model knows.
    #[default]
    Last,
    /// Some people whole: the model is fitted without them, and their last rows are measured on.
    People,
}

/// FeedbackSettings as they come; what is left out has its usual value. An unknown name is an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FeedbackSettings {
    /// Which model; usually `linear`.
    pub model: ModelKind,
    /// What the linear model answers.
    pub target: Target,
    /// Linear: a chance by the logistic function, rather than the sum itself.
    pub logistic: bool,
    /// Linear: how much weights are held towards zero, above 0; usually 10.
    pub penalty: f64,
    /// Implicit: numbers in each list, 1 to 64; usually 8.
    pub rank: u32,
    /// Implicit: turns over people and actions, 1 to 100; usually 15.
    pub sweeps: u32,
    /// Implicit: how much one answer counts above silence, 0 to 1,000; usually 10.
    pub trust: f64,
    /// Implicit: how much numbers are held towards zero, above 0; usually 0.1.
    pub keep: f64,
    /// Seed of everything drawn.
    pub seed: u32,
    /// What is held back to measure on.
    pub hold: Holding,
    /// Share of each person's last rows that is held back, and of people; above 0, at most 0.5; usually 0.3. At least one row.
    pub share: f64,
    /// How many of the first places count, 1 to 50; usually 5.
    pub places: u32,
}

impl Default for FeedbackSettings {
    fn default() -> Self {
        Self {
            model: ModelKind::Linear,
            target: Target::Accepted,
            logistic: true,
            penalty: 10.0,
            rank: 8,
            sweeps: 15,
            trust: 10.0,
            keep: 0.1,
            seed: 1,
            hold: Holding::Last,
            share: 0.3,
            places: 5,
        }
    }
}

/// FeedbackSettings within their limits: what fitting takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked(FeedbackSettings);

impl FeedbackSettings {
    /// Checks every number.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<Checked, Error> {
        let limits = [
            ("penalty", self.penalty, 1e-6, 1e9),
            ("rank", f64::from(self.rank), 1.0, 64.0),
            ("sweeps", f64::from(self.sweeps), 1.0, 100.0),
            ("trust", self.trust, 0.0, 1000.0),
            ("keep", self.keep, 1e-6, 1e6),
            ("share", self.share, 1e-6, 0.5),
            ("places", f64::from(self.places), 1.0, 50.0),
        ];
        for (name, value, least, most) in limits {
            // Not a number is within no limits.
            if !(value >= least && value <= most) {
                let wrong = Error::new(error::Kind::Value, "learn.setting").with("name", name).with("value", value);
                return Err(wrong.with("least", least).with("most", most));
            }
        }
        Ok(Checked(self))
    }
}

impl std::ops::Deref for Checked {
    type Target = FeedbackSettings;

    fn deref(&self) -> &FeedbackSettings {
        &self.0
    }
}
