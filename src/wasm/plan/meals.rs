//! Weeks of meals: plan, swap, and the tables behind them.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::Session;
use crate::plan::meals;
use crate::wasm::cross::{Answer, plain, reply, thrown, to_js};

fn profile(value: &JsValue) -> Result<meals::Profile, JsValue> {
    let value: serde_json::Value = plain(value, "profile")?;
    meals::Profile::read(&value).map_err(thrown)
}

#[wasm_bindgen]
impl Session {
    /// A week of named meals that meets a profile's limits, or why there is none. The seed chooses among many.
    #[wasm_bindgen(js_name = planMeals, unchecked_return_type = "MealPlan")]
    pub fn plan_meals(&self, profile: JsValue, seed: u32) -> Answer {
        to_js(&meals::plan(&self::profile(&profile)?, seed))
    }

    /// The week with another meal at a place, every limit kept.
    #[wasm_bindgen(js_name = swapMeal)]
    pub fn swap_meal(&self, profile: JsValue, days: JsValue, place: JsValue, seed: u32) -> Answer {
        let days: Vec<meals::MealDay> = plain(&days, "days")?;
        reply(meals::swap(&self::profile(&profile)?, &days, plain(&place, "place")?, seed))
    }

    /// What a week breaks, by the letter of the limits; empty when every limit holds.
    #[wasm_bindgen(js_name = gradeMeals)]
    pub fn grade_meals(&self, profile: JsValue, days: JsValue) -> Answer {
        let days: Vec<meals::MealDay> = plain(&days, "days")?;
        to_js(&meals::grade(&self::profile(&profile)?, &days))
    }

    /// Templates and foods by their names in both languages.
    #[wasm_bindgen(js_name = mealCatalogue)]
    pub fn meal_catalogue(&self) -> Answer {
        to_js(&meals::meal_catalogue())
    }
}
