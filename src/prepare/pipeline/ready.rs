//! A table ready to become a matrix: whole, or a block of rows at a time, which keeps memory small and near.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::fitted::{FittedColumn, FittedPipeline, Made, Source};
use super::{iterative, spline};
use crate::error::{Error, Kind};
use crate::math::{Matrix, Pair};
use crate::record::{Cells, Frame, NO_DAY};

/// The columns of a table that a pipeline reads.
#[derive(Debug)]
pub struct Ready<'p> {
    pipeline: &'p FittedPipeline,
    cells: Vec<Cow<'p, Cells>>,
    /// Of words: the place of each word of the table among those that are known.
    places: Vec<Vec<Option<usize>>>,
    rows: usize,
    /// No made column needs another, and they stand in their order.
    apart: bool,
}

impl FittedPipeline {
    /// Finds the columns of a table.
    ///
    /// # Errors
    /// `pipeline.noColumn`, `pipeline.kind` where a column is missing or of another type.
    pub fn ready<'p>(&'p self, frame: &'p Frame) -> Result<Ready<'p>, Error> {
        let of = |column: &FittedColumn| {
            let wrong = |key| Error::new(Kind::Value, key).with("column", &column.name);
            let found = frame.column(&column.name).ok_or_else(|| wrong("pipeline.noColumn"))?;
            self.counted(column, &found.cells).ok_or_else(|| wrong("pipeline.kind"))
        };
        let cells: Vec<Cow<'_, Cells>> = self.columns.iter().map(of).collect::<Result<_, _>>()?;
        let places = self.columns.iter().zip(&cells).map(|(column, cells)| places(&column.source, cells)).collect();
        let rising = self.kept.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        let apart = self.regressions.is_empty() && self.interactions.is_empty() && rising;
        Ok(Ready { pipeline: self, cells, places, rows: frame.rows(), apart })
    }

    /// Makes the matrix of a table.
    ///
    /// # Errors
    /// As [`FittedPipeline::ready`].
    pub fn transform(&self, frame: &Frame) -> Result<Matrix, Error> {
        self.ready(frame)?.matrix(0..frame.rows())
    }
}

