//! Products of tables: four rows by eight columns at a time stay in registers, sums run over the inside in order.

use crate::math::Quad;

/// Rows that are multiplied before the next panel: they stay in the nearest cache.
const ROWS: usize = 64;

/// A table made ready to be the right side of a product: panels of eight columns, each row of a panel in one piece.
#[derive(Debug, Clone, Default)]
pub(crate) struct Packed {
    panels: Vec<[Quad; 2]>,
    inside: usize,
    columns: usize,
}

/// Eight numbers from `from` on.
#[inline(always)]
fn eight(from: &[f32]) -> [Quad; 2] {
    match *from {
        [a, b, c, d, e, f, g, h] => [Quad::new([a, b, c, d]), Quad::new([e, f, g, h])],
        _ => [Quad::all(0.0); 2],
    }
}

impl Packed {
    /// Takes a table of `inside` rows and `columns` columns (in eights).
    pub(crate) fn take(&mut self, table: &[f32], inside: usize, columns: usize) {
        (self.inside, self.columns) = (inside, columns);
        self.panels.clear();
        for panel in 0..columns / 8 {
            let rows = table.chunks_exact(columns.max(1)).take(inside);
            self.panels.extend(rows.map(|row| eight(row.get(panel * 8..panel * 8 + 8).unwrap_or(&[]))));
        }
    }

    /// Takes the transpose of a table of `columns` rows (in eights) and `inside` columns.
    pub(crate) fn take_turned(&mut self, table: &[f32], inside: usize, columns: usize) {
        (self.inside, self.columns) = (inside, columns);
        self.panels.clear();
        for rows in table.chunks_exact(8 * inside.max(1)) {
            for k in 0..inside {
                let column: [f32; 8] = std::array::from_fn(|c| rows.get(c * inside + k).copied().unwrap_or(0.0));
                self.panels.push(eight(&column));
            }
        }
    }
}

/// `out = table · right + bias`: rows in fours, `bias` one number a column.
pub(crate) fn multiply(table: &[f32], right: &Packed, bias: &[f32], out: &mut [f32]) {
    let (inside, columns) = (right.inside, right.columns);
    if inside == 0 || columns == 0 {
        return;
    }
    for (rows, out) in table.chunks(ROWS * inside).zip(out.chunks_mut(ROWS * columns)) {
        for ((p, panel), bias) in right.panels.chunks_exact(inside).enumerate().zip(bias.chunks_exact(8)) {
            let start = eight(bias);
            for (four, out) in rows.chunks_exact(4 * inside).zip(out.chunks_exact_mut(4 * columns)) {
                let sums = tile(four, inside, panel, start);
                for (row, sums) in out.chunks_exact_mut(columns).zip(sums) {
                    if let Some(place) = row.get_mut(p * 8..p * 8 + 8) {
                        put(place, sums);
                    }
                }
            }
        }
    }
}

/// Eight numbers into their place.
#[inline(always)]
fn put(place: &mut [f32], [low, high]: [Quad; 2]) {
    let (first, second) = place.split_at_mut(4);
    first.copy_from_slice(&low.get());
    second.copy_from_slice(&high.get());
}

/// Four rows times a panel of eight columns.
#[inline(always)]
fn tile(four: &[f32], inside: usize, panel: &[[Quad; 2]], start: [Quad; 2]) -> [[Quad; 2]; 4] {
    let (a, rest) = four.split_at(inside);
    let (b, rest) = rest.split_at(inside);
    let (c, d) = rest.split_at(inside);
    let [mut s0, mut s1, mut s2, mut s3] = [start; 4];
    for ((((a, b), c), d), &[low, high]) in a.iter().zip(b).zip(c).zip(d).zip(panel) {
        let (a, b, c, d) = (Quad::all(*a), Quad::all(*b), Quad::all(*c), Quad::all(*d));
        s0 = [s0[0] + a * low, s0[1] + a * high];
        s1 = [s1[0] + b * low, s1[1] + b * high];
        s2 = [s2[0] + c * low, s2[1] + c * high];
        s3 = [s3[0] + d * low, s3[1] + d * high];
    }
    [s0, s1, s2, s3]
}

/// The rows of a table, in fours, each times one column of weights, as many as the table has columns (in fours).
pub(crate) fn multiply_one(table: &[f32], weights: &[f32], bias: f32, out: &mut Vec<f32>) {
    let quads: Vec<Quad> = weights.as_chunks::<4>().0.iter().map(|four| Quad::new(*four)).collect();
    if quads.is_empty() {
        return;
    }
    let bias = Quad::all(bias);
    for four in table.as_chunks::<4>().0.chunks_exact(4 * quads.len()) {
        let mut rows = four.chunks_exact(quads.len());
        let sum = |row: &[[f32; 4]]| {
            row.iter().zip(&quads).fold(Quad::all(0.0), |sum, (x, weight)| sum + Quad::new(*x) * *weight)
        };
        let sums: [Quad; 4] = std::array::from_fn(|_| rows.next().map_or(bias, sum));
        out.extend((Quad::sums(sums) + bias).get());
    }
}

