//! The report of one person: scores, explanations, recommendations and where they come from. Every export and every view shows this.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::explain::{Attribution, Contributions, Sensitivity};
use crate::recommend::{CrisisLine, Recommendations};
use crate::record::{FactId, SetAside};
use crate::score::{Assessment, InputUsed, Reason, Studied};
use crate::vocab::PartialDate;

/// One published equation's answer for one person, explained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// Equation id, `name-variant-horizon-outcome`.
    pub id: Cow<'static, str>,
    /// Family as `regions.csv` names it: `prevent`, `china_par`, `ckd_epi`.
    pub family: Cow<'static, str>,
    /// The question it answers: `cardiovascular`, `kidney_function`, `liver`, `lipids`, `body`.
    pub question: Cow<'static, str>,
    /// `ascvd`, `total_cvd`, `heart_failure`, `egfr`, …
    pub outcome: Cow<'static, str>,
    /// Years ahead, where it looks ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon_years: Option<u32>,
    /// Unit of the answer: `probability`, or a UCUM unit.
    pub unit: Cow<'static, str>,
    /// One of the three answers.
    pub assessment: Assessment,
    /// Published band of a computed answer: `G2`, `low`, `high`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<Cow<'static, str>>,
    /// Inputs as used.
    pub inputs: Vec<InputUsed>,
    /// What should be said with the answer: `outsideStudied`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Reason>,
    /// Exact parts on the predictor's scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contributions: Option<Contributions>,
    /// Exact Shapley parts in the answer's unit, against the same age and sex at optimal values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
    /// What absent, presumed, old or bounded inputs could change.
    #[serde(default)]
    pub sensitivity: Vec<Sensitivity>,
    /// Whether it was studied where the person lives; `None` while the region is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studied: Option<Studied>,
}

/// One line of the review sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Concept id.
    pub concept: Cow<'static, str>,
    /// The value that counts and how it came about.
    pub input: InputUsed,
    /// Message keys: `old`, `meanOfDay`, `bounded`, `softRange`, `unverifiedCode`, `contradicts`, `recomputed`.
    pub notes: Vec<Cow<'static, str>>,
    /// Earlier values, oldest first, canonical unit.
    pub earlier: Vec<Earlier>,
    /// File and place of the value that counts, as shown.
    pub from: String,
    /// Code that matched: `LOINC 8480-6`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
}

/// An earlier value of a small trend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Earlier {
    /// Its day.
    pub date: PartialDate,
    /// Its value, canonical unit.
    pub value: f64,
    /// Its fact.
    pub fact: FactId,
}

/// Which equation answers the headline question here, and why that one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Headline {
    /// Id of the score, in `scores`.
    pub score: Cow<'static, str>,
    /// Flag of the choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studied: Option<Studied>,
    /// First choice of the region that was passed over, with the reason key (`notShipped`, `notApplicable`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<(String, String)>,
    /// Optional values that are known and could not be used, with why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<Reason>,
}

/// Where it came from and how old it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Provenance {
    /// Version of the crate.
    pub version: String,
    /// Date of its facts; older than 18 months at `asOf` is a warning.
    pub facts_date: PartialDate,
    /// `facts_date` is over 18 months before `asOf`.
    pub facts_old: bool,
    /// SHA-256 of the facts that count and of what was asked, hexadecimal; files, their order and who it is do not enter.
    pub inputs_hash: String,
}

/// Who is asked about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Whole years at `asOf`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<i32>,
    /// The birth date lacks month or day: the age may be one more.
    pub age_uncertain: bool,
    /// `female`, `male`; absent: ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<crate::record::Sex>,
    /// The record says that the person has died.
    pub deceased: bool,
    /// Under 18 at `asOf`.
    pub child: bool,
}

/// Everything the page shows of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Assessed {
    /// Day of assessment.
    pub as_of: PartialDate,
    /// Who.
    pub person: Person,
    /// Region as stated: `us`, `uk`, `eu`, `cn`, `other`; absent: ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Country as stated, ISO 3166-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What was found, by concept.
    pub findings: Vec<Finding>,
    /// Measurements after the day of assessment: not used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub future: Vec<SetAside>,
    /// Conditions, medicines and allergies that no name matched.
    pub not_understood: Vec<NotUnderstood>,
    /// Names taken as no because a recorded list lacks them, and that decided something.
    pub presumed: Vec<Cow<'static, str>>,
    /// The headline score, when one applies or only needs input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<Headline>,
    /// All scores.
    pub scores: Vec<Score>,
    /// What to do next.
    pub recommendations: Recommendations,
    /// Numbers to call where something cannot wait, as far as the country's are verified.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers_to_call: Vec<CrisisLine>,
    /// Where it came from.
    pub provenance: Provenance,
}

/// An entry of a list that nothing recognised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NotUnderstood {
    /// `condition`, `medicine`, `allergy`.
    pub list: String,
    /// As written.
    pub text: String,
    /// Its fact.
    pub fact: FactId,
}
