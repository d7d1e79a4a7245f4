//! A study carried out, or a model's file opened: told, written, scored, held against a new table.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::table::{ReadTold, ReadingTable};
use crate::collect::cohort::{Cohort, Reshape};
use crate::error::{Error, Kind};
use crate::explain::model::{Background, Space};
use crate::export::model::{
    Conformal, Drift, External, MODEL_FORMAT, MODEL_VERSION, ModelFile, RowNote, StudyCard, TrainingTable, Turned,
    card, cohort_csv, cohort_drift, onnx, score_cohort, suited,
};
use crate::learn::conformal::{Band, Sets};
use crate::learn::study::{Evaluation, Held, Protocol, Study, Trained, Training, Trial, Worker};
use crate::learn::{FitNote, Outcome};
use crate::record::{Column, Frame, Mend};
use crate::score::model::{Predictor, Task};
use crate::session::VERSION;
use crate::vocab::PartialDate;

/// A study under way.
pub struct StudyRun {
    /// Its pieces, for other workers.
    pub training: Training,
    name: String,
    day: PartialDate,
    mends: BTreeMap<String, Mend>,
    reshaped: Vec<Reshape>,
}

/// A model with what is known of it; with its table where it was fitted here.
#[derive(Debug, Clone)]
pub struct StudyModel {
    /// Everything that is written to its file.
    pub file: ModelFile,
    pub(super) study: Option<Arc<Study>>,
    pub(super) held: Option<Held>,
    trials: Vec<Trial>,
    /// Predicted and true numbers of single rows, where it was fitted here.
    points: Vec<[f64; 2]>,
    /// The predictors of the table that it scored last, so that its rows can be explained.
    pub(super) scored: Option<Frame>,
    /// The training table as distances are measured in it, once somebody asked.
    space: OnceLock<Arc<Space>>,
}

/// Numbers of a [`Space`] that is kept: 64 MB.
const KEPT: usize = 8 << 20;

/// What is told of a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ModelTold {
    /// What it is called.
    pub name: String,
    /// The day on which it was made.
    pub made: String,
    /// What was asked, and how.
    pub protocol: Protocol,
    /// Rows that it was fitted on.
    pub rows: usize,
    /// How good it is on rows that it did not see.
    pub evaluation: Evaluation,
    /// The same on other tables, as its file keeps it.
    pub external: Vec<External>,
    /// Weights of the made columns, where the kind of model has them.
    pub weights: Vec<Weight>,
    /// What is to be said of the fit.
    pub notes: Vec<NoteTold>,
    /// What a search tried.
    pub trials: Vec<Trial>,
    /// What cannot be explained: keys below `explain.lacks` of the catalogue.
    pub lacks: Vec<String>,
}

/// A weight, per unit of its made column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Weight {
    /// The made column.
    pub name: String,
    /// The weight.
    pub estimate: f64,
    /// Lower end of its 95 % interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// What is to be said of a fit, by the names of columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NoteTold {
    /// A key of `learn.notes`.
    pub key: String,
    /// Made columns.
    pub columns: Vec<String>,
}

/// A table scored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoredFile {
    /// The table with its answers, UTF-8 with a byte order mark.
    #[serde(skip)]
    pub csv: String,
    /// Rows.
    pub rows: usize,
    /// Rows with an answer.
    pub answered: usize,
    /// What must be known of single rows.
    pub notes: Vec<RowNote>,
    /// Columns of words that were read as numbers.
    pub turned: Vec<Turned>,
    /// What reading the file found.
    pub read: ReadTold,
}

/// A table held against the training table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct DriftTold {
    /// How they differ.
    #[serde(flatten)]
    pub drift: Drift,
    /// What reading the file found.
    pub read: ReadTold,
}

