//! `model.json`: everything that scores, explains and judges a model, as one document that reads back in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::seal::{Seal, seal_of};
use super::training::TrainingTable;
use super::tripod;
use crate::collect::cohort::Reshape;
use crate::error::{Error, Kind};
use crate::learn::conformal::{Band, Sets};
use crate::learn::study::{Evaluation, PROTOCOL_VERSION, Protocol};
use crate::learn::{Coefficients, FitNote};
use crate::score::model::{Scorer, Task};
use crate::vocab::PartialDate;

/// What a file says that it is.
pub const MODEL_FORMAT: &str = "bedside-model";
/// The version of the form.
pub const MODEL_VERSION: u32 = 1;
/// The longest name, and the longest statement of an author, in characters.
const LONGEST_NAME: usize = 200;
const LONGEST_STATEMENT: usize = 10_000;
/// Changes of columns, each of which walks a column once more.
const MOST_RESHAPED: usize = 1000;

/// A trained model with its study.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ModelFile {
    /// [`MODEL_FORMAT`].
    pub format: String,
    /// [`MODEL_VERSION`].
    pub version: u32,
    /// What it is called.
    pub name: String,
    /// The day on which it was made, `2026-11-29`, as the caller says.
    pub created: String,
    /// Version of the program that made it.
    pub engine: String,
    /// What was asked, and how the answer was sought.
    pub protocol: Protocol,
    /// What scores.
    pub scorer: Scorer,
    /// Intervals or sets that hold the truth as often as asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conformal: Option<Conformal>,
    /// Uncertainty of each weight, where the kind of model has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coefficients: Option<Coefficients>,
    /// What is to be said of the fit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<FitNote>,
    /// How good it is on rows that it did not see.
    pub evaluation: Evaluation,
    /// The same on other tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub external: Vec<External>,
    /// What the author says, by item of the reporting checklist ([`tripod`](super::tripod)): `3b` → for whom it is meant.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub statements: BTreeMap<String, String>,
    /// What was made of the table's columns after it was read, so that another is made alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reshaped: Vec<Reshape>,
    /// The training table, in counts.
    pub training: TrainingTable,
    /// Rows of the table that did not count, by reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<String, usize>,
    /// In a written file: what tells whether it was changed since ([`ModelFile::sealed`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
}

/// What was set aside to promise how often the truth is held.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Conformal {
    /// An interval around a number.
    Band(Band),
    /// Which classes cannot be ruled out.
    Sets(Sets),
}

/// How good the model is on another table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct External {
    /// What the table is called.
    pub name: String,
    /// Its figures.
    pub evaluation: Evaluation,
}

/// The first words of a file, whatever else it holds.
#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<serde_json::Value>,
}

/// What does not hold together.
pub(super) fn broken(part: &str) -> Error {
    Error::new(Kind::Malformed, "modelFile.broken").with("part", part).with("name", "")
}