impl Ready<'_> {
    /// How many rows the table has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The matrix of some rows; each row is as in the matrix of all.
    ///
    /// # Errors
    /// `pipeline.broken` where the pipeline was not checked.
    pub fn matrix(&self, rows: Range<usize>) -> Result<Matrix, Error> {
        let rows = self.within(rows);
        if !self.apart {
            return self.pipeline.picked(rows.len(), &self.pipeline.scaled(self.expand(rows)));
        }
        let mut values = Vec::with_capacity(self.pipeline.kept.len() * rows.len());
        self.walk(|at, first, wanted| self.push(at, first, wanted, rows.clone(), &mut values));
        if rows.is_empty() {
            return Ok(Matrix::zeros(0, self.pipeline.kept.len()));
        }
        let broken = || Error::new(Kind::Malformed, "pipeline.broken").with("part", "kept");
        Matrix::of_columns(rows.len(), values).ok_or_else(broken)
    }

    /// Gives the columns of that matrix one after the other, each with its number, and keeps no matrix.
    ///
    /// # Errors
    /// As [`Ready::matrix`].
    pub fn each(&self, rows: Range<usize>, mut take: impl FnMut(usize, &[f64])) -> Result<(), Error> {
        let rows = self.within(rows);
        if !self.apart {
            let matrix = self.matrix(rows)?;
            (0..matrix.columns()).for_each(|at| take(at, matrix.column(at)));
            return Ok(());
        }
        let (mut values, mut place) = (Vec::with_capacity(rows.len()), 0);
        self.walk(|at, first, wanted| {
            values.clear();
            self.push(at, first, wanted, rows.clone(), &mut values);
            for column in values.chunks_exact(rows.len().max(1)) {
                take(place, column);
                place += 1;
            }
        });
        Ok(())
    }

    fn within(&self, rows: Range<usize>) -> Range<usize> {
        rows.start.min(self.rows)..rows.end.min(self.rows)
    }

    /// Each column of the table of which a made column is kept: its number, the number of the first that is made of it, and
    /// those that are kept.
    fn walk(&self, mut visit: impl FnMut(usize, usize, &[usize])) {
        let (mut first, mut left) = (0, self.pipeline.kept.as_slice());
        for (at, column) in self.pipeline.columns.iter().enumerate() {
            let behind = first + column.source.width() + usize::from(column.indicator);
            let (wanted, after) = left.split_at(left.partition_point(|made| *made < behind));
            if !wanted.is_empty() {
                visit(at, first, wanted);
            }
            (first, left) = (behind, after);
        }
    }

    /// Adds the wanted ones of the columns made of one, the first of which has the number `first`.
    fn push(&self, at: usize, first: usize, wanted: &[usize], rows: Range<usize>, values: &mut Vec<f64>) {
        let (Some(column), Some(cells)) = (self.pipeline.columns.get(at), self.cells.get(at)) else { return };
        let scale = |made: usize| {
            let of = |list: &[f64], or: f64| list.get(made).copied().unwrap_or(or);
            (of(&self.pipeline.center, 0.0), of(&self.pipeline.scale, 1.0))
        };
        if let (Source::Number { low, high, fill, knots, .. }, Cells::Numbers(all)) = (&column.source, &**cells)
            && knots.is_empty()
            && wanted == [first]
        {
            let ends = [low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY), fill.unwrap_or(f64::NAN)];
            let from = values.len();
            values.extend_from_slice(all.get(rows).unwrap_or_default());
            straight(values.get_mut(from..).unwrap_or_default(), ends, scale(first));
            return;
        }
        let made = self.made(at, self.number(at, rows.clone()), rows);
        for place in wanted {
            let (center, scale) = scale(*place);
            let column = made.get(place - first).map_or(&[] as &[f64], Vec::as_slice);
            values.extend(column.iter().map(|x| (x - center) / scale));
        }
    }

    /// A column as numbers, winsorised; `None` for words.
    fn number(&self, at: usize, rows: Range<usize>) -> Option<Vec<f64>> {
        let Source::Number { low, high, .. } = &self.pipeline.columns.get(at)?.source else { return None };
        let mut values: Vec<f64> = match &**self.cells.get(at)? {
            Cells::Numbers(values) => values.get(rows)?.to_vec(),
            Cells::Days(days) => days.get(rows)?.iter().map(|day| years(*day)).collect(),
            Cells::Words { .. } => return None,
        };
        for x in &mut values {
            // Comparisons with NaN are false: it stays.
            if low.is_some_and(|low| *x < low) {
                *x = low.unwrap_or(*x);
            }
            if high.is_some_and(|high| *x > high) {
                *x = high.unwrap_or(*x);
            }
        }
        Some(values)
    }

    /// Each column as numbers, winsorised; `None` for words.
    pub(super) fn numbers(&self) -> Vec<Option<Vec<f64>>> {
        (0..self.cells.len()).map(|at| self.number(at, 0..self.rows)).collect()
    }

    /// The columns made of each column of the table, not yet scaled.
    pub(super) fn expand(&self, rows: Range<usize>) -> Vec<Made> {
        let mut numbers: Vec<_> = (0..self.cells.len()).map(|at| self.number(at, rows.clone())).collect();
        iterative::apply(&self.pipeline.regressions, &mut numbers, &self.pipeline.fills());
        numbers.into_iter().enumerate().map(|(at, values)| self.made(at, values, rows.clone())).collect()
    }

    /// The columns made of one; `values` are its numbers, filled from others where that is wanted.
    fn made(&self, at: usize, values: Option<Vec<f64>>, rows: Range<usize>) -> Made {
        let (Some(column), Some(cells)) = (self.pipeline.columns.get(at), self.cells.get(at)) else {
            return Vec::new();
        };
        let mut made = match (&column.source, values, &**cells) {
            (Source::Number { fill, knots, .. }, Some(mut values), _) => {
                if let Some(fill) = fill {
                    values.iter_mut().filter(|x| x.is_nan()).for_each(|x| *x = *fill);
                }
                spline::columns(&values, knots)
            }
            (source, _, Cells::Words { codes, .. }) => {
                let places = self.places.get(at).map_or(&[] as &[_], Vec::as_slice);
                of_words(source, codes.get(rows.clone()).unwrap_or_default(), places)
            }
            _ => Vec::new(),
        };
        let missing = |row| f64::from(u8::from(cells.is_missing(row)));
        made.extend(column.indicator.then(|| rows.map(missing).collect()));
        made
    }
}

/// Numbers drawn in, filled and scaled in one pass; the steps and their order are those of `number`, `made` and `scaled`.
fn straight(values: &mut [f64], [low, high, fill]: [f64; 3], (center, scale): (f64, f64)) {
    let of = Pair::both;
    let step = |x: Pair| (x.least(of(low)).most(of(high)).filled(of(fill)) - of(center)) / of(scale);
    let mut pairs = values.chunks_exact_mut(2);
    for pair in &mut pairs {
        if let [a, b] = pair {
            [*a, *b] = step(Pair::new([*a, *b])).get();
        }
    }
    for x in pairs.into_remainder() {
        [*x, _] = step(of(*x)).get();
    }
}

/// Years of 365.25 days since 1970.
pub(super) fn years(day: i32) -> f64 {
    if day == NO_DAY { f64::NAN } else { f64::from(day) / 365.25 }
}

