//! One list of numbers: the x that makes Σ c·(q − x·y)² + λ|x|² small, all others held.
//!
//! The matrix of that problem is the same for every row but for the cells that somebody spoke of: what is shared (`Shared`)
//! is made once a sweep, and the rest is never written down: each step of conjugate gradients walks the row's own cells,
//! four at a time, copied beside each other first. Nothing is allocated once the scratch has grown.

use crate::math::Quad;

/// A list of 4 × `Q` numbers.
pub(super) type List<const Q: usize> = [Quad; Q];

/// A square table of 4 × `Q` rows.
pub(super) type Square<const Q: usize> = [[List<Q>; 4]; Q];

pub(super) fn zero<const Q: usize>() -> List<Q> {
    [Quad::all(0.0); Q]
}

/// Σ y·yᵀ of all lists: short numbers within 256 lists, long ones beyond. Row by row.
pub(super) fn gram<const Q: usize>(lists: &[List<Q>]) -> Vec<f64> {
    let mut total = vec![0.0; 16 * Q * Q];
    for part in lists.chunks(256) {
        let mut sum: Square<Q> = [[zero(); 4]; Q];
        let (fours, rest) = part.as_chunks::<4>();
        let mut last = [zero(); 4];
        for (slot, list) in last.iter_mut().zip(rest) {
            *slot = *list;
        }
        for [a, b, c, d] in fours.iter().chain(std::iter::once(&last).filter(|_| !rest.is_empty())) {
            let quads = a.iter().zip(b).zip(c.iter().zip(d));
            for (block, ((p, q), (r, s))) in sum.iter_mut().zip(quads) {
                let (p, q, r, s) = (p.spread(), q.spread(), r.spread(), s.spread());
                let each = p.into_iter().zip(q).zip(r.into_iter().zip(s));
                for (row, ((p, q), (r, s))) in block.iter_mut().zip(each) {
                    add_four(row, [p, q, r, s], [a, b, c, d]);
                }
            }
        }
        let numbers = sum.iter().flatten().flatten().flat_map(|quad| quad.get());
        for (total, number) in total.iter_mut().zip(numbers) {
            *total += f64::from(number);
        }
    }
    total
}

/// The shared part of every row's matrix: the Gram matrix with `keep` on its diagonal.
pub(super) fn shared<const Q: usize>(gram: &[f64], keep: f32) -> Box<Square<Q>> {
    let width = 4 * Q;
    let mut out = Box::new([[zero(); 4]; Q]);
    for (at, (row, numbers)) in out.iter_mut().flatten().zip(gram.chunks(width)).enumerate() {
        for (place, (quad, four)) in row.iter_mut().zip(numbers.chunks(4)).enumerate() {
            let mut lanes = [0.0; 4];
            for (lane, (slot, number)) in lanes.iter_mut().zip(four).enumerate() {
                let diagonal = if place * 4 + lane == at { keep } else { 0.0 };
                *slot = *number as f32 + diagonal;
            }
            *quad = Quad::new(lanes);
        }
    }
    out
}

/// Room for one row's cells.
pub(super) struct Scratch<const Q: usize> {
    blocks: Vec<[List<Q>; 4]>,
    extra: Vec<Quad>,
    pull: Vec<Quad>,
}

impl<const Q: usize> Scratch<Q> {
    pub(super) fn new() -> Self {
        Self { blocks: Vec::new(), extra: Vec::new(), pull: Vec::new() }
    }

    fn fill(&mut self, others: &[List<Q>], columns: &[u32], extra: &[f32], pull: &[f32]) {
        self.blocks.clear();
        self.extra.clear();
        self.pull.clear();
        let list = |column: &u32| others.get(*column as usize).copied().unwrap_or_else(zero);
        let (fours, rest) = columns.as_chunks::<4>();
        self.blocks.extend(fours.iter().map(|[a, b, c, d]| [list(a), list(b), list(c), list(d)]));
        if !rest.is_empty() {
            let mut last = [zero(); 4];
            for (slot, column) in last.iter_mut().zip(rest) {
                *slot = list(column);
            }
            self.blocks.push(last);
        }
        self.extra.extend(quads(extra));
        self.pull.extend(quads(pull));
    }
}

