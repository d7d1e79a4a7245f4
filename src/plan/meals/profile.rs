//! What a week must meet: the layout of `plan_targets.json`, read with the place of every fault.

use serde_json::{Map, Value};

use super::tables::{CUISINES, ENERGY, FLAGS, FOODS, GROUPS, NUTRIENTS, TEMPLATES, food, position, template};
use crate::error::{Error, Kind};

/// When a limit holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// On each of the seven days.
    EachDay,
    /// For the mean of the seven days.
    Mean,
}

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Measure {
    /// Sum of a nutrient.
    Nutrient(usize),
    /// A nutrient's share of the energy, per cent: so many kilocalories a gram.
    Share(usize, f64),
    /// Grams of a food group.
    Group(usize),
}

/// A least or a most, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// As the profile names it: `sodium_mg`, `satfat_pct`, `group:nut_seed_g`.
    pub key: String,
    /// When it holds.
    pub scope: Scope,
    pub(super) measure: Measure,
    /// The least.
    pub min: Option<f64>,
    /// The most.
    pub max: Option<f64>,
}

/// What the person would like, within the limits.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Likes {
    /// Minutes that a meal may take.
    pub minutes: Option<f64>,
    /// Most cost level, 1 to 3.
    pub cost: Option<f64>,
    /// Kitchen things that are not there.
    pub without: Vec<String>,
    /// Foods and templates that are liked.
    pub likes: Vec<String>,
    /// Foods and templates to leave out.
    pub dislikes: Vec<String>,
}

/// What one person's week must meet.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    pub(super) cuisines: Vec<usize>,
    pub(super) flags: Vec<(usize, bool)>,
    pub(super) forbid_groups: Vec<usize>,
    pub(super) forbid_foods: Vec<usize>,
    /// Energy of a day, kcal.
    pub energy: f64,
    /// Share of the energy by which a day may be off.
    pub tolerance: f64,
    /// Every other limit.
    pub limits: Vec<Limit>,
    /// Preferences, which bend.
    pub prefer: Likes,
}

/// Members that say something to people only.
const TOLD: [&str; 7] = ["id", "title", "person", "reasons", "note", "notes", "source"];
const KNOWN: [&str; 8] =
    ["cuisines", "require_flags", "forbid_groups", "forbid_foods", "energy_kcal", "each_day", "mean_per_day", "prefer"];
/// More than any sensible limit; beyond it a number is a slip.
const LARGEST: f64 = 1e6;

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// `meals.unknownKey`, `meals.unknownWord`, `meals.wrongType`, `meals.outOfRange`, `meals.minAboveMax`,
    /// `meals.missing`, each with the path of the member as its place.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let top = object(value, "profile")?;
        known(top, "profile", &[&TOLD[..], &KNOWN].concat())?;
        let cuisines = words(top, "cuisines", &CUISINES)?;
        if cuisines.is_empty() {
            return Err(Error::new(Kind::Value, "meals.missing").at("cuisines").with("accepted", CUISINES.join(", ")));
        }
        let energy = object(top.get("energy_kcal").ok_or_else(|| missing("energy_kcal"))?, "energy_kcal")?;
        known(energy, "energy_kcal", &["target", "tolerance", "scope"])?;
        if energy.get("scope").is_some_and(|scope| scope != "each_day") {
            return Err(unknown_word("energy_kcal.scope", energy.get("scope"), "each_day"));
        }
        let target =
            number(energy, "energy_kcal", "target", 1.0, LARGEST)?.ok_or_else(|| missing("energy_kcal.target"))?;
        let tolerance = number(energy, "energy_kcal", "tolerance", 0.0, 1.0)?.unwrap_or(0.1);
        let mut limits = Vec::new();
        for (name, scope) in [("each_day", Scope::EachDay), ("mean_per_day", Scope::Mean)] {
            if let Some(value) = top.get(name) {
                for (key, limit) in object(value, name)? {
                    limits.push(read_limit(name, scope, key, limit)?);
                }
            }
        }
        Ok(Self {
            cuisines,
            flags: flags(top)?,
            forbid_groups: words(top, "forbid_groups", &GROUPS)?,
            forbid_foods: foods(top, "forbid_foods")?,
            energy: target,
            tolerance,
            limits,
            prefer: top.get("prefer").map_or_else(|| Ok(Likes::default()), read_likes)?,
        })
    }

    /// Whether a food may be eaten at all: its name, its group, its flags, and no blank where a most is set.
    pub(super) fn allows(&self, at: usize) -> bool {
        let Some(food) = FOODS.get(at) else { return false };
        !self.forbid_foods.contains(&at)
            && !self.forbid_groups.contains(&food.group)
            && self.flags.iter().all(|(flag, wanted)| food.flag(*flag) == *wanted)
            && !self.limits.iter().any(|limit| match limit.measure {
                Measure::Nutrient(n) | Measure::Share(n, _) => limit.max.is_some() && food.value(n).is_nan(),
                Measure::Group(_) => false,
            })
    }

    /// Whether a template is of a cuisine of theirs and made of foods that may be eaten.
    pub(super) fn allows_template(&self, at: usize) -> bool {
        TEMPLATES.get(at).is_some_and(|template| {
            self.cuisines.contains(&template.cuisine) && template.parts.iter().all(|(food, _)| self.allows(*food))
        })
    }

    /// Least and most energy of a day, kcal.
    pub(super) fn energy_range(&self) -> (f64, f64) {
        (self.energy * (1.0 - self.tolerance), self.energy * (1.0 + self.tolerance))
    }
}