impl StudyRun {
    /// Puts a protocol to a table; `name` and `day` stand in the model's file.
    ///
    /// # Errors
    ///
    /// As [`Training::new`].
    pub fn begin(protocol: Protocol, frame: &Frame, name: &str, day: PartialDate) -> Result<Self, Error> {
        Ok(Self {
            training: Training::new(protocol, frame)?,
            name: name.to_owned(),
            day,
            mends: BTreeMap::new(),
            reshaped: Vec::new(),
        })
    }

    /// What was made of the table's columns, and what their cells count as, is written into the model, so that another
    /// table is read alike.
    #[must_use]
    pub fn as_changed(mut self, cohort: &Cohort) -> Self {
        let names = self.training.study().protocol.question.columns();
        let asked = cohort.mends.iter().filter(|(name, mend)| !mend.is_empty() && names.contains(&name.as_str()));
        self.mends = asked.map(|(name, mend)| (name.clone(), mend.clone())).collect();
        self.reshaped = Reshape::leading_to(&cohort.reshaped, &names);
        self
    }

    /// Does one step; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// As [`Training::step`].
    pub fn step(&mut self) -> Result<bool, Error> {
        self.training.step()
    }

    /// What is being done, and how far it is, of 1.
    pub fn progress(&self) -> (&'static str, f64) {
        self.training.progress()
    }

    /// The columns of its table that it reads.
    pub fn columns<'f>(&self, frame: &'f Frame) -> Vec<&'f Column> {
        let names = self.training.study().protocol.question.columns();
        frame.columns().iter().filter(|column| names.contains(&column.name.as_str())).collect()
    }

    /// The model.
    ///
    /// # Errors
    ///
    /// As [`Training::finish`].
    pub fn finish(self) -> Result<StudyModel, Error> {
        let study = Arc::clone(self.training.study());
        let mut trained = self.training.finish()?;
        trained.scorer.pipeline.mends = self.mends;
        if let (Predictor::Cox(cox), Task::Survival { horizon }) = (&mut trained.scorer.predictor, trained.scorer.task)
        {
            cox.baseline = cox.baseline.thinned(horizon);
        }
        // A file holds no row: what was predicted for single people, and came to be, is told as long as the table is open.
        let points = trained.evaluation.take_points();
        let conformal = promised(&trained, &study)?;
        let left_out: BTreeMap<String, usize> =
            study.asked.left_out.iter().map(|left| (left.why.clone(), left.rows)).collect();
        let mut training = TrainingTable::of(&study.asked.frame, &trained.held.answers);
        training.background = Some(Background::of(&trained.scorer, &study.asked.frame)?);
        let file = ModelFile {
            format: MODEL_FORMAT.to_owned(),
            version: MODEL_VERSION,
            name: self.name,
            created: self.day.to_string(),
            engine: VERSION.to_owned(),
            protocol: trained.protocol,
            scorer: trained.scorer,
            conformal,
            coefficients: trained.coefficients,
            notes: trained.notes,
            evaluation: trained.evaluation,
            external: Vec::new(),
            statements: BTreeMap::new(),
            reshaped: self.reshaped,
            training,
            left_out,
            seal: None,
        };
        file.check()?;
        Ok(StudyModel { points, ..StudyModel::new(file, Some((study, trained.held)), trained.trials) })
    }
}

/// Another worker for the pieces of a study, from the columns that it reads.
///
/// # Errors
///
/// As [`Training::new`]; `engine.argument` for columns that are no table.
pub fn helper(protocol: Protocol, columns: Vec<Column>) -> Result<Worker, Error> {
    let wrong = || Error::new(Kind::Usage, "engine.argument").with("argument", "columns");
    let frame = Frame::new(columns).ok_or_else(wrong)?;
    Ok(Worker::new(Arc::new(Study::new(protocol, &frame)?)))
}

