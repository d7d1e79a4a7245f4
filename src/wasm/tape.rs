//! A reply on tape as JavaScript takes it.

use js_sys::{Array, Float64Array, Math, Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::cross::{Answer, to_js};
use crate::export::{Known, Tape};

#[wasm_bindgen(typescript_custom_section)]
const TAPE: &str = r"
/** A reply for a reader that keeps words and forms (`www/worker/tape.ts`). */
export interface Tape {
    items: Uint32Array;
    numbers: Float64Array;
    text: string;
    /** What the reader was told before of these: writer, words, forms. */
    from: [number, number, number];
    words?: string[];
    forms?: number[][];
}
";

/// A name for a writer that no other writer of the page has: a reader asks one engine after another.
pub(super) fn name() -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // below the limit by making
    let name = (Math::random() * f64::from(u32::MAX)) as u32;
    name.max(1)
}

/// What a reader says it was told.
pub(super) fn known(list: &Array) -> Known {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // anything else names no writer
    let part = |at: u32| list.get(at).as_f64().unwrap_or_default() as u32;
    Known { writer: part(0), words: part(1) as usize, forms: part(2) as usize }
}

/// The tape, its memory the reader's own.
pub(super) fn cross(tape: &Tape) -> Answer {
    let out = Object::new();
    let put = |name: &str, value: &JsValue| Reflect::set(&out, &name.into(), value).map(drop);
    put("items", &Uint32Array::from(tape.items.as_slice()))?;
    put("numbers", &Float64Array::from(tape.numbers.as_slice()))?;
    put("text", &tape.text.as_str().into())?;
    #[allow(clippy::cast_precision_loss)]
    let from = [f64::from(tape.from.writer), tape.from.words as f64, tape.from.forms as f64];
    put("from", &from.iter().map(|part| JsValue::from_f64(*part)).collect::<Array>())?;
    if !tape.words.is_empty() {
        put("words", &to_js(&tape.words)?)?;
    }
    if !tape.forms.is_empty() {
        put("forms", &to_js(&tape.forms)?)?;
    }
    Ok(out.into())
}
