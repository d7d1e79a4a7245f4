//! A data equation compiled to a flat program over blocks of rows.
//!
//! One implementation serves one person (a block of two, the second unused) and a million (blocks of
//! [`BLOCK`]), so both give the same bits: no sum depends on the size of the block. Loops run over whole
//! fixed-size arrays without a branch, so they become SIMD. A trailing scale of a feature is folded into
//! its coefficients; those of a pair of rows are looked up by the pair's strata, four a pass. The feature
//! that most products share (age, in PREVENT) is the pivot: `b f + g age f` runs as `(b + g age) f`.

use std::array::from_fn;

use crate::math;

/// Most inputs of one equation.
pub(crate) const MAX_INPUTS: usize = 20;
/// Most features and products of one equation.
pub(crate) const MAX_SLOTS: usize = 40;
/// Rows of one block: its columns fit the first cache, and are no power of two apart in it.
pub(crate) const BLOCK: usize = 240;

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

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Sub(f64),
    Mul(f64),
    Div(f64),
    Ln,
    Square,
    Root,
    Power(f64),
    AtMost(f64),
    AtLeast(f64),
    Between(f64, f64),
    Is(f64),
}

#[derive(Debug, Clone)]
pub(super) enum Make {
    Value {
        input: usize,
        minus: Option<usize>,
        steps: Vec<Step>,
        optional: bool,
    },
    Absent {
        input: usize,
    },
    /// A product of operands, divided by others.
    Product {
        of: Vec<Operand>,
        over: Vec<Operand>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operand {
    Input(usize),
    Slot(usize),
}

/// Two features that enter alone and times the pivot: (beta + gamma pivot) feature.
#[derive(Debug, Clone)]
pub(super) struct Bend {
    pub(super) operands: [Operand; 2],
    /// Beta, gamma of the first, beta, gamma of the second.
    pub(super) betas: [[[f64; 2]; 4]; 4],
}

/// Four terms and their coefficients by pattern (see [`patterns`]) and row of the pair.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) operands: [Operand; 4],
    pub(super) betas: [[[f64; 2]; 4]; 4],
}

/// The compiled equation.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(super) makes: Vec<Make>,
    pub(super) pivot: Operand,
    pub(super) bends: Vec<Bend>,
    pub(super) groups: Vec<Group>,
    pub(super) constant: [f64; 2],
    pub(super) finish: Finish,
}

/// Columns of one block; an absent input is a column of NaN.
pub(crate) type Columns<'a, const N: usize> = [&'a [f64; N]; MAX_INPUTS];

impl Program {
    /// How many slots a block needs.
    pub(crate) fn slots(&self) -> usize {
        self.makes.len()
    }

    /// The answer is a probability, whatever the inputs.
    pub(crate) fn bounded(&self) -> bool {
        matches!(self.finish, Finish::Logistic | Finish::Survival(_))
    }

    /// Predictor and answer of one block, `N` even; `patterns` as [`patterns`] makes them, `slots` as many as
    /// [`Program::slots`] says.
    pub(crate) fn run<const N: usize>(
        &self,
        columns: &Columns<'_, N>,
        patterns: &[u8; N],
        slots: &mut [[f64; N]],
        predictor: &mut [f64; N],
        answer: &mut [f64; N],
    ) {
        for (slot, make) in self.makes.iter().enumerate() {
            let Some((before, after)) = slots.split_at_mut_checked(slot) else { continue };
            let Some(out) = after.first_mut() else { continue };
            match make {
                Make::Absent { input } => {
                    map(out, column(columns, *input), |x| if x.is_nan() { 1.0 } else { 0.0 });
                }
                Make::Value { input, minus, steps, optional } => {
                    value(out, columns, *input, *minus, steps);
                    if *optional {
                        for (o, x) in out.iter_mut().zip(column(columns, *input)) {
                            *o = if x.is_nan() { 0.0 } else { *o };
                        }
                    }
                }
                Make::Product { of, over } => product(out, columns, before, of, over),
            }
        }
        for (p, pattern) in pairs_mut(predictor).zip(patterns) {
            *p = pair(self.constant, *pattern);
        }
        for bend in &self.bends {
            let [a, b] = bend.operands.map(|o| pairs(operand(columns, slots, o)));
            let terms = a.zip(b).zip(pairs(operand(columns, slots, self.pivot)));
            let [none, ..] = &bend.betas;
            for ((p, pattern), ((a, b), v)) in pairs_mut(predictor).zip(patterns).zip(terms) {
                let [ka, ga, kb, gb] = bend.betas.get(usize::from(pattern & 3)).unwrap_or(none);
                let first = mul(&add(*ka, mul(ga, v)), a);
                let second = mul(&add(*kb, mul(gb, v)), b);
                *p = add(add(*p, first), second);
            }
        }
        for group in &self.groups {
            let [a, b, c, d] = group.operands.map(|o| pairs(operand(columns, slots, o)));
            let terms = a.zip(b).zip(c).zip(d);
            let [none, ..] = &group.betas;
            for ((p, pattern), (((a, b), c), d)) in pairs_mut(predictor).zip(patterns).zip(terms) {
                // A load, not a branch: strata alternate at random.
                let [ka, kb, kc, kd] = group.betas.get(usize::from(pattern & 3)).unwrap_or(none);
                let sum = add(add(*p, mul(ka, a)), mul(kb, b));
                *p = add(add(sum, mul(kc, c)), mul(kd, d));
            }
        }
        match self.finish {
            Finish::Identity => answer.copy_from_slice(predictor),
            Finish::Exp => map(answer, predictor, math::exp),
            Finish::Sqrt => map(answer, predictor, math::sqrt),
            Finish::Logistic => map(answer, predictor, math::logistic),
            Finish::Survival(ln_s0) => {
                for ((a, x), pattern) in pairs_mut(answer).zip(pairs(predictor)).zip(patterns) {
                    let [s, t] = pair(ln_s0, *pattern);
                    let [x, y] = *x;
                    *a = [1.0 - math::exp(math::exp(x) * s), 1.0 - math::exp(math::exp(y) * t)];
                }
            }
        }
    }