/// `out = leftᵀ · right` of two tables with as many rows: `rows` (in fours or eights) by `columns` (in eights).
pub(crate) fn crossed(left: &[f32], rows: usize, right: &[f32], columns: usize, out: &mut [f32]) {
    if rows == 0 || columns == 0 {
        return;
    }
    for (i, out) in out.chunks_exact_mut(4 * columns).enumerate() {
        for p in 0..columns / 8 {
            let mut sums = [[Quad::all(0.0); 2]; 4];
            for (left, right) in left.chunks_exact(rows).zip(right.chunks_exact(columns)) {
                let (Some(&[a, b, c, d]), Some(right)) = (left.get(4 * i..4 * i + 4), right.get(8 * p..8 * p + 8))
                else {
                    continue;
                };
                let [low, high] = eight(right);
                let [s0, s1, s2, s3] = sums;
                let [a, b, c, d] = [Quad::all(a), Quad::all(b), Quad::all(c), Quad::all(d)];
                sums = [
                    [s0[0] + a * low, s0[1] + a * high],
                    [s1[0] + b * low, s1[1] + b * high],
                    [s2[0] + c * low, s2[1] + c * high],
                    [s3[0] + d * low, s3[1] + d * high],
                ];
            }
            for (row, sums) in out.chunks_exact_mut(columns).zip(sums) {
                if let Some(place) = row.get_mut(p * 8..p * 8 + 8) {
                    put(place, sums);
                }
            }
        }
    }
}

/// The sum of each column, rows in order.
pub(crate) fn column_sums(table: &[f32], columns: usize, out: &mut [f32]) {
    out.fill(0.0);
    for row in table.chunks_exact(columns.max(1)) {
        for (sum, x) in out.iter_mut().zip(row) {
            *sum += x;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Packed, column_sums, crossed, multiply, multiply_one};
    use crate::math::Draws;

    fn table(stream: u32, n: usize) -> Vec<f32> {
        (0..n).map(|k| Draws::new(8, stream).normal(k as u32) as f32).collect()
    }

    fn plain(a: impl Fn(usize, usize) -> f32, b: impl Fn(usize, usize) -> f32, [m, k, n]: [usize; 3]) -> Vec<f32> {
        let mut out = Vec::new();
        for i in 0..m {
            for j in 0..n {
                out.push((0..k).fold(0.0, |sum, l| sum + a(i, l) * b(l, j)));
            }
        }
        out
    }

    #[test]
    fn products_are_the_plain_sums_to_the_bit() {
        for [m, k, n] in [[4, 1, 8], [132, 24, 16], [8, 32, 64]] {
            let (a, b) = (table(1, m * k), table(2, k * n));
            let mut packed = Packed::default();
            packed.take(&b, k, n);
            let mut out = vec![9.0; m * n];
            multiply(&a, &packed, &vec![0.0; n], &mut out);
            let want = plain(|i, l| a[i * k + l], |l, j| b[l * n + j], [m, k, n]);
            assert_eq!(out, want);

            let turned: Vec<f32> = (0..n * k).map(|at| b[(at % k) * n + at / k]).collect();
            packed.take_turned(&turned, k, n);
            let mut again = vec![9.0; m * n];
            multiply(&a, &packed, &vec![0.0; n], &mut again);
            assert_eq!(again, want);

            let left = table(3, k * m);
            let mut out = vec![9.0; m * n];
            crossed(&left, m, &b, n, &mut out);
            assert_eq!(out, plain(|i, l| left[l * m + i], |l, j| b[l * n + j], [m, k, n]));
        }
    }

    #[test]
    fn one_column_is_summed_in_four_lanes() {
        let (rows, weights) = (table(4, 8 * 12), table(5, 12));
        let mut out = Vec::new();
        multiply_one(&rows, &weights, 0.5, &mut out);
        let lane =
            |row: &[f32], lane: usize| (0..3).fold(0.0, |sum, k| sum + row[4 * k + lane] * weights[4 * k + lane]);
        let want: Vec<f32> =
            rows.chunks(12).map(|row| ((lane(row, 0) + lane(row, 2)) + (lane(row, 1) + lane(row, 3))) + 0.5).collect();
        assert_eq!(out, want);
        multiply_one(&rows, &[], 0.5, &mut out);
        assert_eq!(out.len(), 8);
    }

    #[test]
    fn a_bias_is_added_and_columns_are_summed() {
        let mut packed = Packed::default();
        packed.take(&[2.0; 8], 1, 8);
        let (bias, mut out) = ([1.0; 8], [0.0; 32]);
        multiply(&[3.0, 4.0, 5.0, 6.0], &packed, &bias, &mut out);
        assert_eq!([out[0], out[8], out[16], out[31]], [7.0, 9.0, 11.0, 13.0]);
        let mut sums = [0.0; 8];
        column_sums(&out, 8, &mut sums);
        assert_eq!(sums, [40.0; 8]);
    }
}
