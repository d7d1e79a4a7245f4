//! A data equation compiled to a flat program over blocks of rows.
//!
//! One implementation serves one person (a block of two, the second unused) and a million (blocks of [`BLOCK`]), so
//! both give the same bits: no sum depends on the size of the block. Rows go in pairs, without a branch.
//!
//! What is yes or no (sex, diabetes, a medicine) is no number to multiply with: it selects the coefficients. The
//! stratum and up to four such inputs are the bits of a row's *pattern*, and every coefficient is known by pattern
//! before the first row. The feature that most products share (age, in PREVENT) is the pivot: `b f + g age f` runs as
//! `(b + g age) f`. A trailing scale of a feature is folded into its coefficients.

use super::features::{Columns, MAX_INPUTS, Make, Record, Source, pairs, pairs_mut};
use crate::math::{Pair, exp_pair, logistic_pair, sqrt};

/// Most features and products of one equation.
pub(crate) const MAX_SLOTS: usize = 40;
/// Rows of one block: what it works on fits the first cache.
pub(crate) const BLOCK: usize = 240;
/// Patterns: the stratum is bit 0, switches are the four others.
pub(crate) const PATTERNS: usize = 32;

/// From the predictor to the answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Finish {
    Identity,
    Exp,
    Sqrt,
    Logistic,
    /// ln s0 of each stratum.
    Survival([f64; 2]),
}

/// One pass of the sum: the coefficients of six features.
#[derive(Debug, Clone)]
pub(super) struct Pass {
    /// The features, in this order; none where there are fewer.
    pub(super) sources: [Option<Source>; 6],
    /// By pattern: constant and pivot; features 0 and 1, each alone and times the pivot; the fourth place makes it a
    /// power of two.
    pub(super) rows: Box<[[[f64; 2]; 4]; PATTERNS]>,
    /// By the strata of a pair (see [`strata`]): features 2 and 3, each alone and times the pivot, then 4 and 5 alone.
    pub(super) strata: [[[f64; 2]; 6]; 4],
}

/// The compiled equation.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(super) makes: Vec<Make>,
    /// Inputs that set bits 1 to 4 of the pattern where they are 1.
    pub(super) switches: Vec<usize>,
    pub(super) pivot: Option<Source>,
    pub(super) passes: Vec<Pass>,
    pub(super) finish: Finish,
}

/// Memory of a block; kept from block to block.
#[derive(Debug, Default)]
pub(crate) struct Room {
    slots: Vec<f64>,
    records: Vec<Record>,
    pub(super) predictor: Vec<f64>,
    pub(super) answer: Vec<f64>,
}

impl Room {
    /// Room for `rows` rows, an even number.
    pub(super) fn fit(&mut self, rows: usize, slots: usize) {
        self.slots.resize(rows * slots, 0.0);
        self.records.resize(rows / 2, Record::default());
        self.predictor.resize(rows, 0.0);
        self.answer.resize(rows, 0.0);
    }
}

impl Program {
    /// How many slots a block needs.
    pub(crate) fn slots(&self) -> usize {
        self.makes.len()
    }

    /// Inputs of which only yes or no is read, with the bit of the pattern that each sets.
    pub(crate) fn switches(&self) -> impl Iterator<Item = (usize, u8)> {
        self.switches.iter().copied().zip(1..)
    }

    /// Inputs that are read as numbers, one bit each.
    pub(crate) fn reads(&self) -> u32 {
        let sources = self.passes.iter().flat_map(|pass| pass.sources.iter().flatten()).chain(&self.pivot);
        sources.map(Source::reads).chain(self.makes.iter().map(Make::reads)).fold(0, |all, r| all | r)
    }

    /// The answer is a probability, whatever the inputs.
    pub(crate) fn bounded(&self) -> bool {
        matches!(self.finish, Finish::Logistic | Finish::Survival(_))
    }

    /// Predictor and answer of one block, into `room`, which fits it.
    pub(crate) fn run(&self, columns: &Columns<'_>, patterns: &[u8], room: &mut Room) {
        let Room { slots, records, predictor, answer } = room;
        let length = predictor.len();
        for (slot, make) in self.makes.iter().enumerate() {
            let Some((before, after)) = slots.split_at_mut_checked(slot * length) else { continue };
            let Some(out) = after.get_mut(..length) else { continue };
            make.make(out, columns, before);
        }
        write(self.pivot.as_ref(), records, 0, columns, slots, length);
        for (number, pass) in self.passes.iter().enumerate() {
            for (at, source) in pass.sources.iter().enumerate() {
                write(source.as_ref(), records, 1 + at, columns, slots, length);
            }
            if number == 0 {
                pass.add::<true>(records, patterns, predictor)
            } else {
                pass.add::<false>(records, patterns, predictor)
            }
        }
        let both = pairs_mut(answer).zip(pairs(predictor));
        match self.finish {
            Finish::Identity => both.for_each(|(a, x)| *a = *x),
            Finish::Exp => both.for_each(|(a, x)| *a = exp_pair(Pair::new(*x)).get()),
            Finish::Sqrt => both.for_each(|(a, x)| *a = x.map(sqrt)),
            Finish::Logistic => both.for_each(|(a, x)| *a = logistic_pair(Pair::new(*x)).get()),
            Finish::Survival(ln_s0) => {
                for ((a, x), pattern) in both.zip(patterns.as_chunks::<2>().0) {
                    let hazard = exp_pair(Pair::new(*x)) * Pair::new(pair(ln_s0, strata(*pattern)));
                    *a = (Pair::both(1.0) - exp_pair(hazard)).get();
                }
            }
        }
    }

