//! Everything that a study is made of, as one document: the same table and protocol give the same model.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::asked::Asked;
use super::choosing::rounds;
use super::question::StudyQuestion;
use super::search::SearchSettings;
use crate::error::{Error, Kind};
use crate::learn::choice::ModelSettings;
use crate::learn::recalibrate::Way;
use crate::learn::split::{Fold, SplitSettings};
use crate::prepare::pipeline::{CheckedPipeline, ColumnSettings, Encode, Impute, PipelineSettings};
use crate::record::Frame;
use crate::score::model::Task;

/// The version of a protocol.
pub const PROTOCOL_VERSION: u32 = 1;

/// A study's protocol.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Protocol {
    /// Version of this form.
    #[serde(default = "version")]
    pub version: u32,
    /// What is predicted, from what, for whom.
    pub question: StudyQuestion,
    /// What is done to each column; with no columns, the usual to each predictor.
    #[serde(default)]
    pub pipeline: PipelineSettings,
    /// What predicts.
    pub model: ModelSettings,
    /// Predictors of numbers that may only raise the answer (1) or only lower it (−1), by name; boosting alone holds to it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Record<string, -1 | 1>"))]
    pub monotone: BTreeMap<String, i8>,
    /// Which rows judge.
    #[serde(default)]
    pub split: SplitSettings,
    /// How settings are chosen; without it the model's own are taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<SearchSettings>,
    /// How margins of rows held back turn into shares, where the model's own shares are not used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recalibrate: Option<Way>,
    /// How often intervals or sets around answers are to hold the truth, 0.5 to 0.99. By the answers of the folds: about so
    /// often, not strictly (Barber and others, 2021).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<f64>,
}

/// How often a promise may be asked to hold.
const PROMISES: std::ops::RangeInclusive<f64> = 0.5..=0.99;

fn version() -> u32 {
    PROTOCOL_VERSION
}

/// A protocol put to a table, checked.
#[derive(Debug, Clone)]
pub struct Study {
    /// As it came.
    pub protocol: Protocol,
    /// The rows that count.
    pub asked: Asked,
    /// Fitted on and judged on, fold by fold.
    pub folds: Vec<Fold>,
    /// The pipeline, for models of numbers alone and for those that take missing cells and words as they are.
    pipelines: [CheckedPipeline; 2],
    pub(super) outcome: Vec<f64>,
    /// Settings that a search tries, and the share of the training rows that each of its rounds uses.
    pub(super) candidates: Vec<ModelSettings>,
    pub(super) rounds: Vec<f64>,
}