fn read_limit(name: &str, scope: Scope, key: &str, value: &Value) -> Result<Limit, Error> {
    let place = format!("{name}.{key}");
    let measure = measure(key).ok_or_else(|| {
        let accepted: Vec<&str> = NUTRIENTS.iter().copied().chain(["satfat_pct", "carb_pct", "group:…_g"]).collect();
        unknown_key(&place, &accepted.join(", "))
    })?;
    let limit = object(value, &place)?;
    known(limit, &place, &["min", "max"])?;
    let (min, max) = (number(limit, &place, "min", 0.0, LARGEST)?, number(limit, &place, "max", 0.0, LARGEST)?);
    match (min, max) {
        (None, None) => Err(missing(&format!("{place}.max"))),
        (Some(min), Some(max)) if min > max => {
            Err(Error::new(Kind::Value, "meals.minAboveMax").at(place).with("min", min).with("max", max))
        }
        _ => Ok(Limit { key: key.to_owned(), scope, measure, min, max }),
    }
}

fn measure(key: &str) -> Option<Measure> {
    let named = |name: &str| position(&NUTRIENTS, name);
    match key {
        "satfat_pct" => named("satfat_g").map(|n| Measure::Share(n, 9.0)),
        "carb_pct" => named("carb_g").map(|n| Measure::Share(n, 4.0)),
        _ => match key.strip_prefix("group:") {
            Some(group) => position(&GROUPS, group.strip_suffix("_g")?).map(Measure::Group),
            None => named(key).map(Measure::Nutrient),
        },
    }
}

fn read_likes(value: &Value) -> Result<Likes, Error> {
    let likes = object(value, "prefer")?;
    known(likes, "prefer", &["minutes", "cost", "without", "likes", "dislikes"])?;
    let list = |name: &str| -> Result<Vec<String>, Error> {
        let place = format!("prefer.{name}");
        let texts = texts(likes, name, &place)?;
        for text in &texts {
            let there = match name {
                "without" => TEMPLATES.iter().any(|one| one.equipment == text),
                _ => food(text).is_some() || template(text).is_some() || position(&GROUPS, text).is_some(),
            };
            if !there {
                return Err(unknown_word(&place, Some(&Value::String(text.clone())), ""));
            }
        }
        Ok(texts)
    };
    Ok(Likes {
        minutes: number(likes, "prefer", "minutes", 1.0, 600.0)?,
        cost: number(likes, "prefer", "cost", 1.0, 3.0)?,
        without: list("without")?,
        likes: list("likes")?,
        dislikes: list("dislikes")?,
    })
}

