//! Many people, one equation: columns in, a column and reason codes out.

use std::array::from_fn;

use super::build::{Body, Equation};
use super::evaluate::bounds;
use super::program::{BLOCK, Columns, MAX_INPUTS, patterns, same};
use super::schema::{Input, InputKind, Use};
use crate::error::{Error, Kind};

/// One input of many people. An absent value is NaN, in bytes 255.
#[derive(Debug, Clone, Copy)]
pub enum Column<'a> {
    /// Numbers, canonical unit.
    F64(&'a [f64]),
    /// Numbers in single precision, canonical unit.
    F32(&'a [f32]),
    /// Yes or no (1, 0), or the code of a word.
    U8(&'a [u8]),
    /// The same for everyone.
    Same(f64),
}

/// Answers and why there is none; see [`Equation::codes`].
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// Answers, unit of the equation; NaN where there is none.
    pub values: Vec<f64>,
    /// 0 where there is an answer, else a code of [`Equation::codes`].
    pub codes: Vec<u8>,
}

/// What a code of a batch means.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct BatchCode {
    /// The code.
    pub code: u8,
    /// Reason key: `missing`, `belowRange`, `aboveRange`, `notAllowed`, an exclusion's, `answerImpossible`.
    pub key: String,
    /// The input it is about; empty for the answer itself.
    pub input: String,
}

const IMPOSSIBLE: u8 = 250;
const MISSING: usize = 0;
const BELOW: usize = 1;
const ABOVE: usize = 2;
const NOT_ALLOWED: usize = 3;

fn code_of(input: usize, kind: usize) -> u8 {
    u8::try_from(1 + input * 4 + kind).unwrap_or(IMPOSSIBLE)
}

/// How to tell at a glance whether a whole block is in order.
struct Check {
    input: usize,
    low: f64,
    high: f64,
    /// NaN is in order too.
    gaps: bool,
    /// Only whole numbers between the ends: flags, words, deciles.
    whole: bool,
}

