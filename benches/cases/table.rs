//! Tables as the suite draws them.

#[path = "../../tests/support/clin.rs"]
pub(super) mod clin;
#[path = "../../tests/support/workload.rs"]
pub(super) mod workload;

use bedside::learn::Fitted;
use bedside::math::{Matrix, sqrt};
use bedside::score::model::{Linear, Predictor};

/// Columns from row `from` up to `to`.
pub(super) fn rows(x: &Matrix, from: u32, to: u32) -> Matrix {
    x.take(&(from..to).collect::<Vec<u32>>())
}

/// Mean and population standard deviation.
pub(super) fn spread(column: &[f64]) -> (f64, f64) {
    let n = column.len() as f64;
    let mean = column.iter().sum::<f64>() / n;
    (mean, sqrt(column.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n))
}

/// Each column less its mean, by its population standard deviation.
pub(super) fn standardise(x: &mut Matrix) {
    for j in 0..x.columns() {
        let (mean, spread) = spread(x.column(j));
        x.column_mut(j).iter_mut().for_each(|v| *v = (*v - mean) / spread);
    }
}

/// The linear model of a fit.
pub(super) fn linear(fitted: &Fitted) -> &Linear {
    match &fitted.predictor {
        Predictor::Linear(linear) => linear,
        other => panic!("{other:?}"),
    }
}
