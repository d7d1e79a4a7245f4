//! A profile from what the rules know of a person: every limit with the facts behind it, its source and how that was
//! checked. Whom no week can be planned for here is told why, and whom to ask.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::energy::{MealEnergy, bmi, energy, lean};
use super::layout::layout;
use super::limits::{LIMITS, LimitRow, SOURCES};
use crate::error::{Error, Kind};
use crate::recommend::{Because, Facts, Question, Standing, Tri, is_critical, meal_standings, question_of};

/// Of the person, what the rules have no field for.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Body {
    /// Whole years.
    pub age: Option<f64>,
    /// Male; `None` is unknown.
    pub male: Option<bool>,
    /// Centimetres.
    pub height: Option<f64>,
    /// Kilograms.
    pub weight: Option<f64>,
}

/// What the person wants of a week of meals, all optional.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct MealWishes {
    /// `inactive`, `lowActive`, `active`, `veryActive`; absent is worked out from the minutes of movement a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// `keep`, `lose`, `gain`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// Centimetres, where no record says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<f64>,
    /// Kilograms, where no record says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Of `western`, `chinese`, `mediterranean`, `south_asian`; none is all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cuisines: Vec<String>,
    /// `dash`, `mediterranean`, `portfolio`, `chinese_guideline`: the figures of that way of eating hold too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Flags that every food must have: `vegetarian`, `halal_ok`, `nut_free`, …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub require: Vec<String>,
    /// Food groups and foods to leave out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leave_out: Vec<String>,
    /// Minutes that a meal may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<f64>,
    /// Most cost level, 1 to 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// Kitchen things that are not there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// Foods and templates that are liked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub likes: Vec<String>,
}

impl MealWishes {
    /// The members there are.
    pub const KEYS: [&str; 12] = [
        "activity", "goal", "height", "weight", "cuisines", "pattern", "require", "leaveOut", "minutes", "cost",
        "without", "likes",
    ];
}

/// One thing that follows from a fact of the person.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MealReason {
    /// Code of the row in `data/foods/limits.csv`, key of its sentence.
    pub code: String,
    /// `limit`, `flag`, `group`, `foods`, `note`, `refuse`.
    pub kind: String,
    /// What it is about: the limit's key, a flag, a group, foods joined by bars.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// `each_day` or `mean_per_day`, of a limit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scope: String,
    /// The least, of this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The most, of this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// The facts that made it so; none where it holds for everybody or counts while something is not known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
    /// Source, of `sources`.
    pub source: String,
    /// `V2`, `V1`, `G`, or `U`: not checked yet, or a default of ours.
    pub verification: String,
}

/// A source of a limit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MealSource {
    /// Its name in reasons.
    pub id: &'static str,
    /// Citation.
    pub citation: &'static str,
    /// Confirmed DOI.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub doi: &'static str,
}

/// A profile for a week of meals, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MealProfile {
    /// What `planMeals` takes; absent while something is missing or nothing can be planned here.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Record<string, unknown>"))]
    pub profile: Option<serde_json::Value>,
    /// Why no week is planned for this person here.
    pub cannot: Vec<MealReason>,
    /// Needed and not known: `age`, `sex`, `height`, `weight`.
    pub missing: Vec<String>,
    /// Energy, once everything for it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub energy: Option<MealEnergy>,
    /// What follows from the person's facts.
    pub reasons: Vec<MealReason>,
    /// What cannot be planned for and has to be said.
    pub notes: Vec<MealReason>,
    /// What is not known and would change the plan; a safe plan asks before it plans.
    pub asks: Vec<Question>,
    /// Codes of reasons against planning that nobody answered: one question before any week. `food_allergy` stands for
    /// the entries of `notUnderstood`, which no food is left out for.
    pub unsure: Vec<String>,
    /// Entries that may be an allergy to a food, as written, that the plan cannot avoid: ask which foods they mean, and
    /// leave those out (`leaveOut`, `require`).
    pub not_understood: Vec<String>,
    /// Whether the medicines are not known, and with them foods that do not go with some.
    pub unknown_medicines: bool,
    /// Taken as no because a recorded list lacks it.
    pub presumed: Vec<String>,
    /// Sources of the reasons.
    pub sources: Vec<MealSource>,
}

