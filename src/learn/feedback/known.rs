//! What a model may know of a person and of an action.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A feature of a person: a number or a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum FeatureValue {
    /// A number, in whatever unit the table has it.
    Number(f64),
    /// A word, as written.
    Word(String),
}

/// What a person said of one action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Past {
    /// Action id.
    pub action: String,
    /// Whether the person took it up; absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// Whether the person did it; absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
}

impl Past {
    /// How much speaks for the action: one for taking it up, one for doing it.
    pub fn good(&self) -> f64 {
        f64::from(u8::from(self.accepted == Some(true)) + u8::from(self.done == Some(true)))
    }

    /// How much speaks against it: one for a no. Not having done it yet speaks for nothing.
    pub fn bad(&self) -> f64 {
        f64::from(u8::from(self.accepted == Some(false)))
    }
}

/// A person as a model sees them: features and what they said before. No name, no number.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Known {
    /// Features by name, as the feedback table calls them.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, number | string>"))]
    pub features: BTreeMap<String, FeatureValue>,
    /// What the person said of actions.
    pub past: Vec<Past>,
}

/// An action as a model sees it: its attributes, such as `category` = `diet`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActionFacts {
    /// Action id.
    pub id: String,
    /// Names with words.
    pub attributes: Vec<(String, String)>,
}
