//! A data equation compiled to a flat program over blocks of rows.
//!
//! One implementation serves one person (a block of two, the second unused) and a million (blocks of
//! [`BLOCK`]), so both give the same bits: no sum depends on the size of the block. Loops run over whole
//! fixed-size arrays without a branch, so they become SIMD. A trailing scale of a feature is folded into
//! its coefficients; those of a pair of rows are looked up by the pair's strata, four a pass. The feature
//! that most products share (age, in PREVENT) is the pivot: `b f + g age f` runs as `(b + g age) f`.

use std::array::from_fn;

use super::schema::Transform;
use crate::math;

/// Most inputs of one equation.
pub(crate) const MAX_INPUTS: usize = 20;
/// Most features and products of one equation.
pub(crate) const MAX_SLOTS: usize = 40;
/// Rows of one block: its columns fit the first cache, and are no power of two apart in it.
pub(crate) const BLOCK: usize = 240;

/// A feature before compilation.
#[derive(Debug, Clone)]
pub(super) enum Plan {
    /// An input (less another), transformed; zero where an optional input is absent.
    Value { input: usize, minus: Option<usize>, then: Vec<Transform>, optional: bool },
    /// 1 where the input is absent.
    Absent { input: usize },
}

impl Plan {
    /// The same, zero where an input that not every stratum reads is absent.
    pub(super) fn relaxed(&self, everywhere: u32) -> Self {
        match self {
            Self::Value { input, minus, then, optional } => Self::Value {
                input: *input,
                minus: *minus,
                then: then.clone(),
                optional: *optional || everywhere & (1 << input) == 0,
            },
            Self::Absent { .. } => self.clone(),
        }
    }
}

/// A term before compilation: features by index, and the coefficient of each stratum.
#[derive(Debug, Clone)]
pub(super) struct PlanTerm {
    pub(super) of: Vec<usize>,
    pub(super) over: Vec<usize>,
    pub(super) beta: [f64; 2],
}

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
enum Step {
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
enum Make {
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
enum Operand {
    Input(usize),
    Slot(usize),
}

/// Two features that enter alone and times the pivot: (beta + gamma pivot) feature.
#[derive(Debug, Clone)]
struct Bend {
    operands: [Operand; 2],
    /// Beta, gamma of the first, beta, gamma of the second.
    betas: [[[f64; 2]; 4]; 4],
}

/// Four terms and their coefficients by pattern (see [`patterns`]) and row of the pair.
#[derive(Debug, Clone)]
struct Group {
    operands: [Operand; 4],
    betas: [[[f64; 2]; 4]; 4],
}

/// The compiled equation.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    makes: Vec<Make>,
    pivot: Operand,
    bends: Vec<Bend>,
    groups: Vec<Group>,
    constant: [f64; 2],
    finish: Finish,
}

/// Columns of one block; an absent input is a column of NaN.
pub(crate) type Columns<'a, const N: usize> = [&'a [f64; N]; MAX_INPUTS];

