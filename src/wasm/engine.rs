//! The whole engine: every call of the package.

use std::cell::Cell;

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use super::columns::{Frame, evaluate_columns};
use super::cross::{Answer, from_js, plain, reply, text, thrown, to_js};
use super::tape;
use crate::error::{Error, Kind};
use crate::record::Patient;
use crate::session::not_plain;
use crate::{recommend, score, session};

fn record(value: &JsValue) -> Result<Patient, JsValue> {
    plain(value, "record")
}

/// One engine: every call of the package.
#[wasm_bindgen]
#[derive(Default)]
pub struct Session {
    /// Made for the first reader of tapes.
    replies: Cell<Option<session::Replies>>,
}

#[wasm_bindgen]
impl Session {
    /// An engine.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Everything the engine says about itself.
    #[wasm_bindgen(unchecked_return_type = "Catalog")]
    pub fn catalog(&self) -> Answer {
        to_js(&session::catalog())
    }

    /// Reads files into people, with a report per file.
    #[wasm_bindgen(unchecked_return_type = "Reading")]
    pub fn read(
        &self,
        #[wasm_bindgen(unchecked_param_type = "{ name: string; data: Uint8Array }[]")] files: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ReadOptions")] options: JsValue,
    ) -> Answer {
        let files = named_bytes(&files)?;
        let options =
            if options.is_undefined() { session::ReadOptions::default() } else { plain(&options, "options")? };
        to_js(&session::read(&files, &options))
    }

    /// Applies changes to a record, all of them or none; values that name no day are of `today`.
    #[wasm_bindgen(unchecked_return_type = "Patient")]
    pub fn amend(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Patient")] record: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Amendment[]")] amendments: JsValue,
        #[wasm_bindgen(unchecked_param_type = "PartialDate | undefined")] today: JsValue,
    ) -> Answer {
        let mut record = self::record(&record)?;
        let amendments: Vec<session::Amendment> = plain(&amendments, "amendments")?;
        let today = today.as_string().and_then(|day| day.parse().ok());
        session::amend(&mut record, &amendments, today).map_err(thrown)?;
        to_js(&record)
    }

    /// An empty table to fill in, with headings in Chinese or English and SI or US units.
    pub fn template(&self, chinese: bool, si: bool) -> String {
        session::template(chinese, si)
    }

    /// Opens a table of people, to be scored in steps.
    #[wasm_bindgen(js_name = batchBegin)]
    pub fn batch_begin(
        &self,
        name: &str,
        data: &[u8],
        #[wasm_bindgen(unchecked_param_type = "BatchOptions")] options: JsValue,
    ) -> Result<BatchRun, JsValue> {
        let options = plain(&options, "options")?;
        session::Batch::begin(name, data, &options).map(|batch| BatchRun { batch: Some(batch) }).map_err(thrown)
    }

    /// Assesses one person at a day, who may be given as JSON text. Who reads tapes says in `known` what it was told so
    /// far (writer, words, forms) and gets a tape.
    #[wasm_bindgen(unchecked_return_type = "Assessed | Tape")]
    pub fn assess(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Patient | string")] record: JsValue,
        #[wasm_bindgen(unchecked_param_type = "AssessOptions")] options: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "[number, number, number]")] known: JsValue,
    ) -> Answer {
        let record = match record.as_string() {
            Some(text) => text,
            None => text(&record, "record")?,
        };
        let options = plain(&options, "options")?;
        let Some(known) = known.dyn_ref::<Array>() else {
            let record: Patient = serde_json::from_str(&record).map_err(|e| thrown(not_plain("record", &e)))?;
            return reply(session::assess(&record, &options));
        };
        let mut replies = self.replies.take().unwrap_or_else(|| session::Replies::new(tape::name()));
        let answer = replies.assess(&record, &options, tape::known(known));
        self.replies.set(Some(replies));
        tape::cross(&answer.map_err(thrown)?)
    }

    /// Assesses a record and writes it with its report: `json`, `csv` or `fhir`.
    #[wasm_bindgen(js_name = exportAs, unchecked_return_type = "ExportFile")]
    pub fn export_as(
        &self,
        kind: &str,
        #[wasm_bindgen(unchecked_param_type = "Patient")] record: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ExportOptions")] options: JsValue,
    ) -> Answer {
        reply(session::export_as(kind, &self::record(&record)?, &plain(&options, "options")?))
    }

    /// What a form answers so far: the scores alone.
    #[wasm_bindgen(unchecked_return_type = "Preview")]
    pub fn preview(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Form")] form: JsValue,
        #[wasm_bindgen(unchecked_param_type = "AssessOptions")] options: JsValue,
    ) -> Answer {
        reply(session::preview(&plain(&form, "form")?, &plain(&options, "options")?))
    }

    /// Evaluates and explains one equation.
    #[wasm_bindgen(unchecked_return_type = "Evaluated")]
    pub fn evaluate(
        &self,
        id: &str,
        #[wasm_bindgen(unchecked_param_type = "Record<string, InputValue | null>")] inputs: JsValue,
    ) -> Answer {
        reply(session::evaluate(id, &from_js(inputs, "inputs")?))
    }

    /// Evaluates one equation for many people: typed-array columns in, a typed-array column and reason codes out,
    /// written to `into` where that is given.
    #[wasm_bindgen(js_name = evaluateMany, unchecked_return_type = "Answers")]
    pub fn evaluate_many(
        &self,
        id: &str,
        #[wasm_bindgen(
            unchecked_param_type = "Record<string, Float64Array | Float32Array | Uint8Array | (string | null)[]>"
        )]
        columns: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Answers")] into: JsValue,
    ) -> Answer {
        evaluate_columns(id, &columns, &into)
    }

    /// Keeps columns in the engine, to evaluate several equations on them without copying them again.
    pub fn frame(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, Float64Array | Float32Array | Uint8Array>")]
        columns: JsValue,
    ) -> Result<Frame, JsValue> {
        Frame::new(&columns)
    }

    /// The recommender alone, rule names as in a vignette.
    #[wasm_bindgen(unchecked_return_type = "Recommendations")]
    pub fn recommend(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, unknown>")] patient: JsValue,
    ) -> Answer {
        let patient: serde_json::Value = plain(&patient, "patient")?;
        reply(recommend::Facts::from_vignette(&patient).map(|facts| recommend::recommend(&facts)))
    }

    /// What a plan of movement needs to know of one person at a day; the module `plan` makes the plan.
    #[wasm_bindgen(js_name = exerciseProfile, unchecked_return_type = "ExerciseProfile")]
    pub fn exercise_profile(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Patient")] record: JsValue,
        #[wasm_bindgen(unchecked_param_type = "AssessOptions")] options: JsValue,
    ) -> Answer {
        reply(session::exercise_profile(&self::record(&record)?, &plain(&options, "options")?))
    }

    /// What a week of meals must meet for one person: a record, or a portal's patient with height and weight among the
    /// options; the module `plan` makes the week.
    #[wasm_bindgen(js_name = mealProfile, unchecked_return_type = "MealProfile")]
    pub fn meal_profile(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Patient | Record<string, unknown>")] who: JsValue,
        #[wasm_bindgen(unchecked_param_type = "AssessOptions & MealWishes")] options: JsValue,
    ) -> Answer {
        let who: serde_json::Value = plain(&who, "record")?;
        let options: serde_json::Value = plain(&options, "options")?;
        reply(session::meal_profile(&who, &options))
    }

    /// What several actions could gain together: worked out as one, never summed. Takes a record, or a patient as
    /// `recommend` does.
    #[wasm_bindgen(unchecked_return_type = "Together")]
    pub fn together(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Patient | Record<string, unknown>")] who: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string[]")] actions: JsValue,
        #[wasm_bindgen(unchecked_param_type = "AssessOptions & TogetherWishes")] options: JsValue,
    ) -> Answer {
        let actions: Vec<String> = plain(&actions, "actions")?;
        // Every record names its observations, and no patient of a portal has any.
        if Reflect::has(&who, &"observations".into()).unwrap_or_default() {
            let wishes = plain(&options, "options")?;
            return reply(session::together_on(&record(&who)?, &actions, &plain(&options, "options")?, &wishes));
        }
        let who: serde_json::Value = plain(&who, "patient")?;
        reply(session::together_of(&who, &actions))
    }

    /// What other values would mean: the headline, moved by trials or in outline, and the list for them.
    #[wasm_bindgen(js_name = whatIf, unchecked_return_type = "WhatIf")]
    pub fn what_if(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Patient")] record: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Record<string, number | string>")] changes: JsValue,
        #[wasm_bindgen(unchecked_param_type = "AssessOptions")] options: JsValue,
    ) -> Answer {
        reply(session::what_if(&self::record(&record)?, &plain(&changes, "changes")?, &plain(&options, "options")?))
    }

    /// Runs the worked examples inside the equation files.
    #[wasm_bindgen(js_name = selfCheck, unchecked_return_type = "ExampleResult[]")]
    pub fn self_check(&self) -> Answer {
        to_js(&score::run_examples())
    }
}

