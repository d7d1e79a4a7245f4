//! Any of the models, what it was fitted on, and its file.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::content::Content;
use super::implicit::Implicit;
use super::known::{ActionFacts, Known};
use super::linear::Linear;
use super::measure::OrderEvaluation;
use super::settings::{self, FeedbackSettings};
use crate::error::{Error, Kind};
use crate::vocab::PartialDate;

/// What the `format` of a model's file says.
const FORMAT: &str = "bedside-recommender";
/// The version that this build writes and reads.
const VERSION: u32 = 1;
/// A larger file is no model of ours.
const LARGEST: usize = 64 << 20;

/// One part of a score: what one term, or one earlier answer, adds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ScorePart {
    /// Feature of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feature: Option<String>,
    /// The word that the feature is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feature_is: Option<String>,
    /// Attribute of the action: `category`, `burden`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute: Option<String>,
    /// The word that the attribute is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute_is: Option<String>,
    /// The action itself, whoever it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// An action that the person answered before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub past: Option<String>,
    /// What it adds.
    pub value: f64,
}

/// An action's score for one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Scored {
    /// Action id.
    pub action: String,
    /// The sum of the parts, in their order; it orders actions and means nothing more.
    pub score: f64,
    /// The chance that it stands for, where the model gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chance: Option<f64>,
    /// What the score is made of.
    pub parts: Vec<ScorePart>,
}

/// Something that scores actions, made ready for a list of them.
pub(super) trait Scoring {
    /// A score for each action; `None` where the model does not know it.
    fn scores(&self, known: &Known) -> Vec<Option<f64>>;
    /// What one of these scores is the sum of.
    fn parts(&self, known: &Known, action: usize) -> Vec<ScorePart>;
    /// The chance that a score stands for.
    fn chance(&self, _score: f64) -> Option<f64> {
        None
    }
}

/// What was fitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Fitted {
    Linear(Linear),
    Content(Content),
    Implicit(Implicit),
}

impl Fitted {
    pub(super) fn ready<'a>(&'a self, actions: &[ActionFacts]) -> Box<dyn Scoring + 'a> {
        match self {
            Self::Linear(model) => Box::new(model.ready(actions)),
            Self::Content(model) => Box::new(model.ready(actions)),
            Self::Implicit(model) => Box::new(model.ready(actions)),
        }
    }

    fn is_whole(&self) -> bool {
        match self {
            Self::Linear(model) => model.is_whole(),
            Self::Content(model) => model.is_whole(),
            Self::Implicit(model) => model.is_whole(),
        }
    }

    fn kind(&self) -> settings::ModelKind {
        match self {
            Self::Linear(_) => settings::ModelKind::Linear,
            Self::Content(_) => settings::ModelKind::Content,
            Self::Implicit(_) => settings::ModelKind::Implicit,
        }
    }
}

/// What a model was fitted on, and how well it did on what was held back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ModelCard {
    /// Day of fitting.
    pub made: PartialDate,
    /// Rows of the table.
    pub rows: u32,
    /// People in it.
    pub people: u32,
    /// Actions in it.
    pub actions: u32,
    /// Rows in which the person took the action up.
    pub accepted: u32,
    /// Rows in which the person did it.
    pub done: u32,
    /// First and last day of the rows, where they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<(PartialDate, PartialDate)>,
    /// Features of people that the table had.
    pub features: Vec<String>,
    /// How it was fitted.
    pub settings: FeedbackSettings,
    /// Measured on what was held back, by a model that had not seen it.
    pub evaluation: OrderEvaluation,
}

/// A fitted model with its card: it only predicts.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommender {
    pub(super) card: ModelCard,
    pub(super) model: Fitted,
}

/// The file, in this order.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct File {
    format: String,
    version: u32,
    card: ModelCard,
    model: Fitted,
    /// SHA-256 of the three before it and the model, written as JSON.
    check: String,
}

impl Recommender {
    /// Its card.
    pub fn card(&self) -> &ModelCard {
        &self.card
    }

    /// Scores of `actions` for a person, in their order; actions that the model does not know are left out.
    pub fn scores(&self, known: &Known, actions: &[ActionFacts]) -> Vec<Scored> {
        let ready = self.model.ready(actions);
        let scores = ready.scores(known);
        let named = actions.iter().zip(scores).enumerate();
        named
            .filter_map(|(at, (action, score))| {
                let score = score?;
                let parts = ready.parts(known, at);
                Some(Scored { action: action.id.clone(), score, chance: ready.chance(score), parts })
            })
            .collect()
    }

    /// The model as a file.
    ///
    /// # Errors
    ///
    /// `model.unwritten` where a number has no place in JSON, which no fit is known to leave.
    pub fn write(&self) -> Result<String, Error> {
        let mut file = File {
            format: FORMAT.to_owned(),
            version: VERSION,
            card: self.card.clone(),
            model: self.model.clone(),
            check: String::new(),
        };
        file.check = check(&file)?;
        serde_json::to_string(&file).map(|text| text + "\n").map_err(|e| unwritten(&e))
    }

    /// Reads a model's file.
    ///
    /// # Errors
    ///
    /// `model.notOurs` for something else, `model.version` for another version, `model.cut` for one that ends early,
    /// `model.broken` for one that does not fit the form, `model.edited` for one that was changed after it was written.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        let fault = |key: &str| Error::new(Kind::Malformed, key).at(name);
        if bytes.len() > LARGEST {
            return Err(Error::new(Kind::TooLarge, "model.notOurs").at(name));
        }
        let told = |e: &serde_json::Error| match e.classify() {
            serde_json::error::Category::Eof => fault("model.cut"),
            _ => fault("model.broken").with("problem", e),
        };
        // A file that is cut still begins as ours do.
        let ours = bytes.get(..200.min(bytes.len())).is_some_and(|head| String::from_utf8_lossy(head).contains(FORMAT));
        let head: Head =
            serde_json::from_slice(bytes).map_err(|e| if ours { told(&e) } else { fault("model.notOurs") })?;
        if head.format != FORMAT {
            return Err(fault("model.notOurs"));
        }
        if head.version != VERSION {
            let wrong = Error::new(Kind::Unsupported, "model.version").at(name);
            return Err(wrong.with("version", head.version).with("reads", VERSION));
        }
        let file: File = serde_json::from_slice(bytes).map_err(|e| told(&e))?;
        if check(&file)? != file.check {
            return Err(fault("model.edited"));
        }
        if !file.model.is_whole() || file.model.kind() != file.card.settings.model {
            return Err(fault("model.broken").with("problem", "model"));
        }
        Ok(Self { card: file.card, model: file.model })
    }
}

fn unwritten(problem: &dyn std::fmt::Display) -> Error {
    Error::new(Kind::Value, "model.unwritten").with("problem", problem)
}

/// A guard against slips, not against forgers: whoever edits a file can write a new one.
fn check(file: &File) -> Result<String, Error> {
    let text = serde_json::to_vec(&(&file.format, file.version, &file.card, &file.model)).map_err(|e| unwritten(&e))?;
    Ok(Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect())
}
