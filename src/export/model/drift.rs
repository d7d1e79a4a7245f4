//! A new table held against the one a model was trained on.
//!
//! The population stability index of a column is Σ (now − then) · ln(now / then) over its parts. That 0.1 means little and
//! 0.25 much is a custom of credit scoring, not a test; in small tables chance alone makes it large, so its size by chance
//! (about (parts − 1) · (1/now + 1/then)) stands beside it.

use serde::Serialize;

use super::file::ModelFile;
use super::suit::{Turned, suited};
use super::training::Spread;
use crate::collect::cohort::{Cohort, Habit};
use crate::error::Error;
use crate::learn::Outcome;
use crate::learn::measure::{
    Calibration, CalibrationAt, Distances, Estimate, Followed, Ranked, Scored, calibration, calibration_at, distances,
    harrell, logit_interval,
};
use crate::learn::split::SplitBy;
use crate::learn::study::{Asked, Held, StudyQuestion};
use crate::math::ln;
use crate::record::{Cells, Frame, NO_DAY};
use crate::score::model::Task;

/// A part that holds nothing counts as this share of the rows: our own choice, as the index has no value there.
const EMPTY: f64 = 1e-4;
/// New words that are listed.
const LISTED: usize = 20;

/// How a new table differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Drift {
    /// Rows of the training table, and of the new one.
    pub rows: [usize; 2],
    /// The predictors.
    pub columns: Vec<ColumnDrift>,
    /// The model's answers.
    pub answers: Option<ColumnShift>,
    /// Rows of the new table without an answer.
    pub unanswered: usize,
    /// How the answers bear out, where outcomes are there.
    pub outcome: Option<Borne>,
    /// Why the outcomes could not be judged.
    pub no_outcome: Option<Error>,
    /// Columns of words that were read as numbers.
    pub turned: Vec<Turned>,
}

/// How one column differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColumnDrift {
    /// Its name.
    pub name: String,
    /// What stands in it; none where nothing does, then or now.
    pub shift: Option<ColumnShift>,
    /// Share of rows without a cell, then and now.
    pub missing: [f64; 2],
    /// Words that the training table did not hold, most frequent first, at most 20, with their rows.
    pub new_words: Vec<(String, usize)>,
    /// Rows of all words that the training table did not hold.
    pub new_word_rows: usize,
    /// Rows below the fifth least number of the training table.
    pub below: usize,
    /// Rows above the greatest.
    pub above: usize,
}

/// How two spreads differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColumnShift {
    /// Population stability index.
    pub index: f64,
    /// About how large it is by chance alone.
    pub by_chance: f64,
    /// What is said of it by custom.
    pub reading: ShiftReading,
    /// Share of each part then; parts are those of the training summary, for words the last is of all others.
    pub then: Vec<f64>,
    /// Share of each part now.
    pub now: Vec<f64>,
}

/// What is said of an index by custom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum ShiftReading {
    /// Below 0.1.
    Little,
    /// From 0.1 to below 0.25.
    Some,
    /// From 0.25.
    Much,
}

/// How answers bear out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Borne {
    /// Rows with outcome and answer.
    pub rows: usize,
    /// Rows where it happened; of a number, the rows.
    pub events: usize,
    /// Area under the ROC curve, or Harrell's concordance.
    pub discrimination: Option<Estimate>,
    /// The same in the study, on rows that the model did not see.
    pub discrimination_then: Option<f64>,
    /// Of shares: in the large (`ratio`, `intercept`) and the slope.
    pub calibration: Option<Calibration>,
    /// Of shares up to a time.
    pub calibration_at: Option<CalibrationAt>,
    /// Of numbers.
    pub distances: Option<Distances>,
}

/// Holds a table against the training table of a model.
///
/// # Errors
///
/// `modelFile.lacksColumns`, `pipeline.kind`.
pub fn drift(model: &ModelFile, frame: &Frame) -> Result<Drift, Error> {
    drifted(model, frame, Habit::default())
}

/// The same of a table that was read.
///
/// # Errors
///
/// As [`drift`].
pub fn cohort_drift(model: &ModelFile, cohort: &Cohort) -> Result<Drift, Error> {
    drifted(model, &cohort.frame, cohort.habit)
}

