//! What the terms of an equation read: inputs transformed, products, absences, as columns of one block.

use crate::math::{self, Pair};

/// Most inputs of one equation.
pub(crate) const MAX_INPUTS: usize = 20;

/// Columns of one block, all of one even length; an absent input is a column of NaN.
pub(crate) type Columns<'a> = [&'a [f64]; MAX_INPUTS];

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

/// A column that is made before any term reads it, in a slot of its own.
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

/// A column that is made where it is read: `shape(x) - centre`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    pub(super) from: Operand,
    pub(super) shape: Shape,
    pub(super) centre: f64,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Plain,
    AtMost(f64),
    AtLeast(f64),
    /// Less another input.
    Less(usize),
}

/// What the sum reads of a pair of rows: the pivot, then six features; the eighth place makes it a power of two.
pub(super) type Record = [[f64; 2]; 8];

impl Operand {
    fn reads(self) -> u32 {
        if let Self::Input(input) = self { 1 << input } else { 0 }
    }
}

impl Make {
    /// Inputs that it reads, one bit each.
    pub(super) fn reads(&self) -> u32 {
        match self {
            Self::Absent { input } => 1 << input,
            Self::Value { input, minus, .. } => 1 << input | minus.map_or(0, |other| 1 << other),
            Self::Product { of, over } => of.iter().chain(over).fold(0, |all, o| all | o.reads()),
        }
    }

    /// Makes one slot; `before` holds the earlier ones, each as long as `out`.
    pub(super) fn make(&self, out: &mut [f64], columns: &Columns<'_>, before: &[f64]) {
        match self {
            Self::Absent { input } => {
                for (o, x) in out.iter_mut().zip(column(columns, *input)) {
                    *o = if x.is_nan() { 1.0 } else { 0.0 };
                }
            }
            Self::Value { input, minus, steps, optional } => {
                value(out, columns, *input, *minus, steps);
                if *optional {
                    for (o, x) in out.iter_mut().zip(column(columns, *input)) {
                        *o = if x.is_nan() { 0.0 } else { *o };
                    }
                }
            }
            Self::Product { of, over } => product(out, columns, before, of, over),
        }
    }
}

impl Source {
    /// Inputs that it reads, one bit each.
    pub(super) fn reads(&self) -> u32 {
        let other = if let Shape::Less(other) = self.shape { 1 << other } else { 0 };
        self.from.reads() | other
    }

    /// Writes the column to place `at` of every record.
    pub(super) fn write(&self, records: &mut [Record], at: usize, columns: &Columns<'_>, slots: &[f64], length: usize) {
        let x = operand(columns, slots, self.from, length);
        let centre = Pair::both(self.centre);
        match self.shape {
            Shape::Plain => each(records, at, x, |x| x - centre),
            Shape::AtMost(limit) => {
                let limit = Pair::both(limit);
                each(records, at, x, |x| x.most(limit) - centre);
            }
            Shape::AtLeast(limit) => {
                let limit = Pair::both(limit);
                each(records, at, x, |x| x.least(limit) - centre);
            }
            Shape::Less(other) => {
                let both = pairs(x).zip(pairs(column(columns, other)));
                for (record, (x, y)) in records.iter_mut().zip(both) {
                    if let Some(place) = record.get_mut(at) {
                        *place = ((Pair::new(*x) - Pair::new(*y)) - centre).get();
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn each(records: &mut [Record], at: usize, x: &[f64], f: impl Fn(Pair) -> Pair) {
    for (record, x) in records.iter_mut().zip(pairs(x)) {
        if let Some(place) = record.get_mut(at) {
            *place = f(Pair::new(*x)).get();
        }
    }
}

#[inline(always)]
pub(super) fn pairs(column: &[f64]) -> std::slice::Iter<'_, [f64; 2]> {
    column.as_chunks::<2>().0.iter()
}

#[inline(always)]
pub(super) fn pairs_mut(column: &mut [f64]) -> std::slice::IterMut<'_, [f64; 2]> {
    column.as_chunks_mut::<2>().0.iter_mut()
}

fn map(out: &mut [f64], x: &[f64], f: impl Fn(f64) -> f64) {
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

fn value(out: &mut [f64], columns: &Columns<'_>, input: usize, minus: Option<usize>, steps: &[Step]) {
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
            _ => map(out, x, |x| x),
        }
    }
    for step in steps {
        let each = |out: &mut [f64], f: &dyn Fn(f64) -> f64| {
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

fn product(out: &mut [f64], columns: &Columns<'_>, slots: &[f64], of: &[Operand], over: &[Operand]) {
    let length = out.len();
    let at = |o: Operand| operand(columns, slots, o, length);
    match of {
        [a, b, rest @ ..] => {
            let (fa, fb) = (at(*a), at(*b));
            for ((o, a), b) in out.iter_mut().zip(fa).zip(fb) {
                *o = a * b;
            }
            for more in rest {
                for (o, c) in out.iter_mut().zip(at(*more)) {
                    *o *= c;
                }
            }
        }
        [a] => map(out, at(*a), |x| x),
        [] => out.fill(1.0),
    }
    match over {
        [] => {}
        [a] => {
            for (o, a) in out.iter_mut().zip(at(*a)) {
                *o /= a;
            }
        }
        // The product of the divisors first, then one division, as such formulas are printed.
        [a, b, rest @ ..] => {
            let (fa, fb) = (at(*a), at(*b));
            for ((o, a), b) in out.iter_mut().zip(fa).zip(fb) {
                *o /= a * b;
            }
            for more in rest {
                for (o, c) in out.iter_mut().zip(at(*more)) {
                    *o /= c;
                }
            }
        }
    }
}

#[inline(always)]
fn operand<'a>(columns: &Columns<'a>, slots: &'a [f64], which: Operand, length: usize) -> &'a [f64] {
    match which {
        Operand::Input(i) => column(columns, i),
        Operand::Slot(i) => slots.get(i * length..(i + 1) * length).unwrap_or(&[]),
    }
}

#[inline(always)]
pub(super) fn column<'a>(columns: &Columns<'a>, input: usize) -> &'a [f64] {
    columns.get(input).copied().unwrap_or(&[])
}
