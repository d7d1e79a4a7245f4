//! A model judged on another table: as it is, mended by its intercept or slope, and fitted anew there.
//!
//! Intercept and slope are fitted on nine tenths of the rows and judged on the last, in turns, so that who mends is not who
//! judges ([`mended`]).

use std::sync::Arc;

use serde::Serialize;

use super::model::StudyModel;
use super::table::{OpenTable, ReadTold, ReadingTable};
use crate::error::Error;
use crate::export::model::{External, Turned, suited};
use crate::learn::recalibrate::Way;
use crate::learn::split::{SplitBy, SplitSettings};
use crate::learn::study::{
    Asked, Evaluation, Held, MendingLine, Protocol, Study, StudyQuestion, Training, evaluate, mended,
};
use crate::score::model::Scorer;

/// Judging under way.
pub struct Judging {
    name: String,
    asked: Asked,
    scorer: Scorer,
    held: Held,
    unanswered: usize,
    refit: Option<Training>,
    told: Vec<Mended>,
    without: Vec<String>,
    before: Evaluation,
    own_rows: usize,
    turned: Vec<Turned>,
    read: ReadTold,
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
    /// Rows that the model was trained on. Where these are half of the table or more, it is no other table: nothing is kept
    /// of it in the model's file.
    pub own_rows: usize,
    /// After mending.
    pub after: Vec<Mended>,
    /// Ways of mending that these people are too few, or too alike, or not followed long enough for.
    pub without: Vec<String>,
    /// Columns of words that were read as numbers.
    pub turned: Vec<Turned>,
    /// What reading the file found.
    pub read: ReadTold,
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
    /// What mends it, by everybody there; not of a model fitted anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<MendingLine>,
}

impl Judging {
    /// Reads the other table and judges the model there as it is.
    ///
    /// # Errors
    ///
    /// `cohort.*`; `modelFile.lacksColumns`; as [`Asked::new`]: the outcome must be there under the same name.
    pub fn begin(model: &StudyModel, name: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        let mut table = ReadingTable::whole(name, bytes)?;
        table.cohort = model.reshaped(table.cohort);
        Self::on(model, &table)
    }

    /// The same for a table that is open.
    ///
    /// # Errors
    ///
    /// As [`Judging::begin`].
    pub fn on(model: &StudyModel, table: &OpenTable) -> Result<Self, Error> {
        let name = &table.name;
        let scorer = model.file.scorer.clone();
        let (frame, turned) = suited(&scorer.pipeline, &table.cohort.frame, table.cohort.habit)?;
        let there = |name: &String| frame.column(name).is_some();
        let asks = &model.file.protocol.question;
        let question = StudyQuestion {
            groups: asks.groups.iter().filter(|name| there(name)).cloned().collect(),
            time: None,
            site: None,
            person: asks.person.clone().filter(there),
            ..asks.clone()
        };
        let asked = Asked::new(&question, &frame, SplitBy::default())?;
        let rows = (0..u32::try_from(asked.rows.len()).unwrap_or(u32::MAX)).collect();
        let (held, unanswered) = Held::of(&scorer, &asked.frame, rows)?.answered();
        let mut before = evaluate(scorer.task, &asked, &held)?;
        before.unanswered = unanswered;
        // All or nothing by the counts of the columns, which the file keeps; row by row where the training table is at hand.
        let own_rows = match &model.study {
            _ if model.file.training.is_of(&asked.frame) => asked.rows.len(),
            Some(study) => asked.rows_of(&study.asked),
            None => 0,
        };
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
        Ok(Self {
            name: name.to_owned(),
            asked,
            scorer,
            held,
            unanswered,
            refit,
            told: Vec::new(),
            without: Vec::new(),
            before,
            own_rows,
            turned,
            read: table.read(&model.file.scorer.pipeline),
            at: 0,
        })
    }

    /// Does one step; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// None of its own: a way of mending that cannot be had here is left out, and named.
    pub fn step(&mut self) -> Result<bool, Error> {
        let ways = [("intercept", Way::Intercept), ("slope", Way::Slope)];
        if let Some((by, way)) = ways.get(self.at) {
            self.at += 1;
            match self.mended(*way) {
                Ok((evaluation, line)) => {
                    self.told.push(Mended { by: (*by).to_owned(), evaluation, line: Some(line) });
                }
                Err(_) => self.without.push((*by).to_owned()),
            }
            return Ok(false);
        }
        let refit = "refit".to_owned();
        match self.refit.as_mut().map(Training::step) {
            Some(Ok(false)) => return Ok(false),
            Some(Ok(true)) => match self.refit.take().map(Training::finish) {
                Some(Ok(trained)) => {
                    self.told.push(Mended { by: refit, evaluation: trained.evaluation, line: None });
                }
                _ => self.without.push(refit),
            },
            Some(Err(_)) => {
                self.refit = None;
                self.without.push(refit);
            }
            None if self.at == ways.len() => self.without.push(refit),
            None => {}
        }
        self.at = ways.len() + 1;
        Ok(true)
    }

    /// Answers mended by the other rows, judged.
    fn mended(&self, way: Way) -> Result<(Evaluation, MendingLine), Error> {
        let (held, line) = mended(way, self.scorer.task, &self.asked, &self.held)?;
        let mut evaluation = evaluate(self.scorer.task, &self.asked, &held)?;
        evaluation.unanswered = self.unanswered;
        Ok((evaluation, line))
    }

    /// Share of the work that is done.
    pub fn progress(&self) -> f64 {
        let refit = self.refit.as_ref().map_or(1.0, |training| training.progress().1);
        (self.at.min(2) as f64 + refit) / 3.0
    }

    /// What was found so far, and what is added to the model's file: nothing of its own table.
    pub fn finish(self) -> (ExternalTold, Option<External>) {
        let Self { name, before, own_rows, told: after, without, turned, read, .. } = self;
        let other = own_rows * 2 < before.rows;
        let external = other.then(|| External { name: name.clone(), evaluation: before.clone() });
        (ExternalTold { name, before, own_rows, after, without, turned, read }, external)
    }
}