    /// Predictor and answer of one person.
    pub(crate) fn one(&self, row: &[f64; MAX_INPUTS], second: bool) -> (f64, f64) {
        let cells = row.map(|x| [x; 2]);
        let columns: Columns<'_, 2> = from_fn(|i| cells.get(i).unwrap_or(&[f64::NAN; 2]));
        let mut slots = [[0.0; 2]; MAX_SLOTS];
        let (mut predictor, mut answer) = ([0.0; 2], [0.0; 2]);
        self.run(&columns, &same(second), &mut slots, &mut predictor, &mut answer);
        let ([p, _], [a, _]) = (predictor, answer);
        (p, a)
    }

    /// Predictor and answer of many people of one stratum, row by row in, in blocks inside.
    pub(crate) fn many(&self, rows: &[[f64; MAX_INPUTS]], second: bool) -> Vec<(f64, f64)> {
        const SMALL: usize = 32;
        let mut slots = [[0.0; SMALL]; MAX_SLOTS];
        let mut cells = [[f64::NAN; SMALL]; MAX_INPUTS];
        let (mut predictor, mut answer) = ([0.0; SMALL], [0.0; SMALL]);
        let mut all = Vec::with_capacity(rows.len());
        for chunk in rows.chunks(SMALL) {
            for (lane, row) in chunk.iter().enumerate() {
                for (cell, x) in cells.iter_mut().zip(row) {
                    if let Some(c) = cell.get_mut(lane) {
                        *c = *x;
                    }
                }
            }
            let columns: Columns<'_, SMALL> = from_fn(|i| cells.get(i).unwrap_or(&[f64::NAN; SMALL]));
            self.run(&columns, &same(second), &mut slots, &mut predictor, &mut answer);
            all.extend(predictor.iter().copied().zip(answer).take(chunk.len()));
        }
        all
    }
}

/// The strata of each pair of rows: bit 0 for its first row, bit 1 for its second. Half of the array is used.
pub(crate) fn patterns<const N: usize>(out: &mut [u8; N], column: &[f64; N], code: f64) {
    for (pattern, [a, b]) in out.iter_mut().zip(pairs(column)) {
        *pattern = u8::from(*a == code) | u8::from(*b == code) << 1;
    }
}

/// Everyone of one stratum.
pub(crate) fn same<const N: usize>(second: bool) -> [u8; N] {
    [if second { 3 } else { 0 }; N]
}

/// The numbers of a pair of rows.
#[inline(always)]
pub(super) fn pair([first, second]: [f64; 2], pattern: u8) -> [f64; 2] {
    [if pattern & 1 == 0 { first } else { second }, if pattern & 2 == 0 { first } else { second }]
}

#[inline(always)]
fn mul([a, b]: &[f64; 2], [x, y]: &[f64; 2]) -> [f64; 2] {
    [a * x, b * y]
}

#[inline(always)]
fn add([a, b]: [f64; 2], [x, y]: [f64; 2]) -> [f64; 2] {
    [a + x, b + y]
}

#[inline(always)]
fn pairs<const N: usize>(column: &[f64; N]) -> std::slice::Iter<'_, [f64; 2]> {
    column.as_chunks::<2>().0.iter()
}

#[inline(always)]
fn pairs_mut<const N: usize>(column: &mut [f64; N]) -> std::slice::IterMut<'_, [f64; 2]> {
    column.as_chunks_mut::<2>().0.iter_mut()
}

