//! A sum of curves and surfaces: each adds what one column, or two columns together, say of a row. What an explainable
//! boosting machine learns.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};
use crate::math::Matrix;

/// A column in bins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Axis {
    /// Which column.
    pub column: u32,
    /// Where its bins end.
    pub bins: AxisBins,
}

/// Where bins end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum AxisBins {
    /// Upper borders of every bin but the last, rising; a border belongs to the bin below it.
    Borders(Vec<f64>),
    /// One code of a category a bin, rising; another code counts as missing.
    Codes(Vec<u32>),
}

/// What one column adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Curve {
    /// The column.
    pub axis: Axis,
    /// One value a bin, the last one for missing.
    pub values: Vec<f64>,
    /// Standard deviation of each value between bags; empty for one bag.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spread: Vec<f64>,
}

/// What two columns add together, beyond what each adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Surface {
    /// The first column.
    pub one: Axis,
    /// The second column.
    pub other: Axis,
    /// For each bin of the first (the last for missing) one value a bin of the second (the last for missing).
    pub values: Vec<f64>,
}

/// A sum of curves and surfaces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Additive {
    /// How many columns a table must have.
    pub columns: u32,
    /// Where every sum begins.
    pub intercept: f64,
    /// What single columns add.
    pub curves: Vec<Curve>,
    /// What pairs of columns add.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surfaces: Vec<Surface>,
}

impl Axis {
    /// Bins beside the one of missing numbers; that one's place, too.
    pub fn missing(&self) -> usize {
        match &self.bins {
            AxisBins::Borders(borders) => borders.len() + 1,
            AxisBins::Codes(codes) => codes.len(),
        }
    }

    /// The bin of a number.
    pub fn bin(&self, x: f64) -> usize {
        match &self.bins {
            _ if x.is_nan() => self.missing(),
            AxisBins::Borders(borders) => borders.partition_point(|border| *border < x),
            AxisBins::Codes(codes) => {
                let code = x as u32;
                let known = if f64::from(code) == x { codes.binary_search(&code).ok() } else { None };
                known.unwrap_or(codes.len())
            }
        }
    }

    fn check(&self, columns: u32) -> bool {
        let rising = match &self.bins {
            AxisBins::Borders(borders) => {
                borders.iter().all(|border| border.is_finite())
                    && borders.windows(2).all(|two| matches!(two, [a, b] if a < b))
            }
            AxisBins::Codes(codes) => codes.windows(2).all(|two| matches!(two, [a, b] if a < b)),
        };
        self.column < columns && rising
    }
}

impl Additive {
    /// Checks that every row has a value of every term and that all can be added.
    ///
    /// # Errors
    ///
    /// `model.additive` with what is wrong (`intercept`, `curve`, `surface`) and in which of them.
    pub fn check(&self) -> Result<(), Error> {
        let broken = |what: &str, at: usize| {
            Err(Error::new(Kind::Malformed, "model.additive").with("what", what).with("term", at))
        };
        if !self.intercept.is_finite() {
            return broken("intercept", 0);
        }
        let finite = |values: &[f64]| values.iter().all(|value| value.is_finite());
        for (at, curve) in self.curves.iter().enumerate() {
            let wide = curve.values.len() == curve.axis.missing() + 1;
            let spread = curve.spread.is_empty() || curve.spread.len() == curve.values.len();
            if !(curve.axis.check(self.columns) && wide && spread && finite(&curve.values) && finite(&curve.spread)) {
                return broken("curve", at);
            }
        }
        for (at, surface) in self.surfaces.iter().enumerate() {
            let cells = (surface.one.missing() + 1).checked_mul(surface.other.missing() + 1);
            let axes = surface.one.check(self.columns) && surface.other.check(self.columns);
            if !(axes && cells == Some(surface.values.len()) && finite(&surface.values)) {
                return broken("surface", at);
            }
        }
        Ok(())
    }

    /// What each term adds to each row: curves in their order, then surfaces. With the intercept a row's values add up to
    /// its margin, exactly in this order.
    pub fn terms(&self, x: &Matrix) -> Vec<Vec<f64>> {
        let at = |values: &[f64], place: usize| values.get(place).copied().unwrap_or(0.0);
        let curve = |curve: &Curve| {
            let column = x.column(curve.axis.column as usize);
            column.iter().map(|x| at(&curve.values, curve.axis.bin(*x))).collect()
        };
        let surface = |surface: &Surface| {
            let (one, other) = (x.column(surface.one.column as usize), x.column(surface.other.column as usize));
            let width = surface.other.missing() + 1;
            let cell = |(a, b): (&f64, &f64)| at(&surface.values, surface.one.bin(*a) * width + surface.other.bin(*b));
            one.iter().zip(other).map(cell).collect()
        };
        self.curves.iter().map(curve).chain(self.surfaces.iter().map(surface)).collect()
    }

    /// One sum a row; NaN for every row where the table has too few columns.
    pub fn margins(&self, x: &Matrix) -> Vec<f64> {
        if x.columns() < self.columns as usize {
            return vec![f64::NAN; x.rows()];
        }
        let mut sums = vec![self.intercept; x.rows()];
        for term in self.terms(x) {
            sums.iter_mut().zip(term).for_each(|(sum, value)| *sum += value);
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::{Additive, Axis, AxisBins, Curve, Surface};
    use crate::math::Matrix;

    fn small() -> Additive {
        let age = Axis { column: 0, bins: AxisBins::Borders(vec![50.0, 60.0]) };
        let site = Axis { column: 1, bins: AxisBins::Codes(vec![3, 8]) };
        let surface = (0..12).map(f64::from).collect();
        Additive {
            columns: 2,
            intercept: 100.0,
            curves: vec![Curve { axis: age.clone(), values: vec![1.0, 2.0, 3.0, 4.0], spread: Vec::new() }],
            surfaces: vec![Surface { one: age, other: site, values: surface }],
        }
    }

    #[test]
    fn rows_add_up_by_bin_code_and_missing() {
        let model = small();
        model.check().unwrap();
        let x = Matrix::of_columns(4, vec![50.0, 50.1, f64::NAN, 99.0, 3.0, 8.0, 8.0, 4.0]).unwrap();
        assert_eq!(model.margins(&x), [101.0, 106.0, 114.0, 111.0]);
        assert!(model.margins(&Matrix::zeros(1, 1))[0].is_nan());
        let text = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<Additive>(&text).unwrap(), model);
    }

    #[test]
    fn a_broken_file_is_refused() {
        type Edit = fn(&mut Additive);
        let edits: [(&str, Edit); 6] = [
            ("intercept", |m| m.intercept = f64::INFINITY),
            ("curve", |m| m.curves[0].axis.column = 2),
            ("curve", |m| m.curves[0].values.truncate(3)),
            ("curve", |m| m.curves[0].axis.bins = AxisBins::Borders(vec![60.0, 50.0])),
            ("surface", |m| m.surfaces[0].values.truncate(3)),
            ("surface", |m| m.surfaces[0].values[1] = f64::NAN),
        ];
        for (what, edit) in edits {
            let mut model = small();
            edit(&mut model);
            assert_eq!(model.check().unwrap_err().args["what"], what);
        }
    }
}
