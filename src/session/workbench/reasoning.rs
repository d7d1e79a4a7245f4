//! Why one person has this answer, in steps: the parts of the sum, what would have to change, who is most alike.

use std::sync::Arc;

use self_cell::self_cell;
use serde::Serialize;

use super::model::StudyModel;
use super::person::{Person, Who};
use crate::error::Error;
use crate::explain::model::{
    Against, AnswerTarget, Background, Cases, Changing, Counterfactual, CounterfactualSettings, Movable, NearPerson,
    Neighbours, Space, cases,
};
use crate::export::model::{RowNoteKind, score_table};
use crate::learn::Outcome;
use crate::learn::study::Study;
use crate::score::model::Scorer;

type Changes<'m> = Option<Changing<'m>>;

self_cell!(
    struct ChangesCell {
        owner: Scorer,
        #[covariant]
        dependent: Changes,
    }
);

/// Why one person has this answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CaseTold {
    /// What each column adds.
    pub cases: Cases,
    /// What must be known of the row, as of any that is scored.
    pub notes: Vec<CaseNote>,
    /// What would have to change to cross the threshold, where columns may move.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterfactual: Option<Counterfactual>,
    /// The most alike people of the training table; none where that is not at hand.
    pub near: Vec<NearTold>,
}

/// Something to know of the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CaseNote {
    /// What.
    pub what: RowNoteKind,
    /// Columns that it is about.
    pub columns: Vec<String>,
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
/// Most columns that change together.
const TOGETHER: usize = 3;
/// How much of the progress is what comes before changes are looked for.
const BEFORE: f64 = 0.2;

/// A person's reasons under way.
pub struct Reasoning {
    person: Person,
    study: Option<(Arc<Study>, Arc<Space>)>,
    told: CaseTold,
    changes: Option<ChangesCell>,
    scorer: Option<Scorer>,
}

impl Reasoning {
    /// Tells the parts; changes of `movable` columns that cross `threshold`, and alike people, follow in steps.
    ///
    /// # Errors
    ///
    /// `workbench.noTable`, `explain.notScored`, `explain.noRow`, `explain.noColumn`, `explain.notNumber`,
    /// `explain.notDay`; as [`cases`] and [`Changing::begin`].
    pub fn begin(model: &StudyModel, who: &Who, movable: Vec<Movable>, threshold: f64) -> Result<Self, Error> {
        let (scorer, background) = (&model.file.scorer, model.file.training.background.as_ref());
        let person = Person::of(model, who)?;
        let against = background.map_or_else(|| Against::centre(scorer), Background::against);
        let cases = cases(scorer, &person.row, &against)?;
        let scored = score_table(&model.file, &person.row)?;
        let name = |at: &u32| scored.columns.get(*at as usize).cloned();
        let notes = scored.notes.iter();
        let notes =
            notes.map(|note| CaseNote { what: note.what, columns: note.columns.iter().filter_map(name).collect() });
        let changes = match cases.cases.first().and_then(|case| case.answer) {
            Some(answer) if !movable.is_empty() => {
                let target = if answer > threshold {
                    AnswerTarget::AtMost { answer: threshold }
                } else {
                    AnswerTarget::AtLeast { answer: threshold }
                };
                let ranges = background.map_or(&[][..], |background| &background.ranges);
                let settings = CounterfactualSettings { columns: movable, target, most: TOGETHER };
                let cell = ChangesCell::try_new(scorer.clone(), |scorer| {
                    Changing::begin(scorer, &person.row, 0, ranges, &settings).map(Some)
                });
                Some(cell?)
            }
            _ => None,
        };
        let study = match model.study() {
            Ok(study) => Some((Arc::clone(study), model.space()?)),
            Err(_) => None,
        };
        let told = CaseTold { cases, notes: notes.collect(), counterfactual: None, near: Vec::new() };
        let scorer = study.is_some().then(|| scorer.clone());
        Ok(Self { person, study, told, changes, scorer })
    }

    /// Finds the alike people first, then takes one step of the changes; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// As [`Changing::step`] and [`Neighbours::nearest`].
    pub fn step(&mut self) -> Result<bool, Error> {
        if let Some((study, space)) = self.study.take() {
            self.told.near = self.near(&study, &space)?;
            return Ok(self.changes.is_none());
        }
        let Some(cell) = &mut self.changes else { return Ok(true) };
        if cell.with_dependent_mut(|_, changing| changing.as_mut().map_or(Ok(true), Changing::step))? {
            self.told.counterfactual = cell.with_dependent_mut(|_, changing| changing.take()).map(Changing::finish);
            self.changes = None;
        }
        Ok(self.changes.is_none())
    }

    /// How much is done, of 1.
    pub fn progress(&self) -> f64 {
        match (&self.study, &self.changes) {
            (Some(_), _) => 0.0,
            (None, None) => 1.0,
            (None, Some(cell)) => {
                BEFORE + (1.0 - BEFORE) * cell.borrow_dependent().as_ref().map_or(1.0, Changing::progress)
            }
        }
    }

    /// What was found so far.
    pub fn finish(self) -> CaseTold {
        self.told
    }

    fn near(&self, study: &Study, space: &Space) -> Result<Vec<NearTold>, Error> {
        let Some(scorer) = &self.scorer else { return Ok(Vec::new()) };
        let asked = &study.asked;
        let neighbours = Neighbours::within(scorer, &asked.frame, space)?;
        let near = neighbours.nearest(&self.person.row, 0, NEAREST, self.person.at)?;
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
        Ok(near.into_iter().map(told).collect())
    }
}
