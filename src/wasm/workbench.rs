//! The engine of the workbench: tables of people, and models fitted on them. It is loaded when somebody opens it.

use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Float64Array, Object, Reflect, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::cross::{Answer, plain, reply, thrown, to_js};
use super::study::{Helper, Study};
use crate::error::{Error, Kind};
use crate::learn::study::{Flattering, Learning};
use crate::session::workbench as bench;

mod case;

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

    /// Begins to read a table; it ends in a [`Table`] that stays here.
    #[wasm_bindgen(js_name = tableBegin)]
    pub fn table_begin(&self, name: &str, data: Vec<u8>) -> TableRun {
        TableRun { reading: Some(bench::ReadingTable::begin(name, data)) }
    }

    /// A helper for a study of another worker, whose columns it was sent.
    pub fn helper(&self, protocol: &JsValue, columns: &Array) -> Result<Helper, JsValue> {
        Helper::new(protocol, columns)
    }

    /// Ids of the models that ship.
    pub fn shipped(&self) -> Answer {
        to_js(&bench::shipped())
    }

    /// Opens a model that ships.
    #[wasm_bindgen(js_name = openShipped)]
    pub fn open_shipped(&self, id: &str) -> Result<Model, JsValue> {
        bench::open_shipped(id).map(Model::new).map_err(thrown)
    }

    /// Opens a model's file.
    #[wasm_bindgen(js_name = openModel)]
    pub fn open_model(&self, text: &str) -> Result<Model, JsValue> {
        bench::StudyModel::open(text).map(Model::new).map_err(thrown)
    }
}

/// A table being read.
#[wasm_bindgen]
pub struct TableRun {
    reading: Option<bench::ReadingTable>,
}

#[wasm_bindgen]
impl TableRun {
    /// Reads a block; `true` when nothing is left.
    pub fn step(&mut self, _units: usize) -> Result<bool, JsValue> {
        self.reading.as_mut().map_or(Ok(true), bench::ReadingTable::step).map_err(thrown)
    }

    /// Bytes read, and how many there are.
    pub fn progress(&self) -> Answer {
        let (done, total) = self.reading.as_ref().map_or((1, 1), bench::ReadingTable::progress);
        to_js(&serde_json::json!({ "stage": "read", "done": done, "total": total }))
    }

    /// The table.
    pub fn finish(&mut self) -> Result<Table, JsValue> {
        let reading = self.reading.take().ok_or_else(|| thrown(Error::new(Kind::Cancelled, "cancelled")))?;
        reading.finish().map(|table| Table { table: Rc::new(table) }).map_err(thrown)
    }
}

/// A table of people.
#[wasm_bindgen]
pub struct Table {
    /// A study under way keeps it as it was.
    table: Rc<bench::OpenTable>,
}

#[wasm_bindgen]
impl Table {
    /// Its columns, and what is wrong with it.
    pub fn told(&self) -> Answer {
        to_js(&self.table.told())
    }

    /// Changes how a column is read.
    pub fn change(&mut self, change: JsValue) -> Answer {
        let change = plain(&change, "change")?;
        reply(Rc::make_mut(&mut self.table).change(&change))
    }

    /// What a question means for it; `parameters` are those that the model is to learn.
    pub fn ask(&self, question: JsValue, split: JsValue, parameters: Option<usize>) -> Answer {
        reply(self.table.ask(&plain(&question, "question")?, plain(&split, "split")?, parameters))
    }

    /// Begins a study; it stays here, as does the [`Model`] that it ends in.
    pub fn study(&self, protocol: JsValue, name: &str, today: &str) -> Result<Study, JsValue> {
        let protocol = plain(&protocol, "protocol")?;
        let wrong = || thrown(Error::new(Kind::Usage, "engine.argument").with("argument", "today"));
        let today = today.parse().map_err(|_| wrong())?;
        let cohort = &self.table.cohort;
        let run = bench::StudyRun::begin(protocol, &cohort.frame, name, today).map_err(thrown)?;
        Ok(Study::new(run.as_changed(cohort), Rc::clone(&self.table)))
    }
}

/// Steps of a progress that is a share.
const WHOLE: f64 = 10_000.0;

pub(super) fn share(stage: &str, done: f64) -> Answer {
    to_js(&serde_json::json!({ "stage": stage, "done": (done * WHOLE).round(), "total": WHOLE }))
}

/// A model.
#[wasm_bindgen]
pub struct Model {
    model: bench::StudyModel,
}

#[wasm_bindgen]
impl Model {
    pub(super) fn new(model: bench::StudyModel) -> Self {
        Self { model }
    }

