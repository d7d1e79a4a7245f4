//! The most alike people of a table, in the space of the pipeline: missing cells are filled and numbers scaled as it does.
//!
//! The distance is Euclid's over the columns of the matrix, each divided by its spread in the table. Words that have no order
//! are 0 or 1 apart. What the pipeline leaves missing takes no part; the rest then counts for more, as if what is missing
//! differed as much as what is there.

use std::borrow::Cow;
use std::collections::BinaryHeap;

use serde::{Deserialize, Serialize};

use super::CellValue;
use super::subject::{Subject, value_at};
use crate::error::{Error, Kind};
use crate::math::{Matrix, order, sqrt};
use crate::record::Frame;
use crate::score::model::Scorer;

/// Rows whose distances are worked out together.
const BLOCK: usize = 2048;
/// Most neighbours.
const MOST: usize = 1000;
/// Columns named that differ most.
const NAMED: usize = 3;

/// A column in which two people differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColumnApart {
    /// Column of the table.
    pub column: String,
    /// What the person has.
    pub own: CellValue,
    /// What the other one has.
    pub other: CellValue,
    /// Share of the squared distance, 0 to 1.
    pub share: f64,
}

/// An alike person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NearPerson {
    /// Row of the table, from 0.
    pub row: usize,
    /// How far, in spreads.
    pub distance: f64,
    /// The columns that differ most, at most three.
    pub apart: Vec<ColumnApart>,
}

/// A table as distances are measured in it: worked out once for all people that are asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    x: Matrix,
    /// One over the spread of each column of the matrix; 0 for one that does not vary.
    per_spread: Vec<f64>,
    /// Whether the numbers of a column name words.
    nominal: Vec<bool>,
}

impl Space {
    /// Of a table.
    ///
    /// # Errors
    ///
    /// What the pipeline refuses.
    pub fn of(scorer: &Scorer, frame: &Frame) -> Result<Self, Error> {
        let x = scorer.matrix(frame)?;
        let mut nominal = vec![false; x.columns()];
        for column in scorer.pipeline.nominal() {
            nominal.get_mut(column as usize).into_iter().for_each(|nominal| *nominal = true);
        }
        let spread = |(column, nominal): (usize, &bool)| {
            if *nominal { per_word(x.column(column)) } else { per_spread(x.column(column)) }
        };
        let per_spread = nominal.iter().enumerate().map(spread).collect();
        Ok(Self { x, per_spread, nominal })
    }

    /// How far one number of a column is from another, in spreads.
    #[inline(always)]
    fn apart(nominal: bool, per_spread: f64, one: f64, other: f64) -> f64 {
        let apart = other - one;
        if nominal && apart.abs() > 0.0 { per_spread } else { apart * per_spread }
    }

    /// Numbers that it holds.
    pub fn size(&self) -> usize {
        self.x.values().len()
    }
}

/// A table that can be asked for the most alike people.
pub struct Neighbours<'m> {
    subject: Subject<'m>,
    frame: &'m Frame,
    space: Cow<'m, Space>,
}

/// A row by its squared distance; the greater row counts as farther where two are equally far.
#[derive(PartialEq)]
struct Far(f64, usize);

impl Eq for Far {}

impl Ord for Far {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

impl PartialOrd for Far {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<'m> Neighbours<'m> {
    /// Makes a table ready.
    ///
    /// # Errors
    ///
    /// What [`Scorer::check`] and the pipeline refuse.
    pub fn of(scorer: &'m Scorer, frame: &'m Frame) -> Result<Self, Error> {
        let subject = Subject::of(scorer)?;
        Ok(Self { subject, frame, space: Cow::Owned(Space::of(scorer, frame)?) })
    }

    /// A table that was made ready before, by the same model.
    ///
    /// # Errors
    ///
    /// What [`Scorer::check`] refuses.
    pub fn within(scorer: &'m Scorer, frame: &'m Frame, space: &'m Space) -> Result<Self, Error> {
        Ok(Self { subject: Subject::of(scorer)?, frame, space: Cow::Borrowed(space) })
    }

