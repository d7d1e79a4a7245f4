//! A table read in steps; what it holds; what a question means for it.

use serde::Serialize;

use crate::collect::cohort::{
    ChangeTold, Cohort, CohortOptions, CohortReader, CohortTold, ColumnChange, ColumnKind, FaultyRows, Step, TableNote,
};
use crate::error::{Error, Kind};
use crate::learn::Outcome;
use crate::learn::split::SplitSettings;
use crate::learn::study::{Asked, LeftOut, OutcomeSettings, StudyQuestion};
use crate::prepare::pipeline::FittedPipeline;
use crate::prepare::quality::{Known, Leak, Quality, SizeTold, Target, later_days, outcome_quality, quality};
use crate::record::{Cells, Column, Frame};

/// Bytes that one step reads.
const BLOCK: usize = 1 << 20;

/// Reading under way.
pub struct ReadingTable {
    name: String,
    bytes: Vec<u8>,
    reader: Option<CohortReader>,
    at: usize,
    turns: usize,
    done: Option<Box<Cohort>>,
}

impl ReadingTable {
    /// Begins to read a file.
    pub fn begin(name: &str, bytes: Vec<u8>) -> Self {
        let reader = Some(CohortReader::new(name, CohortOptions::default()));
        Self { name: name.to_owned(), bytes, reader, at: 0, turns: 0, done: None }
    }

    /// Reads a block; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// `cohort.*` with the place.
    pub fn step(&mut self) -> Result<bool, Error> {
        let Some(mut reader) = self.reader.take() else { return Ok(true) };
        if self.at < self.bytes.len() {
            let to = (self.at + BLOCK).min(self.bytes.len());
            reader.push(self.bytes.get(self.at..to).unwrap_or_default())?;
            self.at = to;
            self.reader = Some(reader);
            return Ok(false);
        }
        match reader.finish()? {
            Step::Done(cohort) => {
                self.bytes = Vec::new();
                self.done = Some(cohort);
                Ok(true)
            }
            Step::Again(reader) => {
                (self.reader, self.at) = (Some(*reader), 0);
                self.turns += 1;
                Ok(false)
            }
        }
    }

    /// Bytes read, and how many there are; a second reading begins anew.
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.bytes.len().max(self.at))
    }

    /// The table.
    ///
    /// # Errors
    ///
    /// `cancelled` before the end.
    pub fn finish(self) -> Result<OpenTable, Error> {
        let cohort = self.done.ok_or_else(|| Error::new(Kind::Cancelled, "cancelled"))?;
        Ok(OpenTable { name: self.name, cohort: *cohort })
    }

    /// Reads a whole file.
    ///
    /// # Errors
    ///
    /// As [`ReadingTable::step`].
    pub fn whole(name: &str, bytes: Vec<u8>) -> Result<OpenTable, Error> {
        let mut reading = Self::begin(name, bytes);
        while !reading.step()? {}
        reading.finish()
    }
}

/// A table that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenTable {
    /// As the file is called.
    pub name: String,
    /// Its cells, and what was found out about them.
    pub cohort: Cohort,
}

/// What reading a table found beside its cells: it goes with every answer about one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct ReadTold {
    /// Rows that could not be read and were left out: nobody in them has an answer.
    pub faulty: FaultyRows,
    /// What should be said of how cells of the columns that count were read.
    pub notes: Vec<TableNote>,
}

/// What is told of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TableTold {
    /// As the file is called.
    pub name: String,
    /// Its columns.
    pub table: CohortTold,
    /// What is wrong with it.
    pub quality: Quality,
}

/// What a question means for a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct AskedTold {
    /// Rows that count.
    pub rows: usize,
    /// Of these, rows where it happened.
    pub events: usize,
    /// Rows that do not count, and why.
    pub left_out: Vec<LeftOut>,
    /// Folds that judge.
    pub folds: usize,
    /// People that a model of the parameters named needs, or of one for each predictor.
    pub needed: Option<SizeTold>,
    /// The most numbers that a model of these rows may learn.
    pub most_parameters: usize,
    /// Predictors that know the outcome, and all columns of days after the day from which is predicted.
    pub leaks: Vec<Leak>,
}