    /// What is told of it.
    pub fn told(&self) -> Answer {
        to_js(&self.model.told())
    }

    /// Its file, as text.
    pub fn write(&self) -> Result<String, JsValue> {
        self.model.write().map_err(thrown)
    }

    /// Its ONNX file.
    pub fn onnx(&self) -> Result<Vec<u8>, JsValue> {
        self.model.onnx().map_err(thrown)
    }

    /// Its card: keys and figures.
    pub fn card(&self) -> Answer {
        to_js(&self.model.card())
    }

    /// What the author says, by item of the checklist.
    pub fn state(&mut self, statements: JsValue) -> Answer {
        reply(self.model.state(plain(&statements, "statements")?))
    }

    /// Scores a file of people; `words`, where they are given, stand for the names of the new columns and for notes.
    pub fn score(&mut self, name: &str, data: Vec<u8>, words: &JsValue) -> Answer {
        let words = if words.is_undefined() { BTreeMap::new() } else { plain(words, "words")? };
        let scored = self.model.score_in(name, data, &words).map_err(thrown)?;
        let out = to_js(&scored)?;
        Reflect::set(&out, &"csv".into(), &Uint8Array::from(scored.csv.as_bytes()))?;
        Ok(out)
    }

    /// Holds a file of people against the training table.
    pub fn drift(&self, name: &str, data: Vec<u8>) -> Answer {
        reply(self.model.drift(name, data))
    }

    /// Begins to judge it on another table.
    #[wasm_bindgen(js_name = judgeBegin)]
    pub fn judge_begin(&self, name: &str, data: Vec<u8>) -> Result<JudgeRun, JsValue> {
        let judging = bench::Judging::begin(&self.model, name, data).map_err(thrown)?;
        Ok(JudgeRun { judging: Some(judging) })
    }

    /// Keeps in its file how it did on another table, as [`JudgeRun`] told it.
    #[wasm_bindgen(js_name = keepJudged)]
    pub fn keep_judged(&mut self, external: JsValue) -> Answer {
        let external = plain(&external, "external")?;
        reply(self.model.keep(external))
    }

    /// Answers on rows that it did not see: `{ of, rows, margins, answers }`; `of` tells table and outcome from others.
    pub fn held(&self) -> Answer {
        let held = self.model.held().map_err(thrown)?;
        let out = Object::new();
        Reflect::set(&out, &"of".into(), &held.of.into())?;
        Reflect::set(&out, &"rows".into(), &Uint32Array::from(held.rows.as_slice()))?;
        Reflect::set(&out, &"margins".into(), &Float64Array::from(held.margins.as_slice()))?;
        Reflect::set(&out, &"answers".into(), &Float64Array::from(held.answers.as_slice()))?;
        Ok(out.into())
    }

    /// Holds it against another model's answers, as [`Model::held`] gives them.
    pub fn compare(&self, of: String, rows: Vec<u32>, margins: Vec<f64>, answers: Vec<f64>, threshold: f64) -> Answer {
        reply(self.model.compare(&bench::Judged { of, rows, margins, answers }, threshold))
    }

    /// Begins a learning curve.
    #[wasm_bindgen(js_name = learningBegin)]
    pub fn learning_begin(&self) -> Result<LearningRun, JsValue> {
        self.model.learning().map(|learning| LearningRun { learning: Some(learning) }).map_err(thrown)
    }

    /// Begins to draw rows with replacement.
    #[wasm_bindgen(js_name = flatteryBegin)]
    pub fn flattery_begin(&self, draws: u32) -> Result<FlatteryRun, JsValue> {
        self.model.flattering(draws).map(|drawing| FlatteryRun { drawing: Some(drawing) }).map_err(thrown)
    }

    /// Begins to shuffle columns.
    #[wasm_bindgen(js_name = importanceBegin)]
    pub fn importance_begin(&self, settings: JsValue) -> Result<ShuffleRun, JsValue> {
        let shuffling = bench::Shuffling::begin(&self.model, plain(&settings, "settings")?).map_err(thrown)?;
        Ok(ShuffleRun { shuffling: Some(shuffling) })
    }

    /// Begins to move a column.
    #[wasm_bindgen(js_name = dependenceBegin)]
    pub fn dependence_begin(&self, column: &str, settings: JsValue) -> Result<MoveRun, JsValue> {
        let moving = bench::Dependent::begin(&self.model, column, plain(&settings, "settings")?).map_err(thrown)?;
        Ok(MoveRun { moving: Some(moving) })
    }

