//! A model judged on another table: as it is, mended by its intercept or slope, and fitted anew there.
//!
//! Intercept and slope are fitted on nine tenths of the rows and judged on the last, in turns, so that who mends is not who
//! judges.

use std::sync::Arc;

use serde::Serialize;

use super::model::StudyModel;
use super::table::{OpenTable, ReadingTable};
use crate::error::Error;
use crate::export::model::{External, suited};
use crate::learn::recalibrate::{Way, recalibrate};
use crate::learn::split::{Rows, SplitSettings};
use crate::learn::study::{Asked, Evaluation, Held, Protocol, Study, StudyQuestion, Training, evaluate};
use crate::learn::{ModelSettings, Outcome};
use crate::score::model::Scorer;

/// Judging under way.
pub struct Judging {
    name: String,
    model: ModelSettings,
    asked: Asked,
    scorer: Scorer,
    held: Held,
    unanswered: usize,
    refit: Option<Training>,
    told: Vec<Mended>,
    before: Evaluation,
    at: usize,
}

/// A model on another table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ExternalTold {
    /// The table.
    pub name: String,
    /// As the model is.
    pub before: Evaluation,
    /// After mending.
    pub after: Vec<Mended>,
}

/// A model mended on another table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Mended {
    /// `intercept`, `slope`, `refit`.
    pub by: String,
    /// Its figures.
    pub evaluation: Evaluation,
}

/// Parts that judge in turns.
const FOLDS: usize = 10;

impl Judging {
    /// Reads the other table and judges the model there as it is.
    ///
    /// # Errors
    ///
    /// `cohort.*`; `modelFile.lacksColumns`; as [`Asked::new`]: the outcome must be there under the same name.
    pub fn begin(model: &StudyModel, name: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        Self::on(model, &ReadingTable::whole(name, bytes)?)
    }

    /// The same for a table that is open.
    ///
    /// # Errors
    ///
    /// As [`Judging::begin`].
    pub fn on(model: &StudyModel, table: &OpenTable) -> Result<Self, Error> {
        let name = &table.name;
        let scorer = model.file.scorer.clone();
        let (frame, _) = suited(&scorer.pipeline, &table.cohort.frame)?;
        let there = |name: &String| frame.column(name).is_some();
        let asks = &model.file.protocol.question;
        let question = StudyQuestion {
            groups: asks.groups.iter().filter(|name| there(name)).cloned().collect(),
            time: None,
            site: None,
            person: asks.person.clone().filter(there),
            ..asks.clone()
        };
        let asked = Asked::new(&question, &frame)?;
        let rows = (0..u32::try_from(asked.rows.len()).unwrap_or(u32::MAX)).collect();
        let (held, unanswered) = Held::of(&scorer, &asked.frame, rows)?.answered();
        let mut before = evaluate(scorer.task, &asked, &held)?;
        before.unanswered = unanswered;
        let protocol = Protocol {
            question,
            split: SplitSettings { folds: 5, repeats: 1, ..SplitSettings::default() },
            recalibrate: None,
            search: None,
            promise: None,
            ..model.file.protocol.clone()
        };
        // Too few rows to fit anew are no reason not to judge.
        let refit = Study::new(protocol, &frame).ok().map(|study| Training::of(Arc::new(study)));
        let settings = model.file.protocol.model.clone();
        Ok(Self {
            name: name.to_owned(),
            model: settings,
            asked,
            scorer,
            held,
            unanswered,
            refit,
            told: Vec::new(),
            before,
            at: 0,
        })
    }

    /// Does one step; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// What a measure refuses; a way of mending that cannot be had here is left out.
    pub fn step(&mut self) -> Result<bool, Error> {
        let ways = [("intercept", Way::Intercept), ("slope", Way::Slope)];
        if let Some((by, way)) = ways.get(self.at) {
            self.at += 1;
            if let Ok(Some(evaluation)) = self.mended(*way) {
                self.told.push(Mended { by: (*by).to_owned(), evaluation });
            }
            return Ok(false);
        }
        match self.refit.as_mut().map(Training::step) {
            Some(Ok(false)) => Ok(false),
            Some(Ok(true)) => {
                if let Some(Ok(trained)) = self.refit.take().map(Training::finish) {
                    self.told.push(Mended { by: "refit".to_owned(), evaluation: trained.evaluation });
                }
                Ok(true)
            }
            Some(Err(_)) | None => {
                self.refit = None;
                Ok(true)
            }
        }
    }

    /// Answers mended by the other rows, judged.
    fn mended(&self, way: Way) -> Result<Option<Evaluation>, Error> {
        let Outcome::Binary(y) = self.held.outcome(&self.asked.outcome) else { return Ok(None) };
        let class: Vec<u32> = y.iter().map(|y| u32::from(*y == 1.0)).collect();
        let folds = SplitSettings { folds: FOLDS, ..SplitSettings::default() }.check()?;
        let folds = folds.folds(Rows { rows: y.len(), class: Some(&class), ..Rows::default() })?;
        let mut held = self.held.clone();
        for fold in folds {
            let pick = |list: &[f64], rows: &[u32]| -> Vec<f64> {
                rows.iter().filter_map(|row| list.get(*row as usize).copied()).collect()
            };
            let margins = self.margins();
            let mend = recalibrate(way, &pick(&margins, &fold.train), &pick(&y, &fold.train), None)?;
            for row in fold.test {
                if let (Some(answer), Some(margin)) = (held.answers.get_mut(row as usize), margins.get(row as usize)) {
                    *answer = mend.share(*margin);
                }
            }
        }
        let mut evaluation = evaluate(self.scorer.task, &self.asked, &held)?;
        evaluation.unanswered = self.unanswered;
        Ok(Some(evaluation))
    }

    /// Log odds of the answers, which a model of shares has not as its margin.
    fn margins(&self) -> Vec<f64> {
        let odds = |share: &f64| {
            let share = share.clamp(1e-10, 1.0 - 1e-10);
            crate::math::ln(share / (1.0 - share))
        };
        self.held.answers.iter().map(odds).collect()
    }

    /// Share of the work that is done.
    pub fn progress(&self) -> f64 {
        let refit = self.refit.as_ref().map_or(1.0, |training| training.progress().1);
        (self.at as f64 + refit) / 3.0
    }

    /// What was found so far, and what is added to the model's file.
    pub fn finish(self) -> (ExternalTold, External) {
        let external = External { name: self.name.clone(), evaluation: self.before.clone() };
        (ExternalTold { name: self.name, before: self.before, after: self.told }, external)
    }

    /// The kind of model that is fitted anew.
    pub fn model(&self) -> &ModelSettings {
        &self.model
    }
}
