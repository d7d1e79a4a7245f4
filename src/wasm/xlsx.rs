//! The reader of workbooks. It is loaded when somebody brings one.

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::cross::{Answer, plain, reply, thrown};
use crate::collect::workbook::{Limits, Workbook};

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

    /// A sheet as the text of a table, the one of that name or, for `null`, the first that is a table: `{ text, told }`.
    #[wasm_bindgen(js_name = readSheet)]
    pub fn read_sheet(&self, name: &str, data: Vec<u8>, sheet: JsValue) -> Answer {
        let sheet: Option<String> = plain(&sheet, "sheet")?;
        let mut workbook = Workbook::open(name, data, Limits::default()).map_err(thrown)?;
        let read = workbook.read(sheet.as_deref()).map_err(thrown)?;
        let out = Object::new();
        Reflect::set(&out, &"text".into(), &Uint8Array::from(read.text.as_slice()))?;
        Reflect::set(&out, &"told".into(), &reply(Ok(read.told))?)?;
        Ok(out.into())
    }
}
