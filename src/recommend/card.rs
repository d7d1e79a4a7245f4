//! What the recommender answers: cards, what was held back and why, interactions, critical values, questions.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::benefit::{Effect, Gain, Harm};
use crate::record::FactId;
use crate::vocab::PartialDate;

/// What the evaluator decided for one action; names and order as `check.py` has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Shown: do it.
    Recommend,
    /// Shown: talk about it.
    Discuss,
    /// Shown as a warning.
    Avoid,
    /// Its rule asks for something first.
    NeedsData,
    /// Excluded, or the benefit comes too late.
    Blocked,
    /// Its rule does not fit, or belongs to another region.
    NotEligible,
    /// The person said no.
    Declined,
}

/// A fact (or its absence) that decided something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Because {
    /// Name in the rules: a field, diagnosis, medicine or gene flag.
    pub name: Cow<'static, str>,
    /// `field`, `dx`, `allergy`, `med`, `gene`, `food`, `region`.
    pub kind: Cow<'static, str>,
    /// The value, as the rule saw it (`<30` where only a bound is known); `None` is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Cow<'static, str>>,
    /// Comparison that read it: `>= 130`; empty for a plain name.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub test: Cow<'static, str>,
    /// Taken as no because a recorded list lacks it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub presumed: bool,
    /// Nobody answered: the field's default or the rule for its silence filled it ("no record of it").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_record: bool,
    /// The codes that matched are known from memory only: confirm.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
    /// The day of a value that is older than its concept allows: said beside it, to be confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<PartialDate>,
    /// The facts behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactId>,
}

/// A source as shown: a DOI only where it was confirmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Id in `data/recommend/sources.csv`.
    pub id: Cow<'static, str>,
    /// Citation.
    pub citation: Cow<'static, str>,
    /// Confirmed DOI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<Cow<'static, str>>,
}

/// One action that is shown, or that asks for something first: what keeps it from being safe, or when it was last done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// Action id; words are in the catalogues under `actions`.
    pub action: Cow<'static, str>,
    /// Recommend, discuss, avoid, or needs_data.
    pub status: Status,
    /// `diet`, `exercise`, `screening`, `medication`, …
    pub category: Cow<'static, str>,
    /// Shown first and alone.
    pub urgent: bool,
    /// Evidence tier A, B, C, E, or X for warnings.
    pub tier: Cow<'static, str>,
    /// Grading system and grade as published.
    pub grade: Cow<'static, str>,
    /// `V2`, `V1`, `G` or `U` (not yet checked).
    pub verification: Cow<'static, str>,
    /// Needs a clinician.
    pub clinician_required: bool,
    /// `low`, `medium`, `high`.
    pub burden: Cow<'static, str>,
    /// Caution codes whose test is true; words under `cautions`.
    pub cautions: Vec<Cow<'static, str>>,
    /// What made the rule true.
    pub because: Vec<Because>,
    /// Unknown names that must be answered before it can be shown (when something was last done, what an exclusion asks).
    pub asks: Vec<Cow<'static, str>>,
    /// Names taken as no because a recorded list lacks them, and that decided that this card fits.
    pub presumed: Vec<Cow<'static, str>>,
    /// It is about medicines, whatever its category: what is not understood of a record could speak against it, and a
    /// dose is the prescriber's to say where a clinician is needed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub medicine: bool,
    /// How many interactions are known here for its medicines; silence is not safety.
    pub interactions_known: u32,
    /// Sources.
    pub sources: Vec<Source>,
    /// Group of overlapping effects.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub overlap_group: Cow<'static, str>,
    /// The better-ranked card of a group of which one is enough: fold this one under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative_to: Option<Cow<'static, str>>,
    /// What it would gain in absolute terms, where trials and a baseline say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain: Option<Gain>,
    /// Why there is no gain: a message key under `gain.no`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_gain: Option<Cow<'static, str>>,
    /// What trials saw it do besides, in the same units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harm: Option<Harm>,
    /// Its published figures that are about people like this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    /// Why it stands where it stands, as keys of words under `rank`: `urgent`, `warning`, `gain`, `trial`, `middle`,
    /// `factor`, `end`, `last`, `asks`; then `preferenceUp`, `preferenceDown`, `notAsItIs`, `feedback`.
    pub rank: Vec<Cow<'static, str>>,
    /// How it suits what the person would rather do; none where nothing was said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preference: Option<Preference>,
}

