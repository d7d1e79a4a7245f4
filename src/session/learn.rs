//! Models of a clinic's feedback: what there is to score, and the calls of the package.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::learn::feedback::{
    ActionFacts, FeedbackSettings, Known, ModelCard, OrderEvaluation, Recommender, Scored, Training, example,
};
use crate::recommend::catalogue;
use crate::vocab::PartialDate;

/// A model as it comes out of training, or out of its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TrainedModel {
    /// What it was fitted on, and how well it did.
    pub card: ModelCard,
    /// The model as text, to keep in a file and to score with.
    pub file: String,
}

/// Steps that feedback may speak of: all but warnings, whose place nothing learned may change.
pub fn learnable() -> Vec<ActionFacts> {
    let entries = catalogue().actions.into_iter().filter(|entry| entry.kind != "avoid");
    let facts = entries.map(|entry| {
        let clinician = if entry.clinician_required { "yes" } else { "no" };
        let named = [
            ("category", &*entry.category),
            ("burden", &*entry.burden),
            ("clinician", clinician),
            ("family", &*entry.overlap_group),
        ];
        let attributes = named.iter().filter(|(_, word)| !word.is_empty());
        ActionFacts {
            id: entry.id.to_string(),
            attributes: attributes.map(|(n, w)| ((*n).into(), (*w).into())).collect(),
        }
    });
    facts.collect()
}

/// Opens a feedback table to measure a model on, and with `whole` to fit it.
///
/// # Errors
///
/// As [`Training::begin`].
pub fn train(
    name: &str,
    data: &[u8],
    settings: FeedbackSettings,
    today: PartialDate,
    whole: bool,
) -> Result<Training, Error> {
    Training::begin(name, data, settings, learnable(), today, whole)
}

/// What training came to: its figures, and the model where one was asked for.
///
/// # Errors
///
/// `cancelled` before all is done; `model.unwritten`.
pub fn trained(training: Training) -> Result<(OrderEvaluation, Option<TrainedModel>), Error> {
    let (evaluation, model) = training.finish()?;
    let model = model.map(|model| Ok(TrainedModel { card: model.card().clone(), file: model.write()? }));
    Ok((evaluation, model.transpose()?))
}

/// Reads a model's file.
///
/// # Errors
///
/// As [`Recommender::read`].
pub fn open_model(name: &str, data: &[u8]) -> Result<TrainedModel, Error> {
    let model = Recommender::read(name, data)?;
    Ok(TrainedModel { card: model.card().clone(), file: model.write()? })
}

/// Scores of a model, as its file has it, for one person.
///
/// # Errors
///
/// As [`Recommender::read`].
pub fn score_actions(file: &str, known: &Known) -> Result<Vec<Scored>, Error> {
    Ok(Recommender::read("", file.as_bytes())?.scores(known, &learnable()))
}

/// Made-up feedback, to try with.
pub fn example_feedback() -> String {
    example(&learnable())
}