impl Program {
    /// Compiles; `None` when there are more features and products than [`MAX_SLOTS`].
    pub(super) fn compile(plans: &[Plan], terms: &[PlanTerm], constant: [f64; 2], finish: Finish) -> Option<Self> {
        let mut makes = Vec::new();
        let mut places: Vec<(Operand, f64)> = Vec::new();
        for (index, plan) in plans.iter().enumerate() {
            if !terms.iter().any(|t| t.of.contains(&index) || t.over.contains(&index)) {
                places.push((Operand::Slot(0), 1.0));
                continue;
            }
            let (make, factor) = match plan {
                Plan::Absent { input } => (Make::Absent { input: *input }, 1.0),
                Plan::Value { input, minus, then, optional } => {
                    let (steps, factor) = fold(then);
                    if steps.is_empty() && minus.is_none() && !optional {
                        places.push((Operand::Input(*input), factor));
                        continue;
                    }
                    (Make::Value { input: *input, minus: *minus, steps, optional: *optional }, factor)
                }
            };
            places.push((Operand::Slot(makes.len()), factor));
            makes.push(make);
        }
        let mut sums: Vec<(Operand, [f64; 2])> = Vec::new();
        let mut products: Vec<(Vec<Operand>, Vec<Operand>, [f64; 2])> = Vec::new();
        let mut constant = constant;
        for term in terms {
            let of = pick_all(&places, &term.of)?;
            let over = pick_all(&places, &term.over)?;
            let factor = of.iter().map(|p| p.1).product::<f64>() / over.iter().map(|p| p.1).product::<f64>();
            let beta = term.beta.map(|b| if factor == 1.0 { b } else { b * factor });
            let of: Vec<Operand> = of.into_iter().map(|p| p.0).collect();
            let over: Vec<Operand> = over.into_iter().map(|p| p.0).collect();
            match (of.as_slice(), over.as_slice()) {
                ([], []) => {
                    let ([a, b], [c, d]) = (constant, beta);
                    constant = [a + c, b + d];
                }
                ([one], []) => sums.push((*one, beta)),
                _ => products.push((of, over, beta)),
            }
        }
        let (pivot, bent) = bend(&mut sums, &mut products);
        for (of, over, beta) in products {
            sums.push((Operand::Slot(makes.len()), beta));
            makes.push(Make::Product { of, over });
        }
        let bends = bent.chunks(2).filter_map(bend_pair).collect();
        let groups = sums.chunks(4).filter_map(group).collect();
        (makes.len() <= MAX_SLOTS).then_some(Self { makes, pivot, bends, groups, constant, finish })
    }

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

/// A feature with its own coefficients and those times the pivot.
type Bent = (Operand, [f64; 2], [f64; 2]);

/// Takes out of `sums` and `products` what the pivot lets run together.
fn bend(
    sums: &mut Vec<(Operand, [f64; 2])>,
    products: &mut Vec<(Vec<Operand>, Vec<Operand>, [f64; 2])>,
) -> (Operand, Vec<Bent>) {
    let twos = || products.iter().filter(|(of, over, _)| of.len() == 2 && over.is_empty());
    let shared = |o: &Operand| twos().filter(|(of, ..)| of.contains(o)).count();
    let Some(pivot) = sums.iter().map(|s| s.0).max_by_key(shared).filter(|o| shared(o) > 1) else {
        return (Operand::Slot(0), Vec::new());
    };
    let mut bent = Vec::new();
    sums.retain(|(operand, beta)| {
        let joint = |(of, over, _): &(Vec<Operand>, Vec<Operand>, _)| {
            over.is_empty() && *operand != pivot && (*of == [pivot, *operand] || *of == [*operand, pivot])
        };
        match products.iter().position(joint) {
            Some(index) => {
                bent.push((*operand, *beta, products.swap_remove(index).2));
                false
            }
            None => true,
        }
    });
    (pivot, bent)
}

/// Two bent features of a pass; one alone is joined by itself times zero.
fn bend_pair(bent: &[Bent]) -> Option<Bend> {
    let first = *bent.first()?;
    let second = bent.get(1).copied().unwrap_or((first.0, [0.0; 2], [0.0; 2]));
    let betas = from_fn(|pattern| [first.1, first.2, second.1, second.2].map(|beta| pair(beta, pattern as u8)));
    Some(Bend { operands: [first.0, second.0], betas })
}

/// Four terms of a pass; fewer are filled up with the first one times zero.
fn group(sums: &[(Operand, [f64; 2])]) -> Option<Group> {
    let filler = (sums.first()?.0, [0.0; 2]);
    let all: [(Operand, [f64; 2]); 4] = from_fn(|k| sums.get(k).copied().unwrap_or(filler));
    let betas = from_fn(|pattern| all.map(|(_, beta)| pair(beta, pattern as u8)));
    Some(Group { operands: all.map(|(operand, _)| operand), betas })
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
fn pair([first, second]: [f64; 2], pattern: u8) -> [f64; 2] {
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

/// Steps that must run, and the trailing factor that the coefficients take over.
fn fold(then: &[Transform]) -> (Vec<Step>, f64) {
    let mut rest = then.to_vec();
    let mut factor = 1.0;
    loop {
        match rest.as_slice() {
            [.., Transform::Scale(c)] => {
                factor *= c;
                rest.pop();
            }
            [.., Transform::Divide(c)] => {
                factor /= c;
                rest.pop();
            }
            // (x s - c) = s (x - c / s)
            [head @ .., Transform::Scale(s), Transform::Centre(c)] => {
                let moved = Transform::Centre(c / s);
                factor *= s;
                rest = head.to_vec();
                rest.push(moved);
                break;
            }
            _ => break,
        }
    }
    let steps = rest
        .iter()
        .map(|t| match *t {
            Transform::Centre(c) => Step::Sub(c),
            Transform::Scale(c) => Step::Mul(c),
            Transform::Divide(c) => Step::Div(c),
            Transform::Ln => Step::Ln,
            Transform::Power(2.0) => Step::Square,
            Transform::Power(0.5) => Step::Root,
            Transform::Power(c) => Step::Power(c),
            Transform::AtMost(c) => Step::AtMost(c),
            Transform::AtLeast(c) => Step::AtLeast(c),
            Transform::Between([low, high]) => Step::Between(low, high),
            Transform::Is(c) => Step::Is(c),
        })
        .collect();
    (steps, factor)
}

fn pick_all(places: &[(Operand, f64)], wanted: &[usize]) -> Option<Vec<(Operand, f64)>> {
    wanted.iter().map(|i| places.get(*i).copied()).collect()
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