/// A profile of a person.
///
/// # Errors
/// `meals.unknownWord` and `meals.outOfRange` for wishes that are none.
pub fn meal_profile(facts: &Facts, body: Body, wishes: &MealWishes) -> Result<MealProfile, Error> {
    let height = within("height", wishes.height, 100.0, 250.0)?.or(body.height);
    let weight = within("weight", wishes.weight, 25.0, 400.0)?.or(body.weight);
    let goal = word("goal", wishes.goal.as_deref(), &["keep", "lose", "gain"])?.unwrap_or("keep");
    let activity = word("activity", wishes.activity.as_deref(), &ACTIVITIES)?;
    let pattern = word("pattern", wishes.pattern.as_deref(), &PATTERNS)?;
    let standings = meal_standings(facts);
    let mut made = MealProfile {
        profile: None,
        cannot: Vec::new(),
        missing: Vec::new(),
        energy: None,
        reasons: Vec::new(),
        notes: Vec::new(),
        asks: Vec::new(),
        unsure: Vec::new(),
        not_understood: facts.open_food_allergies().to_vec(),
        unknown_medicines: false,
        presumed: Vec::new(),
        sources: Vec::new(),
    };
    let known = [
        ("age", body.age.is_some()),
        ("sex", body.male.is_some()),
        ("height", height.is_some()),
        ("weight", weight.is_some()),
    ];
    made.missing.extend(known.iter().filter(|(_, known)| !known).map(|(name, _)| (*name).to_owned()));
    let plain = |code: &str| MealReason {
        code: code.to_owned(),
        kind: "refuse".to_owned(),
        key: String::new(),
        scope: String::new(),
        min: None,
        max: None,
        because: Vec::new(),
        source: "own".to_owned(),
        verification: "U".to_owned(),
    };
    if body.age.is_some_and(|age| age < 19.0) {
        made.cannot.push(plain("child"));
    }
    if is_critical(facts) {
        made.cannot.push(plain("critical"));
    }
    if let (Some(height), Some(weight)) = (height, weight)
        && bmi(height, weight) < 18.5
        && !standings.iter().any(|one| one.code == "malnutrition" && one.value == Tri::True)
    {
        made.cannot.push(plain("malnutrition"));
    }
    made.energy = energy(facts, body, (height, weight), activity, goal);
    let per = Per { kcal: made.energy.as_ref().map(|energy| energy.target), kg: height.zip(weight).map(lean) };
    for standing in &standings {
        let row = LIMITS.iter().find(|row| row.code == standing.code && row.kind == standing.kind);
        if let Some(row) = row.filter(|row| row.pattern.is_empty() || Some(row.pattern) == pattern) {
            made.take(row, standing, per);
        }
    }
    if !made.not_understood.is_empty() {
        made.unsure.push("food_allergy".to_owned());
    }
    // How much somebody moves decides the energy.
    if activity.is_none() {
        made.asks.extend(question_of("pa_min_week", facts));
    }
    let used: BTreeSet<&str> = made
        .reasons
        .iter()
        .chain(&made.notes)
        .chain(&made.cannot)
        .map(|reason| reason.source.as_str())
        .chain(["dri_2023"])
        .collect();
    let source = |id: &&str| SOURCES.iter().find(|source| source.0 == *id);
    made.sources = used.iter().filter_map(source).map(|(id, citation, doi)| MealSource { id, citation, doi }).collect();
    if made.cannot.is_empty() && made.missing.is_empty() {
        made.profile = made.energy.as_ref().map(|energy| layout(energy.target, &made.reasons, wishes));
    }
    Ok(made)
}

const PATTERNS: [&str; 4] = ["dash", "mediterranean", "portfolio", "chinese_guideline"];
const ACTIVITIES: [&str; 4] = ["inactive", "lowActive", "active", "veryActive"];

/// What limits are stated by.
#[derive(Clone, Copy)]
struct Per {
    kcal: Option<f64>,
    kg: Option<f64>,
}

impl MealProfile {
    fn take(&mut self, row: &LimitRow, standing: &Standing, per: Per) {
        if standing.value == Tri::Unknown && row.kind == "refuse" {
            self.unsure.push(row.code.to_owned());
        }
        self.unknown_medicines |= standing.value == Tri::Unknown && row.code == "grapefruit";
        // A note needs no question.
        if standing.value == Tri::Unknown && row.kind != "note" {
            for question in &standing.asks {
                if !self.asks.iter().any(|known| known.name == question.name) {
                    self.asks.push(question.clone());
                }
            }
        }
        // What speaks against planning, and allergies, is said; what would only have changed a limit is not.
        for name in standing.presumed.iter().filter(|_| matches!(row.kind, "refuse" | "flag")) {
            if !self.presumed.iter().any(|known| known == name) {
                self.presumed.push(name.to_string());
            }
        }
        if !standing.counts {
            return;
        }
        let factor = match row.per {
            "kg" => per.kg,
            "1000kcal" => per.kcal.map(|kcal| kcal / 1000.0),
            _ => Some(1.0),
        };
        let of = |number: Option<f64>| number.zip(factor).map(|(number, factor)| (number * factor).round());
        let told = standing.because.iter().filter(|because| because.test != ">= 18" && speaks_for(because));
        let reason = MealReason {
            code: row.code.to_owned(),
            kind: row.kind.to_owned(),
            key: row.key.to_owned(),
            scope: row.scope.to_owned(),
            min: of(row.min),
            max: of(row.max),
            because: told.cloned().collect(),
            source: row.source.to_owned(),
            verification: row.verification.to_owned(),
        };
        match row.kind {
            "refuse" => self.cannot.push(reason),
            "note" => self.notes.push(reason),
            _ => self.reasons.push(reason),
        }
    }
}

/// Whether a fact is a reason: a number that does not pass its own test only failed to speak against.
fn speaks_for(because: &Because) -> bool {
    let Some(value) = because.value.as_ref().and_then(|value| value.parse::<f64>().ok()) else { return true };
    let mut parts = because.test.split_whitespace();
    match (parts.next(), parts.next().and_then(|limit| limit.parse::<f64>().ok())) {
        (Some("<"), Some(limit)) => value < limit,
        (Some("<="), Some(limit)) => value <= limit,
        (Some(">"), Some(limit)) => value > limit,
        (Some(">="), Some(limit)) => value >= limit,
        _ => true,
    }
}

fn within(name: &str, value: Option<f64>, min: f64, max: f64) -> Result<Option<f64>, Error> {
    match value {
        Some(value) if !(min..=max).contains(&value) => Err(Error::new(Kind::Value, "meals.outOfRange")
            .at(name)
            .with("value", value)
            .with("min", min)
            .with("max", max)),
        value => Ok(value),
    }
}

fn word(name: &str, value: Option<&str>, accepted: &'static [&'static str]) -> Result<Option<&'static str>, Error> {
    let Some(value) = value else { return Ok(None) };
    accepted.iter().find(|word| **word == value).map(|word| Some(*word)).ok_or_else(|| {
        Error::new(Kind::Value, "meals.unknownWord").at(name).with("value", value).with("accepted", accepted.join(", "))
    })
}