/// Intervals or sets by the answers of the folds, where the protocol asks for a promise.
fn promised(trained: &Trained, study: &Study) -> Result<Option<Conformal>, Error> {
    let Some(promise) = trained.protocol.promise else { return Ok(None) };
    // How often the truth may lie outside, without the last digits of a difference.
    let misses = ((1.0 - promise) * 1e6).round() / 1e6;
    Ok(match trained.held.outcome(&study.asked.outcome) {
        Outcome::Continuous(y) => Some(Conformal::Band(Band::of(&trained.held.answers, &y, misses)?)),
        Outcome::Binary(y) => Some(Conformal::Sets(Sets::of(&trained.held.answers, &y, misses, true)?)),
        Outcome::Survival { .. } => None,
    })
}

impl StudyModel {
    fn new(file: ModelFile, table: Option<(Arc<Study>, Held)>, trials: Vec<Trial>) -> Self {
        let (study, held) = table.unzip();
        Self { file, study, held, trials, points: Vec::new(), scored: None, space: OnceLock::new() }
    }

    /// Opens a model's file.
    ///
    /// # Errors
    ///
    /// As [`ModelFile::read`].
    pub fn open(text: &str) -> Result<Self, Error> {
        Ok(Self::new(ModelFile::read(text)?, None, Vec::new()))
    }

    /// What is told of it.
    pub fn told(&self) -> ModelTold {
        let file = &self.file;
        let names = &file.scorer.pipeline.names;
        let columns = |note: &FitNote| note.columns.iter().filter_map(|at| names.get(*at).cloned()).collect();
        let of_fit = file.notes.iter().map(|note| NoteTold { key: note.key.clone(), columns: columns(note) });
        let unread = Some(file.scorer.pipeline.unread()).filter(|columns| !columns.is_empty());
        let notes = of_fit.chain(unread.map(|columns| NoteTold { key: "unread".to_owned(), columns })).collect();
        ModelTold {
            name: file.name.clone(),
            made: file.created.clone(),
            protocol: file.protocol.clone(),
            rows: file.training.rows,
            evaluation: file.evaluation.clone().with_points(&self.points),
            external: file.external.clone(),
            weights: self.weights(),
            notes,
            trials: self.trials.clone(),
            lacks: self.lacks(),
        }
    }

    fn weights(&self) -> Vec<Weight> {
        let linear = match &self.file.scorer.predictor {
            Predictor::Linear(linear) => linear,
            Predictor::Cox(cox) => &cox.linear,
            Predictor::Hazards(hazards) => &hazards.linear,
            _ => return Vec::new(),
        };
        let errors = self.file.coefficients.as_ref().map(|table| &table.standard_error);
        let reach = crate::math::normal_quantile(0.975);
        let weight = |(at, (name, estimate)): (usize, (&String, &f64))| {
            let error = errors.and_then(|errors| errors.get(at)).filter(|error| **error > 0.0);
            let end = |side: f64| error.map(|error| estimate + side * reach * error);
            Weight { name: name.clone(), estimate: *estimate, low: end(-1.0), high: end(1.0) }
        };
        self.file.scorer.pipeline.names.iter().zip(&linear.weights).enumerate().map(weight).collect()
    }

    /// Its file.
    ///
    /// # Errors
    ///
    /// As [`ModelFile::write`].
    pub fn write(&self) -> Result<String, Error> {
        self.file.write()
    }

    /// Its ONNX file.
    ///
    /// # Errors
    ///
    /// As [`onnx`].
    pub fn onnx(&self) -> Result<Vec<u8>, Error> {
        onnx(&self.file.name, &self.file.scorer)
    }

    /// Its card.
    pub fn card(&self) -> StudyCard {
        card(&self.file)
    }

    /// What the author says, by item of the checklist; an empty text takes a statement away.
    ///
    /// # Errors
    ///
    /// As [`ModelFile::check`]; nothing changes then.
    pub fn state(&mut self, statements: BTreeMap<String, String>) -> Result<(), Error> {
        let before = std::mem::take(&mut self.file.statements);
        self.file.statements = statements.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
        let checked = self.file.check();
        if checked.is_err() {
            self.file.statements = before;
        }
        checked
    }

