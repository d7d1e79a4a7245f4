//! Rows by time: who is still looked at is then the rest of the table, and who had the event together stands together.

use crate::error::{Error, Kind};
use crate::learn::{FitNote, Outcome, Sample};
use crate::math::gram::moments;
use crate::math::{order, sqrt};

/// People of one time of events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tie {
    /// The time.
    pub(super) time: f64,
    /// First row of that time; everybody from here on was still looked at.
    pub(super) start: usize,
    /// First row of the next tie's time.
    pub(super) end: usize,
    /// How many of the first rows had the event then.
    pub(super) events: usize,
    /// Mean weight of these.
    pub(super) weight: f64,
}

/// The rows that count, least time first, events before last looks of the same time.
#[derive(Debug, Clone)]
pub(super) struct People {
    pub(super) time: Vec<f64>,
    pub(super) event: Vec<bool>,
    pub(super) weight: Vec<f64>,
    pub(super) ties: Vec<Tie>,
    /// Columns less their mean, by their standard deviation.
    pub(super) columns: Vec<Vec<f64>>,
    /// Which column of the table each is.
    pub(super) used: Vec<usize>,
    pub(super) mean: Vec<f64>,
    pub(super) scale: Vec<f64>,
    /// Columns of the table.
    pub(super) wide: usize,
    pub(super) notes: Vec<FitNote>,
}

/// Most columns: a square of them must be solved.
const MOST: usize = 2000;

/// Log hazards, or log odds, of two rows further apart than this are a factor of 160,000.
const FAR: f64 = 12.0;

fn not_finite(row: usize, column: impl std::fmt::Display) -> Error {
    Error::new(Kind::Value, "learn.notFinite").with("row", row + 1).with("column", column)
}

/// Variance of each weight by how the likelihood bends; endless where it does not.
pub(super) fn first_variances(mut bend: Vec<f64>, n: usize) -> Vec<f64> {
    let found = crate::math::dense::factor(&mut bend, n).and_then(|()| crate::math::dense::inverse_diagonal(&bend, n));
    found.unwrap_or_else(|| vec![f64::INFINITY; n])
}

impl People {
    /// Checks and sorts a sample.
    pub(super) fn new(sample: Sample<'_>) -> Result<Self, Error> {
        let Outcome::Survival { time, event } = sample.y else {
            return Err(Error::new(Kind::Usage, "learn.needsTimes"));
        };
        let (rows, wide) = (sample.x.rows(), sample.x.columns());
        let weights = sample.weights;
        let fits = time.len() == rows && event.len() == rows && weights.is_none_or(|w| w.len() == rows);
        if !fits && wide > 0 {
            return Err(Error::new(Kind::Usage, "measure.lengths").with("one", rows).with("other", time.len()));
        }
        if wide > MOST {
            return Err(Error::new(Kind::TooLarge, "learn.tooWide").with("terms", wide).with("most", MOST));
        }
        for (row, t) in time.iter().enumerate() {
            if !t.is_finite() {
                return Err(not_finite(row, "time"));
            }
            if *t < 0.0 {
                return Err(Error::new(Kind::Value, "learn.time").with("row", row + 1));
            }
        }
        for (row, w) in weights.unwrap_or_default().iter().enumerate() {
            if !(w.is_finite() && *w >= 0.0) {
                return Err(not_finite(row, "weight"));
            }
        }
        for column in 0..wide {
            if let Some(row) = sample.x.column(column).iter().position(|x| !x.is_finite()) {
                return Err(not_finite(row, column + 1));
            }
        }
        let at = |row: u32| row as usize;
        let weight_of = |row: u32| weights.map_or(1.0, |w| w.get(at(row)).copied().unwrap_or_default());
        let mut order: Vec<u32> = order::order(time).into_iter().filter(|row| weight_of(*row) > 0.0).collect();
        let time_of = |row: u32| time.get(at(row)).copied().unwrap_or_default();
        let event_of = |row: u32| event.get(at(row)).copied().unwrap_or_default();
        for tie in order.chunk_by_mut(|a, b| time_of(*a) == time_of(*b)) {
            tie.sort_by_key(|row| !event_of(*row));
        }
        let mut people = Self {
            time: order.iter().map(|row| time_of(*row)).collect(),
            event: order.iter().map(|row| event_of(*row)).collect(),
            weight: order.iter().map(|row| weight_of(*row)).collect(),
            ties: Vec::new(),
            columns: Vec::new(),
            used: Vec::new(),
            mean: Vec::new(),
            scale: Vec::new(),
            wide,
            notes: Vec::new(),
        };
        people.ties = people.find_ties();
        if people.ties.is_empty() {
            return Err(Error::new(Kind::Value, "learn.noEvents"));
        }
        people.scale_columns(sample, &order);
        Ok(people)
    }

