//! What is lost where a column of the table is shuffled: how much a figure (area under the curve, concordance, R²) falls
//! (Breiman, 2001).
//!
//! Every repeat shuffles all columns in the same order, so that columns are compared on the same chance.

use serde::{Deserialize, Serialize};

use super::subject::Subject;
use crate::error::{Error, Kind};
use crate::math::{Matrix, Stream};
use crate::record::Frame;
use crate::score::model::Scorer;

/// How columns are shuffled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ImportanceSettings {
    /// How often each column is shuffled, 1 to 100.
    pub repeats: u32,
    /// Seed of the shuffles.
    pub seed: u32,
}

impl Default for ImportanceSettings {
    fn default() -> Self {
        Self { repeats: 5, seed: 0 }
    }
}

/// What one column is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColumnImportance {
    /// Column of the table.
    pub column: String,
    /// By how much the figure falls, on average over repeats.
    pub mean: f64,
    /// Standard deviation between repeats; 0 for one repeat.
    pub spread: f64,
    /// Each repeat.
    pub each: Vec<f64>,
}

/// What all columns are worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ImportanceReply {
    /// The figure with nothing shuffled.
    pub figure: f64,
    /// The greatest first; columns of the same worth in the table's order.
    pub columns: Vec<ColumnImportance>,
}

/// Where columns are shuffled.
enum Table {
    /// In the matrix, where each of its columns is made of one column of the table alone: the same, and far less work.
    Made(Matrix),
    /// In the table itself.
    Raw(Frame),
}

/// Shuffling under way: [`Importance::begin`], [`Importance::step`] until nothing is left, [`Importance::finish`].
///
/// `figure` is given the margins and the answers of all rows and says how good they are; more is better.
pub struct Importance<'m, F> {
    subject: Subject<'m>,
    table: Table,
    figure: F,
    settings: ImportanceSettings,
    full: f64,
    each: Vec<Vec<f64>>,
    at: usize,
}

impl<'m, F: FnMut(&[f64], &[f64]) -> f64> Importance<'m, F> {
    /// Works the figure out with nothing shuffled.
    ///
    /// # Errors
    ///
    /// `explain.setting` for repeats that are not 1 to 100; `explain.figure` where the figure of the table is no number;
    /// what [`Scorer::check`] and the pipeline refuse.
    pub fn begin(
        scorer: &'m Scorer,
        frame: &Frame,
        settings: ImportanceSettings,
        mut figure: F,
    ) -> Result<Self, Error> {
        if !(1..=100).contains(&settings.repeats) {
            let wrong = Error::new(Kind::Usage, "explain.setting").with("setting", "repeats");
            return Err(wrong.with("value", settings.repeats).with("accepted", "1 – 100"));
        }
        let subject = Subject::of(scorer)?;
        let x = scorer.matrix(frame)?;
        let (margins, answers) = subject.scored(&x);
        let full = figure(&margins, &answers);
        if !full.is_finite() {
            return Err(Error::new(Kind::Value, "explain.figure"));
        }
        let alone = scorer.pipeline.regressions.is_empty() && subject.origins.iter().all(|o| o.with.is_none());
        let table = if alone { Table::Made(x) } else { Table::Raw(subject.frame(frame, None)?) };
        let each = vec![Vec::new(); scorer.pipeline.columns.len()];
        Ok(Self { subject, table, figure, settings, full, each, at: 0 })
    }

    /// Shuffles one column once; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// What the pipeline refuses.
    pub fn step(&mut self) -> Result<bool, Error> {
        let columns = self.each.len();
        let (done, all) = self.progress();
        if done >= all {
            return Ok(true);
        }
        let (column, repeat) = (self.at % columns.max(1), self.at / columns.max(1));
        self.at += 1;
        let lost = if self.subject.pipeline().reads(column) {
            let figure = self.shuffled(column, u32::try_from(repeat).unwrap_or(0))?;
            self.full - figure
        } else {
            0.0
        };
        if let Some(each) = self.each.get_mut(column) {
            each.push(lost);
        }
        Ok(self.at >= all)
    }

    /// Steps done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.each.len() * self.settings.repeats as usize)
    }

    /// What was found so far; columns that were not shuffled yet are left out. A shuffle whose figure is no number (all of
    /// one class) does not count.
    pub fn finish(self) -> ImportanceReply {
        let names = self.subject.pipeline().columns.iter().map(|column| column.name.clone());
        let told = |(column, each): (String, Vec<f64>)| {
            let each: Vec<f64> = each.into_iter().filter(|lost| lost.is_finite()).collect();
            let count = each.len() as f64;
            let mean = each.iter().sum::<f64>() / count;
            let squares: f64 = each.iter().map(|x| (x - mean) * (x - mean)).sum();
            let spread = if each.len() > 1 { crate::math::sqrt(squares / (count - 1.0)) } else { 0.0 };
            (!each.is_empty()).then_some(ColumnImportance { column, mean, spread, each })
        };
        let mut columns: Vec<ColumnImportance> = names.zip(self.each).filter_map(told).collect();
        columns.sort_by(|a, b| b.mean.total_cmp(&a.mean));
        ImportanceReply { figure: self.full, columns }
    }

    fn shuffled(&mut self, column: usize, repeat: u32) -> Result<f64, Error> {
        let scorer = self.subject.scorer;
        match &mut self.table {
            Table::Made(x) => {
                let order = order(x.rows(), self.settings.seed, repeat);
                let origins = self.subject.origins.iter().enumerate();
                let made: Vec<usize> = origins.filter(|(_, o)| o.column == column).map(|(at, _)| at).collect();
                let mut kept: Vec<Vec<f64>> = Vec::new();
                for at in &made {
                    let own = x.column(*at).to_vec();
                    for (to, from) in x.column_mut(*at).iter_mut().zip(&order) {
                        *to = own.get(*from as usize).copied().unwrap_or(f64::NAN);
                    }
                    kept.push(own);
                }
                let (margins, answers) = self.subject.scored(x);
                let figure = (self.figure)(&margins, &answers);
                for (at, own) in made.iter().zip(&kept) {
                    x.column_mut(*at).copy_from_slice(own);
                }
                Ok(figure)
            }
            Table::Raw(frame) => {
                let order = order(frame.rows(), self.settings.seed, repeat);
                let Some(name) = self.subject.pipeline().columns.get(column).map(|column| column.name.clone()) else {
                    return Ok(self.full);
                };
                let own = frame.column(&name).map(|column| column.cells.take(&order));
                let own = own.and_then(|shuffled| frame.set(&name, shuffled));
                let x = scorer.matrix(frame);
                own.and_then(|own| frame.set(&name, own));
                let x = x?;
                let (margins, answers) = self.subject.scored(&x);
                Ok((self.figure)(&margins, &answers))
            }
        }
    }
}

/// Rows in an order by chance (Fisher and Yates).
fn order(rows: usize, seed: u32, repeat: u32) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect();
    let mut stream = Stream::new(seed, 100 + repeat);
    for last in (1..order.len()).rev() {
        order.swap(last, stream.below(last as u32 + 1) as usize);
    }
    order
}
