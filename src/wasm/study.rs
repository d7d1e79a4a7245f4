//! A study that several workers carry out: who holds it gives out pieces, helpers carry them out, and what they come to
//! crosses as plain numbers. The same module of wasm runs in each.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Float64Array, Int32Array, Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use super::cross::{Answer, plain, thrown, to_js};
use super::workbench::{Model, share};
use crate::error::{Error, Kind};
use crate::learn::study::{Piece, Worker};
use crate::record::{Cells, Column};
use crate::session::workbench as bench;

fn cancelled() -> JsValue {
    thrown(Error::new(Kind::Cancelled, "cancelled"))
}

/// A study under way, held by the worker that has its table.
#[wasm_bindgen]
pub struct Study {
    run: Rc<RefCell<Option<bench::StudyRun>>>,
    table: Rc<bench::OpenTable>,
}

#[wasm_bindgen]
impl Study {
    pub(super) fn new(run: bench::StudyRun, table: Rc<bench::OpenTable>) -> Self {
        Self { run: Rc::new(RefCell::new(Some(run))), table }
    }

    fn with<T>(&self, act: impl FnOnce(&mut bench::StudyRun) -> T) -> Result<T, JsValue> {
        self.run.borrow_mut().as_mut().map(act).ok_or_else(cancelled)
    }

    /// Begins to carry out what is to be done here.
    pub fn work(&self) -> OwnRun {
        OwnRun { run: Rc::clone(&self.run) }
    }

    /// The columns that a helper needs.
    pub fn columns(&self) -> Answer {
        let columns = self.with(|run| run.columns(&self.table.cohort.frame))?;
        let out = Array::new();
        for column in columns {
            out.push(&sent(column)?);
        }
        Ok(out.into())
    }

    /// Up to so many pieces for a helper; none while all that can be done is being done.
    pub fn give(&self, most: usize) -> Answer {
        to_js(&self.with(|run| (0..most).map_while(|_| run.training.give()).collect::<Vec<Piece>>())?)
    }

    /// Takes what a helper's piece came to.
    pub fn take(&self, piece: JsValue, numbers: &[f64]) -> Result<(), JsValue> {
        let piece = plain(&piece, "piece")?;
        self.with(|run| run.training.take(piece, numbers))
    }

    /// Takes back a piece that a helper could not carry out.
    #[wasm_bindgen(js_name = takeBack)]
    pub fn take_back(&self, piece: JsValue) -> Result<(), JsValue> {
        let piece = plain(&piece, "piece")?;
        self.with(|run| run.training.take_back(piece))
    }

    /// Hears how far a helper's piece is, of 1; says how far all of it is.
    pub fn hear(&self, piece: JsValue, done: f64) -> Answer {
        let piece = plain(&piece, "piece")?;
        let (stage, done) = self.with(|run| {
            run.training.hear(piece, done);
            run.progress()
        })?;
        share(stage, done)
    }

    /// The model; of a search that was stopped, the best so far.
    pub fn end(&self) -> Result<Model, JsValue> {
        let run = self.run.borrow_mut().take().ok_or_else(cancelled)?;
        run.finish().map(Model::new).map_err(thrown)
    }
}

/// What is done of a study here, in steps.
#[wasm_bindgen]
pub struct OwnRun {
    run: Rc<RefCell<Option<bench::StudyRun>>>,
}

#[wasm_bindgen]
impl OwnRun {
    /// Does up to `units` steps; `true` when nothing is left, or nothing before a helper is ready.
    pub fn step(&mut self, units: usize) -> Result<bool, JsValue> {
        let mut run = self.run.borrow_mut();
        let Some(run) = run.as_mut() else { return Ok(true) };
        for _ in 0..units {
            if run.step().map_err(thrown)? || run.training.waits() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What is being done, and how far all of it is.
    pub fn progress(&self) -> Answer {
        let (stage, done) = self.run.borrow().as_ref().map_or(("whole", 1.0), bench::StudyRun::progress);
        share(stage, done)
    }

    /// Whether helpers are waited for.
    pub fn finish(&mut self) -> bool {
        self.run.borrow().as_ref().is_some_and(|run| run.training.waits())
    }
}

/// A helper: a worker that carries out pieces of another's study.
#[wasm_bindgen]
pub struct Helper {
    worker: Rc<RefCell<Worker>>,
}

#[wasm_bindgen]
impl Helper {
    pub(super) fn new(protocol: &JsValue, columns: &Array) -> Result<Self, JsValue> {
        let columns = columns.iter().map(|column| received(&column)).collect::<Result<_, _>>()?;
        let worker = bench::helper(plain(protocol, "protocol")?, columns).map_err(thrown)?;
        Ok(Self { worker: Rc::new(RefCell::new(worker)) })
    }

    /// Begins a piece.
    pub fn carry(&self, piece: JsValue) -> Result<PieceRun, JsValue> {
        self.worker.borrow_mut().begin(plain(&piece, "piece")?).map_err(thrown)?;
        Ok(PieceRun { worker: Rc::clone(&self.worker), numbers: None })
    }
}

/// A piece under way.
#[wasm_bindgen]
pub struct PieceRun {
    worker: Rc<RefCell<Worker>>,
    numbers: Option<Vec<f64>>,
}

#[wasm_bindgen]
impl PieceRun {
    /// Does up to `units` steps; `true` when nothing is left.
    pub fn step(&mut self, units: usize) -> Result<bool, JsValue> {
        let mut worker = self.worker.borrow_mut();
        for _ in 0..units {
            if let Some(done) = worker.step().map_err(thrown)? {
                self.numbers = done.pack();
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How much of it is done, of 1.
    pub fn progress(&self) -> f64 {
        self.worker.borrow().under_way().map_or(1.0, |(_, share)| share)
    }

    /// What it came to; nothing where it could not be fitted.
    pub fn finish(&mut self) -> Option<Vec<f64>> {
        self.numbers.take()
    }
}

/// A column on its way to a helper: `{ name, numbers }`, `{ name, days }` or `{ name, codes, words }`.
fn sent(column: &Column) -> Answer {
    let out = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&out, &name.into(), value);
    set("name", &column.name.as_str().into())?;
    match &column.cells {
        Cells::Numbers(numbers) => set("numbers", &Float64Array::from(numbers.as_slice()))?,
        Cells::Days(days) => set("days", &Int32Array::from(days.as_slice()))?,
        Cells::Words { codes, words } => {
            set("codes", &Uint32Array::from(codes.as_slice()))?;
            set("words", &to_js(words)?)?
        }
    };
    Ok(out.into())
}

fn received(column: &JsValue) -> Result<Column, JsValue> {
    let get = |name: &str| Reflect::get(column, &name.into());
    let wrong = || thrown(Error::new(Kind::Usage, "engine.argument").with("argument", "columns"));
    let name = get("name")?.as_string().ok_or_else(wrong)?;
    let cells = if let Some(numbers) = get("numbers")?.dyn_ref::<Float64Array>() {
        Cells::Numbers(numbers.to_vec())
    } else if let Some(days) = get("days")?.dyn_ref::<Int32Array>() {
        Cells::Days(days.to_vec())
    } else {
        let codes = get("codes")?.dyn_ref::<Uint32Array>().ok_or_else(wrong)?.to_vec();
        Cells::Words { codes, words: plain(&get("words")?, "columns")? }
    };
    Ok(Column { name, cells })
}
