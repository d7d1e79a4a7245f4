//! What a week of meals needs to know of one person at a day.

use serde_json::{Map, Value};

use super::assess::{AssessOptions, prepared};
use crate::error::{Error, Kind};
use crate::plan::meals::{Body, MealProfile, MealReason, MealWishes, meal_profile as profile_of};
use crate::recommend::Facts;
use crate::recommend::bridge::{bridge, food_allergies_of_names};
use crate::record::{Patient, Sex};

/// A profile for a week of meals of a record, or of a portal's patient (rule names, as [`Facts::from_vignette`] reads
/// them; height and weight are then wishes). `options` holds [`AssessOptions`] and [`MealWishes`] side by side.
///
/// # Errors
///
/// `engine.argument` for options that are none; those of [`assess`](super::assess()) and of
/// [`meal_profile`](crate::plan::meals::meal_profile).
pub fn meal_profile(who: &Value, options: &Value) -> Result<MealProfile, Error> {
    let (wishes, rest): (Map<String, Value>, Map<String, Value>) = options
        .as_object()
        .cloned()
        .unwrap_or_default()
        .into_iter()
        .partition(|(key, _)| MealWishes::KEYS.contains(&key.as_str()));
    let wishes: MealWishes = read(Value::Object(wishes), "options")?;
    // A record lists its observations; a portal's patient has none.
    if who.get("observations").is_none() {
        let mut facts = Facts::from_vignette(who)?;
        food_allergies_of_names(&mut facts);
        let body = Body {
            age: who.get("age").and_then(Value::as_f64),
            male: who.get("sex").and_then(Value::as_str).map(|sex| sex == "male"),
            ..Body::default()
        };
        return profile_of(&facts, body, &wishes);
    }
    let patient: Patient = read(who.clone(), "record")?;
    let options: AssessOptions = read(Value::Object(rest), "options")?;
    let (profile, region) = prepared(&patient, &options)?;
    if profile.who().deceased {
        return Ok(nobody());
    }
    let bridged = bridge(&patient, &profile, region);
    let said = options.preferences.as_ref().unwrap_or(&patient.preferences);
    let wishes = MealWishes {
        cuisines: if wishes.cuisines.is_empty() { said.cuisines.clone() } else { wishes.cuisines },
        cost: wishes.cost.or(said.cost.map(f64::from)),
        ..wishes
    };
    let who = profile.who();
    let body = Body {
        age: who.age.map(f64::from),
        male: who.sex.map(|sex| sex == Sex::Male),
        height: profile.number("height"),
        weight: profile.number("weight"),
    };
    profile_of(&bridged.facts, body, &wishes)
}

/// No week, since the person has died.
fn nobody() -> MealProfile {
    let why = MealReason {
        code: "deceased".to_owned(),
        kind: "refuse".to_owned(),
        source: "own".to_owned(),
        verification: "U".to_owned(),
        ..MealReason::default()
    };
    MealProfile { cannot: vec![why], ..MealProfile::default() }
}

fn read<T: serde::de::DeserializeOwned>(value: Value, name: &str) -> Result<T, Error> {
    serde_json::from_value(value)
        .map_err(|problem| Error::new(Kind::Usage, "engine.argument").with("argument", name).with("problem", problem))
}