    /// Curves and surfaces; `null` for a model that has none.
    pub fn shapes(&self) -> Answer {
        reply(self.model.shapes())
    }
}

/// Judging under way.
#[wasm_bindgen]
pub struct JudgeRun {
    judging: Option<bench::Judging>,
}

#[wasm_bindgen]
impl JudgeRun {
    /// Does up to `units` steps; `true` when nothing is left.
    pub fn step(&mut self, units: usize) -> Result<bool, JsValue> {
        let Some(judging) = &mut self.judging else { return Ok(true) };
        for _ in 0..units {
            if judging.step().map_err(thrown)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How far it is.
    pub fn progress(&self) -> Answer {
        share("judge", self.judging.as_ref().map_or(1.0, bench::Judging::progress))
    }

    /// What was found: told for the page, and as the model's file keeps it.
    pub fn finish(&mut self) -> Answer {
        let Some(judging) = self.judging.take() else { return Ok(JsValue::UNDEFINED) };
        let (told, kept) = judging.finish();
        let out = Object::new();
        Reflect::set(&out, &"told".into(), &to_js(&told)?)?;
        Reflect::set(&out, &"kept".into(), &to_js(&kept)?)?;
        Ok(out.into())
    }
}

/// Columns being shuffled.
#[wasm_bindgen]
pub struct ShuffleRun {
    shuffling: Option<bench::Shuffling>,
}

#[wasm_bindgen]
impl ShuffleRun {
    /// Does up to `units` steps; `true` when nothing is left.
    pub fn step(&mut self, units: usize) -> Result<bool, JsValue> {
        let Some(shuffling) = &mut self.shuffling else { return Ok(true) };
        for _ in 0..units {
            if shuffling.step().map_err(thrown)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How far it is.
    pub fn progress(&self) -> Answer {
        let (done, total) = self.shuffling.as_ref().map_or((1, 1), bench::Shuffling::progress);
        to_js(&serde_json::json!({ "stage": "importance", "done": done, "total": total }))
    }

    /// What was found so far.
    pub fn finish(&mut self) -> Answer {
        to_js(&self.shuffling.take().and_then(bench::Shuffling::finish))
    }
}

/// A column on the move.
#[wasm_bindgen]
pub struct MoveRun {
    moving: Option<bench::Dependent>,
}

#[wasm_bindgen]
impl MoveRun {
    /// Does up to `units` steps; `true` when nothing is left.
    pub fn step(&mut self, units: usize) -> Result<bool, JsValue> {
        let Some(moving) = &mut self.moving else { return Ok(true) };
        for _ in 0..units {
            if moving.step().map_err(thrown)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How far it is.
    pub fn progress(&self) -> Answer {
        let (done, total) = self.moving.as_ref().map_or((1, 1), bench::Dependent::progress);
        to_js(&serde_json::json!({ "stage": "dependence", "done": done, "total": total }))
    }

    /// What was found so far.
    pub fn finish(&mut self) -> Answer {
        to_js(&self.moving.take().and_then(bench::Dependent::finish))
    }
}

/// A learning curve under way.
#[wasm_bindgen]
pub struct LearningRun {
    learning: Option<Learning>,
}

#[wasm_bindgen]
impl LearningRun {
    /// Fits once; `true` when nothing is left.
    pub fn step(&mut self, _units: usize) -> bool {
        self.learning.as_mut().is_none_or(Learning::step)
    }

    /// How far it is.
    pub fn progress(&self) -> Answer {
        let (done, total) = self.learning.as_ref().map_or((1, 1), Learning::progress);
        to_js(&serde_json::json!({ "stage": "learning", "done": done, "total": total }))
    }

    /// The points so far.
    pub fn finish(&mut self) -> Answer {
        to_js(&self.learning.take().map(Learning::finish))
    }
}

/// Draws with replacement under way.
#[wasm_bindgen]
pub struct FlatteryRun {
    drawing: Option<Flattering>,
}

#[wasm_bindgen]
impl FlatteryRun {
    /// Draws and fits once; `true` when nothing is left.
    pub fn step(&mut self, _units: usize) -> bool {
        self.drawing.as_mut().is_none_or(Flattering::step)
    }

    /// How far it is.
    pub fn progress(&self) -> Answer {
        let (done, total) = self.drawing.as_ref().map_or((1, 1), Flattering::progress);
        to_js(&serde_json::json!({ "stage": "flattery", "done": done, "total": total }))
    }

    /// The figures, corrected by the draws so far.
    pub fn finish(&mut self) -> Answer {
        to_js(&self.drawing.take().map(Flattering::finish))
    }
}