/// Numbers by fours, zeros behind the last.
fn quads(numbers: &[f32]) -> impl Iterator<Item = Quad> {
    numbers.chunks(4).map(|four| {
        let mut lanes = [0.0; 4];
        for (lane, number) in lanes.iter_mut().zip(four) {
            *lane = *number;
        }
        Quad::new(lanes)
    })
}

/// `out` += Σ weight × list, for four of each.
#[inline(always)]
fn add_four<const Q: usize>(out: &mut List<Q>, [p, q, r, s]: [Quad; 4], [a, b, c, d]: [&List<Q>; 4]) {
    let lists = a.iter().zip(b).zip(c.iter().zip(d));
    for (out, ((a, b), (c, d))) in out.iter_mut().zip(lists) {
        *out = *out + ((p * *a + q * *b) + (r * *c + s * *d));
    }
}

/// The products of four lists with one.
#[inline(always)]
fn four_dots<const Q: usize>([a, b, c, d]: &[List<Q>; 4], p: &List<Q>) -> Quad {
    let mut sums = [Quad::all(0.0); 4];
    let lists = a.iter().zip(b).zip(c.iter().zip(d));
    for (p, ((a, b), (c, d))) in p.iter().zip(lists) {
        let [w, x, y, z] = sums;
        sums = [w + *a * *p, x + *b * *p, y + *c * *p, z + *d * *p];
    }
    Quad::sums(sums)
}

#[inline(always)]
pub(super) fn dot<const Q: usize>(one: &List<Q>, other: &List<Q>) -> f32 {
    let sum = one.iter().zip(other).fold(Quad::all(0.0), |sum, (x, y)| sum + *x * *y);
    sum.sum()
}

/// The shared table times a list.
#[inline(always)]
pub(super) fn times<const Q: usize>(shared: &Square<Q>, list: &List<Q>) -> List<Q> {
    let mut out = zero();
    for ([a, b, c, d], quad) in shared.iter().zip(list) {
        add_four(&mut out, quad.spread(), [a, b, c, d]);
    }
    out
}

/// Moves `x` towards the solution of its row by at most `steps` steps of conjugate gradients; a row without cells is zero.
pub(super) fn solve<const Q: usize>(
    shared: &Square<Q>,
    others: &[List<Q>],
    (columns, extra, pull): (&[u32], &[f32], &[f32]),
    x: &mut List<Q>,
    scratch: &mut Scratch<Q>,
    steps: u32,
) {
    /// Nothing is left to gain below this.
    const DONE: f32 = 1e-20;
    if columns.is_empty() {
        *x = zero();
        return;
    }
    scratch.fill(others, columns, extra, pull);
    let mut r = times(shared, x);
    for quad in &mut r {
        *quad = Quad::all(0.0) - *quad;
    }
    for (block, (extra, pull)) in scratch.blocks.iter().zip(scratch.extra.iter().zip(&scratch.pull)) {
        let [a, b, c, d] = block;
        let weights = *pull - *extra * four_dots(block, x);
        add_four(&mut r, weights.spread(), [a, b, c, d]);
    }
    let mut p = r;
    let mut size = dot(&r, &r);
    for _ in 0..steps {
        // Not a number ends it, too.
        if size.is_nan() || size <= DONE {
            break;
        }
        let mut ap = times(shared, &p);
        for (block, extra) in scratch.blocks.iter().zip(&scratch.extra) {
            let [a, b, c, d] = block;
            add_four(&mut ap, (*extra * four_dots(block, &p)).spread(), [a, b, c, d]);
        }
        let step = size / dot(&p, &ap);
        let along = Quad::all(step);
        for ((x, r), (p, ap)) in x.iter_mut().zip(&mut r).zip(p.iter().zip(&ap)) {
            *x = *x + along * *p;
            *r = *r - along * *ap;
        }
        let next = dot(&r, &r);
        let turn = Quad::all(next / size);
        for (p, r) in p.iter_mut().zip(&r) {
            *p = *r + turn * *p;
        }
        size = next;
    }
}