/// A table of people being scored: step, progress, finish.
#[wasm_bindgen]
pub struct BatchRun {
    batch: Option<session::Batch>,
}

#[wasm_bindgen]
impl BatchRun {
    /// Scores up to `rows` more rows; `true` when none is left.
    pub fn step(&mut self, rows: usize) -> Result<bool, JsValue> {
        self.batch.as_mut().map_or(Ok(true), |batch| batch.step(rows)).map_err(thrown)
    }

    /// Rows done and rows in all.
    #[wasm_bindgen(unchecked_return_type = "{ stage: string; done: number; total: number }")]
    pub fn progress(&self) -> Answer {
        let (done, total) = self.batch.as_ref().map_or((0, 0), session::Batch::progress);
        to_js(&serde_json::json!({ "stage": "batch", "done": done, "total": total }))
    }

    /// The table with its results; of the rows that are done, after a cancel.
    #[wasm_bindgen(
        unchecked_return_type = "{ csv: Uint8Array; rows: number; answered: number; unmapped: Unmapped[]; notes: string[] }"
    )]
    pub fn finish(&mut self) -> Answer {
        let Some(batch) = self.batch.take() else { return Ok(JsValue::UNDEFINED) };
        let done = batch.finish().map_err(thrown)?;
        let out = to_js(&serde_json::json!({
            "rows": done.rows, "answered": done.answered, "unmapped": done.unmapped, "notes": done.notes,
        }))?;
        Reflect::set(&out, &"csv".into(), &Uint8Array::from(done.csv.as_slice()))?;
        Ok(out)
    }
}

fn named_bytes(files: &JsValue) -> Result<Vec<(String, Vec<u8>)>, JsValue> {
    let wrong = || thrown(Error::new(Kind::Usage, "engine.argument").with("argument", "files"));
    let files: &Array = files.dyn_ref().ok_or_else(wrong)?;
    files
        .iter()
        .map(|file| {
            let name = Reflect::get(&file, &"name".into())?.as_string().ok_or_else(wrong)?;
            let data = Reflect::get(&file, &"data".into())?;
            let data: &Uint8Array = data.dyn_ref().ok_or_else(wrong)?;
            Ok((name, data.to_vec()))
        })
        .collect()
}
