//! The engine of models: fitting, measuring and scoring. It is loaded when somebody brings feedback or a model.

use js_sys::{Float32Array, Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::cross::{Answer, plain, reply, thrown, to_js};
use crate::error::{Error, Kind};
use crate::learn::factor::{Cell, Factoring, Sparse, Weights, factoring, top};
use crate::learn::feedback::{FeedbackSettings, Training};
use crate::session;
use crate::vocab::PartialDate;

/// The engine.
#[wasm_bindgen]
#[derive(Default)]
pub struct Session {}

#[wasm_bindgen]
impl Session {
    /// An engine.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self {}
    }

    /// Opens a feedback table, to measure a model on it and, with `whole`, to fit it on all of it.
    #[wasm_bindgen(js_name = trainBegin)]
    pub fn train_begin(
        &self,
        name: &str,
        data: &[u8],
        settings: JsValue,
        today: &str,
        whole: bool,
    ) -> Result<TrainingRun, JsValue> {
        let settings: FeedbackSettings = plain(&settings, "settings")?;
        let wrong = || thrown(Error::new(Kind::Usage, "engine.argument").with("argument", "today"));
        let today: PartialDate = today.parse().map_err(|_| wrong())?;
        let training = session::train(name, data, settings, today, whole).map_err(thrown)?;
        Ok(TrainingRun { training: Some(training) })
    }

    /// Reads a model's file.
    #[wasm_bindgen(js_name = openModel)]
    pub fn open_model(&self, name: &str, data: &[u8]) -> Answer {
        reply(session::open_model(name, data))
    }

    /// Scores of a model, as its file has it, for one person.
    #[wasm_bindgen(js_name = scoreActions)]
    pub fn score_actions(&self, file: &str, known: JsValue) -> Answer {
        reply(session::score_actions(file, &plain(&known, "person")?))
    }

    /// Made-up feedback, to try with.
    #[wasm_bindgen(js_name = exampleFeedback)]
    pub fn example_feedback(&self) -> String {
        session::example_feedback()
    }

    /// Begins a factorisation of `people` × `actions`: row, column and count of each cell; cells that come twice are added.
    #[wasm_bindgen(js_name = factorBegin)]
    pub fn factor_begin(
        &self,
        shape: &[u32],
        rows: &[u32],
        columns: &[u32],
        counts: &[f32],
        trust: f32,
        weights: JsValue,
    ) -> Result<FactorRun, JsValue> {
        let weights: Weights = plain(&weights, "weights")?;
        let (&[people, actions], true) = (shape, rows.len() == columns.len() && rows.len() == counts.len()) else {
            return Err(thrown(Error::new(Kind::Usage, "engine.argument").with("argument", "shape")));
        };
        let cells = rows.iter().zip(columns).zip(counts);
        let cells: Vec<Cell> =
            cells.map(|((row, column), good)| Cell { row: *row, column: *column, good: *good, bad: 0.0 }).collect();
        let table = Sparse::new(people as usize, actions as usize, &cells, trust).map_err(thrown)?;
        drop(cells);
        let seen = table.cells();
        Ok(FactorRun { factoring: factoring(table, weights).map_err(thrown)?, seen })
    }
}

/// Training under way: step, progress, finish.
#[wasm_bindgen]
pub struct TrainingRun {
    training: Option<Training>,
}

#[wasm_bindgen]
impl TrainingRun {
    /// Does up to `units` more; `true` when nothing is left.
    pub fn step(&mut self, units: usize) -> Result<bool, JsValue> {
        self.training.as_mut().map_or(Ok(true), |training| training.step(units)).map_err(thrown)
    }

    /// What is being done, and how far it is.
    pub fn progress(&self) -> Answer {
        let (stage, done, total) = self.training.as_ref().map_or(("whole", 1, 1), Training::progress);
        to_js(&serde_json::json!({ "stage": stage, "done": done, "total": total }))
    }

    /// The figures, and the model where one was asked for; `cancelled` before the end.
    pub fn finish(&mut self) -> Answer {
        let Some(training) = self.training.take() else { return Ok(JsValue::UNDEFINED) };
        let (evaluation, model) = session::trained(training).map_err(thrown)?;
        to_js(&serde_json::json!({ "evaluation": evaluation, "model": model }))
    }
}

/// A factorisation under way.
#[wasm_bindgen]
pub struct FactorRun {
    factoring: Box<dyn Factoring>,
    seen: usize,
}

#[wasm_bindgen]
impl FactorRun {
    /// Solves up to `rows` more lists; `true` when none is left.
    pub fn step(&mut self, rows: usize) -> bool {
        self.factoring.step(rows)
    }

    /// Lists solved and to be solved.
    pub fn progress(&self) -> Answer {
        let (done, total) = self.factoring.progress();
        to_js(&serde_json::json!({ "stage": "fit", "done": done, "total": total }))
    }

    /// Cells that somebody spoke of.
    pub fn cells(&self) -> usize {
        self.seen
    }

    /// What is lost, per weight.
    pub fn loss(&self) -> f64 {
        self.factoring.loss()
    }

    /// The best `few` actions of everybody: `{ few, columns, scores }`.
    pub fn top(&self, few: usize) -> Answer {
        let [people, actions] = self.factoring.lists();
        let best = top(&people, &actions, few);
        let out = Object::new();
        Reflect::set(&out, &"few".into(), &(best.few as f64).into())?;
        Reflect::set(&out, &"columns".into(), &Uint32Array::from(best.columns.as_slice()))?;
        Reflect::set(&out, &"scores".into(), &Float32Array::from(best.scores.as_slice()))?;
        Ok(out.into())
    }

    /// The numbers of people and of actions, list after list: `{ rank, people, actions }`.
    pub fn finish(&self) -> Answer {
        let [people, actions] = self.factoring.lists();
        let out = Object::new();
        Reflect::set(&out, &"rank".into(), &(people.rank as f64).into())?;
        Reflect::set(&out, &"people".into(), &Float32Array::from(people.numbers.as_slice()))?;
        Reflect::set(&out, &"actions".into(), &Float32Array::from(actions.numbers.as_slice()))?;
        Ok(out.into())
    }
}
