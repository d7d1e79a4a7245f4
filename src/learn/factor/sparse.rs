//! The cells that somebody spoke of: rows of columns with weights.

use crate::error::{Error, Kind};

/// One cell: how much was said for it and against it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Row.
    pub row: u32,
    /// Column.
    pub column: u32,
    /// How often something spoke for it.
    pub good: f32,
    /// How often something spoke against it.
    pub bad: f32,
}

/// Cells by rows, columns ascending, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sparse {
    /// Where each row begins, and the end of the last.
    pub(super) starts: Vec<u32>,
    pub(super) columns: Vec<u32>,
    /// Weight above that of a cell nobody spoke of.
    pub(super) extra: Vec<f32>,
    /// Weight times what the product should be.
    pub(super) pull: Vec<f32>,
    pub(super) width: usize,
}

/// Most cells, rows or columns of a table.
const MOST: usize = 1 << 26;

impl Sparse {
    /// Counts of `rows` × `columns`; cells that come twice are added up. A cell weighs 1 + `trust` × (good + bad), and its
    /// product should be good ÷ (good + bad).
    ///
    /// # Errors
    ///
    /// `learn.table` for a cell outside the table, a count that is negative or no number, or a table too large.
    pub fn new(rows: usize, columns: usize, cells: &[Cell], trust: f32) -> Result<Self, Error> {
        if rows.max(columns).max(cells.len()) > MOST {
            return Err(Error::new(Kind::TooLarge, "learn.tooLarge").with("most", MOST));
        }
        let inside = |c: &Cell| {
            (c.row as usize) < rows
                && (c.column as usize) < columns
                && c.good.is_finite()
                && c.bad.is_finite()
                && c.good >= 0.0
                && c.bad >= 0.0
        };
        if !cells.iter().all(inside) {
            return Err(Error::new(Kind::Value, "learn.table"));
        }
        let by_column = order(cells, 0..cells.len() as u32, columns, |c| c.column);
        let by_both = order(cells, by_column.into_iter(), rows, |c| c.row);
        let mut out = Self { width: columns, ..Self::default() };
        out.starts.reserve(rows + 1);
        out.starts.push(0);
        let mut last: Option<Cell> = None;
        for index in by_both {
            let Some(cell) = cells.get(index as usize).copied() else { continue };
            match &mut last {
                Some(same) if (same.row, same.column) == (cell.row, cell.column) => {
                    same.good += cell.good;
                    same.bad += cell.bad;
                }
                _ => {
                    out.push(last.replace(cell), trust);
                }
            }
        }
        out.push(last, trust);
        out.close(rows);
        Ok(out)
    }

    fn push(&mut self, cell: Option<Cell>, trust: f32) {
        let Some(cell) = cell else { return };
        self.close(cell.row as usize);
        let said = cell.good + cell.bad;
        if said > 0.0 {
            let extra = trust * said;
            self.columns.push(cell.column);
            self.extra.push(extra);
            self.pull.push((1.0 + extra) * (cell.good / said));
        }
    }

    /// Ends rows until the row `row` is the one being filled.
    fn close(&mut self, row: usize) {
        while self.starts.len() <= row {
            self.starts.push(self.columns.len() as u32);
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of cells that somebody spoke of.
    pub fn cells(&self) -> usize {
        self.columns.len()
    }

    /// Columns, extra weights and pulls of a row.
    pub(super) fn row(&self, row: usize) -> (&[u32], &[f32], &[f32]) {
        let at = |row: usize| self.starts.get(row).map_or(0, |s| *s as usize);
        let range = at(row)..at(row + 1);
        match (self.columns.get(range.clone()), self.extra.get(range.clone()), self.pull.get(range)) {
            (Some(columns), Some(extra), Some(pull)) => (columns, extra, pull),
            _ => (&[], &[], &[]),
        }
    }

    /// The same cells by columns.
    pub(super) fn turned(&self) -> Self {
        let mut starts = vec![0_u32; self.width + 1];
        for column in &self.columns {
            if let Some(count) = starts.get_mut(*column as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let n = self.columns.len();
        let mut out = Self { starts, columns: vec![0; n], extra: vec![0.0; n], pull: vec![0.0; n], width: self.rows() };
        for row in 0..self.rows() {
            let (columns, extra, pull) = self.row(row);
            for ((column, extra), pull) in columns.iter().zip(extra).zip(pull) {
                let Some(place) = next.get_mut(*column as usize) else { continue };
                let at = *place as usize;
                *place += 1;
                if let (Some(c), Some(e), Some(p)) =
                    (out.columns.get_mut(at), out.extra.get_mut(at), out.pull.get_mut(at))
                {
                    (*c, *e, *p) = (row as u32, *extra, *pull);
                }
            }
        }
        out
    }
}

/// Indices of cells ordered by `key`, those of one key as they came: one counting pass.
fn order(cells: &[Cell], indices: impl Iterator<Item = u32>, keys: usize, key: impl Fn(&Cell) -> u32) -> Vec<u32> {
    let mut next = vec![0_u32; keys + 1];
    for cell in cells {
        if let Some(count) = next.get_mut(key(cell) as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut next {
        sum += *start;
        *start = sum;
    }
    let mut out = vec![0; cells.len()];
    for index in indices {
        let Some(place) = cells.get(index as usize).and_then(|cell| next.get_mut(key(cell) as usize)) else { continue };
        if let Some(slot) = out.get_mut(*place as usize) {
            *slot = index;
        }
        *place += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Cell, Sparse};

    fn cell(row: u32, column: u32, good: f32, bad: f32) -> Cell {
        Cell { row, column, good, bad }
    }

    #[test]
    fn cells_are_ordered_and_added_up() {
        let cells = [cell(2, 1, 1.0, 0.0), cell(0, 3, 1.0, 1.0), cell(2, 0, 2.0, 0.0), cell(2, 1, 1.0, 0.0)];
        let table = Sparse::new(4, 5, &cells, 10.0).unwrap();
        assert_eq!((table.rows(), table.width(), table.cells()), (4, 5, 3));
        assert_eq!(table.row(0), (&[3][..], &[20.0][..], &[10.5][..]));
        assert_eq!(table.row(1), (&[][..], &[][..], &[][..]));
        assert_eq!(table.row(2), (&[0, 1][..], &[20.0, 20.0][..], &[21.0, 21.0][..]));
        assert_eq!(table.row(3).0.len(), 0);
        let turned = table.turned();
        assert_eq!((turned.rows(), turned.width()), (5, 4));
        assert_eq!(turned.row(1).0, [2]);
        assert_eq!(turned.turned(), table);
    }

    #[test]
    fn what_lies_outside_is_refused() {
        for wrong in [cell(4, 0, 1.0, 0.0), cell(0, 5, 1.0, 0.0), cell(0, 0, f32::NAN, 0.0), cell(0, 0, 1.0, -1.0)] {
            assert_eq!(Sparse::new(4, 5, &[wrong], 1.0).unwrap_err().key, "learn.table");
        }
        assert_eq!(Sparse::new(0, 0, &[], 1.0).unwrap().rows(), 0);
        assert_eq!(Sparse::new(usize::MAX, 0, &[], 1.0).unwrap_err().key, "learn.tooLarge");
    }
}
