//! Columns of people: typed arrays in, typed arrays out, block by block.

use js_sys::{Array, Float32Array, Float64Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use super::cross::{Answer, thrown};
use crate::error::{Error, Kind};
use crate::score::{Column, Given, InputInfo, Kept, Scratch, Table, equation};

#[wasm_bindgen(typescript_custom_section)]
const ANSWERS: &str = r"
/** Answers of many people, in the order of their rows. */
export interface Answers {
    /** Unit of the equation; NaN where there is no answer. */
    values: Float64Array;
    /** 0 where there is an answer, else why not: a code of the equation's `codes`. */
    codes: Uint8Array;
}
";

/// Columns of people inside the engine.
#[wasm_bindgen]
pub struct Frame {
    table: Table,
}

#[wasm_bindgen]
impl Frame {
    pub(super) fn new(columns: &JsValue) -> Result<Self, JsValue> {
        let taken = Taken::all(columns, &[])?;
        let whole = taken.iter().map(|column| (column.name.clone(), column.whole())).collect();
        Ok(Self { table: Table::new(whole).map_err(thrown)? })
    }

    /// Evaluates one equation on the columns, into `into` where that is given.
    #[wasm_bindgen(unchecked_return_type = "Answers")]
    pub fn evaluate(
        &self,
        id: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Answers")] into: JsValue,
    ) -> Answer {
        let equation = equation(id).map_err(thrown)?;
        let mut out = Out::new(self.table.rows(), &into)?;
        let mut scratch = Scratch::default();
        for (from, to) in blocks(self.table.rows()) {
            out.put(from, to, |values, codes| self.table.evaluate_part(equation, from, values, codes, &mut scratch))?;
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

/// Evaluates one equation on columns that JavaScript keeps.
pub(super) fn evaluate_columns(id: &str, columns: &JsValue, into: &JsValue) -> Answer {
    let equation = equation(id).map_err(thrown)?;
    let taken = Taken::all(columns, &equation.describe().inputs)?;
    let rows = Taken::rows(&taken)?;
    let mut out = Out::new(rows, into)?;
    let mut room: Vec<Kept> = taken.iter().map(|column| column.room(rows.min(BLOCK))).collect();
    let mut scratch = Scratch::default();
    for (from, to) in blocks(rows) {
        for (column, part) in taken.iter().zip(&mut room) {
            column.copy_to(part, from, to);
        }
        let given: Vec<Given<'_>> = taken
            .iter()
            .zip(&room)
            .map(|(column, part)| (column.name.as_str(), first(part, to - from), None))
            .collect();
        out.put(from, to, |values, codes| equation.evaluate_into(&given, values, codes, &mut scratch))?;
    }
    out.answer()
}

/// The first rows of a part.
fn first(part: &Kept, rows: usize) -> Column<'_> {
    match part {
        Kept::F64(x) => Column::F64(x.get(..rows).unwrap_or_default()),
        Kept::F32(x) => Column::F32(x.get(..rows).unwrap_or_default()),
        Kept::U8(x) => Column::U8(x.get(..rows).unwrap_or_default()),
    }
}

/// Answers on their way out, block by block.
struct Out {
    values: Float64Array,
    codes: Uint8Array,
    part: Vec<f64>,
    part_codes: Vec<u8>,
}

impl Out {
    /// New arrays for so many rows, or those of the caller.
    fn new(rows: usize, into: &JsValue) -> Result<Self, JsValue> {
        let length = u32::try_from(rows).map_err(|_| thrown(Error::new(Kind::TooLarge, "engine.tooManyRows")))?;
        let (values, codes) = if into.is_undefined() {
            (Float64Array::new_with_length(length), Uint8Array::new_with_length(length))
        } else {
            (own(into, "values")?, own(into, "codes")?)
        };
        for (name, found) in [("values", values.length()), ("codes", codes.length())] {
            if found != length {
                let error = Error::new(Kind::Usage, "equation.columnLength");
                return Err(thrown(error.with("input", name).with("rows", length).with("length", found)));
            }
        }
        let part = rows.min(BLOCK);
        Ok(Self { values, codes, part: vec![0.0; part], part_codes: vec![0; part] })
    }

    /// Has one block answered and hands it over.
    fn put(
        &mut self,
        from: usize,
        to: usize,
        evaluate: impl FnOnce(&mut [f64], &mut [u8]) -> Result<(), Error>,
    ) -> Result<(), JsValue> {
        let rows = to - from;
        let values = self.part.get_mut(..rows).unwrap_or_default();
        let codes = self.part_codes.get_mut(..rows).unwrap_or_default();
        evaluate(values, codes).map_err(thrown)?;
        self.values.subarray(index(from), index(to)).copy_from(values);
        self.codes.subarray(index(from), index(to)).copy_from(codes);
        Ok(())
    }

    fn answer(&self) -> Answer {
        let out = Object::new();
        Reflect::set(&out, &"values".into(), &self.values)?;
        Reflect::set(&out, &"codes".into(), &self.codes)?;
        Ok(out.into())
    }
}

/// An array of the caller's own.
fn own<T: JsCast>(into: &JsValue, name: &str) -> Result<T, JsValue> {
    let wrong = || thrown(Error::new(Kind::Usage, "engine.argument").with("argument", "into").with("problem", name));
    Reflect::get(into, &name.into()).map_err(|_| wrong())?.dyn_into().map_err(|_| wrong())
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
struct Taken {
    name: String,
    data: Data,
}

impl Taken {
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
    fn room(&self, rows: usize) -> Kept {
        match &self.data {
            Data::F64(_) => Kept::F64(vec![0.0; rows]),
            Data::F32(_) => Kept::F32(vec![0.0; rows]),
            Data::U8(_) => Kept::U8(vec![0; rows]),
        }
    }

    fn copy_to(&self, part: &mut Kept, from: usize, to: usize) {
        let (start, end, length) = (index(from), index(to), to - from);
        match (&self.data, part) {
            (Data::F64(x), Kept::F64(to)) => x.subarray(start, end).copy_to(to.get_mut(..length).unwrap_or_default()),
            (Data::F32(x), Kept::F32(to)) => x.subarray(start, end).copy_to(to.get_mut(..length).unwrap_or_default()),
            (Data::U8(x), Kept::U8(to)) => x.subarray(start, end).copy_to(to.get_mut(..length).unwrap_or_default()),
            _ => {}
        }
    }

    fn whole(&self) -> Kept {
        match &self.data {
            Data::F64(x) => Kept::F64(x.to_vec()),
            Data::F32(x) => Kept::F32(x.to_vec()),
            Data::U8(x) => Kept::U8(x.to_vec()),
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
