//! Twelve weeks of movement.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::Session;
use crate::plan::exercise::{plan_exercise, swap_activity};
use crate::wasm::cross::{Answer, plain, reply};

#[wasm_bindgen]
impl Session {
    /// Plans twelve weeks for a profile; the seed breaks ties between stand-ins that are equally near.
    #[wasm_bindgen(js_name = planExercise, unchecked_return_type = "ExercisePlan")]
    pub fn plan_exercise(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ExerciseProfile")] profile: JsValue,
        seed: u32,
    ) -> Answer {
        let profile: serde_json::Value = plain(&profile, "profile")?;
        reply(plan_exercise(&profile, seed))
    }

    /// Puts another activity in the place of one of the profile's plan.
    #[wasm_bindgen(js_name = swapActivity, unchecked_return_type = "MovementSwapped")]
    pub fn swap_activity(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ExerciseProfile")] profile: JsValue,
        #[wasm_bindgen(unchecked_param_type = "MovementSwap")] swap: JsValue,
        seed: u32,
    ) -> Answer {
        let profile: serde_json::Value = plain(&profile, "profile")?;
        reply(swap_activity(&profile, &plain(&swap, "swap")?, seed))
    }
}
