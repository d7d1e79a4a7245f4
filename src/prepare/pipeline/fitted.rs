//! A fitted pipeline: a table to a matrix, one row at a time independent of the others.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::iterative::{self, Regression};
use super::spline;
use crate::error::{Error, Kind};
use crate::math::Matrix;
use crate::record::{Cells, Frame, NO_DAY};

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
}

impl Source {
    /// How many columns it makes.
    pub(super) fn width(&self) -> usize {
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
            Source::Lookup { words, values, other, fill } => {
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

    /// Makes the matrix of a table.
    ///
    /// # Errors
    /// `pipeline.noColumn`, `pipeline.kind` where a column is missing or of another type.
    pub fn transform(&self, frame: &Frame) -> Result<Matrix, Error> {
        let made = self.scaled(self.expand(frame)?);
        self.picked(frame.rows(), &made)
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

    /// The cells of each column, as they were while fitting.
    fn cells<'f>(&self, frame: &'f Frame) -> Result<Vec<Cow<'f, Cells>>, Error> {
        let of = |column: &FittedColumn| {
            let wrong = |key| Error::new(Kind::Value, key).with("column", &column.name);
            let found = frame.column(&column.name).ok_or_else(|| wrong("pipeline.noColumn"))?;
            column.source.fits(&found.cells).ok_or_else(|| wrong("pipeline.kind"))
        };
        self.columns.iter().map(of).collect()
    }

    /// Each column of the table as numbers, winsorised; `None` for words.
    fn numbers_of(&self, cells: &[Cow<'_, Cells>]) -> Vec<Option<Vec<f64>>> {
        let read = |(column, cells): (&FittedColumn, &Cow<'_, Cells>)| {
            let Source::Number { low, high, .. } = &column.source else { return None };
            let mut values: Vec<f64> = match &**cells {
                Cells::Numbers(values) => values.clone(),
                Cells::Days(days) => days.iter().map(|day| years(*day)).collect(),
                Cells::Words { .. } => return None,
            };
            for x in &mut values {
                // Comparisons with NaN are false: it stays.
                if low.is_some_and(|low| *x < low) {
                    *x = low.unwrap_or(*x);
                }
                if high.is_some_and(|high| *x > high) {
                    *x = high.unwrap_or(*x);
                }
            }
            Some(values)
        };
        self.columns.iter().zip(cells).map(read).collect()
    }

    /// Each column of a table as numbers, winsorised; `None` for words.
    pub(super) fn numbers(&self, frame: &Frame) -> Result<Vec<Option<Vec<f64>>>, Error> {
        Ok(self.numbers_of(&self.cells(frame)?))
    }

    pub(super) fn fills(&self) -> Vec<f64> {
        let fill = |column: &FittedColumn| match column.source {
            Source::Number { fill, .. } => fill.unwrap_or(0.0),
            _ => 0.0,
        };
        self.columns.iter().map(fill).collect()
    }

    /// The columns made of each column of the table, not yet scaled.
    pub(super) fn expand(&self, frame: &Frame) -> Result<Vec<Made>, Error> {
        let cells = self.cells(frame)?;
        let mut numbers = self.numbers_of(&cells);
        iterative::apply(&self.regressions, &mut numbers, &self.fills());
        let mut out = Vec::with_capacity(self.columns.len());
        for ((column, values), cells) in self.columns.iter().zip(numbers).zip(&cells) {
            let mut made = match (&column.source, values, &**cells) {
                (Source::Number { fill, knots, .. }, Some(mut values), _) => {
                    if let Some(fill) = fill {
                        values.iter_mut().filter(|x| x.is_nan()).for_each(|x| *x = *fill);
                    }
                    spline::columns(&values, knots)
                }
                (source, _, Cells::Words { codes, words }) => of_words(source, codes, words),
                _ => return Err(Error::new(Kind::Value, "pipeline.kind").with("column", &column.name)),
            };
            let missing = |row| f64::from(u8::from(cells.is_missing(row)));
            made.extend(column.indicator.then(|| (0..frame.rows()).map(missing).collect()));
            out.push(made);
        }
        Ok(out)
    }
}

/// Years of 365.25 days since 1970.
pub(super) fn years(day: i32) -> f64 {
    if day == NO_DAY { f64::NAN } else { f64::from(day) / 365.25 }
}

/// What each word of the frame becomes, then each row.
fn of_words(source: &Source, codes: &[u32], words: &[String]) -> Made {
    let table = |known: &[String]| -> Vec<Option<usize>> {
        let places: BTreeMap<&str, usize> = known.iter().enumerate().map(|(at, word)| (word.as_str(), at)).collect();
        words.iter().map(|word| places.get(word.as_str()).copied()).collect()
    };
    match source {
        Source::OneHot { words: known, fill } => {
            let places = table(known);
            let of = |code: &u32| match places.get(*code as usize) {
                // A missing cell has no place among the frame's words.
                None => *fill,
                Some(place) => place.or(Some(usize::MAX)),
            };
            (1..known.len())
                .map(|word| {
                    codes.iter().map(|code| of(code).map_or(f64::NAN, |at| f64::from(u8::from(at == word)))).collect()
                })
                .collect()
        }
        Source::Lookup { words: known, values, other, fill } => {
            let told =
                |place: &Option<usize>| place.and_then(|at| values.get(at).copied()).or(*other).unwrap_or(f64::NAN);
            let of: Vec<f64> = table(known).iter().map(told).collect();
            vec![codes.iter().map(|code| of.get(*code as usize).copied().unwrap_or(fill.unwrap_or(f64::NAN))).collect()]
        }
        Source::Number { .. } => Vec::new(),
    }
}
