//! What is done to each column.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};

/// What stands for a missing cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Impute {
    /// The median; of words the most frequent.
    #[default]
    Median,
    /// The mean; of words the most frequent.
    Mean,
    /// The most frequent value.
    Mode,
    /// What the other number columns say of it, by ridge regressions in turns; of words the most frequent.
    Iterative,
    /// Nothing: it stays missing, for models that take that.
    Leave,
}

/// How words become numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "by", deny_unknown_fields)]
pub enum Encode {
    /// A column a word, but for the first of the alphabet; a new word is 0 in all.
    #[default]
    OneHot,
    /// 0, 1, 2 … in the order given.
    Ordered {
        /// The words in their order.
        words: Vec<String>,
    },
    /// The mean outcome of the word's rows, drawn to the mean of all as by so many rows; in training from other folds. Words of
    /// fewer than [`FEW`] rows have the mean of all, as new ones do.
    Target {
        /// Rows of the mean of all that are added to each word, at least 0.
        smooth: f64,
        /// Inner folds, 2 to 50.
        folds: usize,
    },
    /// Words as they are, for models that ask which of them a row has (trees, curves): a number each, without an order. Words
    /// of fewer than [`FEW`] rows, and new ones, are as missing. A column that takes part in a product has a column a word.
    Categories,
}

/// A word of fewer rows than this may name a person, or tell the outcome of one: it is pooled with words that nobody knows.
/// Our own choice.
pub const FEW: usize = 5;

/// What is done to one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ColumnSettings {
    /// Its name in the table.
    pub name: String,
    /// What stands for a missing cell.
    pub impute: Impute,
    /// A further column: 1 where the cell is missing.
    pub indicator: bool,
    /// Share of each tail that is drawn in to its quantile, 0 to 0.25.
    pub winsorise: f64,
    /// How words become numbers.
    pub encode: Encode,
    /// Knots of a restricted cubic spline: 0 for none, 3 to 7.
    pub knots: usize,
    /// To mean 0 and variance 1.
    pub standardise: bool,
}

impl Default for ColumnSettings {
    fn default() -> Self {
        Self {
            name: String::new(),
            impute: Impute::Median,
            indicator: false,
            winsorise: 0.0,
            encode: Encode::OneHot,
            knots: 0,
            standardise: true,
        }
    }
}

/// Which of the made columns are kept. A column of one value never is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Select {
    /// Leaves out a column that correlates more than this, up or down, with one before it; 1 leaves out none.
    pub correlation: f64,
    /// Keeps so many that correlate most with the outcome; 0 keeps all.
    pub best: usize,
}

impl Default for Select {
    fn default() -> Self {
        Self { correlation: 1.0, best: 0 }
    }
}

/// Settings of a pipeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PipelineSettings {
    /// The predictors.
    pub columns: Vec<ColumnSettings>,
    /// Pairs of predictors whose products are added.
    #[cfg_attr(feature = "wasm", tsify(type = "[string, string][]"))]
    pub interactions: Vec<[String; 2]>,
    /// Which made columns are kept.
    pub select: Select,
    /// Seed of the inner folds.
    pub seed: u32,
}

/// Settings that were checked.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedPipeline(pub(super) PipelineSettings);

impl PipelineSettings {
    /// Every column of a list with the usual settings.
    pub fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let column = |name: &str| ColumnSettings { name: name.to_owned(), ..ColumnSettings::default() };
        Self { columns: names.into_iter().map(column).collect(), ..Self::default() }
    }

    /// Checks the settings.
    ///
    /// # Errors
    /// `pipeline.setting` naming column, setting, value and what is accepted.
    pub fn check(self) -> Result<CheckedPipeline, Error> {
        let wrong = |column: &str, name: &str, value: String, accepted: &str| {
            let error = Error::new(Kind::Usage, "pipeline.setting").at(column).with("setting", name);
            Err(error.with("value", value).with("accepted", accepted))
        };
        if self.columns.is_empty() {
            return wrong("", "columns", "0".to_owned(), "1 –");
        }
        let mut names = std::collections::BTreeSet::new();
        for column in &self.columns {
            let name = column.name.as_str();
            if !names.insert(name) {
                return wrong(name, "name", name.to_owned(), "once");
            }
            if !(0.0..=0.25).contains(&column.winsorise) {
                return wrong(name, "winsorise", column.winsorise.to_string(), "0 – 0.25");
            }
            if column.knots != 0 && !(3..=7).contains(&column.knots) {
                return wrong(name, "knots", column.knots.to_string(), "0, 3 – 7");
            }
            match &column.encode {
                Encode::Target { smooth, .. } if !(*smooth >= 0.0 && smooth.is_finite()) => {
                    return wrong(name, "smooth", smooth.to_string(), "0 –");
                }
                Encode::Target { folds, .. } if !(2..=50).contains(folds) => {
                    return wrong(name, "folds", folds.to_string(), "2 – 50");
                }
                Encode::Ordered { words } if words.is_empty() => {
                    return wrong(name, "words", "0".to_owned(), "1 –");
                }
                _ => {}
            }
        }
        for pair in &self.interactions {
            if let Some(name) = pair.iter().find(|name| !names.contains(name.as_str())) {
                return wrong(name, "interactions", name.clone(), "columns");
            }
        }
        if !(self.select.correlation > 0.0 && self.select.correlation <= 1.0) {
            return wrong("", "correlation", self.select.correlation.to_string(), "0 – 1");
        }
        Ok(CheckedPipeline(self))
    }
}
