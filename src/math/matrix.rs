//! Tables of numbers, column after column: what models are fitted on and predict from.

use ndarray::{Array2, ArrayView2, ShapeBuilder};

/// Rows × columns of numbers; each column lies in one piece, and a missing number is NaN.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix(Array2<f64>);

impl Matrix {
    /// All zero.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self(Array2::zeros((rows, columns).f()))
    }

    /// Of columns that lie one after another; `None` when their length is no multiple of `rows`.
    pub fn of_columns(rows: usize, values: Vec<f64>) -> Option<Self> {
        let columns = values.len().checked_div(rows).unwrap_or(0);
        Array2::from_shape_vec((rows, columns).f(), values).ok().map(Self)
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.0.nrows()
    }

    /// How many columns.
    pub fn columns(&self) -> usize {
        self.0.ncols()
    }

    /// One column; empty when there is none of that number.
    pub fn column(&self, column: usize) -> &[f64] {
        let (rows, all) = (self.rows(), self.values());
        all.get(column * rows..(column + 1) * rows).unwrap_or(&[])
    }

    /// One column, to write; empty when there is none of that number.
    pub fn column_mut(&mut self, column: usize) -> &mut [f64] {
        let rows = self.rows();
        let all = self.0.as_slice_memory_order_mut().unwrap_or(&mut []);
        all.get_mut(column * rows..(column + 1) * rows).unwrap_or(&mut [])
    }

    /// All columns, one after another.
    pub fn values(&self) -> &[f64] {
        self.0.as_slice_memory_order().unwrap_or(&[])
    }

    /// The table as an array of `ndarray`.
    pub fn view(&self) -> ArrayView2<'_, f64> {
        self.0.view()
    }

    /// The rows named, in their order; a row that is none is left out.
    #[must_use]
    pub fn take(&self, rows: &[u32]) -> Self {
        let kept: Vec<usize> = rows.iter().map(|row| *row as usize).filter(|row| *row < self.rows()).collect();
        let mut out = Self::zeros(kept.len(), self.columns());
        for column in 0..self.columns() {
            let from = self.column(column);
            for (to, row) in out.column_mut(column).iter_mut().zip(&kept) {
                *to = from.get(*row).copied().unwrap_or(f64::NAN);
            }
        }
        out
    }

    /// One row into `out`, which is emptied first.
    pub fn row_into(&self, row: usize, out: &mut Vec<f64>) {
        out.clear();
        out.extend((0..self.columns()).filter_map(|column| self.column(column).get(row)));
    }
}

#[cfg(test)]
mod tests {
    use super::Matrix;

    #[test]
    fn columns_lie_in_one_piece_and_rows_are_taken_in_order() {
        let matrix = Matrix::of_columns(3, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).unwrap();
        assert_eq!((matrix.rows(), matrix.columns()), (3, 2));
        assert_eq!(matrix.column(1), [4.0, 5.0, 6.0]);
        assert_eq!(matrix.column(2), [0.0; 0]);
        assert_eq!(matrix.view()[[2, 1]], 6.0);
        let taken = matrix.take(&[2, 0, 9]);
        assert_eq!((taken.rows(), taken.column(0)), (2, &[3.0, 1.0][..]));
        let mut row = Vec::new();
        matrix.row_into(1, &mut row);
        assert_eq!(row, [2.0, 5.0]);
    }

    #[test]
    fn a_table_that_does_not_fit_is_refused() {
        assert!(Matrix::of_columns(4, vec![1.0; 6]).is_none());
        assert_eq!(Matrix::of_columns(0, Vec::new()).map(|m| (m.rows(), m.columns())), Some((0, 0)));
    }
}