impl Equation {
    /// Evaluates many people, with the same answer as [`Equation::evaluate`] to the bit.
    ///
    /// Columns are named by input id; an input without a column is absent for everyone. A row that has
    /// several reasons gets the first of the file's order, reasons not to apply before missing inputs.
    ///
    /// # Errors
    ///
    /// A column that is no input of the equation, named twice, or not `rows` long.
    pub fn evaluate_many(&self, rows: usize, columns: &[(&str, Column<'_>)]) -> Result<Batch, Error> {
        let mut given: [Option<Column<'_>>; MAX_INPUTS] = [None; MAX_INPUTS];
        for (name, column) in columns {
            let place = self.head.inputs.iter().position(|i| i.id == *name);
            let Some(slot) = place.and_then(|i| given.get_mut(i)) else {
                return Err(Error::new(Kind::Usage, "equation.unknownInput")
                    .with("input", name)
                    .with("equation", &self.id));
            };
            let length = match column {
                Column::F64(x) => x.len(),
                Column::F32(x) => x.len(),
                Column::U8(x) => x.len(),
                Column::Same(_) => rows,
            };
            if length != rows || slot.is_some() {
                return Err(Error::new(Kind::Usage, "equation.columnLength")
                    .with("input", name)
                    .with("rows", rows)
                    .with("length", length));
            }
            *slot = Some(*column);
        }
        let mut batch = Batch { values: Vec::with_capacity(rows), codes: vec![0; rows] };
        self.blocks(&given, &mut batch);
        Ok(batch)
    }

    fn blocks(&self, given: &[Option<Column<'_>>; MAX_INPUTS], batch: &mut Batch) {
        let checks = self.checks(given);
        let mut copies = vec![[f64::NAN; BLOCK]; MAX_INPUTS];
        let (slots, bounded) = match &self.body {
            Body::Program(program) => (program.slots(), program.bounded()),
            Body::Irregular(_) => (0, false),
        };
        let mut slots = vec![[0.0; BLOCK]; slots];
        let (mut predictor, mut answer) = ([0.0; BLOCK], [0.0; BLOCK]);
        let mut strata = same(false);
        let second_code = self.strata.get(1).and_then(|s| s.code);
        for (block, codes) in batch.codes.chunks_mut(BLOCK).enumerate() {
            let start = block * BLOCK;
            let length = codes.len();
            for (copy, column) in copies.iter_mut().zip(given) {
                load(copy, *column, start, length);
            }
            let columns: Columns<'_, BLOCK> = from_fn(|i| {
                let whole = match given.get(i) {
                    Some(Some(Column::F64(x))) => {
                        x.get(start..start + BLOCK).and_then(|s| <&[f64; BLOCK]>::try_from(s).ok())
                    }
                    _ => None,
                };
                whole.or(copies.get(i)).unwrap_or(&[f64::NAN; BLOCK])
            });
            if let (Some(input), Some(code)) = (self.selector, second_code)
                && let Some(sex) = columns.get(input)
            {
                patterns(&mut strata, sex, code);
            }
            match &self.body {
                Body::Program(program) => program.run(&columns, &strata, &mut slots, &mut predictor, &mut answer),
                Body::Irregular(compute) => {
                    for (r, a) in answer.iter_mut().enumerate().take(length) {
                        *a = compute(&row_of(&columns, r));
                    }
                }
            }
            let in_order = length == BLOCK && checks.as_ref().is_some_and(|c| c.iter().all(|c| c.passes(&columns)));
            if !in_order {
                for (r, code) in codes.iter_mut().enumerate() {
                    *code = self.code(&row_of(&columns, r));
                }
                for (value, code) in answer.iter_mut().zip(codes.iter()) {
                    *value = if *code == 0 { *value } else { f64::NAN };
                }
            }
            if !(in_order && bounded && self.answer.above.is_none()) {
                for (value, code) in answer.iter_mut().zip(codes.iter_mut()) {
                    if *code == 0 && !self.possible(*value) {
                        (*value, *code) = (f64::NAN, IMPOSSIBLE);
                    }
                }
            }
            batch.values.extend_from_slice(answer.get(..length).unwrap_or(&answer));
        }
    }

    /// The checks of a block; `None` when a column that every row needs is not there.
    fn checks(&self, given: &[Option<Column<'_>>; MAX_INPUTS]) -> Option<Vec<Check>> {
        let reads = self.strata.iter().fold(0, |all, s| all | s.reads);
        let mut checks = Vec::new();
        for (input, (spec, column)) in self.head.inputs.iter().zip(given).enumerate() {
            let needed = spec.need == Use::Required && (reads & (1 << input) != 0 || self.selector == Some(input));
            if column.is_none() {
                if needed {
                    return None;
                }
                continue;
            }
            let (low, high) = match spec.kind {
                InputKind::Number => bounds(spec),
                InputKind::Flag if spec.need == Use::Exclusion => (0.0, 0.0),
                InputKind::Flag => (0.0, 1.0),
                // Words are coded 0, 1, … in every file; anything else is looked at row by row.
                InputKind::Word => (0.0, spec.words.values().fold(0.0, |a, b| b.max(a))),
            };
            checks.push(Check { input, low, high, gaps: !needed, whole: spec.whole || spec.kind != InputKind::Number });
        }
        Some(checks)
    }

    /// 0, or the first reason why a row has no answer.
    fn code(&self, row: &[f64; MAX_INPUTS]) -> u8 {
        for (input, (spec, x)) in self.head.inputs.iter().zip(row).enumerate() {
            if let Some(kind) = trouble(spec, *x) {
                return code_of(input, kind);
            }
        }
        self.missing(row, self.stratum(row)).first().map_or(0, |input| code_of(*input, MISSING))
    }

    /// What the codes of a batch mean.
    pub fn codes(&self) -> Vec<BatchCode> {
        let mut codes = Vec::new();
        for (input, spec) in self.head.inputs.iter().enumerate() {
            let exclusion = spec.reason.as_deref().unwrap_or("aboveRange");
            for (kind, key) in
                [(MISSING, "missing"), (BELOW, "belowRange"), (ABOVE, exclusion), (NOT_ALLOWED, "notAllowed")]
            {
                codes.push(BatchCode { code: code_of(input, kind), key: key.to_owned(), input: spec.id.clone() });
            }
        }
        codes.push(BatchCode { code: IMPOSSIBLE, key: "answerImpossible".to_owned(), input: String::new() });
        codes
    }
}

impl Check {
    /// Every row of the block is in order. Counted in whole words, so that the loops become SIMD.
    fn passes(&self, columns: &Columns<'_, BLOCK>) -> bool {
        let Some(column) = columns.get(self.input) else { return false };
        let (low, high) = (self.low, self.high);
        let inside = |x: f64| (x >= low) & (x <= high);
        // Added and taken off again, only a whole number stays itself; the range keeps it small.
        let whole = |x: f64| (x + WHOLE) - WHOLE == x;
        match (self.gaps, self.whole) {
            (false, false) => all(column, inside),
            (true, false) => all(column, |x| inside(x) | x.is_nan()),
            // x² = x for 0 and 1 alone.
            (false, true) if (low, high) == (0.0, 1.0) => {
                column.iter().fold(0, |bad, x| bad | (x * x - x).to_bits()) == 0
            }
            (false, true) => all(column, |x| inside(x) & whole(x)),
            (true, true) => all(column, |x| (inside(x) & whole(x)) | x.is_nan()),
        }
    }
}

/// 1.5 × 2^52.
const WHOLE: f64 = 6_755_399_441_055_744.0;

#[inline(always)]
fn all(column: &[f64; BLOCK], f: impl Fn(f64) -> bool) -> bool {
    column.iter().fold(true, |good, x| good & f(*x))
}

/// Why a known value keeps a row from an answer.
fn trouble(spec: &Input, x: f64) -> Option<usize> {
    if x.is_nan() {
        return None;
    }
    match spec.kind {
        InputKind::Flag if x != 0.0 && x != 1.0 => Some(NOT_ALLOWED),
        InputKind::Flag => (spec.need == Use::Exclusion && x == 1.0).then_some(ABOVE),
        InputKind::Word => (!spec.words.values().any(|c| *c == x)).then_some(NOT_ALLOWED),
        InputKind::Number => {
            let (low, high) = bounds(spec);
            if x < low {
                Some(BELOW)
            } else if x > high {
                Some(ABOVE)
            } else {
                (spec.whole && x != x.floor()).then_some(NOT_ALLOWED)
            }
        }
    }
}

/// Copies one block of a column, the rest of the last block absent.
fn load(copy: &mut [f64; BLOCK], column: Option<Column<'_>>, start: usize, length: usize) {
    let end = start + length;
    match column {
        // A full block is read where it lies.
        Some(Column::F64(_)) if length == BLOCK => {}
        Some(Column::F64(x)) => {
            *copy = [f64::NAN; BLOCK];
            if let (Some(to), Some(from)) = (copy.get_mut(..length), x.get(start..end)) {
                to.copy_from_slice(from);
            }
        }
        Some(Column::F32(x)) => {
            *copy = [f64::NAN; BLOCK];
            for (to, from) in copy.iter_mut().zip(x.get(start..end).unwrap_or(&[])) {
                *to = f64::from(*from);
            }
        }
        Some(Column::U8(x)) => {
            *copy = [f64::NAN; BLOCK];
            for (to, from) in copy.iter_mut().zip(x.get(start..end).unwrap_or(&[])) {
                *to = if *from == u8::MAX { f64::NAN } else { f64::from(*from) };
            }
        }
        Some(Column::Same(x)) if start == 0 => *copy = [x; BLOCK],
        Some(Column::Same(_)) | None => {}
    }
}

fn row_of(columns: &Columns<'_, BLOCK>, r: usize) -> [f64; MAX_INPUTS] {
    from_fn(|i| columns.get(i).and_then(|c| c.get(r)).copied().unwrap_or(f64::NAN))
}
