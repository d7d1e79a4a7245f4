//! The whole engine: every call of the package.

use js_sys::{Array, Float32Array, Float64Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use super::cross::{Answer, from_js, plain, reply, thrown, to_js};
use crate::error::{Error, Kind};
use crate::record::Patient;
use crate::score::{Batch, Column, InputInfo, equation};
use crate::{recommend, score, session};

fn record(value: &JsValue) -> Result<Patient, JsValue> {
    plain(value, "record")
}

/// One engine: every call of the package.
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

    /// Assesses one person at a day.
    #[wasm_bindgen(unchecked_return_type = "Assessed")]
    pub fn assess(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Patient")] record: JsValue,
        #[wasm_bindgen(unchecked_param_type = "AssessOptions")] options: JsValue,
    ) -> Answer {
        reply(session::assess(&self::record(&record)?, &plain(&options, "options")?))
    }

    /// Assesses a record and writes it with its report: `json`, `csv` or `fhir`.
    #[wasm_bindgen(js_name = exportAs, unchecked_return_type = "ExportFile")]
    pub fn export_as(
        &self,
        kind: &str,
        #[wasm_bindgen(unchecked_param_type = "Patient")] record: JsValue,
        #[wasm_bindgen(unchecked_param_type = "AssessOptions")] options: JsValue,
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

    /// Evaluates one equation for many people: typed-array columns in, a typed-array column and reason codes out.
    #[wasm_bindgen(js_name = evaluateMany, unchecked_return_type = "{ values: Float64Array; codes: Uint8Array }")]
    pub fn evaluate_many(
        &self,
        id: &str,
        #[wasm_bindgen(
            unchecked_param_type = "Record<string, Float64Array | Float32Array | Uint8Array | (string | null)[]>"
        )]
        columns: JsValue,
    ) -> Answer {
        evaluate_columns(id, &columns)
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
    #[wasm_bindgen(unchecked_return_type = "{ csv: Uint8Array; rows: number; answered: number; unmapped: Unmapped[] }")]
    pub fn finish(&mut self) -> Answer {
        let Some(batch) = self.batch.take() else { return Ok(JsValue::UNDEFINED) };
        let done = batch.finish().map_err(thrown)?;
        let out =
            to_js(&serde_json::json!({ "rows": done.rows, "answered": done.answered, "unmapped": done.unmapped }))?;
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

/// Columns of people inside the engine.
#[wasm_bindgen]
pub struct Frame {
    rows: usize,
    columns: Vec<(String, Owned)>,
}

#[wasm_bindgen]
impl Frame {
    fn new(columns: &JsValue) -> Result<Self, JsValue> {
        let given = Given::all(columns, &[])?;
        let rows = Given::rows(&given)?;
        let columns = given.iter().map(|column| (column.name.clone(), column.whole())).collect();
        Ok(Self { rows, columns })
    }

    /// Evaluates one equation on the columns.
    #[wasm_bindgen(unchecked_return_type = "{ values: Float64Array; codes: Uint8Array }")]
    pub fn evaluate(&self, id: &str) -> Answer {
        let equation = equation(id).map_err(thrown)?;
        let out = Out::new(self.rows)?;
        for (from, to) in blocks(self.rows) {
            let columns: Vec<(&str, Column<'_>)> =
                self.columns.iter().map(|(name, column)| (name.as_str(), column.view(from, to))).collect();
            out.put(from, &equation.evaluate_many(to - from, &columns).map_err(thrown)?);
        }
        out.answer()
    }
}

/// Rows at a time: small enough to stay in cache while an equation runs over them and its answers are handed over, and
/// a multiple of the engine's own block, so that only the last one has a tail.
const BLOCK: usize = 240 * 32;

/// First row and end of each block; a table without rows is one empty block, so that its columns are checked too.
fn blocks(rows: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..rows.max(1)).step_by(BLOCK).map(move |from| (from, (from + BLOCK).min(rows)))
}

fn evaluate_columns(id: &str, columns: &JsValue) -> Answer {
    let equation = equation(id).map_err(thrown)?;
    let given = Given::all(columns, &equation.describe().inputs)?;
    let rows = Given::rows(&given)?;
    let out = Out::new(rows)?;
    let mut room: Vec<Owned> = given.iter().map(|column| column.room(rows.min(BLOCK))).collect();
    for (from, to) in blocks(rows) {
        for (column, part) in given.iter().zip(&mut room) {
            column.copy_to(part, from, to);
        }
        let columns: Vec<(&str, Column<'_>)> =
            given.iter().zip(&room).map(|(column, part)| (column.name.as_str(), part.view(0, to - from))).collect();
        out.put(from, &equation.evaluate_many(to - from, &columns).map_err(thrown)?);
    }
    out.answer()
}

/// Answers on their way out, block by block.
struct Out {
    values: Float64Array,
    codes: Uint8Array,
}

impl Out {
    fn new(rows: usize) -> Result<Self, JsValue> {
        let length = u32::try_from(rows).map_err(|_| thrown(Error::new(Kind::TooLarge, "engine.tooManyRows")))?;
        Ok(Self { values: Float64Array::new_with_length(length), codes: Uint8Array::new_with_length(length) })
    }

    fn put(&self, from: usize, batch: &Batch) {
        let (start, end) = (index(from), index(from + batch.codes.len()));
        self.values.subarray(start, end).copy_from(&batch.values);
        self.codes.subarray(start, end).copy_from(&batch.codes);
    }

    fn answer(&self) -> Answer {
        let out = Object::new();
        Reflect::set(&out, &"values".into(), &self.values)?;
        Reflect::set(&out, &"codes".into(), &self.codes)?;
        Ok(out.into())
    }
}

#[allow(clippy::cast_possible_truncation)] // the row count was checked to fit
fn index(at: usize) -> u32 {
    at as u32
}

enum Data {
    F64(Float64Array),
    F32(Float32Array),
    U8(Uint8Array),
}

/// One column as JavaScript gave it.
struct Given {
    name: String,
    data: Data,
}

/// A part of a column in the engine's memory.
enum Owned {
    F64(Vec<f64>),
    F32(Vec<f32>),
    U8(Vec<u8>),
}

impl Owned {
    fn view(&self, from: usize, to: usize) -> Column<'_> {
        match self {
            Self::F64(x) => Column::F64(x.get(from..to).unwrap_or_default()),
            Self::F32(x) => Column::F32(x.get(from..to).unwrap_or_default()),
            Self::U8(x) => Column::U8(x.get(from..to).unwrap_or_default()),
        }
    }
}

impl Given {
    fn all(columns: &JsValue, inputs: &[InputInfo]) -> Result<Vec<Self>, JsValue> {
        let wrong = |name: &str| thrown(Error::new(Kind::Usage, "engine.column").with("input", name));
        let object: &Object = columns.dyn_ref().ok_or_else(|| wrong("columns"))?;
        Object::entries(object)
            .iter()
            .map(|entry| {
                let entry: Array = entry.unchecked_into();
                let name = entry.get(0).as_string().unwrap_or_default();
                let column = entry.get(1);
                let data = if let Some(x) = column.dyn_ref::<Float64Array>() {
                    Data::F64(x.clone())
                } else if let Some(x) = column.dyn_ref::<Float32Array>() {
                    Data::F32(x.clone())
                } else if let Some(x) = column.dyn_ref::<Uint8Array>() {
                    Data::U8(x.clone())
                } else if let Some(words) = column.dyn_ref::<Array>() {
                    Data::F64(coded(&name, words, inputs)?)
                } else {
                    return Err(wrong(&name));
                };
                Ok(Self { name, data })
            })
            .collect()
    }

    /// How long the columns are, all of them.
    fn rows(given: &[Self]) -> Result<usize, JsValue> {
        let rows = given.first().map_or(0, Self::len);
        match given.iter().find(|column| column.len() != rows) {
            None => Ok(rows),
            Some(odd) => {
                let error = Error::new(Kind::Usage, "equation.columnLength");
                Err(thrown(error.with("input", &odd.name).with("rows", rows).with("length", odd.len())))
            }
        }
    }

    fn len(&self) -> usize {
        let length = match &self.data {
            Data::F64(x) => x.length(),
            Data::F32(x) => x.length(),
            Data::U8(x) => x.length(),
        };
        length as usize
    }

    /// Memory for so many rows.
    fn room(&self, rows: usize) -> Owned {
        match &self.data {
            Data::F64(_) => Owned::F64(vec![0.0; rows]),
            Data::F32(_) => Owned::F32(vec![0.0; rows]),
            Data::U8(_) => Owned::U8(vec![0; rows]),
        }
    }

    fn copy_to(&self, part: &mut Owned, from: usize, to: usize) {
        let (start, end, length) = (index(from), index(to), to - from);
        match (&self.data, part) {
            (Data::F64(x), Owned::F64(to)) => x.subarray(start, end).copy_to(to.get_mut(..length).unwrap_or_default()),
            (Data::F32(x), Owned::F32(to)) => x.subarray(start, end).copy_to(to.get_mut(..length).unwrap_or_default()),
            (Data::U8(x), Owned::U8(to)) => x.subarray(start, end).copy_to(to.get_mut(..length).unwrap_or_default()),
            _ => {}
        }
    }

    fn whole(&self) -> Owned {
        match &self.data {
            Data::F64(x) => Owned::F64(x.to_vec()),
            Data::F32(x) => Owned::F32(x.to_vec()),
            Data::U8(x) => Owned::U8(x.to_vec()),
        }
    }
}

/// Words as the codes that columns use; numbers stay, null is absent.
fn coded(name: &str, words: &Array, inputs: &[InputInfo]) -> Result<Float64Array, JsValue> {
    let known = inputs.iter().find(|input| input.id == name).map(|input| input.words.as_slice()).unwrap_or_default();
    let column = Float64Array::new_with_length(words.length());
    for (at, cell) in words.iter().enumerate() {
        let code = match (cell.as_string(), cell.as_f64()) {
            (Some(word), _) => known.iter().find(|w| w.word == word).map(|w| w.code).ok_or_else(|| {
                thrown(Error::new(Kind::Value, "equation.unknownWord").with("input", name).with("value", word))
            })?,
            (None, Some(number)) => number,
            (None, None) => f64::NAN,
        };
        column.set_index(index(at), code);
    }
    Ok(column)
}
