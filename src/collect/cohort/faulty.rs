//! Rows that cannot be read are left out and told; and which row of the file a row of the table was.

use serde::Serialize;

use crate::error::Error;

/// Rows that cannot be read: more than this are no slips but another kind of file.
const MOST: usize = 10_000;
/// The first that are told.
const TOLD: usize = 10;
/// Of the first ones it is asked whether the whole file is of another encoding.
const EARLY: usize = 3;

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct FaultyRow {
    /// Row of the file; the headings are row 1 where nothing stands above them.
    pub row: usize,
    /// `cells`, `quote`, `longRecord` or `notText`.
    pub why: String,
    /// The heading above the place where reading stopped.
    pub column: String,
}

/// Rows that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct FaultyRows {
    /// How many.
    pub rows: usize,
    /// The first ten.
    pub first: Vec<FaultyRow>,
}

/// Rows that cannot be read, collected in the first reading and passed over in those that follow: what such a row left in a
/// column before it broke is gone then.
#[derive(Debug, Default)]
pub(super) struct Faults {
    rows: Vec<u32>,
    first: Vec<Error>,
    /// In a further reading, how many were passed.
    passed: Option<usize>,
}

impl Faults {
    /// Adds a row.
    ///
    /// # Errors
    /// What was wrong with the first where there are too many, or where they were not there in the first reading.
    pub(super) fn add(&mut self, error: Error) -> Result<(), Error> {
        if self.passed.is_some() {
            return Err(error);
        }
        let row = error.args.get("row").and_then(|row| row.parse().ok()).unwrap_or_default();
        self.rows.push(row);
        if self.first.len() < TOLD {
            self.first.push(error);
        }
        if self.rows.len() > MOST { Err(self.refusal()) } else { Ok(()) }
    }

    /// Whether few were found so far.
    pub(super) fn is_early(&self) -> bool {
        self.rows.len() < EARLY
    }

    /// After the first reading: whether the table is to be read again without them.
    ///
    /// # Errors
    /// What was wrong with the first where half of all rows or more are such: it is no table, or another one.
    pub(super) fn begin(&mut self, rows: usize) -> Result<bool, Error> {
        if self.passed.is_some() || self.rows.is_empty() {
            return Ok(false);
        }
        if self.rows.len() >= rows {
            return Err(self.refusal());
        }
        self.passed = Some(0);
        Ok(true)
    }

    /// The file is read from its beginning again.
    pub(super) fn rewind(&mut self) {
        self.passed = self.passed.map(|_| 0);
    }

    /// Whether a row is passed over.
    #[inline]
    pub(super) fn passes(&mut self, row: usize) -> bool {
        let Some(passed) = self.passed else { return false };
        let hit = self.rows.get(passed).is_some_and(|known| *known as usize == row);
        self.passed = Some(passed + usize::from(hit));
        hit
    }

    fn refusal(&mut self) -> Error {
        let mut errors = std::mem::take(&mut self.first).into_iter();
        let first = errors.next();
        first.map_or_else(
            || Error::new(crate::error::Kind::Malformed, "cohort.cells"),
            |first| Error { others: errors.collect(), ..first },
        )
    }

    /// What is told of them.
    pub(super) fn told(self) -> FaultyRows {
        let one = |(row, error): (&u32, &Error)| FaultyRow {
            row: *row as usize,
            why: error.key.strip_prefix("cohort.").unwrap_or(&error.key).to_owned(),
            column: error.args.get("column").cloned().unwrap_or_default(),
        };
        FaultyRows { rows: self.rows.len(), first: self.rows.iter().zip(&self.first).map(one).collect() }
    }
}

/// Which row of the file each row of the table was: rows are missing in between where lines are empty or were left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines(Vec<Run>);

/// Rows that follow each other at the same distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// The first row of the table.
    row: u32,
    /// Its row of the file.
    line: u32,
    /// Rows of the file from one to the next: 2 where each second line is empty.
    step: u32,
}

impl Run {
    fn of(&self, row: usize) -> usize {
        self.line as usize + (row - self.row as usize) * self.step as usize
    }
}

impl Lines {
    #[inline]
    pub(super) fn add(&mut self, row: usize, line: usize) {
        if self.0.last().is_some_and(|run| run.of(row) == line) {
            return;
        }
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        match self.0.last_mut() {
            // A run of one row has no distance yet.
            Some(run) if run.row as usize + 1 == row => run.step = number(line - run.line as usize),
            _ => self.0.push(Run { row: number(row), line: number(line), step: 1 }),
        }
    }

    /// The row of the file, from a row of the table counted from 0; the headings are row 1 where nothing stands above them.
    pub fn of(&self, row: usize) -> usize {
        let behind = self.0.partition_point(|run| run.row as usize <= row);
        let last = behind.checked_sub(1).and_then(|at| self.0.get(at));
        last.map_or(row + 2, |run| run.of(row))
    }

    /// Where the two counts part: a row of the table, from 0, its row of the file, and how many rows of the file it is from
    /// one to the next from there on.
    pub fn told(&self) -> Vec<[u32; 3]> {
        self.0.iter().map(|run| [run.row, run.line, run.step]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_the_table_are_rows_of_the_file() {
        let mut lines = Lines::default();
        for (row, line) in [(0, 4), (1, 5), (2, 9), (3, 10)] {
            lines.add(row, line);
        }
        assert_eq!(lines.told(), [[0, 4, 1], [2, 9, 1]]);
        assert_eq!([0, 1, 2, 5].map(|row| lines.of(row)), [4, 5, 9, 12]);
        assert_eq!(Lines::default().of(0), 2);
    }

    #[test]
    fn however_many_lines_are_empty_all_rows_are_told() {
        let mut doubled = Lines::default();
        (0..5000).for_each(|row| doubled.add(row, 2 + 2 * row));
        assert_eq!((doubled.told(), doubled.of(4999)), (vec![[0, 2, 2]], 10_000));
        let mut lines = Lines::default();
        let of = |row: usize| 2 + row * 3 / 2 + row / 7;
        (0..5000).for_each(|row| lines.add(row, of(row)));
        assert!((0..5000).all(|row| lines.of(row) == of(row)));
        let told = lines.told();
        let last = told.last().unwrap();
        assert!(told.len() > 1000 && last[1] + (4999 - last[0]) * last[2] == of(4999) as u32);
    }
}