fn drifted(model: &ModelFile, frame: &Frame, habit: Habit) -> Result<Drift, Error> {
    let (frame, turned) = suited(&model.scorer.pipeline, frame, habit)?;
    let rows = frame.rows();
    let mut columns = Vec::new();
    for column in &model.scorer.pipeline.columns {
        let Some(found) = frame.column(&column.name) else { continue };
        let then = model.training.column(&column.name);
        let missing = (0..rows).filter(|row| found.cells.is_missing(*row)).count();
        let share = |part: usize, of: usize| if of == 0 { 0.0 } else { part as f64 / of as f64 };
        let (below, above) = outside(&found.cells, then.map(|summary| &summary.spread));
        let mut new_words = column.source.new_words(&found.cells);
        let new_word_rows = new_words.iter().map(|(_, count)| count).sum();
        new_words.truncate(LISTED);
        columns.push(ColumnDrift {
            name: column.name.clone(),
            shift: then.and_then(|summary| shift(&summary.spread, &found.cells)),
            missing: [share(then.map_or(0, |summary| summary.missing), model.training.rows), share(missing, rows)],
            new_words,
            new_word_rows,
            below,
            above,
        });
    }
    let answers = model.scorer.answers(&frame)?;
    let unanswered = answers.iter().filter(|answer| answer.is_nan()).count();
    let answers = model.training.answers.as_ref().and_then(|then| shift(then, &Cells::Numbers(answers)));
    let (outcome, no_outcome) = match borne(model, &frame) {
        Ok(borne) => (Some(borne), None),
        Err(error) => (None, Some(error)),
    };
    Ok(Drift { rows: [model.training.rows, rows], columns, answers, unanswered, outcome, no_outcome, turned })
}

/// How the cells of a column differ from those it was trained on.
fn shift(then: &Spread, now: &Cells) -> Option<ColumnShift> {
    let (then, now) = then.parted(now)?;
    // A part that neither knows, as that of other words, is none.
    let parts = then.iter().zip(&now).filter(|(a, b)| **a > 0 || **b > 0).count();
    let sum = |counts: &[usize]| counts.iter().fold(0.0, |sum, count| sum + *count as f64);
    let (all_then, all_now) = (sum(&then), sum(&now));
    if all_then == 0.0 || all_now == 0.0 {
        return None;
    }
    let shares = |counts: &[usize], all: f64| counts.iter().map(|count| *count as f64 / all).collect::<Vec<f64>>();
    let (then, now) = (shares(&then, all_then), shares(&now, all_now));
    let index = then.iter().zip(&now).fold(0.0, |sum, (then, now)| {
        let (then, now) = (then.max(EMPTY), now.max(EMPTY));
        sum + (now - then) * ln(now / then)
    });
    let reading = match index {
        index if index < 0.1 => ShiftReading::Little,
        index if index < 0.25 => ShiftReading::Some,
        _ => ShiftReading::Much,
    };
    let by_chance = parts.saturating_sub(1) as f64 * (1.0 / all_now + 1.0 / all_then);
    Some(ColumnShift { index, by_chance, reading, then, now })
}

/// Rows below the least and above the greatest of the training table.
fn outside(cells: &Cells, then: Option<&Spread>) -> (usize, usize) {
    let Some(Spread::Numbers { least, most, .. }) = then else { return (0, 0) };
    let numbers: Vec<f64> = match cells {
        Cells::Numbers(numbers) => numbers.clone(),
        Cells::Days(days) => days.iter().filter(|day| **day != NO_DAY).map(|day| f64::from(*day)).collect(),
        Cells::Words { .. } => Vec::new(),
    };
    let count = |which: &dyn Fn(f64) -> bool| numbers.iter().filter(|x| which(**x)).count();
    (count(&|x| least.is_some_and(|least| x < least)), count(&|x| most.is_some_and(|most| x > most)))
}

/// How the answers bear out.
fn borne(model: &ModelFile, frame: &Frame) -> Result<Borne, Error> {
    // Who is grouped, or parted from whom, is no matter here, and such columns need not be there.
    let asks = model.protocol.question.clone();
    let question = StudyQuestion { groups: Vec::new(), time: None, site: None, person: None, ..asks };
    let asked = Asked::new(&question, frame, SplitBy::default())?;
    let rows = (0..u32::try_from(asked.rows.len()).unwrap_or(u32::MAX)).collect();
    let (held, _) = Held::of(&model.scorer, &asked.frame, rows)?.answered();
    let outcome = held.outcome(&asked.outcome);
    let mut out = Borne {
        rows: outcome.len(),
        events: outcome.events(),
        discrimination: None,
        discrimination_then: model.evaluation.main(),
        calibration: None,
        calibration_at: None,
        distances: None,
    };
    match (&outcome, model.scorer.task) {
        (Outcome::Binary(y), _) => {
            let scored = Scored::shares(&held.answers, y)?;
            out.discrimination = Ranked::new(&scored).delong().map(|area| logit_interval(&area));
            out.calibration = calibration(&scored);
        }
        (Outcome::Survival { time, event }, Task::Survival { horizon }) => {
            let followed = Followed::new(time, event)?;
            out.discrimination = harrell(&held.margins, &followed)?.map(|concordance| concordance.share);
            out.calibration_at = calibration_at(&held.answers, &followed, horizon, 10)?;
        }
        (Outcome::Continuous(y), _) => out.distances = distances(&held.answers, y)?,
        (Outcome::Survival { .. }, _) => {}
    }
    Ok(out)
}
