//! What a person would rather do: it moves suggestions inside an evidence tier and never hides one.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};

/// Joints that can be spared.
pub const JOINTS: [&str; 6] = ["ankle", "back", "hip", "knee", "shoulder", "wrist"];
/// Cuisines that meals and diets may belong to.
pub const CUISINES: [&str; 4] = ["chinese", "mediterranean", "south_asian", "western"];
/// Categories of actions, as `data/recommend/actions.csv` has them.
pub const CATEGORIES: [&str; 10] = [
    "alcohol",
    "diet",
    "exercise",
    "medication-review",
    "monitoring",
    "screening",
    "sleep",
    "smoking",
    "vaccination",
    "weight",
];

/// Preferences, all optional: what is absent is not asked and moves nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Preferences {
    /// The most one pays: 1 little, 2 some, 3 much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<u8>,
    /// Minutes a day to spare.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_per_day: Option<f64>,
    /// `fewer` or `any`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pills: Option<String>,
    /// What one would rather not use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub avoid_equipment: Vec<String>,
    /// What one has for moving (`bands`, `bicycle`, …); absent is not asked, not "nothing".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equipment: Option<Vec<String>>,
    /// Joints to spare, of [`JOINTS`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub injuries: Vec<String>,
    /// Of [`CUISINES`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cuisines: Vec<String>,
    /// Of [`CATEGORIES`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub likes: Vec<String>,
    /// Of [`CATEGORIES`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dislikes: Vec<String>,
}

const KEYS: [&str; 9] =
    ["cost", "minutesPerDay", "pills", "avoidEquipment", "equipment", "injuries", "cuisines", "likes", "dislikes"];

impl Preferences {
    /// Nothing said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads plain data.
    ///
    /// # Errors
    /// `facts.unknownWord` for a key that is none, with the keys there are, and as [`Self::check`];
    /// `facts.wrongType` for a value of another type.
    pub fn read(value: &serde_json::Value) -> Result<Self, Error> {
        if let Some(key) = value.as_object().and_then(|map| map.keys().find(|key| !KEYS.contains(&key.as_str()))) {
            return Err(not_one_of("preferences", key, &KEYS));
        }
        let read: Self = serde_json::from_value(value.clone()).map_err(|problem| {
            Error::new(Kind::Value, "facts.wrongType")
                .at("preferences")
                .with("name", "preferences")
                .with("value", value)
                .with("accepted", problem)
        })?;
        read.check()?;
        Ok(read)
    }

    /// Every word is one that is known and every number can be.
    ///
    /// # Errors
    /// `facts.unknownWord` with the accepted words, `facts.outOfRange`; the place names the key.
    pub fn check(&self) -> Result<(), Error> {
        let range = |key: &str, value: f64, max: f64, unit: &str, min: f64| {
            if (min..=max).contains(&value) {
                return Ok(());
            }
            let place = format!("preferences.{key}");
            Err(Error::new(Kind::Value, "facts.outOfRange")
                .at(&place)
                .with("name", &place)
                .with("value", value)
                .with("min", min)
                .with("max", max)
                .with("unit", unit))
        };
        if let Some(cost) = self.cost {
            range("cost", f64::from(cost), 3.0, "", 1.0)?;
        }
        if let Some(minutes) = self.minutes_per_day {
            range("minutesPerDay", minutes, 1440.0, "min", 0.0)?;
        }
        if let Some(pills) = &self.pills {
            each("pills", std::slice::from_ref(pills), &["fewer", "any"])?;
        }
        each("injuries", &self.injuries, &JOINTS)?;
        each("cuisines", &self.cuisines, &CUISINES)?;
        each("likes", &self.likes, &CATEGORIES)?;
        each("dislikes", &self.dislikes, &CATEGORIES)?;
        for (key, words) in [
            ("avoidEquipment", self.avoid_equipment.as_slice()),
            ("equipment", self.equipment.as_deref().unwrap_or_default()),
        ] {
            // Open: meals, movement and actions each name their own things.
            let plain = |word: &&String| {
                (1..=40).contains(&word.len())
                    && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            };
            if let Some(word) = words.iter().find(|word| !plain(word)) {
                return Err(not_one_of(
                    &format!("preferences.{key}"),
                    word,
                    &["bands", "bp_monitor", "mat", "a_z_0_9"],
                ));
            }
        }
        Ok(())
    }
}

fn each(key: &str, words: &[String], accepted: &[&str]) -> Result<(), Error> {
    match words.iter().find(|word| !accepted.contains(&word.as_str())) {
        Some(word) => Err(not_one_of(&format!("preferences.{key}"), word, accepted)),
        None => Ok(()),
    }
}

fn not_one_of(place: &str, value: &str, accepted: &[&str]) -> Error {
    Error::new(Kind::Value, "facts.unknownWord")
        .at(place)
        .with("name", place)
        .with("value", value)
        .with("accepted", accepted.join(", "))
}