impl ModelFile {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// `modelFile.cutShort`, `modelFile.unreadable` with line and column, `modelFile.other` where it is something else,
    /// `modelFile.version`; as [`ModelFile::check`] and [`ModelFile::sealed`]; `modelFile.broken` where figures cannot be
    /// those of one evaluation. A file without a seal opens with a note.
    pub fn read(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let told = |problem: serde_json::Error| {
            // Numbers that are passed over end a text that was cut inside them with another word.
            let last = text.lines().last().map_or(0, str::len);
            let at_end = problem.line() >= text.lines().count() && problem.column() >= last;
            let key = if problem.is_eof() || (problem.is_syntax() && at_end) {
                "modelFile.cutShort"
            } else {
                "modelFile.unreadable"
            };
            let error = Error::new(Kind::Malformed, key).with("line", problem.line()).with("column", problem.column());
            // What the reader says, without the place that it adds behind.
            let said = problem.to_string();
            let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said).to_owned();
            error.with("problem", said)
        };
        let head: Head = serde_json::from_str(text).map_err(told)?;
        if head.format.as_deref() != Some(MODEL_FORMAT) {
            return Err(Error::new(Kind::Malformed, "modelFile.other"));
        }
        if head.version.as_ref().and_then(serde_json::Value::as_u64) != Some(u64::from(MODEL_VERSION)) {
            let found = head.version.map_or_else(|| "?".to_owned(), |version| version.to_string());
            let error = Error::new(Kind::Unsupported, "modelFile.version").with("version", found);
            return Err(error.with("known", MODEL_VERSION));
        }
        let mut file: Self = serde_json::from_str(text).map_err(told)?;
        file.check()?;
        hold(&file.evaluation, file.scorer.task)?;
        file.external.iter().try_for_each(|external| external.check(file.scorer.task))?;
        let unsealed = FitNote { key: "unsealed".to_owned(), columns: Vec::new() };
        if file.sealed()? == Seal::None && !file.notes.contains(&unsealed) {
            file.notes.push(unsealed);
        }
        file.seal = None;
        Ok(file)
    }

    /// Writes the file.
    ///
    /// # Errors
    ///
    /// As [`ModelFile::check`]; `export.json` when it cannot be written, which no model is known to cause.
    pub fn write(&self) -> Result<String, Error> {
        self.check()?;
        let text = serde_json::to_string(&Self { seal: seal_of(self), ..self.clone() });
        text.map(|text| text + "\n").map_err(|e| Error::new(Kind::Usage, "export.json").with("problem", e))
    }

    /// Refuses parts that do not belong together, as a file that was edited by hand may hold.
    ///
    /// # Errors
    ///
    /// `modelFile.version`, `modelFile.broken` with the part; what the parts refuse.
    pub fn check(&self) -> Result<(), Error> {
        if self.format != MODEL_FORMAT {
            return Err(Error::new(Kind::Malformed, "modelFile.other"));
        }
        if self.version != MODEL_VERSION || self.protocol.version != PROTOCOL_VERSION {
            let version = if self.version == MODEL_VERSION { self.protocol.version } else { self.version };
            let error = Error::new(Kind::Unsupported, "modelFile.version").with("version", version);
            return Err(error.with("known", MODEL_VERSION));
        }
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            return Err(broken("name"));
        }
        if !self.created.parse::<PartialDate>().is_ok_and(PartialDate::is_full) {
            return Err(broken("created").with("name", &self.created));
        }
        if self.reshaped.len() > MOST_RESHAPED {
            return Err(broken("reshaped"));
        }
        self.scorer.check()?;
        let question = &self.protocol.question;
        if self.scorer.task != question.outcome.task() {
            return Err(broken("task"));
        }
        if let Some(column) =
            self.scorer.pipeline.columns.iter().find(|column| !question.predictors.contains(&column.name))
        {
            return Err(broken("predictors").with("name", &column.name));
        }
        let promised = match (&self.conformal, self.scorer.task) {
            (None, _) => true,
            (Some(Conformal::Band(band)), Task::Continuous) => {
                fraction(band.misses) && band.reach.is_none_or(|reach| reach >= 0.0 && reach.is_finite())
            }
            (Some(Conformal::Sets(sets)), Task::Binary) => {
                fraction(sets.misses) && sets.limits.iter().flatten().all(|limit| (0.0..=1.0).contains(limit))
            }
            _ => false,
        };
        if !promised {
            return Err(broken("conformal"));
        }
        let names = self.scorer.pipeline.names.len();
        let fits = |table: &Coefficients| {
            let n = table.estimate.len();
            n == table.standard_error.len() && (names..=names + 1).contains(&n)
        };
        if !self.coefficients.as_ref().is_none_or(fits) {
            return Err(broken("coefficients"));
        }
        if self.notes.iter().any(|note| note.columns.iter().any(|column| *column >= names)) {
            return Err(broken("notes"));
        }
        for (item, statement) in &self.statements {
            if !tripod::is_item(item) || statement.chars().count() > LONGEST_STATEMENT {
                return Err(broken("statements").with("name", item));
            }
        }
        if self.training.background.as_ref().is_some_and(|background| !background.fits(&self.scorer)) {
            return Err(broken("training").with("name", "background"));
        }
        self.training.check()
    }
}

impl External {
    /// Refuses figures that cannot be those of a model for such a task.
    ///
    /// # Errors
    ///
    /// `modelFile.broken`.
    pub fn check(&self, task: Task) -> Result<(), Error> {
        hold(&self.evaluation, task)
    }
}

fn hold(evaluation: &Evaluation, task: Task) -> Result<(), Error> {
    if evaluation.is_plausible(task) { Ok(()) } else { Err(broken("evaluation")) }
}

/// Above 0 and below 1.
fn fraction(share: f64) -> bool {
    share > 0.0 && share < 1.0
}