fn flags(top: &Map<String, Value>) -> Result<Vec<(usize, bool)>, Error> {
    let Some(value) = top.get("require_flags") else { return Ok(Vec::new()) };
    object(value, "require_flags")?
        .iter()
        .map(|(name, wanted)| {
            let place = format!("require_flags.{name}");
            let flag = position(&FLAGS, name).ok_or_else(|| unknown_key(&place, &FLAGS.join(", ")))?;
            match wanted.as_u64() {
                Some(wanted @ (0 | 1)) => Ok((flag, wanted == 1)),
                _ => Err(unknown_word(&place, Some(wanted), "0, 1")),
            }
        })
        .collect()
}

fn foods(top: &Map<String, Value>, name: &str) -> Result<Vec<usize>, Error> {
    let found = |text: &String| {
        food(text).map(|(at, _)| at).ok_or_else(|| unknown_word(name, Some(&Value::String(text.clone())), ""))
    };
    texts(top, name, name)?.iter().map(found).collect()
}

/// Words of a list that a table knows.
fn words(top: &Map<String, Value>, name: &str, accepted: &[&str]) -> Result<Vec<usize>, Error> {
    let found = |text: &String| {
        position(accepted, text)
            .ok_or_else(|| unknown_word(name, Some(&Value::String(text.clone())), &accepted.join(", ")))
    };
    texts(top, name, name)?.iter().map(found).collect()
}

fn texts(map: &Map<String, Value>, name: &str, place: &str) -> Result<Vec<String>, Error> {
    let Some(value) = map.get(name) else { return Ok(Vec::new()) };
    let list = value.as_array().ok_or_else(|| wrong_type(place, value))?;
    list.iter().map(|one| one.as_str().map(str::to_owned).ok_or_else(|| wrong_type(place, one))).collect()
}

fn number(map: &Map<String, Value>, at: &str, name: &str, least: f64, most: f64) -> Result<Option<f64>, Error> {
    let Some(value) = map.get(name) else { return Ok(None) };
    let place = format!("{at}.{name}");
    // What JavaScript has as NaN or infinity arrives as null.
    let number = value.as_f64().ok_or_else(|| wrong_type(&place, value))?;
    if !(least..=most).contains(&number) {
        return Err(Error::new(Kind::Value, "meals.outOfRange")
            .at(place)
            .with("value", number)
            .with("min", least)
            .with("max", most));
    }
    Ok(Some(number))
}

fn object<'a>(value: &'a Value, place: &str) -> Result<&'a Map<String, Value>, Error> {
    value.as_object().ok_or_else(|| wrong_type(place, value))
}

fn known(map: &Map<String, Value>, place: &str, accepted: &[&str]) -> Result<(), Error> {
    match map.keys().find(|key| !accepted.contains(&key.as_str())) {
        Some(key) => Err(unknown_key(&format!("{place}.{key}"), &accepted.join(", "))),
        None => Ok(()),
    }
}

fn unknown_key(place: &str, accepted: &str) -> Error {
    Error::new(Kind::Value, "meals.unknownKey").at(place).with("accepted", accepted)
}

fn unknown_word(place: &str, value: Option<&Value>, accepted: &str) -> Error {
    let value = value.map_or(String::new(), |v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
    Error::new(Kind::Value, "meals.unknownWord").at(place).with("value", value).with("accepted", accepted)
}

fn wrong_type(place: &str, value: &Value) -> Error {
    Error::new(Kind::Value, "meals.wrongType").at(place).with("value", value)
}

fn missing(place: &str) -> Error {
    Error::new(Kind::Value, "meals.missing").at(place).with("accepted", "")
}

/// Energy as a measure.
pub(super) const ENERGY_MEASURE: Measure = Measure::Nutrient(ENERGY);