#[inline(always)]
fn map<const N: usize>(out: &mut [f64; N], x: &[f64; N], f: impl Fn(f64) -> f64) {
    for (o, x) in out.iter_mut().zip(x) {
        *o = f(*x);
    }
}

/// The greater; what is not a number stays so.
#[inline(always)]
fn least(x: f64, c: f64) -> f64 {
    if x < c { c } else { x }
}

/// The smaller; what is not a number stays so.
#[inline(always)]
fn most(x: f64, c: f64) -> f64 {
    if x > c { c } else { x }
}

fn value<const N: usize>(
    out: &mut [f64; N],
    columns: &Columns<'_, N>,
    input: usize,
    minus: Option<usize>,
    steps: &[Step],
) {
    let x = column(columns, input);
    let mut steps = steps;
    if let Some(other) = minus {
        let y = column(columns, other);
        let centre = match steps {
            [Step::Sub(c), rest @ ..] => {
                steps = rest;
                *c
            }
            _ => 0.0,
        };
        for ((o, x), y) in out.iter_mut().zip(x).zip(y) {
            *o = (x - y) - centre;
        }
    } else {
        match steps {
            [Step::Sub(c)] => return map(out, x, |x| x - c),
            [Step::AtMost(m), Step::Sub(c)] => return map(out, x, |x| most(x, *m) - c),
            [Step::AtLeast(m), Step::Sub(c)] => return map(out, x, |x| least(x, *m) - c),
            _ => out.copy_from_slice(x),
        }
    }
    for step in steps {
        let each = |out: &mut [f64; N], f: &dyn Fn(f64) -> f64| {
            for o in out.iter_mut() {
                *o = f(*o);
            }
        };
        match *step {
            Step::Sub(c) => out.iter_mut().for_each(|o| *o -= c),
            Step::Mul(c) => out.iter_mut().for_each(|o| *o *= c),
            Step::Div(c) => out.iter_mut().for_each(|o| *o /= c),
            Step::Square => out.iter_mut().for_each(|o| *o = *o * *o),
            Step::AtMost(c) => out.iter_mut().for_each(|o| *o = most(*o, c)),
            Step::AtLeast(c) => out.iter_mut().for_each(|o| *o = least(*o, c)),
            Step::Ln => each(out, &math::ln),
            Step::Root => each(out, &math::sqrt),
            Step::Power(c) => each(out, &|o| math::pow(o, c)),
            Step::Between(low, high) => {
                out.iter_mut().for_each(|o| *o = if *o >= low && *o <= high { 1.0 } else { 0.0 });
            }
            Step::Is(c) => out.iter_mut().for_each(|o| *o = if *o == c { 1.0 } else { 0.0 }),
        }
    }
}

fn product<const N: usize>(
    out: &mut [f64; N],
    columns: &Columns<'_, N>,
    slots: &[[f64; N]],
    of: &[Operand],
    over: &[Operand],
) {
    match of {
        [a, b, rest @ ..] => {
            let (fa, fb) = (operand(columns, slots, *a), operand(columns, slots, *b));
            for ((o, a), b) in out.iter_mut().zip(fa).zip(fb) {
                *o = a * b;
            }
            for more in rest {
                for (o, c) in out.iter_mut().zip(operand(columns, slots, *more)) {
                    *o *= c;
                }
            }
        }
        [a] => out.copy_from_slice(operand(columns, slots, *a)),
        [] => *out = [1.0; N],
    }
    match over {
        [] => {}
        [a] => {
            for (o, a) in out.iter_mut().zip(operand(columns, slots, *a)) {
                *o /= a;
            }
        }
        // The product of the divisors first, then one division, as such formulas are printed.
        [a, b, rest @ ..] => {
            let (fa, fb) = (operand(columns, slots, *a), operand(columns, slots, *b));
            for ((o, a), b) in out.iter_mut().zip(fa).zip(fb) {
                *o /= a * b;
            }
            for more in rest {
                for (o, c) in out.iter_mut().zip(operand(columns, slots, *more)) {
                    *o /= c;
                }
            }
        }
    }
}

#[inline(always)]
fn operand<'a, const N: usize>(columns: &Columns<'a, N>, slots: &'a [[f64; N]], which: Operand) -> &'a [f64; N] {
    match which {
        Operand::Input(i) => column(columns, i),
        Operand::Slot(i) => slots.get(i).unwrap_or(&[0.0; N]),
    }
}

#[inline(always)]
fn column<'a, const N: usize>(columns: &Columns<'a, N>, input: usize) -> &'a [f64; N] {
    columns.get(input).copied().unwrap_or(&[f64::NAN; N])
}