    /// The `count` most alike rows (at most 1,000) of a person: row `row` of the table `people`; `without` leaves out one row
    /// of the table that is searched, such as the person's own. The nearest first; of two equally near the earlier row.
    ///
    /// # Errors
    ///
    /// `explain.noRow`; what the pipeline refuses.
    pub fn nearest(
        &self,
        people: &Frame,
        row: usize,
        count: usize,
        without: Option<usize>,
    ) -> Result<Vec<NearPerson>, Error> {
        let at = u32::try_from(row).ok().filter(|_| row < people.rows());
        let at = at.ok_or_else(|| Error::new(Kind::Usage, "explain.noRow").with("row", row))?;
        let person = self.subject.frame(people, Some(&[at]))?;
        let own = self.subject.scorer.matrix(&person)?;
        let mut found: BinaryHeap<Far> = BinaryHeap::new();
        let count = count.min(MOST);
        let (mut sums, mut there) = (vec![0.0; BLOCK], vec![0_u32; BLOCK]);
        for first in (0..self.space.x.rows()).step_by(BLOCK) {
            let rows = BLOCK.min(self.space.x.rows() - first);
            sums.fill(0.0);
            there.fill(0);
            for (column, per_spread) in self.space.per_spread.iter().enumerate() {
                let Some(own) = own.column(column).first().copied().filter(|x| x.is_finite()) else { continue };
                let nominal = self.space.nominal.get(column).copied().unwrap_or(false);
                let others = self.space.x.column(column).get(first..first + rows).unwrap_or(&[]);
                for ((sum, there), other) in sums.iter_mut().zip(&mut there).zip(others) {
                    let apart = Space::apart(nominal, *per_spread, own, *other);
                    let known = !apart.is_nan();
                    *sum += if known { apart * apart } else { 0.0 };
                    *there += u32::from(known);
                }
            }
            for (place, (sum, there)) in sums.iter().zip(&there).enumerate().take(rows) {
                let row = first + place;
                if *there == 0 || without == Some(row) {
                    continue;
                }
                let far = Far(sum * (self.space.per_spread.len() as f64 / f64::from(*there)), row);
                if found.len() < count {
                    found.push(far);
                } else if found.peek().is_some_and(|farthest| far < *farthest) {
                    found.pop();
                    found.push(far);
                }
            }
        }
        let near =
            |Far(squared, row)| NearPerson { row, distance: sqrt(squared), apart: self.apart(&person, &own, row) };
        Ok(found.into_sorted_vec().into_iter().map(near).collect())
    }

    /// The columns of the table that tell a row and a person apart most.
    fn apart(&self, person: &Frame, own: &Matrix, row: usize) -> Vec<ColumnApart> {
        let mut squares = vec![0.0; self.subject.pipeline().columns.len()];
        for (column, (per_spread, origin)) in self.space.per_spread.iter().zip(&self.subject.origins).enumerate() {
            let (one, other) = (own.column(column).first(), self.space.x.column(column).get(row));
            let nominal = self.space.nominal.get(column).copied().unwrap_or(false);
            let apart =
                one.zip(other).map_or(f64::NAN, |(one, other)| Space::apart(nominal, *per_spread, *one, *other));
            let square = if apart.is_nan() { 0.0 } else { apart * apart };
            // A product's part goes half to each of its columns.
            let share = if origin.with.is_some() { 0.5 } else { 1.0 };
            for column in [Some(origin.column), origin.with].into_iter().flatten() {
                if let Some(sum) = squares.get_mut(column) {
                    *sum += share * square;
                }
            }
        }
        let all: f64 = squares.iter().sum();
        let mut order: Vec<(usize, f64)> =
            squares.into_iter().enumerate().filter(|(_, square)| *square > 0.0).collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1));
        let told = |(column, square): (usize, f64)| {
            let name = self.subject.pipeline().columns.get(column).map(|column| column.name.clone())?;
            let value =
                |frame: &Frame, row| frame.column(&name).map_or(CellValue::Missing, |c| value_at(&c.cells, row));
            let (own, other) = (value(person, 0), value(self.frame, row));
            Some(ColumnApart { column: name, own, other, share: square / all })
        };
        order.into_iter().take(NAMED).filter_map(told).collect()
    }
}

/// As [`per_spread`] where two words are 1 apart: the variance of numbers is half the mean square by which two rows differ.
fn per_word(codes: &[f64]) -> f64 {
    let mut sorted: Vec<f64> = codes.iter().copied().filter(|x| x.is_finite()).collect();
    order::sort(&mut sorted);
    let share = |run: &[f64]| run.len() as f64 / sorted.len() as f64;
    let alike = sorted.chunk_by(|a, b| a == b).fold(0.0, |sum, run| sum + share(run) * share(run));
    if alike < 1.0 { 1.0 / sqrt((1.0 - alike) / 2.0) } else { 0.0 }
}

/// One over the standard deviation of what is there.
fn per_spread(values: &[f64]) -> f64 {
    let there = || values.iter().filter(|x| x.is_finite());
    let count = there().count() as f64;
    let mean = there().sum::<f64>() / count;
    let spread = sqrt(there().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count);
    if spread > 0.0 && spread.is_finite() { 1.0 / spread } else { 0.0 }
}