    fn find_ties(&self) -> Vec<Tie> {
        let mut ties: Vec<Tie> = Vec::new();
        let mut start = 0;
        for run in self.time.chunk_by(|a, b| a == b) {
            let all = start..start + run.len();
            let events = self.event.get(all.clone()).unwrap_or_default().iter().filter(|event| **event).count();
            if events > 0 {
                let weights = self.weight.get(start..start + events).unwrap_or_default();
                let weight = weights.iter().sum::<f64>() / events as f64;
                let time = run.first().copied().unwrap_or_default();
                if let Some(last) = ties.last_mut() {
                    last.end = start;
                }
                ties.push(Tie { time, start, end: self.time.len(), events, weight });
            }
            start = all.end;
        }
        ties
    }

    fn scale_columns(&mut self, sample: Sample<'_>, order: &[u32]) {
        let total: f64 = self.weight.iter().sum();
        let mut constant = Vec::new();
        for column in 0..self.wide {
            let from = sample.x.column(column);
            let mut values: Vec<f64> = order.iter().filter_map(|row| from.get(*row as usize).copied()).collect();
            let rough = values.first().copied().unwrap_or_default();
            let mean = rough + moments(&values, Some(&self.weight), rough).0 / total;
            let spread = moments(&values, Some(&self.weight), mean).1 / total;
            // What rounding leaves of a constant column is no spread.
            let varies = values.iter().any(|x| *x != rough) && spread > 1e-26 * mean * mean;
            if !(varies && spread.is_finite() && spread > 0.0) {
                constant.push(column);
                continue;
            }
            let scale = sqrt(spread);
            let times = 1.0 / scale;
            values.iter_mut().for_each(|x| *x = (*x - mean) * times);
            self.columns.push(values);
            self.used.push(column);
            self.mean.push(mean);
            self.scale.push(scale);
        }
        if !constant.is_empty() {
            self.notes.push(FitNote { key: "constantColumn".to_owned(), columns: constant });
        }
    }

    /// Leaves out columns, by their place among those used.
    pub(super) fn leave(&mut self, out: &[usize]) {
        let columns = out.iter().filter_map(|at| self.used.get(*at).copied()).collect();
        self.notes.push(FitNote { key: "collinear".to_owned(), columns });
        fn keep<T>(list: &mut Vec<T>, out: &[usize]) {
            let mut at = 0;
            list.retain(|_| {
                at += 1;
                !out.contains(&(at - 1))
            });
        }
        keep(&mut self.columns, out);
        keep(&mut self.used, out);
        keep(&mut self.mean, out);
        keep(&mut self.scale, out);
    }

    /// Columns of the table whose weights have no end: they reach far across the rows, and where they stand they are a
    /// thousand times as unsure as at first (columns that tell much the same are unsure from the first on).
    pub(super) fn endless(&self, weights: &[f64], variances: Option<&[f64]>, first: &[f64]) -> Vec<usize> {
        let mut endless = Vec::new();
        for (at, (weight, column)) in weights.iter().zip(&self.columns).enumerate() {
            let ends = column.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(*x), b.max(*x)));
            let variance = variances.and_then(|all| all.get(at)).copied().unwrap_or(f64::INFINITY);
            let flat = variance > 1e3 * first.get(at).copied().unwrap_or(f64::INFINITY);
            if flat && weight.abs() * (ends.1 - ends.0) > FAR {
                endless.extend(self.used.get(at));
            }
        }
        endless
    }

    /// Rows that count.
    pub(super) fn rows(&self) -> usize {
        self.time.len()
    }

    /// Sum of the weights.
    pub(super) fn total(&self) -> f64 {
        self.weight.iter().sum()
    }

    /// Σ weight × column of each row.
    pub(super) fn margins(&self, weights: &[f64]) -> Vec<f64> {
        let mut margins = vec![0.0; self.rows()];
        for (column, weight) in self.columns.iter().zip(weights) {
            if *weight != 0.0 {
                crate::math::gram::add_times(&mut margins, column, *weight);
            }
        }
        margins
    }

    /// Numbers of the used columns in their places in the table; 0 elsewhere.
    pub(super) fn spread(&self, numbers: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut all = vec![0.0; self.wide];
        for (at, number) in self.used.iter().zip(numbers) {
            if let Some(to) = all.get_mut(*at) {
                *to = number;
            }
        }
        all
    }

    /// Weights of the table's columns as they are, with the intercept that puts the mean at 0.
    pub(super) fn linear(&self, weights: &[f64]) -> crate::score::model::Linear {
        let plain = weights.iter().zip(&self.scale).map(|(w, s)| w / s);
        let intercept = plain.clone().zip(&self.mean).fold(0.0, |sum, (w, mean)| sum - w * mean);
        crate::score::model::Linear { weights: self.spread(plain), intercept }
    }
}
