//! Sums of products of columns: what fitting a linear model spends its time on.
//!
//! Rows come in blocks that stay in the nearest cache. Within a block, four columns are multiplied with two at a time, two
//! rows in one register: eight sums and what they are made of fit the sixteen registers there are, which 4 × 4 sums do
//! not. The order of additions is that of the rows, by lanes of two, whatever the target: native and wasm agree to the bit.

use super::{Matrix, Pair};

/// Rows of a block.
pub(crate) const ROWS: usize = 256;
/// Columns that are multiplied at a time, with half as many.
const TILE: usize = 4;
const HALF: usize = TILE / 2;

/// One column of a block; rows past the table's end are zero.
pub(crate) type Strip = [f64; ROWS];

/// The lower half of Σ over rows of column × column.
#[derive(Debug, Clone)]
pub(crate) struct Gram {
    columns: usize,
    /// Columns, filled up to whole tiles.
    wide: usize,
    block: Vec<Strip>,
    sums: Vec<f64>,
}

impl Gram {
    /// All zero.
    pub(crate) fn new(columns: usize) -> Self {
        let wide = columns.next_multiple_of(TILE);
        Self { columns, wide, block: vec![[0.0; ROWS]; wide], sums: vec![0.0; wide * wide] }
    }

    /// How many columns.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// The block to fill, one strip a column.
    pub(crate) fn block(&mut self) -> &mut [Strip] {
        self.block.get_mut(..self.columns).unwrap_or_default()
    }

    /// Adds the products of the block's first rows.
    pub(crate) fn add(&mut self, rows: usize) {
        let (tiles, _) = self.block.as_chunks::<TILE>();
        let (halves, _) = self.block.as_chunks::<HALF>();
        let wide = self.wide;
        for (i, one) in tiles.iter().enumerate() {
            for (j, other) in halves.iter().enumerate().take(2 * (i + 1)) {
                let products = tile(one, other, rows.div_ceil(2).min(ROWS / 2));
                for (k, row) in products.iter().enumerate() {
                    let from = (i * TILE + k) * wide + j * HALF;
                    let sums = self.sums.get_mut(from..from + HALF).unwrap_or_default();
                    sums.iter_mut().zip(row).for_each(|(sum, product)| *sum += product);
                }
            }
        }
    }

    /// Forgets all sums.
    pub(crate) fn clear(&mut self) {
        self.sums.fill(0.0);
    }

    /// Adds the sums of another table of the same columns.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.sums.iter_mut().zip(&other.sums).for_each(|(sum, more)| *sum += more);
    }

    /// Σ column i × column j; 0 for a column that is none.
    pub(crate) fn at(&self, i: usize, j: usize) -> f64 {
        let (row, column) = (i.max(j), i.min(j));
        self.sums.get(row * self.wide + column).copied().unwrap_or_default()
    }
}

/// Products of four columns with two, summed over the first `twos` pairs of rows of a block.
#[inline(always)]
fn tile(one: &[Strip; TILE], other: &[Strip; HALF], twos: usize) -> [[f64; HALF]; TILE] {
    let (one, other) = (one.each_ref().map(by_twos), other.each_ref().map(by_twos));
    let mut sums = [[Pair::both(0.0); HALF]; TILE];
    for at in 0..twos {
        let x = one.map(|strip| Pair::new(strip.get(at).copied().unwrap_or_default()));
        let y = other.map(|strip| Pair::new(strip.get(at).copied().unwrap_or_default()));
        for (row, x) in sums.iter_mut().zip(x) {
            for (sum, y) in row.iter_mut().zip(y) {
                *sum = *sum + x * y;
            }
        }
    }
    sums.map(|row| {
        row.map(|sum| {
            let [a, b] = sum.get();
            a + b
        })
    })
}

/// A strip by twos.
#[inline(always)]
fn by_twos(strip: &Strip) -> &[[f64; 2]] {
    strip.as_chunks::<2>().0
}

/// Rows of a table in the order they are taken: every `step`-th from the first one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Every {
    /// Rows of the table.
    pub(crate) rows: usize,
    /// 1 for all.
    pub(crate) step: usize,
}

impl Every {
    /// How many rows are taken.
    pub(crate) fn taken(self) -> usize {
        self.rows.div_ceil(self.step.max(1))
    }

    /// How many blocks they fill.
    pub(crate) fn blocks(self) -> usize {
        self.taken().div_ceil(ROWS)
    }

    /// The taken rows of a block, as a strip of `(value − less) × times`; rows past the end are zero.
    pub(crate) fn load(self, column: &[f64], block: usize, less: f64, times: f64, strip: &mut Strip) {
        let from = block * ROWS;
        let count = self.taken().saturating_sub(from).min(ROWS);
        let (filled, rest) = strip.split_at_mut(count);
        if self.step <= 1 {
            let values = column.get(from..from + count).unwrap_or_default();
            filled.iter_mut().zip(values).for_each(|(to, x)| *to = (x - less) * times);
        } else {
            let values = column.get(from * self.step..).unwrap_or_default().iter().step_by(self.step);
            filled.iter_mut().zip(values).for_each(|(to, x)| *to = (x - less) * times);
        }
        rest.fill(0.0);
    }

