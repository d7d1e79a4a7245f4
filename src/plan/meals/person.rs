//! A profile from what the rules know of a person: every limit with the facts behind it, its source and how that was
//! checked. Whom no week can be planned for here is told why, and whom to ask.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::limits::{ENERGY, GROUPS, LIMITS, LimitRow, SOURCES};
use crate::error::{Error, Kind};
use crate::recommend::{Because, Facts, Question, Standing, Tri, is_critical, meal_standings, number_of, question_of};
use crate::record::CUISINES;

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

/// Where the energy of a day comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MealEnergy {
    /// What keeps the weight: EER 2023, kcal a day.
    pub keeps: f64,
    /// What is planned, kcal a day.
    pub target: f64,
    /// `inactive`, `lowActive`, `active`, `veryActive`.
    pub activity: String,
    /// Nobody said how active: taken from the minutes of movement a week, or as inactive.
    pub taken: bool,
    /// `keep`, `lose`, `gain`, as planned.
    pub goal: String,
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
    /// Codes of reasons against planning that nobody answered: one question before any week.
    pub unsure: Vec<String>,
    /// Whether the medicines are not known, and with them foods that do not go with some.
    pub unknown_medicines: bool,
    /// Taken as no because a recorded list lacks it.
    pub presumed: Vec<String>,
    /// Sources of the reasons.
    pub sources: Vec<MealSource>,
}

/// Energy below the estimate to lose weight, kcal a day (action `wt_intensive`: 500 to 750).
const LOSE: f64 = 500.0;
/// The least that is planned without a clinician, kcal a day; our own default.
const LEAST: f64 = 1200.0;
/// From this age on losing weight is for a clinician to plan; our own default.
const OLD: f64 = 75.0;
/// Above the estimate to gain weight, as a share; our own default.
const GAIN: f64 = 0.1;
/// Protein follows the weight at this body mass index where the person weighs more; our own default.
const LEAN: f64 = 25.0;

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
        let row = LIMITS.iter().find(|row| row.code == standing.code);
        if let Some(row) = row.filter(|row| row.pattern.is_empty() || Some(row.pattern) == pattern) {
            made.take(row, standing, per);
        }
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

/// EER 2023 for adults, and what the goal makes of it.
fn energy(
    facts: &Facts,
    body: Body,
    (height, weight): (Option<f64>, Option<f64>),
    activity: Option<&'static str>,
    goal: &str,
) -> Option<MealEnergy> {
    let (age, male, height, weight) = (body.age?, body.male?, height?, weight?);
    // WHO's 150 minutes a week part who does little from who does some; a reading of ours.
    let moves = number_of("pa_min_week", facts).is_some_and(|minutes| minutes >= 150.0);
    let level = activity.unwrap_or(if moves { "lowActive" } else { "inactive" });
    let row = ENERGY.iter().find(|row| row.male == male && row.activity == level)?;
    let keeps = row.constant + row.per_kg * weight + row.per_cm * height + row.per_year * age;
    let lean = bmi(height, weight) < 22.0;
    let (target, goal) = match goal {
        "lose" if !lean && age < OLD => ((keeps - LOSE).max(LEAST.min(keeps)), "lose"),
        "gain" => (keeps * (1.0 + GAIN), "gain"),
        _ => (keeps, "keep"),
    };
    let tens = |kcal: f64| (kcal / 10.0).round() * 10.0;
    Some(MealEnergy {
        keeps: tens(keeps),
        target: tens(target),
        activity: level.to_owned(),
        taken: activity.is_none(),
        goal: goal.to_owned(),
    })
}

fn bmi(height: f64, weight: f64) -> f64 {
    let metres = height / 100.0;
    weight / (metres * metres)
}

/// The weight that protein follows.
fn lean((height, weight): (f64, f64)) -> f64 {
    let metres = height / 100.0;
    weight.min(LEAN * metres * metres)
}

/// The layout of `plan_targets.json`: the strictest of each limit.
fn layout(target: f64, reasons: &[MealReason], wishes: &MealWishes) -> serde_json::Value {
    let keys = |kind: &str| -> BTreeSet<String> {
        let those = reasons.iter().filter(|reason| reason.kind == kind);
        those.flat_map(|reason| reason.key.split('|').map(str::to_owned)).collect()
    };
    let (mut groups, mut foods, mut flags) = (keys("group"), keys("foods"), keys("flag"));
    flags.extend(wishes.require.iter().cloned());
    // Least and most of a scope and key.
    type Ends = (Option<f64>, Option<f64>);
    let mut limits: BTreeMap<(&str, &str), Ends> = BTreeMap::new();
    for reason in reasons.iter().filter(|reason| reason.kind == "limit") {
        let limit = limits.entry((&reason.scope, &reason.key)).or_default();
        limit.0 = limit.0.into_iter().chain(reason.min).max_by(f64::total_cmp);
        limit.1 = limit.1.into_iter().chain(reason.max).min_by(f64::total_cmp);
    }
    // A way of eating gives way to what the person cannot eat.
    for (flag, key) in [("nut_free", "group:nut_seed_g"), ("vegan", "group:dairy_g"), ("dairy_free", "group:dairy_g")] {
        if flags.contains(flag) {
            limits.retain(|(_, one), _| *one != key);
        }
    }
    let of = |scope: &str| -> serde_json::Map<String, serde_json::Value> {
        let mine = limits.iter().filter(|((one, _), _)| *one == scope);
        mine.map(|((_, key), (min, max))| {
            // What may not be too much comes before what should not be too little.
            let min = min.filter(|min| max.is_none_or(|max| *min <= max));
            let sides = [("min", min), ("max", *max)];
            let sides = sides.into_iter().filter_map(|(side, number)| Some((side.to_owned(), number?.into())));
            ((*key).to_owned(), serde_json::Value::Object(sides.collect()))
        })
        .collect()
    };
    for name in &wishes.leave_out {
        // Groups and foods share no name; the planner tells the one from the other.
        if GROUPS.contains(&name.as_str()) {
            groups.insert(name.clone())
        } else {
            foods.insert(name.clone())
        };
    }
    let flags: BTreeMap<String, u8> = flags.into_iter().map(|flag| (flag, 1)).collect();
    let cuisines =
        if wishes.cuisines.is_empty() { CUISINES.map(str::to_owned).to_vec() } else { wishes.cuisines.clone() };
    let mut prefer = serde_json::Map::new();
    for (key, value) in [("minutes", wishes.minutes), ("cost", wishes.cost)] {
        if let Some(value) = value {
            prefer.insert(key.to_owned(), value.into());
        }
    }
    for (key, list) in [("without", &wishes.without), ("likes", &wishes.likes)] {
        if !list.is_empty() {
            prefer.insert(key.to_owned(), list.clone().into());
        }
    }
    serde_json::json!({
        "cuisines": cuisines,
        "energy_kcal": { "target": target, "tolerance": 0.1, "scope": "each_day" },
        "require_flags": flags,
        "forbid_groups": groups,
        "forbid_foods": foods,
        "each_day": of("each_day"),
        "mean_per_day": of("mean_per_day"),
        "prefer": prefer,
    })
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
