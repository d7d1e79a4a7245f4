//! Which settings are tried.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Kind};
use crate::learn::choice::ModelSettings;
use crate::learn::split::SplitSettings;
use crate::math::{self, Draws};

/// How settings are chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SearchSettings {
    /// Which of them are tried.
    #[serde(default)]
    pub how: How,
    /// Further models with values to try, beside those of the protocol's own model.
    pub spaces: Vec<Space>,
    /// What decides.
    #[serde(default)]
    pub by: Better,
    /// Inner folds that choose; never the rows that judge.
    #[serde(default)]
    pub inner: SplitSettings,
}

/// Which settings are tried.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "by", deny_unknown_fields)]
pub enum How {
    /// Every combination; of a range, five values.
    #[default]
    Grid,
    /// So many drawn at random, 1 to 1,000.
    Random {
        /// How many.
        draws: u32,
    },
    /// Many on few rows, the better third on three times as many, until the last are tried on all.
    Halving {
        /// How many at first, 2 to 1,000.
        draws: u32,
    },
}

/// What decides between settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Better {
    /// Greater area under the ROC curve, concordance or explained variance.
    #[default]
    Discrimination,
    /// Less log loss, or mean squared error; where times are asked for, as `discrimination`.
    Loss,
}

/// One model and the values of its settings that are tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Space {
    /// The model; settings that are not varied stay as they are here.
    pub model: ModelSettings,
    /// Values by the name of the setting.
    #[serde(default)]
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, Values>"))]
    pub vary: BTreeMap<String, Values>,
}

/// Values of one setting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum Values {
    /// These.
    List(#[cfg_attr(feature = "wasm", tsify(type = "unknown[]"))] Vec<Value>),
    /// Any in between.
    Range(Range),
}

/// Numbers between two ends.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Range {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// By factors rather than by steps; both ends above 0.
    #[serde(default)]
    pub log: bool,
    /// Whole numbers alone.
    #[serde(default)]
    pub whole: bool,
}

/// More than this are not tried.
const MOST: usize = 10_000;
/// Values of a range in a grid.
const STEPS: u32 = 5;

impl Range {
    /// The value at a share of the way.
    fn at(&self, share: f64) -> Value {
        let x = if self.log {
            math::exp(math::ln(self.low) + share * (math::ln(self.high) - math::ln(self.low)))
        } else {
            self.low + share * (self.high - self.low)
        };
        if self.whole { Value::from(x.round() as i64) } else { Value::from(x) }
    }

    fn holds(&self) -> bool {
        self.low.is_finite() && self.high.is_finite() && self.low <= self.high && (!self.log || self.low > 0.0)
    }
}

impl SearchSettings {
    /// The settings to try, in the order of the spaces, each once.
    ///
    /// # Errors
    ///
    /// `study.search` naming the setting that is wrong; as `ModelSettings::check` for a combination that cannot be.
    pub fn candidates(&self, seed: u32) -> Result<Vec<ModelSettings>, Error> {
        let wrong = |name: &str| Error::new(Kind::Usage, "study.search").with("setting", name);
        let values = self.spaces.iter().flat_map(|space| &space.vary);
        for (name, values) in values {
            let holds = match values {
                Values::List(list) => !list.is_empty(),
                Values::Range(range) => range.holds(),
            };
            if !holds {
                return Err(wrong(name));
            }
        }
        if self.spaces.is_empty() {
            return Err(wrong("spaces"));
        }
        let made = match self.how {
            How::Grid => self.grid().ok_or_else(|| wrong("grid"))?,
            How::Random { draws } if (1..=1000).contains(&draws) => self.drawn(draws, seed),
            How::Halving { draws } if (2..=1000).contains(&draws) => self.drawn(draws, seed),
            How::Random { .. } | How::Halving { .. } => return Err(wrong("draws")),
        };
        let mut all: Vec<ModelSettings> = Vec::new();
        for value in made {
            let settings: ModelSettings =
                serde_json::from_value(value).map_err(|problem| wrong("vary").with("problem", problem.to_string()))?;
            settings.clone().check()?;
            if !all.contains(&settings) {
                all.push(settings);
            }
        }
        Ok(all)
    }

    /// Every combination; `None` for too many.
    fn grid(&self) -> Option<Vec<Value>> {
        let mut all = Vec::new();
        for space in &self.spaces {
            let mut made = vec![base(space)];
            for (name, values) in &space.vary {
                let list: Vec<Value> = match values {
                    Values::List(list) => list.clone(),
                    Values::Range(range) => (0..STEPS).map(|k| range.at(f64::from(k) / f64::from(STEPS - 1))).collect(),
                };
                if made.len().saturating_mul(list.len()) > MOST {
                    return None;
                }
                made = made.iter().flat_map(|one| list.iter().map(|value| with(one, name, value.clone()))).collect();
            }
            all.extend(made);
        }
        (all.len() <= MOST).then_some(all)
    }

    /// So many, the spaces in turns.
    fn drawn(&self, draws: u32, seed: u32) -> Vec<Value> {
        let chance = Draws::new(seed, 61);
        let mut next = 0;
        let mut share = || {
            next += 1;
            chance.uniform(next)
        };
        let of = |space: &Space, share: &mut dyn FnMut() -> f64| {
            space.vary.iter().fold(base(space), |one, (name, values)| {
                let value = match values {
                    Values::List(list) => {
                        let at = ((share() * list.len() as f64) as usize).min(list.len().saturating_sub(1));
                        list.get(at).cloned().unwrap_or(Value::Null)
                    }
                    Values::Range(range) => range.at(share()),
                };
                with(&one, name, value)
            })
        };
        self.spaces.iter().cycle().take(draws as usize).map(|space| of(space, &mut share)).collect()
    }
}

fn base(space: &Space) -> Value {
    serde_json::to_value(&space.model).unwrap_or(Value::Null)
}

fn with(one: &Value, name: &str, value: Value) -> Value {
    let mut changed = one.clone();
    if let Some(settings) = changed.as_object_mut() {
        settings.insert(name.to_owned(), value);
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::SearchSettings;
    use serde_json::json;

    fn search(value: serde_json::Value) -> SearchSettings {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_grid_is_every_combination_and_draws_are_seeded() {
        let space = json!({ "model": { "kind": "boosting" }, "vary": { "depth": [2, 4], "rate": { "low": 0.01, "high": 1, "log": true } } });
        let grid = search(json!({ "spaces": [space] })).candidates(1).unwrap();
        assert_eq!(grid.len(), 10);
        let drawn = |seed| {
            search(json!({ "how": { "by": "random", "draws": 7 }, "spaces": [space] })).candidates(seed).unwrap()
        };
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
        assert_eq!(drawn(1).len(), 7);
    }

    #[test]
    fn what_cannot_be_tried_is_named() {
        let key = |value| search(value).candidates(1).unwrap_err();
        let space = |vary| json!({ "spaces": [{ "model": { "kind": "logistic" }, "vary": vary }] });
        assert_eq!(key(json!({ "spaces": [] })).args["setting"], "spaces");
        assert_eq!(key(space(json!({ "c": [] }))).args["setting"], "c");
        assert_eq!(key(space(json!({ "colour": [1] }))).args["setting"], "vary");
        assert_eq!(key(space(json!({ "c": { "low": 0, "high": 1, "log": true } }))).args["setting"], "c");
        assert_eq!(key(space(json!({ "c": [-1] }))).key, "learn.setting");
        let many: Vec<f64> = (1..200).map(f64::from).collect();
        assert_eq!(key(space(json!({ "c": many, "steps": many, "tolerance": many }))).args["setting"], "grid");
    }
}
