//! A fitted pipeline: a table to a matrix, one row at a time independent of the others.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::iterative::Regression;
use super::spline;
use crate::error::{Error, Kind};
use crate::math::Matrix;
use crate::record::Mend;

/// The version of a pipeline's file.
pub const PIPELINE_VERSION: u32 = 1;

/// One column of the table and how it is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FittedColumn {
    /// Its name in the table.
    pub name: String,
    /// A further column says where the cell is missing.
    pub indicator: bool,
    /// How it becomes numbers.
    pub source: Source,
}

/// How a column becomes numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind", deny_unknown_fields)]
pub enum Source {
    /// Numbers, or days as years of 365.25 days since 1970.
    Number {
        /// The cells are days.
        day: bool,
        /// Less is drawn up to this.
        low: Option<f64>,
        /// More is drawn down to this.
        high: Option<f64>,
        /// What stands for a missing cell; none leaves it missing.
        fill: Option<f64>,
        /// Knots of a spline; none for a straight line.
        knots: Vec<f64>,
    },
    /// A column a word but for the first.
    OneHot {
        /// The words.
        words: Vec<String>,
        /// The word that stands for a missing cell; none leaves all columns missing.
        fill: Option<usize>,
    },
    /// A number a word.
    Lookup {
        /// The words.
        words: Vec<String>,
        /// Their numbers.
        values: Vec<f64>,
        /// The number of a word that is not among them.
        other: Option<f64>,
        /// The number of a missing cell; none leaves it missing.
        fill: Option<f64>,
        /// The numbers have no order: a model asks which words it is, and they are never scaled.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        nominal: bool,
    },
}

/// Columns of a table to columns of a matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FittedPipeline {
    /// Version of this form.
    pub version: u32,
    /// The columns of the table.
    pub columns: Vec<FittedColumn>,
    /// What fills missing numbers from others.
    pub regressions: Vec<Regression>,
    /// Subtracted from each made column.
    pub center: Vec<f64>,
    /// Each made column is divided by it.
    pub scale: Vec<f64>,
    /// Pairs of columns whose products follow.
    pub interactions: Vec<[usize; 2]>,
    /// The made columns and products that are kept.
    pub kept: Vec<usize>,
    /// Their names: the column, then word, curve or `missing`.
    pub names: Vec<String>,
    /// What the cells of a column count as, by its name: what somebody changed of the training table, also of columns that
    /// say what is asked.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mends: BTreeMap<String, Mend>,
}

impl Source {
    /// How many columns it makes.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Number { knots, .. } => spline::width(knots),
            Self::OneHot { words, .. } => words.len().saturating_sub(1),
            Self::Lookup { .. } => 1,
        }
    }
}

/// Columns made of one column of the table.
pub(super) type Made = Vec<Vec<f64>>;