impl OpenTable {
    /// What reading it found, of the columns that a model reads.
    pub(super) fn read(&self, pipeline: &FittedPipeline) -> ReadTold {
        let reads = |name: &String| pipeline.columns.iter().any(|column| &column.name == name);
        let mut notes = self.cohort.notes.clone();
        notes.iter_mut().for_each(|note| note.columns.retain(reads));
        notes.retain(|note| !note.columns.is_empty());
        ReadTold { faulty: self.cohort.faulty.clone(), notes }
    }

    /// What is told of it.
    pub fn told(&self) -> TableTold {
        let quality = quality(&self.cohort.frame, &self.known(&self.cohort.frame));
        TableTold { name: self.name.clone(), table: self.cohort.told(), quality }
    }

    /// Changes how a column is read.
    ///
    /// # Errors
    ///
    /// As [`Cohort::change`].
    pub fn change(&mut self, change: &ColumnChange) -> Result<ChangeTold, Error> {
        self.cohort.change(change)
    }

    /// What a question means for it, before anything is fitted; `parameters` are those that the model is to learn.
    ///
    /// # Errors
    ///
    /// As [`Asked::new`] and `CheckedSplit::folds`.
    pub fn ask(
        &self,
        question: &StudyQuestion,
        split: SplitSettings,
        parameters: Option<usize>,
    ) -> Result<AskedTold, Error> {
        let asked = Asked::new(question, &self.cohort.frame, split.by)?;
        asked.followed_to(question.outcome.task())?;
        let folds = split.check()?.folds(asked.split_rows())?.len();
        let target = match (&asked.outcome, &question.outcome) {
            (Outcome::Continuous(y), _) => Target::Continuous(y),
            (Outcome::Binary(y), _) => Target::Binary(y),
            (Outcome::Survival { time, event }, OutcomeSettings::Survival { horizon, .. }) => {
                Target::Survival { time, event, horizon: *horizon }
            }
            (Outcome::Survival { .. }, _) => return Err(Error::new(Kind::Usage, "study.horizon").with("value", 0)),
        };
        let known = self.known(&asked.frame);
        let outcome = outcome_quality(&asked.frame, &known, target, parameters);
        let mut leaks = self.later(question, &asked.rows);
        let told = leaks.len();
        let other = |leak: &Leak| !leaks.iter().take(told).any(|later| later.column == leak.column);
        let more: Vec<Leak> = outcome.leaks.into_iter().filter(other).collect();
        leaks.extend(more);
        Ok(AskedTold {
            rows: asked.rows.len(),
            events: asked.outcome.events(),
            left_out: asked.left_out,
            folds,
            most_parameters: outcome.most_parameters,
            needed: outcome.needed,
            leaks,
        })
    }

    /// Columns of days, predictors or not, that lie after the day from which is predicted.
    fn later(&self, question: &StudyQuestion, rows: &[u32]) -> Vec<Leak> {
        let Some(first) = question.first_day() else { return Vec::new() };
        let days = |name: &str| match self.cohort.frame.column(name)?.cells.take(rows) {
            Cells::Days(days) => Some(days),
            _ => None,
        };
        let Some(from) = days(first) else { return Vec::new() };
        let named = question.outcome.columns();
        let others = self
            .cohort
            .frame
            .columns()
            .iter()
            .filter(|column| column.name != first && !named.contains(&column.name.as_str()));
        let taken = others
            .filter_map(|column| Some(Column { name: column.name.clone(), cells: Cells::Days(days(&column.name)?) }));
        taken.filter_map(|column| later_days(&column, &from)).collect()
    }

    /// What each column of a part of the table is known to mean.
    fn known<'t>(&'t self, frame: &Frame) -> Vec<Known<'t>> {
        let of = |column: &crate::record::Column| {
            let found = self.cohort.columns.iter().find(|found| found.name == column.name)?;
            let (concept, unit) =
                found.meaning.as_ref().map_or(("", ""), |meaning| (meaning.concept.as_str(), meaning.unit.as_str()));
            Some(Known { concept, unit, id: found.kind == ColumnKind::Id })
        };
        frame.columns().iter().map(|column| of(column).unwrap_or_default()).collect()
    }
}
