//! Answers recalibrated among other people, in turns: who mends is not who judges.
//!
//! Whether it happens: the log odds moved, or moved and stretched. Whether it happens up to a time: the hazard multiplied,
//! or its logarithm stretched, with the shape over time that it has among the people there. A number: moved, or a straight line.

use serde::Serialize;

use super::asked::Asked;
use super::held::{Held, times_of};
use crate::error::{Error, Kind};
use crate::learn::Outcome;
use crate::learn::recalibrate::{UpTo, Way, recalibrate, recalibrate_numbers, recalibrate_up_to, turns};
use crate::learn::split::Rows;
use crate::math::ln;
use crate::score::model::{Recalibration, Task};

/// What all people together are mended by: of log odds, of the complementary log-log at the horizon, or of the number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MendingLine {
    /// What is added.
    pub intercept: f64,
    /// By how much it is stretched before.
    pub slope: f64,
}

/// A recalibration of any task.
enum Mending {
    Share(Recalibration),
    UpTo(UpTo),
    Number(MendingLine),
}

/// Answers of a model, each mended by nine tenths of the other people, and the line that all of them give. Ranks stay as
/// they are; [`Way::Intercept`] or [`Way::Slope`].
///
/// # Errors
///
/// As [`recalibrate`], [`recalibrate_up_to`] and the split; `learn.separated` where one number was answered for all.
pub fn mended(way: Way, task: Task, asked: &Asked, held: &Held) -> Result<(Held, MendingLine), Error> {
    let outcome = held.outcome(&asked.outcome);
    let known = asked.split_rows();
    let of = |list: Option<&[u32]>| -> Option<Vec<u32>> {
        list.map(|list| held.rows.iter().filter_map(|row| list.get(*row as usize).copied()).collect())
    };
    let (class, person) = (of(known.class), of(known.person));
    let rows = Rows { rows: held.rows.len(), class: class.as_deref(), person: person.as_deref(), ..Rows::default() };
    let everybody: Vec<u32> = (0..u32::try_from(held.rows.len()).unwrap_or(u32::MAX)).collect();
    let line = fit(way, task, &held.answers, &outcome, &everybody)?.line();
    let times = times_of(task);
    let mut out = held.clone();
    for fold in turns(rows)? {
        let mending = fit(way, task, &held.answers, &outcome, &fold.train)?;
        for row in fold.test {
            let row = row as usize;
            let Some(said) = held.answers.get(row).copied() else { continue };
            if let Some(answer) = out.answers.get_mut(row) {
                *answer = mending.answer(said, task);
            }
            // A model of times has its shape over time from the people there as well.
            for (at, time) in times.iter().enumerate() {
                let share = out.over_time.as_mut().and_then(|shares| shares.column_mut(at).get_mut(row));
                if let (Some(share), Mending::UpTo(up_to)) = (share, &mending) {
                    *share = up_to.share(said, *time);
                }
            }
        }
    }
    Ok((out, line))
}

/// What some of the rows say.
fn fit(way: Way, task: Task, answers: &[f64], outcome: &Outcome, rows: &[u32]) -> Result<Mending, Error> {
    let answers: Vec<f64> = rows.iter().filter_map(|row| answers.get(*row as usize).copied()).collect();
    match (outcome.take(rows), task) {
        (Outcome::Binary(y), _) => {
            let margins: Vec<f64> = answers.iter().map(|share| log_odds(*share)).collect();
            recalibrate(way, &margins, &y, None).map(Mending::Share)
        }
        (Outcome::Survival { time, event }, Task::Survival { horizon }) => {
            recalibrate_up_to(way, &answers, &time, &event, horizon).map(Mending::UpTo)
        }
        (Outcome::Survival { .. }, _) => Err(Error::new(Kind::Usage, "study.horizon")),
        (Outcome::Continuous(y), _) => {
            let line = recalibrate_numbers(way != Way::Intercept, &answers, &y);
            let (intercept, slope) = line.ok_or_else(|| Error::new(Kind::Value, "learn.separated"))?;
            Ok(Mending::Number(MendingLine { intercept, slope }))
        }
    }
}

/// Log odds of an answer, which a model of shares has not as its margin.
fn log_odds(share: f64) -> f64 {
    let share = share.clamp(1e-10, 1.0 - 1e-10);
    ln(share / (1.0 - share))
}

impl Mending {
    fn answer(&self, said: f64, task: Task) -> f64 {
        match (self, task) {
            (Self::Share(mend), _) => mend.share(log_odds(said)),
            (Self::UpTo(up_to), Task::Survival { horizon }) => up_to.share(said, horizon),
            (Self::UpTo(_), _) => f64::NAN,
            (Self::Number(line), _) => line.intercept + line.slope * said,
        }
    }

    fn line(&self) -> MendingLine {
        match self {
            Self::Share(Recalibration::Line { intercept, slope }) => {
                MendingLine { intercept: *intercept, slope: *slope }
            }
            Self::Share(Recalibration::Steps(_)) => MendingLine { intercept: f64::NAN, slope: f64::NAN },
            Self::UpTo(up_to) => MendingLine { intercept: up_to.intercept, slope: up_to.slope },
            Self::Number(line) => *line,
        }
    }
}
