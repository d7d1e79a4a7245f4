//! Firth's regression where columns tell nearly the same, as curves of a skewed column do: fitted on columns that are turned
//! apart, told in weights of the columns as they are.

use self_cell::self_cell;

use super::firth::{CheckedFirth, Climbing};
use super::table::{Scaling, Table, note, whole};
use crate::error::Error;
use crate::learn::{Coefficients, Fit, Fitted, Outcome, Sample};
use crate::math::Matrix;
use crate::math::straight::{Straight, straighten};
use crate::score::model::{Linear, Predictor};

/// A column of which the others explain all but this share of the mean square is turned; below the second share it follows
/// from them.
const NEAR: f64 = 1e-6;
const SAME: f64 = 1e-20;

struct Turned {
    x: Matrix,
    y: Outcome,
    weights: Option<Vec<f64>>,
}

self_cell!(
    struct Running {
        owner: Turned,
        #[covariant]
        dependent: Climbing,
    }
);

/// A fit on turned columns.
pub(super) struct Apart {
    running: Running,
    straight: Straight,
    /// Of the columns as they are.
    scaling: Scaling,
    /// Columns that follow from others.
    same: Vec<usize>,
    /// Columns of the table.
    wide: usize,
}

impl Apart {
    /// Begins where some columns are nearly the same; `None` where all are well apart, or where no intercept lets columns be
    /// centred.
    pub(super) fn begin(firth: &CheckedFirth, sample: Sample<'_>) -> Result<Option<Self>, Error> {
        let table = Table::binary(sample)?;
        let mut scaling = Scaling::of(&table, true)?;
        let of = |((column, mean), scale): ((&usize, &f64), &f64)| -> Vec<f64> {
            sample.x.column(*column).iter().map(|x| (x - mean) * scale).collect()
        };
        let mut columns: Vec<Vec<f64>> = scaling.used.iter().zip(&scaling.mean).zip(&scaling.scale).map(of).collect();
        let (straight, out) = straighten(&mut columns, sample.weights, SAME);
        if !firth.intercept() || columns.is_empty() || straight.own().all(|own| own * own > NEAR) {
            return Ok(None);
        }
        let same = out.iter().filter_map(|at| scaling.used.get(*at)).copied().collect();
        scaling.leave(&out);
        let kept = columns.into_iter().enumerate().filter(|(at, _)| !out.contains(at)).flat_map(|(_, column)| column);
        let Some(x) = Matrix::of_columns(sample.x.rows(), kept.collect()) else { return Ok(None) };
        let turned = Turned { x, y: sample.y.clone(), weights: sample.weights.map(<[f64]>::to_vec) };
        let running = Running::try_new(turned, |turned| {
            firth.climbing(Sample { x: &turned.x, y: &turned.y, weights: turned.weights.as_deref() })
        })?;
        Ok(Some(Self { running, straight, scaling, same, wide: sample.x.columns() }))
    }

    fn fitted(&self, climbing: &Climbing<'_>) -> Result<Fitted, Error> {
        let turned = whole(climbing.fitted(), &climbing.likelihood.rows.table)?;
        let Predictor::Linear(Linear { weights, intercept }) = &turned.predictor else { return Ok(turned) };
        let (weights, intercept) = self.scaling.back(self.wide, &self.straight.back(weights), *intercept);
        let mut notes = Vec::new();
        note(&mut notes, "constantColumn", self.scaling.constant.clone());
        note(&mut notes, "collinear", self.same.clone());
        if turned.notes.iter().any(|note| note.key == "notConverged") {
            note(&mut notes, "notConverged", self.scaling.used.clone());
        }
        let table = turned.table.and_then(|table| {
            // Each weight is a sum of turned ones, and of those that the climb has of them; the last of these is the intercept.
            let climbed = &climbing.likelihood.rows.scaling;
            let sum = |parts: &[f64]| -> Vec<f64> {
                let at = |column: &usize| parts.get(*column).copied().unwrap_or(0.0);
                climbed.used.iter().zip(&climbed.scale).map(|(column, scale)| at(column) * scale).collect()
            };
            let bend = &climbing.climb.here.bend;
            let mut standard_error = vec![0.0; self.wide + 1];
            let mut far = vec![0.0; climbed.used.len()];
            for (at, column) in self.scaling.used.iter().enumerate() {
                let (mean, scale) = (self.scaling.mean.get(at)?, self.scaling.scale.get(at)?);
                let mut parts = sum(&self.straight.sum_of(at));
                far.iter_mut().zip(&parts).for_each(|(far, part)| *far -= mean * scale * part);
                parts.push(0.0);
                *standard_error.get_mut(*column)? = bend.error_of(&parts)? * scale;
            }
            far.iter_mut().zip(&climbed.mean).zip(&climbed.scale).for_each(|((far, mean), scale)| *far -= mean * scale);
            far.push(1.0);
            *standard_error.last_mut()? = bend.error_of(&far)?;
            let mut estimate = weights.clone();
            estimate.push(intercept);
            // The information of the columns as they are is the turned one's, stretched.
            let own = self.straight.own().zip(&self.scaling.scale);
            let stretched = own.fold(0.0, |sum, (own, scale)| sum + crate::math::ln(own) - crate::math::ln(*scale));
            Some(Coefficients { estimate, standard_error, log_likelihood: table.log_likelihood + stretched })
        });
        Ok(Fitted { predictor: Predictor::Linear(Linear { weights, intercept }), table, notes })
    }
}

impl Fit for Apart {
    fn step(&mut self) -> Result<bool, Error> {
        self.running.with_dependent_mut(|_, climbing| climbing.step())
    }

    fn progress(&self) -> (usize, usize) {
        self.running.borrow_dependent().progress()
    }

    fn finish(self: Box<Self>) -> Result<Fitted, Error> {
        self.fitted(self.running.borrow_dependent())
    }
}