    /// Keeps in its file how it did on another table; what was kept of a table of that name before goes.
    ///
    /// # Errors
    ///
    /// As [`External::check`] and [`ModelFile::check`]; nothing changes then.
    pub fn keep(&mut self, mut external: External) -> Result<(), Error> {
        external.check(self.file.scorer.task)?;
        external.evaluation.take_points();
        let before = self.file.external.clone();
        self.file.external.retain(|other| other.name != external.name);
        self.file.external.push(external);
        let checked = self.file.check();
        if checked.is_err() {
            self.file.external = before;
        }
        checked
    }

    /// Scores a file of people, whose rows can be explained until another is scored; its new columns and notes are named
    /// by their keys.
    ///
    /// # Errors
    ///
    /// `cohort.*`, `modelFile.lacksColumns`, `pipeline.kind`.
    pub fn score(&mut self, name: &str, bytes: Vec<u8>) -> Result<ScoredFile, Error> {
        self.score_in(name, bytes, &BTreeMap::new())
    }

    /// The same in the words of a language ([`cohort_csv`]).
    ///
    /// # Errors
    ///
    /// As [`StudyModel::score`].
    pub fn score_in(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        words: &BTreeMap<String, String>,
    ) -> Result<ScoredFile, Error> {
        let table = ReadingTable::whole(name, bytes)?;
        let pipeline = &self.file.scorer.pipeline;
        // What is handed back is the table as it came.
        let reshaped = (!self.file.reshaped.is_empty()).then(|| self.reshaped(table.cohort.clone()));
        let cohort = reshaped.as_ref().unwrap_or(&table.cohort);
        let (people, _) = suited(pipeline, &cohort.frame, cohort.habit)?;
        let scored = score_cohort(&self.file, cohort)?;
        let read = |column: &&Column| pipeline.columns.iter().any(|known| known.name == column.name);
        self.scored = Frame::new(people.columns().iter().filter(read).cloned().collect());
        Ok(ScoredFile {
            csv: cohort_csv(&table.cohort, &scored, words)?,
            rows: scored.answers.len(),
            answered: scored.answers.iter().filter(|answer| answer.is_finite()).count(),
            notes: scored.notes,
            turned: scored.turned,
            read: table.read(&self.file.scorer.pipeline),
        })
    }

    /// A table with the columns that were made of the training table's.
    pub(super) fn reshaped(&self, mut cohort: Cohort) -> Cohort {
        cohort.reshape(&self.file.reshaped);
        cohort
    }

    /// Holds a file of people against the training table.
    ///
    /// # Errors
    ///
    /// `cohort.*`, `modelFile.lacksColumns`, `pipeline.kind`.
    pub fn drift(&self, name: &str, bytes: Vec<u8>) -> Result<DriftTold, Error> {
        let mut table = ReadingTable::whole(name, bytes)?;
        table.cohort = self.reshaped(table.cohort);
        Ok(DriftTold { drift: cohort_drift(&self.file, &table.cohort)?, read: table.read(&self.file.scorer.pipeline) })
    }

    /// The training table as distances are measured in it.
    ///
    /// # Errors
    ///
    /// `workbench.noTable`; what the pipeline refuses.
    pub(super) fn space(&self) -> Result<Arc<Space>, Error> {
        if let Some(space) = self.space.get() {
            return Ok(Arc::clone(space));
        }
        let space = Arc::new(Space::of(&self.file.scorer, &self.study()?.asked.frame)?);
        Ok(if space.size() > KEPT { space } else { Arc::clone(self.space.get_or_init(|| space)) })
    }

    /// The study, where the model was fitted here.
    pub(super) fn study(&self) -> Result<&Arc<Study>, Error> {
        self.study.as_ref().ok_or_else(|| Error::new(Kind::Usage, "workbench.noTable"))
    }
}