impl FittedPipeline {
    /// Refuses a pipeline that does not hold together, so that a file edited by hand never breaks a transform.
    ///
    /// # Errors
    /// `pipeline.version`; `pipeline.broken` with the part that is wrong.
    pub fn check(&self) -> Result<(), Error> {
        if self.version != PIPELINE_VERSION {
            let error = Error::new(Kind::Unsupported, "pipeline.version");
            return Err(error.with("version", self.version).with("known", PIPELINE_VERSION));
        }
        let n = self.columns.len();
        let singles: usize = self.columns.iter().map(|c| c.source.width() + usize::from(c.indicator)).sum();
        let finite = |list: &[f64]| list.iter().all(|x| x.is_finite());
        let column_holds = |column: &FittedColumn| match &column.source {
            Source::Number { low, high, fill, knots, .. } => {
                let ends: Vec<f64> = [low, high, fill].into_iter().flatten().copied().collect();
                let rising = knots.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
                finite(&ends) && finite(knots) && rising && knots.len() != 1 && knots.len() != 2 && knots.len() <= 7
            }
            Source::OneHot { words, fill } => fill.is_none_or(|fill| fill < words.len()),
            Source::Lookup { words, values, other, fill, .. } => {
                let ends: Vec<f64> = [other, fill].into_iter().flatten().copied().collect();
                words.len() == values.len() && finite(values) && finite(&ends)
            }
        };
        let is_number =
            |at: &usize| matches!(self.columns.get(*at), Some(FittedColumn { source: Source::Number { .. }, .. }));
        let regression_holds = |r: &Regression| {
            is_number(&r.column)
                && r.others.iter().all(is_number)
                && r.others.len() == r.weights.len()
                && finite(&r.weights)
                && r.intercept.is_finite()
        };
        let pair_width = |pair: &[usize; 2]| {
            pair.iter().try_fold(1_usize, |product, at| product.checked_mul(self.columns.get(*at)?.source.width()))
        };
        let products = self.interactions.iter().try_fold(0_usize, |sum, pair| sum.checked_add(pair_width(pair)?));
        let part = if !self.columns.iter().all(column_holds) || self.regressions.len() > n {
            "columns"
        } else if !self.regressions.iter().all(regression_holds) {
            "regressions"
        } else if self.center.len() != singles || !finite(&self.center) {
            "center"
        } else if self.scale.len() != singles || !finite(&self.scale) || self.scale.contains(&0.0) {
            "scale"
        } else if products.is_none_or(|more| more > 100_000) {
            "interactions"
        } else if self.kept.iter().any(|at| *at >= singles + products.unwrap_or(0))
            || self.names.len() != self.kept.len()
        {
            "kept"
        } else if !self.mends.values().all(Mend::holds) {
            "mends"
        } else {
            return Ok(());
        };
        Err(Error::new(Kind::Malformed, "pipeline.broken").with("part", part))
    }

    /// Reads a pipeline back from its file.
    ///
    /// # Errors
    /// `pipeline.unreadable` where the text is no pipeline; as [`FittedPipeline::check`].
    pub fn of_json(text: &str) -> Result<Self, Error> {
        let read: Self = serde_json::from_str(text)
            .map_err(|problem| Error::new(Kind::Malformed, "pipeline.unreadable").with("line", problem.line()))?;
        read.check()?;
        Ok(read)
    }

    /// The kept columns of all that were made.
    pub(super) fn picked(&self, rows: usize, made: &[Made]) -> Result<Matrix, Error> {
        let products = self.products(made);
        let all: Vec<&Vec<f64>> = made.iter().flatten().chain(&products).collect();
        let values: Vec<f64> =
            self.kept.iter().filter_map(|at| all.get(*at)).flat_map(|column| column.iter().copied()).collect();
        if rows == 0 {
            return Ok(Matrix::zeros(0, self.kept.len()));
        }
        Matrix::of_columns(rows, values)
            .ok_or_else(|| Error::new(Kind::Malformed, "pipeline.broken").with("part", "kept"))
    }

    /// Products of pairs of columns; what says where cells are missing takes no part.
    pub(super) fn products(&self, made: &[Made]) -> Vec<Vec<f64>> {
        let plain = |at: &usize| {
            let width = self.columns.get(*at).map_or(0, |column| column.source.width());
            made.get(*at).map_or(&[] as &[Vec<f64>], |made| made.get(..width).unwrap_or(made))
        };
        let mut out = Vec::new();
        for [one, other] in &self.interactions {
            for a in plain(one) {
                for b in plain(other) {
                    out.push(a.iter().zip(b).map(|(x, y)| x * y).collect());
                }
            }
        }
        out
    }

    /// Scaled in place.
    pub(super) fn scaled(&self, mut made: Vec<Made>) -> Vec<Made> {
        for ((column, center), scale) in made.iter_mut().flatten().zip(&self.center).zip(&self.scale) {
            for x in column {
                *x = (*x - center) / scale;
            }
        }
        made
    }

    /// What stands for missing numbers at first.
    pub(super) fn fills(&self) -> Vec<f64> {
        let fill = |column: &FittedColumn| match column.source {
            Source::Number { fill, .. } => fill.unwrap_or(0.0),
            _ => 0.0,
        };
        self.columns.iter().map(fill).collect()
    }
}