/// The place of each word of the cells among the known ones.
fn places(source: &Source, cells: &Cells) -> Vec<Option<usize>> {
    let (Some(known), Cells::Words { words, .. }) = (source.words(), cells) else { return Vec::new() };
    let places: BTreeMap<&str, usize> = known.iter().enumerate().map(|(at, word)| (word.as_str(), at)).collect();
    words.iter().map(|word| places.get(word.as_str()).copied()).collect()
}

/// What each row becomes; a missing cell has no place.
fn of_words(source: &Source, codes: &[u32], places: &[Option<usize>]) -> Made {
    match source {
        Source::OneHot { words: known, fill } => {
            let of = |code: &u32| match places.get(*code as usize) {
                None => *fill,
                Some(place) => place.or(Some(usize::MAX)),
            };
            (1..known.len())
                .map(|word| {
                    codes.iter().map(|code| of(code).map_or(f64::NAN, |at| f64::from(u8::from(at == word)))).collect()
                })
                .collect()
        }
        Source::Lookup { values, other, fill, .. } => {
            let told =
                |place: &Option<usize>| place.and_then(|at| values.get(at).copied()).or(*other).unwrap_or(f64::NAN);
            let of: Vec<f64> = places.iter().map(told).collect();
            vec![codes.iter().map(|code| of.get(*code as usize).copied().unwrap_or(fill.unwrap_or(f64::NAN))).collect()]
        }
        Source::Number { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepare::pipeline::{Encode, Impute, PipelineSettings};
    use crate::record::{Column, NO_WORD};

    fn frame() -> Frame {
        let numbers = |step: i32| {
            let cell = |i: i32| if i % 11 == 3 { f64::NAN } else { f64::from((i * step) % 23) };
            Cells::Numbers((0..90).map(cell).collect())
        };
        let codes = (0..90).map(|i| if i % 13 == 5 { NO_WORD } else { i % 3 }).collect();
        let words = Cells::Words { codes, words: ["b", "a", "c"].map(str::to_owned).to_vec() };
        let days = Cells::Days((0..90).map(|i| if i % 17 == 1 { NO_DAY } else { i * 50 }).collect());
        let columns = [("x", numbers(7)), ("z", numbers(5)), ("w", words.clone()), ("v", words), ("d", days)];
        Frame::new(columns.map(|(name, cells)| Column { name: name.to_owned(), cells }).to_vec()).unwrap()
    }

    #[test]
    fn blocks_of_rows_are_those_of_the_whole() {
        let (frame, all): (Frame, Vec<u32>) = (frame(), (0..90).collect());
        let outcome: Vec<f64> = (0..90).map(|i| f64::from(i % 2)).collect();
        for together in [false, true] {
            let mut settings = PipelineSettings::of(["x", "z", "w", "v", "d"]);
            (settings.columns[0].winsorise, settings.columns[0].indicator) = (0.1, true);
            (settings.columns[1].knots, settings.columns[4].indicator) = (4, true);
            settings.columns[3].encode = Encode::Target { smooth: 1.0, folds: 3 };
            if together {
                settings.columns[1].impute = Impute::Iterative;
                settings.interactions = vec![["x".to_owned(), "w".to_owned()]];
            } else {
                settings.columns[0].impute = Impute::Leave;
            }
            let (fitted, _) = settings.check().unwrap().fit(&frame, &all, Some(&outcome)).unwrap();
            let ready = fitted.ready(&frame).unwrap();
            assert_eq!(ready.apart, !together);
            // The long way round, whichever way is taken.
            let long = fitted.picked(90, &fitted.scaled(ready.expand(0..90))).unwrap();
            let bits = |x: &Matrix, column: usize| x.column(column).iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            let whole = fitted.transform(&frame).unwrap();
            for (from, to) in [(0, 90), (0, 1), (31, 64), (64, 900)] {
                let block = ready.matrix(from..to).unwrap();
                let mut given = Vec::new();
                ready.each(from..to, |at, column| given.push((at, column.to_vec()))).unwrap();
                assert_eq!(
                    given.iter().map(|(at, _)| *at).collect::<Vec<_>>(),
                    (0..block.columns()).collect::<Vec<_>>()
                );
                for (column, (_, given)) in given.iter().enumerate() {
                    assert!(given.iter().zip(block.column(column)).all(|(a, b)| a.to_bits() == b.to_bits()));
                    let expected = bits(&long, column);
                    assert_eq!(bits(&block, column), expected[from..to.min(90)], "{together} {column}");
                    assert_eq!(bits(&whole, column), expected);
                }
            }
            assert_eq!(ready.matrix(90..95).unwrap().rows(), 0);
        }
    }
}
