//! What a form answers while it is being filled in: its scores, without what to do about them.

use serde::{Deserialize, Serialize};

use super::assess::{AssessOptions, inputs, prepared};
use super::scores::{Asked, scores};
use crate::collect::{Form, ReadOptions, record_of};
use crate::error::Error;
use crate::export::{Headline, Score};
use crate::recommend::bridge::history_of_form;

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
    let patient = record_of(form, &read);
    let (profile, region) = prepared(&patient, options)?;
    let asked = Asked { region, country: options.country.as_deref() };
    // A form's own names carry their concepts: the bridge, which reads codes, would only weigh down the first screen.
    let inputs = inputs(&profile, &history_of_form(&patient));
    let (headline, scores) = scores(&inputs, &profile, &asked)?;
    Ok(Preview { headline, scores })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Assessment;
    use crate::session::assess;

    /// A whole form, with these conditions and answers besides.
    fn form(conditions: &str, answers: &str) -> Form {
        let text = format!(
            r#"{{"format":"bedside-form","version":1,"date":"2026-03-01","sex":"female","age":58,
                "values":[{{"concept":"sbp","value":138}},{{"concept":"total_chol","value":5.2,"unit":"mmol/L"}},
                          {{"concept":"hdl","value":1.3,"unit":"mmol/L"}},{{"concept":"egfr","value":88}},
                          {{"concept":"smoking","word":"never"}}],
                "answers":{{"diabetes":false,"antihypertensive":false,"statin":false{answers}}},
                "conditions":{{"closed":true,"entries":[{conditions}]}},"medicines":{{"closed":true}}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn both(form: &Form) -> (Preview, Preview) {
        let options = AssessOptions {
            as_of: Some("2026-03-01".parse().unwrap()),
            country: Some("US".to_owned()),
            ..AssessOptions::default()
        };
        let read = ReadOptions { today: options.as_of, ..ReadOptions::default() };
        let whole = assess(&record_of(form, &read), &options).unwrap();
        (preview(form, &options).unwrap(), Preview { headline: whole.headline, scores: whole.scores })
    }

    #[test]
    fn the_scores_are_those_of_the_whole_assessment() {
        let (typed, whole) = both(&form("", ""));
        assert!(matches!(typed.scores[0].assessment, Assessment::Computed { .. }), "{:?}", typed.scores[0].assessment);
        assert_eq!(typed.headline.as_ref().map(|h| &h.score), Some(&typed.scores[0].id));
        assert_eq!(typed, whole);
        assert!(preview(&form("", ""), &AssessOptions::default()).is_err());
    }

    #[test]
    fn heart_disease_told_by_any_of_its_names_keeps_the_score_away_here_too() {
        let names = ["ascvd", "pci", "cabg", "hf", "hfref", "stable_angina", "mi_recent", "stroke", "ich", "tia"];
        for name in names {
            let picked = form(&format!(r#"{{"name":"{name}"}}"#), "");
            let answered = form("", &format!(r#","{name}":true"#));
            for told in [picked, answered] {
                let (typed, whole) = both(&told);
                assert!(!matches!(typed.scores[0].assessment, Assessment::Computed { .. }), "{name}");
                assert_eq!(typed.scores[0].assessment, whole.scores[0].assessment, "{name}");
            }
        }
    }
}
