//! The workloads of models in wasm: `benches/learn.mjs` chooses one, times its runs and reads what its checks say.
// Names that JavaScript calls by: the linker's attribute counts as unsafe; no code here is.
#![allow(unsafe_code)]

#[path = "../../cases/mod.rs"]
mod cases;

use std::cell::RefCell;

use cases::{CASES, Work, told};

/// What is under way.
#[derive(Default)]
struct Bench {
    input: Vec<u8>,
    text: String,
    work: Option<Box<dyn Work>>,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::default();
}

/// Room for `length` bytes that a case reads; where it begins.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    BENCH.with_borrow_mut(|bench| {
        bench.input = vec![0; length];
        bench.input.as_mut_ptr()
    })
}

/// Draws the table of the case of this number; how many runs it is given, 0 where there is no such case.
#[unsafe(no_mangle)]
pub extern "C" fn begin(case: usize) -> usize {
    let Some((_, runs, begin)) = CASES.get(case) else { return 0 };
    let input = BENCH.with_borrow_mut(|bench| std::mem::take(&mut bench.input));
    let work = begin(&input);
    BENCH.with_borrow_mut(|bench| bench.work = Some(work));
    *runs
}

/// One run.
#[unsafe(no_mangle)]
pub extern "C" fn run() {
    BENCH.with_borrow_mut(|bench| {
        if let Some(work) = &mut bench.work {
            work.run();
        }
    });
}

/// Sets the text that [`text`] points to, and gives its length.
fn say(text: String) -> usize {
    let length = text.len();
    BENCH.with_borrow_mut(|bench| bench.text = text);
    length
}

/// Names of all cases as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn names() -> usize {
    say(serde_json::to_string(&CASES.map(|(name, ..)| name)).unwrap_or_default())
}

/// Figures of the last run, and what is wrong with them, as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn judge() -> usize {
    let checks = BENCH.with_borrow(|bench| bench.work.as_ref().map_or_else(Vec::new, |work| work.checks()));
    let (check, wrong) = told(&checks);
    say(format!(r#"{{"check":{check},"wrong":"{wrong}"}}"#))
}

/// Where the text begins.
#[unsafe(no_mangle)]
pub extern "C" fn text() -> *const u8 {
    BENCH.with_borrow(|bench| bench.text.as_ptr())
}
