//! What each column of the matrix is made of, and how one number of it reads in the table's own unit.

use super::fitted::{FittedColumn, FittedPipeline, Source};

/// Where a column of the matrix comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The column of the table, by its place in [`FittedPipeline::columns`].
    pub column: usize,
    /// Which of the columns made of it: 0 the value itself or the first word told, then curves or words, at last whether it
    /// is missing. 0 for a product.
    pub place: usize,
    /// The other column of a product.
    pub with: Option<usize>,
    /// Where its centre and scale stand; a product has none.
    pub scaled: Option<usize>,
}

impl FittedPipeline {
    /// One entry a column of the matrix, in its order.
    pub fn origins(&self) -> Vec<Origin> {
        let mut all = Vec::new();
        for (column, found) in self.columns.iter().enumerate() {
            let width = found.source.width() + usize::from(found.indicator);
            for place in 0..width {
                all.push(Origin { column, place, with: None, scaled: Some(all.len()) });
            }
        }
        let width = |at: &usize| self.columns.get(*at).map_or(0, |column| column.source.width());
        for [one, other] in &self.interactions {
            let product = Origin { column: *one, place: 0, with: Some(*other), scaled: None };
            all.extend(std::iter::repeat_n(product, width(one).saturating_mul(width(other))));
        }
        self.kept.iter().filter_map(|at| all.get(*at).copied()).collect()
    }

    /// A number of the matrix before it was centred and scaled: the table's own unit for a plain number (days in years of
    /// 365.25 days since 1970), 0 or 1 for a word and for what is missing.
    pub fn unscaled(&self, origin: Origin, x: f64) -> f64 {
        let at = |list: &[f64], or: f64| origin.scaled.and_then(|at| list.get(at)).copied().unwrap_or(or);
        x * at(&self.scale, 1.0) + at(&self.center, 0.0)
    }

    /// A number as it stands in the matrix, from the unit of [`FittedPipeline::unscaled`].
    pub fn rescaled(&self, origin: Origin, x: f64) -> f64 {
        let at = |list: &[f64], or: f64| origin.scaled.and_then(|at| list.get(at)).copied().unwrap_or(or);
        (x - at(&self.center, 0.0)) / at(&self.scale, 1.0)
    }

    /// Whether a column of the matrix says that a cell is missing.
    pub fn is_indicator(&self, origin: Origin) -> bool {
        let column = self.columns.get(origin.column);
        origin.with.is_none() && column.is_some_and(|c| c.indicator && origin.place == c.source.width())
    }

    /// Columns of the matrix, by number, that hold words as numbers without an order.
    pub fn nominal(&self) -> Vec<u32> {
        let is = |origin: &Origin| {
            let source = self.columns.get(origin.column).map(|column| &column.source);
            origin.with.is_none() && origin.place == 0 && matches!(source, Some(Source::Lookup { nominal: true, .. }))
        };
        (0_u32..).zip(self.origins()).filter(|(_, origin)| is(origin)).map(|(at, _)| at).collect()
    }

    /// Whether a column of the table can change the matrix at all: a made column is kept, or missing cells of another
    /// column are filled from it.
    pub fn reads(&self, column: usize) -> bool {
        let of = |origin: &Origin| origin.column == column || origin.with == Some(column);
        self.origins().iter().any(of)
            || self.regressions.iter().any(|r| r.others.contains(&column) && r.column != column)
    }

    /// Names of the table's columns that cannot change the matrix: of one value where it was fitted, or left out by selection.
    pub fn unread(&self) -> Vec<String> {
        let unread = |(at, column): (usize, &FittedColumn)| (!self.reads(at)).then(|| column.name.clone());
        self.columns.iter().enumerate().filter_map(unread).collect()
    }

    /// Whether what is made of a column is straight in its cells: a number without knots and without drawn-in tails.
    pub fn is_straight(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|column| {
            matches!(&column.source, Source::Number { knots, low: None, high: None, day: false, .. } if knots.is_empty())
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::prepare::pipeline::PipelineSettings;
    use crate::record::{Cells, Column, Frame};

    #[test]
    fn every_column_of_the_matrix_names_its_own() {
        let numbers = |by: u32| Cells::Numbers((0..40).map(|i| f64::from((i * by) % 13)).collect());
        let words = ["b", "a", "c"].map(str::to_owned).to_vec();
        let cells = Cells::Words { codes: (0..40).map(|i| i % 3).collect(), words };
        let columns = [("x", numbers(1)), ("same", Cells::Numbers(vec![2.0; 40])), ("z", numbers(7)), ("w", cells)];
        let frame = Frame::new(columns.map(|(name, cells)| Column { name: name.to_owned(), cells }).to_vec()).unwrap();
        let mut settings = PipelineSettings::of(["x", "same", "z", "w"]);
        settings.columns[2].knots = 4;
        settings.interactions = vec![["x".to_owned(), "w".to_owned()]];
        let rows: Vec<u32> = (0..40).collect();
        let (fitted, matrix) = settings.check().unwrap().fit(&frame, &rows, None).unwrap();
        assert_eq!(fitted.names, ["x", "z", "z ~1", "z ~2", "w = b", "w = c", "x × w = b", "x × w = c"]);
        let origins = fitted.origins();
        let told: Vec<_> = origins.iter().map(|o| (o.column, o.place, o.with)).collect();
        let single = [(0, 0, None), (2, 0, None), (2, 1, None), (2, 2, None), (3, 0, None), (3, 1, None)];
        assert_eq!(told[..6], single);
        assert_eq!(told[6..], [(0, 0, Some(3)), (0, 0, Some(3))]);
        assert!((fitted.unscaled(origins[0], matrix.column(0)[5]) - 5.0).abs() < 1e-12);
        assert!((fitted.unscaled(origins[4], matrix.column(4)[3]) - 1.0).abs() < 1e-12);
        assert!(fitted.reads(0) && !fitted.reads(1) && fitted.is_straight(0) && !fitted.is_straight(2));
    }
}
