//! Answers for rows that the model did not see.

use crate::error::Error;
use crate::learn::Outcome;
use crate::math::Matrix;
use crate::record::Frame;
use crate::score::model::{Scorer, Task};

/// Times at which shares are judged, up to the horizon.
const TIMES: u32 = 20;

/// Answers for some rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Held {
    /// Which rows, by their number among those that count.
    pub rows: Vec<u32>,
    /// What the model added up.
    pub margins: Vec<f64>,
    /// What it answered.
    pub answers: Vec<f64>,
    /// Shares up to each of [`times_of`], where times are asked for.
    pub over_time: Option<Matrix>,
}

/// Times at which shares up to a horizon are judged.
pub fn times_of(task: Task) -> Vec<f64> {
    match task {
        Task::Survival { horizon } => (1..=TIMES).map(|k| horizon * f64::from(k) / f64::from(TIMES)).collect(),
        _ => Vec::new(),
    }
}

impl Held {
    /// Answers of a scorer for the rows named.
    ///
    /// # Errors
    ///
    /// As [`Scorer::matrix`].
    pub fn of(scorer: &Scorer, frame: &Frame, rows: Vec<u32>) -> Result<Self, Error> {
        let x = scorer.matrix(&frame.take(&rows))?;
        let times = times_of(scorer.task);
        let at = |time: &f64| {
            let shares = scorer.predictor.answers(&x, Task::Survival { horizon: *time });
            match &scorer.recalibration {
                Some(way) => shares.into_iter().map(|share| way.share_up_to(share)).collect(),
                None => shares,
            }
        };
        let over_time =
            (!times.is_empty()).then(|| Matrix::of_columns(rows.len(), times.iter().flat_map(at).collect()));
        let (margins, answers) = (scorer.predictor.margins(&x), scorer.answers_of(&x));
        Ok(Self { rows, margins, answers, over_time: over_time.flatten() })
    }

    /// One answer a row of several folds and repeats: the mean of each row's.
    pub fn mean(folds: &[Self], rows: usize) -> Self {
        let mut sums = vec![(0.0, 0.0, 0_u32); rows];
        let times = folds.iter().filter_map(|fold| fold.over_time.as_ref()).map(Matrix::columns).max().unwrap_or(0);
        let mut later = vec![0.0; rows * times];
        for fold in folds {
            for (at, row) in fold.rows.iter().enumerate() {
                let Some(sum) = sums.get_mut(*row as usize) else { continue };
                sum.0 += fold.margins.get(at).copied().unwrap_or(f64::NAN);
                sum.1 += fold.answers.get(at).copied().unwrap_or(f64::NAN);
                sum.2 += 1;
                for time in 0..times {
                    let share = fold.over_time.as_ref().and_then(|shares| shares.column(time).get(at).copied());
                    if let Some(sum) = later.get_mut(time * rows + *row as usize) {
                        *sum += share.unwrap_or(f64::NAN);
                    }
                }
            }
        }
        let judged = |sum: &(f64, f64, u32)| sum.2 > 0;
        let (mut out, mut margins, mut answers) = (Vec::new(), Vec::new(), Vec::new());
        for (sum, row) in sums.iter().zip(0_u32..).filter(|(sum, _)| judged(sum)) {
            out.push(row);
            margins.push(sum.0 / f64::from(sum.2));
            answers.push(sum.1 / f64::from(sum.2));
        }
        let shares: Vec<f64> = later
            .chunks(rows.max(1))
            .flat_map(|column| {
                column.iter().zip(&sums).filter(|(_, sum)| judged(sum)).map(|(x, sum)| x / f64::from(sum.2))
            })
            .collect();
        let over_time = if times > 0 { Matrix::of_columns(out.len(), shares) } else { None };
        Self { rows: out, margins, answers, over_time }
    }

    /// Leaves out rows without an answer; says how many.
    pub fn answered(mut self) -> (Self, usize) {
        let keep: Vec<bool> =
            self.answers.iter().zip(&self.margins).map(|(p, m)| p.is_finite() && m.is_finite()).collect();
        let lost = keep.iter().filter(|keep| !**keep).count();
        if lost > 0 {
            let pick =
                |list: &[f64]| list.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(x, _)| *x).collect::<Vec<_>>();
            let rows = self.rows.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(row, _)| *row).collect();
            let over_time = self.over_time.as_ref().and_then(|shares| {
                let values = (0..shares.columns()).flat_map(|time| pick(shares.column(time))).collect();
                Matrix::of_columns(keep.len() - lost, values)
            });
            self = Self { rows, margins: pick(&self.margins), answers: pick(&self.answers), over_time };
        }
        (self, lost)
    }

    /// What came to be of these rows.
    pub fn outcome(&self, all: &Outcome) -> Outcome {
        all.take(&self.rows)
    }
}