    /// The block's first row as numbered among those taken, and how many of its rows are taken.
    pub(crate) fn span(self, block: usize) -> (usize, usize) {
        (block * ROWS, self.taken().saturating_sub(block * ROWS).min(ROWS))
    }

    /// The block's rows, filled up to whole registers: what loops over a strip need to touch.
    pub(crate) fn filled(self, block: usize) -> usize {
        self.span(block).1.next_multiple_of(8).min(ROWS)
    }
}

/// The sum of products, in eight lanes.
pub(crate) fn dot(one: &[f64], other: &[f64]) -> f64 {
    let (ones, one_rest) = one.as_chunks::<8>();
    let (others, other_rest) = other.as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for (x, y) in ones.iter().zip(others) {
        for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
            *lane += x * y;
        }
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    let rest = one_rest.iter().zip(other_rest).fold(0.0, |sum, (x, y)| sum + x * y);
    (((a + e) + (c + g)) + ((b + f) + (d + h))) + rest
}

/// The sum, in eight lanes.
pub(crate) fn sum(all: &[f64]) -> f64 {
    let (chunks, rest) = all.as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for x in chunks {
        lanes.iter_mut().zip(x).for_each(|(lane, x)| *lane += x);
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    (((a + e) + (c + g)) + ((b + f) + (d + h))) + rest.iter().fold(0.0, |sum, x| sum + x)
}

/// Σ weight × (value − less) and Σ weight × (value − less)², in lanes; all weights are 1 where there are none.
pub(crate) fn moments(values: &[f64], weights: Option<&[f64]>, less: f64) -> (f64, f64) {
    let (mut first, mut second) = ([0.0; 4], [0.0; 4]);
    let mut add = |x: &[f64], w: &[f64]| {
        for (((one, two), x), w) in first.iter_mut().zip(&mut second).zip(x).zip(w) {
            let away = x - less;
            let weighed = w * away;
            *one += weighed;
            *two += weighed * away;
        }
    };
    let ones = [1.0; 4];
    match weights {
        Some(weights) => values.chunks(4).zip(weights.chunks(4)).for_each(|(x, w)| add(x, w)),
        None => {
            let (chunks, rest) = values.as_chunks::<4>();
            chunks.iter().for_each(|x| add(x, &ones));
            add(rest, &ones);
        }
    }
    let whole = |[a, b, c, d]: [f64; 4]| (a + c) + (b + d);
    (whole(first), whole(second))
}

/// Adds `times` × `more` to `to`.
#[inline]
pub(crate) fn add_times(to: &mut [f64], more: &[f64], times: f64) {
    to.iter_mut().zip(more).for_each(|(to, x)| *to += times * x);
}

/// Mean of some thousand rows spread over the table, sixteen at each place, one a column: near enough to the mean that sums
/// of squares about it lose nothing. 0 where there is no row.
pub(crate) fn rough_means(x: &Matrix) -> Vec<f64> {
    let mean = |column: &[f64]| {
        let places = column.chunks((column.len() / 64).max(16)).map(|place| place.get(..16).unwrap_or(place));
        let count: usize = places.clone().map(<[f64]>::len).sum();
        places.flatten().sum::<f64>() / count.max(1) as f64
    };
    (0..x.columns()).map(|column| mean(x.column(column))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Every, Gram, ROWS, dot, sum};
    use crate::math::Draws;

    #[test]
    fn sums_of_products_are_those_of_single_numbers() {
        let draws = Draws::new(2, 2);
        for (rows, columns) in [(1, 1), (127, 3), (300, 9)] {
            let table: Vec<Vec<f64>> =
                (0..columns).map(|j| (0..rows).map(|i| draws.normal(i * columns + j)).collect()).collect();
            let every = Every { rows: rows as usize, step: 1 };
            let mut gram = Gram::new(columns as usize);
            for block in 0..every.blocks() {
                for (strip, column) in gram.block().iter_mut().zip(&table) {
                    every.load(column, block, 0.25, 2.0, strip);
                }
                gram.add(every.span(block).1);
            }
            for (i, one) in table.iter().enumerate() {
                for (j, other) in table.iter().enumerate() {
                    let plain: f64 = one.iter().zip(other).map(|(x, y)| 4.0 * (x - 0.25) * (y - 0.25)).sum();
                    assert!((gram.at(i, j) - plain).abs() < 1e-10, "{i} {j}");
                }
            }
        }
    }

    #[test]
    fn every_third_row_is_taken() {
        let column: Vec<f64> = (0..1000).map(f64::from).collect();
        let every = Every { rows: 1000, step: 3 };
        assert_eq!((every.taken(), every.blocks()), (334, 2));
        let mut strip = [0.0; ROWS];
        every.load(&column, 1, 0.0, 1.0, &mut strip);
        assert_eq!((strip[0], strip[77], strip[78]), (768.0, 999.0, 0.0));
    }

    #[test]
    fn lanes_hold_the_whole_sum() {
        let numbers: Vec<f64> = (0..21).map(f64::from).collect();
        assert_eq!((sum(&numbers), dot(&numbers, &numbers)), (210.0, 2870.0));
    }
}
