//! The one public error: what kind, where, and the key of the sentence that the page speaks.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What sort of thing went wrong; decides exit codes and which view answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Kind {
    /// The bytes end early, break their format's grammar or are not what they claim to be.
    Malformed,
    /// A known thing that Bedside does not read (yet), refused by name.
    Unsupported,
    /// A value that cannot be: wrong unit, out of the hard range, unknown name.
    Value,
    /// A call with missing or contradictory arguments.
    Usage,
    /// More than this device should try at once.
    TooLarge,
    /// The caller cancelled.
    Cancelled,
}

/// An error with a kind, a place and a message key with arguments; it never holds a sentence.
///
/// The page turns `key` and `args` into words (`www/locales/*.json`, under `errors`); the command
/// line uses the English catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Error {
    /// What sort of error this is.
    pub kind: Kind,
    /// Key of the sentence in the catalogue, for example `json.truncated`.
    pub key: String,
    /// File, row, path or byte, as precise as known: `labs.csv, row 4`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Values that the sentence names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub args: BTreeMap<String, String>,
    /// Further errors of the same kind of reading, where all are told at once: the faulty rows of a table. These hold none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Error>,
}

impl Error {
    /// Makes an error of `kind` with the catalogue key `key`.
    pub fn new(kind: Kind, key: impl Into<String>) -> Self {
        Self { kind, key: key.into(), place: String::new(), args: BTreeMap::new(), others: Vec::new() }
    }

    /// Says where it happened.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// Adds a value that the sentence names.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.key)?;
        if !self.place.is_empty() {
            write!(f, " at {}", self.place)?;
        }
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
