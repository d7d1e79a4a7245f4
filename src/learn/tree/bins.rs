//! Columns as bins of one byte each.
//!
//! Borders lie half way between two numbers of a seeded sample, so that bins hold about equally many of its rows; a
//! column of few different numbers gets a bin for each. A number is in the first bin whose border is not below it, which
//! is what a tree's threshold asks, so that a row walks the same way by bins and by numbers.

use crate::math::{Draws, Matrix};
use crate::score::model::Categories;

/// The bin of a missing number.
pub(in crate::learn) const MISSING: u8 = 255;
/// Columns that lie side by side in one block.
pub(in crate::learn) const SIDE: usize = 16;
/// Rows from which borders are drawn.
const SAMPLE: usize = 50_000;
/// The stream of draws that picks them.
const STREAM: u32 = 800;

/// What the bins of a column stand for.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::learn) enum Borders {
    /// Upper borders of every bin but the last, rising.
    Numbers(Vec<f64>),
    /// One code a bin, rising.
    Codes(Vec<u32>),
}

impl Borders {
    /// How many bins there are beside the one of missing numbers.
    pub(in crate::learn) fn bins(&self) -> usize {
        match self {
            Self::Numbers(borders) => borders.len() + 1,
            Self::Codes(codes) => codes.len(),
        }
    }
}

/// A table in bins, twice: by columns, and by rows in blocks of [`SIDE`] columns.
#[derive(Debug, Clone)]
pub(in crate::learn) struct Bins {
    /// What the bins of each column stand for.
    pub(in crate::learn) borders: Vec<Borders>,
    /// The bins of each column.
    pub(in crate::learn) columns: Vec<Vec<u8>>,
    /// The bins of each row, in blocks of columns.
    pub(in crate::learn) blocks: Vec<Vec<[u8; SIDE]>>,
}

impl Bins {
    /// Bins of a whole table; `categories` are the columns that hold codes, `most` is the number of bins.
    pub(in crate::learn) fn new(x: &Matrix, categories: &[u32], most: usize, seed: u32, by_rows: bool) -> Self {
        let rows = x.rows();
        let sample = sample(rows, seed);
        let mut bins = Self { borders: Vec::new(), columns: Vec::new(), blocks: Vec::new() };
        for column in 0..x.columns() {
            let numbers = x.column(column);
            let (borders, found) = if categories.contains(&(column as u32)) {
                let codes = codes(numbers, most);
                let found = numbers.iter().map(|x| code_bin(&codes, *x)).collect();
                (Borders::Codes(codes), found)
            } else {
                let borders = borders(numbers, sample.as_deref(), most);
                let found = number_bins(&borders, numbers);
                (Borders::Numbers(borders), found)
            };
            bins.borders.push(borders);
            bins.columns.push(found);
        }
        if by_rows {
            bins.blocks = bins.columns.chunks(SIDE).map(|columns| block(columns, rows)).collect();
        }
        bins
    }

    /// The codes of the columns of categories, as a model keeps them.
    pub(in crate::learn) fn categories(&self) -> Vec<Categories> {
        let all = self.borders.iter().enumerate();
        all.filter_map(|(column, borders)| match borders {
            Borders::Numbers(_) => None,
            Borders::Codes(codes) => Some(Categories { column: column as u32, codes: codes.clone() }),
        })
        .collect()
    }

    /// The bin of a row in a column.
    pub(in crate::learn) fn at(&self, row: usize, column: usize) -> u8 {
        self.columns.get(column).and_then(|column| column.get(row)).copied().unwrap_or(MISSING)
    }
}

/// Columns side by side, row after row.
fn block(columns: &[Vec<u8>], rows: usize) -> Vec<[u8; SIDE]> {
    let mut block = vec![[0; SIDE]; rows];
    for (place, column) in columns.iter().enumerate() {
        for (row, bin) in block.iter_mut().zip(column) {
            if let Some(cell) = row.get_mut(place) {
                *cell = *bin;
            }
        }
    }
    block
}

/// Rows to take borders from; `None` for all.
fn sample(rows: usize, seed: u32) -> Option<Vec<usize>> {
    if rows <= SAMPLE {
        return None;
    }
    // One row of each of equally long stretches.
    let draws = Draws::new(seed, STREAM);
    let stretch = rows as f64 / SAMPLE as f64;
    let pick = |i: usize| ((i as f64 + draws.uniform(i as u32)) * stretch) as usize;
    Some((0..SAMPLE).map(|i| pick(i).min(rows - 1)).collect())
}

/// Upper borders of the bins of a column.
fn borders(numbers: &[f64], sample: Option<&[usize]>, most: usize) -> Vec<f64> {
    let mut seen: Vec<f64> = match sample {
        None => numbers.iter().copied().filter(|x| !x.is_nan()).collect(),
        Some(rows) => rows.iter().filter_map(|row| numbers.get(*row)).copied().filter(|x| !x.is_nan()).collect(),
    };
    seen.sort_unstable_by(f64::total_cmp);
    // Each different number with the rows up to and with it; −0 and 0 are one number.
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for (place, x) in seen.iter().enumerate() {
        match groups.last_mut() {
            Some((last, upto)) if *last == *x => *upto = place + 1,
            _ => groups.push((*x, place + 1)),
        }
    }
    let mut borders = Vec::new();
    let few = groups.len() <= most;
    let mut next = 1;
    for two in groups.windows(2) {
        let [(low, upto), (high, _)] = two else { continue };
        // Rows that should lie below the next border.
        let wanted = (seen.len() * next) as f64 / most as f64;
        if few || *upto as f64 >= wanted {
            borders.push(between(*low, *high));
            while !few && *upto as f64 >= (seen.len() * next) as f64 / most as f64 {
                next += 1;
            }
        }
    }
    borders.truncate(most - 1);
    borders
}

