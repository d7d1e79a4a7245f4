//! What is to be predicted, from what, for whom.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};
use crate::record::{Cells, Frame};
use crate::score::model::Task;

/// A question to a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StudyQuestion {
    /// What is to be predicted.
    pub outcome: OutcomeSettings,
    /// Columns to predict it from.
    pub predictors: Vec<String>,
    /// Who counts; a row must pass all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub population: Vec<Filter>,
    /// Column of days or numbers that orders rows, for a split by time; days are also those from which is predicted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Column of the place, for a split by site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Column of the person, where one has several rows: they stay together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Columns whose groups are judged apart; numbers by thirds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
}

/// Which column is predicted, and how its cells are read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "task", deny_unknown_fields)]
pub enum OutcomeSettings {
    /// A number.
    Continuous {
        /// Its column.
        column: String,
    },
    /// Whether it happened.
    Binary {
        /// Its column.
        column: String,
        /// Which cells say so.
        happened: Happened,
    },
    /// Whether it happens up to a time.
    Survival {
        /// Column of the time: a number, or a day where `start` names a column of days.
        time: String,
        /// Column of the day from which days are counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<String>,
        /// Column that says whether it happened then.
        event: String,
        /// Which cells of that say so.
        happened: Happened,
        /// Up to when, in the unit of the time; days, where days are counted.
        horizon: f64,
    },
}

/// Which cells say that it happened. All other filled cells say that it did not, unless `no` names those.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Happened {
    /// Cells that say yes, as written; numbers by value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub yes: Vec<String>,
    /// Cells that say no. Where it is not empty, a cell of neither list has no outcome.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub no: Vec<String>,
    /// A number above this says yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
}

/// One condition on a column. A row whose cell is missing does not pass.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Filter {
    /// The column.
    pub column: String,
    /// At least; of days, days since 1970-01-01.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// One of these words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

impl OutcomeSettings {
    /// What is asked of a model.
    pub fn task(&self) -> Task {
        match self {
            Self::Continuous { .. } => Task::Continuous,
            Self::Binary { .. } => Task::Binary,
            Self::Survival { horizon, .. } => Task::Survival { horizon: *horizon },
        }
    }

    /// The columns it reads.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Continuous { column } | Self::Binary { column, .. } => vec![column],
            Self::Survival { time, start, event, .. } => {
                [Some(time), start.as_ref(), Some(event)].into_iter().flatten().map(String::as_str).collect()
            }
        }
    }
}

impl StudyQuestion {
    /// The columns it reads; one may come twice.
    pub fn columns(&self) -> Vec<&str> {
        let filters = self.population.iter().map(|filter| &filter.column);
        let ordered = [&self.time, &self.site, &self.person].into_iter().flatten();
        let others = self.predictors.iter().chain(filters).chain(ordered).chain(&self.groups);
        self.outcome.columns().into_iter().chain(others.map(String::as_str)).collect()
    }

    /// The column of the day from which is predicted, as far as the question says one: where times start, else what comes
    /// first in time. It need not hold days.
    pub fn first_day(&self) -> Option<&str> {
        let start = match &self.outcome {
            OutcomeSettings::Survival { start, .. } => start.as_ref(),
            _ => None,
        };
        start.or(self.time.as_ref()).map(String::as_str)
    }

    /// Refuses a question that contradicts itself or names a column that the table lacks.
    ///
    /// # Errors
    ///
    /// `study.noColumn`, `study.noPredictors`, `study.predictorTwice`, `study.outcomeAsPredictor`, `study.horizon`,
    /// `study.happened`.
    pub fn check(&self, frame: &Frame) -> Result<(), Error> {
        let outcome = self.outcome.columns();
        for name in self.columns() {
            if frame.column(name).is_none() {
                return Err(Error::new(Kind::Value, "study.noColumn").with("column", name));
            }
        }
        if self.predictors.is_empty() {
            return Err(Error::new(Kind::Usage, "study.noPredictors"));
        }
        let mut seen = std::collections::BTreeSet::new();
        for name in &self.predictors {
            if outcome.contains(&name.as_str()) {
                return Err(Error::new(Kind::Usage, "study.outcomeAsPredictor").with("column", name));
            }
            if !seen.insert(name) {
                return Err(Error::new(Kind::Usage, "study.predictorTwice").with("column", name));
            }
        }
        let happened = match &self.outcome {
            OutcomeSettings::Continuous { .. } => None,
            OutcomeSettings::Binary { happened, .. } | OutcomeSettings::Survival { happened, .. } => Some(happened),
        };
        if happened.is_some_and(|happened| happened.yes.is_empty() && happened.above.is_none()) {
            return Err(Error::new(Kind::Usage, "study.happened"));
        }
        match self.outcome {
            OutcomeSettings::Survival { horizon, .. } if !(horizon > 0.0 && horizon.is_finite()) => {
                Err(Error::new(Kind::Value, "study.horizon").with("value", horizon))
            }
            _ => Ok(()),
        }
    }
}

impl Happened {
    /// 1, 0, or NaN of each cell.
    pub(super) fn read(&self, cells: &Cells) -> Vec<f64> {
        let told = |yes: bool, no: bool| match (yes, no || self.no.is_empty()) {
            (true, _) => 1.0,
            (false, true) => 0.0,
            (false, false) => f64::NAN,
        };
        match cells {
            Cells::Words { codes, words } => {
                let of = |word: &String| told(self.yes.contains(word), self.no.contains(word));
                let words: Vec<f64> = words.iter().map(of).collect();
                codes.iter().map(|code| words.get(*code as usize).copied().unwrap_or(f64::NAN)).collect()
            }
            Cells::Numbers(numbers) => {
                let values = |list: &[String]| list.iter().filter_map(|text| text.parse().ok()).collect::<Vec<f64>>();
                let (yes, no) = (values(&self.yes), values(&self.no));
                let one = |x: &f64| told(yes.contains(x) || self.above.is_some_and(|above| *x > above), no.contains(x));
                numbers.iter().map(|x| if x.is_nan() { *x } else { one(x) }).collect()
            }
            Cells::Days(days) => vec![f64::NAN; days.len()],
        }
    }
}

impl Filter {
    /// Whether each row passes.
    pub(super) fn passes(&self, cells: &Cells) -> Vec<bool> {
        let inside = |x: f64| {
            x.is_finite() && self.least.is_none_or(|least| x >= least) && self.most.is_none_or(|most| x <= most)
        };
        match cells {
            Cells::Numbers(numbers) => {
                let words: Vec<f64> = self.words.iter().filter_map(|text| text.parse().ok()).collect();
                numbers.iter().map(|x| inside(*x) && (self.words.is_empty() || words.contains(x))).collect()
            }
            Cells::Days(days) => {
                days.iter().map(|day| *day != crate::record::NO_DAY && inside(f64::from(*day))).collect()
            }
            Cells::Words { codes, words } => {
                let passes: Vec<bool> =
                    words.iter().map(|word| self.words.is_empty() || self.words.contains(word)).collect();
                codes.iter().map(|code| passes.get(*code as usize).copied().unwrap_or(false)).collect()
            }
        }
    }
}
