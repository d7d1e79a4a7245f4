//! Why a model says what it says, on the table that it was fitted on.

use std::sync::Arc;

use self_cell::self_cell;
use serde::Serialize;

use super::model::StudyModel;
use crate::error::{Error, Kind};
use crate::explain::model::{
    Against, AnswerTarget, Cases, Counterfactual, CounterfactualSettings, Curves, Dependence, DependenceReply,
    DependenceSettings, Importance, ImportanceReply, ImportanceSettings, Movable, NearPerson, Neighbours, cases,
    counterfactual, curves, ranges,
};
use crate::learn::Outcome;
use crate::learn::study::{Held, Study, main_figure};
use crate::score::model::Scorer;

/// What a fit is asked about stays with the asking.
struct Asks {
    scorer: Scorer,
    study: Arc<Study>,
}

type Figure<'m> = Box<dyn FnMut(&[f64], &[f64]) -> f64 + 'm>;
type Shuffled<'m> = Option<Importance<'m, Figure<'m>>>;
type Moved<'m> = Option<Dependence<'m>>;

self_cell!(
    struct ShufflingCell {
        owner: Asks,
        #[covariant]
        dependent: Shuffled,
    }
);

self_cell!(
    struct MovedCell {
        owner: Asks,
        #[covariant]
        dependent: Moved,
    }
);

/// Columns shuffled one by one, in steps.
pub struct Shuffling(ShufflingCell);

/// One column on the move, in steps.
pub struct Dependent(MovedCell);

/// Why one person has this answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CaseTold {
    /// What each column adds.
    pub cases: Cases,
    /// What would have to change to cross the threshold, where columns may move.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterfactual: Option<Counterfactual>,
    /// The most alike people.
    pub near: Vec<NearTold>,
}

/// An alike person, with what came to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NearTold {
    /// Who, and how far.
    #[serde(flatten)]
    pub near: NearPerson,
    /// The number, or 1 where it happened and 0 where it did not.
    pub outcome: f64,
    /// When it happened, or until when it had not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<f64>,
}

/// Alike people that are named.
const NEAREST: usize = 5;

impl Shuffling {
    /// Begins to shuffle the columns of the training table.
    ///
    /// # Errors
    ///
    /// `workbench.noTable`; as [`Importance::begin`].
    pub fn begin(model: &StudyModel, settings: ImportanceSettings) -> Result<Self, Error> {
        let asks = Asks { scorer: model.file.scorer.clone(), study: Arc::clone(model.study()?) };
        let cell = ShufflingCell::try_new(asks, |asks| {
            let figure: Figure<'_> = Box::new(|margins, answers| {
                let rows = (0..u32::try_from(answers.len()).unwrap_or(u32::MAX)).collect();
                let held = Held { rows, margins: margins.to_vec(), answers: answers.to_vec(), over_time: None };
                main_figure(&held, &asks.study.asked.outcome).unwrap_or(f64::NAN)
            });
            Importance::begin(&asks.scorer, &asks.study.asked.frame, settings, figure).map(Some)
        });
        Ok(Self(cell?))
    }

    /// Shuffles one column once; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// As [`Importance::step`].
    pub fn step(&mut self) -> Result<bool, Error> {
        self.0.with_dependent_mut(|_, one| one.as_mut().map_or(Ok(true), Importance::step))
    }

    /// Steps done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        self.0.borrow_dependent().as_ref().map_or((1, 1), Importance::progress)
    }

    /// What was found so far.
    pub fn finish(mut self) -> Option<ImportanceReply> {
        self.0.with_dependent_mut(|_, one| one.take().map(Importance::finish))
    }
}

impl Dependent {
    /// Begins to move a column.
    ///
    /// # Errors
    ///
    /// `workbench.noTable`; as [`Dependence::begin`].
    pub fn begin(model: &StudyModel, column: &str, settings: DependenceSettings) -> Result<Self, Error> {
        let asks = Asks { scorer: model.file.scorer.clone(), study: Arc::clone(model.study()?) };
        let cell = MovedCell::try_new(asks, |asks| {
            Dependence::begin(&asks.scorer, &asks.study.asked.frame, column, settings).map(Some)
        });
        Ok(Self(cell?))
    }

    /// Gives everybody the next value; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// As [`Dependence::step`].
    pub fn step(&mut self) -> Result<bool, Error> {
        self.0.with_dependent_mut(|_, one| one.as_mut().map_or(Ok(true), Dependence::step))
    }

    /// Steps done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        self.0.borrow_dependent().as_ref().map_or((1, 1), Dependence::progress)
    }

    /// What was found so far.
    pub fn finish(mut self) -> Option<DependenceReply> {
        self.0.with_dependent_mut(|_, one| one.take().map(Dependence::finish))
    }
}

impl StudyModel {
    /// The curves and surfaces of a model that has them.
    ///
    /// # Errors
    ///
    /// As [`curves`].
    pub fn shapes(&self) -> Result<Option<Curves>, Error> {
        curves(&self.file.scorer)
    }

    /// Why a row of the table (from 0) has its answer; `movable` columns may change to cross `threshold`.
    ///
    /// # Errors
    ///
    /// `workbench.noTable`; `explain.noRow` for a row that is none or does not count; as [`cases`] and [`counterfactual`].
    pub fn case(&self, row: u32, movable: Vec<Movable>, threshold: f64) -> Result<CaseTold, Error> {
        let study = self.study()?;
        let asked = &study.asked;
        let at = asked.rows.binary_search(&row);
        let at = at.map_err(|_| Error::new(Kind::Usage, "explain.noRow").with("row", u64::from(row) + 1))?;
        let person = asked.frame.take(&[u32::try_from(at).unwrap_or(u32::MAX)]);
        let against = Against::table(&self.file.scorer, &asked.frame, 0, 1)?;
        let cases = cases(&self.file.scorer, &person, &against)?;
        let answer = cases.cases.first().and_then(|case| case.answer);
        let counterfactual = match answer {
            Some(answer) if !movable.is_empty() => {
                let target = if answer > threshold {
                    AnswerTarget::AtMost { answer: threshold }
                } else {
                    AnswerTarget::AtLeast { answer: threshold }
                };
                let settings = CounterfactualSettings { columns: movable, target, most: 3 };
                let ranges = ranges(&self.file.scorer, &asked.frame)?;
                Some(counterfactual(&self.file.scorer, &person, 0, &ranges, &settings)?)
            }
            _ => None,
        };
        let near = Neighbours::of(&self.file.scorer, &asked.frame)?.nearest(&asked.frame, at, NEAREST, Some(at))?;
        let told = |mut near: NearPerson| {
            let (outcome, time) = match &asked.outcome {
                Outcome::Continuous(y) | Outcome::Binary(y) => (y.get(near.row).copied(), None),
                Outcome::Survival { time, event } => {
                    (event.get(near.row).map(|event| f64::from(u8::from(*event))), time.get(near.row).copied())
                }
            };
            near.row = asked.rows.get(near.row).map_or(near.row, |row| *row as usize);
            NearTold { near, outcome: outcome.unwrap_or(f64::NAN), time }
        };
        Ok(CaseTold { cases, counterfactual, near: near.into_iter().map(told).collect() })
    }
}