    /// Predictor and answer of one person.
    pub(crate) fn one(&self, row: &[f64; MAX_INPUTS], second: bool) -> (f64, f64) {
        let cells = row.map(|x| [x; 2]);
        let mut columns: Columns<'_> = [&[]; MAX_INPUTS];
        for (column, cell) in columns.iter_mut().zip(&cells) {
            *column = cell;
        }
        let mut room = Room::default();
        room.fit(2, self.slots());
        self.run(&columns, &[self.pattern(row, second); 2], &mut room);
        match (room.predictor.as_slice(), room.answer.as_slice()) {
            ([p, ..], [a, ..]) => (*p, *a),
            _ => (f64::NAN, f64::NAN),
        }
    }

    /// The pattern of a row that is complete.
    fn pattern(&self, row: &[f64; MAX_INPUTS], second: bool) -> u8 {
        let bit = |(input, bit): (usize, u8)| u8::from(row.get(input) == Some(&1.0)) << bit;
        self.switches().map(bit).fold(u8::from(second), |all, bit| all | bit)
    }

    /// Predictor and answer of many people of one stratum, row by row in, in blocks inside.
    pub(crate) fn many(&self, rows: &[[f64; MAX_INPUTS]], second: bool) -> Vec<(f64, f64)> {
        const SMALL: usize = 32;
        let mut room = Room::default();
        let mut all = Vec::with_capacity(rows.len());
        for chunk in rows.chunks(SMALL) {
            let length = chunk.len().next_multiple_of(2);
            room.fit(length, self.slots());
            let mut cells = [[f64::NAN; SMALL]; MAX_INPUTS];
            let mut patterns = [0; SMALL];
            for ((lane, row), pattern) in chunk.iter().enumerate().zip(&mut patterns) {
                for (cell, x) in cells.iter_mut().zip(row) {
                    if let Some(c) = cell.get_mut(lane) {
                        *c = *x;
                    }
                }
                *pattern = self.pattern(row, second);
            }
            let mut columns: Columns<'_> = [&[]; MAX_INPUTS];
            for (column, cell) in columns.iter_mut().zip(&cells) {
                *column = cell.get(..length).unwrap_or(&[]);
            }
            self.run(&columns, patterns.get(..length).unwrap_or(&[]), &mut room);
            all.extend(room.predictor.iter().copied().zip(room.answer.iter().copied()).take(chunk.len()));
        }
        all
    }
}

fn write(
    source: Option<&Source>,
    records: &mut [Record],
    at: usize,
    columns: &Columns<'_>,
    slots: &[f64],
    length: usize,
) {
    match source {
        Some(source) => source.write(records, at, columns, slots, length),
        // What the pass before left there would be multiplied by zero, and infinity by zero is no number.
        None => records.iter_mut().filter_map(|record| record.get_mut(at)).for_each(|place| *place = [0.0; 2]),
    }
}

impl Pass {
    /// Adds the features to the predictor; the first pass begins it.
    fn add<const FIRST: bool>(&self, records: &[Record], patterns: &[u8], predictor: &mut [f64]) {
        let by_row = |pattern: u8| self.rows.get(usize::from(pattern) % PATTERNS).unwrap_or(&[[0.0; 2]; 4]);
        let [none, ..] = &self.strata;
        for ((record, rows), sum) in records.iter().zip(patterns.as_chunks::<2>().0).zip(pairs_mut(predictor)) {
            let [v, a, b, c, d, e, f, _] = record.map(Pair::new);
            let [first, second] = rows.map(by_row);
            let [p, q, r, _] = first.map(Pair::new);
            let [s, t, u, _] = second.map(Pair::new);
            let ((k, kv), (ka, kav), (kb, kbv)) = (p.turn(s), q.turn(t), r.turn(u));
            let [cs, cv, ds, dv, es, fs] = self.strata.get(usize::from(strata(*rows))).unwrap_or(none).map(Pair::new);
            let begun = k + kv * v;
            let begun = if FIRST { begun } else { Pair::new(*sum) + begun };
            let ab = (ka + kav * v) * a + (kb + kbv * v) * b;
            let cd = (cs + cv * v) * c + (ds + dv * v) * d;
            *sum = ((begun + ab) + (cd + (es * e + fs * f))).get();
        }
    }
}

/// The strata of a pair of rows: bit 0 for its first row, bit 1 for its second.
#[inline(always)]
pub(super) fn strata([first, second]: [u8; 2]) -> u8 {
    (first & 1) | (second & 1) << 1
}

/// The numbers of a pair of rows.
#[inline(always)]
pub(super) fn pair([first, second]: [f64; 2], strata: u8) -> [f64; 2] {
    [if strata & 1 == 0 { first } else { second }, if strata & 2 == 0 { first } else { second }]
}
