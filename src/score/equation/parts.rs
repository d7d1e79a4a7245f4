//! What the explanations read of an equation: one person as a row, and rows with some inputs of another.

use std::borrow::Cow;

use super::build::Equation;
use super::evaluate::{Row, resolve};
use crate::error::Error;
use crate::score::{InputUsed, Inputs};

/// A person who has an answer, as a row of one equation.
pub(crate) struct Complete {
    row: Row,
    stratum: usize,
}

impl Equation {
    /// The person as a row; `None` while a required input is missing.
    ///
    /// # Errors
    ///
    /// As [`Equation::evaluate`].
    pub(crate) fn complete(&self, inputs: &Inputs) -> Result<Option<Complete>, Error> {
        self.complete_with(inputs, &[])
    }

    /// The person with some inputs replaced; `None` while a required input is missing.
    ///
    /// # Errors
    ///
    /// As [`Equation::evaluate`].
    pub(crate) fn complete_with(&self, inputs: &Inputs, other: &[InputUsed]) -> Result<Option<Complete>, Error> {
        let mut row = self.row(inputs)?;
        for (cell, spec) in row.iter_mut().zip(&self.head.inputs) {
            if let Some(used) = other.iter().rfind(|used| spec.id == *used.id) {
                *cell = resolve(spec, used)?.unwrap_or(f64::NAN);
            }
        }
        let stratum = self.stratum(&row);
        let whole = self.missing(&row, stratum).is_empty();
        Ok(stratum.filter(|_| whole).map(|stratum| Complete { row, stratum }))
    }

    /// Ids of the inputs that a term reads and whose values differ between two people of one stratum.
    pub(crate) fn differing(&self, a: &Complete, b: &Complete) -> Vec<usize> {
        let reads = self.strata.get(a.stratum).map_or(0, |s| s.reads);
        let differs = |i: &usize| {
            let pair = (a.row.get(*i).copied(), b.row.get(*i).copied());
            reads & (1 << i) != 0 && matches!(pair, (Some(x), Some(y)) if x != y && !(x.is_nan() && y.is_nan()))
        };
        (0..self.head.inputs.len()).filter(differs).collect()
    }

    /// Predictor and answer of `from` with each subset of `inputs` taken from `to`: entry `s` takes input `k` where
    /// bit `k` of `s` is set.
    pub(crate) fn subsets(&self, from: &Complete, to: &Complete, inputs: &[usize]) -> Vec<(f64, f64)> {
        let mut rows = Vec::with_capacity(1 << inputs.len());
        for subset in 0_usize..1 << inputs.len() {
            let mut row = from.row;
            for (bit, input) in inputs.iter().enumerate() {
                if subset & (1 << bit) != 0
                    && let (Some(cell), Some(x)) = (row.get_mut(*input), to.row.get(*input))
                {
                    *cell = *x;
                }
            }
            rows.push(row);
        }
        self.answers(&rows, from.stratum)
    }

    /// Both people are of one stratum.
    pub(crate) fn comparable(a: &Complete, b: &Complete) -> bool {
        a.stratum == b.stratum
    }

    /// Id, value at a person, and whether a person can change it.
    pub(crate) fn input(&self, input: usize, at: &Complete) -> (Cow<'static, str>, Option<f64>, bool) {
        let value = at.row.get(input).copied().filter(|x| !x.is_nan());
        self.head
            .inputs
            .get(input)
            .map_or_else(|| (Cow::Borrowed(""), value, false), |spec| (spec.id.into(), value, spec.modifiable))
    }

    /// Lowest and highest answer while one input takes its plausible values, those inside `within`.
    pub(crate) fn movement(&self, person: &Complete, input: &str, within: Option<(f64, f64)>) -> Option<(f64, f64)> {
        let index = self.head.inputs.iter().position(|i| i.id == input)?;
        let reads = self.strata.get(person.stratum).map_or(0, |s| s.reads);
        if reads & (1 << index) == 0 && self.selector != Some(index) {
            return None;
        }
        self.range_over(&person.row, index, within)
    }

    /// `logOdds`, `logHazard`, `log` or `identity`: the scale on which terms add up.
    pub(crate) fn scale(&self) -> &'static str {
        self.scale
    }
}