/// A border between two numbers: at least the low one, below the high one.
fn between(low: f64, high: f64) -> f64 {
    let middle = low / 2.0 + high / 2.0;
    if middle >= low && middle < high { middle } else { low }
}

/// The bins of a column of numbers.
fn number_bins(borders: &[f64], numbers: &[f64]) -> Vec<u8> {
    // Padded so that the search has always eight steps and no branch.
    let mut padded = [f64::INFINITY; 256];
    padded.iter_mut().zip(borders).for_each(|(to, border)| *to = *border);
    let one = |x: &f64| {
        let mut place = 0_usize;
        for half in [128, 64, 32, 16, 8, 4, 2, 1] {
            let border = padded.get((place + half - 1) & 255).copied().unwrap_or(f64::INFINITY);
            place += half * usize::from(border < *x);
        }
        if x.is_nan() { MISSING } else { place.min(254) as u8 }
    };
    numbers.iter().map(one).collect()
}

/// The codes of a column: the most frequent, rising.
fn codes(numbers: &[f64], most: usize) -> Vec<u32> {
    let mut seen: Vec<u32> = numbers.iter().filter_map(|x| code(*x)).collect();
    seen.sort_unstable();
    let mut counts: Vec<(u32, usize)> = Vec::new();
    for code in seen {
        match counts.last_mut() {
            Some((last, count)) if *last == code => *count += 1,
            _ => counts.push((code, 1)),
        }
    }
    counts.sort_by_key(|(code, count)| (usize::MAX - count, *code));
    counts.truncate(most);
    let mut codes: Vec<u32> = counts.into_iter().map(|(code, _)| code).collect();
    codes.sort_unstable();
    codes
}

fn code(x: f64) -> Option<u32> {
    let code = x as u32;
    (f64::from(code) == x).then_some(code)
}

fn code_bin(codes: &[u32], x: f64) -> u8 {
    code(x).and_then(|code| codes.binary_search(&code).ok()).map_or(MISSING, |place| place.min(254) as u8)
}

#[cfg(test)]
mod tests {
    use super::{Bins, Borders, MISSING, SIDE, borders, codes};
    use crate::math::{Draws, Matrix};

    #[test]
    fn few_numbers_get_a_bin_each_and_many_about_equal_shares() {
        assert_eq!(borders(&[3.0, 1.0, f64::NAN, 1.0, 2.0, -0.0, 0.0], None, 255), [0.5, 1.5, 2.5]);
        assert_eq!(borders(&[5.0; 9], None, 255), [0.0; 0]);
        assert_eq!(borders(&[], None, 255), [0.0; 0]);
        let draws = Draws::new(1, 1);
        let numbers: Vec<f64> = (0..10_000).map(|i| draws.normal(i)).collect();
        let x = Matrix::of_columns(10_000, numbers).unwrap();
        let bins = Bins::new(&x, &[], 50, 1, true);
        let mut counts = [0; 256];
        bins.columns[0].iter().for_each(|bin| counts[usize::from(*bin)] += 1);
        assert!(counts[..50].iter().all(|count| (195..=205).contains(count)), "{:?}", &counts[..51]);
        assert_eq!(counts[50..].iter().sum::<i32>(), 0);
        assert_eq!(bins.blocks[0][7][0], bins.columns[0][7]);
        assert_eq!(SIDE, bins.blocks[0][7].len());
    }

    #[test]
    fn a_bin_is_what_a_threshold_asks() {
        let draws = Draws::new(2, 1);
        let mut numbers: Vec<f64> = (0..60_000).map(|i| (draws.normal(i) * 40.0).round() / 8.0).collect();
        numbers[17] = f64::NAN;
        let x = Matrix::of_columns(60_000, numbers.clone()).unwrap();
        let bins = Bins::new(&x, &[], 255, 1, false);
        let Borders::Numbers(borders) = &bins.borders[0] else { panic!() };
        assert!(borders.len() <= 254);
        for (x, bin) in numbers.iter().zip(&bins.columns[0]) {
            match x.is_nan() {
                true => assert_eq!(*bin, MISSING),
                false => assert_eq!(usize::from(*bin), borders.partition_point(|border| border < x)),
            }
        }
    }

    #[test]
    fn neighbours_and_extremes_are_told_apart() {
        let tiny = f64::from_bits(1);
        let next = f64::from_bits(1.0_f64.to_bits() + 1);
        let found = borders(&[1.0, next, f64::MAX, -f64::MAX, tiny, 0.0], None, 255);
        assert_eq!(found.len(), 5);
        assert!(found.iter().all(|border| border.is_finite()) && found.windows(2).all(|two| two[0] < two[1]));
    }

    #[test]
    fn codes_are_the_most_frequent() {
        assert_eq!(codes(&[9.0, 2.0, 9.0, -1.0, 0.5, f64::NAN, 4.0, 2.0, 9.0], 2), [2, 9]);
    }
}