/// What of a person's preferences an action suits, and what speaks against it: `cost`, `minutes`, `pills`, `cuisine`,
/// `category`, `equipment:bands`, `joint:knee`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Preference {
    /// Suits.
    pub fits: Vec<String>,
    /// Speaks against it; it is shown all the same.
    pub against: Vec<String>,
}

/// Why an action is not shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Held {
    /// Action id.
    pub action: Cow<'static, str>,
    /// Blocked, not_eligible, declined, needs_data.
    pub status: Status,
    /// `region`, `declined`, `eligible` (does not fit), `not_known` (whether it fits), `exclude`, `time_to_benefit`.
    pub clause: Cow<'static, str>,
    /// The facts that decided.
    pub because: Vec<Because>,
}

/// A known interaction that holds for this person; words under `interactions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Interaction {
    /// Row id.
    pub id: Cow<'static, str>,
    /// `drug-drug`, `drug-condition`, `drug-gene`, `drug-food`.
    pub kind: Cow<'static, str>,
    /// First side as the table writes it.
    pub a: Cow<'static, str>,
    /// Second side as the table writes it.
    pub b: Cow<'static, str>,
    /// `contraindicated`, `major`, `moderate`, `minor`.
    pub severity: Cow<'static, str>,
    /// What the person has of the two sides.
    pub because: Vec<Because>,
    /// `V2`, `V1`, `G` or `U`.
    pub verification: Cow<'static, str>,
    /// Sources.
    pub sources: Vec<Source>,
}

/// A result that comes first and alone; words under `critical`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Critical {
    /// Row key in `data/recommend/critical_values.csv` (`potassium-high-6.5`).
    pub id: String,
    /// Concept id.
    pub concept: String,
    /// Value in the row's unit.
    pub value: f64,
    /// Unit of the row.
    pub unit: String,
    /// `call_emergency_now`, `same_day`, `within_days`.
    pub urgency: String,
    /// A question to ask before it fires (`symptoms_of_high_pressure`); empty when it has fired.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub asks: String,
    /// Older than its row allows, or undated: a past result, asked about (`checked_again`, `measured_now`), no alarm.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub past: bool,
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The facts behind it.
    pub facts: Vec<FactId>,
    /// Citation.
    pub source: String,
}

/// A missing fact that could change the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Name in the rules or input id of an equation.
    pub name: Cow<'static, str>,
    /// `field`, `dx`, `med`, `allergy`, `gene`, `input`.
    pub kind: Cow<'static, str>,
    /// Actions whose status it could change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Cow<'static, str>>,
    /// Scores it could change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<Cow<'static, str>>,
    /// An answer could stop something that is shown, or bring a warning, a caution or a grave interaction: it is asked
    /// before what only adds. Where it could do no more than warn, `actions` is empty.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub safety: bool,
    /// Another question, asked before, could settle all that this one could: not of the smallest set.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub covered: bool,
    /// How much an answer could change.
    pub change: Change,
}

/// How much an answer could change: how many actions, and the expected benefit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Actions whose status it could change.
    pub actions: usize,
    /// Expected change of the benefit that is worked out, a share (0 to 1) over ten years, all answers being as likely;
    /// actions without a figure add nothing.
    pub benefit: f64,
}

/// The recommender's whole answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Recommendations {
    /// Why there is no list at all: `deceased`, `child` (the actions here are for adults); cards, questions and what is
    /// held are empty then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_list: Option<Cow<'static, str>>,
    /// Critical values: first and alone.
    pub critical: Vec<Critical>,
    /// Cards in order: urgent alone first, warnings, then by tier.
    pub cards: Vec<Card>,
    /// Every other action, with the clause that decided.
    pub held: Vec<Held>,
    /// Interactions, worst first.
    pub interactions: Vec<Interaction>,
    /// What to ask, most telling first.
    pub questions: Vec<Question>,
    /// The region nobody stated: rows of a region do not apply.
    pub region_unknown: bool,
    /// Entries of the lists that no rule has a name for, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_understood: Vec<String>,
}