impl Study {
    /// Puts a protocol to a table.
    ///
    /// # Errors
    ///
    /// `study.version`; `study.unsuited` where the model cannot answer such a question; `learn.setting` for a promise out of
    /// reach; `study.recalibrateTask` and `study.promiseTask` where the kind of outcome has no such recalibration or promise;
    /// `study.recalibrateForest`: a forest adds up shares, which no shift of log odds fits; `study.monotone`; as
    /// [`Asked::new`], [`Asked::followed_to`] and as the checks of pipeline, model and split.
    pub fn new(protocol: Protocol, frame: &Frame) -> Result<Self, Error> {
        if protocol.version != PROTOCOL_VERSION {
            let error = Error::new(Kind::Unsupported, "study.version");
            return Err(error.with("version", protocol.version).with("known", PROTOCOL_VERSION));
        }
        let task = protocol.question.outcome.task();
        if !protocol.model.suits(task) {
            return Err(Error::new(Kind::Usage, "study.unsuited").with("model", protocol.model.clone().check()?.key()));
        }
        protocol.model.clone().check()?;
        let (mut candidates, mut tried) = (Vec::new(), Vec::new());
        if let Some(search) = &protocol.search {
            candidates = search.candidates(protocol.split.seed)?;
            tried = rounds(search.how, candidates.len());
            if let Some(model) = candidates.iter().find(|model| !model.suits(task)) {
                return Err(Error::new(Kind::Usage, "study.unsuited").with("model", model.clone().check()?.key()));
            }
        }
        if let Some(promise) = protocol.promise.filter(|promise| !PROMISES.contains(promise)) {
            let error = Error::new(Kind::Usage, "learn.setting").with("name", "promise").with("value", promise);
            return Err(error.with("least", PROMISES.start()).with("most", PROMISES.end()));
        }
        let mends = match task {
            Task::Binary => true,
            Task::Survival { .. } => matches!(protocol.recalibrate, None | Some(Way::Intercept | Way::Slope)),
            Task::Continuous => protocol.recalibrate.is_none(),
        };
        if !mends {
            return Err(Error::new(Kind::Usage, "study.recalibrateTask"));
        }
        if protocol.promise.is_some() && matches!(task, Task::Survival { .. }) {
            return Err(Error::new(Kind::Usage, "study.promiseTask"));
        }
        let forest = |model: &ModelSettings| matches!(model, ModelSettings::Forest(_));
        let spaces = protocol.search.iter().flat_map(|search| &search.spaces).map(|space| &space.model);
        if protocol.recalibrate == Some(Way::Intercept) && [&protocol.model].into_iter().chain(spaces).any(forest) {
            return Err(Error::new(Kind::Usage, "study.recalibrateForest"));
        }
        for (name, way) in &protocol.monotone {
            let mut models = protocol.search.iter().flat_map(|search| &search.spaces).map(|space| &space.model);
            let held = [&protocol.model].into_iter().chain(&mut models).all(|model| model.clone().hold_to(Vec::new()));
            if !held || ![-1, 1].contains(way) || !protocol.question.predictors.contains(name) {
                return Err(Error::new(Kind::Usage, "study.monotone").with("column", name));
            }
        }
        let asked = Asked::new(&protocol.question, frame, protocol.split.by)?;
        asked.followed_to(task)?;
        let known = |column: &&ColumnSettings| !protocol.question.predictors.contains(&column.name);
        if let Some(column) = protocol.pipeline.columns.iter().find(known) {
            return Err(Error::new(Kind::Usage, "study.notPredictor").with("column", &column.name));
        }
        let pipelines = [filled(&protocol, false).check()?, filled(&protocol, true).check()?];
        let folds = protocol.split.check()?.folds(asked.split_rows())?;
        let outcome = asked.outcome_numbers();
        Ok(Self { protocol, asked, folds, pipelines, outcome, candidates, rounds: tried })
    }

    /// The pipeline that a model is fitted with: the protocol's own, or the usual one of the model.
    pub(super) fn pipeline(&self, model: &ModelSettings) -> &CheckedPipeline {
        let [numbers, as_they_are] = &self.pipelines;
        if model.takes_missing() { as_they_are } else { numbers }
    }

    /// The protocol with a model in place of its own, its pipeline written out.
    pub(super) fn with(&self, model: ModelSettings) -> Protocol {
        let pipeline = filled(&self.protocol, model.takes_missing());
        Protocol { model, pipeline, ..self.protocol.clone() }
    }

    /// All rows that count.
    pub(super) fn every(&self) -> Vec<u32> {
        (0..u32::try_from(self.asked.rows.len()).unwrap_or(u32::MAX)).collect()
    }

    /// What is asked.
    pub fn task(&self) -> Task {
        self.protocol.question.outcome.task()
    }
}

/// The protocol's pipeline, with the usual columns where it names none, and a column a word for models of numbers alone.
fn filled(protocol: &Protocol, as_they_are: bool) -> PipelineSettings {
    let mut pipeline = protocol.pipeline.clone();
    if pipeline.columns.is_empty() {
        pipeline.columns = usual(&protocol.question.predictors, as_they_are);
    }
    let words = |column: &&mut ColumnSettings| !as_they_are && column.encode == Encode::Categories;
    pipeline.columns.iter_mut().filter(words).for_each(|column| column.encode = Encode::OneHot);
    pipeline
}

/// The usual pipeline of each predictor: trees and curves take numbers and words as they are.
fn usual(predictors: &[String], as_they_are: bool) -> Vec<ColumnSettings> {
    let impute = if as_they_are { Impute::Leave } else { Impute::Median };
    let column = |name: &String| ColumnSettings {
        name: name.clone(),
        impute,
        encode: Encode::Categories,
        standardise: !as_they_are,
        ..ColumnSettings::default()
    };
    predictors.iter().map(column).collect()
}
