//! The file of a published equation, as written in `data/equations`: a closed vocabulary, unknown fields refused.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::vocab::Name;

/// One published thing: a table of coefficients for one or several outcomes that share terms.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct File {
    /// Id of the file; every equation's id is this, or this, a hyphen and its outcome.
    pub(crate) id: String,
    pub(crate) title: String,
    /// Family as `data/regions` names it.
    pub(crate) family: Name,
    /// Which of its family: `base`, `2021-creatinine`.
    pub(crate) variant: Name,
    pub(crate) question: Name,
    #[serde(default)]
    pub(crate) horizon_years: Option<u32>,
    /// `probability`, or the UCUM unit of the answer.
    pub(crate) unit: Name,
    /// Text key of the people it was made for.
    pub(crate) population: String,
    pub(crate) source: Source,
    pub(crate) inputs: Vec<Input>,
    pub(crate) link: Link,
    pub(crate) equations: Vec<Member>,
    #[serde(default)]
    pub(crate) bands: BTreeMap<String, Bands>,
    /// What each column of `constant` and `beta` is for.
    pub(crate) columns: Vec<Column>,
    pub(crate) constant: Vec<Literal>,
    /// Inputs as the terms use them.
    pub(crate) features: BTreeMap<String, Feature>,
    pub(crate) terms: Vec<Term>,
    pub(crate) examples: Vec<Example>,
}

/// Where it was published and how far its numbers were checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) citation: String,
    /// Only one that was confirmed.
    #[serde(default)]
    pub(crate) doi: Option<String>,
    #[serde(default)]
    pub(crate) table: String,
    pub(crate) licence: String,
    pub(crate) confidence: String,
    pub(crate) verified_by: String,
}

/// What sort of value an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum InputKind {
    Number,
    /// Yes (1) or no (0).
    Flag,
    /// One of `words`.
    Word,
}

/// What an input is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Use {
    /// Must be known wherever a term of the person's stratum reads it.
    #[default]
    Required,
    /// The published equation has a term for its absence.
    Optional,
    /// Read by no term: its range is checked when it is known.
    Applicability,
    /// Yes means that the equation does not apply.
    Exclusion,
}

/// One input: a concept of `data/concepts` or one that the equation defines itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Input {
    pub(crate) id: Name,
    pub(crate) kind: InputKind,
    #[serde(default)]
    pub(crate) unit: Name,
    /// Lowest and highest value it applies to, both included.
    #[serde(default)]
    pub(crate) min: Option<f64>,
    #[serde(default)]
    pub(crate) max: Option<f64>,
    /// As `min` and `max`, not included.
    #[serde(default)]
    pub(crate) above: Option<f64>,
    #[serde(default)]
    pub(crate) below: Option<f64>,
    /// Values to try when it is unknown, where narrower than the range.
    #[serde(default)]
    pub(crate) explore: Option<[f64; 2]>,
    /// Values that the derivation covered, where narrower than what the authors' tool takes.
    #[serde(default)]
    pub(crate) studied: Option<[f64; 2]>,
    /// Only whole numbers.
    #[serde(default)]
    pub(crate) whole: bool,
    #[serde(default)]
    pub(crate) words: BTreeMap<String, f64>,
    #[serde(default, rename = "use")]
    pub(crate) need: Use,
    /// Reason key of an exclusion.
    #[serde(default)]
    pub(crate) reason: Option<Name>,
    /// A person can change it, and the equation may say what that would do.
    #[serde(default)]
    pub(crate) modifiable: bool,
}

/// From the linear predictor to the answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Link {
    Identity,
    /// e to the predictor.
    Exp,
    /// Square root of the predictor.
    Sqrt,
    /// 1 / (1 + e^-predictor).
    Logistic,
    /// 1 - s0 ^ e^predictor, one s0 a column.
    Survival(Vec<f64>),
}

/// One equation of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Member {
    pub(crate) id: Name,
    pub(crate) outcome: Name,
    /// Name in `bands`.
    #[serde(default)]
    pub(crate) bands: Option<String>,
    #[serde(default)]
    pub(crate) answer: AnswerLimit,
}

/// An answer that cannot be, such as a negative concentration, is not given.
#[derive(Debug, Clone, Copy, Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct AnswerLimit {
    #[serde(default)]
    pub(crate) above: Option<f64>,
}

/// Published classes of an answer; the first that fits counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Bands {
    pub(crate) source: String,
    pub(crate) bands: Vec<Band>,
}

/// One class.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Band {
    pub(crate) id: Name,
    #[serde(default)]
    pub(crate) below: Option<f64>,
    #[serde(default)]
    pub(crate) up_to: Option<f64>,
    #[serde(default)]
    pub(crate) when: Option<BandWhen>,
}

/// The people a class is for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct BandWhen {
    pub(crate) input: String,
    #[serde(default)]
    pub(crate) below: Option<f64>,
    #[serde(default)]
    pub(crate) from: Option<f64>,
}

/// What one column of numbers is for: an outcome and, where it differs by one, a stratum.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Column {
    pub(crate) outcome: String,
    /// One word input and its word: `{ "sex": "female" }`.
    #[serde(default)]
    pub(crate) when: BTreeMap<String, String>,
}

/// A number as the paper prints it: itself, or a factor whose logarithm or inverse enters the sum.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(untagged)]
pub(crate) enum Literal {
    Number(f64),
    Of(LiteralOf),
}

/// See [`Literal`].
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum LiteralOf {
    Ln(f64),
    Inverse(f64),
}

/// An input as the terms use it, or whether it is absent.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Feature {
    #[serde(default)]
    pub(crate) input: Option<String>,
    /// Another input, taken off first.
    #[serde(default)]
    pub(crate) minus: Option<String>,
    /// 1 when this input is absent, else 0.
    #[serde(default)]
    pub(crate) absent: Option<String>,
    #[serde(default)]
    pub(crate) then: Vec<Transform>,
}

/// The closed set of transforms.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Transform {
    /// x - c
    Centre(f64),
    /// x × c
    Scale(f64),
    /// x / c
    Divide(f64),
    /// ln x
    Ln,
    /// x ^ c
    Power(f64),
    /// min(x, c): a hinge
    AtMost(f64),
    /// max(x, c): a hinge
    AtLeast(f64),
    /// 1 when both ends or anything between, else 0
    Between([f64; 2]),
    /// 1 when equal, else 0
    Is(f64),
}

/// A product of features, divided by others, times one coefficient a column.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Term {
    pub(crate) of: Vec<String>,
    #[serde(default)]
    pub(crate) over: Vec<String>,
    pub(crate) beta: Vec<Literal>,
}

/// A worked case: the proof inside.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Example {
    pub(crate) source: String,
    pub(crate) inputs: BTreeMap<String, ExampleValue>,
    /// Answer by outcome.
    pub(crate) expect: BTreeMap<String, f64>,
    /// Largest difference that counts as agreement.
    pub(crate) within: f64,
}

/// A number or a word.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum ExampleValue {
    Number(f64),
    Word(String),
}
