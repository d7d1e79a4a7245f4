//! What a form answers while it is being filled in: its scores, without what to do about them.

use serde::{Deserialize, Serialize};

use super::assess::{AssessOptions, inputs, prepared};
use super::scores::{Asked, scores};
use crate::collect::{Form, ReadOptions, record_of};
use crate::error::Error;
use crate::export::{Headline, Score};
use crate::recommend::bridge::History;

/// The scores of a form; the same as an assessment of it gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The score of the first sentence, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<Headline>,
    /// Scores, the headline first.
    pub scores: Vec<Score>,
}

/// Scores what was typed.
///
/// # Errors
///
/// As [`super::assess()`] for the options.
pub fn preview(form: &Form, options: &AssessOptions) -> Result<Preview, Error> {
    let read = ReadOptions { today: options.as_of, ..ReadOptions::default() };
    let (profile, region) = prepared(&record_of(form, &read), options)?;
    let asked = Asked { region, country: options.country.as_deref() };
    // A form's own names carry their concepts: the bridge, which reads codes, would only weigh down the first screen.
    let inputs = inputs(&profile, &History::default());
    let (headline, scores) = scores(&inputs, &profile, &asked)?;
    Ok(Preview { headline, scores })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Assessment;
    use crate::session::assess;

    #[test]
    fn the_scores_are_those_of_the_whole_assessment() {
        let form: Form = serde_json::from_str(
            r#"{"format":"bedside-form","version":1,"date":"2026-03-01","sex":"female","age":58,
                "values":[{"concept":"sbp","value":138},{"concept":"total_chol","value":5.2,"unit":"mmol/L"},
                          {"concept":"hdl","value":1.3,"unit":"mmol/L"},{"concept":"egfr","value":88},
                          {"concept":"smoking","word":"never"}],
                "answers":{"diabetes":false,"antihypertensive":false,"statin":false},
                "conditions":{"closed":true},"medicines":{"closed":true}}"#,
        )
        .unwrap();
        let options = AssessOptions {
            as_of: Some("2026-03-01".parse().unwrap()),
            country: Some("US".to_owned()),
            ..AssessOptions::default()
        };
        let read = ReadOptions { today: options.as_of, ..ReadOptions::default() };
        let whole = assess(&record_of(&form, &read), &options).unwrap();
        let typed = preview(&form, &options).unwrap();
        assert!(matches!(typed.scores[0].assessment, Assessment::Computed { .. }), "{:?}", typed.scores[0].assessment);
        assert_eq!(typed.headline.as_ref().map(|h| &h.score), Some(&typed.scores[0].id));
        assert_eq!((typed.headline, typed.scores), (whole.headline, whole.scores));
        assert!(preview(&form, &AssessOptions::default()).is_err());
    }
}
