//! Any kind of model by its settings.

use serde::{Deserialize, Serialize};

use super::Estimator;
use super::additive::AdditiveSettings;
use super::linear::{ElasticNet, Firth, LeastSquares, Logistic};
use super::net::NetSettings;
use super::survival::{CoxSettings, HazardSettings};
use super::tree::{BoostingSettings, ForestSettings};
use crate::error::Error;
use crate::score::model::Task;

/// Settings of one kind of model; `kind` names it. What is left out has its usual value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum ModelSettings {
    /// y = wᵀx + b by least squares, with ridge where `alpha` is above 0.
    LeastSquares(LeastSquares),
    /// Lasso and elastic net, strength chosen by inner folds.
    ElasticNet(ElasticNet),
    /// Logistic regression, plain or penalised.
    Logistic(Logistic),
    /// Logistic regression that bears separation and few events.
    Firth(Firth),
    /// Proportional hazards.
    Cox(CoxSettings),
    /// Chances of one stretch of time after another.
    Hazards(HazardSettings),
    /// Boosted trees.
    Boosting(BoostingSettings),
    /// A random forest.
    Forest(ForestSettings),
    /// Curves and surfaces that add up.
    Additive(AdditiveSettings),
    /// A multi-layer perceptron.
    Net(NetSettings),
}

impl ModelSettings {
    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// `learn.setting` and the like, naming the setting, its value and what is accepted.
    pub fn check(self) -> Result<Box<dyn Estimator>, Error> {
        Ok(match self {
            Self::LeastSquares(settings) => Box::new(settings.check()?),
            Self::ElasticNet(settings) => Box::new(settings.check()?),
            Self::Logistic(settings) => Box::new(settings.check()?),
            Self::Firth(settings) => Box::new(settings.check()?),
            Self::Cox(settings) => Box::new(settings.check()?),
            Self::Hazards(settings) => Box::new(settings.check()?),
            Self::Boosting(settings) => Box::new(settings.check()?),
            Self::Forest(settings) => Box::new(settings.check()?),
            Self::Additive(settings) => Box::new(settings.check()?),
            Self::Net(settings) => Box::new(settings.check()?),
        })
    }

    /// Whether it can answer such a question.
    pub fn suits(&self, task: Task) -> bool {
        match (self, task) {
            (Self::LeastSquares(_), task) => task == Task::Continuous,
            (Self::Logistic(_) | Self::Firth(_), task) => task == Task::Binary,
            (Self::Cox(_) | Self::Hazards(_), task) => matches!(task, Task::Survival { .. }),
            (Self::ElasticNet(_), task) => task == Task::Continuous,
            (_, task) => !matches!(task, Task::Survival { .. }),
        }
    }

    /// Columns of its matrix that may only raise (1) or only lower (−1) the answer; `false` where the kind cannot hold to
    /// that.
    pub(crate) fn hold_to(&mut self, monotone: Vec<i8>) -> bool {
        let Self::Boosting(settings) = self else { return false };
        settings.monotone = monotone;
        true
    }

    /// Columns of its matrix that hold words as numbers without an order, beside those it names itself; `false` where the kind
    /// would take them for numbers.
    pub(crate) fn take_categories(&mut self, columns: Vec<u32>) -> bool {
        let categories = match self {
            Self::Boosting(settings) => &mut settings.categories,
            Self::Forest(settings) => &mut settings.categories,
            Self::Additive(settings) => &mut settings.categories,
            _ => return false,
        };
        categories.extend(columns);
        true
    }

    /// Whether it adds up weights and nothing else, so that rows it saw and rows it did not are told alike enough for the
    /// bootstrap's correction; trees and networks learn rows by heart.
    pub fn is_linear(&self) -> bool {
        !matches!(self, Self::Boosting(_) | Self::Forest(_) | Self::Additive(_) | Self::Net(_))
    }

    /// Whether it takes cells that are missing, and words, as they are.
    pub fn takes_missing(&self) -> bool {
        matches!(self, Self::Boosting(_) | Self::Forest(_) | Self::Additive(_))
    }
}

#[cfg(test)]
mod tests {
    use super::ModelSettings;
    use crate::score::model::Task;

    #[test]
    fn every_kind_is_read_by_its_name_and_checked() {
        let kinds = [
            "leastSquares",
            "elasticNet",
            "logistic",
            "firth",
            "cox",
            "hazards",
            "boosting",
            "forest",
            "additive",
            "net",
        ];
        for kind in kinds {
            let read: ModelSettings = serde_json::from_str(&format!("{{\"kind\":\"{kind}\"}}")).unwrap();
            let tasks = [Task::Continuous, Task::Binary, Task::Survival { horizon: 1.0 }];
            assert!(tasks.iter().any(|task| read.suits(*task)), "{kind}");
            assert_eq!(read.check().unwrap().key(), kind);
            let odd = format!("{{\"kind\":\"{kind}\",\"colour\":1}}");
            assert!(serde_json::from_str::<ModelSettings>(&odd).is_err(), "{kind} takes no colour");
        }
        assert!(serde_json::from_str::<ModelSettings>("{\"kind\":\"oracle\"}").is_err());
    }
}
