//! Many people, one equation: columns in, a column and reason codes out.

use std::array::from_fn;

use super::build::{Body, Equation};
use super::check::{Known, WHOLE};
use super::evaluate::bounds;
use super::features::{Columns, MAX_INPUTS};
use super::program::{BLOCK, Room};
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

/// A column with its name, and what is known of all its values.
pub(crate) type Given<'a> = (&'a str, Column<'a>, Option<Known>);

/// Memory of a run, which the next one may use again.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    copies: Vec<[f64; BLOCK]>,
    room: Room,
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
        let given: Vec<Given<'_>> = columns.iter().map(|(name, column)| (*name, *column, None)).collect();
        let mut batch = Batch { values: vec![0.0; rows], codes: vec![0; rows] };
        self.evaluate_into(&given, &mut batch.values, &mut batch.codes, &mut Scratch::default())?;
        Ok(batch)
    }

    /// As [`Equation::evaluate_many`], into arrays of one length, which is the number of rows.
    ///
    /// # Errors
    ///
    /// As [`Equation::evaluate_many`].
    pub(crate) fn evaluate_into(
        &self,
        columns: &[Given<'_>],
        values: &mut [f64],
        codes: &mut [u8],
        scratch: &mut Scratch,
    ) -> Result<(), Error> {
        let rows = values.len();
        let mut given = [None; MAX_INPUTS];
        let mut known = [None; MAX_INPUTS];
        for (name, column, all) in columns {
            let place = self.head.inputs.iter().position(|i| i.id == *name);
            let Some((slot, all_slot)) = place.and_then(|i| given.get_mut(i).zip(known.get_mut(i))) else {
                return Err(Error::new(Kind::Usage, "equation.unknownInput")
                    .with("input", name)
                    .with("equation", self.id));
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
            (*slot, *all_slot) = (Some(*column), *all);
        }
        self.blocks(&given, &known, values, codes, scratch);
        Ok(())
    }

    fn blocks(
        &self,
        given: &[Option<Column<'_>>; MAX_INPUTS],
        known: &[Option<Known>; MAX_INPUTS],
        values: &mut [f64],
        codes: &mut [u8],
        scratch: &mut Scratch,
    ) {
        let checks = self.checks(given, known);
        let Scratch { copies, room } = scratch;
        copies.resize(MAX_INPUTS, [f64::NAN; BLOCK]);
        // Bytes that only say yes or no are read as they are; numbers are made of them for a row that is not in order.
        let (slots, bounded, numbers, switches) = match &self.body {
            Body::Program(program) => {
                (program.slots(), program.bounded(), program.reads(), program.switches().collect())
            }
            Body::Irregular(_) => (0, false, u32::MAX, Vec::new()),
        };
        let numbers = self
            .head
            .inputs
            .iter()
            .enumerate()
            .fold(numbers, |all, (i, spec)| all | u32::from(spec.kind == InputKind::Number) << i);
        let mut patterns = [0; BLOCK];
        for (block, (values, codes)) in values.chunks_mut(BLOCK).zip(codes.chunks_mut(BLOCK)).enumerate() {
            let start = block * BLOCK;
            let length = codes.len();
            let padded = length.next_multiple_of(2);
            for (input, (copy, column)) in copies.iter_mut().zip(given).enumerate() {
                let bytes = matches!(column, Some(Column::U8(_)));
                if !bytes || numbers & (1 << input) != 0 {
                    load(copy, *column, start, length);
                }
            }
            room.fit(padded, slots);
            let mut yes_or_no = 0;
            match &self.body {
                Body::Program(program) => {
                    let columns = columns(given, copies, start, length);
                    yes_or_no = self.patterns(&switches, given, &columns, start, &mut patterns);
                    program.run(&columns, patterns.get(..padded).unwrap_or(&[]), room);
                }
                Body::Irregular(compute) => {
                    let columns = columns(given, copies, start, length);
                    for (r, a) in room.answer.iter_mut().enumerate() {
                        *a = compute(&row_of(&columns, r));
                    }
                }
            }
            for (value, answer) in values.iter_mut().zip(&room.answer) {
                *value = *answer;
            }
            let in_order = checks.as_ref().is_some_and(|checks| {
                let columns = columns(given, copies, start, length);
                checks.iter().all(|check| match given.get(check.input) {
                    _ if yes_or_no & (1 << check.input) != 0 && check.yes_or_no() => true,
                    Some(Some(Column::U8(bytes))) if numbers & (1 << check.input) == 0 => {
                        check.passes_bytes(bytes.get(start..start + length).unwrap_or(&[]))
                    }
                    _ => columns.get(check.input).is_some_and(|c| check.passes(c.get(..length).unwrap_or(&[]))),
                })
            });
            if in_order {
                codes.fill(0);
            } else {
                for (copy, column) in copies.iter_mut().zip(given) {
                    load(copy, *column, start, length);
                }
                let columns = columns(given, copies, start, length);
                for (r, (value, code)) in values.iter_mut().zip(codes.iter_mut()).enumerate() {
                    *code = self.code(&row_of(&columns, r));
                    *value = if *code == 0 { *value } else { f64::NAN };
                }
            }
            if !(in_order && bounded && self.answer.above.is_none()) {
                for (value, code) in values.iter_mut().zip(codes.iter_mut()) {
                    if *code == 0 && !self.possible(*value) {
                        (*value, *code) = (f64::NAN, IMPOSSIBLE);
                    }
                }
            }
        }
    }

    /// The pattern of each row of a block: the stratum is bit 0, the program's switches are the others. Answers with a bit
    /// for every input of which each row was seen to be 0 or 1.
    fn patterns(
        &self,
        switches: &[(usize, u8)],
        given: &[Option<Column<'_>>; MAX_INPUTS],
        columns: &Columns<'_>,
        start: usize,
        patterns: &mut [u8; BLOCK],
    ) -> u32 {
        let second = self.strata.get(1).and_then(|s| s.code);
        let stratum = self.selector.zip(second).map(|(input, code)| (input, 0, code));
        let mut set = |numbers_too: bool| {
            patterns.fill(0);
            let mut numbers: [&[f64]; 5] = [&[0.0; BLOCK]; 5];
            let mut seen = 0;
            let switches = switches.iter().map(|(input, bit)| (*input, *bit, 1.0));
            for (input, bit, code) in stratum.into_iter().chain(switches) {
                let column = columns.get(input).copied().unwrap_or(&[]);
                match (given.get(input), numbers.get_mut(usize::from(bit))) {
                    (Some(Some(Column::U8(bytes))), _) => {
                        let (code, bit) = (code as u8, 1 << bit);
                        for (pattern, x) in patterns.iter_mut().zip(bytes.get(start..).unwrap_or(&[])) {
                            *pattern |= if *x == code { bit } else { 0 };
                        }
                    }
                    (Some(Some(_)), Some(place)) if code == 1.0 && !numbers_too => {
                        (*place, seen) = (column, seen | 1 << input);
                    }
                    (Some(Some(_)), _) => {
                        for (pattern, x) in patterns.iter_mut().zip(column) {
                            *pattern |= u8::from(*x == code) << bit;
                        }
                    }
                    _ => {}
                }
            }
            (seen == 0 || bits(patterns, numbers)).then_some(seen)
        };
        // One that is absent, which a row may do without, would blur the others: then each is looked at by itself.
        set(false).or_else(|| set(true)).unwrap_or(0)
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
                codes.push(BatchCode { code: code_of(input, kind), key: key.to_owned(), input: spec.id.to_string() });
            }
        }
        codes.push(BatchCode { code: IMPOSSIBLE, key: "answerImpossible".to_owned(), input: String::new() });
        codes
    }
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

/// Sets bit k where column k is 1; false when a column has anything but 0 and 1, where the bits mean nothing.
fn bits(patterns: &mut [u8; BLOCK], [a, b, c, d, e]: [&[f64]; 5]) -> bool {
    let mut bad = 0;
    for (pattern, ((((a, b), c), d), e)) in patterns.iter_mut().zip(a.iter().zip(b).zip(c).zip(d).zip(e)) {
        let sum = (((e * 2.0 + d) * 2.0 + c) * 2.0 + b) * 2.0 + a;
        // Far from zero, the whole number is in the low bits.
        *pattern |= (sum + WHOLE).to_bits() as u8;
        // x² = x for 0 and 1 alone.
        bad |= [a, b, c, d, e].into_iter().fold(0, |bad, x| bad | (x * x - x).to_bits());
    }
    bad == 0
}

/// The columns of one block: where they lie, or as they were copied.
fn columns<'a>(
    given: &[Option<Column<'a>>; MAX_INPUTS],
    copies: &'a [[f64; BLOCK]],
    start: usize,
    length: usize,
) -> Columns<'a> {
    from_fn(|i| match given.get(i) {
        Some(Some(Column::F64(x))) if length == BLOCK => x.get(start..start + BLOCK).unwrap_or(&[]),
        Some(Some(_)) => copies.get(i).and_then(|copy| copy.get(..length.next_multiple_of(2))).unwrap_or(&[]),
        _ => &[f64::NAN; BLOCK],
    })
}

/// Copies one block of a column; a row too many, where their number is odd, is absent.
fn load(copy: &mut [f64; BLOCK], column: Option<Column<'_>>, start: usize, length: usize) {
    let from = start..start + length;
    if let Some(last) = copy.get_mut(length) {
        *last = f64::NAN;
    }
    match column {
        // A full block is read where it lies.
        Some(Column::F64(_)) if length == BLOCK => {}
        Some(Column::F64(x)) => fill(copy, x.get(from), |x| x),
        Some(Column::F32(x)) => fill(copy, x.get(from), f64::from),
        Some(Column::U8(x)) => fill(copy, x.get(from), |x| if x == u8::MAX { f64::NAN } else { f64::from(x) }),
        Some(Column::Same(x)) if start == 0 => *copy = [x; BLOCK],
        Some(Column::Same(_)) | None => {}
    }
}

fn fill<T: Copy>(copy: &mut [f64; BLOCK], from: Option<&[T]>, number: impl Fn(T) -> f64) {
    for (to, from) in copy.iter_mut().zip(from.unwrap_or(&[])) {
        *to = number(*from);
    }
}

fn row_of(columns: &Columns<'_>, r: usize) -> [f64; MAX_INPUTS] {
    from_fn(|i| columns.get(i).and_then(|c| c.get(r)).copied().unwrap_or(f64::NAN))
}
